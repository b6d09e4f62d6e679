//! What a build has finished so far. Each job is written down before it is told, so that a build that is killed leaves
//! behind what the next one need not make again; one that ends clears it.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::{Cache, CacheEntry, Lists};
use crate::manifest::{self, Manifest};
use crate::store::Store;

/// Jobs between two times when the disk is asked to keep what it was given.
const SYNC_EVERY: usize = 32;

/// Where it lies below `output/`: a finished job a line.
pub(crate) const PATH: &str = ".cache/journal.jsonl";

/// The journal of a run.
#[derive(Debug)]
pub(crate) struct Journal {
    output: Arc<dyn Store>,
    unsynced: usize,
    /// What keys have in common and an earlier line holds.
    lists: Lists,
    /// Whether a run before was killed.
    pub(crate) is_taken_up: bool,
}

/// A finished job.
#[derive(Debug, Serialize, Deserialize)]
struct JournalEntry<E, O> {
    /// Those of its inputs that no line before it holds.
    lists: Lists,
    output: String,
    entry: E,
    listed: O,
}

impl Journal {
    /// Takes up what a run that was killed left behind, and begins a new journal with it. A line that was not written to its
    /// end is not there; an output whose bytes are not those of its line is made again. Without a journal a build does as much,
    /// and only the next may do more: none that cannot be read or written stops one.
    pub(crate) fn open(output: Arc<dyn Store>, cache: &mut Cache, manifest: &mut Manifest) -> io::Result<Self> {
        let left = output.read(PATH);
        let is_taken_up = left.is_ok();
        let left = left.unwrap_or_default();
        let (lists, whole) = take_up(&left, cache, manifest);
        if whole < left.len() || !is_taken_up {
            output.put(PATH, &left[..whole])?;
        }
        Ok(Self { output, unsynced: 0, lists, is_taken_up })
    }

    /// Reads what a run has finished that may still go on.
    pub(crate) fn peek(output: &dyn Store, cache: &mut Cache, manifest: &mut Manifest) {
        take_up(&output.read(PATH).unwrap_or_default(), cache, manifest);
    }

    /// Writes down a job whose output was just written.
    pub(crate) fn record(&mut self, output: &str, entry: &CacheEntry, listed: &manifest::Output) -> io::Result<()> {
        let lists = self.lists.take_new(&entry.key);
        let mut line = serde_json::to_vec(&JournalEntry { lists, output: output.into(), entry, listed })?;
        line.push(b'\n');
        self.unsynced = (self.unsynced + 1) % SYNC_EVERY;
        self.output.append(PATH, &line, self.unsynced == 0)
    }

    /// Ends it: the cache and the manifest hold all of it. One that cannot be removed is taken up again, which costs reading what it
    /// lists.
    pub(crate) fn end(self) {
        let _ = self.output.remove(PATH);
    }
}

/// Takes up the lines of a journal; gives what they have in common, and where the last whole line ends.
fn take_up(left: &[u8], cache: &mut Cache, manifest: &mut Manifest) -> (Lists, usize) {
    // What follows the last whole line is cut off, so that the next one begins a line.
    let whole = left.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut known = Lists::default();
    for line in left[..whole].split(|byte| *byte == b'\n') {
        let Ok(JournalEntry { lists, output, mut entry, mut listed }) =
            serde_json::from_slice::<JournalEntry<CacheEntry, manifest::Output>>(line)
        else {
            continue;
        };
        known.extend(lists);
        if known.resolve(&mut entry.key) && known.resolve(&mut listed.sources) {
            // The machine may have stopped before the file was on the disk: its bytes are read again.
            entry.modified = None;
            cache.entries.insert(output.clone(), entry);
            manifest.outputs.insert(output, listed);
        }
    }
    (known, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::{Key, Status};
    use crate::job::{Artifact, Measured};
    use crate::store::{Memory, Source};

    #[test]
    fn what_was_finished_comes_back_and_a_torn_line_does_not() {
        let output = Arc::new(Memory::default());
        let key = Key::default();
        let written = |name: &str| {
            output.put(name, name.as_bytes()).expect("written");
            let artifact = Artifact { bytes: name.into(), measured: Measured::Pages(1) };
            CacheEntry::new(key.clone(), output.stamp(name), &artifact, 5)
        };
        let listed = |entry: &CacheEntry| manifest::Output {
            id: "d/a/p:leaflet-a5@print".into(),
            job: "d/a/p".into(),
            format: "leaflet".into(),
            size: "a5".into(),
            profile: "print".into(),
            blake3: entry.blake3.clone(),
            measured: Measured::Pages(1),
            trim: Some((148.0, 210.0)),
            sources: entry.key.clone(),
            warnings: vec![],
        };
        let open = || {
            let (mut cache, mut manifest) = (Cache::default(), Manifest::default());
            let journal = Journal::open(output.clone(), &mut cache, &mut manifest).expect("a journal");
            (journal, cache, manifest)
        };
        let (mut journal, cache, _) = open();
        assert!(cache.entries.is_empty());
        for name in ["one", "two", "three"] {
            let entry = written(name);
            journal.record(name, &entry, &listed(&entry)).expect("a line");
        }
        drop(journal);
        // Killed within a line; another file was not on the disk yet.
        let text = output.read(PATH).expect("a journal");
        output.put(PATH, &text[..text.len() - 10]).expect("torn");
        output.put("two", b"...").expect("written");

        let (mut journal, cache, manifest) = open();
        assert_eq!(manifest.outputs.keys().collect::<Vec<_>>(), ["one", "two"]);
        let status = |name: &str| cache.status(&*output, name, &key);
        assert_eq!(
            [status("one"), status("two"), status("three")],
            [Status::Fresh, Status::OutputChanged, Status::New]
        );
        let entry = written("four");
        journal.record("four", &entry, &listed(&entry)).expect("a line");
        drop(journal);
        let (journal, cache, _) = open();
        assert_eq!(cache.entries.keys().collect::<Vec<_>>(), ["four", "one", "two"]);
        journal.end();
        assert!(output.stamp(PATH).is_none());
        assert!(open().1.entries.is_empty());
    }
}
