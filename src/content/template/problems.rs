//! What the engine finds wrong, in words of ours and where it was typed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::context::{MAIN, Template};
use super::engine::{FILTERS, FUNCTIONS, MOST_OUTPUT, TESTS};
use super::marks::Instrumented;
use super::survey::Survey;
use super::typed::Typed;
use crate::content::calls::TagCall as Meant;
use crate::content::tags::{self, Part, PartKind, Token};
use crate::content::words::{self, Words};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::{carry, msg};

/// A text without the values that errors point at, as long as before. `None` if one points at something else.
pub(super) fn without_values(main: &Typed, found: &[Diagnostic]) -> Option<String> {
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

/// Says how a tag stands in code as it is typed, where mistakes are found in code.
pub(super) fn hint_at_raw(found: &mut [Diagnostic]) {
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

pub(super) fn overlap(a: &Place, b: &Place) -> bool {
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

impl Template<'_> {
    /// Tags that call a fact otherwise than a template can take, each told with what to type; and the other parts.
    pub(super) fn wrong_calls(&self, typed: &Typed, parts: &[Part], survey: &Survey) -> (Diagnostics, Vec<Part>) {
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

    /// What Tera complains of, each at its place in the text as typed.
    pub(super) fn problems(
        &self,
        error: &tera::Error,
        templates: &BTreeMap<String, Instrumented>,
        full: bool,
    ) -> Diagnostics {
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
    pub(super) fn untranslated(&self, name: &str) -> Option<Diagnostic> {
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
                None => problem.hint(msg!("content-undefined-hint")),
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

impl Backquotes {
    pub(super) fn new(text: &str) -> Self {
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
