//! Tables as offices make them: rows with bars or tabs, with frames, with empty lines between them, columns parted by blanks.

use std::borrow::Cow;

use super::lines::{dash, is_item, mark, split};
use super::pasted;
use super::reader::Reader;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

/// Whether a line is a row with a bar at both ends.
fn is_framed(line: &str) -> bool {
    let content = split(line).1.trim_end();
    content.len() > 1
        && content.starts_with('|')
        && content.ends_with('|')
        && (columns(content).0 >= 2 || is_rule(content))
}

pub(super) fn is_rule(content: &str) -> bool {
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

impl<'a> Reader<'a> {
    /// Whether a line and the next one have the same number of cells with tabs between them.
    pub(super) fn is_tabbed(&self, n: usize) -> bool {
        let cells = |line: &Cow<str>| pasted::row(line, false).map(|cells| cells.len());
        cells(&self.lines[n]).is_some_and(|count| self.lines.get(n + 1).and_then(cells) == Some(count))
    }

    /// Brings together the rows of a table between which lines were left empty.
    pub(super) fn close_rows(&mut self, start: usize) {
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

    /// Takes cells out of the quotes in which Excel copies them, those of several lines onto one. Returns where the paragraph ends then.
    pub(super) fn undo_quotes(&mut self, start: usize, end: usize) -> usize {
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
    pub(super) fn part_columns(&mut self, start: usize, end: usize) {
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

    /// A table drawn with `+---+`, as converters of Word files write it: false where the lines are none.
    pub(super) fn grid(&mut self, start: usize, end: usize) -> bool {
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
    pub(super) fn rows(&mut self, start: usize, end: usize, barred: bool) -> (usize, bool) {
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
    pub(super) fn tabbed(&mut self, start: usize, end: usize) {
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

    /// Puts a table right: false where the lines are none.
    pub(super) fn table(&mut self, start: usize, end: usize) -> bool {
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
