//! What is plainly meant: lines that offices type and Markdown reads as something else are put right before it reads them.
//!
//! A heading without its blank, bullets and numbers of other kinds, tables without a rule. Lines are rewritten
//! one by one and keep their origin, so that messages still find them. What may mean two things is told and left alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::read::blocks::{Mistake, fence_closes, fence_opens, strip_containers};
use super::remarks::Weight;
use super::work;
use crate::content::{Hole, Rendered, code_spans};
use crate::diag::Message;
use crate::msg;

mod levels;
pub(super) mod pasted;

/// A text put right.
pub(super) struct Meant {
    pub(super) rendered: Rendered,
    /// What items of lists were numbered with, by the byte where they begin.
    pub(super) marks: BTreeMap<usize, String>,
    /// What is told, with its place in the text.
    pub(super) told: Vec<(Mistake, Weight)>,
}

/// A message and its hint.
type Told = (Message, Option<Message>, Weight);

/// What begins a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// `a)`: begins an item wherever `1)` would.
    Sure,
    /// `a.`, `a/`, `(a)`, `1/`, `1.1.`, `[1]`, `1 - `: begins an item where a paragraph has several of them.
    Likely(char),
}

/// A line as it will be read.
pub(super) struct Line<'a> {
    pub(super) text: Cow<'a, str>,
    origin: usize,
    /// What the item was numbered with.
    pub(super) mark: Option<String>,
    /// The sign of the item as it was typed, where another stands now.
    pub(super) sign: Option<char>,
    /// Nothing of it is Markdown.
    pub(super) is_shut: bool,
    told: Option<Told>,
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

/// Where what came out of holes has gone to.
struct Filled<'a> {
    rendered: &'a Rendered,
    /// Of each line that has some: where it begins, and the first of them that is not found.
    lines: BTreeMap<usize, (usize, usize)>,
}

impl<'a> Filled<'a> {
    fn new(rendered: &'a Rendered) -> Self {
        let mut lines = BTreeMap::new();
        let mut holes = rendered.holes.iter().enumerate().peekable();
        let mut start = 0;
        for (n, line) in rendered.text.split_inclusive('\n').enumerate() {
            let end = start + line.len();
            while let Some((hole, _)) = holes.next_if(|(_, (range, _))| range.start < end) {
                lines.entry(n).or_insert((start, hole));
            }
            start = end;
        }
        Self { rendered, lines }
    }

    /// Takes down where in a line, put at `start`, those of line `origin` stand.
    fn find(&mut self, origin: usize, line: &str, start: usize, found: &mut Vec<(Range<usize>, Hole)>) {
        let Some((begin, next)) = self.lines.get_mut(&origin) else { return };
        let text = &self.rendered.text[*begin..];
        let text = text.split('\n').next().unwrap_or(text);
        let mut from = 0;
        while let Some((range, hole)) =
            self.rendered.holes.get(*next).filter(|(range, _)| range.start < *begin + text.len())
        {
            let value = &self.rendered.text[range.clone()];
            work::step(value.len());
            // What begins or ends a line is put right; the rest stands as far from one of its ends as before.
            let (before, behind) = (range.start - *begin, (*begin + text.len()).saturating_sub(range.end));
            let places = [Some(before), line.len().checked_sub(behind + value.len())];
            let is_here = |at: &usize| *at >= from && line.get(*at..at + value.len()) == Some(value);
            let at = places.into_iter().flatten().find(is_here);
            let Some(at) = at.or_else(|| Some(from + line.get(from..)?.find(value)?)) else { return };
            from = at + value.len();
            found.push((start + at..start + from, hole.clone()));
            *next += 1;
        }
    }
}

/// A note directly before a bracket (`Nghị định[^1](mới)`) is the text of a link to the parser: the bracket is made text.
fn keep_notes(lines: &mut [Line]) -> bool {
    let mut notes: Option<BTreeSet<String>> = None;
    let mut changed = false;
    for n in 0..lines.len() {
        let text = &lines[n].text;
        work::step(text.len());
        if lines[n].is_shut || !text.contains("[^") || !text.contains("](") && !text.contains("][") {
            continue;
        }
        let known = notes.get_or_insert_with(|| lines.iter().filter_map(|line| defined_note(&line.text)).collect());
        let spans = code_spans(&lines[n].text);
        let (mut kept, mut rest, mut at) = (String::new(), &*lines[n].text, 0);
        let before_bracket = |text: &str| {
            let mut closing = text.match_indices(']').map(|(at, _)| at);
            closing.find(|at| matches!(text.as_bytes().get(at + 1), Some(b'(' | b'[')))
        };
        while let Some(close) = before_bracket(rest) {
            let (head, tail) = rest.split_at(close + 1);
            let is_code = spans.iter().any(|span| span.contains(&(at + close)));
            at += close + 1;
            let note = head.rfind("[^").map(|open| head[open + 2..close].to_lowercase());
            kept.push_str(head);
            rest = tail;
            if !is_code && !tail.starts_with("[^") && note.is_some_and(|note| known.contains(&note)) {
                // The parser looks for the label of a link behind a backslash, too.
                kept.push_str(if tail.starts_with('(') { "\\(" } else { "&#91;" });
                rest = &tail[1..];
                at += 1;
            }
        }
        kept.push_str(rest);
        if kept.len() > lines[n].text.len() {
            lines[n].text = Cow::Owned(kept);
            changed = true;
        }
    }
    changed
}

/// `40*60*20 cm`: the stars of a product are none of Markdown.
fn keep_products(lines: &mut [Line]) -> bool {
    let mut changed = false;
    let is_text =
        |line: &&mut Line| !line.is_shut && line.text.contains('*') && !line.text.trim_start().starts_with(":::");
    for line in lines.iter_mut().filter(is_text) {
        let bytes = line.text.as_bytes();
        work::step(bytes.len());
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        // Neither code nor addresses in `<…>` know a backslash.
        let shut = code_spans(&line.text).into_iter().chain(addresses(&line.text));
        let mut shut = shut.collect::<Vec<_>>();
        shut.sort_by_key(|span| span.start);
        let mut shut = shut.into_iter().peekable();
        let (mut kept, mut from) = (String::new(), 0);
        for (at, _) in line.text.match_indices('*') {
            while shut.next_if(|span| span.end <= at).is_some() {}
            let is_shut = shut.peek().is_some_and(|span| span.contains(&at));
            if !is_shut && digit(at.checked_sub(1)) && digit(Some(at + 1)) {
                kept.push_str(&line.text[from..at]);
                kept.push('\\');
                from = at;
            }
        }
        if from == 0 {
            continue;
        }
        kept.push_str(&line.text[from..]);
        line.text = Cow::Owned(kept);
        changed = true;
    }
    changed
}

/// `<https://a.vn>`: addresses in a line.
fn addresses(line: &str) -> Vec<Range<usize>> {
    let mut open = None;
    let mut found = vec![];
    for (at, c) in line.char_indices() {
        match c {
            '<' => open = Some(at),
            c if c.is_whitespace() => open = None,
            '>' => found.extend(open.take().map(|open| open..at)),
            _ => {}
        }
    }
    found
}

/// The label of the note whose text begins in a line.
fn defined_note(line: &str) -> Option<String> {
    let label = strip_containers(line).0.trim_start().strip_prefix("[^")?;
    label.split_once("]:").map(|(label, _)| label.to_lowercase())
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '−')
}

/// The mark that begins a line: how sure, its bytes, and those to the text behind it.
fn mark(content: &str) -> Option<(Beginning, usize, usize)> {
    if let Some((_, text)) = pasted::typed_note(content) {
        return Some((Beginning::Likely('['), content[..text].trim_end_matches([' ', '\t', '\u{A0}']).len(), text));
    }
    if let Some(text) = pasted::dashed_number(content) {
        let length = content[..text].trim_end_matches([' ', '\t', '\u{A0}']).len();
        return Some((Beginning::Likely('-'), length, text));
    }
    let opened = content.starts_with('(');
    let inner = &content[usize::from(opened)..];
    let name = inner.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(inner.len());
    let (word, rest) = inner.split_at(name);
    let dotted = word.ends_with('.');
    let word = word.trim_end_matches('.');
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let roman =
        word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) || (roman && word.len() <= 5);
    let digits = word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit());
    let levels = word.contains('.')
        && word.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let close = rest.chars().next();
    let (style, length) = match (opened, dotted, close) {
        (true, false, Some(')')) if letter || digits => (Beginning::Likely('('), word.len() + 2),
        (false, false, Some(')')) if letter => (Beginning::Sure, word.len() + 1),
        (false, false, Some('/')) if letter || digits => (Beginning::Likely('/'), word.len() + 1),
        (false, true, _) if letter => (Beginning::Likely('.'), word.len() + 1),
        (false, true, _) if levels => (Beginning::Likely('1'), word.len() + 1),
        (false, false, Some(' ')) if levels && rest[1..].starts_with(char::is_uppercase) => {
            (Beginning::Likely('1'), word.len())
        }
        _ => return None,
    };
    let after = &content[length..];
    let text = after.trim_start_matches([' ', '\t', '\u{A0}']);
    let blank = after.len() - text.len();
    if text.is_empty() || (blank == 0 && !(style == Beginning::Sure && text.starts_with(char::is_uppercase))) {
        return None;
    }
    Some((style, length, length + blank))
}

struct Reader<'a> {
    /// The lines, some of them already less set in than they were typed.
    lines: Vec<Cow<'a, str>>,
    /// Whether a line was typed so far from the edge that it begins a paragraph.
    begins: Vec<bool>,
    out: Vec<Line<'a>>,
    changed: bool,
    /// Where each of the lines stood.
    places: Vec<usize>,
    /// Whether each of the blocks that are open keeps its lines.
    blocks: Vec<bool>,
    in_list: bool,
    /// The columns of the texts of the items that are open.
    texts: Vec<usize>,
    /// How many of the lines that are out have been looked at for it.
    taken: usize,
    /// The last line that holds anything, and whether it belongs to a list.
    last: Option<(usize, bool)>,
    /// Whether a heading or a part has stood before.
    is_parted: bool,
    /// Notes as other programs type them: those that begin a line, those that a word refers to.
    notes: BTreeSet<u32>,
    cited: BTreeSet<u32>,
    /// Footnotes that are referred to, and whose texts lack nothing but the colon.
    open_notes: BTreeSet<String>,
    /// What is to be told of lines that are still to come.
    waiting: BTreeMap<usize, Told>,
}

/// Splits a line behind its indent and the signs of quotes.
fn split(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>']).len())
}

/// Whether a line is an item of a list by Markdown's own signs.
fn is_item(line: &str) -> bool {
    strip_containers(line).1
}

impl<'a> Reader<'a> {
    fn new(lines: Vec<Cow<'a, str>>) -> Self {
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

    fn push(&mut self, text: impl Into<Cow<'a, str>>, origin: usize) -> &mut Line<'a> {
        let origin = self.places.get(origin).copied().unwrap_or(origin);
        self.out.push(Line { text: text.into(), origin, mark: None, sign: None, is_shut: false, told: None });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    /// A line as it stands.
    fn keep(&mut self, n: usize) -> &mut Line<'a> {
        let line = self.lines[n].clone();
        self.push(line, n)
    }

    /// A line that is no Markdown.
    fn shut(&mut self, n: usize) {
        self.keep(n).is_shut = true;
    }

    fn read(&mut self) {
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

    /// Whether a line and the next one have the same number of cells with tabs between them.
    fn is_tabbed(&self, n: usize) -> bool {
        let cells = |line: &Cow<str>| pasted::row(line, false).map(|cells| cells.len());
        cells(&self.lines[n]).is_some_and(|count| self.lines.get(n + 1).and_then(cells) == Some(count))
    }

    /// Brings together the rows of a table between which lines were left empty.
    fn close_rows(&mut self, start: usize) {
        // Asked first: else each row of a text without a rule would look at all that follow.
        if !self.lines.get(start + 2).is_some_and(|line| is_rule(line)) {
            return;
        }
        let is_framed = |line: &str| is_framed(line) && split(line).0.is_empty();
        let mut rows = 1;
        let mut n = start;
        while is_framed(&self.lines[n])
            && self.lines.get(n + 1).is_some_and(|line| line.trim().is_empty())
            && self.lines.get(n + 2).is_some_and(|line| is_framed(line))
        {
            // Each table has a rule; a second one begins another.
            if rows > 1 && is_rule(&self.lines[n + 2]) {
                return;
            }
            work::step(self.lines[n].len());
            rows += 1;
            n += 2;
        }
        if rows < 3 {
            return;
        }
        for row in 1..rows {
            self.lines.swap(start + row, start + 2 * row);
            self.places.swap(start + row, start + 2 * row);
        }
        self.changed = true;
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
    fn edge(&self, column: usize) -> usize {
        match (self.in_list, self.texts.iter().rev().find(|text| **text <= column)) {
            (false, _) => 0,
            (true, Some(text)) => *text,
            // The text of a note or a term, or of a line before all items.
            (true, None) => 4,
        }
    }

    /// Takes down where the texts of items begin, of all that was put since.
    fn take_down(&mut self) {
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

    /// Takes cells out of the quotes in which Excel copies them, those of several lines onto one. Returns where the paragraph ends then.
    fn undo_quotes(&mut self, start: usize, end: usize) -> usize {
        /// Most lines of a cell.
        const MOST: usize = 8;
        let has = |sign: char| self.lines[start..end].iter().any(|line| line.contains(sign));
        if !has('\t') || !has('"') {
            return end;
        }
        let lines: Vec<Cow<'a, str>> = self.lines[start..end].to_vec();
        let (mut to, mut n) = (start, 0);
        while n < lines.len() {
            let mut text = lines[n].to_string();
            let mut next = n + 1;
            let mut row = pasted::unquoted(&text);
            while row.is_none() && next < lines.len() && next - n < MOST {
                text.push_str(pasted::LINE_END);
                text.push_str(lines[next].trim());
                next += 1;
                work::step(text.len());
                row = pasted::unquoted(&text);
            }
            let place = self.places[start + n];
            match row.filter(|row| row.contains('\t')) {
                Some(row) if row != lines[n] => {
                    self.lines[to] = Cow::Owned(row);
                    self.changed = true;
                }
                _ => {
                    self.lines[to] = lines[n].clone();
                    next = n + 1;
                }
            }
            self.places[to] = place;
            to += 1;
            n = next;
        }
        for n in to..end {
            self.lines[n] = Cow::Borrowed("");
        }
        to
    }

    /// Puts tabs between the columns of a table that were parted with blanks.
    fn part_columns(&mut self, start: usize, end: usize) {
        let mut n = start;
        while n < end {
            let mut rows = vec![];
            let mut is_even = true;
            for line in &self.lines[n..end] {
                let Some(cells) = pasted::spaced_cells(line) else { break };
                is_even &= rows.first().is_none_or(|first: &Vec<&str>| first.len() == cells.len());
                rows.push(cells);
            }
            let count = rows.len();
            if count >= 3 && is_even {
                let rows: Vec<String> = rows.iter().map(|cells| cells.join("\t")).collect();
                for (line, row) in self.lines[n..].iter_mut().zip(rows) {
                    *line = Cow::Owned(row);
                }
                self.changed = true;
            } else if count >= 3 {
                let most = rows.iter().map(Vec::len).max().unwrap_or(2);
                let hint = msg!("markup-tabs-hint", rule = "|---".repeat(most.min(9)) + "|");
                self.waiting.insert(n, (msg!("markup-columns"), Some(hint), Weight::Warning));
            }
            n += count.max(1);
        }
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

    fn tell(&mut self, told: Told) {
        if let Some(line) = self.out.last_mut() {
            line.told = Some(told);
            self.changed = true;
        }
    }

    /// An empty line between two lines that stand one below the other.
    fn part(&mut self, n: usize) {
        let prefix = split(&self.lines[n]).0.trim_end().to_string();
        self.push(prefix, n);
        self.changed = true;
    }

    /// Reads the lines of a paragraph; says whether a list was made of any.
    fn paragraph(&mut self, start: usize, end: usize) -> bool {
        let barred = self.lines[start..end].iter().filter(|line| line.contains('|')).count();
        let is_ruled = barred >= 2 && self.lines[start..end].iter().any(|line| is_rule(split(line).1));
        if is_ruled && self.table(start, end) {
            return false;
        }
        if self.grid(start, end) {
            return false;
        }
        let mut list = false;
        let mut from = start;
        let mut n = start;
        while n < end {
            let (to, is_table) = self.rows(n, end, !is_ruled && barred >= 2);
            if is_table {
                if from < n {
                    list |= self.lines_of(from, n);
                    self.take_down();
                    self.part(n);
                }
                if self.lines[n].contains('\t') {
                    self.tabbed(n, to);
                } else {
                    self.table(n, to);
                }
                if to < end {
                    self.part(to);
                }
                from = to;
            }
            n = to.max(n + 1);
        }
        if from < end {
            list |= self.lines_of(from, end);
        }
        list
    }

    /// A table drawn with `+---+`, as converters of Word files write it: false where the lines are none.
    fn grid(&mut self, start: usize, end: usize) -> bool {
        let lines: Vec<Cow<'a, str>> = self.lines[start..end].to_vec();
        let is_border = |line: &str| {
            let content = split(line).1.trim_end();
            content.len() > 2
                && content.starts_with('+')
                && content.ends_with('+')
                && content.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
        };
        let is_whole = lines.len() > 2 && is_border(&lines[0]) && lines.last().is_some_and(|line| is_border(line));
        if !is_whole || !lines.iter().all(|line| is_border(line) || is_framed(line)) {
            return false;
        }
        let prefix = split(&lines[0]).0;
        let columns = split(&lines[0]).1.matches('+').count() - 1;
        // A row may take several lines.
        let mut rows: Vec<(usize, Vec<String>)> = vec![];
        let mut is_new = true;
        for (n, line) in lines.iter().enumerate() {
            if is_border(line) {
                is_new = true;
                continue;
            }
            let content = split(line).1.trim();
            let cells: Vec<&str> = content[1..content.len() - 1].split('|').map(str::trim).collect();
            if cells.len() != columns {
                return false;
            }
            match rows.last_mut().filter(|_| !is_new) {
                Some((_, row)) => {
                    for (cell, more) in row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
                        if !cell.is_empty() {
                            cell.push(' ');
                        }
                        cell.push_str(more);
                    }
                }
                None => rows.push((start + n, cells.into_iter().map(String::from).collect())),
            }
            is_new = false;
        }
        for (n, (line, row)) in rows.into_iter().enumerate() {
            self.put(format!("{prefix}| {} |", row.join(" | ")), line);
            if n == 0 {
                self.put(format!("{prefix}|{}", "---|".repeat(columns)), line);
            }
        }
        true
    }

    /// How far the rows of a table without a rule go from a line on, and whether they are one. What only looks like rows is told.
    fn rows(&mut self, start: usize, end: usize, barred: bool) -> (usize, bool) {
        let line = &self.lines[start];
        let numbered =
            |cells: &[&str]| cells.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| pasted::counts_rows(cell));
        if let Some(head) = pasted::row(line, false).filter(|_| !self.in_list || pasted::column(line) == 0) {
            let numbered = numbered(&head);
            let depth = split(line).0.matches('>').count();
            let mut is_even = true;
            let mut to = start + 1;
            while to < end && split(&self.lines[to]).0.matches('>').count() == depth {
                let next = pasted::behind_quotes(&self.lines[to]);
                let tabs = next.matches('\t').count();
                // Cells that are merged leave the first one empty.
                let is_row = pasted::row(next, numbered).is_some() || (head.len() > 2 && tabs == head.len() - 1);
                if !is_row {
                    break;
                }
                is_even &= tabs == head.len() - 1;
                to += 1;
            }
            let is_table = is_even && to - start >= 2;
            work::step(to - start);
            if !is_table {
                let hint = msg!("markup-tabs-hint", rule = "|---".repeat(head.len().min(9)) + "|");
                self.waiting.insert(start, (msg!("markup-tabs"), Some(hint), Weight::Warning));
            }
            return (to, is_table);
        }
        if self.in_list {
            // A table below an item: its indent parts no cells.
            let cells = |line: &str| {
                let content = line.trim_start_matches([' ', '\t']);
                (content.len() < line.len()).then(|| pasted::row(content, false).map(|cells| cells.len())).flatten()
            };
            if let Some(count) = cells(line) {
                let rows = self.lines[start..end].iter().take_while(|line| cells(line) == Some(count)).count();
                if rows >= 2 {
                    return (start + rows, true);
                }
            }
        }
        let content = split(line).1;
        let is_listed = |line: &str| {
            let content = split(line).1;
            (pasted::column(line) > 3 && !self.in_list)
                || is_item(line)
                || pasted::bullet(content, true).is_some()
                || mark(content).is_some()
                || dash(content).is_some()
                || content.starts_with('#')
        };
        let bars = if barred && !is_listed(line) { pasted::bars(content) } else { 0 };
        if bars == 0 {
            return (start + 1, false);
        }
        let framed = is_framed(line);
        let mut is_even = true;
        let mut to = start + 1;
        while to < end {
            let next = &self.lines[to];
            let count = pasted::bars(split(next).1);
            if is_listed(next) || count == 0 || is_framed(next) != framed {
                break;
            }
            is_even &= count == bars;
            to += 1;
        }
        work::step(to - start);
        let is_table = to - start >= 2 && (framed || (is_even && pasted::is_head(content)));
        (to, is_table)
    }

    /// A table with tabs between its cells, as Word and Excel copy it.
    fn tabbed(&mut self, start: usize, end: usize) {
        let lines: Vec<Cow<'a, str>> = self.lines[start..end].to_vec();
        let column = lines.first().map_or(0, |line| pasted::column(line));
        let is_below = self.in_list && column > 0;
        let prefix = match lines.first() {
            Some(_) if is_below => " ".repeat(self.edge(column)),
            Some(line) => line[..line.len() - pasted::behind_quotes(line).len()].to_string(),
            None => String::new(),
        };
        let rows: Vec<Vec<&str>> = lines
            .iter()
            .map(|line| {
                let row = if is_below { line.trim_start_matches([' ', '\t']) } else { pasted::behind_quotes(line) };
                row.split('\t').map(|cell| cell.trim_matches([' ', '\u{A0}'])).collect()
            })
            .collect();
        let columns = rows.first().map_or(1, Vec::len);
        let set = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("{prefix}| {} |", cells.join(" | "))
        };
        let rule = format!("{prefix}|{}", "---|".repeat(columns));
        if pasted::is_headless(&rows) {
            self.put(format!("{prefix}|{}", " |".repeat(columns)), start);
            self.put(rule.clone(), start);
        }
        let is_headless = self.out.last().is_some_and(|line| line.text == rule);
        for (n, cells) in rows.iter().enumerate() {
            self.put(set(cells), start + n);
            if n == 0 && !is_headless {
                self.put(rule.clone(), start);
            }
        }
    }

    /// Reads lines in which no table stands; says whether a list was made of any.
    fn lines_of(&mut self, start: usize, end: usize) -> bool {
        let lines: Vec<Cow<'a, str>> = self.lines[start..end].to_vec();
        let begins = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|line| test(split(line).1)).count() >= 2;
        let has_sign = |it: &str| it.starts_with(['-', '+']) && it[1..].starts_with([' ', '\t', '\u{A0}']);
        let tight = begins(&|it: &str| is_tight(it) || has_sign(it) || dash(it).is_some());
        let mut styles: BTreeMap<char, usize> = BTreeMap::new();
        for line in &lines {
            if let Some((Beginning::Likely(c), ..)) = mark(split(line).1) {
                *styles.entry(c).or_default() += 1;
            }
        }
        let own = own_lines(&lines);
        let mut list = false;
        let mut point_before = false;
        // Lines with a name and a value that stand directly before.
        let mut labels = 0;
        let mut is_joined = false;
        let mut is_told = false;
        for (i, line) in lines.iter().enumerate() {
            let n = start + i;
            let clean;
            let line: &str = if line.contains('\u{FEFF}') {
                clean = line.replace('\u{FEFF}', "");
                self.changed = true;
                clean.as_str()
            } else {
                line
            };
            let (prefix, content) = split(line);
            let hashes = content.len() - content.trim_start_matches('#').len();
            self.is_parted |= hashes > 0;
            let mut point = false;
            if (2..=6).contains(&hashes)
                && content[hashes..].starts_with(|c: char| c.is_alphanumeric() || c == '\u{A0}')
                || hashes == 1 && content[1..].starts_with('\u{A0}')
            {
                let text = content[hashes..].trim_start_matches('\u{A0}');
                self.put(format!("{prefix}{} {text}", &content[..hashes]), n);
            } else if hashes == 1 && lines.len() == 1 && is_title(&content[1..]) {
                self.keep(n);
                let hint = msg!("markup-heading-blank-hint", text = content[1..].trim_end());
                self.tell((msg!("markup-heading-blank"), Some(hint), Weight::Warning));
            } else if let Some((sign, text)) = pasted::bullet(content, point_before) {
                self.put(format!("{prefix}- {}", &content[text..]), n).sign = Some(sign);
                (list, point) = (true, true);
            } else if let Some(text) = dash(content).filter(|_| tight) {
                self.put(format!("{prefix}- {text}"), n);
                (list, point) = (true, true);
            } else if tight && is_tight(content) {
                self.put(format!("{prefix}{} {}", &content[..1], &content[1..]), n);
                (list, point) = (true, true);
            } else if let Some(rest) = hard_blank(content) {
                self.put(format!("{prefix}{} {}", &content[..rest.0], &content[rest.1..]), n);
                (list, point) = (true, true);
            } else if let Some((length, text)) = mark(content).and_then(|(style, length, text)| {
                let said = &content[..length];
                let begins = i == 0 || point_before || matches!(said, "a)" | "i)" | "A)" | "I)");
                let sure = match style {
                    Beginning::Sure => begins,
                    Beginning::Likely(c) => styles.get(&c).is_some_and(|count| *count >= 2),
                };
                sure.then_some((length, text))
            }) {
                let said = content[..length].to_string();
                // As wide as it was typed, so that what is indented below it stays in it.
                let number = "1".repeat((said.chars().count().max(2) - 1).min(9));
                // A list that goes on from a paragraph has to begin with 1.
                let number = if i == 0 || point_before { number } else { "1".to_string() };
                self.put(format!("{prefix}{number}) {}", &content[text..]), n).mark = Some(said);
                (list, point) = (true, true);
            } else if let Some((label, text)) = pasted::open_note(content)
                .filter(|(label, _)| prefix.is_empty() && self.open_notes.contains(&label.to_lowercase()))
            {
                if i > 0 {
                    self.part(n);
                }
                self.put(format!("[^{label}]: {}", &content[text..]), n);
            } else if let Some((number, text)) = pasted::typed_note(content) {
                self.note(prefix, content, number, text, n);
            } else {
                point = point_before && is_item(line);
                let is_text = !point_before && !is_item(line) && hashes == 0;
                if own[i] && !is_text && !is_item(line) && hashes == 0 {
                    self.end_line();
                }
                if i > 0 && is_text {
                    self.set_apart(&lines[i - 1], line, n, labels, own[i]);
                }
                labels = match (pasted::label(content), is_text) {
                    (Some(_), true) => labels + 1,
                    (None, true) if content.starts_with(char::is_lowercase) => labels,
                    _ => 0,
                };
                match line == lines[i] {
                    true => self.keep(n),
                    false => self.push(line.to_string(), n),
                };
                if i > 0 && is_text && !is_joined && pasted::is_next_paragraph(&lines[i - 1], line) && !self.is_apart()
                {
                    is_joined = true;
                    self.tell((msg!("markup-lines-joined"), Some(msg!("markup-lines-joined-hint")), Weight::Warning));
                }
            }
            let is_parted = (point || is_item(line))
                && self.out.last().is_some_and(|line| strip_containers(&line.text).0.trim_end().contains('\t'));
            if is_parted && !is_told {
                is_told = true;
                self.tell((msg!("markup-tabs-item"), Some(msg!("markup-tabs-item-hint")), Weight::Warning));
            }
            self.tell_heading(&lines, i, start, point);
            if let Some(told) = self.waiting.remove(&n) {
                self.tell(told);
            }
            point_before = point || is_item(line) || (point_before && !content.is_empty());
        }
        list
    }

    /// Keeps a line of a paragraph apart from the one before it, where each is a thing of its own.
    ///
    /// - labels: how many lines with a name and a value stand directly before it
    /// - own: whether it is a short line among others
    fn set_apart(&mut self, before: &str, line: &str, n: usize, labels: usize, own: bool) {
        let content = split(line).1;
        let goes_on = content.starts_with(char::is_lowercase) && !pasted::is_address(content);
        let is_in = self.begins[n] || (!self.in_list && pasted::column(line) >= 4 && pasted::is_prose(content));
        if is_in && pasted::ends_sentence(before) {
            self.part(n);
            return;
        }
        let keeps = self.blocks.last().is_some_and(|keeps| *keeps);
        let is_short = before.chars().count() < 60;
        let is_own = match pasted::label(content) {
            _ if own => true,
            Some(pasted::Label::Reach) => true,
            Some(pasted::Label::Other) => keeps || labels > 0,
            None => keeps && (is_short || !goes_on) || !goes_on && labels > 1 && is_short,
        };
        if is_own {
            self.end_line();
        }
    }

    /// Ends a line on the page where the last one ends.
    fn end_line(&mut self) {
        if let Some(last) = self.out.last_mut()
            && !last.text.ends_with("  ")
            && !last.text.ends_with('\\')
        {
            last.text.to_mut().push_str("  ");
            self.changed = true;
        }
    }

    /// Whether the last line begins a line on the page, too.
    fn is_apart(&self) -> bool {
        let before = self.out.len().checked_sub(2).and_then(|n| self.out.get(n));
        before.is_none_or(|line| {
            line.text.ends_with("  ") || line.text.ends_with('\\') || split(&line.text).1.trim().is_empty()
        })
    }

    /// Tells a line that is meant as a heading and is none.
    fn tell_heading(&mut self, lines: &[Cow<str>], i: usize, start: usize, point: bool) {
        let content = split(&lines[i]).1;
        let kind = pasted::heading(content);
        let is_number = kind.is_none() && pasted::numbered_title(content);
        if (kind.is_none() && !is_number) || self.blocks.last().is_some_and(|keeps| *keeps) {
            return;
        }
        let next = match lines.get(i + 1) {
            Some(next) => Some(next),
            None => self.lines[start + lines.len()..].iter().take(3).find(|line| !line.trim().is_empty()),
        };
        let Some(next) = next.filter(|next| !split(next).1.starts_with(":::")) else { return };
        let next_content = split(next).1;
        let alike = |other: &str| match kind {
            Some(kind) => pasted::heading(other) == Some(kind),
            None => is_item(other),
        };
        let is_far = i + 1 == lines.len();
        // Marks of one kind directly one below the other are a list.
        let is_listed = |other: &str| {
            let style = |text: &str| mark(text).map(|(style, ..)| style);
            is_number && style(content).is_some_and(|this| style(other) == Some(this))
        };
        let goes_on = is_number && is_item(next)
            || !is_far && is_listed(next_content)
            || next_content.starts_with(char::is_lowercase)
            || alike(next_content);
        let before = match i.checked_sub(1) {
            Some(before) => Some((lines[before].as_ref(), point)),
            None => self.last.map(|(last, listed)| (self.lines[last].as_ref(), listed)),
        };
        let stands = before.is_none_or(|(before, in_list)| {
            let behind = split(before).1;
            let own = i > 0
                && !pasted::ends_sentence(before)
                && pasted::heading(behind).is_none()
                && !pasted::numbered_title(behind);
            !(own || i > 0 && is_listed(behind) || alike(behind) || (is_number && in_list))
        });
        let is_below = is_number && is_far && pasted::column(next) > 0;
        if goes_on
            || is_below
            || !stands
            || pasted::column(&lines[i]) > 3
            || self.in_list && pasted::column(&lines[i]) > 0
        {
            return;
        }
        let marks = match kind {
            Some(pasted::PastedHeading::Part) => "##",
            _ if self.is_parted => "###",
            _ => "##",
        };
        self.is_parted |= kind == Some(pasted::PastedHeading::Part);
        // What numbers a heading is no figure; one without its dot may be.
        if is_number
            && !is_item(&lines[i])
            && let Some(last) = self.out.last_mut().filter(|last| last.mark.is_none())
            && let Some(number) = last.text.split([' ', '\t']).next().filter(|number| number.ends_with(['.', ')']))
        {
            let start = number.len() - number.trim_start_matches(['*', '_']).len();
            let set = format!("{}[{}]{{.nofact}}", &number[..start], &number[start..]);
            let end = number.len();
            last.text.to_mut().replace_range(..end, &set);
        }
        let text: String = content.trim().trim_matches(['*', '_']).chars().take(80).collect();
        let hint = msg!("markup-heading-meant-hint", marks = marks, text = text);
        self.tell((msg!("markup-heading-meant"), Some(hint), Weight::Warning));
    }

    /// A note as other programs type it, alone: it is set as it stands.
    fn note(&mut self, prefix: &str, content: &str, number: u32, text: usize, n: usize) {
        let near = [number.wrapping_sub(1), number + 1].iter().any(|near| self.notes.contains(near));
        let is_known = near || self.cited.contains(&number);
        let sign = if content[..text].contains(':') { ":" } else { "" };
        self.put(format!("{prefix}\\[[{number}]{{.nofact}}\\]{sign} {}", &content[text..]), n);
        let hint = msg!("markup-note-typed-hint", number = number);
        let weight = if is_known { Weight::Warning } else { Weight::Loose };
        self.tell((msg!("markup-note-typed", number = number), Some(hint), weight));
    }

    fn put(&mut self, text: String, n: usize) -> &mut Line<'a> {
        self.changed = true;
        self.push(text, n)
    }

    /// Puts a table right: false where the lines are none.
    fn table(&mut self, start: usize, end: usize) -> bool {
        let lines: Vec<Cow<'a, str>> = self.lines[start..end].to_vec();
        let rule = lines.iter().position(|line| is_rule(split(line).1));
        let (head, rule) = match rule {
            // A paragraph may stand directly before the head.
            Some(n) if n > 0 && lines[n - 1].contains('|') => (n - 1, Some(n)),
            Some(0) if split(&lines[0]).1.starts_with('|') && lines.len() > 1 => (0, Some(0)),
            Some(_) => return false,
            None => (0, None),
        };
        for (i, line) in lines[..head].iter().enumerate() {
            self.push(line.clone(), start + i);
        }
        let body = &lines[rule.map_or(head + 1, |rule| rule + 1)..];
        let headless = rule == Some(head);
        let own = if headless { 0 } else { columns(split(&lines[head]).1).0 };
        let ruled = rule.map_or(0, |rule| columns(split(&lines[rule]).1).0);
        let most = body.iter().map(|line| cells(split(line).1)).max().unwrap_or(0);
        let wanted = if headless { most.max(ruled) } else { own.max(most) };
        let typed = rule.map(|rule| split(&lines[rule]).1);
        let sound = typed.is_some_and(|typed| !typed.contains(['–', '—', '−', '=']));
        if !headless && sound && ruled == own && most <= own {
            for (i, line) in lines.iter().enumerate().skip(head) {
                self.push(line.clone(), start + i);
            }
            return true;
        }
        let (prefix, content) = split(&lines[head]);
        let header = if headless { String::new() } else { content.trim_end().to_string() };
        let widened = if wanted > own {
            let open = if header.is_empty() { "|" } else { "" };
            let close = if header.is_empty() || ends_with_bar(&header) { "" } else { " |" };
            format!("{header}{open}{close}{}", " |".repeat(wanted - own))
        } else {
            header
        };
        self.put(format!("{prefix}{widened}"), start + head);
        if rule.is_none() {
            let marks = "|---".repeat(wanted) + "|";
            let hint = msg!("markup-table-rule-hint", rule = marks);
            self.tell((msg!("markup-table-rule"), Some(hint), Weight::Warning));
        }
        let typed = typed.map(|typed| typed.replace(['–', '—', '−', '='], "-")).unwrap_or_default();
        let mut columns: Vec<&str> =
            typed.trim().trim_matches('|').split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        columns.resize(wanted.max(1), "---");
        self.put(format!("{prefix}|{}|", columns.join("|")), start + rule.unwrap_or(head));
        for (i, line) in body.iter().enumerate() {
            let count = cells(split(line).1);
            self.push(line.clone(), end - body.len() + i);
            if !headless && rule.is_some() && count > own {
                let hint = msg!("markup-table-cells-hint");
                self.tell((msg!("markup-table-cells", cells = count, columns = own), Some(hint), Weight::Warning));
            }
        }
        true
    }
}

fn is_heading(line: &str) -> bool {
    let content = split(line).1;
    let text = content.trim_start_matches('#');
    (1..=6).contains(&(content.len() - text.len())) && text.starts_with([' ', '\t', '\u{A0}'])
}

/// Which lines of a paragraph are each a thing of its own though no mark says so.
fn own_lines(lines: &[Cow<str>]) -> Vec<bool> {
    let mut own = vec![false; lines.len()];
    let is_text = |line: &str| {
        let content = split(line).1;
        !is_item(line)
            && !content.starts_with(['#', '|', '<', ':', '[', '!'])
            && !content.contains('|')
            && pasted::bullet(content, true).is_none()
            && dash(content).is_none()
            && !is_tight(content)
            && mark(content).is_none()
            && pasted::heading(content).is_none()
    };
    let mut start = 0;
    while start < lines.len() {
        let mut end = start;
        while end < lines.len() && is_text(&lines[end]) {
            end += 1;
        }
        // What stands below an item belongs to it where it is set in, and is a slip where it is not.
        let is_free = start == 0 || lines[start - 1].trim_start().starts_with('#');
        let is_below = !is_free && lines[start..end].iter().all(|line| line.starts_with([' ', '\t']));
        if (is_free || is_below) && end - start >= 2 {
            let contents: Vec<&str> = lines[start..end].iter().map(|line| split(line).1).collect();
            own[start..end].copy_from_slice(&pasted::own_lines(&contents));
            own[start] = is_below && own[start + 1] && lines[start - 1].trim_end().ends_with(':');
        }
        start = end.max(start + 1);
    }
    own
}

/// A sign of a list without a blank behind it.
fn is_tight(content: &str) -> bool {
    content.starts_with(['-', '+']) && content[1..].starts_with(char::is_alphabetic)
}

/// Text behind a dash that stands for a bullet.
fn dash(content: &str) -> Option<&str> {
    let c = content.chars().next().filter(|c| is_dash(*c))?;
    let text = content[c.len_utf8()..].trim_start_matches([' ', '\t', '\u{A0}']);
    (!text.is_empty() && text.starts_with(char::is_alphanumeric)).then_some(text)
}

/// A marker of Markdown behind which a blank stands that must not break: its end, and where the text begins.
fn hard_blank(content: &str) -> Option<(usize, usize)> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let marker = if digits > 0 {
        (digits < 10 && content[digits..].starts_with(['.', ')'])).then_some(digits + 1)?
    } else {
        content.starts_with(['-', '+']).then_some(1)?
    };
    let rest = &content[marker..];
    let text = rest.trim_start_matches('\u{A0}');
    (text.len() < rest.len() && !text.is_empty()).then_some((marker, content.len() - text.len()))
}

/// `Tiêu đề của phần` and not `LamDong` or `1`.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    text.starts_with(char::is_uppercase)
        && (2..=20).contains(&words)
        && !text.contains('#')
        && !text.trim_end().ends_with(['.', '!', ',', ';'])
}

/// What ends a stretch of HTML that holds no Markdown.
fn raw_end(content: &str) -> Option<&'static str> {
    [("<script", "</script>"), ("<style", "</style>"), ("<pre", "</pre>"), ("<textarea", "</textarea>")]
        .into_iter()
        .find(|(open, _)| {
            content.get(..open.len()).is_some_and(|start| start.eq_ignore_ascii_case(open))
                && content[open.len()..].starts_with(['>', ' ', '\t'])
        })
        .map(|(_, end)| end)
}

fn contains_ignoring_case(text: &str, wanted: &str) -> bool {
    text.as_bytes().windows(wanted.len()).any(|bytes| bytes.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Whether a line is a row with a bar at both ends.
fn is_framed(line: &str) -> bool {
    let content = split(line).1.trim_end();
    content.len() > 1
        && content.starts_with('|')
        && content.ends_with('|')
        && (columns(content).0 >= 2 || is_rule(content))
}

fn is_rule(content: &str) -> bool {
    let content = content.trim();
    content.contains('|')
        && content.chars().any(|c| matches!(c, '-' | '–' | '—' | '−' | '='))
        && content.chars().all(|c| matches!(c, '|' | '-' | '–' | '—' | '−' | '=' | ':' | ' ' | '\t'))
}

fn ends_with_bar(row: &str) -> bool {
    row.ends_with('|') && !row.ends_with("\\|")
}

/// The cells of a row, and those up to the last one that holds anything.
fn columns(content: &str) -> (usize, usize) {
    let content = content.trim();
    let inner = content.strip_prefix('|').unwrap_or(content);
    let inner = if ends_with_bar(inner) { &inner[..inner.len() - 1] } else { inner };
    let (mut count, mut last, mut escaped) = (1, 0, false);
    for c in inner.chars() {
        match c {
            '|' if !escaped => count += 1,
            c if !c.is_whitespace() => last = count,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    (count, last)
}

fn cells(content: &str) -> usize {
    columns(content).1
}
