//! What every command needs: where it is, where it speaks, and why it stops.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::terminal::{self, Terminal, Verbosity};
use crate::args::Args;
use crate::content::{CAMPAIGN_FILE, find_root};
use crate::diag::{Diagnostic, Exit, did_you_mean};
use crate::i18n::Lang;
use crate::msg;

/// Why a command stopped before it had a result.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// What was asked for cannot be meant.
    pub(super) fn usage(diagnostic: Diagnostic) -> Self {
        Self { exit: Exit::Usage, diagnostics: vec![diagnostic] }
    }

    /// Several mistakes of the user.
    pub(super) fn all(exit: Exit, diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit, diagnostics }
    }

    /// A file could not be read or written.
    pub(super) fn file(path: &Path, error: impl ToString) -> Self {
        let message = msg!("cli-file", path = path.display());
        Self { exit: Exit::System, diagnostics: vec![Diagnostic::error(message).quote(error)] }
    }

    /// A file that was named is not there; `path` is where it was looked for.
    pub(super) fn missing(name: &Path, path: &Path) -> Self {
        let mut mistake = Diagnostic::error(msg!("cli-missing", path = name.display()));
        let near = std::fs::read_dir(path.parent().unwrap_or(path)).into_iter().flatten().flatten();
        let mut near: Vec<String> = near.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        near.sort();
        let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        mistake = match did_you_mean(&wanted, near.iter().map(String::as_str)) {
            Some(meant) => mistake.hint(msg!("cli-did-you-mean", name = name.with_file_name(meant).display())),
            None => mistake.hint(msg!("cli-missing-hint")),
        };
        Self { exit: Exit::System, diagnostics: vec![mistake] }
    }

    pub(super) fn stdout(error: &io::Error) -> Self {
        Self { exit: Exit::System, diagnostics: vec![Diagnostic::error(msg!("cli-stdout")).quote(error)] }
    }
}

/// What every command needs to know.
pub(super) struct Session {
    pub(super) terminal: Terminal,
    pub(super) json: bool,
    directory: Option<PathBuf>,
}

impl Session {
    pub(super) fn new(args: &Args, lang: Lang) -> Self {
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
    pub(super) fn workspace(&self) -> Result<PathBuf, Failure> {
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
    pub(super) fn has_directory(&self) -> bool {
        self.directory.is_some()
    }

    /// Where relative paths on the command line begin.
    pub(super) fn start(&self) -> Result<PathBuf, Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), error))?;
        Ok(self.directory.as_ref().map_or(here.clone(), |dir| here.join(dir)))
    }

    /// Prints a report.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        terminal::print(text).map_err(|error| Failure::stdout(&error))
    }

    /// Prints data.
    pub(super) fn say_json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Failure::stdout(&error.into()))?;
        self.say(&(text + "\n"))
    }
}
