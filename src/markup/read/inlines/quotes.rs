//! Quotes as they are printed.

use super::tokens::{Inlines, Kind, Origin, Token};
use crate::content::Quotes;
use crate::markup::languages::vietnamese;

impl Inlines {
    pub(super) fn curl(&mut self, quotes: Quotes) {
        if quotes == Quotes::Keep || !self.holds.quotes {
            return;
        }
        let mut before = None;
        let mut marked = None;
        // Where a double quote is open: single ones in it are quotes too.
        let mut open = false;
        let mut single = false;
        let next = |tokens: &[Token], i: usize| {
            tokens[i + 1..].iter().find_map(|t| match t.kind {
                Kind::Char { c, .. } => Some(c),
                Kind::Break => Some(' '),
                _ => None,
            })
        };
        for i in 0..self.tokens.len() {
            match self.tokens[i].kind {
                Kind::Char { c: '"', origin: Origin::Typed | Origin::Carried, excused, typed } => {
                    let closed = matches!(self.tokens.get(i + 1).map(|t| t.kind), Some(Kind::Close(_)));
                    // A mark that begins or ends here says which one it is, whatever stands beyond it.
                    let c = match (marked, closed) {
                        (Some(true), false) => '“',
                        (Some(true) | None, true) if before.is_some_and(|c: char| !c.is_whitespace()) && open => '”',
                        _ => vietnamese::curly(before, next(&self.tokens, i)),
                    };
                    self.tokens[i].kind = Kind::Char { c, origin: Origin::Literal, excused, typed };
                    open = c == '“';
                    single = false;
                    before = Some(c);
                }
                Kind::Char { c: '\'', origin: Origin::Typed | Origin::Carried, excused, typed } if open => {
                    let after = next(&self.tokens, i);
                    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    let c = if !single && !word(before) && after.is_some_and(|c| !c.is_whitespace()) && self.closes(i) {
                        single = true;
                        '‘'
                    } else if single && !word(after) {
                        single = false;
                        '’'
                    } else {
                        '\''
                    };
                    self.tokens[i].kind = Kind::Char { c, origin: Origin::Literal, excused, typed };
                    before = Some(c);
                }
                Kind::Char { c, .. } => {
                    open = match c {
                        '“' => true,
                        '”' => false,
                        _ => open,
                    };
                    before = Some(c);
                }
                Kind::Break => before = None,
                Kind::Code(_) | Kind::Note(..) => before = Some('x'),
                _ => {}
            }
            marked = match self.tokens[i].kind {
                Kind::Open(_) => Some(true),
                Kind::Gone | Kind::Place(_) => marked,
                _ => None,
            };
        }
    }

    /// Whether the single quote at token `at` is closed by another before the double one that it stands in.
    fn closes(&self, at: usize) -> bool {
        let chars = self.tokens[at + 1..].iter().filter_map(|t| match t.kind {
            Kind::Char { c, .. } => Some(c),
            _ => None,
        });
        let mut quote = false;
        for c in chars.take(400) {
            if quote && !c.is_alphanumeric() {
                return true;
            }
            match c {
                '"' | '”' | '“' => return false,
                _ => quote = c == '\'',
            }
        }
        quote
    }
}
