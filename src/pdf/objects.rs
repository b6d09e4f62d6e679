//! Objects of a PDF, read and made, and why one cannot be finished.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Points of a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Why a PDF cannot go to the press.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FinishError {
    /// Not a PDF that can be read; in the words of the library.
    #[error("not a PDF that can be read: {0}")]
    Unreadable(String),
    /// A gradient in RGB, on this page: its colours cannot be made inks one by one.
    #[error("a gradient in RGB on page {0}")]
    RgbGradient(usize),
    /// A gradient on this page that cannot be made one of the few inks of a press: a turning one, a mesh.
    #[error("a gradient on page {0} that the inks of the press cannot show")]
    Gradient(usize),
    /// A picture of a kind that cannot be made CMYK, in words.
    #[error("a picture that cannot be made CMYK: {0}")]
    Picture(String),
}

pub(super) fn unreadable(error: impl std::fmt::Display) -> FinishError {
    FinishError::Unreadable(error.to_string())
}

/// The edges of a box of a page: left, bottom, right, top, in points.
pub(super) fn corners(page: &Dictionary, key: &[u8]) -> Option<[f64; 4]> {
    let array = page.get(key).and_then(Object::as_array).ok()?;
    array.iter().filter_map(|n| n.as_float().ok().map(f64::from)).collect::<Vec<_>>().try_into().ok()
}

/// An array of numbers.
pub(super) fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|&value| Object::Real(value as f32)).collect())
}

/// The group of a page or a form whose colours blend in inks.
pub(super) fn blending() -> Dictionary {
    dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true }
}

/// The resources of a page or of a stream, also where they stand in a parent.
pub(crate) fn resources(document: &Document, owner: ObjectId) -> Dictionary {
    match inherited(document, owner, b"Resources") {
        Some(Object::Dictionary(found)) => found.clone(),
        _ => Dictionary::new(),
    }
}

/// Adds members of a kind, such as `ExtGState`, to the resources of a page or of a stream.
pub(super) fn add_resources(
    document: &mut Document,
    owner: ObjectId,
    kind: &str,
    members: &Dictionary,
) -> Result<(), FinishError> {
    let mut own = resources(document, owner);
    let known = own.get(kind.as_bytes()).ok().and_then(|known| document.dereference(known).ok());
    let mut all = known.and_then(|(_, known)| known.as_dict().ok().cloned()).unwrap_or_default();
    // Not by `extend`: of a name that is there already it makes an array of both.
    for (name, member) in members {
        all.set(name.clone(), member.clone());
    }
    own.set(kind, all);
    match document.get_object_mut(owner).map_err(unreadable)? {
        Object::Dictionary(dict) => dict.set("Resources", own),
        Object::Stream(stream) => stream.dict.set("Resources", own),
        _ => {}
    }
    Ok(())
}

/// What a page, a stream or a parent of it says under a key (ISO 32000-2, 7.7.3.4).
pub(crate) fn inherited<'a>(document: &'a Document, owner: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut at = document.get_object(owner).ok();
    for _ in 0..64 {
        let dict = match at {
            Some(Object::Dictionary(dict)) => dict,
            Some(Object::Stream(stream)) => &stream.dict,
            _ => break,
        };
        if let Ok((_, found)) = dict.get(key).and_then(|found| document.dereference(found)) {
            return Some(found);
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).ok().and_then(|id| document.get_object(id).ok());
    }
    None
}

/// Bytes as a `FlateDecode` stream holds them.
pub(super) fn deflate(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
