//! The message catalogues: Vietnamese and English, one file a stage, in `src/locales`.

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::diag::Message;

static_loader! {
    static CATALOGUES = {
        locales: "./src/locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Arguments that the program has measured. What a user typed is quoted as it was typed, figures too.
const MEASURED: [&str; 17] = [
    "clear", "distance", "fold", "has", "height", "least", "length", "meters", "over", "ratio", "seconds", "size",
    "wanted", "wants", "width", "x", "y",
];

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
    /// The language of the user's locale; Vietnamese or else English. Nothing where none is set: `C` is no language, and a system
    /// that speaks English may be used by somebody who does not.
    pub fn from_locale() -> Option<Self> {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        match set.into_iter().find(|locale| !locale.is_empty()) {
            Some(locale) => Self::of_locale(&locale),
            None => sys_locale::get_locale().filter(|locale| locale.starts_with("vi")).map(|_| Self::Vi),
        }
    }

    /// The language of a locale: `vi_VN.UTF-8`, `C.UTF-8`.
    fn of_locale(locale: &str) -> Option<Self> {
        match locale.split(['_', '.', '@', '-']).next() {
            Some("vi") => Some(Self::Vi),
            Some("" | "C" | "POSIX") | None => None,
            Some(_) => Some(Self::En),
        }
    }

    /// The language of a campaign: English for `en`, Vietnamese for any other, as the offices speak it that write in several.
    pub fn of_campaign(lang: &str) -> Self {
        if lang == "en" { Self::En } else { Self::Vi }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Vi => langid!("vi"),
            Self::En => langid!("en"),
        }
    }

    /// A number as this language writes it, with a comma or a point for its decimals; any other text as it is.
    pub fn number(self, text: &str) -> String {
        let is_decimal = text.split_once('.').is_some_and(|(whole, decimals)| {
            let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(decimals)
        });
        if is_decimal && self == Self::Vi { text.replace('.', ",") } else { text.to_string() }
    }

    fn argument(self, key: &str, value: &str) -> String {
        if MEASURED.contains(&key) { self.number(value) } else { value.to_string() }
    }

    /// The sentence of a message in this language. A missing one shows its id.
    pub fn text(self, message: &Message) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue> = message
            .args
            .iter()
            .map(|(key, value)| (key.clone(), FluentValue::from(self.argument(key, value))))
            .collect();
        CATALOGUES
            .try_lookup_with_args(&self.identifier(), &message.id, &args)
            .unwrap_or_else(|| message.id.to_string())
    }
}

/// An id from Vietnamese words: `Nông dân` → `nong-dan`.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'đ' => slug.push('d'),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            // Accents fall away; anything else parts words.
            c if unicode_normalization::char::is_combining_mark(c) => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;

    #[test]
    fn a_locale_says_its_language_unless_it_is_none() {
        for (locale, lang) in [
            ("vi_VN.UTF-8", Some(Lang::Vi)),
            ("vi", Some(Lang::Vi)),
            ("en_US.UTF-8", Some(Lang::En)),
            ("fr_FR@euro", Some(Lang::En)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
        ] {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_does_and_quotes_as_they_were_typed() {
        let over = msg!("compile-slot", slot = "front", format = "leaflet", over = "38.4");
        assert!(Lang::Vi.text(&over).contains("38,4 mm") && Lang::En.text(&over).contains("38.4 mm"));
        let figure = msg!("markup-bare-figure", figure = "1.200");
        assert!(Lang::Vi.text(&figure).contains("1.200"), "{}", Lang::Vi.text(&figure));
        for (given, written) in [("2.50", "2,50"), ("-0.5", "-0,5"), ("1.2.3", "1.2.3"), ("3x1.5", "3x1.5"), ("7", "7")]
        {
            assert_eq!(Lang::Vi.number(given), written);
        }
    }
}
