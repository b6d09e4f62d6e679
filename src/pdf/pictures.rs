//! Pictures become pictures in the inks of the press.

use flate2::Compression;
use lopdf::{Document, Object, ObjectId, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::intent::OutputIntent;
use super::objects::{FinishError, deflate};
use super::space::{SourceSpace, profile_of, space_of};
use crate::pictures::gray_curve;

/// How a picture comes to the press.
enum Conversion {
    /// From RGB, by its profile or by that of sRGB.
    Rgb(Option<Vec<u8>>),
    /// From grays of its own profile.
    Gray(Box<[u8; 256]>),
    /// From the inks of another press.
    Inks(Vec<u8>),
    /// It is in inks of this press, or is to be taken so.
    Kept,
}

/// Converts every RGB picture through ICC, and those in inks of another press unless they are to be kept; grey ones stay on black,
/// and what is in inks of the press passes. The soft mask that a transparent picture carries is a picture of its own and stays.
pub(super) fn to_inks(document: &mut Document, intent: &OutputIntent, keeps_inks: bool) -> Result<(), FinishError> {
    let mut grays: Vec<(Vec<u8>, Option<[u8; 256]>)> = Vec::new();
    let mut found: Vec<(ObjectId, Conversion)> = Vec::new();
    for (&id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        let Some(space) = stream.dict.get(b"ColorSpace").ok().filter(|_| is_image) else { continue };
        found.push(match space_of(document, space) {
            SourceSpace::Rgb(profile) => (id, Conversion::Rgb(profile)),
            SourceSpace::Inks(profile) if keeps_inks || intent.is_of(&profile) => (id, Conversion::Kept),
            SourceSpace::Inks(profile) => (id, Conversion::Inks(profile)),
            SourceSpace::Gray => {
                let Some(profile) = profile_of(document, space) else { continue };
                let known = grays.iter().find(|(known, _)| *known == profile).map(|(_, curve)| *curve);
                let curve = known.unwrap_or_else(|| {
                    let curve = gray_curve(&profile).filter(|curve| (0..).zip(curve).any(|(n, c)| c.abs_diff(n) > 1));
                    grays.push((profile, curve));
                    curve
                });
                let Some(curve) = curve else { continue };
                (id, Conversion::Gray(Box::new(curve)))
            }
            SourceSpace::Other => continue,
        });
    }
    let unknown = || FinishError::Picture("its colour profile cannot be read".into());
    for (id, way) in found {
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        let pack = |bytes: &[u8]| deflate(bytes, Compression::new(6));
        let (space, converted) = match &way {
            Conversion::Kept => ("DeviceCMYK", None),
            Conversion::Rgb(profile) => {
                let made = intent.converted.get(key(stream, profile.as_deref()), || {
                    let rgb = pixels(stream, ColorSpace::RGB)?;
                    intent.inks(profile.as_deref(), &rgb).map(|inks| pack(&inks)).ok_or_else(unknown)
                })?;
                ("DeviceCMYK", Some(made))
            }
            Conversion::Inks(profile) => {
                let made = intent.converted.get(key(stream, Some(profile)), || {
                    let mut inks = pixels(stream, ColorSpace::CMYK)?;
                    if is_turned(stream) {
                        inks.iter_mut().for_each(|ink| *ink = 255 - *ink);
                    }
                    intent.inks_of_other(profile, &inks).map(|inks| pack(&inks)).ok_or_else(unknown)
                })?;
                ("DeviceCMYK", Some(made))
            }
            Conversion::Gray(curve) => {
                let made = intent.converted.get(key(stream, Some(&curve[..])), || {
                    let gray = pixels(stream, ColorSpace::Luma)?;
                    Ok(pack(&gray.iter().map(|&gray| curve[usize::from(gray)]).collect::<Vec<_>>()))
                })?;
                ("DeviceGray", Some(made))
            }
        };
        let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { continue };
        stream.dict.set("ColorSpace", space);
        let Some(converted) = converted else { continue };
        stream.dict.set("BitsPerComponent", 8);
        stream.dict.set("Filter", "FlateDecode");
        stream.dict.remove(b"DecodeParms");
        stream.dict.remove(b"Decode");
        stream.set_content(converted.to_vec());
    }
    Ok(())
}

/// Whether full is none, as Adobe writes inks into JPEG.
fn is_turned(stream: &Stream) -> bool {
    let decode = stream.dict.get(b"Decode").and_then(Object::as_array).ok();
    decode.and_then(|array| array.first()?.as_float().ok()).is_some_and(|first| first > 0.5)
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

/// A JPEG in a colour space. Inks come as they stand there (`is_turned`).
fn decoded(jpeg: &[u8], space: ColorSpace) -> Result<Vec<u8>, DecodeErrors> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), DecoderOptions::default());
    decoder.decode_headers()?;
    if decoder.input_colorspace() != Some(ColorSpace::YCCK) || space != ColorSpace::CMYK {
        decoder.set_options(decoder.options().jpeg_set_out_colorspace(space));
        return decoder.decode();
    }
    // The library knows no way from YCCK to inks (ITU-T T.872, 6.5.3): luminance and chroma are those of what the inks leave.
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(ColorSpace::YCCK));
    let mut inks = decoder.decode()?;
    for pixel in inks.chunks_exact_mut(4) {
        let [y, cb, cr] = [f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0];
        let seen = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
        for (ink, seen) in pixel.iter_mut().zip(seen) {
            *ink = 255 - seen.round().clamp(0.0, 255.0) as u8;
        }
    }
    Ok(inks)
}

/// The pixels of a picture, a byte a channel.
fn pixels(stream: &Stream, space: ColorSpace) -> Result<Vec<u8>, FinishError> {
    let failure = |words: String| FinishError::Picture(words);
    let filters = stream.filters().unwrap_or_default();
    let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
    let (width, height) = (number(b"Width").unwrap_or(0), number(b"Height").unwrap_or(0));
    let bytes = if filters == [b"DCTDecode".as_slice()] {
        decoded(&stream.content, space).map_err(|error| failure(error.to_string()))?
    } else {
        let bytes = stream.get_plain_content().map_err(|error| failure(error.to_string()))?;
        match number(b"BitsPerComponent") {
            Some(8) => bytes,
            // The high byte of each channel: what a plate can show.
            Some(16) => bytes.chunks(2).map(|pair| pair[0]).collect(),
            bits => return Err(failure(format!("{bits:?} bits a channel"))),
        }
    };
    if bytes.len() < width * height * space.num_components() {
        return Err(failure("it ends too early".into()));
    }
    Ok(bytes)
}
