//! Numbers: as print sets them, and those that two readers read in two ways.

use std::sync::Arc;

use super::tree::Node;
use crate::diag::{Diagnostic, Place, SourceFile};
use crate::msg;

/// A number or a range as the print of a language sets it.
pub(crate) fn shown(low: f64, high: f64, lang: &str) -> String {
    let dash = if lang == "en" { "–" } else { " – " };
    if low < high { format!("{}{dash}{}", figure(low, lang), figure(high, lang)) } else { figure(low, lang) }
}

/// A number as the print of a language sets it: `1.500`, `0,7`; `1,500`, `0.7`.
pub(crate) fn figure(number: f64, lang: &str) -> String {
    let (thousands, decimal) = if lang == "en" { (',', '.') } else { ('.', ',') };
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::from(if number < 0.0 { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

/// A number such as `12.500`, which is twelve and a half to a computer and twelve thousand five hundred to a Vietnamese reader: a figure
/// a thousand times too small cannot be taken back from paper.
pub(super) fn thousands(number: &Node, file: &Arc<SourceFile>) -> Option<Diagnostic> {
    let typed = file.text.get(number.range.clone())?.trim();
    let (whole, rest) = typed.split_once('.')?;
    let digits = |text: &str, count: std::ops::RangeInclusive<usize>| {
        count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(whole, 1..=3) || whole.starts_with('0') || !digits(rest, 3..=3) {
        return None;
    }
    let read = number.as_number()?;
    let meant = format!("{whole}{rest}");
    // Written with a digit more it can only be a decimal.
    let plain = if rest.ends_with('0') { format!("{read:?}") } else { format!("{typed}0") };
    let message = msg!("content-number-thousands", typed = typed, read = figure(read, "vi"), meant = meant);
    let problem = Diagnostic::error(message).at(Place::new(file, number.range.clone()));
    let read = figure(read, "vi");
    Some(problem.hint(msg!("content-number-thousands-hint", meant = meant, read = read, plain = plain)))
}

/// A typed figure without the qualifier before it and the unit behind it, which everything prints beside it: `80` of `trên 80%`.
pub(super) fn said_alone<'a>(typed: &'a str, qualifier: Option<&str>, unit: Option<&str>) -> &'a str {
    let mut figure = typed.trim();
    let rest = qualifier.and_then(|qualifier| figure.strip_prefix(qualifier));
    figure = rest.filter(|rest| rest.starts_with(char::is_whitespace)).unwrap_or(figure).trim_start();
    let rest = unit.and_then(|unit| figure.strip_suffix(unit));
    // A unit that begins inside of a word is none: `5 km` and `m`.
    figure = rest.filter(|rest| !rest.ends_with(char::is_alphabetic)).unwrap_or(figure).trim_end();
    if figure.is_empty() { typed } else { figure }
}

/// Whether a typed text can stand for a number, or for a range from `low` to `high`: a chart draws the one and prints the other.
/// Thousands and decimals are read as the language writes them; a number may have a scale (`1,5 triệu`), be a fraction, and be
/// rounded. A text without digits says what it says.
pub(super) fn says(text: &str, low: f64, high: f64, lang: &str) -> bool {
    let text = text.to_lowercase();
    let numbers = typed_numbers(&text, lang);
    // What counts in parts, such as hours and minutes, is no single number.
    let is_in_parts = numbers.len() > 1 && PARTED.iter().any(|part| text.contains(part));
    if numbers.is_empty() || is_in_parts || text.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()) {
        return true;
    }
    // One number is no range: a chart would draw `3` and print `3 – 5`.
    if low == high && is_range(&text) {
        return false;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let mut scales = vec![1.0];
    for scale in words.iter().filter_map(|word| SCALES.iter().find(|(name, _)| name == word)) {
        // Each alone, and after those before it: `nghìn tỷ`.
        let before = scales.clone();
        scales.extend(before.iter().map(|known| known * scale.1));
    }
    let is_vague = text.contains('~') || words.iter().any(|word| VAGUE.contains(word));
    let is_said = |number: f64| {
        numbers.iter().flatten().any(|typed| {
            scales.iter().any(|scale| {
                let rounding = typed.rounding * scale;
                let allowed = if is_vague { rounding.max(number.abs() / 10.0) } else { rounding };
                (typed.value * scale - number.abs()).abs() <= allowed + number.abs() * 1e-9
            })
        })
    };
    // “At least 5” says one end of a range.
    if is_vague || words.iter().any(|word| ENDS.contains(word)) {
        return is_said(low) || is_said(high);
    }
    is_said(low) && is_said(high)
}

/// Whether a text goes from one number to another.
fn is_range(text: &str) -> bool {
    ["–", "—", "-", " đến ", " to "].into_iter().any(|mark| {
        text.split_once(mark).is_some_and(|(from, to)| {
            from.trim_end_matches([' ', '%']).ends_with(|c: char| c.is_ascii_digit())
                && to.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// What a number may be multiplied by.
const SCALES: &[(&str, f64)] = &[
    ("chục", 1e1),
    ("trăm", 1e2),
    ("nghìn", 1e3),
    ("ngàn", 1e3),
    ("vạn", 1e4),
    ("triệu", 1e6),
    ("tỷ", 1e9),
    ("tỉ", 1e9),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
];

/// Words with which a number is not meant to the last digit.
const VAGUE: &[&str] =
    &["about", "almost", "chừng", "dưới", "gần", "hơn", "khoảng", "nearly", "ngót", "over", "some", "trên", "xấp"];

/// Words of one end of a range: `ít nhất`, `tối đa`, `không quá`.
const ENDS: &[&str] = &["least", "most", "nhất", "quá", "tối", "từ", "up"];

/// What stands between numbers that count one thing together.
const PARTED: &[&str] = &["giờ", "phút", ":", "hour", "minute"];

/// One way to read a typed number, and half a unit of its last place.
struct TypedNumber {
    value: f64,
    rounding: f64,
}

/// The numbers of a text, each with all ways to read it.
fn typed_numbers(text: &str, lang: &str) -> Vec<Vec<TypedNumber>> {
    let is_separator = |c: char| matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '/');
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        // As far as digits go, with single separators between them.
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let goes_on = is_separator(c) && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !c.is_ascii_digit() && !goes_on {
                break;
            }
            end = at + c.len_utf8();
        }
        let typed = &rest[..end];
        rest = &rest[end..];
        if let Some((over, under)) = typed.split_once('/') {
            let part = |text: &str| text.parse::<f64>().ok();
            let fraction = part(over).zip(part(under)).filter(|(_, under)| *under != 0.0);
            let whole = [over, under].into_iter().filter_map(|text| read(text, lang));
            let fraction = fraction.map(|(over, under)| TypedNumber { value: over / under, rounding: 0.005 });
            numbers.push(whole.chain(fraction).collect());
            continue;
        }
        // Blanks that part no thousands stand between two numbers.
        numbers.push(read(typed, lang).map_or_else(
            || typed.split(char::is_whitespace).filter_map(|text| read(text, lang)).collect(),
            |number| vec![number],
        ));
    }
    numbers
}

/// A number as a language writes it; none where its separators part no thousands.
fn read(typed: &str, lang: &str) -> Option<TypedNumber> {
    let (thousands, decimal) = if lang == "en" { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = typed.split_once(decimal).unwrap_or((typed, ""));
    let groups: Vec<&str> = whole.split(|c: char| c == thousands || c.is_whitespace()).collect();
    let are_thousands = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if !are_thousands || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = format!("{}.{fraction}0", groups.concat()).parse().ok()?;
    let places = i32::try_from(fraction.len()).ok()?;
    Some(TypedNumber { value, rounding: 0.5 * 0.1_f64.powi(places) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_shown_without_what_is_printed_beside_it() {
        for (typed, qualifier, unit, alone) in [
            ("80%", None, Some("%"), "80"),
            ("60 %", None, Some("%"), "60"),
            ("trên 80", Some("trên"), Some("%"), "80"),
            ("ít nhất 2,5 triệu đồng", Some("ít nhất"), Some("đồng"), "2,5 triệu"),
            ("5 km", None, Some("m"), "5 km"),
            ("hộ", None, Some("hộ"), "hộ"),
            ("02 – 03", Some("trên"), None, "02 – 03"),
        ] {
            assert_eq!(said_alone(typed, qualifier, unit), alone);
        }
    }

    #[test]
    fn a_typed_text_says_its_number_in_any_writing() {
        for (text, low, high) in [
            ("100", 100.0, 100.0),
            ("02 – 03", 2.0, 3.0),
            ("15-20", 15.0, 20.0),
            ("1.500", 1500.0, 1500.0),
            ("1 234 567", 1_234_567.0, 1_234_567.0),
            ("2.000,5", 2000.5, 2000.5),
            ("0,7", 0.7, 0.7),
            ("1,5 triệu", 1_500_000.0, 1_500_000.0),
            ("1,5 triệu", 1.5, 1.5),
            ("12 nghìn tỷ", 12e12, 12e12),
            ("1,5 – 2 triệu", 1_500_000.0, 2_000_000.0),
            ("12,3 triệu", 12_345_678.0, 12_345_678.0),
            ("98,7", 98.72, 98.72),
            ("gần 1.000", 987.0, 987.0),
            ("3/4", 0.75, 0.75),
            ("10/12", 10.0, 10.0),
            ("hai", 2.0, 2.0),
            ("một nửa", 50.0, 50.0),
            ("½", 0.5, 0.5),
            ("7 giờ 30", 7.5, 7.5),
            ("-5", -5.0, -5.0),
            ("100%", 100.0, 100.0),
            ("từ 5 đến 10", 5.0, 10.0),
            ("ít nhất 5", 5.0, 10.0),
            ("trên 15", 15.0, 20.0),
            ("không quá 20", 15.0, 20.0),
            ("24/24", 24.0, 24.0),
            ("2,0", 2.0, 2.0),
            ("5–10", 5.0, 10.0),
        ] {
            assert!(says(text, low, high, "vi"), "{text}: {low} to {high}");
        }
        for (text, low, high) in [
            ("99", 100.0, 100.0),
            ("3 – 5", 3.0, 3.0),
            ("từ 3 đến 5", 3.0, 3.0),
            ("3% - 5%", 3.0, 3.0),
            ("1.500", 1.6, 1.6),
            ("02 – 03", 2.0, 4.0),
            ("15", 15.0, 20.0),
            ("60", 0.6, 0.6),
            ("1,5 triệu", 15_000_000.0, 15_000_000.0),
            ("gần 1.000", 1400.0, 1400.0),
            ("ít nhất 6", 5.0, 10.0),
            ("3/4", 0.8, 0.8),
            ("12.500", 125.0, 125.0),
            ("1,500", 1500.0, 1500.0),
            ("2.5 triệu", 2_500_000.0, 2_500_000.0),
            ("12.500", 12.5, 12.5),
        ] {
            assert!(!says(text, low, high, "vi"), "{text}: {low} to {high}");
        }
        for (text, number) in [("1,500", 1500.0), ("2,000.5", 2000.5), ("2.5 million", 2_500_000.0), ("12.500", 12.5)] {
            assert!(says(text, number, number, "en"), "{text}");
        }
        assert!(!says("1.500", 1500.0, 1500.0, "en"));
    }

    #[test]
    fn numbers_follow_the_print_of_the_language() {
        for (number, vi, en) in [
            (60.0, "60", "60"),
            (1500.0, "1.500", "1,500"),
            (4312.5, "4.312,5", "4,312.5"),
            (1_234_567.0, "1.234.567", "1,234,567"),
            (0.7, "0,7", "0.7"),
            (-12.25, "-12,25", "-12.25"),
        ] {
            assert_eq!((figure(number, "vi").as_str(), figure(number, "en").as_str()), (vi, en));
        }
        assert_eq!(shown(5.0, 10.0, "vi"), "5 – 10");
        assert_eq!(shown(5.0, 10.0, "en"), "5–10");
    }
}
