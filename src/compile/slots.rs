//! The slot report: what the theme measured while it fitted text into slots.
//!
//! Typst gives no warning when text leaves its box, so the theme's `slot` measures and leaves a labelled metadata
//! element behind, which is read here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use typst::foundations::{Content, Dict, Label, Selector, Smart, StyleChain, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{BlockElem, Ratio};
use typst::model::FigureElem;
use typst::utils::PicoStr;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::mapper::{Checks, Mapper};
use crate::content::ProfileKind;
use crate::diag::{Code, Diagnostic, Diagnostics, Message, Place, Severity};
use crate::msg;

/// The label of a slot's report.
const LABEL: &str = "anpham-slot";

/// How a slot was filled.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledSlot {
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
pub fn slots(document: &PagedDocument) -> Vec<FilledSlot> {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return vec![] };
    let mut all = Vec::new();
    for element in document.introspector().query(&Selector::Label(label)) {
        let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(report) = &metadata.value else { continue };
        all.push(FilledSlot {
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

/// Reports each slot whose text does not fit: by how much, and what would make it fit. In a draft that is a warning: the theme marks
/// the slot on the page, so that nobody cuts blind.
///
/// A slot that the format wants filled and that is empty is told instead of what is too much elsewhere: most often that is its text.
pub(super) fn check(
    document: &PagedDocument,
    checks: &Checks,
    kind: ProfileKind,
    mapper: &Mapper,
    problems: &mut Diagnostics,
) {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return };
    let reports: Vec<Dict> = document
        .introspector()
        .query(&Selector::Label(label))
        .iter()
        .filter_map(|element| match &element.to_packed::<MetadataElem>()?.value {
            Value::Dict(report) => Some(report.clone()),
            _ => None,
        })
        .collect();
    let is = |report: &Dict, key: &str| matches!(report.get(key), Ok(Value::Bool(true)));
    // A theme that says nothing of it tells all.
    let is_told = |report: &Dict| !matches!(report.get("told"), Ok(Value::Bool(false)));
    let overfull: Vec<&Dict> = reports.iter().filter(|report| !is(report, "fits") && is_told(report)).collect();
    let empty = check_empty(&reports, checks, mapper);
    let is_error = kind == ProfileKind::Print || (kind == ProfileKind::Screen && !overfull.is_empty());
    let has_empty = empty.iter().any(Diagnostic::is_error);
    problems.extend(empty.into_iter().map(|mut problem| {
        if !is_error {
            problem.severity = Severity::Warning;
        }
        problem
    }));
    if checks.is_alone {
        for report in &reports {
            let known = problems.len();
            check_type(&text(report, "slot"), number(report, "size"), checks, problems);
            // The same slot on many pages says it once.
            if problems[known..].iter().any(|problem| problems[..known].contains(problem)) {
                problems.truncate(known);
            }
        }
    }
    if has_empty {
        return;
    }
    for report in overfull {
        let problem = overflow(report, checks, kind, mapper);
        // Both faces of a card say it.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// The slots that the format wants filled and in which nothing stands, each once.
fn check_empty(reports: &[Dict], checks: &Checks, mapper: &Mapper) -> Diagnostics {
    let mut known = BTreeSet::new();
    let mut found = Diagnostics::new();
    // The pages of a kit's items are judged as those of their own formats.
    for report in reports.iter().filter(|_| checks.is_alone) {
        let name = text(report, "slot");
        let Some(wanted) =
            checks.format.slots.iter().find(|slot| slot.name == name).and_then(|slot| slot.wanted.as_ref())
        else {
            continue;
        };
        if !matches!(report.get("empty"), Ok(Value::Bool(true))) || !known.insert(name) {
            continue;
        }
        let near = content(report, "near").and_then(|near| last_place(near, mapper));
        let said = |texts: &BTreeMap<String, String>, lang: &str| texts.get(lang).cloned().unwrap_or_default();
        let message = msg!("compile-slot-empty", vi = said(&wanted.empty, "vi"), en = said(&wanted.empty, "en"));
        let hint = msg!("compile-slot-empty-hint", vi = said(&wanted.fill, "vi"), en = said(&wanted.fill, "en"));
        let place = near.unwrap_or_else(|| mapper.piece().clone());
        let problem = if wanted.spared { Diagnostic::warning(message) } else { Diagnostic::error(message) };
        found.push(problem.at(place).hint(hint));
    }
    found
}

fn overflow(report: &Dict, checks: &Checks, kind: ProfileKind, mapper: &Mapper) -> Diagnostic {
    let slot = text(report, "slot");
    let over = format!("{:.1}", number(report, "over") * 0.352_778);
    let told =
        |message| if kind == ProfileKind::Draft { Diagnostic::warning(message) } else { Diagnostic::error(message) };
    let who = text(report, "who");
    if !who.is_empty() {
        // Layouts count people, files have a head above them and empty rows between.
        let row = (number(report, "row") as usize).checked_sub(1).and_then(|row| checks.people.get(row));
        let message = msg!("compile-slot-person", who = who, slot = slot, over = over);
        let list = || checks.meta?.people.as_ref().map(|given| Place::new(&checks.piece.file, given.range.clone()));
        let place = row.cloned().or_else(list).unwrap_or_else(|| mapper.piece().clone());
        return told(message).at(place).hint(msg!("compile-slot-person-hint"));
    }
    let body = content(report, "body");
    // The last text of the slot is where to cut.
    let tail = content(report, "tail");
    let place = tail.or(body).and_then(|body| last_place(body, mapper)).unwrap_or_else(|| mapper.piece().clone());
    let mut problem = told(msg!(Code::Overfull, slot = slot, format = checks.format.id, over = over)).at(place);
    let count = |key: &str| number(report, key).ceil() as u64;
    let (cut, rows, width) = (count("cut"), count("rows"), count("picture"));
    // Any one of them is enough.
    let mut hints = Vec::new();
    if width > 0 {
        hints.push(
            body.map_or_else(|| msg!("compile-slot-picture-hint", next = width), |body| smaller_picture(body, width)),
        );
    }
    if rows > 0 {
        hints.push(msg!("compile-slot-rows-hint", rows = rows));
    }
    match tail.map(beginning).filter(|text| !text.is_empty()) {
        Some(text) if cut > 0 => hints.push(msg!("compile-slot-tail-hint", cut = cut, text = text)),
        _ if cut > 0 || hints.is_empty() => hints.push(msg!("compile-slot-hint", cut = cut.max(1))),
        _ => {}
    }
    if hints.len() > 1 {
        hints.insert(0, msg!("compile-slot-any-hint"));
    }
    problem.hints = hints;
    problem
}

/// The first words of a text, to name it by.
fn beginning(body: &Content) -> String {
    let text = body.plain_text();
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(6).collect();
    first.join(" ") + if words.next().is_some() { " …" } else { "" }
}

/// What to type for a picture of `next` percent, given the widths that are written in a body.
fn smaller_picture(body: &Content, next: u64) -> Message {
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
    if pictures > 1 {
        return msg!("compile-slot-pictures-hint", next = next);
    }
    match widths.first() {
        Some(width) => msg!("compile-slot-picture-smaller-hint", next = next, width = width.round() as u64),
        None => msg!("compile-slot-picture-hint", next = next),
    }
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

fn content<'a>(report: &'a Dict, key: &str) -> Option<&'a Content> {
    match report.get(key) {
        Ok(Value::Content(content)) => Some(content),
        _ => None,
    }
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
