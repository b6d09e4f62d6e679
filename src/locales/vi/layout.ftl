# Bước 2 và 4: kế hoạch, bố cục, chủ đề

layout-template = khuôn của bố cục không hợp lệ
layout-missing = thiếu tệp bố cục `{ $path }`
layout-hole = một giá trị nằm ở chỗ có thể biến thành mã
layout-hole-hint = hãy đặt ô trống vào phần chữ, `[{"{{"} giá trị {"}}"}]`, hoặc giữa hai dấu ngoặc kép
layout-unknown-format = không có loại ấn phẩm `{ $name }`
layout-known-formats = các loại hiện có: { $vi }
layout-format-called = loại ấy tên là { $names }
layout-unknown-size = loại `{ $format }` không có khổ ứng với `{ $name }`
layout-known-sizes = các khổ hiện có: { $sizes }
layout-unknown-article = không có bài `{ $name }` cho đối tượng `{ $audience }`
layout-article-hint = ghi tên bài theo dạng `văn-bản/tên-bài`, không kèm `.md`
layout-article-elsewhere-hint = nhóm này dùng chung bài ấy được: thêm `{ $audience }` vào dòng `audiences` của `{ $path }`
layout-article-twice = có hai bài `{ $name }` cùng dành cho `{ $audience }`: `{ $one }` và `{ $other }`
layout-article-twice-hint = bỏ `{ $audience }` khỏi dòng `audiences` của một trong hai bài
layout-missing-field = loại `{ $format }` cần mục `{ $field }` ở phần đầu bài
layout-missing-field-hint = thêm một dòng `{ $field }: …` vào giữa hai dòng `---`
layout-same-output = hai việc cùng ghi vào `{ $output }`; việc kia từ `{ $other }`
layout-same-output-hint = đổi tên tệp của một bài, hoặc bỏ bớt loại ấn phẩm hay đối tượng trùng nhau
layout-long-path = đường dẫn `{ $output }` dài quá { $limit } ký tự, Windows không lưu được
layout-windows-name = Windows không lưu được tệp hay thư mục tên `{ $name }`
layout-windows-name-hint = đổi tên tệp hay thư mục: chỉ nên dùng chữ cái không dấu, chữ số và gạch nối
layout-theme-missing = trong `layouts/theme` có `{ $path }` mà không có `theme.toml`, nên tệp ấy không được dùng
layout-theme-missing-hint = để đổi màu chỉ cần tệp trong `layouts/theme/palettes`; để đổi cả chủ đề thì lấy đủ thư mục: `anpham new campaign ban-mau --layouts` rồi chép `layouts/theme` sang
layout-theme-newer = chủ đề viết cho theme-api { $given }; chương trình này chỉ biết đến { $known }
layout-theme-broken = không đọc được tệp này của chủ đề
layout-unknown-palette = không có bảng màu `{ $name }`
layout-known-palettes = các bảng màu hiện có: { $names }
layout-new-palette-hint = bảng màu riêng tạo bằng lệnh `anpham new palette { $name }`
layout-missing-color = bảng màu thiếu màu `{ $name }`
layout-missing-color-hint = thêm dòng `{ $name } = {"{"} cmyk = [c, m, y, k], rgb = "#RRGGBB" {"}"}` dưới `[colors]`
layout-misspelt-color-hint = có phải `{ $typed }` viết nhầm cho `{ $name }` không?
layout-unused-color = không bố cục nào dùng màu `{ $name }`
layout-unused-color-hint = các màu mà chủ đề dùng: { $names }
layout-two-colors = màu `{ $name }` trên màn hình là { $screen } nhưng in ra khoảng { $paper }
layout-two-colors-hint = sửa `cmyk` hoặc `rgb` cho hai công thức cùng là một màu
layout-bad-color = màu `{ $name }` cần `cmyk = [c, m, y, k]` tính theo phần trăm và `rgb = "#RRGGBB"`
layout-unknown-color = cặp `{ $text }` trên `{ $ground }` nhắc đến màu không có trong bảng
layout-contrast = `{ $text }` trên `{ $ground }` có độ tương phản { $ratio }; để đọc được cần ít nhất { $least } (WCAG AA)
layout-contrast-hint = làm `{ $darker }` đậm hơn hoặc `{ $lighter }` sáng hơn, cả `rgb` lẫn `cmyk`
layout-too-large = khổ `{ $size }` dài { $meters } m, quá mức một trang PDF chứa được (5,08 m kể cả tràn lề và dấu in)
layout-too-large-hint = vẽ thu nhỏ: thêm `scale = 0.1` vào khổ này
layout-fold = đường gấp { $fold } mm của khổ `{ $size }` nằm ngoài trang dài { $length } mm
layout-no-spot = bảng màu không có mực pha nào cho màu `{ $name }`
layout-no-spot-hint = thêm `spot = "tên mực"` cho màu ấy trong { $palette }; đang có mực pha: { $names }
layout-unknown-detail = không loại ấn phẩm nào của bài này hỏi đến `{ $name }`
layout-known-details = các mục riêng của chúng: { $names }
layout-no-details = các loại ấn phẩm của bài này không có mục riêng nào
layout-missing-detail = loại ấn phẩm `{ $format }` cần mục `{ $name }` trong `details`: { $vi }
layout-missing-detail-hint = thêm dòng `{ $name }: …` dưới `details:`
layout-one-detail = `{ $name }` chỉ nhận một dòng chữ
layout-detail-flag = `{ $name }` là `true` hoặc `false`, không có dấu ngoặc
layout-detail-text = `{ $name }` phải là chữ
layout-kit-format = `{ $format }` không phải là bộ tài liệu nên không dùng được `kit`
layout-kit-empty = bộ tài liệu `{ $format }` chưa có gì bên trong
layout-kit-empty-hint = thêm dòng `kit: ["văn-bản/tên-bài.leaflet", …]` theo thứ tự muốn xếp
layout-kit-unknown = không có ấn phẩm `{ $name }` cho nhóm bạn đọc `{ $audience }`
layout-kit-hint = viết `văn-bản/tên-bài.loại`, thêm `-khổ`, `-phần` nếu cần; `anpham list` liệt kê các ấn phẩm
layout-kit-kit = `{ $name }` cũng là một bộ tài liệu: bộ này không nằm trong bộ khác
layout-people-needed = loại ấn phẩm `{ $format }` cần một danh sách người
layout-people-needed-hint = thêm dòng `people: danh-sach.csv`; hàng đầu của tệp ghi tên cột: { $columns }
layout-people-missing = không đọc được danh sách `{ $path }`
layout-people-missing-hint = đường dẫn tính từ thư mục của bài và không ra ngoài chiến dịch
layout-people-column = danh sách thiếu cột `{ $column }`
layout-people-column-hint = hàng đầu ghi tên cột, cách nhau bằng dấu phẩy: { $columns }
layout-people-row = hàng này không khớp với hàng tên cột
layout-people-row-hint = mỗi hàng có đủ số ô như hàng đầu; ô có dấu phẩy thì đặt trong dấu ngoặc kép
layout-people-empty = ô `{ $column }` để trống
layout-people-none = danh sách không có ai
layout-no-specimen = thiếu bố cục của tờ mẫu: một thư mục trong layouts có `kind = "specimen"`
layout-people-unused = không loại ấn phẩm nào của bài này dùng danh sách người
layout-people-unused-hint = bỏ dòng `people`, hoặc thêm loại dùng đến nó: `badge`, `table-card`
