//! What of a drawing (SVG) does not come out as it was drawn: a family that is not there, a letter that no font has, a gradient
//! that no press can print. Typst sets something else, or nothing, without a word.

use std::collections::BTreeSet;

use typst::World;
use typst::foundations::Bytes;
use typst::layout::FrameItem;
use typst::visualize::{ImageFormat, ImageKind, RasterImage, SvgImage};
use typst_layout::PagedDocument;
use usvg::{FontFamily, Group, Node, Text};

use super::ground::{each_item, line_of};
use super::mapper::{Checks, Mapper};
use crate::content::{Profile, ProfileKind};
use crate::diag::{Diagnostic, Diagnostics};
use crate::msg;

/// Reports each drawing once, at the line that names it.
pub(super) fn check(
    document: &PagedDocument,
    profile: &Profile,
    checks: &Checks,
    mapper: &Mapper,
    problems: &mut Diagnostics,
) {
    let mut seen: Vec<Bytes> = Vec::new();
    for page in document.pages() {
        each_item(&page.frame, &mut |_, item| {
            if let FrameItem::Image(image, ..) = item
                && let ImageKind::Svg(drawing) = image.kind()
                && !seen.contains(drawing.data())
            {
                seen.push(drawing.data().clone());
                look(drawing, profile, checks, mapper, problems);
            }
        });
    }
}

/// The pictures that Typst could not decode, each at the line that names it: Typst itself points at the theme.
pub(super) fn broken(mapper: &Mapper) -> Diagnostics {
    let files: Vec<String> = mapper.world.reads().into_iter().collect();
    let told = files.iter().filter_map(|path| {
        let bytes = mapper.base.bytes(path)?;
        let Some(ImageFormat::Raster(format)) = ImageFormat::detect(&bytes) else { return None };
        let reason = RasterImage::plain(bytes.clone(), format).err()?;
        let (_, place) = line_of(&bytes, mapper.base, mapper.source, std::slice::from_ref(path))?;
        let message = msg!("markup-image-unreadable", path = path, reason = reason);
        let place = place.unwrap_or_else(|| mapper.piece.clone());
        Some(Diagnostic::error(message).at(place).hint(msg!("markup-image-cut-off-hint")))
    });
    told.collect()
}

fn look(drawing: &SvgImage, profile: &Profile, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let tree = drawing.tree();
    let shades = tree.linear_gradients().len() + tree.radial_gradients().len();
    let is_shaded = shades > 0 && profile.kind == ProfileKind::Print;
    if !is_shaded && !tree.has_text_nodes() {
        return;
    }
    let files: Vec<String> = mapper.world.reads().into_iter().collect();
    let found = line_of(drawing.data(), mapper.base, mapper.source, &files);
    let path = found.as_ref().map_or("", |(path, _)| path.as_str());
    let place = found.as_ref().and_then(|(_, place)| place.clone()).unwrap_or_else(|| mapper.piece.clone());
    let families = checks.families.join(", ");
    if is_shaded {
        let message = msg!("compile-drawing-gradient", path = path);
        problems.push(Diagnostic::error(message).at(place.clone()).hint(msg!("compile-drawing-gradient-hint")));
    }
    let (mut told, mut letters) = (BTreeSet::new(), Vec::<String>::new());
    let mut texts = Vec::new();
    texts_of(tree.root(), &mut texts);
    for text in texts {
        for (family, has_generic) in unknown_families(text, mapper) {
            if told.insert(family.clone()) {
                let message = msg!("compile-drawing-family", path = path, family = family);
                let found = if has_generic { Diagnostic::warning(message) } else { Diagnostic::error(message) };
                let hint = msg!("compile-drawing-family-hint", families = families);
                problems.push(found.at(place.clone()).hint(hint));
            }
        }
        for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
            let letter = glyph.text.trim();
            if glyph.id.0 == 0 && !letter.is_empty() && !letters.iter().any(|known| known == letter) {
                letters.push(letter.to_string());
            }
        }
    }
    if !letters.is_empty() {
        let message = msg!("compile-drawing-letter", path = path, letters = letters.join(" "));
        problems.push(Diagnostic::error(message).at(place).hint(msg!("compile-drawing-letter-hint")));
    }
}

/// The first family of each list in which none is there, and whether the list names a kind of face to fall back on.
fn unknown_families(text: &Text, mapper: &Mapper) -> Vec<(String, bool)> {
    let book = mapper.world.book();
    let spans = text.chunks().iter().flat_map(|chunk| chunk.spans());
    let unknown = spans.filter_map(|span| {
        let families = span.font().families();
        let named = || {
            families.iter().filter_map(|family| if let FontFamily::Named(name) = family { Some(name) } else { None })
        };
        let first = named().find(|name| !name.is_empty())?;
        let is_known = named().any(|name| book.contains_family(&name.to_lowercase()));
        (!is_known).then(|| (first.clone(), families.iter().any(|family| !matches!(family, FontFamily::Named(_)))))
    });
    unknown.collect()
}

/// All texts of a drawing; groups nest, and Typst has walked them already.
fn texts_of<'a>(group: &'a Group, texts: &mut Vec<&'a Text>) {
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        for node in group.children() {
            match node {
                Node::Group(inner) => open.push(inner),
                Node::Text(text) => texts.push(text),
                _ => {}
            }
        }
    }
}
