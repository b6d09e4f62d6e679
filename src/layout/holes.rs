//! The check of a layout when it is loaded: no `{{ hole }}` may stand where its value could become code.
//!
//! Each hole is given a sentinel, tags are dropped, and the result is parsed as Typst: a sentinel must come out as
//! markup text or inside a string. Since values are escaped so that they read alike in both, that is all it takes.

use std::sync::Arc;

use typst::syntax::{LinkedNode, SyntaxKind, parse};

use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile};
use crate::msg;

const SENTINEL: &str = "anphamhole";

/// Reports every hole of a layout that is neither markup text nor inside a string. Mistakes in the Typst
/// of a layout are told where it is set: before its tags have run it need not be well formed.
pub(super) fn check(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    let (text, holes) = with_sentinels(&file.text);
    let root = parse(&text);
    let tree = LinkedNode::new(&root);
    for (hole, range) in holes {
        let leaf = tree.leaf_at(hole, typst::syntax::Side::After);
        let fine = leaf.is_some_and(|leaf| match leaf.kind() {
            SyntaxKind::Text => leaf.parent_kind() == Some(SyntaxKind::Markup),
            SyntaxKind::Str => !becomes_code(&leaf),
            _ => false,
        });
        if !fine {
            diagnostics.push(
                Diagnostic::error(msg!("layout-hole")).at(Place::new(file, range)).hint(msg!("layout-hole-hint")),
            );
        }
    }
}

/// Whether a string names code: the path of an import, or what `eval` is given.
fn becomes_code(string: &LinkedNode) -> bool {
    let mut node = string.parent();
    while let Some(parent) = node {
        match parent.kind() {
            SyntaxKind::ModuleImport | SyntaxKind::ModuleInclude => return true,
            SyntaxKind::FuncCall if parent.children().next().is_some_and(|callee| callee.leaf_text() == "eval") => {
                return true;
            }
            SyntaxKind::ContentBlock | SyntaxKind::CodeBlock => return false,
            _ => node = parent.parent(),
        }
    }
    false
}

/// Replaces holes by sentinels and drops tags and comments; returns where each sentinel stands and its hole.
fn with_sentinels(text: &str) -> (String, Vec<(usize, std::ops::Range<usize>)>) {
    let mut out = String::new();
    let mut holes = Vec::new();
    let mut rest = 0;
    while let Some(found) = text[rest..].find('{') {
        let start = rest + found;
        let close = match text[start..].get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{!") => "!}",
            _ => {
                out.push_str(&text[rest..=start]);
                rest = start + 1;
                continue;
            }
        };
        let end = text[start..].find(close).map_or(text.len(), |i| start + i + close.len());
        out.push_str(&text[rest..start]);
        if close == "}}" {
            holes.push((out.len(), start..end));
            out.push_str(SENTINEL);
        }
        rest = end;
    }
    out.push_str(&text[rest..]);
    (out, holes)
}

/// A mistake in a template, in our words first. Tera quotes its own place.
pub(super) fn template_error(file: &Arc<SourceFile>, error: &tera::Error) -> Diagnostic {
    Diagnostic::error(msg!("layout-template")).at(Place::new(file, 0..0)).quote(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> usize {
        let mut diagnostics = Diagnostics::new();
        check(&SourceFile::new("layouts/x/layout.typ", text), &mut diagnostics);
        diagnostics.len()
    }

    #[test]
    fn holes_in_markup_and_strings_pass() {
        assert_eq!(problems("#let a = \"{{ x }}\"\n#f([{{ body }}])\n{% if a %}{{ b }}{% endif %}"), 0);
    }

    #[test]
    fn holes_in_code_math_raw_labels_and_links_are_refused() {
        for text in [
            "#{{ x }}",
            "#let a = {{ x }}",
            "$ {{ x }} $",
            "`{{ x }}`",
            "= T <{{ x }}>",
            "#f({{ x }})",
            "#import \"{{ x }}\": a",
            "#eval(\"{{ x }}\")",
        ] {
            assert_eq!(problems(text), 1, "{text}");
        }
        assert_eq!(problems("// {{ x }}\n/* {{ y }} */"), 2);
    }
}
