//! A paragraph in words: what stands in it, between two of them, and whether something is counted.

use std::ops::Range;

use crate::markup::languages::numbers::{is_dash, roman};
use crate::markup::languages::vietnamese::is_unit;
use crate::markup::work;

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
    "hồ",
    "bóng",
    "giấy",
];

/// A paragraph in words.
pub(super) struct Line<'a> {
    pub(super) chars: &'a [char],
    pub(super) words: Vec<Range<usize>>,
    /// Of an English text.
    pub(super) english: bool,
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
            let last = (first..end).rev().find(inside).unwrap_or(first) + 1;
            let mut begin = first;
            while let Some((end, next)) = forgotten_blank(&chars[begin..last]) {
                words.push(begin..begin + end);
                begin += next;
            }
            words.push(begin..last);
        }
        start = end + 1;
    }
    words
}

/// Where a number begins whose blank was forgotten, behind the end of the word before: `đạt30`, `Số hộ:62`, `Xã(62`, `nghèo–62`.
/// `COVID-19`, `m2`, `a.vn:80` are names.
fn forgotten_blank(it: &[char]) -> Option<(usize, usize)> {
    let letters = it.iter().take_while(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return None;
    }
    let mark = it[letters..].iter().take_while(|c| !c.is_alphanumeric()).count();
    let number = letters + mark;
    let is_vietnamese = it[..letters].iter().any(|c| !c.is_ascii() && !matches!(c, 'đ' | 'Đ'));
    let divides = |c: &char| matches!(c, '(' | ':' | ';' | ',' | '=' | '>' | '~' | '…' | '“' | '"');
    let parts = match mark {
        0 => is_vietnamese && letters > 1,
        1 if is_dash(it[letters]) => is_vietnamese,
        _ => it[letters..number].iter().any(divides),
    };
    (parts && it.get(number).is_some_and(char::is_ascii_digit)).then_some((letters, number))
}

fn lower(chars: &[char]) -> String {
    chars.iter().flat_map(|c| c.to_lowercase()).collect()
}

impl<'a> Line<'a> {
    pub(super) fn of(chars: &'a [char], lang: &str) -> Self {
        Self { words: words(chars), chars, english: lang == "en" }
    }
}

impl Line<'_> {
    pub(super) fn word(&self, n: usize) -> &[char] {
        self.words.get(n).map_or(&[], |word| &self.chars[word.clone()])
    }

    /// A word in small letters, as far as one is compared with others.
    pub(super) fn lower(&self, n: usize) -> String {
        let word = self.word(n);
        work::step(1);
        if word.len() > 12 { String::new() } else { lower(word) }
    }

    /// What stands between a word and the next.
    pub(super) fn between(&self, n: usize) -> &[char] {
        match (self.words.get(n), self.words.get(n + 1)) {
            (Some(word), Some(next)) => &self.chars[word.end..next.start],
            _ => &[],
        }
    }

    pub(super) fn is_blank_after(&self, n: usize) -> bool {
        let between = self.between(n);
        // A line of a title goes on in no other: `lớp 6`, below it `năm học`.
        !between.is_empty() && between.iter().all(|c| c.is_whitespace() && *c != '\n')
    }

    /// Whether something is counted behind word `n`: `30 hộ`. `lần 2 năm 2026` counts nothing.
    pub(super) fn counts(&self, n: usize) -> bool {
        let next: String = self.word(n + 1).iter().take(13).collect();
        let is_date = matches!(next.as_str(), "ngày" | "tháng" | "năm" | "điều" | "khoản" | "mục" | "chương")
            && self.is_blank_after(n + 1)
            && self.word(n + 2).first().is_some_and(char::is_ascii_digit);
        self.is_blank_after(n) && (is_unit(&next) || COUNTED.contains(&next.as_str())) && !is_date
    }

    /// Whether a word is in small letters, or all in capitals, which tell nothing: `tổ 3 NGƯỜI`, but `tổ 3 Phường 2`, `khoản 3 Mục II`.
    pub(super) fn is_small(&self, n: usize) -> bool {
        let word = self.word(n);
        word.first().is_some_and(|c| c.is_lowercase())
            || word.len() > 1 && word.iter().all(|c| c.is_uppercase()) && roman(word).is_none()
    }

    pub(super) fn is_number(&self, n: usize, digits: Range<usize>, below: u32) -> bool {
        let word = self.word(n);
        digits.contains(&word.len()) && word.iter().collect::<String>().parse().is_ok_and(|n: u32| n < below)
    }
}
