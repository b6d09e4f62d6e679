//! Stage 6: pages → PDF for a profile. What goes to the press is finished ([`finish`]) into PDF/X-4.

mod bands;
mod black;
mod conditions;
mod converted;
mod export;
mod few_inks;
mod gang;
mod impose;
mod inks;
mod inkset;
mod intent;
mod marks;
mod objects;
mod operators;
mod pictures;
mod press;
mod sheet;
mod space;
mod ways;

pub use export::{Info, Pdf, export};
pub use impose::{ImposeError, Imposed, Imposition, Scheme, impose};
pub use inkset::{InkSet, PressInk};
pub use intent::{OutputIntent, ProfileError};
pub use marks::{Marks, Slug};
pub use objects::FinishError;
pub(crate) use objects::{inherited, resources};
pub use press::{Press, PrintPdf, finish};
pub use sheet::{Sheet, SheetMarks, Turn};
