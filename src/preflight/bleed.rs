//! Whether what is painted to the cut goes on beyond it.
//!
//! Along each edge of the trim lie a few straight lines: some within the page, some between the cut and the end of the bleed
//! that is wanted. Whatever is painted is cut with them, in the order of painting, so that each line knows where it has ink at
//! the end. Ink that stands at the cut and is gone from one line to the next has no bleed there: shapes that lean or are round
//! only move a little between two lines. A colour that ends at the very cut, where another goes on, shows as a sliver of that.

use std::rc::Rc;

/// A box: left, bottom, right, top.
pub(super) type Bounds = [f64; 4];
/// A point.
pub(super) type Point = (f64, f64);
/// A straight piece of an outline.
pub(super) type Segment = (Point, Point);
/// Stretches of a line, in order and apart.
type Spans = Vec<(f64, f64)>;

const MM: f64 = 72.0 / 25.4;

/// Who has ink so near to the cut touches it: knives miss by more.
const TOUCH: f64 = 0.35 * MM;
/// What coordinates are rounded by.
const ROUNDING: f64 = 0.03 * MM;
/// The bleed may lack so much: boxes and drawings are rounded.
const SHORT: f64 = 0.1 * MM;
/// What is narrower along the cut is a line or a mark; it counts only where it comes from deep within the page.
const NARROW: f64 = 1.0 * MM;
/// So deep.
const DEEP: f64 = 12.0 * MM;
/// Lines between the cut and the end of the bleed.
const MOST_STEPS: usize = 12;
/// Points of a path that are looked at one by one; a longer one counts as its box.
pub(super) const MOST_POINTS: usize = 200_000;

/// What a stroke or a fill does to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InkMark {
    /// Inks it.
    Ink,
    /// May ink it: a mask decides.
    Maybe,
    /// Leaves it white whatever was there.
    White,
}

/// What is painted with, as far as it can be told from another by looking.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tone {
    /// One colour, in shares of inks.
    Flat(Vec<f64>),
    /// Many.
    Picture,
}

impl Tone {
    /// Whether one ends plainly where the other begins. Two pictures may be parts of one, and gradients are painted in strips.
    fn differs(&self, beyond: &Self) -> bool {
        const PLAINLY: f64 = 0.2;
        match (self, beyond) {
            (Self::Flat(a), Self::Flat(b)) => {
                let ink = |inks: &[f64], n: usize| inks.get(n).copied().unwrap_or(0.0);
                (0..a.len().max(b.len())).any(|n| (ink(a, n) - ink(b, n)).abs() > PLAINLY)
            }
            (Self::Picture, Self::Flat(_)) => true,
            (_, Self::Picture) => false,
        }
    }
}

/// Colours that are kept of an edge; more are a drawing of its own.
const MOST_TONES: usize = 200;

/// An edge of the trim with what is wanted beyond it, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct WantedBleed {
    /// Which coordinate of a box: left, bottom, right, top.
    pub(super) side: usize,
    /// How far ink must go; 0 asks only whether there is ink at the cut.
    pub(super) bleed: f64,
}

/// What is wrong at an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lack {
    pub(super) side: usize,
    /// Where along the cut.
    pub(super) span: (f64, f64),
    /// Whether it is sure: a plain end, painted without a mask.
    pub(super) sure: bool,
}

#[derive(Debug)]
struct Probe {
    at: f64,
    /// Whether the press takes anything of the page there.
    open: bool,
    ink: Spans,
    maybe: Spans,
    /// What the ink looks like, where it is known.
    tones: Vec<((f64, f64), Rc<Tone>)>,
}

#[derive(Debug)]
struct Edge {
    side: usize,
    /// Where the trim begins and ends along the edge.
    length: (f64, f64),
    bleed: f64,
    /// From the inside out: deep, one to compare with, two that touch, and those of the bleed.
    lines: Vec<Probe>,
}

/// Index of the first line that touches the cut.
const FIRST: usize = 2;

/// The lines of all edges of a page.
#[derive(Debug, Default)]
pub(super) struct Edges {
    edges: Vec<Edge>,
    /// What lies within reaches no line.
    inside: Option<Bounds>,
    /// Where the upright lines are, and the level ones, in order.
    at: [Vec<f64>; 2],
}

/// Where a clip lets the lines be painted on, line by line; nothing where its box tells all.
pub(super) type Clip = Option<Rc<Vec<Spans>>>;

impl Edges {
    /// `reach` is what the press takes of the page.
    pub(super) fn new(trim: Bounds, reach: Bounds, wanted: &[WantedBleed]) -> Self {
        let mut inside = trim;
        let edges: Vec<Edge> = wanted
            .iter()
            .map(|&WantedBleed { side, bleed }| {
                let outward = if side < 2 { -1.0 } else { 1.0 };
                let far = (bleed - SHORT).max(0.0);
                let steps = ((far / (0.5 * MM)).ceil() as usize).min(MOST_STEPS);
                let beyond = (1..=steps).map(|n| far * n as f64 / steps as f64);
                let offsets = [-DEEP, -TOUCH - 0.5 * MM, -TOUCH, -ROUNDING].into_iter().chain(beyond);
                let end = reach[side];
                let line = |offset: f64| {
                    let at = trim[side] + outward * offset;
                    Probe { at, open: (at - end) * outward < ROUNDING, ink: vec![], maybe: vec![], tones: vec![] }
                };
                inside[side] = trim[side] - outward * DEEP;
                let along = 1 - side % 2;
                Edge { side, length: (trim[along], trim[along + 2]), bleed, lines: offsets.map(line).collect() }
            })
            .collect();
        let inside = (!edges.is_empty()).then_some(inside);
        let at = [0, 1].map(|axis| {
            let mut all: Vec<f64> = edges
                .iter()
                .filter(|edge| edge.side % 2 == axis)
                .flat_map(|edge| edge.lines.iter().map(|line| line.at))
                .collect();
            all.sort_by(f64::total_cmp);
            all
        });
        Self { edges, inside, at }
    }

    /// Whether any line runs through a box or along it: of a drawing of many small pieces, few have one.
    pub(super) fn cross(&self, area: &Bounds) -> bool {
        self.at.iter().enumerate().any(|(axis, all)| {
            let next = all.partition_point(|at| *at < area[axis]);
            all.get(next).is_some_and(|at| *at <= area[axis + 2])
        })
    }

    /// Whether a box may have something to do with any line.
    pub(super) fn concern(&self, area: &Bounds) -> bool {
        self.inside.is_some_and(|inside| {
            area[0] <= inside[0] || area[1] <= inside[1] || area[2] >= inside[2] || area[3] >= inside[3]
        })
    }

    /// What paths leave of a clip. Of outlines only the segments are wanted that any line crosses.
    pub(super) fn clip(&self, outlines: &[Segment], even_odd: bool, before: &Clip) -> Clip {
        let mut all = Vec::new();
        for (n, (edge, line)) in self.lines().enumerate() {
            let spans = spans(outlines, edge.side, line.at, even_odd);
            all.push(match before.as_ref().and_then(|before| before.get(n)) {
                Some(before) => common(&spans, before),
                None => spans,
            });
        }
        Some(Rc::new(all))
    }

    /// A clip that lets nothing through.
    pub(super) fn closed(&self) -> Clip {
        Some(Rc::new(self.lines().map(|_| vec![]).collect()))
    }

    fn lines(&self) -> impl Iterator<Item = (&Edge, &Probe)> {
        self.edges.iter().flat_map(|edge| edge.lines.iter().map(move |line| (edge, line)))
    }

    /// Paints outlines within a clip; gives how much work it was.
    pub(super) fn paint(
        &mut self,
        outlines: &[Segment],
        even_odd: bool,
        mark: InkMark,
        tone: Option<&Rc<Tone>>,
        area: &Bounds,
        clip: &Clip,
    ) -> usize {
        let (mut n, mut work) = (0, 0);
        for edge in &mut self.edges {
            let (side, along) = (edge.side % 2, 1 - edge.side % 2);
            let ends = edge.lines.first().map_or(0.0, |line| line.at)..=edge.lines.last().map_or(0.0, |line| line.at);
            let (low, high) = (ends.start().min(*ends.end()), ends.start().max(*ends.end()));
            if area[side] > high || area[side + 2] < low {
                n += edge.lines.len();
                continue;
            }
            // Those of this edge.
            let of = |p: &Point| if side == 0 { p.0 } else { p.1 };
            let is_near = |s: &&Segment| of(&s.0).min(of(&s.1)) <= high && of(&s.0).max(of(&s.1)) >= low;
            let outlines: Vec<Segment> = outlines.iter().filter(is_near).copied().collect();
            if outlines.is_empty() {
                n += edge.lines.len();
                continue;
            }
            for line in &mut edge.lines {
                let number = n;
                n += 1;
                if !line.open || line.at < area[side] || line.at > area[side + 2] {
                    continue;
                }
                let within = (edge.length.0.max(area[along]), edge.length.1.min(area[along + 2]));
                if within.0 >= within.1 {
                    continue;
                }
                work += outlines.len() + (line.ink.len() + line.tones.len()) / 8;
                let mut painted = common(&spans(&outlines, edge.side, line.at, even_odd), &[within]);
                if let Some(clip) = clip.as_ref().and_then(|clip| clip.get(number)) {
                    painted = common(&painted, clip);
                }
                if painted.is_empty() {
                    continue;
                }
                line.colour(&painted, tone.filter(|_| mark == InkMark::Ink));
                match mark {
                    InkMark::Ink => {
                        add(&mut line.ink, &painted);
                        add(&mut line.maybe, &painted);
                    }
                    InkMark::Maybe => add(&mut line.maybe, &painted),
                    InkMark::White => {
                        line.ink = without(&line.ink, &painted);
                        line.maybe = without(&line.maybe, &painted);
                    }
                }
            }
        }
        work
    }

    /// Whether ink touches the cut of an edge.
    pub(super) fn touches(&self, side: usize) -> Option<(f64, f64)> {
        let edge = self.edges.iter().find(|edge| edge.side == side)?;
        edge.lines.get(FIRST + 1)?.ink.iter().copied().find(|span| span.1 - span.0 > NARROW)
    }

    /// Where a colour ends at the cut and another goes on, each edge once.
    pub(super) fn slivers(&self) -> Vec<(usize, (f64, f64))> {
        let edges = self.edges.iter().filter(|edge| edge.bleed > 0.0);
        edges.filter_map(|edge| Some((edge.side, edge.sliver()?))).collect()
    }

    /// What is lacking, each edge once: what is sure before what is not.
    pub(super) fn lacks(&self) -> Vec<Lack> {
        self.edges.iter().filter(|edge| edge.bleed > 0.0).filter_map(Edge::lack).collect()
    }
}

impl Probe {
    fn colour(&mut self, painted: &[(f64, f64)], tone: Option<&Rc<Tone>>) {
        if self.tones.len() > MOST_TONES {
            return;
        }
        let meet = |span: &(f64, f64)| painted.iter().any(|other| other.0 < span.1 && span.0 < other.1);
        if !self.tones.iter().any(|(span, _)| meet(span)) {
            return self
                .tones
                .extend(tone.into_iter().flat_map(|tone| painted.iter().map(|span| (*span, tone.clone()))));
        }
        let left = self.tones.iter().flat_map(|(span, tone)| {
            without(&[*span], painted).into_iter().map(|span| (span, tone.clone())).collect::<Vec<_>>()
        });
        self.tones =
            left.chain(tone.into_iter().flat_map(|tone| painted.iter().map(|span| (*span, tone.clone())))).collect();
    }

    /// Where it looks as asked for.
    fn of_tone(&self, asked: impl Fn(&Tone) -> bool) -> Spans {
        joined(self.tones.iter().filter(|(_, tone)| asked(tone)).map(|(span, _)| *span))
    }
}

impl Edge {
    /// Where a colour ends at the cut and another goes on.
    fn sliver(&self) -> Option<(f64, f64)> {
        let [within, cut, next, beyond] = self.lines.get(FIRST..FIRST + 4)? else { return None };
        if [within, cut, next, beyond].iter().any(|line| line.tones.len() > MOST_TONES) {
            return None;
        }
        let slack = 3.0 * (next.at - cut.at).abs() + SHORT;
        let mut known: Vec<&Tone> = Vec::new();
        for (_, tone) in &cut.tones {
            if known.contains(&&**tone) {
                continue;
            }
            known.push(tone);
            // What leans or is round moves from line to line and only seems to end.
            let before = within.of_tone(|other| other == &**tone);
            let is_straight =
                |run: &&(f64, f64)| before.iter().any(|b| (b.0 - run.0).abs() < NARROW && (b.1 - run.1).abs() < NARROW);
            let ends: Spans = cut.of_tone(|other| other == &**tone).iter().filter(is_straight).copied().collect();
            let goes_on = next.of_tone(|other| !tone.differs(other));
            let goes_on = joined(goes_on.into_iter().map(|span| (span.0 - slack, span.1 + slack)));
            let other =
                common(&next.of_tone(|other| tone.differs(other)), &beyond.of_tone(|other| tone.differs(other)));
            let slivers = common(&without(&ends, &goes_on), &other);
            if let Some(found) = slivers.into_iter().find(|span| span.1 - span.0 > 2.0 * NARROW) {
                return Some(found);
            }
        }
        None
    }

    fn lack(&self) -> Option<Lack> {
        let doubtful = |span| Lack { side: self.side, span, sure: false };
        let mut doubt = None;
        for sure in [true, false] {
            let of = |line: &Probe| if sure { line.ink.clone() } else { line.maybe.clone() };
            // What touches the cut, followed outward.
            let mut alive = self.lines.get(FIRST).map(of).unwrap_or_default();
            for n in FIRST..self.lines.len() {
                let (Some(line), next) = (self.lines.get(n), self.lines.get(n + 1)) else { break };
                if n == FIRST + 1 {
                    // Also what begins at the very cut.
                    alive = joined(alive.iter().chain(&of(line)).copied());
                }
                let Some(next) = next else { break };
                let step = (next.at - line.at).abs();
                let slack = 3.0 * step + SHORT;
                let wide = |spans: &[(f64, f64)]| joined(spans.iter().map(|s| (s.0 - slack, s.1 + slack)));
                for lost in without(&alive, &wide(&next.maybe)) {
                    let middle = (lost.0 + lost.1) / 2.0;
                    let whole = |spans: &[(f64, f64)]| {
                        spans.iter().copied().find(|s| s.0 <= middle && middle <= s.1).unwrap_or((middle, middle))
                    };
                    let length = |span: (f64, f64)| span.1 - span.0;
                    let own = whole(&alive);
                    if length(own) < NARROW && !self.comes_from_deep(lost) {
                        continue;
                    }
                    // How much narrower it was made by the last step, and is by this one.
                    let before = self.lines.get(n - 1).map(of).unwrap_or_default();
                    let narrowed = length(whole(&before)) - length(whole(&of(line)));
                    let left: f64 = common(&next.maybe, &[own]).into_iter().map(length).sum();
                    let goes_on = left > 0.0 && length(own) - left < 4.0 * narrowed.max(step);
                    if goes_on || length(lost) < NARROW && left > 0.0 {
                        continue;
                    }
                    // A round or pointed end has become narrower before.
                    let narrower = narrowed > 4.0 * step;
                    if sure && !narrower {
                        return Some(Lack { side: self.side, span: lost, sure: true });
                    }
                    doubt = doubt.or(Some(doubtful(lost)));
                }
                alive = common(&of(next), &wide(&alive));
            }
        }
        doubt
    }

    /// Whether what is narrow is a line that runs to the cut, and not a mark beside it.
    fn comes_from_deep(&self, (low, high): (f64, f64)) -> bool {
        let middle = (low + high) / 2.0;
        // As narrow there: a mark may stand in line with what is printed further in.
        let is_own = |s: &&(f64, f64)| s.0 - SHORT <= middle && middle <= s.1 + SHORT && s.1 - s.0 < NARROW;
        self.lines.iter().take(FIRST).all(|line| line.ink.iter().any(|s| is_own(&s)))
    }
}

/// Where outlines are filled on a line: `side` says which coordinate `at` is.
fn spans(outlines: &[Segment], side: usize, at: f64, even_odd: bool) -> Spans {
    let mut crossings: Vec<(f64, i32)> = Vec::new();
    for &(from, to) in outlines {
        let ((a, from), (b, to)) =
            if side.is_multiple_of(2) { ((from.0, from.1), (to.0, to.1)) } else { ((from.1, from.0), (to.1, to.0)) };
        if (a <= at) != (b <= at) {
            crossings.push((from + (to - from) * (at - a) / (b - a), if a < b { 1 } else { -1 }));
        }
    }
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut winding, mut out) = (0, Spans::new());
    for pair in crossings.windows(2) {
        winding += pair[0].1;
        let filled = if even_odd { winding % 2 != 0 } else { winding != 0 };
        if filled && pair[1].0 > pair[0].0 {
            out.push((pair[0].0, pair[1].0));
        }
    }
    joined(out.into_iter())
}

/// Stretches in order, those that touch made one.
fn joined(stretches: impl Iterator<Item = (f64, f64)>) -> Spans {
    let mut all: Spans = stretches.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out = Spans::new();
    for (begin, end) in all {
        match out.last_mut() {
            Some(last) if begin <= last.1 + ROUNDING => last.1 = last.1.max(end),
            _ => out.push((begin, end)),
        }
    }
    out
}

/// Adds stretches in order to others; what is covered already, as most of what is painted on a ground, changes nothing.
fn add(all: &mut Spans, more: &[(f64, f64)]) {
    let has = |new: &(f64, f64)| {
        let next = all.partition_point(|span| span.1 < new.1);
        all.get(next).is_some_and(|span| span.0 <= new.0)
    };
    if !more.iter().all(has) {
        *all = joined(all.iter().chain(more).copied());
    }
}

fn common(a: &[(f64, f64)], b: &[(f64, f64)]) -> Spans {
    let (mut i, mut j, mut out) = (0, 0, Spans::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (low, high) = (x.0.max(y.0), x.1.min(y.1));
        if low < high {
            out.push((low, high));
        }
        if x.1 < y.1 { i += 1 } else { j += 1 }
    }
    out
}

fn without(a: &[(f64, f64)], b: &[(f64, f64)]) -> Spans {
    let mut out = Spans::new();
    for &(mut low, high) in a {
        let first = b.partition_point(|s| s.1 <= low);
        for cut in b.iter().skip(first) {
            if cut.0 >= high {
                break;
            }
            if cut.0 > low {
                out.push((low, cut.0));
            }
            low = low.max(cut.1);
        }
        if low < high {
            out.push((low, high));
        }
    }
    out
}

/// A straight piece of a line that is `width` thick, as an outline; `beyond` is how far it goes on at both ends. All turn the
/// same way, so that together they are filled where any is.
pub(super) fn thick((from, to): Segment, width: f64, beyond: f64) -> [Segment; 4] {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    let (ux, uy) = if length > 1e-9 { (dx / length, dy / length) } else { (1.0, 0.0) };
    let (nx, ny) = (-uy * width / 2.0, ux * width / 2.0);
    let (bx, by) = (ux * beyond, uy * beyond);
    closed([
        (from.0 - bx - nx, from.1 - by - ny),
        (to.0 + bx - nx, to.1 + by - ny),
        (to.0 + bx + nx, to.1 + by + ny),
        (from.0 - bx + nx, from.1 - by + ny),
    ])
}

/// A four-cornered outline.
pub(super) fn closed([a, b, c, d]: [Point; 4]) -> [Segment; 4] {
    [(a, b), (b, c), (c, d), (d, a)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIM: Bounds = [0.0, 0.0, 200.0, 100.0];
    const OUT: f64 = 3.0 * MM;

    fn all() -> Vec<WantedBleed> {
        (0..4).map(|side| WantedBleed { side, bleed: OUT }).collect()
    }

    fn around(points: &[Point]) -> Vec<Segment> {
        points.iter().copied().zip(points.iter().copied().skip(1).chain(points.first().copied())).collect()
    }

    fn rect(a: Bounds) -> Vec<Segment> {
        around(&[(a[0], a[1]), (a[2], a[1]), (a[2], a[3]), (a[0], a[3])])
    }

    fn sides(shapes: &[(Vec<Segment>, InkMark)]) -> Vec<(usize, bool)> {
        let mut edges = Edges::new(TRIM, [-20.0, -20.0, 220.0, 120.0], &all());
        for (shape, mark) in shapes {
            edges.paint(shape, false, *mark, None, &[-1e3, -1e3, 1e3, 1e3], &None);
        }
        edges.lacks().iter().map(|lack| (lack.side, lack.sure)).collect()
    }

    fn circle(x: f64, y: f64, radius: f64) -> Vec<Segment> {
        let turn = |n: i32| f64::from(n) * std::f64::consts::TAU / 720.0;
        let points: Vec<Point> = (0..720).map(|n| (x + radius * turn(n).cos(), y + radius * turn(n).sin())).collect();
        around(&points)
    }

    #[test]
    fn what_ends_at_the_cut_or_between_cut_and_bleed_is_found_at_its_edge() {
        let ink = |a: Bounds| vec![(rect(a), InkMark::Ink)];
        assert_eq!(sides(&ink([-OUT, -OUT, 200.0 + OUT, 100.0 + OUT])), []);
        assert_eq!(sides(&ink(TRIM)), [(0, true), (1, true), (2, true), (3, true)]);
        assert_eq!(sides(&ink([50.0, 40.0, 200.0, 60.0])), [(2, true)]);
        // Half a point short of the cut is at the cut; two millimetres are not.
        assert_eq!(sides(&ink([50.0, 40.0, 199.5, 60.0])), [(2, true)]);
        assert_eq!(sides(&ink([50.0, 40.0, 194.0, 60.0])), []);
        // Over the cut and not far enough.
        assert_eq!(sides(&ink([50.0, 40.0, 203.0, 60.0])), [(2, true)]);
        assert_eq!(sides(&ink([50.0, 40.0, 200.0 + OUT - 0.1, 60.0])), []);
        // A line that runs out; a mark that stands near the cut; what stands beyond it.
        assert_eq!(sides(&ink([100.0, 40.0, 200.0, 40.5])), [(2, true)]);
        assert_eq!(sides(&ink([190.0, 40.0, 200.0, 40.5])), []);
        assert_eq!(sides(&ink([201.0, 40.0, 205.0, 60.0])), []);
        // A mark in line with a picture, as on a sheet with pages.
        let marked =
            [(rect([60.0, 20.0, 180.0, 80.0]), InkMark::Ink), (rect([190.0, 40.0, 200.0, 40.25]), InkMark::Ink)];
        assert_eq!(sides(&marked), []);
    }

    #[test]
    fn only_part_of_an_edge_may_lack_it() {
        let whole = (rect([-OUT, -OUT, 200.0 + OUT, 50.0]), InkMark::Ink);
        let half = (rect([0.0, 50.0, 200.0, 100.0]), InkMark::Ink);
        assert_eq!(sides(&[whole.clone(), half]), [(0, true), (2, true), (3, true)]);
        // Beside what goes on there is nothing to see.
        assert_eq!(sides(&[whole, (rect([100.0, 10.0, 200.0, 30.0]), InkMark::Ink)]), []);
    }

    #[test]
    fn white_takes_ink_away_again() {
        let over = (rect([-OUT, -OUT, 200.0 + OUT, 100.0 + OUT]), InkMark::Ink);
        let white = |a: Bounds| (rect(a), InkMark::White);
        assert_eq!(sides(&[over.clone(), white([200.0, -OUT, 200.0 + OUT, 100.0 + OUT])]), [(2, true)]);
        assert_eq!(sides(&[over, white([-OUT, -OUT, 200.0 + OUT, 100.0 + OUT])]), []);
        assert_eq!(sides(&[white(TRIM)]), []);
    }

    #[test]
    fn a_colour_that_ends_at_the_very_cut_beside_another_is_found() {
        let over = rect([-OUT, -OUT, 200.0 + OUT, 100.0 + OUT]);
        let tint = Some(Tone::Flat(vec![0.0, 0.0, 0.1, 0.0]));
        let blue = Some(Tone::Flat(vec![1.0, 0.5, 0.0, 0.0]));
        let slivers = |shapes: &[(Vec<Segment>, Option<Tone>)]| {
            let mut edges = Edges::new(TRIM, [-20.0, -20.0, 220.0, 120.0], &all());
            for (shape, tone) in shapes {
                let tone = tone.clone().map(Rc::new);
                edges.paint(shape, false, InkMark::Ink, tone.as_ref(), &[-1e3, -1e3, 1e3, 1e3], &None);
            }
            assert_eq!(edges.lacks(), []);
            edges.slivers().into_iter().map(|(side, _)| side).collect::<Vec<_>>()
        };
        let on_tint =
            |area: Bounds, tone: &Option<Tone>| slivers(&[(over.clone(), tint.clone()), (rect(area), tone.clone())]);
        assert_eq!(on_tint([0.0, 80.0, 200.0, 100.0], &blue), [0, 2, 3]);
        assert_eq!(on_tint([100.0, 20.0, 200.0, 40.0], &Some(Tone::Picture)), [2]);
        // What goes over the cut, or keeps away from it; what is not known; hardly another colour; a line.
        assert!(on_tint([-OUT, 80.0, 200.0 + OUT, 100.0 + OUT], &blue).is_empty());
        assert!(on_tint([5.0, 80.0, 195.0, 95.0], &blue).is_empty());
        assert!(on_tint([0.0, 80.0, 200.0, 100.0], &None).is_empty());
        assert!(on_tint([0.0, 80.0, 200.0, 100.0], &Some(Tone::Flat(vec![0.1, 0.0, 0.2, 0.0]))).is_empty());
        assert!(on_tint([100.0, 20.0, 200.0, 22.0], &blue).is_empty());
        // Strips along the cut that change somewhere in the bleed, and leaning ones.
        assert!(on_tint([180.0, -OUT, 204.0, 100.0 + OUT], &blue).is_empty());
        let leaning = around(&[(100.0, 20.0), (220.0, 60.0), (220.0, 90.0), (100.0, 50.0)]);
        assert!(slivers(&[(over.clone(), tint.clone()), (leaning, blue.clone())]).is_empty());
        // A line that crosses the cut at a low angle, and one whose crest is just beyond it.
        let low = around(&[(0.0, 96.0), (200.0, 104.0), (200.0, 108.0), (0.0, 100.0)]);
        assert!(slivers(&[(over.clone(), tint.clone()), (low, blue.clone())]).is_empty());
        assert!(slivers(&[(over.clone(), tint.clone()), (circle(100.0, 41.0, 60.0), blue.clone())]).is_empty());
        // Painted over again.
        assert!(slivers(&[(rect([-OUT, 80.0, 200.0, 100.0]), blue), (over, tint)]).is_empty());
    }

    #[test]
    fn shapes_that_lean_or_are_round_go_on_and_round_ends_are_in_doubt() {
        let leaning = around(&[(100.0, 20.0), (220.0, 60.0), (220.0, 90.0), (100.0, 50.0)]);
        assert_eq!(sides(&[(leaning, InkMark::Ink)]), []);
        assert_eq!(sides(&[(circle(180.0, 50.0, 40.0), InkMark::Ink)]), []);
        assert_eq!(sides(&[(circle(162.0, 50.0, 40.0), InkMark::Ink)]), [(2, false)]);
        assert_eq!(sides(&[(rect([50.0, 40.0, 200.0, 60.0]), InkMark::Maybe)]), [(2, false)]);
    }

    #[test]
    fn a_clip_of_any_shape_is_kept() {
        let mut edges = Edges::new(TRIM, [-20.0, -20.0, 220.0, 120.0], &all());
        let everywhere = [-1e3, -1e3, 1e3, 1e3];
        // A circle within the page: what is painted through it touches nothing.
        let clip = edges.clip(&circle(100.0, 50.0, 30.0), false, &None);
        edges.paint(&rect(TRIM), false, InkMark::Ink, None, &everywhere, &clip);
        assert_eq!(edges.lacks(), []);
        // One that goes over the edge, painted up to the cut.
        let clip = edges.clip(&circle(200.0, 50.0, 30.0), false, &None);
        edges.paint(&rect(TRIM), false, InkMark::Ink, None, &everywhere, &clip);
        assert_eq!(edges.lacks().iter().map(|l| (l.side, l.sure)).collect::<Vec<_>>(), [(2, true)]);
        let span = edges.lacks()[0].span;
        assert!((span.0 - 20.0).abs() < 1.0 && (span.1 - 80.0).abs() < 1.0, "{span:?}");
        edges.paint(&rect([-9.0, -9.0, 209.0, 109.0]), false, InkMark::Ink, None, &everywhere, &edges.closed());
        assert_eq!(edges.lacks().len(), 1);
    }
}
