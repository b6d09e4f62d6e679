//! The jobs of one run: which are fresh, the others made in parallel, each result written and remembered.
//!
//! Workers only compute. What they hand back is written here, on one thread, so that a job that was given up can write
//! nothing any more.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use crate::cache::{Cache, Entry, Inputs, Key, Status};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::job::{Made, Shop, place_of};
use crate::journal::Journal;
use crate::manifest::{self, Manifest};
use crate::msg;
use crate::output::OutputFolder;
use crate::plan::Job;
use crate::progress::{Outcome, Progress};
use crate::report::{BuildOptions, JobReport};
use crate::workers::{self, Event, Limits};

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

/// What a worker hands back.
struct Finished {
    diagnostics: Diagnostics,
    /// The Typst source, if it is to be kept.
    typ: Option<String>,
    /// The PDF, its key, and the pictures that the key covers.
    made: Option<(Made, Key, Vec<String>)>,
    millis: u64,
}

impl Finished {
    /// A job without a result: at fault is the place where it ended, or the piece as a whole.
    fn without<T>(shop: &Shop, job: &Job, event: Event<T>, options: &BuildOptions) -> Self {
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
        let place = place.or_else(|| shop.content.pieces.get(job.piece).map(place_of));
        Self { diagnostics: vec![problem.maybe_at(place)], typ: None, made: None, millis: 0 }
    }
}

impl Batch<'_> {
    /// Brings every job up to date; reports in the order of `jobs`.
    pub(crate) fn run(&mut self, jobs: &[Job], progress: &dyn Progress) -> Vec<JobReport> {
        progress.begin(jobs.len());
        let inputs = Arc::new(Inputs::new(self.shop));
        let mut reports: BTreeMap<usize, JobReport> = BTreeMap::new();
        let mut stale: Vec<(usize, Status)> = Vec::new();
        for (index, job) in jobs.iter().enumerate() {
            match self.fresh(job, &inputs) {
                Ok(report) => {
                    progress.done(Outcome::Fresh);
                    reports.insert(index, report);
                }
                Err(status) => stale.push((index, status)),
            }
        }
        // Alike next to alike: what Typst remembers of one job serves the next before it is forgotten.
        stale.sort_by_key(|(index, _)| {
            let job = &jobs[*index];
            (&job.profile, &job.format, &job.size, &job.output)
        });
        let todo: Arc<Vec<Job>> = Arc::new(stale.iter().map(|(index, _)| jobs[*index].clone()).collect());
        let work = {
            let (shop, inputs, todo, keep_typ) =
                (self.shop.clone(), inputs.clone(), todo.clone(), self.options.keep_typ);
            move |n: usize| {
                let finished = make(&shop, &inputs, &todo[n], keep_typ);
                // What failed has been set too, or a part of it.
                let pages = finished.made.as_ref().map_or(1, |(made, ..)| made.artifact.pages());
                (finished, pages)
            }
        };
        workers::run(todo.len(), limits(self.options), Arc::new(work), |n, event| {
            let job = &todo[n];
            let finished = match event {
                Event::Started => return progress.job(&job.output),
                Event::Done(finished) => finished,
                given_up => Finished::without(self.shop, job, given_up, self.options),
            };
            let (index, status) = stale[n].clone();
            let report = self.keep(job, status, finished);
            progress.done(report.outcome);
            reports.insert(index, report);
        });
        progress.end();
        reports.into_values().collect()
    }

    /// The report of a job that needs no work, or why it needs some.
    fn fresh(&mut self, job: &Job, inputs: &Inputs) -> Result<JobReport, Status> {
        let known = self.cache.entries.get(&job.output);
        let key = inputs.key(self.shop, job, known.map_or(&[][..], |entry| &entry.pictures));
        let status = self.cache.status(self.output.path(), &job.output, &key);
        let Some(entry) = known.filter(|_| status == Status::Fresh && !self.options.keep_typ) else {
            return Err(status);
        };
        let diagnostics = entry.warnings(|path| inputs.file(self.shop, path));
        self.manifest.outputs.insert(job.output.clone(), listed(self.shop, job, entry, &diagnostics));
        Ok(JobReport { output: job.output.clone(), outcome: Outcome::Fresh, diagnostics, status })
    }

    /// Writes what a job made, and remembers it.
    fn keep(&mut self, job: &Job, status: Status, finished: Finished) -> JobReport {
        let Finished { mut diagnostics, typ, made, millis } = finished;
        let mut outcome = Outcome::Failed;
        if let Some(typ) = typ.filter(|_| self.options.write) {
            let path = format!("{}.typ", job.output.strip_suffix(".pdf").unwrap_or(&job.output));
            self.output.write(&path, typ.as_bytes(), &mut diagnostics);
        }
        let refused = self.options.strict && !diagnostics.is_empty();
        if let Some((made, key, pictures)) = made.filter(|_| !refused)
            && (!self.options.write || self.output.write(&job.output, made.artifact.bytes(), &mut diagnostics))
        {
            let path = self.output.path().join(&job.output);
            let entry = Entry::new(key, pictures, &path, made.artifact.bytes(), made.artifact.pages(), millis);
            let entry = entry.with_warnings(&diagnostics);
            let listed = listed(self.shop, job, &entry, &diagnostics);
            outcome = Outcome::Made;
            // One that can be written no more is given up: what it saves is only time.
            let kept = self.journal.as_mut().is_some_and(|it| it.record(&job.output, &entry, &listed).is_ok());
            self.journal = self.journal.take().filter(|_| kept);
            self.manifest.outputs.insert(job.output.clone(), listed);
            self.cache.entries.insert(job.output.clone(), entry);
        }
        JobReport { output: job.output.clone(), outcome, diagnostics, status }
    }
}

/// What is wrong with the texts of jobs of which nothing can be made, on threads like any job.
pub(crate) fn texts(shop: &Arc<Shop>, jobs: &[Job], options: &BuildOptions) -> Diagnostics {
    let todo: Arc<Vec<Job>> = Arc::new(jobs.to_vec());
    let work = {
        let (shop, todo) = (shop.clone(), todo.clone());
        move |n: usize| {
            let mut found = Diagnostics::new();
            shop.check_texts(&todo[n], &mut found);
            (found, 0)
        }
    };
    let mut found: BTreeMap<usize, Diagnostics> = BTreeMap::new();
    workers::run(todo.len(), limits(options), Arc::new(work), |n, event| {
        let told = match event {
            Event::Started => return,
            Event::Done(told) => told,
            given_up => Finished::without(shop, &todo[n], given_up, options).diagnostics,
        };
        found.insert(n, told);
    });
    found.into_values().flatten().collect()
}

fn limits(options: &BuildOptions) -> Limits {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    Limits { threads: options.jobs.unwrap_or_else(cores), timeout: options.timeout }
}

/// One job on a worker: from its piece to its PDF.
fn make(shop: &Shop, inputs: &Inputs, job: &Job, keep_typ: bool) -> Finished {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let typ = if keep_typ { shop.source(job, &mut Diagnostics::new()).map(|sheet| sheet.source.text) } else { None };
    let made = shop.run(job, &mut diagnostics).map(|made| {
        // The folders of the format and of the theme are part of every key; what was read elsewhere is listed.
        let own = format!("layouts/{}/", job.format);
        let is_known = |path: &&String| path.starts_with(&own) || path.starts_with("layouts/theme/");
        let pictures: Vec<String> = made.reads.iter().filter(|path| !is_known(path)).cloned().collect();
        let key = inputs.key(shop, job, &pictures);
        (made, key, pictures)
    });
    let millis = start.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
    Finished { diagnostics, typ, made, millis }
}

/// A finished job as the manifest lists it.
fn listed(shop: &Shop, job: &Job, entry: &Entry, diagnostics: &[Diagnostic]) -> manifest::Output {
    let size = shop.layouts.formats.get(&job.format).and_then(|format| format.size(&job.size));
    let piece = shop.content.pieces.get(job.piece).map_or("", |piece| piece.id.as_str());
    let mut warnings: Vec<String> = diagnostics.iter().map(|d| d.message.id.to_string()).collect();
    warnings.sort();
    manifest::Output {
        job: format!("{}/{}/{piece}", job.directive, job.audience),
        format: job.format.clone(),
        size: job.size.clone(),
        profile: job.profile.clone(),
        blake3: entry.blake3.clone(),
        pages: entry.pages,
        trim: size.map_or((0.0, 0.0), |size| (size.width, size.height)),
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
    use crate::pipeline;
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
        let options = BuildOptions { write: false, ..BuildOptions::default() };
        let report = pipeline::build(folder.path(), &options, &Silent).expect("a report");
        let failed: Vec<_> = report.outcomes.iter().filter(|job| job.outcome == Outcome::Failed).collect();
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
