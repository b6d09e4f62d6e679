//! The fonts that a build can see: those of the workspace, else those in the binary. Never the system's.

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontStore;

use crate::fs::Files;

/// Indexes the font files in path order, so that every machine gives them the same numbers.
pub fn load(files: &Files) -> FontStore {
    let mut store = FontStore::new();
    for (font, info) in faces(files) {
        store.push((font, info));
    }
    store
}

/// Every face of every font file, in path order.
pub fn faces(files: &Files) -> Vec<(Font, FontInfo)> {
    let mut faces = Vec::new();
    for (path, bytes) in files.folder("fonts") {
        let known = [".ttf", ".otf", ".ttc", ".otc"].iter().any(|end| path.to_lowercase().ends_with(end));
        if known {
            for font in Font::iter(Bytes::new(bytes)) {
                let info = font.info().clone();
                faces.push((font, info));
            }
        }
    }
    faces
}

/// An alphabet of the country, in Latin letters.
#[derive(Debug)]
pub struct Alphabet {
    /// The people's name, as Vietnamese writes it.
    pub name: &'static str,
    /// The language by ISO 639-3.
    pub language: &'static str,
    /// What it needs besides ASCII, in lower case, with a blank between: some letters are two characters.
    letters: &'static str,
}

/// Vietnamese first; then those of the peoples of Lâm Đồng and its neighbours, whose other letters are Vietnamese ones.
///
/// Ê Đê and Gia Rai: the alphabets of 38 and 40 letters of their primers, as the Voice of Vietnam (VOV4) writes them. M'Nông:
/// the primer's 44 letters. K'Ho: pages of VOV4 since 2021 (breve), and of the parishes of Lâm Đồng (caron); low tone
/// is a grave accent, as in Vietnamese. Churu: decision 15/2007/QĐ-UBND of Lâm Đồng; tones as in Vietnamese, an apostrophe before b.
pub const ALPHABETS: [Alphabet; 6] = [
    Alphabet {
        name: "Việt",
        language: "vie",
        letters: "à á â ã è é ê ì í ò ó ô õ ù ú ý ă đ ĩ ũ ơ ư ạ ả ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ẹ ẻ ẽ ế ề ể ễ ệ ỉ ị ọ ỏ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ụ ủ ứ ừ ử ữ ự ỳ ỵ ỷ ỹ",
    },
    Alphabet { name: "Ê Đê", language: "rad", letters: "ƀ č ĕ ê̆ ĭ ñ ŏ ô̆ ơ̆ ŭ ư̆" },
    Alphabet { name: "Gia Rai", language: "jra", letters: "ƀ č ĕ ê̆ ĭ ñ ŏ ô̆ ơ̆ ŭ ư̆" },
    Alphabet { name: "M'Nông", language: "cmo", letters: "ƀ ĕ ê̆ ĭ ŏ ô̆ ơ̆ ŭ ư̆" },
    Alphabet { name: "K'Ho", language: "kpm", letters: "ƀ ĕ ĭ ñ ŏ ơ̆ ŭ ư̆ ǎ ě ǐ ǒ ǔ" },
    Alphabet { name: "Churu", language: "cje", letters: "ã ẽ ĩ õ ũ ạ ẹ ị ọ ụ" },
];

impl Alphabet {
    /// Its letters besides ASCII: the lower case, then the upper.
    pub fn letters(&self) -> Vec<String> {
        let lower = self.letters.split(' ');
        lower.clone().map(str::to_owned).chain(lower.map(str::to_uppercase)).collect()
    }

    /// The letters that a face lacks. A letter is there when the face makes one glyph of it: one that is put together of two
    /// is copied twice out of the PDF by some readers.
    pub fn missing(&self, face: &rustybuzz::Face<'_>) -> Vec<String> {
        let mut letters = self.letters();
        letters.retain(|letter| {
            let mut buffer = rustybuzz::UnicodeBuffer::new();
            buffer.push_str(letter);
            buffer.guess_segment_properties();
            let set = rustybuzz::shape(face, &[], buffer);
            !matches!(set.glyph_infos(), [one] if one.glyph_id != 0)
        });
        letters
    }
}

/// The alphabets other than Vietnamese that a letter belongs to, which may be a letter's mark alone.
pub fn peoples_of(letter: &str) -> Vec<&'static str> {
    let belongs = |alphabet: &&Alphabet| {
        alphabet.letters().iter().any(|own| own == letter || (letter == "\u{306}" && own.ends_with(letter)))
    };
    ALPHABETS[1..].iter().filter(belongs).map(|alphabet| alphabet.name).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn alphabets_are_in_normal_form_and_have_capitals() {
        for alphabet in &ALPHABETS {
            let letters = alphabet.letters();
            assert!(letters.iter().all(|letter| is_nfc(letter)), "{}", alphabet.name);
            let (lower, upper) = letters.split_at(letters.len() / 2);
            assert!(lower.iter().zip(upper).all(|(a, b)| a != b && *a == b.to_lowercase()), "{}", alphabet.name);
        }
        assert_eq!(ALPHABETS[0].letters().len(), 134);
    }

    #[test]
    fn every_shipped_face_has_one_glyph_for_every_letter_of_every_alphabet() {
        let files = Files::new(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the project's folder");
        let faces = faces(&files);
        assert!(faces.len() > 20);
        for (font, info) in faces {
            let face = rustybuzz::Face::from_slice(font.data(), font.index()).expect("a face");
            for alphabet in &ALPHABETS {
                let missing = alphabet.missing(&face);
                assert_eq!(missing, [""; 0], "{} {:?}: {}", info.family, info.variant, alphabet.name);
            }
        }
    }

    #[test]
    fn letters_have_a_people() {
        assert_eq!(peoples_of("č"), ["Ê Đê", "Gia Rai"]);
        assert_eq!(peoples_of("Ê\u{306}"), ["Ê Đê", "Gia Rai", "M'Nông"]);
        assert_eq!(peoples_of("\u{306}"), ["Ê Đê", "Gia Rai", "M'Nông", "K'Ho"]);
        assert!(peoples_of("☐").is_empty() && peoples_of("x").is_empty());
    }
}
