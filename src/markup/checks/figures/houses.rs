//! Numbers of houses, before the name of their street.

use super::line::Line;
use super::shapes::is_label;
use crate::markup::languages::numbers::is_dash;

/// Second syllables of people and things that are counted in capitals: `30 Cán Bộ` is no house.
const COUNTED_LAST: &[&str] =
    &["bộ", "viên", "biểu", "sinh", "dân", "đình", "tác", "nghiệp", "tộc", "vị", "nghèo", "hình", "án", "phẩm", "đồng"];

/// First syllables of what has the number of a house before it only where it is counted: `tại 12 Trường Tiểu học`; with a second
/// one where streets begin so as well: `12 Trường Chinh`, `5 Hội Vũ`.
const COUNTED_FIRST: &[(&str, &[&str])] = &[
    (
        "trường",
        &["tiểu", "trung", "mầm", "mẫu", "thcs", "thpt", "đại", "cao", "phổ", "dân", "liên", "chính", "học", "nội"],
    ),
    ("trung", &["tâm", "đoàn", "đội"]),
    ("nhà", &["văn", "máy", "trẻ", "sinh", "thi", "thiếu", "khách", "trường"]),
    ("văn", &["phòng"]),
    ("công", &["ty", "an", "đoàn", "sở", "trường", "viên", "trình"]),
    ("chi", &["bộ", "hội", "đoàn", "cục", "nhánh"]),
    ("hội", &["nông", "phụ", "cựu", "chữ", "người", "đồng", "liên", "nghề", "sinh", "thánh", "trường", "quán"]),
    ("đoàn", &["thanh", "phường", "xã", "trường", "công", "viên"]),
    ("khu", &["phố", "công", "dân", "di", "du", "tập", "vực", "nhà"]),
    ("khách", &["sạn", "hàng"]),
    ("gia", &["đình"]),
    ("mặt", &["trận"]),
    ("nông", &["trường", "dân", "hộ"]),
    ("lâm", &["trường"]),
    ("cửa", &["hàng", "khẩu"]),
    ("thư", &["viện"]),
    ("bưu", &["điện", "cục"]),
    ("ngân", &["hàng"]),
    ("câu", &["lạc"]),
    ("cơ", &["sở", "quan"]),
    ("hợp", &["tác"]),
    ("điểm", &["trường", "bưu", "cầu", "bán", "tiếp", "văn"]),
];

/// Such words whatever follows.
const COUNTED_ALWAYS: &[&str] = &[
    "trạm",
    "bệnh",
    "ủy",
    "uỷ",
    "phòng",
    "sở",
    "ban",
    "đội",
    "tổ",
    "thôn",
    "xã",
    "phường",
    "huyện",
    "tỉnh",
    "buôn",
    "doanh",
    "đơn",
    "siêu",
    "hộ",
    "cụm",
    "hạt",
    "chốt",
    "mầm",
    "tiểu",
    "đài",
    "kho",
    "quầy",
    "lớp",
];

impl Line<'_> {
    /// The number of a house, before the name of its street: `tại 12 Trần Phú`, `12/5 đường Nguyễn Huệ`.
    pub(super) fn is_house(&self, n: usize) -> bool {
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
        let (first, second) = (self.lower(n + 1), self.lower(n + 2));
        let is_counted = COUNTED_LAST.contains(&second.as_str())
            || COUNTED_ALWAYS.contains(&first.as_str())
            || COUNTED_FIRST.iter().any(|(one, others)| *one == first && others.contains(&second.as_str()));
        if !is_name(n + 1) || !is_name(n + 2) || is_counted {
            return false;
        }
        let is_place = n.checked_sub(1).is_some_and(|before| {
            matches!(self.lower(before).as_str(), "tại" | "ở" | "chỉ" | "sở" | "về" | "số" | "nhà")
        });
        if is_place {
            return true;
        }
        // Where a line begins, a mark or a place follows: `12 Trần Phú, Đà Lạt`, but not `45 Hội Nghề được vay`.
        let opens = |c: &char| matches!(c, ':' | '(') || is_dash(*c);
        let begins = n.checked_sub(1).is_none_or(|before| self.between(before).iter().any(opens));
        let last = (n + 2..n + 8).take_while(|n| is_name(*n)).last().unwrap_or(n + 2);
        let place = matches!(
            self.lower(last + 1).as_str(),
            "phường" | "xã" | "thị" | "thành" | "quận" | "huyện" | "tỉnh" | "p" | "q" | "tp"
        );
        begins
            && (!self.is_blank_after(last) || place && self.word(last + 2).first().is_some_and(|c| !c.is_lowercase()))
    }
}
