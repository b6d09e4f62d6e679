//! Pictures become pictures in the inks of the press.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::bands::{SourcePixels, keeps_limit};
use super::converted::Packed;
use super::few_inks::InkSpaces;
use super::inkset::InkSet;
use super::intent::{InkWay, OutputIntent};
use super::objects::FinishError;
use super::space::{SourceSpace, profile_of, space_of};
use super::ways::PictureWay;
use crate::pictures::gray_curve;

/// How the press wants its pictures.
#[derive(Clone, Copy)]
pub(super) struct PictureWishes<'a> {
    pub(super) intent: &'a OutputIntent,
    /// Inks of another press go as they are.
    pub(super) keeps_inks: bool,
    /// Photographs are written as JPEG, of at most so much ink in percent.
    pub(super) jpeg: Option<f64>,
    /// The inks of a press that has one or two.
    pub(super) few: Option<(&'a InkSet, &'a InkSpaces)>,
}

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
    /// It is gray.
    Black,
}

/// Converts every RGB picture through ICC, and those in inks of another press unless they are to be kept; grey ones stay on black,
/// and what is in inks of the press passes. The soft mask that a transparent picture carries is a picture of its own and stays.
///
/// Gives width and height of those that are no JPEG because as such they would have too much ink.
pub(super) fn to_inks(document: &mut Document, press: PictureWishes) -> Result<Vec<(usize, usize)>, FinishError> {
    let intent = press.intent;
    let mut grays: Vec<(Vec<u8>, Option<[u8; 256]>)> = Vec::new();
    let mut found: Vec<(ObjectId, Conversion)> = Vec::new();
    for (&id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        let Some(space) = stream.dict.get(b"ColorSpace").ok().filter(|_| is_image) else { continue };
        found.push(match space_of(document, space) {
            SourceSpace::Rgb(profile) => (id, Conversion::Rgb(profile)),
            SourceSpace::Inks(profile) if press.keeps_inks || intent.is_of(&profile) => (id, Conversion::Kept),
            SourceSpace::Inks(profile) => (id, Conversion::Inks(profile)),
            SourceSpace::Gray => {
                let Some(profile) = profile_of(document, space) else {
                    found.push((id, Conversion::Black));
                    continue;
                };
                let known = grays.iter().find(|(known, _)| *known == profile).map(|(_, curve)| *curve);
                let curve = known.unwrap_or_else(|| {
                    let curve = gray_curve(&profile).filter(|curve| (0..).zip(curve).any(|(n, c)| c.abs_diff(n) > 1));
                    grays.push((profile, curve));
                    curve
                });
                match curve {
                    Some(curve) => (id, Conversion::Gray(Box::new(curve))),
                    None => (id, Conversion::Black),
                }
            }
            SourceSpace::Other if is_cmyk(document, space) => (id, Conversion::Kept),
            SourceSpace::Other => continue,
        });
    }
    let masks = if press.few.is_some() { masks(document) } else { BTreeSet::new() };
    let mut kept = vec![];
    for (id, conversion) in found {
        let Ok(Object::Stream(stream)) = document.get_object(id) else { continue };
        let few = press.few.filter(|(inks, _)| {
            !(masks.contains(&id) || inks.is_gray() && matches!(conversion, Conversion::Gray(_) | Conversion::Black))
        });
        let (source, profile) = match &conversion {
            Conversion::Rgb(profile) => (ColorSpace::RGB, profile.as_deref()),
            Conversion::Inks(profile) => (ColorSpace::CMYK, Some(&profile[..])),
            Conversion::Gray(curve) => (ColorSpace::Luma, Some(&curve[..])),
            Conversion::Kept => (ColorSpace::CMYK, None),
            Conversion::Black => (ColorSpace::Luma, None),
        };
        let space: Object = match few {
            Some((inks, spaces)) => spaces.of_picture(inks),
            None if source == ColorSpace::Luma => "DeviceGray".into(),
            None => "DeviceCMYK".into(),
        };
        let way = || {
            let way = match &conversion {
                Conversion::Rgb(profile) => Some(intent.way_from_rgb(profile.as_deref())?),
                Conversion::Inks(profile) => Some(intent.way_from_inks(profile)?),
                Conversion::Gray(curve) => Some(InkWay::Grays(curve.clone())),
                Conversion::Kept | Conversion::Black => None,
            };
            let few = few.map(|(inks, _)| inks);
            Some(PictureWay { way, few, is_gray: source == ColorSpace::Luma })
        };
        let is_as_it_is = few.is_none() && matches!(conversion, Conversion::Kept | Conversion::Black);
        let made = match is_as_it_is {
            true => None,
            false => {
                let key = key(stream, source, profile, few.map(|(inks, _)| inks), press);
                Some(intent.converted.get(key, || packed(stream, source, way(), press))?)
            }
        };
        let channels = match few {
            Some((inks, _)) => inks.channels(),
            None => usize::from(source != ColorSpace::Luma) * 3 + 1,
        };
        let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { continue };
        let dict = &mut stream.dict;
        dict.set("ColorSpace", space);
        let Some(made) = made else { continue };
        dict.set("BitsPerComponent", 8);
        dict.remove(b"DecodeParms");
        dict.remove(b"Decode");
        if made.is_jpeg {
            dict.set("Filter", "DCTDecode");
            if channels == 4 {
                dict.set("Decode", [1, 0].repeat(4).into_iter().map(Object::from).collect::<Vec<_>>());
            }
        } else {
            let columns = dict.get(b"Width").cloned().unwrap_or(Object::Integer(1));
            dict.set("Filter", "FlateDecode");
            let parms = dictionary! { "Predictor" => 15, "Colors" => channels as i64, "Columns" => columns };
            dict.set("DecodeParms", parms);
        }
        if made.is_over {
            kept.extend(size(stream));
        }
        stream.set_content(Arc::try_unwrap(made).map_or_else(|made| made.bytes.clone(), |made| made.bytes));
    }
    Ok(kept)
}

/// Pictures that hide parts of others.
fn masks(document: &Document) -> BTreeSet<ObjectId> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let named =
        |stream: &Stream| [&b"SMask"[..], b"Mask"].map(|key| stream.dict.get(key).and_then(Object::as_reference).ok());
    streams.flat_map(named).flatten().collect()
}

fn is_cmyk(document: &Document, space: &Object) -> bool {
    document.dereference(space).is_ok_and(|(_, space)| space.as_name().is_ok_and(|name| name == b"DeviceCMYK"))
}

/// Width and height in pixels.
fn size(stream: &Stream) -> Option<(usize, usize)> {
    let number = |key: &[u8]| usize::try_from(stream.dict.get(key).and_then(Object::as_i64).ok()?).ok();
    Some((number(b"Width")?, number(b"Height")?))
}

/// A picture in the inks of the press: a JPEG where the press takes it, and it is a photograph that keeps to the most ink as one; else
/// without losses.
fn packed(
    stream: &Stream,
    space: ColorSpace,
    way: Option<PictureWay>,
    press: PictureWishes,
) -> Result<Packed, FinishError> {
    let way = way.ok_or_else(|| FinishError::Picture("its colour profile cannot be read".into()))?;
    let mut is_over = false;
    // What is transparent has an edge of its own, and is most often a drawing.
    if let Some(limit) = press.jpeg.filter(|_| !stream.dict.has(b"SMask") && way.channels() != 2) {
        let made = SourcePixels::of(stream, space)?.jpeg(&way)?;
        if let (Some((bytes, before)), Some((width, _))) = (made, size(stream)) {
            if way.channels() == 1 || keeps_limit(&bytes, width, limit, before) {
                return Ok(Packed { bytes, is_jpeg: true, is_over });
            }
            is_over = true;
        }
    }
    let bytes = SourcePixels::of(stream, space)?.deflated(&way)?;
    Ok(Packed { bytes, is_jpeg: false, is_over })
}

/// What the inks of a picture depend on, beside the press.
fn key(
    stream: &Stream,
    source: ColorSpace,
    profile: Option<&[u8]>,
    few: Option<&InkSet>,
    press: PictureWishes,
) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for key in ["Filter", "DecodeParms", "Decode", "Width", "Height", "BitsPerComponent"] {
        hasher.update(format!("{:?} ", stream.dict.get(key.as_bytes())).as_bytes());
    }
    let limit = press.jpeg.filter(|_| !stream.dict.has(b"SMask"));
    hasher.update(format!("{source:?} {:?} {limit:?}", profile.map(blake3::hash)).as_bytes());
    hasher.update(few.map(InkSet::digest).unwrap_or_default().as_bytes());
    hasher.update(&stream.content);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of RGB pixels.
    fn picture(side: usize, pixel: impl Fn(usize, usize) -> [u8; 3]) -> Stream {
        let bytes: Vec<u8> = (0..side * side).flat_map(|n| pixel(n % side, n / side)).collect();
        let side = side as i64;
        let dict = dictionary! {
            "Subtype" => "Image", "ColorSpace" => "DeviceRGB", "Width" => side, "Height" => side, "BitsPerComponent" => 8,
            "Filter" => "FlateDecode",
        };
        Stream::new(dict, super::super::objects::deflate(&bytes, flate2::Compression::new(1)))
    }

    /// A photograph, so to say: everything goes over into everything, with grain.
    fn grain(x: usize, y: usize) -> [u8; 3] {
        let noise = (x * 7919 + y * 104_729 + x * y * 31) % 11;
        [x * 2 + noise, y * 2 + noise, (x + y) + noise].map(|channel| channel.min(255) as u8)
    }

    fn press(intent: &OutputIntent, takes_jpeg: bool) -> PictureWishes<'_> {
        PictureWishes { intent, keeps_inks: false, jpeg: takes_jpeg.then_some(300.0), few: None }
    }

    fn inked(stream: &Stream, press: PictureWishes) -> (Packed, Vec<u8>) {
        let way = PictureWay { way: press.intent.way_from_rgb(None), few: None, is_gray: false };
        let made = packed(stream, ColorSpace::RGB, Some(way), press).expect("a picture");
        let pixels = if made.is_jpeg {
            let inks = crate::pictures::decode_jpeg(&made.bytes, ColorSpace::CMYK).expect("a JPEG");
            inks.iter().map(|ink| 255 - ink).collect()
        } else {
            let parms =
                dictionary! { "Predictor" => 15, "Colors" => 4, "Columns" => size(stream).expect("a size").0 as i64 };
            let dict = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parms };
            Stream::new(dict, made.bytes.clone()).get_plain_content().expect("inks")
        };
        (made, pixels)
    }

    #[test]
    fn a_photograph_has_the_same_inks_as_jpeg() {
        let usual = OutputIntent::default_condition();
        let photo = picture(120, grain);
        let ((whole, inks), (jpeg, seen)) = (inked(&photo, press(&usual, false)), inked(&photo, press(&usual, true)));
        assert_eq!((whole.is_jpeg, jpeg.is_jpeg, jpeg.is_over), (false, true, false));
        assert!(jpeg.bytes.len() * 2 < whole.bytes.len(), "{} {}", jpeg.bytes.len(), whole.bytes.len());
        let direct: Vec<u8> = (0..120 * 120).flat_map(|n| grain(n % 120, n / 120)).collect();
        assert_eq!(OutputIntent::default_condition().inks(None, &direct), Some(inks.clone()), "in bands as at once");
        let far: f64 = inks.iter().zip(&seen).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / inks.len() as f64;
        assert!(seen.len() == inks.len() && far < 2.0, "{far}");
    }

    #[test]
    fn drawings_and_what_is_transparent_stay_without_losses() {
        let usual = OutputIntent::default_condition();
        let drawing = picture(120, |x, y| if x / 9 % 2 == y / 13 % 2 { [200, 30, 20] } else { [250, 240, 10] });
        let fade = picture(120, |x, _| [x as u8 * 2, x as u8, 90]);
        let mut clear = picture(120, grain);
        clear.dict.set("SMask", (9, 0));
        for stream in [&drawing, &fade, &clear] {
            let (made, inks) = inked(stream, press(&usual, true));
            assert!(!made.is_jpeg && !made.is_over);
            assert_eq!(inks, inked(stream, press(&usual, false)).1);
        }
    }

    #[test]
    fn a_jpeg_keeps_to_the_most_ink() {
        let photo = picture(128, |x, y| grain(x, y).map(|channel| channel / 4));
        let usual = OutputIntent::default_condition();
        let (made, _) = inked(&photo, press(&usual, true));
        assert!(made.is_jpeg);
        assert!(keeps_limit(&made.bytes, 128, 300.0, 0.0));
        assert!(!keeps_limit(&made.bytes, 128, 200.0, 0.0), "shadows have more");
        assert!(keeps_limit(&made.bytes, 128, 200.0, 300.0), "they had more before");
        for limit in [110.0, 150.0, 240.0] {
            let intent = OutputIntent::default_limited(limit);
            for odd in [1, 3, 5, 7] {
                let speckled = picture(128, |x, y| {
                    let dark = grain(x, y).map(|channel| channel / 4);
                    if (x * 31 + y * 17 + x * y) % 7 < odd {
                        [255 - dark[0], dark[1], 255 * (x % 2) as u8]
                    } else {
                        dark
                    }
                });
                let (made, _) = inked(&speckled, PictureWishes { jpeg: Some(limit), ..press(&intent, true) });
                assert!(!made.is_jpeg || keeps_limit(&made.bytes, 128, limit, 0.0));
            }
        }
    }
}
