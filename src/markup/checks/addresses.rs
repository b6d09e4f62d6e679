//! Addresses that a text spells out: one that leads nowhere is printed as it is, and nobody who types it in gets anywhere.

use std::ops::Range;

use super::review::Review;
use super::seen::{self, Seen};
use crate::content::urls;
use crate::markup::doc::Inline;
use crate::markup::languages::numbers::skip;
use crate::markup::remarks::Weight;
use crate::msg;

/// What ends an address within the name of its server: what stands around it.
const AROUND: &[char] = &['(', ')', '[', ']', '<', '>', '"', '\'', '“', '”', '‘', '’', '«', '»', '*'];

/// Tells the addresses of a line that lead nowhere.
pub(super) fn check(inlines: &[Inline], review: &mut Review) {
    let (seen, at) = seen::of(inlines);
    for range in dead(&seen) {
        let url: String = seen[range.clone()].iter().map(|seen| seen.c).collect();
        let source = at[range.start]..at[range.end - 1] + seen[range.end - 1].c.len_utf8();
        let message = msg!("markup-url-nowhere", url = url);
        review.say(Weight::Loose, message, source, Some(msg!("markup-url-nowhere-hint")));
    }
}

/// The addresses of a text that lead nowhere.
pub(super) fn dead(seen: &[Seen]) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut at = 0;
    while at < seen.len() {
        let Some(server) = server_at(seen, at) else {
            at += 1;
            continue;
        };
        let end = end(seen, server);
        let address: String = seen[at..end].iter().map(|seen| seen.c).collect();
        // Nothing behind it: a text that speaks of `http://` itself.
        if end > server && urls::leads_nowhere(&address) {
            found.push(at..end);
        }
        at = end.max(server);
    }
    found
}

/// Where the name of a server begins behind `https://`.
fn server_at(seen: &[Seen], at: usize) -> Option<usize> {
    let begins = at.checked_sub(1).is_none_or(|before| !seen[before].c.is_alphanumeric());
    let after = |word: &str| {
        let end = at + word.len();
        let is_it = seen.get(at..end)?.iter().map(|seen| seen.c.to_ascii_lowercase()).eq(word.chars());
        is_it.then_some(end)
    };
    if begins && matches!(seen[at].c, 'h' | 'H') { after("https://").or_else(|| after("http://")) } else { None }
}

/// Where an address ends: at a blank, at the next address, before what closes the sentence or the brackets around it.
fn end(seen: &[Seen], server: usize) -> usize {
    let chars: Vec<char> =
        seen[server..].iter().take(2000).map(|seen| seen.c).take_while(|c| !c.is_whitespace()).collect();
    let host = skip(&chars, 0, |c| !matches!(c, '/' | '?' | '#') && !AROUND.contains(&c));
    let next = (0..chars.len())
        .find(|at| matches!(chars[*at], ',' | ';') && chars[at + 1..].iter().take(4).copied().eq("http".chars()));
    let mut end = chars.len().min(next.unwrap_or(chars.len()));
    if chars.get(host).is_some_and(|c| AROUND.contains(c)) {
        end = end.min(host);
    }
    while end > 0 {
        let (last, before) = (chars[end - 1], end.checked_sub(2).map_or('/', |at| chars[at]));
        // Points behind a stroke stand for what was left out.
        let is_left_out = matches!(last, '.' | '…') && matches!(before, '/' | '.' | '…') && {
            let points = chars[..end].iter().rev().take_while(|c| matches!(c, '.' | '…')).count();
            chars[..end - points].last().is_none_or(|c| *c == '/')
        };
        if is_left_out || !(AROUND.contains(&last) || matches!(last, '.' | '…' | ',' | ';' | ':' | '!' | '?')) {
            break;
        }
        end -= 1;
    }
    server + end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        dead(&seen).into_iter().map(|range| seen[range].iter().map(|seen| seen.c).collect()).collect()
    }

    #[test]
    fn addresses_that_lead_nowhere_are_found_in_a_text() {
        for (text, wrong) in [
            (
                "Xem https://lamdong, hoặc https://so-hoa,lamdong.gov.vn.",
                &["https://lamdong", "https://so-hoa,lamdong.gov.vn"][..],
            ),
            ("https://… và (http://lamdong.gov.vn/...)", &["https://…", "http://lamdong.gov.vn/..."]),
            ("HTTPS://lamdong..vn!", &["HTTPS://lamdong..vn"]),
        ] {
            assert_eq!(told(text), wrong, "{text}");
        }
        for text in [
            "Xem https://lamdong.gov.vn, https://dichvucong.gov.vn/p/home/dvc-trang-chu.html.",
            "(https://lamdong.gov.vn), “https://lamdong.gov.vn”; https://lamdong.gov.vn(tin mới)",
            "https://a.vn,https://b.vn;http://c.vn/x?y=1,2#z …",
            "Xem https://lamdong.gov.vn... và https://vi.wikipedia.org/wiki/Đà_Lạt_(thành_phố)",
            "http:// là giao thức? Không: https",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
