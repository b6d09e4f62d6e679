//! Days and hours that no calendar and no clock has: a meeting on `31/2` is a meeting that nobody comes to.

use std::ops::Range;

use time::util::days_in_month;
use time::{Month, Weekday};

use super::seen::Seen;
use crate::content::MONTHS;
use crate::diag::Message;
use crate::markup::languages::numbers::{ends_word, is_blank, is_dash, skip};
use crate::markup::remarks::Weight;
use crate::msg;

/// What is wrong with a time, for its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTime {
    Day,
    Month,
    Hour,
    /// A day of the week that its date is not; this one it is.
    Weekday(Weekday),
    /// A stretch that ends before it begins.
    Backwards {
        is_sure: bool,
    },
}

impl NoTime {
    /// What to say of it, and what to do.
    pub(super) fn told(self, text: &str) -> (Message, Message) {
        match self {
            Self::Day => (msg!("markup-no-such-day", day = text), msg!("markup-no-such-day-hint")),
            Self::Month => (msg!("markup-no-such-month", month = text), msg!("markup-no-such-month-hint")),
            Self::Hour => (msg!("markup-no-such-hour", hour = text), msg!("markup-no-such-hour-hint")),
            Self::Weekday(day) => {
                let right = WEEKDAYS[usize::from(day.number_days_from_monday())].0;
                (msg!("markup-weekday", typed = text, right = right), msg!("markup-weekday-hint", right = right))
            }
            Self::Backwards { .. } => (msg!("markup-days-backwards", typed = text), msg!("markup-days-backwards-hint")),
        }
    }

    /// Whether nobody can have meant it.
    pub(super) fn weight(self) -> Weight {
        if matches!(self, Self::Backwards { is_sure: false }) { Weight::Warning } else { Weight::Loose }
    }
}

/// The days of the week from Monday on, as they are written: in words or in figures.
const WEEKDAYS: [(&str, &str); 7] = [
    ("thứ hai", "thứ 2"),
    ("thứ ba", "thứ 3"),
    ("thứ tư", "thứ 4"),
    ("thứ năm", "thứ 5"),
    ("thứ sáu", "thứ 6"),
    ("thứ bảy", "thứ 7"),
    ("chủ nhật", "chúa nhật"),
];
/// Words before a day of the week: without one, `Thứ hai` is what comes after `Thứ nhất`, and the third time is no Tuesday.
const BEFORE_WEEKDAY: &[&str] =
    &["sáng", "trưa", "chiều", "tối", "đêm", "vào", "lúc", "ngày", "hạn", "trước", "sau", "từ", "đến", "là", "và"];
/// Words before an hour of which the unit is one of weight, too: `25g30` may be a record.
const BEFORE_HOUR: &[&str] =
    &["lúc", "hồi", "khoảng", "từ", "đến", "vào", "trước", "sau", "và", "sáng", "chiều", "tối"];

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
const LASTING: &[&str] = &["trong", "mất", "dài", "suốt", "lục", "tích", "hết", "tổng"];
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
            let by_figures = day(&chars, at).or_else(|| month(&chars, at)).or_else(|| hour(&chars, at));
            let by_figures = by_figures.map(|(end, what)| (at..end, what));
            let wrong = by_figures.or_else(|| english_day(&chars, at));
            wrong.or_else(|| weekday(&chars, at).or_else(|| backwards(&chars, at)))
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
    if let Some((day, month, year, end)) = spaced(chars, at).filter(|_| is_led) {
        return (ends_word(chars, end) && !exists(day, month, Some(year))).then_some((end, NoTime::Day));
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

/// A whole date with blanks around its marks: `31 - 02 - 2026`.
fn spaced(chars: &[char], at: usize) -> Option<(u32, u32, i32, usize)> {
    let mark = |at: usize| {
        let before = skip(&chars[..chars.len().min(at + 2)], at, is_blank);
        let is_mark = chars.get(before).is_some_and(|c| *c == '/' || *c == '.' || is_dash(*c));
        let after = skip(&chars[..chars.len().min(before + 3)], before + 1, is_blank);
        (is_mark && (before > at || after > before + 1)).then_some(after)
    };
    let (day, end) = short(chars, at)?;
    let (month, end) = short(chars, mark(end)?)?;
    let (year, end) = year(chars, mark(end)?)?;
    Some((day, month, year, end))
}

/// A month that is in no year: `tháng 13/2026`. Without a year it may be a wage.
fn month(chars: &[char], at: usize) -> Option<(usize, NoTime)> {
    if word_before(chars, at) != "tháng" {
        return None;
    }
    let (month, end) = short(chars, at)?;
    let year = match chars.get(end) {
        Some('/') => year(chars, end + 1),
        _ => after_word(chars, end, "năm").and_then(|next| year(chars, next)),
    };
    year.filter(|(_, end)| ends_word(chars, *end) && !(1..=12).contains(&month)).map(|(_, end)| (end, NoTime::Month))
}

/// A day in figures with its year, if it is given, and its end: `1/12/2026`, `15/3`, `1 tháng 12 năm 2026`.
fn whole_day(chars: &[char], at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
    let (day, end) = short(chars, at)?;
    let (month, end, year) = match after_word(chars, end, "tháng") {
        Some(next) => {
            let (month, end) = short(chars, next)?;
            (month, end, after_word(chars, end, "năm").and_then(|next| year(chars, next)))
        }
        None => {
            let mark = chars.get(end).copied().filter(|mark| matches!(mark, '/' | '-' | '.'))?;
            let (month, end) = short(chars, end + 1)?;
            let year = (chars.get(end) == Some(&mark)).then(|| year(chars, end + 1)).flatten();
            (month, end, year)
        }
    };
    let end = year.map_or(end, |(_, end)| end);
    let is_day = exists(day, month, year.map(|(year, _)| year)) && ends_word(chars, end);
    // What goes on is a document's number, a house.
    let goes_on =
        matches!(chars.get(end), Some('/' | '-' | '.')) && chars.get(end + 1).is_some_and(|c| c.is_alphanumeric());
    (is_day && !goes_on).then(|| (day, month, year.map(|(year, _)| year), end))
}

fn calendar(day: u32, month: u32, year: i32) -> Option<time::Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// Whether days of the moon are counted behind a date, or before it.
fn is_of_the_moon(chars: &[char], at: usize, end: usize) -> bool {
    let near = &chars[at.saturating_sub(30)..chars.len().min(end + 30)];
    let near: String = near.iter().flat_map(|c| c.to_lowercase()).collect();
    ["âm lịch", "(âl", " al", "tháng giêng", "tháng chạp"].iter().any(|word| near.contains(word))
}

/// A date whose day of the week, which stands before it, is another one: `sáng thứ Hai, 01/12/2026`. A date without its year says
/// nothing.
fn weekday(chars: &[char], at: usize) -> Option<(Range<usize>, NoTime)> {
    let (day, month, year, end) = whole_day(chars, at)?;
    let right = calendar(day, month, year?)?.weekday();
    let before = |at: usize| {
        let blanks = chars[..at].iter().rev().take(4).take_while(|c| is_blank(**c) || matches!(c, ',' | '(')).count();
        let letters = chars[..at - blanks].iter().rev().take(10).take_while(|c| c.is_alphanumeric()).count();
        (at - blanks - letters, at - blanks)
    };
    let word =
        |range: (usize, usize)| chars[range.0..range.1].iter().flat_map(|c| c.to_lowercase()).collect::<String>();
    let mut last = before(at);
    if word(last) == "ngày" {
        last = before(last.0);
    }
    let first = before(last.0);
    let typed = format!("{} {}", word(first), word(last));
    let named = WEEKDAYS.iter().position(|(words, figures)| typed == *words || typed == *figures)?;
    let lead = word(before(first.0));
    let is_led = BEFORE_WEEKDAY.contains(&lead.as_str())
        || lead.ends_with(|c: char| c.is_ascii_digit())
        || lead.ends_with('h')
        || named == 6;
    let is_wrong = named != usize::from(right.number_days_from_monday()) && is_led && !is_of_the_moon(chars, at, end);
    is_wrong.then_some((first.0..end, NoTime::Weekday(right)))
}

/// A stretch of days that ends before it begins: `từ 15/3 đến 10/3/2026`.
fn backwards(chars: &[char], at: usize) -> Option<(Range<usize>, NoTime)> {
    let lead = word_before(chars, at);
    let is_led = lead == "từ" || lead == "ngày";
    let (day, month, year, end) = whole_day(chars, at).filter(|_| is_led)?;
    let blank = skip(&chars[..chars.len().min(end + 2)], end, is_blank);
    let next = match chars.get(blank) {
        Some(c) if is_dash(*c) => skip(&chars[..chars.len().min(blank + 3)], blank + 1, is_blank),
        _ => ["đến", "tới"].iter().find_map(|word| after_word(chars, end, word))?,
    };
    let behind = |at: usize, word: &str| {
        let stop = at + word.chars().count();
        let is_word = chars.get(at..stop).is_some_and(|typed| typed.iter().copied().eq(word.chars()));
        if is_word { skip(&chars[..chars.len().min(stop + 2)], stop, is_blank) } else { at }
    };
    let next = behind(behind(next, "hết"), "ngày");
    let (last_day, last_month, last_year, end) = whole_day(chars, next)?;
    let (first, last) = ((month, day), (last_month, last_day));
    let is_wrong = match (year, last_year) {
        (Some(year), Some(last_year)) => (year, first) > (last_year, last),
        // Over the turn of the year, and the years of a report.
        (None, _) => month == last_month && day > last_day,
        (Some(_), None) => false,
    };
    let is_sure = year.is_some();
    (is_wrong && !is_of_the_moon(chars, at, end)).then_some((at..end, NoTime::Backwards { is_sure }))
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

/// An hour that no clock shows: `25h30`, `7h75`, `lúc 25 giờ 30`.
fn hour(chars: &[char], at: usize) -> Option<(usize, NoTime)> {
    let (hour, end) = short(chars, at)?;
    let is_led = || BEFORE_HOUR.contains(&word_before(chars, at).as_str());
    let next = match chars.get(end)? {
        'h' | 'H' => end + 1,
        'g' if is_led() => end + 1,
        _ => after_word(chars, end, "giờ").filter(|_| is_led())?,
    };
    let (minutes, last) = short(chars, next)?;
    let is_wrong =
        last == next + 2 && ends_word(chars, last) && (hour > 24 || minutes > 59 || hour == 24 && minutes > 0);
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
            ("ngày 31 - 02 - 2026, ngày 31 / 4 / 2026", &["31 - 02 - 2026", "31 / 4 / 2026"]),
            ("tháng 13/2026, tháng 0/2027, tháng 14 năm 2026", &["13/2026", "0/2027", "14 năm 2026"]),
            ("lúc 25 giờ 30, hồi 7 giờ 75, lúc 25g30", &["25 giờ 30", "7 giờ 75", "25g30"]),
            ("Họp sáng thứ Hai, 01/12/2026.", &["thứ Hai, 01/12/2026"]),
            (
                "7h30 thứ 2 (ngày 1/12/2026), Chủ nhật, ngày 1 tháng 12 năm 2026",
                &["thứ 2 (ngày 1/12/2026", "Chủ nhật, ngày 1 tháng 12 năm 2026"],
            ),
            (
                "Từ 15/3 đến 10/3/2026, từ ngày 15/3/2026 đến hết ngày 10/02/2026; ngày 5/6 - 3/6",
                &["15/3 đến 10/3/2026", "15/3/2026 đến hết ngày 10/02/2026", "5/6 - 3/6"],
            ),
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
            "Kỷ lục 25g30, về đích hết 25g30, thành tích 25h30, đi 36 giờ 30 phút, nặng 25g50",
            "lương tháng 13, tháng 12/2026, tháng 1 năm 2027, ngày 28 - 02 - 2026, 10 - 15 - 2026 hộ",
            "sáng thứ Ba, 01/12/2026; thứ 3 ngày 1/12/2026; lần thứ hai, 01/12/2026; Thứ hai, 01/12/2026 là hạn",
            "sáng thứ Hai, 01/12, thứ Hai, 15/8/2026 âm lịch, thứ năm, ngày 1/1/2026",
            "từ 15/12 đến 10/01/2027, từ 10/3 đến 15/3/2026, từ 1/1/2026 đến 1/1/2026, từ 30/4 đến 1/5",
            "mục 31.2.1, số 30-2, 31.4, 28.2.2027, 30-4-2027, 31-02/KH, 24h00",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
