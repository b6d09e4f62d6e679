//! Joins what several machines made, each a part of one plan: their journals and manifests, and their files where those lie elsewhere.
//! Nothing is made here; what is missing, damaged or no longer of today's texts is listed, to be made again.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use crate::cache::{self, Cache, CacheEntry, Inputs, Status};
use crate::diag::Diagnostics;
use crate::journal::Journal;
use crate::manifest::{self, Manifest};
use crate::output::{self, OutputFolder, SHARDS};
use crate::pipeline::Workspace;
use crate::plan::{JobId, Plan, Shard};
use crate::report::BuildError;
use crate::store::{Folder, Source, Store};

/// The list of what is missing, below `output/`: a name of a job a line.
pub const MISSING: &str = "missing.txt";

/// What became of a merge.
#[derive(Debug, Default)]
pub struct MergeReport {
    /// The parts that were found.
    pub shards: BTreeSet<Shard>,
    /// Outputs that they had finished.
    pub joined: usize,
    /// Those of them whose files were brought here.
    pub copied: usize,
    /// Jobs of the plan that are in no part, or no longer what they are to be.
    pub missing: Vec<(JobId, Status)>,
    /// Outputs that two machines made differently of the same.
    pub differing: Vec<String>,
    /// What loading and planning had to say.
    pub diagnostics: Diagnostics,
}

/// Joins the parts that lie below `output/` of a workspace and in other such folders. `profiles` are those of the plan; empty for those of
/// the campaign.
pub fn merge(workspace: Workspace, profiles: &[String], others: &[PathBuf]) -> Result<MergeReport, BuildError> {
    let Workspace { root, shop, diagnostics } = workspace;
    let folder = OutputFolder::open(&root, None, true)?;
    let mut report = MergeReport { diagnostics, ..MergeReport::default() };
    let Some(shop) = shop else { return Ok(report) };
    let files = &*folder.files;

    let mut joint = Joint { cache: Cache::load(files), manifest: Manifest::load(files), ..Joint::default() };
    let own = shards_of(files);
    // One that is being written is no part yet.
    let held = own.iter().map(|(_, state)| output::hold(state)).collect::<Result<Vec<_>, _>>()?;
    for (shard, state) in &own {
        report.shards.insert(*shard);
        joint.take(files, state, files, &mut report)?;
    }
    for other in others {
        let other = Folder::new(other);
        for (shard, state) in shards_of(&other) {
            report.shards.insert(shard);
            joint.take(files, &state, &other, &mut report)?;
        }
    }

    let campaign = &shop.content.campaign;
    let profiles = if profiles.is_empty() { &campaign.default_profiles } else { profiles };
    let everything = Default::default();
    let plan = Plan::new(&shop.content, &shop.layouts, profiles, &everything, &mut report.diagnostics);
    let inputs = Inputs::new(&shop);
    for job in plan.jobs() {
        let known = joint.cache.entries.get(&job.output);
        let key = inputs.key(&shop, &job, known.into_iter().flat_map(|entry| entry.key.reads()));
        match joint.cache.status(files, &job.output, &key) {
            Status::Fresh => {
                // Read once: the next run knows it by its stamp.
                if let Some(entry) = joint.cache.entries.get_mut(&job.output) {
                    entry.modified = files.stamp(&job.output).and_then(|stamp| stamp.modified);
                }
            }
            status => {
                joint.cache.entries.remove(&job.output);
                report.missing.push((job.id(), status));
            }
        }
    }
    report.missing.sort_by(|a, b| a.0.cmp(&b.0));
    let failure = |path: &str| {
        let path = files.root().join(path);
        move |error| BuildError::Io(path, error)
    };
    joint.manifest.store(files).map_err(failure(Manifest::PATH))?;
    joint.cache.store(files).map_err(failure(Cache::PATH))?;
    let list: String = report.missing.iter().map(|(id, _)| format!("{id}\n")).collect();
    let told = if list.is_empty() { files.remove(MISSING) } else { files.put(MISSING, list.as_bytes()) };
    told.map_err(failure(MISSING))?;
    // Their locks first: a file that is held cannot be removed on Windows.
    drop(held);
    files.remove_folder(SHARDS).map_err(failure(SHARDS))?;
    Ok(report)
}

/// The parts that lie below an `output/`, each with the folder of what it knows.
fn shards_of(output: &Folder) -> Vec<(Shard, Folder)> {
    let path = output.root().join(SHARDS);
    let names = std::fs::read_dir(&path).into_iter().flatten().flatten();
    let shard = |entry: std::fs::DirEntry| {
        let shard = Shard::named(&entry.file_name().to_string_lossy())?;
        Some((shard, Folder::new(&entry.path())))
    };
    let mut shards: Vec<_> = names.filter_map(shard).collect();
    shards.sort_by_key(|(shard, _)| *shard);
    shards
}

/// What is known of all parts.
#[derive(Default)]
struct Joint {
    cache: Cache,
    manifest: Manifest,
    /// What came of a part; the rest is of an earlier run.
    joined: BTreeSet<String>,
}

impl Joint {
    /// Takes in what a part knows, whose files lie in `from`.
    fn take(
        &mut self,
        files: &Folder,
        state: &Folder,
        from: &Folder,
        report: &mut MergeReport,
    ) -> Result<(), BuildError> {
        let (mut cache, mut manifest) = (Cache::load(state), Manifest::load(state));
        // One that was killed left its journal alone.
        Journal::peek(state, &mut cache, &mut manifest);
        for (output, listed) in manifest.outputs {
            let Some(entry) = cache.entries.remove(&output) else { continue };
            if self.joined.contains(&output) {
                // Made twice, by a machine that was started twice or a part that was cut otherwise.
                let known = self.cache.entries.get(&output);
                if known.is_some_and(|known| known.key == entry.key && known.blake3 != entry.blake3) {
                    report.differing.push(output);
                }
                continue;
            }
            if from.root() != files.root() {
                match bring(files, from, &output, &entry) {
                    Ok(is_new) => report.copied += usize::from(is_new),
                    // Damaged or gone: it is made again.
                    Err(error)
                        if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::InvalidData =>
                    {
                        continue;
                    }
                    Err(error) => return Err(BuildError::Io(files.root().join(&output), error)),
                }
            }
            report.joined += 1;
            self.add(output, entry, listed);
        }
        Ok(())
    }

    fn add(&mut self, output: String, entry: CacheEntry, listed: manifest::Output) {
        self.joined.insert(output.clone());
        self.manifest.outputs.insert(output.clone(), listed);
        self.cache.entries.insert(output, entry);
    }
}

/// Brings a file here whose bytes are those that its part wrote down. `false` if it is here already.
fn bring(files: &Folder, from: &Folder, output: &str, entry: &CacheEntry) -> io::Result<bool> {
    if files.read(output).is_ok_and(|bytes| cache::hash(&bytes) == entry.blake3) {
        return Ok(false);
    }
    let bytes = from.read(output)?;
    if cache::hash(&bytes) != entry.blake3 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    files.put(output, &bytes)?;
    Ok(true)
}
