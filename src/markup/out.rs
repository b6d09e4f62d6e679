//! Markup while it is being made.

use std::ops::Range;

use super::escape;

/// Markup with the rendered ranges that its text came from, and the places where footnotes go.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub(super) text: String,
    /// Generated range, range in the rendered text.
    pub(super) map: Vec<(Range<usize>, Range<usize>)>,
    /// Position, number of the footnote.
    pub(super) notes: Vec<(usize, usize)>,
    /// An expression stands at the end, which the next text must not continue.
    guarded: bool,
}

impl Out {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.notes.is_empty()
    }

    /// Appends Typst source.
    pub(super) fn code(&mut self, code: &str) {
        self.text.push_str(code);
        self.guarded = code.ends_with([']', ')', '}', '"']);
    }

    /// Appends escaped text that came from `source`.
    pub(super) fn words(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        escape::push_markup(&mut self.text, text, self.guarded);
        if self.text.len() > start {
            self.guarded = false;
            self.map.push((start..self.text.len(), source));
        }
    }

    /// Appends a string literal that came from `source`.
    pub(super) fn literal(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        escape::push_literal(&mut self.text, text);
        self.map.push((start..self.text.len(), source));
    }

    /// Leaves room for a footnote.
    pub(super) fn note(&mut self, number: usize) {
        self.notes.push((self.text.len(), number));
        self.guarded = true;
    }

    /// Appends what was made elsewhere.
    pub(super) fn append(&mut self, other: Out) {
        let offset = self.text.len();
        self.map.extend(other.map.into_iter().map(|(r, source)| (r.start + offset..r.end + offset, source)));
        self.notes.extend(other.notes.into_iter().map(|(at, number)| (at + offset, number)));
        self.guarded = if other.text.is_empty() { self.guarded || other.guarded } else { other.guarded };
        self.text.push_str(&other.text);
    }

    /// Appends `open`, what was made elsewhere, and `close`.
    pub(super) fn wrap(&mut self, open: &str, inner: Out, close: &str) {
        self.code(open);
        self.append(inner);
        self.code(close);
    }
}
