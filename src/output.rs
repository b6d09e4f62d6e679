//! The folder `output/`: one writer at a time, whole files, and nothing removed that no manifest lists.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::fs::{TEMPORARY, write_atomic};
use crate::manifest::Manifest;
use crate::msg;
use crate::report::BuildError;

/// `output/` of a workspace; while it is held to write, no other build can.
#[derive(Debug)]
pub(crate) struct OutputFolder {
    path: PathBuf,
    /// Given back when it is dropped, also by a kill.
    _lock: Option<File>,
}

impl OutputFolder {
    /// Takes the one writer's place, or with `write = false` only knows the folder.
    pub(crate) fn open(root: &Path, write: bool) -> Result<Self, BuildError> {
        let path = root.join("output");
        let _lock = if write { Some(lock(&path)?) } else { None };
        Ok(Self { path, _lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes an output whole or not at all. On Windows one that is open in a reader cannot be replaced: that job fails,
    /// by name.
    pub(crate) fn write(&self, output: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> bool {
        let path = self.path.join(output);
        let result = write_atomic(&path, bytes);
        if let Err(error) = &result {
            diagnostics.push(unwritten(&path, error));
        }
        result.is_ok()
    }

    /// Removes what a killed build had not written to its end. Packs and specimens are written without the lock and left alone.
    pub(crate) fn tidy(&self) {
        let mut folders: Vec<PathBuf> = vec![self.path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_dir() && !["pack", "specimen"].iter().any(|name| path == self.path.join(name)) {
                    folders.push(path);
                } else if kind.is_file() && entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                    let _ = std::fs::remove_file(path);
                }
            }
        }
    }

    /// Stores manifest and cache. With `prune` the outputs that no job makes any more, the stale ones, are removed from the disk and the
    /// manifest; without, they stay known there. Returns them, and which of them were removed.
    pub(crate) fn sweep(
        &self,
        stale: Vec<String>,
        prune: bool,
        mut manifest: Manifest,
        mut cache: Cache,
    ) -> Result<(Vec<String>, Vec<String>), BuildError> {
        let mut pruned = Vec::new();
        for path in &stale {
            cache.entries.remove(path);
            if !prune {
                continue;
            }
            let file = self.path.join(path);
            match std::fs::remove_file(&file) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(BuildError::Io(file, error)),
            }
            manifest.outputs.remove(path);
            pruned.push(path.clone());
        }
        let failure = |path: PathBuf| move |error| BuildError::Io(path, error);
        manifest.store(&self.path).map_err(failure(Manifest::path(&self.path)))?;
        cache.store(&self.path).map_err(failure(Cache::path(&self.path)))?;
        Ok((stale, pruned))
    }
}

/// That a file below `output/` could not be written.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(msg!(Code::Write, path = path.display())).hint(msg!("compile-write-hint")).quote(error)
}

fn lock(output: &Path) -> Result<File, BuildError> {
    let path = output.join(".cache").join("lock");
    let failure = |error| BuildError::Io(path.clone(), error);
    std::fs::create_dir_all(output.join(".cache")).map_err(failure)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failure)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(BuildError::Locked(path)),
        Err(TryLockError::Error(error)) => Err(failure(error)),
    }
}
