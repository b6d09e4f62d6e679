//! Pictures of finished pages, drawn from the file that goes to the press and not from the pages before it was finished.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Rotation;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};

/// A PNG of the trim of each of the first `count` pages, its longer side so many pixels; `None` if the file cannot be drawn.
pub(super) fn previews(bytes: &[u8], count: usize, longest: f32) -> Option<Vec<Vec<u8>>> {
    // A panic of the drawing library is a file that it cannot draw.
    std::panic::catch_unwind(|| draw(bytes, count, longest)).ok().flatten()
}

fn draw(bytes: &[u8], count: usize, longest: f32) -> Option<Vec<Vec<u8>>> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let mut previews = Vec::new();
    for page in pdf.pages().iter().take(count) {
        let (width, height) = page.render_dimensions();
        // As the page is shown: cropped, and turned.
        let shown = page.intersected_crop_box();
        let shown = [shown.x0, shown.y0, shown.x1, shown.y1].map(f64::from);
        let trim = turned(corners(page.raw()).unwrap_or(shown), page.rotation());
        let shown = turned(shown, page.rotation());
        let scale = longest / ((trim[2] - trim[0]).max(trim[3] - trim[1]) as f32).max(1.0);
        // The sheet with its bleed and marks may be larger than its trim, but not without bounds.
        let scale = scale.min(8.0 * longest / width.max(height).max(1.0));
        let settings_of_page =
            RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
        let drawn = hayro::render(page, &cache, &settings, &settings_of_page);
        let at = |points: f64| (points as f32 * scale).round().max(0.0) as u16;
        let (left, top) = (at(trim[0] - shown[0]), at(shown[3] - trim[3]));
        let (wide, high) = (at(trim[2] - trim[0]), at(trim[3] - trim[1]));
        previews.push(cut(&drawn, left, top, wide, high).into_png().ok()?);
    }
    Some(previews)
}

/// A box of a page that is shown turned, clockwise.
fn turned([x0, y0, x1, y1]: [f64; 4], rotation: Rotation) -> [f64; 4] {
    match rotation {
        Rotation::None => [x0, y0, x1, y1],
        Rotation::Horizontal => [y0, -x1, y1, -x0],
        Rotation::Flipped => [-x1, -y1, -x0, -y0],
        Rotation::FlippedHorizontal => [-y1, x0, -y0, x1],
    }
}

fn corners(page: &hayro::hayro_syntax::object::Dict) -> Option<[f64; 4]> {
    use hayro::hayro_syntax::object::{Array, Number};
    let numbers: Vec<f64> = page.get::<Array>("TrimBox")?.iter::<Number>().map(|n| n.as_f64()).collect();
    numbers.try_into().ok().filter(|b: &[f64; 4]| b[0] < b[2] && b[1] < b[3])
}

fn cut(drawn: &Pixmap, left: u16, top: u16, wide: u16, high: u16) -> Pixmap {
    let (wide, high) =
        (wide.min(drawn.width().saturating_sub(left)).max(1), high.min(drawn.height().saturating_sub(top)).max(1));
    let mut part = Pixmap::new(wide, high);
    for y in 0..high {
        for x in 0..wide {
            if left + x < drawn.width() && top + y < drawn.height() {
                part.set_pixel(x, y, drawn.sample(left + x, top + y));
            }
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_of_a_turned_page_lies_where_it_is_shown() {
        // A page of 100 × 200 whose trim is 10 from the left and 20 from the lower edge.
        let (page, trim) = ([0.0, 0.0, 100.0, 200.0], [10.0, 20.0, 90.0, 195.0]);
        let margins = |rotation: fn() -> Rotation| {
            let (page, trim) = (turned(page, rotation()), turned(trim, rotation()));
            // Left, bottom, right, top.
            [trim[0] - page[0], trim[1] - page[1], page[2] - trim[2], page[3] - trim[3]]
        };
        assert_eq!(margins(|| Rotation::None), [10.0, 20.0, 10.0, 5.0]);
        // A quarter clockwise: what was at the foot is at the left.
        assert_eq!(margins(|| Rotation::Horizontal), [20.0, 10.0, 5.0, 10.0]);
        assert_eq!(margins(|| Rotation::Flipped), [10.0, 5.0, 10.0, 20.0]);
        assert_eq!(margins(|| Rotation::FlippedHorizontal), [5.0, 10.0, 20.0, 10.0]);
    }
}
