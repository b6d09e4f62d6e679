//! Files to write, all or none, and why not.

use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Message};
use crate::i18n::slug;
use crate::msg;
use crate::store::{Folder, Store as _};

/// Why nothing was begun.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// What was asked for cannot be meant.
    Usage(Vec<Diagnostic>),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
}

impl Refusal {
    pub(super) fn usage(mistake: Diagnostic) -> Self {
        Self::Usage(vec![mistake])
    }

    pub(super) fn file(path: &Path, error: io::Error) -> Self {
        Self::File(path.to_path_buf(), error)
    }

    /// What is to be told.
    pub(crate) fn diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Self::Usage(mistakes) => mistakes,
            Self::File(path, error) => {
                vec![Diagnostic::error(msg!("cli-file", path = path.display())).quote(error)]
            }
        }
    }
}

/// What was begun.
pub(crate) struct Begun {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Files from there.
    pub(crate) written: Vec<String>,
    /// What to do after.
    pub(crate) next: Vec<Message>,
}

/// Files to write, and what to do after.
pub(super) struct Draft {
    pub(super) root: PathBuf,
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) next: Vec<Message>,
}

impl Draft {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, files: vec![], next: vec![] }
    }

    pub(super) fn file(&mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.files.push((path.into(), text.into()));
    }

    /// Writes all files, or none when one of them exists.
    pub(super) fn write(self) -> Result<Begun, Refusal> {
        let exists = |path: &&String| self.root.join(path.as_str()).symlink_metadata().is_ok();
        let mistakes: Vec<Diagnostic> = self
            .files
            .iter()
            .map(|(path, _)| path)
            .filter(exists)
            .map(|path| Diagnostic::error(msg!("cli-new-exists", path = path)).hint(msg!("cli-new-exists-hint")))
            .collect();
        if !mistakes.is_empty() {
            return Err(Refusal::Usage(mistakes));
        }
        for (path, bytes) in &self.files {
            let path = self.root.join(path);
            create(&path, bytes).map_err(|error| Refusal::file(&path, error))?;
        }
        let written = self.files.into_iter().map(|(path, _)| path).collect();
        Ok(Begun { root: self.root, written, next: self.next })
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    // Not even a file that came into being just now is overwritten.
    let is_new = Folder::new(folder).put_if_absent(name, bytes)?;
    if is_new { Ok(()) } else { Err(io::ErrorKind::AlreadyExists.into()) }
}

/// Ids are folder names on every system and words on a command line.
pub(super) fn check_id(id: &str) -> Result<(), Refusal> {
    let good = !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(());
    }
    let mut mistake = Diagnostic::error(msg!("cli-bad-id", id = id)).hint(msg!("cli-bad-id-rule"));
    let better = slug(id);
    if !better.is_empty() {
        mistake = mistake.hint(msg!("cli-did-you-mean", name = better));
    }
    Err(Refusal::usage(mistake))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_vietnamese_words() {
        assert_eq!(slug("Nông dân"), "nong-dan");
        assert_eq!(slug("  Đoàn viên, thanh niên! "), "doan-vien-thanh-nien");
        assert_eq!(slug("kh_116"), "kh-116");
        assert!(check_id("kh-116").is_ok());
        for bad in ["", "-a", "a-", "Nông dân", "a/b", "A"] {
            assert!(check_id(bad).is_err(), "{bad:?}");
        }
    }
}
