//! The figures of a campaign, each with its source and the lines that show it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::studio::Moment;
use crate::diag::Place;

impl Moment {
    /// All facts. A use is known from the texts as they are read: in an include, in a title, and where its name is not typed.
    pub(super) fn facts(&self) -> Vec<Json> {
        let Some(shop) = &self.shop else { return vec![] };
        let spot = |place: &Place| (place.file.path.clone(), place.range.start);
        let mut uses: BTreeMap<(String, usize), BTreeSet<(String, usize, String)>> = BTreeMap::new();
        for (fact, used) in shop.uses() {
            let (line, _) = used.file.line_column(used.range.start);
            let text = used.file.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim().to_string();
            uses.entry(spot(&fact)).or_default().insert((used.file.path.clone(), line, text));
        }
        let mut all = Vec::new();
        for directive in shop.content.directives.values() {
            for fact in directive.facts.values() {
                let uses = uses.remove(&spot(&fact.place)).unwrap_or_default().into_iter();
                let uses: Vec<Json> =
                    uses.map(|(path, line, text)| json!({ "path": path, "line": line, "text": text })).collect();
                let (line, _) = fact.place.file.line_column(fact.place.range.start);
                all.push(json!({
                    "id": fact.id, "directive": directive.id, "short": directive.short, "shown": fact.printed(), "label": fact.label,
                    "section": fact.section, "horizon": fact.horizon, "year": fact.year, "source": fact.source,
                    "elsewhere": fact.is_elsewhere, "path": fact.place.file.path, "line": line, "uses": uses,
                }));
            }
        }
        all
    }
}
