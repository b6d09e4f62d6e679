//! Pictures in RGB become pictures in inks.

use flate2::Compression;
use lopdf::{Document, Object, ObjectId, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::intent::OutputIntent;
use super::objects::{FinishError, deflate};
use super::space::{SourceSpace, space_of};

/// Converts every RGB picture through ICC; grey ones stay on black, and what is in inks already passes. The soft mask
/// that a transparent picture carries is a picture of its own and stays.
pub(super) fn to_inks(document: &mut Document, intent: &OutputIntent) -> Result<(), FinishError> {
    let found: Vec<(ObjectId, Option<Vec<u8>>)> = document
        .objects
        .iter()
        .filter_map(|(&id, object)| {
            let Object::Stream(stream) = object else { return None };
            let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
            let space = stream.dict.get(b"ColorSpace").ok().filter(|_| is_image)?;
            match space_of(document, space) {
                SourceSpace::Rgb(profile) => Some((id, profile)),
                SourceSpace::Gray | SourceSpace::Other => None,
            }
        })
        .collect();
    for (id, profile) in found {
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        let converted = intent.converted.get(key(stream, profile.as_deref()), || {
            let rgb = pixels(stream)?;
            let inks = intent
                .inks(profile.as_deref(), &rgb)
                .ok_or_else(|| FinishError::Picture("its colour profile cannot be read".into()))?;
            Ok(deflate(&inks, Compression::new(6)))
        })?;
        let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { continue };
        stream.dict.set("ColorSpace", "DeviceCMYK");
        stream.dict.set("BitsPerComponent", 8);
        stream.dict.set("Filter", "FlateDecode");
        stream.dict.remove(b"DecodeParms");
        stream.dict.remove(b"Decode");
        stream.set_content(converted.to_vec());
    }
    Ok(())
}

/// What the inks of a picture depend on, beside the press.
fn key(stream: &Stream, profile: Option<&[u8]>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for key in ["Filter", "DecodeParms", "Width", "Height", "BitsPerComponent"] {
        hasher.update(format!("{:?} ", stream.dict.get(key.as_bytes())).as_bytes());
    }
    hasher.update(format!("{:?}", profile.map(blake3::hash)).as_bytes());
    hasher.update(&stream.content);
    hasher.finalize()
}

/// The pixels of an RGB picture, a byte a channel.
fn pixels(stream: &Stream) -> Result<Vec<u8>, FinishError> {
    let failure = |words: String| FinishError::Picture(words);
    let filters = stream.filters().unwrap_or_default();
    let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
    let (width, height) = (number(b"Width").unwrap_or(0), number(b"Height").unwrap_or(0));
    let bytes = if filters == [b"DCTDecode".as_slice()] {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
        JpegDecoder::new_with_options(ZCursor::new(&stream.content), options)
            .decode()
            .map_err(|error| failure(error.to_string()))?
    } else {
        let bytes = stream.get_plain_content().map_err(|error| failure(error.to_string()))?;
        match number(b"BitsPerComponent") {
            Some(8) => bytes,
            // The high byte of each channel: what a plate can show.
            Some(16) => bytes.chunks(2).map(|pair| pair[0]).collect(),
            bits => return Err(failure(format!("{bits:?} bits a channel"))),
        }
    };
    if bytes.len() < width * height * 3 {
        return Err(failure("it ends too early".into()));
    }
    Ok(bytes)
}
