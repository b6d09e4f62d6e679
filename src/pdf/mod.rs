//! Stage 6: pages → PDF for a profile. What goes to the press is finished ([`finish`]) into PDF/X-4.

mod converted;
mod export;
mod impose;
mod inks;
mod intent;
mod marks;
mod objects;
mod operators;
mod pictures;
mod press;
mod space;

pub use export::{Info, Pdf, export};
pub use impose::{ImposeError, Imposition, Scheme, Sheet, impose};
pub use intent::{OutputIntent, ProfileError};
pub use marks::{Marks, Slug};
pub use objects::FinishError;
pub use press::{Press, PrintPdf, finish};

/// A finished file. What goes to the press can only come from [`finish`].
#[derive(Debug)]
pub enum Artifact {
    /// For the screen.
    Plain(Pdf),
    /// For the press.
    Print(PrintPdf),
}

impl Artifact {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Plain(pdf) => &pdf.bytes,
            Self::Print(print) => print.bytes(),
        }
    }

    /// Number of pages.
    pub fn pages(&self) -> usize {
        match self {
            Self::Plain(pdf) => pdf.pages,
            Self::Print(print) => print.pages(),
        }
    }
}
