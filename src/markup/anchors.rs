//! What links within a text lead to: ids that were typed, those that headings have by themselves, and those of `<a>` tags.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::convert::Converter;
use super::escape;
use crate::diag::{Code, did_you_mean};
use crate::msg;
use crate::pictures::percent_decode;

/// The targets of a text and the links to them.
#[derive(Default)]
pub(super) struct Anchors {
    ids: BTreeSet<String>,
    /// Headings by the id that each has by itself, with how many had the same before.
    slugs: BTreeMap<String, usize>,
    links: Vec<(String, Range<usize>)>,
    /// Ids of tags before a text that is not begun.
    waiting: Vec<String>,
    /// The text links within itself at all: else headings need no ids.
    used: bool,
}

impl Anchors {
    pub(super) fn new(text: &str) -> Self {
        Self { used: are_used(text), ..Self::default() }
    }
}

/// Whether a text may link within itself.
fn are_used(text: &str) -> bool {
    let leads_within =
        |(at, sign): (usize, &str)| text[at + sign.len()..].trim_start_matches([' ', '\t', '\n', '<']).starts_with('#');
    text.match_indices("](").chain(text.match_indices("]:")).any(leads_within)
}

/// The id of a heading as GitHub makes it: small letters and digits, hyphens for blanks.
fn slug(text: &str) -> String {
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

impl Converter<'_> {
    /// A place to link to: nothing to see.
    pub(super) fn anchor(&self, id: &str) -> String {
        format!("#metadata(none)#label({})", escape::literal(&format!("{}{id}", self.desk.ctx.anchors)))
    }

    /// The target of a link, looked for on the pages: a format may leave the heading out or show it twice.
    pub(super) fn link_to(&mut self, id: &str, at: Range<usize>) -> String {
        let id = named(id);
        self.anchors.links.push((id.clone(), at));
        escape::literal(&format!("{}{id}", self.desk.ctx.anchors))
    }

    /// The ids of a heading: the one that was typed, and the one that it has by itself if that may be linked to.
    pub(super) fn heading_ids(&mut self, typed: Option<String>, said: &str, range: &Range<usize>) -> Vec<String> {
        let mut ids = vec![];
        if let Some(id) = typed {
            let valid = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
            if !valid || id.ends_with(['.', ':']) {
                let hint = msg!("markup-heading-id-hint");
                self.desk.loose(msg!("markup-heading-id", id = id), range.clone(), Some(hint));
            } else {
                let id: String = id.nfc().collect();
                if self.anchors.ids.insert(id.clone()) {
                    ids.push(id);
                } else {
                    self.desk.loose(msg!("markup-heading-id-twice", id = id), range.clone(), None);
                }
            }
        }
        if self.anchors.used {
            let slug = slug(said);
            let before = self.anchors.slugs.entry(slug.clone()).or_default();
            let own = if *before == 0 { slug } else { format!("{slug}-{before}") };
            *before += 1;
            // What stands before and behind the words, such as a sign that is no letter, leaves hyphens that many forget.
            let bare = own.trim_matches('-').to_string();
            for id in [own, bare] {
                if !id.is_empty() && self.anchors.ids.insert(id.clone()) {
                    ids.push(id);
                }
            }
        }
        ids
    }

    /// `<a id="x">`, `<a name="x">`: a place in the text under way, or in what comes next.
    pub(super) fn tag_anchor(&mut self, id: &str, at: usize) {
        let id: String = id.nfc().collect();
        if !self.anchors.ids.insert(id.clone()) {
            return;
        }
        if self.inlines().is_empty() {
            self.anchors.waiting.push(id);
        } else {
            let code = self.anchor(&id);
            self.inlines().place(code, at);
        }
    }

    /// What stands before the next text.
    pub(super) fn waiting_anchors(&mut self) -> String {
        std::mem::take(&mut self.anchors.waiting).iter().map(|id| self.anchor(id)).collect()
    }

    /// Reports the links that lead nowhere.
    pub(super) fn check_links(&mut self) {
        for (id, at) in std::mem::take(&mut self.anchors.links) {
            if self.anchors.ids.contains(&id) {
                continue;
            }
            let known = self.anchors.ids.iter().map(String::as_str);
            let hint = did_you_mean(&id, known.filter(|_| !self.desk.is_counting(Code::LinkAnchor)));
            let hint = match hint {
                Some(name) => msg!("markup-did-you-mean", name = format!("#{name}")),
                None => msg!("markup-link-anchor-hint", id = id),
            };
            self.desk.loose(msg!(Code::LinkAnchor, id = id), at, Some(hint));
        }
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
