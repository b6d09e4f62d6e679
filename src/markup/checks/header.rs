//! Figures in the texts of a header: a title goes to print as much as a paragraph does.

use std::ops::Range;

use super::addresses;
use super::beside;
use super::days;
use super::documents::{self, Wrong};
use super::figures;
use super::seen::Seen;
use super::years;
use crate::carry;
use crate::content::Facts;
use crate::diag::{Diagnostic, Message, Place};
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;
use crate::msg;

/// Figures of one text of which the place is looked for: of more, the text as a whole is shown, or thousands would cost as much as
/// their square.
const MOST_PLACED: usize = 100;

/// What is wrong with a text, whose value stands in its file at `place`, and how much each weighs.
pub(in crate::markup) fn check(
    chars: &[(char, bool)],
    place: &Place,
    facts: &Facts,
    lang: &str,
) -> Vec<(Weight, Diagnostic)> {
    let seen: Vec<Seen> = chars
        .iter()
        .map(|(c, is_vouched)| match carry::carried(*c) {
            Some(c) => Seen { c, excused: true },
            None => Seen { c: *c, excused: *is_vouched },
        })
        .collect();
    let mut told = vec![];
    let mut say = |weight, (message, hint): (Message, Message), at: Place| {
        told.push((weight, Diagnostic::warning(message).at(at).hint(hint)));
    };
    let passage = Passage::of_header(chars, facts);
    let within = |range: Range<usize>| {
        let before = passage.text(0..range.start);
        let text = passage.text(range);
        typed_at(place, &text, positions(&before, &text).count())
    };
    for clash in years::header_clashes(&passage) {
        say(clash.weight, clash.told(facts), within(clash.at));
    }
    for Wrong { at, message, hint, weight, .. } in documents::wrongs(&passage, facts, lang) {
        say(weight, (message, hint), within(at));
    }
    for (at, message, hint) in beside::in_header(&passage) {
        say(Weight::Loose, (message, hint), within(at));
    }
    let text = |range: &Range<usize>| seen[range.clone()].iter().map(|seen| seen.c).collect::<String>();
    let spot = |range: &Range<usize>| {
        let typed: String = seen[..range.start].iter().filter(|seen| !seen.excused).map(|seen| seen.c).collect();
        let text = text(range);
        typed_at(place, &text, positions(&typed, &text).count())
    };
    for range in addresses::dead(&seen) {
        let told = (msg!("markup-url-nowhere", url = text(&range)), msg!("markup-url-nowhere-hint"));
        say(Weight::Loose, told, typed_at(place, &text(&range), 0));
    }
    let times = days::impossible(&seen);
    for (range, what) in &times {
        say(what.weight(), what.told(&text(range)), spot(range));
    }
    let is_time = |range: &Range<usize>| times.iter().any(|(time, _)| time.contains(&range.start));
    let bare = figures::bare(&seen, false, lang, &|_| ()).into_iter().filter(|range| !is_time(range));
    for (n, range) in bare.enumerate() {
        let spot = if n < MOST_PLACED { spot(&range) } else { place.clone() };
        let figure = text(&range);
        say(Weight::Loose, figures::told(Some(facts), &figure, quoted(place, &spot, &figure)), spot);
    }
    told
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
