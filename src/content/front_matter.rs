//! The header of a piece: split off by hand, so that every byte of the rest keeps its place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::model::{Detail, FrontMatter, Spanned, TEXT_FIELDS};
use super::schema::{self, FileKind, parse_date};
use super::tree::{self, Kind, Node};
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile};
use crate::msg;

/// Where the parts of a piece stand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Split {
    /// The YAML between the two `---`.
    yaml: Range<usize>,
    /// What follows.
    body: Range<usize>,
}

/// Reads the header of a piece. Returns it with the range of the body, or `None` where it is no YAML. What else is wrong with it
/// is in `diagnostics`.
pub fn parse(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<(FrontMatter, Range<usize>)> {
    let Split { yaml, body } = split(file, diagnostics)?;
    let (node, sound) = tree::parse_yaml(file, yaml, diagnostics);
    schema::check(FileKind::FrontMatter, &node, file, !sound, diagnostics);
    sound.then(|| (extract(&node), body))
}

fn split(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Split> {
    let text = &file.text;
    let first = line_at(text, 0);
    if !is_fence(&text[first.clone()]) {
        let mut message = Diagnostic::error(msg!("content-no-front-matter")).at(Place::new(file, first.clone()));
        let later = text.lines().map(str::trim_end).find(|line| !line.is_empty()) == Some("---");
        message = message.hint(if later || text[first].trim() == "---" {
            msg!("content-front-matter-first")
        } else {
            msg!("content-no-front-matter-hint")
        });
        diagnostics.push(message);
        return None;
    }
    let start = (first.end + 1).min(text.len());
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        let next = (line.end + 1).min(text.len());
        if is_fence(&text[line.clone()]) {
            return Some(Split { yaml: start..at, body: next..text.len() });
        }
        at = next.max(at + 1);
    }
    diagnostics.push(
        Diagnostic::error(msg!("content-front-matter-open"))
            .at(Place::new(file, first))
            .hint(msg!("content-front-matter-open-hint")),
    );
    None
}

/// The line that begins at a byte, without its line end.
fn line_at(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |i| start + i)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn extract(node: &Node) -> FrontMatter {
    let texts = |key: &str| node.get(key).map(texts).unwrap_or_default();
    let names = |key: &str| texts(key).into_iter().flat_map(parts).collect();
    FrontMatter {
        text: TEXT_FIELDS
            .iter()
            .filter_map(|field| Some((*field, text(node.get(field)?)?)))
            .filter(|(_, text)| !text.value.is_empty())
            .collect(),
        formats: names("formats"),
        audiences: names("audiences"),
        lang: node.get("lang").and_then(text),
        date: node.get("date").and_then(|node| {
            let date = node.as_str().and_then(parse_date)?;
            Some(Spanned { value: date, range: node.range.clone() })
        }),
        credits: texts("credits"),
        minutes: node.get("minutes").and_then(|node| {
            let minutes = node.as_number()?;
            Some(Spanned { value: minutes, range: node.range.clone() })
        }),
        articles: names("articles"),
        kit: names("kit"),
        people: node.get("people").and_then(text).filter(|path| !path.value.is_empty()),
        details: node.get("details").map(details).unwrap_or_default(),
    }
}

fn details(node: &Node) -> BTreeMap<String, Detail> {
    let Kind::Map(entries) = &node.kind else { return BTreeMap::new() };
    let detail = |entry: &tree::Entry| Detail {
        key: entry.key_range.clone(),
        texts: texts(&entry.value),
        flag: match entry.value.kind {
            Kind::Bool(flag) => Some(flag),
            _ => None,
        },
    };
    entries.iter().map(|entry| (entry.key.clone(), detail(entry))).collect()
}

/// A text with its place. The line end that closes a block (`|`) is no part of it.
fn text(node: &Node) -> Option<Spanned<String>> {
    Some(Spanned { value: node.as_str()?.trim().to_string(), range: node.range.clone() })
}

/// Names that someone listed without brackets: `leaflet, poster`. No name has a comma in it.
fn parts(list: Spanned<String>) -> Vec<Spanned<String>> {
    if !list.value.contains(',') {
        return vec![list];
    }
    // In quotes it begins a byte later; folded or escaped, only the whole has a place.
    let quotes =
        list.range.len().checked_sub(list.value.len()).filter(|more| matches!(more, 0 | 2)).map(|more| more / 2);
    let mut at = 0;
    let part = |part: &str| {
        let start = at + (part.len() - part.trim_start().len());
        at += part.len() + 1;
        let value = part.trim().to_string();
        let range = match quotes {
            Some(quote) => list.range.start + quote + start..list.range.start + quote + start + value.len(),
            None => list.range.clone(),
        };
        Spanned { value, range }
    };
    list.value.split(',').map(part).filter(|part| !part.value.is_empty()).collect()
}

pub(super) fn texts(node: &Node) -> Vec<Spanned<String>> {
    match &node.kind {
        Kind::Seq(items) => items.iter().filter_map(text).collect(),
        _ => text(node).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Option<(FrontMatter, String)>, Vec<(String, usize)>) {
        let mut diagnostics = vec![];
        let file = SourceFile::new("a.md", text);
        let found = parse(&file, &mut diagnostics).map(|(meta, body)| (meta, file.text[body].to_string()));
        let line = |d: &Diagnostic| d.place.as_ref().map_or(0, |p| file.line_column(p.range.start).0);
        (found, diagnostics.iter().map(|d| (d.message.id.to_string(), line(d))).collect())
    }

    #[test]
    fn header_and_body_are_split() {
        let (found, wrong) = parsed("---\ntitle: Một\nkicker:\nformats: leaflet\n---\n\n---\nHai\n");
        assert_eq!(wrong, []);
        let (meta, body) = found.expect("a header");
        assert_eq!(meta.text["title"].value, "Một");
        assert_eq!(meta.text["title"].range, 11..16);
        assert!(!meta.text.contains_key("kicker"));
        assert_eq!(meta.formats[0].value, "leaflet");
        assert_eq!(body, "\n---\nHai\n");
        assert_eq!(parsed("---\n---").0.expect("a header").1, "");
    }

    #[test]
    fn a_missing_or_open_header_is_an_error() {
        assert_eq!(
            parsed("Chữ\n").1,
            [("content-no-front-matter", 1)].map(|(id, line): (&str, usize)| (id.to_string(), line))
        );
        assert_eq!(
            parsed("").1,
            [("content-no-front-matter", 1)].map(|(id, line): (&str, usize)| (id.to_string(), line))
        );
        assert_eq!(
            parsed("\n---\ntitle: x\n---\n").1,
            [("content-no-front-matter", 1)].map(|(id, line): (&str, usize)| (id.to_string(), line))
        );
        assert_eq!(
            parsed("---\ntitle: x\n").1,
            [("content-front-matter-open", 1)].map(|(id, line): (&str, usize)| (id.to_string(), line))
        );
        assert_eq!(
            parsed("---").1,
            [("content-front-matter-open", 1)].map(|(id, line): (&str, usize)| (id.to_string(), line))
        );
    }

    #[test]
    fn every_mistake_is_reported() {
        let text = "---\ntitel: x\nnumber: 1\ndate: 30/02/2024\nminutes: ten\nformats: [leaflet, 2]\nlang: \"\"\n---\n";
        let expected = [
            ("content-unknown-key", 2),
            ("content-wants-text", 3),
            ("content-bad-date", 4),
            ("content-wants-number", 5),
            ("content-wants-text", 6),
            ("content-bad-lang", 7),
        ];
        assert_eq!(parsed(text).1, expected.map(|(id, line)| (id.to_string(), line)));
    }
    #[test]
    fn names_may_stand_in_a_row_without_brackets() {
        let (found, wrong) =
            parsed("---\nformats: leaflet, poster-a2\naudiences: \"nong-dan,thanh-nien\"\ncredits: A, B\n---\n");
        assert_eq!(wrong, []);
        let meta = found.expect("a header").0;
        let told =
            |list: &[Spanned<String>]| list.iter().map(|n| (n.value.clone(), n.range.clone())).collect::<Vec<_>>();
        assert_eq!(told(&meta.formats), [("leaflet".to_string(), 13..20), ("poster-a2".to_string(), 22..31)]);
        assert_eq!(told(&meta.audiences), [("nong-dan".to_string(), 44..52), ("thanh-nien".to_string(), 53..63)]);
        assert_eq!(meta.credits.len(), 1);
    }

    #[test]
    fn a_syntax_error_hides_no_mistake_above_it() {
        let text = "---\ntitel: x\ndate: 31/02/2026\nformats: [leaflet\n---\n";
        let lines: Vec<usize> = parsed(text).1.iter().map(|(_, line)| *line).collect();
        assert_eq!(lines, [4, 2, 3]);
    }
}
