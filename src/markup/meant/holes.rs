//! Where what came out of holes of the template has gone to, in a text that was put right.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::content::{Hole, Rendered};
use crate::markup::work;

/// Where what came out of holes has gone to.
pub(super) struct Filled<'a> {
    pub(super) rendered: &'a Rendered,
    /// Of each line that has some: where it begins, and the first of them that is not found.
    pub(super) lines: BTreeMap<usize, (usize, usize)>,
}

impl<'a> Filled<'a> {
    pub(super) fn new(rendered: &'a Rendered) -> Self {
        let mut lines = BTreeMap::new();
        let mut holes = rendered.holes.iter().enumerate().peekable();
        let mut start = 0;
        for (n, line) in rendered.text.split_inclusive('\n').enumerate() {
            let end = start + line.len();
            while let Some((hole, _)) = holes.next_if(|(_, (range, _))| range.start < end) {
                lines.entry(n).or_insert((start, hole));
            }
            start = end;
        }
        Self { rendered, lines }
    }

    /// Takes down where in a line, put at `start`, those of line `origin` stand.
    pub(super) fn find(&mut self, origin: usize, line: &str, start: usize, found: &mut Vec<(Range<usize>, Hole)>) {
        let Some((begin, next)) = self.lines.get_mut(&origin) else { return };
        let text = &self.rendered.text[*begin..];
        let text = text.split('\n').next().unwrap_or(text);
        let mut from = 0;
        while let Some((range, hole)) =
            self.rendered.holes.get(*next).filter(|(range, _)| range.start < *begin + text.len())
        {
            let value = &self.rendered.text[range.clone()];
            work::step(value.len());
            // What begins or ends a line is put right; the rest stands as far from one of its ends as before.
            let (before, behind) = (range.start - *begin, (*begin + text.len()).saturating_sub(range.end));
            let places = [Some(before), line.len().checked_sub(behind + value.len())];
            let is_here = |at: &usize| *at >= from && line.get(*at..at + value.len()) == Some(value);
            let at = places.into_iter().flatten().find(is_here);
            let Some(at) = at.or_else(|| Some(from + line.get(from..)?.find(value)?)) else { return };
            from = at + value.len();
            found.push((start + at..start + from, hole.clone()));
            *next += 1;
        }
    }
}
