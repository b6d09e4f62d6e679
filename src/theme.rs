//! The theme as the program knows it: its families, and whether its palette can be read on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use crate::content::schema::FileKind;
use crate::content::tree::{Entry, Kind, Node};
use crate::content::{Campaign, registry};
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::fs::{Files, PALETTES};
use crate::msg;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Theme {
    theme_api: i64,
    families: Vec<String>,
    /// Colours that a palette has to have.
    #[serde(default)]
    colors: Vec<String>,
    /// What its layouts set on what.
    #[serde(default)]
    pairs: Vec<Pair>,
}

/// A colour of a palette.
#[derive(Debug)]
struct Swatch {
    luminance: f64,
    /// Channels on a screen, 0 to 255.
    screen: [f64; 3],
    /// Percent of cyan, magenta, yellow and black.
    inks: [f64; 4],
    spot: Option<String>,
    place: Place,
}

/// A text colour on a ground; `large` from 18 pt, or 14 pt bold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Colour of the text, by its name in the palette.
    pub text: String,
    /// And of the ground.
    pub ground: String,
    #[serde(default)]
    large: bool,
}

impl Pair {
    /// The least contrast that can be read (WCAG 2.2, success criterion 1.4.3).
    pub fn least(&self) -> f64 {
        if self.large { 3.0 } else { 4.5 }
    }
}

/// What paper shows of a colour of the palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Percent of cyan, magenta, yellow and black.
    pub inks: [f64; 4],
    /// The ink that a press mixes for it.
    pub spot: Option<String>,
}

/// What the theme and the palette of a campaign allow.
#[derive(Debug, Clone, Default)]
pub struct ThemeChecked {
    /// Families that layouts may set.
    pub families: Vec<String>,
    /// Profiles that name spot inks which the palette does not have.
    pub spotless: BTreeSet<String>,
    /// The colours of the palette by name.
    pub recipes: BTreeMap<String, Recipe>,
    /// What is set on what, by the theme and by the palette.
    pub pairs: Vec<Pair>,
}

/// Checks the theme and the campaign's palette.
pub fn check(files: &Files, campaign: &Campaign, diagnostics: &mut Diagnostics) -> ThemeChecked {
    let folder = files.folder("layouts/theme");
    let theme = read_theme(files, &folder, diagnostics);
    let checked = check_palette(files, &folder, &theme, campaign, diagnostics);
    ThemeChecked { families: theme.families, ..checked }
}

fn read_theme(files: &Files, folder: &BTreeMap<String, Vec<u8>>, diagnostics: &mut Diagnostics) -> Theme {
    // Files that would change the theme, in a folder that is none.
    if !files.stands_in("layouts/theme")
        && let Some(path) = files.own("layouts/theme").into_iter().find(|path| !path.starts_with(PALETTES))
    {
        let problem = Diagnostic::error(msg!("layout-theme-missing", path = path));
        diagnostics.push(problem.hint(msg!("layout-theme-missing-hint")));
    }
    let Some(bytes) = folder.get("layouts/theme/theme.toml") else { return Theme::default() };
    match toml::from_slice::<Theme>(bytes) {
        Ok(theme) if theme.theme_api > crate::content::schema::THEME_API => {
            let known = crate::content::schema::THEME_API;
            diagnostics.push(Diagnostic::error(msg!("layout-theme-newer", given = theme.theme_api, known = known)));
            Theme::default()
        }
        Ok(theme) => theme,
        Err(error) => {
            let file = SourceFile::new("layouts/theme/theme.toml", String::from_utf8_lossy(bytes));
            let place = Place::new(&file, error.span().unwrap_or(0..0));
            diagnostics.push(Diagnostic::error(msg!("layout-theme-broken")).at(place).quote(error.message()));
            Theme::default()
        }
    }
}

/// Names of the palettes that a campaign can name.
pub fn palettes(files: &Files) -> Vec<String> {
    let folder = files.folder("layouts/theme");
    folder.keys().filter_map(|path| Some(path.strip_prefix(PALETTES)?.strip_suffix(".toml")?.to_string())).collect()
}

/// The palette that pages are looked through with where the campaign's own cannot be used: a sound one, if there is any.
pub fn stand_in(files: &Files, campaign: &Campaign) -> Option<String> {
    let folder = files.folder("layouts/theme");
    let read = |path: &str| toml::from_str::<toml::Table>(&String::from_utf8_lossy(folder.get(path)?)).ok();
    let theme = read("layouts/theme/theme.toml").and_then(|theme| theme.get("colors")?.as_array().cloned());
    let needed: Vec<String> = theme.unwrap_or_default().iter().filter_map(|name| Some(name.as_str()?.into())).collect();
    let is_color = |recipe: &toml::Value| {
        let inks = recipe.get("cmyk").and_then(toml::Value::as_array);
        let is_ink = |ink: &toml::Value| ink.is_integer() || ink.is_float();
        inks.is_some_and(|inks| inks.len() == 4 && inks.iter().all(is_ink))
            && recipe.get("rgb").and_then(toml::Value::as_str).is_some_and(|rgb| channels(rgb).is_some())
    };
    let is_sound = |name: &str| {
        let palette = read(&format!("{PALETTES}{name}.toml"));
        palette
            .as_ref()
            .and_then(|palette| palette.get("colors")?.as_table())
            .is_some_and(|colors| colors.values().all(is_color) && needed.iter().all(|name| colors.contains_key(name)))
    };
    if is_sound(&campaign.brand.theme) {
        return None;
    }
    palettes(files).into_iter().find(|name| is_sound(name))
}

fn check_palette(
    files: &Files,
    folder: &BTreeMap<String, Vec<u8>>,
    theme: &Theme,
    campaign: &Campaign,
    diagnostics: &mut Diagnostics,
) -> ThemeChecked {
    let name = &campaign.brand.theme;
    let path = format!("{PALETTES}{name}.toml");
    let Some(bytes) = folder.get(&path) else {
        let known = palettes(files);
        let mut error = Diagnostic::error(msg!("layout-unknown-palette", name = name))
            .hint(msg!("layout-known-palettes", names = known.join(", ")))
            .hint(msg!("layout-new-palette-hint", name = name));
        if let Some(meant) = did_you_mean(name, known.iter().map(String::as_str)) {
            error = error.hint(msg!("content-did-you-mean", name = meant));
        }
        // The line that names it.
        let line = campaign.file.text.lines().position(|line| line.contains(name.as_str()) && line.contains("theme"));
        diagnostics.push(error.maybe_at(line.map(|n| Place::new(&campaign.file, campaign.file.line_range(n)))));
        return ThemeChecked::default();
    };
    let file = SourceFile::new(&path, String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    let Some(root) = registry::read(FileKind::Palette, &file, diagnostics) else {
        return ThemeChecked::default();
    };
    let colors = match root.get("colors").map(|colors| &colors.kind) {
        Some(Kind::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    let mut paints: BTreeMap<&str, Swatch> = BTreeMap::new();
    for entry in colors {
        paints.extend(paint(&file, entry, diagnostics).map(|paint| (entry.key.as_str(), paint)));
    }
    let at = |key: &str| {
        let range = root.entry(key).map_or(0..0, |entry| entry.key_range.clone());
        Place::new(&file, range)
    };
    // What was given but not understood has been told.
    let given: Vec<&str> = colors.iter().map(|entry| entry.key.as_str()).collect();
    let others: Vec<&str> = given.iter().copied().filter(|name| !theme.colors.iter().any(|c| c == name)).collect();
    let mut meant_by = BTreeSet::new();
    for name in theme.colors.iter().filter(|name| !given.contains(&name.as_str())) {
        let problem = Diagnostic::error(msg!("layout-missing-color", name = name)).at(at("colors"));
        diagnostics.push(match did_you_mean(name, others.iter().copied()) {
            Some(typed) => {
                meant_by.insert(typed);
                problem.hint(msg!("layout-misspelt-color-hint", typed = typed, name = name))
            }
            None => problem.hint(msg!("layout-missing-color-hint", name = name)),
        });
    }
    let own_pairs: Vec<(Pair, Place)> = root
        .get("pairs")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .map(|node| {
            let pair = Pair {
                text: registry::text(node, "text"),
                ground: registry::text(node, "ground"),
                large: matches!(node.get("large").map(|large| &large.kind), Some(Kind::Bool(true))),
            };
            (pair, Place::new(&file, node.range.clone()))
        })
        .collect();
    if !theme.colors.is_empty() {
        // A colour that the theme does not know is for layouts of the campaign's own, or a slip.
        let is_used = |name: &str| {
            let spots = campaign.profiles.values().flat_map(|profile| profile.press.mixed());
            let layouts = files.own("layouts").into_iter().filter(|path| path.ends_with(".typ"));
            let named = format!("c.{name}");
            spots.into_iter().any(|spot| spot.value == name)
                || own_pairs.iter().any(|(pair, _)| pair.text == name || pair.ground == name)
                || layouts
                    .into_iter()
                    .any(|path| files.read(&path).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(&named)))
        };
        for entry in colors.iter().filter(|entry| others.contains(&entry.key.as_str())) {
            if !meant_by.contains(entry.key.as_str()) && !is_used(&entry.key) {
                let place = Place::new(&file, entry.key_range.clone());
                let problem = Diagnostic::warning(msg!("layout-unused-color", name = entry.key)).at(place);
                diagnostics.push(problem.hint(msg!("layout-unused-color-hint", names = theme.colors.join(", "))));
            }
        }
    }
    let mut spotless = BTreeSet::new();
    let spots = campaign.profiles.values().flat_map(|profile| profile.press.mixed().map(move |spot| (profile, spot)));
    for (profile, spot) in spots {
        let ink = paints.get(spot.value.as_str()).and_then(|paint| paint.spot.as_ref());
        if ink.is_some_and(|name| is_reserved(name)) {
            // It has been told in the palette.
            spotless.insert(profile.name.clone());
        } else if paints.get(spot.value.as_str()).is_none_or(|paint| paint.spot.is_none()) {
            let inks = paints.iter().filter(|(_, paint)| paint.spot.is_some()).map(|(name, _)| *name);
            let names = inks.collect::<Vec<_>>().join(", ");
            let place = Place::new(&campaign.file, spot.range.clone());
            let problem = Diagnostic::error(msg!("layout-no-spot", name = spot.value)).at(place);
            diagnostics.push(problem.hint(msg!("layout-no-spot-hint", palette = path, names = names)));
            spotless.insert(profile.name.clone());
        }
    }
    // What white stands on, or what stands on white, is dark by its work, whatever it looks like now.
    let is_dark = |name: &str| {
        let with_white =
            |pair: &Pair| pair.text == WHITE && pair.ground == name || pair.ground == WHITE && pair.text == name;
        theme.pairs.iter().any(with_white)
    };
    let of_theme = theme.pairs.iter().filter(|pair| !own_pairs.iter().any(|(own, _)| own == *pair));
    for (pair, place) in of_theme.map(|pair| (pair, None)).chain(own_pairs.iter().map(|(pair, at)| (pair, Some(at)))) {
        check_pair(pair, place, &paints, &given, &is_dark, diagnostics);
    }
    let recipe = |paint: &Swatch| Recipe { inks: paint.inks, spot: paint.spot.clone() };
    ThemeChecked {
        families: vec![],
        spotless,
        recipes: paints.iter().map(|(name, paint)| ((*name).to_string(), recipe(paint))).collect(),
        pairs: theme.pairs.iter().cloned().chain(own_pairs.into_iter().map(|(pair, _)| pair)).collect(),
    }
}

/// Reads a colour; what is wrong with it is reported.
fn paint(file: &Arc<SourceFile>, entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Swatch> {
    let place = Place::new(file, entry.key_range.clone());
    let cmyk: Vec<f64> =
        entry.value.get("cmyk").map(Node::items).unwrap_or_default().iter().filter_map(Node::as_number).collect();
    let rgb = registry::text(&entry.value, "rgb");
    let spot = registry::optional(&entry.value, "spot");
    if let Some(name) = spot.as_ref().filter(|name| is_reserved(name)) {
        let range = entry.value.get("spot").map_or(entry.key_range.clone(), |node| node.range.clone());
        let problem = Diagnostic::error(msg!("layout-spot-reserved", name = name)).at(Place::new(file, range));
        diagnostics.push(problem.hint(msg!("layout-spot-reserved-hint")));
    }
    let bad_spot = entry.value.get("spot").is_some() && spot.is_none();
    let (Some(luminance), [c, m, y, k], false) = (luminance(&rgb), cmyk.as_slice(), bad_spot) else {
        diagnostics.push(Diagnostic::error(msg!("layout-bad-color", name = entry.key)).at(place));
        return None;
    };
    if cmyk.iter().any(|ink| *ink > 100.0) {
        diagnostics.push(Diagnostic::error(msg!("layout-bad-color", name = entry.key)).at(place));
        return None;
    }
    // Roughly what the inks look like: one recipe changed and the other forgotten is another colour altogether.
    let on_paper = [c, m, y].map(|ink| 255.0 * (1.0 - ink / 100.0) * (1.0 - k / 100.0));
    let on_screen = channels(&rgb).unwrap_or_default();
    let distance: f64 = on_paper.iter().zip(on_screen).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
    if distance > FAR_APART {
        let [r, g, b] = on_paper.map(|channel| channel.round() as u8);
        let paper = format!("#{r:02X}{g:02X}{b:02X}");
        let problem = Diagnostic::warning(msg!("layout-two-colors", name = entry.key, screen = rgb, paper = paper));
        diagnostics.push(problem.at(place.clone()).hint(msg!("layout-two-colors-hint")));
    }
    Some(Swatch { luminance, screen: on_screen, inks: [*c, *m, *y, *k], spot, place })
}

/// Names of process inks and of all inks together mean something else to a press.
fn is_reserved(spot: &str) -> bool {
    let reserved = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
    reserved.iter().any(|name| name.eq_ignore_ascii_case(spot.trim()))
}

/// How far two recipes of one colour may lie apart, of 441 between black and white: inks are duller than light.
const FAR_APART: f64 = 110.0;

/// Whether text of a colour can be read on a ground. A pair of the theme is told at the colour of the text.
fn check_pair(
    pair: &Pair,
    place: Option<&Place>,
    paints: &BTreeMap<&str, Swatch>,
    given: &[&str],
    is_dark: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) {
    let (text, ground) = (pair.text.as_str(), pair.ground.as_str());
    let (Some(ink), Some(field)) = (paints.get(text), paints.get(ground)) else {
        // One that is missing or not understood was told.
        if let (Some(place), true) = (place, [text, ground].iter().any(|name| !given.contains(name))) {
            let problem = Diagnostic::error(msg!("layout-unknown-color", text = text, ground = ground));
            let typed = if given.contains(&text) { ground } else { text };
            let hint = did_you_mean(typed, given.iter().copied()).map(|name| msg!("content-did-you-mean", name = name));
            let mut problem = problem.at(place.clone());
            problem.hints.extend(hint);
            diagnostics.push(problem);
        }
        return;
    };
    let ratio = contrast(ink.luminance, field.luminance);
    let least = pair.least();
    if ratio < least {
        let ratio = format!("{ratio:.2}");
        let message = msg!("layout-contrast", text = text, ground = ground, ratio = ratio, least = least);
        let problem = Diagnostic::error(message).at(place.unwrap_or(&ink.place).clone());
        let text_is_darker = match (is_dark(text), is_dark(ground)) {
            (true, false) => true,
            (false, true) => false,
            _ => ink.luminance < field.luminance,
        };
        let ((darker, dark), (lighter, light)) =
            if text_is_darker { ((text, ink), (ground, field)) } else { ((ground, field), (text, ink)) };
        // The dark one has room to change, unless it is nearly black.
        let down =
            (dark.luminance > NEARLY_BLACK || lighter == WHITE).then(|| dark.changed(light, least, true)).flatten();
        let up = || light.changed(dark, least, false).filter(|_| lighter != WHITE);
        diagnostics.push(match down.map(|recipe| (darker, recipe)).or_else(|| Some((lighter, up()?))) {
            Some((name, recipe)) => problem.hint(msg!("layout-contrast-hint", line = format!("{name} = {recipe}"))),
            None => problem.hint(msg!("layout-contrast-both-hint", darker = darker, lighter = lighter)),
        });
    }
}

/// The colour of paper in every theme: nothing is lighter.
const WHITE: &str = "white";
/// Darker than this no colour can be made that is still one.
const NEARLY_BLACK: f64 = 0.03;

impl Swatch {
    /// Both recipes of the colour, made so much darker or lighter that it stands out from another. `None` if that cannot be.
    fn changed(&self, other: &Self, least: f64, down: bool) -> Option<String> {
        (1..=45).find_map(|step| {
            let share = 1.0 - f64::from(step) / 50.0;
            let screen =
                self.screen.map(|channel| if down { channel * share } else { 255.0 - (255.0 - channel) * share });
            let [r, g, b] = screen.map(|channel| channel.round() as u8);
            let rgb = format!("#{r:02X}{g:02X}{b:02X}");
            let luminance = luminance(&rgb)?;
            // Not on the wrong side of the other.
            if contrast(luminance, other.luminance) < least || (luminance < other.luminance) != down {
                return None;
            }
            let [c, m, y, k] = self.inks;
            let inks = if down { [c, m, y, 100.0 - (100.0 - k) * share] } else { self.inks.map(|ink| ink * share) };
            let inks = inks.map(|ink| format!("{}", ink.round())).join(", ");
            Some(format!("{{ cmyk = [{inks}], rgb = \"{rgb}\" }}"))
        })
    }
}

/// The channels of `#RRGGBB`, 0 to 255.
fn channels(rgb: &str) -> Option<[f64; 3]> {
    let hex = rgb.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |i: usize| Some(f64::from(u8::from_str_radix(&hex[i..i + 2], 16).ok()?));
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Relative luminance of `#RRGGBB` (WCAG 2.2, "relative luminance").
fn luminance(rgb: &str) -> Option<f64> {
    Some(luminance_of(&channels(rgb)?.map(linear)))
}

/// Relative luminance of light in three channels, 0 to 1.
pub(crate) fn luminance_of(light: &[f64; 3]) -> f64 {
    0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
}

/// A channel of sRGB, 0 to 255, as light (WCAG 2.2, "relative luminance").
pub(crate) fn linear(channel: f64) -> f64 {
    let value = channel / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
pub(crate) fn contrast(a: f64, b: f64) -> f64 {
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
