//! From the parser's events to the tree, block by block.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization;

use super::anchors;
use super::blocks::{self, Part};
use super::budget;
use super::definitions::{Definitions, definitions};
use super::desk::Desk;
use super::frames::{Frame, FrameKind};
use super::inlines::{Inlines, Mark, Picture};
use crate::carry;
use crate::content::Rendered;
use crate::content::urls;
use crate::markup::ReadContext;
use crate::markup::choose::{Reading, Scope};
use crate::markup::doc::{self, Block, Doc, Heading, Inline, Item, Note, Number, Target, TreeNode};
use crate::markup::meant;
use crate::markup::places::Places;
use crate::markup::remarks::{Remarks, Weight};
use crate::markup::work;
use crate::msg;

/// Typst nests about 16 quotes or 30 lists, layouts that take lists apart 13; these stay below, also where they are mixed.
const MAX_QUOTES: usize = 12;
const MAX_LISTS: usize = 10;
/// What one level costs of `MAX_COST`.
const QUOTE_COST: usize = MAX_LISTS;
const LIST_COST: usize = MAX_QUOTES;
const MAX_COST: usize = MAX_QUOTES * MAX_LISTS;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// The reading under way.
pub(super) struct DocReader<'a> {
    pub(in crate::markup) desk: Desk<'a>,
    frames: Vec<Frame>,
    /// Numbers of footnotes by label in lower case.
    pub(in crate::markup) labels: BTreeMap<String, usize>,
    /// Footnotes that are referred to, and their texts.
    pub(in crate::markup) referred: BTreeSet<usize>,
    notes: Vec<Note>,
    /// Blocks and headings so far, and cells of this table.
    blocks: usize,
    headings: usize,
    cells: usize,
    /// Ids of tags before a text that is not begun.
    pub(in crate::markup) waiting: Vec<String>,
    /// What items were numbered with where Markdown knows no such numbers, by their first byte.
    marks: BTreeMap<usize, String>,
    /// Definitions of links that were used, in lower case.
    used: BTreeSet<String>,
    /// Where the last event ended: what lies between it and the end of a link is its target.
    last: usize,
    /// Definitions of links, each with the part that it stands in.
    definitions: Vec<(String, Range<usize>, usize)>,
    /// HTML tags open that are dropped.
    pub(super) tags: Vec<String>,
    /// Where the last part of the text ended.
    pub(in crate::markup) seen: usize,
    /// The parts so far, the first being the text as a whole.
    pub(in crate::markup) scopes: Vec<Scope>,
    /// `:::` blocks open, of these that many are for others.
    pub(in crate::markup) skipped: usize,
    /// Set when going on makes no sense.
    stopped: bool,
}

/// The tree of a text, with the ranges of it that are syntax, were told of or are left out on purpose.
pub(in crate::markup) fn read(rendered: &Rendered, ctx: &ReadContext) -> (Reading, Vec<Range<usize>>) {
    let mut units: Vec<String> = ctx.facts.units();
    units.sort();
    units.dedup();
    let meant = meant::read(rendered);
    let (rendered, marks, told) = match meant {
        Some(meant) => (meant.rendered, meant.marks, meant.told),
        None => (rendered.clone(), BTreeMap::new(), vec![]),
    };
    let places = Arc::new(Places::new(rendered));
    let text = places.rendered();
    let desk = Desk {
        ctx,
        text,
        places: places.clone(),
        remarks: Remarks::default(),
        within: 0,
        found: HashMap::new(),
        known: vec![],
    };
    let mut reader = DocReader {
        desk,
        frames: vec![Frame::new(FrameKind::Root, 0..0)],
        labels: BTreeMap::new(),
        referred: BTreeSet::new(),
        notes: vec![],
        blocks: 0,
        headings: 0,
        cells: 0,
        waiting: vec![],
        marks,
        used: BTreeSet::new(),
        last: 0,
        definitions: vec![],
        tags: vec![],
        seen: 0,
        scopes: vec![Scope { range: 0..text.len(), ..Scope::default() }],
        skipped: 0,
        stopped: false,
    };
    let (parts, mistakes) = blocks::split(text);
    let (definitions, mut told, mistakes) =
        (definitions(text, &parts, options()), told.into_iter(), mistakes.into_iter());
    let mistakes = mistakes.map(|mistake| (mistake, Weight::Error));
    for ((message, range, hint), weight) in told.by_ref() {
        if weight == Weight::Error {
            reader.desk.known.push(range.start..text.len());
        }
        reader.desk.say(weight, message, range, hint);
    }
    for ((message, range, hint), weight) in mistakes {
        reader.desk.known.push(range.clone());
        reader.desk.say(weight, message, range, hint);
    }
    for part in parts {
        if let Part::Text(range) = &part {
            reader.seen = range.end;
        }
        match part {
            Part::Open(opening) => {
                reader.desk.known.push(opening.range.clone());
                reader.open_block(opening);
            }
            Part::Close => reader.close_block(),
            Part::Text(range) if reader.skipped == 0 => reader.markdown(range, &definitions),
            Part::Text(range) => reader.left_out(range),
        }
        if reader.stopped {
            break;
        }
    }
    reader.finish(units, &places)
}

/// The line that blocks hold that are made of one: a heading, a cell.
fn line(blocks: Vec<Block>) -> Vec<Inline> {
    let lines = blocks.into_iter().filter_map(|block| match block {
        Block::Text { inlines, .. } => Some(inlines),
        _ => None,
    });
    lines.flatten().collect()
}

impl<'a> DocReader<'a> {
    pub(super) fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(FrameKind::Root, 0..0));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub(in crate::markup) fn inlines(&mut self) -> &mut Inlines {
        &mut self.top().inlines
    }

    /// Ends the text gathered in the innermost frame.
    fn flush(&mut self) {
        if self.top().inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(self.inlines());
        let mut line = self.waiting_anchors();
        line.extend(inlines.finish(&mut self.desk));
        let task = self.top().task.take();
        if !line.is_empty() || task.is_some() {
            self.top().blocks.push(Block::Text { inlines: line, task });
        }
    }

    pub(in crate::markup) fn push(&mut self, kind: FrameKind, range: Range<usize>) {
        self.flush();
        self.frames.push(Frame::new(kind, range));
        self.check_nesting();
    }

    pub(in crate::markup) fn pop(&mut self) -> Frame {
        self.flush();
        self.frames.pop().unwrap_or_else(|| Frame::new(FrameKind::Root, 0..0))
    }

    /// Appends a finished block to the innermost frame.
    pub(in crate::markup) fn block(&mut self, block: Block) {
        self.flush();
        self.top().blocks.push(block);
    }

    /// Appends what a frame held that is no block itself.
    pub(super) fn splice(&mut self, blocks: Vec<Block>) {
        self.flush();
        self.top().blocks.extend(blocks);
    }

    fn check_nesting(&mut self) {
        let cost = |frame: &Frame| match frame.kind {
            FrameKind::Quote(_) | FrameKind::Part(_) => QUOTE_COST,
            FrameKind::List { .. } | FrameKind::Terms(_) => LIST_COST,
            _ => 0,
        };
        if self.top().range.is_empty() || self.frames.last().map_or(0, cost) == 0 {
            return;
        }
        if self.frames.iter().map(cost).sum::<usize>() > MAX_COST {
            let start = self.top().range.start;
            let message = msg!("markup-nesting", quotes = MAX_QUOTES, lists = MAX_LISTS);
            self.desk.error(message, start..start + 1, Some(msg!("markup-nesting-hint")));
            self.stopped = true;
        }
    }

    /// A stretch for other audiences; notes and links that it uses are not without use.
    fn left_out(&mut self, range: Range<usize>) {
        let text: &'a str = self.desk.text;
        for (at, _) in text[range.clone()].match_indices('[') {
            let label = text[range.start + at + 1..range.end].split([']', '[', '\n']).next().unwrap_or("");
            match label.strip_prefix('^') {
                Some(label) => {
                    let number = self.note_number(label);
                    self.referred.insert(number);
                }
                None => _ = self.used.insert(label.to_lowercase()),
            }
        }
        self.desk.known.push(range);
    }

    // Markdown.

    fn markdown(&mut self, range: Range<usize>, definitions: &Definitions) {
        let text: &'a str = self.desk.text;
        let part = &text[range.clone()];
        let stubs = definitions.named_in(part);
        let source: Cow<str> =
            if stubs.is_empty() { Cow::Borrowed(part) } else { Cow::Owned(format!("{part}{stubs}\n")) };
        let parser = Parser::new_ext(&source, options()).into_offset_iter();
        if part.contains("]:") {
            for (label, definition) in parser.reference_definitions().iter() {
                if definition.span.start < part.len() {
                    let span = range.start + definition.span.start..range.start + definition.span.end.min(part.len());
                    self.desk.known.push(span.clone());
                    self.definitions.push((label.to_lowercase(), span, self.desk.within));
                }
            }
        }
        for (event, at) in parser {
            if at.start >= part.len() {
                continue;
            }
            let at = range.start + at.start..range.start + at.end.min(part.len());
            let end = if matches!(event, Event::Start(_)) { at.start } else { at.end };
            self.event(event, at);
            self.last = end;
            if self.stopped {
                return;
            }
        }
        self.flush();
    }

    /// What was taken for a formula and stands between two sums: links and marks in it are those of any text.
    fn between_sums(&mut self, typed: &str, at: Range<usize>) {
        if !typed.contains(['[', '*', '_', '~', '`', '<', '&', '\\', '!', '^', '\n']) {
            let text: &'a str = self.desk.text;
            return self.inlines().text(typed, text, at);
        }
        // A note is one only where its text follows.
        let labels = typed.match_indices("[^").filter_map(|(i, _)| typed[i..].split_inclusive(']').next());
        let notes: String = labels.map(|label| format!("\n\n{label}: x")).collect();
        let source = format!("{typed}{notes}\n");
        for (event, part) in Parser::new_ext(&source, options() - Options::ENABLE_MATH).into_offset_iter() {
            let is_inline = !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
            if is_inline && part.end <= typed.len() && !self.stopped {
                self.event(event, at.start + part.start..at.start + part.end);
            }
        }
    }

    fn event(&mut self, event: Event, at: Range<usize>) {
        work::begin(at.start);
        let text: &'a str = self.desk.text;
        if is_block(&event) {
            self.blocks += 1;
            if self.blocks == budget::MOST_BLOCKS + 1 {
                let message = msg!("markup-most-blocks", most = budget::MOST_BLOCKS);
                self.desk.error(message, at.clone(), Some(msg!("markup-most-headings-hint")));
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(it) => match &mut self.top().kind {
                FrameKind::Code { text, .. } => text.push_str(&carry::plain(&it)),
                FrameKind::Html { .. } => self.html_line(&it, at),
                _ => {
                    if text.get(at.clone()) != Some(&*it) {
                        self.desk.known.push(at.clone());
                    }
                    self.inlines().text(&it, text, at);
                }
            },
            Event::Code(code) => {
                self.desk.known.push(at.clone());
                let code = carry::plain(&code);
                self.inlines().code(code, at.start);
            }
            Event::InlineMath(formula) if is_money(text, &formula, at.start) => {
                if let Some(typed) = text.get(at.clone()) {
                    self.between_sums(typed, at);
                }
            }
            Event::InlineMath(formula) | Event::DisplayMath(formula) => {
                let message = msg!("markup-formula", formula = carry::plain(&formula));
                self.desk.error(message, at, Some(msg!("markup-formula-hint")));
            }
            Event::Html(line) => match self.top().kind {
                FrameKind::Html { .. } => self.html_line(&line, at),
                _ => self.html(&line, &[(0, at.start)], true),
            },
            Event::InlineHtml(tag) => self.html(&tag, &[(0, at.start)], false),
            Event::FootnoteReference(label) => {
                self.desk.known.push(at.clone());
                self.footnote_reference(&label, at);
            }
            Event::SoftBreak => self.inlines().soft_break(at.start),
            Event::HardBreak => self.inlines().hard_break(at.start),
            Event::Rule => {
                self.block(Block::Divider);
            }
            Event::TaskListMarker(done) => {
                self.desk.known.push(at);
                self.top().task = Some(done);
            }
        }
    }

    fn start(&mut self, tag: Tag, at: Range<usize>) {
        let text: &'a str = self.desk.text;
        match tag {
            Tag::Paragraph => {
                let task = self.top().task.take();
                if let FrameKind::Item { loose, .. } = &mut self.top().kind {
                    *loose = true;
                }
                self.push(FrameKind::Paragraph, at);
                self.top().task = task;
            }
            Tag::Heading { level, id, classes, attrs } => {
                let is_vouched = classes.iter().any(|class| &**class == "nofact");
                for class in classes.iter().filter(|class| &***class != "nofact") {
                    self.desk.loose(msg!("markup-heading-attribute", key = format!(".{class}")), at.clone(), None);
                }
                for (key, _) in attrs {
                    self.desk.loose(msg!("markup-heading-attribute", key = key), at.clone(), None);
                }
                let id = id.map(|id| carry::plain(&id));
                self.push(FrameKind::Heading { level: level as usize, id, is_vouched }, at);
            }
            Tag::BlockQuote(kind) => {
                let kind = kind.map(|kind| match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                });
                if kind.is_some() {
                    // `[!NOTE]` stands on the first line.
                    let line = text[at.clone()].find('\n').unwrap_or(at.len());
                    self.desk.known.push(at.start..at.start + line);
                }
                self.push(FrameKind::Quote(kind), at);
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => carry::plain(info.split_whitespace().next().unwrap_or("")),
                    CodeBlockKind::Indented => String::new(),
                };
                self.push(FrameKind::Code { language, text: String::new() }, at);
            }
            Tag::HtmlBlock => self.push(FrameKind::Html { text: String::new(), lines: vec![] }, at),
            Tag::List(start) => self.push(FrameKind::List { start, items: vec![] }, at),
            Tag::Item => {
                // The blanks before the first mark of a list are part of it.
                let source = text[at.clone()].trim_start_matches([' ', '\t']);
                let begin = at.end - source.len();
                let digits = source.bytes().take_while(u8::is_ascii_digit).count();
                self.desk.known.push(begin..begin + digits);
                let number = match (self.marks.remove(&begin), source[..digits].parse()) {
                    (Some(mark), _) => Number::Typed(mark),
                    (None, Ok(number)) if source[digits..].starts_with(')') => Number::Bracket(number),
                    (None, number) => Number::Own(number.unwrap_or(0)),
                };
                self.push(FrameKind::Item { number, loose: false }, at);
            }
            Tag::FootnoteDefinition(label) => {
                self.desk.known.push(at.start..at.start + label.len() + 4);
                self.push(FrameKind::Footnote(label.to_lowercase()), at);
            }
            Tag::DefinitionList => self.push(FrameKind::Terms(vec![]), at),
            Tag::DefinitionListTitle => self.push(FrameKind::Term, at),
            Tag::DefinitionListDefinition => self.push(FrameKind::Meaning, at),
            Tag::Table(columns) => {
                self.cells = 0;
                self.push(FrameKind::Table { columns, rows: vec![] }, at);
            }
            Tag::TableHead | Tag::TableRow => self.push(FrameKind::Row(vec![]), at),
            Tag::TableCell => self.push(FrameKind::Cell, at),
            Tag::Emphasis => self.inlines().open(Mark::Look(doc::Style::Emph), at.start),
            Tag::Strong => self.inlines().open(Mark::Look(doc::Style::Strong), at.start),
            Tag::Strikethrough => self.inlines().open(Mark::Look(doc::Style::Strike), at.start),
            Tag::Superscript => self.inlines().open(Mark::Look(doc::Style::Super), at.start),
            Tag::Subscript => self.inlines().open(Mark::Look(doc::Style::Sub), at.start),
            Tag::Link { link_type, dest_url, id, .. } => {
                self.used.insert(id.to_lowercase());
                let mark = self.link(link_type, &carry::plain(&dest_url), at.clone());
                self.inlines().open(mark, at.start);
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.used.insert(id.to_lowercase());
                self.desk.known.push(at.clone());
                let url = carry::plain(&dest_url);
                let picture = Picture {
                    url,
                    title: title.into_string(),
                    attributes: String::new(),
                    range: at.clone(),
                    in_text: false,
                };
                self.inlines().open(Mark::Picture(picture), at.start);
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    fn link(&mut self, kind: LinkType, url: &str, at: Range<usize>) -> Mark {
        if let Some(id) = url.strip_prefix('#').filter(|id| !id.is_empty()) {
            return Mark::Link(Target::Within(anchors::named(id)), at);
        }
        let url = if kind == LinkType::Email { format!("mailto:{url}") } else { url.to_string() };
        if urls::is_opened(&url) && url.len() <= 2000 {
            return Mark::Link(Target::Url(url), at);
        }
        let (message, hint) = match urls::scheme(&url) {
            Some(_) => (msg!("markup-link-scheme", url = url), msg!("markup-link-scheme-hint")),
            None => (msg!("markup-link-relative", url = url), msg!("markup-link-relative-hint")),
        };
        self.desk.warn(message, at, Some(hint));
        Mark::Text
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                self.desk.known.push(self.last..at.end);
                return self.inlines().close(at.end);
            }
            TagEnd::MetadataBlock(_) => return,
            TagEnd::HtmlBlock => return self.end_html(),
            TagEnd::Heading(_) => {
                if matches!(self.top().kind, FrameKind::Heading { is_vouched: true, .. }) {
                    self.inlines().unbracket_end();
                }
                self.desk.known.push(self.last..at.end);
            }
            _ => {}
        }
        let Frame { kind, blocks, range, .. } = self.pop();
        match kind {
            FrameKind::Root | FrameKind::Part(_) | FrameKind::Html { .. } => {}
            FrameKind::Paragraph => self.splice(blocks),
            FrameKind::Heading { level, id, is_vouched } => {
                let heading = Heading { level, id, ids: vec![], inlines: line(blocks), is_vouched, at: range };
                self.end_heading(heading);
            }
            FrameKind::Quote(None) => self.block(Block::Quote(blocks)),
            FrameKind::Quote(Some(kind)) => {
                let alert = doc::Part { kind: Some(kind.into()), ..doc::Part::of(blocks, range) };
                self.block(Block::Part(Box::new(alert)));
            }
            FrameKind::List { start, items } => {
                if let FrameKind::Part(part) = &mut self.top().kind {
                    part.lists.push(items.len());
                }
                self.block(Block::List { start, items });
            }
            FrameKind::Item { number, loose } => {
                if let FrameKind::List { items, .. } = &mut self.top().kind {
                    items.push(Item { number, is_loose: loose, blocks });
                }
            }
            FrameKind::Footnote(label) => {
                let number = self.note_number(&label);
                let mut is_nested = false;
                doc::walk(&blocks, &mut |node| is_nested |= matches!(node, TreeNode::Inline(Inline::Note { .. })));
                if is_nested {
                    self.desk.error(msg!("markup-footnote-nested", label = label), range.start..range.start + 1, None);
                }
                let blocks = if is_nested { vec![] } else { blocks };
                self.notes.push(Note { number, blocks, at: range, within: self.desk.within });
            }
            FrameKind::Term => {
                if let FrameKind::Terms(terms) = &mut self.top().kind {
                    terms.push((blocks, vec![]));
                }
            }
            FrameKind::Meaning => {
                if let FrameKind::Terms(terms) = &mut self.top().kind
                    && let Some((_, meaning)) = terms.last_mut()
                {
                    meaning.extend(blocks);
                }
            }
            FrameKind::Terms(terms) => self.block(Block::Terms(terms)),
            FrameKind::Cell => {
                self.cells += 1;
                if self.cells == budget::MOST_CELLS + 1 {
                    let message = msg!("markup-most-cells", most = budget::MOST_CELLS);
                    self.desk.error(message, range, Some(msg!("markup-most-cells-hint")));
                }
                if let FrameKind::Row(cells) = &mut self.top().kind {
                    cells.push(line(blocks));
                }
            }
            FrameKind::Row(cells) => {
                if let FrameKind::Table { rows, .. } = &mut self.top().kind {
                    rows.push(cells);
                }
            }
            FrameKind::Table { columns, rows } => self.block(Block::Table { columns, rows }),
            FrameKind::Code { language, text } => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_' | '.');
                let language = Some(language).filter(|language| language.chars().all(plain)).unwrap_or_default();
                let text = text.strip_suffix('\n').unwrap_or(&text).to_string();
                self.block(Block::Code { language, text, at: range });
            }
        }
    }

    fn end_heading(&mut self, mut heading: Heading) {
        let at = heading.at.clone();
        if heading.inlines.is_empty() {
            self.desk.warn(msg!("markup-heading-empty"), at, None);
            return;
        }
        self.headings += 1;
        if self.headings == budget::MOST_HEADINGS + 1 {
            let message = msg!("markup-most-headings", most = budget::MOST_HEADINGS);
            self.desk.error(message, at.clone(), Some(msg!("markup-most-headings-hint")));
        }
        heading.id = self.heading_id(heading.id, &at);
        self.block(Block::Heading(heading));
    }

    // What links within the text lead to.

    /// The id of a heading, as it was typed.
    fn heading_id(&mut self, id: Option<String>, range: &Range<usize>) -> Option<String> {
        let id = id?;
        let valid = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
        if !valid || id.ends_with(['.', ':']) {
            let hint = msg!("markup-heading-id-hint");
            self.desk.loose(msg!("markup-heading-id", id = id), range.clone(), Some(hint));
            return None;
        }
        Some(id.nfc().collect())
    }

    /// What stands before the next text.
    pub(super) fn waiting_anchors(&mut self) -> Vec<Inline> {
        std::mem::take(&mut self.waiting).into_iter().map(Inline::Anchor).collect()
    }

    // The end.

    fn finish(mut self, units: Vec<String>, places: &Arc<Places>) -> (Reading, Vec<Range<usize>>) {
        for (label, span, within) in std::mem::take(&mut self.definitions) {
            if !self.used.contains(&label) {
                let hint = msg!("markup-reference-unused-hint", label = label);
                self.desk.within = within;
                self.desk.warn(msg!("markup-reference-unused", label = label), span, Some(hint));
            }
        }
        let blocks = self.pop().blocks;
        let mut labels = vec![String::new(); self.labels.len()];
        for (label, number) in self.labels {
            labels[number] = label;
        }
        let lang = self.desk.ctx.lang.to_string();
        let Desk { remarks, known, text, .. } = self.desk;
        let doc = Doc { lang, blocks, notes: self.notes, units: units.into(), places: places.clone() };
        let reading = Reading {
            doc,
            remarks,
            scopes: self.scopes,
            labels,
            referred: self.referred,
            lost: vec![],
            has_links: anchors::are_used(text),
            is_whole: !self.stopped,
        };
        (reading, known)
    }
}

/// Whether a block begins that takes a line of its own, or several.
fn is_block(event: &Event) -> bool {
    matches!(
        event,
        Event::Rule
            | Event::Start(
                Tag::Paragraph
                    | Tag::Item
                    | Tag::BlockQuote(_)
                    | Tag::CodeBlock(_)
                    | Tag::Table(_)
                    | Tag::DefinitionListTitle
                    | Tag::DefinitionListDefinition
            )
    )
}

/// Whether what stands between two signs of the dollar is no formula: the first belongs to a sum, or words of a sentence stand there.
fn is_money(text: &str, formula: &str, start: usize) -> bool {
    let after_figure = text[..start].ends_with(|c: char| c.is_ascii_digit());
    let is_prose = !formula.contains('\\') && formula.chars().any(|c| c.is_alphabetic() && is_vietnamese(c));
    after_figure || is_prose
}

/// Letters with marks of Vietnamese; formulas have Latin and Greek ones.
fn is_vietnamese(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}')
}
