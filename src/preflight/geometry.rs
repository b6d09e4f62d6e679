//! Where something is painted: matrices, boxes and paths in points of the page.

use hayro_syntax::object::{Array, Dict, Number};

use super::bleed::{self, Bounds, Point, Segment};

pub(super) const MM: f64 = 72.0 / 25.4;

/// Coordinates are written with few digits: two edges in one place may lie so many points apart.
pub(super) const ROUNDING: f64 = 0.01;

pub(super) const NOWHERE: Bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];

pub(super) type Matrix = [f64; 6];

pub(super) fn concat(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

pub(super) fn scale(m: &Matrix) -> f64 {
    (m[0] * m[3] - m[1] * m[2]).abs().sqrt()
}

pub(super) fn matrix_of(dict: &Dict) -> Option<Matrix> {
    dict.get::<Array>("Matrix")?.iter::<Number>().map(|n| n.as_f64()).collect::<Vec<_>>().try_into().ok()
}

pub(super) fn add(area: &mut Bounds, m: &Matrix, x: f64, y: f64) {
    let (x, y) = (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]);
    *area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
}

pub(super) fn cut(a: Bounds, b: Bounds) -> Bounds {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// A box where a matrix moves it: the box around its corners.
pub(super) fn moved(area: Bounds, m: &Matrix) -> Bounds {
    let mut out = NOWHERE;
    for (x, y) in [(area[0], area[1]), (area[2], area[1]), (area[0], area[3]), (area[2], area[3])] {
        add(&mut out, m, x, y);
    }
    out
}

pub(super) fn point(m: &Matrix, x: f64, y: f64) -> Point {
    (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
}

pub(super) fn is_area(a: &Bounds) -> bool {
    a[0] < a[2] && a[1] < a[3]
}

/// A piece of a path, on the page.
#[derive(Debug, Clone, Copy)]
pub(super) enum PathPart {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
    Close,
}

/// A path: its pieces, and the box around its points.
#[derive(Debug)]
pub(super) struct Path {
    pub(super) pieces: Vec<PathPart>,
    pub(super) area: Bounds,
    /// Where the pen is, and where the outline began.
    pub(super) at: Point,
    pub(super) start: Point,
}

impl Path {
    pub(super) fn new() -> Self {
        Self { pieces: vec![], area: NOWHERE, at: (0.0, 0.0), start: (0.0, 0.0) }
    }

    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.area = NOWHERE;
    }

    pub(super) fn push(&mut self, piece: PathPart) {
        match piece {
            PathPart::Move(p) => {
                self.reach(p);
                (self.at, self.start) = (p, p);
            }
            PathPart::Line(p) => {
                self.reach(p);
                self.at = p;
            }
            PathPart::Curve(a, b, c) => {
                for p in [a, b, c] {
                    self.reach(p);
                }
                self.at = c;
            }
            PathPart::Close => self.at = self.start,
        }
        if self.pieces.len() <= bleed::MOST_POINTS {
            self.pieces.push(piece);
        }
    }

    fn reach(&mut self, (x, y): Point) {
        let area = &mut self.area;
        *area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
    }

    pub(super) fn rectangle(&mut self, m: &Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.push(PathPart::Move(point(m, x, y)));
        for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h)] {
            self.push(PathPart::Line(point(m, x, y)));
        }
        self.push(PathPart::Close);
    }

    pub(super) fn is_too_long(&self) -> bool {
        self.pieces.len() > bleed::MOST_POINTS
    }

    /// Its straight pieces, those that are closed or filled alone with what closes them. A curve that does not concern anybody
    /// is as good as a straight line, and `near` says what does. What is too long is its box.
    pub(super) fn segments(&self, fills: bool, near: impl Fn(&Bounds) -> bool) -> Vec<Segment> {
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
    pub(super) fn is_box(&self) -> bool {
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
    pub(super) fn thinnest(&self, width: f64, m: &Matrix) -> f64 {
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
pub(super) const CURVE_STEPS: i32 = 12;

pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * (1.0 + a.abs())
}

/// The box around points.
pub(super) fn around(points: &[Point]) -> Bounds {
    points.iter().fold(NOWHERE, |a, p| [a[0].min(p.0), a[1].min(p.1), a[2].max(p.0), a[3].max(p.1)])
}

pub(super) fn corners_of(a: &Bounds) -> [Point; 4] {
    [(a[0], a[1]), (a[2], a[1]), (a[2], a[3]), (a[0], a[3])]
}
