//! The promise of a slot that is too full: after cutting the number of tiếng that it names, the text fits.

use anpham::diag::Diagnostics;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::harness::Project;
use crate::real;

const PIECE: &str = "content/kh-1/nong-dan/to-roi.md";

/// A leaflet in our own layout and theme, whose front holds these paragraphs.
fn project() -> Project {
    let project = Project::small();
    for folder in ["theme", "sheet", "issue"] {
        std::fs::remove_dir_all(project.path(&format!("layouts/{folder}"))).expect("removed");
    }
    project.edit("anpham.toml", "theme = \"giay\"", "theme = \"do-vang\"");
    for gone in
        ["content/kl-2/nong-dan/to-roi.md", "content/kh-1/thanh-nien/to-roi.md", "content/kh-1/nong-dan/ban-tin.md"]
    {
        std::fs::remove_file(project.path(gone)).expect("removed");
    }
    project
}

fn text(paragraphs: &[Vec<usize>]) -> String {
    // Words of every length, so that lines break in many ways.
    const WORDS: [&str; 12] =
        ["à", "bé", "con", "dưới", "đường", "nghiêng", "thuyền", "trường", "ở", "quê", "khuyến", "học"];
    let paragraph =
        |words: &Vec<usize>| words.iter().map(|n| WORDS[n % WORDS.len()]).collect::<Vec<_>>().join(" ") + ".";
    paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// What the slots of the leaflet report: the name and how many tiếng to cut.
fn overfull(project: &Project, body: &str) -> Vec<(String, usize)> {
    let back = "## Mặt sau\n\nMột câu.";
    project.file(PIECE, format!("---\ntitle: Thử\nsummary: Thử xem\nformats: [leaflet]\n---\n\n{body}\n\n{back}\n"));
    let shop = real::shop_at(project.root(), None);
    let mut found = Diagnostics::new();
    let jobs = real::jobs(&shop, "screen");
    real::compiled(&shop, &jobs[0], &mut found);
    let arg = |diagnostic: &anpham::diag::Diagnostic, name: &str| {
        let messages = std::iter::once(&diagnostic.message).chain(&diagnostic.hints);
        let mut args = messages.flat_map(|message| &message.args);
        args.find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    found
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .map(|diagnostic| {
            assert_eq!(diagnostic.message.id, "compile-slot", "{diagnostic:#?}");
            (arg(diagnostic, "slot"), arg(diagnostic, "cut").parse().expect("a number"))
        })
        .collect()
}

/// Cuts so many tiếng (words between blanks) from the end.
fn cut(body: &str, count: usize) -> String {
    let mut rest = body.trim_end();
    for _ in 0..count {
        rest = rest[..rest.rfind(char::is_whitespace).unwrap_or(0)].trim_end();
    }
    rest.to_string()
}

#[test]
fn after_cutting_what_is_named_it_fits() {
    let project = project();
    let paragraph = prop::collection::vec(0..12_usize, 20..90);
    let body = prop::collection::vec(paragraph, 3..9);
    let mut runner = TestRunner::new(Config { cases: 16, failure_persistence: None, ..Config::default() });
    let over = std::cell::Cell::new(0);
    let result = runner.run(&body, |paragraphs| {
        let body = text(&paragraphs);
        let report = overfull(&project, &body);
        if let Some((slot, count)) = report.first() {
            over.set(over.get() + 1);
            prop_assert_eq!(slot.as_str(), "front");
            let total = body.split_whitespace().count();
            prop_assert!(*count <= total, "cut {} of {}", count, total);
            let after = overfull(&project, &cut(&body, *count));
            prop_assert!(after.is_empty(), "after cutting {} of {}: {:?}", count, total, after);
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(over.get() > 3, "too few of the texts were too long to say anything");
}

/// Not more is asked for than is needed, give or take a line.
#[test]
fn little_more_is_cut_than_needed() {
    let project = project();
    let body = text(&[(0..80).collect(), (3..90).collect(), (5..85).collect(), (1..95).collect(), (2..80).collect()]);
    let report = overfull(&project, &body);
    let (_, count) = report.first().expect("too much text for a leaflet");
    assert!(!overfull(&project, &cut(&body, count - 25.min(*count))).is_empty(), "{count} is far too many");
}

/// The message names the piece, the slot, by how much, and what to do.
#[test]
fn the_message_says_what_to_do() {
    let project = project();
    let body = text(&[(0..400).collect()]);
    project.file(
        PIECE,
        format!("---\ntitle: Thử\nsummary: Thử xem\nformats: [leaflet]\n---\n\n{body}\n\n## Sau\n\nMột câu.\n"),
    );
    let run = project.run(["check", "--profile", "screen"]).fails(1);
    run.stdout_contains(PIECE)
        .stdout_contains("does not fit into `front`")
        .stdout_contains("mm too high")
        .stdout_contains("tiếng");
}

/// What is too long is named: the title where the title is, the sentence under it where that is.
#[test]
fn the_title_and_its_sentence_are_told_apart() {
    let project = project();
    let piece = |title: &str, summary: &str| {
        format!("---\ntitle: {title}\nsummary: {summary}\nformats: [leaflet]\n---\n\nMột câu.\n\n## Sau\n\nMột câu.\n")
    };
    project.file(PIECE, piece(&"Nâng cao chất lượng nguồn nhân lực ".repeat(8), "Một câu."));
    project.mistakes(&["--profile", "screen"]).hold(&format!("error compile-slot {PIECE}:2"));
    project.file(PIECE, piece("Nâng cao chất lượng", &"một câu rất dài ".repeat(40)));
    project.mistakes(&["--profile", "screen"]).hold(&format!("error compile-slot {PIECE}:3"));
}

/// A draft is made all the same, with the slot marked on the page.
#[test]
fn a_draft_shows_what_is_too_long() {
    let project = project();
    let body = text(&[(0..400).collect()]);
    project.file(
        PIECE,
        format!("---\ntitle: Thử\nsummary: Thử xem\nformats: [leaflet]\n---\n\n{body}\n\n## Sau\n\nMột câu.\n"),
    );
    project.run(["build", "--profile", "screen"]).fails(1);
    let run = project.run(["build", "--profile", "draft"]).succeeds();
    run.stdout_contains("does not fit into `front`").stdout_contains("warning");
    assert!(project.outputs().keys().any(|path| path.contains("draft/") && path.ends_with("leaflet.pdf")));
    let shop = real::shop_at(project.root(), None);
    let jobs = real::jobs(&shop, "draft");
    let mut found = Diagnostics::new();
    let compiled = real::compiled(&shop, &jobs[0], &mut found).expect("pages");
    let words: Vec<String> = anpham::compile::words(&compiled.document).into_iter().map(|word| word.text).collect();
    let at = words.iter().position(|word| word == "tràn:").unwrap_or_else(|| panic!("no mark in {words:?}"));
    let cut: u64 = words[at + 2].parse().unwrap_or_else(|_| panic!("no number in {words:?}"));
    let slots = anpham::compile::slots(&compiled.document);
    assert_eq!(Some(cut), slots.iter().find(|slot| !slot.fits).map(|slot| slot.cut));
}

/// Where each of many people has a slot, the message names the person.
#[test]
fn a_long_name_is_told_by_person() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/the.md";
    project.file(path, "---\ntitle: Hội nghị\nformats: [table-card]\npeople: the.csv\n---\n");
    let long = "Nguyễn Trần Hoàng Phương Thảo Nghiêng Thuyền Khuynh Hướng Đặng Lê Vũ";
    project
        .file("content/kh-116/nong-dan/the.csv", format!("name,role,unit\nLê Vũ,Chủ tịch,Xã B\n{long},Bí thư,Xã C\n"));
    let run = project.run(["check", "--piece", "the", "--profile", "screen"]).fails(1);
    let told = run.stdout();
    assert_eq!(told.matches(&format!("“{long}” (row 2 of the list)")).count(), 1, "{told}");
    assert!(told.contains("the.md:4"), "{told}");
    assert!(!told.contains("“Lê Vũ”"), "{told}");
}

#[test]
fn text_stands_clear_of_folds_edges_and_eyelets() {
    let project = Project::campaign();
    project.folded("gap");
    project.edit("content/kh-116/nong-dan/to-roi.md", "formats: [leaflet, banner]", "formats: [gap]");
    project.run(["check"]).succeeds();
    let said = |from: &str, to: &str, code: &str| {
        let (format, layout) = (project.read("layouts/gap/format.toml"), project.read("layouts/gap/layout.typ"));
        let path = if format.contains(from) { "layouts/gap/format.toml" } else { "layouts/gap/layout.typ" };
        project.edit(path, from, to);
        project.mistakes(&["--profile", "screen"]).hold(&format!("error {code}"));
        // A draft is covered by its watermark and not judged.
        project.run(["check", "--profile", "draft"]).succeeds();
        project.file("layouts/gap/format.toml", format).file("layouts/gap/layout.typ", layout);
    };
    let title = "content/kh-116/nong-dan/to-roi.md:3";
    said("dx: 60mm, dy: 80mm", "dx: 45mm, dy: 80mm", &format!("compile-on-fold {title}"));
    said("dx: 60mm, dy: 80mm", "dx: 60mm, dy: 68mm", &format!("compile-on-fold {title}"));
    said("folds = [50]", "clear = 62\nfolds = [50]", &format!("compile-clear-edge {title}"));
    let eyelets = "clear = 6\nfinishing = { hem = 10, eyelets = 60, inset = 10 }\nfolds = [50]";
    said("folds = [50]", eyelets, &format!("compile-clear-eyelet {title}"));
}
