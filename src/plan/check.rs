//! Everything that can be known to be wrong with a piece before a single page is set: missing front matter, details that no
//! format knows, articles that do not exist, texts that nothing prints.

use super::known::{PieceIndex, audiences_of};
use crate::content::{Piece, Spanned, words};
use crate::diag::{Diagnostic, Diagnostics, Place, did_you_mean};
use crate::layout::{Format, Layouts, Of};
use crate::{msg, people};

/// What is wrong with a piece itself, whatever is made of it.
pub(super) fn check_piece(known: &PieceIndex, piece: &Piece, diagnostics: &mut Diagnostics) -> Soundness {
    let before = diagnostics.len();
    check_articles(known, piece, diagnostics);
    let articles = is_sound(&diagnostics[before..]);
    let before = diagnostics.len();
    words::check(known.content, piece, diagnostics);
    if !piece.is_faulty {
        check_details(piece, known.layouts, diagnostics);
        check_body(known, piece, diagnostics);
        check_header(known, piece, diagnostics);
    }
    Soundness { piece: is_sound(&diagnostics[before..]), articles }
}

/// Whether something can be made of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Soundness {
    pub(super) piece: bool,
    /// Matters to what prints them.
    pub(super) articles: bool,
}

pub(super) fn is_sound(found: &[Diagnostic]) -> bool {
    !found.iter().any(Diagnostic::is_error)
}

/// A text below the header that no format of the piece prints, and no issue: a banner takes its slogan alone.
fn check_body(known: &PieceIndex, piece: &Piece, diagnostics: &mut Diagnostics) {
    let layouts = known.layouts;
    let text = &piece.file.text[piece.body.clone()];
    let shown = text.trim();
    // Comments are for those who write.
    if shown.is_empty() || shown.starts_with("<!--") || shown.starts_with("{!") || piece.meta.formats.is_empty() {
        return;
    }
    let names = |format: &str| layouts.takes_body(format) || layouts.takes_articles(format);
    let is_printed =
        piece.meta.formats.iter().any(|name| layouts.resolve(name).map_or(true, |(format, _)| names(&format.id)));
    let own = format!("{}/{}", piece.directive, piece.id);
    if is_printed || known.articles.contains_key(own.as_str()) {
        return;
    }
    let start = piece.body.start + text.len() - text.trim_start().len();
    let line = shown.lines().next().unwrap_or_default();
    let place = Place::new(&piece.file, start..start + line.len());
    let warning = Diagnostic::warning(msg!("layout-body-unused"));
    diagnostics.push(warning.at(place).hint(msg!("layout-body-unused-hint")));
}

/// Texts of a header that no format of the piece prints, and no issue in which it stands. The title names the piece in any case.
fn check_header(known: &PieceIndex, piece: &Piece, diagnostics: &mut Diagnostics) {
    let layouts = known.layouts;
    let mut own = Vec::new();
    for name in &piece.meta.formats {
        // What an unknown format prints nobody knows.
        let Ok((format, _)) = layouts.resolve(name) else { return };
        own.push(&format.id);
    }
    let name = format!("{}/{}", piece.directive, piece.id);
    let issues = known.articles.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
    if own.is_empty() && issues.is_empty() {
        return;
    }
    let around: Vec<_> =
        issues.iter().flat_map(|issue| &issue.meta.formats).filter_map(|name| layouts.resolve(name).ok()).collect();
    let is_lost = |(list, key, _): &(&str, &str, _)| {
        !own.iter().any(|format| layouts.prints(format, list, key, false))
            && !around.iter().any(|(format, _)| layouts.prints(&format.id, list, key, true))
    };
    let texts = piece.meta.text.iter().filter(|(key, text)| **key != "title" && !text.trim().is_empty());
    let texts = texts.map(|(key, text)| ("text", *key, text.range.clone()));
    // Details that no format asks for are told as such.
    let asked = |key: &String| {
        own.iter().filter_map(|id| layouts.formats.get(*id)).any(|f| f.details.iter().any(|d| d.id == *key))
    };
    let details = piece.meta.details.iter().filter(|(key, _)| asked(key));
    let details = details.map(|(key, detail)| ("details", key.as_str(), detail.key.clone()));
    let mut lost: Vec<_> = texts.chain(details).filter(is_lost).collect();
    lost.sort_by_key(|(_, _, range)| range.start);
    for (list, key, range) in lost {
        let printing = layouts.formats.keys().filter(|id| layouts.prints(id, list, key, false));
        let printing = printing.map(String::as_str).collect::<Vec<_>>().join(", ");
        let hint = if printing.is_empty() {
            msg!("layout-text-unprinted-nowhere", key = key)
        } else {
            msg!("layout-text-unprinted-hint", key = key, formats = printing)
        };
        let warning = Diagnostic::warning(msg!("layout-text-unprinted", key = key));
        diagnostics.push(warning.at(Place::new(&piece.file, range)).hint(hint));
    }
}

/// What a piece gives beside its text is asked for by one of its formats, and of the kind that is meant.
fn check_details(piece: &Piece, layouts: &Layouts, diagnostics: &mut Diagnostics) {
    let formats: Vec<(&Format, &Spanned<String>)> =
        piece.meta.formats.iter().filter_map(|name| Some((layouts.resolve(name).ok()?.0, name))).collect();
    let known: Vec<&str> = formats.iter().flat_map(|(f, _)| &f.details).map(|key| key.id.as_str()).collect();
    for (name, detail) in &piece.meta.details {
        let place = Place::new(&piece.file, detail.key.clone());
        let Some(key) = formats.iter().flat_map(|(f, _)| &f.details).find(|key| key.id == *name) else {
            let hint = match did_you_mean(name, known.iter().copied()) {
                Some(meant) => msg!("content-did-you-mean", name = meant),
                None if known.is_empty() => msg!("layout-no-details"),
                None => msg!("layout-known-details", names = known.join(", ")),
            };
            diagnostics.push(Diagnostic::error(msg!("layout-unknown-detail", name = name)).at(place).hint(hint));
            continue;
        };
        if key.flag != detail.flag.is_some() && (key.flag || !detail.texts.is_empty() || detail.flag.is_some()) {
            let wanted = if key.flag {
                msg!("layout-detail-flag", name = name)
            } else {
                msg!("layout-detail-text", name = name)
            };
            diagnostics.push(Diagnostic::error(wanted).at(place));
            continue;
        }
        if !key.list && detail.texts.len() > 1 {
            let place = Place::new(&piece.file, detail.texts[1].range.clone());
            diagnostics.push(Diagnostic::error(msg!("layout-one-detail", name = name)).at(place));
        }
    }
    if let Some(path) = &piece.meta.people
        && !piece.meta.formats.is_empty()
        && !piece.meta.formats.iter().any(|name| layouts.resolve(name).is_ok_and(|(f, _)| !f.columns.is_empty()))
    {
        let place = Place::new(&piece.file, path.range.clone());
        diagnostics
            .push(Diagnostic::error(msg!("layout-people-unused")).at(place).hint(msg!("layout-people-unused-hint")));
    }
    let is_kit = |name: &Spanned<String>| layouts.resolve(name).is_ok_and(|(f, _)| f.of == Of::Kit);
    if let (Some(first), false) = (piece.meta.kit.first(), piece.meta.formats.iter().any(is_kit)) {
        let format = piece.meta.formats.first().map_or("", |name| name.value.as_str());
        let place = Place::new(&piece.file, first.range.clone());
        diagnostics.push(Diagnostic::error(msg!("layout-kit-format", format = format)).at(place));
    }
}

/// Reports the articles of an issue that are not there, once for all its audiences.
fn check_articles(known: &PieceIndex, issue: &Piece, diagnostics: &mut Diagnostics) {
    for name in &issue.meta.articles {
        let problem = audiences_of(issue).find_map(|audience| known.article(issue, audience, name).err());
        diagnostics.extend(problem.map(|problem| *problem));
    }
}

/// What a format needs is there.
pub(super) fn check_format(piece: &Piece, format: &Format, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    check_fields(piece, format, name, diagnostics);
    let place = || Place::new(&piece.file, name.range.clone());
    for key in format.details.iter().filter(|key| key.required) {
        let given = piece.meta.details.get(&key.id).is_some_and(|d| d.texts.iter().any(|t| !t.trim().is_empty()));
        if !given {
            let said = |lang: &str| key.said.get(lang).cloned().unwrap_or_default();
            let error =
                msg!("layout-missing-detail", format = format.id, name = key.id, vi = said("vi"), en = said("en"));
            diagnostics
                .push(Diagnostic::error(error).at(place()).hint(msg!("layout-missing-detail-hint", name = key.id)));
        }
    }
    if !format.columns.is_empty() && piece.meta.people.is_none() {
        let hint = msg!("layout-people-needed-hint", columns = people::all_called(format));
        diagnostics.push(Diagnostic::error(msg!("layout-people-needed", format = format.id)).at(place()).hint(hint));
    }
}

fn check_fields(piece: &Piece, format: &Format, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    for field in &format.fields {
        let given = match field.as_str() {
            "articles" => !piece.meta.articles.is_empty(),
            "date" => piece.meta.date.is_some(),
            "minutes" => piece.meta.minutes.is_some(),
            field => piece.meta.text.get(field).is_some_and(|text| !text.trim().is_empty()),
        };
        if !given {
            diagnostics.push(
                Diagnostic::error(msg!("layout-missing-field", format = format.id, field = field))
                    .at(Place::new(&piece.file, name.range.clone()))
                    .hint(msg!("layout-missing-field-hint", field = field)),
            );
        }
    }
}
