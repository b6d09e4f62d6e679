//! What a run is asked for.

use std::collections::BTreeSet;

use super::product::Job;
use super::shard::Shard;
use crate::content::Piece;

/// What a run makes: empty lists mean everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Directives by id.
    pub directives: Vec<String>,
    /// Audiences by id.
    pub audiences: Vec<String>,
    /// Formats by id, or format and size (`leaflet-a4`).
    pub formats: Vec<String>,
    /// Pieces by file stem.
    pub pieces: Vec<String>,
    /// Output paths.
    pub outputs: Vec<String>,
    /// Jobs by name, of which there may be many; all if not given.
    pub jobs: Option<BTreeSet<String>>,
    /// The part of one of several machines.
    pub shard: Option<Shard>,
}

impl Filter {
    /// Whether a piece is asked for in this format and size.
    pub(super) fn wants(&self, piece: &Piece, format: &str, size: &str) -> bool {
        let is_sized = |name: &str| name.strip_prefix(format).and_then(|rest| rest.strip_prefix('-')) == Some(size);
        is_any(&self.directives, &piece.directive)
            && is_any(&self.pieces, &piece.id)
            && (self.formats.is_empty() || self.formats.iter().any(|name| *name == format || is_sized(name)))
    }

    /// Whether it is for readers that are asked for.
    pub(super) fn wants_audience(&self, audience: &str) -> bool {
        is_any(&self.audiences, audience)
    }

    /// Whether a job is in the part and on the list that are asked for.
    fn holds(&self, job: &Job) -> bool {
        if self.jobs.is_none() && self.shard.is_none() {
            return true;
        }
        let id = job.id();
        self.shard.is_none_or(|shard| shard.holds(&id))
            && self.jobs.as_ref().is_none_or(|jobs| jobs.contains(&id.to_string()))
    }

    /// Whether a job is asked for. The single files of a kit come with it.
    pub(super) fn keeps(&self, job: &Job) -> bool {
        self.holds(job)
            && is_any(&self.outputs, &job.output)
            && self.wants_audience(&job.audience)
            && (self.wants(&job.piece, &job.format, &job.size)
                || job
                    .within
                    .as_ref()
                    .is_some_and(|within| self.wants(&within.kit.piece, &within.kit.format, &within.kit.size)))
    }
}

fn is_any(wanted: &[String], have: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|wanted| wanted == have)
}
