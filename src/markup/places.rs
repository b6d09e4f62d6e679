//! Where the ranges of a rendered text were typed, each in logarithmic time: a long piece has many leaves.

use std::ops::Range;
use std::sync::Arc;

use super::work;
use crate::content::{Hole, Rendered};
use crate::diag::{Place, SourceFile};

/// A longer line is not looked through for each of its messages.
const MOST_SEARCHED: usize = 4000;

/// The lines of a rendered text and of the files that they come from, looked up once.
#[derive(Debug)]
pub struct Places {
    rendered: Rendered,
    starts: Vec<usize>,
    /// How many bytes of each line stand as typed from its beginning, and from its end: a mark put right (`•`) or a value of a tag
    /// changes what is between.
    alike: Vec<(usize, usize)>,
    /// Of each line, the lines of its file.
    files: Vec<Arc<[usize]>>,
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect()
}

fn line_range(starts: &[usize], text: &str, line: usize) -> Range<usize> {
    let start = starts.get(line).copied().unwrap_or(text.len());
    let end = starts.get(line + 1).map_or(text.len(), |next| next - 1);
    start..end.max(start)
}

impl Places {
    pub(super) fn new(rendered: Rendered) -> Self {
        let mut known: Vec<(*const SourceFile, Arc<[usize]>)> = vec![];
        let mut files = Vec::with_capacity(rendered.lines.len());
        let starts = line_starts(&rendered.text);
        let mut alike = Vec::with_capacity(rendered.lines.len());
        for (line, origin) in rendered.lines.iter().enumerate() {
            let file = Arc::as_ptr(&origin.file);
            // Mostly the one of the line before.
            let of_file = match known.iter().rev().find(|(known, _)| *known == file) {
                Some((_, lines)) => lines.clone(),
                None => {
                    let lines: Arc<[usize]> = line_starts(&origin.file.text).into();
                    known.push((file, lines.clone()));
                    lines
                }
            };
            // Compared once: a line may be long and have many leaves.
            let typed = line_range(&of_file, &origin.file.text, origin.line);
            work::step(typed.len());
            let (made, typed) = (&rendered.text[line_range(&starts, &rendered.text, line)], &origin.file.text[typed]);
            let from_start = made.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
            let from_end = made.bytes().rev().zip(typed.bytes().rev()).take_while(|(a, b)| a == b).count();
            alike.push((from_start, from_end));
            files.push(of_file);
        }
        Self { rendered, starts, alike, files }
    }

    /// The rendered text.
    pub(super) fn rendered(&self) -> &str {
        &self.rendered.text
    }

    /// A range of the rendered text.
    pub(super) fn text(&self, range: Range<usize>) -> &str {
        self.rendered.text.get(range).unwrap_or_default()
    }

    /// The hole that a character of the text came out of, with its number.
    pub(super) fn hole(&self, at: usize) -> Option<(usize, &Hole)> {
        let n = self.rendered.holes.partition_point(|(range, _)| range.end <= at);
        self.rendered.holes.get(n).filter(|(range, _)| range.contains(&at)).map(|(_, hole)| (n, hole))
    }

    /// The file that the text begins in.
    pub(super) fn path(&self) -> &str {
        self.rendered.lines.first().map_or("", |line| line.file.path.as_str())
    }

    /// Where a range of the rendered text was typed: exact where it stands as typed, else the whole line.
    pub fn get(&self, range: Range<usize>) -> Option<Place> {
        let text = &self.rendered.text;
        let start = text.floor_char_boundary(range.start);
        let line = self.starts.partition_point(|s| *s <= start) - 1;
        let origin = self.rendered.lines.get(line).or(self.rendered.lines.last())?;
        let here = line_range(&self.starts, text, line);
        let file_starts = self.files.get(line).or(self.files.last())?;
        let typed = line_range(file_starts, &origin.file.text, origin.line);
        let typed_text = &origin.file.text[typed.clone()];
        let end = text.floor_char_boundary(range.end.clamp(start, here.end.max(start)));
        let (from_start, from_end) = self.alike.get(line).copied().unwrap_or_default();
        let range = if end - here.start <= from_start {
            typed.start + (start - here.start)..typed.start + (end - here.start)
        } else if here.end.saturating_sub(start) <= from_end {
            typed.end - (here.end - start)..typed.end - (here.end - end)
        } else {
            // Between two values of tags the same words stand as often as they were typed.
            let middle =
                typed_text.get(from_start..typed_text.len() - from_end).filter(|text| text.len() < MOST_SEARCHED);
            let found = middle.and_then(|middle| {
                let made = text.get(here.start + from_start..here.end - from_end)?;
                let words = text.get(start..end).filter(|words| words.len() > 1)?;
                let n = made.match_indices(words).position(|(at, _)| here.start + from_start + at == start)?;
                let is_same = made.matches(words).count() == middle.matches(words).count();
                middle.match_indices(words).nth(n).filter(|_| is_same).map(|(at, _)| typed.start + from_start + at)
            });
            match found {
                Some(at) => at..at + (end - start),
                None => typed.end - typed_text.trim_start().len()..typed.end,
            }
        };
        Some(Place::new(&origin.file, range))
    }
}
