//! The job ticket: what a printer reads first. Set by the layout whose `format.toml` says `of = "order"`.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::item::{PackedItem, Sheets, sha256};
use super::order::{Order, Party};
use crate::compile;
use crate::content::ProfileKind;
use crate::content::numbers::figure;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::job::{self, Shop};
use crate::layout::{Of, Size};
use crate::msg;
use crate::pdf::{self, Info};
use crate::preflight::PROCESS;

/// The ticket as a PDF for the screen: tagged, so that it can be read aloud and searched.
pub(super) fn ticket(
    shop: &Shop,
    order: &Order,
    items: &[PackedItem],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let place = Place::new(&order.file, order.file.line_range(0));
    let Some(format) = &shop.layouts.ticket else {
        diagnostics.push(Diagnostic::error(msg!("pack-no-ticket")).at(place).hint(msg!("pack-no-ticket-hint")));
        return None;
    };
    let values = [("order", order_context(shop, order, items)), ("items", items.iter().map(item_context).collect())];
    let files = items.iter().map(|item| (thumbnail(item), item.thumbnail.clone())).collect();
    let (source, mut compiled) = shop.set_layout(format, values.into(), files, &place, diagnostics)?;
    let campaign = &shop.content.campaign;
    let title = format!("Phiếu in – {}", order.title);
    let date = job::today(campaign.date);
    let info = Info::new(&title, &campaign.issuer.name, date, format!("pack/{}", order.id));
    match pdf::export(&mut compiled.document, ProfileKind::Screen, &info) {
        Ok(pdf) => Some(pdf.bytes),
        Err(errors) => {
            let screen = campaign.profiles.get("screen")?;
            let errors = compile::export_errors(&shop.base, screen, &source, &place, &errors);
            diagnostics.extend(errors);
            None
        }
    }
}

/// Where the ticket's source finds the picture of an item.
fn thumbnail(item: &PackedItem) -> String {
    format!("ticket/{}.png", item.number)
}

fn order_context(shop: &Shop, order: &Order, items: &[PackedItem]) -> Json {
    let conditions: BTreeSet<&str> =
        shop.presses.get(&order.profile.value).map(|press| press.intent.condition.as_str()).into_iter().collect();
    let copies: u64 = items.iter().filter_map(|item| item.line.terms.quantity).sum();
    json!({
        "id": order.id,
        "title": order.title,
        "date": job::today(shop.content.campaign.date).shown(),
        "condition": conditions.into_iter().collect::<Vec<_>>().join(", "),
        "limit": shop.presses.get(&order.profile.value).map_or(String::new(), |press| format!("{}", press.limits.ink)),
        "printer": party(order.printer.as_ref()),
        "contact": party(order.contact.as_ref()),
        "items": items.len().to_string(),
        "copies": grouped(copies),
        "digest": sha256(order.file.text.as_bytes())[..16].to_string(),
    })
}

fn party(party: Option<&Party>) -> Json {
    let party = party.cloned().unwrap_or_default();
    let lines: Vec<String> = [party.address, party.phone, party.email].into_iter().flatten().collect();
    json!({ "name": party.name, "lines": lines })
}

fn item_context(item: &PackedItem) -> Json {
    let (terms, format) = (&item.line.terms, item.line.format);
    let size = format.size(&item.line.job.size);
    let name = |lang: &str| format.name.get(lang).cloned().unwrap_or_else(|| format.id.clone());
    let (inks, spots) = inks(&item.verdict.plates);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    json!({
        "number": item.number.to_string(),
        "title": item.title,
        "about": format!("{} · {}", item.directive, item.audience),
        "vi": name("vi"),
        "en": name("en"),
        "file": item.file(),
        // Bound leaves lie open as two pages side by side.
        "flat": size.map(|size| measures(size.width * if item.is_bound() { 2.0 } else { 1.0 }, size.height)).unwrap_or_default(),
        "finished": size.map(finished).unwrap_or_default(),
        "width": size.map_or(String::new(), |size| format!("{}", size.width)),
        "height": size.map_or(String::new(), |size| format!("{}", size.height)),
        "bleed": bleed(item.bleed),
        "one_sided": item.line.format.one_sided,
        "two_sided": item.is_two_sided(),
        "bound": item.is_bound(),
        "apart": format.of == Of::Kit,
        "colours": colours(item),
        "scale": size.filter(|size| size.scale != 1.0).map_or(String::new(), |size| format!("1:{}", (1.0 / size.scale).round())),
        "folds": size.map(|size| shown(&size.folds)).unwrap_or_default(),
        "folds_across": size.map(|size| shown(&size.folds_across)).unwrap_or_default(),
        "pages": item.verdict.pages.to_string(),
        "inks": inks,
        "spots": spots,
        "quantity": grouped(terms.quantity.unwrap_or_default()),
        "paper": terms.paper.as_ref().map_or(String::new(), |paper| paper.value.clone()),
        "weight": terms.weight.as_ref().map_or(String::new(), |weight| format!("{}", weight.value)),
        "binding": text(&terms.binding),
        "finishing": text(&terms.finishing),
        "delivery": text(&terms.delivery),
        "due": terms.due.map_or(String::new(), |due| due.shown()),
        "note": text(&terms.note),
        "warnings": item.verdict.findings.len().to_string(),
        "digest": sha256(&item.print)[..16].to_string(),
        "thumbnail": format!("/{}", thumbnail(item)),
        "plan": size.and_then(plan),
        "sheets": item.sheets.as_ref().map(|sheets| sheets_context(item, sheets)),
    })
}

fn sheets_context(item: &PackedItem, sheets: &Sheets) -> Json {
    json!({
        "file": item.sheets_file(),
        "sides": sheets.sides.to_string(),
        "size": measures(sheets.size.0, sheets.size.1),
        "scheme": sheets.scheme,
        "one_sided": sheets.one_sided,
        "up": sheets.places.len().to_string(),
        "count": grouped(item.sheet_count(sheets)),
    })
}

/// How a banner is finished, in mm as text; nothing for what has neither hem nor pocket nor eyelets.
fn plan(size: &Size) -> Option<Json> {
    if size.finishing.is_none() {
        return None;
    }
    let (finishing, eyelets) = (size.finishing, size.eyelets());
    let (width, height) = size.material();
    let sides = finishing.pocket.map(|pocket| pocket.max(finishing.hem));
    let next = |a: &(f64, f64)| {
        let others = eyelets.iter().filter(|b| *b != a);
        others.map(|b| (a.0 - b.0).hypot(a.1 - b.1)).fold(f64::INFINITY, f64::min)
    };
    let apart = eyelets.iter().map(next).filter(|gap| gap.is_finite()).fold(0.0, f64::max);
    Some(json!({
        "material": measures(width, height),
        "hem": decimal(finishing.hem),
        "sides": shown(&sides),
        "pockets": shown(&finishing.pocket),
        "has_pockets": finishing.pocket.iter().any(|pocket| *pocket > 0.0),
        "inset": decimal(finishing.inset),
        "apart": decimal(apart),
        "count": eyelets.len().to_string(),
        "eyelets": eyelets.iter().map(|(x, y)| [x.to_string(), y.to_string()]).collect::<Vec<_>>(),
    }))
}

/// Size after folding.
fn finished(size: &Size) -> String {
    let (width, height) = panel(size);
    measures(width, height)
}

/// The largest panel of a folded sheet, in mm.
pub(super) fn panel(size: &Size) -> (f64, f64) {
    let largest = |folds: &[f64], length: f64| {
        let mut edges = vec![0.0];
        edges.extend(folds);
        edges.push(length);
        edges.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max)
    };
    (largest(&size.folds, size.width), largest(&size.folds_across, size.height))
}

/// Bleed in mm: one number, or one for each edge where they differ: top, right, bottom, left.
fn bleed(edges: [f64; 4]) -> String {
    let [top, right, bottom, left] = edges.map(decimal);
    if [&right, &bottom, &left].into_iter().all(|edge| *edge == top) {
        return top;
    }
    [top, right, bottom, left].join(" · ")
}

fn measures(width: f64, height: f64) -> String {
    let (width, height) = (decimal(width), decimal(height));
    format!("{width} × {height} mm")
}

fn shown(lengths: &[f64]) -> Vec<String> {
    lengths.iter().map(f64::to_string).collect()
}

/// `99,5`: the comma of Vietnamese print.
fn decimal(number: f64) -> String {
    format!("{}", (number * 10.0).round() / 10.0).replace('.', ",")
}

/// `10.000`, as facts are shown.
fn grouped(number: u64) -> String {
    figure(number as f64, "vi")
}

/// Inks of the front and of the back, as a press counts them: `4/4`, `4/0`; with their names where the two differ.
fn colours(item: &PackedItem) -> String {
    let [front, back] = item.plates();
    let named = |plates: &BTreeSet<String>| {
        let (process, spots) = inks(plates);
        process.into_iter().map(String::from).chain(spots).collect::<Vec<_>>().join("+")
    };
    let counts = format!("{}/{}", front.len(), back.len());
    if back.is_empty() || front == back { counts } else { format!("{counts}: {} / {}", named(&front), named(&back)) }
}

/// Process inks in the order of the press (`C M Y K`), and spots by name.
fn inks(plates: &BTreeSet<String>) -> (Vec<&'static str>, Vec<String>) {
    let process = PROCESS.into_iter().zip(["C", "M", "Y", "K"]);
    let used = process.filter(|(name, _)| plates.contains(*name)).map(|(_, short)| short).collect();
    let spots = plates.iter().filter(|plate| !PROCESS.contains(&plate.as_str())).cloned().collect();
    (used, spots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_sheet_is_as_large_as_its_largest_panel() {
        let size = |folds: &[f64], across: &[f64]| Size::folded(297.0, 210.0, folds, across);
        assert_eq!(finished(&size(&[], &[])), "297 × 210 mm");
        assert_eq!(finished(&size(&[97.0, 197.0], &[])), "100 × 210 mm");
        assert_eq!(finished(&size(&[148.5], &[105.0])), "148,5 × 105 mm");
    }

    #[test]
    fn bleed_is_one_number_unless_edges_differ() {
        assert_eq!(bleed([2.0; 4]), "2");
        assert_eq!(bleed([3.0, 3.0, 3.0, 0.0]), "3 · 3 · 3 · 0");
        assert_eq!(bleed([2.5; 4]), "2,5");
    }

    #[test]
    fn figures_and_inks_are_written_as_printers_read_them() {
        assert_eq!([grouped(7), grouped(1_000), grouped(1_234_567)], ["7", "1.000", "1.234.567"]);
        let plates = ["Black", "Cyan", "PANTONE 485 C"].map(String::from).into();
        assert_eq!(inks(&plates), (vec!["C", "K"], vec!["PANTONE 485 C".to_string()]));
    }
}
