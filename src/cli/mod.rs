//! The terminal: one file a command, and what they share (`session`, `terminal`, `filter`, `known`; `plates` is the ink report of `preflight`).

mod build;
mod completions;
mod filter;
mod fonts;
mod impose;
mod known;
mod list;
mod merge;
mod new;
mod pack;
mod plates;
mod preflight;
mod schema;
mod serve;
mod session;
mod specimen;
mod table;
pub mod terminal;
mod watch;

use std::ffi::OsString;

use serde_json::json;

use crate::args::{self, Command, Parsed};
use crate::diag::{Diagnostic, Exit};
use crate::findings::Findings;
use crate::i18n::Lang;
use crate::msg;
use session::{Failure, Session};
use terminal::{Terminal, Verbosity};

/// Runs the program on a command line (with the program's name first) and says how it ended.
pub fn run(argv: &[OsString]) -> Exit {
    let lang = args::language(argv);
    let terminal = Terminal::new(lang, args::color(argv), Verbosity::Normal);
    let printed = |text: &clap::builder::StyledStr| {
        let text = if terminal.is_styled() { text.ansi().to_string() } else { text.to_string() };
        terminal::print(&text)
    };
    let result = match args::parse(argv, lang) {
        Parsed::Run(args) => {
            let session = Session::new(&args, lang);
            dispatch(&session, args.command).map_err(|failure| (failure, session.terminal))
        }
        Parsed::Print(text) => printed(&text).map(|()| Exit::Fine).map_err(|error| (Failure::stdout(&error), terminal)),
        Parsed::NothingAsked(text) => {
            printed(&text).map(|()| Exit::Usage).map_err(|error| (Failure::stdout(&error), terminal))
        }
        Parsed::Mistake(mistake) => Err((Failure::usage(*mistake), terminal)),
    };
    result.unwrap_or_else(|(failure, terminal)| report(&failure, &terminal, args::json(argv)))
}

fn dispatch(session: &Session, command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Build(args) => build::build(session, &args),
        Command::Check(args) => build::check(session, &args),
        Command::List(args) => list::list(session, &args),
        Command::New(command) => new::new(session, &command),
        Command::Preflight(args) => preflight::preflight(session, &args),
        Command::Impose(args) => impose::impose(session, &args),
        Command::Pack(args) => pack::pack(session, &args),
        Command::Specimen(args) => specimen::specimen(session, &args),
        Command::Serve(args) => serve::serve(session, &args),
        Command::Merge(args) => merge::merge(session, &args),
        Command::Watch(args) => watch::watch(session, &args),
        Command::Table(args) => table::table(session, &args),
        Command::Fonts => fonts::fonts(session),
        Command::Schema(args) => schema::schema(session, &args),
        Command::Completions(args) => completions::completions(session, &args),
    }
}

/// Says why a command stopped.
fn report(failure: &Failure, terminal: &Terminal, json: bool) -> Exit {
    let mut findings = Findings::default();
    findings.add_all(&failure.diagnostics);
    let text = if json {
        format!("{:#}\n", json!({ "diagnostics": findings.json(terminal.lang) }))
    } else {
        terminal.report(&findings)
    };
    // When even this cannot be printed, the exit code says it.
    match terminal::print(&text) {
        Ok(()) => failure.exit,
        Err(_) => Exit::System,
    }
}

/// What the panic hook prints: a sentence of ours before the words of Rust.
pub fn panic_report(lang: Lang, info: &std::panic::PanicHookInfo) -> String {
    let said = info.payload_as_str().unwrap_or("?");
    let place = info.location().map_or_else(String::new, |place| format!(" ({place})"));
    let diagnostic = Diagnostic::error(msg!("cli-panic")).hint(msg!("cli-panic-hint")).quote(format!("{said}{place}"));
    Terminal::plain(lang).render(&diagnostic)
}
