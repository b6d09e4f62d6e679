//! What paper an order names, in the words that printers use, and whether a press and a printing condition fit it.

use std::ops::RangeInclusive;

use super::order::OrderLine;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::i18n::slug;
use crate::msg;
use crate::pdf::Scheme;

/// What sheet-fed presses feed, in g/m²: from thin print to board of 0.7 mm.
const WEIGHTS: RangeInclusive<f64> = 35.0..=600.0;
/// The largest sheet that any sheet-fed press takes, in mm: format VIII, shorter and longer side.
const LARGEST: (f64, f64) = (1_220.0, 1_640.0);

/// A kind of stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stock {
    /// Paper with a coat: gloss, matt, or nobody said.
    Coated(Option<Finish>),
    /// Paper without one.
    Uncoated,
    /// Newsprint.
    News,
    /// Cloth of plastic, as banners are made of.
    Vinyl,
    /// Woven cloth.
    Textile,
    /// With glue on its back.
    SelfAdhesive,
    /// No word that is known.
    Other,
}

/// How a coat shines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finish {
    /// It shines.
    Gloss,
    /// It does not.
    Matte,
}

impl Stock {
    /// The stock that somebody means by the name of a paper: `Couché bóng`, `Offset`, `bạt Hiflex`.
    pub(super) fn named(name: &str) -> Self {
        let has = |words: &[&str]| says(name, words);
        if has(&["bat", "hiflex", "pvc", "vinyl", "simili"]) {
            Self::Vinyl
        } else if has(&["vai", "lua", "canvas", "textile"]) {
            Self::Textile
        } else if has(&["decal", "de-can", "self-adhesive"]) {
            Self::SelfAdhesive
        } else if has(&["in-bao", "newsprint"]) {
            Self::News
        } else if has(&["offset", "ford", "fort", "bai-bang", "kraft", "uncoated", "giay-do"]) {
            Self::Uncoated
        } else if has(&["couche", "couches", "couch", "coated", "art-paper"]) {
            let gloss = has(&["bong", "gloss"]).then_some(Finish::Gloss);
            Self::Coated(gloss.or_else(|| has(&["mo", "matt", "matte"]).then_some(Finish::Matte)))
        } else {
            Self::Other
        }
    }

    /// Whether it goes through a press for paper.
    fn is_paper(self) -> bool {
        matches!(self, Self::Coated(_) | Self::Uncoated | Self::News | Self::Other)
    }
}

/// Whether a text says any of some words, whatever its accents: `paper` lies in `giấy art paper`, and not in `papers`.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    let text = format!("-{}-", slug(text));
    words.iter().any(|word| text.contains(&format!("-{word}-")))
}

/// The stock that a printing condition was measured on, by its name in the ICC's registry of characterisations.
fn stock_of(condition: &str) -> Option<Stock> {
    let name: String = condition.to_uppercase().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let is_any = |names: &[&str]| names.iter().any(|known| name == *known || name == format!("{known}L"));
    if is_any(&["FOGRA27", "FOGRA39", "FOGRA43", "FOGRA51", "CGATSTR006", "CGATS212CRPC6", "JC200103", "JC201103"]) {
        Some(Stock::Coated(None))
    } else if is_any(&["FOGRA29", "FOGRA47", "FOGRA52", "CGATSTR007", "CGATS212CRPC3", "JC200104"]) {
        Some(Stock::Uncoated)
    } else if is_any(&["IFRA22", "IFRA26", "WANIFRA26"]) {
        Some(Stock::News)
    } else {
        None
    }
}

/// Asks about stock that no press takes, and stock that the condition was not made for: each once, where it is typed.
pub(super) fn warn(lines: &[OrderLine], condition: &str, diagnostics: &mut Diagnostics) {
    let mut told: Vec<Place> = Vec::new();
    let mut push = |place: &Place, problem: Diagnostic| {
        if !told.contains(place) {
            told.push(place.clone());
            diagnostics.push(problem.at(place.clone()));
        }
    };
    for line in lines {
        let file = &line.place.file;
        let at = |range: &std::ops::Range<usize>| Place::new(file, range.clone());
        let terms = &line.terms;
        let stock = terms.paper.as_ref().map_or(Stock::Other, |paper| Stock::named(paper));
        if let Some(weight) =
            terms.weight.as_ref().filter(|weight| stock.is_paper() && !WEIGHTS.contains(&weight.value))
        {
            let (least, most) = (*WEIGHTS.start(), *WEIGHTS.end());
            let message = msg!("pack-weight", weight = weight.value, least = least, most = most);
            push(&at(&weight.range), Diagnostic::warning(message).hint(msg!("pack-weight-hint")));
        }
        if let Some(imposition) = &terms.impose
            && !matches!(imposition.value.scheme, Scheme::Tile { .. })
        {
            let sheet = imposition.value.sheet;
            let (short, long) = (sheet.width.min(sheet.height), sheet.width.max(sheet.height));
            if short > LARGEST.0 || long > LARGEST.1 {
                let (most_short, most_long) = LARGEST;
                let message =
                    msg!("pack-sheet", width = short, height = long, most_width = most_short, most_height = most_long);
                push(&at(&imposition.range), Diagnostic::warning(message).hint(msg!("pack-sheet-hint")));
            }
        }
        let fits = |made_for: Stock| match (stock, made_for) {
            (Stock::Coated(_), Stock::Coated(_)) => true,
            (Stock::Coated(_) | Stock::Uncoated | Stock::News, _) => stock == made_for,
            // Of cloth and of what has no known name nothing is known.
            _ => true,
        };
        if let (Some(paper), Some(made_for)) = (&terms.paper, stock_of(condition))
            && !fits(made_for)
        {
            let message = match made_for {
                Stock::Uncoated => msg!("pack-condition-uncoated", condition = condition, paper = paper.value),
                Stock::News => msg!("pack-condition-news", condition = condition, paper = paper.value),
                _ => msg!("pack-condition-coated", condition = condition, paper = paper.value),
            };
            push(&at(&paper.range), Diagnostic::warning(message).hint(msg!("pack-condition-hint")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_known_by_the_words_of_printers() {
        for (name, stock) in [
            ("Couché bóng", Stock::Coated(Some(Finish::Gloss))),
            ("giấy couche mờ 150", Stock::Coated(Some(Finish::Matte))),
            ("Couché", Stock::Coated(None)),
            ("Coated", Stock::Coated(None)),
            ("uncoated", Stock::Uncoated),
            ("Offset", Stock::Uncoated),
            ("giấy Fort Bãi Bằng", Stock::Uncoated),
            ("Giấy dó", Stock::Uncoated),
            ("giấy in báo", Stock::News),
            ("Bạt Hiflex", Stock::Vinyl),
            ("vải lụa", Stock::Textile),
            ("Đề-can", Stock::SelfAdhesive),
            ("Bristol", Stock::Other),
        ] {
            assert_eq!(Stock::named(name), stock, "{name}");
        }
    }

    #[test]
    fn conditions_are_known_by_their_names_in_the_registry() {
        for (name, stock) in [
            ("FOGRA39", Some(Stock::Coated(None))),
            ("Fogra39L", Some(Stock::Coated(None))),
            ("FOGRA47", Some(Stock::Uncoated)),
            ("CGATS TR 006", Some(Stock::Coated(None))),
            ("IFRA26", Some(Stock::News)),
            ("Nhà in A", None),
        ] {
            assert_eq!(stock_of(name), stock, "{name}");
        }
    }
}
