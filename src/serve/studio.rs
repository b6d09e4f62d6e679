//! The workspace as it is now, and its pages as they are asked for. Knows nothing of HTTP.
//!
//! A change makes a new [`Moment`] with a new generation; nothing in an old one changes. Pages are set when somebody asks for
//! them and kept under the key of their inputs, so a change touches the jobs that read what changed and no others.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Instant;

use tokio::sync::{oneshot, watch};
use typst_layout::{Page, PagedDocument};

use super::lanes::{Lanes, Urgency};
use crate::cache::Inputs;
use crate::compile::{self, FilledSlot};
use crate::content::{self, Overlay, Piece};
use crate::diag::{Diagnostic, Diagnostics, Message};
use crate::job::{Readings, SetPages, Shop, place_of};
use crate::layout::{Makes, TypstSource};
use crate::msg;
use crate::plan::{Filter, Job, Plan};
use crate::report::BuildError;

/// Documents that are kept for jumping, comparing and downloads.
const MOST_DOCUMENTS: usize = 8;
/// Bytes of pages that are kept.
const MOST_PAGES: usize = 96 << 20;
/// Publications that are set in between before cached layout is forgotten.
const IDLE_AGE: usize = 6;
/// Rounds that Typst's cached layout may stay unused.
const EVICT_AGE: usize = 4;

/// A workspace at one moment.
#[derive(Debug)]
pub struct Moment {
    /// Counts changes.
    pub generation: u64,
    /// What could be read; `None` if the campaign cannot be known.
    pub shop: Option<Arc<Shop>>,
    inputs: Option<Arc<Inputs>>,
    /// What loading and planning had to say.
    pub diagnostics: Diagnostics,
    /// Jobs of every profile by output path.
    pub jobs: BTreeMap<String, Job>,
}

/// The pages of a job.
#[derive(Debug)]
pub struct View {
    /// Of its inputs: another key, another view.
    pub key: String,
    /// Title as plain text, as far as it is known.
    pub title: String,
    /// Empty after an error.
    pub pages: Vec<PageView>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// Time from source to pages.
    pub millis: f64,
    /// Slots and how full they are.
    pub slots: Vec<FilledSlot>,
    /// Names of what it was seen to read: their values are part of the key.
    reads: Vec<String>,
    /// What it was made of and into; dropped when many others were made since.
    made: Mutex<Option<Arc<MadePages>>>,
}

/// A page of a view.
#[derive(Debug, Clone, PartialEq)]
pub struct PageView {
    /// Of the picture: also its address.
    pub hash: String,
    /// In points, without bleed.
    pub width: f64,
    /// In points.
    pub height: f64,
}

/// A document with its source.
#[derive(Debug)]
pub struct MadePages {
    /// The job.
    pub job: Job,
    /// The shop that made it.
    pub shop: Arc<Shop>,
    /// Main source.
    pub source: TypstSource,
    /// The document.
    pub document: PagedDocument,
}

/// See the [module](self).
pub struct Studio {
    root: PathBuf,
    state: RwLock<Arc<Moment>>,
    overlay: Mutex<Overlay>,
    /// Refreshes are one at a time.
    refreshing: Mutex<()>,
    views: Mutex<HashMap<String, Arc<View>>>,
    recent: Mutex<VecDeque<Arc<View>>>,
    pages: Mutex<KeptPages>,
    lanes: Lanes,
    news: watch::Sender<u64>,
}

impl std::fmt::Debug for Studio {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Studio").field("root", &self.root).finish_non_exhaustive()
    }
}

/// SVG of pages by hash, the oldest dropped first.
#[derive(Default)]
struct KeptPages {
    known: HashMap<String, Arc<str>>,
    order: VecDeque<String>,
    bytes: usize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Studio {
    /// Reads a workspace.
    pub fn open(root: &Path, threads: usize) -> Result<Arc<Self>, BuildError> {
        let empty = Moment { generation: 0, shop: None, inputs: None, diagnostics: vec![], jobs: BTreeMap::new() };
        let studio = Arc::new(Self {
            root: root.to_path_buf(),
            state: RwLock::new(Arc::new(empty)),
            overlay: Mutex::default(),
            refreshing: Mutex::default(),
            views: Mutex::default(),
            recent: Mutex::default(),
            pages: Mutex::default(),
            lanes: Lanes::new(threads),
            news: watch::channel(0).0,
        });
        studio.refresh(true)?;
        Ok(studio)
    }

    /// The workspace folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The workspace now.
    pub fn state(&self) -> Arc<Moment> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells of each new generation.
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Reads the workspace anew. `all` if more than texts below `content/` may have changed.
    pub fn refresh(&self, all: bool) -> Result<(), BuildError> {
        let _one = lock(&self.refreshing);
        let overlay = lock(&self.overlay).clone();
        let old = self.state();
        let mut diagnostics = Diagnostics::new();
        let known = old.shop.clone().zip(old.inputs.clone()).filter(|_| !all);
        let (shop, inputs) = match known {
            Some((shop, inputs)) => {
                let content = content::load_with(&self.root, &overlay, &mut diagnostics);
                let renewed = |content| {
                    Arc::new(Shop {
                        content,
                        layouts: shop.layouts.clone(),
                        files: shop.files.clone(),
                        base: shop.base.clone(),
                        families: shop.families.clone(),
                        presses: shop.presses.clone(),
                        readings: Readings::default(),
                    })
                };
                let shop = content.map(renewed);
                let inputs = shop.as_ref().map(|shop| Arc::new(inputs.renewed(shop)));
                (shop, inputs)
            }
            None => {
                let shop = Shop::load_with(&self.root, &overlay, &mut diagnostics)
                    .map_err(|error| BuildError::Io(self.root.clone(), error))?;
                let inputs = shop.as_ref().map(|shop| Arc::new(Inputs::new(shop)));
                (shop, inputs)
            }
        };
        let mut jobs = BTreeMap::new();
        if let Some(shop) = &shop {
            let profiles: Vec<String> = shop.content.campaign.profiles.keys().cloned().collect();
            let everything = Filter::default();
            let plan = Plan::new(&shop.content, &shop.layouts, &profiles, &everything, &mut diagnostics);
            // The single files of a kit are outputs that have a card of their own already.
            let is_page = |job: &Job| shop.layouts.formats.get(&job.format).is_some_and(|f| f.makes == Makes::Pages);
            let shown = plan.jobs().filter(|job| job.within.is_none() && is_page(job));
            jobs = shown.map(|job| (job.output.clone(), job)).collect();
        }
        // What several profiles have in common is said once.
        let mut seen = Vec::new();
        diagnostics.retain(|found| {
            let new = !seen.contains(found);
            if new {
                seen.push(found.clone());
            }
            new
        });
        let generation = old.generation + 1;
        // A campaign that cannot be read leaves the last one to look at, under its error.
        let broken = shop.is_none() && old.shop.is_some();
        let state = if broken {
            Moment {
                generation,
                shop: old.shop.clone(),
                inputs: old.inputs.clone(),
                jobs: old.jobs.clone(),
                diagnostics,
            }
        } else {
            Moment { generation, shop, inputs, jobs, diagnostics }
        };
        // What failed may have lacked a file that is there now.
        lock(&self.views).retain(|id, view| state.jobs.contains_key(id) && !(all && view.has_errors()));
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
        typst::comemo::evict(EVICT_AGE);
        self.news.send_replace(generation);
        Ok(())
    }

    /// What somebody has typed and not saved; `None` takes it back.
    pub fn type_over(&self, path: &str, text: Option<String>) -> Result<(), BuildError> {
        let changed = match text {
            Some(text) => lock(&self.overlay).insert(path.to_string(), text.clone()).as_ref() != Some(&text),
            None => lock(&self.overlay).remove(path).is_some(),
        };
        // The campaign decides on palettes, profiles and the rest: all is read anew.
        if changed { self.refresh(path == content::CAMPAIGN_FILE) } else { Ok(()) }
    }

    /// Texts that are not saved.
    pub fn unsaved(&self) -> Vec<String> {
        lock(&self.overlay).keys().cloned().collect()
    }

    /// The key of a job's inputs now.
    pub fn key(&self, state: &Moment, job: &Job) -> Option<String> {
        let (shop, inputs) = (state.shop.as_ref()?, state.inputs.as_ref()?);
        Some(key_of(shop, inputs, job, &self.reads(inputs, shop, job)))
    }

    /// What a job read when it was last set; all that it might read, where that is not known.
    fn reads(&self, inputs: &Inputs, shop: &Shop, job: &Job) -> Vec<String> {
        self.last(&job.output).map_or_else(|| inputs.might_read(shop, &job.piece), |view| view.reads.clone())
    }

    /// A view as it was last made, fresh or not.
    pub fn last(&self, id: &str) -> Option<Arc<View>> {
        lock(&self.views).get(id).cloned()
    }

    /// The pages of a job as its inputs are now. `None` if there is no such job any more.
    pub async fn view(self: &Arc<Self>, id: &str, order: Urgency) -> Option<Arc<View>> {
        loop {
            let state = self.state();
            let job = state.jobs.get(id)?.clone();
            let key = self.key(&state, &job)?;
            if let Some(view) = self.last(id).filter(|view| view.key == key) {
                return Some(view);
            }
            let (shop, inputs) = (state.shop.clone()?, state.inputs.clone()?);
            let reads = self.reads(&inputs, &shop, &job);
            let (sender, receiver) = oneshot::channel();
            // Told by the work that ends, or dropped when it is given up.
            let sender = Arc::new(Mutex::new(Some(sender)));
            let given_up = sender.clone();
            let piece = job.piece.clone();
            let tell = move || {
                if let Some(sender) = lock(&sender).take() {
                    let _ = sender.send(());
                }
            };
            let studio = self.clone();
            let (name, of_job, read) = (id.to_string(), key.clone(), reads.clone());
            let work = move |may: Result<(), Message>| {
                // A newer change has made this one worth nothing: what is asked for next is the newer one.
                let state = studio.state();
                let current = state.jobs.get(&name).and_then(|job| studio.key(&state, job));
                if current.as_deref() == Some(&of_job) {
                    match may {
                        Ok(()) => {
                            let (mut view, svgs) = set(&shop, &job, of_job);
                            // A mistake may lie in anything that a text asked for.
                            if view.has_errors() {
                                view.reads.extend(inputs.might_read(&shop, &job.piece));
                            }
                            view.key = key_of(&shop, &inputs, &job, &view.reads);
                            studio.keep(&name, (view, svgs));
                        }
                        Err(message) => studio.refuse(&name, (of_job, read), message, &job.piece),
                    }
                }
                tell();
            };
            self.lanes.put(id, order, work, move || drop(lock(&given_up).take()));
            // Dropped: the work panicked, or was given up.
            if receiver.await.is_err() {
                self.refuse(id, (key, reads), msg!("serve-given-up", output = id), &piece);
            }
        }
    }

    /// Keeps a view that says why there is none, until its inputs change.
    fn refuse(&self, id: &str, (key, reads): (String, Vec<String>), message: Message, piece: &Piece) {
        let problem = Diagnostic::error(message).at(place_of(piece)).hint(msg!("serve-given-up-hint"));
        self.keep(id, (View { reads, ..View::failed(key, problem) }, vec![]));
    }

    fn keep(&self, id: &str, (view, svgs): (View, Vec<String>)) {
        let view = Arc::new(view);
        let mut pages = lock(&self.pages);
        for (page, svg) in view.pages.iter().zip(svgs) {
            pages.put(&page.hash, svg);
        }
        drop(pages);
        lock(&self.views).insert(id.to_string(), view.clone());
        let mut recent = lock(&self.recent);
        recent.push_back(view);
        while recent.len() > MOST_DOCUMENTS {
            if let Some(old) = recent.pop_front() {
                *lock(&old.made) = None;
            }
        }
    }

    /// The document of a view, set again if it was let go.
    pub async fn made(self: &Arc<Self>, id: &str) -> Option<Arc<MadePages>> {
        let view = self.view(id, Urgency::Asked).await?;
        if let Some(made) = view.made() {
            return Some(made);
        }
        if view.pages.is_empty() {
            return None;
        }
        lock(&self.views).remove(id);
        self.view(id, Urgency::Asked).await?.made()
    }

    /// A page's picture.
    pub fn page(&self, hash: &str) -> Option<Arc<str>> {
        lock(&self.pages).known.get(hash).cloned()
    }

    /// Sets all jobs of a profile when nothing else is to do, until the workspace changes.
    pub async fn set_all(self: &Arc<Self>, profile: &str) {
        let state = self.state();
        let ids: Vec<String> =
            state.jobs.values().filter(|job| job.profile == profile).map(|job| job.output.clone()).collect();
        for id in ids {
            if self.state().generation != state.generation {
                return;
            }
            self.view(&id, Urgency::Idle).await;
            // A whole campaign's cached layout would fill the memory.
            typst::comemo::evict(IDLE_AGE);
        }
    }
}

impl KeptPages {
    fn put(&mut self, hash: &str, svg: String) {
        if self.known.contains_key(hash) {
            return;
        }
        self.bytes += svg.len();
        self.known.insert(hash.to_string(), svg.into());
        self.order.push_back(hash.to_string());
        while self.bytes > MOST_PAGES && self.order.len() > 1 {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(svg) = self.known.remove(&oldest) {
                self.bytes -= svg.len();
            }
        }
    }
}

impl View {
    fn failed(key: String, problem: Diagnostic) -> Self {
        Self {
            key,
            title: String::new(),
            pages: vec![],
            diagnostics: vec![problem],
            millis: 0.0,
            slots: vec![],
            reads: vec![],
            made: Mutex::new(None),
        }
    }

    /// The document, if it is still kept.
    pub fn made(&self) -> Option<Arc<MadePages>> {
        lock(&self.made).clone()
    }

    /// Whether anything keeps it from being printed.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

fn key_of(shop: &Shop, inputs: &Inputs, job: &Job, reads: &[String]) -> String {
    inputs.key(shop, job, reads.iter().map(String::as_str)).digest()[..16].to_string()
}

/// From a job to its pages: the stages of [`Shop::run`], with pictures for the browser in the place of the PDF. Pages are
/// shown also where text does not fit; what is wrong stands beside them.
fn set(shop: &Arc<Shop>, job: &Job, key: String) -> (View, Vec<String>) {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let mut view = View::failed(key, Diagnostic::error(msg!("serve-given-up", output = job.output)));
    view.diagnostics.clear();
    let mut svgs = Vec::new();
    if let Some(SetPages { sheet, document, reads, .. }) = shop.set(job, &mut diagnostics) {
        view.reads = reads.into_iter().chain(sheet.pictures).collect();
        view.title = sheet.title;
        if let Some(document) = document {
            view.slots = compile::slots(&document);
            for page in document.pages() {
                let svg = typst_svg::svg(page, &typst_svg::SvgOptions { render_bleed: false, pretty: false });
                let hash = blake3::hash(svg.as_bytes()).to_hex()[..24].to_string();
                let size = page.frame.size();
                view.pages.push(PageView { hash, width: size.x.to_pt(), height: size.y.to_pt() });
                svgs.push(svg);
            }
            let made = MadePages { job: job.clone(), shop: shop.clone(), source: sheet.source, document };
            view.made = Mutex::new(Some(Arc::new(made)));
        }
    }
    view.diagnostics = diagnostics;
    view.millis = start.elapsed().as_secs_f64() * 1000.0;
    (view, svgs)
}

impl MadePages {
    /// The PDF of the job's profile, as `anpham build` makes it.
    pub fn pdf(&self, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
        let made = self.shop.run(&self.job, diagnostics)?;
        Some(made.artifact.bytes)
    }

    /// A picture of a page, so many pixels wide.
    pub fn png(&self, page: usize, width: f64) -> Option<Vec<u8>> {
        let page: &Page = self.document.pages().get(page)?;
        let pixel_per_pt = (width / page.frame.size().x.to_pt().max(1.0)).clamp(0.01, 20.0);
        let options = typst_render::RenderOptions { pixel_per_pt: pixel_per_pt.into(), render_bleed: false };
        typst_render::render(page, &options).encode_png().ok()
    }

    /// What a file of this document is called.
    pub fn file_name(&self) -> String {
        self.job.output.rsplit('/').next().unwrap_or_default().to_string()
    }
}
