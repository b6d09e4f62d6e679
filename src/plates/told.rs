//! The plates of a page, and what is not told apart of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Message;
use crate::msg;
use crate::preflight::{PROCESS, most_ink};

/// Side of the window over which ink is averaged, in mm: 15 mm² (GWG 2015).
const WINDOW: f64 = 3.873;

/// What of a page is not told apart by plates, or not as a press would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unseparated {
    /// A mode of blending that mixes the inks of a colour (Hue, Saturation, Color, Luminosity), or spots in Difference and Exclusion.
    BlendMode,
    /// A mode of blending in a group that is not isolated, or a group that knocks out.
    Group,
    /// A picture in a packing that is not read here.
    Picture,
    /// A picture some of whose colours do not show.
    ColourMask,
    /// A pattern that cannot be read.
    Pattern,
    /// A gradient in a space whose plates cannot be told.
    Shading,
    /// A colour space that cannot be read.
    Space,
    /// A font that cannot be drawn: it is not in the file, or not all of it, or packed in a way that is not read here.
    Font,
    /// Gray by a profile, taken as black ink.
    Gray,
    /// Inks by the profile of another press, taken as they are.
    OtherPress,
    /// A description that cannot be read to its end, or is too long.
    Content,
}

impl Unseparated {
    /// In words.
    pub fn message(self) -> Message {
        match self {
            Self::BlendMode => msg!("plates-left-blend"),
            Self::Group => msg!("plates-left-group"),
            Self::Picture => msg!("plates-left-picture"),
            Self::ColourMask => msg!("plates-left-mask"),
            Self::Pattern => msg!("plates-left-pattern"),
            Self::Shading => msg!("plates-left-shading"),
            Self::Space => msg!("plates-left-space"),
            Self::Font => msg!("plates-left-font"),
            Self::Gray => msg!("plates-left-gray"),
            Self::OtherPress => msg!("plates-left-press"),
            Self::Content => msg!("plates-left-content"),
        }
    }
}

/// The plates of a page within its trim.
#[derive(Debug, Clone, PartialEq)]
pub struct PagePlates {
    /// Page, from 1.
    pub page: usize,
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Pixels of a millimetre.
    pub scale: f64,
    /// Each ink that is used, those of the press first, with a byte a pixel: 255 is full ink.
    pub plates: Vec<(String, Vec<u8>)>,
    /// What is not told apart.
    pub left: BTreeSet<Unseparated>,
}

impl PagePlates {
    /// How much of the trim a plate covers, in percent: the mean of its ink.
    pub fn coverage(&self) -> Vec<(&str, f64)> {
        let mean = |plate: &[u8]| {
            plate.iter().map(|&ink| u64::from(ink)).sum::<u64>() as f64 / 2.55 / plate.len().max(1) as f64
        };
        self.plates.iter().map(|(name, plate)| (name.as_str(), mean(plate))).collect()
    }

    /// All inks of a pixel, in percent.
    pub fn total(&self, at: usize) -> f64 {
        self.plates.iter().map(|(_, plate)| f64::from(plate[at])).sum::<f64>() / 2.55
    }

    /// The most ink that any window of 15 mm² holds, in percent.
    pub fn most(&self) -> f64 {
        let side = ((WINDOW * self.scale).round() as usize).max(1);
        let rows = (0..self.height).map(|y| {
            let at = |x: usize| self.plates.iter().map(move |(_, plate)| u16::from(plate[y * self.width + x]));
            (0..self.width).map(|x| at(x).fold(0, u16::saturating_add)).collect()
        });
        most_ink(rows, (self.width, self.height), (side, side))
    }
}

/// Whether a plate is one of the four of the press.
pub(super) fn is_process(plate: &str) -> bool {
    PROCESS.contains(&plate)
}

/// What a proof shows a spot with: sRGB of nine strengths, from none to full, where its colour is known.
pub type SpotColours = BTreeMap<String, Vec<[u8; 3]>>;
