//! From the parser's events to markup, block by block.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Attribute, Opening, Part};
use super::desk::Desk;
use super::html::{self, Html};
use super::inlines::{Inlines, Mark, Picture, Role};
use super::kinds::{self, Shape};
use super::out::Out;
use super::places::Places;
use super::{ConvertContext, Markup, SourceMap, escape, qr};
use crate::carry;
use crate::content::{Fact, Rendered};
use crate::diag::{Diagnostics, did_you_mean};
use crate::msg;

/// Typst nests about 16 quotes or 30 lists; these stay below, also where they are mixed.
const MAX_QUOTES: usize = 12;
const MAX_LISTS: usize = 20;
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
struct Frame {
    kind: FrameKind,
    /// The blocks in it that are finished.
    out: Out,
    /// Text not yet set.
    inlines: Inlines,
    /// The item is a task, done or not; its first paragraph is yet to come.
    task: Option<bool>,
    range: Range<usize>,
}

enum FrameKind {
    Root,
    Block(Box<Block>),
    Paragraph,
    Heading { level: usize, id: Option<String>, excused: bool },
    Quote(Option<&'static str>),
    List { start: Option<u64>, items: Vec<Out>, loose: bool },
    Item { loose: bool },
    Footnote(String),
    Terms(Vec<(Out, Out)>),
    Term,
    Meaning,
    Table { columns: Vec<Alignment>, rows: Vec<Vec<Out>> },
    Row(Vec<Out>),
    Cell,
    Code { language: String, text: String },
    Html { text: String, lines: Vec<(usize, usize)> },
}

/// A `:::` block that is open.
struct Block {
    opening: Opening,
    /// Numbers of items of the lists directly in it.
    lists: Vec<usize>,
}

/// A footnote by its label.
#[derive(Default)]
struct Note {
    content: Option<Out>,
    /// Where it was first referred to.
    reference: Option<Range<usize>>,
    references: usize,
}

struct Converter<'a> {
    desk: Desk<'a>,
    frames: Vec<Frame>,
    notes: Vec<Note>,
    /// Numbers of footnotes by label in lower case.
    labels: HashMap<String, usize>,
    /// Level of the last heading.
    level: Option<usize>,
    ids: BTreeMap<String, Range<usize>>,
    /// Links to headings.
    anchors: Vec<(String, Range<usize>)>,
    /// HTML tags open that are dropped.
    tags: Vec<String>,
    /// `:::` blocks open, of these that many are left out.
    skipped: usize,
    /// Set when going on makes no sense.
    stopped: bool,
}

pub(super) fn convert(rendered: &Rendered, ctx: &ConvertContext, diags: &mut Diagnostics) -> Option<Markup> {
    let mut units: Vec<String> = ctx.facts.values().filter_map(|fact| fact.unit.clone()).collect();
    units.sort();
    units.dedup();
    let desk =
        Desk { ctx, text: &rendered.text, places: Places::new(rendered), diags, failed: false, reads: vec![], units };
    let mut converter = Converter {
        desk,
        frames: vec![Frame::new(FrameKind::Root, 0..0)],
        notes: vec![],
        labels: HashMap::new(),
        level: None,
        ids: BTreeMap::new(),
        anchors: vec![],
        tags: vec![],
        skipped: 0,
        stopped: false,
    };
    let (parts, mistakes) = blocks::split(&rendered.text);
    for (message, range, hint) in mistakes {
        converter.desk.error(message, range, hint);
    }
    let stubs = definitions(&rendered.text, &parts);
    for part in parts {
        match part {
            Part::Open(opening) => converter.open_block(opening),
            Part::Close => converter.close_block(),
            Part::Text(range) if converter.skipped == 0 => converter.markdown(range, &stubs),
            Part::Text(_) => {}
        }
        if converter.stopped {
            return None;
        }
    }
    converter.finish(rendered)
}

/// The definitions of links and footnotes in all parts of a text that is in parts: each part may use those of the others.
fn definitions(text: &str, parts: &[Part]) -> String {
    let mut found = String::new();
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
        let mut links: Vec<Range<usize>> = parser.reference_definitions().iter().map(|(_, d)| d.span.clone()).collect();
        links.sort_by_key(|span| span.start);
        for span in links {
            found.push_str(&part[span]);
            found.push_str("\n\n");
        }
        for (event, _) in parser {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                found.push_str(&format!("[^{label}]: x\n\n"));
            }
        }
    }
    found
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
            let tight = matches!(self.kind, FrameKind::Item { loose: false });
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

    fn inlines(&mut self) -> &mut Inlines {
        &mut self.top().inlines
    }

    /// Sets the text gathered in the innermost frame and appends it as a block.
    fn flush(&mut self) {
        if self.top().inlines.is_empty() {
            return;
        }
        let role = match self.top().kind {
            FrameKind::Heading { excused, .. } => Role { heading: true, excused },
            _ => Role::default(),
        };
        let inlines = std::mem::take(self.inlines());
        let mut out = inlines.finish(&mut self.desk, role);
        if let Some(done) = self.top().task.take() {
            let mut task = Out::default();
            task.wrap(&format!("#task({done})["), out, "]");
            out = task;
        }
        self.top().block(out);
    }

    fn push(&mut self, kind: FrameKind, range: Range<usize>) {
        self.flush();
        self.frames.push(Frame::new(kind, range));
        self.check_nesting();
    }

    fn pop(&mut self) -> Frame {
        self.flush();
        self.frames.pop().unwrap_or_else(|| Frame::new(FrameKind::Root, 0..0))
    }

    /// Appends a finished block to the innermost frame.
    fn block(&mut self, block: Out) {
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

    // Blocks of our own.

    fn open_block(&mut self, opening: Opening) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let wanted = self.is_wanted(&opening);
        let set = self.check_block(&opening);
        if !wanted || !set {
            self.skipped = 1;
            return;
        }
        let range = opening.range.clone();
        self.push(FrameKind::Block(Box::new(Block { opening, lists: vec![] })), range);
    }

    /// Whether the block is for this format and audience.
    fn is_wanted(&mut self, opening: &Opening) -> bool {
        let ctx = self.desk.ctx;
        let mut wanted = true;
        for (key, this, known) in [("formats", ctx.format, ctx.formats), ("audiences", ctx.audience, ctx.audiences)] {
            let Some(attribute) = opening.get(key) else { continue };
            let names: Vec<&str> = attribute.value.split([',', ' ']).filter(|name| !name.is_empty()).collect();
            for name in &names {
                if !known.is_empty() && !known.contains(name) {
                    let hint = did_you_mean(name, known.iter().copied());
                    let hint = hint.map(|name| msg!("markup-did-you-mean", name = name));
                    let message = match key {
                        "formats" => msg!("markup-unknown-format", name = name),
                        _ => msg!("markup-unknown-audience", name = name),
                    };
                    self.desk.error(message, attribute.value_range.clone(), hint);
                }
            }
            wanted &= names.contains(&this);
        }
        wanted
    }

    /// Whether the format sets the block. Reports what is wrong with its first line.
    fn check_block(&mut self, opening: &Opening) -> bool {
        let mut known: Vec<&str> = kinds::COMMON.to_vec();
        let mut set = true;
        if let Some(name) = &opening.kind {
            let Some(kind) = kinds::find(name) else {
                let hint = did_you_mean(name, kinds::KINDS.iter().map(|k| k.name));
                let hint = hint.map(|name| msg!("markup-did-you-mean", name = name));
                self.desk.error(msg!("markup-block-kind", kind = name), opening.kind_range.clone(), hint);
                return true;
            };
            known.extend(kind.attributes);
            set = self.is_set(kind.name, opening.range.clone());
            if let Some(required) = kind.required.filter(|key| opening.get(key).is_none()) {
                let message = msg!("markup-block-needs", kind = name, key = required);
                self.desk.error(
                    message,
                    opening.range.clone(),
                    Some(msg!("markup-block-needs-hint", kind = name, key = required)),
                );
            }
        } else {
            known.retain(|key| *key != "title");
        }
        for attribute in &opening.attributes {
            if !known.contains(&attribute.key.as_str()) {
                let hint = match did_you_mean(&attribute.key, known.iter().copied()) {
                    Some(name) => msg!("markup-did-you-mean", name = name),
                    None => msg!("markup-block-attribute-hint", keys = known.join("`, `")),
                };
                let message = msg!("markup-block-attribute", key = attribute.key);
                self.desk.error(message, attribute.key_range.clone(), Some(hint));
            }
        }
        set
    }

    /// Whether the format sets blocks of a kind; a block that it leaves out is told of, notes are not.
    fn is_set(&mut self, kind: &str, range: Range<usize>) -> bool {
        let set = self.desk.ctx.blocks.iter().any(|block| block == kind);
        if !set && kind != "notes" {
            let message = msg!("markup-block-unset", kind = kind, format = self.desk.ctx.format);
            self.desk.warn(message, range, Some(msg!("markup-block-unset-hint", format = self.desk.ctx.format)));
        }
        set
    }

    fn close_block(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Frame { kind: FrameKind::Block(block), out: body, .. } = self.pop() else { return };
        let Block { opening, lists } = *block;
        let Some(name) = &opening.kind else {
            self.block(body);
            return;
        };
        let wanted = match kinds::find(name).map(|kind| kind.shape) {
            Some(Shape::List) if lists.is_empty() => Some(msg!("markup-block-list", kind = name)),
            Some(Shape::Pair) if lists != [2] => Some(msg!("markup-block-pair", kind = name)),
            _ => None,
        };
        if let Some(message) = wanted {
            self.desk.error(message, opening.range.clone(), Some(msg!("markup-block-list-hint")));
        }
        let mut out = Out::default();
        out.code("#part(");
        out.code(&escape::literal(name));
        if let Some(title) = opening.get("title") {
            let mut inlines = Inlines::default();
            inlines.text(&self.desk.text[title.value_range.clone()], self.desk.text, title.value_range.clone());
            let title = inlines.finish(&mut self.desk, Role { heading: true, excused: false });
            out.wrap(", title: [", title, "]");
        } else if let Some(title) = kinds::alert_title(name) {
            out.code(&format!(", title: [{title}]"));
        }
        self.attributes(&mut out, &opening);
        if let Some(facts) = opening.get("facts").or(opening.get("fact")) {
            let facts = self.facts(facts);
            out.code(&format!(", facts: ({facts})"));
        }
        out.wrap(")[", body, "]");
        self.block(out);
    }

    fn attributes(&mut self, out: &mut Out, opening: &Opening) {
        let own =
            |a: &&Attribute| !kinds::COMMON.contains(&a.key.as_str()) && !matches!(a.key.as_str(), "fact" | "facts");
        let mut entries: Vec<(String, String, Range<usize>)> = vec![];
        for attribute in opening.attributes.iter().filter(own) {
            let range = attribute.value_range.clone();
            if attribute.key == "url" {
                if !matches!(scheme(&attribute.value), Some("http" | "https" | "mailto" | "tel")) {
                    let message = msg!("markup-qr-url", url = attribute.value);
                    self.desk.error(message, range.clone(), Some(msg!("markup-qr-url-hint")));
                }
                match qr::modules(&attribute.value) {
                    Some(modules) => entries.push(("modules".into(), modules, range.clone())),
                    None => self.desk.error(msg!("markup-qr-long"), range.clone(), None),
                }
            }
            entries.push((attribute.key.clone(), attribute.value.clone(), range));
        }
        if entries.is_empty() {
            return;
        }
        entries.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        out.code(", attrs: (");
        for (i, (key, value, range)) in entries.into_iter().enumerate() {
            out.code(if i > 0 { ", " } else { "" });
            out.code(&escape::literal(&key));
            out.code(": ");
            out.literal(&value, range);
        }
        out.code(")");
    }

    /// The facts that an attribute names, as Typst dictionaries.
    fn facts(&mut self, attribute: &Attribute) -> String {
        let ctx = self.desk.ctx;
        let mut code = String::new();
        let mut from = 0;
        let raw = carry::plain(&self.desk.text[attribute.value_range.clone()]);
        for id in raw.split([' ', ',']) {
            let start = attribute.value_range.start + from;
            from += id.len() + 1;
            if id.is_empty() {
                continue;
            }
            // Offsets are exact unless the ids came from a hole: then the whole value is meant.
            let exact = raw.len() == attribute.value_range.len();
            let range = if exact { start..start + id.len() } else { attribute.value_range.clone() };
            let Some(fact) = ctx.facts.get(id) else {
                let hint = did_you_mean(id, ctx.facts.keys().map(String::as_str));
                let hint = hint.map(|name| msg!("markup-did-you-mean", name = name));
                self.desk.error(msg!("markup-fact-unknown", id = id), range, hint);
                continue;
            };
            if let Some(horizon) = fact.horizon.filter(|horizon| *horizon < ctx.year) {
                let message = msg!("markup-fact-past", id = id, horizon = horizon, year = ctx.year);
                self.desk.warn(message, range, None);
            }
            code.push_str(&fact_code(fact, ctx.source));
            code.push_str(", ");
        }
        if from == 0 || raw.trim().is_empty() {
            self.desk.error(msg!("markup-fact-none"), attribute.value_range.clone(), None);
        }
        code.trim_end_matches(' ').to_string()
    }

    // Markdown.

    fn markdown(&mut self, range: Range<usize>, stubs: &str) {
        let text: &'a str = self.desk.text;
        let part = &text[range.clone()];
        let source: Cow<str> = if stubs.is_empty() || !part.contains('[') {
            Cow::Borrowed(part)
        } else {
            Cow::Owned(format!("{part}\n\n{stubs}"))
        };
        let parser = Parser::new_ext(&source, options()).into_offset_iter();
        for (event, at) in parser {
            if at.start >= part.len() {
                continue;
            }
            let at = range.start + at.start..range.start + at.end.min(part.len());
            self.event(event, at);
            if self.stopped {
                return;
            }
        }
        self.flush();
    }

    fn event(&mut self, event: Event, at: Range<usize>) {
        let text: &'a str = self.desk.text;
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(it) => match &mut self.top().kind {
                FrameKind::Code { text, .. } => text.push_str(&carry::plain(&it)),
                FrameKind::Html { .. } => self.html_line(&it, at),
                _ => self.inlines().text(&it, text, at),
            },
            Event::Code(code) => {
                let code = carry::plain(&code);
                self.inlines().code(code, at.start);
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
            Event::FootnoteReference(label) => self.footnote_reference(&label, at),
            Event::SoftBreak => self.inlines().soft_break(at.start),
            Event::HardBreak => self.inlines().hard_break(at.start),
            Event::Rule => {
                let mut out = Out::default();
                out.code("#divider()");
                self.block(out);
            }
            Event::TaskListMarker(done) => self.top().task = Some(done),
        }
    }

    fn start(&mut self, tag: Tag, at: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let task = self.top().task.take();
                if let FrameKind::Item { loose } = &mut self.top().kind {
                    *loose = true;
                }
                self.push(FrameKind::Paragraph, at);
                self.top().task = task;
            }
            Tag::Heading { level, id, classes, attrs } => {
                let excused = classes.iter().any(|class| &**class == "nofact");
                for class in classes.iter().filter(|class| &***class != "nofact") {
                    self.desk.error(msg!("markup-heading-attribute", key = format!(".{class}")), at.clone(), None);
                }
                for (key, _) in attrs {
                    self.desk.error(msg!("markup-heading-attribute", key = key), at.clone(), None);
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
            Tag::Item => self.push(FrameKind::Item { loose: false }, at),
            Tag::FootnoteDefinition(label) => self.push(FrameKind::Footnote(label.to_lowercase()), at),
            Tag::DefinitionList => self.push(FrameKind::Terms(vec![]), at),
            Tag::DefinitionListTitle => self.push(FrameKind::Term, at),
            Tag::DefinitionListDefinition => self.push(FrameKind::Meaning, at),
            Tag::Table(columns) => self.push(FrameKind::Table { columns, rows: vec![] }, at),
            Tag::TableHead | Tag::TableRow => self.push(FrameKind::Row(vec![]), at),
            Tag::TableCell => self.push(FrameKind::Cell, at),
            Tag::Emphasis => self.inlines().open(Mark::Emph, at.start),
            Tag::Strong => self.inlines().open(Mark::Strong, at.start),
            Tag::Strikethrough => self.inlines().open(Mark::Strike, at.start),
            Tag::Superscript => self.inlines().open(Mark::Super, at.start),
            Tag::Subscript => self.inlines().open(Mark::Sub, at.start),
            Tag::Link { link_type, dest_url, .. } => {
                let mark = self.link(link_type, &carry::plain(&dest_url), at.clone());
                self.inlines().open(mark, at.start);
            }
            Tag::Image { dest_url, title, .. } => {
                let url = carry::plain(&dest_url);
                let picture = Picture { url, title: title.into_string(), attributes: String::new(), range: at.clone() };
                self.inlines().open(Mark::Picture(picture), at.start);
            }
            Tag::MetadataBlock(_) => {}
        }
    }

    fn link(&mut self, kind: LinkType, url: &str, at: Range<usize>) -> Mark {
        if let Some(id) = url.strip_prefix('#').filter(|id| !id.is_empty()) {
            self.anchors.push((id.to_string(), at));
            return Mark::Link(format!("label({})", escape::literal(id)));
        }
        let url = if kind == LinkType::Email { format!("mailto:{url}") } else { url.to_string() };
        match scheme(&url) {
            Some("http" | "https" | "mailto" | "tel") if url.len() <= 2000 => Mark::Link(escape::literal(&url)),
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
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => return self.inlines().close(at.end),
            TagEnd::MetadataBlock(_) => return,
            TagEnd::HtmlBlock => return self.end_html(),
            TagEnd::Heading(_) => {
                if matches!(self.top().kind, FrameKind::Heading { excused: true, .. }) {
                    self.inlines().unbracket_end();
                }
            }
            _ => {}
        }
        let Frame { kind, out, range, .. } = self.pop();
        match kind {
            FrameKind::Root | FrameKind::Block(_) | FrameKind::Html { .. } => {}
            FrameKind::Paragraph => self.block(out),
            FrameKind::Heading { level, id, .. } => self.end_heading(level, id, out, range),
            FrameKind::Quote(kind) => {
                let mut quote = Out::default();
                match kind {
                    None => quote.wrap("#quote(block: true)[", out, "]"),
                    Some(kind) if self.is_set(kind, range) => {
                        let title = kinds::alert_title(kind).unwrap_or("");
                        quote.wrap(&format!("#part(\"{kind}\", title: [{title}])["), out, "]");
                    }
                    Some(_) => {}
                }
                self.block(quote);
            }
            FrameKind::List { start, items, loose } => {
                if let FrameKind::Block(block) = &mut self.top().kind {
                    block.lists.push(items.len());
                }
                let mut list = Out::default();
                list.code(if start.is_some() { "#enum(" } else { "#list(" });
                if let Some(start) = start.filter(|start| *start != 1) {
                    list.code(&format!("start: {start}, "));
                }
                if loose {
                    list.code("tight: false,");
                }
                for item in items {
                    list.wrap("\n  [", item, "],");
                }
                list.code("\n)");
                self.block(list);
            }
            FrameKind::Item { loose: item_loose } => {
                if let FrameKind::List { items, loose, .. } = &mut self.top().kind {
                    *loose |= item_loose;
                    items.push(out);
                }
            }
            FrameKind::Footnote(label) => {
                let number = self.note_number(&label);
                if self.notes[number].content.is_some() {
                    self.desk.error(msg!("markup-footnote-twice", label = label), range.start..range.start + 1, None);
                } else if out.notes.is_empty() {
                    self.notes[number].content = Some(out);
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
            FrameKind::Cell => {
                if let FrameKind::Row(cells) = &mut self.top().kind {
                    cells.push(out);
                }
            }
            FrameKind::Row(cells) => {
                if let FrameKind::Table { rows, .. } = &mut self.top().kind {
                    rows.push(cells);
                }
            }
            FrameKind::Table { columns, rows } => {
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
                code.literal(text.strip_suffix('\n').unwrap_or(&text), range);
                code.code(")");
                self.block(code);
            }
        }
    }

    fn end_heading(&mut self, level: usize, id: Option<String>, out: Out, range: Range<usize>) {
        if out.is_empty() {
            self.desk.warn(msg!("markup-heading-empty"), range, None);
            return;
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
            self.desk.error(message, range.clone(), Some(hint));
        }
        self.level = Some(level);
        let mut heading = Out::default();
        heading.wrap(&format!("#heading(depth: {level})["), out, "]");
        if let Some(id) = id {
            if !id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
                || id.ends_with(['.', ':'])
            {
                self.desk.error(msg!("markup-heading-id", id = id), range, Some(msg!("markup-heading-id-hint")));
            } else if self.ids.contains_key(&id) {
                self.desk.error(msg!("markup-heading-id-twice", id = id), range, None);
            } else {
                heading.code(&format!(" <{id}>"));
                self.ids.insert(id, range);
            }
        }
        self.block(heading);
    }

    // Footnotes.

    fn note_number(&mut self, label: &str) -> usize {
        let label = label.to_lowercase();
        if let Some(number) = self.labels.get(&label) {
            return *number;
        }
        self.notes.push(Note::default());
        self.labels.insert(label, self.notes.len() - 1);
        self.notes.len() - 1
    }

    fn footnote_reference(&mut self, label: &str, at: Range<usize>) {
        let number = self.note_number(label);
        let note = &mut self.notes[number];
        note.references += 1;
        note.reference.get_or_insert(at.clone());
        self.inlines().note(number, at.start);
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

    /// Takes raw HTML apart. `lines` maps offsets in it to offsets in the rendered text.
    fn html(&mut self, html: &str, lines: &[(usize, usize)], block: bool) {
        let mut warned = false;
        let mut hidden = None;
        for (part, offset) in html::split(html) {
            let line = lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            let at = lines.get(line).map_or(0, |(start, source)| source + offset - start);
            let length = html[offset..].find('>').map_or(1, |i| i + 1);
            if let Some(name) = &hidden {
                // What a script or a style sheet holds is no text.
                if matches!(&part, Html::Other(other) if other == name) {
                    hidden = None;
                }
                continue;
            }
            match part {
                Html::Comment => {}
                Html::Break => self.inlines().hard_break(at),
                Html::Open(known) => self.inlines().open_html(known, at),
                Html::Close(known) => {
                    if !self.inlines().close_html(known, at) && !warned {
                        warned = true;
                        self.desk.warn(msg!("markup-html-close"), at..at + length, None);
                    }
                }
                Html::Text(text) => {
                    let text = if self.inlines().is_empty() { text.trim_start() } else { &text };
                    self.inlines().plain(text, at);
                }
                Html::Other(name) => {
                    let closes = html[offset..].starts_with("</");
                    let told = closes && self.tags.pop_if(|tag| *tag == name).is_some();
                    if !closes {
                        self.tags.push(name.clone());
                    }
                    if !warned && !told {
                        warned = true;
                        let message = msg!("markup-html", tag = name);
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
        for (id, at) in std::mem::take(&mut self.anchors) {
            if !self.ids.contains_key(&id) {
                let hint = did_you_mean(&id, self.ids.keys().map(String::as_str));
                let hint = match hint {
                    Some(name) => msg!("markup-did-you-mean", name = format!("#{name}")),
                    None => msg!("markup-link-anchor-hint", id = id),
                };
                self.desk.error(msg!("markup-link-anchor", id = id), at, Some(hint));
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
        }
        let body = self.pop().out;
        if self.desk.failed {
            return None;
        }
        let body = put_notes(body, self.notes, rendered);
        let mut map = SourceMap::default();
        for (range, source) in body.map {
            if let Some(place) = self.desk.places.get(source) {
                map.push(range, place);
            }
        }
        Some(Markup { text: body.text, map, reads: self.desk.reads })
    }
}

/// The scheme of a URL, if it has one.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !valid {
        return None;
    }
    // Schemes are written in any case; ours are compared in lower case.
    ["http", "https", "mailto", "tel"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).or(Some(scheme))
}

fn number(n: f64) -> String {
    if n.is_finite() { format!("{n:?}") } else { "0.0".into() }
}

fn optional(text: Option<&String>) -> String {
    text.map_or("none".into(), |text| escape::literal(text))
}

fn fact_code(fact: &Fact, source: &str) -> String {
    format!(
        "(id: {}, shown: {}, low: {}, high: {}, unit: {}, qualifier: {}, label: {}, horizon: {}, section: {}, source: {})",
        escape::literal(&fact.id),
        escape::literal(&fact.shown),
        number(fact.low),
        number(fact.high),
        optional(fact.unit.as_ref()),
        optional(fact.qualifier.as_ref()),
        escape::literal(&fact.label),
        fact.horizon.map_or("none".into(), |year| year.to_string()),
        escape::literal(&fact.section),
        escape::literal(source),
    )
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

/// Puts the footnotes where they are referred to. The first reference holds the text, the others point to it.
fn put_notes(body: Out, mut notes: Vec<Note>, rendered: &Rendered) -> Out {
    if body.notes.is_empty() {
        return body;
    }
    // Labels are unique in a document that holds several pieces.
    let path = rendered.lines.first().map_or("", |line| line.file.path.as_str());
    let slug: String = path.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let mut out = Out::default();
    let mut entries = body.map.into_iter().peekable();
    let mut at = 0;
    let ends = body.notes.iter().map(|(end, number)| (*end, Some(*number))).chain([(body.text.len(), None)]);
    for (end, number) in ends {
        let mut piece = Out::default();
        piece.text.push_str(&body.text[at..end]);
        while let Some((range, source)) = entries.next_if(|(range, _)| range.start < end) {
            piece.map.push((range.start - at..range.end - at, source));
        }
        out.append(piece);
        at = end;
        let Some(number) = number else { continue };
        let label = format!("fn-{slug}-{}", number + 1);
        match notes[number].content.take() {
            Some(content) => {
                out.wrap("#footnote[", content, "]");
                if notes[number].references > 1 {
                    out.code(&format!("<{label}>"));
                }
            }
            None => out.code(&format!("#footnote(label({}))", escape::literal(&label))),
        }
    }
    out
}
