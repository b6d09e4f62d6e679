//! How much of each ink lies on a page: small pages whose coverage is known beforehand.

use anpham::pdf::OutputIntent;
use anpham::plates::{self, PagePlates, Unseparated};
use anpham::preflight::{self, Limits};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde_json::Value;

use crate::harness::Project;

/// A page of 200 × 100 points, its trim the middle 100 × 100.
fn page(operators: &str, resources: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let resources = resources(&mut document);
    let content = document.add_object(Stream::new(Dictionary::new(), operators.as_bytes().to_vec()));
    let pages = document.new_object_id();
    let numbers = |all: [i64; 4]| all.iter().map(|n| Object::from(*n)).collect::<Vec<_>>();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "MediaBox" => numbers([0, 0, 200, 100]), "TrimBox" => numbers([50, 0, 150, 100]),
        "Contents" => content, "Resources" => resources,
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    bytes
}

fn told(bytes: &[u8]) -> PagePlates {
    let verdict = preflight::check(bytes, &Limits::default());
    let mut found = None;
    assert!(plates::separate(bytes, &verdict, &OutputIntent::default_condition(), &mut |page| found = Some(page)));
    found.expect("a page")
}

/// `Cyan 50 Gold 25`, to a percent.
#[track_caller]
fn covers(what: &str, bytes: &[u8], expected: &[(&str, f64)]) {
    let page = told(bytes);
    let coverage = page.coverage();
    let names: Vec<&str> = coverage.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, expected.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{what}: {coverage:?}");
    for ((name, mean), (_, wanted)) in coverage.iter().zip(expected) {
        assert!((mean - wanted).abs() < 1.0, "{what}: {name} {mean}, not {wanted}");
    }
    assert_eq!(page.left.into_iter().collect::<Vec<_>>(), [], "{what}");
}

fn numbers(all: &[f32]) -> Object {
    Object::Array(all.iter().map(|n| Object::Real(*n)).collect())
}

fn spot(name: &str) -> Object {
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(&[0.0; 4]), "C1" => numbers(&[0.0, 0.3, 0.9, 0.1]),
    };
    Object::Array(vec!["Separation".into(), name.into(), "DeviceCMYK".into(), tint.into()])
}

fn spots(document: &mut Document, names: &[&str]) -> Object {
    let function = Stream::new(
        dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0].repeat(names.len())), "Range" => numbers(&[0.0, 1.0].repeat(4)) },
        format!("{{ {} 0 0 0 0 }}", "pop ".repeat(names.len())).into_bytes(),
    );
    let function = document.add_object(function);
    let names: Vec<Object> = names.iter().map(|name| Object::from(*name)).collect();
    Object::Array(vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), function.into()])
}

fn state(more: Dictionary) -> Dictionary {
    dictionary! { "ExtGState" => dictionary! { "S" => more } }
}

fn space(space: Object) -> Dictionary {
    dictionary! { "ColorSpace" => dictionary! { "X" => space } }
}

fn picture(document: &mut Document, more: Dictionary, data: Vec<u8>) -> Dictionary {
    let mut dict =
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2, "BitsPerComponent" => 8 };
    more.into_iter().for_each(|(key, value)| dict.set(key, value));
    let id = document.add_object(Stream::new(dict, data));
    dictionary! { "XObject" => dictionary! { "P" => id } }
}

/// Over the whole page, and what lies beyond the trim does not count.
const ALL: &str = "0 0 200 100 re f ";
/// The left half of the trim.
const HALF: &str = "0 0 100 100 re f ";

#[test]
fn fills_overprint_knock_out_and_leave_plates_alone_as_the_standard_says() {
    let none = |_: &mut Document| Dictionary::new();
    let over = |mode: i64| move |_: &mut Document| state(dictionary! { "OP" => true, "op" => true, "OPM" => mode });
    covers("inks", &page(&format!("1 0 0.5 0 k {HALF}"), none), &[("Cyan", 50.0), ("Yellow", 25.0)]);
    covers("gray is black", &page(&format!("0.25 g {ALL}"), none), &[("Black", 75.0)]);
    covers(
        "knocked out",
        &page(&format!("1 0 0 0 k {ALL} 0 1 0 0 k {HALF}"), none),
        &[("Cyan", 50.0), ("Magenta", 50.0)],
    );
    let two = format!("1 0 0 0 k {ALL} /S gs 0 1 0 0 k {HALF}");
    covers("overprint, zeros leave", &page(&two, over(1)), &[("Cyan", 100.0), ("Magenta", 50.0)]);
    covers("overprint, zeros clear", &page(&two, over(0)), &[("Cyan", 50.0), ("Magenta", 50.0)]);
    let white = format!("1 0 0 0 k {ALL} /S gs 1 g {HALF}");
    covers("white that vanishes", &page(&white, over(1)), &[("Cyan", 100.0)]);
    let over_spot = |_: &mut Document| {
        let mut all = state(dictionary! { "OP" => true });
        all.extend(&space(spot("Gold")));
        all
    };
    let upon = format!("0 0 0 1 k {ALL} /S gs /X cs 0.5 scn {HALF}");
    covers("a spot upon black", &page(&upon, over_spot), &[("Black", 100.0), ("Gold", 25.0)]);
    let under = format!("/X cs 0.5 scn {ALL} /S gs 0 0 0 1 k {HALF}");
    covers("black upon a spot", &page(&under, over_spot), &[("Black", 50.0), ("Gold", 50.0)]);
    let stroke = "1 0 0 0 k 0 0 200 100 re f /S gs 0 1 0 0 K 20 w 50 50 m 150 50 l S";
    covers("a stroke", &page(stroke, over(1)), &[("Cyan", 100.0), ("Magenta", 20.0)]);
    let both = "/S gs 1 0 0 0 k 0 1 0 0 K 20 w 60 10 80 80 re B";
    covers("fill and stroke in one", &page(both, over(1)), &[("Cyan", 64.0), ("Magenta", 64.0)]);
    let saved = format!("1 0 0 0 k {ALL} q /S gs Q 0 1 0 0 k {HALF}");
    covers("a state that is over", &page(&saved, over(1)), &[("Cyan", 50.0), ("Magenta", 50.0)]);
}

#[test]
fn inks_by_name_are_plates_of_their_own() {
    let named = |name: &'static str| move |_: &mut Document| space(spot(name));
    covers("a spot", &page(&format!("/X cs 0.5 scn {HALF}"), named("Gold")), &[("Gold", 25.0)]);
    covers("a spot begins full", &page(&format!("/X cs {HALF}"), named("Gold")), &[("Gold", 50.0)]);
    covers("one of the press by name", &page(&format!("/X cs 0.5 scn {HALF}"), named("Magenta")), &[("Magenta", 25.0)]);
    covers("None", &page(&format!("1 0 0 0 k {ALL} /X cs 1 scn {HALF}"), named("None")), &[("Cyan", 100.0)]);
    let all = page(&format!("/X cs 1 scn {HALF}"), named("All"));
    covers("All", &all, &[("Cyan", 50.0), ("Magenta", 50.0), ("Yellow", 50.0), ("Black", 50.0)]);
    let several = |d: &mut Document| space(spots(d, &["Gold", "None", "Cyan", "Silver"]));
    let several = page(&format!("/X cs 0.4 1 0.6 0.2 scn {HALF}"), several);
    covers("several", &several, &[("Cyan", 30.0), ("Gold", 20.0), ("Silver", 10.0)]);
    covers(
        "white knocks a spot out",
        &page(&format!("/X cs 1 scn {ALL} 1 g {HALF}"), named("Gold")),
        &[("Gold", 50.0)],
    );
}

#[test]
fn what_shows_through_mixes_plate_by_plate() {
    let with = |more: Dictionary| move |_: &mut Document| state(more);
    let upon = format!("0.8 0 0 0 k {ALL} /S gs 0 1 0 0 k {ALL}");
    let half = page(&upon, with(dictionary! { "ca" => 0.5_f32 }));
    covers("half of it", &half, &[("Cyan", 40.0), ("Magenta", 50.0)]);
    let multiplied = format!("0.8 0 0 0 k {ALL} /S gs 0.5 1 0 0 k {ALL}");
    let multiplied = page(&multiplied, with(dictionary! { "BM" => "Multiply" }));
    covers("multiplied", &multiplied, &[("Cyan", 90.0), ("Magenta", 100.0)]);
    let masked = |d: &mut Document| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 200.0, 100.0]),
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" },
        };
        let form = d.add_object(Stream::new(form, b"1 g 0 0 100 100 re f".to_vec()));
        state(dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => form } })
    };
    covers("a mask", &page(&format!("/S gs 1 0 0 0 k {ALL}"), masked), &[("Cyan", 50.0)]);
    let group = |d: &mut Document| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 200.0, 100.0]),
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true },
        };
        let form = d.add_object(Stream::new(form, format!("0 0 0 0.6 k {HALF}").into_bytes()));
        let mut all = state(dictionary! { "ca" => 0.5_f32 });
        all.extend(&dictionary! { "XObject" => dictionary! { "F" => form } });
        all
    };
    covers("a group", &page(&format!("1 0 0 0 k {ALL} /S gs /F Do"), group), &[("Cyan", 75.0), ("Black", 15.0)]);
}

#[test]
fn pictures_gradients_tiles_and_drawn_letters_come_apart() {
    let whole = "q 200 0 0 100 0 0 cm /P Do Q";
    let inks = |d: &mut Document| picture(d, dictionary! { "ColorSpace" => "DeviceCMYK" }, [255, 51, 0, 102].repeat(4));
    covers("inks", &page(whole, inks), &[("Cyan", 100.0), ("Magenta", 20.0), ("Black", 40.0)]);
    let turned = |d: &mut Document| {
        let decode = numbers(&[1.0, 0.0].repeat(4));
        picture(d, dictionary! { "ColorSpace" => "DeviceCMYK", "Decode" => decode }, [0, 204, 255, 153].repeat(4))
    };
    covers("full is none", &page(whole, turned), &[("Cyan", 100.0), ("Magenta", 20.0), ("Black", 40.0)]);
    let gray = |d: &mut Document| picture(d, dictionary! { "ColorSpace" => "DeviceGray" }, vec![0, 255, 0, 255]);
    covers("gray", &page(whole, gray), &[("Black", 50.0)]);
    let bits = |d: &mut Document| {
        picture(
            d,
            dictionary! { "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1 },
            vec![0b1000_0000, 0b1000_0000],
        )
    };
    covers("one bit", &page(whole, bits), &[("Black", 50.0)]);
    let palette = |d: &mut Document| {
        let table = Object::string_literal(vec![0, 0, 0, 0, 255, 0, 128, 0]);
        let space = vec!["Indexed".into(), "DeviceCMYK".into(), 1.into(), table];
        picture(d, dictionary! { "ColorSpace" => space }, vec![0, 1, 0, 1])
    };
    covers("a palette", &page(whole, palette), &[("Cyan", 50.0), ("Yellow", 25.0)]);
    let named = |d: &mut Document| picture(d, dictionary! { "ColorSpace" => spot("Gold") }, vec![128; 4]);
    covers("a spot, on ink that it knocks out", &page(&format!("1 0 0 0 k {ALL} {whole}"), named), &[("Gold", 50.0)]);
    let stencil = |d: &mut Document| {
        let more = dictionary! { "ImageMask" => true, "BitsPerComponent" => 1 };
        picture(d, more, vec![0b0100_0000, 0b0100_0000])
    };
    covers("a stencil", &page(&format!("0 1 0 0 k {whole}"), stencil), &[("Magenta", 50.0)]);
    let inline = "q 200 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID \u{33}\u{0}\u{33}\u{0} EI Q";
    covers("within the page", &page(inline, |_| Dictionary::new()), &[("Cyan", 20.0), ("Yellow", 20.0)]);
    let gradient = |d: &mut Document| {
        let function = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
            "C0" => numbers(&[0.0, 1.0, 0.0, 0.0]), "C1" => numbers(&[1.0, 0.0, 0.0, 0.0]),
        };
        let shading = d.add_object(dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Coords" => numbers(&[50.0, 0.0, 150.0, 0.0]), "Function" => function,
        });
        let pattern = d.add_object(dictionary! { "PatternType" => 2, "Shading" => shading });
        dictionary! { "Shading" => dictionary! { "G" => shading }, "Pattern" => dictionary! { "P" => pattern } }
    };
    covers("a gradient", &page("/G sh", gradient), &[("Cyan", 50.0), ("Magenta", 50.0)]);
    covers(
        "painted with it",
        &page(&format!("/Pattern cs /P scn {HALF}"), gradient),
        &[("Cyan", 12.5), ("Magenta", 37.5)],
    );
    let tiles = |plain: bool| {
        move |d: &mut Document| {
            let mut tile = dictionary! {
                "PatternType" => 1, "PaintType" => if plain { 2 } else { 1 }, "TilingType" => 1, "BBox" => numbers(&[0.0, 0.0, 20.0, 20.0]),
                "XStep" => 20, "YStep" => 20, "Resources" => Dictionary::new(),
            };
            tile.set("Type", "Pattern");
            let paint: &[u8] = if plain { b"0 0 10 20 re f" } else { b"0 0 1 0 k 0 0 10 20 re f" };
            let tile = d.add_object(Stream::new(tile, paint.to_vec()));
            let plain = vec!["Pattern".into(), "DeviceCMYK".into()];
            dictionary! { "Pattern" => dictionary! { "P" => tile }, "ColorSpace" => dictionary! { "X" => plain } }
        }
    };
    covers("tiles", &page(&format!("/Pattern cs /P scn {ALL}"), tiles(false)), &[("Yellow", 50.0)]);
    covers("tiles in a colour", &page(&format!("/X cs 0 0.5 0 0 /P scn {ALL}"), tiles(true)), &[("Magenta", 25.0)]);
    let letters = |d: &mut Document| {
        let glyph =
            d.add_object(Stream::new(Dictionary::new(), b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f".to_vec()));
        let coloured = d.add_object(Stream::new(Dictionary::new(), b"1000 0 d0 0 0 1 0 k 0 0 1000 1000 re f".to_vec()));
        let font = d.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "FontMatrix" => numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0]),
            "FontBBox" => numbers(&[0.0, 0.0, 1000.0, 1000.0]), "FirstChar" => 97, "LastChar" => 98,
            "Widths" => vec![1000.into(), 1000.into()], "CharProcs" => dictionary! { "a" => glyph, "b" => coloured },
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => vec![97.into(), "a".into(), "b".into()] },
            "Resources" => Dictionary::new(),
        });
        let mut all = state(dictionary! { "OP" => true, "OPM" => 1 });
        all.extend(&dictionary! { "Font" => dictionary! { "F" => font } });
        all
    };
    covers("letters", &page("BT /F 50 Tf 1 0 0 0 k 50 0 Td (ab) Tj ET", letters), &[("Cyan", 25.0), ("Yellow", 25.0)]);
    let upon = format!("0 1 0 0 k {ALL} /S gs BT /F 50 Tf 1 0 0 0 k 50 0 Td (a) Tj ET");
    covers("letters that overprint", &page(&upon, letters), &[("Cyan", 25.0), ("Magenta", 100.0)]);
}

#[test]
fn colours_of_the_screen_go_through_the_press() {
    let made = told(&page(&format!("0 0 0 rg {HALF} 1 1 1 rg 100 0 100 100 re f"), |_| Dictionary::new()));
    let sum: f64 = made.coverage().iter().map(|(_, mean)| mean).sum();
    assert!((120.0..=151.0).contains(&sum), "black takes {sum} % on a half, and white none");
    assert!((made.most() - 2.0 * sum).abs() < 8.0, "{} on a window, {sum} in all", made.most());
}

#[test]
fn what_is_not_told_apart_is_said() {
    let said = |operators: &str, resources: &dyn Fn(&mut Document) -> Dictionary| {
        told(&page(operators, resources)).left.into_iter().collect::<Vec<_>>()
    };
    let mode = |mode: &'static str| move |_: &mut Document| state(dictionary! { "BM" => mode });
    let fill = format!("/S gs 1 0 0 0 k {ALL}");
    assert_eq!(said(&fill, &mode("Luminosity")), [Unseparated::BlendMode]);
    assert_eq!(said(&fill, &mode("Screen")), []);
    let knockout = |d: &mut Document| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 200.0, 100.0]),
            "Group" => dictionary! { "S" => "Transparency", "I" => true, "K" => true },
        };
        let form = d.add_object(Stream::new(form, b"0 g 0 0 9 9 re f".to_vec()));
        dictionary! { "XObject" => dictionary! { "F" => form } }
    };
    assert_eq!(said("/F Do", &knockout), [Unseparated::Group]);
    let whole = "q 200 0 0 100 0 0 cm /P Do Q";
    let keyed = |d: &mut Document| {
        let mask: Vec<Object> = vec![0.into(), 0.into()];
        picture(d, dictionary! { "ColorSpace" => "DeviceGray", "Mask" => mask }, vec![0; 4])
    };
    assert_eq!(said(whole, &keyed), [Unseparated::ColourMask]);
    let packed = |d: &mut Document| {
        picture(d, dictionary! { "ColorSpace" => spot("Gold"), "Filter" => "JBIG2Decode" }, vec![0; 4])
    };
    assert_eq!(said(whole, &packed), [Unseparated::Picture]);
    let font = |_: &mut Document| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        dictionary! { "Font" => dictionary! { "F" => font } }
    };
    assert_eq!(said("BT /F 20 Tf 60 20 Td (a) Tj ET", &font), [Unseparated::Font]);
    let gray = |_: &mut Document| {
        space(vec!["CalGray".into(), dictionary! { "WhitePoint" => numbers(&[0.95, 1.0, 1.09]) }.into()].into())
    };
    assert_eq!(said(&format!("/X cs 0 scn {ALL}"), &gray), [Unseparated::Gray]);
    assert_eq!(said(&format!("/Away cs 1 0 0 scn {ALL}"), &|_| Dictionary::new()), [Unseparated::Space]);
}

/// Pixels of a PNG, three bytes each.
fn pixels(png: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let picture = image::load_from_memory(png).expect("a picture").into_rgb8();
    (picture.width(), picture.height(), picture.pixels().map(|pixel| pixel.0).collect())
}

#[test]
fn a_map_marks_what_is_over_the_limit_and_a_proof_shows_the_plates_that_are_on() {
    let bytes = page(&format!("1 1 1 0.5 k {HALF} 0 0 0 1 k 100 0 100 100 re f"), |_| Dictionary::new());
    let made = told(&bytes);
    let (_, _, map) = pixels(&plates::plain_ink_map(&made, 300.0).expect("a map"));
    let blue = map.iter().filter(|pixel| **pixel == [0, 90, 255]).count() as f64 / map.len() as f64;
    assert!((blue - 0.5).abs() < 0.02, "{blue} of the page is over the limit");
    let (_, _, map) = pixels(&plates::plain_ink_map(&made, 350.0).expect("a map"));
    assert!(!map.contains(&[0, 90, 255]));
    let bytes = page(&format!("/X cs 1 scn {HALF} 0 1 0 0 k 100 0 100 100 re f"), |_| space(spot("Gold")));
    let (made, intent) = (told(&bytes), OutputIntent::default_condition());
    let spots = plates::spot_colours(&preflight::check(&bytes, &Limits::default()), &intent);
    let shown = |on: &dyn Fn(&str) -> bool| {
        let (width, height, all) = pixels(&plates::proof(&made, &intent, &spots, on).expect("a proof"));
        assert_eq!((width, height), (200, 200));
        (all[50], all[150])
    };
    let near = |[a, b, c]: [u8; 3], [x, y, z]: [u8; 3]| {
        assert!(a.abs_diff(x) < 12 && b.abs_diff(y) < 12 && c.abs_diff(z) < 12, "{:?} and {:?}", [a, b, c], [x, y, z]);
    };
    let (gold, magenta) = shown(&|_| true);
    assert!(gold[0] > 180 && gold[2] < 90 && magenta[1] < 60, "{gold:?} {magenta:?}");
    let (no_gold, same) = shown(&|name| name == "Magenta");
    near(no_gold, [255; 3]);
    near(same, magenta);
    near(shown(&|name| name == "Gold").1, [255; 3]);
}

#[test]
fn the_command_draws_maps_and_proofs_and_says_the_coverage() {
    let project = Project::new();
    std::fs::write(project.path("a.pdf"), page(&format!("1 0 0 0 k {HALF}"), |_| Dictionary::new())).expect("written");
    let run = project.run([
        "--json",
        "--lang",
        "en",
        "preflight",
        "a.pdf",
        "--coverage",
        "--ink-map",
        "map.png",
        "--proof",
        "proofs",
    ]);
    let json: Value = serde_json::from_str(&run.stdout()).expect("JSON");
    let page = &json["files"][0]["coverage"][0];
    assert_eq!(page["page"], 1);
    let cyan = page["plates"]["Cyan"].as_f64().expect("cyan");
    assert!((cyan - 50.0).abs() < 1.0 && page["plates"].as_object().expect("plates").len() == 1, "{page}");
    assert!((page["most"].as_f64().expect("most") - 100.0).abs() < 1.0, "{page}");
    let (width, height, _) = pixels(&std::fs::read(project.path("map.png")).expect("a map"));
    assert!(width >= 200 && height > 250, "{width} × {height}: the page and its legend");
    let (width, height, all) = pixels(&std::fs::read(project.path("proofs/a-1.png")).expect("a proof"));
    assert_eq!((width, height), (200, 200));
    assert!(all[50][0] < 60 && all[150] == [255; 3], "{:?} {:?}", all[50], all[150]);
    // Without it nothing is drawn, and what cannot be read is told.
    let run = project.run(["--json", "preflight", "a.pdf"]);
    assert!(!run.stdout().contains("coverage"));
    project.file("b.pdf", "no PDF");
    let run = project.run(["--lang", "en", "preflight", "b.pdf", "--coverage"]);
    let run = run.fails(1);
    assert!(run.stdout().contains("b.pdf: its plates cannot be told apart"), "{}", run.stdout());
}
