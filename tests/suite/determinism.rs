//! Same input, same bytes.

use std::collections::BTreeMap;

use crate::harness::Project;
use crate::small::OUTPUTS;

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
