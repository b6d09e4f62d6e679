//! Processes with a clock on them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    seconds: f64,
    processor: Option<f64>,
    peak: Option<u64>,
}

/// One way of making the documents, over the rounds.
#[derive(Debug)]
pub(crate) struct Measure {
    name: String,
    runs: Vec<(usize, Run)>,
}

impl Measure {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.into(), runs: vec![] }
    }

    pub(crate) fn add(&mut self, documents: usize, run: Run) {
        self.runs.push((documents, run));
    }

    /// Documents a second in the best round.
    pub(crate) fn rate(&self) -> Option<f64> {
        self.runs.iter().map(|(documents, run)| *documents as f64 / run.seconds).max_by(f64::total_cmp)
    }

    /// Milliseconds of processor time a document, in the best round.
    pub(crate) fn processor(&self) -> Option<f64> {
        let times = self.runs.iter().filter_map(|(documents, run)| Some(run.processor? * 1e3 / *documents as f64));
        times.min_by(f64::total_cmp)
    }

    /// Peak memory in KiB.
    pub(crate) fn peak(&self) -> Option<u64> {
        self.runs.iter().filter_map(|(_, run)| run.peak).max()
    }
}

/// Prints one line a way.
pub(crate) fn table(measures: &[&Measure]) {
    for measure in measures {
        let (Some(rate), Some((_, best))) =
            (measure.rate(), measure.runs.iter().min_by(|a, b| a.1.seconds.total_cmp(&b.1.seconds)))
        else {
            println!("  {:32} not measured", measure.name);
            continue;
        };
        let processor = measure.processor().map_or_else(String::new, |ms| format!("{ms:7.2} ms of processor"));
        let peak = measure.peak().map_or_else(String::new, |kib| format!("{:6} MiB", kib / 1024));
        println!("  {:32} {rate:7.0} docs/s {:7.2} s  {processor}  {peak}", measure.name, best.seconds);
    }
}

/// The ways to make the documents of one campaign.
#[derive(Debug)]
pub(crate) struct Ways<'a> {
    /// The workspace.
    pub(crate) root: &'a Path,
    /// The same documents as Typst sources.
    pub(crate) sources: &'a Path,
    /// Workers.
    pub(crate) threads: usize,
}

impl Ways<'_> {
    /// The program on a workspace without output.
    pub(crate) fn program(&self, profile: &str) -> Run {
        let _ = std::fs::remove_dir_all(self.root.join("output"));
        self.again(profile)
    }

    /// The program on what is there.
    pub(crate) fn again(&self, profile: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anpham"));
        command.args(["build", "--quiet", "--profile", profile, "--jobs", &self.threads.to_string()]);
        time(vec![command.current_dir(self.root)])
    }

    /// Typst in a process of ours: every source, or the first one `repeat` times.
    pub(crate) fn bare(&self, repeat: Option<usize>) -> Run {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg("bare").args([self.root, self.sources]).args(["--threads", &self.threads.to_string()]);
        if let Some(repeat) = repeat {
            command.args(["--repeat", &repeat.to_string()]);
        }
        time(vec![&mut command])
    }

    /// The Typst command line on the first `count` sources, as many processes at a time as there are workers.
    pub(crate) fn cli(&self, count: usize) -> Option<Run> {
        Command::new("typst").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        let made = self.root.join("made-by-cli");
        std::fs::create_dir_all(&made).expect("a folder");
        let sources = self.sources.with_file_name("sources-cli");
        let mut commands: Vec<Command> = sources_in(&sources)
            .into_iter()
            .take(count)
            .map(|source| {
                let mut command = Command::new("typst");
                command.args(["compile", "--ignore-system-fonts", "--ignore-embedded-fonts", "--pdf-standard", "ua-1"]);
                command.args(["--input", "theme=do-vang", "--input", "profile=screen", "--jobs", "1"]);
                command.arg("--root").arg(self.root).arg("--font-path").arg(self.root.join("fonts"));
                command.arg(&source).arg(made.join(source.file_name().expect("a name")).with_extension("pdf"));
                command.env("SOURCE_DATE_EPOCH", "1795392000");
                command
            })
            .collect();
        let start = Instant::now();
        let mut running: Vec<(Child, Watch)> = vec![];
        let (mut processor, mut peak) = (Some(0.0), Some(0));
        let mut commands = commands.iter_mut();
        loop {
            while running.len() < self.threads
                && let Some(command) = commands.next()
            {
                running.push(begin(command));
            }
            if running.is_empty() {
                break;
            }
            running.retain_mut(|(child, watch)| {
                watch.look(child.id());
                let Some(status) = child.try_wait().expect("a process") else { return true };
                assert!(status.success(), "typst compile failed");
                processor = processor.zip(watch.processor).map(|(sum, more)| sum + more);
                peak = peak.max(watch.peak);
                false
            });
            std::thread::sleep(Duration::from_micros(500));
        }
        Some(Run { seconds: start.elapsed().as_secs_f64(), processor, peak })
    }
}

/// The sources in a folder, in order.
pub(crate) fn sources_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder of sources")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "typ"))
        .collect();
    paths.sort();
    paths
}

/// What a process has used so far, as last seen: it is gone from `/proc` when it ends.
#[derive(Debug, Default)]
struct Watch {
    processor: Option<f64>,
    peak: Option<u64>,
}

impl Watch {
    fn look(&mut self, id: u32) {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/{id}/{name}")).ok();
        let peak = read("status").and_then(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim().trim_end_matches(" kB").parse().ok()
        });
        self.peak = peak.or(self.peak);
        // Fields 14 and 15, counted after the name in brackets, in hundredths of a second.
        let processor = read("stat").and_then(|text| {
            let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
            Some((fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?) / 100.0)
        });
        self.processor = processor.or(self.processor);
    }
}

fn begin(command: &mut Command) -> (Child, Watch) {
    command.stdout(Stdio::null());
    (command.spawn().expect("a process"), Watch::default())
}

fn time(commands: Vec<&mut Command>) -> Run {
    let start = Instant::now();
    let (mut processor, mut peak) = (None, None);
    for command in commands {
        let (mut child, mut watch) = begin(command);
        loop {
            watch.look(child.id());
            if let Some(status) = child.try_wait().expect("a process") {
                assert!(status.success(), "{command:?} failed: {status}");
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        (processor, peak) = (watch.processor, watch.peak);
    }
    Run { seconds: start.elapsed().as_secs_f64(), processor, peak }
}
