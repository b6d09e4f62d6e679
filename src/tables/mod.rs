//! Tables of data: CSV, XLSX and ODS → rows and columns with a name, a kind and a place for every cell.
//!
//! [`csv`] and the readers of workbooks make a [`Grid`] of a file: its cells as they stand in it, and nothing guessed.
//! [`read`] finds the heads, names and kinds of its columns ([`kinds`]) once, and the column whose cells name the rows. What looks wrong is
//! told by [`tell`], for whoever asks: a table that nobody has looked at is merged all the same.
//!
//! A cell is a text, whatever it was in a workbook: what is typed in Viet Nam, `7,5`, `60%`, `01/07/2025`. It is never code.
//!
//! Workbooks are read on the packages that this program has anyway. The usual crate for them asks one of those for a feature by which all of
//! Typst is built anew, and tells neither hidden rows nor the zeros that a format shows.

pub mod csv;
mod faults;
mod formats;
pub mod grid;
pub mod kinds;
mod ods;
mod package;
mod table;
mod units;
mod xlsx;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::content::model::{Campaign, ColumnSettings, TableSettings};
use crate::content::{Spanned, text_of};
use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::fs::{Files, ReadError};
use crate::msg;
pub use faults::tell;
use grid::{CellNote, Grid, GridError};
use kinds::{ColumnKind, slug};
use package::{Package, WorkbookError};
pub use table::{Column, Row, Table};

/// The folder of tables.
pub const FOLDER: &str = "data";
/// The endings of files that are tables, those that are taken first first.
pub const ENDINGS: [&str; 3] = ["csv", "xlsx", "ods"];
/// Rows that are looked through for the heads.
const MOST_ABOVE: usize = 20;

/// The tables of a workspace: those that the campaign names, and the files in `data/`.
pub fn names(files: &Files, campaign: &Campaign) -> Vec<String> {
    let mut names: Vec<String> = campaign.tables.keys().cloned().collect();
    for path in files.own(FOLDER) {
        let name = path.strip_prefix(FOLDER).and_then(|path| path.strip_prefix('/')).filter(|name| !name.contains('/'));
        let Some((stem, ending)) = name.and_then(|name| name.rsplit_once('.')) else { continue };
        // Excel's own files of the moment.
        if ENDINGS.contains(&ending.to_lowercase().as_str()) && !stem.starts_with("~$") {
            names.push(stem.nfc().collect());
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Reads a table. Every mistake is reported; `None` where there is none.
pub fn read(files: &Files, campaign: &Campaign, name: &str, diagnostics: &mut Diagnostics) -> Option<Table> {
    let settings = campaign.tables.get(name);
    let typed = settings.and_then(|settings| settings.file.as_ref());
    let asked = |error: Diagnostic| match typed {
        Some(typed) => error.at(Place::new(&campaign.file, typed.range.clone())),
        None => error.at(Place::new(&campaign.file, 0..0)),
    };
    let (path, sheet) = match typed {
        Some(typed) => match typed.split_once('#') {
            Some((path, sheet)) => (path.to_string(), Some(sheet.to_string())),
            None => (typed.value.clone(), None),
        },
        None => (found(files, name).or_else(|| missing(files, campaign, name, diagnostics))?, None),
    };
    let bytes = match files.read(&path) {
        Ok(bytes) if bytes.len() as u64 > grid::MOST_BYTES => {
            diagnostics.push(asked(refused(&path, &GridError::Large)));
            return None;
        }
        Ok(bytes) => bytes,
        Err(ReadError::Io(error)) => {
            diagnostics.push(asked(Diagnostic::error(msg!("content-unreadable", path = path)).quote(error)));
            return None;
        }
        Err(error) => {
            let message = match error {
                ReadError::Outside => msg!("content-outside", path = path),
                _ => msg!("content-no-file", path = path),
            };
            let there = files.own(FOLDER);
            let hint = match did_you_mean(&path, there.iter().map(String::as_str)) {
                Some(near) => msg!("content-did-you-mean", name = near),
                None => msg!("tables-unknown-hint"),
            };
            diagnostics.push(asked(Diagnostic::error(message).hint(hint)));
            return None;
        }
    };
    let (grid, sheet) = if csv::is_workbook(&bytes) {
        match self::sheet(&path, bytes, sheet.as_deref(), diagnostics) {
            Ok(read) => {
                let (grid, sheet) = read?;
                (grid, Some(sheet))
            }
            Err(error) => {
                diagnostics.push(asked(*error));
                return None;
            }
        }
    } else {
        if let Some(sheet) = &sheet {
            let warning = Diagnostic::warning(msg!("tables-csv-sheet", path = path, sheet = sheet));
            diagnostics.push(asked(warning));
        }
        (of_text(&path, bytes, &asked, diagnostics)?, None)
    };
    table(name, path, sheet, grid, settings, &campaign.file, diagnostics)
}

/// The file in `data/` that has the name of a table.
fn found(files: &Files, name: &str) -> Option<String> {
    let wanted = |path: &String| {
        let file = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        let (stem, ending) = file.rsplit_once('.')?;
        let rank = ENDINGS.iter().position(|known| *known == ending.to_lowercase())?;
        stem.nfc().eq(name.nfc()).then_some((rank, path.clone()))
    };
    files.own(FOLDER).iter().filter_map(wanted).min().map(|(_, path)| path)
}

fn missing(files: &Files, campaign: &Campaign, name: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let names = names(files, campaign);
    let error = Diagnostic::error(msg!("tables-unknown", name = name)).at(Place::new(&campaign.file, 0..0));
    diagnostics.push(match did_you_mean(name, names.iter().map(String::as_str)) {
        Some(near) => error.hint(msg!("content-did-you-mean", name = near)),
        None if names.is_empty() => error.hint(msg!("tables-unknown-hint")),
        None => error.hint(msg!("tables-known", names = names.join(", "))),
    });
    None
}

/// Why a table is refused that grows beyond all measure.
fn refused(path: &str, error: &GridError) -> Diagnostic {
    match error {
        GridError::Columns => Diagnostic::error(msg!("tables-columns", path = path, most = grid::MOST_COLUMNS))
            .hint(msg!("tables-columns-hint")),
        GridError::Long(cell) => {
            Diagnostic::error(msg!("tables-cell-long", path = path, cell = cell, most = grid::LONGEST_CELL))
                .hint(msg!("tables-cell-long-hint"))
        }
        GridError::Large => Diagnostic::error(msg!("tables-large", path = path)).hint(msg!("tables-large-hint")),
        GridError::Order => {
            Diagnostic::error(msg!("tables-damaged", path = path)).hint(msg!("tables-damaged-hint")).quote(error)
        }
    }
}

fn of_workbook(path: &str, sheet: Option<&str>, error: &WorkbookError) -> Diagnostic {
    match error {
        WorkbookError::Old => Diagnostic::error(msg!("tables-old", path = path)).hint(msg!("tables-old-hint")),
        WorkbookError::Damaged(words) => {
            Diagnostic::error(msg!("tables-damaged", path = path)).hint(msg!("tables-damaged-hint")).quote(words)
        }
        WorkbookError::Large => refused(path, &GridError::Large),
        WorkbookError::Grid(error) => refused(path, error),
        WorkbookError::Sheet(names) => {
            let error = Diagnostic::error(msg!("tables-sheet", path = path, sheet = sheet.unwrap_or_default()));
            match did_you_mean(sheet.unwrap_or_default(), names.iter().map(String::as_str)) {
                Some(near) => error.hint(msg!("content-did-you-mean", name = near)),
                None => error.hint(msg!("tables-sheets-hint", names = names.join(", "))),
            }
        }
    }
}

/// A sheet of a workbook as a grid, and its name: the one that is wanted, else the first that is shown and not empty. `None` where its
/// text is spoiled, which is told; an error has no place yet.
pub fn sheet(
    path: &str,
    bytes: Vec<u8>,
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<(Grid, String)>, Box<Diagnostic>> {
    let (grid, name) =
        workbook(path, bytes, wanted, diagnostics).map_err(|error| Box::new(of_workbook(path, wanted, &error)))?;
    Ok(grid.map(|grid| (grid, name)))
}

fn workbook(
    path: &str,
    bytes: Vec<u8>,
    wanted: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Result<(Option<Grid>, String), WorkbookError> {
    let mut package = Package::open(bytes)?;
    let is_ods = package.part("content.xml")?.is_some();
    let (name, mut maker, others) =
        if is_ods { ods::read(&mut package, wanted)? } else { xlsx::read(&mut package, wanted)? };
    // A text that came out of a workbook may be spoiled as any other.
    let file = text_of(&format!("{path}#{name}"), maker.take_text().as_bytes(), diagnostics);
    let grid = file.map(|file| maker.grid(file, true));
    if let (Some(grid), None, false) = (&grid, wanted, others.is_empty()) {
        let message = msg!("tables-sheets", path = path, sheet = name, names = others.join(", "));
        let hint = msg!("tables-sheets-which", path = path, sheet = name);
        diagnostics.push(Diagnostic::warning(message).at(Place::new(&grid.file, 0..0)).hint(hint));
    }
    Ok((grid, name))
}

/// The text of a CSV file as a grid.
fn of_text(
    path: &str,
    bytes: Vec<u8>,
    asked: &dyn Fn(Diagnostic) -> Diagnostic,
    diagnostics: &mut Diagnostics,
) -> Option<Grid> {
    let bytes = csv::utf8(bytes);
    let apart = std::str::from_utf8(&bytes).ok().filter(|text| !is_nfc(text));
    let apart = apart.map(|text| text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n"));
    let file = text_of(path, &bytes, diagnostics)?;
    let mut grid = match Grid::of_csv(&file) {
        Ok(Ok(grid)) => grid,
        Ok(Err(quote)) => {
            let error = Diagnostic::error(msg!("layout-people-quote")).at(Place::new(&file, quote));
            diagnostics.push(error.hint(msg!("layout-people-quote-hint")));
            return None;
        }
        Err(error) => {
            diagnostics.push(asked(refused(path, &error)));
            return None;
        }
    };
    // The same cells, as they were before their letters and marks were put together.
    if let Some(Ok(Ok(typed))) = apart.map(|text| Grid::of_csv(&SourceFile::new(path, text))) {
        for row in 0..typed.height() {
            let decomposed = (0..typed.width(row)).filter(|column| !is_nfc(typed.raw(row, *column)));
            grid.notes.extend(decomposed.map(|column| ((row, column), CellNote::Decomposed)));
        }
    }
    Some(grid)
}

/// The row of the heads: the first that is about as long as most rows are, as titles and names of offices above it are not.
fn head_row(grid: &Grid) -> usize {
    let filled = |row: usize| (0..grid.width(row)).filter(|column| !grid.raw(row, *column).trim().is_empty()).count();
    let lengths: Vec<usize> = (0..grid.height().min(MOST_ABOVE * 3)).map(filled).collect();
    let usual = lengths.iter().copied().max_by_key(|n| (lengths.iter().filter(|other| *other == n).count(), *n));
    let usual = usual.unwrap_or(0);
    let is_head = |n: &usize| *n * 5 >= usual * 3 && *n >= usual.min(2);
    lengths.iter().take(MOST_ABOVE).position(is_head).unwrap_or(0)
}

fn table(
    name: &str,
    path: String,
    sheet: Option<String>,
    grid: Grid,
    settings: Option<&TableSettings>,
    campaign: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let before = diagnostics.len();
    if grid.height() == 0 {
        let message = Diagnostic::error(msg!("tables-nothing", path = grid.file.path));
        diagnostics.push(message.at(Place::new(&grid.file, 0..0)).hint(msg!("tables-nothing-hint")));
        return None;
    }
    let head = head_row(&grid);
    let mut columns = columns(&grid, head, diagnostics);
    let mut table = Table { name: name.to_string(), path, sheet, columns: vec![], key: None, head, grid };
    if let Some(settings) = settings {
        apply(&mut columns, settings, campaign, diagnostics);
    }
    for column in &mut columns {
        let cells: Vec<Cow<str>> = table.lines().map(|row| table.grid.cell(row, column.at)).collect();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).filter(|cell| !cell.is_empty()).collect();
        column.has_decimal_comma = kinds::decimal_comma(cells.iter().copied(), table.grid.has_decimal_comma);
        let given = settings.and_then(|settings| settings.columns.get(&column.name)?.kind.as_deref());
        column.kind = given.and_then(ColumnKind::of).unwrap_or_else(|| {
            // A sample is enough, from the whole table: what is sorted begins with what is alike.
            let step = cells.len().div_ceil(5000).max(1);
            let sample: Vec<&str> = cells.iter().copied().step_by(step).collect();
            kinds::kind_of(&column.slug, &sample, column.has_decimal_comma)
        });
    }
    table.columns = columns;
    surplus(&table, diagnostics);
    table.key = match settings.and_then(|settings| settings.key.as_ref()) {
        Some(key) => given_key(&table, key, campaign, diagnostics),
        None => found_key(&table),
    };
    let sound = !diagnostics[before..].iter().any(Diagnostic::is_error);
    sound.then_some(table)
}

/// The columns by their heads.
fn columns(grid: &Grid, head: usize, diagnostics: &mut Diagnostics) -> Vec<Column> {
    let mut columns: Vec<Column> = vec![];
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for at in 0..grid.width(head) {
        let text = grid.cell(head, at).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let mut slug = slug(&text);
        if slug.is_empty() {
            slug = grid::letters(at).to_lowercase();
        }
        let place = grid.place(head, at);
        if let Some(other) = seen.insert(slug.clone(), text.clone()) {
            let message = Diagnostic::warning(msg!("tables-head-twice", head = text, other = other));
            slug = format!("{slug}_{}", grid::letters(at).to_lowercase());
            diagnostics.push(message.at(place.clone()).hint(msg!("tables-head-twice-hint", slug = slug)));
        }
        columns.push(Column {
            name: slug.clone(),
            slug,
            head: text,
            head_range: place.range,
            kind: ColumnKind::Text,
            has_decimal_comma: grid.has_decimal_comma,
            at,
        });
    }
    columns
}

/// Gives columns the names that the campaign has for them.
fn apply(columns: &mut [Column], settings: &TableSettings, campaign: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    for (name, ColumnSettings { head, range, .. }) in &settings.columns {
        let wanted = head.as_ref().map_or(name.as_str(), |head| head.value.as_str());
        let wanted_slug = slug(wanted);
        match columns.iter_mut().find(|column| column.head == wanted || column.slug == wanted_slug) {
            Some(column) => column.name.clone_from(name),
            None => {
                let range = head.as_ref().map_or(range, |head| &head.range);
                let message = msg!("tables-no-column", name = wanted);
                diagnostics.push(unknown_column(columns, wanted, message).at(Place::new(campaign, range.clone())));
            }
        }
    }
}

fn unknown_column(columns: &[Column], wanted: &str, message: Message) -> Diagnostic {
    let near = did_you_mean(&slug(wanted), columns.iter().map(|column| column.slug.as_str()));
    let near = near.and_then(|near| columns.iter().find(|column| column.slug == near));
    let error = Diagnostic::error(message);
    match near {
        Some(column) => error.hint(msg!("content-did-you-mean", name = column.head)),
        None => {
            let heads: Vec<&str> = columns.iter().map(|column| column.head.as_str()).collect();
            error.hint(msg!("tables-heads", heads = heads.join(", ")))
        }
    }
}

/// Cells that stand below no head: what they are, nobody can tell.
fn surplus(table: &Table, diagnostics: &mut Diagnostics) {
    let (mut first, mut count) = (None, 0usize);
    for row in table.lines() {
        let grid = &table.grid;
        let is_headed = |at: usize| table.columns.binary_search_by_key(&at, |column| column.at).is_ok();
        let stray = (0..grid.width(row)).find(|at| !is_headed(*at) && !grid.raw(row, *at).trim().is_empty());
        if let Some(at) = stray {
            count += 1;
            first = first.or(Some((row, at)));
        }
    }
    if let Some((row, at)) = first {
        let message = msg!("tables-no-head", cell = table.grid.address(row, at), count = count);
        let place = table.grid.place(row, at);
        diagnostics.push(Diagnostic::warning(message).at(place).hint(msg!("tables-no-head-hint")));
    }
}

fn given_key(
    table: &Table,
    key: &Spanned<String>,
    campaign: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let found = table.column(&key.value);
    if found.is_none() {
        let message = msg!("tables-no-column", name = key.value);
        let error = unknown_column(&table.columns, &key.value, message);
        diagnostics.push(error.at(Place::new(campaign, key.range.clone())));
    }
    found
}

/// The column that names the rows where nothing is said: one that is called so, else the first without empty or equal cells.
fn found_key(table: &Table) -> Option<usize> {
    let called = |column: &Column| ["ma", "id", "key", "khoa", "code"].contains(&column.slug.as_str());
    if let Some(key) = table.columns.iter().position(called) {
        return Some(key);
    }
    let counts = ["stt", "tt", "so_tt", "so_thu_tu", "no"];
    let names = |column: &Column| {
        let mut seen = std::collections::BTreeSet::new();
        let fits =
            matches!(column.kind, ColumnKind::Text | ColumnKind::Unit) && !counts.contains(&column.slug.as_str());
        fits && table.lines().all(|row| {
            let cell = table.grid.cell(row, column.at);
            !cell.is_empty() && seen.insert(cell)
        })
    };
    table.columns.iter().position(names)
}

#[cfg(test)]
mod tests;
