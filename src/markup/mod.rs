//! Stage 3: Markdown → a tree → Typst markup with a source map.
//!
//! ```text
//! Rendered ─ meant ─▶ lines put right ─ read ─▶ Reading, which checks have judged ─ choose ─▶ Doc ─ write ─▶ Markup
//! ```
//!
//! - `doc` is the tree: blocks and what stands in them, each with where it was typed (`places`). A text is read once for all formats
//!   and profiles; a format [chooses](Reading::choose) what it takes of it (`choose`), and hears what is wrong with that (`remarks`).
//! - `meant` puts right beforehand what offices type otherwise than Markdown wants it; `read` makes the tree; `checks` judge it;
//!   `write` makes Typst or plain text of it, a function of the tree alone. So is the `digest` of what a text means.
//! - `citations` marks the documents that a text names. It and most checks read a paragraph as a `passage`.
//! - `languages` knows numbers and words; `contact`, how to reach an issuer.
//!
//! What a text costs grows with its length: `work` counts it, `cost` holds it.

use crate::content::{Facts, Quotes, Rendered, vouched};
use crate::diag::{self, Diagnostic, Diagnostics, Place};
use crate::pictures::Images;

pub(crate) mod checks;
mod choose;
mod citations;
mod contact;
mod digest;
pub mod doc;
mod languages;
mod meant;
mod passage;
mod places;
mod read;
mod remarks;
pub(crate) mod work;
mod write;

#[cfg(test)]
mod cost;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trees;

pub use choose::{Choice, Reading};
pub use doc::Doc;
pub use write::source_map::SourceMap;

/// Typst markup made from Markdown.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    /// Markup, valid on its own inside `[ ]`.
    pub text: String,
    /// Where each piece of it was typed.
    pub map: SourceMap,
    /// The pictures in it, as paths from the root of the workspace (`/content/…`).
    pub reads: Vec<String>,
}

/// What a reader knows beside the text: nothing of the format or the profile that it is for.
pub struct ReadContext<'a> {
    /// The audience that it is for.
    pub audience: &'a str,
    /// All formats, to find misspelt names in `formats=`; empty: names are not checked.
    pub formats: &'a [&'a str],
    /// All audiences, to find misspelt names in `audiences=`; empty: names are not checked.
    pub audiences: &'a [&'a str],
    /// The figures that the piece can name.
    pub facts: &'a Facts<'a>,
    /// The year of the campaign.
    pub year: i32,
    /// Language of the text (`vi`, `en`).
    pub lang: &'a str,
    /// House style of quotes.
    pub quotes: Quotes,
    /// The folder of the piece, from the workspace root: `content/kh-116/nong-dan`.
    pub dir: &'a str,
    /// Looks at pictures.
    pub images: &'a dyn Images,
}

/// Reads Markdown. What is wrong with it is told to whom it concerns, when it is [chosen](Reading::choose).
pub fn read(rendered: &Rendered, ctx: &ReadContext) -> Reading {
    let place = || places::Places::new(rendered.clone()).get(work::current()..work::current());
    diag::within(place, || {
        let (mut reading, known) = read::read(rendered, ctx);
        citations::mark(&mut reading.doc, ctx.facts);
        checks::all(&mut reading, known, ctx);
        reading
    })
}

impl Doc {
    /// The text as Typst markup. `anchors` goes before the ids of its headings: two texts of one document may use the same.
    pub fn markup(&self, anchors: &str) -> Markup {
        diag::within(|| self.places.get(work::current()..work::current()), || write::typst(self, anchors))
    }

    /// The text as plain text.
    pub fn plain(&self) -> String {
        write::plain::of(self)
    }

    /// What the text means: two that read the same have the same digest, wherever they stand and however they are set.
    pub fn digest(&self) -> blake3::Hash {
        digest::of(self)
    }
}

/// What the setting of a plain text knows beside it.
#[derive(Debug, Clone, Copy)]
pub struct InlineContext<'a> {
    /// House style of quotes.
    pub quotes: Quotes,
    /// Language of the text.
    pub lang: &'a str,
    /// The facts that its figures come from; `None` for a text that only names, such as an author.
    pub facts: Option<&'a Facts<'a>>,
}

/// A plain text that is set, such as a title of front matter, with what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct HeaderLine {
    /// How it is set.
    pub markup: Markup,
    told: Vec<(remarks::Weight, Diagnostic)>,
}

impl HeaderLine {
    /// Tells what is wrong with it. For a press, bare figures are errors.
    pub fn tell(&self, print: bool, diagnostics: &mut Diagnostics) {
        let told = self.told.iter();
        diagnostics
            .extend(told.map(|(weight, found)| Diagnostic { severity: weight.severity(print), ..found.clone() }));
    }
}

/// Sets a plain text: no Markdown but `[30]{.nofact}`, a line end is a line break.
pub fn inline(text: &str, place: &Place, ctx: &InlineContext) -> HeaderLine {
    let chars = vouched::chars(text.trim_matches(write::escape::is_fold));
    let judge = |facts| diag::within(|| Some(place.clone()), || checks::header::check(&chars, place, facts, ctx.lang));
    let told = ctx.facts.map(judge).unwrap_or_default();
    let out = diag::within(|| Some(place.clone()), || write::line(&read::inlines::plain(&chars, ctx.quotes)));
    let mut map = SourceMap::default();
    for (range, _) in out.map {
        map.push(range, place.clone());
    }
    HeaderLine { markup: Markup { text: out.text, map, reads: vec![] }, told }
}
