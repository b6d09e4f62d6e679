//! The files of a workspace → [`Content`]. The only part of this stage that touches the disk.
//!
//! Nothing is passed over in silence: what cannot be read, is in the wrong place or is wrong inside is reported, and
//! the rest is read all the same.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::WalkDir;

use super::legacy::{self, Legacy};
use super::model::{Audience, Campaign, Content, Directive, Piece};
use super::{front_matter, registry};
use crate::carry;
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::fs::{Files, ReadError};
use crate::msg;

/// The file that makes a folder a workspace.
pub const CAMPAIGN_FILE: &str = "anpham.toml";

/// The largest text that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Folder of texts for `{% include %}`.
const SHARED: &str = "_shared";

/// The workspace that a folder belongs to: the nearest folder upwards with an `anpham.toml`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join(CAMPAIGN_FILE).is_file()).map(Path::to_path_buf)
}

/// Reads a workspace. Every mistake is reported; `None` when the campaign or the audiences cannot be known.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Option<Content> {
    let files = match Files::new(root) {
        Ok(files) => files,
        Err(error) => {
            diagnostics.push(Diagnostic::error(msg!("content-unreadable", path = root.display())).quote(error));
            return None;
        }
    };
    let campaign = read_campaign(&files, diagnostics);
    let found = walk(root, diagnostics);
    let audiences = read_audiences(root, diagnostics);
    let directives = read_directives(root, &found, diagnostics);
    let includes = read_all(root, &found.shared, diagnostics, |file, _| Some(file));
    let known = audiences.as_deref();
    let mut pieces = read_all(root, &found.pieces, diagnostics, |file, diagnostics| piece(&file, known, diagnostics));
    check_folders(&found, &pieces, known, diagnostics);
    // What is wrong with their folder has been said.
    pieces.retain(|piece| directives.contains_key(&piece.directive));
    pieces.retain(|piece| known.is_some_and(|known| known.iter().any(|a| a.id == piece.audience)));
    Some(Content {
        campaign: campaign?,
        audiences: audiences?,
        directives,
        pieces,
        includes: includes.into_iter().map(|file| (file.path.clone(), file)).collect(),
    })
}

fn read_campaign(files: &Files, diagnostics: &mut Diagnostics) -> Option<Campaign> {
    let root = files.root();
    if !root.join(CAMPAIGN_FILE).exists() {
        let message = msg!("content-no-campaign", path = root.display());
        diagnostics.push(Diagnostic::error(message).hint(msg!("content-no-campaign-hint")));
        return None;
    }
    let file = read_text(root, &Found::at(CAMPAIGN_FILE), diagnostics)?;
    let campaign = registry::campaign(&file, diagnostics)?;
    if let Some(logo) = &campaign.brand.logo
        && let Err(error) = files.resolve(logo)
    {
        let message = match error {
            ReadError::Outside => msg!("content-outside", path = logo.value),
            _ => msg!("content-no-file", path = logo.value),
        };
        let mut diagnostic = Diagnostic::error(message).at(Place::new(&file, logo.range.clone()));
        if logo.contains('\\') {
            diagnostic = diagnostic.hint(msg!("content-backslash-hint", path = logo.replace('\\', "/")));
        }
        diagnostics.push(diagnostic);
        return None;
    }
    Some(campaign)
}

fn read_audiences(root: &Path, diagnostics: &mut Diagnostics) -> Option<Vec<Audience>> {
    let path = "content/audiences.toml";
    if !root.join(path).exists() {
        let message = Diagnostic::error(msg!("content-no-file", path = path));
        diagnostics.push(message.hint(msg!("content-no-audiences-hint")));
        return None;
    }
    registry::audiences(&read_text(root, &Found::at(path), diagnostics)?, diagnostics)
}

/// A file to read: its path as the system has it, and as the program names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// NFC, `/` between names.
    path: String,
    /// Relative to the root.
    real: PathBuf,
}

impl Found {
    fn at(path: &str) -> Self {
        Self { path: path.to_string(), real: PathBuf::from(path) }
    }
}

/// What the walk through `content/` found.
#[derive(Debug, Default)]
struct Tree {
    /// `directive.toml` files.
    directives: Vec<Found>,
    /// Texts in `_shared` folders.
    shared: Vec<Found>,
    /// `<directive>/<audience>/<piece>.md`.
    pieces: Vec<Found>,
}

fn walk(root: &Path, diagnostics: &mut Diagnostics) -> Tree {
    let mut tree = Tree::default();
    let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
    let canonical = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut entries = WalkDir::new(root.join("content")).min_depth(1).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|path| path.strip_prefix(root).unwrap_or(path).display().to_string());
                let message = msg!("content-unreadable", path = path.unwrap_or_else(|| "content".to_string()));
                diagnostics.push(Diagnostic::error(message).quote(error));
                continue;
            }
        };
        let folder = entry.file_type().is_dir();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            if folder {
                entries.skip_current_dir();
            }
            continue;
        }
        let real = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_path_buf();
        let Some(path) = named(&real) else {
            diagnostics.push(Diagnostic::error(msg!("content-bad-path", path = real.display())));
            if folder {
                entries.skip_current_dir();
            }
            continue;
        };
        if entry.path_is_symlink() && !entry.path().canonicalize().is_ok_and(|target| target.starts_with(&canonical)) {
            let message = Diagnostic::error(msg!("content-link-outside", path = path));
            diagnostics.push(message.hint(msg!("content-link-outside-hint")));
            if folder {
                entries.skip_current_dir();
            }
            continue;
        }
        if let Some(other) = seen.insert(path.clone(), real.clone()) {
            // Two names that differ only in how their accents are stored.
            let message = msg!("content-same-name", path = path);
            diagnostics.push(Diagnostic::error(message).quote(format!("{} ≠ {}", other.display(), real.display())));
            if folder {
                entries.skip_current_dir();
            }
            continue;
        }
        if !folder {
            tree.sort_in(Found { path, real }, diagnostics);
        }
    }
    tree
}

impl Tree {
    fn sort_in(&mut self, found: Found, diagnostics: &mut Diagnostics) {
        let names: Vec<&str> = found.path.split('/').skip(1).collect();
        let file = names.last().copied().unwrap_or_default();
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
        let markdown = extension == "md";
        match names.as_slice() {
            ["audiences.toml"] => {}
            [_, "directive.toml"] => self.directives.push(found),
            [SHARED, ..] | [_, SHARED, ..] if markdown => self.shared.push(found),
            [_, _, _] if markdown => self.pieces.push(found),
            _ if markdown || matches!(extension.as_str(), "markdown" | "mdx" | "toml") => {
                let message = Diagnostic::warning(msg!("content-stray", path = found.path));
                diagnostics.push(message.hint(msg!("content-stray-hint")));
            }
            // Pictures and the like.
            _ => {}
        }
    }
}

/// A path as the program names it; none when it is no Unicode.
fn named(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(names?.join("/").nfc().collect())
}

fn read_directives(root: &Path, found: &Tree, diagnostics: &mut Diagnostics) -> BTreeMap<String, Directive> {
    let mut directives = BTreeMap::new();
    for at in &found.directives {
        let id = folder(&at.path, 1);
        if let Some(file) = read_text(root, at, diagnostics)
            && let Some(directive) = registry::directive(id, &file, diagnostics)
        {
            directives.insert(id.to_string(), directive);
        }
    }
    directives
}

/// Reads many files at once, in parallel; what they make and what is wrong comes back in their order.
fn read_all<T: Send>(
    root: &Path,
    found: &[Found],
    diagnostics: &mut Diagnostics,
    make: impl Fn(Arc<SourceFile>, &mut Diagnostics) -> Option<T> + Sync,
) -> Vec<T> {
    let read: Vec<(Option<T>, Diagnostics)> = found
        .par_iter()
        .map(|at| {
            let mut own = Diagnostics::new();
            let made = read_text(root, at, &mut own).and_then(|file| make(file, &mut own));
            (made, own)
        })
        .collect();
    let mut all = Vec::new();
    for (made, own) in read {
        diagnostics.extend(own);
        all.extend(made);
    }
    all
}

/// Name number `n` of a path, counted from `content` as 0.
fn folder(path: &str, n: usize) -> &str {
    path.split('/').nth(n).unwrap_or_default()
}

fn piece(file: &Arc<SourceFile>, audiences: Option<&[Audience]>, diagnostics: &mut Diagnostics) -> Option<Piece> {
    let (meta, body) = front_matter::parse(file, diagnostics)?;
    let before = diagnostics.len();
    for name in &meta.audiences {
        let known = audiences.is_none_or(|known| known.iter().any(|audience| audience.id == name.value));
        if !known {
            let diagnostic = unknown_audience(name, audiences.unwrap_or_default());
            diagnostics.push(diagnostic.at(Place::new(file, name.range.clone())));
        }
    }
    if diagnostics.len() > before {
        return None;
    }
    let name = file.path.rsplit('/').next().unwrap_or_default();
    Some(Piece {
        id: name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_string(),
        directive: folder(&file.path, 1).to_string(),
        audience: folder(&file.path, 2).to_string(),
        file: file.clone(),
        meta,
        body,
    })
}

fn unknown_audience(name: &str, known: &[Audience]) -> Diagnostic {
    let names = || known.iter().map(|audience| audience.id.as_str());
    let diagnostic = Diagnostic::error(msg!("content-unknown-audience", name = name));
    match did_you_mean(name, names()) {
        Some(name) => diagnostic.hint(msg!("content-did-you-mean", name = name)),
        None => diagnostic.hint(msg!("content-known-audiences", names = names().collect::<Vec<_>>().join(", "))),
    }
}

/// Folders that hold pieces but belong to no audience, or to no directive: said once a folder, at its first piece.
fn check_folders(found: &Tree, pieces: &[Piece], audiences: Option<&[Audience]>, diagnostics: &mut Diagnostics) {
    let mut last = ("", "");
    for at in &found.pieces {
        let (directive, audience) = (folder(&at.path, 1), folder(&at.path, 2));
        let of_file = || {
            let piece = pieces.iter().find(|piece| piece.file.path == at.path);
            let file = piece.map_or_else(|| SourceFile::new(&at.path, ""), |piece| piece.file.clone());
            let line = file.line_range(0);
            Place::new(&file, line)
        };
        if last.0 != directive && !found.directives.iter().any(|d| folder(&d.path, 1) == directive) {
            let message = msg!("content-no-directive", path = format!("content/{directive}/directive.toml"));
            let hint = msg!("content-no-directive-hint", name = directive);
            diagnostics.push(Diagnostic::error(message).at(of_file()).hint(hint));
        }
        if last != (directive, audience)
            && let Some(known) = audiences
            && !known.iter().any(|known| known.id == audience)
        {
            diagnostics.push(unknown_audience(audience, known).at(of_file()));
        }
        last = (directive, audience);
    }
}

/// Reads a text: UTF-8, no larger than allowed, `\n` line ends, NFC, none of the characters that the program reserves.
fn read_text(root: &Path, at: &Found, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(root.join(&at.real)).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        diagnostics.push(Diagnostic::error(msg!("content-unreadable", path = at.path)).quote(error));
        return None;
    }
    if bytes.len() as u64 > LARGEST {
        let message = Diagnostic::error(msg!("content-too-large", path = at.path));
        diagnostics.push(message.hint(msg!("content-too-large-hint")));
        return None;
    }
    text_of(&at.path, &bytes, diagnostics)
}

/// The text of a file's bytes; reports and refuses what is no clean Unicode text.
pub(crate) fn text_of(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let start = error.valid_up_to();
            let file = SourceFile::new(path, String::from_utf8_lossy(bytes));
            let message = encoding_message(legacy::of_bytes(bytes)).at(Place::new(&file, start..start + 3));
            diagnostics.push(message.hint(msg!("content-utf8-hint")));
            return None;
        }
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() };
    let text = if is_nfc(&text) { text } else { text.nfc().collect() };
    let file = SourceFile::new(path, text);
    let mut sound = true;
    for (start, c) in file.text.char_indices().filter(|(_, c)| carry::is_reserved(*c) || *c == '\0').take(10) {
        let message = msg!("content-reserved-character", code = format!("U+{:04X}", u32::from(c)));
        let place = Place::new(&file, start..start + c.len_utf8());
        diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-reserved-character-hint")));
        sound = false;
    }
    if let Some(found) = legacy::of_text(&file.text) {
        let start = file.text.find(|c: char| !c.is_ascii()).unwrap_or(0);
        let place = Place::new(&file, start..file.text.ceil_char_boundary(start + 1));
        diagnostics.push(encoding_message(Some(found)).at(place).hint(msg!("content-utf8-hint")));
        sound = false;
    }
    sound.then_some(file)
}

fn encoding_message(legacy: Option<Legacy>) -> Diagnostic {
    Diagnostic::error(match legacy {
        Some(Legacy::Tcvn3) => msg!("content-tcvn3"),
        Some(Legacy::Vni) => msg!("content-vni"),
        Some(Legacy::Windows1258) => msg!("content-windows-1258"),
        Some(Legacy::Utf16) => msg!("content-utf16"),
        None => msg!("content-not-utf8"),
    })
}
