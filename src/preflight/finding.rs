//! What was found in a file, each thing once a page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rule::{Rule, told};
use crate::diag::{Diagnostic, Message};
use crate::msg;

/// A thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it offends.
    pub rule: Rule,
    /// What.
    pub message: Message,
    /// Page, counted from 1.
    pub page: Option<usize>,
    /// Where on the page: mm from the left and the top edge of its trim.
    pub at: Option<(i32, i32)>,
}

impl Finding {
    /// The finding as every other message of the program, with its place on the page and what to do.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic { severity: self.rule.severity(), ..Diagnostic::error(self.message.clone()) };
        match (self.page, self.at) {
            (Some(page), Some((x, y))) => {
                diagnostic = diagnostic.hint(msg!("preflight-page-place", page = page, x = x, y = y));
            }
            (Some(page), None) => diagnostic = diagnostic.hint(msg!("preflight-page", page = page)),
            _ => {}
        }
        diagnostic.hint(self.rule.step())
    }

    /// Whether the file is not for the press.
    pub fn is_error(&self) -> bool {
        self.rule.is_error()
    }
}

/// What was found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Findings, page by page; each rule once a page.
    pub findings: Vec<Finding>,
    /// Pages of the file.
    pub pages: usize,
    /// The printing condition that the file names; empty where it names none.
    pub condition: String,
    /// The plates that the file needs, each by its ink: `Black`, `Cyan`, the names of spots.
    pub plates: BTreeSet<String>,
    /// The same by page, from 1; a page that prints nothing has none.
    pub page_plates: BTreeMap<usize, BTreeSet<String>>,
    /// The spots that are shown with another space: its family, and its values in thousandths at nine strengths of the spot.
    pub spots: BTreeMap<String, (String, Vec<i32>)>,
    /// What the reader had to do.
    pub work: Work,
}

/// What reading a file took: counted, so that a limit on it is the same on every machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Operators of pages and forms, and comparisons of painted areas in units of fifty.
    pub operators: usize,
    /// Bytes of streams without their filters, and of pictures.
    pub bytes: usize,
}

/// What is read of one file; beyond it the file is given up, and that is a finding.
pub const MOST_WORK: Work = Work { operators: 20_000_000, bytes: 1 << 30 };

impl Verdict {
    /// Whether the file may go to the press.
    pub fn passes(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }

    /// Holds the file to a printing condition.
    pub fn expect_condition(&mut self, wanted: &str) {
        if self.condition != wanted {
            let has = if self.condition.is_empty() { "–" } else { &self.condition };
            let (rule, message) = told!(Condition, has = has, wanted = wanted);
            self.findings.insert(0, Finding { rule, message, page: None, at: None });
        }
    }

    /// Holds the file to the inks of a press, by the names of their plates.
    pub fn expect_inks(&mut self, inks: &[&str]) {
        for (page, plates) in &self.page_plates {
            let others: Vec<&str> = plates.iter().map(String::as_str).filter(|plate| !inks.contains(plate)).collect();
            if !others.is_empty() {
                let (rule, message) = told!(InkOther, names = others.join(", "), inks = inks.join(", "));
                self.findings.push(Finding { rule, message, page: Some(*page), at: None });
            }
        }
    }

    /// The errors by rules that another verdict has none of: what sheets have and their pages do not.
    pub fn beyond(&self, other: &Self) -> Vec<Diagnostic> {
        let is_new = |finding: &&Finding| finding.is_error() && !other.findings.iter().any(|f| f.rule == finding.rule);
        self.findings.iter().filter(is_new).map(Finding::diagnostic).collect()
    }
}

/// Collects findings: each rule once a page, so that a thousand like ones do not hide the others; the worst of them where that can be told.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) verdict: Verdict,
    /// Where each rule's finding of a page stands, and how bad it is.
    known: HashMap<(Option<usize>, Rule), (usize, f64)>,
}

impl Collected {
    /// Takes up what a rule says, with `told!`.
    pub(super) fn push(&mut self, page: Option<usize>, at: Option<(i32, i32)>, (rule, message): (Rule, Message)) {
        self.push_worst(page, at, (rule, message), 0.0);
    }

    /// Takes it up for what was told of the page by the same rule, if it is worse: a larger number.
    pub(super) fn push_worst(
        &mut self,
        page: Option<usize>,
        at: Option<(i32, i32)>,
        (rule, message): (Rule, Message),
        bad: f64,
    ) {
        let finding = Finding { rule, message, page, at };
        match self.known.get_mut(&(page, rule)) {
            Some((place, worst)) if bad > *worst => {
                self.verdict.findings[*place] = finding;
                *worst = bad;
            }
            Some(_) => {}
            None => {
                self.known.insert((page, rule), (self.verdict.findings.len(), bad));
                self.verdict.findings.push(finding);
            }
        }
    }
}
