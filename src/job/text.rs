//! Texts: the values of a piece, in the words of a `layout.txt`.

use std::collections::BTreeSet;

use super::maker::{Artifact, Made, Maker, Measured};
use super::shop::Shop;
use crate::diag::{Diagnostic, Diagnostics};
use crate::plan::Job;

/// Makes texts.
pub(super) struct TextMaker;

impl Maker for TextMaker {
    fn make(&self, shop: &Shop, job: &Job, diagnostics: &mut Diagnostics) -> Option<Made> {
        let before = diagnostics.len();
        let (context, reads) = shop.plain_context(job, diagnostics)?;
        if job.is_faulty() || diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let text = shop.layouts.text(&job.format, &context, diagnostics)?;
        let measured = Measured::Characters(text.trim_end().chars().count());
        Some(Made { artifact: Artifact { bytes: text.into_bytes(), measured }, reads: BTreeSet::from_iter(reads) })
    }
}
