//! Names that file managers and shared drives give to copies.

/// What stands before the name of a copy, in small letters.
const BEFORE: &[&str] = &["bản sao của ", "bản sao - ", "bản sao ", "copy of ", "copy - "];
/// What stands behind it: Windows and Nautilus in English and Vietnamese, macOS, and the same where blanks became underscores.
const BEHIND: &[&str] = &[
    " - copy",
    " - bản sao",
    " - sao chép",
    " (copy)",
    " (bản sao)",
    " (sao chép)",
    " copy",
    " bản sao",
    "_-_copy",
    "_copy",
    "_bản_sao",
    "-copy",
];
/// What else stands in brackets behind a copy, from its first words on: `(another copy)`, `(3rd copy)`, `(conflicted copy 2026-11-28)`, `(bản sao
/// khác)`, `(bản sao thứ 3)`.
const BRACKETS: &[&str] = &["another copy", "conflict", "bản sao", "xung đột"];

/// What the names that a copy may have say it is a copy of, the likeliest first: `bản sao - x`, `x - Copy (2)`, `x copy 2`, `x (1)`.
pub(crate) fn originals(id: &str) -> Vec<&str> {
    let lower = id.to_lowercase();
    for before in BEFORE {
        if lower.starts_with(before) {
            return id.get(before.len()..).filter(|rest| !rest.is_empty()).into_iter().collect();
        }
    }
    let end = id.trim_end();
    // A number behind it counts further copies; by itself only in brackets: `to-roi 2` may be the second leaflet.
    let counted = bracket(end).filter(|(_, inside)| is_number(inside)).map(|(rest, _)| rest);
    let numbered = end.rsplit_once([' ', '_']).filter(|(_, number)| is_number(number)).map(|(rest, _)| rest);
    let found = [Some(end), counted, numbered].into_iter().flatten().find_map(marked);
    let mut found: Vec<&str> = found.or(counted).into_iter().collect();
    // `x-LAPTOP-7K2` is what OneDrive calls the one of two versions that came from that computer.
    found.extend(computer(end));
    found.retain(|rest| !rest.is_empty() && rest.len() < id.len());
    found
}

/// A name without what marks it as a copy.
fn marked(name: &str) -> Option<&str> {
    let before = |behind: &&str| {
        let start = name.len().checked_sub(behind.len())?;
        name.get(start..).filter(|tail| tail.to_lowercase() == **behind)?;
        name.get(..start)
    };
    BEHIND.iter().find_map(before).or_else(|| {
        let (rest, inside) = bracket(name)?;
        let inside = inside.to_lowercase();
        let is_copy = BRACKETS.iter().any(|words| inside.starts_with(words))
            || inside.contains("conflicted copy")
            || inside.strip_suffix(" copy").is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        is_copy.then_some(rest)
    })
}

/// What stands in brackets at the end, and what stands before them: Google Drive and browsers leave the blank out, or write an underscore.
fn bracket(name: &str) -> Option<(&str, &str)> {
    let (rest, inside) = name.strip_suffix(')')?.rsplit_once('(')?;
    Some((rest.trim_end_matches([' ', '_']), inside))
}

fn computer(name: &str) -> Option<&str> {
    ["-DESKTOP-", "-LAPTOP-", "-PC-", "-MAY-"].iter().find_map(|computer| name.rfind(computer)).map(|at| &name[..at])
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_file_managers_are_known_by_their_names() {
        for id in [
            "bản sao - to-roi",
            "Bản sao của to-roi",
            "to-roi - Copy",
            "to-roi - Copy (2)",
            "to-roi - Copy - Copy",
            "to-roi (1)",
            "to-roi(1)",
            "to-roi_(1)",
            "Copy of to-roi",
            "to-roi copy",
            "to-roi copy 2",
            "to-roi_copy",
            "to-roi_copy_2",
            "to-roi-copy",
            "to-roi (copy)",
            "to-roi (another copy)",
            "to-roi (3rd copy)",
            "to-roi - bản sao",
            "to-roi - Sao chép (3)",
            "to-roi (bản sao)",
            "to-roi (bản sao khác)",
            "to-roi (bản sao thứ 3)",
            "to-roi (Lan's conflicted copy 2026-11-28)",
            "to-roi (Conflict)",
            "to-roi-LAPTOP-7K2Q",
        ] {
            // Of a copy of a copy the one before it.
            let wanted = if id.ends_with("Copy - Copy") { "to-roi - Copy" } else { "to-roi" };
            assert_eq!(originals(id), [wanted], "{id}");
        }
        for id in [
            "to-roi",
            "ban-sao",
            "to-roi-2",
            "to-roi 2",
            "copy",
            "photocopy",
            "(1)",
            "bản sao ",
            "lớp (sáng)",
            "A-2026",
        ] {
            assert_eq!(originals(id), [""; 0], "{id}");
        }
    }
}
