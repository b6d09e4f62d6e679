//! Pictures of plates: how much ink lies where, and what it looks like.

use hayro::vello_cpu::color::{AlphaColor, PremulRgba8, Srgb};
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect};
use hayro::vello_cpu::{Pixmap, RenderContext, Resources};
use ttf_parser::{Face, OutlineBuilder};

use super::spaces::of_lab;
use super::told::{PagePlates, SpotColours, is_process};
use crate::i18n::Lang;
use crate::msg;
use crate::pdf::OutputIntent;
use crate::preflight::PROCESS;
use crate::preflight::Verdict;
use crate::store::{Embedded, Source};

/// The face of legends.
const FACE: &str = "fonts/be-vietnam-pro/BeVietnamPro_400Regular.ttf";
/// Pixels of the legend's type.
const TYPE: f64 = 18.0;
/// Width in pixels that a legend needs.
const LEGEND: usize = 760;
/// Colours of sums from no ink to the limit; more than that is [`OVER`].
const SCALE: [[u8; 3]; 6] =
    [[255, 255, 255], [254, 237, 180], [253, 190, 100], [240, 120, 50], [190, 50, 30], [110, 10, 30]];
/// More ink than the limit.
const OVER: [u8; 3] = [0, 90, 255];
/// Where nothing is known of a spot.
const UNKNOWN: [u8; 3] = [128, 128, 128];

/// The colour of so much ink, the limit being 1.
fn heat(part: f64) -> [u8; 3] {
    if part > 1.0 {
        return OVER;
    }
    let at = part.max(0.0) * (SCALE.len() - 1) as f64;
    let n = (at as usize).min(SCALE.len() - 2);
    let share = at - n as f64;
    [0, 1, 2].map(|c| (f64::from(SCALE[n][c]) * (1.0 - share) + f64::from(SCALE[n + 1][c]) * share).round() as u8)
}

/// A sum that is no more than its limit but for rounding: a byte is a step of 0.4 %, of each plate.
fn is_over(page: &PagePlates, sum: f64, limit: f64) -> bool {
    sum > limit + page.plates.len() as f64 / 5.1
}

/// The sums of all inks in their colours, in rows of `wide` pixels.
fn sums(page: &PagePlates, limit: f64, picture: &mut Pixmap, wide: usize) {
    let data = picture.data_mut();
    for at in 0..page.width * page.height {
        let sum = page.total(at);
        let [r, g, b] = heat(if is_over(page, sum, limit) { 2.0 } else { (sum / limit).min(1.0) });
        data[at / page.width * wide + at % page.width] = PremulRgba8 { r, g, b, a: 255 };
    }
}

/// How much ink lies where on a page, without a legend, as PNG. What is over `limit` percent is marked.
pub fn plain_ink_map(page: &PagePlates, limit: f64) -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(u16::try_from(page.width).ok()?, u16::try_from(page.height).ok()?);
    sums(page, limit, &mut picture, page.width);
    picture.into_png().ok()
}

/// The same with what the colours mean.
pub fn ink_map(page: &PagePlates, limit: f64, lang: Lang) -> Option<Vec<u8>> {
    let pixels = page.width * page.height;
    let over = (0..pixels).filter(|&at| is_over(page, page.total(at), limit)).count();
    let mut lines = vec![lang.text(&msg!(
        "plates-map-title",
        page = page.page,
        most = format!("{:.0}", page.most()),
        limit = format!("{limit:.0}"),
        over = format!("{:.1}", over as f64 * 100.0 / pixels.max(1) as f64),
    ))];
    let plates: Vec<String> = page.coverage().iter().map(|(name, mean)| format!("{name} {mean:.1} %")).collect();
    lines.extend(plates.chunks(4).map(|few| few.join("   ")));
    lines.extend(page.left.iter().map(|left| lang.text(&left.message())));
    let (wide, line) = (page.width.max(LEGEND), TYPE * 1.6);
    let foot = (line * (lines.len() as f64 + 3.0)).ceil() as usize;
    let (width, height) = (u16::try_from(wide).ok()?, u16::try_from(page.height + foot).ok()?);
    let mut picture = Pixmap::new(width, height);
    let mut legend = RenderContext::new(width, height);
    let face = Embedded.read(FACE).ok()?;
    let face = Face::parse(&face, 0).ok()?;
    let paint =
        |legend: &mut RenderContext, [r, g, b]: [u8; 3]| legend.set_paint(AlphaColor::<Srgb>::from_rgb8(r, g, b));
    paint(&mut legend, [255; 3]);
    legend.fill_rect(&Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
    let top = page.height as f64 + line * 0.5;
    let steps = (limit / 50.0).ceil() as usize;
    let step = (f64::from(width) - 2.0 * TYPE) / (steps + 2) as f64;
    for n in 0..=steps + 1 {
        let sum = (n as f64 * 50.0).min(limit);
        let left = TYPE + n as f64 * step;
        paint(&mut legend, if n > steps { OVER } else { heat(sum / limit) });
        legend.fill_rect(&Rect::new(left, top, left + step, top + line));
        let label = if n > steps { format!("> {limit:.0} %") } else { format!("{sum:.0} %") };
        paint(&mut legend, [0; 3]);
        text(&mut legend, &face, &label, (left, top + line * 1.8), TYPE);
    }
    // The edge of the page.
    legend.fill_rect(&Rect::new(0.0, page.height as f64, f64::from(width), page.height as f64 + 1.0));
    for (n, words) in lines.iter().enumerate() {
        text(&mut legend, &face, words, (TYPE, top + line * (n as f64 + 3.0)), TYPE);
    }
    legend.flush();
    legend.render_to_pixmap(&mut Resources::default(), &mut picture);
    sums(page, limit, &mut picture, wide);
    picture.into_png().ok()
}

/// Words from a place on, as tall as `size`.
fn text(legend: &mut RenderContext, face: &Face, words: &str, (x, y): (f64, f64), size: f64) {
    let scale = size / f64::from(face.units_per_em());
    let mut at = x;
    for letter in words.chars() {
        let Some(glyph) = face.glyph_index(letter) else { continue };
        let mut outline = Outline(BezPath::new());
        face.outline_glyph(glyph, &mut outline);
        outline.0.apply_affine(Affine::new([scale, 0.0, 0.0, -scale, at, y]));
        legend.fill_path(&outline.0);
        at += f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
    }
}

struct Outline(BezPath);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }
    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(a), f64::from(b)), (f64::from(x), f64::from(y)));
    }
    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        let point = |x: f32, y: f32| (f64::from(x), f64::from(y));
        self.0.curve_to(point(a, b), point(c, d), point(x, y));
    }
    fn close(&mut self) {
        self.0.close_path();
    }
}

/// What the spots of a file look like at nine strengths, by the colours that the file shows them with.
pub fn spot_colours(verdict: &Verdict, intent: &OutputIntent) -> SpotColours {
    let shown = |family: &str, values: &[i32]| {
        let value = |n: usize| values.get(n).map_or(0.0, |&value| value as f32 / 1000.0);
        let byte = |n: usize| (value(n).clamp(0.0, 1.0) * 255.0).round() as u8;
        match family {
            "DeviceCMYK" | "ICCBased-4" => intent.colours(&[0, 1, 2, 3].map(byte))?.try_into().ok(),
            "DeviceGray" | "ICCBased-1" | "CalGray" => Some([byte(0); 3]),
            "Lab" => Some(of_lab(&[0, 1, 2].map(value))),
            "DeviceRGB" | "ICCBased-3" | "CalRGB" => Some([0, 1, 2].map(byte)),
            _ => None,
        }
    };
    let colours = |(family, values): &(String, Vec<i32>)| {
        let each = (values.len() / 9).max(1);
        let colours: Option<Vec<[u8; 3]>> = values.chunks_exact(each).take(9).map(|one| shown(family, one)).collect();
        colours.filter(|colours| colours.len() == 9)
    };
    verdict.spots.iter().filter_map(|(name, tint)| Some((name.clone(), colours(tint)?))).collect()
}

/// What the plates that are `on` look like in the printing condition, as PNG in sRGB (relative colorimetric: paper is white). The inks of
/// the press go through its profile; spots are multiplied upon it, in the colour that the file shows them with.
pub fn proof(
    page: &PagePlates,
    intent: &OutputIntent,
    spots: &SpotColours,
    on: &dyn Fn(&str) -> bool,
) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(page.width).ok()?, u16::try_from(page.height).ok()?);
    let find = |name: &str| page.plates.iter().find(|(plate, _)| plate == name && on(name)).map(|(_, ink)| &ink[..]);
    let process = PROCESS.map(find);
    let named = page.plates.iter().filter(|(name, _)| !is_process(name) && on(name));
    let named: Vec<(&[u8], Option<&Vec<[u8; 3]>>)> = named.map(|(name, ink)| (&ink[..], spots.get(name))).collect();
    let mut picture = Pixmap::new(width, height);
    // Many rows at once: the way from inks to colours is long to set up.
    let most = (1 << 20) / page.width.max(1) * page.width + page.width;
    let mut inks = Vec::with_capacity(most * 4);
    for (start, rows) in (0..).step_by(most).zip(picture.data_mut().chunks_mut(most)) {
        inks.clear();
        for at in start..start + rows.len() {
            inks.extend(process.map(|plate| plate.map_or(0, |plate| plate[at])));
        }
        let seen = intent.colours(&inks)?;
        for (n, pixel) in rows.iter_mut().enumerate() {
            let mut rgb = [0, 1, 2].map(|c| u32::from(seen[n * 3 + c]));
            for (plate, colours) in &named {
                let ink = u32::from(plate[start + n]);
                if ink == 0 {
                    continue;
                }
                let (n, part) = ((ink * 8 / 255).min(7) as usize, ink * 8 % 255);
                let part = if ink == 255 { 255 } else { part };
                for (c, seen) in rgb.iter_mut().enumerate() {
                    let colour = match colours {
                        Some(colours) => {
                            (u32::from(colours[n][c]) * (255 - part) + u32::from(colours[n + 1][c]) * part) / 255
                        }
                        None => 255 - (255 - u32::from(UNKNOWN[c])) * ink / 255,
                    };
                    *seen = *seen * colour / 255;
                }
            }
            let [r, g, b] = rgb.map(|value| value as u8);
            *pixel = PremulRgba8 { r, g, b, a: 255 };
        }
    }
    picture.into_png().ok()
}
