//! The terminal: one file a command.

mod build;
mod completions;
mod filter;
mod fonts;
mod impose;
mod known;
mod list;
mod new;
mod pack;
mod preflight;
mod schema;
mod serve;
mod specimen;
pub mod terminal;
mod watch;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use crate::args::{self, Args, Command, Parsed};
use crate::content::{CAMPAIGN_FILE, find_root};
use crate::diag::{Diagnostic, Exit};
use crate::findings::Findings;
use crate::i18n::Lang;
use crate::msg;
use terminal::{Terminal, Verbosity};

/// Why a command stopped before it had a result.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// What was asked for cannot be meant.
    pub(crate) fn usage(diagnostic: Diagnostic) -> Self {
        Self { exit: Exit::Usage, diagnostics: vec![diagnostic] }
    }

    /// Several mistakes of the user.
    pub(crate) fn all(exit: Exit, diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit, diagnostics }
    }

    /// A file could not be read or written.
    pub(crate) fn file(path: &Path, error: impl ToString) -> Self {
        let message = msg!("cli-file", path = path.display());
        Self { exit: Exit::System, diagnostics: vec![Diagnostic::error(message).quote(error)] }
    }

    fn stdout(error: &io::Error) -> Self {
        Self { exit: Exit::System, diagnostics: vec![Diagnostic::error(msg!("cli-stdout")).quote(error)] }
    }
}

/// What every command needs to know.
pub(crate) struct Session {
    pub(crate) terminal: Terminal,
    pub(crate) json: bool,
    directory: Option<PathBuf>,
}

impl Session {
    fn new(args: &Args, lang: Lang) -> Self {
        let verbosity = match (args.global.quiet, args.global.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        Self {
            terminal: Terminal::new(lang, args.global.color, verbosity),
            json: args.global.json,
            directory: args.global.directory.clone(),
        }
    }

    /// The folder with `anpham.toml`: the one named with `-C`, else the nearest from here upwards.
    pub(crate) fn workspace(&self) -> Result<PathBuf, Failure> {
        let start = self.start()?;
        let found = match self.directory {
            Some(_) => start.join(CAMPAIGN_FILE).is_file().then(|| start.clone()),
            None => find_root(&start),
        };
        found.ok_or_else(|| {
            let message = match self.directory {
                Some(_) => msg!("cli-not-a-workspace", dir = start.display()),
                None => msg!("cli-no-workspace", dir = start.display()),
            };
            Failure::usage(Diagnostic::error(message).hint(msg!("cli-no-workspace-hint")))
        })
    }

    /// Whether `-C` was given.
    pub(crate) fn has_directory(&self) -> bool {
        self.directory.is_some()
    }

    /// Where relative paths on the command line begin.
    pub(crate) fn start(&self) -> Result<PathBuf, Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), error))?;
        Ok(self.directory.as_ref().map_or(here.clone(), |dir| here.join(dir)))
    }

    /// Prints a report.
    pub(crate) fn say(&self, text: &str) -> Result<(), Failure> {
        terminal::print(text).map_err(|error| Failure::stdout(&error))
    }

    /// Prints data.
    pub(crate) fn say_json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Failure::stdout(&error.into()))?;
        self.say(&(text + "\n"))
    }
}

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
        Command::Watch(args) => watch::watch(session, &args),
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
