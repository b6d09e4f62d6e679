//! `anpham pack`: the zip that a printer receives.

use std::time::Instant;

use serde_json::{Value as Json, json};

use super::build;
use super::session::{Failure, Session};
use super::terminal::Verbosity;
use crate::args::PackArgs;
use crate::diag::{Diagnostic, Exit, unknown_name};
use crate::findings::Findings;
use crate::msg;
use crate::pack::{self, PackReport, PackedLine};
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
    let (mut skipped, mut is_any_ready) = (Vec::new(), false);
    for order in &orders {
        let started = Instant::now();
        let progress = session.terminal.progress();
        let report = pack::pack(&root, order, &options, &*progress).map_err(build::failure)?;
        // Whoever names no order wants those that are ready.
        if report.is_unfinished && args.orders.is_empty() {
            skipped.push((order, report));
            continue;
        }
        is_any_ready = true;
        if report.path.is_none() {
            exit = exit.max(report.build.exit(args.strict)).max(Exit::Content);
        }
        if session.json {
            told.push(as_json(session, order, &report));
        } else {
            session.say(&as_text(session, order, &report, started.elapsed().as_secs_f64()))?;
        }
    }
    // With none that is ready, what is missing in them is what is wanted.
    if !is_any_ready {
        exit = exit.max(Exit::Content);
    }
    for (order, report) in &skipped {
        if session.json {
            told.push(as_json(session, order, report));
        } else if is_any_ready {
            let text = session.terminal.text(&msg!("cli-pack-unfinished", order = order));
            session.say(&format!("{text}\n{}", aside(session, report)))?;
        } else {
            session.say(&as_text(session, order, report, 0.0))?;
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
    // Whoever orders by format alone sees what that came to.
    for item in &report.list {
        let PackedLine { number, piece, format, title, quantity } = item;
        let quantity = quantity.map_or(String::new(), |quantity| quantity.to_string());
        let line =
            msg!("cli-pack-item", number = number, title = title, format = format, quantity = quantity, piece = piece);
        text += &format!("  {}\n", terminal.text(&line));
    }
    text += &aside(session, report);
    text
}

/// That the zip of an earlier run has another name now.
fn aside(session: &Session, report: &PackReport) -> String {
    let told = report.aside.as_ref().map(|path| msg!("cli-pack-aside", path = path.display()));
    told.map(|told| session.terminal.text(&told) + "\n").unwrap_or_default()
}

fn as_json(session: &Session, order: &str, report: &PackReport) -> Json {
    json!({
        "order": order,
        "package": report.path.as_ref().map(|path| path.display().to_string()),
        "aside": report.aside.as_ref().map(|path| path.display().to_string()),
        "unfinished": report.is_unfinished,
        "items": report.items,
        "copies": report.copies,
        "list": report.list.iter().map(|item| json!({
            "item": item.number, "piece": item.piece, "format": item.format, "title": item.title, "quantity": item.quantity,
        })).collect::<Vec<_>>(),
        "diagnostics": findings(report).json(session.terminal.lang),
    })
}
