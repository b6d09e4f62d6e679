//! Only what changed is rebuilt, and a rebuild equals a clean build byte for byte: for every kind of input.

use std::cmp::Ordering;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::Project;
use crate::small::OUTPUTS;

const ISSUE: &str = OUTPUTS[0];
const FARMERS: &str = OUTPUTS[1];
const YOUTH: &str = OUTPUTS[2];
const SECOND: &str = OUTPUTS[3];

/// Applies a change to a built workspace and compares what was rebuilt by name, and everything with a clean build.
#[track_caller]
fn rebuilt(expected: &[&str], change: impl Fn(&Project)) {
    rebuilt_from(&Project::small(), expected, change);
}

#[track_caller]
fn rebuilt_from(project: &Project, expected: &[&str], change: impl Fn(&Project)) {
    project.build();
    let before = project.build();
    assert_eq!(before.outputs("made"), [""; 0], "nothing is rebuilt without a change");
    change(project);
    assert_eq!(project.build().outputs("made"), expected);
    let outputs = project.outputs();
    std::fs::remove_dir_all(project.path("output")).expect("removed");
    project.build();
    let clean = project.outputs();
    assert_eq!(outputs.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    for (path, bytes) in outputs {
        assert!(bytes == clean[&path], "{path} is not what a clean build makes");
    }
}

#[test]
fn a_piece() {
    rebuilt(&[YOUTH], |project| {
        project.edit("content/kh-1/thanh-nien/to-roi.md", "rủ thêm bạn", "hẹn nhau nói chuyện");
    });
}

#[test]
fn front_matter() {
    rebuilt(&[SECOND], |project| {
        project.edit("content/kl-2/nong-dan/to-roi.md", "Khoa học về vườn", "Khoa học về ruộng");
    });
}

#[test]
fn an_article_of_a_bulletin() {
    rebuilt(&[ISSUE], |project| {
        project.edit("content/kl-2/nong-dan/bai-viet.md", "đất tốt", "đất lành");
    });
    rebuilt(&[ISSUE], |project| {
        project.edit("content/kh-1/nong-dan/ban-tin.md", "\"kl-2/bai-viet\"", "\"kh-1/bai-viet\"");
    });
}

/// An include of all directives, and one of a directive's own that takes its place: what includes it is made again.
#[test]
fn an_include() {
    rebuilt(&[FARMERS], |project| {
        project.edit("content/_shared/lien-he.md", "Ủy ban", "cán bộ Ủy ban");
    });
    rebuilt(&[FARMERS], |project| {
        project.file("content/kh-1/_shared/lien-he.md", "Hỏi Hội Nông dân.\n");
    });
    rebuilt(&[], |project| {
        project.file("content/_shared/khac.md", "Chẳng ai nhắc tới.\n");
    });
}

/// Only what prints a fact is made again; a layout that prints articles may name anything of a directive.
#[test]
fn a_fact() {
    rebuilt(&[FARMERS], |project| {
        project.edit("content/kh-1/directive.toml", "shown = \"100\"", "shown = \"gần 100\"");
    });
    rebuilt(&[], |project| {
        project.edit("content/kh-1/directive.toml", "shown = \"05 – 10\"", "shown = \"5 – 10\"");
    });
    rebuilt(&[ISSUE], |project| {
        project.edit("content/kl-2/directive.toml", "seed = 2", "seed = 3");
    });
}

#[test]
fn the_audiences() {
    rebuilt(&[YOUTH], |project| {
        project.edit("content/audiences.toml", "các bạn thanh niên", "các bạn trẻ");
    });
    rebuilt(&[], |project| {
        project.edit(
            "content/audiences.toml",
            "[[audiences]]\nid = \"thanh-nien\"",
            "# Trẻ\n[[audiences]]\nid = \"thanh-nien\"",
        );
    });
}

#[test]
fn the_campaign() {
    rebuilt(&OUTPUTS, |project| {
        project.edit("anpham.toml", "Ban Tuyên giáo", "Ban Tuyên giáo và Dân vận");
    });
    rebuilt(&OUTPUTS, |project| {
        project.edit("anpham.toml", "2026-11-23", "2026-11-24");
    });
    rebuilt(&OUTPUTS, |project| {
        project.edit("anpham.toml", "theme = \"giay\"", "theme = \"la\"");
    });
}

#[test]
fn a_layout() {
    rebuilt(&[ISSUE], |project| {
        project.edit("layouts/issue/layout.typ", "depth: 2", "depth: 2, outlined: false");
    });
    rebuilt(&[FARMERS, YOUTH, SECOND], |project| {
        project.edit("layouts/sheet/format.toml", "bleed = 3", "bleed = 5");
    });
}

/// A module of one format that another format imports belongs to both.
#[test]
fn a_module_of_another_layout() {
    rebuilt(&OUTPUTS, |project| {
        project.edit("layouts/sheet/page.typ", "text(8pt", "text(7pt");
    });
}

#[test]
fn the_theme() {
    rebuilt(&OUTPUTS, |project| {
        project.edit("layouts/theme/lib.typ", "[x ]", "[v ]");
    });
    rebuilt(&OUTPUTS, |project| {
        project.edit("layouts/theme/palettes/giay.toml", "#101010", "#000000");
    });
}

#[test]
fn the_fonts() {
    // The fonts of the workspace stand in for those of the program.
    rebuilt(&OUTPUTS, |project| copy_fonts(project, &["BeVietnamPro_400Regular.ttf", "BeVietnamPro_700Bold.ttf"]));
    let project = Project::small();
    copy_fonts(&project, &["BeVietnamPro_400Regular.ttf"]);
    rebuilt_from(&project, &OUTPUTS, |project| copy_fonts(project, &["BeVietnamPro_700Bold.ttf"]));
}

fn copy_fonts(project: &Project, names: &[&str]) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let all = crate::small::files_below(&root);
    for name in names {
        let (_, bytes) = all.iter().find(|(path, _)| path.ends_with(name)).unwrap_or_else(|| panic!("no font {name}"));
        project.file(&format!("fonts/{name}"), bytes);
    }
}

/// A picture as SVG: small, and a change of one number is another picture.
fn circle(radius: usize) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><circle cx=\"20\" cy=\"20\" r=\"{radius}\"/></svg>"
    )
}

#[test]
fn a_picture() {
    let project = Project::small();
    project.file("content/kh-1/thanh-nien/tron.svg", circle(10));
    project.edit("content/kh-1/thanh-nien/to-roi.md", "Viết ý", "![Hình tròn](tron.svg)\n\nViết ý");
    rebuilt_from(&project, &[YOUTH], |project| {
        project.file("content/kh-1/thanh-nien/tron.svg", circle(15));
    });
}

#[test]
fn a_picture_in_an_include() {
    let project = Project::small();
    project.file("content/kh-1/nong-dan/tron.svg", circle(10));
    project.file("content/kh-1/_shared/lien-he.md", "![Hình tròn](tron.svg)\n");
    rebuilt_from(&project, &[FARMERS], |project| {
        project.file("content/kh-1/nong-dan/tron.svg", circle(15));
    });
}

/// A drawing that holds a picture, and a picture whose name the disk has in another form of Unicode.
#[test]
fn a_picture_of_a_picture() {
    let project = Project::small();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><image href=\"hat.png\" width=\"40\" height=\"40\"/></svg>";
    let png = |name: &str| std::fs::read(crate::small::fixture(name)).expect("a picture");
    let (one, other) = (png("fixtures/pictures/rgb.png"), png("fixtures/pictures/gray.png"));
    project.file("content/kh-1/thanh-nien/cay.svg", drawing).file("content/kh-1/thanh-nien/hat.png", one);
    project.edit("content/kh-1/thanh-nien/to-roi.md", "Viết ý", "![Cây](cay.svg)\n\nViết ý");
    rebuilt_from(&project, &[YOUTH], |project| {
        project.file("content/kh-1/thanh-nien/hat.png", other.clone());
    });
}

/// A fact whose name a template makes, and one that a loose figure may be.
#[test]
fn a_fact_that_is_asked_for_otherwise() {
    let project = Project::small();
    project.edit(
        "content/kl-2/nong-dan/to-roi.md",
        "Cái mới",
        "{% set id = \"kh-1.bao-ho\" %}{{ fact(id=id) }} cái mới",
    );
    rebuilt_from(&project, &[FARMERS, SECOND], |project| {
        project.edit("content/kh-1/directive.toml", "shown = \"100\"", "shown = \"gần 100\"");
    });
    let project = Project::small();
    project.edit("content/kh-1/thanh-nien/to-roi.md", "Viết ý", "Có 62 hộ. Viết ý");
    rebuilt_from(&project, &[YOUTH], |project| {
        project.edit(
            "content/kh-1/directive.toml",
            "range = [5, 10]\nshown = \"05 – 10\"",
            "value = 62\nshown = \"62\"",
        );
    });
}

/// A template that takes all of a registry at once.
#[test]
fn words_that_a_text_takes_as_a_whole() {
    let project = Project::small();
    project.edit(
        "content/kl-2/nong-dan/to-roi.md",
        "Cái mới",
        "{% for key, value in directive %}{{ value }} {% endfor %}Cái mới",
    );
    rebuilt_from(&project, &[ISSUE, SECOND], |project| {
        project.edit("content/kl-2/directive.toml", "title = \"Tiếp tục", "title = \"Tiếp");
    });
}

#[test]
fn a_logo() {
    let project = Project::small();
    project.file("logo.svg", circle(10));
    project.edit("anpham.toml", "theme = \"giay\"", "theme = \"giay\"\nlogo = \"logo.svg\"");
    project.edit(
        "layouts/issue/layout.typ",
        "{{ body }}\n]",
        "{{ body }}\n\n#image(\"/\" + \"{{ campaign.logo }}\".trim(\"/\", at: start), alt: \"logo\", width: 1cm)\n]",
    );
    rebuilt_from(&project, &[ISSUE], |project| {
        project.file("logo.svg", circle(15));
    });
}

#[test]
fn a_new_piece_and_a_piece_that_is_gone() {
    rebuilt(&["screen/kh-1/thanh-nien/them.sheet.pdf"], |project| {
        let text = project.read("content/kh-1/thanh-nien/to-roi.md");
        project.file("content/kh-1/thanh-nien/them.md", text);
    });
}

#[test]
fn formats_and_audiences_of_a_piece() {
    rebuilt(&[SECOND, "screen/kl-2/nong-dan/to-roi.sheet.pdf"], |project| {
        project.edit("content/kl-2/nong-dan/to-roi.md", "[sheet-a5]", "[sheet-a5, sheet]");
    });
    rebuilt(&[SECOND, "screen/kl-2/thanh-nien/to-roi.sheet-a5.pdf"], |project| {
        project.edit("content/kl-2/nong-dan/to-roi.md", "[sheet-a5]", "[sheet-a5]\naudiences: [thanh-nien]");
    });
}

#[test]
fn a_profile_of_the_campaigns_own() {
    let project = Project::small();
    project.edit("anpham.toml", "profiles = [\"screen\"]", "profiles = [\"xem\"]\n\n[profiles.xem]\nkind = \"draft\"");
    let all = OUTPUTS.map(|output| output.replace("screen/", "xem/"));
    rebuilt_from(&project, &all.each_ref().map(String::as_str), |project| {
        project.edit("anpham.toml", "kind = \"draft\"", "kind = \"screen\"");
    });
}

#[test]
fn explain_names_the_input() {
    let project = Project::small();
    project.build();
    project.edit("content/_shared/lien-he.md", "Hỏi", "Cứ hỏi");
    project
        .run(["build", "--explain"])
        .succeeds()
        .stdout_contains("content/_shared/lien-he.md")
        .stdout_contains(FARMERS);
}

/// What a killed build leaves behind: some outputs, a journal of them that may end within a line, and files half written. The next
/// build makes the others, and no more.
#[test]
fn a_killed_build_is_taken_up() {
    const ARGS: [&str; 2] = ["--profile", "draft,screen,print"];
    let clean = Project::small();
    clean.build_with(&ARGS);
    let read = |path: &str| -> Value { serde_json::from_str(&clean.read(path)).expect("JSON") };
    let (entries, listed) = (read("output/.cache/jobs.json"), read("output/manifest.json"));
    let all: Vec<String> = listed["outputs"].as_object().expect("outputs").keys().cloned().collect();
    for finished in [0, 1, all.len() / 2, all.len()] {
        let project = Project::small();
        let mut journal = String::new();
        let mut lists = entries["lists"].clone();
        for (n, output) in all.iter().enumerate() {
            let (entry, listed) = (&entries["entries"][output], &listed["outputs"][output]);
            // What keys have in common stands in the first line alone.
            let line = json!({ "lists": lists, "output": output, "entry": entry, "listed": listed }).to_string();
            lists = json!({});
            match n.cmp(&finished) {
                Ordering::Less => {
                    journal += &format!("{line}\n");
                    project.file(&format!("output/{output}"), &clean.outputs()[output]);
                }
                Ordering::Equal => journal += &line[..line.len() / 2],
                Ordering::Greater => {}
            }
        }
        project.file("output/.cache/journal.jsonl", journal);
        project.file("output/screen/.anpham-half", "torn");
        assert_eq!(project.build_with(&ARGS).outputs("made"), all[finished..], "{finished} finished");
        assert!(!project.has("output/.cache/journal.jsonl"));
        assert!(project.outputs() == clean.outputs(), "{finished} finished: not what a clean build makes");
    }
}

/// The same with a real one, killed when its first job is written down, or later on a machine that is busy.
#[test]
fn a_build_that_is_killed_does_no_harm() {
    let (clean, project) = (Project::small(), Project::small());
    clean.build();
    let journal = project.path("output/.cache/journal.jsonl");
    let mut build = Command::new(env!("CARGO_BIN_EXE_anpham"))
        .args(["build", "-j1"])
        .current_dir(project.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let has_line = || std::fs::read(&journal).is_ok_and(|bytes| bytes.contains(&b'\n'));
    while build.try_wait().expect("a child").is_none() && !has_line() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = build.kill();
    build.wait().expect("a child");
    project.build();
    assert!(project.outputs() == clean.outputs(), "not what a clean build makes");
}
