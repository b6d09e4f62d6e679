//! Text that was typed and is not on the page, or not as typed: never without a word.

use crate::harness::Project;
use crate::small::Findings;

const PIECE: &str = "content/kh-1/thanh-nien/to-roi.md";
const LAYOUT: &str = "layouts/sheet/layout.typ";
const PAGE: &str = "layouts/sheet/page.typ";

#[test]
fn a_missing_glyph_is_named_with_its_line() {
    let project = Project::small();
    project.edit(PIECE, "Viết ý tưởng ra giấy", "Một dòng.\n\nĐánh dấu ☐ rồi → xong, 漢");
    let run = project.run(["check"]).fails(1);
    run.stdout_contains("no glyph for `☐` (U+2610)").stdout_contains("no glyph for `漢`");
    project.mistakes(&[]).hold(&format!("error compile-no-glyph {PIECE}:10"));
    // A draft is made all the same, and says so.
    let run = project.run(["check", "--profile", "draft", "--audience", "thanh-nien"]).succeeds();
    run.stdout_contains("warning: ").stdout_contains("no glyph for `☐` (U+2610)");
}

/// Also where the layout would let another font step in.
#[test]
fn a_glyph_of_a_foreign_font_is_refused() {
    let project = Project::small();
    project.edit(PAGE, "fallback: false", "fallback: true");
    project.edit(PIECE, "Viết ý", "Chữ α Viết ý");
    let found = project.mistakes(&[]);
    let codes: Vec<String> = found.list();
    assert!(codes.iter().all(|found| found.ends_with(&format!("{PIECE}:8"))), "{codes:?}");
    assert!(
        codes.iter().any(|found| found.contains("compile-foreign-font") || found.contains("compile-no-glyph")),
        "{codes:?}"
    );
}

#[test]
fn a_font_family_that_is_not_there() {
    let project = Project::small();
    project.edit(PAGE, "\"Be Vietnam Pro\"", "\"Comic Sans MS\"");
    let found = project.mistakes(&["--format", "sheet"]);
    assert!(found.list().iter().any(|found| found.contains("compile-font-family")), "{:?}", found.list());
}

/// Typst drops text without a word when no family can set it.
#[test]
fn code_without_a_font_is_not_dropped() {
    let project = Project::small();
    project.edit(
        PAGE,
        "heading(depth: 1",
        "show raw: set text(font: \"Nowhere Mono\", fallback: false)\n  heading(depth: 1",
    );
    project.edit(PIECE, "Viết ý", "Gõ `anpham build` rồi viết ý");
    let found = project.mistakes(&["--audience", "thanh-nien"]);
    assert!(!found.list().is_empty());
    assert!(
        found.list().iter().any(|found| found.contains("compile-lost") || found.contains("compile-font-family")),
        "{:?}",
        found.list()
    );
}

#[test]
fn a_body_that_the_layout_forgets_is_lost() {
    let project = Project::small();
    // The layout takes the body and shows only the first paragraph of it.
    project.edit(PAGE, "  body\n", "  body.children.slice(0, 1).join()\n");
    let found = project.mistakes(&["--audience", "thanh-nien"]);
    found.hold(&format!("error compile-lost {PIECE}:8"));
}

#[test]
fn text_that_is_hidden_or_placed_by_the_layout_counts_as_it_is() {
    let project = Project::small();
    project.edit(PAGE, "  body\n", "  place(bottom, body)\n");
    project.run(["check", "--audience", "thanh-nien"]).succeeds();
    project.edit(PAGE, "  place(bottom, body)\n", "  hide(body)\n");
    project.mistakes(&["--audience", "thanh-nien"]).hold(&format!("error compile-lost {PIECE}:8"));
}

/// A table that goes on over the page: its long cell stands behind those beside it, and is right.
#[test]
fn a_parted_cell_goes_on_after_those_beside_it() {
    let long = "Hộ gia đình có nhà ở bị tốc mái làm đơn có xác nhận của trưởng thôn, gửi về bộ phận một cửa của xã. ";
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/bai.md";
    let long_cell = format!(
        "{}| Ai làm | Nội dung | Hạn |\n|---|---|---|\n| Phòng Kinh tế | {} | Tháng mười hai |\n| Kho bạc | Chi trả | Tháng giêng |\n",
        format!("{long}\n\n").repeat(6),
        long.repeat(12)
    );
    for format in ["outline", "outline-a5"] {
        project.file(path, format!("---\ntitle: Bài thử\nsummary: Tóm tắt\nformats: [{format}]\n---\n\n{long_cell}"));
        let run = project.run(["check", "--piece", "bai", "--profile", "print,screen"]).succeeds();
        run.stdout_contains("fine 2");
    }
    // Rows that change places, and words of a cell that do, are told.
    let small = Project::small();
    let table = "| Ai | Việc |\n|---|---|\n| Xã | **Lập** rồi |\n| Thôn | Gửi |\n";
    small.edit(PIECE, "Viết ý tưởng ra giấy rồi rủ thêm bạn.", table);
    small.run(["check", "--audience", "thanh-nien"]).succeeds();
    for change in [
        "  show table: it => grid(columns: 2, ..it.children.slice(1).map(it => it.body).chunks(2).rev().flatten())\n  body\n",
        "  show table: it => grid(columns: 2, ..it.children.slice(1).map(it => { let b = it.body; if b.has(\"children\") { b.children.rev().join() } else { b } }))\n  body\n",
    ] {
        small.edit(PAGE, "  body\n", change);
        let found = small.mistakes(&["--audience", "thanh-nien"]);
        assert!(found.list().iter().any(|found| found.contains("compile-order")), "{change}: {:?}", found.list());
        small.edit(PAGE, change, "  body\n");
    }
}

/// Every way to write text in Markdown reaches the page: nothing is reported that is there.
#[test]
fn everything_that_is_shown_is_seen() {
    let project = Project::small();
    project.edit(
        LAYOUT,
        "#import \"/layouts/sheet",
        "#show raw: set text(font: \"JetBrains Mono\")\n#import \"/layouts/sheet",
    );
    project.edit("layouts/theme/theme.toml", "[\"Be Vietnam Pro\"]", "[\"Be Vietnam Pro\", \"JetBrains Mono\"]");
    project.edit(
        PIECE,
        "Viết ý tưởng ra giấy rồi rủ thêm bạn.",
        "**Đậm** *nghiêng* ~~bỏ~~ m^2^ CO~2~ `mã` [liên kết](https://vst.vn) “ngoặc” số [30]{.nofact} chú thích[^a].\n\n\
         > Trích dẫn\n\n- một\n- hai\n  1. ba\n  2. bốn\n\n- [ ] việc\n- [x] xong\n\nThuật ngữ\n: Giải nghĩa\n\n\
         | Cột | Số |\n|---|--:|\n| Dòng | phải |\n\n> [!NOTE]\n> Lưu ý này\n\n::: points title=\"Đầu đề\"\n1. **Làm** ngay\n:::\n\n\
         ```\nkhối mã\n```\n\n[^a]: Nội dung chú thích.",
    );
    project.run(["check", "--audience", "thanh-nien"]).succeeds().stdout_contains("fine 1");
    project.run(["check", "--audience", "thanh-nien", "--profile", "print,draft"]).succeeds().stdout_contains("fine 2");
}

#[test]
fn more_pages_than_allowed() {
    let project = Project::small();
    project.edit(PIECE, "Viết ý", &format!("{}Viết ý", "Một đoạn dài để tràn sang trang sau nữa. ".repeat(150)));
    project.mistakes(&["--audience", "thanh-nien"]).are(&[&format!("error compile-pages {PIECE}:2")]);
}

/// A text of the header that no format of the piece prints is told at its line: a word that vanishes is never silent.
#[test]
fn header_texts_that_no_format_prints_are_told() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/tt.md";
    let piece = |formats: &str, header: &str| {
        let text = format!(
            "---\ntitle: Việc mới\nsummary: Một câu.\n{header}\nformats: {formats}\n---\n\nChữ.\n\n## Hai\n\nChữ.\n"
        );
        project.file(path, text);
    };
    let told = || {
        let args = ["check", "--piece", "tt", "--json"];
        let found = Findings(project.run(args).json()).list();
        found.into_iter().filter(|found| found.contains("layout-text-unprinted")).collect::<Vec<_>>()
    };
    for (formats, header, is_told) in [
        ("leaflet", "slogan: Không ai bị bỏ lại", true),
        // Another format of the piece prints it.
        ("leaflet, banner", "slogan: Không ai bị bỏ lại", false),
        ("leaflet", "call: Hãy đến lớp", false),
        ("outline", "call: Hãy đến lớp", true),
        ("outline, poster-a2", "call: Hãy đến lớp", false),
        ("outline", "strapline: Tháng nào cũng có", true),
        ("outline", "number: 12/2026", true),
        ("outline", "kicker: Dành cho nông dân", false),
    ] {
        piece(formats, header);
        let line = format!("warning layout-text-unprinted {path}:4");
        assert_eq!(told(), if is_told { vec![line] } else { vec![] }, "{formats}: {header}");
    }
}
