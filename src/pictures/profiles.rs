//! Colour profiles in pictures (ICC.1:2022): whether one can be read, and how it comes whole to the pages.
//!
//! What writes PDFs keeps a profile only of versions that the version of the PDF names (2.0, 2.1 and 4.0 in PDF 1.6), and none of
//! a picture in 16 bits; the colours of others would be taken for sRGB. Minor versions of ICC differ in tags that may be there and
//! not in what the old ones mean (ICC.1:2022, 7.2.4), so a profile of one is carried under the first of its major version.
//! Screens read it there, and for the press `pdf::pictures` converts by it.

use image::{DynamicImage, ImageFormat};
use img_parts::{Bytes, DynImage, ImageICC, jpeg};
use memchr::memmem;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::picture::Fault;
use crate::msg;

/// Major and minor version in the header (ICC.1:2022, 7.2.4).
const VERSION: std::ops::Range<usize> = 8..10;
/// A digest of the profile with its version (ICC.1:2022, 7.2.18); zero says nothing.
const ID: std::ops::Range<usize> = 84..100;
/// Length of the header.
const HEADER: usize = 128;

/// What a picture is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Channels {
    Gray,
    Rgb,
    Cmyk,
}

/// Why colours of a picture are not those that its profile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProfileFault {
    /// It is no profile, damaged, or of a kind that nobody reads.
    Unreadable,
    /// It is a profile of other channels than the picture has.
    Other,
}

/// How a picture is carried.
enum Carriage {
    /// As it is.
    Whole,
    /// With another profile.
    Profile(Vec<u8>),
    /// In eight bits, with a profile.
    EightBits(Vec<u8>),
    /// In sRGB.
    Srgb(Box<ColorProfile>),
}

/// The profile of a picture in inks.
pub(super) fn of_inks(bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = parse(bytes)?;
    let (channels, _) = shape(&picture)?;
    (channels == Channels::Cmyk).then(|| picture.icc_profile().map(Into::into)).flatten()
}

/// The same as a message about the picture at `path`.
pub(super) fn told(path: &str, bytes: &[u8]) -> Option<Fault> {
    let message = match fault(bytes)? {
        ProfileFault::Unreadable => msg!("markup-image-profile", path = path),
        ProfileFault::Other => msg!("markup-image-profile-other", path = path),
    };
    Some(Fault::slight(message, msg!("markup-image-profile-hint")))
}

/// What is wrong with the profile of a picture; none where there is no profile.
pub(super) fn fault(bytes: &[u8]) -> Option<ProfileFault> {
    way(&parse(bytes)?).err()
}

/// A picture as the pages take it: its profile is one that is kept, and one that cannot be read is gone. Else it is as it was.
pub(super) fn carried(bytes: Vec<u8>) -> Vec<u8> {
    let Some(mut picture) = parse(&bytes) else { return bytes };
    match way(&picture) {
        Ok(Carriage::Whole) => return bytes,
        Ok(Carriage::Profile(icc)) => picture.set_icc_profile(Some(icc.into())),
        Err(_) => strip(&mut picture),
        Ok(Carriage::EightBits(icc)) => match in_eight_bits(&bytes, None) {
            Some(mut made) => {
                made.set_icc_profile(Some(icc.into()));
                keep_size(&picture, &mut made);
                picture = made;
            }
            None => return bytes,
        },
        Ok(Carriage::Srgb(profile)) => match in_eight_bits(&bytes, Some(&profile)) {
            Some(mut made) => {
                keep_size(&picture, &mut made);
                picture = made;
            }
            None => return bytes,
        },
    }
    picture.encoder().bytes().into()
}

/// A picture that holds a profile, or what should be one.
fn parse(bytes: &[u8]) -> Option<DynImage> {
    let is_png = bytes.starts_with(b"\x89PNG");
    let mark: &[u8] = match bytes {
        [0xFF, 0xD8, ..] => b"ICC_PROFILE\0",
        [b'R', b'I', b'F', b'F', ..] => b"ICCP",
        _ if is_png => b"iCCP",
        _ => return None,
    };
    memmem::find(bytes, mark)?;
    let picture = DynImage::from_bytes(Bytes::copy_from_slice(bytes)).ok()??;
    let is_there = match &picture {
        DynImage::Jpeg(jpeg) => jpeg.segments().iter().any(is_profile),
        DynImage::Png(png) => png.chunk_by_type(*b"iCCP").is_some(),
        DynImage::WebP(_) => picture.icc_profile().is_some(),
    };
    is_there.then_some(picture)
}

fn is_profile(segment: &jpeg::JpegSegment) -> bool {
    segment.marker() == jpeg::markers::APP2 && segment.contents().starts_with(b"ICC_PROFILE\0")
}

fn strip(picture: &mut DynImage) {
    match picture {
        // Also where its parts do not make one.
        DynImage::Jpeg(jpeg) => jpeg.segments_mut().retain(|segment| !is_profile(segment)),
        _ => picture.set_icc_profile(None),
    }
}

/// Channels, and bits of each.
fn shape(picture: &DynImage) -> Option<(Channels, u8)> {
    Some(match picture {
        DynImage::Jpeg(jpeg) => {
            // SOF0 … SOF15 without DHT, JPG and DAC (ITU-T T.81, table B.1).
            let is_frame = |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
            let frame = jpeg.segments().iter().find(|segment| is_frame(segment.marker()))?;
            match frame.contents().get(5)? {
                1 => (Channels::Gray, 8),
                3 => (Channels::Rgb, 8),
                4 => (Channels::Cmyk, 8),
                _ => return None,
            }
        }
        DynImage::Png(png) => {
            let header = png.chunk_by_type(*b"IHDR")?.contents();
            let is_gray = matches!(header.get(9)?, 0 | 4);
            (if is_gray { Channels::Gray } else { Channels::Rgb }, *header.get(8)?)
        }
        DynImage::WebP(_) => (Channels::Rgb, 8),
    })
}

fn way(picture: &DynImage) -> Result<Carriage, ProfileFault> {
    let icc = picture.icc_profile().filter(|icc| icc.len() > HEADER).ok_or(ProfileFault::Unreadable)?;
    let (channels, bits) = shape(picture).ok_or(ProfileFault::Unreadable)?;
    let profile = ColorProfile::new_from_slice(&icc).map_err(|_| ProfileFault::Unreadable)?;
    let space = profile.color_space;
    let fits = match channels {
        // Gray pictures are often saved with the profile of the screen: its curve is theirs.
        Channels::Gray => matches!(space, DataColorSpace::Gray | DataColorSpace::Rgb),
        Channels::Rgb => matches!(space, DataColorSpace::Rgb | DataColorSpace::Lab),
        Channels::Cmyk => space == DataColorSpace::Cmyk,
    };
    if !fits {
        return Err(ProfileFault::Other);
    }
    let icc = match (channels, space) {
        (Channels::Gray, DataColorSpace::Rgb) => {
            let mut gray = ColorProfile::new_gray_with_gamma(2.2);
            gray.gray_trc = Some(profile.red_trc.clone().ok_or(ProfileFault::Other)?);
            gray.encode().map_err(|_| ProfileFault::Unreadable)?
        }
        _ => icc.to_vec(),
    };
    if !opens(&icc, channels) {
        return Err(ProfileFault::Unreadable);
    }
    if channels == Channels::Rgb && space != DataColorSpace::Rgb {
        return Ok(Carriage::Srgb(Box::new(profile)));
    }
    let named = under_kept_version(icc);
    Ok(if bits > 8 {
        Carriage::EightBits(named)
    } else if Some(named.as_slice()) == picture.icc_profile().as_deref() {
        Carriage::Whole
    } else {
        Carriage::Profile(named)
    })
}

/// Whether colours of a profile are found.
fn opens(icc: &[u8], channels: Channels) -> bool {
    match channels {
        Channels::Gray => gray_curve(icc).is_some(),
        Channels::Rgb => {
            ColorProfile::new_from_slice(icc).is_ok_and(|profile| to_srgb(&profile, Layout::Rgb).is_some())
        }
        Channels::Cmyk => {
            ColorProfile::new_from_slice(icc).is_ok_and(|profile| to_srgb(&profile, Layout::Rgba).is_some())
        }
    }
}

fn to_srgb(profile: &ColorProfile, layout: Layout) -> Option<std::sync::Arc<moxcms::Transform8BitExecutor>> {
    profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, TransformOptions::default()).ok()
}

/// A profile of a later minor version under the first of its major one that is kept.
fn under_kept_version(mut icc: Vec<u8>) -> Vec<u8> {
    let kept = match icc[VERSION] {
        [2, minor] if minor > 0x1F => [2, 0x10],
        [4, minor] if minor > 0x1F => [4, 0],
        _ => return icc,
    };
    icc[VERSION].copy_from_slice(&kept);
    icc[ID].fill(0);
    icc
}

/// Grays of a profile as grays of sRGB, which stand for black ink: 255 less the ink. `None` if it is no profile of gray.
pub(crate) fn gray_curve(icc: &[u8]) -> Option<[u8; 256]> {
    let mut profile = ColorProfile::new_from_slice(icc).ok()?;
    if profile.color_space != DataColorSpace::Gray {
        return None;
    }
    let all: [u8; 256] = std::array::from_fn(|n| n as u8);
    if profile.pcs == DataColorSpace::Lab {
        // The curve is that of lightness (ICC.1:2022, 8.4.3): read as such, and then through CIE L* and the curve of sRGB.
        profile.pcs = DataColorSpace::Xyz;
        let linear = ColorProfile::new_gray_with_gamma(1.0);
        let transform =
            profile.create_transform_16bit(Layout::Gray, &linear, Layout::Gray, TransformOptions::default()).ok()?;
        let (from, mut lightness) = (all.map(|n| u16::from(n) * 257), [0; 256]);
        transform.transform(&from, &mut lightness).ok()?;
        return Some(lightness.map(|l| {
            let l = f64::from(l) / 655.35;
            let y = if l > 8.0 { ((l + 16.0) / 116.0).powi(3) } else { l * 27.0 / 24389.0 };
            let shown = if y > 0.003_130_8 { 1.055 * y.powf(1.0 / 2.4) - 0.055 } else { 12.92 * y };
            (shown * 255.0).round() as u8
        }));
    }
    let mut shown = [0; 768];
    to_srgb(&profile, Layout::Gray)?.transform(&all, &mut shown).ok()?;
    Some(std::array::from_fn(|n| shown[n * 3]))
}

/// A picture decoded, brought to eight bits and, with `to_srgb`, from its profile to sRGB. Its profile is gone.
fn in_eight_bits(bytes: &[u8], profile: Option<&ColorProfile>) -> Option<DynImage> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(image::Limits::default());
    let decoded = reader.decode().ok()?;
    let mut made = match (decoded.color().has_color(), decoded.color().has_alpha()) {
        (true, true) => DynamicImage::ImageRgba8(decoded.to_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(decoded.to_rgb8()),
        (false, true) => DynamicImage::ImageLumaA8(decoded.to_luma_alpha8()),
        (false, false) => DynamicImage::ImageLuma8(decoded.to_luma8()),
    };
    if let Some(profile) = profile {
        let mut flat = made.to_rgb8().into_raw();
        let transform = to_srgb(profile, Layout::Rgb)?;
        let source = flat.clone();
        transform.transform(&source, &mut flat).ok()?;
        let mut rgba = made.to_rgba8();
        for (pixel, rgb) in rgba.pixels_mut().zip(flat.chunks_exact(3)) {
            pixel.0[..3].copy_from_slice(rgb);
        }
        let rgba = DynamicImage::ImageRgba8(rgba);
        made = if made.color().has_alpha() { rgba } else { DynamicImage::ImageRgb8(rgba.to_rgb8()) };
    }
    let mut png = std::io::Cursor::new(Vec::new());
    made.write_to(&mut png, ImageFormat::Png).ok()?;
    DynImage::from_bytes(png.into_inner().into()).ok()?
}

/// The resolution and the turn that a picture is given go along.
fn keep_size(from: &DynImage, to: &mut DynImage) {
    if let (DynImage::Png(from), DynImage::Png(to)) = (from, to) {
        let kept = from.chunks().iter().filter(|chunk| matches!(&chunk.kind(), b"pHYs" | b"eXIf")).cloned();
        to.chunks_mut().splice(1..1, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one colour in 8 or 16 bits, with a profile.
    fn png(space: DynamicImage, icc: &[u8]) -> Vec<u8> {
        let mut png = std::io::Cursor::new(Vec::new());
        space.write_to(&mut png, ImageFormat::Png).expect("a picture");
        let mut png = DynImage::from_bytes(png.into_inner().into()).expect("a PNG").expect("a PNG");
        png.set_icc_profile(Some(icc.to_vec().into()));
        png.encoder().bytes().into()
    }

    fn rgb() -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_pixel(2, 2, image::Rgb([10, 200, 90])))
    }

    fn icc_of(bytes: &[u8]) -> Option<Vec<u8>> {
        DynImage::from_bytes(bytes.to_vec().into()).expect("a picture")?.icc_profile().map(Into::into)
    }

    fn with_version(profile: &ColorProfile, version: [u8; 2]) -> Vec<u8> {
        let mut icc = profile.encode().expect("a profile");
        icc[VERSION].copy_from_slice(&version);
        icc
    }

    #[test]
    fn a_profile_of_any_minor_version_is_carried() {
        let profile = ColorProfile::new_adobe_rgb();
        for (version, kept) in [
            ([2, 0x00], [2, 0x00]),
            ([2, 0x10], [2, 0x10]),
            ([2, 0x20], [2, 0x10]),
            ([2, 0x40], [2, 0x10]),
            ([4, 0x00], [4, 0x00]),
            ([4, 0x20], [4, 0x00]),
            ([4, 0x40], [4, 0x00]),
        ] {
            let icc = with_version(&profile, version);
            let picture = png(rgb(), &icc);
            assert_eq!(fault(&picture), None, "{version:?}");
            let made = carried(picture.clone());
            assert_eq!(made == picture, version == kept, "what is kept stays as it was: {version:?}");
            let carried = icc_of(&made).expect("a profile");
            assert_eq!(carried[VERSION], kept);
            assert_eq!(carried[HEADER..], icc[HEADER..], "what it says is the same");
        }
    }

    #[test]
    fn what_cannot_be_read_is_known_and_goes() {
        let whole = ColorProfile::new_pro_photo_rgb().encode().expect("a profile");
        let gray = ColorProfile::new_gray_with_gamma(1.8).encode().expect("a profile");
        let mut fifth = whole.clone();
        fifth[VERSION].copy_from_slice(&[5, 0]);
        for (icc, why) in [
            (&b"no profile"[..], ProfileFault::Unreadable),
            (&whole[..HEADER], ProfileFault::Unreadable),
            (&whole[..whole.len() / 2], ProfileFault::Unreadable),
            (&[0; 400], ProfileFault::Unreadable),
            (&fifth, ProfileFault::Unreadable),
            (&gray, ProfileFault::Other),
        ] {
            let picture = png(rgb(), icc);
            assert_eq!(fault(&picture), Some(why), "{} bytes", icc.len());
            assert_eq!(icc_of(&carried(picture)), None, "{} bytes", icc.len());
        }
    }

    #[test]
    fn sixteen_bits_keep_their_profile() {
        let icc = with_version(&ColorProfile::new_pro_photo_rgb(), [4, 0]);
        let deep = image::ImageBuffer::from_pixel(2, 2, image::Rgb([2570_u16, 51400, 23130]));
        let made = carried(png(DynamicImage::ImageRgb16(deep), &icc));
        assert_eq!(icc_of(&made), Some(icc));
        let decoded = image::load_from_memory(&made).expect("a picture");
        assert_eq!(decoded.as_rgb8().expect("eight bits").get_pixel(1, 1).0, [10, 200, 90]);
        // Without a profile nothing is lost on the way.
        let plain = image::ImageBuffer::from_pixel(2, 2, image::Rgb([2570_u16, 51400, 23130]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgb16(plain).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        assert_eq!(carried(bytes.get_ref().clone()), *bytes.get_ref());
    }

    #[test]
    fn grays_of_any_curve_are_grays_of_the_screen() {
        let shown = |gamma: f32| gray_curve(&ColorProfile::new_gray_with_gamma(gamma).encode().expect("a profile"));
        // Half of the light is 188 on a screen of sRGB.
        assert_eq!(shown(1.0).expect("a curve")[128].abs_diff(188), 0);
        assert!(shown(1.8).expect("a curve")[128] > 140);
        let mut lab = ColorProfile::new_gray_with_gamma(1.0);
        lab.pcs = DataColorSpace::Lab;
        // Lightness 50 of 100 is a gray of 119.
        let lab = gray_curve(&lab.encode().expect("a profile")).expect("a curve");
        assert_eq!((lab[0], lab[128].abs_diff(119) <= 1, lab[255]), (0, true, 255));
        // A gray picture with the profile of a screen.
        let gray = DynamicImage::ImageLuma8(image::GrayImage::from_pixel(2, 2, image::Luma([128])));
        let made = carried(png(gray, &ColorProfile::new_pro_photo_rgb().encode().expect("a profile")));
        assert!(gray_curve(&icc_of(&made).expect("a profile")).expect("a curve")[128] > 140);
        assert_eq!(gray_curve(&ColorProfile::new_srgb().encode().expect("a profile")), None);
    }

    #[test]
    fn damaged_pictures_do_not_stop_it() {
        let whole = png(rgb(), &with_version(&ColorProfile::new_adobe_rgb(), [2, 0x40]));
        for end in 0..whole.len() {
            fault(&whole[..end]);
            carried(whole[..end].to_vec());
        }
        for at in (0..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            fault(&changed);
            carried(changed);
        }
    }
}
