//! Numbers to dial.

use std::ops::Range;

use super::line::Line;
use crate::markup::languages::numbers::phone;

/// Words after which a number is one to write down, whatever its size.
pub(super) const ACCOUNTS: &[&str] = &["zalo", "fax", "tel", "hotline", "tr", "stk", "mst", "cccd", "cmnd"];

/// Words right before a number of a few figures that is dialled.
pub(super) const DIALLED: &[&str] = &["gọi", "đài", "hotline", "quay", "bấm", "báo"];

/// The same in two syllables, the last of which says something else by itself: `cấp cứu 115`, but `đã cứu 115`, `khảo sát 113`.
const DIALLED_PAIRS: &[&str] = &[
    "dây nóng",
    "số nóng",
    "điện thoại",
    "cấp cứu",
    "cứu hỏa",
    "cứu hoả",
    "cứu hộ",
    "cứu nạn",
    "chữa cháy",
    "báo cháy",
    "cảnh sát",
    "công an",
    "an ninh",
];

/// What makes `báo` another word: `dự báo 115`, `đã báo 112`.
const NOT_CALLED: &[&str] = &["dự", "cảnh", "đã", "được", "bị", "tình", "quảng", "nhật"];

/// Words between one of these and the number: `gọi ngay 115`, `nhắn tin đến 1022`.
const LEADING_ON: &[&str] = &["đến", "tới", "ngay", "cho", "về", "qua", "số", "hệ", "gửi", "tin"];

/// And before such a word.
const CALLING: &[&str] = &["gọi", "báo", "nhắn", "tin", "điện", "thoại", "liên", "gửi", "đài", "nóng"];

/// What the state lets people dial in three or four figures.
const SHORT_LINES: &[&str] = &[
    "111", "112", "113", "114", "115", "119", "156", "1022", "1068", "1080", "1088", "1089", "1400", "1407", "1408",
    "1414", "5656",
];

impl Line<'_> {
    /// `0238 3844 123`, `(0238) 3.844.123`, `+84 238 3844123`, `1900 1234`.
    pub(super) fn excuse_phones(&self, fine: &mut [bool]) {
        let chars = self.chars;
        let mut at = 0;
        while at < chars.len() {
            let begins = (chars[at].is_ascii_digit() || matches!(chars[at], '+' | '('))
                && (at == 0 || !(chars[at - 1].is_alphanumeric() || matches!(chars[at - 1], '.' | ',' | '-')));
            match phone(chars, at).filter(|_| begins) {
                Some(range) => {
                    if !self.is_sum(&range) {
                        fine[range.clone()].fill(true);
                    }
                    at = range.end;
                }
                None => at += 1,
            }
        }
    }

    /// Whether what looks like the number of a service counts: `18000000 đồng`, `1900-2000 hộ`.
    pub(super) fn is_sum(&self, range: &Range<usize>) -> bool {
        if self.chars[range.start] != '1' {
            return false;
        }
        let first = self.words.partition_point(|word| word.end <= range.start);
        let last = self.words.partition_point(|word| word.end < range.end);
        let before = first.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default();
        let is_called = [DIALLED, CALLING, ACCOUNTS].iter().any(|words| words.contains(&before.as_str()));
        !is_called && (self.counts(last) || self.is_measured(last))
    }

    /// Whether a short number is one to dial: `gọi 115`, `cứu hỏa 114, 1022.`, but not `là 115`. `dialled` is the last number that
    /// was one.
    pub(super) fn is_dialled(&self, n: usize, dialled: Option<usize>) -> bool {
        let text: String = self.word(n).iter().take(24).collect();
        let is_short = !text.is_empty() && text.split(['/', '-', '–']).all(|part| SHORT_LINES.contains(&part));
        if !is_short || !self.stands_alone(n) {
            return false;
        }
        let word = |back: usize| n.checked_sub(back).map(|at| self.lower(at)).unwrap_or_default();
        let is_joined = |last: usize| match n - last {
            1 => self.between(last).iter().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')),
            2 => matches!(word(1).as_str(), "và" | "hoặc" | "hay" | "or" | "and"),
            _ => false,
        };
        let pair = format!("{} {}", word(2), word(1));
        DIALLED.contains(&word(1).as_str()) && !(word(1) == "báo" && NOT_CALLED.contains(&word(2).as_str()))
            || DIALLED_PAIRS.contains(&pair.as_str())
            || LEADING_ON.contains(&word(1).as_str()) && CALLING.contains(&word(2).as_str())
                // Nobody sends anything to an emergency line: `gửi đến 115`.
                && !(word(2) == "gửi" && text.starts_with("11"))
            // `Bảo vệ trẻ em 111`: the name of the line.
            || word(2) == "trẻ" && word(1) == "em" && text == "111"
            || dialled.is_some_and(is_joined)
    }
}
