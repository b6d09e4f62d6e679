//! What is said, what it becomes, and the job that makes it.

use std::ops::Deref;
use std::sync::Arc;

use super::id::{JobId, MAIN};
use crate::content::{Content, Piece, Profile};
use crate::layout::{Format, Size};

/// What is said: a piece for an audience in a language.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The piece.
    pub piece: Arc<Piece>,
    /// Audience id: the folder's, or one that the front matter adds.
    pub audience: String,
    /// Language.
    pub lang: String,
}

/// What it becomes: a variant in a format, size and part, for a profile.
#[derive(Debug, Clone)]
pub struct Product {
    /// What is said.
    pub variant: Variant,
    /// Format id.
    pub format: String,
    /// Size id.
    pub size: String,
    /// Part of the format: `main`, `notes`.
    pub part: String,
    /// Profile.
    pub profile: String,
}

/// One output: a product with what else goes into it, and where it is written.
#[derive(Debug, Clone)]
pub struct Job {
    /// What is made.
    pub product: Product,
    /// Path below `output/`.
    pub output: String,
    /// The articles of an issue.
    pub articles: Vec<Arc<Piece>>,
    /// What follows the cover sheet of a kit, in order.
    pub kit: Vec<Job>,
    /// The kit that this output lies in, if it is one of the single files of a kit.
    pub within: Option<Within>,
}

/// The place of a single file in a kit.
#[derive(Debug, Clone)]
pub struct Within {
    /// The kit.
    pub kit: Arc<Product>,
    /// From 1.
    pub number: usize,
}

impl Variant {
    /// A piece for one of its audiences.
    pub fn new(content: &Content, piece: &Arc<Piece>, audience: &str) -> Self {
        let lang = piece.meta.lang.as_ref().map_or(&content.campaign.lang, |lang| &lang.value);
        Self { piece: piece.clone(), audience: audience.to_string(), lang: lang.clone() }
    }
}

impl Product {
    /// The name of the job that makes it.
    pub fn id(&self) -> JobId {
        JobId {
            directive: self.piece.directive.clone(),
            audience: self.audience.clone(),
            piece: self.piece.id.clone(),
            form: format!("{}-{}", self.format, self.size),
            part: Some(self.part.clone()).filter(|part| part != MAIN),
            profile: self.profile.clone(),
            item: None,
        }
    }

    /// Its path below `output/`: the profile's pattern, or its own name.
    pub fn output(&self, content: &Content, profile: &Profile, format: &Format, size: &Size) -> String {
        let (piece, audience, lang) = (&self.piece, &self.audience, &self.lang);
        let suffix = |name: &str, usual: &str| if name == usual { String::new() } else { format!("-{name}") };
        let name = match &profile.press.file_name {
            Some(pattern) => [
                ("directive", piece.directive.as_str()),
                ("audience", audience),
                ("piece", &piece.id),
                ("format", &format.id),
                ("size", &size.id),
                ("part", &self.part),
                ("lang", lang),
                ("date", &content.campaign.date.iso()),
            ]
            .iter()
            .fold(pattern.value.clone(), |name, (key, value)| name.replace(&format!("{{{key}}}"), value)),
            None => {
                // A piece whose own name says its language needs not say it twice.
                let is_said = *lang == content.campaign.lang || piece.id.ends_with(&format!("-{lang}"));
                let infix = if is_said { String::new() } else { format!(".{lang}") };
                let (size, part) = (suffix(&size.id, &format.default_size), suffix(&self.part, MAIN));
                format!("{}/{audience}/{}{infix}.{}{size}{part}", piece.directive, piece.id, format.id)
            }
        };
        format.makes.file(&format!("{}/{name}{}", profile.name, size.scale_suffix()))
    }
}

impl Job {
    /// Its name.
    pub fn id(&self) -> JobId {
        match &self.within {
            Some(Within { kit, number }) => kit.id().item(*number),
            None => self.product.id(),
        }
    }

    /// Whether the front matter of anything that goes into it has mistakes, which were told when it was read.
    pub fn is_faulty(&self) -> bool {
        self.pieces().iter().any(|piece| piece.is_faulty)
    }

    /// The pieces that go into it, its own first.
    pub fn pieces(&self) -> Vec<&Arc<Piece>> {
        let own = [&self.product.variant.piece].into_iter().chain(&self.articles);
        own.chain(self.kit.iter().flat_map(Self::pieces)).collect()
    }
}

impl Deref for Job {
    type Target = Product;
    fn deref(&self) -> &Product {
        &self.product
    }
}

impl Deref for Product {
    type Target = Variant;
    fn deref(&self) -> &Variant {
        &self.variant
    }
}
