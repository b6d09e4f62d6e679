//! Checks of a text: what each of them only judges. A check changes nothing of the text; it says what is wrong with it, and where.
//!
//! - `figures`: numbers that no fact stands for. `days`: days and hours that no calendar and no clock has.
//! - `beside`: what is typed beside a fact that prints it already. `years`: facts in words of another year than their own.
//! - `documents`: what a text calls a document by hand, against the registry.
//! - `account`: words that are neither in the tree nor told of.
//! - `header`: those of them that concern a text of front matter, which is no Markdown.
//!
//! Most of them read a paragraph as a `passage`.

pub(super) mod account;
pub(super) mod beside;
pub(super) mod days;
pub(super) mod documents;
pub(super) mod figures;
pub(super) mod header;
pub(super) mod passage;
pub(super) mod years;
