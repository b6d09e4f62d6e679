//! `anpham build` and `anpham check`: the same run, with and without writing.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::filter;
use super::session::{Failure, Session};
use super::terminal::Verbosity;
use crate::args::{BuildArgs, CheckArgs};
use crate::cache::{Changed, PART, Status};
use crate::diag::{Diagnostic, Exit, Message, Place, Severity, SourceFile};
use crate::findings::Findings;
use crate::msg;
use crate::pipeline::{self, Workspace};
use crate::plan::JobId;
use crate::progress::Outcome;
use crate::report::{BuildError, BuildOptions, BuildReport};

pub(super) fn build(session: &Session, args: &BuildArgs) -> Result<Exit, Failure> {
    let mut options = BuildOptions { keep_typ: args.keep_typ, prune: args.prune, write: true, ..options(&args.check) };
    options.filter.shard = args.shard;
    if let Some(list) = &args.only {
        options.filter.jobs = Some(named(session, list)?);
    }
    run(session, &args.check, &options, args.explain)
}

pub(super) fn check(session: &Session, args: &CheckArgs) -> Result<Exit, Failure> {
    run(session, args, &BuildOptions { write: false, ..options(args) }, false)
}

pub(super) fn options(args: &CheckArgs) -> BuildOptions {
    BuildOptions {
        profiles: args.profile.clone(),
        filter: filter::of(&args.filter),
        jobs: args.jobs,
        strict: args.strict,
        timeout: Duration::from_secs(args.timeout),
        ..BuildOptions::default()
    }
}

fn run(session: &Session, args: &CheckArgs, options: &BuildOptions, explain: bool) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let started = Instant::now();
    let workspace = Workspace::load(&root).map_err(failure)?;
    filter::check(&workspace, &args.filter, &args.profile)?;
    let tell_all = explain || session.json || session.terminal.verbosity == Verbosity::Verbose;
    let options = &BuildOptions { tell_all, ..options.clone() };
    let progress = session.terminal.progress();
    let report = pipeline::build(workspace, options, &*progress).map_err(failure)?;
    let run = BuildRun { session, options, explain, seconds: started.elapsed().as_secs_f64(), report: &report };
    if session.json {
        session.say_json(&run.json())?;
    } else {
        session.say(&run.text())?;
    }
    Ok(report.exit(options.strict))
}

/// The jobs that a file names, a line each; blank lines and comments (`#`) name none.
fn named(session: &Session, list: &Path) -> Result<BTreeSet<String>, Failure> {
    let path = session.start()?.join(list);
    if !path.exists() {
        return Err(Failure::missing(list, &path));
    }
    let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
    let file = SourceFile::new(list.display().to_string(), String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
    let (mut jobs, mut mistakes) = (BTreeSet::new(), vec![]);
    for (n, line) in file.text.lines().enumerate() {
        let name = line.trim().trim_start_matches('\u{feff}');
        match name.parse::<JobId>() {
            Ok(id) => {
                jobs.insert(id.to_string());
            }
            Err(_) if name.is_empty() || name.starts_with("# ") => {}
            Err(_) => {
                let mistake = Diagnostic::error(msg!("cli-only-name", name = name)).hint(msg!("cli-only-name-hint"));
                mistakes.push(mistake.at(Place::new(&file, file.line_range(n))));
            }
        }
    }
    if mistakes.is_empty() { Ok(jobs) } else { Err(Failure::all(Exit::Usage, mistakes)) }
}

pub(super) fn failure(error: BuildError) -> Failure {
    match error {
        BuildError::Locked(path) => {
            let mistake = Diagnostic::error(msg!("cli-locked", path = path.display())).hint(msg!("cli-locked-hint"));
            Failure::all(Exit::System, vec![mistake])
        }
        BuildError::Io(path, error) => Failure::file(Path::new(&path), error),
    }
}

/// Changes that are told of an output; of one that reads a new program or another theme there are many.
const MOST_CHANGES: usize = 8;

/// A value that changed, with what it was and is where that is short: `anpham.toml: [profiles.print] ink-limit: 300.0 → 280.0`.
fn told(change: &Changed) -> String {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_string());
    match (&change.old, &change.new) {
        (None, None) => change.name.clone(),
        // Of a value in parts those that changed.
        (Some(old), Some(new)) if old.split(PART).count() == new.split(PART).count() => {
            let parts = old.split(PART).zip(new.split(PART)).filter(|(old, new)| old != new);
            let told: Vec<String> = parts.map(|(old, new)| format!("{old} → {new}")).collect();
            format!("{}: {}", change.name, told.join("; "))
        }
        (old, new) => format!("{}: {} → {}", change.name, or_none(old), or_none(new)),
    }
}

/// A run that is over, and how it is told.
struct BuildRun<'a> {
    session: &'a Session,
    options: &'a BuildOptions,
    explain: bool,
    seconds: f64,
    report: &'a BuildReport,
}

impl BuildRun<'_> {
    fn findings(&self) -> Findings<'_> {
        let mut findings = Findings::default();
        findings.add_build(self.report);
        findings.sort();
        findings
    }

    fn text(&self) -> String {
        let terminal = &self.session.terminal;
        let say = |message: &Message| terminal.text(message);
        let findings = self.findings();
        let mut text = terminal.report(&findings);
        for job in &self.report.outcomes.told {
            let reason = self.reason(&job.status).filter(|_| self.explain);
            if terminal.verbosity == Verbosity::Verbose || reason.is_some() {
                let word = match job.outcome {
                    Outcome::Made => say(&msg!("cli-outcome-made")),
                    Outcome::Fresh => say(&msg!("cli-outcome-fresh")),
                    Outcome::Failed => say(&msg!("cli-outcome-failed")),
                };
                let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
                let _ = writeln!(text, "{word} {}{reason}", job.output);
            }
        }
        if terminal.verbosity == Verbosity::Quiet {
            return text;
        }
        text.push_str(&self.leftovers());
        if self.report.outcomes.is_empty() && findings.count(Severity::Error) == 0 {
            let _ = writeln!(text, "{}", say(&msg!("cli-nothing")));
        }
        let _ = writeln!(text, "{}", say(&self.summary()));
        let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
        if errors + warnings > 0 {
            let _ = writeln!(text, "{}", say(&msg!("cli-summary-found", errors = errors, warnings = warnings)));
        }
        if self.options.strict && errors == 0 && warnings > 0 {
            let _ = writeln!(text, "{}", say(&msg!("cli-summary-strict")));
        }
        text
    }

    /// Outputs of an earlier run that this one did not make: their text is not that of today.
    fn leftovers(&self) -> String {
        let say = |message: &Message| self.session.terminal.text(message);
        let mut text = String::new();
        for path in &self.report.pruned {
            let _ = writeln!(text, "{}", say(&msg!("cli-pruned", path = path)));
        }
        let kept: Vec<&String> =
            self.report.stale_outputs.iter().filter(|path| !self.report.pruned.contains(path)).collect();
        if !kept.is_empty() {
            let count = kept.len();
            let told = if self.report.has_errors() {
                msg!("cli-leftover-errors", count = count)
            } else {
                msg!("cli-leftover", count = count)
            };
            let _ = writeln!(text, "{}", say(&told));
        }
        for path in &kept {
            let _ = writeln!(text, "  output/{path}");
        }
        text
    }

    fn summary(&self) -> Message {
        let terminal = &self.session.terminal;
        let (made, fresh, failed) = (
            self.report.outcomes.count(Outcome::Made),
            self.report.outcomes.count(Outcome::Fresh),
            self.report.outcomes.count(Outcome::Failed),
        );
        let rate = if self.seconds > 0.0 { (made + fresh + failed) as f64 / self.seconds } else { 0.0 };
        let (seconds, rate) = (terminal.decimal(self.seconds), terminal.decimal(rate));
        if self.options.write {
            msg!("cli-summary", made = made, fresh = fresh, failed = failed, seconds = seconds, rate = rate)
        } else {
            msg!("cli-summary-check", fine = made + fresh, failed = failed, seconds = seconds, rate = rate)
        }
    }

    fn reason(&self, status: &Status) -> Option<String> {
        let message = match status {
            Status::Fresh => return None,
            Status::New => msg!("cli-explain-new"),
            Status::Changed(changes) => {
                let told = changes.iter().take(MOST_CHANGES).map(told).collect::<Vec<_>>().join(", ");
                match changes.len().saturating_sub(MOST_CHANGES) {
                    0 => msg!("cli-explain-changed", names = told),
                    more => msg!("cli-explain-changed-more", names = told, more = more),
                }
            }
            Status::OutputChanged => msg!("cli-explain-output"),
        };
        Some(self.session.terminal.text(&message))
    }

    fn json(&self) -> serde_json::Value {
        let jobs: Vec<_> = self
            .report
            .outcomes
            .told
            .iter()
            .map(|job| {
                let outcome = match job.outcome {
                    Outcome::Made => "made",
                    Outcome::Fresh => "fresh",
                    Outcome::Failed => "failed",
                };
                json!({ "id": job.id.to_string(), "output": job.output, "outcome": outcome, "reason": self.reason(&job.status) })
            })
            .collect();
        json!({
            "made": self.report.outcomes.count(Outcome::Made),
            "fresh": self.report.outcomes.count(Outcome::Fresh),
            "failed": self.report.outcomes.count(Outcome::Failed),
            "seconds": self.seconds,
            "jobs": jobs,
            "leftovers": self.report.stale_outputs,
            "pruned": self.report.pruned,
            "diagnostics": self.findings().json(self.session.terminal.lang),
        })
    }
}
