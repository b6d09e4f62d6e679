//! Pieces as Tera templates. (Interface only until the content stage lands.)
use crate::content::*;
use crate::diag::*;
use std::collections::BTreeMap;
/// x
pub fn render_body(
    _: &Piece,
    _: &Content,
    _: &tera::Context,
    _: &BTreeMap<String, Fact>,
    _: i32,
    _: &mut Diagnostics,
) -> Option<Rendered> {
    None
}
/// x
pub fn render_text(
    _: &Spanned<String>,
    _: &Piece,
    _: &Content,
    _: &tera::Context,
    _: &BTreeMap<String, Fact>,
    _: i32,
    _: &mut Diagnostics,
) -> Option<String> {
    None
}
/// x
pub fn context(_: &Content, _: &Directive, _: &Audience, _: &Piece, _: &str, _: &str, _: &Profile) -> tera::Context {
    tera::Context::new()
}
