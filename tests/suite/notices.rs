//! Official papers: what the page formats in `layouts/notice/the-thuc` promise, as docs/notices.md lists it point by point.

use anpham::diag::Diagnostics;
use anpham::plan::Job;
use typst::layout::{Frame, FrameItem, Point};
use typst::text::FontStyle;
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

const HERE: &str = "content/kh-116/nong-dan";
const TYPES: [(&str, &str, &str); 6] = [
    ("thong-bao", "THÔNG BÁO", "TB"),
    ("cong-van", "", ""),
    ("giay-moi", "GIẤY MỜI", "GM"),
    ("bao-cao", "BÁO CÁO", "BC"),
    ("ke-hoach", "KẾ HOẠCH", "KH"),
    ("to-trinh", "TỜ TRÌNH", "TTr"),
];
const STATE: &str = "nd30-2020";
const PARTY: [&str; 2] = ["hd36-2018", "hd05-2026"];
const PARAGRAPH: &str = "Đoạn này có vừa đủ chữ để đứng trên vài dòng của trang giấy, nói rõ việc cần làm, người làm, ngày xong và \
    nơi hỏi khi có điều chưa rõ, để ai đọc cũng làm được việc của mình.";

/// A paper, as it is typed.
struct Paper {
    style: &'static str,
    kind: &'static str,
    number: String,
    title: &'static str,
    agency: &'static str,
    parent: &'static str,
    place: &'static str,
    signs: &'static str,
    to: Vec<String>,
    recipients: Vec<String>,
    sizes: &'static str,
    body: String,
}

impl Paper {
    fn new(style: &'static str, kind: &'static str) -> Self {
        let short = TYPES.iter().find(|(id, ..)| *id == kind).expect("a type").2;
        let state = style == STATE;
        let number = match (state, short) {
            (true, "") => "05/UBND-KHCN".into(),
            (true, short) => format!("05/{short}-UBND"),
            (false, "") => "05-CV/ĐU".into(),
            (false, short) => format!("05-{short}/ĐU"),
        };
        let addressed = matches!(kind, "cong-van" | "to-trinh");
        let mut recipients = if addressed { vec!["Như trên"] } else { vec![] };
        recipients.extend(["Các thôn, tổ dân phố", if state { "Lưu: VT" } else { "Lưu Văn phòng Đảng ủy" }]);
        Self {
            style,
            kind,
            number,
            title: "Việc tưới nước theo cảm biến",
            agency: if state { "Ủy ban nhân dân xã Đức Trọng" } else { "Đảng ủy xã Đức Trọng" },
            parent: "",
            place: "Đức Trọng",
            signs: if state {
                "  authority: TM. ỦY BAN NHÂN DÂN\n  acting: KT. CHỦ TỊCH\n  position: PHÓ CHỦ TỊCH\n"
            } else {
                "  authority: T/M BAN THƯỜNG VỤ\n  position: PHÓ BÍ THƯ\n"
            },
            to: if addressed { vec!["Sở Khoa học và Công nghệ".into()] } else { vec![] },
            recipients: recipients.into_iter().map(String::from).collect(),
            sizes: "notice",
            body: PARAGRAPH.into(),
        }
    }

    fn text(&self) -> String {
        let list = |name: &str, entries: &[String]| match entries {
            [] => String::new(),
            entries => {
                format!("  {name}:\n{}", entries.iter().map(|it| format!("    - \"{it}\"\n")).collect::<String>())
            }
        };
        let parent = if self.parent.is_empty() { String::new() } else { format!("  parent: {}\n", self.parent) };
        format!(
            "---\ntitle: {}\nnumber: {}\ndate: 2026-03-05\nformats: [{}]\ndetails:\n  style: {}\n  type: {}\n{parent}  agency: {}\n  \
             place: {}\n{}  signer: Nguyễn Văn An\n{}{}---\n\n{}\n",
            self.title,
            self.number,
            self.sizes,
            self.style,
            self.kind,
            self.agency,
            self.place,
            self.signs,
            list("to", &self.to),
            list("recipients", &self.recipients),
            self.body,
        )
    }
}

/// A workspace with papers `p00`, `p01`, …
fn workspace(papers: &[Paper]) -> Project {
    let project = Project::campaign();
    std::fs::remove_file(project.path(&format!("{HERE}/to-roi.md"))).expect("the sample removed");
    for (n, paper) in papers.iter().enumerate() {
        project.file(&format!("{HERE}/p{n:02}.md"), paper.text());
    }
    project
}

/// The pages of each paper, in the order of the jobs.
#[track_caller]
fn set(project: &Project) -> Vec<(Job, PagedDocument)> {
    let shop = real::shop_at(project.root(), None);
    let jobs = real::jobs(&shop, "screen");
    jobs.into_iter()
        .map(|job| {
            let mut found = Diagnostics::new();
            let compiled = real::compiled(&shop, &job, &mut found);
            let compiled = compiled.unwrap_or_else(|| panic!("{}: {found:#?}", job.output));
            (job, compiled.document)
        })
        .collect()
}

/// What `check` has to say, as `error code file:line`.
fn told(project: &Project) -> Vec<String> {
    let all = Findings(project.run(["check", "--json", "--profile", "screen"]).json());
    all.list().iter().map(|found| found.replace(&format!("{HERE}/"), "")).collect()
}

/// Letters of one kind that stand together on a line.
#[derive(Debug)]
struct Run {
    page: usize,
    text: String,
    size: f64,
    is_bold: bool,
    is_italic: bool,
    /// In mm from the left.
    left: f64,
    right: f64,
    /// Of the baseline, in mm from the top of the page.
    line: f64,
}

/// What stands on the pages, from the top and in a line from the left.
fn runs(document: &PagedDocument) -> Vec<Run> {
    fn walk(frame: &Frame, at: Point, page: usize, out: &mut Vec<Run>) {
        for (point, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, at + *point, page, out),
                FrameItem::Text(text) => {
                    let variant = text.font.info().variant;
                    let at = at + *point;
                    out.push(Run {
                        page,
                        text: text.text.as_str().replace('\u{a0}', " "),
                        size: text.size.to_pt(),
                        is_bold: variant.weight.to_number() >= 700,
                        is_italic: variant.style == FontStyle::Italic,
                        left: at.x.to_mm(),
                        right: (at.x + text.width()).to_mm(),
                        line: at.y.to_mm(),
                    });
                }
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    for (n, page) in document.pages().iter().enumerate() {
        walk(&page.frame, Point::zero(), n + 1, &mut all);
    }
    let key = |run: &Run| (run.page, (run.line * 10.0).round() as i64);
    all.sort_by(|a, b| key(a).cmp(&key(b)).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<Run> = Vec::new();
    for run in all {
        match out.last_mut() {
            Some(last)
                if key(last) == key(&run)
                    && (last.size, last.is_bold, last.is_italic) == (run.size, run.is_bold, run.is_italic)
                    && run.left - last.right < 3.0 =>
            {
                last.text.push_str(&run.text);
                last.right = run.right;
            }
            _ => out.push(run),
        }
    }
    out
}

/// Lines that are drawn: page, left, right and height in mm.
fn rules(document: &PagedDocument) -> Vec<(usize, f64, f64, f64)> {
    fn walk(frame: &Frame, at: Point, page: usize, out: &mut Vec<(usize, f64, f64, f64)>) {
        for (point, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, at + *point, page, out),
                FrameItem::Shape(shape, _) => {
                    let at = at + *point;
                    if let Geometry::Line(end) = shape.geometry {
                        let width = end.x;
                        out.push((page, at.x.to_mm(), (at.x + width).to_mm(), at.y.to_mm()));
                    }
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    for (n, page) in document.pages().iter().enumerate() {
        walk(&page.frame, Point::zero(), n + 1, &mut out);
    }
    out
}

#[track_caller]
fn run<'a>(all: &'a [Run], text: &str) -> &'a Run {
    all.iter().find(|run| run.text.starts_with(text)).unwrap_or_else(|| panic!("no “{text}” in {all:#?}"))
}

/// The line that holds a text: page, left and right of the line in mm, its baseline from the top.
#[track_caller]
fn line(all: &[Run], text: &str) -> (usize, [f64; 3]) {
    let found = all.iter().find(|run| run.text.contains(text));
    let found = found.unwrap_or_else(|| {
        panic!("no “{text}” in {}", all.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" | "))
    });
    (found.page, [found.left, found.right, found.line])
}

/// Sizes, weights and slopes of all components, for each type: Appendix I, part V, and the table of the Party's guide.
#[test]
fn each_component_has_the_type_of_its_page_format() {
    let mut papers = Vec::new();
    for style in [STATE, PARTY[0], PARTY[1]] {
        papers.extend(TYPES.iter().map(|(kind, ..)| Paper::new(style, kind)));
    }
    let project = workspace(&papers);
    assert_eq!(told(&project), Vec::<String>::new());
    for (job, document) in set(&project) {
        let paper = &papers[job_number(&job)];
        let all = runs(&document);
        let state = paper.style == STATE;
        // Text, least and most type, bold, italic.
        let mut wanted: Vec<(&str, f64, f64, bool, bool)> = if state {
            vec![
                ("CỘNG HÒA", 12.0, 13.0, true, false),
                ("Độc lập", 13.0, 14.0, true, false),
                ("ỦY BAN NHÂN DÂN", 12.0, 13.0, true, false),
                ("Số: 05", 13.0, 13.0, false, false),
                ("Đức Trọng, ngày 05", 13.0, 14.0, false, true),
                ("Đoạn này", 13.0, 14.0, false, false),
                ("TM. ỦY", 13.0, 14.0, true, false),
                ("KT. CHỦ", 13.0, 14.0, true, false),
                ("PHÓ CHỦ", 13.0, 14.0, true, false),
                ("Nguyễn Văn An", 13.0, 14.0, true, false),
                ("Nơi nhận:", 12.0, 12.0, true, true),
                ("- Các thôn", 11.0, 11.0, false, false),
            ]
        } else {
            vec![
                ("ĐẢNG CỘNG SẢN", 15.0, 15.0, true, false),
                ("ĐẢNG ỦY XÃ", 14.0, 14.0, true, false),
                ("Số 05-", 14.0, 14.0, false, false),
                ("Đức Trọng, ngày 05", 14.0, 14.0, false, true),
                ("Đoạn này", 14.0, 15.0, false, false),
                ("T/M BAN", 14.0, 14.0, true, false),
                ("PHÓ BÍ THƯ", 14.0, 14.0, false, false),
                ("Nguyễn Văn An", 14.0, 14.0, true, false),
                ("Nơi nhận:", 14.0, 14.0, false, false),
                ("- Các thôn", 12.0, 12.0, false, false),
            ]
        };
        let name = TYPES.iter().find(|(id, ..)| *id == paper.kind).expect("a type").1;
        match (name, state) {
            ("", true) => wanted.push(("V/v ", 12.0, 13.0, false, false)),
            ("", false) => wanted.push(("Việc tưới", 12.0, 12.0, false, true)),
            (name, state) => {
                let (least, most) = if state { (13.0, 14.0) } else { (15.0, 16.0) };
                wanted.push((name, least, most, true, false));
                wanted.push((
                    "Việc tưới",
                    if state { 13.0 } else { 14.0 },
                    if state { 14.0 } else { 15.0 },
                    true,
                    false,
                ));
            }
        }
        if !paper.to.is_empty() {
            let label =
                if paper.style == PARTY[1] && paper.kind == "to-trinh" { "Kính trình" } else { "Kính gửi" };
            wanted.push((label, 13.0, 15.0, false, false));
        }
        for (text, least, most, is_bold, is_italic) in wanted {
            let run = run(&all, text);
            let fits = (least - 0.01..=most + 0.01).contains(&run.size);
            assert!(fits && run.is_bold == is_bold && run.is_italic == is_italic, "{}: {run:?}", job.output);
        }
        // Number and date stand on one line.
        let number = run(&all, if state { "Số: 05" } else { "Số 05" }).line;
        assert!((number - run(&all, "Đức Trọng, ngày").line).abs() < 0.01, "{}", job.output);
        // A letter has no name of a type, and nothing below its subject.
        let dashes = all.iter().filter(|run| run.text == "-----").count();
        assert_eq!(dashes, usize::from(!state && !name.is_empty()), "{}", job.output);
        let drawn = rules(&document).len();
        let expected = if state { 2 + usize::from(!name.is_empty()) } else { 1 };
        assert!(drawn >= expected, "{}: {:?}", job.output, rules(&document));
    }
}

fn job_number(job: &Job) -> usize {
    let name = job.output.rsplit('/').next().unwrap_or("");
    name.get(1..3).and_then(|n| n.parse().ok()).expect("a paper of this test")
}

/// Rules: as long as the line of the national motto or of the Party's title; a third to a half below the body and the summary.
#[test]
fn rules_are_as_long_as_the_page_format_says() {
    let papers = [Paper::new(STATE, "ke-hoach"), Paper::new(PARTY[0], "ke-hoach")];
    let project = workspace(&papers);
    for (job, document) in set(&project) {
        let words = runs(&document);
        let drawn = rules(&document);
        let length = |text: &str| {
            let (_, [left, right, _]) = line(&words, text);
            (right - left, (left + right) / 2.0)
        };
        let wanted: &[(&str, f64, f64)] = if papers[job_number(&job)].style == STATE {
            &[
                ("Độc lập - Tự do - Hạnh phúc", 0.99, 1.01),
                ("XÃ ĐỨC TRỌNG", 0.33, 0.9),
                ("Việc tưới nước theo cảm biến", 0.33, 0.5),
            ]
        } else {
            &[("ĐẢNG CỘNG SẢN VIỆT NAM", 0.99, 1.01)]
        };
        for &(text, least, most) in wanted {
            let (long, middle) = length(text);
            let below = drawn.iter().find(|(_, left, right, _)| {
                ((left + right) / 2.0 - middle).abs() < 0.5 && (least..=most).contains(&((right - left) / long))
            });
            assert!(below.is_some(), "{}: {text} is {long} long, {drawn:?}", job.output);
        }
    }
}

/// Whatever the width: A4, A5 either way, and any size of a format of one's own.
#[test]
fn the_national_name_stands_on_one_line_in_every_width() {
    let mut papers = Vec::new();
    for (style, title) in [(STATE, "Về việc học"), (PARTY[0], "về việc học")] {
        let mut paper = Paper::new(style, "giay-moi");
        paper.title = title;
        paper.sizes = "notice, notice-a5, notice-a5-wide, giay, giay-w112, giay-w140, giay-w165, giay-w180, giay-w190, giay-w230, giay-w297";
        papers.push(paper);
    }
    // Long names beside it do not push it onto two lines either.
    let mut long = Paper::new(STATE, "thong-bao");
    long.parent = "Sở Khoa học và Công nghệ Thành phố Hồ Chí Minh";
    long.agency = "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ";
    long.place = "Thành phố Hồ Chí Minh";
    long.sizes = "notice, notice-a5, giay-w190";
    papers.push(long);
    let project = workspace(&papers);
    project.run(["new", "format", "giay", "--from", "notice"]).succeeds();
    let format = project.read("layouts/giay/format.toml");
    let sizes: String = [112, 140, 165, 180, 190, 230, 297]
        .iter()
        .map(|width| format!("[[sizes]]\nid = \"w{width}\"\nwidth = {width}\nheight = 260\nbleed = 0\nscale = 1\n\n"))
        .collect();
    project.file("layouts/giay/format.toml", format.replacen("[[slots]]", &format!("{sizes}[[slots]]"), 1));
    let mut seen = 0;
    // 112 mm are too narrow for the least type of these names.
    let narrow = told(&project);
    assert!(narrow.iter().any(|found| found.starts_with("error compile-finding p00.md")), "{narrow:#?}");
    let shop = real::shop_at(project.root(), None);
    for job in real::jobs(&shop, "screen") {
        let is_narrow = job.size == "w112";
        let Some(compiled) = real::compiled(&shop, &job, &mut Diagnostics::new()) else {
            assert!(is_narrow, "{} is not set", job.output);
            continue;
        };
        assert!(!is_narrow);
        let words = runs(&compiled.document);
        let width = compiled.document.pages()[0].frame.width().to_mm();
        let names: &[&str] = if papers[job_number(&job)].style == STATE {
            &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        } else {
            &["ĐẢNG CỘNG SẢN VIỆT NAM"]
        };
        for name in names {
            let (page, [left, right, _]) = line(&words, name);
            assert!(page == 1 && left >= 29.9 && right <= width - 14.9, "{}: {name}: {left} {right}", job.output);
        }
        seen += 1;
    }
    assert!(seen >= 20, "{seen} pages");
}

/// Columns as in the scheme of Appendix I: the body at the left, the State at the right, everything centred in its half.
#[test]
fn components_stand_where_the_scheme_has_them() {
    let mut letter = Paper::new(STATE, "cong-van");
    letter.to =
        vec!["Sở Khoa học và Công nghệ;".into(), "- Sở Nông nghiệp và Môi trường".into(), "Hội Nông dân.".into()];
    let papers = [Paper::new(STATE, "bao-cao"), letter, Paper::new(PARTY[0], "bao-cao")];
    let project = workspace(&papers);
    for (job, document) in set(&project) {
        let words = runs(&document);
        let at = |text: &str| line(&words, text).1;
        let middle = |text: &str| (at(text)[0] + at(text)[1]) / 2.0;
        let near = |a: f64, b: f64, what: &str| assert!((a - b).abs() < 0.6, "{}: {what}: {a:.1}, {b:.1}", job.output);
        let n = job_number(&job);
        let (title, number) = if n < 2 {
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:")
        } else {
            ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số")
        };
        let date = "Đức Trọng, ngày 05 tháng 3 năm 2026";
        near(middle(title), middle(date), "the date below the title");
        let agency = if n < 2 { "XÃ ĐỨC TRỌNG" } else { "ĐẢNG ỦY XÃ ĐỨC TRỌNG" };
        let whole = format!("{number} {}", papers[n].number);
        near(middle(agency), middle(&whole), "the number below the body");
        assert!(at(agency)[1] < at(title)[0] && at(title)[1] <= 195.1, "{}", job.output);
        // Below the upper margin of 20 mm.
        assert!((23.0..26.0).contains(&at(title)[2]), "{}: {:?}", job.output, at(title));
        if n == 1 {
            // The subject below the number, 6 pt apart, and the list of addressees with its dashes below the colon.
            near(middle(&whole), middle("V/v Việc tưới nước"), "the subject below the number");
            near(at("V/v Việc tưới nước")[2] - at(&whole)[2], 13.0 * 1.25 * 0.3528 + 2.1, "6 pt between them");
            let (label, first) = (at("Kính gửi:"), at("- Sở Khoa học và Công nghệ;"));
            assert!(first[2] > label[2] + 3.0, "a list begins below");
            near(first[0], label[1] - 1.3, "the dash below the colon");
            near(at("- Sở Nông nghiệp và Môi trường;")[0], first[0], "dashes in line");
            near(at("- Hội Nông dân.")[0], first[0], "dashes in line");
        } else {
            near(middle("BÁO CÁO"), 112.5, "the type in the middle");
            near(middle("Việc tưới nước theo cảm biến"), 112.5, "the summary in the middle");
        }
        // Recipients at the left margin, level with the authority of the signer.
        let (sign, list) = (at(if n < 2 { "TM. ỦY BAN NHÂN DÂN" } else { "T/M BAN THƯỜNG VỤ" }), at("Nơi nhận:"));
        near(list[0], 30.0, "recipients at the margin");
        let all = runs(&document);
        near(
            run(&all, "Nơi nhận:").line,
            run(&all, if n < 2 { "TM." } else { "T/M" }).line,
            "recipients beside the signature",
        );
        near((sign[0] + sign[1]) / 2.0, middle("Nguyễn Văn An"), "the name below the position");
        assert!(sign[0] > 112.5, "the signature at the right");
    }
}

/// One addressee stands on the line, and marks that somebody typed are not there twice.
#[test]
fn addressees_and_recipients_are_punctuated_by_the_page_format() {
    let mut one = Paper::new(STATE, "to-trinh");
    one.to = vec!["Ủy ban nhân dân tỉnh Lâm Đồng.".into()];
    one.recipients = ["Như trên;", "- Các thôn, tổ dân phố;", "Lưu: VT."].map(String::from).into();
    let mut party = Paper::new(PARTY[0], "to-trinh");
    party.recipients = ["Như trên,", "Các chi bộ", "Lưu Văn phòng Đảng ủy"].map(String::from).into();
    let papers = [one, party];
    let project = workspace(&papers);
    assert_eq!(told(&project), Vec::<String>::new());
    let wanted: [&[&str]; 2] = [
        &["Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng", "- Như trên;", "- Các thôn, tổ dân phố;", "- Lưu: VT."],
        &["- Như trên,", "- Các chi bộ,", "- Lưu Văn phòng Đảng ủy."],
    ];
    for (job, document) in set(&project) {
        let words = runs(&document);
        for text in wanted[job_number(&job)] {
            line(&words, text);
        }
        let doubled =
            words.iter().find(|word| word.text.contains(";;") || word.text.contains("..") || word.text == "--");
        assert!(doubled.is_none(), "{doubled:?}");
    }
}

/// Number and symbol of each type; what of another type or another page format is told at its line.
#[test]
fn number_and_symbol_are_those_of_the_type() {
    let right = [
        (STATE, "thong-bao", "12/TB-UBND"),
        (STATE, "bao-cao", "12/BC-UBND"),
        (STATE, "bao-cao", "108/BC-SKHCN"),
        (STATE, "to-trinh", "01/TTr-UBND"),
        (STATE, "giay-moi", "07/GM-VPUBND"),
        (STATE, "ke-hoach", "12/KH-HĐND"),
        (STATE, "cong-van", "12/UBND-VX"),
        (STATE, "cong-van", "12/UBND-KH&CN"),
        (STATE, "cong-van", "1488/VP-KTTH"),
        (STATE, "thong-bao", "/TB-UBND"),
        (PARTY[0], "bao-cao", "12-BC/TU"),
        (PARTY[0], "cong-van", "234-CV/BTGTU"),
        (PARTY[1], "to-trinh", "09-TTr/ĐU"),
    ];
    let wrong = [
        (STATE, "bao-cao", "12/TB-UBND"),
        (STATE, "bao-cao", "5/BC-UBND"),
        (STATE, "bao-cao", "12-BC/UBND"),
        (STATE, "to-trinh", "12/TTR-UBND"),
        (STATE, "cong-van", "12/CV-UBND/VX"),
        (STATE, "cong-van", "12/TB-UBND"),
        (STATE, "cong-van", "12/UBND"),
        (STATE, "thong-bao", "12/TB UBND"),
        (PARTY[0], "bao-cao", "12/BC-TU"),
        (PARTY[0], "cong-van", "12/UBND-VX"),
        (PARTY[1], "thong-bao", "9-TB/ĐU"),
    ];
    let papers: Vec<Paper> = right
        .iter()
        .chain(&wrong)
        .map(|(style, kind, number)| Paper { number: (*number).into(), ..Paper::new(style, kind) })
        .collect();
    let project = workspace(&papers);
    let wanted: Vec<String> =
        (right.len()..papers.len()).map(|n| format!("error compile-finding p{n:02}.md:3")).collect();
    assert_eq!(told(&project), wanted);
}

/// Which name stands before the date: that of the commune in its papers, that of the province in those of its departments.
#[test]
fn the_place_is_that_of_the_level() {
    let at = |agency, parent, place| Paper { agency, parent, place, ..Paper::new(STATE, "thong-bao") };
    let province = "Ủy ban nhân dân tỉnh Lâm Đồng";
    let papers = [
        at("Ủy ban nhân dân xã Đức Trọng", province, "Đức Trọng"),
        at("Sở Khoa học và Công nghệ", province, "Lâm Đồng"),
        at(province, "", "Lâm Đồng"),
        at("Phòng Văn hóa - Xã hội", "Ủy ban nhân dân phường Xuân Hương - Đà Lạt", "Xuân Hương - Đà Lạt"),
        at("Ủy ban nhân dân phường 1", "", "Phường 1"),
        at("Sở Y tế", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        at("Trung tâm Y tế", "Sở Y tế", "Đà Lạt"),
        at("Ủy ban nhân dân xã Cát Tiên 2", province, "Cát Tiên 2"),
        at("Ủy ban nhân dân xã Đạ Huoai 3", province, "Đạ Huoai 3"),
        at("UBND XÃ ĐỨC TRỌNG", province, "Đức Trọng"),
        at("Hội Liên hiệp thanh niên xã Bảo Lâm 5", province, "Bảo Lâm 5"),
        at("Ủy ban nhân dân phường 2 Bảo Lộc", province, "Phường 2 Bảo Lộc"),
        at("Ủy ban nhân dân phường B'Lao", province, "B’Lao"),
        at("Phòng Văn hóa - Xã hội", province, "Lâm Đồng"),
        // From here on wrong.
        at("Ủy ban nhân dân xã Đức Trọng", province, "Lâm Đồng"),
        at("Sở Khoa học và Công nghệ", province, "Đà Lạt"),
        at("Ủy ban nhân dân phường 1", "", "'1'"),
        at("Sở Y tế", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        at("Sở Y tế", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
        at("Sở Khoa học và Công nghệ", "", "lâm đồng"),
        at("Ủy ban nhân dân xã Cát Tiên 2", province, "Cát Tiên"),
        at("UBND xã Đức Trọng", province, "Lâm Đồng"),
    ];
    let project = workspace(&papers);
    let place = |n: usize| 1 + papers[n].text().lines().position(|line| line.starts_with("  place:")).expect("a line");
    let wanted: Vec<String> = (14..papers.len())
        .map(|n| {
            let severity = if n < 18 && n != 16 || n > 19 { "warning" } else { "error" };
            format!("{severity} compile-finding p{n:02}.md:{}", place(n))
        })
        .collect();
    let mut told = told(&project);
    told.sort_by_key(|found| found.split_once(".md").map(|(before, _)| before[before.len() - 3..].to_string()));
    assert_eq!(told, wanted);
}

/// A number at the end of a name belongs to it in the Party's papers, too.
#[test]
fn the_place_of_a_party_paper_keeps_its_number() {
    let at =
        |style, agency, place| Paper {
            agency, place, parent: "Tỉnh ủy Lâm Đồng", ..Paper::new(style, "thong-bao")
        };
    let mut papers = Vec::new();
    for style in PARTY {
        papers.push(at(style, "Đảng ủy xã Cát Tiên 2", "Cát Tiên 2"));
        papers.push(at(style, "Đảng ủy phường 1 Bảo Lộc", "Phường 1 Bảo Lộc"));
        papers.push(at(style, "Đảng ủy xã Cát Tiên 2", "Cát Tiên"));
    }
    let project = workspace(&papers);
    let mut told = told(&project);
    told.sort();
    let line = 1 + papers[2].text().lines().position(|line| line.starts_with("  place:")).expect("a line");
    assert_eq!(told, [2, 5].map(|n| format!("warning compile-finding p{n:02}.md:{line}")));
}

/// What a type asks for beside the rest.
#[test]
fn a_letter_names_whom_it_goes_to() {
    let papers = [
        Paper { to: vec![], ..Paper::new(STATE, "cong-van") },
        Paper { recipients: vec!["Các thôn".into(), "Lưu: VT".into()], ..Paper::new(STATE, "cong-van") },
        Paper { title: "Về việc tưới nước", ..Paper::new(STATE, "cong-van") },
        Paper { title: "\"|\"", ..Paper::new(STATE, "cong-van") },
        Paper { kind: "quyet-dinh", ..Paper::new(STATE, "thong-bao") },
    ];
    let project = workspace(&papers);
    project.edit(&format!("{HERE}/p03.md"), "title: \"|\"", "title: |\n  Về việc\n  tưới nước\n  theo cảm biến");
    let all = told(&project);
    assert_eq!(
        all,
        ["warning compile-finding p01.md:18", "error compile-finding p00.md:8", "error compile-finding p04.md:8"]
    );
    for n in [0, 4] {
        std::fs::remove_file(project.path(&format!("{HERE}/p0{n}.md"))).expect("removed");
    }
    // “V/v” stands for the words that a title may begin with, wherever its lines were typed.
    for (job, document) in set(&project) {
        let words = runs(&document);
        line(&words, if job_number(&job) == 1 { "V/v Việc tưới nước" } else { "V/v tưới nước" });
        assert!(!words.iter().any(|run| run.text.contains("Về việc")), "{}", job.output);
    }
}

/// The foot of a paper is never alone on a page, however the text before it falls.
#[test]
fn the_signature_never_stands_alone() {
    let mut papers = Vec::new();
    let sentence = "Câu này vừa đủ một dòng rưỡi để thử xem chữ ký đứng ở đâu khi trang giấy đã gần đầy. ";
    for n in 0..14 {
        let short = "Dòng ngắn.\n\n".repeat(n);
        let ends = [
            format!("{PARAGRAPH}\n\n"),
            "- Một.\n- Hai.\n- Ba.\n".to_string(),
            "1. Một.\n2. Hai.\n".to_string(),
            sentence.repeat(9 + n / 2),
        ];
        let end = &ends[n % 4];
        let fill = if n % 4 == 3 { 5 } else { 7 };
        let body = format!("{}{short}{end}", format!("{PARAGRAPH}\n\n").repeat(fill));
        papers.push(Paper { body, ..Paper::new([STATE, PARTY[0]][n / 2 % 2], "thong-bao") });
    }
    let project = workspace(&papers);
    let mut turned = 0;
    for (job, document) in set(&project) {
        let words = runs(&document);
        let (page, foot) = line(&words, "Nơi nhận:");
        assert_eq!(page, line(&words, "Nguyễn Văn An").0, "{}", job.output);
        let above = words.iter().any(|run| run.page == page && run.line < foot[2] - 5.0 && run.line > 21.0);
        assert!(above, "{}: nothing stands above the signature", job.output);
        turned += usize::from(page > 1);
    }
    assert!(turned >= 6, "{turned} papers turn a page");
}

/// A table at the end keeps its last rows with the signature, and its head over them where they begin a page.
#[test]
fn the_last_rows_of_a_table_go_with_the_signature() {
    let row = |n: usize| format!("| {n} | Nguyễn Văn Bình | Thôn Đông | Hộ nghèo |\n");
    let papers: Vec<Paper> = (9..28)
        .map(|n| Paper {
            body: format!(
                "Danh sách như sau:\n\n| TT | Họ và tên | Thôn | Ghi chú |\n|---|---|---|---|\n{}",
                (1..=n).map(row).collect::<String>()
            ),
            ..Paper::new(STATE, "thong-bao")
        })
        .collect();
    let project = workspace(&papers);
    let (mut turned, mut began) = (0, 0);
    for (job, document) in set(&project) {
        let words = runs(&document);
        let (page, foot) = line(&words, "Nơi nhận:");
        let on_last = |text: &str| words.iter().filter(|run| run.page == page && run.text.contains(text)).count();
        let all: Vec<&Run> = words.iter().filter(|run| run.text.contains("Hộ nghèo")).collect();
        assert_eq!(all.len(), 9 + job_number(&job), "{}: each row once", job.output);
        assert!(all.last().is_some_and(|run| run.page == page && run.line < foot[2]), "{}", job.output);
        assert!(on_last("Hộ nghèo") >= 2, "{}: {} rows", job.output, on_last("Hộ nghèo"));
        let gaps: Vec<f64> =
            all.windows(2).filter(|two| two[0].page == two[1].page).map(|two| two[1].line - two[0].line).collect();
        assert!(gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.1), "{}: one table: {gaps:?}", job.output);
        // The head stands once on each page that has rows.
        assert_eq!(on_last("Ghi chú"), 1, "{}", job.output);
        turned += usize::from(page > 1);
        began += usize::from(page > 1 && on_last("Hộ nghèo") == 2);
    }
    assert!(turned >= 5 && began >= 2, "{turned} papers turn a page, {began} with the last rows alone");
}

/// Dashes and marks that were typed are no part of a recipient.
#[test]
fn typed_dashes_are_no_part_of_a_recipient() {
    let given = |kind, recipients: &[&str]| Paper {
        recipients: recipients.iter().map(|it| it.to_string()).collect(),
        ..Paper::new(STATE, kind)
    };
    let papers = [
        given("thong-bao", &["- UBND tỉnh;", "- Lưu: VT."]),
        given("cong-van", &["- Như trên;", "– Các thôn;", "-Lưu: VT, VX."]),
        given("thong-bao", &["- UBND tỉnh;", "- Văn thư."]),
    ];
    let project = workspace(&papers);
    let at = 1 + papers[2].text().lines().position(|line| line.contains("Văn thư")).expect("a line");
    assert_eq!(told(&project), [format!("error compile-finding p02.md:{at}")]);
}

/// Who signs for somebody, by order, or with an authorisation is named by another key; each is told once, with the line to type.
#[test]
fn signing_for_somebody_belongs_to_its_own_key() {
    for (style, given, ready) in [
        (STATE, "TL. CHỦ TỊCH", "acting: TL. CHỦ TỊCH"),
        (STATE, "T/L CHỦ TỊCH", "acting: TL. CHỦ TỊCH"),
        (STATE, "KT. CHỦ TỊCH", "acting: KT. CHỦ TỊCH"),
        (STATE, "TUQ. CHỦ TỊCH", "acting: TUQ. CHỦ TỊCH"),
        (PARTY[0], "T/L BAN THƯỜNG VỤ", "acting: T/L BAN THƯỜNG VỤ"),
        (PARTY[1], "TL. BAN THƯỜNG VỤ", "acting: T/L BAN THƯỜNG VỤ"),
    ] {
        let mut paper = Paper::new(style, "thong-bao");
        let signs = format!("  authority: {given}\n  position: CHÁNH VĂN PHÒNG\n");
        let text = paper.text();
        let (before, after) = (text.find("  authority").expect("a line"), text.find("  signer").expect("a line"));
        paper.signs = "";
        let project = workspace(&[paper]);
        project.file(&format!("{HERE}/p00.md"), format!("{}{signs}{}", &text[..before], &text[after..]));
        assert_eq!(told(&project).len(), 1, "{style} {given}: {:?}", told(&project));
        project.run(["check", "--piece", "p00", "--lang", "vi"]).fails(1).stdout_contains(ready);
        project.edit(&format!("{HERE}/p00.md"), &format!("authority: {given}"), ready);
        assert_eq!(told(&project), Vec::<String>::new(), "{style} {given}");
    }
}

/// Arabic numerals in the middle of the upper margin, 10 mm from the edge, none on a first page; an appendix counts by itself.
#[test]
fn pages_are_numbered_from_the_second_on() {
    let mut paper = Paper::new(STATE, "ke-hoach");
    let text = format!("{PARAGRAPH}\n\n").repeat(16);
    paper.body =
        format!("{text}## Phụ lục I\n\n### Danh mục nhiệm vụ\n\n{text}## Phụ lục II\n\n### Mẫu phiếu\n\nMột dòng.\n");
    let mut party = Paper::new(PARTY[0], "ke-hoach");
    party.body = text.clone();
    let project = workspace(&[paper, party]);
    for (job, document) in set(&project) {
        let words = runs(&document);
        let numbers: Vec<&Run> = words.iter().filter(|run| run.line < 19.0).collect();
        let numbered: &[usize] = if job_number(&job) == 0 { &[2, 4] } else { &[2] };
        let pages: Vec<usize> = numbers.iter().map(|run| run.page).collect();
        assert_eq!(pages, numbered, "{}", job.output);
        // The back of a leaf has the margins of the front the other way round in the Party's papers.
        let middle = if job_number(&job) == 0 { 112.5 } else { 97.5 };
        for run in numbers {
            assert!(run.text == "2" && (13.0..=14.0).contains(&run.size) && !run.is_bold, "{}: {run:?}", job.output);
            assert!(((run.left + run.right) / 2.0 - middle).abs() < 0.6 && (13.0..15.5).contains(&run.line), "{run:?}");
        }
        if job_number(&job) == 0 {
            assert_eq!(line(&words, "Phụ lục I").0, 3);
            assert_eq!(line(&words, "DANH MỤC NHIỆM VỤ").0, 3);
            assert_eq!(line(&words, "(Kèm theo Kế hoạch số 05/KH-UBND ngày").0, 3);
            assert_eq!(line(&words, "Nơi nhận:").0, 2);
        }
    }
}

/// Names on two lines, many recipients: broken at sense, nothing off the page.
#[test]
fn lengthy_names_and_lists_have_their_room() {
    let mut names = Paper::new(STATE, "thong-bao");
    names.parent = "Ủy ban nhân dân tỉnh Lâm Đồng";
    names.signs =
        "  authority: TM. ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM PHƯỜNG XUÂN HƯƠNG - ĐÀ LẠT\n  position: CHỦ TỊCH\n";
    let mut list = Paper::new(STATE, "thong-bao");
    list.recipients = (1..=60).map(|n| format!("Cơ quan, tổ chức, đơn vị thứ {n}")).chain(["Lưu: VT".into()]).collect();
    let project = workspace(&[names, list]);
    for (job, document) in set(&project) {
        let words = runs(&document);
        for run in &words {
            assert!(run.left >= 29.5 && run.right <= 195.5 && run.line <= 277.0, "{}: {run:?}", job.output);
        }
        if job_number(&job) == 0 {
            for text in ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "XÃ ĐỨC TRỌNG"] {
                line(&words, text);
            }
        } else {
            assert_eq!(line(&words, "- Cơ quan, tổ chức, đơn vị thứ 1;").0, line(&words, "Nguyễn Văn An").0);
            assert!(line(&words, "- Lưu: VT.").0 > 1);
        }
    }
}

/// In what hangs in a hall, long names of bodies, events and places break before a unit or in even lines, and a line too long to be
/// read from there is broken again.
#[test]
fn long_names_of_an_event_are_broken_evenly() {
    let project = Project::new();
    let issuer = "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội tỉnh Lâm Đồng";
    project.run(["new", "campaign", ".", "--issuer", issuer]).succeeds();
    for format in ["backdrop", "lectern"] {
        let path = format!("{HERE}/{format}.md");
        project.run(["new", "piece", &format!("kh-116/nong-dan/{format}"), "--format", format]).succeeds();
        project.edit(&path, "Điều cần biết về\n", "Hội nghị bàn giải pháp đưa khoa học và công nghệ\n");
        if format == "backdrop" {
            project.edit(
                &path,
                "venue: Nơi họp",
                "venue: Hội trường Ủy ban nhân dân phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng",
            );
            project.edit(
                &path,
                "when: Ngày, giờ",
                "when: 08 giờ 00, thứ Bảy, ngày 05 tháng 9 năm 2026, đón khách từ 07 giờ 15",
            );
        }
    }
    let run = project.run(["check", "--format", "backdrop,lectern", "--profile", "screen", "--json"]).succeeds().json();
    assert_eq!(run["diagnostics"].as_array().map(Vec::len), Some(0), "{run:#}");
    let shop = real::shop_at(project.root(), None);
    for job in real::jobs(&shop, "screen").iter().filter(|job| ["backdrop", "lectern"].contains(&job.format.as_str())) {
        let all = runs(&real::pages(&shop, job).document);
        // The issuer is broken before the province where the rest fits; else its lines are about as long.
        if job.format == "backdrop" {
            let parts = ["Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội", "tỉnh Lâm Đồng"];
            assert!(parts.iter().all(|part| all.iter().any(|run| run.text.trim() == *part)), "{all:#?}");
            continue;
        }
        let lengths = ["Ủy ban Mặt trận", "xã hội tỉnh Lâm Đồng"].map(|part| {
            let (_, [left, right, _]) = line(&all, part);
            right - left
        });
        assert!(lengths[1] > lengths[0] * 0.7 && lengths[0] > lengths[1] * 0.7, "{}: {lengths:?}", job.output);
    }
}

/// Each point of docs/notices.md names tests that there are.
#[test]
fn the_points_of_the_decree_name_tests_that_there_are() {
    let guide = include_str!("../../docs/notices.md");
    let (here, forms) = (include_str!("notices.rs"), include_str!("forms.rs"));
    let names: Vec<&str> = guide
        .lines()
        .filter(|line| line.starts_with('|'))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| name.matches('_').count() > 1)
        .collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let (source, test) = match name.strip_prefix("forms::") {
            Some(test) => (forms, test),
            None => (here, name),
        };
        assert!(source.contains(&format!("fn {test}()")), "docs/notices.md names `{name}`");
    }
    assert!(crate::small::fixture("real/notices/ke-hoach.md").exists());
}
