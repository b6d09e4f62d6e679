//! Content cannot do harm: no code, no file outside of the workspace, no network, no endless work.

use crate::harness::{Project, Run};
use crate::pdf::text_of;
use crate::small::OUTPUTS;

const PIECE: &str = "content/kh-1/thanh-nien/to-roi.md";
const OUTPUT: &str = OUTPUTS[2];

/// The small campaign with this text in one piece.
fn with_body(body: &str) -> Project {
    let project = Project::small();
    project.edit(PIECE, "Viết ý tưởng ra giấy rồi rủ thêm bạn.", body);
    project
}

/// The text of the page, built from this Markdown.
#[track_caller]
fn set(body: &str) -> String {
    let project = with_body(body);
    project.run(["build", "--piece", "to-roi", "--audience", "thanh-nien"]).succeeds();
    text_of(&project.outputs()[OUTPUT])
}

#[track_caller]
fn refused(project: &Project, args: &[&str], code: &str) -> Run {
    let run = project.run([&["build", "--json"], args].concat()).fails(1);
    let json = run.json();
    let found = json["diagnostics"].as_array().expect("a list");
    assert!(found.iter().any(|found| found["code"] == code), "no {code}: {json:#}");
    assert!(!project.has(&format!("output/{OUTPUT}")), "it was written");
    run
}

/// Text that would be code in Typst stands on the page as it was typed.
#[test]
fn typst_code_is_text() {
    for text in [
        "#read(\"/anpham.toml\")",
        "#import \"/layouts/theme/lib.typ\": ink",
        "]#panic()[",
        "#{ while true {} }",
        "#sys.inputs",
        "@label",
        "a // b /* c */",
        "\\u{41}",
        "#eval(\"read\")",
    ] {
        let shown = set(text);
        assert!(
            shown.contains(&text.replace("\\u", "u").replace('"', "")) || squeezed(&shown).contains(&squeezed(text)),
            "{text}: {shown}"
        );
    }
}

/// Without blanks, quotes and backslashes, which Markdown and house style may change.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !['"', '“', '”', '\\'].contains(c)).collect()
}

#[test]
fn code_in_front_matter_and_registries_is_text() {
    let hostile = "#read(\\\"/anpham.toml\\\") ] *x* $y$ `z`";
    let project = Project::small();
    project.edit(PIECE, "title: Ý tưởng của bạn", &format!("title: \"{hostile}\""));
    project.edit("content/audiences.toml", "các bạn thanh niên", hostile);
    project.edit("anpham.toml", "Ban Tuyên giáo", hostile);
    project.run(["build"]).succeeds();
    let shown = squeezed(&text_of(&project.outputs()[OUTPUT]));
    assert_eq!(shown.matches(&squeezed("#read(/anpham.toml) ] *x* $y$ `z`")).count(), 3, "{shown}");
}

/// Values that come through a hole are text, whatever they hold: no Markdown, no template, no Typst.
#[test]
fn values_are_text() {
    let project = Project::small();
    project.edit(
        "content/kh-1/directive.toml",
        "shown = \"100\"",
        "shown = \"**100** `x` [a](http://b) {{ 1 }} #read\"",
    );
    project.edit("content/kh-1/directive.toml", "Phát triển khoa học", "<b>Phát</b> ::: triển # khoa học");
    project.edit(
        PIECE,
        "Viết ý",
        "{{ directive.title }} {{ fact(id=\"bao-ho\") }}\n\n`{{ directive.title }}`\n\nViết ý",
    );
    project.edit("layouts/theme/theme.toml", "[\"Be Vietnam Pro\"]", "[\"Be Vietnam Pro\", \"JetBrains Mono\"]");
    project.edit(
        "layouts/sheet/page.typ",
        "heading(depth: 1",
        "show raw: set text(font: \"JetBrains Mono\", features: (calt: 0))\n  heading(depth: 1",
    );
    project.run(["build"]).succeeds();
    let shown = squeezed(&text_of(&project.outputs()[OUTPUT]));
    assert!(shown.contains("**100**`x`[a](http://b){{1}}#read"), "{shown}");
    assert_eq!(shown.matches("<b>Phát</b>:::triển#khoahọc").count(), 2, "{shown}");
}

#[test]
fn pictures_stay_inside() {
    let project = Project::small();
    project.file(
        "content/kh-1/thanh-nien/that.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    );
    let secret = tempfile::tempdir().expect("a folder");
    std::fs::write(secret.path().join("x.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").expect("written");
    let outside = secret.path().join("x.svg");
    for path in ["../../../../x.svg", "/etc/passwd", "/../x.svg", "file:///etc/passwd", &outside.to_string_lossy()] {
        project.file(PIECE, format!("---\ntitle: A\nformats: [sheet]\n---\n\n![x]({path})\n"));
        let run = project.run(["check", "--json"]).fails(1).json();
        let code = run["diagnostics"][0]["code"].as_str().unwrap_or("");
        assert!(code.starts_with("markup-image"), "{path}: {run:#}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, project.path("content/kh-1/thanh-nien/link.svg")).expect("a link");
        std::os::unix::fs::symlink(secret.path(), project.path("content/kh-1/thanh-nien/dir")).expect("a link");
        for path in ["link.svg", "dir/x.svg"] {
            project.file(PIECE, format!("---\ntitle: A\nformats: [sheet]\n---\n\n![x]({path})\n"));
            refused(&project, &[], "markup-image-outside");
        }
    }
}

/// A picture that is not what it says, or that would take the machine's memory.
#[test]
fn pictures_are_looked_at_before_they_are_decoded() {
    let project = Project::small();
    // A PNG header that claims 60,000 × 60,000 pixels.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(60_000_u32.to_be_bytes());
    png.extend(60_000_u32.to_be_bytes());
    png.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    project.file("content/kh-1/thanh-nien/to.png", &png);
    project.file("content/kh-1/thanh-nien/chu.png", "not a picture");
    for (file, code) in [("to.png", "markup-image-large"), ("chu.png", "markup-image-kind")] {
        project.file(PIECE, format!("---\ntitle: A\nformats: [sheet]\n---\n\n![x]({file})\n"));
        refused(&project, &[], code);
    }
}

/// An SVG may name other pictures: those of the workspace, and no others.
#[test]
fn svg_reads_only_the_workspace() {
    let project = Project::small();
    let outside = tempfile::tempdir().expect("a folder");
    let pixel = tiny_skia::Pixmap::new(1, 1).expect("a picture").encode_png().expect("a PNG");
    std::fs::write(outside.path().join("s.png"), &pixel).expect("written");
    project.file("content/kh-1/thanh-nien/s.png", &pixel);
    project.edit(PIECE, "Viết ý", "![x](a.svg)\n\nViết ý");
    let svg = |href: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"{href}\" width=\"9\" height=\"9\"/></svg>"
        )
    };
    let far = outside.path().join("s.png");
    let near = project.path("../s.png");
    for href in [
        &*far.to_string_lossy(),
        &*near.to_string_lossy(),
        "../../../../s.png",
        "https://example.org/s.png",
        "file:///etc/passwd",
    ] {
        project.file("content/kh-1/thanh-nien/a.svg", svg(href));
        let run = project.run(["build", "--json"]).json();
        let made = project.outputs().remove(OUTPUT).unwrap_or_default();
        let is_embedded = !made.is_empty() && crate::pdf::pictures(&made) > 0;
        assert!(!is_embedded, "{href}: {run:#}");
        let _ = std::fs::remove_file(project.path(&format!("output/{OUTPUT}")));
    }
    project.file("content/kh-1/thanh-nien/a.svg", svg("s.png"));
    project.run(["build"]).succeeds();
    assert!(crate::pdf::pictures(&project.outputs()[OUTPUT]) > 0);
    // The picture in the picture is an input too.
    let other = tiny_skia::Pixmap::new(2, 2).expect("a picture").encode_png().expect("a PNG");
    project.file("content/kh-1/thanh-nien/s.png", other);
    assert_eq!(project.build().outputs("made"), [OUTPUT]);
}

#[test]
fn includes_stay_inside() {
    for name in ["../../../anpham.toml", "/etc/passwd", "../nong-dan/to-roi.md", "to-roi.md"] {
        let project = with_body(&format!("{{% include \"{name}\" %}}"));
        project.run(["check"]).fails(1).stdout_contains(PIECE).stdout_lacks("root:");
    }
    #[cfg(unix)]
    {
        let project = with_body("{% include \"link.md\" %}");
        let secret = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(secret.path(), "bí mật").expect("written");
        std::os::unix::fs::symlink(secret.path(), project.path("content/_shared/link.md")).expect("a link");
        project.run(["build"]).fails(1).stdout_lacks("bí mật");
        assert!(!project.has(&format!("output/{OUTPUT}")));
    }
}

/// A piece, or a folder of pieces, that is a link out of the workspace.
#[test]
#[cfg(unix)]
fn pieces_stay_inside() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("a.md"), "---\ntitle: Bí mật\nformats: [sheet]\n---\n\nx\n").expect("written");
    let project = Project::small();
    std::os::unix::fs::symlink(outside.path().join("a.md"), project.path("content/kh-1/thanh-nien/a.md"))
        .expect("a link");
    project.run(["build"]).fails(1).stdout_contains("content/kh-1/thanh-nien/a.md");
    assert!(!project.has("output/screen/kh-1/thanh-nien/a.sheet.pdf"));
}

#[test]
fn links_are_of_a_few_kinds() {
    for url in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"] {
        let project = with_body(&format!("[bấm]({url})"));
        let run = project.run(["build", "--json"]);
        let found = run.json()["diagnostics"][0]["code"].clone();
        assert_eq!(found, "markup-link-scheme", "{url}");
        let bytes = project.outputs().remove(OUTPUT).unwrap_or_default();
        assert!(!crate::pdf::dump(&bytes).contains("/URI"), "{url} is in the file");
    }
    let project = with_body("[bấm](https://lamdong.gov.vn)");
    project.run(["build"]).succeeds();
    assert!(crate::pdf::dump(&project.outputs()[OUTPUT]).contains("/URI"));
}

#[test]
fn html_is_dropped_with_a_warning() {
    let project = with_body("<script>alert(1)</script> <img src=x onerror=y> <iframe src=\"http://x\"></iframe> nhé");
    project.run(["build"]).succeeds().stdout_contains("<script>");
    let shown = text_of(&project.outputs()[OUTPUT]);
    assert!(shown.contains("nhé") && !shown.contains("script") && !shown.contains("onerror"), "{shown}");
}

/// A layout with a hole where a value could become code does not load.
#[test]
fn a_layout_cannot_turn_values_into_code() {
    for hole in
        ["#{{ text.title }}", "#eval(\"{{ piece.title }}\")", "#let x = {{ piece.title }}", "`{{ piece.title }}`"]
    {
        let project = Project::small();
        project.edit("layouts/issue/layout.typ", "{{ body }}", &format!("{{{{ body }}}}\n{hole}"));
        let found = project.mistakes(&[]);
        assert!(
            found.list().iter().any(|found| found.starts_with("error layout-hole layouts/issue/layout.typ")),
            "{hole}"
        );
    }
}

#[test]
fn a_layout_cannot_leave_the_workspace() {
    for code in [
        "#read(\"/../../etc/passwd\")",
        "#read(\"/etc/passwd\")",
        "#import \"@preview/cetz:0.3.0\": canvas",
        "#image(\"../../../x.png\")",
    ] {
        let project = Project::small();
        project.edit("layouts/issue/layout.typ", "{{ body }}", &format!("{{{{ body }}}}\n{code}"));
        let run = project.run(["build", "--json"]).fails(1).json();
        assert_eq!(run["diagnostics"][0]["code"], "compile-typst", "{code}: {run:#}");
        assert_eq!(run["made"], 3, "{code}");
    }
}

#[test]
fn budgets_hold() {
    // A piece of more than a megabyte.
    refused(&with_body(&"dài lắm ".repeat(150_000)), &[], "content-too-large");
    // Quotes and lists in each other.
    refused(&with_body(&format!("{}sâu", "> ".repeat(14))), &[], "markup-nesting");
    let lists: String = (0..25).map(|n| format!("{}- sâu\n", "  ".repeat(n))).collect();
    refused(&with_body(&lists), &[], "markup-nesting");
    // A template that makes more text than a book.
    let project = with_body("{% for i in range(end=90000) %}{% for j in range(end=100) %}aaaa{% endfor %}{% endfor %}");
    let run = project.run(["build", "--json"]).fails(1).json();
    assert!(run["diagnostics"][0]["code"].as_str().unwrap_or("").starts_with("content-"), "{run:#}");
    assert_eq!(run["made"], 3);
}

/// Deep nesting that is within the budgets is set, and far beyond them nothing overflows.
#[test]
fn depth_never_overflows_the_stack() {
    let project = with_body(&format!("{}sâu", "> ".repeat(10)));
    project.run(["build", "--audience", "thanh-nien"]).succeeds();
    for text in [
        "> ".repeat(50_000),
        "- ".repeat(50_000),
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "::: note\n".repeat(20_000),
        "{{ 1 }}".repeat(20_000),
        format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("{{{{ {}1{} }}}}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("{}x{}", "{% if true %}".repeat(3_000), "{% endif %}".repeat(3_000)),
        format!("{}x{}", "<u>".repeat(20_000), "</u>".repeat(20_000)),
    ] {
        let project = with_body(&text);
        let run = project.run(["check", "--json", "--audience", "thanh-nien", "--timeout", "600"]);
        let json = run.json();
        let codes: Vec<_> =
            json["diagnostics"].as_array().expect("a list").iter().map(|found| &found["code"]).collect();
        assert!(
            !codes.iter().any(|code| *code == "compile-panic" || *code == "compile-timeout"),
            "{}: {codes:?}",
            &text[..9]
        );
    }
}

fn loops(name: &str) -> String {
    format!("{{% for {name} in range(end=1000) %}}")
}

/// A template that would run for hours ends at once or is given up by name; the rest is made and the process ends.
#[test]
fn an_endless_template_is_given_up() {
    let tight: String = ["a", "b", "c", "d"].map(|name| loops(name).replace("{%", "{%-").replace("%}", "-%}")).concat();
    for body in [
        format!("{}x{}", ["a", "b", "c", "d"].map(loops).concat(), "{% endfor %}".repeat(4)),
        format!("{tight}{{%- if a > 2 -%}}{{%- endif -%}}{}", "{%- endfor -%}".repeat(4)),
    ] {
        let run = with_body(&body).run(["build", "--json", "--timeout", "60"]).fails(1).json();
        let code = run["diagnostics"][0]["code"].as_str().unwrap_or("");
        assert!(code == "compile-timeout" || code == "content-template-large", "{run:#}");
        assert_eq!((&run["made"], &run["failed"]), (&3.into(), &1.into()));
    }
}

#[test]
fn yaml_and_toml_bombs_are_refused() {
    let project = Project::small();
    let bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n\
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n\
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n\
                g: [*f, *f, *f, *f, *f, *f, *f, *f, *f]\ntitle: A\nformats: [sheet]\n---\n\nx\n";
    project.file(PIECE, bomb);
    refused(&project, &["--timeout", "600"], "content-yaml-alias");
    project.file(PIECE, format!("---\ntitle: {}\nformats: [sheet]\n---\n\nx\n", "[".repeat(20_000)));
    project.run(["check"]).fails(1).stdout_contains(PIECE);
    project.file("anpham.toml", format!("anpham = 1\nx = {}", "[".repeat(20_000)));
    project.run(["check"]).fails(1).stdout_contains("anpham.toml");
}

/// The characters with which the program marks its own texts are refused where somebody types them.
#[test]
fn private_use_characters_are_refused() {
    for (n, c) in ['\u{E000}', '\u{E002}', '\u{F041}', '\u{F8FF}'].into_iter().enumerate() {
        let project = with_body(&format!("a{c}b"));
        let run = project.run(["build", "--json"]).fails(1).json();
        assert_eq!(run["diagnostics"].as_array().map(Vec::len), Some(1), "{n}: {run:#}");
    }
}
