//! What a workspace holds once it is read: plain data, no I/O, nothing filled in later.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::diag::{Place, SourceFile};

/// A value with its byte range in the file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub range: Range<usize>,
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl Date {
    /// Whether a day is nearly this one: two of its three numbers are the same, or day and month have changed places.
    pub(crate) fn is_nearly(self, other: Self) -> bool {
        let same = [self.year == other.year, self.month == other.month, self.day == other.day];
        same.into_iter().filter(|same| *same).count() >= 2
            || self.year == other.year && self.month == other.day && self.day == other.month
    }

    /// `2024-01-11`.
    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// As the texts of a language write it: `11/01/2024`, `11 January 2024`.
    pub fn shown_in(&self, lang: &str) -> String {
        match MONTHS.get(usize::from(self.month).wrapping_sub(1)) {
            Some(month) if lang == "en" => format!("{} {month} {}", self.day, self.year),
            _ => self.shown(),
        }
    }

    /// The month alone: `01/2024`, `January 2024`.
    pub fn month_in(&self, lang: &str) -> String {
        match MONTHS.get(usize::from(self.month).wrapping_sub(1)) {
            Some(month) if lang == "en" => format!("{month} {}", self.year),
            _ => format!("{:02}/{}", self.month, self.year),
        }
    }

    /// As official papers write it: days below 10 and the months 1 and 2 are padded, so that no figure can be put
    /// before them (Decree 30/2020/NĐ-CP, annex I): `11/01/2024`, `23/4/2024`.
    pub fn shown(&self) -> String {
        let month = if self.month < 3 { format!("{:02}", self.month) } else { self.month.to_string() };
        format!("{:02}/{month}/{}", self.day, self.year)
    }
}

/// Months in English.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What an entry of a registry says in further languages: texts by key, by language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translations(pub BTreeMap<String, BTreeMap<String, String>>);

impl Translations {
    /// The text of a key in a language, if it was given.
    pub fn get(&self, lang: &str, key: &str) -> Option<&str> {
        self.0.get(lang)?.get(key).map(String::as_str)
    }
}

/// `anpham.toml`.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// The file itself.
    pub file: Arc<SourceFile>,
    /// Name of the campaign.
    pub title: String,
    /// Its name in further languages.
    pub translations: Translations,
    /// The body that issues it, in full.
    pub issuer: Issuer,
    /// Default language of pieces (`vi`).
    pub lang: String,
    /// The date of the campaign: what "today" means in a build.
    pub date: Date,
    /// Looks.
    pub brand: Brand,
    /// House style.
    pub style: HouseStyle,
    /// Profiles by name: the built-in ones (`draft`, `screen`, `print`), changed or added to.
    pub profiles: BTreeMap<String, Profile>,
    /// Profiles that `build` makes when none is named.
    pub default_profiles: Vec<String>,
    /// Tables by name.
    pub tables: BTreeMap<String, TableSettings>,
}

/// `[tables.<name>]`: what a campaign says of a table; what it does not say is found out.
#[derive(Debug, Clone)]
pub struct TableSettings {
    /// The file from the workspace root, with a sheet after `#`; `data/<name>` and an ending if not given.
    pub file: Option<Spanned<String>>,
    /// The column whose cells name the rows.
    pub key: Option<Spanned<String>>,
    /// Columns by the names that pieces call them by.
    pub columns: BTreeMap<String, ColumnSettings>,
}

/// What a campaign says of a column.
#[derive(Debug, Clone)]
pub struct ColumnSettings {
    /// What stands above it in the file; its name if not given.
    pub head: Option<Spanned<String>>,
    /// What it holds: `text`, `number` and others.
    pub kind: Option<String>,
    /// Where its name stands.
    pub range: Range<usize>,
}

/// The body that issues the campaign, as shown in imprints and "ask us" blocks.
#[derive(Debug, Clone, Default)]
pub struct Issuer {
    /// Full name.
    pub name: String,
    /// Short name, for narrow places; the full one if not given.
    pub short: String,
    /// Address, phone, e-mail, page: shown where given.
    pub address: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Web page.
    pub url: Option<String>,
    /// Its names and address in further languages.
    pub translations: Translations,
}

/// `[brand]`.
#[derive(Debug, Clone)]
pub struct Brand {
    /// Name of a palette in `layouts/theme/palettes`.
    pub theme: String,
    /// The logos of those who issue what is printed, in their order.
    pub logos: Vec<Logo>,
}

/// A logo.
#[derive(Debug, Clone)]
pub struct Logo {
    /// Its path from the workspace root, as the disk has it.
    pub path: Spanned<String>,
    /// Whose it is: what a screen reader says.
    pub name: String,
    /// What Typst calls its kind, where its name tells another one.
    pub format: Option<&'static str>,
}

/// `[style]`: house style of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HouseStyle {
    /// Whether straight quotes become “ ”.
    pub quotes: Quotes,
}

/// What happens to straight double quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quotes {
    /// `"x"` becomes “x”.
    Curly,
    /// Kept as typed.
    Keep,
}

/// What a profile is for; decides ink, tags and links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileKind {
    /// RGB with a DỰ THẢO watermark.
    Draft,
    /// Tagged PDF/UA-1 in RGB.
    Screen,
    /// CMYK with bleed, PDF 1.6.
    Print,
}

/// A profile: what the PDF is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Name, also the folder in `output/`.
    pub name: String,
    /// What it is based on.
    pub kind: ProfileKind,
    /// What the press wants; matters to `print` alone.
    pub press: PressSettings,
}

impl Profile {
    /// A profile that changes nothing of its kind.
    pub fn new(name: &str, kind: ProfileKind) -> Self {
        Self { name: name.to_string(), kind, press: PressSettings::default() }
    }
}

/// The black of the process among the inks of a press.
pub const BLACK: &str = "black";

impl PressSettings {
    /// The colours of the palette that the press prints with an ink of their own.
    pub fn mixed(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.spots.iter().chain(self.inks.iter().filter(|ink| ink.value != BLACK))
    }
}

/// What a campaign says of a press in `[profiles.<name>]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PressSettings {
    /// ICC output profile, a path from the workspace root; the shipped FOGRA39 if not given.
    pub icc: Option<Spanned<String>>,
    /// Name of the printing condition in the ICC's registry; needed with `icc`.
    pub condition: Option<String>,
    /// Most ink on any spot, in percent.
    pub ink_limit: Option<f64>,
    /// Bleed in mm: top, right, bottom, left.
    pub bleed: Option<[f64; 4]>,
    /// Marks outside the bleed: `crop`, `registration`, `fold`, `colour-bar`, `slug`.
    pub marks: Vec<String>,
    /// Pictures in the inks of another press are printed as they are, and not converted by their profile.
    pub keeps_inks: bool,
    /// Photographs in other inks are written as JPEG, and not without losses.
    pub takes_jpeg: bool,
    /// Pictures with less are refused, in pixels per inch at their size on paper.
    pub ppi_error: Option<f64>,
    /// Pictures with less are warned of.
    pub ppi_warn: Option<f64>,
    /// Colours of the palette that have an ink of their own.
    pub spots: Vec<Spanned<String>>,
    /// The inks of a press that has one or two: `black`, and colours of the palette that have an ink of their own. Empty for one of four.
    pub inks: Vec<Spanned<String>>,
    /// Photographs are printed with both inks of a press that has two, and not with one.
    pub duotone: bool,
    /// Pattern of file names below the profile's folder, without its end.
    pub file_name: Option<Spanned<String>>,
    /// How pages lie on sheets, by format.
    pub impose: BTreeMap<String, ImpositionSettings>,
}

/// How the pages of a file lie on sheets, as somebody wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpositionSettings {
    /// `saddle`, `nup` or `tile`.
    pub scheme: String,
    /// The paper: a name or its measures.
    pub sheet: Spanned<String>,
    /// Thickness of a leaf in mm.
    pub caliper: f64,
    /// Blank pages up to a multiple of four.
    pub pad: bool,
    /// Columns and rows, or `auto`.
    pub grid: Option<Spanned<String>>,
    /// Between two pages in mm; twice the bleed if not given.
    pub gutter: Option<f64>,
    /// Every page fills its own sheet.
    pub repeat: bool,
    /// Whether pages are things of their own, printed on one side; as the format says if not given.
    pub one_sided: Option<bool>,
    /// What two panels both show, in mm.
    pub overlap: f64,
    /// What the press grips of the sheet at its lower edge, in mm.
    pub gripper: f64,
    /// Over which edge a sheet is turned for its backs: `long` or `short`; over an upright one if not given.
    pub turn: Option<String>,
    /// Every second row stands on its head.
    pub heads_meet: bool,
    /// `registration`, `colour-bar`: further marks of the sheet.
    pub marks: Vec<String>,
}

/// A group of readers: one entry of `content/audiences.toml`.
#[derive(Debug, Clone)]
pub struct Audience {
    /// Folder name.
    pub id: String,
    /// Vietnamese name.
    pub name: String,
    /// Name for many ("các bạn thanh niên").
    pub plural: String,
    /// What they care about, one sentence.
    pub cares: String,
    /// Its names in further languages.
    pub translations: Translations,
}

/// A document that another one refers to.
#[derive(Debug, Clone)]
pub struct Citation {
    /// `20-NQ/TW`.
    pub number: String,
    /// "Nghị quyết".
    pub kind: String,
    /// Date of issue.
    pub date: Option<Date>,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub title: String,
    /// Where the `[[citations]]` entry stands.
    pub place: Place,
}

/// A directive: `content/<id>/directive.toml`.
#[derive(Debug, Clone)]
pub struct Directive {
    /// Folder name.
    pub id: String,
    /// The file itself.
    pub file: Arc<SourceFile>,
    /// Number and symbol: `116-KH/TU`.
    pub number: String,
    /// "Kế hoạch".
    pub kind: String,
    /// Date of issue.
    pub date: Date,
    /// Who issued it.
    pub issuer: String,
    /// What it is about (trích yếu).
    pub title: String,
    /// Short name for running heads: "Kế hoạch 116-KH/TU".
    pub short: String,
    /// Seed of the motif drawing.
    pub seed: i64,
    /// The documents that it continues or refers to.
    pub citations: Vec<Citation>,
    /// Its figures by id.
    pub facts: BTreeMap<String, Fact>,
    /// Its names in further languages.
    pub translations: Translations,
}

/// A figure with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Id, unique in its directive.
    pub id: String,
    /// Lower and upper bound; equal for a single value.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// The text as printed: `02 – 03`.
    pub shown: String,
    /// Whether that text was typed and not made from the number.
    pub is_typed: bool,
    /// "ít nhất", "trên".
    pub qualifier: Option<String>,
    /// What is counted, directly after the figure: `%`, `dự án/năm`.
    pub unit: Option<String>,
    /// What the figure says, for cards and charts: "sản phẩm OCOP được đăng ký bảo hộ".
    pub label: String,
    /// The year it is to be reached, for a goal.
    pub horizon: Option<i32>,
    /// The year that it tells of, for a statistic.
    pub year: Option<i32>,
    /// Section of the document that it stands in: `II.2.2`.
    pub section: String,
    /// The document that it is taken from, as source lines name it: the directive by its short name, or one of its own.
    pub source: String,
    /// Whether that document is one of its own.
    pub is_elsewhere: bool,
    /// Its words in further languages.
    pub translations: Translations,
    /// Keys whose words are wanting in the language of the piece; see [`Facts`](super::Facts).
    pub untranslated: Vec<&'static str>,
    /// Where the `[[facts]]` entry stands.
    pub place: Place,
}

/// A piece: one Markdown file.
#[derive(Debug, Clone)]
pub struct Piece {
    /// File stem.
    pub id: String,
    /// Folder of the directive.
    pub directive: String,
    /// Folder of the audience.
    pub audience: String,
    /// The whole file, front matter included.
    pub file: Arc<SourceFile>,
    /// Parsed front matter.
    pub meta: FrontMatter,
    /// Byte range of the Markdown body in `file`.
    pub body: Range<usize>,
    /// Whether its front matter has mistakes. The rest is looked through all the same, so that one run tells everything, but
    /// nothing is made of it.
    pub is_faulty: bool,
}

/// The header of a piece.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Text fields by key (`title`, `kicker`, `summary`, `slogan` …): templated, then set. Keys: [`TEXT_FIELDS`].
    pub text: BTreeMap<&'static str, Spanned<String>>,
    /// Formats, each `leaflet` or `leaflet-a4`. Empty: the piece is only an article of a bulletin.
    pub formats: Vec<Spanned<String>>,
    /// Audiences beside the one of the folder: the same text for each.
    pub audiences: Vec<Spanned<String>>,
    /// Language, where not the campaign's.
    pub lang: Option<Spanned<String>>,
    /// Date, where not the campaign's.
    pub date: Option<Spanned<Date>>,
    /// Picture credits, a line each.
    pub credits: Vec<Spanned<String>>,
    /// Length of a talk.
    pub minutes: Option<Spanned<f64>>,
    /// Articles of a bulletin issue: `<directive>/<piece>`.
    pub articles: Vec<Spanned<String>>,
    /// What a kit holds, in order: `<directive>/<piece>.<format>[-<size>][-<part>]`.
    pub kit: Vec<Spanned<String>>,
    /// A list of people (CSV), a path from the piece's folder.
    pub people: Option<Spanned<String>>,
    /// What a format asks for beside the rest, by the name that its `format.toml` gives.
    pub details: BTreeMap<String, Detail>,
}

/// One of the details of a piece: a text, or a list of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// Where its name stands.
    pub key: Range<usize>,
    /// Its texts: one, or those of the list.
    pub texts: Vec<Spanned<String>>,
    /// `true` or `false`, for one that is no text.
    pub flag: Option<bool>,
}

/// Keys of the templated text fields of front matter.
pub const TEXT_FIELDS: &[&str] =
    &["title", "kicker", "summary", "slogan", "call", "author", "issuer", "imprint", "name", "strapline", "number"];

/// Those of them that say who, and which number: names and data of the print run count nothing.
pub const NAMING_FIELDS: &[&str] = &["author", "issuer", "imprint", "number"];

/// A workspace, read and checked.
#[derive(Debug)]
pub struct Content {
    /// `anpham.toml`.
    pub campaign: Campaign,
    /// `content/audiences.toml`, in its order.
    pub audiences: Vec<Audience>,
    /// Directives by folder name.
    pub directives: BTreeMap<String, Directive>,
    /// Pieces, sorted by path.
    pub pieces: Vec<Arc<Piece>>,
    /// Texts for `{% include %}` by workspace path (`content/kl-69/_shared/x.md`).
    pub includes: BTreeMap<String, Arc<SourceFile>>,
}
