//! The plates of a publication that goes to the press: which there are, and what the chosen ones look like.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value as Json, json};

use super::studio::MadePages;
use crate::diag::Diagnostics;
use crate::i18n::Lang;
use crate::pdf::OutputIntent;
use crate::plates::{self, PagePlates, SpotColours};
use crate::preflight::{self, Limits};

/// Pages whose plates are kept.
const MOST_KEPT: usize = 6;

/// A page of a finished file, told apart.
pub(super) struct ServedPlates {
    plates: PagePlates,
    spots: SpotColours,
    limit: f64,
    intent: Arc<OutputIntent>,
}

/// Plates that were asked for last, by the key of the view and the page.
#[derive(Default)]
pub(super) struct KeptPlates(Mutex<VecDeque<(String, Arc<ServedPlates>)>>);

impl std::fmt::Debug for KeptPlates {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("KeptPlates").finish_non_exhaustive()
    }
}

impl KeptPlates {
    /// The plates of a page, from 1, of the file that `anpham build` would make. `None` where none is made, or it cannot be told apart.
    pub(super) fn of(&self, made: &MadePages, key: &str, page: usize) -> Option<Arc<ServedPlates>> {
        let key = format!("{key} {page}");
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, told)) = known.iter().find(|(other, _)| *other == key) {
            return Some(told.clone());
        }
        drop(known);
        let press = made.shop.presses.get(&made.job.profile)?;
        let bytes = made.pdf(&mut Diagnostics::new())?;
        let verdict = preflight::check(&bytes, &Limits::default());
        let spots = plates::spot_colours(&verdict, &press.intent);
        let mut found = None;
        let mut take = |plates| found = Some(plates);
        plates::separate_pages(&bytes, &verdict, &press.intent, &|number| number == page, &mut take);
        let (limit, intent) = (press.limits.ink, press.intent.clone());
        let told = Arc::new(ServedPlates { plates: found?, spots, limit, intent });
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_back((key, told.clone()));
        while known.len() > MOST_KEPT {
            known.pop_front();
        }
        Some(told)
    }
}

impl ServedPlates {
    /// The plates with how much of the trim each covers, and what is not told apart.
    pub(super) fn json(&self, lang: Lang) -> Json {
        let coverage = self.plates.coverage();
        let plates: Vec<Json> = coverage
            .iter()
            .map(|(name, mean)| json!({ "name": name, "coverage": (mean * 10.0).round() / 10.0 }))
            .collect();
        let left: Vec<String> = self.plates.left.iter().map(|left| lang.text(&left.message())).collect();
        json!({ "page": self.plates.page, "plates": plates, "left": left, "limit": self.limit, "most": self.plates.most().round() })
    }

    /// What the plates that are `on` look like on paper; the sum of all inks where `is_map`.
    pub(super) fn png(&self, on: &[&str], is_map: bool) -> Option<Vec<u8>> {
        if is_map {
            return plates::plain_ink_map(&self.plates, self.limit);
        }
        plates::proof(&self.plates, &self.intent, &self.spots, &|name| on.contains(&name))
    }
}
