//! The READMEs say only what works: their commands, and the piece and the fact that they show, in a real build.

use std::path::Path;

use crate::harness::Project;

const READMES: [&str; 2] = ["README.md", "README.vi.md"];

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect("the README")
}

/// The fenced blocks of a language.
fn blocks(text: &str, lang: &str) -> Vec<String> {
    let open = format!("\n```{lang}\n");
    let parts = text.split(open.as_str()).skip(1);
    parts.map(|part| part.split("\n```").next().unwrap_or("").to_string()).collect()
}

#[test]
fn both_give_the_same_two_commands_and_no_step_between() {
    for name in READMES {
        let commands = blocks(&text(name), "sh");
        assert_eq!(commands[0], "cargo run --release -- build", "{name}");
        assert_eq!(commands[1], "cargo test --release", "{name}");
    }
    assert_eq!(blocks(&text(READMES[0]), "markdown"), blocks(&text(READMES[1]), "markdown"));
    assert_eq!(blocks(&text(READMES[0]), "toml"), blocks(&text(READMES[1]), "toml"));
}

#[test]
fn the_piece_and_the_fact_that_they_show_build() {
    let readme = text("README.md");
    let fact = &blocks(&readme, "toml")[0];
    let project = Project::campaign();
    let directive = std::fs::read_dir(project.path("content"))
        .expect("content")
        .flatten()
        .find(|entry| entry.path().join("directive.toml").exists())
        .expect("a directive")
        .file_name()
        .to_string_lossy()
        .into_owned();
    let path = format!("content/{directive}/directive.toml");
    let second = fact.replace("ocop-2030", "chu-luc-2030").replace("100", "60");
    // The campaign's own facts make room for those that the README shows.
    let own = project.read(&path);
    let head = own.split("[[facts]]").next().unwrap_or("");
    project.file(&path, format!("{head}\n{fact}\n\n{second}\n"));
    project.run(["new", "audience", "ba-con", "--name", "Bà con nông dân"]).succeeds();
    project.file(&format!("content/{directive}/ba-con/vuon.md"), &blocks(&readme, "markdown")[0]);
    project.run(["build", "--audience", "ba-con"]).succeeds().stdout_contains("failed 0");
    for output in ["vuon.leaflet.pdf", "vuon.banner.pdf"] {
        assert!(project.has(&format!("output/print/{directive}/ba-con/{output}")), "no {output}");
    }
}

#[test]
fn the_press_that_they_show_builds() {
    // The condition that the profile at hand is made for.
    let press = blocks(&text("README.md"), "toml")[1].replace("FOGRA47", "FOGRA39");
    let project = Project::campaign();
    let icc = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/icc/ISOcoated_v2_300_bas.icc");
    project.file("profiles/printer.icc", std::fs::read(icc).expect("the shipped profile"));
    let campaign = project.read("anpham.toml");
    project.file("anpham.toml", format!("{campaign}\n{press}\n"));
    project.run(["build", "--profile", "nha-in-a"]).succeeds().stdout_contains("failed 0");
}

#[test]
fn every_file_that_they_link_to_is_there() {
    for name in READMES {
        for part in text(name).split("](").skip(1) {
            let target = part.split([')', '#']).next().unwrap_or("");
            // A blank: a picture in an example, with its caption.
            if !target.starts_with("http") && !target.contains(' ') {
                assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "{name} links to {target}");
            }
        }
    }
}
