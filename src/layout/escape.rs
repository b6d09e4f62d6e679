//! Values in layouts: escaped so that they are the same text in Typst markup and in a Typst string.

use std::io::{self, Write};

/// Tera's escape function for `.typ` templates: every character other than a letter, a digit or a single space is
/// written `\u{…}`, which Typst reads alike in markup and between quotes.
pub(super) fn escape(value: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut before = ' ';
    for c in value.chars() {
        // A space at the edge or after another one would vanish in markup; a digit could begin a list (`1.`), but
        // the point after it is escaped.
        if c.is_alphanumeric() || (c == ' ' && before != ' ') {
            write!(out, "{c}")?;
        } else {
            write!(out, "\\u{{{:x}}}", c as u32)?;
        }
        before = c;
    }
    Ok(())
}

/// A value as a layout gets it.
pub fn escape_value(value: &str) -> String {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = escape(value, &mut out);
    String::from_utf8(out).unwrap_or_default()
}
