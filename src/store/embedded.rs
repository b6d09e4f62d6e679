//! What the program carries: layouts and fonts.

use std::io;

use include_dir::{Dir, include_dir};

use super::{Source, slashed};

static LAYOUTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/layouts");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The layouts and fonts in the binary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

impl Source for Embedded {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let file = path.split_once('/').and_then(|(base, inner)| base_of(base)?.get_file(inner));
        file.map(|file| file.contents().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let (base, inner) = folder.split_once('/').unwrap_or((folder, ""));
        let Some(root) = base_of(base) else { return vec![] };
        let mut paths = Vec::new();
        let mut open: Vec<&Dir> = if inner.is_empty() { vec![root] } else { root.get_dir(inner).into_iter().collect() };
        while let Some(dir) = open.pop() {
            paths.extend(dir.files().map(|file| format!("{base}/{}", slashed(file.path()))));
            open.extend(dir.dirs());
        }
        paths.sort();
        paths
    }
}

fn base_of(name: &str) -> Option<&'static Dir<'static>> {
    match name {
        "layouts" => Some(&LAYOUTS),
        "fonts" => Some(&FONTS),
        _ => None,
    }
}
