//! Runs without a blank: an address that is longer than a line, and the dots of a form.
//!
//! A long run may break where it makes sense; the places are marked with a space of almost no width, which leaves no trace in copied
//! text as a soft hyphen or U+200B would.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// A run is looked into from so many characters on: no Vietnamese word is half as long.
const LONG: usize = 18;
/// A part of a run that offers no place to break is cut nevertheless if it is longer than this, into parts of `GROUP`.
pub(in crate::markup) const MAX_PART: usize = 24;
const GROUP: usize = 6;
/// About as many breaks has a run at most.
const MOST_BREAKS: usize = 400;
/// Dots or strokes that make a line to fill in.
const FILL: usize = 5;
/// What remains before and after a break.
const LEAST_BEFORE: usize = 3;
const LEAST_AFTER: usize = 2;

/// A place where a line may end, as Typst, which takes no notice of a space of no width at all.
pub(in crate::markup) const SEAM: &str = "#h(.001pt)";

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markup) enum Run {
    /// Text; a seam stands behind it if another text follows directly.
    Text(Range<usize>),
    /// A line to fill in.
    Fill(Fill),
}

/// A line to fill in, for `....` and `____`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::markup) struct Fill {
    pub(in crate::markup) range: Range<usize>,
    /// A full stroke; else dots.
    pub(in crate::markup) ruled: bool,
    /// How many dots or strokes were typed.
    pub(in crate::markup) signs: usize,
}

impl Fill {
    /// As Typst: several on a line share its room as they were typed, and each keeps a least length. That stands behind the box,
    /// since a line never ends before a space; the line is drawn over both.
    pub(in crate::markup) fn markup(&self) -> String {
        let share = self.signs.min(60);
        let least = (self.signs as f64 * 0.25).clamp(2.0, 5.0);
        let stroke = if self.ruled { "(dash: none)" } else { "(dash: (\"dot\", .2em))" };
        let line = format!("pdf.artifact(line(length: 100% + {least}em, stroke: {stroke}))");
        // About as high as a line, where nothing else stands on it.
        format!("#box(width: {share}fr, height: 1.25em, align(bottom, {line}))#h({least}em)")
    }
}

/// Whether a line to fill in begins at the first of these characters, or ends at the last.
pub(in crate::markup) fn begins_with_fill(chars: impl Iterator<Item = char>) -> bool {
    let mut ruled = None;
    let mut signs = 0;
    for c in chars.filter(|c| *c != ' ').take(FILL) {
        match sign(c) {
            Some((same, count)) if *ruled.get_or_insert(same) == same => signs += count,
            _ => break,
        }
    }
    signs >= FILL
}

/// Whether a text that should stay on one line has a part that no line may hold.
pub(super) fn is_too_long(chars: &[char]) -> bool {
    chars.split(|c| c.is_whitespace()).any(|part| part.len() > MAX_PART)
}

/// Takes a text apart. The parts follow one another without a gap.
pub(in crate::markup) fn runs(chars: &[char]) -> Vec<Run> {
    let mut found = vec![];
    let mut from = 0;
    let mut at = 0;
    while at < chars.len() {
        if let Some(fill) = fill(chars, at) {
            texts(chars, from..at, &mut found);
            at = fill.range.end;
            from = at;
            found.push(Run::Fill(fill));
        } else {
            // What begins within these signs would be a shorter line.
            let sign = sign(chars[at]);
            at += 1;
            while sign.is_some() && chars.get(at).is_some_and(|c| self::sign(*c) == sign) {
                at += 1;
            }
        }
    }
    texts(chars, from..chars.len(), &mut found);
    found
}

/// Whether a character is drawn as a stroke, and how many signs it stands for.
fn sign(c: char) -> Option<(bool, usize)> {
    match c {
        '.' => Some((false, 1)),
        '…' => Some((false, 3)),
        '_' => Some((true, 1)),
        _ => None,
    }
}

/// The line to fill in that begins at `at`; its signs may stand apart by a blank.
fn fill(chars: &[char], at: usize) -> Option<Fill> {
    let (ruled, mut signs) = sign(chars[at])?;
    let mut end = at + 1;
    loop {
        let next = if chars.get(end) == Some(&' ') { end + 1 } else { end };
        match chars.get(next).copied().and_then(sign) {
            Some((same, count)) if same == ruled => {
                signs += count;
                end = next + 1;
            }
            _ => break,
        }
    }
    (signs >= FILL).then_some(Fill { range: at..end, ruled, signs })
}

/// The texts between the places where a long run may break.
fn texts(chars: &[char], range: Range<usize>, found: &mut Vec<Run>) {
    let mut from = range.start;
    let mut at = range.start;
    while at < range.end {
        let begin = at;
        while at < range.end && !chars[at].is_whitespace() && !is_wide(chars[at]) {
            at += 1;
        }
        if at - begin >= LONG {
            for place in breaks(&chars[begin..at]) {
                found.push(Run::Text(from..begin + place));
                from = begin + place;
            }
        }
        at += 1;
    }
    if from < range.end {
        found.push(Run::Text(from..range.end));
    }
}

/// Chinese, Japanese and Korean break between any two characters.
fn is_wide(c: char) -> bool {
    c >= '\u{2E80}'
}

/// Where a run may break, in order. Many places in a paragraph are dear, and no address has so many: the longer the run the fewer.
fn breaks(run: &[char]) -> Vec<usize> {
    let apart = run.len() / MOST_BREAKS;
    let mut last = 0;
    let mut places = sensible_breaks(run);
    places.retain(|place| {
        let is_kept = place - last >= apart;
        if is_kept {
            last = *place;
        }
        is_kept
    });
    places
}

/// Where the second half of an e-mail address begins, if a run is one.
fn mailbox(run: &[char]) -> Option<usize> {
    let mut signs = run.iter().enumerate().filter(|(_, c)| **c == '@').map(|(at, _)| at);
    let at = signs.next()?;
    let between = at > 0 && run[at - 1].is_alphanumeric() && run.get(at + 1).is_some_and(|c| c.is_alphanumeric());
    (between && signs.next().is_none()).then_some(at)
}

fn sensible_breaks(run: &[char]) -> Vec<usize> {
    // Of an e-mail address the sign begins the second line, and its halves stay whole where they can.
    if let Some(sign) = mailbox(run) {
        let half = |part: &[char]| if part.len() > MAX_PART { sensible_breaks(part) } else { vec![] };
        let (before, after) = run.split_at(sign);
        let mut places = half(before);
        places.push(sign);
        // The sign itself is no half of an address.
        places.extend(
            if after.len() > MAX_PART { half(&after[1..]) } else { vec![] }.into_iter().map(|at| sign + 1 + at),
        );
        return places;
    }
    let last = run.len().saturating_sub(LEAST_AFTER);
    let mut places: Vec<usize> = vec![];
    let mut from = 0;
    for at in (LEAST_BEFORE..=last).filter(|at| makes_sense(run, *at)).chain([run.len()]) {
        if at - from > MAX_PART {
            let groups = (from + GROUP..at.saturating_sub(LEAST_BEFORE)).step_by(GROUP);
            places.extend(groups.filter(|at| !is_joined(run[at - 1], run[*at])));
        }
        if at < run.len() {
            places.push(at);
        }
        from = at;
    }
    places
}

/// Whether a break before `at` is one that a reader expects: behind a mark of an address, between the words of `CamelCase`.
fn makes_sense(run: &[char], at: usize) -> bool {
    let mark =
        |c: char| matches!(c, '@' | '.' | '/' | '_' | '-' | '?' | '&' | '=' | ',' | ';' | ':' | '+' | '|' | '\\');
    let (before, after) = (run[at - 1], run[at]);
    if mark(before) {
        return !mark(after) && !is_joined(before, after) && !matches!(after, ')' | ']' | '”' | '"' | '»' | '!');
    }
    let opens = matches!(after, '(' | '{' | '[') && run.get(at + 1).is_some_and(|c| c.is_alphanumeric());
    let camel = before.is_lowercase() && after.is_uppercase() && run.get(at + 1).is_some_and(|c| c.is_lowercase());
    opens || camel
}

/// Whether two characters are one to a reader.
fn is_joined(before: char, after: char) -> bool {
    let modifies = |c: char| matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}');
    is_combining_mark(after) || modifies(after) || before == '\u{200D}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let parts: Vec<String> = runs(&chars)
            .into_iter()
            .map(|run| match run {
                Run::Text(range) => chars[range].iter().collect(),
                Run::Fill(fill) => format!("<{}{}>", if fill.ruled { "_" } else { "." }, fill.signs),
            })
            .collect();
        parts.join("|")
    }

    #[test]
    fn long_runs_break_where_it_makes_sense() {
        assert_eq!(shown("thư vanphongtiepnhan@sokhcn.gov.vn đến"), "thư vanphongtiepnhan|@sokhcn.gov.vn đến");
        assert_eq!(
            shown("(vanphong.tiepnhan.hoso@mot-cua.sokhcn.lamdong.gov.vn)"),
            "(vanphong.tiepnhan.hoso|@mot-|cua.|sokhcn.|lamdong.|gov.|vn)"
        );
        assert_eq!(shown("https://lamdong.gov.vn/a?id=17&k=2"), "https://|lamdong.|gov.|vn/|a?|id=|17&|k=2");
        assert_eq!(shown("Mau_phieu_khao_sat.docx."), "Mau_|phieu_|khao_|sat.|docx.");
        assert_eq!(shown("layDanhSachNguoiNhan()"), "lay|Danh|Sach|Nguoi|Nhan()");
        assert_eq!(shown("Nghị quyết 57-NQ/TW, 2026-2030"), "Nghị quyết 57-NQ/TW, 2026-2030");
        assert_eq!(shown("v.v... và sokhcn@lamdong"), "v.v... và sokhcn@lamdong");
    }

    #[test]
    fn what_offers_no_place_is_cut_into_groups() {
        assert_eq!(shown(&"9".repeat(30)), "999999|999999|999999|999999|999999");
        assert_eq!(shown(&"a".repeat(24)), "a".repeat(24));
        // No letter loses its accent.
        assert!(!shown(&"a\u{331}".repeat(40)).contains("|\u{331}"));
    }

    #[test]
    fn dots_and_strokes_of_a_form_are_lines() {
        assert_eq!(shown("Họ tên: ......... Ngày sinh: _____"), "Họ tên: |<.9>| Ngày sinh: |<_5>");
        assert_eq!(shown("Lý do…………"), "Lý do|<.12>");
        assert_eq!(shown("Tuổi . . . . . ."), "Tuổi |<.6>");
        assert_eq!(shown("Chờ.... rồi… đi, a_b, ____"), "Chờ.... rồi… đi, a_b, ____");
    }
}
