//! What links within a text lead to: ids that were typed, those that headings have by themselves, and those of `<a>` tags.

use unicode_normalization::UnicodeNormalization;

use crate::pictures::percent_decode;

/// Whether a text may link within itself.
pub(super) fn are_used(text: &str) -> bool {
    let leads_within =
        |(at, sign): (usize, &str)| text[at + sign.len()..].trim_start_matches([' ', '\t', '\n', '<']).starts_with('#');
    text.match_indices("](").chain(text.match_indices("]:")).any(leads_within)
}

/// The id of a heading as GitHub makes it: small letters and digits, hyphens for blanks.
pub(in crate::markup) fn slug(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .collect()
}

/// The id that a link names: typed as it stands or percent-encoded.
pub(in crate::markup) fn named(id: &str) -> String {
    percent_decode(id).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_ids_that_readers_of_markdown_know() {
        assert_eq!(slug("1. Mục đích, Yêu cầu"), "1-mục-đích-yêu-cầu");
        assert_eq!(slug("Đối tượng & phạm vi"), "đối-tượng--phạm-vi");
        assert_eq!(named("m%E1%BB%A5c-a"), "mục-a");
        assert!(
            are_used("xem [a](#a)") && are_used("xem [a]( <#a>)") && are_used("[a]:\n  #a") && !are_used("xem # a")
        );
    }
}
