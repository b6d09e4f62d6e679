//! What stands beside a call of a fact that prints it already: `{{ fact(id="…") }}%` would be “80%%” on paper.

use std::ops::Range;

use super::review::Review;
use crate::diag::Message;
use crate::markup::doc::{Inline, Leaf};
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;
use crate::msg;

/// Tells of qualifiers and units that are typed beside a fact that prints them.
pub(super) fn check(nodes: &[Inline], review: &mut Review) {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (n, node) in nodes.iter().enumerate() {
        let (id, text) = match node {
            Inline::Fact { id, text } => (id, text),
            // No deeper than any program sets.
            Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => {
                check(inner, review);
                continue;
            }
            _ => continue,
        };
        let Some(fact) = review.ctx.facts.get(id) else { continue };
        let printed = squeezed(&text.iter().map(|leaf| leaf.text.as_str()).collect::<String>());
        let (qualifier, unit) = (fact.qualifier.clone(), fact.unit.clone());
        // A blank between them may be a node of its own: `**ít nhất** {{ fact(…) }}`.
        let is_told = |node: &&Inline| !matches!(node, Inline::Text(leaf) if leaf.text.trim().is_empty());
        let before = nodes[..n].iter().rev().find(is_told);
        let after = nodes[n + 1..].iter().find(is_told);
        let twice = [
            unit.filter(|unit| printed.ends_with(&squeezed(unit)))
                .and_then(|unit| Some((begins(after?, &unit)?, unit))),
            qualifier
                .filter(|qualifier| printed.starts_with(&squeezed(qualifier)))
                .and_then(|qualifier| Some((ends(before?, &qualifier)?, qualifier))),
        ];
        for (at, word) in twice.into_iter().flatten() {
            let message = msg!("markup-fact-twice", word = word, printed = printed);
            review.say(Weight::Loose, message, at, Some(msg!("markup-fact-twice-hint", word = word, id = id)));
        }
    }
}

/// The same in a text of a header.
pub(super) fn in_header(passage: &Passage) -> Vec<(Range<usize>, Message, Message)> {
    let mut found = vec![];
    for (at, facts) in &passage.facts {
        let Some(fact) = facts.first() else { continue };
        let is_blank = |c: &char| c.is_whitespace();
        let behind = &passage.chars[at + 1..];
        let start = at + 1 + behind.iter().take_while(|c| is_blank(c)).count();
        let before = passage.chars[..*at].iter().rev().take_while(|c| is_blank(c)).count();
        let unit = fact.unit.as_ref().map(|unit| (start..start + unit.chars().count(), unit));
        let stop = at - before;
        let qualifier =
            fact.qualifier.as_ref().and_then(|word| Some((stop.checked_sub(word.chars().count())?..stop, word)));
        for (range, word) in unit.into_iter().chain(qualifier) {
            let edge = |at: Option<usize>| at.and_then(|at| passage.chars.get(at)).is_some_and(|c| c.is_alphanumeric());
            let is_part = edge(range.start.checked_sub(1)) || edge(Some(range.end));
            let is_typed = passage.typed.get(range.clone()).is_some_and(|typed| typed.iter().all(|typed| *typed));
            let is_place = range.end <= *at && is_place(word, &passage.text(0..range.start));
            if is_typed && !is_part && !is_place && are_alike(&passage.text(range.clone()), word) {
                let message = msg!("markup-fact-twice", word = word, printed = fact.printed());
                found.push((range, message, msg!("markup-fact-twice-hint", word = word, id = fact.id)));
            }
        }
    }
    found
}

/// Where a text begins with a word.
fn begins(node: &Inline, word: &str) -> Option<Range<usize>> {
    let leaf = match node {
        Inline::Text(leaf) => leaf,
        Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => return begins(inner.first()?, word),
        _ => return None,
    };
    let rest = leaf.text.trim_start();
    let start = leaf.text.len() - rest.len();
    let end = rest.char_indices().nth(word.chars().count()).map_or(rest.len(), |(end, _)| end);
    let is_word = are_alike(&rest[..end], word) && !rest[end..].starts_with(char::is_alphanumeric);
    is_word.then(|| within(leaf, start..start + end))
}

/// Where a text ends with a word.
fn ends(node: &Inline, word: &str) -> Option<Range<usize>> {
    let leaf = match node {
        Inline::Text(leaf) => leaf,
        Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => return ends(inner.last()?, word),
        _ => return None,
    };
    let rest = leaf.text.trim_end();
    let start = rest.char_indices().rev().nth(word.chars().count().checked_sub(1)?)?.0;
    let is_word = are_alike(&rest[start..], word) && !rest[..start].ends_with(char::is_alphanumeric);
    let is_word = is_word && !is_place(word, &rest[..start]);
    is_word.then(|| within(leaf, start..rest.len()))
}

/// Whether a word says where something stands, and not how much it is: `ở trên`, `nêu trên`.
fn is_place(word: &str, before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    matches!(word, "trên" | "dưới")
        && matches!(last.as_str(), "ở" | "phía" | "bên" | "nêu" | "nói" | "kể" | "vừa" | "như" | "ghi" | "dẫn")
}

/// Whether two texts read the same: blanks of a text may have been kept from breaking, and a sentence begins with a capital.
fn are_alike(text: &str, word: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(char::is_whitespace, " ");
    plain(text) == plain(word)
}

fn within(leaf: &Leaf, range: Range<usize>) -> Range<usize> {
    if leaf.is_exact { leaf.at + range.start..leaf.at + range.end } else { leaf.range() }
}
