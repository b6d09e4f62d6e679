pdf-gradient = trang { $page } có chuyển màu RGB, không đổi sang mực in được
pdf-gradient-hint = thay chuyển màu trong ảnh SVG bằng màu đều, hoặc đưa ảnh ở dạng PNG
pdf-picture = một ảnh không đổi sang mực in (CMYK) được
pdf-picture-hint = lưu lại ảnh ở dạng PNG hay JPEG màu RGB 8 bit rồi thử lại
pdf-unreadable = không hoàn thiện được tệp PDF để in
pdf-bleed = bố cục chỉ tràn lề { $has } mm, máy in này cần { $wants } mm
pdf-bleed-hint = giảm `bleed` của bản in trong anpham.toml, hoặc tăng `bleed` của khổ trong layouts/{ $format }/format.toml
pdf-unreadable-hint = báo cho người phát triển anpham, kèm tệp Typst do --keep-typ ghi ra
