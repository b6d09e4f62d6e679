//! Any value in a layout: the same text in markup and in a string, and never code.
#![no_main]

use anpham::layout::escape_value;
use libfuzzer_sys::fuzz_target;
use typst::syntax::{LinkedNode, SyntaxKind, parse};

fuzz_target!(|text: &str| {
    let escaped = escape_value(text);
    let string = typst::syntax::parse_code(&format!("\"{escaped}\""));
    let literal = string.children().find_map(|node| node.cast::<typst::syntax::ast::Str>());
    assert_eq!(literal.map(|literal| literal.get().to_string()).as_deref(), Some(text), "another string");
    let root = parse(&escaped);
    let mut open = vec![LinkedNode::new(&root)];
    while let Some(node) = open.pop() {
        let known = [SyntaxKind::Markup, SyntaxKind::Text, SyntaxKind::Space, SyntaxKind::Escape];
        assert!(known.contains(&node.kind()), "{:?} in {escaped}", node.kind());
        open.extend(node.children());
    }
});
