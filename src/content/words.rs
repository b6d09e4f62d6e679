//! What a campaign says of itself, in the language of a piece: the words of its registry, or their translations.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Audience, Campaign, Content, Date, Directive, Translations};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::msg;

use super::Piece;

/// Languages that a registry can be translated into: those that the themes have words of their own for.
pub(crate) const LANGUAGES: [&str; 2] = ["vi", "en"];

/// The words of a campaign in a language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    campaign: &'a Campaign,
    lang: &'a str,
}

/// What templates see of the registries. A name of it may be seen by all who name it or something that it lies in (see [`may_see`]).
pub const SEEN: [&str; 17] = [
    "audience.cares",
    "audience.name",
    "audience.plural",
    "campaign.issuer.address",
    "campaign.issuer.email",
    "campaign.issuer.name",
    "campaign.issuer.phone",
    "campaign.issuer.short",
    "campaign.issuer.url",
    "campaign.title",
    "directive.date",
    "directive.issuer",
    "directive.kind",
    "directive.number",
    "directive.seed",
    "directive.short",
    "directive.title",
];

/// Those of [`SEEN`] that are the same in every language.
const UNTRANSLATED: [&str; 6] = [
    "campaign.issuer.email",
    "campaign.issuer.phone",
    "campaign.issuer.url",
    "directive.date",
    "directive.number",
    "directive.seed",
];

/// Whether a template with these dotted names in its tags may read the value that it sees as `value`.
pub fn may_see(names: &BTreeSet<String>, value: &str) -> bool {
    let lies_in = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
    names.iter().any(|name| name == value || lies_in(name, value) || lies_in(value, name) || name == "__tera_context")
}

/// Texts by key; one that is wanting in the language is not there.
pub type Named = BTreeMap<&'static str, String>;

impl<'a> Words<'a> {
    /// Those for a piece in a language.
    pub fn new(content: &'a Content, lang: &'a str) -> Self {
        Self { campaign: &content.campaign, lang }
    }

    /// The language.
    pub fn lang(&self) -> &'a str {
        self.lang
    }

    /// Whether the registry has them as they are, numbers included.
    pub(super) fn are_those_of_the_registry(&self) -> bool {
        self.are_those_of_the_campaign() && self.lang != "en"
    }

    /// Whether a piece needs no translation: it has the campaign's language, or one that registries are not translated into, as
    /// texts for the peoples of a province, which name documents and offices in the campaign's.
    pub(super) fn are_those_of_the_campaign(&self) -> bool {
        self.lang == self.campaign.lang || !LANGUAGES.contains(&self.lang)
    }

    /// Where something of [`SEEN`] stands, for the cache and for who asks why a page was made again: file, table and key.
    pub fn place(&self, seen: &str, directive: &str, audience: &str) -> String {
        let lang = if self.are_those_of_the_campaign() || UNTRANSLATED.contains(&seen) { "" } else { self.lang };
        let (of, key) = seen.rsplit_once('.').unwrap_or(("", seen));
        let (file, table) = match of {
            "directive" => (format!("content/{directive}/directive.toml"), ""),
            "audience" => ("content/audiences.toml".to_string(), audience),
            "campaign.issuer" => ("anpham.toml".to_string(), "issuer"),
            _ => ("anpham.toml".to_string(), ""),
        };
        let dot = if table.is_empty() || lang.is_empty() { "" } else { "." };
        let table = format!("{table}{dot}{lang}");
        if table.is_empty() { format!("{file}: {key}") } else { format!("{file}: [{table}] {key}") }
    }

    /// A day.
    pub fn date(&self, date: Date) -> String {
        date.shown_in(self.lang)
    }

    fn say(&self, translations: &Translations, key: &'static str, own: &str) -> Option<String> {
        if self.are_those_of_the_campaign() {
            return Some(own.to_string());
        }
        let translated = translations.get(self.lang, key).map(String::from);
        // What is not there needs no translation.
        translated.or_else(|| own.is_empty().then(String::new))
    }

    /// `title` of the campaign.
    pub fn campaign(&self) -> Option<String> {
        self.say(&self.campaign.translations, "title", &self.campaign.title)
    }

    /// Names and ways to reach the issuer; what is not given is empty.
    pub fn issuer(&self) -> Named {
        let issuer = &self.campaign.issuer;
        let say = |key, own: &str| self.say(&issuer.translations, key, own);
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let name = say("name", &issuer.name);
        let mut named = Named::from([
            // An address is understood as it is.
            ("address", say("address", &given(&issuer.address)).unwrap_or_else(|| given(&issuer.address))),
            ("phone", given(&issuer.phone)),
            ("email", given(&issuer.email)),
            ("url", given(&issuer.url)),
        ]);
        named.extend(say("short", &issuer.short).or_else(|| name.clone()).map(|short| ("short", short)));
        named.extend(name.map(|name| ("name", name)));
        named
    }

    /// The short name of a directive.
    pub fn short(&self, directive: &Directive) -> Option<String> {
        let kind = || self.say(&directive.translations, "kind", &directive.kind);
        self.say(&directive.translations, "short", &directive.short)
            .or_else(|| Some(format!("{} {}", kind()?, directive.number)))
    }

    /// What a directive is called.
    pub fn directive(&self, directive: &Directive) -> Named {
        let mut named = Named::from([
            ("id", directive.id.clone()),
            ("number", directive.number.clone()),
            ("date", self.date(directive.date)),
        ]);
        let texts = [("kind", &directive.kind), ("issuer", &directive.issuer), ("title", &directive.title)];
        named.extend(
            texts.into_iter().filter_map(|(key, own)| Some((key, self.say(&directive.translations, key, own)?))),
        );
        named.extend(self.short(directive).map(|short| ("short", short)));
        named
    }

    /// What a group of readers is called.
    pub fn audience(&self, audience: &Audience) -> Named {
        let say = |key, own| self.say(&audience.translations, key, own);
        let name = say("name", &audience.name);
        let mut named = Named::from([("id", audience.id.clone())]);
        named.extend(say("plural", &audience.plural).or_else(|| name.clone()).map(|plural| ("plural", plural)));
        named.extend(say("cares", &audience.cares).map(|cares| ("cares", cares)));
        named.extend(name.map(|name| ("name", name)));
        named
    }
}

/// Where to add the words of a name that a template asked for and that the language has not: the file, the table, the key.
pub(super) fn home<'n>(name: &'n str, directive: &str) -> Option<(String, &'static str, &'n str)> {
    let (of, key) = name.rsplit_once('.')?;
    Some(match of {
        "directive" => (format!("content/{directive}/directive.toml"), "", key),
        "campaign.issuer" => ("anpham.toml".into(), "issuer.", key),
        "campaign" => ("anpham.toml".into(), "", key),
        "audience" => ("content/audiences.toml".into(), "audiences.", key),
        _ => return None,
    })
}

/// What every page of a piece shows has to be there in its language: who issues it, and the name of its directive.
pub(crate) fn check(content: &Content, piece: &Piece, diagnostics: &mut Diagnostics) {
    let Some(lang) = &piece.meta.lang else { return };
    let words = Words::new(content, lang);
    let place = || Place::new(&piece.file, lang.range.clone());
    if !words.issuer().contains_key("name") {
        let problem = Diagnostic::error(msg!("content-untranslated-issuer", lang = lang.value)).at(place());
        diagnostics.push(problem.hint(msg!("content-untranslated-issuer-hint", lang = lang.value)));
    }
    if let Some(directive) = content.directives.get(&piece.directive)
        && words.short(directive).is_none()
    {
        let message = msg!("content-untranslated-directive", id = directive.id, lang = lang.value);
        let hint = msg!("content-untranslated-directive-hint", path = directive.file.path, lang = lang.value);
        diagnostics.push(Diagnostic::error(message).at(place()).hint(hint));
    }
}
