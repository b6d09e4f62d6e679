pdf-gradient = trang { $page } có dải màu chuyển (gradient) RGB, không đổi sang mực in được
pdf-gradient-hint = thay dải màu chuyển trong hình vẽ SVG bằng màu đều, hoặc đặt hình ở dạng PNG
pdf-gradient-few = trang { $page } có dải màu chuyển xoay vòng hoặc không theo hướng nào, không đổi sang các mực của máy in này được
pdf-gradient-few-hint = cho dải màu chạy thẳng (linear) hoặc tỏa từ tâm (radial), hoặc dùng màu đều
pdf-picture = một ảnh không đổi sang mực in (CMYK) được
pdf-picture-hint = lưu lại ảnh ở dạng PNG hay JPEG màu RGB 8 bit rồi thử lại
pdf-inks-converted = một ảnh CMYK mang hồ sơ của máy in khác: mực của ảnh đã được đổi sang mực của máy này
pdf-inks-converted-hint = muốn in đúng lượng mực có sẵn trong ảnh thì ghi `cmyk-pictures = "keep"` vào bản xuất in
pdf-inks-kept = một ảnh CMYK mang hồ sơ của máy in khác: mực được in nguyên như trong ảnh nên màu ở máy này sẽ khác
pdf-inks-kept-hint = bỏ `cmyk-pictures = "keep"` ở bản xuất in để đổi mực sang máy này
pdf-picture-lossless = ảnh { $width } × { $height } điểm được ghi không nén mất: nén thành JPEG thì lượng mực vượt mức máy in nhận
pdf-picture-lossless-hint = tệp to hơn nhưng vẫn in được; muốn nhỏ thì làm sáng vùng tối của ảnh
pdf-unreadable = không hoàn thiện được tệp PDF để in
pdf-bleed = bố cục chỉ tràn lề { $has } mm, máy in này cần { $wants } mm
pdf-bleed-hint = giảm `bleed` của bản in trong anpham.toml, hoặc tăng `bleed` của khổ trong layouts/{ $format }/format.toml
pdf-unreadable-hint = báo cho người phát triển anpham, kèm tệp Typst do --keep-typ ghi ra

pdf-impose-sheet = không có tờ giấy `{ $name }`
pdf-impose-sheet-hint = viết một khổ dòng A, B, RA hay SRA (A3, B2, SRA3), hoặc rộng x cao tính bằng mm như 650x430; lưới viết như 2x2 hoặc auto
pdf-impose-grid = không hiểu lưới `{ $name }`: viết hai số đếm không quá { $most }, như 2x3
pdf-impose-unreadable = không đọc được `{ $file }`
pdf-impose-unreadable-hint = kiểm tra tệp bằng anpham preflight
pdf-impose-not-finished = `{ $file }` chưa được hoàn thiện để in: thiếu khung thành phẩm hoặc điều kiện in
pdf-impose-not-finished-hint = dùng một tệp trong output/print, do anpham build --profile print làm ra
pdf-impose-sizes = các trang của `{ $file }` không cùng khổ
pdf-impose-sizes-hint = các trang khác khổ chỉ bình chung được bằng --nup auto, xếp lần lượt, và thêm --one-sided nếu trang sau không bằng trang trước; nếu không, bình riêng từng khổ
pdf-impose-pages = `{ $file }` có { $pages } trang: đóng ghim cần bội số của bốn
pdf-impose-pages-hint = thêm --pad (hoặc `short = "pad"`) để có trang trắng ở cuối
pdf-impose-fit = `{ $file }` không vừa tờ giấy: thiếu { $width } mm bề rộng, { $height } mm bề cao
pdf-impose-fit-hint = chọn tờ lớn hơn, hoặc bớt cột và hàng
pdf-impose-people = mỗi trang của tệp `{ $format }` này là của một người ({ $pages } trang): lặp lại kín tờ giấy thì tờ nào cũng chỉ có một người
pdf-impose-people-hint = bỏ --repeat (hoặc `order = "repeat"`): các trang sẽ xếp lần lượt trên tờ, mỗi người một chiếc
pdf-impose-panels = `{ $file }` phải chia { $columns } × { $rows } tấm: quá nhiều
pdf-impose-turned = trang { $page } của `{ $file }` bị xoay (`Rotate`) hoặc đổi tỷ lệ (`UserUnit`) theo cách không phần mềm đọc PDF nào hiểu
