# Bước 3: Markdown → Typst

markup-did-you-mean = có phải bạn muốn viết `{ $name }`?
markup-known-blocks = các loại khối: { $names }

# Khối :::
markup-block-stray = dòng `:::` này đóng một khối chưa được mở
markup-block-open = khối này chưa được đóng
markup-block-open-hint = thêm một dòng `:::` ở cuối khối
markup-block-quote = giá trị của `{ $key }` thiếu dấu ngoặc kép đóng
markup-block-quote-hint = đóng lại cho đủ: `{ $key }="…"`
markup-block-syntax = không hiểu `{ $word }` trong dòng mở khối
markup-block-syntax-hint = viết `::: loại tên="giá trị" tên=giá-trị`
markup-block-kind = không có loại khối `{ $kind }`
markup-block-attribute = khối này không có thuộc tính `{ $key }`
markup-block-attribute-hint = các thuộc tính dùng được: `{ $keys }`
markup-attribute-twice = thuộc tính `{ $key }` được viết hai lần
markup-block-needs = khối `{ $kind }` cần thuộc tính `{ $key }`
markup-block-needs-hint = viết `::: { $kind } { $key }="…"`
markup-block-unset = loại ấn phẩm `{ $format }` không trình bày khối `{ $kind }` nên khối này bị bỏ qua
markup-block-unset-hint = thêm `formats=…` vào khối để nó chỉ có ở những loại ấn phẩm khác `{ $format }`
markup-block-list = khối `{ $kind }` cần một danh sách
markup-block-pair = khối `{ $kind }` cần đúng một danh sách có hai mục
markup-block-list-hint = bắt đầu mỗi mục bằng `- ` hoặc `1. ` trên một dòng riêng
markup-unknown-format = không có loại ấn phẩm `{ $name }`
markup-unknown-audience = không có nhóm bạn đọc `{ $name }`

# Con số
markup-fact-unknown = văn bản chỉ đạo không có con số `{ $id }`
markup-fact-none = chưa nêu con số nào
markup-fact-past = con số `{ $id }` là mục tiêu đến năm { $horizon }, đã qua ở thời điểm của chiến dịch ({ $year })
markup-fact-past-hint = gọi con số của mốc sau, hoặc nói rõ đây là mốc đã qua và kết quả ra sao
markup-more = còn { $count } chỗ cùng loại; chỉ { $most } chỗ đầu được nêu riêng
markup-more-hint = sửa các chỗ đã nêu rồi kiểm tra lại để xem tiếp
markup-attribute-many = một khối chỉ được có nhiều nhất { $most } thuộc tính
markup-most-marks = một chữ cái có hơn { $most } dấu
markup-most-marks-hint = gõ lại chữ ấy với đúng các dấu của nó
markup-most-run = có hơn { $most } ký tự viết liền nhau, không có dấu cách
markup-most-run-hint = thêm dấu cách giữa các từ, hoặc bỏ phần không ai đọc, như dữ liệu máy
markup-most-text = một đoạn văn có hơn { $most } ký tự
markup-most-text-hint = để một dòng trống giữa các đoạn
markup-most-marked = một đoạn văn có hơn { $most } chữ đậm, liên kết, mã, chú thích và chỗ xuống dòng
markup-most-notes = bài có hơn { $most } chú thích
markup-most-blocks = bài có hơn { $most } đoạn, mục danh sách, trích dẫn, đường kẻ và bảng
markup-most-headings = bài có hơn { $most } tiêu đề
markup-most-headings-hint = chia thành nhiều bài
markup-most-cells = bảng có hơn { $most } ô
markup-most-cells-hint = chia thành nhiều bảng
markup-bare-figure = con số `{ $figure }` không rõ lấy từ đâu
markup-bare-figure-fact = nếu là con số đã khai báo, thay nó, cả đơn vị và từ hạn định đi kèm, bằng {"{{"} fact(id="{ $id }") {"}}"}: in ra “{ $printed }”
markup-bare-figure-hint = khai báo nó trong [[facts]] rồi viết {"{{"} fact(id="…") {"}}"}, hoặc xác nhận bằng `[{ $figure }]{"{"}.nofact{"}"}`
markup-bare-figure-quoted = khai báo nó trong [[facts]] rồi viết {"{{"} fact(id="…") {"}}"} trong ngoặc kép, hoặc xác nhận bằng `{ $line }`

# Mã QR
markup-fact-twice = `{ $word }` in ra hai lần: lệnh bên cạnh đã in “{ $printed }”
markup-fact-twice-hint = xóa `{ $word }` ngoài lệnh, hoặc chỉ in con số bằng {"{{"} number(id="{ $id }") {"}}"}
markup-fact-goal-year = con số `{ $id }` là mục tiêu đến năm { $year }, nhưng ở đây bài ghi năm { $typed }
markup-fact-data-year = con số `{ $id }` là số liệu năm { $year }, nhưng ở đây bài ghi năm { $typed }
markup-fact-year-hint = sửa thành năm { $year }; nếu văn bản có con số của năm { $typed } thì khai báo nó trong [[facts]] rồi gọi tên; nếu năm này nói việc khác thì bọc lại: `[{ $typed }]{"{"}.nofact{"}"}`
markup-fact-year-others = sửa thành năm { $year }, hoặc gọi con số của năm { $typed }: { $names }; nếu năm này nói việc khác thì bọc lại: `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-number = bài ghi số văn bản `{ $typed }`, directive.toml ghi `{ $right }`
markup-document-number-hint = viết “{ $right }”, hoặc để chương trình điền: { $call }; nếu là văn bản khác thì bọc lại: `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-cited-hint = viết “{ $right }”, hoặc sửa lại trong directive.toml nếu ở đó mới là sai; nếu là văn bản khác thì bọc lại: `[{ $typed }]{"{"}.nofact{"}"}`
markup-document-date = văn bản { $number } ban hành ngày { $right }, bài ghi { $typed }
markup-document-issuer = văn bản { $number } do { $right } ban hành, bài ghi “{ $typed }”
markup-document-kind = văn bản { $number } là { $right }, bài ghi “{ $typed }”
markup-registry-year = `{ $key }` ghi năm { $typed }, mà con số này có `{ $goal } = { $year }`
markup-registry-year-hint = sửa năm trong `{ $key }`, hoặc sửa `{ $goal }` nếu ở đó mới là sai
markup-registry-document = `{ $key }` ghi “{ $typed }”, chính văn bản ấy ở directive.toml là “{ $right }”
markup-registry-document-hint = viết “{ $right }”; nếu là văn bản khác thì khai báo nó trong [[citations]]
markup-no-such-day = không có ngày { $day }
markup-no-such-day-hint = xem lại lịch rồi ghi đúng ngày; nếu đây không phải ngày tháng thì bọc lại: `[…]{"{"}.nofact{"}"}`
markup-no-such-hour = không có giờ { $hour }
markup-no-such-hour-hint = giờ từ 0 đến 24, phút từ 00 đến 59; nếu đây không phải giờ thì bọc lại: `[…]{"{"}.nofact{"}"}`
markup-no-such-month = không có tháng { $month }
markup-no-such-month-hint = tháng từ 1 đến 12; nếu đây không phải tháng thì bọc lại: `[…]{"{"}.nofact{"}"}`
markup-weekday = “{ $typed }”: ngày ấy là { $right }
markup-weekday-hint = xem lại lịch: đổi thành { $right }, hoặc sửa ngày; nếu đúng ý thì bọc lại: `[…]{"{"}.nofact{"}"}`
markup-days-backwards = khoảng ngày kết thúc trước khi bắt đầu: “{ $typed }”
markup-days-backwards-hint = xem lại ngày đầu và ngày cuối; nếu đúng ý thì bọc lại: `[…]{"{"}.nofact{"}"}`
markup-url-nowhere = địa chỉ `{ $url }` không dẫn tới đâu: người quét mã hay bấm vào sẽ không mở được
markup-url-nowhere-hint = chép trọn địa chỉ từ trình duyệt, như `https://lamdong.gov.vn/so-hoa`; thư điện tử ghi `mailto:ten@lamdong.gov.vn`, điện thoại ghi liền số `tel:02633822345`
markup-qr-url = `{ $url }` không phải địa chỉ dùng được cho mã QR
markup-qr-url-hint = viết đầy đủ, bắt đầu bằng `https://`, `mailto:` hoặc `tel:`
markup-qr-long = địa chỉ quá dài đối với một mã QR

# Tiêu đề
markup-heading-first = tiêu đề đầu tiên ở cấp { $level }
markup-heading-first-hint = bắt đầu bằng `#` hoặc `##`
markup-heading-skipped = tiêu đề cấp { $level } đứng ngay sau tiêu đề cấp { $last }
markup-heading-skipped-hint = viết `{ $marks }`
markup-heading-above = tiêu đề cấp { $level } đứng sau tiêu đề đầu tiên chỉ ở cấp { $first }, nên được xếp vào cấp { $first }
markup-heading-above-hint = viết `{ $marks }` ở đây, hoặc mở đầu bài bằng tiêu đề cấp cao nhất
markup-heading-empty = tiêu đề trống bị bỏ qua
markup-heading-attribute = tiêu đề không có thuộc tính `{ $key }`
markup-heading-id = mã tiêu đề `{ $id }` không hợp lệ
markup-heading-id-hint = chỉ dùng chữ cái, chữ số, `-` và `_`
markup-heading-id-twice = mã tiêu đề `{ $id }` đã được dùng ở trên

# Liên kết
markup-link-anchor = không có tiêu đề nào mang mã `{ $id }`
markup-link-anchor-hint = viết `{"{"}#{ $id }{"}"}` ở cuối dòng tiêu đề cần dẫn đến
markup-link-scheme = liên kết `{ $url }` không được dùng, chỉ giữ lại chữ
markup-link-scheme-hint = chỉ dùng `https://`, `http://`, `mailto:` và `tel:`
markup-link-relative = liên kết đến tệp `{ $url }` không dùng được trong ấn phẩm, chỉ giữ lại chữ
markup-link-relative-hint = viết địa chỉ đầy đủ, bắt đầu bằng `https://`

# Chú thích cuối trang
markup-footnote-undefined = chú thích `{ $label }` chưa được viết
markup-footnote-undefined-hint = thêm một dòng `[^{ $label }]: nội dung`
markup-footnote-twice = chú thích `{ $label }` được viết hai lần
markup-footnote-nested = chú thích `{ $label }` lại dẫn đến một chú thích khác
markup-footnote-unused = không chỗ nào trong bài dẫn đến chú thích `{ $label }` nên chú thích này không được in
markup-footnote-unused-hint = viết `[^{ $label }]` ở chỗ cần chú thích, hoặc bỏ dòng này
markup-reference-unused = dòng này chỉ ghi địa chỉ cho liên kết `{ $label }`, mà bài không có liên kết ấy, nên không được in
markup-reference-unused-hint = viết `[chữ][{ $label }]` ở chỗ cần liên kết; nếu đây là nội dung cần in thì đặt `\` trước `[`
markup-comment-open = ghi chú `<!--` không có `-->` kết thúc: mọi chữ đứng sau đều bị bỏ
markup-comment-open-hint = thêm `-->` ở chỗ ghi chú kết thúc
markup-mark-open = dấu `**` không thành cặp nên bị in ra
markup-mark-open-hint = viết `**` ở cả hai đầu chữ đậm, sát vào chữ; nếu cần in dấu sao thì viết `\*\*`
markup-span = thuộc tính `{ $attributes }` không có tác dụng ở đây nên bị bỏ, chữ vẫn giữ
markup-span-hint = chỉ dùng được `.nofact` sau chữ trong ngoặc vuông và mã `#…` ở cuối tiêu đề; nếu cần in dấu ngoặc nhọn thì đặt `\` trước nó
markup-brace = `{ $call }` chỉ có một dấu ngoặc nhọn ở mỗi đầu nên sẽ bị in ra nguyên như đã gõ
markup-brace-hint = viết `{ $call }`
markup-heading-blank = dòng này bắt đầu bằng `#` nhưng không phải tiêu đề, nên dấu `#` sẽ bị in ra
markup-heading-blank-hint = nếu là tiêu đề, viết `# { $text }`; nếu không thì viết `\#`
markup-table-cells = hàng này có { $cells } ô, còn hàng đầu bảng chỉ có { $columns } cột: ô thừa được đặt vào cột không có tên
markup-table-cells-hint = thêm tên cột vào hàng đầu; nếu trong ô có dấu gạch đứng thì viết `\|`
markup-table-rule = bảng này thiếu dòng gạch dưới hàng đầu; hàng đầu được coi là tên các cột
markup-table-rule-hint = thêm dòng `{ $rule }` ngay dưới hàng đầu
markup-tabs = chỗ gõ phím Tab trong dòng này được in thành một khoảng trắng
markup-tabs-hint = nếu là bảng, mỗi hàng phải có số ô bằng nhau; hoặc gõ `| ô | ô |` cho mỗi hàng và `{ $rule }` dưới hàng đầu
markup-tabs-item = trong mục này có chỗ gõ phím Tab: hai phần ở hai bên được in liền nhau
markup-tabs-item-hint = nơi nhận và người ký của văn bản khai ở đầu bài (`recipients`, `signer`), không gõ thành hai cột; nếu là bảng thì gõ `| ô | ô |` cho mỗi hàng
markup-columns = các dòng này giống một bảng gõ bằng dấu cách, nhưng số ô không bằng nhau: chúng được in như chữ thường
markup-lines-joined = dòng này được in liền vào đoạn của dòng trên
markup-lines-joined-hint = để một dòng trống giữa hai đoạn; nếu là một đoạn thì để như vậy
markup-heading-meant = dòng này giống một tiêu đề nhưng được in như chữ thường
markup-heading-meant-hint = nếu là tiêu đề, viết `{ $marks } { $text }` và để một dòng trống ở trên, ở dưới
markup-note-typed = `[{ $number }]` ở đầu dòng không phải chú thích nên được in y như gõ
markup-note-typed-hint = nếu là chú thích, viết `[^{ $number }]` ở chỗ cần chú thích và bắt đầu dòng này bằng `[^{ $number }]: `; nếu không thì viết `\[[{ $number }]{"{"}.nofact{"}"}]`
markup-lost = chữ này không có trên trang: “{ $words }”
markup-lost-hint = viết lại chỗ này cho đơn giản hơn, hoặc đặt thành một đoạn riêng

# Hình ảnh
markup-image-alt = hình chưa có lời mô tả
markup-image-alt-hint = viết `![mô tả]({ $path })`, hoặc thêm `{"{"}decorative{"}"}` nếu hình chỉ để trang trí
markup-image-width = độ rộng `{ $value }` không hợp lệ
markup-image-width-hint = viết phần trăm bề rộng, ví dụ `width=60%`
markup-image-key = hình không có thuộc tính `{ $key }`
markup-image-key-hint = các thuộc tính dùng được: `width=60%`, `decorative`
markup-image-backslash = đường dẫn `{ $path }` có dấu `\`
markup-image-backslash-hint = viết `{ $path }`
markup-image-drive = `{ $path }` là chỗ để tệp trên một máy; máy khác không mở được
markup-image-drive-hint = chép hình vào thư mục của bài rồi viết `{ $name }`
markup-image-remote = `{ $path }` không nằm trong thư mục chiến dịch
markup-image-remote-hint = tải hình về, đặt cạnh bài viết và ghi tên tệp
markup-image-kind = `{ $path }` không phải tệp hình dùng được
markup-image-other-kind = `{ $path }` là tệp { $kind }, không đặt vào bài được
markup-image-kind-hint = mở tệp bằng chương trình xem ảnh rồi lưu lại thành PNG hoặc JPEG; hình vẽ thì lưu thành SVG
markup-image-missing-hint = đặt tệp hình cạnh bài viết và ghi đúng tên tệp, kể cả phần đuôi
markup-image-cut-off = tệp hình `{ $path }` bị thiếu phần cuối
markup-image-cut-off-hint = tải hoặc chép lại tệp
markup-image-moving = `{ $path }` là hình động; trên trang chỉ có hình đầu tiên
markup-image-moving-hint = lưu riêng hình muốn dùng thành PNG hoặc JPEG
markup-image-profile = không đọc được hồ sơ màu (ICC) của `{ $path }`: màu của hình được hiểu là sRGB
markup-image-profile-other = hồ sơ màu (ICC) của `{ $path }` không cùng hệ màu với hình: màu được hiểu như khi không có hồ sơ
markup-image-inks = hình `{ $path }` là JPEG bốn màu mực (CMYK) nhưng không ghi giá trị bên trong là lượng mực hay phần ngược lại: có phần mềm sẽ in ra bản âm
markup-image-inks-hint = mở hình bằng Photoshop, GIMP…, xem màu có đúng không rồi lưu lại; lưu từ Photoshop hoặc lưu ở hệ RGB thì phần mềm nào cũng hiểu như nhau
markup-image-profile-hint = xuất lại hình với hồ sơ sRGB, hoặc với đúng hồ sơ của hình gốc
markup-image-blank = tên hình `{ $path }` có dấu cách nên bị in ra thành chữ, không thành hình
markup-image-blank-hint = viết `![{ $alt }](<{ $path }>)`
markup-image-missing = không có tệp hình `{ $path }`
markup-image-unreadable = không đọc được hình `{ $path }` ({ $reason })
markup-image-large = hình `{ $path }` quá lớn: { $width } × { $height } điểm ảnh, tối đa 100 triệu
markup-image-empty = hình chưa có tên tệp
markup-image-outside = đường dẫn `{ $path }` dẫn ra ngoài thư mục chiến dịch
markup-drawing-foreign = hình vẽ `{ $path }` có chữ kiểu trang web (`foreignObject`), chữ ấy không in được
markup-drawing-foreign-hint = xuất lại hình vẽ với chữ thường: draw.io thì bỏ chọn “Formatted Text”, Mermaid thì đặt `htmlLabels: false`; hoặc xuất thành PNG
markup-drawing-flow = hình vẽ `{ $path }` có chữ trong khung kiểu Inkscape cũ (`flowRoot`), chữ ấy không in được
markup-drawing-flow-hint = trong Inkscape chọn khung chữ, vào Text → Convert to Text (Chữ → Chuyển thành chữ thường), rồi lưu lại
markup-drawing-script = hình vẽ `{ $path }` có mã lệnh (`script`); ở đây không lệnh nào được chạy nên phần nó vẽ sẽ thiếu
markup-drawing-script-hint = mở hình vẽ bằng trình duyệt rồi lưu lại thành SVG tĩnh, hoặc xuất thành PNG
markup-drawing-nested = hình vẽ `{ $path }` lồng một hình SVG khác; chữ trong hình lồng không in được
markup-drawing-nested-hint = gộp hai hình thành một (trong Inkscape: bỏ liên kết, rã nhóm), hoặc xuất thành PNG
markup-drawing-outside = hình vẽ `{ $path }` lấy một phần từ nơi khác: `{ $href }`; phần ấy không in được
markup-drawing-outside-hint = nhúng phần ấy vào hình vẽ rồi lưu lại (trong Inkscape: nhúng hình ảnh), hoặc xuất thành PNG
markup-drawing-moving-hint = xuất hình đứng yên, đúng như muốn in

# Chữ
markup-look-alike = chữ `{ $wrong }` chỉ trông giống `{ $right }` và đã được thay
markup-formula = chưa trình bày được công thức `{ $formula }`
markup-formula-hint = viết bằng chữ, dùng `m^2^` và `CO~2~`; viết `\$` nếu là dấu đô la
markup-html = thẻ HTML `{ $tag }` bị bỏ, chỉ giữ lại chữ
markup-html-hint = dùng Markdown; chỉ dùng được `<br>`, `<u>`, `<sup>`, `<sub>` và ghi chú `<!-- -->`
markup-html-left-out = `{ $tag }` là mã cho trình duyệt: cả khối này không được in
markup-html-markdown = chữ trong khối HTML không được đọc là Markdown nên các dấu ở đây bị in ra
markup-html-markdown-hint = để một dòng trống sau thẻ mở, hoặc bỏ thẻ đi
markup-html-close = thẻ đóng này không khớp với thẻ mở nào
markup-nesting = lồng quá sâu: tối đa { $quotes } cấp trích dẫn hoặc { $lists } cấp danh sách
markup-nesting-hint = tách phần bên trong ra thành đoạn riêng
markup-nesting-marks = chữ đậm, nghiêng, liên kết lồng quá { $limit } cấp
markup-notes-minutes = `{ $value }` không phải là số phút
markup-notes-minutes-hint = viết `minutes="2"` hoặc `minutes="1.5"`
markup-fact-known = các con số của văn bản này: { $names }
