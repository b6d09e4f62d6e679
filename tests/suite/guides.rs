//! The pages for writers show only what works: each of their examples is built, for the screen and for the press, without a word.

use std::path::Path;

use crate::harness::Project;

/// The pages for those who write.
const GUIDES: &[&str] = &["docs/viet-bai.md", "docs/writing.md"];

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name)
}

/// The fenced blocks of a language; fences have three or four backticks.
fn examples(text: &str, lang: &str) -> Vec<String> {
    let mut found = vec![];
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() < 3 {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if line[fence.len()..] == *lang {
            found.push(block.join("\n") + "\n");
        }
    }
    found
}

/// What stands outside of fences.
fn outside(text: &str) -> String {
    let mut left = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() < 3 {
            left.push_str(line);
            left.push('\n');
        } else {
            lines.by_ref().take_while(|line| *line != fence).for_each(drop);
        }
    }
    left
}

#[test]
fn examples_for_writers_are_set_without_a_message() {
    let project = Project::campaign();
    let picture = include_bytes!("../../docs/pages/wall.png");
    let mut count = 0;
    for (guide, name) in GUIDES.iter().enumerate() {
        let examples = examples(&text(name), "markdown");
        assert!(examples.len() >= 11, "{name} shows {} examples", examples.len());
        for (n, example) in examples.iter().enumerate() {
            for part in example.split("](").skip(1) {
                let path = part.split([')', ' ']).next().unwrap_or("");
                if Path::new(path).extension().is_some_and(|end| end == "png") {
                    project.file(&format!("content/kh-116/nong-dan/{path}"), picture);
                }
            }
            let header = "---\ntitle: Ví dụ\nsummary: Tóm tắt.\nformats: [outline]\n---\n\n";
            let header = if example.starts_with("---\n") { "" } else { header };
            project.file(&format!("content/kh-116/nong-dan/vi-du-{guide}-{n}.md"), format!("{header}{example}"));
            count += 1;
        }
    }
    let run = project.run(["--lang", "en", "check"]).succeeds();
    let told = run.stdout() + &run.stderr();
    assert!(!told.contains("warning:") && !told.contains("error:"), "{told}");
    // Each for the screen and for the press, and the campaign's own piece.
    assert!(told.contains(&format!("fine {},", 2 * (count + 2))), "{count} examples: {told}");
}

#[test]
fn both_pages_show_the_same_kinds() {
    let kinds = |name: &str| {
        let text = text(name);
        let headings = text.lines().filter(|line| line.starts_with("## ")).count();
        (headings, examples(&text, "markdown").len(), examples(&text, "toml").len(), text.matches("\n| `").count())
    };
    // Headings within examples differ by none.
    assert_eq!(kinds(GUIDES[0]), kinds(GUIDES[1]));
}

#[test]
fn figures_and_orders_of_the_vietnamese_pages_work() {
    let project = Project::campaign();
    let (figures, order) = (text("docs/con-so.md"), text("docs/gui-nha-in.md"));
    let facts = examples(&figures, "toml").join("\n");
    let directive = project.read("content/kh-116/directive.toml");
    project.file("content/kh-116/directive.toml", format!("{directive}\n{facts}"));
    for (n, example) in examples(&figures, "markdown").iter().enumerate() {
        project.file(&format!("content/kh-116/nong-dan/con-so-{n}.md"), example);
    }
    project.run(["new", "order", "dot-1"]).succeeds();
    let (presses, order): (Vec<_>, Vec<_>) =
        examples(&order, "toml").into_iter().partition(|example| example.starts_with("[profiles."));
    assert!(!presses.is_empty());
    project.file("anpham.toml", project.read("anpham.toml") + "\n" + &presses.join("\n"));
    project.run(["build", "--profile", "riso"]).succeeds();
    project.file("orders/dot-1.toml", order.join("\n"));
    let run = project.run(["--lang", "en", "build"]).succeeds();
    let told = run.stdout() + &run.stderr();
    assert!(!told.contains("warning:"), "{told}");
    project.run(["pack", "dot-1"]).succeeds();
    assert!(project.has("output/pack/dot-1.zip"));
}

/// Every kind of block is shown, every format and size is named, and all that is shown is made without a word.
#[test]
fn the_vietnamese_pages_of_blocks_and_formats_show_all_there_are() {
    let project = Project::campaign();
    let (blocks, formats) = (text("docs/khoi.md"), text("docs/an-pham.md"));
    let mut count = 0;
    for (page, text) in [&blocks, &formats].into_iter().enumerate() {
        for (n, example) in examples(text, "markdown").iter().enumerate() {
            let header = "---\ntitle: Ví dụ\nsummary: Tóm tắt.\nformats: [outline]\n---\n\n";
            let header = if example.starts_with("---\n") { "" } else { header };
            project.file(&format!("content/kh-116/nong-dan/vi-du-{page}-{n}.md"), format!("{header}{example}"));
            count += 1;
        }
    }
    assert!(count >= 7, "{count}");
    let run = project.run(["--lang", "en", "check"]).succeeds();
    let told = run.stdout() + &run.stderr();
    assert!(!told.contains("warning:") && !told.contains("error:"), "{told}");
    for kind in [
        "figures",
        "number",
        "bars",
        "rings",
        "points",
        "gains",
        "steps",
        "timeline",
        "checklist",
        "quote",
        "sidebar",
        "contact",
        "qr",
        "compare",
        "pins",
        "person",
        "notes",
    ] {
        assert!(blocks.contains(&format!("\n::: {kind}")), "{kind}");
    }
    let shop = crate::real::shop(None);
    for format in shop.layouts.formats.values().filter(|format| !matches!(format.id.as_str(), "ticket" | "specimen")) {
        let row = formats.lines().find(|line| line.contains(&format!("(`{}`)", format.id)));
        let row = row.unwrap_or_else(|| panic!("{} is not named", format.id));
        for size in &format.sizes {
            assert!(row.contains(&format!("`{}`", size.id)), "{}-{}", format.id, size.id);
        }
    }
}

#[test]
fn links_of_the_docs_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join("docs")).expect("docs").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a page");
        let code_free: String =
            outside(&text).split("\n\n").flat_map(|paragraph| paragraph.split('`').step_by(2)).collect();
        for part in code_free.split("](").skip(1) {
            let target = part.split(')').next().unwrap_or("");
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if target.starts_with("http") || target.contains(' ') {
                continue;
            }
            let to = if file.is_empty() { path.clone() } else { root.join("docs").join(file) };
            assert!(to.exists(), "{} links to {target}", path.display());
            if !anchor.is_empty() && to.extension().is_some_and(|end| end == "md") {
                let ids: Vec<String> = std::fs::read_to_string(&to)
                    .expect("a page")
                    .lines()
                    .filter(|line| line.starts_with('#'))
                    .map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
                    .map(|id| id.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect())
                    .collect();
                assert!(ids.iter().any(|id| id == anchor), "{} links to {target}: {ids:?}", path.display());
            }
        }
    }
}

/// The words of a command line, with what stands in quotes as one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(n, part)| match n % 2 {
        0 => part.split_whitespace().map(String::from).collect(),
        _ => vec![part.to_string()],
    });
    words.collect()
}

/// The example from an empty folder to the printer's zip, command by command and file by file, as it stands there.
#[test]
fn the_example_from_beginning_to_end_works_as_written() {
    let guide = text("docs/tu-dau-den-cuoi.md");
    let project = Project::new();
    let mut lines = guide.lines();
    let (mut told, mut commands, mut files) = (String::new(), 0, 0);
    while let Some(line) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() < 3 {
            told = if line.trim().is_empty() { told } else { line.to_string() };
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        if line == "```sh" {
            for command in block.iter().filter_map(|line| line.strip_prefix("anpham ")) {
                // The folder of the example is that of the test.
                let args = words(command).into_iter().map(|arg| if arg == "nuoc-sach" { ".".into() } else { arg });
                let run = project.run(args).succeeds();
                let said = run.stdout() + &run.stderr();
                assert!(!said.contains("warning:") || command.starts_with("pack"), "{command}: {said}");
                commands += 1;
            }
            continue;
        }
        let path = told.split('`').rfind(|part| part.contains('/')).expect("a file is named").to_string();
        let before = if told.contains("vào cuối") { project.read(&path) } else { String::new() };
        project.file(&path, format!("{before}\n{}\n", block.join("\n")).trim_start());
        files += 1;
    }
    assert_eq!((commands, files), (8, 3));
    assert!(project.has("output/print/kh-05/hoc-sinh/to-roi.leaflet.pdf") && project.has("output/pack/dot-1.zip"));
}
