//! Lost text: what was typed and is not on the page, or is there in a wrong glyph.

use std::collections::{BTreeSet, HashSet};

use typst::layout::{Frame, FrameItem};
use typst::syntax::{LinkedNode, Span, SyntaxKind};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::{Checks, Mapper};
use crate::diag::{Diagnostic, Diagnostics};
use crate::msg;

/// Reports glyph 0, glyphs of a family that the theme does not name, and text that is in no frame.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let mut seen = Seen::default();
    for page in document.pages() {
        walk(&page.frame, &mut |text| seen.take(text, checks, mapper));
    }
    problems.extend(seen.problems);
    lost(&seen.spans, mapper, problems);
}

#[derive(Default)]
struct Seen {
    spans: HashSet<Span>,
    problems: Diagnostics,
    reported: BTreeSet<(String, String)>,
}

impl Seen {
    fn take(&mut self, text: &TextItem, checks: &Checks, mapper: &Mapper) {
        let family = &text.font.info().family;
        let foreign = !checks.families.iter().any(|known| known == family);
        for glyph in &text.glyphs {
            self.spans.insert(glyph.span.0);
            if glyph.id != 0 && !foreign {
                continue;
            }
            let character = text.text.get(glyph.range()).unwrap_or("").to_string();
            if !self.reported.insert((character.clone(), family.clone())) {
                continue;
            }
            let code = character.chars().map(|c| format!("U+{:04X}", c as u32)).collect::<Vec<_>>().join(" ");
            let problem = if glyph.id == 0 {
                Diagnostic::error(msg!("compile-no-glyph", character = character, code = code, font = family))
                    .hint(msg!("compile-no-glyph-hint"))
            } else {
                Diagnostic::error(msg!("compile-foreign-font", character = character, code = code, font = family))
                    .hint(msg!("compile-foreign-font-hint"))
            };
            let place = mapper.markdown(glyph.span.0).unwrap_or_else(|| mapper.piece().clone());
            self.problems.push(problem.at(place));
        }
    }
}

/// The frames are walked with a stack: groups nest as deep as the document does.
fn walk(frame: &Frame, each: &mut impl FnMut(&TextItem)) {
    let mut open = vec![frame];
    while let Some(frame) = open.pop() {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => open.push(&group.frame),
                FrameItem::Text(text) => each(text),
                _ => {}
            }
        }
    }
}

/// Every text leaf of the markup that was put into the source must be on some page: Typst drops text without a word
/// when no family can set it, and a layout may forget a part.
fn lost(seen: &HashSet<Span>, mapper: &Mapper, problems: &mut Diagnostics) {
    let source = mapper.main_source();
    let mut open = vec![LinkedNode::new(source.root())];
    let mut missing: Vec<(usize, Diagnostic)> = Vec::new();
    while let Some(node) = open.pop() {
        if node.children().len() > 0 {
            open.extend(node.children());
            continue;
        }
        let range = node.range();
        let placed = mapper.source().placed.iter().any(|p| p.start <= range.start && range.end <= p.end);
        let is_text = node.kind() == SyntaxKind::Text && node.leaf_text().chars().any(char::is_alphanumeric);
        if !placed || !is_text || seen.contains(&node.span()) {
            continue;
        }
        let place = mapper.markdown(node.span()).unwrap_or_else(|| mapper.piece().clone());
        let text: String = node.leaf_text().chars().take(40).collect();
        let problem = Diagnostic::error(msg!("compile-lost", text = text)).at(place).hint(msg!("compile-lost-hint"));
        missing.push((range.start, problem));
    }
    // One line of Markdown gives many leaves: the first is enough.
    missing.sort_by_key(|(start, _)| *start);
    let mut lines = HashSet::new();
    for (_, problem) in missing {
        let line = problem.place.as_ref().map(|p| (p.file.path.clone(), p.file.line_column(p.range.start).0));
        if lines.insert(line) {
            problems.push(problem);
        }
    }
}
