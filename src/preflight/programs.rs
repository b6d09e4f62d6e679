//! Whether what draws and what colours is whole: programs of fonts, profiles of presses.

use ttf_parser::{RawFace, Tag, cff};

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
    // A font of blanks alone has no outline.
    let outlines = face.table(Tag::from_bytes(b"glyf")).is_some();
    has(b"CFF ") || outlines && [b"head", b"maxp", b"loca"].into_iter().all(has)
}

/// A font without the tables around it: its lists, and the outlines that they lead to.
fn is_whole_cff(data: &[u8]) -> bool {
    cff::Table::parse(data).is_some_and(|font| font.number_of_glyphs() > 0)
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
