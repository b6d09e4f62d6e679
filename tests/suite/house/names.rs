//! A name means one thing.

use std::collections::BTreeMap;

use super::{code, sources};

/// Names that stand more than once, with the reason.
const TWICE: &[(&str, &str)] = &[
    ("Entry", "of a map in a file; of a list that is being levelled"),
    ("Item", "of a list; of a list that is being levelled"),
    ("Kind", "of a node of a file; of an inline event"),
    ("Line", "of a text as it is typed; of text on its way to figures"),
    ("Marks", "of a printed sheet; in a template on its way through Tera"),
    ("Part", "of a template; of a block's line; of a document"),
    ("Picture", "in a document; among inlines"),
    ("Table", "of the keys of a file; of data"),
    ("Token", "of a template; of inlines"),
];

/// The types of a source: those that stand at the left, which others can name.
fn types(source: &str) -> Vec<String> {
    let lines = code(source);
    let type_of = |line: &str| {
        // `pub`, `pub(super)`, `pub(in crate::markup)`.
        let line = line.strip_prefix("pub").map_or(line, |rest| {
            let behind = if rest.starts_with('(') { rest.split_once(") ") } else { rest.split_once(' ') };
            behind.map_or("", |(_, rest)| rest)
        });
        let (kind, rest) = line.split_once(' ')?;
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        matches!(kind, "struct" | "enum" | "trait" | "type" | "union").then_some(name)
    };
    lines.lines().filter_map(type_of).collect()
}

#[test]
fn each_type_has_a_name_of_its_own() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, source) in &sources() {
        for name in types(source) {
            homes.entry(name).or_default().push(format!("src/{path}"));
        }
    }
    assert!(homes.len() > 200, "{}", homes.len());
    homes.retain(|_, homes| homes.len() > 1);
    let told = |name: &str| TWICE.iter().any(|(told, _)| *told == name);
    let gone: Vec<&str> = TWICE.iter().map(|(name, _)| *name).filter(|name| !homes.contains_key(*name)).collect();
    homes.retain(|name, _| !told(name));
    assert!(homes.is_empty() && gone.is_empty(), "names that stand twice: {homes:#?}\ntold and gone: {gone:?}");
}
