//! Where black lies between two profiles.
//!
//! Perceptual tables of version 4 are made for a reference medium whose black is a print's, not the absence of light (ICC.1:2022, 6.3):
//! what comes from other profiles is scaled to it, as littleCMS does. The library below us does not: shadows then have
//! a tenth more ink.

use moxcms::{ColorProfile, ProfileVersion, ToneReprCurve};

/// Luminance of that black beside white. It is as neutral as white is, so that one number says it.
const REFERENCE: f32 = 0.003_473_1;
/// Steps of a curve that is drawn anew.
const STEPS: u16 = 4095;

fn is_fourth(profile: &ColorProfile) -> bool {
    use ProfileVersion::{V4_0, V4_1, V4_2, V4_3, V4_4};
    matches!(profile.version(), V4_0 | V4_1 | V4_2 | V4_3 | V4_4)
}

/// Whether the perceptual way to a profile's colours begins at the reference medium.
pub(super) fn begins_at_reference(profile: &ColorProfile) -> bool {
    is_fourth(profile) && profile.lut_b_to_a_perceptual.is_some()
}

/// Whether the perceptual way from them ends there.
pub(super) fn ends_at_reference(profile: &ColorProfile) -> bool {
    is_fourth(profile) && profile.lut_a_to_b_perceptual.is_some()
}

/// RGB whose black is that of the reference medium. A profile of tables stays as it is: they say themselves where it lies.
pub(super) fn on_reference(mut profile: ColorProfile) -> ColorProfile {
    if profile.lut_a_to_b_perceptual.is_some()
        || profile.lut_a_to_b_colorimetric.is_some()
        || !profile.is_matrix_shaper()
    {
        return profile;
    }
    let raised = |curve: &Option<ToneReprCurve>| {
        let curve = curve.as_ref()?.make_linear_evaluator().ok()?;
        let step = |n: u16| {
            let light = curve.evaluate_value(f32::from(n) / f32::from(STEPS)).clamp(0.0, 1.0);
            ((REFERENCE + (1.0 - REFERENCE) * light) * 65535.0).round() as u16
        };
        Some(ToneReprCurve::Lut((0..=STEPS).map(step).collect()))
    };
    let curves = [&profile.red_trc, &profile.green_trc, &profile.blue_trc].map(raised);
    if curves.iter().all(Option::is_some) {
        [profile.red_trc, profile.green_trc, profile.blue_trc] = curves;
        // It would be taken for the curves.
        profile.cicp = None;
    }
    profile
}
