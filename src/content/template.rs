//! Pieces as Tera templates, with positions that survive.
//!
//! Tera keeps no positions, so every raw line of a piece and of its includes carries a mark (see [`crate::carry`])
//! through the template: an output line knows its own file and line, also after an `{% if %}`, in a loop, or in an
//! include. Values come out carried, so that Markdown cannot read them as anything but text.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde_json::json;
use tera::{Delimiters, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::calls::TagCall as Meant;
use super::tags::{self, Part, PartKind, Token};
use super::words::{self, Words};
use super::{
    Audience, Content, Directive, Fact, Facts, Hole, LineOrigin, Piece, Profile, ProfileKind, Rendered, Spanned, facts,
    vouched,
};
use crate::carry;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::msg;

/// Most bytes that a template may make.
const MOST_OUTPUT: usize = 4 << 20;

/// Most bytes of one value that a filter makes.
const MOST_VALUE: usize = 1 << 20;

/// Longest list that `range` makes.
const MOST_ITEMS: i64 = 1000;

/// Longest tag, in bytes.
const LONGEST_TAG: usize = 4096;

/// Most copies of one value that `set` tags can add up to.
const MOST_COPIES: usize = 4096;

/// The name under which a piece is known to Tera.
const MAIN: &str = "(piece).md";

/// What a piece sees: `directive`, `audience`, `campaign`, `piece`, `format`, `profile`.
pub fn context(
    content: &Content,
    directive: &Directive,
    audience: &Audience,
    piece: &Piece,
    format: &str,
    size: &str,
    profile: &Profile,
) -> tera::Context {
    let campaign = &content.campaign;
    let lang = piece.meta.lang.as_ref().map_or(&campaign.lang, |lang| &lang.value);
    let words = Words::new(content, lang);
    let date = |d: super::Date| words.date(d);
    let text = |field: &str| piece.meta.text.get(field).map(|text| vouched::plain(text.trim())).unwrap_or_default();
    let mut context = tera::Context::new();
    let mut insert = |key: &'static str, value: serde_json::Value| context.insert(key, &value);
    // A name that the piece's language has no words for is not there, and asking for it is told. What is not given at all is empty, so
    // that `{% if campaign.issuer.phone %}` works.
    insert("directive", json!(words.directive(directive)));
    insert("audience", json!(words.audience(audience)));
    let mut told = json!({
        "date": date(campaign.date), "year": campaign.date.year, "lang": campaign.lang, "issuer": words.issuer(),
    });
    if let Some(title) = words.campaign() {
        told["title"] = title.into();
    }
    insert("campaign", told);
    let day = piece.meta.date.as_ref().map_or(campaign.date, |date| date.value);
    insert(
        "piece",
        json!({
            "id": piece.id, "title": text("title"), "date": date(day), "number": text("number"), "lang": lang,
        }),
    );
    insert("format", json!({ "id": format, "size": size }));
    let kind = match profile.kind {
        ProfileKind::Draft => "draft",
        ProfileKind::Screen => "screen",
        ProfileKind::Print => "print",
    };
    insert("profile", json!({ "name": profile.name, "kind": kind }));
    context
}

/// The template that a piece is: its body, and each text of its header.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// What it stands in.
    pub piece: &'a Piece,
    /// Where includes come from.
    pub content: &'a Content,
    /// What it sees, as [`context`] makes it.
    pub context: &'a tera::Context,
    /// What it can ask for.
    pub facts: &'a Facts<'a>,
    /// The year of the campaign: goals of earlier ones are past.
    pub year: i32,
}

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
}

/// Values of one text that are told to be at fault in one run, round by round.
const MOST_ROUNDS: usize = 40;

/// A text without the values that errors point at, as long as before. `None` if one points at something else.
fn without_values(main: &Typed, found: &[Diagnostic]) -> Option<String> {
    let mut text = main.text.clone();
    let parts = tags::parts(&text);
    let mut errors = found.iter().filter(|problem| problem.is_error()).peekable();
    errors.peek()?;
    for problem in errors {
        // A mistake of the syntax hides what follows.
        if let Some(Code::Template | Code::TemplateLarge) = problem.message.code() {
            return None;
        }
        let place = problem.place.as_ref().filter(|place| place.file == main.file)?;
        let at = place.range.start.checked_sub(main.byte(0))?;
        let part = parts.get(parts.partition_point(|part| part.range.end <= at))?;
        if part.kind != PartKind::Variable || !part.range.contains(&at) {
            return None;
        }
        // Something stands there, or a heading would be told to be empty. Lines stay, or what follows would be told of another one.
        let bytes = text[part.range.clone()].bytes().enumerate();
        let blank: String = bytes
            .map(|(n, b)| {
                if n == 0 {
                    'x'
                } else if b == b'\n' {
                    '\n'
                } else {
                    ' '
                }
            })
            .collect();
        text.replace_range(part.range.clone(), &blank);
    }
    Some(text)
}

/// The dotted names in the tags of a layout: what it may see.
pub(crate) fn names(text: &str) -> BTreeSet<String> {
    let parts = tags::parts(text);
    let mut names = tags::names(text, &parts);
    // What would be a program in a piece is none in a layout.
    for part in parts.iter().filter(|part| part.kind == PartKind::Program) {
        let words = text[part.range.clone()].split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.'));
        names.extend(words.map(|word| word.trim_matches('.').to_string()));
    }
    names
}

/// Includes by the name that a piece uses: those of its directive stand before those of all.
fn known_includes<'a>(content: &'a Content, piece: &Piece) -> BTreeMap<&'a str, &'a Arc<SourceFile>> {
    let mut known = BTreeMap::new();
    for folder in ["content/_shared/".to_string(), format!("content/{}/_shared/", piece.directive)] {
        let inside = content.includes.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
        for (path, file) in inside {
            known.insert(&path[folder.len()..], file);
        }
    }
    known
}

/// What a text of a piece asks for that is not the same for all that is made of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// The format or its size.
    pub format: bool,
    /// The profile.
    pub profile: bool,
}

/// What the body of a piece asks for, or an include that it may take in.
pub fn asks(content: &Content, piece: &Piece) -> Asks {
    let body = &piece.file.text[piece.body.clone()];
    let mut asks = Asks::default();
    if !is_template(body) {
        return asks;
    }
    let takes_in = body.contains("include");
    let includes = if takes_in { known_includes(content, piece) } else { BTreeMap::new() };
    let texts = includes.values().map(|file| file.text.as_str()).chain([body]).filter(|text| is_template(text));
    texts.for_each(|text| asks.add(text));
    asks
}

impl Asks {
    fn add(&mut self, text: &str) {
        if !text.contains("format") && !text.contains("profile") {
            return;
        }
        for name in tags::names(text, &tags::parts(text)) {
            let first = name.split('.').next().unwrap_or_default();
            self.format |= first == "format";
            self.profile |= first == "profile";
        }
    }
}

/// What the texts of the header of a piece ask for, or an include that they may take in.
pub fn header_asks(content: &Content, piece: &Piece) -> Asks {
    let details = piece.meta.details.values().flat_map(|detail| &detail.texts);
    let texts = piece.meta.text.values().chain(details).map(|text| text.value.as_str());
    let texts: Vec<&str> = texts.filter(|text| is_template(text)).collect();
    let takes_in = texts.iter().any(|text| text.contains("include"));
    let includes = if takes_in { known_includes(content, piece) } else { BTreeMap::new() };
    let mut asks = Asks::default();
    texts.into_iter().chain(includes.values().map(|file| file.text.as_str())).for_each(|text| asks.add(text));
    asks
}

/// The facts that a text of a header asks for by name, each with its place.
pub fn calls(piece: &Piece, text: &Spanned<String>) -> Vec<(String, Place)> {
    if !is_template(text) {
        return vec![];
    }
    let (typed, mut survey) = (Typed::field(&piece.file, text), Survey::default());
    for part in tags::parts(&typed.text) {
        survey.add_calls(&typed, &tags::tokens(&typed.text, &part));
    }
    survey.calls.into_iter().map(|call| (call.id, call.place)).collect()
}

fn is_template(text: &str) -> bool {
    ["{{", "{%", "{!"].iter().any(|open| text.contains(open))
}

/// What all pieces share: delimiters, escaping, and filters that cannot be made to fill the memory.
static ENGINE: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    let delimiters = Delimiters { comment_start: "{!".into(), comment_end: "!}".into(), ..Delimiters::default() };
    let set = tera.set_delimiters(delimiters);
    debug_assert!(set.is_ok(), "the delimiters are two bytes each and differ");
    tera.autoescape_on([""]);
    tera.set_escape_fn(|value, out| out.write_all(carry::value(value).as_bytes()));
    tera.register_function("range", range);
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
    tera
});

/// What Tera offers, for "did you mean".
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
const FUNCTIONS: &[&str] = &["fact", "number", "range"];
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

fn range(kwargs: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start = kwargs.get::<i64>("start")?.unwrap_or(0);
    let end = kwargs.must_get::<i64>("end")?;
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1);
    let span = end.checked_sub(start).filter(|_| step != 0);
    let count = span.and_then(|span| span.checked_div(step));
    match count {
        Some(count) if count < 0 => Err(tera::Error::message("`range` leads away from its end")),
        Some(count) if count <= MOST_ITEMS => {
            let reached = |n: &i64| if step > 0 { *n < end } else { *n > end };
            Ok((0..=count).map(|i| start + i * step).take_while(reached).collect())
        }
        _ => Err(tera::Error::message(format!("`range` makes at most {MOST_ITEMS} numbers"))),
    }
}

fn replace(text: StringInput, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let from = kwargs.must_get::<&str>("from")?;
    let to = kwargs.must_get::<StringInput>("to")?;
    let safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) =
        if safe { (text.rendered(state)?, to.rendered(state)?) } else { (text.as_str().into(), to.as_str().into()) };
    let count = if from.is_empty() { text.chars().count() + 1 } else { text.matches(from).count() };
    within(text.len().saturating_add(count.saturating_mul(to.len())))?;
    let text = text.replace(from, &to);
    Ok(if safe { Value::safe_string(&text) } else { Value::from(text) })
}

fn join(values: &[Value], kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    let separator = kwargs.get::<StringInput>("sep")?;
    let safe = state.autoescaping_enabled()
        && (values.iter().any(|value| value.is_string() && value.is_safe())
            || separator.as_ref().is_some_and(StringInput::is_safe));
    let separator = match &separator {
        Some(text) if safe => text.rendered(state)?.into_owned(),
        Some(text) => text.as_str().to_string(),
        None => String::new(),
    };
    within(values.len().saturating_mul(separator.len()))?;
    let mut parts = Vec::with_capacity(values.len());
    let mut total = 0;
    for value in values {
        let part = if safe { state.escape_if_needed(value)? } else { value.to_string() };
        total += part.len();
        within(total)?;
        parts.push(part);
    }
    let text = parts.join(&separator);
    Ok(if safe { Value::safe_string(&text) } else { Value::from(text) })
}

fn within(bytes: usize) -> TeraResult<()> {
    if bytes > MOST_VALUE { Err(tera::Error::message("the value grows beyond 1 MB")) } else { Ok(()) }
}

/// Says how a tag stands in code as it is typed, where mistakes are found in code.
fn hint_at_raw(found: &mut [Diagnostic]) {
    let mut read: Vec<(Arc<SourceFile>, Backquotes)> = vec![];
    for problem in found {
        let Some(place) = &problem.place else { continue };
        let at = read.iter().position(|(file, _)| Arc::ptr_eq(file, &place.file)).unwrap_or_else(|| {
            read.push((place.file.clone(), Backquotes::new(&place.file.text)));
            read.len() - 1
        });
        if read[at].1.hold(place.range.start) {
            problem.hints.push(msg!("content-raw-hint"));
        }
    }
}

/// Where code begins and ends in a text, roughly: enough for a hint.
#[derive(Debug, Default)]
struct Backquotes {
    lines: Vec<usize>,
    fences: Vec<usize>,
    signs: Vec<usize>,
}

impl Backquotes {
    fn new(text: &str) -> Self {
        let mut found = Self { signs: text.match_indices('`').map(|(at, _)| at).collect(), ..Self::default() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            found.lines.push(at);
            if line.trim_start().starts_with("```") {
                found.fences.push(at);
            }
            at += line.len();
        }
        found
    }

    /// Whether a byte stands in code.
    fn hold(&self, byte: usize) -> bool {
        let before = |places: &[usize], byte| places.partition_point(|place| *place < byte);
        let line = self.lines[..before(&self.lines, byte + 1)].last().copied().unwrap_or(0);
        let ticks = before(&self.signs, byte) - before(&self.signs, line);
        before(&self.fences, line) % 2 == 1 || ticks % 2 == 1
    }
}

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

    /// Tags that call a fact otherwise than a template can take, each told with what to type; and the other parts.
    fn wrong_calls(&self, typed: &Typed, parts: &[Part], survey: &Survey) -> (Diagnostics, Vec<Part>) {
        let tokens = parts.iter().map(|part| tags::tokens(&typed.text, part)).collect::<Vec<_>>();
        let made = tokens
            .iter()
            .filter(|tokens| matches!(tokens.first(), Some((_, Token::Name("set" | "set_global" | "for")))));
        let made: BTreeSet<&str> = made
            .flatten()
            .filter_map(|(_, token)| if let Token::Name(name) = token { Some(*name) } else { None })
            .chain(survey.assigned.iter().map(String::as_str))
            .collect();
        let is_made = |id: &str| made.contains(id.split(['.', '-']).next().unwrap_or(id));
        let meant = |part: &Part| {
            if part.kind != PartKind::Variable {
                return None;
            }
            // A tag that is closed too late ends where it should have.
            let whole = &typed.text[part.range.clone()];
            let length = whole[2..].find(['}', '\n']).map_or(whole.len(), |i| i + 2);
            let inner = whole[2..length].trim_matches('-').trim();
            let known = |id: &str| self.facts.get(id).is_some();
            let call = match Meant::read(inner) {
                Some(call) => call,
                None if known(inner) && !is_made(inner) => Meant::of(inner),
                None => return None,
            };
            let is_variable = call.is_bare && !known(&call.id) && is_made(&call.id);
            let is_closed = whole[length..].starts_with("}}");
            if is_variable || call.is_sound && is_closed {
                return None;
            }
            let braces = whole[length..].chars().take(2).take_while(|c| *c == '}').count();
            Some((call, part.range.start..part.range.start + length + braces))
        };
        let mut wrong = Diagnostics::new();
        let sound = parts.iter().filter(|part| match meant(part) {
            Some((call, range)) => {
                let shown: String = typed.text[range.clone()].chars().take(80).collect();
                let problem = Diagnostic::error(msg!("content-fact-call", call = shown)).at(typed.place(range));
                let mut problem = problem.hint(msg!("content-fact-call-hint", call = call.written(typed.quote())));
                let unknown = self.facts.get(&call.id).is_none().then(|| self.facts.suggest(&call.id)).flatten();
                problem.hints.extend(unknown.map(|name| msg!("content-did-you-mean", name = name)));
                wrong.push(problem);
                false
            }
            None => true,
        });
        let sound = sound.cloned().collect();
        (wrong, sound)
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

    /// What Tera complains of, each at its place in the text as typed.
    fn problems(&self, error: &tera::Error, templates: &BTreeMap<String, Instrumented>, full: bool) -> Diagnostics {
        let start = || templates.get(MAIN).map(|main| main.typed.start());
        if full {
            let problem = Diagnostic::error(msg!(Code::TemplateLarge, megabytes = MOST_OUTPUT >> 20));
            return vec![problem.maybe_at(start())];
        }
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let place =
                    templates.get(report.filename()).map(|template| template.place(report.span().range.clone()));
                vec![self.problem(report.message(), place.or_else(start))]
            }
            ErrorKind::CircularInclude { include_chain, .. } => {
                let chain = include_chain.iter().filter(|name| *name != MAIN).map(String::as_str).collect::<Vec<_>>();
                vec![Diagnostic::error(msg!("content-include-circle", names = chain.join(" → "))).maybe_at(start())]
            }
            _ => {
                // Names that Tera does not know come as finished reports, one after the other.
                let text = error.to_string();
                let reports = text.split("\n\n").filter_map(|report| located(report, templates));
                let found: Diagnostics = reports.map(|(words, place)| self.problem(words, Some(place))).collect();
                if found.is_empty() { vec![self.problem(&text, start())] } else { found }
            }
        }
    }

    fn problem(&self, words: &str, mut place: Option<Place>) -> Diagnostic {
        let words = strip(words);
        let quoted = words.split('`').nth(1).unwrap_or_default();
        let unknown = |message, known: &[&str]| {
            let problem = Diagnostic::error(message);
            match did_you_mean(quoted, known.iter().copied()) {
                Some(meant) => problem.hint(msg!("content-did-you-mean", name = meant)),
                None => problem.hint(msg!("content-known-names", names = known.join(", "))),
            }
        };
        let problem = if words.starts_with("Unknown filter") {
            unknown(msg!("content-unknown-filter", name = quoted), FILTERS)
        } else if words.starts_with("Unknown function") {
            unknown(msg!("content-unknown-function", name = quoted), FUNCTIONS)
        } else if words.starts_with("Unknown test") {
            unknown(msg!("content-unknown-test", name = quoted), TESTS)
        } else if ["Variable `", "Field `", "Tried to render"].iter().any(|start| words.starts_with(start)) {
            place = place.map(|place| Place::new(&place.file, path_at(&place)));
            let problem = self.undefined(place.as_ref());
            if problem.message.is(Code::Untranslated) {
                return problem.maybe_at(place);
            }
            problem
        } else {
            Diagnostic::error(msg!(Code::Template))
        };
        problem.maybe_at(place).quote(words)
    }

    /// A name that has no words in the language of the piece: `directive.title`.
    fn untranslated(&self, name: &str) -> Option<Diagnostic> {
        let lang = self.piece.meta.lang.as_ref()?;
        let known = ["title", "kind", "issuer", "short", "name", "plural", "cares"];
        let (path, table, key) = words::home(name, &self.piece.directive)?;
        let wanting = !Words::new(self.content, lang).are_those_of_the_campaign() && known.contains(&key);
        wanting.then(|| {
            let problem = Diagnostic::error(msg!(Code::Untranslated, name = name, lang = lang.value));
            problem.hint(msg!(
                "content-untranslated-hint",
                path = path,
                table = format!("{table}{}", lang.value),
                key = key
            ))
        })
    }

    /// A name that stands for nothing: `audience.nam`.
    fn undefined(&self, place: Option<&Place>) -> Diagnostic {
        let Some(path) = place.map(|place| &place.file.text[place.range.clone()]).filter(|path| !path.is_empty())
        else {
            return Diagnostic::error(msg!(Code::Template));
        };
        let problem = Diagnostic::error(msg!("content-undefined", name = path));
        let names: Vec<&str> = path.split('.').collect();
        let Some(mut value) = self.context.get(names[0]) else {
            // A name of the template's own (`{% for x in … %}`) may be meant: Tera's words tell.
            let known = ["directive", "audience", "campaign", "piece", "format", "profile"];
            return match did_you_mean(names[0], known) {
                Some(meant) => {
                    let meant = [&[meant], &names[1..]].concat().join(".");
                    problem.hint(msg!("content-did-you-mean", name = meant))
                }
                None => problem,
            };
        };
        for (depth, name) in names.iter().enumerate().skip(1) {
            let Some(map) = value.as_map() else { return problem };
            if let Some(inner) = map.get(&tera::value::Key::Str(name)) {
                value = inner;
                continue;
            }
            if let Some(problem) = self.untranslated(path) {
                return problem;
            }
            let known: Vec<&str> = map.keys().filter_map(|key| key.as_str()).collect();
            return match did_you_mean(name, known.iter().copied()) {
                Some(meant) => {
                    let meant = [&names[..depth], &[meant]].concat().join(".");
                    problem.hint(msg!("content-did-you-mean", name = meant))
                }
                None => problem.hint(msg!("content-known-names", names = known.join(", "))),
            };
        }
        problem
    }
}

fn overlap(a: &Place, b: &Place) -> bool {
    a.range.start < b.range.end.max(b.range.start + 1) && b.range.start < a.range.end.max(a.range.start + 1)
}

/// The dotted name that a place lies in.
fn path_at(place: &Place) -> Range<usize> {
    let text = &place.file.text;
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let start = text[..place.range.start].trim_end_matches(part).len();
    let end = text.len() - text[place.range.start..].trim_start_matches(part).len();
    start..end
}

/// The words of a finished report of Tera, and the place that it names.
fn located<'a>(report: &'a str, templates: &BTreeMap<String, Instrumented>) -> Option<(&'a str, Place)> {
    let mut lines = report.lines();
    let words = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let template = templates.get(place.next()?)?;
    let start: usize = template.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let skipped: usize = template.text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let at = start + skipped;
    let length = words.split('`').nth(1).map_or(0, str::len);
    Some((words, template.place(at..at + length)))
}

/// A library's words without our marks.
fn strip(text: &str) -> String {
    text.chars().filter(|c| !carry::is_reserved(*c)).collect()
}

/// What the tags of a piece and its includes say before they run.
#[derive(Debug, Default)]
struct Survey {
    /// Facts asked for by name.
    calls: Vec<Call>,
    /// Whether a fact is asked for by something other than a name, and where first.
    computed: bool,
    computed_at: Option<Place>,
    /// How many copies of one value the `set` tags so far can make.
    copies: usize,
    assigned: BTreeSet<String>,
    /// Names that stand for one fact: `{% set goal = fact(id="…") %}`.
    named: BTreeMap<String, Option<String>>,
    /// Figures that are written into tags, and would be printed as values.
    figures: Vec<(String, Place)>,
}

/// `fact(id="…")` or `number(id="…")`.
#[derive(Debug)]
struct Call {
    id: String,
    place: Place,
    /// Whether it says `past=true`.
    past: bool,
    /// The keys of the fact that it prints.
    keys: &'static [&'static str],
}

/// `{% include "…" %}`.
struct Include {
    name: String,
    place: Place,
}

impl Survey {
    /// Reads the tags of a template. Returns its includes; what cannot be allowed is reported.
    fn add(&mut self, typed: &Typed, parts: &[Part], diagnostics: &mut Diagnostics) -> Vec<Include> {
        let mut includes = Vec::new();
        let mut loops = 0usize;
        for part in parts {
            let tokens = tags::tokens(&typed.text, part);
            self.add_calls(typed, &tokens);
            self.add_figures(typed, part, &tokens);
            let refuse = |message| Diagnostic::error(message).at(typed.place(part.range.clone()));
            if part.range.len() > LONGEST_TAG && matches!(part.kind, PartKind::Variable | PartKind::Block) {
                diagnostics.push(refuse(msg!("content-tag-long", limit = LONGEST_TAG)));
            }
            if part.kind == PartKind::Program && !typed.text[part.range.clone()].contains('\n') {
                let warning = Diagnostic::warning(msg!("content-code-braces", text = &typed.text[part.range.clone()]));
                diagnostics.push(warning.at(typed.place(part.range.clone())).hint(msg!("content-code-braces-hint")));
            }
            let keyword = if part.kind == PartKind::Block { tokens.first() } else { None };
            let names = |from: usize| {
                tokens.iter().skip(from).filter_map(|(_, token)| match token {
                    Token::Name(name) => Some(*name),
                    _ => None,
                })
            };
            match keyword.map(|(_, token)| *token) {
                Some(Token::Name("for")) => loops += 1,
                Some(Token::Name("endfor")) => loops = loops.saturating_sub(1),
                Some(Token::Name("include")) => {
                    if let Some((at, Token::Text(name))) = tokens.get(1) {
                        let place = typed.place(*at..at + name.len() + 2);
                        includes.push(Include { name: (*name).to_string(), place });
                    }
                }
                Some(Token::Name(keyword @ ("set" | "set_global"))) => {
                    // A value made of copies of itself doubles with every step, which nothing else would stop.
                    match (tokens.get(1), tokens.get(2)) {
                        (Some((_, Token::Name(name))), Some((_, Token::Sign('=')))) => {
                            let fact = fact_of(&tokens[3..]).map(String::from);
                            let named = self.named.entry((*name).to_string()).or_insert_with(|| fact.clone());
                            if *named != fact {
                                *named = None;
                            }
                            let copies = names(2).filter(|name| self.assigned.contains(*name)).count();
                            self.assigned.insert((*name).to_string());
                            self.copies = self.copies.max(1).saturating_mul(copies.max(1));
                            if (copies > 1 && loops > 0) || self.copies > MOST_COPIES {
                                diagnostics.push(refuse(msg!("content-tag-grows", name = name)));
                            }
                        }
                        _ => diagnostics.push(refuse(msg!("content-tag-refused", name = keyword))),
                    }
                }
                Some(Token::Name(keyword @ ("extends" | "block" | "component" | "filter"))) => {
                    diagnostics
                        .push(refuse(msg!("content-tag-refused", name = keyword)).hint(msg!("content-tags-hint")));
                }
                Some(Token::Sign('<')) => {
                    diagnostics.push(refuse(msg!("content-tag-refused", name = "<")).hint(msg!("content-tags-hint")));
                }
                _ => {}
            }
            if names(usize::from(keyword.is_some())).any(|name| name == "for") {
                diagnostics
                    .push(refuse(msg!("content-tag-refused", name = "[… for …]")).hint(msg!("content-tags-hint")));
            }
        }
        includes
    }

    /// What a tag asks for.
    fn hole(&self, text: &str, part: &Part) -> Hole {
        let tokens = tags::tokens(text, part);
        if let Some(id) = fact_of(&tokens) {
            return Hole::Fact(id.to_string());
        }
        let mut name = String::new();
        for (_, token) in &tokens {
            match token {
                Token::Name(part) if name.is_empty() || name.ends_with('.') => name.push_str(part),
                Token::Sign('.') if !name.is_empty() && !name.ends_with('.') => name.push('.'),
                _ => break,
            }
        }
        match self.named.get(&name) {
            Some(Some(id)) => Hole::Fact(id.clone()),
            _ => Hole::Value(name),
        }
    }

    /// Literals with digits that a tag prints or keeps: `{{ "62 hộ" }}`, `{% set n = 62 %}`, `default(value=62)`; not what a
    /// value is looked up, compared or cut by.
    fn add_figures(&mut self, typed: &Typed, part: &Part, tokens: &[(usize, Token)]) {
        let keyword = tags::first_name(&typed.text, part);
        if part.kind != PartKind::Variable && !matches!(keyword, Some("set" | "set_global" | "for")) {
            return;
        }
        for (n, (at, token)) in tokens.iter().enumerate() {
            let figure = match token {
                Token::Text(text) if text.contains(|c: char| c.is_ascii_digit()) => (*text).to_string(),
                Token::Sign('0'..='9') => {
                    let digits = tokens[n..].iter().map_while(|(_, token)| match token {
                        Token::Sign(c @ ('0'..='9' | '.')) => Some(*c),
                        _ => None,
                    });
                    digits.collect()
                }
                _ => continue,
            };
            // `{{ 1 is odd }}` says true; a count begins with nothing or one.
            let follows = tokens.get(n + figure.len()).map(|(_, token)| *token);
            let is_count = keyword.is_some() && matches!(figure.as_str(), "0" | "1");
            if is_count || follows == Some(Token::Name("is")) {
                continue;
            }
            let before = |back: usize| n.checked_sub(back).map(|n| tokens[n].1);
            let is_printed = match (before(1), before(2), before(3)) {
                (Some(Token::Sign('=')), Some(Token::Name(name)), Some(Token::Sign('(' | ','))) => {
                    matches!(name, "value" | "to")
                }
                (Some(Token::Sign('=')), Some(Token::Name(_)), Some(Token::Name("set" | "set_global")))
                | (None, ..) => true,
                // Lists, and what is put together.
                (Some(Token::Sign('[' | ',' | '~' | '+')), ..) => matches!(token, Token::Text(_)),
                (Some(Token::Name("else")), ..) => true,
                _ => false,
            };
            if is_printed {
                let quote = usize::from(matches!(token, Token::Text(_)));
                self.figures.push((figure.clone(), typed.place(at + quote..at + quote + figure.len())));
            }
        }
    }

    fn add_calls(&mut self, typed: &Typed, tokens: &[(usize, Token)]) {
        for (i, window) in tokens.windows(2).enumerate() {
            let [(at, Token::Name(function @ ("fact" | "number"))), (_, Token::Sign('('))] = window else { continue };
            let keys = if *function == "number" { facts::NUMBER } else { facts::PRINTED };
            // `x is number` is a test of Tera, and no call.
            let end =
                tokens[i..].iter().position(|(_, token)| *token == Token::Sign(')')).map_or(tokens.len(), |n| i + n);
            let arguments = &tokens[i + 2..end.max(i + 2)];
            let value = |name: &str| {
                arguments.windows(3).find_map(|window| match window {
                    [(_, Token::Name(given)), (_, Token::Sign('=')), value] if *given == name => Some(*value),
                    _ => None,
                })
            };
            match value("id") {
                Some((at, Token::Text(id))) => {
                    let place = typed.place(at + 1..at + 1 + id.len());
                    let past = matches!(value("past"), Some((_, Token::Name("true" | "True"))));
                    self.calls.push(Call { id: id.to_string(), place, past, keys });
                }
                _ => {
                    self.computed = true;
                    self.computed_at.get_or_insert_with(|| typed.place(*at..at + 1));
                }
            }
        }
    }
}

/// The fact that a tag asks for by its name.
fn fact_of<'a>(tokens: &[(usize, Token<'a>)]) -> Option<&'a str> {
    let [(_, Token::Name("fact" | "number")), (_, Token::Sign('(')), arguments @ ..] = tokens else { return None };
    let end = arguments.iter().position(|(_, token)| *token == Token::Sign(')'))?;
    arguments[..end].windows(3).find_map(|window| match window {
        [(_, Token::Name("id")), (_, Token::Sign('=')), (_, Token::Text(id))] => Some(*id),
        _ => None,
    })
}

/// A writer that refuses to grow past [`MOST_OUTPUT`].
#[derive(Debug, Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_OUTPUT {
            self.full = true;
            return Err(io::Error::other("the template makes too much text"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The tables that marks point into.
#[derive(Debug, Default)]
struct Marks {
    origins: Vec<LineOrigin>,
    holes: Vec<Hole>,
}

impl Marks {
    fn add(&mut self, file: &Arc<SourceFile>, line: usize) -> String {
        self.origins.push(LineOrigin { file: file.clone(), line });
        carry::mark(self.origins.len() - 1)
    }

    fn add_hole(&mut self, hole: Hole) -> String {
        self.holes.push(hole);
        carry::filled(self.holes.len() - 1)
    }

    /// Takes the marks out of a rendered text; each line is given the origin of its first visible character.
    fn read(&self, output: &str) -> Rendered {
        let mut text = String::with_capacity(output.len());
        let mut lines: Vec<usize> = Vec::new();
        let mut current = 0;
        let mut of_line: Option<usize> = None;
        let mut holes: Vec<(Range<usize>, Hole)> = Vec::new();
        let (head, parts) = carry::split(output, carry::MARK);
        for (mark, part) in [(0, head)].into_iter().chain(parts) {
            current = mark;
            let (head, filled) = carry::split(part, carry::FILLED);
            for (hole, part) in [(None, head)].into_iter().chain(filled.into_iter().map(|(n, part)| (Some(n), part))) {
                let (value, rest) = part.split_once(carry::SHUT).unwrap_or((part, ""));
                if let Some(hole) = hole.and_then(|n| self.holes.get(n)).filter(|_| !value.is_empty()) {
                    holes.push((text.len()..text.len() + value.len(), hole.clone()));
                }
                text.push_str(value);
                text.push_str(rest);
                for stretch in value.split_inclusive('\n').chain(rest.split_inclusive('\n')) {
                    if of_line.is_none() && !stretch.trim().is_empty() {
                        of_line = Some(current);
                    }
                    if stretch.ends_with('\n') {
                        lines.push(of_line.take().unwrap_or(current));
                    }
                }
            }
        }
        lines.push(of_line.unwrap_or(current));
        let lines = lines.into_iter().filter_map(|n| self.origins.get(n).cloned()).collect();
        Rendered { text, lines, holes }
    }
}

/// A template as it was typed, with the way from its bytes to those of its file.
#[derive(Debug, Clone)]
struct Typed {
    text: String,
    file: Arc<SourceFile>,
    /// Where the text goes on with bytes of the file: (byte of the text, byte of the file).
    steps: Vec<(usize, usize)>,
    /// For a field whose bytes are not those of the file (YAML escapes): the field as a whole.
    whole: Option<Range<usize>>,
}

impl Typed {
    /// A stretch of a file, word for word.
    fn range(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        let text = file.text[range.clone()].to_string();
        Self { text, file: file.clone(), steps: vec![(0, range.start)], whole: None }
    }

    /// A field of the front matter: exact where its lines stand in the file as they are.
    fn field(file: &Arc<SourceFile>, field: &Spanned<String>) -> Self {
        let mut typed = Self { text: field.value.clone(), file: file.clone(), steps: vec![], whole: None };
        let mut from = field.range.start;
        let mut at = 0;
        for line in field.value.split('\n') {
            match file.text[from..field.range.end.max(from)].find(line) {
                Some(found) => {
                    typed.steps.push((at, from + found));
                    from += found + line.len();
                }
                None => typed.whole = Some(field.range.clone()),
            }
            at += line.len() + 1;
        }
        typed
    }

    /// The quotes that a string in it may have: a value of the header may stand in double ones itself.
    fn quote(&self) -> char {
        let start = self.steps.first().map_or(0, |(_, at)| *at);
        let is_quoted = match &self.whole {
            Some(whole) => self.file.text[whole.clone()].starts_with('"'),
            None => self.file.text[..start].ends_with('"'),
        };
        if is_quoted { '\'' } else { '"' }
    }

    /// Line of the file that the text begins in, from 0.
    fn first_line(&self) -> usize {
        self.file.text[..self.byte(0)].matches('\n').count()
    }

    fn byte(&self, at: usize) -> usize {
        let next = self.steps.partition_point(|(start, _)| *start <= at);
        let (start, origin) = self.steps.get(next.saturating_sub(1)).copied().unwrap_or((0, 0));
        self.file.text.floor_char_boundary((origin + at.saturating_sub(start)).min(self.file.text.len()))
    }

    /// The place of a range of the text.
    fn place(&self, range: Range<usize>) -> Place {
        if let Some(whole) = &self.whole {
            return Place::new(&self.file, whole.clone());
        }
        let start = self.byte(range.start);
        Place::new(&self.file, start..self.byte(range.end).max(start))
    }

    /// The first line, for what concerns the text as a whole.
    fn start(&self) -> Place {
        let visible = self.text.len() - self.text.trim_start().len();
        let end = self.text[visible..].find('\n').map_or(self.text.len(), |i| visible + i);
        self.place(visible..end)
    }
}

/// A template with marks in it, and the way back to the text as typed.
#[derive(Debug)]
struct Instrumented {
    text: String,
    typed: Typed,
    /// Where instrumented text goes on with typed text: (instrumented byte, typed byte).
    steps: Vec<(usize, usize)>,
}

impl Instrumented {
    /// Puts a mark where each line begins, and after each tag that may have skipped some: never where white space is
    /// to be trimmed, since a mark would keep it.
    fn new(typed: Typed, parts: &[Part], survey: &Survey, marks: Option<&mut Marks>) -> Self {
        let mut out = Self { text: String::new(), steps: vec![(0, 0)], typed };
        let Some(marks) = marks else {
            out.text.clone_from(&out.typed.text);
            return out;
        };
        let text = out.typed.text.clone();
        let file = out.typed.file.clone();
        let mut line = out.typed.first_line();
        // Whether the output that comes next stands on another line than the last mark says.
        let mut pending = true;
        // Whether Tera takes away the white space that comes next: like its own flag, it outlives comments and
        // `{% raw %}`, so nothing may be put before them while it is set.
        let mut trimming = false;
        for (i, part) in parts.iter().enumerate() {
            let inner = &text[part.range.clone()];
            let lines = inner.matches('\n').count();
            if matches!(part.kind, PartKind::Text | PartKind::Program) {
                let is_program = part.kind == PartKind::Program;
                if is_program {
                    out.insert("{% raw %}", part.range.start);
                }
                let leading = if trimming { inner.len() - inner.trim_start().len() } else { 0 };
                let trailing = if trims_before(&parts[i + 1..]) { inner.trim_end().len() } else { inner.len() };
                let mut at = 0;
                for piece in inner.split_inclusive('\n') {
                    let start = at;
                    at += piece.len();
                    let place = start.max(leading);
                    let mut from = start;
                    if pending && place < at && (place < trailing || place == leading) {
                        out.text.push_str(&inner[start..place]);
                        out.insert(&marks.add(&file, line), part.range.start + place);
                        pending = false;
                        from = place;
                    }
                    out.text.push_str(&inner[from..at]);
                    if piece.ends_with('\n') {
                        line += 1;
                        pending = true;
                    }
                }
                if pending && leading == inner.len() && i + 1 < parts.len() {
                    out.insert(&marks.add(&file, line), part.range.end);
                    pending = false;
                }
                if is_program {
                    out.insert("{% endraw %}", part.range.end);
                }
                trimming = false;
                continue;
            }
            let before = i.checked_sub(1).map(|i| parts[i].kind);
            let keeps_flag = matches!(part.kind, PartKind::Comment | PartKind::RawOpen);
            let hidden = part.trims_before && matches!(before, Some(PartKind::Text | PartKind::RawClose))
                || trimming && keeps_flag
                || part.kind == PartKind::RawClose;
            if pending && !hidden {
                out.insert(&marks.add(&file, line), part.range.start);
                pending = false;
            }
            if part.kind == PartKind::Variable {
                out.hole(inner, part, marks.add_hole(survey.hole(&text, part)));
            } else {
                out.text.push_str(inner);
            }
            line += lines;
            pending |= lines > 0 || matches!(part.kind, PartKind::Block | PartKind::Comment);
            trimming = part.trims_after || trimming && keeps_flag;
        }
        out
    }

    /// A hole between marks. Where white space is to be trimmed beside it, they come out of holes themselves, which trim it.
    fn hole(&mut self, inner: &str, part: &Part, mark: String) {
        let (mut start, mut end) = (0, inner.len());
        if part.trims_before {
            self.text.push_str("{{- \"");
            self.text.push_str(&mark);
            self.text.push_str("\" }}{{");
            start = "{{-".len();
        } else {
            self.text.push_str(&mark);
        }
        end -= if part.trims_after { "-}}".len() } else { 0 };
        self.insert("", part.range.start + start);
        self.text.push_str(&inner[start..end]);
        if part.trims_after {
            self.text.push_str("}}{{ \"");
            self.text.push(carry::SHUT);
            self.insert("\" -}}", part.range.end);
        } else {
            self.text.push(carry::SHUT);
            self.insert("", part.range.end);
        }
    }

    fn insert(&mut self, mark: &str, typed: usize) {
        self.text.push_str(mark);
        self.steps.push((self.text.len(), typed));
    }

    /// The place of a range of the instrumented text.
    fn place(&self, range: Range<usize>) -> Place {
        let typed = |byte: usize| {
            let next = self.steps.partition_point(|(start, _)| *start <= byte);
            let (start, origin) = self.steps[next.saturating_sub(1)];
            origin + (byte - start)
        };
        self.typed.place(typed(range.start)..typed(range.end))
    }
}

/// Whether Tera takes away the white space at the end of a text that these parts follow.
fn trims_before(parts: &[Part]) -> bool {
    match parts {
        [close, next, ..] if close.kind == PartKind::RawClose => {
            close.trims_before || next.kind != PartKind::Text && next.trims_before
        }
        [next, ..] => next.trims_before,
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Brand, Campaign, Date, FrontMatter, HouseStyle, Issuer, Quotes};

    const DATE: Date = Date { year: 2026, month: 11, day: 23 };

    fn content(includes: &[(&str, &str)]) -> Content {
        let campaign = Campaign {
            file: SourceFile::new("anpham.toml", ""),
            title: String::new(),
            issuer: Issuer::default(),
            translations: super::super::Translations::default(),
            lang: "vi".into(),
            date: DATE,
            brand: Brand { theme: String::new(), logos: vec![] },
            style: HouseStyle { quotes: Quotes::Curly },
            profiles: BTreeMap::new(),
            default_profiles: vec![],
            tables: BTreeMap::new(),
        };
        let includes = includes.iter().map(|(path, text)| (path.to_string(), SourceFile::new(*path, *text))).collect();
        Content { campaign, audiences: vec![], directives: BTreeMap::new(), pieces: vec![], includes }
    }

    fn piece(text: &str) -> Piece {
        let body = text.find("---\n").map_or(0, |i| i + 4)..text.len();
        Piece {
            id: "p".into(),
            directive: "d".into(),
            audience: "a".into(),
            file: SourceFile::new("content/d/a/p.md", text),
            meta: FrontMatter::default(),
            body,
            is_faulty: false,
        }
    }

    fn facts() -> BTreeMap<String, Fact> {
        let fact = |id: &str, horizon| Fact {
            id: id.into(),
            low: 60.0,
            high: 60.0,
            shown: "60".into(),
            qualifier: Some("trên".into()),
            unit: Some("%".into()),
            label: "nhiệm vụ".into(),
            horizon,
            year: None,
            section: "II".into(),
            source: "d".into(),
            is_elsewhere: false,
            is_typed: true,
            translations: super::super::Translations::default(),
            untranslated: vec![],
            place: Place::new(&SourceFile::new("d.toml", ""), 0..0),
        };
        ["new", "old"].into_iter().zip([Some(2030), Some(2025)]).map(|(id, h)| (id.to_string(), fact(id, h))).collect()
    }

    fn rendered(
        piece: &Piece,
        content: &Content,
        context: &tera::Context,
        found: &mut Diagnostics,
    ) -> Option<Rendered> {
        let facts = facts();
        let mut loose = vec![];
        let facts = Facts::from(&facts);
        let rendered = Template { piece, content, context, facts: &facts, year: 2026 }.body(found, &mut loose);
        found.append(&mut loose);
        rendered
    }

    #[test]
    fn calls_of_facts_are_told_with_what_to_type() {
        let told = |text: &str| {
            let mut found = Diagnostics::new();
            let mut context = tera::Context::new();
            context.insert("ids", &["new"]);
            rendered(&piece(text), &content(&[]), &context, &mut found);
            let hint = |d: &Diagnostic| d.hints.first().and_then(|hint| Some(hint.args.first()?.1.clone()));
            found.iter().map(|d| (d.message.id.to_string(), hint(d).unwrap_or_default())).collect::<Vec<_>>()
        };
        let wrong = |call: &str| ("content-fact-call".to_string(), call.to_string());
        let (new, old) = ("{{ fact(id=\"new\") }}", "{{ number(id=\"old\", past=true) }}");
        for text in [
            "a {{ fact(id=“new”) }} b",
            "a {{ fact(id=new) }} b",
            "a {{ fact(id=\"new\") } b",
            "a {{ new }} b",
            "a {{ fact(id=\"new) }} b",
        ] {
            assert_eq!(told(text), [wrong(new)], "{text}");
        }
        // Each, and nothing of what stands between.
        assert_eq!(told("{{ fact(id=‘new’) }} và {{ Number(id=old, past=True) }}"), [wrong(new), wrong(old)]);
        // Variables are what they were.
        for text in [
            "{% for id in ids %}{{ fact(id=id) }}{% endfor %}",
            "{% set x = \"new\" %}{{ fact(id=x) }}{{ fact( id = 'new' ) }}",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    /// Renders a piece with `on = true`, `list = ["x", "y"]`; lines as `path:line text`, messages by id and place.
    fn render(text: &str, includes: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["x", "*y*"]);
        let mut diagnostics = Diagnostics::new();
        let rendered = rendered(&piece(text), &content(includes), &context, &mut diagnostics);
        let lines = rendered.map_or(vec![], |rendered| {
            let plain = carry::plain(&rendered.text);
            assert_eq!(plain.split('\n').count(), rendered.lines.len(), "one origin a line");
            let lines = plain.split('\n').zip(&rendered.lines).filter(|(text, _)| !text.trim().is_empty());
            lines.map(|(text, o)| format!("{}:{} {text}", o.file.path, o.line + 1)).collect()
        });
        let said = diagnostics.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            format!("{} {}:{}", d.message.id, place.file.path, place.file.line_column(place.range.start).0)
        });
        (lines, said.collect())
    }

    #[test]
    fn a_line_knows_where_it_was_typed() {
        let text = "---\none\n{% if on %}\ntwo\n{% endif %}\n{% for x in list %}- {{ x }}\n{% endfor %}after\n{% if not on %}\nno\n{% endif %}last";
        let (lines, said) = render(text, &[]);
        let at = |line: usize, text: &str| format!("content/d/a/p.md:{line} {text}");
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines, [at(2, "one"), at(4, "two"), at(6, "- x"), at(6, "- *y*"), at(7, "after"), at(10, "last")]);
    }

    #[test]
    fn includes_keep_their_own_lines() {
        let includes = [
            ("content/_shared/a.md", "wrong"),
            ("content/d/_shared/a.md", "first\n{% include \"b.md\" %}\nthird"),
            ("content/_shared/b.md", "\ninner {{ fact(id=\"new\") }}"),
        ];
        let (lines, said) = render("---\n{% include \"a.md\" %}\nend", &includes);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(
            lines,
            [
                "content/d/_shared/a.md:1 first",
                "content/_shared/b.md:2 inner trên 60%",
                "content/d/_shared/a.md:3 third",
                "content/d/a/p.md:3 end",
            ]
        );
    }

    #[test]
    fn what_comes_out_of_holes_is_known() {
        let includes = [("content/_shared/b.md", "({{ number(id='old') }})")];
        let text = "---\n{% set goal = fact(id=\"new\") %}{{ goal }} a {{- fact(id=\"new\") -}} {% if on -%}\n\n {{ audience.name | upper }}{% endif %}\n\
            {% include 'b.md' %} {{ \"\" }}{{ \"x\" }}\n{% for x in list %}{{ x }}{% endfor %}";
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["một"]);
        context.insert("audience", &serde_json::json!({ "name": "Dân" }));
        let mut found = vec![];
        let rendered = rendered(&piece(text), &content(&includes), &context, &mut found).expect("output");
        let holes = rendered.holes.iter().map(|(range, hole)| (carry::plain(&rendered.text[range.clone()]), hole));
        let shown: Vec<String> = holes.map(|(text, hole)| format!("{text} {hole:?}")).collect();
        assert_eq!(
            shown,
            [
                "trên 60% Fact(\"new\")",
                "trên 60% Fact(\"new\")",
                "DÂN Value(\"audience.name\")",
                "60 Fact(\"old\")",
                "x Value(\"\")",
                "một Value(\"x\")",
            ]
        );
        assert_eq!(carry::plain(&rendered.text), "trên 60% atrên 60%DÂN\n(60) x\nmột");
    }

    #[test]
    fn trimming_raw_and_comments_work_as_in_tera() {
        let (lines, said) =
            render("---\na\n  {%- if on -%}\n  b\n{%- endif %}\n{! no !}{% raw %}{{ x }}{% endraw %}", &[]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines[0].split_once(' ').map(|(_, text)| text), Some("ab"));
        assert_eq!(lines[1], "content/d/a/p.md:6 {{ x }}");
    }

    /// What is said about a piece whose body is `text`, each as `id line:column "what is pointed at" hint`.
    fn said(text: &str, includes: &[(&str, &str)]) -> Vec<String> {
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["x", "*y*"]);
        context.insert("audience", &serde_json::json!({ "name": "Nông dân", "plural": "bà con" }));
        let mut diagnostics = Diagnostics::new();
        let piece = piece(&format!("---\n{text}"));
        rendered(&piece, &content(includes), &context, &mut diagnostics);
        let said = diagnostics.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            let (line, column) = place.file.line_column(place.range.start);
            let name = place.file.path.rsplit('/').next().unwrap_or_default();
            let hint = d.hints.first().and_then(|hint| hint.args.first()).map_or("", |(_, value)| value);
            let id = d.message.id.trim_start_matches("content-");
            format!("{id} {name}:{line}:{column} {:?} {hint}", &place.file.text[place.range.clone()])
        });
        said.collect()
    }

    #[test]
    fn values_that_are_not_there_are_all_told_in_one_run() {
        let found =
            said("# {{ one }}\n\n{{ audience.nam }} {{ fact(id=\"a\") }} {{ audience.name }}\n\n- {{ two }}\n", &[]);
        let told: Vec<&str> = found.iter().map(|said| said.split('"').nth(1).unwrap_or_default()).collect();
        assert_eq!(told, ["a", "one", "audience.nam", "two"], "{found:?}");
        // What is left is read on: every value once.
        let many: String = (0..60).map(|n| format!("{{{{ a{n} }}}}\n")).collect();
        assert_eq!(said(&many, &[]).len(), MOST_ROUNDS);
    }

    #[test]
    fn mistakes_are_shown_where_they_stand() {
        assert_eq!(said("a\nế {{ nope }}", &[]), ["undefined p.md:3:6 \"nope\" "]);
        assert_eq!(said("{{ audience.nam }}", &[]), ["undefined p.md:2:4 \"audience.nam\" audience.name"]);
        assert_eq!(said("{{ audince.name }}", &[]), ["undefined p.md:2:4 \"audince.name\" audience.name"]);
        assert_eq!(said("{% for x in list %}\n{{ x.y }}\n{% endfor %}", &[]), ["undefined p.md:3:4 \"x.y\" "]);
        assert_eq!(said("x\n\n{% if %}", &[]), ["template p.md:4:7 \"%}\" "]);
        assert_eq!(
            said("{% if on %}\n{{ on | uper }} {{ on | lowr }}", &[]).len(),
            1,
            "a template that is not closed is all that Tera sees"
        );
        let two = said("ế\n{% if on %}ế {{ on | uper }} {{ fac(id=1) }}{% endif %}", &[]);
        assert_eq!(two, ["unknown-filter p.md:3:22 \"uper\" upper", "unknown-function p.md:3:33 \"fac\" fact"]);
        let both = said("{{ fact(id=\"nw\") | uper }} {% include \"b.md\" %}", &[]);
        let ids: Vec<&str> = both.iter().filter_map(|said| said.split(' ').next()).collect();
        assert_eq!(ids, ["unknown-include", "unknown-fact", "unknown-filter"]);
        assert_eq!(said("{{ 1 is evn }}", &[]), ["unknown-test p.md:2:9 \"evn\" even"]);
    }

    #[test]
    fn every_unknown_fact_and_include_is_told_at_once() {
        let include = [("content/_shared/a.md", "x\n{{ number(id='old') }}{{ fact( id = \"nw\") }}")];
        let text = "{{ fact(id=\"newt\") }} {% include 'a.md' %}\n{% include \"b.md\" %}\n{{ number(id=\"oldd\") }}";
        assert_eq!(
            said(text, &include),
            [
                "unknown-include p.md:3:12 \"\\\"b.md\\\"\" a.md",
                "unknown-fact p.md:2:13 \"newt\" new",
                "unknown-fact p.md:4:15 \"oldd\" old",
                "unknown-fact a.md:2:38 \"nw\" new",
            ]
        );
        let computed = "{% for x in list %}\n{{ fact(id=x) }}{% endfor %}";
        assert_eq!(said(computed, &[]), ["unknown-fact p.md:3:4 \"f\" content/d/directive.toml"]);
        assert_eq!(said("{! {{ fact(id=\"no\") }} !}{% raw %}{{ fact(id=\"no\") }}{% endraw %}", &[]), [""; 0]);
    }

    #[test]
    fn past_facts_warn_where_they_are_used_as_goals() {
        assert_eq!(said("x\n\n{{ fact(id='old') }}", &[]), ["fact-past p.md:4:13 \"old\" old"]);
        assert_eq!(said("{{ fact(id='old', past=true) }}{{ fact(id='new') }}", &[]), [""; 0]);
        assert_eq!(said("{% if not on %}{{ fact(id='old') }}{% endif %}", &[]), [""; 0]);
        assert_eq!(said("{% set x = 'old' %}\n{{ fact(id=x) }}", &[]), ["fact-past p.md:3:4 \"f\" old"]);
    }

    #[test]
    fn mistakes_in_includes_are_shown_there() {
        let include = [
            ("content/_shared/a.md", "fine\n{% if on %}\n  {{ nope }}{% endif %}"),
            ("content/_shared/b.md", "{% include 'c.md' %}"),
            ("content/_shared/c.md", "{% include 'b.md' %}"),
        ];
        assert_eq!(said("{% include \"a.md\" %}", &include), ["undefined a.md:3:6 \"nope\" "]);
        assert_eq!(said("{% include 'b.md' %}", &include), ["include-circle p.md:2:1 \"{% include 'b.md' %}\" "]);
    }

    #[test]
    fn what_could_fill_the_memory_is_refused() {
        let text = "{% for a in range(end=999) %}{% for b in range(end=999) %}{{ list }}{% endfor %}{% endfor %}";
        assert_eq!(said(text, &[]).len(), 1);
        assert!(said(text, &[])[0].starts_with("template-large p.md:2:1"));
        assert!(said("{{ range(end=1001) | length }}", &[])[0].starts_with("template p.md:2:4"));
        let double = "{% for i in range(end=99) %}{% set_global a = a ~ a %}{% endfor %}";
        assert!(said(&format!("{{% set a = \"x\" %}}{double}"), &[])[0].starts_with("tag-grows"));
        let steps = "{% set a = a ~ a %}".repeat(40);
        assert!(said(&format!("{{% set a = \"x\" %}}{steps}"), &[])[0].starts_with("tag-grows"));
        let chain = "| replace(from=\"x\", to=\"xxxxxxxxxx\")".repeat(12);
        assert!(said(&format!("{{{{ \"x\" {chain} }}}}"), &[])[0].starts_with("template p.md:2:190"));
        assert!(said("{{ [y for y in list] | length }}", &[])[0].starts_with("tag-refused"));
        for tag in ["set x", "filter upper", "block x", "extends \"x\"", "component x()"] {
            assert!(said(&format!("{{% {tag} %}}"), &[])[0].starts_with("tag-refused"), "{tag}");
        }
        let (lines, wrong) =
            render("---\n{% set n = 1 %}{% for x in list %}{% set_global n = n + 1 %}{% endfor %}{{ n }}", &[]);
        assert_eq!((lines, wrong), (vec!["content/d/a/p.md:2 3".to_string()], vec![]));
    }

    #[test]
    fn filters_keep_their_meaning() {
        let (lines, _) = render(
            "---\n{{ list | join(sep=\", \") }} {{ \"a.b\" | replace(from=\".\", to=\"*\") }} {{ range(start=5, end=0, step_by=-2) }}{{ range(end=2) }}",
            &[],
        );
        assert_eq!(lines, ["content/d/a/p.md:2 x, *y* a*b [5, 3, 1][0, 1]"]);
    }

    #[test]
    fn figures_in_tags_are_told() {
        let told = |text: &str| {
            let mut found = vec![];
            rendered(&piece(&format!("---\n{text}")), &content(&[]), &tera::Context::new(), &mut found);
            let figures = found.iter().filter(|d| d.message.id == "content-tag-figure").map(|d| {
                let place = d.place.as_ref().expect("a place");
                place.file.text[place.range.clone()].to_string()
            });
            figures.collect::<Vec<_>>()
        };
        assert_eq!(told("{{ \"62 hộ\" }} {{ 62.5 }} {{ \"Hộ\" }}"), ["62 hộ", "62.5"]);
        assert_eq!(told("{% set n = 62 %}{% set m = [\"1 hộ\", \"2 hộ\"] %}{{ n }}"), ["62", "1 hộ", "2 hộ"]);
        assert_eq!(told("{% for a in [\"1 hộ\"] %}{{ a | default(value=\"5\") }}{% endfor %}"), ["1 hộ", "5"]);
        let fine = "{% set n = fact(id=\"new\") %}{% if \"2\" == \"2\" %}{{ \"a\" | replace(from=\"2\", to=\"b\") }}{% endif %}";
        assert_eq!(told(fine), [""; 0]);
        assert_eq!(told("{% for i in range(end=3) %}a{% endfor %}{% raw %}{{ \"62\" }}{% endraw %}"), [""; 0]);
    }

    #[test]
    fn fields_are_templates_with_exact_places() {
        let text = "---\ntitle: Mục tiêu {{ fact(id=\"nw\") }}\nslogan: |\n  Một\n  {{ nope }}\nkicker: \"\\u0061 {{ nope }}\"\n---\n";
        let piece = piece(text);
        let field = |value: &str, from: &str, to: &str| Spanned {
            value: value.to_string(),
            range: text.find(from).expect("its start")..text.find(to).expect("its end"),
        };
        let (content, context, facts) = (content(&[]), tera::Context::new(), facts());
        let facts = Facts::from(&facts);
        let template = Template { piece: &piece, content: &content, context: &context, facts: &facts, year: 2026 };
        let shown = |field: &Spanned<String>, found: &mut Diagnostics| template.text(field, found, &mut vec![]);
        let places = |field: &Spanned<String>| {
            let mut diagnostics = vec![];
            shown(field, &mut diagnostics);
            let place = diagnostics[0].place.clone().expect("a place");
            (place.file.line_column(place.range.start), place.file.text[place.range].to_string())
        };
        let title = field("Mục tiêu {{ fact(id=\"nw\") }}", "Mục", "\nslogan");
        assert_eq!(places(&title), ((2, 29), "nw".to_string()));
        assert_eq!(places(&field("Một\n{{ nope }}", "|\n", "\nkicker")), ((5, 6), "nope".to_string()));
        assert_eq!(places(&field("a {{ nope }}", "\"\\u", "\n---\n")).0, (6, 9));
        let mut diagnostics = vec![];
        let good = field("Mục tiêu {{ fact(id=\"new\") }}", "Mục", "\nslogan");
        assert_eq!(
            shown(&good, &mut diagnostics).map(|text| carry::plain(&text)),
            Some("Mục tiêu trên 60%".to_string())
        );
    }

    #[test]
    fn facts_are_printed_as_in_a_sentence() {
        let fact = |qualifier: Option<&str>, shown: &str, unit: Option<&str>| Fact {
            shown: shown.into(),
            qualifier: qualifier.map(String::from),
            unit: unit.map(String::from),
            ..facts().remove("new").expect("a fact")
        };
        assert_eq!(fact(Some("trên"), "60", Some("%")).printed(), "trên 60%");
        assert_eq!(fact(None, "05 – 10", Some("dự án/năm")).printed(), "05 – 10 dự án/năm");
        assert_eq!(fact(Some("ít nhất"), "01", None).printed(), "ít nhất 01");
    }

    use proptest::prelude::*;

    /// Bits of templates; `§` becomes a name that tells its own line.
    fn template() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("§"),
            Just("\n"),
            Just("\n"),
            Just("\n\n"),
            Just("  "),
            Just(" \n "),
            Just("{{ 1 }}"),
            Just("{{- 1 }}"),
            Just("{{ 1 -}}"),
            Just("{{\n1\n}}"),
            Just("{! c !}"),
            Just("{!- c\n -!}"),
            Just("{% include 'i.md' %}"),
            Just("{%- include 'i.md' -%}"),
            Just("{% raw %}§\n{{{% endraw %}"),
            Just("{% raw -%} \n § {%- endraw %}"),
            Just("\n```js\n§ {% raw %}{{{% endraw %}\n```\n"),
        ]
        .prop_map(String::from);
        leaf.prop_recursive(3, 24, 6, |inner| {
            let body = proptest::collection::vec(inner, 0..6).prop_map(|parts| parts.concat());
            let tag = |open: &'static str, close: &'static str| {
                (body.clone(), 0..4u8).prop_map(move |(body, trim)| {
                    let (a, b) = (if trim & 1 > 0 { "-" } else { "" }, if trim & 2 > 0 { "-" } else { "" });
                    format!("{{%{a} {open} {b}%}}{body}{{%{b} {close} {a}%}}")
                })
            };
            prop_oneof![
                body.clone(),
                tag("if true", "endif"),
                tag("if false", "endif"),
                tag("if false", "else %}§\n{% endif"),
                tag("for x in [1, 2]", "endfor"),
                tag("set y = 1", "if true %}{% endif"),
            ]
        })
    }

    #[test]
    fn tags_in_code_are_told_how_to_be_typed() {
        let file = SourceFile::new("a.md", "a `{{ x }}`\n\n```\n{{ y }}\n```\n\n{{ z }}\n");
        let hints = |word: &str| {
            let at = file.text.find(word).expect(word);
            let mut found = [Diagnostic::error(msg!(Code::Template)).at(Place::new(&file, at..at + 1))];
            hint_at_raw(&mut found);
            found[0].hints.len()
        };
        assert_eq!([hints("x"), hints("y"), hints("z")], [1, 1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn marks_change_nothing_and_lines_tell_the_truth(template in template()) {
            // Each § is given the line that it stands in.
            let named = |text: &str, name: &str, first: usize| {
                let lines = text.split('\n').enumerate();
                lines.map(|(i, line)| line.replace('§', &format!("{name}{}.", first + i))).collect::<Vec<_>>().join("\n")
            };
            let text = format!("---\n{}", named(&template, "p", 2));
            let include = named("\n§\n{% if false %}\n§{% endif %} §\n§", "i", 1);
            let mut plain = ENGINE.clone();
            plain.add_raw_templates([("main", &text[4..]), ("i.md", &include)]).expect("a sound template");
            let expected = plain.render("main", &tera::Context::new()).expect("output");
            let mut diagnostics = vec![];
            let content = content(&[("content/_shared/i.md", &include)]);
            let rendered = rendered(&piece(&text), &content, &tera::Context::new(), &mut diagnostics).expect("output");
            prop_assert_eq!(&rendered.text, &expected);
            prop_assert_eq!(rendered.lines.len(), expected.split('\n').count());
            for (line, origin) in carry::plain(&rendered.text).split('\n').zip(&rendered.lines) {
                // The first thing in a line says where it was typed.
                let first = line.trim_start();
                let end = first.find('.').unwrap_or(0);
                let told = format!("{}{}", if origin.file.path.ends_with("i.md") { "i" } else { "p" }, origin.line + 1);
                if first.starts_with(['p', 'i']) {
                    prop_assert_eq!(&first[..end], told.as_str());
                }
            }
        }
    }
}
