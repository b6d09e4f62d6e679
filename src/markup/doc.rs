//! A text as a tree: what a reader reads, without the look that a format gives it.
//!
//! Read once from Markdown ([`super::read()`]); what a format takes of it is chosen afterwards (`choose`), and every writer is a
//! function of the tree alone. Nodes know where they were typed, as offsets in the rendered text that [`Doc::places`] resolves.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Alignment;

use super::places::Places;
use crate::content::{Date, Document, Fact, Facts};
use crate::diag::Place;

/// A text as a tree.
#[derive(Debug, Clone)]
pub struct Doc {
    /// Its language (`vi`, `en`).
    pub lang: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
    /// The texts of its footnotes, as they were typed.
    pub notes: Vec<Note>,
    /// Units that stay with their number.
    pub units: Arc<[String]>,
    /// Where its nodes were typed.
    pub places: Arc<Places>,
}

/// The text of a footnote.
#[derive(Debug, Clone)]
pub struct Note {
    /// Footnotes are numbered as they are first met, from 0.
    pub number: usize,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Where it was typed.
    pub at: Range<usize>,
    /// The part that it was typed in.
    pub(super) within: usize,
}

/// A block.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph, or the text of an item, a term or a cell.
    Text {
        /// What stands in it.
        inlines: Vec<Inline>,
        /// It tells of a task that is done or not.
        task: Option<bool>,
    },
    /// A heading.
    Heading(Heading),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list, numbered if it has a first number.
    List {
        /// The number that was typed first.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// Terms, each with what it means.
    Terms(Vec<(Vec<Block>, Vec<Block>)>),
    /// A table, its head first.
    Table {
        /// How each column is aligned.
        columns: Vec<Alignment>,
        /// Cells row by row; the last ones of a row may be wanting.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Code, as it was typed.
    Code {
        /// The language that it is written in, if it is known.
        language: String,
        /// The lines.
        text: String,
        /// Where it was typed.
        at: Range<usize>,
    },
    /// A line between two parts of the text.
    Divider,
    /// A `:::` block or an alert.
    Part(Box<Part>),
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 is the highest.
    pub level: usize,
    /// The id that was typed.
    pub id: Option<String>,
    /// What links lead to, once it is known what stands beside it.
    pub ids: Vec<String>,
    /// What it says.
    pub inlines: Vec<Inline>,
    /// Somebody vouches for its figures.
    pub is_vouched: bool,
    /// Where it was typed.
    pub at: Range<usize>,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// How it was numbered.
    pub number: Number,
    /// Its blocks are apart.
    pub is_loose: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// How an item of a list is numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// By the layout; what was typed in a list that is numbered.
    Own(u64),
    /// `1)`.
    Bracket(u64),
    /// As it was typed: `a)`, `đ)`, `1.1.`.
    Typed(String),
}

/// A `:::` block or an alert.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is called; none: it only keeps its text for some formats.
    pub kind: Option<String>,
    /// The formats that it is for; none: for all.
    pub formats: Option<Vec<String>>,
    /// Its own title.
    pub title: Option<Vec<Inline>>,
    /// Its attributes, by name.
    pub attributes: Vec<Attribute>,
    /// The modules of the QR code that leads to its `url`.
    pub code: Option<String>,
    /// The facts that it shows.
    pub facts: Option<Vec<Fact>>,
    /// What it adds of how to reach the issuer, once it is known that it is the first to tell.
    pub reach: Option<Reach>,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Where it was typed; of a `:::` block, its first line.
    pub at: Range<usize>,
    /// Its number among the parts of the text; none: an alert.
    pub(super) number: Option<usize>,
}

/// How to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Who it is.
    pub name: Option<String>,
    /// How to reach them.
    pub ways: Vec<Way>,
}

/// A way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Where they are.
    Address(String),
    /// Numbers of phones.
    Phones(Vec<String>),
    /// An e-mail or a page.
    Online(String),
}

/// An attribute of a part.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// What it is called.
    pub key: String,
    /// What it says.
    pub value: Given,
    /// Where it was typed.
    pub at: Range<usize>,
}

/// What an attribute says.
#[derive(Debug, Clone)]
pub enum Given {
    /// Something for the layout.
    Plain(String),
    /// Words on the page.
    Words(Vec<Inline>),
}

/// A part of a line.
#[derive(Debug, Clone)]
pub enum Inline {
    /// Words as they were typed.
    Text(Leaf),
    /// The figure of a fact.
    Fact {
        /// Its id, as the text names it.
        id: String,
        /// What is shown.
        text: Vec<Leaf>,
    },
    /// What a hole of the template was filled with.
    Value {
        /// What the hole asks for: `audience.plural`; empty where that is not known.
        name: String,
        /// What is shown.
        text: Vec<Leaf>,
    },
    /// A document that the registry knows, named by its number.
    Citation {
        /// Its number, as the registry has it.
        number: String,
        /// Its day, where that is known: numbers begin anew.
        date: Option<Date>,
        /// What is shown.
        text: Vec<Leaf>,
    },
    /// The line ends here.
    Break,
    /// Code, as it was typed.
    Code {
        /// The code.
        code: String,
        /// Where it begins.
        at: usize,
    },
    /// Refers to a footnote.
    Note {
        /// Its number.
        number: usize,
        /// Where it was typed.
        at: Range<usize>,
    },
    /// A place to link to.
    Anchor(String),
    /// Words with a look of their own.
    Styled(Style, Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads.
        to: Target,
        /// What stands for it.
        inlines: Vec<Inline>,
        /// Where it was typed.
        at: Range<usize>,
    },
    /// A picture.
    Picture(Box<Picture>),
}

/// Words that come from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The words.
    pub text: String,
    /// Where they begin.
    pub at: usize,
    /// They stand there as they are; else all of them stand for what is there.
    pub is_exact: bool,
    /// Somebody vouches for the figures in them: `[30]{.nofact}`.
    pub is_vouched: bool,
    /// The letter that was typed, where it only looks like the one that is meant, which stands here by itself.
    pub typed: Option<char>,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Emphasised.
    Emph,
    /// Strongly emphasised.
    Strong,
    /// Struck out.
    Strike,
    /// Raised.
    Super,
    /// Lowered.
    Sub,
    /// Underlined.
    Underline,
}

/// Where a link leads.
#[derive(Debug, Clone)]
pub enum Target {
    /// Out of the text.
    Url(String),
    /// To an id within the text.
    Within(String),
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Path from the root of the workspace.
    pub path: String,
    /// What its file holds, where its name does not say so.
    pub format: Option<&'static str>,
    /// What it shows, in words.
    pub alt: String,
    /// The letters of that which were typed otherwise.
    pub mistyped: Vec<Leaf>,
    /// How wide it was asked to be: `60%`.
    pub width: Option<String>,
    /// It stands in a sentence.
    pub in_text: bool,
    /// What stands below it.
    pub caption: Option<Vec<Inline>>,
    /// It says nothing.
    pub decorative: bool,
    /// Where it was typed.
    pub at: Range<usize>,
}

impl Inline {
    /// The words that it is, if it is nothing but words.
    pub fn leaves(&self) -> &[Leaf] {
        match self {
            Inline::Text(leaf) => std::slice::from_ref(leaf),
            Inline::Fact { text, .. } | Inline::Value { text, .. } | Inline::Citation { text, .. } => text,
            _ => &[],
        }
    }
}

impl Part {
    /// One that says nothing of itself yet.
    pub(super) fn of(blocks: Vec<Block>, at: Range<usize>) -> Self {
        Self {
            kind: None,
            formats: None,
            title: None,
            attributes: vec![],
            code: None,
            facts: None,
            reach: None,
            blocks,
            at,
            number: None,
        }
    }

    /// Where its code leads.
    pub(super) fn url(&self) -> Option<&str> {
        self.attributes.iter().find_map(|attribute| match &attribute.value {
            Given::Plain(url) if attribute.key == "url" => Some(url.as_str()),
            _ => None,
        })
    }
}

impl Leaf {
    pub(super) fn new(c: char, at: usize) -> Self {
        Self { text: c.into(), at, is_exact: true, is_vouched: false, typed: None }
    }

    /// Appends a character that comes from the same place or follows there; not one that was typed otherwise, or behind one that was.
    pub(super) fn push(&mut self, c: char, at: usize) -> bool {
        if self.typed.is_some() {
            return false;
        }
        let is_first = self.text.chars().nth(1).is_none();
        let follows = at == self.at + self.text.len() && (self.is_exact || is_first);
        let stays = at == self.at && (!self.is_exact || is_first);
        if follows || stays {
            self.is_exact = follows;
            self.text.push(c);
        }
        follows || stays
    }

    /// The characters, each with where it comes from.
    pub fn chars(&self) -> impl Iterator<Item = (char, usize)> {
        self.text.char_indices().map(|(i, c)| (c, if self.is_exact { self.at + i } else { self.at }))
    }

    /// The characters in a range of them, counted as characters.
    pub(super) fn part(&self, range: Range<usize>) -> Leaf {
        let text: String = self.text.chars().skip(range.start).take(range.len()).collect();
        let before: usize = self.text.chars().take(range.start).map(char::len_utf8).sum();
        Leaf { text, at: if self.is_exact { self.at + before } else { self.at }, ..self.clone() }
    }

    /// The range that it comes from.
    pub fn range(&self) -> Range<usize> {
        let length =
            if self.is_exact { self.text.len() } else { self.text.chars().next_back().map_or(0, char::len_utf8) };
        self.at..self.at + length
    }
}

/// Something in a tree, on the way through it.
#[derive(Clone, Copy)]
pub(super) enum TreeNode<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
}

/// Where the words of a node were typed.
pub(super) fn ranges(node: TreeNode) -> Vec<Range<usize>> {
    match node {
        TreeNode::Inline(Inline::Picture(picture)) => vec![picture.at.clone()],
        TreeNode::Inline(inline) => inline.leaves().iter().map(Leaf::range).collect(),
        TreeNode::Block(Block::Code { at, .. }) => vec![at.clone()],
        _ => vec![],
    }
}

/// Goes through blocks and all that stands in them, in the order in which it is read.
pub(super) fn walk<'a>(blocks: &'a [Block], each: &mut dyn FnMut(TreeNode<'a>)) {
    for block in blocks {
        each(TreeNode::Block(block));
        match block {
            Block::Text { inlines, .. } => walk_inlines(inlines, each),
            Block::Heading(heading) => walk_inlines(&heading.inlines, each),
            Block::Quote(blocks) => walk(blocks, each),
            Block::List { items, .. } => items.iter().for_each(|item| walk(&item.blocks, each)),
            Block::Terms(terms) => {
                for (term, meaning) in terms {
                    walk(term, each);
                    walk(meaning, each);
                }
            }
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| walk_inlines(cell, each)),
            Block::Code { .. } | Block::Divider => {}
            Block::Part(part) => {
                walk_inlines(part.title.as_deref().unwrap_or_default(), each);
                for attribute in &part.attributes {
                    if let Given::Words(words) = &attribute.value {
                        walk_inlines(words, each);
                    }
                }
                walk(&part.blocks, each);
            }
        }
    }
}

/// Goes through the parts of a line.
pub(super) fn walk_inlines<'a>(inlines: &'a [Inline], each: &mut dyn FnMut(TreeNode<'a>)) {
    for inline in inlines {
        each(TreeNode::Inline(inline));
        match inline {
            Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => walk_inlines(inner, each),
            Inline::Picture(picture) => walk_inlines(picture.caption.as_deref().unwrap_or_default(), each),
            _ => {}
        }
    }
}

impl Doc {
    /// The facts that it shows: where each was given, and where it is used.
    pub fn facts(&self, facts: &Facts) -> Vec<(Place, Place)> {
        let mut found = vec![];
        let mut add = |fact: Place, at: Range<usize>| found.extend(self.places.get(at).map(|place| (fact, place)));
        self.walk(&mut |node| match node {
            TreeNode::Inline(Inline::Fact { id, text }) => {
                if let (Some(fact), Some(leaf)) = (facts.get(id), text.first()) {
                    add(fact.place.clone(), leaf.range());
                }
            }
            TreeNode::Block(Block::Part(part)) => {
                part.facts.iter().flatten().for_each(|fact| add(fact.place.clone(), part.at.clone()));
            }
            _ => {}
        });
        found
    }

    /// The documents that it names: where each stands in the registries, and where it is named.
    pub fn citations(&self, facts: &Facts) -> Vec<(Place, Place)> {
        let mut found = vec![];
        let mut known = None;
        self.walk(&mut |node| {
            let TreeNode::Inline(inline) = node else { return };
            let is_of = |document: &Document| match inline {
                Inline::Citation { number, date, .. } => document.number == *number && document.date == *date,
                Inline::Value { name, .. } => {
                    document.is_own && matches!(name.as_str(), "directive.number" | "directive.short")
                }
                _ => false,
            };
            let at = match inline {
                Inline::Citation { text, .. } | Inline::Value { text, .. } => text.first(),
                _ => None,
            };
            let Some(place) = at.and_then(|leaf| self.places.get(leaf.range())) else { return };
            let known = known.get_or_insert_with(|| facts.documents());
            found.extend(
                known.iter().filter(|document| is_of(document)).map(|document| (document.place.clone(), place.clone())),
            );
        });
        found
    }

    /// Goes through the whole text, its footnotes last.
    pub(super) fn walk<'a>(&'a self, each: &mut dyn FnMut(TreeNode<'a>)) {
        walk(&self.blocks, each);
        self.notes.iter().for_each(|note| walk(&note.blocks, each));
    }
}

/// The words of a line alone.
pub(super) fn said(inlines: &[Inline]) -> String {
    let mut said = String::new();
    walk_inlines(inlines, &mut |node| match node {
        TreeNode::Inline(Inline::Break) => said.push(' '),
        TreeNode::Inline(Inline::Code { code, .. }) => said.push_str(code),
        TreeNode::Inline(Inline::Picture(picture)) => said.push_str(&picture.alt),
        TreeNode::Inline(inline) => inline.leaves().iter().for_each(|leaf| said.push_str(&leaf.text)),
        TreeNode::Block(_) => {}
    });
    said
}

/// The numbers of a list. Those that do not follow one another stand as they were typed; one number repeated leaves counting to the
/// program.
pub(super) fn numbers(start: Option<u64>, items: &[Item]) -> Vec<Number> {
    let of = |number: &Number| match number {
        Number::Own(n) => Some((*n, '.')),
        Number::Bracket(n) => Some((*n, ')')),
        Number::Typed(_) => None,
    };
    let numbers = items.iter().map(|item| item.number.clone()).collect::<Vec<_>>();
    let typed = numbers.iter().map(of).collect::<Option<Vec<_>>>().filter(|_| start.is_some());
    let Some(typed) = typed else { return numbers };
    let follow = |pair: &[(u64, char)]| pair[0].0.checked_add(1) == Some(pair[1].0);
    let repeat = |pair: &[(u64, char)]| pair[0].0 == pair[1].0;
    if typed.windows(2).all(follow) || typed.windows(2).all(repeat) {
        return numbers;
    }
    typed.into_iter().map(|(n, sign)| Number::Typed(format!("{n}{sign}"))).collect()
}

impl Number {
    /// Whether an item may stand in the same list as the one before.
    fn goes_with(&self, before: &Number) -> bool {
        match (self, before) {
            (Number::Own(_), Number::Own(_)) | (Number::Bracket(_), Number::Bracket(_)) => true,
            (Number::Typed(this), Number::Typed(before)) => {
                let kind = |mark: &str| mark.chars().find(|c| c.is_alphanumeric()).map(char::is_numeric);
                kind(this) == kind(before)
            }
            _ => false,
        }
    }
}

/// The stretches of a list that are numbered in one way, none of them empty.
pub(super) fn groups(numbers: &[Number]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = vec![];
    for (n, number) in numbers.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if number.goes_with(&numbers[group.start]) => group.end = n + 1,
            _ => groups.push(n..n + 1),
        }
    }
    groups
}

/// What stands before each item of a list; nothing where it is not numbered.
pub(super) fn shown_numbers(start: Option<u64>, items: &[Item]) -> Vec<String> {
    let Some(start) = start else { return vec![String::new(); items.len()] };
    let numbers = numbers(Some(start), items);
    let mut shown = Vec::with_capacity(items.len());
    for group in groups(&numbers) {
        for (n, number) in numbers[group.clone()].iter().enumerate() {
            let n = n as u64;
            shown.push(match (&numbers[group.start], number) {
                (_, Number::Typed(mark)) => mark.clone(),
                (Number::Bracket(first), _) => format!("{})", first.saturating_add(n)),
                _ => format!("{}.", start.saturating_add(n)),
            });
        }
    }
    shown
}
