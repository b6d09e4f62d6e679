//! A part of a plan for one of several machines.

use std::fmt;
use std::str::FromStr;

use super::id::JobId;

/// One of so many parts of a plan: `2/4`. A job is in one of them, by the hash of its name, whatever else is in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Which, from 1.
    number: usize,
    /// Of how many.
    count: usize,
}

/// A text that is no part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoShard;

/// Machines that one plan may be cut for.
const MOST: usize = 100_000;

impl Shard {
    /// That of so many parts in which a job is.
    pub fn of(id: &JobId, count: usize) -> Self {
        let hash = blake3::hash(id.to_string().as_bytes());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        let part = u64::from_le_bytes(bytes) % count.max(1) as u64;
        Self { number: part as usize + 1, count }
    }

    /// Of how many parts it is one.
    pub fn count(self) -> usize {
        self.count
    }

    /// Whether a job is in this part.
    pub fn holds(self, id: &JobId) -> bool {
        Self::of(id, self.count) == self
    }

    /// A name for a folder: `2-of-4`.
    pub fn name(self) -> String {
        format!("{}-of-{}", self.number, self.count)
    }

    /// That of a folder.
    pub fn named(name: &str) -> Option<Self> {
        name.replace("-of-", "/").parse().ok().filter(|shard: &Self| shard.name() == name)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, count) = text.split_once('/').ok_or(NoShard)?;
        let part = |text: &str| text.parse::<usize>().map_err(|_| NoShard);
        let (number, count) = (part(number)?, part(count)?);
        if (1..=MOST).contains(&count) && (1..=count).contains(&number) {
            Ok(Self { number, count })
        } else {
            Err(NoShard)
        }
    }
}

impl fmt::Display for NoShard {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("1/4 … 4/4")
    }
}

impl std::error::Error for NoShard {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_in_one_part_and_the_parts_are_alike() {
        let ids: Vec<JobId> =
            (0..4000).map(|n| format!("kh-116/nong-dan/thu-{n}:leaflet-a5@print").parse().expect("a name")).collect();
        for count in [1, 2, 7, 40] {
            let shards: Vec<Shard> = (1..=count).map(|n| format!("{n}/{count}").parse().expect("a part")).collect();
            let mut held = vec![0; count];
            for id in &ids {
                let own: Vec<usize> = (0..count).filter(|n| shards[*n].holds(id)).collect();
                assert_eq!(own.len(), 1);
                held[own[0]] += 1;
            }
            let (least, most) = (held.iter().min().copied(), held.iter().max().copied());
            assert!(least.zip(most).is_some_and(|(least, most)| least * 2 > most), "{held:?}");
        }
        // Written down, so that every version of the program cuts a plan alike.
        assert_eq!(Shard::of(&ids[0], 40).to_string(), "25/40");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["", "1", "0/4", "5/4", "1/0", "a/4", "1/4/2", "-1/4", "1/999999999"] {
            assert_eq!(text.parse::<Shard>(), Err(NoShard), "{text}");
        }
        let shard: Shard = "2/4".parse().expect("a part");
        assert_eq!(
            (Shard::named(&shard.name()), Shard::named("02-of-4"), Shard::named("x")),
            (Some(shard), None, None)
        );
    }
}
