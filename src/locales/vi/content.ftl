# Bước 1: đọc thư mục chiến dịch

## Tệp
content-no-campaign = không có chiến dịch nào ở `{ $path }`: thiếu tệp `anpham.toml`
content-no-campaign-hint = hãy vào thư mục của một chiến dịch, chỉ ra bằng `-C THƯ-MỤC`, hoặc tạo mới bằng `anpham new campaign THƯ-MỤC`
content-no-file = không có tệp `{ $path }`
content-logo-name = chưa ghi biểu trưng `{ $path }` là của ai
content-logo-name-hint = thêm `logo-names = ["…", "…"]` dưới `logo`, mỗi biểu trưng một tên, theo đúng thứ tự; phần mềm đọc màn hình cho người khiếm thị đọc tên ấy
content-no-audiences-hint = tệp này kê các nhóm bạn đọc, mỗi nhóm một mục `[[audiences]]`; lệnh `anpham new audience ID` viết mục đầu tiên
content-unreadable = không đọc được `{ $path }`
content-bad-path = tên `{ $path }` không phải Unicode hợp lệ
content-same-name = có hai tệp cùng tên `{ $path }`, chỉ khác cách lưu dấu
content-link-outside = `{ $path }` là liên kết dẫn ra ngoài thư mục chiến dịch
content-link-outside-hint = hãy chép tệp vào thư mục chiến dịch thay cho liên kết
content-outside = `{ $path }` nằm ngoài thư mục chiến dịch
content-backslash-hint = hãy viết đường dẫn bằng gạch chéo xuôi: `{ $path }`
content-stray = `{ $path }` không thuộc văn bản và nhóm bạn đọc nào nên bị bỏ qua
content-stray-hint = bài đặt ở `content/<văn-bản>/<nhóm>/<bài>.md`, đoạn dùng chung đặt trong thư mục `_shared`
content-no-piece = `{ $path }` không phải là bài nên bị bỏ qua: bài là tệp có đuôi `.md`
content-no-piece-txt = đổi tên thành `{ $name }`; Windows thường giấu đuôi `.txt`: trong File Explorer chọn View, bật “File name extensions” sẽ thấy
content-no-piece-blank = đổi tên thành `{ $name }`: sau `.md` không để dấu cách hay dấu chấm
content-no-piece-rename = nếu đây là bài thì đổi tên thành `{ $name }`, nếu không thì để tệp ngoài thư mục bài
content-no-piece-word = mở tệp ấy, chép chữ sang tệp `{ $name }` mới (anpham new piece tạo sẵn), rồi để tệp Word ngoài thư mục bài
content-copy = `{ $path }` trông như bản sao của `{ $original }`; nó là một bài riêng và cũng được làm thành ấn phẩm
content-copy-hint = xóa bản sao, hoặc đặt cho nó một tên riêng nếu đúng là bài khác
content-too-large = `{ $path }` lớn hơn 1 MB
content-too-large-hint = hãy tách thành nhiều bài

## Bảng mã
content-not-utf8 = tệp này không lưu theo UTF-8
content-utf8-hint = mở tệp trong trình soạn thảo rồi lưu lại theo UTF-8
content-legacy-hint = chuyển mã sang Unicode trước, chẳng hạn bằng công cụ chuyển mã của UniKey, rồi lưu lại theo UTF-8
content-tcvn3 = tệp này viết bằng bảng mã TCVN3 (phông kiểu .VnTime), không phải Unicode
content-vni = tệp này viết bằng bảng mã VNI (phông kiểu VNI-Times), không phải Unicode
content-windows-1258 = tệp này viết bằng bảng mã Windows-1258, không phải UTF-8
content-utf16 = tệp này viết bằng UTF-16, không phải UTF-8
content-reserved-character = ký tự { $code } không được có trong tệp này
content-reserved-character-hint = đó là ký tự ẩn hoặc hình của phông ký hiệu: hãy xóa đi, hoặc gõ ký tự Unicode thay vào
content-lost-letter = { $count } chữ trong tệp này đã mất, thay bằng dấu �
content-lost-letter-hint = lần lưu trước đã làm mất chữ: chép lại từ bản gốc rồi lưu theo UTF-8
content-mojibake = chữ trong tệp này bị đọc nhầm bảng mã rồi lưu lại: `{ $typed }`
content-mojibake-hint = mở lại bản gốc rồi lưu theo UTF-8; nếu không còn bản gốc, công cụ chuyển mã của UniKey (nguồn UTF-8, đích Unicode) có thể cứu được

## Phiên bản
content-newer-workspace = chiến dịch này thuộc phiên bản { $given }; chương trình này chỉ biết đến phiên bản { $known }
content-newer-theme-api = bố cục này viết cho theme-api { $given }; chương trình này chỉ biết đến { $known }
content-newer-hint = hãy dùng bản anpham mới hơn

## Cú pháp
content-toml-syntax = chỗ này viết không đúng cách của tệp TOML
content-toml-syntax-hint = mỗi dòng có dạng `tên = "chữ"`, `tên = 12`, `[bảng]` hoặc `[[mục]]`
content-toml-quotes-hint = dùng dấu ngoặc kép thẳng `"…"`, không dùng ngoặc cong “…”
content-toml-decimal-hint = số thập phân viết bằng dấu chấm: `{ $number }`
content-toml-comma-hint = hàng nghìn thì viết liền: `{ $number }`; số thập phân thì dùng dấu chấm: `{ $decimal }`
content-toml-thousands-hint = viết số liền, không có dấu ngăn hàng nghìn: `{ $number }`
content-toml-text-hint = đặt chữ giữa hai dấu ngoặc kép: `{ $key } = "{ $value }"`
content-toml-fixed = viết thế này: `{ $line }`
content-toml-drive-hint = đường dẫn trên một máy (`C:\…`) không dùng được ở máy khác: chép tệp vào thư mục chiến dịch rồi ghi `{ $line }`, giữa các thư mục là dấu /
content-toml-color-hint = đặt mã màu giữa hai dấu ngoặc kép: `"{ $code }"`; không có ngoặc thì từ dấu # đến hết dòng là ghi chú
content-number-thousands = `{ $typed }` ở đây được hiểu là { $read }, không phải { $meant }
content-number-thousands-hint = nếu ý là { $meant } thì viết `{ $meant }`; nếu đúng là { $read } thì viết `{ $plain }`
content-duplicate-key-toml = mục này đã ghi ở trên
content-yaml-syntax = chỗ này viết không đúng cách của phần đầu bài (YAML)
content-yaml-syntax-hint = mỗi dòng có dạng `tên: chữ`; nếu trong chữ có `:` hoặc `#` thì đặt giữa hai dấu ngoặc kép
content-yaml-fixed = chép dòng này thay cho dòng { $line }: `{ $fixed }`
content-yaml-cut = phần từ dấu `#` trở đi bị coi là ghi chú nên mất: `{ $lost }`
content-yaml-cut-hint = đặt cả câu giữa hai dấu ngoặc kép: `{ $whole }`; nếu đúng là ghi chú thì để hai dấu cách trước `#` và một dấu cách sau `#`
content-duplicate-key = mục `{ $key }` đã ghi ở dòng { $line }
content-duplicate-key-hint = gộp hai chỗ làm một, rồi xóa dòng này hoặc dòng { $line }
content-yaml-alias = phần đầu bài không dùng được tham chiếu (`*tên`)
content-yaml-documents = phần đầu bài chỉ chứa một tài liệu YAML
content-yaml-tag = phần đầu bài không dùng được nhãn kiểu (`!tên`)
content-yaml-braces = giá trị bắt đầu bằng {"{{"} phải đặt trong dấu ngoặc
content-yaml-key = tên mục phải là chữ
content-no-front-matter = bài này không có phần đầu
content-no-front-matter-hint = mở đầu tệp bằng một dòng `---`, rồi các dòng như `title: …` và `formats: [leaflet]`, rồi lại một dòng `---`
content-front-matter-first = dòng `---` phải là dòng đầu tiên của tệp, không có gì đứng trước
content-front-matter-open = phần đầu bài không được đóng lại
content-front-matter-open-hint = thêm một dòng `---` sau dòng cuối của phần đầu

## Tên mục
content-did-you-mean = có phải bạn muốn viết `{ $name }`?
content-unknown-key = ở đây không có mục `{ $key }`
content-known-keys = các mục dùng được ở đây: { $names }
content-missing-key = thiếu mục `{ $key }`
content-missing-key-hint = hãy thêm `{ $key }`
content-empty = `{ $key }` đang để trống
content-not-a-table = chỗ này phải là một bảng gồm các mục và giá trị
content-one-of-two = cần một trong hai mục `{ $one }` và `{ $other }`
content-only-one-of-two = chỉ được ghi một trong hai mục `{ $one }` và `{ $other }`
content-wants-text = `{ $key }` phải là chữ
content-wants-text-hint = đặt giá trị giữa hai dấu ngoặc kép
content-wants-texts = `{ $key }` phải là một tên hoặc một danh sách tên
content-wants-number = `{ $key }` phải là số
content-wants-number-bare-hint = chỉ ghi số, đơn vị đã có sẵn: `{ $line }`
content-wants-number-hint = bỏ dấu ngoặc kép đi
content-wants-positive = `{ $key }` phải lớn hơn 0
content-wants-not-negative = `{ $key }` không được nhỏ hơn 0
content-wants-whole = `{ $key }` phải là số nguyên
content-out-of-bounds = `{ $key }` phải từ { $min } đến { $max }
content-wants-date = `{ $key }` phải là ngày tháng
content-bad-date = không có ngày `{ $date }`
content-bad-date-hint = ghi ngày theo dạng 2024-01-31, hoặc trong ngoặc kép "31/01/2024"
content-wants-list = `{ $key }` phải là danh sách
content-wants-tables-hint = ghi mỗi mục dưới một dòng `[[{ $key }]]`
content-wants-table = `{ $key }` phải là bảng
content-wants-table-hint = ghi các mục của nó dưới dòng `[{ $key }]`
content-wants-range = `{ $key }` phải gồm hai số
content-wants-range-hint = ghi theo dạng `[2, 3]`, số nhỏ trước
content-range-order = { $low } lớn hơn { $high }
content-bad-choice = `{ $key }` không nhận giá trị `{ $value }`
content-choices = các giá trị dùng được: { $choices }
content-bad-id = tên `{ $id }` không dùng được
content-bad-id-hint = chỉ dùng chữ cái, chữ số và gạch nối, không có dấu cách
content-duplicate-id = tên `{ $id }` đã dùng ở dòng { $line } của { $path }
content-duplicate-id-hint = đổi tên một trong hai

## Tên
content-unknown-audience = không có nhóm bạn đọc `{ $name }`
content-known-audiences = các nhóm trong `content/audiences.toml`: { $names }
content-no-directive = thiếu tệp `{ $path }`
content-no-directive-hint = lệnh `anpham new directive { $name }` tạo tệp này
content-unknown-profile = không có bản xuất `{ $name }`
content-unknown-profile-hint = khai báo nó bằng bảng `[profiles.{ $name }]`, hoặc dùng `draft`, `screen`, `print`

## Lệnh trong bài
content-template = lệnh {"{{ }}"} hoặc {"{% %}"} trong bài này viết không đúng
content-fact-call = lệnh gọi con số `{ $call }` viết chưa đúng
content-fact-call-hint = chép nguyên cả lệnh này thay vào, với dấu ngoặc kép thẳng: `{ $call }`
content-template-large = các lệnh {"{{ }}"}, {"{% %}"} trong bài này làm ra hơn { $megabytes } MB chữ
content-raw-hint = muốn in nguyên dấu ngoặc nhọn trong đoạn mã, ghi tên ngôn ngữ sau dấu mở đoạn mã (`` ```html ``), hoặc viết `{"{% raw %}"}` trước và `{"{% endraw %}"}` sau đoạn ấy
content-code-braces = `{ $text }` nằm trong đoạn mã nên được in nguyên như đã gõ
content-code-braces-hint = nếu muốn lấy giá trị, bỏ cặp dấu `` ` `` bao quanh; nếu đúng là muốn in nguyên, viết `{"{% raw %}"}` trước và `{"{% endraw %}"}` sau để thôi báo
content-tag-figure = con số `{ $figure }` viết trong thẻ nên không ai biết lấy từ đâu
content-tag-figure-hint = khai báo nó trong [[facts]] rồi gọi bằng fact(id="…"), hoặc gõ thẳng con số vào bài, ngoài thẻ
content-undefined = tên `{ $name }` ở đây không có giá trị
content-undefined-hint = những tên có giá trị: `directive`, `audience`, `campaign`, `fact(id="…")`; chữ để in thì không đặt trong ngoặc nhọn kép
content-known-names = các tên dùng được: { $names }
content-unknown-filter = không có bộ lọc `{ $name }`
content-unknown-function = không có hàm `{ $name }`
content-unknown-test = không có phép thử `{ $name }`
content-unknown-include = không có đoạn dùng chung `{ $name }`
content-include-hint = đặt đoạn ấy vào `content/{ $directive }/_shared` hoặc `content/_shared`
content-include-circle = các đoạn này gọi vòng lẫn nhau: { $names }
content-tag-long = lệnh này dài quá { $limit } byte
content-tag-refused = trong bài không dùng được `{ $name }`
content-tags-hint = trong bài dùng được `if`, `for`, `include`, `set` và `raw`
content-tag-grows = `{ $name }` được ghép từ chính nó lặp đi lặp lại, sẽ dài ra mãi
content-unknown-fact = không có con số `{ $id }`
content-unknown-fact-hint = khai báo bằng một mục `[[facts]]` trong `{ $path }`
content-fact-past = con số `{ $id }` là mục tiêu của năm { $horizon }, nay đã qua
content-fact-past-hint = hãy viết như chuyện đã qua và ghi rõ `fact(id="{ $id }", past=true)`, hoặc dùng mục tiêu của năm sau đó
content-fact-no-source = con số `{ $id }` chưa ghi lấy từ đâu
content-fact-no-source-hint = thêm `section = "…"` (mục nào của văn bản này); nếu lấy từ tài liệu khác thì thêm `source = "tên tài liệu"`
content-fact-two-years = con số `{ $id }` vừa là mục tiêu (`horizon`) vừa là số liệu của một năm (`year`)
content-fact-two-years-hint = giữ `horizon` nếu là mức phải đạt, giữ `year` nếu là số đã có
content-fact-says-another = con số `{ $id }` in ra là “{ $shown }” nhưng `value` hoặc `range` là { $number }
content-fact-says-another-hint = biểu đồ vẽ theo `value` và `range`, chữ in theo `shown`: xem lại văn bản gốc rồi sửa cho hai chỗ khớp nhau, hoặc bỏ `shown`
content-citation = văn bản { $number } ở đây ghi `{ $key }` là `{ $here }`, chỗ khác lại ghi khác
content-citation-hint = { $path }:{ $line } ghi `{ $key }` là `{ $there }`: xem lại bản gốc rồi sửa cho khớp
content-fact-ahead = con số `{ $id }` ghi là số liệu năm { $year }, sau ngày của chiến dịch
content-fact-ahead-hint = nếu là mức phải đạt thì đổi `year` thành `horizon`
content-fact-unknown-directive = không có văn bản `{ $directive }` để lấy con số `{ $id }`
content-untranslated = `{ $name }` chưa có lời bằng ngôn ngữ của bài ({ $lang })
content-untranslated-hint = thêm `{ $key } = "…"` dưới `[{ $table }]` trong `{ $path }`
content-untranslated-fact = con số `{ $id }` chưa có `{ $key }` bằng ngôn ngữ của bài ({ $lang })
content-untranslated-fact-hint = thêm `{ $lang }.{ $key } = "…"` vào mục `[[facts]]` ở dòng { $line } của `{ $path }`
content-untranslated-directive = văn bản `{ $id }` chưa có tên bằng ngôn ngữ của bài ({ $lang })
content-untranslated-directive-hint = thêm vào cuối `{ $path }` bảng `[{ $lang }]` với `kind`, `title`, `issuer` và nếu cần `short`
content-untranslated-issuer = đơn vị phát hành chưa có tên bằng ngôn ngữ của bài ({ $lang })
content-untranslated-issuer-hint = thêm vào `anpham.toml` bảng `[issuer.{ $lang }]` với `name = "…"` và nếu cần `short = "…"`
content-bad-lang = không có ngôn ngữ `{ $lang }`
content-bad-lang-hint = ghi mã gồm hai hay ba chữ thường: `vi`, `en`
content-toml-list = `[{ $name }]` ghi nhiều lần: mỗi mục của danh sách phải có hai cặp ngoặc
content-toml-list-hint = viết `[[{ $name }]]` ở đầu mỗi mục, kể cả mục đầu tiên
content-yaml-tab = thay dấu tab ở đầu dòng { $line } bằng dấu cách: `{ $fixed }`
content-icc-condition = hồ sơ ICC cần đi cùng tên điều kiện in
content-icc-condition-hint = thêm dòng `condition = "…"`, tên do nhà in cho biết: `FOGRA51`, `JC200103` …
content-icc-missing = không đọc được hồ sơ ICC `{ $path }`
content-icc-unreadable = `{ $path }` không phải hồ sơ ICC dùng được
content-icc-class = `{ $path }` không phải hồ sơ của máy in (lớp `prtr`)
content-icc-cmyk = `{ $path }` không phải hồ sơ CMYK
content-icc-tables = các bảng màu của `{ $path }` không dùng được: chỗ trắng lại in mực, chỗ đen không in, hoặc thiếu bảng đổi giữa màu và mực
content-icc-other-condition = `{ $path }` là hồ sơ của { $own }, còn `condition` ghi { $name }
content-icc-other-condition-hint = viết `condition = "{ $own }"`, hoặc xin nhà in hồ sơ của đúng điều kiện in muốn dùng
content-icc-hint = xin nhà in tệp hồ sơ ICC đầu ra CMYK của họ, hoặc bỏ dòng `icc` để dùng FOGRA39
content-condition-icc = điều kiện in `{ $name }` không có hồ sơ ICC đi cùng
content-condition-icc-hint = thêm dòng `icc = "…"` với tệp của nhà in, hoặc bỏ dòng `condition` để dùng FOGRA39
content-inks-spots = `inks` đã nêu mọi mực của máy in một hoặc hai mực, nên không thêm được `spots`
content-inks-spots-hint = ghi mực ấy vào `inks` và bỏ `spots`; máy in bốn mực có mực pha thì chỉ dùng `spots`
content-inks-many = máy in hơn hai mực là máy in bốn mực
content-inks-hint = nêu một hoặc hai mực: `inks = ["black"]`, `inks = ["black", "primary"]`; in đủ bốn mực xanh, hồng, vàng, đen thì bỏ dòng `inks`
content-inks-twice = mực `{ $name }` được nêu hai lần
content-inks-duotone = `photographs = "duotone"` cần hai mực
content-inks-duotone-hint = thêm mực thứ hai vào `inks`, hoặc bỏ dòng `photographs`
content-inks-faint = với các mực của `{ $profile }`, có chữ khó đọc trên nền (độ tương phản): { $pairs }
content-inks-faint-hint = dùng mực đậm hơn, hoặc sửa các màu ấy trong bảng màu cho cách xa nhau hơn
content-press-screen = bản xuất `{ $name }` không phải để in: các thiết lập máy in không có tác dụng
content-press-screen-hint = viết `kind = "print"`, hoặc bỏ các dòng về máy in
content-file-name-part = không đặt tên tệp bằng `{ $name }` được
content-file-name-path = mẫu tên tệp `{ $name }` dẫn ra ngoài thư mục hoặc thừa dấu ngoặc
content-file-name-hint = viết chữ và các phần { $names }, giữa các thư mục là dấu /
content-wants-flag = `{ $key }` chỉ nhận `true` hoặc `false`, không có dấu ngoặc kép
content-issuer-nowhere = địa chỉ `{ $address }` không dẫn tới đâu mà mọi khối liên hệ của chiến dịch đều in
content-issuer-nowhere-hint = ghi địa chỉ mở được, ví dụ `lamdong.gov.vn` hay `ten@lamdong.gov.vn`, hoặc bỏ dòng này
