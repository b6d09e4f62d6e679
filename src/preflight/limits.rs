//! What a press can take.

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
        Self { ink: 300.0, ppi_error: 149.0, ppi_warn: 224.0, bleed: Bleed::Usual, scale: 1.0 }
    }
}
