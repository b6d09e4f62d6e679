//! Faults of files that other programs make, each with a neighbour that looks like it and is sound.

use anpham::preflight::{self, Limits};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use super::{Break, broken, good, image, intent, page, paint, placed, rules, spot};

fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("a catalog")
}

fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
    document.get_dictionary_mut(id).expect("Info")
}

fn icc(document: &mut Document, channels: i64) -> Object {
    let profile = document.add_object(Stream::new(dictionary! { "N" => channels }, vec![0; 128]));
    Object::Array(vec!["ICCBased".into(), profile.into()])
}

fn numbers(all: &[f32]) -> Object {
    Object::Array(all.iter().map(|n| Object::Real(*n)).collect())
}

fn with_space(document: &mut Document, operators: &str, space: Object) {
    paint(document, operators, dictionary! { "ColorSpace" => dictionary! { "Own" => space } });
}

fn with_state(document: &mut Document, state: Dictionary) {
    paint(document, "/Own gs", dictionary! { "ExtGState" => dictionary! { "Own" => state } });
}

/// The output profile, changed.
fn profile(document: &mut Document, change: impl FnOnce(&mut Vec<u8>)) {
    let id = intent(document).get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { panic!("a stream") };
    let mut data = stream.decompressed_content().expect("a profile");
    change(&mut data);
    stream.set_plain_content(data);
}

/// The program of a font of the file, changed.
fn program(document: &mut Document, change: impl FnOnce(&mut Vec<u8>)) {
    let is_program = |dict: &Dictionary| {
        ["FontFile2", "FontFile3"].iter().find_map(|key| dict.get(key.as_bytes()).and_then(Object::as_reference).ok())
    };
    let id = document.objects.values().find_map(|object| object.as_dict().ok().and_then(is_program)).expect("a font");
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { panic!("a stream") };
    let mut data = stream.decompressed_content().expect("a program");
    change(&mut data);
    stream.set_plain_content(data);
}

/// A picture of so many bits whose samples are all of one value.
fn of_bits(space: Object, channels: usize, bits: i64, byte: u8) -> Stream {
    let row = (200 * channels * bits as usize).div_ceil(8);
    let mut picture = image("DeviceGray", 1, 200, 0);
    picture.dict.set("ColorSpace", space);
    picture.dict.set("BitsPerComponent", bits);
    picture.set_plain_content(vec![byte; row * 200]);
    picture
}

/// A picture in four inks of one value, each pixel written as what it differs by from the one before (predictor 2).
fn differing(bits: i64, value: u8) -> Stream {
    let pixel = 4 * bits as usize / 8;
    let row = [vec![value; pixel], vec![0; 199 * pixel]].concat();
    let mut picture = image("DeviceCMYK", 4, 200, 0);
    picture.dict.set("BitsPerComponent", bits);
    picture.set_plain_content(row.repeat(200));
    picture.compress().expect("compressed");
    picture.dict.set(
        "DecodeParms",
        dictionary! { "Predictor" => 2, "Colors" => 4, "BitsPerComponent" => bits, "Columns" => 200 },
    );
    picture
}

/// Several inks, some of which print nowhere.
fn inks(document: &mut Document, names: &[&str]) -> Object {
    let tint = document.add_object(Stream::new(
        dictionary! {
            "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0].repeat(names.len())), "Range" => numbers(&[0.0, 1.0].repeat(4)),
        },
        format!("{{ {} 0 0 0 0 }}", "pop ".repeat(names.len())).into_bytes(),
    ));
    let names: Vec<Object> = names.iter().map(|name| Object::from(*name)).collect();
    Object::Array(vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), tint.into()])
}

/// The boxes of a JPEG 2000 picture, with colours by number if there are any; no test looks at its pixels.
fn jpx(colours: Option<u32>, channels: u16) -> Stream {
    let boxed = |name: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat();
    let size = [&100_u32.to_be_bytes()[..], &100_u32.to_be_bytes(), &channels.to_be_bytes(), &[7, 7, 0, 0]].concat();
    let mut header = boxed(b"ihdr", &size);
    if let Some(number) = colours {
        header.extend(boxed(b"colr", &[&[1, 0, 0][..], &number.to_be_bytes()].concat()));
    }
    let data = [boxed(b"jP  ", b"\r\n\x87\n"), boxed(b"ftyp", b"jp2 \0\0\0\0jp2 "), boxed(b"jp2h", &header)].concat();
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100, "Filter" => "JPXDecode",
    };
    Stream::new(dict, data)
}

/// One bookmark that does something.
fn bookmark(document: &mut Document, action: Dictionary) {
    let item = document.new_object_id();
    let outlines =
        document.add_object(dictionary! { "Type" => "Outlines", "First" => item, "Last" => item, "Count" => 1 });
    let entry = dictionary! { "Title" => Object::string_literal("One"), "Parent" => outlines, "A" => action };
    document.objects.insert(item, Object::Dictionary(entry));
    catalog(document).set("Outlines", outlines);
}

fn tint(channels: usize) -> Dictionary {
    dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(&vec![0.0; channels]), "C1" => numbers(&vec![0.5; channels]),
    }
}

fn separation(name: &str, alternate: Object, channels: usize) -> Object {
    Object::Array(vec!["Separation".into(), name.into(), alternate, tint(channels).into()])
}

fn lab() -> Object {
    Object::Array(vec!["Lab".into(), dictionary! { "WhitePoint" => numbers(&[0.96, 1.0, 0.82]) }.into()])
}

pub(super) const BREAKS: &[Break] = &[
    ("no-pages", |d| {
        let id = catalog(d).get(b"Pages").and_then(Object::as_reference).expect("pages");
        let pages = d.get_dictionary_mut(id).expect("pages");
        pages.set("Kids", Vec::<Object>::new());
        pages.set("Count", 0);
    }),
    ("stream-broken", |d| {
        // A page whose description breaks off.
        let mut stream = Stream::new(dictionary! {}, b"0 0 0 1 k 100 100 20 20 re f\n".repeat(500));
        stream.compress().expect("compressed");
        let half = stream.content.len() / 2;
        stream.content.truncate(half);
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    }),
    ("stream-broken", |d| {
        let stream = Stream::new(dictionary! { "Filter" => "Other" }, b"0 0 0 1 k".to_vec()).with_compression(false);
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    }),
    ("x4-dates-differ", |d| info(d).set("ModDate", Object::string_literal("D:20010203040506Z"))),
    ("x4-dates-differ", |d| info(d).set("CreationDate", Object::string_literal("D:20010203040506Z"))),
    ("x4-intent-reference", |d| {
        intent(d).set("DestOutputProfileRef", dictionary! { "ProfileName" => Object::string_literal("Coated") });
    }),
    ("x4-intent-reference", |d| {
        drop(intent(d).remove(b"DestOutputProfile"));
        intent(d).set("DestOutputProfileRef", dictionary! { "ProfileName" => Object::string_literal("Coated") });
    }),
    // Cut off, its list of tags gone, its tables overwritten.
    ("x4-intent-damaged", |d| profile(d, |data| data.truncate(data.len() / 2))),
    ("x4-intent-damaged", |d| profile(d, |data| data[128..].fill(0))),
    ("x4-intent-damaged", |d| profile(d, |data| data[800..].fill(0))),
    ("print-area", |d| catalog(d).set("ViewerPreferences", dictionary! { "PrintArea" => "TrimBox" })),
    ("print-area", |d| catalog(d).set("ViewerPreferences", dictionary! { "ViewClip" => "CropBox" })),
    ("layer", |d| {
        let other = dictionary! { "Name" => Object::string_literal("Other"), "AS" => Vec::<Object>::new() };
        let layers = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => dictionary! {}, "Configs" => vec![Object::Dictionary(other)] };
        catalog(d).set("OCProperties", layers);
    }),
    ("action", |d| bookmark(d, dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") })),
    ("action", |d| bookmark(d, dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.beep()") })),
    ("action", |d| {
        let beep = dictionary! { "S" => "Named", "N" => "Print" };
        bookmark(d, dictionary! { "S" => "GoTo", "D" => Object::string_literal("one"), "Next" => beep });
    }),
    ("action", |d| {
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") };
        let leaf = d.add_object(dictionary! { "Names" => vec![Object::string_literal("one"), action.into()] });
        catalog(d).set("Names", dictionary! { "Dests" => dictionary! { "Kids" => vec![leaf.into()] } });
    }),
    ("halftone", |d| with_state(d, dictionary! { "HTP" => vec![0.into(), 0.into()] })),
    ("halftone", |d| with_state(d, dictionary! { "HT" => screen(&[("HalftoneName", "Fine".into())]) })),
    ("halftone", |d| {
        let threshold =
            Stream::new(dictionary! { "HalftoneType" => 6, "Width" => 2, "Height" => 2 }, vec![0, 90, 150, 220]);
        let id = d.add_object(threshold);
        with_state(d, dictionary! { "HT" => id });
    }),
    ("halftone", |d| {
        let of_black = screen(&[("HalftoneName", "Fine".into())]);
        with_state(
            d,
            dictionary! { "HT" => dictionary! { "HalftoneType" => 5, "Default" => screen(&[]), "Black" => of_black } },
        );
    }),
    ("transfer-function", |d| {
        let lighter = tint(1).into();
        with_state(d, dictionary! { "HT" => screen(&[("TransferFunction", lighter)]) });
    }),
    // What is drawn and not there: also where a reference leads nowhere.
    ("resource-missing", |d| paint(d, "/Away Do", dictionary! {})),
    ("resource-missing", |d| {
        let nothing = d.new_object_id();
        paint(d, "/Away Do", dictionary! { "XObject" => dictionary! { "Away" => nothing } });
    }),
    ("resource-missing", |d| paint(d, "BT /Away 12 Tf 0 0 0 1 k 100 100 Td (x) Tj ET", dictionary! {})),
    ("resource-missing", |d| paint(d, "/Away gs", dictionary! {})),
    ("resource-missing", |d| paint(d, "/Away cs 100 100 20 20 re f", dictionary! {})),
    ("resource-missing", |d| paint(d, "/Pattern cs /Away scn 100 100 20 20 re f", dictionary! {})),
    ("resource-missing", |d| paint(d, "q 100 100 20 20 re W n /Away sh Q", dictionary! {})),
    ("space-unknown", |d| {
        // Two spaces where one belongs.
        let two = vec![spot(d, "Gold", 0.5), spot(d, "Silver", 0.4)];
        with_space(d, "/Own cs 1 scn 100 100 20 20 re f", two.into());
    }),
    ("space-unknown", |d| with_space(d, "/Own cs 1 scn 100 100 20 20 re f", vec!["Colours".into()].into())),
    ("space-unknown", |d| with_space(d, "/Own CS 1 SCN 2 w 100 100 m 150 100 l S", 7.into())),
    ("space-unknown", |d| with_space(d, "/Own cs 1 scn 100 100 20 20 re f", vec!["ICCBased".into(), 7.into()].into())),
    ("font-broken", |d| program(d, |data| data.clear())),
    ("font-broken", |d| program(d, |data| data.truncate(200))),
    ("font-broken", |d| program(d, |data| data.fill(b'x'))),
    ("font-broken", |d| program(d, |data| data.truncate(data.len() / 2))),
    ("font-broken", |d| {
        let program = d.add_object(Stream::new(dictionary! {}, vec![]));
        let descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => "AAAAAA+One", "FontFile" => program };
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "AAAAAA+One", "FontDescriptor" => descriptor };
        paint(d, "BT /One 12 Tf 3 Tr (x) Tj ET", dictionary! { "Font" => dictionary! { "One" => font } });
    }),
    ("spot-alternate", |d| {
        with_space(d, "/Own cs 1 scn 100 100 20 20 re f", separation("Gold", "DeviceRGB".into(), 3));
    }),
    ("spot-alternate", |d| {
        let table = Object::String(vec![0, 255], StringFormat::Hexadecimal);
        let palette = vec!["Indexed".into(), separation("Gold", "DeviceRGB".into(), 3), 1.into(), table];
        placed(d, of_bits(palette.into(), 1, 8, 1), 40);
    }),
    // No colour that anybody knows; other channels than its space has.
    ("picture-color", |d| placed(d, jpx(None, 3), 20)),
    ("picture-color", |d| placed(d, jpx(Some(200), 3), 20)),
    ("picture-color", |d| {
        let mut picture = jpx(Some(17), 1);
        picture.dict.set("ColorSpace", "DeviceCMYK");
        placed(d, picture, 20);
    }),
    ("picture-color", |d| {
        let mut picture = image("DeviceGray", 1, 100, 90);
        picture.dict.remove(b"ColorSpace");
        placed(d, picture, 20);
    }),
    ("rgb", |d| {
        let mut picture = jpx(Some(16), 3);
        picture.dict.set("ColorSpace", "DeviceRGB");
        placed(d, picture, 20);
    }),
    // Samples of other sizes than a byte.
    ("ink", |d| placed(d, of_bits("DeviceCMYK".into(), 4, 16, 230), 40)),
    ("ink", |d| placed(d, differing(16, 230), 40)),
    ("ink", |d| placed(d, differing(8, 230), 40)),
    ("ink", |d| placed(d, of_bits("DeviceCMYK".into(), 4, 4, 0xee), 40)),
    ("ink", |d| placed(d, of_bits("DeviceCMYK".into(), 4, 1, 0xff), 40)),
    ("ink", |d| {
        let table = Object::String(vec![0, 0, 0, 0, 230, 230, 230, 230], StringFormat::Hexadecimal);
        placed(d, of_bits(vec!["Indexed".into(), "DeviceCMYK".into(), 1.into(), table].into(), 1, 4, 0x11), 40);
    }),
    ("ink", |d| {
        let space = inks(d, &["Cyan", "Magenta", "None", "Yellow", "Black"]);
        with_space(d, "/Own cs 1 1 0 1 0.9 scn 100 100 20 20 re f", space);
    }),
    ("ink", |d| {
        let space = inks(d, &["Cyan", "Magenta", "None", "Yellow", "Black"]);
        placed(d, of_bits(space, 5, 8, 230), 40);
    }),
];

fn screen(more: &[(&str, Object)]) -> Dictionary {
    let mut screen = dictionary! { "Type" => "Halftone", "HalftoneType" => 1, "Frequency" => 150, "Angle" => 45, "SpotFunction" => "Round" };
    for (key, value) in more {
        screen.set(*key, value.clone());
    }
    screen
}

pub(super) const SUSPECTS: &[Break] = &[
    ("icc-gray", |d| {
        let gray = icc(d, 1);
        with_space(d, "/Own cs 0.2 scn 100 100 20 20 re f", gray);
    }),
    ("icc-gray", |d| {
        let gray = vec!["CalGray".into(), dictionary! { "WhitePoint" => numbers(&[0.95, 1.0, 1.09]) }.into()];
        placed(d, of_bits(gray.into(), 1, 8, 90), 40);
    }),
    ("icc-gray", |d| placed(d, jpx(Some(17), 1), 20)),
    ("icc-color", |d| placed(d, jpx(Some(16), 3), 20)),
    ("picture-unread", |d| {
        let mut picture = of_bits("DeviceCMYK".into(), 4, 1, 0x88);
        picture.dict.set("Filter", "JBIG2Decode");
        placed(d, picture, 40);
    }),
    ("picture-unread", |d| {
        let mut picture = image("DeviceCMYK", 4, 200, 90);
        picture.dict.set("Filter", "DCTDecode");
        picture.content = b"\xff\xd8 no picture".to_vec();
        placed(d, picture, 40);
    }),
];

/// Neighbours: each looks like one of the faults.
const SOUND: &[Break] = &[
    ("a wrong sum at the end of a stream", |d| {
        let mut stream = Stream::new(dictionary! {}, b"0 0 0 1 k 100 100 20 20 re f\n".repeat(500));
        stream.compress().expect("compressed");
        let end = stream.content.len();
        stream.content[end - 4..].fill(0);
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    }),
    ("dates that are the same moment in two zones, or absent", |d| drop(info(d).remove(b"ModDate"))),
    ("a page that asks to be shown with its bleed", |d| {
        let areas = dictionary! { "PrintArea" => "MediaBox", "ViewArea" => "BleedBox", "Direction" => "L2R" };
        catalog(d).set("ViewerPreferences", areas);
    }),
    ("layers that stay as they are", |d| {
        let other = dictionary! { "Name" => Object::string_literal("Other") };
        let layers = dictionary! { "OCGs" => Vec::<Object>::new(), "D" => dictionary! {}, "Configs" => vec![Object::Dictionary(other)] };
        catalog(d).set("OCProperties", layers);
    }),
    ("a bookmark that leads to a page", |d| {
        bookmark(d, dictionary! { "S" => "GoTo", "D" => Object::string_literal("one") });
    }),
    ("a halftone of the usual kind", |d| {
        with_state(d, dictionary! { "HT" => screen(&[("TransferFunction", "Identity".into())]) });
    }),
    ("a halftone by name", |d| with_state(d, dictionary! { "HT" => "Default" })),
    ("a halftone an ink", |d| {
        with_state(d, dictionary! { "HT" => dictionary! { "HalftoneType" => 5, "Default" => screen(&[]) } });
    }),
    ("spaces that need no resource", |d| paint(d, "/DeviceCMYK cs 0 0 0 1 sc 100 100 20 20 re f", dictionary! {})),
    ("a spot that is shown in inks", |d| {
        let gold = spot(d, "Gold", 0.5);
        with_space(d, "/Own cs 1 scn 100 100 20 20 re f", gold);
    }),
    ("an ink that prints nowhere, shown in anything", |d| {
        with_space(d, "/Own cs 1 scn 160 100 20 20 re f", separation("None", "DeviceRGB".into(), 3));
    }),
    ("a spot that is shown in a colour that means something", |d| {
        with_space(d, "/Own cs 1 scn 130 100 20 20 re f", separation("Silver", lab(), 3));
    }),
    ("gray of the press itself, and one that only masks", |d| {
        let gray = icc(d, 1);
        let mut mask = image("DeviceGray", 1, 200, 90);
        mask.dict.set("ColorSpace", gray);
        let mask = d.add_object(mask);
        let mut picture = image("DeviceGray", 1, 200, 90);
        picture.dict.set("SMask", mask);
        placed(d, picture, 40);
    }),
    ("JPEG 2000 in the inks that the file says", |d| {
        let mut picture = jpx(None, 2);
        picture.dict.set("ColorSpace", "DeviceGray");
        placed(d, picture, 20);
    }),
    ("JPEG 2000 that says inks itself", |d| placed(d, jpx(Some(12), 4), 20)),
    ("pictures of other bits within the limit", |d| {
        let sixteen = d.add_object(of_bits("DeviceCMYK".into(), 4, 16, 128));
        let [four, two, one] = [(4, 0x88), (2, 0x55), (1, 0x88)]
            .map(|(bits, byte)| d.add_object(of_bits("DeviceCMYK".into(), 4, bits, byte)));
        let all = dictionary! { "Sixteen" => sixteen, "Four" => four, "Two" => two, "One" => one };
        paint(d, "q 40 0 0 40 100 300 cm /Sixteen Do /Four Do /Two Do /One Do Q", dictionary! { "XObject" => all });
        let table = Object::String(vec![20, 20, 20, 20, 230, 230, 230, 230], StringFormat::Hexadecimal);
        placed(d, of_bits(vec!["Indexed".into(), "DeviceCMYK".into(), 1.into(), table].into(), 1, 4, 0), 40);
    }),
    ("a picture of 16 bits that is written as differences", |d| placed(d, differing(16, 128), 40)),
    ("a picture that is written as letters, which are brackets", |d| {
        let mut picture = image("DeviceGray", 1, 400, 90);
        picture.dict.set("Filter", "ASCII85Decode");
        picture.content = [b"<<(((".repeat(40_000), b"~>".to_vec()].concat();
        picture.dict.set("Length", 200_002);
        placed(d, picture, 60);
    }),
    ("much of an ink that prints nowhere", |d| {
        let space = inks(d, &["Cyan", "Magenta", "None", "Yellow"]);
        with_space(d, "/Own cs 0.9 0.9 1 0.9 scn 100 100 20 20 re f", space.clone());
        placed(d, of_bits(space, 4, 8, 220), 40);
    }),
];

#[test]
fn what_looks_like_a_fault_and_is_none_is_not_told() {
    let good = good();
    for (what, change) in SOUND {
        let bytes = broken(&good, change);
        assert_eq!(rules(&bytes, true), [""; 0], "{what}");
        assert_eq!(rules(&bytes, false), [""; 0], "{what}");
    }
}

#[test]
fn a_picture_that_is_too_large_to_be_looked_at_is_told() {
    let bytes = broken(&good(), |d| {
        let mut picture = image("DeviceCMYK", 4, 200, 90);
        picture.dict.set("Width", 19_000);
        picture.dict.set("Height", 19_000);
        placed(d, picture, 40);
    });
    assert_eq!(rules(&bytes, true), ["too-much"]);
}

/// The file again, its table of objects changed.
fn with_table(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>, usize)) -> Vec<u8> {
    let at = memchr::memmem::rfind(bytes, b"\nxref").expect("a table") + 1;
    let mut bytes = bytes.to_vec();
    change(&mut bytes, at);
    bytes
}

#[test]
fn a_table_that_leads_astray_is_told() {
    let good = broken(&good(), |_| {});
    // One object stands elsewhere, and the table itself does.
    let row = |bytes: &[u8], at: usize| at + memchr::memmem::find(&bytes[at..], b" n").expect("an entry") - 16;
    let astray = with_table(&good, |bytes, at| {
        let row = row(bytes, at);
        bytes[row + 9] = if bytes[row + 9] == b'7' { b'8' } else { b'7' };
        bytes[row + 8] = if bytes[row + 8] == b'7' { b'8' } else { b'7' };
    });
    assert_eq!(rules(&astray, true), ["xref"]);
    let away = with_table(&good, |bytes, _| {
        let at = memchr::memmem::rfind(bytes, b"startxref").expect("its place") + 10;
        let other = bytes[at] ^ 1;
        bytes[at] = other;
    });
    assert!(rules(&away, true).contains(&"xref".to_string()), "{:?}", rules(&away, true));
    // Bytes before the header, from which some count, are no matter; nor is a blank before an object.
    assert_eq!(rules(&[&b"some words\n"[..], &good].concat(), true), [""; 0]);
    // The table may be a stream.
    let mut document = Document::load_mem(&good).expect("a PDF");
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceStream;
    let mut packed = Vec::new();
    document.save_to(&mut packed).expect("written");
    assert_eq!(rules(&packed, true), [""; 0]);
}

#[test]
fn a_file_that_did_not_arrive_whole_is_told_so_and_nothing_else() {
    let good = good();
    for part in [2, 3, 9] {
        assert_eq!(rules(&good[..good.len() * part / 10], true), ["cut-off"], "{part} tenths");
    }
    // Blanks or a line more at its end are no matter.
    assert_eq!(rules(&[&good[..], b"\r\n\r\n"].concat(), true), [""; 0]);
}

#[test]
fn pages_behind_a_broken_one_are_still_read() {
    let bytes = broken(&good(), |d| {
        let last = d.page_iter().last().expect("a page");
        let red = d.add_object(Stream::new(dictionary! {}, b"1 0 0 rg 100 100 20 20 re f".to_vec()));
        d.get_dictionary_mut(last).expect("a page").set("Contents", red);
        let broken = Stream::new(dictionary! { "Filter" => "Other" }, b"x".to_vec()).with_compression(false);
        let broken = d.add_object(broken);
        page(d).set("Contents", broken);
    });
    let found = preflight::check(&bytes, &Limits::default()).findings;
    let found: Vec<_> =
        found.iter().filter(|found| found.is_error()).map(|found| (found.page, found.rule.name())).collect();
    assert_eq!(found, [(Some(1), "stream-broken"), (Some(2), "rgb")]);
}
