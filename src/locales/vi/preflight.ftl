preflight-unreadable = không đọc được: tệp hỏng, hoặc không phải PDF
preflight-too-much = tệp quá lớn hoặc lồng nhau quá sâu để kiểm tra hết
preflight-x4-version = phiên bản PDF là { $version }, PDF/X-4 cần 1.6
preflight-x4-id = thiếu mã nhận dạng tệp (`ID`)
preflight-x4-encrypted = tệp có đặt mật khẩu
preflight-x4-metadata = thiếu siêu dữ liệu XMP không nén
preflight-x4-identification = siêu dữ liệu không ghi đây là PDF/X-4
preflight-x4-dates = siêu dữ liệu thiếu ngày `{ $name }`
preflight-x4-names = siêu dữ liệu thiếu `{ $name }`
preflight-x4-trapped = chưa ghi rõ đã chồng mí (trapping) hay chưa (`Trapped`), hoặc hai chỗ ghi khác nhau
preflight-x4-title = thiếu nhan đề, hoặc nhan đề trong siêu dữ liệu ghi khác
preflight-x4-intent = cần đúng một điều kiện in (`GTS_PDFX`), tệp có { $count }
preflight-x4-intent-condition = điều kiện in không có tên
preflight-x4-intent-profile = điều kiện in không kèm hồ sơ ICC đọc được
preflight-x4-intent-class = hồ sơ ICC của điều kiện in không phải của máy in (lớp `prtr`)
preflight-x4-intent-channels = số kênh ghi cho hồ sơ ICC không khớp
preflight-box-trim = trang cần đúng một khung thành phẩm (`TrimBox`)
preflight-box-nesting = các khung trang không lồng đúng: thành phẩm trong tràn lề, tràn lề trong khổ giấy
preflight-box-crop = khung `CropBox` nhỏ hơn khổ giấy
preflight-page-too-large = trang dài { $meters } m: PDF chỉ chứa được 5,08 m
preflight-page-size = khổ thành phẩm khác trang đầu
preflight-page-rotate = trang bị xoay (`Rotate`)
preflight-page-unit = trang dùng đơn vị phóng to (`UserUnit`), nhiều máy bỏ qua
preflight-group-space = vùng trong suốt hòa màu trong `{ $space }`, không phải hệ mực in
preflight-annotation = có ghi chú hoặc liên kết (`{ $kind }`) trong vùng in
preflight-action = tệp có lệnh tự chạy hoặc JavaScript
preflight-form = tệp có ô biểu mẫu để điền
preflight-embedded-file = trong tệp có đính kèm tệp khác
preflight-postscript = tệp có PostScript hoặc ảnh thế chỗ (OPI)
preflight-alternate = ảnh có kèm bản thay thế
preflight-external-stream = dữ liệu nằm ở tệp khác
preflight-transfer-function = có hàm truyền làm đổi màu khi in
preflight-lzw = dữ liệu nén LZW
preflight-layer = lớp nội dung tự bật, tắt
preflight-font = phông chữ `{ $name }` không nhúng trong tệp
preflight-rgb = màu RGB: máy in không có các mực này
preflight-icc-color = màu `{ $space }` sẽ do nhà in đổi sang mực
preflight-spot-all = mực `All` nằm trong vùng thành phẩm: sẽ in lên mọi bản kẽm
preflight-spot-twice = mực pha `{ $name }` được định nghĩa theo hai cách
preflight-picture-coarse = ảnh chỉ đạt { $ppi } điểm/inch, cần ít nhất { $least }
preflight-picture-soft = ảnh đạt { $ppi } điểm/inch, nên có { $least } trở lên
preflight-hairline = nét mảnh { $width } pt có thể không in ra
preflight-small-text = chữ { $size } pt in bằng { $inks } mực, dễ nhòe
preflight-tiny-text = chữ chỉ cỡ { $size } pt
preflight-rich-black = chữ đen { $size } pt pha nhiều mực, dễ nhòe
preflight-white-overprint = màu trắng đặt in đè (overprint): khi in sẽ biến mất
preflight-ink = tổng mực { $sum } %, quá mức { $limit } %
preflight-ink-sum = mực chồng lên nhau có thể tới { $sum } %, quá mức { $limit } %
preflight-bleed = hình in tới mép cắt mà không tràn ra thêm { $wanted } mm (cạnh { $edge ->
        [left] trái
        [right] phải
        [top] trên
       *[bottom] dưới
    })
preflight-bleed-doubt = hình in tới mép cắt có thể không tràn ra đủ { $wanted } mm, vì đầu hình tròn, nhọn hoặc bị che mờ (cạnh { $edge ->
        [left] trái
        [right] phải
        [top] trên
       *[bottom] dưới
    })
preflight-bleed-colour = một màu dừng đúng mép cắt, bên ngoài là màu khác: dao xén lệch là lộ một vệt màu ấy (cạnh { $edge ->
        [left] trái
        [right] phải
        [top] trên
       *[bottom] dưới
    })
preflight-bleed-little = tràn lề ngoài mép cắt chỉ có { $has } mm, thường cần { $usual } mm (cạnh { $edge ->
        [left] trái
        [right] phải
        [top] trên
       *[bottom] dưới
    })
preflight-passes = { $file }: đủ điều kiện đưa nhà in, { $pages } trang, { $warnings } cảnh báo
preflight-fails = { $file }: chưa in được, { $errors } lỗi, { $warnings } cảnh báo
preflight-page = trang { $page }
preflight-place = cách mép trái { $x } mm, mép trên { $y } mm
preflight-page-place = ở trang { $page }, cách mép trái { $x } mm, mép trên { $y } mm
preflight-cmyk = màu CMYK, mà điều kiện in không phải CMYK
preflight-white-text = chữ trắng { $size } pt dễ bị mực quanh nó lấp
preflight-step-picture = dùng ảnh lớn hơn, hoặc đặt ảnh nhỏ lại bằng {"{"}width=…{"}"}
preflight-step-colour = đổi màu của ảnh hay bố cục sang mực in (CMYK)
preflight-step-ink = chọn màu ít mực hơn; nếu nhà in cho phép, tăng ink-limit trong anpham.toml
preflight-step-inks = chỉ dùng các mực của máy in; tệp của anpham thì bản xuất phải nêu các mực ấy ở `inks`
preflight-step-text = tăng cỡ chữ hay độ dày nét, hoặc dùng một mực
preflight-step-bleed = kéo hình và nền ra tới mép tràn lề trong bố cục
preflight-step-bleed-little = chỉ ổn khi cạnh ấy nằm trong gáy hoặc nhà in không cần hơn; nếu không, xuất lại với tràn lề lớn hơn
preflight-step-file = xuất lại tệp từ chương trình đã làm ra nó
preflight-step-export = xuất lại thành PDF/X-4 cho máy in; tệp do anpham làm ra thì dùng anpham build --profile print
preflight-operator = mô tả trang có lệnh `{ $operator }` mà trình đọc không hiểu, hoặc sai số giá trị
preflight-cut-off = tệp bị cụt giữa chừng: chép hoặc tải về chưa hết
preflight-no-pages = tệp không có trang nào
preflight-stream-broken = có phần của trang không giải nén được đến hết: in ra sẽ thiếu
preflight-x4-dates-differ = `{ $key }` của tệp và `{ $name }` trong siêu dữ liệu là hai thời điểm khác nhau
preflight-x4-intent-reference = hồ sơ ICC của điều kiện in nằm ngoài tệp (`DestOutputProfileRef`)
preflight-x4-intent-damaged = hồ sơ ICC của điều kiện in bị hỏng: thiếu bảng màu hoặc bị cụt
preflight-print-area = `{ $key }` yêu cầu chỉ in phần `{ $name }`
preflight-halftone = trang tự đặt tram (`{ $key }`), máy in có thể theo hoặc không
preflight-resource-missing = trang vẽ `{ $name }` nhưng tệp không có: chỗ ấy sẽ bị bỏ trống
preflight-font-broken = phông chữ `{ $name }` có trong tệp nhưng rỗng hoặc hỏng: chữ sẽ mất hoặc thành phông khác
preflight-icc-gray = màu xám kèm hồ sơ màu (`{ $space }`): máy có thể in bằng bốn mực thay vì chỉ mực đen
preflight-picture-color = ảnh không ghi hệ màu, hoặc hệ màu bên trong (JPEG 2000) khác với tệp ghi
preflight-spot-alternate = mực `{ $name }` được thay bằng `{ $space }` khi không in mực pha: máy in không có các mực này
preflight-step-gray = xuất lại với màu xám và đen là DeviceGray hoặc chỉ mực đen (K)
preflight-step-picture-color = lưu lại ảnh thành TIFF hoặc JPEG hệ CMYK hay xám, rồi đặt lại vào trang
preflight-step-font = cài lại phông rồi xuất lại có nhúng phông, hoặc chuyển chữ ấy thành nét vẽ
preflight-step-cut-off = chép hoặc tải lại tệp, rồi so dung lượng với bản gốc
preflight-xref = bảng vị trí các phần trong tệp sai { $count } chỗ: phần mềm khác có thể bỏ sót hoặc không mở được tệp
preflight-condition = tệp làm cho điều kiện in { $has }, không phải { $wanted }
preflight-spot-ink = mực pha `{ $name }` không có bản kẽm khi chỉ in bốn mực xanh, hồng, vàng, đen
preflight-spot-alike = hai mực pha `{ $other }` và `{ $name }` viết gần giống nhau: sẽ ra hai bản kẽm
preflight-ink-other = chỗ này in bằng mực `{ $names }`, mà máy in chỉ có các mực: { $inks }
preflight-space-unknown = không gian màu không chương trình nào hiểu: chỗ tô bằng màu ấy sẽ ra màu khác, hoặc không ra
preflight-picture-unread = chưa tính được lượng mực của một ảnh (`{ $packing }`)
preflight-black-text = chữ đen { $size } pt không in đè: bản kẽm lệch một chút là hở viền trắng quanh chữ
preflight-courier = chữ dùng phông `{ $name }`, thường là phông thay thế khi thiếu phông thật
preflight-step-overprint = đặt chữ đen in đè (overprint)
preflight-step-condition = xuất lại với hồ sơ màu của điều kiện in mà nhà in yêu cầu, hoặc hỏi lại nhà in
