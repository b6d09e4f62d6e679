//! An item of a package, with all that was made of it.

use sha2::{Digest, Sha256};

use super::order::OrderLine;
use crate::layout::Makes;
use crate::preflight::Verdict;

/// An item of a package: an output, its terms, and what was made of it.
#[derive(Debug)]
pub(super) struct PackedItem<'a> {
    /// From 1, as on the ticket and in file names.
    pub(super) number: usize,
    pub(super) line: OrderLine<'a>,
    pub(super) title: String,
    pub(super) audience: String,
    pub(super) directive: String,
    /// File name without folder and end.
    pub(super) name: String,
    pub(super) print: Vec<u8>,
    pub(super) verdict: Verdict,
    /// A PNG a page.
    pub(super) previews: Vec<Vec<u8>>,
    /// A small one of the first page, for the ticket.
    pub(super) thumbnail: Vec<u8>,
    pub(super) sheets: Option<Sheets>,
    /// Bleed that the file has on paper, in mm: top, right, bottom, left.
    pub(super) bleed: [f64; 4],
}

impl PackedItem<'_> {
    /// Its file in the package.
    pub(super) fn file(&self) -> String {
        Makes::Pages.file(&format!("print/{}", self.name))
    }

    /// The file of its sheets.
    pub(super) fn sheets_file(&self) -> String {
        Makes::Pages.file(&format!("sheets/{}.sheets", self.name))
    }
}

/// An item on sheets.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) bytes: Vec<u8>,
    pub(super) sides: usize,
    /// Width and height in mm.
    pub(super) size: (f64, f64),
    pub(super) scheme: &'static str,
    /// Nothing is printed on the backs.
    pub(super) one_sided: bool,
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
