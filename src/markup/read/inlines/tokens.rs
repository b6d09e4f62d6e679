//! The tokens of a line, as the parser and tags give them: characters, each with where it comes from, and marks on a stack.

use std::ops::Range;

use crate::carry;
use crate::markup::doc::Style;
use crate::markup::doc::Target;
use crate::markup::languages::vietnamese;
use crate::markup::read::html::Known;
use crate::markup::write::escape;

/// Marks that may stand in one another; Typst's own limits are not much higher.
pub(super) const MAX_MARKS: usize = 12;

/// Where a character comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Typed as it stands.
    Typed,
    /// Typed behind a backslash or as an entity: means itself.
    Literal,
    /// Came from `{{ }}`.
    Carried,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: usize,
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
pub(in crate::markup) enum Mark {
    Look(Style),
    /// Where it leads, and where it was typed.
    Link(Target, Range<usize>),
    /// A link that leads nowhere: only its text is kept.
    Text,
    Picture(Picture),
}

/// What a paragraph holds that needs a look at each of its tokens.
#[derive(Debug, Default)]
pub(super) struct Holds {
    pub(super) brackets: bool,
    pub(super) raised: bool,
    pub(super) quotes: bool,
    pub(super) stars: bool,
    pub(super) angles: bool,
    /// Text of an HTML block, in which marks mean nothing.
    pub(super) raw: bool,
    pub(super) addresses: bool,
    pub(super) look_alikes: bool,
}

/// The tokens of a paragraph.
#[derive(Debug, Default)]
pub(in crate::markup) struct Inlines {
    pub(super) tokens: Vec<Token>,
    pub(super) marks: Vec<Mark>,
    pub(super) codes: Vec<String>,
    /// Marks not yet closed: number, whether by HTML, offset.
    pub(super) open: Vec<(usize, bool, usize)>,
    /// Where the last text ended, to see a backslash between two texts.
    pub(super) last_end: usize,
    /// Where marks went too deep.
    pub(super) too_deep: Option<usize>,
    pub(super) holds: Holds,
}

impl Token {
    /// The character typed here, if it can have a meaning.
    pub(super) fn typed(&self) -> Option<char> {
        match self.kind {
            Kind::Char { c, origin: Origin::Typed, .. } => Some(c),
            _ => None,
        }
    }

    /// A blank, typed or for the end of a line.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Char { c: ' ', .. })
    }
}

impl Inlines {
    pub(in crate::markup) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn push(&mut self, kind: Kind, at: usize) {
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
    pub(in crate::markup) fn raw(&mut self, text: impl Iterator<Item = (char, usize)>) {
        self.holds.raw = true;
        text.for_each(|(c, at)| self.push_char(c, Origin::Typed, at));
    }

    pub(in crate::markup) fn soft_break(&mut self, at: usize) {
        self.push(Kind::Char { c: ' ', origin: Origin::Literal, excused: false, typed: None }, at);
    }

    pub(in crate::markup) fn hard_break(&mut self, at: usize) {
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
    pub(in crate::markup) fn open_html(&mut self, known: Known, at: usize) {
        let mark = match known {
            Known::Underline => Mark::Look(Style::Underline),
            Known::Super => Mark::Look(Style::Super),
            Known::Sub => Mark::Look(Style::Sub),
        };
        self.open_mark(mark, at, true);
    }

    /// A tag closes a mark: false if it is not the innermost one.
    pub(in crate::markup) fn close_html(&mut self, known: Known, at: usize) -> bool {
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
}
