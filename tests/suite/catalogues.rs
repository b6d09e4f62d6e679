//! Every message that the sources name is in both catalogues with the same values, and no entry is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use anpham::diag::Code;
use anpham::preflight::Rule;
use fluent_templates::fluent_bundle::FluentResource;

/// Message ids with the values that their sentences use.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_message_is_in_both_languages_with_the_same_values() {
    let (vi, en) = (catalogue("vi"), catalogue("en"));
    let mut faults = vec![];
    for (id, values) in &vi {
        match en.get(id) {
            None => faults.push(format!("{id}: only in Vietnamese")),
            Some(other) if other != values => faults.push(format!("{id}: vi uses {values:?}, en {other:?}")),
            Some(_) => {}
        }
    }
    faults.extend(en.keys().filter(|id| !vi.contains_key(*id)).map(|id| format!("{id}: only in English")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_sources_give_what_the_sentences_need() {
    let vi = catalogue("vi");
    let mut faults = vec![];
    for (file, text) in sources() {
        for call in calls(&text) {
            match vi.get(&call.id) {
                None => faults.push(format!("{file}: `{}` is in no catalogue", call.id)),
                Some(values) => {
                    for missing in values.difference(&call.values) {
                        faults.push(format!("{file}: `{}` does not get `{missing}`", call.id));
                    }
                    for idle in call.values.difference(values) {
                        faults.push(format!("{file}: `{}` gets `{idle}`, which its sentence does not use", call.id));
                    }
                }
            }
        }
    }
    for id in anpham::args::help_ids() {
        if !vi.contains_key(&id) {
            faults.push(format!("help text `{id}` is in no catalogue"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_message_is_left_over() {
    let help: BTreeSet<String> = anpham::args::help_ids().into_iter().collect();
    let told: BTreeSet<String> = sources().iter().flat_map(|(_, text)| calls(text)).map(|call| call.id).collect();
    let left_over: Vec<String> =
        catalogue("vi").into_keys().filter(|id| !help.contains(id) && !told.contains(id)).collect();
    assert!(left_over.is_empty(), "no source names {left_over:#?}");
}

/// Who asks what a message is asks for a variant: ids stand where messages are made, and there alone.
#[test]
fn no_code_compares_the_ids_of_messages() {
    // Names of HTTP.
    let others = ["content-security-policy"];
    // Where variants have their ids, and ids their texts.
    let homes = ["diag/code.rs", "preflight/rule.rs", "args/parse.rs", "i18n.rs"];
    let stages =
        ["cli", "compile", "content", "layout", "markup", "pack", "pdf", "preflight", "scaffold", "serve", "tables"];
    let mut faults = vec![];
    for (file, text) in sources().iter().filter(|(file, _)| !homes.contains(&&**file) && !file.ends_with("tests.rs")) {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (at, _) in code.match_indices('"') {
            let Some((word, _)) = code[at + 1..].split_once('"') else { continue };
            let is_id = stages.iter().any(|stage| word.strip_prefix(stage).is_some_and(|rest| rest.starts_with('-')))
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            let makes = code[..at].trim_end().ends_with("msg!(");
            if is_id && !makes && !others.contains(&word) {
                faults.push(format!("src/{file}: \"{word}\" stands outside of msg!"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All entries of a language. Fluent itself reads each file first, so that a mistake shows here and not on a screen.
fn catalogue(lang: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locales").join(lang);
    let mut catalogue = Catalogue::new();
    for entry in std::fs::read_dir(folder).expect("catalogues") {
        let path = entry.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a catalogue");
        if let Err((_, errors)) = FluentResource::try_new(text.clone()) {
            panic!("{}: {errors:?}", path.display());
        }
        let stage = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut id = String::new();
        for line in text.lines() {
            let is_entry = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some((name, _)) = line.split_once('=').filter(|_| is_entry) {
                id = name.trim().to_string();
                assert!(id.starts_with(&stage), "{}: `{id}` belongs elsewhere", path.display());
                let before = catalogue.insert(id.clone(), BTreeSet::new());
                assert!(before.is_none(), "{}: `{id}` stands twice", path.display());
            } else if line.starts_with('#') {
                continue;
            }
            let values = line.split("{ $").skip(1).filter_map(|rest| rest.split_once(' ')).map(|(name, _)| name);
            // What a layout says comes in both languages, of which each catalogue takes its own.
            let both = |name: &str| if name == lang { vec!["vi".into(), "en".into()] } else { vec![name.to_string()] };
            catalogue.entry(id.clone()).or_default().extend(values.flat_map(both));
        }
        catalogue.remove("");
    }
    catalogue
}

/// The Rust sources without their comments, by path.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a source").into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source");
            let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (path.strip_prefix(&root).expect("below").display().to_string(), code.join("\n"))
        })
        .collect()
}

/// What stands for an id in a call: a code in `msg!`, a rule in `told!`.
static CODES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let codes = Code::ALL.iter().map(|code| (format!("Code::{code:?}"), code.id().to_string()));
    codes.chain(Rule::ALL.iter().map(|rule| (format!("{rule:?}"), format!("preflight-{}", rule.name())))).collect()
});

/// A `msg!("id", value = …)`, or one of an enum variant.
struct Call {
    id: String,
    values: BTreeSet<String>,
}

fn calls(source: &str) -> Vec<Call> {
    let mut calls = vec![];
    let macros = source.match_indices("msg!(").chain(source.match_indices("told!("));
    for (start, name) in macros {
        let arguments = arguments(&source[start + name.len()..]);
        let Some(first) = arguments.first().map(|first| first.trim()) else { continue };
        let id = match first.strip_prefix('"').and_then(|id| id.strip_suffix('"')) {
            Some(id) => id.to_string(),
            None => match CODES.get(first) {
                Some(id) => id.clone(),
                None => continue,
            },
        };
        let values = arguments[1..]
            .iter()
            .filter_map(|argument| argument.split_once('='))
            .map(|(name, _)| name.trim().to_string())
            .collect();
        calls.push(Call { id, values });
    }
    calls
}

/// Splits what follows an opening parenthesis at the commas of its own level.
fn arguments(text: &str) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for c in text.chars() {
        if quoted {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
        } else {
            match c {
                '"' => quoted = true,
                '(' | '[' | '{' => depth += 1,
                ')' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    arguments.push(String::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(last) = arguments.last_mut() {
            last.push(c);
        }
    }
    arguments.retain(|argument| !argument.trim().is_empty());
    arguments
}

#[test]
fn calls_are_read_as_rust_reads_them() {
    let calls = calls(r#"f(msg!("a-b", x = g(1, "),"), y = h.join(", ")), msg!("c"));  msg!($id)"#);
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].id, "a-b");
    assert_eq!(calls[0].values, BTreeSet::from(["x".to_string(), "y".to_string()]));
    assert_eq!(calls[1].id, "c");
}
