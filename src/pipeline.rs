//! The story: load → plan → run the jobs in parallel → report.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::batch::{self, Batch};
use crate::cache::Cache;
use crate::compile::Base;
use crate::content::{self, Campaign, Date, Overlay, ProfileKind};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::fs::Files;
use crate::job::Shop;
use crate::journal::Journal;
use crate::layout::Layouts;
use crate::manifest::Manifest;
use crate::msg;
use crate::output::OutputFolder;
use crate::pdf::{Imposition, Marks, OutputIntent, Press, ProfileError};
use crate::plan::{self, Filter, Job};
use crate::preflight::Limits;
use crate::progress::{Outcome, Progress};
use crate::report::{BuildError, BuildOptions, BuildReport};

/// Builds a workspace.
pub fn build(root: &Path, options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let output = OutputFolder::open(root, options.write)?;
    let mut report = BuildReport::default();
    let Some(shop) = load(root, &mut report.diagnostics)? else { return Ok(report) };

    let campaign = &shop.content.campaign;
    let profiles = if options.profiles.is_empty() { &campaign.default_profiles } else { &options.profiles };
    let (jobs, left_out) =
        plan::plan_all(&shop.content, &shop.layouts, profiles, &options.filter, &mut report.diagnostics);
    let more = batch::texts(&shop, &left_out, options);
    let mut seen: HashSet<_> = report.diagnostics.iter().map(Diagnostic::key).collect();
    report.diagnostics.extend(more.into_iter().filter(|problem| seen.insert(problem.key())));
    if !options.filter.pieces.is_empty() {
        let asked = pieces_of(&shop, jobs.iter().chain(&left_out));
        let told = |problem: &&Diagnostic| concerns(problem, &asked, &options.filter.pieces);
        // Where nothing comes of what was asked for, and no reason is left, it stands elsewhere.
        if !jobs.is_empty() || report.diagnostics.iter().filter(told).any(Diagnostic::is_error) {
            report.diagnostics = report.diagnostics.iter().filter(told).cloned().collect();
        }
    }

    let mut cache = if options.write { Cache::load(output.path()) } else { Cache::default() };
    let mut manifest = Manifest::load(output.path());
    let journal = if options.write { Journal::open(output.path(), &mut cache, &mut manifest).ok() } else { None };
    if journal.as_ref().is_some_and(|journal| journal.is_taken_up) {
        output.tidy();
    }
    let mut batch =
        Batch { shop: &shop, options, output: &output, cache: &mut cache, manifest: &mut manifest, journal };
    report.outcomes = batch.run(&jobs, progress);

    let journal = batch.journal;
    if options.write {
        let current = outputs(&shop, &report);
        (report.stale_outputs, report.pruned) = output.sweep(&current, options.prune, manifest, cache)?;
    }
    if let Some(journal) = journal {
        journal.end();
    }
    Ok(report)
}

/// The files of the pieces that go into jobs, those of issues and kits too.
fn pieces_of<'a>(shop: &Shop, jobs: impl Iterator<Item = &'a Job>) -> BTreeSet<String> {
    let mut open: Vec<&Job> = jobs.collect();
    let mut paths = BTreeSet::new();
    while let Some(job) = open.pop() {
        let indices = job.articles.iter().chain([&job.piece]);
        paths.extend(indices.filter_map(|index| shop.content.pieces.get(*index)).map(|piece| piece.file.path.clone()));
        open.extend(&job.kit);
    }
    paths
}

/// Whether what was found has to do with the pieces that were asked for: others have their own run.
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

/// What may stand in `output/` after a run: everything that the whole campaign makes, but for what failed just now.
fn outputs(shop: &Shop, report: &BuildReport) -> BTreeSet<String> {
    let mut outputs = BTreeSet::new();
    for profile in shop.content.campaign.profiles.keys() {
        let (profile, all) = (std::slice::from_ref(profile), Filter::default());
        let jobs = plan::plan(&shop.content, &shop.layouts, profile, &all, &mut Diagnostics::new());
        outputs.extend(jobs.into_iter().map(|job| job.output));
    }
    for job in report.outcomes.iter().filter(|job| job.outcome == Outcome::Failed) {
        outputs.remove(&job.output);
    }
    outputs
}

/// Reads content and layouts, and sets up what the jobs share.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Result<Option<Arc<Shop>>, BuildError> {
    load_with(root, &Overlay::new(), diagnostics)
}

/// The same, with some texts from memory.
pub fn load_with(
    root: &Path,
    overlay: &Overlay,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Arc<Shop>>, BuildError> {
    let files = Files::new(root).map_err(|error| BuildError::Io(root.to_path_buf(), error))?;
    let content = content::load_with(root, overlay, diagnostics);
    let layouts = Layouts::load(&files, diagnostics);
    let Some(content) = content else { return Ok(None) };
    let families = crate::theme::check(&files, &content.campaign, diagnostics);
    let base = Base::new(files.clone(), &content.campaign, today(content.campaign.date));
    let presses = presses(&content.campaign, &files, diagnostics);
    let (layouts, base) = (Arc::new(layouts), Arc::new(base));
    Ok(Some(Arc::new(Shop { content, layouts, files, base, families, presses })))
}

/// The press of each print profile. One whose ICC profile cannot be used is an error, and the shipped one stands in for
/// it so that all other mistakes are found too.
pub fn presses(campaign: &Campaign, files: &Files, diagnostics: &mut Diagnostics) -> BTreeMap<String, Press> {
    let mut presses = BTreeMap::new();
    for profile in campaign.profiles.values().filter(|profile| profile.kind == ProfileKind::Print) {
        let settings = &profile.press;
        let usual = Limits::default();
        let limits = Limits {
            ink: settings.ink_limit.unwrap_or(usual.ink),
            ppi_error: settings.ppi_error.unwrap_or(usual.ppi_error),
            ppi_warn: settings.ppi_warn.unwrap_or(usual.ppi_warn),
            ..usual
        };
        let mut press =
            Press { bleed: settings.bleed, limits, marks: Marks::named(&settings.marks), ..Press::default() };
        for (format, given) in &settings.impose {
            match Imposition::of(given) {
                Ok(imposition) => {
                    press.impose.insert(format.clone(), imposition);
                }
                Err((message, range)) => {
                    let place = range.map(|range| Place::new(&campaign.file, range));
                    let problem = Diagnostic::error(message).maybe_at(place);
                    diagnostics.push(problem.hint(msg!("pdf-impose-sheet-hint")));
                }
            }
        }
        if let Some(icc) = &settings.icc {
            let name = settings.condition.as_deref().unwrap_or_default();
            let read = files.read(&icc.value).map_err(|_| msg!("content-icc-missing", path = icc.value));
            let intent = read.and_then(|bytes| {
                OutputIntent::new(&bytes, name, name).map_err(|error| match error {
                    ProfileError::Unreadable => msg!("content-icc-unreadable", path = icc.value),
                    ProfileError::NotOutput => msg!("content-icc-class", path = icc.value),
                    ProfileError::NotCmyk => msg!("content-icc-cmyk", path = icc.value),
                })
            });
            match intent {
                Ok(intent) => press.intent = Arc::new(intent),
                Err(message) => {
                    let place = Place::new(&campaign.file, icc.range.clone());
                    diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-icc-hint")));
                }
            }
        }
        presses.insert(profile.name.clone(), press);
    }
    presses
}

/// The time that `SOURCE_DATE_EPOCH` gives (reproducible-builds.org).
pub(crate) fn epoch() -> Option<time::OffsetDateTime> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?;
    time::OffsetDateTime::from_unix_timestamp(seconds.trim().parse().ok()?).ok()
}

/// The date of a build: that of [`epoch`], else the campaign's.
pub(crate) fn today(campaign: Date) -> Date {
    epoch().map_or(campaign, |time| Date { year: time.year(), month: time.month().into(), day: time.day() })
}
