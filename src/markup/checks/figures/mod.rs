//! Bare figures: digits that somebody typed into a text although a fact should have given them.
//!
//! Each number of a line (`line`) is asked what it is: one that names itself by its `shapes`, names a thing by the word before it
//! (`names`) or a house behind it (`houses`), is a day or an hour (`times`) or is dialled (`phones`) needs no fact, unless it counts all
//! the same (`amounts`). English asks on its own (`english`); numbers below a head such as “STT” name by their `columns`.

use std::ops::Range;

use line::Line;
use shapes::names_itself;

use super::days;
use super::review::Review;
use super::seen::{self, Seen};
use crate::content::{Fact, Facts};
use crate::diag::{Code, Message};
use crate::markup::doc::Inline;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

mod amounts;
mod columns;
mod english;
mod houses;
mod line;
mod names;
mod phones;
mod shapes;
mod times;

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
        review.say(what.weight(), message, source(range), Some(hint));
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

/// The figures of a paragraph or heading that need a fact. `begin` hears where the work is.
pub(super) fn bare(text: &[Seen], heading: bool, lang: &str, begin: &dyn Fn(usize)) -> Vec<Range<usize>> {
    if !text.iter().any(|s| is_figure(s.c) && !s.excused) {
        return vec![];
    }
    let chars: Vec<char> = text.iter().map(|s| s.c).collect();
    let mut fine: Vec<bool> = text.iter().map(|s| s.excused).collect();
    let line = Line::of(&chars, lang);
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
