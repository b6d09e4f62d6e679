//! What the pieces of a workspace call each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{Content, Piece, Spanned};
use crate::diag::{Diagnostic, Place, did_you_mean};
use crate::layout::Layouts;
use crate::msg;

/// The pieces of a workspace by what others call them.
#[derive(Debug)]
pub(super) struct PieceIndex<'a> {
    pub(super) content: &'a Content,
    pub(super) layouts: &'a Layouts,
    /// By directive and name: each audience may have its own.
    named: BTreeMap<(&'a str, &'a str), Vec<&'a Arc<Piece>>>,
    /// What issues print, and which.
    pub(super) articles: BTreeMap<&'a str, Vec<&'a Piece>>,
}

impl<'a> PieceIndex<'a> {
    pub(super) fn new(content: &'a Content, layouts: &'a Layouts) -> Self {
        let mut named: BTreeMap<(&str, &str), Vec<&Arc<Piece>>> = BTreeMap::new();
        for piece in &content.pieces {
            named.entry((&piece.directive, &piece.id)).or_default().push(piece);
        }
        let mut articles: BTreeMap<&str, Vec<&Piece>> = BTreeMap::new();
        for issue in &content.pieces {
            for name in &issue.meta.articles {
                articles.entry(name.as_str()).or_default().push(issue);
            }
        }
        Self { content, layouts, named, articles }
    }

    /// The pieces of a directive whose names these words begin with.
    pub(super) fn beginning(&self, directive: &'a str, words: &'a str) -> impl Iterator<Item = &'a Arc<Piece>> {
        let of_directive = self.named.range((directive, "")..).take_while(move |((own, _), _)| *own == directive);
        of_directive.filter(move |((_, id), _)| words.starts_with(id)).flat_map(|(_, pieces)| pieces.iter().copied())
    }

    /// Resolves `<directive>/<piece>` for an audience of an issue: the piece in the folder of that audience, else one that names it
    /// among its `audiences`, else what the audience of the issue's own folder gets.
    pub(super) fn article(
        &self,
        issue: &Piece,
        audience: &str,
        name: &Spanned<String>,
    ) -> Result<&'a Arc<Piece>, Box<Diagnostic>> {
        let named = name.split_once('/').and_then(|name| self.named.get(&name)).map(Vec::as_slice).unwrap_or_default();
        if let Some(piece) = named.iter().find(|piece| piece.audience == audience) {
            return Ok(piece);
        }
        let mut shared = named.iter().filter(|piece| audiences_of(piece).any(|known| known == audience));
        match (shared.next(), shared.next()) {
            (Some(piece), None) => Ok(piece),
            (Some(one), Some(other)) => {
                let message = msg!(
                    "layout-article-twice",
                    name = name.value,
                    audience = audience,
                    one = one.file.path,
                    other = other.file.path
                );
                let problem = Diagnostic::error(message).at(Place::new(&issue.file, name.range.clone()));
                Err(Box::new(problem.hint(msg!("layout-article-twice-hint", audience = audience))))
            }
            _ if audience != issue.audience => self.article(issue, &issue.audience, name),
            _ => Err(Box::new(unknown_article(self.content, issue, audience, name))),
        }
    }
}

fn unknown_article(content: &Content, issue: &Piece, audience: &str, name: &Spanned<String>) -> Diagnostic {
    let known: Vec<String> = content
        .pieces
        .iter()
        .filter(|piece| audiences_of(piece).any(|known| known == audience))
        .map(|piece| format!("{}/{}", piece.directive, piece.id))
        .collect();
    let error = Diagnostic::error(msg!("layout-unknown-article", name = name.value, audience = audience))
        .at(Place::new(&issue.file, name.range.clone()));
    // One that other readers get needs one word to be for these too.
    let elsewhere = content.pieces.iter().find(|piece| format!("{}/{}", piece.directive, piece.id) == name.value);
    match (elsewhere, did_you_mean(name, known.iter().map(String::as_str))) {
        (Some(piece), _) => {
            error.hint(msg!("layout-article-elsewhere-hint", path = piece.file.path, audience = audience))
        }
        (None, Some(meant)) => error.hint(msg!("content-did-you-mean", name = meant)),
        (None, None) => error.hint(msg!("layout-article-hint")),
    }
}

/// The audiences that get a piece: that of its folder, and those that its header adds.
pub(crate) fn audiences_of(piece: &Piece) -> impl Iterator<Item = &str> {
    [piece.audience.as_str()].into_iter().chain(piece.meta.audiences.iter().map(|audience| audience.as_str()))
}
