//! The letters of the peoples of the Central Highlands: on the pages of every family, and out of them again. What programs
//! that are not ours read is held to the normal form of what was typed; those that are not at hand say so.

use std::path::{Path, PathBuf};
use std::process::Command;

use anpham::compile::fonts::ALPHABETS;
use unicode_normalization::is_nfc;

use crate::harness::Project;
use crate::small::files_below;

/// What a reader finds in each file; nothing, said aloud, where it is not at hand.
fn texts(reader: &str, files: &[PathBuf]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join("target/readers/bin/python");
    let python = if own.exists() { own } else { PathBuf::from("python3") };
    let runs: Vec<Command> = match reader {
        "poppler" => files
            .iter()
            .map(|file| {
                let mut command = Command::new("pdftotext");
                command.args(["-enc", "UTF-8"]).arg(file).arg("-");
                command
            })
            .collect(),
        "pdf.js" => {
            let mut command = Command::new("node");
            command.arg(root.join("tests/browser/text.mjs")).args(files);
            root.join("tests/browser/node_modules/pdfjs-dist").exists().then_some(command).into_iter().collect()
        }
        _ => {
            let mut command = Command::new(python);
            command.arg(root.join("tests/readers/read.py")).arg(reader).args(files);
            vec![command]
        }
    };
    let mut found = Vec::new();
    for mut command in runs {
        let Some(run) = command.output().ok().filter(|run| run.status.code() != Some(77)) else { break };
        assert!(run.status.success(), "{reader}: {}", String::from_utf8_lossy(&run.stderr));
        let text = String::from_utf8(run.stdout).expect("UTF-8");
        match text.trim_end().strip_suffix('\u{1e}') {
            Some(all) => found.extend(all.split('\u{1e}').map(str::to_owned)),
            None => found.push(text),
        }
    }
    if found.is_empty() {
        eprintln!("SKIPPED: {reader} is not installed (tests/README.md)");
    } else {
        assert_eq!(found.len(), files.len(), "{reader}");
    }
    found
}

/// Without blanks, which readers put where they like.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every letter of every alphabet but the Vietnamese one, each once, and words that are written with them.
fn sample() -> String {
    let mut letters: Vec<String> = Vec::new();
    for letter in ALPHABETS[1..].iter().flat_map(|alphabet| alphabet.letters()) {
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    letters.join(" ") + " Y Ƀlŭl Niê Blô, ƀuôn Êđê, anung điơ̆, ƀrư̆ ƀrư̆, ê̆p, mbơ̆, ƀañ čưng, tơnơ̆ mờ tŭ, CǏH JǍT"
}

const TITLE: &str = "Boh hră ƀuôn Ê̆ Ô̆ Ơ̆ Ư̆ Ŏ Ĭ č ñ";

fn pieces(project: &Project) {
    let line = sample();
    let body = format!(
        "Bi êdah klei blŭ.\n\n# {TITLE} sa\n\n{line}\n\n*Bi êdah: {line}*\n\n**Phŭn: {line}**\n\n***Mâo dua: {line}***\n\n`raw: {line}`\n"
    );
    let header = format!("title: {TITLE}\nsummary: Klei blŭ ê̆ ơ̆ ư̆ ŏ.\n");
    let file = |name: &str, more: &str, body: &str| {
        project.file(&format!("content/kh-116/nong-dan/{name}.md"), format!("---\n{header}{more}---\n\n{body}"));
    };
    file("chu", "formats: [outline, leaflet]\n", &body);
    file("lon", "call: Ê̆ ô̆ ơ̆ ư̆ Ƀuôn Ŏ\nslogan: Ƀuôn ê̆ ô̆ ơ̆ ư̆ ŏ ĭ ŭ\nformats: [poster, banner]\n", "- **Ƀuôn**: ê̆ ô̆ ơ̆\n");
    file(
        "bao",
        "number: 12/TB-UBND\ndate: 2026-09-02\nformats: [notice]\ndetails:\n  style: nd30-2020\n  agency: Ủy ban nhân dân xã Ea Ƀŏ\n  \
         place: Ea Ƀŏ\n  position: CHỦ TỊCH\n  signer: Y Ƀlŭl Niê Blô\n  recipients: [Các ƀuôn, \"Lưu: VT\"]\n",
        &format!("{}\n", line.replace(" Y Ƀlŭl", "\n\nY Ƀlŭl")),
    );
}

#[test]
fn letters_of_the_peoples_come_out_of_every_family_as_they_were_typed() {
    let project = Project::campaign();
    pieces(&project);
    project
        .run(["build", "--profile", "screen", "--profile", "print"])
        .succeeds()
        .stdout_lacks("chu.md")
        .stdout_lacks("lon.md");

    let line = sample();
    let body = [
        line.clone(),
        format!("Bi êdah: {line}"),
        format!("Phŭn: {line}"),
        format!("Mâo dua: {line}"),
        format!("raw: {line}"),
    ];
    let large = [TITLE.to_owned(), "Ê̆ ô̆ ơ̆ ư̆ Ƀuôn Ŏ".to_owned()];
    let notice = [line, "Y Ƀlŭl Niê Blô".to_owned(), "XÃ EA ɃŎ".to_owned()];
    let expected: [(&str, &[String]); 5] = [
        ("chu.outline", &body),
        ("chu.leaflet", &body),
        ("lon.poster", &large),
        ("lon.banner", &large[1..1]),
        ("bao.notice", &notice),
    ];
    let files: Vec<(PathBuf, &[String])> = ["screen", "print"]
        .iter()
        .flat_map(|profile| {
            expected.map(|(name, passages)| {
                (project.path(&format!("output/{profile}/kh-116/nong-dan/{name}.pdf")), passages)
            })
        })
        .collect();
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
    for reader in ["poppler", "mupdf", "pdfium", "pdf.js"] {
        for (found, (file, passages)) in texts(reader, &paths).iter().zip(&files) {
            assert!(is_nfc(found), "{reader} {}: {found}", file.display());
            let found = squeezed(found);
            for passage in *passages {
                assert!(found.contains(&squeezed(passage)), "{reader} {}: no {passage:?} in {found}", file.display());
            }
        }
    }
}

/// All faces in the workspace, the sans ones changed: they stand in for those of the program.
fn own_faces(project: &Project, change: impl Fn(&mut Vec<u8>)) {
    for (path, mut bytes) in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts")) {
        if path.contains("BeVietnamPro_") {
            change(&mut bytes);
        }
        project.file(&format!("fonts/{path}"), bytes);
    }
}

fn number(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]))
}

/// Where the entry of a table stands in the directory of a font, and where the table begins.
fn table(bytes: &[u8], tag: &[u8]) -> (usize, usize) {
    let entry = (12..).step_by(16).find(|at| &bytes[*at..at + 4] == tag).expect("the table");
    (entry, number(bytes, entry + 8) * 65536 + number(bytes, entry + 10))
}

/// Takes a character that has a segment of its own out of every map of format 4.
fn forget(bytes: &mut [u8], character: u16) {
    let cmap = table(bytes, b"cmap").1;
    for n in 0..number(bytes, cmap + 2) {
        let map = cmap + number(bytes, cmap + 8 + 8 * n) * 65536 + number(bytes, cmap + 10 + 8 * n);
        if number(bytes, map) != 4 {
            continue;
        }
        let segments = number(bytes, map + 6) / 2;
        let (ends, starts) = (map + 14, map + 16 + 2 * segments);
        let own = (0..segments).find(|n| number(bytes, ends + 2 * n) == usize::from(character)).expect("a segment");
        assert_eq!(number(bytes, starts + 2 * own), usize::from(character), "a segment of its own");
        // The glyph is the character plus the delta.
        let delta = starts + 2 * (segments + own);
        bytes[delta..delta + 2].copy_from_slice(&0u16.wrapping_sub(character).to_be_bytes());
    }
}

#[test]
fn a_letter_that_a_face_lacks_is_named_with_its_peoples() {
    let project = Project::campaign();
    own_faces(&project, |bytes| forget(bytes, 0x180));
    project.edit("content/kh-116/nong-dan/to-roi.md", "summary: ", "summary: ƀuôn ê̆p ");
    project
        .run(["build", "--profile", "screen"])
        .fails(1)
        .stdout_contains("the font `Be Vietnam Pro` has no glyph for `ƀ` (U+0180)")
        .stdout_contains("of the alphabets of the Ê Đê, Gia Rai, M'Nông, K'Ho");
    let fonts = project.run(["fonts", "--json"]).succeeds().json();
    let faces = fonts["fonts"].as_array().expect("a list");
    let face = faces.iter().find(|face| face["family"] == "Be Vietnam Pro").expect("the face");
    assert_eq!(face["alphabets"][0]["missing"].as_array().map(Vec::len), Some(0));
    assert_eq!(face["alphabets"][1]["name"], "Ê Đê");
    assert_eq!(face["alphabets"][1]["missing"], serde_json::json!(["ƀ"]));
}

#[test]
fn a_letter_of_two_glyphs_is_told_once() {
    let project = Project::campaign();
    // Without its table of substitutions a face puts the mark over the letter.
    own_faces(&project, |bytes| {
        let entry = table(bytes, b"GSUB").0;
        bytes[entry..entry + 4].copy_from_slice(b"GSUA");
    });
    project.edit("content/kh-116/nong-dan/to-roi.md", "summary: ", "summary: Êđê ê̆p ê̆p ");
    let told = project.run(["build", "--profile", "screen"]).stdout();
    let message = "puts `ê̆` (U+00EA U+0306) together of several glyphs";
    assert_eq!(told.matches(message).count(), 1, "{told}");
    assert!(!told.contains("stands before") && !told.contains("twice, on page"), "{told}");
    project.run(["fonts"]).succeeds().stdout_contains("Churu").stdout_contains("ê̆ ô̆ ơ̆ ư̆");
}
