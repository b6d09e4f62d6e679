# Bước 2 và 4: kế hoạch, bố cục, chủ đề

layout-template = khuôn của bố cục không hợp lệ
layout-missing = thiếu tệp bố cục `{ $path }`
layout-hole = một giá trị nằm ở chỗ có thể biến thành mã
layout-hole-hint = hãy đặt ô trống vào phần chữ, `[{"{{"} giá trị {"}}"}]`, hoặc giữa hai dấu ngoặc kép
layout-unknown-format = không có loại ấn phẩm `{ $name }`
layout-known-formats = các loại hiện có: { $formats }
layout-unknown-size = loại `{ $format }` không có khổ ứng với `{ $name }`
layout-known-sizes = các khổ hiện có: { $sizes }
layout-unknown-article = không có bài `{ $name }` cho đối tượng `{ $audience }`
layout-article-hint = ghi tên bài theo dạng `văn-bản/tên-bài`, không kèm `.md`
layout-missing-field = loại `{ $format }` cần mục `{ $field }` ở phần đầu bài
layout-missing-field-hint = thêm một dòng `{ $field }: …` vào giữa hai dòng `---`
layout-same-output = hai việc cùng ghi vào `{ $output }`; việc kia từ `{ $other }`
layout-same-output-hint = đổi tên tệp của một bài, hoặc bỏ bớt loại ấn phẩm hay đối tượng trùng nhau
layout-long-path = đường dẫn `{ $output }` dài quá { $limit } ký tự, Windows không lưu được
layout-windows-name = Windows không lưu được tệp hay thư mục tên `{ $name }`
layout-windows-name-hint = đổi tên tệp hay thư mục: chỉ nên dùng chữ cái không dấu, chữ số và gạch nối
layout-theme-missing = chủ đề thiếu tệp `theme.toml`
layout-theme-newer = chủ đề viết cho theme-api { $given }; chương trình này chỉ biết đến { $known }
layout-theme-broken = không đọc được tệp này của chủ đề
layout-unknown-palette = không có bảng màu `{ $name }`
layout-known-palettes = các bảng màu hiện có: { $names }
layout-bad-color = màu `{ $name }` cần `cmyk = [c, m, y, k]` tính theo phần trăm và `rgb = "#RRGGBB"`
layout-unknown-color = cặp `{ $text }` trên `{ $ground }` nhắc đến màu không có trong bảng
layout-contrast = `{ $text }` trên `{ $ground }` có độ tương phản { $ratio }; để đọc được cần ít nhất { $least } (WCAG AA)
layout-too-large = khổ `{ $size }` dài { $meters } m, quá mức một trang PDF chứa được (5,08 m kể cả tràn lề và dấu in)
layout-too-large-hint = vẽ thu nhỏ: thêm `scale = 0.1` vào khổ này
layout-fold = đường gấp { $fold } mm của khổ `{ $size }` nằm ngoài trang dài { $length } mm
layout-no-spot = bảng màu không có mực pha nào cho màu `{ $name }`
layout-no-spot-hint = thêm `spot = "tên mực"` cho màu ấy trong { $palette }; đang có mực pha: { $names }
