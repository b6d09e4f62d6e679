//! What the cells of a column are: found out once, from the cells and from what stands above them.

use unicode_normalization::UnicodeNormalization;

use super::formats;
use super::units;
use crate::content::schema::parse_date;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKind {
    /// Anything.
    Text,
    /// Numbers, as they are typed with or without groups of three.
    Number,
    /// Shares of a hundred, with `%`.
    Percent,
    /// Days, perhaps with a time.
    Date,
    /// Telephone numbers.
    Phone,
    /// Communes, wards, special zones, provinces.
    Unit,
}

impl ColumnKind {
    /// Its name in `anpham.toml` and in data for other programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Phone => "phone",
            Self::Unit => "unit",
        }
    }

    /// The kind of that name.
    pub fn of(name: &str) -> Option<Self> {
        let all = [Self::Text, Self::Number, Self::Percent, Self::Date, Self::Phone, Self::Unit];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// A head as it is called in a piece: `Điện thoại` is `dien_thoai`.
pub fn slug(head: &str) -> String {
    let lower = head.to_lowercase().replace('đ', "d");
    let mut slug = String::new();
    for c in lower.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    slug.trim_end_matches('_').to_string()
}

/// What is said of a telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PhoneLook {
    Sound,
    /// As many digits as it has without its zero.
    LostZero,
    Wrong,
}

/// A cell with one telephone number or several.
pub(super) fn phone(cell: &str) -> PhoneLook {
    let looks = cell.split([';', '/', ',', '\n']).filter(|part| !part.trim().is_empty()).map(one_phone);
    let worst = |a: PhoneLook, b: PhoneLook| match (a, b) {
        (PhoneLook::Wrong, _) | (_, PhoneLook::Wrong) => PhoneLook::Wrong,
        (PhoneLook::LostZero, _) | (_, PhoneLook::LostZero) => PhoneLook::LostZero,
        _ => PhoneLook::Sound,
    };
    looks.reduce(worst).unwrap_or(PhoneLook::Wrong)
}

fn one_phone(part: &str) -> PhoneLook {
    let part = part.trim();
    let international = part.strip_prefix("+84").or_else(|| part.strip_prefix("(+84)"));
    let typed = international.unwrap_or(part);
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_only = typed.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{A0}'));
    let digits = if international.is_some() { format!("0{}", digits.trim_start_matches('0')) } else { digits };
    let is_service = (digits.starts_with("1800") || digits.starts_with("1900")) && (8..=10).contains(&digits.len());
    match (digits.chars().next(), digits.len()) {
        _ if !is_only => PhoneLook::Wrong,
        _ if is_service => PhoneLook::Sound,
        // Whom one calls in need, and services of three or four digits.
        (Some('1'), 3 | 4) => PhoneLook::Sound,
        (Some('0'), 10) => PhoneLook::Sound,
        // Fixed lines have eleven digits.
        (Some('0'), 11) if digits.starts_with("02") => PhoneLook::Sound,
        (Some('3' | '5' | '7' | '8' | '9'), 9) => PhoneLook::LostZero,
        (Some('2'), 9 | 10) => PhoneLook::LostZero,
        _ => PhoneLook::Wrong,
    }
}

/// A number, by what stands before its decimals; groups of three are parted by the other sign, by a blank or by nothing.
pub(super) fn number(cell: &str, has_decimal_comma: bool) -> Option<f64> {
    let (decimal, group) = if has_decimal_comma { (',', '.') } else { ('.', ',') };
    let cell = cell.trim();
    let (sign, cell) = match cell.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, cell),
    };
    let (whole, decimals) = cell.split_once(decimal).unwrap_or((cell, ""));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split([group, ' ', '\u{A0}', '\u{202F}']).collect();
    let (first, rest) = groups.split_first()?;
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    if !groups.iter().all(|group| are_digits(group)) || !grouped || cell.contains(decimal) && !are_digits(decimals) {
        return None;
    }
    let value: f64 =
        format!("{}.{}", groups.concat(), if decimals.is_empty() { "0" } else { decimals }).parse().ok()?;
    Some(sign * value)
}

/// A share of a hundred.
pub(super) fn percent(cell: &str, has_decimal_comma: bool) -> Option<f64> {
    number(cell.trim().strip_suffix('%')?, has_decimal_comma)
}

/// Whether a cell is a day, perhaps with a time.
pub(super) fn is_date(cell: &str) -> bool {
    let (day, time) = cell.trim().split_once([' ', 'T']).unwrap_or((cell.trim(), ""));
    let is_time = time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ' ' | '.' | 'A' | 'P' | 'M' | 'Z'));
    is_time && parse_date(&day.replace('.', "/")).is_some()
}

/// The day that a number stands for where a day was meant: its format was lost.
pub(super) fn lost_date(cell: &str) -> Option<String> {
    // From 1954 to 2119: what years and numbers of people are not.
    let serial: u32 = cell.trim().parse().ok().filter(|serial| (20_000..80_000).contains(serial))?;
    Some(formats::day_text(formats::day(serial.into(), false)?))
}

/// Which sign stands before the decimals of a column: a sign with one, two or more than three digits behind it tells.
pub(super) fn decimal_comma<'a>(cells: impl Iterator<Item = &'a str>, of_file: bool) -> bool {
    let (mut commas, mut points) = (0usize, 0usize);
    for cell in cells.take(10_000) {
        let cell = cell.trim().trim_end_matches('%').trim_end();
        let Some((before, after)) = cell.rsplit_once([',', '.']) else { continue };
        let is_comma = cell.as_bytes().get(before.len()) == Some(&b',');
        let are_digits = !after.is_empty() && after.bytes().all(|b| b.is_ascii_digit());
        // `1.234,5`, `1,234.56`: the last of two signs.
        let other = if is_comma { '.' } else { ',' };
        if are_digits && (after.len() != 3 || before.contains(other) || before == "0") {
            if is_comma { commas += 1 } else { points += 1 }
        }
    }
    if commas == points { of_file } else { commas > points }
}

/// Whether a head means telephone numbers.
fn is_phone_head(slug: &str) -> bool {
    let parts: Vec<&str> = slug.split('_').collect();
    slug.contains("dien_thoai")
        || slug.contains("di_dong")
        || slug.contains("duong_day_nong")
        || parts
            .iter()
            .any(|part| ["sdt", "dt", "dtdd", "tel", "phone", "hotline", "mobile", "fax", "zalo"].contains(part))
}

fn is_date_head(slug: &str) -> bool {
    slug.split('_').any(|part| ["ngay", "date", "han", "day"].contains(&part))
}

/// Codes that are made of digits and are no numbers: nobody adds them up.
fn is_code_head(slug: &str) -> bool {
    let first = slug.split('_').next().unwrap_or_default();
    ["ma", "id", "code", "key", "khoa", "stt", "tt", "nam", "year", "cccd", "cmnd", "mst"].contains(&first)
        || slug.ends_with("_id")
        || slug.starts_with("so_hieu")
        || slug.starts_with("so_ky_hieu")
}

fn is_unit_head(slug: &str) -> bool {
    let units =
        ["xa", "phuong", "huyen", "tinh", "dia_phuong", "dia_ban", "don_vi", "commune", "ward", "unit", "province"];
    let slug = slug.trim_start_matches("ten_");
    units.iter().any(|unit| slug == *unit || slug.starts_with(&format!("{unit}_")))
}

/// What a column holds, by the slug of its head and its cells that are not empty.
pub(super) fn kind_of<'a>(slug: &str, cells: &[&'a str], has_decimal_comma: bool) -> ColumnKind {
    if cells.is_empty() {
        return ColumnKind::Text;
    }
    // Nearly all: a few that are not are what is told.
    let most = |is: &dyn Fn(&'a str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 5 >= cells.len() * 4;
    let half = |is: &dyn Fn(&'a str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 2 >= cells.len();
    let looks_phone = |cell: &'a str| phone(cell) != PhoneLook::Wrong;
    let typed_phone = |cell: &'a str| phone(cell) == PhoneLook::Sound && cell.trim().starts_with(['0', '+', '(']);
    let is_number = |cell: &'a str| number(cell, has_decimal_comma).is_some();
    let is_padded = |cell: &'a str| cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|b| b.is_ascii_digit());
    if is_phone_head(slug) && half(&looks_phone) || half(&typed_phone) && most(&looks_phone) {
        ColumnKind::Phone
    } else if most(&|cell| percent(cell, has_decimal_comma).is_some()) {
        ColumnKind::Percent
    } else if most(&is_date)
        || half(&is_date) && most(&|cell| is_date(cell) || lost_date(cell).is_some())
        || is_date_head(slug) && most(&|cell| is_date(cell) || lost_date(cell).is_some())
    {
        ColumnKind::Date
    } else if most(&is_number) && !is_code_head(slug) && !cells.iter().any(|cell| is_padded(cell)) {
        ColumnKind::Number
    } else if half(&|cell| units::is_unit(cell)) || is_unit_head(slug) && half(&|cell| units::is_known(cell)) {
        ColumnKind::Unit
    } else {
        ColumnKind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_become_names() {
        for (head, wanted) in [
            ("Điện thoại", "dien_thoai"),
            ("  Số ĐT (cố định):", "so_dt_co_dinh"),
            ("Tên xã/phường", "ten_xa_phuong"),
            ("TỈ LỆ %", "ti_le"),
            ("Người phụ trách\nđịa bàn", "nguoi_phu_trach_dia_ban"),
            ("phone", "phone"),
            ("%", ""),
        ] {
            assert_eq!(slug(head), wanted);
        }
    }

    #[test]
    fn telephones_that_lost_their_zero_are_known() {
        let sound =
            ["0263 3822 311", "02633822311", "0912345678", "+84 912 345 678", "(0263) 3.822.311", "113", "19001009"];
        for cell in sound.into_iter().chain(["0263 3822311; 0912 345 678"]) {
            assert_eq!(phone(cell), PhoneLook::Sound, "{cell}");
        }
        for cell in ["912345678", "2633822311", "0912345678/ 912345678", "263311100"] {
            assert_eq!(phone(cell), PhoneLook::LostZero, "{cell}");
        }
        for cell in ["123456789", "091234567", "không có", "", "0263 ba"] {
            assert_eq!(phone(cell), PhoneLook::Wrong, "{cell}");
        }
    }

    #[test]
    fn numbers_are_read_by_the_sign_of_their_decimals() {
        for (cell, comma, wanted) in [
            ("7,5", true, Some(7.5)),
            ("1.234", true, Some(1234.0)),
            ("1.234", false, Some(1.234)),
            ("1.234,5", true, Some(1234.5)),
            ("1,234.5", false, Some(1234.5)),
            ("119 396", true, Some(119_396.0)),
            ("-3", true, Some(-3.0)),
            ("1.23", true, None),
            ("12.3456", true, None),
            ("7,", true, None),
            ("", true, None),
            ("a", true, None),
        ] {
            assert_eq!(number(cell, comma), wanted, "{cell}");
        }
        let tells = |cells: &[&'static str], of_file| decimal_comma(cells.iter().copied(), of_file);
        assert!(tells(&["1.234", "7,5"], false) && tells(&["1.234"], true) && !tells(&["1.234"], false));
        assert!(!tells(&["11.94", "108.44"], true) && !tells(&["0.125"], true) && tells(&["1.234,567"], false));
    }

    #[test]
    fn columns_are_known_by_their_cells() {
        let kind = |slug: &str, cells: &[&'static str]| kind_of(slug, cells, true);
        assert_eq!(kind("so_dt", &["0263 3822 311", "912345678", "chưa có"]), ColumnKind::Phone);
        assert_eq!(kind("lien_he", &["0912345678", "0987654321"]), ColumnKind::Phone);
        assert_eq!(kind("dan_so", &["912345678", "12.345"]), ColumnKind::Number);
        assert_eq!(kind("ma", &["22918", "22924"]), ColumnKind::Text);
        assert_eq!(kind("so", &["0012", "0013"]), ColumnKind::Text);
        assert_eq!(kind("ti_le", &["60%", "7,5 %"]), ColumnKind::Percent);
        assert_eq!(kind("ngay_hop", &["1/7/2025", "45839"]), ColumnKind::Date);
        assert_eq!(kind("dan_so", &["45839", "45000"]), ColumnKind::Number);
        assert_eq!(kind("ten", &["Xã Đức Trọng", "Phường Mũi Né"]), ColumnKind::Unit);
        assert_eq!(kind("xa", &["Đức Trọng", "D'Ran", "Tân Hà"]), ColumnKind::Unit);
        assert_eq!(kind("ghi_chu", &["Đức Trọng", "D'Ran"]), ColumnKind::Text);
        assert_eq!(kind("ghi_chu", &[]), ColumnKind::Text);
    }
}
