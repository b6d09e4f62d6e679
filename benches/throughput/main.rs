//! How many leaflets a second, against what else could make them, all on all cores in one run.
//!
//! ```sh
//! cargo bench --bench throughput                      # everything, about three minutes
//! cargo bench --bench throughput -- speed --rounds 5
//! cargo bench --bench throughput -- memory --many 10000
//! cargo bench --bench throughput -- fresh
//! cargo bench --bench throughput -- print
//! ```
//!
//! Every way is a process of its own, timed from its start to its end, with its peak memory (`VmHWM`) and its processor
//! time read from `/proc`; where there is no `/proc`, only times are shown. Read the ratios, not the times: the machine
//! may be busy with other things, and the ways take turns so that each meets the same machine.

mod bare;
mod campaign;
mod finishing;
mod process;

use std::path::Path;

use clap::{Args, Parser, Subcommand};

use crate::campaign::Kind;
use crate::process::{Measure, Ways};

/// The same allocator as the program: the ways differ in their work alone.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Throughput, memory and no-change builds.
#[derive(Debug, Parser)]
struct Bench {
    #[command(subcommand)]
    part: Option<Part>,
    #[command(flatten)]
    sizes: Sizes,
    /// Given by `cargo bench`.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Debug, Clone, Args)]
struct Sizes {
    /// Leaflets that share most of their text.
    #[arg(long, default_value_t = 1000, global = true)]
    similar: usize,
    /// Leaflets of wholly different texts.
    #[arg(long, default_value_t = 300, global = true)]
    different: usize,
    /// Leaflets for one round of the Typst command line.
    #[arg(long, default_value_t = 100, global = true)]
    cli: usize,
    /// Leaflets in the small campaign of the memory part, and in the no-change build.
    #[arg(long, default_value_t = 1000, global = true)]
    few: usize,
    /// Leaflets in the large campaign of the memory part.
    #[arg(long, default_value_t = 10_000, global = true)]
    many: usize,
    /// Rounds; the best of each way counts.
    #[arg(long, default_value_t = 3, global = true)]
    rounds: usize,
    /// Workers; one a core if not given.
    #[arg(long, global = true)]
    threads: Option<usize>,
}

#[derive(Debug, Clone, Subcommand)]
enum Part {
    /// Documents a second of each way.
    Speed,
    /// Peak memory of few and of many jobs.
    Memory,
    /// A build when nothing has changed.
    Fresh,
    /// Print-ready files, and what finishing them costs.
    Print,
    /// Write a campaign and its sources, to look at or to profile.
    Write {
        /// A new folder.
        root: std::path::PathBuf,
        /// Wholly different texts.
        #[arg(long)]
        unlike: bool,
        /// How many leaflets.
        #[arg(long, default_value_t = 200)]
        count: usize,
    },
    /// Typst in this process, without the pipeline: started by the parts above.
    #[command(hide = true)]
    Bare {
        /// The workspace.
        root: std::path::PathBuf,
        /// The folder of sources, set one after the other.
        sources: std::path::PathBuf,
        /// Set the first source this many times instead.
        #[arg(long)]
        repeat: Option<usize>,
    },
}

fn main() {
    let Bench { part, mut sizes, .. } = Bench::parse();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = *sizes.threads.get_or_insert(threads);
    match part {
        Some(Part::Bare { root, sources, repeat }) => bare::run(&root, &sources, repeat, threads),
        Some(Part::Write { root, unlike, count }) => {
            campaign::write(&root, if unlike { Kind::Different } else { Kind::Similar }, count);
            campaign::sources(&root);
        }
        Some(Part::Speed) => speed(&sizes),
        Some(Part::Memory) => memory(&sizes),
        Some(Part::Fresh) => fresh(&sizes),
        Some(Part::Print) => print(&sizes),
        None => {
            speed(&sizes);
            memory(&sizes);
            fresh(&sizes);
            print(&sizes);
        }
    }
}

/// Print-ready leaflets against plain ones, and what finishing adds to setting and exporting.
fn print(sizes: &Sizes) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let count = sizes.similar;
    campaign::write(root, Kind::Similar, count);
    let sources = campaign::sources(root);
    println!("\nPrint-ready, PDF/X-4 ({count} leaflets of two pages, `print`)");
    let ways = Ways { root, sources: &sources, threads: sizes.threads.unwrap_or(1) };
    let mut program = Measure::new("anpham build --profile print, cold");
    let mut cli = Measure::new("typst CLI, a process a file, plain");
    for _ in 0..sizes.rounds {
        program.add(count, ways.program("print"));
        if let Some(run) = ways.cli(sizes.cli) {
            cli.add(sizes.cli.min(count), run);
        }
    }
    process::table(&[&program, &cli]);
    println!("  anpham against the CLI     {}", ratio(&program, &cli));
    finishing::run(root, count.min(300));
}

fn speed(sizes: &Sizes) {
    for (kind, count) in [(Kind::Similar, sizes.similar), (Kind::Different, sizes.different)] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        campaign::write(root, kind, count);
        let sources = campaign::sources(root);
        println!("\n{} ({count} leaflets of two pages, `screen`: tagged PDF/UA-1)", kind.title());
        let ways = Ways { root, sources: &sources, threads: sizes.threads.unwrap_or(1) };
        let mut program = Measure::new("anpham build, cold");
        let mut bare = Measure::new("typst in-process, no pipeline");
        let mut floor = Measure::new("one identical document (floor)");
        let mut cli = Measure::new("typst CLI, a process a file");
        for _ in 0..sizes.rounds {
            program.add(count, ways.program("screen"));
            bare.add(count, ways.bare(None));
            floor.add(count, ways.bare(Some(count)));
            if let Some(run) = ways.cli(sizes.cli) {
                cli.add(sizes.cli.min(count), run);
            }
        }
        process::table(&[&program, &bare, &floor, &cli]);
        println!("  anpham against the floor   {}", ratio(&program, &floor));
        println!("  anpham against bare typst  {} (processor time {})", ratio(&program, &bare), cost(&program, &bare));
        println!("  anpham against the CLI     {}", ratio(&program, &cli));
    }
}

fn memory(sizes: &Sizes) {
    println!("\nPeak memory (leaflets that share most of their text)");
    let mut peaks = vec![];
    for count in [sizes.few, sizes.many] {
        let folder = tempfile::tempdir().expect("a folder");
        campaign::write(folder.path(), Kind::Similar, count);
        let mut program = Measure::new(&format!("anpham build, {count} jobs"));
        let threads = sizes.threads.unwrap_or(1);
        program.add(count, Ways { root: folder.path(), sources: Path::new(""), threads }.program("screen"));
        process::table(&[&program]);
        peaks.push(program.peak());
    }
    if let [Some(few), Some(many)] = peaks[..] {
        println!("  many against few           {:.2}", many as f64 / few as f64);
    }
}

fn fresh(sizes: &Sizes) {
    println!("\nNothing changed");
    let folder = tempfile::tempdir().expect("a folder");
    campaign::write(folder.path(), Kind::Similar, sizes.few);
    let ways = Ways { root: folder.path(), sources: Path::new(""), threads: sizes.threads.unwrap_or(1) };
    ways.program("screen");
    let mut again = Measure::new(&format!("anpham build again, {} jobs", sizes.few));
    for _ in 0..sizes.rounds {
        again.add(sizes.few, ways.again("screen"));
    }
    process::table(&[&again]);
}

fn ratio(one: &Measure, other: &Measure) -> String {
    match (one.rate(), other.rate()) {
        (Some(one), Some(other)) => format!("{:.2}", one / other),
        _ => "not measured".into(),
    }
}

fn cost(one: &Measure, other: &Measure) -> String {
    match (one.processor(), other.processor()) {
        (Some(one), Some(other)) => format!("{:+.1} %", (one / other - 1.0) * 100.0),
        _ => "not measured".into(),
    }
}
