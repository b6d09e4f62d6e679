//! Tera: what `content/template` reads of its messages.

use super::says;

#[test]
fn names_that_it_does_not_know() {
    says("a {{ \"a\" | uper }}", "content-unknown-filter 5", "Unknown filter `uper`");
    says("a {{ fac(id=\"a\") }}", "content-unknown-function 5", "Unknown function `fac`");
    says("a {% if 1 is evn %}b{% endif %}", "content-unknown-test 5", "Unknown test `evn`");
}

/// Several of them come as one text of finished reports, with their places in it.
#[test]
fn reports_of_several_names() {
    let project = crate::harness::Project::small();
    let body = "a\n\n{{ \"a\" | uper }}\n\n{{ fac(id=\"a\") }}";
    project.file(super::PIECE, format!("---\ntitle: Thử\nformats: [sheet]\n---\n{body}\n"));
    let found = super::told(&project, &["--format", "sheet", "--directive", "kh-1", "--audience", "nong-dan"]);
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["content-unknown-filter 7", "content-unknown-function 9"], "{found:#?}");
}

#[test]
fn values_that_are_not_there() {
    says("a {{ nowhere }}", "content-undefined 5", "Variable `nowhere`");
    says("a {{ audience.nowhere }}", "content-undefined 5", "Field `nowhere`");
    says("a {{ directive?.nowhere }}", "content-undefined 5", "Tried to render");
}

#[test]
fn a_mistake_of_the_syntax_is_none_of_them() {
    says("a {{ audience.name + }}", "content-template 5", "Found `}}` but expected");
}
