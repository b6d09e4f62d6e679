//! A print file in the four inks of a press becomes one in the one or two inks of another ([`InkSet`]). Pictures are made before, with all
//! others; here follow what pages paint, and gradients. What hides or shows (soft masks) is no ink and stays.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::inks::edited;
use super::inkset::{InkSet, PressInk};
use super::intent::OutputIntent;
use super::objects::{FinishError, add_resources, deflate, numbers, resources, unreadable};
use super::operators::{Op, operators};
use crate::preflight::PROCESS;

/// Names of colour spaces in the resources of what paints.
const KEY: &str = "anphamKey";
const SECOND: &str = "anphamSecond";
const BOTH: &str = "anphamBoth";

/// The colour spaces of a press with few inks.
#[derive(Debug, Clone)]
pub(super) struct InkSpaces {
    key: Object,
    second: Option<Object>,
    both: Option<Object>,
}

impl InkSpaces {
    /// Of the inks, as objects of a document. Spots that it has by the same name are the same.
    pub(super) fn new(document: &mut Document, inks: &InkSet) -> Self {
        let key = space(document, std::slice::from_ref(&inks.key));
        let second = inks.second.as_ref().map(|ink| space(document, std::slice::from_ref(ink)));
        let both = inks.second.as_ref().map(|second| space(document, &[inks.key.clone(), second.clone()]));
        Self { key, second, both }
    }

    /// The space of a picture.
    pub(super) fn of_picture(&self, inks: &InkSet) -> Object {
        match &self.both {
            Some(both) if inks.duotone => both.clone(),
            _ if inks.is_gray() => "DeviceGray".into(),
            _ => self.key.clone(),
        }
    }
}

/// The space of a spot that a document has, and its tint.
fn separation<'a>(document: &'a Document, plate: &str) -> Option<(ObjectId, &'a Object)> {
    document.objects.iter().find_map(|(&id, object)| match &object.as_array().ok()?[..] {
        [Object::Name(family), Object::Name(own), _, tint] => {
            (family == b"Separation" && own == plate.as_bytes()).then_some((id, tint))
        }
        _ => None,
    })
}

/// Separation or `DeviceN` (ISO 32000-2, 8.6.6): its alternate is what the inks look like, of several their sum.
fn space(document: &mut Document, inks: &[PressInk]) -> Object {
    let name = |ink: &PressInk| Object::Name(ink.plate().as_bytes().to_vec());
    let domain = |many: usize| numbers(&[0.0, 1.0].repeat(many));
    if let [ink] = inks {
        if let Some((id, _)) = separation(document, ink.plate()) {
            return id.into();
        }
        let tint = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => domain(1), "C0" => numbers(&[0.0; 4]), "C1" => numbers(&ink.look),
        };
        let tint = document.add_object(tint);
        let made: Vec<Object> = vec!["Separation".into(), name(ink), "DeviceCMYK".into(), tint.into()];
        return document.add_object(made).into();
    }
    // At the corners: nothing, the first, the second, both. What lies between is a mix of them.
    let corner = |shares: [f64; 2]| -> Vec<u8> {
        let ink = |n: usize| inks.iter().zip(shares).map(|(ink, share)| ink.look[n] * share).sum::<f64>();
        (0..4).map(|n| (ink(n).min(1.0) * 255.0).round() as u8).collect()
    };
    let samples = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]].into_iter().flat_map(corner).collect();
    let tint = dictionary! {
        "FunctionType" => 0, "Domain" => domain(2), "Range" => domain(4), "Size" => vec![2.into(), 2.into()],
        "BitsPerSample" => 8,
    };
    let tint = document.add_object(Stream::new(tint, samples));
    let names: Vec<Object> = inks.iter().map(name).collect();
    let made: Vec<Object> = vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), tint.into()];
    document.add_object(made).into()
}

/// Pages and what they draw, in the inks of the set.
pub(super) fn to_few(
    document: &mut Document,
    pages: &[ObjectId],
    inks: &InkSet,
    spaces: &InkSpaces,
) -> Result<(), FinishError> {
    let mut known = KnownShares { inks, known: BTreeMap::new() };
    let mut painted = BTreeSet::new();
    for (n, &page) in pages.iter().enumerate() {
        let own = paints(document, page);
        for &id in own.difference(&painted) {
            gradient(document, id, &mut known, spaces).map_err(|()| FinishError::Gradient(n + 1))?;
        }
        painted.extend(own);
        page_to_few(document, page, &mut known, spaces)?;
    }
    for id in painted {
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        let is_tile = stream.dict.has(b"PatternType");
        if is_form || is_tile {
            // A form begins with the colours of who draws it, a tile with those of its page.
            rewrite(document, id, id, &mut Pens::default(), &mut known, spaces, is_tile)?;
        }
    }
    Ok(())
}

/// What a page paints itself.
fn page_to_few(
    document: &mut Document,
    page: ObjectId,
    known: &mut KnownShares,
    spaces: &InkSpaces,
) -> Result<(), FinishError> {
    // Its streams go on where the one before ended.
    let mut pens = Pens::default();
    for (n, id) in document.get_page_contents(page).into_iter().enumerate() {
        rewrite(document, id, page, &mut pens, known, spaces, n == 0)?;
    }
    Ok(())
}

/// Sheets with marks in black, whose pages are finished, in the inks of their pages.
pub(super) fn sheets_to_few(document: &mut Document, sheets: &[ObjectId], inks: &InkSet) -> Result<(), FinishError> {
    let spaces = InkSpaces::new(document, inks);
    let mut known = KnownShares { inks, known: BTreeMap::new() };
    sheets.iter().try_for_each(|&sheet| page_to_few(document, sheet, &mut known, &spaces))
}

/// The inks of a finished file by its plates, if they are one or two and not of the process but for black.
pub(super) fn inks_of(document: &Document, plates: &BTreeSet<String>, intent: &OutputIntent) -> Option<InkSet> {
    if plates.iter().any(|plate| PROCESS[..3].contains(&plate.as_str())) {
        return None;
    }
    let ink = |plate: &String| {
        if plate == "Black" {
            return PressInk::black();
        }
        let tint = separation(document, plate).map(|(_, tint)| tint);
        let look = tint.and_then(|tint| value_at(document, tint, 1.0, 0)?.try_into().ok());
        PressInk { name: Some(plate.clone()), look: look.unwrap_or([0.0, 0.0, 0.0, 1.0]) }
    };
    let inks: Vec<PressInk> = plates.iter().map(ink).collect();
    InkSet::new(&inks, false, 200.0, intent)
}

/// What a page paints with, soft masks left out.
fn paints(document: &Document, page: ObjectId) -> BTreeSet<ObjectId> {
    let (mut open, mut seen) = (vec![page], BTreeSet::new());
    let inherited = resources(document, page);
    let mut inner: Vec<&Object> = inherited.iter().map(|(_, object)| object).collect();
    loop {
        while let Some(object) = inner.pop() {
            match object {
                Object::Reference(id) => open.push(*id),
                Object::Array(array) => inner.extend(array),
                Object::Dictionary(dict) => inner.extend(of_paint(dict)),
                Object::Stream(stream) => inner.extend(of_paint(&stream.dict)),
                _ => {}
            }
        }
        let Some(id) = open.pop() else { return seen };
        if seen.insert(id) {
            inner.extend(document.get_object(id).ok());
        }
    }
}

fn of_paint(dict: &Dictionary) -> impl Iterator<Item = &Object> {
    dict.iter().filter(|(key, _)| !matches!(key.as_slice(), b"Parent" | b"SMask" | b"Mask")).map(|(_, value)| value)
}

/// Shares of colours that were met.
struct KnownShares<'a> {
    inks: &'a InkSet,
    known: BTreeMap<[u64; 4], [f64; 2]>,
}

impl KnownShares<'_> {
    fn of(&mut self, colour: [f64; 4]) -> [f64; 2] {
        let inks = self.inks;
        *self.known.entry(colour.map(f64::to_bits)).or_insert_with(|| inks.shares(&[colour])[0])
    }

    /// The operators that choose a colour in the four inks.
    fn chosen(&mut self, colour: [f64; 4], strokes: bool) -> String {
        let [key, second] = self.of(colour);
        let (cs, scn, k) = if strokes { ("CS", "SCN", "K") } else { ("cs", "scn", "k") };
        let (key, second) = (number(key), number(second));
        match (&self.inks.key.name, second.as_str()) {
            (None, "0") => format!("0 0 0 {key} {k}"),
            (Some(_), "0") => format!("/{KEY} {cs} {key} {scn}"),
            _ if key == "0" => format!("/{SECOND} {cs} {second} {scn}"),
            _ => format!("/{BOTH} {cs} {key} {second} {scn}"),
        }
    }
}

/// Operators that choose the colours of a bar: each ink, half of it, and both. What is written so, [`to_few`] understands.
pub(super) fn patches(inks: &InkSet) -> Vec<String> {
    let key = [1.0, 0.5].map(|share| format!("0 0 0 {share} k"));
    // As much of both as the press takes.
    let [one, other] = inks.held([1.0, 1.0]).map(number);
    let both = format!("/{BOTH} cs {one} {other} scn");
    let patches = [format!("/{SECOND} cs 1 scn"), format!("/{SECOND} cs 0.5 scn"), both];
    let second = inks.second.iter().flat_map(|_| patches.clone());
    key.into_iter().chain(second).collect()
}

/// A share with three digits: a press tells no more apart.
fn number(share: f64) -> String {
    let text = format!("{share:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_string()
}

/// What the values of `scn` mean.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PenSpace {
    Gray,
    Cmyk,
    /// Inks by name, patterns.
    Named,
}

/// Fill and stroke, and those that `Q` brings back.
#[derive(Debug)]
struct Pens {
    now: [PenSpace; 2],
    kept: Vec<[PenSpace; 2]>,
}

impl Default for Pens {
    fn default() -> Self {
        Self { now: [PenSpace::Gray; 2], kept: vec![] }
    }
}

/// Writes a stream again; `begins` says that it starts with the black of its page.
fn rewrite(
    document: &mut Document,
    id: ObjectId,
    owner: ObjectId,
    pens: &mut Pens,
    known: &mut KnownShares,
    spaces: &InkSpaces,
    begins: bool,
) -> Result<(), FinishError> {
    let Ok(Object::Stream(stream)) = document.get_object(id) else { return Ok(()) };
    let content = stream.get_plain_content().map_err(unreadable)?;
    let spaces_by_name = device_spaces(document, owner);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    // Patches of a colour bar name the spaces themselves.
    let mut names_spaces = false;
    if begins && known.inks.key.name.is_some() {
        edits.push((0..0, format!("/{KEY} cs 1 scn /{KEY} CS 1 SCN ")));
    }
    for op in operators(&content) {
        match op.name(&content) {
            b"q" => pens.kept.push(pens.now),
            b"cs" if op.operands.first().is_some_and(|name| is_own(&content[name.clone()])) => {
                names_spaces = true;
                pens.now[0] = PenSpace::Named;
            }
            b"Q" => pens.now = pens.kept.pop().unwrap_or(pens.now),
            name @ (b"k" | b"K" | b"g" | b"G" | b"cs" | b"CS" | b"sc" | b"SC" | b"scn" | b"SCN") => {
                let strokes = name[0].is_ascii_uppercase();
                let pen = &mut pens.now[usize::from(strokes)];
                if let Some(colour) = colour(&op, &content, pen, &spaces_by_name) {
                    let chosen = known.chosen(colour, strokes);
                    if chosen.as_bytes() != &content[op.range.clone()] {
                        edits.push((op.range.clone(), chosen));
                    }
                }
            }
            _ => {}
        }
    }
    let content = edited(&content, edits);
    if content.is_none() && !names_spaces {
        return Ok(());
    }
    if let (Some(content), Ok(Object::Stream(stream))) = (content, document.get_object_mut(id)) {
        stream.dict.set("Filter", "FlateDecode");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(deflate(&content, flate2::Compression::new(3)));
    }
    let mut named = Dictionary::new();
    named.set(KEY, spaces.key.clone());
    for (name, space) in [(SECOND, &spaces.second), (BOTH, &spaces.both)] {
        if let Some(space) = space {
            named.set(name, space.clone());
        }
    }
    add_resources(document, owner, "ColorSpace", &named)
}

fn device(name: &[u8]) -> PenSpace {
    match name {
        b"DeviceCMYK" => PenSpace::Cmyk,
        b"DeviceGray" => PenSpace::Gray,
        _ => PenSpace::Named,
    }
}

/// What the names in the resources of a page or a stream stand for: grays of a profile are DeviceGray by now.
fn device_spaces(document: &Document, owner: ObjectId) -> BTreeMap<Vec<u8>, PenSpace> {
    let own = resources(document, owner);
    let spaces = own.get(b"ColorSpace").ok().and_then(|spaces| document.dereference(spaces).ok());
    let spaces = spaces.and_then(|(_, spaces)| spaces.as_dict().ok());
    let meant = |space: &Object| {
        let (_, space) = document.dereference(space).ok()?;
        Some(device(space.as_name().ok()?))
    };
    let all = spaces.into_iter().flat_map(|spaces| spaces.iter());
    all.filter_map(|(name, space)| Some((name.clone(), meant(space)?))).collect()
}

fn is_own(name: &[u8]) -> bool {
    [KEY, SECOND, BOTH].iter().any(|own| name.strip_prefix(b"/") == Some(own.as_bytes()))
}

/// The colour in the four inks that an operator chooses, if it is one in them.
fn colour(op: &Op, content: &[u8], pen: &mut PenSpace, named: &BTreeMap<Vec<u8>, PenSpace>) -> Option<[f64; 4]> {
    let values = || op.numbers(content);
    let gray = |values: Vec<f64>| Some([0.0, 0.0, 0.0, 1.0 - values.first()?.clamp(0.0, 1.0)]);
    match op.name(content).to_ascii_lowercase().as_slice() {
        b"k" => {
            *pen = PenSpace::Cmyk;
            values().try_into().ok()
        }
        b"g" => {
            *pen = PenSpace::Gray;
            gray(values())
        }
        b"cs" => {
            let name = op.operands.first().map_or(&b""[..], |range| &content[range.clone()]);
            let name = name.strip_prefix(b"/").unwrap_or(name);
            *pen = named.get(name).copied().unwrap_or_else(|| device(name));
            // Both begin with black.
            (*pen != PenSpace::Named).then_some([0.0, 0.0, 0.0, 1.0])
        }
        _ => match pen {
            PenSpace::Gray => gray(values()),
            PenSpace::Cmyk => values().try_into().ok(),
            PenSpace::Named => None,
        },
    }
}

/// Colours of a gradient that are looked at.
const STOPS: usize = 256;

/// A gradient in the four inks becomes one in the inks of the set, with a table of its colours; others stay. An error if its colours
/// follow no function of one number.
fn gradient(document: &mut Document, id: ObjectId, known: &mut KnownShares, spaces: &InkSpaces) -> Result<(), ()> {
    let Ok(Object::Dictionary(shading)) = document.get_object(id) else {
        // Meshes are streams.
        let is_mesh = document.get_object(id).and_then(Object::as_stream).is_ok_and(|s| s.dict.has(b"ShadingType"));
        return if is_mesh { Err(()) } else { Ok(()) };
    };
    if !shading.has(b"ShadingType") {
        // A pattern may hold its shading itself.
        let inner = shading.get(b"Shading").and_then(Object::as_dict).cloned();
        let Ok(inner) = inner else { return Ok(()) };
        let inner = document.add_object(inner);
        if let Ok(pattern) = document.get_dictionary_mut(id) {
            pattern.set("Shading", inner);
        }
        return gradient(document, inner, known, spaces);
    }
    let space = shading.get(b"ColorSpace").and_then(|space| document.dereference(space)).map(|(_, space)| space);
    let four = match space.and_then(Object::as_name) {
        Ok(b"DeviceCMYK") => true,
        Ok(b"DeviceGray") => false,
        _ => return Ok(()),
    };
    if !matches!(shading.get(b"ShadingType").and_then(Object::as_i64), Ok(2 | 3)) {
        return Err(());
    }
    let function = shading.get(b"Function").map_err(|_| ())?.clone();
    let domain = shading.get(b"Domain").and_then(Object::as_array).map(|domain| floats(domain)).unwrap_or_default();
    let (from, to) = if let [from, to] = domain[..] { (from, to) } else { (0.0, 1.0) };
    let mut bytes = Vec::with_capacity(STOPS * 2);
    for n in 0..STOPS {
        let at = from + (to - from) * n as f64 / (STOPS - 1) as f64;
        let values = value_at(document, &function, at, 0).ok_or(())?;
        let colour = match (four, &values[..]) {
            (true, &[c, m, y, k]) => [c, m, y, k],
            (false, [gray]) => [0.0, 0.0, 0.0, 1.0 - gray],
            _ => return Err(()),
        };
        let shares = known.of(colour);
        let many = if spaces.both.is_some() { 2 } else { 1 };
        bytes.extend(shares[..many].iter().map(|share| (share * 255.0).round() as u8));
    }
    let many = bytes.len() / STOPS;
    let table = dictionary! {
        "FunctionType" => 0, "Domain" => numbers(&[from, to]), "Range" => numbers(&[0.0, 1.0].repeat(many)),
        "Size" => vec![(STOPS as i64).into()], "BitsPerSample" => 8,
    };
    let table = document.add_object(Stream::new(table, bytes));
    let space = spaces.both.as_ref().unwrap_or(&spaces.key).clone();
    if let Ok(shading) = document.get_dictionary_mut(id) {
        shading.set("ColorSpace", space);
        shading.set("Function", table);
        // In the space that was.
        shading.remove(b"Background");
    }
    Ok(())
}

fn floats(array: &[Object]) -> Vec<f64> {
    array.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect()
}

/// The values of a function of one number: between two colours (type 2), or several such in a row (type 3), or one a value
/// (ISO 32000-2, 7.10). `None` for others.
fn value_at(document: &Document, function: &Object, at: f64, depth: usize) -> Option<Vec<f64>> {
    let (_, function) = document.dereference(function).ok()?;
    let dict = match function {
        Object::Dictionary(dict) if depth < 4 => dict,
        Object::Array(parts) => {
            return parts.iter().map(|part| value_at(document, part, at, depth + 1)?.first().copied()).collect();
        }
        _ => return None,
    };
    let array = |key: &[u8]| dict.get(key).and_then(Object::as_array).ok();
    let domain = floats(array(b"Domain")?);
    let at = at.clamp(*domain.first()?, *domain.get(1)?);
    match dict.get(b"FunctionType").and_then(Object::as_i64).ok()? {
        2 => {
            let power = dict.get(b"N").and_then(Object::as_float).ok().map(f64::from)?;
            let (from, to) = (floats(array(b"C0")?), floats(array(b"C1")?));
            Some(from.iter().zip(&to).map(|(from, to)| from + at.powf(power) * (to - from)).collect())
        }
        3 => {
            let (parts, bounds, encode) = (array(b"Functions")?, floats(array(b"Bounds")?), floats(array(b"Encode")?));
            let n = bounds.iter().filter(|bound| at >= **bound).count().min(parts.len().checked_sub(1)?);
            let low = if n == 0 { domain[0] } else { bounds[n - 1] };
            let high = bounds.get(n).copied().unwrap_or(domain[1]);
            let (first, last) = (*encode.get(2 * n)?, *encode.get(2 * n + 1)?);
            let part = if high > low { (at - low) / (high - low) } else { 0.0 };
            value_at(document, parts.get(n)?, first + part * (last - first), depth + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red() -> PressInk {
        PressInk { name: Some("Red".into()), look: [0.0, 1.0, 0.95, 0.05] }
    }

    /// A page of black and red, written again for some inks, with what its resources hold.
    fn written(
        content: &str,
        inks: &[PressInk],
        fill: impl FnOnce(&mut Document) -> Dictionary,
    ) -> (Document, ObjectId, String) {
        let intent = OutputIntent::default_condition();
        let mut document = Document::with_version("1.6");
        let own = fill(&mut document);
        let stream = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
        let tree = document.new_object_id();
        let page = document
            .add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => stream, "Resources" => own });
        document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        let inks = InkSet::new(inks, false, 300.0, &intent).expect("inks");
        let spaces = InkSpaces::new(&mut document, &inks);
        to_few(&mut document, &[page], &inks, &spaces).expect("written");
        let content = document.get_page_content(page);
        (document, page, String::from_utf8(content).expect("text").trim_end().to_string())
    }

    #[test]
    fn what_a_page_paints_is_chosen_anew_and_nothing_else_changes() {
        let page =
            "0 0 0 1 k 0 0 9 9 re f /DeviceCMYK cs 0 1 0.95 0.05 scn 0 0 9 9 re f q 0.5 g Q 1 1 9 9 re f 1 0 0 0 K";
        let (.., text) = written(page, &[PressInk::black()], |_| dictionary! {});
        assert!(text.starts_with("0 0 0 1 k 0 0 9 9 re f 0 0 0 1 k 0 0 0 0."), "{text}");
        assert!(text.contains("q 0 0 0 0.5 k Q 1 1 9 9 re f 0 0 0 0.") && text.ends_with(" K"), "{text}");
        let (document, page, text) = written(page, &[PressInk::black(), red()], |_| dictionary! {});
        assert!(text.contains("/anphamSecond cs 1 scn 0 0 9 9 re f q"), "{text}");
        let named = resources(&document, page);
        let spaces = named.get(b"ColorSpace").and_then(Object::as_dict).expect("spaces");
        assert!(spaces.has(b"anphamKey") && spaces.has(b"anphamSecond") && spaces.has(b"anphamBoth"));
        // Without black a page does not begin in it.
        let (.., text) = written("0 0 9 9 re f", &[red()], |_| dictionary! {});
        assert_eq!(text, "/anphamKey cs 1 scn /anphamKey CS 1 SCN 0 0 9 9 re f");
        // A gray by another name is one.
        let (.., text) = written("/c0 cs 1 scn 0 0 9 9 re f /c0 cs 0.5 scn 1 1 9 9 re f", &[red()], |_| {
            dictionary! { "ColorSpace" => dictionary! { "c0" => "DeviceGray" } }
        });
        assert!(text.contains("cs 0 scn 0 0 9 9 re f") && text.contains("cs 0.6") && !text.contains("c0"), "{text}");
        let (.., text) = written("/Own cs 0.3 scn 0 0 9 9 re f", &[PressInk::black()], |_| dictionary! {});
        assert_eq!(text, "/Own cs 0.3 scn 0 0 9 9 re f", "an ink by its name stays");
    }

    /// A page with a straight gradient of two or more colours.
    fn straight(document: &mut Document, function: Object) -> Dictionary {
        let shading = document.add_object(dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Coords" => numbers(&[0.0, 0.0, 9.0, 0.0]), "Function" => function,
        });
        dictionary! { "Shading" => dictionary! { "sh" => shading } }
    }

    fn between(from: [f64; 4], to: [f64; 4]) -> Object {
        dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]), "C0" => numbers(&from), "C1" => numbers(&to),
        }
        .into()
    }

    #[test]
    fn gradients_become_tables_of_the_inks() {
        let (paper, dark, ink) = ([0.0; 4], [0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.95, 0.05]);
        let stitched = || -> Object {
            dictionary! {
                "FunctionType" => 3, "Domain" => numbers(&[0.0, 1.0]), "Bounds" => numbers(&[0.25]),
                "Encode" => numbers(&[0.0, 1.0, 0.0, 1.0]), "Functions" => vec![between(paper, dark), between(dark, ink)],
            }
            .into()
        };
        let (document, ..) = written("/sh sh", &[PressInk::black(), red()], |d| straight(d, stitched()));
        let shading =
            document.objects.values().find_map(|object| object.as_dict().ok().filter(|d| d.has(b"ShadingType")));
        let shading = shading.expect("a shading");
        let (_, table) = document.dereference(shading.get(b"Function").expect("a function")).expect("a table");
        let samples = table.as_stream().expect("a table").content.clone();
        assert_eq!(samples.len(), 512);
        let at = |part: usize| &samples[part * 2..part * 2 + 2];
        assert_eq!((at(0), at(255)), (&[0, 0][..], &[0, 255][..]), "paper, and the second ink");
        assert!(at(64)[0] > 245 && at(64)[1] < 20, "black where the parts meet: {:?}", at(64));
        let (_, space) = document.dereference(shading.get(b"ColorSpace").expect("a space")).expect("a space");
        assert_eq!(space.as_array().expect("an array")[0], Object::from("DeviceN"));
    }

    #[test]
    fn a_gradient_that_turns_is_refused_and_one_that_masks_stays() {
        let intent = OutputIntent::default_condition();
        let inks = InkSet::new(&[PressInk::black()], false, 300.0, &intent).expect("inks");
        for (kind, refused) in [(1, true), (2, false), (3, false), (6, true)] {
            let mut document = Document::with_version("1.6");
            let function =
                document.add_object(between([0.0; 4], [1.0, 0.0, 0.0, 0.0]).as_dict().expect("a function").clone());
            let dict = dictionary! { "ShadingType" => kind, "ColorSpace" => "DeviceCMYK", "Function" => function };
            let shading = match kind {
                6 => document.add_object(Stream::new(dict, vec![])),
                _ => document.add_object(dict),
            };
            let spaces = InkSpaces::new(&mut document, &inks);
            let mut known = KnownShares { inks: &inks, known: BTreeMap::new() };
            assert_eq!(gradient(&mut document, shading, &mut known, &spaces).is_err(), refused, "{kind}");
        }
        // The form that a soft mask draws is reached by no page.
        let mut mask = (0, 0);
        let (document, ..) = written("/gs gs 0 0 9 9 re f", &[red()], |d| {
            let content = b"0.5 g 0 0 9 9 re f".to_vec();
            mask = d.add_object(Stream::new(dictionary! { "Subtype" => "Form" }, content));
            let state = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => mask } };
            dictionary! { "ExtGState" => dictionary! { "gs" => state } }
        });
        let mask = document.get_object(mask).and_then(Object::as_stream).expect("a form");
        assert_eq!(mask.content, b"0.5 g 0 0 9 9 re f");
    }
}
