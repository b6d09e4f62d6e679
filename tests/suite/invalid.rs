//! One mistake each, and the whole message in both languages.
//!
//! A folder of `tests/invalid/` is copied over the small campaign (`tests/fixtures/small`), which is checked. A file
//! `args` in it holds more arguments, one a line. `INSTA_UPDATE=always cargo test --release --test suite invalid`
//! accepts what is new.

use crate::harness::Project;
use crate::small::{files_below, fixture};

#[test]
fn every_mistake_is_told_in_both_languages() {
    let mut cases: Vec<_> = std::fs::read_dir(fixture("invalid"))
        .expect("tests/invalid")
        .map(|entry| entry.expect("a folder").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(fixture("snapshots/invalid"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut wrong = vec![];
    for case in &cases {
        let name = case.file_name().and_then(|name| name.to_str()).expect("a name");
        let project = Project::small();
        project.copy(case);
        let more = files_below(case).remove("args").unwrap_or_default();
        let more = String::from_utf8(more).expect("text");
        let mut text = String::new();
        for lang in ["vi", "en"] {
            let args: Vec<&str> = ["check", "--lang", lang].into_iter().chain(more.lines()).collect();
            let run = project.run(args);
            assert_eq!(
                run.stderr().lines().filter(|line| line.contains("panicked")).count(),
                0,
                "{name}: {}",
                run.stderr()
            );
            // The last lines count and tell the time.
            let told: Vec<String> = run.stdout().lines().filter(|line| !is_summary(line)).map(String::from).collect();
            text += &format!("{lang}\n\n{}\n", told.join("\n").trim());
            text += "\n";
        }
        settings.bind(|| {
            let compared = std::panic::catch_unwind(|| insta::assert_snapshot!(name, text.trim_end()));
            if compared.is_err() {
                wrong.push(name.to_string());
            }
        });
    }
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "told otherwise: {wrong:?}");
}

fn is_summary(line: &str) -> bool {
    let counts = ["fine ", "đạt ", "errors: ", "lỗi: "].iter().any(|start| line.starts_with(start));
    counts && [" docs/s)", " ấn phẩm/giây)", ", warnings: ", ", cảnh báo: "].iter().any(|part| line.contains(part))
}
