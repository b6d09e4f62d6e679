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
mod dress;
mod findings;
pub mod fonts;
mod frames;
mod ground;
mod legible;
mod mapper;
mod slots;
mod world;

use std::collections::BTreeSet;

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;

use crate::content::{Profile, ProfileKind};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::layout::TypstSource;
use crate::msg;

pub use ground::{PlacedPicture, Spot, Word, click, cursor, locate, pictures, words};
pub use mapper::Checks;
use mapper::Mapper;
pub use slots::{FilledSlot, least_type, slots};
use world::Laid;
pub use world::{Base, JobWorld, kind_name};

/// Finished pages and the files that went into them.
#[derive(Debug)]
pub struct Compiled {
    /// The pages.
    pub document: PagedDocument,
    /// Workspace paths of what Typst read, layouts included.
    pub reads: BTreeSet<String>,
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
    let (document, reads) = lay_out(base, profile, source, checks, diagnostics);
    if diagnostics[before..].iter().any(Diagnostic::is_error) {
        return None;
    }
    Some(Compiled { document: document?, reads })
}

/// Pages, and paths of what Typst read: there also where the checks found something wrong, to be looked at while one writes, as far as they
/// can be set.
pub fn lay_out(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    checks: &Checks,
    diagnostics: &mut Diagnostics,
) -> (Option<PagedDocument>, BTreeSet<String>) {
    let world = base.world(profile, source);
    let mapper = Mapper::new(base, &world, source, checks.piece);
    let (output, warnings) = match base.laid(profile, source) {
        Some(Laid { document, warnings, reads }) => {
            world.has_read(reads);
            (Ok(dress::dress(&document, profile.kind)), warnings)
        }
        None => {
            let Warned { output, warnings } = world.set();
            let output =
                output.map(|document| if base.shares() { dress::cut(document, profile.kind) } else { document });
            (output, warnings)
        }
    };
    let mut problems: Vec<Diagnostic> = warnings.iter().map(|warning| mapper.diagnostic(warning)).collect();
    let document = match output {
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
    let mapper = Mapper::new(base, &world, source, piece);
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
