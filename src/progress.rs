//! How a build tells of its progress, whoever listens.

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Compiled.
    Made,
    /// Nothing that it depends on has changed.
    Fresh,
    /// Stopped by an error.
    Failed,
}

/// Hears of each job. Called from all workers at once.
pub trait Progress: Send + Sync {
    /// So many jobs are about to run.
    fn begin(&self, jobs: usize);
    /// A worker takes up this job.
    fn job(&self, name: &str);
    /// A job is done.
    fn done(&self, outcome: Outcome);
    /// All jobs are done.
    fn end(&self);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _jobs: usize) {}
    fn job(&self, _name: &str) {}
    fn done(&self, _outcome: Outcome) {}
    fn end(&self) {}
}
