//! Pages on sheets: the real command on a real print file.

use hayro_syntax::Pdf;
use hayro_syntax::object::Array;
use lopdf::{Dictionary, Document, Object, Stream};

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

/// The pages of a file, drawn at 1:10.
fn drawn_at_a_tenth(bytes: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    for page in document.page_iter().collect::<Vec<_>>() {
        let content = document.get_page_content(page);
        let content = [b"0.1 0 0 0.1 0 0 cm\n".as_slice(), &content].concat();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let page = document.get_dictionary_mut(page).expect("a page");
        page.set("Contents", content);
        for key in ["MediaBox", "TrimBox", "BleedBox"] {
            let numbers = page.get(key.as_bytes()).and_then(Object::as_array).expect("a box");
            let tenths: Vec<Object> = numbers.iter().map(|n| (n.as_float().expect("a number") / 10.0).into()).collect();
            page.set(key, tenths);
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
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
    let before = std::fs::read(project.path("to-roi.pdf")).expect("a file");
    tried(&["to-roi.pdf", "--sheet", "A3", "--nup", "auto", "-o", "./to-roi.pdf"], 2, "would replace the print file");
    tried(&["to-roi.pdf", "--sheet", "A3", "--nup", "auto", "-o", "bao-cao.docx"], 2, "no name of a PDF file");
    assert_eq!(std::fs::read(project.path("to-roi.pdf")).expect("a file"), before);
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
    // The same drawn at 1:10 gives the same panels, of the real size: nobody joins 200 mm that are to be 20.
    project.file("ve-1-10.pdf", drawn_at_a_tenth(&print_file("banner")));
    let scaled = ["impose", "ve-1-10.pdf", "--tile", "--sheet", "1600x1200", "--overlap", "20"];
    project.run(scaled.into_iter().chain(["--scale", "1:10"])).succeeds();
    let drawn = std::fs::read(project.path("ve-1-10-imposed.pdf")).expect("panels");
    let near = |(a, b): (f32, f32), (c, d): (f32, f32)| (a - c).abs() < 0.1 && (b - d).abs() < 0.1;
    let (a, b) = (sides(&drawn), sides(&made));
    assert!(a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| near(*a, *b)), "{a:?} {b:?}");
    project.run(scaled.into_iter().chain(["--scale", "10"])).fails(2);
    project.run(["impose", "bieu-ngu.pdf", "--tile", "--saddle", "--sheet", "A3"]).fails(2);
    project.run(["impose", "bieu-ngu.pdf", "--tile", "--sheet", "40x40"]).fails(1);
}

/// Pages turned by `Rotate`, given by the page or by a parent, or scaled by `UserUnit`, lie on a sheet as they are seen.
#[test]
fn turned_and_scaled_pages_are_imposed_as_they_are_seen() {
    use anpham::preflight::{self, Limits};
    let project = Project::new();
    let leaflet = print_file("leaflet");
    let changed = |rotate: i64, unit: f32, of_parent: bool| {
        let mut document = Document::load_mem(&leaflet).expect("a PDF");
        let pages: Vec<_> = document.page_iter().collect();
        for page in pages {
            // A patch that can be found again, in a colour that no press has.
            let content = document.get_page_content(page);
            let content = [b"q\n".to_vec(), content, b"\nQ 1 0 0 rg 60 100 40 20 re f".to_vec()].concat();
            let stream = document.add_object(Stream::new(lopdf::dictionary! {}, content));
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
    let pages = Document::load_mem(&print_file("badge")).expect("a PDF").get_pages().len();
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

/// What the sides of a file of sheets draw themselves, side by side, without what lies in their pages.
fn drawn(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let content = |id| String::from_utf8(document.get_page_content(id)).expect("text");
    document.page_iter().map(content).collect()
}

/// The matrix with which each page is placed on a side: whether it stands on its head, its name, where it lies.
fn placed(side: &str) -> Vec<(bool, String, f64, f64)> {
    let lines = side.lines().filter_map(|line| line.split_once(" re W n "));
    let words = lines.map(|(_, rest)| rest.split(' ').collect::<Vec<_>>());
    let number = |text: &str| text.parse::<f64>().expect("a number");
    words.map(|w| (w[0] == "-1", w[7].to_string(), number(w[4]), number(w[5]))).collect()
}

/// A booklet of 8 pages of 100 × 150 mm, for which a sheet of 300 × 200 mm leaves 50 mm and 25 mm around.
fn booklet() -> Vec<u8> {
    let leaflet = print_file("leaflet");
    let mut document = Document::load_mem(&leaflet).expect("a PDF");
    let tree = document.catalog().and_then(|c| c.get(b"Pages")).and_then(lopdf::Object::as_reference).expect("pages");
    let first = document.page_iter().next().expect("a page");
    let corners =
        |x: f64, y: f64| [0.0, 0.0, x * 72.0 / 25.4, y * 72.0 / 25.4].map(|n| lopdf::Object::Real(n as f32)).to_vec();
    let mut kids = Vec::new();
    for _ in 0..8 {
        let mut page = document.get_dictionary(first).expect("a page").clone();
        for key in ["MediaBox", "TrimBox", "BleedBox"] {
            page.set(key, corners(100.0, 150.0));
        }
        kids.push(lopdf::Object::from(document.add_object(page)));
    }
    let pages = document.get_dictionary_mut(tree).expect("a tree");
    pages.set("Count", 8);
    pages.set("Kids", kids);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    bytes
}

#[test]
fn a_fold_is_one_dashed_mark_on_every_sheet() {
    let project = Project::new();
    project.file("so.pdf", booklet());
    project.run(["impose", "so.pdf", "--sheet", "300x200", "--saddle", "--caliper", "1", "-o", "to.pdf"]).succeeds();
    let sides = drawn(&std::fs::read(project.path("to.pdf")).expect("sheets"));
    assert_eq!(sides.len(), 4);
    let fold = format!("{:.2}", 150.0 * 72.0 / 25.4);
    for (n, side) in sides.iter().enumerate() {
        // Of all upright marks, those at the fold are dashed, and there are two: at head and foot.
        let (dashed, solid): (Vec<&str>, Vec<&str>) = side.lines().partition(|line| line.contains("] 0 d"));
        let marks =
            |lines: &[&str], x: &str| lines.iter().map(|line| line.matches(&format!("{x} ")).count()).sum::<usize>();
        assert_eq!(marks(&dashed, &fold), 4, "side {n}: two lines have four ends at {fold}: {dashed:?}");
        assert_eq!(marks(&solid, &fold), 0, "side {n}: {solid:?}");
        // Inner sheets have no cut where their pages end before the fold.
        let inner = format!("{:.2}", 149.0 * 72.0 / 25.4);
        assert_eq!(marks(&solid, &inner), 0, "side {n}: {solid:?}");
    }
}

#[test]
fn a_sheet_that_turns_over_a_level_edge_has_its_backs_on_their_heads() {
    let project = Project::new();
    project.file("so.pdf", booklet());
    let made = |args: &[&str]| {
        project.run([&["impose", "so.pdf", "--sheet", "300x200", "-o", "to.pdf"], args].concat()).succeeds();
        drawn(&std::fs::read(project.path("to.pdf")).expect("sheets"))
            .iter()
            .map(|side| placed(side))
            .collect::<Vec<_>>()
    };
    let names = |side: &[(bool, String, f64, f64)]| side.iter().map(|(_, name, ..)| name.clone()).collect::<Vec<_>>();
    // A wide sheet over its short edge: an upright one, as if nothing were said.
    let (plain, short) = (made(&["--saddle"]), made(&["--saddle", "--turn", "short"]));
    assert_eq!(plain, short);
    let long = made(&["--saddle", "--turn", "long"]);
    assert_eq!(long[0], plain[0]);
    assert_eq!(names(&plain[1]), ["/Page2", "/Page7"]);
    assert!(long[1].iter().all(|(is_turned, ..)| *is_turned), "{long:?}");
    // Page 2 lies behind page 1: at the right on the front, at the right of the back too.
    let (width, height) = (300.0 * 72.0 / 25.4, 200.0 * 72.0 / 25.4);
    for ((_, name, x, y), (_, same, dx, dy)) in plain[1].iter().zip(&long[1]) {
        assert_eq!(name, same);
        assert!((x + dx - width).abs() < 0.01 && (y + dy - height).abs() < 0.01, "{name}");
    }
    // Cut apart and gripped: what is free at both edges is the same.
    let nup = made(&["--nup", "1x1", "--turn", "long", "--gripper", "12"]);
    assert_eq!(nup[0].iter().map(|(turned, ..)| *turned).collect::<Vec<_>>(), [false]);
    let ((_, _, x, y), (_, _, dx, dy)) = (&nup[0][0], &nup[1][0]);
    assert!((x + dx - width).abs() < 0.01 && (y + dy - height).abs() < 0.01, "{nup:?}");
    project.run(["impose", "so.pdf", "--sheet", "A3", "--tile", "--turn", "long"]).fails(2);
}

#[test]
fn heads_of_two_rows_meet_where_that_is_wanted() {
    let project = Project::new();
    project.file("to-roi.pdf", print_file("leaflet"));
    let args =
        ["impose", "to-roi.pdf", "--sheet", "SRA3", "--nup", "2x2", "--repeat", "--heads-together", "-o", "to.pdf"];
    project.run(args).succeeds();
    let sides = drawn(&std::fs::read(project.path("to.pdf")).expect("sheets"));
    for side in sides {
        let turned: Vec<bool> = placed(&side).iter().map(|(turned, ..)| *turned).collect();
        assert_eq!(turned, [true, true, false, false], "the upper row stands on its head");
    }
    project.run(["preflight", "to.pdf"]).succeeds();
}

#[test]
fn targets_and_bar_have_paper_of_their_own() {
    let project = Project::new();
    project.file("to-roi.pdf", print_file("leaflet"));
    let args = [
        "impose",
        "to-roi.pdf",
        "--nup",
        "2x1",
        "--repeat",
        "--marks",
        "registration,colour-bar",
        "-o",
        "to.pdf",
        "--lang",
        "en",
    ];
    project.run([&args[..], &["--sheet", "330x240"]].concat()).succeeds();
    let sides = drawn(&std::fs::read(project.path("to.pdf")).expect("sheets"));
    for side in &sides {
        assert_eq!(side.matches("/anphamAll CS 1 SCN").count(), 1, "{side}");
        // Four targets of four curves each; patches of each ink and of half of it.
        assert_eq!(
            side.matches(" c ").count()
                - side.lines().filter(|l| l.contains("0 0 0 1 k")).map(|l| l.matches(" c ").count()).sum::<usize>(),
            16
        );
        assert!(side.contains("1 0 0 0 k ") && side.contains("0 0.5 0 0 k "), "{side}");
    }
    project.run(["preflight", "to.pdf"]).succeeds();
    // A sheet that is filled without them has no room for them.
    project.run([&args[..], &["--sheet", "310x218"]].concat()).fails(1).stdout_contains("are lacking");
}

#[test]
fn metadata_of_sheets_count_their_sides() {
    let project = Project::new();
    let leaflet = print_file("leaflet");
    project.file("to-roi.pdf", &leaflet);
    project.run(["impose", "to-roi.pdf", "--sheet", "A4", "--nup", "1x1", "--one-sided", "-o", "to.pdf"]).succeeds();
    project.file("so.pdf", booklet());
    project.run(["impose", "so.pdf", "--sheet", "A3", "--nup", "2x1", "-o", "so-to.pdf"]).succeeds();
    let xmp = |bytes: &[u8]| {
        let document = Document::load_mem(bytes).expect("a PDF");
        let id = document
            .catalog()
            .and_then(|c| c.get(b"Metadata"))
            .and_then(lopdf::Object::as_reference)
            .expect("metadata");
        let stream = document.get_object(id).and_then(lopdf::Object::as_stream).expect("a stream");
        let text = String::from_utf8(stream.get_plain_content().expect("plain")).expect("UTF-8");
        let value = |name: &str| {
            text.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split('<').next()).map(String::from)
        };
        (value("xmpTPg:NPages"), value("xmpMM:DocumentID"), value("xmpMM:InstanceID"))
    };
    let (pages, sheets) = (xmp(&leaflet), xmp(&std::fs::read(project.path("to.pdf")).expect("sheets")));
    assert_eq!((pages.0.as_deref(), sheets.0.as_deref()), (Some("2"), Some("2")));
    assert_eq!(pages.1, sheets.1, "of one document");
    assert!(pages.2.is_some() && pages.2 != sheets.2, "another state of it: {sheets:?}");
    let booklet = xmp(&std::fs::read(project.path("so-to.pdf")).expect("sheets"));
    assert_eq!(booklet.0.as_deref(), Some("4"), "eight pages on four sides");
}

/// Pages of two sizes lie on one sheet, each with marks of its own; as the sides of leaves they must be alike.
#[test]
fn pages_of_unequal_sizes_share_a_sheet() {
    let project = Project::new();
    let mut document = Document::load_mem(&booklet()).expect("a PDF");
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages.into_iter().skip(5) {
        for key in ["MediaBox", "TrimBox", "BleedBox"] {
            let size = [0.0, 0.0, 150.0, 300.0].map(lopdf::Object::Real).to_vec();
            document.get_dictionary_mut(page).expect("a page").set(key, size);
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    project.file("bo.pdf", bytes);
    let args = ["impose", "bo.pdf", "--sheet", "SRA2", "--nup", "auto", "-o", "to.pdf", "--lang", "en"];
    project.run(args).fails(1).stdout_contains("differ in size");
    project.run([&args[..], &["--one-sided"]].concat()).succeeds();
    let sides = drawn(&std::fs::read(project.path("to.pdf")).expect("sheets"));
    assert_eq!(sides.len(), 1, "eight small pages fit on one sheet");
    assert_eq!(placed(&sides[0]).len(), 8);
    project.run([&args[..], &["--one-sided", "--repeat"]].concat()).fails(2);
}
