//! The order as an XJDF ticket (CIP4 XJDF 2.1), for the programs of a printer: what is ordered as products with their intents, and
//! what goes with them as sets of resources.
//!
//! Elements, attributes and their order are those of `xjdf.xsd` as CIP4 publishes it (schema.cip4.org; source github.com/cip4/XJDF-Schema,
//! commit 1facc8f). The schema's licence asks members' dues of whoever sells it along, so it is not kept here; `tests/suite/xjdf.rs` holds
//! what it asks of the elements that are written. Lengths are in points of 1/72 inch, as the standard wants (1.6), save weights in g/m².

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::item::{PackedItem, Sheets};
use super::order::{Order, Party};
use super::stock::{Finish, Stock, says};
use crate::content::Date;
use crate::job::{self, Shop};
use crate::layout::Size;
use crate::preflight::PROCESS;

const NAMESPACE: &str = "http://www.CIP4.org/JDFSchema_2_0";
const VERSION: &str = "2.1";
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

type Xml = Writer<Vec<u8>>;
/// Names and values in the order in which they are written.
type XmlPairs = Vec<(&'static str, String)>;

/// The ticket as XML. The same order makes the same bytes.
pub(super) fn ticket(shop: &Shop, order: &Order, items: &[PackedItem]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = vec![
        ("xmlns", NAMESPACE.to_string()),
        ("JobID", token(&order.id)),
        ("DescriptiveName", clean(&order.title)),
        ("Types", "Product".to_string()),
        ("Version", VERSION.to_string()),
    ];
    let press = shop.presses.get(&order.profile.value);
    let condition = press.map(|press| token(&press.intent.condition)).unwrap_or_default();
    let drops = drops(items);
    element(&mut xml, "XJDF", root, |xml| {
        audit(xml, job::today(shop.content.campaign.date))?;
        element(xml, "ProductList", vec![], |xml| items.iter().try_for_each(|item| product(xml, item, &condition)))?;
        let job = vec![("CustomerJobName", clean(&order.title)), ("CustomerOrderID", clean(&order.id))];
        set(xml, "CustomerInfo", |xml| resource(xml, None, &[], |xml| empty(xml, "CustomerInfo", job)))?;
        contacts(xml, order, &drops)?;
        set(xml, "DeliveryParams", |xml| drops.iter().try_for_each(|drop| delivery(xml, drop)))?;
        set(xml, "Media", |xml| items.iter().try_for_each(|item| media(xml, item)))?;
        set(xml, "RunList", |xml| items.iter().try_for_each(|item| run_list(xml, item)))?;
        let spots = spots(items);
        if !spots.is_empty() {
            set(xml, "Color", |xml| spots.iter().try_for_each(|(name, spot)| colour(xml, name, spot)))?;
        }
        let on_sheets = || items.iter().filter_map(|item| Some((item, item.sheets.as_ref()?)));
        if on_sheets().next().is_some() {
            set(xml, "BinderySignature", |xml| {
                on_sheets().try_for_each(|(item, sheets)| signature(xml, item, sheets))
            })?;
            set(xml, "Layout", |xml| on_sheets().try_for_each(|(item, sheets)| layout(xml, item, sheets)))?;
        }
        Ok(())
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// An element with what stands in it.
fn element(
    xml: &mut Xml,
    name: &str,
    attributes: XmlPairs,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let of_element = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    xml.create_element(name).with_attributes(of_element).write_inner_content(inner)?;
    Ok(())
}

/// An element with nothing in it.
fn empty(xml: &mut Xml, name: &str, attributes: XmlPairs) -> io::Result<()> {
    let of_element = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    xml.create_element(name).with_attributes(of_element).write_empty()?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, attributes: XmlPairs, words: &str) -> io::Result<()> {
    let of_element = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    xml.create_element(name).with_attributes(of_element).write_text_content(BytesText::new(&clean(words)))?;
    Ok(())
}

/// Resources of one kind, which the printer is handed.
fn set(xml: &mut Xml, name: &str, inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    element(xml, "ResourceSet", vec![("Name", name.to_string()), ("Usage", "Input".to_string())], inner)
}

/// A resource: what it is of (`Part`), and what it is.
fn resource(
    xml: &mut Xml,
    id: Option<String>,
    part: &[(&'static str, String)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    element(xml, "Resource", id.map(|id| ("ID", id)).into_iter().collect(), |xml| {
        if !part.is_empty() {
            empty(xml, "Part", part.to_vec())?;
        }
        inner(xml)
    })
}

fn audit(xml: &mut Xml, date: Date) -> io::Result<()> {
    let header = vec![
        ("AgentName", "anpham".to_string()),
        ("AgentVersion", env!("CARGO_PKG_VERSION").to_string()),
        ("DeviceID", "anpham".to_string()),
        ("Time", moment(date, "00:00:00")),
    ];
    element(xml, "AuditPool", vec![], |xml| element(xml, "AuditCreated", vec![], |xml| empty(xml, "Header", header)))
}

/// A time of a day in Viet Nam.
fn moment(date: Date, time: &str) -> String {
    format!("{}T{time}+07:00", date.iso())
}

/// What an item is called in the ticket.
fn id(item: &PackedItem) -> String {
    format!("P{}", item.number)
}

fn part_of(item: &PackedItem) -> Vec<(&'static str, String)> {
    vec![("Product", id(item))]
}

fn size<'a>(item: &'a PackedItem) -> Option<&'a Size> {
    item.line.format.size(&item.line.job.size)
}

fn product(xml: &mut Xml, item: &PackedItem, condition: &str) -> io::Result<()> {
    let (terms, format) = (&item.line.terms, item.line.format);
    let Some(size) = size(item) else { return Ok(()) };
    let name = format.name.get("en").cloned().unwrap_or_else(|| format.id.clone());
    let (across, down) = (size.folds.len() + 1, size.folds_across.len() + 1);
    let panels = across * down;
    let mut product = vec![
        ("Amount", item.things().to_string()),
        ("DescriptiveName", clean(&item.title)),
        ("ID", id(item)),
        ("IsRoot", "true".to_string()),
    ];
    let kind = if item.is_bound() { Some("Booklet") } else { (panels > 1).then_some("Brochure") };
    product.extend(kind.map(|kind| ("ProductType", kind.to_string())));
    product.push(("ProductTypeDetails", clean(&name)));
    element(xml, "Product", product, |xml| {
        for comment in comments(item, size) {
            text(xml, "Comment", vec![("Type", "Instruction".to_string())], &comment)?;
        }
        let open = if item.is_bound() { 2.0 * size.width } else { size.width };
        let closed = super::ticket::panel(size);
        // Pages that a reader turns: every panel has two, and so has a leaf with an empty back.
        let pages = if item.is_bound() { item.verdict.pages } else { 2 * panels };
        let mut layout = vec![
            ("Bleed", points(item.bleed.into_iter().fold(0.0, f64::max))),
            ("Dimensions", format!("{} {}", points(open), points(size.height))),
            ("FinishedDimensions", format!("{} {} 0", points(closed.0), points(closed.1))),
            ("Pages", pages.to_string()),
        ];
        layout.push(("Sides", if item.is_two_sided() { "TwoSidedHeadToHead" } else { "OneSided" }.to_string()));
        intent(xml, "LayoutIntent", |xml| empty(xml, "LayoutIntent", layout))?;

        let stock = terms.paper.as_ref().map_or(Stock::Other, |paper| Stock::named(paper));
        let mut media: XmlPairs = coating(stock).map(|coating| ("Coating", coating.to_string())).into_iter().collect();
        media.extend(terms.paper.as_ref().map(|paper| ("MediaQuality", clean(paper))));
        media.push(("MediaType", media_type(stock).to_string()));
        media.extend(terms.weight.as_ref().map(|weight| ("Weight", number(weight.value))));
        intent(xml, "MediaIntent", |xml| empty(xml, "MediaIntent", media))?;

        let plates = item.plates();
        intent(xml, "ColorIntent", |xml| {
            element(xml, "ColorIntent", vec![], |xml| {
                for (plates, side) in plates.iter().zip(["Front", "Back"]).filter(|(plates, _)| !plates.is_empty()) {
                    let names: Vec<String> = in_order(plates).map(token).collect();
                    let mut surface = vec![("ColorsUsed", names.join(" "))];
                    if !condition.is_empty() {
                        surface.push(("PrintStandard", condition.to_string()));
                    }
                    surface.push(("Surface", side.to_string()));
                    empty(xml, "SurfaceColor", surface)?;
                }
                Ok(())
            })
        })?;
        if let Some((catalogue, folds)) = folding(size) {
            intent(xml, "FoldingIntent", |xml| {
                element(xml, "FoldingIntent", vec![("FoldCatalog", catalogue)], |xml| {
                    folds.into_iter().try_for_each(|fold| empty(xml, "Fold", fold))
                })
            })?;
        }
        match terms.binding.as_deref().filter(|_| item.is_bound()).and_then(binding) {
            Some((kind, stitches)) => intent(xml, "BindingIntent", |xml| {
                let order =
                    if matches!(kind, "SaddleStitch" | "LooseBinding" | "None") { "Collecting" } else { "Gathering" };
                let binding = vec![
                    ("BindingOrder", order.to_string()),
                    ("BindingSide", "Left".to_string()),
                    ("BindingType", kind.to_string()),
                ];
                element(xml, "BindingIntent", binding, |xml| match stitches {
                    Some(count) if kind == "SaddleStitch" => {
                        empty(xml, "SaddleStitching", vec![("StitchNumber", count.to_string())])
                    }
                    _ => Ok(()),
                })
            }),
            None => Ok(()),
        }
    })
}

fn intent(xml: &mut Xml, name: &'static str, inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    element(xml, "Intent", vec![("Name", name.to_string())], inner)
}

/// What an order says in words that no attribute holds.
fn comments(item: &PackedItem, size: &Size) -> Vec<String> {
    let terms = &item.line.terms;
    let said = |head: &str, words: &Option<String>| words.as_ref().map(|words| format!("{head}: {words}"));
    let mut all: Vec<String> = [
        said("Đóng / Binding", &terms.binding.clone().filter(|_| item.is_bound())),
        said("Gia công / Finishing", &terms.finishing),
        said("Lời dặn / Note", &terms.note),
    ]
    .into_iter()
    .flatten()
    .collect();
    let millimetres = |folds: &[f64]| folds.iter().map(|fold| number(*fold)).collect::<Vec<_>>().join(", ");
    if !size.folds.is_empty() {
        all.push(format!(
            "Gấp, mm từ mép trái mặt trước / Folds, mm from the left of the front: {}",
            millimetres(&size.folds)
        ));
    }
    if !size.folds_across.is_empty() {
        all.push(format!("Gấp, mm từ mép trên / Folds, mm from the top: {}", millimetres(&size.folds_across)));
    }
    if size.scale != 1.0 {
        all.push(format!("Tệp vẽ 1:{} / File drawn at that scale", (1.0 / size.scale).round()));
    }
    if item.line.format.one_sided && item.verdict.pages > 1 {
        let (pages, copies) = (item.verdict.pages, terms.quantity.unwrap_or_default());
        all.push(format!("Mỗi trang một chiếc / Each page is a thing of its own: {pages} × {copies}"));
    }
    all
}

/// How a sheet folds: the code of the fold catalogue (XJDF 2.1, appendix "Fold catalog") and each fold, page 1 up and outside.
///
/// One fold is `F4-1`; two that roll the left panel in are `F6-4`, a zigzag of like panels `F6-1`, one each way `F8-7`. What is none of these
/// is `Fn-X`, by its lines alone.
fn folding(size: &Size) -> Option<(String, Vec<XmlPairs>)> {
    let fold = |from: &str, to: &str, travel: f64| {
        vec![("From", from.to_string()), ("To", to.to_string()), ("Travel", points(travel))]
    };
    let leaves = (size.folds.len() + 1) * (size.folds_across.len() + 1);
    let known = match (&size.folds[..], &size.folds_across[..]) {
        ([], []) => return None,
        ([x], []) => Some(("F4-1", vec![fold("Left", "Down", *x)])),
        ([], [y]) => Some(("F4-1", vec![fold("Front", "Down", size.height - y)])),
        ([a, b], []) => {
            let (first, second, third) = (*a, b - a, size.width - b);
            let is_like = |a: f64, b: f64| (a - b).abs() < 0.5;
            if is_like(first, second) && is_like(second, third) {
                Some(("F6-1", vec![fold("Left", "Down", first), fold("Left", "Up", second)]))
            } else if first < second && first < third {
                Some(("F6-4", vec![fold("Left", "Down", first), fold("Left", "Down", second)]))
            } else {
                None
            }
        }
        ([x], [y]) => Some(("F8-7", vec![fold("Left", "Down", *x), fold("Front", "Down", size.height - y)])),
        _ => None,
    };
    Some(match known {
        Some((code, folds)) => (code.to_string(), folds),
        None => (format!("F{}-X", 2 * leaves), vec![]),
    })
}

/// How something is bound, by the words of printers, and with how many staples; none for words that are not known.
fn binding(words: &str) -> Option<(&'static str, Option<u32>)> {
    let has = |names: &[&str]| says(words, names);
    let staples = [(1, ["mot-ghim", "1-ghim"]), (2, ["hai-ghim", "2-ghim"]), (3, ["ba-ghim", "3-ghim"])];
    let count = staples.into_iter().find(|(_, names)| has(names)).map(|(count, _)| count);
    let kind = if has(&["khong-ghim", "khong-dong", "unbound"]) {
        "None"
    } else if has(&["bia-cung", "hard-cover", "hardcover", "case-bound"]) {
        "HardCover"
    } else if has(&["lo-xo", "wire-o", "wire"]) {
        "WireComb"
    } else if has(&["xoan", "coil", "spiral"]) {
        "CoilBinding"
    } else if has(&["keo", "keo-nhiet", "perfect", "soft-cover"]) {
        "SoftCover"
    } else if has(&["ghim-hong", "ghim-canh", "ghim-ben", "side-stitch"]) {
        "SideStitch"
    } else if has(&["ghim-goc", "corner-stitch"]) {
        "CornerStitch"
    } else if has(&["ghim-giua", "ghim-long", "ghim-gay", "saddle", "saddle-stitch", "saddle-stitched"]) {
        "SaddleStitch"
    } else {
        return None;
    };
    Some((kind, count))
}

/// Items that go to one place by one day.
struct Consignment<'a> {
    name: String,
    to: &'a str,
    due: Option<Date>,
    items: Vec<&'a PackedItem<'a>>,
}

fn drops<'a>(items: &'a [PackedItem<'a>]) -> Vec<Consignment<'a>> {
    let mut drops: Vec<Consignment> = Vec::new();
    for item in items {
        let (to, due) = (item.line.terms.delivery.as_deref().unwrap_or_default(), item.line.terms.due);
        match drops.iter_mut().find(|drop| drop.to == to && drop.due == due) {
            Some(drop) => drop.items.push(item),
            None => drops.push(Consignment { name: format!("Drop{}", drops.len() + 1), to, due, items: vec![item] }),
        }
    }
    drops
}

fn delivery(xml: &mut Xml, drop: &Consignment) -> io::Result<()> {
    resource(xml, None, &[("DropID", drop.name.clone())], |xml| {
        let required = drop.due.map(|due| ("Required", moment(due, "23:59:59")));
        element(xml, "DeliveryParams", required.into_iter().collect(), |xml| {
            drop.items.iter().try_for_each(|item| {
                empty(xml, "DropItem", vec![("Amount", item.things().to_string()), ("ItemRef", id(item))])
            })
        })
    })
}

fn contacts(xml: &mut Xml, order: &Order, drops: &[Consignment]) -> io::Result<()> {
    set(xml, "Contact", |xml| {
        for (party, kind) in [(&order.contact, "Customer"), (&order.printer, "Supplier")] {
            if let Some(party) = party {
                contact(xml, party, kind)?;
            }
        }
        drops.iter().try_for_each(|drop| {
            let part = [("ContactType", "Delivery".to_string()), ("DropID", drop.name.clone())];
            resource(xml, None, &part, |xml| element(xml, "Contact", vec![], |xml| address(xml, drop.to)))
        })
    })
}

fn contact(xml: &mut Xml, party: &Party, kind: &str) -> io::Result<()> {
    resource(xml, None, &[("ContactType", kind.to_string())], |xml| {
        element(xml, "Contact", vec![], |xml| {
            if let Some(at) = &party.address {
                address(xml, at)?;
            }
            for (given, kind) in [(&party.phone, "Phone"), (&party.email, "Email")] {
                if let Some(given) = given {
                    let locator = if kind == "Phone" { format!("tel:{given}") } else { format!("mailto:{given}") };
                    empty(xml, "ComChannel", vec![("ChannelType", kind.to_string()), ("Locator", clean(&locator))])?;
                }
            }
            empty(xml, "Company", vec![("OrganizationName", clean(&party.name))])
        })
    })
}

fn address(xml: &mut Xml, line: &str) -> io::Result<()> {
    element(xml, "Address", vec![], |xml| text(xml, "AddressLine", vec![], line))
}

fn media(xml: &mut Xml, item: &PackedItem) -> io::Result<()> {
    let terms = &item.line.terms;
    let stock = terms.paper.as_ref().map_or(Stock::Other, |paper| Stock::named(paper));
    resource(xml, Some(format!("Media{}", item.number)), &part_of(item), |xml| {
        let mut media: XmlPairs = coating(stock).map(|coating| ("Coating", coating.to_string())).into_iter().collect();
        let sheet = item.sheets.as_ref().map(|sheets| sheets.size);
        media.extend(sheet.map(|(width, height)| ("Dimension", format!("{} {}", points(width), points(height)))));
        media.extend(terms.paper.as_ref().map(|paper| ("MediaQuality", clean(paper))));
        media.push(("MediaType", media_type(stock).to_string()));
        media.extend(sheet.map(|_| ("MediaUnit", "Sheet".to_string())));
        media.extend(terms.weight.as_ref().map(|weight| ("Weight", number(weight.value))));
        empty(xml, "Media", media)
    })
}

fn media_type(stock: Stock) -> &'static str {
    match stock {
        Stock::Coated(_) | Stock::Uncoated | Stock::News | Stock::Other => "Paper",
        Stock::Vinyl => "Vinyl",
        Stock::Textile => "Textile",
        Stock::SelfAdhesive => "SelfAdhesive",
    }
}

fn coating(stock: Stock) -> Option<&'static str> {
    match stock {
        Stock::Coated(Some(Finish::Gloss)) => Some("Gloss"),
        Stock::Coated(Some(Finish::Matte)) => Some("Matte"),
        Stock::Coated(None) => Some("Coated"),
        Stock::Uncoated | Stock::News => Some("None"),
        Stock::Vinyl | Stock::Textile | Stock::SelfAdhesive | Stock::Other => None,
    }
}

/// The print file, and the sheets made of it: pages of a file count from 0, the last is -1.
fn run_list(xml: &mut Xml, item: &PackedItem) -> io::Result<()> {
    resource(xml, None, &part_of(item), |xml| {
        let pages = item.verdict.pages;
        let run = vec![("NPage", pages.to_string()), ("Pages", format!("0 {}", pages.saturating_sub(1)))];
        element(xml, "RunList", run, |xml| {
            let file = vec![
                ("FileSize", item.print.len().to_string()),
                ("MimeType", "application/pdf".to_string()),
                ("NPage", pages.to_string()),
                ("URL", url(&item.file())),
            ];
            empty(xml, "FileSpec", file)
        })
    })
}

/// Spots of all items: their names in the ticket, and as they are.
fn spots<'a>(items: &'a [PackedItem<'a>]) -> BTreeMap<String, &'a str> {
    let all = items.iter().flat_map(|item| &item.verdict.plates);
    all.filter(|name| !PROCESS.contains(&name.as_str())).map(|name| (token(name), name.as_str())).collect()
}

fn colour(xml: &mut Xml, name: &str, spot: &str) -> io::Result<()> {
    resource(xml, None, &[("Separation", name.to_string())], |xml| {
        empty(xml, "Color", vec![("ActualColorName", clean(spot))])
    })
}

fn signature(xml: &mut Xml, item: &PackedItem, sheets: &Sheets) -> io::Result<()> {
    resource(xml, None, &[("BinderySignatureID", format!("BS{}", item.number))], |xml| {
        let kind = if sheets.scheme == "saddle" { "Fold" } else { "Grid" };
        let mut signature = vec![("BinderySignatureType", kind.to_string())];
        if sheets.scheme == "saddle" {
            signature.push(("FoldCatalog", "F4-1".to_string()));
        }
        empty(xml, "BinderySignature", signature)
    })
}

/// How pages lie on the first side: each place from the lower left of the sheet.
fn layout(xml: &mut Xml, item: &PackedItem, sheets: &Sheets) -> io::Result<()> {
    resource(xml, None, &part_of(item), |xml| {
        let style = if sheets.one_sided { "Simplex" } else { "WorkAndBack" };
        let layout = vec![("PaperRef", format!("Media{}", item.number)), ("WorkStyle", style.to_string())];
        element(xml, "Layout", layout, |xml| {
            let file = vec![("MimeType", "application/pdf".to_string()), ("URL", url(&item.sheets_file()))];
            empty(xml, "FileSpec", file)?;
            let whole = sheets
                .places
                .iter()
                .copied()
                .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
            // A folded sheet is one signature, however many pages are on its side; of panels of one page each is cut by itself.
            let places = if sheets.scheme == "saddle" { whole.into_iter().collect() } else { sheets.places.clone() };
            places.into_iter().try_for_each(|place| {
                let bounds = place.map(number).join(" ");
                empty(
                    xml,
                    "Position",
                    vec![("AbsoluteBox", bounds), ("BinderySignatureID", format!("BS{}", item.number))],
                )
            })
        })
    })
}

/// Process inks as a press prints them, then spots by name.
fn in_order(plates: &std::collections::BTreeSet<String>) -> impl Iterator<Item = &str> {
    let process = PROCESS.into_iter().filter(|name| plates.contains(*name));
    process.chain(plates.iter().map(String::as_str).filter(|name| !PROCESS.contains(name)))
}

/// Millimetres in points.
fn points(millimetres: f64) -> String {
    number(millimetres * MM)
}

/// A number with as many decimals as it needs, three at most.
fn number(value: f64) -> String {
    format!("{}", (value * 1_000.0).round() / 1_000.0)
}

/// A text with single blanks and nothing that XML cannot hold (XML 1.0, 2.2).
fn clean(text: &str) -> String {
    let is_char = |c: &char| !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let text: String = text.chars().filter(is_char).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a token of XML (`NMTOKEN`), its blanks as `_`.
fn token(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || (c >= 'À' && c.is_alphabetic());
    clean(text).chars().map(|c| if fits(c) { c } else { '_' }).collect()
}

/// A path in the package as a relative address (RFC 3986, 2.3).
fn url(path: &str) -> String {
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    utf8_percent_encode(path, OTHERS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(width: f64, height: f64, folds: &[f64], across: &[f64]) -> Option<(String, Vec<XmlPairs>)> {
        folding(&Size::folded(width, height, folds, across))
    }

    #[test]
    fn folds_have_their_codes_in_the_catalogue() {
        let code = |folded: Option<(String, Vec<XmlPairs>)>| folded.map(|(code, _)| code);
        assert_eq!(folded(210.0, 297.0, &[], &[]), None);
        assert_eq!(code(folded(297.0, 210.0, &[148.5], &[])).as_deref(), Some("F4-1"));
        assert_eq!(code(folded(200.0, 160.0, &[], &[80.0])).as_deref(), Some("F4-1"));
        assert_eq!(code(folded(297.0, 210.0, &[97.0, 197.0], &[])).as_deref(), Some("F6-4"), "rolled in");
        assert_eq!(code(folded(297.0, 210.0, &[99.0, 198.0], &[])).as_deref(), Some("F6-1"), "a zigzag");
        assert_eq!(code(folded(297.0, 210.0, &[148.5], &[105.0])).as_deref(), Some("F8-7"));
        assert_eq!(code(folded(400.0, 210.0, &[100.0, 200.0, 300.0], &[])).as_deref(), Some("F8-X"));
        let (_, folds) = folded(297.0, 210.0, &[97.0, 197.0], &[]).unwrap();
        let travel = |n: usize| folds[n].iter().find(|(name, _)| *name == "Travel").unwrap().1.clone();
        // 97 mm and then 100 mm from the new edge.
        assert_eq!((travel(0).as_str(), travel(1).as_str()), ("274.961", "283.465"));
    }

    #[test]
    fn bindings_are_known_by_the_words_of_printers() {
        for (words, known) in [
            ("lồng tờ, ghim giữa hai ghim", Some(("SaddleStitch", Some(2)))),
            ("Ghim giữa", Some(("SaddleStitch", None))),
            ("lồng tờ, không ghim", Some(("None", None))),
            ("ghim hông 2 ghim", Some(("SideStitch", Some(2)))),
            ("keo nhiệt", Some(("SoftCover", None))),
            ("lò xo", Some(("WireComb", None))),
            ("bìa cứng", Some(("HardCover", None))),
            ("như lần trước", None),
        ] {
            assert_eq!(binding(words), known, "{words}");
        }
    }

    #[test]
    fn texts_are_made_fit_for_xml() {
        assert_eq!(clean("a\u{1}b\n  c\u{FFFE}"), "a b c");
        assert_eq!(token("PANTONE 485 C"), "PANTONE_485_C");
        assert_eq!(token("đợt ²:1"), "đợt___1");
        assert_eq!(url("print/01_ô.pdf"), "print/01_%C3%B4.pdf");
    }
}
