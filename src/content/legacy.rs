//! Encodings of Vietnamese from before Unicode, recognised so that the message can name them.
//!
//! Bytes that are no UTF-8 are read by each table in turn; the one whose words look most like Vietnamese syllables is
//! the encoding, if they look so at all. The same is tried on text that is valid UTF-8 but was pasted from a document
//! in an old font (`.VnTime`, `VNI-Times`), where each byte has become the Latin letter of the same number.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// An encoding that a file was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Legacy {
    /// TCVN 5712-3, the encoding of `.VnTime` and its kin.
    Tcvn3,
    /// VNI for Windows.
    Vni,
    /// Windows code page 1258.
    Windows1258,
    /// UTF-16, in either byte order.
    Utf16,
}

/// The encoding of bytes that are not UTF-8, if it is one of those known here.
pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Legacy> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || has_every_other_zero(bytes) {
        return Some(Legacy::Utf16);
    }
    best(bytes)
}

/// The old font's encoding of a text that is valid UTF-8, if that is what it is.
pub(crate) fn of_text(text: &str) -> Option<Legacy> {
    // Letters outside Latin-1 with which no text in Vietnamese can do without.
    let vietnamese = |c: char| matches!(c, '\u{102}'..='\u{1B0}' | '\u{300}'..='\u{323}' | '\u{1EA0}'..='\u{1EF9}');
    if text.chars().any(vietnamese) || text.chars().filter(|c| ('\u{A1}'..='\u{FF}').contains(c)).count() < 8 {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b' ')).collect();
    let found = best(&bytes)?;
    let (as_typed, _) = score(text.to_string().as_str());
    (as_typed < 0.5).then_some(found)
}

/// The first word of a text whose UTF-8 was read as a code page of Windows and saved so: `Nguyá»…n`.
pub(crate) fn mojibake(text: &str) -> Option<Range<usize>> {
    // Letters in three bytes that begin with `á»` or `áº`, `ă đ ĩ ũ` after `Ä` and `Å`, `ơ ư` after `Æ`. `Ã` alone may end a word in
    // capitals, and `nhá»` a quotation: two places make it sure.
    let has = |letter: &str| memchr::memmem::find(text.as_bytes(), letter.as_bytes()).is_some();
    if !["Ä", "Æ", "Å", "»", "º"].into_iter().any(has) {
        return None;
    }
    let mut before = None;
    let (mut found, mut count) = (None, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let is_half = match c {
            'Ä' | 'Æ' | 'Å' => next.and_then(code_page).is_some_and(|byte| (0x80..0xC0).contains(&byte)),
            '»' | 'º' => {
                before == Some('á') && next.and_then(code_page).is_some_and(|byte| (0x80..0xC0).contains(&byte))
            }
            _ => false,
        };
        if is_half {
            count += 1;
            found = found.or(Some(at));
        }
        before = Some(c);
    }
    let at = found.filter(|_| count > 1)?;
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |i| text.ceil_char_boundary(i + 1));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
    Some(start..end)
}

/// The byte of a character in the code page of Western Windows; that of Viet Nam differs in letters alone, which do not matter here.
fn code_page(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        Err(_) => HIGH.chars().position(|high| high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// UTF-16 without its mark: Latin letters have a zero on one side.
fn has_every_other_zero(bytes: &[u8]) -> bool {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = bytes.len() / 2;
    pairs >= 2 && (zeros(0) * 3 > pairs || zeros(1) * 3 > pairs)
}

fn best(bytes: &[u8]) -> Option<Legacy> {
    let tables = [(Legacy::Tcvn3, tcvn3(bytes)), (Legacy::Vni, vni(bytes)), (Legacy::Windows1258, windows_1258(bytes))];
    let scored = tables.map(|(legacy, text)| (score(&text), legacy));
    let ((share, words), legacy) = scored.into_iter().max_by(|(a, _), (b, _)| a.0.total_cmp(&b.0))?;
    (share >= 0.6 && words >= 2).then_some(legacy)
}

/// Among the words with letters beyond ASCII: the share that could be Vietnamese syllables, and how many there are.
fn score(text: &str) -> (f64, usize) {
    let words = text.split(|c: char| !c.is_alphabetic() && !is_mark(c) && !c.is_control() && c != '\u{FFFD}');
    let words: Vec<&str> = words.filter(|word| !word.is_ascii()).take(2000).collect();
    let good = words.iter().filter(|word| is_syllable(word)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 2000 words")]
    let share = if words.is_empty() { 0.0 } else { good as f64 / words.len() as f64 };
    (share, words.len())
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

const ONSETS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
    "qu", "r", "s", "t", "th", "tr", "v", "x",
];
const NUCLEI: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iêu", "iu", "oa", "oai", "oao", "oay", "oă", "oe", "oeo", "oi", "oo", "ôi", "ơi", "ua", "uâ", "uây", "uê",
    "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ươ", "ươi", "ươu", "ưu", "yê", "yêu",
];
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether a word has the shape of a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    // Tone marks off, the marks of â ă ê ô ơ ư kept.
    let mut tones = 0;
    let letters: String = word
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .flat_map(char::to_lowercase)
        .collect();
    tones <= 1
        && ONSETS.iter().filter_map(|onset| letters.strip_prefix(onset)).any(|rime| {
            CODAS.iter().filter_map(|coda| rime.strip_suffix(coda)).any(|nucleus| NUCLEI.contains(&nucleus))
        })
}

/// Letters of TCVN3 by byte, from 0xA1.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}àảãáạ\u{0}ằẳẵắ\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}ặầẩẫấậè\u{0}ẻẽéẹềểễếệìỉ\u{0}\u{0}\u{0}ĩíịò\u{0}ỏõóọồổỗốộờởỡớợù\u{0}ủũúụừửữứựỳỷỹýỵ";

fn tcvn3(bytes: &[u8]) -> String {
    let table: Vec<char> = TCVN3.chars().collect();
    let letter = |byte: &u8| match byte {
        0..0x80 => char::from(*byte),
        _ => usize::from(*byte).checked_sub(0xA1).and_then(|i| table.get(i)).copied().map_or('\u{FFFD}', unknown),
    };
    bytes.iter().map(letter).collect()
}

fn unknown(c: char) -> char {
    if c == '\u{0}' { '\u{FFFD}' } else { c }
}

fn vni(bytes: &[u8]) -> String {
    let mark = |byte: u8| -> Option<&'static str> {
        Some(match byte {
            0xD9 | 0xF9 => "\u{301}",
            0xD8 | 0xF8 => "\u{300}",
            0xDB | 0xFB => "\u{309}",
            0xD5 | 0xF5 => "\u{303}",
            0xCF | 0xEF => "\u{323}",
            0xC2 | 0xE2 => "\u{302}",
            0xC1 | 0xE1 => "\u{302}\u{301}",
            0xC0 | 0xE0 => "\u{302}\u{300}",
            0xC5 | 0xE5 => "\u{302}\u{309}",
            0xC3 | 0xE3 => "\u{302}\u{303}",
            0xC4 | 0xE4 => "\u{302}\u{323}",
            0xCA | 0xEA => "\u{306}",
            0xC9 | 0xE9 => "\u{306}\u{301}",
            0xC8 | 0xE8 => "\u{306}\u{300}",
            0xDA | 0xFA => "\u{306}\u{309}",
            0xDC | 0xFC => "\u{306}\u{303}",
            0xCB | 0xEB => "\u{306}\u{323}",
            _ => return None,
        })
    };
    let letter = |byte: u8| -> &'static str {
        match byte {
            0xF1 => "đ",
            0xD1 => "Đ",
            0xF6 => "ư",
            0xD6 => "Ư",
            0xF4 => "ơ",
            0xD4 => "Ơ",
            0xED | 0xCD => "í",
            0xEC | 0xCC => "ì",
            0xE6 | 0xC6 => "ỉ",
            0xF3 | 0xD3 => "ĩ",
            0xF2 | 0xD2 => "ị",
            0xEE | 0xCE => "ỵ",
            _ => "\u{FFFD}",
        }
    };
    let mut text = String::new();
    let mut after_vowel = false;
    for &byte in bytes {
        match mark(byte) {
            Some(mark) if after_vowel => text.push_str(mark),
            _ if byte < 0x80 => text.push(char::from(byte)),
            _ => text.push_str(letter(byte)),
        }
        after_vowel = matches!(byte | 0x20, b'a' | b'e' | b'o' | b'u' | b'y' | 0xF4 | 0xF6);
    }
    text.nfc().collect()
}

fn windows_1258(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0xC3 => 'Ă',
        0xE3 => 'ă',
        0xCC => '\u{300}',
        0xD2 => '\u{309}',
        0xDE => '\u{303}',
        0xEC => '\u{301}',
        0xF2 => '\u{323}',
        0xD0 => 'Đ',
        0xF0 => 'đ',
        0xD5 => 'Ơ',
        0xF5 => 'ơ',
        0xDD => 'Ư',
        0xFD => 'ư',
        0x80..0xC0 => '\u{FFFD}',
        _ => char::from(*byte),
    };
    bytes.iter().map(letter).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_that_was_read_as_a_code_page_is_seen_and_quotations_are_not() {
        for text in ["Nguyá»…n VÄƒn áº¤t", "Æ°u Ä‘iá»ƒm", "Ä\u{90}Æ¡n vá»‹"] {
            assert!(mojibake(text).is_some(), "{text}");
        }
        for text in ["«Cố lên nhá»…", "“XÃ” và “HUYỆN”", "Ä Ö Ü", "Nguyễn Văn Ất", "Ærø, Åre", "25 º á"]
        {
            assert_eq!(mojibake(text), None, "{text}");
        }
        assert_eq!(mojibake("Ông Nguyá»…n VÄƒn"), Some(5..17));
    }

    /// What a reader without the old font sees, byte for byte.
    fn latin(text: &str) -> Vec<u8> {
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect()
    }

    const TCVN3_SAMPLE: &str = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc";
    const VNI_SAMPLE: &str = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc";

    #[test]
    fn the_tables_give_back_the_motto() {
        let motto = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc";
        // `§` is the capital of TCVN3's separate font for capitals, which stands at the same byte as Đ.
        assert_eq!(tcvn3(&latin(TCVN3_SAMPLE)), motto);
        assert_eq!(vni(&latin(VNI_SAMPLE)), motto.replace("hoà", "hòa"));
    }

    #[test]
    fn old_encodings_are_recognised() {
        assert_eq!(of_bytes(&latin(TCVN3_SAMPLE)), Some(Legacy::Tcvn3));
        assert_eq!(of_bytes(&latin(VNI_SAMPLE)), Some(Legacy::Vni));
        let page_1258 =
            b"C\xF4\xF2ng h\xF2a x\xE3\xDE h\xF4\xF2i chu\xD2 nghi\xDEa Vi\xEA\xF2t Nam, \xD0\xF4\xF2c l\xE2\xF2p";
        assert_eq!(of_bytes(page_1258), Some(Legacy::Windows1258));
        let utf16: Vec<u8> = "\u{FEFF}Độc lập".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of_bytes(&utf16), Some(Legacy::Utf16));
        assert_eq!(of_bytes(&utf16[2..]), Some(Legacy::Utf16));
        assert_eq!(of_bytes(b"\xFF\xD8\xFF\xE0 JFIF \x80\x81\x82"), None);
        assert_eq!(of_bytes("d\u{e9}j\u{e0} vu".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()), None);
    }

    #[test]
    fn pasted_old_fonts_are_recognised_and_real_text_is_not() {
        assert_eq!(of_text(TCVN3_SAMPLE), Some(Legacy::Tcvn3));
        assert_eq!(of_text(VNI_SAMPLE), Some(Legacy::Vni));
        assert_eq!(of_text("Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"), None);
        assert_eq!(of_text("Bà già và thằng bé cùng hát hò, ca lí, hò khoan, bé hát, bà hò"), None);
        let french = "Déjà vu : la façade du château où régnait Hélène fut très abîmée, naïveté de l'élève à l'été";
        assert_eq!(of_text(french), None);
        assert_eq!(of_text("Plain text"), None);
    }
}
