//! Verdicts in words and as data, the same wherever they are told.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value as Json, json};

use super::finding::{Finding, Verdict};
use crate::i18n::Lang;
use crate::msg;

impl Verdict {
    /// As data: `file, pages, passes, plates, findings`.
    pub fn json(&self, file: &str, lang: Lang) -> Json {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "rule": finding.rule.name(),
                "severity": if finding.is_error() { "error" } else { "warning" },
                "page": finding.page,
                "at_mm": finding.at.map(|(x, y)| [x, y]),
                "message": lang.text(&finding.message),
                "hint": lang.text(&finding.rule.step()),
            })
        });
        json!({
            "file": file,
            "pages": self.pages,
            "passes": self.passes(),
            "plates": self.plates,
            "findings": findings.collect::<Vec<_>>(),
        })
    }

    /// A line a finding with its next step, and one for the whole file.
    pub fn text(&self, file: &str, lang: Lang) -> String {
        let errors = self.findings.iter().filter(|finding| finding.is_error()).count();
        let warnings = self.findings.len() - errors;
        let mut text = String::new();
        // A next step that several findings have in common is said once, below the first ones that ask for it.
        let mut told = BTreeSet::new();
        for (n, finding) in self.findings.iter().enumerate() {
            let label = if finding.is_error() { msg!("cli-label-error") } else { msg!("cli-label-warning") };
            let _ = writeln!(text, "{}: {}", lang.text(&label), line(finding, lang));
            let step = lang.text(&finding.rule.step());
            let goes_on = self.findings.get(n + 1).is_some_and(|next| lang.text(&next.rule.step()) == step);
            if !goes_on && told.insert(step.clone()) {
                let _ = writeln!(text, "  {}: {step}", lang.text(&msg!("cli-label-hint")));
            }
        }
        let whole = if errors == 0 {
            msg!("preflight-passes", file = file, pages = self.pages, warnings = warnings)
        } else {
            msg!("preflight-fails", file = file, errors = errors, warnings = warnings)
        };
        let _ = writeln!(text, "{}", lang.text(&whole));
        text
    }
}

/// `page 2 (12 mm from the left, 80 mm from the top): text of 4.5 pt only [tiny-text]`.
fn line(finding: &Finding, lang: Lang) -> String {
    let mut text = String::new();
    if let Some(page) = finding.page {
        text += &lang.text(&msg!("preflight-page", page = page));
        if let Some((x, y)) = finding.at {
            let _ = write!(text, " ({})", lang.text(&msg!("preflight-place", x = x, y = y)));
        }
        text += ": ";
    }
    format!("{text}{} [{}]", lang.text(&finding.message), finding.rule.name())
}
