//! The audit: thirty ways to spoil a page without a word, each told by its own rule.

use crate::harness::Project;
use crate::small::Findings;

const PIECE: &str = "content/kh-1/thanh-nien/to-roi.md";
const PAGE: &str = "layouts/sheet/page.typ";
const ARGS: [&str; 6] = ["check", "--json", "--audience", "thanh-nien", "--format", "sheet"];

/// What is found when the layout sets `body` so.
#[track_caller]
fn found(body: &str, piece: &str) -> Vec<String> {
    let project = Project::small();
    let square =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    project.file("content/kh-1/x.svg", square);
    project.edit(PAGE, "  body\n", &format!("  {body}\n"));
    project.edit(PIECE, "Viết ý tưởng ra giấy rồi rủ thêm bạn.", piece);
    let found = Findings(project.run(ARGS).json());
    found.list().iter().map(|found| found.replace(PIECE, "")).collect()
}

const PLAIN: &str = "Viết ý tưởng ra giấy.";

#[test]
fn what_is_right_is_not_told() {
    for body in [
        "body",
        // Text on a field and on a rule's side; a field below it.
        "block(fill: ink(\"ink\"), inset: 2mm, text(fill: ink(\"paper\"), body))",
        "body; line(length: 100%, stroke: .5pt); [Dưới đường kẻ]",
        "underline(body)",
        // Said to be meant.
        "body; [#box(place(dx: 0mm, dy: -6mm)[Mộc đỏ]) <anpham-overlay>]",
        "body; place(bottom + right, dx: 9mm, [#block[Mép] <anpham-overlay>])",
        // Turned by a quarter.
        "body; place(horizon + left, rotate(-90deg, reflow: true)[Bên lề])",
        "grid(columns: (1fr, 1fr), body, [Cột hai])",
        "body; h(-.06em); text(40pt)[60]",
        // Over the edge as far as the bleed.
        "body; place(top + left, dx: -13mm, dy: 40mm, image(\"/content/kh-1/x.svg\", width: 20mm, alt: \"x\"))",
    ] {
        assert_eq!(found(body, PLAIN), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn what_leaves_its_place_is_told() {
    let long = "Gửi về vanphongtiepnhanhosomotcuatinhlamdong-sokhoahocvacongnghe_hosothang này";
    for (body, piece, expected) in [
        ("body; place(top + left, dx: 80mm)[Chữ ra ngoài mép]", PLAIN, "warning compile-audit-trim :2"),
        ("body; place(top + left, dy: -12mm)[Chữ ra ngoài mép]", PLAIN, "warning compile-audit-trim :2"),
        ("place(bottom + left, dy: 9mm, body); v(1cm)", PLAIN, "warning compile-audit-safe :8"),
        ("body; place(bottom + right, dx: 8.5mm)[Sát]", PLAIN, "warning compile-audit-safe :2"),
        ("block(width: 40mm, body)", long, "warning compile-audit-place :8"),
        ("table(columns: (20mm, 1fr), body, [b])", long, "warning compile-audit-rule :8"),
        ("block(width: 30mm, height: 20mm, clip: true, body)", long, "warning compile-audit-cut :8"),
        (
            "body; place(top + left, dx: -9mm, dy: 20mm, image(\"/content/kh-1/x.svg\", width: 20mm, alt: \"x\"))",
            PLAIN,
            "warning compile-audit-picture :2",
        ),
        ("block(height: 7mm, clip: true, body)", PLAIN, "warning compile-audit-cut :8"),
    ] {
        let all = found(body, piece);
        assert!(all.iter().any(|found| found == expected), "{body}: {all:?}");
    }
}

#[test]
fn what_lies_on_something_else_is_told() {
    for (body, expected) in [
        ("body; place(dy: -11pt)[Viết ý tưởng khác]", "warning compile-audit-overlap :2"),
        ("place(body); body.children.first(); text(9pt)[Dòng khác đè lên]", "warning compile-audit-overlap :2"),
        (
            "set par(leading: -7pt); body; block(width: 20mm)[Nhiều dòng chữ dính vào nhau]",
            "warning compile-audit-overlap :2",
        ),
        (
            "body; place(dy: -12pt, rect(width: 60mm, height: 14pt, fill: ink(\"ink\")))",
            "warning compile-audit-covered :8",
        ),
        ("body; place(dy: -4pt, line(length: 50mm, stroke: 1pt))", "warning compile-audit-rule :8"),
        (
            "body; place(dx: 1mm, dy: -14pt, line(angle: 90deg, length: 20pt, stroke: 1pt))",
            "warning compile-audit-rule :8",
        ),
        ("body; place(dy: -4pt, rect(width: 50mm, height: .6pt, fill: ink(\"ink\")))", "warning compile-audit-rule :8"),
    ] {
        let all = found(body, PLAIN);
        assert!(all.iter().any(|found| found == expected), "{body}: {all:?}");
    }
}

#[test]
fn what_stands_twice_or_out_of_order_is_told() {
    let two = "Câu *một* đứng trước câu **hai**.";
    for (body, piece, expected) in [
        ("body; body", PLAIN, "warning compile-twice :8"),
        ("body.children.rev().join()", two, "warning compile-order :8"),
        // Two columns of a table that changed places.
        (
            "show table: it => grid(columns: it.columns, ..it.children.slice(1).chunks(2).map(row => row.rev()).flatten().map(cell => cell.body)); body",
            "| Đầu | Bảng |\n|---|---|\n| chữ | bên |\n| dòng | dưới |",
            "warning compile-order :10",
        ),
        // Half of a text, by its words.
        ("show \"tưởng ra\": none\n  body", PLAIN, "error compile-lost :8"),
    ] {
        let all = found(body, piece);
        assert!(all.iter().any(|found| found == expected), "{body}: {all:?}");
    }
    // Blocks are the layout's to arrange; headings and the heads of tables may stand again.
    for (body, piece) in [
        ("body.children.filter(it => it.func() != parbreak).rev().join(parbreak())", "Một.\n\nHai."),
        ("outline(); body", PLAIN),
        (
            "set page(height: 75mm)\n  body",
            "| Đầu | Bảng |\n|---|---|\n| a | b |\n| a | b |\n| a | b |\n| a | b |\n| a | b |",
        ),
        ("body", "Câu có chú[^1] rồi viết tiếp.\n\n[^1]: Chú ở chân trang."),
    ] {
        let all: Vec<String> = found(body, piece).into_iter().filter(|found| !found.contains("bare-figure")).collect();
        assert_eq!(all, Vec::<String>::new(), "{body}");
    }
}

/// Print stops where a screen only warns; a draft warns too.
#[test]
fn print_stops_and_a_draft_is_made() {
    let project = Project::small();
    project.edit(PAGE, "  body\n", "  body; place(dy: -11pt)[Viết ý tưởng khác]\n");
    for (profile, code, severity) in [("screen", 0, "warning"), ("draft", 0, "warning"), ("print", 1, "error")] {
        let run = project.run([&ARGS[..], &["--profile", profile]].concat());
        let found = Findings(run.json());
        assert_eq!(found.list(), [format!("{severity} compile-audit-overlap {PIECE}:2")], "{profile}");
        let run = project.run(["check", "--audience", "thanh-nien", "--profile", profile]);
        if code == 0 {
            run.succeeds()
        } else {
            run.fails(code)
        };
    }
}

/// Page, place in mm and a next step are in the words.
#[test]
fn a_finding_says_where_on_the_page_and_what_to_do() {
    let project = Project::small();
    project.edit(PAGE, "  body\n", "  body; place(top + left, dx: 80mm, dy: 50mm)[Chữ ra ngoài mép giấy]\n");
    let run = project.run(["check", "--audience", "thanh-nien"]).succeeds();
    run.stdout_contains("off the trim of page 1").stdout_contains("hint: ");
}

/// What a layout sets of a fact by itself has no letters in the text: it is told at the block that shows the fact.
#[test]
fn what_is_wrong_with_the_figure_of_a_block_is_told_at_the_block() {
    let project = Project::small();
    let set = "for fact in facts [#fact.shown #fact.unit #fact.label #parbreak()]";
    project.edit(
        "layouts/theme/lib.typ",
        set,
        "for fact in facts { place(text(14pt, fact.label)); text(14pt, fact.shown) }",
    );
    project.edit(PIECE, "Viết ý tưởng ra giấy rồi rủ thêm bạn.", "Viết ra giấy.\n\n::: figures facts=\"du-an\"\n:::");
    let found = Findings(project.run(ARGS).json()).list();
    assert!(found.contains(&format!("warning compile-audit-overlap {PIECE}:10")), "{found:?}");
    assert!(found.iter().all(|found| found.ends_with(":10")), "{found:?}");
}
