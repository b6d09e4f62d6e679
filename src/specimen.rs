//! Specimens: each format on a sheet of its own, with its grid, its slots and their limits, and a filled example from the
//! campaign; and all formats on one contact sheet. Set by the layout whose `format.toml` says `of = "format"`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use typst_layout::Page;

use crate::compile::{self, Compiled, FilledSlot, least_type};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::job::Shop;
use crate::layout::{Format, Makes, Size};
use crate::msg;
use crate::plan::{Filter, Job, Plan};
use crate::store;

/// Pages of an example that a specimen shows.
const PAGES: usize = 2;

/// What was written.
#[derive(Debug, Default)]
pub struct SpecimenReport {
    /// Files, in the order of the formats; the contact sheet last.
    pub written: Vec<PathBuf>,
    /// What was wrong.
    pub diagnostics: Diagnostics,
}

/// An example of a format.
struct Example<'a> {
    format: &'a Format,
    size: &'a Size,
    pages: Vec<Shown>,
    slots: Vec<FilledSlot>,
    count: usize,
}

/// A page of an example as a picture.
struct Shown {
    /// Width and height on the page in pt.
    extent: (f64, f64),
    /// An SVG: pixels that are made smaller lose the thin parts of letters.
    svg: String,
}

/// Writes `<format>.png` for each of the formats (all when none is named) that a piece is made in, and with all of them
/// `contact-sheet.png`, into a folder.
pub fn specimens(shop: &Shop, formats: &[String], folder: &Path, width: f64) -> SpecimenReport {
    let mut report = SpecimenReport::default();
    let found = &mut report.diagnostics;
    let place = Place::new(&shop.content.campaign.file, shop.content.campaign.file.line_range(0));
    let Some(layout) = &shop.layouts.specimen else {
        found.push(Diagnostic::error(msg!("layout-no-specimen")).at(place));
        return report;
    };
    let examples = examples(shop, formats, found);
    let mut write = |name: String, png: Option<Vec<u8>>, found: &mut Diagnostics| {
        let Some(png) = png else { return };
        let path = folder.join(name);
        let made = store::write_atomic(&path, &png);
        match made {
            Ok(()) => report.written.push(path),
            Err(error) => {
                found.push(Diagnostic::error(msg!(Code::Write, path = path.display())).quote(error));
            }
        }
    };
    for example in &examples {
        let png = sheet(shop, layout, "format", std::slice::from_ref(example), width, found);
        write(format!("{}.png", example.format.id), png, found);
    }
    if formats.is_empty() {
        write("contact-sheet.png".into(), sheet(shop, layout, "contact", &examples, width, found), found);
    }
    report
}

/// The first job of each format: at its usual size, or the first that there is.
fn examples<'a>(shop: &'a Shop, formats: &[String], diagnostics: &mut Diagnostics) -> Vec<Example<'a>> {
    let filter = Filter { formats: formats.to_vec(), ..Filter::default() };
    let plan = Plan::new(&shop.content, &shop.layouts, &["screen".into()], &filter, diagnostics);
    let is_page = |job: &Job| shop.layouts.formats.get(&job.format).is_some_and(|f| f.makes == Makes::Pages);
    let is_usual = |job: &Job| shop.layouts.formats.get(&job.format).is_some_and(|f| f.default_size == job.size);
    let mut chosen: BTreeMap<String, Job> = BTreeMap::new();
    for job in plan.jobs().filter(|job| is_page(job) && job.part == "main" && job.within.is_none()) {
        let is_better = |known: &Job| (!is_usual(&job), &job.output) < (!is_usual(known), &known.output);
        if chosen.get(&job.format).is_none_or(is_better) {
            chosen.insert(job.format.clone(), job);
        }
    }
    chosen.values().filter_map(|job| example(shop, job, diagnostics)).collect()
}

fn example<'a>(shop: &'a Shop, job: &Job, diagnostics: &mut Diagnostics) -> Option<Example<'a>> {
    let format = shop.layouts.formats.get(&job.format)?;
    let size = format.size(&job.size)?;
    let document = shop.set(job, diagnostics)?.sound()?.1.document;
    let pages = document.pages().iter().take(PAGES).map(shown).collect();
    Some(Example { format, size, pages, slots: compile::slots(&document), count: document.pages().len() })
}

fn shown(page: &Page) -> Shown {
    let svg = typst_svg::svg(page, &typst_svg::SvgOptions { render_bleed: false, pretty: false });
    Shown { extent: (page.frame.size().x.to_pt(), page.frame.size().y.to_pt()), svg }
}

/// Sets the layout of specimens and draws its page.
fn sheet(
    shop: &Shop,
    layout: &Format,
    part: &str,
    examples: &[Example],
    width: f64,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let size = layout.size(&layout.default_size)?;
    let values = [
        ("part", part.into()),
        ("pixel", format!("{:.6}", size.width / width).into()),
        ("formats", examples.iter().map(of_example).collect()),
    ];
    let pictures =
        examples.iter().flat_map(|example| example.pages.iter().enumerate().map(move |page| (example, page)));
    let files = pictures.map(|(example, (n, page))| (file(example, n), page.svg.clone().into_bytes())).collect();
    let place = Place::new(&layout.file, layout.file.line_range(0));
    let (_, Compiled { document, .. }) = shop.set_layout(layout, values.into(), files, &place, diagnostics)?;
    let page = document.pages().first()?;
    let pixel_per_pt = (width / page.frame.size().x.to_pt().max(1.0)).clamp(0.001, 20.0);
    let options = typst_render::RenderOptions { pixel_per_pt: pixel_per_pt.into(), render_bleed: false };
    typst_render::render(page, &options).encode_png().ok()
}

/// Where the sheet finds the picture of a page.
fn file(example: &Example, page: usize) -> String {
    format!("specimen/{}-{}.svg", example.format.id, page + 1)
}

fn of_example(example: &Example) -> Json {
    let (format, size) = (example.format, example.size);
    let name = |lang: &str| format.name.get(lang).cloned().unwrap_or_else(|| format.id.clone());
    let mm = |pt: f64| format!("{:.2}", pt * 25.4 / 72.0);
    let listed = |numbers: &[f64]| numbers.iter().map(|n| format!("{}", n * size.scale)).collect::<Vec<_>>();
    let sizes: Vec<Json> = format
        .sizes
        .iter()
        .map(|size| {
            json!({
                "id": size.id,
                "measure": measure(size),
                "distance": size.distance.map_or(String::new(), |m| format!("{m}")),
            })
        })
        .collect();
    let limits: Vec<Json> = format
        .slots
        .iter()
        .map(|slot| {
            let least = slot.least.max(if slot.furniture { 0.0 } else { least_type(size.distance) });
            json!({ "name": slot.name, "least": format!("{least}") })
        })
        .collect();
    let pages: Vec<Json> = example
        .pages
        .iter()
        .enumerate()
        .map(|(n, page)| {
            let slots: Vec<Json> = example
                .slots
                .iter()
                .filter_map(|slot| {
                    let (at, x, y, width, height) = slot.area?;
                    (at == n + 1).then(|| {
                        json!({
                            "name": slot.name, "x": mm(x), "y": mm(y), "width": mm(width), "height": mm(height),
                            "type": format!("{:.1}", slot.size / size.scale),
                        })
                    })
                })
                .collect();
            json!({
                "file": format!("/{}", file(example, n)),
                "width": mm(page.extent.0),
                "height": mm(page.extent.1),
                "slots": slots,
                "folds": listed(&upright_folds(size, n % 2 == 1)),
                "across": listed(&size.folds_across),
                "clear": format!("{}", size.margin().max(5.0_f64.min(size.bleed * 5.0 / 3.0)) * size.scale),
            })
        })
        .collect();
    json!({
        "id": format.id, "vi": name("vi"), "en": name("en"), "sizes": sizes, "limits": limits, "pages": pages,
        "size": size.id, "measure": measure(size), "count": example.count.to_string(),
        "blocks": format.blocks.join(", "), "details": format.details.iter().map(|key| key.id.as_str()).collect::<Vec<_>>().join(", "),
        "fields": format.fields.join(", "),
    })
}

/// The back mirrors the folds.
fn upright_folds(size: &Size, is_back: bool) -> Vec<f64> {
    size.folds.iter().map(|fold| if is_back { size.width - fold } else { *fold }).collect()
}

/// `148 × 210 mm`, `6 × 3 m`.
fn measure(size: &Size) -> String {
    let shown = |n: f64| format!("{}", (n * 10.0).round() / 10.0).replace('.', ",");
    if size.width.max(size.height) > 1500.0 {
        format!("{} × {} m", shown(size.width / 1000.0), shown(size.height / 1000.0))
    } else {
        format!("{} × {} mm", shown(size.width), shown(size.height))
    }
}
