//! `anpham new`: beginnings, and what to do next.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::session::{Failure, Session};
use crate::args::NewCommand;
use crate::diag::{Exit, Message};
use crate::msg;
use crate::scaffold::{self, Begun, Refusal};

pub(super) fn new(session: &Session, command: &NewCommand) -> Result<Exit, Failure> {
    let begun = match command {
        NewCommand::Campaign(args) => scaffold::campaign(session.start()?.join(&args.dir), args),
        NewCommand::Directive(args) => scaffold::directive(session.workspace()?, args),
        NewCommand::Audience(args) => scaffold::audience(session.workspace()?, args),
        NewCommand::Piece(args) => scaffold::piece(session.workspace()?, args),
        NewCommand::Format(args) => scaffold::format(session.workspace()?, args),
        NewCommand::Order(args) => scaffold::order(session.workspace()?, args),
        NewCommand::Palette(args) => scaffold::palette(session.workspace()?, args),
    };
    let Begun { root, written, next } = begun.map_err(|refusal| match refusal {
        Refusal::Usage(mistakes) => Failure::all(Exit::Usage, mistakes),
        Refusal::File(path, error) => Failure::file(&path, error),
    })?;
    tell(session, &root, &written, &next)
}

/// Says what was written and what to do next.
fn tell(session: &Session, root: &Path, written: &[String], next: &[Message]) -> Result<Exit, Failure> {
    let text = |message: &Message| session.terminal.text(message);
    let next: Vec<String> = next.iter().map(text).collect();
    if session.json {
        session.say_json(&json!({ "root": root.display().to_string(), "written": written, "next": next }))?;
        return Ok(Exit::Fine);
    }
    let mut report = String::new();
    if written.len() > 12 {
        report += &text(&msg!("cli-new-written-many", count = written.len(), dir = root.display()));
        report.push('\n');
    } else {
        for path in written {
            report += &text(&msg!("cli-new-written", path = path));
            report.push('\n');
        }
    }
    if !next.is_empty() {
        let _ = write!(report, "\n{}\n", text(&msg!("cli-new-next")));
        for step in &next {
            let _ = writeln!(report, "  {step}");
        }
    }
    session.say(&report)?;
    Ok(Exit::Fine)
}
