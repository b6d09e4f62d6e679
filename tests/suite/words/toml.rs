//! The reader of TOML: what `content/tree.rs` reads of its messages.

use super::told;
use crate::harness::Project;

#[test]
fn a_key_that_stands_twice() {
    let project = Project::small();
    project.edit("content/kh-1/directive.toml", "title =", "title = \"a\"\ntitle =");
    let found = told(&project, &[]);
    let twice = found.iter().find(|(code, _)| code.starts_with("content-duplicate-key-toml "));
    assert!(twice.is_some_and(|(_, words)| words.starts_with("duplicate key")), "{found:#?}");
}
