//! A text as it was typed, and where each of its bytes stands in its file.

use std::ops::Range;
use std::sync::Arc;

use crate::content::Spanned;
use crate::diag::{Place, SourceFile};

/// A template as it was typed, with the way from its bytes to those of its file.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) file: Arc<SourceFile>,
    /// Where the text goes on with bytes of the file: (byte of the text, byte of the file).
    pub(super) steps: Vec<(usize, usize)>,
    /// For a field whose bytes are not those of the file (YAML escapes): the field as a whole.
    pub(super) whole: Option<Range<usize>>,
}

impl Typed {
    /// A stretch of a file, word for word.
    pub(super) fn range(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        let text = file.text[range.clone()].to_string();
        Self { text, file: file.clone(), steps: vec![(0, range.start)], whole: None }
    }

    /// A field of the front matter: exact where its lines stand in the file as they are.
    pub(super) fn field(file: &Arc<SourceFile>, field: &Spanned<String>) -> Self {
        let mut typed = Self { text: field.value.clone(), file: file.clone(), steps: vec![], whole: None };
        let mut from = field.range.start;
        let mut at = 0;
        for line in field.value.split('\n') {
            match file.text[from..field.range.end.max(from)].find(line) {
                Some(found) => {
                    typed.steps.push((at, from + found));
                    from += found + line.len();
                }
                None => typed.whole = Some(field.range.clone()),
            }
            at += line.len() + 1;
        }
        typed
    }

    /// The quotes that a string in it may have: a value of the header may stand in double ones itself.
    pub(super) fn quote(&self) -> char {
        let start = self.steps.first().map_or(0, |(_, at)| *at);
        let is_quoted = match &self.whole {
            Some(whole) => self.file.text[whole.clone()].starts_with('"'),
            None => self.file.text[..start].ends_with('"'),
        };
        if is_quoted { '\'' } else { '"' }
    }

    /// Line of the file that the text begins in, from 0.
    pub(super) fn first_line(&self) -> usize {
        self.file.text[..self.byte(0)].matches('\n').count()
    }

    pub(super) fn byte(&self, at: usize) -> usize {
        let next = self.steps.partition_point(|(start, _)| *start <= at);
        let (start, origin) = self.steps.get(next.saturating_sub(1)).copied().unwrap_or((0, 0));
        self.file.text.floor_char_boundary((origin + at.saturating_sub(start)).min(self.file.text.len()))
    }

    /// The place of a range of the text.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        if let Some(whole) = &self.whole {
            return Place::new(&self.file, whole.clone());
        }
        let start = self.byte(range.start);
        Place::new(&self.file, start..self.byte(range.end).max(start))
    }

    /// The first line, for what concerns the text as a whole.
    pub(super) fn start(&self) -> Place {
        let visible = self.text.len() - self.text.trim_start().len();
        let end = self.text[visible..].find('\n').map_or(self.text.len(), |i| visible + i);
        self.place(visible..end)
    }
}
