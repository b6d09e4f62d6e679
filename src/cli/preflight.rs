//! `anpham preflight`: would a press take these files? Also files that other programs made.

use std::path::Path;

use serde_json::{Value, json};

use super::{Exit, Failure, Session};
use crate::args::PreflightArgs;
use crate::i18n::Lang;
use crate::msg;
use crate::preflight::{self, Finding, Limits, Verdict};

pub(super) fn preflight(session: &Session, args: &PreflightArgs) -> Result<Exit, Failure> {
    let usual = Limits::default();
    let limits = Limits {
        ink: args.ink_limit.unwrap_or(usual.ink),
        ppi_error: args.ppi_error.unwrap_or(usual.ppi_error),
        ppi_warn: args.ppi_warn.unwrap_or(usual.ppi_warn),
    };
    let start = session.start()?;
    let mut exit = Exit::Fine;
    let mut all: Vec<Value> = Vec::new();
    for file in &args.files {
        let path = start.join(file);
        let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
        let verdict = preflight::check(&bytes, &limits);
        if !verdict.passes() {
            exit = Exit::Content;
        }
        if session.json {
            all.push(as_json(file, &verdict, session.terminal.lang));
        } else {
            session.say(&as_text(session, file, &verdict))?;
        }
    }
    if session.json {
        session.say_json(&json!({ "files": all }))?;
    }
    Ok(exit)
}

fn as_json(file: &Path, verdict: &Verdict, lang: Lang) -> Value {
    let findings = verdict.findings.iter().map(|finding| {
        json!({
            "rule": finding.rule(),
            "severity": if finding.is_error() { "error" } else { "warning" },
            "page": finding.page,
            "at_mm": finding.at.map(|(x, y)| [x, y]),
            "message": lang.text(&finding.message),
            "hint": lang.text(&finding.step()),
        })
    });
    json!({
        "file": file.display().to_string(),
        "pages": verdict.pages,
        "passes": verdict.passes(),
        "findings": findings.collect::<Vec<_>>(),
    })
}

fn as_text(session: &Session, file: &Path, verdict: &Verdict) -> String {
    let terminal = &session.terminal;
    let errors = verdict.findings.iter().filter(|finding| finding.is_error()).count();
    let warnings = verdict.findings.len() - errors;
    let file = file.display();
    let mut text = String::new();
    for finding in &verdict.findings {
        let label = if finding.is_error() { msg!("cli-label-error") } else { msg!("cli-label-warning") };
        text += &format!("{}: {}\n", terminal.text(&label), line(finding, terminal.lang));
        text += &format!("  {}: {}\n", terminal.text(&msg!("cli-label-hint")), terminal.text(&finding.step()));
    }
    text += &terminal.text(&if errors == 0 {
        msg!("preflight-passes", file = file, pages = verdict.pages, warnings = warnings)
    } else {
        msg!("preflight-fails", file = file, errors = errors, warnings = warnings)
    });
    text.push('\n');
    text
}

/// `page 2 (12 mm from the left, 80 mm from the top): text of 4.5 pt only [tiny-text]`.
fn line(finding: &Finding, lang: Lang) -> String {
    let mut text = String::new();
    if let Some(page) = finding.page {
        text += &lang.text(&msg!("preflight-page", page = page));
        if let Some((x, y)) = finding.at {
            text += &format!(" ({})", lang.text(&msg!("preflight-place", x = x, y = y)));
        }
        text += ": ";
    }
    format!("{text}{} [{}]", lang.text(&finding.message), finding.rule())
}
