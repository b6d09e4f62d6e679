//! Files: what a build may read, the workspace and what is in the binary.
//!
//! Every path that a campaign names is opened here. Reading never leaves the workspace, also not through a symbolic link.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{SourceFile, did_you_mean};
use crate::store::{Embedded, Source, slashed};

/// The folder of what all formats share.
const THEME: &str = "layouts/theme";
/// Its palettes.
pub const PALETTES: &str = "layouts/theme/palettes/";

/// Why a file of the workspace could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is none.
    #[error("there is no such file")]
    NotFound,
    /// It lies outside the workspace, or is reached through a link that leads out of it.
    #[error("it lies outside the workspace")]
    Outside,
    /// The system says no.
    #[error("{0}")]
    Io(String),
}

/// What is known of the name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spelling {
    /// It is there, under this name.
    Found(String),
    /// It is not there, but this one is.
    Near(String),
    /// There is nothing like it.
    Unknown,
}

/// The files that a build can see: those of the workspace, and the layouts and fonts in the binary.
///
/// A folder of `layouts/` in the workspace stands in for the one in the binary with the same name; `fonts/` likewise
/// as a whole. `layouts/theme` does so where it holds a `theme.toml`; without one its palettes stand beside those in the
/// binary, so that colours of one's own need no copy of the rest.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
    canonical: PathBuf,
}

impl Files {
    /// The files of the workspace at `root`.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self { root: root.to_path_buf(), canonical: root.canonicalize()? })
    }

    /// The workspace folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads a file by its path from the workspace root, with `/` between names and none at the start.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if let Some(embedded) = self.embedded(path) {
            return embedded.ok_or(ReadError::NotFound);
        }
        let real = self.resolve(path)?;
        std::fs::read(real).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound,
            _ => ReadError::Io(error.to_string()),
        })
    }

    /// The real path of a workspace file, if it exists and lies inside.
    pub fn resolve(&self, path: &str) -> Result<PathBuf, ReadError> {
        let relative = Path::new(path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(ReadError::Outside);
        }
        let real = self.root.join(relative).canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound,
            _ => ReadError::Io(error.to_string()),
        })?;
        if real.starts_with(&self.canonical) { Ok(real) } else { Err(ReadError::Outside) }
    }

    /// How the file that a text calls `path` is called on the disk. A name with marks can be written in two ways in Unicode, and
    /// some systems change one for the other: both mean the same file. Small and capital letters are told apart on every
    /// system, so that a workspace is the same on all of them.
    pub fn spelling(&self, path: &str) -> Spelling {
        if let Some(embedded) = self.embedded(path) {
            return if embedded.is_some() { Spelling::Found(path.into()) } else { Spelling::Unknown };
        }
        let (mut at, mut exact) = (String::new(), true);
        for part in path.split('/') {
            // Also the names in a folder outside of the workspace are nobody's business.
            let folder = if at.is_empty() { Ok(self.canonical.clone()) } else { self.resolve(&at) };
            let Ok(entries) = folder.map_err(|_| ()).and_then(|folder| std::fs::read_dir(folder).map_err(|_| ()))
            else {
                return Spelling::Unknown;
            };
            let mut names: Vec<String> = entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
            names.sort();
            let small = |name: &str| name.nfc().collect::<String>().to_lowercase();
            let found = names
                .iter()
                .find(|name| *name == part)
                .or_else(|| names.iter().find(|name| name.nfc().eq(part.nfc())))
                .map(|name| (name, true))
                .or_else(|| {
                    let near = names.iter().find(|name| small(name) == small(part)).or_else(|| {
                        let name = did_you_mean(part, names.iter().map(String::as_str))?;
                        names.iter().find(|known| *known == name)
                    });
                    near.map(|name| (name, false))
                });
            let Some((name, same)) = found else { return Spelling::Unknown };
            exact &= same;
            if !at.is_empty() {
                at.push('/');
            }
            at.push_str(name);
        }
        if exact { Spelling::Found(at) } else { Spelling::Near(at) }
    }

    /// Names of the folders under `layouts/`, in the workspace and in the binary.
    pub fn layout_folders(&self) -> Vec<String> {
        let carried = Embedded.list("layouts");
        let mut names: Vec<String> =
            carried.iter().filter_map(|path| Some(path.split('/').nth(1)?.to_string())).collect();
        if let Ok(entries) = std::fs::read_dir(self.root.join("layouts")) {
            names.extend(entries.flatten().filter(|e| e.path().is_dir()).filter_map(|e| name_of(&e.path())));
        }
        names.sort();
        names.dedup();
        names
    }

    /// All files under a folder (`layouts/theme`, `fonts`), by path, sorted.
    pub fn folder(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let carried = if self.stands_in(folder) { vec![] } else { Embedded.list(folder) };
        if carried.is_empty() {
            self.add_own(folder, &mut files);
        } else if folder == THEME {
            self.add_own(PALETTES, &mut files);
        }
        for path in carried {
            if let (false, Ok(bytes)) = (files.contains_key(&path), Embedded.read(&path)) {
                files.insert(path, bytes);
            }
        }
        files
    }

    /// Adds the files of a workspace folder.
    fn add_own(&self, folder: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in walkdir::WalkDir::new(self.root.join(folder)).into_iter().flatten() {
            let path = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let path = slashed(path);
            if entry.file_type().is_file()
                && let Ok(bytes) = self.read(&path)
            {
                files.insert(path, bytes);
            }
        }
    }

    /// Paths of the files below a workspace folder, but those that systems leave behind.
    pub fn own(&self, folder: &str) -> Vec<String> {
        let mut files = BTreeMap::new();
        self.add_own(folder, &mut files);
        let is_left = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.starts_with('.') || ["Thumbs.db", "desktop.ini"].contains(&name)
        };
        files.into_keys().filter(|path| !is_left(path)).collect()
    }

    /// Whether a folder of the workspace is taken instead of the one in the binary.
    pub fn stands_in(&self, folder: &str) -> bool {
        let own = self.root.join(folder);
        if folder == THEME { own.join("theme.toml").is_file() } else { own.is_dir() }
    }

    /// `Some` when the path belongs to a folder that is taken from the binary.
    fn embedded(&self, path: &str) -> Option<Option<Vec<u8>>> {
        let mut parts = path.splitn(3, '/');
        let folder = match parts.next()? {
            "layouts" => format!("layouts/{}", parts.next()?),
            "fonts" => "fonts".to_string(),
            _ => return None,
        };
        let is_own_palette = folder == THEME && path.starts_with(PALETTES) && self.root.join(path).is_file();
        (!is_own_palette && !self.stands_in(&folder)).then(|| Embedded.read(path).ok())
    }
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The text of a workspace file that is not in memory, for places in messages.
pub fn text_file(files: &Files, path: &str) -> Option<Arc<SourceFile>> {
    let bytes = files.read(path).ok()?;
    Some(SourceFile::new(path, String::from_utf8_lossy(&bytes).replace("\r\n", "\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stays_inside() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("work");
        std::fs::create_dir_all(root.join("content")).expect("a folder");
        std::fs::write(root.join("content/a.md"), "a").expect("a file");
        std::fs::write(folder.path().join("secret"), "s").expect("a file");
        let files = Files::new(&root).expect("a workspace");
        assert_eq!(files.read("content/a.md"), Ok(b"a".to_vec()));
        assert_eq!(files.read("content/b.md"), Err(ReadError::NotFound));
        assert_eq!(files.read("../secret"), Err(ReadError::Outside));
        assert_eq!(files.read("content/../../secret"), Err(ReadError::Outside));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret"), root.join("content/link")).expect("a link");
            assert_eq!(files.read("content/link"), Err(ReadError::Outside));
        }
    }

    #[test]
    fn a_file_is_found_under_either_form_of_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let composed = "Đường làng.png";
        let apart: String = composed.nfd().collect();
        std::fs::create_dir_all(folder.path().join("content/Ảnh")).expect("a folder");
        std::fs::write(folder.path().join("content/Ảnh").join(&apart), "a").expect("a file");
        std::fs::write(folder.path().join("content/Anh.PNG"), "a").expect("a file");
        let files = Files::new(folder.path()).expect("a workspace");
        let found = |path: &str| files.spelling(path);
        // Some systems keep one form alone.
        let Spelling::Found(on_disk) = found(&format!("content/Ảnh/{composed}")) else { panic!("not found") };
        assert!(on_disk.nfc().eq(format!("content/Ảnh/{composed}").nfc()));
        assert!(files.read(&on_disk).is_ok());
        assert_eq!(found(&format!("content/Ảnh/{apart}")), Spelling::Found(on_disk.clone()));
        assert_eq!(found("content/anh.png"), Spelling::Near("content/Anh.PNG".into()));
        assert_eq!(found(&format!("content/ảnh/{composed}")), Spelling::Near(on_disk));
        assert_eq!(found("content/Anhh.PNG"), Spelling::Near("content/Anh.PNG".into()));
        assert_eq!(found("content/mua.jpg"), Spelling::Unknown);
        assert_eq!(found("content/khac/mua.jpg"), Spelling::Unknown);
    }
}
