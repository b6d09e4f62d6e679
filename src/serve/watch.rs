//! Changes on the disk, as they come: files and folders, also new ones and those that an editor saves by renaming.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Editors write in several steps; what comes within this time of one another is one change.
const QUIET: Duration = Duration::from_millis(6);
/// But nobody waits longer.
const LONGEST: Duration = Duration::from_millis(40);

/// Folders of a workspace that no page is made of.
const OTHERS: [&str; 4] = ["output", "target", "node_modules", "orders"];

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// Paths from the root, as the system names them.
    pub paths: Vec<PathBuf>,
}

impl Change {
    /// Whether more than texts below `content/` may have changed: layouts, fonts, pictures, the campaign.
    pub fn is_deep(&self) -> bool {
        !self.paths.iter().all(|path| {
            let extension = path.extension().and_then(|end| end.to_str()).unwrap_or("").to_lowercase();
            path.starts_with("content") && matches!(extension.as_str(), "md" | "toml" | "")
        })
    }
}

/// Watches a workspace for as long as `ready` and `changed` say so. Blocks; errors of the system end it. `ready` is called once,
/// when no change can be missed any more.
pub fn watch(
    root: &Path,
    ready: impl FnOnce() -> bool,
    mut changed: impl FnMut(&Change) -> bool,
) -> notify::Result<()> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let canonical = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut watched = Vec::new();
    add_folders(root, &mut watcher, &mut watched);
    if !ready() {
        return Ok(());
    }
    loop {
        let Ok(first) = events.recv() else { return Ok(()) };
        let begun = Instant::now();
        let mut change = Change::default();
        let mut take = |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            // Reading is no change.
            if event.kind.is_access() {
                return;
            }
            for path in event.paths {
                let inner = path.strip_prefix(root).or_else(|_| path.strip_prefix(&canonical)).map(Path::to_path_buf);
                if let Ok(inner) = inner
                    && !is_other(&inner)
                    && !change.paths.contains(&inner)
                {
                    change.paths.push(inner);
                }
            }
        };
        take(first);
        while begun.elapsed() < LONGEST {
            match events.recv_timeout(QUIET) {
                Ok(event) => take(event),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
        if change.paths.is_empty() {
            continue;
        }
        // A folder that was made just now may hold files already; those are read with the rest.
        add_folders(root, &mut watcher, &mut watched);
        if !changed(&change) {
            return Ok(());
        }
    }
}

fn is_other(path: &Path) -> bool {
    let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let hidden = path.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    // Files that editors keep beside the one that is edited.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = name.ends_with('~') || name.starts_with('#') || name == "4913" || name.ends_with(".swp");
    hidden || temporary || first.is_some_and(|first| OTHERS.contains(&first.as_str()))
}

/// Watches every folder below the root that pages may be made of, each with all that is in it.
fn add_folders(root: &Path, watcher: &mut RecommendedWatcher, watched: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    // One that was removed and made again is watched anew.
    watched.retain(|path| folders.contains(path));
    for folder in folders {
        let inner = folder.strip_prefix(root).unwrap_or(&folder);
        if !is_other(inner) && !watched.contains(&folder) && watcher.watch(&folder, RecursiveMode::Recursive).is_ok() {
            watched.push(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str) -> Change {
        Change { paths: vec![path.into()] }
    }

    #[test]
    fn texts_are_read_alone_and_everything_else_with_all() {
        for shallow in ["content/kl-69/nong-dan/to-roi.md", "content/audiences.toml", "content/kl-69/moi"] {
            assert!(!change(shallow).is_deep(), "{shallow}");
        }
        for deep in ["anpham.toml", "content/kl-69/anh.png", "layouts/leaflet/page.typ", "fonts/a.ttf", "anh/logo.svg"]
        {
            assert!(change(deep).is_deep(), "{deep}");
        }
    }

    #[test]
    fn what_is_made_is_no_change() {
        for other in ["output/screen/a.pdf", ".git/index", "content/.a.md.swp", "content/a.md~", "target/x"] {
            assert!(is_other(Path::new(other)), "{other}");
        }
        assert!(!is_other(Path::new("content/a.md")));
    }

    #[test]
    fn writes_renames_and_new_folders_are_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_path_buf();
        std::fs::create_dir_all(root.join("content/a")).expect("a folder");
        std::fs::write(root.join("content/a/x.md"), "1").expect("written");
        let (sender, seen) = mpsc::channel();
        let watched = root.clone();
        let (ready, begun) = mpsc::channel();
        std::thread::spawn(move || {
            watch(&watched, || ready.send(()).is_ok(), |change| sender.send(change.clone()).is_ok())
        });
        begun.recv().expect("the watcher begins");
        let wait_for = |name: &str| {
            while let Ok(change) = seen.recv_timeout(Duration::from_secs(600)) {
                if change.paths.iter().any(|path| path.ends_with(name)) {
                    return;
                }
            }
            panic!("{name} was not seen");
        };
        std::fs::write(root.join("content/a/x.md"), "2").expect("written");
        wait_for("x.md");
        std::fs::write(root.join("content/a/tmp-1"), "3").expect("written");
        std::fs::rename(root.join("content/a/tmp-1"), root.join("content/a/y.md")).expect("renamed");
        wait_for("y.md");
        std::fs::create_dir_all(root.join("layouts/new")).expect("a folder");
        wait_for("layouts");
        std::fs::write(root.join("layouts/new/page.typ"), "4").expect("written");
        wait_for("page.typ");
    }
}
