//! `format.toml`: what a layout folder promises.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::SourceFile;

/// The version of the theme's functions that layouts are written against.
pub const THEME_API: i64 = 1;

/// One folder of `layouts/`: a kind of printed matter.
#[derive(Debug, Clone)]
pub struct Format {
    /// Folder name.
    pub id: String,
    /// The `format.toml`.
    pub file: Arc<SourceFile>,
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
}

/// A slot of known size.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Name, as reported.
    pub name: String,
    /// Smallest type in pt.
    pub least: f64,
}

impl Format {
    /// A size by id.
    pub fn size(&self, id: &str) -> Option<&Size> {
        self.sizes.iter().find(|size| size.id == id)
    }
}
/// x
pub fn load_format(_: &Arc<SourceFile>, _: &str, _: &mut crate::diag::Diagnostics) -> Option<Format> {
    None
}
