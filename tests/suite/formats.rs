//! A new kind of printed matter is a new folder, and a new size a few lines: no Rust.

use crate::harness::Project;
use crate::small::{Findings, fixture};

/// A wall card that none of our layouts resembles: landscape, no title on it, a summary needed, drawn at 1:10.
fn card(project: &Project) {
    project.file(
        "layouts/card/format.toml",
        "theme-api = 2\nof = \"piece\"\nmakes = \"pages\"\nname = { vi = \"thẻ treo\", en = \"wall card\" }\ndefault-size = \"2x1\"\n\
         fields = [\"summary\"]\nblocks = []\nparts = [\"main\", \"back\"]\npages = { min = 1, max = 1, multiple = 1 }\n\
         [[sizes]]\nid = \"2x1\"\nwidth = 2000\nheight = 1000\nbleed = 20\nscale = 0.1\n",
    );
    project.file(
        "layouts/card/layout.typ",
        "#import \"/layouts/theme/lib.typ\": *\n\
         #set page(width: float(\"{{ size.width }}\") * 1mm, height: float(\"{{ size.height }}\") * 1mm)\n\
         #set text(font: \"Be Vietnam Pro\", lang: \"vi\")\n\
         {% if format.part == \"back\" %}#heading[{{ campaign.issuer.name }}]{% else %}#heading[{{ text.summary }}]{% endif %}\n\
         #if \"{{ format.part }}\" == \"main\" [{{ body }}]",
    );
    project.file(
        "content/kh-1/nong-dan/the.md",
        "---\ntitle: Thẻ\nsummary: Gom sổ vườn mỗi ngày\nformats: [card]\n---\n\nTreo nơi dễ thấy.\n",
    );
}

#[test]
fn a_new_folder_is_a_new_format() {
    let project = Project::small();
    card(&project);
    let run = project.run(["build", "--json", "--profile", "screen,print"]).fails(1);
    // The text of the piece is on the front alone: on the back it is lost, and that is said.
    assert!(run.json()["diagnostics"].as_array().expect("a list").iter().all(|found| found["code"] == "compile-lost"));
    project.edit("content/kh-1/nong-dan/the.md", "Treo nơi dễ thấy.\n", "");
    project.run(["build", "--profile", "screen,print"]).succeeds();
    for output in ["the.card_1-10.pdf", "the.card-back_1-10.pdf"] {
        assert!(project.has(&format!("output/print/kh-1/nong-dan/{output}")), "no {output}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&project.read("output/manifest.json")).expect("JSON");
    let listed = &manifest["outputs"]["screen/kh-1/nong-dan/the.card_1-10.pdf"];
    assert_eq!((&listed["size"], &listed["trim"]), (&"2x1".into(), &serde_json::json!([2000.0, 1000.0])));
    // The page is a tenth of it: 200 mm × 100 mm.
    let page = crate::pdf::first_page(&project.outputs()["screen/kh-1/nong-dan/the.card_1-10.pdf"]);
    assert!((page.width_mm - 200.0).abs() < 0.1 && (page.height_mm - 100.0).abs() < 0.1, "{page:?}");
    // What the format asks of a piece holds for it too.
    project.edit("content/kh-1/nong-dan/the.md", "summary: Gom sổ vườn mỗi ngày\n", "");
    project.mistakes(&[]).hold("error layout-missing-field content/kh-1/nong-dan/the.md:3");
    project.edit("content/kh-1/nong-dan/the.md", "[card]", "[card-9x9]");
    project.mistakes(&[]).hold("error layout-unknown-size content/kh-1/nong-dan/the.md:3");
}

#[test]
fn a_new_size_is_a_few_lines() {
    let project = Project::small();
    let format = project.read("layouts/sheet/format.toml");
    let size = "\n[[sizes]]\nid = \"vuong\"\nwidth = 120\nheight = 120\nbleed = 4\nscale = 1\n";
    project.file("layouts/sheet/format.toml", format + size);
    project.edit("content/kh-1/thanh-nien/to-roi.md", "[sheet]", "[sheet-vuong, sheet]");
    project.run(["build"]).succeeds();
    let page = crate::pdf::first_page(&project.outputs()["screen/kh-1/thanh-nien/to-roi.sheet-vuong.pdf"]);
    assert!((page.trim_mm().0 - 120.0).abs() < 0.1 && (page.trim_mm().1 - 120.0).abs() < 0.1, "{page:?}");
}

/// A folder in the workspace stands in for the one in the program, also for a format of ours.
#[test]
fn a_layout_of_the_workspace_comes_first() {
    let project = Project::small();
    for name in ["format.toml", "layout.typ", "page.typ"] {
        let text = std::fs::read_to_string(fixture("fixtures/small/layouts/sheet").join(name)).expect("a file");
        project.file(&format!("layouts/banner/{name}"), text.replace("/layouts/sheet/", "/layouts/banner/"));
    }
    project.edit("content/kh-1/thanh-nien/to-roi.md", "[sheet]", "[banner, banner-a5]");
    project.run(["build"]).succeeds();
    assert!(project.has("output/screen/kh-1/thanh-nien/to-roi.banner-a5.pdf"));
}

#[test]
fn a_broken_format_is_named_and_the_others_are_made() {
    let project = Project::small();
    card(&project);
    project.edit("content/kh-1/nong-dan/the.md", "Treo nơi dễ thấy.\n", "");
    for (from, to) in [
        ("theme-api = 2", "theme-api = 99"),
        ("makes = \"pages\"", "makes = \"mp3\""),
        ("of = \"piece\"", "of = \"issue\""),
        ("of = \"piece\"\n", "kind = \"pdf\"\n"),
        ("default-size = \"2x1\"", "default-size = \"3x1\""),
        ("width = 2000", "width = -5"),
        ("pages = { min = 1, max = 1", "pages = { min = 4, max = 1"),
        ("fields = [\"summary\"]", "fieldz = [\"summary\"]"),
        ("scale = 0.1", "scale = 0"),
        ("blocks = []", "blocks = [\"pointz\"]"),
        ("fields = [\"summary\"]", "fields = [\"sumary\"]"),
    ] {
        project.edit("layouts/card/format.toml", from, to);
        let run = project.run(["build", "--json"]).fails(1).json();
        let found = run["diagnostics"].as_array().expect("a list");
        assert!(found.iter().any(|found| found["file"] == "layouts/card/format.toml"), "{to}: {found:#?}");
        assert_eq!((run["made"].as_u64().unwrap_or(0) + run["fresh"].as_u64().unwrap_or(0)), 4, "{to}: {run:#}");
        project.edit("layouts/card/format.toml", to, from);
    }
    project.run(["build"]).succeeds();
}

/// A format of before `theme-api = 2` is made as ever, and told how to be written now: once, whatever is made in it.
#[test]
fn an_older_format_is_read_with_a_hint() {
    let project = Project::small();
    for (format, of) in [("sheet", "piece"), ("issue", "issue")] {
        let path = format!("layouts/{format}/format.toml");
        project.edit(
            &path,
            &format!("theme-api = 2\nof = \"{of}\"\nmakes = \"pages\"\n"),
            "theme-api = 1\nkind = \"pdf\"\n",
        );
    }
    let run = project.run(["check", "--json", "--profile", "screen,print"]).succeeds().json();
    let found = Findings(run).list();
    assert_eq!(
        found,
        [
            "warning layout-old-format layouts/issue/format.toml:1",
            "warning layout-old-format layouts/sheet/format.toml:1"
        ]
    );
    let run = project.run(["build", "--lang", "en"]).succeeds();
    run.stdout_contains("made 4").stdout_contains("`of = \"issue\"` and `makes = \"pages\"`");
    let outputs = project.outputs();
    let renewed = Project::small();
    renewed.run(["build"]).succeeds();
    let pdfs = |outputs: std::collections::BTreeMap<String, Vec<u8>>| {
        outputs.into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect::<Vec<_>>()
    };
    assert!(pdfs(outputs) == pdfs(renewed.outputs()), "the same pages");
    // Of kinds that never were nothing is guessed.
    project.edit("layouts/sheet/format.toml", "kind = \"pdf\"", "kind = \"mp3\"");
    project.mistakes(&[]).hold("error content-bad-choice layouts/sheet/format.toml:2");
}

const TITLES: &str = "theme-api = 2\nof = \"piece\"\nmakes = \"text\"\nname = { vi = \"tên bài\", en = \"titles\" }\nfields = [\"title\"]\n";

/// A kind of output without a page: two small files.
#[test]
fn a_text_is_made_of_a_layout() {
    let project = Project::small();
    project.file("layouts/titles/format.toml", TITLES);
    let layout = "{{ piece.title }}\n{% if piece.summary %}{{ piece.summary }}\n{% endif %}({{ directive.short }}; {{ audience.name }})\n\n";
    project.file("layouts/titles/layout.txt", layout);
    // What means something to Typst, Tera or Markdown is text.
    let title = "A & B: #x $y$ \\u{e1} <z> *đậm* [x](https://vi.du/a?b=c_d)";
    let piece = format!("---\ntitle: '{title}'\nformats: [sheet, titles]\n---\n\nMột câu.\n");
    project.file("content/kh-1/nong-dan/to-roi.md", piece);
    let run = project.run(["build", "--profile", "screen,print", "--json"]).succeeds().json();
    let outputs = project.outputs();
    let texts: Vec<&String> = outputs.keys().filter(|path| path.ends_with(".txt")).collect();
    // A text does not go to the press.
    assert_eq!(texts, ["screen/kh-1/nong-dan/to-roi.titles.txt"]);
    let text = String::from_utf8(outputs[texts[0]].clone()).expect("a text");
    assert_eq!(text, "A & B: #x $y$ \\u{e1} <z> *đậm* [x](https://vi.du/a?b=c_d)\n(Kế hoạch 01-KH/TU; Nông dân)\n");
    let job = run["jobs"].as_array().expect("a list").iter().find(|job| job["output"] == *texts[0]).expect("its job");
    assert_eq!(job["id"], "kh-1/nong-dan/to-roi:titles-text@screen");
    let manifest = serde_json::from_str::<serde_json::Value>(&project.read("output/manifest.json")).expect("JSON");
    let listed = &manifest["outputs"][texts[0]];
    assert_eq!(listed["characters"], text.trim_end().chars().count());
    assert!(listed.get("pages").is_none() && listed.get("trim").is_none(), "{listed:#}");
    // Nothing of it changed, then its layout.
    let again = project.run(["build", "--json"]).succeeds().json();
    assert_eq!(again["made"], 0);
    project.edit("layouts/titles/layout.txt", "{{ piece.title }}", "Tên: {{ piece.title }}");
    project.run(["build", "--json", "--format", "titles"]).succeeds();
    assert!(project.read(&format!("output/{}", texts[0])).starts_with("Tên: A"));
}

/// The body of a piece as plain text: what is read of it, and nothing of how it looks.
#[test]
fn a_text_may_hold_the_body() {
    let project = Project::small();
    project.file("layouts/titles/format.toml", TITLES);
    project.file("layouts/titles/layout.txt", "{{ piece.title }}\n\n{{ body }}\n");
    let body = "## Một *mục*\n\nChữ **đậm** & `mã`[^1].\n\n1. Một\n   - Hai\n\n::: points title=\"Ý\"\n- Ba\n:::\n\n::: formats=sheet\nKhông.\n:::\n\n\
        ::: notes\nLời nhắc.\n:::\n\n| A | B |\n|---|---|\n| c | d |\n\n[^1]: Chú.\n";
    let piece = format!("---\ntitle: Bài\nformats: [titles]\n---\n\n{body}");
    project.file("content/kh-1/nong-dan/to-roi.md", piece);
    project.run(["build", "--profile", "screen"]).succeeds();
    assert_eq!(
        project.read("output/screen/kh-1/nong-dan/to-roi.titles.txt"),
        "Bài\n\nMột mục\n\nChữ đậm & mã[1].\n\n1. Một\n   - Hai\n\nÝ\n- Ba\n\nA | B\nc | d\n\n[1] Chú.\n"
    );
}

#[test]
fn what_a_text_cannot_be_is_told() {
    let broken = |format: &str, layout: &str, wanted: &[&str]| {
        let project = Project::small();
        project.file("layouts/titles/format.toml", format).file("layouts/titles/layout.txt", layout);
        project.mistakes(&[]).are(wanted);
    };
    let (toml, txt) = ("layouts/titles/format.toml", "layouts/titles/layout.txt");
    broken(TITLES, "{{ details }}", &[&format!("error layout-text-value {txt}:1")]);
    broken(TITLES, "{{ piece.title", &[&format!("error layout-template {txt}:1")]);
    broken(&format!("{TITLES}pages = {{ min = 1 }}\n"), "x", &[&format!("error layout-text-key {toml}:6")]);
    broken(&TITLES.replace("piece", "kit"), "x", &[&format!("error layout-text-of {toml}:2")]);
    // A value that is not there is no empty line.
    let project = Project::small();
    project.file("layouts/titles/format.toml", TITLES).file("layouts/titles/layout.txt", "{{ piece.titel }}");
    project.edit("content/kh-1/nong-dan/to-roi.md", "[sheet]", "[sheet, titles]");
    project.mistakes(&[]).are(&[&format!("error layout-template {txt}:1")]);
    // A kit is pages.
    let project = Project::campaign();
    project.file("layouts/titles/format.toml", TITLES).file("layouts/titles/layout.txt", "{{ piece.title }}");
    project.edit("content/kh-116/nong-dan/to-roi.md", "[leaflet, banner]", "[leaflet, banner, titles]");
    let kit = "---\ntitle: Bộ\nsummary: Bộ.\nformats: [kit]\nkit: [\"kh-116/to-roi.leaflet\", \"kh-116/to-roi.titles\"]\n---\n";
    project.file("content/kh-116/nong-dan/bo.md", kit);
    project.mistakes(&["--piece", "bo"]).are(&["error layout-kit-text content/kh-116/nong-dan/bo.md:5"]);
}
