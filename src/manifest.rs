//! `output/manifest.json`: what was made from what. The same bytes for the same input, so no times in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cache::Key;
use crate::fs::write_atomic_with;

/// Version of the manifest's own form.
pub const SCHEMA: u32 = 1;

/// The manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Outputs by path below `output/`.
    pub outputs: BTreeMap<String, Output>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { schema: SCHEMA, outputs: BTreeMap::new() }
    }
}

/// One output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// The job's name: `kh-116/nong-dan/to-roi:leaflet-a5@print`. Manifests of older versions have none.
    #[serde(default)]
    pub id: String,
    /// What is said: `<directive>/<audience>/<piece>`.
    pub job: String,
    /// Format.
    pub format: String,
    /// Size id.
    pub size: String,
    /// Profile.
    pub profile: String,
    /// blake3 of the file.
    pub blake3: String,
    /// Number of pages.
    pub pages: usize,
    /// Trim width and height in mm, real size.
    pub trim: (f64, f64),
    /// Inputs with their hashes.
    pub sources: Key,
    /// Codes of the warnings.
    pub warnings: Vec<String>,
}

impl Manifest {
    /// Where it lies below `output/`.
    pub fn path(output: &Path) -> PathBuf {
        output.join("manifest.json")
    }

    /// Reads the manifest of an earlier build; none if there is none or it has another form.
    pub fn load(output: &Path) -> Self {
        std::fs::read(Self::path(output))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .filter(|manifest: &Self| manifest.schema == SCHEMA)
            .unwrap_or_default()
    }

    /// Writes it, one value a line.
    pub fn store(&self, output: &Path) -> std::io::Result<()> {
        write_atomic_with(&Self::path(output), |file| {
            serde_json::to_writer_pretty(&mut *file, self)?;
            file.write_all(b"\n")
        })
    }
}
