//! No word is lost without a message: what became of each word of a text.
//!
//! A word is on the page (the source map of the markup covers it), is syntax or was told of (the converter says so as it goes), or
//! else is reported here. One pass over the text, whatever was met on the way.

use std::ops::Range;

use crate::markup::choose::Scope;
use crate::markup::doc::{self, Doc};

/// The words of a text that are neither in its tree nor in what is `known`, each range with the innermost part that it stands in.
pub(super) fn check(doc: &Doc, mut known: Vec<Range<usize>>, scopes: &[Scope]) -> Vec<(Range<usize>, usize)> {
    doc.walk(&mut |node| known.extend(doc::ranges(node)));
    // Parts follow one another as they begin.
    let part = |at: usize| scopes.iter().rposition(|scope| scope.range.contains(&at)).unwrap_or(0);
    lost(doc.places.rendered(), known).into_iter().map(|range| (range.clone(), part(range.start))).collect()
}

/// The ranges of words that no range covers, those of one line together. `known` may be in any order and overlap.
fn lost(text: &str, mut known: Vec<Range<usize>>) -> Vec<Range<usize>> {
    known.retain(|range| !range.is_empty());
    known.sort_by_key(|range| range.start);
    let mut known = known.into_iter().peekable();
    // How far the ranges seen so far reach.
    let mut reach = 0;
    let mut lost: Vec<Range<usize>> = vec![];
    for word in words(text) {
        while let Some(range) = known.next_if(|range| range.start <= word.start) {
            reach = reach.max(range.end);
        }
        // A range that begins inside of a word covers its rest: what combines is set in one piece with what it combines with.
        let inside = known.peek().is_some_and(|range| range.start < word.end);
        if reach > word.start || inside {
            continue;
        }
        match lost.last_mut() {
            Some(last) if !text[last.end..word.start].contains('\n') => last.end = word.end,
            _ => lost.push(word),
        }
    }
    lost
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while chars.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric()) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_nothing_covers_are_lost() {
        let text = "một hai\nba, bốn\n";
        let at = |word: &str| text.find(word).map_or(0..0, |i| i..i + word.len());
        let found = |known| lost(text, known).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found(vec![]), ["một hai", "ba, bốn"]);
        assert_eq!(found(std::iter::once(0..text.len()).collect()), [""; 0]);
        assert_eq!(found(vec![at("bốn"), at("một")]), ["hai", "ba"]);
        assert_eq!(found(vec![at("hai"), 0..2, 3..3]), ["ba, bốn"]);
    }
}
