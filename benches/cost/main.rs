//! What texts cost that are of one kind only, from a kilobyte to a megabyte: reading, converting, and the whole of `anpham check`.
//!
//! ```sh
//! cargo bench --bench cost                          # all kinds, converted: a minute
//! cargo bench --bench cost -- tag --most 65536      # some of them
//! cargo bench --bench cost -- --check --most 16384  # with setting, a process each, given up after a minute
//! ```

#[path = "texts.rs"]
mod texts;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anpham::content;
use anpham::diag::Diagnostics;
use anpham::job::Shop;
use anpham::plan::{Filter, Plan};
use clap::Parser;

use texts::FAMILIES;

/// Cost of texts.
#[derive(Debug, Parser)]
struct Bench {
    /// Kinds whose name holds this; all if not given.
    name: Option<String>,
    /// Longest text in bytes.
    #[arg(long, default_value_t = 1 << 20)]
    most: usize,
    /// The whole of `anpham check`.
    #[arg(long)]
    check: bool,
    /// The format.
    #[arg(long, default_value = "outline")]
    format: String,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let bench = Bench::parse();
    let folder = tempfile::tempdir().expect("a folder");
    let run =
        Command::new(env!("CARGO_BIN_EXE_anpham")).args(["new", "campaign", "."]).current_dir(folder.path()).output();
    assert!(run.expect("the program runs").status.success());
    let sizes: Vec<usize> = (10..=20).step_by(2).map(|n| 1 << n).filter(|size| *size <= bench.most).collect();
    let head = sizes.iter().map(|size| format!("{} KB", size >> 10)).collect::<Vec<_>>().join(" | ");
    println!("| milliseconds | {head} |\n|---|{}", "--:|".repeat(sizes.len()));
    for family in FAMILIES.iter().filter(|family| bench.name.as_ref().is_none_or(|name| family.name.contains(name))) {
        let mut cells = Vec::new();
        for size in &sizes {
            let path = folder.path().join("content/kh-116/nong-dan/to-roi.md");
            let header = format!("---\ntitle: Bài\nsummary: Tóm tắt.\nformats: [{}]\n---\n\n", bench.format);
            // With its header and what is over it stays within the longest file that is read.
            let text = family.text(size - header.len() - 256);
            std::fs::write(&path, header + &text).expect("written");
            cells.push(if bench.check { check(folder.path()) } else { convert(folder.path()) });
        }
        println!("| {} | {} |", family.name, cells.join(" | "));
    }
}

/// Loading the workspace, and the source of the first job, with the most memory that both take.
fn convert(root: &Path) -> String {
    // Linux counts the peak anew from here.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = memory("self", "VmRSS:").unwrap_or(0);
    let begin = Instant::now();
    let mut found = Diagnostics::new();
    let shop: std::sync::Arc<Shop> = Shop::load(root, &mut found).expect("a workspace").expect("a campaign");
    let loaded = begin.elapsed();
    let everything = Filter::default();
    let plan = Plan::new(&shop.content, &shop.layouts, &["screen".into()], &everything, &mut found);
    let jobs: Vec<_> = plan.jobs().collect();
    let begin = Instant::now();
    let _: &content::Content = &shop.content;
    for job in jobs.iter().take(1) {
        shop.source(job, &mut found);
    }
    let converted = begin.elapsed();
    let taken = memory("self", "VmHWM:").unwrap_or(0).saturating_sub(before);
    format!("{} + {} ({} MB)", loaded.as_millis(), converted.as_millis(), taken >> 10)
}

/// A line of what Linux tells of a process's memory, in kilobytes.
fn memory(process: &str, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The whole check in a process of its own, with the most memory that it takes.
fn check(root: &Path) -> String {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_anpham"))
        .args(["check", "--profile", "screen", "--quiet", "--timeout", "60"])
        .current_dir(root)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    let mut peak = 0;
    while child.try_wait().expect("a child").is_none() {
        peak = memory(&child.id().to_string(), "VmHWM:").unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(2));
    }
    format!("{} ({} MB)", begin.elapsed().as_millis(), peak >> 10)
}
