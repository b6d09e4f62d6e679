//! Runs the templates of a piece.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Kwargs, State, Tera, TeraResult};

use super::asks::{is_template, known_includes};
use super::context::{MAIN, Template};
use super::engine::{Bounded, ENGINE};
use super::marks::{Instrumented, Marks};
use super::problems::{hint_at_raw, overlap, without_values};
use super::survey::Survey;
use super::typed::Typed;
use crate::content::words::{self, Words};
use crate::content::{Fact, Piece, Rendered, Spanned, facts, tags};
use crate::diag::{Diagnostic, Diagnostics, Place, did_you_mean};
use crate::msg;

/// Values of one text that are told to be at fault in one run, round by round.
pub(super) const MOST_ROUNDS: usize = 40;

/// Facts that were asked for while a template ran.
#[derive(Debug, Default)]
struct Asked {
    past: BTreeSet<String>,
    unknown: BTreeSet<String>,
    /// With the keys that were printed.
    untranslated: BTreeSet<(String, &'static [&'static str])>,
}

type Used = Arc<Mutex<Asked>>;

impl Template<'_> {
    /// Renders the body. After an error the values at fault are left out: what else is wrong with the text is told in the same run. What
    /// may be seen on a screen and must not be printed is in `loose`.
    pub fn body(&self, diagnostics: &mut Diagnostics, loose: &mut Diagnostics) -> Option<Rendered> {
        let Piece { file, body, .. } = self.piece;
        if !is_template(&file.text[body.clone()]) {
            return Some(Rendered::verbatim(file, body.clone()));
        }
        let mut main = Typed::range(file, body.clone());
        let first_line = main.first_line();
        let mut told = HashSet::new();
        // Tera stops at the first value that is not there.
        for _ in 0..MOST_ROUNDS {
            let before = diagnostics.len();
            let mut marks = Marks::default();
            // Entry 0 is where the text begins, for output before the first mark.
            marks.add(file, first_line);
            let mut figures = Diagnostics::new();
            let output = self.render(main.clone(), Some(&mut marks), diagnostics, &mut figures);
            figures.retain(|problem| told.insert(problem.key()));
            hint_at_raw(&mut figures);
            loose.append(&mut figures);
            // A warning of the first round is told again by each other.
            let mut found = diagnostics.split_off(before);
            found.retain(|problem| told.insert(problem.key()));
            let left = if output.is_none() { without_values(&main, &found) } else { None };
            hint_at_raw(&mut found);
            diagnostics.append(&mut found);
            match (output, left) {
                (Some(output), _) => return Some(marks.read(&output)),
                (None, Some(left)) => main.text = left,
                (None, None) => return None,
            }
        }
        None
    }

    /// Renders a text of the header. The result may hold carried values.
    pub fn text(
        &self,
        text: &Spanned<String>,
        diagnostics: &mut Diagnostics,
        loose: &mut Diagnostics,
    ) -> Option<String> {
        if !is_template(text) {
            return Some(text.value.clone());
        }
        self.render(Typed::field(&self.piece.file, text), None, diagnostics, loose)
    }

    fn render(
        &self,
        main: Typed,
        mut marks: Option<&mut Marks>,
        diagnostics: &mut Diagnostics,
        loose: &mut Diagnostics,
    ) -> Option<String> {
        let before = diagnostics.len();
        let mut survey = Survey::default();
        let mut templates = BTreeMap::new();
        let mut open = vec![(MAIN.to_string(), main)];
        while let Some((name, typed)) = open.pop() {
            let parts = tags::parts(&typed.text);
            let (wrong, sound) = self.wrong_calls(&typed, &parts, &survey);
            diagnostics.extend(wrong);
            self.note_names(&tags::names(&typed.text, &parts));
            for include in survey.add(&typed, &sound, diagnostics) {
                let known = known_includes(self.content, self.piece);
                self.note_include(&include.name);
                match known.get(include.name.as_str()) {
                    Some(_)
                        if templates.contains_key(&include.name) || open.iter().any(|(n, _)| *n == include.name) => {}
                    Some(file) => open.push((include.name, Typed::range(file, 0..file.text.len()))),
                    None => {
                        let missing = Diagnostic::error(msg!("content-unknown-include", name = include.name));
                        let hint = match did_you_mean(&include.name, known.keys().copied()) {
                            Some(name) => msg!("content-did-you-mean", name = name),
                            None => msg!("content-include-hint", directive = self.piece.directive),
                        };
                        diagnostics.push(missing.at(include.place).hint(hint));
                    }
                }
            }
            templates.insert(name, Instrumented::new(typed, &parts, &survey, marks.as_deref_mut()));
        }
        for (figure, place) in &survey.figures {
            let message = msg!("content-tag-figure", figure = figure);
            loose.push(Diagnostic::warning(message).at(place.clone()).hint(msg!("content-tag-figure-hint")));
        }
        for call in &survey.calls {
            match self.facts.get(&call.id) {
                Some(fact) => {
                    let wanting = self.facts.untranslated(&call.id, &fact, Some(call.keys));
                    diagnostics.extend(wanting.into_iter().map(|problem| problem.at(call.place.clone())));
                }
                None => diagnostics.push(self.unknown_fact(&call.id).at(call.place.clone())),
            }
        }

        let used = Used::default();
        let mut tera = self.engine(&used, &survey);
        let raw = templates.iter().map(|(name, template)| (name.as_str(), template.text.as_str()));
        if let Err(error) = tera.add_raw_templates(raw) {
            // What the survey has told needs no second telling.
            let told: Vec<Place> = diagnostics[before..].iter().filter_map(|d| d.place.clone()).collect();
            let covers = |place: &Place| told.iter().any(|told| told.file == place.file && overlap(told, place));
            let problems = self.problems(&error, &templates, false).into_iter();
            diagnostics.extend(problems.filter(|problem| !problem.place.as_ref().is_some_and(covers)));
        }
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let mut bounded = Bounded::default();
        let result = tera.render_to(MAIN, self.context, &mut bounded);
        self.report_facts(&used, &survey, &templates, diagnostics);
        if let Err(error) = result {
            // The function's own complaint about a fact was already told with its place.
            if !diagnostics[before..].iter().any(Diagnostic::is_error) {
                diagnostics.extend(self.problems(&error, &templates, bounded.full));
            }
            return None;
        }
        String::from_utf8(bounded.bytes).ok()
    }

    fn engine(&self, used: &Used, survey: &Survey) -> Tera {
        let mut tera = ENGINE.clone();
        let names: BTreeSet<String> = if survey.computed {
            self.facts.names().into_iter().collect()
        } else {
            survey.calls.iter().map(|call| call.id.clone()).collect()
        };
        let facts = names.into_iter().filter_map(|name| Some((name.clone(), self.facts.get(&name)?.into_owned())));
        let facts: Arc<BTreeMap<String, Fact>> = Arc::new(facts.collect());
        for (name, print, keys) in [
            ("fact", Fact::printed as fn(&Fact) -> String, facts::PRINTED),
            ("number", |fact| fact.shown.clone(), facts::NUMBER),
        ] {
            let (facts, used, year) = (facts.clone(), used.clone(), self.year);
            tera.register_function(name, move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
                let id = kwargs.must_get::<String>("id")?;
                let told = kwargs.get::<bool>("past")?.unwrap_or(false);
                let mut asked = used.lock().unwrap_or_else(PoisonError::into_inner);
                match facts.get(&id) {
                    Some(fact) => {
                        if fact.untranslated.iter().any(|key| keys.contains(key)) {
                            asked.untranslated.insert((id.clone(), keys));
                        }
                        if !told && fact.horizon.is_some_and(|horizon| horizon < year) {
                            asked.past.insert(id);
                        }
                        Ok(print(fact))
                    }
                    None => {
                        let text = format!("unknown fact `{id}`");
                        asked.unknown.insert(id);
                        Err(tera::Error::message(text))
                    }
                }
            });
        }
        tera
    }

    /// Keeps which words of the registries tags with these names may read.
    fn note_names(&self, names: &BTreeSet<String>) {
        let lang = self.piece.meta.lang.as_ref().map_or(&self.content.campaign.lang, |lang| &lang.value);
        let words = Words::new(self.content, lang);
        let audience = self
            .context
            .get("audience")
            .and_then(|audience| audience.as_map()?.get(&tera::value::Key::Str("id"))?.as_str());
        for seen in words::SEEN.iter().filter(|seen| words::may_see(names, seen)) {
            self.facts.note(words.place(seen, &self.piece.directive, audience.unwrap_or_default()));
        }
    }

    /// Keeps where an include was looked for.
    fn note_include(&self, name: &str) {
        for folder in [format!("content/{}/_shared/", self.piece.directive), "content/_shared/".to_string()] {
            let path = format!("{folder}{name}");
            let is_there = self.content.includes.contains_key(&path);
            self.facts.note(path);
            if is_there {
                break;
            }
        }
    }

    fn unknown_fact(&self, id: &str) -> Diagnostic {
        let error = match self.facts.unknown_directive(id) {
            Some(directive) => msg!("content-fact-unknown-directive", id = id, directive = directive),
            None => msg!("content-unknown-fact", id = id),
        };
        let error = Diagnostic::error(error);
        match self.facts.suggest(id) {
            Some(meant) => error.hint(msg!("content-did-you-mean", name = meant)),
            None => error.hint(msg!(
                "content-unknown-fact-hint",
                path = format!("content/{}/directive.toml", self.piece.directive)
            )),
        }
    }

    /// Says which facts were not there, or are past, that only running the template could tell.
    fn report_facts(
        &self,
        used: &Used,
        survey: &Survey,
        templates: &BTreeMap<String, Instrumented>,
        diagnostics: &mut Diagnostics,
    ) {
        let asked = used.lock().unwrap_or_else(PoisonError::into_inner);
        let piece = || templates.get(MAIN).map(|main| main.typed.start());
        for id in &asked.unknown {
            diagnostics.push(self.unknown_fact(id).maybe_at(survey.computed_at.clone().or_else(piece)));
        }
        for (id, keys) in &asked.untranslated {
            // One that is named was told before anything ran.
            if let (Some(fact), false) = (self.facts.get(id), survey.calls.iter().any(|call| call.id == *id)) {
                let wanting = self.facts.untranslated(id, &fact, Some(keys));
                let place = || survey.computed_at.clone().or_else(piece);
                diagnostics.extend(wanting.into_iter().map(|problem| problem.maybe_at(place())));
            }
        }
        for id in &asked.past {
            let horizon = self.facts.get(id).and_then(|fact| fact.horizon).unwrap_or_default();
            let warning = Diagnostic::warning(msg!("content-fact-past", id = id, horizon = horizon))
                .hint(msg!("content-fact-past-hint", id = id));
            let mut places: Vec<Place> = survey
                .calls
                .iter()
                .filter(|call| call.id == *id && !call.past)
                .map(|call| call.place.clone())
                .collect();
            if places.is_empty() {
                places.extend(survey.computed_at.clone().or_else(piece));
            }
            diagnostics.extend(places.into_iter().map(|place| warning.clone().at(place)));
        }
    }
}
