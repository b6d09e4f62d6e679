//! The story: load → plan → run the jobs in parallel → report.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::batch::{self, Batch};
use crate::cache::Cache;
use crate::diag::{Diagnostic, Diagnostics};
use crate::job::Shop;
use crate::journal::Journal;
use crate::manifest::Manifest;
use crate::msg;
use crate::output::OutputFolder;
use crate::plan::{self, Filter, Plan};
use crate::progress::{Outcome, Progress};
use crate::report::{BuildError, BuildOptions, BuildReport};

/// A workspace as it was read, and what was wrong with it.
#[derive(Debug)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// `None` if the campaign cannot be known.
    pub shop: Option<Arc<Shop>>,
    /// What reading it had to say.
    pub diagnostics: Diagnostics,
}

impl Workspace {
    /// Reads a workspace.
    pub fn load(root: &Path) -> Result<Self, BuildError> {
        let mut diagnostics = Diagnostics::new();
        let shop = Shop::load(root, &mut diagnostics).map_err(|error| BuildError::Io(root.to_path_buf(), error))?;
        Ok(Self { root: root.to_path_buf(), shop, diagnostics })
    }
}

/// Builds a workspace.
pub fn build(workspace: Workspace, options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let Workspace { root, shop, diagnostics } = workspace;
    let output = OutputFolder::open(&root, options.filter.shard, options.write)?;
    let mut report = BuildReport { diagnostics, ..BuildReport::default() };
    let Some(shop) = shop else { return Ok(report) };

    let campaign = &shop.content.campaign;
    let profiles = if options.profiles.is_empty() { &campaign.default_profiles } else { &options.profiles };
    let plan = Plan::new(&shop.content, &shop.layouts, profiles, &options.filter, &mut report.diagnostics);
    let more = batch::texts(&shop, plan.left_out(), options);
    let mut seen: HashSet<_> = report.diagnostics.iter().map(Diagnostic::key).collect();
    report.diagnostics.extend(more.into_iter().filter(|problem| seen.insert(problem.key())));
    if !options.filter.pieces.is_empty() {
        tell_of(&plan, &options.filter.pieces, &mut report.diagnostics);
    }

    tell_of_unknown(&plan, &options.filter, &mut report.diagnostics);
    let is_part = options.filter.shard.is_some();
    let mut cache = if options.write { Cache::load(&*output.files) } else { Cache::default() };
    if is_part {
        cache.entries.extend(Cache::load(&*output.state).entries);
    }
    let mut manifest = Manifest::load(&*output.state);
    let journal =
        if options.write { Journal::open(output.state.clone(), &mut cache, &mut manifest).ok() } else { None };
    // What others are writing beside it is no leftover.
    if !is_part && journal.as_ref().is_some_and(|journal| journal.is_taken_up) {
        output.tidy();
    }
    let mut batch =
        Batch { shop: &shop, options, output: &output, cache: &mut cache, manifest: &mut manifest, journal };
    report.outcomes = batch.run(&plan, progress);

    let journal = batch.journal;
    if options.write {
        let stale = stale(&plan, &manifest, &report);
        if is_part {
            cache.entries.retain(|output, _| manifest.outputs.contains_key(output));
        }
        (report.stale_outputs, report.pruned) = output.sweep(stale, options.prune, manifest, cache)?;
    }
    if let Some(journal) = journal {
        journal.end();
    }
    Ok(report)
}

/// The outputs that may not stand in `output/` after a run: what nothing in the whole campaign makes, and what failed just now.
fn stale(plan: &Plan, manifest: &Manifest, report: &BuildReport) -> Vec<String> {
    let mut stale = plan.orphans(manifest.outputs.keys().map(String::as_str));
    let failed = report.outcomes.told.iter().filter(|job| job.outcome == Outcome::Failed);
    stale.extend(failed.map(|job| job.output.as_str()).filter(|output| manifest.outputs.contains_key(*output)));
    stale.into_iter().map(String::from).collect()
}

/// Warns of names on a list of jobs that nothing in the plan has. Of a part of the plan that is not known.
fn tell_of_unknown(plan: &Plan, filter: &Filter, diagnostics: &mut Diagnostics) {
    let Some(asked) = filter.jobs.as_ref().filter(|_| filter.shard.is_none()) else { return };
    if plan.count() < asked.len() {
        let made: HashSet<String> = plan.jobs().map(|job| job.id().to_string()).collect();
        let unknown = asked.iter().filter(|id| !made.contains(*id));
        let problem =
            |id: &String| Diagnostic::warning(msg!("cli-only-unknown", name = id)).hint(msg!("cli-only-unknown-hint"));
        diagnostics.extend(unknown.map(problem));
    }
}

/// Keeps what has to do with the pieces that were asked for: others have their own run.
fn tell_of(plan: &Plan, names: &[String], diagnostics: &mut Diagnostics) {
    let asked = plan::sources(plan.jobs().chain(plan.left_out()));
    let told = |problem: &Diagnostic| concerns(problem, &asked, names);
    // Where nothing comes of what was asked for, and no reason is left, it stands elsewhere.
    if plan.count() > 0 || diagnostics.iter().any(|problem| told(problem) && problem.is_error()) {
        diagnostics.retain(told);
    }
}

/// Whether what was found has to do with the pieces that were asked for.
fn concerns(found: &Diagnostic, asked: &BTreeSet<String>, names: &[String]) -> bool {
    let Some(place) = &found.place else { return true };
    let parts: Vec<&str> = place.file.path.split('/').collect();
    match parts[..] {
        ["content", directive, audience, name] if !directive.starts_with('_') && !audience.starts_with('_') => {
            let Some(name) = name.strip_suffix(".md") else { return true };
            asked.contains(&place.file.path) || names.iter().any(|asked| asked == name)
        }
        _ => true,
    }
}
