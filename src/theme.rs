//! The theme as the program knows it: its families, and whether its palette can be read on.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::content::Campaign;
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::fs::Files;
use crate::msg;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Theme {
    theme_api: i64,
    families: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Palette {
    colors: BTreeMap<String, Paint>,
    #[serde(default)]
    pairs: Vec<Pair>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paint {
    cmyk: [f64; 4],
    rgb: String,
    /// Name of an ink that a press may mix for it: `PANTONE 485 C`.
    spot: Option<String>,
}

/// A text colour on a ground; `large` from 18 pt, or 14 pt bold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    text: String,
    ground: String,
    #[serde(default)]
    large: bool,
}

/// Checks the theme and the campaign's palette; returns the families that layouts may set.
pub fn check(files: &Files, campaign: &Campaign, diagnostics: &mut Diagnostics) -> Vec<String> {
    let folder = files.folder("layouts/theme");
    check_palette(&folder, campaign, diagnostics);
    let Some(bytes) = folder.get("layouts/theme/theme.toml") else {
        diagnostics.push(Diagnostic::error(msg!("layout-theme-missing")));
        return Vec::new();
    };
    match toml::from_slice::<Theme>(bytes) {
        Ok(theme) if theme.theme_api > crate::layout::THEME_API => {
            let known = crate::layout::THEME_API;
            diagnostics.push(Diagnostic::error(msg!("layout-theme-newer", given = theme.theme_api, known = known)));
            Vec::new()
        }
        Ok(theme) => theme.families,
        Err(error) => {
            let file = SourceFile::new("layouts/theme/theme.toml", String::from_utf8_lossy(bytes));
            diagnostics
                .push(Diagnostic::error(msg!("layout-theme-broken")).at(at(&file, &error)).quote(error.message()));
            Vec::new()
        }
    }
}

fn at(file: &std::sync::Arc<SourceFile>, error: &toml::de::Error) -> Place {
    Place::new(file, error.span().unwrap_or(0..0))
}

fn check_palette(folder: &BTreeMap<String, Vec<u8>>, campaign: &Campaign, diagnostics: &mut Diagnostics) {
    let name = &campaign.brand.theme;
    let path = format!("layouts/theme/palettes/{name}.toml");
    let Some(bytes) = folder.get(&path) else {
        let known =
            folder.keys().filter_map(|path| path.strip_prefix("layouts/theme/palettes/")?.strip_suffix(".toml"));
        let mut error = Diagnostic::error(msg!("layout-unknown-palette", name = name))
            .hint(msg!("layout-known-palettes", names = known.clone().collect::<Vec<_>>().join(", ")));
        if let Some(meant) = did_you_mean(name, known) {
            error = error.hint(msg!("content-did-you-mean", name = meant));
        }
        // The line that names it.
        let line = campaign.file.text.lines().position(|line| line.contains(name.as_str()) && line.contains("theme"));
        diagnostics.push(error.maybe_at(line.map(|n| Place::new(&campaign.file, campaign.file.line_range(n)))));
        return;
    };
    let file = SourceFile::new(&path, String::from_utf8_lossy(bytes));
    let palette = match toml::from_slice::<Palette>(bytes) {
        Ok(palette) => palette,
        Err(error) => {
            diagnostics
                .push(Diagnostic::error(msg!("layout-theme-broken")).at(at(&file, &error)).quote(error.message()));
            return;
        }
    };
    for (name, paint) in &palette.colors {
        // Names of process inks and of all inks together mean something else to a press.
        let reserved = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
        let bad_spot =
            paint.spot.as_ref().is_some_and(|spot| spot.trim().is_empty() || reserved.contains(&spot.as_str()));
        if bad_spot || luminance(&paint.rgb).is_none() || paint.cmyk.iter().any(|ink| !(0.0..=100.0).contains(ink)) {
            diagnostics.push(Diagnostic::error(msg!("layout-bad-color", name = name)).at(Place::new(&file, 0..0)));
        }
    }
    for spot in campaign.profiles.values().flat_map(|profile| &profile.press.spots) {
        if palette.colors.get(&spot.value).is_none_or(|paint| paint.spot.is_none()) {
            let inks = palette.colors.iter().filter(|(_, paint)| paint.spot.is_some()).map(|(name, _)| name.as_str());
            let names = inks.collect::<Vec<_>>().join(", ");
            let place = Place::new(&campaign.file, spot.range.clone());
            let problem = Diagnostic::error(msg!("layout-no-spot", name = spot.value)).at(place);
            diagnostics.push(problem.hint(msg!("layout-no-spot-hint", palette = path, names = names)));
        }
    }
    for pair in &palette.pairs {
        let shade = |name: &str| palette.colors.get(name).and_then(|paint| luminance(&paint.rgb));
        let (Some(text), Some(ground)) = (shade(&pair.text), shade(&pair.ground)) else {
            diagnostics.push(
                Diagnostic::error(msg!("layout-unknown-color", text = pair.text, ground = pair.ground))
                    .at(Place::new(&file, 0..0)),
            );
            continue;
        };
        let ratio = contrast(text, ground);
        // WCAG 2.2, success criterion 1.4.3.
        let least = if pair.large { 3.0 } else { 4.5 };
        if ratio < least {
            diagnostics.push(
                Diagnostic::error(msg!(
                    "layout-contrast",
                    text = pair.text,
                    ground = pair.ground,
                    ratio = format!("{ratio:.2}"),
                    least = least
                ))
                .at(Place::new(&file, 0..0)),
            );
        }
    }
}

/// Relative luminance of `#RRGGBB` (WCAG 2.2, "relative luminance").
fn luminance(rgb: &str) -> Option<f64> {
    let hex = rgb.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |i: usize| {
        let value = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

/// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |a, b| contrast(luminance(a).expect("a colour"), luminance(b).expect("a colour"));
        assert!((ratio("#FFFFFF", "#000000") - 21.0).abs() < 1e-9);
        assert!((ratio("#FFFFFF", "#D8141C") - 5.20).abs() < 0.01);
        assert_eq!(luminance("red"), None);
    }
}
