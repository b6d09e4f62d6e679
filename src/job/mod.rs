//! One job, from its piece to its file: the stages in a row.
//!
//! - `context` is what layouts see: texts as markup, plain values, lists of people; a layout makes a [`SourceSheet`] of them.
//! - `bodies` reads the bodies of pieces and `headers` their front matter, each once for all formats and profiles; `readings` keeps the
//!   last.
//! - `set` is the one way from a source to its pages.
//! - A [`Maker`] makes files of one kind: `pages` and `text`. A further kind is a variant of [`Makes`], with
//!   what its files end with, and a file here.
//! - `press` finishes what goes to the press and has it read back.
//! - `shop` is what jobs share, and `load` reads a workspace into it; `presses` makes the presses of its print profiles.

mod bodies;
mod context;
mod headers;
mod load;
mod maker;
mod pages;
mod press;
mod presses;
mod readings;
mod set;
mod shop;
mod text;

use crate::diag::Diagnostics;
use crate::layout::Makes;
use crate::plan::Job;

pub use context::SourceSheet;
pub use load::{epoch, today};
pub use maker::{Artifact, Made, Maker, Measured};
pub use presses::presses;
pub use readings::Readings;
pub use set::SetPages;
pub use shop::{Shop, place_of};

/// The maker of what a format makes.
fn maker(makes: Makes) -> &'static dyn Maker {
    match makes {
        Makes::Pages => &pages::PageMaker,
        Makes::Text => &text::TextMaker,
    }
}

impl Shop {
    /// Makes the file of a job. Warnings and errors are pushed; `None` after an error.
    pub fn run(&self, job: &Job, diagnostics: &mut Diagnostics) -> Option<Made> {
        let (.., format) = self.parts(job)?;
        maker(format.makes).make(self, job, diagnostics)
    }
}
