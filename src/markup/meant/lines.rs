//! A line as it is typed and as it will be read: what begins it, and what it is by itself.

use std::borrow::Cow;

use super::pasted;
use crate::diag::Message;
use crate::markup::read::blocks::strip_containers;
use crate::markup::remarks::Weight;

/// A message and its hint.
pub(super) type Told = (Message, Option<Message>, Weight);

/// What begins a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// `a)`: begins an item wherever `1)` would.
    Sure,
    /// `a.`, `a/`, `(a)`, `1/`, `1.1.`, `[1]`, `1 - `: begins an item where a paragraph has several of them.
    Likely(char),
}

/// A line as it will be read.
pub(super) struct Line<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) origin: usize,
    /// What the item was numbered with.
    pub(super) mark: Option<String>,
    /// The sign of the item as it was typed, where another stands now.
    pub(super) sign: Option<char>,
    /// Nothing of it is Markdown.
    pub(super) is_shut: bool,
    pub(super) told: Option<Told>,
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '−')
}

/// The mark that begins a line: how sure, its bytes, and those to the text behind it.
pub(super) fn mark(content: &str) -> Option<(Beginning, usize, usize)> {
    if let Some((_, text)) = pasted::typed_note(content) {
        return Some((Beginning::Likely('['), content[..text].trim_end_matches([' ', '\t', '\u{A0}']).len(), text));
    }
    if let Some(text) = pasted::dashed_number(content) {
        let length = content[..text].trim_end_matches([' ', '\t', '\u{A0}']).len();
        return Some((Beginning::Likely('-'), length, text));
    }
    let opened = content.starts_with('(');
    let inner = &content[usize::from(opened)..];
    let name = inner.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(inner.len());
    let (word, rest) = inner.split_at(name);
    let dotted = word.ends_with('.');
    let word = word.trim_end_matches('.');
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let roman =
        word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) || (roman && word.len() <= 5);
    let digits = word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit());
    let levels = word.contains('.')
        && word.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let close = rest.chars().next();
    let (style, length) = match (opened, dotted, close) {
        (true, false, Some(')')) if letter || digits => (Beginning::Likely('('), word.len() + 2),
        (false, false, Some(')')) if letter => (Beginning::Sure, word.len() + 1),
        (false, false, Some('/')) if letter || digits => (Beginning::Likely('/'), word.len() + 1),
        (false, true, _) if letter => (Beginning::Likely('.'), word.len() + 1),
        (false, true, _) if levels => (Beginning::Likely('1'), word.len() + 1),
        (false, false, Some(' ')) if levels && rest[1..].starts_with(char::is_uppercase) => {
            (Beginning::Likely('1'), word.len())
        }
        _ => return None,
    };
    let after = &content[length..];
    let text = after.trim_start_matches([' ', '\t', '\u{A0}']);
    let blank = after.len() - text.len();
    if text.is_empty() || (blank == 0 && !(style == Beginning::Sure && text.starts_with(char::is_uppercase))) {
        return None;
    }
    Some((style, length, length + blank))
}

/// Splits a line behind its indent and the signs of quotes.
pub(super) fn split(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>']).len())
}

/// Whether a line is an item of a list by Markdown's own signs.
pub(super) fn is_item(line: &str) -> bool {
    strip_containers(line).1
}

pub(super) fn is_heading(line: &str) -> bool {
    let content = split(line).1;
    let text = content.trim_start_matches('#');
    (1..=6).contains(&(content.len() - text.len())) && text.starts_with([' ', '\t', '\u{A0}'])
}

/// A sign of a list without a blank behind it.
pub(super) fn is_tight(content: &str) -> bool {
    content.starts_with(['-', '+']) && content[1..].starts_with(char::is_alphabetic)
}

/// Text behind a dash that stands for a bullet.
pub(super) fn dash(content: &str) -> Option<&str> {
    let c = content.chars().next().filter(|c| is_dash(*c))?;
    let text = content[c.len_utf8()..].trim_start_matches([' ', '\t', '\u{A0}']);
    (!text.is_empty() && text.starts_with(char::is_alphanumeric)).then_some(text)
}

/// A marker of Markdown behind which a blank stands that must not break: its end, and where the text begins.
pub(super) fn hard_blank(content: &str) -> Option<(usize, usize)> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let marker = if digits > 0 {
        (digits < 10 && content[digits..].starts_with(['.', ')'])).then_some(digits + 1)?
    } else {
        content.starts_with(['-', '+']).then_some(1)?
    };
    let rest = &content[marker..];
    let text = rest.trim_start_matches('\u{A0}');
    (text.len() < rest.len() && !text.is_empty()).then_some((marker, content.len() - text.len()))
}

/// `Tiêu đề của phần` and not `LamDong` or `1`.
pub(super) fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    text.starts_with(char::is_uppercase)
        && (2..=20).contains(&words)
        && !text.contains('#')
        && !text.trim_end().ends_with(['.', '!', ',', ';'])
}

/// What ends a stretch of HTML that holds no Markdown.
pub(super) fn raw_end(content: &str) -> Option<&'static str> {
    [("<script", "</script>"), ("<style", "</style>"), ("<pre", "</pre>"), ("<textarea", "</textarea>")]
        .into_iter()
        .find(|(open, _)| {
            content.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open))
                && content[open.len()..].starts_with(['>', ' ', '\t'])
        })
        .map(|(_, end)| end)
}

pub(super) fn contains_ignoring_case(text: &str, wanted: &str) -> bool {
    text.as_bytes().windows(wanted.len()).any(|bytes| bytes.eq_ignore_ascii_case(wanted.as_bytes()))
}
