//! Lost text: what was typed and is not on the page, stands there twice or out of order, or is there in a wrong glyph.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

use typst::foundations::{Content, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{LinkedNode, Span, SyntaxKind};
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use unicode_normalization::char::is_combining_mark;

use super::fonts::peoples_of;
use super::mapper::{Checks, Mapper};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::msg;

/// Reports glyph 0, glyphs of a family that the theme does not name, and text that is in no frame, in two or out of order.
/// Whether text stands twice or out of order is an error where `is_error`, else a warning.
pub(super) fn check(
    document: &PagedDocument,
    checks: &Checks,
    mapper: &Mapper,
    is_error: bool,
    problems: &mut Diagnostics,
) {
    let mut seen = SeenText::default();
    for (n, page) in document.pages().iter().enumerate() {
        seen.page = n + 1;
        walk(&page.frame, &mut |text| seen.take(text, checks, mapper));
    }
    problems.append(&mut seen.problems);
    seen.omitted = omitted(document);
    account(&seen, mapper, is_error, problems);
}

/// The label of what a layout says otherwise: “V/v” for “Về việc”.
const OMITTED: &str = "anpham-omitted";

/// Words that a layout leaves out on purpose, by the leaves that hold them.
fn omitted(document: &PagedDocument) -> HashMap<Span, HashSet<String>> {
    let mut all: HashMap<Span, HashSet<String>> = HashMap::new();
    let Some(label) = Label::new(PicoStr::intern(OMITTED)) else { return all };
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(said) = &metadata.value else { continue };
        let (Ok(Value::Content(body)), Ok(Value::Str(words))) = (said.get("body"), said.get("words")) else { continue };
        let words: HashSet<String> = words.split_whitespace().map(|word| letters(word).collect()).collect();
        let _ = body.traverse(&mut |content: Content| {
            all.entry(content.span()).or_default().extend(words.iter().cloned());
            ControlFlow::<()>::Continue(())
        });
    }
    all
}

/// What is on the pages of a leaf of the source.
#[derive(Debug, Default)]
struct Sight {
    /// Its letters as they are painted, in lower case, without blanks: a layout may set them in capitals.
    letters: String,
    /// The numbers of the first and the last run that hold some, as they are painted.
    runs: (usize, usize),
    /// The pages of these.
    pages: (usize, usize),
}

#[derive(Default)]
struct SeenText {
    leaves: HashMap<Span, Sight>,
    run: usize,
    page: usize,
    problems: Diagnostics,
    reported: BTreeSet<(String, String)>,
    /// The letter of the last glyph, by its place in the source. A mark that is raised begins a run of its own.
    letter: Option<((Span, u16), String)>,
    /// Words that the layout left out on purpose, by the leaves that hold them.
    omitted: HashMap<Span, HashSet<String>>,
}

impl SeenText {
    fn take(&mut self, text: &TextItem, checks: &Checks, mapper: &Mapper) {
        let family = &text.font.info().family;
        let foreign = !checks.families.iter().any(|known| known == family);
        self.run += 1;
        let mut split = Vec::new();
        for glyphs in text.glyphs.chunk_by(|a, b| a.span.0 == b.span.0) {
            let (run, page) = (self.run, self.page);
            let sight = self.leaves.entry(glyphs[0].span.0).or_insert_with(|| Sight {
                runs: (run, run),
                pages: (page, page),
                ..Sight::default()
            });
            (sight.runs.1, sight.pages.1) = (run, page);
            for glyph in glyphs {
                let letter = text.text.get(glyph.range()).unwrap_or("");
                // Glyphs of one letter share its place.
                if self.letter.as_ref().is_some_and(|(place, last)| *place == glyph.span && last == letter) {
                    split.extend((glyph.id != 0 && is_one_letter(letter)).then(|| (letter.to_owned(), glyph.span.0)));
                    continue;
                }
                self.letter = Some((glyph.span, letter.to_owned()));
                sight.letters.extend(letters(letter));
            }
        }
        for (letter, span) in split {
            if self.reported.insert((letter.clone(), family.clone())) {
                let code = code_points(&letter);
                let problem =
                    Diagnostic::warning(msg!("compile-two-glyphs", letter = letter, code = code, font = family))
                        .hint(msg!("compile-two-glyphs-hint"));
                let place = mapper.markdown(span).unwrap_or_else(|| mapper.piece().clone());
                self.problems.push(problem.at(place));
            }
        }
        for glyph in &text.glyphs {
            if glyph.id != 0 && !foreign {
                continue;
            }
            let character = text.text.get(glyph.range()).unwrap_or("").to_string();
            if !self.reported.insert((character.clone(), family.clone())) {
                continue;
            }
            let code = code_points(&character);
            let peoples = peoples_of(&character).join(", ");
            let problem = if glyph.id == 0 {
                let hint = match peoples.as_str() {
                    "" => msg!("compile-no-glyph-hint"),
                    _ => msg!("compile-no-glyph-alphabet-hint", peoples = peoples),
                };
                Diagnostic::error(msg!(Code::NoGlyph, character = character, code = code, font = family)).hint(hint)
            } else {
                Diagnostic::error(msg!(Code::ForeignFont, character = character, code = code, font = family))
                    .hint(msg!("compile-foreign-font-hint"))
            };
            let place = mapper.markdown(glyph.span.0).unwrap_or_else(|| mapper.piece().clone());
            self.problems.push(problem.at(place));
        }
    }
}

/// Whether a text is a letter with marks, no other sign of several glyphs such as an emoji.
fn is_one_letter(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.all(is_combining_mark)
}

/// `U+0041 U+0306`.
fn code_points(text: &str) -> String {
    text.chars().map(|c| format!("U+{:04X}", c as u32)).collect::<Vec<_>>().join(" ")
}

/// The frames in the order in which they are painted, with a stack: groups nest as deep as the document does.
fn walk(frame: &Frame, each: &mut impl FnMut(&TextItem)) {
    let mut open = vec![frame.items()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            Some((_, FrameItem::Group(group))) => open.push(group.frame.items()),
            Some((_, FrameItem::Text(text))) => each(text),
            Some(_) => {}
            None => {
                open.pop();
            }
        }
    }
}

/// The words of every text leaf of the markup that was put into the source must be on some page: Typst drops text without a
/// word when no family can set it, and a layout may forget a part. They stand there once, and in their order within a block;
/// which block comes where is the layout's own choice. Rows of a table come one after another, the cells of one row side by side,
/// each beginning behind the one before.
fn account(seen: &SeenText, mapper: &Mapper, is_error: bool, problems: &mut Diagnostics) {
    let source = mapper.main_source();
    let mut open = vec![LinkedNode::new(source.root())];
    let mut found: Diagnostics = Vec::new();
    // Of each block, the last letter that was seen, by the block's place in the source.
    let mut last: HashMap<usize, usize> = HashMap::new();
    let make = |message| if is_error { Diagnostic::error(message) } else { Diagnostic::warning(message) };
    // Where the paragraph or block begins that the leaf belongs to; a layout arranges those of a `:::` block, too.
    let mut block = 0;
    // Of a table, the last letter in the rows above, and in all that was looked at.
    let (mut above, mut lowest) = (None, None);
    // Whether the next leaf is the first of a cell, and where the last cell of its row began: page and letter.
    let (mut begins_cell, mut begun) = (false, None);
    // From the end, so that nodes come off the stack in the order of the source.
    while let Some(node) = open.pop() {
        let range = node.range();
        let is_part = node.kind() == SyntaxKind::FuncCall && callee(&node) == "part";
        if is_part || node.kind() == SyntaxKind::Parbreak {
            block = range.start;
            begins_cell = false;
        }
        if is_table(&node) {
            (above, lowest) = (None, last.get(&block).copied());
        } else if is_cell(&node) {
            // A cell that is parted goes on after those beside it: each has an order of its own, and stands below the rows above.
            block = range.start;
            if source.text()[..range.start].trim_end_matches(' ').ends_with('\n') {
                above = lowest;
                begun = None;
            }
            begins_cell = true;
            last.extend(above.map(|above| (block, above)));
        }
        if node.children().len() > 0 {
            // Most of the source is the layout's: what holds no markup is passed over.
            if mapper.source().placed.iter().any(|p| p.start < range.end && range.start < p.end) {
                open.extend(node.children().rev());
            }
            continue;
        }
        if !mapper.source().placed.iter().any(|p| p.start <= range.start && range.end <= p.end) {
            continue;
        };
        if node.kind() != SyntaxKind::Text || !node.leaf_text().chars().any(char::is_alphanumeric) {
            continue;
        }
        let place = || mapper.markdown_at(range.clone()).unwrap_or_else(|| mapper.piece().clone());
        let shown = |text: &str| text.chars().take(40).collect::<String>();
        let text = node.leaf_text();
        let is_omitted = |word: &str| {
            seen.omitted.get(&node.span()).is_some_and(|words| words.contains(&letters(word).collect::<String>()))
        };
        let Some(sight) = seen.leaves.get(&node.span()) else {
            if text.split_whitespace().all(is_omitted) {
                continue;
            }
            let message = msg!("compile-lost", text = shown(text));
            found.push(Diagnostic::error(message).at(place()).hint(msg!("compile-lost-hint")));
            continue;
        };
        let whole: String = letters(text).collect();
        if sight.letters != whole {
            let missing = text.split_whitespace().find(|given| {
                let word: String = letters(given).collect();
                !sight.letters.contains(&word) && !is_omitted(given)
            });
            if let Some(word) = missing {
                let from = word.as_ptr() as usize - text.as_ptr() as usize;
                let message = msg!("compile-lost", text = shown(&text[from..]));
                found.push(Diagnostic::error(message).at(place()).hint(msg!("compile-lost-hint")));
                continue;
            }
        }
        if repeats(&node) || !is_body(&place()) {
            continue;
        }
        if sight.letters.match_indices(&whole).nth(1).is_some() {
            let message = msg!("compile-twice", text = shown(text), first = sight.pages.0, second = sight.pages.1);
            found.push(make(message).at(place()).hint(msg!("compile-twice-hint")));
            continue;
        }
        // Cells that are parted may begin on several pages.
        let begins = (sight.pages.0, sight.runs.0);
        let is_swapped = std::mem::take(&mut begins_cell)
            && begun.replace(begins).is_some_and(|(page, run): (usize, usize)| page == begins.0 && run > begins.1);
        let is_mixed = is_swapped || !sight.letters.contains(&whole);
        let before = last.insert(block, sight.runs.1);
        lowest = lowest.max(Some(sight.runs.1));
        if is_mixed || before.is_some_and(|before| before > sight.runs.0) {
            let message = msg!("compile-order", text = shown(text), page = sight.pages.0);
            found.push(make(message).at(place()).hint(msg!("compile-order-hint")));
        }
    }
    // One line of Markdown gives many leaves: the first is enough.
    let mut lines = HashSet::new();
    for problem in found {
        let line = problem.place.as_ref().map(|p| (p.file.path.clone(), p.file.line_column(p.range.start).0));
        if lines.insert((line, problem.message.id.clone())) {
            problems.push(problem);
        }
    }
}

/// The letters and digits of a text in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether a leaf may stand twice or elsewhere: in a heading (contents, running heads), a title, a table's head, or a note, which
/// stands at the foot or behind each word that calls it.
fn repeats(leaf: &LinkedNode) -> bool {
    let mut node = leaf.clone();
    while let Some(parent) = node.parent() {
        match parent.kind() {
            SyntaxKind::Named => return true,
            SyntaxKind::FuncCall if matches!(callee(parent).as_str(), "heading" | "table.header" | "footnote") => {
                return true;
            }
            _ => {}
        }
        node = parent.clone();
    }
    false
}

fn is_table(node: &LinkedNode) -> bool {
    node.kind() == SyntaxKind::FuncCall && callee(node) == "table"
}

/// Whether a node is a cell below the head of a table.
fn is_cell(node: &LinkedNode) -> bool {
    let call = node.parent().filter(|parent| parent.kind() == SyntaxKind::Args).and_then(|args| args.parent());
    node.kind() == SyntaxKind::ContentBlock && call.is_some_and(is_table)
}

/// The name of the function that is called: `table.header`.
fn callee(call: &LinkedNode) -> String {
    let Some(callee) = call.children().next() else { return String::new() };
    match callee.kind() {
        SyntaxKind::FieldAccess => callee.children().map(|part| part.leaf_text().to_string()).collect(),
        _ => callee.leaf_text().to_string(),
    }
}

/// Whether a text stands below the front matter: titles and the like may be shown in several places.
fn is_body(place: &Place) -> bool {
    let text = &place.file.text;
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---")).map_or(0, |end| end + 4);
    place.range.start >= end && place.file.path.ends_with(".md")
}
