//! Documents that a text names by hand: the number, the day and the body of one that the registry knows are held against it.
//!
//! `Chỉ thị số 58-CT/TU ngày 01/02/2026` is taken for a document that is known where its number is the one of that; of the directive of
//! the piece also where the number is nearly its own. Other documents may be named as one likes.

use std::ops::Range;

use super::numbers::{document_number, is_blank, skip};
use super::passage::Passage;
use super::work;
use crate::content::{Date, Document, Facts, MONTHS};
use crate::diag::{Message, did_you_mean};
use crate::msg;

/// What is wrong with how a document is named: where, what to say, what to do.
pub(super) struct Wrong {
    pub(super) at: Range<usize>,
    pub(super) message: Message,
    pub(super) hint: Message,
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

/// Looks at the documents that a passage names.
pub(super) fn check(passage: &Passage, facts: &Facts, lang: &str) -> Vec<Wrong> {
    let (mentions, parts) = (mentions(passage), parts(passage));
    if mentions.is_empty() && parts.is_empty() {
        return vec![];
    }
    let documents = facts.documents();
    let wrong = |mention: Mention| wrong(passage, &mention, &documents, lang);
    let mut found: Vec<Wrong> = mentions.into_iter().flat_map(wrong).collect();
    let own = documents.iter().find(|document| document.is_own);
    found.extend(parts.into_iter().filter_map(|part| wrong_part(passage, &part, own?, lang)));
    found
}

/// A document that is named by a part of its number, `Chỉ thị số 58`, or by its day, `Chỉ thị ngày 12/01/2026`.
struct Part {
    before: String,
    at: Range<usize>,
    date: Option<Date>,
}

fn parts(passage: &Passage) -> Vec<Part> {
    let chars = &passage.chars;
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        let end = skip(chars, at, char::is_alphanumeric);
        let word = if end - at <= 4 { passage.text(at..end).to_lowercase() } else { String::new() };
        if !matches!(word.as_str(), "số" | "ngày") {
            at = end.max(at + 1);
            continue;
        }
        let mut words: Vec<String> = passage.words_before(at, 4).into_iter().map(|(word, _)| word).collect();
        words.reverse();
        let before = words.join(" ");
        let next = skip(&chars[..chars.len().min(end + 3)], end, is_blank);
        let stop = skip(chars, next, |c| c.is_ascii_digit());
        let is_typed = stop > next && passage.typed[next..stop].iter().all(|typed| *typed);
        if word == "ngày" {
            let day = at.checked_sub(1).and_then(|blank| date_behind(passage, blank));
            found.extend(day.map(|(at, date)| Part { before, at, date: Some(date) }));
        } else if is_typed
            && !chars.get(stop).is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ','))
        {
            found.push(Part { before, at: next..stop, date: None });
        }
        at = end;
    }
    found
}

/// What is wrong with the part of a name that is nearly the one of the directive.
fn wrong_part(passage: &Passage, part: &Part, own: &Document, lang: &str) -> Option<Wrong> {
    if !own.kinds.iter().any(|kind| ends_with_words(&part.before, &kind.to_lowercase())) {
        return None;
    }
    let typed = passage.text(part.at.clone());
    let told = |message, right: &str, key: &str| {
        let hint = msg!("markup-document-number-hint", right = right, call = call(key));
        Some(Wrong { at: part.at.clone(), message, hint })
    };
    if let (Some(date), Some(day)) = (part.date, own.date) {
        let right = day.shown_in(lang);
        let message = msg!("markup-document-date", number = own.number, typed = typed, right = right);
        return if date != day && is_near_day(day, date) { told(message, &right, "date") } else { None };
    }
    let figures: String = own.number.chars().take_while(char::is_ascii_digit).collect();
    let same = typed.trim_start_matches('0') == figures.trim_start_matches('0');
    if part.date.is_some() || same || !is_near(&figures, &typed) {
        return None;
    }
    let message = msg!("markup-document-number", typed = typed, right = own.number);
    told(message, &own.number, "number")
}

/// A document as a text names it.
struct Mention {
    /// The words before the number, in small letters.
    before: String,
    number: Range<usize>,
    date: Option<(Range<usize>, Date)>,
    issuer: Option<Range<usize>>,
}

fn mentions(passage: &Passage) -> Vec<Mention> {
    let chars = &passage.chars;
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
        let end = document_number(chars, at).filter(|_| begins);
        let Some(end) = end.filter(|end| passage.typed[at..*end].iter().all(|typed| *typed)) else {
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
        if let Some((range, date)) = date_behind(passage, next) {
            next = range.end;
            mention.date = Some((range, date));
        }
        mention.issuer = issuer_behind(passage, next);
        found.push(mention);
        at = next;
    }
    found
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

/// `ngày 23/4/2024`, `, ngày 23 tháng 4 năm 2024`, `of 23 April 2024`.
fn date_behind(passage: &Passage, at: usize) -> Option<(Range<usize>, Date)> {
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

/// `của Ban Thường vụ Tỉnh ủy`: a name in capitals, up to what is none.
fn issuer_behind(passage: &Passage, at: usize) -> Option<Range<usize>> {
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
            "về" | "thực" | "là" | "đã" | "có" | "nêu" | "đặt" | "yêu" | "giao" | "trong" | "on" | "sets" | "và"
        ) {
            break;
        }
        words += 1;
        end = stop;
        if chars.get(stop) != Some(&' ') {
            break;
        }
        at = stop + 1;
    }
    (words > 1 && chars[start].is_uppercase()).then_some(start..end)
}

fn wrong(passage: &Passage, mention: &Mention, documents: &[Document], lang: &str) -> Vec<Wrong> {
    work::step(mention.number.len());
    let number = passage.text(mention.number.clone());
    let is_of =
        |document: &&Document| document.kinds.iter().any(|kind| ends_with_words(&mention.before, &kind.to_lowercase()));
    let mut found = vec![];
    let same = |document: &&Document| document.number.eq_ignore_ascii_case(&number);
    let known = documents.iter().filter(same).collect::<Vec<_>>();
    let document = known.iter().find(|document| is_of(document)).or(known.first()).copied();
    let Some(document) = document else {
        let has_date = |document: &&Document| match &mention.date {
            // One of another day is another document.
            Some((_, date)) => document.date.is_some_and(|own| is_near_day(own, *date)),
            None => document.is_own,
        };
        let mut near =
            documents.iter().filter(is_of).filter(has_date).filter(|document| is_near(&document.number, &number));
        if let Some(document) = near.next() {
            let message = msg!("markup-document-number", typed = number, right = document.number);
            let hint = match document.is_own {
                true => msg!("markup-document-number-hint", right = document.number, call = call("number")),
                false => msg!("markup-document-cited-hint", right = document.number),
            };
            found.push(Wrong { at: mention.number.clone(), message, hint });
        }
        return found;
    };
    if let (Some((at, date)), Some(own)) = (&mention.date, document.date)
        && *date != own
    {
        let typed = passage.text(at.clone());
        let right = own.shown_in(lang);
        let message = msg!("markup-document-date", number = document.number, typed = typed, right = right);
        let hint = match document.is_own {
            true => msg!("markup-document-number-hint", right = right, call = call("date")),
            false => msg!("markup-document-cited-hint", right = right),
        };
        found.push(Wrong { at: at.clone(), message, hint });
    }
    if let Some(at) = &mention.issuer {
        let typed = passage.text(at.clone());
        let low = |text: &str| format!(" {} ", text.to_lowercase());
        let is_own = |own: &&String| low(own).contains(&low(&typed)) || low(&typed).contains(&low(own));
        // A body that is not much like it may be called so in another place: `của tỉnh`, `của Trung ương`.
        let near = document.issuers.iter().find(|own| did_you_mean(&low(&typed), [low(own).as_str()]).is_some());
        if let Some(right) = near.filter(|_| !document.issuers.iter().any(|own| is_own(&own))) {
            let message = msg!("markup-document-issuer", number = document.number, typed = typed, right = right);
            let hint = match document.is_own {
                true => msg!("markup-document-number-hint", right = right, call = call("issuer")),
                false => msg!("markup-document-cited-hint", right = right),
            };
            found.push(Wrong { at: at.clone(), message, hint });
        }
    }
    found
}

fn call(key: &str) -> String {
    format!("{{{{ directive.{key} }}}}")
}

fn ends_with_words(text: &str, words: &str) -> bool {
    text.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Whether a day is nearly another: two of its three numbers are the same, or day and month have changed places.
fn is_near_day(own: Date, typed: Date) -> bool {
    let same = [own.year == typed.year, own.month == typed.month, own.day == typed.day];
    same.into_iter().filter(|same| *same).count() >= 2
        || own.year == typed.year && own.month == typed.day && own.day == typed.month
}

/// Whether a number is nearly another: the marks between its letters, one letter or figure of several.
fn is_near(own: &str, typed: &str) -> bool {
    let plain = |text: &str| {
        let letters = text.to_uppercase().replace('Ư', "U").replace('Ð', "Đ");
        letters.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let (own, typed) = (plain(own), plain(typed));
    let figures = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let (own_figures, typed_figures) = (figures(&own), figures(&typed));
    // Of one figure each may be any other document of the year.
    let is_long = own_figures == typed_figures
        || own_figures.len().min(typed_figures.len()) >= 2
        || own_figures.trim_start_matches('0') == typed_figures.trim_start_matches('0');
    is_long && strsim::damerau_levenshtein(&own, &typed) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str) -> Vec<String> {
        let document = |kind: &str, number: &str, date: (u8, u8, i32), issuer: &str, is_own| Document {
            kinds: vec![kind.into()],
            number: number.into(),
            date: Some(Date { day: date.0, month: date.1, year: date.2 }),
            issuers: vec![issuer.into()],
            is_own,
        };
        let documents = [
            document("Chỉ thị", "58-CT/TU", (12, 1, 2026), "Ban Thường vụ Tỉnh ủy", true),
            document("Nghị quyết", "20-NQ/TW", (1, 11, 2012), "Ban Chấp hành Trung ương Đảng khóa XI", false),
        ];
        let chars: Vec<(char, bool)> = typed.chars().map(|c| (c, false)).collect();
        let passage = Passage::of_header(&chars, &Facts::from(&std::collections::BTreeMap::new()));
        let whole = mentions(&passage).into_iter().flat_map(|mention| wrong(&passage, &mention, &documents, "vi"));
        let parts = parts(&passage).into_iter().filter_map(|part| wrong_part(&passage, &part, &documents[0], "vi"));
        whole.chain(parts).map(|wrong| passage.text(wrong.at)).collect()
    }

    #[test]
    fn slips_in_what_a_document_is_called_are_found() {
        for (text, wrong) in [
            ("Chỉ thị số 85-CT/TU của tỉnh", &["85-CT/TU"][..]),
            ("Thực hiện Chỉ thị 58-CT/TW, mỗi xã…", &["58-CT/TW"]),
            ("Chỉ thị số 58/CT-TU", &["58/CT-TU"]),
            ("Chỉ thị số 59-CT/TU ngày 12/01/2026", &["59-CT/TU"]),
            ("Chỉ thị số 58-CT/TU ngày 1/2/2026", &["1/2/2026"]),
            ("Chỉ thị số 58-CT/TU, ngày 12 tháng 01 năm 2025 của Ban Thường vụ Tỉnh ủy", &["12 tháng 01 năm 2025"]),
            ("Chỉ thị số 58-CT/TU (ngày 12/01/2026) của Ban Thường vụ Thành ủy", &["Ban Thường vụ Thành ủy"]),
            (
                "Nghị quyết số 20-NQ/TW, ngày 11/01/2012 của Ban Chấp hành Trung ương Đảng khóa XII",
                &["11/01/2012", "Ban Chấp hành Trung ương Đảng khóa XII"],
            ),
            ("Chỉ thị số 85 của tỉnh, Chỉ thị ngày 12/02/2026 nêu rõ", &["85", "12/02/2026"]),
            ("Directive 58-CT/TU of 13 January 2026", &["13 January 2026"]),
        ] {
            assert_eq!(told(text), wrong, "{text}");
        }
    }

    #[test]
    fn documents_that_are_named_right_and_other_ones_are_let_be() {
        for text in [
            "Chỉ thị số 58-CT/TU ngày 12/01/2026 của Ban Thường vụ Tỉnh ủy về việc học",
            "Chỉ thị số 58-CT/TU, ngày 12/1/2026 của Tỉnh ủy",
            "Chỉ thị số 58-CT/TU của Trung ương và 58-CT/TU ngày 12-01-2026",
            "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
            "Chỉ thị số 57-CT/TU ngày 03/9/2025",
            "Chỉ thị số 58 nêu; Chỉ thị số 5; Chỉ thị số 12 năm 2019; Chỉ thị ngày 12/01/2026; Chỉ thị ngày 03/9/2025; họp ngày 12/02/2026",
            "Kế hoạch số 85-KH/TU, Công văn 58/UBND-VX",
            "Nghị quyết số 29-NQ/TW ngày 17/11/2022, Nghị quyết 21-NQ/TW",
            "Nghị quyết 20-NQ/TW năm 2012, họp ngày 03/9/2026",
            "Chỉ thị số 58-CT/TU là kim chỉ nam, ngày 20/11/2026 sơ kết",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
