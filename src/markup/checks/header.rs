//! Figures in the texts of a header: a title goes to print as much as a paragraph does.

use std::ops::Range;

use super::beside;
use super::days;
use super::documents::{self, Wrong};
use super::figures;
use super::seen::Seen;
use super::years;
use crate::carry;
use crate::content::Facts;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::markup::InlineContext;
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;

/// Figures of one text of which the place is looked for: of more, the text as a whole is shown, or thousands would cost as much as
/// their square.
const MOST_PLACED: usize = 100;

/// Tells figures that come from no fact. `place` is the value in its file.
pub(in crate::markup) fn bare_figures(
    chars: &[(char, bool)],
    place: &Place,
    facts: &Facts,
    ctx: &InlineContext,
    diags: &mut Diagnostics,
) {
    let seen: Vec<Seen> = chars
        .iter()
        .map(|(c, is_vouched)| match carry::carried(*c) {
            Some(c) => Seen { c, excused: true },
            None => Seen { c: *c, excused: *is_vouched },
        })
        .collect();
    let weigh = |message, weight| match weight {
        Weight::Error => Diagnostic::error(message),
        Weight::Loose if ctx.print => Diagnostic::error(message),
        Weight::Loose | Weight::Warning => Diagnostic::warning(message),
    };
    let passage = Passage::of_header(chars, facts);
    let within = |range: Range<usize>| {
        let before = passage.text(0..range.start);
        let text = passage.text(range);
        typed_at(place, &text, positions(&before, &text).count())
    };
    for clash in years::header_clashes(&passage) {
        let (message, hint) = clash.told(facts);
        diags.push(weigh(message, clash.weight).at(within(clash.at)).hint(hint));
    }
    for Wrong { at, message, hint, weight } in documents::wrongs(&passage, facts, ctx.lang) {
        diags.push(weigh(message, weight).at(within(at)).hint(hint));
    }
    for (at, message, hint) in beside::in_header(&passage) {
        diags.push(weigh(message, Weight::Loose).at(within(at)).hint(hint));
    }
    let times = days::impossible(&seen);
    for (range, what) in &times {
        let text: String = seen[range.clone()].iter().map(|s| s.c).collect();
        let typed: String = seen[..range.start].iter().filter(|s| !s.excused).map(|s| s.c).collect();
        let (message, hint) = what.told(&text);
        let found = if ctx.print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        diags.push(found.at(typed_at(place, &text, positions(&typed, &text).count())).hint(hint));
    }
    let mut told = 0;
    for range in figures::bare(&seen, false, ctx.lang, &|_| ()) {
        if times.iter().any(|(time, _)| time.start <= range.start && range.start < time.end) {
            continue;
        }
        let figure: String = seen[range.clone()].iter().map(|s| s.c).collect();
        told += 1;
        let spot = if told > MOST_PLACED {
            place.clone()
        } else {
            let typed: String = seen[..range.start].iter().filter(|s| !s.excused).map(|s| s.c).collect();
            typed_at(place, &figure, positions(&typed, &figure).count())
        };
        let (message, hint) = figures::told(Some(facts), &figure, quoted(place, &spot, &figure));
        let found = if ctx.print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        diags.push(found.at(spot).hint(hint));
    }
}

/// Where a figure stands in a text by itself, and not as a part of another number.
fn positions<'a>(text: &'a str, figure: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(figure).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + figure.len()..].chars().next();
        ![before, after].into_iter().flatten().any(figures::is_figure)
    })
}

/// The figure number `n` of its kind in a value, which may be quoted or folded; the whole value where it is not found as it is shown.
fn typed_at(place: &Place, figure: &str, n: usize) -> Place {
    let Range { start, end } = place.range.clone();
    let Some(value) = place.file.text.get(start..end) else { return place.clone() };
    let tags: Vec<Range<usize>> = value
        .match_indices("{{")
        .map(|(open, _)| open..value[open..].find("}}").map_or(value.len(), |close| open + close))
        .collect();
    let found = positions(value, figure).filter(|at| !tags.iter().any(|tag| tag.contains(at))).nth(n);
    found.map_or(place.clone(), |at| Place::new(&place.file, start + at..start + at + figure.len()))
}

/// The line of a value that begins with a figure, with the figure vouched for: in quotes, since a bracket would begin a list.
fn quoted(value: &Place, spot: &Place, figure: &str) -> Option<String> {
    let text = &value.file.text;
    let begins = spot.range.start == value.range.start && spot.range != value.range;
    let rest = text.get(spot.range.end..value.range.end).filter(|rest| begins && !rest.contains(['\n', '"', '\\']))?;
    let line = text.get(..value.range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let key = text.get(line..value.range.start)?.trim_start();
    Some(format!("{key}\"[{figure}]{{.nofact}}{rest}\""))
}
