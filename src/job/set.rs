//! From a source to its pages: the one sequence, for files, for the preview, for specimens and for job tickets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use typst_layout::PagedDocument;

use super::context::SourceSheet;
use super::shop::{Shop, place_of};
use crate::compile::{self, Checks, Compiled};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::layout::{Format, TypstSource};
use crate::plan::Job;

/// What stands behind pages, and the pages.
#[derive(Debug)]
pub struct SetPages {
    /// What was set.
    pub sheet: SourceSheet,
    /// The pages, as far as they can be set.
    pub document: Option<PagedDocument>,
    /// Paths of what Typst read.
    pub reads: BTreeSet<String>,
    /// Whether nothing is wrong with them.
    pub is_sound: bool,
}

impl SetPages {
    /// The pages if nothing is wrong with them.
    pub fn sound(self) -> Option<(SourceSheet, Compiled)> {
        let document = self.document.filter(|_| self.is_sound)?;
        Some((self.sheet, Compiled { document, reads: self.reads }))
    }
}

impl Shop {
    /// Sets the pages of a job, which are there also where the checks found something wrong.
    pub fn set(&self, job: &Job, diagnostics: &mut Diagnostics) -> Option<SetPages> {
        let (piece, profile, format) = self.parts(job)?;
        let sheet = self.source(job, diagnostics)?;
        let place = place_of(piece);
        let checks = Checks {
            format,
            size: format.size(&job.size)?,
            part: &job.part,
            families: &self.families,
            piece: &place,
            meta: Some(&piece.meta),
            people: &sheet.people,
            is_alone: job.kit.is_empty(),
        };
        let before = diagnostics.len();
        let (document, reads) = compile::lay_out(&self.base, profile, &sheet.source, &checks, diagnostics);
        let is_sound = !diagnostics[before..].iter().any(Diagnostic::is_error);
        Some(SetPages { sheet, document, reads, is_sound })
    }

    /// Sets, for the screen, a layout that is not of a piece: with these values beside those that all have, and these files. `place`
    /// is where to point when something is wrong.
    pub fn set_layout(
        &self,
        format: &Format,
        values: BTreeMap<&'static str, Json>,
        files: BTreeMap<String, Vec<u8>>,
        place: &Place,
        diagnostics: &mut Diagnostics,
    ) -> Option<(TypstSource, Compiled)> {
        let size = format.size(&format.default_size)?;
        let profile = self.content.campaign.profiles.get("screen")?;
        let mut source = self.layout_source(format, size, values, diagnostics)?;
        source.files = files;
        let checks = Checks::without_piece(format, size, &self.families, place);
        let compiled = compile::compile(&self.base, profile, &source, &checks, diagnostics)?;
        Some((source, compiled))
    }
}
