//! `:::` blocks: who gets them, and how they become parts of a layout.

use std::ops::Range;

use super::blocks::{Attribute, Opening};
use super::convert::{Converter, Frame, FrameKind, scheme};
use super::inlines::{Inlines, Role};
use super::out::Out;
use super::{contact, escape, qr};
use crate::carry;
use crate::content::Fact;
use crate::content::kinds::{self, Shape};
use crate::diag::did_you_mean;
use crate::msg;

/// A `:::` block that is open.
pub(super) struct Block {
    opening: Opening,
    /// Numbers of items of the lists directly in it.
    pub(super) lists: Vec<usize>,
}

impl Converter<'_> {
    pub(super) fn open_block(&mut self, opening: Opening) {
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
                let hint = match kinds::meant(name) {
                    Some(meant) => msg!("markup-did-you-mean", name = meant),
                    None => msg!("markup-known-blocks", names = kinds::NAMES.join(", ")),
                };
                self.desk.error(msg!("markup-block-kind", kind = name), opening.kind_range.clone(), Some(hint));
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

    /// Whether the format sets blocks of a kind; a block that it leaves out is told of, notes are not. A format that
    /// sets no blocks at all, such as a banner, lives on the front matter alone: it shares pieces with other formats.
    pub(super) fn is_set(&mut self, kind: &str, range: Range<usize>) -> bool {
        let set = self.desk.ctx.blocks.iter().any(|block| block == kind);
        if !set && kind != "notes" && !self.desk.ctx.blocks.is_empty() {
            let message = msg!("markup-block-unset", kind = kind, format = self.desk.ctx.format);
            self.desk.warn(message, range, Some(msg!("markup-block-unset-hint", format = self.desk.ctx.format)));
        }
        set
    }

    pub(super) fn close_block(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Frame { kind: FrameKind::Block(block), out: body, .. } = self.pop() else { return };
        let Block { opening, lists } = *block;
        let mut body = body;
        let Some(name) = &opening.kind else {
            self.block(body);
            return;
        };
        if name == "contact" && !self.is_reached {
            // The first of a text tells how to reach the issuer.
            self.is_reached = true;
            let own = self.desk.text.get(opening.range.end..self.seen).unwrap_or_default();
            let url = opening.get("url").map_or("", |url| url.value.as_str());
            let held = format!("{} {}", carry::plain(own), url);
            let added = contact::addition(self.desk.ctx.issuer, self.desk.ctx.lang, &held);
            if !added.is_empty() {
                body.code(if body.is_empty() { "" } else { "\n\n" });
                body.append(added);
            }
        }
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
            let title = self.said(title, true);
            out.wrap(", title: [", title, "]");
        } else if let Some(title) = kinds::alert_title(name, self.desk.ctx.lang) {
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

    /// An attribute that is words on the page: set as the text around it is.
    fn said(&mut self, attribute: &Attribute, heading: bool) -> Out {
        let range = attribute.value_range.clone();
        let mut inlines = Inlines::default();
        inlines.text(&self.desk.text[range.clone()], self.desk.text, range);
        inlines.finish(&mut self.desk, Role { heading, excused: false })
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
            if attribute.key == "minutes"
                && attribute.value.replace(',', ".").parse::<f64>().ok().is_none_or(|n| !(0.0..=600.0).contains(&n))
            {
                let message = msg!("markup-notes-minutes", value = attribute.value);
                self.desk.error(message, range, Some(msg!("markup-notes-minutes-hint")));
                continue;
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
            match opening.get(&key).filter(|attribute| kinds::WORDS.contains(&attribute.key.as_str())) {
                Some(attribute) => {
                    let said = self.said(attribute, false);
                    out.wrap("[", said, "]");
                }
                None => out.literal(&value, range),
            }
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
                let hint = match ctx.facts.suggest(id) {
                    Some(name) => Some(msg!("markup-did-you-mean", name = name)),
                    None if ctx.facts.own().is_empty() => None,
                    None => {
                        let names: Vec<&str> = ctx.facts.own().keys().map(String::as_str).collect();
                        Some(msg!("markup-fact-known", names = names.join(", ")))
                    }
                };
                let message = match ctx.facts.unknown_directive(id) {
                    Some(directive) => msg!("content-fact-unknown-directive", id = id, directive = directive),
                    None => msg!("markup-fact-unknown", id = id),
                };
                self.desk.error(message, range, hint);
                continue;
            };
            for problem in ctx.facts.untranslated(id, &fact, None) {
                self.desk.error(problem.message, range.clone(), problem.hints.into_iter().next());
            }
            if let Some(horizon) = fact.horizon.filter(|horizon| *horizon < ctx.year) {
                let message = msg!("markup-fact-past", id = id, horizon = horizon, year = ctx.year);
                self.desk.warn(message, range, None);
            }
            code.push_str(&fact_code(&fact));
            code.push_str(", ");
        }
        if from == 0 || raw.trim().is_empty() {
            self.desk.error(msg!("markup-fact-none"), attribute.value_range.clone(), None);
        }
        code.trim_end_matches(' ').to_string()
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
