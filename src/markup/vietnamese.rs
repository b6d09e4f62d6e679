//! What good Vietnamese setting asks for: parts that stay on one line, quotes, letters that only look right.

use std::ops::Range;

/// Words that stay with the number behind them.
const LEADING: &[&str] = &[
    "số", "ngày", "tháng", "năm", "quý", "điều", "khoản", "điểm", "mục", "chương", "phần", "trang", "hình", "bảng",
    "bước", "khóa", "khoá", "tuần", "thứ", "mùng", "mồng",
];

/// Units that stay with the number before them.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "°C",
    "°",
    "ha",
    "km",
    "km²",
    "m",
    "m²",
    "m³",
    "cm",
    "mm",
    "kg",
    "g",
    "tạ",
    "tấn",
    "yến",
    "lít",
    "ml",
    "W",
    "kW",
    "MW",
    "kWh",
    "GB",
    "TB",
    "Mbps",
    "đồng",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "trăm",
    "vạn",
    "USD",
    "năm",
    "tháng",
    "ngày",
    "giờ",
    "phút",
    "giây",
    "tuần",
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
    "mô",
];

/// A letter that only looks like a Vietnamese one, and the right one.
pub fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'ƣ' => 'ư',
        'Ƣ' => 'Ư',
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        _ => return None,
    })
}

/// The curly form of a straight double quote between two characters.
pub(super) fn curly(before: Option<char>, after: Option<char>) -> char {
    let opens = match before {
        None => true,
        Some(c) if c.is_whitespace() || matches!(c, '(' | '[' | '{' | '“' | '‘' | '«') => true,
        Some('\'' | '/' | '-' | '–' | '—') => after.is_some_and(char::is_alphanumeric),
        Some(_) => false,
    };
    if opens { '“' } else { '”' }
}

fn skip(chars: &[char], mut at: usize, what: impl Fn(char) -> bool) -> usize {
    while at < chars.len() && what(chars[at]) {
        at += 1;
    }
    at
}

/// The end of a number (`1.234,5`) that begins at `at`.
fn number(chars: &[char], at: usize) -> Option<usize> {
    let mut end = skip(chars, at, |c| c.is_ascii_digit());
    if end == at {
        return None;
    }
    while end + 1 < chars.len() && matches!(chars[end], '.' | ',') && chars[end + 1].is_ascii_digit() {
        end = skip(chars, end + 1, |c| c.is_ascii_digit());
    }
    Some(end)
}

fn ends_word(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|c| !c.is_alphanumeric())
}

/// The end of a document number (`69-KL/TW`, `77-CTr/TU`, `12/2023/NĐ-CP`, `15/2020/QH14`) that begins at `at`.
pub(super) fn document_number(chars: &[char], at: usize) -> Option<usize> {
    let mut end = skip(chars, at, |c| c.is_ascii_digit());
    if end == at {
        return None;
    }
    if chars.get(end) == Some(&'/') {
        let year = skip(chars, end + 1, |c| c.is_ascii_digit());
        if year == end + 5 {
            end = year;
        }
    }
    let mut letters = 0;
    while matches!(chars.get(end), Some('-' | '/')) {
        let next = skip(chars, end + 1, char::is_alphanumeric);
        let segment = &chars[end + 1..next];
        // One small letter is usual in a symbol: `77-CTr/TU`, `12/TTr-UBND`.
        let small = segment.iter().filter(|c| c.is_lowercase()).count();
        let large = segment.iter().filter(|c| c.is_uppercase()).count();
        if !segment.first().is_some_and(|c| c.is_uppercase()) || small > 1 || (small == 1 && large < 2) {
            break;
        }
        letters += segment.len();
        end = next;
    }
    (letters >= 2 && ends_word(chars, end)).then_some(end)
}

/// The end of a date in figures (`11/01/2024`, `01/2024`, `11/01`, `2024-01-11`) that begins at `at`.
pub(super) fn date(chars: &[char], at: usize) -> Option<usize> {
    let mut parts: Vec<(u32, usize)> = vec![];
    let mut from = at;
    let mut mark = None;
    let end = loop {
        let end = skip(chars, from, |c| c.is_ascii_digit());
        if end == from || end - from > 4 {
            return None;
        }
        let value = chars[from..end].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        parts.push((value, end - from));
        match chars.get(end) {
            Some(c @ ('/' | '-' | '.')) if parts.len() < 3 && mark.is_none_or(|m| m == *c) => {
                if !chars.get(end + 1).is_some_and(char::is_ascii_digit) {
                    break end;
                }
                mark = Some(*c);
                from = end + 1;
            }
            _ => break end,
        }
    };
    if !ends_word(chars, end) {
        return None;
    }
    let day = |(n, width): (u32, usize)| (1..=31).contains(&n) && width <= 2;
    let month = |(n, width): (u32, usize)| (1..=12).contains(&n) && width <= 2;
    let year = |(n, width): (u32, usize)| (1900..2200).contains(&n) && width == 4;
    let good = match (mark?, parts.as_slice()) {
        (_, &[d, m, y]) if day(d) && month(m) && year(y) => true,
        ('-', &[y, m, d]) => day(d) && month(m) && year(y),
        ('/', &[m, y]) if month(m) && year(y) => true,
        ('/', &[d, m]) => day(d) && month(m),
        _ => false,
    };
    good.then_some(end)
}

/// The ranges of a text that must not be broken: document numbers, dates, ranges, figures with their unit.
pub(super) fn glue(chars: &[char], units: &[String]) -> Vec<Range<usize>> {
    let mut found = vec![];
    // Everything begins at a number, or at the word before it: most text has neither and costs one look a character.
    let mut at = 0;
    while at < chars.len() {
        let within = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ',');
        if !chars[at].is_ascii_digit() || (at > 0 && within(&chars[at - 1])) {
            at += 1;
            continue;
        }
        // A word is the unit of the number before it or the name of the one behind it, not both: `5 năm 2026`.
        let taken = found.last().map_or(0, |range: &Range<usize>| range.end);
        let named = name_before(&chars[taken..], at - taken).map(|start| start + taken);
        let end = figure(chars, at, if named.is_some() { None } else { Some(units) });
        let start = named.unwrap_or(at);
        if chars[start..end].iter().any(|c| matches!(c, ' ' | '-' | '–' | '—' | '/' | '−')) {
            found.push(start..end);
        }
        at = end.max(at + 1);
    }
    found
}

/// Where the word begins that names the number at `at`: `số`, `ngày`.
fn name_before(chars: &[char], at: usize) -> Option<usize> {
    let space = at.checked_sub(1).filter(|i| chars[*i] == ' ')?;
    let start = chars[..space].iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |i| i + 1);
    if space - start > 6 {
        return None;
    }
    let lower: String = chars[start..space].iter().flat_map(|c| c.to_lowercase()).collect();
    LEADING.contains(&lower.as_str()).then_some(start)
}

/// The end of what belongs to the number that begins at `at`. Behind a word that names it, a number has no unit: `ngày
/// 11 tháng 01`.
fn figure(chars: &[char], at: usize, units: Option<&[String]>) -> usize {
    if let Some(end) = document_number(chars, at).or_else(|| date(chars, at)) {
        return end;
    }
    let Some(mut end) = number(chars, at) else { return at };
    let dash = skip(chars, end, |c| c == ' ');
    if dash - end <= 1 && matches!(chars.get(dash), Some('–' | '—' | '-' | '−')) {
        let next = skip(chars, dash + 1, |c| c == ' ');
        // A spaced hyphen or dash is a range only when it is spaced on both sides or on neither.
        if next - dash - 1 == dash - end
            && let Some(to) = number(chars, next)
            && ends_word(chars, to)
        {
            end = to;
        }
    }
    let Some(units) = units else { return end };
    let unit_at = skip(chars, end, |c| c == ' ');
    if unit_at - end > 1 {
        return end;
    }
    let rest = &chars[unit_at..];
    let matches = |unit: &str| {
        let n = unit.chars().count();
        let alike = rest.len() >= n && unit.chars().zip(rest).all(|(a, b)| a == *b);
        (alike && (!unit.ends_with(char::is_alphanumeric) || ends_word(rest, n))).then_some(n)
    };
    let own = units.iter().filter_map(|unit| {
        let n = matches(unit)?;
        // A long unit may break after its first word.
        Some(if n <= 12 { n } else { unit.split(' ').next().map_or(n, |word| word.chars().count()) })
    });
    let known = UNITS.iter().filter_map(|unit| matches(unit));
    match own.max().or(known.max()) {
        Some(length) => unit_at + length,
        None => end,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn glued(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        glue(&chars, &["dự án/năm".into(), "sản phẩm chủ lực".into()])
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
        assert_eq!(glued("Kế hoạch 5 năm 2026 – 2030"), ["5 năm", "2026 – 2030"]);
        assert_eq!(glued("5 ngày 3 đêm, 8 điểm 5, 40 trang 2 màu"), ["5 ngày", "8 điểm", "40 trang"]);
        assert_eq!(glued("Có 5 – nhiều hơn 4 là 5 hài lòng"), Vec::<String>::new());
    }

    /// Texts of words that name, numbers of all shapes, units, marks and anything else, with and without blanks between.
    fn offices() -> impl Strategy<Value = String> {
        let numbers = "[0-9]{1,3}|[0-9]{4}|[0-9]{1,2}[:hg/.,-][0-9]{1,4}|69-KL/TW|12/2023/NĐ-CP|IV|XIV/2026|0909 123 456|1900 9095";
        let part = prop_oneof![
            4 => select(LEADING).prop_map(String::from),
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
            for range in glue(&chars, &["dự án/năm".into(), "tháng 9".into(), "%".into(), "".into()]) {
                prop_assert!(end <= range.start && range.start < range.end && range.end <= chars.len(), "{text:?}: {range:?}");
                end = range.end;
            }
        }
    }
}
