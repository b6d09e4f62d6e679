//! What a piece sees, and the piece that sees it.

use serde_json::json;

use crate::content::words::Words;
use crate::content::{Audience, Content, Directive, Facts, Piece, Profile, ProfileKind, vouched};

/// The name under which a piece is known to Tera.
pub(super) const MAIN: &str = "(piece).md";

/// What a piece sees: `directive`, `audience`, `campaign`, `piece`, `format`, `profile`.
pub fn context(
    content: &Content,
    directive: &Directive,
    audience: &Audience,
    piece: &Piece,
    format: &str,
    size: &str,
    profile: &Profile,
) -> tera::Context {
    let campaign = &content.campaign;
    let lang = piece.meta.lang.as_ref().map_or(&campaign.lang, |lang| &lang.value);
    let words = Words::new(content, lang);
    let date = |d: super::super::Date| words.date(d);
    let text = |field: &str| piece.meta.text.get(field).map(|text| vouched::plain(text.trim())).unwrap_or_default();
    let mut context = tera::Context::new();
    let mut insert = |key: &'static str, value: serde_json::Value| context.insert(key, &value);
    // A name that the piece's language has no words for is not there, and asking for it is told. What is not given at all is empty, so
    // that `{% if campaign.issuer.phone %}` works.
    insert("directive", json!(words.directive(directive)));
    insert("audience", json!(words.audience(audience)));
    let mut told = json!({
        "date": date(campaign.date), "year": campaign.date.year, "lang": campaign.lang, "issuer": words.issuer(),
    });
    if let Some(title) = words.campaign() {
        told["title"] = title.into();
    }
    insert("campaign", told);
    let day = piece.meta.date.as_ref().map_or(campaign.date, |date| date.value);
    insert(
        "piece",
        json!({
            "id": piece.id, "title": text("title"), "date": date(day), "number": text("number"), "lang": lang,
        }),
    );
    insert("format", json!({ "id": format, "size": size }));
    let kind = match profile.kind {
        ProfileKind::Draft => "draft",
        ProfileKind::Screen => "screen",
        ProfileKind::Print => "print",
    };
    insert("profile", json!({ "name": profile.name, "kind": kind }));
    context
}

/// The template that a piece is: its body, and each text of its header.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// What it stands in.
    pub piece: &'a Piece,
    /// Where includes come from.
    pub content: &'a Content,
    /// What it sees, as [`context`] makes it.
    pub context: &'a tera::Context,
    /// What it can ask for.
    pub facts: &'a Facts<'a>,
    /// The year of the campaign: goals of earlier ones are past.
    pub year: i32,
}
