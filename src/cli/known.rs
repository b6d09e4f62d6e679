//! Files that a build of a workspace made: what its manifest knows of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::find_root;
use crate::diag::Diagnostics;
use crate::job::Shop;
use crate::layout::{Format, Size};
use crate::manifest::{Manifest, Output};
use crate::pdf::Press;
use crate::store::{Folder, slashed};

/// Workspaces that were met, each loaded once; `None` for one that cannot be.
#[derive(Default)]
pub(super) struct KnownFiles {
    workspaces: BTreeMap<PathBuf, Option<(Manifest, Arc<Shop>)>>,
}

/// A file that a build made.
pub(super) struct KnownFile<'a> {
    pub(super) format: &'a Format,
    pub(super) size: &'a Size,
    /// What its press asks of it.
    pub(super) press: Press,
}

impl KnownFiles {
    /// What is known of a file in `output/`, if it is as the build left it.
    pub(super) fn of(&mut self, path: &Path, bytes: &[u8]) -> Option<KnownFile<'_>> {
        let path = std::fs::canonicalize(path).ok()?;
        let root = find_root(path.parent()?)?;
        let name = slashed(path.strip_prefix(root.join("output")).ok()?);
        let workspace = self.workspaces.entry(root.clone()).or_insert_with(|| {
            let manifest = Manifest::load(&Folder::new(&root.join("output")));
            // What is wrong with the workspace is for its build to say.
            let shop = Shop::load(&root, &mut Diagnostics::new()).ok().flatten()?;
            Some((manifest, shop))
        });
        let (manifest, shop) = workspace.as_ref()?;
        let made: &Output = manifest.outputs.get(&name).filter(|made| made.blake3 == crate::cache::hash(bytes))?;
        let format = shop.layouts.formats.get(&made.format)?;
        let size = format.size(&made.size)?;
        let press = shop.presses.get(&made.profile)?.for_format(format, size);
        Some(KnownFile { format, size, press })
    }
}
