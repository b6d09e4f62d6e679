//! Rules on text: its size in inks, and whether its font is in the file.

use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Resources;

use super::super::content::Interpreter;
use super::super::geometry::*;
use super::super::programs::{FontForm, is_whole_font};
use super::super::rule::told;
use super::super::state::*;
use super::super::streams::name_of;

impl Interpreter<'_> {
    pub(crate) fn text(&mut self, state: &GraphicsState, at: &Matrix) {
        let matrix = concat(*at, state.matrix);
        let size = (state.size.abs() * scale(&matrix) * 10.0).round() / 10.0;
        let area = [matrix[4], matrix[5], matrix[4] + size, matrix[5] + size];
        self.painted_with(&state.fill, &area);
        let Some(inks) = state.fill.inks() else { return };
        let used = inks.iter().filter(|&&ink| ink > 0.01).count();
        let shown = format!("{size:.1}");
        let place = self.at(&area);
        let limits = self.limits;
        if size > 0.0 && size < limits.text {
            self.found.push_worst(self.page, place, told!(TinyText, size = shown), -size);
        }
        if size < limits.text_inks && used > 1 {
            self.found.push_worst(self.page, place, told!(SmallText, size = shown, inks = used), -size);
        }
        if used == 0 && size < limits.text_inks {
            self.found.push_worst(self.page, place, told!(WhiteText, size = shown), -size);
        }
        let colours: f64 = inks[..3].iter().sum();
        if size < limits.text_black && inks[3] > 0.85 && colours > 0.1 {
            self.found.push(self.page, place, told!(RichBlack, size = shown));
        } else if size < limits.text_black && inks[3] > 0.995 && used == 1 && !state.overprint_fill {
            self.found.push_worst(self.page, place, told!(BlackText, size = shown), -size);
        }
        let sum: f64 = inks.iter().sum();
        if sum < 1e-6 && white_vanishes(&state.fill.space, state, true) {
            self.found.push(self.page, place, told!(WhiteOverprint));
        }
        if sum * 100.0 > self.limits.ink + 0.5 {
            self.too_much_ink(sum * 100.0, &area);
        }
    }

    /// Glyphs that are drawings, as large as they are shown.
    pub(crate) fn glyphs(
        &mut self,
        font: &Dict,
        resources: &Resources,
        state: &GraphicsState,
        at: &Matrix,
        depth: usize,
    ) {
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

    pub(crate) fn draw_glyphs(&mut self, font: &Dict, resources: &Resources, state: &GraphicsState, depth: usize) {
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
    pub(crate) fn font(&mut self, font: &Dict, resources: &Resources, state: &GraphicsState, depth: usize) {
        let name = name_of(font.get::<Object>("BaseFont").as_ref());
        let id = format!("{name} {:?}", font.obj_id());
        if !self.fonts.insert(id) {
            return;
        }
        if name.contains("Courier") {
            self.found.push(self.page, None, told!(Courier, name = name));
        }
        let kind = name_of(font.get::<Object>("Subtype").as_ref());
        if kind == "Type3" {
            return self.draw_glyphs(font, resources, state, depth);
        }
        let descendant = font.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
        let descriptor = descendant.as_ref().unwrap_or(font).get::<Dict>("FontDescriptor").unwrap_or_default();
        let forms =
            [("FontFile", FontForm::Type1), ("FontFile2", FontForm::TrueType), ("FontFile3", FontForm::Compact)];
        let mut programs = forms.iter().filter_map(|(key, form)| Some((descriptor.get::<Stream>(*key)?, *form)));
        match programs.next() {
            Some((program, form)) if !self.is_whole(&program, form) => {
                self.found.push(self.page, None, told!(FontBroken, name = name));
            }
            Some(_) => {}
            None => self.found.push(self.page, None, told!(Font, name = name)),
        }
    }

    /// Whether letters can be drawn by a font program; each is looked at once.
    fn is_whole(&mut self, program: &Stream, form: FontForm) -> bool {
        let id = program.obj_id().obj_number;
        if let Some(known) = self.budget.programs.get(&id) {
            return *known;
        }
        // That it cannot be unpacked is told of the font, not of the page; what is too long to be read is another matter.
        let broken = self.budget.broken;
        let whole = self.budget.decoded(program).is_none_or(|data| is_whole_font(&data, form));
        self.budget.broken = broken;
        self.budget.programs.insert(id, whole);
        whole
    }
}
