//! Who touches the disk.

use super::{code, rooms, sources};

/// Files of what builds that name `std::fs` or walk through folders, with the reason.
const DISK: &[(&str, &str)] = &[
    ("content/load.rs", "walks through `content/` and reads no more of a text than the longest one has"),
    ("fs.rs", "reads the workspace and never leaves it"),
    ("store/folder.rs", "the store that is a folder"),
];

/// A build reads the workspace through `Files`, and what it remembers and makes through `Store`.
#[test]
fn a_build_touches_the_disk_in_few_places() {
    let sources = sources();
    let rooms = rooms(&sources["lib.rs"]);
    let build = rooms.iter().position(|room| *room == "pipeline").expect("the pipeline");
    let mut found = vec![];
    for (path, source) in &sources {
        let room = path.split(['/', '.']).next().expect("a name");
        let builds = rooms.iter().position(|name| *name == room).is_some_and(|place| place <= build);
        let is_tests = path.ends_with("tests.rs") || path.ends_with("trees.rs");
        if builds && !is_tests && ["std::fs", "walkdir", "tempfile"].iter().any(|name| code(source).contains(name)) {
            found.push(path.as_str());
        }
    }
    let known: Vec<&str> = DISK.iter().map(|(path, _)| *path).collect();
    assert_eq!(found, known);
}
