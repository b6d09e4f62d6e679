//! Samples and the values put into them.

use std::fmt::Write as _;

use include_dir::{Dir, include_dir};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use crate::job;

pub(super) static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/templates");

pub(super) fn template(path: &str) -> &'static str {
    TEMPLATES.get_file(path).and_then(include_dir::File::contents_utf8).unwrap_or("")
}

/// Puts values into a template: `<<name>>`, which neither TOML, YAML, Tera nor Markdown knows.
pub(super) fn fill(template: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(template.to_string(), |text, (name, value)| {
        let hole = match name.strip_suffix('\n') {
            // A block takes its line with it.
            Some(name) => format!("<<{name}>>\n"),
            None => format!("<<{name}>>"),
        };
        text.replace(&hole, value)
    })
}

/// A text inside a TOML string.
pub(super) fn toml_text(text: &str) -> String {
    let mut inside = String::new();
    for c in text.nfc() {
        match c {
            '"' | '\\' => inside.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(inside, "\\u{:04X}", c as u32);
            }
            c => inside.push(c),
        }
    }
    inside
}

/// A text as a YAML string: JSON's way of quoting is YAML's too.
pub(super) fn yaml_text(text: &str) -> String {
    let text: String = text.nfc().collect();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | ','))
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if plain { text } else { json!(text).to_string() }
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &str) -> String {
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_string() }
}

/// Today, or the day of `SOURCE_DATE_EPOCH`.
pub(super) fn today() -> String {
    let date = job::epoch().unwrap_or_else(time::OffsetDateTime::now_utc).date();
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_values() {
        let text = fill("title = \"<<title>>\"", &[("title", toml_text("a \"b\" \\ c\nd"))]);
        let table: toml::Table = text.parse().expect("valid TOML");
        assert_eq!(table["title"].as_str(), Some("a \"b\" \\ c\nd"));
        assert_eq!(yaml_text("Điều cần biết"), "Điều cần biết");
        assert_eq!(yaml_text("a: {{ b }}"), "\"a: {{ b }}\"");
        assert_eq!(yaml_text("no"), "\"no\"");
    }
}
