//! Verdicts on files that other programs write in their own ways: what is sound passes, and what is wrong in the same place is
//! found by its own rule.

use anpham::preflight::{self, Limits};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

use crate::harness::Project;
use crate::preflight::{broken, good, image, packet, page, paint, placed, rules, spot};

type Change = fn(&mut Document);

/// What is sound, and what is wrong beside it with its rule.
const PAIRS: &[(&str, &[Change], &str, &[Change])] = &[
    (
        "a TR that is no transfer function",
        &[
            |d| {
                // Of a soft mask (ISO 32000-1, 11.6.5.2).
                let form = Stream::new(
                    dictionary! {
                        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()],
                        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" },
                    },
                    b"0.5 g 0 0 50 50 re f".to_vec(),
                );
                let form = d.add_object(form);
                let mask = dictionary! { "Type" => "Mask", "S" => "Luminosity", "G" => form, "TR" => "Identity" };
                let mask = d.add_object(mask);
                let states = dictionary! { "Soft" => dictionary! { "SMask" => mask } };
                paint(d, "/Soft gs 0 0 0 0.5 k 100 100 20 20 re f", dictionary! { "ExtGState" => states });
            },
            |d| {
                // Names that somebody chose: a font, a role.
                let named = d.add_object(dictionary! { "TR" => "P", "TR2" => "H1" });
                page(d).set("PieceInfo", named);
            },
            |d| {
                let states = dictionary! { "Odd" => dictionary! { "TR2" => "Default" } };
                paint(d, "/Odd gs", dictionary! { "ExtGState" => states });
            },
        ],
        "transfer-function",
        &[
            |d| {
                // Among resources that no page names an object of.
                let state = d.add_object(dictionary! { "TR" => "Identity" });
                let id = d.add_object(dictionary! { "ExtGState" => dictionary! { "Odd" => state } });
                page(d).set("PieceInfo", id);
            },
            |d| {
                let states = dictionary! { "Odd" => dictionary! { "TR2" => "Identity" } };
                paint(d, "/Odd gs", dictionary! { "ExtGState" => states });
            },
        ],
    ),
    (
        "titles as they may be written",
        &[
            |d| {
                titles(
                    d,
                    b"Hai & ba <b\xf2n> \x85 \x8dCaf\xe9\x8e",
                    "Hai &amp; ba &lt;b&#xF2;n&gt; – &#8220;Caf\u{e9}”",
                );
            },
            |d| titles(d, b"  Thu  mua l\xfaa \r\n", "Thu mua lúa"),
            |d| titles(d, b"Thu mua", "Thu\n\t\tmua   "),
            |d| titles(d, b"\xfe\xff\x1e\xa4", "\u{1ea4}"),
            |d| titles(d, b"\xef\xbb\xbf\xe1\xba\xa4", "<![CDATA[\u{1ea4}]]>"),
            |d| {
                // The one for all languages, not the first.
                let all = "<rdf:Alt><rdf:li xml:lang=\"en\">Buying</rdf:li><rdf:li xml:lang=\"x-default\">Thu mua</rdf:li></rdf:Alt>";
                titles(d, b"Thu mua", "");
                title_element(d, all);
            },
        ],
        "x4-title",
        &[
            |d| titles(d, b"Thu mua l\xfaa", "Thu mua"),
            |d| titles(d, b"Thu mua", "Thu mua lúa"),
            |d| titles(d, b"Hai & ba", "Hai &amp;amp; ba"),
            |d| titles(d, b"  ", "  "),
        ],
    ),
    (
        "metadata in other encodings, with other prefixes and blanks",
        &[
            |d| encoded(d, |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            |d| encoded(d, |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
            |d| encoded(d, |text| text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
            |d| encoded(d, |text| format!("\u{feff}\r\n  {text}   \0\0").into_bytes()),
            |d| encoded(d, |text| text.replace("pdfxid:", "p-x4:").replace("xmlns:pdfxid", "xmlns:p-x4").into_bytes()),
            |d| packet(d, ">PDF/X-4<", ">\n  PDF/X-4 <"),
        ],
        "x4-identification",
        &[
            |d| {
                packet(d, ">PDF/X-4<", ">PDF/X-3<");
                encoded(d, |text| text.encode_utf16().flat_map(u16::to_le_bytes).collect());
            },
            |d| packet(d, ">PDF/X-4<", ">PDF/X-4p<"),
            // A prefix is not the namespace.
            |d| packet(d, "http://www.npes.org/pdfx/ns/id/", "http://www.example.org/id/"),
        ],
    ),
    (
        "white that clears what lies below",
        &[
            |d| white(d, dictionary! { "op" => true, "OPM" => 0 }, "0 0 0 0 k"),
            |d| white(d, dictionary! { "OP" => true }, "0 0 0 0 k"),
            |d| white(d, dictionary! { "op" => true }, "1 g"),
            |d| white(d, dictionary! { "op" => false, "OPM" => 1 }, "0 0 0 0 k"),
        ],
        "white-overprint",
        &[
            |d| white(d, dictionary! { "op" => true, "OPM" => 1 }, "0 0 0 0 k"),
            |d| white(d, dictionary! { "op" => true, "OPM" => 1 }, "1 g"),
            // Nothing of a spot leaves the other plates as they are, in any mode.
            |d| white(d, dictionary! { "op" => true }, "/Gold cs 0 scn"),
        ],
    ),
    (
        "a spot whose tint is written in several ways",
        &[
            |d| spots(d, [dictionary! { "N" => 1 }, dictionary! { "N" => Object::Real(1.0) }].map(power)),
            |d| spots(d, [power(dictionary! { "N" => 1 }), sampled(2)]),
            |d| spots(d, [power(dictionary! { "N" => 1 }), calculated("{ 0.5 mul 0 0 0 }")]),
            |d| spots(d, [calculated("{0.5 mul 0 0 0}"), calculated("{ 2 div  0 0 0 } ")]),
            |d| spots(d, [sampled(2), stitched()]),
        ],
        "spot-twice",
        &[
            |d| spots(d, [dictionary! { "N" => 1 }, dictionary! { "N" => 2 }].map(power)),
            |d| spots(d, [power(dictionary! { "N" => 1 }), calculated("{ 0.7 mul 0 0 0 }")]),
            |d| spots(d, [power(dictionary! { "N" => 3 }), stitched()]),
        ],
    ),
    (
        "a form without fields",
        &[|d| {
            let empty = dictionary! { "Fields" => Vec::<Object>::new(), "DA" => Object::string_literal("/Helv 0 Tf") };
            d.catalog_mut().expect("a catalog").set("AcroForm", empty);
        }],
        "form",
        &[|d| {
            let dynamic = dictionary! { "Fields" => Vec::<Object>::new(), "XFA" => Object::string_literal("<xdp/>") };
            d.catalog_mut().expect("a catalog").set("AcroForm", dynamic);
        }],
    ),
    (
        "a place to open the file at",
        &[
            |d| {
                let first = d.page_iter().next().expect("a page");
                let place: Object = vec![first.into(), "Fit".into()].into();
                let place = d.add_object(place);
                d.catalog_mut().expect("a catalog").set("OpenAction", place);
            },
            |d| {
                let first = d.page_iter().next().expect("a page");
                let shows = dictionary! { "S" => "GoTo", "D" => vec![first.into(), "Fit".into()] };
                d.catalog_mut().expect("a catalog").set("OpenAction", shows);
            },
        ],
        "action",
        &[|d| {
            let print = dictionary! { "S" => "Named", "N" => "Print" };
            d.catalog_mut().expect("a catalog").set("OpenAction", print);
        }],
    ),
    (
        "a header older than the catalog's version",
        &[|d| {
            d.version = "1.4".into();
            d.catalog_mut().expect("a catalog").set("Version", "1.6");
        }],
        "x4-version",
        &[|d| d.version = "1.4".into(), |d| d.catalog_mut().expect("a catalog").set("Version", "1.7")],
    ),
    (
        "identifiers in an object of their own",
        &[
            |d| {
                let own = d.trailer.get(b"ID").expect("identifiers").clone();
                let id = d.add_object(own);
                d.trailer.set("ID", id);
            },
            |d| {
                let one = d.add_object(Object::String(b"0123456789abcdef".to_vec(), StringFormat::Hexadecimal));
                d.trailer.set("ID", vec![one.into(), one.into()]);
            },
        ],
        "x4-id",
        &[
            |d| {
                let id = d.add_object(Object::Array(vec![]));
                d.trailer.set("ID", id);
            },
            |d| {
                // One is not two.
                let one = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Hexadecimal);
                d.trailer.set("ID", vec![one]);
            },
        ],
    ),
];

/// Gives a title in Info, as bytes of a text string, and in XMP, as it is written there.
fn titles(document: &mut Document, info: &[u8], xmp: &str) {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
    let title = Object::String(info.to_vec(), StringFormat::Hexadecimal);
    document.get_dictionary_mut(id).expect("Info").set("Title", title);
    title_element(document, &format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{xmp}</rdf:li></rdf:Alt>"));
}

fn title_element(document: &mut Document, inside: &str) {
    encoded_with(document, |text| {
        let (begin, end) = (text.find("<dc:title>").expect("a title") + 10, text.find("</dc:title>").expect("its end"));
        format!("{}{inside}{}", &text[..begin], &text[end..]).into_bytes()
    });
}

fn encoded(document: &mut Document, how: fn(&str) -> Vec<u8>) {
    encoded_with(document, how);
}

fn encoded_with(document: &mut Document, how: impl Fn(&str) -> Vec<u8>) {
    let id = document.catalog().and_then(|c| c.get(b"Metadata")).and_then(Object::as_reference).expect("metadata");
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { panic!("a stream") };
    let text = String::from_utf8(stream.content.clone()).expect("XMP");
    stream.set_plain_content(how(&text));
}

/// White in a state of graphics, on a tint.
fn white(document: &mut Document, state: Dictionary, colour: &str) {
    let gold = spot(document, "Gold", 0.5);
    let resources = dictionary! {
        "ExtGState" => dictionary! { "Over" => state }, "ColorSpace" => dictionary! { "Gold" => gold },
    };
    let operators = format!("0.2 0 0 0 k 90 90 40 40 re f /Over gs {colour} 100 100 20 20 re f");
    paint(document, &operators, resources);
}

/// A tint up to half cyan that is a power.
fn power(mut more: Dictionary) -> Object {
    more.extend(&dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => vec![0.into(); 4],
        "C1" => vec![Object::Real(0.5), 0.into(), 0.into(), 0.into()],
    });
    more.into()
}

fn unit() -> Object {
    [0, 1].repeat(4).into_iter().map(Object::from).collect::<Vec<_>>().into()
}

/// The same as so many samples of 16 bits.
fn sampled(count: u16) -> Object {
    let cyan = |n: u16| (f64::from(n) / f64::from(count - 1) * 32767.5).round() as u16;
    let sample = |n: u16| [cyan(n), 0, 0, 0].map(u16::to_be_bytes).concat();
    let dict = dictionary! {
        "FunctionType" => 0, "Domain" => vec![0.into(), 1.into()], "Range" => unit(), "Size" => vec![i64::from(count).into()],
        "BitsPerSample" => 16,
    };
    Stream::new(dict, (0..count).flat_map(sample).collect()).into()
}

/// A tint that is computed.
fn calculated(program: &str) -> Object {
    let dict = dictionary! { "FunctionType" => 4, "Domain" => vec![0.into(), 1.into()], "Range" => unit() };
    Stream::new(dict, program.as_bytes().to_vec()).into()
}

/// Two halves of one line, each a function.
fn stitched() -> Object {
    let half = |from: f32, to: f32| -> Object {
        let colour = |cyan: f32| vec![Object::Real(cyan), 0.into(), 0.into(), 0.into()];
        dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()], "C0" => colour(from), "C1" => colour(to),
        }
        .into()
    };
    dictionary! {
        "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Functions" => vec![half(0.0, 0.25), half(0.25, 0.5)],
        "Bounds" => vec![Object::Real(0.5)], "Encode" => vec![0.into(), 1.into(), 0.into(), 1.into()],
    }
    .into()
}

/// Two spaces of one spot, painted with.
fn spots(document: &mut Document, tints: [Object; 2]) {
    let [one, two] = tints.map(|tint| {
        let tint = document.add_object(tint);
        Object::Array(vec!["Separation".into(), "Gold".into(), "DeviceCMYK".into(), tint.into()])
    });
    paint(
        document,
        "/One cs 1 scn 100 100 20 20 re f /Two cs 1 scn 130 100 20 20 re f",
        dictionary! { "ColorSpace" => dictionary! { "One" => one, "Two" => two } },
    );
}

#[test]
fn what_is_sound_passes_and_what_is_wrong_beside_it_is_found_by_its_own_rule() {
    let good = good();
    let mut wrong = vec![];
    for (what, sound, rule, bad) in PAIRS {
        for (n, change) in sound.iter().enumerate() {
            let found = rules(&broken(&good, change), true);
            if !found.is_empty() {
                wrong.push(format!("{what} ({n}): {found:?}"));
            }
        }
        for (n, change) in bad.iter().enumerate() {
            let found = rules(&broken(&good, change), true);
            if found != [*rule] {
                wrong.push(format!("not {what} ({n}): {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file with a table, a comment in its trailer, and the place of the table.
fn with_trailer(change: impl FnOnce(&mut Document)) -> (String, Vec<u8>, usize) {
    let bytes = broken(&good(), change);
    let at = |needle: &[u8]| bytes.windows(needle.len()).rposition(|window| window == needle).expect("its place");
    let (trailer, startxref) = (at(b"trailer"), at(b"startxref"));
    let table = std::str::from_utf8(&bytes[startxref + 9..]).expect("a number").trim();
    let table = table.split_whitespace().next().expect("a number").parse().expect("a number");
    let text = String::from_utf8_lossy(&bytes[trailer + 7..startxref]).into_owned();
    (text, bytes[..trailer].to_vec(), table)
}

#[test]
fn identifiers_count_in_any_trailer_and_after_a_comment() {
    let (trailer, before, table) = with_trailer(|_| {});
    let file = |trailer: &str, end: &str| [&before[..], b"trailer", trailer.as_bytes(), end.as_bytes()].concat();
    let end = format!("startxref\n{table}\n%%EOF\n");
    assert_eq!(rules(&file(&trailer, &end), true), [""; 0], "as it was");
    let commented = trailer.replace("/ID", "% /ID of nobody ]\n/ID % the identifiers [\n");
    assert_eq!(rules(&file(&commented, &end), true), [""; 0], "after comments");
    let (only, ..) = with_trailer(|d| drop(d.trailer.remove(b"ID")));
    assert_eq!(rules(&file(&only.replace("<<", "<< % /ID [(a) (b)]\n"), &end), true), ["x4-id"], "in a comment");

    // A table and a trailer more, as in files that were changed or are laid out for the web: what the file begins to read has all,
    // or has nothing but the way to the other.
    let more = |trailer: &str, added: &str| {
        let mut bytes = file(trailer, &end);
        let second = bytes.len();
        bytes.extend_from_slice(format!("xref\n0 0\ntrailer\n{added}\nstartxref\n{second}\n%%EOF\n").as_bytes());
        bytes
    };
    let root = trailer.split("/Root").nth(1).and_then(|rest| rest.split('R').next()).expect("a catalog");
    let bare = format!("<< /Size 1 /Root{root}R /Prev {table} >>");
    assert_eq!(rules(&more(&trailer, &bare), true), [""; 0], "in the first alone");
    assert_eq!(rules(&more(&only, &bare), true), ["x4-id"], "in none");
    let full = trailer.trim().trim_end_matches(">>").to_string() + &format!("/Prev {table} >>");
    assert_eq!(rules(&more(&only, &full), true), [""; 0], "in the last alone");
    // What a stream holds is no trailer.
    let (quoted, before, table) = with_trailer(|d| {
        d.trailer.remove(b"ID");
        let stream = Stream::new(dictionary! {}, b"trailer << /ID [(a) (b)] /Encrypt 1 0 R >>".to_vec());
        let id = d.add_object(stream.with_compression(false));
        page(d).set("PieceInfo", id);
    });
    let end = format!("startxref\n{table}\n%%EOF\n");
    let bytes = [&before[..], b"trailer", quoted.as_bytes(), end.as_bytes()].concat();
    assert_eq!(rules(&bytes, true), ["x4-id"]);
}

#[test]
fn the_bytes_of_streams_are_not_read_as_syntax() {
    let good = good();
    let bare = |space: &str, channels: usize, data: Vec<u8>| {
        let mut picture = image(space, channels, 600, 0);
        picture.content = data;
        picture.with_compression(false)
    };
    let grey = |value: u8| vec![value; 600 * 600];
    // A grey that is written as a bracket, a photograph of any bytes, and words of another file.
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 26) as u8 + 0x30
    });
    let mut pictures = vec![bare("DeviceGray", 1, grey(b'[')), bare("DeviceGray", 1, grey(b'<'))];
    pictures.push(bare("DeviceCMYK", 4, noise.take(600 * 600 * 4).collect()));
    let words =
        b"1 0 obj << /F (other.bin) /Length 9 >> stream startxref trailer /Encrypt /ObjStm [[[[ << ".repeat(16_000);
    pictures.push(bare("DeviceGray", 1, words[..600 * 600].to_vec()));
    for (n, picture) in pictures.into_iter().enumerate() {
        let bytes = broken(&good, |d| placed(d, picture, 120));
        assert_eq!(rules(&bytes, true), [""; 0], "picture {n}");
    }
    let inline = broken(&good, |d| {
        let operators = format!("q 10 0 0 10 100 100 cm BI /W 60 /H 60 /BPC 8 /CS /G ID {} EI Q", "[".repeat(3600));
        paint(d, &operators, dictionary! {});
    });
    assert_eq!(rules(&inline, true), [""; 0], "an inline picture");
    // What is syntax still counts, beside such a picture too.
    let deep = broken(&good, |d| {
        let mut nested = Object::Null;
        for _ in 0..90 {
            nested = Object::Array(vec![nested]);
        }
        let id = d.add_object(nested);
        page(d).set("PieceInfo", id);
        placed(d, bare("DeviceGray", 1, grey(b'<')), 120);
    });
    assert_eq!(rules(&deep, true), [""; 0]);
    let text = String::from_utf8_lossy(&deep).into_owned();
    assert!(text.contains(&"[".repeat(90)), "written plainly");
    let at = deep.windows(90).position(|window| window == [b'['; 90]).expect("its place");
    let deeper = [&deep[..at], &b"[".repeat(5_000), &b"]".repeat(5_000), &deep[at..]].concat();
    assert!(rules(&deeper, true).contains(&"too-much".to_string()));
}

#[test]
fn the_worst_of_a_page_is_told() {
    let bytes = broken(&good(), |d| {
        placed(d, image("DeviceGray", 1, 100, 90), 60);
        let picture = d.add_object(image("DeviceGray", 1, 100, 90));
        let resources = dictionary! { "XObject" => dictionary! { "Worst" => picture } };
        let operators = "q 100 0 0 100 200 300 cm /Worst Do Q 1 1 0.9 0.2 k 100 100 20 20 re f 1 1 1 1 k 150 100 20 20 re f \
            0.1 w 0 0 0 1 K 100 200 m 200 200 l S 0.05 w 100 210 m 200 210 l S";
        paint(d, operators, resources);
        placed(d, image("DeviceGray", 1, 100, 90), 55);
    });
    let verdict = preflight::check(&bytes, &Limits::default());
    let told = |rule: &str| {
        let found = verdict.findings.iter().find(|found| found.rule.name() == rule).expect("found");
        found.message.args.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    assert!(told("picture-coarse").contains(&"72".to_string()), "{:?}", told("picture-coarse"));
    assert!(told("ink").contains(&"400".to_string()), "{:?}", told("ink"));
    assert!(told("hairline").contains(&"0.050".to_string()), "{:?}", told("hairline"));
    assert_eq!(verdict.findings.iter().filter(|found| found.rule.name() == "ink").count(), 1, "each once a page");
}

#[test]
fn a_path_that_is_not_there_does_not_hide_the_other_verdicts() {
    let project = Project::new();
    let good = good();
    project
        .file("tot.pdf", &good)
        .file("sau.pdf", broken(&good, |d| paint(d, "1 0 0 rg 100 100 20 20 re f", dictionary! {})));
    let run = project.run(["preflight", "tot.pdf", "khong-co.pdf", "sau.pdf", "--lang", "en"]).fails(3);
    run.stdout_contains("tot.pdf: fit for the press").stdout_contains("[rgb]").stdout_contains("khong-co.pdf");
    let json = project.run(["preflight", "--json", "khong-co.pdf", "sau.pdf"]).fails(3).json();
    assert_eq!(json["files"][0]["findings"][0]["rule"], "rgb");
    assert!(json["diagnostics"].to_string().contains("khong-co.pdf"), "{json:#}");
}
