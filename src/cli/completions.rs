//! `anpham completions`: scripts that let a shell complete our command line.

use super::session::{Failure, Session};
use crate::args::{self, CompletionsArgs};
use crate::diag::Exit;

pub(super) fn completions(session: &Session, args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = vec![];
    let mut command = args::command(session.terminal.lang);
    clap_complete::generate(args.shell, &mut command, "anpham", &mut script);
    session.say(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
