//! The house itself: what knows what, read from the sources.

mod architecture;
mod disk;
mod fingerprint;
mod imports;
mod names;

use std::collections::BTreeMap;
use std::path::Path;

use crate::small::files_below;

/// The sources, as path below `src/` and text.
fn sources() -> BTreeMap<String, String> {
    let files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    files
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text")))
        .collect()
}

/// A source without its comments and its tests.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    lines.join("\n")
}

/// The modules of `lib.rs`, in their order.
fn rooms(lib: &str) -> Vec<&str> {
    let rooms = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    rooms.collect()
}

/// Who calls the library can print every error and pass it on with `?`.
#[test]
fn every_error_is_an_error() {
    let mut errors = 0;
    for (path, source) in &sources() {
        for (at, _) in source.match_indices("enum ").chain(source.match_indices("struct ")) {
            let name: String = source[at..]
                .split(' ')
                .nth(1)
                .into_iter()
                .flat_map(str::chars)
                .take_while(|c| c.is_alphanumeric())
                .collect();
            let begins = source[..at].lines().last().is_some_and(|line| line.trim().is_empty() || line.contains("pub"));
            if begins && name.ends_with("Error") {
                let before = &source[..at];
                let derives = &before[before.rfind("#[derive(").unwrap_or(0)..];
                assert!(derives.contains("thiserror::Error"), "src/{path}: {name} has no `Display` and `Error`");
                errors += 1;
            }
        }
    }
    assert!(errors >= 7, "{errors}");
}

/// Files of more than 700 lines of code, their tests left out, with the reason.
const LONG: &[(&str, &str)] = &[("content/schema/keys.rs", "one table, a line a key")];

#[test]
fn files_are_short_or_say_why_not() {
    let mut told: Vec<&str> = LONG.iter().map(|(path, _)| *path).collect();
    let sources = sources();
    let long = sources.iter().filter(|(path, source)| {
        let plain = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        !path.ends_with("tests.rs") && plain.lines().count() > 700
    });
    let new: Vec<&String> = long.map(|(path, _)| path).filter(|path| !told.contains(&path.as_str())).collect();
    told.retain(|path| sources.get(*path).is_none_or(|source| source.lines().count() <= 700));
    assert!(new.is_empty() && told.is_empty(), "long without a reason: {new:?}\ntold and short: {told:?}");
}
