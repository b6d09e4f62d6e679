//! What looks wrong in a table: told once a column and kind of fault, with the cells that have it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::{CellNote, letters};
use super::kinds::{ColumnKind, PhoneLook, is_date, lost_date, number, percent, phone};
use super::table::{Column, Table};
use super::units::{self, Former, alike, without_marks};
use crate::diag::{Diagnostic, Diagnostics, Message, Place};
use crate::msg;

/// Cells that a message names; of more it tells how many.
const NAMED: usize = 8;
/// Different names of a column whose spellings are compared: more are names of people, of whom some are nearly called alike.
const NAMES: usize = 20_000;
/// Groups of spellings that are told of one column.
const TOLD: usize = 20;

/// Cells of one fault.
#[derive(Default)]
struct Cells {
    addresses: Vec<String>,
    count: usize,
    first: Option<Place>,
    /// What the first of them says.
    text: String,
}

impl Cells {
    fn add(&mut self, table: &Table, row: usize, column: usize) {
        self.count += 1;
        if self.addresses.len() < NAMED {
            self.addresses.push(table.grid.address(row, column));
        }
        if self.first.is_none() {
            self.first = Some(table.grid.place(row, column));
            self.text = told(&table.grid.cell(row, column));
        }
    }

    /// `C7, C9 … (12)`.
    fn named(&self) -> String {
        let named = self.addresses.join(", ");
        if self.count > self.addresses.len() { format!("{named} … ({})", self.count) } else { named }
    }
}

/// A cell as a message quotes it: in one line, and not all of a long one.
fn told(cell: &str) -> String {
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The faults that are told by column: each with its severity, message and next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FaultKind {
    Unreckoned,
    Broken,
    Empty,
    LostZero,
    NoPhone,
    LostDate,
    NoDate,
    NoNumber,
    NoPercent,
    Ended,
    Merged,
    OtherKind,
    Blanks,
    Decomposed,
}

impl FaultKind {
    fn diagnostic(self, column: &Column, cells: &Cells) -> Diagnostic {
        let (head, at, text) = (&column.head, cells.named(), &cells.text);
        let plain = |message: Message, hint: Message| Diagnostic::warning(message).hint(hint);
        match self {
            Self::Unreckoned => Diagnostic::error(msg!("tables-unreckoned", head = head, cells = at))
                .hint(msg!("tables-unreckoned-hint")),
            Self::Broken => Diagnostic::error(msg!("tables-broken", head = head, cells = at, text = text))
                .hint(msg!("tables-broken-hint")),
            Self::Empty => plain(msg!("tables-empty", head = head, cells = at), msg!("tables-empty-hint")),
            Self::LostZero => plain(
                msg!("tables-phone-zero", head = head, cells = at, text = text),
                msg!("tables-phone-zero-hint", text = text),
            ),
            Self::NoPhone => {
                plain(msg!("tables-phone", head = head, cells = at, text = text), msg!("tables-phone-hint"))
            }
            Self::LostDate => {
                let meant = lost_date(text).unwrap_or_default();
                let message = msg!("tables-date-number", head = head, cells = at, text = text);
                plain(message, msg!("tables-date-number-hint", text = text, meant = meant))
            }
            Self::NoDate => plain(
                msg!("tables-kind", head = head, cells = at, text = text, kind = column.kind.name()),
                msg!("tables-date-hint"),
            ),
            Self::NoNumber | Self::NoPercent => plain(
                msg!("tables-kind", head = head, cells = at, text = text, kind = column.kind.name()),
                msg!("tables-kind-hint", column = column.name),
            ),
            Self::Ended => plain(msg!("tables-ended", head = head, cells = at, text = text), msg!("tables-ended-hint")),
            Self::Merged => {
                let new = match units::former(text) {
                    Some(Former::PartOf(new)) => new,
                    _ => "",
                };
                plain(
                    msg!("tables-ended", head = head, cells = at, text = text),
                    msg!("tables-ended-into-hint", text = text, new = new),
                )
            }
            Self::OtherKind => {
                let meant = units::other_kind(text).unwrap_or_default();
                plain(
                    msg!("tables-other-kind", head = head, cells = at, text = text),
                    msg!("tables-other-kind-hint", meant = meant),
                )
            }
            Self::Blanks => plain(msg!("tables-blanks", head = head, cells = at), msg!("tables-blanks-hint")),
            Self::Decomposed => plain(msg!("tables-nfd", head = head, cells = at), msg!("tables-nfd-hint")),
        }
    }
}

/// Pushes all that looks wrong.
pub fn tell(table: &Table, diagnostics: &mut Diagnostics) {
    for (n, column) in table.columns.iter().enumerate() {
        of_column(table, n, column, diagnostics);
        if matches!(column.kind, ColumnKind::Text | ColumnKind::Unit) {
            spellings(table, column, diagnostics);
        }
    }
    of_key(table, diagnostics);
    hidden(table, diagnostics);
}

fn of_column(table: &Table, n: usize, column: &Column, diagnostics: &mut Diagnostics) {
    let mut found: BTreeMap<FaultKind, Cells> = BTreeMap::new();
    let mut add = |kind: FaultKind, row: usize| found.entry(kind).or_default().add(table, row, column.at);
    let mut filled = 0;
    for row in table.lines() {
        let cell = table.grid.cell(row, column.at);
        let note = table.grid.notes.get(&(row, column.at));
        match note {
            Some(CellNote::Unreckoned) => add(FaultKind::Unreckoned, row),
            Some(CellNote::Broken) => add(FaultKind::Broken, row),
            Some(CellNote::Decomposed) => add(FaultKind::Decomposed, row),
            None => {}
        }
        if cell.is_empty() {
            if note.is_none() {
                add(FaultKind::Empty, row);
            }
            continue;
        }
        filled += 1;
        if note == Some(&CellNote::Broken) {
            continue;
        }
        let raw = table.grid.raw(row, column.at);
        let inner = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')).unwrap_or(raw);
        if inner.len() != inner.trim().len() || cell.contains("  ") {
            add(FaultKind::Blanks, row);
        }
        let kind = match column.kind {
            ColumnKind::Phone => match phone(&cell) {
                PhoneLook::Sound => None,
                PhoneLook::LostZero => Some(FaultKind::LostZero),
                PhoneLook::Wrong => Some(FaultKind::NoPhone),
            },
            ColumnKind::Date if is_date(&cell) => None,
            ColumnKind::Date => Some(lost_date(&cell).map_or(FaultKind::NoDate, |_| FaultKind::LostDate)),
            ColumnKind::Number => number(&cell, column.has_decimal_comma).is_none().then_some(FaultKind::NoNumber),
            ColumnKind::Percent => percent(&cell, column.has_decimal_comma).is_none().then_some(FaultKind::NoPercent),
            ColumnKind::Unit | ColumnKind::Text => match units::former(&cell) {
                Some(Former::Kind) if column.kind == ColumnKind::Unit => Some(FaultKind::Ended),
                Some(Former::PartOf(_)) if column.kind == ColumnKind::Unit => Some(FaultKind::Merged),
                _ if column.kind == ColumnKind::Unit && units::other_kind(&cell).is_some() => {
                    Some(FaultKind::OtherKind)
                }
                _ => None,
            },
        };
        if let Some(kind) = kind {
            add(kind, row);
        }
    }
    // A column that hardly anybody fills is for remarks; the key is looked at by itself.
    if filled * 2 < table.len() || table.key == Some(n) {
        found.remove(&FaultKind::Empty);
    }
    if filled == 0 && !table.is_empty() && !found.contains_key(&FaultKind::Unreckoned) {
        let place = Place::new(&table.grid.file, column.head_range.clone());
        let message = Diagnostic::warning(msg!("tables-column-empty", head = column.head));
        diagnostics.push(message.at(place).hint(msg!("tables-column-empty-hint")));
    }
    for (kind, cells) in found {
        diagnostics.push(kind.diagnostic(column, &cells).maybe_at(cells.first.clone()));
    }
}

/// Spellings of one name: `Hoà Thắng` and `Hòa Thắng`, `Đức Trọng` and `Duc Trong`.
fn spellings(table: &Table, column: &Column, diagnostics: &mut Diagnostics) {
    let mut typed: BTreeMap<String, Cells> = BTreeMap::new();
    for row in table.lines() {
        if typed.len() > NAMES {
            return;
        }
        let cell = table.grid.cell(row, column.at);
        // Sentences have no spelling that could be another's.
        if !cell.is_empty() && cell.len() <= 120 && cell.chars().any(char::is_alphabetic) {
            match typed.get_mut(cell.as_ref()) {
                Some(cells) => cells.add(table, row, column.at),
                None => typed.entry(cell.into_owned()).or_default().add(table, row, column.at),
            }
        }
    }
    let mut groups: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for name in typed.keys() {
        groups.entry(alike(name)).or_default().push(name);
    }
    // A name without any marks belongs to the one that it is without them, if that is the only one.
    let mut bare: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in groups.keys().filter(|name| !name.is_ascii()) {
        bare.entry(without_marks(name)).or_default().push(name);
    }
    let pairs: Vec<(String, String)> = groups
        .keys()
        .filter(|name| name.is_ascii())
        .filter_map(|name| match bare.get(&without_marks(name)).map(Vec::as_slice) {
            Some([with]) => Some((name.clone(), (*with).to_string())),
            _ => None,
        })
        .collect();
    for (name, with) in pairs {
        let names = groups.remove(&name).unwrap_or_default();
        groups.entry(with).or_default().extend(names);
    }
    let several = groups.into_values().filter(|names| names.len() > 1);
    for mut names in several.take(TOLD) {
        names.sort_by_key(|name| std::cmp::Reverse(typed.get(*name).map_or(0, |cells| cells.count)));
        let all: Vec<String> =
            names.iter().filter_map(|name| Some(format!("“{}” ({})", told(name), typed.get(*name)?.named()))).collect();
        let first = names.last().and_then(|name| typed.get(*name)?.first.clone());
        let message = msg!("tables-spellings", head = column.head, names = all.join(", "));
        diagnostics.push(Diagnostic::warning(message).maybe_at(first).hint(msg!("tables-spellings-hint")));
    }
}

/// Rows without a key, and rows with the same one.
fn of_key(table: &Table, diagnostics: &mut Diagnostics) {
    let Some(column) = table.key.and_then(|key| table.columns.get(key)) else {
        if table.len() > 1 {
            let place = Place::new(&table.grid.file, table.head_range());
            let message = Diagnostic::warning(msg!("tables-no-key", table = table.name));
            diagnostics.push(message.at(place).hint(msg!("tables-no-key-hint", table = table.name)));
        }
        return;
    };
    let (mut empty, mut twice) = (Cells::default(), BTreeMap::<Cow<str>, Cells>::new());
    let mut seen: BTreeMap<Cow<str>, usize> = BTreeMap::new();
    for row in table.lines() {
        let cell = table.grid.cell(row, column.at);
        if cell.is_empty() {
            empty.add(table, row, column.at);
        } else if let Some(first) = seen.get(&cell).copied() {
            let cells = twice.entry(cell).or_default();
            if cells.count == 0 {
                cells.add(table, first, column.at);
            }
            cells.add(table, row, column.at);
        } else {
            seen.insert(cell, row);
        }
    }
    if empty.count > 0 {
        let message = Diagnostic::error(msg!("tables-key-empty", head = column.head, cells = empty.named()));
        diagnostics.push(message.maybe_at(empty.first).hint(msg!("tables-key-empty-hint")));
    }
    for (key, cells) in twice.into_iter().take(TOLD) {
        let message = msg!("tables-key-twice", head = column.head, key = told(&key), cells = cells.named());
        diagnostics.push(Diagnostic::error(message).maybe_at(cells.first).hint(msg!("tables-key-twice-hint")));
    }
}

/// What the spreadsheet does not show and the table has.
fn hidden(table: &Table, diagnostics: &mut Diagnostics) {
    let numbers: Vec<u32> = table.lines().map(|row| table.grid.number(row)).collect();
    let rows: Vec<u32> = table.grid.hidden_rows.iter().copied().filter(|n| numbers.binary_search(n).is_ok()).collect();
    if let Some(first) = rows.first().and_then(|n| numbers.binary_search(n).ok()) {
        let named: Vec<String> = rows.iter().take(NAMED).map(u32::to_string).collect();
        let more = if rows.len() > NAMED { format!(" … ({})", rows.len()) } else { String::new() };
        let message = Diagnostic::warning(msg!("tables-hidden-rows", rows = named.join(", ") + &more));
        let place = table.grid.place(table.first_line() + first, table.columns.first().map_or(0, |column| column.at));
        diagnostics.push(message.at(place).hint(msg!("tables-hidden-rows-hint")));
    }
    let columns: Vec<&Column> =
        table.columns.iter().filter(|column| table.grid.hidden_columns.contains(&column.at)).collect();
    if let Some(first) = columns.first() {
        let named: Vec<String> =
            columns.iter().map(|column| format!("{} ({})", column.head, letters(column.at))).collect();
        let message = Diagnostic::warning(msg!("tables-hidden-columns", columns = named.join(", ")));
        let place = Place::new(&table.grid.file, first.head_range.clone());
        diagnostics.push(message.at(place).hint(msg!("tables-hidden-columns-hint")));
    }
}
