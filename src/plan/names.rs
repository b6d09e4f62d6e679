//! The names of outputs: none that would overwrite another, none that Windows cannot hold.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::content::Piece;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::msg;

/// The longest output path, in characters from the workspace root, that is safe on Windows with a usual root.
const LONGEST_PATH: usize = 240;

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// What outputs are called, eight bytes each: a plan may have a million.
#[derive(Debug, Default)]
pub(super) struct OutputNames {
    hashes: Vec<u64>,
    refused: HashSet<String>,
    reported: HashSet<(String, String)>,
}

impl OutputNames {
    /// Notes an output of a piece, and says what is wrong with its name.
    pub(super) fn add(&mut self, output: &str, piece: &Piece, diagnostics: &mut Diagnostics) {
        self.hashes.push(hash(output));
        let place = || Place::new(&piece.file, 0..0);
        if output.chars().count() + "output/".len() > LONGEST_PATH {
            let error = msg!("layout-long-path", output = output, limit = LONGEST_PATH);
            diagnostics.push(Diagnostic::error(error).at(place()));
            self.refused.insert(output.to_string());
        }
        for name in output.split('/').filter(|name| is_refused(name)) {
            self.refused.insert(output.to_string());
            if self.reported.insert((piece.file.path.clone(), name.to_string())) {
                let error = Diagnostic::error(msg!("layout-windows-name", name = name)).at(place());
                diagnostics.push(error.hint(msg!("layout-windows-name-hint")));
            }
        }
    }

    /// The outputs that must not be made. `outputs` gives all that were noted once more, if two of them seem to be one.
    pub(super) fn refused(
        mut self,
        outputs: impl Iterator<Item = (String, Arc<Piece>)>,
        diagnostics: &mut Diagnostics,
    ) -> HashSet<String> {
        self.hashes.sort_unstable();
        let twice: BTreeSet<u64> = self.hashes.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        if twice.is_empty() {
            return self.refused;
        }
        let mut met: Vec<(String, Arc<Piece>)> = outputs.filter(|(output, _)| twice.contains(&hash(output))).collect();
        met.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.file.path.cmp(&b.1.file.path)));
        let mut seen: HashMap<String, (&str, &Piece)> = HashMap::new();
        for (output, piece) in &met {
            let Some((other, first)) = seen.get(&folded(output)) else {
                seen.insert(folded(output), (output, piece));
                continue;
            };
            let error = Diagnostic::error(msg!("layout-same-output", output = output, other = first.file.path));
            diagnostics.push(error.at(Place::new(&piece.file, 0..0)).hint(msg!("layout-same-output-hint")));
            self.refused.extend([output.clone(), other.to_string()]);
        }
        self.refused
    }
}

/// Equal but for case or normal form is equal on Windows and macOS.
fn folded(output: &str) -> String {
    output.nfc().collect::<String>().to_lowercase()
}

fn hash(output: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded(output).hash(&mut hasher);
    hasher.finish()
}

/// Whether Windows cannot hold a file or folder of this name.
fn is_refused(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").to_lowercase();
    DEVICES.contains(&stem.as_str())
        || name.ends_with(['.', ' '])
        || name.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
        || name.chars().any(char::is_control)
}
