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

#[cfg(test)]
mod tests {
    use super::*;

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
