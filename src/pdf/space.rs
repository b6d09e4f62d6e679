//! Colour spaces, as Typst and those who draw for it name them.

use lopdf::{Document, Object};

/// What a colour space in the resources of a stream stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SourceSpace {
    /// RGB, with its ICC profile if it names one.
    Rgb(Option<Vec<u8>>),
    /// Grey: printed with black.
    Gray,
    /// Inks of the press whose profile is given.
    Inks(Vec<u8>),
    /// Inks of the press itself, patterns …
    Other,
}

/// What a colour space stands for: its name, or an array that begins with its family.
pub(super) fn space_of(document: &Document, space: &Object) -> SourceSpace {
    let Ok((_, space)) = document.dereference(space) else { return SourceSpace::Other };
    match space {
        Object::Name(name) => match name.as_slice() {
            b"DeviceRGB" => SourceSpace::Rgb(None),
            b"DeviceGray" => SourceSpace::Gray,
            _ => SourceSpace::Other,
        },
        Object::Array(array) => match array.first().and_then(|name| name.as_name().ok()) {
            Some(b"ICCBased") => {
                let stream = array.get(1).and_then(|object| document.dereference(object).ok());
                let Some((_, Object::Stream(stream))) = stream else { return SourceSpace::Other };
                match stream.dict.get(b"N").and_then(Object::as_i64) {
                    Ok(1) => SourceSpace::Gray,
                    Ok(3) => SourceSpace::Rgb(stream.decompressed_content().ok()),
                    Ok(4) => stream.decompressed_content().map_or(SourceSpace::Other, SourceSpace::Inks),
                    _ => SourceSpace::Other,
                }
            }
            Some(b"CalRGB") => SourceSpace::Rgb(None),
            Some(b"CalGray") => SourceSpace::Gray,
            _ => SourceSpace::Other,
        },
        _ => SourceSpace::Other,
    }
}

/// The profile of a colour space, where it has one.
pub(super) fn profile_of(document: &Document, space: &Object) -> Option<Vec<u8>> {
    let (_, Object::Array(array)) = document.dereference(space).ok()? else { return None };
    let (_, Object::Stream(stream)) = document.dereference(array.get(1)?).ok()? else { return None };
    stream.dict.has(b"N").then(|| stream.decompressed_content().ok()).flatten()
}
