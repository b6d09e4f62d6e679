//! The files of a workspace → [`Content`].
//!
//! Nothing is passed over in silence: what cannot be read, is in the wrong place or is wrong inside is reported, and
//! the rest is read all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::WalkDir;

use super::legacy::{self, Legacy};
use super::model::{Audience, Campaign, Content, Directive, FrontMatter, Logo, Piece};
use super::{citations, copies, front_matter, registry};
use crate::carry;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::fs::{Files, ReadError};
use crate::msg;
use crate::pictures::{Images, NoPicture};

/// The file that makes a folder a workspace.
pub const CAMPAIGN_FILE: &str = "anpham.toml";

/// The registry of audiences.
pub const AUDIENCES_FILE: &str = "content/audiences.toml";

/// The largest text that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Folder of texts for `{% include %}`.
const SHARED: &str = "_shared";

/// The workspace that a folder belongs to: the nearest folder upwards with an `anpham.toml`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    // `..` must be resolved, or a folder beside the workspace would count as one above it.
    let climbs = start.components().any(|part| part == std::path::Component::ParentDir);
    let start = if climbs { start.canonicalize() } else { std::path::absolute(start) }.ok()?;
    start.ancestors().find(|folder| folder.join(CAMPAIGN_FILE).is_file()).map(Path::to_path_buf)
}

/// The language of the campaign that a folder belongs to, read before anything else is: nothing where there is none, the usual one
/// where it does not say.
pub fn language_of(start: &Path) -> Option<String> {
    let text = std::fs::read(find_root(start)?.join(CAMPAIGN_FILE)).ok()?;
    let text = String::from_utf8_lossy(&text);
    let head = text.lines().map(str::trim).take_while(|line| !line.starts_with('['));
    let given = head.filter_map(|line| line.strip_prefix("lang")?.trim_start().strip_prefix('='));
    let quoted = given.filter_map(|value| value.trim().split(['"', '\'']).nth(1).map(String::from)).next();
    Some(quoted.unwrap_or_else(|| "vi".into()))
}

/// Texts that stand in for those on the disk, by path: what somebody has typed and not saved.
pub type Overlay = BTreeMap<String, String>;

/// Where texts come from.
struct Texts<'a> {
    root: &'a Path,
    overlay: &'a Overlay,
}

/// As much of a workspace as can be read: what begins a text asks for it, where not all is there yet.
#[derive(Debug, Default)]
pub struct Readable {
    /// `anpham.toml`.
    pub campaign: Option<Campaign>,
    /// `content/audiences.toml`.
    pub audiences: Option<Vec<Audience>>,
    /// Folders of directives, also those whose `directive.toml` has mistakes.
    pub folders: Vec<String>,
    /// The directives that can be read, by folder.
    pub directives: BTreeMap<String, Directive>,
    /// The pieces whose directive and audience are known.
    pub pieces: Vec<Piece>,
    /// Texts for `{% include %}`, by path.
    pub includes: BTreeMap<String, Arc<SourceFile>>,
}

/// Reads a workspace. Every mistake is reported; `None` when the campaign or the audiences cannot be known.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Option<Content> {
    load_with(root, &Overlay::new(), diagnostics)
}

/// Reads a workspace, with some of its texts from memory.
pub fn load_with(root: &Path, overlay: &Overlay, diagnostics: &mut Diagnostics) -> Option<Content> {
    let Readable { campaign, audiences, directives, pieces, includes, .. } = read(root, overlay, diagnostics)?;
    let pieces = pieces.into_iter().map(Arc::new).collect();
    Some(Content { campaign: campaign?, audiences: audiences?, directives, pieces, includes })
}

/// Reads what can be read of a workspace; `None` where its folder cannot.
pub fn read(root: &Path, overlay: &Overlay, diagnostics: &mut Diagnostics) -> Option<Readable> {
    let texts = Texts { root, overlay };
    let files = match Files::new(root) {
        Ok(files) => files,
        Err(error) => {
            diagnostics.push(Diagnostic::error(msg!("content-unreadable", path = root.display())).quote(error));
            return None;
        }
    };
    let campaign = read_campaign(&files, &texts, diagnostics);
    let found = if is_inside(&files, "content", diagnostics) { walk(root, diagnostics) } else { Tree::default() };
    let audiences = read_audiences(&files, &texts, diagnostics);
    let lang = campaign.as_ref().map_or("vi", |campaign| &campaign.lang);
    let directives = read_directives(&texts, &found, lang, diagnostics);
    let includes = read_all(&texts, &found.shared, diagnostics, |file, _| Some(file));
    let known = audiences.as_deref();
    let mut pieces =
        read_all(&texts, &found.pieces, diagnostics, |file, diagnostics| Some(piece(&file, known, diagnostics)));
    check_folders(&found, &pieces, known, diagnostics);
    check_copies(&found, &pieces, diagnostics);
    citations::check(&directives, diagnostics);
    for fact in directives.values().flat_map(|directive| directive.facts.values()) {
        if let (Some(campaign), Some(year)) = (&campaign, fact.year)
            && year > campaign.date.year
        {
            let problem = Diagnostic::warning(msg!("content-fact-ahead", id = fact.id, year = year));
            diagnostics.push(problem.at(fact.place.clone()).hint(msg!("content-fact-ahead-hint")));
        }
    }
    // What is wrong with their folder has been said.
    pieces.retain(|piece| directives.contains_key(&piece.directive));
    pieces.retain(|piece| known.is_some_and(|known| known.iter().any(|a| a.id == piece.audience)));
    let folders = found.directives.iter().map(|at| folder(&at.path, 1).to_string()).collect();
    let includes = includes.into_iter().map(|file| (file.path.clone(), file)).collect();
    Some(Readable { campaign, audiences, folders, directives, pieces, includes })
}

fn read_campaign(files: &Files, texts: &Texts, diagnostics: &mut Diagnostics) -> Option<Campaign> {
    let root = files.root();
    if !root.join(CAMPAIGN_FILE).exists() {
        let message = msg!("content-no-campaign", path = root.display());
        diagnostics.push(Diagnostic::error(message).hint(msg!("content-no-campaign-hint")));
        return None;
    }
    if !is_inside(files, CAMPAIGN_FILE, diagnostics) {
        return None;
    }
    let file = read_text(texts, &FoundFile::at(CAMPAIGN_FILE), diagnostics)?;
    let mut campaign = registry::campaign(&file, diagnostics)?;
    let before = diagnostics.len();
    for logo in &mut campaign.brand.logos {
        check_logo(files, logo, &file, diagnostics);
    }
    let sound = !diagnostics[before..].iter().any(Diagnostic::is_error);
    sound.then_some(campaign)
}

/// A logo is a picture like others, and is said to be none at its line.
fn check_logo(files: &Files, logo: &mut Logo, file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    let place = Place::new(file, logo.path.range.clone());
    let error = |message| Diagnostic::error(message).at(place.clone());
    if let Err(ReadError::Outside) = files.resolve(&logo.path) {
        let mut error = error(msg!("content-outside", path = logo.path.value));
        if logo.path.contains('\\') {
            error = error.hint(msg!("content-backslash-hint", path = logo.path.replace('\\', "/")));
        }
        diagnostics.push(error);
        return;
    }
    match files.find(&format!("/{}", logo.path.value)) {
        Ok(found) => {
            logo.path.value = found.path.trim_start_matches('/').to_string();
            logo.format = found.format;
            for fault in found.faults {
                let said = if fault.is_slight { Diagnostic::warning } else { Diagnostic::error };
                diagnostics.push(said(fault.message).at(place.clone()).hint(fault.hint));
            }
        }
        Err(NoPicture { message, hint, near }) => {
            let is_missing = message.is(Code::ImageMissing);
            let said = if is_missing { msg!("content-no-file", path = logo.path.value) } else { message };
            let near = near.map(|near| msg!("content-did-you-mean", name = near.trim_start_matches('/')));
            let hint = near.or(hint.filter(|_| !is_missing));
            diagnostics.push(Diagnostic { hints: hint.into_iter().collect(), ..error(said) });
        }
    }
    if logo.name.is_empty() {
        diagnostics.push(error(msg!("content-logo-name", path = logo.path.value)).hint(msg!("content-logo-name-hint")));
    }
}

fn read_audiences(files: &Files, texts: &Texts, diagnostics: &mut Diagnostics) -> Option<Vec<Audience>> {
    let (root, path) = (files.root(), AUDIENCES_FILE);
    if !root.join(path).exists() {
        let message = Diagnostic::error(msg!("content-no-file", path = path));
        diagnostics.push(message.hint(msg!("content-no-audiences-hint")));
        return None;
    }
    if !is_inside(files, path, diagnostics) {
        return None;
    }
    registry::audiences(&read_text(texts, &FoundFile::at(path), diagnostics)?, diagnostics)
}

/// Whether a file or folder is no link out of the workspace; says so if it is.
fn is_inside(files: &Files, path: &str, diagnostics: &mut Diagnostics) -> bool {
    let outside = matches!(files.resolve(path), Err(ReadError::Outside));
    if outside {
        diagnostics.push(link_outside(path));
    }
    !outside
}

fn link_outside(path: &str) -> Diagnostic {
    Diagnostic::error(msg!("content-link-outside", path = path)).hint(msg!("content-link-outside-hint"))
}

/// A file to read: its path as the system has it, and as the program names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FoundFile {
    /// NFC, `/` between names.
    path: String,
    /// Relative to the root.
    real: PathBuf,
}

impl FoundFile {
    fn at(path: &str) -> Self {
        Self { path: path.to_string(), real: PathBuf::from(path) }
    }
}

/// What the walk through `content/` found.
#[derive(Debug, Default)]
struct Tree {
    /// `directive.toml` files.
    directives: Vec<FoundFile>,
    /// Texts in `_shared` folders.
    shared: Vec<FoundFile>,
    /// `<directive>/<audience>/<piece>.md`.
    pieces: Vec<FoundFile>,
}

fn walk(root: &Path, diagnostics: &mut Diagnostics) -> Tree {
    let mut tree = Tree::default();
    let mut seen: BTreeMap<String, PathBuf> = BTreeMap::new();
    let canonical = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut entries =
        WalkDir::new(root.join("content")).min_depth(1).follow_links(true).sort_by_file_name().into_iter();
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
            diagnostics.push(link_outside(&path));
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
            tree.sort_in(FoundFile { path, real }, diagnostics);
        }
    }
    tree
}

impl Tree {
    fn sort_in(&mut self, found: FoundFile, diagnostics: &mut Diagnostics) {
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
            // Word's own files of the moment.
            _ if file.starts_with("~$") => {}
            [_, _, _] | [SHARED, _] => diagnostics.extend(no_piece(&found.path, file)),
            // Pictures and the like.
            _ => {}
        }
    }
}

/// A file that stands where pieces stand, was probably meant as one and is none by its name; lists and pictures are nothing of the kind.
fn no_piece(path: &str, file: &str) -> Option<Diagnostic> {
    let name = file.trim_end().trim_end_matches('.').to_lowercase();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let base = stem.strip_suffix(".md").unwrap_or(stem);
    // Small letters may be longer than capitals.
    let better = file.get(..base.len()).unwrap_or(file);
    let hint = match end {
        "md" => msg!("content-no-piece-blank", name = format!("{better}.md")),
        "txt" | "text" | "bak" if stem.ends_with(".md") => msg!("content-no-piece-txt", name = format!("{better}.md")),
        "txt" | "text" => msg!("content-no-piece-rename", name = format!("{better}.md")),
        "doc" | "docx" | "odt" | "rtf" | "pages" | "wps" => {
            msg!("content-no-piece-word", name = format!("{better}.md"))
        }
        _ => return None,
    };
    Some(Diagnostic::warning(msg!("content-no-piece", path = path.trim_end())).hint(hint))
}

/// Tells of copies that a file manager made: each is a piece of its own, or a folder of them, and would be printed as well.
fn check_copies(found: &Tree, pieces: &[Piece], diagnostics: &mut Diagnostics) {
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for piece in pieces {
        let folder = piece.file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let paths = copies::originals(&piece.id).into_iter().map(|id| format!("{folder}/{id}.md"));
        let of_piece = paths.into_iter().find(|path| found.pieces.iter().any(|at| at.path == *path));
        // A folder that was copied is told once, at the first of its pieces.
        let of_folder = || {
            let name = &piece.directive;
            let original = copies::originals(name)
                .into_iter()
                .find(|original| found.directives.iter().any(|at| self::folder(&at.path, 1) == *original))?;
            folders.insert(name).then(|| (format!("content/{name}"), format!("content/{original}")))
        };
        let copied = of_piece.map(|original| (piece.file.path.clone(), original)).or_else(of_folder);
        let Some((path, original)) = copied else { continue };
        let message = msg!("content-copy", path = path, original = original);
        let place = Place::new(&piece.file, piece.file.line_range(0));
        diagnostics.push(Diagnostic::warning(message).at(place).hint(msg!("content-copy-hint")));
    }
}

/// A path as the program names it; none when it is no Unicode.
fn named(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    Some(names?.join("/").nfc().collect())
}

fn read_directives(
    texts: &Texts,
    found: &Tree,
    lang: &str,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Directive> {
    let mut directives = BTreeMap::new();
    for at in &found.directives {
        let id = folder(&at.path, 1);
        if let Some(file) = read_text(texts, at, diagnostics)
            && let Some(directive) = registry::directive(id, &file, lang, diagnostics)
        {
            directives.insert(id.to_string(), directive);
        }
    }
    directives
}

/// Reads many files at once, in parallel; what they make and what is wrong comes back in their order.
fn read_all<T: Send>(
    texts: &Texts,
    found: &[FoundFile],
    diagnostics: &mut Diagnostics,
    make: impl Fn(Arc<SourceFile>, &mut Diagnostics) -> Option<T> + Sync,
) -> Vec<T> {
    let read: Vec<(Option<T>, Diagnostics)> = found
        .par_iter()
        .map(|at| {
            let mut own = Diagnostics::new();
            let made = read_text(texts, at, &mut own).and_then(|file| make(file, &mut own));
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

fn piece(file: &Arc<SourceFile>, audiences: Option<&[Audience]>, diagnostics: &mut Diagnostics) -> Piece {
    let before = diagnostics.len();
    let end = file.text.len();
    let (mut meta, body) = front_matter::parse(file, diagnostics).unwrap_or_else(|| (FrontMatter::default(), end..end));
    meta.audiences.retain(|name| {
        let known = audiences.is_none_or(|known| known.iter().any(|audience| audience.id == name.value));
        if !known {
            let diagnostic = unknown_audience(name, audiences.unwrap_or_default());
            diagnostics.push(diagnostic.at(Place::new(file, name.range.clone())));
        }
        known
    });
    let name = file.path.rsplit('/').next().unwrap_or_default();
    Piece {
        id: name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_string(),
        directive: folder(&file.path, 1).to_string(),
        audience: folder(&file.path, 2).to_string(),
        file: file.clone(),
        meta,
        body,
        is_faulty: diagnostics[before..].iter().any(Diagnostic::is_error),
    }
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
            let mut error = Diagnostic::error(message).at(of_file());
            // `kh116` and `KH-116` are slips of a folder that there is; `kl-70` beside `kl-69` is none.
            let letters = |name: &str| name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
            let known = found.directives.iter().map(|d| folder(&d.path, 1));
            let meant = known.into_iter().find(|name| letters(name) == letters(directive));
            error.hints.extend(meant.map(|name| msg!("content-did-you-mean", name = name)));
            diagnostics.push(error.hint(hint));
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
fn read_text(texts: &Texts, at: &FoundFile, diagnostics: &mut Diagnostics) -> Option<Arc<SourceFile>> {
    if let Some(typed) = texts.overlay.get(&at.path) {
        return text_of(&at.path, typed.as_bytes(), diagnostics);
    }
    let mut bytes = Vec::new();
    let read =
        std::fs::File::open(texts.root.join(&at.real)).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
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
            diagnostics.push(encoding_message(legacy::of_bytes(bytes)).at(Place::new(&file, start..start + 3)));
            return None;
        }
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() };
    let text = if is_nfc(&text) { text } else { text.nfc().collect() };
    // Letters for private use and the replacement character begin with these bytes, no letter of Vietnamese does: most texts have none, and all of
    // a workspace are read at each edit.
    let has_odd = memchr::memchr3(0, 0xEE, 0xEF, text.as_bytes()).is_some();
    let file = SourceFile::new(path, if has_odd { bullets(text) } else { text });
    let mut sound = true;
    let odd = if has_odd { &file.text[..] } else { "" };
    for (start, c) in odd.char_indices().filter(|(_, c)| carry::is_reserved(*c) || *c == '\0').take(10) {
        let message = msg!("content-reserved-character", code = format!("U+{:04X}", u32::from(c)));
        let place = Place::new(&file, start..start + c.len_utf8());
        diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-reserved-character-hint")));
        sound = false;
    }
    // A letter that a program could not read and replaced: what it was, nobody can tell from this file.
    if let Some(start) = odd.find('\u{FFFD}') {
        let message = msg!(Code::LostLetter, count = file.text.matches('\u{FFFD}').count());
        let place = Place::new(&file, start..start + '\u{FFFD}'.len_utf8());
        diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-lost-letter-hint")));
        sound = false;
    }
    if let Some(place) = legacy::mojibake(&file.text) {
        let error = Diagnostic::error(msg!(Code::Mojibake, typed = &file.text[place.clone()]));
        diagnostics.push(error.at(Place::new(&file, place)).hint(msg!("content-mojibake-hint")));
        sound = false;
    } else if let Some(found) = legacy::of_text(&file.text) {
        let start = file.text.find(|c: char| !c.is_ascii()).unwrap_or(0);
        let place = Place::new(&file, start..file.text.ceil_char_boundary(start + 1));
        diagnostics.push(encoding_message(Some(found)).at(place));
        sound = false;
    }
    sound.then_some(file)
}

/// Word's bullets are characters of its faces of pictures, which mean nothing elsewhere: at the beginning of a line each becomes a bullet
/// of Unicode, as long in bytes.
fn bullets(text: String) -> String {
    let is_picture = |c: char| ('\u{F020}'..='\u{F0FF}').contains(&c);
    if !text.contains(is_picture) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (indent, content) = line.split_at(line.len() - line.trim_start_matches([' ', '\t', '>', '\u{A0}']).len());
        let mut chars = content.chars();
        match chars.next() {
            Some(c) if is_picture(c) && chars.as_str().starts_with([' ', '\t', '\u{A0}']) => {
                out.push_str(indent);
                out.push(match c {
                    '\u{F0A7}' | '\u{F06E}' => '▪',
                    '\u{F0D8}' => '➢',
                    '\u{F076}' => '❖',
                    '\u{F0FC}' => '✓',
                    _ => '•',
                });
                out.push_str(chars.as_str());
            }
            _ => out.push_str(line),
        }
    }
    out
}

fn encoding_message(legacy: Option<Legacy>) -> Diagnostic {
    let (message, hint) = match legacy {
        // To an editor these are Latin letters: saved as UTF-8 they stay wrong.
        Some(Legacy::Tcvn3) => (msg!("content-tcvn3"), msg!("content-legacy-hint")),
        Some(Legacy::Vni) => (msg!("content-vni"), msg!("content-legacy-hint")),
        Some(Legacy::Windows1258) => (msg!(Code::Windows1258), msg!("content-utf8-hint")),
        Some(Legacy::Utf16) => (msg!("content-utf16"), msg!("content-utf8-hint")),
        None => (msg!(Code::NotUtf8), msg!("content-utf8-hint")),
    };
    Diagnostic::error(message).hint(hint)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const CAMPAIGN: &str = "anpham = 1\ntitle = \"T\"\ndate = 2026-11-23\n[issuer]\nname = \"Ban\"\n";
    const AUDIENCES: &str = "[[audiences]]\nid = \"nong-dan\"\nname = \"Nông dân\"\n";
    const DIRECTIVE: &str = "number = \"1\"\nkind = \"Kế hoạch\"\ndate = 2024-01-11\nissuer = \"i\"\ntitle = \"t\"\n";
    const PIECE: &str = "---\ntitle: Một\nformats: [leaflet]\n---\nThân bài\n";

    /// A workspace on disk: a sound one, with these files put over it.
    fn workspace(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let sound: [(&str, &[u8]); 4] = [
            ("anpham.toml", CAMPAIGN.as_bytes()),
            ("content/audiences.toml", AUDIENCES.as_bytes()),
            ("content/kh/directive.toml", DIRECTIVE.as_bytes()),
            ("content/kh/nong-dan/to-roi.md", PIECE.as_bytes()),
        ];
        for (path, bytes) in sound.iter().chain(files) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    /// Loads it; messages as `id path:line`, or `id` where there is no place.
    fn loaded(folder: &tempfile::TempDir) -> (Option<Content>, Vec<String>) {
        let mut diagnostics = vec![];
        let content = load(folder.path(), &mut diagnostics);
        let said = diagnostics.iter().map(|d| match &d.place {
            Some(place) => {
                format!("{} {}:{}", d.message.id, place.file.path, place.file.line_column(place.range.start).0)
            }
            None => d.message.id.to_string(),
        });
        (content, said.collect())
    }

    fn said(files: &[(&str, &[u8])]) -> Vec<String> {
        loaded(&workspace(files)).1
    }

    #[test]
    fn a_workspace_is_found_and_read() {
        let folder = workspace(&[
            ("content/_shared/a.md", b"chung"),
            ("content/kh/_shared/sub/b.md", b"rieng"),
            ("content/kh/nong-dan/hinh.png", b"\x89PNG"),
            ("content/kh/nong-dan/bai.md", PIECE.as_bytes()),
            ("content/.git/x.md", b"x"),
        ]);
        let (content, said) = loaded(&folder);
        assert_eq!(said, Vec::<String>::new());
        let content = content.expect("content");
        let paths: Vec<&str> = content.pieces.iter().map(|piece| piece.file.path.as_str()).collect();
        assert_eq!(paths, ["content/kh/nong-dan/bai.md", "content/kh/nong-dan/to-roi.md"]);
        let piece = &content.pieces[1];
        assert_eq!(
            (piece.id.as_str(), piece.directive.as_str(), piece.audience.as_str()),
            ("to-roi", "kh", "nong-dan")
        );
        assert_eq!(&piece.file.text[piece.body.clone()], "Thân bài\n");
        let includes: Vec<&str> = content.includes.keys().map(String::as_str).collect();
        assert_eq!(includes, ["content/_shared/a.md", "content/kh/_shared/sub/b.md"]);
        let inner = folder.path().join("content/kh");
        assert_eq!(find_root(&inner), std::path::absolute(folder.path()).ok());
        assert_eq!(find_root(Path::new("/")), None);
        assert_eq!(find_root(&inner.join("../../..")), None);
    }

    /// A text that nobody prints because of its name is told with the name that it needs.
    #[test]
    fn files_that_are_no_pieces_by_their_name_are_told() {
        let folder = workspace(&[
            ("content/kh/nong-dan/a.md.txt", PIECE.as_bytes()),
            ("content/kh/nong-dan/b.docx", b"PK"),
            ("content/kh/nong-dan/c.md ", PIECE.as_bytes()),
            ("content/kh/nong-dan/d.txt", b"x"),
            ("content/_shared/e.md.txt", b"x"),
            // Pictures, lists, what Word keeps for itself, the document beside its registry.
            ("content/kh/nong-dan/hinh.png", b"\x89PNG"),
            ("content/kh/nong-dan/ten.csv", b"a"),
            ("content/kh/nong-dan/~$b.docx", b"x"),
            ("content/kh/van-ban.docx", b"PK"),
            ("content/kh/nong-dan/to-roi - Copy.md", PIECE.as_bytes()),
            ("content/kh/nong-dan/la (1).md", PIECE.as_bytes()),
        ]);
        let mut diagnostics = Diagnostics::new();
        load(folder.path(), &mut diagnostics).expect("content");
        let told: Vec<(&str, &str)> =
            diagnostics.iter().map(|found| (found.message.id.as_ref(), found.hints[0].id.as_ref())).collect();
        let no_piece = |hint: &'static str| ("content-no-piece", hint);
        let expected = [
            no_piece("content-no-piece-txt"),
            no_piece("content-no-piece-txt"),
            no_piece("content-no-piece-word"),
            no_piece("content-no-piece-blank"),
            no_piece("content-no-piece-rename"),
            ("content-copy", "content-copy-hint"),
        ];
        assert_eq!(told, expected);
        let name = diagnostics[3].hints[0].args.iter().find(|(key, _)| key == "name").map(|(_, name)| name.as_str());
        assert_eq!(name, Some("c.md"));
    }

    #[test]
    fn mistakes_of_all_files_come_in_one_run() {
        let folder = workspace(&[
            ("anpham.toml", format!("{CAMPAIGN}phone = 1\n[bran]\n").as_bytes()),
            ("content/audiences.toml", format!("{AUDIENCES}care = \"x\"\n").as_bytes()),
            ("content/kh/directive.toml", DIRECTIVE.replace("2024-01-11", "\"x\"").as_bytes()),
            ("content/kh/nong-dan/bai.md", b"---\ntitel: x\n---\n"),
            ("content/kl/nong-dan/bai.md", PIECE.as_bytes()),
            ("content/la.md", b"x"),
        ]);
        let (content, said) = loaded(&folder);
        assert!(content.is_none());
        let expected = [
            "content-wants-text anpham.toml:6",
            "content-unknown-key anpham.toml:7",
            "content-stray",
            "content-unknown-key content/audiences.toml:4",
            "content-bad-date content/kh/directive.toml:3",
            "content-unknown-key content/kh/nong-dan/bai.md:2",
            "content-no-directive content/kl/nong-dan/bai.md:1",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_bad_piece_is_marked_and_the_others_stay() {
        let folder = workspace(&[
            ("content/kh/nong-dan/a.md", b"no header"),
            ("content/kh/nong-dam/b.md", PIECE.as_bytes()),
            ("content/kh/nong-dam/c.md", PIECE.as_bytes()),
            ("content/kh/nong-dan/d.md", b"---\naudiences: [nong-dann]\n---\n"),
        ]);
        let (content, said) = loaded(&folder);
        let expected = [
            "content-no-front-matter content/kh/nong-dan/a.md:1",
            "content-unknown-audience content/kh/nong-dan/d.md:2",
            "content-unknown-audience content/kh/nong-dam/b.md:1",
        ];
        assert_eq!(said, expected);
        // One in a folder of no audience is left out.
        let pieces = content.expect("content").pieces;
        let marked: Vec<(&str, bool)> = pieces.iter().map(|piece| (piece.id.as_str(), piece.is_faulty)).collect();
        assert_eq!(marked, [("a", true), ("d", true), ("to-roi", false)]);
    }

    #[test]
    fn texts_are_brought_to_one_form() {
        let text = "\u{FEFF}---\r\ntitle: Mo\u{302}\u{323}t\r\n---\r\nHai\r\n";
        let folder = workspace(&[("content/kh/nong-dan/o\u{302}.md", text.as_bytes())]);
        let (content, said) = loaded(&folder);
        assert_eq!(said, Vec::<String>::new());
        let content = content.expect("content");
        let piece = content.pieces.iter().find(|piece| piece.id == "ô").expect("the piece by its NFC name");
        assert_eq!(piece.file.path, "content/kh/nong-dan/ô.md");
        assert_eq!(piece.file.text, "---\ntitle: Một\n---\nHai\n");
        assert_eq!(piece.meta.text["title"].value, "Một");
    }

    #[test]
    fn unclean_texts_are_refused_with_their_place() {
        let path = "content/kh/nong-dan/x.md";
        let of = |bytes: &[u8]| said(&[(path, bytes)]);
        assert_eq!(of(b"---\ntitle: x\n---\n\xFF\xFE\xFA"), [format!("content-not-utf8 {path}:4")]);
        assert_eq!(of("---\n---\na\u{E000}".as_bytes()), [format!("content-reserved-character {path}:3")]);
        let tcvn3 = b"---\ntitle: C\xE9ng ho\xB5 x\xB7 h\xE9i ch\xF1 ngh\xDCa Vi\xD6t Nam\n---\n";
        assert_eq!(of(tcvn3), [format!("content-tcvn3 {path}:2")]);
        let utf16: Vec<u8> = "\u{FEFF}---\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(&utf16), [format!("content-utf16 {path}:1")]);
        assert_eq!(of(&vec![b'a'; 1024 * 1024 + 1]), ["content-too-large"]);
    }

    #[test]
    fn a_missing_campaign_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let (content, said) = loaded(&folder);
        assert!(content.is_none());
        assert_eq!(said, ["content-no-campaign", "content-unreadable", "content-no-file"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_inside() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret.md"), PIECE).expect("a file");
        let folder = workspace(&[("content/kh/_shared/a.md", b"chung")]);
        let at = |path: &str| folder.path().join(path);
        symlink(outside.path().join("secret.md"), at("content/kh/nong-dan/bi-mat.md")).expect("a link");
        symlink(outside.path(), at("content/kh/_shared/ngoai")).expect("a link");
        symlink(at("content/kh/nong-dan/to-roi.md"), at("content/kh/nong-dan/lien-ket.md")).expect("a link");
        symlink(at("content/none.md"), at("content/kh/nong-dan/gay.md")).expect("a link");
        let (content, said) = loaded(&folder);
        assert_eq!(said, ["content-link-outside", "content-link-outside", "content-unreadable"]);
        let content = content.expect("content");
        let ids: Vec<&str> = content.pieces.iter().map(|piece| piece.id.as_str()).collect();
        assert_eq!(ids, ["lien-ket", "to-roi"]);
        assert_eq!(content.includes.len(), 1);

        fs::remove_file(at("content/audiences.toml")).expect("removed");
        symlink(outside.path().join("secret.md"), at("content/audiences.toml")).expect("a link");
        assert!(loaded(&folder).1.contains(&"content-link-outside".to_string()));
    }

    #[test]
    fn the_logo_is_a_file_of_the_workspace() {
        let with = |path: &str| format!("{CAMPAIGN}[brand]\nlogo = '{path}'\n");
        assert_eq!(said(&[("anpham.toml", with("none.svg").as_bytes())]), ["content-no-file anpham.toml:7"]);
        assert_eq!(said(&[("anpham.toml", with("../x.svg").as_bytes())]), ["content-outside anpham.toml:7"]);
        assert_eq!(
            said(&[("anpham.toml", with("logo.svg").as_bytes()), ("logo.svg", b"<svg/>")]),
            Vec::<String>::new()
        );
    }
}
