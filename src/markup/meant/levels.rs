//! Levels of lists. Markdown tells them by the indent; offices tell them by the sign: `-` and then `+`, `1.` and then `a)`, `•` and then
//! Word's `o` and `§`, all of them at the beginning of their lines.

use std::collections::BTreeMap;

use super::lines::Line;
use super::pasted::{behind_quotes, column};
use crate::markup::read::blocks::{fence_opens, strip_containers};
use crate::markup::work;

/// What an item begins with, as far as it tells its level: the sign, or what stands for a way to number.
type Sign = char;

/// How deep a sign stands by custom.
fn rank(sign: Sign) -> u8 {
    match sign {
        'I' | 'A' => 0,
        '1' => 1,
        '2' => 2,
        '3' => 3,
        ')' => 4,
        'a' => 5,
        'i' => 6,
        'o' | '+' => 8,
        '§' => 9,
        _ => 7,
    }
}

fn is_bullet(sign: Sign) -> bool {
    rank(sign) >= 7
}

/// An item of a list.
struct Item {
    sign: Sign,
    /// The column of its mark, and of its text.
    column: usize,
    text: usize,
    number: Option<u64>,
    /// Bytes of the mark, behind the blanks.
    mark: usize,
}

/// An item that further ones may follow or stand below.
struct Entry {
    sign: Sign,
    line: usize,
    /// Columns on the way out.
    column: usize,
    text: usize,
}

/// Items of one column, as typed; those below one another by their sign.
struct Level {
    /// The column of the text of its last item, as typed.
    text: usize,
    /// What is added to lines that belong to its last item.
    shift: usize,
    /// What is added to the first of its signs.
    base: usize,
    entries: Vec<Entry>,
}

/// Sets in what stands below another item by its sign. Says whether anything changed.
pub(super) fn nest(lines: &mut [Line]) -> bool {
    let mut items: Vec<Option<Item>> = lines.iter().map(item).collect();
    tell_letters(lines, &mut items);
    let next = next_of_a_kind(lines, &items);
    let mut levels: Vec<Level> = vec![];
    let mut is_after_blank = true;
    let mut quotes = 0;
    let mut changed = false;
    for n in 0..lines.len() {
        let content = behind_quotes(&lines[n].text);
        if content.trim().is_empty() {
            is_after_blank = true;
            continue;
        }
        let was_after_blank = std::mem::replace(&mut is_after_blank, false);
        let depth = lines[n].text.len() - content.len();
        if depth != quotes {
            levels.clear();
            quotes = depth;
        }
        let at = column(content);
        let Some(item) = items[n].as_ref().filter(|item| {
            // Far behind the text above it: code after an empty line.
            !was_after_blank || levels.last().map_or(item.column < 4, |level| item.column < level.text + 4)
        }) else {
            if ends_lists(content, was_after_blank, &levels) {
                levels.clear();
            }
            let inner = levels.partition_point(|level| level.text <= at);
            let shift = inner.checked_sub(1).and_then(|n| levels.get(n)).map_or(0, |level| level.shift);
            if shift > 0 {
                set_in(&mut lines[n], at + shift);
                changed = true;
            }
            continue;
        };
        while levels.len() > 1 && levels.get(levels.len() - 2).is_some_and(|above| item.column < above.text) {
            levels.pop();
        }
        let is_below = levels.last().is_some_and(|level| item.column >= level.text);
        let column = if is_below || levels.is_empty() {
            let column = levels.last().map_or(item.column, |level| {
                let typed = item.column - level.text;
                let above = level.entries.last().map_or(0, |entry| entry.text);
                if typed > 3 { above } else { above + typed }
            });
            levels.push(Level { text: 0, shift: 0, base: column.saturating_sub(item.column), entries: vec![] });
            column
        } else {
            let follows = |entry: &Entry| {
                let next = next[entry.line].filter(|next| *next > n);
                let (before, after) = (number(&items, Some(entry.line)), number(&items, next));
                // Where lines are empty between them, lists may follow one another; numbers tell.
                match before.zip(after) {
                    Some((before, after)) => before.checked_add(1) == Some(after),
                    None => next.is_some() && !was_after_blank,
                }
            };
            let one = item.number.is_none_or(|number| number == 1) || lines[n].mark.is_some();
            let Some(level) = levels.last_mut() else { continue };
            if let Some(same) = level.entries.iter().rposition(|entry| entry.sign == item.sign) {
                level.entries.truncate(same + 1);
            }
            let mut column = item.column + level.base;
            while let Some(above) = level.entries.last() {
                if above.sign == item.sign {
                    column = if level.entries.len() > 1 { above.column } else { column };
                    level.entries.pop();
                    break;
                }
                work::step(1);
                // Two signs of one rank directly below each other: the second one stands deeper, `*` apart, which begins remarks.
                let is_other = is_bullet(item.sign) && ![item.sign, above.sign].contains(&'*') && !was_after_blank;
                let (this, that) = (rank(item.sign), rank(above.sign));
                let is_deeper = this > that || this == that && is_other;
                let is_close = !was_after_blank || is_bullet(above.sign);
                if one && (is_deeper && is_close || follows(above)) {
                    column = above.text;
                    break;
                }
                level.entries.pop();
            }
            column
        };
        let (mut text, mut mark) = (item.text + column - item.column.min(column), item.mark);
        if column != item.column {
            changed = true;
            set_in(&mut lines[n], column);
            // A list within an item begins with 1, or it is read as text of the item.
            let line = &mut lines[n];
            let start = line.text.len() - behind_quotes(&line.text).trim_start_matches([' ', '\t']).len();
            let is_first =
                levels.last().is_some_and(|level| level.entries.last().is_none_or(|entry| entry.text == column));
            if line.mark.is_some() && is_first {
                line.text.to_mut().replace_range(start..start + mark - 1, "1");
                mark = 2;
            }
            let blank =
                line.text[start + mark..].len() - line.text[start + mark..].trim_start_matches([' ', '\t']).len();
            line.text.to_mut().replace_range(start + mark..start + mark + blank, " ");
            text = column + mark + 1;
        } else if indent_of(&lines[n].text).contains('\t') {
            // The parser begins such an item in the middle of its tab.
            changed = true;
            set_in(&mut lines[n], column);
        }
        if let Some(level) = levels.last_mut() {
            level.text = item.text;
            level.shift = text.saturating_sub(item.text);
            level.entries.push(Entry { sign: item.sign, line: n, column, text });
        }
    }
    changed
}

/// `i)` behind `h)` is a letter and no numeral.
fn tell_letters(lines: &[Line], items: &mut [Option<Item>]) {
    let mut last = ' ';
    for (line, item) in lines.iter().zip(items) {
        let (Some(mark), Some(item)) = (&line.mark, item) else { continue };
        let mut name = mark.chars().filter(|c| c.is_alphanumeric());
        let (Some(letter), None) = (name.next(), name.next()) else { continue };
        match (last, letter) {
            ('h', 'i') | ('u', 'v') | ('v', 'x') => item.sign = 'a',
            ('H', 'I') | ('U', 'V') | ('V', 'X') => item.sign = 'A',
            _ => {}
        }
        last = letter;
    }
}

/// Whether a line that is no item ends the lists before it.
fn ends_lists(content: &str, is_after_blank: bool, levels: &[Level]) -> bool {
    let begins = content.starts_with(['#', '|', '<']) || content.starts_with(":::") || fence_opens(content).is_some();
    let at = column(content);
    (begins || is_after_blank) && levels.first().is_some_and(|level| at < level.text)
}

/// The blanks before the text of a line.
fn indent_of(line: &str) -> &str {
    let content = behind_quotes(line);
    &content[..content.len() - content.trim_start_matches([' ', '\t']).len()]
}

/// Gives a line another indent.
fn set_in(line: &mut Line, column: usize) {
    let content = behind_quotes(&line.text);
    let (from, to) = (line.text.len() - content.len(), line.text.len() - content.trim_start_matches([' ', '\t']).len());
    let text: &mut String = line.text.to_mut();
    text.replace_range(from..to, &" ".repeat(column));
}

fn number(items: &[Option<Item>], n: Option<usize>) -> Option<u64> {
    items.get(n?)?.as_ref()?.number
}

/// For each item the next one with its sign, as far as nothing but items, empty lines and what belongs to items stands between them.
fn next_of_a_kind(lines: &[Line], items: &[Option<Item>]) -> Vec<Option<usize>> {
    let mut next = vec![None; lines.len()];
    let mut seen: BTreeMap<Sign, usize> = BTreeMap::new();
    for n in (0..lines.len()).rev() {
        let content = behind_quotes(&lines[n].text);
        match &items[n] {
            Some(item) => next[n] = seen.insert(item.sign, n),
            None if content.trim().is_empty() || column(content) > 0 => {}
            // A line without an indent goes on from the one above it, if there is one.
            None if n > 0 && !lines[n - 1].text.trim().is_empty() && !content.starts_with(['#', '|', ':', '<']) => {}
            None => seen.clear(),
        }
    }
    next
}

/// What a line begins with, if it is an item.
fn item(line: &Line) -> Option<Item> {
    if line.is_shut {
        return None;
    }
    let content = behind_quotes(&line.text);
    let at = column(content);
    let text = content.trim_start_matches([' ', '\t']);
    if !strip_containers(text).1 || is_break(text) {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = digits + 1;
    let behind = &text[mark..];
    // Tabs lead to every fourth column of the line.
    let mut to = at + mark;
    for b in behind.bytes().take_while(|b| matches!(b, b' ' | b'\t')) {
        to = if b == b'\t' { to / 4 * 4 + 4 } else { to + 1 };
    }
    let to = if behind.trim().is_empty() || to > at + mark + 4 { at + mark + 1 } else { to };
    let (sign, number) = match (&line.mark, digits) {
        (Some(mark), _) => (sign_of_mark(mark), None),
        (None, 0) => (canonical(line.sign.or(text.chars().next())?), None),
        (None, _) => (if text[digits..].starts_with(')') { ')' } else { '1' }, text[..digits].parse().ok()),
    };
    Some(Item { sign, column: at, text: to, number, mark })
}

/// One for all signs that look alike.
fn canonical(sign: char) -> Sign {
    match sign {
        '–' | '—' | '−' => '-',
        '●' | '∙' | '·' => '•',
        '○' | '◦' => 'o',
        '▪' | '▫' => '§',
        '➤' | '►' | '▸' | 'Ø' => '➢',
        c => c,
    }
}

/// The way in which a mark numbers.
fn sign_of_mark(mark: &str) -> Sign {
    let name = mark.trim_matches(|c: char| !c.is_alphanumeric());
    let levels = name.split('.').count();
    match name.chars().next() {
        Some(c) if c.is_ascii_digit() => match levels {
            1 => ')',
            2 => '2',
            _ => '3',
        },
        Some('I' | 'V' | 'X') => 'I',
        Some(c) if c.is_uppercase() => 'A',
        Some('i' | 'v' | 'x') => 'i',
        _ => 'a',
    }
}

/// A line of signs alone: a rule across the page.
fn is_break(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}
