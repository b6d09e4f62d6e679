//! Tables that are too long or too wide for what they stand in.

use anpham::diag::Diagnostics;

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

/// A list of people of so many rows, no two alike.
fn people(rows: usize) -> String {
    let names = ["An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga"];
    let row = |n: usize| {
        let (first, middle, last) = (names[n % 10], names[n / 10 % 10], names[n / 100 % 10]);
        format!("| Nguyễn {last} {middle} {first} | Ủy ban nhân dân xã Đạ Tẻh | Đã nộp hồ sơ |\n")
    };
    let head = "| Họ và tên | Đơn vị công tác | Ghi chú |\n|---|---|---|\n".to_owned();
    (0..rows).fold(head, |table, n| table + &row(n))
}

#[track_caller]
fn found(project: &Project, piece: &str) -> Vec<String> {
    Findings(project.run(["check", "--json", "--profile", "print", "--piece", piece]).json()).list()
}

/// In the speaker's notes and in handouts, too, where slides stand as pictures of their own.
#[test]
fn a_long_table_goes_on_to_the_next_slide_under_its_head() {
    let project = Project::campaign();
    let header = "---\ntitle: Danh sách\nformats: [slides]\n---\n\n## Danh sách\n\n";
    project.file("content/kh-116/nong-dan/trang-chieu.md", format!("{header}{}", people(50)));
    assert_eq!(found(&project, "trang-chieu"), [""; 0]);
}

/// It begins under the sentence that introduces it, and what follows stands under its last rows where there is room.
#[test]
fn a_long_table_is_not_parted_from_what_introduces_it() {
    let project = Project::campaign();
    let header = "---\ntitle: Danh sách\nformats: [slides]\n---\n\n## Danh sách\n\nSau đây là các hộ.\n\n";
    project.file("content/kh-116/nong-dan/trang-chieu.md", format!("{header}{}", people(50)));
    let shop = real::shop_at(project.root(), None);
    let job = real::jobs(&shop, "screen").into_iter().find(|job| job.output.ends_with("/trang-chieu.slides.pdf"));
    let mut problems = Diagnostics::new();
    let compiled = real::compiled(&shop, &job.expect("slides"), &mut problems).expect("pages");
    let words = anpham::compile::words(&compiled.document);
    let page_of = |text: &str| words.iter().find(|word| word.text == text).map(|word| word.page);
    assert!(page_of("đây").is_some() && page_of("đây") == page_of("Nguyễn"), "{:?}", page_of("đây"));
}

#[test]
fn a_long_table_in_an_article_goes_on_to_the_next_column_and_page() {
    let project = Project::campaign();
    let header =
        "---\ntitle: Số này\nname: Bản tin\nnumber: \"1\"\nformats: [bulletin]\narticles: [kh-116/bai]\n---\n\n";
    let contact = "::: contact title=\"Góp ý\"\nGửi về cơ quan phát hành.\n:::\n";
    project.file("content/kh-116/nong-dan/ban-tin.md", format!("{header}{contact}"));
    let article = "---\ntitle: Danh sách hộ tham gia\nsummary: Các hộ đã nộp hồ sơ.\n---\n\nDanh sách như sau.\n\n";
    project.file("content/kh-116/nong-dan/bai.md", format!("{article}{}", people(115)));
    assert_eq!(found(&project, "ban-tin"), [""; 0]);
}

/// It is not set smaller than can be read from where it hangs: columns have to go.
#[test]
fn a_wide_table_that_is_read_from_afar_is_told_as_a_table() {
    let project = Project::campaign();
    for (format, more, line) in [("poster", "call: Cùng làm\n", 8), ("board", "", 7)] {
        let columns = if format == "poster" { 8 } else { 16 };
        let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
        let table = row("Ngày chuyển văn bản") + &row("---") + &row("Đã nộp hồ sơ");
        let header = format!("---\ntitle: Bảng\nsummary: Một câu.\nformats: [{format}]\n{more}---\n\n");
        let path = format!("content/kh-116/nong-dan/{format}.md");
        project.file(&path, format!("{header}{table}"));
        let all = found(&project, format);
        assert!(all.contains(&format!("error compile-finding {path}:{line}")), "{all:?}");
        assert!(!all.iter().any(|found| found.contains("compile-small-text")), "{all:?}");
    }
}
