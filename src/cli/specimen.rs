//! `anpham specimen`: what each format looks like, with its slots and their limits.

use std::path::Path;

use serde_json::json;

use super::build;
use super::session::{Failure, Session};
use super::terminal::Verbosity;
use crate::args::SpecimenArgs;
use crate::diag::{Diagnostic, Exit, unknown_name};
use crate::findings::Findings;
use crate::msg;
use crate::pipeline::Workspace;
use crate::specimen::specimens;

pub(super) fn specimen(session: &Session, args: &SpecimenArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let Workspace { shop, diagnostics, .. } = Workspace::load(&root).map_err(build::failure)?;
    let Some(shop) = shop.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) else {
        return Err(Failure::all(Exit::Content, diagnostics));
    };
    let names = shop.layouts.names();
    let unknown = args.formats.iter().filter(|format| !names.contains(&format.as_str()));
    let mistakes: Vec<Diagnostic> =
        unknown.map(|format| unknown_name(msg!("cli-unknown-format", id = format), format, &names)).collect();
    if !mistakes.is_empty() {
        return Err(Failure::all(Exit::Usage, mistakes));
    }
    let folder = args.out.clone().unwrap_or_else(|| Path::new("output").join("specimen"));
    let report = specimens(&shop, &args.formats, &root.join(&folder), args.width);
    let mut findings = Findings::default();
    findings.add_all(&report.diagnostics);
    findings.sort();
    let failed = report.diagnostics.iter().any(Diagnostic::is_error);
    if session.json {
        let files: Vec<String> = report.written.iter().map(|path| crate::store::slashed(path)).collect();
        session.say_json(&json!({ "written": files, "diagnostics": findings.json(session.terminal.lang) }))?;
    } else {
        let mut text = session.terminal.report(&findings);
        if session.terminal.verbosity != Verbosity::Quiet {
            let told = msg!("cli-specimen-made", count = report.written.len(), folder = folder.display());
            text += &session.terminal.text(&told);
            text.push('\n');
        }
        session.say(&text)?;
    }
    Ok(if failed { Exit::Content } else { Exit::Fine })
}
