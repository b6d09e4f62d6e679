//! Days and hours that no calendar and no clock has: a meeting on `31/2` is a meeting that nobody comes to.

use std::ops::Range;

use time::Month;
use time::util::days_in_month;

use super::seen::Seen;
use crate::content::MONTHS;
use crate::diag::Message;
use crate::markup::languages::numbers::{ends_word, skip};
use crate::msg;

/// What is wrong with a time, for its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTime {
    Day,
    Hour,
}

impl NoTime {
    /// What to say of it, and what to do.
    pub(super) fn told(self, text: &str) -> (Message, Message) {
        match self {
            Self::Day => (msg!("markup-no-such-day", day = text), msg!("markup-no-such-day-hint")),
            Self::Hour => (msg!("markup-no-such-hour", hour = text), msg!("markup-no-such-hour-hint")),
        }
    }
}

/// Words before a day: without one, `32/1` may be a share.
const BEFORE: &[&str] = &["ngày", "hạn", "sáng", "trưa", "chiều", "tối", "từ", "đến", "trước", "sau"];
/// Words before the number of a house, a plot or a sheet, or before a share: two numbers with a slash that are no day.
const NUMBERED: &[&str] = &[
    "số", "nhà", "hẻm", "ngõ", "ngách", "kiệt", "tổ", "tờ", "thửa", "mẫu", "lô", "phòng", "room", "no", "house",
    "plot", "đạt", "lệ", "chỉ", "address",
];
/// What is counted, behind a share: `đến 31/9 thôn`.
const COUNTED: &[&str] = &[
    "xã",
    "phường",
    "thôn",
    "buôn",
    "bản",
    "tổ",
    "hộ",
    "đường",
    "người",
    "em",
    "trường",
    "lớp",
    "huyện",
    "tỉnh",
    "đơn",
    "doanh",
    "hợp",
    "sản",
    "nhiệm",
    "chỉ",
    "tiêu",
    "dự",
    "mô",
    "cơ",
    "điểm",
    "cán",
    "đảng",
    "chi",
    "đại",
    "câu",
];
/// Words before how long something takes, and behind it: `trong 2h75`, `36h30 bay`.
const LASTING: &[&str] = &["trong", "mất", "dài", "suốt"];
const LASTS: &[&str] = &["bay", "đi", "làm", "chạy", "lái", "liền"];

/// The times of a text that do not exist, in its order.
pub(super) fn impossible(seen: &[Seen]) -> Vec<(Range<usize>, NoTime)> {
    let chars: Vec<char> = seen.iter().map(|seen| seen.c).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() || seen[at].excused {
            at += 1;
            continue;
        }
        let begins = at.checked_sub(1).is_none_or(|before| {
            let c = chars[before];
            !c.is_alphanumeric() && !matches!(c, '/' | '.' | ',' | ':' | '_' | '@')
        });
        let wrong = if begins {
            let by_figures = day(&chars, at).or_else(|| hour(&chars, at)).map(|(end, what)| (at..end, what));
            by_figures.or_else(|| english_day(&chars, at))
        } else {
            None
        };
        match wrong {
            Some((range, what)) => {
                let end = range.end;
                found.push((range, what));
                at = end;
            }
            None => at = skip(&chars, at, |c| c.is_ascii_digit()),
        }
    }
    found
}

/// A number of one or two digits, and its end.
fn short(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let end = skip(chars, at, |c| c.is_ascii_digit());
    let digits: String = chars.get(at..end)?.iter().collect();
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok())?.map(|number| (number, end))
}

/// A day that is in no month: `31/2`, `30/02/2027`, `ngày 31 tháng 4`.
fn day(chars: &[char], at: usize) -> Option<(usize, NoTime)> {
    let (day, end) = short(chars, at)?;
    let is_led = BEFORE.contains(&word_before(chars, at).as_str());
    if let Some(next) = after_word(chars, end, "tháng") {
        let (month, end) = short(chars, next)?;
        let year = after_word(chars, end, "năm").and_then(|next| year(chars, next));
        let end = year.map_or(end, |(_, end)| end);
        let is_wrong = is_led && ends_word(chars, end) && !exists(day, month, year.map(|(year, _)| year));
        return is_wrong.then_some((end, NoTime::Day));
    }
    let mark = chars.get(end).copied().filter(|mark| matches!(mark, '/' | '-' | '.'))?;
    let (month, end) = short(chars, end + 1)?;
    let year = (chars.get(end) == Some(&mark)).then(|| year(chars, end + 1)).flatten();
    // Other marks part a day from its month in whole dates alone: `2.30` is a number, `30-4` may be two.
    if mark != '/' && year.is_none() {
        return None;
    }
    let end = year.map_or(end, |(_, end)| end);
    // What goes on is the number of a document, of a house.
    if !ends_word(chars, end)
        || matches!(chars.get(end), Some('/' | '-')) && chars.get(end + 1).is_some_and(|c| c.is_alphanumeric())
    {
        return None;
    }
    // By itself it must look like a day.
    let looks = (1..=31).contains(&day) && (1..=12).contains(&month) && !counts(chars, end);
    let is_share = is_led && COUNTED.contains(&word_behind(chars, end).as_str()) && may_be_share(chars, at);
    let is_meant = year.is_some() || !is_share && !is_numbered(chars, at) && (is_led || looks);
    (is_meant && !exists(day, month, year.map(|(year, _)| year))).then_some((end, NoTime::Day))
}

/// A day that is in no month, with its month by name: `31 June 2027`, `June 31, 2027`, `30th of February`.
fn english_day(chars: &[char], at: usize) -> Option<(Range<usize>, NoTime)> {
    let (day, end) = short(chars, at)?;
    let ordinal = skip(&chars[..chars.len().min(end + 2)], end, char::is_alphabetic);
    let suffix: String = chars[end..ordinal].iter().collect();
    let end = match suffix.as_str() {
        "" => end,
        "st" | "nd" | "rd" | "th" => ordinal,
        _ => return None,
    };
    let month = |word: &str| MONTHS.iter().position(|month| *month == word).and_then(|n| u32::try_from(n + 1).ok());
    let next = after_word(chars, end, "of")
        .unwrap_or_else(|| skip(&chars[..chars.len().min(end + 2)], end, char::is_whitespace));
    let stop = skip(&chars[..chars.len().min(next + 10)], next, char::is_alphabetic);
    let (month, range) = match month(&chars[next..stop].iter().collect::<String>()).filter(|_| next > end) {
        Some(month) => (month, at..stop),
        None => {
            let blanks = chars[..at].iter().rev().take(2).take_while(|c| c.is_whitespace()).count();
            let word = chars[..at - blanks].iter().rev().take(10).take_while(|c| c.is_alphabetic()).count();
            let start = at - blanks - word;
            let name: String = chars[start..at - blanks].iter().collect();
            (month(&name).filter(|_| blanks > 0)?, start..end)
        }
    };
    if !ends_word(chars, range.end) {
        return None;
    }
    let blank = skip(&chars[..chars.len().min(range.end + 3)], range.end, |c| c.is_whitespace() || c == ',');
    let year = year(chars, blank).filter(|_| blank > range.end);
    let end = year.map_or(range.end, |(_, end)| end);
    // Of what is counted there may be more than a month has days, as long as no year says that it is a day.
    let is_meant = year.is_some() || (1..=31).contains(&day);
    (is_meant && !exists(day, month, year.map(|(year, _)| year))).then_some((range.start..end, NoTime::Day))
}

/// An hour that no clock shows: `25h30`, `7h75`.
fn hour(chars: &[char], at: usize) -> Option<(usize, NoTime)> {
    let (hour, end) = short(chars, at)?;
    if !matches!(chars.get(end), Some('h' | 'H' | 'g')) {
        return None;
    }
    let (minutes, last) = short(chars, end + 1)?;
    let is_wrong =
        last == end + 3 && ends_word(chars, last) && (hour > 24 || minutes > 59 || hour == 24 && minutes > 0);
    let lasts =
        || LASTING.contains(&word_before(chars, at).as_str()) || LASTS.contains(&word_behind(chars, last).as_str());
    (is_wrong && !lasts()).then_some((last, NoTime::Hour))
}

/// Whether two numbers with a slash are the number of a house, a plot, a sheet or a share, by the words before them, before the first
/// of several (`tỷ lệ 30/2, 31/9`) or before an address.
fn is_numbered(chars: &[char], at: usize) -> bool {
    let mut at = at;
    loop {
        let marks = chars[..at].iter().rev().take_while(|c| c.is_whitespace() || **c == ':').count();
        if NUMBERED.contains(&word_before(chars, at - marks).as_str()) {
            return true;
        }
        let parting = chars[..at].iter().rev().take_while(|c| matches!(c, ' ' | '\u{a0}' | ',' | ';')).count();
        let number = chars[..at - parting].iter().rev().take_while(|c| c.is_ascii_digit() || **c == '/').count();
        if parting == 0 || number == 0 {
            break;
        }
        at -= parting + number;
    }
    let line = chars[..at].iter().rev().take(80).take_while(|c| **c != '\n').collect::<Vec<_>>();
    let line: String = line.into_iter().rev().flat_map(|c| c.to_lowercase()).collect();
    !matches!(word_before(chars, at).as_str(), word if BEFORE.contains(&word))
        && ["địa chỉ", "số nhà", "address"].iter().any(|word| line.contains(word))
}

/// Whether no word before two numbers with a slash says that they are a day: `đến` and `từ` lead to shares too.
fn may_be_share(chars: &[char], at: usize) -> bool {
    matches!(word_before(chars, at).as_str(), "từ" | "đến" | "trước" | "sau")
}

fn exists(day: u32, month: u32, year: Option<i32>) -> bool {
    let Some(month) = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok()) else { return false };
    // Without a year it may be one that has a 29 February.
    (1..=u32::from(days_in_month(month, year.unwrap_or(2000)))).contains(&day)
}

/// A year of our time, and its end.
fn year(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let end = skip(chars, at, |c| c.is_ascii_digit());
    let year: i32 = chars.get(at..end)?.iter().collect::<String>().parse().ok()?;
    (end == at + 4 && (1900..2200).contains(&year)).then_some((year, end))
}

/// Whether a word follows that may be counted: `31/6 hộ`.
fn counts(chars: &[char], at: usize) -> bool {
    let next = skip(chars, at, |c| c == ' ' || c == '\u{a0}');
    next > at && chars.get(next).is_some_and(|c| c.is_alphabetic())
}

fn word_before(chars: &[char], at: usize) -> String {
    let blanks = chars[..at].iter().rev().take_while(|c| c.is_whitespace()).count();
    let end = at - blanks;
    let letters = chars[..end].iter().rev().take(12).take_while(|c| c.is_alphabetic()).count();
    chars[end - letters..end].iter().flat_map(|c| c.to_lowercase()).collect()
}

fn word_behind(chars: &[char], at: usize) -> String {
    let start = skip(chars, at, |c| c == ' ' || c == '\u{a0}');
    let end = skip(&chars[..chars.len().min(start + 12)], start, char::is_alphabetic);
    chars[start..end].iter().flat_map(|c| c.to_lowercase()).collect()
}

/// Where the text goes on behind a blank, a word and another blank.
fn after_word(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let blank = |at: usize| skip(&chars[..chars.len().min(at + 3)], at, char::is_whitespace);
    let start = blank(at);
    let end = start + word.chars().count();
    let is_word = chars.get(start..end)?.iter().flat_map(|c| c.to_lowercase()).eq(word.chars());
    let next = blank(end);
    (start > at && is_word && next > end).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        impossible(&seen).into_iter().map(|(range, _)| seen[range].iter().map(|seen| seen.c).collect()).collect()
    }

    #[test]
    fn days_and_hours_that_do_not_exist_are_found() {
        for (text, wrong) in [
            ("Họp ngày 31/2. Hạn 30/02/2027.", &["31/2", "30/02/2027"][..]),
            ("Từ 5/6 đến 31/6, ngày 31/4/2027, ngày 32/1, 01/13/2027", &["31/6", "31/4/2027", "32/1", "01/13/2027"]),
            (
                "Ngày 31 tháng 4, ngày 30 tháng 2 năm 2028, ngày 29/2/2027",
                &["31 tháng 4", "30 tháng 2 năm 2028", "29/2/2027"],
            ),
            ("ngày 0/5, lúc 25h30 và 7h75", &["0/5", "25h30", "7h75"]),
            ("Họp khoảng 7h75, sau 25h30 nghỉ", &["7h75", "25h30"]),
            (
                "on 31 June 2027, June 31, 2027 and 30th of February",
                &["31 June 2027", "June 31, 2027", "30th of February"],
            ),
            ("Đến 31/6 bà con nộp, ngày 31/9 xã họp, từ ngày 31/4 thôn làm", &["31/6", "31/9", "31/4"]),
            ("Địa chỉ nhận: xã A, hạn 31/6; số 31/4/2027", &["31/6", "31/4/2027"]),
            ("sáng 30.2.2027, đêm 31-4-2027, lúc 24h30", &["30.2.2027", "31-4-2027", "24h30"]),
        ] {
            assert_eq!(found(text), wrong, "{text}");
        }
        for text in [
            "ngày 29/2, 29/2/2028, 31/12, 30/4 và 1/5, từ 1/6 đến 30/6/2027, ngày 31 tháng 12 năm 2026",
            "Kế hoạch 31/2/QĐ-UBND, số 30/2-A, 31/2026/NĐ-CP, 12/31/2a, quý 2/2026",
            "đạt 31/2 hộ, tỷ lệ 40/13, 35/40 xã, lớp 31/6A, 8h30, 24h00, 72h, 30 tháng 12 ngày",
            "http://a.vn/31/2 và a@31/2, 1.31/2, 24 giờ 75",
            "30 June 2027, May 31, 29 February 2028, in March 40 families, 45 June plums, by May 2027",
            "Số nhà 31/9, hẻm 31/4 đường Hai Bà Trưng; ngõ 31/6, kiệt 30/2, nhà 31/11, phòng 31/4, lô 31/9",
            "Địa chỉ: 31/4 Phan Đình Phùng; 31/6, đường Hai Bà Trưng",
            "Tổ 31/6, hẻm 31/11, mẫu 31/4; bản đồ tờ 31/6; thửa 30/2",
            "Đạt tỷ lệ 30/2, 31/9",
            "Từ 31/11 xã còn lại. Đến 31/9 thôn đã làm. Room 31/4",
            "36h30 bay, trong 2h75, mất 30h45, kéo dài 48h30",
            "mục 31.2.1, số 30-2, 31.4, 28.2.2027, 30-4-2027, 31-02/KH, 24h00",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
