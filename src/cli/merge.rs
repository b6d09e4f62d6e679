//! `anpham merge`: what several machines made, joined.

use std::fmt::Write as _;

use serde_json::json;

use super::build;
use super::filter;
use super::session::{Failure, Session};
use crate::args::{FilterArgs, MergeArgs};
use crate::diag::{Diagnostic, Exit};
use crate::findings::Findings;
use crate::merge::{self, MISSING};
use crate::msg;
use crate::pipeline::Workspace;
use crate::plan::Shard;

/// Missing jobs that are told; the list holds all.
const MOST_TOLD: usize = 20;

pub(super) fn merge(session: &Session, args: &MergeArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let start = session.start()?;
    let others: Vec<_> = args.folders.iter().map(|folder| start.join(folder)).collect();
    for (typed, folder) in args.folders.iter().zip(&others) {
        if !folder.is_dir() {
            return Err(Failure::missing(typed, folder));
        }
    }
    let workspace = Workspace::load(&root).map_err(build::failure)?;
    filter::check(&workspace, &FilterArgs::default(), &args.profile)?;
    let report = merge::merge(workspace, &args.profile, &others).map_err(build::failure)?;
    let mut problems: Vec<Diagnostic> = report.diagnostics.clone();
    let differs = |output: &String| {
        Diagnostic::error(msg!("cli-merge-differs", path = output)).hint(msg!("cli-merge-differs-hint"))
    };
    problems.extend(report.differing.iter().map(differs));
    let mut findings = Findings::default();
    findings.add_all(&problems);
    let is_whole = report.missing.is_empty() && report.differing.is_empty();
    let counts: Vec<usize> = report.shards.iter().map(|shard| shard.count()).collect();
    // Where all parts are of one cut, it is known whose each job is.
    let cut = counts.first().copied().filter(|count| counts.iter().all(|other| other == count));
    if session.json {
        let missing = report.missing.iter().map(|(id, _)| {
            let shard = cut.map(|count| Shard::of(id, count).to_string());
            json!({ "id": id.to_string(), "shard": shard })
        });
        session.say_json(&json!({
            "shards": report.shards.iter().map(Shard::to_string).collect::<Vec<_>>(),
            "joined": report.joined,
            "copied": report.copied,
            "missing": missing.collect::<Vec<_>>(),
            "differing": report.differing,
            "diagnostics": findings.json(session.terminal.lang),
        }))?;
    } else {
        let say = |message| session.terminal.text(&message);
        let mut text = session.terminal.report(&findings);
        let (shards, joined) = (report.shards.len(), report.joined);
        let _ = writeln!(text, "{}", say(msg!("cli-merge-joined", outputs = joined, shards = shards)));
        if !report.missing.is_empty() {
            let _ = writeln!(text, "{}", say(msg!("cli-merge-missing", count = report.missing.len())));
            for (id, _) in report.missing.iter().take(MOST_TOLD) {
                let part = cut.map_or_else(String::new, |count| format!("  --shard {}", Shard::of(id, count)));
                let _ = writeln!(text, "  {id}{part}");
            }
            if report.missing.len() > MOST_TOLD {
                let _ = writeln!(text, "  …");
            }
            let _ = writeln!(text, "{}", say(msg!("cli-merge-again", path = format!("output/{MISSING}"))));
        }
        session.say(&text)?;
    }
    let failed = !is_whole || problems.iter().any(Diagnostic::is_error);
    Ok(if failed { Exit::Content } else { Exit::Fine })
}
