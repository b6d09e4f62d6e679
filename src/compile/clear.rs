//! Where no text may stand: along the edges and around the eyelets of a banner, and on a fold.

use typst::syntax::Span;
use typst_layout::PagedDocument;

use super::ground::{Area, Standing, standing};
use super::mapper::{Checks, Mapper};
use crate::diag::{Diagnostic, Diagnostics};
use crate::layout::Size;
use crate::msg;

/// Reports the first text of each kind that stands where it must not.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let size = checks.size;
    if checks.part != "main" || (size.clear == 0.0 && size.folds.is_empty() && size.folds_across.is_empty()) {
        return;
    }
    let eyelets = size.eyelets();
    for (n, page) in document.pages().iter().enumerate() {
        let texts: Vec<(Area, Span, String)> = standing(&page.frame, size.scale)
            .into_iter()
            .filter_map(|(area, span, what)| match what {
                Standing::Text(text) => Some((area, span, text.text.chars().take(40).collect())),
                Standing::Picture(_) => None,
            })
            .collect();
        let mut report =
            |found: Option<&(Area, Span, String)>, message: &dyn Fn(&str) -> crate::diag::Message, hint| {
                if let Some((_, span, text)) = found {
                    let place = mapper.markdown(*span).unwrap_or_else(|| mapper.piece().clone());
                    problems.push(Diagnostic::error(message(text)).at(place).hint(hint));
                }
            };
        let clear = format!("{}", size.clear);
        let kept = size.clear > 0.0;
        let at_edge = texts.iter().filter(|_| kept).find(|(ink, ..)| edge_distance(ink, size) < size.clear - 0.05);
        report(at_edge, &|text| msg!("compile-clear-edge", text = text, clear = clear), msg!("compile-clear-hint"));
        let at_eyelet =
            texts.iter().find(|(ink, ..)| eyelets.iter().any(|&eyelet| distance(ink, eyelet) < size.clear - 0.05));
        report(at_eyelet, &|text| msg!("compile-clear-eyelet", text = text, clear = clear), msg!("compile-clear-hint"));
        let on_fold = texts.iter().find(|(ink, ..)| is_folded(ink, size, n % 2 == 1));
        report(on_fold, &|text| msg!("compile-on-fold", text = text, page = n + 1), msg!("compile-on-fold-hint"));
    }
}

fn edge_distance(ink: &Area, size: &Size) -> f64 {
    ink[0].min(ink[1]).min(size.width - ink[2]).min(size.height - ink[3])
}

/// From a point to a box; zero inside.
fn distance(ink: &Area, (x, y): (f64, f64)) -> f64 {
    let dx = (ink[0] - x).max(x - ink[2]).max(0.0);
    let dy = (ink[1] - y).max(y - ink[3]).max(0.0);
    dx.hypot(dy)
}

/// Whether a fold goes through it. The back mirrors the upright folds.
fn is_folded(ink: &Area, size: &Size, is_back: bool) -> bool {
    let upright = |fold: &f64| if is_back { size.width - fold } else { *fold };
    let through = |from: f64, to: f64, fold: f64| from < fold - 0.05 && fold + 0.05 < to;
    size.folds.iter().any(|fold| through(ink[0], ink[2], upright(fold)))
        || size.folds_across.iter().any(|&fold| through(ink[1], ink[3], fold))
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
