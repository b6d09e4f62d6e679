//! Reading a workspace: everything that its jobs share.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::readings::Readings;
use super::shop::Shop;
use crate::compile::Base;
use crate::content::{self, Campaign, Date, Overlay, ProfileKind};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::fs::Files;
use crate::layout::Layouts;
use crate::msg;
use crate::pdf::{Imposition, Marks, OutputIntent, Press, ProfileError};
use crate::preflight::Limits;

impl Shop {
    /// Reads content and layouts, and sets up what the jobs share. `None` if the campaign cannot be known.
    pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> io::Result<Option<Arc<Self>>> {
        Self::load_with(root, &Overlay::new(), diagnostics)
    }

    /// The same, with some texts from memory.
    pub fn load_with(root: &Path, overlay: &Overlay, diagnostics: &mut Diagnostics) -> io::Result<Option<Arc<Self>>> {
        let files = Files::new(root)?;
        let content = content::load_with(root, overlay, diagnostics);
        let layouts = Layouts::load(&files, diagnostics);
        let Some(content) = content else { return Ok(None) };
        let theme = crate::theme::check(&files, &content.campaign, diagnostics);
        let base = Base::new(files.clone(), &content.campaign, today(content.campaign.date));
        let mut presses = presses(&content.campaign, &files, diagnostics);
        for (_, press) in presses.iter_mut().filter(|(name, _)| theme.spotless.contains(*name)) {
            press.is_sound = false;
        }
        let families = theme.families;
        let (layouts, base) = (Arc::new(layouts), Arc::new(base));
        Ok(Some(Arc::new(Self { content, layouts, files, base, families, presses, readings: Readings::default() })))
    }
}

/// The press of each print profile. One whose ICC profile cannot be used is an error, and the shipped one stands in for
/// it so that all other mistakes are found too; it makes no file.
pub fn presses(campaign: &Campaign, files: &Files, diagnostics: &mut Diagnostics) -> BTreeMap<String, Press> {
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
        press.is_sound = !diagnostics[before..].iter().any(Diagnostic::is_error);
        presses.insert(profile.name.clone(), press);
    }
    presses
}

/// The time that `SOURCE_DATE_EPOCH` gives (reproducible-builds.org).
pub fn epoch() -> Option<time::OffsetDateTime> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?;
    time::OffsetDateTime::from_unix_timestamp(seconds.trim().parse().ok()?).ok()
}

/// The date of a build: that of [`epoch`], else the campaign's.
pub fn today(campaign: Date) -> Date {
    epoch().map_or(campaign, |time| Date { year: time.year(), month: time.month().into(), day: time.day() })
}
