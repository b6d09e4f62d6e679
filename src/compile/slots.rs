//! The slot report: what the theme measured while it fitted text into slots.
//!
//! Typst gives no warning when text leaves its box, so the theme's `slot` measures and leaves a labelled metadata
//! element behind, which is read here.

use std::ops::ControlFlow;

use typst::foundations::{Content, Dict, Label, Selector, Smart, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{BlockElem, Ratio};
use typst::model::FigureElem;
use typst::utils::PicoStr;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::{Checks, Mapper};
use crate::diag::{Diagnostic, Diagnostics, Message, Place};
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

/// The smallest type in pt that is read from so far, in m: 9 in the hand, 14 on a notice board at 1 m, 24 on a poster at
/// 3 m, and in proportion beyond. Type is measured by its size; its capitals are about 0.7 of that.
pub fn least_type(distance: Option<f64>) -> f64 {
    match distance {
        Some(distance) if distance >= 3.0 => 8.0 * distance,
        Some(distance) if distance >= 1.0 => 14.0 + 5.0 * (distance - 1.0),
        _ => 9.0,
    }
}

/// Reports a slot that `format.toml` does not name, and one whose type is smaller than it promises there or than can be read.
fn check_type(slot: &str, size: f64, checks: &Checks, problems: &mut Diagnostics) {
    let format = checks.format;
    let real = size / checks.size.scale;
    let shown = |pt: f64| format!("{pt:.1}");
    let place = || Place::new(&format.file, 0..0);
    let Some(declared) = format.slots.iter().find(|known| known.name == slot) else {
        let names: Vec<&str> = format.slots.iter().map(|known| known.name.as_str()).collect();
        let error = Diagnostic::error(msg!("compile-slot-unknown", slot = slot, format = format.id)).at(place());
        problems.push(error.hint(msg!("compile-slot-unknown-hint", slots = names.join(", "))));
        return;
    };
    if real <= 0.0 {
        // What the design takes away from the page is more than the page has.
        let message = msg!(
            "compile-slot-no-room",
            slot = slot,
            format = format.id,
            size = checks.size.id,
            width = checks.size.width,
            height = checks.size.height
        );
        problems.push(Diagnostic::error(message).at(place()).hint(msg!("compile-slot-no-room-hint")));
        return;
    }
    let least = declared.least.max(if declared.furniture { 0.0 } else { least_type(checks.size.distance) });
    if real < least - 0.05 {
        let error = msg!(
            "compile-slot-small",
            slot = slot,
            format = format.id,
            size = shown(real),
            least = shown(least),
            distance = checks.size.distance.map_or("0.4".into(), |m| format!("{m}"))
        );
        problems.push(Diagnostic::error(error).at(place()).hint(msg!("compile-slot-small-hint")));
    }
}

/// Reports each slot whose text does not fit: by how much, and how many tiếng to cut. In a draft that is a warning: the theme marks
/// the slot on the page, so that nobody cuts blind.
pub(super) fn check(
    document: &PagedDocument,
    checks: &Checks,
    is_draft: bool,
    mapper: &Mapper,
    problems: &mut Diagnostics,
) {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return };
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(report) = &metadata.value else { continue };
        let slot = text(report, "slot");
        let known = problems.len();
        if checks.is_alone {
            check_type(&slot, number(report, "size"), checks, problems);
        }
        // The same slot on many pages says it once.
        if problems[known..].iter().any(|problem| problems[..known].contains(problem)) {
            problems.truncate(known);
        }
        if matches!(report.get("fits"), Ok(Value::Bool(true))) {
            continue;
        }
        let cut = number(report, "cut").ceil().max(1.0);
        let over = number(report, "over");
        // The last text of the slot is where to cut.
        let body = match report.get("body") {
            Ok(Value::Content(body)) => Some(body),
            _ => None,
        };
        let over = format!("{:.1}", over * 0.352_778);
        let told = |message| if is_draft { Diagnostic::warning(message) } else { Diagnostic::error(message) };
        let who = text(report, "who");
        if !who.is_empty() {
            // Layouts count people, files have a head above them and empty rows between.
            let row = (number(report, "row") as usize).checked_sub(1).and_then(|row| checks.people.get(row));
            let message = msg!("compile-slot-person", who = who, slot = slot, over = over);
            let list = || checks.meta?.people.as_ref().map(|given| Place::new(&checks.piece.file, given.range.clone()));
            let place = row.cloned().or_else(list).unwrap_or_else(|| mapper.piece().clone());
            let problem = told(message).at(place).hint(msg!("compile-slot-person-hint"));
            // Both faces of a card say it.
            if !problems.contains(&problem) {
                problems.push(problem);
            }
            continue;
        }
        let place = body.and_then(|body| last_place(body, mapper)).unwrap_or_else(|| mapper.piece().clone());
        let problem = told(msg!("compile-slot", slot = slot, format = checks.format.id, over = over)).at(place);
        let hint = msg!("compile-slot-hint", cut = cut as u64);
        problems.push(match body.and_then(smaller_picture) {
            Some(smaller) => problem.hint(smaller).hint(hint),
            None => problem.hint(hint),
        });
    }
}

/// What to type for a smaller picture, given the widths that are written in a body. `None` if there is no picture in it, or none
/// that could be seen if it were smaller.
fn smaller_picture(body: &Content) -> Option<Message> {
    let (mut pictures, mut widths) = (0, Vec::new());
    let _ = body.traverse(&mut |content: Content| {
        if content.is::<ImageElem>() {
            pictures += 1;
        }
        if let Some(block) = content.to_packed::<BlockElem>()
            && let Smart::Custom(width) = block.width.get(StyleChain::default())
            && width.rel < Ratio::one()
            && has_figure(&content)
        {
            widths.push(width.rel.get() * 100.0);
        }
        ControlFlow::<()>::Continue(())
    });
    if pictures == 0 {
        return None;
    }
    if pictures > widths.len() {
        return Some(msg!("compile-slot-picture-hint"));
    }
    let width = widths.into_iter().fold(0.0, f64::max);
    let step = if width > 20.0 { 10.0 } else { 5.0 };
    let next = ((width - 0.5) / step).floor() * step;
    (next > 0.0).then(|| msg!("compile-slot-picture-smaller-hint", next = next as u64, width = width.round() as u64))
}

fn has_figure(body: &Content) -> bool {
    let visit =
        |content: Content| if content.is::<FigureElem>() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    body.traverse(&mut { visit }).is_break()
}

pub(super) fn last_place(body: &Content, mapper: &Mapper) -> Option<crate::diag::Place> {
    let mut last = None;
    let _ = body.traverse(&mut |content: Content| {
        if let Some(place) = mapper.markdown(content.span()) {
            last = Some(place);
        }
        ControlFlow::<()>::Continue(())
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
