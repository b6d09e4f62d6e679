//! Footnotes: their text may stand anywhere, the markup needs it where it is first referred to.

use std::ops::Range;

use super::convert::Converter;
use super::out::Out;
use super::{budget, escape};
use crate::content::Rendered;
use crate::msg;

/// A footnote by its label.
#[derive(Default)]
pub(super) struct Note {
    pub(super) content: Option<Out>,
    /// Where it was first referred to.
    pub(super) reference: Option<Range<usize>>,
    pub(super) references: usize,
    /// Where its text stands.
    pub(super) definition: Option<Range<usize>>,
}

impl Converter<'_> {
    pub(super) fn note_number(&mut self, label: &str) -> usize {
        let label = label.to_lowercase();
        if let Some(number) = self.labels.get(&label) {
            return *number;
        }
        self.notes.push(Note::default());
        self.labels.insert(label, self.notes.len() - 1);
        self.notes.len() - 1
    }

    pub(super) fn footnote_reference(&mut self, label: &str, at: Range<usize>) {
        let number = self.note_number(label);
        let note = &mut self.notes[number];
        note.references += 1;
        note.reference.get_or_insert(at.clone());
        if number == budget::MOST_NOTES && note.references == 1 {
            let message = msg!("markup-most-notes", most = budget::MOST_NOTES);
            self.desk.error(message, at.clone(), Some(msg!("markup-most-headings-hint")));
        }
        self.inlines().note(number, at.start);
    }
}

/// Puts the footnotes where they are referred to. The first reference holds the text, the others point to it.
pub(super) fn put_notes(body: Out, mut notes: Vec<Note>, rendered: &Rendered) -> Out {
    if body.notes.is_empty() {
        return body;
    }
    // Labels are unique in a document that holds several pieces.
    let path = rendered.lines.first().map_or("", |line| line.file.path.as_str());
    let slug: String = path.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let mut out = Out::default();
    let mut entries = body.map.into_iter().peekable();
    let mut at = 0;
    let ends = body.notes.iter().map(|(end, number)| (*end, Some(*number))).chain([(body.text.len(), None)]);
    for (end, number) in ends {
        let mut piece = Out::default();
        piece.text.push_str(&body.text[at..end]);
        while let Some((range, source)) = entries.next_if(|(range, _)| range.start < end) {
            piece.map.push((range.start - at..range.end - at, source));
        }
        out.append(piece);
        at = end;
        let Some(number) = number else { continue };
        let label = format!("fn-{slug}-{}", number + 1);
        match notes[number].content.take() {
            Some(content) => {
                out.wrap("#footnote[", content, "]");
                if notes[number].references > 1 {
                    out.code(&format!("<{label}>"));
                }
            }
            None => out.code(&format!("#footnote(label({}))", escape::literal(&label))),
        }
    }
    out
}
