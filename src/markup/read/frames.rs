//! What is open while a text is read: blocks within blocks, each with what is finished of it.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::blocks;
use super::inlines::Inlines;
use crate::markup::doc::{Block, Inline, Item, Number};

/// A block that is open.
pub(super) struct Frame {
    pub(in crate::markup) kind: FrameKind,
    /// The blocks in it that are finished.
    pub(in crate::markup) blocks: Vec<Block>,
    /// Text that goes on.
    pub(super) inlines: Inlines,
    /// The item is a task, done or not; its first paragraph is yet to come.
    pub(super) task: Option<bool>,
    pub(super) range: Range<usize>,
}

pub(super) enum FrameKind {
    Root,
    Part(Box<OpenPart>),
    Paragraph,
    Heading { level: usize, id: Option<String>, is_vouched: bool },
    Quote(Option<&'static str>),
    List { start: Option<u64>, items: Vec<Item> },
    Item { number: Number, loose: bool },
    Footnote(String),
    Terms(Vec<(Vec<Block>, Vec<Block>)>),
    Term,
    Meaning,
    Table { columns: Vec<Alignment>, rows: Vec<Vec<Vec<Inline>>> },
    Row(Vec<Vec<Inline>>),
    Cell,
    Code { language: String, text: String },
    Html { text: String, lines: Vec<(usize, usize)> },
}

/// A `:::` block that is open.
pub(super) struct OpenPart {
    pub(super) opening: blocks::Opening,
    /// The formats that it is for.
    pub(in crate::markup) formats: Option<Vec<String>>,
    /// Its number among the parts of the text.
    pub(in crate::markup) number: usize,
    /// Numbers of items of the lists directly in it.
    pub(in crate::markup) lists: Vec<usize>,
}

impl Frame {
    pub(super) fn new(kind: FrameKind, range: Range<usize>) -> Self {
        Self { kind, blocks: vec![], inlines: Inlines::default(), task: None, range }
    }
}
