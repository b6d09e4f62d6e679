//! The house itself: what knows what, read from the sources.

use std::collections::{BTreeMap, BTreeSet};
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

/// The modules of `lib.rs`, in their order.
fn rooms(lib: &str) -> Vec<&str> {
    let rooms = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    rooms.collect()
}

/// The modules that a source names behind `crate::`, its tests left out.
fn named(source: &str) -> BTreeSet<String> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut named = BTreeSet::new();
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            named.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut begins = true;
        for (i, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && c.is_alphabetic() => {
                    named.insert(word(&list[i..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    named
}

#[test]
fn lists_behind_crate_are_read() {
    let source = "use crate::{msg, pdf::{self, b}, plan};\n// crate::no\nlet x = crate::fs::read();\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}";
    assert_eq!(named(source), ["fs", "msg", "pdf", "plan"].map(String::from).into());
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

/// What stands below in `lib.rs` is not known above it.
#[test]
fn imports_point_one_way() {
    let sources = sources();
    let rooms = rooms(&sources["lib.rs"]);
    assert!(rooms.len() > 20, "{rooms:?}");
    let place = |name: &str| rooms.iter().position(|room| *room == name);
    let mut wrong = vec![];
    for (path, source) in &sources {
        let room = path.split(['/', '.']).next().expect("a name");
        let Some(own) = place(room) else { continue };
        for name in named(source).iter().filter(|name| place(name).is_some_and(|place| place > own)) {
            wrong.push(format!("src/{path} names {name}, which stands below {room} in lib.rs"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
