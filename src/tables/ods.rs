//! ODS: the tables of a spreadsheet of `OpenDocument`, cell by cell.

use quick_xml::events::{BytesStart, Event};

use super::formats::{day_text, plain};
use super::grid::{CellNote, GridError, GridMaker, MOST_COLUMNS};
use super::package::{Package, WorkbookError, attribute, referred};
use crate::content::schema::parse_date;

/// A cell that is being read, and how often it is repeated to the right.
#[derive(Default)]
struct OdsCell {
    kind: String,
    value: String,
    has_formula: bool,
    rows: u32,
    repeated: usize,
    text: String,
    paragraphs: usize,
}

/// A table that is being read.
#[derive(Default)]
struct OpenTable {
    maker: GridMaker,
    /// The number of the row.
    row: u32,
    repeated: u32,
    /// The cells of the row that say something: column, how often, text, note.
    cells: Vec<(usize, usize, String, Option<CellNote>)>,
    column: usize,
    columns: usize,
    is_filled: bool,
}

/// Reads a table, or the first that is not empty. Gives its name and the names of the others that have cells.
pub(super) fn read(
    package: &mut Package,
    wanted: Option<&str>,
) -> Result<(String, GridMaker, Vec<String>), WorkbookError> {
    let damage = package.damage();
    let Some(mut xml) = package.part("content.xml")? else {
        return Err(WorkbookError::Damaged("no content.xml".into()));
    };
    let (mut names, mut filled): (Vec<String>, Vec<String>) = (vec![], vec![]);
    let mut chosen: Option<(String, GridMaker)> = None;
    let (mut reading, mut cell) = (None::<OpenTable>, None::<OdsCell>);
    // Remarks beside cells have paragraphs too.
    let (mut buffer, mut aside, mut is_wanted) = (vec![], 0usize, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "annotation" => aside += 1,
                _ if aside > 0 => {}
                "table" => {
                    let name = attribute(&e, "name").unwrap_or_default();
                    is_wanted = chosen.is_none() && wanted.is_none_or(|wanted| wanted.trim() == name.trim());
                    names.push(name);
                    reading = Some(OpenTable::default());
                }
                "table-column" => {
                    if let Some(reading) = &mut reading {
                        reading.column_begins(&e);
                    }
                }
                "table-row" => {
                    if let Some(reading) = &mut reading {
                        reading.row_begins(&e)?;
                    }
                }
                "table-cell" | "covered-table-cell" => cell = Some(begin(&e)),
                "p" => {
                    if let Some(cell) = &mut cell {
                        if cell.paragraphs > 0 {
                            cell.text.push('\n');
                        }
                        cell.paragraphs += 1;
                    }
                }
                "s" => {
                    let n = attribute(&e, "c").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
                    cell.iter_mut().for_each(|cell| cell.text.push_str(&" ".repeat(n.min(1000))));
                }
                "tab" => cell.iter_mut().for_each(|cell| cell.text.push(' ')),
                "line-break" => cell.iter_mut().for_each(|cell| cell.text.push('\n')),
                _ => {}
            },
            Event::Text(t) if aside == 0 => {
                if let Some(cell) = cell.as_mut().filter(|cell| cell.paragraphs > 0) {
                    cell.text.push_str(t.xml10_content().trim_matches('\n'));
                }
            }
            Event::GeneralRef(r) if aside == 0 => cell.iter_mut().for_each(|cell| cell.text.extend(referred(&r))),
            Event::End(e) => match e.local_name().as_ref() {
                "annotation" => aside = aside.saturating_sub(1),
                _ if aside > 0 => {}
                "table-cell" | "covered-table-cell" => {
                    if let (Some(cell), Some(reading)) = (cell.take(), &mut reading) {
                        reading.cell_ends(cell)?;
                    }
                }
                "table-row" => {
                    if let Some(reading) = &mut reading {
                        reading.row_ends(is_wanted)?;
                    }
                }
                "table" => {
                    if let (Some(mut read), Some(name)) = (reading.take(), names.last()) {
                        if read.is_filled {
                            filled.push(name.clone());
                        }
                        if is_wanted && (read.is_filled || wanted.is_some()) {
                            chosen = Some((name.clone(), std::mem::take(&mut read.maker)));
                        }
                    }
                }
                _ => {}
            },
            Event::Eof if reading.is_some() => return Err(WorkbookError::Damaged("cut off".into())),
            Event::Eof => break,
            _ => {}
        }
    }
    match chosen {
        Some((name, maker)) => {
            filled.retain(|other| *other != name);
            Ok((name, maker, filled))
        }
        None if wanted.is_some() || names.is_empty() => Err(WorkbookError::Sheet(names)),
        None => Ok((names.swap_remove(0), GridMaker::default(), vec![])),
    }
}

fn begin(e: &BytesStart) -> OdsCell {
    let number = |name: &str| attribute(e, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
    let kind = attribute(e, "value-type").unwrap_or_default();
    let value = match kind.as_str() {
        "date" => attribute(e, "date-value"),
        "time" => attribute(e, "time-value"),
        "boolean" => attribute(e, "boolean-value"),
        "string" => attribute(e, "string-value"),
        _ => attribute(e, "value"),
    };
    OdsCell {
        kind,
        value: value.unwrap_or_default(),
        has_formula: attribute(e, "formula").is_some(),
        rows: number("number-rows-spanned"),
        repeated: number("number-columns-repeated") as usize,
        ..OdsCell::default()
    }
}

impl OpenTable {
    fn column_begins(&mut self, e: &BytesStart) {
        let repeated = attribute(e, "number-columns-repeated").and_then(|n| n.parse().ok()).unwrap_or(1usize);
        let is_hidden = attribute(e, "visibility").is_some_and(|shown| shown != "visible");
        let end = self.columns.saturating_add(repeated);
        if is_hidden {
            self.maker.hidden_columns.extend(self.columns..end.min(MOST_COLUMNS));
        }
        self.columns = end;
    }

    fn row_begins(&mut self, e: &BytesStart) -> Result<(), GridError> {
        self.row = self.row.saturating_add(self.repeated.max(u32::from(self.row == 0)));
        self.repeated = attribute(e, "number-rows-repeated").and_then(|n| n.parse().ok()).unwrap_or(1).max(1);
        if self.row > 1_048_576 {
            return Err(GridError::Large);
        }
        if attribute(e, "visibility").is_some_and(|shown| shown != "visible") && self.repeated < 10_000 {
            self.maker.hidden_rows.extend(self.row..self.row + self.repeated);
        }
        self.cells.clear();
        self.column = 0;
        Ok(())
    }

    fn cell_ends(&mut self, cell: OdsCell) -> Result<(), GridError> {
        let (text, note) = said(&cell);
        let repeated = cell.repeated.max(1);
        if !text.is_empty() || note.is_some() {
            if self.column.saturating_add(repeated) > MOST_COLUMNS {
                return Err(GridError::Columns);
            }
            if cell.rows > 1 {
                self.maker.merged.insert((self.column, self.row), self.row.saturating_add(cell.rows - 1));
            }
            self.is_filled = true;
            self.cells.push((self.column, repeated, text, note));
        }
        self.column = self.column.saturating_add(repeated);
        Ok(())
    }

    fn row_ends(&mut self, is_wanted: bool) -> Result<(), GridError> {
        if !is_wanted || self.cells.is_empty() {
            return Ok(());
        }
        // A row that says something is repeated where several are alike; the limits of a grid hold for it too.
        for row in (self.row..).take(self.repeated as usize) {
            for (column, repeated, text, note) in &self.cells {
                for column in (*column..).take(*repeated) {
                    self.maker.cell(row, column, text, *note)?;
                }
            }
        }
        Ok(())
    }
}

/// What a cell says, and what is wrong with it.
fn said(cell: &OdsCell) -> (String, Option<CellNote>) {
    let text = cell.text.as_str();
    let is_broken = text.starts_with("Err:") || text.starts_with('#') && text.ends_with(['!', '?', 'A']);
    if cell.has_formula && is_broken {
        return (text.to_string(), Some(CellNote::Broken));
    }
    if cell.has_formula && cell.kind.is_empty() && text.is_empty() {
        return (String::new(), Some(CellNote::Unreckoned));
    }
    let number = cell.value.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    let said = match (cell.kind.as_str(), number) {
        ("percentage", Some(value)) => plain(value * 100.0) + "%",
        ("float" | "currency", Some(value)) => {
            // Zeros that a format puts before a number stand in what is shown alone.
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let rest = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'));
            let keeps = rest && digits.starts_with('0') && digits.len() > 1;
            if keeps && digits.parse::<f64>().is_ok_and(|shown| shown == value) {
                text.to_string()
            } else {
                plain(value)
            }
        }
        ("date", _) => day_of(&cell.value).unwrap_or_else(|| text.to_string()),
        ("time", _) => time_of(&cell.value).unwrap_or_else(|| text.to_string()),
        ("boolean", _) => cell.value.to_uppercase(),
        ("string", _) if text.is_empty() => cell.value.clone(),
        _ => text.to_string(),
    };
    (said, None)
}

/// `2025-07-01`, `2025-07-01T07:30:00` as it is typed in Viet Nam.
pub(super) fn day_of(value: &str) -> Option<String> {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let date = parse_date(day)?;
    let month = time::Month::try_from(date.month).ok()?;
    let day = day_text(time::Date::from_calendar_date(date.year, month, date.day).ok()?);
    let time = time.get(..5).filter(|time| *time != "00:00");
    Some(time.map_or(day.clone(), |time| format!("{day} {time}")))
}

/// `PT07H30M00S` as a clock shows it.
fn time_of(value: &str) -> Option<String> {
    let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
    let (minutes, _) = rest.split_once('M')?;
    let number = |text: &str| text.parse::<u32>().ok();
    Some(format!("{:02}:{:02}", number(hours)?, number(minutes)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_typed_as_in_viet_nam() {
        assert_eq!(day_of("2025-07-01").as_deref(), Some("01/07/2025"));
        assert_eq!(day_of("2025-07-01T07:30:00").as_deref(), Some("01/07/2025 07:30"));
        assert_eq!(time_of("PT07H30M00S").as_deref(), Some("07:30"));
        assert_eq!((day_of("nay"), time_of("7")), (None, None));
    }
}
