//! Markdown after Tera, with the origin of each line.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Place, SourceFile};

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
}

impl Rendered {
    /// A text that stands word for word in `file` from byte `start`: no template was run.
    pub fn verbatim(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        let first = file.text[..range.start].matches('\n').count();
        let text = file.text[range].to_string();
        let lines = (0..text.split('\n').count()).map(|i| LineOrigin { file: file.clone(), line: first + i }).collect();
        Self { text, lines }
    }

    /// The place of a byte range of `text`: exact where the line was typed as it stands, else the whole line.
    pub fn place(&self, range: Range<usize>) -> Option<Place> {
        let start = self.text.floor_char_boundary(range.start);
        let line = self.text[..start].matches('\n').count();
        let origin = self.lines.get(line).or(self.lines.last())?;
        let line_start = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
        let typed = origin.file.line_range(origin.line);
        let exact = self.text[line_start..line_end] == origin.file.text[typed.clone()];
        let range = if exact {
            typed.start + (start - line_start)..typed.start + (range.end.clamp(start, line_end) - line_start)
        } else {
            let indent = origin.file.text[typed.clone()].len() - origin.file.text[typed.clone()].trim_start().len();
            typed.start + indent..typed.end
        };
        Some(Place::new(&origin.file, range))
    }
}
