//! Raw HTML in a text: what a few tags mean is set, the text of the others is kept, and what is left out is told.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::convert::DocReader;
use super::frames::{Frame, FrameKind};
use super::html::{self, Html};
use crate::markup::work;
use crate::msg;

impl DocReader<'_> {
    /// `<a id="x">`, `<a name="x">`: a place in the text under way, or in what comes next.
    fn tag_anchor(&mut self, id: &str, at: usize) {
        let id: String = id.nfc().collect();
        if self.inlines().is_empty() {
            self.waiting.push(id);
        } else {
            self.inlines().place(id, at);
        }
    }

    pub(super) fn html_line(&mut self, line: &str, at: Range<usize>) {
        if let FrameKind::Html { text, lines } = &mut self.top().kind {
            lines.push((text.len(), at.start));
            text.push_str(line);
        }
    }

    pub(super) fn end_html(&mut self) {
        let Frame { kind: FrameKind::Html { text, lines }, .. } = self.pop() else { return };
        self.push(FrameKind::Paragraph, 0..0);
        self.html(&text, &lines, true);
        let paragraph = self.pop();
        self.splice(paragraph.blocks);
    }

    /// What a range of raw HTML was typed as is told of or set.
    fn account_html(&mut self, range: Range<usize>, lines: &[(usize, usize)]) {
        let first = lines.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        for (n, (start, source)) in
            lines.iter().enumerate().skip(first).take_while(|(_, (start, _))| *start < range.end)
        {
            let end = lines.get(n + 1).map_or(range.end, |(next, _)| range.end.min(*next));
            let from = range.start.max(*start);
            self.desk.known.push(source + (from - start)..source + (end.max(from) - start));
        }
    }

    /// Takes raw HTML apart. `lines` maps offsets in it to offsets in the rendered text.
    pub(super) fn html(&mut self, html: &str, lines: &[(usize, usize)], block: bool) {
        let mut warned = false;
        let mut marked = false;
        let mut hidden = None;
        let parts = html::split(html);
        let ends: Vec<usize> = parts.iter().map(|(_, offset)| *offset).collect();
        for (n, (part, offset)) in parts.into_iter().enumerate() {
            let at = typed_at(lines, offset);
            let length = html[offset..].find('>').map_or(1, |i| i + 1);
            work::step(length);
            let whole = ends.get(n + 1).copied().unwrap_or(html.len());
            self.account_html(offset..whole, lines);
            if let Some(name) = &hidden {
                // What a script or a style sheet holds is no text.
                if matches!(&part, Html::Other(other) if other == name) {
                    hidden = None;
                }
                continue;
            }
            match part {
                Html::Comment => {
                    // A comment is meant not to be printed; what another program would run or declare may not be.
                    if !html[offset..].starts_with("<!--") {
                        let end = at + (whole - offset).min(length);
                        self.desk.warn(
                            msg!("markup-html-left-out", tag = "<?"),
                            at..end,
                            Some(msg!("markup-html-hint")),
                        );
                    }
                }
                Html::Break => self.inlines().hard_break(at),
                Html::Open(known) => self.inlines().open_html(known, at),
                Html::Close(known) => {
                    if !self.inlines().close_html(known, at) && !warned {
                        warned = true;
                        self.desk.warn(msg!("markup-html-close"), at..at + length, None);
                    }
                }
                Html::Text(text) => {
                    if block
                        && !marked
                        && let Some(at_mark) = markdown_in(&html[offset..whole])
                    {
                        marked = true;
                        let at = at + at_mark;
                        self.desk.warn(
                            msg!("markup-html-markdown"),
                            at..at + 1,
                            Some(msg!("markup-html-markdown-hint")),
                        );
                    }
                    let is_first = self.inlines().is_empty();
                    let text = text.into_iter().skip_while(|(c, _)| is_first && c.is_whitespace());
                    self.inlines().raw(text.map(|(c, offset)| (c, typed_at(lines, offset))));
                }
                Html::Anchor(id) => {
                    self.tags.push("a".into());
                    self.tag_anchor(&id, at);
                }
                Html::Other(name) => {
                    let closes = html[offset..].starts_with("</");
                    let told = closes && self.tags.pop_if(|tag| *tag == name).is_some();
                    if !closes {
                        self.tags.push(name.clone());
                    }
                    if !warned && !told {
                        warned = true;
                        let message = match block && matches!(name.as_str(), "script" | "style") {
                            true => msg!("markup-html-left-out", tag = name),
                            false => msg!("markup-html", tag = name),
                        };
                        self.desk.warn(message, at..at + length, Some(msg!("markup-html-hint")));
                    }
                    if block {
                        if matches!(name.as_str(), "script" | "style") && !closes {
                            hidden = Some(name);
                        } else if !self.inlines().is_empty() {
                            self.inlines().plain(" ", at);
                        }
                    }
                }
            }
        }
    }
}

/// Where an offset in raw HTML was typed.
fn typed_at(lines: &[(usize, usize)], offset: usize) -> usize {
    let line = lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
    lines.get(line).map_or(0, |(start, source)| source + offset - start)
}

/// Where Markdown seems to be meant in the text of an HTML block.
fn markdown_in(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start();
        let at = start + line.len() - content.len();
        if ["# ", "## ", "### ", "- ", "* ", "| ", "> ", "1. "].iter().any(|mark| content.starts_with(mark)) {
            return Some(at);
        }
        if let Some((before, _)) = line.split_once("**").filter(|(_, rest)| rest.contains("**")) {
            return Some(start + before.len());
        }
        if let Some(i) = line.find("](") {
            return Some(start + i);
        }
        start += line.len();
    }
    None
}
