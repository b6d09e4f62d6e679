//! Files that are broken on purpose, each in one way: its own rule finds it, and no other error is found.

use anpham::preflight::{self, Limits, MOST_WORK, RULES, Work};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::harness::Project;
use crate::real;

/// A print file of the campaign: a leaflet of two pages.
fn good() -> Vec<u8> {
    let shop = real::shop(None);
    let jobs = real::one_a_format(&shop, "print");
    let leaflet = jobs.iter().find(|job| job.format == "leaflet").expect("a leaflet");
    real::pdf(&shop, leaflet).bytes
}

fn broken(bytes: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("written");
    out
}

fn page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(id).expect("a page")
}

/// Adds operators after the first page's content; `resources` are merged into the page's own.
fn paint(document: &mut Document, operators: &str, resources: Dictionary) {
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
        inner.extend(value.as_dict().expect("a dictionary"));
        all.set(key.clone(), inner);
    }
    let before = document.get_page_content(id);
    let content = [b"q\n".to_vec(), before, b"\nQ\n".to_vec(), operators.as_bytes().to_vec()].concat();
    let stream = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.get_dictionary_mut(id).expect("a page");
    page.set("Resources", all);
    page.set("Contents", stream);
}

fn packet(document: &mut Document, from: &str, to: &str) {
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

fn image(space: &str, channels: usize, pixels: i64, value: u8) -> Stream {
    let data = vec![value; (pixels * pixels) as usize * channels];
    Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => pixels, "Height" => pixels, "BitsPerComponent" => 8, "ColorSpace" => space },
        data,
    )
}

fn placed(document: &mut Document, image: Stream, side: u32) {
    let id = document.add_object(image);
    let operators = format!("q {side} 0 0 {side} 100 300 cm /Picture Do Q");
    paint(document, &operators, dictionary! { "XObject" => dictionary! { "Picture" => id } });
}

fn spot(document: &mut Document, name: &str, cyan: f32) -> Object {
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
    ("form", |d| d.catalog_mut().expect("a catalog").set("AcroForm", dictionary! { "Fields" => Vec::<Object>::new() })),
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
];

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
        assert_eq!(rules(&broken(&good, change), true), [""; 0], "{what}");
    }
}

fn rules(bytes: &[u8], errors: bool) -> Vec<String> {
    let verdict = preflight::check(bytes, &Limits::default());
    let mut rules: Vec<String> =
        verdict.findings.iter().filter(|f| f.is_error() == errors).map(|f| f.rule().to_string()).collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn every_break_is_found_by_its_own_rule() {
    let good = good();
    assert_eq!(rules(&good, true), [""; 0], "the good file");
    assert_eq!(rules(&good, false), [""; 0], "the good file");
    assert_eq!(rules(&broken(&good, |_| {}), true), [""; 0], "written again without a change");
    let mut wrong = vec![];
    for (errors, breaks) in [(true, BREAKS), (false, SUSPECTS)] {
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

#[test]
fn every_rule_is_broken_somewhere_and_listed_in_the_docs() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/preflight.md");
    let docs = std::fs::read_to_string(docs).expect("docs/preflight.md");
    let elsewhere = ["unreadable", "too-much", "x4-encrypted"];
    for rule in RULES {
        let breaks = if rule.error { BREAKS } else { SUSPECTS };
        assert!(
            breaks.iter().any(|(name, _)| *name == rule.id) || elsewhere.contains(&rule.id),
            "nothing breaks {}",
            rule.id
        );
        let severity = if rule.error { "error" } else { "warning" };
        assert!(docs.contains(&format!("| `{}` | {severity} |", rule.id)), "{} is not in docs/preflight.md", rule.id);
    }
    let listed = docs.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(listed, RULES.len(), "docs/preflight.md lists rules that there are not");
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
        errors.map(|finding| finding.rule().to_string()).collect::<Vec<_>>()
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
        verdict.findings.iter().map(|finding| finding.rule().to_string()).collect::<Vec<_>>()
    };
    // What the standard allows is not refused because another program writes it in another way.
    assert_eq!(rules("weasyprint.pdf"), Vec::<String>::new());
    assert_eq!(rules("weasyprint-marks.pdf"), ["annotation", "rgb"]);
    assert_eq!(rules("reportlab.pdf"), ["x4-intent", "x4-metadata", "x4-version", "box-trim", "font"]);
}
