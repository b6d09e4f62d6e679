//! Lists of people for badges and table cards: CSV with a row of column names.

use std::collections::BTreeMap;

use super::load::text_of;
use super::model::{Piece, Spanned};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::fs::Files;
use crate::{markup, msg};

/// A list that was read.
#[derive(Debug, Default)]
pub struct People {
    /// Its path from the workspace root.
    pub path: String,
    /// Cells by column, row by row.
    pub rows: Vec<BTreeMap<String, String>>,
}

/// Reads the list that a piece names. `columns` are those that it must have, the first of them never empty.
///
/// Every mistake is reported at its line of the list; `None` if there is no list to read.
pub fn read(
    files: &Files,
    piece: &Piece,
    path: &Spanned<String>,
    columns: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<People> {
    let dir = piece.file.path.rsplit_once('/').map_or("", |(dir, _)| dir);
    let found = markup::path_from(dir, &path.value).ok();
    let found = found.map(|path| path.trim_start_matches('/').to_string());
    let Some((name, bytes)) = found.and_then(|name| Some((name.clone(), files.read(&name).ok()?))) else {
        let error = Diagnostic::error(msg!("layout-people-missing", path = path.value));
        diagnostics
            .push(error.at(Place::new(&piece.file, path.range.clone())).hint(msg!("layout-people-missing-hint")));
        return None;
    };
    let file = text_of(&name, &bytes, diagnostics)?;
    let mut list = People { path: file.path.clone(), rows: vec![] };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.text.as_bytes());
    let line = |n: u64| Place::new(&file, file.line_range(usize::try_from(n.saturating_sub(1)).unwrap_or(0)));
    let heads: Vec<String> = match reader.headers() {
        Ok(heads) => heads.iter().map(str::to_lowercase).collect(),
        Err(_) => vec![],
    };
    let hint = || msg!("layout-people-column-hint", columns = columns.join(","));
    let before = diagnostics.len();
    for column in columns.iter().filter(|column| !heads.contains(column)) {
        let error = Diagnostic::error(msg!("layout-people-column", column = column));
        diagnostics.push(error.at(Place::new(&file, file.line_range(0))).hint(hint()));
    }
    if diagnostics.len() > before {
        return Some(list);
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let at = record.position().map_or(1, csv::Position::line);
                let row: BTreeMap<String, String> =
                    heads.iter().cloned().zip(record.iter().map(|cell| cell.to_string())).collect();
                if let Some(column) = columns.first().filter(|column| row.get(*column).is_none_or(|c| c.is_empty())) {
                    diagnostics.push(Diagnostic::error(msg!("layout-people-empty", column = column)).at(line(at)));
                }
                list.rows.push(row);
            }
            Err(error) => {
                let at = error.position().map_or(1, csv::Position::line);
                diagnostics.push(
                    Diagnostic::error(msg!("layout-people-row")).at(line(at)).hint(msg!("layout-people-row-hint")),
                );
            }
        }
    }
    if list.rows.is_empty() && diagnostics.len() == before {
        diagnostics.push(Diagnostic::error(msg!("layout-people-none")).at(line(1)));
    }
    Some(list)
}
