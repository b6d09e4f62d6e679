//! Stage 5: Typst source → pages, with every complaint led back to the Markdown.
//!
//! - `world` is what Typst may see, with `fonts` and nothing of the system.
//! - `slots` and `findings` read what the theme and the layout measured and said while the pages were set.
//! - `frames` looks for words that are lost, doubled or in a wrong glyph, and `audit` for ink that leaves its place or lies on
//!   something else; `clear` for text at edges, eyelets and folds, `legible` for type too small, `drawings` for what an SVG lost.
//! - `ground` knows what stands where: for these checks, for findings of preflight, and for clicks in the preview.

mod audit;
mod clear;
mod drawings;
mod findings;
pub mod fonts;
mod frames;
mod ground;
mod legible;
mod slots;
mod world;

use std::collections::BTreeSet;
use std::ops::Range;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, DiagSpanKind};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use crate::content::{FrontMatter, Profile, ProfileKind};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, SourceFile};
use crate::layout::{Format, Size, TypstSource};
use crate::msg;

pub use ground::{Picture, Spot, Word, click, cursor, locate, pictures, words};
pub use slots::{Slot, least_type, slots};
pub use world::{Base, JobWorld, kind_name};

/// Finished pages and the files that went into them.
#[derive(Debug)]
pub struct Compiled {
    /// The pages.
    pub document: PagedDocument,
    /// Workspace paths of what Typst read, layouts included.
    pub reads: BTreeSet<String>,
}

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

/// Sets the pages of one job. `None` if anything is wrong; warnings alone do not stop it.
pub fn compile(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    checks: &Checks,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    let before = diagnostics.len();
    let (document, reads) = pages(base, profile, source, checks, diagnostics);
    if diagnostics[before..].iter().any(Diagnostic::is_error) {
        return None;
    }
    Some(Compiled { document: document?, reads })
}

/// Pages to look at while one writes, and paths of what Typst read: there also where the checks found something wrong, as far as they
/// can be set.
pub fn preview(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    checks: &Checks,
    diagnostics: &mut Diagnostics,
) -> (Option<PagedDocument>, BTreeSet<String>) {
    pages(base, profile, source, checks, diagnostics)
}

fn pages(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    checks: &Checks,
    diagnostics: &mut Diagnostics,
) -> (Option<PagedDocument>, BTreeSet<String>) {
    let world = base.world(profile, source);
    let mapper = Mapper { base, world: &world, source, piece: checks.piece };
    let warned = typst::compile::<PagedDocument>(&world);
    let mut problems: Vec<Diagnostic> = warned.warnings.iter().map(|warning| mapper.diagnostic(warning)).collect();
    let document = match warned.output {
        Ok(document) => Some(document),
        Err(errors) => {
            let undecoded = |error: &&SourceDiagnostic| error.message.starts_with("failed to decode image");
            let broken = if errors.iter().any(|error| undecoded(&error)) { drawings::broken(&mapper) } else { vec![] };
            let others = errors.iter().filter(|error| broken.is_empty() || !undecoded(error));
            problems.extend(others.map(|error| mapper.diagnostic(error)));
            problems.extend(broken);
            None
        }
    };
    if let Some(document) = &document {
        slots::check(document, checks, profile.kind, &mapper, &mut problems);
        let before = problems.len();
        findings::check(document, checks, &mapper, &mut problems);
        // A draft sets all of what is too much, as small as it takes: that is told.
        let is_overfull = |problem: &Diagnostic| problem.message.is(Code::Overfull);
        if profile.kind != ProfileKind::Draft || !problems.iter().any(is_overfull) {
            legible::check(document, checks, &mapper, &mut problems);
        }
        // A draft shows what is wrong or too small, as it shows what is too much.
        if profile.kind == ProfileKind::Draft {
            problems[before..].iter_mut().for_each(|found| found.severity = Severity::Warning);
        }
        drawings::check(document, profile, checks, &mapper, &mut problems);
        // Without its font all text is lost: that has been said.
        if !problems.iter().any(|problem| problem.message.is(Code::FontFamily)) {
            let is_error = profile.kind == ProfileKind::Print;
            let before = problems.len();
            frames::check(document, checks, &mapper, is_error, &mut problems);
            // A draft is made to be looked at: a letter that no face has stands there as a box.
            if profile.kind == ProfileKind::Draft {
                let is_glyph =
                    |found: &&mut Diagnostic| matches!(found.message.code(), Some(Code::NoGlyph | Code::ForeignFont));
                problems[before..].iter_mut().filter(is_glyph).for_each(|found| found.severity = Severity::Warning);
            }
            audit::check(document, checks, &mapper, is_error, &mut problems);
            // The watermark of a draft lies over everything.
            // What is too much for its place is told already.
            if profile.kind != ProfileKind::Draft && !problems.iter().any(is_overfull) {
                clear::check(document, checks, &mapper, &mut problems);
            }
        }
        let before = problems.len();
        check_pages(document, checks, &mut problems);
        if profile.kind == ProfileKind::Draft {
            problems[before..].iter_mut().for_each(|found| found.severity = Severity::Warning);
        }
    }
    diagnostics.extend(problems);
    (document, world.reads())
}

/// Leads what the export complained about back to the Markdown.
pub fn export_errors(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    piece: &Place,
    errors: &[SourceDiagnostic],
) -> Diagnostics {
    let world = base.world(profile, source);
    let mapper = Mapper { base, world: &world, source, piece };
    errors.iter().map(|error| mapper.diagnostic(error)).collect()
}

fn check_pages(document: &PagedDocument, checks: &Checks, problems: &mut Diagnostics) {
    let (pages, count) = (checks.format.pages, document.pages().len());
    if checks.part != "main" || (pages.min..=pages.max).contains(&count) && count % pages.multiple.max(1) == 0 {
        return;
    }
    problems.push(
        Diagnostic::error(msg!(
            "compile-pages",
            format = checks.format.id,
            pages = count,
            min = pages.min,
            max = pages.max,
            multiple = pages.multiple
        ))
        .at(checks.piece.clone())
        .hint(msg!("compile-pages-hint")),
    );
}

/// Leads spans of generated Typst back to what somebody typed.
pub(crate) struct Mapper<'a> {
    base: &'a Base,
    world: &'a JobWorld<'a>,
    source: &'a TypstSource,
    piece: &'a Place,
}

impl<'a> Mapper<'a> {
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
    fn markdown_at(&self, range: Range<usize>) -> Option<Place> {
        let placed = self.source.placed.iter().any(|p| p.start <= range.start && range.start < p.end);
        placed.then(|| self.source.map.lookup(range).cloned()).flatten()
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
