//! Typst in this process, without the pipeline: sources are read, set, exported and written.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anpham::content::{Date, ProfileKind};
use anpham::workers::{self, Event, RunLimits, Shift};
use anpham::{fs, pdf};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

struct Loader(std::path::PathBuf);

impl FileLoader for Loader {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_without_slash();
        std::fs::read(self.0.join(path)).map(Bytes::new).map_err(|_| FileError::NotFound(path.into()))
    }
}

/// What all documents share.
struct Shared {
    files: FileStore<Loader>,
    fonts: FontStore,
    library: LazyHash<Library>,
    main: FileId,
}

struct Document<'a> {
    shared: &'a Shared,
    main: Source,
}

impl World for Document<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.main { Ok(self.main.clone()) } else { self.shared.files.source(id) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.shared.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<typst::foundations::Duration>) -> Option<Datetime> {
        Datetime::from_ymd(2026, 11, 23)
    }
}

/// Makes a PDF of every source in a folder, or of the first one `repeat` times.
pub(crate) fn run(root: &Path, folder: &Path, repeat: Option<usize>, threads: usize) {
    let shared = Arc::new(shared(root));
    let sources = crate::process::sources_in(folder);
    let made = root.join("made-in-process");
    std::fs::create_dir_all(&made).expect("a folder");
    let count = repeat.unwrap_or(sources.len());
    let phases: Arc<[AtomicU64; 3]> = Arc::default();
    let spent = phases.clone();
    let work = move |n: &usize| {
        let path = if repeat.is_some() { &sources[0] } else { &sources[*n] };
        let text = std::fs::read_to_string(path).expect("a source");
        let world = Document { shared: &shared, main: Source::new(shared.main, text) };
        let begin = Instant::now();
        let mut document = typst::compile::<PagedDocument>(&world).output.expect("pages");
        let set = Instant::now();
        let date = Date { year: 2026, month: 11, day: 23 };
        let info =
            pdf::Info { title: "Tờ rơi".into(), author: "Ban Tuyên giáo".into(), date, ident: n.to_string() };
        let pdf = pdf::export(&mut document, ProfileKind::Screen, &info).expect("a PDF");
        let exported = Instant::now();
        std::fs::write(made.join(format!("{n}.pdf")), &pdf.bytes).expect("written");
        for (sum, time) in spent.iter().zip([set - begin, exported - set, exported.elapsed()]) {
            sum.fetch_add(time.as_micros().try_into().unwrap_or(u64::MAX), Ordering::Relaxed);
        }
        ((), pdf.pages)
    };
    let limits = RunLimits { threads, timeout: Duration::from_secs(600) };
    workers::run(&mut Documents { given: 0, count }, limits, Arc::new(work));
    let each = phases.each_ref().map(|sum| sum.load(Ordering::Relaxed) as f64 / 1e3 / count as f64);
    println!("a document: layout {:.2} ms, export {:.2} ms, writing {:.2} ms of a worker", each[0], each[1], each[2]);
}

/// Documents by number.
struct Documents {
    given: usize,
    count: usize,
}

impl Shift for Documents {
    type Job = usize;
    type Result = ();

    fn next(&mut self) -> Option<usize> {
        self.given += 1;
        (self.given <= self.count).then_some(self.given - 1)
    }

    fn heard(&mut self, n: &usize, event: Event<()>) {
        assert!(matches!(event, Event::Started | Event::Done(())), "document {n}: {event:?}");
    }
}

fn shared(root: &Path) -> Shared {
    let mut fonts = FontStore::new();
    let files = fs::Files::new(root).expect("a workspace");
    for (path, bytes) in files.folder("fonts") {
        if path.ends_with(".ttf") {
            for font in Font::iter(Bytes::new(bytes)) {
                let info = font.info().clone();
                fonts.push((font, info));
            }
        }
    }
    let mut inputs = Dict::new();
    inputs.insert("theme".into(), Value::Str("do-vang".into()));
    inputs.insert("profile".into(), Value::Str("screen".into()));
    let path = VirtualPath::new("main.typ").expect("a path");
    Shared {
        files: FileStore::new(Loader(root.to_path_buf())),
        fonts,
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        main: RootedPath::new(VirtualRoot::Project, path).intern(),
    }
}
