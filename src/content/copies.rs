//! Names that file managers give to copies.

/// What the name of a copy says it is a copy of: `bản sao - x`, `x - Copy (2)`, `x (1)`.
pub(crate) fn original(id: &str) -> Option<&str> {
    let lower = id.to_lowercase();
    for before in ["bản sao của ", "bản sao - ", "bản sao ", "copy of ", "copy - "] {
        if lower.starts_with(before) {
            return id.get(before.len()..).filter(|rest| !rest.is_empty());
        }
    }
    let mut end = id.trim_end();
    if let Some((rest, number)) = end.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        end = if is_number { rest } else { end };
    }
    for behind in [" - copy", " - bản sao", " - sao chép", " copy", " bản sao"] {
        let start = end.len().checked_sub(behind.len());
        if let Some(start) = start.filter(|start| end.get(*start..).is_some_and(|tail| tail.to_lowercase() == behind)) {
            end = &end[..start];
            break;
        }
    }
    (end.len() < id.len() && !end.is_empty()).then_some(end)
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
            "to-roi (1)",
            "Copy of to-roi",
            "to-roi copy",
            "to-roi - bản sao",
        ] {
            assert_eq!(original(id), Some("to-roi"), "{id}");
        }
        for id in ["to-roi", "ban-sao", "to-roi-2", "copy", "photocopy", "(1)", "bản sao "] {
            assert_eq!(original(id), None, "{id}");
        }
    }
}
