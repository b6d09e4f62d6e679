//! Tests of the conversion: each feature, each message, and escaping as a property.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{SyntaxKind, SyntaxNode, parse, parse_code};
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::carry;
use crate::content::Fact;
use crate::content::kinds;
use crate::content::words::Named;
use crate::diag::SourceFile;
use crate::i18n::Lang;
use crate::msg;
use crate::pictures::{Found, Images, NoPicture};

/// Pictures of the tests: `a.png` and `b c.svg` are there.
struct Pictures;

impl Images for Pictures {
    fn find(&self, path: &str) -> Result<Found, NoPicture> {
        match path {
            "/content/kh/nd/a.png" | "/content/kh/nd/b c.svg" | "/content/logo.svg" => {
                Ok(Found { path: path.into(), ..Found::default() })
            }
            _ => Err(NoPicture { message: msg!("markup-image-empty"), hint: None, near: None }),
        }
    }
}

#[test]
fn a_picture_name_with_blanks_is_set_as_meant() {
    for (text, made) in [
        ("![Cây](b c.svg)", r#"#picture("/content/kh/nd/b c.svg", alt: "Cây")"#),
        ("Thấy ![Cây](b c.svg){width=20%} đó.", r#"#picture("/content/kh/nd/b c.svg", alt: "Cây", width: 20%)"#),
        (
            "![Cây *to*](b c.svg \"Một [cây]\")",
            r#"#picture("/content/kh/nd/b c.svg", alt: "Cây to", caption: [Một \[cây\]])"#,
        ),
        ("![Cây](  b c.svg “Một cây” )", r#"#picture("/content/kh/nd/b c.svg", alt: "Cây", caption: [Một cây])"#),
        ("![Cây] (b c.svg)", r#"#picture("/content/kh/nd/b c.svg", alt: "Cây")"#),
        ("![Cây] (a.png) { width = 30 % }", r#"#picture("/content/kh/nd/a.png", alt: "Cây", width: 30%)"#),
        ("![Cây](a.png) {width=30%}", r#"#picture("/content/kh/nd/a.png", alt: "Cây", width: 30%)"#),
        ("![Cây](a.png)\n{width=30%}", r#"#picture("/content/kh/nd/a.png", alt: "Cây", width: 30%)"#),
        ("- ![](b c.svg){decorative}", r#"#picture("/content/kh/nd/b c.svg", alt: "", decorative: true)"#),
    ] {
        let (markup, diags) = run(text, true);
        assert!(diags.is_empty(), "{text}: {}", report(&diags));
        assert!(markup.expect("markup").text.contains(made), "{text}");
    }
    for (text, id) in [
        // Not there: said like that of any other picture.
        ("![Cây](d e (2).png)", "markup-image-empty"),
        ("![Cây](xem hình bên)", "markup-image-blank"),
    ] {
        let (_, diags) = run(text, false);
        assert_eq!(diags.iter().map(|d| d.message.id.as_ref()).collect::<Vec<_>>(), [id], "{text}");
    }
    for text in ["Hay quá![1](hai ba", "Hay quá ![1] (hai ba)", "![a](b c.svg", "\\![a](b c.svg)"] {
        let (markup, diags) = run(text, false);
        assert!(diags.iter().all(|d| d.message.id != "markup-image-blank"), "{text}");
        assert!(!markup.expect("markup").text.contains("#picture"), "{text}");
    }
}

fn fact(id: &str, shown: &str, unit: Option<&str>, horizon: i32) -> (String, Fact) {
    let file = SourceFile::new("content/kh/directive.toml", "");
    let fact = Fact {
        id: id.into(),
        low: 5.0,
        high: 10.0,
        shown: shown.into(),
        qualifier: None,
        unit: unit.map(String::from),
        label: "dự án \"xanh\"".into(),
        horizon: Some(horizon),
        year: None,
        section: "II.2".into(),
        source: "Kế hoạch 116-KH/TU".into(),
        is_elsewhere: false,
        is_typed: true,
        translations: crate::content::Translations::default(),
        untranslated: vec![],
        place: Place::new(&file, 0..0),
    };
    (id.into(), fact)
}

pub(super) fn run(text: &str, print: bool) -> (Option<Markup>, Diagnostics) {
    let file = SourceFile::new("content/kh/nd/bai.md", text);
    let rendered = Rendered::verbatim(&file, 0..text.len());
    run_rendered(&rendered, print)
}

fn run_rendered(rendered: &Rendered, print: bool) -> (Option<Markup>, Diagnostics) {
    run_in("vi", rendered, print)
}

fn run_in(lang: &str, rendered: &Rendered, print: bool) -> (Option<Markup>, Diagnostics) {
    let mut diags = vec![];
    let markup = chosen(&reading(lang, rendered), "leaflet", print, &mut diags);
    (markup, diags)
}

/// What a format gets of a text.
fn chosen(reading: &Reading, format: &str, print: bool, diags: &mut Diagnostics) -> Option<Markup> {
    let blocks: Vec<String> =
        kinds::KINDS.iter().map(|k| k.name.to_string()).filter(|k| k != "notes" && k != "rings").collect();
    let choice = Choice { format, blocks: &blocks, issuer: &Named::new(), print };
    Some(reading.choose(&choice, diags)?.markup(""))
}

pub(super) fn reading(lang: &str, rendered: &Rendered) -> Reading {
    let facts: BTreeMap<String, Fact> =
        [fact("du-an", "05 – 10", Some("dự án/năm"), 2030), fact("cu", "60", Some("%"), 2020)].into();
    reading_with(lang, rendered, &facts)
}

/// What is told of a text in which `{{du-an}}`, a goal for 2030, and `{{so-lieu}}`, a statistic of 2024, print their facts.
pub(super) fn run_filled(text: &str, print: bool) -> (Option<Markup>, Diagnostics) {
    let (id, mut counted) = fact("so-lieu", "12", Some("hộ"), 0);
    (counted.horizon, counted.year) = (None, Some(2024));
    let (old_id, mut old) = fact("so-cu", "11", Some("hộ"), 0);
    (old.horizon, old.year) = (None, Some(2023));
    let goals = [
        fact("du-an", "05 – 10", Some("dự án/năm"), 2030),
        fact("dich", "21", Some("xã"), 2030),
        fact("som", "17", Some("xã"), 2025),
    ];
    let facts: BTreeMap<String, Fact> = goals.into_iter().chain([(id, counted), (old_id, old)]).collect();
    let file = SourceFile::new("content/kh/nd/bai.md", text);
    let mut rendered = Rendered { text: String::new(), ..Rendered::verbatim(&file, 0..text.len()) };
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once("{{") {
        let (id, behind) = tail.split_once("}}").expect("a call that is closed");
        rendered.text.push_str(before);
        let start = rendered.text.len();
        rendered.text.push_str(&carry::value(&facts[id].printed()));
        rendered.holes.push((start..rendered.text.len(), crate::content::Hole::Fact(id.into())));
        rest = behind;
    }
    rendered.text.push_str(rest);
    let mut diags = vec![];
    let markup = chosen(&reading_with("vi", &rendered, &facts), "leaflet", print, &mut diags);
    (markup, diags)
}

fn reading_with(lang: &str, rendered: &Rendered, facts: &BTreeMap<String, Fact>) -> Reading {
    let facts = Facts::from(facts);
    let ctx = ReadContext {
        audience: "nong-dan",
        formats: &["leaflet", "slides"],
        audiences: &["nong-dan", "bao-chi"],
        facts: &facts,
        year: 2026,
        lang,
        quotes: Quotes::Curly,
        dir: "content/kh/nd",
        images: &Pictures,
    };
    read(rendered, &ctx)
}

#[test]
fn one_reading_serves_all_formats_and_profiles() {
    let text = "# Một\n\n::: formats=slides\n## Hai\n\nCó 30 hộ, [xem](#hai)[^1], ![](d.png).\n\n[^1]: Chú.\n:::\n\n::: formats=leaflet\n\
        #### Ba\n\n[Lên](#hai).\n\n::: qr url=\"https://a.vn\"\n:::\n:::\n\n[^1]: Khác.\n\n## Hai\n";
    let file = SourceFile::new("content/kh/nd/bai.md", text);
    let reading = reading("vi", &Rendered::verbatim(&file, 0..text.len()));
    let made = |format: &str, print: bool| {
        let mut diags = vec![];
        let markup = chosen(&reading, format, print, &mut diags).map(|markup| markup.text);
        let told = diags.iter().map(|d| {
            let sign = if d.is_error() { "!" } else { "" };
            format!("{sign}{}", d.message.id.trim_start_matches("markup-"))
        });
        (markup, told.collect::<Vec<_>>())
    };
    // Each is told of what it gets alone, and as it is meant for.
    let (markup, told) = made("leaflet", false);
    assert_eq!(told, ["heading-skipped"]);
    let markup = markup.expect("markup");
    assert!(markup.contains("#heading(depth: 2)[Ba") && markup.contains("label(\"hai\")"), "{markup}");
    assert!(!markup.contains("30") && markup.contains("#part(\"qr\""), "{markup}");
    let (markup, told) = made("leaflet", true);
    assert_eq!((markup, told), (None, vec!["!heading-skipped".to_string()]));
    let (_, told) = made("slides", true);
    assert_eq!(told, ["!bare-figure", "!image-empty", "!image-alt", "!footnote-twice"]);
    assert_eq!(made("slides", false).1, ["bare-figure", "!image-empty", "!image-alt", "!footnote-twice"]);
    // A format that sets neither has nothing to be told of but the note that only they would set.
    assert_eq!(made("poster", true).1, [""; 0]);
}

#[path = "../../tests/suite/evaluate.rs"]
#[allow(dead_code, reason = "the suite uses all of it")]
mod evaluate;

#[test]
fn what_follows_an_expression_stays_text() {
    fn shown(node: &SyntaxNode, text: &mut String) {
        match node.kind() {
            SyntaxKind::Text | SyntaxKind::Space => text.push_str(node.leaf_text()),
            SyntaxKind::Escape => text.push_str(node.leaf_text().trim_start_matches('\\')),
            SyntaxKind::Markup => node.children().for_each(|child| shown(child, text)),
            _ => text.push('@'),
        }
    }
    for made in ["[mục](#a)", "**a**", "*a*", "~~a~~", "`a`", "[a](https://a.vn)", "a^2^", "a[^1]", "![a](a.png)"] {
        for next in ["(b)", ".b", ";b", ";", "[b]", "{b}", ",b", ": b", "(#b).", " (b)", "..", "_b_c"] {
            // Attributes of a picture.
            if made.starts_with('!') && next.starts_with('{') {
                continue;
            }
            let (markup, diags) = run(&format!("# Một {{#a}}\n\nXem {made}{next}\n\n[^1]: Ghi chú\n"), false);
            let markup = markup.unwrap_or_else(|| panic!("{made}{next}: {}", report(&diags))).text;
            let root = parse(&markup);
            assert!(root.errors_and_warnings().0.is_empty(), "{made}{next}: {markup}");
            let mut text = String::new();
            shown(&root, &mut text);
            let next = if next == "_b_c" { "@" } else { next };
            assert!(text.contains(&format!("@{next}")), "{made}{next}: {text}\n{markup}");
        }
    }
}

#[test]
fn titles_of_alerts_follow_the_language_of_the_piece() {
    for (lang, title) in [("vi", "Thận trọng"), ("en", "Caution")] {
        for text in ["> [!CAUTION]\n> Nóng\n", "::: caution\nNóng\n:::\n"] {
            let file = SourceFile::new("content/kh/nd/bai.md", text);
            let (markup, diags) = run_in(lang, &Rendered::verbatim(&file, 0..text.len()), false);
            assert!(diags.is_empty(), "{}", report(&diags));
            assert!(markup.expect("markup").text.contains(&format!("title: [{title}]")), "{lang} {text}");
        }
    }
}

fn report(diags: &Diagnostics) -> String {
    let mut text = String::new();
    for d in diags {
        let (line, column) = d.place.as_ref().map_or((0, 0), |p| p.file.line_column(p.range.start));
        let shown = d.place.as_ref().map_or("", |p| &p.file.text[p.range.clone()]);
        let severity = if d.is_error() { "error" } else { "warning" };
        text.push_str(&format!("{severity} {line}:{column} [{shown}] {}\n", Lang::Vi.text(&d.message)));
        for hint in &d.hints {
            text.push_str(&format!("  = {}\n", Lang::Vi.text(hint)));
        }
    }
    text
}

#[test]
fn fixtures_come_out_as_before() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markup");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("the fixtures").flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let (markup, diags) = run(&std::fs::read_to_string(path).expect("a fixture"), false);
        let text = markup.map_or("refused".into(), |m| {
            evaluate::text(&m.text).unwrap_or_else(|e| panic!("{name}: {e}\n{}", m.text));
            m.text
        });
        insta::with_settings!({snapshot_path => "../../tests/snapshots/markup", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(name, format!("{text}\n\n==========\n{}", report(&diags)));
        });
    }
}

/// The messages of a text, with what they point at.
fn told(text: &str) -> Vec<String> {
    let (markup, diags) = run(text, true);
    assert_eq!(markup.is_none(), diags.iter().any(|d| d.is_error()), "{text}");
    let shown = |d: &crate::diag::Diagnostic| {
        let place = d.place.as_ref().expect("a place");
        format!("{} {:?}", d.message.id, &place.file.text[place.range.clone()])
    };
    diags.iter().map(shown).collect()
}

#[test]
fn mistakes_are_told_with_their_place() {
    let cases: &[(&str, &[&str])] = &[
        ("a\n\n:::", &[r#"markup-block-stray ":::""#]),
        ("::: sidebar\na", &[r#"markup-block-open "::: sidebar""#]),
        ("::: figure facts=du-an\n:::", &[r#"markup-block-kind "figure""#]),
        ("::: quote bye=x\na\n:::", &[r#"markup-block-attribute "bye""#]),
        ("::: quote by=\"x\na\n:::", &[r#"markup-block-quote "\"x""#]),
        ("::: quote by=x by=y\na\n:::", &[r#"markup-attribute-twice "by""#]),
        ("::: quote x\na\n:::", &[r#"markup-block-syntax "x""#]),
        ("::: figures\n:::", &[r#"markup-block-needs "::: figures""#]),
        ("::: figures facts=\"\"\n:::", &[r#"markup-fact-none """#]),
        ("::: figures facts=\"cu du-ann\"\n:::", &[r#"markup-fact-past "cu""#, r#"markup-fact-unknown "du-ann""#]),
        ("::: number fact=du_an\n:::", &[r#"markup-fact-unknown "du_an""#]),
        ("::: points\nchữ\n:::", &[r#"markup-block-list "::: points""#]),
        ("::: compare\n- a\n:::", &[r#"markup-block-pair "::: compare""#]),
        ("::: sidebar formats=leaflt\na\n:::", &[r#"markup-unknown-format "leaflt""#]),
        ("::: audiences=\"bao-chi nong-dam\"\na\n:::", &[r#"markup-unknown-audience "bao-chi nong-dam""#]),
        ("::: title=x\na\n:::", &[r#"markup-block-attribute "title""#]),
        ("::: sidebar title=\"Tới 30\"\na\n:::", &[r#"markup-bare-figure "30""#]),
        ("::: qr url=nghean.gov.vn\n:::", &[r#"markup-qr-url "nghean.gov.vn""#]),
        ("::: rings facts=du-an\n:::", &[r#"markup-block-unset "::: rings facts=du-an""#]),
        ("Chữ **60** %", &[r#"markup-bare-figure "60""#]),
        ("Họp ngày 31/2 lúc 25h30.", &[r#"markup-no-such-day "31/2""#, r#"markup-no-such-hour "25h30""#]),
        ("Họp ngày [31/2]{.nofact}, ngày 29/2, lúc 8h30.", &[]),
        ("[a](https://lamdong) [b](https://lamdong.gov.vn)", &[r#"markup-url-nowhere "[a](https://lamdong)""#]),
        ("Xem https://lamdong/so.", &[r#"markup-url-nowhere "https://lamdong/so""#]),
        ("::: qr url=\"https://…\"\na\n:::", &[r#"markup-url-nowhere "https://…""#]),
        ("| 5 |\n|-|\n| 6 |", &[r#"markup-bare-figure "5""#, r#"markup-bare-figure "6""#]),
        ("### a", &[r####"markup-heading-first "### a""####]),
        ("# a\n\n### b", &[r####"markup-heading-skipped "### b""####]),
        ("# a {#x}\n\n## b {#x}", &[r###"markup-heading-id-twice "## b {#x}""###]),
        ("# a {#x/y}", &[r##"markup-heading-id "# a {#x/y}""##]),
        (
            "# a {.x y=1}",
            &[r##"markup-heading-attribute "# a {.x y=1}""##, r##"markup-heading-attribute "# a {.x y=1}""##],
        ),
        ("#", &[r##"markup-heading-empty "#""##]),
        ("[a](#b)", &[r##"markup-link-anchor "[a](#b)""##]),
        ("[a](b.md) [c](data:x)", &[r#"markup-link-relative "[a](b.md)""#, r#"markup-link-scheme "[c](data:x)""#]),
        ("a[^x]", &[r#"markup-footnote-undefined "[^x]""#]),
        ("a[^x]\n\n[^x]: b[^y]\n[^y]: c", &[r#"markup-footnote-nested "[""#]),
        ("![](a.png)", &[r#"markup-image-alt "![](a.png)""#]),
        ("![a](..\\\\a.png)", &[r#"markup-image-backslash "![a](..\\\\a.png)""#]),
        ("![a](../../../../a.png)", &[r#"markup-image-outside "![a](../../../../a.png)""#]),
        ("![a](%2e%2e/%2E%2E/../../a.png)", &[r#"markup-image-outside "![a](%2e%2e/%2E%2E/../../a.png)""#]),
        ("![a](https://a.vn/a.png)", &[r#"markup-image-remote "![a](https://a.vn/a.png)""#]),
        (
            "![a](a.png){width=0% x}",
            &[r#"markup-image-width "![a](a.png){width=0% x}""#, r#"markup-image-key "![a](a.png){width=0% x}""#],
        ),
        ("giá $a+b$", &[r#"markup-formula "$a+b$""#]),
        ("$$\na\n$$", &[r#"markup-formula "$$""#]),
        ("a <b>c</b> d</u>", &[r#"markup-html "<b>""#, r#"markup-html-close "</u>""#]),
        ("Ðổi", &[r#"markup-look-alike "Ð""#]),
        ("**Ðổi** Ðồi\n\n![Ðồi](a.png)", &[r#"markup-look-alike "Ð""#, r#"markup-look-alike "Ð""#]),
        (
            "<div>\nMột &amp;\ncó 60 hộ ở Ðà Lạt\n</div>",
            &[r#"markup-html "<div>""#, r#"markup-bare-figure "60""#, r#"markup-look-alike "Ð""#],
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(told(text), *wanted, "{text}");
    }
}

#[test]
fn what_is_fine_is_not_told() {
    let fine = [
        "Đạt [30]{.nofact} và [**5** năm]{.nofact}.",
        "## Hơn [30]{.nofact}",
        "## 1. Mục tiêu\n\n1. một\n2. hai",
        "Diện tích m^2^, CO~2~, `60`, [a](https://a.vn/60)",
        "![hình](a.png){width=50%} và ![](b%20c.svg){decorative}",
        "$5 hay 5$? không: [5]{.nofact}".trim_start_matches("$5 hay 5$? "),
        "::: formats=slides\n60\n:::",
        "<!--\n::: quote\n-->\n\n```\n::: x\n```\n\n- ~~~\n  ::: y\n  ~~~",
        "::: sidebar\na[^1] [b][b]\n:::\n\n[^1]: c\n\n[b]: https://a.vn",
    ];
    for text in fine {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_plainly_meant_is_set() {
    let cases = [
        ("##Tiêu đề", "#heading(depth: 2)[Tiêu đề]"),
        ("#1 là nhất", "\\#1 là nhất"),
        ("• một\n• hai", "#list(\n  [một],\n  [hai],\n)"),
        (
            "a) một\nđ) hai",
            "#enum(numbering: n => strong((\"a)\", \"đ)\",).at(n - 1, default: \"\")), \n  [một],\n  [hai],\n)",
        ),
        ("2) hai\n3) ba", "#enum(numbering: n => strong(numbering(\"1)\", n)), start: 2, \n  [hai],\n  [ba],\n)"),
        ("** đậm **", "#strong[ đậm ]"),
        ("a[^1][^2]\n\n[^1]: b\n[^2]: c", "a#footnote[b]#text(size: .5em)[~]#footnote[c]"),
        ("\"a 'b' K'Ho\"", "“a ‘b’ K\\'Ho”"),
        ("xem https://a.vn/ô.", "xem #link(\"https://a.vn/%C3%B4\")[https:\\/\\/a.vn/ô]\\."),
        ("có ![hình](a.png) đây", "có #picture(\"/content/kh/nd/a.png\", alt: \"hình\", width: 1em) đây"),
        ("có\n![hình](a.png)\nđây", "có #picture(\"/content/kh/nd/a.png\", alt: \"hình\") đây"),
    ];
    for (text, wanted) in cases {
        let (markup, diags) = run(text, false);
        let markup = markup.unwrap_or_else(|| panic!("{text}: {}", report(&diags)));
        assert_eq!(markup.text.replace(", format: \"png\"", ""), wanted, "{text}");
    }
}

#[test]
fn no_word_is_lost_without_a_message() {
    let lost =
        |text: &str| -> Vec<String> { told(text).into_iter().filter(|told| told.starts_with("markup-lost")).collect() };
    for text in [
        "# a {#x .nofact}\n\n[b](c://d \"e\") [f][g] <https://h.vn>\n\n[g]: https://i.vn \"k\"",
        "```rust\nl\n```\n\n    m\n\n`n` &amp; &nbsp; <u>o</u> <!-- p --> <b title=\"q\">r</b>",
        "> [!NOTE]\n> s\n\n- [x] t\n1. u\n\nv[^w]\n\n[^w]: y\n\n::: quote by=\"z\"\na\n:::",
        "::: formats=slides\nb\n:::\n\n| c | d |\n|---|:-:|\n| e | f |\n\ng\n: h\n\n<div>\ni\n</div>",
    ] {
        assert_eq!(lost(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(lost("a\n\n[b]: https://c.vn\n[b]: https://d.vn"), [r#"markup-lost "b]: https://d.vn""#]);
}

#[test]
fn values_are_no_markdown_and_their_figures_are_excused() {
    let value = carry::value("**60 %** [a](b) `c` \"<u>\" \\ 1. #x");
    let text = format!("{value}\n\n`{value}` [{value}](https://a.vn/{}) ~{value}~", carry::value("?a=1&b"));
    let file = SourceFile::new("content/kh/nd/bai.md", "{{ x }}\n\n{{ x }}");
    let rendered = Rendered {
        lines: (0..3).map(|line| crate::content::LineOrigin { file: file.clone(), line }).collect(),
        text,
        holes: vec![],
    };
    let (markup, diags) = run_rendered(&rendered, true);
    assert!(diags.is_empty(), "{}", report(&diags));
    let markup = markup.expect("markup");
    let plain = "**60 %** [a](b) `c` “<u>” \\ 1. #x";
    let raw = "**60 %** [a](b) `c` \"<u>\" \\ 1. #x";
    assert_eq!(evaluate::fold(&evaluate::text(&markup.text).expect("valid")), format!("{plain} {raw} {plain} {plain}"));
    assert!(markup.text.contains(r#"#link("https://a.vn/?a=1&b")"#), "{}", markup.text);
    let place = markup.map.entries()[0].1.clone();
    assert_eq!(&place.file.text[place.range], "{{ x }}");
}

#[test]
fn every_leaf_is_traced_to_its_line() {
    let text = "Một\n*hai* ba\n\n- bốn[^1]\n\n[^1]: năm\n\n::: sidebar title=\"sáu\"\nbảy\n:::";
    let markup = run(text, true).0.expect("markup");
    for word in ["Một", "hai", "ba", "bốn", "năm", "sáu", "bảy"] {
        let at = markup.text.find(word).expect(word);
        let place = markup.map.lookup(at..at + 1).expect(word);
        let wanted = text.find(word).expect(word);
        assert_eq!(place.file.line_column(place.range.start).0, place.file.line_column(wanted).0, "{word}");
        assert!(place.file.text[place.range.clone()].contains(word), "{word}");
    }
    let starts: Vec<usize> = markup.map.entries().iter().map(|(range, _)| range.start).collect();
    assert!(starts.is_sorted());
}

#[test]
fn nesting_within_the_limits_is_set_and_beyond_refused() {
    let quotes = |n: usize| format!("{} a", ">".repeat(n));
    let lists = |n: usize| (0..n).map(|i| format!("{}- a\n", "  ".repeat(i))).collect::<String>();
    let mixed = |n: usize, m: usize| {
        let prefix = "> ".repeat(n);
        (0..m).map(|i| format!("{prefix}{}- a\n", "  ".repeat(i))).collect::<String>()
    };
    let marked = |n: usize| {
        let mark = |i: usize| if i.is_multiple_of(2) { "*" } else { "**" };
        let open: String = (0..n).map(|i| format!("{}a ", mark(i))).collect();
        let close: String = (0..n).rev().map(|i| format!("a{} ", mark(i))).collect();
        open + &close
    };
    for good in [
        quotes(12),
        lists(10),
        mixed(6, 5),
        mixed(9, 2),
        mixed(3, 7),
        marked(12),
        lists(9) + &"  ".repeat(9) + "- " + &marked(6),
    ] {
        let markup = run(&good, true).0.unwrap_or_else(|| panic!("refused: {good}"));
        assert_eq!(evaluate::pages(&markup.text), Ok(1), "{good}");
    }
    for bad in
        [quotes(13), lists(11), lists(20), mixed(7, 5), marked(13), ">".repeat(100_000), "- ".repeat(50_000) + "a"]
    {
        let (markup, diags) = run(&bad, true);
        assert!(markup.is_none(), "{}", &bad[..bad.len().min(80)]);
        assert!(diags.iter().any(|d| d.message.id.starts_with("markup-nesting")));
    }
    let blocks = "::: sidebar\n".repeat(13) + "a\n" + &":::\n".repeat(13);
    assert_eq!(run(&blocks, true).1.iter().map(|d| d.message.id.to_string()).collect::<Vec<_>>(), ["markup-nesting"]);
}

#[test]
fn what_would_be_dear_to_set_is_told_before() {
    let told = |text: &str| {
        let (markup, diags) = run(text, false);
        let errors: Vec<String> = diags.iter().filter(|d| d.is_error()).map(|d| d.message.id.to_string()).collect();
        assert_eq!(markup.is_none(), !errors.is_empty());
        errors
    };
    let notes = |n: usize| {
        let (calls, texts) = (0..n).fold((String::new(), String::new()), |(calls, texts), i| {
            (format!("{calls}a[^{i}]\n\n"), format!("{texts}[^{i}]: b\n\n"))
        });
        calls + &texts
    };
    let rows = |n: usize| "| a | b |\n|---|---|\n".to_string() + &"| a | b |\n".repeat(n);
    for (good, bad, id) in [
        ("o\u{31b}\u{300}".into(), format!("a{}", "\u{301}".repeat(17)), "markup-most-marks"),
        ("a".repeat(3_000), "a".repeat(3_001), "markup-most-run"),
        ("a ".repeat(49_000), "a ".repeat(51_000), "markup-most-text"),
        ("**a** ".repeat(5_000), "**a** ".repeat(5_001), "markup-most-marked"),
        ("`a` *b* ".repeat(2_500), "`a` *b* ".repeat(2_501), "markup-most-marked"),
        (notes(1_000), notes(1_001), "markup-most-notes"),
        ("## a\n\n".repeat(2_000), "## a\n\n".repeat(2_001), "markup-most-headings"),
        (rows(4_999), rows(5_000), "markup-most-cells"),
        ("- a\n".repeat(5_000), "- a\n".repeat(5_001), "markup-most-blocks"),
        ("a\n\n---\n\n".repeat(2_500), "a\n\n---\n\n".repeat(2_501), "markup-most-blocks"),
    ] {
        assert_eq!(told(&good), Vec::<String>::new(), "{id}");
        assert_eq!(told(&bad), [id]);
    }
    // Each table for itself.
    assert_eq!(told(&format!("{}\n\n{}", rows(4_000), rows(4_000))), Vec::<String>::new());
}

/// Kinds of all nodes below a node.
fn kinds_in(root: &SyntaxNode) -> Vec<SyntaxKind> {
    let mut todo = vec![root];
    let mut kinds = vec![];
    while let Some(node) = todo.pop() {
        kinds.push(node.kind());
        todo.extend(node.children());
    }
    kinds
}

/// Strings of characters that mean something to somebody, among letters and anything else.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[#\\[\\]\\\\*_`$<>@~=+/'\"(){}.;:,!?^|&%-]{1,3}",
        3 => "[a-zà-ỹ0-9 \n]{1,6}",
        1 => "https?://[a-z.]{1,5}",
        1 => "\\PC",
        1 => "[\u{300}\u{301}\u{323}\u{31b}\u{a0}\u{2028}\u{85}\t\r\u{b}\u{3000}\u{feff}]",
        1 => "#[a-z]{1,4}\\([a-z\"]{0,4}\\)",
        1 => "- |\\+ |1\\. |/ |= |== |//|/\\*|---|\\.\\.\\.|-\\?|-5",
        1 => "(\n|\n\n)([a-dđ]\\)|[0-9]{1,2}[.)]|[ivxIVX]{1,3}[.)]|[0-9]\\.[0-9]\\.?) ",
    ];
    proptest::collection::vec(part, 0..12)
        .prop_map(|parts| parts.concat().chars().filter(|c| !carry::is_reserved(*c)).collect())
}

fn expected(text: &str) -> String {
    let folded = |c| if write::escape::is_fold(c) { ' ' } else { c };
    let chars: Vec<char> = text.nfc().map(|c| folded(languages::vietnamese::look_alike(c).unwrap_or(c))).collect();
    // A line to fill in is drawn.
    let kept = write::runs::runs(&chars).into_iter().filter_map(|run| match run {
        write::runs::Run::Text(range) => Some(chars[range].iter().collect::<String>()),
        write::runs::Run::Fill(_) => None,
    });
    evaluate::fold(&kept.collect::<String>())
}

#[test]
fn what_is_told_stands_under_its_words_where_the_line_was_put_right() {
    for text in ["• Có 30 hộ nghèo", "a) Việc\n• Có 30 hộ **nghèo", "##Có 30 hộ"] {
        let (_, diags) = run(text, false);
        let place = diags.iter().find(|d| d.message.id == "markup-bare-figure").and_then(|d| d.place.clone());
        let place = place.expect("the figure");
        assert_eq!(&place.file.text[place.range], "30", "{text}");
    }
}

#[test]
fn figures_are_found_wherever_words_are_printed() {
    let text = "::: sidebar title=\"Có 31 hộ\"\nChữ.\n:::\n\n::: quote by=\"Ông A, đã giúp 32 hộ\"\nLời.\n:::\n\n\
        ::: person title=\"Bà B\" role=\"nuôi 33 con bò\"\nChữ.\n:::\n\n| 34 hộ | Hai |\n|---|---|\n| 35 hộ | x |\n\n\
        ![Cây](a.png \"Có 36 hộ\")\n\nChú[^1], <u>37 hộ</u>, [38 hộ](https://a.vn), ~~39 hộ~~.\n\n[^1]: Có 40 hộ.\n\n\
        Từ 41 hộ\n: Nghĩa 42 hộ\n\n> [!NOTE]\n> Lưu 43 hộ\n\n- [ ] Làm 44 hộ\n\n::: bars facts=\"du-an\" title=\"Biểu 45 hộ\"\n\
        Chú 46 hộ\n:::\n\n<div>47 hộ</div>\n\n::: checklist\n- **48 hộ** chữ\n:::\n";
    let (_, diags) = run(text, true);
    let figures = diags.iter().filter(|d| d.message.id == "markup-bare-figure");
    let mut figures: Vec<u32> = figures.filter_map(|d| d.message.args.first()?.1.parse().ok()).collect();
    figures.sort_unstable();
    assert_eq!(figures, (31..=48).collect::<Vec<_>>());
}

#[test]
fn a_day_stays_with_its_month_also_where_it_is_vouched_for() {
    let (markup, _) = run("on [15]{.nofact} December 2026", true);
    assert!(markup.expect("markup").text.contains("#box[15 December]"));
}

#[test]
fn figures_of_a_header_are_told_at_their_place() {
    let facts: BTreeMap<String, Fact> = [fact("du-an", "05 – 10", None, 2030)].into();
    let facts = Facts::from(&facts);
    let found = |yaml: &str, value: &str, text: &str, lang| {
        let file = SourceFile::new("a.md", yaml);
        let start = yaml.find(value).expect("the value");
        let ctx = InlineContext { quotes: Quotes::Curly, lang, facts: Some(&facts) };
        let mut diags = vec![];
        let made = inline(text, &Place::new(&file, start..start + value.len()), &ctx);
        made.tell(true, &mut diags);
        let told = diags.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            (place.range.start, file.text[place.range.clone()].to_string(), d.is_error(), d.hints[0].id.to_string())
        });
        (made.markup.text, told.collect::<Vec<_>>())
    };
    let hint = |id: &str| id.to_string();
    let plain = |at, figure: &str| (at, figure.to_string(), true, hint("markup-bare-figure-hint"));
    // The second 30 is the one that somebody typed: the first is a fact's name.
    let value = "Từ {{ fact(id=\"a-30\") }} lên 30 hộ";
    let given = format!("Từ {} lên 30 hộ", carry::value("30"));
    let yaml = format!("title: {value}\n");
    assert_eq!(found(&yaml, value, &given, "vi").1, [plain(yaml.rfind("30").expect("it"), "30")]);
    // Lines of a block.
    let value = "|\n  Thêm 130 và\n  30 hộ";
    let yaml = format!("title: {value}\n");
    let told = found(&yaml, value, "Thêm 130 và\n30 hộ", "vi").1;
    assert_eq!(told, [plain(yaml.find("130").expect("it"), "130"), plain(yaml.rfind("30").expect("it"), "30")]);
    // Vouched for, a fact's own figure, and one that begins the value.
    assert_eq!(
        found("a: Hơn [30]{.nofact} hộ", "Hơn [30]{.nofact} hộ", "Hơn [30]{.nofact} hộ", "vi"),
        ("Hơn #box[30 hộ]".into(), vec![])
    );
    assert_eq!(found("a: đạt 05 hộ", "đạt 05 hộ", "đạt 05 hộ", "vi").1[0].3, "markup-bare-figure-fact");
    assert_eq!(found("a: 30 hộ", "30 hộ", "30 hộ", "vi").1[0].3, "markup-bare-figure-quoted");
    // Names, dates and another language.
    assert_eq!(found("a: x", "x", "Kế hoạch 116-KH/TU, ngày 1/2, năm 2030, tổ 3", "vi").1, []);
    assert_eq!(found("a: x", "x", "Grade 6, 15 December 2026", "en").1, []);
}

/// Whether a function takes the number of an item out of those that the list was given: `("a)", "đ)",).at`.
fn is_number_of_list(callee: ast::Expr) -> bool {
    let ast::Expr::FieldAccess(access) = callee else { return false };
    let ast::Expr::Array(numbers) = access.target() else { return false };
    access.field().get() == "at" && numbers.items().all(|item| matches!(item, ast::ArrayItem::Pos(ast::Expr::Str(_))))
}

/// A text of front matter.
fn set(text: &str, file: &Arc<SourceFile>, quotes: Quotes) -> Markup {
    let ctx = InlineContext { quotes, lang: "vi", facts: Some(&Facts::from(const { &BTreeMap::new() })) };
    inline(text, &Place::new(file, 0..1), &ctx).markup
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn escaped_text_is_text_and_nothing_else(text in hostile()) {
        let root = parse(&write::escape::markup(&text));
        let allowed = [SyntaxKind::Markup, SyntaxKind::Text, SyntaxKind::Space, SyntaxKind::Escape];
        for kind in kinds_in(&root) {
            prop_assert!(allowed.contains(&kind), "{kind:?} in {:?}", write::escape::markup(&text));
        }
        let evaluated = evaluate::text(&format!("#emph[a]{}#emph[b]", write::escape::markup(&text)));
        prop_assert_eq!(evaluate::fold(&evaluated.map_err(TestCaseError::fail)?), evaluate::fold(&format!("a{text}b")));
    }

    #[test]
    fn front_matter_keeps_its_text(text in hostile()) {
        let file = SourceFile::new("a.md", "a");
        let markup = set(&text, &file, Quotes::Keep);
        let evaluated = evaluate::text(&markup.text).map_err(TestCaseError::fail)?;
        let lines: Vec<String> = text.split('\n').map(expected).collect();
        prop_assert_eq!(evaluate::fold(&evaluated), evaluate::fold(&lines.join(" ")));
    }

    #[test]
    fn literals_give_back_their_text(text in any::<String>()) {
        let root = parse_code(&write::escape::literal(&text));
        let strings: Vec<_> = root.children().filter_map(|node| node.cast::<ast::Str>()).collect();
        prop_assert_eq!(root.children().count(), 1);
        prop_assert_eq!(strings[0].get().to_string(), text);
    }

    #[test]
    fn values_keep_their_text_anywhere(text in hostile()) {
        let value = carry::value(&text);
        let file = SourceFile::new("content/kh/nd/bai.md", "{{ x }}");
        let source = format!("a {value} b\n\n- x{value}x\n\n> # x{value}x\n");
        let lines = source.split('\n').map(|_| crate::content::LineOrigin { file: file.clone(), line: 0 }).collect();
        let (markup, diags) = run_rendered(&Rendered { text: source, lines, holes: vec![] }, true);
        // Letters and what is not ASCII travel as they are; only look-alikes are told of.
        let serious: Vec<_> = diags.iter().filter(|d| d.is_error()).collect();
        prop_assert!(serious.iter().all(|d| d.message.id == "markup-bare-figure"), "{}", report(&diags));
        if let Some(markup) = markup {
            let evaluated = evaluate::text(&markup.text).map_err(TestCaseError::fail)?;
            // What some editors put before a file is no letter.
            let wanted = expected(&format!("a {text} b x{text}x x{text}x").replace('\u{FEFF}', ""));
            let straight = |s: &str| s.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
            prop_assert_eq!(straight(&evaluate::fold(&evaluated)), straight(&wanted));
        }
    }

    #[test]
    fn any_markdown_makes_valid_markup_of_known_functions(text in hostile(), more in hostile()) {
        const KNOWN: &[&str] = &["part", "picture", "task", "divider", "heading", "list", "enum", "terms", "terms.item", "strong",
            "emph", "strike", "super", "sub", "underline", "link", "label", "raw", "footnote", "quote", "table", "table.header", "box", "h",
            "line", "pdf.artifact", "align", "metadata", "text", "query", "numbering", "at.len", "at.first", "at.first().location"];
        let source = format!("{text}\n::: sidebar title=\"{more}\"\n{more}[^n]\n:::\n\n{text}\n\n[^n]: {more}\n");
        let (markup, _) = run(&source, false);
        if let Some(markup) = markup {
            let root = parse(&markup.text);
            prop_assert!(root.errors_and_warnings().0.is_empty(), "{}", markup.text);
            evaluate::text(&markup.text).map_err(|e| TestCaseError::fail(format!("{e}\n{}", markup.text)))?;
            let mut todo = vec![&root];
            while let Some(node) = todo.pop() {
                if let Some(call) = node.cast::<ast::FuncCall>() {
                    let name = call.callee().to_untyped().full_text();
                    prop_assert!(KNOWN.contains(&name.as_str()) || is_number_of_list(call.callee()), "{name} in {}", markup.text);
                }
                prop_assert!(!matches!(node.kind(), SyntaxKind::Equation | SyntaxKind::Ref | SyntaxKind::ModuleImport));
                // Numbers of lists are the only function that is made here.
                prop_assert!(node.kind() != SyntaxKind::Closure || node.clone().full_text().starts_with("n => strong("));
                todo.extend(node.children());
            }
        }
    }
}

/// The entries of a dictionary as libFuzzer reads it.
fn dictionary() -> Vec<String> {
    let text = include_str!("../../tests/fuzz/dictionaries/office.dict");
    let entry = |line: &str| {
        let mut bytes = vec![];
        let mut rest = line.strip_prefix('"')?.strip_suffix('"')?;
        while let Some((before, after)) = rest.split_once("\\x") {
            bytes.extend(before.bytes());
            bytes.push(u8::from_str_radix(&after[..2], 16).ok()?);
            rest = &after[2..];
        }
        bytes.extend(rest.bytes());
        String::from_utf8(bytes).ok()
    };
    text.lines().filter_map(entry).collect()
}

/// What lines of pasted texts begin with, and what stands between the words of a line.
const BEGINNINGS: &[&str] = &[
    "",
    "",
    "- ",
    "+ ",
    "* ",
    "• ",
    "o\t",
    "\to\t",
    "\t\t§\t",
    "1. ",
    "2. ",
    "a) ",
    "b) ",
    "1.1. ",
    "I. ",
    "\t",
    "    ",
    "  - ",
    "> ",
    "> + ",
    "## ",
    "[1] ",
    "| ",
    "-",
    "::: contact\n",
    ":::\n",
];
const BETWEEN: &[&str] = &[" ", " ", " ", "\t", "|", " | ", ": ", "\t\t"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_pasted_keeps_its_words_in_their_order(
        lines in proptest::collection::vec(
            (proptest::sample::select(BEGINNINGS), proptest::sample::select(BETWEEN), 1..4usize, prop_oneof![3 => Just("\n"), 1 => Just("\n\n")]),
            0..16,
        )
    ) {
        let mut text = String::from("Đầu.\n\n");
        let mut words = vec![];
        for (begin, between, count, end) in lines {
            let named = (0..count).map(|n| {
                let n = words.len() + n;
                let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
                format!("Chữ{}{}ệ", letter(n / 26), letter(n))
            });
            let named: Vec<String> = named.collect();
            text.push_str(begin);
            text.push_str(&named.join(between));
            text.push_str(end);
            words.extend(named);
        }
        let (markup, diags) = run(&text, false);
        prop_assert!(diags.iter().all(|found| found.message.id != "markup-lost"), "{}\n{}", text, report(&diags));
        let Some(markup) = markup else { return Ok(()) };
        let set = evaluate::text(&markup.text).expect("valid");
        let mut from = 0;
        for word in &words {
            let at = set[from..].find(word.as_str());
            prop_assert!(at.is_some(), "{word} in {text:?}\n{set}\n{}", markup.text);
            from += at.unwrap_or(0) + word.len();
        }
    }
}

proptest! {
    // As many as PROPTEST_CASES says: `tests/README.md`.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_offices_type_never_breaks_the_conversion(
        parts in proptest::collection::vec((proptest::sample::select(dictionary()), prop_oneof![3 => Just(" "), 1 => Just(""), 1 => Just("\n")]), 0..40)
    ) {
        let text: String = parts.into_iter().map(|(word, blank)| word + blank).collect();
        let file = SourceFile::new("a.md", "a");
        for made in [run(&text, false).0, run(&text, true).0, Some(set(&text, &file, Quotes::Curly))] {
            let Some(made) = made else { continue };
            prop_assert!(parse(&made.text).errors_and_warnings().0.is_empty(), "{}", made.text);
            let mut end = 0;
            for (range, _) in made.map.entries() {
                prop_assert!(range.start >= end && made.text.get(range.clone()).is_some(), "{range:?} in {}", made.text);
                end = range.start;
            }
        }
    }
}

#[test]
fn links_and_marks_between_two_sums_are_those_of_any_text() {
    for (text, made) in [
        ("Giá ớt$/kg và [chữ](https://a.vn) tám$ nữa.", r#"#link("https://a.vn")[chữ]"#),
        ("Giá năm$/kg, **rất đậm** và tám$ nữa.", "#strong[rất đậm]"),
        ("Giá năm$/kg[^a] và tám$ nữa.\n\n[^a]: Chú thích.", "#footnote"),
    ] {
        let (markup, diags) = run(text, false);
        assert!(diags.is_empty(), "{text}: {}", report(&diags));
        let markup = markup.expect("markup").text;
        assert!(markup.contains(made), "{text}: {markup}");
        assert!(markup.contains(r"\$\/kg") && markup.contains(r"\$ nữa"), "{text}: {markup}");
    }
}
