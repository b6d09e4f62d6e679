//! Rules on what is painted: how much ink lies on a spot, lines too thin to print.

use std::rc::Rc;

use super::super::bleed::{self, Bounds, InkMark, Point, Segment, Tone};
use super::super::color::is_die;
use super::super::content::Interpreter;
use super::super::geometry::*;
use super::super::limits::Limits;
use super::super::rule::told;
use super::super::state::*;

impl Interpreter<'_> {
    pub(crate) fn fill_path(&mut self, state: &GraphicsState, path: &Path, even_odd: bool) {
        let area = cut(path.area, state.clip);
        self.fill(state, area);
        self.thin_fill(state, path);
        if let Some(mark) = mark(&state.fill, state, true)
            && self.edges.concern(&area)
        {
            let outlines = path.segments(true, |area| self.edges.cross(area));
            self.lines(state, &outlines, even_odd, (mark, tone(&state.fill, state, true)), &area);
        }
    }

    /// Whether what is painted in a box may be cut.
    pub(crate) fn counts_at_cut(&self, area: &Bounds) -> bool {
        !self.in_glyph && !self.elsewhere && is_area(area) && self.edges.concern(area)
    }

    /// Paints outlines on the lines along the cut.
    pub(crate) fn lines(
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
    pub(crate) fn thin_fill(&mut self, state: &GraphicsState, path: &Path) {
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
                && width / self.limits.scale + 5e-4 < least_width(&state.fill, self.limits)
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
    pub(crate) fn thin_lines(&mut self) {
        if let Some((area, width)) = self.thin.take()
            && width.is_finite()
        {
            self.hairline(&area, width);
        }
    }

    pub(crate) fn hairline(&mut self, area: &Bounds, width: f64) {
        self.found.push_worst(self.page, self.at(area), told!(Hairline, width = format!("{width:.3}")), -width);
    }

    pub(crate) fn fill(&mut self, state: &GraphicsState, area: Bounds) {
        if !is_area(&area) {
            return;
        }
        self.painted_with(&state.fill, &area);
        let Some(inks) = state.fill.inks() else { return self.paint(area, 1.0) };
        if inks.iter().sum::<f64>() < 1e-6 && white_vanishes(&state.fill.space, state, true) {
            self.found.push(self.page, self.at(&area), told!(WhiteOverprint));
        }
        self.ink(&inks, state.overprint_fill || state.alpha_fill || state.mixes || state.masked, area);
    }

    /// Ink on ink. What lies below counts where it is not knocked out; areas are boxes, so a sum is a suspicion.
    pub(crate) fn ink(&mut self, inks: &[f64], blends: bool, area: Bounds) {
        let sum: f64 = inks.iter().sum();
        if sum * 100.0 > self.limits.ink + 0.5 {
            self.too_much_ink(sum * 100.0, &area);
        } else if blends {
            self.budget.work.operators += self.painted.len() / 50;
            let below = self.painted.iter().filter(|p| is_area(&cut(p.area, area))).map(|p| p.sum).fold(0.0, f64::max);
            if (sum + below) * 100.0 > self.limits.ink + 0.5 {
                let total = (sum + below) * 100.0;
                let told = told!(InkSum, sum = format!("{total:.0}"), limit = format!("{:.0}", self.limits.ink));
                self.found.push_worst(self.page, self.at(&area), told, total);
            }
        }
        if sum > 1e-6 {
            self.paint(area, sum);
        }
    }

    /// More ink in a place than its limit, in percent.
    pub(crate) fn too_much_ink(&mut self, sum: f64, area: &Bounds) {
        let told = told!(Ink, sum = format!("{sum:.0}"), limit = format!("{:.0}", self.limits.ink));
        self.found.push_worst(self.page, self.at(area), told, sum);
    }

    pub(crate) fn paint(&mut self, area: Bounds, sum: f64) {
        if !self.in_glyph && !self.elsewhere && self.painted.len() < MOST_AREAS && is_area(&area) {
            self.painted.push(Painted { area, sum });
        }
    }

    pub(crate) fn stroke(&mut self, state: &GraphicsState, path: &Path) {
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
            if thin + 5e-4 < least_width(&state.stroke, self.limits) {
                self.hairline(&area, thin);
            }
        }
        if let Some(mark) = mark
            && !is_die(&state.stroke.space)
            && self.edges.concern(&area)
        {
            let beyond = if state.butt { 0.0 } else { width / 2.0 };
            let near =
                |area: &Bounds| self.edges.cross(&[area[0] - width, area[1] - width, area[2] + width, area[3] + width]);
            let pieces = path.segments(false, near);
            let pieces: Vec<Segment> =
                pieces.into_iter().flat_map(|piece| bleed::thick(piece, width, beyond)).collect();
            self.lines(state, &pieces, false, (mark, tone(&state.stroke, state, false)), &area);
        }
        let Some(inks) = state.stroke.inks() else { return };
        if is_area(&area) {
            if inks.iter().sum::<f64>() < 1e-6 && white_vanishes(&state.stroke.space, state, false) {
                self.found.push(self.page, self.at(&area), told!(WhiteOverprint));
            }
            self.ink(&inks, state.overprint_stroke || state.alpha_stroke || state.mixes || state.masked, area);
        }
    }
}

/// Lines in one ink print from a fifth of a point on; where several inks must meet, a little later.
fn least_width(paint: &Paint, limits: &Limits) -> f64 {
    let several = paint.inks().is_some_and(|inks| inks.iter().filter(|&&ink| ink > 0.01).count() > 1);
    if several { limits.line_inks } else { limits.line }
}
