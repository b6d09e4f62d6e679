//! Presses of one or two inks: whatever a page shows, their plates and no others print it.

use std::collections::BTreeSet;

use anpham::preflight::{self, Limits};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::harness::Project;
use crate::print::{images, with_files};

const RED: &str = "PANTONE 485 C";
const BLUE: &str = "RISO Blue";

/// A leaflet with a photograph, one that is transparent, a drawing and a gray picture, for a press of its own.
fn leaflet(press: &str) -> Project {
    let png = |picture: DynamicImage| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    };
    let tone = |x: u32, y: u32| [(x * 6) as u8, (y * 6) as u8, ((x + y) * 3) as u8];
    let photo = RgbImage::from_fn(40, 40, |x, y| Rgb(tone(x, y)));
    let clear = RgbaImage::from_fn(40, 40, |x, y| Rgba([tone(x, y)[0], 30, 200, (y * 6) as u8]));
    let gray = image::GrayImage::from_fn(40, 40, |x, _| image::Luma([(x * 6) as u8]));
    // Colours, grays by a name of their own, what is transparent, blended, and behind a mask.
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><mask id="m"><rect width="30" height="40" fill="#888"/></mask>
<rect width="40" height="20" fill="#2040C0"/><rect y="20" width="40" height="20" fill="#FFD000"/><rect width="9" height="9" fill="#000"/><rect x="9" width="9" height="9" fill="#888"/>
<rect x="18" width="9" height="9" fill="#C60" opacity="0.5"/><rect y="9" width="9" height="9" fill="#C60" style="mix-blend-mode:multiply"/><rect y="18" width="40" height="9" fill="#C60" mask="url(#m)"/></svg>"##;
    let project = with_files(&[
        ("anh.png".into(), png(photo.into())),
        ("trong.png".into(), png(clear.into())),
        ("den-trang.png".into(), png(gray.into())),
        ("hinh.svg".into(), drawing.into()),
    ]);
    let palette = include_str!("../../layouts/theme/palettes/do-vang.toml");
    let blue = format!("{{ cmyk = [100, 80, 20, 30], rgb = \"#0F2E66\", spot = \"{BLUE}\" }}");
    let deep = palette.lines().find(|line| line.starts_with("deep =")).expect("a colour");
    project.file("layouts/theme/palettes/hai-muc.toml", palette.replace(deep, &format!("deep = {blue}")));
    let campaign = project.read("anpham.toml").replace("theme = \"do-vang\"", "theme = \"hai-muc\"");
    assert!(campaign.contains("hai-muc"), "{campaign}");
    project.file(
        "anpham.toml",
        format!("{campaign}\n[profiles.rieng]\nkind = \"print\"\nppi-error = 10\nppi-warn = 10\n{press}"),
    );
    project
}

fn built(project: &Project) -> Vec<u8> {
    project.run(["build", "--profile", "rieng"]).succeeds();
    std::fs::read(project.path("output/rieng/khoa-hoc/nong-dan/anh.leaflet.pdf")).expect("a file")
}

fn plates(bytes: &[u8]) -> BTreeSet<String> {
    let verdict = preflight::check(bytes, &Limits { ppi_error: 10.0, ..Limits::default() });
    assert!(verdict.passes(), "{:?}", verdict.findings);
    verdict.plates
}

#[test]
fn the_colour_bar_keeps_to_the_most_ink() {
    for limit in ["150", "110"] {
        let project = leaflet(&format!("inks = [\"black\", \"primary\"]\nink-limit = {limit}\n{MARKS}"));
        assert_eq!(plates(&built(&project)), named(&["Black", RED]));
    }
}

#[test]
fn a_spot_by_the_name_of_an_ink_of_the_press_is_told_once_at_its_place() {
    for name in ["Black ", "cyan", "All", "None"] {
        let project = leaflet("inks = [\"black\", \"primary\"]\n");
        project.edit("layouts/theme/palettes/hai-muc.toml", RED, name);
        let text = project.read("layouts/theme/palettes/hai-muc.toml");
        let line = 1 + text.lines().position(|line| line.starts_with("primary =")).expect("a colour");
        let mut errors = project.mistakes(&[]).list();
        errors.retain(|found| found.starts_with("error"));
        assert_eq!(
            errors,
            [format!("error layout-spot-reserved layouts/theme/palettes/hai-muc.toml:{line}")],
            "{name}"
        );
        project.run(["build", "--profile", "rieng"]).fails(1);
        assert!(!project.has("output/rieng/khoa-hoc/nong-dan/anh.leaflet.pdf"), "{name}");
    }
}

fn named(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_string()).collect()
}

const MARKS: &str = "marks = [\"crop\", \"registration\", \"fold\", \"colour-bar\", \"slug\"]\n";

#[test]
fn whatever_a_page_shows_is_printed_with_the_inks_of_the_press() {
    for (inks, expected) in [
        ("[\"black\"]", &["Black"][..]),
        ("[\"black\", \"primary\"]", &["Black", RED]),
        ("[\"deep\", \"primary\"]", &[BLUE, RED]),
        ("[\"primary\"]", &[RED]),
    ] {
        for more in ["", "photographs = \"duotone\"\n", "pictures = \"jpeg\"\n"] {
            if more.contains("duotone") && expected.len() < 2 {
                continue;
            }
            let bytes = built(&leaflet(&format!("inks = {inks}\n{MARKS}{more}")));
            let held = named(expected);
            assert_eq!(plates(&bytes), held, "{inks} {more}");
            // Every space that its pages name is one, page by page and stream by stream.
            let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
            for page in document.page_iter() {
                let (own, _) = document.get_page_resources(page).expect("resources");
                let spaces = own.and_then(|own| own.get(b"ColorSpace").ok()).and_then(|o| o.as_dict().ok());
                for (name, space) in spaces.expect("spaces") {
                    let (_, space) = document.dereference(space).expect("a space");
                    let family = space.as_array().map_or(space, |array| &array[0]);
                    assert!(family.as_name().is_ok(), "{inks}: {} {space:?}", String::from_utf8_lossy(name));
                }
            }
            // Marks, which lie outside of the trim, need no other ink either, and nothing is a profile's.
            let whole = crate::pdf::dump(&bytes);
            for other in ["DeviceRGB", "ICCBased", "CalGray"] {
                assert!(!whole.contains(other), "{inks}: {other}");
            }
        }
    }
}

#[test]
fn photographs_are_grays_or_two_inks_and_masks_stay() {
    let spaces =
        |press: &str| -> Vec<String> { images(&built(&leaflet(press))).into_iter().map(|(space, _)| space).collect() };
    let count = |found: &[String], space: &str| found.iter().filter(|known| known.contains(space)).count();
    // Photograph, transparent one, its mask, and the gray one.
    let black = spaces("inks = [\"black\"]\n");
    assert_eq!((count(&black, "DeviceGray"), black.len()), (4, 4), "{black:?}");
    let duotone = spaces("inks = [\"black\", \"primary\"]\nphotographs = \"duotone\"\n");
    assert_eq!((count(&duotone, "DeviceN"), count(&duotone, "DeviceGray"), duotone.len()), (3, 1, 4), "{duotone:?}");
    let riso = spaces("inks = [\"deep\", \"primary\"]\n");
    assert_eq!((count(&riso, "Separation"), count(&riso, "DeviceGray"), riso.len()), (3, 1, 4), "{riso:?}");
}

#[test]
fn sheets_have_marks_in_the_inks_of_their_pages() {
    let project = leaflet("inks = [\"deep\", \"primary\"]\n");
    built(&project);
    let file = "output/rieng/khoa-hoc/nong-dan/anh.leaflet.pdf";
    let args =
        ["impose", file, "--nup", "2x1", "--sheet", "SRA3", "--marks", "registration,colour-bar", "-o", "to.pdf"];
    project.run(args).succeeds();
    let sheets = std::fs::read(project.path("to.pdf")).expect("sheets");
    // Cuts, slug and patches lie within a trim that is the paper.
    let whole = preflight::check(&sheets, &Limits { bleed: preflight::Bleed::Declared, ..Limits::default() });
    assert_eq!(whole.plates, named(&[BLUE, RED]));
    let document = lopdf::Document::load_mem(&sheets).expect("a PDF");
    let content = |page| document.get_page_content(page);
    let text: String = document.page_iter().map(|page| String::from_utf8_lossy(&content(page)).into_owned()).collect();
    assert!(text.contains("/anphamKey cs 1 scn") && text.contains("/anphamBoth cs 1 1 scn"), "{text}");
    assert!(!text.contains("0 0 0 1 K") && !text.contains("1 0 0 0 k"), "{text}");
}

#[test]
fn a_file_of_other_inks_is_told_page_by_page() {
    let project = leaflet("inks = [\"black\"]\n");
    built(&project);
    project.run(["build", "--profile", "print"]).succeeds();
    let check = |profile: &str, inks: &str| {
        let file = format!("output/{profile}/khoa-hoc/nong-dan/anh.leaflet.pdf");
        project.run(["preflight", &file, "--inks", inks, "--ppi-error", "10", "--ppi-warn", "10"])
    };
    check("rieng", "black").succeeds();
    check("rieng", "Black,PANTONE 485 C").succeeds();
    let told = check("print", "black").fails(1).stdout();
    assert_eq!(told.matches("ink-other").count(), 2, "{told}");
    assert!(told.contains("Cyan, Magenta, Yellow"), "{told}");
    // What a press of one ink makes is held to it without being asked.
    let own = "output/rieng/khoa-hoc/nong-dan/anh.leaflet.pdf";
    let told = project.run(["preflight", own, "--json"]).succeeds().json();
    assert_eq!(told["files"][0]["plates"], serde_json::json!(["Black"]), "{told}");
}

#[test]
fn inks_that_are_no_press_are_refused_at_their_line() {
    for (press, id) in [
        ("inks = [\"black\", \"primary\", \"deep\"]\n", "content-inks-many"),
        ("inks = [\"black\", \"black\"]\n", "content-inks-twice"),
        ("inks = [\"primary\", \"primary\"]\n", "content-inks-twice"),
        ("inks = [\"black\"]\nspots = [\"primary\"]\n", "content-inks-spots"),
        ("inks = [\"black\"]\nphotographs = \"duotone\"\n", "content-inks-duotone"),
        ("inks = [\"black\", \"second\"]\n", "layout-no-spot"),
        ("inks = [\"black\", \"khong-co\"]\n", "layout-no-spot"),
        ("inks = [\"nhat\"]\n", "content-inks-faint"),
    ] {
        let project = leaflet(press);
        let palette = project.read("layouts/theme/palettes/hai-muc.toml");
        let light = "nhat = { cmyk = [0, 0, 60, 0], rgb = \"#FFF27F\", spot = \"RISO Yellow\" }\n";
        project.file("layouts/theme/palettes/hai-muc.toml", palette + light);
        let found = project.mistakes(&[]).list();
        let wanted = format!("error {id} anpham.toml:");
        assert!(found.iter().any(|problem| problem.starts_with(&wanted)), "{press}: {found:?}");
        project.run(["build", "--profile", "rieng"]).fails(1);
        assert!(!project.has("output/rieng/khoa-hoc/nong-dan/anh.leaflet.pdf"), "{press}");
    }
}
