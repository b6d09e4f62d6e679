//! The command line as a user meets it.

use crate::harness::Project;

/// Every command with its subcommands.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["build"],
    &["check"],
    &["list"],
    &["new"],
    &["new", "campaign"],
    &["new", "directive"],
    &["new", "audience"],
    &["new", "piece"],
    &["new", "format"],
    &["new", "order"],
    &["new", "palette"],
    &["preflight"],
    &["impose"],
    &["pack"],
    &["specimen"],
    &["serve"],
    &["merge"],
    &["watch"],
    &["table"],
    &["fonts"],
    &["schema"],
    &["completions"],
];

#[test]
fn every_command_explains_itself_in_both_languages() {
    let project = Project::new();
    for command in COMMANDS {
        for (lang, usage, general) in
            [("vi", "Cách dùng: anpham", "Tùy chọn chung:"), ("en", "Usage: anpham", "General options:")]
        {
            let args = [*command, &["--help", "--lang", lang]].concat();
            let help = project.run(args).succeeds().stdout_contains(usage).stdout_contains(general).stdout();
            // An id in place of a sentence, or clap's own words among ours.
            for foreign in ["cli-", "[default", "[possible", "Print help"] {
                assert!(!help.contains(foreign), "{foreign:?} in the help of {command:?}:\n{help}");
            }
            if lang == "vi" {
                for english in ["Usage:", "Options:", "Arguments:", "Commands:", "[OPTIONS]", "<DIR>"] {
                    assert!(!help.contains(english), "{english:?} in the Vietnamese help of {command:?}:\n{help}");
                }
            }
            for line in help.lines() {
                assert!(line.chars().count() <= 110, "too wide for a terminal: {line}");
            }
        }
    }
}

#[test]
fn every_command_is_in_the_list_above() {
    fn walk(command: &clap::Command, path: &[String], all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for sub in command.get_subcommands() {
            walk(sub, &[path, &[sub.get_name().to_string()]].concat(), all);
        }
    }
    let mut all = vec![];
    walk(&anpham::args::command(anpham::i18n::Lang::En), &[], &mut all);
    assert_eq!(all, COMMANDS);
}

#[test]
fn the_locale_decides_where_no_flag_does() {
    let project = Project::new();
    let args = ["build", "--help"];
    project.run_with(args, &[("LANG", "vi_VN.UTF-8")]).succeeds().stdout_contains("Cách dùng");
    project.run_with(args, &[("LANG", "fr_FR.UTF-8")]).succeeds().stdout_contains("Usage");
    let args = ["build", "--help", "--lang=en"];
    project.run_with(args, &[("LANG", "vi_VN.UTF-8")]).succeeds().stdout_contains("Usage");
}

/// On many machines of offices no locale is set, or one that is no language: the campaign says what its people speak.
#[test]
fn the_campaign_decides_where_the_locale_says_nothing() {
    let project = Project::small();
    for locale in ["C", "C.UTF-8", "POSIX"] {
        let run = |args: &[&str]| project.run_with(args, &[("LANG", locale)]);
        run(&["build", "--help"]).succeeds().stdout_contains("Cách dùng");
        run(&["build", "--help", "--lang", "en"]).succeeds().stdout_contains("Usage");
    }
    project.edit("anpham.toml", "lang = \"vi\"", "lang = \"en\"");
    project.run_with(["build", "--help"], &[("LANG", "C")]).succeeds().stdout_contains("Usage");
    Project::new().run_with(["build", "--help"], &[("LANG", "C")]).succeeds().stdout_contains("Usage");
}

#[test]
fn nothing_typed_shows_the_help_and_is_a_mistake() {
    Project::new().run::<&str>([]).fails(2).stdout_contains("Commands:");
}

#[test]
fn a_mistake_on_the_command_line_is_ours_first_and_then_quoted() {
    let project = Project::new();
    project
        .run(["bild", "--lang", "vi"])
        .fails(2)
        .stdout_contains("lỗi: không có lệnh `bild`")
        .stdout_contains("gợi ý: có phải bạn muốn gõ `build`?")
        .stdout_contains("thông báo gốc: unrecognized subcommand 'bild'");
    project
        .run(["build", "--piecee", "x"])
        .fails(2)
        .stdout_contains("error: there is no option `--piecee`")
        .stdout_contains("did you mean `--piece`?")
        .stdout_contains("type `anpham build --help`");
    project.run(["build", "--jobs", "0"]).fails(2).stdout_contains("the value `0` is not valid");
    project.run(["build", "--jobs"]).fails(2).stdout_contains("needs a value");
    project.run(["build", "-q", "-v"]).fails(2).stdout_contains("does not go with");
    project.run(["new", "audience", "x"]).fails(2).stdout_contains("is left out");
    project.run(["--color", "x", "list"]).fails(2).stdout_contains("valid here: auto, always, never");
    let json = project.run(["--json", "bild"]).fails(2).json();
    assert_eq!(json["diagnostics"][0]["code"], "cli-unknown-command");
}

#[test]
fn outside_of_a_workspace_the_way_in_is_named() {
    let project = Project::new();
    project.run(["build"]).fails(2).stdout_contains("there is no `anpham.toml`").stdout_contains("anpham new campaign");
    project.run(["list", "-C", "nowhere"]).fails(2).stdout_contains("[ROOT]/nowhere");
}

#[test]
fn the_workspace_is_found_from_a_folder_in_it_and_by_name() {
    let project = Project::new();
    project.run(["new", "campaign", "a"]).succeeds();
    project.run(["list", "-C", "a"]).succeeds().stdout_contains("to-roi");
    project.run(["list", "-C", "a/content"]).fails(2);
    project.run(["-C", "a", "new", "audience", "hoc-sinh", "--name", "Học sinh"]).succeeds();
    assert!(project.read("a/content/audiences.toml").contains("id = \"hoc-sinh\""));
}

#[test]
fn colours_come_only_when_wanted() {
    let project = Project::new();
    project.run(["bild"]).fails(2).stdout_lacks("\u{1b}");
    project.run(["bild", "--color", "always"]).fails(2).stdout_contains("\u{1b}");
    project.run(["--help", "--color", "always"]).succeeds().stdout_contains("\u{1b}");
    project.run(["--help"]).succeeds().stdout_lacks("\u{1b}");
}

#[test]
fn completions_are_made_for_every_shell() {
    let project = Project::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        project.run(["completions", shell]).succeeds().stdout_contains("audience").stdout_contains("campaign");
    }
}

#[test]
fn fonts_are_listed_by_the_name_that_typst_uses() {
    let project = Project::new();
    let told = project.run(["fonts"]).succeeds().stdout_contains("Be Vietnam Pro").stdout_contains("134/134");
    told.stdout_contains("Ê Đê, Gia Rai, M'Nông, K'Ho, Churu");
    let json = project.run(["fonts", "--json"]).succeeds().json();
    let fonts = json["fonts"].as_array().expect("a list");
    let roboto: Vec<_> = fonts.iter().filter(|face| face["family"] == "Roboto").collect();
    assert_eq!(roboto.len(), 2, "the condensed faces are family `Roboto` to Typst");
    assert!(fonts.iter().all(|face| face["missing"] == "" && face["vietnamese"] == 134));
}

#[test]
fn schemas_describe_every_kind_of_file() {
    let project = Project::new();
    let all = project.run(["schema"]).succeeds().json();
    for kind in ["campaign", "audiences", "directive", "piece", "format"] {
        let one = project.run(["schema", kind]).succeeds().json();
        assert_eq!(one, all[kind]);
        assert!(one["properties"].as_object().is_some_and(|keys| !keys.is_empty()), "{kind} has no keys");
    }
    let vi = project.run(["schema", "piece", "--lang", "vi"]).succeeds().json();
    assert_eq!(vi["properties"]["title"]["description"], "Tiêu đề");
}

#[test]
fn new_never_overwrites() {
    let project = Project::campaign();
    project.file("anpham.toml", "mine");
    project.run(["new", "campaign", "."]).fails(2).stdout_contains("`anpham.toml` exists");
    assert_eq!(project.read("anpham.toml"), "mine");
}

#[test]
fn ids_are_checked_and_a_better_one_is_offered() {
    let project = Project::campaign();
    project
        .run(["new", "audience", "Đoàn viên", "--name", "Đoàn viên"])
        .fails(2)
        .stdout_contains("`Đoàn viên` cannot be the name of a folder")
        .stdout_contains("did you mean `doan-vien`?");
    project.run(["new", "directive", "kh/5"]).fails(2).stdout_contains("did you mean `kh-5`?");
    project.run(["new", "piece", "to-roi", "--format", "leaflet"]).fails(2).stdout_contains("kh-116/nong-dan/to-roi");
    project.run(["new", "audience", "nong-dan", "--name", "Nông dân"]).fails(2).stdout_contains("has an audience");
}

#[test]
fn unknown_names_are_mistakes_with_a_suggestion() {
    let project = Project::campaign();
    project
        .run(["new", "piece", "kh-16/nong-dn/to-roi", "--format", "leaflt"])
        .fails(2)
        .stdout_contains("did you mean `kh-116`?")
        .stdout_contains("did you mean `nong-dan`?")
        .stdout_contains("did you mean `leaflet`?");
    for (flag, name, meant) in [
        ("--directive", "kh-115", "kh-116"),
        ("--audience", "nong-dn", "nong-dan"),
        ("--format", "leaflet-a6", "leaflet-a"),
        ("--piece", "to-rơi", "to-roi"),
        ("--profile", "prnt", "print"),
    ] {
        for command in ["build", "check"] {
            let meant = format!("did you mean `{meant}");
            project.run([command, flag, name]).fails(2).stdout_contains(name).stdout_contains(&meant);
        }
    }
    project.run(["list", "--directive", "kh-115"]).fails(2).stdout_contains("did you mean `kh-116`?");
}

#[test]
fn a_new_campaign_builds_at_once() {
    let project = Project::campaign();
    assert!(project.has(".gitignore"));
    project.run(["check"]).succeeds().stdout_contains("failed 0");
    assert!(!project.has("output"), "check writes nothing");
    project.run(["build", "--strict"]).succeeds().stdout_contains("failed 0");
    for output in ["screen/kh-116/nong-dan/to-roi.leaflet.pdf", "print/kh-116/nong-dan/to-roi.banner.pdf"] {
        assert!(project.has(&format!("output/{output}")), "no {output}");
    }
}

#[test]
fn everything_new_builds_at_once() {
    let project = Project::campaign();
    project
        .run([
            "new",
            "directive",
            "nq-57",
            "--number",
            "57-NQ/TW",
            "--date",
            "22/12/2024",
            "--issuer",
            "Bộ Chính trị",
            "--title",
            "Đột phá \"số\"",
        ])
        .succeeds()
        .stdout_contains("content/nq-57/directive.toml");
    assert!(project.read("content/nq-57/directive.toml").contains("kind = \"Nghị quyết\""));
    project.run(["new", "audience", "hoc-sinh", "--name", "Học sinh"]).succeeds();
    project
        .run(["new", "format", "to-gap", "--from", "leaflet"])
        .succeeds()
        .stdout_contains("layouts/to-gap/format.toml");
    for (name, format) in [
        ("to-roi", "leaflet"),
        ("bieu-ngu", "banner"),
        ("trinh-chieu", "slides"),
        ("bai-viet", "article"),
        ("to-gap", "to-gap"),
    ] {
        for place in ["nq-57/hoc-sinh", "kh-116/nong-dan"] {
            let name = if place == "kh-116/nong-dan" && name == "to-roi" { "to-roi-2" } else { name };
            project.run(["new", "piece", &format!("{place}/{name}"), "--format", format]).succeeds();
        }
    }
    project.run(["build", "--profile", "screen,print"]).succeeds().stdout_contains("failed 0");

    // An issue lists the articles that there are; one alone does not fill its pages, and that is said.
    project.run(["new", "piece", "nq-57/hoc-sinh/ban-tin", "--format", "bulletin"]).succeeds();
    assert!(project.read("content/nq-57/hoc-sinh/ban-tin.md").contains("articles: [nq-57/bai-viet]"));
    project
        .run(["check", "--piece", "ban-tin"])
        .fails(1)
        .stdout_contains("ban-tin.md")
        .stdout_contains("multiple of 4");
}

#[test]
fn layouts_can_be_copied_to_be_changed() {
    let project = Project::new();
    project.run(["new", "campaign", "a", "--layouts", "--title", "Thử \"một\" lần"]).succeeds();
    assert!(project.has("a/layouts/leaflet/layout.typ") && project.has("a/layouts/theme/lib.typ"));
    project.run(["build", "-C", "a", "--profile", "draft", "--format", "leaflet"]).succeeds();
}

#[test]
fn the_matrix_shows_pieces_and_gaps() {
    let project = Project::campaign();
    project
        .run(["list"])
        .succeeds()
        .stdout_contains("to-roi")
        .stdout_contains("leaflet, banner")
        .stdout_contains("no piece about `kh-116` for `can-bo-dang-vien` yet");
    let json = project.run(["list", "--json", "--audience", "nong-dan"]).succeeds().json();
    assert_eq!(json["pieces"][0]["formats"], serde_json::json!(["leaflet", "banner"]));
    assert_eq!(json["gaps"], serde_json::json!([]));
}

#[test]
fn reports_go_to_stdout_and_progress_to_stderr() {
    let project = Project::campaign();
    let args = ["build", "--profile", "draft", "--format", "banner"];
    project.run(args).succeeds().stdout_contains("made 1").stderr_contains("outputs to look at: 1");
    let again = project.run(args).succeeds().stdout_contains("made 0, fresh 1");
    assert!(!again.stdout().contains("outputs to look at"));
    let quiet = project.run(["build", "-q", "--profile", "draft", "--format", "banner"]).succeeds();
    assert_eq!((quiet.stdout(), quiet.stderr()), (String::new(), String::new()));
    let json = project.run(["build", "--json", "--profile", "draft", "--format", "banner"]).succeeds().json();
    assert_eq!((json["made"].as_u64(), json["fresh"].as_u64()), (Some(0), Some(1)));
}

#[test]
fn explain_says_why() {
    let project = Project::campaign();
    let args = ["build", "--explain", "--profile", "draft", "--format", "banner"];
    project.run(args).succeeds().stdout_contains("never made before");
    project.edit("content/kh-116/nong-dan/to-roi.md", "vững đường xa", "vững nghề xưa");
    project.run(args).succeeds().stdout_contains("changed: ").stdout_contains("to-roi.md");
}

#[test]
fn a_bad_piece_fails_with_its_place_and_strict_counts_warnings() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/to-roi.md";
    project.edit(path, "kicker:", "kiker:");
    project
        .run(["check"])
        .fails(1)
        .stdout_contains(path)
        .stdout_contains("kiker: Dành cho bà con")
        .stdout_contains("kicker");
    project.run(["check", "--json"]).fails(1);
    project.edit(path, "kiker:", "kicker:").edit(path, "Có chỗ hỏi.", "Có 3 chỗ hỏi.");
    let args = ["check", "--profile", "screen"];
    project.run(args).succeeds().stdout_contains("warning");
    project.run([&args[..], &["--strict"]].concat()).fails(1);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_not_the_users_fault() {
    use std::process::{Command, Stdio};
    let full = std::fs::File::options().write(true).open("/dev/full").expect("a full disk");
    let status = Command::new(env!("CARGO_BIN_EXE_anpham")).arg("fonts").stdout(Stdio::from(full)).status();
    assert_eq!(status.expect("the program runs").code(), Some(3));
}

#[test]
#[cfg(unix)]
fn a_second_writer_is_refused() {
    let project = Project::campaign();
    project.file("output/.cache/lock", "");
    let lock = std::fs::File::options().write(true).open(project.path("output/.cache/lock")).expect("a file");
    lock.lock().expect("a lock");
    project.run(["build"]).fails(3).stdout_contains("another build is writing");
}
