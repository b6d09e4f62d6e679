//! Private-use characters that carry knowledge through Tera and pulldown-cmark, which keep none of it themselves.
//!
//! Four kinds travel in texts, and none ever leaves the program: values that came out of a `{{ … }}` hole
//! ([`value`]), so that they can neither be read as Markdown nor be mistaken for a figure that somebody typed;
//! marks that say which line of which file follows ([`mark`]), and which hole a value came out of ([`filled`]); and places where a finished text is put into a
//! layout ([`placeholder`]). A private-use character that a user typed is refused when a file is read.

/// Values: ASCII other than letters, shifted here.
const VALUE: u32 = 0xF000;
/// Begins a line mark.
pub const MARK: char = '\u{E000}';
/// Ends a mark or placeholder.
pub const END: char = '\u{E001}';
/// Begins a placeholder.
pub const HOLE: char = '\u{E002}';
/// Begins what a hole was filled with.
pub const FILLED: char = '\u{E003}';
/// Ends it.
pub const SHUT: char = '\u{E004}';
/// Digits of a mark or placeholder.
const DIGIT: u32 = 0xE010;

/// Whether a character is reserved for this module.
pub fn is_reserved(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// A value as it travels: every ASCII character other than a letter is shifted into the private-use area.
pub fn value(text: &str) -> String {
    text.chars().map(encode).collect()
}

fn encode(c: char) -> char {
    if c.is_ascii() && !c.is_ascii_alphabetic() { char::from_u32(VALUE + c as u32).unwrap_or(c) } else { c }
}

/// The character that a carried one stands for, if it is one.
pub fn carried(c: char) -> Option<char> {
    (c as u32).checked_sub(VALUE).filter(|n| *n < 0x80).and_then(char::from_u32)
}

/// The plain text of a text with carried values.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| carried(c).unwrap_or(c)).collect()
}

fn number(start: char, n: usize) -> String {
    let digits = n.to_string();
    let digits = digits.bytes().filter_map(|b| char::from_u32(DIGIT + u32::from(b - b'0')));
    [start].into_iter().chain(digits).chain([END]).collect()
}

/// A mark: what follows stands at entry `n` of a table of places.
pub fn mark(n: usize) -> String {
    number(MARK, n)
}

/// Begins what hole number `n` was filled with, which ends at [`SHUT`].
pub fn filled(n: usize) -> String {
    number(FILLED, n)
}

/// A placeholder for text number `n`.
pub fn placeholder(n: usize) -> String {
    number(HOLE, n)
}

/// Splits a text at the marks that begin with `start`: the text before the first, then each number with what follows.
pub fn split(text: &str, start: char) -> (&str, Vec<(usize, &str)>) {
    let mut parts = text.split(start);
    let head = parts.next().unwrap_or("");
    let rest = parts
        .map(|part| {
            let (digits, rest) = part.split_once(END).unwrap_or(("", part));
            let n = digits
                .chars()
                .filter_map(|c| (c as u32).checked_sub(DIGIT))
                .fold(0, |n, digit| n * 10 + digit as usize);
            (n, rest)
        })
        .collect();
    (head, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_and_marks_split() {
        assert_eq!(plain(&value("**60 %** đạt `x`")), "**60 %** đạt `x`");
        assert!(!value("*1.\n#").contains(|c: char| c.is_ascii()));
        let text = format!("a{}b{}c", mark(0), mark(123));
        assert_eq!(split(&text, MARK), ("a", vec![(0, "b"), (123, "c")]));
    }
}
