//! Numbers that count or measure although they look like a name, a date or a year.

use super::english;
use super::line::Line;
use super::shapes::is_year;
use super::times::{FESTIVE, SHARES};
use crate::markup::languages::numbers::{clock, is_dash};

/// What stands before a length of time in which something is counted.
const EACH: &[&str] = &["mỗi", "một", "hằng", "hàng", "từng"];

/// What is measured behind a number that names nothing, whatever stands before: `tháng 5 triệu đồng`.
pub(super) const MEASURES: &[&str] = &[
    "%", "triệu", "nghìn", "ngàn", "kg", "tấn", "tạ", "yến", "lít", "ha", "km", "m", "m²", "m2", "m³", "m3", "mét",
    "cm", "mm", "kwh", "usd", "lượt", "suất",
];

/// What makes a year of four figures a number: `có 2000 hộ`.
pub(super) const AMOUNTING: &[&str] = &[
    "có", "hơn", "gần", "khoảng", "trên", "dưới", "được", "gồm", "đạt", "với", "cho", "còn", "thêm", "tặng", "trao",
    "cấp", "trồng", "hút", "động", "trợ", "số",
];

/// Words before a year, or their last syllables: `đông xuân 2026`, `đầu 2026`, `kế hoạch 2026`.
pub(super) const BEFORE_YEARS: &[&str] = &[
    "năm", "tháng", "quý", "tuần", "ngày", "mùa", "vụ", "xuân", "hè", "hạ", "thu", "đông", "tết", "đoạn", "kỳ", "kì",
    "khóa", "khoá", "hoạch", "trình", "án", "nghị", "định", "luật", "lệ", "hội", "lễ", "niên", "học", "từ", "đến",
    "tới", "trước", "sau", "đầu", "giữa", "cuối", "hết", "vào", "và", "hoặc", "là", "trong", "của", "so", "kể", "hạn",
    "tầm", "nhìn", "thảo", "giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý", "tý", "sửu", "dần",
    "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi", "số", "điểm", "bầu", "cử", "ước", "báo", "games",
    "cup", "euro",
];

/// And before a day, a month and a year with a stroke: `hết 12/2025 tỉnh có`, but `8/12 xã đạt chuẩn`.
const DAYS: &[&str] = &[
    "hôm", "nay", "qua", "mai", "từ", "đến", "tới", "hạn", "hết", "vào", "đầu", "cuối", "tháng", "năm", "quý", "kỳ",
    "vụ",
];

/// What says that a figure with one letter is a sum or a measure: `5K vốn`, `giá 5K`.
const SUMS: &[&str] = &[
    "giá",
    "thu",
    "chi",
    "vốn",
    "góp",
    "phí",
    "hết",
    "đóng",
    "nộp",
    "đồng",
    "tiền",
    "mỗi",
    "hơn",
    "gần",
    "khoảng",
    "trên",
    "dưới",
    "vay",
    "lãi",
    "thưởng",
    "phạt",
    "nặng",
    "dài",
    "rộng",
    "cao",
    "sâu",
    "tải",
];

impl Line<'_> {
    /// Whether a number behind a word that names is an amount all the same: `tháng 5 triệu đồng`, `mỗi ngày 30 em`, `ngày 500`.
    pub(super) fn is_amount(&self, n: usize) -> bool {
        if self.is_measured(n) {
            return true;
        }
        let word = self.word(n);
        if word.len() > 9 || !word.iter().all(char::is_ascii_digit) {
            return false;
        }
        let number: String = word.iter().collect();
        let named = n.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default();
        let most = match named.as_str() {
            "ngày" => 31,
            "tháng" => 12,
            _ => u32::MAX,
        };
        if number.parse().is_ok_and(|number: u32| number > most) {
            return true;
        }
        let before = n.checked_sub(2).map(|at| self.lower(at)).unwrap_or_default();
        // `trong năm 30 hộ thoát nghèo`, `cả tuần 45 em`, but `trong năm 2025 tỉnh có`, `tuần 3 học sinh nghỉ`.
        let is_within = named == "năm"
            || matches!(named.as_str(), "tuần" | "kỳ") && matches!(before.as_str(), "trong" | "cả" | "suốt" | "toàn");
        if is_within && !is_year(&number) && self.counts(n) {
            return true;
        }
        // `mỗi thứ 7`, `mỗi ngày 15 hằng tháng`, `một năm 2025 sôi nổi` name days and years.
        EACH.contains(&before.as_str())
            && named != "thứ"
            && !self.stands_alone(n)
            && !matches!(self.lower(n + 1).as_str(), "hằng" | "hàng")
            && (!is_year(&number) || matches!(before.as_str(), "mỗi" | "từng"))
    }

    /// Whether a unit of measure follows number `n`.
    pub(super) fn is_measured(&self, n: usize) -> bool {
        let after = self.lower(n + 2);
        let is_unit = match self.lower(n + 1).as_str() {
            "triệu" => !matches!(after.as_str(), "tập" | "chứng"),
            "tỷ" | "tỉ" => !matches!(after.as_str(), "lệ" | "giá" | "số" | "trọng" | "suất"),
            unit => MEASURES.contains(&unit),
        };
        is_unit && self.is_blank_after(n)
    }

    /// The word before a year, or before the first of two: `giai đoạn 2026 – 2030 người dân`.
    pub(super) fn before_years(&self, n: usize) -> String {
        let year = |at: usize| is_year(&self.word(at).iter().collect::<String>());
        let joins = |at: usize| {
            let mut marks = self.between(at).iter().filter(|c| !c.is_whitespace());
            marks.next().is_some_and(|c| is_dash(*c)) && marks.next().is_none()
        };
        let first = n.checked_sub(1).filter(|at| year(*at) && joins(*at)).unwrap_or(n);
        first.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default()
    }

    /// Whether a sum is meant: `2000 đồng`, but not `2000 đồng bào`.
    pub(super) fn is_paid(&self, n: usize) -> bool {
        const PEOPLE: [&str; 10] = ["bào", "chí", "bộ", "đội", "đều", "ý", "lòng", "hành", "thời", "loạt"];
        let is_unit = matches!(self.lower(n + 1).as_str(), "đồng" | "vnđ" | "vnd" | "đ");
        is_unit && self.is_blank_after(n) && !PEOPLE.contains(&self.lower(n + 2).as_str())
    }

    /// Whether the word before a year is an ordinary one, behind which no year stands: `giải quyết 2010 hồ sơ`, but
    /// `Xuân 2026`, `giai đoạn 2026`, `từ 2026`.
    pub(super) fn is_plain_word(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1).filter(|before| self.is_blank_after(*before)) else { return false };
        let word = self.word(before);
        let is_small = word.len() > 1 && word.iter().all(|c| c.is_alphabetic() && !c.is_uppercase());
        is_small && !BEFORE_YEARS.contains(&self.lower(before).as_str())
    }

    /// Whether what looks like a date, an hour or a year counts: `8/12 xã`, `có 2000 hộ`, `tỷ lệ 1:10`.
    pub(super) fn measures(&self, n: usize) -> bool {
        let word = self.word(n);
        let before = n.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default();
        if word.len() > 9 || !word[0].is_ascii_digit() {
            return false;
        }
        if clock(word, 0) == Some(word.len()) && self.lasts(n) {
            return true;
        }
        if word.contains(&':') {
            return matches!(before.as_str(), "lệ" | "số");
        }
        // `5K vốn`, `giá 5K`, but `thông điệp 5K`.
        if matches!(word, [_, c] if c.is_ascii_uppercase()) {
            return SUMS.contains(&before.as_str())
                || self.is_blank_after(n) && SUMS.contains(&self.lower(n + 1).as_str());
        }
        let text: String = word.iter().collect();
        if text == "24/24" {
            return false;
        }
        if text.split(['-', '–', '—']).all(is_year) {
            if self.english {
                return english::year_counts(self, n);
            }
            // `chi 2024 triệu đồng` measures whatever stands before, but `năm 2024`; `2010 hồ sơ` counts behind a verb.
            let before = self.before_years(n);
            let is_named = matches!(before.as_str(), "năm" | "tháng" | "quý") || before.contains('/');
            // People often follow a year that is a part of a name: `Xuân 2026 người dân`.
            let is_of_name = matches!(
                before.as_str(),
                "xuân" | "hè" | "tết" | "đoạn" | "vụ" | "mùa" | "hoạch" | "trình" | "án" | "kỳ" | "niên" | "học"
            );
            let next = self.lower(n + 1);
            let heads = matches!(
                next.as_str(),
                "hộ" | "người" | "em" | "suất" | "tờ" | "phiếu" | "thẻ" | "bản" | "cụ" | "cháu" | "lượt"
            ) && self.is_blank_after(n)
                && !is_of_name;
            let is_vague = matches!(before.as_str(), "hơn" | "gần" | "khoảng") && !self.is_blank_after(n);
            return !is_named && (self.is_measured(n) || self.is_paid(n) || heads)
                || is_vague
                || self.counts(n) && (AMOUNTING.contains(&before.as_str()) || self.is_plain_word(n));
        }
        let slash = word.iter().filter(|c| **c == '/').count() == 1;
        if !slash || !word.iter().all(|c| c.is_ascii_digit() || *c == '/') {
            return false;
        }
        let is_part = matches!(self.lower(n + 1).as_str(), "số" | "diện" | "tổng" | "dân") && self.is_blank_after(n);
        let counted = is_part || self.counts(n) || self.is_measured(n);
        if self.is_this(n) {
            return false;
        }
        // `đến nay 10/12 xã`, `đầu năm 10/11 thôn` are parts, whatever day it is.
        if counted && matches!(before.as_str(), "nay" | "năm" | "đầu" | "cuối" | "kỳ" | "quý" | "ngân") {
            return true;
        }
        match self.day_and_month(n) {
            // `1/2`, `8/12`: the day says of itself what it is, or it is a part.
            Some((day, month)) if day < month => !self.is_day(n),
            Some(_) if SHARES.contains(&before.as_str()) => true,
            _ => counted && !DAYS.contains(&before.as_str()) && !FESTIVE.contains(&before.as_str()),
        }
    }
}
