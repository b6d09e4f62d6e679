# Bước 2 và 4: kế hoạch, bố cục, giao diện

layout-template = khuôn của bố cục viết không đúng
layout-missing = thiếu tệp bố cục `{ $path }`
layout-hole = giá trị đặt ở chỗ này có thể bị đọc thành lệnh
layout-hole-hint = đặt giá trị vào phần chữ, `[{"{{"} giá trị {"}}"}]`, hoặc giữa hai dấu ngoặc kép
layout-unknown-format = không có loại ấn phẩm `{ $name }`
layout-known-formats = các loại hiện có: { $vi }
layout-format-called = loại ấy ở đây tên là { $names }
layout-unknown-size = loại `{ $format }` không có khổ ứng với `{ $name }`
layout-known-sizes = các khổ hiện có: { $sizes }
layout-unknown-article = không có bài `{ $name }` cho nhóm bạn đọc `{ $audience }`
layout-article-hint = ghi tên bài theo dạng `văn-bản/tên-bài`, không kèm `.md`
layout-article-elsewhere-hint = nhóm này có thể dùng chung bài ấy: thêm `{ $audience }` vào dòng `audiences` của `{ $path }`
layout-article-twice = có hai bài `{ $name }` cùng dành cho nhóm `{ $audience }`: `{ $one }` và `{ $other }`
layout-article-twice-hint = bỏ `{ $audience }` khỏi dòng `audiences` của một trong hai bài
layout-missing-field = loại `{ $format }` cần mục `{ $field }` ở phần đầu bài
layout-missing-field-hint = thêm một dòng `{ $field }: …` vào giữa hai dòng `---`
layout-same-output = hai bài cùng ghi vào `{ $output }`; bài kia là `{ $other }`
layout-same-output-hint = đổi tên tệp của một bài, hoặc bỏ bớt loại ấn phẩm hay nhóm bạn đọc trùng nhau
layout-long-path = đường dẫn `{ $output }` dài quá { $limit } ký tự, Windows không lưu được
layout-windows-name = Windows không lưu được tệp hay thư mục tên `{ $name }`
layout-windows-name-hint = đổi tên tệp hay thư mục: chỉ nên dùng chữ cái không dấu, chữ số và gạch nối
layout-theme-missing = `{ $path }` trong `layouts/theme` không được dùng, vì ở đó thiếu `theme.toml`
layout-theme-missing-hint = để đổi màu, chỉ cần tệp trong `layouts/theme/palettes`; để sửa cả giao diện, chạy `anpham new campaign ban-mau --layouts` rồi chép thư mục `layouts/theme` của bản mẫu ấy sang đây
layout-theme-newer = giao diện viết cho theme-api { $given }; chương trình này chỉ biết đến { $known }
layout-theme-broken = không đọc được tệp này của giao diện
layout-unknown-palette = không có bảng màu `{ $name }`
layout-known-palettes = các bảng màu hiện có: { $names }
layout-new-palette-hint = lệnh `anpham new palette { $name }` tạo bảng màu riêng
layout-missing-color = bảng màu thiếu màu `{ $name }`
layout-missing-color-hint = thêm dòng `{ $name } = {"{"} cmyk = [c, m, y, k], rgb = "#RRGGBB" {"}"}` dưới `[colors]`
layout-misspelt-color-hint = có phải bạn muốn viết `{ $name }` thay cho `{ $typed }`?
layout-unused-color = không bố cục nào dùng màu `{ $name }`
layout-unused-color-hint = các màu mà giao diện dùng: { $names }
layout-two-colors = màu `{ $name }` trên màn hình là { $screen } nhưng in ra khoảng { $paper }
layout-two-colors-hint = sửa `cmyk` hoặc `rgb` để hai công thức ra cùng một màu
layout-bad-color = màu `{ $name }` cần `cmyk = [c, m, y, k]` tính theo phần trăm và `rgb = "#RRGGBB"`
layout-unknown-color = cặp `{ $text }` trên `{ $ground }` nhắc đến màu không có trong bảng
layout-contrast = `{ $text }` trên `{ $ground }` có độ tương phản { $ratio }; để đọc được cần ít nhất { $least } (WCAG AA)
layout-contrast-hint = chẳng hạn ghi `{ $line }`: cùng màu ấy, vừa đủ đọc; chọn màu khác cũng được
layout-contrast-both-hint = đổi cả hai: `{ $darker }` đậm hơn và `{ $lighter }` sáng hơn, cả `rgb` lẫn `cmyk`
layout-too-large = khổ `{ $size }` dài { $meters } m, quá mức một trang PDF chứa được (5,08 m kể cả tràn lề và dấu in)
layout-too-large-hint = vẽ thu nhỏ: thêm `scale = 0.1` vào khổ này
layout-fold = đường gấp { $fold } mm của khổ `{ $size }` nằm ngoài trang dài { $length } mm
layout-no-spot = bảng màu không có mực pha nào cho màu `{ $name }`
layout-no-spot-hint = thêm `spot = "tên mực"` cho màu ấy trong { $palette }; đang có mực pha: { $names }
layout-spot-reserved = tên mực `{ $name }` là mực sẵn có của máy in: mực pha phải có tên khác
layout-spot-reserved-hint = ghi tên mà nhà in gọi mực pha: `spot = "PANTONE 485 C"`
layout-unknown-detail = không loại ấn phẩm nào của bài này hỏi đến `{ $name }`
layout-known-details = các mục riêng của chúng: { $names }
layout-no-details = các loại ấn phẩm của bài này không có mục riêng nào
layout-missing-detail = loại ấn phẩm `{ $format }` cần mục `{ $name }` trong `details`: { $vi }
layout-missing-detail-hint = thêm dòng `{ $name }: …` dưới `details:`
layout-one-detail = `{ $name }` chỉ nhận một dòng chữ
layout-detail-flag = `{ $name }` chỉ nhận `true` hoặc `false`, không có dấu ngoặc kép
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
layout-people-column-hint = hàng đầu ghi tên cột, cách nhau bằng dấu { $sign }: { $columns }
layout-people-row = hàng này không khớp với hàng tên cột
layout-people-row-hint = mỗi hàng có đủ số ô như hàng đầu; ô có dấu { $sign } thì đặt trong dấu ngoặc kép
layout-people-empty = ô `{ $column }` để trống
layout-people-nobody = hàng “{ $name }” có lẽ không phải một người: số thứ tự, chức vụ hay đơn vị không như ở các hàng khác
layout-people-nobody-hint = nếu là tên nhóm hay phần ký cuối bảng thì xóa hàng này; nếu là người thì điền đủ các ô
layout-people-head-unknown = cột chưa biết: { $heads }
layout-people-none = danh sách không có ai
layout-no-specimen = thiếu bố cục của tờ mẫu: một thư mục trong layouts có `kind = "specimen"`
layout-body-unused = không loại ấn phẩm nào của bài này in phần chữ bên dưới
layout-body-unused-hint = chuyển chữ cần in lên `slogan`, `title` hay `summary` giữa hai dòng `---`, hoặc thêm một loại in cả bài, như `leaflet`
layout-text-unprinted = không loại ấn phẩm nào của bài này in mục `{ $key }`: chữ ấy không ra trang nào
layout-text-unprinted-hint = xóa dòng `{ $key }`, chuyển chữ ấy vào bài, hoặc thêm một loại có in mục này: { $formats }
layout-text-unprinted-nowhere = xóa dòng `{ $key }`, hoặc chuyển chữ ấy vào bài
layout-people-unused = không loại ấn phẩm nào của bài này dùng danh sách người
layout-people-unused-hint = bỏ dòng `people`, hoặc thêm loại dùng đến nó: `badge`, `table-card`
layout-people-workbook = `{ $path }` là tệp bảng tính, không phải danh sách CSV
layout-people-workbook-hint = trong Excel chọn “Lưu dưới dạng” (Save As), kiểu “CSV UTF-8”, rồi ghi tên tệp ấy ở đây
layout-people-quote = dấu ngoặc kép mở ở đây không có dấu đóng
layout-people-quote-hint = thêm dấu ngoặc kép ở cuối ô; dấu ngoặc kép nằm trong ô thì gõ hai lần
layout-people-lost = danh sách mất chữ có dấu ở { $count } chỗ: Excel đã ghi dấu ? thay vào
layout-people-lost-hint = tệp CSV này không cứu được chữ đã mất: mở lại tệp Excel gốc, chọn Lưu thành (Save As) → “CSV UTF-8 (Comma delimited)”
layout-people-head-meant = không biết cột `{ $head }`; có phải bạn muốn viết `{ $name }`?
layout-people-head-below = tên cột nằm ở dòng { $line }; xóa các dòng phía trên
layout-people-not-used = cột `{ $head }` không được in: loại ấn phẩm `{ $format }` không có chỗ cho nó
layout-people-not-used-hint = bỏ cột ấy khỏi danh sách, hoặc đổi thành tên cột mà loại ấn phẩm này có
layout-placeholder = mục `{ $key }` còn nguyên chữ của bài mẫu, chưa điền: “{ $text }”
layout-placeholder-hint = điền nội dung thật vào mục `{ $key }`, hoặc xóa dòng ấy nếu không cần
layout-advice = bài còn nguyên lời gợi ý của bài mẫu: “{ $text }”
layout-advice-hint = lời ấy dặn người viết, không phải để in: viết nội dung thật vào chỗ ấy, hoặc xóa dòng
layout-directive-date = ngày ban hành ({ $date }) chưa ai xác nhận: sau mục `date` còn ghi chú “…”
layout-directive-date-hint = ghi ngày ban hành đúng như bản chính, rồi xóa ghi chú từ dấu `#`
layout-directive-hint = chép `{ $key }` đúng như bản chính của văn bản
layout-old-format = `{ $format }` viết cho theme-api { $given }
layout-old-format-hint = hãy ghi `theme-api = { $known }`, và thay dòng `kind` bằng hai dòng: `of = "{ $of }"`, `makes = "pages"`
layout-of-articles = bố cục của `{ $format }` và dòng `of = "{ $of }"` không khớp nhau về các bài đăng (`articles`)
layout-of-articles-hint = bố cục có in `articles` thì ghi `of = "issue"`; bố cục khác thì không
layout-text-key = tệp chữ không có `{ $key }`
layout-text-of = tệp chữ làm từ một bài: `of = "piece"`
layout-text-value = `layout.txt` không có giá trị nào tên `{ $name }`
layout-text-value-hint = tệp chữ in được: { $names }
layout-kit-text = `{ $name }` là tệp chữ; bộ tài liệu chỉ gồm các trang
