//! One job, from its piece to its file: the stages in a row.
//!
//! - `context` is what layouts see: texts as markup, plain values, lists of people; a layout makes a [`SourceSheet`] of them.
//! - `press` finishes what goes to the press and has it read back.

mod context;
mod load;
mod press;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compile::{self, Base, Checks, Spot};
use crate::content::{Content, Date, Piece, Profile};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::fs::Files;
use crate::layout::{Format, Layouts};
use crate::pdf::{self, Artifact, Press};
use crate::plan::Job;
use crate::preflight::Finding;

pub use context::SourceSheet;
pub use load::{epoch, presses, today};
use press::PrintJob;

/// Everything that the jobs of a run share. Nothing in it changes while they run.
#[derive(Debug)]
pub struct Shop {
    /// What to set.
    pub content: Content,
    /// How to set it.
    pub layouts: Arc<Layouts>,
    /// Where files come from.
    pub files: Files,
    /// What Typst may see.
    pub base: Arc<Base>,
    /// Families that the theme names.
    pub families: Vec<String>,
    /// The press of each print profile.
    pub presses: BTreeMap<String, Press>,
}

/// What a job made.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub artifact: Artifact,
    /// Names of what was read on the way: paths of files, facts, words of the registries; see [`named`](crate::content::named).
    pub reads: BTreeSet<String>,
}

impl Shop {
    /// Runs the stages for one job. Warnings and errors are pushed; `None` after an error.
    pub fn run(&self, job: &Job, diagnostics: &mut Diagnostics) -> Option<Made> {
        let (piece, profile, format) = self.parts(job)?;
        let before = diagnostics.len();
        let SourceSheet { source, pictures, title, author, people } = self.source(job, diagnostics)?;
        if self.is_faulty(job) {
            return None;
        }
        let place = place_of(piece);
        let checks = Checks { people: &people, ..self.checks(job, &place)? };
        let mut compiled = compile::compile(&self.base, profile, &source, &checks, diagnostics)?;
        if !self.base.has_own_colors() {
            return None;
        }
        let title = if title.is_empty() { piece.id.clone() } else { title };
        let author = if author.is_empty() { self.issuer_name(&job.lang) } else { author };
        let info = pdf::Info::new(&title, &author, self.date(piece), job.output.clone());
        let pdf = match pdf::export(&mut compiled.document, profile.kind, &info) {
            Ok(pdf) => pdf,
            Err(errors) => {
                diagnostics.extend(compile::export_errors(&self.base, profile, &source, &place, &errors));
                return None;
            }
        };
        let artifact = match self.presses.get(&job.profile) {
            None => Artifact::Plain(pdf),
            Some(press) => {
                let locate = |finding: &Finding| {
                    let spot = Spot { page: finding.page?, at: finding.at?, pictures: finding.rule.is_of_pictures() };
                    compile::locate(&self.base, profile, &source, &place, &compiled.document, &pictures, spot)
                };
                let checked = PrintJob { job, format, press, info: &info, place: &place, locate: &locate };
                Artifact::Print(checked.print(&pdf, diagnostics)?)
            }
        };
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let mut reads = compiled.reads;
        reads.extend(pictures);
        Some(Made { artifact, reads })
    }

    /// Whether the front matter of anything that goes into it has mistakes, which were told when it was read.
    fn is_faulty(&self, job: &Job) -> bool {
        job.pieces().iter().any(|piece| piece.is_faulty)
    }

    fn parts<'a>(&'a self, job: &'a Job) -> Option<(&'a Piece, &'a Profile, &'a Format)> {
        Some((&job.piece, self.content.campaign.profiles.get(&job.profile)?, self.layouts.formats.get(&job.format)?))
    }

    /// What the pages of a job are held to. `place` is where to point when no line is to blame.
    pub fn checks<'a>(&'a self, job: &'a Job, place: &'a Place) -> Option<Checks<'a>> {
        let (piece, _, format) = self.parts(job)?;
        Some(Checks {
            format,
            size: format.size(&job.size)?,
            part: &job.part,
            families: &self.families,
            piece: place,
            meta: Some(&piece.meta),
            people: &[],
            is_alone: job.kit.is_empty(),
        })
    }

    fn date(&self, piece: &Piece) -> Date {
        piece.meta.date.as_ref().map_or(self.content.campaign.date, |date| date.value)
    }
}

/// Where to point when no line of a piece is to blame.
pub fn place_of(piece: &Piece) -> Place {
    let range = piece.meta.text.get("title").map_or(0..0, |title| title.range.clone());
    Place::new(&piece.file, range)
}
