//! What is asked of a run, and what became of it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::cache::Status;
use crate::diag::{Diagnostic, Diagnostics, Exit};
use crate::plan::{Filter, JobId};
use crate::progress::Outcome;

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
    /// Report every job, not only those that have something to say.
    pub tell_all: bool,
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
            tell_all: false,
        }
    }
}

/// Why nothing could be built at all: the disk or another build, not the content.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Another build is writing to the same `output/`.
    #[error("another build is writing to {path}", path = .0.display())]
    Locked(PathBuf),
    /// The system refused to read or write.
    #[error("{path}: {1}", path = .0.display())]
    Io(PathBuf, io::Error),
}

/// What became of one job.
#[derive(Debug)]
pub struct JobReport {
    /// Its name.
    pub id: JobId,
    /// Output path below `output/`.
    pub output: String,
    /// Made, fresh or failed.
    pub outcome: Outcome,
    /// What it had to say.
    pub diagnostics: Diagnostics,
    /// Why it was not fresh.
    pub status: Status,
}

/// What became of the jobs of a run.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// Those that have something to say, by output; all where that was asked for. Many are only counted.
    pub told: Vec<JobReport>,
    made: usize,
    fresh: usize,
    failed: usize,
}

impl Outcomes {
    /// Takes in what became of a job.
    pub(crate) fn add(&mut self, report: JobReport, tell_all: bool) {
        match report.outcome {
            Outcome::Made => self.made += 1,
            Outcome::Fresh => self.fresh += 1,
            Outcome::Failed => self.failed += 1,
        }
        if tell_all || report.outcome == Outcome::Failed || !report.diagnostics.is_empty() {
            self.told.push(report);
        }
    }

    /// Number of jobs that ended so.
    pub fn count(&self, outcome: Outcome) -> usize {
        match outcome {
            Outcome::Made => self.made,
            Outcome::Fresh => self.fresh,
            Outcome::Failed => self.failed,
        }
    }

    /// Whether there was no job at all.
    pub fn is_empty(&self) -> bool {
        self.made + self.fresh + self.failed == 0
    }

    /// What the jobs had to say.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.told.iter().flat_map(|job| &job.diagnostics)
    }
}

/// What became of a run.
#[derive(Debug, Default)]
pub struct BuildReport {
    /// What became of its jobs.
    pub outcomes: Outcomes,
    /// What loading and planning had to say.
    pub diagnostics: Diagnostics,
    /// Outputs that an earlier build made and no job makes any more.
    pub stale_outputs: Vec<String>,
    /// Those of them that were removed.
    pub pruned: Vec<String>,
}

impl BuildReport {
    /// Whether anything is wrong with the content.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().chain(self.outcomes.diagnostics()).any(Diagnostic::is_error)
            || self.outcomes.count(Outcome::Failed) > 0
    }

    /// Who is at fault: a disk or this program before the content. `strict`: a warning is as much as an error.
    pub fn exit(&self, strict: bool) -> Exit {
        let ends = self.outcomes.diagnostics().map(Diagnostic::exit);
        let at_fault = self.has_errors() || strict && self.has_warnings();
        ends.chain(at_fault.then_some(Exit::Content)).max().unwrap_or(Exit::Fine)
    }

    /// Whether anything was warned of.
    pub fn has_warnings(&self) -> bool {
        self.diagnostics.iter().chain(self.outcomes.diagnostics()).any(|diagnostic| !diagnostic.is_error())
    }
}
