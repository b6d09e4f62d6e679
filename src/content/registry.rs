//! Checked trees → campaign, audiences, directives.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::front_matter::texts;
use super::model::{
    Audience, Brand, Campaign, Citation, ColumnSettings, Date, Directive, Fact, HouseStyle, ImpositionSettings, Issuer,
    Logo, PressSettings, Profile, ProfileKind, Quotes, Spanned, TableSettings, Translations,
};
use super::numbers::{said_alone, says, shown, thousands};
use super::schema::{self, FileKind, parse_date};
use super::tree::{self, Entry, Kind, Node};
use super::urls;
use super::words::LANGUAGES;
use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile, did_you_mean};
use crate::msg;

/// The palette of a campaign that names none.
const DEFAULT_THEME: &str = "do-vang";

/// A `format.toml` of before `theme-api = 2`, by the keys of today: its `kind` said at once what a format is made of and what it
/// makes.
fn renew_format(node: &mut Node) {
    let is_old = node.get("theme-api").and_then(Node::as_int) == Some(1);
    let Kind::Map(entries) = &mut node.kind else { return };
    let Some(n) = entries.iter().position(|entry| is_old && entry.key == "kind") else { return };
    let kind = entries.remove(n);
    let text = |text: &str| Kind::Str(text.to_string());
    let of = match kind.value.as_str() {
        Some("pdf") => text("piece"),
        Some("ticket") => text("order"),
        Some("specimen") => text("format"),
        // Right as it is, or none, which is told.
        _ => kind.value.kind.clone(),
    };
    let entry = |key: &str, value: Kind| {
        let value = Node { kind: value, ..kind.value.clone() };
        Entry { key: key.to_string(), value, ..kind.clone() }
    };
    let renewed = [entry("of", of), entry("makes", text("pages"))];
    entries.extend(renewed);
}

/// Reads a TOML file of a kind: `None` after an error.
pub(crate) fn read(kind: FileKind, file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let before = diagnostics.len();
    let mut node = tree::parse_toml(file, diagnostics);
    let damaged = diagnostics.len() > before;
    if kind == FileKind::Format {
        renew_format(&mut node);
    }
    let sound = schema::check(kind, &node, file, damaged, diagnostics);
    (sound && !damaged).then_some(node)
}

/// What a profile says of the press.
fn press(node: &Node) -> PressSettings {
    let number = |key: &str| node.get(key).and_then(Node::as_number);
    let edges = |bleed: &Node| {
        ["top", "right", "bottom", "left"].map(|edge| bleed.get(edge).and_then(Node::as_number).unwrap_or(0.0))
    };
    let names = |key: &str| {
        let items = node.get(key).map(Node::items).unwrap_or_default().iter();
        let named = |item: &Node| Some(Spanned { value: item.as_str()?.to_string(), range: item.range.clone() });
        items.filter_map(named).collect()
    };
    PressSettings {
        icc: spanned(node, "icc"),
        condition: optional(node, "condition"),
        ink_limit: number("ink-limit"),
        bleed: node.get("bleed").map(edges),
        marks: marks(node),
        keeps_inks: node.get("cmyk-pictures").and_then(Node::as_str) == Some("keep"),
        takes_jpeg: node.get("pictures").and_then(Node::as_str) == Some("jpeg"),
        ppi_error: number("ppi-error"),
        ppi_warn: number("ppi-warn"),
        spots: names("spots"),
        inks: names("inks"),
        duotone: node.get("photographs").and_then(Node::as_str) == Some("duotone"),
        file_name: spanned(node, "file-name"),
        impose: match node.get("impose").map(|impose| &impose.kind) {
            Some(Kind::Map(entries)) => {
                entries.iter().filter_map(|entry| Some((entry.key.clone(), imposition(&entry.value)?))).collect()
            }
            _ => BTreeMap::new(),
        },
    }
}

/// Marks by their names.
fn marks(node: &Node) -> Vec<String> {
    let names = node.get("marks").map(texts).unwrap_or_default();
    names.into_iter().map(|name| name.value).collect()
}

/// What two panels both show where nothing else is said, in mm.
pub(crate) const DEFAULT_OVERLAP: f64 = 20.0;

/// A table `impose` that has been checked.
pub(crate) fn imposition(node: &Node) -> Option<ImpositionSettings> {
    let number = |key: &str| node.get(key).and_then(Node::as_number);
    Some(ImpositionSettings {
        scheme: text(node, "scheme"),
        sheet: spanned(node, "sheet")?,
        caliper: number("caliper").unwrap_or(0.0),
        pad: text(node, "short") == "pad",
        grid: spanned(node, "grid"),
        gutter: number("gutter"),
        repeat: text(node, "order") == "repeat",
        one_sided: node.get("sides").and_then(Node::as_str).map(|sides| sides == "one"),
        overlap: number("overlap").unwrap_or(DEFAULT_OVERLAP),
        gripper: number("gripper").unwrap_or(0.0),
        turn: optional(node, "turn"),
        heads_meet: text(node, "heads") == "together",
        marks: marks(node),
    })
}

/// A text with its place.
pub(crate) fn spanned(node: &Node, key: &str) -> Option<Spanned<String>> {
    let node = node.get(key)?;
    Some(Spanned { value: node.as_str()?.trim().to_string(), range: node.range.clone() })
}

/// What a pattern of file names may name in braces.
pub(crate) const FILE_NAME_PARTS: [&str; 8] =
    ["directive", "audience", "piece", "format", "size", "part", "lang", "date"];

/// What is wrong with a pattern of file names, if anything is.
fn wrong_pattern(pattern: &str) -> Option<Message> {
    let mut rest = pattern;
    while let Some((_, after)) = rest.split_once('{') {
        let closed = after.split_once('}');
        let name = closed.map_or(after, |(name, _)| name);
        if closed.is_none() || !FILE_NAME_PARTS.contains(&name) {
            return Some(msg!("content-file-name-part", name = format!("{{{name}")));
        }
        rest = closed.map_or("", |(_, after)| after);
    }
    let inside = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    (!pattern.split('/').all(inside) || rest.contains('}')).then(|| msg!("content-file-name-path", name = pattern))
}

/// Reads `anpham.toml`.
pub(crate) fn campaign(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Campaign> {
    let root = read(FileKind::Campaign, file, diagnostics)?;
    let mut profiles: BTreeMap<String, Profile> =
        [("draft", ProfileKind::Draft), ("screen", ProfileKind::Screen), ("print", ProfileKind::Print)]
            .map(|(name, kind)| (name.to_string(), Profile::new(name, kind)))
            .into();
    if let Some(Node { kind: Kind::Map(entries), .. }) = root.get("profiles") {
        for entry in entries {
            let kind = match entry.value.get("kind").and_then(Node::as_str) {
                Some("draft") => ProfileKind::Draft,
                Some("print") => ProfileKind::Print,
                _ => ProfileKind::Screen,
            };
            let press = press(&entry.value);
            if let (Some(icc), None) = (&press.icc, &press.condition) {
                let problem = Diagnostic::error(msg!("content-icc-condition")).at(Place::new(file, icc.range.clone()));
                diagnostics.push(problem.hint(msg!("content-icc-condition-hint")));
            }
            if let Some(name) = &press.file_name
                && let Some(message) = wrong_pattern(name)
            {
                let problem = Diagnostic::error(message).at(Place::new(file, name.range.clone()));
                let hint =
                    msg!("content-file-name-hint", names = FILE_NAME_PARTS.map(|name| format!("{{{name}}}")).join(" "));
                diagnostics.push(problem.hint(hint));
            }
            let place = || Place::new(file, entry.value.range.clone());
            if let (None, Some(name)) = (&press.icc, &press.condition) {
                let place =
                    entry.value.get("condition").map_or_else(place, |node| Place::new(file, node.range.clone()));
                let problem = Diagnostic::error(msg!("content-condition-icc", name = name)).at(place);
                diagnostics.push(problem.hint(msg!("content-condition-icc-hint")));
            }
            if kind != ProfileKind::Print && press != PressSettings::default() {
                let problem = Diagnostic::warning(msg!("content-press-screen", name = entry.key)).at(place());
                diagnostics.push(problem.hint(msg!("content-press-screen-hint")));
            }
            profiles.insert(entry.key.clone(), Profile { press, ..Profile::new(&entry.key, kind) });
        }
    }
    let mut sound = true;
    let named = root.get("build").and_then(|build| build.get("profiles"));
    for item in named.map(Node::items).unwrap_or_default() {
        let name = item.as_str().unwrap_or_default();
        if !profiles.contains_key(name) {
            let hint = match did_you_mean(name, profiles.keys().map(String::as_str)) {
                Some(name) => msg!("content-did-you-mean", name = name),
                None => msg!("content-unknown-profile-hint", name = name),
            };
            let place = Place::new(file, item.range.clone());
            diagnostics.push(Diagnostic::error(msg!("content-unknown-profile", name = name)).at(place).hint(hint));
            sound = false;
        }
    }
    let default_profiles = match named {
        Some(list) => list.items().iter().filter_map(Node::as_str).map(String::from).collect(),
        None => vec!["screen".to_string(), "print".to_string()],
    };
    if let Some(node) = root.get("issuer") {
        let dead = dead_addresses(node, file);
        sound &= dead.is_empty();
        diagnostics.extend(dead);
    }
    let issuer = root.get("issuer").map(issuer).unwrap_or_default();
    let brand = root.get("brand");
    let logos = brand.map(|brand| logos(brand, &issuer)).unwrap_or_default();
    let quotes = root.get("style").and_then(|style| style.get("quotes")).and_then(Node::as_str);
    let campaign = Campaign {
        file: file.clone(),
        title: text(&root, "title"),
        translations: translations(&root),
        issuer,
        lang: optional(&root, "lang").unwrap_or_else(|| "vi".to_string()),
        date: date(&root, "date")?,
        brand: Brand {
            theme: brand.and_then(|brand| optional(brand, "theme")).unwrap_or_else(|| DEFAULT_THEME.to_string()),
            logos,
        },
        style: HouseStyle { quotes: if quotes == Some("keep") { Quotes::Keep } else { Quotes::Curly } },
        profiles,
        default_profiles,
        tables: tables(&root),
    };
    sound.then_some(campaign)
}

/// `[tables]`, which has been checked.
fn tables(root: &Node) -> BTreeMap<String, TableSettings> {
    let entries = |node: Option<&Node>| match node.map(|node| &node.kind) {
        Some(Kind::Map(entries)) => entries.clone(),
        _ => vec![],
    };
    let column = |entry: Entry| {
        let (head, kind) = (spanned(&entry.value, "head"), optional(&entry.value, "type"));
        (entry.key, ColumnSettings { head, kind, range: entry.key_range })
    };
    let table = |entry: Entry| {
        let columns = entries(entry.value.get("columns")).into_iter().map(column).collect();
        let (file, key) = (spanned(&entry.value, "file"), spanned(&entry.value, "key"));
        (entry.key, TableSettings { file, key, columns })
    };
    entries(root.get("tables")).into_iter().map(table).collect()
}

/// The first logo is the issuer's if nothing else is said.
fn logos(brand: &Node, issuer: &Issuer) -> Vec<Logo> {
    let names = brand.get("logo-names").map(texts).unwrap_or_default();
    let paths = brand.get("logo").map(texts).unwrap_or_default();
    let named = |(n, path): (usize, Spanned<String>)| {
        let name = names.get(n).map(|name| name.value.clone()).filter(|name| !name.is_empty());
        let name = name.or_else(|| (n == 0).then(|| issuer.name.clone())).unwrap_or_default();
        Logo { path, name, format: None }
    };
    paths.into_iter().enumerate().map(named).collect()
}

/// Addresses of the issuer that lead nowhere: every contact of the campaign prints them.
fn dead_addresses(issuer: &Node, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let ways = [("url", "https://"), ("email", "mailto:")].into_iter();
    let dead = ways.filter_map(|(key, scheme)| {
        let given = spanned(issuer, key).filter(|given| !given.value.trim().is_empty())?;
        let whole = match urls::scheme(&given.value) {
            Some(_) => given.value.clone(),
            None => format!("{scheme}{}", given.value),
        };
        urls::leads_nowhere(&whole).then(|| {
            Diagnostic::error(msg!("content-issuer-nowhere", address = given.value))
                .at(Place::new(file, given.range.clone()))
                .hint(msg!("content-issuer-nowhere-hint"))
        })
    });
    dead.collect()
}

fn issuer(node: &Node) -> Issuer {
    let name = text(node, "name");
    Issuer {
        short: optional(node, "short").unwrap_or_else(|| name.clone()),
        name,
        address: optional(node, "address"),
        phone: optional(node, "phone"),
        email: optional(node, "email"),
        url: optional(node, "url"),
        translations: translations(node),
    }
}

/// Reads `content/audiences.toml`.
pub(crate) fn audiences(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Option<Vec<Audience>> {
    let root = read(FileKind::Audiences, file, diagnostics)?;
    let entries = root.get("audiences").map(Node::items).unwrap_or_default();
    let unique = ids_are_unique(entries, file, diagnostics);
    let audience = |node: &Node| {
        let name = text(node, "name");
        Audience {
            id: text(node, "id"),
            plural: optional(node, "plural").unwrap_or_else(|| name.clone()),
            name,
            cares: text(node, "cares"),
            translations: translations(node),
        }
    };
    unique.then(|| entries.iter().map(audience).collect())
}

/// Reads the `directive.toml` of the folder `id`, which is written in the campaign's language `lang`.
pub(crate) fn directive(
    id: &str,
    file: &Arc<SourceFile>,
    lang: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Directive> {
    let root = read(FileKind::Directive, file, diagnostics)?;
    let entries = root.get("facts").map(Node::items).unwrap_or_default();
    if !ids_are_unique(entries, file, diagnostics) {
        return None;
    }
    let citations = root.get("citations").map(Node::items).unwrap_or_default();
    let (kind, number) = (text(&root, "kind"), text(&root, "number"));
    let short = optional(&root, "short").unwrap_or_else(|| format!("{kind} {number}"));
    let before = diagnostics.len();
    let facts: Vec<Fact> = entries.iter().filter_map(|node| fact(node, file, &short, lang, diagnostics)).collect();
    if diagnostics[before..].iter().any(Diagnostic::is_error) {
        return None;
    }
    Some(Directive {
        id: id.to_string(),
        file: file.clone(),
        date: date(&root, "date")?,
        issuer: text(&root, "issuer"),
        title: text(&root, "title"),
        short,
        translations: translations(&root),
        seed: root.get("seed").and_then(Node::as_int).unwrap_or_else(|| seed(&number)),
        citations: citations
            .iter()
            .map(|node| Citation {
                number: text(node, "number"),
                kind: text(node, "kind"),
                date: date(node, "date"),
                issuer: text(node, "issuer"),
                title: text(node, "title"),
                place: Place::new(file, node.range.clone()),
            })
            .collect(),
        facts: facts.into_iter().map(|fact| (fact.id.clone(), fact)).collect(),
        kind,
        number,
    })
}

/// A seed that is the same on every machine and in every version.
fn seed(number: &str) -> i64 {
    let hash = blake3::hash(number.as_bytes());
    hash.as_bytes()[..4].iter().fold(0, |seed, byte| seed * 256 + i64::from(*byte))
}

/// Reads a `[[facts]]` entry; what its keys say together is reported where it makes no sense.
fn fact(node: &Node, file: &Arc<SourceFile>, short: &str, lang: &str, diagnostics: &mut Diagnostics) -> Option<Fact> {
    let (low, high) = match node.get("range").map(Node::items) {
        Some([low, high]) => (low.as_number()?, high.as_number()?),
        _ => node.get("value").and_then(Node::as_number).map(|value| (value, value))?,
    };
    let place = node.entry("id").map_or(node.range.clone(), |entry| entry.value.range.clone());
    let id = text(node, "id");
    let at_key = |key: &str| {
        let range = node.entry(key).map_or(place.clone(), |entry| entry.key_range.clone());
        Place::new(file, range)
    };
    if node.get("shown").is_none() {
        let numbers = node.get("value").into_iter().chain(node.get("range").map(Node::items).unwrap_or_default());
        diagnostics.extend(numbers.filter_map(|number| thousands(number, file)));
    }
    let of_languages = LANGUAGES.iter().filter_map(|lang| Some((*lang, node.get(lang)?)));
    for (lang, node) in [(lang, node)].into_iter().chain(of_languages) {
        let (Some(entry), Some(typed)) = (node.entry("shown"), optional(node, "shown")) else { continue };
        // Of a range, “at least” says the one end and “at most” the other.
        let is_one_end =
            node.get("qualifier").is_some() && (says(&typed, low, low, lang) || says(&typed, high, high, lang));
        if is_one_end || says(&typed, low, high, lang) {
            continue;
        }
        let number = shown(low, high, "vi");
        let message = msg!("content-fact-says-another", id = id, shown = typed, number = number);
        let problem = Diagnostic::error(message).at(Place::new(file, entry.value.range.clone()));
        diagnostics.push(problem.hint(msg!("content-fact-says-another-hint")));
    }
    let (source, section) = (optional(node, "source"), optional(node, "section"));
    if source.is_none() && section.is_none() {
        let problem = Diagnostic::error(msg!("content-fact-no-source", id = id)).at(at_key("section"));
        diagnostics.push(problem.hint(msg!("content-fact-no-source-hint")));
    }
    let (qualifier, unit) = (optional(node, "qualifier"), optional(node, "unit"));
    let year = |key: &str| node.get(key).and_then(Node::as_int).and_then(|year| i32::try_from(year).ok());
    if year("horizon").is_some() && year("year").is_some() {
        let problem = Diagnostic::error(msg!("content-fact-two-years", id = id)).at(at_key("year"));
        diagnostics.push(problem.hint(msg!("content-fact-two-years-hint")));
    }
    Some(Fact {
        id,
        low,
        high,
        is_typed: optional(node, "shown").is_some(),
        shown: optional(node, "shown").map_or_else(
            || shown(low, high, "vi"),
            |typed| said_alone(&typed, qualifier.as_deref(), unit.as_deref()).to_string(),
        ),
        qualifier,
        unit,
        label: text(node, "label"),
        horizon: year("horizon"),
        year: year("year"),
        section: section.unwrap_or_default(),
        is_elsewhere: source.is_some(),
        source: source.unwrap_or_else(|| short.to_string()),
        translations: translations(node),
        untranslated: vec![],
        place: Place::new(file, place),
    })
}

/// The tables of an entry that are named by a language.
fn translations(node: &Node) -> Translations {
    let texts = |lang: &str| match &node.get(lang)?.kind {
        Kind::Map(entries) => {
            let text = |entry: &tree::Entry| Some((entry.key.clone(), entry.value.as_str()?.trim().to_string()));
            Some(entries.iter().filter_map(text).filter(|(_, text)| !text.is_empty()).collect())
        }
        _ => None,
    };
    Translations(LANGUAGES.iter().filter_map(|lang| Some(((*lang).to_string(), texts(lang)?))).collect())
}

/// Whether every `id` of a list of tables occurs once; each further one is reported with the line of the first.
pub(crate) fn ids_are_unique(entries: &[Node], file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> bool {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let before = diagnostics.len();
    for node in entries.iter().filter_map(|entry| entry.get("id")) {
        let id = node.as_str().unwrap_or_default();
        match first.get(id) {
            Some(line) => {
                let message = msg!("content-duplicate-id", id = id, line = line, path = file.path);
                let place = Place::new(file, node.range.clone());
                diagnostics.push(Diagnostic::error(message).at(place).hint(msg!("content-duplicate-id-hint")));
            }
            None => {
                first.insert(id, file.line_column(node.range.start).0);
            }
        }
    }
    diagnostics.len() == before
}

pub(crate) fn text(node: &Node, key: &str) -> String {
    optional(node, key).unwrap_or_default()
}

pub(crate) fn optional(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_str).map(str::trim).filter(|text| !text.is_empty()).map(String::from)
}

pub(crate) fn date(node: &Node, key: &str) -> Option<Date> {
    match &node.get(key)?.kind {
        Kind::Date(text) | Kind::Str(text) => parse_date(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(diagnostics: &Diagnostics) -> Vec<(&str, usize)> {
        let line = |place: &Place| place.file.line_column(place.range.start).0;
        diagnostics.iter().map(|d| (d.message.id.as_ref(), d.place.as_ref().map_or(0, line))).collect()
    }

    fn arg(message: &Message, name: &str) -> String {
        message.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    const CAMPAIGN: &str = "anpham = 1\ntitle = \"T\"\ndate = 2026-11-23\n[issuer]\nname = \"Ban\"\n";

    #[test]
    fn a_campaign_has_its_defaults() {
        let mut diagnostics = vec![];
        let file = SourceFile::new("anpham.toml", CAMPAIGN);
        let campaign = campaign(&file, &mut diagnostics).expect("a campaign");
        assert_eq!(diagnostics, []);
        assert_eq!(campaign.issuer.short, "Ban");
        assert_eq!(campaign.date, Date { year: 2026, month: 11, day: 23 });
        assert_eq!(campaign.default_profiles, ["screen", "print"]);
        assert_eq!(campaign.profiles.keys().collect::<Vec<_>>(), ["draft", "print", "screen"]);
        assert_eq!(campaign.lang, "vi");
    }

    /// Every contact of the campaign prints them.
    #[test]
    fn addresses_of_the_issuer_lead_somewhere() {
        let told = |line: &str| {
            let mut diagnostics = vec![];
            let file = SourceFile::new("anpham.toml", format!("{CAMPAIGN}{line}\n"));
            let is_known = campaign(&file, &mut diagnostics).is_some();
            assert_eq!(is_known, diagnostics.is_empty(), "{line}");
            !is_known
        };
        for right in [
            "url = \"lamdong.gov.vn\"",
            "url = \"https://lamdong.gov.vn/so-hoa\"",
            "email = \"ten@lamdong.gov.vn\"",
            "email = \"mailto:ten@lamdong.gov.vn\"",
            "email = \"\"",
        ] {
            assert!(!told(right), "{right}");
        }
        for wrong in [
            "url = \"https://lamdong,gov.vn\"",
            "url = \"lamdong\"",
            "email = \"ten@lamdong\"",
            "email = \"lamdong.gov.vn\"",
        ] {
            assert!(told(wrong), "{wrong}");
        }
    }

    #[test]
    fn profiles_are_added_and_checked() {
        let mut diagnostics = vec![];
        let added = "[build]\nprofiles = [\"nha-in\", \"scren\"]\n[profiles.nha-in]\nkind = \"print\"\n";
        let file = SourceFile::new("anpham.toml", format!("{CAMPAIGN}{added}"));
        assert!(campaign(&file, &mut diagnostics).is_none());
        assert_eq!(ids(&diagnostics), [("content-unknown-profile", 7)]);
        assert_eq!(arg(&diagnostics[0].hints[0], "name"), "screen");
    }

    #[test]
    fn a_newer_version_is_refused_with_both_named() {
        let mut diagnostics = vec![];
        let file = SourceFile::new("anpham.toml", "anpham = 2\nnew-key = 1\n");
        assert!(campaign(&file, &mut diagnostics).is_none());
        assert_eq!(ids(&diagnostics), [("content-newer-workspace", 1)]);
        let message = &diagnostics[0].message;
        assert_eq!((arg(message, "given").as_str(), arg(message, "known").as_str()), ("2", "1"));
    }

    #[test]
    fn all_mistakes_of_a_directive_are_found_at_once() {
        let text = r#"number = 116
kind = "Kế hoạch"
dat = 2024-04-23
issuer = "Tỉnh ủy"
title = ""

[[facts]]
id = "a"
value = 1
range = [1, 2]
section = "I"
label = "l"

[[facts]]
id = "b"
section = "I"
label = "l"

[[facts]]
id = "c d"
range = [5, 2]
horizon = 20230
unt = "%"
section = "I"

[[citations]]
number = "1"
kind = "k"
date = "32/01/2024"
issuer = "i"
title = "t"
"#;
        let mut diagnostics = vec![];
        let file = SourceFile::new("content/x/directive.toml", text);
        assert!(directive("x", &file, "vi", &mut diagnostics).is_none());
        let mut found = ids(&diagnostics);
        found.sort_by_key(|(_, line)| *line);
        let expected = [
            ("content-wants-text", 1),
            ("content-missing-key", 1),
            ("content-unknown-key", 3),
            ("content-empty", 5),
            ("content-only-one-of-two", 10),
            ("content-one-of-two", 14),
            ("content-missing-key", 19),
            ("content-bad-id", 20),
            ("content-range-order", 21),
            ("content-out-of-bounds", 22),
            ("content-unknown-key", 23),
            ("content-bad-date", 29),
        ];
        let mut expected = expected.to_vec();
        expected.sort_by_key(|(id, line)| (*line, *id));
        found.sort_by_key(|(id, line)| (*line, *id));
        assert_eq!(found, expected);
    }

    #[test]
    fn facts_show_what_they_are_given_or_their_numbers() {
        let text = |facts: &str| {
            format!("number = \"1\"\nkind = \"k\"\ndate = 2024-01-11\nissuer = \"i\"\ntitle = \"t\"\n{facts}")
        };
        let facts = "[[facts]]\nid = \"a\"\nrange = [2, 3]\nshown = \"02 – 03\"\nsection = \"I\"\nlabel = \"l\"\n\
                     [[facts]]\nid = \"b\"\nrange = [1500, 2000.5]\nsection = \"I\"\nlabel = \"l\"\n\
                     [[facts]]\nid = \"c\"\nvalue = 0.7\nsection = \"I\"\nlabel = \"l\"\n";
        let mut diagnostics = vec![];
        let file = SourceFile::new("d.toml", text(facts));
        let found = directive("x", &file, "vi", &mut diagnostics).expect("a directive");
        assert_eq!(diagnostics, []);
        assert_eq!(found.short, "k 1");
        let shown: Vec<&str> = found.facts.values().map(|fact| fact.shown.as_str()).collect();
        assert_eq!(shown, ["02 – 03", "1.500 – 2.000,5", "0,7"]);
        assert_eq!((found.facts["a"].low, found.facts["a"].high), (2.0, 3.0));

        let twice = facts.replace("\"b\"", "\"a\"");
        let file = SourceFile::new("d.toml", text(&twice));
        assert!(directive("x", &file, "vi", &mut diagnostics).is_none());
        assert_eq!(ids(&diagnostics), [("content-duplicate-id", 13)]);
        assert_eq!(arg(&diagnostics[0].message, "line"), "7");
    }

    #[test]
    fn syntax_errors_do_not_hide_other_mistakes() {
        let mut diagnostics = vec![];
        let file = SourceFile::new("audiences.toml", "[[audiences]]\nid = = 1\nnam = \"x\"\n[[audiences]]\nname = 5\n");
        assert!(audiences(&file, &mut diagnostics).is_none());
        let expected = [("content-toml-syntax", 2), ("content-unknown-key", 3), ("content-wants-text", 5)];
        assert_eq!(ids(&diagnostics), expected);
    }
}
