//! `anpham preflight`: would a press take these files? Also files that other programs made.

use serde_json::{Value, json};

use super::known::Known;
use super::{Exit, Failure, Session};
use crate::args::PreflightArgs;
use crate::preflight::{self, Bleed, Limits};

pub(super) fn preflight(session: &Session, args: &PreflightArgs) -> Result<Exit, Failure> {
    let start = session.start()?;
    let mut known = Known::default();
    let mut exit = Exit::Fine;
    let mut all: Vec<Value> = Vec::new();
    for file in &args.files {
        let path = start.join(file);
        let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
        // A file of a build is held to what its format and its press ask for, any other to what is usual.
        let usual = known.of(&path, &bytes).map_or_else(Limits::default, |(_, press)| press.limits);
        let limits = Limits {
            ink: args.ink_limit.unwrap_or(usual.ink),
            ppi_error: args.ppi_error.unwrap_or(usual.ppi_error),
            ppi_warn: args.ppi_warn.unwrap_or(usual.ppi_warn),
            bleed: args.bleed.map_or(usual.bleed, |mm| Bleed::Edges([mm; 4])),
            ..usual
        };
        let verdict = preflight::check(&bytes, &limits);
        if !verdict.passes() {
            exit = Exit::Content;
        }
        if session.json {
            all.push(verdict.json(&file.display().to_string(), session.terminal.lang));
        } else {
            session.say(&verdict.text(&file.display().to_string(), session.terminal.lang))?;
        }
    }
    if session.json {
        session.say_json(&json!({ "files": all }))?;
    }
    Ok(exit)
}
