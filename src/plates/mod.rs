//! Any PDF → its plates: how much of each ink lies where.
//!
//! The page is written again for each plate (`content`), every colour as the gray that the plate shows of it, and then drawn by the
//! library that draws pages anyway; blending channel by channel, clips, masks and type are drawn as ever. What cannot be told apart
//! in this way is said with the page ([`Unseparated`]), never left out in silence.

mod content;
mod drawn;
mod map;
mod pixels;
mod spaces;
mod told;

use std::collections::{BTreeSet, HashMap};

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::pdf::{OutputIntent, inherited, resources};
use crate::preflight::PROCESS;
use crate::preflight::Verdict;
use content::Separator;
use spaces::Inks;
use told::is_process;

pub use map::{ink_map, plain_ink_map, proof, spot_colours};
pub use told::{PagePlates, SpotColours, Unseparated};

/// Pixels per inch of a plate, where the page is not too large for it.
const PPI: f64 = 144.0;
/// Pixels of a plate.
const MOST_PIXELS: f64 = 4e6;

/// Separates every page of a file that preflight has read, and hands them out one by one. `false` if the file cannot be separated.
pub fn separate(bytes: &[u8], verdict: &Verdict, intent: &OutputIntent, each: &mut dyn FnMut(PagePlates)) -> bool {
    separate_pages(bytes, verdict, intent, &|_| true, each)
}

/// The same for some pages, counted from 1.
pub fn separate_pages(
    bytes: &[u8],
    verdict: &Verdict,
    intent: &OutputIntent,
    wanted: &dyn Fn(usize) -> bool,
    each: &mut dyn FnMut(PagePlates),
) -> bool {
    let read = std::panic::catch_unwind(|| Document::load_mem(bytes).ok()).ok().flatten();
    let Some(mut document) = read else { return false };
    let (objects, highest) = (document.objects.len(), document.max_id);
    let mut inks = Inks::new(intent);
    for (number, page) in document.get_pages() {
        let number = number as usize;
        if !wanted(number) {
            continue;
        }
        let spots = verdict.page_plates.get(&number).into_iter().flatten().filter(|name| !is_process(name));
        let names: Vec<String> = PROCESS.iter().map(ToString::to_string).chain(spots.cloned()).collect();
        // A panic of the library is a page that cannot be drawn.
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            plates(&mut document, page, number, &names, &mut inks)
        }));
        let Ok(Some(made)) = made else { return false };
        each(made);
        // What was made for this page is not kept for the next.
        if document.objects.len() > objects {
            document.objects.retain(|id, _| id.0 <= highest);
            document.max_id = highest;
        }
    }
    true
}

/// The plates of a page.
fn plates(
    document: &mut Document,
    page: ObjectId,
    number: usize,
    names: &[String],
    inks: &mut Inks,
) -> Option<PagePlates> {
    let frame = ["TrimBox", "CropBox", "MediaBox"].iter().find_map(|key| inherited(document, page, key.as_bytes()));
    let frame: Vec<f64> = frame?.as_array().ok()?.iter().filter_map(|n| n.as_float().ok().map(f64::from)).collect();
    let [a, b, c, d] = frame[..] else { return None };
    let frame = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let (wide, high) = (frame[2] - frame[0], frame[3] - frame[1]);
    if !(wide > 0.0 && high > 0.0) {
        return None;
    }
    let unit = inherited(document, page, b"UserUnit").and_then(|unit| unit.as_float().ok()).map_or(1.0, f64::from);
    let unit = if unit > 0.0 { unit } else { 1.0 };
    let scale = (PPI / 72.0 * unit).min((MOST_PIXELS / (wide * high)).sqrt());
    let turned = inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let (own, content) = (resources(document, page), document.get_page_content(page));
    let mut left = BTreeSet::new();
    let mut pictures = HashMap::new();
    let (mut drawn, mut pages) = (Vec::new(), Vec::new());
    for name in names {
        let mut separator = Separator::new(document, inks, name, &mut pictures);
        let start = separator.start(scale);
        let (content, resources) = separator.content(&content, &own, start, 0);
        left.extend(std::mem::take(&mut separator.told));
        if !separator.touched {
            continue;
        }
        let content = document.add_object(Stream::new(lopdf::Dictionary::new(), content));
        let corners: Vec<Object> = frame.iter().map(|&n| Object::Real(n as f32)).collect();
        pages.push(document.add_object(dictionary! {
            "Type" => "Page", "MediaBox" => corners.clone(), "CropBox" => corners, "Rotate" => turned,
            "Contents" => content, "Resources" => resources,
        }));
        drawn.push(name.clone());
    }
    let (mut width, mut height) = ((wide * scale).floor() as usize, (high * scale).floor() as usize);
    if turned % 180 != 0 {
        (width, height) = (height, width);
    }
    let made = if pages.is_empty() { vec![] } else { drawn::drawn(document, &pages, scale)? };
    if let Some(first) = made.first() {
        (width, height) = (first.width, first.height);
    }
    let plates = drawn.into_iter().zip(made.into_iter().map(|plate| plate.ink));
    let plates = plates.filter(|(_, ink)| ink.iter().any(|&ink| ink > 0)).collect();
    Some(PagePlates { page: number, width, height, scale: scale * 72.0 / 25.4 / unit, plates, left })
}

/// The printing condition that a file states with a profile of four inks.
pub fn stated_intent(bytes: &[u8]) -> Option<OutputIntent> {
    let read = std::panic::catch_unwind(|| Document::load_mem(bytes).ok()).ok().flatten()?;
    let follow = |object: &Object| read.dereference(object).ok().map(|(_, object)| object.clone());
    let intents = follow(read.catalog().ok()?.get(b"OutputIntents").ok()?)?;
    intents.as_array().ok()?.iter().find_map(|intent| {
        let intent = follow(intent)?;
        let intent = intent.as_dict().ok()?;
        let profile = follow(intent.get(b"DestOutputProfile").ok()?)?;
        let profile = profile.as_stream().ok()?.get_plain_content_with_limit(64 << 20).ok()?;
        let name = intent.get(b"OutputConditionIdentifier").and_then(Object::as_str).unwrap_or_default();
        OutputIntent::new(&profile, &String::from_utf8_lossy(name), "").ok()
    })
}
