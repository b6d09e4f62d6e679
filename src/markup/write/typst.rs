//! A document as Typst markup: every word escaped, and only the functions that are written here.

use pulldown_cmark::Alignment;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::escape;
use super::out::Out;
use super::runs::{self, Run};
use crate::content::urls;
use crate::content::{Fact, kinds};
use crate::markup::contact;
use crate::markup::doc::{
    Block, Doc, Given, Inline, Item, Leaf, Note, Number, Part, Picture, Style, Target, TreeNode, groups, numbers, walk,
};
use crate::markup::languages::vietnamese;
use crate::markup::work;
use crate::markup::{Markup, SourceMap};

/// A document as markup. `anchors` goes before the ids of its headings: two texts of one document may use the same.
pub(in crate::markup) fn typst(doc: &Doc, anchors: &str) -> Markup {
    let slug = doc.places.path().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let mut writer =
        TypstWriter { doc, anchors, slug, referred: references(doc), out: Out::default(), pictures: vec![] };
    writer.blocks(&doc.blocks, "\n\n");
    let TypstWriter { out, pictures: mut reads, .. } = writer;
    reads.sort();
    reads.dedup();
    let mut map = SourceMap::default();
    for (range, source) in out.map {
        if let Some(place) = doc.places.get(source) {
            map.push(range, place);
        }
    }
    Markup { text: out.text, map, reads }
}

/// A line of its own, without links and notes.
pub(in crate::markup) fn line(inlines: &[Inline]) -> Out {
    let mut out = Out::default();
    said(&mut out, inlines, &[], &mut |_, _| {});
    out
}

struct TypstWriter<'a> {
    doc: &'a Doc,
    anchors: &'a str,
    /// Labels are unique in a document that holds several pieces.
    slug: String,
    /// How often each footnote is referred to, and its text as long as it is not set.
    referred: Vec<(usize, Option<&'a Note>)>,
    out: Out,
    pictures: Vec<String>,
}

impl TypstWriter<'_> {
    /// Blocks with something between them.
    fn blocks(&mut self, blocks: &[Block], between: &str) {
        for (n, block) in blocks.iter().enumerate() {
            if n > 0 {
                self.out.code(between);
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text { inlines, task: None } => self.inlines(inlines),
            Block::Text { inlines, task: Some(done) } => {
                self.out.code(&format!("#task({done})["));
                self.inlines(inlines);
                self.out.code("]");
            }
            Block::Heading(heading) => {
                self.out.code(&format!("#heading(depth: {})[", heading.level));
                self.inlines(&heading.inlines);
                heading.ids.iter().for_each(|id| self.anchor(id));
                self.out.code("]");
            }
            Block::Quote(blocks) => {
                self.out.code("#quote(block: true)[");
                self.blocks(blocks, "\n\n");
                self.out.code("]");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Terms(terms) => {
                self.out.code("#terms(");
                for (term, meaning) in terms {
                    self.out.code("\n  terms.item([");
                    self.blocks(term, "\n\n");
                    self.out.code("], ");
                    self.out.code("[");
                    self.blocks(meaning, "\n\n");
                    self.out.code("]),");
                }
                self.out.code("\n)");
            }
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Code { language, text, at } => {
                self.out.code("#raw(block: true, ");
                if !language.is_empty() {
                    self.out.code(&format!("lang: {}, ", escape::literal(language)));
                }
                self.out.literal(text, at.clone());
                self.out.code(")");
            }
            Block::Divider => self.out.code("#divider()"),
            Block::Part(part) => self.part(part),
        }
    }

    /// A place to link to: nothing to see.
    fn anchor(&mut self, id: &str) {
        self.out.code(&format!("#metadata(none)#label({})", escape::literal(&format!("{}{id}", self.anchors))));
    }

    fn part(&mut self, part: &Part) {
        let Some(kind) = &part.kind else { return self.blocks(&part.blocks, "\n\n") };
        self.out.code("#part(");
        self.out.code(&escape::literal(kind));
        if let Some(title) = &part.title {
            self.out.code(", title: [");
            self.inlines(title);
            self.out.code("]");
        } else if let Some(title) = kinds::alert_title(kind, &self.doc.lang) {
            self.out.code(&format!(", title: [{title}]"));
        }
        self.attributes(part);
        if let Some(facts) = &part.facts {
            let facts: Vec<String> = facts.iter().map(|fact| format!("{},", fact_code(fact))).collect();
            self.out.code(", facts: (");
            self.out.code_of(&facts.join(" "), part.at.clone());
            self.out.code(")");
        }
        self.out.code(")[");
        self.blocks(&part.blocks, "\n\n");
        if let Some(reach) = &part.reach {
            self.out.code(if part.blocks.is_empty() { "" } else { "\n\n" });
            self.out.code(&contact::markup(reach, &self.doc.lang));
        }
        self.out.code("]");
    }

    fn attributes(&mut self, part: &Part) {
        let code = part.code.as_ref().map(|code| ("modules", None, code));
        let given = part.attributes.iter().map(|attribute| (attribute.key.as_str(), Some(attribute), &attribute.key));
        let mut entries: Vec<_> = given.chain(code).collect();
        if entries.is_empty() {
            return;
        }
        entries.sort_by_key(|(key, ..)| *key);
        self.out.code(", attrs: (");
        for (n, (key, attribute, code)) in entries.into_iter().enumerate() {
            self.out.code(if n > 0 { ", " } else { "" });
            self.out.code(&escape::literal(key));
            self.out.code(": ");
            match attribute.map(|attribute| (&attribute.value, &attribute.at)) {
                Some((Given::Words(words), _)) => {
                    self.out.code("[");
                    self.inlines(words);
                    self.out.code("]");
                }
                Some((Given::Plain(value), at)) => self.out.literal(value, at.clone()),
                None => self.out.code(&escape::literal(code)),
            }
        }
        self.out.code(")");
    }

    fn table(&mut self, columns: &[Alignment], rows: &[Vec<Vec<Inline>>]) {
        let align: Vec<&str> = columns
            .iter()
            .map(|column| match column {
                Alignment::None => "auto",
                Alignment::Left => "left",
                Alignment::Center => "center",
                Alignment::Right => "right",
            })
            .collect();
        self.out.code(&format!("#table(columns: {}, align: ({},),", columns.len(), align.join(", ")));
        for (n, row) in rows.iter().enumerate() {
            self.out.code(if n == 0 { "\n  table.header(" } else { "\n  " });
            for i in 0..columns.len().max(row.len()) {
                self.out.code(if i > 0 { ", [" } else { "[" });
                self.inlines(row.get(i).map_or(&[], Vec::as_slice));
                self.out.code("]");
            }
            self.out.code(if n == 0 { ")," } else { "," });
        }
        self.out.code("\n)");
    }

    /// A list; more than one where items are numbered in more than one way.
    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let is_loose = items.iter().any(|item| item.is_loose);
        let numbers = numbers(start, items);
        for (n, group) in groups(&numbers).into_iter().enumerate() {
            if n > 0 {
                self.out.code("\n\n");
            }
            let marks = &numbers[group.clone()];
            self.out.code(if start.is_some() { "#enum(" } else { "#list(" });
            let number = match &marks[0] {
                Number::Own(_) => start.unwrap_or(1),
                Number::Bracket(number) => {
                    self.out.code("numbering: n => strong(numbering(\"1)\", n)), ");
                    *number
                }
                Number::Typed(_) => {
                    let typed = marks.iter().map(|mark| match mark {
                        Number::Typed(mark) => escape::literal(mark),
                        _ => escape::literal(""),
                    });
                    let typed: Vec<String> = typed.collect();
                    let typed = typed.join(", ");
                    self.out.code(&format!("numbering: n => strong(({typed},).at(n - 1, default: \"\")), "));
                    1
                }
            };
            if start.is_some() && number != 1 {
                self.out.code(&format!("start: {number}, "));
            }
            if is_loose {
                self.out.code("tight: false,");
            }
            for item in &items[group] {
                self.out.code("\n  [");
                // A blank line in a tight item would push its text and the list in it apart.
                self.blocks(&item.blocks, if item.is_loose { "\n\n" } else { "\n" });
                self.out.code("],");
            }
            self.out.code("\n)");
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut out = std::mem::take(&mut self.out);
        let units = self.doc.units.clone();
        said(&mut out, inlines, &units, &mut |out, inline| {
            std::mem::swap(&mut self.out, out);
            self.inline(inline);
            std::mem::swap(&mut self.out, out);
        });
        self.out = out;
    }

    /// What is more than words and their look.
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Anchor(id) => self.anchor(id),
            Inline::Link { to: Target::Url(url), inlines, .. } => {
                self.out.code(&format!("#link({})[", escape::literal(&urls::in_ascii(url))));
                self.inlines(inlines);
                self.out.code("]");
            }
            // A format may leave the place out or show it twice: it is looked for on the pages.
            Inline::Link { to: Target::Within(id), inlines, .. } => {
                let label = escape::literal(&format!("{}{id}", self.anchors));
                self.out.code("#context { let it = [");
                self.inlines(inlines);
                self.out.code("]; ");
                self.out.code(&format!("let at = query(label({label})); "));
                self.out.code("if at.len() == 0 { it } else { link(at.first().location(), it) } }");
            }
            Inline::Note { number, .. } => self.note(*number),
            Inline::Picture(picture) => self.picture(picture),
            _ => {}
        }
    }

    /// The first reference to a footnote holds its text, the others point to it.
    fn note(&mut self, number: usize) {
        let label = format!("fn-{}-{}", self.slug, number + 1);
        let (count, note) = self.referred.get_mut(number).map_or((0, None), |(count, note)| (*count, note.take()));
        match note {
            Some(note) => {
                self.out.code("#footnote[");
                self.blocks(&note.blocks, "\n\n");
                self.out.code("]");
                if count > 1 {
                    self.out.code(&format!("<{label}>"));
                }
            }
            None => self.out.code(&format!("#footnote(label({}))", escape::literal(&label))),
        }
        self.out.guard();
    }

    /// A picture as a call of the theme's function.
    fn picture(&mut self, picture: &Picture) {
        self.pictures.push(picture.path.clone());
        self.out.code("#picture(");
        self.out.literal(&picture.path, picture.at.clone());
        self.out.code(", alt: ");
        self.out.code(&escape::literal(&picture.alt));
        if let Some(format) = picture.format {
            self.out.code(&format!(", format: \"{format}\""));
        }
        if let Some(width) = &picture.width {
            self.out.code(&format!(", width: {width}"));
        } else if picture.in_text && picture.caption.is_none() {
            // As high as the text: an icon.
            self.out.code(", width: 1em");
        }
        if let Some(caption) = &picture.caption {
            self.out.code(", caption: [");
            self.inlines(caption);
            self.out.code("]");
        }
        if picture.decorative {
            self.out.code(", decorative: true");
        }
        self.out.code(")");
    }
}

/// How often each footnote is referred to, with its text.
fn references(doc: &Doc) -> Vec<(usize, Option<&Note>)> {
    let mut found = vec![];
    for note in &doc.notes {
        if found.len() <= note.number {
            found.resize(note.number + 1, (0, None));
        }
        found[note.number].1 = Some(note);
    }
    walk(&doc.blocks, &mut |node| {
        if let TreeNode::Inline(Inline::Note { number, .. }) = node
            && let Some((count, _)) = found.get_mut(*number)
        {
            *count += 1;
        }
    });
    found
}

/// Writes words and their look; `other` writes the rest.
fn said(out: &mut Out, inlines: &[Inline], units: &[String], other: &mut dyn FnMut(&mut Out, &Inline)) {
    let mut span: Vec<(char, usize)> = vec![];
    // Two notes beside each other are not one of two digits.
    let mut was_note = false;
    for inline in inlines {
        match inline.leaves() {
            leaves if !leaves.is_empty() => span.extend(leaves.iter().flat_map(Leaf::chars)),
            _ => {
                set_span(out, &span, units);
                span.clear();
            }
        }
        match inline {
            Inline::Text(_) | Inline::Fact { .. } | Inline::Value { .. } | Inline::Citation { .. } => {}
            Inline::Break => out.code(" \\\n"),
            Inline::Code { code, at } => {
                out.code("#raw(");
                out.literal(code, *at..at + 1);
                out.code(")");
            }
            Inline::Styled(style, inner) => {
                out.code(match style {
                    Style::Emph => "#emph[",
                    Style::Strong => "#strong[",
                    Style::Strike => "#strike[",
                    Style::Super => "#super[",
                    Style::Sub => "#sub[",
                    Style::Underline => "#underline[",
                });
                said(out, inner, units, other);
                out.code("]");
            }
            Inline::Note { .. } if was_note => {
                out.code("#text(size: .5em)[~]");
                other(out, inline);
            }
            Inline::Note { .. } | Inline::Anchor(_) | Inline::Link { .. } | Inline::Picture(_) => other(out, inline),
        }
        was_note = matches!(inline, Inline::Note { .. });
    }
    set_span(out, &span, units);
}

/// Writes text without marks, with what must not break in boxes.
fn set_span(out: &mut Out, span: &[(char, usize)], units: &[String]) {
    let Some((first, last)) = span.first().zip(span.last()) else { return };
    let text: String = span.iter().map(|(c, _)| c).collect();
    if !is_nfc(&text) {
        // The characters no longer match their offsets one by one: one entry for all.
        let source = first.1..last.1 + last.0.len_utf8();
        let chars: Vec<(char, usize)> = text.nfc().map(|c| (c, source.start)).collect();
        return set_glued(out, &chars, units);
    }
    set_glued(out, span, units);
}

fn set_glued(out: &mut Out, span: &[(char, usize)], units: &[String]) {
    let chars: Vec<char> = span.iter().map(|(c, _)| *c).collect();
    let mut at = 0;
    for range in vietnamese::glue(&chars, units, &|at| work::begin(span[at].1)) {
        if runs::is_too_long(&chars[range.clone()]) {
            continue;
        }
        set_runs(out, &span[at..range.start], &chars[at..range.start]);
        out.code("#box[");
        set_lines(out, &span[range.clone()]);
        out.code("]");
        at = range.end;
    }
    set_runs(out, &span[at..], &chars[at..]);
}

/// Writes text with the places where a long run may break, and the lines of a form.
fn set_runs(out: &mut Out, span: &[(char, usize)], chars: &[char]) {
    let mut is_text = false;
    for run in runs::runs(chars) {
        match run {
            Run::Text(range) => {
                if is_text {
                    out.code(runs::SEAM);
                }
                set_lines(out, &span[range]);
                is_text = true;
            }
            Run::Fill(fill) => {
                out.code(&fill.markup());
                is_text = false;
            }
        }
    }
}

/// Writes text, with an entry of the source map for each line it was typed on.
fn set_lines(out: &mut Out, span: &[(char, usize)]) {
    let mut rest = span;
    while let Some((_, start)) = rest.first().copied() {
        // A blank that stands for a line end jumps to the next line: offsets are then more than a character apart.
        let jump = rest.windows(2).position(|w| w[0].0 == ' ' && w[1].1 > w[0].1 + 1).map_or(rest.len(), |i| i + 1);
        let (line, next) = rest.split_at(jump);
        let end = line.last().map_or(start, |(c, at)| at + c.len_utf8());
        let text: String = line.iter().map(|(c, _)| c).collect();
        out.words(&text, start..end.max(start));
        rest = next;
    }
}

fn number(n: f64) -> String {
    if n.is_finite() { format!("{n:?}") } else { "0.0".into() }
}

fn optional(text: Option<&String>) -> String {
    text.map_or("none".into(), |text| escape::literal(text))
}

fn year(year: Option<i32>) -> String {
    year.map_or("none".into(), |year| year.to_string())
}

fn fact_code(fact: &Fact) -> String {
    format!(
        "(id: {}, shown: {}, low: {}, high: {}, unit: {}, qualifier: {}, label: {}, horizon: {}, year: {}, section: {}, source: {}, elsewhere: {})",
        escape::literal(&fact.id),
        escape::literal(&fact.shown),
        number(fact.low),
        number(fact.high),
        optional(fact.unit.as_ref()),
        optional(fact.qualifier.as_ref()),
        escape::literal(&fact.label),
        year(fact.horizon),
        year(fact.year),
        escape::literal(&fact.section),
        escape::literal(&fact.source),
        fact.is_elsewhere,
    )
}
