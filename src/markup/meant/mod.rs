//! What is plainly meant: lines that offices type and Markdown reads as something else are put right before it reads them.
//!
//! A heading without its blank, bullets and numbers of other kinds, tables without a rule. Lines are rewritten
//! one by one and keep their origin, so that messages still find them. What may mean two things is told and left alone.
//!
//! A `reader` goes through the `lines`: `tables` and `paragraphs` are read as they are meant; `pasted` knows what Word and Excel leave in
//! a text. Then `levels` tells how deep items stand, and `signs` are kept from meaning something. `holes` of the template stay known.

use std::borrow::Cow;
use std::collections::BTreeMap;

use holes::Filled;
use reader::Reader;
use signs::{keep_notes, keep_products};

use super::read::blocks::Mistake;
use super::remarks::Weight;
use crate::content::Rendered;

mod holes;
mod levels;
mod lines;
mod paragraphs;
pub(super) mod pasted;
mod reader;
mod signs;
mod tables;

/// A text put right.
pub(super) struct Meant {
    pub(super) rendered: Rendered,
    /// What items of lists were numbered with, by the byte where they begin.
    pub(super) marks: BTreeMap<usize, String>,
    /// What is told, with its place in the text.
    pub(super) told: Vec<(Mistake, Weight)>,
}

/// Puts a text right; `None` where nothing had to be.
pub(super) fn read(rendered: &Rendered) -> Option<Meant> {
    let lines: Vec<Cow<str>> = rendered.text.split('\n').map(Cow::Borrowed).collect();
    let mut reader = Reader { out: Vec::with_capacity(lines.len()), ..Reader::new(lines) };
    reader.read();
    reader.changed |= levels::nest(&mut reader.out);
    reader.changed |= keep_notes(&mut reader.out);
    reader.changed |= keep_products(&mut reader.out);
    if !reader.changed {
        return None;
    }
    let fallback = rendered.lines.last().cloned();
    let mut text = String::with_capacity(rendered.text.len() + 64);
    let mut meant = Meant {
        rendered: Rendered { text: String::new(), lines: Vec::with_capacity(reader.out.len()), holes: vec![] },
        marks: BTreeMap::new(),
        told: vec![],
    };
    let mut filled = Filled::new(rendered);
    for (n, line) in reader.out.into_iter().enumerate() {
        if n > 0 {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(&line.text);
        filled.find(line.origin, &line.text, start, &mut meant.rendered.holes);
        let begin = start + line.text.len() - line.text.trim_start_matches([' ', '\t', '>']).len();
        if let Some(mark) = line.mark {
            meant.marks.insert(begin, mark);
        }
        if let Some((message, hint, weight)) = line.told {
            meant.told.push(((message, begin..text.len().max(begin + 1), hint), weight));
        }
        let origin = rendered.lines.get(line.origin).cloned().or_else(|| fallback.clone());
        meant.rendered.lines.extend(origin);
    }
    meant.rendered.text = text;
    Some(meant)
}
