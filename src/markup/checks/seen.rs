//! A line as it is looked at for figures: its characters, each with whether it is somebody's own.

use crate::markup::doc::{Inline, Leaf, Style};

/// A character of a paragraph as it is looked at for figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) c: char,
    /// Came from `{{ }}`, was excused, or stands in an exponent.
    pub(super) excused: bool,
}

/// The characters of a line, each with where it was typed.
pub(super) fn of(inlines: &[Inline]) -> (Vec<Seen>, Vec<usize>) {
    let (mut seen, mut at) = (vec![], vec![]);
    see(inlines, false, &mut seen, &mut at);
    (seen, at)
}

fn see(inlines: &[Inline], is_raised: bool, seen: &mut Vec<Seen>, at: &mut Vec<usize>) {
    for inline in inlines {
        let mut add = |leaf: &Leaf, excused: bool| {
            for (c, from) in leaf.chars() {
                seen.push(Seen { c, excused });
                at.push(from);
            }
        };
        match inline {
            Inline::Text(_) | Inline::Citation { .. } => {
                inline.leaves().iter().for_each(|leaf| add(leaf, is_raised || leaf.is_vouched));
            }
            Inline::Fact { text, .. } | Inline::Value { text, .. } => text.iter().for_each(|leaf| add(leaf, true)),
            Inline::Break | Inline::Code { .. } | Inline::Note { .. } => {
                seen.push(Seen { c: '\n', excused: true });
                at.push(at.last().copied().unwrap_or_default());
            }
            Inline::Styled(style, inner) => {
                see(inner, is_raised || matches!(style, Style::Super | Style::Sub), seen, at);
            }
            Inline::Link { inlines, .. } => see(inlines, is_raised, seen, at),
            Inline::Anchor(_) | Inline::Picture(_) => {}
        }
    }
}
