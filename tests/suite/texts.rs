//! Small texts of the kinds that offices write, each with the right value beside it. `tests/real/README.md` says how one is
//! added.

use std::collections::BTreeMap;
use std::path::Path;

use anpham::compile::{self, Word};
use anpham::diag::{Diagnostic, Diagnostics};
use anpham::job::Shop;
use anpham::plan::{self, Filter};
use serde::Deserialize;

use crate::harness::Project;
use crate::real;
use crate::small::{files_below, fixture};

/// Where the texts stand in the workspace.
const FOLDER: &str = "content/kh-116/nong-dan";

/// What is right for a text.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expected {
    /// For a text without front matter: the formats that it is set in.
    #[serde(default = "outline")]
    formats: Vec<String>,
    /// `screen`, `print` or `draft`.
    #[serde(default = "screen")]
    profile: String,
    /// Passages in the order of the pages; the words of each follow one another. Blanks of any kind count as one.
    #[serde(default)]
    words: Vec<String>,
    /// What is on no page.
    #[serde(default)]
    lacks: Vec<String>,
    /// What is told, as `warning markup-table-cells 5`: severity, message, line of the text (of the whole file where it has front
    /// matter of its own). All of it, in any order, each once whatever the number of formats.
    #[serde(default)]
    messages: Vec<String>,
    /// Where passages stand.
    #[serde(default)]
    places: Vec<At>,
    /// The pictures in the order in which they stand, all of them; none is looked at if left out.
    #[serde(default)]
    pictures: Vec<Shown>,
    /// Passages that stand on one line.
    #[serde(default)]
    together: Vec<String>,
    /// Whether a page is made in every format.
    #[serde(default = "yes")]
    built: bool,
}

/// A passage in mm from the upper left corner of the trim. What is not given is not looked at.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct At {
    text: String,
    page: Option<usize>,
    left: Option<f64>,
    top: Option<f64>,
    right: Option<f64>,
    bottom: Option<f64>,
    #[serde(default = "half")]
    tolerance: f64,
}

/// A picture on a page, in mm. What is not given is not looked at.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Shown {
    page: Option<usize>,
    width: Option<f64>,
    left: Option<f64>,
    #[serde(default = "half")]
    tolerance: f64,
}

fn outline() -> Vec<String> {
    vec!["outline".into()]
}
fn screen() -> String {
    "screen".into()
}
fn yes() -> bool {
    true
}
fn half() -> f64 {
    0.5
}

/// A text in the workspace.
struct Case {
    name: String,
    path: String,
    piece: String,
    expected: Expected,
    /// Lines that were put before the text.
    before: usize,
}

#[test]
fn texts_of_offices_are_set_right() {
    let project = Project::campaign();
    // Some texts are English: the registry has its words for them.
    project.edit("anpham.toml", "\n[brand]", "\n[issuer.en]\nname = \"The Commission\"\n\n[brand]");
    let directive = "content/kh-116/directive.toml";
    let facts = project.read(directive);
    project.file(directive, format!("{facts}\n[en]\nkind = \"Plan\"\nissuer = \"The Standing Board\"\n"));
    let mut cases = Vec::new();
    let mut problems = Vec::new();
    let files = files_below(&fixture("real"));
    for (path, bytes) in &files {
        let Some(name) = path.strip_suffix(".md").filter(|name| *name != "README") else {
            // Pictures and tables stand beside the texts that name them.
            if !path.ends_with(".toml") && path != "README.md" {
                let file = path.rsplit('/').next().unwrap_or(path);
                project.file(&format!("{FOLDER}/{file}"), bytes);
            }
            continue;
        };
        let expected = files.get(&format!("{name}.toml")).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let expected: Expected = match toml::from_str(&expected.unwrap_or_default()) {
            Ok(expected) => expected,
            Err(error) => {
                problems.push(format!("{name}.toml: {error}"));
                continue;
            }
        };
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let piece = name.replace('/', "-");
        let path = format!("{FOLDER}/{piece}.md");
        let has_header = text.starts_with("---\n");
        let header = if has_header {
            String::new()
        } else {
            format!(
                "---\ntitle: Bài thử\nsummary: Tóm tắt bài thử.\nformats: [{}]\n---\n\n",
                expected.formats.join(", ")
            )
        };
        project.file(&path, format!("{header}{text}"));
        cases.push(Case { name: name.into(), path, piece, expected, before: header.lines().count() });
    }
    assert!(cases.len() >= 3, "the texts are not there");

    let mut loading = Diagnostics::new();
    let shop = Shop::load(project.root(), &mut loading).expect("a workspace").expect("a campaign");
    let jobs: BTreeMap<&str, Vec<plan::Job>> = ["screen", "print", "draft"]
        .into_iter()
        .map(|profile| {
            let everything = Filter::default();
            let (profiles, found) = ([profile.into()], &mut Diagnostics::new());
            let plan = plan::Plan::new(&shop.content, &shop.layouts, &profiles, &everything, found);
            (profile, plan.jobs().collect())
        })
        .collect();
    for case in &cases {
        check(case, &shop, &jobs[case.expected.profile.as_str()], &loading, &mut problems);
    }
    assert!(problems.is_empty(), "{} of {} texts:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

fn check(case: &Case, shop: &Shop, jobs: &[plan::Job], loading: &Diagnostics, problems: &mut Vec<String>) {
    let expected = &case.expected;
    let mut found: Diagnostics = loading.iter().filter(|found| is_of(found, &case.path)).cloned().collect();
    let mut mistakes = Vec::new();
    let own = jobs.iter().filter(|job| job.piece.file.path == case.path && job.part == "main");
    let (mut count, mut is_leaflet) = (0, false);
    for job in own {
        count += 1;
        is_leaflet |= job.format == "leaflet";
        // The program sets no piece whose header is wrong.
        let is_faulty = job.piece.is_faulty;
        let compiled = (!is_faulty).then(|| real::compiled(shop, job, &mut found)).flatten();
        // What the export and the press check say counts too.
        if compiled.is_some() {
            let made = shop.run(job, &mut found);
            if made.is_none() && expected.built {
                mistakes.push(format!("{}: not made", job.format));
            }
        } else if expected.built {
            mistakes.push(format!("{}: not set", job.format));
        }
        let Some(compiled) = compiled else { continue };
        let words = compile::words(&compiled.document);
        look(&words, expected, &job.format, &mut mistakes);
        if !expected.pictures.is_empty() {
            look_at_pictures(&compile::pictures(&compiled.document), expected, &job.format, &mut mistakes);
        }
    }
    if count == 0 && expected.built {
        mistakes.push("no job".into());
    }
    let mut told: Vec<String> = found.iter().map(|found| told(found, case)).collect();
    told.sort();
    told.dedup();
    let mut wanted = expected.messages.clone();
    wanted.sort();
    // A passage alone does not fill the two faces of a leaflet: that is told, and no fault of the passage.
    told.retain(|told| wanted.contains(told) || !(is_leaflet && told.contains("compile-slot-empty")));
    if told != wanted {
        mistakes.push(format!("told    {told:#?}\n    instead of {wanted:#?}"));
    }
    problems.extend(mistakes.into_iter().map(|mistake| format!("  {} ({}): {mistake}", case.name, case.piece)));
}

fn is_of(found: &Diagnostic, path: &str) -> bool {
    found.place.as_ref().is_some_and(|place| place.file.path == path)
}

fn told(found: &Diagnostic, case: &Case) -> String {
    let severity = if found.is_error() { "error" } else { "warning" };
    let place = match &found.place {
        Some(place) if place.file.path == case.path => {
            (place.file.line_column(place.range.start).0.saturating_sub(case.before)).to_string()
        }
        Some(place) => Path::new(&place.file.path).display().to_string(),
        None => "-".into(),
    };
    format!("{severity} {} {place}", found.message.id)
}

fn look(words: &[Word], expected: &Expected, format: &str, mistakes: &mut Vec<String>) {
    let mut from = 0;
    for passage in &expected.words {
        match find(words, passage, from) {
            Some((_, end)) => from = end,
            None => {
                let shown: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                mistakes.push(format!("{format}: no “{passage}” from word {from} on in: {}", shown.join(" ")));
            }
        }
    }
    for passage in &expected.lacks {
        if find(words, passage, 0).is_some() {
            mistakes.push(format!("{format}: “{passage}” is on a page"));
        }
    }
    for passage in &expected.together {
        match find(words, passage, 0) {
            Some((begin, end)) => {
                let line = words[begin].area[3];
                if words[begin..end].iter().any(|word| (word.area[3] - line).abs() > 2.0) {
                    mistakes.push(format!("{format}: “{passage}” is broken over lines"));
                }
            }
            None => mistakes.push(format!("{format}: no “{passage}”")),
        }
    }
    for at in &expected.places {
        let Some((begin, end)) = find(words, &at.text, 0) else {
            mistakes.push(format!("{format}: no “{}”", at.text));
            continue;
        };
        let words = &words[begin..end];
        let edge =
            |n: usize, fold: fn(f64, f64) -> f64| words.iter().map(|word| word.area[n]).reduce(fold).unwrap_or(0.0);
        let area = [edge(0, f64::min), edge(1, f64::min), edge(2, f64::max), edge(3, f64::max)];
        for (name, want, has) in [
            ("left", at.left, area[0]),
            ("top", at.top, area[1]),
            ("right", at.right, area[2]),
            ("bottom", at.bottom, area[3]),
        ] {
            if want.is_some_and(|want| (want - has).abs() > at.tolerance) {
                mistakes.push(format!("{format}: {name} of “{}” is {has:.1} mm", at.text));
            }
        }
        if at.page.is_some_and(|page| page != words[0].page) {
            mistakes.push(format!("{format}: “{}” is on page {}", at.text, words[0].page));
        }
    }
}

fn look_at_pictures(all: &[compile::PlacedPicture], expected: &Expected, format: &str, mistakes: &mut Vec<String>) {
    // What goes over the edge of the sheet is the layout's own.
    let shown: Vec<_> = all.iter().filter(|picture| picture.area[0] >= 0.0).collect();
    if shown.len() != expected.pictures.len() {
        mistakes.push(format!("{format}: {} pictures", shown.len()));
    }
    for (n, (picture, wanted)) in shown.into_iter().zip(&expected.pictures).enumerate() {
        let (page, area) = (picture.page, picture.area);
        let off = |want: Option<f64>, has: f64| want.is_some_and(|want| (want - has).abs() > wanted.tolerance);
        if off(wanted.width, area[2] - area[0])
            || off(wanted.left, area[0])
            || wanted.page.is_some_and(|want| want != page)
        {
            let width = area[2] - area[0];
            mistakes.push(format!("{format}: picture {} is {width:.1} mm wide at {area:.1?} on page {page}", n + 1));
        }
    }
}

/// The first and the last word (exclusive) of a passage. Words may be cut where type changes, so letters are compared.
fn find(words: &[Word], passage: &str, from: usize) -> Option<(usize, usize)> {
    let wanted: String = passage.chars().filter(|c| !c.is_whitespace()).collect();
    (from..words.len()).find_map(|begin| {
        let mut rest = wanted.as_str();
        for (n, word) in words.iter().enumerate().skip(begin) {
            let text: String = word.text.chars().filter(|c| !c.is_whitespace()).collect();
            if let Some(left) = rest.strip_prefix(text.as_str()) {
                rest = left;
                if rest.is_empty() {
                    return Some((begin, n + 1));
                }
            } else if text.starts_with(rest)
                || (n == begin && text.ends_with(rest))
                || (n == begin && text.contains(rest))
            {
                return Some((begin, n + 1));
            } else {
                return None;
            }
        }
        None
    })
}
