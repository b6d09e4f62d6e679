//! From the parser's events to markup, block by block.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::account;
use super::anchors::Anchors;
use super::blocks::{self, Part};
use super::budget;
use super::desk::Desk;
use super::html::{self, Html};
use super::inlines::{Inlines, Mark, Picture, Role};
use super::meant::{self, Weight};
use super::notes::{Note, put_notes};
use super::numbers::is_day;
use super::out::Out;
use super::parts::Block;
use super::places::Places;
use super::{ConvertContext, Markup, SourceMap, escape, pasted, work};
use crate::carry;
use crate::content::{Rendered, kinds};
use crate::diag::Diagnostics;
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

/// A block that is open.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The blocks in it that are finished.
    pub(super) out: Out,
    /// Text not yet set.
    inlines: Inlines,
    /// The item is a task, done or not; its first paragraph is yet to come.
    task: Option<bool>,
    range: Range<usize>,
}

pub(super) enum FrameKind {
    Root,
    Block(Box<Block>),
    Paragraph,
    Heading { level: usize, id: Option<String>, excused: bool },
    Quote(Option<&'static str>),
    List { start: Option<u64>, items: Vec<(Number, Out)>, loose: bool },
    Item { number: Number, loose: bool },
    Footnote(String),
    Terms(Vec<(Out, Out)>),
    Term,
    Meaning,
    Table { columns: Vec<Alignment>, rows: Vec<Vec<Out>>, naming: Vec<Naming> },
    Row(Vec<Out>),
    Cell { excused: bool },
    Code { language: String, text: String },
    Html { text: String, lines: Vec<(usize, usize)> },
}

/// A column of a table whose numbers name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming {
    column: usize,
    names: pasted::Names,
    /// The number of the last row that has one.
    last: u64,
}

/// How an item of a list is numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    /// By the layout; what was typed in a list that is numbered.
    Own(u64),
    /// `1)`.
    Bracket(u64),
    /// As it was typed: `a)`, `đ)`, `1.1.`.
    Typed(String),
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

/// The conversion under way.
pub(super) struct Converter<'a> {
    pub(super) desk: Desk<'a>,
    frames: Vec<Frame>,
    pub(super) notes: Vec<Note>,
    /// Numbers of footnotes by label in lower case.
    pub(super) labels: HashMap<String, usize>,
    /// Level of the last heading.
    level: Option<usize>,
    /// Level of the first heading.
    first_level: Option<usize>,
    /// Blocks and headings so far, and cells of this table.
    blocks: usize,
    headings: usize,
    cells: usize,
    pub(super) anchors: Anchors,
    /// What items were numbered with where Markdown knows no such numbers, by their first byte.
    marks: BTreeMap<usize, String>,
    /// Definitions of links that were used, in lower case.
    referred: BTreeSet<String>,
    /// Where the last event ended: what lies between it and the end of a link is its target.
    last: usize,
    /// Definitions of links.
    definitions: Vec<(String, Range<usize>)>,
    /// HTML tags open that are dropped.
    tags: Vec<String>,
    /// Where the last part of the text ended.
    pub(super) seen: usize,
    /// Whether a block has told how to reach the issuer.
    pub(super) is_reached: bool,
    /// `:::` blocks open, of these that many are left out.
    pub(super) skipped: usize,
    /// Set when going on makes no sense.
    stopped: bool,
}

pub(super) fn convert(rendered: &Rendered, ctx: &ConvertContext, diags: &mut Diagnostics) -> Option<Markup> {
    let mut units: Vec<String> = ctx.facts.units();
    units.sort();
    units.dedup();
    let meant = meant::read(rendered);
    let rendered = meant.as_ref().map_or(rendered, |meant| &meant.rendered);
    let desk = Desk {
        ctx,
        text: &rendered.text,
        places: Places::new(rendered),
        diags,
        failed: false,
        reads: BTreeSet::new(),
        told: BTreeMap::new(),
        found: HashMap::new(),
        known: vec![],
        units,
    };
    let mut converter = Converter {
        desk,
        frames: vec![Frame::new(FrameKind::Root, 0..0)],
        notes: vec![],
        labels: HashMap::new(),
        level: None,
        first_level: None,
        blocks: 0,
        headings: 0,
        cells: 0,
        anchors: Anchors::new(&rendered.text),
        marks: BTreeMap::new(),
        referred: BTreeSet::new(),
        last: 0,
        definitions: vec![],
        tags: vec![],
        seen: 0,
        is_reached: false,
        skipped: 0,
        stopped: false,
    };
    if let Some(meant) = &meant {
        converter.marks.clone_from(&meant.marks);
        for ((message, range, hint), weight) in meant.told.iter().cloned() {
            match weight {
                Weight::Error => {
                    converter.desk.known.push(range.start..rendered.text.len());
                    converter.desk.error(message, range, hint);
                }
                Weight::Loose => converter.desk.loose(message, range, hint),
                Weight::Warning => converter.desk.warn(message, range, hint),
            }
        }
    }
    let (parts, mistakes) = blocks::split(&rendered.text);
    for (message, range, hint) in mistakes {
        converter.desk.known.push(range.clone());
        converter.desk.error(message, range, hint);
    }
    let definitions = definitions(&rendered.text, &parts);
    for part in parts {
        if let Part::Text(range) = &part {
            converter.seen = range.end;
        }
        match part {
            Part::Open(opening) => {
                converter.desk.known.push(opening.range.clone());
                converter.open_block(opening);
            }
            Part::Close => converter.close_block(),
            Part::Text(range) if converter.skipped == 0 => converter.markdown(range, &definitions),
            Part::Text(range) => converter.left_out(range),
        }
        if converter.stopped {
            converter.desk.tell_rest();
            return None;
        }
    }
    converter.finish(rendered)
}

/// The definitions of links and footnotes in all parts of a text that is in parts: each part may use those of the others.
fn definitions(text: &str, parts: &[Part]) -> Definitions {
    let mut found = Definitions::default();
    let texts = parts.iter().filter_map(|part| if let Part::Text(range) = part { Some(range) } else { None });
    if parts.len() < 2 || !text.contains("]:") {
        return found;
    }
    for range in texts {
        let part = &text[range.clone()];
        if !part.contains("]:") {
            continue;
        }
        let parser = Parser::new_ext(part, options()).into_offset_iter();
        for (label, definition) in parser.reference_definitions().iter() {
            found.add(label, part[definition.span.clone()].to_string());
        }
        for (event, _) in parser {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                found.add(&format!("^{label}"), format!("[^{label}]: x"));
            }
        }
    }
    found
}

/// Definitions of links and footnotes by their labels. The first of a label counts.
#[derive(Default)]
struct Definitions(BTreeMap<String, String>);

impl Definitions {
    fn add(&mut self, label: &str, definition: String) {
        self.0.entry(folded(label)).or_insert(definition);
    }

    /// Those that a part names: with all of them, many parts would cost as much as their square.
    fn named_in(&self, part: &str) -> String {
        let mut labels = BTreeSet::new();
        if !self.0.is_empty() {
            // A label holds no bracket.
            let openings = part.match_indices('[').map(|(at, _)| &part[at + 1..]);
            let inner = openings.filter_map(|rest| {
                rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']')).map(|end| &rest[..end])
            });
            labels.extend(inner.map(folded).filter(|label| self.0.contains_key(label)));
        }
        labels.iter().map(|label| format!("\n\n{}", self.0.get(label).map_or("", String::as_str))).collect()
    }
}

/// A label as labels are compared.
fn folded(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Frame {
    fn new(kind: FrameKind, range: Range<usize>) -> Self {
        Self { kind, out: Out::default(), inlines: Inlines::default(), task: None, range }
    }

    /// Appends a finished block.
    fn block(&mut self, block: Out) {
        if block.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            // A blank line in a tight item would push its text and the list in it apart.
            let tight = matches!(self.kind, FrameKind::Item { loose: false, .. });
            self.out.code(if tight { "\n" } else { "\n\n" });
        }
        self.out.append(block);
    }
}

impl<'a> Converter<'a> {
    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(FrameKind::Root, 0..0));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub(super) fn inlines(&mut self) -> &mut Inlines {
        &mut self.top().inlines
    }

    /// Sets the text gathered in the innermost frame and appends it as a block.
    fn flush(&mut self) {
        if self.top().inlines.is_empty() {
            return;
        }
        let role = match self.top().kind {
            FrameKind::Heading { excused, .. } => Role { heading: true, excused },
            FrameKind::Cell { excused } => Role { heading: false, excused },
            _ => Role::default(),
        };
        let inlines = std::mem::take(self.inlines());
        let before = self.waiting_anchors();
        let mut out = inlines.finish(&mut self.desk, role);
        if !before.is_empty() {
            let said = std::mem::take(&mut out);
            out.wrap(&before, said, "");
        }
        if let Some(done) = self.top().task.take() {
            let mut task = Out::default();
            task.wrap(&format!("#task({done})["), out, "]");
            out = task;
        }
        self.top().block(out);
    }

    pub(super) fn push(&mut self, kind: FrameKind, range: Range<usize>) {
        self.flush();
        self.frames.push(Frame::new(kind, range));
        self.check_nesting();
    }

    pub(super) fn pop(&mut self) -> Frame {
        self.flush();
        self.frames.pop().unwrap_or_else(|| Frame::new(FrameKind::Root, 0..0))
    }

    /// Appends a finished block to the innermost frame.
    pub(super) fn block(&mut self, block: Out) {
        self.flush();
        self.top().block(block);
    }

    fn check_nesting(&mut self) {
        let cost = |frame: &Frame| match frame.kind {
            FrameKind::Quote(_) | FrameKind::Block(_) => QUOTE_COST,
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

    /// A stretch that this output does not set; notes and links that it uses are not without use.
    fn left_out(&mut self, range: Range<usize>) {
        let text: &'a str = self.desk.text;
        for (at, _) in text[range.clone()].match_indices('[') {
            let label = text[range.start + at + 1..range.end].split([']', '[', '\n']).next().unwrap_or("");
            self.referred.insert(label.to_lowercase());
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
                    self.definitions.push((label.to_lowercase(), span));
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
                    self.inlines().text(typed, text, at);
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
                let mut out = Out::default();
                out.code("#divider()");
                self.block(out);
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
                let excused = classes.iter().any(|class| &**class == "nofact");
                for class in classes.iter().filter(|class| &***class != "nofact") {
                    self.desk.loose(msg!("markup-heading-attribute", key = format!(".{class}")), at.clone(), None);
                }
                for (key, _) in attrs {
                    self.desk.loose(msg!("markup-heading-attribute", key = key), at.clone(), None);
                }
                let id = id.map(|id| carry::plain(&id));
                self.push(FrameKind::Heading { level: level as usize, id, excused }, at);
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
            Tag::List(start) => self.push(FrameKind::List { start, items: vec![], loose: false }, at),
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
                self.push(FrameKind::Table { columns, rows: vec![], naming: vec![] }, at);
            }
            Tag::TableHead | Tag::TableRow => self.push(FrameKind::Row(vec![]), at),
            Tag::TableCell => self.push(FrameKind::Cell { excused: false }, at),
            Tag::Emphasis => self.inlines().open(Mark::Emph, at.start),
            Tag::Strong => self.inlines().open(Mark::Strong, at.start),
            Tag::Strikethrough => self.inlines().open(Mark::Strike, at.start),
            Tag::Superscript => self.inlines().open(Mark::Super, at.start),
            Tag::Subscript => self.inlines().open(Mark::Sub, at.start),
            Tag::Link { link_type, dest_url, id, .. } => {
                self.referred.insert(id.to_lowercase());
                let mark = self.link(link_type, &carry::plain(&dest_url), at.clone());
                self.inlines().open(mark, at.start);
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.referred.insert(id.to_lowercase());
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
            return Mark::Anchor(self.link_to(id, at));
        }
        let url = if kind == LinkType::Email { format!("mailto:{url}") } else { url.to_string() };
        match scheme(&url) {
            Some("http" | "https" | "mailto" | "tel") if url.len() <= 2000 => Mark::Link(escape::literal(&ascii(&url))),
            Some(_) => {
                self.desk.warn(msg!("markup-link-scheme", url = url), at, Some(msg!("markup-link-scheme-hint")));
                Mark::Text
            }
            None => {
                self.desk.warn(msg!("markup-link-relative", url = url), at, Some(msg!("markup-link-relative-hint")));
                Mark::Text
            }
        }
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        let mut said = String::new();
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
                if matches!(self.top().kind, FrameKind::Heading { excused: true, .. }) {
                    self.inlines().unbracket_end();
                }
                self.desk.known.push(self.last..at.end);
                said = self.inlines().said();
            }
            TagEnd::TableCell => self.name_row(),
            _ => {}
        }
        let Frame { kind, out, range, .. } = self.pop();
        match kind {
            FrameKind::Root | FrameKind::Block(_) | FrameKind::Html { .. } => {}
            FrameKind::Paragraph => self.block(out),
            FrameKind::Heading { level, id, .. } => self.end_heading(level, id, &said, out, range),
            FrameKind::Quote(kind) => {
                let mut quote = Out::default();
                match kind {
                    None => quote.wrap("#quote(block: true)[", out, "]"),
                    Some(kind) if self.is_set(kind, range.clone()) => {
                        let title = kinds::alert_title(kind, self.desk.ctx.lang).unwrap_or("");
                        quote.wrap(&format!("#part(\"{kind}\", title: [{title}])["), out, "]");
                    }
                    Some(_) => self.desk.known.push(range),
                }
                self.block(quote);
            }
            FrameKind::List { start, items, loose } => {
                if let FrameKind::Block(block) = &mut self.top().kind {
                    block.lists.push(items.len());
                }
                let list = list(start, items, loose);
                self.block(list);
            }
            FrameKind::Item { number, loose: item_loose } => {
                if let FrameKind::List { items, loose, .. } = &mut self.top().kind {
                    *loose |= item_loose;
                    items.push((number, out));
                }
            }
            FrameKind::Footnote(label) => {
                let number = self.note_number(&label);
                if self.notes[number].content.is_some() {
                    self.desk.error(msg!("markup-footnote-twice", label = label), range.start..range.start + 1, None);
                } else if out.notes.is_empty() {
                    self.notes[number].content = Some(out);
                    self.notes[number].definition = Some(range);
                } else {
                    self.notes[number].content = Some(Out::default());
                    self.desk.error(msg!("markup-footnote-nested", label = label), range.start..range.start + 1, None);
                }
            }
            FrameKind::Term => {
                if let FrameKind::Terms(terms) = &mut self.top().kind {
                    terms.push((out, Out::default()));
                }
            }
            FrameKind::Meaning => {
                if let FrameKind::Terms(terms) = &mut self.top().kind
                    && let Some((_, meaning)) = terms.last_mut()
                {
                    if !meaning.is_empty() {
                        meaning.code("\n\n");
                    }
                    meaning.append(out);
                }
            }
            FrameKind::Terms(terms) => {
                let mut list = Out::default();
                list.code("#terms(");
                for (term, meaning) in terms {
                    list.wrap("\n  terms.item([", term, "], ");
                    list.wrap("[", meaning, "]),");
                }
                list.code("\n)");
                self.block(list);
            }
            FrameKind::Cell { .. } => {
                self.cells += 1;
                if self.cells == budget::MOST_CELLS + 1 {
                    let message = msg!("markup-most-cells", most = budget::MOST_CELLS);
                    self.desk.error(message, range, Some(msg!("markup-most-cells-hint")));
                }
                if let FrameKind::Row(cells) = &mut self.top().kind {
                    cells.push(out);
                }
            }
            FrameKind::Row(cells) => {
                if let FrameKind::Table { rows, .. } = &mut self.top().kind {
                    rows.push(cells);
                }
            }
            FrameKind::Table { columns, rows, .. } => {
                let table = table(&columns, rows);
                self.block(table);
            }
            FrameKind::Code { language, text } => {
                let mut code = Out::default();
                code.code("#raw(block: true, ");
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_' | '.');
                if !language.is_empty() && language.chars().all(plain) {
                    code.code(&format!("lang: {}, ", escape::literal(&language)));
                }
                self.desk.known.push(range.clone());
                code.literal(text.strip_suffix('\n').unwrap_or(&text), range);
                code.code(")");
                self.block(code);
            }
        }
    }

    /// The numbers of a column called “STT” or “Đợt” count the rows, the days of one called “Ngày” are days: they say nothing of the
    /// world.
    fn name_row(&mut self) {
        let said = self.inlines().said();
        let said = said.trim();
        let [.., table, row, cell] = self.frames.as_mut_slice() else { return };
        let (FrameKind::Table { rows, naming, .. }, FrameKind::Row(cells), FrameKind::Cell { excused }) =
            (&mut table.kind, &row.kind, &mut cell.kind)
        else {
            return;
        };
        // `(1)`, `(2)`, `(3)` below the head number the columns.
        *excused = rows.len() == 1
            && said.strip_prefix('(').and_then(|said| said.strip_suffix(')')) == Some(&(cells.len() + 1).to_string());
        if rows.is_empty() {
            let names = pasted::names_rows(said);
            // Rows are counted in front of them; behind, `Lớp` says how many.
            let names = names.filter(|names| *names == pasted::Names::Days || cells.is_empty());
            naming.extend(names.map(|names| Naming { column: cells.len(), names, last: 0 }));
        } else if let Some(naming) = naming.iter_mut().find(|naming| naming.column == cells.len()) {
            let is_name = match naming.names {
                pasted::Names::Rows => said
                    .trim_end_matches('.')
                    .parse()
                    .is_ok_and(|number: u64| number == naming.last + 1 || number == naming.last && number > 0),
                pasted::Names::Days => is_day(said),
            };
            *excused |= is_name;
            if is_name {
                naming.last = said.trim_end_matches('.').parse().unwrap_or(naming.last);
            }
        }
    }

    fn end_heading(&mut self, level: usize, id: Option<String>, said: &str, mut out: Out, range: Range<usize>) {
        if out.is_empty() {
            self.desk.warn(msg!("markup-heading-empty"), range, None);
            return;
        }
        self.headings += 1;
        if self.headings == budget::MOST_HEADINGS + 1 {
            let message = msg!("markup-most-headings", most = budget::MOST_HEADINGS);
            self.desk.error(message, range.clone(), Some(msg!("markup-most-headings-hint")));
        }
        let deepest = self.level.map_or(2, |last| last + 1);
        if level > deepest {
            let (message, hint) = match self.level {
                None => (msg!("markup-heading-first", level = level), msg!("markup-heading-first-hint")),
                Some(last) => (
                    msg!("markup-heading-skipped", level = level, last = last),
                    msg!("markup-heading-skipped-hint", marks = "#".repeat(deepest)),
                ),
            };
            self.desk.loose(message, range.clone(), Some(hint));
        }
        // PDF/UA-1 has no gaps between levels: on a screen the heading stands on the next one. Nor does anything stand above
        // the first: the highest level of a text follows its title, so that a lower one before it would leave a gap.
        let first = *self.first_level.get_or_insert(level.min(deepest));
        if level < first {
            let hint = msg!("markup-heading-above-hint", marks = "#".repeat(first));
            self.desk.warn(msg!("markup-heading-above", level = level, first = first), range.clone(), Some(hint));
        }
        let level = level.clamp(first.min(deepest), deepest);
        self.level = Some(level);
        for id in self.heading_ids(id, said, &range) {
            out.code(&self.anchor(&id));
        }
        let mut heading = Out::default();
        heading.wrap(&format!("#heading(depth: {level})["), out, "]");
        self.block(heading);
    }

    // Raw HTML.

    fn html_line(&mut self, line: &str, at: Range<usize>) {
        if let FrameKind::Html { text, lines } = &mut self.top().kind {
            lines.push((text.len(), at.start));
            text.push_str(line);
        }
    }

    fn end_html(&mut self) {
        let Frame { kind: FrameKind::Html { text, lines }, .. } = self.pop() else { return };
        self.push(FrameKind::Paragraph, 0..0);
        self.html(&text, &lines, true);
        let paragraph = self.pop();
        self.block(paragraph.out);
    }

    /// What a range of raw HTML was typed as is told of or set.
    fn account_html(&mut self, range: Range<usize>, lines: &[(usize, usize)]) {
        let first = lines.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        for (n, (start, source)) in
            lines.iter().enumerate().skip(first).take_while(|(_, (start, _))| *start < range.end)
        {
            let end = lines.get(n + 1).map_or(range.end, |(next, _)| range.end.min(*next));
            let from = range.start.max(*start);
            self.desk.known.push(source + (from - start)..source + (end.max(from) - start));
        }
    }

    /// Takes raw HTML apart. `lines` maps offsets in it to offsets in the rendered text.
    fn html(&mut self, html: &str, lines: &[(usize, usize)], block: bool) {
        let mut warned = false;
        let mut marked = false;
        let mut hidden = None;
        let parts = html::split(html);
        let ends: Vec<usize> = parts.iter().map(|(_, offset)| *offset).collect();
        for (n, (part, offset)) in parts.into_iter().enumerate() {
            let line = lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            let at = lines.get(line).map_or(0, |(start, source)| source + offset - start);
            let length = html[offset..].find('>').map_or(1, |i| i + 1);
            work::step(length);
            let whole = ends.get(n + 1).copied().unwrap_or(html.len());
            self.account_html(offset..whole, lines);
            if let Some(name) = &hidden {
                // What a script or a style sheet holds is no text.
                if matches!(&part, Html::Other(other) if other == name) {
                    hidden = None;
                }
                continue;
            }
            match part {
                Html::Comment => {
                    // A comment is meant not to be printed; what another program would run or declare may not be.
                    if !html[offset..].starts_with("<!--") {
                        let end = at + (whole - offset).min(length);
                        self.desk.warn(
                            msg!("markup-html-left-out", tag = "<?"),
                            at..end,
                            Some(msg!("markup-html-hint")),
                        );
                    }
                }
                Html::Break => self.inlines().hard_break(at),
                Html::Open(known) => self.inlines().open_html(known, at),
                Html::Close(known) => {
                    if !self.inlines().close_html(known, at) && !warned {
                        warned = true;
                        self.desk.warn(msg!("markup-html-close"), at..at + length, None);
                    }
                }
                Html::Text(text) => {
                    if block
                        && !marked
                        && let Some(at_mark) = markdown_in(&html[offset..whole])
                    {
                        marked = true;
                        let at = at + at_mark;
                        self.desk.warn(
                            msg!("markup-html-markdown"),
                            at..at + 1,
                            Some(msg!("markup-html-markdown-hint")),
                        );
                    }
                    let text = if self.inlines().is_empty() { text.trim_start() } else { &text };
                    self.inlines().raw(text, at);
                }
                Html::Anchor(id) => {
                    self.tags.push("a".into());
                    self.tag_anchor(&id, at);
                }
                Html::Other(name) => {
                    let closes = html[offset..].starts_with("</");
                    let told = closes && self.tags.pop_if(|tag| *tag == name).is_some();
                    if !closes {
                        self.tags.push(name.clone());
                    }
                    if !warned && !told {
                        warned = true;
                        let message = match block && matches!(name.as_str(), "script" | "style") {
                            true => msg!("markup-html-left-out", tag = name),
                            false => msg!("markup-html", tag = name),
                        };
                        self.desk.warn(message, at..at + length, Some(msg!("markup-html-hint")));
                    }
                    if block {
                        if matches!(name.as_str(), "script" | "style") && !closes {
                            hidden = Some(name);
                        } else if !self.inlines().is_empty() {
                            self.inlines().plain(" ", at);
                        }
                    }
                }
            }
        }
    }

    // The end.

    fn finish(mut self, rendered: &Rendered) -> Option<Markup> {
        self.check_links();
        for (label, span) in std::mem::take(&mut self.definitions) {
            if !self.referred.contains(&label) {
                let hint = msg!("markup-reference-unused-hint", label = label);
                self.desk.warn(msg!("markup-reference-unused", label = label), span, Some(hint));
            }
        }
        let mut labels: Vec<(String, usize)> = std::mem::take(&mut self.labels).into_iter().collect();
        labels.sort();
        for (label, number) in labels {
            let note = &self.notes[number];
            if let (None, Some(at)) = (&note.content, note.reference.clone()) {
                let hint = msg!("markup-footnote-undefined-hint", label = label);
                self.desk.error(msg!("markup-footnote-undefined", label = label), at, Some(hint));
            }
            if let (None, Some(at)) = (&note.reference, note.definition.clone()) {
                self.desk.known.push(at.clone());
                if self.referred.contains(&format!("^{label}")) {
                    continue;
                }
                let line = self.desk.text[at.clone()].find('\n').unwrap_or(at.len());
                let hint = msg!("markup-footnote-unused-hint", label = label);
                let message = msg!("markup-footnote-unused", label = label);
                self.desk.warn(message, at.start..at.start + line, Some(hint));
            }
        }
        let body = self.pop().out;
        if self.desk.failed {
            self.desk.tell_rest();
            return None;
        }
        let body = put_notes(body, self.notes, rendered);
        let known = std::mem::take(&mut self.desk.known).into_iter();
        let known = known.chain(body.map.iter().map(|(_, source)| source.clone())).collect();
        for range in account::lost(self.desk.text, known) {
            let words = self.desk.text.get(range.clone()).unwrap_or_default().to_string();
            self.desk.warn(msg!("markup-lost", words = words), range, Some(msg!("markup-lost-hint")));
        }
        self.desk.tell_rest();
        let mut map = SourceMap::default();
        for (range, source) in body.map {
            if let Some(place) = self.desk.places.get(source) {
                map.push(range, place);
            }
        }
        Some(Markup { text: body.text, map, reads: self.desk.reads.into_iter().collect() })
    }
}

/// The scheme of a URL, if it has one.
pub(super) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !valid {
        return None;
    }
    // Schemes are written in any case; ours are compared in lower case.
    ["http", "https", "mailto", "tel"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).or(Some(scheme))
}

fn table(columns: &[Alignment], rows: Vec<Vec<Out>>) -> Out {
    let mut out = Out::default();
    let align: Vec<&str> = columns
        .iter()
        .map(|column| match column {
            Alignment::None => "auto",
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        })
        .collect();
    out.code(&format!("#table(columns: {}, align: ({},),", columns.len(), align.join(", ")));
    for (n, row) in rows.into_iter().enumerate() {
        out.code(if n == 0 { "\n  table.header(" } else { "\n  " });
        let missing = columns.len().saturating_sub(row.len());
        let cells = row.into_iter().chain(std::iter::repeat_with(Out::default).take(missing));
        for (i, cell) in cells.enumerate() {
            out.wrap(if i > 0 { ", [" } else { "[" }, cell, "]");
        }
        out.code(if n == 0 { ")," } else { "," });
    }
    out.code("\n)");
    out
}

/// Numbers that do not follow one another stand as they were typed. A list of one number repeated leaves counting to the program.
fn keep_numbers(items: &mut [(Number, Out)]) {
    let of = |number: &Number| match number {
        Number::Own(n) => Some((*n, '.')),
        Number::Bracket(n) => Some((*n, ')')),
        Number::Typed(_) => None,
    };
    let Some(typed) = items.iter().map(|(number, _)| of(number)).collect::<Option<Vec<_>>>() else { return };
    let follow = |pair: &[(u64, char)]| pair[0].0.checked_add(1) == Some(pair[1].0);
    let repeat = |pair: &[(u64, char)]| pair[0].0 == pair[1].0;
    if typed.windows(2).all(follow) || typed.windows(2).all(repeat) {
        return;
    }
    for ((number, _), (n, sign)) in items.iter_mut().zip(typed) {
        *number = Number::Typed(format!("{n}{sign}"));
    }
}

/// A list; more than one where items are numbered in more than one way.
fn list(start: Option<u64>, mut items: Vec<(Number, Out)>, loose: bool) -> Out {
    let mut out = Out::default();
    if start.is_some() {
        keep_numbers(&mut items);
    }
    let mut items = items.into_iter().peekable();
    while let Some((number, first)) = items.next() {
        if !out.is_empty() {
            out.code("\n\n");
        }
        let mut same = vec![first];
        let mut marks = vec![number.clone()];
        while let Some((number, item)) = items.next_if(|(next, _)| next.goes_with(&number)) {
            marks.push(number);
            same.push(item);
        }
        out.code(if start.is_some() { "#enum(" } else { "#list(" });
        let first = match &number {
            Number::Own(_) => start.unwrap_or(1),
            Number::Bracket(first) => {
                out.code("numbering: n => strong(numbering(\"1)\", n)), ");
                *first
            }
            Number::Typed(_) => {
                let typed = marks.iter().map(|mark| match mark {
                    Number::Typed(mark) => escape::literal(mark),
                    _ => escape::literal(""),
                });
                let typed: Vec<String> = typed.collect();
                out.code(&format!("numbering: n => strong(({},).at(n - 1, default: \"\")), ", typed.join(", ")));
                1
            }
        };
        if start.is_some() && first != 1 {
            out.code(&format!("start: {first}, "));
        }
        if loose {
            out.code("tight: false,");
        }
        for item in same {
            out.wrap("\n  [", item, "],");
        }
        out.code("\n)");
    }
    out
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

/// An address as it may stand in a PDF: what is not ASCII is written by its bytes.
pub(super) fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Where Markdown seems to be meant in the text of an HTML block.
fn markdown_in(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start();
        let at = start + line.len() - content.len();
        if ["# ", "## ", "### ", "- ", "* ", "| ", "> ", "1. "].iter().any(|mark| content.starts_with(mark)) {
            return Some(at);
        }
        if let Some((before, _)) = line.split_once("**").filter(|(_, rest)| rest.contains("**")) {
            return Some(start + before.len());
        }
        if let Some(i) = line.find("](") {
            return Some(start + i);
        }
        start += line.len();
    }
    None
}
