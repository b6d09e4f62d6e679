//! An item of a package, with all that was made of it.

use std::collections::BTreeSet;

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

    /// The verdicts on its files: its pages, then its sheets.
    pub(super) fn verdicts(&self) -> Vec<(String, &Verdict)> {
        let sheets = self.sheets.iter().map(|sheets| (self.sheets_file(), &sheets.verdict));
        std::iter::once((self.file(), &self.verdict)).chain(sheets).collect()
    }

    /// The file of its sheets.
    pub(super) fn sheets_file(&self) -> String {
        Makes::Pages.file(&format!("sheets/{}.sheets", self.name))
    }

    /// Whether its pages are leaves of one thing that are bound: more than the two sides of a sheet.
    pub(super) fn is_bound(&self) -> bool {
        self.verdict.pages > 2 && !self.line.format.has_pages_apart() && self.line.job.part == "main"
    }

    /// Whether both sides of its paper are printed.
    pub(super) fn is_two_sided(&self) -> bool {
        self.verdict.pages > 1 && !self.line.format.has_pages_apart()
    }

    /// Plates of the fronts and of the backs: of odd and even pages, or of all pages and none.
    pub(super) fn plates(&self) -> [BTreeSet<String>; 2] {
        let is_back = |page: usize| self.is_two_sided() && page.is_multiple_of(2);
        [false, true].map(|back| {
            let of_side = self.verdict.page_plates.iter().filter(|(page, _)| is_back(**page) == back);
            of_side.flat_map(|(_, plates)| plates.iter().cloned()).collect()
        })
    }

    /// How many things its copies are: each page apart is one.
    pub(super) fn things(&self) -> u64 {
        let apart = if self.line.format.one_sided { self.verdict.pages } else { 1 };
        self.line.terms.quantity.unwrap_or_default().saturating_mul(u64::try_from(apart).unwrap_or(1))
    }

    /// Sheets of paper that all copies need, without waste.
    pub(super) fn sheet_count(&self, sheets: &Sheets) -> u64 {
        let a_run = u64::try_from(if sheets.one_sided { sheets.sides } else { sheets.sides.div_ceil(2) }).unwrap_or(1);
        let up = u64::try_from(if sheets.repeats { sheets.places.len() } else { 1 }).unwrap_or(1).max(1);
        self.line.terms.quantity.unwrap_or_default().div_ceil(up).saturating_mul(a_run)
    }
}

/// An item on sheets.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) bytes: Vec<u8>,
    pub(super) verdict: Verdict,
    pub(super) sides: usize,
    /// Width and height in mm.
    pub(super) size: (f64, f64),
    pub(super) scheme: &'static str,
    /// Nothing is printed on the backs.
    pub(super) one_sided: bool,
    /// Every place of a side has the same page.
    pub(super) repeats: bool,
    /// Where the first side cuts its pages, in points: left, bottom, right, top.
    pub(super) places: Vec<[f64; 4]>,
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
