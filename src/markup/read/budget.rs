//! What Typst makes dear is told before it is set: each limit lies far beyond what anybody reads, and at a few seconds of one core.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::diag::Message;
use crate::markup::work;
use crate::msg;

/// Marks on one letter. No writing has more than four; Typst looks for the end of a line between any two of them.
const MOST_MARKS: usize = 16;
/// Characters without a blank. Typst weighs each place in them with all before.
const MOST_RUN: usize = 3_000;
/// Characters of one paragraph.
const MOST_PARAGRAPH: usize = 100_000;
/// Bold words, links, code, notes and line breaks of one paragraph: each is laid out by itself (40,000 took 1.7 GB).
pub(super) const MOST_MARKED: usize = 5_000;
/// Footnotes of one text: where a page ends hangs on all that stand on it (2,500 took 1 GB).
pub(super) const MOST_NOTES: usize = 1_000;
/// Paragraphs, items, quotes, dividers and tables of one text: some hundred pages.
pub(super) const MOST_BLOCKS: usize = 5_000;
/// Cells of one table.
pub(super) const MOST_CELLS: usize = 10_000;
/// Headings of one text.
pub(super) const MOST_HEADINGS: usize = 2_000;

/// What is too much in a paragraph, given as characters with their offsets: what, where, what to do.
pub(super) fn paragraph(text: impl Iterator<Item = (char, usize)>) -> Option<(Message, Range<usize>, Message)> {
    let (mut marks, mut run, mut all) = (0, 0, 0);
    for (c, at) in text {
        work::step(1);
        all += 1;
        // Most text is looked at once and has no marks.
        marks = if c >= '\u{300}' && is_combining_mark(c) { marks + 1 } else { 0 };
        run = if c.is_whitespace() { 0 } else { run + 1 };
        let range = at..at + c.len_utf8();
        if marks > MOST_MARKS {
            return Some((msg!("markup-most-marks", most = MOST_MARKS), range, msg!("markup-most-marks-hint")));
        }
        if run > MOST_RUN {
            return Some((msg!("markup-most-run", most = MOST_RUN), range, msg!("markup-most-run-hint")));
        }
        if all > MOST_PARAGRAPH {
            return Some((msg!("markup-most-text", most = MOST_PARAGRAPH), range, msg!("markup-most-text-hint")));
        }
    }
    None
}
