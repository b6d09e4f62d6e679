//! Pages on sheets: the real command on a real print file.

use hayro_syntax::Pdf;
use hayro_syntax::object::Array;

use crate::harness::Project;
use crate::pdf::text_of;
use crate::real;

const MM: f32 = 72.0 / 25.4;

fn print_file(format: &str) -> Vec<u8> {
    let shop = real::shop(None);
    let jobs = real::one_a_format(&shop, "print");
    real::pdf(&shop, jobs.iter().find(|job| job.format == format).expect("such a format")).bytes
}

fn sides(bytes: &[u8]) -> Vec<(f32, f32)> {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let size = |array: Array| {
        let n: Vec<f32> = array.iter::<f32>().collect();
        ((n[2] - n[0]) / MM, (n[3] - n[1]) / MM)
    };
    pdf.pages().iter().map(|page| size(page.raw().get::<Array>("TrimBox").expect("a TrimBox"))).collect()
}

#[test]
fn a_bulletin_is_stapled_on_sheets_and_its_text_stays_text() {
    let project = Project::new();
    let bulletin = print_file("bulletin");
    project.file("ban-tin.pdf", &bulletin);
    let args = ["impose", "ban-tin.pdf", "--sheet", "650x450", "--saddle", "--caliper", "0.1", "-o", "to.pdf"];
    project.run(args).succeeds();
    let made = std::fs::read(project.path("to.pdf")).expect("sheets");
    assert_eq!(sides(&made).len(), 2, "four pages are one sheet");
    assert!(sides(&made).iter().all(|(w, h)| (w - 650.0).abs() < 0.1 && (h - 450.0).abs() < 0.1), "{:?}", sides(&made));
    // Every word of the pages is on the sheets, and no page twice.
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    assert_eq!(sorted(&text_of(&made)), sorted(&text_of(&bulletin)));
    // The sheet is for the press as the pages are, and the same in every run.
    project.run(["preflight", "to.pdf"]).succeeds();
    project.run(args).succeeds();
    assert_eq!(std::fs::read(project.path("to.pdf")).expect("sheets"), made);
}

#[test]
fn leaflets_fill_a_sheet_or_follow_one_another() {
    let project = Project::new();
    project.file("to-roi.pdf", print_file("leaflet"));
    project.run(["impose", "to-roi.pdf", "--sheet", "SRA3", "--nup", "auto", "--repeat"]).succeeds();
    let repeated = std::fs::read(project.path("to-roi-imposed.pdf")).expect("sheets");
    // Four A5 on SRA3, each side with the same page four times.
    let one = text_of(&std::fs::read(project.path("to-roi.pdf")).expect("a file"));
    assert_eq!(sides(&repeated).len(), 2);
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    assert_eq!(letters(&text_of(&repeated)), 4 * letters(&one));
    project.run(["preflight", "to-roi-imposed.pdf"]).succeeds();
    project
        .run(["impose", "to-roi.pdf", "--sheet", "SRA3", "--nup", "2x2", "--gutter", "0", "-o", "sat.pdf"])
        .succeeds();
    project.run(["preflight", "sat.pdf"]).succeeds();
}

#[test]
fn what_cannot_be_imposed_is_told_with_the_way_out() {
    let project = Project::new();
    project.file("to-roi.pdf", print_file("leaflet")).file("rac.pdf", "not a PDF");
    let shop = real::shop(None);
    let screen = real::one_a_format(&shop, "screen");
    project.file("man-hinh.pdf", real::pdf(&shop, &screen[0]).bytes);
    let tried = |args: &[&str], code: i32, told: &str| {
        project.run([&["impose", "--lang", "en"], args].concat()).fails(code).stdout_contains(told);
    };
    tried(&["to-roi.pdf", "--sheet", "SRA3", "--saddle"], 1, "2 pages: stapling wants a multiple of four");
    tried(&["to-roi.pdf", "--sheet", "A4", "--saddle", "--pad"], 1, "are lacking");
    tried(&["to-roi.pdf", "--sheet", "A9", "--saddle"], 2, "there is no sheet `A9`");
    tried(&["to-roi.pdf", "--sheet", "A3", "--nup", "many"], 2, "the grid `many`");
    for measure in ["-148", "nan", "inf", "x"] {
        let gutter = format!("--gutter={measure}");
        tried(&["to-roi.pdf", "--sheet", "A3", "--nup", "auto", &gutter], 2, "");
        let caliper = format!("--caliper={measure}");
        tried(&["to-roi.pdf", "--sheet", "A3", "--saddle", &caliper], 2, "");
    }
    tried(&["rac.pdf", "--sheet", "A3", "--nup", "auto"], 1, "cannot be read");
    tried(&["man-hinh.pdf", "--sheet", "A3", "--nup", "auto"], 1, "is not finished for the press");
    tried(&["khong-co.pdf", "--sheet", "A3", "--nup", "auto"], 3, "");
    project.run(["impose", "to-roi.pdf", "--sheet", "SRA3", "--saddle", "--pad"]).succeeds();
}

#[test]
fn a_banner_is_printed_in_panels_that_overlap() {
    let project = Project::new();
    project.file("bieu-ngu.pdf", print_file("banner"));
    project.run(["impose", "bieu-ngu.pdf", "--tile", "--sheet", "1600x1200", "--overlap", "20"]).succeeds();
    let made = std::fs::read(project.path("bieu-ngu-imposed.pdf")).expect("panels");
    // 3.1 × 1.1 m with its bleed: two panels beside one another.
    assert_eq!(sides(&made).len(), 2, "{:?}", sides(&made));
    project.run(["preflight", "bieu-ngu-imposed.pdf"]).succeeds();
    project.run(["impose", "bieu-ngu.pdf", "--tile", "--saddle", "--sheet", "A3"]).fails(2);
    project.run(["impose", "bieu-ngu.pdf", "--tile", "--sheet", "40x40"]).fails(1);
}

/// Pages turned by `Rotate`, given by the page or by a parent, or scaled by `UserUnit`, lie on a sheet as they are seen.
#[test]
fn turned_and_scaled_pages_are_imposed_as_they_are_seen() {
    use anpham::preflight::{self, Limits};
    use lopdf::{Document, Object};
    let project = Project::new();
    let leaflet = print_file("leaflet");
    let changed = |rotate: i64, unit: f32, of_parent: bool| {
        let mut document = Document::load_mem(&leaflet).expect("a PDF");
        let pages: Vec<_> = document.page_iter().collect();
        for page in pages {
            // A patch that can be found again, in a colour that no press has.
            let content = document.get_page_content(page);
            let content = [b"q\n".to_vec(), content, b"\nQ 1 0 0 rg 60 100 40 20 re f".to_vec()].concat();
            let stream = document.add_object(lopdf::Stream::new(lopdf::dictionary! {}, content));
            let parent = document.get_dictionary(page).and_then(|p| p.get(b"Parent")).and_then(Object::as_reference);
            let target = if of_parent { parent.expect("a parent") } else { page };
            document.get_dictionary_mut(target).expect("a dictionary").set("Rotate", rotate);
            let page = document.get_dictionary_mut(page).expect("a page");
            page.set("Contents", stream);
            page.set("UserUnit", Object::Real(unit));
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("written");
        bytes
    };
    let place = |bytes: &[u8]| {
        let found = preflight::check(bytes, &Limits::default()).findings;
        found.iter().find(|finding| finding.rule.name() == "rgb").and_then(|finding| finding.at).expect("the patch")
    };
    // The sheet is 100 mm wider and 60 mm higher than the page.
    for (rotate, unit, of_parent, sheet) in [
        (0, 1.0, false, "248x270"),
        (90, 1.0, false, "310x208"),
        (180, 1.0, true, "248x270"),
        (-90, 1.0, true, "310x208"),
        (0, 2.0, false, "396x480"),
        (450, 2.0, false, "520x356"),
    ] {
        let bytes = changed(rotate, unit, of_parent);
        project.file("trang.pdf", &bytes);
        project.run(["impose", "trang.pdf", "--sheet", sheet, "--nup", "1x1", "-o", "to.pdf"]).succeeds();
        let made = std::fs::read(project.path("to.pdf")).expect("a sheet");
        let ((x, y), (left, top)) = (place(&bytes), place(&made));
        assert!((left - x - 50).abs() <= 1 && (top - y - 30).abs() <= 1, "{rotate} {unit}: {x} {y}, {left} {top}");
    }
    project.file("trang.pdf", changed(45, 1.0, false));
    let run = project.run(["impose", "trang.pdf", "--sheet", "A3", "--nup", "1x1", "--lang", "en"]).fails(1);
    run.stdout_contains("page 1 of `trang.pdf` is turned");
}

#[test]
fn badges_have_empty_backs_and_leaflets_do_not() {
    let project = Project::new();
    project.file("the.pdf", print_file("badge"));
    let pages = lopdf::Document::load_mem(&print_file("badge")).expect("a PDF").get_pages().len();
    let made = |args: &[&str]| {
        project
            .run([&["impose", "the.pdf", "--sheet", "A4", "--nup", "1x1", "-o", "to.pdf"], args].concat())
            .succeeds();
        let made = std::fs::read(project.path("to.pdf")).expect("sheets");
        sides(&made).len()
    };
    assert_eq!(made(&["--one-sided"]), pages);
    assert_eq!(made(&[]), pages.div_ceil(2) * 2);
    // One is on each side of the other, or both lie on one side.
    project.run(["impose", "the.pdf", "--sheet", "A4", "--nup", "2x4", "--one-sided", "-o", "mot.pdf"]).succeeds();
    let one = std::fs::read(project.path("mot.pdf")).expect("sheets");
    assert_eq!(sides(&one).len(), pages.div_ceil(8));
    assert_eq!(
        text_of(&one).matches(char::is_alphabetic).count(),
        text_of(&print_file("badge")).matches(char::is_alphabetic).count()
    );
    project.run(["impose", "the.pdf", "--sheet", "A4", "--saddle", "--one-sided"]).fails(2);
}
