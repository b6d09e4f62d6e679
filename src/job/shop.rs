//! What the jobs of a run share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::readings::Readings;
use crate::compile::Base;
use crate::content::{Content, Date, Piece, Profile};
use crate::diag::Place;
use crate::fs::Files;
use crate::layout::{Format, Layouts};
use crate::pdf::Press;
use crate::plan::Job;

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
    /// Bodies of pieces that were read: what comes first is used by those that come after.
    pub readings: Readings,
}

impl Shop {
    pub(super) fn parts<'a>(&'a self, job: &'a Job) -> Option<(&'a Piece, &'a Profile, &'a Format)> {
        Some((&job.piece, self.content.campaign.profiles.get(&job.profile)?, self.layouts.formats.get(&job.format)?))
    }

    pub(super) fn date(&self, piece: &Piece) -> Date {
        piece.meta.date.as_ref().map_or(self.content.campaign.date, |date| date.value)
    }
}

/// Where to point when no line of a piece is to blame.
pub fn place_of(piece: &Piece) -> Place {
    let range = piece.meta.text.get("title").map_or(0..0, |title| title.range.clone());
    Place::new(&piece.file, range)
}
