//! The least campaign that shows every kind of input: six pieces, two directives, two audiences, two formats and a
//! theme of its own, so that no change of the real layouts moves a test of the program.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::harness::Project;

/// Outputs of the small campaign for its one profile, `screen`.
pub(crate) const OUTPUTS: [&str; 4] = [
    "screen/kh-1/nong-dan/ban-tin.issue.pdf",
    "screen/kh-1/nong-dan/to-roi.sheet.pdf",
    "screen/kh-1/thanh-nien/to-roi.sheet.pdf",
    "screen/kl-2/nong-dan/to-roi.sheet-a5.pdf",
];

impl Project {
    /// A copy of `tests/fixtures/small`.
    #[track_caller]
    pub(crate) fn small() -> Self {
        let project = Self::new();
        project.copy(&fixture("fixtures/small"));
        project
    }

    /// Copies a folder over the workspace.
    #[track_caller]
    pub(crate) fn copy(&self, from: &Path) -> &Self {
        for (path, bytes) in files_below(from) {
            self.file(&path, bytes);
        }
        self
    }

    /// Adds the folded format of `tests/fixtures/fold`.
    #[track_caller]
    pub(crate) fn folded(&self, id: &str) -> &Self {
        for (path, bytes) in files_below(&fixture("fixtures/fold")) {
            self.file(&format!("layouts/{id}/{path}"), bytes);
        }
        self
    }

    /// Every file below `output/` but those of the cache.
    pub(crate) fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = files_below(&self.path("output"));
        files.retain(|path, _| !path.starts_with(".cache/"));
        files
    }

    /// Builds, which must succeed, and says what became of each output.
    #[track_caller]
    pub(crate) fn build(&self) -> Built {
        self.build_with(&[])
    }

    /// The same with more arguments.
    #[track_caller]
    pub(crate) fn build_with(&self, args: &[&str]) -> Built {
        Built(self.run([&["build", "--json"], args].concat()).succeeds().json())
    }

    /// Checks, which must find mistakes in the content, and says which.
    #[track_caller]
    pub(crate) fn mistakes(&self, args: &[&str]) -> Findings {
        Findings(self.run([&["check", "--json"], args].concat()).fails(1).json())
    }
}

/// A file or folder of `tests/`.
pub(crate) fn fixture(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Every file below a folder by its path from there; nothing if there is no such folder.
pub(crate) fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("below the root");
            (anpham::store::slashed(path), std::fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// What `build --json` said.
pub(crate) struct Built(pub(crate) Value);

impl Built {
    /// Outputs that ended so: `made`, `fresh`, `failed`.
    pub(crate) fn outputs(&self, outcome: &str) -> Vec<String> {
        let jobs = self.0["jobs"].as_array().expect("a list of jobs").iter();
        jobs.filter(|job| job["outcome"] == outcome)
            .map(|job| job["output"].as_str().expect("a path").to_string())
            .collect()
    }
}

/// What `check --json` found.
pub(crate) struct Findings(pub(crate) Value);

impl Findings {
    fn all(&self) -> &[Value] {
        self.0["diagnostics"].as_array().expect("a list of diagnostics")
    }

    /// Each finding as `error code file:line`.
    pub(crate) fn list(&self) -> Vec<String> {
        let word = |value: &Value| value.as_str().unwrap_or("?").to_string();
        let line = |found: &Value| format!("{} {}:{}", word(&found["code"]), word(&found["file"]), found["line"]);
        self.all().iter().map(|found| format!("{} {}", word(&found["severity"]), line(found))).collect()
    }

    /// There is exactly this one finding.
    #[track_caller]
    pub(crate) fn are(&self, expected: &[&str]) -> &Self {
        assert_eq!(self.list(), expected, "{:#}", self.0);
        self
    }

    /// Among the findings is this one.
    #[track_caller]
    pub(crate) fn hold(&self, expected: &str) -> &Self {
        assert!(
            self.list().iter().any(|found| found == expected),
            "no `{expected}` in {:#?}\n{:#}",
            self.list(),
            self.0
        );
        self
    }
}
