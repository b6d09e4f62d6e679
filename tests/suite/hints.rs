//! What people type who do not know how it is written: told with a next step that works when it is followed.

use crate::harness::Project;
use crate::small::Findings;

const HERE: &str = "content/kh-116/nong-dan";

fn found(project: &Project, args: &[&str]) -> Findings {
    let told = project.run([args, &["--json"]].concat()).json();
    // An order tells of itself.
    Findings(told["orders"].get(0).cloned().unwrap_or(told))
}

/// The hints of a run, as they are told.
fn hints(project: &Project, args: &[&str]) -> Vec<String> {
    let told = found(project, args).0;
    let all = told["diagnostics"].as_array().expect("findings").iter();
    let hints = all.flat_map(|found| found["hints"].as_array().cloned().unwrap_or_default());
    hints.map(|hint| hint.as_str().unwrap_or_default().to_string()).collect()
}

#[track_caller]
fn tells(project: &Project, args: &[&str], hint: &str) {
    let told = hints(project, args);
    assert!(told.iter().any(|told| told.contains(hint)), "no {hint:?} in {told:#?}");
}

#[test]
fn a_title_of_any_printable_character_can_be_printed() {
    let project = Project::campaign();
    let title = "\"Lớp học số\" & 'Tổ' ‹một› <hai> a>b % #x (y) [z] \\ / | ~ ^ = + ; : ! ? @ $ * _ `";
    for (n, form) in
        [title.to_string(), unicode_normalization::UnicodeNormalization::nfd(title).collect()].iter().enumerate()
    {
        let yaml = form.replace('\'', "''");
        project.file(
            &format!("{HERE}/tt{n}.md"),
            format!("---\ntitle: '{yaml}'\nformats: outline\n---\n\n## Phần một\n\nChữ.\n"),
        );
        let piece = format!("tt{n}");
        project.run(["build", "--profile", "screen,print", "--piece", &piece]).succeeds();
        assert!(project.has(&format!("output/print/kh-116/nong-dan/tt{n}.outline.pdf")));
    }
}

/// The line that a hint gives, put in the place of the one at fault, mends the piece.
#[test]
fn a_header_line_is_given_as_it_is_to_be() {
    let project = Project::campaign();
    let path = format!("{HERE}/lop.md");
    let wrong = "summary: \"Lớp học số\" cho mọi nhà";
    project.file(
        &path,
        format!("---\ntitle: Lớp học\n{wrong}\ncall: Hãy đến lớp\nformats: leaflet, poster-a2\n---\n\nChữ của bài.\n"),
    );
    found(&project, &["check"]).are(&[&format!("error content-yaml-syntax {path}:3")]);
    let told = hints(&project, &["check"]).concat();
    let line = told.split('`').nth(1).expect("a line");
    assert_eq!(line, "summary: '\"Lớp học số\" cho mọi nhà'");
    project.edit(&path, wrong, line);
    project.run(["check", "--piece", "lop"]).succeeds();
    project.run(["build", "--piece", "lop", "--profile", "draft"]).succeeds();
    assert!(project.has("output/draft/kh-116/nong-dan/lop.poster-a2.pdf"));
}

#[test]
fn all_mistakes_of_a_piece_are_told_in_one_run() {
    let project = Project::campaign();
    let path = format!("{HERE}/en.md");
    let body = "Words {{ directive.title }}, {{ audience.nam }} and 45 villages.\n\n::: no-such\n:::\n\n::: figures facts=\"no-fact\"\n:::\n";
    project.file(&path, format!("---\ntitle: In English\nformats: [leaflet]\nlang: en\n---\n\n{body}"));
    let found = found(&project, &["check", "--piece", "en"]);
    for (code, line) in [
        ("content-untranslated-issuer", 4),
        ("content-untranslated-directive", 4),
        ("layout-missing-field", 3),
        ("content-untranslated", 7),
        ("content-undefined", 7),
        ("markup-block-kind", 9),
        ("markup-fact-unknown", 12),
    ] {
        found.hold(&format!("error {code} {path}:{line}"));
    }
}

#[test]
fn a_title_given_to_new_stands_in_every_sample() {
    let project = Project::campaign();
    for format in ["notice", "leaflet", "badge", "article", "agenda"] {
        let path = format!("kh-116/nong-dan/{format}");
        project.run(["new", "piece", &path, "--format", format, "--title", "Mời \"họp\": gấp"]).succeeds();
        let text = project.read(&format!("content/{path}.md"));
        assert_eq!(text.matches("\ntitle: \"Mời \\\"họp\\\": gấp\"\n").count(), 1, "{text}");
        assert!(!text.contains("Về việc thực hiện"), "{text}");
    }
}

#[test]
fn names_are_found_by_paths_and_by_what_people_call_them() {
    let project = Project::campaign();
    tells(&project, &["check", "--format", "cong-van"], "`notice` (`details: { type: cong-van }`)");
    tells(&project, &["check", "--format", "to-roi"], "`leaflet`");
    tells(&project, &["check", "--format", "leafet-a4"], "`leaflet-a4`");
    tells(&project, &["check", "--directive", "content/kh-116"], "`kh-116`");
    tells(&project, &["check", "--directive", "kh116"], "`kh-116`");
    tells(&project, &["check", "--piece", "content/kh-116/nong-dan/to-roi.md"], "`to-roi`");
    tells(&project, &["check", "content/kh-116/nong-dan/to-roi.md"], "`anpham check --piece to-roi`");
    tells(&project, &["new", "piece", "kh116/nong-dan/x", "--format", "leaflet"], "`kh-116`");
    tells(&project, &["new", "piece", "kh-116/nong-dan/x", "--format", "giay-moi"], "`notice`");
    project.run(["new", "piece", "content\\kh-116\\nong-dan\\x.md", "--format", "leaflet"]).succeeds();
    assert!(project.has("content/kh-116/nong-dan/x.md"));
    project.file("content/kh116/nong-dan/y.md", project.read("content/kh-116/nong-dan/to-roi.md"));
    tells(&project, &["check"], "`kh-116`");
    project.run(["help", "new", "piece"]).succeeds().stdout_contains("anpham new piece");
}

#[test]
fn an_order_tells_what_to_write_where() {
    let project = Project::campaign();
    project.run(["new", "order", "dat"]).succeeds();
    let path = "orders/dat.toml";
    let line = |text: &str| project.read(path).lines().position(|line| line.contains(text)).expect("a line") + 1;
    let pack = || found(&project, &["pack", "dat"]);
    pack().hold(&format!("error pack-no-printer {path}:{}", line("# [printer]")));
    pack().hold(&format!("error pack-no-contact {path}:{}", line("# [contact]")));
    // As the hint says: the lines, without their #.
    let text = project.read(path);
    let (head, rest) = text.split_once("# Điều kiện chung").expect("a sample");
    project.file(
        path,
        format!(
            "{}# Điều kiện chung{rest}",
            head.replace("# [", "[").replace("# name", "name").replace("# phone", "phone")
        ),
    );
    let left = pack().list();
    assert!(!left.iter().any(|found| found.contains("pack-no-")), "{left:?}");
    project.edit(path, "# quantity = 1000 ", "quantity = 10.000 ");
    tells(&project, &["pack", "dat"], "`10000`");
    project.edit(path, "quantity = 10.000 ", "quantity = \"1 000\" ");
    tells(&project, &["pack", "dat"], "`1000`");
    project.edit(path, "quantity = \"1 000\" ", "quantity = 10000 ");
    project.edit(path, "# weight = 150 ", "weight = 1.500 ");
    pack().hold(&format!("error content-number-thousands {path}:{}", line("weight = 1.500")));
}

#[test]
fn paths_of_windows_and_lists_without_brackets_are_told_as_they_are_to_be() {
    let project = Project::campaign();
    let campaign = project.read("anpham.toml");
    let with = |line: &str| project.file("anpham.toml", format!("{campaign}\n{line}\n"));
    for path in
        ["\"C:\\Users\\An\\nha-in.icc\"", "'C:\\new\\nha-in.icc'", "\"C:\\new\\nha-in.icc\"", "\"C:/x/nha-in.icc\""]
    {
        with(&format!("[profiles.in]\nkind = \"print\"\ncondition = \"FOGRA39\"\nicc = {path}"));
        tells(&project, &["check"], "`icc = \"nha-in.icc\"`");
    }
    with("[profiles.in]\nkind = \"print\"\nmarks = \"crop, fold\"");
    tells(&project, &["check"], "`marks = [\"crop\", \"fold\"]`");
}

#[test]
fn a_folder_of_print_files_is_looked_through() {
    let project = Project::campaign();
    project.file("rong/x.txt", "");
    project.run(["preflight", "rong"]).fails(2).stdout_contains("no PDF file in the folder `rong`");
    project.run(["build", "--profile", "print"]).succeeds();
    let run = project.run(["preflight", "output/print"]).succeeds();
    run.stdout_contains("output/print/kh-116/nong-dan/to-roi.leaflet.pdf: fit for the press");
}

#[test]
fn a_block_is_found_by_what_it_would_be_called() {
    let project = Project::campaign();
    for (typed, meant) in
        [("lien-he", "`contact`"), ("Liên-hệ", "`contact`"), ("sidbar", "`sidebar`"), ("xyzuvw", "figures, number")]
    {
        let text = format!("---\ntitle: A\nsummary: B\nformats: leaflet\n---\n\n::: {typed}\nChữ.\n:::\n");
        project.file(&format!("{HERE}/khoi.md"), text);
        tells(&project, &["check", "--piece", "khoi"], meant);
    }
}

/// Whoever follows the advice on contrast, colour by colour, comes to a palette that can be read.
#[test]
fn advice_on_a_palette_leads_to_one_that_can_be_read() {
    let project = Project::campaign();
    project.run(["new", "palette", "rieng"]).succeeds();
    project.edit("anpham.toml", "theme = \"do-vang\"", "theme = \"rieng\"");
    let path = "layouts/theme/palettes/rieng.toml";
    for (name, recipe) in [
        ("primary", "{ cmyk = [50, 0, 75, 20], rgb = \"#7CC142\" }"),
        ("accent", "{ cmyk = [0, 50, 100, 0], rgb = \"#FF8800\" }"),
        ("paper", "{ cmyk = [55, 0, 55, 50], rgb = \"#2E7D32\" }"),
    ] {
        set(&project, path, &format!("{name} = {recipe}"));
    }
    let mut rounds = 0;
    loop {
        let wrong = found(&project, &["check"]).list();
        if wrong.is_empty() {
            break;
        }
        assert!(
            wrong.iter().all(|found| found.contains("layout-contrast") || found.contains("layout-two-colors")),
            "{wrong:?}"
        );
        let told = hints(&project, &["check"]).join("\n");
        let line =
            told.split('`').find(|code| code.contains("cmyk = [")).unwrap_or_else(|| panic!("no recipe in {told}"));
        set(&project, path, line);
        rounds += 1;
        assert!(rounds < 12, "{told}");
    }
    assert!(rounds > 1);
}

/// Puts the line of a colour in the place of the one that is there.
fn set(project: &Project, path: &str, line: &str) {
    let name = line.split(" = ").next().expect("a name");
    let text = project.read(path);
    let old = text.lines().find(|old| old.starts_with(&format!("{name} = "))).expect("the colour");
    project.edit(path, old, line);
}

#[test]
fn a_piece_named_after_its_language_does_not_say_it_twice() {
    let project = Project::campaign();
    let words = "[issuer.en]\nname = \"The Commission\"\n";
    let campaign = project.read("anpham.toml");
    project.file("anpham.toml", format!("{campaign}\n{words}"));
    let facts = project.read("content/kh-116/directive.toml");
    project.file(
        "content/kh-116/directive.toml",
        format!("{facts}\n[en]\nkind = \"Plan\"\ntitle = \"T\"\nissuer = \"I\"\n"),
    );
    let text = "---\ntitle: Words\nformats: outline\nlang: en\n---\n\n## One\n\nWords.\n";
    project.file(&format!("{HERE}/tin-en.md"), text).file(&format!("{HERE}/tin.md"), text);
    project.run(["build", "--profile", "screen"]).succeeds();
    for name in ["tin-en.outline.pdf", "tin.en.outline.pdf"] {
        assert!(project.has(&format!("output/screen/kh-116/nong-dan/{name}")), "{name}");
    }
}

/// Slips of whoever has never written these files: one mistake is told once, with the line as it is to be.
#[test]
fn slips_of_registries_and_headers_are_told_once_with_what_to_write() {
    let project = Project::campaign();
    let directive = "content/kh-116/directive.toml";
    let sound = project.read(directive);
    let errors = |project: &Project| {
        let list = found(project, &["check"]).list();
        list.into_iter().filter(|line| line.starts_with("error") && line.contains("directive.toml")).collect::<Vec<_>>()
    };
    // One bracket for two: as many keys as there are stand there twice.
    project.file(directive, sound.replace("[[facts]]", "[facts]"));
    let second = project.read(directive).match_indices("[facts]").nth(1).expect("another").0;
    let line = project.read(directive)[..second].lines().count() + 1;
    assert_eq!(errors(&project), [format!("error content-toml-list {directive}:{line}")]);
    tells(&project, &["check"], "`[[facts]]`");
    // Word closes a quote with another sign; a quote is forgotten.
    for typed in ["kind = \"Kế hoạch”", "kind = \"Kế hoạch"] {
        project.file(directive, sound.replace("kind = \"Kế hoạch\"\ndate", &format!("{typed}\ndate")));
        assert_eq!(errors(&project), [format!("error content-toml-syntax {directive}:5")]);
        tells(&project, &["check"], "`kind = \"Kế hoạch\"`");
    }
    project.file(directive, &sound);
    let path = format!("{HERE}/tab.md");
    for (header, hint) in [
        ("\ttitle: Một\nformats: outline\n", "line 2: `title: Một`"),
        ("title: Một\nsummary: Hai\n\tkicker: Ba\nformats: outline\n", "line 4: `kicker: Ba`"),
        ("title: Một\nlang: vn\nformats: outline\n", "`vi`"),
    ] {
        project.file(&path, format!("---\n{header}---\n\nChữ.\n"));
        tells(&project, &["check", "--piece", "tab"], hint);
    }
    project.file(&path, "---\ntitle: Một\nformats: outline\n---\n\n![Cây](C:\\Users\\an\\cay.png)\n");
    tells(&project, &["check", "--piece", "tab"], "write `cay.png`");
}

/// What an order names is looked for as a piece's formats are: the hint names a size that there is.
#[test]
fn formats_of_orders_are_told_with_what_there_is() {
    let project = Project::campaign();
    let order = "title = \"Đợt\"\n[printer]\nname = \"A\"\n[contact]\nname = \"B\"\nphone = \"0263 3822 345\"\n";
    for (format, hint) in
        [("banner-7x2", "`banner-10x2`"), ("to roi", "`leaflet`"), ("Tờ rơi", "`leaflet`"), ("leafet", "`leaflet`")]
    {
        project.file("orders/dot-1.toml", format!("{order}[[items]]\nformat = \"{format}\"\n"));
        tells(&project, &["pack", "dot-1"], hint);
    }
}

#[test]
fn files_that_are_not_there_and_what_is_left_out_are_told_with_a_next_step() {
    let project = Project::campaign();
    project.file("to-roi.pdf", "%PDF");
    project
        .run(["preflight", "to-roj.pdf"])
        .fails(3)
        .stdout_contains("no file `to-roj.pdf`")
        .stdout_contains("`to-roi.pdf`");
    project.run(["impose", "khac.pdf", "--saddle", "--sheet", "A3"]).fails(3).stdout_contains("no file `khac.pdf`");
    project.run(["impose", "to-roi.pdf", "--sheet", "A3"]).fails(2).stdout_contains("--nup").stdout_contains("--tile");
    // A file for the screen: what all of its faults ask for is said once.
    let path = "output/screen/kh-116/nong-dan/to-roi.leaflet.pdf";
    project.run(["build", "--piece", "to-roi", "--profile", "screen"]).succeeds();
    let run = project.run(["preflight", path]).fails(1);
    assert_eq!(run.stdout().matches("--profile print").count(), 1, "{}", run.stdout());
}
