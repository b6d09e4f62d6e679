//! Every value of every registry, changed one at a time: what uses it is made again and nothing else, and all that is written and
//! said is what a clean build writes and says.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::harness::Project;
use crate::small::{Built, files_below};

const CAMPAIGN: &str = r#"anpham = 1
title = "Thử nghiệm"
lang = "vi"
date = 2026-11-23

[en]
title = "A trial"

[issuer]
name = "Ban Tuyên giáo"
short = "Ban"
address = "27 Trần Phú"
phone = "0263 3822 345"
email = "ban@example.vn"
url = "https://example.vn"

[issuer.en]
name = "Commission"
short = "Board"
address = "27 Tran Phu"

[brand]
theme = "giay"
logo = "logo.svg"
logo-names = ["Ban"]

[style]
quotes = "curly"

[build]
profiles = ["screen", "in"]

[profiles.screen]
kind = "screen"

[profiles.in]
kind = "print"
ink-limit = 300
marks = ["crop"]
ppi-error = 100
ppi-warn = 150
bleed = { top = 2, right = 2, bottom = 2, left = 2 }
impose.sheet = { scheme = "nup", sheet = "SRA3", grid = "1x1", gutter = 6, order = "repeat", sides = "one", gripper = 10 }
impose.issue = { scheme = "nup", sheet = "SRA3" }
"#;

const DIRECTIVE: &str = "
[en]
title = \"Science and technology\"
short = \"Plan 01\"
kind = \"Plan\"
issuer = \"Committee\"

[[citations]]
number = \"20-NQ/TW\"
kind = \"Nghị quyết\"
issuer = \"Ban Chấp hành\"
title = \"Về khoa học\"
";

/// The small campaign with something of everything.
fn everything() -> Project {
    let project = Project::small();
    project.file("anpham.toml", CAMPAIGN);
    project.file(
        "logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><circle cx=\"2\" cy=\"2\" r=\"1\"/></svg>",
    );
    let directive = project.read("content/kh-1/directive.toml");
    let (head, facts) = directive.split_once("\n[[facts]]").expect("facts");
    let facts = facts.replace("label = \"dự án chuyển giao\"", "label = \"dự án chuyển giao\"\nen = { unit = \"projects\", label = \"projects\", qualifier = \"at least\", shown = \"5\" }");
    project.file("content/kh-1/directive.toml", format!("{head}\n{DIRECTIVE}\n[[facts]]{facts}"));
    project.edit(
        "content/audiences.toml",
        "cares = \"Ý tưởng có ai nghe.\"",
        "cares = \"Ý tưởng có ai nghe.\"\nen = { name = \"Youth\", plural = \"young people\", cares = \"Ideas\" }",
    );
    // Words that only an article, an English text, a block that tells whom to ask, and a block for some readers use.
    project.file(
        "content/kh-1/thanh-nien/to-en.md",
        "---\ntitle: A leaf\nlang: en\nformats: [sheet]\n---\n\nSee {{ directive.title }} of {{ campaign.title }}, {{ fact(id=\"du-an\") }}, for {{ audience.name }}.\n",
    );
    project.file(
        "content/kh-1/nong-dan/hoi.md",
        "---\ntitle: Hỏi ai\nformats: [card]\n---\n\n::: contact\nHội Nông dân xã.\n:::\n",
    );
    project.edit(
        "content/kh-1/thanh-nien/to-roi.md",
        "## Bắt đầu",
        "::: audiences=\"thanh-nien\" formats=\"sheet\"\nRiêng các bạn.\n:::\n\n## Bắt đầu",
    );
    for file in ["format.toml", "layout.typ"] {
        project.file(&format!("layouts/card/{file}"), project.read(&format!("layouts/sheet/{file}")));
    }
    project.edit("layouts/card/format.toml", "\"sidebar\"", "\"sidebar\", \"contact\"");
    project.edit("layouts/card/layout.typ", "#sheet(", "{% include \"layouts/theme/piece.typ\" %}\n\n#sheet(");
    project.edit("layouts/card/layout.typ", "{{ body }}", "{{ body }}\n\n#piece.campaign.short, #piece.directive");
    project
}

/// Texts to change: file, what stands there, what comes in its place, and parts of the names of the outputs that use it.
type Edit<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

const ALL: &[&str] = &[""];
const NONE: &[&str] = &[];
/// The outputs of the farmers' leaflet, which names one fact and one include.
const LEAFLET: &str = "kh-1/nong-dan/to-roi";
const ENGLISH: &str = "to-en";
/// A sheet of the press.
const PRINTED: &str = "in/kh-1/nong-dan/to-roi.sheet.pdf in/kh-1/thanh-nien/to-roi.sheet.pdf in/kh-1/thanh-nien/to-en.sheet.pdf in/kl-2/nong-dan/to-roi.sheet-a5.pdf";

const OF_CAMPAIGN: &[Edit] = &[
    ("anpham.toml", "title = \"Thử nghiệm\"", "title = \"Thử\"", &["card", ENGLISH]),
    ("anpham.toml", "title = \"A trial\"", "title = \"Trials\"", &[ENGLISH]),
    ("anpham.toml", "date = 2026-11-23", "date = 2026-11-24", ALL),
    ("anpham.toml", "name = \"Ban Tuyên giáo\"", "name = \"Ban Tuyên giáo và Dân vận\"", ALL),
    ("anpham.toml", "short = \"Ban\"", "short = \"Ban ta\"", &["card"]),
    ("anpham.toml", "address = \"27 Trần Phú\"", "address = \"28 Trần Phú\"", &["card"]),
    ("anpham.toml", "phone = \"0263 3822 345\"", "phone = \"0263 3822 346\"", &["card"]),
    ("anpham.toml", "email = \"ban@example.vn\"", "email = \"to@example.vn\"", &["card"]),
    ("anpham.toml", "url = \"https://example.vn\"", "url = \"https://example.com\"", &["card"]),
    ("anpham.toml", "name = \"Commission\"", "name = \"The Commission\"", &["card", ENGLISH]),
    ("anpham.toml", "short = \"Board\"", "short = \"The Board\"", &["card"]),
    ("anpham.toml", "address = \"27 Tran Phu\"", "address = \"28 Tran Phu\"", &["card"]),
    ("anpham.toml", "theme = \"giay\"", "theme = \"la\"", ALL),
    ("anpham.toml", "logo = \"logo.svg\"", "logo = []", ALL),
    ("anpham.toml", "logo-names = [\"Ban\"]", "logo-names = [\"Ban ta\"]", ALL),
    ("anpham.toml", "quotes = \"curly\"", "quotes = \"keep\"", ALL),
    ("anpham.toml", "profiles = [\"screen\", \"in\"]", "profiles = [\"in\", \"screen\"]", NONE),
    ("anpham.toml", "kind = \"screen\"", "kind = \"draft\"", &["screen/"]),
    ("anpham.toml", "kind = \"print\"", "kind = \"screen\"", &["in/"]),
    ("anpham.toml", "ink-limit = 300", "ink-limit = 280", &["in/"]),
    ("anpham.toml", "marks = [\"crop\"]", "marks = [\"crop\", \"slug\"]", &["in/"]),
    ("anpham.toml", "ppi-error = 100", "ppi-error = 110", &["in/"]),
    ("anpham.toml", "ppi-warn = 150", "ppi-warn = 160", &["in/"]),
    ("anpham.toml", "top = 2", "top = 3", &["in/"]),
    ("anpham.toml", "right = 2", "right = 3", &["in/"]),
    ("anpham.toml", "bottom = 2", "bottom = 3", &["in/"]),
    ("anpham.toml", "left = 2", "left = 3", &["in/"]),
    ("anpham.toml", "scheme = \"nup\", sheet = \"SRA3\", grid", "scheme = \"nup\", sheet = \"A3\", grid", &[PRINTED]),
    ("anpham.toml", "grid = \"1x1\"", "grid = \"2x1\"", &[PRINTED]),
    ("anpham.toml", "gutter = 6", "gutter = 7", &[PRINTED]),
    ("anpham.toml", "order = \"repeat\"", "order = \"sequence\"", &[PRINTED]),
    ("anpham.toml", "sides = \"one\"", "sides = \"two\"", &[PRINTED]),
    ("anpham.toml", "gripper = 10", "gripper = 11", &[PRINTED]),
    (
        "anpham.toml",
        "scheme = \"nup\", sheet = \"SRA3\" }",
        "scheme = \"nup\", sheet = \"A3\" }",
        &["in/kh-1/nong-dan/ban-tin"],
    ),
    // Keys that were not there.
    (
        "anpham.toml",
        "kind = \"print\"",
        "kind = \"print\"\nimpose.card = { scheme = \"nup\", sheet = \"SRA3\" }",
        &["in/kh-1/nong-dan/hoi"],
    ),
    ("anpham.toml", "[profiles.in]", "# Nhà in\n[profiles.khac]\nkind = \"draft\"\n\n[profiles.in]", NONE),
];

const KH: &str = "content/kh-1/directive.toml";

const OF_DIRECTIVE: &[Edit] = &[
    (KH, "number = \"01-KH/TU\"", "number = \"01 - KH/TU\"", &["issue"]),
    (KH, "kind = \"Kế hoạch\"", "kind = \"Bản kế hoạch\"", &["issue"]),
    (KH, "date = 2024-04-23", "date = 2024-04-24", &["issue"]),
    (KH, "issuer = \"Ban Thường vụ Tỉnh ủy\"", "issuer = \"Tỉnh ủy\"", &["issue"]),
    (KH, "title = \"Phát triển khoa học và công nghệ\"", "title = \"Phát triển\"", &["issue", ENGLISH]),
    // What a fact names as its source.
    (KH, "short = \"Kế hoạch 01-KH/TU\"", "short = \"Kế hoạch 01\"", &["issue", "card", LEAFLET, ENGLISH]),
    (KH, "seed = 1", "seed = 4", &["issue", "card"]),
    (KH, "title = \"Science and technology\"", "title = \"Science\"", &[ENGLISH]),
    (KH, "short = \"Plan 01\"", "short = \"The Plan\"", &[LEAFLET, ENGLISH]),
    (KH, "kind = \"Plan\"", "kind = \"A plan\"", NONE),
    (KH, "issuer = \"Committee\"", "issuer = \"The committee\"", NONE),
    (KH, "number = \"20-NQ/TW\"", "number = \"21-NQ/TW\"", NONE),
    (KH, "kind = \"Nghị quyết\"", "kind = \"Kết luận\"", NONE),
    (KH, "issuer = \"Ban Chấp hành\"", "issuer = \"Ban Bí thư\"", NONE),
    (KH, "title = \"Về khoa học\"", "title = \"Về công nghệ\"", NONE),
    (KH, "value = 100", "value = 100.2", &[LEAFLET]),
    (KH, "shown = \"100\"", "shown = \"tròn 100\"", &[LEAFLET]),
    (KH, "label = \"sản phẩm được bảo hộ\"", "label = \"sản phẩm\"", &[LEAFLET]),
    (KH, "section = \"II.2\"", "section = \"II.4\"", &[LEAFLET]),
    // Past: what is warned of changes, and no page.
    (
        KH,
        "label = \"sản phẩm được bảo hộ\"\nhorizon = 2030",
        "label = \"sản phẩm được bảo hộ\"\nhorizon = 2020",
        &[LEAFLET],
    ),
    (KH, "range = [5, 10]", "range = [5, 10.4]", &[ENGLISH]),
    (KH, "shown = \"05 – 10\"", "shown = \"5 – 10\"", &[ENGLISH]),
    (KH, "qualifier = \"ít nhất\"", "qualifier = \"trên\"", &[ENGLISH]),
    (KH, "qualifier = \"at least\"", "qualifier = \"over\"", &[ENGLISH]),
    (KH, "shown = \"5\"", "shown = \"10\"", &[ENGLISH]),
    (KH, "label = \"projects\"", "label = \"all projects\"", &[ENGLISH]),
    // Units stay with their figures in every text of the directive, and of an issue that takes an article of it.
    (KH, "unit = \"dự án\"", "unit = \"mô hình\"", &["kh-1/"]),
    (KH, "unit = \"projects\"", "unit = \"models\"", &["kh-1/"]),
    (
        KH,
        "[[facts]]\nid = \"du-an\"",
        "[[facts]]\nid = \"moi\"\nvalue = 7\nunit = \"%\"\nlabel = \"mới\"\nsection = \"III\"\n\n[[facts]]\nid = \"du-an\"",
        NONE,
    ),
    ("content/kl-2/directive.toml", "title = \"Tiếp tục", "title = \"Tiếp", &["issue"]),
];

const READERS: &str = "content/audiences.toml";

const OF_OTHERS: &[Edit] = &[
    (READERS, "name = \"Nông dân\"", "name = \"Nhà nông\"", &["card", "issue"]),
    (READERS, "plural = \"bà con nông dân\"", "plural = \"bà con\"", &["nong-dan/"]),
    (READERS, "cares = \"Đỡ công, đỡ tốn.\"", "cares = \"Đỡ công.\"", &["issue"]),
    (READERS, "name = \"Youth\"", "name = \"Young people\"", &[ENGLISH]),
    (READERS, "plural = \"young people\"", "plural = \"the young\"", &[ENGLISH]),
    (READERS, "cares = \"Ideas\"", "cares = \"New ideas\"", NONE),
    // Whom a block is for must be known.
    (
        READERS,
        "[[audiences]]\nid = \"thanh-nien\"",
        "[[audiences]]\nid = \"hoc-sinh\"\nname = \"Học sinh\"\n\n[[audiences]]\nid = \"thanh-nien\"",
        &["kh-1/thanh-nien/to-roi"],
    ),
    ("content/_shared/lien-he.md", "Hỏi Ủy ban", "Cứ hỏi Ủy ban", &[LEAFLET]),
    ("layouts/sheet/format.toml", "vi = \"tờ thử\"", "vi = \"tờ\"", &["sheet"]),
    ("layouts/sheet/format.toml", "blocks = [\"points\", ", "blocks = [", &["sheet"]),
    ("layouts/sheet/format.toml", "max = 2", "max = 3", &["sheet"]),
    ("layouts/sheet/format.toml", "width = 105", "width = 106", &["sheet"]),
    ("layouts/sheet/layout.typ", "reader: \"{{ audience.plural }}\"", "reader: \"{{ audience.name }}\"", &["sheet"]),
    ("layouts/sheet/page.typ", "text(8pt", "text(7pt", ALL),
    ("layouts/issue/layout.typ", "depth: 2", "depth: 2, outlined: false", &["issue"]),
    ("layouts/theme/lib.typ", "[x ]", "[v ]", ALL),
    ("layouts/theme/theme.toml", "families = [", "families = [ ", ALL),
    ("layouts/theme/palettes/giay.toml", "#101010", "#000000", ALL),
    ("layouts/theme/palettes/la.toml", "#0B3D2E", "#000000", NONE),
];

/// Writes the files of a build back as they were.
fn restore(project: &Project, outputs: &Path) {
    let _ = std::fs::remove_dir_all(project.path("output"));
    for (path, bytes) in files_below(outputs) {
        project.file(&format!("output/{path}"), bytes);
    }
}

/// What was said, but for how long it took.
fn said(built: &Built) -> Value {
    built.0["diagnostics"].clone()
}

#[track_caller]
fn hold(edits: &[Edit]) {
    let project = everything();
    let first = project.build();
    let all: BTreeSet<String> = first.outputs("made").into_iter().collect();
    assert_eq!(all.len(), 12, "{all:#?}");
    assert_eq!(project.build().outputs("made"), [""; 0]);
    let kept = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files_below(&project.path("output")) {
        let path = kept.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    }
    let mut wrong = vec![];
    for (file, from, to, users) in edits {
        let text = project.read(file);
        project.edit(file, from, to);
        let again = project.build();
        let made: BTreeSet<String> = again.outputs("made").into_iter().collect();
        let uses = |output: &&String| {
            users.iter().any(|name| output.contains(name) || name.split(' ').any(|name| name == **output))
        };
        let expected: BTreeSet<String> = all.iter().filter(uses).cloned().collect();
        if made != expected {
            wrong.push(format!(
                "{file}: {to:?}\n  made and not meant: {:?}\n  meant and not made: {:?}",
                made.difference(&expected).collect::<Vec<_>>(),
                expected.difference(&made).collect::<Vec<_>>()
            ));
        }
        let outputs = project.outputs();
        std::fs::remove_dir_all(project.path("output")).expect("removed");
        let clean = project.build();
        let differing: Vec<_> = project
            .outputs()
            .into_iter()
            .filter(|(path, bytes)| outputs.get(path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        if !differing.is_empty() {
            wrong.push(format!("{file}: {to:?}\n  not what a clean build makes: {differing:?}"));
        }
        if said(&clean) != said(&again) {
            wrong.push(format!(
                "{file}: {to:?}\n  a clean build says {:#}\n  this one {:#}",
                said(&clean),
                said(&again)
            ));
        }
        project.file(file, text);
        restore(&project, kept.path());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_the_campaign() {
    hold(OF_CAMPAIGN);
}

#[test]
fn of_a_directive() {
    hold(OF_DIRECTIVE);
}

#[test]
fn of_audiences_includes_and_layouts() {
    hold(OF_OTHERS);
}

/// Leaves of a TOML file, as `issuer.name`.
fn leaves(prefix: &str, value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                leaves(&if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") }, value, found);
            }
        }
        toml::Value::Array(items) if items.iter().any(toml::Value::is_table) => {
            items.iter().for_each(|item| leaves(prefix, item, found));
        }
        _ => drop(found.insert(prefix.to_string())),
    }
}

/// A key that nobody changes above is held by no test.
#[test]
fn every_key_is_changed() {
    let project = everything();
    for (file, edits) in [("anpham.toml", OF_CAMPAIGN), (KH, OF_DIRECTIVE), (READERS, OF_OTHERS)] {
        let all = |text: &str| {
            let mut found = BTreeSet::new();
            leaves("", &toml::Value::Table(text.parse().expect("TOML")), &mut found);
            found
        };
        let text = project.read(file);
        let tried = |key: &String| {
            let last = key.rsplit('.').next().unwrap_or(key);
            edits.iter().any(|(of, from, _, _)| *of == file && from.contains(&format!("{last} = ")))
        };
        // Versions and names, and what would be another campaign.
        let left: Vec<String> = all(&text)
            .into_iter()
            .filter(|key| !tried(key) && !["anpham", "lang", "facts.id"].contains(&key.as_str()))
            .collect();
        assert!(left.is_empty(), "{file}: {left:?}");
    }
}

#[test]
fn explain_names_the_value_with_what_it_was_and_is() {
    let project = everything();
    project.build();
    project.edit("anpham.toml", "ink-limit = 300", "ink-limit = 280");
    project.edit(KH, "shown = \"100\"", "shown = \"tròn 100\"");
    let run = project.run(["build", "--explain", "--lang", "en"]);
    run.succeeds()
        .stdout_contains("anpham.toml: [profiles.in] ink-limit: 300.0 → 280.0")
        .stdout_contains("content/kh-1/directive.toml: [[facts]] bao-ho: 100% → tròn 100%");
    // What changed of a fact beside its figure is told as well, and nothing that stayed.
    let label = project
        .read(KH)
        .split("id = \"bao-ho\"")
        .nth(1)
        .and_then(|rest| rest.split("label = \"").nth(1)?.split('"').next().map(String::from))
        .expect("a label");
    project.edit(KH, &format!("label = \"{label}\""), "label = \"có tên riêng\"");
    let run = project.run(["build", "--explain"]);
    run.succeeds().stdout_contains(&format!("[[facts]] bao-ho: {label} → có tên riêng"));
    project.edit("anpham.toml", "phone = \"0263 3822 345\"\n", "");
    let run = project.run(["build", "--explain"]);
    run.succeeds().stdout_contains("anpham.toml: [issuer] phone: 0263 3822 345 → –");
}
