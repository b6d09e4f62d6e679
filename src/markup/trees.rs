//! Tests of the tree: what it holds, what it means, and that it reads as it was typed.

use super::doc::{Block, Inline, TreeNode};
use super::tests::reading;
use super::*;
use crate::carry;
use crate::content::{Hole, LineOrigin};
use crate::diag::SourceFile;

fn typed(path: &str, text: &str) -> Reading {
    let file = SourceFile::new(path, text);
    reading("vi", &Rendered::verbatim(&file, 0..text.len()))
}

fn digest(text: &str) -> String {
    typed("content/kh/nd/bai.md", text).doc.digest().to_hex().to_string()
}

/// A text with something of every kind.
const ALL: &str = "# Một {#m}\n\nChữ *nghiêng* và **đậm**,\ndòng hai[^a] của [liên kết](https://a.vn) `mã`.\n\n- [x] Xong\n- Việc\n\n3. Ba\n4. Bốn\n\n\
    a) Ý\nb) Nữa\n\n> Lời\n\n> [!TIP]\n> Mẹo\n\n| A | B |\n|---|---|\n| c | d |\n\nTừ\n: Nghĩa\n\n---\n\n![Cây](a.png \"Chú\")\n\n\
    ::: bars facts=\"du-an\" title=\"Biểu\"\n:::\n\n::: quote by=\"Ông A\" formats=\"slides\"\nNói.\n:::\n\n```\nmã\n```\n\n[^a]: Chú thích.\n";

#[test]
fn what_reads_the_same_has_the_same_digest() {
    let all = digest(ALL);
    // Another file, another line of each word, other signs for the same.
    assert_eq!(typed("content/kh/nd/khac.md", ALL).doc.digest().to_hex().to_string(), all);
    for (from, to) in [
        ("đậm**,\ndòng", "đậm**, dòng"),
        ("*nghiêng*", "_nghiêng_"),
        ("**đậm**", "__đậm__"),
        ("- [x] Xong\n- Việc", "* [x]  Xong\n\n* Việc"),
        ("# Một {#m}\n", "\n\n#  Một   {#m}\n\n\n"),
        ("|---|---|", "|:--|--:|"),
        ("| c | d |", "|c|d|"),
        ("---\n\n!", "***\n\n!"),
        ("[^a] của", "[^chu] của"),
        ("3. Ba\n4. Bốn", "3. Ba\n5. Bốn\n"),
        ("```\nmã\n```", "~~~text\nmã\n~~~"),
        ("đậm", "đa\u{323}\u{302}m"),
    ] {
        let other = ALL.replacen(from, to, 1);
        assert_ne!(other, ALL, "{from}");
        let other = if to.contains("[^chu]") { other.replace("[^a]:", "[^chu]:") } else { other };
        // Numbers that do not follow stand as they were typed.
        assert_eq!(digest(&other) == all, !to.contains("5."), "{from} → {to}");
    }
}

#[test]
fn what_reads_otherwise_has_another_digest() {
    let mut known = std::collections::BTreeMap::from([(digest(ALL), "")]);
    for (from, to) in [
        ("Một", "Hai"),
        ("# Một", "## Một"),
        ("*nghiêng*", "nghiêng"),
        ("*nghiêng*", "**nghiêng**"),
        ("đậm**,\n", "đậm**,\\\n"),
        ("đậm**,\n", "đậm**,\n\n"),
        ("[x]", "[ ]"),
        ("3. Ba", "1. Ba"),
        ("3. Ba\n4. Bốn", "3) Ba\n4) Bốn"),
        ("a) Ý\nb) Nữa", "a) Ý\nc) Nữa"),
        ("> Lời", "Lời"),
        ("[!TIP]", "[!NOTE]"),
        ("| c | d |", "| c d |  |"),
        ("| c | d |", "| d | c |"),
        ("Từ\n: Nghĩa", "Từ\n: nghĩa"),
        ("---\n\n!", "!"),
        ("a.png", "b%20c.svg"),
        ("![Cây]", "![Cây to]"),
        ("\"Chú\"", "\"Chữ\""),
        ("https://a.vn", "https://b.vn"),
        ("`mã`", "mã"),
        ("facts=\"du-an\"", "facts=\"cu\""),
        ("title=\"Biểu\"", ""),
        ("Ông A", "Ông B"),
        (" formats=\"slides\"", ""),
        ("quote by", "person role"),
        ("Chú thích.", "Chú thích khác."),
        ("hai[^a] của", "hai của[^a]"),
    ] {
        let other = ALL.replacen(from, to, 1);
        assert_ne!(other, ALL, "{from}");
        if let Some(same) = known.insert(digest(&other), to) {
            panic!("{from} → {to} reads as {same}");
        }
    }
}

#[test]
fn a_digest_holds_what_is_shown_of_a_fact_and_not_where_it_comes_from() {
    let text = |shown: &str, hole: Option<Hole>| {
        let file = SourceFile::new("content/kh/nd/bai.md", "{{ x }} hộ");
        let value = carry::value(shown);
        let holes = hole.map(|hole| (0..value.len(), hole)).into_iter().collect();
        let rendered = Rendered { text: format!("{value} hộ"), lines: vec![LineOrigin { file, line: 0 }], holes };
        reading("vi", &rendered).doc.digest()
    };
    let fact = |id: &str| Some(Hole::Fact(id.into()));
    assert_eq!(text("30", fact("a")), text("30", fact("b")));
    assert_eq!(text("30", fact("a")), text("30", None));
    assert_ne!(text("30", fact("a")), text("31", fact("a")));
}

#[test]
fn a_text_knows_which_fact_a_figure_came_from() {
    let file =
        SourceFile::new("content/kh/nd/bai.md", "• **{{ fact }} hộ** {{ name }}\n\n| A |\n|---|\n| {{ fact }} |\n");
    let (figure, name) = (carry::value("trên 60%"), "Dân");
    let lines = ["• **", " hộ** ", "\n\n| A |\n|---|\n| ", " |\n"];
    let mut text = lines[0].to_string();
    let mut holes = vec![];
    let values = [
        (figure.as_str(), Hole::Fact("a".into())),
        (name, Hole::Value("n".into())),
        (figure.as_str(), Hole::Fact("b".into())),
    ];
    for ((value, hole), line) in values.into_iter().zip(&lines[1..]) {
        holes.push((text.len()..text.len() + value.len(), hole));
        text.push_str(value);
        text.push_str(line);
    }
    let origins = (0..text.split('\n').count()).map(|line| LineOrigin { file: file.clone(), line }).collect();
    let read = reading("vi", &Rendered { text, lines: origins, holes });
    let mut found = vec![];
    read.doc.walk(&mut |node| {
        let (id, text) = match node {
            TreeNode::Inline(Inline::Fact { id, text }) => (id, text),
            TreeNode::Inline(Inline::Value { name, text }) => (name, text),
            _ => return,
        };
        let shown: String = text.iter().map(|leaf| leaf.text.as_str()).collect();
        let line = read.doc.places.get(text[0].range()).map(|place| place.file.line_column(place.range.start).0);
        found.push(format!("{id} {shown} {line:?}"));
    });
    assert_eq!(found, ["a trên 60% Some(1)", "n Dân Some(1)", "b trên 60% Some(5)"]);
    assert!(matches!(read.doc.blocks[0], Block::List { .. }));
}

/// What the checks ask for beside the words.
#[test]
fn a_text_knows_what_was_vouched_for_and_what_was_typed_for_another() {
    let text = "# Tới 2030 {.nofact}\n\nCó [30 **hộ**]{.nofact} ở Ðà Lạt, 40 xã.\n\n<div>{{}} hộ &amp; 5</div>\n";
    let file = SourceFile::new("content/kh/nd/bai.md", text);
    let (before, after) = text.split_once("{{}}").expect("a hole");
    let value = carry::value("60");
    let rendered = Rendered {
        text: format!("{before}{value}{after}"),
        holes: vec![(before.len()..before.len() + value.len(), Hole::Fact("a".into()))],
        ..Rendered::verbatim(&file, 0..text.len())
    };
    let read = reading("vi", &rendered);
    let mut found = vec![];
    read.doc.walk(&mut |node| match node {
        TreeNode::Block(Block::Heading(heading)) => found.push(format!("heading {}", heading.is_vouched)),
        TreeNode::Inline(Inline::Text(leaf)) => {
            let signs = [leaf.is_vouched.then_some('!'), leaf.typed].into_iter().flatten().collect::<String>();
            found.push(format!("{}{}", leaf.text, signs));
        }
        TreeNode::Inline(Inline::Fact { text, .. }) => {
            found.push(format!("{{{}}}", text.iter().map(|leaf| leaf.text.as_str()).collect::<String>()));
        }
        _ => {}
    });
    let wanted =
        ["heading true", "Tới 2030", "Có ", "30 !", "hộ!", " ở ", "ĐÐ", "à Lạt, 40 xã.", "{60}", " hộ &", " 5"];
    assert_eq!(found, wanted);
}

#[test]
fn plain_text_says_it_all_in_order() {
    let read = typed("content/kh/nd/bai.md", ALL);
    let wanted = "Một\n\nChữ nghiêng và đậm, dòng hai[1] của liên kết (https://a.vn) mã.\n\n- [x] Xong\n- Việc\n\n3. Ba\n4. Bốn\n\na) Ý\nb) Nữa\n\n  Lời\n\n\
        Mẹo\nMẹo\n\nA | B\nc | d\n\nTừ\n  Nghĩa\n\n* * *\n\nCây: Chú\n\nBiểu\ndự án \"xanh\": 05 – 10 dự án/năm\n\nNói.\nÔng A\n\nmã\n\n[1] Chú thích.\n";
    assert_eq!(read.doc.plain(), wanted);
}
