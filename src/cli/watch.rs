//! `anpham watch`: builds at every change, and says in a line what was made and how long it took.

use std::cell::RefCell;
use std::time::Instant;

use super::session::{Failure, Session};
use super::{build, filter};
use crate::args::CheckArgs;
use crate::diag::{Diagnostic, Exit, Severity};
use crate::findings::Findings;
use crate::msg;
use crate::pipeline::{self, Workspace};
use crate::progress::{Outcome, Silent};
use crate::report::{BuildError, BuildOptions};
use crate::serve::watch as folders;

pub(super) fn watch(session: &Session, args: &CheckArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    filter::check(&Workspace::load(&root).map_err(build::failure)?, &args.filter, &args.profile)?;
    let options = BuildOptions { write: true, ..build::options(args) };
    session.say(&(session.terminal.text(&msg!("cli-watch-begin", dir = root.display())) + "\n"))?;
    let failure = RefCell::new(None);
    let build = || match round(session, &root, &options) {
        Ok(()) => true,
        Err(error) => {
            failure.replace(Some(error));
            false
        }
    };
    // The first build comes when changes are seen: what is typed while it runs is built next.
    let watched = folders::watch(&root, build, |_| build());
    match (failure.into_inner(), watched) {
        (Some(failure), _) => Err(failure),
        (None, Err(error)) => {
            Err(Failure::all(Exit::System, vec![Diagnostic::error(msg!("cli-watch-system")).quote(error)]))
        }
        (None, Ok(())) => Ok(Exit::Fine),
    }
}

/// One build, and the line about it.
fn round(session: &Session, root: &std::path::Path, options: &BuildOptions) -> Result<(), Failure> {
    let started = Instant::now();
    let terminal = &session.terminal;
    let report = match Workspace::load(root).and_then(|workspace| pipeline::build(workspace, options, &Silent)) {
        Ok(report) => report,
        // Another build has the folder for a moment: the next change tries again.
        Err(BuildError::Locked(path)) => {
            return session.say(&(terminal.text(&msg!("cli-locked", path = path.display())) + "\n"));
        }
        Err(error) => return Err(build::failure(error)),
    };
    let mut findings = Findings::default();
    findings.add_build(&report);
    findings.sort();
    let seconds = format!("{:.2}", started.elapsed().as_secs_f64());
    let line = msg!(
        "cli-watch-line",
        made = report.outcomes.count(Outcome::Made),
        failed = report.outcomes.count(Outcome::Failed),
        errors = findings.count(Severity::Error),
        warnings = findings.count(Severity::Warning),
        seconds = seconds
    );
    session.say(&format!("{}{}\n", terminal.report(&findings), terminal.text(&line)))
}
