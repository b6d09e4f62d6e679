//! The inputs of a job, each by its name with its hash: what the cache compares and the manifest lists.

use std::collections::BTreeMap;

use ecow::{EcoString, EcoVec};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Hashes by input: the program, options, texts, layout and theme folders, fonts, pictures.
///
/// A sorted list whose clones share their memory: a campaign of ten thousand jobs holds ten thousand of them, each in the
/// cache and in the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key(EcoVec<(EcoString, EcoString)>);

impl Key {
    /// The hash of an input.
    pub fn get(&self, name: &str) -> Option<&EcoString> {
        self.find(name).ok().map(|n| &self.0[n].1)
    }

    /// Names of all inputs, sorted.
    pub fn names(&self) -> impl Iterator<Item = &EcoString> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Adds an input, or gives it another hash.
    pub fn insert(&mut self, name: EcoString, hash: EcoString) {
        match self.find(&name) {
            Ok(n) => self.0.make_mut()[n].1 = hash,
            Err(n) => self.0.insert(n, (name, hash)),
        }
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, hash)| (name, hash)))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|map| Self(map.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_sorted_and_come_back_from_json() {
        let mut key = Key::default();
        for (name, hash) in [("b", "1"), ("a", "2"), ("c", "3"), ("a", "4")] {
            key.insert(name.into(), hash.into());
        }
        assert_eq!(key.names().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!((key.get("a"), key.get("d")), (Some(&"4".into()), None));
        let json = serde_json::to_string(&key).expect("plain data");
        assert_eq!(json, r#"{"a":"4","b":"1","c":"3"}"#);
        assert_eq!(serde_json::from_str::<Key>(&json).expect("a key"), key);
    }
}
