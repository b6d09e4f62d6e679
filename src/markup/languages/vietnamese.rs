//! What good Vietnamese setting asks for: parts that stay on one line, quotes, letters that only look right.

use std::ops::Range;

use super::english::{HALVES, SHORT_MONTHS, is_month, is_name};
use super::numbers::{
    clock, date, document_number, ends_word, gap, is_blank, is_dash, number, phone, roman, skip, word,
};
use crate::content::MONTHS;
use crate::markup::work;

/// Words that stay with the number behind them, whatever follows it.
pub(in crate::markup) const LEADING: &[&str] = &[
    "số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "điểm", "mục", "chương", "phần", "trang", "hình", "bảng",
    "bước", "khóa", "khoá", "tuần", "thứ", "mùng", "mồng",
];

/// Words that do so unless the number counts: `tổ 3`, but `tổ` `3 người`.
pub(in crate::markup) const NUMBERED: &[&str] = &[
    "đợt",
    "kì",
    "mẫu",
    "biểu",
    "lớp",
    "nhóm",
    "vùng",
    "khu",
    "phố",
    "tổ",
    "đội",
    "thôn",
    "ấp",
    "xóm",
    "buôn",
    "quận",
    "phường",
    "ngõ",
    "ngách",
    "hẻm",
    "kiệt",
    "lô",
    "tầng",
    "phòng",
    "thửa",
    "khoảnh",
];

/// The same for words that are verbs or count as well: `cấp 2`, but `cấp 30 giấy phép`.
pub(in crate::markup) const GRADED: &[&str] = &["cấp", "bậc", "hạng", "loại", "khối", "tiết", "vòng"];

/// Last syllables of words that do so, and words that name any number behind them: `phụ lục 2`, `giai đoạn 1`, `lần 2`.
const LAST: &[&str] = &["lần", "kỳ", "lục", "tập", "quyển", "bài", "câu", "lộ", "đoạn", "kỷ", "kỉ", "hội"];

/// Of them, words that a letter may follow as well: `điểm a`, `nhóm B`.
const LETTERED: &[&str] = &[
    "điểm", "mục", "nhóm", "loại", "hạng", "khối", "lớp", "khu", "lô", "tổ", "đội", "bảng", "hình", "phần", "cấp", "ý",
    "cột", "án", "dãy", "nhà", "tầng", "biểu", "mẫu", "vùng",
];

/// Kinds of documents in short, before their number: `NĐ 30/2020`.
pub(in crate::markup) const DOCUMENTS: &[&str] =
    &["NĐ", "NQ", "QĐ", "TT", "CT", "KL", "KH", "TB", "CV", "HD", "BC", "TTr", "PL", "ĐT", "SĐT", "QL", "TL"];

/// What else stands with its number.
const SHORT: &[&str] = &["QH", "Km"];

/// Units that stay with the number before them.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "°C",
    "°F",
    "°",
    "ºC",
    "º",
    "℃",
    "₫",
    "đ",
    "€",
    "$",
    "£",
    "¥",
    "ha",
    "km",
    "km²",
    "km2",
    "m",
    "m²",
    "m2",
    "m³",
    "m3",
    "cm",
    "cm²",
    "cm³",
    "dm",
    "dm²",
    "dm³",
    "mm",
    "mm²",
    "µm",
    "nm",
    "kg",
    "g",
    "mg",
    "µg",
    "tạ",
    "tấn",
    "yến",
    "lít",
    "l",
    "L",
    "ml",
    "mL",
    "V",
    "kV",
    "mV",
    "A",
    "mA",
    "Ah",
    "mAh",
    "W",
    "kW",
    "MW",
    "GW",
    "kWh",
    "MWh",
    "kVA",
    "Wp",
    "kWp",
    "MWp",
    "Hz",
    "kHz",
    "MHz",
    "GHz",
    "Pa",
    "kPa",
    "bar",
    "dB",
    "J",
    "kJ",
    "cal",
    "kcal",
    "KB",
    "MB",
    "GB",
    "TB",
    "Kbps",
    "Mbps",
    "Gbps",
    "ppm",
    "in",
    "inch",
    "h",
    "s",
    "đồng",
    "VNĐ",
    "VND",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "trăm",
    "chục",
    "vạn",
    "USD",
    "EUR",
    "năm",
    "tháng",
    "ngày",
    "đêm",
    "giờ",
    "phút",
    "giây",
    "tuần",
    "quý",
    "tuổi",
    "người",
    "hộ",
    "xã",
    "phường",
    "dự",
    "sản",
    "doanh",
    "lần",
    "điểm",
    "trang",
    "màu",
    "mô",
    "sào",
    "mẫu",
    "công",
    "chỉ",
    "lượng",
];

/// Titles and kinds of places in short, before a name, with a full stop or without.
const TITLES: &[&str] = &[
    "TP", "Tp", "TX", "Tx", "GS", "PGS", "TS", "TSKH", "ThS", "Ths", "BS", "DS", "KS", "KTS", "LS", "ĐD", "YS", "CN",
    "NCS", "HLV", "NSND", "NSƯT", "NGND", "NGƯT", "CK", "CKI", "CKII", "BSCKI", "BSCKII", "Mr", "Mrs", "Ms", "Dr",
    "St",
];

/// The same, where only the full stop tells them from a letter.
const STOPPED: &[&str] = &["P", "Q", "H", "X", "T", "Đ", "TT", "ĐT", "Tr"];

/// Names of peoples in several syllables, which a blank or a hyphen parts.
const PEOPLES: &[&[&str]] = &[
    &["Ê", "Đê"],
    &["E", "Đê"],
    &["Ba", "Na"],
    &["Bah", "Nar"],
    &["Gia", "Rai"],
    &["Ja", "Rai"],
    &["Chu", "Ru"],
    &["Cơ", "Ho"],
    &["Kơ", "Ho"],
    &["K", "Ho"],
    &["M", "Nông"],
    &["Mơ", "Nông"],
    &["H", "Mông"],
    &["X", "Tiêng"],
    &["S", "Tiêng"],
    &["Xơ", "Đăng"],
    &["Xê", "Đăng"],
    &["Sê", "Đăng"],
    &["Ra", "Glai"],
    &["Ra", "Glay"],
    &["Ra", "Clây"],
    &["Cơ", "Tu"],
    &["Ka", "Tu"],
    &["Gié", "Triêng"],
    &["Giẻ", "Triêng"],
    &["Bru", "Vân", "Kiều"],
    &["Vân", "Kiều"],
    &["Pa", "Cô"],
    &["Pa", "Kô"],
    &["Tà", "Ôi"],
    &["Ta", "Ôi"],
    &["Chơ", "Ro"],
    &["Châu", "Ro"],
    &["Khơ", "Me"],
    &["Khơ", "Mú"],
    &["Xinh", "Mun"],
    &["Sinh", "Mun"],
    &["Hà", "Nhì"],
    &["La", "Chí"],
    &["La", "Ha"],
    &["La", "Hủ"],
    &["Phù", "Lá"],
    &["Lô", "Lô"],
    &["Pà", "Thẻn"],
    &["Cơ", "Lao"],
    &["Cờ", "Lao"],
    &["Bố", "Y"],
    &["Si", "La"],
    &["Pu", "Péo"],
    &["Ơ", "Đu"],
    &["Rơ", "Măm"],
    &["Rơ", "Ngao"],
    &["Sán", "Chay"],
    &["Sán", "Chỉ"],
    &["Sán", "Chí"],
    &["Sán", "Dìu"],
    &["Cao", "Lan"],
    &["Pa", "Dí"],
    &["Thu", "Lao"],
];

/// Characters that stay on one line at most, so that narrow columns hold them.
const LONGEST: usize = 28;

/// Whether a word is a unit or the first word of what is counted.
pub(in crate::markup) fn is_unit(word: &str) -> bool {
    UNITS.contains(&word)
}

/// A letter that only looks like a Vietnamese one, and the right one.
pub(in crate::markup) fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'ƣ' => 'ư',
        'Ƣ' => 'Ư',
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        _ => return None,
    })
}

/// The curly form of a straight double quote between two characters.
pub(in crate::markup) fn curly(before: Option<char>, after: Option<char>) -> char {
    let opens = match before {
        None => true,
        Some(c) if c.is_whitespace() || matches!(c, '(' | '[' | '{' | '“' | '‘' | '«') => true,
        Some('\'' | '/' | '-' | '–' | '—' | '=' | ':' | '*') => after.is_some_and(char::is_alphanumeric),
        Some(_) => false,
    };
    if opens { '“' } else { '”' }
}

/// The ranges of a text that must not be broken: numbers with what names and counts them, names that are one. In order and
/// apart, whatever the text. `begin` hears where the work is.
pub(in crate::markup) fn glue(chars: &[char], units: &[String], begin: &dyn Fn(usize)) -> Vec<Range<usize>> {
    let mut text = Text { chars, units, taken: 0 };
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        work::step(1);
        #[cfg(test)]
        if chars[at] == work::MISHAP {
            begin(at);
            panic!("a mishap");
        }
        let range = match chars[at] {
            c if c.is_ascii_digit() || matches!(c, '(' | '+') => {
                begin(at);
                text.figure(at)
            }
            '/' => text.rate(at),
            c if c.is_alphabetic() && !at.checked_sub(1).is_some_and(|i| chars[i].is_alphanumeric()) => {
                begin(at);
                text.name(at)
            }
            _ => None,
        };
        // What takes up nothing would be looked at for ever.
        let Some(range) = range.filter(|range| range.end > at) else {
            at += 1;
            continue;
        };
        debug_assert!(
            text.taken <= range.start && range.start <= at && at < range.end,
            "{range:?} after {}",
            text.taken
        );
        at = range.end;
        work::step(range.len());
        let breaks = |c: &char| is_dash(*c) || matches!(c, ' ' | '/' | ')' | '×');
        // A sign is no place to break.
        if chars[range.clone()].iter().skip(1).any(breaks) {
            text.taken = range.end;
            found.push(range);
        }
    }
    found
}

/// A text that is looked through from the left to the right.
struct Text<'a> {
    chars: &'a [char],
    /// Units of the facts.
    units: &'a [String],
    /// What is before belongs to something: a word is the unit of the number before it or the name of the one behind it, not
    /// both (`5 năm 2026`).
    taken: usize,
}

impl Text<'_> {
    /// The word and the one blank before `at`: where it begins.
    fn word_before(&self, at: usize) -> Option<Range<usize>> {
        let chars = &self.chars[self.taken..at];
        let space = chars.len().checked_sub(1).filter(|i| is_blank(chars[*i]))?;
        // No word that leads is longer.
        let least = space.saturating_sub(7);
        let start = chars[least..space].iter().rposition(|c| !c.is_alphanumeric()).map_or(least, |i| least + i + 1);
        (start < space && space - start <= 6).then(|| self.taken + start..self.taken + space)
    }

    /// Where the word begins that names what stands at `at`: `số`, `ngày`, `NĐ`.
    fn named(&self, at: usize, words: &[&str]) -> Option<usize> {
        let word = self.word_before(at)?;
        let chars = &self.chars[word.clone()];
        let lower: String = chars.iter().flat_map(|c| c.to_lowercase()).collect();
        let is_short = |short: &&str| short.chars().eq(chars.iter().copied());
        (words.contains(&lower.as_str()) || DOCUMENTS.iter().chain(SHORT).any(is_short)).then_some(word.start)
    }

    /// Where the word begins that names the number at `at` unless that counts something.
    fn numbered(&self, at: usize) -> Option<usize> {
        [NUMBERED, GRADED, LAST].into_iter().find_map(|words| self.named(at, words))
    }

    /// A number with what belongs to it, from a digit or the mark before it.
    fn figure(&self, at: usize) -> Option<Range<usize>> {
        let chars = self.chars;
        let inside = |c: &char| c.is_alphanumeric() || matches!(c, '/' | '.' | ',') || is_dash(*c);
        let before = at.checked_sub(1).map(|i| chars[i]);
        if let Some(range) = phone(chars, at).filter(|_| !before.is_some_and(|c| c.is_alphanumeric() || c == '.')) {
            return Some(self.named(at, LEADING).unwrap_or(at)..range.end);
        }
        if !chars[at].is_ascii_digit() {
            return None;
        }
        let start = self.signed(at);
        if start == at && before.as_ref().is_some_and(inside) {
            return None;
        }
        if start < at {
            return Some(start..self.amount(at, true));
        }
        if let Some(named) = self.named(at, LEADING) {
            return Some(named..self.amount(at, false));
        }
        let (end, counted) = (self.amount(at, false), self.amount(at, true));

        // Years are no numbers of things: `giai đoạn 2025-2030`.
        let is_year = skip(chars, at, |c| c.is_ascii_digit()) == at + 4;
        match self.numbered(at).filter(|_| !is_year && (end == counted || self.dated(counted))) {
            Some(named) => Some(named..end),
            None => Some(at..counted),
        }
    }

    /// Whether what ends at `end` is no unit but begins a date: `lần 2 năm 2026`.
    fn dated(&self, end: usize) -> bool {
        gap(self.chars, end).is_some_and(|next| self.chars[next].is_ascii_digit())
    }

    /// Where the sign before the number at `at` begins: `-5`, `≥ 80`.
    fn signed(&self, at: usize) -> usize {
        let chars = &self.chars[self.taken..at];
        let free =
            |i: usize| i == 0 || chars.get(i - 1).is_some_and(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“'));
        let Some(last) = chars.len().checked_sub(1) else { return at };
        let tight = matches!(chars[last], '+' | '±') || is_dash(chars[last]);
        if tight && free(last) {
            return self.taken + last;
        }
        let mark = if is_blank(chars[last]) { last.checked_sub(1) } else { Some(last) };
        let is_mark =
            |i: &usize| matches!(chars[*i], '≥' | '≤' | '<' | '>' | '≈' | '~' | '≠' | '=' | '±' | '×' | '$' | '€');
        mark.filter(is_mark).filter(|i| free(*i)).map_or(at, |i| self.taken + i)
    }

    /// The end of a number or a range of numbers at `at`, each with its unit.
    fn amount(&self, at: usize, counts: bool) -> usize {
        let chars = self.chars;
        let quantity = |at: usize| {
            let end = self.value(at, counts);
            if counts { self.unit(end).unwrap_or(end) } else { end }
        };
        let end = quantity(at);
        // A spaced dash is a range only when it is spaced on both sides or on neither.
        let Some(dash) = gap(chars, end).filter(|dash| is_dash(chars[*dash])) else { return end };
        let Some(next) = gap(chars, dash + 1) else { return end };
        if (next - dash == 1) != (dash == end) || !chars[next].is_ascii_digit() {
            return end;
        }
        let to = quantity(next);
        if to - at <= LONGEST && ends_word(chars, to) { to } else { end }
    }

    /// The end of a number without unit at `at`; at least one digit.
    fn value(&self, at: usize, counts: bool) -> usize {
        let chars = self.chars;
        if let Some(end) = document_number(chars, at).or_else(|| date(chars, at)).or_else(|| clock(chars, at)) {
            return end;
        }
        let Some(mut end) = number(chars, at) else { return at + 1 };
        // `30/2020`, `1/500`.
        let below = skip(chars, end + 1, |c| c.is_ascii_digit());
        if chars.get(end) == Some(&'/') && below > end + 1 && ends_word(chars, below) {
            end = below;
        }
        // `15th`.
        if matches!(chars.get(end..end + 2), Some(['s', 't'] | ['n', 'd'] | ['r', 'd'] | ['t', 'h']))
            && ends_word(chars, end + 2)
        {
            end += 2;
        }
        if !counts {
            return end;
        }
        let value: String = chars[at..end].iter().take(5).collect();
        // `2 tháng 9` is a day, `2 tháng 9 ngày` a length of time.
        if let Some(number) =
            gap(chars, end).and_then(|next| word(chars, next, "tháng")).and_then(|next| gap(chars, next))
            && value.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
        {
            let month = skip(chars, number, |c| c.is_ascii_digit());
            let text: String = chars[number..month].iter().take(5).collect();
            let is_length = gap(chars, month).is_some_and(|next| word(chars, next, "ngày").is_some());
            if text.parse().is_ok_and(|month: u32| (1..=12).contains(&month)) && ends_word(chars, month) && !is_length {
                return month;
            }
        }
        // `8 điểm 5`, `1 phẩy 2`.
        for point in ["điểm", "phẩy"] {
            if let Some(next) =
                gap(chars, end).and_then(|next| word(chars, next, point)).and_then(|next| gap(chars, next))
            {
                let to = skip(chars, next, |c| c.is_ascii_digit());
                if (1..=2).contains(&(to - next)) && ends_word(chars, to) && self.unit(to).is_none() {
                    return to;
                }
            }
        }
        // Thousands parted by blanks, and sides of a format: `50 000`, `21 × 29,7`.
        let mut groups = if end - at <= 3 { 3 } else { 0 };
        while groups > 0
            && let Some(next) = gap(chars, end).filter(|next| *next == end + 1)
            && skip(chars, next, |c| c.is_ascii_digit()) == next + 3
            && ends_word(chars, next + 3)
        {
            end = next + 3;
            groups -= 1;
        }
        while end - at < LONGEST
            && let Some(times) = gap(chars, end).filter(|times| matches!(chars[*times], '×' | 'x'))
            && let Some(next) = gap(chars, times + 1)
            && (next - times == 1) == (times == end)
            && let Some(to) = number(chars, next)
        {
            end = to;
        }
        end
    }

    /// The end of the unit of the number that ends at `end`: `%`, `tấn/ha`, one of the facts.
    fn unit(&self, end: usize) -> Option<usize> {
        let chars = self.chars;
        let at = gap(chars, end)?;
        let rest = &chars[at..];
        let matches = |unit: &str| {
            let n = unit.chars().count();
            let alike = n > 0 && rest.len() >= n && unit.chars().zip(rest).all(|(a, b)| a == *b);
            (alike && (!unit.ends_with(char::is_alphanumeric) || ends_word(rest, n))).then_some(n)
        };
        // They are in order, so those that begin with the same letter stand together.
        let from = self.units.partition_point(|unit| unit.chars().next() < Some(rest[0]));
        let alike = self.units[from..].iter().take_while(|unit| unit.starts_with(rest[0]));
        let own = alike.filter_map(|unit| {
            let n = matches(unit)?;
            // A long unit may break after its first word.
            Some(if n <= 12 { n } else { unit.split(' ').next().map_or(n, |word| word.chars().count()) })
        });
        let units =
            || UNITS.iter().chain(&MONTHS).chain(SHORT_MONTHS).chain(HALVES).filter_map(|unit| matches(unit)).max();
        let length = own.max().or_else(units)?;
        Some(self.rates(at + length))
    }

    /// Takes up `/ha` and the like behind a unit that ends at `end`.
    fn rates(&self, mut end: usize) -> usize {
        let most = self.chars.len().min(end + 16);
        while self.chars.get(end) == Some(&'/') {
            let next = skip(&self.chars[..most], end + 1, |c| c.is_alphabetic() || matches!(c, '²' | '³'));
            if next == end + 1 || !ends_word(self.chars, next) {
                break;
            }
            end = next;
        }
        end
    }

    /// Units with a stroke between: `tấn/ha`, `người/km²`.
    fn rate(&self, at: usize) -> Option<Range<usize>> {
        let is_part = |c: char| c.is_alphabetic() || matches!(c, '²' | '³');
        let is_unit =
            |range: Range<usize>| UNITS.iter().any(|unit| unit.chars().eq(self.chars[range.clone()].iter().copied()));
        let least = self.taken.max(at.saturating_sub(7));
        let start = self.chars[least..at].iter().rposition(|c| !is_part(*c)).map_or(least, |i| least + i + 1);
        let end = skip(&self.chars[..self.chars.len().min(at + 8)], at + 1, is_part);
        // Not the middle of a word, of an address or of a path.
        let stands = start.checked_sub(1).is_none_or(|i| self.chars[i].is_whitespace() || self.chars[i] == '(');
        let whole = stands && ends_word(self.chars, end) && is_unit(start..at) && is_unit(at + 1..end);
        whole.then(|| start..self.rates(at))
    }

    /// A name in parts, or a numeral of letters with the word before it, from the first letter of a word.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let chars = self.chars;
        let most = chars.len().min(at + 13);
        let end = skip(&chars[..most], at, char::is_alphanumeric);
        let word = &chars[at..end];
        if let [letter] = word {
            let named = letter.is_ascii_alphabetic() || matches!(letter, 'đ' | 'Đ');
            if let Some(start) = self.named(at, LETTERED).filter(|_| named) {
                return Some(start..end);
            }
        }
        if !word[0].is_uppercase() || end == most && end < chars.len() {
            return None;
        }
        if roman(word).is_some()
            && let Some(start) = self.named(at, LEADING).or_else(|| self.numbered(at))
        {
            return Some(start..self.numeral(end));
        }
        self.people(at, end).or_else(|| self.title(at, 0)).or_else(|| self.day_of(at, end)).map(|end| at..end)
    }

    /// The end of the number behind a month or a name in English at `at..end`: `December 15`, `May 5-7`, `Grade 6`.
    fn day_of(&self, at: usize, end: usize) -> Option<usize> {
        let chars = self.chars;
        let word = &chars[at..end];
        (is_month(word) || is_name(word)).then_some(())?;
        let day = |at: usize| {
            let to = skip(chars, at, |c| c.is_ascii_digit());
            ((1..=2).contains(&(to - at)) && ends_word(chars, to)).then_some(to)
        };
        let first = day(gap(chars, end)?)?;
        let last = chars.get(first).filter(|c| is_dash(**c)).and_then(|_| day(first + 1));
        Some(last.unwrap_or(first))
    }

    /// What follows a Roman numeral that ends at `end`: `IV/2026`, `I – III`.
    fn numeral(&self, end: usize) -> usize {
        let chars = self.chars;
        if chars.get(end) == Some(&'/') {
            let to = skip(chars, end + 1, |c| c.is_ascii_digit());
            return if ends_word(chars, to) && to > end + 1 && to <= end + 5 { to } else { end };
        }
        let Some(dash) = gap(chars, end).filter(|dash| is_dash(chars[*dash])) else { return end };
        let Some(next) = gap(chars, dash + 1).filter(|next| (next - dash == 1) == (dash == end)) else { return end };
        let to = skip(&chars[..chars.len().min(next + 13)], next, char::is_alphanumeric);
        if roman(&chars[next..to]).is_some() && ends_word(chars, to) { self.numeral_year(to) } else { end }
    }

    fn numeral_year(&self, end: usize) -> usize {
        let to = skip(self.chars, end + 1, |c| c.is_ascii_digit());
        if self.chars.get(end) == Some(&'/') && to == end + 5 && ends_word(self.chars, to) { to } else { end }
    }

    /// The end of a people's name whose first syllable stands at `at..end`.
    fn people(&self, at: usize, end: usize) -> Option<usize> {
        let chars = self.chars;
        let mark =
            |end: usize| chars.get(end).is_some_and(|c| is_blank(*c) || is_dash(*c) || matches!(c, '\'' | '’' | 'ʼ'));
        if !mark(end) {
            return None;
        }
        let ends = |name: &&[&str]| {
            let mut at = at;
            for (n, syllable) in name.iter().enumerate() {
                if n > 0 {
                    if !mark(at) {
                        return None;
                    }
                    // Behind a blank, a syllable with a small letter is another word: `Ba na ná nhau`.
                    if is_blank(chars[at]) && !chars.get(at + 1)?.is_uppercase() {
                        return None;
                    }
                    at += 1;
                }
                for (i, c) in syllable.chars().enumerate() {
                    let typed = chars.get(at)?;
                    let alike = *typed == c
                        || (i == 0 && n > 0 || typed.is_uppercase()) && typed.to_lowercase().eq(c.to_lowercase());
                    if !alike {
                        return None;
                    }
                    at += 1;
                }
            }
            ends_word(chars, at).then_some(at)
        };
        PEOPLES.iter().filter_map(ends).max()
    }

    /// The end of the name behind a title in short that begins at `at`: `TP. Hồ`, `PGS.TS. Trần`, `P. 12`.
    fn title(&self, mut at: usize, depth: usize) -> Option<usize> {
        let chars = self.chars;
        // Few titles stand before one name.
        for _ in depth..4 {
            let end = skip(&chars[..chars.len().min(at + 7)], at, char::is_alphabetic);
            let word = &chars[at..end];
            let is_in = |list: &[&str]| list.iter().any(|short| short.chars().eq(word.iter().copied()));
            let stop = chars.get(end) == Some(&'.');
            if !(is_in(TITLES) || stop && is_in(STOPPED)) {
                return None;
            }
            let after = end + usize::from(stop);
            let next = gap(chars, after)?;
            let first = chars[next];
            if next > after && (first.is_uppercase() || stop && first.is_ascii_digit()) {
                let to = skip(&chars[..chars.len().min(next + 12)], next, char::is_alphanumeric);
                return Some(self.title(next, depth + 1).filter(|end| end - at <= LONGEST).unwrap_or(to));
            }
            if next > after || !stop {
                return None;
            }
            at = next;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn glued(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        glue(&chars, &["dự án/năm".into(), "sản phẩm chủ lực".into()], &|_| ())
            .into_iter()
            .map(|r| chars[r].iter().collect())
            .collect()
    }

    #[test]
    fn what_belongs_together_is_found() {
        assert_eq!(glued("Kết luận số 69-KL/TW ngày 11/01/2024."), ["số 69-KL/TW", "ngày 11/01/2024"]);
        assert_eq!(glued("từ 05 – 10 dự án/năm, đạt 60 %, tức 60%"), ["05 – 10 dự án/năm", "60 %"]);
        assert_eq!(glued("(12/2023/NĐ-CP), 77-CTr/TU và 15/2020/QH14"), ["12/2023/NĐ-CP", "77-CTr/TU", "15/2020/QH14"]);
        assert_eq!(glued("ngày 11 tháng 01 năm 2024"), ["ngày 11", "tháng 01", "năm 2024"]);
        assert_eq!(glued("giai đoạn 2025-2030 có 1.200 sản phẩm chủ lực"), ["2025-2030", "1.200 sản"]);
        assert_eq!(
            glued("Lễ 2 tháng 9, Đợt 3 năm 2026; 2 tháng 10 ngày"),
            ["2 tháng 9", "Đợt 3", "năm 2026", "2 tháng", "10 ngày"]
        );
        assert_eq!(glued("mỗi tổ 3 người, tổ 3 họp; lần 2 năm 2026"), ["3 người", "tổ 3", "lần 2", "năm 2026"]);
        assert_eq!(glued("Kế hoạch 5 năm 2026 – 2030"), ["5 năm", "2026 – 2030"]);
        assert_eq!(
            glued("5 ngày 3 đêm, 8 điểm 5, 40 trang 2 màu"),
            ["5 ngày", "3 đêm", "8 điểm 5", "40 trang", "2 màu"]
        );
        assert_eq!(glued("Có 5 – nhiều hơn 4 là 5 hài lòng"), Vec::<String>::new());
    }

    #[test]
    fn what_offices_keep_on_one_line_is_found() {
        for text in [
            "0909 123 456",
            "+84 263 382 2345",
            "1900 9095",
            "(0262) 3852 423",
            "số 0909 123 456",
            "14:00–16:30",
            "14:00 – 16:30",
            "7h30–8h00",
            "7h30 - 8h",
            "7 giờ 30 phút",
            "7 giờ 30 – 8 giờ 00",
            "-5 °C",
            "−5 °C",
            "220 V",
            "50 kWh",
            "tấn/ha",
            "5 tấn/ha",
            "người/km²",
            "1.500 đồng/kg",
            "50.000 ₫",
            "50 000 ₫",
            "quý IV/2026",
            "Quý I – III",
            "khóa XIV",
            "Chương II",
            "CHƯƠNG IV",
            "thứ XIII",
            "kỷ XXI",
            "điểm a",
            "điểm đ",
            "nhóm B",
            "TP. Hồ",
            "TP Hồ",
            "ThS. Trần",
            "PGS. TS. Trần",
            "PGS.TS. Trần",
            "P. 12",
            "TT. Đinh",
            "≥ 80 %",
            "≥ 80%",
            "< 5 %",
            "± 0,5 °C",
            "15 December",
            "15th December",
            "5-7 January",
            "5 – 7 January",
            "December 15",
            "Dec 5-7",
            "Grade 6",
            "10 a.m.",
            "9:30 am",
            "60–80 %",
            "60 % – 80 %",
            "Ê Đê",
            "Ê-đê",
            "Gia Rai",
            "Chu Ru",
            "Gia-rai",
            "Bru-Vân Kiều",
            "15–20/3/2026",
            "15/3 – 20/3",
            "1/5 – 3/5/2026",
            "NĐ 30/2020",
            "Mẫu 1.1",
            "2-9",
            "lục 01",
            "21 × 29,7 cm",
            "QL 27",
            "số 12/5",
        ] {
            let text = text.trim();
            assert_eq!(glued(&format!("Theo {text}, và")), [text]);
            assert_eq!(glued(text), [text]);
        }
        for text in [
            "K'Ho",
            "0909.123.456",
            "M’Nông",
            "Churu",
            "2026",
            "và/hoặc",
            "a/b",
            "Ba na ná",
            "A. B",
            "TS",
            "điểm ở",
            "nhóm ai",
            "I. Mục",
            "P.12",
            "km/ha5",
            "- 5",
        ] {
            assert_eq!(glued(text), Vec::<String>::new(), "{text}");
        }
    }

    /// Texts of words that name, numbers of all shapes, units, marks and anything else, with and without blanks between.
    fn offices() -> impl Strategy<Value = String> {
        let numbers = "[0-9]{1,3}|[0-9]{4}|[0-9]{1,2}[:hg/.,-][0-9]{1,4}|69-KL/TW|12/2023/NĐ-CP|IV|XIV/2026|0909 123 456|1900 9095";
        let part = prop_oneof![
            4 => select([LEADING, NUMBERED, GRADED, LAST, DOCUMENTS, SHORT, TITLES].concat()).prop_map(String::from),
            4 => select(UNITS).prop_map(String::from),
            4 => numbers,
            2 => "[-–—−/.,:;()+≥ ]{1,2}",
            1 => "[a-zà-ỹĐƯ]{1,7}",
            1 => any::<char>().prop_map(String::from),
        ];
        let part = (part, prop_oneof![4 => Just(" "), 1 => Just(""), 1 => Just("  "), 1 => Just("\u{a0}")]);
        proptest::collection::vec(part.prop_map(|(part, blank)| part + blank), 0..12).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_kept_together_is_in_order_and_apart(text in offices()) {
            let chars: Vec<char> = text.chars().collect();
            let mut end = 0;
            for range in glue(&chars, &["".into(), "%".into(), "dự án/năm".into(), "tháng 9".into()], &|_| ()) {
                prop_assert!(end <= range.start && range.start < range.end && range.end <= chars.len(), "{text:?}: {range:?}");
                end = range.end;
            }
        }
    }
}
