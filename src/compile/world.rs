//! What a compile may see: one shared base (library, fonts, parsed modules) and a thin world per job.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ecow::{EcoString, EcoVec};
use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Array, Bytes, Datetime, Dict, Duration, NativeElement, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use super::dress;
use crate::content::{Campaign, Date, Logo, Profile, ProfileKind};
use crate::fs::{Files, ReadError};
use crate::layout::TypstSource;
use crate::pictures;
use crate::store::{Embedded, Source as _};

/// What all jobs of a run share.
pub struct Base {
    files: FileStore<Loader>,
    fonts: FontStore,
    libraries: BTreeMap<String, LazyHash<Library>>,
    /// Of pages that screen and press share, by the inks of a profile; none where the layouts do not know how.
    shared: BTreeMap<String, LazyHash<Library>>,
    /// Pages that were set last and may be asked for again.
    laid: Mutex<VecDeque<(u128, Arc<OnceLock<Option<Laid>>>)>>,
    today: Option<Datetime>,
    main: FileId,
    /// What was made once of the theme's functions, by library and path.
    once: Mutex<BTreeMap<(u128, String), Once>>,
    /// See [`Base::has_own_colors`].
    has_own_colors: bool,
}

/// A value that one thread makes and others wait for.
type Once = Arc<OnceLock<FileResult<Bytes>>>;

impl std::fmt::Debug for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Base").field("today", &self.today).finish_non_exhaustive()
    }
}

/// Serves the workspace and nothing else: no package, no path or link out of it.
struct Loader(Files);

impl FileLoader for Loader {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if !matches!(id.root(), VirtualRoot::Project) {
            return Err(FileError::Other(Some("packages are not available in a build".into())));
        }
        let path = id.vpath().get_without_slash();
        let read = self.0.read(path).map(|bytes| Bytes::new(pictures::carried(bytes)));
        read.map_err(|error| match error {
            ReadError::NotFound => FileError::NotFound(path.into()),
            ReadError::Outside => FileError::AccessDenied,
            ReadError::Io(text) => FileError::Other(Some(text.into())),
        })
    }
}

impl Base {
    /// Indexes fonts and builds a library for each profile.
    pub fn new(files: Files, campaign: &Campaign, today: Date) -> Self {
        let fonts = super::fonts::load(&files);
        // What is wrong with the palette is told once, and not again by every page that misses a colour.
        let stand_in = crate::theme::stand_in(&files, campaign);
        let theme = stand_in.as_ref().unwrap_or(&campaign.brand.theme);
        let library = |kind: &str, spots: &str| {
            let mut inputs = Dict::new();
            inputs.insert("theme".into(), Value::Str(theme.as_str().into()));
            inputs.insert("profile".into(), Value::Str(kind.into()));
            inputs.insert("once".into(), Value::Str(ONCE.into()));
            inputs.insert("logos".into(), Value::Array(logos(campaign)));
            inputs.insert("spots".into(), Value::Str(spots.into()));
            LazyHash::new(Library::builder().with_inputs(inputs).build())
        };
        let profiles = campaign.profiles.values();
        let own = |profile: &Profile| (profile.name.clone(), library(kind_name(profile.kind), &spots(profile)));
        let libraries = profiles.clone().map(own).collect();
        let can_share = as_carried(&files);
        let press = profiles.filter(|profile| profile.kind == ProfileKind::Print && can_share);
        let shared = press.map(|profile| (spots(profile), library(BOTH, &spots(profile)))).collect();
        Self {
            files: FileStore::new(Loader(files)),
            fonts,
            libraries,
            shared,
            laid: Mutex::default(),
            today: Datetime::from_ymd(today.year, today.month, today.day),
            main: file_id("main.typ"),
            once: Mutex::default(),
            has_own_colors: stand_in.is_none(),
        }
    }

    /// What the pages take for today, as text.
    pub fn today(&self) -> String {
        format!("{:?}", self.today)
    }

    /// Whether pages have the colours that the campaign asks for. Else they are looked through and not made.
    pub fn has_own_colors(&self) -> bool {
        self.has_own_colors
    }

    /// Whether screen and press share the pages of some formats.
    pub fn shares(&self) -> bool {
        !self.shared.is_empty()
    }

    /// Whether they share those of a format, so that a page is set with its bleed also for the screen. A layout of one's own is
    /// set for each profile by itself: it may do with a colour what only one of them can.
    pub fn shares_pages_of(&self, format: &str) -> bool {
        self.shares() && !Embedded.list(&format!("layouts/{format}")).is_empty()
    }

    /// The pages of a source that is set for screen and press at once; none where it must be set for each by itself.
    pub(super) fn laid(&self, profile: &Profile, source: &TypstSource) -> Option<Laid> {
        if !source.formats.iter().all(|format| self.shares_pages_of(format)) {
            return None;
        }
        let library = match profile.kind {
            ProfileKind::Draft => None,
            ProfileKind::Screen => self.shared.values().next(),
            ProfileKind::Print => self.shared.get(&spots(profile)),
        }?;
        let key = hash128(&(library, &source.text, &source.files));
        let made = {
            let mut laid = self.laid.lock().unwrap_or_else(PoisonError::into_inner);
            match laid.iter().position(|(known, _)| *known == key) {
                Some(at) => laid[at].1.clone(),
                None => {
                    let new = Arc::new(OnceLock::new());
                    laid.push_back((key, new.clone()));
                    if laid.len() > MOST_LAID {
                        laid.pop_front();
                    }
                    new
                }
            }
        };
        let set = || {
            let world = JobWorld { library, ..self.world(profile, source) };
            let Warned { output, warnings } = world.set();
            let document = output.ok().filter(dress::can_be_dressed)?;
            Some(Laid { document, warnings, reads: world.reads() })
        };
        made.get_or_init(set).clone()
    }

    /// The world of one job for a profile of the campaign.
    pub fn world(&self, profile: &Profile, source: &TypstSource) -> JobWorld<'_> {
        let files = source.files.iter().map(|(path, bytes)| (path.clone(), Bytes::new(bytes.clone()))).collect();
        // One and the same file id for every job: spans agree, and layout is reused between variants.
        JobWorld {
            base: self,
            library: &self.libraries[&profile.name],
            main: Source::new(self.main, source.text.clone()),
            files,
            reads: Mutex::default(),
            wanted: Mutex::default(),
        }
    }

    /// Where the value of a call is kept.
    fn once(&self, library: &LazyHash<Library>, call: &str) -> Once {
        let key = (hash128(library), call.to_string());
        self.once.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }

    /// The value of a function of the theme, as CBOR.
    fn make_once(&self, library: &LazyHash<Library>, call: &str) -> FileResult<Bytes> {
        let source = calling(call).ok_or_else(|| FileError::NotFound(call.into()))?;
        let main = Source::new(self.main, source);
        let world = JobWorld {
            base: self,
            library,
            main,
            files: BTreeMap::new(),
            reads: Mutex::default(),
            wanted: Mutex::default(),
        };
        let failure = |text: EcoString| FileError::Other(Some(text));
        let document = typst::compile::<PagedDocument>(&world).output;
        let document = document.map_err(|errors| failure(errors[0].message.clone()))?;
        let found = document.introspector().query_first(&MetadataElem::ELEM.select());
        match found.and_then(|found| found.to_packed::<MetadataElem>().map(|data| data.value.clone())) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(failure("it has no value".into())),
        }
    }

    /// The bytes of a workspace file.
    pub(super) fn bytes(&self, path: &str) -> Option<Bytes> {
        let path = VirtualPath::new(path).ok()?;
        self.files.file(RootedPath::new(VirtualRoot::Project, path).intern()).ok()
    }

    /// The text of a workspace file that a message points to.
    pub(super) fn text(&self, id: FileId) -> Option<String> {
        self.files.source(id).ok().map(|source| source.text().to_string())
    }
}

/// How often pages are set for what they want: the first that wants something ends the round.
const MOST_ROUNDS: usize = 64;

/// Where the theme finds what is made once.
const ONCE: &str = "/once/";

/// The document that gives the value of a call; none for what is no call of a function of the theme with plain numbers.
fn calling(call: &str) -> Option<String> {
    let mut parts = call.strip_suffix(".cbor")?.split('/');
    let (module, function) = (parts.next()?, parts.next()?);
    let numbers: Vec<&str> = parts.collect();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let are_numbers = numbers.iter().all(|number| number.parse::<f64>().is_ok_and(f64::is_finite));
    (is_name(module) && is_name(function) && are_numbers).then(|| {
        let numbers = numbers.join(", ");
        format!("#import \"/layouts/theme/{module}.typ\"\n#metadata(cbor.encode({module}.{function}({numbers})))")
    })
}

/// Pages that are remembered for the other profile: more than a run sets before it comes to them.
const MOST_LAID: usize = 48;

/// Pages that screen and press share, before they are dressed.
#[derive(Clone)]
pub(super) struct Laid {
    pub(super) document: PagedDocument,
    pub(super) warnings: EcoVec<SourceDiagnostic>,
    /// Workspace paths of what was read.
    pub(super) reads: BTreeSet<String>,
}

/// How layouts know that they set pages for screen and press at once.
const BOTH: &str = "both";

/// Whether all layouts of the program are as it carries them, so that they keep the rules of sharing: a colour is named or made by
/// `blend` and `tint`, and nothing but the palette asks for the profile.
fn as_carried(files: &Files) -> bool {
    let carried = Embedded.list("layouts");
    let code = carried.iter().filter(|path| path.ends_with(".typ"));
    code.into_iter().all(|path| files.read(path).ok() == Embedded.read(path).ok())
}

/// The inks that the press of a profile mixes by itself.
fn spots(profile: &Profile) -> String {
    let spots: Vec<&str> = profile.press.mixed().map(|spot| spot.value.as_str()).collect();
    spots.join(",")
}

/// The logos as the theme knows them. It sets them in the one place that every format has for them.
fn logos(campaign: &Campaign) -> Array {
    let text = |text: &str| Value::Str(text.into());
    let logo = |logo: &Logo| {
        let mut dict = Dict::new();
        dict.insert("path".into(), text(&format!("/{}", logo.path.value)));
        dict.insert("name".into(), text(&logo.name));
        dict.insert("format".into(), text(logo.format.unwrap_or_default()));
        Value::Dict(dict)
    };
    campaign.brand.logos.iter().map(logo).collect()
}

/// How layouts know a profile.
pub fn kind_name(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Draft => "draft",
        ProfileKind::Screen => "screen",
        ProfileKind::Print => "print",
    }
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What one job sees. Records every file that it asks for.
pub struct JobWorld<'a> {
    base: &'a Base,
    library: &'a LazyHash<Library>,
    main: Source,
    files: BTreeMap<String, Bytes>,
    reads: Mutex<BTreeSet<String>>,
    /// What is made once and was not there yet.
    wanted: Mutex<BTreeSet<String>>,
}

impl JobWorld<'_> {
    /// The main source.
    pub(super) fn main_source(&self) -> &Source {
        &self.main
    }

    /// Sets the pages. What is wanted of things made once is made then, and the pages are set again: `MODULE/FUNCTION/NUMBER….cbor`
    /// below [`ONCE`] is the value of a function of the theme. Typst would forget it with the layouts of some pages, and a drawing
    /// that all pages of a campaign show is dear.
    pub(super) fn set(&self) -> Warned<SourceResult<PagedDocument>> {
        for _ in 0..MOST_ROUNDS {
            let set = typst::compile::<PagedDocument>(self);
            let wanted = std::mem::take(&mut *self.wanted.lock().unwrap_or_else(PoisonError::into_inner));
            if wanted.is_empty() {
                return set;
            }
            for call in wanted {
                let make = || self.base.make_once(self.library, &call);
                let _ = self.base.once(self.library, &call).get_or_init(make);
            }
        }
        typst::compile::<PagedDocument>(self)
    }

    /// Workspace paths of the files that were read, layouts included.
    pub(super) fn reads(&self) -> BTreeSet<String> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over what was read when its pages were set.
    pub(super) fn has_read(&self, reads: BTreeSet<String>) {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).extend(reads);
    }

    fn record(&self, id: FileId) {
        let path = id.vpath().get_without_slash().to_string();
        self.reads.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
    }
}

impl World for JobWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.base.fonts.book()
    }

    fn main(&self) -> FileId {
        self.base.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.base.main {
            return Ok(self.main.clone());
        }
        self.record(id);
        self.base.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.base.main {
            return Ok(Bytes::from_string(self.main.clone()));
        }
        if let Some(bytes) = self.files.get(id.vpath().get_without_slash()) {
            return Ok(bytes.clone());
        }
        if let Some(call) = id.vpath().get_with_slash().strip_prefix(ONCE) {
            // Not made here: Typst asks also while it holds what it remembers, and would wait for itself.
            return self.base.once(self.library, call).get().cloned().unwrap_or_else(|| {
                self.wanted.lock().unwrap_or_else(PoisonError::into_inner).insert(call.to_string());
                Err(FileError::NotFound(call.into()))
            });
        }
        self.record(id);
        self.base.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.base.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.base.today
    }
}

impl typst_ide::IdeWorld for JobWorld<'_> {
    fn upcast(&self) -> &dyn World {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_a_function_of_the_theme_with_numbers() {
        let source = calling("motif/network/69116/-60.5.cbor").expect("a call");
        assert!(source.ends_with("#metadata(cbor.encode(motif.network(69116, -60.5)))"), "{source}");
        for other in [
            "motif.cbor",
            "motif/network/69116",
            "motif/network/panic().cbor",
            "motif/network/inf.cbor",
            "../motif/network/1.cbor",
            "motif/a(1)/1.cbor",
            "motif/network//1.cbor",
        ] {
            assert_eq!(calling(other), None, "{other}");
        }
    }
}
