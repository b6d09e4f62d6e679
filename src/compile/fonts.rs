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

/// The accented letters of Vietnamese, both cases: what a font needs besides ASCII.
pub const VIETNAMESE: &str = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

/// The letters of [`VIETNAMESE`] that a face lacks.
pub fn missing_letters(info: &FontInfo) -> Vec<char> {
    VIETNAMESE.chars().filter(|c| !info.coverage.contains(*c as u32)).collect()
}
