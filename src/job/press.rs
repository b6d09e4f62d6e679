//! What goes to the press: finished into a print file, and read back as a printer reads it.

use crate::content::Date;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::layout::{Format, Of, Size};
use crate::msg;
use crate::pdf::{self, FinishError, Info, Pdf, Press, PrintPdf, Slug};
use crate::plan::Job;
use crate::preflight::{self, Finding};

/// A job that goes to the press, and where its findings belong.
pub(super) struct PrintJob<'a> {
    pub(super) job: &'a Job,
    pub(super) format: &'a Format,
    pub(super) press: &'a Press,
    pub(super) info: &'a Info,
    /// Where to point when no line is to blame.
    pub(super) place: &'a Place,
    /// The line to blame, where it is known.
    pub(super) locate: &'a dyn Fn(&Finding) -> Option<Place>,
}

impl PrintJob<'_> {
    /// Finishes a file for the press and has it read back: one with an error is not written.
    pub(super) fn print(&self, pdf: &Pdf, diagnostics: &mut Diagnostics) -> Option<PrintPdf> {
        let Self { job, format, press, info, place, .. } = *self;
        let size = format.size(&job.size)?;
        // Slides and the like have no bleed at all; who has some must have what the press wants.
        let wanted = press.bleed.iter().flatten().copied().fold(0.0, f64::max);
        if size.bleed > 0.0 && wanted > size.bleed + 0.01 {
            let message = msg!("pdf-bleed", has = format!("{}", size.bleed), wants = format!("{wanted}"));
            let problem = Diagnostic::error(message).at(place.clone());
            diagnostics.push(problem.hint(msg!("pdf-bleed-hint", format = format.id)));
            return None;
        }
        let slug = slug(job, size, press, info.date);
        let press = press.for_format(format, size);
        let print = match pdf::finish(pdf, info, &press, &slug) {
            Ok(print) => print,
            Err(error) => {
                diagnostics.push(refused(&error).at(place.clone()));
                return None;
            }
        };
        let mut verdict = preflight::check(print.bytes(), &press.limits);
        if let Some(inks) = &press.inks {
            verdict.expect_inks(&inks.plates());
        }
        let at_place = |finding: &Finding| {
            let line = (self.locate)(finding).unwrap_or_else(|| place.clone());
            finding.diagnostic().at(line)
        };
        // The items of a kit are told of as files of their own; that they differ in size is what a kit is.
        let told = |finding: &&Finding| {
            finding.is_error() || format.of != Of::Kit && !(format.reduced && finding.rule.is_of_smallness())
        };
        diagnostics.extend(verdict.findings.iter().filter(told).map(at_place));
        verdict.passes().then_some(print)
    }
}

/// What the marks tell: job, date, profile, printing condition, and the scale where it is not 1:1.
fn slug(job: &Job, size: &Size, press: &Press, date: Date) -> Slug {
    let mut text = format!("{} · {} · {} · {}", job.output, date.shown(), job.profile, press.intent.condition);
    if size.scale != 1.0 {
        text += &format!(" · 1:{}", (1.0 / size.scale).round());
    }
    let scaled = |folds: &[f64]| folds.iter().map(|fold| fold * size.scale).collect();
    Slug { text, folds: scaled(&size.folds), folds_across: scaled(&size.folds_across) }
}

/// Why a file cannot go to the press, and what to do.
fn refused(error: &FinishError) -> Diagnostic {
    match error {
        FinishError::RgbGradient(page) => {
            Diagnostic::error(msg!("pdf-gradient", page = page)).hint(msg!("pdf-gradient-hint"))
        }
        FinishError::Gradient(page) => {
            Diagnostic::error(msg!("pdf-gradient-few", page = page)).hint(msg!("pdf-gradient-few-hint"))
        }
        FinishError::Picture(words) => {
            Diagnostic::error(msg!("pdf-picture")).hint(msg!("pdf-picture-hint")).quote(words)
        }
        FinishError::Unreadable(words) => {
            Diagnostic::error(msg!("pdf-unreadable")).hint(msg!("pdf-unreadable-hint")).quote(words)
        }
    }
}
