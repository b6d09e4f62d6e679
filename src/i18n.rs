//! The message catalogues: Vietnamese and English, one file a stage, in `src/locales`.

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use std::borrow::Cow;
use std::collections::HashMap;

use crate::diag::Message;

static_loader! {
    static CATALOGUES = {
        locales: "./src/locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The language in which the program speaks to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language of the user's locale; Vietnamese or else English.
    pub fn from_locale() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("vi") => Self::Vi,
            _ => Self::En,
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Vi => langid!("vi"),
            Self::En => langid!("en"),
        }
    }

    /// The sentence of a message in this language. A missing one shows its id.
    pub fn text(self, message: &Message) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue> =
            message.args.iter().map(|(key, value)| (key.clone(), FluentValue::from(value.clone()))).collect();
        CATALOGUES
            .try_lookup_with_args(&self.identifier(), &message.id, &args)
            .unwrap_or_else(|| message.id.to_string())
    }
}
