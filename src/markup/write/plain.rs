//! A text as plain text: for what shows no type, and to see that the tree holds what is read.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::escape;
use crate::content::kinds;
use crate::markup::doc::{Block, Doc, Given, Inline, Item, Part, Target, shown_numbers};

/// A text line by line, a blank one between blocks; rows of tables with bars, footnotes at the end.
pub(in crate::markup) fn of(doc: &Doc) -> String {
    let mut writer = PlainWriter { doc, noted: BTreeMap::new() };
    let mut blocks = writer.blocks(&doc.blocks);
    // The text of a note refers to none.
    let mut noted: Vec<(usize, usize)> = writer.noted.iter().map(|(number, nth)| (*nth, *number)).collect();
    noted.sort_unstable();
    let mut notes = vec![];
    for (nth, number) in noted {
        let note = doc.notes.iter().find(|note| note.number == number);
        let text = note.map(|note| writer.blocks(&note.blocks).join("\n")).unwrap_or_default();
        notes.push(indented(&format!("[{nth}] "), &text));
    }
    blocks.extend((!notes.is_empty()).then(|| notes.join("\n")));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

struct PlainWriter<'a> {
    doc: &'a Doc,
    /// Footnotes by number, with the count under which they were first met.
    noted: BTreeMap<usize, usize>,
}

/// Lines behind a mark, as far in as it is long.
fn indented(mark: &str, text: &str) -> String {
    let blank = format!("\n{}", " ".repeat(mark.chars().count()));
    let lines: Vec<String> = text.split('\n').map(String::from).collect();
    format!("{mark}{}", lines.join(&blank)).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

impl PlainWriter<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<String> {
        blocks.iter().map(|block| self.block(block)).filter(|text| !text.is_empty()).collect()
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Text { inlines, task: None } => self.line(inlines),
            Block::Text { inlines, task: Some(done) } => {
                format!("[{}] {}", if *done { "x" } else { " " }, self.line(inlines))
            }
            Block::Heading(heading) => self.line(&heading.inlines),
            Block::Quote(blocks) => indented("  ", &self.blocks(blocks).join("\n\n")),
            Block::List { start, items } => {
                let mut shown = vec![];
                for (number, Item { blocks, .. }) in shown_numbers(*start, items).iter().zip(items) {
                    let mark = if number.is_empty() { "- ".to_string() } else { format!("{number} ") };
                    shown.push(indented(&mark, &self.blocks(blocks).join("\n")));
                }
                shown.join("\n")
            }
            Block::Terms(terms) => {
                let mut shown = vec![];
                for (term, meaning) in terms {
                    shown.push(self.blocks(term).join(" "));
                    shown.push(indented("  ", &self.blocks(meaning).join("\n")));
                }
                shown.join("\n")
            }
            Block::Table { rows, .. } => {
                let mut shown = vec![];
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| self.line(cell).replace('\n', " ")).collect();
                    shown.push(cells.join(" | ").trim_end().to_string());
                }
                shown.join("\n")
            }
            Block::Code { text, .. } => text.clone(),
            Block::Divider => "* * *".into(),
            Block::Part(part) => self.part(part),
        }
    }

    fn part(&mut self, part: &Part) -> String {
        let mut shown = vec![];
        let title = part.kind.as_deref().and_then(|kind| kinds::alert_title(kind, &self.doc.lang)).map(String::from);
        shown.extend(part.title.as_ref().map(|title| self.line(title)).or(title));
        for fact in part.facts.iter().flatten() {
            shown.push(format!("{}: {}", fact.label, fact.printed()));
        }
        let body = self.blocks(&part.blocks);
        shown.extend((!body.is_empty()).then(|| body.join("\n\n")));
        for attribute in &part.attributes {
            match &attribute.value {
                Given::Words(words) => shown.push(self.line(words)),
                Given::Plain(url) if attribute.key == "url" => shown.push(url.clone()),
                Given::Plain(_) => {}
            }
        }
        if let Some(reach) = &part.reach {
            shown.extend(reach.name.clone());
            shown.extend(reach.ways.iter().map(|way| way.line(&self.doc.lang)));
        }
        shown.join("\n")
    }

    fn line(&mut self, inlines: &[Inline]) -> String {
        let mut line = String::new();
        self.inlines(inlines, &mut line);
        let lines = line.split('\n').map(|line| line.split(escape::is_fold).filter(|word| !word.is_empty()));
        lines.map(|words| words.collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n").nfc().collect()
    }

    fn inlines(&mut self, inlines: &[Inline], line: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(_) | Inline::Fact { .. } | Inline::Value { .. } | Inline::Citation { .. } => {
                    inline.leaves().iter().for_each(|leaf| line.push_str(&leaf.text));
                }
                Inline::Break => line.push('\n'),
                Inline::Code { code, .. } => line.push_str(code),
                Inline::Note { number, .. } => {
                    let next = self.noted.len() + 1;
                    let nth = self.noted.entry(*number).or_insert(next);
                    line.push_str(&format!("[{nth}]"));
                }
                Inline::Anchor(_) => {}
                Inline::Styled(_, inner) | Inline::Link { to: Target::Within(_), inlines: inner, .. } => {
                    self.inlines(inner, line);
                }
                // Nobody can press it: where it leads is said behind it, unless that is what stands there.
                Inline::Link { to: Target::Url(url), inlines: inner, .. } => {
                    let start = line.len();
                    self.inlines(inner, line);
                    let bare = |url: &str| {
                        let told = ["mailto:", "tel:", "https://", "http://"]
                            .iter()
                            .find_map(|scheme| url.strip_prefix(scheme));
                        told.unwrap_or(url).trim_end_matches('/').to_lowercase()
                    };
                    let letters =
                        |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>();
                    if !letters(&line[start..].to_lowercase()).contains(&letters(&bare(url))) {
                        let told = url.strip_prefix("mailto:").or_else(|| url.strip_prefix("tel:")).unwrap_or(url);
                        line.push_str(&format!(" ({told})"));
                    }
                }
                Inline::Picture(picture) => {
                    line.push_str(&picture.alt);
                    if let Some(caption) = &picture.caption {
                        line.push_str(": ");
                        self.inlines(caption, line);
                    }
                }
            }
        }
    }
}
