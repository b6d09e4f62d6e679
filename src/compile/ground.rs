//! What stands where on a page: the ink of texts and the area of pictures.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use typst::World;
use typst::foundations::Bytes;
use typst::introspection::PagedPosition;
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::utils::Numeric;
use typst::visualize::{Image, ImageKind};
use typst_ide::Jump;
use typst_layout::PagedDocument;

use super::mapper::Mapper;
use super::world::Base;
use crate::content::Profile;
use crate::diag::{Place, SourceFile};
use crate::layout::TypstSource;

/// Left, top, right, bottom in mm from the upper left corner of the trim.
pub(super) type Area = [f64; 4];

/// What stands on a page.
pub(super) enum Standing<'a> {
    Text(&'a TextItem),
    Picture(&'a Image),
}

/// Hands on every item of a page but groups, with where it stands. Frames are walked with a stack, since groups nest as deep as
/// the document does.
pub(super) fn each_item<'a>(frame: &'a Frame, each: &mut impl FnMut(Transform, &'a FrameItem)) {
    let mut open = vec![(frame, Transform::identity())];
    while let Some((frame, outer)) = open.pop() {
        for (position, item) in frame.items() {
            let at = outer.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => open.push((&group.frame, at.pre_concat(group.transform))),
                item => each(at, item),
            }
        }
    }
}

/// The ink of a text; a run of blanks has none.
fn ink(text: &TextItem) -> Option<Rect> {
    let ink = text.bbox();
    (ink.min.x.is_finite() && ink.max.x.is_finite()).then_some(ink)
}

/// Every text and picture of a page with its area, in mm of a thing that is drawn at `scale`.
pub(super) fn standing(frame: &Frame, scale: f64) -> Vec<(Area, Span, Standing<'_>)> {
    let mut all = Vec::new();
    each_item(frame, &mut |at, item| match item {
        FrameItem::Text(text) => {
            if let Some(ink) = ink(text) {
                let span = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                all.push((area(ink, at, scale), span, Standing::Text(text)));
            }
        }
        FrameItem::Image(image, size, span) => {
            let whole = Rect::new(Point::zero(), size.to_point());
            all.push((area(whole, at, scale), *span, Standing::Picture(image)));
        }
        _ => {}
    });
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
                Standing::Picture(image) => {
                    let line = || line_of(data_of(image)?, base, source, files)?.1;
                    mapper.markdown(span).or_else(line)
                }
            };
            (over || corner < 3.0).then(|| made().map(|place| (corner, place))).flatten()
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().next().map(|(_, place)| place)
}

/// Where in the Markdown a click on a page leads. `at` is in points from the upper left corner of the page.
pub fn click(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    piece: &Place,
    document: &PagedDocument,
    page: usize,
    at: (f64, f64),
) -> Option<(Arc<SourceFile>, usize)> {
    let world = base.world(profile, source);
    let point = Point::new(Abs::pt(at.0), Abs::pt(at.1));
    let position = PagedPosition { page: NonZeroUsize::new(page)?, point };
    if let Some(Jump::File(id, offset)) = typst_ide::jump_from_click(&world, document, &position)
        && id == world.main()
        && source.placed.iter().any(|placed| placed.contains(&offset))
    {
        return origin(source, offset);
    }
    // A drawing of the layout, or a blank: the nearest text that somebody typed.
    let mapper = Mapper { base, world: &world, source, piece };
    let frame = &document.pages().get(page.checked_sub(1)?)?.frame;
    let (x, y) = (point.x.to_mm(), point.y.to_mm());
    let far = |area: &Area| {
        let (dx, dy) = ((area[0] - x).max(x - area[2]).max(0.0), (area[1] - y).max(y - area[3]).max(0.0));
        dx.hypot(dy)
    };
    let mut near: Vec<(f64, Place)> = standing(frame, 1.0)
        .into_iter()
        .filter_map(|(area, span, _)| Some((far(&area), mapper.markdown(span)?)))
        .filter(|(distance, _)| *distance < 30.0)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().next().map(|(_, place)| (place.file.clone(), place.range.start))
}

/// The byte of a text file that a byte of generated Typst came from.
fn origin(source: &TypstSource, offset: usize) -> Option<(Arc<SourceFile>, usize)> {
    let entries = source.map.entries();
    let next = entries.partition_point(|(generated, _)| generated.start <= offset);
    let (_, place) = entries.get(next.checked_sub(1)?)?;
    // Several runs may come from one and the same text: the first of them is its beginning.
    let first = entries[..next].iter().rposition(|(_, other)| other != place).map_or(0, |n| n + 1);
    let text = &place.file.text;
    let guess = place.range.start + (offset - entries[first].0.start).min(place.range.len());
    // Both run alike but for escapes and line breaks: the word that was clicked is the nearest one like it.
    let word: String =
        source.text.get(offset..).unwrap_or("").chars().take_while(|c| c.is_alphanumeric()).take(24).collect();
    let inside = text.get(place.range.clone()).unwrap_or("");
    let nearest = (!word.is_empty())
        .then(|| {
            let found = inside.match_indices(&word).map(|(at, _)| place.range.start + at);
            found.min_by_key(|at| at.abs_diff(guess))
        })
        .flatten();
    let mut at = nearest.unwrap_or(guess).min(text.len());
    while at > place.range.start && !text.is_char_boundary(at) {
        at -= 1;
    }
    Some((place.file.clone(), at))
}

/// Where on the pages a byte of a text file stands: page, and points from its upper left corner.
pub fn cursor(
    base: &Base,
    profile: &Profile,
    source: &TypstSource,
    document: &PagedDocument,
    path: &str,
    offset: usize,
) -> Vec<(usize, f64, f64)> {
    let world = base.world(profile, source);
    let of_file = |(_, place): &&(Range<usize>, Place)| place.file.path == path;
    let entries: Vec<_> = source.map.entries().iter().filter(of_file).collect();
    let holds = |place: &Place| place.range.start <= offset && offset <= place.range.end;
    // In the entry, else at the nearest one before.
    let found = entries
        .iter()
        .find(|(_, place)| holds(place))
        .or_else(|| entries.iter().filter(|(_, place)| place.range.start <= offset).max_by_key(|(_, p)| p.range.start));
    let Some((first, place)) = found else { return vec![] };
    // All runs that come from this text.
    let last = entries.iter().filter(|(_, other)| other == place).map(|(generated, _)| generated.end).max();
    let span = first.start..last.unwrap_or(first.end);
    let guess = span.start + offset.saturating_sub(place.range.start).min(span.len());
    // The word at the cursor, as in `origin`.
    let text = &place.file.text;
    let is_inner = |c: char| c.is_alphanumeric();
    let begin = text.get(..offset).map_or(offset, |before| before.trim_end_matches(is_inner).len());
    let word: String = text.get(begin..).unwrap_or("").chars().take_while(|c| is_inner(*c)).take(24).collect();
    let inside = source.text.get(span.clone()).unwrap_or("");
    let nearest = (!word.is_empty())
        .then(|| inside.match_indices(&word).map(|(at, _)| span.start + at + 1).min_by_key(|at| at.abs_diff(guess)))
        .flatten();
    // From there on, the first leaf that was set.
    let begin = nearest.unwrap_or(guess);
    let leaf = (begin..span.end.max(begin) + 1).filter(|at| source.text.is_char_boundary(*at)).take(400);
    for at in leaf {
        let positions = typst_ide::jump_from_cursor(document, world.main_source(), at);
        if !positions.is_empty() {
            let page = |p: &PagedPosition| (p.page.get(), p.point.x.to_pt(), p.point.y.to_pt());
            return positions.iter().map(page).collect();
        }
    }
    vec![]
}

/// A word on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Its letters.
    pub text: String,
    /// Page, from 1.
    pub page: usize,
    /// Left, top, right, bottom in mm.
    pub area: [f64; 4],
}

/// The runs of a page with their baselines in mm from the top of the trim, and their ink.
fn lines(frame: &Frame) -> Vec<(f64, Area, &TextItem)> {
    let mut all = Vec::new();
    each_item(frame, &mut |at, item| {
        if let FrameItem::Text(text) = item
            && let Some(ink) = ink(text)
        {
            all.push((Point::zero().transform(at).y.to_mm(), area(ink, at, 1.0), text));
        }
    });
    all
}

/// A picture on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPicture {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Page, from 1.
    pub page: usize,
    /// Left, top, right, bottom in mm.
    pub area: [f64; 4],
}

/// The pictures of a document from top to bottom, those that a layout draws among them.
pub fn pictures(document: &PagedDocument) -> Vec<PlacedPicture> {
    let mut pictures = Vec::new();
    for (n, page) in document.pages().iter().enumerate() {
        let first = pictures.len();
        for (area, _, what) in standing(&page.frame, 1.0) {
            if let Standing::Picture(image) = what
                && let Some(bytes) = data_of(image)
            {
                pictures.push(PlacedPicture { bytes: bytes.to_vec(), page: n + 1, area });
            }
        }
        pictures[first..].sort_by(|a, b| a.area[1].total_cmp(&b.area[1]).then(a.area[0].total_cmp(&b.area[0])));
    }
    pictures
}

/// The words of a document as they stand on its pages, in the order in which they were set.
pub fn words(document: &PagedDocument) -> Vec<Word> {
    let mut words = Vec::new();
    for (n, page) in document.pages().iter().enumerate() {
        let mut texts = lines(&page.frame);
        // As one reads: by lines, and in a line from the left. Columns come out mixed in both documents alike.
        texts.sort_by(|a, b| (a.0 * 2.0).round().total_cmp(&(b.0 * 2.0).round()).then(a.1[0].total_cmp(&b.1[0])));
        for (_, area, text) in texts {
            let width: f64 = text.glyphs.iter().map(|glyph| glyph.x_advance.get()).sum();
            let (mut x, mut open) = (0.0, None::<(String, f64)>);
            let share = |advance: f64| area[0] + (area[2] - area[0]) * if width > 0.0 { advance / width } else { 0.0 };
            let mut close = |open: &mut Option<(String, f64)>, end: f64| {
                if let Some((text, begin)) = open.take() {
                    words.push(Word { text, page: n + 1, area: [share(begin), area[1], share(end), area[3]] });
                }
            };
            for glyph in &text.glyphs {
                let letters = text.text.get(glyph.range()).unwrap_or("");
                if letters.trim().is_empty() {
                    close(&mut open, x);
                } else {
                    open.get_or_insert_with(|| (String::new(), x)).0.push_str(letters);
                }
                x += glyph.x_advance.get();
            }
            close(&mut open, x);
        }
    }
    words
}

fn data_of(image: &Image) -> Option<&Bytes> {
    match image.kind() {
        ImageKind::Raster(image) => Some(image.data()),
        ImageKind::Svg(image) => Some(image.data()),
        ImageKind::Pdf(_) => None,
    }
}

/// The path of a picture, and the line that names it if one does. Layouts place pictures themselves, so the picture is known by
/// its bytes.
pub(super) fn line_of(
    bytes: &Bytes,
    base: &Base,
    source: &TypstSource,
    files: &[String],
) -> Option<(String, Option<Place>)> {
    let path = files.iter().find(|path| base.bytes(path).is_some_and(|known| known == *bytes))?;
    let in_markup = |at: &usize| source.placed.iter().any(|placed| placed.contains(at));
    let named = source.text.match_indices(path.as_str()).find(|(at, _)| in_markup(at));
    Some((path.clone(), named.and_then(|(at, _)| source.map.lookup(at..at + path.len()).cloned())))
}
