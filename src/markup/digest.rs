//! What a text means, as a digest: two texts that read the same have the same one, wherever they stand and however they are set.
//!
//! Everything that is read is hashed in its order, each with what it is: words, composed and with white space folded; how they are set
//! off; where links lead; figures with their labels. Nothing of a program, a theme, a font or a profile, no place, no ids of facts and
//! labels of notes, no look: a width, an alignment, a gap between items.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::doc::{Block, Doc, Given, Inline, Item, Note, Part, Picture, Style, Target, shown_numbers};
use super::write::escape;
use crate::content::Fact;

/// The digest of a text.
pub(super) fn of(doc: &Doc) -> blake3::Hash {
    let mut canon = Canon {
        hasher: blake3::Hasher::new(),
        words: String::new(),
        is_start: true,
        notes: doc.notes.iter().map(|note| (note.number, note)).collect(),
        met: BTreeSet::new(),
    };
    canon.field("lang", &doc.lang);
    canon.blocks(&doc.blocks);
    canon.hasher.finalize()
}

struct Canon<'a> {
    hasher: blake3::Hasher,
    /// Words not yet hashed.
    words: String,
    /// A line begins: blanks mean nothing.
    is_start: bool,
    notes: BTreeMap<usize, &'a Note>,
    met: BTreeSet<usize>,
}

impl Canon<'_> {
    fn field(&mut self, name: &str, value: &str) {
        for text in [name, value] {
            self.hasher.update(&(text.len() as u64).to_le_bytes());
            self.hasher.update(text.as_bytes());
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if !words.is_empty() {
            self.field("words", &words.nfc().collect::<String>());
        }
    }

    /// Something begins or ends.
    fn mark(&mut self, name: &str) {
        self.flush();
        self.field(name, "");
    }

    fn say(&mut self, text: &str) {
        for c in text.chars() {
            match escape::is_fold(c) {
                true if self.is_start => {}
                true => self.words.push(' '),
                false => self.words.push(c),
            }
            self.is_start = escape::is_fold(c);
        }
    }

    /// The end of a line: blanks before it mean nothing.
    fn end_line(&mut self) {
        if self.words.ends_with(' ') {
            self.words.pop();
        }
        self.is_start = true;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text { inlines, task } => {
                self.mark(match task {
                    None => "text",
                    Some(false) => "task",
                    Some(true) => "task done",
                });
                self.line(inlines);
            }
            Block::Heading(heading) => {
                self.field("heading", &format!("{} {}", heading.level, heading.id.as_deref().unwrap_or_default()));
                self.line(&heading.inlines);
            }
            Block::Quote(blocks) => {
                self.mark("quote");
                self.blocks(blocks);
            }
            Block::List { start, items } => {
                self.mark("list");
                for (number, Item { blocks, .. }) in shown_numbers(*start, items).iter().zip(items) {
                    self.field("item", number);
                    self.blocks(blocks);
                }
            }
            Block::Terms(terms) => {
                for (term, meaning) in terms {
                    self.mark("term");
                    self.blocks(term);
                    self.mark("meaning");
                    self.blocks(meaning);
                }
            }
            Block::Table { columns, rows } => {
                for row in rows {
                    self.mark("row");
                    for n in 0..columns.len().max(row.len()) {
                        self.mark("cell");
                        self.line(row.get(n).map_or(&[], Vec::as_slice));
                    }
                }
            }
            Block::Code { text, .. } => self.field("code", text),
            Block::Divider => self.mark("divider"),
            Block::Part(part) => self.part(part),
        }
        self.mark("end");
    }

    fn part(&mut self, part: &Part) {
        self.field("part", part.kind.as_deref().unwrap_or_default());
        if let Some(formats) = &part.formats {
            let formats: BTreeSet<&str> = formats.iter().map(String::as_str).collect();
            formats.into_iter().for_each(|format| self.field("format", format));
        }
        if let Some(title) = &part.title {
            self.mark("title");
            self.line(title);
        }
        for attribute in &part.attributes {
            match &attribute.value {
                Given::Plain(value) => self.field(&attribute.key, value),
                Given::Words(words) => {
                    self.mark(&attribute.key);
                    self.line(words);
                }
            }
        }
        part.facts.iter().flatten().for_each(|fact| self.fact(fact));
        if let Some(reach) = &part.reach {
            reach.name.iter().for_each(|name| self.field("name", name));
            reach.ways.iter().for_each(|way| self.field("way", &way.line("vi")));
        }
        self.mark("body");
        self.blocks(&part.blocks);
    }

    /// A fact as a chart shows it.
    fn fact(&mut self, fact: &Fact) {
        self.field("fact", &fact.printed());
        for (name, value) in [("label", &fact.label), ("section", &fact.section), ("source", &fact.source)] {
            self.field(name, value);
        }
        self.field("years", &format!("{:?} {:?} {:?} {:?}", fact.horizon, fact.year, fact.low, fact.high));
    }

    /// A line of its own.
    fn line(&mut self, inlines: &[Inline]) {
        self.is_start = true;
        self.inlines(inlines);
        self.end_line();
        self.flush();
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                // What is shown of a fact or a document counts, not where the registries have it.
                Inline::Text(_) | Inline::Fact { .. } | Inline::Value { .. } | Inline::Citation { .. } => {
                    inline.leaves().iter().for_each(|leaf| self.say(&leaf.text));
                }
                Inline::Break => {
                    self.end_line();
                    self.mark("break");
                }
                Inline::Code { code, .. } => {
                    self.flush();
                    self.field("code", code);
                    self.is_start = false;
                }
                Inline::Note { number, .. } => self.note(*number),
                Inline::Anchor(_) => {}
                Inline::Styled(style, inner) => {
                    self.mark(match style {
                        Style::Emph => "emph",
                        Style::Strong => "strong",
                        Style::Strike => "strike",
                        Style::Super => "super",
                        Style::Sub => "sub",
                        Style::Underline => "underline",
                    });
                    self.inlines(inner);
                    self.mark("end");
                }
                Inline::Link { to, inlines, .. } => {
                    self.flush();
                    match to {
                        Target::Url(url) => self.field("link", url),
                        Target::Within(id) => self.field("link within", id),
                    }
                    self.inlines(inlines);
                    self.mark("end");
                }
                Inline::Picture(picture) => self.picture(picture),
            }
        }
    }

    /// A footnote is read where it is first referred to.
    fn note(&mut self, number: usize) {
        let nth = self.met.iter().position(|met| *met == number);
        self.flush();
        match (nth, self.notes.get(&number).copied()) {
            (None, Some(note)) => {
                self.met.insert(number);
                self.field("note", "");
                self.blocks(&note.blocks);
                self.mark("end");
            }
            _ => self.field("note again", &self.met.range(..number).count().to_string()),
        }
        self.is_start = false;
    }

    fn picture(&mut self, picture: &Picture) {
        self.flush();
        // A picture that lies elsewhere shows the same.
        self.field("picture", picture.path.rsplit('/').next().unwrap_or_default());
        self.field("alt", &picture.alt);
        if let Some(caption) = &picture.caption {
            self.mark("caption");
            self.line(caption);
        }
        self.is_start = false;
    }
}
