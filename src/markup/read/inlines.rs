//! The text of one paragraph, heading or cell: gathered as a flat run of tokens, corrected, then set.
//!
//! Working on the whole run lets emphasis be looked through: a figure in bold next to its unit, an opening quote before
//! a link. Marks are kept on a stack of their own, so that nothing recurses.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::budget;
use super::desk::Desk;
use super::html::Known;
use super::images;
use crate::carry;
use crate::content::{Hole, Quotes};
use crate::markup::doc::{self, Inline, Leaf, Style, Target};
use crate::markup::languages::vietnamese;
use crate::markup::places::Places;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::markup::write::escape;
use crate::markup::write::runs;
use crate::msg;
use crate::pictures::{Found, NoPicture, path_from};

/// Marks that may stand in one another; Typst's own limits are not much higher.
const MAX_MARKS: usize = 12;
/// What was marked otherwise may lie so much deeper.
const MOST_DEPTH: usize = 64;

/// Where a character comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Typed as it stands.
    Typed,
    /// Typed behind a backslash or as an entity: means itself.
    Literal,
    /// Came from `{{ }}`.
    Carried,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Char {
        c: char,
        origin: Origin,
        excused: bool,
        /// The letter that was typed for it.
        typed: Option<char>,
    },
    Break,
    Open(usize),
    Close(usize),
    Code(usize),
    /// A reference to a footnote, and where it ends.
    Note(usize, usize),
    /// A place to link to.
    Place(usize),
    /// Was part of an attribute block.
    Gone,
}

/// A token with its offset in the rendered text.
#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    at: usize,
}

impl Token {
    /// The character typed here, if it can have a meaning.
    fn typed(&self) -> Option<char> {
        match self.kind {
            Kind::Char { c, origin: Origin::Typed, .. } => Some(c),
            _ => None,
        }
    }

    /// A blank, typed or for the end of a line.
    fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Char { c: ' ', .. })
    }
}

/// A picture as it was typed.
#[derive(Debug, Clone, Default)]
pub(in crate::markup) struct Picture {
    pub(in crate::markup) url: String,
    pub(in crate::markup) title: String,
    pub(in crate::markup) attributes: String,
    pub(in crate::markup) range: Range<usize>,
    /// It stands in a sentence.
    pub(in crate::markup) in_text: bool,
}

/// What a pair of tokens encloses.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    Look(Style),
    /// Where it leads, and where it was typed.
    Link(Target, Range<usize>),
    /// A link that leads nowhere: only its text is kept.
    Text,
    Picture(Picture),
}

/// What a paragraph holds that needs a look at each of its tokens.
#[derive(Debug, Default)]
struct Holds {
    brackets: bool,
    raised: bool,
    quotes: bool,
    stars: bool,
    angles: bool,
    /// Text of an HTML block, in which marks mean nothing.
    raw: bool,
    addresses: bool,
    look_alikes: bool,
}

/// The tokens of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Inlines {
    tokens: Vec<Token>,
    marks: Vec<Mark>,
    codes: Vec<String>,
    /// Marks not yet closed: number, whether by HTML, offset.
    open: Vec<(usize, bool, usize)>,
    /// Where the last text ended, to see a backslash between two texts.
    last_end: usize,
    /// Where marks went too deep.
    too_deep: Option<usize>,
    holds: Holds,
}

impl Inlines {
    pub(in crate::markup) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    fn push(&mut self, kind: Kind, at: usize) {
        self.tokens.push(Token { kind, at });
    }

    fn push_char(&mut self, c: char, origin: Origin, at: usize) {
        let (c, origin) = carry::carried(c).map_or((c, origin), |c| (c, Origin::Carried));
        let c = if escape::is_fold(c) { ' ' } else { c };
        match c {
            '[' | '{' => self.holds.brackets = true,
            '^' | '~' => self.holds.raised = true,
            '"' | '\'' => self.holds.quotes = true,
            '*' => self.holds.stars = true,
            '<' => self.holds.angles = true,
            '/' => self.holds.addresses = true,
            c if vietnamese::look_alike(c).is_some() => self.holds.look_alikes = true,
            _ => {}
        }
        self.push(Kind::Char { c, origin, excused: false, typed: None }, at);
    }

    /// Text from `range` of `source`, as the parser understood it.
    pub(in crate::markup) fn text(&mut self, text: &str, source: &str, range: Range<usize>) {
        if source.get(range.clone()) == Some(text) {
            let escaped = source[..range.start].ends_with('\\') && self.last_end != range.start;
            for (i, c) in text.char_indices() {
                let origin = if i == 0 && escaped { Origin::Literal } else { Origin::Typed };
                self.push_char(c, origin, range.start + i);
            }
        } else {
            for c in text.chars() {
                self.push_char(c, Origin::Literal, range.start);
            }
        }
        self.last_end = range.end;
    }

    /// Text from one place, without markup.
    pub(in crate::markup) fn plain(&mut self, text: &str, at: usize) {
        for c in text.chars() {
            self.push_char(c, Origin::Typed, at);
        }
    }

    /// Text between tags of an HTML block, each character with its place.
    pub(super) fn raw(&mut self, text: impl Iterator<Item = (char, usize)>) {
        self.holds.raw = true;
        text.for_each(|(c, at)| self.push_char(c, Origin::Typed, at));
    }

    pub(super) fn soft_break(&mut self, at: usize) {
        self.push(Kind::Char { c: ' ', origin: Origin::Literal, excused: false, typed: None }, at);
    }

    pub(super) fn hard_break(&mut self, at: usize) {
        self.push(Kind::Break, at);
    }

    pub(in crate::markup) fn code(&mut self, code: String, at: usize) {
        self.codes.push(code);
        self.push(Kind::Code(self.codes.len() - 1), at);
    }

    pub(in crate::markup) fn note(&mut self, number: usize, at: Range<usize>) {
        self.push(Kind::Note(number, at.end), at.start);
    }

    /// A place to link to.
    pub(in crate::markup) fn place(&mut self, id: String, at: usize) {
        self.codes.push(id);
        self.push(Kind::Place(self.codes.len() - 1), at);
    }

    fn open_mark(&mut self, mark: Mark, at: usize, html: bool) {
        self.marks.push(mark);
        self.open.push((self.marks.len() - 1, html, at));
        self.push(Kind::Open(self.marks.len() - 1), at);
        if self.open.len() > MAX_MARKS {
            self.too_deep.get_or_insert(at);
        }
    }

    /// Markdown opens a mark.
    pub(in crate::markup) fn open(&mut self, mark: Mark, at: usize) {
        self.open_mark(mark, at, false);
    }

    /// Markdown closes its innermost mark; tags left open inside of it end too.
    pub(in crate::markup) fn close(&mut self, at: usize) {
        while let Some((mark, html, _)) = self.open.pop() {
            self.push(Kind::Close(mark), at);
            if !html {
                break;
            }
        }
    }

    /// A tag opens a mark.
    pub(super) fn open_html(&mut self, known: Known, at: usize) {
        let mark = match known {
            Known::Underline => Mark::Look(Style::Underline),
            Known::Super => Mark::Look(Style::Super),
            Known::Sub => Mark::Look(Style::Sub),
        };
        self.open_mark(mark, at, true);
    }

    /// A tag closes a mark: false if it is not the innermost one.
    pub(super) fn close_html(&mut self, known: Known, at: usize) -> bool {
        let Some((mark, true, _)) = self.open.last().copied() else { return false };
        let same = matches!(
            (&self.marks[mark], known),
            (Mark::Look(Style::Underline), Known::Underline)
                | (Mark::Look(Style::Super), Known::Super)
                | (Mark::Look(Style::Sub), Known::Sub)
        );
        if same {
            self.open.pop();
            self.push(Kind::Close(mark), at);
        }
        same
    }

    /// Takes the brackets off a heading whose `{.nofact}` the parser took for the heading's own.
    pub(super) fn unbracket_end(&mut self) {
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

    /// Corrects the text, then makes nodes of it.
    pub(super) fn finish(mut self, desk: &mut Desk) -> Vec<Inline> {
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

    /// `[30]{.nofact}`.
    fn excuse_spans(&mut self, desk: &mut Desk) {
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
    fn braces(&self, at: usize) -> Option<(String, usize)> {
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

    /// `![alt](a file.png)`: a name with blanks is no target in Markdown, and the whole is left as text.
    fn loose_pictures(&mut self, desk: &mut Desk) {
        for start in 0..self.tokens.len() {
            let typed = |at: usize, c: char| self.tokens.get(at).and_then(Token::typed) == Some(c);
            if !typed(start, '!') || !typed(start + 1, '[') {
                continue;
            }
            let Some(close) = self.bracket_end(start + 1, '[', ']') else { continue };
            let blanks = self.tokens[close + 1..].iter().take_while(|token| token.is_blank()).count();
            let open = close + 1 + blanks;
            let Some(end) = self.bracket_end(open, '(', ')').filter(|_| typed(open, '(')) else { continue };
            let char_of = |token: &Token| if let Kind::Char { c, .. } = token.kind { Some(c) } else { None };
            let alt: String = self.tokens[start + 2..close].iter().filter_map(char_of).collect();
            // As it was typed: `_` in a name is no mark.
            let inner = desk.text.get(self.tokens[open].at + 1..self.tokens[end].at).unwrap_or_default();
            let inner = carry::plain(inner);
            let (name, title) = images::target(&inner);
            if name.is_empty() {
                continue;
            }
            let range = self.tokens[start].at..self.tokens[end].at + 1;
            let known = path_from(desk.ctx.dir, name).is_ok_and(|path| desk.ctx.images.find(&path).is_ok());
            if !known && !images::is_picture_name(name) {
                if blanks > 0 {
                    continue;
                }
                let hint = msg!("markup-image-blank-hint", alt = alt, path = name);
                desk.warn(msg!("markup-image-blank", path = name), range, Some(hint));
                continue;
            }
            let picture =
                Picture { url: name.into(), title: title.into(), attributes: String::new(), range, in_text: false };
            self.marks.push(Mark::Picture(picture));
            let mark = self.marks.len() - 1;
            self.tokens[start + 1].kind = Kind::Gone;
            self.tokens[close..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
            self.tokens[start].kind = Kind::Open(mark);
            self.tokens[end].kind = Kind::Close(mark);
        }
    }

    /// The token that closes the bracket at `open`, if marks between the two are closed there too.
    fn bracket_end(&self, open: usize, opening: char, closing: char) -> Option<usize> {
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
    fn braces_in_text(&mut self, desk: &mut Desk) {
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
    fn open_marks(&mut self, desk: &mut Desk) {
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
    fn open_comment(&self, desk: &mut Desk) {
        for four in self.tokens.windows(4) {
            if four.iter().map(Token::typed).eq("<!--".chars().map(Some)) {
                let range = four[0].at..four[3].at + 1;
                desk.error(msg!("markup-comment-open"), range, Some(msg!("markup-comment-open-hint")));
            }
        }
    }

    /// `https://…` in a text is a link.
    fn addresses(&mut self) {
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

    /// `![alt](file){width=60%}`.
    fn picture_attributes(&mut self) {
        for i in 0..self.tokens.len() {
            let Kind::Close(mark) = self.tokens[i].kind else { continue };
            if !matches!(self.marks[mark], Mark::Picture(_)) {
                continue;
            }
            // A blank or the end of a line before the brace is no other meaning.
            let blanks = self.tokens[i + 1..].iter().take_while(|token| token.is_blank()).count();
            let Some((text, end)) = self.braces(i + 1 + blanks) else { continue };
            if blanks > 0 && !images::is_attributes(&text) {
                continue;
            }
            if let Mark::Picture(picture) = &mut self.marks[mark] {
                picture.attributes = text;
                picture.range.end = self.tokens[end - 1].at + 1;
            }
            self.tokens[i + 1..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
        }
    }

    /// `[^1]` that is still text has no definition.
    fn undefined_footnotes(&self, desk: &mut Desk) {
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
    fn raise_and_lower(&mut self) {
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

    fn look_alikes(&mut self) {
        for token in &mut self.tokens {
            if let Kind::Char { c, typed, .. } = &mut token.kind
                && let Some(right) = vietnamese::look_alike(*c)
            {
                *typed = Some(std::mem::replace(c, right));
            }
        }
    }

    fn curl(&mut self, quotes: Quotes) {
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

    /// Marks the pictures that stand in a sentence: with words before or behind them on the line that was typed.
    fn pictures_in_text(&mut self) {
        let ends_line = |tokens: &mut dyn Iterator<Item = &Token>| {
            for token in tokens {
                match token.kind {
                    Kind::Gone | Kind::Place(_) => {}
                    Kind::Open(mark) | Kind::Close(mark) if !matches!(self.marks[mark], Mark::Picture(_)) => {}
                    Kind::Break | Kind::Char { c: ' ', origin: Origin::Literal, .. } => return true,
                    Kind::Char { c, .. } if c.is_whitespace() => {}
                    _ => return false,
                }
            }
            true
        };
        let mut opened = vec![];
        let mut found = vec![];
        for (i, token) in self.tokens.iter().enumerate() {
            match token.kind {
                Kind::Open(mark) if matches!(self.marks[mark], Mark::Picture(_)) => opened.push(i),
                Kind::Close(mark) if matches!(self.marks[mark], Mark::Picture(_)) => {
                    let Some(open) = opened.pop() else { continue };
                    let before = ends_line(&mut self.tokens[..open].iter().rev());
                    let after = ends_line(&mut self.tokens[i + 1..].iter());
                    if !(before && after) {
                        found.push(mark);
                    }
                }
                _ => {}
            }
        }
        for mark in found {
            if let Mark::Picture(picture) = &mut self.marks[mark] {
                picture.in_text = true;
            }
        }
    }

    /// The nodes of a tree.
    fn nodes(
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

/// A picture that was typed; none where its name leads nowhere.
fn placed(desk: &mut Desk, picture: Picture, alt: &str, mistyped: Vec<Leaf>) -> Option<doc::Picture> {
    let range = picture.range.clone();
    let mut mistakes = vec![];
    let attributes = images::attributes(&picture.attributes, &mut mistakes);
    for (message, hint) in mistakes {
        desk.error(message, range.clone(), hint);
    }
    let path = match path_from(desk.ctx.dir, &picture.url) {
        Ok(path) => path,
        Err((message, hint)) => {
            desk.error(message, range, hint);
            return None;
        }
    };
    // Under the name as it is typed another one may come.
    desk.ctx.facts.note(path.trim_start_matches('/').to_string());
    let found = desk.found.entry(path.clone()).or_insert_with(|| desk.ctx.images.find(&path)).clone();
    let found = found.unwrap_or_else(|NoPicture { message, hint, near }| {
        let near = near.map(|near| msg!("markup-did-you-mean", name = images::written(desk.ctx.dir, &near)));
        desk.say_of(path.clone(), Weight::Error, message, range.clone(), near.or(hint));
        Found { path: path.clone(), ..Found::default() }
    });
    for (n, fault) in found.faults.into_iter().enumerate() {
        let weight = if fault.is_slight { Weight::Warning } else { Weight::Error };
        desk.say_of(format!("{n} {path}"), weight, fault.message, range.clone(), Some(fault.hint));
    }
    let alt = alt.trim().to_string();
    if alt.is_empty() && !attributes.decorative {
        let hint = msg!("markup-image-alt-hint", path = picture.url);
        desk.error(msg!("markup-image-alt"), range.clone(), Some(hint));
    }
    let caption = (!picture.title.is_empty()).then(|| {
        let mut caption = Inlines::default();
        caption.plain(&picture.title, range.start);
        caption.finish(desk)
    });
    Some(doc::Picture {
        path: found.path,
        format: found.format,
        alt,
        mistyped,
        width: attributes.width,
        in_text: picture.in_text,
        caption,
        decorative: attributes.decorative,
        at: range,
    })
}

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
