//! `:::` blocks: who gets them, and what they hold.

use super::blocks::{self, Opening};
use super::convert::DocReader;
use super::frames::{Frame, FrameKind, OpenPart};
use super::inlines::Inlines;
use super::qr;
use crate::carry;
use crate::content::kinds::{self, Shape};
use crate::content::urls;
use crate::content::{Fact, named};
use crate::diag::did_you_mean;
use crate::markup::choose::Scope;
use crate::markup::doc::{Attribute, Block, Given, Inline, Part};
use crate::msg;

impl DocReader<'_> {
    pub(super) fn open_block(&mut self, opening: Opening) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let ctx = self.desk.ctx;
        let audiences = self.names(&opening, "audiences", ctx.audiences);
        let formats = self.names(&opening, "formats", ctx.formats);
        let kind = self.check_block(&opening);
        if audiences.is_some_and(|names| names.iter().all(|name| name != ctx.audience)) {
            self.skipped = 1;
            return;
        }
        if kind.as_deref() == Some("contact") {
            ctx.facts.note(named::ISSUER.to_string());
        }
        // A place to link to that stands before it belongs to what all get.
        let waiting = self.waiting_anchors();
        if !waiting.is_empty() {
            self.block(Block::Text { inlines: waiting, task: None });
        }
        let (line, number) = (opening.range.clone(), self.scopes.len());
        let scope = Scope {
            parent: self.desk.within,
            formats: formats.clone(),
            kind,
            line: line.clone(),
            range: line.start..usize::MAX,
        };
        self.push(FrameKind::Part(Box::new(OpenPart { opening, formats, number, lists: vec![] })), line);
        self.scopes.push(scope);
        self.desk.within = number;
    }

    /// The formats or audiences that the block is for, if it says so.
    fn names(&mut self, opening: &Opening, key: &str, known: &[&str]) -> Option<Vec<String>> {
        let attribute = opening.get(key)?;
        // A name that is known no more is a mistake.
        self.desk.ctx.facts.note(if key == "formats" { named::FORMATS } else { named::AUDIENCES }.to_string());
        let names: Vec<String> =
            attribute.value.split([',', ' ']).filter(|name| !name.is_empty()).map(String::from).collect();
        for name in names.iter().filter(|name| !known.is_empty() && !known.contains(&name.as_str())) {
            let hint = did_you_mean(name, known.iter().copied()).map(|name| msg!("markup-did-you-mean", name = name));
            let message = match key {
                "formats" => msg!("markup-unknown-format", name = name),
                _ => msg!("markup-unknown-audience", name = name),
            };
            self.desk.error(message, attribute.value_range.clone(), hint);
        }
        Some(names)
    }

    /// What the block is called, if that is known. Reports what is wrong with its first line.
    fn check_block(&mut self, opening: &Opening) -> Option<String> {
        let mut known: Vec<&str> = kinds::COMMON.to_vec();
        let mut found = None;
        if let Some(name) = &opening.kind {
            let Some(kind) = kinds::find(name) else {
                let hint = match kinds::meant(name) {
                    Some(meant) => msg!("markup-did-you-mean", name = meant),
                    None => msg!("markup-known-blocks", names = kinds::NAMES.join(", ")),
                };
                self.desk.error(msg!("markup-block-kind", kind = name), opening.kind_range.clone(), Some(hint));
                return None;
            };
            known.extend(kind.attributes);
            found = Some(kind.name.to_string());
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
        found
    }

    pub(super) fn close_block(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Frame { kind: FrameKind::Part(part), blocks, .. } = self.pop() else { return };
        let OpenPart { opening, formats, number, lists } = *part;
        let at = opening.range.clone();
        let mut part = Part { kind: opening.kind.clone(), formats, number: Some(number), ..Part::of(blocks, at) };
        if let Some(name) = &opening.kind {
            self.check_shape(name, &opening, &lists);
            part.title = opening.get("title").map(|title| self.said(title));
            self.attributes(&mut part, &opening);
            part.facts = opening.get("facts").or(opening.get("fact")).map(|facts| self.facts(facts));
        }
        let seen = self.seen;
        if let Some(scope) = self.scopes.get_mut(number) {
            scope.range.end = seen.max(scope.line.end);
            self.desk.within = scope.parent;
        }
        self.block(Block::Part(Box::new(part)));
    }

    fn check_shape(&mut self, name: &str, opening: &Opening, lists: &[usize]) {
        let wanted = match kinds::find(name).map(|kind| kind.shape) {
            Some(Shape::List) if lists.is_empty() => Some(msg!("markup-block-list", kind = name)),
            Some(Shape::Pair) if *lists != [2] => Some(msg!("markup-block-pair", kind = name)),
            _ => None,
        };
        if let Some(message) = wanted {
            self.desk.error(message, opening.range.clone(), Some(msg!("markup-block-list-hint")));
        }
    }

    /// An attribute that is words on the page: as the text around it.
    fn said(&mut self, attribute: &blocks::Setting) -> Vec<Inline> {
        let range = attribute.value_range.clone();
        let mut inlines = Inlines::default();
        inlines.text(&self.desk.text[range.clone()], self.desk.text, range);
        inlines.finish(&mut self.desk)
    }

    fn attributes(&mut self, part: &mut Part, opening: &Opening) {
        let own = |a: &&blocks::Setting| {
            !kinds::COMMON.contains(&a.key.as_str()) && !matches!(a.key.as_str(), "fact" | "facts")
        };
        let mut given: Vec<&blocks::Setting> = opening.attributes.iter().filter(own).collect();
        given.sort_by(|a, b| a.key.cmp(&b.key));
        for attribute in given {
            let at = attribute.value_range.clone();
            if attribute.key == "url" {
                if !urls::is_opened(&attribute.value) {
                    let message = msg!("markup-qr-url", url = attribute.value);
                    self.desk.error(message, at.clone(), Some(msg!("markup-qr-url-hint")));
                }
                part.code = qr::modules(&urls::in_ascii(&attribute.value));
                if part.code.is_none() {
                    self.desk.error(msg!("markup-qr-long"), at.clone(), None);
                }
            }
            if attribute.key == "minutes"
                && attribute.value.replace(',', ".").parse::<f64>().ok().is_none_or(|n| !(0.0..=600.0).contains(&n))
            {
                let message = msg!("markup-notes-minutes", value = attribute.value);
                self.desk.error(message, at, Some(msg!("markup-notes-minutes-hint")));
                continue;
            }
            let is_words = kinds::WORDS.contains(&attribute.key.as_str());
            let value =
                if is_words { Given::Words(self.said(attribute)) } else { Given::Plain(attribute.value.clone()) };
            part.attributes.push(Attribute { key: attribute.key.clone(), value, at });
        }
    }

    /// The facts that an attribute names.
    fn facts(&mut self, attribute: &blocks::Setting) -> Vec<Fact> {
        let ctx = self.desk.ctx;
        let mut facts = vec![];
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
                self.desk.warn(message, range, Some(msg!("markup-fact-past-hint")));
            }
            facts.push(fact.into_owned());
        }
        if from == 0 || raw.trim().is_empty() {
            self.desk.error(msg!("markup-fact-none"), attribute.value_range.clone(), None);
        }
        facts
    }
}
