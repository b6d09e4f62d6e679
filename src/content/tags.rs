//! Where the tags of a template stand.
//!
//! Tera gives no access to its own reading of a template, and what is said about a tag before it runs (an unknown
//! fact, an include that does not exist), and where marks can stand between tags, needs one. This reads as Tera's
//! lexer does: strings inside a tag may hold its closing sign, `{% raw %}` holds anything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) range: Range<usize>,
    /// Whether it takes the white space before it away (`{%-`).
    pub(super) trims_before: bool,
    /// Whether it takes the white space after it away (`-%}`).
    pub(super) trims_after: bool,
}

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// Text that comes out as it stands, also that inside `{% raw %}`.
    Text,
    /// Lines of a program that look like tags: they come out as they stand, too (see [`programs`]).
    Program,
    /// `{{ … }}`.
    Variable,
    /// `{% … %}`.
    Block,
    /// `{% raw %}`.
    RawOpen,
    /// `{% endraw %}`.
    RawClose,
    /// `{! … !}`.
    Comment,
}

/// A word of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A name or keyword.
    Name(&'a str),
    /// A string, without its quotes and with its escapes as typed.
    Text(&'a str),
    /// A digit or sign.
    Sign(char),
}

/// Splits a template into its parts, in order and without gaps.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut programs = programs(text).into_iter().peekable();
    let mut at = 0;
    while at < text.len() {
        let start = next_tag(text, at);
        while programs.next_if(|program| program.start < at || program.end <= start).is_some() {}
        if let Some(program) = programs.next_if(|program| program.start <= start) {
            push_text(&mut parts, at..program.start);
            at = program.end;
            parts.push(Part { kind: PartKind::Program, range: program, trims_before: false, trims_after: false });
            continue;
        }
        push_text(&mut parts, at..start);
        if start == text.len() {
            break;
        }
        let kind = match text.as_bytes()[start + 1] {
            b'{' => PartKind::Variable,
            b'%' => PartKind::Block,
            _ => PartKind::Comment,
        };
        let end = end_of_tag(text, start, kind);
        let tag = tag(text, start..end, kind);
        at = end;
        if first_name(text, &tag) == Some("raw") {
            let close = end_of_raw(text, end);
            parts.push(Part { kind: PartKind::RawOpen, ..tag });
            push_text(&mut parts, end..close);
            at = end_of_tag(text, close, PartKind::Block);
            if close < at {
                parts.push(Part { kind: PartKind::RawClose, ..self::tag(text, close..at, PartKind::Block) });
            }
        } else {
            parts.push(tag);
        }
    }
    parts
}

/// Code in which braces belong to a program and not to the piece, unless they name what a piece sees: the lines between
/// fences that name a language (` ```jsx `), and spans within a line, in texts that make no names of their own.
fn programs(text: &str) -> Vec<Range<usize>> {
    let mut programs = Vec::new();
    let mut open: Option<(char, usize, bool, usize)> = None;
    let spans = !begins_tag(text, &["for", "set"]);
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let begin = at;
        at += whole.len();
        // Fences also stand in quotes and lists.
        let line = whole.trim().trim_start_matches(['>', ' ', '\t']);
        let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'));
        let info = sign.map_or(line, |sign| line.trim_start_matches(sign));
        let length = line.len() - info.len();
        match (open, sign) {
            (Some((opened, least, is_named, start)), Some(sign))
                if opened == sign && length >= least && info.is_empty() =>
            {
                if is_named && is_foreign(&text[start..begin]) {
                    programs.push(start..begin);
                }
                open = None;
            }
            (None, Some(sign)) if length >= 3 && !info.contains('`') => {
                let language = info.trim_start();
                // ` ```{.js} ` as Pandoc has it, too.
                let language = language.strip_prefix("{.").map_or(language, |rest| rest.trim_end_matches('}'));
                let is_named = language.starts_with(|c: char| c.is_ascii_alphabetic())
                    && !["text", "txt", "md", "markdown"].contains(&language)
                    && !has_tag(language);
                open = Some((sign, length, is_named, at));
            }
            (None, _) if spans && has_tag(whole) => {
                let spans = code_spans(whole).into_iter().filter(|span| is_foreign(&whole[span.clone()]));
                programs.extend(spans.map(|span| begin + span.start..begin + span.end));
            }
            _ => {}
        }
    }
    programs
}

/// What stands between backquotes of a line.
pub(crate) fn code_spans(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|b| **b == b'`').count();
        if length > 0 {
            runs.push((at, length));
        }
        at += length.max(1);
    }
    let last: BTreeMap<usize, usize> = runs.iter().map(|(at, length)| (*length, *at)).collect();
    let mut spans = Vec::new();
    let mut rest = runs.into_iter();
    while let Some((open, length)) = rest.next() {
        let is_escaped = open > 0 && bytes[open - 1] == b'\\';
        if !is_escaped
            && last.get(&length).is_some_and(|last| *last > open)
            && let Some((close, _)) = rest.find(|run| run.1 == length)
        {
            spans.push(open + length..close);
        }
    }
    spans
}

/// Whether a text holds tags, and none that is meant for a piece.
fn is_foreign(code: &str) -> bool {
    has_tag(code) && !begins_tag(code, OURS)
}

fn has_tag(text: &str) -> bool {
    next_tag(text, 0) < text.len()
}

/// Whether a tag of a text begins with one of these names.
fn begins_tag(text: &str, names: &[&str]) -> bool {
    let begins = |tag: &str| {
        let tag = tag.trim_start_matches('-').trim_start();
        names.iter().any(|name| tag.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
    };
    ["{{", "{%"].iter().any(|open| text.split(open).skip(1).any(begins))
}

/// What a piece asks for in its tags.
const OURS: &[&str] =
    &["raw", "endraw", "fact", "number", "directive", "audience", "campaign", "piece", "format", "profile", "include"];

/// Where the next tag begins; the end of the text when there is none.
fn next_tag(text: &str, from: usize) -> usize {
    let mut braces = text[from..].match_indices('{').map(|(i, _)| from + i);
    let opens = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'!'));
    braces.find(opens).unwrap_or(text.len())
}

fn push_text(parts: &mut Vec<Part>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part { kind: PartKind::Text, range, trims_before: false, trims_after: false });
    }
}

fn tag(text: &str, range: Range<usize>, kind: PartKind) -> Part {
    let inner = &text[range.clone()];
    Part {
        kind,
        trims_before: inner.as_bytes().get(2) == Some(&b'-'),
        trims_after: inner.strip_suffix(closing(kind)).is_some_and(|rest| rest.len() > 2 && rest.ends_with('-')),
        range,
    }
}

fn closing(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Variable => "}}",
        PartKind::Block | PartKind::RawOpen | PartKind::RawClose => "%}",
        PartKind::Comment | PartKind::Text | PartKind::Program => "!}",
    }
}

/// The byte after a tag; the end of the text when it is never closed.
fn end_of_tag(text: &str, start: usize, kind: PartKind) -> usize {
    if start + 2 > text.len() {
        return text.len();
    }
    let close = closing(kind);
    if kind == PartKind::Comment {
        return text[start + 2..].find(close).map_or(text.len(), |i| start + 2 + i + 2);
    }
    let mut quote = None;
    let mut escaped = false;
    for (i, c) in text[start + 2..].char_indices() {
        let at = start + 2 + i;
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text[at..].starts_with(close) => return at + 2,
            None => {}
        }
    }
    text.len()
}

/// Where the `{% endraw %}` that closes a raw block begins.
fn end_of_raw(text: &str, start: usize) -> usize {
    text[start..]
        .match_indices("{%")
        .map(|(i, _)| start + i)
        .find(|&i| {
            let inner = text[i + 2..].trim_start_matches('-').trim_start();
            inner.strip_prefix("endraw").is_some_and(|rest| rest.trim_start().trim_start_matches('-').starts_with("%}"))
        })
        .unwrap_or(text.len())
}

/// The words of a tag, each with the byte where it begins.
pub(super) fn tokens<'a>(text: &'a str, part: &Part) -> Vec<(usize, Token<'a>)> {
    if !matches!(part.kind, PartKind::Variable | PartKind::Block) {
        return vec![];
    }
    let mut tokens = Vec::new();
    let inner = &text[part.range.clone()];
    let inner = inner.strip_suffix(closing(part.kind)).unwrap_or(inner);
    let end = part.range.start + inner.len() - usize::from(part.trims_after);
    let mut at = part.range.start + 2 + usize::from(part.trims_before);
    while at < end {
        let rest = &text[at..end];
        let Some(c) = rest.chars().next() else { break };
        let length = match c {
            '"' | '\'' | '`' => {
                let length = string_length(rest, c);
                let inner = rest.get(1..length - 1).unwrap_or_default();
                tokens.push((at, Token::Text(inner)));
                length
            }
            _ if c.is_ascii_alphabetic() || c == '_' => {
                let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                tokens.push((at, Token::Name(&rest[..length])));
                length
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push((at, Token::Sign(c)));
                }
                c.len_utf8()
            }
        };
        at += length;
    }
    tokens
}

/// The dotted names in the tags of a template: `campaign.issuer.phone`. A value that a template reads is named by one of them, or lies in
/// one that is.
pub(super) fn names(text: &str, parts: &[Part]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in parts {
        let tokens = tokens(text, part);
        let mut tokens = tokens.iter().map(|(_, token)| *token).peekable();
        while let Some(token) = tokens.next() {
            let Token::Name(first) = token else { continue };
            let mut name = first.to_string();
            while tokens.next_if_eq(&Token::Sign('.')).is_some()
                && let Some(Token::Name(next)) = tokens.next_if(|token| matches!(token, Token::Name(_)))
            {
                name.push('.');
                name.push_str(next);
            }
            names.insert(name);
        }
    }
    names
}

/// Bytes of the string at the start of a text, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// The keyword of a block tag.
pub(super) fn first_name<'a>(text: &'a str, part: &Part) -> Option<&'a str> {
    match tokens(text, part).first() {
        Some((_, Token::Name(name))) if part.kind == PartKind::Block => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Vec<(PartKind, &str)> {
        parts(text).into_iter().map(|part| (part.kind, &text[part.range])).collect()
    }

    #[test]
    fn braces_in_a_named_language_are_a_program() {
        let programs = |text: &'static str| {
            let parts = parts(text).into_iter().filter(|part| part.kind == PartKind::Program);
            parts.map(|part| &text[part.range]).collect::<Vec<_>>()
        };
        let text = "a\n\n```jsx {1,3}\n<a style={{ b }}>\n{%\n```\n{{ c }}\n\n> ~~~ vue\n> {{ d }}\n> ~~~\n";
        assert_eq!(programs(text), ["<a style={{ b }}>\n{%\n", "> {{ d }}\n"]);
        assert_eq!(programs("- a\n\n  ````js\n  ```\n  {{ a }}\n  ````\n"), ["  ```\n  {{ a }}\n"]);
        assert_eq!(programs("```{.js}\n{{ a }}\n```\n``` {.text}\n{{ b }}\n```\n"), ["{{ a }}\n"]);
        // No language, no end, no tag, or marked already: as it was.
        assert_eq!(programs("```\n{{ a }}\n```\n"), [""; 0]);
        assert_eq!(programs("```js\n{{ a }}\n``\n{{ b }}\n"), [""; 0]);
        assert_eq!(programs("```js\n{ a }\n```\n{{ b }}\n"), [""; 0]);
        assert_eq!(programs("```js\n{%- raw %}{{ a }}{% endraw %}\n```\n"), [""; 0]);
        assert_eq!(programs("```js\n{{ a }}\n{{- fact(id='b') }}\n```\n"), [""; 0]);
        assert_eq!(programs("```text\n{{ a }}\n```\n"), [""; 0]);
        assert_eq!(programs("{% raw %}\n```js\n{{ a }}\n```\n{% endraw %}"), [""; 0]);
        // Spans of code.
        assert_eq!(programs("{{ a }} `b={{}}` ``{% c ` %}`` `{{ fact(id='d') }}`\n"), ["b={{}}", "{% c ` %}"]);
        assert_eq!(programs("a ` {{ b }}\n{{ c }} \\`{{ d }} ` ``{{ e }} ```\n"), [""; 0]);
        assert_eq!(programs("{% for a in b %}`{{ a }}`{% endfor %}\n"), [""; 0]);
        assert_eq!(programs("{! no\n```js\n{{ a }}\n```\n!}"), [""; 0]);
    }

    #[test]
    fn parts_are_read_as_tera_reads_them() {
        use PartKind::{Block, Comment, RawClose, RawOpen, Text, Variable};
        assert_eq!(
            shown("a{{ f(x=\"}}\") }}b{%- if c -%}{! {{ !}d"),
            [
                (Text, "a"),
                (Variable, "{{ f(x=\"}}\") }}"),
                (Text, "b"),
                (Block, "{%- if c -%}"),
                (Comment, "{! {{ !}"),
                (Text, "d"),
            ]
        );
        assert_eq!(
            shown("{% raw %}{{ it's {% if }}{%- endraw %}x"),
            [(RawOpen, "{% raw %}"), (Text, "{{ it's {% if }}"), (RawClose, "{%- endraw %}"), (Text, "x")]
        );
        assert_eq!(shown("a {{ b"), [(Text, "a "), (Variable, "{{ b")]);
    }

    #[test]
    fn words_of_a_tag_know_their_bytes() {
        let text = "{{ fact(id='ế-2') -}}";
        let part = &parts(text)[0];
        assert!(part.trims_after && !part.trims_before);
        let expected = [
            (3, Token::Name("fact")),
            (7, Token::Sign('(')),
            (8, Token::Name("id")),
            (10, Token::Sign('=')),
            (11, Token::Text("ế-2")),
            (18, Token::Sign(')')),
        ];
        assert_eq!(tokens(text, part), expected);
    }

    #[test]
    fn names_are_whole_or_end_where_more_may_follow() {
        let text = "{{ a.b . c | d(e=f.g) }} x.y {% for i in a[0].b %}{! n !}{{ h['j'].k }}{{ l.0.m }}{% raw %}{{ r }}{% endraw %}";
        let names: Vec<String> = names(text, &parts(text)).into_iter().collect();
        assert_eq!(names, ["a", "a.b.c", "b", "d", "e", "f.g", "for", "h", "i", "in", "k", "l", "m"]);
    }

    proptest! {
        #[test]
        fn parts_cover_any_text(text in r#"(\{\{|\}\}|\{%|%\}|\{!|!\}|-|raw|endraw|"|'|\\|ế| |\n|a){0,24}"#) {
            let parts = parts(&text);
            let mut at = 0;
            for part in &parts {
                prop_assert_eq!(part.range.start, at);
                at = part.range.end;
                tokens(&text, part);
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
