//! Variants: which rules hold for a kind of print, and with which numbers. The data is `data/preflight/variants.toml`, with the source of each number.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::limits::Limits;
use super::rule::{Rule, RuleSet};

/// A variant as the file of data says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantRules {
    on: Vec<String>,
    off: Vec<String>,
    numbers: Vec<VariantNumber>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantNumber {
    name: String,
    value: f64,
    clause: String,
    source: String,
}

fn all() -> &'static BTreeMap<String, VariantRules> {
    static ALL: OnceLock<BTreeMap<String, VariantRules>> = OnceLock::new();
    // A test reads it: what comes with the program is right.
    ALL.get_or_init(|| toml::from_str(include_str!("../../data/preflight/variants.toml")).unwrap_or_default())
}

/// Names of the variants.
pub fn variants() -> impl Iterator<Item = &'static str> {
    all().keys().map(String::as_str)
}

/// The limits of a variant of this name.
pub fn variant(name: &str) -> Option<Limits> {
    let rules = all().get(name)?;
    let mut limits = Limits::default();
    let named = |names: &[String]| -> RuleSet {
        Rule::ALL.iter().copied().filter(|rule| names.iter().any(|name| name == rule.name())).collect()
    };
    limits.rules = limits.rules.with(named(&rules.on)).without(named(&rules.off));
    for number in &rules.numbers {
        if let Some(limit) = limits.by_name(&number.name) {
            *limit = number.value;
        }
    }
    Some(limits)
}

/// What the numbers of a variant rest on: name, value, clause, source.
pub fn variant_numbers(name: &str) -> Vec<(&'static str, f64, &'static str, &'static str)> {
    let numbers = all().get(name).into_iter().flat_map(|rules| &rules.numbers);
    numbers.map(|n| (n.name.as_str(), n.value, n.clause.as_str(), n.source.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_names_rules_and_limits_that_there_are() {
        assert_eq!(
            variants().collect::<Vec<_>>(),
            ["gwg2022-digital", "gwg2022-sheetfed", "large-format", "newspaper", "pdfx4"]
        );
        let mut limits = Limits::default();
        for (name, rules) in all() {
            for rule in rules.on.iter().chain(&rules.off) {
                assert!(Rule::ALL.iter().any(|known| known.name() == rule), "{name}: no rule `{rule}`");
            }
            for number in &rules.numbers {
                assert!(limits.by_name(&number.name).is_some(), "{name}: no limit `{}`", number.name);
                assert!(!number.clause.is_empty() && !number.source.is_empty(), "{name}: {}", number.name);
            }
        }
        assert_eq!(variant("gwg2022-sheetfed").map(|limits| limits.ink), Some(320.0));
        assert_eq!(variant("other"), None);
    }
}
