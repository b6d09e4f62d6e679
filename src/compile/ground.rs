//! What stands where on a page: the ink of texts and the area of pictures.

use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::utils::Numeric;
use typst::visualize::{Image, ImageKind};
use typst_layout::PagedDocument;

use super::{Base, Mapper};
use crate::content::Profile;
use crate::diag::Place;
use crate::layout::TypstSource;

/// Left, top, right, bottom in mm from the upper left corner of the trim.
pub(super) type Area = [f64; 4];

/// What stands on a page.
pub(super) enum Standing<'a> {
    Text(&'a TextItem),
    Picture(&'a Image),
}

/// Every text and picture of a page with its area, in mm of a thing that is drawn at `scale`. Frames are walked with a stack,
/// since groups nest as deep as the document does.
pub(super) fn standing(frame: &Frame, scale: f64) -> Vec<(Area, Span, Standing<'_>)> {
    let mut all = Vec::new();
    let mut open = vec![(frame, Transform::identity())];
    while let Some((frame, outer)) = open.pop() {
        for (position, item) in frame.items() {
            let at = outer.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => open.push((&group.frame, at.pre_concat(group.transform))),
                FrameItem::Text(text) => {
                    let ink = text.bbox();
                    // A run of blanks has no ink.
                    if ink.min.x.is_finite() && ink.max.x.is_finite() {
                        let span = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                        all.push((area(ink, at, scale), span, Standing::Text(text)));
                    }
                }
                FrameItem::Image(image, size, span) => {
                    let whole = Rect::new(Point::zero(), size.to_point());
                    all.push((area(whole, at, scale), *span, Standing::Picture(image)));
                }
                _ => {}
            }
        }
    }
    all
}

fn area(rect: Rect, at: Transform, scale: f64) -> Area {
    let (low, high) = (rect.min, rect.max);
    let corners = [(low.x, low.y), (high.x, low.y), (low.x, high.y), (high.x, high.y)]
        .map(|(x, y)| Point::new(x, y).transform(at));
    let mm = |length: Abs| length.to_mm() / scale;
    let of = |axis: fn(&Point) -> Abs| corners.iter().map(move |corner| mm(axis(corner)));
    [
        of(|p| p.x).fold(f64::INFINITY, f64::min),
        of(|p| p.y).fold(f64::INFINITY, f64::min),
        of(|p| p.x).fold(f64::NEG_INFINITY, f64::max),
        of(|p| p.y).fold(f64::NEG_INFINITY, f64::max),
    ]
}

/// A point of a finished page.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Page, from 1.
    pub page: usize,
    /// In mm of the PDF's page, from the upper left corner of its trim.
    pub at: (i32, i32),
    /// Only pictures are meant.
    pub pictures: bool,
}

/// The Markdown that made what begins at a point of a page, or lies over it; `files` are the pictures that it places. `None` if it
/// is the layout's own.
pub fn locate(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    piece: &Place,
    document: &PagedDocument,
    files: &[String],
    spot: Spot,
) -> Option<Place> {
    let world = base.world(profile, source);
    let mapper = Mapper { base, world: &world, source, piece };
    let frame = &document.pages().get(spot.page.checked_sub(1)?)?.frame;
    let (x, y) = (f64::from(spot.at.0), f64::from(spot.at.1));
    let mut near: Vec<(f64, Place)> = standing(frame, 1.0)
        .into_iter()
        .filter(|(.., what)| !spot.pictures || matches!(what, Standing::Picture(_)))
        .filter_map(|(area, span, what)| {
            let corner = (area[0] - x).hypot(area[1] - y);
            let over = area[0] - 1.0 <= x && x <= area[2] + 1.0 && area[1] - 1.0 <= y && y <= area[3] + 1.0;
            let made = || match what {
                Standing::Text(_) => mapper.markdown(span),
                Standing::Picture(image) => mapper.markdown(span).or_else(|| line_of(image, base, source, files)),
            };
            (over || corner < 3.0).then(|| made().map(|place| (corner, place))).flatten()
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().next().map(|(_, place)| place)
}

/// The line that names a picture. Layouts place pictures themselves, so the picture is known by its bytes.
fn line_of(image: &Image, base: &Base, source: &TypstSource, files: &[String]) -> Option<Place> {
    let bytes = match image.kind() {
        ImageKind::Raster(image) => image.data(),
        ImageKind::Svg(image) => image.data(),
        ImageKind::Pdf(_) => return None,
    };
    let path = files.iter().find(|path| base.bytes(path).is_some_and(|known| known == *bytes))?;
    let in_markup = |at: &usize| source.placed.iter().any(|placed| placed.contains(at));
    let (at, _) = source.text.match_indices(path.as_str()).find(|(at, _)| in_markup(at))?;
    source.map.lookup(at..at + path.len()).cloned()
}
