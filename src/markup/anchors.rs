//! What links within a text lead to: ids that were typed, those that headings have by themselves, and those of `<a>` tags.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::convert::DocReader;
use super::doc::{Inline, Target};
use crate::msg;
use crate::pictures::percent_decode;

/// Whether a text may link within itself.
pub(super) fn are_used(text: &str) -> bool {
    let leads_within =
        |(at, sign): (usize, &str)| text[at + sign.len()..].trim_start_matches([' ', '\t', '\n', '<']).starts_with('#');
    text.match_indices("](").chain(text.match_indices("]:")).any(leads_within)
}

/// The id of a heading as GitHub makes it: small letters and digits, hyphens for blanks.
pub(super) fn slug(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .collect()
}

/// The id that a link names: typed as it stands or percent-encoded.
fn named(id: &str) -> String {
    percent_decode(id).nfc().collect()
}

impl DocReader<'_> {
    /// The target of a link within the text.
    pub(super) fn link_to(id: &str, at: Range<usize>) -> Target {
        Target::Within(named(id), at)
    }

    /// The id of a heading, as it was typed.
    pub(super) fn heading_id(&mut self, id: Option<String>, range: &Range<usize>) -> Option<String> {
        let id = id?;
        let valid = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        if !valid || id.ends_with(['.', ':']) {
            let hint = msg!("markup-heading-id-hint");
            self.desk.loose(msg!("markup-heading-id", id = id), range.clone(), Some(hint));
            return None;
        }
        Some(id.nfc().collect())
    }

    /// `<a id="x">`, `<a name="x">`: a place in the text under way, or in what comes next.
    pub(super) fn tag_anchor(&mut self, id: &str, at: usize) {
        let id: String = id.nfc().collect();
        if self.inlines().is_empty() {
            self.waiting.push(id);
        } else {
            self.inlines().place(id, at);
        }
    }

    /// What stands before the next text.
    pub(super) fn waiting_anchors(&mut self) -> Vec<Inline> {
        std::mem::take(&mut self.waiting).into_iter().map(Inline::Anchor).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_ids_that_readers_of_markdown_know() {
        assert_eq!(slug("1. Mục đích, Yêu cầu"), "1-mục-đích-yêu-cầu");
        assert_eq!(slug("Đối tượng & phạm vi"), "đối-tượng--phạm-vi");
        assert_eq!(named("m%E1%BB%A5c-a"), "mục-a");
        assert!(
            are_used("xem [a](#a)") && are_used("xem [a]( <#a>)") && are_used("[a]:\n  #a") && !are_used("xem # a")
        );
    }
}
