//! Whether what draws and what colours is whole: programs of fonts, profiles of presses.

use ttf_parser::{RawFace, Tag};

/// The forms of a font program, by the key that it stands under (ISO 32000-2, table 124).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontForm {
    /// `FontFile`.
    Type1,
    /// `FontFile2`.
    TrueType,
    /// `FontFile3`: a bare CFF, or OpenType.
    Compact,
}

/// Whether a font program has the parts that glyphs are drawn from, each of them within it. Not whether each glyph is drawn right.
pub(super) fn is_whole_font(data: &[u8], form: FontForm) -> bool {
    let is_open = data.starts_with(b"OTTO") || data.starts_with(&[0, 1, 0, 0]) || data.starts_with(b"true");
    match form {
        FontForm::Type1 => {
            let begins = data.starts_with(b"%!") || data.first() == Some(&0x80);
            // Readers take what stands under the wrong key, too.
            let written = begins && memchr::memmem::find(data, b"eexec").is_some_and(|at| data.len() - at > 100);
            written || is_open && is_whole_sfnt(data) || is_whole_cff(data)
        }
        FontForm::TrueType => is_whole_sfnt(data) || data.starts_with(b"ttcf"),
        FontForm::Compact if is_open => is_whole_sfnt(data),
        FontForm::Compact => is_whole_cff(data) || data.starts_with(b"%!"),
    }
}

/// The tables that ISO 32000-2, 9.9.1, asks for; a table that reaches beyond the end is none.
fn is_whole_sfnt(data: &[u8]) -> bool {
    let Ok(face) = RawFace::parse(data, 0) else { return false };
    let has = |tag: &[u8; 4]| face.table(Tag::from_bytes(tag)).is_some_and(|table| !table.is_empty());
    has(b"CFF ") || [b"head", b"maxp", b"loca", b"glyf"].into_iter().all(has)
}

/// Header and the four lists at the beginning (Adobe Technical Note 5176, 5 to 7), each within the data.
fn is_whole_cff(data: &[u8]) -> bool {
    let (Some(1), Some(&header)) = (data.first(), data.get(2)) else { return false };
    let (mut at, mut fonts) = (usize::from(header), 0);
    for list in 0..4 {
        let Some((count, end)) = index(data, at) else { return false };
        fonts += usize::from(list == 1 && count > 0);
        at = end;
    }
    // What glyphs are drawn by stands behind them.
    fonts == 1 && data.len() > at + 2
}

/// How many things a list of CFF has, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(usize, usize)> {
    let count = usize::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some((0, at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let last = data.get(at + 3 + count * size..at + 3 + (count + 1) * size).filter(|_| (1..=4).contains(&size))?;
    let length = last.iter().fold(0_usize, |number, &byte| number << 8 | usize::from(byte));
    let end = (at + 2 + (count + 1) * size).checked_add(length)?;
    (end <= data.len()).then_some((count, end))
}

/// Whether the body of an ICC profile stands where its list of tags says, and has the tables that a press of so many channels
/// needs: from colours to inks and back (ICC.1:2022, 7.2.2, 7.3, 8.5, 10.10 to 10.13).
pub(super) fn is_whole_profile(data: &[u8], channels: i32) -> bool {
    let number =
        |at: usize| data.get(at..at.checked_add(4)?)?.try_into().ok().map(|bytes| u32::from_be_bytes(bytes) as usize);
    let (Some(size), Some(count)) = (number(0), number(128)) else { return false };
    if size > data.len() || count > 1000 {
        return false;
    }
    let tag = |n: usize| {
        let at = 132 + 12 * n;
        let (begin, length) = (number(at + 4)?, number(at + 8)?);
        Some((data.get(at..at + 4)?, data.get(begin..begin.checked_add(length)?)?))
    };
    let Some(tags) = (0..count).map(tag).collect::<Option<Vec<_>>>() else { return false };
    let table = |name: &[u8; 4]| tags.iter().find(|(tag, _)| tag == name).map(|(_, body)| *body);
    let is_table = |name: &[u8; 4]| {
        let kind = table(name).and_then(|body| body.get(..4));
        matches!(kind, Some(b"mft1" | b"mft2" | b"mAB " | b"mBA "))
    };
    match channels {
        // Of light, or of one ink, also by curves alone.
        1 => table(b"kTRC").is_some() || is_table(b"A2B0"),
        3 => table(b"rTRC").is_some() || is_table(b"A2B0"),
        _ => is_table(b"A2B0") && is_table(b"B2A0"),
    }
}
