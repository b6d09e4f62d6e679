//! The name of a job: stable text that tells it from all others and that can be written down.

use std::fmt;
use std::str::FromStr;

/// A job's name: `kh-116/nong-dan/to-roi:leaflet-a5@print`. The piece and whom it is for; the format with its size; a part that is
/// not the main one (`slides-16x9+notes`); the profile; in a kit, the number of the item (`kit-a4@print#2`).
///
/// It follows from the product alone: no other piece, job or order of a plan changes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId {
    pub(super) directive: String,
    pub(super) audience: String,
    pub(super) piece: String,
    pub(super) form: String,
    pub(super) part: Option<String>,
    pub(super) profile: String,
    pub(super) item: Option<usize>,
}

/// The part that a format without further ones has.
pub(crate) const MAIN: &str = "main";

/// A text that names no job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoJobId;

impl JobId {
    /// That of an item of this kit, from 1.
    #[must_use]
    pub fn item(self, number: usize) -> Self {
        Self { item: Some(number), ..self }
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}/{}:{}", self.directive, self.audience, self.piece, self.form)?;
        if let Some(part) = &self.part {
            write!(f, "+{part}")?;
        }
        write!(f, "@{}", self.profile)?;
        self.item.map_or(Ok(()), |item| write!(f, "#{item}"))
    }
}

impl FromStr for JobId {
    type Err = NoJobId;

    fn from_str(text: &str) -> Result<Self, NoJobId> {
        // A file may be called anything; what follows the last colon is ids.
        let (path, rest) = text.rsplit_once(':').ok_or(NoJobId)?;
        let (form, rest) = rest.split_once('@').ok_or(NoJobId)?;
        let (profile, item) = match rest.split_once('#') {
            Some((profile, item)) => (profile, Some(item.parse().map_err(|_| NoJobId)?)),
            None => (rest, None),
        };
        let (form, part) = form.split_once('+').map_or((form, None), |(form, part)| (form, Some(part.to_string())));
        let mut names = path.splitn(3, '/').map(String::from);
        let mut name = || names.next().filter(|name| !name.is_empty()).ok_or(NoJobId);
        let id = Self {
            directive: name()?,
            audience: name()?,
            piece: name()?,
            form: form.to_string(),
            part,
            profile: profile.to_string(),
            item,
        };
        // What reads otherwise than it is written (`#02`, `a/b/c/d`) is no name.
        let is_one = !id.piece.contains('/') && !form.is_empty() && !profile.is_empty() && id.to_string() == text;
        if is_one { Ok(id) } else { Err(NoJobId) }
    }
}

impl fmt::Display for NoJobId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("no name of a job: `directive/audience/piece:format-size@profile`")
    }
}

impl std::error::Error for NoJobId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were_written() {
        for text in [
            "kh-116/nong-dan/to-roi:leaflet-a5@print",
            "kh-116/nong-dan/bai:slides-16x9+notes@screen",
            "kh-116/nong-dan/bo:kit-a4@draft#12",
            "kh-116/nong-dan/a:b@c#d:leaflet-a5@print",
        ] {
            assert_eq!(text.parse::<JobId>().map(|id| id.to_string()), Ok(text.to_string()));
        }
        for text in [
            "",
            "to-roi",
            "a/b:leaflet-a5@print",
            "a/b/c/d:leaflet-a5@print",
            "a/b/c:leaflet-a5",
            "a/b/c:@print",
            "a/b/c:leaflet-a5@",
            "a//c:leaflet-a5@print",
            "a/b/c:kit-a4@print#02",
            "a/b/c:kit-a4@print#two",
        ] {
            assert_eq!(text.parse::<JobId>(), Err(NoJobId), "{text}");
        }
    }
}
