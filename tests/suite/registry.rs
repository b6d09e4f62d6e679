//! What a campaign writes down once, on the pages: figures with their document and year, those of other directives, names in
//! another language, articles that several groups of readers share.

use std::sync::Arc;

use anpham::compile;
use anpham::diag::Diagnostics;
use anpham::job::Shop;
use anpham::plan::{self, Filter};

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

const FACTS: &str = "content/kh-116/directive.toml";
const PIECE: &str = "content/kl-69/nong-dan/to-roi.md";
const SECOND: &str = "number = \"69-KL/TW\"\nkind = \"Kết luận\"\ndate = 2024-01-11\nissuer = \"Bộ Chính trị\"\ntitle = \"Phát triển khoa học\"\n";

/// A statistic with a document of its own.
const YIELD: &str = "\n[[facts]]\nid = \"nang-suat\"\nvalue = 4312.5\nunit = \"tấn/ha\"\nqualifier = \"trên\"\nlabel = \"rau thu được\"\nyear = 2024\nsource = \"Niên giám thống kê 2024, Cục Thống kê tỉnh\"\nsection = \"trang 45\"\n";

/// A campaign of two directives.
fn project() -> Project {
    let project = Project::campaign();
    project.file(FACTS, project.read(FACTS) + YIELD);
    project.file("content/kl-69/directive.toml", SECOND);
    project
}

fn leaflet(header: &str, body: &str) -> String {
    format!("---\ntitle: Tên bài\nsummary: Tóm tắt.\nformats: [leaflet]\n{header}---\n\n{body}\n")
}

/// The job of a piece for an audience.
#[track_caller]
fn job_of(project: &Project, piece: &str, format: &str, audience: &str) -> (Arc<Shop>, plan::Job) {
    let mut found = Diagnostics::new();
    let shop = Shop::load(project.root(), &mut found).expect("a workspace").expect("a campaign");
    let everything = Filter::default();
    let plan = plan::Plan::new(&shop.content, &shop.layouts, &["screen".into()], &everything, &mut found);
    let is_meant = |job: &plan::Job| {
        job.piece.file.path == piece && job.format == format && job.part == "main" && job.audience == audience
    };
    let job = plan.jobs().find(is_meant).unwrap_or_else(|| panic!("no {format} of {piece}: {found:?}"));
    (shop, job)
}

/// The Typst source of a piece for an audience.
#[track_caller]
fn source(project: &Project, piece: &str, format: &str, audience: &str) -> String {
    let (shop, job) = job_of(project, piece, format, audience);
    let mut found = Diagnostics::new();
    let sheet = shop.source(&job, &mut found).unwrap_or_else(|| panic!("no source: {found:?}"));
    sheet.source.text.replace('~', " ")
}

/// What stands on the pages that a piece makes for an audience, every blank as one.
#[track_caller]
fn pages(project: &Project, piece: &str, format: &str, audience: &str) -> String {
    let (shop, job) = job_of(project, piece, format, audience);
    let mut found = Diagnostics::new();
    let compiled = real::compiled(&shop, &job, &mut found).unwrap_or_else(|| panic!("not set: {found:?}"));
    // In the order of the source, and line by line: what stands in boxes comes elsewhere in the first.
    let mut words = compile::words(&compiled.document);
    let say =
        |words: &[compile::Word]| words.iter().map(|word| word.text.trim().to_string()).collect::<Vec<_>>().join(" ");
    let as_written = say(&words);
    words.sort_by(|a, b| (a.page, a.area[3]).partial_cmp(&(b.page, b.area[3])).expect("numbers"));
    let mut lines: Vec<Vec<compile::Word>> = vec![];
    for word in words {
        match lines.last_mut().filter(|line| line[0].page == word.page && word.area[3] - line[0].area[3] < 0.8) {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.area[0].total_cmp(&b.area[0]));
    }
    format!("{as_written}\n{}", lines.iter().map(|line| say(line)).collect::<Vec<_>>().join(" "))
}

/// What `check --strict` says, if anything.
fn told(project: &Project) -> Vec<String> {
    Findings(project.run(["check", "--strict", "--json"]).json()).list()
}

#[track_caller]
fn holds(text: &str, passages: &[&str]) {
    let close = |text: &str| text.split_whitespace().collect::<String>();
    for passage in passages {
        assert!(close(text).contains(&close(passage)), "no “{passage}” in: {text}");
    }
}

#[track_caller]
fn lacks(text: &str, passages: &[&str]) {
    let close = |text: &str| text.split_whitespace().collect::<String>();
    for passage in passages {
        assert!(!close(text).contains(&close(passage)), "“{passage}” in: {text}");
    }
}

#[test]
fn a_statistic_is_no_goal_and_names_its_own_document() {
    let project = project();
    let piece = "content/kh-116/nong-dan/so-lieu.md";
    let header = "---\ntitle: Số liệu\nsummary: Tóm tắt.\ncall: Làm ngay\n";
    let body = "::: figures facts=\"nang-suat ocop-2030\"\n:::\n\nChữ {{ fact(id=\"nang-suat\") }}.\n";
    project.file(piece, format!("{header}formats: [leaflet, slides, poster, board]\n---\n\n{body}"));
    // What follows stands in a box of its own.
    let document = "Niên giám thống kê 2024, Cục Thống kê tỉnh, trang 45";
    for format in ["leaflet", "slides", "board"] {
        let text = pages(&project, piece, format, "nong-dan");
        holds(&text, &["4.312,5 tấn/ha", document, "( số liệu năm 2024 )", "Kế hoạch 116-KH/TU"]);
        lacks(&text, &["mục trang 45", "đến năm 2024"]);
    }
    holds(&pages(&project, piece, "leaflet", "nong-dan"), &["Chữ trên 4.312,5 tấn/ha."]);
    let slides = pages(&project, piece, "slides", "nong-dan");
    holds(&slides, &["rau thu được, số liệu năm 2024", "đăng ký bảo hộ đến năm 2030"]);
    let poster = "content/kh-116/nong-dan/ap-phich.md";
    project.file(poster, format!("{header}formats: [poster]\n---\n\n::: number fact=\"nang-suat\"\n:::\n"));
    let text = pages(&project, poster, "poster", "nong-dan");
    holds(&text, &["Số liệu năm 2024"]);
    lacks(&text, &["Mục tiêu đến năm"]);
}

#[test]
fn what_a_fact_says_of_itself_makes_sense() {
    let project = Project::campaign();
    let facts = project.read(FACTS);
    let with = |entry: &str| {
        project.file(FACTS, format!("{facts}\n[[facts]]\nid = \"x\"\nvalue = 1\nlabel = \"l\"\n{entry}"));
        told(&project)
    };
    let line = facts.lines().count() + 3;
    assert_eq!(with("source = \"Sách\"\n"), [""; 0]);
    assert_eq!(with("section = \"I\"\nyear = 2024\n"), [""; 0]);
    assert_eq!(with(""), [format!("error content-fact-no-source {FACTS}:{line}")]);
    assert_eq!(
        with("section = \"I\"\nyear = 2024\nhorizon = 2030\n"),
        [format!("error content-fact-two-years {FACTS}:{}", line + 4)]
    );
    assert_eq!(with("section = \"I\"\nyear = 2199\n"), [format!("warning content-fact-ahead {FACTS}:{line}")]);
}

#[test]
fn a_fact_of_another_directive_comes_with_its_source() {
    let project = project();
    let body = "::: figures facts=\"kh-116.ocop-2030 kh-116.nang-suat\"\n:::\n\nChữ {{ fact(id=\"kh-116.ung-dung-2030\") }}, {{ number(id=\"kh-116.nang-suat\") }}.";
    project.file(PIECE, leaflet("", body));
    let text = pages(&project, PIECE, "leaflet", "nong-dan");
    holds(&text, &["Chữ trên 60%, 4.312,5.", "Nguồn: Kế hoạch 116-KH/TU, mục II.2.2;", "trang 45 (số liệu năm 2024)"]);
    lacks(&text, &["69-KL/TW, mục"]);
}

#[test]
fn a_fact_that_is_nowhere_is_told_over_all_directives() {
    let project = project();
    let calls = ["ocop-2030", "kh-116.ocop-203", "kh-117.ocop-2030", "kh-116.zzzzzzzzzz"]
        .map(|id| format!("{{{{ fact(id=\"{id}\") }}}}\n\n::: number fact=\"{id}\" formats=slides\n:::"));
    project.file(PIECE, leaflet("", &calls.join("\n\n")));
    project.mistakes(&[]).are(&[
        &format!("error content-unknown-fact {PIECE}:7"),
        &format!("error content-unknown-fact {PIECE}:12"),
        &format!("error content-fact-unknown-directive {PIECE}:17"),
        &format!("error content-unknown-fact {PIECE}:22"),
    ]);
    project.run(["check", "--lang", "en"]).fails(1).stdout_contains("did you mean `kh-116.ocop-2030`?");
    project.file(PIECE, leaflet("", "::: figures facts=\"kh-116.ocop-2031 kh-99.a ocop-2030\"\n:::"));
    project.mistakes(&[]).are(&[
        &format!("error markup-fact-unknown {PIECE}:7"),
        &format!("error content-fact-unknown-directive {PIECE}:7"),
        &format!("error markup-fact-unknown {PIECE}:7"),
    ]);
}

/// A change of the other directive's figure is a change of the piece; a change of a directive that it does not name is none.
#[test]
fn a_borrowed_fact_is_an_input() {
    let project = project();
    project.file(PIECE, leaflet("", "Chữ {{ fact(id=\"kh-116.ocop-2030\") }}."));
    let other = "content/kl-69/nong-dan/to-khac.md";
    project.file(other, leaflet("", "Chữ thôi."));
    project.build();
    assert_eq!(project.build().outputs("made"), [""; 0]);
    project.edit(FACTS, "shown = \"100\"", "shown = \"tròn 100\"");
    let made = project.build().outputs("made");
    assert!(made.contains(&"screen/kl-69/nong-dan/to-roi.leaflet.pdf".to_string()), "{made:?}");
    assert!(!made.contains(&"screen/kl-69/nong-dan/to-khac.leaflet.pdf".to_string()), "{made:?}");
    holds(&pages(&project, PIECE, "leaflet", "nong-dan"), &["Chữ tròn 100%."]);
}

#[test]
fn facts_are_listed_with_their_sources() {
    let project = project();
    let facts = project.run(["list", "facts", "--json"]).succeeds().json();
    let facts = facts["facts"].as_array().expect("facts");
    let of = |id: &str| facts.iter().find(|fact| fact["id"] == id).unwrap_or_else(|| panic!("{facts:?}"));
    assert_eq!(of("nang-suat")["source"], "Niên giám thống kê 2024, Cục Thống kê tỉnh");
    assert_eq!((&of("nang-suat")["year"], &of("nang-suat")["horizon"]), (&2024.into(), &serde_json::Value::Null));
    assert_eq!((&of("ocop-2030")["source"], &of("ocop-2030")["horizon"]), (&"Kế hoạch 116-KH/TU".into(), &2030.into()));
    let said = project.run(["list", "facts", "--lang", "vi"]).succeeds();
    said.stdout_contains("trên 4.312,5 tấn/ha").stdout_contains("số liệu năm 2024");
}

/// Everything that the registry gives to a piece in English, and each word that is wanting, by the key to add.
#[test]
fn an_english_piece_speaks_english_all_over() {
    let project = project();
    let english = "content/kh-116/nong-dan/leaflet.md";
    let body = "::: figures facts=\"nang-suat\"\n:::\n\nWords {{ fact(id=\"nang-suat\") }}, {{ number(id=\"nang-suat\") }}, {{ directive.title }}, {{ directive.date }}, {{ audience.plural }}.";
    project.file(english, leaflet("lang: en\n", body));
    // All of it in one run: what the page needs, what the text asks for, what the figures say.
    let wanting = |page: bool, printed: usize, named: usize, figures: usize| {
        let told = |count: usize, what: &str| vec![format!("error content-untranslated{what}"); count];
        let page =
            [told(page.into(), &format!("-issuer {english}:5")), told(page.into(), &format!("-directive {english}:5"))];
        let text = [told(printed, &format!("-fact {english}:11")), told(named, &format!(" {english}:11"))];
        let all = [page.concat(), text.concat(), told(figures, &format!("-fact {english}:8"))].concat();
        assert_eq!(project.mistakes(&[]).list(), all);
    };
    wanting(true, 2, 2, 4);
    project.edit("anpham.toml", "\n[brand]", "\n[issuer.en]\nname = \"The Commission\"\n\n[brand]");
    let facts = project.read(FACTS);
    let titles = "\n[en]\nkind = \"Plan\"\nissuer = \"The Standing Board\"\n";
    project.file(FACTS, format!("{facts}{titles}"));
    wanting(false, 2, 2, 4);
    let words = "\n[facts.en]\nunit = \"tonnes/ha\"\nqualifier = \"over\"\n";
    project.file(FACTS, format!("{facts}{words}{titles}"));
    wanting(false, 0, 2, 2);
    project.file(FACTS, format!("{facts}{words}{titles}title = \"On science\"\n"));
    wanting(false, 0, 1, 2);
    project.edit(
        "content/audiences.toml",
        "id = \"nong-dan\"",
        "id = \"nong-dan\"\nen = { name = \"Farmers\", plural = \"farmers\" }",
    );
    wanting(false, 0, 0, 2);
    let words = format!("{words}label = \"of vegetables\"\nsource = \"Yearbook 2024\"\nsection = \"p. 45\"\n");
    project.file(FACTS, format!("{facts}{words}{titles}title = \"On science\"\n"));
    let text = pages(&project, english, "leaflet", "nong-dan");
    holds(
        &text,
        &[
            "Words over 4,312.5 tonnes/ha, 4,312.5, On science, 23 April 2024, farmers.",
            "of vegetables",
            "Source: Yearbook 2024, p. 45 (data of 2024).",
            "The Commission",
        ],
    );
    lacks(&text, &["Ban Tuyên giáo", "Kế hoạch", "tấn", "trên"]);
    // A Vietnamese one stays as it is.
    let text = pages(&project, "content/kh-116/nong-dan/to-roi.md", "leaflet", "nong-dan");
    holds(&text, &["Ban Tuyên giáo", "Kế hoạch 116-KH/TU"]);
}

/// A chart would draw the one and print the other.
#[test]
fn a_fact_says_the_number_that_it_is() {
    let project = project();
    let facts = project.read(FACTS);
    let fact = |numbers: &str, rest: &str| {
        format!("\n[[facts]]\nid = \"x\"\n{numbers}\nlabel = \"l\"\nsection = \"I\"\n{rest}")
    };
    let first = facts.lines().count() + 3;
    for (numbers, rest, line) in [
        ("value = 100\nshown = \"99\"", "", 3),
        ("range = [5, 10]\nshown = \"05 – 20\"", "", 3),
        ("range = [5, 10]\nshown = \"5\"", "", 3),
        ("value = 1500\nshown = \"15.000\"", "", 3),
        ("value = 2\nunit = \"triệu đồng\"\nshown = \"1,5\"", "", 4),
        ("value = 60", "en = { unit = \"%\", label = \"l\", shown = \"16\" }\n", 5),
    ] {
        project.file(FACTS, format!("{facts}{}", fact(numbers, rest)));
        project.mistakes(&[]).are(&[&format!("error content-fact-says-another {FACTS}:{}", first + line - 1)]);
    }
    project
        .run(["check", "--lang", "en"])
        .fails(1)
        .stdout_contains("is printed as “16”, but its `value` or `range` is 60");
    for (numbers, rest) in [
        ("range = [5, 10]\nqualifier = \"ít nhất\"\nshown = \"05\"", ""),
        ("value = 1500000\nshown = \"1,5 triệu\"", ""),
        ("value = 98.7\nshown = \"gần 99\"", ""),
    ] {
        project.file(FACTS, format!("{facts}{}", fact(numbers, rest)));
        project.run(["check"]).succeeds();
    }
}

/// What stands beside a figure is typed once: a sentence and a block print the same.
#[test]
fn a_unit_in_a_shown_figure_is_printed_once() {
    let project = project();
    let facts = project.read(FACTS);
    let fact = "\n[[facts]]\nid = \"x\"\nvalue = 80\nshown = \"trên 80%\"\nqualifier = \"trên\"\nunit = \"%\"\nlabel = \"hộ dân\"\nsection = \"I\"\n";
    project.file(FACTS, format!("{facts}{fact}"));
    project.file(PIECE, leaflet("", "Chữ {{ fact(id=\"kh-116.x\") }}.\n\n::: figures facts=\"kh-116.x\"\n:::"));
    let text = pages(&project, PIECE, "leaflet", "nong-dan");
    holds(&text, &["Chữ trên 80%."]);
    assert!(!text.contains("80%%") && !text.contains("trên trên") && !text.contains("80 %%"), "{text}");
}

/// “80%%” and “ít nhất ít nhất” are what a call with its unit beside it would print.
#[test]
fn what_a_fact_prints_is_not_typed_beside_it() {
    let project = project();
    let facts = project.read(FACTS);
    let fact =
        |id: &str, numbers: &str| format!("\n[[facts]]\nid = \"{id}\"\n{numbers}\nlabel = \"l\"\nsection = \"I\"\n");
    let share = fact("share", "value = 80\nqualifier = \"ít nhất\"\nunit = \"%\"");
    let money = fact("money", "value = 2.5\nunit = \"triệu đồng\"");
    let over = fact("over", "value = 70\nqualifier = \"trên\"\nunit = \"%\"");
    project.file(FACTS, format!("{facts}{share}{money}{over}"));
    for (text, twice) in [
        ("Có trên {{ fact(id=\"kh-116.over\") }} chữ.", true),
        ("Như đã nói ở trên {{ fact(id=\"kh-116.over\") }} chữ.", false),
        ("Chữ {{ fact(id=\"kh-116.share\") }}%.", true),
        ("Có ít nhất {{ fact(id=\"kh-116.share\") }} chữ.", true),
        ("**Ít nhất {{ fact(id=\"kh-116.share\") }}** chữ.", true),
        ("Cho {{ fact(id=\"kh-116.money\") }} triệu đồng.", true),
        ("Có **ít nhất** {{ fact(id=\"kh-116.share\") }} chữ.", true),
        ("Cho {{ fact(id=\"kh-116.money\") }} *triệu đồng* chữ.", true),
        ("[{{ fact(id=\"kh-116.share\") }} %](https://lamdong.gov.vn) chữ.", true),
        ("Chữ {{ number(id=\"kh-116.share\") }}%, ít nhất {{ number(id=\"kh-116.share\") }}%.", false),
        ("Ít nhất là {{ number(id=\"kh-116.money\") }} triệu đồng, {{ fact(id=\"kh-116.money\") }} một hộ.", false),
    ] {
        project.file(PIECE, leaflet("", &format!("{text}\n\n## Sau\n\nChữ ở mặt sau.")));
        if twice {
            project.mistakes(&[]).are(&[&format!("error markup-fact-twice {PIECE}:7")]);
        } else {
            project.run(["check"]).succeeds();
        }
    }
}

/// A number that was typed as it is printed is set anew in the other language; words in it are asked for.
#[test]
fn typed_figures_are_set_in_the_language_or_asked_for() {
    let project = project();
    let english = "content/kh-116/nong-dan/leaflet.md";
    project.edit("anpham.toml", "\n[brand]", "\n[issuer.en]\nname = \"The Commission\"\n\n[brand]");
    let titles = "\n[en]\nkind = \"Plan\"\n";
    let fact = |id: &str, value: &str, shown: &str| {
        format!("\n[[facts]]\nid = \"{id}\"\n{value}\nshown = \"{shown}\"\nlabel = \"l\"\nsection = \"I\"\n")
    };
    let facts = project.read(FACTS);
    let own = [
        fact("a", "range = [2, 3]", "02 – 03"),
        fact("b", "value = 1234.5", "1.234,5"),
        fact("c", "value = 0.33", "một phần ba"),
    ];
    project.file(FACTS, format!("{facts}{}{titles}", own.concat()));
    let say = |id: &str| format!("{{{{ number(id=\"{id}\") }}}}");
    project.file(english, leaflet("lang: en\n", &format!("Words {}; {}.", say("a"), say("b"))));
    holds(&pages(&project, english, "leaflet", "nong-dan"), &["Words 2–3; 1,234.5."]);
    project.file(english, leaflet("lang: en\n", &format!("Words {}.", say("c"))));
    project.mistakes(&[]).are(&[&format!("error content-untranslated-fact {english}:8")]);
    project.run(["check", "--lang", "en"]).fails(1).stdout_contains("add `en.shown = \"…\"`");
}

#[test]
fn a_language_is_a_code() {
    let project = Project::campaign();
    let piece = "content/kh-116/nong-dan/bai.md";
    for wrong in ["English", "en-GB", "e"] {
        project.file(piece, leaflet(&format!("lang: {wrong}\n"), "Chữ."));
        project.mistakes(&[]).are(&[&format!("error content-bad-lang {piece}:5")]);
    }
    // Texts for a people of the province name offices and documents as the campaign does.
    project.file(piece, leaflet("lang: rad\n", "Chữ {{ directive.short }}."));
    holds(&pages(&project, piece, "leaflet", "nong-dan"), &["Kế hoạch 116-KH/TU"]);
}

/// An article that names further audiences can stand in their issues, and its `audience` is that of the issue.
#[test]
fn articles_are_shared_by_the_audiences_that_they_name() {
    let project = Project::campaign();
    let article =
        |extra: &str| format!("---\ntitle: Bài chung\n{extra}formats: []\n---\n\nGửi {{{{ audience.name }}}}.\n");
    let issue = "content/kh-116/can-bo-dang-vien/ban-tin.md";
    let header = "---\ntitle: Số này\nname: Bản tin\nnumber: \"1\"\nformats: [bulletin]\n";
    project.file("content/kh-116/nong-dan/chung.md", article(""));
    project.file(issue, format!("{header}articles: [\"kh-116/chung\"]\n---\n"));
    project.mistakes(&[]).are(&[&format!("error layout-unknown-article {issue}:6")]);
    project.run(["check", "--lang", "en"]).fails(1).stdout_contains("add `can-bo-dang-vien` to the `audiences` of");

    project.file("content/kh-116/nong-dan/chung.md", article("audiences: [can-bo-dang-vien]\n"));
    assert!(!told(&project).iter().any(|found| found.contains("layout-")), "{:?}", told(&project));
    holds(&source(&project, issue, "bulletin", "can-bo-dang-vien"), &["Gửi Cán bộ, đảng viên."]);
    // `anpham new piece` offers it.
    project.run(["new", "piece", "kh-116/can-bo-dang-vien/ban-tin-2", "--format", "bulletin"]).succeeds();
    assert!(project.read("content/kh-116/can-bo-dang-vien/ban-tin-2.md").contains("kh-116/chung"));

    // The version of the readers' own stands before one that is shared.
    let own = article("").replace("Gửi", "Riêng");
    project.file("content/kh-116/can-bo-dang-vien/chung.md", own);
    holds(&source(&project, issue, "bulletin", "can-bo-dang-vien"), &["Riêng Cán bộ, đảng viên."]);

    // An issue for several audiences takes the version of each.
    project.edit(issue, "formats:", "audiences: [nong-dan]\nformats:");
    project.file("content/kh-116/nong-dan/chung.md", article(""));
    holds(&source(&project, issue, "bulletin", "can-bo-dang-vien"), &["Riêng Cán bộ, đảng viên."]);
    holds(&source(&project, issue, "bulletin", "nong-dan"), &["Gửi Nông dân, nhân dân."]);
}

#[test]
fn two_shared_articles_of_one_name_are_told() {
    let project = Project::campaign();
    project.run(["new", "audience", "thanh-nien", "--name", "Thanh niên"]).succeeds();
    let article = "---\ntitle: Bài chung\naudiences: [thanh-nien]\nformats: []\n---\n\nChữ.\n";
    project.file("content/kh-116/nong-dan/chung.md", article);
    project.file("content/kh-116/can-bo-dang-vien/chung.md", article);
    let issue = "content/kh-116/thanh-nien/ban-tin.md";
    let header = "---\ntitle: Số này\nname: Bản tin\nnumber: \"1\"\nformats: [bulletin]\n";
    project.file(issue, format!("{header}articles: [\"kh-116/chung\"]\n---\n"));
    project.mistakes(&[]).are(&[&format!("error layout-article-twice {issue}:6")]);
}

/// A `contact` block says how to reach the issuer without anybody typing it, in every format that sets such blocks.
#[test]
fn contacts_tell_how_to_reach_the_issuer() {
    let project = Project::campaign();
    let reach = "address = \"27 Trần Phú, Đà Lạt\"\nphone = \"0263 3822 345\"\nemail = \"btgdv@lamdong.vn\"\nurl = \"https://lamdong.vn\"\n";
    project.edit("anpham.toml", "\n[brand]", &format!("{reach}\n[brand]"));
    let formats = "[leaflet, slides, poster, board, outline, talking-points]";
    let header = format!("---\ntitle: Hỏi ở đâu\nsummary: Tóm tắt.\ncall: Gọi ngay\nformats: {formats}\n---\n\n");
    let piece = "content/kh-116/nong-dan/hoi.md";
    let ways = ["27 Trần Phú, Đà Lạt", "0263 3822 345", "btgdv@lamdong.vn", "lamdong.vn"];
    project.file(piece, format!("{header}::: number fact=\"ocop-2030\"\n:::\n\n::: contact title=\"Liên hệ\"\n:::\n"));
    for format in ["leaflet", "slides", "board", "talking-points"] {
        let text = pages(&project, piece, format, "nong-dan");
        holds(&text, &ways);
        holds(&text, &["Ban Tuyên giáo và Dân vận Tỉnh ủy"]);
    }
    // What the block says itself stays, and is not said twice.
    let own = "Chị Hoa, (0263) 3.822.345, 27 Trần Phú, Đà Lạt.";
    project.file(
        piece,
        format!("{header}::: number fact=\"ocop-2030\"\n:::\n\n::: contact title=\"Liên hệ\"\n{own}\n:::\n"),
    );
    let text = source(&project, piece, "leaflet", "nong-dan");
    let block = text.split("#part(\"contact\"").nth(1).expect("a contact");
    assert_eq!(block.matches("27 Trần Phú").count(), 1, "{block}");
    assert!(block.contains("Chị Hoa") && !block.contains("Điện thoại") && block.contains("lamdong"), "{block}");
}

/// What people type who do not know TOML: each slip with what to type instead.
#[test]
fn slips_in_a_registry_are_told_with_what_to_type() {
    let project = Project::campaign();
    let facts = project.read(FACTS);
    for (line, hint) in [
        ("label = trẻ được tiêm đủ", "label = \"trẻ được tiêm đủ\""),
        ("unit = %", "unit = \"%\""),
        ("label = “trẻ được tiêm”", "\"…\""),
        ("value = 12,5", "`12.5`"),
        ("value = 1.234.567", "`1234567`"),
        ("date = 27/11/2026", "2024-01-31"),
    ] {
        project.file(FACTS, format!("{facts}\n[[facts]]\nid = \"x\"\n{line}\n"));
        project.run(["check", "--lang", "vi"]).fails(1).stdout_contains(hint);
    }
    // Twelve thousand five hundred to a reader, twelve and a half to a computer.
    let end = "label = \"l\"\nsection = \"I\"\n";
    let with = |value: &str| {
        project.file(FACTS, format!("{facts}\n[[facts]]\nid = \"x\"\n{value}\n{end}"));
        told(&project)
    };
    let at = facts.lines().count() + 4;
    for slip in ["value = 12.500", "range = [1.200, 2.000]", "value = 4.312"] {
        let found = with(slip);
        assert!(found.contains(&format!("error content-number-thousands {FACTS}:{at}")), "{slip}: {found:?}");
    }
    for fine in ["value = 12500", "value = 12.5", "value = 0.125", "value = 12.500\nshown = \"12,5\"", "value = 4.3120"]
    {
        assert_eq!(with(fine), [""; 0], "{fine}");
    }
}

/// Formats have English ids; people know them by their Vietnamese names.
#[test]
fn a_format_is_found_by_what_people_call_it() {
    let project = Project::campaign();
    let piece = "content/kh-116/nong-dan/bai.md";
    for (typed, meant) in
        [("tờ rơi", "`leaflet`"), ("to-gap", "`trifold`"), ("ap-phich", "`poster`"), ("Bản tin", "`bulletin`")]
    {
        project.file(piece, format!("---\ntitle: T\nsummary: S\nformats: [\"{typed}\"]\n---\n\nChữ.\n"));
        project.run(["check", "--lang", "vi"]).fails(1).stdout_contains(meant);
        project.run(["new", "piece", "kh-116/nong-dan/moi", "--format", typed]).fails(2).stdout_contains(meant);
    }
    project.file(piece, "---\ntitle: T\nsummary: S\nformats: [zzzzzz]\n---\n\nChữ.\n");
    project.run(["check", "--lang", "vi"]).fails(1).stdout_contains("leaflet (tờ rơi)");
}

/// One document has one day and one kind, wherever it is named.
#[test]
fn citations_of_one_document_agree() {
    let project = Project::small();
    let cited = |number: &str, kind: &str, date: &str| {
        format!("\n[[citations]]\nnumber = \"{number}\"\nkind = \"{kind}\"\n{date}issuer = \"A\"\ntitle = \"B\"\n")
    };
    let (first, second) = ("content/kh-1/directive.toml", "content/kl-2/directive.toml");
    let (one, two) = (project.read(first), project.read(second));
    let warned = |more: &str, other: &str| {
        project.file(first, format!("{one}{more}"));
        project.file(second, format!("{two}{other}"));
        crate::small::Findings(project.run(["check", "--json"]).json()).list()
    };
    let line = |text: &str| text.lines().count() + 2;
    let day = "date = 2012-11-01\n";
    let same = (cited("20-NQ/TW", "Nghị quyết", day), cited("20 - NQ/TW", "nghị quyết", ""));
    assert_eq!(warned(&same.0, &same.1), [""; 0]);
    let other = cited("20-NQ/TW", "Kết luận", "date = 2012-11-02\n");
    let told = format!("warning content-citation {second}:{}", line(&two));
    assert_eq!(warned(&same.0, &other), [told.clone(), told.clone()]);
    // A directive of the campaign is known by its own file.
    let own = cited("01-KH/TU", "Kế hoạch", "date = 2024-04-24\n");
    assert_eq!(warned("", &own), [told]);
}

/// What `directive.toml` says of a figure or of itself is printed with each of them, and held against its own numbers.
#[test]
fn texts_of_a_directive_are_held_against_its_own_number_and_years() {
    let told = |from: &str, to: &str| {
        let project = Project::campaign();
        project.edit(FACTS, from, to);
        Findings(project.run(["check", "--json", "--profile", "print"]).json()).list()
    };
    let label = "label = \"sản phẩm OCOP được đăng ký bảo hộ\"";
    let short = "short = \"Kế hoạch 116-KH/TU\"";
    let line = |key: &str| {
        let project = Project::campaign();
        project.read(FACTS).lines().position(|line| line == key).expect("a line") + 1
    };
    let at = |severity: &str, what: &str, key: &str| {
        vec![format!("{severity} markup-registry-{what} {FACTS}:{}", line(key))]
    };
    for (to, severity) in [
        ("sản phẩm OCOP được bảo hộ đến năm 2025", "error"),
        ("sản phẩm OCOP được đăng ký bảo hộ đến năm 2025", "warning"),
        ("sản phẩm OCOP được bảo hộ năm 2025", "warning"),
        ("sản phẩm OCOP (mục tiêu đến năm 2025) được bảo hộ", "warning"),
    ] {
        assert_eq!(told(label, &format!("label = \"{to}\"")), at(severity, "year", label), "{to}");
    }
    for to in [
        "sản phẩm OCOP được đăng ký bảo hộ đến năm 2030",
        "sản phẩm OCOP được bảo hộ, tăng so với năm 2025",
        "sản phẩm OCOP của giai đoạn 2021 - 2030 được bảo hộ",
        "sản phẩm OCOP theo Quyết định 919/QĐ-TTg năm 2022 được bảo hộ",
    ] {
        assert_eq!(told(label, &format!("label = \"{to}\"")), Vec::<String>::new(), "{to}");
    }
    for (to, severity) in [
        ("Kế hoạch 161-KH/TU", "warning"),
        ("Kế hoạch 611-KH/TU", "error"),
        ("Kết luận 116-KH/TU", "warning"),
        ("Kết luận 69-KL/TW", "warning"),
        ("Kế hoạch số 116-KH/TU ngày 24/4/2024", "error"),
    ] {
        assert_eq!(told(short, &format!("short = \"{to}\"")), at(severity, "document", short), "{to}");
    }
    for to in ["Kế hoạch 116", "KH 116-KH/TU", "Kế hoạch 116-KH/TU thực hiện Kết luận 69-KL/TW", "Kế hoạch OCOP 2030"]
    {
        assert_eq!(told(short, &format!("short = \"{to}\"")), Vec::<String>::new(), "{to}");
    }
    // A yearbook of 2022 holds nothing of 2024.
    let source = YIELD.replace("giám thống kê 2024", "giám thống kê 2022");
    let project = Project::campaign();
    project.file(FACTS, project.read(FACTS) + &source);
    let all = Findings(project.run(["check", "--json"]).json()).list();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].starts_with("warning markup-registry-year"), "{all:?}");
}

/// A number that is called is right; the day that is typed behind it need not be.
#[test]
fn the_day_behind_a_called_number_is_held_against_the_document() {
    let project = Project::campaign();
    let told = |body: &str| {
        project.file("content/kh-116/nong-dan/mot.md", leaflet("", body));
        let all = Findings(project.run(["check", "--json", "--piece", "mot", "--profile", "print"]).json()).list();
        let all = all.into_iter().map(|found| found.split(' ').take(2).collect::<Vec<_>>().join(" "));
        all.filter(|found| found.contains(" markup-")).collect::<Vec<_>>()
    };
    let wrong = told("Thực hiện {{ directive.short }} ngày 24/4/2024 của tỉnh.");
    assert_eq!(wrong, ["error markup-document-date"]);
    assert_eq!(told("Thực hiện {{ directive.short }} ngày 23/4/2024 của tỉnh."), [""; 0]);
    assert_eq!(told("Thực hiện {{ directive.number }}, sơ kết ngày 24/4/2026."), [""; 0]);
}
