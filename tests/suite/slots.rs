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
    let long = "Nguyễn Trần Hoàng Phương Thảo Nghiêng Thuyền Khuynh Hướng Đặng Lê Vũ ".repeat(3);
    let long = long.trim();
    project
        .file("content/kh-116/nong-dan/the.csv", format!("name,role,unit\nLê Vũ,Chủ tịch,Xã B\n{long},Bí thư,Xã C\n"));
    let run = project.run(["check", "--piece", "the", "--profile", "screen"]).fails(1);
    let told = run.stdout();
    assert_eq!(told.matches(&format!("the text of “{long}”")).count(), 1, "{told}");
    assert!(told.contains("the.csv:3"), "{told}");
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

/// A block of a piece that has too much text.
#[derive(Debug, Clone)]
enum Block {
    /// A paragraph, of which words can be cut.
    Text(Vec<String>),
    /// The items of a list, of which words can be cut, too.
    List(Vec<Vec<String>>),
    /// A table of so many rows.
    Table(usize),
    /// A picture and what is written behind it.
    Picture(String),
    /// Anything else.
    Other(&'static str),
}

fn words_of(count: usize, seed: usize) -> Vec<String> {
    const WORDS: [&str; 11] =
        ["à", "bé", "con", "dưới", "đường", "nghiêng", "thuyền", "trường", "quê", "khuyến", "học"];
    (0..count).map(|n| WORDS[(n * 7 + n / 3 + seed) % WORDS.len()].to_string()).collect()
}

fn markdown(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Text(words) => words.join(" "),
        Block::List(items) => items
            .iter()
            .filter(|item| !item.is_empty())
            .map(|item| format!("- {}", item.join(" ")))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Table(rows) => {
            "| Họ và tên | Việc |\n|---|---|\n".to_string()
                + &(0..*rows)
                    .map(|n| format!("| Nguyễn {} | Đã nộp hồ sơ |\n", words_of(2, n).join(" ")))
                    .collect::<String>()
        }
        Block::Picture(written) => format!("![Hình](hinh.svg){written}"),
        Block::Other(text) => (*text).to_string(),
    };
    blocks.iter().map(block).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The blocks after doing what a hint says: words are cut from the end of the last text backwards, over what is no text.
/// `None` where there are not so many words in them.
fn after(blocks: &[Block], hint: &anpham::diag::Message) -> Option<Vec<Block>> {
    let number = |name: &str| -> usize {
        let value = hint.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        value.unwrap_or_else(|| panic!("{hint:?}")).parse().expect("a number")
    };
    let mut blocks = blocks.to_vec();
    match &*hint.id {
        "compile-slot-tail-hint" => {
            for _ in 0..number("cut") {
                let mut texts = blocks.iter_mut().rev().filter_map(|block| match block {
                    Block::Text(words) if !words.is_empty() => Some(words),
                    Block::List(items) => items.iter_mut().rev().find(|item| !item.is_empty()),
                    _ => None,
                });
                texts.next()?.pop();
            }
        }
        "compile-slot-rows-hint" => {
            let rows = blocks.iter_mut().rev().find_map(|block| match block {
                Block::Table(rows) => Some(rows),
                _ => None,
            });
            *rows.expect("a table") -= number("rows");
        }
        "compile-slot-picture-hint" | "compile-slot-picture-smaller-hint" => {
            for block in &mut blocks {
                if let Block::Picture(written) = block {
                    *written = format!("{{width={}%}}", number("next"));
                }
            }
        }
        id => panic!("{id}"),
    }
    Some(blocks)
}

/// What is told is enough, whatever stands behind the text, in every format: after doing any one of the things that are named, once,
/// the piece can be made.
#[test]
fn what_is_told_is_enough() {
    let project = Project::campaign();
    let picture = std::fs::read(crate::small::fixture("fixtures/pictures/flat.svg")).expect("a picture");
    project.file("content/kh-116/nong-dan/hinh.svg", picture);
    let path = "content/kh-116/nong-dan/thu.md";
    let story = "details: { who: Ai, what: Gì, result: Xong, consent: Đã đồng ý }\n";
    let formats = [
        ("leaflet", "", "", "\n\n## Mặt sau\n\nMột câu.\n"),
        ("leaflet-a4", "", "Mặt trước.\n\n## Mặt sau\n\n", ""),
        ("trifold", "", "## Một\n\n", "\n\n## Hai\n\nB.\n\n## Ba\n\nC.\n\n## Bốn\n\nD.\n\n## Năm\n\nE.\n"),
        ("bifold", "", "## Một\n\nA.\n\n## Hai\n\nB.\n\n## Ba\n\n", ""),
        ("board", "", "Mở đầu.\n\n## Một\n\n", "\n\n## Hai\n\nB.\n"),
        ("standee", "", "", ""),
        ("case-story", story, "> [!NOTE]\n> Ghi nhớ.\n\n", ""),
        ("agenda", "details: { when: Mai, venue: Đâu }\n", "", ""),
        ("talking-points", "", "## Hỏi gì\n\n", ""),
        ("poster", "call: Cùng làm\n", "", ""),
    ];
    let contact =
        Block::Other("::: contact title=\"Hỏi ở đâu\"\nCơ quan phát hành, số 1 đường Trần Phú, sáng thứ hai.\n:::");
    let text = |seed| Block::Text(words_of(37, seed));
    let ends = [
        vec![Block::Table(5)],
        vec![Block::Table(14)],
        vec![contact.clone()],
        vec![Block::List(vec![words_of(9, 1), words_of(14, 2), words_of(3, 3)])],
        vec![text(5), Block::Picture(String::new())],
        vec![Block::Picture("{width=60%}".into()), text(6), Block::Table(3), contact],
    ];
    let (mut tried, mut seen) = (std::collections::BTreeMap::new(), std::collections::BTreeSet::new());
    for (format, more, before, behind) in formats {
        let found = |blocks: &[Block]| {
            let header = format!("title: Thử\nsummary: Thử xem\n{more}formats: [{format}]\n");
            project.file(path, format!("---\n{header}---\n\n{before}{}{behind}\n", markdown(blocks)));
            let shop = real::shop_at(project.root(), None);
            let job = real::jobs(&shop, "print").into_iter().find(|job| job.output.contains("/thu.")).expect("a job");
            let mut found = Diagnostics::new();
            real::compiled(&shop, &job, &mut found);
            found.retain(anpham::diag::Diagnostic::is_error);
            found
        };
        for end in &ends {
            // As much text as it takes to be a little too much.
            let mut blocks = vec![];
            let problems = loop {
                let all = [blocks.clone(), end.clone()].concat();
                let problems = found(&all);
                if !problems.is_empty() || blocks.len() > 40 {
                    blocks = all;
                    break problems;
                }
                blocks.push(text(blocks.len()));
            };
            assert!(!problems.is_empty(), "{format}, {end:?}: nothing is ever too much");
            for problem in problems.iter().filter(|problem| problem.message.id == "compile-slot") {
                seen.insert(format);
                for hint in problem.hints.iter().filter(|hint| hint.id != "compile-slot-any-hint") {
                    // Where the rest alone is too much, it is said without a text to begin at.
                    if hint.id == "compile-slot-hint" {
                        continue;
                    }
                    let Some(less) = after(&blocks, hint) else { continue };
                    let rest = found(&less);
                    assert!(rest.is_empty(), "{format}, {end:?}, after {hint:?}: {rest:#?}\n{}", markdown(&blocks));
                    *tried.entry((format, hint.id.to_string())).or_insert(0) += 1;
                }
            }
        }
    }
    assert_eq!(seen.len(), formats.len(), "{seen:?}");
    let of = |id: &str| tried.iter().filter(|((_, hint), _)| hint == id).count();
    assert!(of("compile-slot-tail-hint") > 7 && of("compile-slot-rows-hint") > 3, "{tried:?}");
    assert!(of("compile-slot-picture-hint") + of("compile-slot-picture-smaller-hint") > 3, "{tried:?}");
}

/// A slot that a format wants filled is told when nothing stands in it: what is printed would be half empty.
#[test]
fn a_slot_that_is_left_empty_is_told() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/thu.md";
    let found = |format: &str, more: &str, body: &str, profile: &str| {
        let header = format!("title: Thử\nsummary: Thử xem\n{more}formats: [{format}]\n");
        project.file(path, format!("---\n{header}---\n\n{body}\n"));
        let run = project.run(["check", "--json", "--piece", "thu", "--profile", profile]);
        crate::small::Findings(run.json()).list()
    };
    let at = |severity: &str, line: usize| format!("{severity} compile-slot-empty {path}:{line}");
    // Text that begins with a heading is all on the back of a leaflet.
    for heading in ["##", "#"] {
        let body = format!("{heading} Bà con được gì\n\nĐược nhiều.");
        assert_eq!(found("leaflet", "", &body, "print"), [at("error", 7)], "{heading}");
        assert_eq!(found("leaflet", "", &body, "screen"), [at("warning", 7)], "{heading}");
        assert_eq!(found("leaflet", "", &body, "draft"), [at("warning", 7)], "{heading}");
    }
    // What is too much on the back belongs on the front: that alone is said.
    let body = format!("## Bà con được gì\n\n{}", "Được nhiều điều. ".repeat(250));
    for profile in ["print", "screen"] {
        assert_eq!(found("leaflet, leaflet-a4", "", &body, profile), [at("error", 7)], "{profile}");
    }
    assert_eq!(found("leaflet", "", &body, "draft"), [at("warning", 7)]);
    // A note that nobody sees fills nothing.
    assert_eq!(found("leaflet", "", "<!-- Mặt trước -->\n\n## Sau\n\nMột câu.", "print"), [at("error", 9)]);
    let agenda = "details: { when: Mai, venue: Đâu }\n";
    for (format, more) in [
        ("board", ""),
        ("standee", ""),
        ("poster", "call: Cùng làm\n"),
        ("agenda", agenda),
        ("talking-points", ""),
        ("talking-points-a5-fold", ""),
        ("outline", ""),
        ("slides", ""),
    ] {
        let line = 2;
        assert_eq!(found(format, more, "", "print"), [at("error", line)], "{format}");
        assert_eq!(found(format, more, "", "screen"), [at("warning", line)], "{format}");
    }
    // A board of one section stands across the page.
    assert_eq!(found("board", "", "## Một\n\nMột câu.", "print"), [""; 0]);
    let run = {
        found("leaflet", "", "## Sau\n\nMột câu.", "print");
        project.run(["check", "--lang", "vi", "--piece", "thu", "--profile", "print"]).fails(1)
    };
    run.stdout_contains("mặt trước còn trống").stdout_contains("chữ đứng trước `##` đầu tiên nằm ở mặt trước");
}

/// Too few or too many sections of a folded leaflet are the one thing that is told, and a draft is made all the same.
#[test]
fn the_number_of_sections_is_told_instead_of_what_is_too_much_in_a_panel() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/thu.md";
    let long = "Được nhiều điều. ".repeat(90);
    for sections in [1, 4, 6] {
        let body: String = (0..sections).map(|n| format!("## Mục {n}\n\n{long}\n\n")).collect();
        project.file(path, format!("---\ntitle: Thử\nsummary: Thử\nformats: [trifold]\n---\n\n{body}"));
        for (profile, severity) in [("print", "error"), ("screen", "error"), ("draft", "warning")] {
            let run = project.run(["build", "--json", "--piece", "thu", "--profile", profile]).json();
            let found = crate::small::Findings(run).list();
            assert_eq!(found.len(), 1, "{sections}, {profile}: {found:?}");
            assert!(found[0].starts_with(&format!("{severity} compile-finding {path}:")), "{found:?}");
            assert_eq!(project.has(&format!("output/{profile}/kh-116/nong-dan/thu.trifold.pdf")), profile == "draft");
        }
    }
}

/// Slogans of every length are as large as the banner allows, and no larger: marks that reach beyond their letters keep the distance, too.
#[test]
fn a_slogan_fits_on_its_banner_at_the_size_that_the_program_chose() {
    let project = Project::campaign();
    let slogans = [
        "Số",
        "Ở",
        "Ô! Ế",
        "Trường học số",
        "Thầy cô số, học trò số",
        "Ý Đảng lòng dân",
        "Giữ rừng là giữ nước",
        "Nghĩa tình Ầm Ề Ồ",
        "Ứng dụng khoa học vào đời sống",
        "Học tập và làm theo tư tưởng, đạo đức Hồ Chí Minh",
        "Đẩy mạnh công nghiệp hóa, hiện đại hóa quê hương giàu đẹp hôm nay và mai sau",
        "|\n  Trường học số\n  thầy cô số",
    ];
    let formats = "banner-3x1, banner-4x1, banner-5x1.5, banner-6x1.5, banner-10x2, vertical-banner-0.6x2, \
                   vertical-banner-0.8x2.5, vertical-banner-1x3, billboard-6x3, billboard-8x4, billboard-10x5, billboard-4x6";
    for (n, slogan) in slogans.iter().enumerate() {
        for (name, kicker) in [("a", ""), ("b", "kicker: Dành cho bà con\n")] {
            let header = format!("title: Thử\nslogan: {slogan}\n{kicker}formats: [{formats}]\n");
            project.file(&format!("content/kh-116/nong-dan/thu-{n}{name}.md"), format!("---\n{header}---\n"));
        }
    }
    for theme in ["do-vang", "xanh-cao-nguyen"] {
        let campaign = project.read("anpham.toml");
        let other = if campaign.contains("theme = \"do-vang\"") { "do-vang" } else { "xanh-cao-nguyen" };
        project.edit("anpham.toml", &format!("theme = \"{other}\""), &format!("theme = \"{theme}\""));
        let run = project.run(["check", "--json", "--profile", "screen"]).json();
        assert_eq!(crate::small::Findings(run).list(), [""; 0], "{theme}");
    }
    // What cannot be read from the street is told at the slogan, with how much to cut.
    let long = "Đẩy mạnh công nghiệp hóa quê hương ".repeat(9);
    let path = "content/kh-116/nong-dan/thu-0a.md";
    project.file(path, format!("---\ntitle: Thử\nslogan: {long}\nformats: [banner, billboard]\n---\n"));
    let found = project.mistakes(&["--profile", "screen", "--piece", "thu-0a"]);
    assert_eq!(found.list(), vec![format!("error compile-slot {path}:3"); 2]);
}

/// A draft sets all of what is too much within its slot: over nothing else, so that only the overflow is told.
#[test]
fn a_draft_prints_what_is_too_much_over_nothing_else() {
    let project = Project::campaign();
    let long = "Được nhiều điều hay cho bà con. ".repeat(60);
    for (format, more) in [
        ("leaflet", ""),
        ("board", ""),
        ("standee", ""),
        ("talking-points-a5-fold", ""),
        ("poster", "call: Cùng làm\n"),
        ("case-story", "details: { who: Ai, what: Gì, result: Xong, consent: Đã đồng ý }\n"),
    ] {
        let path = format!("content/kh-116/nong-dan/thu-{format}.md");
        let header = format!("title: Thử\nsummary: Thử xem\n{more}formats: [{format}]\n");
        project.file(&path, format!("---\n{header}---\n\n{long}[^1]\n\n## Hai\n\n{long}\n\n[^1]: Một chú thích.\n"));
        let piece = format!("thu-{format}");
        let run = project.run(["check", "--json", "--profile", "draft", "--piece", &piece]).succeeds();
        let found = crate::small::Findings(run.json()).list();
        let is_overflow = |found: &String| found.starts_with(&format!("warning compile-slot {path}:"));
        assert!(!found.is_empty() && found.iter().all(is_overflow), "{format}: {found:#?}");
    }
}

/// One text that is too much in two sizes of a format, of which the larger is the smaller one enlarged, is told once.
#[test]
fn a_text_that_is_too_much_in_two_sizes_is_told_once() {
    let project = Project::campaign();
    let long = "Được nhiều điều hay cho bà con. ".repeat(60);
    let path = "content/kh-116/nong-dan/thu.md";
    let header = "title: Thử\nsummary: Thử xem\nformats: [leaflet, leaflet-a4]\n";
    project.file(path, format!("---\n{header}---\n\n{long}\n\n## Hai\n\nMột câu.\n"));
    let run = project.run(["check", "--json", "--piece", "thu", "--profile", "print,screen"]).fails(1).json();
    assert_eq!(crate::small::Findings(run.clone()).list(), [format!("error compile-slot {path}:7")]);
    assert_eq!(run["diagnostics"][0]["outputs"].as_array().map(Vec::len), Some(4), "{run:#}");
}
