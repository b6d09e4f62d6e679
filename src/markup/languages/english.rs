//! Words of English that stay with the number behind them: names of things, months, halves of the day.

use crate::content::MONTHS;

/// The months in short, beside [`MONTHS`].
pub(in crate::markup) const SHORT_MONTHS: &[&str] =
    &["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

/// Halves of the day.
pub(in crate::markup) const HALVES: &[&str] = &["a.m.", "p.m.", "am", "pm"];

/// Words that name any number behind them.
pub(in crate::markup) const NAMING: &[&str] = &[
    "article",
    "articles",
    "clause",
    "clauses",
    "section",
    "sections",
    "chapter",
    "chapters",
    "paragraph",
    "paragraphs",
    "annex",
    "appendix",
    "phase",
    "round",
    "grade",
    "grades",
    "lesson",
    "room",
    "ward",
    "hamlet",
    "district",
    "hotline",
    "tel",
    "phone",
    "fax",
    "highway",
    "route",
    "version",
    "decree",
    "resolution",
    "decision",
    "conclusion",
    "directive",
    "circular",
    "law",
    "term",
    "congress",
    "volume",
    "week",
    "quarter",
    "level",
    "annexes",
    "no",
    "nos",
    "vol",
    "art",
    "sec",
    "fig",
    "ext",
    "extension",
    "p",
    "pp",
];

/// Words that do so where nothing is counted behind: `Group 3`, but `group 30 households`.
pub(in crate::markup) const NUMBERED: &[&str] = &[
    "form",
    "group",
    "team",
    "part",
    "plan",
    "table",
    "figure",
    "question",
    "step",
    "stage",
    "issue",
    "class",
    "unit",
    "house",
    "number",
    "press",
    "block",
    "page",
    "pages",
    "lot",
    "zone",
    "floor",
    "gate",
    "window",
    "counter",
    "booth",
    "session",
    "day",
    "village",
    "building",
    "hall",
    "option",
    "item",
    "goal",
    "objective",
    "target",
    "exercise",
    "example",
    "stop",
    "platform",
    "line",
    "key",
    "commune",
    "area",
    "steps",
    "days",
];

pub(in crate::markup) fn is_month(word: &[char]) -> bool {
    MONTHS.iter().chain(SHORT_MONTHS).any(|month| month.chars().eq(word.iter().copied()))
}

/// Whether a word with a capital keeps the number behind it on its line: `Grade 6`.
pub(in crate::markup) fn is_name(word: &[char]) -> bool {
    let lower: String = word.iter().flat_map(|c| c.to_lowercase()).take(12).collect();
    word.first().is_some_and(|c| c.is_uppercase())
        && (NAMING.contains(&lower.as_str()) || NUMBERED.contains(&lower.as_str()))
}
