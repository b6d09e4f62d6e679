//! Stage 3: Markdown → Typst markup with a source map.
//!
//! ```text
//! Rendered ─ blocks ─▶ parts ─ pulldown-cmark ─▶ events ─ convert ─▶ frames of blocks
//!                                                          inlines ─▶ one run of tokens a paragraph ─▶ markup
//! ```
//!
//! - `meant` puts right beforehand what offices type otherwise than Markdown wants it; `pasted` knows what Word and Excel leave in a
//!   text, `levels` the levels of lists by their signs.
//! - `blocks` splits off `:::` blocks, which the Markdown parser knows nothing of; `parts` makes parts of them, each of its kind
//!   (`content::kinds`, `contact`, `qr`).
//! - `convert` walks the parser's events with a stack of its own: no input can overflow the program's. `anchors` has found
//!   what links within the text lead to; `notes` puts the footnotes where they are referred to; `html` understands a few tags.
//! - `inlines` gathers a paragraph, corrects it (`vietnamese`, `figures`, which share `numbers`) and sets it (`runs`, `escape`,
//!   `images`).
//! - `header` looks at figures in texts of front matter, which are no Markdown.
//! - `account` looks afterwards whether a word was lost; `budget` tells what Typst would make dear.
//!
//! `desk` is what all of them share, with `places` for where a text comes from; `out` and `source_map` take down what is made. What a
//! text costs grows with its length: `work` counts it, `cost` holds it.
//!
//! Whatever a piece holds, the markup holds only the functions that are written here; text is escaped.

use crate::content::words::Named;
use crate::content::{Facts, Quotes, Rendered, vouched};
use crate::diag::{self, Diagnostics, Place};
use crate::pictures::Images;

mod account;
mod anchors;
mod blocks;
mod budget;
mod contact;
mod convert;
mod desk;
mod english;
pub mod escape;
mod figures;
mod header;
mod html;
mod images;
mod inlines;
mod levels;
mod meant;
mod notes;
mod numbers;
mod out;
mod parts;
mod pasted;
mod places;
mod qr;
mod runs;
mod source_map;
mod vietnamese;
pub(crate) mod work;

#[cfg(test)]
mod cost;
#[cfg(test)]
mod tests;

pub use source_map::SourceMap;

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

/// What a conversion knows beside the text.
pub struct ConvertContext<'a> {
    /// The format that the text is for, by id.
    pub format: &'a str,
    /// The audience that it is for.
    pub audience: &'a str,
    /// All formats, to find misspelt names in `formats=`; empty: names are not checked.
    pub formats: &'a [&'a str],
    /// All audiences, to find misspelt names in `audiences=`; empty: names are not checked.
    pub audiences: &'a [&'a str],
    /// The kinds of blocks that the format sets; empty: it shows no body, and blocks are left out without a word.
    pub blocks: &'a [String],
    /// The figures that the piece can name.
    pub facts: &'a Facts<'a>,
    /// The issuer as `contact` blocks name it: `name`, `short`, `address`, `phone`, `email`, `url`; empty: they say what they say.
    pub issuer: &'a Named,
    /// The year of the campaign.
    pub year: i32,
    /// Language of the text (`vi`, `en`), for the titles of alerts.
    pub lang: &'a str,
    /// Goes before the ids of headings: two texts of one document may use the same.
    pub anchors: &'a str,
    /// House style of quotes.
    pub quotes: Quotes,
    /// Bare figures are errors.
    pub print: bool,
    /// The folder of the piece, from the workspace root: `content/kh-116/nong-dan`.
    pub dir: &'a str,
    /// Looks at pictures.
    pub images: &'a dyn Images,
}

/// Converts Markdown. None if an error was found; everything found is in `diags`.
pub fn convert(rendered: &Rendered, ctx: &ConvertContext, diags: &mut Diagnostics) -> Option<Markup> {
    let place = || places::Places::new(rendered).get(work::current()..work::current());
    diag::within(place, || convert::convert(rendered, ctx, diags))
}

/// What the setting of a plain text knows beside it.
#[derive(Debug, Clone, Copy)]
pub struct InlineContext<'a> {
    /// House style of quotes.
    pub quotes: Quotes,
    /// Language of the text.
    pub lang: &'a str,
    /// Bare figures are errors.
    pub print: bool,
    /// The facts that its figures come from; `None` for a text that only names, such as an author.
    pub facts: Option<&'a Facts<'a>>,
}

/// Sets a plain text, such as a title of front matter: no Markdown but `[30]{.nofact}`, a line end is a line break. What is found is in
/// `diags`.
pub fn inline(text: &str, place: &Place, ctx: &InlineContext, diags: &mut Diagnostics) -> Markup {
    let chars = vouched::chars(text.trim_matches(escape::is_fold));
    if let Some(facts) = ctx.facts {
        diag::within(|| Some(place.clone()), || header::bare_figures(&chars, place, facts, ctx, diags));
    }
    let out = diag::within(|| Some(place.clone()), || inlines::set_plain(&chars, ctx.quotes));
    let mut map = SourceMap::default();
    for (range, _) in out.map {
        map.push(range, place.clone());
    }
    Markup { text: out.text, map, reads: vec![] }
}
