//! The printing condition: an ICC output profile, and what a PDF says of it.

use std::sync::{Arc, OnceLock};

use flate2::Compression;
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, TransformOptions};

use super::converted::Converted;
use super::objects::deflate;

/// ISO Coated v2 300 % (basICColor): offset on coated paper, FOGRA39, 300 % of ink at most.
const DEFAULT_PROFILE: &[u8] = include_bytes!("../../data/icc/ISOcoated_v2_300_bas.icc");

/// What `GTS_PDFX` states (ISO 32000-1, 14.11.5, table 365), and the way from RGB to its inks.
pub struct OutputIntent {
    /// Name in the ICC's registry of characterisations: `FOGRA39`.
    pub condition: String,
    /// The condition in words.
    pub info: String,
    /// The profile as it was read.
    icc: Vec<u8>,
    /// See [`OutputIntent::deflated`].
    deflated: OnceLock<Vec<u8>>,
    pub(super) profile: ColorProfile,
    /// Pictures in its inks.
    pub(super) converted: Converted,
}

impl std::fmt::Debug for OutputIntent {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("OutputIntent")
            .field("condition", &self.condition)
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}

/// Why a file cannot be an output profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// No ICC profile at all.
    #[error("not an ICC profile")]
    Unreadable,
    /// A profile of a scanner, a screen …: not of a press (class `prtr`).
    #[error("not the profile of a press (class `prtr`)")]
    NotOutput,
    /// A press that does not print cyan, magenta, yellow and black.
    #[error("not a profile of cyan, magenta, yellow and black")]
    NotCmyk,
}

impl OutputIntent {
    /// The shipped condition, FOGRA39.
    pub fn default_condition() -> Arc<Self> {
        static DEFAULT: OnceLock<Arc<OutputIntent>> = OnceLock::new();
        let make = || {
            let intent = Self::new(DEFAULT_PROFILE, "FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)");
            Arc::new(intent.expect("the shipped profile is a CMYK output profile"))
        };
        DEFAULT.get_or_init(make).clone()
    }

    /// Reads an output profile. A profile of another class is refused: it has no way from colours to inks, and a press
    /// cannot be set by it.
    pub fn new(icc: &[u8], condition: &str, info: &str) -> Result<Self, ProfileError> {
        let profile = ColorProfile::new_from_slice(icc).map_err(|_| ProfileError::Unreadable)?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(ProfileError::NotOutput);
        }
        if profile.color_space != DataColorSpace::Cmyk {
            return Err(ProfileError::NotCmyk);
        }
        let intent = Self {
            condition: condition.into(),
            info: info.into(),
            icc: icc.to_vec(),
            deflated: OnceLock::new(),
            profile,
            converted: Converted::default(),
        };
        // What is found out now need not be feared at the first picture.
        intent.inks(None, &[0, 0, 0]).map(|_| intent).ok_or(ProfileError::Unreadable)
    }

    /// The profile as files embed it: deflated once for all of them, and not in a run that makes none.
    pub(super) fn deflated(&self) -> &[u8] {
        self.deflated.get_or_init(|| deflate(&self.icc, Compression::best()))
    }

    /// RGB pixels as inks, four bytes each: perceptual, as pictures are. `source` is the profile that came with the
    /// picture; without one it is taken for sRGB. `None` if no way leads from `source` to the press.
    pub(super) fn inks(&self, source: Option<&[u8]>, rgb: &[u8]) -> Option<Vec<u8>> {
        let source = match source {
            Some(icc) => ColorProfile::new_from_slice(icc).ok()?,
            None => ColorProfile::new_srgb(),
        };
        let options = TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..Default::default() };
        // Four channels, in the layout that the library names after RGBA.
        let transform = source.create_transform_8bit(Layout::Rgb, &self.profile, Layout::Rgba, options).ok()?;
        let mut inks = vec![0; rgb.len() / 3 * 4];
        transform.transform(&rgb[..rgb.len() / 3 * 3], &mut inks).ok()?;
        Some(inks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_and_black_become_paper_and_ink() {
        let inks = OutputIntent::default_condition().inks(None, &[255, 255, 255, 0, 0, 0, 255, 0, 0]).unwrap();
        assert!(inks[..4].iter().all(|&ink| ink <= 2), "paper: {inks:?}");
        let black: f64 = inks[4..8].iter().map(|&ink| f64::from(ink) / 2.55).sum();
        assert!(black > 200.0 && black <= 301.0, "black takes {black} % of ink");
        assert!(inks[9] > 200 && inks[10] > 180 && inks[8] < 60, "red: {:?}", &inks[8..]);
    }

    #[test]
    fn the_total_ink_limit_of_the_profile_holds_for_every_colour() {
        let mut rgb = Vec::new();
        for n in 0..4096_usize {
            rgb.extend([(n >> 8) as u8 * 17, (n >> 4 & 15) as u8 * 17, (n & 15) as u8 * 17]);
        }
        let inks = OutputIntent::default_condition().inks(None, &rgb).unwrap();
        let most = inks.chunks(4).map(|c| c.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>()).fold(0.0, f64::max);
        assert!(most <= 302.0, "{most} %");
    }

    #[test]
    fn what_is_no_press_is_refused() {
        assert_eq!(OutputIntent::new(b"no profile", "X", "x").unwrap_err(), ProfileError::Unreadable);
        let screen = ColorProfile::new_srgb().encode().unwrap();
        assert_eq!(OutputIntent::new(&screen, "X", "x").unwrap_err(), ProfileError::NotOutput);
    }
}
