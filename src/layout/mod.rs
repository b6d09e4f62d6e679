//! Stage 4: markup and context → Typst source.

mod format;

pub use format::{Format, Pages, Size, Slot, THEME_API};
