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
    pub diagnostic: &'a Diagnostic,
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

/// How many words a diagnostic asks to cut: of two that are the same the one that is enough for both is told.
fn cut(diagnostic: &Diagnostic) -> u64 {
    let args = diagnostic.hints.iter().flat_map(|hint| &hint.args);
    args.filter(|(name, _)| name == "cut").filter_map(|(_, value)| value.parse().ok()).max().unwrap_or(0)
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
            self.findings.push(Reported { diagnostic, outputs: vec![] });
            self.findings.len() - 1
        });
        let finding = &mut self.findings[position];
        let rank = |diagnostic: &Diagnostic| (diagnostic.severity, cut(diagnostic));
        if rank(diagnostic) > rank(finding.diagnostic) {
            finding.diagnostic = diagnostic;
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
        let with_outputs = |finding: &Reported<'a>| JsonDiagnostic {
            outputs: finding.outputs.clone(),
            ..JsonDiagnostic::new(finding.diagnostic, lang)
        };
        self.findings.iter().map(with_outputs).collect()
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
