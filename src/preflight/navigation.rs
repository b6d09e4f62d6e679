//! What a reader may click on beside the pages: bookmarks and lists of names.

use hayro_syntax::object::{Array, Dict, Object};

use super::streams::name_of;

/// Entries that are looked at; they may lead in a circle.
const MOST_ENTRIES: usize = 20_000;

/// Whether a bookmark or a name leads out of the file or runs something. One that leads to a page does no harm.
pub(super) fn acts(catalog: &Dict) -> bool {
    let outlines = catalog.get::<Dict>("Outlines").and_then(|outlines| outlines.get::<Dict>("First"));
    let names = catalog.get::<Dict>("Names");
    let trees = names.iter().flat_map(|names| {
        ["Dests", "AP", "Pages", "Templates", "IDS", "URLS", "Renditions"].map(|tree| names.get::<Dict>(tree))
    });
    walk(outlines.into_iter().chain(trees.flatten()).collect())
}

/// Bookmarks hang on `First` and `Next`, lists of names on `Kids` and `Names` (ISO 32000-2, 12.3.3 and 7.9.6).
fn walk(mut open: Vec<Dict>) -> bool {
    for _ in 0..MOST_ENTRIES {
        let Some(entry) = open.pop() else { return false };
        if is_action(&entry) || entry.get::<Dict>("A").is_some_and(|action| is_action(&action)) {
            return true;
        }
        open.extend(["First", "Next"].into_iter().filter_map(|key| entry.get::<Dict>(key)));
        for key in ["Kids", "Names"] {
            open.extend(
                entry
                    .get::<Array>(key)
                    .into_iter()
                    .flat_map(|all| all.iter::<Object>().collect::<Vec<_>>())
                    .filter_map(Object::into_dict),
            );
        }
    }
    false
}

/// Whether it does more than to show a page (ISO 32000-2, table 201), or what it does next is more.
pub(super) fn is_action(dict: &Dict) -> bool {
    let mut action = Some(dict.clone());
    for _ in 0..16 {
        let Some(dict) = action else { return false };
        match name_of(dict.get::<Object>("S").as_ref()).as_str() {
            "JavaScript" | "URI" | "Launch" | "GoToR" | "GoToE" | "SubmitForm" | "ResetForm" | "ImportData"
            | "Named" | "Hide" | "Sound" | "Movie" | "Rendition" | "SetOCGState" | "Trans" | "GoTo3DView"
            | "Thread" | "RichMediaExecute" => return true,
            _ => action = dict.get::<Dict>("Next"),
        }
    }
    false
}
