//! What goes to the press: PDF/X-4, inks alone, and a press of the campaign's own. `src/pdf/PDFX4.md` names these tests.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object};

use crate::harness::Project;
use crate::pdf::dump;
use crate::small::fixture;
use crate::{pdf, real};

const OUTPUT: &str = "output/print/khoa-hoc/nong-dan/anh.leaflet.pdf";

/// A campaign with one leaflet that shows `pictures` of `tests/fixtures/pictures`.
fn with_pictures(pictures: &[&str]) -> Project {
    let read = |name: &&str| {
        let bytes = std::fs::read(fixture("fixtures/pictures").join(name)).expect("a picture");
        (name.to_string(), bytes)
    };
    with_files(&pictures.iter().map(read).collect::<Vec<_>>())
}

/// The same with pictures that are made for it.
pub(crate) fn with_files(pictures: &[(String, Vec<u8>)]) -> Project {
    let project = Project::campaign();
    let entries = std::fs::read_dir(project.path("content")).expect("content").flatten();
    let directive = entries.map(|entry| entry.path()).find(|path| path.is_dir()).expect("a directive");
    std::fs::rename(directive, project.path("content/khoa-hoc")).expect("renamed");
    let mut text = String::from(
        "---\ntitle: Ảnh đi in\nsummary: Một câu tóm tắt để thử ảnh khi đi in.\nformats: [leaflet]\n---\n\nẢnh chụp ở vườn.\n\n## Mặt sau\n\n",
    );
    for (picture, bytes) in pictures {
        project.file(&format!("content/khoa-hoc/nong-dan/{picture}"), bytes);
        text += &format!("![Một tấm ảnh]({picture}){{width=20%}}\n\n");
    }
    project.file("content/khoa-hoc/nong-dan/anh.md", text);
    if !pictures.is_empty() {
        // They are tiny, to keep the tests quick.
        let campaign = project.read("anpham.toml");
        let press = "[profiles.print]\nkind = \"print\"\nppi-error = 10\nppi-warn = 10\n";
        project.file("anpham.toml", format!("{campaign}\n{press}"));
    }
    project
}

pub(crate) fn print(project: &Project) -> Vec<u8> {
    project.run(["build", "--profile", "print"]).succeeds();
    std::fs::read(project.path(OUTPUT)).expect("a print file")
}

pub(crate) fn images(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let mut found = Vec::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = &object else { continue };
        if pdf::is_image(stream) {
            let space = format!("{:?}", stream.dict().get::<Object>("ColorSpace"));
            let data = if pdf::name(stream.dict(), "Filter") == "DCTDecode" {
                vec![]
            } else {
                stream.decoded().expect("pixels").to_vec()
            };
            found.push((space, data));
        }
    }
    found
}

#[test]
fn every_print_file_declares_pdfx_4() {
    let shop = real::shop(None);
    for job in real::one_a_format(&shop, "print") {
        let bytes = real::pdf(&shop, &job).bytes;
        let text = dump(&bytes);
        let output = &job.output;
        assert!(bytes.starts_with(b"%PDF-1.6\n"), "{output}");
        for (needle, times) in [
            ("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", 1),
            ("<pdf:Trapped>False</pdf:Trapped>", 1),
            ("<xmpMM:VersionID>1</xmpMM:VersionID>", 1),
            ("<xmpMM:RenditionClass>default</xmpMM:RenditionClass>", 1),
            ("<xmp:MetadataDate>2026-11-23T00:00:00Z</xmp:MetadataDate>", 1),
            ("<xmpMM:DocumentID>uuid:", 1),
            ("/Trapped/False", 1),
            ("/DestOutputProfile", 1),
            ("(FOGRA39)", 1),
            ("/StructTreeRoot", 0),
            ("/Annots", 0),
            ("/Outlines", 0),
            ("/Encrypt", 0),
        ] {
            // The dictionary of each object is searched as it is written, but for blanks between name and name.
            let found = text.replace("/Trapped /False", "/Trapped/False").matches(needle).count();
            assert_eq!(found, times, "{output}: {needle}");
        }
        let pdf = Pdf::new(bytes.clone()).expect("a PDF");
        let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id()).expect("a catalog");
        let intents = catalog.get::<Array>("OutputIntents").expect("intents");
        let kinds: Vec<_> = intents.iter::<Dict>().map(|intent| pdf::name(&intent, "S")).collect();
        assert_eq!(kinds, ["GTS_PDFX"], "{output}");
        for page in pdf.pages().iter() {
            let raw = page.raw();
            assert!(raw.contains_key("TrimBox") && raw.contains_key("BleedBox"), "{output}: boxes");
            assert!(!raw.contains_key("CropBox") && !raw.contains_key("ArtBox"), "{output}: boxes");
            let group = raw.get::<Dict>("Group").expect("a page group");
            assert_eq!(
                format!("{:?}", group.get::<Object>("CS").and_then(Object::into_name).map(|n| n.as_str().to_string())),
                "Some(\"DeviceCMYK\")"
            );
        }
        // Metadata is read without a filter: not compressed.
        assert!(String::from_utf8_lossy(&bytes).contains("pdfxid:GTS_PDFXVersion"), "{output}: XMP is compressed");
    }
}

#[test]
fn pictures_go_to_the_press_in_inks() {
    let project = with_pictures(&["rgb.png", "rgb.jpg", "gray.png", "alpha.png", "cmyk.jpg", "flat.svg"]);
    let bytes = print(&project);
    let found = images(&bytes);
    let of = |space: &str| found.iter().filter(|(name, _)| name.contains(space)).count();
    // Three in colour, one that is in inks already; grey, and the soft mask of the transparent one.
    assert_eq!(
        (of("DeviceCMYK"), of("DeviceGray"), found.len()),
        (4, 2, 6),
        "{:?}",
        found.iter().map(|f| &f.0).collect::<Vec<_>>()
    );
    for (space, data) in &found {
        if space.contains("DeviceCMYK") && !data.is_empty() {
            assert_eq!(data.len(), 48 * 32 * 4);
            let most =
                data.chunks(4).map(|c| c.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>()).fold(0.0, f64::max);
            assert!(most > 50.0 && most <= 302.0, "{most} % of ink");
        }
    }
    let text = dump(&bytes);
    for name in ["DeviceRGB", "ICCBased", "CalRGB"] {
        assert!(!text.contains(name), "{name} in a print file");
    }
    assert_eq!(pdf::pictures(&bytes), 6);
}

#[test]
fn a_coarse_picture_is_kept_from_the_press_with_page_and_place() {
    let project = with_pictures(&["rgb.png"]);
    project.edit("anpham.toml", "ppi-error = 10\n", "ppi-error = 100\n");
    let run = project.run(["build", "--profile", "print", "--lang", "en"]).fails(1);
    run.stdout_contains("a picture has 48 pixels per inch only; 100 are the least").stdout_contains("on page 2, ");
    assert!(!project.has(OUTPUT), "written all the same");
}

#[test]
fn a_gradient_in_rgb_is_refused_with_its_reason() {
    let project = with_pictures(&["gradient.svg"]);
    let run = project.run(["build", "--profile", "print", "--lang", "en"]).fails(1);
    // The line that names the drawing is said.
    run.stdout_contains("the drawing `content/khoa-hoc/nong-dan/gradient.svg` has a gradient")
        .stdout_contains("flat colours")
        .stdout_contains("anh.md:11");
    assert!(!project.has(OUTPUT), "written all the same");
    project.run(["build", "--profile", "screen"]).succeeds();
}

#[test]
fn a_press_of_the_campaigns_own_is_declared() {
    let project = with_pictures(&[]);
    let icc = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/icc/ISOcoated_v2_300_bas.icc"));
    project.file("nha-in.icc", icc.expect("the shipped profile"));
    let campaign = project.read("anpham.toml");
    let press = "[profiles.print]\nkind = \"print\"\nicc = \"nha-in.icc\"\ncondition = \"NHA-IN-A\"\nbleed = { top = 3, right = 3, bottom = 3 }\n";
    project.file("anpham.toml", format!("{campaign}\n{press}"));
    let bytes = print(&project);
    assert!(dump(&bytes).contains("(NHA-IN-A)"));
    // A name of the house is not one of the registry.
    assert!(!dump(&bytes).contains("RegistryName"));
    let boxes = pdf::first_page(&bytes);
    let (width, height) = boxes.trim_mm();
    assert!((boxes.width_mm - width - 3.0).abs() < 0.05, "no bleed at the spine: {boxes:?}");
    assert!((boxes.height_mm - height - 6.0).abs() < 0.05, "{boxes:?}");

    // What the profile is made for is what it may be called.
    project.edit("anpham.toml", "NHA-IN-A", "FOGRA39");
    let registered = dump(&print(&project));
    assert!(registered.contains("(FOGRA39)") && registered.contains("RegistryName"));
    project.edit("anpham.toml", "FOGRA39", "FOGRA51");
    let refused = project.run(["check", "--lang", "en"]).fails(1);
    refused
        .stdout_contains("`nha-in.icc` is a profile of FOGRA39, and `condition` says FOGRA51")
        .stdout_contains("anpham.toml");
    project.edit("anpham.toml", "FOGRA51", "FOGRA39");

    // Another profile is another file: the cache must see it.
    let mut changed = std::fs::read(project.path("nha-in.icc")).expect("the profile");
    let last = changed.len() - 1;
    changed[last] ^= 1;
    project.file("nha-in.icc", changed);
    let before = std::fs::read(project.path(OUTPUT)).expect("a file");
    assert_ne!(print(&project), before, "another profile, the same file");
}

#[test]
fn what_is_no_press_is_refused_at_its_line() {
    let project = with_pictures(&[]);
    let campaign = project.read("anpham.toml");
    let screen = moxcms::ColorProfile::new_srgb().encode().expect("a profile");
    project.file("man-hinh.icc", screen).file("rac.icc", "not a profile");
    let tried = |press: &str| {
        project.file("anpham.toml", format!("{campaign}\n[profiles.nha-in]\nkind = \"print\"\n{press}\n"));
        project.run(["check", "--json"]).fails(1).json().to_string()
    };
    assert!(tried("icc = \"man-hinh.icc\"\ncondition = \"X\"").contains("content-icc-class"));
    assert!(tried("icc = \"rac.icc\"\ncondition = \"X\"").contains("content-icc-unreadable"));
    assert!(tried("icc = \"khong-co.icc\"\ncondition = \"X\"").contains("content-icc-missing"));
    assert!(tried("icc = \"man-hinh.icc\"").contains("content-icc-condition"));
    assert!(tried("marks = [\"crops\"]").contains("crop"));
    // A condition is that of a profile, and bleed is what the layout has.
    assert!(tried("condition = \"FOGRA51\"").contains("content-condition-icc"));
    let wide = "bleed = { top = 5, right = 5, bottom = 5, left = 5 }";
    project.file("anpham.toml", format!("{campaign}\n[profiles.nha-in]\nkind = \"print\"\n{wide}\n"));
    let told = project.run(["check", "--json", "--profile", "nha-in"]).fails(1).json().to_string();
    assert!(told.contains("pdf-bleed"), "{told}");
    let screen = format!("{campaign}\n[profiles.nha-in]\nkind = \"screen\"\nmarks = [\"crop\"]\n");
    project.file("anpham.toml", screen);
    let told = project.run(["check", "--json"]).succeeds().json().to_string();
    assert!(told.contains("content-press-screen"), "{told}");
}

#[test]
fn info_and_metadata_say_the_same() {
    let shop = real::shop(None);
    let job = &real::one_a_format(&shop, "print")[0];
    let bytes = real::pdf(&shop, job).bytes;
    let pdf = Pdf::new(bytes.clone()).expect("a PDF");
    let info = pdf.metadata();
    let utf16 = |bytes: &[u8]| {
        let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).expect("UTF-16")
    };
    let packet = String::from_utf8_lossy(&bytes).into_owned();
    let title = utf16(info.title.as_deref().expect("a title"));
    assert!(packet.contains(&format!("xml:lang=\"x-default\">{title}</rdf:li>")), "{title:?}");
    let author = utf16(info.author.as_deref().expect("an author"));
    assert!(packet.contains(&format!("<rdf:li>{author}</rdf:li>")), "{author:?}");
    let tool = String::from_utf8(info.creator.clone().expect("a creator")).expect("text");
    assert!(packet.contains(&format!("<xmp:CreatorTool>{tool}</xmp:CreatorTool>")), "{tool:?}");
}

/// The list of what the standard asks names tests that there are.
#[test]
fn the_list_of_the_standard_names_real_tests() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = std::fs::read_to_string(root.join("src/pdf/PDFX4.md")).expect("the list");
    let mut sources = String::new();
    for folder in ["src/pdf", "tests/suite"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder").flatten() {
            if entry.path().extension().is_some_and(|ext| ext == "rs") {
                sources += &std::fs::read_to_string(entry.path()).expect("a source");
            }
        }
    }
    let mut enforced = 0;
    for row in list.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Requirement")) {
        let cells: Vec<&str> = row.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        let [_, state, tests] = cells[..] else { panic!("three cells: {row}") };
        if state == "enforced" {
            enforced += 1;
            assert!(!tests.is_empty(), "no test: {row}");
            for test in tests.split(", ").map(|name| name.trim_matches('`')) {
                assert!(sources.contains(&format!("fn {test}()")), "no such test: {test}");
            }
        } else {
            let known = ["impossible: ", "author", "open"];
            assert!(tests.is_empty() && known.iter().any(|known| state.starts_with(known)), "{row}");
        }
    }
    assert!(enforced > 15, "{enforced} lines");
}

const MARKED: &str =
    "[profiles.print]\nkind = \"print\"\nmarks = [\"crop\", \"registration\", \"fold\", \"colour-bar\", \"slug\"]\n";

/// Boxes of a page in points: left, bottom, right, top.
fn edges(page: &hayro_syntax::page::Page, name: &str) -> [f32; 4] {
    let array = page.raw().get::<Array>(name).expect("a box");
    array.iter::<f32>().collect::<Vec<_>>().try_into().expect("four numbers")
}

/// The end points of all lines of a page that are stroked by themselves, and where patches begin.
fn lines(page: &hayro_syntax::page::Page) -> (Vec<[f64; 4]>, Vec<[f64; 4]>) {
    let numbers = |operands: Vec<&Object>| -> Vec<f64> {
        operands.into_iter().filter_map(|o| if let Object::Number(n) = o { Some(n.as_f64()) } else { None }).collect()
    };
    let content = page.page_stream().unwrap_or_default();
    // What the marks are comes after the page's own content.
    let marks = content.windows(10).rposition(|w| w == b"/anphamAll").map_or(content.len(), |at| at);
    let (mut strokes, mut patches, mut from, mut last) = (vec![], vec![], (0.0, 0.0), None);
    let mut operators = hayro_syntax::content::UntypedIter::new(&content[marks..]);
    while let Some(op) = operators.next() {
        let n = numbers(op.operands().collect());
        match (&**op.operator, &n[..]) {
            (b"m", [x, y]) => from = (*x, *y),
            (b"l", [x, y]) => last = Some([from.0, from.1, *x, *y]),
            // The slug's letters are filled.
            (b"S", _) => strokes.extend(last.take()),
            (b"re", [x, y, w, h]) => patches.push([*x, *y, x + w, y + h]),
            _ => {}
        }
    }
    (strokes, patches)
}

#[test]
fn marks_stand_outside_of_the_bleed_and_folds_where_the_format_says() {
    let project = with_pictures(&[]);
    project.folded("gap");
    project.edit("content/khoa-hoc/nong-dan/anh.md", "formats: [leaflet]", "formats: [gap]");
    let campaign = project.read("anpham.toml");
    project.file("anpham.toml", format!("{campaign}\n{MARKED}"));
    project.run(["build", "--profile", "print"]).succeeds();
    let bytes = std::fs::read(project.path("output/print/khoa-hoc/nong-dan/anh.gap.pdf")).expect("a print file");
    let pdf = Pdf::new(bytes).expect("a PDF");
    const MM: f64 = 72.0 / 25.4;
    for (n, page) in pdf.pages().iter().enumerate() {
        let (trim, bleed, media) = (edges(page, "TrimBox"), edges(page, "BleedBox"), edges(page, "MediaBox"));
        let [left, bottom, right, top] = bleed.map(f64::from);
        assert!((f64::from(media[2]) - right - 12.0 * MM).abs() < 0.1, "{media:?} {bleed:?}");
        let (strokes, patches) = lines(page);
        let inside = |[x0, y0, x1, y1]: &[f64; 4]| {
            x0.max(*x1) > left + 0.01
                && x0.min(*x1) < right - 0.01
                && y0.max(*y1) > bottom + 0.01
                && y0.min(*y1) < top - 0.01
        };
        assert!(!strokes.iter().chain(&patches).any(inside), "a mark within the bleed");
        assert_eq!(patches.len(), 12, "colour bar");
        // Eight crop marks, four folds, and two lines a target.
        assert_eq!(strokes.len(), 8 + 4 + 8, "{strokes:?}");
        // On the back the fold is mirrored.
        let across = if n % 2 == 0 { 50.0 } else { f64::from(trim[2] - trim[0]) / MM - 50.0 };
        let upright = f64::from(trim[0]) + across * MM;
        assert!(
            strokes.iter().any(|s| (s[0] - upright).abs() < 0.01 && (s[2] - upright).abs() < 0.01),
            "fold at 50 mm"
        );
        let level = f64::from(trim[3]) - 70.0 * MM;
        assert!(strokes.iter().any(|s| (s[1] - level).abs() < 0.01 && (s[3] - level).abs() < 0.01), "fold at 70 mm");
    }
    // Without marks nothing is added.
    project.edit("anpham.toml", MARKED, "");
    project.run(["build", "--profile", "print"]).succeeds();
    let plain = std::fs::read(project.path("output/print/khoa-hoc/nong-dan/anh.gap.pdf")).expect("a print file");
    let plain = Pdf::new(plain).expect("a PDF");
    let page = plain.pages().first().expect("a page");
    assert_eq!(edges(page, "MediaBox"), edges(page, "BleedBox"));
    assert!(!String::from_utf8_lossy(page.page_stream().unwrap_or_default()).contains("anphamAll"));
}

#[test]
fn a_finding_names_the_line_of_the_picture() {
    let project = with_pictures(&["rgb.png", "rgb.jpg"]);
    let campaign = project.read("anpham.toml");
    project.file("anpham.toml", campaign.replace("ppi-error = 10", "ppi-error = 3000"));
    let found = project.mistakes(&["--profile", "print"]);
    let line = |name: &str| {
        let text = project.read("content/khoa-hoc/nong-dan/anh.md");
        1 + text.lines().position(|line| line.contains(name)).expect("the picture's line")
    };
    // One finding of a rule a page: the first picture of the back.
    let expected = format!("error preflight-picture-coarse content/khoa-hoc/nong-dan/anh.md:{}", line("rgb.png"));
    let other = format!("error preflight-picture-coarse content/khoa-hoc/nong-dan/anh.md:{}", line("rgb.jpg"));
    let list = found.list();
    assert!(list.contains(&expected) || list.contains(&other), "{list:?}");
}

#[test]
fn a_press_mixes_its_own_inks() {
    let project = with_pictures(&[]);
    let campaign = project.read("anpham.toml");
    let press = |spots: &str| format!("{campaign}\n[profiles.pha]\nkind = \"print\"\nspots = {spots}\n");
    project.file("anpham.toml", press("[\"primary\"]"));
    project.run(["build", "--profile", "pha,print"]).succeeds();
    let plates = |profile: &str| {
        let bytes = std::fs::read(project.path(&OUTPUT.replace("/print/", &format!("/{profile}/")))).expect("a file");
        anpham::preflight::check(&bytes, &anpham::preflight::Limits::default()).plates
    };
    let spot = "PANTONE 485 C".to_string();
    assert!(plates("pha").contains(&spot), "{:?}", plates("pha"));
    // Who does not ask for it gets the CMYK recipe.
    assert!(!plates("print").contains(&spot), "{:?}", plates("print"));
    project.file("anpham.toml", press("[\"primary\", \"deep\"]"));
    let line = 1 + project.read("anpham.toml").lines().position(|line| line.starts_with("spots =")).expect("a line");
    project.mistakes(&[]).hold(&format!("error layout-no-spot anpham.toml:{line}"));
}
