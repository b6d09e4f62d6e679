//! Variants of preflight: each rule that one adds, and each number that it holds a file to, with a file that is just within.

use anpham::preflight::{self, Limits};
use lopdf::{Dictionary, Document, Object, dictionary};

use crate::harness::Project;
use crate::preflight::{broken, good, image, page, paint, placed, spot};

type Change = fn(&mut Document);

/// What a variant tells of a file, errors and warnings.
fn told(bytes: &[u8], variant: &str) -> Vec<&'static str> {
    let limits = preflight::variant(variant).unwrap_or_else(|| panic!("no variant {variant}"));
    let mut rules: Vec<&str> = preflight::check(bytes, &limits).findings.iter().map(|f| f.rule.name()).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn with_spots(document: &mut Document, names: &[&str]) {
    let (mut spaces, mut operators) = (Dictionary::new(), String::new());
    for (n, name) in names.iter().enumerate() {
        let space = spot(document, name, 0.5);
        spaces.set(format!("Own{n}"), space);
        operators += &format!("/Own{n} cs 1 scn {} 100 20 20 re f ", 100 + 30 * n);
    }
    paint(document, &operators, dictionary! { "ColorSpace" => spaces });
}

/// Every font of the file under another name.
fn renamed(document: &mut Document, to: &str) {
    for object in document.objects.values_mut() {
        if let Object::Dictionary(dict) = object
            && dict.has_type(b"Font")
        {
            dict.set("BaseFont", to);
        }
    }
}

/// A picture of 200 pixels on so many points.
fn picture(document: &mut Document, side: u32) {
    placed(document, image("DeviceGray", 1, 200, 90), side);
}

/// A variant, a rule, what breaks it alone, and what is just within.
const PAIRS: &[(&str, &str, Change, Change)] = &[
    ("gwg2022-sheetfed", "spot-ink", |d| with_spots(d, &["Gold"]), |d| with_spots(d, &["Black"])),
    (
        "gwg2022-sheetfed",
        "black-text",
        |d| paint(d, "BT /f0 11.9 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| paint(d, "BT /f0 12 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
    ),
    (
        "newspaper",
        "black-text",
        |d| paint(d, "BT /f0 9 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| {
            let states = dictionary! { "Own" => dictionary! { "OP" => true, "op" => true, "OPM" => 1 } };
            paint(d, "/Own gs BT /f0 9 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! { "ExtGState" => states });
        },
    ),
    ("gwg2022-sheetfed", "courier", |d| renamed(d, "AAAAAA+Courier-Bold"), |d| renamed(d, "AAAAAA+Currier")),
    ("large-format", "courier", |d| renamed(d, "AAAAAA+CourierNew"), |d| renamed(d, "AAAAAA+Mono")),
    (
        "gwg2022-digital",
        "spot-alike",
        |d| with_spots(d, &["PANTONE 871 C", "Pantone 871C"]),
        |d| with_spots(d, &["PANTONE 871 C", "PANTONE 872 C"]),
    ),
    ("newspaper", "spot-alike", |d| with_spots(d, &["black", "Black"]), |d| with_spots(d, &["Blue", "Black"])),
    (
        "gwg2022-sheetfed",
        "ink",
        |d| paint(d, "0.8 0.8 0.8 0.82 k 100 100 20 20 re f", dictionary! {}),
        |d| paint(d, "0.8 0.8 0.8 0.8 k 100 100 20 20 re f", dictionary! {}),
    ),
    (
        "newspaper",
        "ink",
        |d| paint(d, "0.6 0.6 0.6 0.67 k 100 100 20 20 re f", dictionary! {}),
        |d| paint(d, "0.6 0.6 0.6 0.65 k 100 100 20 20 re f", dictionary! {}),
    ),
    ("gwg2022-sheetfed", "picture-soft", |d| picture(d, 65), |d| picture(d, 64)),
    ("newspaper", "picture-soft", |d| picture(d, 98), |d| picture(d, 96)),
    (
        "gwg2022-sheetfed",
        "hairline",
        |d| paint(d, "0.12 w 0 0 0 1 K 100 100 m 150 100 l S", dictionary! {}),
        |d| paint(d, "0.125 w 0 0 0 1 K 100 100 m 150 100 l S", dictionary! {}),
    ),
    (
        "newspaper",
        "hairline",
        |d| paint(d, "0.24 w 1 1 0 0 K 100 100 m 150 100 l S", dictionary! {}),
        |d| paint(d, "0.25 w 1 1 0 0 K 100 100 m 150 100 l S", dictionary! {}),
    ),
    (
        "gwg2022-digital",
        "tiny-text",
        |d| paint(d, "BT /f0 4.9 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| paint(d, "BT /f0 5 Tf 0 0 0 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
    ),
    (
        "gwg2022-digital",
        "small-text",
        |d| paint(d, "BT /f0 7.9 Tf 1 1 0 0 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| paint(d, "BT /f0 8 Tf 1 1 0 0 k 100 100 Td <0001> Tj ET", dictionary! {}),
    ),
    (
        "gwg2022-digital",
        "white-text",
        |d| paint(d, "BT /f0 7.9 Tf 0 0 0 0 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| paint(d, "BT /f0 8 Tf 0 0 0 0 k 100 100 Td <0001> Tj ET", dictionary! {}),
    ),
    (
        "gwg2022-digital",
        "rich-black",
        |d| paint(d, "BT /f0 11.9 Tf 0.3 0.3 0.3 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
        |d| paint(d, "BT /f0 12 Tf 0.3 0.3 0.3 1 k 100 100 Td <0001> Tj ET", dictionary! {}),
    ),
    ("pdfx4", "rgb", |d| paint(d, "1 0 0 rg 100 100 20 20 re f", dictionary! {}), |d| with_spots(d, &["All"])),
    (
        "pdfx4",
        "lzw",
        |d| {
            let mut lzw = image("DeviceGray", 1, 200, 90);
            lzw.dict.set("Filter", "LZWDecode");
            placed(d, lzw, 20);
        },
        |d| picture(d, 300),
    ),
];

#[test]
fn what_a_variant_adds_is_found_alone_and_what_is_just_within_is_not() {
    let good = good();
    for variant in preflight::variants() {
        assert_eq!(told(&good, variant), [""; 0], "the good file as {variant}");
    }
    let mut wrong = vec![];
    for (n, (variant, rule, breaks, within)) in PAIRS.iter().enumerate() {
        let (broke, fine) = (told(&broken(&good, breaks), variant), told(&broken(&good, within), variant));
        if broke != [*rule] || !fine.is_empty() {
            wrong.push(format!("{variant} {rule} ({n}): {broke:?}, just within {fine:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn coarse_pictures_are_errors_below_the_number_of_the_variant() {
    let good = good();
    let of = |variant: &str, side: u32| told(&broken(&good, |d| picture(d, side)), variant);
    assert_eq!(of("gwg2022-sheetfed", 97), ["picture-coarse"]);
    assert_eq!(of("gwg2022-sheetfed", 96), ["picture-soft"]);
    assert_eq!(of("newspaper", 147), ["picture-coarse"]);
    assert_eq!(of("newspaper", 145), ["picture-soft"]);
    // No number, no rule.
    assert_eq!(of("large-format", 400), [""; 0]);
    assert_eq!(of("gwg2022-digital", 400), [""; 0]);
}

#[test]
fn a_variant_turns_rules_off() {
    let good = good();
    let scaled: Change = |d| page(d).set("UserUnit", Object::Real(2.0));
    let is_told = |variant: &str, rule: &str, change: Change| told(&broken(&good, change), variant).contains(&rule);
    assert!(is_told("gwg2022-sheetfed", "page-unit", scaled) && !is_told("large-format", "page-unit", scaled));
    let all: Change = |d| with_spots(d, &["All"]);
    assert!(is_told("newspaper", "spot-all", all) && !is_told("pdfx4", "spot-all", all));
    let white: Change = |d| {
        let states = dictionary! { "Own" => dictionary! { "OP" => true, "op" => true, "OPM" => 1 } };
        paint(d, "/Own gs 0 0 0 0 k 100 100 20 20 re f", dictionary! { "ExtGState" => states });
    };
    assert!(is_told("gwg2022-digital", "white-overprint", white) && !is_told("pdfx4", "white-overprint", white));
    // What only variants ask for is not asked of other files.
    let usual = preflight::check(&broken(&good, |d| with_spots(d, &["Gold"])), &Limits::default());
    assert_eq!(usual.findings, []);
}

#[test]
fn the_command_knows_variants_and_conditions() {
    let project = Project::new();
    project.file("a.pdf", good());
    project.file("thick.pdf", broken(&good(), |d| paint(d, "1 1 1 1 k 100 100 20 20 re f", dictionary! {})));
    project.run(["preflight", "a.pdf", "--variant", "gwg2022-sheetfed", "--condition", "FOGRA39"]).succeeds();
    let other = project.run(["preflight", "a.pdf", "--condition", "FOGRA51"]).fails(1);
    other.stdout_contains("[condition]").stdout_contains("FOGRA39");
    // A number that is typed is judged, also where the variant has none.
    project.run(["preflight", "thick.pdf", "--variant", "gwg2022-digital"]).succeeds();
    let held = project.run(["preflight", "thick.pdf", "--variant", "gwg2022-digital", "--ink-limit", "300"]).fails(1);
    held.stdout_contains("[ink]");
    project.run(["preflight", "a.pdf", "--variant", "other"]).fails(2);
}

#[test]
fn every_number_of_a_variant_says_where_it_comes_from_in_the_docs() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/preflight.md");
    let docs = std::fs::read_to_string(docs).expect("docs/preflight.md");
    for variant in preflight::variants() {
        assert!(docs.contains(&format!("`{variant}`")), "{variant} is not in docs/preflight.md");
        for (name, value, clause, source) in preflight::variant_numbers(variant) {
            let row = format!("| {variant} | {name} | {value} | {clause} | {source} |");
            assert!(docs.contains(&row), "docs/preflight.md lacks\n{row}");
        }
    }
}
