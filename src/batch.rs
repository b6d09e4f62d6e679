//! The jobs of one run: which are fresh, the others made in parallel, each result written and remembered.
//!
//! Workers only compute. What they hand back is written here, on one thread, so that a job that was given up can write
//! nothing any more.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use crate::cache::{Cache, CacheEntry, Inputs, Key, Status};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::job::{Made, Shop, place_of};
use crate::journal::Journal;
use crate::layout::Makes;
use crate::manifest::{self, Manifest};
use crate::msg;
use crate::output::OutputFolder;
use crate::plan::{Job, Plan};
use crate::progress::{Outcome, Progress};
use crate::report::{BuildOptions, JobReport, Outcomes};
use crate::store::Store;
use crate::workers::{self, Event, RunLimits, Shift};

/// What a run reads and where it writes.
pub(crate) struct Batch<'a> {
    pub(crate) shop: &'a Arc<Shop>,
    pub(crate) options: &'a BuildOptions,
    pub(crate) output: &'a OutputFolder,
    pub(crate) cache: &'a mut Cache,
    pub(crate) manifest: &'a mut Manifest,
    /// None where nothing is written.
    pub(crate) journal: Option<Journal>,
}

/// Formats of pieces whose pages are set for one profile before those of the next come: so many that the first are done by then.
const SHARING: usize = 4;

/// What a worker hands back.
struct Finished {
    diagnostics: Diagnostics,
    /// The Typst source, if it is to be kept.
    typ: Option<String>,
    /// The PDF and its key.
    made: Option<(Made, Key)>,
    millis: u64,
}

impl Finished {
    /// A job without a result: at fault is the place where it ended, or the piece as a whole.
    fn without<T>(job: &Job, event: Event<T>, options: &BuildOptions) -> Self {
        let (problem, place) = match event {
            Event::Panicked(words, place) => {
                (Diagnostic::error(msg!(Code::Panic)).hint(msg!("cli-panic-hint")).quote(words), place)
            }
            _ => {
                let seconds = options.timeout.as_secs();
                let message = msg!("compile-timeout", output = job.output, seconds = seconds);
                (Diagnostic::error(message), None)
            }
        };
        let place = place.unwrap_or_else(|| place_of(&job.piece));
        Self { diagnostics: vec![problem.at(place)], typ: None, made: None, millis: 0 }
    }
}

/// A job that is to be made, and why.
struct Stale {
    job: Job,
    status: Status,
}

/// The jobs of a run on their way to the workers and back.
struct Round<'a, 'b, I> {
    batch: &'a mut Batch<'b>,
    jobs: I,
    inputs: Arc<Inputs>,
    progress: &'a dyn Progress,
    outcomes: Outcomes,
}

impl<I: Iterator<Item = Job>> Shift for Round<'_, '_, I> {
    type Job = Stale;
    type Result = Finished;

    fn next(&mut self) -> Option<Stale> {
        while let Some(job) = self.jobs.next() {
            match self.batch.fresh(&job, &self.inputs) {
                Ok(report) => self.tell(report),
                Err(status) => return Some(Stale { job, status }),
            }
        }
        None
    }

    fn heard(&mut self, stale: &Stale, event: Event<Finished>) {
        let finished = match event {
            Event::Started => return self.progress.job(&stale.job.output),
            Event::Done(finished) => finished,
            given_up => Finished::without(&stale.job, given_up, self.batch.options),
        };
        let report = self.batch.keep(&stale.job, stale.status.clone(), finished);
        self.tell(report);
    }
}

impl<I> Round<'_, '_, I> {
    fn tell(&mut self, report: JobReport) {
        self.progress.done(report.outcome);
        self.outcomes.add(report, self.batch.options.tell_all);
    }
}

impl Batch<'_> {
    /// Brings the jobs of a plan up to date as they come.
    pub(crate) fn run(&mut self, plan: &Plan, progress: &dyn Progress) -> Outcomes {
        progress.begin(plan.count());
        let inputs = Arc::new(Inputs::new(self.shop));
        let limits = limits(self.options);
        let work = {
            let (shop, inputs, keep_typ) = (self.shop.clone(), inputs.clone(), self.options.keep_typ);
            move |stale: &Stale| {
                let finished = make(&shop, &inputs, &stale.job, keep_typ);
                // What failed has been set too, or a part of it.
                let pages = finished.made.as_ref().map_or(1, |(made, ..)| made.artifact.measured.pages());
                (finished, pages)
            }
        };
        let few = if self.shop.base.shares() { SHARING } else { usize::MAX };
        let mut round =
            Round { batch: self, jobs: plan.jobs_together(few), inputs, progress, outcomes: Outcomes::default() };
        workers::run(&mut round, limits, Arc::new(work));
        let mut outcomes = round.outcomes;
        progress.end();
        outcomes.told.sort_by(|a, b| a.output.cmp(&b.output));
        outcomes
    }

    /// The report of a job that needs no work, or why it needs some.
    fn fresh(&mut self, job: &Job, inputs: &Inputs) -> Result<JobReport, Status> {
        let known = self.cache.entries.get(&job.output);
        let key = inputs.key(self.shop, job, known.into_iter().flat_map(|entry| entry.key.reads()));
        let status = self.cache.status(&*self.output.files, &job.output, &key);
        let Some(entry) = known.filter(|_| status == Status::Fresh && !self.options.keep_typ) else {
            return Err(status);
        };
        let diagnostics = entry.warnings(|path| inputs.file(self.shop, path));
        self.manifest.outputs.insert(job.output.clone(), listed(self.shop, job, entry, &diagnostics));
        Ok(JobReport { id: job.id(), output: job.output.clone(), outcome: Outcome::Fresh, diagnostics, status })
    }

    /// Writes what a job made, and remembers it.
    fn keep(&mut self, job: &Job, status: Status, finished: Finished) -> JobReport {
        let Finished { mut diagnostics, typ, made, millis } = finished;
        let mut outcome = Outcome::Failed;
        if let Some(typ) = typ.filter(|_| self.options.write) {
            let path = format!("{}.typ", Makes::stem(&job.output));
            self.output.write(&path, typ.as_bytes(), &mut diagnostics);
        }
        let refused = self.options.strict && !diagnostics.is_empty();
        if let Some((made, key)) = made.filter(|_| !refused)
            && (!self.options.write || self.output.write(&job.output, &made.artifact.bytes, &mut diagnostics))
        {
            let stamp = self.output.files.stamp(&job.output);
            let entry = CacheEntry::new(key, stamp, &made.artifact, millis);
            let entry = entry.with_warnings(&diagnostics);
            let listed = listed(self.shop, job, &entry, &diagnostics);
            outcome = Outcome::Made;
            // One that can be written no more is given up: what it saves is only time.
            let kept = self.journal.as_mut().is_some_and(|it| it.record(&job.output, &entry, &listed).is_ok());
            self.journal = self.journal.take().filter(|_| kept);
            self.manifest.outputs.insert(job.output.clone(), listed);
            self.cache.entries.insert(job.output.clone(), entry);
        }
        JobReport { id: job.id(), output: job.output.clone(), outcome, diagnostics, status }
    }
}

/// Jobs of which nothing can be made, and what is wrong with their texts.
struct LeftOut<'a, I> {
    jobs: I,
    options: &'a BuildOptions,
    found: BTreeMap<String, Diagnostics>,
}

impl<I: Iterator<Item = Job>> Shift for LeftOut<'_, I> {
    type Job = Job;
    type Result = Diagnostics;

    fn next(&mut self) -> Option<Job> {
        self.jobs.next()
    }

    fn heard(&mut self, job: &Job, event: Event<Diagnostics>) {
        let told = match event {
            Event::Started => return,
            Event::Done(told) => told,
            given_up => Finished::without(job, given_up, self.options).diagnostics,
        };
        if !told.is_empty() {
            self.found.entry(job.output.clone()).or_default().extend(told);
        }
    }
}

/// What is wrong with the texts of jobs of which nothing can be made, on threads like any job.
pub(crate) fn texts(shop: &Arc<Shop>, jobs: impl Iterator<Item = Job>, options: &BuildOptions) -> Diagnostics {
    let shop = shop.clone();
    let work = move |job: &Job| {
        let mut found = Diagnostics::new();
        shop.check_texts(job, &mut found);
        (found, 0)
    };
    let mut left_out = LeftOut { jobs, options, found: BTreeMap::new() };
    workers::run(&mut left_out, limits(options), Arc::new(work));
    left_out.found.into_values().flatten().collect()
}

fn limits(options: &BuildOptions) -> RunLimits {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    RunLimits { threads: options.jobs.unwrap_or_else(cores), timeout: options.timeout }
}

/// One job on a worker: from its piece to its PDF.
fn make(shop: &Shop, inputs: &Inputs, job: &Job, keep_typ: bool) -> Finished {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let typ = if keep_typ { shop.source(job, &mut Diagnostics::new()).map(|sheet| sheet.source.text) } else { None };
    let made = shop.run(job, &mut diagnostics).map(|made| {
        // Warnings are told again at the same bytes of the files that they point to.
        let told = diagnostics.iter().filter_map(|found| found.place.as_ref()).map(|place| place.file.path.as_str());
        let key = inputs.key(shop, job, made.reads.iter().map(String::as_str).chain(told));
        (made, key)
    });
    let millis = start.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
    Finished { diagnostics, typ, made, millis }
}

/// A finished job as the manifest lists it.
fn listed(shop: &Shop, job: &Job, entry: &CacheEntry, diagnostics: &[Diagnostic]) -> manifest::Output {
    let size = shop.layouts.formats.get(&job.format).and_then(|format| format.size(&job.size));
    let mut warnings: Vec<String> = diagnostics.iter().map(|d| d.message.id.to_string()).collect();
    warnings.sort();
    manifest::Output {
        id: job.id().to_string(),
        job: format!("{}/{}/{}", job.piece.directive, job.audience, job.piece.id),
        format: job.format.clone(),
        size: job.size.clone(),
        profile: job.profile.clone(),
        blake3: entry.blake3.clone(),
        measured: entry.measured,
        trim: size.filter(|size| size.width > 0.0).map(|size| (size.width, size.height)),
        sources: entry.key.clone(),
        warnings,
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::Path;

    use crate::cli;
    use crate::diag::{Code, Exit};
    use crate::markup::work::MISHAP;
    use crate::pipeline::{self, Workspace};
    use crate::progress::{Outcome, Silent};
    use crate::report::BuildOptions;

    fn run(arguments: &[&str], folder: &Path) -> Exit {
        let mut argv: Vec<OsString> = vec!["anpham".into(), "-C".into(), folder.into()];
        argv.extend(arguments.iter().map(OsString::from));
        cli::run(&argv)
    }

    #[test]
    fn a_failure_of_the_program_is_told_at_its_line_and_ends_with_3() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(run(&["new", "campaign", "."], folder.path()), Exit::Fine);
        let path = folder.path().join("content/kh-116/nong-dan/to-roi.md");
        let text = std::fs::read_to_string(&path).expect("a piece");
        let lines = text.lines().count();
        std::fs::write(&path, format!("{text}\nMột dòng.\nDòng hai **đậm**,\nlỗi {MISHAP} ở đây.\n")).expect("written");
        let workspace = Workspace::load(folder.path()).expect("a workspace");
        let options = BuildOptions { write: false, ..BuildOptions::default() };
        let report = pipeline::build(workspace, &options, &Silent).expect("a report");
        let failed: Vec<_> = report.outcomes.told.iter().filter(|job| job.outcome == Outcome::Failed).collect();
        assert!(!failed.is_empty() && failed.iter().all(|job| job.output.contains("to-roi")), "{failed:?}");
        for job in failed {
            let found = &job.diagnostics[0];
            let place = found.place.as_ref().expect("a place");
            assert!(found.message.is(Code::Panic), "{found:?}");
            assert_eq!(
                (&*place.file.path, place.file.line_column(place.range.start).0),
                ("content/kh-116/nong-dan/to-roi.md", lines + 4)
            );
            assert_eq!(found.quoted.as_deref(), Some("a mishap"));
        }
        assert_eq!(run(&["check"], folder.path()), Exit::System);
    }
}
