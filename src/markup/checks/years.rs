//! Years that a text names where it speaks of facts: “Đến năm 2025” must not stand before a goal for 2030.
//!
//! Wrong told of right is worse than a miss. A year is held against a fact only where it stands beside it, in the same clause, or alone
//! in the title of its block, the line that introduces it, the head of its column or the heading above. Where the year of the fact
//! stands there too, all is well; the year of a document, a term, an event, a comparison or a step on the way says nothing of a fact.

use std::ops::{Range, RangeInclusive};

use super::review::Review;
use crate::content::{Fact, Facts};
use crate::diag::Message;
use crate::markup::citations::is_document_kind;
use crate::markup::doc::{self, Block, Doc, Inline, Part, TreeNode};
use crate::markup::languages::numbers::{is_dash, skip};
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

/// What leads to a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// By it something is to be reached: `đến năm 2025`.
    By,
    /// It is the year of a goal: `mục tiêu năm 2025`, `chỉ tiêu giai đoạn 2021 - 2025`.
    Aim,
    /// It stands by itself: `Năm 2025, …`.
    Plain,
    /// It is that of a name, a day, a comparison, or somebody vouches for it.
    Other,
}

/// A year, or a first and a last one, that a passage names.
#[derive(Debug, Clone)]
struct NamedYear {
    years: RangeInclusive<i32>,
    /// Its characters.
    at: Range<usize>,
    /// Where the words that lead to it begin.
    start: usize,
    lead: Lead,
    /// It begins a sentence, a line or a clause.
    begins: bool,
}

/// The one year that a title, a heading, the head of a column or an introducing line gives to what follows.
#[derive(Debug, Clone)]
struct YearAbove {
    named: NamedYear,
    typed: String,
    /// Nothing but the year stands there: it is the year of data, too.
    is_bare: bool,
}

/// A fact in words that name another year.
pub(super) struct Clash {
    fact: Fact,
    years: RangeInclusive<i32>,
    /// The year as typed.
    typed: String,
    /// Where to look, in characters of the passage.
    pub(super) at: Range<usize>,
    pub(super) weight: Weight,
}

const GOALS: &[&str] = &["đến", "tới", "vào", "by", "until", "till"];
const AIMS: &[&str] = &["mục tiêu", "chỉ tiêu", "targets for", "goals for"];
/// Between the year and what leads to it.
const FILLERS: &[&str] = &["năm", "hết", "cuối", "đầu", "giữa", "the", "end", "of", "year"];
/// Between a year and a figure, or beside a year in a title: the figure is not that of the year, but what comes later, what went before,
/// or a part of it.
const AWAY: &[&str] = &[
    "lộ trình",
    "theo",
    "hướng",
    "tiến tới",
    "tiến độ",
    "còn",
    "nền",
    "so",
    "hơn",
    "cho",
    "vì",
    "để",
    "sau",
    "trước",
    "gần",
    "nửa",
    "phần",
    "chuẩn bị",
    "bắt đầu",
    "khởi động",
    "đăng ký",
    "rà soát",
    "nhìn lại",
    "việc",
    "nối tiếp",
    "tiếp",
    "hoàn thành",
    "đã",
    "mới",
    "chưa",
    "từng",
    "chặng",
    "bước",
    "roadmap",
    "towards",
    "toward",
    "half",
    "part",
    "way",
    "had",
    "was",
    "only",
    "than",
    "vision",
    "tầm nhìn",
];
/// Before a year: it is the year of a document, a term, a count or an event.
const BACKGROUND: &[&str] = &[
    "nhiệm kỳ",
    "giai đoạn",
    "thời kỳ",
    "kết quả",
    "thành lập",
    "ra đời",
    "sinh",
    "bắt đầu",
    "niên giám",
    "hội nghị",
    "sơ kết",
    "tổng kết",
    "so với",
    "gấp",
    "tăng",
    "giảm",
    "từ",
    "festival",
    "hội",
    "đợt",
    "luật",
    "nối tiếp",
    "tính",
    "đầu",
    "sau",
    "trước",
    "act",
    "law",
    "since",
    "from",
    "than",
    "compared",
    "bước",
    "kéo dài",
    "hạn",
    "nhìn",
    "trở lại",
    "thống kê",
];
/// Between a year and a goal: the goal was set, chosen or asked for in that year.
const SET: &[&str] = &[
    "mục tiêu",
    "chỉ tiêu",
    "của",
    "về",
    "không",
    "đặt",
    "đề ra",
    "giao",
    "nhận",
    "xác định",
    "công bố",
    "phê duyệt",
    "ban hành",
    "chọn",
    "điều chỉnh",
    "nâng",
    "nhắc",
    "ghi",
    "ký",
    "nếu",
    "khi",
    "thống kê",
    "set",
    "if",
];
/// What has been counted in a year.
const HAVING: &[&str] = &["có", "đạt", "là", "were", "was", "are", "is", "had", "has"];
/// So many words between a year and a figure are near, and so many are next to it.
const NEAR: usize = 6;
const NEXT: usize = 3;

/// Holds the facts of a text against the years that it names.
pub(super) fn check(doc: &Doc, review: &mut Review) {
    let mut reader = YearReader { review };
    reader.review.within = 0;
    reader.blocks(&doc.blocks, None);
    for note in &doc.notes {
        reader.review.within = note.within;
        reader.blocks(&note.blocks, None);
    }
}

struct YearReader<'r, 'a> {
    review: &'r mut Review<'a>,
}

impl YearReader<'_, '_> {
    fn passage(&self, inlines: &[Inline]) -> Passage {
        Passage::of(inlines, self.review.ctx.facts)
    }

    fn blocks(&mut self, blocks: &[Block], above: Option<&YearAbove>) {
        // Headings that are open, each with what it says; the line before a list; what applies now.
        let mut headings: Vec<(usize, Option<YearAbove>)> = vec![];
        let mut intro: Option<YearAbove> = None;
        for block in blocks {
            let heading = headings.last().map_or(above, |(_, heading)| heading.as_ref()).cloned();
            let now = intro.take().or(heading);
            let now = now.as_ref();
            match block {
                Block::Heading(heading) => {
                    let passage = self.passage(&heading.inlines);
                    self.tell_all(&passage, None);
                    headings.retain(|(level, _)| *level < heading.level);
                    let outer = headings.last().map_or(above, |(_, outer)| outer.as_ref());
                    let own = goal_of(&passage, 0..passage.chars.len()).or_else(|| {
                        // A heading with years of its own speaks of another time than the one around it.
                        if names(&passage).is_empty() { outer.cloned() } else { None }
                    });
                    headings.push((heading.level, own));
                }
                // Most paragraphs show no fact and introduce none.
                Block::Text { inlines, .. } if !shows_fact(inlines) && !leads_on(inlines) => {}
                Block::Text { inlines, .. } => {
                    let passage = self.passage(inlines);
                    self.tell_all(&passage, now);
                    if passage.chars.iter().rev().find(|c| !c.is_whitespace()) == Some(&':') {
                        let from = sentences(&passage).last().map_or(0, |sentence| sentence.start);
                        intro = goal_of(&passage, from..passage.chars.len());
                    }
                }
                Block::Quote(inner) => self.blocks(inner, now),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks, now)),
                Block::Terms(terms) => {
                    for (term, meaning) in terms {
                        self.blocks(term, now);
                        let own = term.iter().find_map(|block| match block {
                            Block::Text { inlines, .. } => Some(self.passage(inlines)),
                            _ => None,
                        });
                        let own = own.and_then(|own| goal_of(&own, 0..own.chars.len()));
                        self.blocks(meaning, own.as_ref().or(now));
                    }
                }
                Block::Table { rows, .. } => self.table(rows, now),
                Block::Part(part) => self.part(part, now),
                Block::Code { .. } | Block::Divider => {}
            }
        }
    }

    fn part(&mut self, part: &Part, above: Option<&YearAbove>) {
        let outer = self.review.within;
        self.review.within = part.number.unwrap_or(outer);
        let title = part.title.as_deref().map(|title| self.passage(title)).unwrap_or_default();
        self.tell_all(&title, None);
        let whole = 0..title.chars.len();
        let own = goal_of(&title, whole.clone()).or_else(|| bare_of(&title, whole.clone()));
        let facts: Vec<&Fact> = part.facts.iter().flatten().collect();
        let is_named =
            |named: &NamedYear| facts.iter().any(|fact| own_year(fact).is_some_and(|y| named.years.contains(&y)));
        // Under a heading a block with a title of its own may go on to other years.
        let (over, is_title) = match &own {
            Some(own) => (Some(own), true),
            None if part.title.is_none() => (above, false),
            None => (None, false),
        };
        if let Some(over) = over.filter(|over| !is_named(&over.named)) {
            let weight = if is_title && !over.is_bare { Weight::Loose } else { Weight::Warning };
            for fact in &facts {
                if let Some(clash) = over.clash(fact, over.named.at.clone(), weight) {
                    let at = if is_title { title.source(clash.at.clone()) } else { part.at.clone() };
                    self.tell(&clash, at);
                }
            }
        }
        self.blocks(&part.blocks, over.filter(|over| !over.is_bare));
        self.review.within = outer;
    }

    /// The head of a column, or of a row, says the year of what stands below it, or behind.
    fn table(&mut self, rows: &[Vec<Vec<Inline>>], above: Option<&YearAbove>) {
        let mut heads: Vec<(bool, Option<YearAbove>)> = vec![];
        for (n, row) in rows.iter().enumerate() {
            let mut side: Option<YearAbove> = None;
            for (column, cell) in row.iter().enumerate() {
                if n > 0 && column > 0 && !shows_fact(cell) {
                    continue;
                }
                let passage = self.passage(cell);
                let whole = 0..passage.chars.len();
                if n == 0 {
                    self.tell_all(&passage, None);
                    let own = goal_of(&passage, whole.clone()).or_else(|| bare_of(&passage, whole));
                    heads.push((!names(&passage).is_empty(), own));
                    continue;
                }
                let (has_years, head) = heads.get(column).map_or((false, None), |(has, head)| (*has, head.as_ref()));
                // A year by itself over a column is that of the figures that stand there by themselves.
                let is_alone = passage.facts.len() == 1 && words(&passage, whole.clone()).len() < 2;
                let over = match head {
                    Some(head) => Some(head).filter(|head| !head.is_bare || is_alone),
                    None if has_years => None,
                    None => side.as_ref().or(above),
                };
                self.tell_all(&passage, over);
                if column == 0 {
                    side = goal_of(&passage, whole);
                }
            }
        }
    }

    fn tell_all(&mut self, passage: &Passage, above: Option<&YearAbove>) {
        for clash in clashes(passage, above) {
            self.tell(&clash, passage.source(clash.at.clone()));
        }
    }

    fn tell(&mut self, clash: &Clash, at: Range<usize>) {
        let (message, hint) = clash.told(self.review.ctx.facts);
        self.review.say(clash.weight, message, at, Some(hint));
    }
}

fn own_year(fact: &Fact) -> Option<i32> {
    fact.horizon.or(fact.year)
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
        if let TreeNode::Inline(inline @ (Inline::Text(_) | Inline::Citation { .. })) = node
            && let Some(leaf) = inline.leaves().last()
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
        let typed = &self.typed;
        let id = &self.fact.id;
        let right = self.fact.horizon.or(self.fact.year).unwrap_or_default();
        let message = match self.fact.horizon {
            Some(_) => msg!("markup-fact-goal-year", id = id, year = right, typed = typed),
            None => msg!("markup-fact-data-year", id = id, year = right, typed = typed),
        };
        let of_year = |fact: &&Fact| {
            let year = if self.fact.horizon.is_some() { fact.horizon } else { fact.year };
            // No year alone is what a period is.
            self.years.start() == self.years.end() && year.is_some_and(|year| self.years.contains(&year))
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

impl YearAbove {
    /// A fact of another year under it. What was counted may stand under a goal.
    fn clash(&self, fact: &Fact, at: Range<usize>, weight: Weight) -> Option<Clash> {
        let own = own_year(fact)?;
        let is_told = !self.named.years.contains(&own) && (fact.horizon.is_some() || self.is_bare);
        is_told.then(|| Clash {
            fact: fact.clone(),
            years: self.named.years.clone(),
            typed: self.typed.clone(),
            at,
            weight,
        })
    }
}

/// The words of a stretch, in small letters.
fn words(passage: &Passage, range: Range<usize>) -> Vec<String> {
    let text = if range.start < range.end { passage.text(range).to_lowercase() } else { String::new() };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(String::from).collect()
}

fn holds(words: &[String], of: &[&str]) -> bool {
    let text = format!(" {} ", words.join(" "));
    of.iter().any(|word| text.contains(&format!(" {word} ")))
}

/// The one year of a stretch, with the words before it and behind.
fn only_year(passage: &Passage, range: &Range<usize>) -> Option<(NamedYear, Vec<String>, Vec<String>)> {
    let mut named = names(passage).into_iter().filter(|named| range.contains(&named.at.start));
    let one = named.next().filter(|_| named.next().is_none())?;
    let (before, behind) = (words(passage, range.start..one.start), words(passage, one.at.end..range.end));
    Some((one, before, behind))
}

/// The year by which a title, a heading or an introducing line wants what it introduces: `Mục tiêu đến năm 2025`.
fn goal_of(passage: &Passage, range: Range<usize>) -> Option<YearAbove> {
    let (named, before, behind) = only_year(passage, &range)?;
    let is_away = holds(&before, AWAY) || holds(&behind, AWAY) || holds(&before, BACKGROUND);
    let is_document = is_document_kind(&before.join(" ")) || is_document_kind(&behind.join(" "));
    let is_aim = named.lead == Lead::Aim || holds(&before, &["mục tiêu", "chỉ tiêu", "goals", "targets"]);
    let is_alone = behind.len() <= NEXT && (before.len() <= NEXT || is_aim);
    let is_goal = matches!(named.lead, Lead::By | Lead::Aim) && is_alone && !is_away && !is_document;
    let typed = passage.text(named.at.clone());
    is_goal.then_some(YearAbove { named, typed, is_bare: false })
}

/// The year that stands in a title or the head of a column with nothing beside it: `Năm 2023`, `Số liệu năm 2023`.
fn bare_of(passage: &Passage, range: Range<usize>) -> Option<YearAbove> {
    let (named, before, behind) = only_year(passage, &range)?;
    let is_bare = behind.is_empty() && (before.is_empty() || before == ["số", "liệu"]) && named.lead != Lead::Other;
    let typed = passage.text(named.at.clone());
    is_bare.then_some(YearAbove { named, typed, is_bare: true })
}

/// The facts of a header that stand in words of another year.
pub(super) fn header_clashes(passage: &Passage) -> Vec<Clash> {
    clashes(passage, None)
}

/// The year that the words of a fact name where it is not that of the fact: they are printed beside each of its figures.
pub(super) fn in_label(passage: &Passage, fact: &Fact) -> Option<(Range<usize>, Weight)> {
    let own = own_year(fact)?;
    let named = names(passage);
    let [named] = named.as_slice() else { return None };
    if named.years.contains(&own) || named.lead == Lead::Other {
        return None;
    }
    let all = words(passage, 0..passage.chars.len());
    let text = passage.text(0..passage.chars.len()).to_lowercase();
    // A year of a document, of a count, or with which the figure is compared.
    let is_other =
        holds(&all, BACKGROUND) || is_document_kind(&text) || is_compared(passage, &(0..passage.chars.len()));
    let is_last = passage.text(named.at.end..passage.chars.len()).trim_end_matches(['.', ' ']).is_empty();
    let is_of_plan = holds(&all, SET) || holds(&all, &["vượt", "theo", "hoàn thành"]);
    let is_sure = named.lead == Lead::By && is_last && fact.horizon.is_some() && !is_of_plan;
    (!is_other).then_some((named.at.clone(), if is_sure { Weight::Loose } else { Weight::Warning }))
}

fn clashes(passage: &Passage, above: Option<&YearAbove>) -> Vec<Clash> {
    if passage.facts.is_empty() {
        return vec![];
    }
    let named = names(passage);
    let mut found = vec![];
    for sentence in sentences(passage) {
        let inside = |at: usize| sentence.contains(&at);
        let years: Vec<&NamedYear> = named.iter().filter(|named| inside(named.at.start)).collect();
        let facts: Vec<&(usize, Vec<Fact>)> = passage.facts.iter().filter(|(at, _)| inside(*at)).collect();
        let is_named = |year: i32| years.iter().any(|named| named.years.contains(&year));
        let told = |fact: &Fact, named: &NamedYear, weight| Clash {
            fact: fact.clone(),
            years: named.years.clone(),
            typed: passage.text(named.at.clone()),
            at: named.at.clone(),
            weight,
        };
        for (fact, named) in swapped(passage, &years, &facts) {
            found.push(told(fact, named, Weight::Warning));
        }
        let is_away = || holds(&words(passage, sentence.clone()), AWAY) || is_compared(passage, &sentence);
        for (at, here) in &facts {
            let Some(fact) = here.first() else { continue };
            if here.iter().any(|fact| own_year(fact).is_none_or(is_named)) {
                continue;
            }
            if years.is_empty() {
                let is_aim = |text: &str| text.contains("mục tiêu");
                let over = above.filter(|_| !is_away() && !is_aim(&passage.text(sentence.clone()).to_lowercase()));
                found.extend(over.and_then(|above| above.clash(fact, *at..*at + 1, Weight::Warning)));
                continue;
            }
            let before = years.iter().rfind(|named| named.at.end <= *at);
            let behind = years.iter().find(|named| named.at.start > *at);
            let weight = before.and_then(|named| beside(passage, named, *at, fact, sentence.start));
            match (before.zip(weight), behind) {
                (Some((named, weight)), _) => found.push(told(fact, named, weight)),
                (None, Some(named)) if is_behind(passage, named, *at, sentence.end) && !is_away() => {
                    found.push(told(fact, named, Weight::Warning));
                }
                _ => {}
            }
        }
    }
    found
}

/// How sure it is that the year before a figure is meant to be the one of the figure: it stands beside it, in the same clause.
fn beside(passage: &Passage, named: &NamedYear, at: usize, fact: &Fact, from: usize) -> Option<Weight> {
    let between = passage.text(named.at.end..at).to_lowercase();
    // A comma or a colon directly behind the year leads to what is said of it.
    let clause = between.trim_start().trim_start_matches([',', ':']);
    let is_broken =
        clause.contains(|c: char| matches!(c, ',' | ':' | '(' | ')' | '–' | '—' | '\n' | '\u{FFFC}') || c.is_numeric());
    let (before, between) = (words(passage, from..named.start), words(passage, named.at.end..at));
    let before_is_other =
        holds(&before, BACKGROUND) || is_document_kind(&before.join(" ")) || holds(&before, &["theo", "còn"]);
    let is_away = holds(&between, AWAY) || holds(&between, SET) || is_document_kind(&between.join(" "));
    if is_broken || before_is_other || is_away || between.len() > NEAR {
        return None;
    }
    let is_had = between.last().is_some_and(|word| HAVING.contains(&word.as_str()));
    // What is done “vào năm 2024” may be that the goal was set.
    let is_in = passage.text(named.start..named.at.start).to_lowercase().starts_with("vào");
    match (named.lead, fact.horizon) {
        (Lead::By, Some(_)) if is_in && !is_had && !between.is_empty() => None,
        (Lead::By, Some(_)) => Some(if between.len() <= NEXT { Weight::Loose } else { Weight::Warning }),
        // A figure of a year is said to be there in it.
        (Lead::Plain, None) => (named.begins && is_had && between.len() <= NEXT).then_some(Weight::Warning),
        _ => None,
    }
}

/// Whether a year stands directly behind a figure and ends what is said: `{{ … }} vào năm 2025`, `{{ … }} (năm 2025)`.
fn is_behind(passage: &Passage, named: &NamedYear, at: usize, end: usize) -> bool {
    let between = passage.text(at + 1..named.start);
    let rest = passage.text(named.at.end..end);
    let rest = rest.trim_start();
    let is_bracket = between.trim() == "(" && rest.starts_with(')') && named.lead == Lead::Plain;
    let is_end = rest.is_empty() || matches!(rest, "." | "!" | "?" | ";");
    is_bracket || between.trim().is_empty() && is_end && named.lead == Lead::By
}

/// Two facts in each other's places: “Đến năm 2025 đạt …, đến năm 2030 đạt …” with each behind the year of the other one.
fn swapped<'f, 'n>(
    passage: &Passage,
    years: &[&'n NamedYear],
    facts: &[&'f (usize, Vec<Fact>)],
) -> Vec<(&'f Fact, &'n NamedYear)> {
    let [(first, one), (second, other)] = facts else { return vec![] };
    let ([one], [other]) = (one.as_slice(), other.as_slice()) else { return vec![] };
    let next = |at: usize| {
        let named = years.iter().rfind(|named| named.at.end <= at).copied()?;
        let between = words(passage, named.at.end..at);
        let is_next = between.len() <= NEXT && !holds(&between, AWAY) && !between.iter().any(|word| word == "mục");
        (is_next && matches!(named.lead, Lead::By | Lead::Plain)).then_some(named)
    };
    let (Some(before), Some(behind)) = (next(*first), next(*second)) else { return vec![] };
    let is_of = |named: &NamedYear, fact: &Fact| own_year(fact).is_some_and(|year| named.years.contains(&year));
    let is_swapped = years.len() == 2
        && before.at != behind.at
        && (is_of(before, other) && is_of(behind, one) && !is_of(before, one) && !is_of(behind, other));
    if is_swapped { vec![(one, before), (other, behind)] } else { vec![] }
}

/// Whether a sentence says the year of its facts without figures: `mốc trước`, `năm ngoái`.
fn is_compared(passage: &Passage, sentence: &Range<usize>) -> bool {
    let text = passage.text(sentence.clone()).to_lowercase();
    ["hiện", "nay", "đã", "trước", "ngoái", "so với", "tiếp theo", "sau đó", "today", "now ", "last year"]
        .iter()
        .any(|word| text.contains(word))
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

/// The years that a passage names, but for those of days and numbers.
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
            found.push(named(passage, at..stop, first..=last));
        }
        at = stop;
    }
    found
}

fn year(passage: &Passage, range: Range<usize>) -> Option<i32> {
    if range.end != range.start + 4 {
        return None;
    }
    passage.text(range).parse().ok().filter(|year| (1990..2100).contains(year))
}

/// What the words before a year make of it.
fn named(passage: &Passage, at: Range<usize>, years: RangeInclusive<i32>) -> NamedYear {
    let before = passage.words_before(at.start, 9);
    let fillers = before.iter().take_while(|(word, _)| FILLERS.contains(&word.as_str())).count();
    let has_year = before.iter().take(fillers).any(|(word, _)| matches!(word.as_str(), "năm" | "year" | "of"));
    let is_early = before.iter().take(fillers).any(|(word, _)| word == "đầu");
    let word = |n: usize| before.get(n).map(|(word, _)| word.as_str()).unwrap_or_default();
    let place = |n: usize| before.get(n).map(|(_, start)| *start);
    // `mục tiêu giai đoạn 2021 - 2025`.
    let periods = if word(fillers) == "đoạn" && word(fillers + 1) == "giai" { 2 } else { 0 };
    let lead = fillers + periods;
    let two = format!("{} {}", word(lead + 1), word(lead));
    let behind = passage.chars[at.end..].iter().find(|c| !matches!(c, ' ' | '\u{a0}'));
    let is_english = matches!(word(fillers), "in" | "by" | "until" | "till");
    let is_year = has_year || is_english || years.start() != years.end() || behind.is_none_or(|c| !c.is_alphanumeric());
    let is_typed = passage.typed.get(at.clone()).is_some_and(|typed| typed.iter().all(|typed| *typed));
    let start = |n: usize| n.checked_sub(1).and_then(place).unwrap_or(at.start);
    let (kind, start) = if !is_typed || !is_year {
        (Lead::Other, start(fillers))
    } else if AIMS.contains(&two.as_str()) {
        (Lead::Aim, start(lead + 2))
    } else if periods == 0 && GOALS.contains(&word(fillers)) {
        (Lead::By, start(fillers + 1))
    } else if matches!(word(fillers), "trong" | "in") {
        (Lead::Plain, start(fillers + 1))
    } else if periods == 0 && !is_early {
        (Lead::Plain, start(fillers))
    } else {
        (Lead::Other, start(fillers))
    };
    let outside = passage.chars[..start].iter().rev().find(|c| !matches!(c, ' ' | '\u{a0}'));
    let begins = outside.is_none_or(|c| matches!(c, '\n' | '.' | '!' | '?' | ';' | ',' | '“' | '"'));
    NamedYear { years, at, start, lead: kind, begins }
}

#[cfg(test)]
mod tests {
    use crate::markup::tests::run_filled;

    fn told(text: &str) -> Vec<String> {
        let (_, diags) = run_filled(text, true);
        let is_year = |id: &str| matches!(id, "markup-fact-goal-year" | "markup-fact-data-year");
        let found = diags.iter().filter(|found| is_year(&found.message.id));
        let line = |found: &crate::diag::Diagnostic| {
            found.place.as_ref().map_or(0, |place| place.file.line_column(place.range.start).0)
        };
        found.map(|found| format!("{} {}", if found.is_error() { "error" } else { "warning" }, line(found))).collect()
    }

    fn silent(texts: &[&str]) {
        for text in texts {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_title_or_a_sentence_of_another_year_is_told() {
        // `du-an` and `dich` are goals for 2030, `som` for 2025; `so-lieu` was counted in 2024, `so-cu` in 2023.
        for (text, wanted) in [
            ("::: figures facts=\"du-an\" title=\"Mục tiêu đến năm 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Mục tiêu năm 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Mục tiêu 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Mục tiêu OCOP của tỉnh ta đến năm 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Đến năm 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Goals for 2025\"\n:::\n", "error 1"),
            ("::: figures facts=\"du-an\" title=\"Năm 2025\"\n:::\n", "warning 1"),
            ("::: figures facts=\"so-lieu\" title=\"Số liệu năm 2023\"\n:::\n", "warning 1"),
            ("::: figures facts=\"du-an\" title=\"Chỉ tiêu giai đoạn 2021 - 2025\"\n:::\n", "error 1"),
            ("Đến năm 2025, tỉnh có {{du-an}}.", "error 1"),
            ("Vào năm 2025, tỉnh có {{du-an}}.", "error 1"),
            ("Tỉnh phấn đấu đến năm 2025 đạt {{du-an}}.", "error 1"),
            ("Tỉnh phấn đấu có {{du-an}} đến hết năm 2028.", "warning 1"),
            ("Tỉnh phấn đấu có {{du-an}} vào năm 2025.", "warning 1"),
            ("Tỉnh phấn đấu có {{du-an}} (năm 2025) và làm tốt.", "warning 1"),
            ("**Đến** năm **2025**: {{du-an}}.", "error 1"),
            ("Đến năm 2025, cả tỉnh ta phải có {{du-an}}.", "warning 1"),
            ("Năm 2023, tỉnh có {{so-lieu}}.", "warning 1"),
            ("By the end of 2025 the province has {{du-an}}.", "error 1"),
            ("In 2023 there were {{so-lieu}}.", "warning 1"),
            ("> Đến năm 2025, tỉnh có {{du-an}}.", "error 1"),
            ("Một câu.[^a]\n\n[^a]: Đến năm 2025, tỉnh có {{du-an}}.\n", "error 3"),
            ("Mục tiêu đến năm 2025:\n\n- có {{du-an}};\n- làm tốt.\n", "warning 3"),
            ("## Đến năm 2025\n\n::: number fact=\"du-an\"\n:::\n", "warning 3"),
            ("## Đến năm 2025\n\nMột câu.\n\nTỉnh có {{du-an}}.\n", "warning 5"),
            ("| Việc | Đến năm 2025 | Đến năm 2030 |\n|---|---|---|\n| A | {{du-an}} | {{du-an}} |\n", "warning 3"),
            ("| Việc | Năm 2023 | Năm 2024 |\n|---|---|---|\n| A | {{so-lieu}} | {{so-lieu}} |\n", "warning 3"),
            ("| Mốc | Số |\n|---|---|\n| Đến năm 2025 | {{du-an}} |\n", "warning 3"),
        ] {
            assert_eq!(told(text), [wanted], "{text}");
        }
        for text in
            ["Đến năm 2025 đạt {{du-an}}, đến năm 2030 đạt {{som}}.", "Năm 2023 có {{so-lieu}}, năm 2024 có {{so-cu}}."]
        {
            assert_eq!(told(text), ["warning 1"; 2], "{text}");
        }
    }

    #[test]
    fn the_way_out_is_the_year_as_typed() {
        for (text, typed) in [
            ("::: figures facts=\"du-an\" title=\"Chỉ tiêu giai đoạn 2021 - 2025\"\n:::\n", "2021 - 2025"),
            ("Đến năm 2027, tỉnh có {{du-an}}.", "2027"),
            ("Đến năm 2025, tỉnh có {{du-an}}.", "2025"),
        ] {
            let (_, diags) = run_filled(text, true);
            let arg = |name: &str| {
                let args = &diags[0].hints[0].args;
                args.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str()).to_string()
            };
            assert_eq!((arg("typed").as_str(), arg("names").contains("`som`")), (typed, typed == "2025"), "{text}");
        }
    }

    #[test]
    fn a_year_behind_a_call_is_shown_where_it_stands() {
        let text = "Có {{so-lieu}}. Đến năm 2025, tỉnh có {{du-an}}, tốt.";
        let (_, diags) = run_filled(text, true);
        let place = diags[0].place.as_ref().expect("a place");
        assert_eq!(&place.file.text[place.range.clone()], "2025");
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
            "Năm 2025, tỉnh phấn đấu có {{du-an}}.",
            "Đến năm 2025 đạt {{du-an}}, đến năm 2030 đạt nhiều hơn.",
            "| Mốc | Đến năm 2030 |\n|---|---|\n| A | {{du-an}} |\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_year_of_the_facts_in_the_same_sentence_or_title_settles_it() {
        silent(&[
            "Đến năm 2030, tầm nhìn đến năm 2045, tỉnh phấn đấu {{du-an}}.",
            "Quy hoạch tỉnh thời kỳ 2021 - 2030, tầm nhìn đến năm 2050 xác định {{du-an}}.",
            "Cả nước đến năm 2030 là nước đang phát triển, đến năm 2045 là nước phát triển, tỉnh góp {{du-an}}.",
            "Hai mục tiêu 100 năm: đến năm 2030 và đến năm 2045, tỉnh có {{du-an}}.",
            "::: figures facts=\"som du-an\" title=\"Mục tiêu 2025 và 2030\"\n:::\n",
            "::: bars facts=\"som du-an\" title=\"Mục tiêu đến năm 2025 và 2030\"\n:::\n",
            "::: rings facts=\"som du-an\" title=\"2025 và 2030\"\n:::\n",
            "::: figures facts=\"so-lieu du-an\" title=\"Từ năm 2024 đến năm 2030\"\n:::\n",
            "::: figures facts=\"so-lieu so-cu\" title=\"Số hộ tham gia: năm 2024 so với năm 2023\"\n:::\n",
            "::: figures facts=\"so-lieu du-an\" title=\"Hiện trạng và mục tiêu 2030\"\n:::\n",
        ]);
    }

    #[test]
    fn a_past_period_is_background() {
        silent(&[
            "Phát huy kết quả nhiệm kỳ 2020 - 2025, Đảng bộ tỉnh phấn đấu {{du-an}}.",
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh nhiệm kỳ 2020 - 2025 xác định đạt {{du-an}}.",
            "::: figures facts=\"du-an\" title=\"Nghị quyết Đại hội đại biểu nhiệm kỳ 2020 - 2025\"\n:::\n",
            "Kết quả giai đoạn 2021 - 2025 là nền tảng để đạt {{du-an}}.",
            "Nối tiếp giai đoạn 2021 - 2025, tỉnh có {{dich}}.",
            "Mục tiêu giai đoạn 2021 - 2025 hoàn thành sớm, tỉnh đặt tiếp {{du-an}}.",
            "Theo Quyết định số 919/QĐ-TTg phê duyệt Chương trình OCOP giai đoạn 2021 - 2025, tỉnh phấn đấu {{du-an}}.",
            "Nguồn vốn giai đoạn 2021 - 2025 giúp tỉnh có {{dich}}.",
            "## Kết quả giai đoạn 2021 - 2025\n\nToàn tỉnh có {{so-lieu}} tham gia, làm nền cho mục tiêu {{du-an}} sau này.\n",
            "## Kết quả giai đoạn 2021 - 2025\n\n- Có {{so-lieu}} tham gia;\n- làm nền cho mục tiêu {{du-an}} sau này.\n",
        ]);
    }

    #[test]
    fn a_milestone_on_the_way_is_no_other_goal() {
        silent(&[
            "Đến cuối năm 2026, các xã phải có lộ trình đạt {{du-an}}.",
            "Đến cuối năm 2026 có lộ trình đạt {{du-an}}.",
            "Đến hết năm 2026, các địa phương hoàn thành đăng ký chỉ tiêu theo mục tiêu {{du-an}}.",
            "Đến năm 2026, còn bốn năm để đạt {{du-an}}.",
            "Trước mắt, đến năm 2026 hoàn thành hồ sơ, về lâu dài đạt {{du-an}}.",
            "Mục tiêu năm 2026 là hoàn thành hồ sơ, còn mục tiêu cả chặng là {{du-an}}.",
            "::: steps title=\"Lộ trình đến năm 2026\"\n1. Đăng ký.\n2. Đạt {{du-an}}.\n:::\n",
            "## Tiến độ đến năm 2026\n\nMới được một phần của mục tiêu {{du-an}}.\n",
            "## Đến năm 2026\n\nMới được một phần của mục tiêu {{du-an}}.\n",
            "## Giai đoạn 2026 - 2028\n\nPhấn đấu tới cuối giai đoạn sau: {{du-an}}.\n",
            "By the end of 2026 every commune must have a roadmap to reach {{du-an}}.",
            "Từ nay đến năm 2026, tỉnh dồn sức cho {{du-an}}.",
            "Đến năm 2026 đạt một nửa {{du-an}}.",
            "Bước vào năm 2026, tỉnh đặt đích {{du-an}}.",
            "Vào năm 2024, tỉnh cam kết {{du-an}}.",
            "Vào năm 2024, Tỉnh ủy giao {{du-an}}.",
            "Đến năm 2026, tỉnh điều chỉnh {{du-an}}.",
        ]);
    }

    #[test]
    fn a_goal_that_is_compared_with_is_no_other_goal() {
        silent(&[
            "So với mục tiêu đến năm 2025, con số {{du-an}} cao hơn nhiều.",
            "Chỉ tiêu đến năm 2025 đạt sớm, nên {{du-an}} là khả thi.",
            "Đến năm 2025 còn nhiều việc: {{du-an}} vẫn ở phía trước.",
            "Mục tiêu đến năm 2030 cao hơn mục tiêu đến năm 2025 là {{du-an}} so với {{som}}.",
        ]);
    }

    #[test]
    fn years_of_work_and_of_events_say_nothing_of_a_figure() {
        silent(&[
            "Năm 2026, mỗi xã chọn một sản phẩm để cùng đạt {{du-an}}.",
            "Năm 2026 và những năm tiếp theo, tỉnh phấn đấu {{du-an}}.",
            "## Việc cần làm trong năm 2026\n\nPhấn đấu {{du-an}}.\n",
            "## Sơ kết năm 2025\n\nPhấn đấu {{du-an}}.\n",
            "## Chương trình công tác năm 2026\n\nPhấn đấu {{du-an}}.\n",
            "## Chào năm 2026\n\nPhấn đấu {{du-an}}.\n",
            "::: figures facts=\"du-an\" title=\"Hội nghị sơ kết năm 2026\"\n:::\n",
            "::: figures facts=\"du-an\" title=\"Quyết tâm của năm 2026\"\n:::\n",
            "::: figures facts=\"du-an\" title=\"Theo Kế hoạch ban hành năm 2024\"\n:::\n",
            "::: figures facts=\"du-an\" title=\"Kế hoạch 116-KH/TU (2024)\"\n:::\n",
            "| Văn bản | Mục tiêu |\n|---|---|\n| KH 116-KH/TU, năm 2024 | {{du-an}} |\n",
            "- Năm 2026: rà soát {{so-lieu}} đã tham gia.\n",
            "1. Giai đoạn 1 (2026 - 2027): khảo sát {{so-lieu}} đang tham gia.\n",
            "Mục tiêu đến năm 2030:\n\n| Chỉ tiêu | Hiện trạng | Mục tiêu |\n|---|---|---|\n| A | {{so-lieu}} | {{du-an}} |\n",
            "Thành lập năm 2019, hợp tác xã liên kết với {{so-lieu}}.",
            "Ra đời năm 2008, hợp tác xã có {{so-lieu}}.",
            "Ông Ba, sinh năm 1995, là một trong {{so-lieu}}.",
            "Mô hình bắt đầu năm 2021, đã lan tới {{so-lieu}}.",
            "Gấp đôi năm 2020, tỉnh có {{so-lieu}}.",
            "Tăng mạnh so với các năm 2022 và 2023, tỉnh có {{so-lieu}}.",
            "Niên giám thống kê năm 2025 ghi nhận {{so-lieu}}.",
            "Niên giám thống kê năm 2025, tỉnh có {{so-lieu}}.",
            "Báo cáo tổng kết năm 2025 dẫn số liệu {{so-lieu}}.",
            "Theo Quyết định 300/QĐ-TTg năm 2025, {{so-lieu}} được hỗ trợ.",
            "Festival Hoa Đà Lạt năm 2026 đón {{so-lieu}}.",
            "Trong đợt mưa lũ năm 2025, {{so-lieu}} được giúp.",
        ]);
    }
}
