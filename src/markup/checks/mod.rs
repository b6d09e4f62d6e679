//! Checks of a text: what each of them only judges. A check changes nothing of the text; it says what is wrong with it, and where.
//!
//! They look at the finished tree ([`all`]), which holds what they ask for beside the words: where each was typed, what came out of a
//! call, what somebody vouches for, a letter that was typed for another.
//!
//! - `figures`: numbers that no fact stands for. `days`: days and hours that no calendar and no clock has.
//! - `beside`: what is typed beside a fact that prints it already. `years`: facts in words of another year than their own.
//! - `documents`: what a text calls a document by hand, against the registry.
//! - `letters`: those that only look like the ones that are meant. `links`: links and codes that lead nowhere. `addresses`: those that a
//!   text spells out.
//! - `account`: words that are neither in the tree nor told of.
//! - `header`: those of them that concern a text of front matter, which is no Markdown and has no tree. `registry`: those that concern
//!   the texts of `directive.toml`.
//!
//! Most of them read a paragraph as a `passage`; figures are looked for in what is `seen` of a line; a `review` takes down what is said.
//!
//! What hangs on the choice of a format is told when it is chosen (`choose`): levels of headings, links within the text, footnotes. What
//! the reader tells as it goes is not about words: what Markdown, HTML or a `:::` block may not say, a mark that was left open, a picture
//! that is not there. The tree holds what was made of those, no sign of what they were. And a text that would be dear to set is refused
//! before a tree is made of it (`read::budget`).

use std::ops::Range;

use super::ReadContext;
use super::choose::Reading;
use super::doc::{Block, Given, Inline, Part, TreeNode, walk_inlines};
use super::work;

mod account;
mod addresses;
mod beside;
mod days;
mod documents;
mod figures;
pub(super) mod header;
mod letters;
mod links;
pub(crate) mod registry;
mod review;
mod seen;
mod years;

use review::Review;

/// Looks at all of a text that was read to its end. `known` are the ranges of it that are syntax or were told of.
pub(super) fn all(reading: &mut Reading, known: Vec<Range<usize>>, ctx: &ReadContext) {
    if !reading.is_whole {
        return;
    }
    reading.lost = account::check(&reading.doc, known, &reading.scopes);
    let Reading { doc, remarks, .. } = reading;
    let mut review = Review { ctx, remarks, within: 0 };
    review.blocks(&doc.blocks);
    for note in &doc.notes {
        review.within = note.within;
        review.blocks(&note.blocks);
    }
    years::check(doc, &mut review);
}

/// What a line is, as far as it matters to its figures.
#[derive(Debug, Clone, Copy, Default)]
struct Role {
    /// Its first number may be that of a heading.
    is_heading: bool,
    /// All its figures are fine.
    is_vouched: bool,
}

impl Review<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Text { inlines, .. } => self.line(inlines, Role::default()),
                Block::Heading(heading) => {
                    self.line(&heading.inlines, Role { is_heading: true, is_vouched: heading.is_vouched });
                }
                Block::Quote(blocks) => self.blocks(blocks),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Terms(terms) => {
                    for (term, meaning) in terms {
                        self.blocks(term);
                        self.blocks(meaning);
                    }
                }
                Block::Table { rows, .. } => {
                    let mut columns = figures::Columns::default();
                    for (cell, is_vouched) in rows.iter().flat_map(|row| columns.names(row)) {
                        self.line(cell, Role { is_heading: false, is_vouched });
                    }
                }
                Block::Code { .. } | Block::Divider => {}
                Block::Part(part) => self.part(part),
            }
        }
    }

    fn part(&mut self, part: &Part) {
        let outer = self.within;
        self.within = part.number.unwrap_or(outer);
        self.blocks(&part.blocks);
        if let Some(title) = &part.title {
            self.line(title, Role { is_heading: true, is_vouched: false });
        }
        for attribute in &part.attributes {
            if let Given::Words(words) = &attribute.value {
                self.line(words, Role::default());
            }
        }
        links::of_part(part, self);
        self.within = outer;
    }

    /// A paragraph, a heading, a cell, a title, what stands below a picture.
    fn line(&mut self, inlines: &[Inline], role: Role) {
        let mut captions: Vec<&[Inline]> = vec![];
        let (mut has_figures, mut has_addresses) = (false, false);
        walk_inlines(inlines, &mut |node| match node {
            TreeNode::Inline(Inline::Text(leaf)) => {
                work::step(leaf.text.len());
                has_figures |= leaf.text.chars().any(figures::is_figure);
                has_addresses |= leaf.text.contains("://");
            }
            TreeNode::Inline(Inline::Citation { .. }) => has_figures = true,
            TreeNode::Inline(Inline::Picture(picture)) => captions.extend(picture.caption.as_deref()),
            _ => {}
        });
        letters::check(inlines, self);
        links::check(inlines, self);
        if has_addresses {
            addresses::check(inlines, self);
        }
        if has_figures && !role.is_vouched {
            figures::check(inlines, role.is_heading, self);
            documents::check(inlines, self);
        }
        beside::check(inlines, self);
        captions.into_iter().for_each(|caption| self.line(caption, Role::default()));
    }
}
