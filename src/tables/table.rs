//! A table: its columns by name, its rows, and a place for every cell.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::grid::{CellNote, Grid};
use super::kinds::{ColumnKind, slug};
use crate::diag::{Place, SourceFile, did_you_mean};

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// What a piece calls it by: the name that `anpham.toml` gives it, else its slug.
    pub name: String,
    /// Its head as a name: `dien_thoai`. It is called by this too.
    pub slug: String,
    /// What stands above it.
    pub head: String,
    /// Where that stands.
    pub head_range: Range<usize>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether a comma stands before its decimals.
    pub has_decimal_comma: bool,
    /// Which column of the sheet it is, from 0.
    pub at: usize,
}

/// A table that was read.
#[derive(Debug)]
pub struct Table {
    /// What pieces call it by.
    pub name: String,
    /// Its file from the workspace root.
    pub path: String,
    /// Its sheet, where it has several.
    pub sheet: Option<String>,
    /// Its columns, those without a head left out.
    pub columns: Vec<Column>,
    /// Which of them names the rows.
    pub key: Option<usize>,
    /// The row of the heads.
    pub(super) head: usize,
    pub(super) grid: Grid,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Whose row it is.
    pub table: &'a Table,
    line: usize,
}

impl<'a> Row<'a> {
    /// What names it: its key, or its number in the sheet where the table has none.
    pub fn key(&self) -> Cow<'a, str> {
        match self.table.key {
            Some(key) => self.cell(key),
            None => Cow::Owned(self.number().to_string()),
        }
    }

    /// Its number in the sheet, as a spreadsheet shows it.
    pub fn number(&self) -> u32 {
        self.table.grid.number(self.line)
    }

    /// What the cell of a column says.
    pub fn cell(&self, column: usize) -> Cow<'a, str> {
        self.table.columns.get(column).map_or(Cow::Borrowed(""), |column| self.table.grid.cell(self.line, column.at))
    }

    /// Where that stands.
    pub fn place(&self, column: usize) -> Place {
        let at = self.table.columns.get(column).map_or(0, |column| column.at);
        self.table.grid.place(self.line, at)
    }

    /// The cell of a column as a spreadsheet calls it: `C7`.
    pub fn address(&self, column: usize) -> String {
        let at = self.table.columns.get(column).map_or(0, |column| column.at);
        self.table.grid.address(self.line, at)
    }

    /// Whether a formula of the cell was never reckoned, or went wrong.
    pub fn is_unsound(&self, column: usize) -> bool {
        let note = self.table.columns.get(column).and_then(|column| self.table.grid.notes.get(&(self.line, column.at)));
        matches!(note, Some(CellNote::Unreckoned | CellNote::Broken))
    }
}

impl Table {
    /// How many rows it has, the heads left out.
    pub fn len(&self) -> usize {
        self.grid.height().saturating_sub(self.first_line())
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines().map(|line| Row { table: self, line })
    }

    /// A row by its place among the others.
    pub fn row(&self, n: usize) -> Option<Row<'_>> {
        (n < self.len()).then(|| Row { table: self, line: self.first_line() + n })
    }

    /// The column that a name means: its name, its slug, or its head.
    pub fn column(&self, name: &str) -> Option<usize> {
        let by = |is: &dyn Fn(&Column) -> bool| self.columns.iter().position(is);
        by(&|column| column.name == name)
            .or_else(|| by(&|column| column.slug == name))
            .or_else(|| by(&|column| column.head == name))
            .or_else(|| by(&|column| column.slug == slug(name)))
    }

    /// The column that was most likely meant by a name that means none.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let names = self.columns.iter().flat_map(|column| [column.name.as_str(), column.slug.as_str()]);
        did_you_mean(&slug(name), names)
    }

    /// Where the heads stand.
    pub fn head_range(&self) -> Range<usize> {
        match (self.columns.first(), self.columns.last()) {
            (Some(first), Some(last)) => first.head_range.start..last.head_range.end,
            _ => 0..0,
        }
    }

    /// The text that its cells stand in.
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.grid.file
    }

    /// The first row of the grid that is no head.
    pub(super) fn first_line(&self) -> usize {
        self.head + 1
    }

    /// The rows of the grid that are rows of the table.
    pub(super) fn lines(&self) -> Range<usize> {
        self.first_line().min(self.grid.height())..self.grid.height()
    }
}
