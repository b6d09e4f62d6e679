//! `anpham pack`: the zip that a printer receives.

use std::time::Instant;

use serde_json::{Value as Json, json};

use super::terminal::Verbosity;
use super::{Exit, Failure, Session, build};
use crate::args::PackArgs;
use crate::diag::{Diagnostic, unknown_name};
use crate::findings::Findings;
use crate::msg;
use crate::pack::{self, PackReport};
use crate::report::BuildOptions;

pub(super) fn pack(session: &Session, args: &PackArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let known = orders(&root);
    let orders = if args.orders.is_empty() { known.clone() } else { args.orders.iter().map(|name| id(name)).collect() };
    if orders.is_empty() {
        let mistake = Diagnostic::error(msg!("cli-pack-none")).hint(msg!("cli-pack-none-hint"));
        return Err(Failure::usage(mistake));
    }
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let unknown = orders.iter().filter(|order| !known.contains(order));
    let mistakes: Vec<Diagnostic> =
        unknown.map(|order| unknown_name(msg!("cli-unknown-order", id = order), order, &names)).collect();
    if !mistakes.is_empty() {
        return Err(Failure::all(Exit::Usage, mistakes));
    }
    let options = BuildOptions { jobs: args.jobs, strict: args.strict, ..BuildOptions::default() };
    let (mut exit, mut told) = (Exit::Fine, Vec::<Json>::new());
    for order in &orders {
        let started = Instant::now();
        let progress = session.terminal.progress();
        let report = pack::pack(&root, order, &options, &*progress).map_err(build::failure)?;
        if report.path.is_none() {
            exit = exit.max(report.build.exit(args.strict)).max(Exit::Content);
        }
        if session.json {
            told.push(as_json(session, order, &report));
        } else {
            session.say(&as_text(session, order, &report, started.elapsed().as_secs_f64()))?;
        }
    }
    if session.json {
        session.say_json(&json!({ "orders": told }))?;
    }
    Ok(exit)
}

/// Names of the files in `orders/`.
fn orders(root: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(root.join("orders")).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".toml")?.to_string())).collect();
    names.sort();
    names
}

/// `orders/dot-1.toml`, as a shell completes it, means `dot-1`.
fn id(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    let name = name.strip_prefix("orders/").unwrap_or(name);
    name.strip_suffix(".toml").unwrap_or(name).to_string()
}

fn findings(report: &PackReport) -> Findings<'_> {
    let mut findings = Findings::default();
    findings.add_all(&report.diagnostics);
    findings.add_build(&report.build);
    findings.sort();
    findings
}

fn as_text(session: &Session, order: &str, report: &PackReport, seconds: f64) -> String {
    let terminal = &session.terminal;
    let mut text = terminal.report(&findings(report));
    if terminal.verbosity == Verbosity::Quiet {
        return text;
    }
    let told = match &report.path {
        Some(path) => msg!(
            "cli-pack-made",
            path = path.display(),
            items = report.items,
            copies = report.copies,
            seconds = terminal.decimal(seconds)
        ),
        None => msg!("cli-pack-failed", order = order),
    };
    text += &terminal.text(&told);
    text.push('\n');
    text
}

fn as_json(session: &Session, order: &str, report: &PackReport) -> Json {
    json!({
        "order": order,
        "package": report.path.as_ref().map(|path| path.display().to_string()),
        "items": report.items,
        "copies": report.copies,
        "diagnostics": findings(report).json(session.terminal.lang),
    })
}
