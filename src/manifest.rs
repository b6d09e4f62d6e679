//! `output/manifest.json`: what was made from what. The same bytes for the same input, so no times in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cache::{Key, Lists};
use crate::job::Measured;
use crate::store::Store;

/// Version of the manifest's own form.
pub const SCHEMA: u32 = 2;

/// The manifest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// Outputs by path below `output/`.
    pub outputs: BTreeMap<String, Output>,
}

/// The file: inputs that outputs have in common stand in it once.
#[derive(Serialize, Deserialize)]
struct ManifestFile<O> {
    /// [`SCHEMA`].
    schema: u32,
    lists: Lists,
    outputs: O,
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
    /// How much it is: `pages`, or `characters` of a text.
    #[serde(flatten)]
    pub measured: Measured,
    /// Trim width and height in mm, real size; a text has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim: Option<(f64, f64)>,
    /// Inputs, in lists of the manifest.
    pub sources: Key,
    /// Codes of the warnings.
    pub warnings: Vec<String>,
}

impl Manifest {
    /// Where it lies below `output/`.
    pub const PATH: &str = "manifest.json";

    /// Reads the manifest of an earlier build; none if there is none or it has another form.
    pub fn load(output: &dyn Store) -> Self {
        let read = output.read(Self::PATH).ok();
        let file: Option<ManifestFile<BTreeMap<String, Output>>> =
            read.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Some(ManifestFile { lists, mut outputs, .. }) = file.filter(|file| file.schema == SCHEMA) else {
            return Self::default();
        };
        for output in outputs.values_mut() {
            if !lists.resolve(&mut output.sources) {
                output.sources = Key::default();
            }
        }
        Self { outputs }
    }

    /// Writes it, one value a line.
    pub fn store(&self, output: &dyn Store) -> std::io::Result<()> {
        let lists = Lists::of(self.outputs.values().map(|output| &output.sources));
        let file = ManifestFile { schema: SCHEMA, lists, outputs: &self.outputs };
        output.put_with(Self::PATH, &mut |writer| {
            serde_json::to_writer_pretty(&mut *writer, &file)?;
            writer.write_all(b"\n")
        })
    }
}
