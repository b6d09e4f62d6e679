//! Pages of one plate each, drawn.

use std::collections::BTreeMap;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use lopdf::{Document, Object, ObjectId, dictionary};

/// A plate as it was drawn.
pub(super) struct DrawnPlate {
    pub(super) width: usize,
    pub(super) height: usize,
    /// A byte a pixel: 255 is full ink.
    pub(super) ink: Vec<u8>,
}

/// Draws pages in gray, so many pixels a point; black is full ink.
pub(super) fn drawn(document: &mut Document, pages: &[ObjectId], scale: f64) -> Option<Vec<DrawnPlate>> {
    let mut bytes = Vec::new();
    alone(document, pages)?.save_to(&mut bytes).ok()?;
    let pdf = Pdf::new(bytes).ok()?;
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let scale = scale as f32;
    let of_page = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let draw = |page| {
        let drawn = hayro::render(page, &cache, &settings, &of_page);
        let ink = drawn.data().iter().map(|pixel| 255 - pixel.r).collect();
        DrawnPlate { width: usize::from(drawn.width()), height: usize::from(drawn.height()), ink }
    };
    let plates: Vec<DrawnPlate> = pdf.pages().iter().map(draw).collect();
    (plates.len() == pages.len()).then_some(plates)
}

/// A document of these pages and what they need.
fn alone(document: &Document, pages: &[ObjectId]) -> Option<Document> {
    let mut made = Document::with_version("1.7");
    let root: ObjectId = (document.max_id + 1, 0);
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => root };
    // Layers that are off stay so.
    if let Ok(layers) = document.catalog().and_then(|catalog| catalog.get(b"OCProperties")) {
        catalog.set("OCProperties", layers.clone());
    }
    let mut wanted: Vec<ObjectId> = pages.to_vec();
    references(&Object::Dictionary(catalog.clone()), &mut wanted);
    let mut objects: BTreeMap<ObjectId, Object> = BTreeMap::new();
    while let Some(id) = wanted.pop() {
        if id == root || objects.contains_key(&id) {
            continue;
        }
        let mut object = document.objects.get(&id).cloned().unwrap_or(Object::Null);
        if let Object::Dictionary(dict) = &mut object
            && dict.has_type(b"Page")
        {
            dict.set("Parent", root);
        }
        references(&object, &mut wanted);
        objects.insert(id, object);
    }
    let kids: Vec<Object> = pages.iter().map(|&page| page.into()).collect();
    objects.insert(root, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids }.into());
    made.objects = objects;
    made.max_id = root.0;
    let catalog = made.add_object(catalog);
    made.trailer.set("Root", catalog);
    Some(made)
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(array) => open.extend(array),
            Object::Dictionary(dict) => open.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}
