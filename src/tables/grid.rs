//! A sheet as it stands in its file: its text, and where in it each cell stands.
//!
//! A workbook has no text. It is written as one: a line a row, so that the line of a message is the row of the sheet, and tabs between
//! the cells. A cell costs eight bytes beside its letters, so a table of a million rows is held in a few hundred megabytes at most.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::csv;
use crate::diag::{Place, SourceFile};

/// Columns that a table may have: one of more is no table that somebody typed.
pub const MOST_COLUMNS: usize = 1024;
/// Cells that a table may have.
pub const MOST_CELLS: usize = 20_000_000;
/// Bytes of a table, and of all parts of a workbook that are unpacked for it.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// Characters of a cell: what Excel holds.
pub const LONGEST_CELL: usize = 32_767;

/// What stands for a line's end within a cell of a workbook.
const LINE_END: char = '\u{2028}';

/// Why a sheet is no table, whatever its cells say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// More columns than a table has.
    #[error("more than {MOST_COLUMNS} columns")]
    Columns,
    /// More cells or bytes than a table may have.
    #[error("too large")]
    Large,
    /// A cell of more characters than a cell may have: its address.
    #[error("the cell {0} is too long")]
    Long(String),
    /// Rows that stand in no order.
    #[error("rows out of order")]
    Order,
}

/// What a cell is besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellNote {
    /// Its letters and their marks are kept apart (NFD).
    Decomposed,
    /// A formula that no program has reckoned.
    Unreckoned,
    /// `#N/A`, `#REF!`.
    Broken,
}

/// A row: its number in the sheet, from 1, and the first of its cells.
#[derive(Debug, Clone, Copy)]
struct GridRow {
    number: u32,
    first: u32,
}

/// The cells of a sheet. Rows are counted from 0 without the empty ones; columns as in the sheet.
#[derive(Debug)]
pub struct Grid {
    /// The text that they stand in.
    pub file: Arc<SourceFile>,
    /// Whether it was a workbook, whose text is ours.
    pub is_workbook: bool,
    /// Whether a comma stands before decimals.
    pub has_decimal_comma: bool,
    rows: Vec<GridRow>,
    spans: Vec<(u32, u32)>,
    /// By row and column.
    pub(super) notes: BTreeMap<(usize, usize), CellNote>,
    /// Cells that one below another are one: column and first row (numbers of the sheet) → last row.
    merged: BTreeMap<(usize, u32), u32>,
    /// Rows that the spreadsheet does not show, by their numbers in the sheet.
    pub hidden_rows: Vec<u32>,
    /// Columns that it does not show.
    pub hidden_columns: Vec<usize>,
}

impl Grid {
    /// How many rows are not empty.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many cells a row has.
    pub fn width(&self, row: usize) -> usize {
        let first = |row: usize| self.rows.get(row).map_or(self.spans.len(), |row| row.first as usize);
        first(row + 1) - first(row)
    }

    /// The number of a row in its sheet.
    pub fn number(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| row.number)
    }

    /// Where a cell stands in the text, with its quotes and blanks. What was merged from above stands where its first cell does.
    pub fn span(&self, row: usize, column: usize) -> Range<usize> {
        let own = self.own_span(row, column);
        if self.merged.is_empty() || !own.is_empty() {
            return own;
        }
        let number = self.number(row);
        let above = self.merged.range(..=(column, number)).next_back();
        let Some((&(_, first), _)) = above.filter(|((c, _), last)| *c == column && **last >= number) else {
            return own;
        };
        match self.rows.binary_search_by_key(&first, |row| row.number) {
            Ok(first) => self.own_span(first, column),
            Err(_) => own,
        }
    }

    fn own_span(&self, row: usize, column: usize) -> Range<usize> {
        let Some(GridRow { first, .. }) = self.rows.get(row) else { return 0..0 };
        match self.spans.get(*first as usize + column).filter(|_| column < self.width(row)) {
            Some((start, end)) => *start as usize..*end as usize,
            // Beside the last cell.
            None if self.width(row) > 0 => {
                let last = self.spans[*first as usize + self.width(row) - 1].1 as usize;
                last..last
            }
            None => 0..0,
        }
    }

    /// A cell as it was typed, with its blanks.
    pub fn raw(&self, row: usize, column: usize) -> &str {
        &self.file.text[self.span(row, column)]
    }

    /// What a cell says.
    pub fn cell(&self, row: usize, column: usize) -> Cow<'_, str> {
        let trimmed = self.raw(row, column).trim();
        if self.is_workbook && trimmed.contains(LINE_END) {
            return Cow::Owned(trimmed.replace(LINE_END, "\n"));
        }
        if self.is_workbook { Cow::Borrowed(trimmed) } else { csv::unquoted(trimmed) }
    }

    /// Where a cell stands, without the blanks around it.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let (_, range) = csv::value(&self.file.text, self.span(row, column));
        Place::new(&self.file, range)
    }

    /// A cell as spreadsheets call it: `C7`.
    pub fn address(&self, row: usize, column: usize) -> String {
        address(self.number(row), column)
    }

    /// The cells of formulas that no program has reckoned or that went wrong: row and column.
    pub fn unsound(&self) -> impl Iterator<Item = (usize, usize)> {
        let unsound = self.notes.iter().filter(|(_, note)| matches!(note, CellNote::Unreckoned | CellNote::Broken));
        unsound.map(|(at, _)| *at)
    }

    /// The text of a CSV file as cells.
    pub fn of_csv(file: &Arc<SourceFile>) -> Result<Result<Self, Range<usize>>, GridError> {
        let (start, told) = csv::begin(&file.text);
        let separator = told.unwrap_or_else(|| csv::separator(&file.text, start));
        let mut maker = GridMaker::default();
        let mut refused = None;
        let lines_before = u32::from(told.is_some());
        let read = csv::rows(&file.text, start, separator, |number, cells| {
            let number = u32::try_from(number).unwrap_or(u32::MAX).saturating_add(lines_before);
            let added = maker.row(number).and_then(|()| {
                cells.iter().enumerate().try_for_each(|(n, range)| {
                    let length = file.text[range.clone()].len();
                    if length > LONGEST_CELL && file.text[range.clone()].chars().count() > LONGEST_CELL + 2 {
                        return Err(GridError::Long(address(number, n)));
                    }
                    maker.span(range.clone())
                })
            });
            refused = added.err();
            refused.is_none()
        });
        if let Some(refused) = refused {
            return Err(refused);
        }
        // Excel writes decimals with a comma where it writes something else between the cells.
        let has_decimal_comma = separator != b',';
        Ok(read.map(|()| Self { has_decimal_comma, ..maker.grid(file.clone(), false) }))
    }
}

/// A cell as spreadsheets call it.
pub(super) fn address(number: u32, column: usize) -> String {
    format!("{}{number}", letters(column))
}

/// The letters of a column: `A`, `AB`.
pub fn letters(column: usize) -> String {
    let (mut n, mut letters) = (column + 1, vec![]);
    while n > 0 {
        letters.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    letters.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// A grid that is being made, cell by cell.
#[derive(Debug, Default)]
pub(super) struct GridMaker {
    text: String,
    lines: u32,
    rows: Vec<GridRow>,
    spans: Vec<(u32, u32)>,
    notes: BTreeMap<(usize, usize), CellNote>,
    pub(super) merged: BTreeMap<(usize, u32), u32>,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<usize>,
}

impl GridMaker {
    /// Begins a row.
    fn row(&mut self, number: u32) -> Result<(), GridError> {
        if self.rows.last().is_some_and(|row| row.number >= number) {
            return Err(GridError::Order);
        }
        let first = u32::try_from(self.spans.len()).map_err(|_| GridError::Large)?;
        self.rows.push(GridRow { number, first });
        Ok(())
    }

    fn span(&mut self, range: Range<usize>) -> Result<(), GridError> {
        if self.spans.len() >= MOST_CELLS || range.end as u64 > MOST_BYTES {
            return Err(GridError::Large);
        }
        let first = self.rows.last().map_or(0, |row| row.first as usize);
        if self.spans.len() - first >= MOST_COLUMNS {
            return Err(GridError::Columns);
        }
        // Below the limit of bytes, so it fits.
        self.spans.push((range.start as u32, range.end as u32));
        Ok(())
    }

    /// Writes a cell of a workbook: the number of its row, its column, its text.
    pub(super) fn cell(
        &mut self,
        number: u32,
        column: usize,
        text: &str,
        note: Option<CellNote>,
    ) -> Result<(), GridError> {
        use unicode_normalization::{UnicodeNormalization, is_nfc};
        if text.is_empty() && note.is_none() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(GridError::Columns);
        }
        if text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL {
            return Err(GridError::Long(address(number, column)));
        }
        if self.rows.last().is_none_or(|row| row.number != number) {
            self.row(number)?;
            while self.lines + 1 < number {
                self.text.push('\n');
                self.lines += 1;
            }
        }
        let row = self.rows.len() - 1;
        let first = self.rows[row].first as usize;
        // A cell that comes twice, or after those that stand right of it.
        if self.spans.len() - first > column {
            return Err(GridError::Order);
        }
        while self.spans.len() - first < column {
            let at = self.text.len();
            self.span(at..at)?;
            self.text.push('\t');
        }
        let note = note.or_else(|| (!is_nfc(text)).then_some(CellNote::Decomposed));
        let start = self.text.len();
        self.text.extend(text.replace("\r\n", "\n").nfc().map(|c| match c {
            '\n' | '\r' | '\u{2029}' => LINE_END,
            '\t' | '\u{B}' | '\u{C}' => ' ',
            c => c,
        }));
        self.span(start..self.text.len())?;
        self.text.push('\t');
        if let Some(note) = note {
            self.notes.insert((row, column), note);
        }
        Ok(())
    }

    /// The text of a workbook's sheet.
    pub(super) fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The grid, whose cells stand in `file`.
    pub(super) fn grid(self, file: Arc<SourceFile>, is_workbook: bool) -> Grid {
        Grid {
            file,
            is_workbook,
            has_decimal_comma: true,
            rows: self.rows,
            spans: self.spans,
            notes: self.notes,
            merged: self.merged,
            hidden_rows: self.hidden_rows,
            hidden_columns: self.hidden_columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_a_workbook_stands_in_the_line_of_its_row() {
        let mut maker = GridMaker::default();
        maker.cell(2, 0, "Vùng", None).expect("a cell");
        maker.cell(2, 2, "hai\r\ndòng\tmột ô ", None).expect("a cell");
        maker.cell(5, 1, "e\u{301}", None).expect("a cell");
        maker.merged.insert((0, 2), 5);
        assert_eq!(maker.cell(5, 0, "trái", None), Err(GridError::Order));
        assert_eq!(maker.cell(4, 0, "trên", None), Err(GridError::Order));
        assert_eq!(maker.cell(6, MOST_COLUMNS, "xa", None), Err(GridError::Columns));
        assert_eq!(maker.cell(6, 27, &"a".repeat(LONGEST_CELL + 1), None), Err(GridError::Long("AB6".into())));
        let text = maker.take_text();
        let grid = maker.grid(SourceFile::new("a.xlsx#b", text), true);
        assert_eq!((grid.height(), grid.width(0), grid.width(1)), (2, 3, 2));
        assert_eq!(grid.cell(0, 2), "hai\ndòng một ô");
        assert_eq!(grid.cell(1, 1), "é");
        assert_eq!(grid.notes.get(&(1, 1)), Some(&CellNote::Decomposed));
        let place = grid.place(1, 1);
        assert_eq!(place.file.line_column(place.range.start), (5, 2));
        assert_eq!(grid.address(1, 1), "B5");
        // Merged from above; and beside the last cell there is nothing.
        assert_eq!((grid.cell(1, 0), grid.cell(1, 7)), ("Vùng".into(), "".into()));
    }

    #[test]
    fn csv_is_bounded() {
        let read =
            |text: String| Grid::of_csv(&SourceFile::new("a.csv", text)).map(|read| read.map(|grid| grid.height()));
        assert_eq!(read("a;b\n1;2\n".into()), Ok(Ok(2)));
        assert_eq!(read("a;".repeat(1_000_000)), Err(GridError::Columns));
        assert_eq!(read(format!("a,b\n1,\"{}\"\n", "x".repeat(1 << 20))), Err(GridError::Long("B2".into())));
        assert_eq!(read("a,\"b".into()), Ok(Err(2..3)));
    }
}
