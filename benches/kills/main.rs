//! Builds that are killed at any moment: what is lost, and what is made twice.
//!
//! ```sh
//! cargo bench --bench kills                    # 200 moments
//! cargo bench --bench kills -- --moments 20
//! ```
//!
//! The campaign that `anpham new campaign` writes is built in all profiles, killed, and built again.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use clap::Parser;

/// Builds that are killed.
#[derive(Debug, Parser)]
struct Bench {
    /// How many.
    #[arg(long, default_value_t = 200)]
    moments: u32,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What was seen of the builds that were killed with so many jobs finished.
#[derive(Debug, Default)]
struct Row {
    builds: usize,
    /// Files below `output/` that are none of a whole build.
    torn: usize,
    /// Finished jobs that the next build made again.
    again: usize,
    /// Next builds whose files are not those of a build that was not killed.
    differing: usize,
}

fn main() {
    let bench = Bench::parse();
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let new = Command::new(env!("CARGO_BIN_EXE_anpham")).args(["new", "campaign", "."]).current_dir(root).output();
    assert!(new.expect("the program runs").status.success());
    let begin = Instant::now();
    let all = made(root);
    let whole = begin.elapsed();
    let expected = outputs(root);
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for moment in 0..bench.moments {
        std::fs::remove_dir_all(root.join("output")).expect("removed");
        let mut build = start(root).spawn().expect("the program runs");
        // Spread over the run and a little beyond its end, in an order of no meaning.
        thread::sleep(whole * (moment * 77 % bench.moments) / bench.moments * 11 / 10);
        let _ = build.kill();
        build.wait().expect("a child");
        let journal = std::fs::read(root.join("output/.cache/journal.jsonl"));
        let is_listed = root.join("output/manifest.json").exists();
        let finished = match &journal {
            Ok(lines) => lines.iter().filter(|byte| **byte == b'\n').count(),
            Err(_) if is_listed => all,
            Err(_) => 0,
        };
        let name = match finished {
            0 => "nothing".to_string(),
            _ if finished == all => "everything".to_string(),
            _ => format!("{finished} of {all}"),
        };
        let row = rows.entry(name).or_default();
        row.builds += 1;
        let left = outputs(root);
        let is_torn = |(path, bytes): &(&String, &Vec<u8>)| expected.get(*path).is_some_and(|whole| whole != *bytes);
        row.torn += left.iter().filter(is_torn).count();
        row.again += made(root).saturating_sub(all - finished);
        row.differing += usize::from(outputs(root) != expected);
    }
    println!("| finished when killed | builds | files torn | made twice | next build differs |");
    println!("|---|--:|--:|--:|--:|");
    for (name, row) in rows {
        println!("| {name} | {} | {} | {} | {} |", row.builds, row.torn, row.again, row.differing);
    }
}

fn start(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anpham"));
    command.args(["build", "--profile", "draft,screen,print"]).current_dir(root);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Builds to the end. Gives the number of jobs that were not fresh.
fn made(root: &Path) -> usize {
    let output = start(root).arg("--json").stdout(Stdio::piped()).output().expect("the program runs");
    assert!(output.status.success());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let jobs = report["jobs"].as_array().expect("a list");
    jobs.iter().filter(|job| job["outcome"] == "made").count()
}

/// Every file below `output/` but those of the cache.
fn outputs(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let output = root.join("output");
    let files = walkdir::WalkDir::new(&output).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    files
        .filter_map(|file| {
            let path = anpham::store::slashed(file.path().strip_prefix(&output).ok()?);
            (!path.starts_with(".cache/")).then_some((path, std::fs::read(file.path()).ok()?))
        })
        .collect()
}
