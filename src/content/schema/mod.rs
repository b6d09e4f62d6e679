//! The keys of every file that people write: one table, read by the checks, by the editor schemas and by the docs.

mod keys;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::model::Date;
use super::numbers::thousands;
use super::tree::{Entry, Kind, Node, is_of_drive};
use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::i18n::Lang;
use crate::msg;

pub use keys::{FileKind, THEME_API, WORKSPACE_VERSION};
use keys::{Table, Type};

/// Checks a tree against the table of its kind: every unknown or missing key and every wrong value is reported.
/// True when nothing was wrong. `damaged` says that the file had syntax errors, so that a missing key proves nothing.
pub(crate) fn check(
    kind: FileKind,
    node: &Node,
    file: &Arc<SourceFile>,
    damaged: bool,
    diagnostics: &mut Diagnostics,
) -> bool {
    let before = diagnostics.len();
    if let Some((key, known)) = kind.version()
        && let Some(entry) = node.entry(key)
        && let Some(given) = entry.value.as_int().filter(|given| *given > known)
    {
        let message = match kind {
            FileKind::Format => msg!("content-newer-theme-api", given = given, known = known),
            _ => msg!("content-newer-workspace", given = given, known = known),
        };
        // The other keys of a newer file may be right for all we know.
        let place = Place::new(file, entry.value.range.clone());
        diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-newer-hint")));
        return false;
    }
    let mut walk = Walk { file, damaged, broken_lines: BTreeSet::new(), diagnostics };
    if damaged {
        let lines = walk.diagnostics.iter().filter_map(|d| d.place.as_ref()).filter(|p| p.file == *file);
        walk.broken_lines = lines.map(|place| file.line_column(place.range.start).0).collect();
    }
    walk.table(node, kind.table());
    diagnostics.len() == before
}

struct Walk<'a> {
    file: &'a Arc<SourceFile>,
    damaged: bool,
    broken_lines: BTreeSet<usize>,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn report(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        if self.damaged && self.broken_lines.contains(&self.file.line_column(range.start).0) {
            return;
        }
        let mut diagnostic = Diagnostic::error(message).at(Place::new(self.file, range));
        diagnostic.hints.extend(hint);
        self.diagnostics.push(diagnostic);
    }

    fn table(&mut self, node: &Node, table: &Table) {
        let Kind::Map(entries) = &node.kind else {
            return self.report(msg!("content-not-a-table"), node.range.clone(), None);
        };
        for entry in entries {
            match table.keys.iter().find(|key| key.name == entry.key) {
                Some(key) => self.value(&entry.value, &key.ty, entry, key.required),
                None => self.unknown(entry, table),
            }
        }
        if self.damaged {
            return;
        }
        let start = node.range.start..self.first_line_end(node.range.start);
        for key in table.keys.iter().filter(|key| key.required && node.entry(key.name).is_none()) {
            let hint = msg!("content-missing-key-hint", key = key.name);
            self.report(msg!("content-missing-key", key = key.name), start.clone(), Some(hint));
        }
        if let Some([one, other]) = table.one_of {
            match (node.entry(one), node.entry(other)) {
                (None, None) => {
                    let message = msg!("content-one-of-two", one = one, other = other);
                    self.report(message, start, None);
                }
                (Some(_), Some(second)) => {
                    let message = msg!("content-only-one-of-two", one = one, other = other);
                    self.report(message, second.key_range.clone(), None);
                }
                _ => {}
            }
        }
    }

    fn first_line_end(&self, start: usize) -> usize {
        self.file.text[start..].find('\n').map_or(self.file.text.len(), |i| start + i)
    }

    fn unknown(&mut self, entry: &Entry, table: &Table) {
        let names = || table.keys.iter().map(|key| key.name);
        let hint = match did_you_mean(&entry.key, names()) {
            Some(name) => msg!("content-did-you-mean", name = name),
            None => msg!("content-known-keys", names = names().collect::<Vec<_>>().join(", ")),
        };
        self.report(msg!("content-unknown-key", key = entry.key), entry.key_range.clone(), Some(hint));
    }

    /// Checks one value; `entry` is the key that it stands under.
    fn value(&mut self, node: &Node, ty: &Type, entry: &Entry, required: bool) {
        let key = &entry.key;
        let range = if node.range.is_empty() { entry.key_range.clone() } else { node.range.clone() };
        if node.kind == Kind::Null {
            // An empty line of a header (`kicker:`) is as good as none.
            if required {
                let hint = msg!("content-missing-key-hint", key = key);
                self.report(msg!("content-empty", key = key), range, Some(hint));
            }
            return;
        }
        let wrong = match ty {
            Type::Text | Type::Id | Type::Path | Type::Lang => match node.as_str() {
                None => Some((msg!("content-wants-text", key = key), Some(msg!("content-wants-text-hint")))),
                Some(text) if required && text.trim().is_empty() => Some((msg!("content-empty", key = key), None)),
                Some(text) if matches!(ty, Type::Id) && !is_id(text) => {
                    Some((msg!("content-bad-id", id = text), Some(msg!("content-bad-id-hint"))))
                }
                // `"C:\new"` is sound TOML and means something else.
                Some(text) if matches!(ty, Type::Path) && (is_of_drive(text) || text.contains(char::is_control)) => {
                    let typed = self.file.text.get(range.clone()).unwrap_or(text).replace('\\', "/");
                    let name = typed.rsplit('/').next().unwrap_or_default().trim_matches(['"', '\'']);
                    let hint = msg!("content-toml-drive-hint", line = format!("{key} = \"{name}\""));
                    Some((msg!("content-outside", path = typed.trim_matches(['"', '\''])), Some(hint)))
                }
                Some(text) if matches!(ty, Type::Lang) && meant_language(text).is_some() => {
                    let meant = meant_language(text).unwrap_or_default();
                    Some((msg!("content-bad-lang", lang = text), Some(msg!("content-did-you-mean", name = meant))))
                }
                Some(text) if matches!(ty, Type::Lang) && !is_language(text) => {
                    Some((msg!("content-bad-lang", lang = text), Some(msg!("content-bad-lang-hint"))))
                }
                Some(_) => None,
            },
            Type::Number | Type::Positive | Type::NotNegative => {
                let number = node.as_number().filter(|x| x.is_finite());
                match (ty, number) {
                    (_, None) => {
                        let grouped = self.grouped(node).map(|n| msg!("content-toml-thousands-hint", number = n));
                        let quoted = node.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok());
                        let hint = grouped.or_else(|| quoted.then(|| msg!("content-wants-number-hint")));
                        // `"150 g/m2"`: the unit is that of the key.
                        let bare = || bare_number(node.as_str()?).map(|number| format!("{key} = {number}"));
                        let hint = hint.or_else(|| Some(msg!("content-wants-number-bare-hint", line = bare()?)));
                        Some((msg!("content-wants-number", key = key), hint))
                    }
                    (Type::Positive, Some(x)) if x <= 0.0 => Some((msg!("content-wants-positive", key = key), None)),
                    (Type::NotNegative, Some(x)) if x < 0.0 => {
                        Some((msg!("content-wants-not-negative", key = key), None))
                    }
                    (Type::Positive | Type::NotNegative, Some(_)) => {
                        // `338.667` is a size; nobody gives thousandths that end with a zero.
                        let typed = self.file.text.get(node.range.clone()).unwrap_or_default();
                        let problem = thousands(node, self.file).filter(|_| typed.ends_with('0'));
                        self.diagnostics.extend(problem);
                        None
                    }
                    _ => None,
                }
            }
            Type::Whole(min, max) => match node.as_int() {
                None => {
                    let is_quoted = node.as_str().is_some_and(|text| text.trim().parse::<i64>().is_ok());
                    let grouped = self.whole(node).map(|n| msg!("content-toml-thousands-hint", number = n));
                    let hint = if is_quoted { Some(msg!("content-wants-number-hint")) } else { grouped };
                    Some((msg!("content-wants-whole", key = key), hint))
                }
                Some(n) if n < *min || n > *max => {
                    Some((msg!("content-out-of-bounds", key = key, min = min, max = max), None))
                }
                Some(_) => None,
            },
            Type::Date => match &node.kind {
                Kind::Date(text) | Kind::Str(text) => {
                    let hint = msg!("content-bad-date-hint");
                    parse_date(text).is_none().then(|| (msg!("content-bad-date", date = text), Some(hint)))
                }
                _ => Some((msg!("content-wants-date", key = key), Some(msg!("content-bad-date-hint")))),
            },
            Type::Choice(choices) => match node.as_str() {
                None => Some((msg!("content-wants-text", key = key), Some(msg!("content-wants-text-hint")))),
                Some(text) if !choices.contains(&text) => {
                    let hint = match did_you_mean(text, choices.iter().copied()) {
                        Some(name) => msg!("content-did-you-mean", name = name),
                        None => msg!("content-choices", choices = choices.join(", ")),
                    };
                    Some((msg!("content-bad-choice", key = key, value = text), Some(hint)))
                }
                Some(_) => None,
            },
            Type::Flag => (!matches!(node.kind, Kind::Bool(_))).then(|| (msg!("content-wants-flag", key = key), None)),
            Type::Texts | Type::Detail => match &node.kind {
                Kind::Bool(_) if matches!(ty, Type::Detail) => None,
                Kind::Str(_) => None,
                Kind::Seq(items) => return self.items(items, &Type::Text, entry),
                _ => Some((msg!("content-wants-texts", key = key), None)),
            },
            Type::List(item) => match &node.kind {
                Kind::Seq(items) => return self.items(items, item, entry),
                _ => {
                    let hint = match (item, node.as_str()) {
                        (Type::Table(_), _) => Some(msg!("content-wants-tables-hint", key = key)),
                        (_, Some(text)) if !text.trim().is_empty() => {
                            let items: Vec<String> =
                                text.split(',').map(|item| format!("\"{}\"", item.trim())).collect();
                            Some(msg!("content-toml-fixed", line = format!("{key} = [{}]", items.join(", "))))
                        }
                        _ => None,
                    };
                    Some((msg!("content-wants-list", key = key), hint))
                }
            },
            Type::Bounds => match node.items() {
                [low, high] if matches!(node.kind, Kind::Seq(_)) => match (low.as_number(), high.as_number()) {
                    (Some(low), Some(high)) if low <= high && low.is_finite() && high.is_finite() => None,
                    (Some(low), Some(high)) if low > high => {
                        Some((msg!("content-range-order", low = low, high = high), None))
                    }
                    _ => Some((msg!("content-wants-range", key = key), Some(msg!("content-wants-range-hint")))),
                },
                _ => Some((msg!("content-wants-range", key = key), Some(msg!("content-wants-range-hint")))),
            },
            Type::Table(table) => match &node.kind {
                Kind::Map(_) => return self.table(node, table),
                _ => Some((msg!("content-wants-table", key = key), Some(msg!("content-wants-table-hint", key = key)))),
            },
            Type::Named(item) => match &node.kind {
                Kind::Map(entries) => {
                    for inner in entries {
                        if is_id(&inner.key) {
                            self.value(&inner.value, item, inner, true);
                        } else {
                            let hint = Some(msg!("content-bad-id-hint"));
                            self.report(msg!("content-bad-id", id = inner.key), inner.key_range.clone(), hint);
                        }
                    }
                    None
                }
                _ => Some((msg!("content-wants-table", key = key), Some(msg!("content-wants-table-hint", key = key)))),
            },
        };
        if let Some((message, hint)) = wrong {
            self.report(message, range, hint);
        }
    }

    /// What is typed as `10.000` or `"10 000"`: digits in groups of three, without what is between them.
    fn grouped(&self, node: &Node) -> Option<String> {
        let typed = self.file.text.get(node.range.clone())?.trim().trim_matches(['"', '\'']).trim();
        let groups: Vec<&str> = typed.split(['.', ',', ' ', '\u{A0}', '_']).collect();
        let are_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
        let (first, rest) = groups.split_first()?;
        let is_grouped = !rest.is_empty() && rest.iter().all(|group| group.len() == 3) && first.len() <= 3;
        (are_digits && is_grouped).then(|| groups.concat())
    }

    /// The whole number that is meant by what is typed otherwise.
    fn whole(&self, node: &Node) -> Option<String> {
        let plain = || {
            let number = node.as_number().or_else(|| node.as_str()?.trim().parse::<f64>().ok())?;
            (number.fract() == 0.0 && number.abs() < 1e15).then(|| format!("{number:.0}"))
        };
        self.grouped(node).or_else(plain)
    }

    fn items(&mut self, items: &[Node], ty: &Type, entry: &Entry) {
        for item in items {
            self.value(item, ty, entry, true);
        }
    }
}

/// Whether a name is safe in paths, attributes and file names: letters and digits with `-`, `_`, `.` between.
pub(crate) fn is_id(name: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().all(inner) && name.starts_with(char::is_alphanumeric) && !name.ends_with('.')
}

/// Whether a text is the code of a language as typesetting knows them: two or three small letters (ISO 639).
fn is_language(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
}

/// The language that is meant by what is the code of a country, or of none.
fn meant_language(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "vn" | "vie" | "vnm" | "vi-vn" | "vi_vn" | "viet" | "tiếng việt" => Some("vi"),
        "us" | "uk" | "gb" | "eng" | "en-us" | "en-gb" | "en_us" | "anh" | "tiếng anh" => Some("en"),
        _ => None,
    }
}

/// A day written `2024-01-11` or `11/01/2024`, if the calendar has it.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let numbers = |separator| {
        let mut parts = text.trim().split(separator).map(|part| {
            let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten()
        });
        let found = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(found)
    };
    let (year, month, day) = numbers('-').or_else(|| numbers('/').map(|(day, month, year)| (year, month, day)))?;
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    time::Date::from_calendar_date(year.into(), time::Month::try_from(month).ok()?, day).ok()?;
    Some(Date { year: year.into(), month, day })
}

/// JSON Schema (2020-12) of a kind of file, for editors that complete and check while one types.
pub fn json_schema(kind: FileKind, lang: Lang) -> Json {
    let mut schema = table_schema(kind.table(), lang);
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), kind.title(lang).into());
    Json::Object(schema)
}

fn table_schema(table: &Table, lang: Lang) -> Map<String, Json> {
    let mut properties = Map::new();
    for key in table.keys {
        let mut schema = type_schema(&key.ty, key.required, lang);
        let doc = if lang == Lang::Vi { key.vi } else { key.en };
        schema.insert("description".into(), doc.into());
        properties.insert(key.name.into(), schema.into());
    }
    let required: Vec<&str> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = object(json!({ "type": "object", "additionalProperties": false }));
    schema.insert("properties".into(), properties.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    if let Some([one, other]) = table.one_of {
        schema.insert("oneOf".into(), json!([{ "required": [one] }, { "required": [other] }]));
    }
    schema
}

fn type_schema(ty: &Type, required: bool, lang: Lang) -> Map<String, Json> {
    object(match ty {
        Type::Text | Type::Path if required => json!({ "type": "string", "minLength": 1 }),
        Type::Text | Type::Path => json!({ "type": "string" }),
        Type::Lang => json!({ "type": "string", "pattern": "^[a-z]{2,3}$" }),
        Type::Id => json!({ "type": "string", "pattern": r"^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}_-])?$" }),
        Type::Number => json!({ "type": "number" }),
        Type::Positive => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Type::NotNegative => json!({ "type": "number", "minimum": 0 }),
        Type::Whole(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
        Type::Whole(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        // Editors see a date of TOML as a string.
        Type::Date => json!({
            "anyOf": [
                { "type": "string", "format": "date" },
                { "type": "string", "pattern": r"^\d{1,2}/\d{1,2}/\d{4}$" },
            ]
        }),
        Type::Choice(choices) => json!({ "enum": choices }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Texts => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        }),
        Type::Detail => json!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }, { "type": "boolean" }]
        }),
        Type::List(item) => json!({ "type": "array", "items": type_schema(item, true, lang) }),
        Type::Bounds => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        Type::Table(table) => return table_schema(table, lang),
        Type::Named(item) => json!({ "type": "object", "additionalProperties": type_schema(item, true, lang) }),
    })
}

fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// The number with which a text begins, if a unit follows it: `150 g/m2`.
fn bare_number(text: &str) -> Option<&str> {
    let text = text.trim();
    let number = &text[..text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len())];
    let unit = text[number.len()..].trim_start();
    let is_unit = !unit.is_empty() && !unit.contains(|c: char| c.is_ascii_digit() && !"23".contains(c));
    (number.parse::<f64>().is_ok() && is_unit).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tree;

    #[test]
    fn dates_are_days_of_the_calendar() {
        let day = |year, month, day| Some(Date { year, month, day });
        assert_eq!(parse_date("2024-01-11"), day(2024, 1, 11));
        assert_eq!(parse_date("11/01/2024"), day(2024, 1, 11));
        assert_eq!(parse_date("1/2/2024"), day(2024, 2, 1));
        assert_eq!(parse_date("29/02/2024"), day(2024, 2, 29));
        for wrong in
            ["30/02/2024", "2024-13-01", "2024-1", "24-01-11", "2024-01-11T00:00:00", "11/01/2024/1", "", "a/b/c"]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_are_safe_in_paths_and_attributes() {
        for name in ["kl-69", "can-bo-dang-vien", "bài_1", "v1.2"] {
            assert!(is_id(name), "{name}");
        }
        for name in ["", "a b", "../x", ".x", "a/b", "a\"b", "-a", "a."] {
            assert!(!is_id(name), "{name}");
        }
    }

    #[test]
    fn editors_get_every_key_with_its_words() {
        fn keys(table: &Table, schema: &Json) {
            let properties = schema["properties"].as_object().expect("properties");
            assert_eq!(properties.len(), table.keys.len());
            assert_eq!(schema["additionalProperties"], Json::Bool(false));
            for key in table.keys {
                let property = &properties[key.name];
                assert!(property["description"].as_str().is_some_and(|text| !text.is_empty()), "{}", key.name);
                match &key.ty {
                    Type::Table(inner) => keys(inner, property),
                    Type::List(Type::Table(inner)) => keys(inner, &property["items"]),
                    Type::Named(Type::Table(inner)) => keys(inner, &property["additionalProperties"]),
                    _ => {}
                }
            }
        }
        for kind in FileKind::ALL {
            for lang in [Lang::Vi, Lang::En] {
                keys(kind.table(), &json_schema(kind, lang));
            }
        }
        let directive = json_schema(FileKind::Directive, Lang::En);
        assert_eq!(directive["properties"]["facts"]["items"]["oneOf"][0]["required"][0], "value");
        assert_eq!(directive["required"], json!(["number", "kind", "date", "issuer", "title"]));
    }

    #[test]
    fn wrong_types_are_told_with_what_to_type() {
        let said = |text: &str| {
            let file = SourceFile::new("format.toml", text);
            let mut diagnostics = vec![];
            let node = tree::parse_toml(&file, &mut diagnostics);
            check(FileKind::Format, &node, &file, false, &mut diagnostics);
            let told = diagnostics.iter().filter(|d| d.message.id != "content-missing-key");
            told.map(|d| (d.message.id.to_string(), d.hints.first().map(|hint| hint.id.to_string())))
                .collect::<Vec<_>>()
        };
        let one = |id: &str, hint: Option<&str>| vec![(id.to_string(), hint.map(String::from))];
        assert_eq!(said("of = 1"), one("content-wants-text", Some("content-wants-text-hint")));
        assert_eq!(said("of = \"pice\""), one("content-bad-choice", Some("content-did-you-mean")));
        assert_eq!(said("pages = 3"), one("content-wants-table", Some("content-wants-table-hint")));
        assert_eq!(said("pages = { min = 1.5 }"), one("content-wants-whole", None));
        assert_eq!(said("sizes = { }"), one("content-wants-list", Some("content-wants-tables-hint")));
        assert_eq!(
            said("[[slots]]\nname = \"a\"\nleast = \"9\""),
            one("content-wants-number", Some("content-wants-number-hint"))
        );
        let unit = said("[[slots]]\nname = \"a\"\nleast = \"9 pt\"");
        assert_eq!(unit, one("content-wants-number", Some("content-wants-number-bare-hint")));
        assert_eq!([bare_number("150 g/m2"), bare_number("chừng 9"), bare_number("9-10")], [Some("150"), None, None]);
        assert_eq!(said("[[slots]]\nname = \"a\"\nleast = nan"), one("content-wants-number", None));
        assert_eq!(said("name = { \"v i\" = \"x\" }"), one("content-bad-id", Some("content-bad-id-hint")));
        assert_eq!(said("blocks = [[\"a\"]]"), one("content-wants-text", Some("content-wants-text-hint")));
        assert_eq!(said("zzzzzzzzzzz = 1"), one("content-unknown-key", Some("content-known-keys")));
    }
}
