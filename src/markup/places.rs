//! Where the ranges of a rendered text were typed, each in logarithmic time: a long piece has many leaves.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::work;
use crate::content::{LineOrigin, Rendered};
use crate::diag::{Place, SourceFile};

/// The lines of a rendered text and of the files that they come from, looked up once.
pub(super) struct Places<'a> {
    rendered: &'a Rendered,
    starts: Vec<usize>,
    /// How many bytes of each line stand as typed from its beginning, and from its end: a mark put right (`•`) or a value of a tag
    /// changes what is between.
    alike: Vec<(usize, usize)>,
    files: HashMap<*const SourceFile, Vec<usize>>,
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect()
}

fn line_range(starts: &[usize], text: &str, line: usize) -> Range<usize> {
    let start = starts.get(line).copied().unwrap_or(text.len());
    let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
    start..end.max(start)
}

impl<'a> Places<'a> {
    pub(super) fn new(rendered: &'a Rendered) -> Self {
        let mut files = HashMap::new();
        for origin in &rendered.lines {
            files.entry(Arc::as_ptr(&origin.file)).or_insert_with(|| line_starts(&origin.file.text));
        }
        let starts = line_starts(&rendered.text);
        // Compared once: a line may be long and have many leaves.
        let alike = |(line, origin): (usize, &LineOrigin)| {
            let typed = line_range(&files[&Arc::as_ptr(&origin.file)], &origin.file.text, origin.line);
            work::step(typed.len());
            let (made, typed) = (&rendered.text[line_range(&starts, &rendered.text, line)], &origin.file.text[typed]);
            let from_start = made.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
            let from_end = made.bytes().rev().zip(typed.bytes().rev()).take_while(|(a, b)| a == b).count();
            (from_start, from_end)
        };
        let alike = rendered.lines.iter().enumerate().map(alike).collect();
        Self { rendered, starts, alike, files }
    }

    /// Where a range of the rendered text was typed: exact where it stands as typed, else the whole line.
    pub(super) fn get(&self, range: Range<usize>) -> Option<Place> {
        let text = &self.rendered.text;
        let start = text.floor_char_boundary(range.start);
        let line = self.starts.partition_point(|s| *s <= start) - 1;
        let origin = self.rendered.lines.get(line).or(self.rendered.lines.last())?;
        let here = line_range(&self.starts, text, line);
        let file_starts = self.files.get(&Arc::as_ptr(&origin.file))?;
        let typed = line_range(file_starts, &origin.file.text, origin.line);
        let typed_text = &origin.file.text[typed.clone()];
        let end = text.floor_char_boundary(range.end.clamp(start, here.end.max(start)));
        let (from_start, from_end) = self.alike.get(line).copied().unwrap_or_default();
        let range = if end - here.start <= from_start {
            typed.start + (start - here.start)..typed.start + (end - here.start)
        } else if here.end.saturating_sub(start) <= from_end {
            typed.end - (here.end - start)..typed.end - (here.end - end)
        } else {
            typed.end - typed_text.trim_start().len()..typed.end
        };
        Some(Place::new(&origin.file, range))
    }
}
