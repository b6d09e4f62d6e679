//! What a build leaves behind, and what it leaves alone.

use crate::harness::{Project, Run};
use crate::small::{Built, OUTPUTS};

#[test]
fn every_output_is_made_and_listed() {
    let project = Project::small();
    assert_eq!(project.build().outputs("made"), OUTPUTS);
    let manifest: serde_json::Value = serde_json::from_str(&project.read("output/manifest.json")).expect("JSON");
    let listed: Vec<_> = manifest["outputs"].as_object().expect("outputs").keys().collect();
    assert_eq!(listed, OUTPUTS);
    for output in OUTPUTS {
        let bytes = std::fs::read(project.path(&format!("output/{output}"))).expect("a file");
        assert!(bytes.starts_with(b"%PDF-"), "{output}");
        assert_eq!(manifest["outputs"][output]["blake3"], anpham::cache::hash(&bytes));
    }
    let sheet = &manifest["outputs"][OUTPUTS[1]];
    assert_eq!(sheet["job"], "kh-1/nong-dan/to-roi");
    assert_eq!(sheet["pages"], 1);
    assert_eq!(sheet["trim"], serde_json::json!([105.0, 148.0]));
    let read = sheet["sources"]["read"].as_array().expect("lists");
    let is_listed = |list: &serde_json::Value| {
        manifest["lists"][list.as_str().expect("an id")]["content/_shared/lien-he.md"].is_string()
    };
    assert!(read.iter().any(is_listed), "{sheet:#}");
}

#[test]
fn one_bad_piece_fails_alone() {
    let project = Project::small();
    let path = "content/kh-1/nong-dan/to-roi.md";
    for (good, bad) in [
        ("title: Giữ tên", "titel: Giữ tên"),
        ("## Việc", "## Việc $x$"),
        ("{% include \"lien-he.md\" %}", "{% include \"lien-ha.md\" %}"),
        ("sản phẩm có tên", "sản phẩm ☐ có tên"),
    ] {
        let _ = std::fs::remove_dir_all(project.path("output"));
        project.edit(path, good, bad);
        let run = project.run(["build", "--json"]).fails(1);
        let built = Built(run.json());
        let others: Vec<_> = OUTPUTS.into_iter().filter(|output| *output != OUTPUTS[1]).collect();
        assert_eq!(built.outputs("made"), others, "{bad}");
        assert!(!project.has(&format!("output/{}", OUTPUTS[1])), "{bad}");
        project.edit(path, bad, good);
    }
}

/// Who asks for one piece hears of it, and of what goes into it.
#[test]
fn a_run_for_one_piece_tells_nothing_of_others() {
    let project = Project::small();
    project.edit("content/kh-1/nong-dan/to-roi.md", "title: Giữ tên", "titel: Giữ tên");
    let told = |run: Run| run.json()["diagnostics"].as_array().expect("a list").len();
    assert_eq!(told(project.run(["check", "--piece", "ban-tin", "--json"]).succeeds()), 0);
    assert_ne!(told(project.run(["check", "--piece", "to-roi", "--json"]).fails(1)), 0);
    project.edit("content/kl-2/nong-dan/bai-viet.md", "title:", "titel:");
    assert_ne!(told(project.run(["check", "--piece", "ban-tin", "--json"]).fails(1)), 0);
}

#[test]
fn a_piece_that_fails_later_keeps_its_old_file_until_pruned() {
    let project = Project::small();
    project.build();
    project.edit("content/kh-1/nong-dan/to-roi.md", "có tên", "☐ có tên");
    let run = project.run(["build"]).fails(1);
    // An old file that looks like today's is worse than none: it is named.
    run.stdout_contains(OUTPUTS[1]);
    assert!(project.has(&format!("output/{}", OUTPUTS[1])));
    project.run(["build", "--prune"]).fails(1).stdout_contains("removed");
    assert!(!project.has(&format!("output/{}", OUTPUTS[1])));
}

#[test]
fn prune_removes_only_what_the_manifest_lists() {
    let project = Project::small();
    project.build();
    project.file("output/screen/kh-1/thanh-nien/ghi-chu.pdf", "mine");
    project.file("output/screen/kh-1/thanh-nien/to-roi.sheet-a9.pdf", "mine too");
    std::fs::remove_dir_all(project.path("content/kh-1/thanh-nien")).expect("removed");
    let gone = format!("output/{}", OUTPUTS[2]);
    let run = project.run(["build"]).succeeds().stdout_contains(OUTPUTS[2]).stdout_contains("--prune");
    run.stdout_lacks("ghi-chu");
    assert!(project.has(&gone), "without --prune nothing is removed");
    project.run(["build", "--prune"]).succeeds().stdout_contains(OUTPUTS[2]);
    assert!(!project.has(&gone));
    assert_eq!(project.read("output/screen/kh-1/thanh-nien/ghi-chu.pdf"), "mine");
    assert_eq!(project.read("output/screen/kh-1/thanh-nien/to-roi.sheet-a9.pdf"), "mine too");
    assert!(!project.read("output/manifest.json").contains(OUTPUTS[2]));
    project.run(["build", "--prune"]).succeeds().stdout_lacks(OUTPUTS[2]);
}

#[test]
fn a_filtered_build_forgets_nothing() {
    let project = Project::small();
    project.build();
    let before = project.outputs();
    project.run(["build", "--prune", "--audience", "thanh-nien"]).succeeds().stdout_lacks("removed");
    assert_eq!(project.outputs(), before);
}

#[test]
fn check_writes_nothing() {
    let project = Project::small();
    let before = crate::small::files_below(project.root());
    project.run(["check"]).succeeds().stdout_contains("fine 4");
    project.run(["check", "--profile", "print,draft"]).succeeds();
    assert_eq!(crate::small::files_below(project.root()), before);
    assert!(!project.has("output"));
    // Nor does it take the writer's lock.
    project.build();
    let lock = std::fs::File::options().write(true).open(project.path("output/.cache/lock")).expect("the lock");
    lock.lock().expect("locked");
    project.run(["check"]).succeeds();
    project.run(["build"]).fails(3);
    drop(lock);
    project.run(["build"]).succeeds();
}

#[test]
fn an_output_that_was_touched_is_made_again() {
    let project = Project::small();
    project.build();
    let before = project.outputs();
    project.file(&format!("output/{}", OUTPUTS[0]), "not a PDF");
    std::fs::remove_file(project.path(&format!("output/{}", OUTPUTS[3]))).expect("removed");
    assert_eq!(project.build().outputs("made"), [OUTPUTS[0], OUTPUTS[3]]);
    assert_eq!(project.outputs(), before);
    // The same bytes with another time are still the same output.
    project.file(&format!("output/{}", OUTPUTS[0]), &before[OUTPUTS[0]]);
    assert_eq!(project.build().outputs("fresh"), OUTPUTS);
}

#[test]
fn a_broken_cache_or_manifest_only_costs_time() {
    let project = Project::small();
    project.build();
    let before = project.outputs();
    for text in ["", "{", "{\"entries\":[]}", "\u{0}"] {
        project.file("output/.cache/jobs.json", text).file("output/manifest.json", text);
        assert_eq!(project.build().outputs("made"), OUTPUTS);
        assert_eq!(project.outputs(), before);
    }
}

#[test]
fn keep_typ_writes_the_source_beside_the_output() {
    let project = Project::small();
    project.run(["build", "--keep-typ"]).succeeds();
    let source = project.read("output/screen/kh-1/nong-dan/to-roi.sheet.typ");
    assert!(source.contains("#import \"/layouts/sheet/page.typ\""), "{source}");
    assert!(!source.chars().any(anpham::carry::is_reserved), "{source}");
}

#[test]
fn warnings_are_shown_again_while_a_job_is_fresh() {
    let project = Project::small();
    project.edit("content/kh-1/thanh-nien/to-roi.md", "rủ thêm bạn", "rủ thêm 2 bạn");
    let found = |run: crate::harness::Run| {
        let json = run.succeeds().json();
        (json["made"].as_u64(), json["fresh"].as_u64(), json["diagnostics"].clone())
    };
    let (made, _, first) = found(project.run(["build", "--json"]));
    let (_, fresh, second) = found(project.run(["build", "--json"]));
    assert_eq!((made, fresh), (Some(4), Some(4)));
    assert_eq!(first.as_array().map(Vec::len), Some(1), "{first:#}");
    assert_eq!(first, second);
    project.run(["build", "--strict"]).fails(1);
}

#[test]
fn a_job_past_its_time_is_named_and_the_rest_is_written() {
    let project = Project::small();
    // Typst stops `while` at 10,000 rounds, but nothing stops nested `for`.
    let slow = "#{ for i in range(30000) { for j in range(30000) { let _ = i * j } } }\n";
    let page = project.read("layouts/sheet/page.typ");
    project.file("layouts/issue/page.typ", page.replace("#let sheet", &format!("{slow}#let sheet")));
    project.edit("layouts/issue/layout.typ", "/layouts/sheet/page.typ", "/layouts/issue/page.typ");
    let run = project.run(["build", "--json", "--timeout", "60"]).fails(1);
    let built = Built(run.json());
    assert_eq!(built.outputs("failed"), [OUTPUTS[0]]);
    assert_eq!(built.outputs("made"), OUTPUTS[1..]);
    assert_eq!(built.0["diagnostics"][0]["code"], "compile-timeout");
    assert!(built.0["diagnostics"][0]["message"].as_str().expect("a text").contains(OUTPUTS[0]));
}

#[test]
#[cfg(unix)]
fn what_cannot_be_written_fails_by_name() {
    let project = Project::small();
    // A folder stands where the file should go: no system replaces that.
    std::fs::create_dir_all(project.path(&format!("output/{}/x", OUTPUTS[1]))).expect("a folder");
    let run = project.run(["build", "--json"]).fails(3);
    let built = Built(run.json());
    assert_eq!(built.outputs("failed"), [OUTPUTS[1]]);
    assert_eq!(built.0["diagnostics"][0]["code"], "compile-write");
    let left: Vec<_> = project.outputs().into_keys().filter(|path| path.contains(".anpham-")).collect();
    assert_eq!(left, [""; 0], "no temporary file is left");
}

#[test]
fn profiles_are_chosen_by_name() {
    let project = Project::small();
    project.run(["build", "--profile", "draft"]).succeeds().stdout_contains("made 4");
    project.run(["build", "--profile", "screen,print", "--format", "sheet"]).succeeds().stdout_contains("made 6");
    let mut folders: Vec<_> =
        project.outputs().into_keys().filter_map(|path| Some(path.split_once('/')?.0.to_string())).collect();
    folders.dedup();
    assert_eq!(folders, ["draft", "print", "screen"]);
}

/// What an earlier run made and this one could not is named with what to do, in one sentence.
#[test]
fn files_of_an_earlier_text_are_named_when_a_run_fails() {
    let project = Project::campaign();
    project.run(["build"]).succeeds();
    let path = "content/kh-116/nong-dan/to-roi.md";
    // Found when the page is set, and when the text is read.
    for (from, to) in [("## Được gì", "Còn 57 hộ nghèo.\n\n## Được gì"), ("title:", "titel:")] {
        let text = project.read(path);
        assert!(text.contains(from), "{text}");
        project.file(path, text.replacen(from, to, 1));
        let run = project.run(["build"]).fails(1);
        let run = run.stdout_contains("are of an EARLIER text: do not print or send them, mend the errors above");
        run.stdout_contains("  output/print/kh-116/nong-dan/to-roi.leaflet.pdf");
        project.file(path, text);
    }
    // With nothing wrong, what nothing makes any more is old as well.
    std::fs::remove_file(project.path(path)).expect("removed");
    let run = project.run(["build"]).succeeds();
    run.stdout_contains("no piece makes them any more")
        .stdout_contains("  output/print/kh-116/nong-dan/to-roi.leaflet.pdf");
}
