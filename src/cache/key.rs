//! The inputs of a job, each by its name with its value: what the cache compares and the manifest lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

/// Most bytes of a value that are shown.
const MOST_SHOWN: usize = 80;

/// Most bytes of all parts of a value together.
const MOST_SHOWN_IN_PARTS: usize = 400;
/// What stands between them.
pub const PART: &str = " · ";

/// A value as a hash, and short ones as a text beside it, for those who ask what has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Value(EcoString);

impl Value {
    /// The hash of bytes.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self(digest(&blake3::hash(bytes)))
    }

    /// What is not there.
    pub fn none() -> Self {
        Self("-".into())
    }

    /// The value of plain data.
    pub fn of(json: &Json) -> Self {
        let text = json.to_string();
        let value = Self::bytes(text.as_bytes());
        match json {
            Json::Array(_) | Json::Object(_) if text.contains(['[', '{', '"']) && !is_flat(json) => value,
            Json::String(text) => value.shown(text),
            _ => value.shown(&text),
        }
    }

    /// A text.
    pub fn said(text: &str) -> Self {
        Self::bytes(text.as_bytes()).shown(text)
    }

    /// The same with a text that is shown for it, if it is short.
    pub fn shown(self, text: &str) -> Self {
        let text = text.trim();
        let hash = self.0.split(' ').next().unwrap_or_default();
        if text.is_empty() || text.len() > MOST_SHOWN || text.contains(char::is_control) {
            return Self(hash.into());
        }
        Self(ecow::eco_format!("{hash} {text}"))
    }

    /// The same with several texts, of which those are told that changed; with the first of them alone where they are long.
    pub fn shown_in_parts(self, parts: &[&str]) -> Self {
        let text = parts.join(PART);
        if text.len() > MOST_SHOWN_IN_PARTS || text.contains(char::is_control) {
            return self.shown(parts.first().copied().unwrap_or_default());
        }
        let hash = self.0.split(' ').next().unwrap_or_default();
        Self(ecow::eco_format!("{hash} {text}"))
    }

    /// What is shown of it, if anything is.
    pub fn told(&self) -> Option<&str> {
        self.0.split_once(' ').map(|(_, text)| text)
    }

    /// Hash and text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_flat(json: &Json) -> bool {
    json.as_array().is_some_and(|items| items.iter().all(|item| item.is_number() || item.is_string()))
}

/// The first half of a hash: enough where nobody tries to find another input of it.
fn digest(hash: &blake3::Hash) -> EcoString {
    hash.to_hex()[..32].into()
}

/// Inputs that many jobs have in common, by name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List {
    id: EcoString,
    rows: BTreeMap<EcoString, Value>,
}

impl List {
    /// A list of inputs.
    pub(super) fn new(rows: BTreeMap<EcoString, Value>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (name, value) in &rows {
            for text in [name.as_str(), value.as_str()] {
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
        Self { id: digest(&hasher.finalize()), rows }
    }

    /// The hash of all of it.
    pub(super) fn id(&self) -> &EcoString {
        &self.id
    }
}

/// Lists by their id, as a file holds them once for all jobs.
#[derive(Debug, Default, Clone)]
pub struct Lists(BTreeMap<EcoString, Arc<List>>);

impl Lists {
    /// Those of keys.
    pub fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        let mut lists = Self::default();
        keys.for_each(|key| drop(lists.take_new(key)));
        lists
    }

    /// Takes those that are not known yet, so that what is written down bit by bit holds each once.
    pub fn take_new(&mut self, key: &Key) -> Self {
        let new = key.lists().filter(|list| !self.0.contains_key(&list.id));
        let new = Self(new.map(|list| (list.id.clone(), list.clone())).collect());
        self.0.extend(new.0.clone());
        new
    }

    /// Adds others.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Puts the lists into a key that was read and has their ids alone. `false` if one is wanting: the key is of no use.
    pub fn resolve(&self, key: &mut Key) -> bool {
        key.fixed.iter_mut().chain(&mut key.read).all(|list| match self.0.get(&list.id) {
            Some(known) => {
                *list = known.clone();
                true
            }
            None => false,
        })
    }
}

impl Serialize for Lists {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, list)| (id, &list.rows)))
    }
}

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lists = BTreeMap::<EcoString, BTreeMap<EcoString, Value>>::deserialize(deserializer)?;
        Ok(Self(lists.into_iter().map(|(id, rows)| (id.clone(), Arc::new(List { id, rows }))).collect()))
    }
}

/// The inputs of a job, in lists that it shares with others: a campaign of ten thousand jobs holds ten thousand keys, each in the cache
/// and in the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// What is known before the job runs.
    #[serde(with = "ids")]
    pub(super) fixed: Vec<Arc<List>>,
    /// What it was seen to read.
    #[serde(with = "ids")]
    pub(super) read: Vec<Arc<List>>,
}

mod ids {
    use super::{Arc, BTreeMap, Deserialize, Deserializer, EcoString, List, Serializer};

    pub(super) fn serialize<S: Serializer>(lists: &[Arc<List>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(lists.iter().map(|list| &list.id))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<List>>, D::Error> {
        let ids = Vec::<EcoString>::deserialize(deserializer)?;
        Ok(ids.into_iter().map(|id| Arc::new(List { id, rows: BTreeMap::new() })).collect())
    }
}

/// An input that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands.
    pub name: String,
    /// What it was, if that is short enough to be told.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
}

impl Key {
    fn lists(&self) -> impl Iterator<Item = &Arc<List>> {
        self.fixed.iter().chain(&self.read)
    }

    /// Names of what the job was seen to read.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        self.read.iter().flat_map(|list| list.rows.keys()).map(EcoString::as_str)
    }

    /// All inputs by name.
    pub fn rows(&self) -> BTreeMap<&str, &Value> {
        self.lists().flat_map(|list| &list.rows).map(|(name, value)| (name.as_str(), value)).collect()
    }

    /// The hash of all of it.
    pub fn digest(&self) -> EcoString {
        let mut hasher = blake3::Hasher::new();
        for list in self.lists() {
            hasher.update(list.id.as_bytes());
        }
        digest(&hasher.finalize())
    }

    /// What is not as it was in an older key.
    pub fn changes_since(&self, old: &Self) -> Vec<Changed> {
        if self == old {
            return vec![];
        }
        let (before, now) = (old.rows(), self.rows());
        let names: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
        let told = |value: Option<&&Value>| value.and_then(|value| value.told()).map(String::from);
        let changed = names.into_iter().filter(|name| before.get(name) != now.get(name));
        let change = |name: &str| {
            let (old, new) = (told(before.get(name)), told(now.get(name)));
            // That a text has changed which reads the same tells nothing.
            let differs = old != new;
            Changed { name: name.to_string(), old: old.filter(|_| differs), new: new.filter(|_| differs) }
        };
        changed.map(change).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn key(fixed: &[(&str, &str)], read: &[(&str, &str)]) -> Key {
        let list = |rows: &[(&str, &str)]| {
            Arc::new(List::new(rows.iter().map(|(name, text)| ((*name).into(), Value::said(text))).collect()))
        };
        Key { fixed: vec![list(fixed)], read: vec![list(read)] }
    }

    #[test]
    fn inputs_come_back_from_json_with_their_lists() {
        let known = key(&[("b", "1"), ("a", "2")], &[("c", "3")]);
        let (ids, lists) = (json!(known), json!(Lists::of([&known].into_iter())));
        assert_eq!(lists.as_object().map(|lists| lists.len()), Some(2));
        let mut again: Key = serde_json::from_value(ids).expect("a key");
        let lists: Lists = serde_json::from_value(lists).expect("lists");
        assert!(!Lists::default().resolve(&mut again));
        assert!(lists.resolve(&mut again));
        assert_eq!(again, known);
        assert_eq!(again.rows().keys().copied().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(again.reads().collect::<Vec<_>>(), ["c"]);
    }

    #[test]
    fn changes_are_named_with_what_was_and_is() {
        let change = |name: &str, old: Option<&str>, new: Option<&str>| Changed {
            name: name.into(),
            old: old.map(String::from),
            new: new.map(String::from),
        };
        let old = key(&[("a", "1"), ("b", "2")], &[("c", "3")]);
        let new = key(&[("a", "1"), ("b", "4")], &[("d", &"x".repeat(MOST_SHOWN + 1))]);
        assert_eq!(
            new.changes_since(&old),
            [change("b", Some("2"), Some("4")), change("c", Some("3"), None), change("d", None, None)]
        );
        assert_eq!(new.changes_since(&new.clone()), []);
        // In other lists they are the same.
        assert_eq!(key(&[("a", "1")], &[("b", "2")]).changes_since(&key(&[("a", "1"), ("b", "2")], &[])), []);
    }

    #[test]
    fn short_values_are_shown() {
        let told = |json: Json| Value::of(&json).told().map(String::from);
        assert_eq!(told(json!("a")), Some("a".into()));
        assert_eq!(told(json!([3.0, 5])), Some("[3.0,5]".into()));
        assert_eq!(told(json!({ "a": [] })), None);
        assert_eq!(told(json!(null)), Some("null".into()));
        assert_ne!(Value::said("a b"), Value::said("a  b"));
    }
}
