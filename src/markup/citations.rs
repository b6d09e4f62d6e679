//! The documents that a text names: found by their number, their kind before it, their day and their body behind it, and marked in the
//! tree where the registries know them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::doc::{Block, Doc, Given, Inline};
use super::languages::numbers::{document_number, ends_word, is_blank, is_dash, skip};
use super::passage::Passage;
use super::work;
use crate::content::{Date, Document, Facts, MONTHS};

/// Marks the documents that a text names and the registries know.
pub(super) fn mark(doc: &mut Doc, facts: &Facts) {
    let mut marker = Marker { facts, documents: None };
    marker.blocks(&mut doc.blocks);
    doc.notes.iter_mut().for_each(|note| marker.blocks(&mut note.blocks));
}

struct Marker<'f, 'a> {
    facts: &'f Facts<'a>,
    /// Asked for once a text names any.
    documents: Option<Vec<Document>>,
}

impl Marker<'_, '_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Text { inlines, .. } => self.line(inlines),
                Block::Heading(heading) => self.line(&mut heading.inlines),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(&mut item.blocks)),
                Block::Terms(terms) => {
                    for (term, meaning) in terms {
                        self.blocks(term);
                        self.blocks(meaning);
                    }
                }
                Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| self.line(cell)),
                Block::Code { .. } | Block::Divider => {}
                Block::Part(part) => {
                    part.title.iter_mut().for_each(|title| self.line(title));
                    for attribute in &mut part.attributes {
                        if let Given::Words(words) = &mut attribute.value {
                            self.line(words);
                        }
                    }
                    self.blocks(&mut part.blocks);
                }
            }
        }
    }

    fn line(&mut self, line: &mut Vec<Inline>) {
        if !may_name(line) {
            return;
        }
        let passage = Passage::of(line, self.facts);
        let mut mentions = mentions(&passage);
        mentions.retain(|mention| mention.is_plain(&passage));
        if mentions.is_empty() {
            return;
        }
        let documents = self.documents.get_or_insert_with(|| self.facts.documents());
        let known = |mention: &Mention| Some((mention.number.clone(), mention.of(&passage, documents)?));
        let named: Vec<(Range<usize>, &Document)> = mentions.iter().filter_map(known).collect();
        if !named.is_empty() {
            replace(line, &mut named.as_slice(), &mut 0);
        }
    }
}

/// Whether words of a line hold what any number of a document does: figures with a stroke or a hyphen.
fn may_name(line: &[Inline]) -> bool {
    let is_sign = |c: char| c == '/' || is_dash(c);
    line.iter().any(|inline| match inline {
        Inline::Text(leaf) => {
            work::step(leaf.text.len());
            leaf.text.contains(is_sign) && leaf.text.contains(|c: char| c.is_ascii_digit())
        }
        Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => may_name(inner),
        _ => false,
    })
}

/// Puts citations where the numbers stand that are yet to come; `at` counts the characters of the passage.
fn replace(line: &mut Vec<Inline>, named: &mut &[(Range<usize>, &Document)], at: &mut usize) {
    let mut made: Vec<Inline> = Vec::with_capacity(line.len() + 2 * named.len());
    for mut inline in line.drain(..) {
        match &mut inline {
            Inline::Text(leaf) => {
                let (begin, end) = (*at, *at + leaf.text.chars().count());
                let mut start = begin;
                while let Some((range, document)) = named.first().filter(|(range, _)| range.start < end) {
                    let (from, to) = (range.start.max(start), range.end.min(end));
                    if from > start {
                        made.push(Inline::Text(leaf.part(start - begin..from - begin)));
                    }
                    let part = leaf.part(from - begin..to - begin);
                    match made.last_mut() {
                        // A letter that was typed for another is a leaf of its own.
                        Some(Inline::Citation { text, .. }) if from > range.start => text.push(part),
                        _ => {
                            let (number, date) = (document.number.clone(), document.date);
                            made.push(Inline::Citation { number, date, text: vec![part] });
                        }
                    }
                    start = to;
                    if range.end > end {
                        break;
                    }
                    *named = &named[1..];
                }
                if start == begin {
                    made.push(inline);
                } else if start < end {
                    made.push(Inline::Text(leaf.part(start - begin..end - begin)));
                }
                *at = end;
            }
            Inline::Styled(_, inner) | Inline::Link { inlines: inner, .. } => {
                replace(inner, named, at);
                made.push(inline);
            }
            _ => {
                *at += Passage::length(&inline);
                made.push(inline);
            }
        }
    }
    *line = made;
}

/// What documents of the state and the Party are, and their English names.
const KINDS: &[&str] = &[
    "nghị quyết",
    "kết luận",
    "kế hoạch",
    "chỉ thị",
    "quyết định",
    "nghị định",
    "thông tư",
    "hướng dẫn",
    "chương trình",
    "đề án",
    "công văn",
    "báo cáo",
    "thông báo",
    "luật",
    "resolution",
    "conclusion",
    "plan",
    "directive",
    "decision",
    "decree",
    "circular",
    "programme",
    "law",
];

/// Whether a text in small letters names the kind of a document.
pub(super) fn is_document_kind(text: &str) -> bool {
    KINDS.iter().any(|kind| text.contains(kind))
}

/// A document as a text names it.
pub(super) struct Mention {
    /// The words before the number, in small letters.
    pub(super) before: String,
    pub(super) number: Range<usize>,
    pub(super) date: Option<(Range<usize>, Date)>,
    pub(super) issuer: Option<Range<usize>>,
}

impl Mention {
    /// The number, with hyphens that may break and no blanks.
    pub(super) fn number(&self, passage: &Passage) -> String {
        let typed = passage.text(self.number.clone());
        typed.chars().filter(|c| !is_blank(*c)).map(|c| if is_dash(c) { '-' } else { c }).collect()
    }

    /// Whether the number was typed, and as offices write it: one that is called is marked already.
    fn is_plain(&self, passage: &Passage) -> bool {
        let mut range = self.number.clone();
        passage.typed[range.start] && !range.any(|at| is_blank(passage.chars[at]))
    }

    /// The kind of document that is said.
    pub(super) fn kind(&self) -> Option<&'static str> {
        KINDS.iter().copied().find(|kind| !kind.is_ascii() && ends_with_words(&self.before, kind))
    }

    /// Whether a document is of another kind than is said.
    pub(super) fn is_of_another_kind(&self, document: &Document) -> bool {
        self.kind().is_some() && !ends_with_kind(&self.before, document)
    }

    /// The document that is meant: of those of this number the one of this day, or where no day is said the only one, or that of the
    /// piece.
    fn of<'d>(&self, passage: &Passage, documents: &'d [Document]) -> Option<&'d Document> {
        let number = self.number(passage);
        let is_same = |document: &&Document| {
            document.number.eq_ignore_ascii_case(&number)
                && !self.is_of_another_kind(document)
                && !is_of_another_body(passage, self.issuer.as_ref(), document)
        };
        let mut same = documents.iter().filter(is_same);
        match &self.date {
            Some((_, date)) => {
                let same: Vec<&Document> = same.collect();
                let of_day = same.iter().find(|document| document.date == Some(*date));
                of_day.or(same.iter().find(|document| document.date.is_none())).copied()
            }
            None => {
                let first = same.next()?;
                (first.is_own || same.all(|other| other.date == first.date)).then_some(first)
            }
        }
    }
}

/// The characters of a passage, a hyphen that does not break as any other.
fn plain_chars(passage: &Passage) -> Vec<char> {
    passage.chars.iter().map(|c| if *c == '\u{2011}' { '-' } else { *c }).collect()
}

pub(super) fn mentions(passage: &Passage) -> Vec<Mention> {
    if !passage.chars.iter().any(char::is_ascii_digit) {
        return vec![];
    }
    let chars = &plain_chars(passage);
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = skip(chars, at, |c| c.is_ascii_digit());
        let begins = at
            .checked_sub(1)
            .is_none_or(|before| !chars[before].is_alphanumeric() && !matches!(chars[before], '/' | '-'));
        let end = document_number(chars, at).or_else(|| spaced_number(chars, at)).filter(|_| begins);
        // Typed, or called as a whole: of such a one its day and its body may be typed.
        let is_whole = |end: &usize| passage.typed[at..*end].iter().all(|typed| *typed == passage.typed[at]);
        let Some(end) = end.filter(is_whole) else {
            at = digits;
            continue;
        };
        let words = passage.words_before(at, 5);
        let mut words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        if words.first().is_some_and(|word| matches!(*word, "số" | "no")) {
            words.remove(0);
        }
        words.reverse();
        let mut mention = Mention { before: words.join(" "), number: at..end, date: None, issuer: None };
        let mut next = end;
        // The body stands behind the day or before it.
        for _ in 0..2 {
            if mention.date.is_none()
                && let Some((range, date)) = date_behind(passage, issued(passage, next))
            {
                next = range.end;
                mention.date = Some((range, date));
            }
            if mention.issuer.is_none()
                && let Some(range) = issuer_behind(passage, next)
            {
                next = range.end;
                mention.issuer = Some(range);
            }
        }
        found.push(mention);
        at = next;
    }
    found
}

/// The end of a number that was typed with blanks around its hyphen or its stroke: `116 - KH/TU`.
fn spaced_number(chars: &[char], at: usize) -> Option<usize> {
    let mut tight = vec![];
    let mut ends = vec![];
    let mut next = at;
    // Of a number of an office there is not more.
    while next < chars.len().min(at + 40) {
        let blanks = skip(&chars[..chars.len().min(next + 2)], next, is_blank);
        let is_mark = |at: usize| chars.get(at).is_some_and(|c| *c == '/' || is_dash(*c));
        // A blank belongs to a mark beside it.
        if blanks > next && !is_mark(blanks) && !tight.last().is_some_and(|c| matches!(c, '-' | '/')) {
            break;
        }
        let Some(c) = chars.get(blanks) else { break };
        tight.push(if is_dash(*c) { '-' } else { *c });
        ends.push(blanks + 1);
        next = blanks + 1;
    }
    let end = ends.get(document_number(&tight, 0)?.checked_sub(1)?).copied()?;
    ends_word(chars, end).then_some(end)
}

/// Where the text goes on behind blanks, a comma, and one of these words.
fn behind(passage: &Passage, at: usize, words: &[&str]) -> Option<usize> {
    let chars = &passage.chars;
    let mut next = skip(&chars[..chars.len().min(at + 3)], at, |c| is_blank(c) || matches!(c, ',' | '(' | ')'));
    if next == at {
        return None;
    }
    let end = skip(&chars[..chars.len().min(next + 12)], next, char::is_alphabetic);
    if end > next && words.contains(&passage.text(next..end).to_lowercase().as_str()) {
        let blank = skip(&chars[..chars.len().min(end + 3)], end, is_blank);
        next = if blank > end { blank } else { return None };
    } else if !words.contains(&"") {
        return None;
    }
    Some(next)
}

/// Where it goes on behind `ban hành` or `ký`.
fn issued(passage: &Passage, at: usize) -> usize {
    let given = behind(passage, at, &["ban"]).filter(|next| passage.text(*next..next + 4) == "hành");
    given.map(|next| next + 4).or_else(|| behind(passage, at, &["ký"]).map(|next| next - 1)).unwrap_or(at)
}

/// `ngày 23/4/2024`, `, ngày 23 tháng 4 năm 2024`, `of 23 April 2024`.
pub(super) fn date_behind(passage: &Passage, at: usize) -> Option<(Range<usize>, Date)> {
    let start = behind(passage, at, &["ngày", "of", "dated", "on", ""])?;
    let chars = &passage.chars;
    let number = |at: usize, most: usize| -> Option<(u32, usize)> {
        let end = skip(chars, at, |c| c.is_ascii_digit());
        (end > at && end - at <= most).then(|| passage.text(at..end).parse().ok()).flatten().map(|number| (number, end))
    };
    let (day, end) = number(start, 2)?;
    let (month, year, end) = match chars.get(end) {
        Some(mark @ ('/' | '-' | '.')) => {
            let (month, end) = number(end + 1, 2)?;
            if chars.get(end) != Some(mark) {
                return None;
            }
            let (year, end) = number(end + 1, 4)?;
            (month, year, end)
        }
        _ => {
            let (month, end) = match behind(passage, end, &["tháng"]) {
                Some(next) => number(next, 2)?,
                None => {
                    let next = skip(&chars[..chars.len().min(end + 3)], end, is_blank);
                    let word = skip(&chars[..chars.len().min(next + 10)], next, char::is_alphabetic);
                    let name = passage.text(next..word).to_lowercase();
                    let month = MONTHS.iter().position(|month| month.to_lowercase() == name)? + 1;
                    (u32::try_from(month).ok()?, word)
                }
            };
            let (year, end) = number(behind(passage, end, &["năm", ""])?, 4)?;
            (month, year, end)
        }
    };
    let is_typed = passage.typed[start..end].iter().all(|typed| *typed);
    let date = Date { year: i32::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    ((1900..2200).contains(&date.year) && is_typed).then_some((start..end, date))
}

/// `của Ban Thường vụ Tỉnh ủy`, `của tỉnh`: up to what is no name.
pub(super) fn issuer_behind(passage: &Passage, at: usize) -> Option<Range<usize>> {
    let start = behind(passage, at, &["của", "by", "of"])?;
    let chars = &passage.chars;
    let mut end = start;
    let mut words = 0;
    let mut at = start;
    while words < 12 {
        let stop = skip(&chars[..chars.len().min(at + 20)], at, char::is_alphabetic);
        if stop == at || !passage.typed[at..stop].iter().all(|typed| *typed) {
            break;
        }
        let word = passage.text(at..stop).to_lowercase();
        if matches!(
            word.as_str(),
            "về" | "thực"
                | "là"
                | "đã"
                | "có"
                | "nêu"
                | "đặt"
                | "yêu"
                | "giao"
                | "trong"
                | "on"
                | "sets"
                | "và"
                | "ngày"
                | "ký"
                | "năm"
        ) || passage.text(at..chars.len().min(stop + 5)) == "ban hành"
        {
            break;
        }
        words += 1;
        end = stop;
        if chars.get(stop) != Some(&' ') {
            break;
        }
        at = stop + 1;
    }
    (words > 0).then_some(start..end)
}

/// The words of a body's name as they are compared: small, each with its tone at its end, for `Tỉnh uỷ` is `Tỉnh ủy`; and without
/// those that may be left out.
pub(super) fn folded(name: &str) -> Vec<String> {
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let fold = |word: &str| {
        let (tone, letters): (String, String) = word.to_lowercase().nfd().partition(|c| tones.contains(c));
        letters + &tone
    };
    let words: Vec<String> = name.split_whitespace().map(fold).collect();
    let (party, term, with) = (fold("đảng"), fold("khóa"), ["ủy", "bộ", "đoàn"].map(fold));
    let is_kept = |at: usize| {
        let is_alone = || !words.get(at + 1).is_some_and(|next| with.contains(next));
        words[at] != term && (words[at] != party || !is_alone())
    };
    (0..words.len()).filter(|at| is_kept(*at)).map(|at| words[at].clone()).collect()
}

/// Whether a body is named that did not issue a document. A place behind its name makes it another one: `Tỉnh ủy Bình Thuận`.
pub(super) fn is_of_another_body(passage: &Passage, typed: Option<&Range<usize>>, document: &Document) -> bool {
    let Some(at) = typed else { return false };
    let name = passage.text(at.clone());
    let words = folded(&name);
    let is_capital = |count: usize| {
        // Those that may be left out stand in no order that counts: the last ones are compared from the end.
        let behind = name.split_whitespace().rev().nth(words.len() - count - 1);
        behind.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let is_same = |own: &String| {
        let own = folded(own);
        let is_part = words.len() <= own.len() && own.windows(words.len()).any(|part| part == words);
        is_part || (1..words.len()).any(|count| own.ends_with(&words[..count]) && !is_capital(count))
    };
    !document.issuers.iter().any(is_same)
}

pub(super) fn ends_with_kind(text: &str, document: &Document) -> bool {
    document.kinds.iter().any(|kind| ends_with_words(text, &kind.to_lowercase()))
}

pub(super) fn ends_with_words(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Rendered;
    use crate::diag::{Place, SourceFile};
    use crate::markup::doc::{Leaf, TreeNode};
    use crate::markup::{Reading, tests::reading};

    fn registry() -> Vec<Document> {
        let document = |kind: &str, number: &str, (day, month, year), issuer: &str, is_own| Document {
            kinds: vec![kind.into()],
            number: number.into(),
            date: Some(Date { day, month, year }),
            issuers: vec![issuer.into()],
            is_own,
            place: Place::new(&SourceFile::new("directive.toml", ""), 0..0),
        };
        vec![
            document("Kế hoạch", "116-KH/TU", (23, 4, 2024), "Ban Thường vụ Tỉnh ủy", true),
            document("Nghị quyết", "19-NQ/TW", (31, 10, 2012), "Ban Chấp hành Trung ương Đảng khóa XI", false),
            document("Nghị quyết", "19-NQ/TW", (25, 10, 2017), "Ban Chấp hành Trung ương Đảng khóa XII", false),
            document("Quyết định", "12/QĐ-TTg", (5, 1, 2024), "Thủ tướng Chính phủ", false),
        ]
    }

    /// A text with its documents marked, and as it was before.
    fn marked(text: &str) -> (Reading, Reading) {
        let file = SourceFile::new("content/kh/nd/bai.md", text);
        let rendered = Rendered::verbatim(&file, 0..text.len());
        let (mut after, before) = (reading("vi", &rendered), reading("vi", &rendered));
        let none = std::collections::BTreeMap::new();
        let facts = Facts::from(&none);
        let mut marker = Marker { facts: &facts, documents: Some(registry()) };
        marker.blocks(&mut after.doc.blocks);
        after.doc.notes.iter_mut().for_each(|note| marker.blocks(&mut note.blocks));
        (after, before)
    }

    /// The documents that a text names: what stands there, and the year of the one that is meant.
    fn cited(text: &str) -> Vec<String> {
        let (reading, _) = marked(text);
        let mut found = vec![];
        reading.doc.walk(&mut |node| {
            if let TreeNode::Inline(Inline::Citation { date, text: leaves, .. }) = node {
                let typed: String = leaves.iter().map(|leaf: &Leaf| &text[leaf.range()]).collect();
                found.push(format!("{typed} {}", date.map_or(0, |date| date.year)));
            }
        });
        found
    }

    #[test]
    fn documents_that_the_registries_know_are_marked() {
        for (text, wanted) in [
            (
                "Theo Kế hoạch số 116-KH/TU, ngày 23/4/2024 và *Kế hoạch* **116‑KH/TU**",
                &["116-KH/TU 2024", "116‑KH/TU 2024"][..],
            ),
            (
                "Nghị quyết số 19-NQ/TW ngày 25/10/2017 và Nghị quyết số 19-NQ/TW ngày 31 tháng 10 năm 2012",
                &["19-NQ/TW 2017", "19-NQ/TW 2012"],
            ),
            ("Số hiệu Quyết định 12/QÐ-TTg.", &["12/QÐ-TTg 2024"]),
            (
                "# Kế hoạch 116-KH/TU\n\n| 116-KH/TU |\n|---|\n| x |\n\n- [116-KH/TU](https://a.vn)[^1]\n\n[^1]: 116-KH/TU.",
                &["116-KH/TU 2024"; 4],
            ),
            ("::: sidebar title=\"Theo 116-KH/TU\"\nChữ.\n:::", &["116-KH/TU 2024"]),
            // Of two terms, of another one, of another kind, of another body; what is no word of the text.
            ("Nghị quyết số 19-NQ/TW; Kế hoạch 116-KH/TU ngày 15/3/2018; Kết luận 116-KH/TU", &[]),
            ("Kế hoạch số 116-KH/TU của Tỉnh ủy Bình Thuận, `116-KH/TU`, Kế hoạch 117-KH/TU, 8/2024", &[]),
        ] {
            assert_eq!(cited(text), wanted, "{text}");
            let (after, before) = marked(text);
            assert_eq!(after.doc.plain(), before.doc.plain());
            assert_eq!(after.doc.digest(), before.doc.digest(), "{text}");
            assert_eq!(after.doc.markup("").text, before.doc.markup("").text);
        }
    }

    #[test]
    fn bodies_are_compared_whatever_letter_bears_the_tone() {
        assert_eq!(folded("Hoà Bình, Thuỷ lợi, TỈNH UỶ"), folded("Hòa Bình, Thủy lợi, Tỉnh ủy"));
        assert_ne!(folded("Đảng ủy"), folded("Ủy"));
    }
}
