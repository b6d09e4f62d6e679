//! `docs/architecture.md` is as the sources say: its picture, its table of rooms and all that its other tables name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::imports::House;
use super::{rooms, sources};

/// The first sentence of what a module says of itself, its links as plain text.
fn sentence(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let text = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let first = text.split_once(". ").map_or(text.trim_end_matches('.'), |(first, _)| first);
    let mut plain = String::new();
    let mut rest = first;
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`]").unwrap_or((link, ""));
        let after = after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, after)| after);
        let _ = write!(plain, "{before}`{name}`");
        rest = after;
    }
    plain + rest
}

/// The heading of each group of rooms in `lib.rs`: the first sentence of the comment above it.
fn groups(lib: &str) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = vec![];
    let mut comment = String::new();
    for line in lib.lines().filter(|line| !line.starts_with("//!")) {
        if let Some(said) = line.strip_prefix("// ") {
            comment = format!("{comment} {said}").trim().to_string();
            continue;
        }
        match line.trim_start_matches("pub ").strip_prefix("mod ").and_then(|name| name.strip_suffix(';')) {
            Some(room) => {
                if !comment.is_empty() {
                    let title = comment.split_once(". ").map_or(comment.trim_end_matches('.'), |(first, _)| first);
                    groups.push((title.to_string(), vec![]));
                    comment.clear();
                }
                groups.last_mut().expect("a group").1.push(room.to_string());
            }
            None if line.is_empty() && groups.is_empty() => comment.clear(),
            None => {}
        }
    }
    groups
}

/// What the sources say: the picture and the rooms.
fn drawn() -> String {
    let (sources, house) = (sources(), House::read());
    let lib = &sources["lib.rs"];
    let rooms = rooms(lib);
    let knows: BTreeMap<&str, BTreeSet<&str>> = rooms.iter().map(|room| (*room, house.rooms_of(room))).collect();
    let mut text = String::from("```mermaid\nflowchart BT\n");
    for (n, (title, members)) in groups(lib).iter().enumerate() {
        let (title, _) = title.split_once([':', ',']).unwrap_or((title, ""));
        let _ = writeln!(text, "  subgraph g{n} [{title}]\n    {}\n  end", members.join(" & "));
    }
    for room in &rooms {
        // What a neighbour knows already needs no arrow of its own.
        let far = |name: &&&str| {
            let others = knows[room].iter().filter(|other| *other != *name);
            !others.into_iter().any(|other| reaches(&knows, other, name))
        };
        let near: Vec<&str> = knows[room].iter().filter(far).copied().collect();
        if !near.is_empty() {
            let _ = writeln!(text, "  {room} --> {}", near.join(" & "));
        }
    }
    text.push_str("```\n");
    for (title, members) in groups(lib) {
        let _ = writeln!(text, "\n**{title}**\n\n| room | what it is | knows |\n|---|---|---|");
        for room in members {
            let (path, source) = [format!("{room}.rs"), format!("{room}/mod.rs")]
                .into_iter()
                .find_map(|path| sources.get(&path).map(|source| (path, source)))
                .expect("a room");
            let path = path.strip_suffix("mod.rs").unwrap_or(&path);
            let known: Vec<&str> = rooms.iter().copied().filter(|other| knows[room.as_str()].contains(other)).collect();
            let said = sentence(source).replace('|', "\\|");
            let _ = writeln!(text, "| [`{room}`](../src/{path}) | {said} | {} |", known.join(", "));
        }
    }
    text
}

fn reaches(knows: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    knows[from].iter().any(|next| *next == to || reaches(knows, next, to))
}

const BEGIN: &str = "<!-- drawn from the sources -->\n";
const END: &str = "<!-- to here -->\n";

#[test]
fn the_page_of_the_house_is_drawn_from_the_sources() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let page = std::fs::read_to_string(&path).expect("docs/architecture.md");
    let (before, rest) = page.split_once(BEGIN).expect("where the picture begins");
    let (old, after) = rest.split_once(END).expect("where it ends");
    let new = drawn();
    if std::env::var_os("ANPHAM_ACCEPT").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{new}{END}{after}")).expect("written");
        return;
    }
    let differs = |(old, new): (&str, &str)| format!("- {old}\n+ {new}");
    let first = old.lines().zip(new.lines()).find(|(old, new)| old != new).map(differs);
    assert!(old == new, "docs/architecture.md: ANPHAM_ACCEPT=1 draws it again\n{}", first.unwrap_or_default());
}

/// What the page says by hand is where it says.
#[test]
fn what_the_page_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/architecture.md")).expect("docs/architecture.md");
    let page = page.split_once(END).expect("the tables by hand").1;
    let mut places = 0;
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        // `| where an order's bleed is decided | [src/pack/mod.rs](../src/pack/mod.rs): `bleed_of` |`
        for (link, rest) in line.match_indices("](../").map(|(at, _)| line[at + 5..].split_once(')').expect("a link")) {
            let text = std::fs::read_to_string(root.join(link)).unwrap_or_default();
            assert!(root.join(link).exists(), "{line}: there is no {link}");
            let said = rest.split("](../").next().unwrap_or_default();
            for word in said.split('`').skip(1).step_by(2) {
                assert!(text.contains(word), "{link} has no `{word}`");
                places += 1;
            }
        }
    }
    assert!(places > 20, "{places}");
}
