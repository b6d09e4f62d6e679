//! Numbers that name a thing by the word before them: `Điều 5`, `tổ 3`, `Bảo Lộc 1`.

use std::ops::Range;

use super::english;
use super::line::Line;
use super::phones::ACCOUNTS;
use super::shapes::is_label;
use crate::markup::languages::numbers::{is_dash, skip};
use crate::markup::languages::vietnamese::{DOCUMENTS, GRADED, LEADING, NUMBERED};

/// Words after which a number names a thing and counts nothing, beside those of [`LEADING`].
pub(super) const NAMING: &[&str] = &["câu", "bài", "kỳ", "lần", "luật", "tập", "quyển", "lúc"];

/// Of them, words that count by what stands before: `tổng số 45 dự án`, `mỗi tháng 2 suất`.
const COUNTING_PAIRS: &[&str] =
    &["tổng số", "con số", "trong số", "dân số", "sĩ số", "quân số", "doanh số", "chỉ số", "hệ số", "tỷ số", "tỉ số"];

/// What stands before a thing or a length of time in which something is counted: `mỗi buổi 30`, `số lớp: 12`.
const COUNTING: &[&str] = &["mỗi", "từng", "một", "số", "tổng"];

/// What a numbered place or class does, or has done to it, by its first syllable: `thôn 3 đề nghị`, `lớp 9 thi thử`. Whatever is
/// not here may be counted.
const ACTING: &[&str] = &[
    "đề", "đăng", "thực", "hiến", "thi", "xét", "tiếp", "làm", "đạt", "thảo", "tri", "phát", "ôn", "tham", "hưởng",
    "xây", "góp", "vận", "tuyên", "giúp", "ủng", "nhận", "gặp", "mời", "kính", "trân", "nghe", "xem", "sơ", "rà",
    "lập", "gửi", "đọc", "ghi", "nghỉ", "tan", "đi", "cùng", "vừa", "luôn", "chưa", "đều", "liên", "hỗ", "triển",
    "hoàn", "nằm", "cách", "giáp", "thống", "quyết", "cam", "ký", "dọn", "trồng", "nuôi", "đóng", "bầu", "xin", "hỏi",
    "trả", "sắp", "sáp", "nhập", "đổi", "gọi", "mang", "nên", "hãy", "khánh", "chào", "tặng", "thăm", "phối", "tiến",
    "duy", "nâng", "đẩy", "khắc", "xử", "xác", "chấp", "nghiêm", "tích", "treo", "dựng", "sửa", "lắp", "đào", "đặt",
    "yêu", "chúc", "ra", "tuyển", "hết", "vẫn", "rất", "hay", "nhờ", "biểu", "đứng", "dẫn", "thắng", "thua", "đoạt",
    "giành", "hứa", "mừng", "cũ", "mới", "nói", "nhất", "đón", "lấy", "chung",
];

/// The same where the first syllable alone may be counted: `thôn 2 tổ chức họp`, `tổ 5 điều tra`.
const DOING: &[&str] = &[
    "tổ chức",
    "thành lập",
    "thành công",
    "thanh toán",
    "thanh tra",
    "điều tra",
    "điều chỉnh",
    "phụ trách",
    "đại diện",
    "đoàn kết",
    "hợp tác",
    "hội họp",
    "học tập",
    "nhân rộng",
    "tiêu biểu",
    "tiết kiệm",
    "giải quyết",
    "giải thích",
    "giải đáp",
    "bài trừ",
    "gia cố",
    "tuần tra",
    "sinh hoạt",
    "tập huấn",
    "tập trung",
    "bàn giao",
    "vệ sinh",
    "sản xuất",
    "công bố",
    "công nhận",
    "hướng dẫn",
    "phân công",
    "tổng kết",
    "tổng vệ",
    "chủ trì",
    "chủ động",
    "cần cù",
    "đồng ý",
    "đồng loạt",
    "đối thoại",
    "đối diện",
    "chi trả",
    "tình nguyện",
    "khu vực",
    "buổi sáng",
    "buổi chiều",
    "buổi tối",
    "báo cáo",
    "bảo đảm",
    "kiểm tra",
    "kiểm điểm",
    "trực tiếp",
    "tự nguyện",
    "tự quản",
    "giữ gìn",
    "giữ rừng",
    "giữ vững",
    "bán trú",
];

/// What a number names where the place before it stands in another: `thôn 3 xã Di Linh`, `tổ 5 phường 2`.
const AROUND: &[&str] = &[
    "xã",
    "phường",
    "thôn",
    "tổ",
    "khu",
    "phố",
    "buôn",
    "ấp",
    "xóm",
    "huyện",
    "tỉnh",
    "quận",
    "trường",
    "đường",
    "tiểu",
    "lớp",
    "nhà",
    "công",
];

/// Words after which it does so unless it counts what follows, beside those of [`NUMBERED`].
const PLACES: &[&str] = &["đường", "tuyến", "kênh", "cổng", "quầy", "bến", "km", "sn"];

/// The same for things of which there are a few dozen at most.
const FEW: &[&str] = &[
    "buổi", "giải", "phím", "nhánh", "cụm", "ghế", "khối", "ca", "phiên", "cửa", "lầu", "bàn", "ngã", "khóm", "mũi",
    "liều", "windows", "android", "ios", "fm",
];

/// Bodies of standards: `TCVN 7957:2008`, `ISO/IEC 27001:2022`.
const STANDARDS: &[&str] = &["TCVN", "QCVN", "TCXDVN", "QCXDVN", "TCCS", "ISO", "IEC", "ASTM", "IEEE"];

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
    "máy lẻ",
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
    "số thuế",
    "định danh",
    "căn cước",
    "đầu số",
    "lớp học",
    "vùng iii",
    "nhiệm kỳ",
    "hội trường",
    "cơ sở",
    "chi bộ",
    "gian hàng",
    "tiểu khu",
    "đề án",
    "chương trình",
    "chỉ đạo",
    "thập niên",
    "binh đoàn",
    "quân đoàn",
    "sư đoàn",
    "lữ đoàn",
    "trung đoàn",
    "tiểu đoàn",
    "đại đội",
    "biên phòng",
    "mầm non",
    "tiểu học",
    "khu vực",
    "quân y",
    "thi đua",
    "cấp độ",
    "báo động",
    "bản đồ",
    "giật cấp",
    "gió cấp",
    "bão cấp",
    "nội bộ",
    "thủ tục",
    "thuế cơ",
];

/// Of them, those of which there are a few dozen: `tiêu chí 17`, but `thủ tục 120`.
const FEW_PAIRS: &[&str] = &[
    "thủ tục",
    "tiêu chí",
    "câu hỏi",
    "chủ đề",
    "ví dụ",
    "chú thích",
    "phương án",
    "tiểu mục",
    "gian hàng",
    "lớp học",
    "hội trường",
    "cơ sở",
    "chi bộ",
    "khu phố",
    "biểu mẫu",
    "đại hội",
    "thế kỷ",
    "thế kỉ",
    "nhiệm kỳ",
    "vùng iii",
    "thập niên",
    "khu vực",
    "cấp độ",
    "giật cấp",
    "gió cấp",
    "bão cấp",
    "báo động",
    "điều lệ",
    "hiến pháp",
];

/// Words that go on after a number which is dialled, listed or names something. Behind any other small word stands what is counted.
pub(super) const GOING_ON: &[&str] = &[
    "và", "hoặc", "hay", "đến", "tới", "để", "khi", "nếu", "ngay", "của", "theo", "tại", "trong", "thuộc", "là",
    "miễn", "có", "đã", "được", "gồm", "từ", "bắt", "kết", "diễn", "kèm", "ban", "quy", "với", "cho", "trên", "dưới",
    "sẽ", "đang", "còn", "phải", "cần", "nhưng", "thì", "mà", "vì", "do", "bị", "ở", "trước", "sau", "này", "đó",
    "kia", "nêu", "như", "không", "cũng", "vào", "về", "ra", "lên", "trở", "khóa", "khoá", "trao", "họp", "mở", "nộp",
    "khai", "bế", "đón", "chuyển",
];

/// Whether a number behind this word names a thing.
pub(super) fn names(word: &str) -> bool {
    LEADING.contains(&word) || NAMING.contains(&word)
}

impl Line<'_> {
    /// Whether the word before says what has this number.
    pub(super) fn is_named(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1) else { return false };
        if self.is_standard(n) {
            return true;
        }
        let one = self.lower(before);
        // `km 12+300` of a road.
        let digits = |part: &[char]| !part.is_empty() && part.iter().all(char::is_ascii_digit);
        let is_post = one == "km" && self.word(n).split(|c| *c == '+').all(digits) && self.is_blank_after(before);
        if is_post || !is_label(self.word(n)) {
            return is_post && self.stands_alone(n);
        }
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
        if names(one) && !NUMBERED_PAIRS.contains(&two.as_str()) {
            // `khóa 45 học viên`, `bảng 5 hộ` say how many there are in it.
            let holds = matches!(one, "khóa" | "khoá" | "bảng" | "hình" | "bài" | "câu") && self.counts(n);
            let is_part = self.word(n).contains(&'/') && self.measures(n);
            return !COUNTING_PAIRS.contains(&two.as_str()) && !self.is_amount(n) && !holds && !is_part;
        }
        if is_short || NAMING_PAIRS.contains(&two.as_str()) {
            return !self.counts(n);
        }
        // Of `tiết 1-2` each.
        let parts = self.word(n).split(|c| is_dash(*c));
        let digits = parts.map(|part| part.iter().filter(|c| c.is_ascii_digit()).count()).max().unwrap_or(0);
        let is_pair = NUMBERED_PAIRS.contains(&two.as_str());
        if !is_pair && before.checked_sub(1).is_some_and(|first| COUNTING.contains(&self.lower(first).as_str())) {
            return false;
        }
        let named = ACCOUNTS.contains(&one)
            || (GRADED.contains(&one) || matches!(two.as_str(), "mức độ" | "danh mức")) && digits == 1
            || FEW.contains(&one) && digits <= 2
            || (NUMBERED.contains(&one) || PLACES.contains(&one)) && digits <= 3
            // What is written down in many figures has no marks between thousands.
            || is_pair && !(4..=5).contains(&digits) && (digits <= 2 || !FEW_PAIRS.contains(&two.as_str()));
        // Of places and classes there are a few dozen: only a noun behind the number is counted.
        let is_few = self.is_number(n, 1..3, 31)
            && (NUMBERED.contains(&one) || FEW.contains(&one) || matches!(one, "quầy" | "đường" | "tuyến"));
        named && (self.stands_alone(n) || is_few && self.acts(n))
    }

    /// Whether what follows a number is done by the place that it names, or lies around it: `thôn 3 đề nghị`, `tổ 3 phường 2`.
    pub(super) fn acts(&self, n: usize) -> bool {
        let next = self.lower(n + 1);
        let is_name = self.word(n + 2).first().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let doing = DOING.contains(&format!("{next} {}", self.lower(n + 2)).as_str());
        let around = is_name && self.is_blank_after(n + 1) && AROUND.contains(&next.as_str());
        // `đội 15 hướng dẫn viên`: those who do it.
        let is_who =
            |at: usize| matches!(self.lower(at).as_str(), "viên" | "giả" | "sĩ" | "sinh" | "thủ" | "nhân" | "trẻ");
        let does = doing || around || ACTING.contains(&next.as_str()) && !self.counts(n);
        self.is_blank_after(n) && does && !is_who(n + 2) && !is_who(n + 3)
    }

    /// The number at the end of the name of a commune, a ward or a school: `Bảo Lâm 5`, `phường Bảo Lộc 1`, `Tiểu học Lộc Sơn 1`.
    pub(super) fn is_of_name(&self, n: usize) -> bool {
        let Some(first) = n.checked_sub(2) else { return false };
        let is_name = |at: usize| {
            let word = self.word(at);
            word.len() > 1 && word[0].is_uppercase() && word[1..].iter().all(|c| c.is_lowercase() || *c == '\'')
        };
        // What has the name stands before it: `Đức Trọng 5, Di Linh 7` may be a list of counts.
        let kinds = ["xã", "phường", "buôn", "thôn", "non", "học", "trường", "chợ", "khu"];
        let mut back = (first.saturating_sub(3)..=first).rev().take_while(|at| self.is_blank_after(*at));
        let known = back.by_ref().find(|at| !is_name(*at) || kinds.contains(&self.lower(*at).as_str()));
        self.is_number(n, 1..2, 10)
            && is_name(n - 1)
            && known.is_some_and(|at| kinds.contains(&self.lower(at).as_str()))
            && self.is_blank_after(n - 1)
            && (self.stands_alone(n)
                || DOING.contains(&format!("{} {}", self.lower(n + 1), self.lower(n + 2)).as_str()))
    }

    /// Whether a standard is named: `TCVN 7957:2008`, `QCVN 01-1:2018/BYT`.
    pub(super) fn is_standard(&self, n: usize) -> bool {
        let (word, before) = (self.word(n), n - 1);
        let number = skip(word, 0, |c| c.is_ascii_digit() || matches!(c, '-' | '.'));
        let follows = number == word.len() || matches!(word[number], ':' | '/');
        let mut bodies = self.word(before).split(|c| *c == '/').map(|body| body.iter().collect::<String>());
        // Those of three figures are as rare as a count is likely: `đạt ISO 450`.
        let is_long = number >= 4 || number < word.len();
        is_long
            && follows
            && number > 0
            && !self.counts(n)
            && self.is_blank_after(before)
            && bodies.all(|body| STANDARDS.contains(&body.as_str()))
    }

    /// Whether nothing is counted behind number `n`: a mark, a name or a word that goes on stands there.
    pub(super) fn stands_alone(&self, n: usize) -> bool {
        if self.english {
            return english::stands_alone(self, n);
        }
        let next = self.lower(n + 1);
        let is_small = self.is_blank_after(n) && self.is_small(n + 1);
        let names_on = names(&next) && self.word(n + 2).first().is_some_and(char::is_ascii_digit) || next == "luật";
        !self.counts(n) && (!is_small || GOING_ON.contains(&next.as_str()) || names_on)
    }

    /// Whether the list goes on that a named number began: `Điều 5, 6 và 7`. `listed` says whether the last number was in one.
    pub(super) fn goes_on(&self, n: usize, listed: &mut bool) -> bool {
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
                is_number(n - 2)
                    && matches!(word.as_str(), "và" | "hoặc" | "hay" | "đến" | "tới" | "and" | "or" | "to")
                    && is_joined(n - 1)
            }
        };
        let label = is_label(self.word(n)) && self.word(n).len() <= 5;
        let goes_on = *listed && joined && label && self.stands_alone(n);
        let is_named = self.is_named(n) || self.english && english::names(self, n);
        let begins = n > 0 && label && is_named && !matches!(self.lower(n - 1).as_str(), "năm" | "số" | "lần");
        *listed = goes_on || begins;
        goes_on
    }

    /// `gồm: (1) tuyên truyền; (2) vận động`: numbers of points in a sentence, which count up from one.
    pub(super) fn excuse_points(&self, fine: &mut [bool]) {
        let mut points: Vec<Range<usize>> = vec![];
        for word in &self.words {
            let is_bracketed = word.start > 0
                && word.len() <= 2
                && self.chars[word.start - 1] == '('
                && self.chars.get(word.end) == Some(&')');
            let number: String = self.chars[word.clone()].iter().take(3).collect();
            if is_bracketed && number.parse() == Ok(points.len() + 1) {
                points.push(word.clone());
            }
        }
        if points.len() > 1 {
            points.into_iter().for_each(|point| fine[point].fill(true));
        }
    }

    /// Whether the first word is the number of a heading: `1. Mục tiêu`, `2.3 Mục tiêu`, but not `115 hộ thoát nghèo`.
    pub(super) fn is_ordinal(&self) -> bool {
        let is_number = self.word(0).iter().all(|c| c.is_ascii_digit() || *c == '.');
        let is_marked = self.between(0).iter().any(|c| matches!(c, '.' | ')' | '/' | ':'));
        let next = self.word(1).first();
        let is_apart = self.between(0).iter().any(|c| is_dash(*c)) && next.is_some_and(|c| !c.is_ascii_digit());
        is_number && next.is_some() && (is_marked || is_apart || next.is_some_and(|c| c.is_uppercase()))
    }
}
