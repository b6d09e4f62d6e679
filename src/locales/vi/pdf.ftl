pdf-gradient = trang { $page } có chuyển màu RGB, không đổi sang mực in được
pdf-gradient-hint = thay chuyển màu trong ảnh SVG bằng màu đều, hoặc đưa ảnh ở dạng PNG
pdf-picture = một ảnh không đổi sang mực in (CMYK) được
pdf-picture-hint = lưu lại ảnh ở dạng PNG hay JPEG màu RGB 8 bit rồi thử lại
pdf-unreadable = không hoàn thiện được tệp PDF để in
