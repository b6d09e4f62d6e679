//! Marks that Markdown left as text: those that are plainly meant are set, those that would be printed are told.

use std::collections::BTreeMap;

use super::tokens::{Inlines, Kind, Mark, Origin, Token};
use crate::markup::doc::Style;
use crate::markup::read::desk::Desk;
use crate::markup::work;
use crate::msg;

impl Inlines {
    /// Takes the brackets off a heading whose `{.nofact}` the parser took for the heading's own.
    pub(in crate::markup) fn unbracket_end(&mut self) {
        let Some(close) = self.tokens.iter().rposition(|t| t.typed() == Some(']')) else { return };
        let after = &self.tokens[close + 1..];
        if !after.iter().all(|t| t.typed() == Some(' ')) {
            return;
        }
        if let Some(open) = self.tokens[..close].iter().rposition(|t| t.typed() == Some('[')) {
            self.tokens[open].kind = Kind::Gone;
            self.tokens[close].kind = Kind::Gone;
        }
    }

    /// `[30]{.nofact}`.
    pub(super) fn excuse_spans(&mut self, desk: &mut Desk) {
        let mut depth = 0usize;
        let mut brackets: Vec<(usize, usize)> = vec![];
        // Where excused spans begin, and how many end there: one may hold another.
        let mut spans: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for i in 0..self.tokens.len() {
            match self.tokens[i].kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => {
                    depth = depth.saturating_sub(1);
                    while brackets.last().is_some_and(|(_, d)| *d > depth) {
                        brackets.pop();
                    }
                }
                _ => {}
            }
            match self.tokens[i].typed() {
                Some('[') => brackets.push((i, depth)),
                Some(']') => {
                    let Some((open, d)) = brackets.pop() else { continue };
                    let Some((attributes, end)) = self.braces(i + 1) else { continue };
                    let attributes = attributes.trim();
                    let span = attributes.starts_with(['.', '#', ':']) || attributes.contains('=');
                    if d != depth || !span {
                        continue;
                    }
                    let ends = self.tokens[i].at + 1..self.tokens[end - 1].at + 1;
                    desk.known.push(ends.clone());
                    if attributes != ".nofact" {
                        let message = msg!("markup-span", attributes = attributes);
                        desk.warn(message, ends, Some(msg!("markup-span-hint")));
                        self.tokens[open].kind = Kind::Gone;
                        self.tokens[i..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
                        continue;
                    }
                    spans.entry(open).or_default().0 += 1;
                    spans.entry(i).or_default().1 += 1;
                    self.tokens[open].kind = Kind::Gone;
                    self.tokens[i..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
                }
                _ => {}
            }
        }
        let mut depth = 0;
        let mut spans = spans.into_iter().peekable();
        for (i, token) in self.tokens.iter_mut().enumerate() {
            if let Some((_, (begin, end))) = spans.next_if(|(at, _)| *at == i) {
                depth = depth + begin - end;
            }
            work::step(1);
            if let Kind::Char { excused, .. } = &mut token.kind {
                *excused |= depth > 0;
            }
        }
    }

    /// The text in `{…}` at token `at`, and the token after it.
    pub(super) fn braces(&self, at: usize) -> Option<(String, usize)> {
        if self.tokens.get(at)?.typed()? != '{' {
            return None;
        }
        let mut text = String::new();
        for (i, token) in self.tokens.iter().enumerate().skip(at + 1).take(200) {
            work::step(1);
            match token.kind {
                Kind::Char { c: '}', origin: Origin::Typed, .. } => return Some((text, i + 1)),
                Kind::Char { c, .. } => text.push(c),
                _ => return None,
            }
        }
        None
    }

    /// The token that closes the bracket at `open`, if marks between the two are closed there too.
    pub(super) fn bracket_end(&self, open: usize, opening: char, closing: char) -> Option<usize> {
        let (mut brackets, mut marks) = (0usize, 0usize);
        for (i, token) in self.tokens.iter().enumerate().skip(open).take(500) {
            match token.kind {
                Kind::Open(_) => marks += 1,
                Kind::Close(_) => marks = marks.checked_sub(1)?,
                Kind::Break | Kind::Note(..) => return None,
                _ => {}
            }
            match token.typed() {
                Some(c) if c == opening => brackets += 1,
                Some(c) if c == closing => {
                    brackets = brackets.checked_sub(1)?;
                    if brackets == 0 {
                        return (marks == 0).then_some(i);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// `{ fact(id="x") }`, `{.la}`: braces that were meant to do something and would be printed.
    pub(super) fn braces_in_text(&mut self, desk: &mut Desk) {
        for i in 0..self.tokens.len() {
            // Two of them come out of `{% raw %}` and are text.
            if self.tokens[i].typed() != Some('{') || (i > 0 && self.tokens[i - 1].typed() == Some('{')) {
                continue;
            }
            let Some((text, end)) = self.braces(i).filter(|(text, _)| !text.starts_with('{')) else { continue };
            let range = self.tokens[i].at..self.tokens[end - 1].at + 1;
            let inner = text.trim();
            let call = ["fact(", "number("].iter().any(|name| inner.starts_with(name)) && inner.ends_with(')');
            let value = ["campaign.", "piece.", "directive.", "audience."].iter().any(|name| inner.starts_with(name));
            if call || value {
                let hint = msg!("markup-brace-hint", call = format!("{{{{ {inner} }}}}"));
                desk.loose(msg!("markup-brace", call = format!("{{{text}}}")), range, Some(hint));
            } else if inner.len() > 1
                && (inner.starts_with(['.', '#', ':'])
                    && inner[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '#' | ' ')))
            {
                desk.known.push(range.clone());
                desk.warn(msg!("markup-span", attributes = inner), range, Some(msg!("markup-span-hint")));
                self.tokens[i..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
            }
        }
    }

    /// `**` that Markdown left as text. Two of them plainly enclose what was meant to be bold where they begin a word and a letter
    /// stands directly behind (`**"a"**b`), or where a blank stands inside of both (`** a **`). Others are told.
    pub(super) fn open_marks(&mut self, desk: &mut Desk) {
        let mut depth = 0usize;
        // Left open at each depth: position.
        let mut open: Vec<(usize, usize)> = vec![];
        let mut alone = vec![];
        let mut i = 0;
        while i < self.tokens.len() {
            match self.tokens[i].kind {
                Kind::Open(_) => depth += 1,
                Kind::Close(_) => {
                    depth = depth.saturating_sub(1);
                    while let Some((at, _)) = open.pop_if(|(_, d)| *d > depth) {
                        alone.push(at);
                    }
                }
                _ => {}
            }
            let run = self.tokens[i..].iter().take_while(|t| t.typed() == Some('*')).count();
            if run == 2 {
                match open.pop_if(|(at, d)| *d == depth && self.encloses(*at, i)) {
                    Some((at, _)) => {
                        self.marks.push(Mark::Look(Style::Strong));
                        let number = self.marks.len() - 1;
                        self.tokens[at].kind = Kind::Open(number);
                        self.tokens[at + 1].kind = Kind::Gone;
                        self.tokens[i].kind = Kind::Gone;
                        self.tokens[i + 1].kind = Kind::Close(number);
                    }
                    None => open.push((i, depth)),
                }
            }
            i += run.max(1);
        }
        alone.extend(open.into_iter().map(|(at, _)| at));
        // Between blanks it may be anything: `2 ** 3`.
        let beside = |i: Option<usize>| match i.and_then(|i| self.tokens.get(i)).map(|t| t.kind) {
            Some(Kind::Char { c, .. }) => !c.is_whitespace(),
            Some(Kind::Open(_) | Kind::Close(_) | Kind::Code(_)) => true,
            _ => false,
        };
        alone.retain(|at| beside(at.checked_sub(1)) || beside(Some(at + 2)));
        alone.sort_unstable();
        for at in alone {
            let range = self.tokens[at].at..self.tokens[at].at + 2;
            desk.loose(msg!("markup-mark-open"), range, Some(msg!("markup-mark-open-hint")));
        }
    }

    /// Whether the `**` at two tokens plainly enclose what stands between them.
    fn encloses(&self, from: usize, to: usize) -> bool {
        let char = |i: usize| match self.tokens.get(i).map(|t| t.kind) {
            Some(Kind::Char { c, .. }) => Some(c),
            _ => None,
        };
        if to < from + 3 {
            return false;
        }
        let blanks = [from + 2, to - 1].map(|i| char(i).is_some_and(char::is_whitespace));
        let begins = !from.checked_sub(1).and_then(char).is_some_and(char::is_alphanumeric);
        // A few characters tell: long stretches are not looked through for each mark.
        let said = (from + 2..to).take(64).any(|i| char(i).is_none_or(char::is_alphanumeric));
        said && match blanks {
            [true, true] => true,
            [false, false] => begins,
            _ => false,
        }
    }

    /// `<!--` that is never closed: in a line of text Markdown prints it.
    pub(super) fn open_comment(&self, desk: &mut Desk) {
        for four in self.tokens.windows(4) {
            if four.iter().map(Token::typed).eq("<!--".chars().map(Some)) {
                let range = four[0].at..four[3].at + 1;
                desk.error(msg!("markup-comment-open"), range, Some(msg!("markup-comment-open-hint")));
            }
        }
    }

    /// `[^1]` that is still text has no definition.
    pub(super) fn undefined_footnotes(&self, desk: &mut Desk) {
        for (i, pair) in self.tokens.windows(2).enumerate() {
            if pair[0].typed() != Some('[') || pair[1].typed() != Some('^') {
                continue;
            }
            let label: String =
                self.tokens[i + 2..].iter().take(100).map_while(|t| t.typed()).take_while(|c| *c != ']').collect();
            work::step(label.len());
            let end = i + 2 + label.chars().count();
            let closed = self.tokens.get(end).and_then(Token::typed) == Some(']');
            if closed && !label.is_empty() && !label.contains([' ', '[', '^']) {
                let range = pair[0].at..self.tokens[end].at + 1;
                let hint = msg!("markup-footnote-undefined-hint", label = label);
                desk.error(msg!("markup-footnote-undefined", label = label), range, Some(hint));
            }
        }
    }

    /// `m^2^`, `CO~2~`: inside of words, where the parser leaves them as text.
    pub(super) fn raise_and_lower(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            let marker = self.tokens[i].typed();
            i += 1;
            let Some(marker @ ('^' | '~')) = marker else { continue };
            let same = |t: Option<&Token>| t.and_then(Token::typed) == Some(marker);
            if same(self.tokens.get(i)) || (i >= 2 && same(self.tokens.get(i - 2))) {
                continue;
            }
            let length = self.tokens[i..]
                .iter()
                .take(24)
                .take_while(|t| {
                    matches!(t.kind, Kind::Char { c, .. } if !c.is_whitespace()) && t.typed() != Some(marker)
                })
                .count();
            work::step(length);
            let end = i + length;
            if length == 0 || !same(self.tokens.get(end)) || same(self.tokens.get(end + 1)) {
                continue;
            }
            self.marks.push(if marker == '^' { Mark::Look(Style::Super) } else { Mark::Look(Style::Sub) });
            self.tokens[i - 1].kind = Kind::Open(self.marks.len() - 1);
            self.tokens[end].kind = Kind::Close(self.marks.len() - 1);
            i = end + 1;
        }
    }
}
