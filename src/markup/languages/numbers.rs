//! Numbers as offices write them: where a date, a time, a document number or a telephone number ends.

use std::ops::Range;

use crate::markup::work;

pub(in crate::markup) fn skip(chars: &[char], mut at: usize, what: impl Fn(char) -> bool) -> usize {
    let start = at;
    while at < chars.len() && what(chars[at]) {
        at += 1;
    }
    work::step(at - start);
    at
}

/// Blanks of any width.
pub(in crate::markup) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

pub(in crate::markup) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '‑' | '‒')
}

fn digits(chars: &[char], at: usize) -> usize {
    skip(chars, at, |c| c.is_ascii_digit())
}

/// The value of up to nine digits.
fn value(chars: &[char]) -> u32 {
    chars.iter().take(9).fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0))
}

/// What follows one blank, or none, from `at`. Two and more are a mistake of typing and count as one.
pub(in crate::markup) fn gap(chars: &[char], at: usize) -> Option<usize> {
    let next = skip(&chars[..chars.len().min(at + 3)], at, is_blank);
    (next < chars.len()).then_some(next)
}

/// The end of a number (`1.234,5`) that begins at `at`.
pub(in crate::markup) fn number(chars: &[char], at: usize) -> Option<usize> {
    let mut end = digits(chars, at);
    if end == at {
        return None;
    }
    while end + 1 < chars.len() && matches!(chars[end], '.' | ',') && chars[end + 1].is_ascii_digit() {
        end = digits(chars, end + 1);
    }
    Some(end)
}

pub(in crate::markup) fn ends_word(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|c| !c.is_alphanumeric())
}

/// The end of a document number (`69-KL/TW`, `77-CTr/TU`, `12/2023/NĐ-CP`, `15/2020/QH14`) that begins at `at`.
pub(in crate::markup) fn document_number(chars: &[char], at: usize) -> Option<usize> {
    let mut end = digits(chars, at);
    if end == at {
        return None;
    }
    if chars.get(end) == Some(&'/') {
        let year = digits(chars, end + 1);
        if year == end + 5 {
            end = year;
        }
    }
    let mut letters = 0;
    while matches!(chars.get(end), Some('-' | '/')) {
        let next = skip(chars, end + 1, char::is_alphanumeric);
        let segment = &chars[end + 1..next];
        // One small letter is usual in a symbol: `77-CTr/TU`, `12/TTr-UBND`.
        let small = segment.iter().filter(|c| c.is_lowercase()).count();
        let large = segment.iter().filter(|c| c.is_uppercase()).count();
        if !segment.first().is_some_and(|c| c.is_uppercase()) || small > 1 || (small == 1 && large < 2) {
            break;
        }
        letters += segment.len();
        end = next;
    }
    (letters >= 2 && ends_word(chars, end)).then_some(end)
}

/// The end of a date in figures (`11/01/2024`, `01/2024`, `11/01`, `2024-01-11`) that begins at `at`.
pub(in crate::markup) fn date(chars: &[char], at: usize) -> Option<usize> {
    let mut parts: Vec<(u32, usize)> = vec![];
    let mut from = at;
    let mut mark = None;
    let end = loop {
        let end = digits(chars, from);
        if end == from || end - from > 4 {
            return None;
        }
        parts.push((value(&chars[from..end]), end - from));
        match chars.get(end) {
            Some(c @ ('/' | '-' | '.')) if parts.len() < 3 && mark.is_none_or(|m| m == *c) => {
                if !chars.get(end + 1).is_some_and(char::is_ascii_digit) {
                    break end;
                }
                mark = Some(*c);
                from = end + 1;
            }
            _ => break end,
        }
    };
    if !ends_word(chars, end) {
        return None;
    }
    let day = |(n, width): (u32, usize)| (1..=31).contains(&n) && width <= 2;
    let month = |(n, width): (u32, usize)| (1..=12).contains(&n) && width <= 2;
    let year = |(n, width): (u32, usize)| (1900..2200).contains(&n) && width == 4;
    let good = match (mark?, parts.as_slice()) {
        (_, &[d, m, y]) if day(d) && month(m) && year(y) => true,
        ('-', &[y, m, d]) => day(d) && month(m) && year(y),
        ('/', &[m, y]) if month(m) && year(y) => true,
        ('/', &[d, m]) => day(d) && month(m),
        _ => false,
    };
    good.then_some(end)
}

/// Whether a text is a day with its month, or several: `1/6`, `1/6 – 5/6`.
pub(in crate::markup) fn is_day(text: &str) -> bool {
    let chars: Vec<char> = text.chars().take(40).collect();
    let mut days = chars.split(|c| is_dash(*c) || is_blank(*c) || matches!(c, ',' | ';')).filter(|day| !day.is_empty());
    !text.is_empty() && days.all(|day| date(day, 0) == Some(day.len()))
}

/// The end of an hour of the day (`14:00`, `8h`, `7h30`, `7g30`, `7 giờ 30`, `7 giờ 30 phút`) that begins at `at`. `8 giờ`
/// alone is a length of time.
pub(in crate::markup) fn clock(chars: &[char], at: usize) -> Option<usize> {
    let end = digits(chars, at);
    if !(1..=2).contains(&(end - at)) || value(&chars[at..end]) > 24 {
        return None;
    }
    let minutes = |at: usize| {
        let end = digits(chars, at);
        (end == at + 2 && value(&chars[at..end]) < 60).then_some(end)
    };
    match chars.get(end)? {
        ':' => {
            let mut end = minutes(end + 1)?;
            if chars.get(end) == Some(&':') {
                end = minutes(end + 1).unwrap_or(end);
            }
            ends_word(chars, end).then_some(end)
        }
        mark @ ('h' | 'H' | 'g') => {
            let end = match minutes(end + 1) {
                Some(end) => skip(chars, end, |c| matches!(c, 'p' | '\'' | '’' | '′')),
                // `8g` weighs something.
                None if *mark == 'g' => return None,
                None => end + 1,
            };
            ends_word(chars, end).then_some(end)
        }
        _ => {
            let end =
                minutes(gap(chars, word(chars, gap(chars, end)?, "giờ")?)?).filter(|end| ends_word(chars, *end))?;
            Some(gap(chars, end).and_then(|next| word(chars, next, "phút")).unwrap_or(end))
        }
    }
}

/// The end of this word at `at`.
pub(in crate::markup) fn word(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let end = at + word.chars().count();
    let alike = end <= chars.len() && word.chars().zip(&chars[at..]).all(|(a, b)| a == *b);
    (alike && ends_word(chars, end)).then_some(end)
}

/// Where a telephone number stands that begins at `at`: `0909 123 456`, `(0238) 3.844.123`, `+84 238 3844123`, `1900 1234`.
pub(in crate::markup) fn phone(chars: &[char], at: usize) -> Option<Range<usize>> {
    let opened = chars.get(at) == Some(&'(');
    let mut end = at + usize::from(opened);
    let plus = chars.get(end) == Some(&'+');
    end += usize::from(plus);
    let mut closed = !opened;
    let mut number = String::new();
    let mut first = 0;
    // Digits within the bracket.
    let mut bracketed = 0;
    let mut whole = None;
    // A dozen digits and the marks between them.
    for _ in 0..12 {
        let next = digits(&chars[..chars.len().min(end + 13)], end);
        if next == end || number.len() + next - end > 12 {
            break;
        }
        number.extend(&chars[end..next]);
        end = next;
        if first == 0 {
            first = number.len();
        }
        if !closed && chars.get(end) == Some(&')') {
            closed = true;
            bracketed = number.len();
            end += 1;
        }
        if closed && is_phone(&number, plus, first, bracketed) && ends_word(chars, next) {
            whole = Some(at..end);
        }
        let between = skip(&chars[..chars.len().min(end + 2)], end, |c| is_blank(c) || matches!(c, '.' | '-' | '('));
        // `+84 (0) 263 …`: the bracket around the zero closes at once.
        let zero = chars.get(between.wrapping_sub(1)) == Some(&'(');
        if zero && chars.get(between) == Some(&'0') && chars.get(between + 1) == Some(&')') {
            end = gap(chars, between + 2)?;
        } else if between == end && chars[end - 1] != ')' || zero {
            break;
        } else {
            end = between;
        }
    }
    whole
}

fn is_phone(number: &str, plus: bool, first: usize, bracketed: usize) -> bool {
    let n = number.len();
    // Numbers that are shorter than a prefix are counted up, not dialled.
    let apart = first >= 3;
    match number.as_bytes() {
        [b'8', b'4', ..] if plus => (10..=12).contains(&n),
        // With the country's code and its area in brackets.
        [b'8', b'4', ..] => (2..=5).contains(&bracketed) && (11..=12).contains(&n),
        [b'0', b'3' | b'5' | b'7' | b'8' | b'9', ..] => apart && n == 10,
        [b'0', b'2', ..] => apart && (10..=11).contains(&n),
        [b'0', ..] => apart && (9..=11).contains(&n),
        [b'1', b'8' | b'9', b'0', b'0', ..] => first >= 4 && (n == 8 || n == 10),
        _ => false,
    }
}

/// The value of a Roman numeral in capitals.
pub(in crate::markup) fn roman(word: &[char]) -> Option<u32> {
    let value = |c: &char| {
        Some(match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        })
    };
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let values: Vec<u32> = word.iter().map(value).collect::<Option<_>>()?;
    let total = values.iter().enumerate().fold(0_i64, |sum, (n, value)| {
        let less = values.get(n + 1).is_some_and(|next| next > value);
        sum + if less { -i64::from(*value) } else { i64::from(*value) }
    });
    let total = u32::try_from(total).ok()?;
    // Written back it is the same, or it is a word: `MIX`, `CIVIL`.
    let mut rest = total;
    let mut written = String::new();
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    for (step, letters) in STEPS {
        while rest >= step {
            written.push_str(letters);
            rest -= step;
        }
    }
    written.chars().eq(word.iter().copied()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn telephone_numbers_of_all_usual_shapes() {
        for text in [
            "0909 123 456",
            "0909.123.456",
            "0909-123-456",
            "0909123456",
            "090 912 3456",
            "(0262) 3852 423",
            "(0262)3852423",
            "(0238) 3.844.123",
            "0238 3844 123",
            "02633 822 345",
            "028 38 291 901",
            "+84 263 382 2345",
            "+84 909 123 456",
            "(+84) 909 123 456",
            "+84 (0) 263 382 2345",
            "+84-909-123-456",
            "(84-263) 3822 345",
            "1900 9095",
            "1900 90 95",
            "1900.9095",
            "1800 1091",
            "1900 636 465",
            "19009095",
        ] {
            let text = chars(text);
            assert_eq!(phone(&text, 0), Some(0..text.len()), "{text:?}");
        }
        for text in
            ["0 1 2 3 4 5 6 7 8 9", "1900 hộ", "1945", "05 – 10", "10 000 000", "(2025)", "(1", "+", "0909 123", ""]
        {
            assert_eq!(phone(&chars(text), 0), None, "{text}");
        }
        // What follows is no part of it.
        assert_eq!(phone(&chars("0909 123 456 30 người"), 0), Some(0..12));
        assert_eq!(phone(&chars("0909 123 456 - 0912 345 678"), 0), Some(0..12));
        assert_eq!(phone(&chars("(0909 123 456)"), 0), Some(0..14));
    }

    #[test]
    fn hours_of_the_day() {
        for text in ["14:00", "8h", "8H", "7h30", "07g30", "7 giờ 30", "14 giờ 00 phút", "7h30’", "08:05:09"] {
            let text = chars(text);
            assert_eq!(clock(&text, 0), Some(text.len()), "{text:?}");
        }
        for text in ["8 giờ", "25:00", "14:60", "1:500", "8g", "8 giờ 75", "8ha", "14:0", "8 giờ 30a"] {
            assert_eq!(clock(&chars(text), 0), None, "{text}");
        }
    }

    #[test]
    fn roman_numerals_are_no_words() {
        for (text, value) in [("I", 1), ("IV", 4), ("XIV", 14), ("XXI", 21), ("XVII", 17), ("MCMXLV", 1945)] {
            assert_eq!(roman(&chars(text)), Some(value));
        }
        for text in ["", "IIII", "MIX1", "CIVIL", "VX", "A", "iv", "MID"] {
            assert_eq!(roman(&chars(text)), None, "{text}");
        }
    }
}
