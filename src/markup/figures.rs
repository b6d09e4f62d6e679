//! Bare figures: digits that somebody typed into a text although a fact should have given them.

use std::ops::Range;

use super::numbers::{clock, date, document_number, is_dash, phone, skip};
use super::vietnamese::{GRADED, NUMBERED, is_unit};
use super::work;

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

/// Words after which it does so unless it counts what follows, beside those of [`NUMBERED`].
const PLACES: &[&str] = &["đường", "tuyến", "kênh", "cổng", "quầy", "bến"];

/// Words after which a number is one to write down, whatever its size.
const ACCOUNTS: &[&str] = &["zalo", "fax", "tel", "hotline", "tr", "stk", "mst", "cccd", "cmnd"];

/// Kinds of documents in two words.
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

/// Two words after which a number names unless it counts what follows.
const NUMBERED_PAIRS: &[&str] = &[
    "công văn",
    "tờ trình",
    "báo cáo",
    "công điện",
    "quy chế",
    "pháp lệnh",
    "hiến pháp",
    "điều lệ",
    "đại hội",
    "giai đoạn",
    "thế kỷ",
    "thế kỉ",
    "khu phố",
    "quốc lộ",
    "tỉnh lộ",
    "đại lộ",
    "xa lộ",
    "phiên bản",
    "số hiệu",
    "số nhà",
    "biểu mẫu",
    "tài khoản",
    "tiêu chí",
    "phương án",
    "câu hỏi",
    "chủ đề",
    "ví dụ",
    "chú thích",
    "địa chỉ",
    "tiểu mục",
    "mã số",
    "đầu số",
    "lớp học",
    "vùng iii",
    "nhiệm kỳ",
];

/// Kinds of documents in short.
const DOCUMENTS: &[&str] =
    &["NĐ", "NQ", "QĐ", "TT", "CT", "KL", "KH", "TB", "CV", "HD", "BC", "TTr", "PL", "ĐT", "SĐT", "QL", "TL"];

/// First words of what is counted, beside units.
const COUNTED: &[&str] = &[
    "học",
    "cán",
    "hội",
    "đảng",
    "đoàn",
    "hợp",
    "thành",
    "em",
    "cháu",
    "nhân",
    "viên",
    "chiến",
    "nông",
    "phụ",
    "thanh",
    "trẻ",
    "con",
    "cái",
    "chiếc",
    "cây",
    "bộ",
    "cuốn",
    "gia",
    "nhà",
    "xe",
    "máy",
    "vụ",
    "ca",
    "lượt",
    "đợt",
    "buổi",
    "tiết",
    "bài",
    "lớp",
    "thôn",
    "buôn",
    "tổ",
    "huyện",
    "tỉnh",
    "nước",
    "giải",
    "nhiệm",
    "nội",
    "tiêu",
    "cơ",
    "đơn",
    "lao",
    "khách",
    "đại",
    "già",
    "chị",
    "anh",
    "ông",
    "bà",
    "bạn",
    "nhóm",
    "ngôi",
    "căn",
    "giường",
    "liều",
    "mũi",
    "suất",
    "phần",
    "điều",
];

/// Words right before a number of a few figures that is dialled.
const DIALLED: &[&str] =
    &["gọi", "đài", "nóng", "thoại", "hotline", "cứu", "hỏa", "hoả", "sát", "quay", "bấm", "báo", "cháy", "an"];

/// Words between one of these and the number: `gọi ngay 115`, `nhắn tin đến 1022`.
const LEADING_ON: &[&str] = &["đến", "tới", "ngay", "cho", "về", "qua", "số", "hệ", "gửi", "tin"];

/// And before such a word.
const CALLING: &[&str] = &["gọi", "báo", "nhắn", "tin", "điện", "thoại", "liên", "gửi", "đài", "nóng"];

/// What the state lets people dial in three or four figures.
const SHORT_LINES: &[&str] =
    &["111", "112", "113", "114", "115", "119", "156", "1022", "1068", "1080", "1088", "1089", "1414", "5656"];

/// Words that go on after a number which is dialled, listed or names something. Behind any other small word stands what is counted.
const GOING_ON: &[&str] = &[
    "và", "hoặc", "hay", "đến", "tới", "để", "khi", "nếu", "ngay", "của", "theo", "tại", "trong", "thuộc", "là",
    "miễn", "có", "đã", "được", "gồm", "từ", "bắt", "kết", "diễn", "kèm", "ban", "quy", "với", "cho", "trên", "dưới",
    "sẽ", "đang", "còn", "phải", "cần", "nhưng", "thì", "mà", "vì", "do", "bị", "ở", "trước", "sau", "này", "đó",
    "kia", "nêu", "như", "không", "cũng", "vào", "về", "ra", "lên", "trở", "khóa", "khoá",
];

/// Days that are called by their figures: `2-9`.
const FEASTS: &[&str] = &[
    "1-1", "9-1", "3-2", "14-2", "27-2", "8-3", "26-3", "10-3", "30-4", "1-5", "7-5", "15-5", "19-5", "1-6", "5-6",
    "21-6", "28-6", "27-7", "28-7", "19-8", "2-9", "10-10", "13-10", "14-10", "20-10", "18-11", "20-11", "1-12",
    "22-12",
];

/// The figures of a paragraph or heading that need a fact. `begin` hears where the work is.
pub(super) fn bare(text: &[Seen], heading: bool, begin: &dyn Fn(usize)) -> Vec<Range<usize>> {
    if !text.iter().any(|s| is_figure(s.c) && !s.excused) {
        return vec![];
    }
    let chars: Vec<char> = text.iter().map(|s| s.c).collect();
    let mut fine: Vec<bool> = text.iter().map(|s| s.excused).collect();
    excuse_phones(&chars, &mut fine);
    let phones = fine.clone();
    let line = Line { words: words(&chars), chars: &chars };
    let mut listed = false;
    let mut dialled = None;
    for (n, word) in line.words.iter().enumerate() {
        if !chars[word.clone()].iter().any(|c| is_figure(*c)) {
            continue;
        }
        begin(word.start);
        let is_dialled = line.is_dialled(n, dialled);
        if is_dialled || (phones[word.start] && !text[word.start].excused) {
            dialled = Some(n);
        }
        let first_of_heading = heading && n == 0 && line.words.len() > 1 && is_ordinal(&chars[word.clone()]);
        let goes_on = line.goes_on(n, &mut listed);
        if first_of_heading
            || names_itself(&chars[word.clone()])
            || goes_on
            || line.is_named(n)
            || is_dialled
            || line.is_feast(n)
            || line.is_hour(n)
            || line.is_house(n)
        {
            fine[word.clone()].fill(true);
        }
        // Parts of one word that are fine by themselves: `tháng 5/2026` is a word, `5/2026 – 6/2026` are two.
        if line.is_time_of_two(n) {
            fine[word.start..line.words[n + 2].end].fill(true);
        }
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

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.parse().is_ok_and(|n: u32| (1900..2200).contains(&n))
}

/// Whether the digits of a word belong to a document number, a date, a time, an address or a name.
fn names_itself(it: &[char]) -> bool {
    work::step(it.len());
    // `COVID-19`, `A4`, `QH14`.
    if it[0].is_alphabetic() {
        return true;
    }
    let text: String = it.iter().collect();
    if text.contains('@') || text.contains("://") || is_host(&text) {
        return true;
    }
    if is_timed(it) || text.split(['-', '–', '—', '/']).all(is_year) {
        return true;
    }
    // `30/2020`.
    if text
        .split_once('/')
        .is_some_and(|(n, year)| n.len() <= 5 && n.bytes().all(|b| b.is_ascii_digit()) && is_year(year))
    {
        return true;
    }
    // `5G`, `3D`, `12A`, `9A2`; not what may be a unit: `220V`.
    let digits = it.iter().take_while(|c| c.is_ascii_digit()).count();
    match &it[digits..] {
        [c] if digits == 1 => c.is_ascii_uppercase(),
        [c] if digits <= 4 => matches!(c, 'A'..='F' | 'a'..='c'),
        [c, rest @ ..] if digits <= 2 => c.is_ascii_uppercase() && rest.iter().all(char::is_ascii_digit),
        _ => false,
    }
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
fn is_label(it: &[char]) -> bool {
    work::step(it.len());
    let letters: String = it.iter().filter(|c| c.is_alphabetic()).collect();
    it[0].is_ascii_digit()
        && letters.chars().count() <= 2
        && (letters.is_empty() || !is_unit(&letters) || matches!(letters.as_str(), "A" | "a"))
        && it
            .iter()
            .all(|c| c.is_ascii_digit() || c.is_alphabetic() || is_dash(*c) || matches!(c, '.' | '/' | ',' | '+'))
}

/// A paragraph in words.
struct Line<'a> {
    chars: &'a [char],
    words: Vec<Range<usize>>,
}

impl Line<'_> {
    fn word(&self, n: usize) -> &[char] {
        self.words.get(n).map_or(&[], |word| &self.chars[word.clone()])
    }

    /// A word in small letters, as far as one is compared with others.
    fn lower(&self, n: usize) -> String {
        let word = self.word(n);
        work::step(1);
        if word.len() > 12 { String::new() } else { lower(word) }
    }

    /// What stands between a word and the next.
    fn between(&self, n: usize) -> &[char] {
        match (self.words.get(n), self.words.get(n + 1)) {
            (Some(word), Some(next)) => &self.chars[word.end..next.start],
            _ => &[],
        }
    }

    fn is_blank_after(&self, n: usize) -> bool {
        let between = self.between(n);
        !between.is_empty() && between.iter().all(|c| c.is_whitespace())
    }

    /// Whether something is counted behind word `n`: `30 hộ`. `lần 2 năm 2026` counts nothing.
    fn counts(&self, n: usize) -> bool {
        let next: String = self.word(n + 1).iter().take(13).collect();
        let is_date = matches!(next.as_str(), "ngày" | "tháng" | "năm")
            && self.is_blank_after(n + 1)
            && self.word(n + 2).first().is_some_and(char::is_ascii_digit);
        self.is_blank_after(n) && (is_unit(&next) || COUNTED.contains(&next.as_str())) && !is_date
    }

    /// Whether the word before says what has this number.
    fn is_named(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1) else { return false };
        if !is_label(self.word(n)) {
            return false;
        }
        let one = self.lower(before);
        let short: String = self.word(before).iter().take(4).collect();
        let is_short = DOCUMENTS.contains(&short.as_str());
        // Only a blank between: `Điều. 5` names nothing, `ĐT. 5` does.
        let is_mark = |c: &char| {
            c.is_whitespace() || matches!(c, ':' | '(' | '“' | '"') || *c == '.' && (is_short || one == "tr")
        };
        if !self.between(before).iter().all(is_mark) {
            return false;
        }
        let one = one.as_str();
        let two = before.checked_sub(1).map(|first| format!("{} {one}", self.lower(first))).unwrap_or_default();
        // `khoản 5` names, `tài khoản 500 người` does not.
        if NAMING.contains(&one) && !NUMBERED_PAIRS.contains(&two.as_str()) {
            return true;
        }
        if is_short || NAMING_PAIRS.contains(&two.as_str()) {
            return !self.counts(n);
        }
        let digits = self.word(n).iter().filter(|c| c.is_ascii_digit()).count();
        let named = ACCOUNTS.contains(&one)
            || GRADED.contains(&one) && digits == 1
            || (NUMBERED.contains(&one) || PLACES.contains(&one)) && digits <= 3
            || NUMBERED_PAIRS.contains(&two.as_str()) && digits <= 3
            // What is written down in many figures has no marks between thousands.
            || NUMBERED_PAIRS.contains(&two.as_str()) && digits > 5;
        named && self.stands_alone(n)
    }

    /// Whether nothing is counted behind number `n`: a mark, a name or a word that goes on stands there.
    fn stands_alone(&self, n: usize) -> bool {
        let next = self.lower(n + 1);
        let is_small = self.is_blank_after(n) && next.chars().next().is_some_and(char::is_lowercase);
        !self.counts(n) && (!is_small || GOING_ON.contains(&next.as_str()) || NAMING.contains(&next.as_str()))
    }

    /// Whether the list goes on that a named number began: `Điều 5, 6 và 7`. `listed` says whether the last number was in one.
    fn goes_on(&self, n: usize, listed: &mut bool) -> bool {
        let is_joined = |before: usize| {
            let is_mark = |c: &char| c.is_whitespace() || matches!(c, ',' | ';') || is_dash(*c);
            self.between(before).iter().all(is_mark)
        };
        let is_number = |n: usize| self.word(n).first().is_some_and(char::is_ascii_digit);
        let joined = match n {
            0 => false,
            _ if is_number(n - 1) => is_joined(n - 1),
            1 => false,
            _ => {
                let word = self.lower(n - 1);
                is_number(n - 2) && matches!(word.as_str(), "và" | "hoặc" | "hay" | "đến" | "tới") && is_joined(n - 1)
            }
        };
        let label = is_label(self.word(n)) && self.word(n).len() <= 5;
        let goes_on = *listed && joined && label && self.stands_alone(n);
        let begins = n > 0 && label && self.is_named(n) && !matches!(self.lower(n - 1).as_str(), "năm" | "số" | "lần");
        *listed = goes_on || begins;
        goes_on
    }

    /// Whether a short number is one to dial: `gọi 115`, `cứu hỏa 114, 1022.`, but not `là 115`. `dialled` is the last number that
    /// was one.
    fn is_dialled(&self, n: usize, dialled: Option<usize>) -> bool {
        let text: String = self.word(n).iter().take(24).collect();
        let is_short = !text.is_empty() && text.split(['/', '-', '–']).all(|part| SHORT_LINES.contains(&part));
        if !is_short || !self.stands_alone(n) {
            return false;
        }
        let word = |back: usize| n.checked_sub(back).map(|at| self.lower(at)).unwrap_or_default();
        let is_joined = |last: usize| match n - last {
            1 => self.between(last).iter().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')),
            2 => matches!(word(1).as_str(), "và" | "hoặc" | "hay"),
            _ => false,
        };
        DIALLED.contains(&word(1).as_str())
            || LEADING_ON.contains(&word(1).as_str()) && CALLING.contains(&word(2).as_str())
            // `Bảo vệ trẻ em 111`: the name of the line.
            || word(2) == "trẻ" && word(1) == "em"
            || dialled.is_some_and(is_joined)
    }

    /// `2-9`, `30-4`: a day that everybody knows by its figures, or one after a word for a day.
    fn is_feast(&self, n: usize) -> bool {
        let word = self.word(n);
        if word.len() > 5 || !word.iter().any(|c| is_dash(*c)) {
            return false;
        }
        let text: String = word.iter().map(|c| if is_dash(*c) { '-' } else { *c }).collect();
        let text: Vec<&str> = text.split('-').map(|part| part.trim_start_matches('0')).collect();
        FEASTS.contains(&text.join("-").as_str()) && !self.counts(n)
    }

    fn is_number(&self, n: usize, digits: Range<usize>, below: u32) -> bool {
        let word = self.word(n);
        digits.contains(&word.len()) && word.iter().collect::<String>().parse().is_ok_and(|n: u32| n < below)
    }

    /// An hour of the day in words, `8 giờ sáng`, `từ 7 giờ đến 17 giờ`, or a day, `2 tháng 9`. `8 giờ` alone is a length of time.
    fn is_hour(&self, n: usize) -> bool {
        let next = self.lower(n + 1);
        if next == "tháng" {
            return self.is_number(n, 1..3, 32)
                && self.is_number(n + 2, 1..3, 13)
                && !(self.lower(n + 3) == "ngày" && self.is_blank_after(n + 2));
        }
        if next != "giờ" || !self.is_number(n, 1..3, 25) {
            return false;
        }
        let before = n.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
        let to = |n: usize, from: &str| {
            from == "từ" && matches!(self.lower(n + 2).as_str(), "đến" | "tới") && self.is_number(n + 3, 1..3, 25)
                || self.between(n + 1).iter().any(|c| is_dash(*c)) && self.is_number(n + 2, 1..3, 25)
        };
        let since = |back: usize| {
            n.checked_sub(back).is_some_and(|first| {
                let before = first.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
                self.lower(first + 1) == "giờ" && to(first, &before)
            })
        };
        matches!(before.as_str(), "lúc" | "vào" | "trước" | "đúng")
            || matches!(
                self.lower(n + 2).as_str(),
                "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "khuya" | "ngày" | "hôm" | "cùng"
            ) && self.is_blank_after(n + 1)
            || to(n, &before)
            || since(2)
            || since(3)
    }

    /// `8 giờ 30`.
    fn is_time_of_two(&self, n: usize) -> bool {
        self.is_number(n, 1..3, 25) && self.lower(n + 1) == "giờ" && self.is_number(n + 2, 2..3, 60)
    }

    /// The number of a house, before the name of its street: `tại 12 Trần Phú`, `12/5 đường Nguyễn Huệ`.
    fn is_house(&self, n: usize) -> bool {
        let it = self.word(n);
        if !is_label(it) || it.len() > 8 || it.iter().any(|c| matches!(c, '.' | ',')) || !self.is_blank_after(n) {
            return false;
        }
        let is_name = |n: usize| {
            let word = self.word(n);
            word.len() > 1 && word[0].is_uppercase() && word[1..].iter().all(|c| c.is_lowercase())
        };
        if matches!(self.lower(n + 1).as_str(), "đường" | "phố" | "ngõ" | "ngách" | "hẻm") && is_name(n + 2) {
            return true;
        }
        let is_place = match n.checked_sub(1) {
            None => true,
            Some(before) => {
                self.between(before).contains(&':')
                    || matches!(self.lower(before).as_str(), "tại" | "ở" | "chỉ" | "sở" | "về" | "số" | "nhà")
            }
        };
        is_place && is_name(n + 1) && is_name(n + 2)
    }
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
        match phone(chars, at).filter(|_| begins) {
            Some(range) => {
                fine[range.clone()].fill(true);
                at = range.end;
            }
            None => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, heading: bool) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        bare(&seen, heading, &|_| ()).into_iter().map(|r| seen[r].iter().map(|s| s.c).collect()).collect()
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
        assert_eq!(found("72h, 220V, 30kg, 5K", false), ["72", "220", "30"]);
        let fine = [
            "từ 14:00–16:30, 14:00 – 16:30, 7h30–8h00, 7h30-8h, 7-9h, 7 giờ 30 – 8 giờ 00, 8 giờ sáng, từ 7 giờ đến 17 giờ, 8 giờ - 11 giờ",
            "Gọi 115, 113, 114 hoặc 1022. Cấp cứu: 115; (111); tổng đài 1022 Lâm Đồng; báo 112/113; 18001091, 1900 9095",
            "NĐ 30/2020, NĐ30/2020, Mẫu 1.1, Mẫu số 01, Biểu 2a, Phụ lục 01, Bảng 2.1, mẫu 1.1, CV 123, theo 30/2020",
            "mừng Quốc khánh 2-9, ngày 30-4 và 1-5, dịp 20-11, 2 tháng 9, 15–20/3/2026, 15/3 – 20/3, 1/5–3/5/2026",
            "số 12 đường Trần Phú, tại 12 Trần Phú, Địa chỉ: 21B Lê Lợi, 12/5 đường Nguyễn Huệ, hẻm 12, tổ 3, Khu phố 5, lớp 12A1",
            "các Điều 5, 6 và 7 của Luật, khoản 1, 2, 3 Điều 4, bước 1 và 2, tháng 5 đến 7, quốc lộ 27, QL 27, phiên bản 1.2, Đại hội 14",
            "(0262) 3852 423, 0909.123.456, 0909 123 456, +84 (0) 263 382 2345",
        ];
        for text in fine {
            assert_eq!(found(text, false), Vec::<String>::new(), "{text}");
        }
        // The same shapes where they count.
        assert_eq!(
            found("có 115 xã, 113 hộ, tổ 3 người, 2-9 người, 8 giờ làm, năm 2025, 30 hộ", false),
            ["115", "113", "3", "2", "9", "8", "30"]
        );
        assert_eq!(found("bước 1, 30 thanh niên; trong 2 tháng 10 ngày, kế hoạch 5 năm tới", false), ["30", "2", "5"]);
        // Where a number could be dialled or name a thing, and counts.
        for (text, expected) in [
            (
                "Số hộ thoát nghèo là 115. Lên tới 113, đạt 1022, còn 119 (111)",
                vec!["115", "113", "1022", "119", "111"],
            ),
            ("gọi 115 hộ dân, báo 112 vụ, thu 198, chi 119", vec!["115", "112", "198", "119"]),
            (
                "đã cấp 30 giấy phép, loại 35 hồ sơ, cấp 1.200 giấy, đã cấp 30, loại 35.",
                vec!["30", "35", "1.200", "30", "35"],
            ),
            ("mở lớp 40 chỗ, vòng 15 đội, khối 20 trường, đội 11 cầu thủ", vec!["40", "15", "20", "11"]),
            (
                "báo cáo 12 sự cố, tài khoản 500 người dùng, phương án 3 hướng, câu hỏi 1.500",
                vec!["12", "500", "3", "1.500"],
            ),
            ("mã 500 lô, bàn 12 nội dung, bản 45, dòng 300, nghề 28", vec!["500", "12", "45", "300", "28"]),
        ] {
            assert_eq!(found(text, false), expected, "{text}");
        }
        assert_eq!(found("2. Mục tiêu", true), Vec::<String>::new());
        assert_eq!(found("2 mục tiêu", false), ["2"]);
        assert_eq!(found("m² và ½ và ٣", false), ["½", "٣"]);
    }
}
