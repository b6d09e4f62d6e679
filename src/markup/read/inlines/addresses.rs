//! Addresses of the web in a sentence: each is a link.

use super::tokens::{Inlines, Kind, Mark, Token};
use crate::markup::doc::Target;

impl Inlines {
    /// `https://…` in a text is a link.
    pub(super) fn addresses(&mut self) {
        let mut tokens = Vec::with_capacity(self.tokens.len() + 2);
        let mut linked = 0usize;
        let mut i = 0;
        while i < self.tokens.len() {
            match self.tokens[i].kind {
                Kind::Open(mark) if self.is_closed(mark) => linked += 1,
                Kind::Close(mark) if self.is_closed(mark) => linked = linked.saturating_sub(1),
                _ => {}
            }
            let length = if linked == 0 { self.address(i) } else { 0 };
            if length == 0 {
                tokens.push(self.tokens[i]);
                i += 1;
                continue;
            }
            let run = &self.tokens[i..i + length];
            let url: String =
                run.iter().filter_map(|t| if let Kind::Char { c, .. } = t.kind { Some(c) } else { None }).collect();
            let range = self.tokens[i].at..self.tokens[i + length - 1].at + 1;
            self.marks.push(Mark::Link(Target::Url(url), range));
            let mark = self.marks.len() - 1;
            tokens.push(Token { kind: Kind::Open(mark), at: self.tokens[i].at });
            tokens.extend_from_slice(&self.tokens[i..i + length]);
            tokens.push(Token { kind: Kind::Close(mark), at: self.tokens[i + length - 1].at + 1 });
            i += length;
        }
        self.tokens = tokens;
    }

    /// Whether a mark is a link or a picture: no link may stand in it.
    fn is_closed(&self, mark: usize) -> bool {
        matches!(self.marks[mark], Mark::Link(..) | Mark::Text | Mark::Picture(_))
    }

    /// The tokens of the address at token `at`, 0 if there is none.
    fn address(&self, at: usize) -> usize {
        let char = |t: &Token| match t.kind {
            Kind::Char { c, .. } => Some(c),
            _ => None,
        };
        let starts = |prefix: &str| self.tokens[at..].iter().take(prefix.len()).map(char).eq(prefix.chars().map(Some));
        let Some(prefix) = ["https://", "http://"].into_iter().find(|prefix| starts(prefix)) else { return 0 };
        if at > 0 && char(&self.tokens[at - 1]).is_some_and(char::is_alphanumeric) {
            return 0;
        }
        let rest = &self.tokens[at..];
        let mut length =
            rest.iter().take(2000).take_while(|t| char(t).is_some_and(|c| !c.is_whitespace() && c != '<')).count();
        // As on GitHub: signs at the end belong to the sentence, a bracket does unless it was opened in the address.
        let count = |length: usize, wanted: char| rest[..length].iter().filter(|t| char(t) == Some(wanted)).count();
        let (opened, mut closed) = (count(length, '('), count(length, ')'));
        while length > 0 {
            match char(&rest[length - 1]) {
                Some(
                    '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '*' | '_' | '~' | '”' | '’' | '…' | ']' | '}',
                ) => length -= 1,
                Some(')') if closed > opened => {
                    closed -= 1;
                    length -= 1;
                }
                _ => break,
            }
        }
        if length > prefix.len() { length } else { 0 }
    }
}
