//! `format.toml`: what a layout folder promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::registry;
use crate::content::schema::FileKind;
use crate::content::tree::{Entry, Kind, Node};
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::msg;

/// The version of the theme's functions that layouts are written against.
pub const THEME_API: i64 = 1;

/// One folder of `layouts/`: a kind of printed matter.
#[derive(Debug, Clone)]
pub struct Format {
    /// Folder name.
    pub id: String,
    /// The `format.toml`.
    pub file: Arc<SourceFile>,
    /// What it is made of.
    pub kind: FormatKind,
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
    /// Sizes; the first is never special, see `default_size`.
    pub sizes: Vec<Size>,
    /// Id of the size meant by the bare format name.
    pub default_size: String,
    /// Slots by name with their smallest type.
    pub slots: Vec<Slot>,
}

/// What a format is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatKind {
    /// Of a piece.
    Pdf,
    /// Of an order: the job ticket.
    Ticket,
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
#[derive(Debug, Clone, PartialEq)]
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
}

/// A slot of known size.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Name, as reported.
    pub name: String,
    /// Smallest type in pt.
    pub least: f64,
}

/// The longest side of a page in points that every reader knows (ISO 32000-1, annex C.2).
const LONGEST_SIDE: f64 = 14_400.0;

/// Room for marks on each edge, in mm on the sheet.
const MARKS_MM: f64 = 12.0;

impl Size {
    /// What a file name says of the scale: `_1-10`; nothing at 1:1.
    pub fn scale_suffix(&self) -> String {
        if self.scale == 1.0 { String::new() } else { format!("_1-{}", (1.0 / self.scale).round()) }
    }
}

impl Format {
    /// A size by id.
    pub fn size(&self, id: &str) -> Option<&Size> {
        self.sizes.iter().find(|size| size.id == id)
    }
}

/// Reads a `format.toml`: `None` after an error, each of which is reported.
pub fn load_format(file: &Arc<SourceFile>, id: &str, diagnostics: &mut Diagnostics) -> Option<Format> {
    let root = registry::read(FileKind::Format, file, diagnostics)?;
    let before = diagnostics.len();
    let sizes: Vec<Size> = list(&root, "sizes")
        .iter()
        .map(|node| Size {
            id: text(node, "id"),
            width: number(node, "width").unwrap_or_default(),
            height: number(node, "height").unwrap_or_default(),
            bleed: number(node, "bleed").unwrap_or(0.0),
            scale: number(node, "scale").unwrap_or(1.0),
            folds: numbers(node, "folds"),
            folds_across: numbers(node, "folds-across"),
        })
        .collect();
    for (node, size) in list(&root, "sizes").iter().zip(&sizes) {
        check_size(node, size, file, diagnostics);
    }
    registry::ids_are_unique(list(&root, "sizes"), file, diagnostics);
    let default_size = text(&root, "default-size");
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
    let mut parts = texts(&root, "parts");
    if parts.is_empty() {
        parts.push("main".to_string());
    }
    let name = match root.get("name").map(|node| &node.kind) {
        Some(Kind::Map(entries)) => {
            let name = |entry: &Entry| Some((entry.key.clone(), entry.value.as_str()?.to_string()));
            entries.iter().filter_map(name).collect()
        }
        _ => BTreeMap::new(),
    };
    let format = Format {
        id: id.to_string(),
        file: file.clone(),
        kind: if text(&root, "kind") == "ticket" { FormatKind::Ticket } else { FormatKind::Pdf },
        name,
        fields: texts(&root, "fields"),
        blocks: texts(&root, "blocks"),
        parts,
        pages,
        sizes,
        default_size,
        slots: list(&root, "slots")
            .iter()
            .map(|node| Slot { name: text(node, "name"), least: number(node, "least").unwrap_or_default() })
            .collect(),
    };
    (diagnostics.len() == before).then_some(format)
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

fn numbers(node: &Node, key: &str) -> Vec<f64> {
    list(node, key).iter().filter_map(Node::as_number).collect()
}

fn list<'a>(node: &'a Node, key: &str) -> &'a [Node] {
    node.get(key).map(Node::items).unwrap_or_default()
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

    const SOUND: &str = r#"theme-api = 1
kind = "pdf"
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
        assert_eq!(wrong("theme-api = 1", "theme-api = 2"), [("content-newer-theme-api".to_string(), 1)]);
        assert_eq!(wrong("\"a5\"\nfields", "\"a6\"\nfields"), [("layout-unknown-size".to_string(), 4)]);
        assert_eq!(wrong("summary", "sumary"), [("content-bad-choice".to_string(), 5)]);
        assert_eq!(wrong("min = 2", "min = 3"), [("content-range-order".to_string(), 6)]);
        assert_eq!(wrong("148", "0"), [("content-wants-positive".to_string(), 10)]);
    }
}
