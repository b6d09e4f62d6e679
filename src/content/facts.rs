//! The figures that a piece can name, in its language: those of its directive by their id, those of the others as
//! `<directive>.<id>`.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Content, Date, Directive, Fact};
use super::named;
use super::numbers::{said_alone, shown};
use super::words::Words;
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::msg;

/// Units that are written alike in every language.
const SYMBOLS: &[&str] = &[
    "m", "km", "cm", "mm", "m2", "m²", "m³", "km²", "ha", "g", "kg", "mg", "l", "ml", "s", "V", "kV", "W", "kW", "MW",
    "kWh", "MWh", "KB", "MB", "GB", "TB", "USD", "VND",
];

/// Keys that `fact(id=…)` prints, and those of which `number(id=…)` prints one.
pub(crate) const PRINTED: &[&str] = &["qualifier", "shown", "unit"];
/// What `number(id=…)` prints.
pub(crate) const NUMBER: &[&str] = &["shown"];

/// The figures that a piece can name.
#[derive(Debug)]
pub struct Facts<'a> {
    own: Cow<'a, BTreeMap<String, Fact>>,
    /// The directive of the piece.
    directive: &'a str,
    directives: Option<&'a BTreeMap<String, Directive>>,
    words: Option<Words<'a>>,
    /// Facts of other directives that were asked for.
    borrowed: RefCell<BTreeSet<String>>,
    /// What was asked for, also in vain.
    reads: RefCell<BTreeSet<String>>,
}

/// A document that a text may name.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// What it is: `Kế hoạch`; in another language of the piece, too.
    pub(crate) kinds: Vec<String>,
    /// `116-KH/TU`.
    pub(crate) number: String,
    /// The day of issue, if it is known.
    pub(crate) date: Option<Date>,
    /// Who issued it, by its names.
    pub(crate) issuers: Vec<String>,
    /// It is the directive of the piece.
    pub(crate) is_own: bool,
    /// Where the registries have it.
    pub(crate) place: Place,
}

impl<'a> From<&'a BTreeMap<String, Fact>> for Facts<'a> {
    /// Those of one directive, as they are.
    fn from(own: &'a BTreeMap<String, Fact>) -> Self {
        Self {
            own: Cow::Borrowed(own),
            directive: "",
            directives: None,
            words: None,
            borrowed: RefCell::default(),
            reads: RefCell::default(),
        }
    }
}

impl<'a> Facts<'a> {
    /// Those that a piece of `directive` in a language can name.
    pub fn new(content: &'a Content, directive: &'a Directive, lang: &'a str) -> Self {
        let words = Words::new(content, lang);
        let mut facts = Self::from(&directive.facts);
        (facts.directive, facts.directives) = (&directive.id, Some(&content.directives));
        if !words.are_those_of_the_registry() {
            let own = directive.facts.iter().map(|(id, fact)| (id.clone(), words.fact(fact, directive)));
            facts.own = Cow::Owned(own.collect());
            facts.words = Some(words);
        }
        facts
    }

    /// The same figures, of which nothing was asked for yet.
    pub fn unasked(&self) -> Facts<'_> {
        Facts { directive: self.directive, directives: self.directives, words: self.words, ..Facts::from(&*self.own) }
    }

    /// A fact by its name: `ocop-2030`, `kh-116.ocop-2030`.
    pub fn get(&self, name: &str) -> Option<Cow<'_, Fact>> {
        self.note(named::fact(self.directive, name));
        if let Some(fact) = self.own.get(name) {
            return Some(Cow::Borrowed(fact));
        }
        let (directive, fact) = self.elsewhere(name)?;
        self.borrowed.borrow_mut().insert(name.to_string());
        Some(match &self.words {
            Some(words) => Cow::Owned(words.fact(fact, directive)),
            None => Cow::Borrowed(fact),
        })
    }

    fn elsewhere(&self, name: &str) -> Option<(&'a Directive, &'a Fact)> {
        let directives = self.directives?;
        // Both names may hold dots.
        name.match_indices('.').find_map(|(dot, _)| {
            let (id, fact) = (&name[..dot], &name[dot + 1..]);
            self.note(named::fact(id, fact));
            let directive = directives.get(id)?;
            Some((directive, directive.facts.get(fact)?))
        })
    }

    /// Keeps the name of something that was read for the piece.
    pub(crate) fn note(&self, name: String) {
        self.reads.borrow_mut().insert(name);
    }

    /// The facts of the piece's own directive by their id.
    pub fn own(&self) -> &BTreeMap<String, Fact> {
        self.note(named::facts(self.directive));
        &self.own
    }

    /// The facts that were asked for by name so far.
    pub(crate) fn asked(&self) -> Vec<Cow<'_, Fact>> {
        let reads = self.reads.borrow();
        let is_read = |id: &&String| reads.contains(&named::fact(self.directive, id));
        let names = self.own.keys().filter(is_read).chain(self.borrowed.borrow().iter()).cloned().collect::<Vec<_>>();
        drop(reads);
        names.iter().filter_map(|name| self.get(name)).collect()
    }

    /// The directive of the piece, and all of which something is known, with how each is called in the language of the piece. Its own
    /// comes first.
    pub(crate) fn documents(&self) -> Vec<Document> {
        let mut found = vec![];
        let all = self.directives.into_iter().flatten();
        let (own, others): (Vec<_>, Vec<_>) = all.partition(|(id, _)| *id == self.directive);
        for (id, directive) in own.into_iter().chain(others) {
            self.note(named::documents(id));
            let is_own = id == self.directive;
            let said = self.words.as_ref().map(|words| words.directive(directive)).unwrap_or_default();
            let both = |key, own: &String| said.get(key).cloned().into_iter().chain([own.clone()]).collect();
            found.push(Document {
                kinds: both("kind", &directive.kind),
                number: directive.number.clone(),
                date: Some(directive.date),
                issuers: both("issuer", &directive.issuer),
                is_own,
                place: Place::new(&directive.file, 0..0),
            });
            found.extend(directive.citations.iter().map(|cited| Document {
                kinds: vec![cited.kind.clone()],
                number: cited.number.clone(),
                date: cited.date,
                issuers: vec![cited.issuer.clone()],
                is_own: false,
                place: cited.place.clone(),
            }));
        }
        found
    }

    /// Names of all facts, those of the own directive first.
    pub fn names(&self) -> Vec<String> {
        self.note(named::FACTS.to_string());
        let others = self.directives.into_iter().flatten().filter(|(id, _)| *id != self.directive);
        let others = others.flat_map(|(id, directive)| directive.facts.keys().map(move |fact| format!("{id}.{fact}")));
        self.own.keys().cloned().chain(others).collect()
    }

    /// The units of the facts that may stand in the text.
    pub fn units(&self) -> Vec<String> {
        self.note(named::units(self.directive));
        let others =
            self.borrowed.borrow().iter().filter_map(|name| self.elsewhere(name)?.1.unit.clone()).collect::<Vec<_>>();
        self.own.values().filter_map(|fact| fact.unit.clone()).chain(others).collect()
    }

    /// Names of what was asked for: facts, words of the registries, includes, pictures. What was not there is among it: it may come. Who
    /// keeps something that was made with these facts keeps this with it.
    pub fn reads(&self) -> BTreeSet<String> {
        self.reads.borrow().clone()
    }

    /// What may have been meant by a name that no fact has.
    pub fn suggest(&self, name: &str) -> Option<String> {
        let names = self.names();
        let same = names.iter().find(|known| known.rsplit_once('.').is_some_and(|(_, id)| id == name));
        same.map(String::as_str).or_else(|| did_you_mean(name, names.iter().map(String::as_str))).map(String::from)
    }

    /// The directive that an unknown name names, if there is none such.
    pub fn unknown_directive<'n>(&self, name: &'n str) -> Option<&'n str> {
        let directives = self.directives?;
        let (directive, _) = name.split_once('.')?;
        let known = name.match_indices('.').any(|(dot, _)| directives.contains_key(&name[..dot]));
        (!known).then_some(directive)
    }

    /// What is wanting of a fact in the language of the piece, among `keys`.
    pub fn untranslated(&self, name: &str, fact: &Fact, keys: Option<&[&str]>) -> Vec<Diagnostic> {
        let Some(words) = &self.words else { return vec![] };
        let lang = words.lang();
        let wanted = fact.untranslated.iter().filter(|key| keys.is_none_or(|keys| keys.contains(key)));
        let told = |key: &'static str| {
            let path = &fact.place.file.path;
            if key == "short" {
                let directive = path.split('/').nth(1).unwrap_or_default();
                let problem = Diagnostic::error(msg!("content-untranslated-directive", id = directive, lang = lang));
                return problem.hint(msg!("content-untranslated-directive-hint", path = path, lang = lang));
            }
            let problem = Diagnostic::error(msg!("content-untranslated-fact", id = name, key = key, lang = lang));
            let line = fact.place.file.line_column(fact.place.range.start).0;
            problem.hint(msg!("content-untranslated-fact-hint", path = path, line = line, key = key, lang = lang))
        };
        wanted.copied().map(told).collect()
    }
}

impl Words<'_> {
    /// A fact in these words; what is wanting stays as it is and is listed.
    fn fact(&self, fact: &Fact, directive: &Directive) -> Fact {
        let lang = self.lang();
        let mut said = fact.clone();
        if !fact.is_typed {
            said.shown = shown(fact.low, fact.high, lang);
        }
        if self.are_those_of_the_campaign() {
            return said;
        }
        let told = |key| fact.translations.get(lang, key).map(String::from);
        let mut wanting = vec![];
        match told("shown") {
            Some(text) => {
                said.shown = said_alone(
                    &text,
                    told("qualifier").as_deref(),
                    told("unit").or_else(|| fact.unit.clone()).as_deref(),
                )
                .to_string();
            }
            None if fact.is_typed && fact.shown.chars().any(char::is_alphabetic) => wanting.push("shown"),
            None => said.shown = shown(fact.low, fact.high, lang),
        }
        for (key, text) in [("qualifier", &mut said.qualifier), ("unit", &mut said.unit)] {
            let is_sign = |text: &String| SYMBOLS.contains(&text.as_str()) || !text.chars().any(char::is_alphabetic);
            match (told(key), &text) {
                (Some(translated), _) => *text = Some(translated),
                (None, Some(own)) if !is_sign(own) => wanting.push(key),
                _ => {}
            }
        }
        match told("label") {
            Some(label) => said.label = label,
            None => wanting.push("label"),
        }
        if let Some(section) = told("section") {
            said.section = section;
        }
        let (key, source) =
            if fact.is_elsewhere { ("source", told("source")) } else { ("short", self.short(directive)) };
        match source {
            Some(source) => said.source = source,
            None => wanting.push(key),
        }
        said.untranslated = wanting;
        said
    }
}

impl Fact {
    /// Qualifier, figure and unit as they stand in a sentence: `trên 60%`, `05 – 10 dự án/năm`.
    pub fn printed(&self) -> String {
        let mut text = String::new();
        if let Some(qualifier) = &self.qualifier {
            text.push_str(qualifier);
            text.push(' ');
        }
        text.push_str(&self.shown);
        if let Some(unit) = &self.unit {
            // A sign follows its figure, a word stands apart.
            if !unit.starts_with(['%', '‰', '°', '/', ',', '.']) {
                text.push(' ');
            }
            text.push_str(unit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(shown: &str, unit: &str) -> Fact {
        Fact {
            id: "a".into(),
            low: 0.0,
            high: 0.0,
            shown: shown.into(),
            is_typed: true,
            qualifier: None,
            unit: Some(unit.into()),
            label: String::new(),
            horizon: None,
            year: None,
            section: String::new(),
            source: String::new(),
            is_elsewhere: false,
            translations: super::super::Translations::default(),
            untranslated: vec![],
            place: crate::diag::Place::new(&crate::diag::SourceFile::new("d.toml", ""), 0..0),
        }
    }

    /// What the list, the browser and a sentence show of a figure.
    #[test]
    fn a_sign_follows_its_figure_and_a_word_stands_apart() {
        for (shown, unit, printed) in [
            ("60", "%", "60%"),
            ("3,5", "‰", "3,5‰"),
            ("38", "°C", "38°C"),
            ("2", "/năm", "2/năm"),
            ("05 – 10", "dự án/năm", "05 – 10 dự án/năm"),
        ] {
            assert_eq!(fact(shown, unit).printed(), printed);
        }
    }
}
