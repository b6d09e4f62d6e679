//! What a layout itself has to say of a piece: a notice without a signer, a talk that is longer than its time.
//!
//! The rules of a format are data and Typst, as its design is. The theme's `finding` leaves a labelled metadata element
//! behind, which is read here.

use std::ops::Range;

use typst::foundations::{Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::mapper::{Checks, Mapper};
use crate::content::FrontMatter;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::msg;

/// The label of a finding.
const LABEL: &str = "anpham-finding";

/// Reports what the layout found, at the front matter that it names.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return };
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(finding) = &metadata.value else { continue };
        let text = |key: &str| match finding.get(key) {
            Ok(Value::Str(text)) => text.to_string(),
            _ => String::new(),
        };
        let body = match finding.get("body") {
            Ok(Value::Content(body)) => super::slots::last_place(body, mapper),
            _ => None,
        };
        let message = msg!("compile-finding", vi = text("vi"), en = text("en"));
        let problem = if is_error(finding) { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        let entry = match finding.get("entry") {
            Ok(Value::Int(entry)) => usize::try_from(*entry).ok(),
            _ => None,
        };
        let field = checks.meta.and_then(|meta| range(meta, &text("field"), entry));
        let at = body.or(field.map(|range| Place::new(&checks.piece.file, range)));
        let mut problem = problem.at(at.unwrap_or_else(|| checks.piece.clone()));
        if !text("hint-vi").is_empty() {
            problem = problem.hint(msg!("compile-finding-hint", vi = text("hint-vi"), en = text("hint-en")));
        }
        problems.push(problem);
    }
}

fn is_error(finding: &Dict) -> bool {
    matches!(finding.get("error"), Ok(Value::Bool(true)))
}

/// Where a key of the front matter stands; of a list this entry, or the last one.
fn range(meta: &FrontMatter, field: &str, entry: Option<usize>) -> Option<Range<usize>> {
    if let Some(detail) = meta.details.get(field) {
        let text = entry.and_then(|entry| detail.texts.get(entry)).or(detail.texts.last());
        return Some(text.map_or(detail.key.clone(), |text| text.range.clone()));
    }
    match field {
        "minutes" => meta.minutes.as_ref().map(|given| given.range.clone()),
        "date" => meta.date.as_ref().map(|given| given.range.clone()),
        "people" => meta.people.as_ref().map(|given| given.range.clone()),
        field => meta.text.get(field).map(|given| given.range.clone()),
    }
}
