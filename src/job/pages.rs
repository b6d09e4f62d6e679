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
        let is_other = pictures::of_inks(&bytes).is_some_and(|icc| !press.intent.is_of(&icc));
        if !is_other || seen.contains(&bytes) {
            continue;
        }
        let (message, hint) = if press.keeps_inks {
            (msg!("pdf-inks-kept"), msg!("pdf-inks-kept-hint"))
        } else {
            (msg!("pdf-inks-converted"), msg!("pdf-inks-converted-hint"))
        };
        let spot = Spot { page, at: (area[0].round() as i32, area[1].round() as i32), pictures: true };
        let place = locate(spot).unwrap_or_else(|| place.clone());
        diagnostics.push(Diagnostic::warning(message).at(place).hint(hint));
        seen.push(bytes);
    }
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
                Artifact { measured: Measured::Pages(print.pages()), bytes: print.into_bytes() }
            }
        };
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let mut reads = compiled.reads;
        reads.extend(sheet.pictures);
        Some(Made { artifact, reads })
    }
}
