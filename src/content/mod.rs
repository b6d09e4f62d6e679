//! Stage 1: files → pieces.
//!
//! [`load()`] reads a workspace; everything below it works on text. YAML and TOML become one kind of tree, which is
//! checked against the table of keys in [`schema`]; `registry` makes the campaign and its directives of it, [`front_matter`] the header of
//! a piece. [`template`] renders a piece, which is a Tera template first (`tags` and `calls` know what stands in its tags). [`facts`] and
//! [`words`] answer in the language of a piece; [`named`] names what they were asked; `kinds` lists the blocks that a text may hold; `legacy` knows old encodings.

mod calls;
mod citations;
pub(crate) mod copies;
pub mod facts;
pub mod front_matter;
pub(crate) mod kinds;
mod legacy;
mod load;
pub mod model;
pub mod named;
pub(crate) mod numbers;
pub(crate) mod registry;
pub mod rendered;
pub mod schema;
mod tags;
pub mod template;
pub(crate) mod tree;
pub(crate) mod urls;
pub mod vouched;
pub mod words;

pub(crate) use facts::Document;
pub use facts::Facts;
pub(crate) use load::text_of;
pub use load::{AUDIENCES_FILE, CAMPAIGN_FILE, Overlay, Readable, find_root, language_of, load, load_with, read};
pub use model::*;
pub use rendered::{Hole, LineOrigin, Rendered};
pub(crate) use tags::code_spans;
pub use words::Words;
