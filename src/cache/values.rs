//! What the registries hold, value by value: by name, with what it is.
//!
//! The structs are taken apart whole, so that a field that is new does not compile before somebody has said who reads it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::key::Value;
use crate::content::words::LANGUAGES;
use crate::content::words::SEEN;
use crate::content::{
    Audience, Brand, Campaign, Content, Directive, Fact, HouseStyle, ImpositionSettings, Issuer, PressSettings,
    Profile, ProfileKind, Quotes, Spanned, Words, named,
};

/// Values by name.
pub(super) type Values = BTreeMap<String, Value>;

/// What every job in a language reads of the campaign; other words are seen by their name, see [`words`].
pub(super) fn campaign(content: &Content, lang: &str) -> Values {
    let Campaign {
        file: _,
        title: _,
        translations: _,
        issuer: _,
        lang: own,
        date,
        brand,
        style,
        profiles: _,
        default_profiles: _,
        // Tables are read where rows are asked for.
        tables: _,
    } = &content.campaign;
    let Brand { theme, logos } = brand;
    let HouseStyle { quotes } = style;
    let quotes = match quotes {
        Quotes::Curly => "curly",
        Quotes::Keep => "keep",
    };
    let logos: Vec<Json> = logos.iter().map(|logo| json!([logo.path.value, logo.name, logo.format])).collect();
    let at = |key: &str| format!("anpham.toml: {key}");
    let mut values = Values::from([
        (at("lang"), Value::said(own)),
        (at("date"), Value::said(&date.iso())),
        (at("[brand] theme"), Value::said(theme)),
        (at("[brand] logo"), Value::of(&json!(logos))),
        (at("[style] quotes"), Value::said(quotes)),
    ]);
    // The name of the issuer stands in the data of every file.
    values.extend(words(content, None, None, lang).remove("campaign.issuer.name"));
    values
}

/// A profile, but for how its sheets are imposed.
pub(super) fn profile(profile: &Profile) -> Values {
    let Profile { name, kind, press } = profile;
    let PressSettings {
        icc,
        condition,
        ink_limit,
        bleed,
        marks,
        keeps_inks,
        takes_jpeg,
        ppi_error,
        ppi_warn,
        spots,
        inks,
        duotone,
        // Part of the name of an output.
        file_name: _,
        impose: _,
    } = press;
    let kind = match kind {
        ProfileKind::Draft => "draft",
        ProfileKind::Screen => "screen",
        ProfileKind::Print => "print",
    };
    let names = |inks: &[Spanned<String>]| inks.iter().map(|ink| ink.value.clone()).collect::<Vec<_>>();
    let values = [
        ("kind", json!(kind)),
        ("icc", json!(icc.as_ref().map(|icc| &icc.value))),
        ("condition", json!(condition)),
        ("ink-limit", json!(ink_limit)),
        ("bleed", json!(bleed)),
        ("marks", json!(marks)),
        ("cmyk-pictures", json!(keeps_inks.then_some("keep"))),
        ("pictures", json!(takes_jpeg.then_some("jpeg"))),
        ("ppi-error", json!(ppi_error)),
        ("ppi-warn", json!(ppi_warn)),
        ("spots", json!(names(spots))),
        ("inks", json!(names(inks))),
        ("photographs", json!(duotone.then_some("duotone"))),
    ];
    // What is not given is not there, and tells so when it is.
    let given = values.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([]));
    given.map(|(key, value)| (format!("anpham.toml: [profiles.{name}] {key}"), Value::of(&value))).collect()
}

/// How the sheets of a format are imposed in a profile.
pub(super) fn imposition(profile: &Profile, format: &str) -> Values {
    let Some(settings) = profile.press.impose.get(format) else { return Values::new() };
    let ImpositionSettings { scheme, sheet, caliper, pad, grid, gutter, repeat, one_sided, .. } = settings;
    let ImpositionSettings { overlap, gripper, turn, heads_meet, marks, .. } = settings;
    let grid = grid.as_ref().map(|grid| &grid.value);
    let values = [
        ("scheme", json!(scheme)),
        ("sheet", json!(sheet.value)),
        ("caliper", json!(caliper)),
        ("short", json!(pad)),
        ("grid", json!(grid)),
        ("gutter", json!(gutter)),
        ("order", json!(repeat)),
        ("sides", json!(one_sided)),
        ("overlap", json!(overlap)),
        ("gripper", json!(gripper)),
        ("turn", json!(turn)),
        ("heads", json!(heads_meet)),
        ("marks", json!(marks)),
    ];
    let at = |key: &str| format!("anpham.toml: [profiles.{}.impose.{format}] {key}", profile.name);
    values.into_iter().map(|(key, value)| (at(key), Value::of(&value))).collect()
}

/// How to reach the issuer.
pub(super) fn issuer(issuer: &Issuer) -> Value {
    let Issuer { name, short, address, phone, email, url, translations } = issuer;
    Value::of(&json!([name, short, address, phone, email, url, translations.0]))
}

/// What templates see of the registries in a language: the name and the value of each of [`SEEN`], of the campaign and of what is given.
pub(super) fn words(
    content: &Content,
    directive: Option<&Directive>,
    audience: Option<&Audience>,
    lang: &str,
) -> BTreeMap<&'static str, (String, Value)> {
    let words = Words::new(content, lang);
    let campaign = &content.campaign;
    let issuer = words.issuer();
    let of_directive = directive.map(|directive| words.directive(directive)).unwrap_or_default();
    let of_audience = audience.map(|audience| words.audience(audience)).unwrap_or_default();
    // What is said in the language, and what stands in for it where it has no words.
    let value = |seen: &str| {
        let (of, key) = seen.rsplit_once('.').unwrap_or(("", seen));
        let (said, own) = match (of, key) {
            ("directive", "seed") => (directive.map(|directive| directive.seed.to_string()), None),
            // The language writes it in its own way, which is known.
            ("directive", "date") => (directive.map(|directive| directive.date.iso()), None),
            ("directive", _) => (of_directive.get(key).cloned(), directive.and_then(|it| own_of_directive(it, key))),
            ("audience", _) => (of_audience.get(key).cloned(), audience.and_then(|it| own_of_audience(it, key))),
            ("campaign.issuer", "name") => (issuer.get(key).cloned(), Some(campaign.issuer.name.clone())),
            ("campaign.issuer", "short") => (issuer.get(key).cloned(), Some(campaign.issuer.short.clone())),
            ("campaign.issuer", _) => (issuer.get(key).cloned(), None),
            _ => (words.campaign(), Some(campaign.title.clone())),
        };
        Value::of(&json!([said, own])).shown(said.or(own).as_deref().unwrap_or_default())
    };
    let is_given = |seen: &&&str| match seen.split_once('.') {
        Some(("directive", _)) => directive.is_some(),
        Some(("audience", _)) => audience.is_some(),
        _ => true,
    };
    let (directive_id, audience_id) = (directive.map_or("", |it| &it.id), audience.map_or("", |it| &it.id));
    let named = |seen: &&'static str| (*seen, (words.place(seen, directive_id, audience_id), value(seen)));
    SEEN.iter().filter(is_given).map(named).collect()
}

fn own_of_directive(directive: &Directive, key: &str) -> Option<String> {
    let Directive {
        id: _,
        file: _,
        number,
        kind,
        date: _,
        issuer,
        title,
        short,
        seed: _,
        citations: _,
        facts: _,
        translations: _,
    } = directive;
    let own = [("number", number), ("kind", kind), ("issuer", issuer), ("title", title), ("short", short)];
    own.into_iter().find(|(name, _)| *name == key).map(|(_, own)| own.clone())
}

fn own_of_audience(audience: &Audience, key: &str) -> Option<String> {
    let Audience { id: _, name, plural, cares, translations: _ } = audience;
    let own = [("name", name), ("plural", plural), ("cares", cares)];
    own.into_iter().find(|(name, _)| *name == key).map(|(_, own)| own.clone())
}

/// The facts of a directive: each, their units, and all.
pub(super) fn facts(content: &Content, directive: &Directive) -> Values {
    // They name their document by its short name.
    let shorts: Vec<Option<String>> = LANGUAGES.iter().map(|lang| Words::new(content, lang).short(directive)).collect();
    let mut values = Values::new();
    let mut units = Vec::new();
    for fact in directive.facts.values() {
        let Fact {
            id,
            low,
            high,
            shown,
            is_typed,
            qualifier,
            unit,
            label,
            horizon,
            year,
            section,
            source,
            is_elsewhere,
            translations,
            untranslated: _,
            place: _,
        } = fact;
        let translations = &translations.0;
        let numbers = json!([low, high, shown, is_typed, qualifier, unit]);
        let value =
            Value::of(&json!([numbers, label, horizon, year, section, source, is_elsewhere, translations, shorts]));
        let goal = horizon.or(*year).map_or(String::new(), |year| year.to_string());
        let parts = [fact.printed(), label.clone(), goal, section.clone(), source.clone()];
        let value = value.shown_in_parts(&parts.each_ref().map(String::as_str));
        values.insert(named::fact(&directive.id, id), value);
        let translated = translations.iter().filter_map(|(lang, texts)| Some((lang, texts.get("unit")?)));
        units.push(json!([unit, translated.collect::<BTreeMap<_, _>>()]).to_string());
    }
    units.sort();
    units.dedup();
    let all: Vec<(&String, &str)> = values.iter().map(|(name, value)| (name, value.as_str())).collect();
    let all = Value::of(&json!(all));
    values.insert(named::facts(&directive.id), all);
    values.insert(named::units(&directive.id), Value::of(&json!(units)));
    let Directive { kind, number, date, issuer, translations, .. } = directive;
    let cited = directive.citations.iter();
    let cited = cited.map(|it| json!([it.kind, it.number, it.date.map(|date| date.iso()), it.issuer]));
    let documents = json!([kind, number, date.iso(), issuer, translations.0, cited.collect::<Vec<_>>()]);
    values.insert(named::documents(&directive.id), Value::of(&documents));
    values
}
