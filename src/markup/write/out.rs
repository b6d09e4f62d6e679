//! Markup while it is being made.

use std::ops::Range;

use super::escape;

/// Markup with the rendered ranges that its text came from.
#[derive(Debug, Default)]
pub(in crate::markup) struct Out {
    pub(in crate::markup) text: String,
    /// Generated range, range in the rendered text.
    pub(in crate::markup) map: Vec<(Range<usize>, Range<usize>)>,
    /// An expression stands at the end, which the next text must not continue.
    guarded: bool,
}

impl Out {
    /// Appends Typst source.
    pub(in crate::markup) fn code(&mut self, code: &str) {
        self.text.push_str(code);
        self.guarded = code.ends_with([']', ')', '}', '"']);
    }

    /// Appends Typst source that came from `source`.
    pub(super) fn code_of(&mut self, code: &str, source: Range<usize>) {
        let start = self.text.len();
        self.code(code);
        self.map.push((start..self.text.len(), source));
    }

    /// What was appended last is an expression, whatever it ends with.
    pub(super) fn guard(&mut self) {
        self.guarded = true;
    }

    /// Appends escaped text that came from `source`.
    pub(in crate::markup) fn words(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        escape::push_markup(&mut self.text, text, self.guarded);
        if self.text.len() > start {
            self.guarded = false;
            self.map.push((start..self.text.len(), source));
        }
    }

    /// Appends a string literal that came from `source`.
    pub(in crate::markup) fn literal(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len();
        escape::push_literal(&mut self.text, text);
        self.map.push((start..self.text.len(), source));
    }
}
