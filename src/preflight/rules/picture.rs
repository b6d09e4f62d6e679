//! Rules on pictures: pixels per inch, colours, ink.

use hayro_syntax::object::{Object, Stream};
use hayro_syntax::page::Resources;

use super::super::bleed::{Bounds, InkMark, Tone};
use super::super::color::Space;
use super::super::content::Interpreter;
use super::super::finding::MOST_WORK;
use super::super::geometry::*;
use super::super::jpx;
use super::super::pixels::{Look, Pixels};
use super::super::rule::told;
use super::super::state::*;
use super::super::streams::{filters, name_of};

impl Interpreter<'_> {
    /// A picture whose ink is not counted: too much has been read, or its packing is broken or not known here.
    fn unread(&mut self, packed: &[String], area: &Bounds) {
        if self.budget.work.bytes >= MOST_WORK.bytes {
            return self.too_much();
        }
        let packing = packed.last().map_or_else(|| "–".to_string(), Clone::clone);
        self.found.push(self.page, self.at(area), told!(PictureUnread, packing = packing));
    }

    /// A placed picture: its resolution on paper, its colours, its ink.
    pub(crate) fn image(&mut self, image: &Stream, state: &GraphicsState, resources: &Resources, depth: usize) {
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
                self.found.push_worst(self.page, self.at(&area), told!(PictureCoarse, ppi = ppi, least = least), -ppi);
            } else if ppi < self.limits.ppi_warn {
                let least = self.limits.ppi_warn;
                self.found.push_worst(self.page, self.at(&area), told!(PictureSoft, ppi = ppi, least = least), -ppi);
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
        let given = dict.get::<Object>("ColorSpace").or_else(|| dict.get::<Object>("CS"));
        let packed = filters(dict);
        let is_jpx = packed == ["JPXDecode"];
        let Some(space) = given else {
            // Only these may leave it to their data to say what their colours are (ISO 32000-2, 7.4.9).
            match jpx::space(&image.raw_data()).filter(|_| is_jpx) {
                Some(space) => {
                    self.judge(&space, &area);
                    self.plates(
                        &space,
                        &vec![if matches!(space, Space::IccGray(_)) { 0.0 } else { 1.0 }; space.channels()],
                        &visible,
                    );
                }
                // Packed twice, it is not looked into.
                None if packed.len() > 1 && packed.last().is_some_and(|name| name == "JPXDecode") => {}
                None => self.found.push(self.page, self.at(&area), told!(PictureColor)),
            }
            return at_cut(self, InkMark::Ink, &outline);
        };
        // An inline picture may name a space of the resources.
        let space = match &space {
            Object::Name(name) => resources.get_color_space(name).unwrap_or(space),
            _ => space,
        };
        let space = self.space(&space, &area, resources);
        // One channel more may say what shows.
        let stated = Some(()).filter(|()| is_jpx).and_then(|()| jpx::channels(&image.raw_data()));
        if stated.is_some_and(|stated| !(space.channels()..=space.channels() + 1).contains(&stated)) {
            self.found.push(self.page, self.at(&area), told!(PictureColor));
        }
        // Which inks a picture has is not counted: it is taken to have all that its space has.
        match &space {
            Space::Gray | Space::IccGray(_) => self.plates(&space, &[0.0], &visible),
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
        let pixels = Pixels::of(image, &space, resources);
        // Of several inks: one alone is within any limit.
        if pixels.is_none() && space.may_exceed() {
            self.unread(&packed, &area);
        }
        if let Some(pixels) = pixels.filter(|pixels| pixels.limited || borders) {
            let window = 15.0_f64.sqrt() * MM;
            let across = ((window / wide * width as f64).ceil() as usize).clamp(1, width.max(1));
            let down = ((window / high * height as f64).ceil() as usize).clamp(1, height.max(1));
            // A picture that is placed often is read once.
            let key = (image.obj_id().obj_number, across, down, borders);
            look = match self.pictures.get(&key) {
                Some(known) => *known,
                None => {
                    let look = Look::at(image, (width, height), (across, down), &pixels, borders, self.budget);
                    if look.is_none() && pixels.limited {
                        self.unread(&packed, &area);
                    }
                    let look = look.unwrap_or(Look::UNKNOWN);
                    self.pictures.insert(key, look);
                    look
                }
            };
            if let Some(most) = look.most
                && most > self.limits.ink + 2.0
            {
                self.too_much_ink(most, &area);
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
}
