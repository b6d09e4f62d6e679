//! Which module names which, read from the paths of the sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, rooms, sources};

/// A path of modules and names: `["pdf", "inks", "Ink"]`.
type Names = Vec<String>;

/// What one file says of others.
#[derive(Debug, Default)]
struct Paths {
    /// What its code names.
    named: BTreeSet<Names>,
    /// What others can name through it: `use` and `pub use`, by the name here. `*` for all of a module.
    known: Vec<(String, Names)>,
}

/// All files of the crate, by the path of their module.
pub(super) struct House {
    files: BTreeMap<Names, (String, Paths)>,
    texts: BTreeMap<Names, String>,
}

fn strings(names: &[&str]) -> Names {
    names.iter().map(|name| (*name).to_string()).collect()
}

/// The module that a file is: `pdf/inks.rs` is `pdf`, `inks`; `pdf/mod.rs` is `pdf`.
fn module(path: &str) -> Names {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { vec![] } else { path.split('/').map(String::from).collect() }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths of a tree of imports that begins with `prefix`: `a::{b, c::{d as e, *}}`, each with the name that it has here.
fn tree(text: &str, prefix: &Names, found: &mut Vec<(String, Names)>) -> usize {
    let word: String = text.chars().take_while(|c| is_name(*c)).collect();
    let rest = &text[word.len()..];
    let mut path = prefix.clone();
    if word != "self" || prefix.is_empty() {
        path.extend((!word.is_empty()).then(|| word.clone()));
    }
    if rest.starts_with("::*") || word.is_empty() && text.starts_with('*') {
        found.push(("*".into(), path));
        return text.find('*').map_or(text.len(), |at| at + 1);
    }
    if let Some(list) = rest.strip_prefix("::{") {
        let mut at = word.len() + 3;
        let mut list = list;
        loop {
            let skipped = list.len() - list.trim_start_matches([' ', '\n', ',']).len();
            (at, list) = (at + skipped, &list[skipped..]);
            if list.is_empty() || list.starts_with('}') {
                return at + 1;
            }
            let taken = tree(list, &path, found).max(1);
            (at, list) = (at + taken, list.get(taken..).unwrap_or_default());
        }
    }
    if let Some(inner) = rest.strip_prefix("::")
        && inner.starts_with(is_name)
    {
        return word.len() + 2 + tree(inner, &path, found);
    }
    let renamed = rest.strip_prefix(" as ").map(|name| name.chars().take_while(|c| is_name(*c)).collect::<String>());
    let taken = word.len() + renamed.as_ref().map_or(0, |name| name.len() + 4);
    let name = renamed.or_else(|| path.last().cloned()).unwrap_or_default();
    found.push((name, path));
    taken
}

/// A path as it is written in a module, from the root of the crate; `None` for other crates.
fn absolute(path: &Names, here: &Names, children: &BTreeSet<String>) -> Option<Names> {
    let mut base = here.clone();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([&base[..], &path[1..]].concat()),
        "super" => {
            let ups = path.iter().take_while(|name| *name == "super").count();
            base.truncate(base.len().saturating_sub(ups));
            Some([&base[..], &path[ups..]].concat())
        }
        first if children.contains(first) => Some([&base[..], path].concat()),
        _ => None,
    }
}

fn paths(text: &str, here: &Names, children: &BTreeSet<String>) -> Paths {
    let code = code(text);
    let mut paths = Paths::default();
    let mut body = String::new();
    let mut rest = code.as_str();
    // Imports first, so that what is left is plain code.
    while let Some(at) = rest.find("use ") {
        let line = &rest[rest[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        let shown = line.trim();
        let is_import = shown.is_empty() || shown == "pub" || shown.starts_with("pub(") && shown.ends_with(')');
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        if !is_import {
            body.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
            continue;
        }
        body.push_str(&rest[..at]);
        let mut found = vec![];
        tree(&rest[at + 4..end], &vec![], &mut found);
        for (name, path) in found {
            let Some(path) = absolute(&path, here, children) else { continue };
            if shown.is_empty() {
                paths.named.insert(path.clone());
            }
            paths.known.push((name, path));
        }
        rest = &rest[end..];
    }
    body.push_str(rest);
    let starts = ["crate::", "super::", "self::"].into_iter().map(String::from);
    for start in starts.chain(children.iter().map(|child| format!("{child}::"))) {
        for (at, _) in body.match_indices(&start) {
            if body[..at].ends_with(|c: char| is_name(c) || matches!(c, ':' | '.' | '"' | '`')) {
                continue;
            }
            let mut found = vec![];
            tree(&body[at..], &vec![], &mut found);
            paths.named.extend(found.iter().filter_map(|(_, path)| absolute(path, here, children)));
        }
    }
    paths
}

impl House {
    pub(super) fn read() -> Self {
        let texts: BTreeMap<Names, String> = sources()
            .into_iter()
            .filter(|(path, _)| path != "main.rs")
            .map(|(path, text)| (module(&path), text))
            .collect();
        let mut files = BTreeMap::new();
        for (path, text) in sources().iter().filter(|(path, _)| *path != "main.rs" && !path.ends_with("tests.rs")) {
            let here = module(path);
            let is_child = |other: &&Names| other.len() == here.len() + 1 && other.starts_with(&here);
            let children = texts.keys().filter(is_child).filter_map(|other| other.last().cloned()).collect();
            files.insert(here.clone(), (path.clone(), paths(text, &here, &children)));
        }
        Self { files, texts }
    }

    /// The file in which a path ends: through modules, and what those take over from others.
    fn end(&self, path: &Names, depth: usize) -> Option<&Names> {
        let known = (0..=path.len()).rev().find_map(|n| self.files.get_key_value(&path[..n]))?;
        let (module, (_, paths)) = known;
        let Some(name) = path.get(module.len()).filter(|_| depth < 8) else { return Some(module) };
        let defines = |module: &Names| {
            let text = self.texts.get(module).map_or("", String::as_str);
            let kinds = ["struct", "enum", "trait", "type", "fn", "const", "static", "mod", "macro_rules!"];
            kinds.iter().any(|kind| {
                text.match_indices(&format!("{kind} {name}"))
                    .any(|(at, found)| !text[at + found.len()..].starts_with(is_name))
            })
        };
        if defines(module) {
            return Some(module);
        }
        if let Some((_, other)) = paths.known.iter().find(|(known, _)| known == name) {
            return self.end(&[&other[..], &path[module.len() + 1..]].concat(), depth + 1);
        }
        let globs = paths.known.iter().filter(|(known, _)| known == "*").map(|(_, other)| other);
        let taken = globs.filter_map(|other| self.end(other, depth + 1)).find(|other| defines(other));
        taken.or(Some(module))
    }

    /// Files that a file names, those of its own room alone.
    fn named(&self, module: &Names) -> BTreeSet<&Names> {
        let Some((_, paths)) = self.files.get(module) else { return BTreeSet::new() };
        let ends = paths.named.iter().filter_map(|path| self.end(path, 0));
        ends.filter(|end| *end != module && end.first() == module.first()).collect()
    }

    /// Families of files of one room that know each other in a circle.
    pub(super) fn circles(&self) -> Vec<Vec<String>> {
        let reach = |from: &Names| {
            let (mut seen, mut open) = (BTreeSet::new(), self.named(from));
            while let Some(next) = open.pop_first() {
                if seen.insert(next.clone()) {
                    open.extend(self.named(next));
                }
            }
            seen
        };
        let all: BTreeMap<&Names, BTreeSet<Names>> = self.files.keys().map(|file| (file, reach(file))).collect();
        let mut families = BTreeSet::new();
        for (file, reached) in &all {
            let family: Vec<String> = all
                .iter()
                .filter(|(other, back)| reached.contains(**other) && back.contains(*file))
                .map(|(other, _)| self.files[*other].0.clone())
                .collect();
            if family.len() > 1 {
                families.insert(family);
            }
        }
        families.into_iter().collect()
    }

    /// The rooms that a room names.
    pub(super) fn rooms_of(&self, room: &str) -> BTreeSet<&str> {
        let own = self.files.iter().filter(|(module, _)| module.first().is_some_and(|first| first == room));
        let names = own.flat_map(|(_, (_, paths))| &paths.named).filter_map(|path| path.first());
        let known = |name: &&String| self.files.contains_key(&vec![(*name).clone()]) && *name != room;
        names.filter(known).map(String::as_str).collect()
    }
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let text = "pub use b::{C, d};\nuse crate::{msg, pdf::{self, inks::Ink as I}, plan};\nuse super::x;\nuse serde::Serialize;\n\
                // crate::no\nfn f() { crate::fs::read(b::g(1)); self::y::<crate::i18n::Lang>() }\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}";
    let found = paths(text, &strings(&["a"]), &BTreeSet::from(["b".to_string()]));
    let named: Vec<String> = found.named.iter().map(|path| path.join("::")).collect();
    assert_eq!(named, ["a::b::g", "a::y", "fs::read", "i18n::Lang", "msg", "pdf", "pdf::inks::Ink", "plan", "x"]);
    let known: Vec<String> = found.known.iter().map(|(name, path)| format!("{name} {}", path.join("::"))).collect();
    let taken = ["C a::b::C", "d a::b::d", "msg msg", "pdf pdf", "I pdf::inks::Ink", "plan plan", "x x"];
    assert_eq!(known, taken);
}

/// What stands below in `lib.rs` is not known above it.
#[test]
fn imports_point_one_way() {
    let sources = sources();
    let rooms = rooms(&sources["lib.rs"]);
    assert!(rooms.len() > 20, "{rooms:?}");
    let place = |name: &str| rooms.iter().position(|room| *room == name);
    let house = House::read();
    let mut wrong = vec![];
    for (own, room) in rooms.iter().enumerate() {
        for name in house.rooms_of(room).into_iter().filter(|name| place(name).is_some_and(|place| place > own)) {
            wrong.push(format!("src/{room} names {name}, which stands below it in lib.rs"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A tree is made, and written, without a check: those look at what is there.
#[test]
fn what_reads_and_writes_a_text_knows_no_check() {
    let house = House::read();
    let checks = strings(&["markup", "checks"]);
    let rooms = ["meant", "read", "languages", "write"];
    let files = house.files.keys().filter(|file| file.len() > 1 && rooms.contains(&file[1].as_str()));
    let files: Vec<&Names> = files.filter(|file| file[0] == "markup").collect();
    assert!(files.len() > 20, "{files:?}");
    let knows = |file: &&&Names| house.named(file).iter().any(|other| other.starts_with(&checks));
    let wrong: Vec<_> = files.iter().filter(knows).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Families of files of one room that know each other in a circle, with the reason.
const FAMILIES: &[(&[&str], &str)] = &[];

/// Within a room too imports point one way, but for families that are told here.
#[test]
fn files_of_a_room_go_in_no_circles() {
    let told: Vec<Vec<String>> = FAMILIES.iter().map(|(files, _)| strings(files)).collect();
    let circles = House::read().circles();
    let new: Vec<_> = circles.iter().filter(|family| !told.contains(family)).collect();
    let gone: Vec<_> = told.iter().filter(|family| !circles.contains(family)).collect();
    assert!(new.is_empty() && gone.is_empty(), "circles that are not told: {new:#?}\ntold and gone: {gone:#?}");
}
