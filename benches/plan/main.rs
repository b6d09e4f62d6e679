//! A plan of a million jobs, with the memory that it takes.
//!
//! ```sh
//! cargo bench --bench plan                     # 5,000 pieces × 5 audiences × 10 formats × 4 profiles
//! cargo bench --bench plan -- --pieces 500     # a tenth of it
//! ```

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anpham::content::{Content, FrontMatter, Piece, Profile, ProfileKind, Spanned};
use anpham::diag::{Diagnostics, SourceFile};
use anpham::job::Shop;
use anpham::plan::{Filter, Plan};
use clap::Parser;

/// Bytes that are in use, and the most that ever were.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all of it is done by the system's allocator; counting touches no memory of its own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(live, Ordering::Relaxed);
        // SAFETY: the caller's promises are those of the system's allocator.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: it came from there.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Cost of a plan.
#[derive(Debug, Parser)]
struct Bench {
    /// Pieces.
    #[arg(long, default_value_t = 5_000)]
    pieces: usize,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Formats that ask for no more than a title and a summary.
const FORMATS: [&str; 10] = [
    "leaflet",
    "leaflet-a4",
    "outline",
    "outline-a5",
    "bifold",
    "bifold-a3",
    "board",
    "board-a2",
    "talking-points",
    "trifold",
];

fn main() {
    let bench = Bench::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shop = Shop::load(root, &mut Diagnostics::new()).expect("readable").expect("a campaign");
    let shop = Arc::into_inner(shop).expect("nobody else has it");
    let mut content = shop.content;
    let own = Profile::new("proof", ProfileKind::Screen);
    content.campaign.profiles.insert("proof".into(), own);
    content.pieces = (0..bench.pieces).map(|n| piece(&content, n)).collect();
    let profiles: Vec<String> = content.campaign.profiles.keys().take(4).cloned().collect();

    let before = LIVE.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let begin = Instant::now();
    let mut found = Diagnostics::new();
    let everything = Filter::default();
    let plan = Plan::new(&content, &shop.layouts, &profiles, &everything, &mut found);
    let planned = begin.elapsed();
    let (mut jobs, mut letters) = (0, 0);
    for job in plan.jobs() {
        jobs += 1;
        letters += job.id().to_string().len();
    }
    let passed = begin.elapsed() - planned;
    assert_eq!(jobs, plan.count());
    let most = MOST.load(Ordering::Relaxed) - before;
    let mistakes: BTreeSet<String> = found.iter().map(|found| found.message.id.to_string()).collect();
    println!(
        "{jobs} jobs of {} pieces, names of {} letters each; found: {mistakes:?}",
        bench.pieces,
        letters / jobs.max(1)
    );
    println!("checked in {:.2} s, gone through in {:.2} s", planned.as_secs_f64(), passed.as_secs_f64());
    println!("most memory beyond the pieces: {:.1} MB", most as f64 / 1e6);
    if let Some(line) = std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|all| all.lines().find(|line| line.starts_with("VmHWM")).map(String::from))
    {
        println!("of the whole process: {}", line.trim_start_matches("VmHWM:").trim());
    }
    assert!(most < 200_000_000, "a plan keeps its jobs");
}

/// A piece for five audiences in ten formats.
fn piece(content: &Content, n: usize) -> Arc<Piece> {
    let spanned = |value: &str| Spanned { value: value.to_string(), range: 0..0 };
    let directive = content.directives.keys().next().expect("a directive");
    let mut audiences = content.audiences.iter().map(|audience| audience.id.as_str()).take(5);
    let audience = audiences.next().expect("an audience").to_string();
    let id = format!("bai-{n:05}");
    let meta = FrontMatter {
        text: [("title", spanned("Bài")), ("summary", spanned("Tóm tắt."))].into(),
        formats: FORMATS.map(spanned).into(),
        audiences: audiences.map(spanned).collect(),
        ..FrontMatter::default()
    };
    let file = SourceFile::new(format!("content/{directive}/{audience}/{id}.md"), "Một câu.\n");
    Arc::new(Piece { id, directive: directive.clone(), audience, file, meta, body: 0..10, is_faulty: false })
}
