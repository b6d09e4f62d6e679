//! What is there already, read as every command reads it: `new` suggests, `check` judges.

use std::path::Path;

use super::draft::Refusal;
use crate::content::{self, Fact, Overlay, Piece, Readable};
use crate::diag::{self, Diagnostic, Diagnostics, Message};
use crate::fs::Files;
use crate::layout::{Format, Layouts};
use crate::msg;

/// A workspace as far as it can be read.
pub(super) struct There {
    pub(super) files: Files,
    pub(super) layouts: Layouts,
    content: Readable,
    /// What is wrong with it.
    found: Diagnostics,
}

impl There {
    pub(super) fn read(root: &Path) -> Result<Self, Refusal> {
        let files = Files::new(root).map_err(|error| Refusal::file(root, error))?;
        let mut found = Diagnostics::new();
        let layouts = Layouts::load(&files, &mut found);
        let content = content::read(root, &Overlay::new(), &mut found).unwrap_or_default();
        Ok(Self { files, layouts, content, found })
    }

    /// The mistakes of a file or folder: where it cannot be read, whoever asks for it is told those.
    fn mistakes_of(&self, path: &str) -> Vec<Diagnostic> {
        let is_in = |file: &str| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let is_there = |problem: &&Diagnostic| problem.place.as_ref().is_some_and(|place| is_in(&place.file.path));
        self.found.iter().filter(|problem| problem.is_error()).filter(is_there).cloned().collect()
    }

    /// Folders of directives.
    pub(super) fn directives(&self) -> &[String] {
        &self.content.folders
    }

    /// Ids of the audiences. A registry with mistakes is told by them: nothing is known of what it holds.
    pub(super) fn audiences(&self) -> Result<Vec<String>, Refusal> {
        match &self.content.audiences {
            Some(audiences) => Ok(audiences.iter().map(|audience| audience.id.clone()).collect()),
            None => match self.mistakes_of(content::AUDIENCES_FILE) {
                mistakes if mistakes.is_empty() => Ok(vec![]),
                mistakes => Err(Refusal::Usage(mistakes)),
            },
        }
    }

    /// The format that a name asks for, with or without a size: `leaflet-a4` is a format with a size. Of several the longest.
    pub(super) fn format(&self, name: &str) -> Option<&Format> {
        let is_meant = |format: &&Format| {
            name.strip_prefix(format.id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let Layouts { formats, faulty, .. } = &self.layouts;
        formats.values().chain(faulty.values()).filter(is_meant).max_by_key(|format| format.id.len())
    }

    /// Formats have ids in English; people know them by other names. One that is there and has mistakes is told by them.
    pub(super) fn unknown_format(&self, given: &str, more: &[&str]) -> Vec<Diagnostic> {
        let mistakes: Vec<Diagnostic> = self.mistakes_of(&format!("layouts/{given}"));
        if !mistakes.is_empty() {
            return mistakes;
        }
        let message = msg!("cli-unknown-format", id = given);
        let called = self.layouts.called(given);
        if called.is_empty() {
            let known: Vec<&str> =
                self.layouts.formats.keys().map(String::as_str).chain(more.iter().copied()).collect();
            return vec![diag::unknown_name(message, given, &known)];
        }
        vec![Diagnostic::error(message).hint(msg!("layout-format-called", names = called.join(", ")))]
    }

    /// Up to three figures of a directive that are still to be reached, in the order of its file.
    pub(super) fn goals(&self, directive: &str) -> Vec<&str> {
        let year = self.content.campaign.as_ref().map_or(0, |campaign| campaign.date.year);
        let facts = self.content.directives.get(directive).into_iter().flat_map(|directive| directive.facts.values());
        let mut goals: Vec<&Fact> = facts.filter(|fact| fact.horizon.is_none_or(|horizon| horizon >= year)).collect();
        goals.sort_by_key(|fact| fact.place.range.start);
        goals.iter().take(3).map(|fact| fact.id.as_str()).collect()
    }

    /// The pieces of an audience: its own, and those shared with it.
    pub(super) fn pieces(&self, audience: &str) -> impl Iterator<Item = &Piece> {
        let is_for = move |piece: &&Piece| {
            piece.audience == audience || piece.meta.audiences.iter().any(|id| id.value == audience)
        };
        self.content.pieces.iter().filter(is_for)
    }
}

/// A name that is not there, with what was probably meant.
pub(super) fn unknown(message: Message, given: &str, known: &[String]) -> Diagnostic {
    diag::unknown_name(message, given, &known.iter().map(String::as_str).collect::<Vec<_>>())
}
