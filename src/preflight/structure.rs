//! Rules on the file, its metadata, its printing condition and its pages: ISO 15930-7 as others restate it, GWG 2015.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, Number, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Rotation};
use roxmltree::{Document as Xml, ParsingOptions};

use super::color::Space;
use super::finding::Collected;
use super::programs::is_whole_profile;
use super::rule::told;
use super::streams::{decoded, filters, head, name_of};
use super::tables::wrong_places;
use super::trailer::Trailers;
use super::{dates, navigation};

const MM: f64 = 72.0 / 25.4;

/// Checks all but what is painted; returns the channels of the press, as its profile tells them: 4 inks, if it does not.
pub(super) fn check(pdf: &Pdf, bytes: &[u8], found: &mut Collected) -> usize {
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id()).unwrap_or_default();
    let trailers = Trailers::of(bytes);
    file(pdf, bytes, &trailers, &name_of(catalog.get::<Object>("Version").as_ref()), found);
    let info = trailers.dict(pdf, "Info").unwrap_or_default();
    metadata(&catalog, &info, found);
    let channels = intents(&catalog, found);
    interactive(&catalog, found);
    viewing(&catalog, found);
    objects(pdf, channels, found);
    pages(pdf, found);
    channels
}

/// The version in the header of a PDF: `1.6`.
pub(super) fn version(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(1024)];
    let at = memchr::memmem::find(head, b"%PDF-")?;
    head.get(at + 5..at + 8)
}

/// Header and trailer.
fn file(pdf: &Pdf, bytes: &[u8], trailers: &Trailers, catalog: &str, found: &mut Collected) {
    // A version in the catalog stands for the header's where it is higher.
    let header = version(bytes).map_or_else(String::new, |v| String::from_utf8_lossy(v).into_owned());
    let version = header.max(catalog.to_string());
    if version != "1.6" {
        found.push(None, None, told!(X4Version, version = version));
    }
    external_streams(bytes, found);
    let wrong = wrong_places(pdf, bytes);
    if wrong > 0 {
        found.push(None, None, told!(Xref, count = wrong));
    }
    if !trailers.has_identifiers(pdf) {
        found.push(None, None, told!(X4Id));
    }
    if trailers.has("Encrypt") {
        found.push(None, None, told!(X4Encrypted));
    }
}

/// Streams that say that their data lie in another file. The reader of objects does not show those, so each dictionary is
/// read as it is written, and the data after it are passed over.
fn external_streams(bytes: &[u8], found: &mut Collected) {
    let mut at = 0;
    for _ in 0..500_000 {
        let Some(begin) = memchr::memmem::find(&bytes[at..], b"obj").map(|begin| at + begin + 3) else { return };
        at = begin;
        let data = bytes[begin..].trim_ascii_start();
        if !data.starts_with(b"<<") {
            continue;
        }
        let Some(dict) = Dict::from_bytes(data) else { continue };
        at = bytes.len() - data.len() + dict.data().len();
        if !bytes[at..].trim_ascii_start().starts_with(b"stream") {
            continue;
        }
        if dict.contains_key("Length") && matches!(dict.get_raw::<Object>("F"), Some(file) if !is_filter(&file)) {
            found.push(None, None, told!(ExternalStream));
        }
        at += memchr::memmem::find(&bytes[at..], b"endstream").unwrap_or(0);
    }
}

/// Whether what stands for a file is the short name of a filter, as some programs write it.
fn is_filter(file: &MaybeRef<Object>) -> bool {
    matches!(file, MaybeRef::NotRef(Object::Name(_) | Object::Array(_)))
}

fn metadata(catalog: &Dict, info: &Dict, found: &mut Collected) {
    let Some(stream) = catalog.get::<Stream>("Metadata") else {
        found.push(None, None, told!(X4Metadata));
        return;
    };
    if !filters(stream.dict()).is_empty() {
        found.push(None, None, told!(X4Metadata));
    }
    let data = stream.raw_data();
    let packet = text_of_packet(&data);
    // An element with very many attributes, or very many names of schemas within one another, cost the reader their square.
    let names = memchr::memmem::find_iter(packet.as_bytes(), "xmlns").take(MOST_SCHEMAS + 1).count();
    let attributes = memchr::memchr_iter(b'=', packet.as_bytes()).take(MOST_ATTRIBUTES + 1).count();
    let is_huge = attributes > MOST_ATTRIBUTES || names > MOST_SCHEMAS;
    let options = ParsingOptions { nodes_limit: 200_000, ..ParsingOptions::default() };
    // Blanks to grow into stand around the packet, and zeros at times.
    let text = packet.trim_matches(|c: char| c == '\0' || c == '\u{FEFF}' || c.is_whitespace());
    let Some(xmp) = (!is_huge).then(|| Xml::parse_with_options(text, options).ok()).flatten() else {
        found.push(None, None, told!(X4Metadata));
        return;
    };
    let value = |name: &str| property(&xmp, name);
    if value("pdfxid:GTS_PDFXVersion").as_deref() != Some("PDF/X-4") {
        found.push(None, None, told!(X4Identification));
    }
    let lacking = |names: &[&str]| {
        names.iter().copied().find(|name| value(name).is_none_or(|text| text.is_empty())).map(String::from)
    };
    if let Some(name) = lacking(&["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"]) {
        found.push(None, None, told!(X4Dates, name = name));
    }
    let dates = [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")];
    let apart = dates.into_iter().find(|(key, name)| {
        let info = info.get::<hayro_syntax::object::String>(*key).map(|text| text_of(text.as_bytes()));
        info.zip(value(name)).is_some_and(|(info, said)| dates::differ(&info, &said))
    });
    if let Some((key, name)) = apart {
        found.push(None, None, told!(X4DatesDiffer, key = key, name = name));
    }
    if let Some(name) = lacking(&["xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"]) {
        found.push(None, None, told!(X4Names, name = name));
    }
    let trapped = name_of(info.get::<Object>("Trapped").as_ref());
    let said = value("pdf:Trapped");
    let known = |text: &str| matches!(text, "True" | "False");
    if !known(&trapped) || said.as_deref() != Some(trapped.as_str()) {
        found.push(None, None, told!(X4Trapped));
    }
    let title = info.get::<PdfString>("Title").map(|title| text_of(title.as_bytes())).unwrap_or_default();
    // Line ends and tabs are blanks to whoever reads XML.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.trim().is_empty() || value("dc:title").map(|said| words(&said)) != Some(words(&title)) {
        found.push(None, None, told!(X4Title));
    }
}

/// A packet of XMP in any of its encodings, from its first sign on: zeros beside that tell which it is.
fn text_of_packet(data: &[u8]) -> String {
    let begin = memchr::memchr(b'<', data).unwrap_or(0);
    let zeros = |range: Option<&[u8]>| range.is_some_and(|bytes| bytes.iter().all(|&byte| byte == 0));
    let before = |count: usize| zeros(begin.checked_sub(count).and_then(|from| data.get(from..begin)));
    let after = |count: usize| zeros(data.get(begin + 1..begin + 1 + count));
    let wide = |unit: &[u8], little: bool| {
        let digits = |value: u32, &byte: &u8| value << 8 | u32::from(byte);
        if little { unit.iter().rev().fold(0, digits) } else { unit.iter().fold(0, digits) }
    };
    let (from, width, little) = match () {
        () if begin.is_multiple_of(4) && after(3) => (begin, 4, true),
        () if begin % 4 == 3 && before(3) => (begin - 3, 4, false),
        () if begin.is_multiple_of(2) && after(1) => (begin, 2, true),
        () if begin % 2 == 1 && before(1) => (begin - 1, 2, false),
        () => return String::from_utf8_lossy(data).into_owned(),
    };
    let units = data[from..].chunks_exact(width).map(|unit| wide(unit, little));
    if width == 4 {
        return units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    char::decode_utf16(units.map(|unit| unit as u16)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// More than any program writes.
const MOST_ATTRIBUTES: usize = 20_000;
/// Names of schemas that are declared, one place after the other.
const MOST_SCHEMAS: usize = 2_000;

/// The names that all of XML knows.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A property of XMP by its usual name: an element with a text or with a list, of which the one for all languages or the
/// first counts, or an attribute.
fn property(xmp: &Xml, name: &str) -> Option<String> {
    let (prefix, name) = name.split_once(':')?;
    let space = match prefix {
        "dc" => "http://purl.org/dc/elements/1.1/",
        "xmp" => "http://ns.adobe.com/xap/1.0/",
        "xmpMM" => "http://ns.adobe.com/xap/1.0/mm/",
        "pdf" => "http://ns.adobe.com/pdf/1.3/",
        "pdfxid" => "http://www.npes.org/pdfx/ns/id/",
        _ => return None,
    };
    xmp.descendants().filter(roxmltree::Node::is_element).find_map(|node| {
        if node.has_tag_name((space, name)) {
            let items: Vec<_> = node.descendants().filter(|inner| inner.tag_name().name() == "li").collect();
            let usual = items.iter().find(|item| item.attribute((XML, "lang")) == Some("x-default"));
            let item = usual.or(items.first()).copied().unwrap_or(node);
            let text: String = item.children().filter_map(|inner| inner.is_text().then(|| inner.text())?).collect();
            return Some(text.trim().to_string());
        }
        node.attribute((space, name)).map(|text| text.trim().to_string())
    })
}

/// A text string: UTF-16 with its mark, UTF-8 with its mark, else `PDFDocEncoding` (ISO 32000-1, 7.9.2.2).
fn text_of(bytes: &[u8]) -> String {
    let string = lopdf::Object::String(bytes.to_vec(), lopdf::StringFormat::Literal);
    lopdf::decode_text_string(&string).unwrap_or_else(|_| bytes.iter().map(|&b| b as char).collect())
}

fn intents(catalog: &Dict, found: &mut Collected) -> usize {
    let all: Vec<Dict> =
        catalog.get::<Array>("OutputIntents").map(|array| array.iter::<Dict>().collect()).unwrap_or_default();
    let press: Vec<&Dict> =
        all.iter().filter(|intent| name_of(intent.get::<Object>("S").as_ref()) == "GTS_PDFX").collect();
    let [intent] = press[..] else {
        found.push(None, None, told!(X4Intent, count = press.len()));
        return 4;
    };
    let condition = intent.get::<hayro_syntax::object::String>("OutputConditionIdentifier");
    found.verdict.condition =
        condition.as_ref().map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned()).unwrap_or_default();
    if condition.is_none_or(|text| text.as_bytes().is_empty()) {
        found.push(None, None, told!(X4IntentCondition));
    }
    // That it lies in the file is what sets PDF/X-4 apart from X-4p (ISO 15930-7).
    let lies_outside = intent.contains_key("DestOutputProfileRef");
    if lies_outside {
        found.push(None, None, told!(X4IntentReference));
    }
    let Some(profile) = intent.get::<Stream>("DestOutputProfile") else {
        if lies_outside {
            return 4;
        }
        found.push(None, None, told!(X4IntentProfile));
        return 4;
    };
    let data = head(&profile, 128);
    // ICC.1:2010, 7.2: class at byte 12, colour space at 16, signature at 36.
    if data.get(36..40) != Some(b"acsp") {
        found.push(None, None, told!(X4IntentProfile));
        return 4;
    }
    if data.get(12..16) != Some(b"prtr") {
        found.push(None, None, told!(X4IntentClass));
    }
    let channels = match data.get(16..20) {
        Some(b"CMYK") => 4,
        Some(b"RGB ") => 3,
        Some(b"GRAY") => 1,
        _ => 0,
    };
    if profile.dict().get::<i32>("N") != Some(channels) {
        found.push(None, None, told!(X4IntentChannels));
    }
    let is_press = data.get(12..16) == Some(b"prtr") && channels > 0;
    if is_press && !is_whole_press(&profile, channels) {
        found.push(None, None, told!(X4IntentDamaged));
    }
    match channels {
        1 => 1,
        3 => 3,
        _ => 4,
    }
}

/// More than any profile of a press takes.
const MOST_PROFILE: usize = 64 << 20;

/// Packed profiles that are kept once they were found whole.
const MOST_PRESSES: usize = 4;

/// Whether the profile of a press is whole. The files of a run share their press, and to inflate its profile takes as long as all
/// else of a leaflet: the last ones found whole are known again by their bytes.
fn is_whole_press(profile: &Stream, channels: i32) -> bool {
    static WHOLE: Mutex<VecDeque<(i32, Vec<u8>)>> = Mutex::new(VecDeque::new());
    let known = || WHOLE.lock().unwrap_or_else(PoisonError::into_inner);
    let is_whole = || decoded(profile, MOST_PROFILE).is_some_and(|body| is_whole_profile(&body, channels));
    let dict = profile.dict();
    if filters(dict) != ["FlateDecode"] || dict.contains_key("DecodeParms") {
        return is_whole();
    }
    let packed = profile.raw_data();
    if known().iter().any(|(n, bytes)| *n == channels && *bytes == *packed) {
        return true;
    }
    let is_whole = is_whole();
    if is_whole {
        let mut known = known();
        known.truncate(MOST_PRESSES - 1);
        known.push_front((channels, packed.into_owned()));
    }
    is_whole
}

/// Things that do something, or hide something, in a viewer.
fn interactive(catalog: &Dict, found: &mut Collected) {
    // A place to open the file at does nothing, and neither does an action that shows a page.
    let opens = catalog.get::<Dict>("OpenAction").is_some_and(|opens| navigation::is_action(&opens));
    if opens || catalog.contains_key("AA") || navigation::acts(catalog) {
        found.push(None, None, told!(Action));
    }
    // Programs leave a form without fields behind.
    if catalog.get::<Dict>("AcroForm").is_some_and(|form| {
        form.contains_key("XFA") || form.get::<Array>("Fields").is_some_and(|fields| fields.raw_iter().next().is_some())
    }) {
        found.push(None, None, told!(Form));
    }
    if let Some(names) = catalog.get::<Dict>("Names") {
        if names.contains_key("JavaScript") {
            found.push(None, None, told!(Action));
        }
        if names.contains_key("EmbeddedFiles") {
            found.push(None, None, told!(EmbeddedFile));
        }
    }
    let layers = catalog.get::<Dict>("OCProperties");
    // ISO 15930-7: in none of the configurations, also in those which a reader may choose.
    let configurations = layers.iter().flat_map(|layers| {
        let others = layers.get::<Array>("Configs").map(|all| all.iter::<Dict>().collect::<Vec<_>>());
        layers.get::<Dict>("D").into_iter().chain(others.unwrap_or_default())
    });
    if configurations.into_iter().any(|configuration| configuration.contains_key("AS")) {
        found.push(None, None, told!(Layer));
    }
}

/// What of a page is shown or printed where nobody says otherwise: all of it or its bleed (ISO 15930-7; ISO 32000-2, table 147).
fn viewing(catalog: &Dict, found: &mut Collected) {
    let Some(preferences) = catalog.get::<Dict>("ViewerPreferences") else { return };
    for key in ["ViewArea", "ViewClip", "PrintArea", "PrintClip"] {
        let name = name_of(preferences.get::<Object>(key).as_ref());
        if !matches!(name.as_str(), "" | "MediaBox" | "BleedBox") {
            found.push(None, None, told!(PrintArea, key = key, name = name));
        }
    }
}

/// Rules that hold for every object, wherever it is used.
fn objects(pdf: &Pdf, channels: usize, found: &mut Collected) {
    for object in pdf.objects().into_iter().take(500_000) {
        let (dict, is_stream) = match &object {
            Object::Dict(dict) => (dict.clone(), false),
            Object::Stream(stream) => (stream.dict().clone(), true),
            _ => continue,
        };
        let is = |key: &str, value: &str| name_of(dict.get::<Object>(key).as_ref()) == value;
        if is("Type", "Filespec") && dict.contains_key("EF") {
            found.push(None, None, told!(EmbeddedFile));
        }
        if is("S", "JavaScript") || is("S", "Launch") {
            found.push(None, None, told!(Action));
        }
        let transfers = is("Type", "ExtGState") && transfers(&dict) || has_transfers(&dict);
        if transfers || dict.get::<Dict>("Resources").is_some_and(|resources| has_transfers(&resources)) {
            found.push(None, None, told!(TransferFunction));
        }
        if is("S", "Transparency") {
            group(&dict, channels, found);
        }
        if let Some(inner) = dict.get::<Dict>("Group") {
            group(&inner, channels, found);
        }
        if !is_stream {
            continue;
        }
        let filters = filters(&dict);
        if filters.iter().any(|name| name == "LZWDecode" || name == "LZW") {
            found.push(None, None, told!(Lzw));
        }
        if is("Subtype", "PS") || dict.contains_key("OPI") || is("Subtype2", "PS") {
            found.push(None, None, told!(Postscript));
        }
        if dict.contains_key("Alternates") {
            found.push(None, None, told!(Alternate));
        }
    }
}

/// Whether a state of graphics says how inks are changed. Other dictionaries have a `TR` too: masks, roles, names of fonts.
fn transfers(state: &Dict) -> bool {
    let other = |key: &str| state.get::<Object>(key).is_some_and(|function| name_of(Some(&function)) != "Default");
    state.contains_key("TR") || other("TR2")
}

/// Whether a state of graphics among resources does.
fn has_transfers(resources: &Dict) -> bool {
    let Some(states) = resources.get::<Dict>("ExtGState") else { return false };
    states.keys().filter_map(|key| states.get::<Dict>(&*key)).any(|state| transfers(&state))
}

/// A group blends in what is printed.
fn group(dict: &Dict, channels: usize, found: &mut Collected) {
    let Some(space) = dict.get::<Object>("CS") else { return };
    let name = match &space {
        Object::Array(array) => Space::of_array(array).family(),
        other => name_of(Some(other)),
    };
    let prints = match channels {
        3 => matches!(name.as_str(), "DeviceRGB" | "ICCBased-3" | "CalRGB" | "DeviceGray" | "CalGray" | "ICCBased-1"),
        1 => matches!(name.as_str(), "DeviceGray" | "CalGray" | "ICCBased-1"),
        _ => matches!(name.as_str(), "DeviceCMYK" | "DeviceGray" | "ICCBased-4" | "CalGray" | "ICCBased-1"),
    };
    if !prints {
        found.push(None, None, told!(GroupSpace, space = name));
    }
}

/// The corners of a box: left, bottom, right, top.
pub(super) fn corners(page: &Dict, key: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = page.get::<Array>(key)?.iter::<Number>().map(|n| n.as_f64()).collect();
    let [a, b, c, d] = numbers[..] else { return None };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn pages(pdf: &Pdf, found: &mut Collected) {
    if pdf.pages().is_empty() {
        found.push(None, None, told!(NoPages));
    }
    let mut first = None;
    for (n, page) in pdf.pages().iter().enumerate().take(10_000) {
        let number = Some(n + 1);
        let raw = page.raw();
        let media = media(page);
        let (trim, art) = (corners(raw, "TrimBox"), corners(raw, "ArtBox"));
        if trim.is_some() == art.is_some() {
            found.push(number, None, told!(BoxTrim));
        }
        let trim = trim.or(art).unwrap_or(media);
        let bleed = corners(raw, "BleedBox");
        let within = |inner: [f64; 4], outer: [f64; 4]| {
            let e = 0.01;
            inner[0] >= outer[0] - e && inner[1] >= outer[1] - e && inner[2] <= outer[2] + e && inner[3] <= outer[3] + e
        };
        // Also where a parent gives it.
        let crop =
            Some([page.crop_box().x0, page.crop_box().y0, page.crop_box().x1, page.crop_box().y1].map(f64::from));
        let crop = crop.filter(|crop| crop.iter().zip(&media).any(|(a, b)| (a - b).abs() > 0.01));
        let nested = within(trim, bleed.unwrap_or(media))
            && bleed.is_none_or(|bleed| within(bleed, media))
            && crop.is_none_or(|crop| within(bleed.unwrap_or(trim), crop) && within(crop, media));
        if !nested {
            found.push(number, None, told!(BoxNesting));
        }
        if crop.is_some_and(|crop| !within(media, crop)) {
            found.push(number, None, told!(BoxCrop));
        }
        let (width, height) = (media[2] - media[0], media[3] - media[1]);
        if width.max(height) > 14_400.0 {
            let meters = width.max(height) / MM / 1000.0;
            found.push(number, None, told!(PageTooLarge, meters = format!("{meters:.2}")));
        }
        let size = (trim[2] - trim[0], trim[3] - trim[1]);
        let (w, h) = *first.get_or_insert(size);
        if (w - size.0).abs() > 0.5 || (h - size.1).abs() > 0.5 {
            found.push(number, None, told!(PageSize));
        }
        if !matches!(page.rotation(), Rotation::None) {
            found.push(number, None, told!(PageRotate));
        }
        if raw.get::<Number>("UserUnit").is_some_and(|unit| (unit.as_f64() - 1.0).abs() > 1e-6) {
            found.push(number, None, told!(PageUnit));
        }
        if raw.contains_key("AA") {
            found.push(number, None, told!(Action));
        }
        annotations(raw, bleed.unwrap_or(trim), trim, number, found);
    }
}

pub(super) fn media(page: &Page) -> [f64; 4] {
    let rect = page.media_box();
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::from)
}

/// No annotation may touch what is printed; a printer's mark stands outside of the trim.
fn annotations(page: &Dict, bleed: [f64; 4], trim: [f64; 4], number: Option<usize>, found: &mut Collected) {
    let Some(all) = page.get::<Array>("Annots") else { return };
    for annotation in all.iter::<Dict>().take(10_000) {
        let kind = name_of(annotation.get::<Object>("Subtype").as_ref());
        if kind == "TrapNet" {
            continue;
        }
        let area = if kind == "PrinterMark" { trim } else { bleed };
        let rect = corners(&annotation, "Rect").unwrap_or(area);
        let touches = rect[0] < area[2] && rect[2] > area[0] && rect[1] < area[3] && rect[3] > area[1];
        if touches {
            found.push(number, None, told!(Annotation, kind = kind));
        }
    }
}
