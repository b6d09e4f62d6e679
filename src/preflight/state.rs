//! What the interpreter of content streams keeps: the state of graphics, what was painted, the boxes of a page, what was read.

use std::collections::BTreeMap;

use hayro_syntax::object::{Number, Stream};
use hayro_syntax::page::{Page, Rotation};

use super::bleed::{Bounds, Clip, InkMark, Tone, WantedBleed};
use super::color::Space;
use super::finding::{MOST_WORK, Work};
use super::geometry::*;
use super::limits::{Bleed, Limits};
use super::streams::decode;
use super::structure::{corners, media};

/// Inks that are told of one file.
pub(super) const MOST_PLATES: usize = 64;
/// Painted areas that are kept of one page, to see what lies under what.
pub(super) const MOST_AREAS: usize = 5_000;
/// Forms within forms.
pub(super) const MOST_DEPTH: usize = 16;
/// Bytes of one decoded stream.
pub(super) const MOST_STREAM: usize = 256 << 20;

#[derive(Debug, Clone)]
pub(super) struct Paint {
    pub(super) space: Space,
    pub(super) values: Vec<f64>,
}

impl Paint {
    pub(super) fn inks(&self) -> Option<Vec<f64>> {
        self.space.inks(&self.values)
    }

    /// Whether it leaves paper white, as far as can be seen.
    pub(super) fn is_white(&self) -> bool {
        match self.inks() {
            Some(inks) => inks.iter().sum::<f64>() < 0.01,
            None => self.space.is_white(&self.values),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct GraphicsState {
    pub(super) matrix: Matrix,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) width: f64,
    /// Whether lines end where they are drawn to, and not half their width beyond.
    pub(super) butt: bool,
    pub(super) overprint_fill: bool,
    pub(super) overprint_stroke: bool,
    /// An ink of which there is none in DeviceCMYK leaves its plate alone (`OPM` 1), and does not clear it.
    pub(super) zero_leaves: bool,
    /// What shows of what lies below: by alpha of fills, by alpha of strokes, by a mode that mixes, by a mask.
    pub(super) alpha_fill: bool,
    pub(super) alpha_stroke: bool,
    pub(super) mixes: bool,
    pub(super) masked: bool,
    /// Nothing is left of fills, of strokes: their alpha is zero.
    pub(super) clear_fill: bool,
    pub(super) clear_stroke: bool,
    pub(super) size: f64,
    pub(super) invisible: bool,
    pub(super) clip: Bounds,
    /// What is left of the lines along the cut within a clip that is no box.
    pub(super) lines: Clip,
    /// A Type 3 font, whose glyphs are drawings: how large they are is known where they are shown.
    pub(super) drawn: Option<String>,
}

impl GraphicsState {
    /// Whether nothing shows of what lies below fills, or strokes.
    pub(super) fn covers(&self, fills: bool) -> bool {
        let (overprint, alpha) =
            if fills { (self.overprint_fill, self.alpha_fill) } else { (self.overprint_stroke, self.alpha_stroke) };
        !overprint && !alpha && !self.mixes && !self.masked
    }
}

/// Whether white of a space vanishes where it overprints (ISO 32000-1, table 149): of inks that are named nothing is
/// painted; process inks are cleared, but for those of device colours in the mode that leaves them alone.
pub(super) fn white_vanishes(space: &Space, state: &GraphicsState, fills: bool) -> bool {
    let overprints = if fills { state.overprint_fill } else { state.overprint_stroke };
    overprints
        && match space {
            Space::Spots(..) => true,
            Space::Cmyk | Space::Gray => state.zero_leaves,
            Space::Indexed(base) | Space::Pattern(Some(base)) => white_vanishes(base, state, fills),
            _ => false,
        }
}

/// A painted area with its inks.
#[derive(Debug, Clone)]
pub(super) struct Painted {
    pub(super) area: Bounds,
    pub(super) sum: f64,
}

/// What is counted of a whole file.
#[derive(Debug, Default)]
pub(super) struct Budget {
    pub(super) work: Work,
    /// A stream that could not be read to its end, since this was asked last.
    pub(super) broken: bool,
    /// Programs of fonts that were looked at, by their object, and whether they are whole.
    pub(super) programs: BTreeMap<i32, bool>,
    /// Nothing more is read.
    pub(super) spent: bool,
}

impl Budget {
    /// A stream without its filters, if what is left to read allows it.
    pub(super) fn decoded(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let left = MOST_WORK.bytes.saturating_sub(self.work.bytes);
        let data = if self.spent {
            None
        } else {
            let (data, whole) = decode(stream, left.min(MOST_STREAM));
            self.broken |= !whole;
            data
        };
        self.work.bytes += data.as_ref().map_or(0, Vec::len);
        data
    }
}

/// The boxes of a page as it is seen: upright, and in points of the real thing.
pub(super) struct PageBoxes {
    pub(super) matrix: Matrix,
    /// The trim; the whole page where none is said.
    pub(super) trim: Bounds,
    pub(super) has_trim: bool,
    /// What the press takes of the page: its bleed where one is said, else all that shows.
    pub(super) reach: Bounds,
    pub(super) says_bleed: bool,
}

/// What a file of which no more is known should have beyond the cut, in mm.
pub(super) const USUAL: f64 = 3.0;

/// Less than this is little, wherever it is said.
pub(super) const LITTLE: f64 = 1.5;

/// A box that stands out by less stands out by rounding.
pub(super) const NOTHING: f64 = 0.1;

impl PageBoxes {
    pub(super) fn of(page: &Page) -> Self {
        let raw = page.raw();
        let unit = raw.get::<Number>("UserUnit").map_or(1.0, |unit| unit.as_f64());
        let u = if unit.is_finite() && unit > 0.0 { unit.clamp(1e-3, 1e5) } else { 1.0 };
        // Turned clockwise when shown.
        let matrix = match page.rotation() {
            Rotation::None => [u, 0.0, 0.0, u, 0.0, 0.0],
            Rotation::Horizontal => [0.0, -u, u, 0.0, 0.0, 0.0],
            Rotation::Flipped => [-u, 0.0, 0.0, -u, 0.0, 0.0],
            Rotation::FlippedHorizontal => [0.0, u, -u, 0.0, 0.0, 0.0],
        };
        let shown = |area: Bounds| moved(area, &matrix);
        let trim = corners(raw, "TrimBox").or_else(|| corners(raw, "ArtBox"));
        let crop = page.crop_box();
        let crop = cut([crop.x0, crop.y0, crop.x1, crop.y1].map(f64::from), media(page));
        let bleed = corners(raw, "BleedBox");
        Self {
            matrix,
            trim: shown(trim.unwrap_or(media(page))),
            has_trim: trim.is_some(),
            reach: shown(bleed.map_or(crop, |bleed| cut(bleed, media(page)))),
            says_bleed: bleed.is_some(),
        }
    }

    /// What is wanted at each edge, and what is said there if that is little, in mm.
    pub(super) fn wanted(&self, limits: &Limits) -> Vec<(WantedBleed, Option<f64>)> {
        let rooms = [-1.0, -1.0, 1.0, 1.0].iter().zip(self.reach).zip(self.trim);
        let rooms: Vec<f64> = rooms.map(|((outward, reach), trim)| (reach - trim) * outward / MM).collect();
        // Boxes that are not nested are told of by another rule, and without a trim there is no cut.
        if !self.has_trim || rooms.iter().any(|&room| room < -NOTHING) {
            return vec![];
        }
        let ample = rooms.iter().filter(|&&room| room >= LITTLE).count();
        let wanted = |(side, &room): (usize, &f64)| {
            let (mm, little) = match limits.bleed {
                Bleed::Edges([top, right, bottom, left]) => ([left, bottom, right, top][side], None),
                Bleed::Declared => (if room > NOTHING && self.says_bleed { room } else { 0.0 }, None),
                Bleed::Usual if room >= LITTLE => (if self.says_bleed { room } else { room.min(USUAL) }, None),
                Bleed::Usual if self.says_bleed && room > NOTHING => (room, Some(room)),
                // One upright edge that alone has none is bound.
                Bleed::Usual if self.says_bleed && side % 2 == 0 && ample == 3 => (0.0, Some(0.0)),
                Bleed::Usual => (USUAL, None),
            };
            (mm > 0.0 || little.is_some()).then_some((WantedBleed { side, bleed: mm * MM }, little))
        };
        rooms.iter().enumerate().filter_map(wanted).collect()
    }
}

/// What painting does to the paper; nothing for what leaves it as it is.
pub(super) fn mark(paint: &Paint, state: &GraphicsState, fills: bool) -> Option<InkMark> {
    let clear = if fills { state.clear_fill } else { state.clear_stroke };
    let is_for_marks = |space: &Space| matches!(space, Space::Spots(names, _) if names.iter().any(|n| n == "All"));
    if clear || is_for_marks(&paint.space) {
        None
    } else if paint.is_white() {
        let is_none = matches!(&paint.space, Space::Spots(names, _) if names.iter().all(|n| n == "None"));
        (state.covers(fills) && !is_none).then_some(InkMark::White)
    } else {
        Some(if state.masked { InkMark::Maybe } else { InkMark::Ink })
    }
}

/// What painting looks like, where nothing below shows through.
pub(super) fn tone(paint: &Paint, state: &GraphicsState, fills: bool) -> Option<Tone> {
    paint.inks().filter(|_| state.covers(fills)).map(Tone::Flat)
}
