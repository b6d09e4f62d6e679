//! Files that are broken on purpose, each in one way: its own rule finds it, and no other error is found.

use anpham::preflight::{self, Bleed, Limits, MOST_WORK, Rule, Work};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::harness::Project;
use crate::real;

mod misses;

/// A print file of the campaign: a leaflet of two pages.
pub(crate) fn good() -> Vec<u8> {
    let shop = real::shop(None);
    let jobs = real::one_a_format(&shop, "print");
    let leaflet = jobs.iter().find(|job| job.format == "leaflet").expect("a leaflet");
    real::pdf(&shop, leaflet).bytes
}

pub(crate) fn broken(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("written");
    out
}

pub(crate) fn page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(id).expect("a page")
}

/// Adds operators after the first page's content; `resources` are merged into the page's own.
pub(crate) fn paint(document: &mut Document, operators: &str, resources: Dictionary) {
    let id = document.page_iter().next().expect("a page");
    let own = document.get_page_resources(id).expect("resources");
    let mut all = own
        .0
        .cloned()
        .or_else(|| own.1.first().map(|id| document.get_dictionary(*id).expect("a dictionary").clone()))
        .unwrap_or_default();
    for (key, value) in &resources {
        let mut inner = all
            .get(key)
            .and_then(|o| document.dereference(o))
            .ok()
            .and_then(|(_, o)| o.as_dict().ok().cloned())
            .unwrap_or_default();
        for (key, value) in value.as_dict().expect("a dictionary") {
            inner.set(key.clone(), value.clone());
        }
        all.set(key.clone(), inner);
    }
    let before = document.get_page_content(id);
    let content = [b"q\n".to_vec(), before, b"\nQ\n".to_vec(), operators.as_bytes().to_vec()].concat();
    let stream = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.get_dictionary_mut(id).expect("a page");
    page.set("Resources", all);
    page.set("Contents", stream);
}

pub(crate) fn packet(document: &mut Document, from: &str, to: &str) {
    let id = document.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { panic!("a stream") };
    let text = String::from_utf8(stream.content.clone()).expect("XMP");
    assert!(text.contains(from), "no {from} in {text}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

fn intent(document: &mut Document) -> &mut Dictionary {
    let catalog = document.catalog_mut().expect("a catalog");
    let all = catalog.get_mut(b"OutputIntents").and_then(Object::as_array_mut).expect("intents");
    all[0].as_dict_mut().expect("an intent")
}

pub(crate) fn image(space: &str, channels: usize, pixels: i64, value: u8) -> Stream {
    let data = vec![value; (pixels * pixels) as usize * channels];
    Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => pixels, "Height" => pixels, "BitsPerComponent" => 8, "ColorSpace" => space },
        data,
    )
}

pub(crate) fn placed(document: &mut Document, image: Stream, side: u32) {
    let id = document.add_object(image);
    let operators = format!("q {side} 0 0 {side} 100 300 cm /Picture Do Q");
    paint(document, &operators, dictionary! { "XObject" => dictionary! { "Picture" => id } });
}

/// A picture over the right cut and its bleed, 40 × 60 mm, of so many pixels in a channel each mm; `ink` says where it has any, in
/// mm from its upper left corner. The cut is 37 mm from its left edge.
fn over_the_cut(document: &mut Document, space: &str, white: u8, ink: fn(f64, f64) -> bool) {
    const PER_MM: usize = 10;
    let (wide, high) = (40 * PER_MM, 60 * PER_MM);
    let channels = if space == "DeviceCMYK" { 4 } else { 1 };
    let mut data = Vec::new();
    for n in 0..wide * high {
        let at = |n: usize| (n as f64 + 0.5) / PER_MM as f64;
        let value = if ink(at(n % wide), at(n / wide)) { 120 } else { white };
        data.extend(vec![value; channels]);
    }
    let picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => wide as i64, "Height" => high as i64,
            "BitsPerComponent" => 8, "ColorSpace" => space,
        },
        data,
    );
    let picture = document.add_object(picture);
    let mm = 72.0_f32 / 25.4;
    let operators = format!("q {} 0 0 {} {} 100 cm /P Do Q", 40.0 * mm, 60.0 * mm, 428.03 - 37.0 * mm);
    paint(document, &operators, dictionary! { "XObject" => dictionary! { "P" => picture } });
}

pub(crate) fn spot(document: &mut Document, name: &str, cyan: f32) -> Object {
    let tint = document.add_object(dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "C1" => vec![Object::Real(cyan), 0.into(), 0.into(), 0.into()],
    });
    Object::Array(vec!["Separation".into(), name.into(), "DeviceCMYK".into(), tint.into()])
}

type Break = (&'static str, fn(&mut Document));

/// A rule and the way to break it.
const BREAKS: &[Break] = &[
    ("x4-version", |d| d.version = "1.7".into()),
    ("x4-id", |d| drop(d.trailer.remove(b"ID"))),
    ("x4-metadata", |d| drop(d.catalog_mut().expect("a catalog").remove(b"Metadata"))),
    ("x4-identification", |d| packet(d, ">PDF/X-4<", ">PDF/X-3<")),
    ("x4-dates", |d| packet(d, "xmp:MetadataDate", "xmp:Other")),
    ("x4-names", |d| packet(d, "xmpMM:VersionID", "xmpMM:Other")),
    ("x4-trapped", |d| {
        let id = d.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
        d.get_dictionary_mut(id).expect("Info").set("Trapped", "Unknown");
    }),
    ("x4-title", |d| {
        let id = d.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
        d.get_dictionary_mut(id).expect("Info").set("Title", Object::string_literal("Another title"));
    }),
    ("x4-intent", |d| drop(d.catalog_mut().expect("a catalog").remove(b"OutputIntents"))),
    ("x4-intent", |d| {
        let again = Object::Dictionary(intent(d).clone());
        d.catalog_mut()
            .and_then(|c| c.get_mut(b"OutputIntents"))
            .and_then(Object::as_array_mut)
            .expect("intents")
            .push(again);
    }),
    ("x4-intent-condition", |d| drop(intent(d).remove(b"OutputConditionIdentifier"))),
    ("x4-intent-profile", |d| {
        let profile = intent(d).remove(b"DestOutputProfile").expect("a profile");
        intent(d).set("DestinationOutputProfile", profile);
    }),
    ("x4-intent-class", |d| {
        let id = intent(d).get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
        let Ok(Object::Stream(stream)) = d.get_object_mut(id) else { panic!("a stream") };
        let mut data = stream.decompressed_content().expect("a profile");
        data[12..16].copy_from_slice(b"scnr");
        stream.set_plain_content(data);
    }),
    ("x4-intent-channels", |d| {
        let id = intent(d).get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
        let Ok(Object::Stream(stream)) = d.get_object_mut(id) else { panic!("a stream") };
        stream.dict.set("N", 3);
    }),
    ("box-trim", |d| drop(page(d).remove(b"TrimBox"))),
    ("box-trim", |d| {
        let trim = page(d).get(b"TrimBox").expect("a box").clone();
        page(d).set("ArtBox", trim);
    }),
    ("box-nesting", |d| page(d).set("TrimBox", vec![0.into(), 0.into(), 800.into(), 900.into()])),
    ("group-space", |d| page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" })),
    ("annotation", |d| {
        let link = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![50.into(), 50.into(), 90.into(), 90.into()] };
        page(d).set("Annots", vec![Object::Dictionary(link)]);
    }),
    ("action", |d| {
        let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
        d.catalog_mut().expect("a catalog").set("OpenAction", action);
    }),
    ("form", |d| {
        let field = d.add_object(dictionary! { "FT" => "Tx", "T" => Object::string_literal("Tên") });
        d.catalog_mut().expect("a catalog").set("AcroForm", dictionary! { "Fields" => vec![field.into()] });
    }),
    ("embedded-file", |d| {
        d.catalog_mut().expect("a catalog").set("Names", dictionary! { "EmbeddedFiles" => dictionary! {} });
    }),
    ("postscript", |d| {
        let id =
            d.add_object(Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "PS" }, b"showpage".to_vec()));
        paint(d, "/Evil Do", dictionary! { "XObject" => dictionary! { "Evil" => id } });
    }),
    ("alternate", |d| {
        let mut picture = image("DeviceGray", 1, 40, 200);
        picture.dict.set("Alternates", Vec::<Object>::new());
        placed(d, picture, 8);
    }),
    ("external-stream", |d| {
        let id = d.add_object(Stream::new(
            dictionary! { "F" => dictionary! { "Type" => "Filespec", "F" => Object::string_literal("other.bin") } },
            vec![],
        ));
        page(d).set("PieceInfo", id);
    }),
    ("transfer-function", |d| {
        paint(d, "/Odd gs", dictionary! { "ExtGState" => dictionary! { "Odd" => dictionary! { "TR" => "Identity" } } });
        // Also where it stands in an object of its own.
        let id = d.add_object(dictionary! { "Type" => "ExtGState", "TR" => "Identity" });
        page(d).set("PieceInfo", id);
    }),
    ("lzw", |d| {
        let id = d
            .add_object(Stream::new(dictionary! { "Filter" => "LZWDecode" }, vec![0x80, 0x0b]).with_compression(false));
        page(d).set("PieceInfo", id);
    }),
    ("operator", |d| paint(d, "1 0 0 1 0 0 cm0 0 0 1 k 0 0 9 9 re f", dictionary! {})),
    ("operator", |d| paint(d, "0 0 0 k 0 0 9 9 re f", dictionary! {})),
    ("layer", |d| {
        let layers = dictionary! { "D" => dictionary! { "AS" => Vec::<Object>::new() } };
        d.catalog_mut().expect("a catalog").set("OCProperties", layers);
    }),
    ("page-too-large", |d| {
        page(d).set("MediaBox", vec![0.into(), 0.into(), 15_000.into(), 612.28_f32.into()]);
    }),
    ("font", |d| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
        paint(d, "BT /Plain 12 Tf 3 Tr (x) Tj ET", dictionary! { "Font" => dictionary! { "Plain" => font } });
    }),
    ("rgb", |d| paint(d, "1 0 0 rg 100 100 20 20 re f", dictionary! {})),
    ("rgb", |d| placed(d, image("DeviceRGB", 3, 100, 90), 20)),
    ("rgb", |d| {
        let form = Stream::new(
            dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()] },
            b"0 0 1 RG 4 w 0 0 m 20 20 l S".to_vec(),
        );
        let id = d.add_object(form);
        paint(d, "q 1 0 0 1 100 100 cm /Inner Do Q", dictionary! { "XObject" => dictionary! { "Inner" => id } });
    }),
    ("cmyk", |d| {
        // A press that prints RGB, and everything else on the page in CMYK.
        let id = intent(d).get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
        let Ok(Object::Stream(stream)) = d.get_object_mut(id) else { panic!("a stream") };
        let mut data = stream.decompressed_content().expect("a profile");
        data[16..20].copy_from_slice(b"RGB ");
        stream.set_plain_content(data);
        stream.dict.set("N", 3);
        for page in d.page_iter().collect::<Vec<_>>() {
            d.get_dictionary_mut(page).expect("a page").remove(b"Group");
        }
    }),
    ("x4-version", |d| d.catalog_mut().expect("a catalog").set("Version", "1.7")),
    ("x4-id", |d| d.trailer.set("ID", Vec::<Object>::new())),
    ("transfer-function", |d| {
        paint(d, "/Odd gs", dictionary! { "ExtGState" => dictionary! { "Odd" => dictionary! { "TR" => "Identity" } } });
    }),
    ("ink", |d| {
        // A dense patch that lies across the windows of a picture: 30 of 200 pixels in its middle, 3.9 mm on paper.
        let mut picture = image("DeviceCMYK", 4, 200, 0);
        for y in 85..115 {
            for x in 85..115 {
                picture.content[(y * 200 + x) * 4..][..4].fill(255);
            }
        }
        placed(d, picture, 73);
    }),
    ("spot-all", |d| {
        let all = spot(d, "All", 1.0);
        paint(d, "/Marks cs 1 scn 100 100 20 20 re f", dictionary! { "ColorSpace" => dictionary! { "Marks" => all } });
    }),
    ("spot-twice", |d| {
        let (one, two) = (spot(d, "Gold", 0.5), spot(d, "Gold", 0.9));
        paint(
            d,
            "/One cs 1 scn 100 100 20 20 re f /Two cs 1 scn 130 100 20 20 re f",
            dictionary! { "ColorSpace" => dictionary! { "One" => one, "Two" => two } },
        );
    }),
    ("picture-coarse", |d| placed(d, image("DeviceGray", 1, 100, 90), 100)),
    ("white-overprint", |d| {
        let states = dictionary! { "ExtGState" => dictionary! { "Over" => dictionary! { "op" => true, "OPM" => 1 } } };
        paint(d, "/Over gs 0 0 0 0 k 100 100 20 20 re f", states);
    }),
    ("ink", |d| paint(d, "1 1 1 0.9 k 100 100 20 20 re f", dictionary! {})),
    ("ink", |d| {
        // Deeper than states are kept: the colour still holds.
        let operators = ["q ".repeat(5_000), "1 1 1 0.9 k ".into(), "Q ".repeat(900), "100 100 20 20 re f ".into()];
        paint(d, &(operators.concat() + &"Q ".repeat(4_100)), dictionary! {});
    }),
    ("ink", |d| placed(d, image("DeviceCMYK", 4, 200, 230), 40)),
    ("ink", |d| {
        // Every pixel is the one entry of a palette.
        let mut picture = image("DeviceGray", 1, 200, 0);
        let table = Object::String(vec![230; 4], lopdf::StringFormat::Hexadecimal);
        picture.dict.set("ColorSpace", vec!["Indexed".into(), "DeviceCMYK".into(), 0.into(), table]);
        placed(d, picture, 40);
    }),
    ("ink", |d| {
        let function = Stream::new(
            dictionary! {
                "FunctionType" => 0, "Domain" => vec![0.into(), 1.into()], "Size" => vec![2.into()], "BitsPerSample" => 8,
                "Range" => [0, 1].repeat(4).into_iter().map(Object::from).collect::<Vec<_>>(),
            },
            vec![0, 0, 0, 0, 255, 255, 255, 255],
        );
        let function = d.add_object(function);
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Function" => function,
            "Coords" => vec![0.into(), 0.into(), 100.into(), 0.into()],
        };
        paint(
            d,
            "q 100 100 20 20 re W n /Verlauf sh Q",
            dictionary! { "Shading" => dictionary! { "Verlauf" => shading } },
        );
    }),
    ("bleed", |d| {
        // From the middle of the page to its cut, and not beyond.
        paint(d, "0 1 0 0 k 300 100 128.03 40 re f", dictionary! {});
    }),
    // Nothing beyond the cut: said by no box, by one, or by all of them.
    ("bleed", |d| moved_box(d, "TrimBox", "MediaBox")),
    ("bleed", |d| {
        moved_box(d, "TrimBox", "MediaBox");
        page(d).remove(b"BleedBox");
    }),
    ("bleed", |d| moved_box(d, "BleedBox", "TrimBox")),
    ("bleed", |d| {
        for name in ["MediaBox", "BleedBox"] {
            moved_box(d, name, "TrimBox");
        }
    }),
    // A picture whose own border is white, from the cut on or a little beyond it.
    ("bleed", |d| over_the_cut(d, "DeviceGray", 255, |x, _| x < 37.0)),
    ("bleed", |d| over_the_cut(d, "DeviceCMYK", 0, |x, y| (2.0..38.5).contains(&x) && (10.0..50.0).contains(&y))),
    ("bleed", |d| over_the_cut(d, "DeviceGray", 250, |x, y| x < 37.2 || y < 0.2)),
    // One that ends plainly there, whatever its top is like.
    ("bleed", |d| {
        over_the_cut(d, "DeviceGray", 255, |x, y| x < 37.0 && (y > 10.0 || y > 6.0 && (10.0..14.0).contains(&x)));
    }),
    // A bleed that is said and white: all around, at one edge, along a part of one.
    ("bleed", |d| {
        paint(d, "0 0 0 0 k 0 0 8.5 613 re 428.03 0 20 613 re 0 0 437 8.5 re 0 603.78 437 20 re f", dictionary! {});
    }),
    ("bleed", |d| paint(d, "0 0 0 0 k 0 603.78 437 20 re f", dictionary! {})),
    ("bleed", |d| paint(d, "1 g 0 500 8.5 50 re f", dictionary! {})),
    ("bleed", |d| paint(d, "/DeviceGray cs 1 sc 200 603.78 30 20 re f", dictionary! {})),
    // Over the cut and not to the end of the bleed; a rule; a frame along the cut; a shape that leans.
    ("bleed", |d| paint(d, "0 1 0 0 k 300 100 132 40 re f", dictionary! {})),
    ("bleed", |d| paint(d, "1 w 0 0 0 1 K 100 100 m 428.03 100 l S", dictionary! {})),
    ("bleed", |d| paint(d, "0.5 w 0 0 0 1 K 8.75 8.75 419.03 594.78 re S", dictionary! {})),
    ("bleed", |d| paint(d, "0 1 0 0 k 300 100 m 428.03 120 l 428.03 180 l 300 140 l f", dictionary! {})),
    // Through a form, a turn of the page's axes and a clip of any shape.
    ("bleed", |d| {
        let form = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form",
                "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
                "Matrix" => vec![0.into(), 1.into(), Object::Integer(-1), 0.into(), Object::Real(428.03), 100.into()],
            },
            b"0 1 0 0 k -50 -50 300 300 re f".to_vec(),
        );
        let id = d.add_object(form);
        paint(d, "/Turned Do", dictionary! { "XObject" => dictionary! { "Turned" => id } });
    }),
    ("bleed", |d| {
        paint(d, "q 300 100 m 428.03 100 l 428.03 160 l 360 180 l h W n 0 1 0 0 k 0 0 900 900 re f Q", dictionary! {});
    }),
    ("bleed", |d| {
        let picture = d.add_object(image("DeviceGray", 1, 400, 90));
        paint(d, "q 60 0 0 60 368.03 100 cm /P Do Q", dictionary! { "XObject" => dictionary! { "P" => picture } });
    }),
    ("bleed", |d| {
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Extend" => vec![true.into(), true.into()],
            "Coords" => vec![0.into(), 0.into(), 100.into(), 0.into()],
            "Function" => dictionary! {
                "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
                "C0" => vec![0.into(), 0.into(), 0.into(), 1.into()], "C1" => vec![1.into(), 0.into(), 0.into(), 0.into()],
            },
        };
        let operators = "q 328.03 100 100 60 re W n /Verlauf sh Q";
        paint(d, operators, dictionary! { "Shading" => dictionary! { "Verlauf" => shading } });
    }),
];

/// Makes a box of the first page that of another name.
fn moved_box(document: &mut Document, name: &str, like: &str) {
    let other = page(document).get(like.as_bytes()).expect("a box").clone();
    page(document).set(name, other);
}

/// A font whose glyph `a` is a line of `width` thousandths.
fn drawn_font(width: f32) -> Dictionary {
    let glyph = format!("1000 0 0 0 1000 1000 d1 {width} w 0 100 m 900 100 l S");
    dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()],
        "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
        "FirstChar" => 97, "LastChar" => 97, "Widths" => vec![1000.into()],
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => vec![97.into(), "a".into()] },
        "CharProcs" => dictionary! { "a" => Object::Stream(Stream::new(dictionary! {}, glyph.into_bytes())) },
    }
}

/// Shows a glyph of a font of its own at 12 pt.
fn draw_glyph(document: &mut Document, width: f32) {
    let mut font = drawn_font(width);
    let glyphs = font.get_mut(b"CharProcs").and_then(Object::as_dict_mut).expect("glyphs");
    let glyph = glyphs.remove(b"a").expect("a glyph");
    let id = document.add_object(glyph);
    glyphs.set("a", id);
    paint(
        document,
        "BT /Drawn 12 Tf 0 0 0 1 k 0 0 0 1 K 100 100 Td (a) Tj ET",
        dictionary! { "Font" => dictionary! { "Drawn" => font } },
    );
}

/// A tile with a line of `width`, shown at a tenth.
fn small_tile(document: &mut Document, width: f32) {
    let tile = Stream::new(
        dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 100, "YStep" => 100,
            "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()], "Resources" => dictionary! {},
            "Matrix" => vec![Object::Real(0.1), 0.into(), 0.into(), Object::Real(0.1), 0.into(), 0.into()],
        },
        format!("{width} w 0 0 0 1 K 0 50 m 100 50 l S").into_bytes(),
    );
    let tile = document.add_object(tile);
    let pattern = dictionary! { "Pattern" => dictionary! { "Tile" => tile } };
    paint(document, "/Pattern cs /Tile scn 100 100 50 50 re f", pattern);
}

/// A form with a line of `width`, shown at a tenth.
fn small_form(document: &mut Document, width: f32) {
    let form = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 900.into(), 900.into()],
            "Matrix" => vec![Object::Real(0.1), 0.into(), 0.into(), Object::Real(0.1), 0.into(), 0.into()],
        },
        format!("{width} w 0 0 0 1 K 10 50 m 800 50 l S").into_bytes(),
    );
    let id = document.add_object(form);
    paint(document, "q 1 0 0 1 100 100 cm /Small Do Q", dictionary! { "XObject" => dictionary! { "Small" => id } });
}

/// What is only warned of.
const SUSPECTS: &[Break] = &[
    ("box-crop", |d| {
        page(d).set("BleedBox", vec![2.into(), 2.into(), 434.into(), 610.into()]);
        page(d).set("CropBox", vec![1.into(), 1.into(), 435.into(), 611.into()]);
    }),
    ("page-size", |d| page(d).set("TrimBox", vec![9.into(), 9.into(), 400.into(), 600.into()])),
    ("page-rotate", |d| page(d).set("Rotate", 90)),
    ("page-unit", |d| page(d).set("UserUnit", 2)),
    ("icc-color", |d| {
        let lab = Object::Array(vec![
            "Lab".into(),
            dictionary! { "WhitePoint" => vec![1.into(), 1.into(), 1.into()] }.into(),
        ]);
        paint(
            d,
            "/Meant cs 50 0 0 scn 100 100 20 20 re f",
            dictionary! { "ColorSpace" => dictionary! { "Meant" => lab } },
        );
    }),
    ("picture-soft", |d| placed(d, image("DeviceGray", 1, 100, 90), 40)),
    ("hairline", |d| paint(d, "0.1 w 0 0 0 1 K 100 100 m 200 100 l S", dictionary! {})),
    ("hairline", |d| paint(d, "0.2 w 0 1 0 1 K 100 100 m 200 100 l S", dictionary! {})),
    ("hairline", |d| paint(d, "0.15 w 0 0 0 1 K 100 100 m 200 100 l S", dictionary! {})),
    ("hairline", |d| paint(d, "0 w 0 0 0 1 K 100 100 m 200 100 l S", dictionary! {})),
    // Thin once it is drawn: by axes made smaller, in one direction alone, through a form, a tile, a glyph.
    ("hairline", |d| paint(d, "q 0.1 0 0 0.1 0 0 cm 1 w 0 0 0 1 K 1000 1000 m 2000 1000 l S Q", dictionary! {})),
    ("hairline", |d| paint(d, "q 10 0 0 0.1 0 0 cm 1 w 0 0 0 1 K 10 1000 m 20 1000 l S Q", dictionary! {})),
    ("hairline", |d| small_form(d, 1.5)),
    ("hairline", |d| small_tile(d, 1.5)),
    ("hairline", |d| draw_glyph(d, 10.0)),
    // Filled, and as thin: upright, level, leaning, without any height.
    ("hairline", |d| paint(d, "0 0 0 1 k 100 100 0.1 80 re f", dictionary! {})),
    ("hairline", |d| paint(d, "0 0 0 1 k 100 100 80 -0.15 re f", dictionary! {})),
    ("hairline", |d| paint(d, "0 0 0 1 k 100 100 m 160 160 l 160.1 159.9 l 100.1 99.9 l f", dictionary! {})),
    ("hairline", |d| paint(d, "q 0.05 0 0 0.05 0 0 cm 0 0 0 1 k 2000 2000 3 900 re f Q", dictionary! {})),
    ("hairline", |d| paint(d, "0 0 0 1 k 100 100 80 0 re f", dictionary! {})),
    ("bleed-doubt", |d| {
        // A picture up to the cut whose mask may leave the edge free.
        let mask = d.add_object(image("DeviceGray", 1, 400, 90));
        let mut picture = image("DeviceGray", 1, 400, 90);
        picture.dict.set("SMask", mask);
        let picture = d.add_object(picture);
        paint(d, "q 60 0 0 60 368.03 100 cm /P Do Q", dictionary! { "XObject" => dictionary! { "P" => picture } });
    }),
    ("bleed-doubt", |d| {
        // A disc that looks over the cut by a millimetre.
        let disc =
            "428.03 130 m 432.03 140 432.03 160 428.03 170 c 400 190 390 190 390 150 c 390 110 400 110 428.03 130 c f";
        paint(d, &format!("0 1 0 0 k {disc}"), dictionary! {});
    }),
    ("bleed-doubt", |d| {
        // The top of a tree that looks over the cut into a white sky.
        over_the_cut(d, "DeviceGray", 255, |x, y| x < 20.0 || x < 38.0 && (25.0..40.0).contains(&y));
    }),
    // On a tint that goes on: a band up to the cut, a stroke along it, a picture.
    ("bleed-colour", |d| paint(d, "0 0 0.1 0 k 0 0 437 613 re f 1 0.5 0 0 k 8.5 500 419.53 60 re f", dictionary! {})),
    ("bleed-colour", |d| {
        paint(d, "0 0 0.1 0 k 0 0 437 613 re f 1 0 0 0 K 6 w 11.5 11.5 413.53 589.28 re S", dictionary! {});
    }),
    ("bleed-colour", |d| {
        let picture = d.add_object(image("DeviceGray", 1, 400, 90));
        let operators = "0 0 0.1 0 k 0 0 437 613 re f q 60 0 0 60 368.03 100 cm /P Do Q";
        paint(d, operators, dictionary! { "XObject" => dictionary! { "P" => picture } });
    }),
    ("bleed-little", |d| {
        // One upright edge has none: it may be bound.
        let mut edges = page(d).get(b"BleedBox").and_then(Object::as_array).expect("a box").clone();
        edges[0] = page(d).get(b"TrimBox").and_then(Object::as_array).expect("a box")[0].clone();
        page(d).set("BleedBox", edges);
    }),
    ("bleed-little", |d| {
        let trim = page(d).get(b"TrimBox").and_then(Object::as_array).expect("a box").clone();
        let trim: Vec<f32> = trim.iter().map(|n| n.as_float().expect("a number")).collect();
        let one = 2.8346_f32;
        let bleed = [trim[0] - one, trim[1] - one, trim[2] + one, trim[3] + one].map(Object::Real);
        page(d).set("BleedBox", bleed.to_vec());
    }),
    ("small-text", |d| paint(d, "BT /f0 7 Tf 1 1 0 0 k 100 100 Td <0001> Tj ET", dictionary! {})),
    ("tiny-text", |d| paint(d, "BT /f0 4 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {})),
    ("white-text", |d| paint(d, "BT /f0 6 Tf 0 0 0 0 k 100 100 Td <0001> Tj ET", dictionary! {})),
    ("rich-black", |d| paint(d, "BT /f0 10 Tf 0.5 0.4 0.4 1 k 100 100 Td <0001> Tj ET", dictionary! {})),
    ("page-rotate", |d| {
        // Given by the parent of all pages.
        let id = d.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).expect("pages");
        d.get_dictionary_mut(id).expect("pages").set("Rotate", 180);
    }),
    ("ink-sum", |d| {
        let state = |key: &str, value: Object| {
            let mut dict = Dictionary::new();
            dict.set(key, value);
            Object::Dictionary(dict)
        };
        let mut states = Dictionary::new();
        states.set("Mix", state("BM", "Multiply".into()));
        states.set("Line", state("CA", 1.into()));
        // What a state does not name stays as it was.
        let operators = "1 1 1 0 k 100 100 20 20 re f /Mix gs /Line gs 0 0 0 1 k 105 105 5 5 re f";
        paint(d, operators, dictionary! { "ExtGState" => states });
    }),
    ("ink-sum", |d| {
        let states = dictionary! { "ExtGState" => dictionary! { "Thin" => dictionary! { "ca" => Object::Real(0.5) } } };
        paint(d, "1 1 0 0 k 100 100 20 20 re f /Thin gs 0 0 1 1 k 105 105 5 5 re f", states);
    }),
];

/// What the standard allows, and must not be refused.
const FINE: &[Break] = &[
    ("an ink among several, and by itself", |d| {
        let gold = spot(d, "Gold", 0.5);
        let tint = d.add_object(Stream::new(
            dictionary! {
                "FunctionType" => 4, "Domain" => vec![0.into(), 1.into(), 0.into(), 1.into()],
                "Range" => vec![0.into(), 1.into(), 0.into(), 1.into(), 0.into(), 1.into(), 0.into(), 1.into()],
            },
            b"{ 0 0 }".to_vec(),
        ));
        let several = Object::Array(vec![
            "DeviceN".into(),
            vec!["Gold".into(), "Black".into()].into(),
            "DeviceCMYK".into(),
            tint.into(),
        ]);
        paint(
            d,
            "/Two cs 1 0 scn 100 100 20 20 re f /One cs 1 scn 130 100 20 20 re f",
            dictionary! { "ColorSpace" => dictionary! { "One" => gold, "Two" => several } },
        );
    }),
    ("an edge of two areas side by side", |d| {
        // From trim to cut, over two areas that reach the bleed.
        paint(d, "0 1 0 0 k 300 100 136.54 20 re f 300 120 136.54 20 re f 300 105 128.03 30 re f", dictionary! {});
    }),
    ("pictures that go on over the cut, or are white there", |d| {
        over_the_cut(d, "DeviceGray", 255, |_, y| y > 5.0);
    }),
    ("a picture that is white at the cut", |d| over_the_cut(d, "DeviceCMYK", 0, |x, _| x < 35.0)),
    ("a white picture at the cut", |d| over_the_cut(d, "DeviceGray", 255, |_, _| false)),
    ("colours that go on over the cut, keep away from it, or hardly change", |d| {
        let shapes = [
            "0 0 0.1 0 k 0 0 437 613 re f 1 0.5 0 0 k 0 500 437 60 re f",
            "1 0 0 0 K 6 w 0 603.78 m 437 603.78 l S 1 w 30 30 370 540 re S",
            "0.1 0 0.1 0 k 8.5 100 419.53 60 re f",
            "q /Half gs 1 0 0 0 k 8.5 200 419.53 60 re f Q",
        ];
        let half = dictionary! { "Half" => dictionary! { "ca" => Object::Real(0.5) } };
        paint(d, &shapes.join(" "), dictionary! { "ExtGState" => half });
    }),
    ("what goes over the cut as far as it must, whatever its shape", |d| {
        let shapes = [
            "0 1 0 0 k 300 100 136.54 40 re f",
            "300 200 m 440 260 l 440 300 l 300 240 l f",
            "300 330 m 300 300 480 300 480 330 c 480 360 300 360 300 330 c f",
            "q 380 400 m 440 400 l 440 440 l h W n 0 0 900 900 re f Q",
            "1 w 0 0 0 1 K 100 100 m 440 100 l S",
        ];
        paint(d, &shapes.join(" "), dictionary! {});
    }),
    ("what keeps within the cut, is white, is clipped away or shows nothing", |d| {
        let shapes = [
            "0 1 0 0 k 300 100 120 40 re f",
            "0 0 0 0 k 300 150 128.03 20 re f",
            "q 300 200 100 40 re W n 0 1 0 0 k 0 200 428.03 30 re f Q",
            "q 350 260 m 380 240 l 410 260 l 380 280 l h W n 0 1 0 0 k 0 0 428.03 600 re f Q",
            "q /None gs 0 1 0 0 k 300 300 128.03 40 re f Q",
            "/Cut CS 1 SCN 1 w 8.5 8.5 419.53 595.28 re S",
            // Where text is a clip.
            "q BT 7 Tr /f0 40 Tf 100 300 Td <0001> Tj ET 0 1 0 0 k 0 0 428.03 600 re f Q",
            // A mark at the cut, and one beyond it.
            "0.25 w 0 0 0 1 K 420 350 m 428.03 350 l S 429 360 m 434 360 l S",
        ];
        let cut = spot(d, "CutContour", 1.0);
        let clear = dictionary! { "ca" => Object::Integer(0) };
        let resources = dictionary! {
            "ExtGState" => dictionary! { "None" => clear }, "ColorSpace" => dictionary! { "Cut" => cut },
        };
        paint(d, &shapes.join(" "), resources);
    }),
    ("a tile and a mask whose drawing shows elsewhere", |d| {
        // As it is written it would stand at the corner of the page.
        let tile = Stream::new(
            dictionary! {
                "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 50, "YStep" => 50,
                "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()], "Resources" => dictionary! {},
            },
            b"0 1 0 0 k 8.5 8.5 40 40 re f".to_vec(),
        );
        let tile = d.add_object(tile);
        let pattern = dictionary! { "Pattern" => dictionary! { "Tile" => tile } };
        paint(d, "/Pattern cs /Tile scn 100 100 50 50 re f", pattern);
    }),
    ("RGB that a form gives a meaning", |d| {
        let lab = Object::Array(vec![
            "Lab".into(),
            dictionary! { "WhitePoint" => vec![1.into(), 1.into(), 1.into()] }.into(),
        ]);
        let form = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()],
                "Resources" => dictionary! { "ColorSpace" => dictionary! { "DefaultRGB" => lab } },
            },
            b"0 0 1 rg 1 1 9 9 re f".to_vec(),
        );
        let id = d.add_object(form);
        paint(d, "q 1 0 0 1 100 100 cm /Inner Do Q", dictionary! { "XObject" => dictionary! { "Inner" => id } });
    }),
    ("a fine picture in a pattern that makes it small", |d| {
        let picture = d.add_object(image("DeviceGray", 1, 100, 90));
        let tile = Stream::new(
            dictionary! {
                "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 100, "YStep" => 100,
                "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
                "Matrix" => vec![Object::Real(0.24), 0.into(), 0.into(), Object::Real(0.24), 0.into(), 0.into()],
                "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } },
            },
            b"q 100 0 0 100 0 0 cm /P Do Q".to_vec(),
        );
        let tile = d.add_object(tile);
        paint(
            d,
            "/Pattern cs /Tile scn 100 100 50 50 re f",
            dictionary! { "Pattern" => dictionary! { "Tile" => tile } },
        );
    }),
];

#[test]
fn what_the_standard_allows_is_not_refused() {
    let good = good();
    for (what, change) in FINE {
        let bytes = broken(&good, change);
        assert_eq!(rules(&bytes, true), [""; 0], "{what}");
        let doubts: Vec<String> = rules(&bytes, false).into_iter().filter(|rule| rule.starts_with("bleed")).collect();
        assert_eq!(doubts, [""; 0], "{what}");
    }
}

pub(crate) fn rules(bytes: &[u8], errors: bool) -> Vec<String> {
    let verdict = preflight::check(bytes, &Limits::default());
    let mut rules: Vec<String> =
        verdict.findings.iter().filter(|f| f.is_error() == errors).map(|f| f.rule.name().to_string()).collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn lines_that_are_thick_enough_in_the_end_are_not_warned_of() {
    let good = good();
    let fine: [(&str, fn(&mut Document)); 6] = [
        ("axes made larger", |d| paint(d, "q 10 0 0 10 0 0 cm 0.03 w 0 0 0 1 K 10 10 m 20 10 l S Q", dictionary! {})),
        ("thick in the other direction", |d| {
            paint(d, "q 10 0 0 0.1 0 0 cm 1 w 0 0 0 1 K 10 1000 m 10 2000 l S Q", dictionary! {});
        }),
        ("through a form, a tile, a glyph", |d| {
            small_form(d, 3.0);
            small_tile(d, 3.0);
            draw_glyph(d, 30.0);
        }),
        ("white, clipped away, or of no length", |d| {
            let lines = "0.1 w 0 0 0 0 K 100 100 m 200 100 l S q 10 10 50 50 re W n 0 0 0 1 K 100 100 m 200 100 l S Q \
                0 0 0 0 k 100 100 0.1 80 re f";
            paint(d, lines, dictionary! {});
        }),
        ("a gradient in strips", |d| {
            let strip = |n: u32| {
                format!("0 0 0 {:.2} k {:.1} 100 0.1 80 re f ", f64::from(n) / 100.0, 100.0 + f64::from(n) / 10.0)
            };
            paint(d, &(5..90).map(strip).collect::<String>(), dictionary! {});
        }),
        ("a thin line of letters and dots", |d| {
            paint(d, "0 0 0 1 k 100 100 0.15 0.8 re f 0.3 0.3 0.1 0.1 re f", dictionary! {});
        }),
    ];
    for (what, change) in fine {
        let found = rules(&broken(&good, change), false);
        let found: Vec<_> = found.iter().filter(|rule| *rule == "hairline").collect();
        assert!(found.is_empty(), "{what}");
    }
}

#[test]
fn turned_and_scaled_pages_are_measured_as_they_are_seen() {
    let good = good();
    let findings = |change: fn(&mut Document)| preflight::check(&broken(&good, change), &Limits::default()).findings;
    // Turned clockwise, what ends at the right edge of the drawing ends at the lower edge of the page.
    let found = findings(|d| {
        paint(d, "0 1 0 0 k 300 100 128.03 40 re f", dictionary! {});
        page(d).set("Rotate", 90);
    });
    let bleed = found.iter().find(|finding| finding.rule.name() == "bleed").expect("found");
    assert!(bleed.message.args.iter().any(|(_, value)| value == "bottom"), "{bleed:?}");
    // A page of A5 upright is turned: 148 mm from its top.
    assert_eq!(bleed.at.map(|(_, y)| y), Some(148));
    // In units twice as large nothing is thin, in units half as large a line is.
    let thin = |unit: f32| {
        let bytes = broken(&good, |d| {
            paint(d, "0.3 w 0 0 0 1 K 100 100 m 200 100 l S", dictionary! {});
            page(d).set("UserUnit", Object::Real(unit));
        });
        rules(&bytes, false).contains(&"hairline".to_string())
    };
    assert_eq!([thin(2.0), thin(1.0), thin(0.5)], [false, false, true]);
    // 3 mm of bleed are 6 mm, and a picture is twice as coarse.
    let coarse = findings(|d| {
        placed(d, image("DeviceGray", 1, 100, 90), 40);
        page(d).set("UserUnit", 2);
    });
    assert!(coarse.iter().any(|finding| finding.rule.name() == "picture-coarse"), "{coarse:?}");
}

#[test]
fn who_knows_the_press_says_what_bleed_is_wanted() {
    let good = good();
    let rules = |bytes: &[u8], bleed| {
        let verdict = preflight::check(bytes, &Limits { bleed, ..Limits::default() });
        verdict.findings.iter().map(|finding| finding.rule.name().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&good, Bleed::Edges([3.0; 4])), [""; 0]);
    assert_eq!(rules(&good, Bleed::Edges([5.0; 4])), ["bleed", "bleed"]);
    // Bound on the left; not cut at all.
    let bound = broken(&good, |d| {
        paint(d, "0 0 0 0 k 0 0 8.5 613 re f", dictionary! {});
    });
    assert_eq!(rules(&bound, Bleed::Usual), ["bleed"]);
    assert_eq!(rules(&bound, Bleed::Edges([3.0, 3.0, 3.0, 0.0])), [""; 0]);
    let sheet = broken(&good, |d| moved_box(d, "TrimBox", "MediaBox"));
    assert_eq!(rules(&sheet, Bleed::Edges([0.0; 4])), ["page-size"]);
}

#[test]
fn every_break_is_found_by_its_own_rule() {
    let good = good();
    assert_eq!(rules(&good, true), [""; 0], "the good file");
    assert_eq!(rules(&good, false), [""; 0], "the good file");
    assert_eq!(rules(&broken(&good, |_| {}), true), [""; 0], "written again without a change");
    let mut wrong = vec![];
    for (errors, breaks) in [(true, BREAKS), (true, misses::BREAKS), (false, SUSPECTS), (false, misses::SUSPECTS)] {
        for (n, (rule, change)) in breaks.iter().enumerate() {
            let bytes = broken(&good, change);
            let found = rules(&bytes, errors);
            let none_else = errors || rules(&bytes, true).is_empty();
            if found != [*rule] || !none_else {
                wrong.push(format!("{rule} ({n}): {found:?}, errors {:?}", rules(&bytes, true)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How often each rule is broken: a line of the docs, written with `ANPHAM_ACCEPT=1`.
#[test]
fn the_docs_count_the_faults_that_are_found() {
    let mut counts = std::collections::BTreeMap::new();
    for (rule, _) in [BREAKS, misses::BREAKS, SUSPECTS, misses::SUSPECTS].concat() {
        *counts.entry(rule).or_insert(0) += 1;
    }
    let all: usize = counts.values().sum();
    let list: Vec<String> = counts.iter().map(|(rule, count)| format!("`{rule}` {count}")).collect();
    let line = format!("{all} faults of {} rules: {}.", counts.len(), list.join(", "));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/preflight.md");
    let docs = std::fs::read_to_string(&path).expect("docs/preflight.md");
    let begin = docs.find("<!-- counted -->\n").expect("a place for it") + 17;
    let end = begin + docs[begin..].find("\n\n").expect("its end");
    if std::env::var_os("ANPHAM_ACCEPT").is_some() {
        std::fs::write(&path, format!("{}{line}{}", &docs[..begin], &docs[end..])).expect("written");
    } else {
        assert_eq!(&docs[begin..end], line, "docs/preflight.md: write it with ANPHAM_ACCEPT=1");
    }
    assert!(all >= 60, "{all}");
}

#[test]
fn every_rule_is_broken_somewhere_and_listed_in_the_docs() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/preflight.md");
    let docs = std::fs::read_to_string(docs).expect("docs/preflight.md");
    // The last four are those of variants.
    let elsewhere = [
        "cut-off",
        "unreadable",
        "too-much",
        "x4-encrypted",
        "xref",
        "condition",
        "ink-other",
        "spot-ink",
        "spot-alike",
        "black-text",
        "courier",
    ];
    for rule in Rule::ALL {
        let breaks = if rule.is_error() { [BREAKS, misses::BREAKS] } else { [SUSPECTS, misses::SUSPECTS] };
        assert!(
            breaks.concat().iter().any(|(name, _)| *name == rule.name()) || elsewhere.contains(&rule.name()),
            "nothing breaks {}",
            rule.name()
        );
        let severity = if rule.is_error() { "error" } else { "warning" };
        assert!(
            docs.contains(&format!("| `{}` | {severity} |", rule.name())),
            "{} is not in docs/preflight.md",
            rule.name()
        );
    }
    let listed = docs.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(listed, Rule::ALL.len(), "docs/preflight.md lists rules that there are not");
}

#[test]
fn a_jpeg_costs_what_it_holds_and_not_what_is_said_of_it() {
    let good = good();
    let bytes = |said: i64| {
        let mut jpeg = Vec::new();
        let pixels = vec![128; 300 * 300 * 4];
        let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
        encoder.encode(&pixels, 300, 300, jpeg_encoder::ColorType::Cmyk).expect("a JPEG");
        let mut picture = image("DeviceCMYK", 4, said, 0);
        picture.dict.set("Filter", "DCTDecode");
        picture.content = jpeg;
        let changed = broken(&good, |d| placed(d, picture, 60));
        preflight::check(&changed, &Limits::default()).work.bytes
    };
    let (small, true_size) = (bytes(3), bytes(300));
    assert_eq!(small, true_size);
    assert!(small >= preflight::check(&good, &Limits::default()).work.bytes + 300 * 300 * 4);
}

#[test]
fn hostile_bytes_are_told_and_cost_little() {
    let good = good();
    // Counted and not timed: the same on every machine.
    let usual = preflight::check(&good, &Limits::default()).work;
    let errors = |bytes: &[u8], more: Work| {
        let verdict = preflight::check(bytes, &Limits::default());
        let (work, most) =
            (verdict.work, Work { operators: usual.operators + more.operators, bytes: usual.bytes + more.bytes });
        assert!(work.operators <= most.operators && work.bytes <= most.bytes, "{work:?} is more than {most:?}");
        let errors = verdict.findings.iter().filter(|finding| finding.is_error());
        errors.map(|finding| finding.rule.name().to_string()).collect::<Vec<_>>()
    };
    let nested =
        format!("%PDF-1.6\n1 0 obj\n{}{}\nendobj\ntrailer<</Root 1 0 R>>", "[".repeat(200_000), "]".repeat(200_000));
    let circle = "%PDF-1.6\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>";
    for bytes in
        [b"".to_vec(), b"%PDF-1.6".to_vec(), nested.into_bytes(), circle.into(), good[..good.len() / 2].to_vec()]
    {
        assert_ne!(errors(&bytes, Work::default()), [""; 0]);
    }
    // Forms that draw each other ten times, sixteen deep: ten to the sixteenth if each were followed.
    let bomb = broken(&good, |d| {
        let leaf = Stream::new(
            dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] },
            b"0 0 1 1 re f".to_vec(),
        );
        let mut id = d.add_object(leaf);
        for _ in 0..14 {
            let form = Stream::new(
                dictionary! {
                    "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                    "Resources" => dictionary! { "XObject" => dictionary! { "X" => id } },
                },
                b"/X Do ".repeat(10),
            );
            id = d.add_object(form);
        }
        paint(d, "/X Do", dictionary! { "XObject" => dictionary! { "X" => id } });
    });
    assert!(errors(&bomb, MOST_WORK).contains(&"too-much".to_string()));
    // A form that draws itself.
    let own = broken(&good, |d| {
        let id = d.new_object_id();
        let form = Stream::new(
            dictionary! {
                "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                "Resources" => dictionary! { "XObject" => dictionary! { "X" => id } },
            },
            b"/X Do".to_vec(),
        );
        d.objects.insert(id, Object::Stream(form));
        paint(d, "/X Do", dictionary! { "XObject" => dictionary! { "X" => id } });
    });
    assert!(errors(&own, Work { operators: 100, bytes: 1000 }).contains(&"too-much".to_string()));
    // Metadata in which elements lie within one another, each with a name of its own.
    let open: String = (0..3000).map(|n| format!("<x{n}:a xmlns:x{n}=\"u{n}\">")).collect();
    let close: String = (0..3000).rev().map(|n| format!("</x{n}:a>")).collect();
    for inside in [format!("{open}{close}"), format!("{}{}", "<a>".repeat(150_000), "</a>".repeat(150_000))] {
        let deep = broken(&good, |d| packet(d, "</rdf:RDF>", &format!("{inside}</rdf:RDF>")));
        let found = errors(&deep, Work::default());
        assert!(found.iter().all(|rule| rule == "x4-metadata"), "{found:?}");
    }
    // Colour spaces one on another without an end, and brackets in a packed stream.
    for family in ["Indexed", "Separation"] {
        let chained = broken(&good, |d| {
            let mut space: Object = "DeviceCMYK".into();
            for _ in 0..60_000 {
                let own = if family == "Indexed" {
                    vec![family.into(), space, 1.into(), Object::string_literal("00000000")]
                } else {
                    vec![family.into(), "Gold".into(), space]
                };
                space = d.add_object(Object::Array(own)).into();
            }
            paint(
                d,
                "/Chain cs 1 scn 100 100 20 20 re f",
                dictionary! { "ColorSpace" => dictionary! { "Chain" => space } },
            );
        });
        errors(&chained, Work { operators: 100, bytes: 10_000 });
    }
    let packed = broken(&good, |d| {
        let mut stream = Stream::new(dictionary! {}, [b"[".repeat(200_000), b"]".repeat(200_000)].concat());
        stream.compress().expect("compressed");
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    });
    assert!(errors(&packed, Work { operators: 0, bytes: 500_000 }).contains(&"too-much".to_string()));
    // One picture, placed twenty thousand times: read once.
    let often = broken(&good, |d| {
        let id = d.add_object(image("DeviceCMYK", 4, 2000, 16));
        let operators = format!("q 100 0 0 100 100 300 cm {} Q", "/P Do ".repeat(20_000));
        paint(d, &operators, dictionary! { "XObject" => dictionary! { "P" => id } });
    });
    assert!(errors(&often, Work { operators: 21_000, bytes: 16_200_000 }).is_empty());
    // A hundred megabytes of blanks in a few kilobytes.
    let blanks = broken(&good, |d| {
        let mut stream = Stream::new(dictionary! {}, vec![b' '; 400 << 20]);
        stream.compress().expect("compressed");
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    });
    assert!(errors(&blanks, Work::default()).contains(&"too-much".to_string()));
}

#[test]
fn the_command_tells_text_and_json_and_ends_accordingly() {
    let project = Project::new();
    let good = good();
    project
        .file("tot.pdf", &good)
        .file("hong.pdf", broken(&good, |d| paint(d, "1 0 0 rg 100 100 20 20 re f", dictionary! {})));
    project
        .run(["preflight", "tot.pdf", "--lang", "en"])
        .succeeds()
        .stdout_contains("fit for the press, 2 pages, 0 warnings");
    let run = project.run(["preflight", "tot.pdf", "hong.pdf", "--lang", "vi"]).fails(1);
    run.stdout_contains("trang 1 (cách mép trái").stdout_contains("[rgb]");
    let json = project.run(["preflight", "--json", "hong.pdf"]).fails(1).json();
    assert_eq!(json["files"][0]["findings"][0]["rule"], "rgb");
    assert_eq!(json["files"][0]["findings"][0]["page"], 1);
    project.run(["preflight", "khong-co.pdf"]).fails(3);
    project.run(["preflight"]).fails(2);
    // A limit that nothing could pass over is none.
    project.run(["preflight", "--ink-limit=nan", "hong.pdf"]).fails(2);
    project
        .run(["preflight", "--ink-limit", "150", "tot.pdf", "--lang", "en"])
        .fails(1)
        .stdout_contains("more than 150 %");
}

#[test]
fn files_of_other_makers_are_judged_by_the_standard() {
    let rules = |name: &str| {
        let path = crate::small::fixture("fixtures/foreign").join(name);
        let verdict = preflight::check(&std::fs::read(path).expect("a fixture"), &Limits::default());
        verdict.findings.iter().map(|finding| finding.rule.name().to_string()).collect::<Vec<_>>()
    };
    // What the standard allows is not refused because another program writes it in another way.
    assert_eq!(rules("weasyprint.pdf"), Vec::<String>::new());
    assert_eq!(rules("weasyprint-marks.pdf"), ["annotation", "rgb"]);
    assert_eq!(rules("reportlab.pdf"), ["x4-intent", "x4-metadata", "x4-version", "box-trim", "font"]);
}

/// Slides have no bleed and badges no backs: what a build made is held to what its format says, a stranger to what is usual.
#[test]
fn a_file_of_a_build_is_held_to_what_its_format_says() {
    let project = Project::campaign();
    for format in ["slides", "badge"] {
        project.run(["new", "piece", &format!("kh-116/nong-dan/{format}"), "--format", format]).succeeds();
    }
    project.run(["build", "--profile", "print", "--format", "slides,badge"]).succeeds();
    let made = |name: &str| format!("output/print/kh-116/nong-dan/{name}.{name}.pdf");
    project.run(["preflight", &made("slides")]).succeeds();
    project.file("chieu.pdf", std::fs::read(project.path(&made("slides"))).expect("slides"));
    project.run(["preflight", "chieu.pdf"]).fails(1).stdout_contains("[bleed]");
    project.run(["preflight", "--bleed", "0", "chieu.pdf"]).succeeds();
    let sides = |file: &str| {
        project.run(["impose", file, "--sheet", "A4", "--nup", "1x1", "-o", "to.pdf"]).succeeds();
        Document::load(project.path("to.pdf")).expect("sheets").get_pages().len()
    };
    // Two people are two sheets; of a file that nobody knows, two sides of one.
    project.file("the.pdf", std::fs::read(project.path(&made("badge"))).expect("badges"));
    project.edit("content/kh-116/nong-dan/badge.csv", "Trần Thị B,", "Trần Thị B,Thư ký,Đơn vị hai\nLê Văn C,");
    project.run(["build", "--profile", "print", "--format", "badge"]).succeeds();
    assert_eq!(sides(&made("badge")), 3);
    project.file("the.pdf", std::fs::read(project.path(&made("badge"))).expect("badges"));
    assert_eq!(sides("the.pdf"), 4);
}
