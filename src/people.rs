//! Lists of people for badges and table cards: CSV or a workbook with a row of column names, as spreadsheets write them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::content::{Piece, Spanned, text_of};
use crate::diag::{Code, Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::fs::Files;
use crate::layout::Format;
use crate::msg;
use crate::pictures::path_from;
use crate::tables::csv::{self, is_workbook, sign, utf8};
use crate::tables::{self, grid::letters};

/// A list that was read.
#[derive(Debug, Default)]
pub struct People {
    /// Its path from the workspace root.
    pub path: String,
    /// Cells by column, row by row.
    pub rows: Vec<BTreeMap<String, String>>,
    /// Where each of them stands.
    pub places: Vec<Place>,
}

/// Columns that count people and say nothing of them.
const COUNTS: [&str; 6] = ["stt", "tt", "sott", "sothutu", "no", "so"];

/// Rows that are looked through for column names which do not stand in the first one.
const MOST_ABOVE: usize = 20;

/// Reads the list that a piece names. The format says which columns it must have, the first of them never empty, and what
/// people write above them.
///
/// Every mistake is reported at its place in the list; `None` if there is no list to read. A row that seems to name nobody is an
/// error where `is_print`, else a warning.
pub fn read(
    files: &Files,
    piece: &Piece,
    path: &Spanned<String>,
    format: &Format,
    is_print: bool,
    diagnostics: &mut Diagnostics,
) -> Option<People> {
    let dir = piece.file.path.rsplit_once('/').map_or("", |(dir, _)| dir);
    // A workbook has sheets: `ds.xlsx#Đại biểu`.
    let (typed, sheet) = match path.value.split_once('#') {
        Some((typed, sheet)) if [".xlsx", ".ods"].iter().any(|end| typed.ends_with(end)) => (typed, Some(sheet)),
        _ => (path.value.as_str(), None),
    };
    let found = path_from(dir, typed).ok();
    let found = found.map(|path| path.trim_start_matches('/').to_string());
    let here = || Place::new(&piece.file, path.range.clone());
    let Some((name, bytes)) = found.and_then(|name| Some((name.clone(), files.read(&name).ok()?))) else {
        let error = Diagnostic::error(msg!("layout-people-missing", path = path.value));
        diagnostics.push(error.at(here()).hint(msg!("layout-people-missing-hint")));
        return None;
    };
    // Of before: whoever has it can save it as either.
    if is_workbook(&bytes) && !bytes.starts_with(b"PK") {
        let error = Diagnostic::error(msg!("layout-people-workbook", path = path.value));
        diagnostics.push(error.at(here()).hint(msg!("layout-people-workbook-hint")));
        return None;
    }
    let (rows, places) = if is_workbook(&bytes) {
        let grid = match tables::sheet(&name, bytes, sheet, diagnostics) {
            Ok(read) => read?.0,
            Err(error) => {
                diagnostics.push(error.at(here()));
                return None;
            }
        };
        let unsound: Vec<_> = grid.unsound().collect();
        for (row, column) in &unsound {
            let (head, cell) = (letters(*column), grid.address(*row, *column));
            let error = Diagnostic::error(msg!("tables-unreckoned", head = head, cells = cell));
            diagnostics.push(error.at(grid.place(*row, *column)).hint(msg!("tables-unreckoned-hint")));
        }
        let cell = |row, column| (grid.cell(row, column).into_owned(), grid.place(row, column).range);
        let cells = |row| (0..grid.width(row)).map(|column| cell(row, column)).collect();
        let table: Vec<Vec<Cell>> = (0..grid.height()).map(cells).collect();
        of_table(&grid.file, &table, b'\t', format, is_print, diagnostics)
    } else {
        let file = text(&name, bytes, diagnostics)?;
        rows(&file, format, is_print, diagnostics)
    };
    Some(People { path: name, rows, places })
}

/// A list as text. What Excel has lost of the letters is in the workbook alone: to save the list once more as UTF-8 would keep
/// the loss.
fn text(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let before = diagnostics.len();
    let file = text_of(name, &utf8(bytes), diagnostics);
    for problem in &mut diagnostics[before..] {
        let code = problem.message.code();
        if let Some(Code::NotUtf8 | Code::Windows1258 | Code::Mojibake | Code::LostLetter) = code {
            problem.hints = vec![msg!("layout-people-lost-hint")];
        }
    }
    file
}

/// Where letters became question marks in a text: `Nguy?n Th? H?nh`.
fn lost(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('?').map(|(at, _)| at).filter(|&at| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let in_word = after.starts_with(char::is_alphabetic);
        let word = &before[before.rfind(|c: char| c.is_whitespace() || c == ',' || c == ';').map_or(0, |i| i + 1)..];
        // Who asks something does so at the end of a cell: `Ăn chay?`.
        let ends_word = before.ends_with(char::is_alphabetic)
            && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        (in_word || ends_word) && !word.contains([':', '.', '/'])
    })
}

/// That letters were lost in these cells, if they were.
fn tell_lost<'a>(file: &Arc<SourceFile>, cells: impl Iterator<Item = &'a Cell>) -> Option<Diagnostic> {
    let all =
        cells.flat_map(|(_, range)| lost(&file.text[range.clone()]).map(|at| range.start + at).collect::<Vec<_>>());
    let all: Vec<usize> = all.collect();
    let first = all.iter().min()?;
    let error = Diagnostic::error(msg!("layout-people-lost", count = all.len()));
    Some(error.at(Place::new(file, *first..first + 1)).hint(msg!("layout-people-lost-hint")))
}

/// A cell: its text, and where it stands.
type Cell = (String, Range<usize>);

fn rows(
    file: &Arc<SourceFile>,
    format: &Format,
    is_print: bool,
    diagnostics: &mut Diagnostics,
) -> (Vec<BTreeMap<String, String>>, Vec<Place>) {
    let (start, told) = csv::begin(&file.text);
    let at = |range: Range<usize>| Place::new(file, range);
    let separator = told.unwrap_or_else(|| separator(&file.text[start..], format));
    let table = match cells(&file.text, start, separator) {
        Ok(table) => table,
        Err(quote) => {
            let error = Diagnostic::error(msg!("layout-people-quote"));
            diagnostics.push(error.at(at(quote)).hint(msg!("layout-people-quote-hint")));
            return (vec![], vec![]);
        }
    };
    of_table(file, &table, separator, format, is_print, diagnostics)
}

/// The people of a table whose cells stand in `file`.
fn of_table(
    file: &Arc<SourceFile>,
    table: &[Vec<Cell>],
    separator: u8,
    format: &Format,
    is_print: bool,
    diagnostics: &mut Diagnostics,
) -> (Vec<BTreeMap<String, String>>, Vec<Place>) {
    let at = |range: Range<usize>| Place::new(file, range);
    let columns = &format.columns;
    let Some((heads, people)) = table.split_first() else {
        let hint = column_hint(format, separator);
        let column = columns.first().map_or("", |column| called(column, format));
        let error = Diagnostic::error(msg!("layout-people-column", column = column));
        diagnostics.push(error.at(at(file.line_range(0))).hint(hint));
        return (vec![], vec![]);
    };
    // Which columns of the list make one of the format.
    let mut used: BTreeMap<usize, &str> = BTreeMap::new();
    let mut sources: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for column in columns {
        if let Some(found) = found_in(column, format, heads) {
            used.extend(found.iter().map(|&n| (n, column.as_str())));
            sources.insert(column, found);
        }
    }
    // What no page shows may have lost what it will; where a column is wanting, its head may have lost its letters.
    let is_shown = |(n, _): &(usize, &Cell)| used.contains_key(n) || sources.len() < columns.len();
    let shown = std::iter::once(heads).chain(people).flat_map(|row| row.iter().enumerate().filter(is_shown));
    if let Some(error) = tell_lost(file, shown.map(|(_, cell)| cell)) {
        diagnostics.push(error);
        return (vec![], vec![]);
    }
    let before = diagnostics.len();
    let is_free = |n: usize| !used.contains_key(&n) && heads.get(n).is_some_and(|head| !head.0.is_empty());
    for column in columns.iter().filter(|column| !sources.contains_key(column.as_str())) {
        let names: Vec<&str> = names(column, format).filter(|name| !name.contains(" + ")).collect();
        let meant = heads.iter().enumerate().filter(|(n, _)| is_free(*n)).find_map(|(_, head)| {
            let folded: Vec<(String, &str)> = names.iter().map(|name| (fold(name), *name)).collect();
            let name = did_you_mean(&fold(&head.0), folded.iter().map(|(folded, _)| folded.as_str()))?;
            Some((head, folded.iter().find(|(folded, _)| folded == name)?.1))
        });
        // A title may stand above the names.
        let below = people.iter().take(MOST_ABOVE).find(|row| found_in(column, format, row).is_some());
        let called = called(column, format);
        let error = Diagnostic::error(msg!("layout-people-column", column = called));
        diagnostics.push(match (meant, below) {
            (Some((head, name)), _) => {
                let hint = msg!("layout-people-head-meant", head = head.0, name = name);
                error.at(at(head.1.clone())).hint(hint)
            }
            (None, Some(row)) => {
                let line = row.first().map_or(1, |cell| file.line_column(cell.1.start).0);
                error.at(at(file.line_range(0))).hint(msg!("layout-people-head-below", line = line))
            }
            (None, None) => {
                let line = heads.first().map_or(0, |head| file.line_column(head.1.start).0.saturating_sub(1));
                let free: Vec<String> = (heads.iter().enumerate())
                    .filter(|(n, head)| is_free(*n) && !COUNTS.contains(&fold(&head.0).as_str()))
                    .map(|(_, head)| format!("“{}”", head.0))
                    .collect();
                let error = error.at(at(file.line_range(line))).hint(column_hint(format, separator));
                match free.as_slice() {
                    [] => error,
                    _ => error.hint(msg!("layout-people-head-unknown", heads = free.join(", "))),
                }
            }
        });
    }
    if diagnostics.len() > before {
        return (vec![], vec![]);
    }
    for (n, head) in heads.iter().enumerate() {
        if is_free(n) && !COUNTS.contains(&fold(&head.0).as_str()) {
            let warning = Diagnostic::warning(msg!("layout-people-not-used", head = head.0, format = format.id));
            diagnostics.push(warning.at(at(head.1.clone())).hint(msg!("layout-people-not-used-hint")));
        }
    }
    let usual = Usual::of(heads, people, &sources, columns);
    let (mut list, mut places) = (Vec::new(), Vec::new());
    for row in people.iter().filter(|row| row.iter().any(|cell| !cell.0.is_empty())) {
        let whole = row.first().zip(row.last()).map_or(0..0, |(first, last)| first.1.start..last.1.end);
        // Empty cells at the end of a row are what separators at its end make.
        let surplus = row
            .iter()
            .enumerate()
            .find(|(n, cell)| !cell.0.is_empty() && heads.get(*n).is_none_or(|head| head.0.is_empty()));
        if let Some((_, cell)) = surplus {
            let error = Diagnostic::error(msg!("layout-people-row")).at(at(cell.1.clone()));
            diagnostics.push(error.hint(msg!("layout-people-row-hint", sign = sign(separator))));
            continue;
        }
        let wanted = sources.values().flatten().max().map_or(0, |last| last + 1);
        if row.len() < wanted {
            let error = Diagnostic::error(msg!("layout-people-row")).at(at(whole));
            diagnostics.push(error.hint(msg!("layout-people-row-hint", sign = sign(separator))));
            continue;
        }
        let cell = |n: &usize| row.get(*n).map_or("", |cell| cell.0.as_str());
        // Columns that the format does not name are there for layouts that do.
        let named = heads.iter().enumerate().map(|(n, head)| (head.0.to_lowercase(), cell(&n).to_string()));
        let mut person: BTreeMap<String, String> = named.collect();
        for (column, from) in &sources {
            let parts: Vec<&str> = from.iter().map(cell).filter(|part| !part.is_empty()).collect();
            person.insert((*column).to_string(), parts.join(" "));
        }
        let named = columns.first().and_then(|column| sources.get(column.as_str()));
        let first = named.and_then(|from| row.get(*from.first()?)).map(|cell| cell.1.clone());
        let place = first.filter(|place| !place.is_empty()).unwrap_or(whole);
        if let Some(column) = columns.first().filter(|column| person.get(*column).is_none_or(|c| c.is_empty())) {
            // As the list itself calls it.
            let head = named.and_then(|from| heads.get(*from.first()?)).map_or(column.as_str(), |head| head.0.as_str());
            diagnostics.push(Diagnostic::error(msg!("layout-people-empty", column = head)).at(at(place.clone())));
        }
        let name = columns.first().and_then(|column| person.get(column)).map_or("", String::as_str);
        if !usual.is_person(row) {
            let message = msg!("layout-people-nobody", name = name);
            let found = if is_print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
            diagnostics.push(found.at(at(place.clone())).hint(msg!("layout-people-nobody-hint")));
        }
        // Nobody's name ends with a question.
        if name.ends_with('?') {
            let error = Diagnostic::error(msg!("layout-people-lost", count = 1)).at(at(place.clone()));
            diagnostics.push(error.hint(msg!("layout-people-lost-hint")));
        }
        places.push(at(place));
        list.push(person);
    }
    if list.is_empty() && diagnostics[before..].iter().all(|d| !d.is_error()) {
        diagnostics.push(Diagnostic::error(msg!("layout-people-none")).at(at(file.line_range(0))));
    }
    (list, places)
}

/// What most rows of a list have, by which those that name nobody are known: the head of a group, who made the list.
struct Usual {
    /// The column that counts, if it counts most rows.
    count: Option<usize>,
    /// Columns beside the name that most rows fill.
    filled: Vec<usize>,
}

impl Usual {
    fn of(heads: &[Cell], rows: &[Vec<Cell>], sources: &BTreeMap<&str, Vec<usize>>, columns: &[String]) -> Self {
        let most = |n: usize, is: fn(&str) -> bool| {
            rows.iter().filter(|row| row.get(n).is_some_and(|cell| is(&cell.0))).count() * 2 > rows.len()
        };
        let is_count = |head: &Cell| COUNTS.contains(&fold(&head.0).as_str());
        let beside = columns.iter().skip(1).filter_map(|column| sources.get(column.as_str())).flatten();
        Self {
            count: heads.iter().position(is_count).filter(|n| most(*n, is_number)),
            filled: beside.copied().filter(|n| most(*n, |text| !text.is_empty())).collect(),
        }
    }

    /// Whether a row names somebody: not where a letter or a Roman numeral counts it, nor where it lacks all that the others have
    /// beside the name, nor where it lacks a part of that and is not counted as they are.
    fn is_person(&self, row: &[Cell]) -> bool {
        let text = |n: &usize| row.get(*n).map_or("", |cell| cell.0.as_str());
        let lacking = self.filled.iter().filter(|n| text(n).is_empty()).count();
        let count = self.count.as_ref().map(text);
        let is_group = count.is_some_and(|count| !count.is_empty() && !is_number(count));
        let is_counted = count.is_none_or(|count| !count.is_empty());
        !is_group && (lacking == 0 || is_counted && lacking < self.filled.len())
    }
}

/// `7`, `07.`, `7a`.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// How the first row is to be typed in a list with this between its cells.
fn column_hint(format: &Format, separator: u8) -> Message {
    let columns = all_called(format).replace(',', &char::from(separator).to_string());
    msg!("layout-people-column-hint", sign = sign(separator), columns = columns)
}

/// The name of a column, and what else people write above it; `A + B` are two columns that make one.
fn names<'a>(column: &'a str, format: &'a Format) -> impl Iterator<Item = &'a str> {
    let others = format.heads.get(column).into_iter().flatten().map(String::as_str);
    std::iter::once(column).chain(others)
}

/// How people call a column: the first of the names that the format gives it.
fn called<'a>(column: &'a str, format: &'a Format) -> &'a str {
    names(column, format).nth(1).unwrap_or(column)
}

/// The heads that a list can have, as they are typed in its first row.
pub fn all_called(format: &Format) -> String {
    let names: Vec<&str> = format.columns.iter().map(|column| called(column, format)).collect();
    names.join(",")
}

/// Which columns of a row of heads make one of a format.
fn found_in(column: &str, format: &Format, heads: &[Cell]) -> Option<Vec<usize>> {
    let heads: Vec<String> = heads.iter().map(|head| fold(&head.0)).collect();
    let place = |name: &str| heads.iter().position(|head| *head == fold(name));
    names(column, format).find_map(|name| name.split(" + ").map(place).collect())
}

/// Letters and digits alone, without marks: `HỌ VÀ TÊN:` is `hovaten`.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase().replace('đ', "d");
    lower.nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// What stands between two cells: of the usual ones that with which most columns are found, else the most frequent.
fn separator(text: &str, format: &Format) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let score = |separator: &u8| {
        let head = cells(text, 0, *separator).unwrap_or_default().into_iter().take(MOST_ABOVE);
        let found = |row: Vec<Cell>| format.columns.iter().filter(|c| found_in(c, format, &row).is_some()).count();
        (head.map(found).max().unwrap_or(0), first.bytes().filter(|byte| byte == separator).count())
    };
    // Of equals the last: a comma.
    [b'\t', b';', b','].into_iter().max_by_key(score).unwrap_or(b',')
}

/// The cells of a table from `start` on, its empty lines left out; or where a quote begins that nothing ends.
fn cells(text: &str, start: usize, separator: u8) -> Result<Vec<Vec<Cell>>, Range<usize>> {
    let mut rows = Vec::new();
    csv::rows(text, start, separator, |_, cells| {
        let cell = |range: &Range<usize>| {
            let (value, place) = csv::value(text, range.clone());
            (value.into_owned(), place)
        };
        rows.push(cells.iter().map(cell).collect());
        true
    })?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::load_format;

    /// Names, roles and units of a list, and what was told: message, line, column.
    fn list(text: &str) -> (Vec<[String; 3]>, Vec<(String, usize, usize)>) {
        let mut diagnostics = vec![];
        let format = include_str!("../layouts/badge/format.toml");
        let format = load_format(&SourceFile::new("layouts/badge/format.toml", format), "badge", &mut diagnostics);
        let file = text_of("ds.csv", &utf8(text.as_bytes().to_vec()), &mut diagnostics).expect("a text");
        let (rows, _) = rows(&file, &format.expect("a format"), true, &mut diagnostics);
        let place = |d: &Diagnostic| d.place.as_ref().map_or((0, 0), |p| file.line_column(p.range.start));
        let told = diagnostics.iter().map(|d| (d.message.id.to_string(), place(d).0, place(d).1)).collect();
        (rows.iter().map(|row| ["name", "role", "unit"].map(|column| row[column].clone())).collect(), told)
    }

    fn told(text: &str) -> Vec<(String, usize, usize)> {
        list(text).1
    }

    fn person() -> [String; 3] {
        ["Nguyễn Văn A", "Đại biểu", "Đơn vị một"].map(String::from)
    }

    #[test]
    fn separators_heads_and_empty_rows_are_those_of_a_spreadsheet() {
        for text in [
            "name,role,unit\nNguyễn Văn A,Đại biểu,Đơn vị một\n",
            "name;role;unit\r\nNguyễn Văn A;Đại biểu;Đơn vị một\r\n;;\r\n;;\r\n",
            "\u{feff}Họ và tên\tChức vụ\tĐơn vị\r\nNguyễn Văn A\tĐại biểu\tĐơn vị một\r\n\t\t\r\n",
            "HỌ TÊN:;CHỨC DANH;ĐƠN VỊ CÔNG TÁC;;\nNguyễn Văn A;Đại biểu;Đơn vị một;;\n",
            "sep=;\nĐơn vị;Họ và tên;Chức vụ\nĐơn vị một;Nguyễn Văn A;Đại biểu\n",
            "STT,Họ đệm,Tên,Chức vụ,Đơn vị\n1,Nguyễn Văn,A,Đại biểu,Đơn vị một\n,,,,\n",
            "\"Họ và\ntên\",\"Chức vụ\",\"Đơn vị\"\n\"Nguyễn Văn A\", \"Đại biểu\" ,Đơn vị một\n\n\n",
        ] {
            assert_eq!(list(text), (vec![person()], vec![]), "{text}");
        }
        let quoted = "Họ tên;Chức vụ;Đơn vị\n\"Y Thông; \"\"Ama H’Loan\"\"\";Già làng, người uy tín;Buôn Ako\n";
        let (people, none) = list(quoted);
        assert_eq!(
            (people[0][0].as_str(), people[0][1].as_str()),
            ("Y Thông; \"Ama H’Loan\"", "Già làng, người uy tín")
        );
        assert_eq!(none, []);
        // Letters in two parts, as some systems write them.
        assert_eq!(list("Ho\u{323} va\u{300} te\u{302}n,role,unit\nNguyễn Văn A,Đại biểu,Đơn vị một\n").1, []);
    }

    #[test]
    fn every_mistake_has_its_line_and_column() {
        let one = |text: &str| {
            let all = told(text);
            assert_eq!(all.len(), 1, "{text}: {all:?}");
            let (id, line, column) = all[0].clone();
            (id.strip_prefix("layout-people-").expect("of a list").to_string(), line, column)
        };
        let is = |id: &str, line: usize, column: usize| (id.to_string(), line, column);
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị\nA;B;C\n;B;C\n"), is("empty", 3, 1));
        assert_eq!(one("Đơn vị;Họ tên;Chức vụ\nA;B;C\nHội; ;B\n"), is("empty", 3, 5));
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị\nA;B;C;thừa\n"), is("row", 2, 7));
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị\nA;B\n"), is("row", 2, 1));
        assert_eq!(one("Họ tên;Chúc vị;Đơn vị\nA;B;C\n"), is("column", 1, 8));
        assert_eq!(one("Họ tên;Chức vụ\nA;B\n"), is("column", 1, 1));
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị;Quê quán\nA;B;C;D\n"), is("not-used", 1, 23));
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị\n\"A;B;C\nD;E;F\n"), is("quote", 2, 1));
        assert_eq!(one("Họ tên;Chức vụ;Đơn vị\n;;\n"), is("none", 1, 1));
        assert_eq!(told("").first().map(|(id, ..)| id.as_str()), Some("layout-people-column"));
        // A title above the names.
        let titled = "DANH SÁCH ĐẠI BIỂU;;\n;;\nHọ tên;Chức vụ;Đơn vị\nA;B;C\n";
        assert_eq!(told(titled).len(), 3, "{:?}", told(titled));
        assert!(told(titled).iter().all(|(id, line, _)| id == "layout-people-column" && *line == 1));
    }

    #[test]
    fn rows_that_name_nobody_are_told() {
        let nobody = |line: usize, column: usize| ("layout-people-nobody".to_string(), line, column);
        let head = "STT;Họ và tên;Chức vụ;Đơn vị\n";
        let people = "1;Nguyễn Văn A;Bí thư;Đảng ủy\n2;Trần Thị B;Chủ tịch;UBND\n3;Lê C;Trưởng phòng;\n4;Cil D;;UBND\n";
        assert_eq!(told(&format!("{head}{people}")), []);
        for row in ["I;Khối Đảng;;", "A;ĐẠI BIỂU KHÁCH MỜI;;", "II;Khối chính quyền;;UBND", "5;Khối đoàn thể;;"]
        {
            assert_eq!(told(&format!("{head}{row}\n{people}")), [nobody(2, row.find(';').unwrap_or(0) + 2)], "{row}");
        }
        for row in [";Người lập biểu;;Thủ trưởng đơn vị", ";Tổng cộng: 4 người;;"] {
            assert_eq!(told(&format!("{head}{people}{row}\n")), [nobody(6, 2)], "{row}");
        }
        // A guest who was not counted, and lists that give little of anybody.
        assert_eq!(told(&format!("{head}{people};Y Thông;Già làng;Buôn Ako\n")), []);
        assert_eq!(told("Họ tên,Chức vụ,Đơn vị\nA B,,\nC D,,\nE F,Bí thư,\n"), []);
        assert_eq!(told("Họ tên,Chức vụ,Đơn vị\nA B,Bí thư,Xã\nKhối Đảng,,\nC D,Phó,Xã\n"), [nobody(3, 1)]);
    }

    #[test]
    fn heads_are_asked_for_with_the_sign_of_the_list() {
        let hints = |text: &str| {
            let mut diagnostics = vec![];
            let format = include_str!("../layouts/badge/format.toml");
            let format = load_format(&SourceFile::new("layouts/badge/format.toml", format), "badge", &mut diagnostics);
            let file = SourceFile::new("ds.csv", text);
            rows(&file, &format.expect("a format"), true, &mut diagnostics);
            let hints = diagnostics.iter().flat_map(|d| &d.hints);
            hints.map(|hint| format!("{hint:?}")).collect::<Vec<_>>().join("\n")
        };
        let told = hints("Họ và tên;Chức vụ;Danh xưng\nA;B;C\n");
        assert!(told.contains("Họ và tên;Chức vụ;Đơn vị") && told.contains("Danh xưng"), "{told}");
        assert!(hints("Họ và tên,Chức vụ\nA,B\n").contains("Họ và tên,Chức vụ,Đơn vị"));
        assert_eq!(
            list("Họ và tên đại biểu;Chức vụ;Phòng ban\nNguyễn Văn A;Đại biểu;Đơn vị một\n"),
            (vec![person()], vec![])
        );
    }

    #[test]
    fn letters_that_a_spreadsheet_lost_are_told() {
        let read = |bytes: &[u8]| {
            let mut diagnostics = vec![];
            let format = include_str!("../layouts/badge/format.toml");
            let format = load_format(&SourceFile::new("layouts/badge/format.toml", format), "badge", &mut diagnostics);
            let file = super::text("ds.csv", bytes.to_vec(), &mut diagnostics);
            let (format, before) = (format.expect("a format"), diagnostics.len());
            let found = file.map(|file| rows(&file, &format, true, &mut diagnostics).0.len()).unwrap_or_default();
            // The columns that a list lacks are told apart.
            let found = found > 0 && diagnostics[before..].iter().all(|found| !found.is_error());
            diagnostics.retain(Diagnostic::is_error);
            let hints = diagnostics.iter().flat_map(|d| &d.hints);
            assert!(hints.clone().all(|hint| hint.id == "layout-people-lost-hint"), "{diagnostics:?}");
            (found, diagnostics.iter().map(|d| d.message.id.to_string()).collect::<Vec<_>>())
        };
        let lost = |id: &str| (false, vec![id.to_string()]);
        let head = "Họ và tên;Chức vụ;Đơn vị\n";
        for row in ["Nguy?n V?n A;B;C", "Tr?n A;B;C", "A;?ại biểu;C", "A;Th? ký;C", "A;Phó ?oàn;C"] {
            assert_eq!(read(format!("{head}{row}\n").as_bytes()), lost("layout-people-lost"), "{row}");
        }
        assert_eq!(read(b"H? v\xe0 t\xean;Ch?c v?;?on v?\nNguy?n V?n \xc1;B;C\n").1.len(), 1);
        assert_eq!(read("H? tên;B;C\nA;B;C\n".as_bytes()), lost("layout-people-lost"));
        // Only what a page shows: a remark of those who keep the list may have lost what it will.
        assert_eq!(read("Họ và tên;Chức vụ;Đơn vị;Ghi ch?\nA;B;C;Ch?a đến\n".as_bytes()), (true, vec![]));
        assert_eq!(read(format!("{head}Nguy\u{FFFD}n A;B;C\n").as_bytes()), lost("content-lost-letter"));
        // UTF-8 that was opened as ANSI and saved again.
        let twice: String = "Họ và tên;Chức vụ;Đơn vị\nNguyễn Văn Ất;Phó phòng;Sở\n"
            .bytes()
            .map(|byte| match byte {
                0x85 => '…',
                0x8d | 0x90 | 0x81 => char::from(byte),
                0x91 => '‘',
                0xa5..=0xff => char::from(byte),
                0x80..0xa5 => char::from(byte),
                _ => char::from(byte),
            })
            .collect();
        assert_eq!(read(twice.as_bytes()), lost("content-mojibake"));
        // What is asked, and what is an address.
        let fine = "Họ và tên;Chức vụ;Đơn vị;Ăn chay?;Trang\nA;B;C;Có?;https://x.vn/a?b=1\nB;B;C;?;x.vn?a\n";
        assert_eq!(read(fine.as_bytes()), (true, vec![]));
        assert_eq!(told("Họ tên;Chức vụ;Đơn vị\nLê Th?;B;C\n"), [("layout-people-lost".to_string(), 2, 1)]);
    }
}
