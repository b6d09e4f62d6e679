//! The keys of every file that people write: one table, read by the checks, by the editor schemas and by the docs.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::model::Date;
use super::numbers::thousands;
use super::tree::{Entry, Kind, Node, is_of_drive};
use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::i18n::Lang;
use crate::msg;

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
    one_of: Option<[&'static str; 2]>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct SchemaKey {
    pub(crate) name: &'static str,
    ty: Type,
    required: bool,
    vi: &'static str,
    en: &'static str,
}

/// What a key may hold.
#[derive(Debug)]
enum Type {
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
        Type::List(&Type::Choice(&super::kinds::NAMES)),
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
        key("piece", Type::Id, "Bài nào; bỏ trống: mọi bài", "Which piece; all when left out"),
        required(
            "format",
            Type::Id,
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
    fn version(self) -> Option<(&'static str, i64)> {
        match self {
            Self::Campaign => Some(("anpham", WORKSPACE_VERSION)),
            Self::Format => Some(("theme-api", THEME_API)),
            _ => None,
        }
    }

    fn title(self, lang: Lang) -> &'static str {
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

/// Checks a tree against the table of its kind: every unknown or missing key and every wrong value is reported.
/// True when nothing was wrong. `damaged` says that the file had syntax errors, so that a missing key proves nothing.
pub(crate) fn check(
    kind: FileKind,
    node: &Node,
    file: &Arc<SourceFile>,
    damaged: bool,
    diagnostics: &mut Diagnostics,
) -> bool {
    let before = diagnostics.len();
    if let Some((key, known)) = kind.version()
        && let Some(entry) = node.entry(key)
        && let Some(given) = entry.value.as_int().filter(|given| *given > known)
    {
        let message = match kind {
            FileKind::Format => msg!("content-newer-theme-api", given = given, known = known),
            _ => msg!("content-newer-workspace", given = given, known = known),
        };
        // The other keys of a newer file may be right for all we know.
        let place = Place::new(file, entry.value.range.clone());
        diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-newer-hint")));
        return false;
    }
    let mut walk = Walk { file, damaged, broken_lines: BTreeSet::new(), diagnostics };
    if damaged {
        let lines = walk.diagnostics.iter().filter_map(|d| d.place.as_ref()).filter(|p| p.file == *file);
        walk.broken_lines = lines.map(|place| file.line_column(place.range.start).0).collect();
    }
    walk.table(node, kind.table());
    diagnostics.len() == before
}

struct Walk<'a> {
    file: &'a Arc<SourceFile>,
    damaged: bool,
    broken_lines: BTreeSet<usize>,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn report(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        if self.damaged && self.broken_lines.contains(&self.file.line_column(range.start).0) {
            return;
        }
        let mut diagnostic = Diagnostic::error(message).at(Place::new(self.file, range));
        diagnostic.hints.extend(hint);
        self.diagnostics.push(diagnostic);
    }

    fn table(&mut self, node: &Node, table: &Table) {
        let Kind::Map(entries) = &node.kind else {
            return self.report(msg!("content-not-a-table"), node.range.clone(), None);
        };
        for entry in entries {
            match table.keys.iter().find(|key| key.name == entry.key) {
                Some(key) => self.value(&entry.value, &key.ty, entry, key.required),
                None => self.unknown(entry, table),
            }
        }
        if self.damaged {
            return;
        }
        let start = node.range.start..self.first_line_end(node.range.start);
        for key in table.keys.iter().filter(|key| key.required && node.entry(key.name).is_none()) {
            let hint = msg!("content-missing-key-hint", key = key.name);
            self.report(msg!("content-missing-key", key = key.name), start.clone(), Some(hint));
        }
        if let Some([one, other]) = table.one_of {
            match (node.entry(one), node.entry(other)) {
                (None, None) => {
                    let message = msg!("content-one-of-two", one = one, other = other);
                    self.report(message, start, None);
                }
                (Some(_), Some(second)) => {
                    let message = msg!("content-only-one-of-two", one = one, other = other);
                    self.report(message, second.key_range.clone(), None);
                }
                _ => {}
            }
        }
    }

    fn first_line_end(&self, start: usize) -> usize {
        self.file.text[start..].find('\n').map_or(self.file.text.len(), |i| start + i)
    }

    fn unknown(&mut self, entry: &Entry, table: &Table) {
        let names = || table.keys.iter().map(|key| key.name);
        let hint = match did_you_mean(&entry.key, names()) {
            Some(name) => msg!("content-did-you-mean", name = name),
            None => msg!("content-known-keys", names = names().collect::<Vec<_>>().join(", ")),
        };
        self.report(msg!("content-unknown-key", key = entry.key), entry.key_range.clone(), Some(hint));
    }

    /// Checks one value; `entry` is the key that it stands under.
    fn value(&mut self, node: &Node, ty: &Type, entry: &Entry, required: bool) {
        let key = &entry.key;
        let range = if node.range.is_empty() { entry.key_range.clone() } else { node.range.clone() };
        if node.kind == Kind::Null {
            // An empty line of a header (`kicker:`) is as good as none.
            if required {
                let hint = msg!("content-missing-key-hint", key = key);
                self.report(msg!("content-empty", key = key), range, Some(hint));
            }
            return;
        }
        let wrong = match ty {
            Type::Text | Type::Id | Type::Path | Type::Lang => match node.as_str() {
                None => Some((msg!("content-wants-text", key = key), Some(msg!("content-wants-text-hint")))),
                Some(text) if required && text.trim().is_empty() => Some((msg!("content-empty", key = key), None)),
                Some(text) if matches!(ty, Type::Id) && !is_id(text) => {
                    Some((msg!("content-bad-id", id = text), Some(msg!("content-bad-id-hint"))))
                }
                // `"C:\new"` is sound TOML and means something else.
                Some(text) if matches!(ty, Type::Path) && (is_of_drive(text) || text.contains(char::is_control)) => {
                    let typed = self.file.text.get(range.clone()).unwrap_or(text).replace('\\', "/");
                    let name = typed.rsplit('/').next().unwrap_or_default().trim_matches(['"', '\'']);
                    let hint = msg!("content-toml-drive-hint", line = format!("{key} = \"{name}\""));
                    Some((msg!("content-outside", path = typed.trim_matches(['"', '\''])), Some(hint)))
                }
                Some(text) if matches!(ty, Type::Lang) && !is_language(text) => {
                    Some((msg!("content-bad-lang", lang = text), Some(msg!("content-bad-lang-hint"))))
                }
                Some(_) => None,
            },
            Type::Number | Type::Positive | Type::NotNegative => {
                let number = node.as_number().filter(|x| x.is_finite());
                match (ty, number) {
                    (_, None) => {
                        let grouped = self.grouped(node).map(|n| msg!("content-toml-thousands-hint", number = n));
                        let quoted = node.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok());
                        let hint = grouped.or_else(|| quoted.then(|| msg!("content-wants-number-hint")));
                        Some((msg!("content-wants-number", key = key), hint))
                    }
                    (Type::Positive, Some(x)) if x <= 0.0 => Some((msg!("content-wants-positive", key = key), None)),
                    (Type::NotNegative, Some(x)) if x < 0.0 => {
                        Some((msg!("content-wants-not-negative", key = key), None))
                    }
                    (Type::Positive | Type::NotNegative, Some(_)) => {
                        // `338.667` is a size; nobody gives thousandths that end with a zero.
                        let typed = self.file.text.get(node.range.clone()).unwrap_or_default();
                        let problem = thousands(node, self.file).filter(|_| typed.ends_with('0'));
                        self.diagnostics.extend(problem);
                        None
                    }
                    _ => None,
                }
            }
            Type::Whole(min, max) => match node.as_int() {
                None => {
                    let hint = self.whole(node).map(|n| msg!("content-toml-thousands-hint", number = n));
                    Some((msg!("content-wants-whole", key = key), hint))
                }
                Some(n) if n < *min || n > *max => {
                    Some((msg!("content-out-of-bounds", key = key, min = min, max = max), None))
                }
                Some(_) => None,
            },
            Type::Date => match &node.kind {
                Kind::Date(text) | Kind::Str(text) => {
                    let hint = msg!("content-bad-date-hint");
                    parse_date(text).is_none().then(|| (msg!("content-bad-date", date = text), Some(hint)))
                }
                _ => Some((msg!("content-wants-date", key = key), Some(msg!("content-bad-date-hint")))),
            },
            Type::Choice(choices) => match node.as_str() {
                None => Some((msg!("content-wants-text", key = key), Some(msg!("content-wants-text-hint")))),
                Some(text) if !choices.contains(&text) => {
                    let hint = match did_you_mean(text, choices.iter().copied()) {
                        Some(name) => msg!("content-did-you-mean", name = name),
                        None => msg!("content-choices", choices = choices.join(", ")),
                    };
                    Some((msg!("content-bad-choice", key = key, value = text), Some(hint)))
                }
                Some(_) => None,
            },
            Type::Flag => (!matches!(node.kind, Kind::Bool(_))).then(|| (msg!("content-wants-flag", key = key), None)),
            Type::Texts | Type::Detail => match &node.kind {
                Kind::Bool(_) if matches!(ty, Type::Detail) => None,
                Kind::Str(_) => None,
                Kind::Seq(items) => return self.items(items, &Type::Text, entry),
                _ => Some((msg!("content-wants-texts", key = key), None)),
            },
            Type::List(item) => match &node.kind {
                Kind::Seq(items) => return self.items(items, item, entry),
                _ => {
                    let hint = match (item, node.as_str()) {
                        (Type::Table(_), _) => Some(msg!("content-wants-tables-hint", key = key)),
                        (_, Some(text)) if !text.trim().is_empty() => {
                            let items: Vec<String> =
                                text.split(',').map(|item| format!("\"{}\"", item.trim())).collect();
                            Some(msg!("content-toml-fixed", line = format!("{key} = [{}]", items.join(", "))))
                        }
                        _ => None,
                    };
                    Some((msg!("content-wants-list", key = key), hint))
                }
            },
            Type::Bounds => match node.items() {
                [low, high] if matches!(node.kind, Kind::Seq(_)) => match (low.as_number(), high.as_number()) {
                    (Some(low), Some(high)) if low <= high && low.is_finite() && high.is_finite() => None,
                    (Some(low), Some(high)) if low > high => {
                        Some((msg!("content-range-order", low = low, high = high), None))
                    }
                    _ => Some((msg!("content-wants-range", key = key), Some(msg!("content-wants-range-hint")))),
                },
                _ => Some((msg!("content-wants-range", key = key), Some(msg!("content-wants-range-hint")))),
            },
            Type::Table(table) => match &node.kind {
                Kind::Map(_) => return self.table(node, table),
                _ => Some((msg!("content-wants-table", key = key), Some(msg!("content-wants-table-hint", key = key)))),
            },
            Type::Named(item) => match &node.kind {
                Kind::Map(entries) => {
                    for inner in entries {
                        if is_id(&inner.key) {
                            self.value(&inner.value, item, inner, true);
                        } else {
                            let hint = Some(msg!("content-bad-id-hint"));
                            self.report(msg!("content-bad-id", id = inner.key), inner.key_range.clone(), hint);
                        }
                    }
                    None
                }
                _ => Some((msg!("content-wants-table", key = key), Some(msg!("content-wants-table-hint", key = key)))),
            },
        };
        if let Some((message, hint)) = wrong {
            self.report(message, range, hint);
        }
    }

    /// What is typed as `10.000` or `"10 000"`: digits in groups of three, without what is between them.
    fn grouped(&self, node: &Node) -> Option<String> {
        let typed = self.file.text.get(node.range.clone())?.trim().trim_matches(['"', '\'']).trim();
        let groups: Vec<&str> = typed.split(['.', ',', ' ', '\u{A0}', '_']).collect();
        let are_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
        let (first, rest) = groups.split_first()?;
        let is_grouped = !rest.is_empty() && rest.iter().all(|group| group.len() == 3) && first.len() <= 3;
        (are_digits && is_grouped).then(|| groups.concat())
    }

    /// The whole number that is meant by what is typed otherwise.
    fn whole(&self, node: &Node) -> Option<String> {
        let plain = || {
            let number = node.as_number().or_else(|| node.as_str()?.trim().parse::<f64>().ok())?;
            (number.fract() == 0.0 && number.abs() < 1e15).then(|| format!("{number:.0}"))
        };
        self.grouped(node).or_else(plain)
    }

    fn items(&mut self, items: &[Node], ty: &Type, entry: &Entry) {
        for item in items {
            self.value(item, ty, entry, true);
        }
    }
}

/// Whether a name is safe in paths, attributes and file names: letters and digits with `-`, `_`, `.` between.
pub(crate) fn is_id(name: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().all(inner) && name.starts_with(char::is_alphanumeric) && !name.ends_with('.')
}

/// Whether a text is the code of a language as typesetting knows them: two or three small letters (ISO 639).
fn is_language(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// A day written `2024-01-11` or `11/01/2024`, if the calendar has it.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let numbers = |separator| {
        let mut parts = text.trim().split(separator).map(|part| {
            let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten()
        });
        let found = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(found)
    };
    let (year, month, day) = numbers('-').or_else(|| numbers('/').map(|(day, month, year)| (year, month, day)))?;
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    time::Date::from_calendar_date(year.into(), time::Month::try_from(month).ok()?, day).ok()?;
    Some(Date { year: year.into(), month, day })
}

/// JSON Schema (2020-12) of a kind of file, for editors that complete and check while one types.
pub fn json_schema(kind: FileKind, lang: Lang) -> Json {
    let mut schema = table_schema(kind.table(), lang);
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), kind.title(lang).into());
    Json::Object(schema)
}

fn table_schema(table: &Table, lang: Lang) -> Map<String, Json> {
    let mut properties = Map::new();
    for key in table.keys {
        let mut schema = type_schema(&key.ty, key.required, lang);
        let doc = if lang == Lang::Vi { key.vi } else { key.en };
        schema.insert("description".into(), doc.into());
        properties.insert(key.name.into(), schema.into());
    }
    let required: Vec<&str> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = object(json!({ "type": "object", "additionalProperties": false }));
    schema.insert("properties".into(), properties.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    if let Some([one, other]) = table.one_of {
        schema.insert("oneOf".into(), json!([{ "required": [one] }, { "required": [other] }]));
    }
    schema
}

fn type_schema(ty: &Type, required: bool, lang: Lang) -> Map<String, Json> {
    object(match ty {
        Type::Text | Type::Path if required => json!({ "type": "string", "minLength": 1 }),
        Type::Text | Type::Path => json!({ "type": "string" }),
        Type::Lang => json!({ "type": "string", "pattern": "^[a-z]{2,3}$" }),
        Type::Id => json!({ "type": "string", "pattern": r"^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}_-])?$" }),
        Type::Number => json!({ "type": "number" }),
        Type::Positive => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Type::NotNegative => json!({ "type": "number", "minimum": 0 }),
        Type::Whole(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
        Type::Whole(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        // Editors see a date of TOML as a string.
        Type::Date => json!({
            "anyOf": [
                { "type": "string", "format": "date" },
                { "type": "string", "pattern": r"^\d{1,2}/\d{1,2}/\d{4}$" },
            ]
        }),
        Type::Choice(choices) => json!({ "enum": choices }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Texts => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        }),
        Type::Detail => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }, { "type": "boolean" }]
        }),
        Type::List(item) => json!({ "type": "array", "items": type_schema(item, true, lang) }),
        Type::Bounds => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        Type::Table(table) => return table_schema(table, lang),
        Type::Named(item) => json!({ "type": "object", "additionalProperties": type_schema(item, true, lang) }),
    })
}

fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tree;

    #[test]
    fn dates_are_days_of_the_calendar() {
        let day = |year, month, day| Some(Date { year, month, day });
        assert_eq!(parse_date("2024-01-11"), day(2024, 1, 11));
        assert_eq!(parse_date("11/01/2024"), day(2024, 1, 11));
        assert_eq!(parse_date("1/2/2024"), day(2024, 2, 1));
        assert_eq!(parse_date("29/02/2024"), day(2024, 2, 29));
        for wrong in
            ["30/02/2024", "2024-13-01", "2024-1", "24-01-11", "2024-01-11T00:00:00", "11/01/2024/1", "", "a/b/c"]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_safe_in_paths_and_attributes() {
        for name in ["kl-69", "can-bo-dang-vien", "bài_1", "v1.2"] {
            assert!(is_id(name), "{name}");
        }
        for name in ["", "a b", "../x", ".x", "a/b", "a\"b", "-a", "a."] {
            assert!(!is_id(name), "{name}");
        }
    }

    #[test]
    fn editors_get_every_key_with_its_words() {
        fn keys(table: &Table, schema: &Json) {
            let properties = schema["properties"].as_object().expect("properties");
            assert_eq!(properties.len(), table.keys.len());
            assert_eq!(schema["additionalProperties"], Json::Bool(false));
            for key in table.keys {
                let property = &properties[key.name];
                assert!(property["description"].as_str().is_some_and(|text| !text.is_empty()), "{}", key.name);
                match &key.ty {
                    Type::Table(inner) => keys(inner, property),
                    Type::List(Type::Table(inner)) => keys(inner, &property["items"]),
                    Type::Named(Type::Table(inner)) => keys(inner, &property["additionalProperties"]),
                    _ => {}
                }
            }
        }
        for kind in FileKind::ALL {
            for lang in [Lang::Vi, Lang::En] {
                keys(kind.table(), &json_schema(kind, lang));
            }
        }
        let directive = json_schema(FileKind::Directive, Lang::En);
        assert_eq!(directive["properties"]["facts"]["items"]["oneOf"][0]["required"][0], "value");
        assert_eq!(directive["required"], json!(["number", "kind", "date", "issuer", "title"]));
    }

    #[test]
    fn the_guide_to_printing_names_every_key() {
        let guide = include_str!("../../docs/printing.md");
        let keys = [&ORDER, &TERMS, &ITEM, &PROFILE, &IMPOSITION].into_iter().flat_map(|table| table.keys);
        for key in keys {
            let written = [format!("`{}", key.name), format!("\n{} =", key.name), format!("[{}", key.name)];
            assert!(written.iter().any(|form| guide.contains(form)), "docs/printing.md does not name `{}`", key.name);
        }
    }

    #[test]
    fn wrong_types_are_told_with_what_to_type() {
        let said = |text: &str| {
            let file = SourceFile::new("format.toml", text);
            let mut diagnostics = vec![];
            let node = tree::parse_toml(&file, &mut diagnostics);
            check(FileKind::Format, &node, &file, false, &mut diagnostics);
            let told = diagnostics.iter().filter(|d| d.message.id != "content-missing-key");
            told.map(|d| (d.message.id.to_string(), d.hints.first().map(|hint| hint.id.to_string())))
                .collect::<Vec<_>>()
        };
        let one = |id: &str, hint: Option<&str>| vec![(id.to_string(), hint.map(String::from))];
        assert_eq!(said("kind = 1"), one("content-wants-text", Some("content-wants-text-hint")));
        assert_eq!(said("kind = \"pfd\""), one("content-bad-choice", Some("content-did-you-mean")));
        assert_eq!(said("pages = 3"), one("content-wants-table", Some("content-wants-table-hint")));
        assert_eq!(said("pages = { min = 1.5 }"), one("content-wants-whole", None));
        assert_eq!(said("sizes = { }"), one("content-wants-list", Some("content-wants-tables-hint")));
        assert_eq!(
            said("[[slots]]\nname = \"a\"\nleast = \"9\""),
            one("content-wants-number", Some("content-wants-number-hint"))
        );
        assert_eq!(said("[[slots]]\nname = \"a\"\nleast = nan"), one("content-wants-number", None));
        assert_eq!(said("name = { \"v i\" = \"x\" }"), one("content-bad-id", Some("content-bad-id-hint")));
        assert_eq!(said("blocks = [[\"a\"]]"), one("content-wants-text", Some("content-wants-text-hint")));
        assert_eq!(said("zzzzzzzzzzz = 1"), one("content-unknown-key", Some("content-known-keys")));
    }
}
