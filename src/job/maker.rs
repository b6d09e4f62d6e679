//! From a job to its file: a maker for each kind of file.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::shop::Shop;
use crate::diag::Diagnostics;
use crate::plan::Job;

/// Makes files of one kind.
pub trait Maker {
    /// The file of a job. Warnings and errors are pushed; `None` after an error.
    fn make(&self, shop: &Shop, job: &Job, diagnostics: &mut Diagnostics) -> Option<Made>;
}

/// What a job made.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub artifact: Artifact,
    /// Names of what was read on the way: paths of files, facts, words of the registries; see [`named`](crate::content::named).
    pub reads: BTreeSet<String>,
}

/// A finished file.
#[derive(Debug)]
pub struct Artifact {
    /// The file.
    pub bytes: Vec<u8>,
    /// How much it is.
    pub measured: Measured,
}

/// How much a file is, by what its kind is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measured {
    /// Pages of a PDF.
    Pages(usize),
    /// Characters of a text.
    Characters(usize),
}

impl Measured {
    /// Pages that were set for it.
    pub fn pages(self) -> usize {
        match self {
            Self::Pages(pages) => pages,
            Self::Characters(_) => 0,
        }
    }
}
