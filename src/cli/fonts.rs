//! `anpham fonts`: what a build can set text with.

use serde::Serialize;
use serde_json::json;
use typst::text::{Font, FontInfo, FontStyle};

use super::list::new_table;
use super::session::{Failure, Session};
use crate::compile::fonts::{ALPHABETS, faces};
use crate::diag::Exit;
use crate::fs::Files;
use crate::msg;

/// A face.
#[derive(Debug, Serialize)]
struct Face {
    /// The name that a layout calls it by. Typst leaves out words such as "Condensed".
    family: String,
    style: &'static str,
    weight: u16,
    stretch_percent: u16,
    vietnamese: usize,
    vietnamese_of: usize,
    missing: String,
    /// Every alphabet, Vietnamese first.
    alphabets: Vec<Coverage>,
}

/// An alphabet and what a face lacks of it.
#[derive(Debug, Serialize)]
struct Coverage {
    name: &'static str,
    language: &'static str,
    letters: usize,
    missing: Vec<String>,
}

impl Face {
    fn new(font: &Font, info: &FontInfo) -> Self {
        let face = rustybuzz::Face::from_slice(font.data(), font.index());
        let alphabets: Vec<Coverage> = ALPHABETS
            .iter()
            .map(|alphabet| Coverage {
                name: alphabet.name,
                language: alphabet.language,
                letters: alphabet.letters().len(),
                missing: face.as_ref().map_or_else(|| alphabet.letters(), |face| alphabet.missing(face)),
            })
            .collect();
        let missing = &alphabets[0].missing;
        let all = alphabets[0].letters;
        Self {
            family: info.family.clone(),
            style: match info.variant.style {
                FontStyle::Normal => "normal",
                FontStyle::Italic => "italic",
                FontStyle::Oblique => "oblique",
            },
            weight: info.variant.weight.to_number(),
            stretch_percent: (info.variant.stretch.to_ratio().get() * 100.0).round() as u16,
            vietnamese: all - missing.len(),
            vietnamese_of: all,
            missing: missing.concat(),
            alphabets,
        }
    }

    /// The peoples whose alphabets the face has, besides Vietnamese, and the letters that it lacks, each once.
    fn peoples(&self) -> (String, String) {
        let whole = self.alphabets[1..].iter().filter(|one| one.missing.is_empty()).map(|one| one.name);
        let mut lacking: Vec<&str> = Vec::new();
        for letter in self.alphabets.iter().flat_map(|one| &one.missing) {
            if !lacking.contains(&letter.as_str()) {
                lacking.push(letter);
            }
        }
        (whole.collect::<Vec<_>>().join(", "), lacking.join(" "))
    }
}

pub(super) fn fonts(session: &Session) -> Result<Exit, Failure> {
    // Outside of a workspace the fonts are those in the binary.
    let root = session.workspace().or_else(|failure| match session.has_directory() {
        true => Err(failure),
        false => session.start(),
    })?;
    let files = Files::new(&root).map_err(|error| Failure::file(&root, error))?;
    let mut faces: Vec<Face> = faces(&files).iter().map(|(font, info)| Face::new(font, info)).collect();
    faces.sort_by(|a, b| (&a.family, a.weight, a.style).cmp(&(&b.family, b.weight, b.style)));
    if session.json {
        session.say_json(&json!({ "fonts": faces }))?;
        return Ok(Exit::Fine);
    }
    let terminal = &session.terminal;
    let mut table = new_table(terminal);
    table.set_header([
        terminal.text(&msg!("cli-column-family")),
        terminal.text(&msg!("cli-column-style")),
        terminal.text(&msg!("cli-column-weight")),
        terminal.text(&msg!("cli-column-vietnamese")),
        terminal.text(&msg!("cli-column-alphabets")),
        terminal.text(&msg!("cli-column-missing")),
    ]);
    for face in &faces {
        let covered = format!("{}/{}", face.vietnamese, face.vietnamese_of);
        let (peoples, missing) = face.peoples();
        table.add_row([&face.family, face.style, &face.weight.to_string(), &covered, &peoples, &missing]);
    }
    session.say(&(table.trim_fmt() + "\n"))?;
    Ok(Exit::Fine)
}
