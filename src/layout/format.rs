//! `format.toml`: what a layout folder promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::registry;
use crate::content::schema::FileKind;
use crate::content::tree::{Entry, Kind, Node};
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::msg;

/// One folder of `layouts/`: a kind of printed matter.
#[derive(Debug, Clone)]
pub struct Format {
    /// Folder name.
    pub id: String,
    /// The `format.toml`.
    pub file: Arc<SourceFile>,
    /// What it is made of.
    pub of: Of,
    /// What it makes.
    pub makes: Makes,
    /// The version of the theme that it is written for, and where it says so.
    pub(super) theme_api: (i64, Place),
    /// Name by language (`vi`, `en`).
    pub name: BTreeMap<String, String>,
    /// Front-matter fields that a piece must give.
    pub fields: Vec<String>,
    /// Kinds of `:::` blocks that the layout sets.
    pub blocks: Vec<String>,
    /// Parts, each a PDF of its own: `main`, for slides also `notes`.
    pub parts: Vec<String>,
    /// Pages that the main part may have.
    pub pages: Pages,
    /// Whether it shows pages of others made smaller, whose small type is no mistake.
    pub reduced: bool,
    /// Front-matter fields that are not for reading from the distance of the size.
    pub small_print: Vec<String>,
    /// Sizes; the first is never special, see `default_size`.
    pub sizes: Vec<Size>,
    /// Id of the size meant by the bare format name.
    pub default_size: String,
    /// Slots by name with their smallest type.
    pub slots: Vec<Slot>,
    /// Front matter that this format alone knows.
    pub details: Vec<DetailKey>,
    /// Columns that a list of people must have; a format with none takes no list.
    pub columns: Vec<String>,
    /// What people write above a column instead of its name, by column.
    pub heads: BTreeMap<String, Vec<String>>,
    /// Whether every page is a thing of its own, printed on one side; else pages are the sides of one thing.
    pub one_sided: bool,
    /// What its sample leaves for the writer to fill in.
    pub placeholders: Vec<Placeholder>,
    /// Whether its sizes or pages have mistakes, which were told when it was read: nothing is made of it.
    pub is_faulty: bool,
}

/// Stands for a key where advice to the writer stands in the text itself: no key of front matter is empty.
pub(super) const BODY: &str = "";

/// A text of a sample that must not be printed as it is: `<<?(Họ và tên)>>` in `sample.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The key of the front matter that it stands at; of `details` the inner one. An empty one in the text itself.
    pub key: String,
    /// The text.
    pub text: String,
}

impl Placeholder {
    /// Those that a sample marks.
    pub fn of_sample(sample: &str) -> Vec<Self> {
        let mut all = Vec::new();
        let mut key = "";
        let mut fences = 0;
        for line in sample.lines() {
            fences += usize::from(line.trim_end() == "---");
            if fences > 1 {
                key = BODY;
            }
            let entry = line.split_once(':').map(|(name, _)| name.trim());
            let entry = entry.filter(|_| fences < 2);
            if let Some(name) = entry.filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')) {
                key = name;
            }
            let marks = line.split("<<?").skip(1).filter_map(|rest| rest.split_once(">>"));
            all.extend(marks.map(|(text, _)| Self { key: key.to_string(), text: text.to_string() }));
        }
        all
    }

    /// The same sample with its placeholders as plain text.
    pub fn plain(sample: &str) -> String {
        let mut pieces = sample.split("<<?");
        let mut out = pieces.next().unwrap_or_default().to_string();
        for piece in pieces {
            match piece.split_once(">>") {
                Some((text, rest)) => {
                    out.push_str(text);
                    out.push_str(rest);
                }
                None => out.push_str(piece),
            }
        }
        out
    }

    /// Where a text of a piece still holds it, of what stands in the text itself.
    pub fn left_in_body(&self, body: &str) -> Option<std::ops::Range<usize>> {
        let at = body.find(&self.text).filter(|_| self.key == BODY && !self.text.is_empty())?;
        Some(at..at + self.text.len())
    }

    /// Whether a text at a key still holds it: the whole of it, or what it has in brackets.
    pub fn is_left_in(&self, key: &str, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let (own, text) = (plain(&self.text), plain(text));
        let bracket = own.find('(').zip(own.rfind(')')).and_then(|(from, to)| own.get(from..=to));
        self.key == key && (own == text || bracket.is_some_and(|bracket| text.contains(bracket)))
    }
}

/// An entry of a piece's `details` that a format knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailKey {
    /// Its name.
    pub id: String,
    /// Whether a piece must give it.
    pub required: bool,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it is `true` or `false` and no text.
    pub flag: bool,
    /// Whether it only names: its digits need no fact.
    pub names: bool,
    /// What it is, by language.
    pub said: BTreeMap<String, String>,
}

/// What a format is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A piece.
    Piece,
    /// A piece and the articles that it prints.
    Issue,
    /// A piece and further outputs in order: a cover sheet and what follows.
    Kit,
    /// An order: the job ticket.
    Order,
    /// The formats: their specimens.
    Format,
}

/// What a format makes: each has a maker, `job::Maker`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    /// Pages, in a PDF.
    Pages,
    /// A text.
    Text,
}

impl Of {
    const ALL: [Self; 5] = [Self::Piece, Self::Issue, Self::Kit, Self::Order, Self::Format];

    /// As `format.toml` says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Piece => "piece",
            Self::Issue => "issue",
            Self::Kit => "kit",
            Self::Order => "order",
            Self::Format => "format",
        }
    }
}

impl Makes {
    const ALL: [Self; 2] = [Self::Pages, Self::Text];

    /// As `format.toml` says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Text => "text",
        }
    }

    /// What its files end with, and the file of a format's folder that it follows.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Pages => (".pdf", "layout.typ"),
            Self::Text => (".txt", "layout.txt"),
        }
    }

    /// The name of a file.
    pub fn file(self, stem: &str) -> String {
        format!("{stem}{}", self.names().0)
    }

    /// The path of a file without its end.
    pub fn stem(path: &str) -> &str {
        Self::ALL.iter().find_map(|makes| path.strip_suffix(makes.names().0)).unwrap_or(path)
    }

    /// The layout of a format.
    pub fn layout(self, format: &str) -> String {
        format!("layouts/{format}/{}", self.names().1)
    }
}

/// Allowed page counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// Fewest.
    pub min: usize,
    /// Most.
    pub max: usize,
    /// The count is a multiple of this.
    pub multiple: usize,
}

/// A trim size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Size {
    /// `a5`, `3x1`.
    pub id: String,
    /// Trim width in mm, real size.
    pub width: f64,
    /// Trim height in mm, real size.
    pub height: f64,
    /// Bleed in mm on every edge, real size.
    pub bleed: f64,
    /// Scale of the PDF: 1, or 0.1 for what is drawn at 1:10.
    pub scale: f64,
    /// Upright folds of odd pages, in mm from the left trim edge; even pages mirror them.
    pub folds: Vec<f64>,
    /// Folds across, in mm from the top trim edge.
    pub folds_across: Vec<f64>,
    /// No text comes nearer to an edge or to the middle of an eyelet, in mm.
    pub clear: f64,
    /// No ink of text comes nearer to the trim, in mm: what a guillotine may be out, and what the eye wants.
    pub safe: f64,
    /// From how far it is read, in m.
    pub distance: Option<f64>,
    /// Hem, pockets and eyelets.
    pub finishing: Finishing,
}

/// How a banner is finished. Lengths in mm.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Finishing {
    /// Hem beyond the trim on every edge without a pocket.
    pub hem: f64,
    /// Pole pocket beyond the trim: top, right, bottom, left.
    pub pocket: [f64; 4],
    /// Largest distance between two eyelets, if there are any.
    pub eyelets: Option<f64>,
    /// From the trim edge to the middle of an eyelet.
    pub inset: f64,
}

/// A slot of known size.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Name, as reported.
    pub name: String,
    /// Smallest type in pt.
    pub least: f64,
    /// Whether it is read from near by whoever looks for it: sources, imprints.
    pub furniture: bool,
    /// What to say where nothing stands in it; `None` if it may be empty.
    pub wanted: Option<WantedText>,
}

/// A slot that must not be empty, by language.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedText {
    /// What is said: the front is empty.
    pub empty: BTreeMap<String, String>,
    /// Which text stands there.
    pub fill: BTreeMap<String, String>,
    /// Whether print goes on without it.
    pub spared: bool,
}

/// The longest side of a page in points that every reader knows (ISO 32000-1, annex C.2).
const LONGEST_SIDE: f64 = 14_400.0;

/// What text keeps from the trim in mm where a size does not say it and is trimmed at all.
const SAFE: f64 = 3.0;

/// The one size of a text.
const TEXT: &str = "text";

/// Room for marks on each edge, in mm on the sheet.
const MARKS_MM: f64 = 12.0;

#[cfg(test)]
impl Size {
    /// A size with its folds, for tests.
    pub(crate) fn folded(width: f64, height: f64, folds: &[f64], across: &[f64]) -> Self {
        Self {
            id: "x".into(),
            width,
            height,
            bleed: 3.0,
            scale: 1.0,
            folds: folds.to_vec(),
            folds_across: across.to_vec(),
            clear: 0.0,
            safe: 0.0,
            distance: None,
            finishing: Finishing::default(),
        }
    }
}

impl Size {
    /// What a file name says of the scale: `_1-10`; nothing at 1:1.
    pub fn scale_suffix(&self) -> String {
        if self.scale == 1.0 { String::new() } else { format!("_1-{}", (1.0 / self.scale).round()) }
    }
}

impl Finishing {
    /// Whether nothing is done to it.
    pub fn is_none(&self) -> bool {
        self.hem == 0.0 && self.pocket == [0.0; 4] && self.eyelets.is_none()
    }
}

impl Size {
    /// Middles of the eyelets in mm from the upper left corner of the trim: in the corners, and between them no further
    /// apart than allowed. An edge with a pole pocket has none but those of its neighbours.
    pub fn eyelets(&self) -> Vec<(f64, f64)> {
        let Some(most) = self.finishing.eyelets else { return vec![] };
        let (inset, [top, right, bottom, left]) = (self.finishing.inset, self.finishing.pocket);
        let along = |length: f64| {
            let room = (length - 2.0 * inset).max(0.0);
            let gaps = (room / most).ceil().max(1.0);
            (0..=gaps as usize).map(|n| inset + room * n as f64 / gaps).collect::<Vec<f64>>()
        };
        let (across, down) = (along(self.width), along(self.height));
        let mut all: Vec<(f64, f64)> = Vec::new();
        for (pocket, y) in [(top, inset), (bottom, self.height - inset)] {
            all.extend(across.iter().filter(|_| pocket == 0.0).map(|&x| (x, y)));
        }
        for (pocket, x) in [(left, inset), (right, self.width - inset)] {
            all.extend(down.iter().filter(|_| pocket == 0.0).map(|&y| (x, y)));
        }
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.total_cmp(&b.0)));
        all.dedup();
        all
    }

    /// How far text stays from the edges, so that it also stays clear of eyelets wherever they are. In mm.
    pub fn margin(&self) -> f64 {
        if self.finishing.eyelets.is_some() { self.clear + self.finishing.inset } else { self.clear }
    }

    /// What is cut from the roll: the trim with its hems and pockets. In mm.
    pub fn material(&self) -> (f64, f64) {
        let [top, right, bottom, left] = self.finishing.pocket.map(|pocket| pocket.max(self.finishing.hem));
        (self.width + left + right, self.height + top + bottom)
    }
}

impl Format {
    /// A size by id.
    pub fn size(&self, id: &str) -> Option<&Size> {
        self.sizes.iter().find(|size| size.id == id)
    }

    /// Whether its pages are things of their own, and not the sides and pages of one: badges, and what lies in a kit.
    pub fn has_pages_apart(&self) -> bool {
        self.one_sided || self.of == Of::Kit
    }
}

/// Texts by language: `{ vi = …, en = … }`.
fn by_language(node: Option<&Node>) -> BTreeMap<String, String> {
    match node.map(|node| &node.kind) {
        Some(Kind::Map(entries)) => {
            let text = |entry: &Entry| Some((entry.key.clone(), entry.value.as_str()?.to_string()));
            entries.iter().filter_map(text).collect()
        }
        _ => BTreeMap::new(),
    }
}

/// Reads a `format.toml`, each mistake of which is reported; `None` where its keys cannot be known.
pub fn load_format(file: &Arc<SourceFile>, id: &str, diagnostics: &mut Diagnostics) -> Option<Format> {
    let root = registry::read(FileKind::Format, file, diagnostics)?;
    let before = diagnostics.len();
    let mut sizes: Vec<Size> = list(&root, "sizes")
        .iter()
        .map(|node| Size {
            id: text(node, "id"),
            width: number(node, "width").unwrap_or_default(),
            height: number(node, "height").unwrap_or_default(),
            bleed: number(node, "bleed").unwrap_or(0.0),
            scale: number(node, "scale").unwrap_or(1.0),
            folds: numbers(node, "folds"),
            folds_across: numbers(node, "folds-across"),
            clear: number(node, "clear").unwrap_or(0.0),
            safe: number(node, "safe").unwrap_or(if number(node, "bleed").unwrap_or(0.0) > 0.0 { SAFE } else { 0.0 }),
            distance: number(node, "distance"),
            finishing: node.get("finishing").map(finishing).unwrap_or_default(),
        })
        .collect();
    for (node, size) in list(&root, "sizes").iter().zip(&sizes) {
        check_size(node, size, file, diagnostics);
    }
    registry::ids_are_unique(list(&root, "sizes"), file, diagnostics);
    registry::ids_are_unique(list(&root, "details"), file, diagnostics);
    let of = text(&root, "of");
    let of = Of::ALL.into_iter().find(|known| known.name() == of).unwrap_or(Of::Piece);
    let makes = text(&root, "makes");
    let makes = Makes::ALL.into_iter().find(|known| known.name() == makes).unwrap_or(Makes::Pages);
    if makes == Makes::Text {
        check_text(&root, of, file, diagnostics);
    }
    let mut default_size = text(&root, "default-size");
    for key in ["default-size", "sizes"] {
        if makes == Makes::Pages && root.get(key).is_none() {
            let place = Place::new(file, file.line_range(0));
            let missing = Diagnostic::error(msg!("content-missing-key", key = key)).at(place);
            diagnostics.push(missing.hint(msg!("content-missing-key-hint", key = key)));
        }
    }
    if !sizes.iter().any(|size| size.id == default_size)
        && let Some(node) = root.get("default-size")
    {
        let names: Vec<&str> = sizes.iter().map(|size| size.id.as_str()).collect();
        let hint = match did_you_mean(&default_size, names.iter().copied()) {
            Some(name) => msg!("content-did-you-mean", name = name),
            None => msg!("layout-known-sizes", sizes = names.join(", ")),
        };
        let message = msg!("layout-unknown-size", format = id, name = default_size);
        diagnostics.push(Diagnostic::error(message).at(Place::new(file, node.range.clone())).hint(hint));
    }
    let pages = root.get("pages");
    let count = |key| pages.and_then(|pages| pages.get(key)).and_then(Node::as_int);
    let count = |key, default| count(key).and_then(|n| usize::try_from(n).ok()).unwrap_or(default);
    let min = count("min", 1);
    let pages = Pages { min, max: count("max", usize::MAX), multiple: count("multiple", 1) };
    if pages.min > pages.max
        && let Some(node) = root.get("pages")
    {
        let message = msg!("content-range-order", low = pages.min, high = pages.max);
        diagnostics.push(Diagnostic::error(message).at(Place::new(file, node.range.clone())));
    }
    if makes == Makes::Text {
        default_size = TEXT.to_string();
        sizes = vec![Size { id: TEXT.to_string(), scale: 1.0, ..Size::default() }];
    }
    let mut parts = texts(&root, "parts");
    if parts.is_empty() {
        parts.push("main".to_string());
    }
    let name = by_language(root.get("name"));
    let format = Format {
        id: id.to_string(),
        file: file.clone(),
        of,
        makes,
        theme_api: (
            root.get("theme-api").and_then(Node::as_int).unwrap_or_default(),
            Place::new(file, root.get("theme-api").map_or(0..0, |node| node.range.clone())),
        ),
        name,
        fields: texts(&root, "fields"),
        blocks: texts(&root, "blocks"),
        parts,
        pages,
        reduced: flag(&root, "reduced"),
        small_print: texts(&root, "small-print"),
        sizes,
        default_size,
        slots: list(&root, "slots")
            .iter()
            .map(|node| Slot {
                name: text(node, "name"),
                least: number(node, "least").unwrap_or_default(),
                furniture: flag(node, "furniture"),
                wanted: node.get("empty").map(|empty| WantedText {
                    empty: by_language(Some(empty)),
                    fill: by_language(node.get("fill")),
                    spared: text(node, "if-empty") == "warn",
                }),
            })
            .collect(),
        details: list(&root, "details").iter().map(detail).collect(),
        columns: texts(&root, "columns"),
        heads: match root.get("heads").map(|node| &node.kind) {
            Some(Kind::Map(entries)) => {
                let heads = |entry: &Entry| (entry.key.clone(), texts_of(&entry.value));
                entries.iter().map(heads).collect()
            }
            _ => BTreeMap::new(),
        },
        one_sided: text(&root, "sides") == "one",
        placeholders: vec![],
        is_faulty: false,
    };
    Some(Format { is_faulty: diagnostics.len() > before, ..format })
}

/// A text is made of a piece, and has nothing of pages.
fn check_text(root: &Node, of: Of, file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    let Kind::Map(entries) = &root.kind else { return };
    let own = ["theme-api", "of", "makes", "name", "fields", "parts"];
    for entry in entries.iter().filter(|entry| !own.contains(&entry.key.as_str())) {
        let place = Place::new(file, entry.key_range.clone());
        diagnostics.push(Diagnostic::error(msg!("layout-text-key", key = entry.key)).at(place));
    }
    if let (Some(node), true) = (root.get("of"), of != Of::Piece) {
        let place = Place::new(file, node.range.clone());
        diagnostics.push(Diagnostic::error(msg!("layout-text-of")).at(place));
    }
}

/// A page that PDF cannot hold is cut off by readers without a word, and a fold beyond the edge folds nothing.
fn check_size(node: &Node, size: &Size, file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    let place = |key: &str| Place::new(file, node.get(key).map_or(node.range.clone(), |node| node.range.clone()));
    for (key, length) in [("width", size.width), ("height", size.height)] {
        let sheet = (length + 2.0 * (size.bleed + MARKS_MM / size.scale)) * size.scale / 25.4 * 72.0;
        if sheet > LONGEST_SIDE {
            let message = msg!("layout-too-large", size = size.id, meters = format!("{}", length / 1000.0));
            diagnostics.push(Diagnostic::error(message).at(place(key)).hint(msg!("layout-too-large-hint")));
        }
    }
    for (key, folds, length) in [("folds", &size.folds, size.width), ("folds-across", &size.folds_across, size.height)]
    {
        if let Some(fold) = folds.iter().find(|&&fold| fold >= length) {
            let message = msg!("layout-fold", size = size.id, fold = format!("{fold}"), length = format!("{length}"));
            diagnostics.push(Diagnostic::error(message).at(place(key)));
        }
    }
}

fn detail(node: &Node) -> DetailKey {
    DetailKey {
        id: text(node, "id"),
        required: flag(node, "required"),
        list: flag(node, "list"),
        flag: flag(node, "flag"),
        names: flag(node, "names"),
        said: ["vi", "en"].map(|lang| (lang.to_string(), text(node, lang))).into(),
    }
}

fn flag(node: &Node, key: &str) -> bool {
    matches!(node.get(key).map(|node| &node.kind), Some(Kind::Bool(true)))
}

fn finishing(node: &Node) -> Finishing {
    let edge = |edge| node.get("pocket").and_then(|pocket| number(pocket, edge)).unwrap_or(0.0);
    Finishing {
        hem: number(node, "hem").unwrap_or(0.0),
        pocket: ["top", "right", "bottom", "left"].map(edge),
        eyelets: number(node, "eyelets"),
        inset: number(node, "inset").unwrap_or(25.0),
    }
}

fn numbers(node: &Node, key: &str) -> Vec<f64> {
    list(node, key).iter().filter_map(Node::as_number).collect()
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    node.get(key).map(Node::items).unwrap_or_default()
}

/// One text, or those of a list.
fn texts_of(node: &Node) -> Vec<String> {
    match &node.kind {
        Kind::Seq(items) => items.iter().filter_map(Node::as_str).map(String::from).collect(),
        _ => node.as_str().map(String::from).into_iter().collect(),
    }
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    list(node, key).iter().filter_map(Node::as_str).map(String::from).collect()
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_str).unwrap_or_default().to_string()
}

fn number(node: &Node, key: &str) -> Option<f64> {
    node.get(key).and_then(Node::as_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eyelets_are_in_the_corners_and_near_enough_between() {
        let (format, _) =
            load(&SOUND.replace("bleed = 3", "bleed = 3\nfinishing = { hem = 30, eyelets = 60, inset = 24 }"));
        let format = format.expect("a format");
        let size = &format.sizes[0];
        // 100 mm between the corners across are two gaps, 162 mm down are three.
        let all = size.eyelets();
        assert_eq!(all.len(), 2 * 3 + 2 * 2, "{all:?}");
        for corner in [(24.0, 24.0), (124.0, 24.0), (24.0, 186.0), (124.0, 186.0), (74.0, 24.0), (24.0, 78.0)] {
            assert!(all.iter().any(|e| (e.0 - corner.0).abs() < 1e-9 && (e.1 - corner.1).abs() < 1e-9), "{corner:?}");
        }
        assert_eq!(size.material(), (208.0, 270.0));
        let pocket = Size { finishing: Finishing { pocket: [80.0, 0.0, 80.0, 0.0], ..size.finishing }, ..size.clone() };
        assert_eq!(pocket.eyelets().len(), 2 * 4);
        assert_eq!(pocket.material(), (208.0, 370.0));
    }

    const SOUND: &str = r#"theme-api = 2
of = "piece"
makes = "pages"
name = { vi = "tờ rơi", en = "leaflet" }
default-size = "a5"
fields = ["title", "summary"]
pages = { min = 2, max = 2 }

[[sizes]]
id = "a5"
width = 148
height = 210
bleed = 3

[[slots]]
name = "points"
least = 9.5
"#;

    fn load(text: &str) -> (Option<Format>, Vec<(String, usize)>) {
        let mut diagnostics = vec![];
        let file = SourceFile::new("layouts/leaflet/format.toml", text);
        let format = load_format(&file, "leaflet", &mut diagnostics);
        let line = |d: &Diagnostic| d.place.as_ref().map_or(0, |p| file.line_column(p.range.start).0);
        (format, diagnostics.iter().map(|d| (d.message.id.to_string(), line(d))).collect())
    }

    #[test]
    fn a_format_is_read_with_its_defaults() {
        let (format, wrong) = load(SOUND);
        assert_eq!(wrong, []);
        let format = format.expect("a format");
        assert_eq!(format.size("a5").map(|size| (size.width, size.bleed, size.scale)), Some((148.0, 3.0, 1.0)));
        assert_eq!(format.pages, Pages { min: 2, max: 2, multiple: 1 });
        assert_eq!(format.parts, ["main"]);
        assert_eq!(format.name["vi"], "tờ rơi");
    }

    #[test]
    fn mistakes_of_a_format_are_found() {
        let wrong = |from: &str, to: &str| load(&SOUND.replace(from, to)).1;
        assert_eq!(wrong("theme-api = 2", "theme-api = 3"), [("content-newer-theme-api".to_string(), 1)]);
        assert_eq!(wrong("\"a5\"\nfields", "\"a6\"\nfields"), [("layout-unknown-size".to_string(), 5)]);
        assert_eq!(wrong("summary", "sumary"), [("content-bad-choice".to_string(), 6)]);
        assert_eq!(wrong("min = 2", "min = 3"), [("content-range-order".to_string(), 7)]);
        assert_eq!(wrong("148", "0"), [("content-wants-positive".to_string(), 11)]);
    }
}
