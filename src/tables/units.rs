//! Names of communes, wards and provinces: what spells the same name in another way, and what ceased on 1 July 2025.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::csv;

/// The units of Lâm Đồng (data/units/README.md).
const LAM_DONG: &str = include_str!("../../data/units/lam-dong.csv");

/// Kinds of units that there are.
const KINDS: [&str; 6] = ["xã", "phường", "đặc khu", "tỉnh", "thành phố", "p"];

/// Kinds that ended on 1 July 2025.
const ENDED: [&str; 5] = ["huyện", "quận", "thị xã", "thị trấn", "tt"];

/// Cities that are no part of a province.
const CITIES: [&str; 7] = ["hà nội", "hải phòng", "huế", "đà nẵng", "hồ chí minh", "cần thơ", "đồng nai"];

/// Provinces that became part of another on 1 July 2025, and of which (resolution 202/2025/QH15).
const MERGED: [(&str, &str); 29] = [
    ("Hà Giang", "Tuyên Quang"),
    ("Yên Bái", "Lào Cai"),
    ("Bắc Kạn", "Thái Nguyên"),
    ("Vĩnh Phúc", "Phú Thọ"),
    ("Hòa Bình", "Phú Thọ"),
    ("Bắc Giang", "Bắc Ninh"),
    ("Thái Bình", "Hưng Yên"),
    ("Hải Dương", "Hải Phòng"),
    ("Hà Nam", "Ninh Bình"),
    ("Nam Định", "Ninh Bình"),
    ("Quảng Bình", "Quảng Trị"),
    ("Quảng Nam", "Đà Nẵng"),
    ("Kon Tum", "Quảng Ngãi"),
    ("Bình Định", "Gia Lai"),
    ("Ninh Thuận", "Khánh Hòa"),
    ("Đắk Nông", "Lâm Đồng"),
    ("Bình Thuận", "Lâm Đồng"),
    ("Phú Yên", "Đắk Lắk"),
    ("Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
    ("Bình Dương", "Thành phố Hồ Chí Minh"),
    ("Bình Phước", "Đồng Nai"),
    ("Long An", "Tây Ninh"),
    ("Sóc Trăng", "Cần Thơ"),
    ("Hậu Giang", "Cần Thơ"),
    ("Bến Tre", "Vĩnh Long"),
    ("Trà Vinh", "Vĩnh Long"),
    ("Tiền Giang", "Đồng Tháp"),
    ("Bạc Liêu", "Cà Mau"),
    ("Kiên Giang", "An Giang"),
];

/// A kind that begins a name, and the rest: `Xã Đức Trọng`, `P. Mũi Né`, `TT Liên Nghĩa`.
fn parted<'a>(name: &'a str, kinds: &[&'static str]) -> Option<(&'static str, &'a str)> {
    let name = name.trim();
    kinds.iter().find_map(|kind| {
        let mut chars = name.char_indices();
        let mut end = 0;
        for wanted in kind.chars() {
            let (at, c) = chars.next()?;
            if c.to_lowercase().next() != Some(wanted) {
                return None;
            }
            end = at + c.len_utf8();
        }
        let rest = &name[end..];
        let is_short = kind.chars().count() <= 2 && *kind != "xã";
        let rest_is = if is_short { rest.starts_with('.') } else { rest.starts_with([' ', '\u{A0}', '.']) };
        let rest = rest.trim_start_matches('.').trim_start();
        (rest_is && !rest.is_empty()).then_some((*kind, rest))
    })
}

/// Whether a text names a unit with its kind, of today or of before.
pub(super) fn is_unit(name: &str) -> bool {
    parted(name, &KINDS).is_some() || parted(name, &ENDED).is_some()
}

/// A name without its kind.
fn bare(name: &str) -> &str {
    parted(name, &KINDS).map_or(name.trim(), |(_, rest)| rest)
}

/// Whether a text is the name of a unit of Lâm Đồng, with or without its kind, however it is spelled.
pub(super) fn is_known(name: &str) -> bool {
    UNITS.contains_key(&alike(bare(name)))
}

/// The units of Lâm Đồng by their name without kind, all spellings as one.
static UNITS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut units = BTreeMap::new();
    // The file is ours: its quotes end.
    let _ = csv::rows(LAM_DONG, 0, b',', |_, cells| {
        let cell = |n: usize| cells.get(n).map(|range| csv::value(LAM_DONG, range.clone()).0.into_owned());
        if let (Some(name), Some(full)) = (cell(2), cell(3)) {
            units.insert(alike(&name), full);
        }
        true
    });
    units.remove("ten");
    units
});

/// What a former unit is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Former {
    /// A kind of units that there is no more.
    Kind,
    /// A province that is a part of this one now.
    PartOf(&'static str),
}

/// What is known of a unit that there is no more.
pub(super) fn former(name: &str) -> Option<Former> {
    if parted(name, &ENDED).is_some() {
        return Some(Former::Kind);
    }
    let (kind, rest) = parted(name, &["tỉnh", "thành phố"])?;
    let rest = alike(rest);
    if kind == "thành phố" {
        return (!CITIES.iter().any(|city| alike(city) == rest)).then_some(Former::Kind);
    }
    MERGED.iter().find(|(old, _)| alike(old) == rest).map(|(_, new)| Former::PartOf(new))
}

/// The unit of Lâm Đồng that a name is not, but nearly is: `Xã Mũi Né` is a ward.
pub(super) fn other_kind(name: &str) -> Option<&'static str> {
    let (kind, rest) = parted(name, &["xã", "phường", "đặc khu"])?;
    let full = UNITS.get(&alike(rest))?;
    (!full.to_lowercase().starts_with(kind)).then_some(full.as_str())
}

/// A name as it is compared: small letters, the tone of each syllable behind it wherever it was put (`Hoà`, `Hòa`), `y` and `i` after a
/// consonant as one (`Mỹ`, `Mĩ`), one kind of apostrophe and hyphen, and no blanks that say nothing.
pub(super) fn alike(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let (mut syllable, mut tone) = (String::new(), None);
    let finish = |syllable: &mut String, tone: &mut Option<char>, out: &mut String| {
        if let Some(stem) = syllable.strip_suffix('y')
            && stem.chars().count() <= 2
            && !stem.is_empty()
            && stem.chars().all(|c| !"aeiouy".contains(c) && c.is_ascii_alphabetic() || c == 'đ')
        {
            let with_i = format!("{stem}i");
            *syllable = with_i;
        }
        out.push_str(syllable);
        out.extend(tone.take());
        syllable.clear();
    };
    for c in name.to_lowercase().nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(c),
            '\'' | '’' | '‘' | '´' | '`' => syllable.push('\''),
            c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => syllable.push(c),
            _ => {
                finish(&mut syllable, &mut tone, &mut out);
                let sign = if matches!(c, '-' | '–' | '—') { '-' } else { ' ' };
                // ` - `, `-` and blanks part words.
                if !out.is_empty() && !out.ends_with([' ', '-']) {
                    out.push(sign);
                } else if sign == '-' && out.ends_with(' ') {
                    out.pop();
                    out.push('-');
                }
            }
        }
    }
    finish(&mut syllable, &mut tone, &mut out);
    out.trim_end_matches([' ', '-']).to_string()
}

/// The same without any marks: how a name looks that was typed without them.
pub(super) fn without_marks(name: &str) -> String {
    let is_letter = |c: &char| !unicode_normalization::char::is_combining_mark(*c);
    name.to_lowercase().replace('đ', "d").nfd().filter(is_letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_124_units_of_lam_dong() {
        assert_eq!(UNITS.len(), 124);
        let kinds = |kind: &str| UNITS.values().filter(|full| full.starts_with(kind)).count();
        assert_eq!((kinds("Xã "), kinds("Phường "), kinds("Đặc khu ")), (103, 20, 1));
        assert!(UNITS.values().all(|name| name.nfc().eq(name.chars())));
    }

    #[test]
    fn spellings_of_a_name_are_one() {
        for (a, b) in [
            ("Hoà Thắng", "Hòa Thắng"),
            ("Phú Thuỷ", "PHÚ THỦY"),
            ("Sơn Mỹ", "Sơn Mĩ"),
            ("B'Lao", "B’Lao"),
            ("Xuân Trường - Đà Lạt", "Xuân Trường–Đà Lạt"),
            ("Đức  Trọng", "Đức Trọng "),
            ("D'Ran", "d'ran"),
        ] {
            assert_eq!(alike(a), alike(b), "{a} {b}");
        }
        for (a, b) in [("Tân Hà", "Tân Hạ"), ("Đạ Tẻh", "Đạ Tẻh 2"), ("Mai", "May"), ("Hòa", "Họa")] {
            assert_ne!(alike(a), alike(b), "{a} {b}");
        }
    }

    #[test]
    fn what_ended_in_july_2025_is_known() {
        for name in [
            "Huyện Đức Trọng",
            "huyện Di Linh",
            "Thị trấn Liên Nghĩa",
            "TT. Liên Nghĩa",
            "Thành phố Đà Lạt",
            "Thị xã La Gi",
        ] {
            assert_eq!(former(name), Some(Former::Kind), "{name}");
        }
        assert_eq!(former("Tỉnh Bình Thuận"), Some(Former::PartOf("Lâm Đồng")));
        assert_eq!(former("tỉnh Hoà Bình"), Some(Former::PartOf("Phú Thọ")));
        for name in [
            "Phường Bình Thuận",
            "Xã Đức Trọng",
            "Thành phố Hồ Chí Minh",
            "Thành phố Huế",
            "Tỉnh Lâm Đồng",
            "Đặc khu Phú Quý",
        ] {
            assert_eq!(former(name), None, "{name}");
        }
        assert_eq!(other_kind("Xã Mũi Né"), Some("Phường Mũi Né"));
        assert_eq!((other_kind("Phường Mũi Né"), other_kind("Xã Lạ")), (None, None));
        assert!(is_known("d'ran") && is_known("Xã Hòa Thắng") && !is_known("Liên Nghĩa"));
        assert!(is_unit("P. Mũi Né") && is_unit("Xã Đức Trọng") && !is_unit("Xãm") && !is_unit("Phan Thiết"));
    }
}
