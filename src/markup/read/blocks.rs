//! `:::` blocks, split off before the Markdown parser sees them: to it they would be paragraphs or definitions.

use std::ops::Range;

use crate::carry;
use crate::diag::Message;
use crate::msg;

/// Most attributes of a block: each is compared with the others.
const MOST_ATTRIBUTES: usize = 64;

/// An attribute of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markup) struct Setting {
    pub(in crate::markup) key: String,
    pub(in crate::markup) value: String,
    pub(super) key_range: Range<usize>,
    pub(super) value_range: Range<usize>,
}

/// The opening line of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markup) struct Opening {
    /// None: the block only keeps its text for some outputs.
    pub(in crate::markup) kind: Option<String>,
    pub(super) kind_range: Range<usize>,
    pub(in crate::markup) attributes: Vec<Setting>,
    /// The line, without its end.
    pub(in crate::markup) range: Range<usize>,
}

impl Opening {
    pub(in crate::markup) fn get(&self, key: &str) -> Option<&Setting> {
        self.attributes.iter().find(|a| a.key == key)
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markup) enum Part {
    /// Markdown.
    Text(Range<usize>),
    /// A block begins.
    Open(Opening),
    /// The innermost block ends. Openings and ends are balanced.
    Close,
}

/// A mistake with its place.
pub(in crate::markup) type Mistake = (Message, Range<usize>, Option<Message>);

/// Splits a text at the lines that begin and end blocks. Code fences and comments hide such lines.
pub(in crate::markup) fn split(text: &str) -> (Vec<Part>, Vec<Mistake>) {
    let mut parts = vec![];
    let mut mistakes = vec![];
    let mut open: Vec<Range<usize>> = vec![];
    let mut fence: Option<(char, usize)> = None;
    let mut in_comment = false;
    let mut in_list = false;
    let mut from = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let line = line.trim_end_matches('\n');
        if in_comment {
            in_comment = !line.contains("-->");
            continue;
        }
        if let Some((c, length)) = fence {
            if fence_closes(line, c, length) {
                fence = None;
            }
            continue;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let rest = line[indent..].trim_end();
        if indent < 4 && rest.starts_with(":::") {
            if from < range.start {
                parts.push(Part::Text(from..range.start));
            }
            from = range.end;
            in_list = false;
            let at = range.start + indent;
            let after = rest.trim_start_matches(':');
            if after.trim().is_empty() {
                if open.pop().is_some() {
                    parts.push(Part::Close);
                } else {
                    mistakes.push((msg!("markup-block-stray"), at..at + rest.len(), None));
                }
            } else {
                let opening = parse_opening(text, at + rest.len() - after.len()..at + rest.len(), at, &mut mistakes);
                open.push(opening.range.clone());
                parts.push(Part::Open(opening));
            }
            continue;
        }
        if rest.starts_with("<!--") && indent < 4 {
            in_comment = !rest.contains("-->");
        }
        let (content, marked) = strip_containers(line);
        if rest.is_empty() {
            continue;
        }
        if marked {
            in_list = true;
        } else if indent == 0 {
            in_list = false;
        }
        if indent < 4 || in_list {
            fence = fence_opens(content);
        }
    }
    if from < text.len() {
        parts.push(Part::Text(from..text.len()));
    }
    for range in open {
        parts.push(Part::Close);
        mistakes.push((msg!("markup-block-open"), range, Some(msg!("markup-block-open-hint"))));
    }
    (parts, mistakes)
}

/// What stands behind quote and list markers, and whether there was one of a list.
pub(in crate::markup) fn strip_containers(line: &str) -> (&str, bool) {
    let mut rest = line.trim_start_matches([' ', '\t']);
    let mut marked = false;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = if let Some(after) = rest.strip_prefix('>') {
            after
        } else if let Some(after) = rest.strip_prefix(['-', '+', '*']).filter(|r| r.starts_with([' ', '\t'])) {
            marked = true;
            after
        } else if let Some(after) =
            rest[digits..].strip_prefix(['.', ')']).filter(|r| (1..10).contains(&digits) && r.starts_with([' ', '\t']))
        {
            marked = true;
            after
        } else {
            return (rest, marked);
        };
        rest = after.trim_start_matches([' ', '\t']);
    }
}

pub(in crate::markup) fn fence_opens(content: &str) -> Option<(char, usize)> {
    let c = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = content.len() - content.trim_start_matches(c).len();
    let info = &content[length..];
    (length >= 3 && !(c == '`' && info.contains('`'))).then_some((c, length))
}

pub(in crate::markup) fn fence_closes(line: &str, c: char, length: usize) -> bool {
    let rest = line.trim_start_matches([' ', '\t', '>']).trim_end();
    rest.len() >= length && rest.chars().all(|x| x == c)
}

/// Reads `kind key="value" key=value` at `range`. `start` is where the colons begin.
fn parse_opening(text: &str, range: Range<usize>, start: usize, mistakes: &mut Vec<Mistake>) -> Opening {
    let mut opening = Opening { kind: None, kind_range: range.clone(), attributes: vec![], range: start..range.end };
    let mut at = range.start;
    let skip_space = |at: &mut usize| {
        let rest = &text[*at..range.end];
        *at += rest.len() - rest.trim_start().len();
    };
    loop {
        skip_space(&mut at);
        let rest = &text[at..range.end];
        if rest.is_empty() {
            return opening;
        }
        let word = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let key_range = at..at + word;
        let key = carry::plain(&text[key_range.clone()]);
        let mut value_at = at + word;
        skip_space(&mut value_at);
        if word > 0 && text[value_at..range.end].starts_with('=') {
            value_at += 1;
            skip_space(&mut value_at);
            let rest = &text[value_at..range.end];
            let close = match rest.chars().next() {
                Some('"') => Some(('"', '"')),
                Some('\'') => Some(('\'', '\'')),
                Some('“') => Some(('“', '”')),
                _ => None,
            };
            let (value_range, next) = if let Some((open, close)) = close {
                let inner = value_at + open.len_utf8();
                match text[inner..range.end].find(close) {
                    Some(length) => (inner..inner + length, inner + length + close.len_utf8()),
                    None => {
                        let hint = msg!("markup-block-quote-hint", key = key);
                        mistakes.push((msg!("markup-block-quote", key = key), value_at..range.end, Some(hint)));
                        return opening;
                    }
                }
            } else {
                let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (value_at..value_at + length, value_at + length)
            };
            if opening.attributes.len() >= MOST_ATTRIBUTES {
                mistakes.push((msg!("markup-attribute-many", most = MOST_ATTRIBUTES), key_range, None));
                return opening;
            }
            if opening.get(&key).is_some() {
                mistakes.push((msg!("markup-attribute-twice", key = key), key_range.clone(), None));
            }
            let value = carry::plain(&text[value_range.clone()]);
            opening.attributes.push(Setting { key, value, key_range, value_range });
            at = next;
        } else if opening.kind.is_none() && opening.attributes.is_empty() && word > 0 {
            opening.kind = Some(key);
            opening.kind_range = key_range;
            at += word;
        } else {
            let end = at + word.max(1);
            let end = text.ceil_char_boundary(end);
            let word = carry::plain(&text[at..end]);
            let hint = msg!("markup-block-syntax-hint");
            mistakes.push((msg!("markup-block-syntax", word = word), at..end, Some(hint)));
            at = end;
        }
    }
}
