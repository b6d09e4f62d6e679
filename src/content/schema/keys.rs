//! The keys themselves, a line each, in the order of the files. It is a long table and nothing else: whoever looks for a key finds
//! it here.

use crate::i18n::Lang;

/// The version of the workspace format that this program writes and knows.
pub const WORKSPACE_VERSION: i64 = 1;

/// The version of the theme's functions that layouts are written against.
pub const THEME_API: i64 = 2;

/// The kinds of files that have keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `anpham.toml`.
    Campaign,
    /// `content/audiences.toml`.
    Audiences,
    /// `content/<directive>/directive.toml`.
    Directive,
    /// The YAML header of a piece.
    FrontMatter,
    /// `layouts/<format>/format.toml`.
    Format,
    /// `orders/<order>.toml`.
    Order,
    /// `layouts/theme/palettes/<palette>.toml`.
    Palette,
}

/// A table of keys.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its keys.
    pub(crate) keys: &'static [SchemaKey],
    /// Two keys of which exactly one is given.
    pub(super) one_of: Option<[&'static str; 2]>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct SchemaKey {
    pub(crate) name: &'static str,
    pub(super) ty: Type,
    pub(super) required: bool,
    pub(super) vi: &'static str,
    pub(super) en: &'static str,
}

/// What a key may hold.
#[derive(Debug)]
pub(crate) enum Type {
    /// Text of any kind.
    Text,
    /// A name that also stands in paths and attributes: letters, digits, `-`, `_`, `.`.
    Id,
    /// A path below the workspace root.
    Path,
    /// A language by its code: `vi`, `en`.
    Lang,
    Number,
    /// A number above zero.
    Positive,
    /// Zero or more.
    NotNegative,
    /// A whole number within bounds.
    Whole(i64, i64),
    Date,
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// One text, or a list of texts.
    Texts,
    /// The same, or `true` or `false`.
    Detail,
    List(&'static Type),
    /// Two numbers, the smaller one first.
    Bounds,
    Table(&'static Table),
    /// A table whose keys are names of the user's choice.
    Named(&'static Type),
}

const fn key(name: &'static str, ty: Type, vi: &'static str, en: &'static str) -> SchemaKey {
    SchemaKey { name, ty, required: false, vi, en }
}

const fn required(name: &'static str, ty: Type, vi: &'static str, en: &'static str) -> SchemaKey {
    SchemaKey { name, ty, required: true, vi, en }
}

/// A table of the same words in another language than the campaign's.
const fn translated(lang: &'static str, table: &'static Table) -> SchemaKey {
    key(
        lang,
        Type::Table(table),
        "Cũng các mục ấy bằng ngôn ngữ khác, cho bài có `lang` như vậy",
        "The same words in another language than the campaign's, for pieces of that `lang`",
    )
}

const fn table(keys: &'static [SchemaKey]) -> Table {
    Table { keys, one_of: None }
}

/// Any whole number.
const ANY: Type = Type::Whole(i64::MIN, i64::MAX);

static CAMPAIGN: Table = table(&[
    required(
        "anpham",
        Type::Whole(1, WORKSPACE_VERSION),
        "Phiên bản của kiểu thư mục chiến dịch",
        "Version of the workspace format",
    ),
    required("title", Type::Text, "Tên chiến dịch", "Name of the campaign"),
    key("lang", Type::Lang, "Ngôn ngữ của các bài, nếu bài không ghi khác", "Language of pieces that name none"),
    required(
        "date",
        Type::Date,
        "Ngày của chiến dịch: là “hôm nay” trong mọi bản xuất",
        "Date of the campaign: what “today” means in every output",
    ),
    required("issuer", Type::Table(&ISSUER), "Đơn vị phát hành", "The body that issues the campaign"),
    translated("en", &CAMPAIGN_WORDS),
    translated("vi", &CAMPAIGN_WORDS),
    key("brand", Type::Table(&BRAND), "Nhận diện", "Looks"),
    key("style", Type::Table(&STYLE), "Lối viết của đơn vị", "House style"),
    key("build", Type::Table(&BUILD), "Thiết lập khi xuất", "Settings of a build"),
    key("profiles", Type::Named(&Type::Table(&PROFILE)), "Các bản xuất thêm", "Further profiles"),
    key("tables", Type::Named(&Type::Table(&DATA_TABLE)), "Các bảng dữ liệu", "Tables of data"),
]);

static DATA_TABLE: Table = table(&[
    key(
        "file",
        Type::Path,
        "Tệp CSV, XLSX hoặc ODS tính từ thư mục gốc, có thể kèm tên trang tính: `data/xa.xlsx#Danh sách`; bỏ trống: tệp trong `data/` mang tên bảng",
        "CSV, XLSX or ODS file from the workspace root, with a sheet if need be: `data/xa.xlsx#Danh sách`; the file of that name in `data/` if not given",
    ),
    key(
        "key",
        Type::Text,
        "Cột dùng làm khóa của hàng; bỏ trống: cột đầu tiên có đủ ô và không ô nào trùng nhau",
        "The column that names a row; the first one without empty or equal cells if not given",
    ),
    key(
        "columns",
        Type::Named(&Type::Table(&DATA_COLUMN)),
        "Các cột, theo tên gọi trong bài",
        "Columns, by the names that pieces call them by",
    ),
]);

static DATA_COLUMN: Table = table(&[
    key(
        "head",
        Type::Text,
        "Chữ ở đầu cột trong tệp; bỏ trống: chính tên gọi",
        "What stands above the column in the file; its name if not given",
    ),
    key(
        "type",
        Type::Choice(&["text", "number", "percent", "date", "phone", "unit"]),
        "Cột chứa gì: `text` chữ, `number` số, `percent` phần trăm, `date` ngày, `phone` điện thoại, `unit` đơn vị hành chính; bỏ trống: tự nhận",
        "What the column holds; found out if not given",
    ),
]);

static ISSUER: Table = table(&[
    required("name", Type::Text, "Tên đầy đủ", "Full name"),
    key("short", Type::Text, "Tên ngắn cho chỗ hẹp", "Short name for narrow places"),
    key("address", Type::Text, "Địa chỉ", "Address"),
    key("phone", Type::Text, "Điện thoại", "Phone"),
    key("email", Type::Text, "Thư điện tử", "E-mail"),
    key("url", Type::Text, "Trang web", "Web page"),
    translated("en", &ISSUER_WORDS),
    translated("vi", &ISSUER_WORDS),
]);

static ISSUER_WORDS: Table = table(&[
    required("name", Type::Text, "Tên đầy đủ", "Full name"),
    key("short", Type::Text, "Tên ngắn cho chỗ hẹp", "Short name for narrow places"),
    key("address", Type::Text, "Địa chỉ", "Address"),
]);

static CAMPAIGN_WORDS: Table = table(&[required("title", Type::Text, "Tên chiến dịch", "Name of the campaign")]);

static BRAND: Table = table(&[
    key(
        "theme",
        Type::Id,
        "Tên bảng màu trong `layouts/theme/palettes`",
        "Name of a palette in `layouts/theme/palettes`",
    ),
    key(
        "logo",
        Type::Texts,
        "Tệp biểu trưng, tính từ thư mục gốc; nhiều đơn vị thì một danh sách",
        "Logo file, from the workspace root; a list where several hold an event together",
    ),
    key(
        "logo-names",
        Type::Texts,
        "Biểu trưng của ai, theo thứ tự; không ghi thì biểu trưng đầu là của đơn vị phát hành",
        "Whose logos they are, in their order; the first is the issuer's if nothing else is said",
    ),
]);

static STYLE: Table = table(&[key(
    "quotes",
    Type::Choice(&["curly", "keep"]),
    "Dấu ngoặc kép thẳng: đổi thành “ ” (`curly`) hay giữ nguyên (`keep`)",
    "Straight double quotes: made “ ” (`curly`) or kept (`keep`)",
)]);

static BUILD: Table = table(&[key(
    "profiles",
    Type::List(&Type::Id),
    "Các bản xuất khi không nêu bản nào",
    "Profiles that are made when none is named",
)]);

static PROFILE: Table = table(&[
    required(
        "kind",
        Type::Choice(&["draft", "screen", "print"]),
        "Dựa trên kiểu có sẵn nào: `draft` (dự thảo), `screen` (xem trên máy), `print` (in)",
        "The built-in profile that it is based on",
    ),
    key(
        "icc",
        Type::Path,
        "Tệp ICC của máy in (lớp `prtr`, CMYK), tính từ thư mục gốc; bỏ trống: FOGRA39",
        "ICC profile of the press (class `prtr`, CMYK), from the workspace root; FOGRA39 if not given",
    ),
    key(
        "condition",
        Type::Text,
        "Tên điều kiện in trong sổ đăng ký của ICC: `FOGRA51`; cần có khi nêu `icc`",
        "Name of the printing condition in the ICC registry: `FOGRA51`; needed with `icc`",
    ),
    key("ink-limit", Type::Positive, "Tổng lượng mực cao nhất, %", "Most ink on any spot, in percent"),
    key(
        "bleed",
        Type::Table(&EDGES),
        "Tràn lề từng cạnh, mm; không quá mức của khổ",
        "Bleed of each edge in mm, at most the format's",
    ),
    key(
        "marks",
        Type::List(&Type::Choice(&["crop", "registration", "fold", "colour-bar", "slug"])),
        "Dấu ngoài vùng tràn lề: cắt, chồng màu, gấp, thang màu, dòng ghi",
        "Marks outside the bleed",
    ),
    key(
        "cmyk-pictures",
        Type::Choice(&["convert", "keep"]),
        "Ảnh CMYK có hồ sơ của máy in khác: `convert` đổi sang mực của máy này (mặc định), `keep` giữ nguyên mực",
        "CMYK pictures with the profile of another press: `convert` them to its inks (if not given), or `keep` theirs",
    ),
    key(
        "pictures",
        Type::Choice(&["lossless", "jpeg"]),
        "Ảnh chụp đổi sang mực in được ghi `lossless`: không nén mất (mặc định), hay `jpeg`: JPEG chất lượng cao, tệp nhỏ hơn nhiều",
        "Photographs that become inks are written `lossless` (if not given), or as `jpeg` of high quality, in much smaller files",
    ),
    key(
        "ppi-error",
        Type::Positive,
        "Ảnh dưới mức này (điểm ảnh/inch) thì không in",
        "Pictures with fewer pixels per inch are refused",
    ),
    key(
        "ppi-warn",
        Type::Positive,
        "Ảnh dưới mức này thì cảnh báo",
        "Pictures with fewer pixels per inch are warned of",
    ),
    key(
        "spots",
        Type::List(&Type::Id),
        "Các màu của bảng màu in bằng mực pha riêng",
        "Colours of the palette that are printed with spot inks",
    ),
    key(
        "inks",
        Type::List(&Type::Id),
        "Các mực của máy in một hoặc hai mực: `black` (đen), và màu có mực pha trong bảng màu; bỏ trống: bốn mực",
        "The inks of a press that has one or two: `black`, and colours of the palette with a spot ink; four inks if not given",
    ),
    key(
        "photographs",
        Type::Choice(&["gray", "duotone"]),
        "Ảnh trên máy in hai mực: `gray` in bằng một mực (mặc định), `duotone` in bằng cả hai",
        "Photographs on a press of two inks: `gray` in one of them (if not given), `duotone` in both",
    ),
    key(
        "file-name",
        Type::Text,
        "Cách đặt tên tệp: `{directive}-{audience}-{piece}.{format}`",
        "Pattern of file names: `{directive}-{audience}-{piece}.{format}`",
    ),
    key(
        "impose",
        Type::Named(&Type::Table(&IMPOSITION)),
        "Cách bình trang của từng loại ấn phẩm: `impose.bulletin = { … }`",
        "Imposition by format: `impose.bulletin = { … }`",
    ),
]);

static IMPOSITION: Table = table(&[
    required(
        "scheme",
        Type::Choice(&["saddle", "nup", "tile"]),
        "`saddle`: gấp đóng ghim giữa; `nup`: nhiều con trên một tờ; `tile`: một trang chia nhiều tấm",
        "`saddle`: folded and stapled; `nup`: cut apart; `tile`: a page in several panels",
    ),
    required(
        "sheet",
        Type::Text,
        "Khổ giấy in: `A3`, `SRA3`, `650x430` (mm)",
        "The paper: `A3`, `SRA3`, `650x430` (mm)",
    ),
    key("caliper", Type::NotNegative, "Độ dày một tờ, mm, để bù đùn giấy", "Thickness of a leaf in mm, for creep"),
    key(
        "short",
        Type::Choice(&["pad", "refuse"]),
        "Khi số trang không chia hết cho 4: thêm trang trắng (`pad`) hay dừng (`refuse`)",
        "When the pages are no multiple of 4: blank pages (`pad`) or stop (`refuse`)",
    ),
    key("grid", Type::Text, "Số cột × số hàng: `2x4`, hoặc `auto`", "Columns and rows: `2x4`, or `auto`"),
    key(
        "gutter",
        Type::NotNegative,
        "Khe giữa hai con, mm; 0 là cắt chung",
        "Between two pages in mm; 0 shares the cut",
    ),
    key(
        "order",
        Type::Choice(&["sequence", "repeat"]),
        "Các trang lần lượt (`sequence`) hay mỗi trang đầy một tờ (`repeat`)",
        "Pages in order (`sequence`), or each page fills a sheet (`repeat`)",
    ),
    key(
        "sides",
        Type::Choice(&["one", "two"]),
        "In một mặt (`one`) hay hai mặt (`two`); bỏ trống: theo loại ấn phẩm",
        "Printed on one side (`one`) or two (`two`); as the format says if left out",
    ),
    key("overlap", Type::NotNegative, "Phần hai tấm chồng lên nhau, mm", "What two panels both show, in mm"),
    key(
        "gripper",
        Type::NotNegative,
        "Lề kẹp giấy của máy in ở mép dưới, mm",
        "Margin that the press grips, at the lower edge, in mm",
    ),
    key(
        "turn",
        Type::Choice(&["long", "short"]),
        "Lật tờ qua cạnh dài (`long`) hay cạnh ngắn (`short`) để in mặt sau; bỏ trống: qua cạnh đứng",
        "The sheet is turned over its long or its short edge for the backs; over an upright edge if left out",
    ),
    key(
        "heads",
        Type::Choice(&["up", "together"]),
        "Đầu trang đều hướng lên (`up`) hay hai hàng chụm đầu vào nhau (`together`)",
        "All heads up (`up`), or the heads of two rows together (`together`)",
    ),
    key(
        "marks",
        Type::List(&Type::Choice(&["registration", "colour-bar"])),
        "Dấu thêm trên tờ in: `registration` (chồng màu), `colour-bar` (thang màu)",
        "Further marks on sheets: `registration`, `colour-bar`",
    ),
]);

static EDGES: Table = table(&[
    key("top", Type::NotNegative, "Cạnh trên, mm", "Top edge in mm"),
    key("right", Type::NotNegative, "Cạnh phải, mm", "Right edge in mm"),
    key("bottom", Type::NotNegative, "Cạnh dưới, mm", "Bottom edge in mm"),
    key("left", Type::NotNegative, "Cạnh trái, mm", "Left edge in mm"),
]);

static AUDIENCES: Table = table(&[required(
    "audiences",
    Type::List(&Type::Table(&AUDIENCE)),
    "Các nhóm bạn đọc, mỗi nhóm một mục `[[audiences]]`",
    "Groups of readers, a `[[audiences]]` entry each",
)]);

static AUDIENCE: Table = table(&[
    required("id", Type::Id, "Tên thư mục của nhóm", "Name of its folder"),
    required("name", Type::Text, "Tên nhóm", "Name of the group"),
    key("plural", Type::Text, "Cách gọi số đông: “các bạn thanh niên”", "How many of them are addressed"),
    key("cares", Type::Text, "Điều họ quan tâm, một câu", "What they care about, one sentence"),
    translated("en", &AUDIENCE_WORDS),
    translated("vi", &AUDIENCE_WORDS),
]);

static AUDIENCE_WORDS: Table = table(&[
    required("name", Type::Text, "Tên nhóm", "Name of the group"),
    key("plural", Type::Text, "Cách gọi số đông: “các bạn thanh niên”", "How many of them are addressed"),
    key("cares", Type::Text, "Điều họ quan tâm, một câu", "What they care about, one sentence"),
]);

static DIRECTIVE: Table = table(&[
    required("number", Type::Text, "Số, ký hiệu: `116-KH/TU`", "Number and symbol: `116-KH/TU`"),
    required("kind", Type::Text, "Loại văn bản: Kế hoạch, Kết luận …", "Type of document: Kế hoạch, Kết luận …"),
    required("date", Type::Date, "Ngày ban hành", "Date of issue"),
    required("issuer", Type::Text, "Cơ quan ban hành", "Who issued it"),
    required("title", Type::Text, "Trích yếu", "What it is about"),
    key(
        "short",
        Type::Text,
        "Tên ngắn ở đầu trang; nếu bỏ trống: loại và số",
        "Short name for running heads; type and number when left out",
    ),
    key("seed", ANY, "Số gieo cho hình nền", "Seed of the motif drawing"),
    key(
        "citations",
        Type::List(&Type::Table(&CITATION)),
        "Văn bản được nhắc đến hoặc tiếp nối",
        "Documents that it continues or refers to",
    ),
    key("facts", Type::List(&Type::Table(&FACT)), "Các con số của văn bản", "Its figures"),
    translated("en", &DIRECTIVE_WORDS),
    translated("vi", &DIRECTIVE_WORDS),
]);

static DIRECTIVE_WORDS: Table = table(&[
    key("kind", Type::Text, "Loại văn bản: Kế hoạch, Kết luận …", "Type of document: Kế hoạch, Kết luận …"),
    key("issuer", Type::Text, "Cơ quan ban hành", "Who issued it"),
    key("title", Type::Text, "Trích yếu", "What it is about"),
    key(
        "short",
        Type::Text,
        "Tên ngắn ở đầu trang; nếu bỏ trống: loại và số",
        "Short name for running heads; type and number when left out",
    ),
]);

static CITATION: Table = table(&[
    required("number", Type::Text, "Số, ký hiệu", "Number and symbol"),
    required("kind", Type::Text, "Loại văn bản", "Type of document"),
    key("date", Type::Date, "Ngày ban hành", "Date of issue"),
    required("issuer", Type::Text, "Cơ quan ban hành", "Who issued it"),
    required("title", Type::Text, "Trích yếu", "What it is about"),
]);

static FACT: Table = Table {
    keys: &[
        required("id", Type::Id, "Tên gọi trong bài: `fact(id=\"…\")`", "Its name in pieces: `fact(id=\"…\")`"),
        key("value", Type::Number, "Con số", "The number"),
        key("range", Type::Bounds, "Khoảng số `[thấp, cao]`", "A range of numbers `[min, max]`"),
        key("shown", Type::Text, "Chữ được in: `02 – 03`", "The text as printed: `02 – 03`"),
        key("unit", Type::Text, "Đơn vị, ngay sau con số", "What is counted, right after the figure"),
        key(
            "qualifier",
            Type::Text,
            "Từ hạn định trước con số: `ít nhất`, `trên`",
            "Words before the figure: `ít nhất`, `trên`",
        ),
        key(
            "horizon",
            Type::Whole(1900, 2200),
            "Năm phải đạt, nếu là mục tiêu",
            "The year it is to be reached, for a goal",
        ),
        key(
            "year",
            Type::Whole(1900, 2200),
            "Năm của số liệu, nếu là số đã có",
            "The year that it tells of, for a statistic",
        ),
        key(
            "section",
            Type::Text,
            "Mục trong văn bản: `II.2.2`; phải có nếu không ghi `source`",
            "Section of the document: `II.2.2`; needed unless there is a `source`",
        ),
        key(
            "source",
            Type::Text,
            "Tài liệu của con số, nếu không lấy từ văn bản này: `Niên giám thống kê 2024`",
            "The document that it is taken from, where it is not this one",
        ),
        required("label", Type::Text, "Con số nói điều gì", "What the figure says"),
        translated("en", &FACT_WORDS),
        translated("vi", &FACT_WORDS),
    ],
    one_of: Some(["value", "range"]),
};

static FACT_WORDS: Table = table(&[
    key("label", Type::Text, "Con số nói điều gì", "What the figure says"),
    key("unit", Type::Text, "Đơn vị, ngay sau con số", "What is counted, right after the figure"),
    key(
        "qualifier",
        Type::Text,
        "Từ hạn định trước con số: `ít nhất`, `trên`",
        "Words before the figure: `ít nhất`, `trên`",
    ),
    key("shown", Type::Text, "Chữ được in: `02 – 03`", "The text as printed: `02 – 03`"),
    key("source", Type::Text, "Tài liệu của con số", "The document that it is taken from"),
    key("section", Type::Text, "Mục trong văn bản", "Section of the document"),
]);

static FRONT_MATTER: Table = table(&[
    key("title", Type::Text, "Tiêu đề", "Title"),
    key("kicker", Type::Text, "Dòng dẫn trên tiêu đề", "Line above the title"),
    key("summary", Type::Text, "Sa-pô, đoạn mở đầu", "Standfirst"),
    key("slogan", Type::Text, "Khẩu hiệu; mỗi dòng một ý", "Slogan; a line break is a break at sense"),
    key("call", Type::Text, "Lời kêu gọi", "Call to action"),
    key("author", Type::Text, "Người viết", "Author"),
    key("issuer", Type::Text, "Đơn vị phát hành, nếu khác của chiến dịch", "Issuer, where not the campaign's"),
    key("imprint", Type::Text, "Thông tin xuất bản", "Imprint"),
    key("name", Type::Text, "Tên bản tin", "Name of a bulletin"),
    key("strapline", Type::Text, "Dòng dưới tên bản tin", "Line below the name of a bulletin"),
    key("number", Type::Text, "Số của bản tin", "Issue number of a bulletin"),
    key(
        "formats",
        Type::Texts,
        "Loại ấn phẩm, có thể kèm khổ: `leaflet`, `leaflet-a5`",
        "Formats, with a size if need be: `leaflet`, `leaflet-a5`",
    ),
    key("audiences", Type::Texts, "Nhóm bạn đọc khác cũng dùng bài này", "Further audiences that get the same text"),
    key("lang", Type::Lang, "Ngôn ngữ, nếu khác của chiến dịch", "Language, where not the campaign's"),
    key("date", Type::Date, "Ngày, nếu khác của chiến dịch", "Date, where not the campaign's"),
    key("credits", Type::Texts, "Nguồn ảnh, mỗi dòng một nguồn", "Picture credits, a line each"),
    key("minutes", Type::Positive, "Thời lượng nói, phút", "Length of a talk in minutes"),
    key(
        "articles",
        Type::Texts,
        "Bài của số bản tin: `văn-bản/tên-bài`",
        "Articles of a bulletin issue: `directive/piece`",
    ),
    key(
        "kit",
        Type::Texts,
        "Các ấn phẩm của một bộ tài liệu, theo thứ tự: `văn-bản/tên-bài.leaflet-a4`",
        "What a kit holds, in order: `directive/piece.leaflet-a4`",
    ),
    key(
        "people",
        Type::Text,
        "Danh sách người (CSV) cho thẻ tên, biển tên, tính từ thư mục của bài",
        "List of people (CSV) for badges and table cards, from the piece's folder",
    ),
    key(
        "details",
        Type::Named(&Type::Detail),
        "Các mục riêng mà loại ấn phẩm hỏi đến: `details: { signer: … }`",
        "What a format asks for beside the rest: `details: { signer: … }`",
    ),
]);

/// Fields that a format can require.
const FIELDS: &[&str] = &[
    "title",
    "kicker",
    "summary",
    "slogan",
    "call",
    "author",
    "issuer",
    "imprint",
    "name",
    "strapline",
    "number",
    "date",
    "minutes",
    "articles",
];

static FORMAT: Table = table(&[
    required(
        "theme-api",
        Type::Whole(1, THEME_API),
        "Phiên bản của các hàm trong `layouts/theme`",
        "Version of the functions in `layouts/theme`",
    ),
    required(
        "of",
        Type::Choice(&["piece", "kit", "issue", "order", "format"]),
        "Làm từ gì: `piece`: một bài; `issue`: một bài và các bài mà nó đăng (`articles`); `kit`: bộ gồm nhiều ấn phẩm; `order`: đơn đặt in (phiếu in); `format`: các loại ấn phẩm (tờ mẫu)",
        "What it is made of: `piece`; `issue`: a piece and the `articles` that it prints; `kit`: several outputs in order; `order`: the job ticket; `format`: sheets that show the formats",
    ),
    required(
        "makes",
        Type::Choice(&["pages", "text"]),
        "Làm ra gì: `pages`: các trang (PDF) theo `layout.typ`; `text`: tệp chữ (.txt) theo `layout.txt`",
        "What it makes: `pages`: a PDF, by `layout.typ`; `text`: a text (.txt), by `layout.txt`",
    ),
    required("name", Type::Named(&Type::Text), "Tên theo ngôn ngữ: `{ vi = …, en = … }`", "Name by language"),
    key("default-size", Type::Id, "Khổ dùng khi không ghi khổ", "Size meant by the bare format name"),
    key("fields", Type::List(&Type::Choice(FIELDS)), "Mục đầu bài bắt buộc", "Front matter that a piece must give"),
    key(
        "blocks",
        Type::List(&Type::Choice(&crate::content::kinds::NAMES)),
        "Các khối `:::` mà bố cục xếp được",
        "Kinds of `:::` blocks that the layout sets",
    ),
    key("parts", Type::List(&Type::Id), "Các phần, mỗi phần một tệp", "Parts, a file each"),
    key("pages", Type::Table(&PAGES), "Số trang cho phép", "Pages allowed"),
    key(
        "reduced",
        Type::Flag,
        "Có trang thu nhỏ: chữ nhỏ, nét mảnh trong đó không bị nhắc",
        "Shows pages of others made smaller: their small type and thin lines are not warned of",
    ),
    key(
        "small-print",
        Type::List(&Type::Choice(FIELDS)),
        "Mục đầu bài không cần đọc từ xa: được nhỏ hơn mức mà `distance` đòi hỏi",
        "Front matter that is not for reading from afar: it may be smaller than `distance` asks",
    ),
    key(
        "sizes",
        Type::List(&Type::Table(&SIZE)),
        "Các khổ, mỗi khổ một mục `[[sizes]]`; tệp chữ không có khổ",
        "Sizes, a `[[sizes]]` entry each; a text has none",
    ),
    key("slots", Type::List(&Type::Table(&SLOT)), "Các ô chữ", "Slots"),
    key(
        "details",
        Type::List(&Type::Table(&DETAIL)),
        "Các mục riêng của loại ấn phẩm, mỗi mục một `[[details]]`",
        "Front matter of this format alone, a `[[details]]` entry each",
    ),
    key(
        "columns",
        Type::List(&Type::Id),
        "Các cột mà danh sách người phải có",
        "Columns that a list of people must have",
    ),
    key(
        "heads",
        Type::Named(&Type::Texts),
        "Tên khác của các cột, như người ta ghi ở hàng đầu của bảng: `{ name = [\"Họ và tên\", \"Họ + Tên\"] }`",
        "Other names of the columns, as people write them above a table: `{ name = [\"Họ và tên\", \"Họ + Tên\"] }`",
    ),
    key(
        "sides",
        Type::Choice(&["one", "two"]),
        "Mỗi trang là một ấn phẩm riêng, in một mặt (`one`), hay các trang là các mặt của một ấn phẩm (`two`, nếu bỏ trống)",
        "Every page is a thing of its own, printed on one side (`one`), or pages are sides of one thing (`two`; if left out)",
    ),
]);

static DETAIL: Table = table(&[
    required("id", Type::Id, "Tên mục: `signer`", "Its name: `signer`"),
    key("required", Type::Flag, "Bài nào cũng phải ghi", "Whether a piece must give it"),
    key("list", Type::Flag, "Là một danh sách", "Whether it is a list"),
    key(
        "flag",
        Type::Flag,
        "Chỉ nhận `true` hoặc `false`, không nhận chữ",
        "Whether it is `true` or `false` and no text",
    ),
    key(
        "names",
        Type::Flag,
        "Chỉ là tên gọi, số hiệu (người ký, giấy phép, ISBN): chữ số trong đó không cần số liệu",
        "Whether it only names (a signer, a licence, an ISBN): its digits need no fact",
    ),
    required("vi", Type::Text, "Nghĩa, tiếng Việt", "What it is, in Vietnamese"),
    required("en", Type::Text, "Nghĩa, tiếng Anh", "What it is, in English"),
]);

static PAGES: Table = table(&[
    key("min", Type::Whole(1, 10_000), "Ít nhất", "Fewest"),
    key("max", Type::Whole(1, 10_000), "Nhiều nhất", "Most"),
    key("multiple", Type::Whole(1, 10_000), "Số trang chia hết cho số này", "The count is a multiple of this"),
]);

static SIZE: Table = table(&[
    required("id", Type::Id, "Tên khổ: `a5`, `3x1`", "Name of the size: `a5`, `3x1`"),
    required("width", Type::Positive, "Bề rộng thành phẩm, mm", "Trim width in mm"),
    required("height", Type::Positive, "Bề cao thành phẩm, mm", "Trim height in mm"),
    key("bleed", Type::NotNegative, "Tràn lề, mm", "Bleed in mm"),
    key(
        "scale",
        Type::Positive,
        "Tỉ lệ bản vẽ: 1, hoặc 0.1 cho khổ rất lớn",
        "Scale of the PDF: 1, or 0.1 for very large sizes",
    ),
    key(
        "folds",
        Type::List(&Type::Positive),
        "Các đường gấp đứng, mm tính từ mép trái thành phẩm của trang lẻ",
        "Upright folds, in mm from the left trim edge of odd pages",
    ),
    key(
        "folds-across",
        Type::List(&Type::Positive),
        "Các đường gấp ngang, mm tính từ mép trên thành phẩm",
        "Folds across, in mm from the top trim edge",
    ),
    key(
        "clear",
        Type::NotNegative,
        "Khoảng không có chữ quanh mép và quanh lỗ khoen, mm",
        "Free of text along the edges and around eyelets, in mm",
    ),
    key(
        "safe",
        Type::NotNegative,
        "Chữ cách mép cắt ít nhất bấy nhiêu mm; không ghi thì 3 mm ở khổ có tràn lề",
        "What the ink of text keeps from the trim, in mm; 3 for what has a bleed if not given",
    ),
    key(
        "distance",
        Type::Positive,
        "Đọc từ bao xa, m: ảnh cần bao nhiêu điểm ảnh tính theo đó",
        "Reading distance in m: what resolution pictures need",
    ),
    key(
        "finishing",
        Type::Table(&FINISHING),
        "Gia công bạt: mép gấp, túi luồn cọc, lỗ khoen",
        "Hem, pole pockets, eyelets",
    ),
]);

static FINISHING: Table = table(&[
    key("hem", Type::NotNegative, "Mép gấp ra ngoài khổ thành phẩm, mm", "Hem beyond the trim, in mm"),
    key("pocket", Type::Table(&EDGES), "Túi luồn cọc ở từng cạnh, mm", "Pole pocket of each edge, in mm"),
    key("eyelets", Type::Positive, "Các lỗ khoen cách nhau nhiều nhất, mm", "Largest distance of eyelets, in mm"),
    key(
        "inset",
        Type::Positive,
        "Tâm lỗ khoen cách mép thành phẩm, mm",
        "From the trim edge to the middle of an eyelet, in mm",
    ),
]);

static SLOT: Table = table(&[
    required("name", Type::Text, "Tên ô", "Name of the slot"),
    required("least", Type::Positive, "Cỡ chữ nhỏ nhất, pt", "Smallest type in pt"),
    key(
        "furniture",
        Type::Flag,
        "Chữ đứng gần mới đọc: nguồn, thông tin xuất bản",
        "Read from near by whoever looks for it: sources, imprints",
    ),
    key(
        "empty",
        Type::Named(&Type::Text),
        "Không được bỏ trống; khi trống thì báo câu này, theo ngôn ngữ: `{ vi = …, en = … }`",
        "It must not be empty; what is said if it is, by language: `{ vi = …, en = … }`",
    ),
    key(
        "fill",
        Type::Named(&Type::Text),
        "Chữ nào của bài đứng ở đây, theo ngôn ngữ",
        "Which text of the piece stands here, by language",
    ),
    key(
        "if-empty",
        Type::Choice(&["refuse", "warn"]),
        "Khi trống thì bản in dừng lại (`refuse`, nếu bỏ trống) hay chỉ cảnh báo (`warn`)",
        "Whether an empty one stops print (`refuse`; if left out) or is warned of (`warn`)",
    ),
]);

static ORDER: Table = table(&[
    required("title", Type::Text, "Tên đơn đặt in", "Name of the order"),
    key("profile", Type::Id, "Kiểu bản in; bỏ trống: `print`", "Print profile; `print` if not given"),
    key("printer", Type::Table(&PARTY), "Nhà in", "The printer"),
    key("contact", Type::Table(&PARTY), "Người nhà in gọi khi cần hỏi", "Whom the printer calls"),
    key("defaults", Type::Table(&TERMS), "Điều kiện chung của cả đơn", "Terms of the whole order"),
    key(
        "formats",
        Type::Named(&Type::Table(&TERMS)),
        "Điều kiện theo loại ấn phẩm: `[formats.leaflet]`",
        "Terms by format: `[formats.leaflet]`",
    ),
    required(
        "items",
        Type::List(&Type::Table(&ITEM)),
        "Các ấn phẩm đặt in, mỗi loại một mục `[[items]]`",
        "What is ordered, an `[[items]]` entry each",
    ),
]);

static PARTY: Table = table(&[
    required("name", Type::Text, "Tên", "Name"),
    key("address", Type::Text, "Địa chỉ", "Address"),
    key("phone", Type::Text, "Điện thoại", "Phone"),
    key("email", Type::Text, "Thư điện tử", "E-mail"),
]);

/// What a printer must know of an item: the same keys for one item, for a format, for a whole order.
const TERM_KEYS: [SchemaKey; 9] = [
    key("quantity", Type::Whole(1, 100_000_000), "Số lượng, bản", "Copies"),
    key("paper", Type::Text, "Giấy hoặc chất liệu", "Paper or material"),
    key("weight", Type::Positive, "Định lượng, g/m²", "Weight in g/m²"),
    key("binding", Type::Text, "Đóng: `ghim giữa`, `tờ rời`", "Binding"),
    key("finishing", Type::Text, "Gia công: cán màng, đục khoen …", "Finishing: lamination, eyelets …"),
    key("delivery", Type::Text, "Giao ở đâu", "Where to deliver"),
    key("due", Type::Date, "Giao ngày nào", "When to deliver"),
    key("note", Type::Text, "Lời dặn thêm", "A further note"),
    key("impose", Type::Table(&IMPOSITION), "Bình trang", "Imposition"),
];

static TERMS: Table = table(&TERM_KEYS);

static ITEM: Table = table(&ITEM_KEYS);

static ITEM_KEYS: [SchemaKey; 14] = {
    let [quantity, paper, weight, binding, finishing, delivery, due, note, impose] = TERM_KEYS;
    [
        key("directive", Type::Id, "Văn bản nào; bỏ trống: mọi văn bản", "Which directive; all when left out"),
        key("audience", Type::Id, "Nhóm bạn đọc nào; bỏ trống: mọi nhóm", "Which audience; all when left out"),
        key("piece", Type::Text, "Bài nào; bỏ trống: mọi bài", "Which piece; all when left out"),
        required(
            "format",
            Type::Text,
            "Loại ấn phẩm, có thể kèm khổ: `leaflet`, `banner-3x1`",
            "The format, with a size if need be",
        ),
        key(
            "part",
            Type::Id,
            "Phần của loại ấn phẩm; bỏ trống: phần chính",
            "Part of the format; the main one if not given",
        ),
        quantity,
        paper,
        weight,
        binding,
        finishing,
        delivery,
        due,
        note,
        impose,
    ]
};

static PALETTE: Table = table(&[
    required(
        "colors",
        Type::Named(&Type::Table(&PAINT)),
        "Các màu theo việc dùng: `primary`, `deep`, `accent` …",
        "Colours by what they are for: `primary`, `deep`, `accent` …",
    ),
    key(
        "pairs",
        Type::List(&Type::Table(&PAIR)),
        "Các cặp chữ trên nền của bố cục riêng, để kiểm độ tương phản",
        "Pairs of text on a ground in layouts of your own, whose contrast is to be checked",
    ),
]);

static PAINT: Table = table(&[
    required(
        "cmyk",
        Type::List(&Type::NotNegative),
        "Mực khi in, phần trăm: xanh (C), hồng sen (M), vàng (Y), đen (K)",
        "Inks on paper: cyan, magenta, yellow, black, in percent",
    ),
    required("rgb", Type::Text, "Màu trên màn hình: `#RRGGBB`", "Colour on a screen: `#RRGGBB`"),
    key("spot", Type::Text, "Tên mực pha: `PANTONE 485 C`", "Name of a spot ink: `PANTONE 485 C`"),
]);

static PAIR: Table = table(&[
    required("text", Type::Id, "Màu chữ", "Colour of the text"),
    required("ground", Type::Id, "Màu nền", "Colour of the ground"),
    key("large", Type::Flag, "Chữ lớn: từ 18 pt, hoặc 14 pt đậm", "Large type: from 18 pt, or 14 pt bold"),
]);

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Campaign, Self::Audiences, Self::Directive, Self::FrontMatter, Self::Format, Self::Order, Self::Palette];

    /// The table of its keys.
    pub(crate) fn table(self) -> &'static Table {
        match self {
            Self::Campaign => &CAMPAIGN,
            Self::Audiences => &AUDIENCES,
            Self::Directive => &DIRECTIVE,
            Self::FrontMatter => &FRONT_MATTER,
            Self::Format => &FORMAT,
            Self::Order => &ORDER,
            Self::Palette => &PALETTE,
        }
    }

    /// The key that carries the version of a file, and the newest version known.
    pub(super) fn version(self) -> Option<(&'static str, i64)> {
        match self {
            Self::Campaign => Some(("anpham", WORKSPACE_VERSION)),
            Self::Format => Some(("theme-api", THEME_API)),
            _ => None,
        }
    }

    pub(super) fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Campaign, Lang::Vi) => "anpham.toml: chiến dịch",
            (Self::Campaign, Lang::En) => "anpham.toml: the campaign",
            (Self::Audiences, Lang::Vi) => "content/audiences.toml: các nhóm bạn đọc",
            (Self::Audiences, Lang::En) => "content/audiences.toml: the audiences",
            (Self::Directive, Lang::Vi) => "directive.toml: một văn bản",
            (Self::Directive, Lang::En) => "directive.toml: a directive",
            (Self::FrontMatter, Lang::Vi) => "phần đầu của bài",
            (Self::FrontMatter, Lang::En) => "the front matter of a piece",
            (Self::Format, Lang::Vi) => "format.toml: một loại ấn phẩm",
            (Self::Format, Lang::En) => "format.toml: a format",
            (Self::Order, Lang::Vi) => "orders/*.toml: một đơn đặt in",
            (Self::Order, Lang::En) => "orders/*.toml: a printing order",
            (Self::Palette, Lang::Vi) => "layouts/theme/palettes/*.toml: một bảng màu",
            (Self::Palette, Lang::En) => "layouts/theme/palettes/*.toml: a palette",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_to_printing_names_every_key() {
        let guide = include_str!("../../../docs/printing.md");
        let keys = [&ORDER, &TERMS, &ITEM, &PROFILE, &IMPOSITION].into_iter().flat_map(|table| table.keys);
        for key in keys {
            let written = [format!("`{}", key.name), format!("\n{} =", key.name), format!("[{}", key.name)];
            assert!(written.iter().any(|form| guide.contains(form)), "docs/printing.md does not name `{}`", key.name);
        }
    }
}
