//! Columns of a table whose numbers name: those of one called “STT” or “Đợt” count the rows, the days of one called “Ngày” are days.

use crate::markup::doc::{Inline, said};
use crate::markup::languages::numbers::is_day;
use crate::markup::meant::pasted::counts_rows;

/// What the numbers of a column name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Its rows, one after the other: `1`, `2`, `3`.
    Rows,
    /// Days.
    Days,
}

/// What the head of a table says of the numbers below it, if they name.
fn names_rows(head: &str) -> Option<Names> {
    const ROWS: &[&str] = &[
        "thứ tự",
        "đợt",
        "buổi",
        "bước",
        "kỳ",
        "lần",
        "vòng",
        "giai đoạn",
        "tuần",
        "tiết",
        "điều",
        "khoản",
        "mục",
        "bài",
        "câu",
        "tổ",
        "nhóm",
        "lớp",
        "khối",
        "round",
        "session",
        "step",
        "phase",
        "week",
        "day",
        "lesson",
        "article",
        "item",
        "group",
        "grade",
        "chapter",
    ];
    let head = head.to_lowercase();
    if counts_rows(&head) || ROWS.contains(&head.as_str()) {
        return Some(Names::Rows);
    }
    let is_days = head == "ngày" || head.starts_with("ngày ") || matches!(head.as_str(), "thời gian" | "date" | "hạn");
    is_days.then_some(Names::Days)
}

/// The columns of a table whose numbers name, as its rows are gone through.
#[derive(Debug, Default)]
pub(in crate::markup) struct Columns {
    rows: usize,
    naming: Vec<Naming>,
}

/// A column whose numbers name.
#[derive(Debug, Clone, Copy)]
struct Naming {
    column: usize,
    names: Names,
    /// The number of the last row that has one.
    last: u64,
}

impl Columns {
    /// The cells of the next row, each with whether what stands in it says nothing of the world.
    pub(in crate::markup) fn names<'r>(&mut self, row: &'r [Vec<Inline>]) -> Vec<(&'r [Inline], bool)> {
        let row = row.iter().enumerate().map(|(column, cell)| (cell.as_slice(), self.is_name(column, cell))).collect();
        self.rows += 1;
        row
    }

    fn is_name(&mut self, column: usize, cell: &[Inline]) -> bool {
        let said = said(cell);
        let said = said.trim();
        if self.rows == 0 {
            // Rows are counted in front of them; behind, `Lớp` says how many.
            let names = names_rows(said).filter(|names| *names == Names::Days || column == 0);
            self.naming.extend(names.map(|names| Naming { column, names, last: 0 }));
            return false;
        }
        // `(1)`, `(2)`, `(3)` below the head number the columns.
        let bracketed = said.strip_prefix('(').and_then(|said| said.strip_suffix(')'));
        let is_number = self.rows == 1 && bracketed == Some(&(column + 1).to_string());
        let Some(naming) = self.naming.iter_mut().find(|naming| naming.column == column) else { return is_number };
        let number = said.trim_end_matches('.').parse().ok();
        let is_name = match naming.names {
            Names::Rows => number.is_some_and(|n| n == naming.last + 1 || n == naming.last && n > 0),
            Names::Days => is_day(said),
        };
        if is_name {
            naming.last = number.unwrap_or(naming.last);
        }
        is_number || is_name
    }
}
