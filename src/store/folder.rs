//! Files in a folder of the disk. Writing is atomic: a killed program leaves the old file or the new one.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Source, Stamp, Store, slashed};

/// Begins the name of a file that is being written.
const TEMPORARY: &str = ".anpham-";

/// A file that no other program can hold, until this is dropped.
#[derive(Debug)]
pub struct Held {
    _file: File,
}

/// A folder of the disk.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path; it need not be there yet.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Takes a file for oneself until it is dropped, also by a kill. `None` if another program holds it.
    pub fn hold(&self, path: &str) -> io::Result<Option<Held>> {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Held { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Removes a folder with all that is in it. One that is not there is removed.
    pub fn remove_folder(&self, path: &str) -> io::Result<()> {
        match std::fs::remove_dir_all(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes what a killed program had not written to its end, but for that in folders that others may be writing to.
    pub fn tidy(&self, others: &[&str]) {
        let others: Vec<PathBuf> = others.iter().map(|name| self.root.join(name)).collect();
        let entries = walkdir::WalkDir::new(&self.root).into_iter();
        for entry in entries.filter_entry(|entry| !others.iter().any(|path| path == entry.path())).flatten() {
            if entry.file_type().is_file() && entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

impl Source for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let files = walkdir::WalkDir::new(self.root.join(folder)).into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file());
        let mut paths: Vec<String> =
            files.filter_map(|entry| Some(slashed(entry.path().strip_prefix(&self.root).ok()?))).collect();
        paths.sort();
        paths
    }
}

impl Store for Folder {
    fn stamp(&self, path: &str) -> Option<Stamp> {
        let meta = std::fs::metadata(self.root.join(path)).ok()?;
        let since = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        Some(Stamp { size: meta.len(), modified: since.map(|since| since.as_nanos()) })
    }

    fn put_with(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        replace(&self.root.join(path), false, fill)
    }

    fn put_if_absent(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let path = self.root.join(path);
        let file = temporary(&path, false, &mut |file| file.write_all(bytes))?;
        match file.persist_noclobber(path) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    }

    fn append(&self, path: &str, bytes: &[u8], durable: bool) -> io::Result<()> {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let mut file = File::options().create(true).append(true).open(path)?;
        file.write_all(bytes)?;
        if durable { file.sync_data() } else { Ok(()) }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        match std::fs::remove_file(self.root.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Writes a file whole or not at all: to a temporary name in the same folder, then renamed.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, false, &mut |file| file.write_all(bytes))
}

/// The same for what a person typed: it is on the disk before the old text goes, so that not even a power cut loses both.
pub fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, true, &mut |file| file.write_all(bytes))
}

fn replace(path: &Path, sync: bool, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    temporary(path, sync, fill)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A file beside the path that is to have its name.
fn temporary(
    path: &Path,
    sync: bool,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    let mut buffer = io::BufWriter::with_capacity(1 << 16, file.as_file_mut());
    fill(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    if sync {
        file.as_file().sync_all()?;
    }
    #[cfg(unix)]
    {
        // A temporary file is private; an output is as readable as any other file.
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_replaces_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.pdf");
        write_atomic(&path, b"one").expect("written");
        write_atomic(&path, b"two").expect("written");
        assert_eq!(std::fs::read(&path).expect("read"), b"two");
        assert_eq!(std::fs::read_dir(folder.path().join("a")).expect("a folder").count(), 1);
    }

    #[test]
    fn what_was_half_written_is_tidied_but_for_that_of_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Folder::new(folder.path());
        for path in ["a/.anpham-1", ".anpham-2", "pack/.anpham-3", "a/b.pdf"] {
            store.put(path, b"half").expect("written");
        }
        store.tidy(&["pack"]);
        assert_eq!(store.list(""), ["a/b.pdf", "pack/.anpham-3"]);
        let held = store.hold(".cache/lock").expect("a file");
        assert!(held.is_some() && store.hold(".cache/lock").expect("a file").is_none());
    }
}
