//! The printing condition: an ICC output profile, and what a PDF says of it.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, Transform8BitExecutor, Transform16BitExecutor,
    TransformOptions,
};

use super::black;
use super::conditions;
use super::converted::Converted;
use super::objects::deflate;

/// ISO Coated v2 300 % (basICColor): offset on coated paper, FOGRA39, 300 % of ink at most.
const DEFAULT_PROFILE: &[u8] = include_bytes!("../../data/icc/ISOcoated_v2_300_bas.icc");

/// The same as print files embed it: to deflate it takes as long as two leaflets.
const DEFAULT_DEFLATED: &[u8] = include_bytes!("../../data/icc/ISOcoated_v2_300_bas.icc.deflated");

/// What `GTS_PDFX` states (ISO 32000-1, 14.11.5, table 365), and the way from RGB to its inks.
pub struct OutputIntent {
    /// Name in the ICC's registry of characterisations: `FOGRA39`.
    pub condition: String,
    /// The condition in words.
    pub info: String,
    /// The profile as it was read.
    icc: Vec<u8>,
    /// See [`OutputIntent::deflated`].
    deflated: OnceLock<Cow<'static, [u8]>>,
    pub(super) profile: ColorProfile,
    /// Pictures in its inks.
    pub(super) converted: Converted,
    /// Most ink on any spot of a picture in percent, where it is less than the profile's own.
    limit: Option<f64>,
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
    /// A way from colours to inks, or back, is wanting, or leads astray: paper is to stay free, and black is to be printed.
    #[error("a profile whose tables do not work")]
    Tables,
}

/// Most ink in percent that a profile may put where a picture is white: a table's rounding, and no more.
const PAPER: f64 = 3.0;
/// Least ink in percent where a picture is black.
const BLACK: f64 = 80.0;

impl OutputIntent {
    /// The shipped condition, FOGRA39.
    pub fn default_condition() -> Arc<Self> {
        static DEFAULT: OnceLock<Arc<OutputIntent>> = OnceLock::new();
        DEFAULT.get_or_init(|| Arc::new(Self::shipped())).clone()
    }

    fn shipped() -> Self {
        let intent = Self::new(DEFAULT_PROFILE, "FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)");
        let intent = intent.expect("the shipped profile is a CMYK output profile");
        Self { deflated: Cow::from(DEFAULT_DEFLATED).into(), ..intent }
    }

    /// The shipped condition with less ink in pictures: so many percent at most.
    pub fn default_limited(percent: f64) -> Self {
        Self::shipped().limited(percent)
    }

    /// The same condition with less ink in pictures: so many percent at most.
    pub fn limited(self, percent: f64) -> Self {
        Self { limit: Some(percent), ..self }
    }

    /// The condition that the profile is made for, if it says so and is named as another one of the registry.
    pub fn other_condition(&self) -> Option<String> {
        let named = conditions::registered(&self.condition)?;
        conditions::of_profile(&self.profile).filter(|own| *own != named)
    }

    /// Whether a profile is this one, under whatever version it is carried (ICC.1:2022, 7.2).
    pub fn is_of(&self, icc: &[u8]) -> bool {
        icc.len() > 128 && icc.get(128..) == self.icc.get(128..)
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
            limit: None,
        };
        // What is found out now need not be feared at the first picture.
        let inks = intent.inks(None, &[255, 255, 255, 0, 0, 0]).ok_or(ProfileError::Tables)?;
        let of = |inks: &[u8]| inks.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>();
        let works = of(&inks[..4]) <= PAPER && of(&inks[4..]) >= BLACK;
        // And back: a press is shown on a screen, and pictures come from other presses.
        let back = intent.colours(&inks).is_some_and(|rgb| rgb[0] > 200 && rgb[3] < 100);
        (works && back).then_some(intent).ok_or(ProfileError::Tables)
    }

    /// The profile as files embed it: deflated once for all of them, and not in a run that makes none.
    pub(super) fn deflated(&self) -> &[u8] {
        self.deflated.get_or_init(|| deflate(&self.icc, Compression::best()).into())
    }

    /// RGB pixels as inks, four bytes each. `None` if no way leads from `source` to the press.
    pub(crate) fn inks(&self, source: Option<&[u8]>, rgb: &[u8]) -> Option<Vec<u8>> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        self.way_from_rgb(source)?.convert(&rgb[..rgb.len() / 3 * 3], &mut inks)?;
        Some(inks)
    }

    /// From RGB to the inks: perceptual, as pictures are. `source` is the profile that came with the picture; without one it is taken
    /// for sRGB. `None` if no way leads from `source` to the press.
    pub(super) fn way_from_rgb(&self, source: Option<&[u8]>) -> Option<InkWay<'_>> {
        let mut source = match source {
            Some(icc) => ColorProfile::new_from_slice(icc).ok()?,
            None => ColorProfile::new_srgb(),
        };
        if black::begins_at_reference(&self.profile) {
            source = black::on_reference(source);
        }
        // Four channels, in the layout that the library names after RGBA.
        let way = source.create_transform_8bit(Layout::Rgb, &self.profile, Layout::Rgba, perceptual()).ok()?;
        Some(InkWay::Rgb(self, way))
    }

    /// From inks of another press, four bytes each. The library knows no way from inks to inks, so they go through RGB in 16 bits that
    /// holds all colours of both.
    pub(super) fn way_from_inks(&self, source: &[u8]) -> Option<InkWay<'_>> {
        let source = ColorProfile::new_from_slice(source).ok()?;
        let wide = |on_reference: bool| {
            let wide = ColorProfile::new_pro_photo_rgb();
            if on_reference { black::on_reference(wide) } else { wide }
        };
        let (ends, begins) = (black::ends_at_reference(&source), black::begins_at_reference(&self.profile));
        let there = source.create_transform_16bit(Layout::Rgba, &wide(ends), Layout::Rgb, perceptual()).ok()?;
        let back = wide(begins).create_transform_16bit(Layout::Rgb, &self.profile, Layout::Rgba, perceptual()).ok()?;
        Some(InkWay::Inks(self, there, back))
    }

    /// What inks look like, in sRGB.
    pub(crate) fn colours(&self, inks: &[u8]) -> Option<Vec<u8>> {
        seen(&self.way_to_colours()?, inks)
    }

    /// The way to there: it takes longer to find than to go.
    pub(super) fn way_to_colours(&self) -> Option<Arc<Transform8BitExecutor>> {
        let options =
            TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
        let screen = ColorProfile::new_srgb();
        self.profile.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, options).ok()
    }

    fn hold_limit(&self, inks: &mut [u8]) {
        let Some(percent) = self.limit else { return };
        inks.chunks_exact_mut(4).for_each(|inks| hold(inks, percent));
    }
}

/// What inks look like, in sRGB.
pub(super) fn seen(way: &Arc<Transform8BitExecutor>, inks: &[u8]) -> Option<Vec<u8>> {
    let mut rgb = vec![0; inks.len() / 4 * 3];
    way.transform(inks, &mut rgb).ok()?;
    Some(rgb)
}

/// As pictures go to a press.
fn perceptual() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() }
}

/// A way of colours to the inks of a press, a byte a channel.
pub(super) enum InkWay<'a> {
    /// From RGB.
    Rgb(&'a OutputIntent, Arc<Transform8BitExecutor>),
    /// From inks of another press, there and back.
    Inks(&'a OutputIntent, Arc<Transform16BitExecutor>, Arc<Transform16BitExecutor>),
    /// From grays to grays, which black prints.
    Grays(Box<[u8; 256]>),
}

impl InkWay<'_> {
    /// Converts some pixels; `to` has room for as many.
    pub(super) fn convert(&self, from: &[u8], to: &mut [u8]) -> Option<()> {
        match self {
            Self::Rgb(intent, way) => {
                way.transform(from, to).ok()?;
                intent.hold_limit(to);
            }
            Self::Inks(intent, there, back) => {
                let deep: Vec<u16> = from.iter().map(|&ink| u16::from(ink) * 257).collect();
                let (mut rgb, mut made) = (vec![0; from.len() / 4 * 3], vec![0; from.len()]);
                there.transform(&deep, &mut rgb).ok()?;
                back.transform(&rgb, &mut made).ok()?;
                for (to, ink) in to.iter_mut().zip(made) {
                    *to = ((u32::from(ink) + 128) / 257) as u8;
                }
                intent.hold_limit(to);
            }
            Self::Grays(curve) => {
                for (to, &gray) in to.iter_mut().zip(from) {
                    *to = curve[usize::from(gray)];
                }
            }
        }
        Some(())
    }
}

/// How much of the light a full tone takes, of the best of a few tried on the shipped profile.
const TAKEN: f64 = 0.9;

/// How many steps there are between the black of a colour and full black.
const STEPS: u32 = 32;

/// Less ink in the same colour (gray component replacement with black generation): black grows, and the others give up what it takes of
/// the light of each of them. Full tones hardly do, so where that is not enough they are all made less by the same part; of the ways
/// within the limit that changes the light least which needs least black. What is below the limit stays as it is.
fn hold(inks: &mut [u8], percent: f64) {
    let most = percent / 100.0;
    let [c, m, y, k] = [0, 1, 2, 3].map(|n| f64::from(inks[n]) / 255.0);
    if c + m + y + k <= most {
        return;
    }
    let light = [c, m, y].map(|ink| (1.0 - TAKEN * ink) * (1.0 - TAKEN * k));
    let (mut best, mut least) = ([c, m, y, k], f64::INFINITY);
    for step in 0..=STEPS {
        let black = k + (1.0 - k) * f64::from(step) / f64::from(STEPS);
        let left = 1.0 - TAKEN * black;
        let others = light.map(|light| ((1.0 - light / left) / TAKEN).max(0.0));
        let part = ((most - black).max(0.0) / others.iter().sum::<f64>().max(f64::EPSILON)).min(1.0);
        let [c, m, y] = others.map(|ink| ink * part);
        let changed: f64 =
            [c, m, y].iter().zip(light).map(|(ink, light)| ((1.0 - TAKEN * ink) * left - light).abs()).sum();
        if changed < least - 1e-9 {
            (best, least) = ([c, m, y, black], changed);
        }
        if part >= 1.0 {
            break;
        }
    }
    for (ink, held) in inks.iter_mut().zip(best) {
        // Down, so that the sum of the bytes is within it too.
        *ink = (held * 255.0 + 1e-6).floor() as u8;
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

    /// Written with `ANPHAM_ACCEPT=1`.
    #[test]
    fn the_shipped_profile_is_deflated_as_others_are() {
        let deflated = deflate(DEFAULT_PROFILE, Compression::best());
        if std::env::var_os("ANPHAM_ACCEPT").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/icc/ISOcoated_v2_300_bas.icc.deflated");
            std::fs::write(path, deflated).expect("written");
        } else {
            assert!(deflated == DEFAULT_DEFLATED, "write it with ANPHAM_ACCEPT=1");
        }
    }

    #[test]
    fn what_is_no_press_is_refused() {
        assert_eq!(OutputIntent::new(b"no profile", "X", "x").unwrap_err(), ProfileError::Unreadable);
        let screen = ColorProfile::new_srgb().encode().unwrap();
        assert_eq!(OutputIntent::new(&screen, "X", "x").unwrap_err(), ProfileError::NotOutput);
    }

    #[test]
    fn a_profile_whose_tables_do_not_work_is_refused() {
        let tag = |icc: &[u8], name: &[u8; 4]| {
            let at = (132..).step_by(12).find(|&at| &icc[at..at + 4] == name).expect("a tag");
            let number = |at: usize| u32::from_be_bytes(icc[at..at + 4].try_into().unwrap()) as usize;
            (at, number(at + 4), number(at + 8))
        };
        let refused = |icc: &[u8]| OutputIntent::new(icc, "X", "x").unwrap_err();
        // A way is wanting: to inks, and from them.
        for name in [b"B2A0", b"A2B0"] {
            let mut icc = DEFAULT_PROFILE.to_vec();
            for n in *b"012" {
                let (at, ..) = tag(&icc, &[name[0], name[1], name[2], n]);
                icc[at..at + 4].copy_from_slice(b"none");
            }
            assert_eq!(refused(&icc), ProfileError::Tables, "{name:?}");
        }
        // White prints ink: the table that ends every way is turned over.
        let mut icc = DEFAULT_PROFILE.to_vec();
        let (_, from, length) = tag(&icc, b"B2A0");
        for byte in &mut icc[from + 52..from + length] {
            *byte = 255 - *byte;
        }
        assert_eq!(refused(&icc), ProfileError::Tables);
        // The file is cut.
        for part in [2, 3, 10] {
            let cut = &DEFAULT_PROFILE[..DEFAULT_PROFILE.len() - DEFAULT_PROFILE.len() / part];
            assert_eq!(refused(cut), ProfileError::Unreadable, "1/{part}");
        }
    }

    #[test]
    fn shadows_are_those_of_other_engines_in_profiles_of_both_versions() {
        // Perceptual inks of littleCMS 2.19, from sRGB, of 255: grays of 0, 16, 32, 64 and 128, a blue and a brown of the dark.
        let rgb = [[0; 3], [16; 3], [32; 3], [64; 3], [128; 3], [8, 12, 60], [50, 30, 10]].concat();
        let version_2 = [
            [192, 169, 162, 242],
            [186, 162, 153, 224],
            [178, 153, 144, 198],
            [161, 136, 131, 143],
            [123, 98, 97, 50],
            [249, 240, 72, 129],
            [129, 171, 210, 197],
        ];
        let version_4 = [
            [187, 164, 155, 230],
            [183, 158, 148, 213],
            [176, 151, 142, 191],
            [160, 135, 130, 140],
            [122, 98, 97, 50],
            [247, 234, 73, 131],
            [133, 166, 198, 192],
        ];
        for (version, expected) in [([2, 0x10], version_2), ([4, 0x20], version_4)] {
            let mut icc = DEFAULT_PROFILE.to_vec();
            icc[8..10].copy_from_slice(&version);
            let intent = OutputIntent::new(&icc, "FOGRA39", "a").expect("a profile");
            let inks = intent.inks(None, &rgb).expect("inks");
            for (inks, expected) in inks.chunks(4).zip(expected) {
                let far = |(own, other): (&u8, u8)| own.abs_diff(other);
                let far = inks.iter().zip(expected).map(far).max();
                assert!(far <= Some(3), "{version:?}: {inks:?} {expected:?}");
                let sum = |inks: &[u8]| inks.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>();
                assert!((sum(inks) - sum(&expected)).abs() < 2.5, "{version:?}: {inks:?} {expected:?}");
            }
            // From inks of the same press the blacks come back as dark as they were.
            let own = [[180, 160, 150, 220], [40, 90, 80, 30]].concat();
            let back = intent.way_from_inks(&icc).map(|way| {
                let mut made = vec![0; own.len()];
                way.convert(&own, &mut made).map(|()| made)
            });
            let back = back.flatten().expect("inks");
            let (shown, was) = (intent.colours(&back).expect("colours"), intent.colours(&own).expect("colours"));
            assert!(shown.iter().zip(&was).all(|(a, b)| a.abs_diff(*b) <= 6), "{version:?}: {shown:?} {was:?}");
        }
    }

    #[test]
    fn a_lower_limit_is_held_in_the_same_colours() {
        let mut rgb = Vec::new();
        for n in 0..4096_usize {
            rgb.extend([(n >> 8) as u8 * 17, (n >> 4 & 15) as u8 * 17, (n & 15) as u8 * 17]);
        }
        let whole = OutputIntent::default_condition();
        let before = whole.inks(None, &rgb).unwrap();
        let shown = whole.colours(&before).unwrap();
        for limit in [280.0, 260.0, 240.0, 220.0] {
            let less = OutputIntent::default_limited(limit).inks(None, &rgb).unwrap();
            let sum = |inks: &[u8]| inks.iter().map(|&ink| f64::from(ink) / 2.55).sum::<f64>();
            let most = less.chunks(4).map(sum).fold(0.0, f64::max);
            assert!(most <= limit + 1e-9, "{most} % of {limit} %");
            let (mut worst, mut all, mut changed) = (0.0_f64, 0.0, 0);
            for ((old, new), (was, is)) in
                before.chunks(4).zip(less.chunks(4)).zip(shown.chunks(3).zip(whole.colours(&less).unwrap().chunks(3)))
            {
                if sum(old) <= limit + 1e-9 {
                    assert_eq!(old, new, "what is within it stays");
                    continue;
                }
                assert!(new[3] >= old[3], "black grows: {old:?} {new:?}");
                let far = was.iter().zip(is).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum::<f64>().sqrt();
                (worst, all, changed) = (worst.max(far), all + far, changed + 1);
            }
            let mean = all / f64::from(changed);
            assert!(changed > 10 && mean < 5.0 && worst < 16.0, "{limit} %: {mean} {worst}");
        }
    }
}
