//! The texts of pieces that were read last.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::content::Piece;
use crate::content::template::Asks;
use crate::diag::Diagnostics;
use crate::markup::{HeaderLine, Markup, Reading};
use crate::plan::Product;

/// So many are kept: a plan goes through what is made of a text in a row.
const MOST: usize = 64;

/// The texts of pieces that were read last.
#[derive(Debug, Default)]
pub struct Readings {
    pub(super) bodies: Recent<Body>,
    pub(super) headers: Recent<Header>,
}

/// What was made last of pieces.
#[derive(Debug)]
pub(super) struct Recent<T>(Mutex<Kept<T>>);

#[derive(Debug)]
struct Kept<T> {
    made: BTreeMap<TextKey, Arc<OnceLock<Arc<T>>>>,
    /// In the order in which they were asked for first.
    order: VecDeque<TextKey>,
}

/// What a text of a piece depends on. The format and the profile are among it where its template asks for them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextKey {
    pub(super) path: String,
    pub(super) audience: String,
    pub(super) lang: String,
    pub(super) format: Option<(String, String)>,
    pub(super) profile: Option<String>,
}

impl TextKey {
    /// That of a text of a piece in a product.
    pub(super) fn new(piece: &Piece, product: &Product, asks: Asks) -> Self {
        let Product { variant, format, size, profile, .. } = product;
        Self {
            path: piece.file.path.clone(),
            audience: variant.audience.clone(),
            lang: variant.lang.clone(),
            format: asks.format.then(|| (format.clone(), size.clone())),
            profile: asks.profile.then(|| profile.clone()),
        }
    }
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

/// The texts of the front matter of a piece, as an audience reads them.
#[derive(Debug)]
pub(super) struct Header {
    /// By their keys.
    pub(super) texts: BTreeMap<String, HeaderText>,
    /// Those of the details of a format, by their keys.
    pub(super) details: BTreeMap<String, Vec<HeaderText>>,
}

/// A text of front matter.
#[derive(Debug)]
pub(super) struct HeaderText {
    /// How it reads. None where its template cannot be run.
    pub(super) said: Option<SaidText>,
    /// What was found in its template.
    pub(super) found: Diagnostics,
    /// What must not be printed of that.
    pub(super) loose: Diagnostics,
    /// What its template asked for.
    pub(super) reads: BTreeSet<String>,
}

/// How a text of front matter reads.
#[derive(Debug)]
pub(super) struct SaidText {
    pub(super) line: HeaderLine,
    pub(super) plain: String,
    /// What was asked for until its figures were looked at.
    pub(super) reads: BTreeSet<String>,
}

/// What is told of texts on their way into a layout.
pub(super) struct Telling<'a> {
    /// For a press.
    pub(super) print: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) loose: &'a mut Diagnostics,
    /// Names of what was asked for.
    pub(super) reads: &'a mut Vec<String>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Mutex::new(Kept { made: BTreeMap::new(), order: VecDeque::new() }))
    }
}

impl<T> Recent<T> {
    pub(super) fn get(&self, asked: TextKey, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = match kept.made.get(&asked) {
            Some(made) => made.clone(),
            None => {
                kept.order.push_back(asked.clone());
                if kept.order.len() > MOST
                    && let Some(oldest) = kept.order.pop_front()
                {
                    kept.made.remove(&oldest);
                }
                kept.made.entry(asked).or_default().clone()
            }
        };
        drop(kept);
        // Who comes meanwhile waits for it. A failure is one of each that asks.
        made.get_or_init(|| Arc::new(make())).clone()
    }
}

impl Header {
    pub(super) fn text(&self, key: &str) -> Option<&HeaderText> {
        self.texts.get(key)
    }

    pub(super) fn details(&self, key: &str) -> &[HeaderText] {
        self.details.get(key).map(Vec::as_slice).unwrap_or_default()
    }
}

impl HeaderText {
    /// How it is set and how it reads; what is wrong with it is told. Figures of a text that only `names` are its own.
    pub(super) fn tell(&self, names: bool, telling: &mut Telling) -> Option<(&Markup, &str)> {
        telling.diagnostics.extend(self.found.iter().cloned());
        telling.loose.extend(self.loose.iter().cloned());
        let judged = self.said.as_ref().filter(|_| !names);
        if let Some(said) = judged {
            said.line.tell(telling.print, telling.diagnostics);
        }
        telling.reads.extend(judged.map_or(&self.reads, |said| &said.reads).iter().cloned());
        self.said.as_ref().map(|said| (&said.line.markup, said.plain.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_texts_that_were_asked_for_first_are_forgotten() {
        let readings = Recent::default();
        let count = Cell::new(0);
        let get = |n: usize| {
            let asked = TextKey {
                path: n.to_string(),
                audience: String::new(),
                lang: String::new(),
                format: None,
                profile: None,
            };
            readings.get(asked, || {
                count.set(count.get() + 1);
            });
        };
        (0..=MOST).for_each(get);
        (1..=MOST).for_each(get);
        assert_eq!(count.get(), MOST + 1);
        get(0);
        assert_eq!(count.get(), MOST + 2);
    }
}
