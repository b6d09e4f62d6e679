//! What a run has found, each thing once, and the same as data for other programs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use crate::diag::{Code, Diagnostic, Message, Severity};
use crate::i18n::Lang;
use crate::report::BuildReport;

/// A diagnostic with the outputs that it concerns.
#[derive(Debug)]
pub struct Reported<'a> {
    /// The diagnostic.
    pub diagnostic: Cow<'a, Diagnostic>,
    /// Outputs whose jobs reported it; empty for the whole run.
    pub outputs: Vec<String>,
}

/// What makes two diagnostics the same: what a profile warns of may be an error in another. The file counts by its path, since
/// hashing its text each time would be slow.
type Sameness<'a> = (&'a str, Vec<&'a str>, Option<(&'a str, &'a Range<usize>)>, &'a [Message], Option<&'a str>);

fn key(diagnostic: &Diagnostic) -> Sameness<'_> {
    let Diagnostic { message, place, hints, quoted, .. } = diagnostic;
    let place = place.as_ref().map(|place| (place.file.path.as_str(), &place.range));
    // A text that is too much in a size is too much in another of the same design, by other millimetres.
    let is_overfull = message.is(Code::Overfull);
    let counts = |(name, _): &&(Cow<'static, str>, String)| !is_overfull || name != "over";
    let args = message.args.iter().filter(counts).map(|(_, value)| value.as_str()).collect();
    (&message.id, args, place, if is_overfull { &[] } else { hints }, quoted.as_deref())
}

/// Of two texts that are too much in two sizes, what is enough for both: the larger numbers, and of what may be done what helps both.
fn both(one: &Diagnostic, other: &Diagnostic) -> Diagnostic {
    let mut both = one.clone();
    both.severity = both.severity.max(other.severity);
    larger(&mut both.message, &other.message);
    both.hints.retain_mut(|hint| {
        let same = other.hints.iter().find(|other| other.id == hint.id);
        same.map(|same| larger(hint, same)).is_some()
    });
    // With one thing left to do there is no choice to speak of.
    if let [head, _] = both.hints.as_slice()
        && head.args.is_empty()
        && one.hints.len() > 2
    {
        both.hints.remove(0);
    }
    if !both.hints.iter().any(|hint| !hint.args.is_empty()) {
        both.hints = one.hints.iter().chain(&other.hints).filter(|hint| !hint.args.is_empty()).cloned().collect();
    }
    both
}

/// Gives a message the larger of each number that another has. A picture is to be made so small: there the smaller one helps both.
fn larger(message: &mut Message, other: &Message) {
    for ((name, value), (_, than)) in message.args.iter_mut().zip(&other.args) {
        let (Ok(own), Ok(others)) = (value.parse::<f64>(), than.parse::<f64>()) else { continue };
        if if name == "next" { others < own } else { others > own } {
            value.clone_from(than);
        }
    }
}

/// All diagnostics of a run, each once, in the order of their first appearance.
#[derive(Debug, Default)]
pub struct Findings<'a> {
    findings: Vec<Reported<'a>>,
    index: HashMap<Sameness<'a>, usize>,
}

impl<'a> Findings<'a> {
    /// Takes up a diagnostic of the run, or of the job that makes `output`.
    pub fn add(&mut self, diagnostic: &'a Diagnostic, output: Option<&str>) {
        let position = *self.index.entry(key(diagnostic)).or_insert_with(|| {
            self.findings.push(Reported { diagnostic: Cow::Borrowed(diagnostic), outputs: vec![] });
            self.findings.len() - 1
        });
        let finding = &mut self.findings[position];
        if diagnostic.message.is(Code::Overfull) {
            if *finding.diagnostic != *diagnostic {
                finding.diagnostic = Cow::Owned(both(&finding.diagnostic, diagnostic));
            }
        } else if diagnostic.severity > finding.diagnostic.severity {
            finding.diagnostic = Cow::Borrowed(diagnostic);
        }
        finding.outputs.extend(output.map(str::to_string));
    }

    /// Takes up all of a list that belongs to the whole run.
    pub fn add_all(&mut self, diagnostics: &'a [Diagnostic]) {
        diagnostics.iter().for_each(|diagnostic| self.add(diagnostic, None));
    }

    /// Takes up all that a build had to say.
    pub fn add_build(&mut self, report: &'a BuildReport) {
        self.add_all(&report.diagnostics);
        for job in &report.outcomes.told {
            job.diagnostics.iter().for_each(|diagnostic| self.add(diagnostic, Some(&job.output)));
        }
    }

    /// Warnings first, so that errors stand last, where the eye is; the order is kept otherwise.
    pub fn sort(&mut self) {
        self.findings.sort_by_key(|finding| finding.diagnostic.severity);
        self.index.clear();
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Reported<'a>> {
        self.findings.iter()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }

    /// The same as data.
    pub fn json(&self, lang: Lang) -> Vec<JsonDiagnostic<'_>> {
        let mut told = Vec::with_capacity(self.findings.len());
        for Reported { diagnostic, outputs } in &self.findings {
            told.push(JsonDiagnostic { outputs: outputs.clone(), ..JsonDiagnostic::new(diagnostic, lang) });
        }
        told
    }
}

/// A diagnostic for other programs. Lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct JsonDiagnostic<'a> {
    severity: &'static str,
    code: &'a str,
    message: String,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    hints: Vec<String>,
    quoted: Option<&'a str>,
    outputs: Vec<String>,
}

impl<'a> JsonDiagnostic<'a> {
    /// The message in `lang`, the rest the same in every language.
    pub fn new(diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        let place = diagnostic.place.as_ref();
        let start = place.map(|place| place.file.line_column(place.range.start));
        let end = place.map(|place| place.file.line_column(place.range.end));
        Self {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: &diagnostic.message.id,
            message: lang.text(&diagnostic.message),
            file: place.map(|place| place.file.path.as_str()),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            hints: diagnostic.hints.iter().map(|hint| lang.text(hint)).collect(),
            quoted: diagnostic.quoted.as_deref(),
            outputs: vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;

    /// What is told of two sizes is enough for each of them.
    #[test]
    fn two_sizes_of_one_text_are_told_with_what_is_enough_for_both() {
        let too_much = |over: &str, hints: Vec<Message>| {
            let mut found = Diagnostic::error(msg!(Code::Overfull, slot = "back", format = "leaflet", over = over));
            found.hints = hints;
            found
        };
        let (any, rows) = (|| msg!("compile-slot-any-hint"), |rows: u8| msg!("compile-slot-rows-hint", rows = rows));
        let cut = |words: u8| msg!("compile-slot-hint", cut = words);
        let picture = |next: u8| msg!("compile-slot-picture-hint", next = next);
        let told = |one: &Diagnostic, other: &Diagnostic| {
            let mut findings = Findings::default();
            findings.add(one, Some("a5"));
            findings.add(other, Some("a4"));
            assert_eq!(findings.findings.len(), 1);
            assert_eq!(findings.findings[0].outputs, ["a5", "a4"]);
            findings.findings[0].diagnostic.clone().into_owned()
        };
        let one = too_much("4.2", vec![any(), picture(60), rows(3), cut(20)]);
        let other = too_much("8.1", vec![any(), picture(80), rows(1), cut(25)]);
        let both = too_much("8.1", vec![any(), picture(60), rows(3), cut(25)]);
        assert_eq!(told(&one, &other), both);
        assert_eq!(told(&other, &one), both);
        // A smaller picture helps one of them alone.
        let without = too_much("2.0", vec![cut(30)]);
        assert_eq!(told(&one, &without), too_much("4.2", vec![cut(30)]));
        assert_eq!(told(&too_much("1.0", vec![rows(2)]), &without), too_much("2.0", vec![rows(2), cut(30)]));
        assert_eq!(told(&without, &without), without);
    }
}
