//! Pages that screen and press share, in what is their own: colours, drawings, bleed, links.
//!
//! The theme sets them once for both (`layouts/theme/palette.typ`): a colour is that of the screen in the name of an ink that tells
//! what the press prints, and what only one of them shows stands in a box with a label.

use std::sync::Arc;

use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, Ratio, Sides};
use typst::model::Document;
use typst::visualize::{Cmyk, Color, Paint, ProcessColor, SpotColor, SpotColorant, SpotColorantName};
use typst_layout::{Page, PagedDocument};

use crate::content::ProfileKind;

/// What the name of an ink begins with that carries a recipe.
const CARRIES: &str = "anpham ";

/// Pages for a profile. Beyond its edge a screen shows nothing.
pub(super) fn dress(document: &PagedDocument, kind: ProfileKind) -> PagedDocument {
    let pages = document.pages().iter().map(|page| {
        let mut page = page.clone();
        dress_frame(&mut page.frame, kind);
        if let typst::foundations::Smart::Custom(Some(paint)) = &mut page.fill {
            dress_paint(paint, kind);
        }
        if kind != ProfileKind::Print {
            page.bleed = Sides::default();
        }
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

/// Pages that are set with a bleed, which only the press sees.
pub(super) fn cut(document: PagedDocument, kind: ProfileKind) -> PagedDocument {
    if kind == ProfileKind::Print || document.pages().iter().all(|page| page.bleed.is_zero()) {
        return document;
    }
    let pages = document.pages().iter().map(|page| Page { bleed: Sides::default(), ..page.clone() });
    PagedDocument::new(pages.collect(), document.info().clone())
}

/// Whether all colours that carry a recipe can be found, those in gradients and patterns cannot, and stand for what the recipe says:
/// one that was made lighter afterwards does not.
pub(super) fn can_be_dressed(document: &PagedDocument) -> bool {
    let mut open: Vec<&Frame> = document.pages().iter().map(|page| &page.frame).collect();
    let is_plain = |paint: &Paint| match paint {
        Paint::Solid(Color::Spot(spot)) => {
            recipe_of(spot).is_none_or(|recipe| spot.tint == Ratio::one() && pressed(recipe).is_some())
        }
        Paint::Solid(_) => true,
        _ => false,
    };
    while let Some(frame) = open.pop() {
        for (_, item) in frame.items() {
            let (fill, stroke) = match item {
                FrameItem::Group(group) => {
                    open.push(&group.frame);
                    continue;
                }
                FrameItem::Text(text) => (Some(&text.fill), &text.stroke),
                FrameItem::Shape(shape, _) => (shape.fill.as_ref(), &shape.stroke),
                _ => continue,
            };
            if !fill.is_none_or(is_plain) || !stroke.as_ref().is_none_or(|stroke| is_plain(&stroke.paint)) {
                return false;
            }
        }
    }
    document.pages().iter().all(|page| page.fill_or_transparent().is_none_or(|paint| is_plain(&paint)))
}

fn dress_frame(frame: &mut Frame, kind: ProfileKind) {
    let is_print = kind == ProfileKind::Print;
    let is_of_other = |label: Option<Label>| {
        label.is_some_and(|label| label.resolve().as_str() == if is_print { "anpham-screen" } else { "anpham-press" })
    };
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                if is_of_other(group.label) {
                    return false;
                }
                dress_frame(&mut group.frame, kind);
            }
            FrameItem::Text(text) => {
                dress_paint(&mut text.fill, kind);
                if let Some(stroke) = &mut text.stroke {
                    dress_paint(&mut stroke.paint, kind);
                }
            }
            FrameItem::Shape(shape, _) => {
                if let Some(fill) = &mut shape.fill {
                    dress_paint(fill, kind);
                }
                if let Some(stroke) = &mut shape.stroke {
                    dress_paint(&mut stroke.paint, kind);
                }
            }
            FrameItem::Link(..) => return !is_print,
            FrameItem::Image(..) | FrameItem::Tag(_) => {}
        }
        true
    });
}

fn dress_paint(paint: &mut Paint, kind: ProfileKind) {
    let Paint::Solid(Color::Spot(spot)) = &*paint else { return };
    let Some(recipe) = recipe_of(spot) else { return };
    let shown = Color::Process(spot.colorant.fallback);
    *paint = Paint::Solid(if kind == ProfileKind::Print { pressed(recipe).unwrap_or(shown) } else { shown });
}

/// The recipe that a colour carries.
fn recipe_of(spot: &SpotColor) -> Option<&str> {
    let Some(SpotColorantName::Custom(name)) = &spot.colorant.name else { return None };
    name.strip_prefix(CARRIES)
}

/// Four shares of inks, and share and name of an ink of its own.
fn pressed(recipe: &str) -> Option<Color> {
    let mut parts = recipe.splitn(6, ' ');
    let mut share = || parts.next()?.parse::<f64>().ok();
    let [c, m, y, k] = [share()?, share()?, share()?, share()?].map(|share| share as f32);
    let process = ProcessColor::Cmyk(Cmyk { c, m, y, k });
    let Some(tint) = share() else { return Some(Color::Process(process)) };
    let name = SpotColorantName::Custom(parts.next()?.into());
    let colorant = SpotColorant { name: Some(name), fallback: process };
    Some(Color::Spot(SpotColor::new(Arc::new(colorant), Ratio::new(tint))))
}

#[cfg(test)]
mod tests {
    use typst::layout::{Abs, Point, Size};
    use typst::syntax::Span;
    use typst::visualize::Geometry;

    use super::*;

    /// A page with a field of a colour.
    fn page(name: &str, tint: f64) -> PagedDocument {
        let name = Some(SpotColorantName::Custom(name.into()));
        let fallback = ProcessColor::Rgb(typst::visualize::Rgb::new(1.0, 0.0, 0.0, 1.0));
        let spot = SpotColor::new(Arc::new(SpotColorant { name, fallback }), Ratio::new(tint));
        let mut frame = Frame::soft(Size::splat(Abs::pt(10.0)));
        let shape = Geometry::Rect(Size::splat(Abs::pt(5.0))).filled(Color::Spot(spot));
        frame.push(Point::zero(), FrameItem::Shape(shape, Span::detached()));
        let page = Page {
            frame,
            bleed: Sides::splat(Abs::pt(3.0)),
            fill: typst::foundations::Smart::Auto,
            numbering: None,
            supplement: typst::foundations::Content::empty(),
            number: 1,
        };
        PagedDocument::new([page].into_iter().collect(), typst::model::DocumentInfo::default())
    }

    fn colour(document: &PagedDocument) -> Color {
        let items = document.pages()[0].frame.items().map(|(_, item)| item.clone());
        let shape =
            items.into_iter().find_map(|item| if let FrameItem::Shape(shape, _) = item { Some(shape) } else { None });
        match shape.and_then(|shape| shape.fill) {
            Some(Paint::Solid(colour)) => colour,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_profile_gets_its_own_colour_and_edge() {
        let set = page("anpham 0 0.5 1 0.25", 1.0);
        assert!(can_be_dressed(&set));
        let (screen, press) = (dress(&set, ProfileKind::Screen), dress(&set, ProfileKind::Print));
        assert!(matches!(colour(&screen), Color::Process(ProcessColor::Rgb(_))));
        assert_eq!(colour(&press), Color::Process(ProcessColor::Cmyk(Cmyk { c: 0.0, m: 0.5, y: 1.0, k: 0.25 })));
        assert!(screen.pages()[0].bleed.is_zero() && !press.pages()[0].bleed.is_zero());
        let press = dress(&page("anpham 0 0.5 1 0.25 0.4 PANTONE 540 C", 1.0), ProfileKind::Print);
        let Color::Spot(spot) = colour(&press) else { panic!("no ink of its own") };
        assert_eq!(spot.tint, Ratio::new(0.4));
        assert_eq!(spot.colorant.name, Some(SpotColorantName::Custom("PANTONE 540 C".into())));
    }

    #[test]
    fn a_colour_that_no_longer_is_its_recipe_is_set_for_each_profile() {
        for (name, tint) in [("anpham 0 0.5 1 0.25", 0.2), ("anpham 0 0.5 1", 1.0), ("anpham 0 x 1 0", 1.0)] {
            assert!(!can_be_dressed(&page(name, tint)), "{name} {tint}");
        }
        // An ink that carries nothing is what it is.
        assert!(can_be_dressed(&page("PANTONE 540 C", 0.2)));
    }
}
