//! A new kind of printed matter is a new folder, and a new size a few lines: no Rust.

use crate::harness::Project;
use crate::small::fixture;

/// A wall card that none of our layouts resembles: landscape, no title on it, a summary needed, drawn at 1:10.
fn card(project: &Project) {
    project.file(
        "layouts/card/format.toml",
        "theme-api = 1\nkind = \"pdf\"\nname = { vi = \"thẻ treo\", en = \"wall card\" }\ndefault-size = \"2x1\"\n\
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
        ("theme-api = 1", "theme-api = 99"),
        ("kind = \"pdf\"", "kind = \"mp3\""),
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
