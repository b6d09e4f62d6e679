//! What colours a JPEG 2000 picture says that it has, read from its boxes.

use super::color::Space;

/// The colours of the first box that says any (ISO/IEC 15444-1, I.5.3.3; ISO 32000-2, 7.4.9): nothing for a bare stream of pixels.
pub(super) fn space(data: &[u8]) -> Option<Space> {
    let header = find(data, *b"jp2h")?;
    let colour = find(header, *b"colr")?;
    match colour.first()? {
        1 => match u32::from_be_bytes(colour.get(3..7)?.try_into().ok()?) {
            12 => Some(Space::Cmyk),
            14 => Some(Space::Managed("Lab".into())),
            16 => Some(Space::Managed("JPX sRGB".into())),
            17 => Some(Space::IccGray("JPX".into())),
            18 => Some(Space::Managed("JPX sYCC".into())),
            _ => None,
        },
        // A profile of its own: its space stands at byte 16 of it.
        2 | 3 => match colour.get(19..23)? {
            b"CMYK" => Some(Space::IccCmyk),
            b"GRAY" => Some(Space::IccGray("JPX".into())),
            _ => Some(Space::Managed("JPX RGB".into())),
        },
        _ => None,
    }
}

/// The channels that a picture says to have: in its box (15444-1, I.5.3.1), or where its pixels begin (A.5.1).
pub(super) fn channels(data: &[u8]) -> Option<usize> {
    let stated = match find(data, *b"jp2h").and_then(|header| find(header, *b"ihdr")) {
        Some(box_) => box_.get(8..10)?,
        None if data.starts_with(&[0xff, 0x4f, 0xff, 0x51]) => data.get(40..42)?,
        None => return None,
    };
    Some(usize::from(u16::from_be_bytes(stated.try_into().ok()?)))
}

/// What the first box of a name holds.
fn find(mut data: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    while data.len() >= 8 {
        let length = u32::from_be_bytes(data.get(..4)?.try_into().ok()?) as usize;
        let (begin, end) = match length {
            0 => (8, data.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(data.get(8..16)?.try_into().ok()?)).ok()?),
            _ => (8, length),
        };
        // What is cut says what it still says.
        let end = end.min(data.len());
        if data.get(4..8)? == name {
            return data.get(begin..end);
        }
        data = data.get(end.max(begin)..)?;
    }
    None
}
