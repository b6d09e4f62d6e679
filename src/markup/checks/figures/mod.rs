//! Bare figures: digits that somebody typed into a text although a fact should have given them.

use std::ops::Range;

use super::days;
use super::review::Review;
use super::seen::{self, Seen};
use crate::content::{Fact, Facts};
use crate::diag::{Code, Message};
use crate::markup::doc::Inline;
use crate::markup::languages::numbers::{clock, date, document_number, is_dash, phone, roman, skip};
use crate::markup::languages::vietnamese::{DOCUMENTS, GRADED, LEADING, NUMBERED, is_unit};
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

mod columns;
mod english;

pub(super) use columns::Columns;

/// Whether a character is a figure. Letters of Vietnamese are told apart without a look into the tables of Unicode.
pub(super) fn is_figure(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_digit(),
        '\u{C0}'..='\u{36F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{205F}' => false,
        c => c.is_numeric(),
    }
}

/// Tells the figures of a line that come from no fact, and the days and hours that there are not.
pub(super) fn check(inlines: &[Inline], is_heading: bool, review: &mut Review) {
    let (seen, at) = seen::of(inlines);
    let text = |range: &Range<usize>| seen[range.clone()].iter().map(|seen| seen.c).collect::<String>();
    let source = |range: &Range<usize>| at[range.start]..at[range.end - 1] + seen[range.end - 1].c.len_utf8();
    let times = days::impossible(&seen);
    for (range, what) in &times {
        let (message, hint) = what.told(&text(range));
        review.say(Weight::Loose, message, source(range), Some(hint));
    }
    for range in bare(&seen, is_heading, review.ctx.lang, &|n| work::begin(at[n])) {
        if times.iter().any(|(time, _)| time.start <= range.start && range.start < time.end) {
            continue;
        }
        let counted = review.remarks.is_counting(review.within, Weight::Loose, Code::BareFigure);
        let (message, hint) = told((!counted).then_some(review.ctx.facts), &text(&range), None);
        review.say(Weight::Loose, message, source(&range), Some(hint));
    }
}

/// The fact that a figure may be.
fn same_figure<'a>(facts: &'a Facts, figure: &str) -> Option<&'a Fact> {
    let alike = |shown: &str| shown == figure || shown.split([' ', '–', '-']).any(|part| part == figure);
    facts.own().values().find(|fact| alike(&fact.shown))
}

/// What is said of a figure that comes from no fact: the fact that it may be among `facts`, else how to vouch for it, for which
/// `quoted` is the whole line where it has to be in quotes.
pub(super) fn told(facts: Option<&Facts>, figure: &str, quoted: Option<String>) -> (Message, Message) {
    let hint = match (facts.and_then(|facts| same_figure(facts, figure)), quoted) {
        (Some(fact), _) => msg!("markup-bare-figure-fact", id = fact.id, printed = fact.printed()),
        (None, Some(line)) => msg!("markup-bare-figure-quoted", line = line),
        (None, None) => msg!("markup-bare-figure-hint", figure = figure),
    };
    (msg!(Code::BareFigure, figure = figure), hint)
}

/// Words after which a number names a thing and counts nothing, beside those of [`LEADING`].
const NAMING: &[&str] = &["câu", "bài", "kỳ", "lần", "luật", "tập", "quyển", "lúc"];

/// Of them, words that count by what stands before: `tổng số 45 dự án`, `mỗi tháng 2 suất`.
const COUNTING_PAIRS: &[&str] =
    &["tổng số", "con số", "trong số", "dân số", "sĩ số", "quân số", "doanh số", "chỉ số", "hệ số", "tỷ số", "tỉ số"];

/// What stands before a thing or a length of time in which something is counted: `mỗi buổi 30`, `số lớp: 12`.
const COUNTING: &[&str] = &["mỗi", "từng", "một", "số", "tổng"];

/// What stands before a length of time in which something is counted.
const EACH: &[&str] = &["mỗi", "một", "hằng", "hàng", "từng"];

/// What is measured behind a number that names nothing, whatever stands before: `tháng 5 triệu đồng`.
const MEASURES: &[&str] = &[
    "%", "triệu", "nghìn", "ngàn", "kg", "tấn", "tạ", "yến", "lít", "ha", "km", "m", "m²", "m2", "m³", "m3", "mét",
    "cm", "mm", "kwh", "usd", "lượt", "suất",
];

/// What makes a year of four figures a number: `có 2000 hộ`.
const AMOUNTING: &[&str] = &[
    "có", "hơn", "gần", "khoảng", "trên", "dưới", "được", "gồm", "đạt", "với", "cho", "còn", "thêm", "tặng", "trao",
    "cấp", "trồng", "hút", "động", "trợ", "số",
];

/// Words before a year, or their last syllables: `đông xuân 2026`, `đầu 2026`, `kế hoạch 2026`.
const BEFORE_YEARS: &[&str] = &[
    "năm", "tháng", "quý", "tuần", "ngày", "mùa", "vụ", "xuân", "hè", "hạ", "thu", "đông", "tết", "đoạn", "kỳ", "kì",
    "khóa", "khoá", "hoạch", "trình", "án", "nghị", "định", "luật", "lệ", "hội", "lễ", "niên", "học", "từ", "đến",
    "tới", "trước", "sau", "đầu", "giữa", "cuối", "hết", "vào", "và", "hoặc", "là", "trong", "của", "so", "kể", "hạn",
    "tầm", "nhìn", "thảo", "giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý", "tý", "sửu", "dần",
    "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi", "số", "điểm", "bầu", "cử", "ước", "báo", "games",
    "cup", "euro",
];

/// Words before a day in figures, or their last syllables: `sáng 8/12 xã họp`, `Quốc khánh 2-9`.
const FESTIVE: &[&str] = &[
    "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "dịp", "lễ", "mừng", "khánh", "nghỉ", "tết", "niệm", "động", "nữ",
    "nhi", "giáo", "nam", "sĩ", "đội", "trước", "sau",
];

/// And before a day, a month and a year with a stroke: `hết 12/2025 tỉnh có`, but `8/12 xã đạt chuẩn`.
const DAYS: &[&str] = &[
    "hôm", "nay", "qua", "mai", "từ", "đến", "tới", "hạn", "hết", "vào", "đầu", "cuối", "tháng", "năm", "quý", "kỳ",
    "vụ",
];

/// Words right before a day and its month that is no fraction: `dịp 1/2`, but `giảm 1/2` and `đến 1/2`.
const DAYS_ONLY: &[&str] = &[
    "ngày", "hôm", "nay", "mai", "sáng", "trưa", "chiều", "tối", "đêm", "dịp", "lễ", "mừng", "khánh", "tết", "niệm",
    "hạn", "trước", "nhật",
];

/// Words before a share of something: `đạt 12/12`.
const SHARES: &[&str] = &["đạt", "chiếm", "giảm", "tăng", "hơn", "gần", "khoảng", "bằng"];

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

/// Second syllables of people and things that are counted in capitals: `30 Cán Bộ` is no house.
const COUNTED_LAST: &[&str] =
    &["bộ", "viên", "biểu", "sinh", "dân", "đình", "tác", "nghiệp", "tộc", "vị", "nghèo", "hình", "án", "phẩm", "đồng"];

/// Money before its sum, without a blank: `USD500`.
const MONEY: &[&str] = &["USD", "EUR", "VND", "VNĐ", "US"];

/// Words after which it does so unless it counts what follows, beside those of [`NUMBERED`].
const PLACES: &[&str] = &["đường", "tuyến", "kênh", "cổng", "quầy", "bến", "km", "sn"];

/// The same for things of which there are a few dozen at most.
const FEW: &[&str] = &[
    "buổi", "giải", "phím", "nhánh", "cụm", "ghế", "khối", "ca", "phiên", "cửa", "lầu", "bàn", "ngã", "khóm", "mũi",
    "liều", "windows", "android", "ios", "fm",
];

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

/// Bodies of standards: `TCVN 7957:2008`, `ISO/IEC 27001:2022`.
const STANDARDS: &[&str] = &["TCVN", "QCVN", "TCXDVN", "QCXDVN", "TCCS", "ISO", "IEC", "ASTM", "IEEE"];

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

/// Words right before a number of a few figures that is dialled.
const DIALLED: &[&str] = &["gọi", "đài", "hotline", "quay", "bấm", "báo"];

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

/// Words that go on after a number which is dialled, listed or names something. Behind any other small word stands what is counted.
const GOING_ON: &[&str] = &[
    "và", "hoặc", "hay", "đến", "tới", "để", "khi", "nếu", "ngay", "của", "theo", "tại", "trong", "thuộc", "là",
    "miễn", "có", "đã", "được", "gồm", "từ", "bắt", "kết", "diễn", "kèm", "ban", "quy", "với", "cho", "trên", "dưới",
    "sẽ", "đang", "còn", "phải", "cần", "nhưng", "thì", "mà", "vì", "do", "bị", "ở", "trước", "sau", "này", "đó",
    "kia", "nêu", "như", "không", "cũng", "vào", "về", "ra", "lên", "trở", "khóa", "khoá", "trao", "họp", "mở", "nộp",
    "khai", "bế", "đón", "chuyển",
];

/// Days that are called by their figures: `2-9`.
const FEASTS: &[&str] = &[
    "1-1", "9-1", "3-2", "14-2", "27-2", "8-3", "26-3", "10-3", "30-4", "1-5", "7-5", "15-5", "19-5", "1-6", "5-6",
    "21-6", "28-6", "27-7", "28-7", "19-8", "2-9", "10-10", "13-10", "14-10", "20-10", "18-11", "20-11", "1-12",
    "22-12",
];

/// The figures of a paragraph or heading that need a fact. `begin` hears where the work is.
pub(super) fn bare(text: &[Seen], heading: bool, lang: &str, begin: &dyn Fn(usize)) -> Vec<Range<usize>> {
    if !text.iter().any(|s| is_figure(s.c) && !s.excused) {
        return vec![];
    }
    let chars: Vec<char> = text.iter().map(|s| s.c).collect();
    let mut fine: Vec<bool> = text.iter().map(|s| s.excused).collect();
    let line = Line { words: words(&chars), chars: &chars, english: lang == "en" };
    line.excuse_phones(&mut fine);
    line.excuse_points(&mut fine);
    let phones = fine.clone();
    let mut listed = false;
    let mut dialled = None;
    for (n, word) in line.words.iter().enumerate() {
        if !chars[word.clone()].iter().any(|c| is_figure(*c)) {
            continue;
        }
        begin(word.start);
        let is_dialled = line.is_dialled(n, dialled);
        let is_called = line.english && (3..=4).contains(&word.len()) && english::names(&line, n);
        if is_dialled || is_called || (phones[word.start] && !text[word.start].excused) {
            dialled = Some(n);
        }
        let first_of_heading = heading && n == 0 && line.is_ordinal();
        let goes_on = line.goes_on(n, &mut listed);
        if first_of_heading
            || names_itself(&chars[word.clone()]) && !line.measures(n)
            || goes_on
            || line.is_named(n)
            || line.is_of_name(n)
            || is_dialled
            || line.is_feast(n)
            || line.is_hour(n)
            || line.leads_to_day(n)
            || line.is_house(n)
            || line.english && english::names(&line, n)
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

/// Whether a number behind this word names a thing.
fn names(word: &str) -> bool {
    LEADING.contains(&word) || NAMING.contains(&word)
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.parse().is_ok_and(|n: u32| (1900..2200).contains(&n))
}

/// Whether the digits of a word belong to a document number, a date, a time, an address or a name.
fn names_itself(it: &[char]) -> bool {
    work::step(it.len());
    // `COVID-19`, `A4`, `QH14`, but not `USD500`.
    if it[0].is_alphabetic() {
        let letters: String = it.iter().take_while(|c| c.is_alphabetic()).take(4).collect();
        let after = it.get(letters.chars().count());
        return !(MONEY.contains(&letters.as_str()) && after.is_some_and(|c| c.is_ascii_digit() || *c == '$'));
    }
    let text: String = it.iter().collect();
    if text.contains('@') || text.contains("://") || is_host(&text) {
        return true;
    }
    // `công nghệ 4.0`, `trực 24/24`.
    if matches!(text.as_str(), "4.0" | "24/24" | "24/7" | "24/24h" | "24h/24h" | "24h/24" | "24h/7") {
        return true;
    }
    if is_timed(it) || text.split(['-', '–', '—', '/']).all(is_year) {
        return true;
    }
    if is_plate(it) || it.len() == 12 && it[0] == '0' && it.iter().all(char::is_ascii_digit) {
        return true;
    }
    // `30/2020`.
    if text
        .split_once('/')
        .is_some_and(|(n, year)| n.len() <= 5 && n.bytes().all(|b| b.is_ascii_digit()) && is_year(year))
    {
        return true;
    }
    // `5G`, `3D`, and classes: `12A`, `9A2`; not what may be a unit: `5V`, `5M`, `40A`, `38C`.
    let digits = it.iter().take_while(|c| c.is_ascii_digit()).count();
    let is_class = matches!(it[..digits], [_] | ['1', '0'..='2']);
    let is_letter =
        |c: &char| c.is_ascii_uppercase() && (matches!(c, 'A'..='F') || *c != 'M' && !is_unit(&c.to_string()));
    match &it[digits..] {
        [c] if digits == 1 => is_letter(c) || matches!(c, 'a'..='c'),
        [c] if is_class => matches!(c, 'A'..='F' | 'a'..='c'),
        [c, rest @ ..] if is_class => is_letter(c) && rest.iter().all(char::is_ascii_digit),
        _ => false,
    }
}

/// The plate of a car: `49B-123.45`, `49H1-123.45`.
fn is_plate(it: &[char]) -> bool {
    let shape = |c: &char| match c {
        c if c.is_ascii_digit() => '0',
        c if c.is_ascii_uppercase() => 'A',
        c => *c,
    };
    let shape: String = it.iter().map(shape).collect();
    matches!(shape.as_str(), "00A-000.00" | "00A0-000.00" | "00AA-000.00" | "00A-0000" | "00A0-0000")
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
pub(super) struct Line<'a> {
    chars: &'a [char],
    words: Vec<Range<usize>>,
    /// Of an English text.
    english: bool,
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
    fn counts(&self, n: usize) -> bool {
        let next: String = self.word(n + 1).iter().take(13).collect();
        let is_date = matches!(next.as_str(), "ngày" | "tháng" | "năm" | "điều" | "khoản" | "mục" | "chương")
            && self.is_blank_after(n + 1)
            && self.word(n + 2).first().is_some_and(char::is_ascii_digit);
        self.is_blank_after(n) && (is_unit(&next) || COUNTED.contains(&next.as_str())) && !is_date
    }

    /// Whether the word before says what has this number.
    fn is_named(&self, n: usize) -> bool {
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
    fn acts(&self, n: usize) -> bool {
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
    fn is_of_name(&self, n: usize) -> bool {
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
    fn is_standard(&self, n: usize) -> bool {
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

    /// Whether a number behind a word that names is an amount all the same: `tháng 5 triệu đồng`, `mỗi ngày 30 em`, `ngày 500`.
    fn is_amount(&self, n: usize) -> bool {
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
    fn is_measured(&self, n: usize) -> bool {
        let after = self.lower(n + 2);
        let is_unit = match self.lower(n + 1).as_str() {
            "triệu" => !matches!(after.as_str(), "tập" | "chứng"),
            "tỷ" | "tỉ" => !matches!(after.as_str(), "lệ" | "giá" | "số" | "trọng" | "suất"),
            unit => MEASURES.contains(&unit),
        };
        is_unit && self.is_blank_after(n)
    }

    /// The word before a year, or before the first of two: `giai đoạn 2026 – 2030 người dân`.
    fn before_years(&self, n: usize) -> String {
        let year = |at: usize| is_year(&self.word(at).iter().collect::<String>());
        let joins = |at: usize| {
            let mut marks = self.between(at).iter().filter(|c| !c.is_whitespace());
            marks.next().is_some_and(|c| is_dash(*c)) && marks.next().is_none()
        };
        let first = n.checked_sub(1).filter(|at| year(*at) && joins(*at)).unwrap_or(n);
        first.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default()
    }

    /// Whether a sum is meant: `2000 đồng`, but not `2000 đồng bào`.
    fn is_paid(&self, n: usize) -> bool {
        const PEOPLE: [&str; 10] = ["bào", "chí", "bộ", "đội", "đều", "ý", "lòng", "hành", "thời", "loạt"];
        let is_unit = matches!(self.lower(n + 1).as_str(), "đồng" | "vnđ" | "vnd" | "đ");
        is_unit && self.is_blank_after(n) && !PEOPLE.contains(&self.lower(n + 2).as_str())
    }

    /// Whether the word before a year is an ordinary one, behind which no year stands: `giải quyết 2010 hồ sơ`, but
    /// `Xuân 2026`, `giai đoạn 2026`, `từ 2026`.
    fn is_plain_word(&self, n: usize) -> bool {
        let Some(before) = n.checked_sub(1).filter(|before| self.is_blank_after(*before)) else { return false };
        let word = self.word(before);
        let is_small = word.len() > 1 && word.iter().all(|c| c.is_alphabetic() && !c.is_uppercase());
        is_small && !BEFORE_YEARS.contains(&self.lower(before).as_str())
    }

    /// Whether what looks like a date, an hour or a year counts: `8/12 xã`, `có 2000 hộ`, `tỷ lệ 1:10`.
    fn measures(&self, n: usize) -> bool {
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

    /// Whether a date goes on as only dates do: `15/3 năm nay`, `1/5 hằng năm`, `5/5 âm lịch`.
    fn is_this(&self, n: usize) -> bool {
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
    fn day_and_month(&self, n: usize) -> Option<(u32, u32)> {
        let word = self.word(n);
        if word.len() > 5 || date(word, 0) != Some(word.len()) {
            return None;
        }
        let text: String = word.iter().collect();
        let (day, month) = text.split_once('/')?;
        Some((day.parse().ok()?, month.parse().ok()?)).filter(|(day, month)| *day < 32 && *month < 13)
    }

    /// Whether a day and its month, which could be a fraction, are called a day: `dịp 1/2`, `thứ hai, 1/6`, `từ 1/6 đến 15/6`.
    fn is_day(&self, n: usize) -> bool {
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
    fn is_festival(&self, n: usize) -> bool {
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
    fn feast(&self, n: usize) -> String {
        let word: String = self.word(n).iter().take(6).collect();
        let parts: Vec<&str> =
            word.split(|c| is_dash(c) || c == '/').map(|part| part.trim_start_matches('0')).collect();
        parts.join("-")
    }

    /// Whether a word is a date with its month.
    fn is_date(&self, n: usize) -> bool {
        let word = self.word(n);
        word.len() <= 10 && word.len() > 2 && date(word, 0) == Some(word.len())
    }

    /// The day from which something lasts, where only the last day has its month: `05 - 07/01/2027`, `từ 5 đến 7 tháng 1`.
    fn leads_to_day(&self, n: usize) -> bool {
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

    /// Whether the first word is the number of a heading: `1. Mục tiêu`, `2.3 Mục tiêu`, but not `115 hộ thoát nghèo`.
    fn is_ordinal(&self) -> bool {
        let is_number = self.word(0).iter().all(|c| c.is_ascii_digit() || *c == '.');
        let is_marked = self.between(0).iter().any(|c| matches!(c, '.' | ')' | '/' | ':'));
        let next = self.word(1).first();
        let is_apart = self.between(0).iter().any(|c| is_dash(*c)) && next.is_some_and(|c| !c.is_ascii_digit());
        is_number && next.is_some() && (is_marked || is_apart || next.is_some_and(|c| c.is_uppercase()))
    }

    /// `0238 3844 123`, `(0238) 3.844.123`, `+84 238 3844123`, `1900 1234`.
    fn excuse_phones(&self, fine: &mut [bool]) {
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

    /// `gồm: (1) tuyên truyền; (2) vận động`: numbers of points in a sentence, which count up from one.
    fn excuse_points(&self, fine: &mut [bool]) {
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

    /// Whether what looks like the number of a service counts: `18000000 đồng`, `1900-2000 hộ`.
    fn is_sum(&self, range: &Range<usize>) -> bool {
        if self.chars[range.start] != '1' {
            return false;
        }
        let first = self.words.partition_point(|word| word.end <= range.start);
        let last = self.words.partition_point(|word| word.end < range.end);
        let before = first.checked_sub(1).map(|at| self.lower(at)).unwrap_or_default();
        let is_called = [DIALLED, CALLING, ACCOUNTS].iter().any(|words| words.contains(&before.as_str()));
        !is_called && (self.counts(last) || self.is_measured(last))
    }

    /// Whether a word is in small letters, or all in capitals, which tell nothing: `tổ 3 NGƯỜI`, but `tổ 3 Phường 2`, `khoản 3 Mục II`.
    pub(super) fn is_small(&self, n: usize) -> bool {
        let word = self.word(n);
        word.first().is_some_and(|c| c.is_lowercase())
            || word.len() > 1 && word.iter().all(|c| c.is_uppercase()) && roman(word).is_none()
    }

    /// Whether nothing is counted behind number `n`: a mark, a name or a word that goes on stands there.
    fn stands_alone(&self, n: usize) -> bool {
        if self.english {
            return english::stands_alone(self, n);
        }
        let next = self.lower(n + 1);
        let is_small = self.is_blank_after(n) && self.is_small(n + 1);
        let names_on = names(&next) && self.word(n + 2).first().is_some_and(char::is_ascii_digit) || next == "luật";
        !self.counts(n) && (!is_small || GOING_ON.contains(&next.as_str()) || names_on)
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

    /// `2-9`, `30-4`: a day that everybody knows by its figures, or one after a word for a day.
    fn is_feast(&self, n: usize) -> bool {
        let word = self.word(n);
        if word.len() > 5 || !word.iter().any(|c| is_dash(*c)) {
            return false;
        }
        let before = n.checked_sub(1).map(|before| self.lower(before)).unwrap_or_default();
        let stands = self.stands_alone(n) || FESTIVE.contains(&before.as_str()) && !self.counts(n);
        FEASTS.contains(&self.feast(n).as_str()) && stands
    }

    fn is_number(&self, n: usize, digits: Range<usize>, below: u32) -> bool {
        let word = self.word(n);
        digits.contains(&word.len()) && word.iter().collect::<String>().parse().is_ok_and(|n: u32| n < below)
    }

    /// Whether the hours from number `n` on pass, by the word before them or before `từ`: `mất 3 giờ`, `tăng từ 2 đến 5 giờ`.
    fn lasts(&self, n: usize) -> bool {
        let word = |back: usize| n.checked_sub(back).map(|at| self.lower(at)).unwrap_or_default();
        let before = if word(1) == "từ" { word(2) } else { word(1) };
        LASTING.contains(&before.as_str())
    }

    /// Whether a half of the day, or the day itself, follows the hour at number `n`: `8 giờ sáng`, `7 giờ ngày mai`.
    fn is_of_day(&self, n: usize) -> bool {
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
    fn is_hour(&self, n: usize) -> bool {
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
    fn is_time_of_two(&self, n: usize) -> bool {
        self.is_number(n, 1..3, 25) && self.lower(n + 1) == "giờ" && self.is_number(n + 2, 2..3, 60) && !self.lasts(n)
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

/// `vista.gov.vn`, `sokhcn.nghean.gov.vn/ocop-2030`.
fn is_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|l| l.len() >= 2 && l.chars().all(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, heading: bool) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        bare(&seen, heading, "vi", &|_| ()).into_iter().map(|r| seen[r].iter().map(|s| s.c).collect()).collect()
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
        // What is shaped as a date, a year, a telephone, a house, a class or an address, and counts.
        for (text, expected) in [
            ("8/12 xã đạt chuẩn, 3/4 diện tích, đã trao 30/2020 suất", vec!["8", "12", "3", "4", "30", "2020"]),
            ("có 2000 hộ nghèo, trên 1950-2000 ha", vec!["2000", "1950", "2000"]),
            (
                "vốn 84.500.000.000 đồng, 849.500.000.000, thu 18000000 đồng",
                vec!["84.500.000.000", "849.500.000.000", "18000000"],
            ),
            ("cho 1900-2000 hộ, 1800 1091 triệu, tỷ lệ 1:10", vec!["1900", "2000", "1800", "1091", "1", "10"]),
            ("45 Hội Nghề được vay", vec!["45"]),
            ("Kết quả: 30 Cán Bộ, tại 12 Đơn Vị", vec!["30", "12"]),
            ("dòng điện 40A, sốt 38C, thu 25K5, ổn áp 320C", vec!["40", "38", "25", "5", "320"]),
            ("hơn30 hộ, được500 triệu, USD500, US$1.200", vec!["30", "500", "500", "1.200"]),
            ("tổng số 1.200 hội viên, trong số 30 cán bộ, tỷ số 2-1", vec!["1.200", "30", "2", "1"]),
            ("mỗi tháng 5 triệu đồng, một ngày 500 lượt, mỗi năm 12 tấn", vec!["5", "500", "12"]),
            ("mỗi ngày 30 em, ngày 500, tháng 13, phần 20 triệu", vec!["30", "500", "13", "20"]),
            ("từ 5-6 bước, thắng 3-2 chung cuộc, 2 tháng 9 tuần", vec!["5", "6", "3", "2", "2"]),
        ] {
            assert_eq!(found(text, false), expected, "{text}");
        }
        for text in [
            "sáng 8/12 xã họp, dịp 30/4 công nhân nghỉ, 15/3 năm nay, NĐ 30/2020 điều 5, đến 2030 xã đạt",
            "vào ngày 15 hằng tháng, mỗi thứ 7 tổ chức, khép lại một năm 2025 sôi nổi, năm 2025 triệu tập đại hội",
            "Quý 2 tỷ lệ hộ nghèo giảm, năm 2025 tỷ trọng, hè 2025 học sinh, kế hoạch 2025 tỉnh giao",
            "Quốc tế Lao động 1-5 hằng năm, sáng 2-9 ở tỉnh, 2 tháng 9 năm nay, Điều5 và khoản2, m2",
            "gọi 1900 9095 ngày thường, tổng đài 1800 1091 giờ hành chính, (84) 909 123 456",
        ] {
            assert_eq!(found(text, false), Vec::<String>::new(), "{text}");
        }
        for (text, expected) in [
            (
                "giảm 1/2, còn 1/3, đến 1/2, gần 2/3 dân số, đã đạt 12/12 và 8/12",
                vec!["1", "2", "1", "3", "1", "2", "2", "3", "12", "12", "8", "12"],
            ),
            ("nghỉ 1/2 ngày, 1/4 số hộ, từ 1/3 lên 2/3, 3/4", vec!["1", "2", "1", "4", "1", "3", "2", "3", "3", "4"]),
            ("mỗi buổi 30, số lớp: 12, khối 20 trường, đoạt 3 giải 500", vec!["30", "12", "20", "3", "500"]),
            ("05 - 07 hộ, từ 5 đến 7 hộ, 05 - 7/12 xã", vec!["05", "07", "5", "7", "05", "7", "12"]),
            ("trong năm 30 hộ thoát nghèo, cả tuần 45 em", vec!["30", "45"]),
            (
                "có (1) xã và (3) hộ, 5 tháng đầu năm, mức độ 80, số ca: 12, mỗi ca 30, chương trình 30 phút",
                vec!["1", "3", "5", "80", "12", "30", "30"],
            ),
            ("đề án 12 nhiệm vụ, 30 Tết đến, ca 30 người, bàn 12 nội dung", vec!["12", "30", "12"]),
            (
                "Tổng số hộ:62, đạt:98%, nghèo,62 hộ, Hộ nghèo–62, Xã(62 hộ), VNĐ:500",
                vec!["62", "98", "62", "62", "62", "500"],
            ),
            ("đội 15 hướng dẫn viên, nhóm 20 tình nguyện viên, tổ 3 tuyên truyền viên", vec!["15", "20", "3"]),
            ("Hộ nghèo: Đức Trọng 5, Di Linh 7, Giải Nhất 3, Việt Nam 9", vec!["5", "7", "3", "9"]),
            ("đến nay 10/12 xã, năm nay 8/12 xã, đầu năm 10/11 thôn", vec!["10", "12", "8", "12", "10", "11"]),
            ("từ 2000 hộ, phát 2000 tờ rơi, cấp 1900 thẻ, hơn 2000.", vec!["2000", "2000", "1900", "2000"]),
            ("giai đoạn 2026 – 2030 người dân, năm học 2025-2026 em, các năm 2025 – 2026 hộ dân", vec![]),
            // The second of a pair stops it.
            ("từ 2000 – 2100 hộ, có 1950 – 2000 người", vec!["2100", "2000"]),
            (
                "thôn 3 hộ nghèo, tổ 5 nghệ nhân, lớp 20 em, đội 11 cầu thủ, thôn 3 giếng",
                vec!["3", "5", "20", "11", "3"],
            ),
            ("Bảo Lâm 5 hộ, Đạ Tẻh 2 người, Cát Tiên 3 triệu, phường Xuân Hương 8 lớp", vec!["5", "2", "3", "8"]),
            ("lúc 5 giờ rưỡi tới 30 em, học từ 7 đến 8 tiết, (12 người), – 12 hộ", vec!["30", "7", "8", "12", "12"]),
            (
                "Chi 2024 triệu đồng, 2050 kg, tiếp 2024 lượt khách, nộp 2000 đồng, giải quyết 2010 hồ sơ, lắp 2012 bóng đèn",
                vec!["2024", "2050", "2024", "2000", "2010", "2012"],
            ),
            ("xử lý 1980 vụ, 2025 USD, thuyết phục 2001 hộ", vec!["1980", "2025", "2001"]),
            ("ISO 30 doanh nghiệp, TCVN 120 hộ, cách 12+300 m, đạt mức 2 triệu", vec!["30", "120", "12", "300", "2"]),
            ("lúc 5 giờ và 17 người, học 5 giờ và 17 giờ, FM 97 hộ", vec!["17", "5", "17", "97"]),
            ("ba (03) ngày, trong 03 ngày, chậm nhất 5 ngày", vec!["03", "03", "5"]),
        ] {
            assert_eq!(found(text, false), expected, "{text}");
        }
        for text in [
            "dịp 1/2, ngày 1/2, thứ hai, 1/6, thứ 2 (1/6), Chủ nhật 2/8, từ 1/6 đến 15/6, 1/6 – 15/6, đến 1/6 năm nay",
            "Quốc tế Thiếu nhi 1/6, Ngày Môi trường thế giới (5/6), Quốc khánh 2/9, từ ngày 1/6 đến 5/6, 5/5 âm lịch",
            "05 - 07/01/2027, từ 05 đến 07/01/2027, từ 5 đến 7 tháng 1, 5 – 7 tháng 1, từ 5 đến ngày 7/1, 30/4, 2/9",
            "trong năm 2025 tỉnh có, tuần 3 học sinh nghỉ, trong tháng 5 tỉnh tổ chức, học kỳ 2 năm học 2026-2027",
            "gồm: (1) tuyên truyền; (2) vận động; (3) kiểm tra, tiết 1-2, ca 1, ca 2, đêm 30 Tết, 23 tháng Chạp, trực 24/24",
            "6 tháng đầu năm 2026, Ban Chỉ đạo 35, Đề án 06, Chương trình 135, Sư đoàn 320, dịch vụ công mức độ 4, ngã 5",
            "khối 10, buổi 2, Giải 1 và giải 2, máy lẻ 12, máy lẻ 1234 (phím 1), tổ 3 Phường 2, khoản 3, 4 Mục II, hội trường 2",
        ] {
            assert_eq!(found(text, false), Vec::<String>::new(), "{text}");
        }
        // What was taken for an hour, a house, a line to dial or a name, and counts.
        for (text, expected) in [
            ("mất 3 giờ tối thiểu, học 4 giờ tối đa, 2 giờ sáng tạo, 3 giờ ngày công", vec!["3", "4", "2", "3"]),
            ("tăng từ 2 đến 5 giờ, kéo dài từ 2 giờ đến 5 giờ, mất 3 giờ rưỡi", vec!["2", "5", "2", "5", "3"]),
            (
                "mất 2 giờ 30 phút, rút ngắn 2h30, mất 8h đi đường, trong 3 giờ chiều",
                vec!["2", "30", "2", "30", "8", "3"],
            ),
            ("tại 12 Trường Tiểu học, ở 5 Trung Tâm, tại 30 Trạm Bơm", vec!["12", "5", "30"]),
            ("Kết quả: 4 Hội Nông dân, tại 6 Nhà Văn Hóa, về 3 Đoàn Thanh niên", vec!["4", "6", "3"]),
            (
                "đã cứu 115, khảo sát 113, giám sát 114; vụ cháy 114; đối thoại 115, bình an 111",
                vec!["115", "113", "114", "114", "115", "111"],
            ),
            ("dự báo 115, đã báo 112, gửi đến 115, trẻ em 115", vec!["115", "112", "115", "115"]),
            ("thủ tục 120. Tiêu chí 450, câu hỏi 300, đạt ISO 450.", vec!["120", "450", "300", "450"]),
            ("5M vốn, vay 5M, thu 5K, 5K vốn, ắc quy 5V, đoạn 5M2", vec!["5", "5", "5", "5", "5", "5", "2"]),
        ] {
            let digits: Vec<String> = found(text, false);
            assert_eq!(digits, expected, "{text}");
        }
        for text in [
            "8 giờ tối, 3 giờ sáng, 7 giờ ngày 5/12, 7 giờ ngày mai, 8 giờ cùng ngày, mở cửa từ 7 đến 17 giờ, 14 giờ chiều thứ hai",
            "7 giờ 30 phút khai mạc, lúc 8h, họp 7h30, đúng 7 giờ rưỡi, từ 7 giờ đến 17 giờ",
            "tại 12 Trường Chinh, ở 5 Hội Vũ, tại 3 Văn Cao, số 7 Đoàn Thị Điểm, về 12 Nhà Thờ",
            "cấp cứu 115, cảnh sát 113, công an 113, cứu hỏa 114, chữa cháy 114, đường dây nóng 1022, điện thoại 115",
            "báo 112/113, Bảo vệ trẻ em 111, gọi ngay 115, nhắn tin đến 1022, người dân đã gọi 115",
            "thủ tục 12, tiêu chí 17, ISO 9001, TCVN 7957:2008, thông điệp 5K, mạng 5G, phim 3D, lớp 5A, phong trào 5S",
        ] {
            assert_eq!(found(text, false), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("12 Trần Phú, phường Xuân Hương", false), Vec::<String>::new());
        assert_eq!(found("36 Trần Hưng Đạo phường 3", false), Vec::<String>::new());
        assert_eq!(found("115 hộ thoát nghèo", true), ["115"]);
        assert_eq!(found("30 - 50 hộ", true), ["30", "50"]);
        for text in ["2. Mục tiêu", "2 Mục tiêu", "2.3 Mục tiêu", "2) mục tiêu", "2 – mục tiêu"] {
            assert_eq!(found(text, true), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("2 mục tiêu", false), ["2"]);
        assert_eq!(found("m² và ½ và ٣", false), ["½", "٣"]);
    }
}
