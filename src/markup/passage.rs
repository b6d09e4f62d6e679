//! A paragraph as one reads it: its characters with where they stand, the figure of a fact as one thing.

use std::ops::Range;

use super::doc::{Inline, Leaf};
use crate::carry;
use crate::content::{Fact, Facts};

/// What stands for the figure of a fact.
const FIGURE: char = '\u{FFFC}';

/// The characters of a paragraph, a cell or a text of a header.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub(super) chars: Vec<char>,
    /// Where each of them was typed.
    pub(super) at: Vec<Range<usize>>,
    /// Whether somebody typed it, and vouches for it no further.
    pub(super) typed: Vec<bool>,
    /// The facts in it, each with the character that stands for it: several where a header does not say which one it is.
    pub(super) facts: Vec<(usize, Vec<Fact>)>,
}

impl Passage {
    /// Those of a line of the tree.
    pub(super) fn of(inlines: &[Inline], facts: &Facts) -> Self {
        let mut passage = Self::default();
        passage.add(inlines, facts);
        passage
    }

    fn add(&mut self, inlines: &[Inline], facts: &Facts) {
        for inline in inlines {
            match inline {
                Inline::Text(_) | Inline::Citation { .. } => {
                    for leaf in inline.leaves() {
                        leaf.chars().for_each(|(c, at)| self.push(c, at..at + c.len_utf8(), !leaf.is_vouched));
                    }
                }
                Inline::Fact { id, text } => {
                    let at = text.first().map_or(0..0, Leaf::range);
                    if let Some(fact) = facts.get(id) {
                        self.facts.push((self.chars.len(), vec![fact.into_owned()]));
                    }
                    self.push(FIGURE, at, false);
                }
                Inline::Value { text, .. } => {
                    for (c, at) in text.iter().flat_map(Leaf::chars) {
                        self.push(c, at..at + c.len_utf8(), false);
                    }
                }
                Inline::Break => self.push('\n', 0..0, false),
                Inline::Code { at, .. } => self.push('`', *at..*at + 1, false),
                Inline::Note { .. } | Inline::Anchor(_) | Inline::Picture(_) => {}
                Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => self.add(inner, facts),
            }
        }
    }

    /// How many characters stand for something that is no plain words.
    pub(super) fn length(inline: &Inline) -> usize {
        match inline {
            Inline::Fact { .. } | Inline::Break | Inline::Code { .. } => 1,
            Inline::Note { .. } | Inline::Anchor(_) | Inline::Picture(_) => 0,
            Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => inner.iter().map(Self::length).sum(),
            Inline::Text(_) | Inline::Value { .. } | Inline::Citation { .. } => {
                inline.leaves().iter().map(|leaf| leaf.text.chars().count()).sum()
            }
        }
    }

    /// Those of a text of a header, each with whether somebody vouches for it. Places are those in the text itself.
    pub(super) fn of_header(chars: &[(char, bool)], facts: &Facts) -> Self {
        let mut passage = Self::default();
        let text: String = chars.iter().map(|(c, _)| *c).collect();
        let mut found: Vec<(Range<usize>, Vec<Fact>)> = vec![];
        if text.contains(|c| carry::carried(c).is_some()) {
            for fact in facts.asked() {
                for printed in [fact.printed(), fact.shown.clone()] {
                    let printed = carry::value(&printed);
                    for (at, _) in text.match_indices(&printed).filter(|_| !printed.is_empty()) {
                        match found.iter_mut().find(|(range, _)| *range == (at..at + printed.len())) {
                            Some((_, same)) => same.push(fact.clone().into_owned()),
                            None => found.push((at..at + printed.len(), vec![fact.clone().into_owned()])),
                        }
                    }
                }
            }
        }
        // Of two that overlap the longer one is meant.
        found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut found = found.into_iter().peekable();
        let mut at = 0;
        let mut within = 0;
        for (c, is_vouched) in chars {
            while found.next_if(|(range, _)| range.start < at.max(within)).is_some() {}
            if let Some((range, facts)) = found.next_if(|(range, _)| range.start == at) {
                within = range.end;
                passage.facts.push((passage.chars.len(), facts));
                passage.push(FIGURE, range, false);
            }
            let end = at + c.len_utf8();
            if at >= within {
                let carried = carry::carried(*c);
                let c = carried.unwrap_or(*c);
                passage.push(c, at..end, carried.is_none() && !is_vouched);
            }
            at = end;
        }
        passage
    }

    /// Those of a text that is no template.
    pub(super) fn of_text(text: &str) -> Self {
        let mut passage = Self::default();
        text.char_indices().for_each(|(at, c)| passage.push(c, at..at + c.len_utf8(), true));
        passage
    }

    fn push(&mut self, c: char, at: Range<usize>, typed: bool) {
        self.chars.push(c);
        self.at.push(at);
        self.typed.push(typed);
    }

    /// The text of a stretch.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// Where a stretch was typed.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let first = self.at.get(range.start).cloned().unwrap_or(0..0);
        let last = range.end.checked_sub(1).and_then(|last| self.at.get(last)).cloned().unwrap_or(first.clone());
        first.start..last.end.max(first.end)
    }

    /// The words that end directly before a character, the nearest first, in small letters: blanks alone part them.
    pub(super) fn words_before(&self, at: usize, most: usize) -> Vec<(String, usize)> {
        let mut words = vec![];
        let mut end = at;
        while words.len() < most {
            let blanks = self.chars[..end].iter().rev().take_while(|c| **c != '\n' && c.is_whitespace()).count();
            let last = end - blanks;
            let letters = self.chars[..last].iter().rev().take(24).take_while(|c| c.is_alphanumeric()).count();
            if letters == 0 || blanks == 0 {
                break;
            }
            end = last - letters;
            words.push((self.text(end..last).to_lowercase(), end));
        }
        words
    }
}
