//! What a format takes of a text: the parts that it sets, each heading on its level and with its ids, the notes that are referred to.
//!
//! A text is read once for all formats and profiles. What is wrong with what one of them gets is told here, and how much it weighs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::contact;
use super::doc::{Attribute, Block, Doc, Given, Heading, Inline, Item, Note, Part, Target, said};
use super::read::anchors::slug;
use super::remarks::{Remark, Remarks, Teller, Weight};
use crate::content::words::Named;
use crate::diag::{Code, Diagnostics, Message, did_you_mean};
use crate::msg;

/// A text that was read, with all that was found in it.
#[derive(Debug)]
pub struct Reading {
    /// The text, with the parts for all formats.
    pub doc: Doc,
    pub(super) remarks: Remarks,
    /// Its parts; the first is the text as a whole.
    pub(super) scopes: Vec<Scope>,
    /// Labels of footnotes by number.
    pub(super) labels: Vec<String>,
    /// Footnotes that something refers to, in whichever part.
    pub(super) referred: BTreeSet<usize>,
    /// Words that stand nowhere in the tree and of which nothing was said.
    pub(super) lost: Vec<(Range<usize>, usize)>,
    /// It links within itself.
    pub(super) has_links: bool,
    /// It was read to its end.
    pub(super) is_whole: bool,
}

/// A part of a text, as one asks who gets it.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) parent: usize,
    pub(super) formats: Option<Vec<String>>,
    /// What it is called, if that is known.
    pub(super) kind: Option<String>,
    /// Its first line.
    pub(super) line: Range<usize>,
    /// All of it.
    pub(super) range: Range<usize>,
}

/// Who gets a text.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// The format, by id.
    pub format: &'a str,
    /// The kinds of blocks that the format sets; empty: it shows no body, and blocks are left out without a word.
    pub blocks: &'a [String],
    /// The issuer as `contact` blocks name it: `name`, `short`, `address`, `phone`, `email`, `url`; empty: they say what they say.
    pub issuer: &'a Named,
    /// For a press: bare figures are errors.
    pub print: bool,
}

impl Reading {
    /// What a format gets. `None` if that has an error; everything found in it is in `diagnostics`.
    pub fn choose(&self, choice: &Choice, diagnostics: &mut Diagnostics) -> Option<Doc> {
        let mut chooser = Chooser {
            reading: self,
            choice,
            taken: Vec::with_capacity(self.scopes.len()),
            remarks: vec![],
            level: None,
            first_level: None,
            ids: BTreeSet::new(),
            slugs: BTreeMap::new(),
            links: vec![],
            references: BTreeMap::new(),
            is_reached: false,
        };
        chooser.take();
        let blocks = chooser.blocks(&self.doc.blocks);
        let notes = chooser.notes();
        chooser.check_links();
        let Chooser { taken, mut remarks, .. } = chooser;
        let is_taken = |within: usize| taken.get(within).copied().unwrap_or(false);
        remarks.extend(self.remarks.all.iter().filter(|remark| is_taken(remark.within)).cloned());
        remarks.sort_by_key(|remark| remark.at.start);
        let mut teller = Teller::new(&self.doc.places, choice.print, diagnostics);
        remarks.into_iter().for_each(|remark| teller.tell(remark));
        if !teller.failed {
            for (range, within) in self.lost.iter().filter(|(_, within)| is_taken(*within)) {
                let message = msg!("markup-lost", words = self.doc.places.text(range.clone()));
                teller.tell(Remark {
                    weight: Weight::Warning,
                    message,
                    at: range.clone(),
                    hint: Some(msg!("markup-lost-hint")),
                    within: *within,
                    of: None,
                });
            }
        }
        let is_sound = teller.finish(&self.remarks, is_taken) && self.is_whole;
        let Doc { lang, units, places, .. } = &self.doc;
        is_sound.then(|| Doc { lang: lang.clone(), blocks, notes, units: units.clone(), places: places.clone() })
    }
}

struct Chooser<'a> {
    reading: &'a Reading,
    choice: &'a Choice<'a>,
    /// Which parts are taken.
    taken: Vec<bool>,
    remarks: Vec<Remark>,
    /// Level of the last heading, and of the first.
    level: Option<usize>,
    first_level: Option<usize>,
    ids: BTreeSet<String>,
    /// Headings by the id that each has by itself, with how many had the same before.
    slugs: BTreeMap<String, usize>,
    links: Vec<(String, Range<usize>)>,
    /// Where each footnote is first referred to.
    references: BTreeMap<usize, Range<usize>>,
    is_reached: bool,
}

impl Chooser<'_> {
    fn tell(&mut self, weight: Weight, message: Message, at: Range<usize>, hint: Option<Message>) {
        self.remarks.push(Remark { weight, message, at, hint, within: 0, of: None });
    }

    fn take(&mut self) {
        let reading = self.reading;
        self.taken.push(true);
        for scope in reading.scopes.iter().skip(1) {
            let is_wanted =
                scope.formats.as_ref().is_none_or(|names| names.iter().any(|name| name == self.choice.format));
            let within = self.taken.get(scope.parent).copied().unwrap_or(false);
            let taken = within && is_wanted && scope.kind.as_ref().is_none_or(|kind| self.is_set(kind, &scope.line));
            self.taken.push(taken);
        }
    }

    /// Whether the format sets blocks of a kind; a block that it leaves out is told of, notes are not. A format that
    /// sets no blocks at all, such as a banner, lives on the front matter alone: it shares pieces with other formats.
    fn is_set(&mut self, kind: &str, range: &Range<usize>) -> bool {
        let set = self.choice.blocks.iter().any(|block| block == kind);
        if !set && kind != "notes" && !self.choice.blocks.is_empty() {
            let message = msg!("markup-block-unset", kind = kind, format = self.choice.format);
            let hint = msg!("markup-block-unset-hint", format = self.choice.format);
            self.tell(Weight::Warning, message, range.clone(), Some(hint));
        }
        set
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Block> {
        let mut chosen = Vec::with_capacity(blocks.len());
        for block in blocks {
            let block = match block {
                Block::Text { inlines, task } => {
                    let inlines = self.inlines(inlines);
                    if inlines.is_empty() {
                        continue;
                    }
                    Block::Text { inlines, task: *task }
                }
                Block::Heading(heading) => Block::Heading(self.heading(heading)),
                Block::Quote(blocks) => Block::Quote(self.blocks(blocks)),
                Block::List { start, items } => {
                    let item = |item: &Item| {
                        let (number, is_loose) = (item.number.clone(), item.is_loose);
                        Item { number, is_loose, blocks: self.blocks(&item.blocks) }
                    };
                    Block::List { start: *start, items: items.iter().map(item).collect() }
                }
                Block::Terms(terms) => {
                    Block::Terms(terms.iter().map(|(term, text)| (self.blocks(term), self.blocks(text))).collect())
                }
                Block::Table { columns, rows } => {
                    let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| self.inlines(cell)).collect();
                    Block::Table { columns: columns.clone(), rows: rows.iter().map(row).collect() }
                }
                Block::Code { .. } | Block::Divider => block.clone(),
                Block::Part(part) => {
                    self.part(part, &mut chosen);
                    continue;
                }
            };
            chosen.push(block);
        }
        chosen
    }

    fn part(&mut self, part: &Part, chosen: &mut Vec<Block>) {
        let taken = match (part.number, &part.kind) {
            (Some(number), _) => self.taken.get(number).copied().unwrap_or(false),
            (None, Some(kind)) => self.is_set(kind, &part.at),
            (None, None) => true,
        };
        if !taken {
            return;
        }
        let blocks = self.blocks(&part.blocks);
        if part.kind.is_none() {
            return chosen.extend(blocks);
        }
        let attribute = |attribute: &Attribute| {
            let value = match &attribute.value {
                Given::Words(words) => Given::Words(self.inlines(words)),
                Given::Plain(text) => Given::Plain(text.clone()),
            };
            Attribute { key: attribute.key.clone(), value, at: attribute.at.clone() }
        };
        let attributes = part.attributes.iter().map(attribute).collect();
        let title = part.title.as_ref().map(|title| self.inlines(title));
        let Part { kind, code, facts, at, number, .. } = part;
        let mut part = Part {
            kind: kind.clone(),
            formats: None,
            title,
            attributes,
            code: code.clone(),
            facts: facts.clone(),
            reach: None,
            blocks,
            at: at.clone(),
            number: *number,
        };
        if part.kind.as_deref() == Some("contact") && !self.is_reached {
            // The first of a text tells how to reach the issuer.
            self.is_reached = true;
            part.reach = contact::missing(self.choice.issuer, &contact::held(&part));
        }
        chosen.push(Block::Part(Box::new(part)));
    }

    fn heading(&mut self, heading: &Heading) -> Heading {
        let Heading { level, id, inlines, is_vouched, at, .. } = heading;
        let level = *level;
        let inlines = self.inlines(inlines);
        let deepest = self.level.map_or(2, |last| last + 1);
        if level > deepest {
            let (message, hint) = match self.level {
                None => (msg!("markup-heading-first", level = level), msg!("markup-heading-first-hint")),
                Some(last) => (
                    msg!("markup-heading-skipped", level = level, last = last),
                    msg!("markup-heading-skipped-hint", marks = "#".repeat(deepest)),
                ),
            };
            self.tell(Weight::Loose, message, at.clone(), Some(hint));
        }
        // PDF/UA-1 has no gaps between levels: on a screen the heading stands on the next one. Nor does anything stand above
        // the first: the highest level of a text follows its title, so that a lower one before it would leave a gap.
        let first = *self.first_level.get_or_insert(level.min(deepest));
        if level < first {
            let hint = msg!("markup-heading-above-hint", marks = "#".repeat(first));
            let message = msg!("markup-heading-above", level = level, first = first);
            self.tell(Weight::Warning, message, at.clone(), Some(hint));
        }
        let level = level.clamp(first.min(deepest), deepest);
        self.level = Some(level);
        let ids = self.heading_ids(id.as_deref(), &inlines, at);
        Heading { level, id: id.clone(), ids, inlines, is_vouched: *is_vouched, at: at.clone() }
    }

    /// The ids of a heading: the one that was typed, and the one that it has by itself if that may be linked to.
    fn heading_ids(&mut self, typed: Option<&str>, inlines: &[Inline], at: &Range<usize>) -> Vec<String> {
        let mut ids = vec![];
        if let Some(id) = typed {
            if self.ids.insert(id.to_string()) {
                ids.push(id.to_string());
            } else {
                self.tell(Weight::Loose, msg!("markup-heading-id-twice", id = id), at.clone(), None);
            }
        }
        if self.reading.has_links {
            let slug = slug(&said(inlines));
            let before = self.slugs.entry(slug.clone()).or_default();
            let own = if *before == 0 { slug } else { format!("{slug}-{before}") };
            *before += 1;
            // What stands before and behind the words, such as a sign that is no letter, leaves hyphens that many forget.
            let bare = own.trim_matches('-').to_string();
            for id in [own, bare] {
                if !id.is_empty() && self.ids.insert(id.clone()) {
                    ids.push(id);
                }
            }
        }
        ids
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Vec<Inline> {
        let mut chosen = Vec::with_capacity(inlines.len());
        for inline in inlines {
            chosen.push(match inline {
                Inline::Anchor(id) => {
                    if !self.ids.insert(id.clone()) {
                        continue;
                    }
                    inline.clone()
                }
                Inline::Note { number, at } => {
                    self.references.entry(*number).or_insert_with(|| at.clone());
                    inline.clone()
                }
                Inline::Styled(style, inner) => Inline::Styled(*style, self.inlines(inner)),
                Inline::Link { to, inlines, at } => {
                    if let Target::Within(id) = to {
                        self.links.push((id.clone(), at.clone()));
                    }
                    Inline::Link { to: to.clone(), inlines: self.inlines(inlines), at: at.clone() }
                }
                _ => inline.clone(),
            });
        }
        chosen
    }

    /// The texts of the footnotes that are referred to.
    fn notes(&mut self) -> Vec<Note> {
        let reading = self.reading;
        let mut notes: BTreeMap<usize, Note> = BTreeMap::new();
        for note in &reading.doc.notes {
            if !self.taken.get(note.within).copied().unwrap_or(false) {
                continue;
            }
            let label = reading.labels.get(note.number).map_or("", String::as_str);
            if notes.contains_key(&note.number) {
                let at = note.at.start..note.at.start + 1;
                self.tell(Weight::Error, msg!("markup-footnote-twice", label = label), at, None);
                continue;
            }
            if !reading.referred.contains(&note.number) {
                let line = reading.doc.places.text(note.at.clone()).find('\n').unwrap_or(note.at.len());
                let hint = msg!("markup-footnote-unused-hint", label = label);
                let message = msg!("markup-footnote-unused", label = label);
                self.tell(Weight::Warning, message, note.at.start..note.at.start + line, Some(hint));
            }
            let blocks = self.blocks(&note.blocks);
            notes.insert(note.number, Note { number: note.number, blocks, at: note.at.clone(), within: note.within });
        }
        for (number, at) in self.references.clone() {
            if !notes.contains_key(&number) {
                let label = reading.labels.get(number).map_or("", String::as_str);
                let hint = msg!("markup-footnote-undefined-hint", label = label);
                self.tell(Weight::Error, msg!("markup-footnote-undefined", label = label), at, Some(hint));
            }
        }
        notes.into_values().collect()
    }

    /// Reports the links that lead nowhere.
    fn check_links(&mut self) {
        let mut links = std::mem::take(&mut self.links);
        links.retain(|(id, _)| !self.ids.contains(id));
        for (n, (id, at)) in links.into_iter().enumerate() {
            // Each of them is compared with all ids: those that are only counted need no hint.
            let known = self.ids.iter().map(String::as_str).filter(|_| n < super::remarks::MOST_OF_A_KIND);
            let hint = match did_you_mean(&id, known) {
                Some(name) => msg!("markup-did-you-mean", name = format!("#{name}")),
                None => msg!("markup-link-anchor-hint", id = id),
            };
            self.tell(Weight::Loose, msg!(Code::LinkAnchor, id = id), at, Some(hint));
        }
    }
}
