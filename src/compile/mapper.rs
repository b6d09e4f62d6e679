//! What is checked of pages, and the way back from them to what somebody typed.

use std::ops::Range;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, DiagSpanKind};
use typst::{World, WorldExt};

use super::world::{Base, JobWorld};
use crate::content::FrontMatter;
use crate::diag::{Code, Diagnostic, Place, Severity, SourceFile};
use crate::layout::{Format, Size, TypstSource};
use crate::msg;

/// What is checked after the pages are set.
#[derive(Debug)]
pub struct Checks<'a> {
    /// The format, for its page count and slots.
    pub format: &'a Format,
    /// The size, for its folds and eyelets.
    pub size: &'a Size,
    /// Part of the format: page counts bind the main part alone.
    pub part: &'a str,
    /// Families that the theme names.
    pub families: &'a [String],
    /// Where to point when no line is to blame: the piece.
    pub piece: &'a Place,
    /// The header of the piece, for what a layout finds wrong with it; none for the job ticket.
    pub meta: Option<&'a FrontMatter>,
    /// Where each person of its list stands.
    pub people: &'a [Place],
    /// Whether the slots are those of this format alone; a kit holds those of its items, too.
    pub is_alone: bool,
}

impl<'a> Checks<'a> {
    /// Those of the main part of what no piece is set for: a specimen, a job ticket.
    pub fn without_piece(format: &'a Format, size: &'a Size, families: &'a [String], place: &'a Place) -> Self {
        Self { format, size, part: "main", families, piece: place, meta: None, people: &[], is_alone: true }
    }
}

/// Leads spans of generated Typst back to what somebody typed.
pub(crate) struct Mapper<'a> {
    pub(super) base: &'a Base,
    pub(super) world: &'a JobWorld<'a>,
    pub(super) source: &'a TypstSource,
    pub(super) piece: &'a Place,
}

impl<'a> Mapper<'a> {
    pub(super) fn new(base: &'a Base, world: &'a JobWorld<'a>, source: &'a TypstSource, piece: &'a Place) -> Self {
        Self { base, world, source, piece }
    }

    /// The Markdown that a span of the main source came from.
    pub(crate) fn markdown(&self, span: impl Into<DiagSpan>) -> Option<Place> {
        let span = span.into();
        if span.id()? != self.world.main() {
            return None;
        }
        self.markdown_at((self.world as &dyn World).range(span)?)
    }

    /// The Markdown that a range of the main source came from. Typst looks a span up among all its siblings: who walks
    /// through the source asks by its ranges.
    pub(super) fn markdown_at(&self, range: Range<usize>) -> Option<Place> {
        let placed = self.source.placed.iter().any(|p| p.start <= range.start && range.start < p.end);
        placed.then(|| self.source.map.lookup(range).cloned()).flatten()
    }

    /// The block whose fact these words are of, which a layout sets by itself.
    pub(super) fn fact_block(&self, words: &str) -> Option<Place> {
        let words = words.trim().trim_end_matches('%');
        let text = &self.source.text;
        let shows = |key: &str| {
            let values = text.match_indices(key).filter_map(move |(at, _)| {
                let start = at + key.len();
                Some(start..start + text.get(start..)?.find('"')?)
            });
            let mut values = values.filter(|value| text.get(value.clone()).is_some_and(|value| value.contains(words)));
            values.find_map(|value| self.markdown_at(value))
        };
        if words.is_empty() { None } else { ["shown: \"", "qualifier: \"", "label: \""].into_iter().find_map(shows) }
    }

    /// The place in a layout file.
    fn layout(&self, span: DiagSpan) -> Option<Place> {
        let id = span.id()?;
        if id == self.world.main() {
            return None;
        }
        let range = match span.get() {
            DiagSpanKind::Range { range, .. } => range,
            _ => (self.world as &dyn World).range(span)?,
        };
        let file = SourceFile::new(id.vpath().get_without_slash(), self.base.text(id)?);
        Some(Place::new(&file, range))
    }

    /// A message of Typst as one of ours: at the Markdown if any step of its trace leads there.
    pub(crate) fn diagnostic(&self, given: &SourceDiagnostic) -> Diagnostic {
        let text = given.message.as_str();
        let fatal = text.contains("did not converge") || text.contains("unknown font family");
        let severity = match given.severity {
            TypstSeverity::Warning if !fatal => Severity::Warning,
            _ => Severity::Error,
        };
        let place = self
            .markdown(given.span)
            .or_else(|| given.trace.iter().find_map(|point| self.markdown(point.span)))
            .or_else(|| self.layout(given.span))
            .unwrap_or_else(|| self.piece.clone());
        let mut quoted = text.to_string();
        for hint in &given.hints {
            quoted.push('\n');
            quoted.push_str(&hint.v);
        }
        let message = if text.contains("unknown font family") {
            msg!(Code::FontFamily)
        } else if text.contains("did not converge") {
            msg!("compile-converge")
        } else {
            msg!("compile-typst")
        };
        Diagnostic { severity, ..Diagnostic::error(message) }.at(place).quote(quoted)
    }

    pub(crate) fn source(&self) -> &TypstSource {
        self.source
    }

    pub(crate) fn main_source(&self) -> &typst::syntax::Source {
        self.world.main_source()
    }

    pub(crate) fn piece(&self) -> &Place {
        self.piece
    }
}
