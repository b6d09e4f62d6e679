//! Pages: set, exported for the profile, and finished where they go to the press.

use super::maker::{Artifact, Made, Maker, Measured};
use super::press::PrintJob;
use super::shop::{Shop, place_of};
use crate::compile::{self, Spot};
use crate::diag::{Diagnostic, Diagnostics};
use crate::pdf;
use crate::plan::Job;
use crate::preflight::Finding;

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
                let locate = |finding: &Finding| {
                    let spot = Spot { page: finding.page?, at: finding.at?, pictures: finding.rule.is_of_pictures() };
                    compile::locate(&shop.base, profile, &sheet.source, &place, document, pictures, spot)
                };
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
