//! Entries of registries: a directive with its facts, an audience.

use std::io;
use std::path::PathBuf;

use super::draft::{Begun, Draft, Refusal, check_id};
use super::texts::{fill, template, today, toml_text};
use super::there::There;
use crate::args::{NewAudience, NewDirective};
use crate::content::AUDIENCES_FILE;
use crate::content::schema::parse_date;
use crate::diag::Diagnostic;
use crate::msg;

/// A directive with its facts to fill in.
pub(crate) fn directive(root: PathBuf, args: &NewDirective) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let (number, kind) = match &args.number {
        Some(number) => (number.clone(), kind_of(number)),
        None => number_of(&args.id),
    };
    // What only the document itself says is left open, and does not go to print so.
    let title = args.title.clone().unwrap_or_else(|| "Về việc …".to_string());
    let issuer = args.issuer.clone().unwrap_or_else(|| "…".to_string());
    let date = match &args.date {
        Some(typed) => parse_date(typed).map(|date| date.iso()).ok_or_else(|| {
            Refusal::usage(Diagnostic::error(msg!("content-bad-date", date = typed)).hint(msg!("cli-date-hint")))
        })?,
        // A day must stand there, and none but that of the document is right.
        None => format!("{} # … ghi ngày ban hành rồi xóa ghi chú này", today()),
    };
    let there = There::read(&root)?;
    let digits: String = number.chars().filter(char::is_ascii_digit).take(6).collect();
    let values = [
        ("number", toml_text(&number)),
        ("kind", toml_text(kind)),
        ("date", date),
        ("issuer", toml_text(&issuer)),
        ("title", toml_text(&title)),
        ("seed", digits.trim_start_matches('0').parse().unwrap_or(1_u32).to_string()),
    ];
    let path = format!("content/{}/directive.toml", args.id);
    let audience = there.audiences().unwrap_or_default().into_iter().next().unwrap_or_else(|| "nong-dan".into());
    let mut draft = Draft::new(root);
    draft.file(path.clone(), fill(template("directive.toml"), &values));
    draft.next.push(msg!("cli-new-directive-next-edit", path = path));
    draft.next.push(msg!("cli-new-directive-next-piece", directive = args.id, audience = audience));
    draft.write()
}

/// An audience is an entry of a list, not a file of its own: it is added at the end, the rest stays as it was typed.
pub(crate) fn audience(root: PathBuf, args: &NewAudience) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let name = args.name.trim();
    let path = root.join(AUDIENCES_FILE);
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Refusal::file(&path, error)),
    };
    let there = There::read(&root)?;
    if !before.trim().is_empty() && there.audiences()?.contains(&args.id) {
        let message = msg!("cli-new-audience-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-audience-exists-hint"))));
    }
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
    let plural = first + letters.as_str();
    let values = [("id", args.id.clone()), ("name", toml_text(name)), ("plural", toml_text(&plural))];
    let entry = fill(template("audience.toml"), &values);
    let text = if before.trim().is_empty() {
        entry.trim_start().to_string()
    } else {
        format!("{}\n{entry}", before.trim_end())
    };
    crate::store::save(&path, text.as_bytes()).map_err(|error| Refusal::file(&path, error))?;

    let directive = there.directives().first().cloned();
    let piece = |directive: String| msg!("cli-new-audience-next-piece", directive = directive, audience = args.id);
    let mut next = vec![msg!("cli-new-audience-next-edit", id = args.id)];
    // A piece belongs to a directive: where there is none, that comes first.
    if directive.is_none() {
        next.push(msg!("cli-new-audience-next-directive"));
    }
    next.push(piece(directive.unwrap_or_else(|| "kh-116".into())));
    Ok(Begun { root, written: vec![AUDIENCES_FILE.to_string()], next })
}

/// What kind of document a symbol stands for: `05-KH/TU` is a Kế hoạch.
fn kind_of(number: &str) -> &'static str {
    let symbol = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '/');
    let symbol: String = symbol.chars().take_while(|c| c.is_alphabetic()).collect();
    match symbol.to_uppercase().as_str() {
        "NQ" => "Nghị quyết",
        "KL" => "Kết luận",
        "CT" => "Chỉ thị",
        "QĐ" | "QD" => "Quyết định",
        "QC" => "Quy chế",
        "QYĐ" | "QYD" => "Quy định",
        "HD" => "Hướng dẫn",
        "CTR" | "CTRHĐ" | "CTHĐ" => "Chương trình hành động",
        "TT" => "Thông tư",
        "NĐ" | "ND" => "Nghị định",
        "TB" => "Thông báo",
        "CV" => "Công văn",
        "ĐA" | "DA" => "Đề án",
        _ => "Kế hoạch",
    }
}

/// Number and kind that an id speaks of, as far as it does: `kh-116` → `116-KH/…`.
fn number_of(id: &str) -> (String, &'static str) {
    let words: Vec<&str> = id.split('-').collect();
    let digits = words.iter().find(|word| word.chars().all(|c| c.is_ascii_digit()));
    let symbol = words.iter().find(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    // Folder names have no marks, symbols do.
    let symbol = match symbol.unwrap_or(&"kh").to_uppercase().as_str() {
        "QD" => "QĐ".to_string(),
        "QYD" => "QyĐ".to_string(),
        "ND" => "NĐ".to_string(),
        "DA" => "ĐA".to_string(),
        "CTR" => "CTr".to_string(),
        symbol => symbol.to_string(),
    };
    let number = format!("{}-{symbol}", digits.unwrap_or(&"…"));
    let kind = kind_of(&format!("1-{symbol}"));
    (format!("{number}/…"), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_numbers_are_read_from_symbols() {
        assert_eq!(kind_of("69-KL/TW"), "Kết luận");
        assert_eq!(kind_of("30/2020/NĐ-CP"), "Nghị định");
        assert_eq!(kind_of("77-CTr/TU"), "Chương trình hành động");
        assert_eq!(number_of("nq-57"), ("57-NQ/…".to_string(), "Nghị quyết"));
        assert_eq!(number_of("qd-12"), ("12-QĐ/…".to_string(), "Quyết định"));
        assert_eq!(number_of("nd-30"), ("30-NĐ/…".to_string(), "Nghị định"));
        assert_eq!(number_of("ctr-77"), ("77-CTr/…".to_string(), "Chương trình hành động"));
        assert_eq!(number_of("khac"), ("…-KHAC/…".to_string(), "Kế hoạch"));
    }
}
