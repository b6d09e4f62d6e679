//! The lines of a paragraph: items of lists, headings without a mark, lines of their own, notes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::lines::{Beginning, dash, hard_blank, is_item, is_tight, is_title, mark, split};
use super::pasted;
use super::reader::Reader;
use super::tables::is_rule;
use crate::markup::read::blocks::strip_containers;
use crate::markup::remarks::Weight;
use crate::msg;

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

impl<'a> Reader<'a> {
    /// Reads the lines of a paragraph; says whether a list was made of any.
    pub(super) fn paragraph(&mut self, start: usize, end: usize) -> bool {
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
}
