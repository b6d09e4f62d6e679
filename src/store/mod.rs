//! Where files are kept: a folder, the memory, the program itself.
//!
//! A build reads what it remembers and writes what it makes through [`Store`] alone; what it sets comes through
//! [`Files`](crate::fs::Files). Paths have `/` between their names on every system.

mod embedded;
mod folder;
mod memory;

use std::fmt::Debug;
use std::io::{self, Write};
use std::path::Path;

pub use embedded::Embedded;
pub use folder::{Folder, Held, save, write_atomic};
pub use memory::Memory;

/// Files that can be read.
pub trait Source: Debug {
    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Paths of all files below a folder, sorted; none where there is no such folder.
    fn list(&self, folder: &str) -> Vec<String>;
}

/// What tells a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// When it was written, where the store knows; in nanoseconds since 1970.
    pub modified: Option<u128>,
}

/// Files that can be written, each of them whole or not at all.
pub trait Store: Source {
    /// The stamp of a file; `None` if it is not there.
    fn stamp(&self, path: &str) -> Option<Stamp>;

    /// Writes a file whole or not at all, bit by bit, so that it need not be in memory.
    fn put_with(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;

    /// Writes a file that must not be there yet. `false` if it is.
    fn put_if_absent(&self, path: &str, bytes: &[u8]) -> io::Result<bool>;

    /// Adds to the end of a file; `durable`: all that was added so far is on the disk when it returns.
    fn append(&self, path: &str, bytes: &[u8], durable: bool) -> io::Result<()>;

    /// Removes a file. One that is not there is removed.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// Writes a file whole or not at all.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put_with(path, &mut |file| file.write_all(bytes))
    }
}

/// A relative path with `/` between its names, on every system.
pub fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps_files(store: &dyn Store) {
        assert_eq!(store.read("a/b").map_err(|error| error.kind()), Err(io::ErrorKind::NotFound));
        assert!(store.stamp("a/b").is_none() && store.list("").is_empty() && store.list("a").is_empty());
        store.put("a/b", b"one").expect("written");
        store.put("a/b", b"two!").expect("written");
        assert_eq!(store.read("a/b").expect("read"), b"two!");
        assert_eq!(store.stamp("a/b").map(|stamp| stamp.size), Some(4));
        assert!(!store.put_if_absent("a/b", b"three").expect("asked"));
        assert!(store.put_if_absent("a/c", b"three").expect("written"));
        store.append("d", b"1", false).expect("added");
        store.append("d", b"2", true).expect("added");
        assert_eq!(store.read("d").expect("read"), b"12");
        assert_eq!(store.list(""), ["a/b", "a/c", "d"]);
        assert_eq!(store.list("a"), ["a/b", "a/c"]);
        // What goes wrong halfway leaves the old file.
        let refused = store.put_with("d", &mut |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("full"))
        });
        assert!(refused.is_err());
        assert_eq!(store.read("d").expect("read"), b"12");
        store.remove("a/b").expect("removed");
        store.remove("a/b").expect("removed");
        assert_eq!(store.list(""), ["a/c", "d"]);
    }

    #[test]
    fn a_folder_and_the_memory_keep_files_alike() {
        let folder = tempfile::tempdir().expect("a folder");
        keeps_files(&Folder::new(folder.path()));
        keeps_files(&Memory::default());
    }

    #[test]
    fn the_program_carries_its_layouts_and_fonts() {
        let theme = Embedded.list("layouts/theme");
        assert!(theme.contains(&"layouts/theme/palettes/do-vang.toml".to_string()), "{theme:?}");
        assert!(theme.is_sorted());
        for path in &theme {
            assert!(Embedded.read(path).is_ok(), "{path}");
        }
        assert!(Embedded.list("fonts").iter().any(|path| path.ends_with(".ttf")));
        assert!(Embedded.list("content").is_empty() && Embedded.read("layouts/../Cargo.toml").is_err());
    }
}
