//! Rules on what is painted: colours, type, pictures, ink, bleed. A small interpreter of content streams that counts what
//! it does: after so many operators or bytes a file is given up, and that is a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};

use super::bleed::{self, Bounds, Clip, Edges, InkMark, Point, Segment, Tone, WantedBleed};
use super::color::Space;
use super::finding::{Collected, MOST_WORK, Work};
use super::limits::{Bleed, Limits};
use super::rule::told;
use super::streams::{MOST_NESTING, decoded, filters, name_of, nesting};
use super::structure::{corners, media};

const MM: f64 = 72.0 / 25.4;

/// Bytes of one decoded stream.
const MOST_STREAM: usize = 256 << 20;
/// Forms within forms.
const MOST_DEPTH: usize = 16;
/// Inks that are told of one file.
const MOST_PLATES: usize = 64;
/// Painted areas that are kept of one page, to see what lies under what.
const MOST_AREAS: usize = 5_000;

type Matrix = [f64; 6];

fn concat(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn scale(m: &Matrix) -> f64 {
    (m[0] * m[3] - m[1] * m[2]).abs().sqrt()
}

fn matrix_of(dict: &Dict) -> Option<Matrix> {
    dict.get::<Array>("Matrix")?.iter::<Number>().map(|n| n.as_f64()).collect::<Vec<_>>().try_into().ok()
}

/// Coordinates are written with few digits: two edges in one place may lie so many points apart.
const ROUNDING: f64 = 0.01;

const NOWHERE: Bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

fn add(area: &mut Bounds, m: &Matrix, x: f64, y: f64) {
    let (x, y) = (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]);
    *area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
}

fn cut(a: Bounds, b: Bounds) -> Bounds {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// A box where a matrix moves it: the box around its corners.
fn moved(area: Bounds, m: &Matrix) -> Bounds {
    let mut out = NOWHERE;
    for (x, y) in [(area[0], area[1]), (area[2], area[1]), (area[0], area[3]), (area[2], area[3])] {
        add(&mut out, m, x, y);
    }
    out
}

fn point(m: &Matrix, x: f64, y: f64) -> Point {
    (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
}

fn is_area(a: &Bounds) -> bool {
    a[0] < a[2] && a[1] < a[3]
}

/// A piece of a path, on the page.
#[derive(Debug, Clone, Copy)]
enum PathPart {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
    Close,
}

/// A path: its pieces, and the box around its points.
#[derive(Debug)]
struct Path {
    pieces: Vec<PathPart>,
    area: Bounds,
    /// Where the pen is, and where the outline began.
    at: Point,
    start: Point,
}

impl Path {
    fn new() -> Self {
        Self { pieces: vec![], area: NOWHERE, at: (0.0, 0.0), start: (0.0, 0.0) }
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.area = NOWHERE;
    }

    fn push(&mut self, piece: PathPart) {
        let points: &[Point] = match &piece {
            PathPart::Move(p) | PathPart::Line(p) => &[*p],
            PathPart::Curve(a, b, c) => &[*a, *b, *c],
            PathPart::Close => &[],
        };
        let more = around(points);
        let area = &mut self.area;
        *area = [area[0].min(more[0]), area[1].min(more[1]), area[2].max(more[2]), area[3].max(more[3])];
        match piece {
            PathPart::Move(p) => (self.at, self.start) = (p, p),
            PathPart::Line(p) | PathPart::Curve(_, _, p) => self.at = p,
            PathPart::Close => self.at = self.start,
        }
        if self.pieces.len() <= bleed::MOST_POINTS {
            self.pieces.push(piece);
        }
    }

    fn rectangle(&mut self, m: &Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.push(PathPart::Move(point(m, x, y)));
        for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h)] {
            self.push(PathPart::Line(point(m, x, y)));
        }
        self.push(PathPart::Close);
    }

    fn is_too_long(&self) -> bool {
        self.pieces.len() > bleed::MOST_POINTS
    }

    /// Its straight pieces, those that are closed or filled alone with what closes them. A curve that does not concern anybody
    /// is as good as a straight line, and `near` says what does. What is too long is its box.
    fn segments(&self, fills: bool, near: impl Fn(&Bounds) -> bool) -> Vec<Segment> {
        if self.is_too_long() {
            return bleed::closed(corners_of(&self.area)).to_vec();
        }
        let mut out = Vec::new();
        let mut push = |from: Point, to: Point| {
            if from != to && near(&around(&[from, to])) {
                out.push((from, to));
            }
        };
        let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
        for piece in &self.pieces {
            match *piece {
                PathPart::Move(p) => {
                    if fills {
                        push(at, start);
                    }
                    (at, start) = (p, p);
                }
                PathPart::Line(p) => {
                    push(at, p);
                    at = p;
                }
                PathPart::Curve(a, b, c) if near(&around(&[at, a, b, c])) => {
                    let from = at;
                    for n in 1..=CURVE_STEPS {
                        let t = f64::from(n) / f64::from(CURVE_STEPS);
                        let mix = |p: f64, q: f64, r: f64, s: f64| {
                            let u = 1.0 - t;
                            u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                        };
                        let to = (mix(from.0, a.0, b.0, c.0), mix(from.1, a.1, b.1, c.1));
                        push(at, to);
                        at = to;
                    }
                }
                PathPart::Curve(_, _, c) => at = c,
                PathPart::Close => {
                    push(at, start);
                    at = start;
                }
            }
        }
        if fills {
            push(at, start);
        }
        out
    }

    /// Whether its box tells all of it: one upright rectangle.
    fn is_box(&self) -> bool {
        let [PathPart::Move(a), PathPart::Line(b), PathPart::Line(c), PathPart::Line(d), rest @ ..] =
            self.pieces.as_slice()
        else {
            return false;
        };
        let ends = match rest {
            [] | [PathPart::Close] => true,
            [PathPart::Line(e)] | [PathPart::Line(e), PathPart::Close] => same(e.0, a.0) && same(e.1, a.1),
            _ => false,
        };
        let upright = same(a.0, b.0) && same(b.1, c.1) && same(c.0, d.0) && same(d.1, a.1);
        let level = same(a.1, b.1) && same(b.0, c.0) && same(c.1, d.1) && same(d.0, a.0);
        ends && (upright || level)
    }

    /// How thick the thinnest straight piece of it is drawn by a pen that `m` may press flat.
    fn thinnest(&self, width: f64, m: &Matrix) -> f64 {
        let determinant = m[0] * m[3] - m[1] * m[2];
        let even = same(m[0].hypot(m[1]), m[2].hypot(m[3])) && (m[0] * m[2] + m[1] * m[3]).abs() < 1e-6;
        if even || determinant.abs() < 1e-12 {
            return width * scale(m);
        }
        let mut thinnest = f64::INFINITY;
        let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
        for piece in &self.pieces {
            let to = match *piece {
                PathPart::Move(p) => {
                    (at, start) = (p, p);
                    continue;
                }
                PathPart::Line(p) | PathPart::Curve(_, _, p) => p,
                PathPart::Close => start,
            };
            let (dx, dy) = (to.0 - at.0, to.1 - at.1);
            let length = dx.hypot(dy);
            if length > 1e-6 {
                // The direction before the matrix: what was one long is so long after it.
                let (ux, uy) = ((m[3] * dx - m[2] * dy) / length, (m[0] * dy - m[1] * dx) / length);
                thinnest = thinnest.min(width * ux.hypot(uy));
            }
            at = to;
        }
        if thinnest.is_finite() { thinnest } else { width * scale(m) }
    }
}

/// Straight pieces that stand for a curve: of a quarter of a circle 100 mm wide they miss 0.1 mm.
const CURVE_STEPS: i32 = 12;

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * (1.0 + a.abs())
}

/// The box around points.
fn around(points: &[Point]) -> Bounds {
    points.iter().fold(NOWHERE, |a, p| [a[0].min(p.0), a[1].min(p.1), a[2].max(p.0), a[3].max(p.1)])
}

fn corners_of(a: &Bounds) -> [Point; 4] {
    [(a[0], a[1]), (a[2], a[1]), (a[2], a[3]), (a[0], a[3])]
}

#[derive(Debug, Clone)]
struct Paint {
    space: Space,
    values: Vec<f64>,
}

impl Paint {
    fn inks(&self) -> Option<Vec<f64>> {
        self.space.inks(&self.values)
    }

    /// Whether it leaves paper white, as far as can be seen.
    fn is_white(&self) -> bool {
        match self.inks() {
            Some(inks) => inks.iter().sum::<f64>() < 0.01,
            None => self.space.is_white(&self.values),
        }
    }
}

#[derive(Debug, Clone)]
struct GraphicsState {
    matrix: Matrix,
    fill: Paint,
    stroke: Paint,
    width: f64,
    /// Whether lines end where they are drawn to, and not half their width beyond.
    butt: bool,
    overprint_fill: bool,
    overprint_stroke: bool,
    /// What shows of what lies below: by alpha of fills, by alpha of strokes, by a mode that mixes, by a mask.
    alpha_fill: bool,
    alpha_stroke: bool,
    mixes: bool,
    masked: bool,
    /// Nothing is left of fills, of strokes: their alpha is zero.
    clear_fill: bool,
    clear_stroke: bool,
    size: f64,
    invisible: bool,
    clip: Bounds,
    /// What is left of the lines along the cut within a clip that is no box.
    lines: Clip,
    /// A Type 3 font, whose glyphs are drawings: how large they are is known where they are shown.
    drawn: Option<String>,
}

impl GraphicsState {
    /// Whether nothing shows of what lies below fills, or strokes.
    fn covers(&self, fills: bool) -> bool {
        let (overprint, alpha) =
            if fills { (self.overprint_fill, self.alpha_fill) } else { (self.overprint_stroke, self.alpha_stroke) };
        !overprint && !alpha && !self.mixes && !self.masked
    }
}

/// A painted area with its inks.
#[derive(Debug, Clone)]
struct Painted {
    area: Bounds,
    sum: f64,
}

/// What is counted of a whole file.
#[derive(Debug, Default)]
struct Budget {
    work: Work,
    /// Nothing more is read.
    spent: bool,
}

impl Budget {
    /// A stream without its filters, if what is left to read allows it.
    fn decoded(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let left = MOST_WORK.bytes.saturating_sub(self.work.bytes);
        let data = if self.spent { None } else { decoded(stream, left.min(MOST_STREAM)) };
        self.work.bytes += data.as_ref().map_or(0, Vec::len);
        data
    }
}

struct Interpreter<'b> {
    limits: &'b Limits,
    found: &'b mut Collected,
    budget: &'b mut Budget,
    spots: &'b mut BTreeMap<String, Vec<u8>>,
    page: Option<usize>,
    trim: Bounds,
    /// What is painted along the cut.
    edges: Edges,
    painted: Vec<Painted>,
    fonts: BTreeSet<String>,
    /// RGB was chosen.
    rgb: bool,
    /// Channels of the press.
    press: usize,
    /// Pictures that have been looked at, by object, size of the window, and whether their borders were wanted.
    pictures: &'b mut BTreeMap<(i32, usize, usize, bool), Look>,
    /// In a glyph of its own: its size is not known where it is read.
    in_glyph: bool,
    /// In a glyph of its own as large as it is shown.
    sized: bool,
    /// In a tile or a mask: what is drawn shows in another place.
    elsewhere: bool,
    /// A thin filled stretch that may be one of many side by side: its box and how thick it is.
    thin: Option<(Bounds, f64)>,
}

/// Reads what every page paints.
pub(super) fn check(pdf: &Pdf, limits: &Limits, press: usize, found: &mut Collected) {
    let mut budget = Budget::default();
    let (mut spots, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for (n, page) in pdf.pages().iter().enumerate().take(10_000) {
        let raw = page.raw();
        let sheet = PageBoxes::of(page);
        let wanted = sheet.wanted(limits);
        let resources = page.resources();
        let mut reader = Interpreter {
            limits,
            found,
            budget: &mut budget,
            spots: &mut spots,
            page: Some(n + 1),
            trim: sheet.trim,
            edges: Edges::new(sheet.trim, sheet.reach, &wanted.iter().map(|(wanted, _)| *wanted).collect::<Vec<_>>()),
            painted: Vec::new(),
            fonts: BTreeSet::new(),
            rgb: false,
            press,
            pictures: &mut pictures,
            in_glyph: false,
            sized: false,
            elsewhere: false,
            thin: None,
        };
        let black = Paint { space: Space::Gray, values: vec![0.0] };
        let state = GraphicsState {
            matrix: sheet.matrix,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            butt: true,
            overprint_fill: false,
            overprint_stroke: false,
            alpha_fill: false,
            alpha_stroke: false,
            mixes: false,
            masked: false,
            clear_fill: false,
            clear_stroke: false,
            size: 0.0,
            invisible: false,
            clip: moved(media(page), &sheet.matrix),
            lines: None,
            drawn: None,
        };
        match contents(raw, reader.budget) {
            Some(data) => reader.run(&data, resources, state, 0),
            None => reader.too_much(),
        }
        if reader.rgb {
            // Chosen and not painted with, if nothing has been said of this page yet.
            reader.found.push(reader.page, None, told!(Rgb));
        }
        reader.thin_lines();
        reader.bleed(&wanted);
    }
    found.verdict.work = budget.work;
}

/// The boxes of a page as it is seen: upright, and in points of the real thing.
struct PageBoxes {
    matrix: Matrix,
    /// The trim; the whole page where none is said.
    trim: Bounds,
    has_trim: bool,
    /// What the press takes of the page: its bleed where one is said, else all that shows.
    reach: Bounds,
    says_bleed: bool,
}

/// What a file of which no more is known should have beyond the cut, in mm.
const USUAL: f64 = 3.0;
/// Less than this is little, wherever it is said.
const LITTLE: f64 = 1.5;
/// A box that stands out by less stands out by rounding.
const NOTHING: f64 = 0.1;

impl PageBoxes {
    fn of(page: &Page) -> Self {
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
    fn wanted(&self, limits: &Limits) -> Vec<(WantedBleed, Option<f64>)> {
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

/// The content of a page, its streams one after the other.
fn contents(page: &Dict, budget: &mut Budget) -> Option<Vec<u8>> {
    let streams: Vec<Stream> = match page.get::<Object>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream>().collect(),
        _ => vec![],
    };
    let mut all = Vec::new();
    for stream in streams {
        all.extend(budget.decoded(&stream)?);
        all.push(b'\n');
    }
    Some(all)
}

impl Interpreter<'_> {
    fn too_much(&mut self) {
        self.budget.spent = true;
        self.found.push(None, None, told!(TooMuch));
    }

    /// Where on the page: mm from the left and top edge of the trim.
    fn at(&self, area: &Bounds) -> Option<(i32, i32)> {
        let (x, y) = ((area[0] - self.trim[0]) / MM, (self.trim[3] - area[3]) / MM);
        (x.is_finite() && y.is_finite()).then_some((x.round() as i32, y.round() as i32))
    }

    fn run(&mut self, data: &[u8], resources: &Resources, mut state: GraphicsState, depth: usize) {
        if self.budget.spent || depth > MOST_DEPTH || nesting(data) > MOST_NESTING {
            return self.too_much();
        }
        // What a pattern's matrix leads to.
        let base = state.matrix;
        let mut stack: Vec<GraphicsState> = Vec::new();
        // How many were not put on it: what ends first is the last of them.
        let mut dropped = 0usize;
        let (mut path, mut pending_clip, mut text_clips) = (Path::new(), None, false);
        let (mut at, mut line): (Matrix, f64) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0);
        let mut operators = UntypedIter::new(data);
        // Between `BX` and `EX` an operator may be of another time.
        let mut compatible = 0;
        while let Some(instruction) = operators.next() {
            self.budget.work.operators += 1;
            if self.budget.spent || self.budget.work.operators > MOST_WORK.operators {
                return self.too_much();
            }
            let operands: Vec<&Object> = instruction.operands().collect();
            let n: Vec<f64> = operands
                .iter()
                .filter_map(|o| if let Object::Number(n) = o { Some(n.as_f64()) } else { None })
                .collect();
            let name =
                || operands.iter().find_map(|o| if let Object::Name(name) = o { Some(name.clone()) } else { None });
            match &**instruction.operator {
                b"BX" => compatible += 1,
                b"EX" => compatible -= 1,
                operator if compatible <= 0 && !is_known(operator, n.len()) => {
                    let words = String::from_utf8_lossy(&operator[..operator.len().min(20)]).into_owned();
                    self.found.push(self.page, None, told!(Operator, operator = words));
                }
                _ => {}
            }
            match &**instruction.operator {
                b"q" if stack.len() < 4096 => stack.push(state.clone()),
                b"q" => dropped += 1,
                b"Q" if dropped > 0 => dropped -= 1,
                b"Q" => state = stack.pop().unwrap_or(state),
                b"cm" => {
                    if let [a, b, c, d, e, f] = n[..] {
                        state.matrix = concat([a, b, c, d, e, f], state.matrix);
                    }
                }
                b"w" => state.width = n.first().copied().unwrap_or(1.0),
                b"J" => state.butt = n.first().is_none_or(|cap| *cap == 0.0),
                b"gs" => {
                    if let Some(dict) = name().and_then(|name| resources.get_ext_g_state(&name)) {
                        self.graphics_state(&dict, resources, &mut state, depth);
                    }
                }
                b"g" => state.fill = Paint { space: Space::Gray, values: n },
                b"G" => state.stroke = Paint { space: Space::Gray, values: n },
                b"k" => state.fill = Paint { space: Space::Cmyk, values: n },
                b"K" => state.stroke = Paint { space: Space::Cmyk, values: n },
                b"rg" | b"RG" => {
                    let paint = Paint {
                        space: self.space(&Object::Name(Name::new_unescaped(b"DeviceRGB")), &path.area, resources),
                        values: n,
                    };
                    if &**instruction.operator == b"rg" { state.fill = paint } else { state.stroke = paint }
                }
                operator @ (b"cs" | b"CS") => {
                    let Some(name) = name() else { continue };
                    let space = resources.get_color_space(&name).unwrap_or(Object::Name(name));
                    let space = self.space(&space, &path.area, resources);
                    let values = if space == Space::Cmyk {
                        vec![0.0, 0.0, 0.0, 1.0]
                    } else {
                        vec![if matches!(space, Space::Spots(..)) { 1.0 } else { 0.0 }; space.channels()]
                    };
                    let paint = Paint { space, values };
                    if operator == b"cs" { state.fill = paint } else { state.stroke = paint }
                }
                operator @ (b"sc" | b"scn" | b"SC" | b"SCN") => {
                    let fills = matches!(operator, b"sc" | b"scn");
                    if fills {
                        state.fill.values = n;
                    } else {
                        state.stroke.values = n;
                    }
                    if let Some(pattern) = name().and_then(|name| resources.get_pattern(&name)) {
                        let outer = std::mem::replace(&mut self.elsewhere, true);
                        self.pattern(&pattern, resources, &GraphicsState { matrix: base, ..state.clone() }, depth);
                        self.elsewhere = outer;
                    }
                }
                operator @ (b"m" | b"l") => {
                    if let [x, y] = n[..] {
                        let to = point(&state.matrix, x, y);
                        path.push(if operator == b"m" { PathPart::Move(to) } else { PathPart::Line(to) });
                    }
                }
                operator @ (b"c" | b"v" | b"y") => {
                    let points: Vec<Point> = n.chunks_exact(2).map(|p| point(&state.matrix, p[0], p[1])).collect();
                    match (operator, &points[..]) {
                        (b"c", &[a, b, c]) => path.push(PathPart::Curve(a, b, c)),
                        (b"v", &[b, c]) => path.push(PathPart::Curve(path.at, b, c)),
                        (b"y", &[a, c]) => path.push(PathPart::Curve(a, c, c)),
                        _ => {}
                    }
                }
                b"h" => path.push(PathPart::Close),
                b"re" => {
                    if let [x, y, w, h] = n[..] {
                        path.rectangle(&state.matrix, x, y, w, h);
                    }
                }
                b"W" => pending_clip = Some(false),
                b"W*" => pending_clip = Some(true),
                operator @ (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n") => {
                    if matches!(operator, b"b" | b"b*" | b"s") {
                        path.push(PathPart::Close);
                    }
                    if !matches!(operator, b"S" | b"s" | b"n") {
                        self.fill_path(&state, &path, matches!(operator, b"f*" | b"B*" | b"b*"));
                    }
                    if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
                        self.stroke(&state, &path);
                    }
                    if let Some(even_odd) = pending_clip.take() {
                        self.clip(&mut state, &path, even_odd);
                    }
                    path.clear();
                }
                b"sh" => {
                    if let Some(shading) = name().and_then(|name| resources.get_shading(&name)) {
                        self.shading(&shading, &state.clip, resources);
                        let area = state.clip;
                        self.paint(area, 1.0);
                        let mark = if state.masked || !covers(&shading) { InkMark::Maybe } else { InkMark::Ink };
                        if !state.clear_fill {
                            self.lines(&state, &bleed::closed(corners_of(&area)), false, (mark, None), &area);
                        }
                    }
                }
                b"BT" => (at, line) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0),
                b"Tf" => {
                    state.size = n.first().copied().unwrap_or(0.0);
                    state.drawn = None;
                    if let Some(name) = name()
                        && let Some(font) = resources.get_font(&name)
                    {
                        self.font(&font, resources, &state, depth);
                        if name_of(font.get::<Object>("Subtype").as_ref()) == "Type3" {
                            state.drawn = Some(name.as_str().to_string());
                        }
                    }
                }
                b"Tr" => {
                    state.invisible = n.first() == Some(&3.0);
                    text_clips |= n.first().is_some_and(|mode| *mode >= 4.0);
                }
                // What text leaves of the page is not known here: too little rather than too much.
                b"ET" if std::mem::take(&mut text_clips) => state.lines = self.edges.closed(),
                b"Tm" => {
                    if let [a, b, c, d, e, f] = n[..] {
                        at = [a, b, c, d, e, f];
                    }
                }
                b"TL" => line = n.first().copied().unwrap_or(0.0),
                b"Td" | b"TD" => {
                    if let [x, y] = n[..] {
                        at = concat([1.0, 0.0, 0.0, 1.0, x, y], at);
                    }
                }
                b"T*" => at = concat([1.0, 0.0, 0.0, 1.0, 0.0, -line], at),
                b"Tj" | b"TJ" | b"'" | b"\"" if !state.invisible => {
                    self.text(&state, &at);
                    if let Some(name) = state.drawn.as_ref().and_then(|name| Name::new(name.as_bytes()))
                        && let Some(font) = resources.get_font(&name)
                    {
                        self.glyphs(&font, resources, &state, &at, depth);
                    }
                }
                b"BI" => {
                    for operand in &operands {
                        if let Object::Stream(image) = operand {
                            self.image(image, &state, resources, depth);
                        }
                    }
                }
                b"Do" => {
                    let Some(object) = name().and_then(|name| resources.get_x_object(&name)) else { continue };
                    self.x_object(&object, resources, &state, depth);
                }
                b"PS" => self.found.push(self.page, None, told!(Postscript)),
                _ => {}
            }
        }
    }

    /// Judges a colour space where it is chosen.
    fn space(&mut self, object: &Object, area: &Bounds, resources: &Resources) -> Space {
        let is_given =
            |name: &str| Name::new(name.as_bytes()).is_some_and(|name| resources.get_color_space(&name).is_some());
        let space = match Space::of(object, &is_given) {
            // The press itself prints RGB.
            Space::Rgb if self.press == 3 => Space::Managed("DeviceRGB".into()),
            space => space,
        };
        self.judge(&space, area);
        space
    }

    fn judge(&mut self, space: &Space, area: &Bounds) {
        match space {
            // Where it is painted is known later; a picture's place is known now.
            Space::Rgb | Space::Cmyk if is_area(area) => self.device(space, area),
            Space::Rgb => self.rgb = true,
            Space::Managed(_) | Space::IccCmyk => {
                self.found.push(self.page, self.at(area), told!(IccColor, space = space.family()));
            }
            Space::Spots(names, data) => {
                for name in names {
                    // An ink among several says nothing of how it looks alone.
                    if names.len() > 1 {
                        break;
                    }
                    let known = self.spots.entry(name.clone()).or_insert_with(|| data.clone());
                    if known != data {
                        self.found.push(self.page, None, told!(SpotTwice, name = name));
                    }
                }
            }
            Space::Indexed(base) => self.judge(base, area),
            Space::Pattern(Some(base)) => self.judge(base, area),
            _ => {}
        }
    }

    /// Device colours are those of the press: ISO 15930-7 allows DeviceCMYK only where the condition is CMYK.
    fn device(&mut self, space: &Space, area: &Bounds) {
        match space {
            Space::Rgb => self.found.push(self.page, self.at(area), told!(Rgb)),
            Space::Cmyk if self.press != 4 => self.found.push(self.page, self.at(area), told!(Cmyk)),
            _ => {}
        }
    }

    fn graphics_state(&mut self, dict: &Dict, resources: &Resources, state: &mut GraphicsState, depth: usize) {
        let flag = |key: &str| dict.get::<bool>(key);
        if let Some(both) = flag("OP") {
            state.overprint_stroke = both;
            state.overprint_fill = flag("op").unwrap_or(both);
        } else if let Some(fill) = flag("op") {
            state.overprint_fill = fill;
        }
        let opaque = |key: &str| dict.get::<Number>(key).map(|n| n.as_f64() >= 1.0);
        let normal =
            dict.get::<Object>("BM").map(|mode| matches!(name_of(Some(&mode)).as_str(), "Normal" | "Compatible"));
        let clear = |key: &str| dict.get::<Number>(key).map(|n| n.as_f64() <= 0.0);
        state.clear_fill = clear("ca").unwrap_or(state.clear_fill);
        state.clear_stroke = clear("CA").unwrap_or(state.clear_stroke);
        // Each stays as it was where it is not named.
        state.alpha_fill = opaque("ca").map_or(state.alpha_fill, |opaque| !opaque);
        state.alpha_stroke = opaque("CA").map_or(state.alpha_stroke, |opaque| !opaque);
        state.mixes = normal.map_or(state.mixes, |normal| !normal);
        state.masked = dict.get::<Object>("SMask").map_or(state.masked, |mask| name_of(Some(&mask)) != "None");
        let transfers = |key: &str, allowed: &str| {
            dict.get::<Object>(key).is_some_and(|function| name_of(Some(&function)) != allowed)
        };
        if transfers("TR", "") || transfers("TR2", "Default") {
            self.found.push(None, None, told!(TransferFunction));
        }
        if let Some(font) = dict.get::<Array>("Font").and_then(|font| font.iter::<Dict>().next()) {
            self.font(&font, resources, state, depth);
        }
        if let Some(width) = dict.get::<Number>("LW") {
            state.width = width.as_f64();
        }
        if let Some(cap) = dict.get::<Number>("LC") {
            state.butt = cap.as_f64() == 0.0;
        }
        if let Some(form) = dict.get::<Dict>("SMask").and_then(|mask| mask.get::<Stream>("G")) {
            let outer = std::mem::replace(&mut self.elsewhere, true);
            self.form(&form, resources, state, depth);
            self.elsewhere = outer;
        }
    }

    /// A clip from here on.
    fn clip(&mut self, state: &mut GraphicsState, path: &Path, even_odd: bool) {
        let area = cut(path.area, state.clip);
        if !path.is_box() && self.edges.concern(&area) {
            let outlines = path.segments(true, |area| self.edges.concern(area));
            self.budget.work.operators += outlines.len();
            state.lines = self.edges.clip(&outlines, even_odd, &state.lines);
        }
        state.clip = area;
    }

    fn fill_path(&mut self, state: &GraphicsState, path: &Path, even_odd: bool) {
        let area = cut(path.area, state.clip);
        self.fill(state, area);
        self.thin_fill(state, path);
        if let Some(mark) = mark(&state.fill, state, true)
            && self.edges.concern(&area)
        {
            let outlines = path.segments(true, |area| self.edges.concern(area));
            self.lines(state, &outlines, even_odd, (mark, tone(&state.fill, state, true)), &area);
        }
    }

    /// Whether what is painted in a box may be cut.
    fn counts_at_cut(&self, area: &Bounds) -> bool {
        !self.in_glyph && !self.elsewhere && is_area(area) && self.edges.concern(area)
    }

    /// Paints outlines on the lines along the cut.
    fn lines(
        &mut self,
        state: &GraphicsState,
        outlines: &[Segment],
        even_odd: bool,
        (mark, tone): (InkMark, Option<Tone>),
        area: &Bounds,
    ) {
        if self.counts_at_cut(area) {
            let work = self.edges.paint(outlines, even_odd, mark, tone.map(Rc::new).as_ref(), area, &state.lines);
            self.budget.work.operators += work / 50;
        }
    }

    /// A stretch that is filled and so thin that it may not print. One of many side by side, as gradients are drawn by some
    /// programs, is no line.
    fn thin_fill(&mut self, state: &GraphicsState, path: &Path) {
        const LONG: f64 = 3.0;
        let visible = state.clip[0] < state.clip[2] && state.clip[1] < state.clip[3];
        if !visible || self.in_glyph && !self.sized || mark(&state.fill, state, true) != Some(InkMark::Ink) {
            return;
        }
        if path.pieces.len() > 64 || path.pieces.iter().any(|piece| matches!(piece, PathPart::Curve(..))) {
            return;
        }
        let begins =
            path.pieces.iter().enumerate().filter(|(_, piece)| matches!(piece, PathPart::Move(_))).map(|(n, _)| n);
        let ends = begins.clone().skip(1).chain([path.pieces.len()]);
        for (begin, end) in begins.zip(ends) {
            let corner = |piece: &PathPart| match *piece {
                PathPart::Move(p) | PathPart::Line(p) => Some(p),
                _ => None,
            };
            let outline: Vec<Point> = path.pieces[begin..end].iter().filter_map(corner).collect();
            let next = outline.iter().skip(1).chain(outline.first());
            let (mut twice, mut length) = (0.0, 0.0);
            for (a, b) in outline.iter().zip(next) {
                twice += a.0 * b.1 - b.0 * a.1;
                length += (b.0 - a.0).hypot(b.1 - a.1) / 2.0;
            }
            let width = (twice / 2.0 / length.max(1e-9)).abs();
            let area = around(&outline);
            let shown = cut(area, [state.clip[0] - 1e-6, state.clip[1] - 1e-6, state.clip[2], state.clip[3]]);
            let is_thin = length > LONG
                && width * 10.0 < length
                && width / self.limits.scale + 5e-4 < least_width(&state.fill)
                && shown[0] <= shown[2]
                && shown[1] <= shown[3];
            let beside = |other: &Bounds| {
                let near = 0.05;
                let size = |a: &Bounds| (a[2] - a[0]).max(a[3] - a[1]);
                let touch = other[0] <= area[2] + near && area[0] <= other[2] + near;
                let touch = touch && other[1] <= area[3] + near && area[1] <= other[3] + near;
                touch && (size(other) - size(&area)).abs() < 0.2 * size(&area)
            };
            let is_strip = self.thin.as_ref().is_some_and(|(other, _)| beside(other));
            if is_thin && is_strip {
                // Kept, to know the next one by, but not told.
                self.thin = Some((area, f64::INFINITY));
            } else if is_thin {
                self.thin_lines();
                self.thin = Some((area, width / self.limits.scale));
            } else if self.thin.is_some() && !is_strip {
                self.thin_lines();
            }
        }
    }

    /// Tells of a thin stretch that nothing has been put beside.
    fn thin_lines(&mut self) {
        if let Some((area, width)) = self.thin.take()
            && width.is_finite()
        {
            self.hairline(&area, width);
        }
    }

    fn hairline(&mut self, area: &Bounds, width: f64) {
        self.found.push(self.page, self.at(area), told!(Hairline, width = format!("{width:.3}")));
    }

    fn fill(&mut self, state: &GraphicsState, area: Bounds) {
        if !is_area(&area) {
            return;
        }
        self.painted_with(&state.fill, &area);
        let Some(inks) = state.fill.inks() else { return self.paint(area, 1.0) };
        self.ink(&inks, state.overprint_fill, state.alpha_fill || state.mixes || state.masked, area);
    }

    /// What is painted with: no RGB, and not Separation All, which is for marks and prints on every plate.
    fn painted_with(&mut self, paint: &Paint, area: &Bounds) {
        self.device(&paint.space, area);
        self.plates(&paint.space, &paint.values, area);
        if let Space::Spots(names, _) = &paint.space
            && names.iter().any(|name| name == "All")
            && let seen = cut(*area, self.trim)
            && seen[2] - seen[0] > ROUNDING
            && seen[3] - seen[1] > ROUNDING
        {
            self.found.push(self.page, self.at(area), told!(SpotAll));
        }
    }

    /// Which plates print it; marks outside of the trim do not count.
    fn plates(&mut self, space: &Space, values: &[f64], area: &Bounds) {
        const INKS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
        if !is_area(&cut(*area, self.trim)) {
            return;
        }
        let plates = &mut self.found.verdict.plates;
        let mut add = |name: &str, share: f64| {
            if share > 0.001 && !plates.contains(name) && plates.len() < MOST_PLATES {
                plates.insert(name.to_string());
            }
        };
        match space {
            Space::Spots(names, _) => {
                let is_ink = |name: &&String| !matches!(name.as_str(), "All" | "None");
                names.iter().zip(values).filter(|(name, _)| is_ink(name)).for_each(|(name, share)| add(name, *share));
            }
            _ => {
                let inks = space.inks(values).unwrap_or_default();
                INKS.iter().zip(inks).for_each(|(name, share)| add(name, share));
            }
        }
    }

    /// Ink on ink. What lies below counts where it is not knocked out; areas are boxes, so a sum is a suspicion.
    fn ink(&mut self, inks: &[f64], overprint: bool, blends: bool, area: Bounds) {
        let sum: f64 = inks.iter().sum();
        if overprint && sum < 1e-6 {
            self.found.push(self.page, self.at(&area), told!(WhiteOverprint));
        }
        let percent = |sum: f64| format!("{:.0}", sum * 100.0);
        let limit = format!("{:.0}", self.limits.ink);
        if sum * 100.0 > self.limits.ink + 0.5 {
            self.found.push(self.page, self.at(&area), told!(Ink, sum = percent(sum), limit = limit));
        } else if overprint || blends {
            self.budget.work.operators += self.painted.len() / 50;
            let below = self.painted.iter().filter(|p| is_area(&cut(p.area, area))).map(|p| p.sum).fold(0.0, f64::max);
            if (sum + below) * 100.0 > self.limits.ink + 0.5 {
                let total = percent(sum + below);
                self.found.push(self.page, self.at(&area), told!(InkSum, sum = total, limit = limit));
            }
        }
        if sum > 1e-6 {
            self.paint(area, sum);
        }
    }

    fn paint(&mut self, area: Bounds, sum: f64) {
        if !self.in_glyph && !self.elsewhere && self.painted.len() < MOST_AREAS && is_area(&area) {
            self.painted.push(Painted { area, sum });
        }
    }

    fn stroke(&mut self, state: &GraphicsState, path: &Path) {
        let width = state.width * scale(&state.matrix);
        let ends = path.area;
        // A straight line is thick, not longer: a crop mark that ends at the bleed does not reach into it.
        let (x, y) = match (ends[2] - ends[0] < 1e-3, ends[3] - ends[1] < 1e-3) {
            (true, false) if state.butt => (width / 2.0, 0.0),
            (false, true) if state.butt => (0.0, width / 2.0),
            _ => (width / 2.0, width / 2.0),
        };
        let around = [ends[0] - x, ends[1] - y, ends[2] + x, ends[3] + y];
        let area = cut(around, state.clip);
        self.painted_with(&state.stroke, &area);
        let mark = mark(&state.stroke, state, false);
        let is_seen = matches!(mark, Some(InkMark::Ink | InkMark::Maybe)) && (!self.in_glyph || self.sized);
        // The thinnest line that there is has no width, and its box none either.
        let touched = cut([around[0], around[1], around[2] + 1e-6, around[3] + 1e-6], state.clip);
        if is_seen && (is_area(&touched) || self.elsewhere || self.in_glyph) {
            let thin = path.thinnest(state.width, &state.matrix) / self.limits.scale;
            if thin + 5e-4 < least_width(&state.stroke) {
                self.hairline(&area, thin);
            }
        }
        if let Some(mark) = mark
            && !is_die(&state.stroke.space)
            && self.edges.concern(&area)
        {
            let beyond = if state.butt { 0.0 } else { width / 2.0 };
            let near = |area: &Bounds| {
                self.edges.concern(&[area[0] - width, area[1] - width, area[2] + width, area[3] + width])
            };
            let pieces = path.segments(false, near);
            let pieces: Vec<Segment> =
                pieces.into_iter().flat_map(|piece| bleed::thick(piece, width, beyond)).collect();
            self.lines(state, &pieces, false, (mark, tone(&state.stroke, state, false)), &area);
        }
        let Some(inks) = state.stroke.inks() else { return };
        if is_area(&area) {
            self.ink(&inks, state.overprint_stroke, state.alpha_stroke || state.mixes || state.masked, area);
        }
    }

    fn text(&mut self, state: &GraphicsState, at: &Matrix) {
        let matrix = concat(*at, state.matrix);
        let size = (state.size.abs() * scale(&matrix) * 10.0).round() / 10.0;
        let area = [matrix[4], matrix[5], matrix[4] + size, matrix[5] + size];
        self.painted_with(&state.fill, &area);
        let Some(inks) = state.fill.inks() else { return };
        let used = inks.iter().filter(|&&ink| ink > 0.01).count();
        let shown = format!("{size:.1}");
        let place = self.at(&area);
        if size > 0.0 && size < 5.0 {
            self.found.push(self.page, place, told!(TinyText, size = shown));
        }
        if size < 8.0 && used > 1 {
            self.found.push(self.page, place, told!(SmallText, size = shown, inks = used));
        }
        if used == 0 && size < 8.0 {
            self.found.push(self.page, place, told!(WhiteText, size = shown));
        }
        let colours: f64 = inks[..3].iter().sum();
        if size < 12.0 && inks[3] > 0.85 && colours > 0.1 {
            self.found.push(self.page, place, told!(RichBlack, size = shown));
        }
        let sum: f64 = inks.iter().sum();
        if state.overprint_fill && sum < 1e-6 {
            self.found.push(self.page, place, told!(WhiteOverprint));
        }
        if sum * 100.0 > self.limits.ink + 0.5 {
            let (sum, limit) = (format!("{:.0}", sum * 100.0), format!("{:.0}", self.limits.ink));
            self.found.push(self.page, place, told!(Ink, sum = sum, limit = limit));
        }
    }

    /// Glyphs that are drawings, as large as they are shown.
    fn glyphs(&mut self, font: &Dict, resources: &Resources, state: &GraphicsState, at: &Matrix, depth: usize) {
        let size = [state.size, 0.0, 0.0, state.size, 0.0, 0.0];
        let own = matrix_of(font).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
        let matrix = concat(own, concat(size, concat(*at, state.matrix)));
        // Each size of a font once a page.
        if self.fonts.insert(format!("{:?} {:.3e}", font.obj_id(), scale(&matrix))) {
            let outer = std::mem::replace(&mut self.sized, true);
            self.draw_glyphs(font, resources, &GraphicsState { matrix, ..state.clone() }, depth);
            self.sized = outer;
        }
    }

    fn draw_glyphs(&mut self, font: &Dict, resources: &Resources, state: &GraphicsState, depth: usize) {
        let own = font.get::<Dict>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        let glyphs = font.get::<Dict>("CharProcs").unwrap_or_default();
        let outer = std::mem::replace(&mut self.in_glyph, true);
        for (key, _) in glyphs.entries().take(10_000) {
            if let Some(data) = glyphs.get::<Stream>(&*key).and_then(|glyph| self.budget.decoded(&glyph)) {
                self.run(&data, &resources, state.clone(), depth + 1);
            }
        }
        self.in_glyph = outer;
    }

    /// Every font travels in the file, also of text that is not seen.
    fn font(&mut self, font: &Dict, resources: &Resources, state: &GraphicsState, depth: usize) {
        let name = name_of(font.get::<Object>("BaseFont").as_ref());
        let id = format!("{name} {:?}", font.obj_id());
        if !self.fonts.insert(id) {
            return;
        }
        let kind = name_of(font.get::<Object>("Subtype").as_ref());
        if kind == "Type3" {
            return self.draw_glyphs(font, resources, state, depth);
        }
        let descendant = font.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
        let descriptor = descendant.as_ref().unwrap_or(font).get::<Dict>("FontDescriptor").unwrap_or_default();
        if !["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.get::<Stream>(key).is_some()) {
            self.found.push(self.page, None, told!(Font, name = name));
        }
    }

    fn pattern(&mut self, pattern: &Object, resources: &Resources, state: &GraphicsState, depth: usize) {
        match pattern {
            Object::Stream(tile) => {
                let own = tile.dict().get::<Dict>("Resources").unwrap_or_default();
                let resources = Resources::from_parent(own, resources.clone());
                // It begins as a page does, and shows wherever it is painted with.
                let everywhere = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];
                let mut inner =
                    GraphicsState { width: 1.0, butt: true, clip: everywhere, lines: None, ..state.clone() };
                if let Some(matrix) = matrix_of(tile.dict()) {
                    inner.matrix = concat(matrix, inner.matrix);
                }
                match self.budget.decoded(tile) {
                    Some(data) => self.run(&data, &resources, inner, depth + 1),
                    None => self.too_much(),
                }
            }
            Object::Dict(dict) => {
                if let Some(shading) = dict.get::<Object>("Shading") {
                    self.shading(&shading, &state.clip, resources);
                }
            }
            _ => {}
        }
    }

    fn shading(&mut self, shading: &Object, area: &Bounds, resources: &Resources) {
        let dict = match shading {
            Object::Dict(dict) => dict.clone(),
            Object::Stream(stream) => stream.dict().clone(),
            _ => return,
        };
        let Some(space) = dict.get::<Object>("ColorSpace") else { return };
        let space = self.space(&space, area, resources);
        let mut functions: Vec<Dict> = dict.get::<Dict>("Function").into_iter().collect();
        let stitched = functions.first().and_then(|f| f.get::<Array>("Functions"));
        functions.extend(stitched.into_iter().flat_map(|array| array.iter::<Dict>().take(256).collect::<Vec<_>>()));
        let sampled = dict.get::<Stream>("Function").map(|function| samples(&function)).unwrap_or_default();
        for values in sampled {
            self.stop(&space, &values, area);
        }
        for function in functions {
            for key in ["C0", "C1"] {
                let values: Vec<f64> = function
                    .get::<Array>(key)
                    .map(|a| a.iter::<Number>().map(|n| n.as_f64()).collect())
                    .unwrap_or_default();
                self.stop(&space, &values, area);
            }
        }
    }

    /// One colour of a gradient.
    fn stop(&mut self, space: &Space, values: &[f64], area: &Bounds) {
        self.plates(space, values, area);
        let sum: f64 = space.inks(values).map_or(0.0, |inks| inks.iter().sum());
        if sum * 100.0 > self.limits.ink + 0.5 {
            let (sum, limit) = (format!("{:.0}", sum * 100.0), format!("{:.0}", self.limits.ink));
            self.found.push(self.page, self.at(area), told!(Ink, sum = sum, limit = limit));
        }
    }

    fn x_object(&mut self, object: &Stream, resources: &Resources, state: &GraphicsState, depth: usize) {
        match name_of(object.dict().get::<Object>("Subtype").as_ref()).as_str() {
            "Image" => self.image(object, state, resources, depth),
            "Form" => self.form(object, resources, state, depth),
            "PS" => self.found.push(self.page, None, told!(Postscript)),
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream, resources: &Resources, state: &GraphicsState, depth: usize) {
        let dict = form.dict();
        let mut inner = state.clone();
        if let Some(matrix) = matrix_of(dict) {
            inner.matrix = concat(matrix, inner.matrix);
        }
        if let Some(bbox) = corners(dict, "BBox") {
            let mut outline = Path::new();
            outline.rectangle(&inner.matrix, bbox[0], bbox[1], bbox[2] - bbox[0], bbox[3] - bbox[1]);
            self.clip(&mut inner, &outline, false);
        }
        let own = dict.get::<Dict>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        match self.budget.decoded(form) {
            Some(data) => self.run(&data, &resources, inner, depth + 1),
            None => self.too_much(),
        }
    }

    /// A placed picture: its resolution on paper, its colours, its ink.
    fn image(&mut self, image: &Stream, state: &GraphicsState, resources: &Resources, depth: usize) {
        let dict = image.dict();
        if filters(dict).iter().any(|name| name == "LZW" || name == "LZWDecode") {
            self.found.push(None, None, told!(Lzw));
        }
        let mut outline = Path::new();
        outline.rectangle(&state.matrix, 0.0, 0.0, 1.0, 1.0);
        let area = outline.area;
        let side = |long: &str, short: &str| {
            dict.get::<i32>(long).or_else(|| dict.get::<i32>(short)).unwrap_or(0).max(0) as usize
        };
        let (width, height) = (side("Width", "W"), side("Height", "H"));
        let is_mask = dict.get::<bool>("ImageMask").or_else(|| dict.get::<bool>("IM")).unwrap_or(false);
        let m = &state.matrix;
        let (wide, high) = (m[0].hypot(m[1]), m[2].hypot(m[3]));
        if !is_mask && !self.in_glyph && width > 16 && height > 16 && wide > 0.0 && high > 0.0 {
            let ppi = (width as f64 / wide * 72.0).min(height as f64 / high * 72.0).round();
            if ppi < self.limits.ppi_error {
                let least = self.limits.ppi_error;
                self.found.push(self.page, self.at(&area), told!(PictureCoarse, ppi = ppi, least = least));
            } else if ppi < self.limits.ppi_warn {
                let least = self.limits.ppi_warn;
                self.found.push(self.page, self.at(&area), told!(PictureSoft, ppi = ppi, least = least));
            }
        }
        let visible = cut(area, state.clip);
        // A stencil, or a picture with a mask of its own, may leave the edge free.
        let masks = is_mask || dict.contains_key("SMask") || dict.contains_key("Mask") || state.masked;
        let covers = !masks && state.covers(true);
        let at_cut = |reader: &mut Self, mark: InkMark, outline: &Path| {
            let mark = if masks && mark == InkMark::Ink { InkMark::Maybe } else { mark };
            if !state.clear_fill {
                let outlines = outline.segments(true, |_| true);
                reader.lines(state, &outlines, false, (mark, covers.then_some(Tone::Picture)), &visible);
            }
        };
        if is_mask {
            if let Some(mark) = mark(&state.fill, state, true).filter(|mark| *mark != InkMark::White) {
                at_cut(self, mark, &outline);
            }
            return self.fill(state, visible);
        }
        self.paint(visible, 1.0);
        let Some(space) = dict.get::<Object>("ColorSpace").or_else(|| dict.get::<Object>("CS")) else {
            return at_cut(self, InkMark::Ink, &outline);
        };
        // An inline picture may name a space of the resources.
        let space = match &space {
            Object::Name(name) => resources.get_color_space(name).unwrap_or(space),
            _ => space,
        };
        let space = self.space(&space, &area, resources);
        // Which inks a picture has is not counted: it is taken to have all that its space has.
        match &space {
            Space::Gray => self.plates(&Space::Gray, &[0.0], &visible),
            Space::Indexed(base) => self.plates(base, &vec![1.0; base.channels()], &visible),
            space => self.plates(space, &vec![1.0; space.channels()], &visible),
        }
        if let Some(mask) = dict.get::<Stream>("SMask").filter(|_| depth < MOST_DEPTH) {
            let masked = mask.dict().get::<Object>("ColorSpace").map(|space| name_of(Some(&space)));
            if masked.is_some_and(|name| name == "DeviceRGB") {
                self.found.push(self.page, self.at(&area), told!(Rgb));
            }
        }
        let borders = self.counts_at_cut(&visible);
        let mut look = Look::UNKNOWN;
        if let Some(pixels) = Pixels::of(image, &space, resources).filter(|pixels| pixels.limited || borders) {
            let window = 15.0_f64.sqrt() * MM;
            let across = ((window / wide * width as f64).ceil() as usize).clamp(1, width.max(1));
            let down = ((window / high * height as f64).ceil() as usize).clamp(1, height.max(1));
            // A picture that is placed often is read once.
            let key = (image.obj_id().obj_number, across, down, borders);
            look = match self.pictures.get(&key) {
                Some(known) => *known,
                None => {
                    let look = Look::at(image, (width, height), (across, down), &pixels, borders, self.budget);
                    let look = look.unwrap_or(Look::UNKNOWN);
                    self.pictures.insert(key, look);
                    look
                }
            };
            if let Some(most) = look.most
                && most > self.limits.ink + 2.0
            {
                let (sum, limit) = (format!("{most:.0}"), format!("{:.0}", self.limits.ink));
                self.found.push(self.page, self.at(&area), told!(Ink, sum = sum, limit = limit));
            }
        }
        let [left, bottom, right, top] = look.borders;
        if look.borders != [0.0; 4] && covers {
            at_cut(self, InkMark::White, &outline);
        }
        let within = |[left, bottom, right, top]: [f64; 4]| {
            let mut inked = Path::new();
            inked.rectangle(&state.matrix, left, bottom, 1.0 - left - right, 1.0 - bottom - top);
            inked
        };
        if look.plain != [true; 4] {
            at_cut(self, InkMark::Maybe, &within(look.borders));
        }
        // What begins plainly on a side is sure there, whatever the other sides are like: it stays away from those.
        if look.plain != [false; 4] {
            let (wide, high) = (1.0 - left - right, 1.0 - bottom - top);
            let inset = [(wide, 0), (high, 1), (wide, 2), (high, 3)]
                .map(|(length, side)| look.borders[side] + if look.plain[side] { 0.0 } else { length / 4.0 });
            at_cut(self, InkMark::Ink, &within(inset));
        }
    }

    /// What is painted up to the trim, and not beyond it, shows a white edge when the knife slips.
    fn bleed(&mut self, wanted: &[(WantedBleed, Option<f64>)]) {
        const NAMES: [&str; 4] = ["left", "bottom", "right", "top"];
        let place = |reader: &Self, side: usize, (low, high): (f64, f64)| {
            let edge = reader.trim[side];
            reader.at(&if side.is_multiple_of(2) { [edge, low, edge, high] } else { [low, edge, high, edge] })
        };
        let of = |side: usize| wanted.iter().find(|(wanted, _)| wanted.side == side);
        for lack in self.edges.lacks() {
            let Some((wanted, _)) = of(lack.side) else { continue };
            let (at, edge) = (place(self, lack.side, lack.span), NAMES[lack.side]);
            let wanted = format!("{:.1}", wanted.bleed / MM);
            if lack.sure {
                self.found.push(self.page, at, told!(Bleed, edge = edge, wanted = wanted));
            } else {
                self.found.push(self.page, at, told!(BleedDoubt, edge = edge, wanted = wanted));
            }
        }
        for (side, span) in self.edges.slivers() {
            let (at, edge) = (place(self, side, span), NAMES[side]);
            self.found.push(self.page, at, told!(BleedColour, edge = edge));
        }
        for (wanted, little) in wanted {
            if let (Some(little), Some(span)) = (little, self.edges.touches(wanted.side)) {
                let (at, edge) = (place(self, wanted.side, span), NAMES[wanted.side]);
                let (has, usual) = (format!("{little:.1}"), format!("{USUAL:.0}"));
                self.found.push(self.page, at, told!(BleedLittle, edge = edge, has = has, usual = usual));
            }
        }
    }
}

/// What painting does to the paper; nothing for what leaves it as it is.
fn mark(paint: &Paint, state: &GraphicsState, fills: bool) -> Option<InkMark> {
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
fn tone(paint: &Paint, state: &GraphicsState, fills: bool) -> Option<Tone> {
    paint.inks().filter(|_| state.covers(fills)).map(Tone::Flat)
}

/// Lines in one ink print from a fifth of a point on; where several inks must meet, a little later.
fn least_width(paint: &Paint) -> f64 {
    let several = paint.inks().is_some_and(|inks| inks.iter().filter(|&&ink| ink > 0.01).count() > 1);
    if several { 0.25 } else { 0.2 }
}

/// Whether a spot is no ink but tells a machine where to cut or crease.
fn is_die(space: &Space) -> bool {
    const TOOLS: [&str; 8] = ["cut", "crease", "die", "perf", "kiss", "fold", "score", "trim"];
    matches!(space, Space::Spots(names, _) if names.iter().any(|name| {
        let name = name.to_lowercase();
        TOOLS.iter().any(|tool| name.contains(tool))
    }))
}

/// Whether a shading paints everywhere, and not only between its ends.
fn covers(shading: &Object) -> bool {
    let Object::Dict(dict) = shading else { return false };
    let extends = dict.get::<Array>("Extend").is_some_and(|both| both.iter::<bool>().all(|goes_on| goes_on));
    extends && !dict.contains_key("BBox") && matches!(dict.get::<i32>("ShadingType"), Some(2 | 3))
}

/// The values of a sampled function (type 0) of eight bits.
fn samples(function: &Stream) -> Vec<Vec<f64>> {
    let dict = function.dict();
    let is_sampled = dict.get::<i32>("FunctionType") == Some(0) && dict.get::<i32>("BitsPerSample") == Some(8);
    let range: Vec<f64> =
        dict.get::<Array>("Range").map(|r| r.iter::<Number>().map(|n| n.as_f64()).collect()).unwrap_or_default();
    let channels = range.len() / 2;
    if !is_sampled || channels == 0 {
        return vec![];
    }
    let data = decoded(function, 1 << 20).unwrap_or_default();
    let value = |(n, byte): (usize, &u8)| range[2 * n] + f64::from(*byte) / 255.0 * (range[2 * n + 1] - range[2 * n]);
    data.chunks_exact(channels).map(|sample| sample.iter().enumerate().map(value).collect()).collect()
}

/// How the bytes of a picture say its ink.
struct Pixels {
    bytes: Bytes,
    /// Whether a limit of ink is told of it: not of light, and not of black alone, which no limit forbids.
    limited: bool,
}

enum Bytes {
    /// A byte an ink, or, inverted, a light.
    Direct { channels: usize, inverted: bool },
    /// A byte a pixel, into a list of sums.
    Indexed(Vec<u16>),
}

impl Pixels {
    fn of(image: &Stream, space: &Space, resources: &Resources) -> Option<Self> {
        let dict = image.dict();
        if dict.get::<i32>("BitsPerComponent").or_else(|| dict.get::<i32>("BPC")) != Some(8) {
            return None;
        }
        let inverted = dict.get::<Array>("Decode").and_then(|d| d.iter::<f32>().next()) == Some(1.0);
        // How many channels, and whether they are inks.
        let direct = |space: &Space| match space {
            Space::Cmyk | Space::IccCmyk => Some((4, true)),
            Space::Spots(names, _) => Some((names.len(), true)).filter(|&(channels, _)| channels > 0),
            Space::Gray => Some((1, false)),
            Space::Managed(name) if name == "Lab" => None,
            Space::Rgb | Space::Managed(_) => Some((3, false)),
            _ => None,
        };
        if let Space::Indexed(base) = space {
            let (channels, limited) = direct(base)?;
            let named = dict.get::<Object>("ColorSpace").or_else(|| dict.get::<Object>("CS"))?;
            let array = match &named {
                Object::Array(array) => array.clone(),
                Object::Name(name) => resources.get_color_space(name)?.into_array()?,
                _ => return None,
            };
            let table = match array.iter::<Object>().nth(3)? {
                Object::String(text) => text.as_bytes().to_vec(),
                Object::Stream(stream) => decoded(&stream, 1 << 16)?,
                _ => return None,
            };
            let sums = table.chunks_exact(channels).map(|colour| sum(colour, !limited)).collect();
            return Some(Self { bytes: Bytes::Indexed(sums), limited });
        }
        let (channels, limited) = direct(space)?;
        Some(Self { bytes: Bytes::Direct { channels, inverted: inverted == limited }, limited })
    }

    /// All inks of a pixel, a full one being 255.
    fn ink(&self, pixel: &[u8]) -> u64 {
        match &self.bytes {
            Bytes::Direct { inverted, .. } => u64::from(sum(pixel, *inverted)),
            Bytes::Indexed(sums) => pixel.first().and_then(|&n| sums.get(usize::from(n))).map_or(0, |&sum| sum.into()),
        }
    }
}

/// All inks of a colour, a full one being 255.
fn sum(colour: &[u8], inverted: bool) -> u16 {
    colour.iter().map(|&ink| u16::from(if inverted { 255 - ink } else { ink })).fold(0, u16::saturating_add)
}

/// What is to be known of a picture.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// The most ink in percent that it has in any window of 15 mm² (GWG 2015).
    most: Option<f64>,
    /// How far it is white from each edge on, all along it, as a share of its width or height: left, bottom, right, top.
    borders: [f64; 4],
    /// Whether what is within them begins all along that side, and is not the top of a tree against the sky.
    plain: [bool; 4],
}

impl Look {
    /// Of a picture that cannot be read.
    const UNKNOWN: Self = Self { most: None, borders: [0.0; 4], plain: [true; 4] };

    fn at(
        image: &Stream,
        (width, height): (usize, usize),
        (across, down): (usize, usize),
        pixels: &Pixels,
        borders: bool,
        budget: &mut Budget,
    ) -> Option<Self> {
        let channels = match pixels.bytes {
            Bytes::Direct { channels, .. } => channels,
            Bytes::Indexed(_) => 1,
        };
        let data = if filters(image.dict()) == ["DCTDecode"] {
            use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
            let space = match channels {
                1 => ColorSpace::Luma,
                3 => ColorSpace::RGB,
                4 => ColorSpace::CMYK,
                _ => return None,
            };
            let options =
                DecoderOptions::default().set_max_width(20_000).set_max_height(20_000).jpeg_set_out_colorspace(space);
            let bytes = width.saturating_mul(height).saturating_mul(channels);
            budget.work.bytes = budget.work.bytes.saturating_add(bytes);
            if budget.work.bytes > MOST_WORK.bytes {
                return None;
            }
            let raw = image.raw_data();
            zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(&raw[..]), options).decode().ok()?
        } else {
            budget.decoded(image)?
        };
        if width == 0 || height == 0 || data.len() < width.checked_mul(height)?.checked_mul(channels)? {
            return None;
        }
        let ink = |x: usize, y: usize| pixels.ink(&data[(y * width + x) * channels..][..channels]);
        let (borders, plain) = if borders { white_borders(ink, (width, height)) } else { ([0.0; 4], [true; 4]) };
        Some(Self { most: pixels.limited.then(|| most_ink(ink, (width, height), (across, down))), borders, plain })
    }
}

/// The window slides over every pixel, its columns kept as sums, so that no patch hides between two windows.
fn most_ink(ink: impl Fn(usize, usize) -> u64, (width, height): (usize, usize), (across, down): (usize, usize)) -> f64 {
    let mut columns = vec![0_u64; width];
    let mut most = 0_u64;
    for bottom in 0..height {
        for (x, column) in columns.iter_mut().enumerate() {
            *column += ink(x, bottom);
            if bottom >= down {
                *column -= ink(x, bottom - down);
            }
        }
        if bottom + 1 < down {
            continue;
        }
        let mut sum: u64 = columns[..across].iter().sum();
        most = most.max(sum);
        for right in across..width {
            sum = sum + columns[right] - columns[right - across];
            most = most.max(sum);
        }
    }
    most as f64 / 255.0 / (across * down) as f64 * 100.0
}

/// How many lines of pixels are white from each edge on, and whether they end plainly there; a mark or a speck may stand on them.
fn white_borders(ink: impl Fn(usize, usize) -> u64, (width, height): (usize, usize)) -> ([f64; 4], [bool; 4]) {
    /// In 255 parts of an ink: pictures that were packed with losses are never quite white.
    const WHITE: u64 = 15;
    let (mut columns, mut rows) = (vec![0_usize; width], vec![0_usize; height]);
    for (y, row) in rows.iter_mut().enumerate() {
        for (x, column) in columns.iter_mut().enumerate() {
            let inked = usize::from(ink(x, y) > WHITE);
            *column += inked;
            *row += inked;
        }
    }
    /// Lines in which an edge is washed out by packing.
    const SOFT: usize = 8;
    let border = |inked: &mut dyn Iterator<Item = &usize>, count: usize, length: usize| {
        let mut inked = inked.peekable();
        let mut border = 0;
        while inked.next_if(|&&inked| inked * 200 <= length).is_some() {
            border += 1;
        }
        let plain = border == 0 || border == count || inked.take(SOFT).any(|inked| inked * 2 > length);
        (border as f64 / count as f64, plain)
    };
    let sides = [
        border(&mut columns.iter(), width, height),
        border(&mut rows.iter().rev(), height, width),
        border(&mut columns.iter().rev(), width, height),
        border(&mut rows.iter(), height, width),
    ];
    let shares = sides.map(|(share, _)| share);
    // White all over.
    let shares = if shares.contains(&1.0) { [1.0, 1.0, 0.0, 0.0] } else { shares };
    (shares, sides.map(|(_, plain)| plain))
}

/// Whether content streams know an operator, with so many numbers before it (ISO 32000-1, table A.1). A reader that meets
/// another one may skip it or stop.
fn is_known(operator: &[u8], numbers: usize) -> bool {
    match operator {
        b"cm" | b"c" | b"Tm" | b"d1" => numbers == 6,
        b"re" | b"k" | b"K" | b"v" | b"y" => numbers == 4,
        b"rg" | b"RG" => numbers == 3,
        b"m" | b"l" | b"Td" | b"TD" | b"d0" => numbers == 2,
        b"g" | b"G" | b"w" | b"i" | b"j" | b"J" | b"M" | b"Tc" | b"Tf" | b"TL" | b"Tr" | b"Ts" | b"Tw" | b"Tz" => {
            numbers == 1
        }
        b"b" | b"B" | b"b*" | b"B*" | b"BDC" | b"BI" | b"BMC" | b"BT" | b"CS" | b"cs" | b"d" | b"Do" | b"DP"
        | b"EI" | b"EMC" | b"ET" | b"f" | b"F" | b"f*" | b"gs" | b"h" | b"ID" | b"MP" | b"n" | b"PS" | b"q" | b"Q"
        | b"ri" | b"s" | b"S" | b"SC" | b"sc" | b"SCN" | b"scn" | b"sh" | b"T*" | b"Tj" | b"TJ" | b"W" | b"W*"
        | b"'" | b"\"" | b"BX" | b"EX" => true,
        _ => false,
    }
}
