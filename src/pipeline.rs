//! The story: load → plan → run the jobs in parallel → report.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cache::{Cache, Entry, Key, Status};
use crate::compile::Base;
use crate::content::{self, Date};
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile};
use crate::fs::{Files, write_atomic};
use crate::inputs::Inputs;
use crate::job::{Shop, place_of};
use crate::layout::Layouts;
use crate::manifest::{Manifest, Output};
use crate::msg;
use crate::plan::{self, Filter, Job};
use crate::progress::{Outcome, Progress};
use crate::workers::{self, Event, Limits};

/// What to build and how.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Profiles by name; empty: those of `[build] profiles`.
    pub profiles: Vec<String>,
    /// What to leave out.
    pub filter: Filter,
    /// Workers; one a core if not given.
    pub jobs: Option<usize>,
    /// Write the Typst source of each job beside its output.
    pub keep_typ: bool,
    /// Warnings count as errors.
    pub strict: bool,
    /// Remove outputs that an earlier manifest lists and no job makes any more.
    pub prune: bool,
    /// Time that one job may take.
    pub timeout: Duration,
    /// `false`: check only, nothing is written.
    pub write: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self {
            profiles: Vec::new(),
            filter: Filter::default(),
            jobs: None,
            keep_typ: false,
            strict: false,
            prune: false,
            timeout: Duration::from_secs(60),
            write: true,
        }
    }
}

/// Why nothing could be built at all: the disk or another build, not the content.
#[derive(Debug)]
pub enum BuildError {
    /// Another build is writing to the same `output/`.
    Locked(PathBuf),
    /// The system refused to read or write.
    Io(PathBuf, io::Error),
}

/// What became of one job.
#[derive(Debug)]
pub struct JobReport {
    /// Output path below `output/`.
    pub output: String,
    /// Made, fresh or failed.
    pub outcome: Outcome,
    /// What it had to say.
    pub diagnostics: Diagnostics,
    /// Why it was not fresh.
    pub status: Status,
}

/// What became of a run.
#[derive(Debug, Default)]
pub struct BuildReport {
    /// Jobs in plan order.
    pub outcomes: Vec<JobReport>,
    /// What loading and planning had to say.
    pub diagnostics: Diagnostics,
    /// Outputs that an earlier build made and no job makes any more.
    pub stale_outputs: Vec<String>,
    /// Those of them that were removed.
    pub pruned: Vec<String>,
}

impl BuildReport {
    /// Number of jobs that ended so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.outcomes.iter().filter(|job| job.outcome == outcome).count()
    }

    /// Whether anything is wrong with the content.
    pub fn has_errors(&self) -> bool {
        let jobs = self.outcomes.iter().flat_map(|job| &job.diagnostics);
        self.diagnostics.iter().chain(jobs).any(Diagnostic::is_error)
            || self.outcomes.iter().any(|job| job.outcome == Outcome::Failed)
    }

    /// Whether anything was warned of.
    pub fn has_warnings(&self) -> bool {
        let jobs = self.outcomes.iter().flat_map(|job| &job.diagnostics);
        self.diagnostics.iter().chain(jobs).any(|diagnostic| !diagnostic.is_error())
    }
}

/// Builds a workspace.
pub fn build(root: &Path, options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let output = root.join("output");
    let _lock = if options.write { Some(lock(&output)?) } else { None };
    let mut report = BuildReport::default();
    let Some(shop) = load(root, &mut report.diagnostics)? else { return Ok(report) };
    let everything: Vec<String> = shop.content.campaign.profiles.keys().cloned().collect();
    let profiles =
        if options.profiles.is_empty() { &shop.content.campaign.default_profiles } else { &options.profiles };
    let jobs = plan::plan(&shop.content, &shop.layouts, profiles, &options.filter, &mut report.diagnostics);
    // What could be made at all: any other file that an earlier build left is not of this campaign any more.
    let possible: BTreeSet<String> =
        plan::plan(&shop.content, &shop.layouts, &everything, &Filter::default(), &mut Diagnostics::new())
            .into_iter()
            .map(|job| job.output)
            .collect();
    let mut cache = if options.write { Cache::load(&output) } else { Cache::default() };
    let mut manifest = Manifest::load(&output);
    run(&shop, &jobs, options, &output, &mut cache, &mut manifest, &mut report, progress);
    if options.write {
        let failed: BTreeSet<&str> = failed_outputs(&report).collect();
        let gone = manifest.outputs.keys().filter(|path| !possible.contains(*path) || failed.contains(path.as_str()));
        report.stale_outputs = gone.cloned().collect();
        sweep(&output, options.prune, &mut manifest, &mut cache, &mut report)?;
        let failure = |path: PathBuf| move |error| BuildError::Io(path, error);
        manifest.store(&output).map_err(failure(Manifest::path(&output)))?;
        cache.store(&output).map_err(failure(Cache::path(&output)))?;
    }
    Ok(report)
}

/// Reads content and layouts, and sets up what the jobs share.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Result<Option<Arc<Shop>>, BuildError> {
    let files = Files::new(root).map_err(|error| BuildError::Io(root.to_path_buf(), error))?;
    let content = content::load(root, diagnostics);
    let layouts = Layouts::load(&files, diagnostics);
    let Some(content) = content else { return Ok(None) };
    let families = crate::theme::check(&files, &content.campaign, diagnostics);
    let base = Base::new(files.clone(), &content.campaign, today(content.campaign.date));
    Ok(Some(Arc::new(Shop { content, layouts, files, base, families })))
}

/// The date of a build: `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the campaign's.
fn today(campaign: Date) -> Date {
    std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|seconds| time::OffsetDateTime::from_unix_timestamp(seconds.trim().parse().ok()?).ok())
        .map_or(campaign, |time| Date { year: time.year(), month: time.month().into(), day: time.day() })
}

/// What a worker hands back.
struct Finished {
    diagnostics: Diagnostics,
    status: Status,
    written: Option<(Entry, bool)>,
}

#[expect(clippy::too_many_arguments, reason = "the one place where the parts of a run meet")]
fn run(
    shop: &Arc<Shop>,
    jobs: &[Job],
    options: &BuildOptions,
    output: &Path,
    cache: &mut Cache,
    manifest: &mut Manifest,
    report: &mut BuildReport,
    progress: &dyn Progress,
) {
    progress.begin(jobs.len());
    let inputs = Arc::new(Inputs::new(shop));
    let mut reports: BTreeMap<usize, JobReport> = BTreeMap::new();
    let mut stale: Vec<(usize, Status)> = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        let known = cache.entries.get(&job.output);
        let key = inputs.key(shop, job, known.map_or(&[][..], |entry| &entry.pictures));
        let status = cache.status(output, &job.output, &key);
        match known {
            Some(entry) if status == Status::Fresh && !options.keep_typ => {
                progress.done(Outcome::Fresh);
                let diagnostics = entry.warnings(|path| inputs.file(shop, path));
                record(shop, job, entry, manifest, &diagnostics);
                reports.insert(
                    index,
                    JobReport { output: job.output.clone(), outcome: Outcome::Fresh, diagnostics, status },
                );
            }
            _ => stale.push((index, status)),
        }
    }
    // Alike next to alike: what Typst remembers of one job serves the next before it is forgotten.
    stale.sort_by_key(|(index, _)| {
        let job = &jobs[*index];
        (&job.profile, &job.format, &job.size, &job.part, &job.output)
    });
    let limits = Limits {
        threads: options.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        timeout: options.timeout,
    };
    let todo: Arc<Vec<(Job, Status)>> =
        Arc::new(stale.iter().map(|(index, status)| (jobs[*index].clone(), status.clone())).collect());
    let work = {
        let (shop, inputs, todo) = (shop.clone(), inputs.clone(), todo.clone());
        let (output, options) = (output.to_path_buf(), options.clone());
        move |n: usize| make(&shop, &inputs, &todo[n], &output, &options)
    };
    workers::run(todo.len(), limits, Arc::new(work), |n, event| {
        let (job, status) = &todo[n];
        let place = shop.content.pieces.get(job.piece).map(place_of);
        let finished = match event {
            Event::Started => return progress.job(&job.output),
            Event::Done(finished) => finished,
            Event::Panicked(words) => failure(status, msg!("compile-panic"), place, &words),
            Event::TimedOut => {
                let seconds = options.timeout.as_secs();
                failure(status, msg!("compile-timeout", output = job.output, seconds = seconds), place, "")
            }
        };
        let outcome = if finished.written.is_some() { Outcome::Made } else { Outcome::Failed };
        if let Some((entry, _)) = finished.written {
            record(shop, job, &entry, manifest, &finished.diagnostics);
            if options.write {
                cache.entries.insert(job.output.clone(), entry);
            }
        }
        progress.done(outcome);
        reports.insert(
            stale[n].0,
            JobReport {
                output: job.output.clone(),
                outcome,
                diagnostics: finished.diagnostics,
                status: finished.status,
            },
        );
    });
    progress.end();
    report.outcomes = reports.into_values().collect();
}

/// One job: from its piece to its file.
fn make(shop: &Shop, inputs: &Inputs, todo: &(Job, Status), output: &Path, options: &BuildOptions) -> Finished {
    let (job, status) = todo;
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let path = output.join(&job.output);
    if options.keep_typ && options.write {
        let mut ignored = Diagnostics::new();
        if let Some(sheet) = shop.source(job, &mut ignored) {
            write_or_report(&path.with_extension("typ"), sheet.source.text.as_bytes(), &mut diagnostics);
        }
    }
    let made = shop.run(job, &mut diagnostics);
    let refused = options.strict && !diagnostics.is_empty();
    let written = made.filter(|_| !refused).and_then(|made| {
        if options.write && !write_or_report(&path, &made.pdf.bytes, &mut diagnostics) {
            return None;
        }
        // The folders of the format and of the theme are part of every key; what was read elsewhere is listed.
        let own = format!("layouts/{}/", job.format);
        let is_known = |path: &String| path.starts_with(&own) || path.starts_with("layouts/theme/");
        let pictures: Vec<String> = made.reads.into_iter().filter(|path| !is_known(path)).collect();
        let key = inputs.key(shop, job, &pictures);
        let millis = start.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
        let entry = Entry::new(key, pictures, &path, &made.pdf.bytes, made.pdf.pages, millis);
        Some((entry.with_warnings(&diagnostics), true))
    });
    Finished { diagnostics, status: status.clone(), written }
}

fn write_or_report(path: &Path, bytes: &[u8], diagnostics: &mut Diagnostics) -> bool {
    // On Windows an output that is open in a reader cannot be replaced: that job fails, by name.
    match write_atomic(path, bytes) {
        Ok(()) => true,
        Err(error) => {
            let problem = Diagnostic::error(msg!("compile-write", path = path.display()));
            diagnostics.push(problem.hint(msg!("compile-write-hint")).quote(error));
            false
        }
    }
}

fn failure(status: &Status, message: crate::diag::Message, place: Option<Place>, words: &str) -> Finished {
    let mut problem = Diagnostic::error(message).maybe_at(place);
    if !words.is_empty() {
        problem = problem.quote(words);
    }
    Finished { diagnostics: vec![problem], status: status.clone(), written: None }
}

/// Lists a finished job in the manifest.
fn record(shop: &Shop, job: &Job, entry: &Entry, manifest: &mut Manifest, diagnostics: &[Diagnostic]) {
    let format = shop.layouts.formats.get(&job.format);
    let trim = format.and_then(|format| format.size(&job.size)).map_or((0.0, 0.0), |size| (size.width, size.height));
    let piece = shop.content.pieces.get(job.piece).map_or("", |piece| piece.id.as_str());
    let mut warnings: Vec<String> = diagnostics.iter().map(|d| d.message.id.to_string()).collect();
    warnings.sort();
    let listed = Output {
        job: format!("{}/{}/{piece}", job.directive, job.audience),
        format: job.format.clone(),
        size: job.size.clone(),
        profile: job.profile.clone(),
        blake3: entry.blake3.clone(),
        pages: entry.pages,
        trim,
        sources: Key::clone(&entry.key),
        warnings,
    };
    manifest.outputs.insert(job.output.clone(), listed);
}

fn failed_outputs(report: &BuildReport) -> impl Iterator<Item = &str> {
    report.outcomes.iter().filter(|job| job.outcome == Outcome::Failed).map(|job| job.output.as_str())
}

/// Drops what no job makes any more from the lists, and with `prune` from the disk.
fn sweep(
    output: &Path,
    prune: bool,
    manifest: &mut Manifest,
    cache: &mut Cache,
    report: &mut BuildReport,
) -> Result<(), BuildError> {
    for path in report.stale_outputs.clone() {
        cache.entries.remove(&path);
        if !prune {
            continue;
        }
        let file = output.join(&path);
        match std::fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(BuildError::Io(file, error)),
        }
        manifest.outputs.remove(&path);
        report.pruned.push(path);
    }
    Ok(())
}

/// Takes the one writer's place in `output/`; it is given back when the file is dropped, also by a kill.
fn lock(output: &Path) -> Result<File, BuildError> {
    let path = output.join(".cache").join("lock");
    let failure = |error| BuildError::Io(path.clone(), error);
    std::fs::create_dir_all(output.join(".cache")).map_err(failure)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failure)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(BuildError::Locked(path)),
        Err(std::fs::TryLockError::Error(error)) => Err(failure(error)),
    }
}

/// The text of a workspace file, for places in messages.
pub(crate) fn text_file(files: &Files, path: &str) -> Option<Arc<SourceFile>> {
    let bytes = files.read(path).ok()?;
    Some(SourceFile::new(path, String::from_utf8_lossy(&bytes).replace("\r\n", "\n")))
}
