//! A mistake is shown where somebody typed it: also behind tags, in loops, in includes, in bulletins.

use crate::harness::Project;

const PIECE: &str = "content/kh-1/nong-dan/to-roi.md";

/// The mistake that is put in: a link that is not allowed, found after Tera and Markdown.
const WRONG: &str = "[x](javascript:y)";
/// And one that only Typst finds.
const GLYPH: &str = "漢";

#[track_caller]
fn found_at(body: &str, include: Option<&str>, expected: &[&str]) {
    let project = Project::small();
    project.file(PIECE, format!("---\ntitle: Thử\nformats: [sheet]\n---\n{body}\n"));
    if let Some(text) = include {
        project.file("content/kh-1/_shared/them.md", text);
    }
    let run = project.run(["check", "--json", "--audience", "nong-dan", "--piece", "to-roi", "--directive", "kh-1"]);
    let found: Vec<String> = crate::small::Findings(run.json()).list();
    let places: Vec<&str> = found.iter().filter_map(|found| found.rsplit(' ').next()).collect();
    assert_eq!(places, expected, "{body}\n{found:#?}");
}

fn each(template: &str, include: Option<&str>, expected: &[&str]) {
    for mistake in [WRONG, GLYPH] {
        found_at(&template.replace('@', mistake), include.map(|text| text.replace('@', mistake)).as_deref(), expected);
    }
}

#[test]
fn in_plain_text() {
    each("a\n\n@ b", None, &[&format!("{PIECE}:7")]);
}

#[test]
fn after_an_if() {
    each(
        "{% if audience.id == \"nong-dan\" %}\ncó\n{% else %}\nkhông\n{% endif %}\n\n@",
        None,
        &[&format!("{PIECE}:11")],
    );
}

#[test]
fn in_an_if_and_in_an_else() {
    each("{% if format.id == \"sheet\" %}\na\n\n@\n{% endif %}", None, &[&format!("{PIECE}:8")]);
    each("{% if format.id == \"x\" %}\na\n{% else %}\nb\n\n@\n{% endif %}", None, &[&format!("{PIECE}:10")]);
}

#[test]
fn in_a_loop_it_is_one_line() {
    each("{% for i in [1, 2, 3] %}\na\n\n@\n\n{% endfor %}", None, &[&format!("{PIECE}:8")]);
}

#[test]
fn after_a_loop() {
    each("{% for i in [1, 2, 3] %}\na\n\n{% endfor %}\n\n@", None, &[&format!("{PIECE}:10")]);
}

#[test]
fn in_an_include_it_is_the_includes_line() {
    each("a\n\n{% include \"them.md\" %}\n\nb", Some("một\n\n@\n"), &["content/kh-1/_shared/them.md:3"]);
}

#[test]
fn after_an_include() {
    each("a\n\n{% include \"them.md\" %}\n\n@", Some("một\n\nhai\n\nba\n"), &[&format!("{PIECE}:9")]);
}

#[test]
fn in_an_include_in_a_loop_in_an_if() {
    each(
        "{% if true %}\n{% for i in [1, 2] %}\n{% include \"them.md\" %}\n{% endfor %}\n{% endif %}\n",
        Some("{% if true %}\nmột\n\n{% endif %}\n@\n"),
        &["content/kh-1/_shared/them.md:5"],
    );
}

#[test]
fn after_comments_and_trimming_tags() {
    each("{! một\nhai\nba !}\n\n@", None, &[&format!("{PIECE}:9")]);
    each("a\n\n{%- if true -%}\n\nb\n\n{%- endif %}\n\n@", None, &[&format!("{PIECE}:13")]);
}

#[test]
fn in_blocks_lists_tables_and_quotes() {
    each("::: points\n1. **Một** a\n2. **Hai** @\n:::", None, &[&format!("{PIECE}:7")]);
    each("::: formats=sheet\n\na\n\n@\n:::", None, &[&format!("{PIECE}:9")]);
    each("| a | b |\n|---|---|\n| c | @ |", None, &[&format!("{PIECE}:7")]);
    each("> a\n>\n> > @", None, &[&format!("{PIECE}:7")]);
    each("- a\n  - b\n\n    @", None, &[&format!("{PIECE}:8")]);
}

#[test]
fn on_a_line_with_a_value() {
    each("Đến năm {{ fact(id=\"bao-ho\") }} và @", None, &[&format!("{PIECE}:5")]);
}

#[test]
fn several_mistakes_keep_their_order() {
    found_at(
        "[a](javascript:1)\n\n{% for i in [1] %}\n[b](javascript:2)\n{% endfor %}\n\n{% include \"them.md\" %}\n\n[c](javascript:3)",
        Some("[d](javascript:4)\n"),
        &[&format!("{PIECE}:5"), &format!("{PIECE}:8"), "content/kh-1/_shared/them.md:1", &format!("{PIECE}:13")],
    );
}

#[test]
fn a_mistake_in_a_tag_itself() {
    found_at("a\n\n{% if x %}", None, &[&format!("{PIECE}:7")]);
    found_at("a\n\n{{ nowhere }}", None, &[&format!("{PIECE}:7")]);
    found_at("a\n\n{{ fact(id=\"x\") }}", None, &[&format!("{PIECE}:7")]);
    found_at("a\n\n{% include \"them.md\" %}", Some("b\n\n{{ nowhere }}\n"), &["content/kh-1/_shared/them.md:3"]);
    found_at("a\n\n{% include \"them.md\" %}", Some("b\n\n{% endif %}\n"), &["content/kh-1/_shared/them.md:3"]);
}

#[test]
fn in_an_article_of_a_bulletin() {
    let project = Project::small();
    project.edit("content/kl-2/nong-dan/bai-viet.md", "Giống mới", "Một dòng\n\nGiống ☐ mới");
    project.mistakes(&[]).are(&["error compile-no-glyph content/kl-2/nong-dan/bai-viet.md:8"]);
}

/// Each article has its own headings: the same id in two of them is no mistake, and a link stays in its article.
#[test]
fn headings_of_two_articles_may_have_the_same_id() {
    let project = Project::small();
    let paths = ["content/kl-2/nong-dan/bai-viet.md", "content/kh-1/nong-dan/bai-viet.md"];
    for path in paths {
        project.file(path, "---\ntitle: Bài\nformats: []\n---\n\n## Mở đầu {#mo}\n\nXem [phần này](#mo).\n");
    }
    project.run(["check", "--json"]).succeeds();
    project.edit(paths[1], "(#mo)", "(#ket)");
    project.mistakes(&["--profile", "print"]).are(&[&format!("error markup-link-anchor {}:8", paths[1])]);
}

#[test]
fn in_front_matter() {
    let project = Project::small();
    project.edit(PIECE, "title: Giữ tên", "title: Giữ ☐ tên");
    project.mistakes(&[]).are(&[&format!("error compile-no-glyph {PIECE}:2")]);
    project.edit(PIECE, "☐", "{{ nowhere }}");
    project.mistakes(&[]).are(&[&format!("error content-undefined {PIECE}:2")]);
}

#[test]
fn in_a_layout() {
    let project = Project::small();
    project.edit("layouts/sheet/page.typ", "  body\n", "  body\n  nowhere\n");
    let found = project.mistakes(&["--audience", "thanh-nien"]);
    found.are(&["error compile-typst layouts/sheet/page.typ:11"]);
    project.edit("layouts/sheet/page.typ", "  nowhere\n", "");
    project.edit("layouts/sheet/layout.typ", "{{ body }}", "{% if %}{{ body }}");
    let found = project.mistakes(&["--audience", "thanh-nien"]);
    assert!(found.list()[0].starts_with("error layout-template layouts/sheet/layout.typ"), "{:?}", found.list());
}

/// A format that cannot be read makes nothing, and asking for it makes nothing else.
#[test]
fn in_a_format_that_is_asked_for() {
    let project = Project::small();
    project.edit("layouts/sheet/format.toml", "of = \"piece\"", "of = \"paper\"");
    let run = project.run(["build", "--format", "sheet", "--json"]).fails(1).json();
    assert_eq!(run["jobs"].as_array().map(Vec::len), Some(0), "{run:#}");
    assert!(run["diagnostics"].as_array().is_some_and(|all| !all.is_empty()), "{run:#}");
}

/// Windows line ends and a byte order mark move nothing.
#[test]
fn with_windows_line_ends() {
    let project = Project::small();
    let text = "---\ntitle: Thử\nformats: [sheet]\n---\n\na\n\n{% if true %}\n☐\n{% endif %}\n";
    project.file(PIECE, text.replace('\n', "\r\n"));
    project.mistakes(&[]).are(&[&format!("error compile-no-glyph {PIECE}:9")]);
    project.file(PIECE, format!("\u{feff}{text}"));
    let list = project.mistakes(&[]).list();
    assert!(list.iter().any(|found| found.ends_with(":9")) || list[0].contains("front-matter"), "{list:?}");
}

/// One run tells everything: what is wrong in the header of a piece hides neither its text nor what is made from it elsewhere.
#[test]
fn behind_a_faulty_header() {
    let project = Project::small();
    project.edit(PIECE, "title:", "tittle: a\ntitle:");
    let text = project.read(PIECE) + "\n{{ nowhere }}\n";
    project.file(PIECE, &text);
    let line = text.lines().count();
    let found = project.mistakes(&[]);
    found
        .hold(&format!("error content-unknown-key {PIECE}:2"))
        .hold(&format!("error content-undefined {PIECE}:{line}"));
    assert_eq!(found.list().len(), 2, "{:?}", found.list());

    // An article that cannot be read at all is there all the same: the issue is not made, and nothing else is said of it.
    let project = Project::small();
    project.run(["build"]).succeeds();
    let article = "content/kh-1/nong-dan/bai-viet.md";
    project.file(article, "---\ntitle: Một bài\n\nKhông có dòng đóng.\n");
    project.mistakes(&[]).are(&[&format!("error content-front-matter-open {article}:1")]);
    let run = project.run(["build", "--json"]).fails(1).json();
    let issue = run["jobs"].as_array().expect("jobs").iter().find(|job| job["output"] == crate::small::OUTPUTS[0]);
    assert_eq!(issue.expect("the issue")["outcome"], "failed", "{run:#}");
}

/// Sources that take many lines stand within the trim, above what they have to leave free.
#[test]
fn long_sources_of_a_leaflet_have_their_room() {
    let project = Project::campaign();
    let path = "content/kh-116/directive.toml";
    let mut text = project.read(path).replace("horizon = 2030\n", "");
    for (id, source) in [
        ("ocop-2030", "Sở Khoa học và Công nghệ tỉnh, Báo cáo tổng kết hoạt động sở hữu trí tuệ trên địa bàn"),
        ("chu-luc-2030", "Cục Thống kê tỉnh, Niên giám thống kê và điều tra sản phẩm chủ lực các xã, phường"),
        ("ung-dung-2030", "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh, Kỷ yếu hội thảo khoa học"),
    ] {
        let id = format!("id = \"{id}\"\n");
        text = text.replace(&id, &format!("{id}source = \"{source}\"\nyear = 2026\n"));
    }
    project.file(path, text.replace("section = \"II.2.2\"", "section = \"trang 45\""));
    for formats in ["leaflet", "leaflet-a4"] {
        project.edit("content/kh-116/nong-dan/to-roi.md", "formats: [leaflet", &format!("formats: [{formats}"));
        project.run(["build", "--profile", "screen,print", "--piece", "to-roi"]).succeeds();
        project.edit("content/kh-116/nong-dan/to-roi.md", &format!("formats: [{formats}"), "formats: [leaflet");
    }
}
