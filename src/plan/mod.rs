//! Stage 2: pieces × audiences × formats × profiles → a stream of jobs.
//!
//! Pure. Everything that can be known before a single page is set is found when a plan is made: unknown formats and sizes, missing
//! front matter, articles that do not exist, outputs that would overwrite each other or that Windows cannot hold. The jobs
//! themselves are made one by one as they are asked for, and only those that the filter wants: a million of them take no memory.

mod check;
mod filter;
mod id;
mod known;
mod names;
mod offers;
mod product;
mod shard;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use check::{check_format, check_piece, is_sound};
use known::PieceIndex;
use names::OutputNames;
use offers::Offer;

use crate::content::{Content, Profile, ProfileKind};
use crate::diag::{Diagnostics, Place};
use crate::layout::{Layouts, Makes};

pub use filter::Filter;
pub use id::{JobId, NoJobId};
pub(crate) use known::audiences_of;
pub use product::{Job, Product, Variant, Within};
pub use shard::{NoShard, Shard};

/// What a run is to make.
#[derive(Debug)]
pub struct Plan<'a> {
    known: PieceIndex<'a>,
    profiles: Vec<&'a Profile>,
    filter: &'a Filter,
    /// Every format of every piece. Alike next to alike: what Typst remembers of one job serves the next before it is forgotten.
    offers: Vec<Offer<'a>>,
    /// Outputs that cannot be written.
    refused: HashSet<String>,
    count: usize,
}

impl<'a> Plan<'a> {
    /// Looks through all pieces, whatever is asked for, and reports their mistakes. Those that have one are left out.
    pub fn new(
        content: &'a Content,
        layouts: &'a Layouts,
        profiles: &[String],
        filter: &'a Filter,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let known = PieceIndex::new(content, layouts);
        let profiles = profiles.iter().filter_map(|name| content.campaign.profiles.get(name)).collect();
        let mut offers = Vec::new();
        for piece in &content.pieces {
            let sound = check_piece(&known, piece, diagnostics);
            // What one format of a piece lacks does not stop its others.
            for name in &piece.meta.formats {
                match layouts.resolve(name) {
                    Err(error) => diagnostics.push((*error).at(Place::new(&piece.file, name.range.clone()))),
                    Ok((format, size)) => {
                        let before = diagnostics.len();
                        if !piece.is_faulty {
                            check_format(piece, format, name, diagnostics);
                        }
                        let is_whole = sound.articles || !layouts.takes_articles(&format.id);
                        let is_sound = sound.piece && is_whole && is_sound(&diagnostics[before..]);
                        offers.push(Offer { piece, format, size, is_sound });
                    }
                }
            }
        }
        offers.sort_by(|a, b| a.key().cmp(&b.key()));
        check_kits(&known, &mut offers, diagnostics);
        let mut plan = Self { known, profiles, filter, offers, refused: HashSet::new(), count: 0 };
        (plan.refused, plan.count) = plan.refused_of(&plan.profiles, diagnostics);
        if !plan.refused.is_empty() {
            plan.count = plan.jobs().count();
        }
        plan
    }

    /// The jobs, in the order in which they are best made.
    pub fn jobs(&self) -> impl Iterator<Item = Job> {
        self.jobs_together(usize::MAX)
    }

    /// The same, where profiles share pages: those of a few formats of pieces come for one profile after the other.
    pub fn jobs_together(&self, few: usize) -> impl Iterator<Item = Job> {
        // A kit that nobody asked for may hold what somebody did.
        let wanted =
            move |offer: &&Offer| offer.is_kit() || self.filter.wants(offer.piece, &offer.format.id, &offer.size.id);
        let is_kept = |job: &Job| self.filter.keeps(job) && !self.refused.contains(&job.output);
        let offers =
            self.offers.chunks(few).flat_map(move |few| self.profiles.iter().map(move |profile| (few, *profile)));
        let jobs = offers.flat_map(move |(few, profile)| {
            let sound = few.iter().filter(move |offer| offer.is_sound && offer.suits(profile)).filter(wanted);
            sound.flat_map(move |offer| self.jobs_of(offer, profile, |audience| self.filter.wants_audience(audience)))
        });
        jobs.filter(is_kept)
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A job for each format and audience of the pieces that are left out: their texts may have more mistakes. A press is told most.
    pub fn left_out(&self) -> impl Iterator<Item = Job> {
        let each = |offer: &Offer<'a>| {
            let offer = *offer;
            let profiles = self.profiles.iter().filter(move |profile| offer.suits(profile));
            let profile = profiles.min_by_key(|profile| (profile.kind != ProfileKind::Print, &profile.name));
            let audiences = profile.map(|profile| audiences_of(offer.piece).map(move |id| (offer, *profile, id)));
            audiences.into_iter().flatten()
        };
        let jobs = move |(offer, profile, audience): (Offer<'a>, &'a Profile, &'a str)| {
            let parts = offer.format.parts.iter();
            parts.filter_map(move |part| self.jobs_of_part(&offer, audience, part, profile).into_iter().next())
        };
        let offers = self.offers.iter().filter(|offer| !offer.is_sound);
        offers.flat_map(each).flat_map(jobs).filter(|job| self.filter.keeps(job))
    }

    /// Those of some outputs that no job makes any more, whatever is asked for.
    pub fn orphans<'o>(&self, outputs: impl Iterator<Item = &'o str>) -> BTreeSet<&'o str> {
        let mut left: BTreeSet<&str> = outputs.collect();
        for profile in self.known.content.campaign.profiles.values() {
            let folder = format!("{}/", profile.name);
            if !left.range(folder.as_str()..).next().is_some_and(|output| output.starts_with(&folder)) {
                continue;
            }
            let is_planned = self.profiles.iter().any(|planned| planned.name == profile.name);
            let others = if is_planned { None } else { Some(self.refused_of(&[profile], &mut Diagnostics::new()).0) };
            let refused = others.as_ref().unwrap_or(&self.refused);
            for job in self.all(&[profile]).filter(|job| !refused.contains(&job.output)) {
                left.remove(job.output.as_str());
            }
        }
        left
    }

    fn sound(&self, profile: &'a Profile) -> impl Iterator<Item = &Offer<'a>> {
        self.offers.iter().filter(|offer| offer.is_sound && offer.suits(profile))
    }

    /// All jobs of some profiles, whatever is asked for.
    fn all(&self, profiles: &[&'a Profile]) -> impl Iterator<Item = Job> {
        let jobs = move |profile: &&'a Profile| {
            let profile = *profile;
            self.sound(profile).flat_map(move |offer| self.jobs_of(offer, profile, |_| true))
        };
        profiles.iter().flat_map(jobs)
    }

    /// The outputs of some profiles that cannot be written, and how many jobs are asked for, those included. Two that would
    /// overwrite each other are found whatever is asked for.
    fn refused_of(&self, profiles: &[&'a Profile], diagnostics: &mut Diagnostics) -> (HashSet<String>, usize) {
        let mut names = OutputNames::default();
        let mut count = 0;
        for job in self.all(profiles) {
            names.add(&job.output, &job.piece, diagnostics);
            count += usize::from(self.filter.keeps(&job));
        }
        let again = self.all(profiles).map(|job| (job.output, job.product.variant.piece));
        (names.refused(again, diagnostics), count)
    }

    /// What is made of a piece in one of its formats, for those readers that are asked for.
    fn jobs_of(
        &self,
        offer: &Offer<'a>,
        profile: &'a Profile,
        wants: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = Job> {
        let offer = *offer;
        audiences_of(offer.piece).filter(move |audience| wants(audience)).flat_map(move |audience| {
            let parts = offer.format.parts.iter();
            parts.flat_map(move |part| self.jobs_of_part(&offer, audience, part, profile))
        })
    }

    /// One output; of a kit first the whole, then a file of its own for each item.
    fn jobs_of_part(&self, offer: &Offer, audience: &str, part: &str, profile: &Profile) -> Vec<Job> {
        let mut whole = self.job(offer, audience, part, profile);
        if !offer.is_kit() {
            return vec![whole];
        }
        // What is wrong with it was told when the plan was made.
        let Some(items) = offers::items(&self.known, &self.offers, offer, audience, &mut Diagnostics::new()) else {
            return vec![];
        };
        let folder = Makes::stem(&whole.output).to_string();
        let kit = Arc::new(whole.product.clone());
        let mut singles = Vec::new();
        for item in items {
            let job = self.job(&item.offer, audience, item.part, profile);
            let file = job.output.rsplit('/').next().unwrap_or_default();
            let output = format!("{folder}/{:02}-{file}", item.number);
            let within = Some(Within { kit: kit.clone(), number: item.number });
            singles.push(Job { output, within, ..job.clone() });
            whole.kit.push(job);
        }
        [whole].into_iter().chain(singles).collect()
    }

    fn job(&self, offer: &Offer, audience: &str, part: &str, profile: &Profile) -> Job {
        let (product, output) = offer.product(&self.known, audience, part, profile);
        let issue = offer.piece;
        let articles = issue.meta.articles.iter().filter_map(|name| self.known.article(issue, audience, name).ok());
        Job { product, output, articles: articles.cloned().collect(), kit: vec![], within: None }
    }
}

/// What is wrong with the kits, once for all their profiles.
fn check_kits(known: &PieceIndex, offers: &mut [Offer], diagnostics: &mut Diagnostics) {
    for n in 0..offers.len() {
        let kit = offers[n];
        if !kit.is_kit() {
            continue;
        }
        let mut problems = Diagnostics::new();
        for audience in audiences_of(kit.piece) {
            offers::items(known, offers, &kit, audience, &mut problems);
        }
        offers[n].is_sound &= is_sound(&problems);
        problems.retain(|problem| !diagnostics.contains(problem));
        diagnostics.append(&mut problems);
    }
}

/// The files of the pieces that go into jobs.
pub fn sources(jobs: impl Iterator<Item = Job>) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for job in jobs {
        for piece in job.pieces() {
            if !paths.contains(&piece.file.path) {
                paths.insert(piece.file.path.clone());
            }
        }
    }
    paths
}
