//! Files that a build of a workspace made: what its manifest knows of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::content::find_root;
use crate::diag::Diagnostics;
use crate::job::Shop;
use crate::layout::Format;
use crate::manifest::{Manifest, Output};
use crate::pdf::Press;
use crate::store::{Folder, slashed};

/// Workspaces that were met, each loaded once; `None` for one that cannot be.
#[derive(Default)]
pub(super) struct KnownFiles {
    workspaces: BTreeMap<PathBuf, Option<(Manifest, Arc<Shop>)>>,
}

impl KnownFiles {
    /// The format of a file in `output/`, and what its press asks of it, if it is as the build left it.
    pub(super) fn of(&mut self, path: &Path, bytes: &[u8]) -> Option<(&Format, Press)> {
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
        let press = shop.presses.get(&made.profile)?.for_format(format, format.size(&made.size)?);
        Some((format, press))
    }
}
