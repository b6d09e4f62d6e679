# Bước 5 và 6: dàn trang, xuất tệp, ghi

compile-typst = Typst không dàn được chỗ này
compile-converge = trang không ổn định: vị trí phụ thuộc vào chính nơi nó rơi vào
compile-font-family = bố cục gọi một họ phông không có trong thư mục phông
compile-pages = loại `{ $format }` ra { $pages } trang; chỉ nhận từ { $min } đến { $max } trang, bội số của { $multiple }
compile-pages-hint = hãy rút bớt hoặc viết thêm, hoặc chọn loại ấn phẩm khác
compile-slot = chữ không vừa ô `{ $slot }` của loại `{ $format }`: cao quá { $over } mm dù đã ở cỡ chữ nhỏ nhất
compile-slot-hint = cắt bớt { $cut } tiếng ở cuối phần này
compile-slot-person = chữ của “{ $who }” (dòng { $row } trong danh sách) không vừa ô `{ $slot }`: cao quá { $over } mm dù đã ở cỡ chữ nhỏ nhất
compile-slot-person-hint = viết gọn họ tên, chức vụ hoặc đơn vị của người này trong danh sách
compile-no-glyph = phông `{ $font }` không có hình chữ cho `{ $character }` ({ $code })
compile-no-glyph-hint = hãy viết cách khác; lệnh `anpham fonts` cho biết mỗi phông có gì
compile-no-glyph-alphabet-hint = đây là chữ của đồng bào { $peoples }; mọi phông kèm theo chương trình đều có chữ này: hãy bỏ thư mục `fonts/` của chiến dịch, hoặc đặt vào đó phông có chữ này; lệnh `anpham fonts` cho biết phông nào có bảng chữ nào
compile-two-glyphs = phông `{ $font }` phải ghép `{ $letter }` ({ $code }) từ nhiều hình chữ: một số chương trình đọc PDF sẽ chép chữ này thành hai lần
compile-two-glyphs-hint = hãy dùng chữ có trong bảng chữ mà `anpham fonts` liệt kê cho phông này, hoặc đặt vào `fonts/` phông có sẵn chữ này trong một hình
compile-foreign-font = `{ $character }` ({ $code }) sẽ lấy từ phông `{ $font }`, phông mà chủ đề không khai báo
compile-foreign-font-hint = khai báo họ phông trong `layouts/theme/theme.toml`, hoặc viết ký tự ấy cách khác
compile-lost = đoạn chữ này không có trên trang nào: `{ $text }`
compile-lost-hint = bố cục không có chỗ cho đoạn này; hãy chuyển sang phần khác hoặc bỏ khỏi loại ấn phẩm này
compile-twice = đoạn chữ này đứng hai lần, ở trang { $first } và trang { $second }: `{ $text }`
compile-twice-hint = bố cục đặt đoạn này hai lần; sửa bố cục, hoặc báo cho người làm bố cục
compile-order = đoạn chữ này đứng trước đoạn viết trên nó, ở trang { $page }: `{ $text }`
compile-order-hint = bố cục đảo thứ tự trong một khối; tách thành hai khối, hoặc sửa bố cục
compile-panic = chương trình gặp lỗi bên trong khi làm bài này
compile-timeout = đã bỏ `{ $output }` sau { $seconds } giây
compile-write = không ghi được `{ $path }`
compile-write-hint = nếu tệp đang mở trong trình đọc thì đóng lại, nếu ổ đĩa đầy thì dọn bớt; rồi dựng lại
compile-clear-edge = chữ “{ $text }” cách mép chưa đủ { $clear } mm
compile-clear-eyelet = chữ “{ $text }” cách lỗ khoen chưa đủ { $clear } mm
compile-clear-hint = rút ngắn dòng chữ, hoặc lùi chữ vào trong ở bố cục (size.clear)
compile-on-fold = chữ “{ $text }” nằm trên đường gấp ở trang { $page }
compile-on-fold-hint = rút ngắn chữ ở phần này, hoặc sửa bố cục để mỗi ô nằm gọn trong một mặt gấp
compile-audit-trim = chữ “{ $text }” lọt ra ngoài mép giấy { $over } mm ở trang { $page }
compile-audit-safe = chữ “{ $text }” cách mép giấy { $has } mm ở trang { $page }; cần ít nhất { $least } mm để xén không phạm chữ
compile-audit-cut = chữ “{ $text }” bị xén mất { $over } mm ở trang { $page }
compile-audit-place = chữ “{ $text }” lấn ra ngoài { $place ->
    [cell] ô bảng
    [column] cột
    [panel] mặt gấp
   *[box] khung
} của nó { $over } mm ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-overlap = chữ “{ $text }” in đè lên “{ $other }” ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-rule = một đường kẻ chạy qua chữ “{ $text }” ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-covered = chữ “{ $text }” bị { $what ->
    [picture] ảnh
   *[field] mảng màu
} che mất ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-picture = ảnh ở trang { $page } cách mép giấy { $has } mm; hoặc cách ít nhất { $least } mm, hoặc tràn hẳn ra ngoài
compile-audit-picture-hint = thu nhỏ ảnh; nếu bố cục cố ý cho ảnh tràn lề, ghi nhãn `<anpham-bleed>` ở bố cục
compile-audit-cut-hint = rút ngắn đoạn chữ này, hoặc cho cột rộng thêm ở bố cục
compile-audit-break-hint = chữ này không ngắt dòng được: viết ngắn lại, thêm dấu cách hoặc gạch nối ở chỗ có thể ngắt, hoặc cho cột rộng thêm
compile-audit-overlap-hint = rút ngắn hoặc chuyển chỗ một trong hai; nếu bố cục cố ý đặt chồng, ghi nhãn `<anpham-overlay>` ở bố cục
compile-finding = { $vi }
compile-finding-hint = { $vi }
compile-slot-picture-hint = thu nhỏ ảnh: viết `{"{"}width=50%{"}"}` ngay sau ảnh
compile-slot-picture-smaller-hint = thu nhỏ ảnh: viết `{"{"}width={ $next }%{"}"}` thay cho `{"{"}width={ $width }%{"}"}`
compile-drawing-family = hình `{ $path }` dùng phông `{ $family }`, ở đây không có; chữ được đặt bằng phông khác, rộng hẹp khác đi
compile-drawing-family-hint = trong chương trình vẽ, đổi chữ thành nét (path), hoặc dùng một trong các phông: { $families }
compile-drawing-letter = hình `{ $path }` có chữ mà không phông nào có: { $letters }
compile-drawing-letter-hint = trong chương trình vẽ, đổi chữ thành nét (path), hoặc bỏ những ký tự ấy
compile-drawing-gradient = hình `{ $path }` có chuyển màu, không đổi sang mực in được
compile-drawing-gradient-hint = thay chuyển màu bằng màu đều, hoặc đưa hình ở dạng PNG
compile-small-text = chữ “{ $text }” chỉ cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-small-text-hint = rút ngắn chữ của bài, hoặc sửa bố cục cho phần này lớn hơn
compile-slot-unknown = bố cục dùng ô chữ `{ $slot }` mà `format.toml` của `{ $format }` không nêu
compile-slot-unknown-hint = thêm một mục `[[slots]]` với `name` và `least`; đang có: { $slots }
compile-slot-small = chữ trong ô `{ $slot }` của `{ $format }` cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-slot-small-hint = bỏ các cỡ nhỏ hơn trong bố cục, hoặc sửa `distance`, `least` cho đúng nơi treo
compile-slot-no-room = khổ `{ $size }` ({ $width } × { $height } mm) nhỏ quá cho cách trình bày của `{ $format }`: ô `{ $slot }` không còn chỗ
compile-slot-no-room-hint = tăng `width`, `height` của khổ ấy trong `format.toml`, hoặc làm từ một loại có khổ gần với nó hơn: `anpham new format … --from …`
