//! Days and hours, and how long something lasts.

use super::line::Line;
use crate::markup::languages::numbers::{date, is_dash};

/// Words before a day in figures, or their last syllables: `sáng 8/12 xã họp`, `Quốc khánh 2-9`.
pub(super) const FESTIVE: &[&str] = &[
    "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "dịp", "lễ", "mừng", "khánh", "nghỉ", "tết", "niệm", "động", "nữ",
    "nhi", "giáo", "nam", "sĩ", "đội", "trước", "sau",
];

/// Words right before a day and its month that is no fraction: `dịp 1/2`, but `giảm 1/2` and `đến 1/2`.
const DAYS_ONLY: &[&str] = &[
    "ngày", "hôm", "nay", "mai", "sáng", "trưa", "chiều", "tối", "đêm", "dịp", "lễ", "mừng", "khánh", "tết", "niệm",
    "hạn", "trước", "nhật",
];

/// Words before a share of something: `đạt 12/12`.
pub(super) const SHARES: &[&str] = &["đạt", "chiếm", "giảm", "tăng", "hơn", "gần", "khoảng", "bằng"];

/// Words before hours that pass and are no time of the day: `mất 3 giờ`, `tăng từ 2 đến 5 giờ`, `rút ngắn 2 giờ 30 phút`.
const LASTING: &[&str] = &[
    "mất", "tốn", "suốt", "thêm", "trong", "dài", "vòng", "tăng", "giảm", "nâng", "rút", "cần", "đủ", "chậm", "trễ",
    "lâu", "ngắn", "nhanh", "bớt", "thiểu", "nhất", "đa",
];

/// What makes a word of a half of the day another one: `3 giờ tối thiểu`, `2 giờ sáng tạo`.
const NO_HALVES: &[(&str, &[&str])] = &[
    ("sáng", &["kiến", "tạo", "tác", "lập", "chế"]),
    ("chiều", &["dài", "rộng", "cao", "sâu", "hướng"]),
    ("tối", &["thiểu", "đa", "ưu", "tân"]),
];

/// What follows the day behind an hour: `7 giờ ngày mai`, but `3 giờ ngày công`.
const AFTER_DAY: &[&str] = &["mai", "kia", "hôm", "nay", "thứ", "chủ", "rằm", "mùng", "mồng", "khai", "bế", "kế"];

/// Days that are called by their figures: `2-9`.
const FEASTS: &[&str] = &[
    "1-1", "9-1", "3-2", "14-2", "27-2", "8-3", "26-3", "10-3", "30-4", "1-5", "7-5", "15-5", "19-5", "1-6", "5-6",
    "21-6", "28-6", "27-7", "28-7", "19-8", "2-9", "10-10", "13-10", "14-10", "20-10", "18-11", "20-11", "1-12",
    "22-12",
];

impl Line<'_> {
    /// Whether a date goes on as only dates do: `15/3 năm nay`, `1/5 hằng năm`, `5/5 âm lịch`.
    pub(super) fn is_this(&self, n: usize) -> bool {
        let (next, after) = (self.lower(n + 1), self.lower(n + 2));
        match next.as_str() {
            "năm" | "tháng" => {
                matches!(after.as_str(), "nay" | "này" | "trước" | "sau" | "tới" | "qua" | "ngoái" | "đó")
            }
            "hằng" | "hàng" => after == "năm",
            "âm" | "dương" => after == "lịch",
            _ => false,
        }
    }

    /// `15/3`.
    pub(super) fn day_and_month(&self, n: usize) -> Option<(u32, u32)> {
        let word = self.word(n);
        if word.len() > 5 || date(word, 0) != Some(word.len()) {
            return None;
        }
        let text: String = word.iter().collect();
        let (day, month) = text.split_once('/')?;
        Some((day.parse().ok()?, month.parse().ok()?)).filter(|(day, month)| *day < 32 && *month < 13)
    }

    /// Whether a day and its month, which could be a fraction, are called a day: `dịp 1/2`, `thứ hai, 1/6`, `từ 1/6 đến 15/6`.
    pub(super) fn is_day(&self, n: usize) -> bool {
        let word = |back: usize| n.checked_sub(back).map(|at| self.lower(at)).unwrap_or_default();
        let before = word(1);
        let is_beside = |c: &char| c.is_whitespace() || matches!(c, ':' | '(');
        let says_so = DAYS_ONLY.contains(&before.as_str()) && self.between(n - 1).iter().all(is_beside);
        if says_so || word(2) == "thứ" || before == "nhật" || self.is_festival(n) {
            return true;
        }
        // Of two days that are joined one may say for both.
        let is_to = |at: usize| matches!(self.lower(at).as_str(), "đến" | "tới" | "và");
        let joins = |at: usize| self.between(at).iter().any(|c| is_dash(*c)) && self.between(at).len() <= 3;
        let says = |at: usize| {
            let before = at.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
            let is_named = before == "ngày";
            match self.day_and_month(at) {
                Some((day, month)) => is_named || day >= month && !SHARES.contains(&before.as_str()),
                None => is_named && self.is_number(at, 1..3, 32) || self.is_date(at),
            }
        };
        joins(n) && says(n + 1)
            || n > 0 && joins(n - 1) && says(n - 1)
            || is_to(n + 1) && says(n + 2)
            || n > 1 && is_to(n - 1) && says(n - 2)
            || n > 2 && is_to(n - 2) && before == "ngày"
    }

    /// A day of the state or the world, behind its name or in a list of days: `Ngày Môi trường thế giới 5/6`, `30/4, 2/9`.
    pub(super) fn is_festival(&self, n: usize) -> bool {
        let is_called = |at: usize| {
            let is_name = self.word(at + 1).first().is_some_and(|c| c.is_uppercase());
            self.lower(at) == "ngày" && is_name || self.lower(at) == "quốc" && self.lower(at + 1) == "tế"
        };
        let is_listed = |at: usize, mark: usize| {
            self.between(mark).first() == Some(&',') && self.day_and_month(at).is_some_and(|(day, month)| day >= month)
        };
        FEASTS.contains(&self.feast(n).as_str())
            && ((n.saturating_sub(10)..n).any(is_called) || is_listed(n + 1, n) || n > 0 && is_listed(n - 1, n - 1))
    }

    /// A day in figures as [`FEASTS`] has it.
    pub(super) fn feast(&self, n: usize) -> String {
        let word: String = self.word(n).iter().take(6).collect();
        let parts: Vec<&str> =
            word.split(|c| is_dash(c) || c == '/').map(|part| part.trim_start_matches('0')).collect();
        parts.join("-")
    }

    /// Whether a word is a date with its month.
    pub(super) fn is_date(&self, n: usize) -> bool {
        let word = self.word(n);
        word.len() <= 10 && word.len() > 2 && date(word, 0) == Some(word.len())
    }

    /// The day from which something lasts, where only the last day has its month: `05 - 07/01/2027`, `từ 5 đến 7 tháng 1`.
    pub(super) fn leads_to_day(&self, n: usize) -> bool {
        if !self.is_number(n, 1..3, 32) {
            return false;
        }
        let before = n.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default();
        let between = self.between(n);
        let to = if between.iter().any(|c| is_dash(*c)) && between.len() <= 3 {
            n + 1
        } else if matches!(before.as_str(), "từ" | "ngày") && matches!(self.lower(n + 1).as_str(), "đến" | "tới")
        {
            // `từ 5 đến ngày 7/1`.
            n + if self.lower(n + 2) == "ngày" { 3 } else { 2 }
        } else {
            return false;
        };
        let is_day = match self.day_and_month(to) {
            // `từ 5 đến 7/12`: no part begins with a number.
            Some(_) => !self.counts(to) && !self.is_measured(to),
            None => self.is_date(to) || self.lower(to + 1) == "tháng" && self.is_hour(to),
        };
        is_day && self.word(to).iter().take_while(|c| c.is_ascii_digit()).count() <= 2
    }

    /// `2-9`, `30-4`: a day that everybody knows by its figures, or one after a word for a day.
    pub(super) fn is_feast(&self, n: usize) -> bool {
        let word = self.word(n);
        if word.len() > 5 || !word.iter().any(|c| is_dash(*c)) {
            return false;
        }
        let before = n.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
        let stands = self.stands_alone(n) || FESTIVE.contains(&before.as_str()) && !self.counts(n);
        FEASTS.contains(&self.feast(n).as_str()) && stands
    }

    /// Whether the hours from number `n` on pass, by the word before them or before `từ`: `mất 3 giờ`, `tăng từ 2 đến 5 giờ`.
    pub(super) fn lasts(&self, n: usize) -> bool {
        let word = |back: usize| n.checked_sub(back).map(|at| self.lower(at)).unwrap_or_default();
        let before = if word(1) == "từ" { word(2) } else { word(1) };
        LASTING.contains(&before.as_str())
    }

    /// Whether a half of the day, or the day itself, follows the hour at number `n`: `8 giờ sáng`, `7 giờ ngày mai`.
    pub(super) fn is_of_day(&self, n: usize) -> bool {
        let (half, after) = (self.lower(n + 2), self.lower(n + 3));
        let is_other = |(word, others): &(&str, &[&str])| *word == half && others.contains(&after.as_str());
        let is_day = match half.as_str() {
            "ngày" => {
                self.word(n + 3).first().is_some_and(char::is_ascii_digit) || AFTER_DAY.contains(&after.as_str())
            }
            "cùng" => after == "ngày",
            "sáng" | "trưa" | "chiều" | "tối" | "đêm" | "khuya" | "hôm" => !NO_HALVES.iter().any(is_other),
            _ => false,
        };
        is_day && self.is_blank_after(n + 1)
    }

    /// An hour of the day in words, `8 giờ sáng`, `từ 7 giờ đến 17 giờ`, or a day, `2 tháng 9`. `8 giờ` alone is a length of time.
    pub(super) fn is_hour(&self, n: usize) -> bool {
        let next = self.lower(n + 1);
        if next == "tháng" {
            let is_day = self.is_number(n, 1..3, 32);
            return match self.lower(n + 2).as_str() {
                // `23 tháng Chạp`, `6 tháng đầu năm`: the year in halves and quarters.
                "giêng" | "chạp" => is_day,
                "đầu" | "cuối" => self.lower(n + 3) == "năm" && matches!(self.word(n), ['3' | '6' | '9']),
                _ => is_day && self.is_number(n + 2, 1..3, 13) && (!self.counts(n + 2) || self.lower(n + 3) == "năm"),
            };
        }
        // `đêm 30 Tết`.
        if next == "tết" && self.is_blank_after(n) {
            return self.is_number(n, 2..3, 31) && self.word(n + 1).first() == Some(&'T');
        }
        let is_first = matches!(next.as_str(), "đến" | "tới")
            && n.checked_sub(1).is_some_and(|before| self.lower(before) == "từ")
            && self.is_number(n, 1..3, 25)
            && self.is_number(n + 2, 1..3, 25)
            && self.lower(n + 3) == "giờ"
            && self.stands_alone(n + 3)
            && !self.lasts(n);
        let is_second = |at: usize| {
            self.is_number(at, 1..3, 25)
                && self.lower(at - 1) == "từ"
                && !self.lasts(at)
                && self.stands_alone(n + 1)
                && self.lower(n + 1) == "giờ"
        };
        let is_last = n > 2 && matches!(self.lower(n - 1).as_str(), "đến" | "tới") && is_second(n - 2);
        if is_first || is_last && self.is_number(n, 1..3, 25) {
            return true;
        }
        if next != "giờ" || !self.is_number(n, 1..3, 25) || self.lasts(n) {
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
                self.lower(first + 1) == "giờ" && to(first, &before) && !self.lasts(first)
            })
        };
        // `lúc 5 giờ và 17 giờ`.
        let beside = before == "và"
            && n.checked_sub(4).is_some_and(|first| {
                matches!(self.lower(first).as_str(), "lúc" | "vào")
                    && self.is_number(n - 3, 1..3, 25)
                    && self.lower(n - 2) == "giờ"
            });
        // `từ 7 đến 8 giờ`, `7 giờ rưỡi`.
        beside
            || matches!(self.lower(n + 2).as_str(), "rưỡi" | "kém") && self.is_blank_after(n + 1)
            || matches!(before.as_str(), "lúc" | "vào" | "trước" | "đúng")
            || self.is_of_day(n)
            || to(n, &before)
            || since(2)
            || since(3)
    }

    /// `8 giờ 30`.
    pub(super) fn is_time_of_two(&self, n: usize) -> bool {
        self.is_number(n, 1..3, 25) && self.lower(n + 1) == "giờ" && self.is_number(n + 2, 2..3, 60) && !self.lasts(n)
    }
}
