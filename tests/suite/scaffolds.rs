//! What `anpham new` begins works as it is, and can be changed as somebody would who has never made a layout.

use anpham::compile;
use anpham::diag::Diagnostics;

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

/// Gives the first size of a format other measures.
fn resize(project: &Project, format: &str, width: &str, height: &str) {
    let path = format!("layouts/{format}/format.toml");
    let text = project.read(&path);
    let (head, rest) = text.split_once("[[sizes]]").expect("a size");
    let mut done = (false, false);
    let lines = rest.split_inclusive('\n').map(|line| {
        if line.starts_with("width =") && !std::mem::replace(&mut done.0, true) {
            format!("width = {width}\n")
        } else if line.starts_with("height =") && !std::mem::replace(&mut done.1, true) {
            format!("height = {height}\n")
        } else {
            line.to_string()
        }
    });
    let rest: String = lines.collect();
    project.file(&path, format!("{head}[[sizes]]{rest}"));
}

fn told(project: &Project, args: &[&str]) -> Vec<String> {
    Findings(project.run([&["check", "--json"], args].concat()).json()).list()
}

/// A bookmark and a leaflet of a third of A4: the copy of a leaflet, other measures, the text that the program begins.
#[test]
fn a_copied_leaflet_takes_a_size_of_its_own() {
    let project = Project::campaign();
    project.run(["new", "format", "the-danh-dau", "--from", "leaflet"]).succeeds();
    resize(&project, "the-danh-dau", "55", "180");
    project.run(["new", "piece", "kh-116/nong-dan/the", "--format", "the-danh-dau"]).succeeds();
    assert_eq!(told(&project, &["--strict", "--piece", "the"]), [""; 0]);

    project.run(["new", "format", "to-roi-dai", "--from", "leaflet"]).succeeds();
    resize(&project, "to-roi-dai", "99", "210");
    project.run(["new", "piece", "kh-116/nong-dan/dai", "--format", "to-roi-dai"]).succeeds();
    assert_eq!(told(&project, &["--strict", "--piece", "dai"]), [""; 0]);
}

/// Whatever is copied and however its size is changed: what does not fit is told in words, never in Typst's.
#[test]
fn no_copy_of_a_format_speaks_typst() {
    let project = Project::campaign();
    let formats: Vec<String> = real::shop(None).layouts.names().iter().map(ToString::to_string).collect();
    for format in &formats {
        let id = format!("x-{format}");
        project.run(["new", "format", &id, "--from", format]).succeeds();
        resize(&project, &id, "120", "170");
        project.run(["new", "piece", &format!("kh-116/nong-dan/{id}"), "--format", &id]).succeeds();
    }
    for found in told(&project, &["--profile", "screen"]) {
        assert!(!found.contains("compile-typst") && !found.contains("compile-panic"), "{found}");
    }
}

/// Room for notes only where an issue asks for it.
#[test]
fn a_bulletin_has_room_for_notes_where_it_is_asked_to() {
    let shop = real::shop(None);
    for (audience, wants) in [("tri-thuc", false), ("can-bo-dang-vien", true)] {
        let jobs = real::jobs(&shop, "screen");
        let job = jobs.iter().find(|job| job.format == "bulletin" && job.audience == audience).expect("a bulletin");
        let compiled = real::compiled(&shop, job, &mut Diagnostics::new()).expect("pages");
        let text: String = compile::words(&compiled.document).iter().map(|word| word.text.as_str()).collect();
        assert_eq!(text.contains("Ghichéptạibuổisinhhoạt"), wants, "{audience}");
    }
}

#[test]
fn a_flag_of_a_format_is_true_or_false() {
    let project = Project::campaign();
    let piece = "content/kh-116/nong-dan/ban-tin.md";
    let header = "---\ntitle: Số này\nname: Bản tin\nnumber: \"1\"\nformats: [bulletin]\ndetails:\n";
    let code = |line: &str| {
        project.file(piece, format!("{header}  {line}\n---\n"));
        told(&project, &["--piece", "ban-tin"])
            .iter()
            .any(|found| found == &format!("error layout-detail-flag {piece}:7"))
    };
    assert!(code("notes: Ghi chép") && code("notes: [a]"));
    assert!(!code("notes: true") && !code("notes: false"));
    let notice = "content/kh-116/nong-dan/thong-bao.md";
    project.run(["new", "piece", "kh-116/nong-dan/thong-bao", "--format", "notice"]).succeeds();
    project.edit(notice, "  agency: Tên cơ quan", "  agency: true");
    let found = told(&project, &["--piece", "thong-bao"]);
    assert!(found.iter().any(|found| found.contains("layout-detail-text")), "{found:?}");
}

/// `new` reads what is there as every command does: a registry with a mistake is told by it, and not by what it seems to lack.
#[test]
fn what_cannot_be_read_is_told_by_its_own_mistakes() {
    let project = Project::campaign();
    let piece = ["new", "piece", "kh-116/nong-dan/thu", "--format", "leaflet"];
    let before = project.read("content/audiences.toml");
    project.file("content/audiences.toml", before.replacen("name =", "nam =", 1));
    project.run(piece).fails(2).stdout_contains("content/audiences.toml").stdout_contains("`nam`");
    project.run(["new", "audience", "moi", "--name", "Mới"]).fails(2).stdout_contains("`nam`");
    project.file("content/audiences.toml", before);
    // A directive with a mistake is there all the same; only its figures are not known.
    let directive = project.read("content/kh-116/directive.toml");
    project.file("content/kh-116/directive.toml", format!("{directive}\n[oops"));
    project.run(piece).succeeds();
    assert!(!project.read("content/kh-116/nong-dan/thu.md").contains("::: figures"));
    project.file("content/kh-116/directive.toml", directive);
    project.run(["new", "piece", "kh-116/nong-dan/hai", "--format", "leaflet"]).succeeds();
    assert!(project.read("content/kh-116/nong-dan/hai.md").contains("::: figures"));
}

#[test]
fn texts_are_begun_like_pages_and_lie_in_no_kit() {
    let project = Project::campaign();
    let format = "theme-api = 2\nof = \"piece\"\nmakes = \"text\"\nname = { vi = \"tên bài\", en = \"titles\" }\nfields = [\"title\"]\n";
    project.file("layouts/titles/format.toml", format);
    project.file("layouts/titles/layout.txt", "{{ piece.title }}\n");
    project.run(["new", "format", "names", "--from", "titles"]).succeeds().stdout_contains("layouts/names/layout.txt");
    project.run(["new", "piece", "kh-116/nong-dan/mot", "--format", "leaflet"]).succeeds();
    project.edit("content/kh-116/nong-dan/mot.md", "formats: [leaflet]", "formats: [titles, leaflet]");
    project.run(["new", "piece", "kh-116/nong-dan/bo", "--format", "kit"]).succeeds();
    let kit = project.read("content/kh-116/nong-dan/bo.md");
    assert!(!kit.contains(".titles"), "{kit}");
    project.run(["build", "--piece", "bo", "--profile", "screen"]).succeeds();
}
