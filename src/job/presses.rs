//! The press of each print profile, as a campaign describes it: its condition, its inks, its limits, its sheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{BLACK, Campaign, Profile, ProfileKind, Spanned};
use crate::diag::{Diagnostic, Diagnostics, Message, Place};
use crate::fs::Files;
use crate::msg;
use crate::pdf::{Imposition, InkSet, Marks, OutputIntent, Press, PressInk, ProfileError};
use crate::preflight::Limits;
use crate::theme::{Recipe, ThemeChecked};

/// The press of each print profile. One whose ICC profile cannot be used is an error, and the shipped one stands in for
/// it so that all other mistakes are found too; it makes no file.
pub fn presses(
    campaign: &Campaign,
    files: &Files,
    theme: &ThemeChecked,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Press> {
    let mut presses = BTreeMap::new();
    for profile in campaign.profiles.values().filter(|profile| profile.kind == ProfileKind::Print) {
        let settings = &profile.press;
        let before = diagnostics.len();
        let usual = Limits::default();
        let limits = Limits {
            ink: settings.ink_limit.unwrap_or(usual.ink),
            ppi_error: settings.ppi_error.unwrap_or(usual.ppi_error),
            ppi_warn: settings.ppi_warn.unwrap_or(usual.ppi_warn),
            ..usual
        };
        let mut press = Press {
            bleed: settings.bleed,
            limits,
            marks: Marks::named(&settings.marks),
            keeps_inks: settings.keeps_inks,
            takes_jpeg: settings.takes_jpeg,
            ..Press::default()
        };
        for (format, given) in &settings.impose {
            match Imposition::of(given) {
                Ok(imposition) => {
                    press.impose.insert(format.clone(), imposition);
                }
                Err((message, range)) => {
                    let place = range.map(|range| Place::new(&campaign.file, range));
                    let problem = Diagnostic::error(message).maybe_at(place);
                    diagnostics.push(problem.hint(msg!("pdf-impose-sheet-hint")));
                }
            }
        }
        if let Some(icc) = &settings.icc {
            let name = settings.condition.as_deref().unwrap_or_default();
            let read = files.read(&icc.value).map_err(|_| msg!("content-icc-missing", path = icc.value));
            let intent = read.and_then(|bytes| {
                OutputIntent::new(&bytes, name, name).map_err(|error| match error {
                    ProfileError::Unreadable => msg!("content-icc-unreadable", path = icc.value),
                    ProfileError::NotOutput => msg!("content-icc-class", path = icc.value),
                    ProfileError::NotCmyk => msg!("content-icc-cmyk", path = icc.value),
                    ProfileError::Tables => msg!("content-icc-tables", path = icc.value),
                })
            });
            match intent {
                Ok(intent) => {
                    if let Some(own) = intent.other_condition() {
                        let message = msg!("content-icc-other-condition", path = icc.value, own = own, name = name);
                        let place = Place::new(&campaign.file, icc.range.clone());
                        let hint = msg!("content-icc-other-condition-hint", own = own);
                        diagnostics.push(Diagnostic::error(message).at(place).hint(hint));
                    }
                    let limit = settings.ink_limit;
                    press.intent = Arc::new(match limit {
                        Some(percent) => intent.limited(percent),
                        None => intent,
                    });
                }
                Err(message) => {
                    let place = Place::new(&campaign.file, icc.range.clone());
                    diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-icc-hint")));
                }
            }
        } else if let Some(percent) = settings.ink_limit {
            press.intent = Arc::new(OutputIntent::default_limited(percent));
        }
        press.inks = inks(campaign, profile, theme, &press, diagnostics);
        press.is_sound = !diagnostics[before..].iter().any(Diagnostic::is_error);
        presses.insert(profile.name.clone(), press);
    }
    presses
}

/// The inks of a press that has one or two.
fn inks(
    campaign: &Campaign,
    profile: &Profile,
    theme: &ThemeChecked,
    press: &Press,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<InkSet>> {
    let Profile { name: profile, press: settings, .. } = profile;
    // An ink that the palette does not have, or not under a name of its own, has been told.
    let first = settings.inks.first().filter(|_| !theme.spotless.contains(profile))?;
    let at = |ink: &Spanned<String>| Place::new(&campaign.file, ink.range.clone());
    let mut refuse = |message: Message, ink: &Spanned<String>, hint: Message| {
        diagnostics.push(Diagnostic::error(message).at(at(ink)).hint(hint));
    };
    if let Some(spot) = settings.spots.first() {
        refuse(msg!("content-inks-spots"), spot, msg!("content-inks-spots-hint"));
        return None;
    }
    if let Some(third) = settings.inks.get(2) {
        refuse(msg!("content-inks-many"), third, msg!("content-inks-hint"));
        return None;
    }
    if settings.duotone && settings.inks.len() < 2 {
        refuse(msg!("content-inks-duotone"), first, msg!("content-inks-duotone-hint"));
    }
    let ink = |named: &Spanned<String>| {
        if named.value == BLACK {
            return Some(PressInk::black());
        }
        let Recipe { inks, spot } = theme.recipes.get(&named.value)?;
        // One without an ink of its own has been told.
        Some(PressInk { name: Some(spot.clone()?), look: inks.map(|percent| percent / 100.0) })
    };
    let inks: Vec<PressInk> = settings.inks.iter().map(ink).collect::<Option<_>>()?;
    if let ([one, other], Some(named)) = (&inks[..], settings.inks.get(1))
        && one.plate() == other.plate()
    {
        refuse(msg!("content-inks-twice", name = one.plate()), named, msg!("content-inks-hint"));
        return None;
    }
    let set = InkSet::new(&inks, settings.duotone, press.limits.ink, &press.intent)?;
    // What can be read in four inks need not be in these.
    let mut faint: Vec<String> = Vec::new();
    let mut is_lost = false;
    for pair in &theme.pairs {
        let (Some(text), Some(ground)) = (theme.recipes.get(&pair.text), theme.recipes.get(&pair.ground)) else {
            continue;
        };
        let shares = |recipe: &Recipe| recipe.inks.map(|percent| percent / 100.0);
        let (a, b) = (shares(text), shares(ground));
        let ratio = set.contrast((&a, text.spot.as_deref()), (&b, ground.spot.as_deref()));
        let usual = set.usual_contrast(&a, &b).unwrap_or(ratio);
        // What is no worse than in four inks has been judged by the palette.
        if ratio < pair.least() && ratio < usual * 0.95 {
            // Of that no reader makes out a letter; what lies between is hard to read.
            is_lost |= ratio < pair.least() * 2.0 / 3.0;
            faint.push(format!("{} / {} ({ratio:.1} < {})", pair.text, pair.ground, pair.least()));
        }
    }
    if !faint.is_empty() {
        let message = msg!("content-inks-faint", profile = profile, pairs = faint.join(", "));
        let problem = if is_lost { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        diagnostics.push(problem.at(at(first)).hint(msg!("content-inks-faint-hint")));
    }
    Some(Arc::new(set))
}
