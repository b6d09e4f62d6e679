//! What every request sees.

use std::sync::Arc;

use super::access::Access;
use super::plates::KeptPlates;
use super::studio::Studio;
use crate::i18n::Lang;

/// What every request sees.
#[derive(Debug, Clone)]
pub struct App {
    /// The workspace.
    pub studio: Arc<Studio>,
    /// Who may ask.
    pub access: Arc<Access>,
    /// Plates that were asked for last.
    pub(super) plates: Arc<KeptPlates>,
    /// Language of a browser that asks for none.
    pub lang: Lang,
}
