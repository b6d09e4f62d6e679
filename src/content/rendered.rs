//! Markdown after Tera, with the origin of each line.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::SourceFile;

/// Where a line of rendered Markdown was typed.
#[derive(Debug, Clone)]
pub struct LineOrigin {
    /// The piece or an include.
    pub file: Arc<SourceFile>,
    /// Line in that file, from 0.
    pub line: usize,
}

/// Markdown after Tera. `lines[i]` belongs to line i of `text`; values in `text` are carried (see [`crate::carry`]).
#[derive(Debug, Clone)]
pub struct Rendered {
    /// The Markdown, without line marks.
    pub text: String,
    /// One origin a line.
    pub lines: Vec<LineOrigin>,
    /// What came out of holes, in order.
    pub holes: Vec<(Range<usize>, Hole)>,
}

/// What a hole of a template asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// A fact, by the id that the text gives it.
    Fact(String),
    /// Anything else, by its name: `audience.plural`.
    Value(String),
}

impl Rendered {
    /// A text that stands word for word in `file` from byte `start`: no template was run.
    pub fn verbatim(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        let first = file.text[..range.start].matches('\n').count();
        let text = file.text[range].to_string();
        let lines = (0..text.split('\n').count()).map(|i| LineOrigin { file: file.clone(), line: first + i }).collect();
        Self { text, lines, holes: vec![] }
    }
}
