//! The figures of a campaign and the documents that it names, each with its source and the lines that show it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::studio::Moment;
use crate::diag::Place;

/// Lines by the place of what they show.
struct Uses(BTreeMap<(String, usize), BTreeSet<(String, usize, String)>>);

impl Uses {
    fn of(&self, place: &Place) -> Vec<Json> {
        let uses = self.0.get(&spot(place)).into_iter().flatten();
        uses.map(|(path, line, text)| json!({ "path": path, "line": line, "text": text })).collect()
    }
}

fn spot(place: &Place) -> (String, usize) {
    (place.file.path.clone(), place.range.start)
}

impl Moment {
    /// All facts, and all documents of the registries. A use is known from the texts as they are read: in an include, in a title, and
    /// where its name is not typed.
    pub(super) fn facts(&self) -> Json {
        let Some(shop) = &self.shop else { return json!({ "facts": [], "documents": [] }) };
        let mut uses = Uses(BTreeMap::new());
        for (given, used) in shop.uses() {
            let (line, _) = used.file.line_column(used.range.start);
            let text = used.file.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim().to_string();
            uses.0.entry(spot(&given)).or_default().insert((used.file.path.clone(), line, text));
        }
        let (mut facts, mut documents) = (Vec::new(), Vec::new());
        for directive in shop.content.directives.values() {
            for fact in directive.facts.values() {
                let (line, _) = fact.place.file.line_column(fact.place.range.start);
                facts.push(json!({
                    "id": fact.id, "directive": directive.id, "short": directive.short, "shown": fact.printed(), "label": fact.label,
                    "section": fact.section, "horizon": fact.horizon, "year": fact.year, "source": fact.source,
                    "elsewhere": fact.is_elsewhere, "path": fact.place.file.path, "line": line, "uses": uses.of(&fact.place),
                }));
            }
            let own = Place::new(&directive.file, 0..0);
            let cited =
                directive.citations.iter().map(|it| (&it.kind, &it.number, it.date, &it.title, it.place.clone()));
            let all = [(&directive.kind, &directive.number, Some(directive.date), &directive.title, own)].into_iter();
            for (kind, number, date, title, place) in all.chain(cited) {
                let (line, _) = place.file.line_column(place.range.start);
                documents.push(json!({
                    "directive": directive.id, "kind": kind, "number": number, "date": date.map(|date| date.shown()),
                    "title": title, "path": place.file.path, "line": line, "uses": uses.of(&place),
                }));
            }
        }
        json!({ "facts": facts, "documents": documents })
    }
}
