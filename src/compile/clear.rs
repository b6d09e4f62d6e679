//! Where no text may stand: along the edges and around the eyelets of a banner, and on a fold.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Span;
use typst::utils::Numeric;
use typst_layout::PagedDocument;

use super::{Checks, Mapper};
use crate::diag::{Diagnostic, Diagnostics};
use crate::layout::Size;
use crate::msg;

/// The ink of a run of text: left, top, right, bottom in mm of the real thing, from the upper left corner of the trim.
type Ink = [f64; 4];

/// Reports the first text of each kind that stands where it must not.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let size = checks.size;
    if checks.part != "main" || (size.clear == 0.0 && size.folds.is_empty() && size.folds_across.is_empty()) {
        return;
    }
    let eyelets = size.eyelets();
    for (n, page) in document.pages().iter().enumerate() {
        let mut texts = Vec::new();
        inks(&page.frame, size.scale, &mut texts);
        let mut report = |found: Option<&(Ink, Span, String)>, message: &dyn Fn(&str) -> crate::diag::Message, hint| {
            if let Some((_, span, text)) = found {
                let place = mapper.markdown(*span).unwrap_or_else(|| mapper.piece().clone());
                problems.push(Diagnostic::error(message(text)).at(place).hint(hint));
            }
        };
        let clear = format!("{}", size.clear);
        let at_edge = texts.iter().find(|(ink, ..)| edge_distance(ink, size) < size.clear - 0.05);
        report(at_edge, &|text| msg!("compile-clear-edge", text = text, clear = clear), msg!("compile-clear-hint"));
        let at_eyelet =
            texts.iter().find(|(ink, ..)| eyelets.iter().any(|&eyelet| distance(ink, eyelet) < size.clear - 0.05));
        report(at_eyelet, &|text| msg!("compile-clear-eyelet", text = text, clear = clear), msg!("compile-clear-hint"));
        let on_fold = texts.iter().find(|(ink, ..)| is_folded(ink, size, n % 2 == 1));
        report(on_fold, &|text| msg!("compile-on-fold", text = text, page = n + 1), msg!("compile-on-fold-hint"));
    }
}

fn edge_distance(ink: &Ink, size: &Size) -> f64 {
    ink[0].min(ink[1]).min(size.width - ink[2]).min(size.height - ink[3])
}

/// From a point to a box; zero inside.
fn distance(ink: &Ink, (x, y): (f64, f64)) -> f64 {
    let dx = (ink[0] - x).max(x - ink[2]).max(0.0);
    let dy = (ink[1] - y).max(y - ink[3]).max(0.0);
    dx.hypot(dy)
}

/// Whether a fold goes through it. The back mirrors the upright folds.
fn is_folded(ink: &Ink, size: &Size, is_back: bool) -> bool {
    let upright = |fold: &f64| if is_back { size.width - fold } else { *fold };
    let through = |from: f64, to: f64, fold: f64| from < fold - 0.05 && fold + 0.05 < to;
    size.folds.iter().any(|fold| through(ink[0], ink[2], upright(fold)))
        || size.folds_across.iter().any(|&fold| through(ink[1], ink[3], fold))
}

/// All runs of text with their ink; frames are walked with a stack, since groups nest as deep as the document does.
fn inks(frame: &Frame, scale: f64, texts: &mut Vec<(Ink, Span, String)>) {
    let mut open = vec![(frame, Transform::identity())];
    while let Some((frame, outer)) = open.pop() {
        for (position, item) in frame.items() {
            let at = outer.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => open.push((&group.frame, at.pre_concat(group.transform))),
                FrameItem::Text(text) => {
                    let (low, high) = (text.bbox().min, text.bbox().max);
                    if !low.x.is_finite() || !high.x.is_finite() {
                        continue;
                    }
                    let corners = [(low.x, low.y), (high.x, low.y), (low.x, high.y), (high.x, high.y)]
                        .map(|(x, y)| Point::new(x, y).transform(at));
                    let mm = |length: Abs| length.to_mm() / scale;
                    let of = |axis: fn(&Point) -> Abs| corners.iter().map(move |corner| mm(axis(corner)));
                    let ink = [
                        of(|p| p.x).fold(f64::INFINITY, f64::min),
                        of(|p| p.y).fold(f64::INFINITY, f64::min),
                        of(|p| p.x).fold(f64::NEG_INFINITY, f64::max),
                        of(|p| p.y).fold(f64::NEG_INFINITY, f64::max),
                    ];
                    let span = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                    texts.push((ink, span, text.text.chars().take(40).collect()));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_to_the_nearest_point_of_a_box() {
        let ink = [10.0, 10.0, 20.0, 12.0];
        assert_eq!(distance(&ink, (15.0, 11.0)), 0.0);
        assert_eq!(distance(&ink, (7.0, 6.0)), 5.0);
        assert_eq!(distance(&ink, (15.0, 15.0)), 3.0);
    }
}
