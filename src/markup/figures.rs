//! Bare figures: digits that somebody typed into a text although a fact should have given them.

use std::ops::Range;

use super::vietnamese::{date, document_number};

/// A character of a paragraph as this module sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) c: char,
    /// Came from `{{ }}`, was excused, or stands in an exponent.
    pub(super) excused: bool,
}

/// Whether a character is a figure. Letters of Vietnamese are told apart without a look into the tables of Unicode.
pub(super) fn is_figure(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_digit(),
        '\u{C0}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{205F}' => false,
        c => c.is_numeric(),
    }
}

/// Words after which a number names a thing and counts nothing.
const NAMING: &[&str] = &[
    "số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "điểm", "mục", "phần", "chương", "trang", "hình", "bảng",
    "bước", "câu", "bài", "thứ", "khóa", "khoá", "kỳ", "lần", "tuần", "luật", "tập", "quyển", "mùng", "mồng", "lúc",
];

/// The same for two words.
const NAMING_PAIRS: &[&str] = &[
    "nghị quyết",
    "kết luận",
    "kế hoạch",
    "chỉ thị",
    "quyết định",
    "nghị định",
    "thông tư",
    "phụ lục",
    "trung ương",
    "tổng đài",
    "điện thoại",
    "dây nóng",
    "công nghiệp",
    "hướng dẫn",
    "thông báo",
    "chuyên đề",
];

/// The figures of a paragraph or heading that need a fact.
pub(super) fn bare(text: &[Seen], heading: bool) -> Vec<Range<usize>> {
    if !text.iter().any(|s| is_figure(s.c) && !s.excused) {
        return vec![];
    }
    let chars: Vec<char> = text.iter().map(|s| s.c).collect();
    let mut fine: Vec<bool> = text.iter().map(|s| s.excused).collect();
    excuse_phones(&chars, &mut fine);
    let words = words(&chars);
    for (n, word) in words.iter().enumerate() {
        if !chars[word.clone()].iter().any(|c| is_figure(*c)) {
            continue;
        }
        let first_of_heading = heading && n == 0 && words.len() > 1 && is_ordinal(&chars[word.clone()]);
        if first_of_heading || names_something(&chars, &words[..n], word) {
            fine[word.clone()].fill(true);
        }
    }
    for time in words.windows(3).filter(|time| is_clock_time(&chars, time)) {
        fine[time[0].start..time[2].end].fill(true);
    }
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        if !is_figure(chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len()
            && (is_figure(chars[at])
                || (matches!(chars[at], '.' | ',') && chars.get(at + 1).is_some_and(|c| is_figure(*c))))
        {
            at += 1;
        }
        if (start..at).any(|i| is_figure(chars[i]) && !fine[i]) {
            found.push(start..at);
        }
    }
    found
}

/// Words without the punctuation around them.
fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut words = vec![];
    let mut start = 0;
    for end in 0..=chars.len() {
        if end < chars.len() && !chars[end].is_whitespace() {
            continue;
        }
        let inside = |i: &usize| chars[*i].is_alphanumeric() || matches!(chars[*i], '%' | '+');
        if let Some(first) = (start..end).find(inside) {
            let last = (first..end).rev().find(inside).unwrap_or(first);
            words.push(first..last + 1);
        }
        start = end + 1;
    }
    words
}

/// `1`, `2.3`: the number of a heading.
fn is_ordinal(word: &[char]) -> bool {
    word.iter().all(|c| c.is_ascii_digit() || *c == '.')
}

fn lower(chars: &[char]) -> String {
    chars.iter().flat_map(|c| c.to_lowercase()).collect()
}

/// Whether the digits of a word belong to a document number, a date, a time, an address or a name.
fn names_something(chars: &[char], before: &[Range<usize>], word: &Range<usize>) -> bool {
    let it = &chars[word.clone()];
    let text: String = it.iter().collect();
    if text.contains('@') || text.contains("://") || text.starts_with("www.") || is_host(&text) {
        return true;
    }
    // `COVID-19`, `A4`, `QH14`.
    if it[0].is_alphabetic() {
        return true;
    }
    let whole = |end: Option<usize>| end == Some(it.len());
    if whole(document_number(it, 0)) || whole(date(it, 0)) {
        return true;
    }
    let digits = it.iter().take_while(|c| c.is_ascii_digit()).count();
    let rest: String = it[digits..].iter().collect();
    // `5G`, `3D`.
    if digits == 1 && rest.chars().count() == 1 && rest.chars().all(|c| c.is_uppercase() && c.is_ascii()) {
        return true;
    }
    // `8h`, `8h30`, `08:30`, `7g30`.
    if (1..=2).contains(&digits) {
        let minutes = rest.trim_start_matches(['h', 'H', 'g', ':']);
        if minutes.len() + 1 == rest.len()
            && minutes.chars().all(|c| c.is_ascii_digit())
            && (minutes.len() == 2 || (minutes.is_empty() && !rest.starts_with([':', 'g'])))
        {
            return true;
        }
    }
    // `2030`, `2025-2030`.
    let is_year = |part: &str| part.len() == 4 && part.parse().is_ok_and(|n: u32| (1900..2200).contains(&n));
    if text.split(['-', '–', '—', '/']).all(is_year) {
        return true;
    }
    let Some(last) = before.last() else { return false };
    // Only a blank between: `Điều: 5` names nothing.
    let near = chars[last.end..word.start].iter().all(|c| c.is_whitespace() || matches!(c, ':' | '(' | '“' | '"'));
    if !near || !it.iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ',')) {
        return false;
    }
    let one = lower(&chars[last.clone()]);
    let two = before.len().checked_sub(2).map(|i| format!("{} {one}", lower(&chars[before[i].clone()])));
    NAMING.contains(&one.as_str()) || two.is_some_and(|two| NAMING_PAIRS.contains(&two.as_str()))
}

/// `8 giờ 30`: an hour of the day. `8 giờ` alone is a length of time.
fn is_clock_time(chars: &[char], words: &[Range<usize>]) -> bool {
    let text = |n: usize| chars[words[n].clone()].iter().collect::<String>();
    let number = |n: usize, digits: Range<usize>, below: u32| {
        let text = text(n);
        digits.contains(&text.len()) && text.parse().is_ok_and(|n: u32| n < below)
    };
    number(0, 1..3, 25) && text(1) == "giờ" && number(2, 2..3, 60)
}

/// `vista.gov.vn`, `sokhcn.nghean.gov.vn/ocop-2030`.
fn is_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|l| l.len() >= 2 && l.chars().all(|c| c.is_ascii_alphabetic()))
}

/// `0238 3844 123`, `(0238) 3.844.123`, `+84 238 3844123`, `1900 1234`.
fn excuse_phones(chars: &[char], fine: &mut [bool]) {
    let mut at = 0;
    while at < chars.len() {
        let begins = (chars[at].is_ascii_digit() || matches!(chars[at], '+' | '('))
            && (at == 0 || !(chars[at - 1].is_alphanumeric() || matches!(chars[at - 1], '.' | ',' | '-')));
        if !begins {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut digits = String::new();
        let mut gap = 0;
        let mut last = at;
        while end < chars.len() && gap <= 2 {
            match chars[end] {
                c if c.is_ascii_digit() => {
                    digits.push(c);
                    gap = 0;
                    last = end + 1;
                }
                ' ' | '.' | '-' | '(' | ')' => gap += 1,
                '+' if digits.is_empty() => {}
                _ => break,
            }
            end += 1;
        }
        let n = digits.len();
        let international = chars[at] == '+' && digits.starts_with("84") && (10..=12).contains(&n);
        let national = digits.starts_with('0') && (9..=12).contains(&n);
        let service = (digits.starts_with("1800") || digits.starts_with("1900")) && (8..=10).contains(&n);
        if international || national || service {
            fine[at..last].fill(true);
        }
        at = last.max(at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, heading: bool) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        bare(&seen, heading).into_iter().map(|r| seen[r].iter().map(|s| s.c).collect()).collect()
    }

    #[test]
    fn figures_are_told_from_numbers_that_name() {
        let fine = [
            "Kết luận số 69-KL/TW ngày 11/01/2024, Kế hoạch 116-KH/TU, Chương trình hành động 77-CTr/TU, 12/TTr-UBND",
            "Nghị quyết 57, Luật 15/2020/QH14, Nghị định 12/2023/NĐ-CP",
            "giai đoạn 2025 - 2030, 2025–2030, đến năm 2030, tháng 5, quý 2",
            "gọi (0238) 3.844.123, 0238 3844 123, +84 238 3844123, 1900 1234 hoặc tổng đài 1022",
            "COVID-19, 5G, giấy A4, QH14, 8h30, 14:00, ngày 11 tháng 1 năm 2024",
            "xem https://nghean.gov.vn/2030 hay sokhcn.nghean.gov.vn/a1, thư a1@b.vn",
            "công nghiệp 4.0, Điều 5, khoản 2, bước 3",
            "7 giờ 30 đón khách, 14 giờ 00 khai mạc",
        ];
        for text in fine {
            assert_eq!(found(text, false), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("đạt 60% và 05 – 10 dự án, 1.200,5 tỷ", false), ["60", "05", "10", "1.200,5"]);
        assert_eq!(found("mất 8 giờ đi đường, 8 giờ 75", false), ["8", "8", "75"]);
        assert_eq!(found("trong 5 năm, 30 lần, 12 tháng", false), ["5", "30", "12"]);
        assert_eq!(found("2. Mục tiêu", true), Vec::<String>::new());
        assert_eq!(found("2 mục tiêu", false), ["2"]);
        assert_eq!(found("m² và ½ và ٣", false), ["½", "٣"]);
    }
}
