//! `anpham preflight`: would a press take these files? Also files that other programs made.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::known::KnownFiles;
use super::session::{Failure, Session};
use crate::args::PreflightArgs;
use crate::diag::{Diagnostic, Exit};
use crate::msg;
use crate::preflight::{self, Bleed, Limits};

pub(super) fn preflight(session: &Session, args: &PreflightArgs) -> Result<Exit, Failure> {
    let start = session.start()?;
    let mut known = KnownFiles::default();
    let mut exit = Exit::Fine;
    let mut all: Vec<Value> = Vec::new();
    for file in &files(&start, &args.files)? {
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

/// The files that are meant: a folder is all PDF files in it, since not every shell has `*.pdf`.
fn files(start: &Path, given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for name in given {
        if !start.join(name).is_dir() {
            files.push(name.clone());
            continue;
        }
        let is_pdf = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
        let inside = walkdir::WalkDir::new(start.join(name)).sort_by_file_name();
        let before = files.len();
        for entry in inside {
            // A folder that cannot be looked into may hold what does not pass.
            let unread = |error: walkdir::Error| {
                let path = error.path().unwrap_or(name).to_path_buf();
                Failure::file(&path, std::io::Error::from(error))
            };
            let path = entry.map_err(unread)?.into_path();
            if is_pdf(&path) {
                files.push(path.strip_prefix(start).map(Path::to_path_buf).unwrap_or(path));
            }
        }
        if files.len() == before {
            return Err(Failure::usage(Diagnostic::error(msg!("cli-no-pdf", path = name.display()))));
        }
    }
    Ok(files)
}
