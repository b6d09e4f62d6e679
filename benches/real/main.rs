//! Real texts, as they are: any folder of Markdown files, each set as an outline, with what became of it.
//!
//! ```sh
//! cargo bench --bench real -- FOLDER
//! cargo bench --bench real -- FOLDER --profile print --show markup-lost
//! ```
//!
//! Nothing of the files is touched but their front matter, which is another program's: the body is set below a header of our own.
//! A word counts as lost when the Markdown parser finds it in a text and the pages do not show it as often.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anpham::compile;
use anpham::diag::{Diagnostic, Diagnostics};
use anpham::job::Shop;
use anpham::plan::{Filter, Job, Plan};
use anpham::workers::{self, Event as Heard, RunLimits, Shift};
use clap::Parser;
use pulldown_cmark::{Event, Options, Parser as Markdown, Tag, TagEnd};

/// Sets every Markdown file of a folder as an outline.
#[derive(Debug, Parser)]
struct Bench {
    /// The folder, looked through to its depth.
    folder: Option<PathBuf>,
    /// `draft`, `screen` or `print`.
    #[arg(long, default_value = "draft")]
    profile: String,
    /// Say for which files a message came: its id. `lost` names the words that were lost.
    #[arg(long)]
    show: Option<String>,
    /// Files at most.
    #[arg(long, default_value_t = 5000)]
    most: usize,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A file and what became of it.
struct Outcome {
    built: bool,
    found: Diagnostics,
    lost: Vec<String>,
    words: usize,
    pages: usize,
    took: Duration,
}

fn main() {
    let bench = Bench::parse();
    let Some(folder) = bench.folder.clone() else {
        println!("give a folder: cargo bench --bench real -- FOLDER");
        return;
    };
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|end| end == "md" || end == "markdown"))
        .collect();
    files.truncate(bench.most);
    let root = tempfile::tempdir().expect("a temporary folder");
    let texts = write(root.path(), &files);
    let mut loading = Diagnostics::new();
    let shop = Shop::load(root.path(), &mut loading).expect("a workspace").expect("a campaign");
    let everything = Filter::default();
    let plan = Plan::new(
        &shop.content,
        &shop.layouts,
        std::slice::from_ref(&bench.profile),
        &everything,
        &mut Diagnostics::new(),
    );
    let by_path: HashMap<String, Job> = plan.jobs().map(|job| (job.piece.file.path.clone(), job)).collect();
    let by_path = Arc::new(by_path);
    let texts = Arc::new(texts);
    let told: HashMap<String, Diagnostics> = loading.into_iter().fold(HashMap::new(), |mut told, found| {
        let path = found.place.as_ref().map_or(String::new(), |place| place.file.path.clone());
        told.entry(path).or_default().push(found);
        told
    });
    let told = Arc::new(told);
    let work = {
        let (shop, texts) = (shop.clone(), texts.clone());
        move |n: &usize| {
            let outcome = set(&shop, &by_path, &told, *n, &texts[*n]);
            let pages = outcome.pages.max(1);
            (outcome, pages)
        }
    };
    let limits = RunLimits {
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        timeout: Duration::from_secs(120),
    };
    let outcomes = std::iter::repeat_with(|| None).take(files.len()).collect();
    let mut run = Run { next: 0, outcomes, crashed: vec![] };
    workers::run(&mut run, limits, Arc::new(work));
    report(&bench, &folder, &files, &run.outcomes, &run.crashed);
}

/// The files by number, and what became of each.
struct Run {
    next: usize,
    outcomes: Vec<Option<Outcome>>,
    crashed: Vec<(usize, String)>,
}

impl Shift for Run {
    type Job = usize;
    type Result = Outcome;

    fn next(&mut self) -> Option<usize> {
        self.next += 1;
        (self.next <= self.outcomes.len()).then_some(self.next - 1)
    }

    fn heard(&mut self, n: &usize, heard: Heard<Outcome>) {
        match heard {
            Heard::Started => {}
            Heard::Done(outcome) => self.outcomes[*n] = Some(outcome),
            Heard::Panicked(words, _) => self.crashed.push((*n, words)),
            Heard::TimedOut => self.crashed.push((*n, "given up after its time".into())),
        }
    }
}

fn path_of(n: usize) -> String {
    format!("content/kh-1/ban-doc/f{n:05}.md")
}

/// Writes a campaign of the files; gives their bodies.
fn write(root: &Path, files: &[PathBuf]) -> Vec<String> {
    let file = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    file(
        "anpham.toml",
        "anpham = 1\ntitle = \"Văn bản thật\"\nlang = \"vi\"\ndate = 2026-11-23\n[issuer]\nname = \"Cơ quan\"\n[brand]\ntheme = \"do-vang\"\n",
    );
    file("content/audiences.toml", "[[audiences]]\nid = \"ban-doc\"\nname = \"Bạn đọc\"\nplural = \"bạn đọc\"\n");
    file(
        "content/kh-1/directive.toml",
        "number = \"01-KH/TU\"\nkind = \"Kế hoạch\"\ndate = 2026-01-02\nissuer = \"Cơ quan\"\ntitle = \"Văn bản thật\"\nshort = \"Kế hoạch 01\"\n",
    );
    let mut bodies = Vec::new();
    for (n, path) in files.iter().enumerate() {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).replace("\r\n", "\n");
        let text = text.trim_start_matches('\u{FEFF}');
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.find("\n---\n").map(|end| rest[end + 5..].to_string()))
            .unwrap_or_else(|| text.to_string());
        file(&path_of(n), &format!("---\ntitle: Văn bản {n}\nsummary: Tóm tắt.\nformats: [outline]\n---\n{body}"));
        bodies.push(body);
    }
    bodies
}

fn set(shop: &Shop, jobs: &HashMap<String, Job>, told: &HashMap<String, Diagnostics>, n: usize, body: &str) -> Outcome {
    let since = Instant::now();
    let mut found = told.get(&path_of(n)).cloned().unwrap_or_default();
    let mut outcome = Outcome { built: false, found: vec![], lost: vec![], words: 0, pages: 0, took: Duration::ZERO };
    if let Some(job) = jobs.get(&path_of(n))
        && let Some((_, compiled)) = shop.set(job, &mut found).and_then(|set| set.sound())
    {
        let document = &compiled.document;
        outcome.built = true;
        outcome.pages = document.pages().len();
        let shown: String = compile::words(document).iter().flat_map(|word| letters(&word.text)).collect();
        let words = words(body);
        outcome.words = words.len();
        outcome.lost = lost(&words, &shown);
    }
    outcome.found = found;
    outcome.took = since.elapsed();
    outcome
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The words of the texts and codes of a Markdown file.
fn words(body: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut words = Vec::new();
    let mut hidden = 0;
    for event in Markdown::new_ext(body, options) {
        match event {
            // A picture's text is for those who do not see it.
            Event::Start(Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::Image) => hidden -= 1,
            Event::Text(text) | Event::Code(text) if hidden == 0 => {
                let split = text.split(|c: char| !c.is_alphanumeric());
                words.extend(split.filter(|word| !word.is_empty()).map(|word| letters(word).collect::<String>()));
            }
            _ => {}
        }
    }
    words
}

/// Words that the pages show less often than the text does. Words are broken and joined on pages, so letters are compared.
fn lost(words: &[String], shown: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let missing = |(word, count): (&str, usize)| {
        let has = shown.matches(word).take(count).count();
        (has < count).then(|| format!("{word} ({has} of {count})"))
    };
    counts.into_iter().filter_map(missing).collect()
}

fn report(bench: &Bench, folder: &Path, files: &[PathBuf], outcomes: &[Option<Outcome>], crashed: &[(usize, String)]) {
    let name = |n: usize| files[n].strip_prefix(folder).unwrap_or(&files[n]).display().to_string();
    let done: Vec<(usize, &Outcome)> =
        outcomes.iter().enumerate().filter_map(|(n, outcome)| Some((n, outcome.as_ref()?))).collect();
    let built = done.iter().filter(|(_, outcome)| outcome.built).count();
    let silent = done.iter().filter(|(_, outcome)| outcome.built && outcome.found.is_empty()).count();
    let share = |count: usize| 100.0 * count as f64 / files.len().max(1) as f64;
    println!("{} files, profile {}", files.len(), bench.profile);
    println!("built {built} ({:.1} %), of these without a word {silent}", share(built));
    println!("refused {} ({:.1} %), crashed {}", done.len() - built, share(done.len() - built), crashed.len());
    let losing: Vec<&(usize, &Outcome)> = done.iter().filter(|(_, outcome)| !outcome.lost.is_empty()).collect();
    let without_word = losing.iter().filter(|(_, outcome)| outcome.found.is_empty()).count();
    let words: usize = done.iter().map(|(_, outcome)| outcome.words).sum();
    let gone: usize = losing.iter().map(|(_, outcome)| outcome.lost.len()).sum();
    println!("words {words}, lost {gone} in {} files, in {without_word} of them without any message", losing.len());
    let audited = |found: &Diagnostic| {
        found.message.id.starts_with("compile-audit") || matches!(&*found.message.id, "compile-twice" | "compile-order")
    };
    let pages: usize = done.iter().map(|(_, outcome)| outcome.pages).sum();
    let page_of = |found: &Diagnostic| found.message.args.iter().find(|(key, _)| key == "page").map(|(_, n)| n.clone());
    let bad: usize = done
        .iter()
        .map(|(_, outcome)| {
            outcome.found.iter().filter(|found| audited(found)).map(page_of).collect::<BTreeSet<_>>().len()
        })
        .sum();
    println!("pages {pages}, with a finding of the audit {bad}");

    // Of each message: files that it stopped, files that it warned of, times.
    let mut classes: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>, usize)> = BTreeMap::new();
    for (n, outcome) in &done {
        for found in &outcome.found {
            let class = classes.entry(&found.message.id).or_default();
            class.2 += 1;
            if found.is_error() {
                class.0.insert(*n)
            } else {
                class.1.insert(*n)
            };
        }
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, (stopped, warned, _))| std::cmp::Reverse((stopped.len(), warned.len())));
    println!("\n| message | files refused | files warned | times |\n|---|--:|--:|--:|");
    for (id, (stopped, warned, times)) in &classes {
        println!("| `{id}` | {} | {} | {times} |", stopped.len(), warned.len());
    }
    for (n, words) in crashed {
        println!("CRASHED {}: {words}", name(*n));
    }
    let mut slow = done.clone();
    slow.sort_by_key(|(_, outcome)| std::cmp::Reverse(outcome.took));
    println!("\nslowest:");
    for (n, outcome) in slow.iter().take(10) {
        let size = std::fs::metadata(&files[*n]).map_or(0, |data| data.len());
        println!("  {:6.2} s  {:4} pages  {:7} bytes  {}", outcome.took.as_secs_f64(), outcome.pages, size, name(*n));
    }
    let Some(show) = &bench.show else { return };
    println!("\n{show}:");
    for (n, outcome) in &done {
        if show == "lost" && !outcome.lost.is_empty() {
            println!("  {}: {}", name(*n), outcome.lost.join(", "));
        }
        for found in outcome.found.iter().filter(|found| *found.message.id == **show) {
            let line = found.place.as_ref().map(|place| {
                let (line, _) = place.file.line_column(place.range.start);
                let text = place.file.text.lines().nth(line - 1).unwrap_or("").chars().take(100).collect::<String>();
                format!("{}: {text}", line.saturating_sub(5))
            });
            println!("  {}:{} {:?}", name(*n), line.unwrap_or_default(), found.quoted.as_deref().unwrap_or(""));
        }
    }
}
