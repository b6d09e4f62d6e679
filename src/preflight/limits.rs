//! What a press can take.

use super::rule::RuleSet;

/// What a press can take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Most ink on any spot, in percent.
    pub ink: f64,
    /// Pictures with fewer pixels per inch are errors.
    pub ppi_error: f64,
    /// Pictures with fewer pixels per inch are warned of.
    pub ppi_warn: f64,
    /// How far what touches the cut must go beyond it.
    pub bleed: Bleed,
    /// The scale of the drawing: 0.1 for one at 1:10, whose lines are ten times as thick in the end.
    pub scale: f64,
    /// Thinner lines in one ink may not print, in points.
    pub line: f64,
    /// Thinner lines in several inks may not print, in points.
    pub line_inks: f64,
    /// Smaller text is warned of, in points.
    pub text: f64,
    /// Smaller text in several inks, or in white, is warned of, in points.
    pub text_inks: f64,
    /// Smaller black text is to be of black ink alone, and to overprint, in points.
    pub text_black: f64,
    /// The rules that hold.
    pub rules: RuleSet,
}

impl Limits {
    /// A number by the name that the data of variants call it.
    pub(super) fn by_name(&mut self, name: &str) -> Option<&mut f64> {
        Some(match name {
            "ink" => &mut self.ink,
            "ppi-error" => &mut self.ppi_error,
            "ppi-warn" => &mut self.ppi_warn,
            "line" => &mut self.line,
            "line-inks" => &mut self.line_inks,
            "text" => &mut self.text,
            "text-inks" => &mut self.text_inks,
            "text-black" => &mut self.text_black,
            _ => return None,
        })
    }
}

/// How far what touches the cut must go beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bleed {
    /// As far as the `BleedBox` of a page says, and 3 mm where it says nothing: for files of which no more is known.
    Usual,
    /// As far as the `BleedBox` of a page says, also if that is nothing.
    Declared,
    /// So many mm: top, right, bottom, left. Zero for an edge that is bound or not cut.
    Edges([f64; 4]),
}

impl Default for Limits {
    /// Sheet-fed offset on coated paper: 300 % of ink (FOGRA39, basICColor), 150 and 225 pixels per inch (GWG 2015), less
    /// one for rounding.
    fn default() -> Self {
        Self {
            ink: 300.0,
            ppi_error: 149.0,
            ppi_warn: 224.0,
            bleed: Bleed::Usual,
            scale: 1.0,
            line: 0.2,
            line_inks: 0.25,
            text: 5.0,
            text_inks: 8.0,
            text_black: 12.0,
            rules: RuleSet::default(),
        }
    }
}
