//! `anpham serve`: the preview in the browser.

use serde_json::json;

use super::build;
use super::session::{Failure, Session};
use crate::args::ServeArgs;
use crate::diag::{Diagnostic, Exit};
use crate::msg;
use crate::serve::{self, ServeError, ServeOptions};

pub(super) fn serve(session: &Session, args: &ServeArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
    let options = ServeOptions { host: args.host, port: args.port, lang: session.terminal.lang, threads };
    let ready = |door: &serve::Door| {
        let told = if session.json {
            session.say_json(&json!({ "link": door.link, "read_only": door.read_only }))
        } else {
            let terminal = &session.terminal;
            let mut text = terminal.text(&msg!("cli-serve-ready", link = door.link)) + "\n";
            if let Some(link) = &door.read_only {
                text += &(terminal.text(&msg!("cli-serve-read-only", link = link)) + "\n");
            }
            session.say(&(text + &terminal.text(&msg!("cli-serve-stop")) + "\n"))
        };
        // Who cannot be told the link cannot use it; the server runs all the same.
        let _ = told;
        if args.open {
            let _ = webbrowser::open(&door.link);
        }
    };
    serve::serve(&root, &options, ready).map_err(|error| match error {
        ServeError::Workspace(error) => build::failure(error),
        ServeError::Port(port, error) => {
            let problem = Diagnostic::error(msg!("cli-serve-port", port = port)).hint(msg!("cli-serve-port-hint"));
            Failure::all(Exit::System, vec![problem.quote(error)])
        }
        ServeError::Runtime(error) => {
            Failure::all(Exit::System, vec![Diagnostic::error(msg!("cli-serve-runtime")).quote(error)])
        }
    })?;
    Ok(Exit::Fine)
}
