pack-profile = không có bản xuất `{ $name }`
pack-known = có: { $names }
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
pack-copy = mục này lấy cả `{ $path }`, trông như bản sao của `{ $original }`
pack-copy-hint = xóa bản sao; nếu đúng là cần in nó thì ghi `piece = "{ $piece }"` ở một mục riêng, và `piece = "{ $original }"` ở mục này
pack-sizes = `{ $format }` ở đây có nhiều khổ, và mọi khổ đều được đặt in: { $sizes } ({ $count } tệp)
pack-sizes-hint = nếu chỉ cần một khổ, ghi { $ids }; nếu cần cả, ghi mỗi khổ một mục, hoặc ghi yêu cầu riêng như [formats.leaflet-a5]
pack-weight = không máy in tờ rời nào chạy được giấy { $weight } g/m²: máy nhận từ { $least } đến { $most }
pack-weight-hint = xem lại `weight`, hoặc hỏi nhà in có những định lượng nào
pack-sheet = tờ { $width } × { $height } mm không vừa máy in nào: máy lớn nhất nhận { $most_width } × { $most_height } mm
pack-sheet-hint = hỏi nhà in khổ tờ in, tính bằng mm, rồi ghi vào `sheet`
pack-condition-coated = “{ $paper }” là giấy không tráng, còn điều kiện in { $condition } là của giấy tráng: màu in ra sẽ tối và xỉn hơn bản xem trước
pack-condition-uncoated = “{ $paper }” không phải giấy không tráng, loại giấy mà điều kiện in { $condition } dành cho: màu in ra sẽ khác bản xem trước
pack-condition-news = “{ $paper }” không phải giấy in báo, loại giấy mà điều kiện in { $condition } dành cho: màu in ra sẽ khác bản xem trước
pack-condition-hint = xin nhà in hồ sơ ICC của loại giấy này, thêm một mục `[profiles.…]` có `icc` và `condition` vào anpham.toml, hoặc đặt giấy khác
