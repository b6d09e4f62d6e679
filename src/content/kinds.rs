//! The kinds of `:::` blocks.

use crate::diag::did_you_mean;

/// What the body of a block has to hold for a layout to set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Anything.
    Any,
    /// A list.
    List,
    /// A list of exactly two items.
    Pair,
}

/// A kind of block.
pub(crate) struct BlockKind {
    /// As typed after `:::`.
    pub(crate) name: &'static str,
    /// Attributes beside `title`, `formats` and `audiences`.
    pub(crate) attributes: &'static [&'static str],
    /// The one that it cannot do without.
    pub(crate) required: Option<&'static str>,
    /// What its body holds.
    pub(crate) shape: Shape,
}

const fn kind(name: &'static str, attributes: &'static [&'static str], shape: Shape) -> BlockKind {
    BlockKind { name, attributes, required: None, shape }
}

const fn needs(name: &'static str, attributes: &'static [&'static str], required: &'static str) -> BlockKind {
    BlockKind { name, attributes, required: Some(required), shape: Shape::Any }
}

/// Attributes of every block.
pub(crate) const COMMON: &[&str] = &["title", "formats", "audiences"];

/// Attributes that are words on the page, beside the title.
pub(crate) const WORDS: &[&str] = &["by", "role"];

/// All kinds.
pub(crate) const KINDS: &[BlockKind] = &[
    needs("figures", &["facts"], "facts"),
    needs("number", &["fact"], "fact"),
    needs("bars", &["facts"], "facts"),
    needs("rings", &["facts"], "facts"),
    kind("points", &[], Shape::List),
    kind("gains", &[], Shape::List),
    kind("steps", &[], Shape::List),
    kind("timeline", &[], Shape::List),
    kind("checklist", &[], Shape::List),
    kind("quote", &["by"], Shape::Any),
    kind("sidebar", &[], Shape::Any),
    kind("contact", &["url"], Shape::Any),
    needs("qr", &["url"], "url"),
    kind("compare", &[], Shape::Pair),
    kind("pins", &[], Shape::List),
    kind("person", &["role"], Shape::Any),
    kind("notes", &["minutes"], Shape::Any),
    kind("note", &[], Shape::Any),
    kind("tip", &[], Shape::Any),
    kind("important", &[], Shape::Any),
    kind("warning", &[], Shape::Any),
    kind("caution", &[], Shape::Any),
];

/// The names of all kinds.
pub(crate) const NAMES: [&str; KINDS.len()] = {
    let mut names = [""; KINDS.len()];
    let mut n = 0;
    while n < KINDS.len() {
        names[n] = KINDS[n].name;
        n += 1;
    }
    names
};

/// What a block would be called in Vietnamese: the name that is meant.
const CALLED: &[(&str, &str)] = &[
    ("lienhe", "contact"),
    ("solieu", "figures"),
    ("conso", "number"),
    ("bieudo", "bars"),
    ("ydo", "points"),
    ("ychinh", "points"),
    ("loiich", "gains"),
    ("buoc", "steps"),
    ("cacbuoc", "steps"),
    ("moc", "timeline"),
    ("mocthoigian", "timeline"),
    ("danhmuc", "checklist"),
    ("viec", "checklist"),
    ("trich", "quote"),
    ("trichdan", "quote"),
    ("khung", "sidebar"),
    ("maqr", "qr"),
    ("sosanh", "compare"),
    ("nguoi", "person"),
    ("chandung", "person"),
    ("ghichu", "notes"),
    ("luuy", "note"),
    ("meo", "tip"),
    ("quantrong", "important"),
    ("canhbao", "warning"),
    ("thantrong", "caution"),
];

/// The kind that was probably meant by a name that there is not.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    use unicode_normalization::UnicodeNormalization;
    let lower = name.to_lowercase().replace('đ', "d");
    let plain: String = lower.nfd().filter(char::is_ascii_alphanumeric).collect();
    let called = CALLED.iter().find(|(vietnamese, _)| *vietnamese == plain).map(|(_, kind)| *kind);
    called.or_else(|| did_you_mean(name, KINDS.iter().map(|kind| kind.name)))
}

/// The kind of this name.
pub(crate) fn find(name: &str) -> Option<&'static BlockKind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The title of an alert, unless it is given another.
pub(crate) fn alert_title(name: &str, lang: &str) -> Option<&'static str> {
    let (vi, en) = match name {
        "note" => ("Lưu ý", "Note"),
        "tip" => ("Mẹo", "Tip"),
        "important" => ("Quan trọng", "Important"),
        "warning" => ("Cảnh báo", "Warning"),
        "caution" => ("Thận trọng", "Caution"),
        _ => return None,
    };
    Some(if lang == "en" { en } else { vi })
}
