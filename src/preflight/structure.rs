//! Rules on the file, its metadata, its printing condition and its pages: ISO 15930-7 as others restate it, GWG 2015.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Number, Object, Stream};
use hayro_syntax::page::{Page, Rotation};
use roxmltree::{Document as Xml, ParsingOptions};

use super::color::Space;
use super::finding::Collected;
use super::programs::is_whole_profile;
use super::rule::told;
use super::streams::{decoded, filters, head, name_of};
use super::{dates, navigation};

const MM: f64 = 72.0 / 25.4;

/// Checks all but what is painted; returns the channels of the press, as its profile tells them: 4 inks, if it does not.
pub(super) fn check(pdf: &Pdf, bytes: &[u8], found: &mut Collected) -> usize {
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id()).unwrap_or_default();
    file(bytes, &name_of(catalog.get::<Object>("Version").as_ref()), found);
    let info = info_of(pdf, bytes);
    metadata(pdf, &catalog, &info, found);
    let channels = intents(&catalog, found);
    interactive(&catalog, found);
    viewing(&catalog, found);
    objects(pdf, channels, found);
    pages(pdf, found);
    channels
}

/// Header and trailer.
fn file(bytes: &[u8], catalog: &str, found: &mut Collected) {
    let head = &bytes[..bytes.len().min(1024)];
    let version = head.windows(5).position(|w| w == b"%PDF-").and_then(|at| head.get(at + 5..at + 8));
    // A version in the catalog stands for the header's where it is higher.
    if version != Some(b"1.6") || catalog > "1.6" {
        let header = version.map_or_else(String::new, |v| String::from_utf8_lossy(v).into_owned());
        let version = header.max(catalog.to_string());
        found.push(None, None, told!(X4Version, version = version));
    }
    external_streams(bytes, found);
    // The last trailer, or the dictionary of a cross-reference stream: both stand near the end as plain text.
    let tail = trailer(bytes);
    let id = memchr::memmem::find(tail, b"/ID").map(|at| tail[at + 3..].trim_ascii_start());
    let first = id.and_then(|id| id.strip_prefix(b"[")).map(|id| id.trim_ascii_start());
    if !matches!(first, Some([b'<' | b'(', ..])) {
        found.push(None, None, told!(X4Id));
    }
    if contains(tail, b"/Encrypt") {
        found.push(None, None, told!(X4Encrypted));
    }
}

/// Streams that say that their data lie in another file. The reader of objects does not show those, so the dictionary is
/// read as it is written: from `obj` to `stream`.
fn external_streams(bytes: &[u8], found: &mut Collected) {
    let mut begin = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream").take(500_000) {
        let dict = &bytes[begin.max(at.saturating_sub(4096))..at];
        begin = at;
        let Some(start) = memchr::memmem::rfind(dict, b"obj") else { continue };
        let dict = &dict[start..];
        let is_file = |n: usize| matches!(dict[n + 2..].trim_ascii_start(), [b'(' | b'<', ..]);
        if memchr::memmem::find_iter(dict, b"/F").any(is_file) && contains(dict, b"/Length") {
            found.push(None, None, told!(ExternalStream));
        }
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(bytes, needle).is_some()
}

fn trailer(bytes: &[u8]) -> &[u8] {
    let rfind = |needle: &[u8]| memchr::memmem::rfind(bytes, needle);
    if let Some(at) = rfind(b"trailer") {
        return &bytes[at..];
    }
    // `startxref` gives the place of the stream's object.
    let number = rfind(b"startxref").and_then(|at| {
        let digits: String = bytes[at + 9..]
            .iter()
            .map(|&b| b as char)
            .skip_while(|c| c.is_whitespace())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<usize>().ok()
    });
    let begin = number.filter(|&at| at < bytes.len()).unwrap_or(bytes.len());
    let dict = &bytes[begin..];
    let end = dict.windows(6).position(|window| window == b"stream").unwrap_or(dict.len());
    &dict[..end]
}

/// The Info dictionary, found by the reference in the trailer.
fn info_of<'a>(pdf: &'a Pdf, bytes: &[u8]) -> Dict<'a> {
    // A linearised file has two trailers, and names it in one.
    let all = memchr::memmem::find_iter(bytes, b"trailer").map(|at| &bytes[at..(at + 4096).min(bytes.len())]);
    let tail = all.filter(|tail| contains(tail, b"/Info")).last().unwrap_or_else(|| trailer(bytes));
    let tail = String::from_utf8_lossy(tail).into_owned();
    let number = tail.split("/Info").nth(1).and_then(|rest| rest.split_whitespace().next()?.parse::<i32>().ok());
    let id = number.map(|number| hayro_syntax::object::ObjectIdentifier::new(number, 0));
    id.and_then(|id| pdf.xref().get::<Dict>(id)).unwrap_or_default()
}

fn metadata(pdf: &Pdf, catalog: &Dict, info: &Dict, found: &mut Collected) {
    let Some(stream) = catalog.get::<Stream>("Metadata") else {
        found.push(None, None, told!(X4Metadata));
        return;
    };
    if !filters(stream.dict()).is_empty() {
        found.push(None, None, told!(X4Metadata));
    }
    let data = stream.raw_data();
    let packet = String::from_utf8_lossy(&data);
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
    let title = pdf.metadata().title.as_deref().map(text_of).unwrap_or_default();
    // Line ends and tabs are blanks to whoever reads XML.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.trim().is_empty() || value("dc:title").map(|said| words(&said)) != Some(words(&title)) {
        found.push(None, None, told!(X4Title));
    }
}

/// More than any program writes.
const MOST_ATTRIBUTES: usize = 20_000;
/// Names of schemas that are declared, one place after the other.
const MOST_SCHEMAS: usize = 2_000;

/// A property of XMP by its usual name: an element with a text or with a list, of which the first counts, or an attribute.
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
            let item = node.descendants().find(|inner| inner.tag_name().name() == "li").unwrap_or(node);
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
    if is_press && !decoded(&profile, MOST_PROFILE).is_some_and(|body| is_whole_profile(&body, channels)) {
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

/// Things that do something, or hide something, in a viewer.
fn interactive(catalog: &Dict, found: &mut Collected) {
    if catalog.contains_key("OpenAction") || catalog.contains_key("AA") {
        found.push(None, None, told!(Action));
    }
    if navigation::acts(catalog) {
        found.push(None, None, told!(Action));
    }
    if catalog.contains_key("AcroForm") {
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
        if dict.contains_key("TR") || dict.contains_key("TR2") && !is("TR2", "Default") {
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
