//! A sheet of paper, by name or by measure, and what is drawn on it beside the pages: where to cut, fold and join, whether the plates lie on
//! one another, how the inks print, which side this is.

use std::fmt::Write;

use super::inkset::InkSet;
use super::marks::{patches, target, write_outlines};
use super::objects::MM;

/// A sheet of paper in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What the press grips at the lower edge: nothing is printed there.
    pub gripper: f64,
}

impl Sheet {
    /// `A4`, `B2` (ISO 216), `RA2`, `SRA3` (ISO 217), or `450x320`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_uppercase();
        let (width, height) = match Self::of_series(&name) {
            Some(size) => size,
            None => {
                let (width, height) = name.split_once(['X', '×'])?;
                (width.trim().parse().ok()?, height.trim().parse().ok()?)
            }
        };
        let sound = |side: f64| side.is_finite() && side > 0.0 && side <= 5_080.0;
        (sound(width) && sound(height)).then_some(Self { width, height, gripper: 0.0 })
    }

    /// A size of a series: each is the one before it cut in half, in whole millimetres (ISO 216, 4; ISO 217, 4).
    fn of_series(name: &str) -> Option<(f64, f64)> {
        let (whole, most, number) = if let Some(number) = name.strip_prefix("SRA") {
            ((900, 1280), 4, number)
        } else if let Some(number) = name.strip_prefix("RA") {
            ((860, 1220), 4, number)
        } else if let Some(number) = name.strip_prefix('A') {
            ((841, 1189), 8, number)
        } else {
            ((1000, 1414), 8, name.strip_prefix('B')?)
        };
        let number: u32 = number.parse().ok().filter(|number| *number <= most)?;
        let (width, height) = (0..number).fold(whole, |(width, height), _| (height / 2, width));
        Some((f64::from(width), f64::from(height)))
    }

    pub(super) fn turned(self) -> Self {
        Self { width: self.height, height: self.width, ..self }
    }

    /// What can be printed on of its height.
    pub(super) fn free(self) -> f64 {
        (self.height - self.gripper).max(0.0)
    }
}

/// The pages on one side of a sheet; blank ones are left out.
pub(super) type Side = Vec<Placed>;

/// A page on a sheet.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) page: usize,
    /// Lower left corner of the trim on the sheet, in points.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Stands on its head.
    pub(super) turned: bool,
    /// What may be seen of the page, on the sheet: its bleed, cut at a fold or in the middle of a gutter.
    pub(super) clip: [f64; 4],
    /// Where the knife goes.
    pub(super) cut: [f64; 4],
    /// Where the neighbour of a panel begins, or a fold is: upright and level lines.
    pub(super) joins: [Vec<f64>; 2],
}

impl Placed {
    pub(super) fn new(page: usize, (x, y): (f64, f64), (width, height): (f64, f64), clip: [f64; 4]) -> Self {
        let cut = [x, y, x + width, y + height];
        Self { page, x, y, turned: false, clip, cut, joins: [vec![], vec![]] }
    }

    /// Moved on the sheet.
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        let shift = |area: [f64; 4]| [area[0] + dx, area[1] + dy, area[2] + dx, area[3] + dy];
        (self.x, self.y) = (self.x + dx, self.y + dy);
        (self.clip, self.cut) = (shift(self.clip), shift(self.cut));
        self.joins[0].iter_mut().for_each(|x| *x += dx);
        self.joins[1].iter_mut().for_each(|y| *y += dy);
    }

    /// Where it lies when the sheet is turned by a half.
    pub(super) fn turn(&mut self, sheet: Sheet, (width, height): (f64, f64)) {
        let (wide, high) = (sheet.width * MM, sheet.height * MM);
        let turn = |area: [f64; 4]| [wide - area[2], high - area[3], wide - area[0], high - area[1]];
        (self.x, self.y) = (wide - self.x - width, high - self.y - height);
        (self.clip, self.cut, self.turned) = (turn(self.clip), turn(self.cut), !self.turned);
        self.joins[0].iter_mut().for_each(|x| *x = wide - *x);
        self.joins[1].iter_mut().for_each(|y| *y = high - *y);
    }
}

/// Over which edge of the sheet it is turned for its backs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The longer one, as a book is read.
    LongEdge,
    /// The shorter one, as a calendar is read.
    ShortEdge,
}

impl Turn {
    /// `long` or `short`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "long" => Some(Self::LongEdge),
            "short" => Some(Self::ShortEdge),
            _ => None,
        }
    }

    /// Whether a sheet is turned over a level edge: head over heels.
    pub(super) fn is_tumble(self, sheet: Sheet) -> bool {
        (self == Self::ShortEdge) == (sheet.height >= sheet.width)
    }
}

/// Marks of a sheet that are drawn where somebody wants them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SheetMarks {
    /// Targets in all inks.
    pub registration: bool,
    /// Patches of the inks.
    pub colour_bar: bool,
}

/// Paper that marks need around the pages, in mm: cuts of 4 mm, then targets and patches of 5 mm.
const ROOM: f64 = 10.5;
/// From the pages to targets and patches, in points.
const APART: f64 = 4.5 * MM;

impl SheetMarks {
    /// Marks by their names.
    pub fn named(names: &[String]) -> Self {
        let has = |name: &str| names.iter().any(|known| known == name);
        Self { registration: has("registration"), colour_bar: has("colour-bar") }
    }

    /// Paper around the pages that is kept for them, in mm.
    pub(super) fn room(self) -> f64 {
        if self == Self::default() { 0.0 } else { ROOM }
    }
}

/// All that is drawn beside the pages of a side. `told` says which side it is.
pub(super) fn draw(
    content: &mut String,
    side: &Side,
    sheet: Sheet,
    marks: SheetMarks,
    told: &str,
    few: Option<&InkSet>,
) {
    cuts(content, side, sheet.width * MM, sheet.height * MM);
    joins(content, side, sheet.width * MM, sheet.height * MM);
    let Some([left, bottom, right, top]) = rim(side) else { return };
    let (x, y) = (sheet.width * MM / 2.0, (bottom + top) / 2.0);
    if marks.registration {
        // Beside a fold that is there.
        let x = if side.iter().any(|placed| placed.joins.iter().any(|lines| !lines.is_empty())) {
            x + 12.0 * MM
        } else {
            x
        };
        let middle = APART + 2.5 * MM;
        content.push_str("q /anphamAll CS 1 SCN 0.25 w ");
        for (x, y) in [(left - middle, y), (right + middle, y), (x, bottom - middle), (x, top + middle)] {
            target(content, x, y);
        }
        content.push_str("Q\n");
    }
    if marks.colour_bar {
        // Up to the target in the middle.
        let room = x - left - 6.0 * MM;
        patches(content, room, few, |along| (left + along, top + APART));
    }
    let room = if marks.registration { x - 18.0 * MM } else { (sheet.width - 24.0) * MM };
    slug(content, bottom, told, sheet, room);
}

/// Trim and bleed of a side with targets: what its cuts span and what its pages cover, so that targets, which print on every plate, lie
/// beyond the trim. Of others the paper itself is both.
pub(super) fn boxes(side: &Side, sheet: Sheet, marks: SheetMarks) -> ([f64; 4], [f64; 4]) {
    let paper = [0.0, 0.0, sheet.width * MM, sheet.height * MM];
    let around = |a: [f64; 4], b: [f64; 4]| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
    let cut = side.iter().map(|placed| placed.cut).reduce(around);
    match (cut, rim(side)) {
        (Some(cut), Some(bleed)) if marks.registration => (cut, bleed),
        _ => (paper, paper),
    }
}

/// What the pages of a side cover.
fn rim(side: &Side) -> Option<[f64; 4]> {
    let all = side.iter().map(|placed| placed.clip);
    all.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// A line that says which side this is, below the pages where there is paper for it, else nowhere: it must not be cut.
fn slug(content: &mut String, lowest: f64, told: &str, sheet: Sheet, room: f64) {
    let bottom = sheet.gripper * MM + 1.5 * MM;
    if lowest - bottom < 7.5 * MM {
        return;
    }
    content.push_str("q 0 0 0 1 k ");
    write_outlines(content, told, (12.0 * MM, bottom), 6.5, room);
    content.push_str("Q\n");
}

/// Dashed marks where the neighbours of a panel begin, and where a sheet is folded.
fn joins(content: &mut String, side: &Side, width: f64, height: f64) {
    let (length, gap) = (6.0 * MM, 1.0 * MM);
    for placed in side.iter().filter(|placed| placed.joins.iter().any(|lines| !lines.is_empty())) {
        content.push_str("q 0 0 0 1 K 0.5 w [2 1.5] 0 d ");
        let [left, bottom, right, top] = placed.clip;
        for x in &placed.joins[0] {
            for (from, to) in
                [(bottom - gap, (bottom - gap - length).max(0.0)), (top + gap, (top + gap + length).min(height))]
            {
                let _ = write!(content, "{x:.2} {from:.2} m {x:.2} {to:.2} l S ");
            }
        }
        for y in &placed.joins[1] {
            for (from, to) in
                [(left - gap, (left - gap - length).max(0.0)), (right + gap, (right + gap + length).min(width))]
            {
                let _ = write!(content, "{from:.2} {y:.2} m {to:.2} {y:.2} l S ");
            }
        }
        content.push_str("Q\n");
    }
}

/// Marks of 4 mm in black at the corners of one page, beyond its bleed: pages of unequal sizes are cut one by one.
fn corner_marks(content: &mut String, placed: &Placed) {
    let ([left, bottom, right, top], [x0, y0, x1, y1]) = (placed.clip, placed.cut);
    let length = 4.0 * MM;
    content.push_str("q 0 0 0 1 K 0.25 w ");
    for x in [x0, x1] {
        for (from, to) in [(bottom, bottom - length), (top, top + length)] {
            let _ = write!(content, "{x:.2} {from:.2} m {x:.2} {to:.2} l S ");
        }
    }
    for y in [y0, y1] {
        for (from, to) in [(left, left - length), (right, right + length)] {
            let _ = write!(content, "{from:.2} {y:.2} m {to:.2} {y:.2} l S ");
        }
    }
    content.push_str("Q\n");
}

/// Marks of 4 mm in black at the rim of the sheet, whose trim is the paper itself, in line with every cut, where there is paper for them beyond the bleed.
fn cuts(content: &mut String, side: &Side, width: f64, height: f64) {
    let Some(rim) = rim(side) else { return };
    let size = |area: &[f64; 4]| (area[2] - area[0], area[3] - area[1]);
    let is_like = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() <= 0.5 && (a.1 - b.1).abs() <= 0.5;
    if side.iter().any(|placed| !is_like(size(&placed.cut), size(&side[0].cut))) {
        side.iter().for_each(|placed| corner_marks(content, placed));
        return;
    }
    let length = 4.0 * MM;
    let (mut upright, mut level): (Vec<i64>, Vec<i64>) = (vec![], vec![]);
    for placed in side {
        // Rounded, so that a shared cut is one mark.
        let round = |point: f64| (point * 100.0).round() as i64;
        upright.extend([round(placed.cut[0]), round(placed.cut[2])]);
        level.extend([round(placed.cut[1]), round(placed.cut[3])]);
    }
    for list in [&mut upright, &mut level] {
        list.sort_unstable();
        list.dedup();
    }
    content.push_str("q 0 0 0 1 K 0.25 w ");
    for x in upright.iter().map(|&x| x as f64 / 100.0) {
        for (from, room, sign) in [(rim[1], rim[1], -1.0), (rim[3], height - rim[3], 1.0)] {
            if room > 1.0 * MM {
                let _ = write!(content, "{x:.2} {from:.2} m {x:.2} {:.2} l S ", from + sign * length.min(room));
            }
        }
    }
    for y in level.iter().map(|&y| y as f64 / 100.0) {
        for (from, room, sign) in [(rim[0], rim[0], -1.0), (rim[2], width - rim[2], 1.0)] {
            if room > 1.0 * MM {
                let _ = write!(content, "{from:.2} {y:.2} m {:.2} {y:.2} l S ", from + sign * length.min(room));
            }
        }
    }
    content.push_str("Q\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_and_measures() {
        let size = |name: &str| Sheet::named(name).map(|sheet| (sheet.width, sheet.height));
        for (name, known) in [
            ("sra3", (320.0, 450.0)),
            ("SRA2", (450.0, 640.0)),
            ("SRA1", (640.0, 900.0)),
            ("RA2", (430.0, 610.0)),
            ("A0", (841.0, 1189.0)),
            ("A1", (594.0, 841.0)),
            ("A2", (420.0, 594.0)),
            ("A3", (297.0, 420.0)),
            ("a4", (210.0, 297.0)),
            ("A5", (148.0, 210.0)),
            ("A6", (105.0, 148.0)),
            ("B1", (707.0, 1000.0)),
            ("B2", (500.0, 707.0)),
            ("B3", (353.0, 500.0)),
            ("B4", (250.0, 353.0)),
            ("B5", (176.0, 250.0)),
            ("650x430.5", (650.0, 430.5)),
            ("650 × 430", (650.0, 430.0)),
        ] {
            assert_eq!(size(name), Some(known), "{name}");
        }
        for wrong in ["", "A9", "A", "A-1", "SRA5", "B10", "C4", "0x5", "nanx3", "x", "9999x1", "-1x3", "A4294967297"] {
            assert_eq!(Sheet::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_sheet_is_turned_over_the_edge_that_is_named() {
        let (upright, wide) = (Sheet::named("A3").unwrap(), Sheet::named("A3").unwrap().turned());
        assert!(Turn::ShortEdge.is_tumble(upright) && !Turn::LongEdge.is_tumble(upright));
        assert!(!Turn::ShortEdge.is_tumble(wide) && Turn::LongEdge.is_tumble(wide));
    }
}
