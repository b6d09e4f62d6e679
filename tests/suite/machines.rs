//! A campaign on several machines: parts that are made apart and joined are what one machine makes.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::harness::Project;
use crate::small::files_below;

/// A campaign of some pieces, for two profiles.
fn campaign() -> Project {
    let project = Project::campaign();
    let piece = project.read("content/kh-116/nong-dan/to-roi.md");
    for n in 1..6 {
        project.file(&format!("content/kh-116/nong-dan/thu-{n}.md"), &piece);
    }
    project
}

/// What lies in `output/`, but for what runs remember.
fn outputs(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let mut files = files_below(&project.path("output"));
    files.retain(|path, _| !path.starts_with(".cache/"));
    files
}

fn alone() -> BTreeMap<String, Vec<u8>> {
    let project = campaign();
    project.run(["build"]).succeeds();
    outputs(&project)
}

#[test]
fn parts_in_one_folder_are_what_one_machine_makes() {
    let expected = alone();
    assert!(expected.len() > 10, "{:?}", expected.keys());
    let project = campaign();
    for part in ["3/3", "1/3", "2/3"] {
        let run = project.run(["build", "--json", "--shard", part]).succeeds().json();
        assert!(run["made"].as_u64() > Some(0), "{part}: {run}");
        assert!(!project.has("output/manifest.json"), "a part has a manifest of its own");
    }
    let told = project.run(["merge", "--json"]).succeeds().json();
    assert_eq!((&told["joined"], &told["copied"]), (&(expected.len() - 1).into(), &0.into()), "{told}");
    assert_eq!(told["shards"], serde_json::json!(["1/3", "2/3", "3/3"]));
    assert!(outputs(&project) == expected, "other bytes: {:?}", outputs(&project).keys());
    assert!(!project.has("output/.cache/shards"));
    // Nothing is left to do, for the parts of the next run either.
    for args in [&["build", "--json"][..], &["build", "--json", "--shard", "2/3"], &["merge", "--json"]] {
        let run = project.run(args).succeeds().json();
        assert!(run.get("made").is_none_or(|made| made == 0), "{args:?}: {run}");
    }
    // One text changes: its part makes it, and no other.
    let path = "content/kh-116/nong-dan/thu-3.md";
    let text = project.read(path);
    let changed = text.replacen("\n## ", "\nMột câu nữa.\n\n## ", 1);
    assert_ne!(changed, text);
    project.file(path, changed);
    let made: u64 = ["1/3", "2/3", "3/3"]
        .into_iter()
        .map(|part| {
            project.run(["build", "--json", "--shard", part]).succeeds().json()["made"].as_u64().expect("a count")
        })
        .sum();
    assert_eq!(made, 4, "two formats, for the screen and for the press");
    project.run(["merge"]).succeeds();
}

#[test]
fn parts_of_other_machines_are_brought_and_held_to_their_digests() {
    let expected = alone();
    let (project, other) = (campaign(), campaign());
    project.run(["build", "--shard", "1/2"]).succeeds();
    other.run(["build", "--shard", "2/2"]).succeeds();
    // A file is damaged on its way.
    let file = outputs(&other).into_keys().find(|path| path.ends_with(".pdf")).expect("a file");
    let bytes = std::fs::read(other.path(&format!("output/{file}"))).expect("a file");
    other.file(&format!("output/{file}"), &bytes[..bytes.len() / 2]);
    let from = other.path("output").display().to_string();
    let told = project.run(["merge", "--json", &from]).fails(1).json();
    let missing = told["missing"].as_array().expect("a list");
    assert_eq!((missing.len(), &missing[0]["shard"]), (1, &"2/2".into()), "{told}");
    let list = project.read("output/missing.txt");
    assert_eq!(list, format!("{}\n", missing[0]["id"].as_str().expect("a name")));
    assert!(!project.has(&format!("output/{file}")), "half a file");
    let again = project.run(["build", "--json", "--only", "output/missing.txt"]).succeeds().json();
    assert_eq!(again["made"], 1, "{again}");
    project.run(["merge"]).succeeds();
    assert!(!project.has("output/missing.txt"));
    assert!(outputs(&project) == expected);
}

#[test]
fn a_part_that_was_killed_counts_as_far_as_it_came() {
    let project = campaign();
    project.run(["build", "--shard", "1/2"]).succeeds();
    let journal = project.path("output/.cache/shards/2-of-2/.cache/journal.jsonl");
    let written = || std::fs::read(&journal).unwrap_or_default();
    let lines = |journal: &[u8]| journal.iter().filter(|byte| **byte == b'\n').count();
    // Killed after its first outputs; on a machine that is too quick for that it is begun anew.
    let left = (0..50).find_map(|_| {
        let mut part = Command::new(env!("CARGO_BIN_EXE_anpham"))
            .args(["build", "--quiet", "--shard", "2/2", "--jobs", "1"])
            .current_dir(project.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        while lines(&written()) < 2 && part.try_wait().expect("a state").is_none() {
            std::thread::yield_now();
        }
        part.kill().and_then(|()| part.wait()).expect("it ended");
        let left = written();
        if left.is_empty() {
            std::fs::remove_dir_all(project.path("output/.cache/shards/2-of-2")).expect("removed");
        }
        (!left.is_empty()).then_some(left)
    });
    let left = left.expect("a part that was killed");
    let had = lines(&left);
    assert!(had >= 2 && !project.has("output/.cache/shards/2-of-2/manifest.json"), "{had}");
    // Half a line more is no output.
    std::fs::write(&journal, [&left[..], b"{\"lists\": "].concat()).expect("written");
    let expected = alone();
    let ended = outputs(&project).keys().filter(|path| path.ends_with(".pdf")).count();
    let told = project.run(["merge", "--json"]).fails(1).json();
    let missing = told["missing"].as_array().map(Vec::len).expect("a list");
    // All outputs but the manifest, without those of the other part and those that were written down.
    let first = told["joined"].as_u64().expect("a count") as usize - had;
    assert_eq!(missing, expected.len() - 1 - first - had, "{told}");
    assert!(ended >= first + had, "{ended} {first} {had}");
    let again = project.run(["build", "--json", "--only", "output/missing.txt"]).succeeds().json();
    assert_eq!(again["made"], missing, "{again}");
    project.run(["merge"]).succeeds();
    assert!(outputs(&project) == expected);
}

#[test]
fn a_machine_that_makes_other_bytes_is_told() {
    let (project, twin) = (campaign(), campaign());
    project.run(["build", "--shard", "1/2"]).succeeds();
    project.run(["build", "--shard", "2/2"]).succeeds();
    twin.run(["build", "--shard", "2/2"]).succeeds();
    let from = twin.path("output").display().to_string();
    // A twin of the same bytes changes nothing.
    let file = outputs(&twin).into_keys().find(|path| path.ends_with(".pdf")).expect("a file");
    let path = format!("output/{file}");
    let state = "output/.cache/shards/2-of-2/.cache/jobs.json";
    let digest = blake3::hash(&std::fs::read(twin.path(&path)).expect("a file")).to_hex().to_string();
    twin.file(&path, "khác").edit(state, &digest, &blake3::hash("khác".as_bytes()).to_hex());
    let before = std::fs::read(project.path(&path)).expect("a file");
    let told = project.run(["merge", "--json", &from]).fails(1).json();
    assert_eq!(told["differing"], serde_json::json!([file]), "{told}");
    assert!(std::fs::read(project.path(&path)).expect("a file") == before, "the first is kept");
}

#[test]
fn slips_are_told() {
    let project = campaign();
    for part in ["0/2", "3/2", "x", "1"] {
        project.run(["build", "--shard", part]).fails(2).stdout_contains("1/4");
    }
    project.file("list.txt", "# of yesterday\nkh-116/nong-dan/to-roi:leaflet-a5@print\nkhong phai ten\n");
    project.run(["build", "--only", "list.txt"]).fails(2).stdout_contains("list.txt:3");
    project.file("list.txt", "kh-116/nong-dan/khong-co:leaflet-a5@print\n");
    project.run(["build", "--only", "list.txt"]).succeeds().stdout_contains("khong-co");
    project.run(["build", "--only", "khong-co.txt"]).fails(3);
    project.run(["merge", "khong-co"]).fails(3);
}
