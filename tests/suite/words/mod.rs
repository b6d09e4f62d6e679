//! What libraries say is read by their words at a few places, since they have no other name for it. Each test has the real
//! library say it: an upgrade that changes the words fails here, and not on a user's screen.

mod tera;
mod toml;
mod typst;

use serde_json::Value;

use crate::harness::Project;

const PIECE: &str = "content/kh-1/nong-dan/to-roi.md";

/// Each finding of `check`: its code and place, and the library's words that it quotes.
fn told(project: &Project, args: &[&str]) -> Vec<(String, String)> {
    let said = project.run([&["check", "--json"], args].concat()).json();
    let word = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_string();
    let all = said["diagnostics"].as_array().expect("a list").iter();
    all.map(|found| (format!("{} {}", word(found, "code"), found["line"]), word(found, "quoted"))).collect()
}

/// A piece with that body says exactly one thing, which quotes these words.
#[track_caller]
fn says(body: &str, code: &str, words: &str) {
    let project = Project::small();
    project.file(PIECE, format!("---\ntitle: Thử\nformats: [sheet]\n---\n{body}\n"));
    let found = told(&project, &["--format", "sheet", "--directive", "kh-1", "--audience", "nong-dan"]);
    assert!(found.len() == 1 && found[0].0 == code && found[0].1.contains(words), "{body}: {found:#?}");
}
