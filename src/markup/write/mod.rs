//! What is written from the tree: Typst (`typst`, with `runs` for what is longer than a line, `out` and the `source_map`) and `plain`
//! text. Whatever a piece holds, Typst markup holds only the functions that are written here; text is escaped (`escape`).

pub(super) mod escape;
mod out;
pub(super) mod plain;
pub(super) mod runs;
pub(super) mod source_map;
mod typst;

pub(super) use typst::{line, typst};
