//! What a text asks for before it is run: formats, profiles, facts, includes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::survey::Survey;
use super::typed::Typed;
use crate::content::tags::{self, PartKind};
use crate::content::{Content, Piece, Spanned};
use crate::diag::{Place, SourceFile};

/// The dotted names in the tags of a layout: what it may see.
pub(crate) fn names(text: &str) -> BTreeSet<String> {
    let parts = tags::parts(text);
    let mut names = tags::names(text, &parts);
    // What would be a program in a piece is none in a layout.
    for part in parts.iter().filter(|part| part.kind == PartKind::Program) {
        let words = text[part.range.clone()].split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '.'));
        names.extend(words.map(|word| word.trim_matches('.').to_string()));
    }
    names
}

/// Includes by the name that a piece uses: those of its directive stand before those of all.
pub(super) fn known_includes<'a>(content: &'a Content, piece: &Piece) -> BTreeMap<&'a str, &'a Arc<SourceFile>> {
    let mut known = BTreeMap::new();
    for folder in ["content/_shared/".to_string(), format!("content/{}/_shared/", piece.directive)] {
        let inside = content.includes.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
        for (path, file) in inside {
            known.insert(&path[folder.len()..], file);
        }
    }
    known
}

/// What a text of a piece asks for that is not the same for all that is made of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asks {
    /// The format or its size.
    pub format: bool,
    /// The profile.
    pub profile: bool,
}

/// What the body of a piece asks for, or an include that it may take in.
pub fn asks(content: &Content, piece: &Piece) -> Asks {
    let body = &piece.file.text[piece.body.clone()];
    let mut asks = Asks::default();
    if !is_template(body) {
        return asks;
    }
    let takes_in = body.contains("include");
    let includes = if takes_in { known_includes(content, piece) } else { BTreeMap::new() };
    let texts = includes.values().map(|file| file.text.as_str()).chain([body]).filter(|text| is_template(text));
    texts.for_each(|text| asks.add(text));
    asks
}

/// What the texts of the header of a piece ask for, or an include that they may take in.
pub fn header_asks(content: &Content, piece: &Piece) -> Asks {
    let details = piece.meta.details.values().flat_map(|detail| &detail.texts);
    let texts = piece.meta.text.values().chain(details).map(|text| text.value.as_str());
    let texts: Vec<&str> = texts.filter(|text| is_template(text)).collect();
    let takes_in = texts.iter().any(|text| text.contains("include"));
    let includes = if takes_in { known_includes(content, piece) } else { BTreeMap::new() };
    let mut asks = Asks::default();
    texts.into_iter().chain(includes.values().map(|file| file.text.as_str())).for_each(|text| asks.add(text));
    asks
}

/// The facts that a text of a header asks for by name, each with its place.
pub fn calls(piece: &Piece, text: &Spanned<String>) -> Vec<(String, Place)> {
    if !is_template(text) {
        return vec![];
    }
    let (typed, mut survey) = (Typed::field(&piece.file, text), Survey::default());
    for part in tags::parts(&typed.text) {
        survey.add_calls(&typed, &tags::tokens(&typed.text, &part));
    }
    survey.calls.into_iter().map(|call| (call.id, call.place)).collect()
}

pub(super) fn is_template(text: &str) -> bool {
    ["{{", "{%", "{!"].iter().any(|open| text.contains(open))
}

impl Asks {
    pub(super) fn add(&mut self, text: &str) {
        if !text.contains("format") && !text.contains("profile") {
            return;
        }
        for name in tags::names(text, &tags::parts(text)) {
            let first = name.split('.').next().unwrap_or_default();
            self.format |= first == "format";
            self.profile |= first == "profile";
        }
    }
}
