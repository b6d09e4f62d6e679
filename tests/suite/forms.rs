//! Every printed form: what a format asks of a piece, kits, lists of people, rules that layouts know, samples, specimens.

use std::collections::{BTreeMap, BTreeSet};

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

const HERE: &str = "content/kh-116/nong-dan";

/// A new campaign with a piece of a format, as `new piece` writes it.
fn with(format: &str) -> Project {
    let project = Project::campaign();
    project.run(["new", "piece", "kh-116/nong-dan/thu", "--format", format]).succeeds();
    project
}

/// The same, with everything filled in that the sample leaves to the writer.
fn filled(format: &str) -> Project {
    let project = with(format);
    fill_in(&project, &format!("{HERE}/thu.md"), format);
    project
}

/// Replaces what the sample of a format leaves to the writer.
fn fill_in(project: &Project, path: &str, format: &str) {
    let shop = real::shop(None);
    let mut text = project.read(path);
    for placeholder in &shop.layouts.formats[format].placeholders {
        text = text.replacen(&placeholder.text, "Đã điền đủ", 1);
    }
    project.file(path, text);
}

fn found(project: &Project) -> Findings {
    Findings(project.run(["check", "--json", "--piece", "thu"]).json())
}

fn pages(project: &Project, output: &str) -> usize {
    let bytes = std::fs::read(project.path(output)).unwrap_or_else(|error| panic!("{output}: {error}"));
    lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len()
}

#[test]
fn the_campaign_holds_every_format_at_least_twice_for_both_directives() {
    let shop = real::shop(None);
    let mut made: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    // A text is for no press.
    let jobs = ["print", "screen"].map(|profile| real::jobs(&shop, profile)).concat();
    for job in jobs.iter().filter(|job| job.within.is_none()) {
        made.entry(&job.format).or_default().insert((&job.piece.directive, &job.piece.file.path));
    }
    for format in shop.layouts.formats.keys() {
        let pieces = made.get(format.as_str()).cloned().unwrap_or_default();
        let directives: BTreeSet<&str> = pieces.iter().map(|(directive, _)| *directive).collect();
        // A bulletin issue takes its articles from both.
        let wanted = if format == "bulletin" { 1 } else { 2 };
        assert!(pieces.len() >= 2 && directives.len() >= wanted, "{format}: {pieces:?}");
    }
    assert!(made.len() >= 23, "{:?}", made.keys());
}

#[test]
fn the_sample_of_every_format_builds() {
    let project = Project::campaign();
    project.run(["new", "piece", "kh-116/nong-dan/bai", "--format", "article"]).succeeds();
    let formats: Vec<String> = real::shop(None).layouts.formats.keys().cloned().collect();
    // A bulletin is as long as its articles, which nobody has written yet.
    for format in formats.iter().filter(|format| *format != "bulletin") {
        project.run(["new", "piece", &format!("kh-116/nong-dan/mau-{format}"), "--format", format]).succeeds();
    }
    // Nothing is wrong with it but what is left to the writer, and that is not printed.
    let run = project.run(["check", "--json"]).fails(1).json();
    let told = Findings(run);
    let list = told.list();
    let is_left =
        |line: &String| ["error layout-placeholder ", "error layout-advice "].iter().any(|id| line.starts_with(id));
    assert!(list.iter().all(is_left), "{list:#?}");
    assert!(list.iter().any(|line| line.contains("layout-advice") && line.contains("mau-outline.md")), "{list:#?}");
    assert!(list.iter().any(|line| line.contains("mau-notice.md")), "{list:#?}");
    for format in &formats {
        let path = format!("{HERE}/mau-{format}.md");
        if project.has(&path) {
            fill_in(&project, &path, format);
        }
    }
    let run = project.run(["check", "--json"]).succeeds().json();
    assert_eq!(run["diagnostics"].as_array().map(Vec::len), Some(0), "{run:#}");
}

#[test]
fn what_a_sample_leaves_to_the_writer_is_not_printed() {
    let project = with("notice");
    let path = format!("{HERE}/thu.md");
    let line = |needle: &str| project.read(&path).lines().position(|line| line.contains(needle)).expect("a line") + 1;
    let found_in =
        |profile: &str| Findings(project.run(["check", "--json", "--piece", "thu", "--profile", profile]).json());
    let all = ["agency: ", "place: ", "signer: ", "Nơi nhận thứ nhất", "Nơi nhận thứ hai"].map(line);
    // Advice in the text is no more printed than what stands in the header.
    let advice = ["Nêu việc, người làm", "Nêu ngày bắt đầu"].map(line);
    let told = |severity: &str| {
        let header = all.iter().map(|at| format!("{severity} layout-placeholder {path}:{at}"));
        header.chain(advice.iter().map(|at| format!("{severity} layout-advice {path}:{at}"))).collect::<Vec<_>>()
    };
    for (profile, severity) in [("print", "error"), ("screen", "warning"), ("draft", "warning")] {
        let found = found_in(profile);
        assert_eq!(found.list(), told(severity), "{profile}");
    }
    project.run(["build", "--piece", "thu", "--profile", "screen,print"]).fails(1);
    assert!(project.has("output/screen/kh-116/nong-dan/thu.notice.pdf"));
    assert!(!project.has("output/print/kh-116/nong-dan/thu.notice.pdf"));
    // What stands in brackets is found in whatever is written around it; another text is not, nor the same elsewhere.
    fill_in(&project, &path, "notice");
    assert_eq!(found_in("print").list(), Vec::<String>::new());
    project.edit(&path, "signer: Đã điền đủ", "signer: Ông (họ và  tên)");
    project.edit(&path, "agency: Đã điền đủ", "agency: Ủy ban nhân dân xã (mẫu)");
    project.edit(&path, "Đã điền đủ\n\n## Thời gian", "Ghi vào phiếu (Họ và tên), (mẫu) kèm theo.\n\n## Thời gian");
    let expected = ["agency: ", "signer: "].map(line).map(|at| format!("error layout-placeholder {path}:{at}"));
    assert_eq!(found_in("print").list(), expected);
    // A format whose sample says nothing of a detail writes what the detail is.
    let project = with("case-story");
    project.run(["new", "format", "guong", "--from", "case-story"]).succeeds();
    std::fs::remove_file(project.path("layouts/guong/sample.md")).expect("removed");
    project.run(["new", "piece", "kh-116/nong-dan/moi", "--format", "guong"]).succeeds();
    let run = project.run(["check", "--json", "--piece", "moi", "--profile", "print"]).fails(1).json();
    let codes = Findings(run);
    assert!(codes.list().iter().any(|line| line.starts_with("error layout-placeholder")), "{:#?}", codes.list());
}

/// What only the document itself says does not go to print as the program left it.
#[test]
fn a_directive_that_is_not_filled_in_is_not_printed() {
    let project = Project::campaign();
    project.run(["new", "directive", "kh-07"]).succeeds();
    project.run(["new", "piece", "kh-07/nong-dan/roi", "--format", "leaflet"]).succeeds();
    let path = "content/kh-07/directive.toml";
    let line = |key: &str| project.read(path).lines().position(|line| line.starts_with(key)).expect("a line") + 1;
    let found = |profile: &str| {
        Findings(project.run(["check", "--json", "--piece", "roi", "--profile", profile]).json()).list()
    };
    let told = |severity: &str| {
        [("date", "directive-date"), ("number", "placeholder"), ("issuer", "placeholder"), ("title", "placeholder")]
            .map(|(key, id)| format!("{severity} layout-{id} {path}:{}", line(key)))
    };
    assert_eq!(found("screen"), told("warning"));
    assert_eq!(found("print"), told("error"));
    project.edit(path, "07-KH/…", "07-KH/ĐU");
    project.edit(path, "issuer = \"…\"", "issuer = \"Đảng ủy xã\"");
    project.edit(path, "Về việc …", "Về việc cấp nước sạch");
    let day = project.read(path).lines().find(|line| line.starts_with("date")).expect("a day").to_string();
    project.edit(path, &day, "date = 2026-03-12");
    assert_eq!(found("print"), Vec::<String>::new());
}

#[test]
fn details_are_those_that_a_format_asks_for() {
    let project = with("notice");
    let path = format!("{HERE}/thu.md");
    project.edit(&path, "  signer: (Họ và tên)\n", "  singer: (Họ và tên)\n");
    let all = found(&project);
    all.hold(&format!("error layout-unknown-detail {path}:21"));
    all.hold(&format!("error layout-missing-detail {path}:9"));
    project.edit(&path, "  singer: (Họ và tên)\n", "  signer: [Một, Hai]\n");
    found(&project).hold(&format!("error layout-one-detail {path}:21"));
    let other = with("lectern");
    other.edit(&path, "formats: [lectern]", "formats: [lectern]\ndetails:\n  venue: Hội trường");
    found(&other).hold(&format!("error layout-unknown-detail {path}:8"));
}

/// The rules of a page format are data; each broken one is named at its line.
#[test]
fn a_notice_is_told_which_rule_it_breaks() {
    let project = filled("notice");
    let path = format!("{HERE}/thu.md");
    assert_eq!(found(&project).list(), Vec::<String>::new());
    let line = |needle: &str| project.read(&path).lines().position(|line| line.contains(needle)).expect("a line") + 1;
    for (from, to) in [
        ("number: 01/TB-UBND", "number: 01-TB/TU"),
        ("authority: TM. ỦY", "authority: T/M ỦY"),
        ("acting: KT. CHỦ", "acting: K/T CHỦ"),
        ("position: PHÓ CHỦ TỊCH", "position: Phó Chủ tịch"),
        ("\"Lưu: VT\"", "\"Văn thư\""),
    ] {
        project.edit(&path, from, to);
        let at = line(to);
        let all = found(&project);
        all.hold(&format!("error compile-finding {path}:{at}"));
        assert_eq!(all.list().len(), 1, "{to}: {:#?}", all.list());
        project.edit(&path, to, from);
    }
    // What the State wants the Party does not, and the other way round.
    project.edit(&path, "style: nd30-2020", "style: hd36-2018");
    assert_eq!(found(&project).list().len(), 4, "{:#?}", found(&project).list());
    project.edit(&path, "style: hd36-2018", "style: nd99");
    let at = line("nd99");
    found(&project).hold(&format!("error compile-finding {path}:{at}"));
    let told = project.run(["check", "--piece", "thu", "--lang", "vi"]).fails(1);
    assert!(told.stdout().contains("không có bộ thể thức") || told.stderr().contains("không có bộ thể thức"));
}

#[test]
fn a_new_page_format_is_a_new_file() {
    let project = filled("notice");
    let path = format!("{HERE}/thu.md");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/notice");
    for entry in walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = anpham::store::slashed(entry.path().strip_prefix(&root).expect("below"));
        project.file(&format!("layouts/notice/{name}"), std::fs::read(entry.path()).expect("a file"));
    }
    let party = project.read("layouts/notice/the-thuc/hd36-2018.toml");
    let next = party.replace("prefix = \"Số \"", "prefix = \"Số hiệu \"").replace("-{type}/\\p{Lu}", "/{type}-\\p{Lu}");
    assert_ne!(next, party);
    project.file("layouts/notice/the-thuc/dang-2026.toml", next);
    project.edit("layouts/notice/the-thuc/list.toml", "\"hd36-2018\"", "\"hd36-2018\", \"dang-2026\"");
    project.edit(&path, "style: nd30-2020", "style: dang-2026");
    project.edit(&path, "TM. ỦY BAN NHÂN DÂN", "T/M BAN THƯỜNG VỤ");
    project.edit(&path, "KT. CHỦ TỊCH", "K/T BÍ THƯ");
    project.edit(&path, "Lưu: VT", "Lưu Văn phòng");
    assert_eq!(found(&project).list(), Vec::<String>::new());
    // What the new file sets is held to what it says is allowed.
    let line = 1 + project.read(&path).lines().position(|line| line.contains("style:")).expect("a line");
    for (from, to) in [
        ("left = { range = [30, 30], use = 30 }", "left = { range = [30, 30], use = 36 }"),
        ("[body]\nsize = 14.5\nrange", "[body]\nsize = 13\nrange"),
        ("sizes = [15], range = [15, 15]", "sizes = [16], range = [15, 15]"),
    ] {
        project.edit("layouts/notice/the-thuc/dang-2026.toml", from, to);
        found(&project).are(&[&format!("error compile-finding {path}:{line}")]);
        project.edit("layouts/notice/the-thuc/dang-2026.toml", to, from);
    }
}

/// The head of a group in a list makes no badge for the press; on screen it is told.
#[test]
fn a_row_that_names_nobody_stops_print_alone() {
    let project = with("kit");
    let (path, list) = (format!("{HERE}/nhom.md"), format!("{HERE}/nhom.csv"));
    project.file(&path, "---\ntitle: Hội nghị\npeople: nhom.csv\nformats: [badge, table-card]\n---\n");
    project.file(
        &list,
        "STT;Họ và tên;Chức vụ;Phòng ban\nI;Khối Đảng;;\n1;Nguyễn Văn A;Bí thư;Đảng ủy\n2;Trần Thị B;Chủ tịch;UBND\n",
    );
    for (profile, severity) in [("screen", "warning"), ("print", "error")] {
        let run = project.run(["check", "--json", "--piece", "nhom", "--profile", profile]);
        crate::small::Findings(run.json()).hold(&format!("{severity} layout-people-nobody {list}:2"));
    }
}

#[test]
fn a_kit_is_one_ordered_file_and_a_folder() {
    let project = with("kit");
    let path = format!("{HERE}/thu.md");
    project.run(["new", "piece", "kh-116/nong-dan/the", "--format", "badge"]).succeeds();
    let line = project.read(&path).lines().position(|line| line.starts_with("kit:")).expect("a line") + 1;
    let text = project.read(&path);
    let kit = text.lines().find(|line| line.starts_with("kit:")).expect("a line").to_string();
    project.edit(&path, &kit, "kit: [\"kh-116/the.badge\", \"kh-116/to-roi.leaflet\"]");
    project.run(["build", "--format", "kit,badge,leaflet", "--profile", "screen,print"]).succeeds();
    let out = |profile: &str, name: &str| format!("output/{profile}/kh-116/nong-dan/{name}");
    for profile in ["screen", "print"] {
        let (first, second) = (
            pages(&project, &out(profile, "thu.kit/01-the.badge.pdf")),
            pages(&project, &out(profile, "thu.kit/02-to-roi.leaflet.pdf")),
        );
        assert_eq!((first, second), (2, 2));
        assert_eq!(pages(&project, &out(profile, "thu.kit.pdf")), 1 + first + second, "{profile}");
    }
    // The single files come with the kit, whatever else is left out.
    project.run(["build", "--piece", "thu", "--profile", "draft"]).succeeds();
    assert!(project.has(&out("draft", "thu.kit/01-the.badge.pdf")) && !project.has(&out("draft", "the.badge.pdf")));
    // What changes in an item changes the kit.
    project.edit(&format!("{HERE}/the.csv"), "Trần Thị B", "Trần Thị Bình");
    let run = project.run(["build", "--json", "--format", "kit", "--profile", "screen"]).succeeds().json();
    assert_eq!(run["made"], 2, "the kit and its badges: {run:#}");
    // Its first sheet names the items as they name themselves.
    let leaflet = format!("{HERE}/to-roi.md");
    let whole = project.read(&leaflet);
    project.file(&leaflet, whole.replacen("title: |\n", "title: |\n  {{ directive.number }}\n", 1));
    project.run(["build", "--keep-typ", "--format", "kit", "--profile", "screen"]).succeeds();
    let cover = project.read(&out("screen", "thu.kit.typ"));
    let raw = |text: &str| text.contains("directive.number") || text.contains("directive\\u{2e}number");
    assert!(!raw(&cover), "a title was not rendered");
    // No kit is made around an item that is not made itself.
    project.file(&leaflet, whole.replacen("summary:", "slogan:", 1));
    let run = project.run(["check", "--json", "--format", "kit", "--profile", "screen"]).fails(1).json();
    assert_eq!(run["jobs"].as_array().map(Vec::len), Some(0), "{run:#}");
    project.file(&leaflet, whole);
    for (kit, code) in [
        ("kit: [\"kh-116/the.badge\", \"kh-116/thieu.leaflet\"]", "layout-kit-unknown"),
        ("kit: [\"kh-116/thu.kit\"]", "layout-kit-kit"),
        ("kit: []", "layout-kit-empty"),
    ] {
        let now = project.read(&path).lines().find(|line| line.starts_with("kit:")).expect("a line").to_string();
        project.edit(&path, &now, kit);
        let at = if code == "layout-kit-empty" { 7 } else { line };
        found(&project).hold(&format!("error {code} {path}:{at}"));
    }
    let other = with("lectern");
    other.edit(&path, "formats: [lectern]", "formats: [lectern]\npeople: ai.csv\nkit: [\"kh-116/to-roi.leaflet\"]");
    found(&other).hold(&format!("error layout-kit-format {path}:8"));
    found(&other).hold(&format!("error layout-people-unused {path}:7"));
}

#[test]
fn a_list_of_people_makes_a_page_each_and_its_mistakes_have_a_line() {
    let project = with("badge");
    let (path, list) = (format!("{HERE}/thu.md"), format!("{HERE}/thu.csv"));
    // As a spreadsheet saves it: a byte order mark, Windows line ends, a quoted comma.
    let text = "\u{feff}Name,ROLE,unit\r\nNguyễn Văn Ấn,\"Chủ tọa, báo cáo viên\",Hội\r\nK’Brịp,,\r\nTrần Thị Ẩn,Thư ký,Hội\r\n";
    project.file(&list, text);
    project.run(["build", "--piece", "thu", "--profile", "screen"]).succeeds();
    assert_eq!(pages(&project, "output/screen/kh-116/nong-dan/thu.badge.pdf"), 3);
    for (text, code, line) in [
        ("name,role\nA,B\n", "layout-people-column", 1),
        ("name,role,unit\nA,B\n", "layout-people-row", 2),
        ("name,role,unit\nA,B,C\n,B,C\n", "layout-people-empty", 3),
        ("name,role,unit\n", "layout-people-none", 1),
    ] {
        project.file(&list, text);
        found(&project).hold(&format!("error {code} {list}:{line}"));
    }
    // As Excel in Viet Nam saves it: semicolons or tabs, UTF-16, heads of its own; and what is no list at all.
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let table = "\u{feff}STT\tHọ và tên\tChức vụ\tĐơn vị\r\n1\tNguyễn Văn Ấn\tChủ tọa\tHội\r\n\t\t\t\r\n";
    project.file(&list, utf16(table));
    assert_eq!(found(&project).list(), Vec::<String>::new());
    project.run(["build", "--piece", "thu", "--profile", "screen"]).succeeds();
    assert_eq!(pages(&project, "output/screen/kh-116/nong-dan/thu.badge.pdf"), 1);
    project.file(&list, b"PK\x03\x04\x14\x00\x06\x00");
    found(&project).are(&[&format!("error tables-damaged {path}:7")]);
    project.file(&list, b"\xD0\xCF\x11\xE0 of before");
    found(&project).are(&[&format!("error layout-people-workbook {path}:7")]);
    // A workbook is read as it is; the place is its row.
    let row = |cells: [&str; 3]| {
        let cell = |text: &str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        };
        format!("<table:table-row>{}</table:table-row>", cells.map(cell).concat())
    };
    let heads = row(["Họ và tên", "Chức vụ", "Đơn vị"]);
    let workbook = |rows: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).expect("a part");
        let xml = format!(
            "<office:document-content><table:table table:name=\"Mời\">{heads}{rows}</table:table></office:document-content>"
        );
        std::io::Write::write_all(&mut zip, xml.as_bytes()).expect("bytes");
        zip.finish().expect("a zip").into_inner()
    };
    let book = format!("{HERE}/thu.ods");
    project.edit(&path, "people: thu.csv", "people: thu.ods#Mời");
    let guest = row(["Nguyễn Văn Ấn", "Chủ tọa", "Hội"]);
    project.file(&book, workbook(&guest.repeat(2)));
    assert_eq!(found(&project).list(), Vec::<String>::new());
    project.run(["build", "--piece", "thu", "--profile", "screen"]).succeeds();
    assert_eq!(pages(&project, "output/screen/kh-116/nong-dan/thu.badge.pdf"), 2);
    project.file(&book, workbook(&format!("{guest}{}", row(["", "Thư ký", "Hội"]))));
    found(&project).hold(&format!("error layout-people-empty {book}#Mời:3"));
    project.edit(&path, "people: thu.ods#Mời", "people: thu.csv");
    project.file(&list, b"name,role,unit\nNguy\xd4n V\xa8n \xcen,Ch\xf1 t\xe4a,H\xe9i n\xabng d\xa9n\n");
    let run = project.run(["check", "--piece", "thu", "--lang", "en"]).fails(1);
    run.stdout_contains("thu.csv:2").stdout_contains("TCVN3");
    project.edit(&path, "people: thu.csv", "people: ../../../../etc/passwd");
    found(&project).hold(&format!("error layout-people-missing {path}:7"));
    project.edit(&path, "people: ../../../../etc/passwd\n", "");
    found(&project).hold(&format!("error layout-people-needed {path}:5"));
}

/// A long name is set smaller; one that is too long even so is told at its row of the list, below a head and empty rows.
#[test]
fn a_name_that_does_not_fit_is_told_at_its_row() {
    for format in ["badge", "badge-85x120", "table-card"] {
        let project = with(format);
        let list = format!("{HERE}/thu.csv");
        let long = "Công Tằng Tôn Nữ Hoàng Thị Phương Nguyệt Ánh;Trưởng phòng Khoa học;Sở Khoa học và Công nghệ";
        let text = format!("Họ và tên;Chức vụ;Đơn vị\n\nK’Brịp;;\n;;\n{long}\n");
        project.file(&list, &text);
        assert_eq!(found(&project).list(), Vec::<String>::new(), "{format}");
        project.file(&list, format!("{text}{};B;C\n", long.replace(';', " ").repeat(5)));
        found(&project).hold(&format!("error compile-slot-person {list}:6"));
    }
}

/// What a layout fits by itself is told of like any slot, with how much to cut.
#[test]
fn a_board_and_a_card_that_are_too_full_say_how_much_to_cut() {
    for format in ["board", "talking-points-a5-fold", "poster"] {
        let project = with(format);
        let path = format!("{HERE}/thu.md");
        let text = project.read(&path);
        let more = "Một câu dài thêm vào cho đầy chỗ, rồi thêm một câu nữa cho chắc. ".repeat(60);
        match format {
            "poster" => project.edit(
                &path,
                "title: |\n",
                "title: |\n  Một dòng\n  Hai dòng\n  Ba dòng\n  Bốn dòng\n  Năm dòng\n  Sáu dòng\n",
            ),
            _ => project.file(&path, format!("{text}\n{more}\n")),
        };
        let run = project.run(["check", "--json", "--piece", "thu"]).fails(1).json();
        let all = run["diagnostics"].as_array().expect("a list");
        let slot =
            all.iter().find(|found| found["code"] == "compile-slot").unwrap_or_else(|| panic!("{format}: {run:#}"));
        let hints = slot["hints"].as_array().expect("hints").iter().filter_map(|hint| hint.as_str());
        let hint = hints.clone().find(|hint| hint.starts_with("cut ")).unwrap_or_else(|| panic!("{format}: {slot:#}"));
        let cut: usize = hint.split_whitespace().find_map(|word| word.parse().ok()).expect("a number");
        assert!(cut > 2, "{format}: {hint}");
    }
}

/// Type follows the distance from which it is read.
#[test]
fn type_that_is_too_small_for_its_distance_is_refused() {
    let project = with("poster");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/poster");
    for name in ["format.toml", "layout.typ", "page.typ"] {
        project.file(&format!("layouts/poster/{name}"), std::fs::read(root.join(name)).expect("a file"));
    }
    assert_eq!(found(&project).list(), Vec::<String>::new());
    project.edit("layouts/poster/format.toml", "distance = 3\n", "distance = 9\n");
    found(&project).hold("error compile-slot-small layouts/poster/format.toml:1");
    project.edit("layouts/poster/format.toml", "distance = 9\n", "distance = 3\n");
    project.edit("layouts/poster/format.toml", "name = \"call\"", "name = \"appeal\"");
    found(&project).hold("error compile-slot-unknown layouts/poster/format.toml:1");
    project.edit("layouts/poster/format.toml", "name = \"appeal\"", "name = \"call\"");
    // A layout that sets a text by itself is held to the same, but for what it says is small print.
    let path = format!("{HERE}/thu.md");
    let line = 1 + project.read(&path).lines().position(|line| line.starts_with("kicker:")).expect("a kicker");
    project.edit(
        "layouts/poster/page.typ",
        "set-type(24pt * u, 33pt * u, weight: 600, fill: c.white, text.kicker)",
        "set-type(16pt * u, 33pt * u, fill: c.white, text.kicker)",
    );
    found(&project).are(&[&format!("error compile-small-text {path}:{line}")]);
    project.edit("layouts/poster/format.toml", "fields = ", "small-print = [\"kicker\"]\nfields = ");
    assert_eq!(found(&project).list(), Vec::<String>::new());
}

#[test]
fn a_fold_has_a_panel_for_each_section() {
    let project = with("trifold");
    let path = format!("{HERE}/thu.md");
    project.edit(&path, "## Nhớ ba điều\n", "");
    let all = found(&project);
    assert!(all.list().iter().any(|found| found.starts_with("error compile-finding")), "{:#?}", all.list());
}

#[test]
fn notes_tell_the_time_and_a_talk_that_is_too_long() {
    let project = with("slides");
    let path = format!("{HERE}/thu.md");
    project.edit(&path, "minutes: 15", "minutes: 1");
    project.edit(&path, "::: notes\nMở đầu", "::: notes minutes=\"2,5\"\nMở đầu");
    let line = project.read(&path).lines().position(|line| line.starts_with("minutes:")).expect("a line") + 1;
    found(&project).hold(&format!("warning compile-finding {path}:{line}"));
    project.edit(&path, "minutes=\"2,5\"", "minutes=\"lâu\"");
    let all = found(&project);
    assert!(all.list().iter().any(|found| found.starts_with("error markup-notes-minutes")), "{:#?}", all.list());
    project.edit(&path, "minutes=\"lâu\"", "minutes=\"2\"");
    project.edit(&path, "minutes: 1\n", "minutes: 20\n");
    project.run(["build", "--piece", "thu", "--profile", "screen"]).succeeds();
    let notes = std::fs::read(project.path("output/screen/kh-116/nong-dan/thu.slides-notes.pdf")).expect("notes");
    let text = lopdf::Document::load_mem(&notes).expect("a PDF").extract_text(&[2, 3]).unwrap_or_default();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("02:00") && text.contains("/20:00"), "{text}");
}

#[test]
fn a_booklet_is_a_multiple_of_four_and_can_be_stapled() {
    let project = Project::campaign();
    project.run(["new", "piece", "kh-116/nong-dan/bai", "--format", "article"]).succeeds();
    project.run(["new", "piece", "kh-116/nong-dan/thu", "--format", "booklet"]).succeeds();
    fill_in(&project, &format!("{HERE}/thu.md"), "booklet");
    project.run(["build", "--piece", "thu", "--profile", "print"]).succeeds();
    let output = "output/print/kh-116/nong-dan/thu.booklet.pdf";
    assert_eq!(pages(&project, output), 16);
    project.run(["impose", output, "--saddle", "--sheet", "320x225", "-o", "sheets.pdf"]).succeeds();
    assert_eq!(pages(&project, "sheets.pdf"), 8, "sixteen pages are four leaves");
}

/// Marks of the pages do not count on a sheet, which has its own.
#[test]
fn a_booklet_comes_on_sheets_where_the_press_asks_for_them() {
    let project = Project::campaign();
    project.run(["new", "piece", "kh-116/nong-dan/bai", "--format", "article"]).succeeds();
    project.run(["new", "piece", "kh-116/nong-dan/thu", "--format", "booklet"]).succeeds();
    fill_in(&project, &format!("{HERE}/thu.md"), "booklet");
    project.edit(&format!("{HERE}/thu.md"), "Cuốn sổ này dành cho", "Cuốn sổ nhỏ này viết cho");
    let press = "\n[profiles.xuong]\nkind = \"print\"\nmarks = [\"crop\", \"registration\", \"fold\"]\n";
    let scheme = "impose.booklet = { scheme = \"saddle\", sheet = \"SRA3\", caliper = 0.1 }\n";
    project.file("anpham.toml", format!("{}{press}{scheme}", project.read("anpham.toml")));
    let order = "title = \"Sổ tay\"\nprofile = \"xuong\"\nprinter = { name = \"Nhà in\" }\ncontact = { name = \"Phòng\", email = \"in@xa.example\" }\n\
        [[items]]\nformat = \"booklet\"\npaper = \"Couché\"\nweight = 120\nquantity = 500\nbinding = \"ghim lồng\"\ndelivery = \"Kho\"\ndue = 2098-12-20\n";
    project.file("orders/so-tay.toml", order);
    project.run(["pack", "so-tay"]).succeeds();
    let packed = crate::pack::files(&std::fs::read(project.path("output/pack/so-tay.zip")).expect("a pack"));
    let sheets: Vec<&Vec<u8>> =
        packed.iter().filter(|(name, _)| name.starts_with("sheets/")).map(|(_, file)| file).collect();
    let [sheets] = sheets[..] else { panic!("one file of sheets, not {:?}", packed.keys()) };
    assert_eq!(lopdf::Document::load_mem(sheets).expect("a PDF").get_pages().len(), 8, "sixteen pages are four leaves");
}

/// A theme is data: a palette of colours that the program has never seen.
#[test]
fn a_third_theme_is_a_file_of_colours() {
    let project = Project::campaign();
    let palette = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/theme/palettes/xanh-cao-nguyen.toml");
    let palette = std::fs::read_to_string(palette).expect("a palette");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/theme");
    for entry in walkdir::WalkDir::new(&root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let name = anpham::store::slashed(entry.path().strip_prefix(&root).expect("below"));
        project.file(&format!("layouts/theme/{name}"), std::fs::read(entry.path()).expect("a file"));
    }
    let violet = palette
        .replace("cmyk = [85, 30, 80, 20], rgb = \"#17704C\"", "cmyk = [75, 85, 10, 5], rgb = \"#5B3A8E\"")
        .replace("cmyk = [90, 50, 75, 55], rgb = \"#0B3D2E\"", "cmyk = [85, 95, 30, 35], rgb = \"#33205A\"");
    assert_ne!(violet, palette);
    project.file("layouts/theme/palettes/tim-lang-biang.toml", violet);
    let campaign = project.read("anpham.toml");
    let theme = campaign.lines().find(|line| line.starts_with("theme = ")).expect("a theme").to_string();
    project.edit("anpham.toml", &theme, "theme = \"tim-lang-biang\"");
    for format in ["leaflet", "trifold", "poster", "standee", "talking-points", "billboard"] {
        project.run(["new", "piece", &format!("kh-116/nong-dan/mau-{format}"), "--format", format]).succeeds();
    }
    let run = project.run(["build", "--json"]).succeeds().json();
    assert_eq!(run["diagnostics"].as_array().map(Vec::len), Some(0), "{run:#}");
    // The colour is on the page.
    let shop = real::shop_at(project.root(), None);
    let job = real::jobs(&shop, "screen").into_iter().find(|job| job.format == "leaflet").expect("a leaflet");
    let page = &real::pages(&shop, &job).document.pages()[0].clone();
    let options = typst_render::RenderOptions { pixel_per_pt: 0.5.into(), render_bleed: false };
    let drawn = typst_render::render(page, &options);
    let violet = drawn.pixels().iter().filter(|p| p.blue() > p.red() && p.red() > p.green() && p.green() < 100).count();
    assert!(violet * 5 > drawn.pixels().len(), "{violet} of {}", drawn.pixels().len());
}

#[test]
fn specimens_are_drawn_by_the_program() {
    let project = with("trifold");
    let run = project.run(["specimen", "trifold", "leaflet", "--out", "mau", "--width", "600", "--json"]).succeeds();
    assert_eq!(run.json()["written"].as_array().map(Vec::len), Some(2));
    let png = tiny_skia::Pixmap::decode_png(&std::fs::read(project.path("mau/trifold.png")).expect("a picture"));
    assert_eq!(png.expect("a PNG").width(), 600);
    assert!(!project.has("mau/contact-sheet.png"));
    project.run(["specimen", "trifol"]).fails(2).stdout_contains("trifold");
    project.run(["specimen", "--width", "5"]).fails(2);
}

/// The pictures of the guide are those of the formats that there are.
#[test]
fn the_guide_shows_a_specimen_of_every_format() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/specimen");
    let shown: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("docs/specimen")
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".png")?.to_string()))
        .collect();
    let shop = real::shop(None);
    let mut wanted: BTreeSet<String> = shop.layouts.formats.keys().cloned().collect();
    wanted.insert("contact-sheet".into());
    assert_eq!(shown, wanted, "anpham specimen --out docs/specimen");
}

/// The guide's format from nothing is one: its three files as they stand there.
#[test]
fn the_format_of_the_guide_works_as_written() {
    let guide = include_str!("../../docs/layouts.md");
    let blocks = |lang: &str| -> Vec<&str> {
        let open = format!("\n```{lang}\n");
        guide.split(open.as_str()).skip(1).filter_map(|part| part.split("\n```").next()).collect()
    };
    let project = Project::campaign();
    project.file("layouts/bookmark/format.toml", blocks("toml")[0]);
    let typst = blocks("typst");
    let of = |needle: &str| *typst.iter().find(|block| block.contains(needle)).expect("a block");
    project.file("layouts/bookmark/layout.typ", of("#bookmark(piece"));
    project.file("layouts/bookmark/page.typ", of("#let bookmark("));
    project.run(["new", "piece", "kh-116/nong-dan/the", "--format", "bookmark"]).succeeds();
    // What the program begins fits.
    project.run(["check", "--piece", "the", "--profile", "screen", "--strict"]).succeeds();
    project.file(
        &format!("{HERE}/the.md"),
        "---\ntitle: |\n  Đọc\n  một trang\nformats: [bookmark]\n---\n\n::: quote\nMỗi ngày một dòng.\n:::\n",
    );
    let run = project.run(["build", "--format", "bookmark", "--json"]).succeeds().json();
    assert_eq!((run["made"].as_u64(), run["diagnostics"].as_array().map(Vec::len)), (Some(2), Some(0)), "{run:#}");
}

/// Its texts are two files as they stand there.
#[test]
fn the_guide_to_texts_works_as_written() {
    let guide = include_str!("../../docs/layouts.md").split("\n## Texts\n").nth(1).expect("a chapter");
    let block = |lang: &str| {
        let open = format!("\n```{lang}\n");
        guide.split(open.as_str()).nth(1).and_then(|part| part.split("\n```").next()).expect("a block")
    };
    let project = Project::campaign();
    project.file("layouts/titles/format.toml", block("toml")).file("layouts/titles/layout.txt", block("text"));
    project.file(
        &format!("{HERE}/ten.md"),
        "---\ntitle: |\n  Đọc\n  một trang\nsummary: Mỗi ngày.\nformats: [titles]\n---\n",
    );
    project.run(["check", "--piece", "ten", "--strict"]).succeeds();
    project.run(["build", "--format", "titles"]).succeeds();
    let text = project.read("output/screen/kh-116/nong-dan/ten.titles.txt");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["Đọc một trang", "Mỗi ngày."], "{text:?}");
    assert!(lines.len() == 3 && lines[2].contains("/2026") && text.ends_with('\n'), "{text:?}");
}

/// So is its format with people and dates: a page for each row, the date in words in both languages.
#[test]
fn the_guide_to_people_and_dates_works_as_written() {
    let guide = include_str!("../../docs/layouts.md");
    let blocks = |lang: &str| -> Vec<&str> {
        let open = format!("\n```{lang}\n");
        guide.split(open.as_str()).skip(1).filter_map(|part| part.split("\n```").next()).collect()
    };
    let project = Project::campaign();
    let of = |lang: &str, needle: &str| blocks(lang).into_iter().find(|block| block.contains(needle)).expect("a block");
    project.file("layouts/honour/format.toml", of("toml", "card of honour"));
    project.file("layouts/honour/layout.typ", of("typst", "#honour(piece"));
    project.file("layouts/honour/page.typ", of("typst", "#let honour("));
    for (lang, title, summary) in
        [("vi", "Giấy khen", "Đã tưới ít nước hơn."), ("en", "Card of honour", "Used less water.")]
    {
        project.file(
            &format!("{HERE}/khen-{lang}.md"),
            format!("---\ntitle: {title}\nsummary: {summary}\nlang: {lang}\ndate: 2026-03-05\npeople: ten.csv\nformats: [honour]\n---\n"),
        );
    }
    // What is English names its issuer and its directive in English.
    let english = "\n[issuer.en]\nname = \"Commission for Communication\"\n";
    project.file("anpham.toml", format!("{}{english}", project.read("anpham.toml")));
    let english = "\n[en]\nkind = \"Plan\"\ntitle = \"Science for farms\"\nissuer = \"Standing Committee\"\n";
    let directive = "content/kh-116/directive.toml";
    project.file(directive, format!("{}{english}", project.read(directive)));
    project.file(&format!("{HERE}/ten.csv"), "name,unit\nK'Brịp,Tổ 1\nNguyễn Thị Ánh Nguyệt,\n");
    let run = project.run(["build", "--format", "honour", "--profile", "screen,print", "--json"]).succeeds().json();
    assert_eq!((run["made"].as_u64(), run["diagnostics"].as_array().map(Vec::len)), (Some(4), Some(0)), "{run:#}");
    let shop = real::shop_at(project.root(), None);
    for job in real::jobs(&shop, "screen").iter().filter(|job| job.format == "honour") {
        let document = real::pages(&shop, job).document;
        assert_eq!(document.pages().len(), 2);
        let words: Vec<String> = anpham::compile::words(&document).into_iter().map(|word| word.text).collect();
        let said = words.join(" ");
        let date = if job.lang == "en" { "5 March 2026" } else { "ngày 05 tháng 3 năm 2026" };
        assert!(said.contains("Nguyệt") && said.replace('\u{a0}', " ").contains(date), "{said}");
    }
}

/// A day below ten and the first two months take a nought; other months do not.
#[test]
fn dates_are_written_as_the_decree_asks() {
    let project = with("notice");
    let path = format!("{HERE}/thu.md");
    let date = project.read(&path).lines().find(|line| line.starts_with("date:")).expect("a date").to_string();
    let mut last = date;
    for (given, shown) in [
        ("2026-01-31", "ngày 31 tháng 01 năm 2026"),
        ("2026-02-05", "ngày 05 tháng 02 năm 2026"),
        ("2026-03-10", "ngày 10 tháng 3 năm 2026"),
        ("2026-12-09", "ngày 09 tháng 12 năm 2026"),
    ] {
        let next = format!("date: {given}");
        project.edit(&path, &last, &next);
        last = next;
        let shop = real::shop_at(project.root(), None);
        let job = real::jobs(&shop, "screen").into_iter().find(|job| job.format == "notice").expect("a notice");
        let words: Vec<String> =
            anpham::compile::words(&real::pages(&shop, &job).document).into_iter().map(|word| word.text).collect();
        assert!(words.join(" ").replace('\u{a0}', " ").contains(shown), "{given}: {words:?}");
    }
}

/// What docs/formats.md says of formats is what they say of themselves.
#[test]
fn the_list_of_formats_is_complete() {
    let guide = include_str!("../../docs/formats.md");
    for (id, format) in &real::shop(None).layouts.formats {
        let about = guide.split("\n## ").find(|part| part.contains(&format!("(`{id}`)"))).unwrap_or("");
        assert!(about.contains(&format!("specimen/{id}.png")), "{id} is not described");
        for size in &format.sizes {
            assert!(about.contains(&format!("`{}`", size.id)), "{id}: no size {}", size.id);
        }
        for name in format.details.iter().map(|key| &key.id).chain(&format.fields).chain(&format.columns) {
            assert!(about.contains(&format!("`{name}`")), "{id}: no {name}");
        }
    }
}

/// Where a picture has a place of known size it fills it, with its caption, whatever its shape.
#[test]
fn a_picture_of_any_shape_finds_its_place() {
    let project = Project::campaign();
    for (name, width, height) in [("ngang", 1500, 1000), ("dung", 1000, 1500), ("dai", 2400, 700)] {
        let mut picture = tiny_skia::Pixmap::new(width, height).expect("a size");
        picture.fill(tiny_skia::Color::from_rgba8(90, 140, 70, 255));
        picture.save_png(project.path(&format!("{HERE}/{name}.png"))).expect("a picture");
        project.run(["new", "piece", &format!("kh-116/nong-dan/chuyen-{name}"), "--format", "case-story"]).succeeds();
        fill_in(&project, &format!("{HERE}/chuyen-{name}.md"), "case-story");
        let caption = format!("![Đồng lúa]({name}.png \"Lúa cuối vụ {name}\")");
        project.edit(&format!("{HERE}/chuyen-{name}.md"), "::: quote", &format!("{caption}\n\n::: quote"));
        let poster = format!(
            "---\ntitle: Ruộng nhà mình\nsummary: Ghi lại từng vụ.\ncall: Hỏi tổ công nghệ số\nformats: [poster, poster-a1]\n---\n\n{caption}\n"
        );
        project.file(&format!("{HERE}/ap-{name}.md"), &poster);
        project.file(
            &format!("{HERE}/ap-{name}-noi.md"),
            format!("{poster}\n::: quote by=\"Một nông dân\"\nGhi hôm nay.\n:::\n"),
        );
    }
    let two = "\n![Đồng lúa](ngang.png)\n\n![Cây lúa](dung.png \"Một bụi lúa\")\n";
    project
        .file(&format!("{HERE}/ap-hai.md"), format!("---\ntitle: Hai ảnh\ncall: Xem\nformats: [poster]\n---\n{two}"));
    assert_eq!(Findings(project.run(["check", "--profile", "screen", "--json"]).json()).list(), Vec::<String>::new());
    // Where a side has no place for it, the piece says what to do with a picture and not how many words to cut.
    let text = "---\ntitle: Tờ rơi\nsummary: Hai ảnh.\ncall: Xem\nformats: [leaflet]\n---\n\n![Đồng lúa](dung.png)\n\n![Đồng lúa](dung.png)\n";
    project.file(&format!("{HERE}/to.md"), text);
    project
        .run(["check", "--profile", "screen", "--piece", "to", "--lang", "en"])
        .fails(1)
        .stdout_contains("make the picture smaller: write `{width=50%}` right after it");
}

/// The slide of a contact block that stands under no heading has one: the title of the block, or what the language says.
#[test]
fn a_slide_of_contacts_has_a_heading() {
    let project = Project::campaign();
    let shown = |block: &str| {
        let header = "---\ntitle: Thử\nformats: [slides]\n---\n\n";
        project.file(&format!("{HERE}/thu.md"), format!("{header}::: contact{block}\nGặp cán bộ xã.\n:::\n"));
        let shop = crate::real::shop_at(project.root(), None);
        let jobs = crate::real::jobs(&shop, "screen");
        let job = jobs.iter().find(|job| job.output.ends_with("/thu.slides.pdf")).expect("slides");
        let compiled = crate::real::compiled(&shop, job, &mut anpham::diag::Diagnostics::new()).expect("pages");
        let words = anpham::compile::words(&compiled.document).into_iter().filter(|word| word.page == 2);
        words.map(|word| word.text).collect::<Vec<_>>().join(" ")
    };
    let told = shown(" title=\"Liên hệ với ai\"");
    assert!(told.starts_with("Liên hệ với ai Gặp cán bộ xã.") && !told.contains("Hỏi ở đâu"), "{told}");
    let told = shown("");
    assert!(told.starts_with("Hỏi ở đâu Gặp cán bộ xã."), "{told}");
}
