//! Definitions of links and footnotes: each part of a text may use those of the others.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::blocks::Part;

/// The definitions of links and footnotes in all parts of a text that is in parts: each part may use those of the others.
pub(super) fn definitions(text: &str, parts: &[Part], options: Options) -> Definitions {
    let mut found = Definitions::default();
    let texts = parts.iter().filter_map(|part| if let Part::Text(range) = part { Some(range) } else { None });
    if parts.len() < 2 || !text.contains("]:") {
        return found;
    }
    for range in texts {
        let part = &text[range.clone()];
        if !part.contains("]:") {
            continue;
        }
        let parser = Parser::new_ext(part, options).into_offset_iter();
        for (label, definition) in parser.reference_definitions().iter() {
            found.add(label, part[definition.span.clone()].to_string());
        }
        for (event, _) in parser {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                found.add(&format!("^{label}"), format!("[^{label}]: x"));
            }
        }
    }
    found
}

/// Definitions of links and footnotes by their labels. The first of a label counts.
#[derive(Default)]
pub(super) struct Definitions(BTreeMap<String, String>);

impl Definitions {
    fn add(&mut self, label: &str, definition: String) {
        self.0.entry(folded(label)).or_insert(definition);
    }

    /// Those that a part names: with all of them, many parts would cost as much as their square.
    pub(super) fn named_in(&self, part: &str) -> String {
        let mut labels = BTreeSet::new();
        if !self.0.is_empty() {
            // A label holds no bracket.
            let openings = part.match_indices('[').map(|(at, _)| &part[at + 1..]);
            let inner = openings.filter_map(|rest| {
                rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']')).map(|end| &rest[..end])
            });
            labels.extend(inner.map(folded).filter(|label| self.0.contains_key(label)));
        }
        labels.iter().map(|label| format!("\n\n{}", self.0.get(label).map_or("", String::as_str))).collect()
    }
}

/// A label as labels are compared.
fn folded(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
