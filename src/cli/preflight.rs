//! `anpham preflight`: would a press take these files? Also files that other programs made.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::known::KnownFiles;
use super::plates;
use super::session::{Failure, Session};
use crate::args::PreflightArgs;
use crate::diag::{Diagnostic, Exit};
use crate::findings::Findings;
use crate::msg;
use crate::pdf::Press;
use crate::preflight::{self, Bleed, Limits, Rule};

pub(super) fn preflight(session: &Session, args: &PreflightArgs) -> Result<Exit, Failure> {
    if args.ink_map.is_some() && args.ink_map == args.proof {
        return Err(Failure::usage(Diagnostic::error(msg!("plates-same")).hint(msg!("plates-same-hint"))));
    }
    let start = session.start()?;
    let mut known = KnownFiles::default();
    let mut exit = Exit::Fine;
    let mut all: Vec<Value> = Vec::new();
    // What cannot be read does not keep the others from being judged.
    let (mut given, mut unread): (Vec<PathBuf>, Vec<Failure>) = (Vec::new(), Vec::new());
    for name in &args.files {
        match files(&start, name) {
            Ok(files) => given.extend(files),
            Err(failure) => unread.push(failure),
        }
    }
    for file in &given {
        let path = start.join(file);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                unread.push(Failure::file(&path, error));
                continue;
            }
        };
        // A file of a build is held to what its format and its press ask for, any other to what is usual.
        let press = known.of(&path, &bytes).map_or_else(Press::default, |known| known.press);
        let usual = args.variant.as_deref().and_then(preflight::variant).unwrap_or(press.limits);
        // What is asked for by number is judged, also where the variant knows no number for it.
        let asked = [
            (args.ink_limit.is_some(), &[Rule::Ink, Rule::InkSum][..]),
            (args.ppi_error.is_some(), &[Rule::PictureCoarse]),
            (args.ppi_warn.is_some(), &[Rule::PictureSoft]),
            (args.bleed.is_some(), &[Rule::Bleed, Rule::BleedDoubt, Rule::BleedColour, Rule::BleedLittle]),
        ];
        let asked = asked.iter().filter(|(is_asked, _)| *is_asked).flat_map(|(_, rules)| rules.iter().copied());
        let limits = Limits {
            ink: args.ink_limit.unwrap_or(usual.ink),
            ppi_error: args.ppi_error.unwrap_or(usual.ppi_error),
            ppi_warn: args.ppi_warn.unwrap_or(usual.ppi_warn),
            bleed: args.bleed.map_or(usual.bleed, |mm| Bleed::Edges([mm; 4])),
            rules: usual.rules.with(asked.collect()),
            ..usual
        };
        let mut verdict = preflight::check(&bytes, &limits);
        if let Some(condition) = &args.condition {
            verdict.expect_condition(condition);
        }
        let named = args.inks.iter().map(|name| plate_of(name.trim()));
        let own = press.inks.iter().flat_map(|inks| inks.plates()).map(String::from);
        let inks: Vec<String> = if args.inks.is_empty() { own.collect() } else { named.collect() };
        if !inks.is_empty() {
            verdict.expect_inks(&inks.iter().map(String::as_str).collect::<Vec<_>>());
        }
        let one = (file.as_path(), given.len() == 1);
        let ink = plates::ink(session, args, one, (&bytes, &verdict), (&limits, &press.intent))?;
        if !verdict.passes() || ink.failed {
            exit = Exit::Content;
        }
        if session.json {
            let mut json = verdict.json(&file.display().to_string(), session.terminal.lang);
            if !ink.json.is_empty() {
                json["coverage"] = ink.json.into();
            }
            all.push(json);
        } else {
            session.say(&(verdict.text(&file.display().to_string(), session.terminal.lang) + &ink.text))?;
        }
    }
    let worst = unread.iter().map(|failure| failure.exit).max();
    let diagnostics: Vec<Diagnostic> = unread.into_iter().flat_map(|failure| failure.diagnostics).collect();
    match worst {
        Some(worst) if !session.json => return Err(Failure::all(worst, diagnostics)),
        Some(worst) => exit = worst,
        None => {}
    }
    if session.json {
        let mut findings = Findings::default();
        findings.add_all(&diagnostics);
        session.say_json(&json!({ "files": all, "diagnostics": findings.json(session.terminal.lang) }))?;
    }
    Ok(exit)
}

/// The files that are meant: a folder is all PDF files in it, since not every shell has `*.pdf`.
fn files(start: &Path, name: &Path) -> Result<Vec<PathBuf>, Failure> {
    let path = start.join(name);
    if !path.exists() {
        return Err(Failure::missing(name, &path));
    }
    if !path.is_dir() {
        return Ok(vec![name.to_path_buf()]);
    }
    let is_pdf = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(start.join(name)).sort_by_file_name() {
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
    if files.is_empty() {
        return Err(Failure::usage(Diagnostic::error(msg!("cli-no-pdf", path = name.display()))));
    }
    Ok(files)
}

/// The name of a plate: those of the process are known in any letters.
fn plate_of(name: &str) -> String {
    preflight::PROCESS.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or(name).to_string()
}
