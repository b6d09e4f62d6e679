//! Stage 1: files → pieces.

pub mod model;
pub mod rendered;

pub use model::*;
pub use rendered::{LineOrigin, Rendered};
