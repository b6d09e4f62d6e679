# Bảng dữ liệu

tables-unknown = không có bảng `{ $name }`
tables-unknown-hint = đặt tệp vào thư mục `data`, ví dụ `data/xa.csv` hoặc `data/xa.xlsx`: tên tệp là tên bảng
tables-known = các bảng ở đây: { $names }
tables-large = `{ $path }` lớn quá mức của một bảng: 256 MB sau khi giải nén, 20 triệu ô
tables-large-hint = bỏ những gì không in, hoặc chia nhỏ
tables-columns = `{ $path }` có hơn { $most } cột
tables-columns-hint = hàng bị hiểu thành cột thường do sai dấu ngăn ô: lưu lại kiểu “CSV UTF-8” hoặc XLSX
tables-cell-long = ô { $cell } của `{ $path }` dài quá { $most } ký tự
tables-cell-long-hint = thiếu dấu ngoặc kép đóng thì nhiều ô dính thành một; đoạn dài như vậy nên để trong bài
tables-damaged = `{ $path }` bị hỏng, hoặc không phải bảng tính
tables-damaged-hint = mở bằng phần mềm bảng tính rồi lưu lại kiểu XLSX hoặc ODS
tables-old = `{ $path }` có mật khẩu, hoặc là bảng tính kiểu cũ (XLS)
tables-old-hint = mở bằng phần mềm bảng tính rồi lưu lại kiểu XLSX, không đặt mật khẩu
tables-sheet = `{ $path }` không có trang tính `{ $sheet }`
tables-sheets-hint = các trang tính: { $names }
tables-sheets = `{ $path }` có nhiều trang tính; lấy `{ $sheet }`, không lấy: { $names }
tables-sheets-which = ghi rõ trang nào trong anpham.toml: `file = "{ $path }#{ $sheet }"`
tables-csv-sheet = `{ $path }` là CSV, không có trang tính, nên `#{ $sheet }` không có nghĩa gì
tables-nothing = `{ $path }` không có ô nào
tables-nothing-hint = hàng đầu ghi tên cột, bên dưới mỗi hàng một mục
tables-head-twice = hai cột cùng tên “{ $head }”; cột kia: “{ $other }”
tables-head-twice-hint = đổi tên một cột; trước mắt cột sau gọi là `{ $slug }`
tables-no-head = ô { $cell } không nằm dưới tên cột nào (số hàng như vậy: { $count })
tables-no-head-hint = đặt tên cho cột ấy, hoặc đặt ô có dấu ngăn bên trong vào giữa hai dấu ngoặc kép
tables-no-column = bảng không có cột `{ $name }`
tables-heads = các cột của bảng: { $heads }
tables-no-key = bảng `{ $table }` không có cột nào làm khóa được: cột nào cũng có ô trống hoặc ô trùng nhau
tables-no-key-hint = thêm một cột mã, hoặc ghi rõ cột nào trong anpham.toml: `[tables.{ $table }]` và `key = "…"`
tables-key-empty = có hàng thiếu khóa ở cột “{ $head }”: { $cells }
tables-key-empty-hint = điền các ô ấy, hoặc bỏ hàng
tables-key-twice = khóa “{ $key }” ở cột “{ $head }” có nhiều lần: { $cells }
tables-key-twice-hint = bỏ bớt hàng trùng, hoặc cho mỗi hàng một khóa riêng
tables-unreckoned = công thức ở cột “{ $head }” chưa có kết quả: { $cells }
tables-unreckoned-hint = tệp do một chương trình không tính toán ghi ra: mở bằng phần mềm bảng tính rồi lưu lại
tables-broken = công thức ở cột “{ $head }” bị lỗi: { $cells } (“{ $text }”)
tables-broken-hint = sửa công thức trong bảng tính rồi lưu lại
tables-empty = ô trống ở cột “{ $head }”: { $cells }
tables-empty-hint = điền vào, hoặc ghi sẵn chữ thay thế ở chỗ in cột này: `default="…"`
tables-column-empty = cột “{ $head }” không có gì
tables-column-empty-hint = điền vào, hoặc bỏ cột
tables-phone-zero = số điện thoại ở cột “{ $head }” mất số 0 đầu: { $cells } (“{ $text }”)
tables-phone-zero-hint = trong bảng tính, đặt cột này kiểu Văn bản (Text) rồi gõ lại: 0{ $text }
tables-phone = ô ở cột “{ $head }” không phải số điện thoại: { $cells } (“{ $text }”)
tables-phone-hint = số di động có 10 chữ số, số cố định 11, bắt đầu bằng 0; lời ghi chú nên để ở cột riêng
tables-date-number = ngày ở cột “{ $head }” bị ghi thành số: { $cells } (“{ $text }”)
tables-date-number-hint = với bảng tính, { $text } là ngày { $meant }: đặt cột này kiểu Ngày (Date) rồi lưu lại
tables-date-hint = ghi ngày như 01/07/2025 hoặc 2025-07-01
tables-kind = ô ở cột “{ $head }” không đúng kiểu `{ $kind }`: { $cells } (“{ $text }”)
tables-kind-hint = sửa các ô ấy, hoặc ghi kiểu của cột trong anpham.toml: `columns.{ $column }.type = "text"`
tables-ended = đơn vị ở cột “{ $head }” không còn từ 01/7/2025: { $cells } (“{ $text }”)
tables-ended-hint = không còn cấp huyện và thị trấn: ghi xã, phường, đặc khu hiện nay
tables-ended-into-hint = “{ $text }” nay thuộc { $new }
tables-other-kind = đơn vị ở cột “{ $head }” ghi sai loại: { $cells } (“{ $text }”)
tables-other-kind-hint = tên đúng: { $meant }
tables-spellings = cùng một tên mà viết nhiều kiểu ở cột “{ $head }”: { $names }
tables-spellings-hint = thống nhất một cách viết
tables-blanks = thừa dấu cách ở cột “{ $head }”: { $cells }
tables-blanks-hint = dấu cách ở hai đầu ô được bỏ qua; dấu cách kép ở giữa thì nên sửa
tables-nfd = chữ và dấu bị tách rời (NFD) ở cột “{ $head }”: { $cells }
tables-nfd-hint = ở đây đã ghép lại; chương trình khác có thể coi là tên khác
tables-hidden-rows = các hàng bị ẩn trong bảng tính vẫn được tính: { $rows }
tables-hidden-rows-hint = lọc chỉ ẩn hàng chứ không bỏ hàng: không dùng thì xóa hẳn
tables-hidden-columns = các cột bị ẩn trong bảng tính vẫn được tính: { $columns }
tables-hidden-columns-hint = cho hiện lên và xem có được in ra không
