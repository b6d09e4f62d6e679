//! From a byte of generated Typst to the Markdown that it came from.

use std::ops::Range;

use crate::diag::Place;

/// Generated ranges with their origin, in order of their start, not overlapping.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    entries: Vec<(Range<usize>, Place)>,
}

impl SourceMap {
    /// Records that `range` of the generated text came from `place`. Ranges are pushed in order.
    pub fn push(&mut self, range: Range<usize>, place: Place) {
        self.entries.push((range, place));
    }

    /// The origin of a generated range: the entry that holds its start, else the last one before it.
    pub fn lookup(&self, range: Range<usize>) -> Option<&Place> {
        let next = self.entries.partition_point(|(generated, _)| generated.start <= range.start);
        let (_, place) = self.entries.get(next.checked_sub(1)?)?;
        Some(place)
    }

    /// All entries, in order.
    pub fn entries(&self) -> &[(Range<usize>, Place)] {
        &self.entries
    }

    /// Appends another map whose generated text begins at byte `offset` of this one's.
    pub fn append(&mut self, other: &SourceMap, offset: usize) {
        let moved = other.entries.iter().map(|(r, place)| (r.start + offset..r.end + offset, place.clone()));
        self.entries.extend(moved);
    }
}
