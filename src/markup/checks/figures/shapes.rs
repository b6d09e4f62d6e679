//! Words whose digits are those of a document number, a date, a time, an address or a name by their shape alone.

use crate::markup::languages::numbers::{clock, date, document_number, is_dash, skip};
use crate::markup::languages::vietnamese::is_unit;
use crate::markup::work;

/// Money before its sum, without a blank: `USD500`.
const MONEY: &[&str] = &["USD", "EUR", "VND", "VNĐ", "US"];

pub(super) fn is_year(part: &str) -> bool {
    part.len() == 4 && part.parse().is_ok_and(|n: u32| (1900..2200).contains(&n))
}

/// Whether the digits of a word belong to a document number, a date, a time, an address or a name.
pub(super) fn names_itself(it: &[char]) -> bool {
    work::step(it.len());
    // `COVID-19`, `A4`, `QH14`, but not `USD500`.
    if it[0].is_alphabetic() {
        let letters: String = it.iter().take_while(|c| c.is_alphabetic()).take(4).collect();
        let after = it.get(letters.chars().count());
        return !(MONEY.contains(&letters.as_str()) && after.is_some_and(|c| c.is_ascii_digit() || *c == '$'));
    }
    let text: String = it.iter().collect();
    if text.contains('@') || text.contains("://") || is_host(&text) {
        return true;
    }
    // `công nghệ 4.0`, `trực 24/24`.
    if matches!(text.as_str(), "4.0" | "24/24" | "24/7" | "24/24h" | "24h/24h" | "24h/24" | "24h/7") {
        return true;
    }
    if is_timed(it) || text.split(['-', '–', '—', '/']).all(is_year) {
        return true;
    }
    if is_plate(it) || it.len() == 12 && it[0] == '0' && it.iter().all(char::is_ascii_digit) {
        return true;
    }
    // `30/2020`.
    if text
        .split_once('/')
        .is_some_and(|(n, year)| n.len() <= 5 && n.bytes().all(|b| b.is_ascii_digit()) && is_year(year))
    {
        return true;
    }
    // `5G`, `3D`, and classes: `12A`, `9A2`; not what may be a unit: `5V`, `5M`, `40A`, `38C`.
    let digits = it.iter().take_while(|c| c.is_ascii_digit()).count();
    let is_class = matches!(it[..digits], [_] | ['1', '0'..='2']);
    let is_letter =
        |c: &char| c.is_ascii_uppercase() && (matches!(c, 'A'..='F') || *c != 'M' && !is_unit(&c.to_string()));
    match &it[digits..] {
        [c] if digits == 1 => is_letter(c) || matches!(c, 'a'..='c'),
        [c] if is_class => matches!(c, 'A'..='F' | 'a'..='c'),
        [c, rest @ ..] if is_class => is_letter(c) && rest.iter().all(char::is_ascii_digit),
        _ => false,
    }
}

/// The plate of a car: `49B-123.45`, `49H1-123.45`.
fn is_plate(it: &[char]) -> bool {
    let shape = |c: &char| match c {
        c if c.is_ascii_digit() => '0',
        c if c.is_ascii_uppercase() => 'A',
        c => *c,
    };
    let shape: String = it.iter().map(shape).collect();
    matches!(shape.as_str(), "00A-000.00" | "00A0-000.00" | "00AA-000.00" | "00A-0000" | "00A0-0000")
}

/// Document numbers, dates and hours, and what lasts from one to another: `14:00–16:30`, `15–20/3/2026`.
fn is_timed(it: &[char]) -> bool {
    let one = |at: usize| document_number(it, at).or_else(|| date(it, at)).or_else(|| clock(it, at));
    if let Some(end) = one(0) {
        return end == it.len() || is_dash(it[end]) && one(end + 1) == Some(it.len());
    }
    // The end alone says what is meant.
    let digits = skip(it, 0, |c| c.is_ascii_digit());
    (1..=2).contains(&digits)
        && it.get(digits).is_some_and(|c| is_dash(*c))
        && date(it, digits + 1).or_else(|| clock(it, digits + 1)) == Some(it.len())
}

/// A number of a thing: digits, marks between them and a letter or two, `12A`, `1.1`, `2a/5`.
pub(super) fn is_label(it: &[char]) -> bool {
    work::step(it.len());
    let letters: String = it.iter().filter(|c| c.is_alphabetic()).collect();
    it[0].is_ascii_digit()
        && letters.chars().count() <= 2
        && (letters.is_empty() || !is_unit(&letters) || matches!(letters.as_str(), "A" | "a"))
        && it
            .iter()
            .all(|c| c.is_ascii_digit() || c.is_alphabetic() || is_dash(*c) || matches!(c, '.' | '/' | ',' | '+'))
}

/// `vista.gov.vn`, `sokhcn.nghean.gov.vn/ocop-2030`.
fn is_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|l| l.len() >= 2 && l.chars().all(|c| c.is_ascii_alphabetic()))
}
