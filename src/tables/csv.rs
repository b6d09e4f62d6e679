//! CSV as spreadsheets save it: commas, semicolons or tabs between the cells, UTF-8 or UTF-16 with or without a byte order mark,
//! cells in double quotes.

use std::borrow::Cow;
use std::ops::Range;

/// Whether a file is a workbook: packed, or of the kind from before.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// UTF-16 with or without its mark as UTF-8; anything else as it is.
pub fn utf8(bytes: Vec<u8>) -> Vec<u8> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).take(2000).filter(|byte| **byte == 0).count();
    let units = bytes.len().min(4000) / 2;
    // Latin letters and separators have a zero on one side.
    let is_mostly = |zeros: usize, others: usize| units > 1 && zeros * 4 > units && others * 20 < zeros;
    let unit: fn([u8; 2]) -> u16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ if is_mostly(zeros(1), zeros(0)) => u16::from_le_bytes,
        _ if is_mostly(zeros(0), zeros(1)) => u16::from_be_bytes,
        _ => return bytes,
    };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    match char::decode_utf16(units).collect::<Result<String, _>>() {
        Ok(text) => text.into_bytes(),
        Err(_) => bytes,
    }
}

/// Where the cells of a text begin, and the separator that its first line tells Excel (`sep=;`), if it does.
pub fn begin(text: &str) -> (usize, Option<u8>) {
    let plain = text.trim_start_matches('\u{FEFF}');
    let mut start = text.len() - plain.len();
    let told = plain.lines().next().and_then(|line| line.trim().strip_prefix("sep=")?.bytes().next());
    if told.is_some() {
        start += plain.find('\n').map_or(plain.len(), |end| end + 1);
    }
    (start, told)
}

/// A row: which of the rows of its sheet it is, from 1, and where its cells stand, with their quotes and blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// As a spreadsheet counts it: empty lines too.
    pub number: usize,
    /// The bytes of each cell.
    pub cells: Vec<Range<usize>>,
}

/// The rows of a text from `start` on, its empty lines left out: each is given to `row`, until that says no. `Err` is where a quote begins
/// that nothing ends.
pub fn rows(
    text: &str,
    start: usize,
    separator: u8,
    mut row: impl FnMut(usize, &[Range<usize>]) -> bool,
) -> Result<(), Range<usize>> {
    let bytes = text.as_bytes();
    let (mut cells, mut number) = (Vec::new(), 1);
    let (mut begin, mut at) = (start, start);
    loop {
        // A cell in quotes ends at the next quote that is not doubled.
        let blanks = text[at..].len() - text[at..].trim_start_matches([' ', '\u{A0}']).len();
        if bytes.get(at + blanks) == Some(&b'"') {
            let open = at + blanks;
            at = open + 1;
            loop {
                match memchr::memchr(b'"', &bytes[at..]) {
                    None => return Err(open..open + 1),
                    Some(n) if bytes.get(at + n + 1) == Some(&b'"') => at += n + 2,
                    Some(n) => {
                        at += n + 1;
                        break;
                    }
                }
            }
        }
        let end = memchr::memchr2(separator, b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        cells.push(begin..end);
        let is_last = end == bytes.len();
        if is_last || bytes[end] == b'\n' {
            let is_empty = cells.len() == 1 && text[cells[0].clone()].trim().is_empty();
            if !is_empty && !row(number, &cells) {
                return Ok(());
            }
            cells.clear();
            number += 1;
        }
        if is_last {
            return Ok(());
        }
        (begin, at) = (end + 1, end + 1);
    }
}

/// What a cell holds, without its quotes and the blanks around it, and where that stands.
pub fn value(text: &str, range: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    let raw = &text[range.clone()];
    let trimmed = raw.trim();
    let start = range.start + (raw.len() - raw.trim_start().len());
    let place = if trimmed.is_empty() { range } else { start..start + trimmed.len() };
    (unquoted(trimmed), place)
}

/// A cell without its quotes.
pub fn unquoted(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) if inner.contains("\"\"") => Cow::Owned(inner.replace("\"\"", "\"").trim().to_string()),
        Some(inner) => Cow::Borrowed(inner.trim()),
        None => Cow::Borrowed(cell),
    }
}

/// Rows that are looked at to find what stands between the cells.
const LOOKED_AT: usize = 40;

/// What stands between the cells of a table of which nothing else is known: that which makes most of its first rows equally long, and
/// longest.
pub fn separator(text: &str, start: usize) -> u8 {
    let score = |separator: &u8| {
        let mut lengths = Vec::new();
        let read = rows(text, start, *separator, |_, cells| {
            lengths.push(cells.len());
            lengths.len() < LOOKED_AT
        });
        let most = lengths.iter().copied().max().unwrap_or(0);
        let usual = lengths.iter().copied().max_by_key(|n| lengths.iter().filter(|other| *other == n).count());
        let usual = usual.unwrap_or(0);
        let alike = lengths.iter().filter(|n| **n == usual).count();
        let share = (alike * 4).checked_div(lengths.len()).unwrap_or(0);
        // Of a quote that nothing ends the first line is left.
        let is_in_first =
            read.is_err() && text[start..].lines().next().is_some_and(|line| line.as_bytes().contains(separator));
        (usual > 1, most > 1, is_in_first, share, usual)
    };
    // Of equals the last: a comma.
    [b'\t', b';', b','].into_iter().max_by_key(score).unwrap_or(b',')
}

/// What stands between cells, as one calls it.
pub fn sign(separator: u8) -> String {
    if separator == b'\t' { "Tab".into() } else { char::from(separator).into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: u8) -> Vec<(usize, Vec<String>)> {
        let mut found = vec![];
        rows(text, 0, separator, |number, cells| {
            found.push((number, cells.iter().map(|cell| value(text, cell.clone()).0.into_owned()).collect()));
            true
        })
        .expect("quotes that end");
        found
    }

    #[test]
    fn rows_keep_the_numbers_that_a_spreadsheet_shows() {
        let text = "ten,so\n\n\"Xã \"\"A\"\"\nhai dòng\",1\n  B ,\n";
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_string()).collect::<Vec<_>>();
        let wanted = [(1, cells(&["ten", "so"])), (3, cells(&["Xã \"A\"\nhai dòng", "1"])), (4, cells(&["B", ""]))];
        assert_eq!(read(text, b','), wanted);
        assert_eq!(rows("a,\"b", 0, b',', |_, _| true), Err(2..3));
    }

    #[test]
    fn the_separator_is_the_one_that_makes_a_table() {
        let found = |text: &str| sign(separator(text, 0));
        assert_eq!(found("ten;diem\nXã A;7,5\nXã B;8,25\n"), ";");
        assert_eq!(found("ten,ghi chú\nXã A,\"a; b; c\"\nXã B,x; y\n"), ",");
        assert_eq!(found("ten\tso\nXã A, xã B; xã C\t1\n"), "Tab");
        assert_eq!(found("DANH SÁCH CÁC XÃ\nten;diem;ghi chú\nXã A;7,5;\nXã B;8,5;a\n"), ";");
        assert_eq!(found("ten\nXã A\n"), ",");
        assert_eq!(begin("\u{feff}sep=;\na;b"), (9, Some(b';')));
    }

    #[test]
    fn utf_16_is_read_in_either_order_and_nothing_else_is_guessed() {
        let text = "Họ tên\tChức vụ\tĐơn vị\nNguyễn Văn A\tĐại biểu\tĐơn vị một\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let marked: Vec<u16> = [0xFEFF].into_iter().chain(units.iter().copied()).collect();
        for (units, order) in [
            (&units, u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (&units, u16::to_be_bytes),
            (&marked, u16::to_le_bytes),
            (&marked, u16::to_be_bytes),
        ] {
            let bytes: Vec<u8> = units.iter().copied().flat_map(order).collect();
            let read = String::from_utf8(utf8(bytes)).expect("UTF-8");
            assert_eq!(read.trim_start_matches('\u{feff}'), text);
        }
        assert_eq!(utf8(text.as_bytes().to_vec()), text.as_bytes());
        let tcvn3 = b"name,role,unit\nNguy\xd4n V\xa8n \xcen,\xa7\xb9i bi\xd3u,H\xe9i\n".to_vec();
        assert_eq!(utf8(tcvn3.clone()), tcvn3);
        assert!(is_workbook(b"PK\x03\x04..") && !is_workbook(b"name,role"));
    }
}
