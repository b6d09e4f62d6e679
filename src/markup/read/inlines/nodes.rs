//! The nodes that a line becomes.

use unicode_normalization::UnicodeNormalization;

use super::tokens::{Inlines, Kind, Mark, Origin, Picture};
use crate::content::Hole;
use crate::markup::doc;
use crate::markup::doc::Inline;
use crate::markup::doc::Leaf;
use crate::markup::places::Places;

/// What was marked otherwise may lie so much deeper.
const MOST_DEPTH: usize = 64;

impl Inlines {
    /// The nodes of a tree.
    pub(super) fn nodes(
        mut self,
        places: Option<&Places>,
        picture: &mut dyn FnMut(Picture, &str, Vec<Leaf>) -> Option<doc::Picture>,
    ) -> Vec<Inline> {
        while let Some(Kind::Break | Kind::Gone | Kind::Char { c: ' ', .. }) = self.tokens.last().map(|t| t.kind) {
            self.tokens.pop();
        }
        let mut stack: Vec<Vec<Inline>> = vec![];
        let mut nodes: Vec<Inline> = vec![];
        let mut alt: Option<(usize, String, Vec<Leaf>)> = None;
        // What the last node came out of: a hole by its number, one of which nothing is known.
        let mut last: Option<Option<usize>> = None;
        for token in self.tokens {
            if let Some((mark, text, mistyped)) = &mut alt {
                match token.kind {
                    Kind::Char { c, typed, .. } => {
                        text.push(c);
                        mistyped.extend(typed.map(|_| Leaf { typed, ..Leaf::new(c, token.at) }));
                    }
                    Kind::Break => text.push(' '),
                    Kind::Code(code) => text.push_str(&self.codes[code]),
                    Kind::Close(closed) if closed == *mark => {
                        let text: String = text.nfc().collect();
                        if let Mark::Picture(it) = &mut self.marks[closed] {
                            let made = picture(std::mem::take(it), &text, std::mem::take(mistyped));
                            nodes.extend(made.map(|made| Inline::Picture(Box::new(made))));
                        }
                        alt = None;
                    }
                    _ => {}
                }
                continue;
            }
            match token.kind {
                Kind::Gone => {}
                Kind::Char { c, origin, excused, typed } => {
                    let hole = places.and_then(|places| places.hole(token.at));
                    let from = match hole {
                        Some((n, _)) => Some(Some(n)),
                        None => (origin == Origin::Carried).then_some(None),
                    };
                    let goes_on = last == from;
                    last = from;
                    let push =
                        |leaf: &mut Leaf| leaf.is_vouched == excused && typed.is_none() && leaf.push(c, token.at);
                    let leaf = || Leaf { is_vouched: excused, typed, ..Leaf::new(c, token.at) };
                    let taken = match nodes.last_mut().filter(|_| goes_on) {
                        Some(Inline::Text(text)) if from.is_none() => push(text),
                        Some(Inline::Fact { text, .. } | Inline::Value { text, .. }) if from.is_some() => {
                            if !text.last_mut().is_some_and(push) {
                                text.push(leaf());
                            }
                            true
                        }
                        _ => false,
                    };
                    if taken {
                        continue;
                    }
                    nodes.push(match (hole, from) {
                        (Some((_, Hole::Fact(id))), _) => Inline::Fact { id: id.clone(), text: vec![leaf()] },
                        (Some((_, Hole::Value(name))), _) => Inline::Value { name: name.clone(), text: vec![leaf()] },
                        (None, Some(_)) => Inline::Value { name: String::new(), text: vec![leaf()] },
                        (None, None) => Inline::Text(leaf()),
                    });
                }
                Kind::Break => nodes.push(Inline::Break),
                Kind::Note(number, end) => nodes.push(Inline::Note { number, at: token.at..end }),
                Kind::Place(id) => nodes.push(Inline::Anchor(std::mem::take(&mut self.codes[id]))),
                Kind::Code(code) => {
                    nodes.push(Inline::Code { code: std::mem::take(&mut self.codes[code]), at: token.at });
                }
                Kind::Open(mark) if matches!(self.marks[mark], Mark::Picture(_)) => {
                    alt = Some((mark, String::new(), vec![]));
                }
                Kind::Open(_) => stack.push(std::mem::take(&mut nodes)),
                Kind::Close(mark) => {
                    let inner = std::mem::replace(&mut nodes, stack.pop().unwrap_or_default());
                    if inner.is_empty() {
                        continue;
                    }
                    let style = match &self.marks[mark] {
                        Mark::Look(style) => *style,
                        Mark::Link(to, at) => {
                            nodes.push(Inline::Link { to: to.clone(), inlines: inner, at: at.clone() });
                            continue;
                        }
                        Mark::Text | Mark::Picture(_) => {
                            nodes.extend(inner);
                            continue;
                        }
                    };
                    // No program sets what lies deeper.
                    if stack.len() < MOST_DEPTH {
                        nodes.push(Inline::Styled(style, inner));
                    } else {
                        nodes.extend(inner);
                    }
                }
            }
        }
        nodes
    }
}
