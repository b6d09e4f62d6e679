//! What a printer receives: one zip with the finished files, what they look like, what was checked, and a job ticket.
//!
//! An [`Order`] says what is to be printed. Its outputs are built as any others, read back, checked once more, put on
//! sheets where that is asked for, and drawn; the `ticket` tells of all of it. The same order makes the same bytes.

mod item;
pub mod order;
mod preview;
mod stock;
mod ticket;
mod xjdf;

use std::collections::BTreeSet;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Value as Json, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use crate::content::{Date, Piece, copies};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::i18n::Lang;
use crate::job::{self, Shop};
use crate::layout::Makes;
use crate::msg;
use crate::pdf;
use crate::pipeline::{self, Workspace};
use crate::plan::{Filter, Plan};
use crate::preflight;
use crate::progress::Progress;
use crate::report::{BuildError, BuildOptions, BuildReport};
use crate::store::write_atomic;
use item::{PackedItem, Sheets, sha256};
use order::{Lines, Order, OrderLine};

/// Version of `manifest.json` in a package.
const SCHEMA: u32 = 1;

/// What became of an order.
#[derive(Debug, Default)]
pub struct PackReport {
    /// The zip, if there is one.
    pub path: Option<PathBuf>,
    /// Items in it.
    pub items: usize,
    /// Copies of all items together.
    pub copies: u64,
    /// What each of the items is, in their order.
    pub list: Vec<PackedLine>,
    /// The build of its outputs.
    pub build: BuildReport,
    /// Where the zip of an earlier run was put, if there was one and there is none now.
    pub aside: Option<PathBuf>,
    /// Nothing is wrong with the order but that it is not filled in yet.
    pub is_unfinished: bool,
    /// What the order and the packing had to say.
    pub diagnostics: Diagnostics,
}

/// An item as it is told.
#[derive(Debug, Clone)]
pub struct PackedLine {
    /// Its number in the package.
    pub number: usize,
    /// The file that it is made of, from the workspace root.
    pub piece: String,
    /// Its format with the size.
    pub format: String,
    /// Its title.
    pub title: String,
    /// Copies.
    pub quantity: Option<u64>,
}

/// A file of the package.
struct PackedFile {
    path: String,
    bytes: Vec<u8>,
    /// What it is: `print`, `sheets`, `preview`, `ticket`, `verdict`.
    role: &'static str,
    item: Option<usize>,
}

/// Builds what an order needs and packs it to `output/pack/<order>.zip`. `id` is the order's name in `orders/`. Where no zip comes of
/// it, that of an earlier run gets another name: nobody may take it for this one.
pub fn pack(root: &Path, id: &str, options: &BuildOptions, progress: &dyn Progress) -> Result<PackReport, BuildError> {
    let mut report = make(root, id, options, progress)?;
    let (path, aside) = (zip_of(root, id), root.join("output/pack").join(format!("{id}{OLD}.zip")));
    if report.path.is_some() {
        // What was put aside is older still.
        let _ = std::fs::remove_file(&aside);
    } else if path.exists() {
        std::fs::rename(&path, &aside).map_err(|error| BuildError::Io(path, error))?;
        report.aside = Some(aside);
    }
    Ok(report)
}

/// What is added to the name of a zip that is no longer what its order says: "an earlier one".
const OLD: &str = ".ban-cu";

fn zip_of(root: &Path, id: &str) -> PathBuf {
    root.join("output/pack").join(format!("{id}.zip"))
}

fn make(root: &Path, id: &str, options: &BuildOptions, progress: &dyn Progress) -> Result<PackReport, BuildError> {
    let mut report = PackReport::default();
    // The build says again what is wrong with the workspace; here it counts only whether it can be read.
    let workspace = Workspace::load(root)?;
    let Some(shop) = workspace.shop.clone() else {
        report.build = pipeline::build(workspace, options, progress)?;
        return Ok(report);
    };
    let path = format!("orders/{id}.toml");
    let bytes = shop
        .files
        .read(&path)
        .map_err(|_| BuildError::Io(root.join(&path), io::Error::from(io::ErrorKind::NotFound)))?;
    let Some(file) = crate::content::text_of(&path, &bytes, &mut report.diagnostics) else { return Ok(report) };
    let Some(order) = Order::read(id, &file, &shop.content, &mut report.diagnostics) else { return Ok(report) };
    let profile = order.profile.value.clone();
    let everything = Filter::default();
    let profiles = std::slice::from_ref(&profile);
    let plan = Plan::new(&shop.content, &shop.layouts, profiles, &everything, &mut Diagnostics::new());
    // A leaflet is ordered as such, and not once more as a file of a kit.
    let mut jobs: Vec<_> = plan.jobs().filter(|job| job.within.is_none()).collect();
    jobs.sort_by(|a, b| a.output.cmp(&b.output));
    let Lines { lines, asked } = order.lines(&jobs, &shop.content, &shop.layouts, &mut report.diagnostics);
    let errors = report.diagnostics.iter().filter(|problem| problem.is_error()).count();
    if errors > 0 {
        report.is_unfinished = errors == asked;
        return Ok(report);
    }

    if let Some(press) = shop.presses.get(&profile) {
        stock::warn(&lines, &press.intent.condition, &mut report.diagnostics);
    }
    refuse_samples(&shop, &lines, &mut report.diagnostics);
    refuse_copies(&shop, &lines, &mut report.diagnostics);
    if report.diagnostics.iter().any(Diagnostic::is_error) {
        report.is_unfinished = true;
        return Ok(report);
    }
    let outputs = lines.iter().map(|line| line.job.output.clone()).collect();
    let filter = Filter { outputs, ..everything };
    let options = BuildOptions { profiles: vec![profile], filter, ..options.clone() };
    report.build = pipeline::build(workspace, &options, progress)?;
    if report.build.has_errors() || (options.strict && report.build.has_warnings()) {
        return Ok(report);
    }

    let made: Vec<_> = lines.into_par_iter().enumerate().map(|(n, line)| item(root, &shop, n + 1, line)).collect();
    let mut items = Vec::new();
    for made in made {
        match made {
            Ok(item) => items.push(item),
            Err(problems) => report.diagnostics.extend(problems),
        }
    }
    if report.diagnostics.iter().any(Diagnostic::is_error) {
        return Ok(report);
    }
    let Some(zip) = package(&shop, &order, &items, &mut report.diagnostics) else { return Ok(report) };
    let path = zip_of(root, id);
    write_atomic(&path, &zip).map_err(|error| BuildError::Io(path.clone(), error))?;
    report.path = Some(path);
    report.items = items.len();
    report.list = items
        .iter()
        .map(|item| PackedLine {
            number: item.number,
            piece: item.line.job.piece.file.path.clone(),
            format: format!("{}-{}", item.line.job.format, item.line.job.size),
            title: item.title.clone(),
            quantity: item.line.terms.quantity,
        })
        .collect();
    report.copies = items.iter().filter_map(|item| item.line.terms.quantity).sum();
    Ok(report)
}

/// Copies of files that a file manager made are not ordered unless an item names one: whoever orders all leaflets means each once.
fn refuse_copies(shop: &Shop, lines: &[OrderLine], diagnostics: &mut Diagnostics) {
    for line in lines.iter().filter(|line| !line.is_named) {
        let piece = &line.job.piece;
        let there = |directive: &str, id: &str| {
            let is_it =
                |other: &Piece| other.id == id && other.directive == directive && other.audience == piece.audience;
            shop.content.pieces.iter().any(|other| is_it(other))
        };
        let is_there = |id: &&str| there(&piece.directive, id);
        let of_piece = copies::originals(&piece.id).into_iter().find(is_there).map(String::from);
        // The whole folder may have been copied.
        let folders = copies::originals(&piece.directive).into_iter();
        let original = of_piece.or_else(|| {
            folders
                .map(String::from)
                .find(|folder| there(folder, &piece.id))
                .map(|folder| format!("{folder}/{}", piece.id))
        });
        let Some(original) = original else { continue };
        let message = msg!("pack-copy", path = piece.file.path, original = original);
        let hint = msg!("pack-copy-hint", original = original, piece = piece.id);
        diagnostics.push(Diagnostic::error(message).at(line.place.clone()).hint(hint));
    }
}

/// Refuses pieces that are ordered although nobody has put words of their own in place of the sample's.
fn refuse_samples(shop: &Shop, lines: &[OrderLine], diagnostics: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for job in lines.iter().map(|line| &line.job) {
        let piece = &job.piece;
        let sample: String = ["sample", "sample-short"]
            .iter()
            .filter_map(|name| shop.files.read(&format!("layouts/{}/{name}.md", job.format)).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned() + "\n")
            .collect();
        let known: BTreeSet<&str> = sample.lines().map(str::trim).collect();
        // Fences of blocks hold no words of anybody.
        let is_text = |line: &&str| !line.is_empty() && !line.starts_with(":::");
        let mut text = piece.file.text[piece.body.clone()].lines().map(str::trim).filter(is_text).peekable();
        let first = text.peek().copied();
        if let Some(first) = first.filter(|_| text.all(|line| known.contains(line)))
            && told.insert(&piece.file.path)
        {
            let start = piece.file.text[piece.body.clone()].find(first).map_or(0, |at| piece.body.start + at);
            let place = Place::new(&piece.file, start..start + first.len());
            diagnostics.push(Diagnostic::error(msg!("pack-sample")).at(place).hint(msg!("pack-sample-hint")));
        }
    }
}

/// Reads a finished output back and makes of it what goes with it.
fn item<'a>(root: &Path, shop: &Shop, number: usize, line: OrderLine<'a>) -> Result<PackedItem<'a>, Diagnostics> {
    let place = line.place.clone();
    let at = |problem: Diagnostic| vec![problem.at(place.clone())];
    let job = &line.job;
    let print = std::fs::read(root.join("output").join(&job.output))
        .map_err(|error| at(Diagnostic::error(msg!("pack-unreadable", path = job.output)).quote(error)))?;
    let own_press = shop.presses.get(&job.profile).cloned().unwrap_or_default();
    let size = line.format.size(&job.size);
    let press = size.map_or(own_press.clone(), |size| own_press.for_format(line.format, size));
    let verdict = preflight::check(&print, &press.limits);
    if !verdict.passes() {
        // The build has let it pass: it was changed since.
        return Err(at(Diagnostic::error(msg!("pack-changed", path = job.output)).hint(msg!("pack-changed-hint"))));
    }
    let stem = Makes::stem(job.output.rsplit('/').next().unwrap_or_default());
    let name = format!("{number:02}_{}_{}_{stem}", job.piece.directive, job.audience);
    let sheets = match line.terms.impose.as_deref().or_else(|| press.impose.get(&job.format)) {
        None => None,
        Some(imposition) => {
            let imposition = size.map_or(imposition.clone(), |size| imposition.for_format(line.format, size));
            let imposition = &pdf::Imposition { plates: verdict.plates.clone(), ..imposition };
            if let Some(mistake) = imposition.mistake(line.format, verdict.pages) {
                return Err(at(mistake));
            }
            let imposed = pdf::impose(&print, &name, imposition).map_err(|error| at(error.diagnostic(&job.output)))?;
            let sheet_verdict =
                preflight::check(&imposed.bytes, &own_press.sheet_limits(size.and_then(|size| size.distance)));
            let problems = sheet_verdict.beyond(&verdict);
            if !problems.is_empty() {
                return Err(problems.into_iter().map(|problem| problem.at(place.clone())).collect());
            }
            Some(Sheets {
                bytes: imposed.bytes,
                sides: sheet_verdict.pages,
                verdict: sheet_verdict,
                size: imposed.size,
                scheme: match imposition.scheme {
                    pdf::Scheme::Saddle { .. } => "saddle",
                    pdf::Scheme::Nup { .. } => "nup",
                    pdf::Scheme::Tile { .. } => "tile",
                },
                one_sided: imposition.is_one_sided(),
                repeats: matches!(imposition.scheme, pdf::Scheme::Nup { repeat: true, .. }),
                places: imposed.places,
            })
        }
    };
    let previews = preview::previews(&print, usize::MAX, 1000.0).ok_or_else(|| {
        at(Diagnostic::error(msg!("pack-preview", path = job.output)).hint(msg!("pack-preview-hint")))
    })?;
    let thumbnail = preview::previews(&print, 1, 360.0).and_then(|mut pages| pages.pop()).unwrap_or_default();
    let content = &shop.content;
    let sheet = shop.source(job, &mut Diagnostics::new());
    let title = sheet.map(|sheet| sheet.title).filter(|title| !title.is_empty());
    let bleed = size.map_or([0.0; 4], |size| own_press.bleed_of(size));
    Ok(PackedItem {
        bleed,
        number,
        title: title.unwrap_or_else(|| job.piece.id.clone()),
        audience: content.audiences.iter().find(|a| a.id == job.audience).map_or(String::new(), |a| a.name.clone()),
        directive: content.directives.get(&job.piece.directive).map_or(String::new(), |d| d.short.clone()),
        name,
        print,
        verdict,
        previews,
        thumbnail,
        sheets,
        line,
    })
}

/// The zip of an order.
fn package(shop: &Shop, order: &Order, items: &[PackedItem], diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let ticket = ticket::ticket(shop, order, items, diagnostics)?;
    let xjdf = match xjdf::ticket(shop, order, items) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(Diagnostic::error(msg!("pack-zip")).at(Place::new(&order.file, 0..0)).quote(error));
            return None;
        }
    };
    let mut entries = vec![
        PackedFile { path: Makes::Pages.file("job-ticket"), bytes: ticket, role: "ticket", item: None },
        PackedFile { path: "ticket.xjdf".into(), bytes: xjdf, role: "ticket", item: None },
        PackedFile { path: "preflight.json".into(), bytes: pretty(&verdicts(items)), role: "verdict", item: None },
        PackedFile {
            path: "preflight.txt".into(),
            bytes: verdict_text(items).into_bytes(),
            role: "verdict",
            item: None,
        },
    ];
    for item in items {
        let number = Some(item.number);
        let path = item.file();
        entries.push(PackedFile { path, bytes: item.print.clone(), role: "print", item: number });
        if let Some(sheets) = &item.sheets {
            let path = item.sheets_file();
            entries.push(PackedFile { path, bytes: sheets.bytes.clone(), role: "sheets", item: number });
        }
        for (n, preview) in item.previews.iter().enumerate() {
            let path = format!("preview/{}.{}.png", item.name, n + 1);
            entries.push(PackedFile { path, bytes: preview.clone(), role: "preview", item: number });
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = pretty(&manifest(order, items, &entries));
    entries.insert(0, PackedFile { path: "manifest.json".into(), bytes: manifest, role: "manifest", item: None });
    match zipped(&entries, job::today(shop.content.campaign.date)) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let place = Place::new(&order.file, 0..0);
            diagnostics.push(Diagnostic::error(msg!("pack-zip")).at(place).quote(error));
            None
        }
    }
}

/// Time, permissions and system are fixed, so that the same files make the same bytes on every machine.
fn zipped(entries: &[PackedFile], date: Date) -> zip::result::ZipResult<Vec<u8>> {
    let year = u16::try_from(date.year).unwrap_or(1980).clamp(1980, 2107);
    let time = zip::DateTime::from_date_and_time(year, date.month, date.day, 0, 0, 0)?;
    let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644).system(System::Unix);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        // A PNG is packed already.
        let method = match entry.role {
            "preview" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        zip.start_file(entry.path.as_str(), options.compression_method(method))?;
        zip.write_all(&entry.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What is in the package, for programs.
fn manifest(order: &Order, items: &[PackedItem], entries: &[PackedFile]) -> Json {
    let files: Vec<Json> = entries
        .iter()
        .map(|entry| {
            json!({
                "path": entry.path,
                "role": entry.role,
                "item": entry.item,
                "bytes": entry.bytes.len(),
                "sha256": sha256(&entry.bytes),
            })
        })
        .collect();
    let listed: Vec<Json> = items
        .iter()
        .map(|item| {
            let (terms, job) = (&item.line.terms, &item.line.job);
            let size = item.line.format.size(&job.size);
            json!({
                "item": item.number,
                "title": item.title,
                "directive": job.piece.directive,
                "audience": job.audience,
                "format": job.format,
                "size": job.size,
                "trim_mm": size.map(|size| [size.width, size.height]),
                "scale": size.map(|size| size.scale),
                "bleed_mm": item.bleed,
                "one_sided": item.line.format.one_sided,
                "pages": item.verdict.pages,
                "plates": item.verdict.plates,
                "quantity": terms.quantity,
                "paper": terms.paper.as_deref(),
                "weight_gsm": terms.weight.as_deref(),
                "binding": terms.binding,
                "finishing": terms.finishing,
                "delivery": terms.delivery,
                "due": terms.due.map(|due| due.iso()),
                "note": terms.note,
            })
        })
        .collect();
    json!({
        "schema": SCHEMA,
        "order": order.id,
        "title": order.title,
        "profile": order.profile.value,
        "made_with": concat!("anpham ", env!("CARGO_PKG_VERSION")),
        "items": listed,
        "files": files,
    })
}

fn verdicts(items: &[PackedItem]) -> Json {
    let of = |lang| {
        let all = items.iter().flat_map(PackedItem::verdicts);
        all.map(|(file, verdict)| verdict.json(&file, lang)).collect::<Vec<Json>>()
    };
    json!({ "vi": of(Lang::Vi), "en": of(Lang::En) })
}

fn verdict_text(items: &[PackedItem]) -> String {
    let mut text = String::new();
    for lang in [Lang::Vi, Lang::En] {
        text += &format!("{}\n\n", lang.text(&msg!("pack-verdict-head")));
        for (file, verdict) in items.iter().flat_map(PackedItem::verdicts) {
            text += &verdict.text(&file, lang);
        }
        text += &format!("\n{}\n\n", lang.text(&msg!("pack-verdict-foot")));
    }
    text
}

fn pretty(value: &Json) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
