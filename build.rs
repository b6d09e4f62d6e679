//! Puts a fingerprint of the program's own sources into it, so that a newer program never takes an older one's
//! outputs for fresh, and rebuilds it when an embedded layout or font changes.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Below `src/`, what shapes no byte of an output: what the program says and how it is called, and what is made beside the outputs.
/// With another help text nothing is made again. `tests/suite/house` holds that nothing else knows them.
const LEFT_OUT: [&str; 11] = [
    "args",
    "cli",
    "findings.rs",
    "lib.rs",
    "locales",
    "main.rs",
    "markup/tests.rs",
    "pack",
    "scaffold",
    "serve",
    "specimen.rs",
];

/// What the program carries of these folders whatever a workspace has; their other files are inputs of the jobs that read them.
const CARRIED: [&str; 2] = ["fonts/be-vietnam-pro/BeVietnamPro_400Regular.ttf", "layouts/theme/piece.typ"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "data", "layouts", "fonts"] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        walk(Path::new(folder), &mut files);
        files.sort();
        for file in files {
            let is_hashed = match folder {
                "src" => !LEFT_OUT.iter().any(|name| file.starts_with(Path::new(folder).join(name))),
                "data" => true,
                _ => CARRIED.iter().any(|name| file == Path::new(name)),
            };
            if is_hashed {
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
