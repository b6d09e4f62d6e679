//! Signs that Markdown would take for its own: a note before a bracket, a sign of multiplication.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::lines::Line;
use crate::content::code_spans;
use crate::markup::read::blocks::strip_containers;
use crate::markup::work;

/// A note directly before a bracket (`Nghị định[^1](mới)`) is the text of a link to the parser: the bracket is made text.
pub(super) fn keep_notes(lines: &mut [Line]) -> bool {
    let mut notes: Option<BTreeSet<String>> = None;
    let mut changed = false;
    for n in 0..lines.len() {
        let text = &lines[n].text;
        work::step(text.len());
        if lines[n].is_shut || !text.contains("[^") || !text.contains("](") && !text.contains("][") {
            continue;
        }
        let known = notes.get_or_insert_with(|| lines.iter().filter_map(|line| defined_note(&line.text)).collect());
        let spans = code_spans(&lines[n].text);
        let (mut kept, mut rest, mut at) = (String::new(), &*lines[n].text, 0);
        let before_bracket = |text: &str| {
            let mut closing = text.match_indices(']').map(|(at, _)| at);
            closing.find(|at| matches!(text.as_bytes().get(at + 1), Some(b'(' | b'[')))
        };
        while let Some(close) = before_bracket(rest) {
            let (head, tail) = rest.split_at(close + 1);
            let is_code = spans.iter().any(|span| span.contains(&(at + close)));
            at += close + 1;
            let note = head.rfind("[^").map(|open| head[open + 2..close].to_lowercase());
            kept.push_str(head);
            rest = tail;
            if !is_code && !tail.starts_with("[^") && note.is_some_and(|note| known.contains(&note)) {
                // The parser looks for the label of a link behind a backslash, too.
                kept.push_str(if tail.starts_with('(') { "\\(" } else { "&#91;" });
                rest = &tail[1..];
                at += 1;
            }
        }
        kept.push_str(rest);
        if kept.len() > lines[n].text.len() {
            lines[n].text = Cow::Owned(kept);
            changed = true;
        }
    }
    changed
}

/// `40*60*20 cm`: the stars of a product are none of Markdown.
pub(super) fn keep_products(lines: &mut [Line]) -> bool {
    let mut changed = false;
    let is_text =
        |line: &&mut Line| !line.is_shut && line.text.contains('*') && !line.text.trim_start().starts_with(":::");
    for line in lines.iter_mut().filter(is_text) {
        let bytes = line.text.as_bytes();
        work::step(bytes.len());
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        // Neither code nor addresses in `<…>` know a backslash.
        let shut = code_spans(&line.text).into_iter().chain(addresses(&line.text));
        let mut shut = shut.collect::<Vec<_>>();
        shut.sort_by_key(|span| span.start);
        let mut shut = shut.into_iter().peekable();
        let (mut kept, mut from) = (String::new(), 0);
        for (at, _) in line.text.match_indices('*') {
            while shut.next_if(|span| span.end <= at).is_some() {}
            let is_shut = shut.peek().is_some_and(|span| span.contains(&at));
            if !is_shut && digit(at.checked_sub(1)) && digit(Some(at + 1)) {
                kept.push_str(&line.text[from..at]);
                kept.push('\\');
                from = at;
            }
        }
        if from == 0 {
            continue;
        }
        kept.push_str(&line.text[from..]);
        line.text = Cow::Owned(kept);
        changed = true;
    }
    changed
}

/// `<https://a.vn>`: addresses in a line.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let mut open = None;
    let mut found = vec![];
    for (at, c) in line.char_indices() {
        match c {
            '<' => open = Some(at),
            c if c.is_whitespace() => open = None,
            '>' => found.extend(open.take().map(|open| open..at)),
            _ => {}
        }
    }
    found
}

/// The label of the note whose text begins in a line.
fn defined_note(line: &str) -> Option<String> {
    let label = strip_containers(line).0.trim_start().strip_prefix("[^")?;
    label.split_once("]:").map(|(label, _)| label.to_lowercase())
}
