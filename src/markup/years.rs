//! Years that a text names where it speaks of facts: “Đến năm 2025” must not stand before a goal for 2030.
//!
//! A fact is held against the nearest year that speaks of it: in its own sentence, in the line that introduces its list, in the title of
//! its block, at the head of its column, in the heading above. What the year of a name (`Nghị quyết năm 2012`), a day or a comparison
//! is says nothing of a fact.

use std::ops::{Range, RangeInclusive};

use super::desk::Desk;
use super::doc::{self, Block, Inline, Note, Part, TreeNode};
use super::documents::is_document_kind;
use super::numbers::{is_dash, skip};
use super::passage::Passage;
use super::remarks::Weight;
use super::work;
use crate::content::{Fact, Facts};
use crate::diag::Message;
use crate::msg;

/// A year, or a first and a last one, that a passage names.
#[derive(Debug, Clone)]
struct NamedYear {
    years: RangeInclusive<i32>,
    /// Its characters.
    at: Range<usize>,
    /// By it something is to be reached.
    is_goal: bool,
    /// It stands by itself at the beginning of a sentence or a line: `Năm 2025, …`.
    begins: bool,
}

/// What the words around a fact say of its year.
#[derive(Debug, Clone, Default)]
struct YearsAbove {
    years: Vec<RangeInclusive<i32>>,
    /// They are those of a goal.
    is_goal: bool,
    /// They stand directly over what follows.
    is_near: bool,
}

/// A fact in words that name another year.
pub(super) struct Clash {
    fact: Fact,
    years: RangeInclusive<i32>,
    /// Where to look, in characters of the passage.
    pub(super) at: Range<usize>,
    pub(super) weight: Weight,
}

const GOALS: &[&str] = &["đến", "tới", "by", "until", "till"];
const AIMS: &[&str] =
    &["mục tiêu", "chỉ tiêu", "tầm nhìn", "giai đoạn", "nhiệm kỳ", "targets for", "goals for", "vision to"];
/// Between the year and what leads to it.
const FILLERS: &[&str] = &["năm", "hết", "cuối", "đầu", "giữa", "the", "end", "of", "year"];
/// What a year behind it is compared with, or begins at.
const COMPARED: &[&str] =
    &["với", "từ", "hơn", "bằng", "since", "than", "with", "from", "sau", "after", "trước", "before"];
/// What has been done by a year is no goal.
const PAST: &[&str] = &["đã", "mới", "chưa", "từng", "had", "was", "were", "only"];
/// What is named by its year, beside documents.
const NAMES: &[&str] =
    &["hội", "họp", "lệ", "tết", "xuân", "lễ", "ngày", "tháng", "quý", "luật", "pháp", "khóa", "act"];

/// Holds the facts of a text against the years that it names.
pub(super) fn check(blocks: &[Block], notes: &[Note], desk: &mut Desk) {
    let mut reader = YearReader { desk };
    reader.blocks(blocks, &YearsAbove::default());
    for note in notes {
        reader.desk.within = note.within;
        reader.blocks(&note.blocks, &YearsAbove::default());
    }
}

struct YearReader<'d, 'a> {
    desk: &'d mut Desk<'a>,
}

impl YearReader<'_, '_> {
    fn passage(&self, inlines: &[Inline]) -> Passage {
        Passage::of(inlines, self.desk.text, self.desk.ctx.facts)
    }

    fn blocks(&mut self, blocks: &[Block], above: &YearsAbove) {
        // Headings that are open, each with what it says; the line before a list; what applies now.
        let mut headings: Vec<(usize, YearsAbove)> = vec![];
        let mut intro: Option<YearsAbove> = None;
        for block in blocks {
            let now = match (&intro, headings.last()) {
                (Some(intro), _) => intro.clone(),
                (None, Some((_, heading))) => heading.clone(),
                (None, None) => above.clone(),
            };
            intro = None;
            if let Some((_, heading)) = headings.last_mut() {
                heading.is_near = false;
            }
            match block {
                Block::Heading(heading) => {
                    let passage = self.passage(&heading.inlines);
                    self.tell_all(&passage, &YearsAbove::default());
                    let own = said(&passage, 0..passage.chars.len());
                    headings.retain(|(level, _)| *level < heading.level);
                    let outer = headings.last().map_or(above, |(_, outer)| outer).clone();
                    let own = if own.years.is_empty() { YearsAbove { is_near: false, ..outer } } else { own };
                    headings.push((heading.level, own));
                }
                // Most paragraphs show no fact and introduce none.
                Block::Text { inlines, .. } if !shows_fact(inlines) && !leads_on(inlines) => {}
                Block::Text { inlines, .. } => {
                    let passage = self.passage(inlines);
                    self.tell_all(&passage, &now);
                    if passage.chars.iter().rev().find(|c| !c.is_whitespace()) == Some(&':') {
                        let from = sentences(&passage).last().map_or(0, |sentence| sentence.start);
                        let own = said(&passage, from..passage.chars.len());
                        intro = (!own.years.is_empty()).then_some(own).or(Some(now));
                    }
                }
                Block::Quote(inner) => self.blocks(inner, &now),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks, &now)),
                Block::Terms(terms) => {
                    for (term, meaning) in terms {
                        self.blocks(term, &now);
                        let own = term.iter().find_map(|block| match block {
                            Block::Text { inlines, .. } => Some(self.passage(inlines)),
                            _ => None,
                        });
                        let own = own.map(|own| said(&own, 0..own.chars.len())).filter(|own| !own.years.is_empty());
                        self.blocks(meaning, own.as_ref().unwrap_or(&now));
                    }
                }
                Block::Table { rows, .. } => self.table(rows, &now),
                Block::Part(part) => self.part(part, &now),
                Block::Code { .. } | Block::Divider => {}
            }
        }
    }

    fn part(&mut self, part: &Part, above: &YearsAbove) {
        let outer = self.desk.within;
        self.desk.within = part.number.unwrap_or(outer);
        let title = part.title.as_deref().map(|title| self.passage(title)).unwrap_or_default();
        self.tell_all(&title, &YearsAbove::default());
        let named = names(&title);
        let own = said(&title, 0..title.chars.len());
        let inner = if own.years.is_empty() { above.clone() } else { own };
        for fact in part.facts.iter().flatten() {
            let Some(clash) = clash(fact, &inner, named.first().map_or(0..0, |named| named.at.clone())) else {
                continue;
            };
            // Under a heading of its own a group of figures may go on to other years.
            let at = if named.is_empty() { part.at.clone() } else { title.source(clash.at.clone()) };
            self.tell(&clash, at);
        }
        self.blocks(&part.blocks, &inner);
        self.desk.within = outer;
    }

    /// The head of a column, or of a row, says the year of what stands below it, or behind.
    fn table(&mut self, rows: &[Vec<Vec<Inline>>], above: &YearsAbove) {
        let mut heads: Vec<YearsAbove> = vec![];
        for (n, row) in rows.iter().enumerate() {
            let mut side = YearsAbove::default();
            for (column, cell) in row.iter().enumerate() {
                if n > 0 && column > 0 && !shows_fact(cell) {
                    continue;
                }
                let passage = self.passage(cell);
                let one = |passage: &Passage| {
                    let own = said(passage, 0..passage.chars.len());
                    if own.years.len() == 1 { own } else { YearsAbove::default() }
                };
                let head = heads.get(column).filter(|head| !head.years.is_empty());
                let over = head.cloned().unwrap_or_else(|| match side.years.is_empty() {
                    true => above.clone(),
                    false => side.clone(),
                });
                self.tell_all(&passage, &over);
                if n == 0 {
                    heads.push(one(&passage));
                } else if column == 0 {
                    side = one(&passage);
                }
            }
        }
    }

    fn tell_all(&mut self, passage: &Passage, above: &YearsAbove) {
        for clash in clashes(passage, above) {
            self.tell(&clash, passage.source(clash.at.clone()));
        }
    }

    fn tell(&mut self, clash: &Clash, at: Range<usize>) {
        let (message, hint) = clash.told(self.desk.ctx.facts);
        self.desk.say(clash.weight, message, at, Some(hint));
    }
}

fn shows_fact(inlines: &[Inline]) -> bool {
    let mut shows = false;
    doc::walk_inlines(inlines, &mut |node| shows |= matches!(node, TreeNode::Inline(Inline::Fact { .. })));
    shows
}

/// Whether a line ends with a colon.
fn leads_on(inlines: &[Inline]) -> bool {
    let mut is_colon = false;
    doc::walk_inlines(inlines, &mut |node| {
        if let TreeNode::Inline(Inline::Text(leaf)) = node
            && let Some(last) = leaf.text.trim_end().chars().next_back()
        {
            is_colon = last == ':';
        }
    });
    is_colon
}

impl Clash {
    /// What to say of it, and what to do.
    pub(super) fn told(&self, facts: &Facts) -> (Message, Message) {
        let typed = match self.years.start() == self.years.end() {
            true => self.years.start().to_string(),
            false => format!("{}–{}", self.years.start(), self.years.end()),
        };
        let id = &self.fact.id;
        let right = self.fact.horizon.or(self.fact.year).unwrap_or_default();
        let message = match self.fact.horizon {
            Some(_) => msg!("markup-fact-goal-year", id = id, year = right, typed = typed),
            None => msg!("markup-fact-data-year", id = id, year = right, typed = typed),
        };
        let of_year = |fact: &&Fact| {
            let year = if self.fact.horizon.is_some() { fact.horizon } else { fact.year };
            year.is_some_and(|year| self.years.contains(&year))
        };
        // Names of one thing in several years begin alike.
        let stem = id.split('-').next().unwrap_or(id);
        let mut others: Vec<&Fact> = facts.own().values().filter(of_year).collect();
        others.sort_by_key(|fact| !fact.id.starts_with(stem));
        let names = others.iter().take(3).map(|fact| format!("`{}`", fact.id)).collect::<Vec<_>>().join(", ");
        let hint = match names.is_empty() {
            true => msg!("markup-fact-year-hint", year = right, typed = typed),
            false => msg!("markup-fact-year-others", year = right, typed = typed, names = names),
        };
        (message, hint)
    }
}

/// What a stretch says of the facts that it introduces.
fn said(passage: &Passage, range: Range<usize>) -> YearsAbove {
    let named = names(passage);
    let mine: Vec<&NamedYear> = named.iter().filter(|named| range.contains(&named.at.start)).collect();
    let is_goal = mine.iter().any(|named| named.is_goal);
    // What is told is the year of the goal; each of them may be the one of a fact.
    let mut years = mine;
    years.sort_by_key(|named| !named.is_goal);
    let years = years.into_iter().map(|named| named.years.clone()).collect();
    YearsAbove { years, is_goal, is_near: true }
}

/// Whether a fact is of another year than those that introduce it.
fn clash(fact: &Fact, above: &YearsAbove, at: Range<usize>) -> Option<Clash> {
    let own = fact.horizon.or(fact.year)?;
    if above.years.iter().any(|years| years.contains(&own)) {
        return None;
    }
    let years = above.years.first()?.clone();
    // A goal under another goal is wrong; figures of today may stand beside a goal, goals behind the year of a plan.
    let is_sure = above.is_near && above.is_goal && fact.horizon.is_some();
    let weight = if is_sure { Weight::Loose } else { Weight::Warning };
    let is_told = above.is_goal || above.is_near;
    is_told.then(|| Clash { fact: fact.clone(), years, at, weight })
}

/// The facts of a passage that stand in words of another year.
pub(super) fn header_clashes(passage: &Passage) -> Vec<Clash> {
    clashes(passage, &YearsAbove::default())
}

fn clashes(passage: &Passage, above: &YearsAbove) -> Vec<Clash> {
    if passage.facts.is_empty() {
        return vec![];
    }
    let named = names(passage);
    let mut found = vec![];
    for sentence in sentences(passage) {
        let inside = |at: usize| sentence.contains(&at);
        let years: Vec<&NamedYear> = named.iter().filter(|named| inside(named.at.start)).collect();
        let facts: Vec<&(usize, Vec<Fact>)> = passage.facts.iter().filter(|(at, _)| inside(*at)).collect();
        let goals: Vec<&&NamedYear> = years.iter().filter(|named| named.is_goal).collect();
        let is_named = |year: i32| years.iter().any(|named| named.years.contains(&year));
        for (at, facts_here) in &facts {
            if facts_here.iter().any(|fact| fact.horizon.or(fact.year).is_none_or(is_named)) {
                found.extend(misplaced(passage, &years, *at, facts_here, sentence.end));
                continue;
            }
            let Some(fact) = facts_here.first() else { continue };
            let nearest = |of: &[&NamedYear]| {
                of.iter().min_by_key(|named| named.at.start.abs_diff(*at)).map(|named| (**named).clone())
            };
            let told = match (goals.is_empty(), fact.horizon) {
                (false, Some(_)) => {
                    let goals: Vec<&NamedYear> = goals.iter().map(|goal| **goal).collect();
                    nearest(&goals).filter(|goal| !is_past(passage, goal.at.end..*at)).map(|goal| (goal, Weight::Loose))
                }
                // What was counted may stand beside a goal.
                (false, None) => None,
                (true, Some(_)) => {
                    let opens = years.first().filter(|named| named.begins && named.at.end <= *at);
                    let is_of_document = is_of_document(passage, sentence.clone());
                    opens.filter(|_| !is_of_document).map(|named| ((*named).clone(), Weight::Warning))
                }
                (true, None) => {
                    let others = facts.iter().flat_map(|(_, facts)| facts);
                    let is_of_another = others.filter_map(|fact| fact.year).any(is_named);
                    nearest(&years).filter(|_| !is_of_another).map(|named| (named, Weight::Warning))
                }
            };
            match told {
                Some((named, weight)) => {
                    found.push(Clash { fact: fact.clone(), years: named.years, at: named.at, weight });
                }
                None if years.is_empty() && !is_compared(passage, &sentence) => {
                    found.extend(clash(fact, above, *at..*at + 1));
                }
                None => {}
            }
        }
    }
    found
}

/// A goal of which the sentence names the year, but with another goal: “Đến năm 2025 đạt …, đến năm 2030 đạt …” with the two facts in
/// each other's places.
fn misplaced(passage: &Passage, years: &[&NamedYear], at: usize, facts: &[Fact], end: usize) -> Option<Clash> {
    let [fact] = facts else { return None };
    let horizon = fact.horizon?;
    let before = years.iter().rfind(|named| named.at.end <= at).filter(|named| named.is_goal)?;
    let behind = years.iter().find(|named| named.at.start > at).filter(|named| named.years.contains(&horizon));
    // Behind a comma or an “and” a year begins what comes next.
    let is_behind = behind.is_some_and(|named| {
        let between = passage.text(at + 1..named.at.start).to_lowercase();
        !between.contains([',', ':']) && !between.split_whitespace().any(|word| matches!(word, "và" | "còn" | "and"))
    });
    let is_listed = ["lần lượt", "tương ứng", "respectively"];
    let text = passage.text(before.at.start..end).to_lowercase();
    let is_right = before.years.contains(&horizon) || is_behind || is_listed.iter().any(|word| text.contains(word));
    (!is_right).then(|| Clash {
        fact: fact.clone(),
        years: before.years.clone(),
        at: before.at.clone(),
        weight: Weight::Warning,
    })
}

/// Whether a sentence says the year of its facts without figures: `mốc trước`, `năm ngoái`.
fn is_compared(passage: &Passage, sentence: &Range<usize>) -> bool {
    let text = passage.text(sentence.clone()).to_lowercase();
    ["hiện", "nay", "đã", "trước", "ngoái", "so với", "tiếp theo", "sau đó", "today", "now ", "last year"]
        .iter()
        .any(|word| text.contains(word))
}

fn is_past(passage: &Passage, range: Range<usize>) -> bool {
    let text = if range.start < range.end { passage.text(range).to_lowercase() } else { String::new() };
    text.split(|c: char| !c.is_alphanumeric()).any(|word| PAST.contains(&word))
}

/// Whether a sentence tells what a document of that year says.
fn is_of_document(passage: &Passage, sentence: Range<usize>) -> bool {
    let text = passage.text(sentence).to_lowercase();
    is_document_kind(&text)
        || ["ban hành", "đề ra", "đặt", "giao", "phê duyệt", "issued", "set "].iter().any(|word| text.contains(word))
}

/// Stretches that say one thing: up to a full stop, a semicolon, the end of a line that another one follows.
fn sentences(passage: &Passage) -> Vec<Range<usize>> {
    let chars = &passage.chars;
    work::step(chars.len());
    let mut found = vec![];
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1);
        let ends = match c {
            '.' | '!' | '?' | '…' => next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | ')')),
            ';' => true,
            _ => false,
        };
        if ends {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < chars.len() {
        found.push(start..chars.len());
    }
    found
}

/// The years that a passage names, but for those of days, names and comparisons.
fn names(passage: &Passage) -> Vec<NamedYear> {
    let chars = &passage.chars;
    let mut found: Vec<NamedYear> = vec![];
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = skip(chars, at, |c| c.is_ascii_digit());
        let begins_word = at.checked_sub(1).is_none_or(|before| {
            let goes_on = is_dash(chars[before]) && before > 0 && chars[before - 1].is_alphanumeric();
            !(chars[before].is_alphanumeric() || matches!(chars[before], '/' | '.' | ',' | ':' | '@' | '_') || goes_on)
        });
        let first = year(passage, at..end).filter(|_| begins_word);
        let Some(first) = first else {
            at = end;
            continue;
        };
        let mut last = first;
        let mut stop = end;
        // `2021 - 2025`, `2021–2025`.
        let dash = skip(&chars[..chars.len().min(end + 3)], end, char::is_whitespace);
        if chars.get(dash).is_some_and(|c| is_dash(*c)) {
            let next = skip(&chars[..chars.len().min(dash + 4)], dash + 1, char::is_whitespace);
            let next_end = skip(chars, next, |c| c.is_ascii_digit());
            if let Some(year) = year(passage, next..next_end).filter(|year| *year > first) {
                (last, stop) = (year, next_end);
            }
        }
        let goes_on = chars.get(stop).is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '%'))
            || chars.get(stop).is_some_and(|c| is_dash(*c) || *c == '.' || *c == ',')
                && chars.get(stop + 1).is_some_and(|c| c.is_alphanumeric());
        if !goes_on {
            found.extend(named(passage, at..stop, first..=last));
        }
        at = stop;
    }
    found
}

fn year(passage: &Passage, range: Range<usize>) -> Option<i32> {
    if range.end != range.start + 4 || !passage.typed.get(range.clone())?.iter().all(|typed| *typed) {
        return None;
    }
    passage.text(range).parse().ok().filter(|year| (1990..2100).contains(year))
}

/// What the words before a year make of it; nothing where it belongs to something else.
fn named(passage: &Passage, at: Range<usize>, years: RangeInclusive<i32>) -> Option<NamedYear> {
    let before = passage.words_before(at.start, 9);
    let fillers = before.iter().take_while(|(word, _)| FILLERS.contains(&word.as_str())).count();
    let start = before.get(fillers.wrapping_sub(1)).map_or(at.start, |(_, start)| *start);
    let has_year = before.iter().take(fillers).any(|(word, _)| matches!(word.as_str(), "năm" | "year"));
    let lead = before.get(fillers).map(|(word, _)| word.as_str()).unwrap_or_default();
    let two = before.get(fillers + 1).map(|(word, _)| format!("{word} {lead}")).unwrap_or_default();
    if lead.chars().all(|c| c.is_ascii_digit()) && !lead.is_empty() || COMPARED.contains(&lead) {
        return None;
    }
    let is_goal = GOALS.contains(&lead) || AIMS.contains(&two.as_str());
    if !is_goal && (NAMES.contains(&lead) || is_document_kind(&two) || is_document_kind(lead)) {
        return None;
    }
    // Without its word a number of four figures is a year where nothing else stands before it, or a goal leads to it.
    let led =
        is_goal || has_year || before.is_empty() || matches!(lead, "in" | "trong" | "mốc" | "liệu" | "data" | "for");
    if !led {
        return None;
    }
    let opening =
        if matches!(lead, "trong" | "in") { before.get(fillers).map_or(start, |(_, start)| *start) } else { start };
    let outside = passage.chars[..opening].iter().rev().find(|c| !matches!(c, ' ' | '\u{a0}'));
    let begins = outside.is_none_or(|c| matches!(c, '\n' | '.' | '!' | '?' | ';' | '“' | '"'));
    Some(NamedYear { years, at, is_goal, begins })
}

#[cfg(test)]
mod tests {
    use super::super::tests::run_filled;

    fn told(text: &str) -> Vec<String> {
        let (_, diags) = run_filled(text, true);
        let is_year = |id: &str| matches!(id, "markup-fact-goal-year" | "markup-fact-data-year");
        let found = diags.iter().filter(|found| is_year(&found.message.id));
        let line = |found: &crate::diag::Diagnostic| {
            found.place.as_ref().map_or(0, |place| place.file.line_column(place.range.start).0)
        };
        found.map(|found| format!("{} {}", if found.is_error() { "error" } else { "warning" }, line(found))).collect()
    }

    #[test]
    fn a_title_or_a_sentence_of_another_year_is_told() {
        // `du-an` is a goal for 2030, `so-lieu` was counted in 2024.
        for (text, wanted) in [
            ("::: figures facts=\"du-an\" title=\"Mục tiêu đến năm 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Năm 2025\"\n:::\n", "warning 1"),
            ("::: figures facts=\"so-lieu\" title=\"Số liệu năm 2023\"\n:::\n", "warning 1"),
            ("::: figures facts=\"du-an\" title=\"Chỉ tiêu giai đoạn 2021 - 2025\"\n:::\n", "error 1"),
            ("Đến năm 2025, tỉnh có {{du-an}}.", "error 1"),
            ("Tỉnh phấn đấu có {{du-an}} đến hết năm 2028.", "error 1"),
            ("**Đến** năm **2025**: {{du-an}}.", "error 1"),
            ("Đến năm 2025 đạt {{du-an}}, đến năm 2030 đạt nhiều hơn.", "warning 1"),
            ("Năm 2025, tỉnh phấn đấu có {{du-an}}.", "warning 1"),
            ("Năm 2023, tỉnh có {{so-lieu}}.", "warning 1"),
            ("By the end of 2025 the province has {{du-an}}.", "error 1"),
            ("In 2023 there were {{so-lieu}}.", "warning 1"),
            ("> Đến năm 2025, tỉnh có {{du-an}}.", "error 1"),
            ("Một câu.[^a]\n\n[^a]: Đến năm 2025, tỉnh có {{du-an}}.\n", "error 3"),
            ("Mục tiêu đến năm 2025:\n\n- có {{du-an}};\n- làm tốt.\n", "error 3"),
            ("## Đến năm 2025\n\n::: number fact=\"du-an\"\n:::\n", "error 3"),
            ("## Đến năm 2025\n\nMột câu.\n\nTỉnh có {{du-an}}.\n", "warning 5"),
            ("| Việc | Đến năm 2025 | Đến năm 2030 |\n|---|---|---|\n| A | {{du-an}} | {{du-an}} |\n", "error 3"),
            ("| Mốc | Số |\n|---|---|\n| Đến năm 2025 | {{du-an}} |\n", "error 3"),
        ] {
            assert_eq!(told(text), [wanted], "{text}");
        }
    }

    #[test]
    fn ordinary_texts_name_years_without_a_word() {
        for text in [
            "Đến năm 2030, tỉnh có {{du-an}}; năm 2024 có {{so-lieu}}.",
            "Đến năm 2025 có một ít, đến năm 2030 có {{du-an}}.",
            "Đến năm 2025 có một ít và {{du-an}} đến năm 2030.",
            "Mục tiêu đến năm 2030 và năm 2025 lần lượt là {{du-an}} và một ít.",
            "Giai đoạn 2026 - 2030, tỉnh có {{du-an}}.",
            "Kế hoạch ngày 23/4/2024 đặt mục tiêu {{du-an}}.",
            "Nghị quyết năm 2012 được nhắc lại: phải có {{du-an}}.",
            "Năm 2024, Tỉnh ủy ban hành Kế hoạch với mục tiêu {{du-an}}.",
            "Đến năm 2024, tỉnh mới có một ít, còn phải đạt {{du-an}}.",
            "Từ năm 2024 đến nay tỉnh có {{so-lieu}}, đến năm 2030 có {{du-an}}.",
            "So với năm 2020, số hộ là {{so-lieu}}.",
            "Đến [năm 2025]{.nofact}, tỉnh có {{du-an}}.",
            "Đến năm 2030, từ {{so-lieu}} tăng lên {{du-an}}.",
            "Mốc năm 2025 đã qua. Mục tiêu là {{du-an}}.",
            "::: figures facts=\"du-an so-lieu\" title=\"Mục tiêu đến năm 2030, số liệu năm 2024\"\n:::\n",
            "::: figures facts=\"du-an\" title=\"Mục tiêu của Kế hoạch năm 2024\"\n:::\n",
            "## Mục tiêu đến năm 2025\n\nNay đã qua.\n\n## Chặng sau\n\nTỉnh có {{du-an}}.\n",
            "Họp tháng 12 năm 2026 bàn việc có {{du-an}}.",
            "| Mốc | Đến năm 2030 |\n|---|---|\n| A | {{du-an}} |\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
