pack-profile = không có bản xuất `{ $name }`
pack-known = có: { $names }
pack-unknown-format = không có loại ấn phẩm `{ $name }`
pack-unknown-directive = không có văn bản `{ $name }`
pack-unknown-audience = không có nhóm bạn đọc `{ $name }`
pack-unknown-piece = không có bài `{ $name }`
pack-unknown-part = loại ấn phẩm này không có phần `{ $name }`
pack-twice = `{ $output }` đã được đặt ở dòng { $line }
pack-twice-hint = bỏ một trong hai, hoặc ghi rõ directive, audience, piece để hai mục không trùng nhau
pack-nothing = không có ấn phẩm `{ $format }` nào khớp mục này trong bản `{ $profile }`
pack-nothing-hint = xem những gì có bằng anpham list
pack-no-printer = đơn chưa ghi nhà in (`printer`)
pack-no-contact = đơn chưa ghi nhà in gọi ai khi cần hỏi (`contact`, kèm điện thoại hoặc thư điện tử)
pack-party-there-hint = dưới dòng `[{ $table }]` ghi `name = "…"` và `phone = "…"`; xóa dấu # ở đầu các dòng ấy nếu còn
pack-party-hint = thêm vào cuối tệp ba dòng: `[{ $table }]`, `name = "…"`, `phone = "…"`
pack-ask-quantity = mục này chưa có số lượng (`quantity`)
pack-ask-paper = mục này chưa có loại giấy (`paper`)
pack-ask-weight = mục này chưa có định lượng giấy (`weight`), g/m²
pack-ask-binding = mục này chưa có cách đóng (`binding`)
pack-ask-delivery = mục này chưa có nơi giao (`delivery`)
pack-ask-due = mục này chưa có ngày giao (`due`)
pack-due-past = ngày giao { $due } đã qua so với ngày { $date } của chiến dịch (`date` trong anpham.toml)
pack-due-past-hint = sửa `due` thành ngày nhà in còn kịp giao
pack-ask-hint = ghi `{ $example }` trong mục này, trong [formats.{ $format }] hoặc trong [defaults]
pack-unreadable = không đọc được output/{ $path }
pack-changed = output/{ $path } đã bị sửa sau khi làm ra, không in được nữa
pack-changed-hint = xóa tệp ấy rồi chạy lại anpham pack
pack-preview = không vẽ được ảnh xem trước của output/{ $path }
pack-preview-hint = báo cho người phát triển anpham, kèm tệp ấy
pack-no-ticket = không có bố cục phiếu in
pack-no-ticket-hint = xóa thư mục layouts/ticket của chiến dịch để dùng phiếu in có sẵn, hoặc ghi `kind = "ticket"` trong format.toml của nó
pack-zip = không ghi được tệp zip
pack-verdict-head = KẾT QUẢ KIỂM TRA TRƯỚC KHI IN
pack-verdict-foot = Do chính anpham kiểm tra; chưa qua bộ kiểm tra PDF/X có chứng nhận nào.
pack-sample = bài này còn nguyên lời của bài mẫu, chưa ai viết lại
pack-sample-hint = thay lời mẫu bằng lời của bạn trước khi gửi nhà in
pack-sizes = `{ $format }` ở đây có nhiều khổ, và mọi khổ đều được đặt in: { $sizes } ({ $count } tệp)
pack-sizes-hint = nếu chỉ cần một khổ, ghi { $ids }; nếu cần cả, ghi mỗi khổ một mục, hoặc ghi yêu cầu riêng như [formats.leaflet-a5]
