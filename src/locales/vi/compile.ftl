# Bước 5 và 6: dàn trang, xuất tệp, ghi

compile-typst = Typst không dàn được chỗ này
compile-converge = trang không ổn định: vị trí phụ thuộc vào chính nơi nó rơi vào
compile-font-family = bố cục gọi một họ phông không có trong thư mục phông
compile-pages = loại `{ $format }` ra { $pages } trang; chỉ nhận từ { $min } đến { $max } trang, bội số của { $multiple }
compile-pages-hint = hãy rút bớt hoặc viết thêm, hoặc chọn loại ấn phẩm khác
compile-slot = chữ không vừa ô `{ $slot }` của loại `{ $format }`: cao quá { $over } mm dù đã ở cỡ chữ nhỏ nhất
compile-slot-hint = cắt bớt { $cut } tiếng ở cuối phần này
compile-no-glyph = phông `{ $font }` không có hình chữ cho `{ $character }` ({ $code })
compile-no-glyph-hint = hãy viết cách khác; lệnh `anpham fonts` cho biết mỗi phông có gì
compile-foreign-font = `{ $character }` ({ $code }) sẽ lấy từ phông `{ $font }`, phông mà chủ đề không khai báo
compile-foreign-font-hint = khai báo họ phông trong `layouts/theme/theme.toml`, hoặc viết ký tự ấy cách khác
compile-lost = đoạn chữ này không có trên trang nào: `{ $text }`
compile-lost-hint = bố cục không có chỗ cho đoạn này; hãy chuyển sang phần khác hoặc bỏ khỏi loại ấn phẩm này
compile-panic = chương trình gặp lỗi bên trong khi làm bài này
compile-timeout = đã bỏ `{ $output }` sau { $seconds } giây
compile-write = không ghi được `{ $path }`
compile-write-hint = nếu tệp đang mở trong trình đọc thì đóng lại, nếu ổ đĩa đầy thì dọn bớt; rồi dựng lại
compile-clear-edge = chữ “{ $text }” cách mép chưa đủ { $clear } mm
compile-clear-eyelet = chữ “{ $text }” cách lỗ khoen chưa đủ { $clear } mm
compile-clear-hint = rút ngắn dòng chữ, hoặc lùi chữ vào trong ở bố cục (size.clear)
compile-on-fold = chữ “{ $text }” nằm trên đường gấp ở trang { $page }
compile-on-fold-hint = rút ngắn chữ ở phần này, hoặc sửa bố cục để mỗi ô nằm gọn trong một mặt gấp
compile-finding = { $vi }
compile-finding-hint = { $vi }
compile-slot-picture-hint = thu nhỏ ảnh: viết `{"{"}width=50%{"}"}` ngay sau ảnh
compile-small-text = chữ “{ $text }” chỉ cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-small-text-hint = rút ngắn chữ của bài, hoặc sửa bố cục cho phần này lớn hơn
compile-slot-unknown = bố cục dùng ô chữ `{ $slot }` mà `format.toml` của `{ $format }` không nêu
compile-slot-unknown-hint = thêm một mục `[[slots]]` với `name` và `least`; đang có: { $slots }
compile-slot-small = chữ trong ô `{ $slot }` của `{ $format }` cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-slot-small-hint = bỏ các cỡ nhỏ hơn trong bố cục, hoặc sửa `distance`, `least` cho đúng nơi treo
