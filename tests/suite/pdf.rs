//! The files themselves, read back by a parser that is not ours.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Page;

use crate::real;

const MM: f32 = 72.0 / 25.4;

/// The boxes of a page, in points.
#[derive(Debug)]
pub(crate) struct Boxes {
    /// Width of the sheet, bleed included.
    pub(crate) width_mm: f32,
    /// Height of the sheet, bleed included.
    pub(crate) height_mm: f32,
    media: [f32; 4],
    trim: Option<[f32; 4]>,
}

impl Boxes {
    fn of(page: &Page) -> Self {
        let corners = |name: &str| {
            let mut numbers = page.raw().get::<Array>(name)?.iter::<f32>().collect::<Vec<_>>().into_iter();
            Some([numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?])
        };
        let media = corners("MediaBox").expect("a MediaBox");
        let trim = corners("TrimBox");
        Self { width_mm: (media[2] - media[0]) / MM, height_mm: (media[3] - media[1]) / MM, media, trim }
    }

    /// Width and height after cutting.
    #[track_caller]
    pub(crate) fn trim_mm(&self) -> (f32, f32) {
        let [x0, y0, x1, y1] = self.trim.unwrap_or(self.media);
        ((x1 - x0) / MM, (y1 - y0) / MM)
    }

    /// What is cut away on each edge, if there is a TrimBox.
    fn bleed_mm(&self) -> Option<[f32; 4]> {
        let (media, trim) = (self.media, self.trim?);
        Some([trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3]].map(|pt| pt / MM))
    }
}

/// The boxes of the first page of a file.
#[track_caller]
pub(crate) fn first_page(bytes: &[u8]) -> Boxes {
    let pdf = open(bytes);
    Boxes::of(pdf.pages().first().expect("a page"))
}

#[track_caller]
fn open(bytes: &[u8]) -> Pdf {
    Pdf::new(bytes.to_vec()).unwrap_or_else(|error| panic!("not a PDF: {error:?}"))
}

/// Every object of a file as text, streams decoded where they hold text.
#[track_caller]
pub(crate) fn dump(bytes: &[u8]) -> String {
    let pdf = open(bytes);
    let mut text = String::new();
    for object in pdf.objects() {
        match &object {
            Object::Stream(stream) => {
                text += &String::from_utf8_lossy(stream.dict().data());
                let is_text = stream.dict().get::<Dict>("DecodeParms").is_none() && !is_image(stream);
                if let (true, Ok(data)) = (is_text, stream.decoded()) {
                    text += &String::from_utf8_lossy(&data);
                }
            }
            Object::Dict(dict) => text += &String::from_utf8_lossy(dict.data()),
            other => text += &format!("{other:?}"),
        }
        text.push('\n');
    }
    text
}

/// How many raster pictures a file holds.
#[track_caller]
pub(crate) fn pictures(bytes: &[u8]) -> usize {
    let is_picture = |object: &Object| matches!(object, Object::Stream(stream) if is_image(stream));
    open(bytes).objects().into_iter().filter(is_picture).count()
}

pub(crate) fn is_image(stream: &Stream) -> bool {
    name(stream.dict(), "Subtype") == "Image"
}

pub(crate) fn name(dict: &Dict, key: &str) -> String {
    dict.get::<Object>(key).and_then(Object::into_name).map(|name| name.as_str().to_string()).unwrap_or_default()
}

/// The text of all pages in the order of the content streams, through the fonts' ToUnicode tables: what a reader
/// copies. Lines and words are not told apart.
#[track_caller]
pub(crate) fn text_of(bytes: &[u8]) -> String {
    let pdf = open(bytes);
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let resources = page.raw().get::<Dict>("Resources").unwrap_or_default();
        let data = page.page_stream().unwrap_or_default().to_vec();
        text_of_stream(&data, &resources, 0, &mut text);
        text.push('\n');
    }
    text
}

fn text_of_stream(data: &[u8], resources: &Dict, depth: usize, text: &mut String) {
    assert!(depth < 100, "forms within forms");
    let fonts = resources.get::<Dict>("Font").unwrap_or_default();
    let forms = resources.get::<Dict>("XObject").unwrap_or_default();
    let mut tables: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
    let mut font: Vec<u8> = vec![];
    let mut instructions = UntypedIter::new(data);
    while let Some(instruction) = instructions.next() {
        let operands: Vec<&Object> = instruction.operands().collect();
        match (&**instruction.operator, operands.as_slice()) {
            (b"Tf", [Object::Name(given), ..]) => {
                font = given.to_vec();
                tables.entry(font.clone()).or_insert_with(|| to_unicode(&fonts, &font));
            }
            (b"Tj", [Object::String(shown)]) => show(shown.as_bytes(), tables.get(&font), text),
            (b"TJ", [Object::Array(items)]) => {
                for item in items.iter::<Object>() {
                    if let Object::String(shown) = item {
                        show(shown.as_bytes(), tables.get(&font), text);
                    }
                }
            }
            (b"ET", _) => text.push(' '),
            (b"Do", [Object::Name(form)]) => {
                if let Some(form) = forms.get::<Stream>(form).filter(|stream| !is_image(stream)) {
                    let inner = form.dict().get::<Dict>("Resources").unwrap_or_default();
                    text_of_stream(&form.decoded().unwrap_or_default(), &inner, depth + 1, text);
                }
            }
            _ => {}
        }
    }
}

fn show(codes: &[u8], table: Option<&BTreeMap<u16, String>>, text: &mut String) {
    for code in codes.chunks(2) {
        let code = code.iter().fold(0, |n, byte| n << 8 | u16::from(*byte));
        text.push_str(table.and_then(|table| table.get(&code)).map_or("\u{FFFD}", String::as_str));
    }
}

/// Reads the `bfchar` and `bfrange` sections of a font's ToUnicode stream.
fn to_unicode(fonts: &Dict, font: &[u8]) -> BTreeMap<u16, String> {
    let stream = fonts.get::<Dict>(font).and_then(|font| font.get::<Stream>("ToUnicode"));
    let data = stream.and_then(|stream| stream.decoded().ok().map(|data| data.to_vec())).unwrap_or_default();
    let source = String::from_utf8_lossy(&data);
    let mut table = BTreeMap::new();
    let hex = |text: &str| -> Vec<u16> {
        let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
        (0..digits.len() / 4).filter_map(|i| u16::from_str_radix(&digits[i * 4..i * 4 + 4], 16).ok()).collect()
    };
    for section in source.split("beginbfchar").skip(1) {
        let tokens: Vec<&str> = section.split("endbfchar").next().unwrap_or("").split('<').skip(1).collect();
        for pair in tokens.chunks_exact(2) {
            if let Some(code) = hex(pair[0]).first() {
                table.insert(*code, String::from_utf16_lossy(&hex(pair[1])));
            }
        }
    }
    for section in source.split("beginbfrange").skip(1) {
        let tokens: Vec<&str> = section.split("endbfrange").next().unwrap_or("").split('<').skip(1).collect();
        for triple in tokens.chunks_exact(3) {
            if let ([low], [high], [first]) = (&hex(triple[0])[..], &hex(triple[1])[..], &hex(triple[2])[..]) {
                for code in *low..=*high {
                    table.insert(code, String::from_utf16_lossy(&[first + (code - low)]));
                }
            }
        }
    }
    table
}

/// Operators and names of colour in a content stream that no press takes as they are.
fn foreign_colours(data: &[u8]) -> Vec<String> {
    let mut found = vec![];
    let mut instructions = UntypedIter::new(data);
    while let Some(instruction) = instructions.next() {
        let operator = String::from_utf8_lossy(instruction.operator).to_string();
        let first = instruction.operands().next().map(|operand| format!("{operand:?}")).unwrap_or_default();
        match operator.as_str() {
            "rg" | "RG" => found.push(operator),
            "cs" | "CS" if first.contains("RGB") => found.push(format!("{first} {operator}")),
            _ => {}
        }
    }
    found
}

#[test]
fn print_holds_no_colour_but_cmyk_and_gray() {
    let shop = real::shop(None);
    for job in real::jobs(&shop, "print") {
        let bytes = real::pdf(&shop, &job).bytes;
        let pdf = open(&bytes);
        let mut found = vec![];
        for object in pdf.objects() {
            if let Object::Stream(stream) = &object {
                let kind = (name(stream.dict(), "Type"), name(stream.dict(), "Subtype"));
                // Pages, forms and patterns; not fonts, pictures and tables.
                let is_content = kind.1 == "Form" || kind.0 == "Pattern" || (kind.0.is_empty() && kind.1.is_empty());
                if let (true, Ok(data)) = (is_content, stream.decoded()) {
                    found.extend(foreign_colours(&data));
                }
            }
        }
        // Colour spaces that are named in resources, shadings, groups and pictures.
        let text = dump(&bytes);
        found.extend(
            ["/DeviceRGB", "/CalRGB", "/ICCBased", "/Lab", "/CalGray"]
                .into_iter()
                .filter(|name| text.contains(name))
                .map(String::from),
        );
        found.sort();
        found.dedup();
        assert!(found.is_empty(), "{}: {found:?}", job.output);
        assert!(text.contains(" k") || text.contains("/DeviceCMYK"), "{}: no CMYK at all", job.output);
    }
}

#[test]
fn print_is_pdf_1_6_with_trim_and_bleed_and_nothing_to_click() {
    let shop = real::shop(None);
    for job in real::jobs(&shop, "print") {
        let made = real::pdf(&shop, &job);
        assert!(made.bytes.starts_with(b"%PDF-1.6"), "{}", job.output);
        let size = shop.layouts.formats[&job.format].size(&job.size).expect("a size");
        let pdf = open(&made.bytes);
        assert_eq!(pdf.pages().len(), made.pages, "{}", job.output);
        for page in pdf.pages().iter() {
            let boxes = Boxes::of(page);
            assert!(!page.raw().contains_key("Annots"), "{}: something to click", job.output);
            // The pages of a kit are of several sizes.
            if job.part != "main" || !job.kit.is_empty() {
                continue;
            }
            let (width, height) = boxes.trim_mm();
            let (wide, high) = ((size.width * size.scale) as f32, (size.height * size.scale) as f32);
            assert!((width - wide).abs() < 0.1 && (height - high).abs() < 0.1, "{}: {width} × {height}", job.output);
            if size.bleed > 0.0 {
                let bleed = boxes.bleed_mm().unwrap_or_else(|| panic!("{}: no TrimBox", job.output));
                let expected = (size.bleed * size.scale) as f32;
                assert!(bleed.iter().all(|mm| (mm - expected).abs() < 0.1), "{}: bleed {bleed:?}", job.output);
            }
        }
    }
}

#[test]
fn screen_is_tagged_and_says_what_it_is() {
    let shop = real::shop(None);
    for job in real::one_a_format(&shop, "screen") {
        let bytes = real::pdf(&shop, &job).bytes;
        let pdf = open(&bytes);
        let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
        let marked = catalog.get::<Dict>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
        assert_eq!(marked, Some(true), "{}", job.output);
        assert!(catalog.contains_key("StructTreeRoot") && catalog.contains_key("Lang"), "{}", job.output);
        let text = dump(&bytes);
        assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"), "{}: not PDF/UA-1", job.output);
        assert!(!text.contains("/DeviceCMYK"), "{}: ink on a screen", job.output);
        let title = pdf.metadata().title.clone().unwrap_or_default();
        assert!(!title.is_empty(), "{}: no title", job.output);
        for page in pdf.pages().iter() {
            // A sheet to read has no edge to cut.
            let boxes = Boxes::of(page);
            assert!(boxes.bleed_mm().is_none_or(|bleed| bleed.iter().all(|mm| *mm < 0.1)), "{}: {boxes:?}", job.output);
        }
    }
}

#[test]
fn a_draft_says_so_on_every_page() {
    let shop = real::shop(None);
    for job in real::one_a_format(&shop, "draft") {
        let made = real::pdf(&shop, &job);
        let text: String = text_of(&made.bytes).chars().filter(|c| !c.is_whitespace()).collect();
        let count = text.matches("DỰTHẢO").count();
        assert!(count >= made.pages, "{}: {count} of {} pages", job.output, made.pages);
        assert!(!text_of(&real::pdf(&shop, &real_job(&shop, &job)).bytes).replace(' ', "").contains("DỰTHẢO"));
    }
}

/// The same output for the screen.
fn real_job(shop: &anpham::job::Shop, draft: &anpham::plan::Job) -> anpham::plan::Job {
    let same = |job: &anpham::plan::Job| {
        (&job.piece.file.path, &job.format, &job.size, &job.part, &job.audience)
            == (&draft.piece.file.path, &draft.format, &draft.size, &draft.part, &draft.audience)
    };
    real::jobs(shop, "screen").into_iter().find(same).expect("the same for the screen")
}
