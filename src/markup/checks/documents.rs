//! Documents that a text names by hand: the number, the day and the body of one that the registry knows are held against it.
//!
//! Numbers begin anew in every term, every body counts its own, and its documents of one month are neighbours. So a text is only wrong
//! for sure where two of what it says prove that a known document is meant and the third is a slip: its number with nearly its day, or
//! its very day with nearly its number. Other documents may be named as one likes.

use std::ops::Range;

use super::review::Review;
use crate::content::{Document, Facts};
use crate::diag::{Message, did_you_mean};
use crate::markup::citations::{
    Mention, date_behind, ends_with_kind, ends_with_words, folded, is_of_another_body, issuer_behind, mentions,
};
use crate::markup::doc::Inline;
use crate::markup::languages::numbers::{is_blank, skip};
use crate::markup::passage::Passage;
use crate::markup::remarks::Weight;
use crate::markup::work;
use crate::msg;

/// What is wrong with how a document is named: where, what to say, what to do, and whether it is sure.
pub(super) struct Wrong {
    pub(super) at: Range<usize>,
    pub(super) message: Message,
    pub(super) hint: Message,
    pub(super) weight: Weight,
    /// What belongs there.
    pub(super) right: String,
}

impl Wrong {
    fn new(
        passage: &Passage,
        at: &Range<usize>,
        weight: Weight,
        message: Message,
        document: &Document,
        right: &str,
        key: &str,
    ) -> Self {
        let typed = passage.text(at.clone());
        let hint = if document.is_own {
            let call = format!("{{{{ directive.{key} }}}}");
            msg!("markup-document-number-hint", right = right, call = call, typed = typed)
        } else {
            msg!("markup-document-cited-hint", right = right, typed = typed)
        };
        Self { at: at.clone(), message, hint, weight, right: right.to_string() }
    }
}

/// Tells what is wrong with the documents that a line names.
pub(super) fn check(inlines: &[Inline], review: &mut Review) {
    let passage = Passage::of(inlines, review.ctx.facts);
    for Wrong { at, message, hint, weight, .. } in wrongs(&passage, review.ctx.facts, review.ctx.lang) {
        review.say(weight, message, passage.source(at), Some(hint));
    }
}

/// What is wrong with the documents that a passage names.
pub(super) fn wrongs(passage: &Passage, facts: &Facts, lang: &str) -> Vec<Wrong> {
    let (mentions, parts) = (mentions(passage), parts(passage));
    if mentions.is_empty() && parts.is_empty() {
        return vec![];
    }
    let documents = facts.documents();
    let wrong = |mention: Mention| wrong(passage, &mention, &documents, lang);
    let mut found: Vec<Wrong> = mentions.into_iter().flat_map(wrong).collect();
    let own = documents.iter().find(|document| document.is_own);
    found.extend(parts.into_iter().filter_map(|part| wrong_part(passage, &part, own?)));
    found
}

/// A document that is named by the figures of its number alone, `Chỉ thị số 58`.
struct Part {
    before: String,
    at: Range<usize>,
}

fn parts(passage: &Passage) -> Vec<Part> {
    let chars = &passage.chars;
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        let end = skip(chars, at, char::is_alphanumeric);
        if end - at != 2 || passage.text(at..end).to_lowercase() != "số" {
            at = end.max(at + 1);
            continue;
        }
        let next = skip(&chars[..chars.len().min(end + 3)], end, is_blank);
        let stop = skip(chars, next, |c| c.is_ascii_digit());
        let is_typed = stop > next && passage.typed[next..stop].iter().all(|typed| *typed);
        if is_typed && !chars.get(stop).is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ',' | '‑'))
        {
            let mut words: Vec<String> = passage.words_before(at, 4).into_iter().map(|(word, _)| word).collect();
            words.reverse();
            found.push(Part { before: words.join(" "), at: next..stop });
        }
        at = end;
    }
    found
}

/// Tells figures that are those of the directive of the piece turned about.
fn wrong_part(passage: &Passage, part: &Part, own: &Document) -> Option<Wrong> {
    let typed = passage.text(part.at.clone());
    let is_meant = own.kinds.iter().any(|kind| ends_with_words(&part.before, &kind.to_lowercase()))
        && is_turned(figures(&own.number), &typed)
        && date_behind(passage, part.at.end).is_none()
        && !is_of_another_body(passage, issuer_behind(passage, part.at.end).as_ref(), own)
        && !is_told_apart(passage, &part.at, own);
    let message = msg!("markup-document-number", typed = typed, right = own.number);
    is_meant.then(|| Wrong::new(passage, &part.at, Weight::Warning, message, own, &own.number, "number"))
}

/// Where a passage names documents by their whole numbers.
pub(super) fn numbers(passage: &Passage) -> Vec<Range<usize>> {
    mentions(passage).into_iter().map(|mention| mention.number).collect()
}

fn wrong(passage: &Passage, mention: &Mention, documents: &[Document], lang: &str) -> Option<Wrong> {
    work::step(mention.number.len());
    let number = mention.number(passage);
    let is_of = |document: &Document| ends_with_kind(&mention.before, document);
    let is_same = |document: &&Document| document.number.eq_ignore_ascii_case(&number);
    if documents.iter().any(|document| is_same(&document)) {
        let (others, known): (Vec<&Document>, Vec<&Document>) =
            documents.iter().filter(is_same).partition(|document| mention.is_of_another_kind(document));
        if known.is_empty() {
            return wrong_kind(passage, mention, &others);
        }
        return wrong_day_or_body(passage, mention, &known, lang);
    }
    // What was called is right by itself.
    if !passage.typed[mention.number.start] {
        return None;
    }
    // What is the document of another body, or told apart by what else is said, is none of these.
    let is_meant = |document: &&Document| {
        is_of(document)
            && suffix(&document.number) == suffix(&number)
            && !is_of_another_body(passage, mention.issuer.as_ref(), document)
    };
    let mut meant = documents.iter().filter(is_meant);
    let (document, weight) = meant.find_map(|document| {
        let own = figures(&document.number);
        let is_same_figure = own.trim_start_matches('0') == figures(&number).trim_start_matches('0');
        let is_turned = is_turned(own, figures(&number));
        let weight = match (&mention.date, document.date) {
            _ if is_same_figure && own != figures(&number) => None,
            (Some((_, date)), Some(day)) if *date != day => None,
            (Some(_), None) => None,
            (Some(_), Some(_)) if is_same_figure => Some(Weight::Warning),
            // Two documents of one day, of which a text says what each is about.
            (Some((at, _)), Some(_)) if is_neighbour(own, figures(&number)) && is_about(passage, at.end) => None,
            (Some(_), Some(_)) => is_near(own, figures(&number)).then_some(Weight::Loose),
            (None, _) => (document.is_own && (is_same_figure || is_turned)).then_some(Weight::Warning),
        };
        weight.filter(|_| !is_told_apart(passage, &mention.number, document)).map(|weight| (document, weight))
    })?;
    let message = msg!("markup-document-number", typed = number, right = document.number);
    Some(Wrong::new(passage, &mention.number, weight, message, document, &document.number, "number"))
}

/// Tells a document that is called what it is not, `Kết luận số 116-KH/TU`: sure with its very day behind it.
fn wrong_kind(passage: &Passage, mention: &Mention, others: &[&Document]) -> Option<Wrong> {
    let (document, weight) = others.iter().find_map(|document| match (&mention.date, document.date) {
        (Some((_, date)), Some(day)) => (*date == day).then_some((*document, Weight::Loose)),
        _ => Some((*document, Weight::Warning)),
    })?;
    let kind = mention.kind()?;
    let mut words = passage.words_before(mention.number.start, 6);
    if words.first().is_some_and(|(word, _)| word == "số") {
        words.remove(0);
    }
    let (_, start) = words.get(kind.split(' ').count() - 1)?;
    let at = *start..start + kind.chars().count();
    let right = document.kinds.first()?;
    let message =
        msg!("markup-document-kind", number = document.number, typed = passage.text(at.clone()), right = right);
    Some(Wrong::new(passage, &at, weight, message, document, right, "kind"))
}

/// Holds the day and the body of a mention against the documents of its number: there may be one of each term.
fn wrong_day_or_body(passage: &Passage, mention: &Mention, known: &[&Document], lang: &str) -> Option<Wrong> {
    let (at, date) = mention.date.as_ref()?;
    if known.iter().any(|document| document.date.is_none()) {
        return None;
    }
    if let Some(document) = known.iter().find(|document| document.date == Some(*date)) {
        let at = mention.issuer.as_ref()?;
        let typed = passage.text(at.clone());
        if !passage.chars[at.start].is_uppercase() || !typed.contains(' ') {
            return None;
        }
        let low = folded(&typed).join(" ");
        // A body that is not much like it may be called so in another place: `của tỉnh`, `của Trung ương`.
        let near = |own: &&String| did_you_mean(&low, [folded(own).join(" ").as_str()]).is_some();
        let right = document.issuers.iter().find(near)?;
        let has = |own: &String| format!("{low} ").starts_with(&format!("{} ", folded(own).join(" ")));
        if !is_of_another_body(passage, Some(at), document) || document.issuers.iter().any(has) {
            return None;
        }
        let message = msg!("markup-document-issuer", number = document.number, typed = typed, right = right);
        return Some(Wrong::new(passage, at, Weight::Warning, message, document, right, "issuer"));
    }
    let mut meant = known.iter().filter(|document| !is_of_another_body(passage, mention.issuer.as_ref(), document));
    let (document, day, weight) = meant.find_map(|document| {
        let day = document.date?;
        let weight = match day.is_nearly(*date) {
            true => Weight::Loose,
            // Numbers begin anew in another year.
            false if day.year == date.year => Weight::Warning,
            false => return None,
        };
        Some((document, day, weight))
    })?;
    let right = day.shown_in(lang);
    let typed = passage.text(at.clone());
    let message = msg!("markup-document-date", number = document.number, typed = typed, right = right);
    Some(Wrong::new(passage, at, weight, message, document, &right, "date"))
}

/// So many characters of a sentence are looked at on either side.
const SENTENCE: usize = 400;

/// Whether the sentence names a document by its right number too, or another year behind the number that was typed.
fn is_told_apart(passage: &Passage, number: &Range<usize>, document: &Document) -> bool {
    let chars = &passage.chars;
    let ends = |at: usize| {
        chars[at] == '\n'
            || matches!(chars[at], '.' | '!' | '?') && chars.get(at + 1).is_none_or(|next| next.is_whitespace())
    };
    let (first, last) = (number.start.saturating_sub(SENTENCE), chars.len().min(number.end + SENTENCE));
    let start = (first..number.start).rev().find(|at| ends(*at)).map_or(first, |at| at + 1);
    let end = (number.end..last).find(|at| ends(*at)).unwrap_or(last);
    work::step(end - start);
    let sentence = passage.text(start..end).replace('\u{2011}', "-");
    let behind: String = chars[number.end..end].iter().take(60).collect();
    let mut years = behind.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let is_named = |number: &str| {
        let parts = sentence.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '/'));
        parts.into_iter().any(|part| part.eq_ignore_ascii_case(number))
    };
    let year = document.date.map(|date| date.year.to_string());
    is_named(&document.number) || is_named(figures(&document.number)) || years.any(|run| year.as_deref() != Some(run))
}

/// Whether a text goes on with what a document is about.
fn is_about(passage: &Passage, at: usize) -> bool {
    let rest: String = passage.chars[at..].iter().take(80).take_while(|c| !matches!(c, '\n' | ';')).collect();
    rest.split_whitespace().any(|word| matches!(word, "về" | "on"))
}

fn figures(number: &str) -> &str {
    number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()
}

/// The letters of a number, whatever marks are between them.
fn suffix(number: &str) -> String {
    let letters = number[figures(number).len()..].to_uppercase().replace('Ð', "Đ");
    letters.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether figures are others with one of them changed, lost, doubled or turned about. Of one figure each may be any other document.
fn is_near(own: &str, typed: &str) -> bool {
    own.len().min(typed.len()) >= 2 && own != typed && strsim::damerau_levenshtein(own, typed) == 1
}

/// Whether two neighbours of figures have changed places: 161 for 116.
fn is_turned(own: &str, typed: &str) -> bool {
    own.len() == typed.len() && is_near(own, typed) && strsim::levenshtein(own, typed) == 2
}

/// Whether one body may have issued both in one day.
fn is_neighbour(own: &str, typed: &str) -> bool {
    let value = |figures: &str| figures.parse::<u32>().unwrap_or(0);
    value(own).abs_diff(value(typed)) <= 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Date;
    use crate::diag::{Place, SourceFile};

    fn told(typed: &str) -> Vec<String> {
        let document = |kind: &str, number: &str, date: (u8, u8, i32), issuer: &str, is_own| Document {
            kinds: vec![kind.into()],
            number: number.into(),
            date: Some(Date { day: date.0, month: date.1, year: date.2 }),
            issuers: vec![issuer.into()],
            is_own,
            place: Place::new(&SourceFile::new("directive.toml", ""), 0..0),
        };
        let documents = [
            document("Kế hoạch", "116-KH/TU", (23, 4, 2024), "Ban Thường vụ Tỉnh ủy", true),
            document("Kết luận", "69-KL/TW", (11, 1, 2024), "Bộ Chính trị", false),
            document("Nghị quyết", "20-NQ/TW", (1, 11, 2012), "Ban Chấp hành Trung ương Đảng khóa XI", false),
            document("Nghị quyết", "57-NQ/TW", (22, 12, 2024), "Bộ Chính trị", false),
            document("Nghị quyết", "19-NQ/TW", (31, 10, 2012), "Ban Chấp hành Trung ương Đảng khóa XI", false),
            document("Nghị quyết", "19-NQ/TW", (25, 10, 2017), "Ban Chấp hành Trung ương Đảng khóa XII", false),
            document("Chỉ thị", "58-CT/TU", (12, 1, 2026), "Ban Thường vụ Tỉnh ủy", false),
        ];
        let chars: Vec<(char, bool)> = typed.chars().map(|c| (c, false)).collect();
        let passage = Passage::of_header(&chars, &Facts::from(&std::collections::BTreeMap::new()));
        let whole = mentions(&passage).into_iter().filter_map(|mention| wrong(&passage, &mention, &documents, "vi"));
        let parts = parts(&passage).into_iter().filter_map(|part| wrong_part(&passage, &part, &documents[0]));
        let sign = |weight| if weight == Weight::Loose { "" } else { "?" };
        whole.chain(parts).map(|wrong| format!("{}{}", sign(wrong.weight), passage.text(wrong.at))).collect()
    }

    /// What is a warning has a question mark.
    #[test]
    fn slips_in_what_a_document_is_called_are_found() {
        for (text, wrong) in [
            ("Kế hoạch số 117 - KH/TU ngày 23/4/2024", &["117 - KH/TU"][..]),
            ("Kế hoạch số 116 -KH/TU ngày 24/4/2024", &["24/4/2024"]),
            ("Kết luận số 116-KH/TU ngày 23/4/2024", &["Kết luận"]),
            ("theo Nghị quyết 116-KH/TU của tỉnh", &["?Nghị quyết"]),
            ("Kế hoạch số 161-KH/TU của tỉnh", &["?161-KH/TU"][..]),
            ("Kế hoạch số 161 của tỉnh nêu rõ", &["?161"]),
            ("Kế hoạch số 116/KH-TU", &["?116/KH-TU"]),
            ("Chỉ thị số 59-CT/TU ngày 12/01/2026", &["59-CT/TU"]),
            ("Chỉ thị số 85-CT/TU ngày 12/01/2026 của Ban Thường vụ Tỉnh uỷ về việc học", &["85-CT/TU"]),
            ("Kế hoạch số 16-KH/TU ngày 23/4/2024 của Tỉnh ủy", &["16-KH/TU"]),
            ("Chỉ thị số 58-CT/TU ngày 1/2/2026", &["?1/2/2026"]),
            ("Chỉ thị số 58-CT/TU, ngày 12 tháng 01 năm 2025 của Ban Thường vụ Tỉnh ủy", &["12 tháng 01 năm 2025"]),
            ("Chỉ thị số 58-CT/TU (ngày 12/01/2026) của Ban Thường vụ Thành ủy", &["?Ban Thường vụ Thành ủy"]),
            ("Nghị quyết số 20-NQ/TW, ngày 11/01/2012 của Ban Chấp hành Trung ương Đảng khóa XI", &["11/01/2012"]),
            (
                "Nghị quyết số 20-NQ/TW, ngày 01/11/2012 của Ban Chấp hành Trung ương Đảng khóa XII",
                &["?Ban Chấp hành Trung ương Đảng khóa XII"],
            ),
            ("Nghị quyết số 19-NQ/TW ngày 25/10/2018 của Ban Chấp hành Trung ương Đảng khóa XII", &["25/10/2018"]),
            ("Directive 58-CT/TU of 13 January 2026", &["13 January 2026"]),
            ("Kế hoạch số 116-KH/TU ngày 24/4/2024 của Tỉnh uỷ quy định", &["24/4/2024"]),
            ("Kế hoạch số 116-KH/TU của Ban Thường vụ Tỉnh ủy ngày 23/4/2025", &["23/4/2025"]),
            ("Kế hoạch số 116-KH/TU ban hành ngày 24/4/2024", &["24/4/2024"]),
            ("Kế hoạch số 116-KH/TU, ký ngày 24/4/2024", &["24/4/2024"]),
            ("Kế hoạch số 116-KH/TU của Tỉnh ủy ban hành ngày 24/4/2024", &["24/4/2024"]),
            ("Kế hoạch số 116‑KH/TU ngày 24/4/2024", &["24/4/2024"]),
        ] {
            assert_eq!(told(text), wrong, "{text}");
        }
    }

    #[test]
    fn documents_that_are_named_right_and_other_ones_are_let_be() {
        for text in [
            "Kế hoạch số 116 - KH/TU ngày 23/4/2024; trang 12 - A/B, từ 20 - NQ",
            "Quyết định ban hành Kế hoạch 116-KH/TU, Kết luận số 116-KH/TU ngày 02/5/2019",
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
            // Neighbours in number and day.
            "Nghị quyết số 58-NQ/TW ngày 24/12/2024 của Bộ Chính trị",
            "Nghị quyết số 56-NQ/TW ngày 30/12/2024 của Bộ Chính trị",
            "Nghị quyết số 21-NQ/TW ngày 22/11/2012 của Bộ Chính trị",
            "Kết luận số 68-KL/TW ngày 05/01/2024 và Kết luận số 69-KL/TW ngày 11/01/2024",
            "Kế hoạch số 118-KH/TU, Kế hoạch số 119-KH/TU và Kế hoạch số 116-KH/TU",
            "Kế hoạch số 161-KH/TU và Kế hoạch số 116-KH/TU",
            "Kế hoạch số 117-KH/TU và Kế hoạch số 116-KH/TU cùng ngày 23/4/2024",
            "Kế hoạch số 115-KH/TU ngày 05/4/2024 của Tỉnh ủy",
            "Kế hoạch số 117-KH/TU ngày 23/4/2024 của Ban Thường vụ Tỉnh ủy về công tác dân vận",
            "Kế hoạch số 117-KH/TU ngày 23/4/2024 về công tác dân vận",
            "Kế hoạch số 16-KH/TU ngày 23/4/2021",
            "Kế hoạch số 216-KH/TU",
            "Kế hoạch số 11-KH/TU",
            "Kế hoạch số 146-KH/TU của Tỉnh ủy năm 2025",
            "Kế hoạch số 161-KH/TU của Tỉnh ủy năm 2025",
            // Other bodies.
            "Kế hoạch số 116-KH/HU ngày 23/5/2024 của Huyện ủy Đức Trọng",
            "Kế hoạch số 116-KH/ĐU ngày 24/4/2024 của Đảng ủy xã",
            "Kế hoạch số 116-KH/TĐ",
            "Kế hoạch số 116-KH/TU ngày 24/4/2024 của Tỉnh ủy Bình Thuận",
            "Kế hoạch số 116-KH/TU ngày 24/4/2024 của Thành ủy Đà Lạt",
            "Nghị quyết số 57-NQ/TU ngày 22/12/2023 của Tỉnh ủy",
            "Nghị quyết số 20-NQ/TU ngày 01/11/2022 của BCH Đảng bộ tỉnh khóa XI",
            // Other terms.
            "Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII",
            "Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII",
            "Nghị quyết số 19-NQ/TW ngày 31/10/2012 của Ban Chấp hành Trung ương khóa XI",
            "Kế hoạch số 116-KH/TU ngày 15/3/2018",
            // By the day or by the figures alone.
            "Kế hoạch ngày 20/4/2024 về phòng, chống thiên tai",
            "Căn cứ Kế hoạch ngày 23/5/2024 của Sở Khoa học và Công nghệ",
            "Kế hoạch này thay thế Kế hoạch ngày 23/4/2019",
            "Thực hiện kế hoạch ngày 24/4/2024 lên đường",
            "Có hai kế hoạch: kế hoạch ngày 26/4/2024 và kế hoạch ngày 28/4/2024",
            "Kế hoạch số 118 của Hội Nông dân tỉnh",
            "Kế hoạch số 16 của xã",
            "Kế hoạch số 11 của xã",
            "Kế hoạch số 161 của xã",
            "Kế hoạch số 1161 của tỉnh",
            "Kế hoạch số 115 của Thành ủy Đà Lạt",
            "kế hoạch số 115 trong trang của sổ công tác",
            // Ways to write a body.
            "Kế hoạch số 116-KH/TU ngày 23/4/2024 của Ban Thường vụ Tỉnh uỷ",
            "Kế hoạch số 116-KH/TU ngày 23/4/2024 của ban thường vụ tỉnh uỷ",
            "Kế hoạch số 116-KH/TU ngày 23/4/2024 của Ban Thường vụ Tỉnh ủy Lâm Đồng",
            "Nghị quyết số 20-NQ/TW ngày 01/11/2012 của Ban Chấp hành Trung ương khoá XI",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
