//! The two ways in which a text can stand in Typst source: as markup, and as a string literal.

/// White space that Typst markup would read as a space or as the end of a line.
pub(in crate::markup) fn is_fold(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0B' | '\x0C' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A text as Typst markup that shows exactly this text, with white space folded.
#[cfg(test)]
pub(in crate::markup) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_markup(&mut out, text, true);
    out
}

/// Appends a text as markup. `guarded` says that an expression such as `#emph[…]` stands directly before, which a
/// bracket, a full stop or a semicolon would continue.
pub(in crate::markup) fn push_markup(out: &mut String, text: &str, guarded: bool) {
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_fold(c) {
            if before != Some(' ') {
                out.push(' ');
            }
            before = Some(' ');
            continue;
        }
        let first = before.is_none();
        if is_active(before, c, chars.peek().copied()) || (first && guarded && matches!(c, '(' | '.' | ';')) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Whether a character would mean something to Typst between these two. Characters inside of words are left bare, so
/// that common Vietnamese text stays one node (`69-KL/TW`, `v.v`).
fn is_active(before: Option<char>, c: char, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '#' | '[' | ']' | '*' | '_' | '`' | '$' | '<' | '@' | '~' | '=' | '+' | '\'' | '"' => true,
        '-' | '/' => !(word(before) && word(after)),
        '.' => match before {
            None | Some('.') => true,
            Some(b) => after == Some('.') || (b.is_ascii_digit() && !word(after)),
        },
        _ => false,
    }
}

/// A text as a Typst string literal, quotes included.
pub(in crate::markup) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_literal(&mut out, text);
    out
}

/// Appends a string literal.
pub(super) fn push_literal(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}
