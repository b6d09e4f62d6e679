//! `anpham table`: the tables of data, their columns, and what looks wrong in them.

use serde::Serialize;
use serde_json::json;

use super::list::new_table;
use super::session::{Failure, Session};
use super::terminal::shorten;
use crate::args::TableArgs;
use crate::content::{self, Overlay};
use crate::diag::{Diagnostic, Diagnostics, Exit, unknown_name};
use crate::findings::Findings;
use crate::fs::Files;
use crate::msg;
use crate::tables::{self, Table};

/// A column, as data for other programs.
#[derive(Debug, Serialize)]
struct ColumnFacts {
    name: String,
    slug: String,
    head: String,
    #[serde(rename = "type")]
    kind: &'static str,
    is_key: bool,
    empty: usize,
    example: String,
}

/// A table, as data for other programs.
#[derive(Debug, Serialize)]
struct TableFacts {
    name: String,
    file: String,
    sheet: Option<String>,
    rows: usize,
    key: Option<String>,
    columns: Vec<ColumnFacts>,
}

impl TableFacts {
    fn of(table: &Table) -> Self {
        let mut empty = vec![0usize; table.columns.len()];
        let mut examples = vec![String::new(); table.columns.len()];
        for row in table.rows() {
            for n in 0..table.columns.len() {
                let cell = row.cell(n);
                if cell.is_empty() {
                    empty[n] += 1;
                } else if examples[n].is_empty() {
                    examples[n] = shorten(&cell.split_whitespace().collect::<Vec<_>>().join(" "), 40).into_owned();
                }
            }
        }
        let columns = table.columns.iter().zip(empty).zip(examples).enumerate();
        Self {
            name: table.name.clone(),
            file: table.path.clone(),
            sheet: table.sheet.clone(),
            rows: table.len(),
            key: table.key.and_then(|key| Some(table.columns.get(key)?.name.clone())),
            columns: columns
                .map(|(n, ((column, empty), example))| ColumnFacts {
                    name: column.name.clone(),
                    slug: column.slug.clone(),
                    head: column.head.clone(),
                    kind: column.kind.name(),
                    is_key: table.key == Some(n),
                    empty,
                    example,
                })
                .collect(),
        }
    }
}

pub(super) fn table(session: &Session, args: &TableArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let files = Files::new(&root).map_err(|error| Failure::file(&root, error))?;
    // What is wrong with pieces is not asked here.
    let mut diagnostics = Diagnostics::new();
    let read = content::read(&root, &Overlay::new(), &mut diagnostics);
    let Some(campaign) = read.and_then(|read| read.campaign) else {
        return Err(Failure::all(Exit::Content, diagnostics));
    };
    diagnostics.clear();
    let known = tables::names(&files, &campaign);
    if let Some(name) = args.names.iter().find(|name| !known.contains(name)) {
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        let mistake = unknown_name(msg!("tables-unknown", name = name), name, &names);
        let mistake = if known.is_empty() { mistake.hint(msg!("tables-unknown-hint")) } else { mistake };
        return Err(Failure::usage(mistake));
    }
    let names = if args.names.is_empty() { &known } else { &args.names };
    let mut facts = vec![];
    for name in names {
        if let Some(table) = tables::read(&files, &campaign, name, &mut diagnostics) {
            tables::tell(&table, &mut diagnostics);
            facts.push(TableFacts::of(&table));
        }
    }
    let mut findings = Findings::default();
    findings.add_all(&diagnostics);
    let terminal = &session.terminal;
    if session.json {
        session.say_json(&json!({ "tables": facts, "diagnostics": findings.json(terminal.lang) }))?;
    } else {
        let mut text = String::new();
        if known.is_empty() {
            text += &(terminal.text(&msg!("cli-table-none")) + "\n");
        }
        for facts in &facts {
            text += &shown(facts, session);
        }
        if !diagnostics.is_empty() {
            text += &terminal.report(&findings);
        }
        session.say(&text)?;
    }
    let at_fault = diagnostics.iter().any(Diagnostic::is_error);
    Ok(if at_fault { Exit::Content } else { Exit::Fine })
}

/// A table on the terminal: a line of what it is, and its columns.
fn shown(facts: &TableFacts, session: &Session) -> String {
    let terminal = &session.terminal;
    let file = match &facts.sheet {
        Some(sheet) => format!("{}#{sheet}", facts.file),
        None => facts.file.clone(),
    };
    let line = match &facts.key {
        Some(key) => msg!("cli-table-keyed", name = facts.name, file = file, rows = facts.rows, key = key),
        None => msg!("cli-table-plain", name = facts.name, file = file, rows = facts.rows),
    };
    let mut table = new_table(terminal);
    table.set_header([
        terminal.text(&msg!("cli-column-name")),
        terminal.text(&msg!("cli-column-head")),
        terminal.text(&msg!("cli-column-kind")),
        terminal.text(&msg!("cli-column-empty")),
        terminal.text(&msg!("cli-column-example")),
    ]);
    for column in &facts.columns {
        let name = if column.is_key { format!("{} *", column.name) } else { column.name.clone() };
        let empty = if column.empty == 0 { String::new() } else { column.empty.to_string() };
        table.add_row([&name, &column.head, column.kind, &empty, &column.example]);
    }
    format!("{}\n{}\n\n", terminal.text(&line), table.trim_fmt())
}
