//! Type that cannot be read from where the thing hangs. Slots promise their least size; this looks at what is really on the pages,
//! also where a layout sets text by itself.

use std::collections::BTreeSet;
use std::ops::Range;

use typst_layout::PagedDocument;

use super::ground::{Standing, standing};
use super::mapper::{Checks, Mapper};
use super::slots::least_type;
use crate::content::FrontMatter;
use crate::diag::{Diagnostic, Diagnostics};
use crate::msg;

/// Small print: who answers for the thing. It is read by one who steps up to it.
const SMALL_PRINT: [&str; 3] = ["author", "imprint", "issuer"];

/// A power or an index is so much of the type around it, and so short.
const INDEX: (f64, usize) = (0.55, 4);

/// Reports text of the piece that is smaller than its reading distance allows, each line once.
pub(super) fn check(document: &PagedDocument, checks: &Checks, mapper: &Mapper, problems: &mut Diagnostics) {
    let Some(distance) = checks.size.distance else { return };
    if checks.part != "main" || !checks.is_alone {
        return;
    }
    let least = least_type(Some(distance));
    let exempt: Vec<Range<usize>> =
        checks.meta.map(|meta| small_print(meta, &checks.format.small_print)).unwrap_or_default();
    let mut told = BTreeSet::new();
    for page in document.pages() {
        for (_, span, what) in standing(&page.frame, checks.size.scale) {
            let Standing::Text(text) = what else { continue };
            let size = text.size.to_pt() / checks.size.scale;
            let is_index = text.text.chars().count() < INDEX.1;
            // A size below zero is told of its slot: there is no room at all.
            if size <= 0.0 || size >= least * if is_index { INDEX.0 } else { 1.0 } - 0.05 {
                continue;
            }
            let Some(place) = mapper.markdown(span) else { continue };
            let is_piece = place.file.path == checks.piece.file.path;
            let is_exempt = is_piece && exempt.iter().any(|range| range.contains(&place.range.start));
            let line = (place.file.path.clone(), place.file.line_column(place.range.start).0);
            if is_exempt || !told.insert(line) {
                continue;
            }
            let shown = |pt: f64| format!("{pt:.1}");
            let error = msg!(
                "compile-small-text",
                text = text.text.chars().take(40).collect::<String>(),
                size = shown(size),
                least = shown(least),
                distance = distance
            );
            problems.push(Diagnostic::error(error).at(place).hint(msg!("compile-small-text-hint")));
        }
    }
}

fn small_print(meta: &FrontMatter, more: &[String]) -> Vec<Range<usize>> {
    let fields = SMALL_PRINT.into_iter().chain(more.iter().map(String::as_str));
    fields.filter_map(|key| meta.text.get(key)).map(|field| field.range.clone()).collect()
}
