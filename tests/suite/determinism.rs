//! Same input, same bytes.

use std::collections::BTreeMap;

use crate::harness::Project;
use crate::small::{OUTPUTS, files_below};

/// Every output of a clean build, in a folder of its own.
fn build(jobs: &str, env: &[(&str, &str)], change: impl Fn(&Project)) -> BTreeMap<String, Vec<u8>> {
    let project = Project::small();
    change(&project);
    project.run_with(["build", "--profile", "screen,print,draft", "--jobs", jobs], env).succeeds();
    project.outputs()
}

#[track_caller]
fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in one {
        assert!(*bytes == other[path], "{path} differs");
    }
}

/// Another folder, another time, another number of workers, another order of files on the disk: the same bytes, the
/// manifest's too.
#[test]
fn the_number_of_workers_does_not_show() {
    let one = build("1", &[], |_| ());
    assert_eq!(one.len(), 3 * OUTPUTS.len() + 1, "the outputs and the manifest");
    same(&one, &build("2", &[], |_| ()));
    same(&one, &build("8", &[], |_| ()));
}

/// What ran before in the same process must not show: layout is reused between jobs.
#[test]
fn an_output_does_not_depend_on_the_others() {
    let all = build("1", &[], |_| ());
    for output in OUTPUTS {
        let project = Project::small();
        let mut parts = output.split('/').skip(1);
        let (directive, audience) = (parts.next().expect("a directive"), parts.next().expect("an audience"));
        let (piece, format) = parts.next().and_then(|name| name.split_once('.')).expect("a piece");
        let format = format.trim_end_matches(".pdf");
        let filters = ["--directive", directive, "--audience", audience, "--piece", piece, "--format", format];
        project.run([&["build"][..], &filters].concat()).succeeds().stdout_contains("made 1");
        assert!(project.outputs()[output] == all[output], "{output} differs when it is built alone");
    }
}

#[test]
fn the_machine_does_not_show() {
    let plain = build("2", &[], |_| ());
    let env = [("LANG", "vi_VN.UTF-8"), ("TZ", "Asia/Ho_Chi_Minh"), ("HOME", "/nowhere"), ("TYPST_FONT_PATHS", "/usr")];
    same(&plain, &build("2", &env, |_| ()));
}

#[test]
fn the_date_is_the_campaigns_or_source_date_epoch() {
    let show_date = |project: &Project| {
        project.edit("layouts/sheet/page.typ", "[Dành cho #reader]", "[#datetime.today().display() #reader]");
    };
    let campaign = build("2", &[], show_date);
    // 2026-11-23, at two hours of that day.
    same(&campaign, &build("2", &[("SOURCE_DATE_EPOCH", "1795392000")], show_date));
    let later = build("2", &[("SOURCE_DATE_EPOCH", "1795478400")], show_date);
    assert!(campaign[OUTPUTS[1]] != later[OUTPUTS[1]], "the date is set");
    same(&later, &build("1", &[("SOURCE_DATE_EPOCH", "1795490000")], show_date));
}

/// Screen and press share the pages of the program's own layouts; a campaign that changes one has each set by itself. The bytes are the
/// same, and a colour that a layout of one's own works on is that which the layout asks for.
#[test]
fn pages_that_are_shared_are_those_set_alone() {
    let project = Project::new();
    project.run(["new", "campaign", ".", "--layouts"]).succeeds();
    let build = || {
        project.run(["build", "--profile", "screen,print"]).succeeds();
        project.outputs()
    };
    let shared = build();
    assert!(
        shared.keys().any(|path| path.starts_with("print/")) && shared.keys().any(|path| path.starts_with("screen/"))
    );
    let palette = project.read("layouts/theme/palette.typ");
    project.file("layouts/theme/palette.typ", format!("{palette}\n// Of one's own.\n"));
    let pdfs = |outputs: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        outputs.into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect()
    };
    assert_eq!(pdfs(build()), pdfs(shared));

    // The same poster by a layout of one's own that lightens a colour is another one, on the press too.
    project.file("layouts/theme/palette.typ", palette);
    project.run(["new", "format", "nhat", "--from", "poster"]).succeeds();
    project.run(["new", "piece", "kh-116/nong-dan/ap", "--format", "poster"]).succeeds();
    let folder = files_below(&project.path("layouts/nhat"));
    for (path, bytes) in folder.iter().filter(|(path, _)| path.ends_with(".typ")) {
        let text = String::from_utf8(bytes.clone()).expect("text").replace("c.primary", "c.primary.lighten(80%)");
        project.file(&format!("layouts/nhat/{path}"), text);
    }
    project.edit("content/kh-116/nong-dan/ap.md", "formats: [poster]", "formats: [poster, nhat]");
    project.run(["build", "--piece", "ap", "--profile", "screen,print"]).succeeds();
    for profile in ["screen", "print"] {
        let content = |format: &str| {
            let path = format!("output/{profile}/kh-116/nong-dan/ap.{format}.pdf");
            let file = lopdf::Document::load(project.path(&path)).expect("a PDF");
            let page = file.page_iter().next().expect("a page");
            file.get_page_content(page)
        };
        assert!(content("poster") != content("nhat"), "{profile}");
    }
}
