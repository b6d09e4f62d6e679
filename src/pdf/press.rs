//! Finishing: a PDF as Typst writes it becomes PDF/X-4 (ISO 15930-7). `PDFX4.md` goes through the standard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flate2::Compression;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use xmp_writer::{DateTime, LangId, RenditionClass, Timezone, XmpWriter};

use super::export::{Info, Pdf};
use super::few_inks::InkSpaces;
use super::impose::Imposition;
use super::inkset::InkSet;
use super::intent::OutputIntent;
use super::marks::{self, Marks, Slug};
use super::objects::{FinishError, MM, add_resources, blending, corners, deflate, numbers, resources, unreadable};
use super::pictures::PictureWishes;
use super::space::{SourceSpace, space_of};
use super::{conditions, few_inks, inks, pictures};
use crate::layout::{Format, Of, Size};
use crate::preflight::{Bleed, Limits};

/// What a print profile asks of a file.
#[derive(Debug, Clone)]
pub struct Press {
    /// The printing condition.
    pub intent: Arc<OutputIntent>,
    /// Bleed of each edge in mm, where it is less than the layout's: top, right, bottom, left.
    pub bleed: Option<[f64; 4]>,
    /// What the press can take.
    pub limits: Limits,
    /// What is drawn around the page.
    pub marks: Marks,
    /// Pictures in the inks of another press go as they are, and not by their profile.
    pub keeps_inks: bool,
    /// Photographs that are converted are written as JPEG, and not without losses.
    pub takes_jpeg: bool,
    /// Its inks, where it has one or two, and not cyan, magenta, yellow and black.
    pub inks: Option<Arc<InkSet>>,
    /// It is what its profile asks for; one that is not stands in for it, to find other mistakes, and nothing of it is kept.
    pub is_sound: bool,
    /// How the pages of each format lie on sheets.
    pub impose: BTreeMap<String, Imposition>,
}

impl Default for Press {
    fn default() -> Self {
        Self {
            intent: OutputIntent::default_condition(),
            bleed: None,
            limits: Limits::default(),
            marks: Marks::default(),
            keeps_inks: false,
            takes_jpeg: false,
            inks: None,
            is_sound: true,
            impose: BTreeMap::new(),
        }
    }
}

impl Press {
    /// The same press for a drawing at a scale, read from a distance in m: bleed and resolution are those of the real thing.
    ///
    /// From a distance the eye tells less apart: 87 pixels per inch at 1 m are the floor of acuity, 180 the rule of shops
    /// (PREPRESS conventions for large format).
    pub fn for_size(&self, scale: f64, distance: Option<f64>) -> Self {
        let at = |usual: f64, per_metre: f64| distance.map_or(usual, |m| usual.min(per_metre / m)) / scale;
        let limits = Limits {
            ppi_error: at(self.limits.ppi_error, 87.0),
            ppi_warn: at(self.limits.ppi_warn, 180.0),
            scale,
            ..self.limits
        };
        Self { bleed: self.bleed.map(|edges| edges.map(|mm| mm * scale)), limits, ..self.clone() }
    }

    /// The same press for a size of a format: it wants the bleed that the size has, or as much less as it takes itself.
    pub fn for_format(&self, format: &Format, size: &Size) -> Self {
        let mut press = self.for_size(size.scale, size.distance);
        press.limits.bleed = match format.of {
            // Its sheets are those of several formats.
            Of::Kit => Bleed::Declared,
            _ => Bleed::Edges(self.bleed_of(size).map(|mm| mm * size.scale)),
        };
        press
    }

    /// The bleed of the real thing in mm: top, right, bottom, left.
    pub fn bleed_of(&self, size: &Size) -> [f64; 4] {
        self.bleed.map_or([size.bleed; 4], |edges| edges.map(|mm| mm.min(size.bleed)))
    }

    /// What sheets are held to that are read from a distance in m: nothing is cut at their own edges, and they are of the real size.
    pub fn sheet_limits(&self, distance: Option<f64>) -> Limits {
        Limits { bleed: Bleed::Edges([0.0; 4]), ..self.for_size(1.0, distance).limits }
    }
}

/// A PDF that may go to the press. Only [`finish`] makes one:
///
/// ```compile_fail
/// let bytes = std::fs::read("any.pdf").unwrap();
/// let print = anpham::pdf::PrintPdf { bytes, pages: 1, lossless: vec![] };
/// ```
#[derive(Debug)]
pub struct PrintPdf {
    bytes: Vec<u8>,
    pages: usize,
    lossless: Vec<(usize, usize)>,
}

impl PrintPdf {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, to be kept.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Number of pages.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Width and height in pixels of photographs that the press takes as JPEG, but that would have too much ink as such.
    pub fn lossless(&self) -> &[(usize, usize)] {
        &self.lossless
    }
}

/// Makes a PDF ready for the press: inks, boxes, output intent, metadata, and nothing that a press cannot print.
pub fn finish(pdf: &Pdf, info: &Info, press: &Press, slug: &Slug) -> Result<PrintPdf, FinishError> {
    let mut document = Document::load_mem(&pdf.bytes).map_err(unreadable)?;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    strip(&mut document)?;
    for &page in &pages {
        boxes(&mut document, page, press.bleed)?;
    }
    shadings(&document, &pages)?;
    let few = press.inks.as_deref().map(|inks| (inks, InkSpaces::new(&mut document, inks)));
    let wishes = PictureWishes {
        intent: &press.intent,
        few: few.as_ref().map(|(inks, spaces)| (*inks, spaces)),
        keeps_inks: press.keeps_inks,
        jpeg: press.takes_jpeg.then_some(press.limits.ink),
    };
    let lossless = pictures::to_inks(&mut document, wishes)?;
    contents(&mut document, &pages, &press.intent)?;
    spaces(&mut document);
    marks::draw(&mut document, &pages, press.marks, slug, press.inks.as_deref())?;
    if let Some((inks, spaces)) = &few {
        few_inks::to_few(&mut document, &pages, inks, spaces)?;
    }
    declare(&mut document, info, &press.intent, pages.len(), &pdf.bytes)?;
    document.prune_objects();
    document.renumber_objects();
    document.version = "1.6".to_string();
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut bytes = Vec::with_capacity(pdf.bytes.len() + press.intent.deflated().len());
    document.save_to(&mut bytes).map_err(unreadable)?;
    Ok(PrintPdf { bytes, pages: pages.len(), lossless })
}

/// Takes away what is for the screen: tags, links, bookmarks, names, actions.
fn strip(document: &mut Document) -> Result<(), FinishError> {
    let catalog = document.catalog_mut().map_err(unreadable)?;
    for key in ["StructTreeRoot", "MarkInfo", "Names", "Dests", "AcroForm", "OpenAction", "AA", "Outlines", "PageMode"]
    {
        catalog.remove(key.as_bytes());
    }
    for page in document.page_iter().collect::<Vec<_>>() {
        let page = document.get_dictionary_mut(page).map_err(unreadable)?;
        for key in ["Annots", "AA", "StructParents", "Tabs", "CropBox", "ArtBox"] {
            page.remove(key.as_bytes());
        }
    }
    Ok(())
}

/// TrimBox and BleedBox on every page, the bleed cut back where an edge is to have less of it; the page blends in inks.
fn boxes(document: &mut Document, page: ObjectId, bleed: Option<[f64; 4]>) -> Result<(), FinishError> {
    let page = document.get_dictionary_mut(page).map_err(unreadable)?;
    let media = corners(page, b"MediaBox").ok_or_else(|| unreadable("no MediaBox"))?;
    let trim = corners(page, b"TrimBox").unwrap_or(media);
    let mut bled = media;
    if let Some(edges) = bleed {
        let [top, right, bottom, left] = edges.map(|mm| mm * MM);
        bled = [
            media[0].max(trim[0] - left),
            media[1].max(trim[1] - bottom),
            media[2].min(trim[2] + right),
            media[3].min(trim[3] + top),
        ];
    }
    page.set("MediaBox", numbers(&bled));
    page.set("TrimBox", numbers(&trim));
    page.set("BleedBox", numbers(&bled));
    page.set("Group", blending());
    Ok(())
}

/// Gradients whose colours are RGB cannot be told to a press. Most files have none; where there is one, the page that
/// leads to it is looked for.
fn shadings(document: &Document, pages: &[ObjectId]) -> Result<(), FinishError> {
    let is_rgb = |dict: &Dictionary| {
        dict.has(b"ShadingType")
            && dict.get(b"ColorSpace").is_ok_and(|space| matches!(space_of(document, space), SourceSpace::Rgb(_)))
    };
    let found = document.objects.iter().find(|(_, object)| match object {
        Object::Dictionary(dict) => is_rgb(dict),
        Object::Stream(stream) => is_rgb(&stream.dict),
        _ => false,
    });
    let Some((&shading, _)) = found else { return Ok(()) };
    let page = pages.iter().position(|&page| leads_to(document, page, shading)).unwrap_or(0);
    Err(FinishError::RgbGradient(page + 1))
}

/// Whether an object is reached from a page, not by way of the tree of pages.
fn leads_to(document: &Document, page: ObjectId, wanted: ObjectId) -> bool {
    let (mut open, mut seen) = (vec![page], BTreeSet::new());
    while let Some(id) = open.pop() {
        if id == wanted {
            return true;
        }
        if !seen.insert(id) {
            continue;
        }
        let mut inner: Vec<&Object> = document.get_object(id).into_iter().collect();
        while let Some(object) = inner.pop() {
            match object {
                Object::Reference(id) => open.push(*id),
                Object::Array(array) => inner.extend(array),
                Object::Dictionary(dict) => inner.extend(dict.iter().filter(|(k, _)| *k != b"Parent").map(|(_, v)| v)),
                Object::Stream(stream) => inner.extend(stream.dict.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
    }
    false
}

/// The streams that draw: pages, forms and pattern tiles.
fn contents(document: &mut Document, pages: &[ObjectId], intent: &OutputIntent) -> Result<(), FinishError> {
    // Each stream with the object whose resources it uses.
    let mut streams: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    for &page in pages {
        streams.extend(document.get_page_contents(page).into_iter().map(|id| (id, page)));
    }
    for (&id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let is =
            |key: &[u8], value: &[u8]| stream.dict.get(key).and_then(Object::as_name).is_ok_and(|name| name == value);
        if is(b"Subtype", b"Form") || stream.dict.has(b"PatternType") {
            streams.insert(id, id);
        }
    }
    let mut states: Option<Dictionary> = None;
    for (id, owner) in streams {
        let resources = resources(document, owner);
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        let content = stream.get_plain_content().map_err(unreadable)?;
        let space = |name: &[u8]| {
            let named = resources.get(b"ColorSpace").ok().and_then(|spaces| document.dereference(spaces).ok());
            let found = named.and_then(|(_, spaces)| spaces.as_dict().ok()?.get(name).ok());
            found.map_or_else(|| space_of(document, &Object::Name(name.to_vec())), |space| space_of(document, space))
        };
        // What needs no change stays as it is packed.
        let Some((content, overprints)) = inks::press_content(&content, space, intent) else { continue };
        let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { continue };
        stream.dict.set("Filter", "FlateDecode");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(deflate(&content, Compression::new(3)));
        if overprints {
            let states = states.get_or_insert_with(overprint_states);
            add_resources(document, owner, "ExtGState", states)?;
        }
    }
    Ok(())
}

/// The four graphics states that switch overprint, by name.
fn overprint_states() -> Dictionary {
    // `OP` alone would set both (ISO 32000-1, table 58), so a stroke's state names the fill's too.
    dictionary! {
        inks::FILL_ON => dictionary! { "Type" => "ExtGState", "op" => true, "OPM" => 1 },
        inks::FILL_OFF => dictionary! { "Type" => "ExtGState", "op" => false },
        inks::STROKE_ON => dictionary! { "Type" => "ExtGState", "OP" => true, "op" => false, "OPM" => 1 },
        inks::STROKE_OFF => dictionary! { "Type" => "ExtGState", "OP" => false, "op" => false },
    }
}

/// Colour spaces of the page become those of the press: ICC grey is black ink, and groups blend in inks. What was RGB in
/// them has been made inks.
fn spaces(document: &mut Document) {
    let of: BTreeMap<ObjectId, Object> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| match object {
            Object::Array(_) => target(&space_of(document, object)).map(|space| (id, space)),
            _ => None,
        })
        .collect();
    let icc: BTreeMap<ObjectId, Object> = document
        .objects
        .iter()
        .filter(|(_, object)| matches!(object, Object::Stream(stream) if stream.dict.has(b"N")))
        .filter_map(|(&id, _)| {
            let space = space_of(document, &Object::Array(vec!["ICCBased".into(), id.into()]));
            target(&space).map(|space| (id, space))
        })
        .collect();
    for object in document.objects.values_mut() {
        replace_spaces(object, &of, &icc, 0);
    }
}

fn target(space: &SourceSpace) -> Option<Object> {
    match space {
        SourceSpace::Rgb(_) | SourceSpace::Inks(_) => Some("DeviceCMYK".into()),
        SourceSpace::Gray => Some("DeviceGray".into()),
        SourceSpace::Other => None,
    }
}

fn replace_spaces(
    object: &mut Object,
    of: &BTreeMap<ObjectId, Object>,
    icc: &BTreeMap<ObjectId, Object>,
    depth: usize,
) {
    if depth > 32 {
        return;
    }
    let new = match object {
        Object::Reference(id) => of.get(id),
        Object::Array(array) => match &array[..] {
            [Object::Name(family), Object::Reference(id)] if family == b"ICCBased" => icc.get(id),
            _ => None,
        },
        _ => None,
    };
    if let Some(new) = new {
        *object = new.clone();
        return;
    }
    match object {
        Object::Array(array) => array.iter_mut().for_each(|inner| replace_spaces(inner, of, icc, depth + 1)),
        Object::Dictionary(dict) => replace_in(dict, of, icc, depth),
        Object::Stream(stream) => replace_in(&mut stream.dict, of, icc, depth),
        _ => {}
    }
}

fn replace_in(dict: &mut Dictionary, of: &BTreeMap<ObjectId, Object>, icc: &BTreeMap<ObjectId, Object>, depth: usize) {
    if dict.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Transparency") {
        // A soft mask of luminosity blends in grey, everything else in inks.
        let gray = dict.get(b"CS").and_then(Object::as_name).is_ok_and(|name| name == b"DeviceGray");
        if !gray {
            dict.set("CS", "DeviceCMYK");
        }
    }
    for (_, inner) in dict.iter_mut() {
        replace_spaces(inner, of, icc, depth + 1);
    }
}

/// Output intent, metadata and identity.
fn declare(
    document: &mut Document,
    info: &Info,
    intent: &OutputIntent,
    pages: usize,
    source: &[u8],
) -> Result<(), FinishError> {
    let profile = Stream::new(dictionary! { "N" => 4, "Filter" => "FlateDecode" }, intent.deflated().to_vec());
    let profile = document.add_object(profile);
    // A printing condition may be named in any letters.
    let text = lopdf::text_string;
    let mut declared = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text(&intent.condition),
        "OutputCondition" => text(&intent.info),
        "Info" => text(&intent.info),
    };
    // A name of the house is no name of the registry (ISO 32000-1, table 365).
    if conditions::is_registered(&intent.condition) {
        declared.set("RegistryName", text("http://www.color.org"));
    }
    declared.set("DestOutputProfile", profile);
    let name = blake3::hash(info.ident.as_bytes());
    let state = blake3::hash(source);
    let packet = packet(info, pages, &uuid(&name), &uuid(&state));
    let metadata = document.add_object(
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
            .with_compression(false),
    );
    let catalog = document.catalog_mut().map_err(unreadable)?;
    catalog.set("OutputIntents", vec![Object::Dictionary(declared)]);
    catalog.set("Metadata", metadata);
    catalog.remove(b"Version");
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference)
        && let Ok(known) = document.get_dictionary_mut(id)
    {
        known.set("Trapped", "False");
        known.set("GTS_PDFXVersion", text("PDF/X-4"));
        known.set("Producer", text(concat!("anpham ", env!("CARGO_PKG_VERSION"))));
    }
    let id = |hash: &blake3::Hash| Object::String(hash.as_bytes()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id(&name), id(&state)]);
    Ok(())
}

/// A name in the form of RFC 9562, version 8: made from a hash.
fn uuid(hash: &blake3::Hash) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The XMP packet, in step with the Info dictionary.
fn packet(info: &Info, pages: usize, document: &str, instance: &str) -> String {
    let date = DateTime {
        year: u16::try_from(info.date.year).unwrap_or_default(),
        month: Some(info.date.month),
        day: Some(info.date.day),
        hour: Some(0),
        minute: Some(0),
        second: Some(0),
        timezone: Some(Timezone::Utc),
    };
    let tool = concat!("anpham ", env!("CARGO_PKG_VERSION"));
    let mut xmp = XmpWriter::new();
    xmp.title([(None::<LangId>, info.title.as_str())]);
    xmp.creator([info.author.as_str()]);
    xmp.creator_tool(tool).producer(tool).format("application/pdf");
    xmp.create_date(date).modify_date(date).metadata_date(date);
    xmp.num_pages(u32::try_from(pages).unwrap_or(u32::MAX));
    xmp.document_id(document).instance_id(instance).version_id("1").rendition_class(RenditionClass::Default);
    xmp.trapped(false).pdfx_version("PDF/X-4");
    xmp.finish(None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A page with nothing on it, as Typst would write it with a title.
    fn blank(title: &str) -> Pdf {
        let mut document = Document::with_version("1.6");
        let tree = document.new_object_id();
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "MediaBox" => numbers(&[0.0, 0.0, 200.0, 100.0]) };
        let page = document.add_object(page);
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.set_object(tree, pages);
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        let info = document.add_object(dictionary! { "Title" => lopdf::text_string(title) });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF");
        Pdf { bytes, pages: 1 }
    }

    fn rules(title: &str) -> Vec<String> {
        let date = crate::content::Date { year: 2026, month: 11, day: 23 };
        let info = Info::new(title, title, date, "a".to_string());
        let done = finish(&blank(&info.title), &info, &Press::default(), &Slug::default()).expect("finished");
        crate::preflight::check(done.bytes(), &Limits::default())
            .findings
            .iter()
            .map(|f| f.rule.name().to_string())
            .collect()
    }

    #[test]
    fn a_title_of_any_character_reads_the_same_in_both_places() {
        use unicode_normalization::UnicodeNormalization;
        let fine = rules("Nhan đề");
        assert!(
            !fine.iter().any(|rule| ["x4-title", "x4-metadata", "unreadable"].contains(&rule.as_str())),
            "{fine:?}"
        );
        // Every printable character below the surrogates, and some beyond.
        let all: Vec<char> = (' '..='\u{2FFF}').chain('\u{1F300}'..='\u{1F350}').collect();
        for chunk in all.chunks(512) {
            let title: String = chunk.iter().collect();
            assert_eq!(rules(&format!("a {title} b")), fine, "{title:?}");
        }
        for c in (' '..='~').chain("‹›«»“”‘’–…ễ".chars()) {
            let (one, many) = (format!("{c}a"), format!("a {c}{c} {c}"));
            assert_eq!((rules(&one), rules(&many)), (fine.clone(), fine.clone()), "{c:?}");
        }
        let decomposed: String = "Đưa “khoa học” & công nghệ về ‹buôn›".nfd().collect();
        assert_eq!(rules(&decomposed), fine);
        assert_eq!(rules("dòng\nhai\u{7}\u{FFFF}\tba"), fine);
    }

    /// The pixels of the first page at two to the point, red, green, blue and opacity, and how many are in a row.
    fn drawn(bytes: &[u8]) -> (Vec<u8>, usize) {
        let pdf = hayro_syntax::Pdf::new(bytes.to_vec()).expect("a PDF");
        let settings = hayro::RenderSettings { x_scale: 2.0, y_scale: 2.0, ..Default::default() };
        let drawn = hayro::render(&pdf.pages()[0], &hayro::RenderCache::new(), &Default::default(), &settings);
        (drawn.data_as_u8_slice().to_vec(), usize::from(drawn.width()))
    }

    #[test]
    fn gradients_and_tiles_lie_where_they_lay_before_the_marks() {
        let mut document = Document::load_mem(&blank("a").bytes).expect("a PDF");
        let page = document.page_iter().next().expect("a page");
        let between = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]), "C0" => numbers(&[0.0; 4]),
            "C1" => numbers(&[1.0, 0.0, 0.0, 0.0]),
        };
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Coords" => numbers(&[40.0, 0.0, 80.0, 0.0]), "Function" => between,
        };
        let straight = document.add_object(dictionary! { "PatternType" => 2, "Shading" => shading });
        let tile = dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => numbers(&[0.0, 0.0, 10.0, 10.0]), "XStep" => 10, "YStep" => 10,
            "Matrix" => numbers(&[1.0, 0.0, 0.0, 1.0, 3.0, 2.0]), "Resources" => dictionary! {},
        };
        let tile = document.add_object(Stream::new(tile, b"0 1 0 0 k 0 0 5 5 re f".to_vec()));
        let content = b"/Pattern cs /a scn 40 40 40 40 re f /b scn 100 40 40 40 re f".to_vec();
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let patterns = dictionary! { "a" => straight, "b" => tile };
        let page = document.get_dictionary_mut(page).expect("a page");
        page.set("Contents", content);
        page.set("Resources", dictionary! { "Pattern" => patterns });
        page.set("TrimBox", numbers(&[20.0, 20.0, 180.0, 80.0]));
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF");
        let date = crate::content::Date { year: 2026, month: 11, day: 23 };
        let info = Info::new("a", "a", date, "a".to_string());
        let finished = |marks: Marks| {
            let press = Press { bleed: Some([0.0; 4]), marks, ..Press::default() };
            finish(&Pdf { bytes: bytes.clone(), pages: 1 }, &info, &press, &Slug::default()).expect("finished")
        };
        let (plain, marked) = (finished(Marks::default()), finished(Marks { crop: true, ..Marks::default() }));
        let (trim_plain, trim_marked) = (trim(plain.bytes()), trim(marked.bytes()));
        let (before, wide) = drawn(plain.bytes());
        let (after, wider) = drawn(marked.bytes());
        // What is drawn is the media box; the trim lies in both where its box says, from below.
        let at = |pixels: &[u8], width: usize, trim: [f64; 2], x: usize, y: usize| {
            let high = pixels.len() / 4 / width;
            let (left, bottom) = ((trim[0] * 2.0).round() as usize + x, (trim[1] * 2.0).round() as usize + y);
            let n = ((high - 1 - bottom) * width + left) * 4;
            [pixels[n], pixels[n + 1], pixels[n + 2]]
        };
        for (x, y) in (3..317).step_by(7).flat_map(|x| (3..117).step_by(7).map(move |y| (x, y))) {
            let (one, other) = (at(&before, wide, trim_plain, x, y), at(&after, wider, trim_marked, x, y));
            assert!(one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 24), "{x} {y}: {one:?} {other:?}");
        }
        let mut seen: Vec<_> = before.chunks(4).collect();
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() > 20, "a gradient and tiles were drawn");
    }

    /// Where the trim of the first page begins in its media: from the left and from below, in points.
    fn trim(bytes: &[u8]) -> [f64; 2] {
        let document = Document::load_mem(bytes).expect("a PDF");
        let page = document.page_iter().next().expect("a page");
        let page = document.get_dictionary(page).expect("a page");
        let [trim, media] = [&b"TrimBox"[..], b"MediaBox"].map(|key| corners(page, key).expect("a box"));
        [trim[0] - media[0], trim[1] - media[1]]
    }

    #[test]
    fn nothing_of_the_page_prints_among_the_marks() {
        // A field that goes far beyond the page, and a press that wants no bleed.
        let mut document = Document::load_mem(&blank("a").bytes).expect("a PDF");
        let page = document.page_iter().next().expect("a page");
        let field = document.add_object(Stream::new(dictionary! {}, b"0 1 0 0 k -99 -99 999 999 re f".to_vec()));
        let page = document.get_dictionary_mut(page).expect("a page");
        page.set("Contents", field);
        page.set("TrimBox", numbers(&[20.0, 20.0, 180.0, 80.0]));
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF");
        let date = crate::content::Date { year: 2026, month: 11, day: 23 };
        let info = Info::new("a", "a", date, "a".to_string());
        let marks = Marks { crop: true, ..Marks::default() };
        for bleed in [[0.0; 4], [2.0; 4]] {
            let press = Press { bleed: Some(bleed), marks, ..Press::default() };
            let done =
                finish(&Pdf { bytes: bytes.clone(), pages: 1 }, &info, &press, &Slug::default()).expect("finished");
            let (pixels, row) = drawn(done.bytes());
            let reds =
                pixels.chunks(4).filter(|pixel| pixel[3] > 128 && pixel[0] > pixel[1].saturating_add(60)).count();
            // The trim with its bleed, at two to the point.
            let [wide, high] = [160.0, 60.0].map(|side: f64| (side + 2.0 * bleed[0] * MM) * 2.0);
            let field = wide * high;
            assert!((reds as f64 - field).abs() < 0.03 * field, "{bleed:?}: {reds} of {field}");
            assert!(pixels.len() / 4 > 2 * reds && row > 300, "the paper is larger");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn no_title_differs_from_its_metadata(title in "a[\\PC&<>\"'\\\\()\\[\\];#]{0,40}") {
            prop_assert_eq!(rules(&title), rules("a"));
        }
    }

    #[test]
    fn pictures_read_from_afar_need_fewer_pixels_and_drawings_at_a_scale_more() {
        let press = Press { bleed: Some([50.0; 4]), ..Press::default() };
        let near = press.for_size(1.0, None).limits;
        assert_eq!((near.ppi_error, near.ppi_warn), (149.0, 224.0));
        let far = press.for_size(1.0, Some(10.0)).limits;
        assert!((far.ppi_error - 8.7).abs() < 1e-9 && (far.ppi_warn - 18.0).abs() < 1e-9);
        let scaled = press.for_size(0.1, Some(10.0));
        assert!((scaled.limits.ppi_error - 87.0).abs() < 1e-9);
        assert_eq!(scaled.bleed, Some([5.0; 4]));
        // Near by, the press's own limits stay.
        assert_eq!(press.for_size(1.0, Some(0.3)).limits, near);
    }
}
