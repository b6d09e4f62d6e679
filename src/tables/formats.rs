//! How a spreadsheet shows a number: as itself, in percent, as a date, or with the zeros that its format puts before it.

use std::fmt::Write as _;

use time::{Date, Duration, Month};

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NumberLook {
    Plain,
    Percent,
    /// A day, a time of day, or both.
    Moment {
        has_day: bool,
        has_time: bool,
    },
    /// Hours and minutes that may be more than a day.
    Elapsed,
    /// Digits and what stands between them: `0000 000 000`.
    Digits(Vec<Digit>),
}

/// A part of such a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digit {
    Zero,
    Any,
    Literal(char),
}

/// What a format that needs no text of its own shows (ECMA-376, 18.8.30).
pub(super) fn builtin(id: u32) -> NumberLook {
    match id {
        9 | 10 => NumberLook::Percent,
        14..=17 | 27..=31 | 34..=36 | 50..=58 => NumberLook::Moment { has_day: true, has_time: false },
        22 => NumberLook::Moment { has_day: true, has_time: true },
        18..=21 | 32 | 33 | 45 | 47 => NumberLook::Moment { has_day: false, has_time: true },
        46 => NumberLook::Elapsed,
        _ => NumberLook::Plain,
    }
}

/// What a format shows by its text; of its sections the first.
pub(super) fn of_code(code: &str) -> NumberLook {
    let mut chars = code.chars().peekable();
    let (mut day, mut time, mut month, mut percent) = (false, false, false, false);
    let mut digits = Some(vec![]);
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let literal: Vec<char> = chars.by_ref().take_while(|c| *c != '"').collect();
                digits.iter_mut().for_each(|digits| digits.extend(literal.iter().copied().map(Digit::Literal)));
            }
            '\\' => {
                let literal = chars.next().map(Digit::Literal);
                digits.iter_mut().for_each(|digits| digits.extend(literal));
            }
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inner = inner.to_lowercase();
                if !inner.is_empty() && ["h", "m", "s"].iter().any(|unit| inner.chars().all(|c| unit.contains(c))) {
                    return NumberLook::Elapsed;
                }
                // Sections that hold for some numbers alone.
                if inner.starts_with(['<', '>', '=']) {
                    return NumberLook::Plain;
                }
            }
            '%' => percent = true,
            'd' | 'D' | 'y' | 'Y' => day = true,
            'h' | 'H' | 's' | 'S' => time = true,
            'm' | 'M' => month = true,
            '0' => digits.iter_mut().for_each(|digits| digits.push(Digit::Zero)),
            '#' => digits.iter_mut().for_each(|digits| digits.push(Digit::Any)),
            ' ' | '-' | '(' | ')' | '+' => digits.iter_mut().for_each(|digits| digits.push(Digit::Literal(c))),
            'G' | 'g' => {
                // `General`, whose letters mean nothing else.
                chars.by_ref().take(6).for_each(drop);
                digits.iter_mut().for_each(|digits| digits.push(Digit::Any));
            }
            _ => digits = None,
        }
    }
    if percent {
        return NumberLook::Percent;
    }
    if day || time || month {
        return NumberLook::Moment { has_day: day || month && !time, has_time: time };
    }
    let puts_zeros = |digits: &Vec<Digit>| {
        let zeros = digits.iter().filter(|digit| **digit == Digit::Zero).count();
        let holes = digits.iter().filter(|digit| matches!(digit, Digit::Zero | Digit::Any)).count();
        holes > 0 && (zeros > 1 || digits.contains(&Digit::Literal('0')))
    };
    digits.filter(puts_zeros).map_or(NumberLook::Plain, NumberLook::Digits)
}

/// A number as a spreadsheet of Viet Nam shows it.
pub(super) fn shown(value: f64, look: &NumberLook, is_1904: bool) -> String {
    match look {
        NumberLook::Percent => plain(value * 100.0) + "%",
        NumberLook::Elapsed if (0.0..1e6).contains(&value) => {
            let minutes = (value * 1440.0).round() as u64;
            format!("{}:{:02}", minutes / 60, minutes % 60)
        }
        NumberLook::Moment { has_day, has_time } => {
            moment(value, *has_day, *has_time, is_1904).unwrap_or_else(|| plain(value))
        }
        NumberLook::Digits(digits) if value >= 0.0 && value.fract() == 0.0 && value < 1e15 => put(value, digits),
        _ => plain(value),
    }
}

/// A number with a decimal comma and the 15 digits that a spreadsheet keeps: 4.0 is `4`.
pub(super) fn plain(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}").replace('.', ",")
}

fn put(value: f64, digits: &[Digit]) -> String {
    let number = format!("{value:.0}");
    let mut left: Vec<char> = number.chars().collect();
    let first = digits.iter().position(|digit| !matches!(digit, Digit::Literal(_)));
    let mut shown: Vec<char> = vec![];
    for (n, digit) in digits.iter().enumerate().rev() {
        match digit {
            Digit::Literal(c) => shown.push(*c),
            Digit::Zero => shown.push(left.pop().unwrap_or('0')),
            Digit::Any => shown.extend(left.pop()),
        }
        // What is longer than its format.
        if Some(n) == first {
            shown.extend(std::mem::take(&mut left).into_iter().rev());
        }
    }
    shown.iter().rev().collect::<String>().trim().to_string()
}

/// The day that a number of days stands for.
pub(super) fn day(serial: f64, is_1904: bool) -> Option<Date> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    let begin = match is_1904 {
        true => Date::from_calendar_date(1904, Month::January, 1),
        // The 29th of February 1900 is a day to spreadsheets alone.
        false if days < 60 => Date::from_calendar_date(1899, Month::December, 31),
        false => Date::from_calendar_date(1899, Month::December, 30),
    };
    begin.ok()?.checked_add(Duration::days(days))
}

/// A day as it is typed in Viet Nam.
pub(super) fn day_text(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), u8::from(day.month()), day.year())
}

fn moment(value: f64, has_day: bool, has_time: bool, is_1904: bool) -> Option<String> {
    // To the second: a time is a share of a day.
    let seconds = (value * 86_400.0).round();
    let mut text = String::new();
    // A day with hours that its format does not show is that day; hours without a day are of none.
    if has_day {
        text += &day_text(day((seconds / 86_400.0).floor(), is_1904)?);
    }
    if has_time {
        let of_day = (seconds.rem_euclid(86_400.0)) as u32;
        let _ = write!(text, "{}{:02}:{:02}", if has_day { " " } else { "" }, of_day / 3600, of_day / 60 % 60);
        if !of_day.is_multiple_of(60) {
            let _ = write!(text, ":{:02}", of_day % 60);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        let shows = |code: &str, value: f64| shown(value, &of_code(code), false);
        for (code, value, wanted) in [
            ("General", 263_311_100.0, "263311100"),
            ("0000000000", 263_311_100.0, "0263311100"),
            ("0000\\ 000\\ 000", 263_311_100.0, "0263 311 100"),
            ("\"0\"General", 912_345_678.0, "0912345678"),
            ("\"0\"#", 912_345_678.0, "0912345678"),
            ("00000", 123.0, "00123"),
            ("00", 1234.0, "1234"),
            ("0", 4.0, "4"),
            ("#,##0.00", 1234.5, "1234,5"),
            ("0%", 0.6, "60%"),
            ("0.0%", 0.075, "7,5%"),
            ("dd/mm/yyyy", 45_839.0, "01/07/2025"),
            ("[$-42A]dd\\ mmmm\\ yyyy;@", 45_839.0, "01/07/2025"),
            ("h:mm", 0.3125, "07:30"),
            ("dd/mm/yyyy hh:mm", 45839.3125, "01/07/2025 07:30"),
            ("[h]:mm", 26.0 / 24.0, "26:00"),
            ("mm/yyyy", 45_839.0, "01/07/2025"),
            ("General", 0.1 + 0.2, "0,3"),
            ("[<=9999999]000-0000;(000) 000-0000", 5.0, "5"),
            ("d/m/yyyy", 59.0, "28/02/1900"),
            ("d/m/yyyy", -1.0, "-1"),
        ] {
            assert_eq!(shows(code, value), wanted, "{code} {value}");
        }
        assert_eq!(shown(44_377.0, &builtin(14), true), "01/07/2025");
    }
}
