//! Files in memory, for what need not outlive the program.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Source, Stamp, Store};

/// Files in memory.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files().get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let is_below =
            |path: &&String| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.files().keys().filter(is_below).cloned().collect()
    }
}

impl Store for Memory {
    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.files().get(path).map(|bytes| Stamp { size: bytes.len() as u64, modified: None })
    }

    fn put_with(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        fill(&mut bytes)?;
        self.files().insert(path.to_string(), bytes);
        Ok(())
    }

    fn put_if_absent(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let mut files = self.files();
        let is_absent = !files.contains_key(path);
        if is_absent {
            files.insert(path.to_string(), bytes.to_vec());
        }
        Ok(is_absent)
    }

    fn append(&self, path: &str, bytes: &[u8], _: bool) -> io::Result<()> {
        self.files().entry(path.to_string()).or_default().extend_from_slice(bytes);
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.files().remove(path);
        Ok(())
    }
}
