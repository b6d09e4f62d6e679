//! Puts a fingerprint of the program's own sources into it, so that a newer program never takes an older one's
//! outputs for fresh, and rebuilds it when an embedded layout or font changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "data", "layouts", "fonts"] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        walk(Path::new(folder), &mut files);
        files.sort();
        for file in files {
            // Layouts and fonts are hashed where they are used; here the listing is enough to build again.
            if matches!(folder, "src" | "data") {
                std::fs::read(&file).unwrap_or_default().hash(&mut hasher);
            }
            println!("cargo::rerun-if-changed={}", file.display());
        }
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    std::fs::read("Cargo.lock").unwrap_or_default().hash(&mut hasher);
    println!("cargo::rustc-env=ANPHAM_FINGERPRINT={:016x}", hasher.finish());
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}
