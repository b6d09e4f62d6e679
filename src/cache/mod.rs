//! Which jobs need no work, and why the others do.
//!
//! A job's key names every value that it reads, one by one, with its hash; it is fresh when all are as they were and its output is
//! still what the last build wrote. Naming more than is read costs time; naming less would leave a page that is wrong.

mod inputs;
mod key;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Diagnostics, Message, Place, Severity, SourceFile};
use crate::job::{Artifact, Measured};
use crate::store::{Stamp, Store};

pub use inputs::Inputs;
pub use key::{Changed, Key, Lists, PART};

/// What is remembered of a finished job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CacheEntry {
    /// Its inputs.
    pub key: Key,
    /// blake3 of the output.
    pub blake3: String,
    /// Bytes of the output.
    pub size: u64,
    /// When the output was written, as the file system says: a quick test before the hash.
    pub modified: Option<u128>,
    /// How much it is.
    pub measured: Measured,
    /// Warnings, shown again while the job is fresh.
    warnings: Vec<StoredDiagnostic>,
    /// How long it took, in milliseconds. Never in the manifest: it differs between runs.
    pub millis: u64,
}

/// The entries of `output/.cache/jobs.json`.
#[derive(Debug, Default)]
pub struct Cache {
    /// By output path.
    pub entries: BTreeMap<String, CacheEntry>,
}

/// The file: what keys have in common stands in it once.
#[derive(Serialize, Deserialize)]
struct CacheFile<E> {
    lists: Lists,
    entries: E,
}

/// Whether a job must run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Nothing changed.
    Fresh,
    /// Never made, or the cache is gone.
    New,
    /// These inputs changed.
    Changed(Vec<Changed>),
    /// The output is gone or is not what was written.
    OutputChanged,
}

impl Cache {
    /// Where the cache lies below `output/`.
    pub const PATH: &str = ".cache/jobs.json";

    /// Reads the cache; one that cannot be read, as that of another version, counts as empty, which only costs time.
    pub fn load(output: &dyn Store) -> Self {
        let read = output.read(Self::PATH).ok();
        let file: Option<CacheFile<BTreeMap<String, CacheEntry>>> =
            read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Some(CacheFile { lists, mut entries }) = file else { return Self::default() };
        entries.retain(|_, entry| lists.resolve(&mut entry.key));
        Self { entries }
    }

    /// Writes the cache.
    pub fn store(&self, output: &dyn Store) -> std::io::Result<()> {
        let lists = Lists::of(self.entries.values().map(|entry| &entry.key));
        let file = CacheFile { lists, entries: &self.entries };
        output.put_with(Self::PATH, &mut |writer| Ok(serde_json::to_writer(writer, &file)?))
    }

    /// Compares a job's key of today with the remembered one, and the output with what was written.
    pub fn status(&self, output: &dyn Store, job: &str, key: &Key) -> Status {
        let Some(entry) = self.entries.get(job) else { return Status::New };
        let changes = key.changes_since(&entry.key);
        if !changes.is_empty() {
            return Status::Changed(changes);
        }
        let Some(Stamp { size, modified }) = output.stamp(job) else { return Status::OutputChanged };
        if size != entry.size {
            return Status::OutputChanged;
        }
        if modified.is_some() && modified == entry.modified {
            return Status::Fresh;
        }
        match output.read(job) {
            Ok(bytes) if hash(&bytes) == entry.blake3 => Status::Fresh,
            _ => Status::OutputChanged,
        }
    }
}

impl CacheEntry {
    /// Remembers a job whose output was just written, with its stamp if it was.
    pub fn new(key: Key, stamp: Option<Stamp>, artifact: &Artifact, millis: u64) -> Self {
        let bytes = &artifact.bytes;
        Self {
            key,
            blake3: hash(bytes),
            size: bytes.len() as u64,
            modified: stamp.and_then(|stamp| stamp.modified),
            measured: artifact.measured,
            warnings: Vec::new(),
            millis,
        }
    }

    /// Keeps warnings with the entry.
    pub fn with_warnings(mut self, warnings: &[Diagnostic]) -> Self {
        self.warnings = warnings.iter().map(StoredDiagnostic::from).collect();
        self
    }

    /// The warnings again, with their places in today's files.
    pub fn warnings(&self, file: impl Fn(&str) -> Option<Arc<SourceFile>>) -> Diagnostics {
        self.warnings.iter().map(|stored| stored.restore(&file)).collect()
    }
}

/// blake3 as hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// A diagnostic without its file's text.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredDiagnostic {
    severity: Severity,
    message: Message,
    place: Option<(String, usize, usize)>,
    hints: Vec<Message>,
    quoted: Option<String>,
}

impl From<&Diagnostic> for StoredDiagnostic {
    fn from(given: &Diagnostic) -> Self {
        Self {
            severity: given.severity,
            message: given.message.clone(),
            place: given.place.as_ref().map(|p| (p.file.path.clone(), p.range.start, p.range.end)),
            hints: given.hints.clone(),
            quoted: given.quoted.clone(),
        }
    }
}

impl StoredDiagnostic {
    fn restore(&self, file: &impl Fn(&str) -> Option<Arc<SourceFile>>) -> Diagnostic {
        let place = self.place.as_ref().and_then(|(path, start, end)| {
            let file = file(path)?;
            (*end <= file.text.len()).then(|| Place::new(&file, *start..*end))
        });
        Diagnostic {
            severity: self.severity,
            message: self.message.clone(),
            place,
            hints: self.hints.clone(),
            quoted: self.quoted.clone(),
        }
    }
}
