//! The formats of pieces: what a plan goes through.

use std::sync::Arc;

use super::known::{PieceIndex, audiences_of};
use super::product::{Product, Variant};
use crate::content::{Piece, Profile, ProfileKind, Spanned};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::layout::{Format, Makes, Of, Size};
use crate::msg;

/// A piece in one of its formats.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer<'a> {
    pub(super) piece: &'a Arc<Piece>,
    pub(super) format: &'a Format,
    pub(super) size: &'a Size,
    /// Whether it can be made. What cannot has texts that may have more mistakes.
    pub(super) is_sound: bool,
}

/// An item of a kit.
#[derive(Debug, Clone, Copy)]
pub(super) struct KitItem<'a> {
    pub(super) offer: Offer<'a>,
    pub(super) part: &'a str,
    /// From 1, counting those that are not known.
    pub(super) number: usize,
}

impl<'a> Offer<'a> {
    /// What tells it from others, but for one that says the same twice.
    pub(super) fn key(&self) -> (&str, &str, &str) {
        (&self.format.id, &self.size.id, &self.piece.file.path)
    }

    /// Whether a profile makes it: what is no page does not go to the press.
    pub(super) fn suits(&self, profile: &Profile) -> bool {
        self.format.makes == Makes::Pages || profile.kind != ProfileKind::Print
    }

    pub(super) fn is_kit(&self) -> bool {
        self.format.of == Of::Kit
    }

    /// What it becomes for an audience and a profile, and where that is written.
    pub(super) fn product(
        &self,
        known: &PieceIndex,
        audience: &str,
        part: &str,
        profile: &Profile,
    ) -> (Product, String) {
        let product = Product {
            variant: Variant::new(known.content, self.piece, audience),
            format: self.format.id.clone(),
            size: self.size.id.clone(),
            part: part.to_string(),
            profile: profile.name.clone(),
        };
        let output = product.output(known.content, profile, self.format, self.size);
        (product, output)
    }
}

/// The formats of a piece that are known, with where it names them.
pub(super) fn formats_of<'a>(
    known: &PieceIndex<'a>,
    piece: &'a Piece,
) -> impl Iterator<Item = (&'a Format, &'a Size, &'a Spanned<String>)> {
    let layouts = known.layouts;
    piece.meta.formats.iter().filter_map(|name| layouts.resolve(name).ok().map(|(format, size)| (format, size, name)))
}

/// The items of a kit for an audience, in order: without those that are not known, which are reported. `None` if one of them has
/// mistakes: what is wrong with a piece is told there, and a kit without it is none. `offers` are sorted by their keys.
pub(super) fn items<'a>(
    known: &PieceIndex<'a>,
    offers: &[Offer<'a>],
    kit: &Offer<'a>,
    audience: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<KitItem<'a>>> {
    let mut items = Vec::new();
    for (n, name) in kit.piece.meta.kit.iter().enumerate() {
        let place = || Place::new(&kit.piece.file, name.range.clone());
        let Some((piece, format, size, part)) = item_named(known, name, audience) else {
            let error = Diagnostic::error(msg!("layout-kit-unknown", name = name.value, audience = audience));
            diagnostics.push(error.at(place()).hint(msg!("layout-kit-hint")));
            continue;
        };
        if format.of == Of::Kit {
            diagnostics.push(Diagnostic::error(msg!("layout-kit-kit", name = name.value)).at(place()));
            continue;
        }
        if format.makes != Makes::Pages {
            diagnostics.push(Diagnostic::error(msg!("layout-kit-text", name = name.value)).at(place()));
            continue;
        }
        let named = Offer { piece, format, size, is_sound: true };
        let offer = offers[offers.binary_search_by(|offer| offer.key().cmp(&named.key())).ok()?];
        if !offer.is_sound && !piece.is_faulty {
            return None;
        }
        items.push(KitItem { offer, part, number: n + 1 });
    }
    if kit.piece.meta.kit.is_empty() {
        let named = formats_of(known, kit.piece).find(|(format, ..)| format.id == kit.format.id);
        let place = named.map_or(0..0, |(.., name)| name.range.clone());
        let error = Diagnostic::error(msg!("layout-kit-empty", format = kit.format.id));
        diagnostics.push(error.at(Place::new(&kit.piece.file, place)).hint(msg!("layout-kit-empty-hint")));
    }
    Some(items)
}

/// What a name in a kit means for an audience: `<directive>/<piece>.<format>[-<size>][-<part>]`.
fn item_named<'a>(
    known: &PieceIndex<'a>,
    name: &'a str,
    audience: &str,
) -> Option<(&'a Arc<Piece>, &'a Format, &'a Size, &'a str)> {
    let (directive, rest) = name.split_once('/')?;
    for piece in known.beginning(directive, rest).filter(|piece| audiences_of(piece).any(|own| own == audience)) {
        for (format, size, _) in formats_of(known, piece) {
            for part in &format.parts {
                let suffix = if part == super::id::MAIN { String::new() } else { format!("-{part}") };
                let bare = format!("{}.{}", piece.id, format.id);
                let is_usual = size.id == format.default_size && rest == format!("{bare}{suffix}");
                if is_usual || rest == format!("{bare}-{}{suffix}", size.id) {
                    return Some((piece, format, size, part));
                }
            }
        }
    }
    None
}
