//! `[30]{.nofact}` in a text of a header: figures that somebody vouches for, as in the body.

/// What stands behind the bracket.
const MARK: [char; 9] = ['{', '.', 'n', 'o', 'f', 'a', 'c', 't', '}'];

/// The characters of a text without its marks, each with whether somebody vouches for it.
pub fn chars(text: &str) -> Vec<(char, bool)> {
    let mut chars: Vec<(char, bool)> = Vec::with_capacity(text.len());
    let mut open = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '[' {
            open.push(chars.len());
        }
        let is_mark = c == ']' && rest.clone().take(MARK.len()).eq(MARK);
        match open.pop_if(|_| c == ']') {
            Some(start) if is_mark => {
                chars.remove(start);
                chars[start..].iter_mut().for_each(|(_, is_vouched)| *is_vouched = true);
                rest.nth(MARK.len() - 1);
            }
            _ => chars.push((c, false)),
        }
    }
    chars
}

/// A text without the marks.
pub fn plain(text: &str) -> String {
    chars(text).into_iter().map(|(c, _)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_cover_what_they_hold() {
        let vouched =
            |text: &str| chars(text).into_iter().filter(|(_, vouched)| *vouched).map(|(c, _)| c).collect::<String>();
        assert_eq!(plain("Hơn [30]{.nofact} hộ [chữ] và [[5] năm]{.nofact}"), "Hơn 30 hộ [chữ] và [5] năm");
        assert_eq!(vouched("Hơn [30]{.nofact} hộ [chữ] và [[5] năm]{.nofact}"), "30[5] năm");
        for text in ["]{.nofact}", "[30] {.nofact}", "[30]{.la}", "[30", ""] {
            assert_eq!(plain(text), text);
            assert_eq!(vouched(text), "");
        }
    }
}
