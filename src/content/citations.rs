//! The documents that directives name: of one and the same each of them says the same. Numbers begin anew in every term, so one of
//! another year is another document unless its day is nearly the same.

use std::collections::BTreeMap;

use super::model::{Date, Directive};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::msg;

/// What is said of a document: its kind, its day if it is given, and where.
struct Said<'a> {
    kind: &'a str,
    date: Option<Date>,
    place: Place,
}

/// A number as it is compared: `20-NQ/TW` and `20 - nq/tw` are one document.
fn folded(number: &str) -> String {
    number.split_whitespace().collect::<String>().to_lowercase()
}

/// Warns where a document has another day or kind than in its own `directive.toml`, or than where it was named first.
pub(super) fn check(directives: &BTreeMap<String, Directive>, diagnostics: &mut Diagnostics) {
    let mut known: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for directive in directives.values() {
        let place = Place::new(&directive.file, 0..0);
        let said = Said { kind: &directive.kind, date: Some(directive.date), place };
        known.entry(folded(&directive.number)).or_default().push(said);
    }
    for citation in directives.values().flat_map(|directive| &directive.citations) {
        let here = Said { kind: &citation.kind, date: citation.date, place: citation.place.clone() };
        let all = known.entry(folded(&citation.number)).or_default();
        let is_same = |said: &&mut Said| match (said.date, here.date) {
            (Some(day), Some(other)) => day.year == other.year || day.is_nearly(other),
            _ => true,
        };
        // The one of that very day, if there is such.
        let exact = all.iter().position(|said| said.date.is_some() && said.date == here.date);
        let Some(first) = all.iter_mut().skip(exact.unwrap_or(0)).find(is_same) else {
            all.push(here);
            continue;
        };
        let differs = |key: &str, here: String, there: String| {
            (here.to_lowercase() != there.to_lowercase()).then(|| {
                let (path, line) = (&first.place.file.path, first.place.file.line_column(first.place.range.start).0);
                let number = &citation.number;
                let message = msg!("content-citation", number = number, key = key, here = here);
                let hint = msg!("content-citation-hint", path = path, line = line, key = key, there = there);
                Diagnostic::warning(message).at(citation.place.clone()).hint(hint)
            })
        };
        diagnostics.extend(differs("kind", here.kind.to_string(), first.kind.to_string()));
        if let (Some(day), Some(other)) = (here.date, first.date) {
            diagnostics.extend(differs("date", day.iso(), other.iso()));
        }
        // A day that is given later tells of those after it.
        first.date = first.date.or(here.date);
    }
}
