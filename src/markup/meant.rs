//! What is plainly meant: lines that offices type and Markdown reads as something else are put right before it reads them.
//!
//! A heading without its blank, bullets and numbers of other kinds, tables without a rule. Lines are rewritten
//! one by one and keep their origin, so that messages still find them. What may mean two things is told and left alone.

use std::collections::BTreeMap;

use super::blocks::{Mistake, fence_closes, fence_opens, strip_containers};
use crate::content::Rendered;
use crate::diag::Message;
use crate::msg;

/// A text put right.
pub(super) struct Meant {
    pub(super) rendered: Rendered,
    /// What items of lists were numbered with, by the byte where they begin.
    pub(super) marks: BTreeMap<usize, String>,
    /// What is told, with its place in the text; whether it is an error.
    pub(super) told: Vec<(Mistake, bool)>,
}

/// A message, its hint, and whether it is an error.
type Told = (Message, Option<Message>, bool);

/// What begins a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `a)`: begins an item wherever `1)` would.
    Sure,
    /// `a.`, `a/`, `(a)`, `1/`, `1.1.`: begins an item where a paragraph has several of them.
    Likely(char),
}

/// A line as it will be read.
struct Line {
    text: String,
    origin: usize,
    mark: Option<String>,
    told: Option<Told>,
}

/// Puts a text right; `None` where nothing had to be.
pub(super) fn read(rendered: &Rendered) -> Option<Meant> {
    if !rendered.text.split('\n').any(may_be_meant) {
        return None;
    }
    let lines: Vec<&str> = rendered.text.split('\n').collect();
    let mut reader = Reader { lines: &lines, out: Vec::with_capacity(lines.len()), changed: false };
    reader.read();
    if !reader.changed {
        return None;
    }
    let fallback = rendered.lines.last().cloned();
    let mut text = String::with_capacity(rendered.text.len() + 64);
    let mut meant = Meant {
        rendered: Rendered { text: String::new(), lines: Vec::with_capacity(reader.out.len()) },
        marks: BTreeMap::new(),
        told: vec![],
    };
    for (n, line) in reader.out.into_iter().enumerate() {
        if n > 0 {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(&line.text);
        let begin = start + line.text.len() - line.text.trim_start_matches([' ', '\t', '>']).len();
        if let Some(mark) = line.mark {
            meant.marks.insert(begin, mark);
        }
        if let Some((message, hint, error)) = line.told {
            meant.told.push(((message, begin..text.len().max(begin + 1), hint), error));
        }
        let origin = rendered.lines.get(line.origin).cloned().or_else(|| fallback.clone());
        meant.rendered.lines.extend(origin);
    }
    meant.rendered.text = text;
    Some(meant)
}

/// Whether a line can be of interest at all: most texts are left as they are after this.
fn may_be_meant(line: &str) -> bool {
    if line.contains('\u{FEFF}') {
        return true;
    }
    let content = line.trim_start_matches([' ', '\t', '>']);
    let mut chars = content.chars();
    match chars.next() {
        None => false,
        Some('#') => {
            let rest = content.trim_start_matches('#');
            !rest.is_empty() && !rest.starts_with(' ')
        }
        Some('|') => true,
        Some('<') => content.starts_with("<!--") && !content.contains("-->"),
        Some('-' | '+' | '*') => !content[1..].starts_with(' ') || content.contains('|'),
        Some(c) if is_bullet(c) || is_dash(c) => true,
        Some(_) => content.contains('|') || mark(content).is_some() || content.contains('\u{A0}'),
    }
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '▫'
            | '‣'
            | '⁃'
            | '∙'
            | '·'
            | '➢'
            | '➤'
            | '❖'
            | '►'
            | '▸'
            | '◆'
            | '◾'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '−')
}

/// The mark that begins a line: how sure, its bytes, and those to the text behind it.
fn mark(content: &str) -> Option<(Style, usize, usize)> {
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
        (true, false, Some(')')) if letter || digits => (Style::Likely('('), word.len() + 2),
        (false, false, Some(')')) if letter => (Style::Sure, word.len() + 1),
        (false, false, Some('/')) if letter || digits => (Style::Likely('/'), word.len() + 1),
        (false, true, _) if letter => (Style::Likely('.'), word.len() + 1),
        (false, true, _) if levels => (Style::Likely('1'), word.len() + 1),
        (false, false, Some(' ')) if levels && rest[1..].starts_with(char::is_uppercase) => {
            (Style::Likely('1'), word.len())
        }
        _ => return None,
    };
    let after = &content[length..];
    let text = after.trim_start_matches([' ', '\t', '\u{A0}']);
    let blank = after.len() - text.len();
    if text.is_empty() || (blank == 0 && !(style == Style::Sure && text.starts_with(char::is_uppercase))) {
        return None;
    }
    Some((style, length, length + blank))
}

struct Reader<'a> {
    lines: &'a [&'a str],
    out: Vec<Line>,
    changed: bool,
}

/// Splits a line behind its indent and the signs of quotes.
fn split(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>']).len())
}

impl Reader<'_> {
    fn push(&mut self, text: impl Into<String>, origin: usize) -> &mut Line {
        self.out.push(Line { text: text.into(), origin, mark: None, told: None });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    fn read(&mut self) {
        let mut fence: Option<(char, usize)> = None;
        // What ends a stretch that is no Markdown.
        let mut until: Option<&str> = None;
        let mut in_list = false;
        let mut after_blank = true;
        let mut n = 0;
        while n < self.lines.len() {
            let line = self.lines[n];
            let (_, content) = split(line);
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(end) = until {
                if contains_ignoring_case(line, end) {
                    until = None;
                }
                self.push(line, n);
                n += 1;
                continue;
            }
            if let Some((c, length)) = fence {
                if fence_closes(line, c, length) {
                    fence = None;
                }
                self.push(line, n);
                n += 1;
                continue;
            }
            let (inner, marked) = strip_containers(line);
            if content.trim().is_empty() || content.starts_with(":::") {
                self.push(line, n);
                after_blank = true;
                n += 1;
                continue;
            }
            if marked {
                in_list = true;
            } else if indent == 0 && after_blank {
                in_list = false;
            }
            if indent >= 4 && !in_list && after_blank {
                // Code by its indent.
                self.push(line, n);
                n += 1;
                continue;
            }
            fence = fence_opens(inner);
            if fence.is_some() {
                self.push(line, n);
                n += 1;
                after_blank = false;
                continue;
            }
            if content.starts_with("<!--") && !content.contains("-->") {
                until = Some("-->");
                let open = !self.lines[n + 1..].iter().any(|line| line.contains("-->"));
                self.push(line, n);
                if open {
                    let told = (msg!("markup-comment-open"), Some(msg!("markup-comment-open-hint")), true);
                    self.tell(told);
                }
                n += 1;
                continue;
            }
            if let Some(end) = raw_end(content) {
                if !contains_ignoring_case(content, end) {
                    until = Some(end);
                }
                self.push(line, n);
                n += 1;
                continue;
            }
            // A paragraph, as far as this knows.
            let mut end = n + 1;
            while end < self.lines.len() {
                let (_, next) = split(self.lines[end]);
                let inner = strip_containers(self.lines[end]).0;
                if next.trim().is_empty() || next.starts_with(":::") || fence_opens(inner).is_some() {
                    break;
                }
                if (next.starts_with("<!--") && !next.contains("-->")) || raw_end(next).is_some() {
                    break;
                }
                end += 1;
            }
            let first = self.out.len();
            let list = self.paragraph(n, end);
            in_list |= list || self.lines[n..end].iter().any(|line| strip_containers(line).1);
            after_blank = false;
            debug_assert!(self.out.len() >= first + (end - n));
            n = end;
        }
    }

    fn tell(&mut self, told: Told) {
        if let Some(line) = self.out.last_mut() {
            line.told = Some(told);
            self.changed = true;
        }
    }

    /// Reads the lines of a paragraph; says whether a list was made of any.
    fn paragraph(&mut self, start: usize, end: usize) -> bool {
        let lines = &self.lines[start..end];
        if lines.iter().filter(|line| line.contains('|')).count() >= 2 && self.table(start, end) {
            return false;
        }
        let begins = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|line| test(split(line).1)).count() >= 2;
        let dashes = begins(&|it: &str| dash(it).is_some());
        let tight = begins(&|it: &str| it.starts_with('-') && it[1..].starts_with(char::is_alphabetic));
        let tight_plus = begins(&|it: &str| it.starts_with('+') && it[1..].starts_with(char::is_alphabetic));
        let mut styles: BTreeMap<char, usize> = BTreeMap::new();
        for line in lines {
            if let Some((Style::Likely(c), ..)) = mark(split(line).1) {
                *styles.entry(c).or_default() += 1;
            }
        }
        let mut list = false;
        let mut point_before = false;
        for (i, line) in lines.iter().enumerate() {
            let n = start + i;
            let clean;
            let line = if line.contains('\u{FEFF}') {
                clean = line.replace('\u{FEFF}', "");
                self.changed = true;
                clean.as_str()
            } else {
                line
            };
            let (prefix, content) = split(line);
            let hashes = content.len() - content.trim_start_matches('#').len();
            let first = content.chars().next();
            let mut point = false;
            if (2..=6).contains(&hashes)
                && content[hashes..].starts_with(|c: char| c.is_alphanumeric() || c == '\u{A0}')
                || hashes == 1 && content[1..].starts_with('\u{A0}')
            {
                let text = content[hashes..].trim_start_matches('\u{A0}');
                self.put(format!("{prefix}{} {text}", &content[..hashes]), n);
            } else if hashes == 1 && lines.len() == 1 && is_title(&content[1..]) {
                self.push(line, n);
                let hint = msg!("markup-heading-blank-hint", text = content[1..].trim_end());
                self.tell((msg!("markup-heading-blank"), Some(hint), false));
            } else if let Some(c) = first.filter(|c| is_bullet(*c)) {
                let text = content[c.len_utf8()..].trim_start_matches([' ', '\t', '\u{A0}']);
                if text.is_empty() {
                    self.push(line, n);
                } else {
                    self.put(format!("{prefix}- {text}"), n);
                    (list, point) = (true, true);
                }
            } else if let Some(text) = dash(content).filter(|_| dashes) {
                self.put(format!("{prefix}- {text}"), n);
                (list, point) = (true, true);
            } else if (tight && content.starts_with('-') || tight_plus && content.starts_with('+'))
                && content[1..].starts_with(char::is_alphabetic)
            {
                self.put(format!("{prefix}{} {}", &content[..1], &content[1..]), n);
                (list, point) = (true, true);
            } else if let Some(rest) = hard_blank(content) {
                self.put(format!("{prefix}{} {}", &content[..rest.0], &content[rest.1..]), n);
                (list, point) = (true, true);
            } else if let Some((length, text)) = mark(content).and_then(|(style, length, text)| {
                let said = &content[..length];
                let begins = i == 0 || point_before || matches!(said, "a)" | "i)" | "A)" | "I)");
                let sure = match style {
                    Style::Sure => begins,
                    Style::Likely(c) => styles.get(&c).is_some_and(|count| *count >= 2),
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
            } else {
                point = point_before && strip_containers(line).1;
                self.push(line, n);
            }
            point_before = point || strip_containers(line).1 || (point_before && !content.is_empty());
        }
        list
    }

    fn put(&mut self, text: String, n: usize) -> &mut Line {
        self.changed = true;
        self.push(text, n)
    }

    /// Puts a table right: false where the lines are none.
    fn table(&mut self, start: usize, end: usize) -> bool {
        let lines = &self.lines[start..end];
        let rule = lines.iter().position(|line| is_rule(split(line).1));
        let (head, rule) = match rule {
            // A paragraph may stand directly before the head.
            Some(n) if n > 0 && lines[n - 1].contains('|') => (n - 1, Some(n)),
            Some(0) if split(lines[0]).1.starts_with('|') && lines.len() > 1 => (0, Some(0)),
            Some(_) => return false,
            None => {
                let framed = |line: &&str| {
                    let content = split(line).1.trim_end();
                    content.len() > 1 && content.starts_with('|') && content.ends_with('|') && cells(content) >= 2
                };
                if !lines.iter().all(framed) {
                    return false;
                }
                (0, None)
            }
        };
        for (i, line) in lines[..head].iter().enumerate() {
            self.push(*line, start + i);
        }
        let body = &lines[rule.map_or(head + 1, |rule| rule + 1)..];
        let headless = rule == Some(head);
        let own = if headless { 0 } else { columns(split(lines[head]).1).0 };
        let ruled = rule.map_or(0, |rule| columns(split(lines[rule]).1).0);
        let most = body.iter().map(|line| cells(split(line).1)).max().unwrap_or(0);
        let wanted = if headless { most.max(ruled) } else { own.max(most) };
        let typed = rule.map(|rule| split(lines[rule]).1);
        let sound = typed.is_some_and(|typed| !typed.contains(['–', '—', '−', '=']));
        if !headless && sound && ruled == own && most <= own {
            for (i, line) in lines.iter().enumerate().skip(head) {
                self.push(*line, start + i);
            }
            return true;
        }
        let (prefix, content) = split(lines[head]);
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
            self.tell((msg!("markup-table-rule"), Some(hint), false));
        }
        let typed = typed.map(|typed| typed.replace(['–', '—', '−', '='], "-")).unwrap_or_default();
        let mut columns: Vec<&str> =
            typed.trim().trim_matches('|').split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        columns.resize(wanted.max(1), "---");
        self.put(format!("{prefix}|{}|", columns.join("|")), start + rule.unwrap_or(head));
        for (i, line) in body.iter().enumerate() {
            let count = cells(split(line).1);
            self.push(*line, end - body.len() + i);
            if !headless && rule.is_some() && count > own {
                let hint = msg!("markup-table-cells-hint");
                self.tell((msg!("markup-table-cells", cells = count, columns = own), Some(hint), false));
            }
        }
        true
    }
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
