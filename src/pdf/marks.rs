//! Marks around a finished page: where to cut and fold, whether the plates lie on one another, how the inks print, what
//! this is. All of it outside of the bleed (PREPRESS conventions: crop marks 5 mm long and 0.25 pt wide).

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use ttf_parser::{Face, OutlineBuilder};

use super::few_inks;
use super::inkset::InkSet;
use super::objects::{FinishError, MM, corners, numbers, resources, unreadable};

/// Room for marks beyond the bleed.
const ROOM: f64 = 12.0 * MM;
/// Crop and fold marks.
const LENGTH: f64 = 5.0 * MM;
/// No mark comes nearer to the trim, also where there is no bleed.
const NEAREST: f64 = 3.0 * MM;
const HAIR: f64 = 0.25;

/// The slug is drawn as outlines: the press needs no font for it.
const FACE: &[u8] = include_bytes!("../../fonts/be-vietnam-pro/BeVietnamPro_400Regular.ttf");

/// Which marks a profile wants; none unless it says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Where to cut, in all inks.
    pub crop: bool,
    /// Targets in all inks, to lay the plates on one another.
    pub registration: bool,
    /// Where to fold, in black.
    pub fold: bool,
    /// Patches of each ink, of half of it, and of inks on one another.
    pub colour_bar: bool,
    /// A line that says what this is.
    pub slug: bool,
}

impl Marks {
    /// Marks by the names of `[profiles.<name>] marks`.
    pub fn named(names: &[String]) -> Self {
        let has = |name: &str| names.iter().any(|known| known == name);
        Self {
            crop: has("crop"),
            registration: has("registration"),
            fold: has("fold"),
            colour_bar: has("colour-bar"),
            slug: has("slug"),
        }
    }

    fn any(self) -> bool {
        self != Self::default()
    }
}

/// What the marks of one file tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slug {
    /// Job, date, profile, condition, scale: what stands before the page's number.
    pub text: String,
    /// Upright folds of odd pages, in mm from the left trim edge; even pages mirror them.
    pub folds: Vec<f64>,
    /// Folds across, in mm from the top trim edge.
    pub folds_across: Vec<f64>,
}

/// The edges of a box: left, bottom, right, top.
type BoxEdges = [f64; 4];

/// The colour of registration: a full tint of every plate.
pub(super) fn all_inks(document: &mut Document) -> ObjectId {
    let tint = document.add_object(dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(&[0.0; 4]), "C1" => numbers(&[1.0; 4]),
    });
    document.add_object(Object::Array(vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), tint.into()]))
}

/// Draws marks on every page. MediaBox grows by 12 mm on each edge and begins at zero again; trim and bleed move along.
pub(super) fn draw(
    document: &mut Document,
    pages: &[ObjectId],
    marks: Marks,
    slug: &Slug,
    few: Option<&InkSet>,
) -> Result<(), FinishError> {
    if !marks.any() {
        return Ok(());
    }
    let all = all_inks(document);
    for (n, &id) in pages.iter().enumerate() {
        let page = document.get_dictionary(id).map_err(unreadable)?;
        let (Some(trim), Some(bleed)) = (corners(page, b"TrimBox"), corners(page, b"BleedBox")) else {
            return Err(unreadable("no boxes"));
        };
        let (dx, dy) = (ROOM - bleed[0], ROOM - bleed[1]);
        let moved = |b: BoxEdges| [b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy];
        let (trim, bleed) = (moved(trim), moved(bleed));
        let media = [0.0, 0.0, bleed[2] + ROOM, bleed[3] + ROOM];
        let text = format!("{} · {}/{}", slug.text, n + 1, pages.len());
        let drawn = operators(marks, slug, trim, bleed, n % 2 == 1, &text, few);

        // What the page has beyond its bleed would print among the marks.
        let [left, bottom, right, top] = bleed;
        let edges =
            format!("{left:.4} {bottom:.4} m {right:.4} {bottom:.4} l {right:.4} {top:.4} l {left:.4} {top:.4} l h");
        let clip = format!("q {edges} W n 1 0 0 1 {dx:.4} {dy:.4} cm\n");
        let before = document.add_object(plain(clip));
        let after = document.add_object(plain(format!("\nQ\n{drawn}")));
        let mut contents = vec![before.into()];
        contents.extend(document.get_page_contents(id).into_iter().map(Object::from));
        contents.push(after.into());
        let mut resources = resources(document, id);
        let spaces = resources.get(b"ColorSpace").ok().and_then(|o| document.dereference(o).ok());
        let mut spaces: Dictionary = spaces.and_then(|(_, o)| o.as_dict().ok().cloned()).unwrap_or_default();
        spaces.set("anphamAll", all);
        resources.set("ColorSpace", spaces);
        move_patterns(document, &mut resources, dx, dy);
        let page = document.get_dictionary_mut(id).map_err(unreadable)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        page.set("MediaBox", numbers(&media));
        page.set("BleedBox", numbers(&bleed));
        page.set("TrimBox", numbers(&trim));
    }
    Ok(())
}

/// Patterns lie where their page begins, and not where its content was moved to (ISO 32000-2, 8.7.3.1). Those of forms move along. A
/// pattern may be another page's too: each has its own.
fn move_patterns(document: &mut Document, resources: &mut Dictionary, dx: f64, dy: f64) {
    let own = resources.get(b"Pattern").ok().and_then(|own| document.dereference(own).ok());
    let Some(mut own) = own.and_then(|(_, own)| own.as_dict().ok().cloned()) else { return };
    for (_, pattern) in &mut own {
        let Ok((_, found)) = document.dereference(pattern) else { continue };
        let mut moved = found.clone();
        let dict = match &mut moved {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        let matrix = dict.get(b"Matrix").and_then(Object::as_array);
        let matrix: Vec<f64> = matrix.into_iter().flatten().filter_map(|n| n.as_float().ok().map(f64::from)).collect();
        let [a, b, c, d, e, f] = matrix[..].try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        dict.set("Matrix", numbers(&[a, b, c, d, e + dx, f + dy]));
        *pattern = document.add_object(moved).into();
    }
    resources.set("Pattern", own);
}

fn plain(text: String) -> Stream {
    Stream::new(dictionary! {}, text.into_bytes())
}

fn operators(
    marks: Marks,
    slug: &Slug,
    trim: BoxEdges,
    bleed: BoxEdges,
    is_back: bool,
    text: &str,
    few: Option<&InkSet>,
) -> String {
    let mut out = String::new();
    // How far from the trim a mark begins, edge by edge: beyond the bleed.
    let off = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]].map(|b| b.max(NEAREST));
    let begin = [trim[0] - off[0], trim[1] - off[1], trim[2] + off[2], trim[3] + off[3]];
    let line = |out: &mut String, x0: f64, y0: f64, x1: f64, y1: f64| {
        let _ = write!(out, "{x0:.3} {y0:.3} m {x1:.3} {y1:.3} l S ");
    };
    // A mark below and above the page, or left and right of it.
    let upright = |out: &mut String, x: f64| {
        line(out, x, begin[1] - LENGTH, x, begin[1]);
        line(out, x, begin[3], x, begin[3] + LENGTH);
    };
    let level = |out: &mut String, y: f64| {
        line(out, begin[0] - LENGTH, y, begin[0], y);
        line(out, begin[2], y, begin[2] + LENGTH, y);
    };
    if marks.crop || marks.registration {
        let _ = write!(out, "q /anphamAll CS 1 SCN {HAIR} w ");
        if marks.crop {
            [trim[1], trim[3]].into_iter().for_each(|y| level(&mut out, y));
            [trim[0], trim[2]].into_iter().for_each(|x| upright(&mut out, x));
        }
        if marks.registration {
            // In the middle, or beside a fold that is there.
            let aside = |middle: f64, folds: &[f64], edge: f64| {
                let folded = folds.iter().any(|mm| (mm * MM - (middle - edge).abs()).abs() < 8.0 * MM);
                if marks.fold && folded { middle + 12.0 * MM } else { middle }
            };
            let x = aside((trim[0] + trim[2]) / 2.0, &slug.folds, trim[0]);
            let y = aside((trim[1] + trim[3]) / 2.0, &slug.folds_across, trim[3]);
            let beside = ROOM / 2.0;
            for (x, y) in
                [(bleed[0] - beside, y), (bleed[2] + beside, y), (x, bleed[1] - beside), (x, bleed[3] + beside)]
            {
                target(&mut out, x, y);
            }
        }
        out.push_str("Q\n");
    }
    if marks.fold {
        let _ = write!(out, "q 0 0 0 1 K {HAIR} w [3 2] 0 d ");
        let width = trim[2] - trim[0];
        for fold in slug.folds.iter().map(|mm| mm * MM) {
            upright(&mut out, trim[0] + if is_back { width - fold } else { fold });
        }
        for fold in slug.folds_across.iter().map(|mm| mm * MM) {
            level(&mut out, trim[3] - fold);
        }
        out.push_str("Q\n");
    }
    if marks.colour_bar {
        colour_bar(&mut out, trim, bleed, few);
    }
    if marks.slug {
        let at = (trim[0] + 8.0 * MM, bleed[3] + ROOM - 4.0 * MM);
        // Up to the target in the middle, or over all of the width.
        let room =
            if marks.registration { (trim[2] - trim[0]) / 2.0 - 12.0 * MM } else { trim[2] - trim[0] - 16.0 * MM };
        out.push_str("q 0 0 0 1 k ");
        write_outlines(&mut out, text, at, 6.5, room);
        out.push_str("Q\n");
    }
    out
}

/// A circle of 3 mm and a cross of 5 mm.
pub(super) fn target(out: &mut String, x: f64, y: f64) {
    let (r, arm) = (1.5 * MM, 2.5 * MM);
    let k = r * 0.552_284_75;
    let _ = write!(out, "{:.3} {y:.3} m {:.3} {y:.3} l S ", x - arm, x + arm);
    let _ = write!(out, "{x:.3} {:.3} m {x:.3} {:.3} l S ", y - arm, y + arm);
    let _ = write!(out, "{:.3} {y:.3} m ", x + r);
    for (a, b, c) in [
        ((x + r, y + k), (x + k, y + r), (x, y + r)),
        ((x - k, y + r), (x - r, y + k), (x - r, y)),
        ((x - r, y - k), (x - k, y - r), (x, y - r)),
        ((x + k, y - r), (x + r, y - k), (x + r, y)),
    ] {
        let _ = write!(out, "{:.3} {:.3} {:.3} {:.3} {:.3} {:.3} c ", a.0, a.1, b.0, b.1, c.0, c.1);
    }
    out.push_str("s ");
}

/// Patches of 5 mm: the inks, half of each, and two or three on one another. Along the longer side, as many as there is
/// room for between corner and target.
fn colour_bar(out: &mut String, trim: BoxEdges, bleed: BoxEdges, few: Option<&InkSet>) {
    let (width, height) = (trim[2] - trim[0], trim[3] - trim[1]);
    let room = width.max(height) / 2.0 - 8.0 * MM - 6.0 * MM;
    let beside = (ROOM - PATCH) / 2.0;
    patches(out, room, few, |along| {
        let along = 8.0 * MM + along;
        if height >= width {
            (bleed[0] - beside - PATCH, trim[1] + along)
        } else {
            (trim[0] + along, bleed[1] - beside - PATCH)
        }
    });
}

/// Side of a patch of ink.
const PATCH: f64 = 5.0 * MM;

/// As many patches as there is room for; `at` says where each lies, so far from the first.
pub(super) fn patches(out: &mut String, room: f64, few: Option<&InkSet>, at: impl Fn(f64) -> (f64, f64)) {
    const INKS: [[f64; 4]; 12] = [
        [1.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0],
        [0.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
        [0.5, 0.0, 0.0, 0.0],
        [0.0, 0.5, 0.0, 0.0],
        [0.0, 0.0, 0.5, 0.0],
        [0.0, 0.0, 0.0, 0.5],
        [1.0, 1.0, 0.0, 0.0],
        [0.0, 1.0, 1.0, 0.0],
        [1.0, 0.0, 1.0, 0.0],
        [1.0, 1.0, 1.0, 0.0],
    ];
    let chosen = match few {
        Some(inks) => few_inks::patches(inks),
        None => INKS.iter().map(|[c, m, y, k]| format!("{c} {m} {y} {k} k")).collect(),
    };
    let many = (room / PATCH).floor().max(0.0) as usize;
    out.push_str("q ");
    for (n, colour) in chosen.iter().take(many).enumerate() {
        let (x, bottom) = at(n as f64 * PATCH);
        let _ = write!(out, "{colour} {x:.3} {bottom:.3} {PATCH:.3} {PATCH:.3} re f ");
    }
    out.push_str("Q\n");
}

/// Text as filled outlines, its baseline beginning at a point; smaller where it would be wider than `room`.
pub(super) fn write_outlines(out: &mut String, text: &str, (x, y): (f64, f64), size: f64, room: f64) {
    let Ok(face) = Face::parse(FACE, 0) else { return };
    let glyphs: Vec<_> = text.chars().filter_map(|c| face.glyph_index(c)).collect();
    let advance: f64 = glyphs.iter().map(|&glyph| f64::from(face.glyph_hor_advance(glyph).unwrap_or(0))).sum();
    let units = f64::from(face.units_per_em());
    let size = if advance > 0.0 { size.min(room / advance * units) } else { size };
    let mut pen = Pen { out, x, y, scale: size / units, at: (0.0, 0.0) };
    for glyph in glyphs {
        face.outline_glyph(glyph, &mut pen);
        pen.x += f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * pen.scale;
    }
    if advance > 0.0 {
        out.push_str("f ");
    }
}

struct Pen<'a> {
    out: &'a mut String,
    x: f64,
    y: f64,
    scale: f64,
    at: (f32, f32),
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> (f64, f64) {
        (self.x + f64::from(x) * self.scale, self.y + f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (px, py) = self.point(x, y);
        let _ = write!(self.out, "{px:.3} {py:.3} m ");
        self.at = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (px, py) = self.point(x, y);
        let _ = write!(self.out, "{px:.3} {py:.3} l ");
        self.at = (x, y);
    }

    /// A quadratic curve as a cubic one.
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.at;
        let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (px, py)) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        let _ = write!(self.out, "{ax:.3} {ay:.3} {bx:.3} {by:.3} {px:.3} {py:.3} c ");
        self.at = (x, y);
    }

    fn close(&mut self) {
        self.out.push_str("h ");
    }
}
