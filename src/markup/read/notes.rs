//! Footnotes by their labels: their text may stand anywhere.

use std::ops::Range;

use super::budget;
use super::convert::DocReader;
use crate::msg;

impl DocReader<'_> {
    pub(super) fn note_number(&mut self, label: &str) -> usize {
        let label = label.to_lowercase();
        let next = self.labels.len();
        *self.labels.entry(label).or_insert(next)
    }

    pub(super) fn footnote_reference(&mut self, label: &str, at: Range<usize>) {
        let number = self.note_number(label);
        if self.referred.insert(number) && number == budget::MOST_NOTES {
            let message = msg!("markup-most-notes", most = budget::MOST_NOTES);
            self.desk.error(message, at.clone(), Some(msg!("markup-most-headings-hint")));
        }
        self.inlines().note(number, at);
    }
}
