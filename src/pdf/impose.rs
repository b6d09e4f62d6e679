//! Imposition: the pages of a finished file on the sheets of a press. Pages become form `XObject`s, so text stays text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::few_inks;
use super::gang::gang;
use super::inkset::InkSet;
use super::intent::OutputIntent;
use super::marks::all_inks;
use super::objects::{MM, blending, corners, numbers, resources};
use super::sheet::{self, Placed, Sheet, SheetMarks, Side, Turn};
use crate::content::ImpositionSettings;
use crate::diag::{Diagnostic, Message};
use crate::layout::{Format, Size};
use crate::msg;

/// Columns or rows of a sheet.
const MOST_IN_A_ROW: usize = 50;

/// How pages lie on sheets. Lengths are finite and not negative.
#[derive(Debug, Clone, PartialEq)]
pub enum Scheme {
    /// Folded once and stapled through the fold.
    Saddle {
        /// Thickness of one leaf in mm: inner sheets are pushed out by it, so their pages move to the fold.
        caliper: f64,
        /// Blank pages fill up to a multiple of four.
        pad: bool,
    },
    /// Cut apart.
    Nup {
        /// Columns and rows; as many as fit if not given.
        grid: Option<(usize, usize)>,
        /// Between two trims in mm; twice the bleed if not given, and 0 shares the cut.
        gutter: Option<f64>,
        /// Every page fills a sheet side by itself; else the pages follow one another.
        repeat: bool,
        /// Whether every page is a thing of its own, with nothing on its back; as the format says if not given, and else
        /// two pages are the two sides of a leaf.
        one_sided: Option<bool>,
        /// Every second row stands on its head, so that the heads of two rows meet.
        heads_meet: bool,
    },
    /// A page larger than the sheet, in panels that are joined.
    Tile {
        /// What two neighbours both show, in mm.
        overlap: f64,
    },
}

/// Paper around a panel, for its marks, in points.
const RIM: f64 = 12.0 * MM;

/// A scheme on a paper, as a profile, an order or a command line asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imposition {
    /// The paper.
    pub sheet: Sheet,
    /// How pages lie on it.
    pub scheme: Scheme,
    /// Over which edge it is turned for its backs; over an upright one if nobody says.
    pub turn: Option<Turn>,
    /// Further marks.
    pub marks: SheetMarks,
    /// What a drawing is of the real thing: 0.1 for one at 1:10. Sheets are of the real size, whatever its pages are drawn at.
    pub scale: f64,
    /// The plates of the pages, where they are known: marks need no others if they are one or two.
    pub plates: BTreeSet<String>,
}

impl Imposition {
    /// Reads what somebody wrote; else what is wrong, and with which of its values.
    pub fn of(given: &ImpositionSettings) -> Result<Self, (Message, Option<Range<usize>>)> {
        let sheet = Sheet::named(&given.sheet)
            .ok_or_else(|| (msg!("pdf-impose-sheet", name = given.sheet.value), Some(given.sheet.range.clone())))?;
        let scheme = match given.scheme.as_str() {
            "saddle" => Scheme::Saddle { caliper: given.caliper, pad: given.pad },
            "tile" => Scheme::Tile { overlap: given.overlap },
            _ => {
                let grid = match given.grid.as_ref().filter(|grid| grid.value != "auto") {
                    None => None,
                    Some(grid) => Some(parse_grid(grid).ok_or_else(|| {
                        (msg!("pdf-impose-grid", name = grid.value, most = MOST_IN_A_ROW), Some(grid.range.clone()))
                    })?),
                };
                let (gutter, repeat, one_sided) = (given.gutter, given.repeat, given.one_sided);
                Scheme::Nup { grid, gutter, repeat, one_sided, heads_meet: given.heads_meet }
            }
        };
        Ok(Self {
            sheet: Sheet { gripper: given.gripper, ..sheet },
            scheme,
            turn: given.turn.as_deref().and_then(Turn::named),
            marks: SheetMarks::named(&given.marks),
            scale: 1.0,
            plates: BTreeSet::new(),
        })
    }

    /// The same for the pages of a format in one of its sizes: at its scale, and printed on as many sides as the format says where
    /// nothing else is asked for.
    pub fn for_format(&self, format: &Format, size: &Size) -> Self {
        let mut imposition = Self { scale: size.scale, ..self.clone() };
        if let Scheme::Nup { one_sided, .. } = &mut imposition.scheme {
            one_sided.get_or_insert(format.has_pages_apart());
        }
        imposition
    }

    /// What is wrong with it for a file of a format: to repeat pages each of which is another person's. `count` is that of the pages.
    pub fn mistake(&self, format: &Format, count: usize) -> Option<Diagnostic> {
        let repeats = matches!(self.scheme, Scheme::Nup { repeat: true, .. });
        (repeats && format.one_sided && !format.columns.is_empty() && count > 1).then(|| {
            Diagnostic::error(msg!("pdf-impose-people", format = format.id, pages = count))
                .hint(msg!("pdf-impose-people-hint"))
        })
    }

    /// Whether nothing is printed on the back of its sheets.
    pub fn is_one_sided(&self) -> bool {
        matches!(self.scheme, Scheme::Nup { one_sided: Some(true), .. } | Scheme::Tile { .. })
    }
}

/// `2x3`: columns and rows.
fn parse_grid(text: &str) -> Option<(usize, usize)> {
    let (columns, rows) = text.split_once('x')?;
    let (columns, rows) = (columns.trim().parse().ok()?, rows.trim().parse().ok()?);
    ((1..=MOST_IN_A_ROW).contains(&columns) && (1..=MOST_IN_A_ROW).contains(&rows)).then_some((columns, rows))
}

/// Why pages cannot be imposed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ImposeError {
    /// Not a PDF that can be read.
    #[error("not a PDF that can be read: {0}")]
    Unreadable(String),
    /// Not finished for the press: no TrimBox, or no output intent.
    #[error("not finished for the press")]
    NotFinished,
    /// Pages of different sizes.
    #[error("pages of different sizes")]
    Sizes,
    /// The count of pages is no multiple of four.
    #[error("{0} pages are no multiple of four")]
    Pages(usize),
    /// Larger than the sheet by so many mm of width and height.
    #[error("larger than the sheet by {0} × {1} mm")]
    Fit(f64, f64),
    /// Too many panels, across and down.
    #[error("too many panels: {0} across, {1} down")]
    Panels(usize, usize),
    /// This page is turned or scaled in a way that no reader knows.
    #[error("page {0} is turned or scaled")]
    Turned(usize),
}

impl ImposeError {
    /// What is wrong with a file, and what to do.
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        match self {
            Self::Unreadable(words) => Diagnostic::error(msg!("pdf-impose-unreadable", file = file))
                .hint(msg!("pdf-impose-unreadable-hint"))
                .quote(words),
            Self::NotFinished => Diagnostic::error(msg!("pdf-impose-not-finished", file = file))
                .hint(msg!("pdf-impose-not-finished-hint")),
            Self::Sizes => Diagnostic::error(msg!("pdf-impose-sizes", file = file)).hint(msg!("pdf-impose-sizes-hint")),
            Self::Pages(pages) => Diagnostic::error(msg!("pdf-impose-pages", file = file, pages = pages))
                .hint(msg!("pdf-impose-pages-hint")),
            Self::Turned(page) => Diagnostic::error(msg!("pdf-impose-turned", file = file, page = page))
                .hint(msg!("pdf-impose-unreadable-hint")),
            Self::Panels(columns, rows) => {
                let message = msg!("pdf-impose-panels", file = file, columns = columns, rows = rows);
                Diagnostic::error(message).hint(msg!("pdf-impose-fit-hint"))
            }
            Self::Fit(width, height) => {
                let (width, height) = (format!("{width:.1}"), format!("{height:.1}"));
                let message = msg!("pdf-impose-fit", file = file, width = width, height = height);
                Diagnostic::error(message).hint(msg!("pdf-impose-fit-hint"))
            }
        }
    }
}

/// The pages of sheet `sheet` (from 0) of a saddle-stitched booklet of `pages` pages: front left, front right, back left,
/// back right, counted from 1. Each side sums to `pages + 1`.
fn saddle_pages(pages: usize, sheet: usize) -> [usize; 4] {
    [pages - 2 * sheet, 1 + 2 * sheet, 2 + 2 * sheet, pages - 1 - 2 * sheet]
}

/// Says in the metadata of a document that it is another state of it, with so many pages (XMP, part 2, 3.3 and 3.5).
fn restate(document: &mut Document, instance: &str, pages: usize) {
    let [a, b, c, d, e] = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| instance.get(part).unwrap_or_default());
    let values = [("xmpMM:InstanceID", format!("uuid:{a}-{b}-{c}-{d}-{e}")), ("xmpTPg:NPages", pages.to_string())];
    let metadata =
        document.catalog().ok().and_then(|catalog| catalog.get(b"Metadata").and_then(Object::as_reference).ok());
    let Some(stream) = metadata.and_then(|id| document.get_object_mut(id).ok()?.as_stream_mut().ok()) else { return };
    let Ok(bytes) = stream.get_plain_content() else { return };
    // Metadata in UTF-16 stay as they are.
    let Ok(mut text) = String::from_utf8(bytes) else { return };
    for (name, value) in values {
        for (before, after) in [(format!("<{name}>"), '<'), (format!("{name}=\""), '"'), (format!("{name}='"), '\'')] {
            let Some(start) = text.find(&before).map(|at| at + before.len()) else { continue };
            let Some(end) = text[start..].find(after).map(|length| start + length) else { continue };
            text.replace_range(start..end, &value);
        }
    }
    stream.set_plain_content(text.into_bytes());
}

/// How pages follow one another on sheets that are cut apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sequence {
    /// Each fills a side.
    Repeat,
    /// One after the other, with nothing on their backs.
    OneSided,
    /// Two are the two sides of a leaf.
    TwoSided,
}

struct PlacedPage {
    form: ObjectId,
    trim: [f64; 4],
}

/// How a page is shown: turned by `Rotate`, which a parent may give, and in units of `UserUnit`. None for what no reader
/// would know how to show.
fn shown(document: &Document, page: ObjectId) -> Option<[f64; 6]> {
    let mut at = document.get_dictionary(page).ok();
    let unit = at.and_then(|page| page.get(b"UserUnit").ok()).and_then(|unit| document.dereference(unit).ok());
    let u = unit.and_then(|(_, unit)| unit.as_float().ok()).map_or(1.0, f64::from);
    let mut turn = 0;
    for _ in 0..64 {
        let Some(dict) = at else { break };
        if let Some(given) = dict.get(b"Rotate").ok().and_then(|turn| document.dereference(turn).ok()) {
            turn = given.1.as_i64().ok().or_else(|| given.1.as_float().ok().map(|turn| turn as i64))?;
            break;
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).ok().and_then(|id| document.get_dictionary(id).ok());
    }
    if !(u.is_finite() && (1e-3..=1e5).contains(&u)) {
        return None;
    }
    // Clockwise.
    match turn.rem_euclid(360) {
        0 => Some([u, 0.0, 0.0, u, 0.0, 0.0]),
        90 => Some([0.0, -u, u, 0.0, 0.0, 0.0]),
        180 => Some([-u, 0.0, 0.0, -u, 0.0, 0.0]),
        270 => Some([0.0, u, -u, 0.0, 0.0, 0.0]),
        _ => None,
    }
}

/// A box of a page as it is shown: left, bottom, right, top.
fn moved(area: [f64; 4], m: &[f64; 6]) -> [f64; 4] {
    let point = |x: f64, y: f64| (x * m[0] + y * m[2], x * m[1] + y * m[3]);
    let ((a, b), (c, d)) = (point(area[0], area[1]), point(area[2], area[3]));
    [a.min(c), b.min(d), a.max(c), b.max(d)]
}

/// Pages on sheets.
#[derive(Debug)]
pub struct Imposed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The sheet as it lies: width and height in mm.
    pub size: (f64, f64),
    /// Where the first side cuts its pages, in points from its lower left corner: left, bottom, right, top.
    pub places: Vec<[f64; 4]>,
}

/// Puts the pages of a finished file on sheets.
///
/// `name` is written on the rim of every side, where there is paper for it.
pub fn impose(bytes: &[u8], name: &str, imposition: &Imposition) -> Result<Imposed, ImposeError> {
    let unreadable = |error: lopdf::Error| ImposeError::Unreadable(error.to_string());
    let mut document = Document::load_mem(bytes).map_err(unreadable)?;
    if !document.catalog().map_err(unreadable)?.has(b"OutputIntents") {
        return Err(ImposeError::NotFinished);
    }
    let ids: Vec<ObjectId> = document.page_iter().collect();
    let mut boxes = Vec::new();
    let mut matrices = Vec::new();
    for (n, &id) in ids.iter().enumerate() {
        let page = document.get_dictionary(id).map_err(unreadable)?;
        let matrix = shown(&document, id).ok_or(ImposeError::Turned(n + 1))?.map(|part| part / imposition.scale);
        let trim = corners(page, b"TrimBox").ok_or(ImposeError::NotFinished)?;
        let bleed = corners(page, b"BleedBox").unwrap_or(trim);
        boxes.push((moved(trim, &matrix), moved(bleed, &matrix)));
        matrices.push((bleed, matrix));
    }
    let Some(&(first, first_bleed)) = boxes.first() else { return Err(ImposeError::NotFinished) };
    let size = |b: &[f64; 4]| (b[2] - b[0], b[3] - b[1]);
    let (width, height) = size(&first);
    let sizes: Vec<(f64, f64)> = boxes.iter().map(|(trim, _)| size(trim)).collect();
    let is_like = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() <= 0.5 && (a.1 - b.1).abs() <= 0.5;
    let are_unequal = sizes.iter().any(|size| !is_like(*size, (width, height)));
    let bleed = (0..4).map(|i| (first[i] - first_bleed[i]).abs()).fold(0.0, f64::max);
    let (whole, one_sided) = (imposition.sheet, imposition.is_one_sided());
    // A sheet that may be turned head over heels is gripped at both edges: both are left free.
    let turn = imposition.turn.filter(|_| !one_sided);
    let grips = if turn.is_some() { 2.0 } else { 1.0 };
    let room = match imposition.scheme {
        // Panels have paper for marks around them.
        Scheme::Tile { .. } => 0.0,
        _ => imposition.marks.room(),
    };
    let least = |length: f64| (length - 2.0 * room).max(0.0);
    let within = Sheet { width: least(whole.width), height: least(whole.height), gripper: grips * whole.gripper };
    let (within, mut sides) = match imposition.scheme {
        Scheme::Nup { grid: None, gutter, repeat: false, one_sided, heads_meet: false } if are_unequal => {
            let two_sided = !one_sided.unwrap_or(false);
            // The back of a leaf is as large as its front.
            if two_sided && sizes.chunks(2).any(|leaf| !is_like(leaf[0], leaf[leaf.len() - 1])) {
                return Err(ImposeError::Sizes);
            }
            let gutter = gutter.unwrap_or(0.0) * MM;
            gang(&sizes, bleed, within, gutter, two_sided).map_err(|(width, height)| ImposeError::Fit(width, height))?
        }
        _ if are_unequal => return Err(ImposeError::Sizes),
        Scheme::Saddle { caliper, pad } => saddle(ids.len(), width, height, bleed, within, caliper, pad)?,
        Scheme::Nup { grid, gutter, repeat, one_sided, heads_meet } => {
            let gutter = gutter.map_or(2.0 * bleed, |mm| mm * MM);
            let order = match (repeat, one_sided.unwrap_or(false)) {
                (true, _) => Sequence::Repeat,
                (false, true) => Sequence::OneSided,
                (false, false) => Sequence::TwoSided,
            };
            nup(ids.len(), width, height, bleed, within, grid, gutter, order, heads_meet)?
        }
        Scheme::Tile { overlap } => tile(ids.len(), width, height, bleed, within, overlap * MM)?,
    };
    let sheet = Sheet { width: within.width + 2.0 * room, height: within.height + 2.0 * room, gripper: whole.gripper };
    let is_tumbled = turn.is_some_and(|turn| turn.is_tumble(sheet));
    // The middle of what is free: of the whole sheet, or above the gripper.
    let down = if turn.is_none() {
        0.0
    } else if is_tumbled {
        whole.gripper
    } else {
        whole.gripper / 2.0
    };
    for (n, side) in sides.iter_mut().enumerate() {
        for placed in side {
            placed.shift(room * MM, (room - down) * MM);
            if is_tumbled && n % 2 == 1 {
                let size = sizes.get(placed.page).copied().unwrap_or((width, height));
                placed.turn(sheet, size);
            }
        }
    }

    let mut pages = Vec::new();
    for ((&id, &(trim, _)), &(bleed, matrix)) in ids.iter().zip(&boxes).zip(&matrices) {
        pages.push(PlacedPage { form: form(&mut document, id, bleed, &matrix).map_err(unreadable)?, trim });
    }
    let intent = OutputIntent::default_condition();
    let few = few_inks::inks_of(&document, &imposition.plates, &intent);
    let marks = SheetDrawing { sheet, marks: imposition.marks, few: few.as_ref() };
    write(&mut document, name, &marks, &sides, &pages).map_err(unreadable)?;
    if let Some(inks) = &few {
        let sheets: Vec<ObjectId> = document.page_iter().collect();
        let made = few_inks::sheets_to_few(&mut document, &sheets, inks);
        made.map_err(|error| ImposeError::Unreadable(error.to_string()))?;
    }
    let mut out = Vec::with_capacity(bytes.len() * 2);
    document.save_to(&mut out).map_err(|error| ImposeError::Unreadable(error.to_string()))?;
    let cut = |placed: &Placed| {
        let (width, height) = sizes.get(placed.page).copied().unwrap_or((width, height));
        [placed.x, placed.y, placed.x + width, placed.y + height]
    };
    let places = sides.first().into_iter().flatten().map(cut).collect();
    Ok(Imposed { bytes: out, size: (sheet.width, sheet.height), places })
}

/// So many mm more than a sheet has are not seen: measures are rounded.
const UNSEEN: f64 = 0.01;

/// The sheet as it lies best, or by how much it is too small.
fn fitting(sheet: Sheet, width: f64, height: f64) -> Result<Sheet, ImposeError> {
    let over = |sheet: Sheet| ((width / MM - sheet.width).max(0.0), (height / MM - sheet.free()).max(0.0));
    let (upright, turned) = (over(sheet), over(sheet.turned()));
    if upright.0 + upright.1 <= UNSEEN {
        Ok(sheet)
    } else if turned.0 + turned.1 <= UNSEEN {
        Ok(sheet.turned())
    } else if upright.0.max(upright.1) <= turned.0.max(turned.1) {
        Err(ImposeError::Fit(upright.0, upright.1))
    } else {
        Err(ImposeError::Fit(turned.0, turned.1))
    }
}

fn saddle(
    count: usize,
    width: f64,
    height: f64,
    bleed: f64,
    sheet: Sheet,
    caliper: f64,
    pad: bool,
) -> Result<(Sheet, Vec<Side>), ImposeError> {
    if !pad && !count.is_multiple_of(4) {
        return Err(ImposeError::Pages(count));
    }
    let total = count.div_ceil(4) * 4;
    let sheet = fitting(sheet, 2.0 * (width + bleed), height + 2.0 * bleed)?;
    let (middle, bottom) = (sheet.width * MM / 2.0, ((sheet.height + sheet.gripper) * MM - height) / 2.0);
    let mut sides = Vec::new();
    for n in 0..total / 4 {
        // The innermost sheet stands out most, and its pages move to the fold most (creep).
        let creep = caliper * MM * n as f64;
        let [front_left, front_right, back_left, back_right] = saddle_pages(total, n);
        for (left, right) in [(front_left, front_right), (back_left, back_right)] {
            let mut side = Side::new();
            for (page, is_left) in [(left, true), (right, false)] {
                let x = if is_left { middle - width + creep } else { middle - creep };
                // Nothing of a page goes over the fold onto its neighbour.
                let clip = if is_left {
                    [x - bleed, bottom - bleed, middle, bottom + height + bleed]
                } else {
                    [middle, bottom - bleed, x + width + bleed, bottom + height + bleed]
                };
                if page <= count {
                    let mut placed = Placed::new(page - 1, (x, bottom), (width, height), clip);
                    // Where two pages meet is no cut but a fold: one dashed mark for both.
                    placed.cut[if is_left { 2 } else { 0 }] = placed.cut[if is_left { 0 } else { 2 }];
                    placed.joins[0].extend(side.is_empty().then_some(middle));
                    side.push(placed);
                }
            }
            sides.push(side);
        }
    }
    Ok((sheet, sides))
}

#[expect(clippy::too_many_arguments, reason = "measures of one page and of one sheet")]
fn nup(
    count: usize,
    width: f64,
    height: f64,
    bleed: f64,
    sheet: Sheet,
    grid: Option<(usize, usize)>,
    gutter: f64,
    order: Sequence,
    heads_meet: bool,
) -> Result<(Sheet, Vec<Side>), ImposeError> {
    let span = |n: usize, one: f64| n as f64 * one + n.saturating_sub(1) as f64 * gutter + 2.0 * bleed;
    let most = |room: f64, one: f64| {
        ((((room + UNSEEN) * MM - 2.0 * bleed + gutter) / (one + gutter)).floor().clamp(0.0, MOST_IN_A_ROW as f64))
            as usize
    };
    let (sheet, columns, rows) = match grid {
        Some((columns, rows)) => (fitting(sheet, span(columns, width), span(rows, height))?, columns, rows),
        None => {
            // One at least, or it is told by how much the sheet is too small.
            fitting(sheet, span(1, width), span(1, height))?;
            let of = |sheet: Sheet| (sheet, most(sheet.width, width), most(sheet.free(), height));
            let (upright, turned) = (of(sheet), of(sheet.turned()));
            if upright.1 * upright.2 >= turned.1 * turned.2 { upright } else { turned }
        }
    };
    let places = columns * rows;
    let (left, top) = (
        (sheet.width * MM - span(columns, width)) / 2.0 + bleed,
        ((sheet.height + sheet.gripper) * MM + span(rows, height)) / 2.0 - bleed - height,
    );
    let half = (gutter / 2.0).min(bleed);
    let place = |page: usize, column: usize, row: usize| {
        let (x, y) = (left + column as f64 * (width + gutter), top - row as f64 * (height + gutter));
        // At the rim of the sheet the whole bleed shows, between two pages half of the gutter.
        let reach = |is_rim: bool| if is_rim { bleed } else { half };
        let clip = [
            x - reach(column == 0),
            y - reach(row + 1 == rows),
            x + width + reach(column + 1 == columns),
            y + height + reach(row == 0),
        ];
        Placed { turned: heads_meet && row.is_multiple_of(2), ..Placed::new(page, (x, y), (width, height), clip) }
    };
    let mut sides = Vec::new();
    if order == Sequence::Repeat {
        for page in 0..count {
            sides.push((0..places).map(|n| place(page, n % columns, n / columns)).collect());
        }
    } else if order == Sequence::OneSided {
        let all: Vec<usize> = (0..count).collect();
        for side in all.chunks(places) {
            sides.push(side.iter().enumerate().map(|(n, &page)| place(page, n % columns, n / columns)).collect());
        }
    } else {
        // Two pages are the two sides of a leaf: fronts in order, backs mirrored so that they meet.
        let leaves = count.div_ceil(2);
        for sheet in 0..leaves.div_ceil(places) {
            for back in [false, true] {
                let mut side = Side::new();
                for n in 0..places {
                    let page = (sheet * places + n) * 2 + usize::from(back);
                    let column = if back { columns - 1 - n % columns } else { n % columns };
                    if page < count {
                        side.push(place(page, column, n / columns));
                    }
                }
                sides.push(side);
            }
        }
    }
    Ok((sheet, sides))
}

/// Each page in as few panels as the sheet allows, all of one size, row by row from the upper left.
fn tile(
    count: usize,
    width: f64,
    height: f64,
    bleed: f64,
    sheet: Sheet,
    overlap: f64,
) -> Result<(Sheet, Vec<Side>), ImposeError> {
    let (whole_width, whole_height) = (width + 2.0 * bleed, height + 2.0 * bleed);
    let room = |length: f64| length * MM - 2.0 * RIM;
    let panels = |whole: f64, room: f64| (((whole - overlap) / (room - overlap)).ceil()).max(1.0) as usize;
    let of = |sheet: Sheet| {
        let (wide, high) = (room(sheet.width), room(sheet.free()));
        (wide > 2.0 * overlap && high > 2.0 * overlap && wide > MM && high > MM)
            .then(|| (sheet, panels(whole_width, wide), panels(whole_height, high)))
    };
    // As few joins as can be, whichever way the sheet lies.
    let Some((sheet, columns, rows)) =
        [of(sheet), of(sheet.turned())].into_iter().flatten().min_by_key(|(_, columns, rows)| columns * rows)
    else {
        let lacking = |length: f64| ((2.0 * RIM + 2.0 * overlap) / MM - length).max(1.0);
        return Err(ImposeError::Fit(lacking(sheet.width), lacking(sheet.free())));
    };
    if columns > MOST_IN_A_ROW || rows > MOST_IN_A_ROW {
        return Err(ImposeError::Panels(columns, rows));
    }
    let step = |whole: f64, panels: usize| (whole - overlap) / panels as f64;
    let (across, down) = (step(whole_width, columns), step(whole_height, rows));
    let mut sides = Vec::new();
    for page in 0..count {
        for row in 0..rows {
            for column in 0..columns {
                // On the page, from the lower left corner of its bleed.
                let (left, top) = (column as f64 * across, whole_height - row as f64 * down);
                let (wide, high) = (across + overlap, down + overlap);
                let (x, y) = ((sheet.width * MM - wide) / 2.0, ((sheet.height + sheet.gripper) * MM - high) / 2.0);
                let clip = [x, y, x + wide, y + high];
                let mut upright = Vec::new();
                let mut level = Vec::new();
                if overlap > 0.0 {
                    upright.extend((column > 0).then_some(x + overlap));
                    upright.extend((column + 1 < columns).then_some(x + wide - overlap));
                    level.extend((row > 0).then_some(y + high - overlap));
                    level.extend((row + 1 < rows).then_some(y + overlap));
                }
                sides.push(vec![Placed {
                    page,
                    x: x - left + bleed,
                    y: y - (top - high) + bleed,
                    clip,
                    turned: false,
                    cut: clip,
                    joins: [upright, level],
                }]);
            }
        }
    }
    Ok((sheet, sides))
}

/// A page as a form `XObject`: what is within its bleed, so that marks which were drawn for it stay behind.
fn form(document: &mut Document, id: ObjectId, bleed: [f64; 4], matrix: &[f64; 6]) -> Result<ObjectId, lopdf::Error> {
    let content = document.get_page_content(id);
    let resources = resources(document, id);
    let mut stream = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&bleed), "Resources" => resources,
            "Group" => blending(),
        },
        content,
    );
    if *matrix != [1.0, 0.0, 0.0, 1.0, 0.0, 0.0] {
        stream.dict.set("Matrix", numbers(matrix));
    }
    stream.compress()?;
    Ok(document.add_object(stream))
}

/// What is drawn around the pages of a sheet.
struct SheetDrawing<'a> {
    sheet: Sheet,
    marks: SheetMarks,
    few: Option<&'a InkSet>,
}

/// Replaces the pages of a document by sheets, with a crop mark at each cut.
fn write(
    document: &mut Document,
    name: &str,
    drawing: &SheetDrawing,
    sides: &[Side],
    pages: &[PlacedPage],
) -> Result<(), lopdf::Error> {
    let SheetDrawing { sheet, marks, few } = *drawing;
    let all = marks.registration.then(|| all_inks(document));
    let (width, height) = (sheet.width * MM, sheet.height * MM);
    let paper = numbers(&[0.0, 0.0, width, height]);
    let tree = document.catalog()?.get(b"Pages")?.as_reference()?;
    let mut kids = Vec::new();
    for (n, side) in sides.iter().enumerate() {
        let mut content = String::new();
        let mut forms: BTreeMap<String, ObjectId> = BTreeMap::new();
        for placed in side {
            let Some(page) = pages.get(placed.page) else { continue };
            let name = format!("Page{}", placed.page + 1);
            let [x0, y0, x1, y1] = placed.clip;
            let (sign, dx, dy) = if placed.turned {
                (-1, placed.x + page.trim[2], placed.y + page.trim[3])
            } else {
                (1, placed.x - page.trim[0], placed.y - page.trim[1])
            };
            let _ = writeln!(
                content,
                "q {x0:.3} {y0:.3} {:.3} {:.3} re W n {sign} 0 0 {sign} {dx:.4} {dy:.4} cm /{name} Do Q",
                x1 - x0,
                y1 - y0
            );
            forms.insert(name, page.form);
        }
        let told = format!("{name} · {}/{}", n + 1, sides.len());
        sheet::draw(&mut content, side, sheet, marks, &told, few);
        let mut objects = Dictionary::new();
        for (name, form) in forms {
            objects.set(name, form);
        }
        let (trim, bleed) = sheet::boxes(side, sheet, marks);
        let mut resources = dictionary! { "XObject" => objects };
        if let Some(all) = all {
            resources.set("ColorSpace", dictionary! { "anphamAll" => all });
        }
        let mut stream = Stream::new(dictionary! {}, content.into_bytes());
        stream.compress()?;
        let content = document.add_object(stream);
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => paper.clone(), "TrimBox" => numbers(&trim), "BleedBox" => numbers(&bleed),
            "Group" => blending(),
            "Resources" => resources,
        });
        kids.push(Object::from(page));
    }
    let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    // Another file than its source, and the same for the same pages on the same sheets.
    if let Ok(id) = document.trailer.get_mut(b"ID").and_then(Object::as_array_mut)
        && let Some(Object::String(state, _)) = id.get_mut(1)
    {
        let hash = blake3::hash(format!("{state:?} {sheet:?} {sides:?}").as_bytes());
        *state = hash.as_bytes()[..16].to_vec();
        let instance = state.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        restate(document, &instance, sides.len());
    }
    document.prune_objects();
    document.renumber_objects();
    document.version = "1.6".to_string();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_booklet_meet() {
        for pages in [4, 8, 12, 16, 64] {
            let mut seen = Vec::new();
            for sheet in 0..pages / 4 {
                let [a, b, c, d] = saddle_pages(pages, sheet);
                assert_eq!((a + b, c + d), (pages + 1, pages + 1));
                seen.extend([a, b, c, d]);
            }
            seen.sort_unstable();
            assert_eq!(seen, (1..=pages).collect::<Vec<_>>());
        }
        assert_eq!(saddle_pages(8, 0), [8, 1, 2, 7]);
        assert_eq!(saddle_pages(8, 1), [6, 3, 4, 5]);
    }

    /// A page as large as the sheet, but for what numbers are rounded by, is one on it.
    #[test]
    fn a_page_as_large_as_its_sheet_fits_on_it() {
        let sheet = Sheet { width: 210.0, height: 297.0, gripper: 0.0 };
        for more in [0.0, 0.001, -0.001] {
            let (width, height) = ((210.0 + more) * MM, (297.0 + more) * MM);
            for order in [Sequence::OneSided, Sequence::TwoSided, Sequence::Repeat] {
                let (_, sides) = nup(2, width, height, 0.0, sheet, None, 0.0, order, false).unwrap();
                assert_eq!(sides.iter().map(Vec::len).sum::<usize>(), 2, "{more} mm");
            }
        }
    }

    #[test]
    fn inner_pages_creep_to_the_fold() {
        let sheet = Sheet { width: 450.0, height: 320.0, gripper: 0.0 };
        let (_, sides) = saddle(16, 148.0 * MM, 210.0 * MM, 3.0 * MM, sheet, 0.1, false).unwrap();
        let fold = 225.0 * MM;
        // The fold-side edge of the right page of each sheet's front: 0.1 mm further over for each sheet within.
        let over: Vec<f64> = sides.iter().step_by(2).map(|side| (fold - side[1].x) / MM).collect();
        for (n, over) in over.iter().enumerate() {
            assert!((over - 0.1 * n as f64).abs() < 1e-9, "{over} mm");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_in_mm() {
        let a4 = Sheet::named("a4").unwrap();
        let error = saddle(4, 210.0 * MM, 297.0 * MM, 3.0 * MM, a4, 0.0, false).unwrap_err();
        assert!(
            matches!(error, ImposeError::Fit(w, h) if (w - 129.0).abs() < 0.01 && (h - 93.0).abs() < 0.01),
            "{error:?}"
        );
        assert_eq!(saddle(6, 100.0, 100.0, 0.0, a4, 0.0, false).unwrap_err(), ImposeError::Pages(6));
        assert_eq!(saddle(6, 100.0, 100.0, 0.0, a4, 0.0, true).unwrap().1.len(), 4);
    }

    #[test]
    fn backs_meet_their_fronts() {
        let sheet = Sheet::named("SRA3").unwrap();
        let (sheet, sides) =
            nup(6, 148.0 * MM, 210.0 * MM, 3.0 * MM, sheet, None, 6.0 * MM, Sequence::TwoSided, false).unwrap();
        assert_eq!(sides.len(), 2);
        assert_eq!((sides[0].len(), sides[1].len()), (3, 3));
        for (front, back) in sides[0].iter().zip(&sides[1]) {
            assert_eq!(front.page + 1, back.page);
            // Turned over the upright axis, the leaf lies where it lay.
            assert!((front.x + back.x + 148.0 * MM - sheet.width * MM).abs() < 1e-6);
            assert!((front.y - back.y).abs() < 1e-6);
        }
    }

    #[test]
    fn things_of_their_own_have_empty_backs() {
        let sheet = Sheet::named("SRA3").unwrap();
        let (_, sides) =
            nup(6, 148.0 * MM, 210.0 * MM, 3.0 * MM, sheet, None, 6.0 * MM, Sequence::OneSided, false).unwrap();
        let pages: Vec<Vec<usize>> = sides.iter().map(|side| side.iter().map(|placed| placed.page).collect()).collect();
        assert_eq!(pages, [vec![0, 1, 2, 3], vec![4, 5]]);
    }

    #[test]
    fn panels_cover_the_page_and_overlap() {
        let sheet = Sheet { width: 1600.0, height: 1300.0, gripper: 0.0 };
        let (sheet, sides) = tile(1, 3000.0 * MM, 1000.0 * MM, 50.0 * MM, sheet, 20.0 * MM).unwrap();
        assert_eq!(sides.len(), 2);
        assert!(sides.iter().flatten().all(|p| p.clip[0] >= RIM - 1e-6 && p.clip[2] <= sheet.width * MM - RIM + 1e-6));
        // In the measure of the page: from the left of its bleed to the right, 20 mm shown twice.
        let span = |p: &Placed| ((p.clip[0] - p.x) / MM, (p.clip[2] - p.x) / MM);
        let (first, second) = (span(&sides[0][0]), span(&sides[1][0]));
        assert!((first.0 + 50.0).abs() < 1e-6 && (second.1 - 3050.0).abs() < 1e-6, "{first:?} {second:?}");
        assert!((first.1 - second.0 - 20.0).abs() < 1e-6);
        assert_eq!((sides[0][0].joins[0].len(), sides[0][0].joins[1].len()), (1, 0));
        let small = Sheet { width: 30.0, height: 30.0, gripper: 0.0 };
        assert!(matches!(tile(1, 3000.0, 1000.0, 0.0, small, 20.0 * MM), Err(ImposeError::Fit(..))));
        let many = Sheet { width: 40.0, height: 40.0, gripper: 0.0 };
        assert!(matches!(tile(1, 9000.0, 9000.0, 0.0, many, 0.0), Err(ImposeError::Panels(..))));
    }
}
