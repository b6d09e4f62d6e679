//! Stage 3: Markdown → Typst markup with a source map.

mod source_map;

pub use source_map::SourceMap;

/// Typst markup made from Markdown.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    /// Markup, valid on its own inside `[ ]`.
    pub text: String,
    /// Where each piece of it was typed.
    pub map: SourceMap,
    /// x
    pub reads: Vec<String>,
}
use crate::{content::*, diag::*};
use std::collections::BTreeMap;
/// x
pub struct ConvertContext<'a> {
    pub format: &'a str,
    pub audience: &'a str,
    pub blocks: &'a [String],
    pub facts: &'a BTreeMap<String, Fact>,
    pub source: &'a str,
    pub year: i32,
    pub quotes: Quotes,
    pub print: bool,
    pub dir: &'a str,
    pub images: &'a dyn Images,
}
/// x
pub trait Images {
    /// x
    fn check(&self, path: &str) -> Result<(), Message>;
}
/// x
pub fn convert(_: &Rendered, _: &ConvertContext, _: &mut Diagnostics) -> Option<Markup> {
    None
}
/// x
pub fn inline(_: &str, _: &Place, _: Quotes) -> Markup {
    Markup::default()
}
