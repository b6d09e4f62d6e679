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
}
