//! Typst: what `compile` reads of its messages.

use super::{PIECE, told};
use crate::harness::Project;

const PAGE: &str = "layouts/sheet/page.typ";

#[track_caller]
fn is_told(project: &Project, code: &str, words: &str) {
    let found = told(project, &["--format", "sheet", "--audience", "thanh-nien"]);
    let one = found.iter().find(|(found, _)| found.starts_with(&format!("{code} ")));
    assert!(one.is_some_and(|(_, quoted)| quoted.contains(words)), "{found:#?}");
}

#[test]
fn a_family_that_is_not_there() {
    let project = Project::small();
    project.edit(PAGE, "\"Be Vietnam Pro\"", "\"Comic Sans MS\"");
    is_told(&project, "compile-font-family", "unknown font family");
}

#[test]
fn pages_that_do_not_settle() {
    let project = Project::small();
    let restless =
        "  context { let n = counter(\"x\").final().first(); counter(\"x\").update(n + 1); str(n) }\n  body\n";
    project.edit(PAGE, "  body\n", restless);
    is_told(&project, "compile-converge", "did not converge");
}

/// A picture whose bytes are broken in the middle: its head and its end look whole.
#[test]
fn a_picture_that_cannot_be_decoded() {
    let project = Project::small();
    let mut bytes = tiny_skia::Pixmap::new(64, 64).expect("a picture").encode_png().expect("a PNG");
    let middle = bytes.windows(4).position(|four| four == b"IDAT").expect("data") + 8;
    bytes[middle..middle + 6].fill(0xAA);
    project.file("content/kh-1/thanh-nien/anh.png", bytes);
    let path = PIECE.replace("nong-dan", "thanh-nien");
    let text = project.read(&path);
    project.file(&path, format!("{text}\n![Ảnh](anh.png)\n"));
    let found = told(&project, &["--format", "sheet", "--audience", "thanh-nien"]);
    let line = text.lines().count() + 2;
    assert_eq!(found, [(format!("markup-image-unreadable {line}"), String::new())]);
}
