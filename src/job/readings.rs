//! The bodies of pieces that were read last.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diag::Diagnostics;
use crate::markup::Reading;

/// So many are kept: a plan goes through what is made of a text in a row.
const MOST: usize = 64;

/// The bodies that were read last.
#[derive(Debug, Default)]
pub struct Readings(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    bodies: BTreeMap<BodyKey, Arc<OnceLock<Arc<Body>>>>,
    /// In the order in which they were asked for first.
    order: VecDeque<BodyKey>,
}

/// What a body depends on. The format and the profile are among it where its template asks for them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BodyKey {
    pub(super) path: String,
    pub(super) audience: String,
    pub(super) lang: String,
    pub(super) format: Option<(String, String)>,
    pub(super) profile: Option<String>,
}

/// The body of a piece as it was read.
#[derive(Debug)]
pub(super) struct Body {
    /// None where its template cannot be run.
    pub(super) reading: Option<Reading>,
    /// What was found in its template.
    pub(super) found: Diagnostics,
    /// What must not be printed of that.
    pub(super) loose: Diagnostics,
    /// What was asked for on the way.
    pub(super) reads: BTreeSet<String>,
}

impl Readings {
    pub(super) fn get(&self, asked: BodyKey, read: impl FnOnce() -> Body) -> Arc<Body> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let body = match kept.bodies.get(&asked) {
            Some(body) => body.clone(),
            None => {
                kept.order.push_back(asked.clone());
                if kept.order.len() > MOST
                    && let Some(oldest) = kept.order.pop_front()
                {
                    kept.bodies.remove(&oldest);
                }
                kept.bodies.entry(asked).or_default().clone()
            }
        };
        drop(kept);
        // Who comes meanwhile waits for it. A failure is one of each that asks.
        body.get_or_init(|| Arc::new(read())).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_bodies_that_were_asked_for_first_are_forgotten() {
        let readings = Readings::default();
        let count = Cell::new(0);
        let get = |n: usize| {
            let asked = BodyKey {
                path: n.to_string(),
                audience: String::new(),
                lang: String::new(),
                format: None,
                profile: None,
            };
            readings.get(asked, || {
                count.set(count.get() + 1);
                Body { reading: None, found: vec![], loose: vec![], reads: BTreeSet::new() }
            });
        };
        (0..=MOST).for_each(get);
        (1..=MOST).for_each(get);
        assert_eq!(count.get(), MOST + 1);
        get(0);
        assert_eq!(count.get(), MOST + 2);
    }
}
