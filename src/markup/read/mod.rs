//! From Markdown to the tree.
//!
//! ```text
//! text ─ blocks ─▶ parts ─ pulldown-cmark ─▶ events ─ convert ─▶ blocks of the tree
//!                                            inlines ─▶ one run of tokens a paragraph ─▶ nodes
//! ```
//!
//! - `blocks` splits off `:::` blocks, which the Markdown parser knows nothing of; `parts` makes parts of them, each of its kind
//!   (`content::kinds`, `qr`).
//! - `convert` walks the parser's events with a stack of its own (`frames`): no input can overflow the program's, and what it makes is
//!   no deeper than Typst allows. `definitions` are those of links, `anchors` what links within the text lead to; `notes` counts the
//!   footnotes; `tags` are raw HTML, which `html` takes apart.
//! - `inlines` gathers a paragraph, corrects it and makes nodes of it; `images` reads what stands behind a picture.
//! - `budget` tells what Typst would make dear. `desk` is what all of the reading shares.

pub(super) mod anchors;
pub(super) mod blocks;
mod budget;
mod convert;
mod definitions;
pub(super) mod desk;
mod frames;
mod html;
mod images;
pub(super) mod inlines;
mod notes;
mod parts;
mod qr;
mod tags;

pub(super) use convert::read;
