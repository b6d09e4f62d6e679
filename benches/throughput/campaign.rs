//! Campaigns of many leaflets, the same on every machine.

use std::path::{Path, PathBuf};

use anpham::diag::Diagnostics;
use anpham::job::Shop;
use anpham::plan::{Filter, Plan};

/// How much the leaflets of a campaign have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Title, names and two phrases differ.
    Similar,
    /// No sentence is the same.
    Different,
}

impl Kind {
    /// What is printed above the numbers.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Similar => "Variants that share most of their text",
            Self::Different => "Wholly different texts",
        }
    }
}

/// A leaflet. What stands between « and » is text, and may be put in other words; `@1` and `@2` are names.
const LEAFLET: &str = include_str!("leaflet.md");

/// Writes a campaign of `count` leaflets with the layouts and fonts of this repository beside it, so that every way of
/// making them reads the same files.
pub(crate) fn write(root: &Path, kind: Kind, count: usize) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["layouts/theme", "layouts/leaflet", "fonts"] {
        copy(&repository.join(folder), &root.join(folder));
    }
    let file = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    file("anpham.toml", include_str!("anpham.toml"));
    file("content/audiences.toml", include_str!("audiences.toml"));
    file("content/kh-116/directive.toml", include_str!("directive.toml"));
    for n in 0..count {
        let mut random = Random(n as u64);
        let names = (place(n, 0), place(n, 1));
        let mut text = String::new();
        for (i, part) in LEAFLET.split(['«', '»']).enumerate() {
            let is_text = i % 2 == 1;
            let part =
                if is_text && kind == Kind::Different { other_words(part, &mut random) } else { part.to_string() };
            text += &part.replace("@1", &names.0).replace("@2", &names.1);
        }
        file(&format!("content/kh-116/nong-dan/to-roi-{n:05}.md"), &text);
    }
}

/// Writes the Typst source of each leaflet to `sources/`, and to `sources-cli/` with the title that the command line's
/// PDF/UA-1 asks for; returns the first folder.
pub(crate) fn sources(root: &Path) -> PathBuf {
    let mut found = Diagnostics::new();
    let shop = Shop::load(root, &mut found).expect("readable").expect("a campaign");
    let everything = Filter::default();
    let plan = Plan::new(&shop.content, &shop.layouts, &["screen".into()], &everything, &mut found);
    let jobs: Vec<_> = plan.jobs().collect();
    let (folder, cli) = (root.join("sources"), root.join("sources-cli"));
    for folder in [&folder, &cli] {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    for (n, job) in jobs.iter().enumerate() {
        let sheet = shop.source(job, &mut found).unwrap_or_else(|| panic!("{}: {found:#?}", job.output));
        let name = format!("{n:05}.typ");
        std::fs::write(folder.join(&name), &sheet.source.text).expect("written");
        let titled = format!("#set document(title: \"Tờ rơi\")\n{}", sheet.source.text);
        std::fs::write(cli.join(&name), titled).expect("written");
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("a file")) {
        let to = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(to).expect("a folder");
        } else {
            std::fs::copy(entry.path(), to).expect("copied");
        }
    }
}

/// Letters that begin and end a syllable of Vietnamese.
const ONSETS: [&str; 22] = [
    "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t", "th", "tr", "v",
    "x",
];
const RIMES: [&str; 40] = [
    "a", "á", "à", "ả", "an", "ân", "ăng", "ang", "anh", "ao", "âu", "ay", "ày", "e", "ế", "em", "ên", "i", "ì", "in",
    "o", "ó", "ơi", "ong", "ông", "ờ", "u", "ú", "un", "ung", "ư", "ừ", "ưng", "ươi", "ương", "ường", "uôn", "iên",
    "iều", "iệt",
];

fn syllable(n: usize) -> String {
    format!("{}{}", ONSETS[n % ONSETS.len()], RIMES[n / ONSETS.len() % RIMES.len()])
}

/// Name number `which` of leaflet `n`: no two leaflets share theirs.
fn place(n: usize, which: usize) -> String {
    let all = ONSETS.len() * RIMES.len();
    let capital = |text: String| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    let spread = n * 7919 + which * 104_729;
    format!("{} {}", capital(syllable(spread % all)), capital(syllable(n / all * 31 + spread / 7 % all)))
}

/// The same text in other syllables, each as long as before, so that it takes about the same room.
fn other_words(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_alphabetic() && !word.starts_with('@') {
            word.push(c);
            continue;
        }
        let length = word.chars().count();
        let other = (0..200).map(|_| syllable(random.next())).find(|s| s.chars().count() == length);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let other = other.unwrap_or(std::mem::take(&mut word));
        let mut letters = other.chars();
        match letters.next() {
            Some(first) if capital => out.extend(first.to_uppercase()),
            Some(first) => out.push(first),
            None => {}
        }
        out.extend(letters);
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

/// splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 16) as usize
    }
}
