//! The slot report: what the theme measured while it fitted text into slots.
//!
//! Typst gives no warning when text leaves its box, so the theme's `slot` measures and leaves a labelled metadata
//! element behind, which is read here.

use typst::foundations::{Content, Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::{Checks, Mapper};
use crate::diag::{Diagnostic, Diagnostics};
use crate::msg;

/// The label of a slot's report.
const LABEL: &str = "anpham-slot";

/// How a slot was filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Name.
    pub name: String,
    /// Type size in pt that was chosen.
    pub size: f64,
    /// Whether the text fits.
    pub fits: bool,
    /// Tiếng to cut so that it does.
    pub cut: u64,
    /// Page from 1, left, top, width and height in points; the slot's report stands at its lower left corner.
    pub area: Option<(usize, f64, f64, f64, f64)>,
}

/// All slots of a document, in its order.
pub fn slots(document: &PagedDocument) -> Vec<Slot> {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return vec![] };
    let mut all = Vec::new();
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(report) = &metadata.value else { continue };
        all.push(Slot {
            name: text(report, "slot"),
            size: number(report, "size"),
            fits: matches!(report.get("fits"), Ok(Value::Bool(true))),
            cut: number(report, "cut").ceil() as u64,
            area: element.location().and_then(|location| document.introspector().position(location)).map(|at| {
                let (width, height) = (number(report, "width"), number(report, "height"));
                (at.page.get(), at.point.x.to_pt(), at.point.y.to_pt() - height, width, height)
            }),
        });
    }
    all
}

/// Reports each slot whose text does not fit: by how much, and how many tiếng to cut.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return };
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(report) = &metadata.value else { continue };
        if matches!(report.get("fits"), Ok(Value::Bool(true))) {
            continue;
        }
        let slot = text(report, "slot");
        let cut = number(report, "cut").ceil().max(1.0);
        let over = number(report, "over");
        // The last text of the slot is where to cut.
        let place = match report.get("body") {
            Ok(Value::Content(body)) => last_place(body, mapper),
            _ => None,
        };
        problems.push(
            Diagnostic::error(msg!(
                "compile-slot",
                slot = slot,
                format = checks.format.id,
                over = format!("{:.1}", over * 0.352_778)
            ))
            .at(place.unwrap_or_else(|| mapper.piece().clone()))
            .hint(msg!("compile-slot-hint", cut = cut as u64)),
        );
    }
}

pub(super) fn last_place(body: &Content, mapper: &Mapper) -> Option<crate::diag::Place> {
    let mut last = None;
    let _ = body.traverse(&mut |content: Content| {
        if let Some(place) = mapper.markdown(content.span()) {
            last = Some(place);
        }
        std::ops::ControlFlow::<()>::Continue(())
    });
    last
}

fn text(report: &Dict, key: &str) -> String {
    match report.get(key) {
        Ok(Value::Str(text)) => text.to_string(),
        _ => String::new(),
    }
}

fn number(report: &Dict, key: &str) -> f64 {
    match report.get(key) {
        Ok(Value::Float(n)) => *n,
        Ok(Value::Int(n)) => *n as f64,
        Ok(Value::Length(length)) => length.abs.to_pt(),
        _ => 0.0,
    }
}
