//! Reading a workspace: everything that its jobs share.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::presses::presses;
use super::readings::Readings;
use super::shop::Shop;
use crate::compile::Base;
use crate::content::{self, Date, Overlay};
use crate::diag::Diagnostics;
use crate::fs::Files;
use crate::layout::Layouts;

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
        let Some(mut content) = content else { return Ok(None) };
        crate::markup::checks::registry::check(&mut content, diagnostics);
        let theme = crate::theme::check(&files, &content.campaign, diagnostics);
        let base = Base::new(files.clone(), &content.campaign, today(content.campaign.date));
        let mut presses = presses(&content.campaign, &files, &theme, diagnostics);
        for (_, press) in presses.iter_mut().filter(|(name, _)| theme.spotless.contains(*name)) {
            press.is_sound = false;
        }
        let families = theme.families;
        let (layouts, base) = (Arc::new(layouts), Arc::new(base));
        Ok(Some(Arc::new(Self { content, layouts, files, base, families, presses, readings: Readings::default() })))
    }
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
