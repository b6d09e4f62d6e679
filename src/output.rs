//! The folder `output/`: one writer at a time, whole files, and nothing removed that no manifest lists.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cache::Cache;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::manifest::Manifest;
use crate::msg;
use crate::plan::Shard;
use crate::report::BuildError;
use crate::store::{Folder, Held, Store};

/// Held by the one who writes.
const LOCK: &str = ".cache/lock";

/// What the parts of several machines know, below `output/`: a folder each, with a manifest, a cache and a journal as `output/` has them.
pub(crate) const SHARDS: &str = ".cache/shards";

/// Takes the place of the one writer of a folder.
pub(crate) fn hold(folder: &Folder) -> Result<Held, BuildError> {
    let path = folder.root().join(LOCK);
    let held = folder.hold(LOCK).map_err(|error| BuildError::Io(path.clone(), error))?;
    held.ok_or(BuildError::Locked(path))
}

/// `output/` of a workspace; while it is held to write, no other build can.
#[derive(Debug)]
pub(crate) struct OutputFolder {
    pub(crate) files: Arc<Folder>,
    /// Where a run keeps what it knows: there too, or the part of one of several machines in a folder of its own.
    pub(crate) state: Arc<Folder>,
    /// Given back when it is dropped, also by a kill.
    _lock: Option<Held>,
}

impl OutputFolder {
    /// Takes the one writer's place, or with `write = false` only knows the folder. The parts of several machines are written beside
    /// one another.
    pub(crate) fn open(root: &Path, shard: Option<Shard>, write: bool) -> Result<Self, BuildError> {
        let files = Arc::new(Folder::new(&root.join("output")));
        let state = match shard {
            None => files.clone(),
            Some(shard) => Arc::new(Folder::new(&files.root().join(SHARDS).join(shard.name()))),
        };
        let _lock = if write { Some(hold(&state)?) } else { None };
        Ok(Self { files, state, _lock })
    }

    /// Writes an output whole or not at all. On Windows one that is open in a reader cannot be replaced: that job fails,
    /// by name.
    pub(crate) fn write(&self, output: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> bool {
        let result = self.files.put(output, bytes);
        if let Err(error) = &result {
            diagnostics.push(unwritten(&self.files.root().join(output), error));
        }
        result.is_ok()
    }

    /// Removes what a killed build had not written to its end. Packs and specimens are written without the lock and left alone.
    pub(crate) fn tidy(&self) {
        self.files.tidy(&["pack", "specimen"]);
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
            self.files.remove(path).map_err(self.failure(path))?;
            manifest.outputs.remove(path);
            pruned.push(path.clone());
        }
        manifest.store(&*self.state).map_err(self.failure(Manifest::PATH))?;
        cache.store(&*self.state).map_err(self.failure(Cache::PATH))?;
        Ok((stale, pruned))
    }

    fn failure(&self, path: &str) -> impl FnOnce(io::Error) -> BuildError {
        let path: PathBuf = self.files.root().join(path);
        move |error| BuildError::Io(path, error)
    }
}

/// That a file below `output/` could not be written.
pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(msg!(Code::Write, path = path.display())).hint(msg!("compile-write-hint")).quote(error)
}
