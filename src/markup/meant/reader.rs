//! One pass over the lines of a text: stretches that are no Markdown are kept, paragraphs are read as they are meant.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::lines::{Line, Told, contains_ignoring_case, is_heading, is_item, raw_end, split};
use super::pasted;
use crate::markup::read::blocks::fence_closes;
use crate::markup::read::blocks::fence_opens;
use crate::markup::read::blocks::strip_containers;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

pub(super) struct Reader<'a> {
    /// The lines, some of them already less set in than they were typed.
    pub(super) lines: Vec<Cow<'a, str>>,
    /// Whether a line was typed so far from the edge that it begins a paragraph.
    pub(super) begins: Vec<bool>,
    pub(super) out: Vec<Line<'a>>,
    pub(super) changed: bool,
    /// Where each of the lines stood.
    pub(super) places: Vec<usize>,
    /// Whether each of the blocks that are open keeps its lines.
    pub(super) blocks: Vec<bool>,
    pub(super) in_list: bool,
    /// The columns of the texts of the items that are open.
    pub(super) texts: Vec<usize>,
    /// How many of the lines that are out have been looked at for it.
    pub(super) taken: usize,
    /// The last line that holds anything, and whether it belongs to a list.
    pub(super) last: Option<(usize, bool)>,
    /// Whether a heading or a part has stood before.
    pub(super) is_parted: bool,
    /// Notes as other programs type them: those that begin a line, those that a word refers to.
    pub(super) notes: BTreeSet<u32>,
    pub(super) cited: BTreeSet<u32>,
    /// Footnotes that are referred to, and whose texts lack nothing but the colon.
    pub(super) open_notes: BTreeSet<String>,
    /// What is to be told of lines that are still to come.
    pub(super) waiting: BTreeMap<usize, Told>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lines: Vec<Cow<'a, str>>) -> Self {
        let notes: BTreeSet<u32> =
            lines.iter().filter_map(|line| pasted::typed_note(line)).map(|(number, _)| number).collect();
        let cited = match notes.is_empty() {
            true => BTreeSet::new(),
            false => lines.iter().flat_map(|line| pasted::cited(line)).collect(),
        };
        let mut open_notes: BTreeSet<String> =
            lines.iter().filter_map(|line| pasted::open_note(line)).map(|(label, _)| label.to_lowercase()).collect();
        if !open_notes.is_empty() {
            let mut referred = BTreeSet::new();
            for line in &lines {
                for (at, _) in line.match_indices("[^") {
                    // No label is longer: one that is not closed would be looked for to the end of the line.
                    let end = line.as_bytes()[at + 2..].iter().take(42).position(|byte| *byte == b']');
                    let Some(end) = end.map(|end| at + 2 + end) else { continue };
                    let (label, rest) = (&line[at + 2..end], &line[end + 1..]);
                    work::step(label.len());
                    let label = label.to_lowercase();
                    match rest.starts_with(':') && at == 0 {
                        true => _ = open_notes.remove(&label),
                        false if at > 0 => _ = referred.insert(label),
                        false => {}
                    }
                }
            }
            open_notes.retain(|label| referred.contains(label));
        }
        Self {
            begins: vec![false; lines.len()],
            places: (0..lines.len()).collect(),
            lines,
            out: vec![],
            changed: false,
            blocks: vec![],
            in_list: false,
            texts: vec![],
            taken: 0,
            last: None,
            is_parted: false,
            notes,
            cited,
            open_notes,
            waiting: BTreeMap::new(),
        }
    }

    pub(super) fn push(&mut self, text: impl Into<Cow<'a, str>>, origin: usize) -> &mut Line<'a> {
        let origin = self.places.get(origin).copied().unwrap_or(origin);
        self.out.push(Line { text: text.into(), origin, mark: None, sign: None, is_shut: false, told: None });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    /// A line as it stands.
    pub(super) fn keep(&mut self, n: usize) -> &mut Line<'a> {
        let line = self.lines[n].clone();
        self.push(line, n)
    }

    /// A line that is no Markdown.
    fn shut(&mut self, n: usize) {
        self.keep(n).is_shut = true;
    }

    pub(super) fn read(&mut self) {
        let mut fence: Option<(char, usize)> = None;
        // What ends a stretch that is no Markdown.
        let mut until: Option<&str> = None;
        let mut after_blank = true;
        // Where the last comment ends: looked for once.
        let last_end = self.lines.iter().rposition(|line| line.contains("-->"));
        let mut n = 0;
        while n < self.lines.len() {
            if let Some(end) = until {
                if contains_ignoring_case(&self.lines[n], end) {
                    until = None;
                }
                self.shut(n);
                n += 1;
                continue;
            }
            if let Some((c, length)) = fence {
                if fence_closes(&self.lines[n], c, length) {
                    fence = None;
                    after_blank = true;
                }
                self.shut(n);
                n += 1;
                continue;
            }
            let content = split(&self.lines[n]).1;
            if content.trim().is_empty() || content.starts_with(":::") {
                self.block(content.trim().to_string().as_str());
                self.keep(n);
                after_blank = true;
                n += 1;
                continue;
            }
            // The text of a note or of a term is set in, too.
            let is_marked = is_item(&self.lines[n])
                || content.starts_with(": ")
                || content.starts_with("[^") && content.contains("]:");
            let column = pasted::column(&self.lines[n]);
            if is_marked && (column < 4 || self.in_list) {
                self.in_list = true;
            } else if column == 0 && after_blank {
                self.in_list = false;
                self.texts.clear();
            }
            let inner = pasted::behind_quotes(&self.lines[n]);
            let is_quoted = inner.len() < self.lines[n].len();
            let quoted = if self.in_list { 8 } else { 4 };
            if is_quoted && after_blank && pasted::column(inner) >= quoted && pasted::is_prose(inner.trim_start()) {
                let prefix = &self.lines[n][..self.lines[n].len() - inner.len()];
                self.lines[n] = Cow::Owned(format!("{prefix}{}", inner.trim_start()));
                self.changed = true;
            }
            let edge = self.edge(column);
            if column >= edge + 4 && after_blank && !self.is_tabbed(n) {
                if pasted::is_prose(self.lines[n].trim_start_matches([' ', '\t'])) {
                    // What tabs have moved to the right side of the page belongs to no item.
                    let to = if column >= edge + 8 { 0 } else { edge };
                    self.move_out(n, column, edge + 4, to);
                    continue;
                }
                if !self.in_list {
                    // Code by its indent.
                    self.shut(n);
                    n += 1;
                    continue;
                }
            }
            let content = split(&self.lines[n]).1;
            fence = fence_opens(strip_containers(&self.lines[n]).0);
            if fence.is_some() {
                self.shut(n);
                self.last = Some((n, false));
                n += 1;
                after_blank = false;
                continue;
            }
            if content.starts_with("<!--") && !content.contains("-->") {
                until = Some("-->");
                let open = last_end.is_none_or(|last| last <= n);
                self.shut(n);
                if open {
                    let told = (msg!("markup-comment-open"), Some(msg!("markup-comment-open-hint")), Weight::Error);
                    self.tell(told);
                }
                n += 1;
                continue;
            }
            if let Some(end) = raw_end(content) {
                if !contains_ignoring_case(content, end) {
                    until = Some(end);
                }
                self.shut(n);
                n += 1;
                continue;
            }
            self.close_rows(n);
            // A paragraph, as far as this knows.
            let mut end = n + 1;
            while end < self.lines.len() {
                let (_, next) = split(&self.lines[end]);
                let inner = strip_containers(&self.lines[end]).0;
                if next.trim().is_empty() || next.starts_with(":::") || fence_opens(inner).is_some() {
                    break;
                }
                if (next.starts_with("<!--") && !next.contains("-->")) || raw_end(next).is_some() {
                    break;
                }
                if is_heading(&self.lines[end - 1]) && pasted::column(&self.lines[end]) >= 4 {
                    break;
                }
                end += 1;
            }
            let end = self.undo_quotes(n, end);
            self.part_columns(n, end);
            self.taken = self.out.len();
            let list = self.paragraph(n, end);
            self.take_down();
            self.in_list |= list || self.lines[n..end].iter().any(|line| is_item(line));
            let is_listed = self.in_list && (list || is_item(&self.lines[n]) || pasted::column(&self.lines[n]) > 0);
            self.last = Some((end - 1, is_listed));
            // An indent is code directly below a heading, too.
            after_blank = is_heading(&self.lines[end - 1]);
            n = end;
        }
    }

    /// Takes down which blocks are open.
    fn block(&mut self, content: &str) {
        let Some(rest) = content.strip_prefix(":::") else { return };
        match rest.trim_start_matches(':').split_whitespace().next() {
            Some(kind) => self.blocks.push(kind == "contact"),
            None => _ = self.blocks.pop(),
        }
    }

    /// The column from which an indent counts: that of the text of the item to which a line at `column` belongs.
    pub(super) fn edge(&self, column: usize) -> usize {
        match (self.in_list, self.texts.iter().rev().find(|text| **text <= column)) {
            (false, _) => 0,
            (true, Some(text)) => *text,
            // The text of a note or a term, or of a line before all items.
            (true, None) => 4,
        }
    }

    /// Takes down where the texts of items begin, of all that was put since.
    pub(super) fn take_down(&mut self) {
        let mut texts = std::mem::take(&mut self.texts);
        for line in &self.out[self.taken..] {
            let content = line.text.trim_start_matches([' ', '\t']);
            if content.starts_with('>') || !is_item(content) {
                continue;
            }
            let at = pasted::column(&line.text);
            let mark = content.bytes().take_while(u8::is_ascii_digit).count() + 1;
            let blank = pasted::column(&content[mark..]);
            while texts.pop_if(|text| *text > at).is_some() {}
            texts.push(at + mark + if blank > 4 { 1 } else { blank });
        }
        self.texts = texts;
        self.taken = self.out.len();
    }

    /// Takes a text out of its indent, which Markdown reads as code: people set in the first line of a paragraph, and whole lists.
    ///
    /// - least: the column from which an indent is code
    /// - to: the column at which the text begins then
    fn move_out(&mut self, start: usize, column: usize, least: usize, to: usize) {
        let mut is_first = true;
        for n in start..self.lines.len() {
            let line = &self.lines[n];
            let (at, content) = (pasted::column(line), line.trim_start_matches([' ', '\t']));
            if content.trim().is_empty() {
                is_first = true;
                continue;
            }
            let is_in = at >= least && !content.starts_with(":::");
            let goes_on = at >= column + 2 && !is_first;
            if !is_in || !(goes_on || !is_first || pasted::is_prose(content)) {
                break;
            }
            is_first = false;
            self.begins[n] = pasted::is_prose(content);
            self.lines[n] = Cow::Owned(format!("{}{content}", " ".repeat(to + at.saturating_sub(column))));
            self.changed = true;
        }
    }

    pub(super) fn tell(&mut self, told: Told) {
        if let Some(line) = self.out.last_mut() {
            line.told = Some(told);
            self.changed = true;
        }
    }

    /// An empty line between two lines that stand one below the other.
    pub(super) fn part(&mut self, n: usize) {
        let prefix = split(&self.lines[n]).0.trim_end().to_string();
        self.push(prefix, n);
        self.changed = true;
    }

    pub(super) fn put(&mut self, text: String, n: usize) -> &mut Line<'a> {
        self.changed = true;
        self.push(text, n)
    }
}
