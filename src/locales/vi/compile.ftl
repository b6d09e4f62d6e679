# Bước 5 và 6: dàn trang, xuất tệp, ghi

compile-typst = Typst không dàn được chỗ này
compile-converge = dàn nhiều lần mà trang vẫn không ổn định; hãy báo cho người làm bố cục
compile-font-family = bố cục gọi một họ phông không có trong thư mục phông
compile-pages = loại `{ $format }` ra { $pages } trang; chỉ nhận từ { $min } đến { $max } trang, bội số của { $multiple }
compile-pages-hint = hãy rút bớt hoặc viết thêm, hoặc chọn loại ấn phẩm khác
compile-slot = chữ không vừa chỗ dành cho { $slot ->
    [title] dòng tiêu đề
    [body] phần thân bài
    [front] mặt trước
    [back] mặt sau
    [cover] bìa
    [slogan] khẩu hiệu
    [name] họ tên
    [call] lời kêu gọi
    [figure] con số
   *[other] khung `{ $slot }`
} của loại `{ $format }`: cao quá { $over } mm dù đã ở cỡ chữ nhỏ nhất
compile-slot-hint = cắt bớt { $cut } chữ ở cuối phần này
compile-slot-tail-hint = cắt bớt { $cut } chữ, tính ngược từ cuối đoạn “{ $text }”
compile-slot-rows-hint = bỏ bớt { $rows } dòng cuối của bảng
compile-slot-any-hint = chọn một trong các cách sau, cách nào cũng đủ:
compile-slot-empty = { $vi }
compile-slot-empty-hint = { $vi }
compile-slot-person = chữ của “{ $who }” không vừa chỗ dành cho { $slot ->
    [title] dòng tiêu đề
    [body] phần thân bài
    [front] mặt trước
    [back] mặt sau
    [cover] bìa
    [slogan] khẩu hiệu
    [name] họ tên
    [call] lời kêu gọi
    [figure] con số
   *[other] khung `{ $slot }`
}: cao quá { $over } mm dù đã ở cỡ chữ nhỏ nhất
compile-slot-person-hint = viết gọn họ tên, chức vụ hoặc đơn vị của người này trong danh sách
compile-no-glyph = phông `{ $font }` không có hình chữ cho `{ $character }` ({ $code })
compile-no-glyph-hint = hãy viết cách khác; lệnh `anpham fonts` cho biết mỗi phông có gì
compile-no-glyph-alphabet-hint = đây là chữ của đồng bào { $peoples }; mọi phông kèm theo chương trình đều có: bỏ thư mục `fonts/` của chiến dịch, hoặc đặt vào đó phông có chữ này; lệnh `anpham fonts` cho biết mỗi phông có bảng chữ cái nào
compile-two-glyphs = phông `{ $font }` phải ghép `{ $letter }` ({ $code }) từ nhiều hình chữ: chép từ PDF, một số chương trình sẽ ra chữ này hai lần
compile-two-glyphs-hint = dùng chữ trong bảng chữ cái mà `anpham fonts` liệt kê cho phông này, hoặc đặt vào `fonts/` phông có sẵn chữ này trong một hình
compile-foreign-font = `{ $character }` ({ $code }) sẽ lấy từ phông `{ $font }`, phông mà giao diện không khai báo
compile-foreign-font-hint = khai báo họ phông trong `layouts/theme/theme.toml`, hoặc viết ký tự ấy cách khác
compile-lost = đoạn chữ này không có trên trang nào: `{ $text }`
compile-lost-hint = bố cục không có chỗ cho đoạn này; hãy chuyển sang phần khác hoặc bỏ khỏi loại ấn phẩm này
compile-twice = đoạn chữ này bị in hai lần, ở trang { $first } và trang { $second }: `{ $text }`
compile-twice-hint = bố cục đặt đoạn này hai lần: sửa bố cục, hoặc báo người làm bố cục
compile-order = đoạn chữ này bị in trước đoạn viết ở trên nó, ở trang { $page }: `{ $text }`
compile-order-hint = bố cục đảo thứ tự trong khối này: tách thành hai khối, hoặc sửa bố cục
compile-panic = chương trình gặp lỗi của chính nó khi làm bài này; hãy báo cho người phát triển
compile-timeout = làm `{ $output }` quá { $seconds } giây chưa xong nên đã bỏ
compile-write = không ghi được `{ $path }`
compile-write-hint = nếu tệp đang mở trong trình đọc thì đóng lại, nếu ổ đĩa đầy thì dọn bớt; rồi chạy lại
compile-clear-edge = chữ “{ $text }” cách mép cắt chưa đủ { $clear } mm
compile-clear-eyelet = chữ “{ $text }” cách lỗ khoen chưa đủ { $clear } mm
compile-clear-hint = viết dòng chữ ấy ngắn lại, hoặc ngắt thành hai dòng; chữ sát mép dễ bị xén, sát lỗ khoen dễ bị dây buộc che
compile-on-fold = chữ “{ $text }” nằm trên đường gấp ở trang { $page }
compile-on-fold-hint = rút ngắn chữ ở phần này, hoặc sửa bố cục để mỗi khung chữ nằm gọn trong một mặt gấp
compile-audit-trim = chữ “{ $text }” vượt ra ngoài mép cắt { $over } mm ở trang { $page }
compile-audit-safe = chữ “{ $text }” chỉ cách mép cắt { $has } mm ở trang { $page }; cần ít nhất { $least } mm để khi xén không phạm vào chữ
compile-audit-cut = chữ “{ $text }” bị cắt mất { $over } mm ở trang { $page }
compile-audit-place = chữ “{ $text }” lấn ra ngoài { $place ->
    [cell] ô bảng
    [column] cột
    [panel] mặt gấp
   *[box] khung
} của nó { $over } mm ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-overlap = chữ “{ $text }” in đè lên “{ $other }” ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-rule = một đường kẻ chạy qua chữ “{ $text }” ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-covered = chữ “{ $text }” bị { $what ->
    [picture] hình
   *[field] mảng màu
} che mất ở trang { $page } (cách mép trái { $x } mm, mép trên { $y } mm)
compile-audit-picture = hình ở trang { $page } chỉ cách mép cắt { $has } mm; cần cách ít nhất { $least } mm, hoặc tràn hẳn ra ngoài
compile-audit-picture-hint = thu nhỏ hình; nếu bố cục cố ý cho hình tràn lề thì gắn nhãn `<anpham-bleed>` trong bố cục
compile-audit-cut-hint = rút ngắn đoạn chữ này, hoặc nới rộng cột trong bố cục
compile-audit-break-hint = chữ này không ngắt dòng được: viết ngắn lại, thêm dấu cách hoặc gạch nối ở chỗ ngắt được, hoặc nới rộng cột
compile-audit-overlap-hint = rút ngắn hoặc chuyển chỗ một trong hai; nếu bố cục cố ý đặt chồng thì gắn nhãn `<anpham-overlay>` trong bố cục
compile-finding = { $vi }
compile-finding-hint = { $vi }
compile-slot-picture-hint = thu nhỏ hình: viết `{"{"}width={ $next }%{"}"}` ngay sau hình
compile-slot-pictures-hint = thu nhỏ các hình: viết `{"{"}width={ $next }%{"}"}` ngay sau mỗi hình
compile-slot-picture-smaller-hint = thu nhỏ hình: viết `{"{"}width={ $next }%{"}"}` thay cho `{"{"}width={ $width }%{"}"}`
compile-drawing-family = hình vẽ `{ $path }` dùng phông `{ $family }` mà ở đây không có; chữ được đặt bằng phông khác, rộng hẹp không như cũ
compile-drawing-family-hint = trong chương trình vẽ, đổi chữ thành nét (path), hoặc dùng một trong các phông: { $families }
compile-drawing-letter = hình vẽ `{ $path }` có ký tự mà không phông nào có: { $letters }
compile-drawing-letter-hint = trong chương trình vẽ, đổi chữ thành nét (path), hoặc bỏ những ký tự ấy
compile-drawing-gradient = hình vẽ `{ $path }` có dải màu chuyển (gradient), không đổi sang mực in được
compile-drawing-gradient-hint = thay dải màu chuyển bằng màu đều, hoặc đặt hình ở dạng PNG
compile-small-text = chữ “{ $text }” chỉ cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-small-text-hint = rút ngắn chữ của bài, hoặc sửa bố cục cho phần này lớn hơn
compile-slot-unknown = bố cục dùng khung chữ `{ $slot }` mà `format.toml` của `{ $format }` không nêu
compile-slot-unknown-hint = thêm một mục `[[slots]]` với `name` và `least`; đang có: { $slots }
compile-slot-small = chữ trong khung `{ $slot }` của `{ $format }` cỡ { $size } pt; đọc từ { $distance } m cần ít nhất { $least } pt
compile-slot-small-hint = bỏ các cỡ nhỏ hơn trong bố cục, hoặc sửa `distance`, `least` cho đúng nơi treo
compile-slot-no-room = khổ `{ $size }` ({ $width } × { $height } mm) quá nhỏ cho cách trình bày của `{ $format }`: khung chữ `{ $slot }` không còn chỗ
compile-slot-no-room-hint = tăng `width`, `height` của khổ ấy trong `format.toml`, hoặc bắt đầu từ một loại có khổ gần với nó hơn: `anpham new format … --from …`
