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
