//! Pages: set, exported for the profile, and finished where they go to the press.

use typst_layout::PagedDocument;

use super::maker::{Artifact, Made, Maker, Measured};
use super::press::PrintJob;
use super::shop::{Shop, place_of};
use crate::compile::{self, PlacedPicture, Spot};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::plan::Job;
use crate::preflight::Finding;
use crate::{msg, pdf, pictures};

/// Tells what becomes of pictures in the inks of another press, each once.
fn inks_of_others(
    document: &PagedDocument,
    press: &pdf::Press,
    locate: &dyn Fn(Spot) -> Option<Place>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for PlacedPicture { bytes, page, area } in compile::pictures(document) {
        let is_other = pictures::of_inks(&bytes).iter().any(|icc| !press.intent.is_of(icc));
        if !is_other || seen.contains(&bytes) {
            continue;
        }
        let (message, hint) = if press.keeps_inks {
            (msg!("pdf-inks-kept"), msg!("pdf-inks-kept-hint"))
        } else {
            (msg!("pdf-inks-converted"), msg!("pdf-inks-converted-hint"))
        };
        let place = locate(spot_of(page, area)).unwrap_or_else(|| place.clone());
        diagnostics.push(Diagnostic::warning(message).at(place).hint(hint));
        seen.push(bytes);
    }
}

/// Tells which photographs are no JPEG, though the press takes them so.
fn without_losses(
    document: &PagedDocument,
    lossless: &[(usize, usize)],
    locate: &dyn Fn(Spot) -> Option<Place>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) {
    if lossless.is_empty() {
        return;
    }
    let placed = compile::pictures(document);
    for &(width, height) in lossless {
        let is_it =
            |bytes: &[u8]| imagesize::blob_size(bytes).is_ok_and(|size| (size.width, size.height) == (width, height));
        let found = placed.iter().find(|placed| is_it(&placed.bytes));
        let spot = found.map(|placed| spot_of(placed.page, placed.area));
        let place = spot.and_then(locate).unwrap_or_else(|| place.clone());
        diagnostics.push(
            Diagnostic::warning(msg!("pdf-picture-lossless", width = width, height = height))
                .at(place)
                .hint(msg!("pdf-picture-lossless-hint")),
        );
    }
}

/// Where a picture stands.
fn spot_of(page: usize, area: [f64; 4]) -> Spot {
    Spot { page, at: (area[0].round() as i32, area[1].round() as i32), pictures: true }
}

/// Makes PDFs.
pub(super) struct PageMaker;

impl Maker for PageMaker {
    fn make(&self, shop: &Shop, job: &Job, diagnostics: &mut Diagnostics) -> Option<Made> {
        let (piece, profile, format) = shop.parts(job)?;
        let before = diagnostics.len();
        if job.is_faulty() {
            // What is wrong with its texts is told all the same.
            shop.source(job, diagnostics);
            return None;
        }
        let (sheet, mut compiled) = shop.set(job, diagnostics)?.sound()?;
        if !shop.base.has_own_colors() {
            return None;
        }
        let place = place_of(piece);
        let title = if sheet.title.is_empty() { piece.id.clone() } else { sheet.title };
        let author = if sheet.author.is_empty() { shop.issuer_name(&job.lang) } else { sheet.author };
        let info = pdf::Info::new(&title, &author, shop.date(piece), job.output.clone());
        let pdf = match pdf::export(&mut compiled.document, profile.kind, &info) {
            Ok(pdf) => pdf,
            Err(errors) => {
                diagnostics.extend(compile::export_errors(&shop.base, profile, &sheet.source, &place, &errors));
                return None;
            }
        };
        let artifact = match shop.presses.get(&job.profile) {
            None => Artifact { measured: Measured::Pages(pdf.pages), bytes: pdf.bytes },
            Some(press) => {
                let (document, pictures) = (&compiled.document, &sheet.pictures);
                let at = |spot| compile::locate(&shop.base, profile, &sheet.source, &place, document, pictures, spot);
                let locate = |finding: &Finding| {
                    at(Spot { page: finding.page?, at: finding.at?, pictures: finding.rule.is_of_pictures() })
                };
                inks_of_others(document, press, &at, &place, diagnostics);
                let checked = PrintJob { job, format, press, info: &info, place: &place, locate: &locate };
                let print = checked.print(&pdf, diagnostics)?;
                without_losses(document, print.lossless(), &at, &place, diagnostics);
                Artifact { measured: Measured::Pages(print.pages()), bytes: print.into_bytes() }
            }
        };
        let is_sound = shop.presses.get(&job.profile).is_none_or(|press| press.is_sound);
        if !is_sound || diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let mut reads = compiled.reads;
        reads.extend(sheet.pictures);
        Some(Made { artifact, reads })
    }
}
