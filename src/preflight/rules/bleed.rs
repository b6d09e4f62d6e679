//! Rules on what is painted to the cut.

use super::super::bleed::WantedBleed;
use super::super::content::Interpreter;
use super::super::geometry::*;
use super::super::rule::told;
use super::super::state::*;

impl Interpreter<'_> {
    /// What is painted up to the trim, and not beyond it, shows a white edge when the knife slips.
    pub(crate) fn bleed(&mut self, wanted: &[(WantedBleed, Option<f64>)]) {
        const NAMES: [&str; 4] = ["left", "bottom", "right", "top"];
        let place = |reader: &Self, side: usize, (low, high): (f64, f64)| {
            let edge = reader.trim[side];
            reader.at(&if side.is_multiple_of(2) { [edge, low, edge, high] } else { [low, edge, high, edge] })
        };
        let of = |side: usize| wanted.iter().find(|(wanted, _)| wanted.side == side);
        for lack in self.edges.lacks() {
            let Some((wanted, _)) = of(lack.side) else { continue };
            let (at, edge) = (place(self, lack.side, lack.span), NAMES[lack.side]);
            let wanted = format!("{:.1}", wanted.bleed / MM);
            if lack.sure {
                self.found.push(self.page, at, told!(Bleed, edge = edge, wanted = wanted));
            } else {
                self.found.push(self.page, at, told!(BleedDoubt, edge = edge, wanted = wanted));
            }
        }
        for (side, span) in self.edges.slivers() {
            let (at, edge) = (place(self, side, span), NAMES[side]);
            self.found.push(self.page, at, told!(BleedColour, edge = edge));
        }
        for (wanted, little) in wanted {
            if let (Some(little), Some(span)) = (little, self.edges.touches(wanted.side)) {
                let (at, edge) = (place(self, wanted.side, span), NAMES[wanted.side]);
                let (has, usual) = (format!("{little:.1}"), format!("{USUAL:.0}"));
                self.found.push(self.page, at, told!(BleedLittle, edge = edge, has = has, usual = usual));
            }
        }
    }
}
