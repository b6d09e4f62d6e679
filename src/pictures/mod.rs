//! Pictures beside the pieces: whether one can be placed, known before it is decoded.
//!
//! What a picture is says its content. Its name may end wrongly: a PNG that somebody renamed to `.jpg` is a good picture.

mod drawings;
mod jpeg;
mod picture;
mod profiles;
mod told;

use imagesize::ImageType;
use memchr::memmem;

use crate::diag::Code;
use crate::fs::{Files, ReadError, Spelling};
use crate::msg;

pub(crate) use jpeg::decode_jpeg;
pub use picture::{Fault, Found, Images, NoPicture};
pub(crate) use picture::{path_from, percent_decode};
pub(crate) use profiles::gray_curve;

/// Pixels of the largest picture that is decoded: more would take gigabytes of memory.
const MOST_PIXELS: usize = 100_000_000;

/// Kinds of pictures that can be set, by Typst's names.
const KINDS: [(&str, ImageType); 4] =
    [("png", ImageType::Png), ("jpg", ImageType::Jpeg), ("gif", ImageType::Gif), ("webp", ImageType::Webp)];

impl Images for Files {
    fn find(&self, path: &str) -> Result<Found, NoPicture> {
        let asked = path.trim_start_matches('/');
        let no = |message| NoPicture { message, hint: None, near: None };
        let missing = || no(msg!(Code::ImageMissing, path = asked));
        let path = match self.spelling(asked) {
            Spelling::Found(path) => path,
            // The build says it where the disk would take one for the other, too.
            Spelling::Near(near) => return Err(NoPicture { near: Some(format!("/{near}")), ..missing() }),
            Spelling::Unknown => asked.to_string(),
        };
        let bytes = self.read(&path).map_err(|error| match error {
            ReadError::NotFound => NoPicture { hint: Some(msg!("markup-image-missing-hint")), ..missing() },
            ReadError::Outside => no(msg!("markup-image-outside", path = path)),
            ReadError::Io(reason) => no(msg!("markup-image-unreadable", path = path, reason = reason)),
        })?;
        let found = |kind: &'static str| Found {
            path: format!("/{path}"),
            format: kind_by_name(&path).filter(|named| *named != kind).map(|_| kind),
            faults: vec![],
        };
        if drawings::is_drawing(&bytes) {
            let faults = drawings::faults(self, &path, &bytes)
                .map_err(|reason| no(msg!("markup-image-unreadable", path = path, reason = reason)))?;
            return Ok(Found { faults, ..found("svg") });
        }
        let told = imagesize::image_type(&bytes);
        let known = told.as_ref().ok().and_then(|told| KINDS.iter().find(|(_, kind)| kind == told));
        let Some((kind, _)) = known else {
            return Err(NoPicture {
                hint: Some(msg!("markup-image-kind-hint")),
                ..no(match other_kind(&bytes, told.ok()) {
                    Some(kind) => msg!("markup-image-other-kind", path = path, kind = kind),
                    None => msg!("markup-image-kind", path = path),
                })
            });
        };
        match imagesize::blob_size(&bytes) {
            Ok(size) if size.width.saturating_mul(size.height) > MOST_PIXELS => {
                return Err(no(msg!("markup-image-large", path = path, width = size.width, height = size.height)));
            }
            Ok(_) => {}
            Err(reason) => return Err(no(msg!("markup-image-unreadable", path = path, reason = reason))),
        }
        if !is_whole(kind, &bytes) {
            let hint = Some(msg!("markup-image-cut-off-hint"));
            return Err(NoPicture { hint, ..no(msg!("markup-image-cut-off", path = path)) });
        }
        let mut found = found(kind);
        if is_moving(kind, &bytes) {
            found
                .faults
                .push(Fault::slight(msg!("markup-image-moving", path = path), msg!("markup-image-moving-hint")));
        }
        found.faults.extend(told::told(&path, &bytes));
        Ok(found)
    }
}

/// A picture, or a drawing with its pictures, as the pages take it: its profile is one that is kept, and one that cannot be read is
/// gone. Anything else is as it was.
pub(crate) fn carried(bytes: Vec<u8>) -> Vec<u8> {
    if drawings::is_drawing(&bytes) { drawings::carried(bytes) } else { profiles::carried(bytes) }
}

/// The profiles of a picture in inks, or of those in a drawing.
pub(crate) fn of_inks(bytes: &[u8]) -> Vec<Vec<u8>> {
    if drawings::is_drawing(bytes) { drawings::of_inks(bytes) } else { profiles::of_inks(bytes).into_iter().collect() }
}

/// The kind that Typst takes a file for by its name, before it looks inside.
fn kind_by_name(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "png" => Some("png"),
        "jpg" | "jpeg" => Some("jpg"),
        "gif" => Some("gif"),
        "webp" => Some("webp"),
        "svg" | "svgz" => Some("svg"),
        "pdf" => Some("pdf"),
        _ => None,
    }
}

/// What people call a kind of file that cannot be set.
fn other_kind(bytes: &[u8], told: Option<ImageType>) -> Option<&'static str> {
    match told {
        Some(ImageType::Tiff) => return Some("TIFF"),
        Some(ImageType::Heif(_)) => return Some("HEIC/AVIF"),
        Some(ImageType::Bmp) => return Some("BMP"),
        Some(ImageType::Psd) => return Some("PSD"),
        Some(ImageType::Jxl) => return Some("JPEG XL"),
        Some(ImageType::Ico) => return Some("ICO"),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(1024)];
    let has = |what: &[u8]| memmem::find(start, what).is_some();
    if start.starts_with(b"%PDF-") {
        Some("PDF")
    } else if start.starts_with(b"%!PS") {
        Some("EPS")
    } else if start.starts_with(b"PK\x03\x04") {
        Some("Word/ZIP")
    } else if has(b"<html") || has(b"<!DOCTYPE html") || has(b"<HTML") {
        Some("HTML")
    } else {
        None
    }
}

/// Whether a picture has its end: a download that broke off has not.
fn is_whole(kind: &str, bytes: &[u8]) -> bool {
    match kind {
        "png" => memmem::rfind(bytes, b"IEND").is_some(),
        "jpg" => memmem::rfind(bytes, &[0xFF, 0xD9]).is_some(),
        "webp" => bytes.get(4..8).is_some_and(|size| {
            let size = size.iter().rev().fold(0usize, |size, byte| size << 8 | usize::from(*byte));
            bytes.len() >= size
        }),
        _ => true,
    }
}

/// Whether it is a film: one page shows its first picture.
fn is_moving(kind: &str, bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    match kind {
        "gif" => memmem::find(start, b"NETSCAPE2.0").is_some(),
        "webp" => memmem::find(start, b"ANIM").is_some(),
        "png" => memmem::find(start, b"acTL").is_some(),
        _ => false,
    }
}
