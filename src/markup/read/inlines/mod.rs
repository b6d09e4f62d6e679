//! The text of one paragraph, heading or cell: gathered as a flat run of tokens (`tokens`), corrected, then made into `nodes`.
//!
//! Working on the whole run lets emphasis be looked through: a figure in bold next to its unit, an opening quote before
//! a link. Marks are kept on a stack of their own, so that nothing recurses.
//!
//! `marks` are those that Markdown left as text, `addresses` those of the web; `pictures` and `quotes` are put right too.

use pictures::placed;
use tokens::{Kind, MAX_MARKS, Origin, Token};

use super::budget;
use super::desk::Desk;
use crate::content::Quotes;
use crate::markup::doc::Inline;
use crate::markup::languages::vietnamese;
use crate::markup::write::escape;
use crate::markup::write::runs;
use crate::msg;

mod addresses;
mod marks;
mod nodes;
mod pictures;
mod quotes;
mod tokens;

pub(super) use tokens::{Inlines, Mark, Picture};

/// Plain text with breaks at its line ends.
pub(in crate::markup) fn plain(text: &[(char, bool)], quotes: Quotes) -> Vec<Inline> {
    let mut inlines = Inlines::default();
    for (i, line) in text.split(|(c, _)| matches!(c, '\n' | '\u{F00A}')).enumerate() {
        if i > 0 {
            inlines.hard_break(0);
        }
        let line: String = line.iter().map(|(c, _)| c).collect();
        inlines.plain(line.trim_matches(escape::is_fold), 0);
    }
    for token in &mut inlines.tokens {
        if let Kind::Char { c, .. } = &mut token.kind {
            *c = vietnamese::look_alike(*c).unwrap_or(*c);
        }
    }
    inlines.curl(quotes);
    inlines.nodes(None, &mut |_, _, _| None)
}

impl Inlines {
    /// Corrects the text, then makes nodes of it.
    pub(in crate::markup) fn finish(mut self, desk: &mut Desk) -> Vec<Inline> {
        while !self.open.is_empty() {
            let end = self.tokens.last().map_or(0, |t| t.at);
            self.close(end);
        }
        if let Some(at) = self.too_deep {
            desk.error(msg!("markup-nesting-marks", limit = MAX_MARKS), at..at + 1, None);
            return vec![];
        }
        let typed = self.tokens.iter().filter_map(|token| match token.kind {
            Kind::Char { c, .. } => Some((c, token.at)),
            _ => None,
        });
        if let Some((message, range, hint)) = budget::paragraph(typed) {
            desk.error(message, range, Some(hint));
            return vec![];
        }
        let marked =
            |token: &&Token| matches!(token.kind, Kind::Close(_) | Kind::Code(_) | Kind::Note(..) | Kind::Break);
        if let Some(token) = self.tokens.iter().filter(marked).nth(budget::MOST_MARKED) {
            let message = msg!("markup-most-marked", most = budget::MOST_MARKED);
            desk.error(message, token.at..token.at + 1, Some(msg!("markup-most-text-hint")));
            return vec![];
        }
        if self.holds.brackets {
            self.loose_pictures(desk);
            self.excuse_spans(desk);
            self.picture_attributes();
            self.undefined_footnotes(desk);
            self.braces_in_text(desk);
        }
        if self.holds.stars && !self.holds.raw {
            self.open_marks(desk);
        }
        if self.holds.angles {
            self.open_comment(desk);
        }
        if self.holds.addresses {
            self.addresses();
        }
        if self.holds.raised {
            self.raise_and_lower();
        }
        if self.holds.look_alikes {
            self.look_alikes();
        }
        self.curl(desk.ctx.quotes);
        self.break_at_fills();
        if self.marks.iter().any(|mark| matches!(mark, Mark::Picture(_))) {
            self.pictures_in_text();
        }
        let places = desk.places.clone();
        self.nodes(Some(&places), &mut |picture, alt, mistyped| placed(desk, picture, alt, mistyped))
    }

    pub(super) fn look_alikes(&mut self) {
        for token in &mut self.tokens {
            if let Kind::Char { c, typed, .. } = &mut token.kind
                && let Some(right) = vietnamese::look_alike(*c)
            {
                *typed = Some(std::mem::replace(c, right));
            }
        }
    }

    /// A line to fill in that ends a typed line ends the line on paper, too: `Họ tên: ......⏎Ngày sinh: ......`.
    fn break_at_fills(&mut self) {
        let is_sign = |token: &Token| matches!(token.kind, Kind::Char { c: '.' | '_' | '…', .. });
        for i in 1..self.tokens.len() {
            let is_soft = matches!(self.tokens[i].kind, Kind::Char { c: ' ', origin: Origin::Literal, .. });
            let beside = |at: usize| self.tokens.get(at).is_some_and(is_sign);
            if !is_soft || !(beside(i - 1) || beside(i + 1)) {
                continue;
            }
            let letter = |token: &Token| match token.kind {
                Kind::Char { c, .. } => c,
                _ => '\n',
            };
            if runs::begins_with_fill(self.tokens[i + 1..].iter().map(letter))
                || runs::begins_with_fill(self.tokens[..i].iter().rev().map(letter))
            {
                self.tokens[i].kind = Kind::Break;
            }
        }
    }
}
