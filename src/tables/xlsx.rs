//! XLSX: the sheets of a workbook, cell by cell.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::formats::{self, NumberLook};
use super::grid::{CellNote, GridMaker};
use super::package::{Package, WorkbookError, attribute, referred};

/// A sheet: its name, its part, whether it is shown.
struct SheetPart {
    name: String,
    path: String,
    is_hidden: bool,
}

/// Reads a sheet, or the first that is shown and not empty. Gives its name and the names of the others that have cells.
pub(super) fn read(
    package: &mut Package,
    wanted: Option<&str>,
) -> Result<(String, GridMaker, Vec<String>), WorkbookError> {
    let book = part_of_type(package, "_rels/.rels", "", "/officeDocument")?;
    let book = book.unwrap_or_else(|| "xl/workbook.xml".to_string());
    let (dir, file) = book.rsplit_once('/').unwrap_or(("", &book));
    let relations = relations(package, &format!("{dir}/_rels/{file}.rels"), dir)?;
    let (sheets, is_1904) = sheets(package, &book, &relations)?;
    let of_type = |kind: &str| relations.values().find(|(of, _)| of.ends_with(kind)).map(|(_, path)| path.clone());
    let strings = match of_type("/sharedStrings") {
        Some(path) => strings(package, &path)?,
        None => vec![],
    };
    let looks = match of_type("/styles") {
        Some(path) => looks(package, &path)?,
        None => vec![],
    };
    let shown: Vec<&SheetPart> = sheets.iter().filter(|sheet| !sheet.is_hidden).collect();
    let mut filled = vec![];
    for sheet in &shown {
        if has_cells(package, &sheet.path)? {
            filled.push(sheet.name.clone());
        }
    }
    let chosen = match wanted {
        Some(wanted) => sheets.iter().find(|sheet| sheet.name.trim() == wanted.trim()),
        None => shown.iter().find(|sheet| filled.contains(&sheet.name)).or(shown.first()).copied(),
    };
    let Some(chosen) = chosen else {
        return Err(WorkbookError::Sheet(sheets.into_iter().map(|sheet| sheet.name).collect()));
    };
    let maker = sheet(package, &chosen.path, &strings, &looks, is_1904)?;
    filled.retain(|name| *name != chosen.name);
    Ok((chosen.name.clone(), maker, filled))
}

/// A path that a part of `dir` names.
fn joined(dir: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_string();
    }
    let mut names: Vec<&str> = dir.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            ".." => drop(names.pop()),
            "." | "" => {}
            name => names.push(name),
        }
    }
    names.join("/")
}

/// What a part refers to: by id, the type and the path.
fn relations(
    package: &mut Package,
    path: &str,
    dir: &str,
) -> Result<BTreeMap<String, (String, String)>, WorkbookError> {
    let damage = package.damage();
    let mut found = BTreeMap::new();
    let Some(mut xml) = package.part(path)? else { return Ok(found) };
    let mut buffer = vec![];
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) if e.local_name().as_ref() == "Relationship" => {
                if let (Some(id), Some(kind), Some(target)) =
                    (attribute(&e, "Id"), attribute(&e, "Type"), attribute(&e, "Target"))
                {
                    found.insert(id, (kind, joined(dir, &target)));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn part_of_type(package: &mut Package, path: &str, dir: &str, kind: &str) -> Result<Option<String>, WorkbookError> {
    let found = relations(package, path, dir)?;
    Ok(found.into_values().find(|(of, _)| of.ends_with(kind)).map(|(_, path)| path))
}

fn sheets(
    package: &mut Package,
    path: &str,
    relations: &BTreeMap<String, (String, String)>,
) -> Result<(Vec<SheetPart>, bool), WorkbookError> {
    let damage = package.damage();
    let (mut sheets, mut is_1904) = (vec![], false);
    let Some(mut xml) = package.part(path)? else { return Err(WorkbookError::Damaged(format!("no {path}"))) };
    let mut buffer = vec![];
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) if e.local_name().as_ref() == "workbookPr" => {
                is_1904 = attribute(&e, "date1904").is_some_and(|value| is_true(&value));
            }
            Event::Start(e) if e.local_name().as_ref() == "sheet" => {
                // Of its relation, whatever its prefix is: its own is `sheetId`.
                let id = attribute(&e, "id").unwrap_or_default();
                let Some((kind, path)) = relations.get(&id) else { continue };
                if kind.ends_with("/worksheet") {
                    let is_hidden = attribute(&e, "state").is_some_and(|state| state != "visible");
                    let name = attribute(&e, "name").unwrap_or_default();
                    sheets.push(SheetPart { name, path: path.clone(), is_hidden });
                }
            }
            Event::Eof => return Ok((sheets, is_1904)),
            _ => {}
        }
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// The texts that cells share; of rich text the runs one after another, without what says how to pronounce them.
fn strings(package: &mut Package, path: &str) -> Result<Vec<String>, WorkbookError> {
    let damage = package.damage();
    let mut strings = vec![];
    let Some(mut xml) = package.part(path)? else { return Ok(strings) };
    let (mut buffer, mut text, mut is_text, mut aside) = (vec![], String::new(), false, 0usize);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "si" => text.clear(),
                "t" => is_text = aside == 0,
                "rPh" => aside += 1,
                _ => {}
            },
            Event::Text(t) if is_text => text.push_str(&t.xml10_content()),
            Event::CData(t) if is_text => text.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if is_text => text.extend(referred(&r)),
            Event::End(e) => match e.local_name().as_ref() {
                "si" => strings.push(unescaped(&text)),
                "t" => is_text = false,
                "rPh" => aside = aside.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Excel writes what XML cannot hold as `_x000D_`.
fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_string();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match c {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.extend(Some(c).filter(|c| *c != '\r'));
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// What the formats of cells show, in their order.
fn looks(package: &mut Package, path: &str) -> Result<Vec<NumberLook>, WorkbookError> {
    let damage = package.damage();
    let (mut codes, mut ids): (BTreeMap<u32, NumberLook>, Vec<u32>) = (BTreeMap::new(), vec![]);
    let Some(mut xml) = package.part(path)? else { return Ok(vec![]) };
    let (mut buffer, mut is_cells) = (vec![], false);
    let number = |e: &BytesStart| attribute(e, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&e, "formatCode").unwrap_or_default();
                    codes.entry(number(&e)).or_insert_with(|| formats::of_code(&code));
                }
                "cellXfs" => is_cells = true,
                "xf" if is_cells => ids.push(number(&e)),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => is_cells = false,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(ids.into_iter().map(|id| codes.get(&id).cloned().unwrap_or_else(|| formats::builtin(id))).collect())
}

/// Whether a sheet has any cell.
fn has_cells(package: &mut Package, path: &str) -> Result<bool, WorkbookError> {
    let damage = package.damage();
    let Some(mut xml) = package.part(path)? else { return Ok(false) };
    let mut buffer = vec![];
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) if matches!(e.local_name().as_ref(), "v" | "is" | "f") => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    row: u32,
    column: usize,
    kind: String,
    style: usize,
    has_formula: bool,
    text: String,
}

fn sheet(
    package: &mut Package,
    path: &str,
    strings: &[String],
    looks: &[NumberLook],
    is_1904: bool,
) -> Result<GridMaker, WorkbookError> {
    let damage = package.damage();
    let mut maker = GridMaker::default();
    let Some(mut xml) = package.part(path)? else { return Err(WorkbookError::Damaged(format!("no {path}"))) };
    let (mut buffer, mut open, mut is_text, mut aside) = (vec![], OpenCell::default(), false, 0usize);
    let (mut row, mut column, mut is_cut) = (0u32, 0usize, true);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(&damage)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    row = attribute(&e, "r").and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                    column = 0;
                    if row > 1_048_576 {
                        return Err(super::grid::GridError::Large.into());
                    }
                    if attribute(&e, "hidden").is_some_and(|value| is_true(&value)) {
                        maker.hidden_rows.push(row);
                    }
                }
                "col" if attribute(&e, "hidden").is_some_and(|value| is_true(&value)) => {
                    let end = |name: &str| attribute(&e, name).and_then(|n| n.parse::<usize>().ok());
                    if let (Some(first), Some(last)) = (end("min"), end("max")) {
                        // Excel hides all columns to the right of a table as one.
                        maker
                            .hidden_columns
                            .extend((first.max(1)..=last.min(super::grid::MOST_COLUMNS)).map(|n| n - 1));
                    }
                }
                "c" => {
                    let at = attribute(&e, "r").and_then(|r| position(&r));
                    (open.row, open.column) = at.unwrap_or((row, column));
                    column = open.column.saturating_add(1);
                    open.kind = attribute(&e, "t").unwrap_or_default();
                    open.style = attribute(&e, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    open.has_formula = false;
                    open.text.clear();
                }
                "f" => open.has_formula = true,
                "v" => is_text = true,
                "t" => is_text = aside == 0,
                "rPh" => aside += 1,
                "mergeCell" => {
                    let ends = attribute(&e, "ref").unwrap_or_default();
                    let (first, last) = ends.split_once(':').unwrap_or(("", ""));
                    if let (Some((top, left)), Some((bottom, right))) = (position(first), position(last))
                        && left == right
                        && top < bottom
                    {
                        maker.merged.insert((left, top), bottom);
                    }
                }
                _ => {}
            },
            Event::Text(t) if is_text => open.text.push_str(&t.xml10_content()),
            Event::CData(t) if is_text => open.text.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if is_text => open.text.extend(referred(&r)),
            Event::End(e) => match e.local_name().as_ref() {
                "v" | "t" => is_text = false,
                "rPh" => aside = aside.saturating_sub(1),
                "sheetData" => is_cut = false,
                "c" => {
                    let (text, note) = said(&open, strings, looks, is_1904);
                    maker.cell(open.row, open.column, &text, note)?;
                }
                _ => {}
            },
            Event::Eof if is_cut => return Err(WorkbookError::Damaged("cut off".into())),
            Event::Eof => return Ok(maker),
            _ => {}
        }
    }
}

/// What a cell says, and what is wrong with it.
fn said(open: &OpenCell, strings: &[String], looks: &[NumberLook], is_1904: bool) -> (String, Option<CellNote>) {
    let text = open.text.as_str();
    if open.has_formula && text.is_empty() && open.kind != "str" {
        return (String::new(), Some(CellNote::Unreckoned));
    }
    let look = looks.get(open.style).unwrap_or(&NumberLook::Plain);
    let said = match open.kind.as_str() {
        "s" => text.trim().parse().ok().and_then(|n: usize| strings.get(n)).cloned().unwrap_or_default(),
        "str" | "inlineStr" => unescaped(text),
        "b" => if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_string(),
        "e" => return (text.to_string(), Some(CellNote::Broken)),
        "d" => super::ods::day_of(text).unwrap_or_else(|| text.to_string()),
        _ => match text.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => formats::shown(value, look, is_1904),
            _ => text.to_string(),
        },
    };
    (said, None)
}

/// Where `C7` is: the number of its row, and its column from 0.
fn position(name: &str) -> Option<(u32, usize)> {
    let name = name.trim().trim_start_matches('$');
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = name[..letters]
        .bytes()
        .fold(0usize, |n, byte| n.saturating_mul(26).saturating_add((byte.to_ascii_uppercase() - b'A') as usize + 1));
    let row: u32 = name[letters..].trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)? + 1, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_paths_and_escapes_are_read() {
        assert_eq!(position("C7"), Some((7, 2)));
        assert_eq!(position("$AA$10"), Some((10, 26)));
        assert_eq!((position("7"), position("A0"), position("")), (None, None, None));
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(joined("xl/a", "../b.xml"), "xl/b.xml");
        assert_eq!(unescaped("a_x000D__x000A_b_x005F_x000D_ _xyz"), "a\nb_x000D_ _xyz");
    }
}
