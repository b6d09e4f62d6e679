//! Numbers of English texts that name a thing: `15 December 2026`, `Grade 6`, `10 a.m.`

use super::line::Line;
use crate::content::MONTHS;
use crate::markup::languages::english::{NAMING, NUMBERED, SHORT_MONTHS, is_month};
use crate::markup::languages::numbers::{clock, is_dash};

/// Of them, words that do something as well or hold people: in small letters they name where nothing is counted behind: `Grade 6
/// pupils`, `in grade 6`, but `grade 30 teachers`.
const AMBIGUOUS: &[&str] = &[
    "grade", "grades", "phase", "round", "level", "room", "ward", "hamlet", "district", "week", "quarter", "term",
    "lesson", "volume", "congress", "route", "version", "phone", "fax",
];

/// Words before which or behind which a year stands: `in 2025 teachers`, `the 2026 plans`. Behind any other small word people and
/// things are counted: `gave 2000 leaflets`.
const BEFORE_YEARS: &[&str] = &[
    "in",
    "by",
    "since",
    "from",
    "until",
    "till",
    "after",
    "before",
    "during",
    "the",
    "this",
    "its",
    "our",
    "their",
    "for",
    "and",
    "or",
    "year",
    "years",
    "early",
    "late",
    "end",
    "mid",
    "winter",
    "spring",
    "summer",
    "autumn",
    "season",
    "between",
    "through",
    "throughout",
    "is",
    "on",
    "at",
    "as",
    "school",
    "period",
    "plan",
    "target",
    "a",
    "an",
    "vs",
    "st",
    "nd",
    "rd",
    "th",
];

/// Words that a full stop may end before their number: `No. 5`.
const SHORT: &[&str] = &["no", "nos", "tel", "vol", "art", "sec", "fig", "ext", "p", "pp"];

/// Words before a short number that is dialled.
const DIALLED: &[&str] = &["call", "dial", "hotline", "phone", "line", "number", "calling", "dialling", "ring", "tel"];

/// Words that go on after a number which names. Behind any other small word stands what is counted.
const GOING_ON: &[&str] = &[
    "and", "or", "of", "to", "in", "at", "on", "is", "are", "was", "were", "will", "for", "with", "from", "by", "the",
    "a", "an", "has", "have", "had", "as", "that", "which", "who", "this", "must", "can", "may", "shall", "should",
    "says", "begins", "starts", "ends", "opens", "closes", "before", "after", "until", "through", "between", "under",
    "if", "when", "then", "but", "not", "also", "into", "near", "off",
];

/// What makes a year of four figures a number: `over 2000 households`.
const AMOUNTING: &[&str] = &[
    "over",
    "about",
    "nearly",
    "almost",
    "some",
    "than",
    "least",
    "most",
    "of",
    "approximately",
    "around",
    "reach",
    "reached",
    "trained",
    "have",
    "has",
    "had",
    "with",
    "planted",
    "another",
    "to",
];

/// What is measured behind a number.
const MEASURES: &[&str] = &[
    "%",
    "percent",
    "per",
    "million",
    "billion",
    "thousand",
    "hundred",
    "hectares",
    "ha",
    "km",
    "kg",
    "tonnes",
    "tons",
    "people",
    "persons",
    "households",
    "times",
    "years",
    "months",
    "days",
    "hours",
    "minutes",
    "dong",
    "vnd",
    "usd",
];

/// Whether number `n` names a thing.
pub(in crate::markup) fn names(line: &Line, n: usize) -> bool {
    is_ordinal(line.word(n)) || is_day(line, n) || is_hour(line, n) || is_named(line, n) || is_house(line, n)
}

/// Whether a year counts: `over 2000 households`.
pub(in crate::markup) fn year_counts(line: &Line, n: usize) -> bool {
    let before = n.checked_sub(1).map(|at| line.lower(at)).unwrap_or_default();
    let next = line.lower(n + 1);
    let is_plural = line.is_small(n + 1) && next.ends_with('s') && !GOING_ON.contains(&next.as_str());
    let is_measured = MEASURES.contains(&next.as_str());
    let is_plain = n.checked_sub(1).is_some_and(|at| {
        line.is_blank_after(at)
            && line.word(at).iter().all(|c| c.is_lowercase())
            && !BEFORE_YEARS.contains(&before.as_str())
            && !SHORT_MONTHS.iter().chain(&MONTHS).any(|month| month.eq_ignore_ascii_case(&before))
    });
    line.is_blank_after(n) && (is_measured || is_plural && (AMOUNTING.contains(&before.as_str()) || is_plain))
}

/// Whether nothing is counted behind number `n`.
pub(in crate::markup) fn stands_alone(line: &Line, n: usize) -> bool {
    !line.is_blank_after(n) || !line.is_small(n + 1) || GOING_ON.contains(&line.lower(n + 1).as_str())
}

/// `1st`, `2nd`, `14th`.
fn is_ordinal(word: &[char]) -> bool {
    let digits = word.iter().take_while(|c| c.is_ascii_digit()).count();
    let suffix: String = word[digits..].iter().take(3).collect();
    (1..=3).contains(&digits) && matches!(suffix.as_str(), "st" | "nd" | "rd" | "th")
}

/// One day or two: `5`, `5-7`, `5th`.
fn is_days(word: &[char]) -> bool {
    let is_one = |day: &[char]| {
        let text: String = day.iter().take_while(|c| c.is_ascii_digit()).take(3).collect();
        text.parse().is_ok_and(|day: u32| (1..=31).contains(&day)) && (text.len() == day.len() || is_ordinal(day))
    };
    let mut days = word.splitn(3, |c| is_dash(*c));
    days.all(is_one)
}

/// A day with its month: `15 December`, `December 15`, `5 – 7 January`, `5 and 6 January`, `December 5 to 7`.
fn is_day(line: &Line, n: usize) -> bool {
    let before_month = |at: usize| is_days(line.word(at)) && line.is_blank_after(at) && is_month(line.word(at + 1));
    // Behind its month a day may be a number of something: `in March 15 households came`.
    let after_month = |at: usize| {
        at.checked_sub(1).is_some_and(|month| {
            let is_mark = |c: &char| c.is_whitespace() || *c == '.';
            is_month(line.word(month)) && line.between(month).iter().all(is_mark)
        }) && stands_alone(line, at)
    };
    if !is_days(line.word(n)) {
        return false;
    }
    let joined = |first: usize| match line.between(first) {
        between if between.len() <= 3 && between.iter().any(|c| is_dash(*c)) => first + 1,
        _ if matches!(line.lower(first + 1).as_str(), "to" | "and" | "or" | "until") => first + 2,
        _ => first,
    };
    before_month(n)
        || after_month(n)
        || joined(n) > n && before_month(joined(n))
        || (1..=2)
            .filter_map(|back| n.checked_sub(back))
            .any(|first| joined(first) == n && is_days(line.word(first)) && after_month(first) && stands_alone(line, n))
}

/// An hour of the day: `10 a.m.`, `9:30 am`, `10am`, `from 7 to 9 p.m.`
fn is_hour(line: &Line, n: usize) -> bool {
    let is_half = |text: &str| matches!(text, "am" | "pm" | "a.m" | "p.m");
    let is_clock = |word: &[char]| {
        let mut hours = word.splitn(3, |c| is_dash(*c));
        !word.is_empty()
            && hours.all(|hour| {
                let text: String = hour.iter().take(3).collect();
                text.parse().is_ok_and(|hour: u32| hour <= 24) || clock(hour, 0) == Some(hour.len())
            })
    };
    let is_said = |at: usize| {
        let word = line.word(at);
        let digits = word.iter().take_while(|c| c.is_ascii_digit() || **c == ':' || is_dash(**c)).count();
        let next = line.lower(at + 1);
        let rest: String = word[digits..].iter().take(4).collect();
        is_clock(&word[..digits])
            && (is_half(&rest)
                || rest.is_empty()
                    && line.is_blank_after(at)
                    && (is_half(&next) || matches!(next.as_str(), "o’clock" | "o'clock" | "noon")))
    };
    let is_to = |at: usize| {
        line.between(at).len() <= 3 && line.between(at).iter().any(|c| is_dash(*c)) && is_said(at + 1)
            || matches!(line.lower(at + 1).as_str(), "to" | "and" | "until") && is_said(at + 2)
    };
    is_said(n) || is_clock(line.word(n)) && is_to(n)
}

/// A number behind the word for what it names: `Grade 6`, `Article 5`, `call 115`.
fn is_named(line: &Line, n: usize) -> bool {
    let Some(before) = n.checked_sub(1) else { return false };
    let word = line.word(n);
    let one = line.lower(before);
    let one = one.as_str();
    let is_mark =
        |c: &char| c.is_whitespace() || matches!(c, ':' | '(' | '“' | '"') || *c == '.' && SHORT.contains(&one);
    let is_label = word.len() <= 6
        && word.first().is_some_and(char::is_ascii_digit)
        && word.iter().all(|c| c.is_ascii_alphanumeric() || is_dash(*c) || matches!(c, '.' | '/'));
    let next = line.lower(n + 1);
    if !is_label
        || !line.between(before).iter().all(is_mark)
        || line.is_blank_after(n) && MEASURES.contains(&next.as_str())
    {
        return false;
    }
    // `a total number: 30`, `each class 40`.
    let first = before.checked_sub(1).map(|at| line.lower(at)).unwrap_or_default();
    if matches!(first.as_str(), "total" | "each" | "every" | "per" | "the") && NUMBERED.contains(&one) && one != "day" {
        return false;
    }
    let digits = word.iter().filter(|c| c.is_ascii_digit()).count();
    // Of classes there are a dozen.
    let is_many = matches!(one, "grade" | "grades")
        && digits > 1
        && word.iter().collect::<String>().parse().is_ok_and(|n: u32| n > 13);
    let is_small = line.word(before).iter().all(|c| c.is_lowercase());
    let may_count = AMBIGUOUS.contains(&one) && (is_many || is_small);
    NAMING.contains(&one) && (!may_count || stands_alone(line, n))
        || NUMBERED.contains(&one) && digits <= 3 && stands_alone(line, n)
        || DIALLED.contains(&one) && (3..=4).contains(&digits) && word.len() == digits && stands_alone(line, n)
}

/// `12 Tran Phu Street`.
fn is_house(line: &Line, n: usize) -> bool {
    let is_street = |at: usize| {
        matches!(line.lower(at).as_str(), "street" | "st" | "road" | "rd" | "avenue" | "lane" | "boulevard")
    };
    let is_name = |at: usize| line.word(at).first().is_some_and(|c| c.is_uppercase()) && line.is_blank_after(at - 1);
    line.word(n).len() <= 6 && (n + 1..n + 6).take_while(|at| is_name(*at)).skip(1).any(is_street)
}

#[cfg(test)]
mod tests {
    use super::super::bare;
    use crate::markup::checks::seen::Seen;

    fn found(text: &str) -> Vec<String> {
        let seen: Vec<Seen> = text.chars().map(|c| Seen { c, excused: false }).collect();
        bare(&seen, false, "en", &|_| ()).into_iter().map(|r| seen[r].iter().map(|s| s.c).collect()).collect()
    }

    #[test]
    fn numbers_that_name_need_no_fact() {
        for text in [
            "On 15 December 2026, December 15, 2026, 5-7 January 2027, 5 – 7 January, 5 and 6 January, 3 May, Dec. 15",
            "from 5 to 7 January 2027, December 5 to 7, 2026, on December 15 the committee, the 15th of December, 2nd round",
            "Round 1, Grade 6 pupils, Grades 6 to 9, Chapter 3, Room 12, Article 5, Articles 5, 6 and 7, Annex 2, Phase 2 of",
            "at 10 a.m., 9:30 am, 10am, from 7 to 9 p.m., 7–9 a.m., 10 o’clock, from 7:30 to 11:30 a.m., 14:00",
            "Decision No. 12, Plan 116-KH/TU, Conclusion 69-KL/TW, Law No. 5, Group 3, Step 2 is, Page 5, Class 6A, Form 2",
            "the pupils of grade 6, in room 12, week 3 of May, in 2025 teachers, the 2026 plans, by 2030 communes, since 2020 was",
            "Call 115, dial 113 or 114, hotline 1022, (0263) 3822 345, 12 Tran Phu Street, the 21st century, by 2030, in 2025",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numbers_that_count_need_one() {
        for (text, expected) in [
            (
                "15 farmers, 60 % of 1,200 households, over 2000 households, 2000 people",
                vec!["15", "60", "1,200", "2000", "2000"],
            ),
            ("in March 15 households came, 30 may join, 5 to 7 teams, 10 hours", vec!["15", "30", "5", "7", "10"]),
            (
                "group 30 households, plan 12 meetings, press 5 members, each class 40, 3 rooms",
                vec!["30", "12", "5", "40", "3"],
            ),
            (
                "phase 20 %, call 115 households, cut by 1/2, a third (1/3), section 30 hectares",
                vec!["20", "115", "1", "2", "1", "3", "30"],
            ),
            ("They grade 30 teachers, phase 12 projects, level 5 roads, Grade 40 pupils", vec!["30", "12", "5", "40"]),
            ("gave 2000 leaflets, printed 2000 posters, delivered 1950 books", vec!["2000", "2000", "1950"]),
            ("the total number: 30, 5 out of 12, 12 October households, 40 January", vec!["30", "5", "12", "40"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
