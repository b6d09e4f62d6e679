//! Texts of `directive.toml` that are printed: its short name, the words and sources of its facts. They are held against what the same
//! file says of the document, as the texts of pieces are.

use std::ops::Range;

use super::documents::{self, Wrong};
use super::years;
use crate::content::tree::{Node, parse_toml};
use crate::content::words::LANGUAGES;
use crate::content::{Content, Directive, Facts};
use crate::diag::{Diagnostic, Diagnostics, Message, Place};
use crate::markup::citations::is_document_kind;
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;
use crate::msg;

/// Holds the texts of all directives; those with what is wrong for sure are taken out, with their pieces, as others that cannot be read.
pub(crate) fn check(content: &mut Content, diagnostics: &mut Diagnostics) {
    let mut wrong: Vec<String> = vec![];
    for directive in content.directives.values() {
        let before = diagnostics.len();
        let root = parse_toml(&directive.file, &mut Diagnostics::new());
        let lang = content.campaign.lang.as_str();
        DirectiveTexts { facts: &Facts::new(content, directive, lang), directive, lang, diagnostics }.texts(&root);
        for lang in LANGUAGES.iter().copied().filter(|other| *other != lang) {
            DirectiveTexts { facts: &Facts::new(content, directive, lang), directive, lang, diagnostics }
                .translated(&root);
        }
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            wrong.push(directive.id.clone());
        }
    }
    content.directives.retain(|id, _| !wrong.contains(id));
    content.pieces.retain(|piece| !wrong.contains(&piece.directive));
}

/// The texts of one directive in one language.
struct DirectiveTexts<'a> {
    facts: &'a Facts<'a>,
    directive: &'a Directive,
    lang: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl DirectiveTexts<'_> {
    fn texts(&mut self, root: &Node) {
        self.names(root);
        for node in root.get("citations").map(Node::items).unwrap_or_default() {
            self.documents(node, "title");
        }
        for node in root.get("facts").map(Node::items).unwrap_or_default() {
            self.fact(node, node);
        }
    }

    fn translated(&mut self, root: &Node) {
        if let Some(node) = root.get(self.lang) {
            self.names(node);
        }
        for node in root.get("facts").map(Node::items).unwrap_or_default() {
            if let Some(words) = node.get(self.lang) {
                self.fact(node, words);
            }
        }
    }

    fn names(&mut self, node: &Node) {
        self.short(node);
        self.documents(node, "title");
    }

    /// The words of a fact; `node` is its entry.
    fn fact(&mut self, node: &Node, words: &Node) {
        for key in ["label", "source"] {
            self.documents(words, key);
        }
        let fact = node.get("id").and_then(Node::as_str).and_then(|id| self.directive.facts.get(id.trim()));
        let Some(fact) = fact else { return };
        for key in ["label", "unit"] {
            let Some(text) = words.get(key).and_then(Node::as_str) else { continue };
            let passage = Passage::of_text(text);
            let Some((at, weight)) = years::in_label(&passage, fact) else { continue };
            let year = fact.horizon.or(fact.year).unwrap_or_default();
            let goal = if fact.horizon.is_some() { "horizon" } else { "year" };
            let typed = passage.text(at);
            let message = msg!("markup-registry-year", key = key, typed = typed, goal = goal, year = year);
            self.tell(words, key, &typed, weight, message, msg!("markup-registry-year-hint", key = key, goal = goal));
        }
        // No book tells of a year that came after it.
        if let (Some(text), Some(year)) = (words.get("source").and_then(Node::as_str), fact.year) {
            let years = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
            let years: Vec<(i32, &str)> = years.filter_map(|run| Some((run.parse().ok()?, run))).collect();
            let is_year = |year: &i32| (1900..2200).contains(year);
            let last = years.iter().filter(|(year, _)| is_year(year)).max_by_key(|(year, _)| *year);
            if let Some((_, typed)) = last.filter(|(last, _)| *last < year) {
                let message = msg!("markup-registry-year", key = "source", typed = typed, goal = "year", year = year);
                let hint = msg!("markup-registry-year-hint", key = "source", goal = "year");
                self.tell(words, "source", typed, Weight::Warning, message, hint);
            }
        }
    }

    /// The documents that a text names.
    fn documents(&mut self, node: &Node, key: &str) {
        let Some(text) = node.get(key).and_then(Node::as_str) else { return };
        let passage = Passage::of_text(text);
        for Wrong { at, weight, right, .. } in documents::wrongs(&passage, self.facts, self.lang) {
            self.wrong(node, key, &passage, at, weight, &right);
        }
    }

    fn wrong(&mut self, node: &Node, key: &str, passage: &Passage, at: Range<usize>, weight: Weight, right: &str) {
        let typed = passage.text(at);
        let message = msg!("markup-registry-document", key = key, typed = typed, right = right);
        self.tell(node, key, &typed, weight, message, msg!("markup-registry-document-hint", right = right));
    }

    /// The short name stands for the document on every page: a number in it is its own.
    fn short(&mut self, node: &Node) {
        let Some(text) = node.get("short").and_then(Node::as_str) else { return };
        let passage = Passage::of_text(text);
        let before = self.diagnostics.len();
        self.documents(node, "short");
        if self.diagnostics.len() > before || !is_document_kind(&text.to_lowercase()) {
            return;
        }
        let own = &self.directive.number;
        let plain = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let is = |at: &Range<usize>, number: &str| plain(&passage.text(at.clone())) == plain(number);
        let named = documents::numbers(&passage);
        let Some(first) = named.first().filter(|_| !named.iter().any(|at| is(at, own))) else { return };
        // The one that it carries out may be named, too.
        let is_known = self.facts.documents().iter().any(|document| is(first, &document.number));
        let weight = if is_known { Weight::Warning } else { Weight::Loose };
        self.wrong(node, "short", &passage, first.clone(), weight, own);
    }

    fn tell(&mut self, node: &Node, key: &str, typed: &str, weight: Weight, message: Message, hint: Message) {
        let file = &self.directive.file;
        let range = node.get(key).map_or(0..0, |value| value.range.clone());
        let found = file.text.get(range.clone()).and_then(|raw| raw.find(typed));
        let place = found.map_or(range.clone(), |at| range.start + at..range.start + at + typed.len());
        let problem = match weight {
            Weight::Error | Weight::Loose => Diagnostic::error(message),
            Weight::Warning => Diagnostic::warning(message),
        };
        self.diagnostics.push(problem.at(Place::new(file, place)).hint(hint));
    }
}
