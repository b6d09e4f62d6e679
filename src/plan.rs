//! Stage 2: pieces × audiences × formats × profiles → jobs.
//!
//! Pure. Everything that can be known before a single page is set is found here: unknown formats and sizes, missing
//! front matter, articles that do not exist, outputs that would overwrite each other or that Windows cannot hold.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::content::{Content, Piece, Profile, Spanned, words};
use crate::diag::{Diagnostic, Diagnostics, Place, did_you_mean};
use crate::layout::{Format, FormatKind, Layouts};
use crate::{msg, people};

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
}

/// One output: a piece for an audience in a format, size and profile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Job {
    /// Path below `output/`: also the job's name.
    pub output: String,
    /// Index of the piece in [`Content::pieces`].
    pub piece: usize,
    /// Directive id.
    pub directive: String,
    /// Audience id: the folder's, or one that the front matter adds.
    pub audience: String,
    /// Format id.
    pub format: String,
    /// Size id.
    pub size: String,
    /// Part of the format: `main`, `notes`.
    pub part: String,
    /// Profile.
    pub profile: String,
    /// Language.
    pub lang: String,
    /// Indices of the articles of a bulletin issue.
    pub articles: Vec<usize>,
    /// What follows the cover sheet of a kit, in order.
    pub kit: Vec<Job>,
    /// The kit that this output lies in, if it is one of the single files of a kit.
    pub within: Option<Within>,
}

/// The kit of a single file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Within {
    /// Index of its piece in [`Content::pieces`].
    pub piece: usize,
    /// Its format.
    pub format: String,
    /// Its size.
    pub size: String,
}

/// The longest output path, in characters from the workspace root, that is safe on Windows with a usual root.
const LONGEST_PATH: usize = 240;

/// Names that Windows keeps for devices.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Lists the jobs of a run, sorted by output path. Pieces with a mistake are reported and left out.
pub fn plan(
    content: &Content,
    layouts: &Layouts,
    profiles: &[String],
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> Vec<Job> {
    plan_all(content, layouts, profiles, filter, diagnostics).0
}

/// The same, and a job for each format of the pieces that are left out: their texts may have more mistakes.
pub fn plan_all(
    content: &Content,
    layouts: &Layouts,
    profiles: &[String],
    filter: &Filter,
    diagnostics: &mut Diagnostics,
) -> (Vec<Job>, Vec<Job>) {
    let profiles: Vec<&Profile> = profiles.iter().filter_map(|name| content.campaign.profiles.get(name)).collect();
    let (mut jobs, mut left_out) = (Vec::new(), Vec::new());
    for (index, piece) in content.pieces.iter().enumerate() {
        let sound = |found: &[Diagnostic]| !found.iter().any(Diagnostic::is_error);
        let before = diagnostics.len();
        check_articles(content, piece, diagnostics);
        let has_articles = sound(&diagnostics[before..]);
        let before = diagnostics.len();
        words::check(content, piece, diagnostics);
        if !piece.is_faulty {
            check_details(piece, layouts, diagnostics);
            check_body(content, piece, layouts, diagnostics);
        }
        let is_sound = sound(&diagnostics[before..]);
        // What one format of a piece lacks does not stop its others.
        for name in &piece.meta.formats {
            match layouts.resolve(name) {
                Err(error) => diagnostics.push((*error).at(Place::new(&piece.file, name.range.clone()))),
                Ok((format, size)) => {
                    let before = diagnostics.len();
                    if !piece.is_faulty {
                        check_format(piece, format, name, diagnostics);
                    }
                    let mut made = jobs_of(content, piece, index, format, &size.id, &profiles);
                    if format.kind == FormatKind::Kit {
                        let whole = std::mem::take(&mut made);
                        made.extend(whole.into_iter().flat_map(|job| kit(content, layouts, piece, job, diagnostics)));
                    }
                    let is_whole = has_articles || !layouts.takes_articles(&format.id);
                    if is_sound && is_whole && sound(&diagnostics[before..]) {
                        jobs.extend(made);
                    } else {
                        made.sort();
                        made.dedup_by(|a, b| (&a.format, &a.part) == (&b.format, &b.part));
                        left_out.extend(made.into_iter().filter(|job| job.within.is_none()));
                    }
                }
            }
        }
    }
    // Two that would overwrite each other are found whatever is asked for.
    jobs.sort();
    let bad = check_names(content, &jobs, diagnostics);
    let mut index = 0;
    jobs.retain(|_| {
        index += 1;
        !bad.contains(&(index - 1))
    });
    jobs.retain(|job| filter.keeps(job, content));
    left_out.retain(|job| filter.keeps(job, content));
    (jobs, left_out)
}

fn jobs_of(
    content: &Content,
    piece: &Piece,
    index: usize,
    format: &Format,
    size: &str,
    profiles: &[&Profile],
) -> Vec<Job> {
    let lang = piece.meta.lang.as_ref().map_or(content.campaign.lang.as_str(), |lang| lang.as_str());
    // A piece whose own name says its language needs not say it twice.
    let is_said = lang == content.campaign.lang || piece.id.ends_with(&format!("-{lang}"));
    let infix = if is_said { String::new() } else { format!(".{lang}") };
    let suffix = if size == format.default_size { String::new() } else { format!("-{size}") };
    let scaled = format.size(size).map(|size| size.scale_suffix()).unwrap_or_default();
    let audiences = [&piece.audience].into_iter().chain(piece.meta.audiences.iter().map(|a| &a.value));
    let mut jobs = Vec::new();
    for audience in audiences {
        let articles: Vec<usize> =
            piece.meta.articles.iter().filter_map(|name| find_article(content, piece, audience, name).ok()).collect();
        for profile in profiles {
            for part in &format.parts {
                let part_suffix = if part == "main" { String::new() } else { format!("-{part}") };
                let name = match &profile.press.file_name {
                    Some(pattern) => [
                        ("directive", piece.directive.as_str()),
                        ("audience", audience),
                        ("piece", &piece.id),
                        ("format", &format.id),
                        ("size", size),
                        ("part", part),
                        ("lang", lang),
                        ("date", &content.campaign.date.iso()),
                    ]
                    .iter()
                    .fold(pattern.value.clone(), |name, (key, value)| name.replace(&format!("{{{key}}}"), value)),
                    None => {
                        format!("{}/{audience}/{}{infix}.{}{suffix}{part_suffix}", piece.directive, piece.id, format.id)
                    }
                };
                jobs.push(Job {
                    output: format!("{}/{name}{scaled}.pdf", profile.name),
                    piece: index,
                    directive: piece.directive.clone(),
                    audience: audience.clone(),
                    format: format.id.clone(),
                    size: size.to_string(),
                    part: part.clone(),
                    profile: profile.name.clone(),
                    lang: lang.to_string(),
                    articles: articles.clone(),
                    kit: vec![],
                    within: None,
                });
            }
        }
    }
    jobs
}

/// A kit as one file, and as a folder of its items in order. Without the items that are not known, which are reported.
fn kit(content: &Content, layouts: &Layouts, piece: &Piece, mut whole: Job, diagnostics: &mut Diagnostics) -> Vec<Job> {
    let folder = whole.output.strip_suffix(".pdf").unwrap_or(&whole.output).to_string();
    let mut jobs = Vec::new();
    // Mistakes are those of the piece and not of each profile.
    let mut problems = Diagnostics::new();
    for (n, name) in piece.meta.kit.iter().enumerate() {
        let outputs = outputs_named(content, layouts, name, &whole);
        let Some(item) = outputs.into_iter().next() else {
            let place = Place::new(&piece.file, name.range.clone());
            let error = msg!("layout-kit-unknown", name = name.value, audience = whole.audience);
            problems.push(Diagnostic::error(error).at(place).hint(msg!("layout-kit-hint")));
            continue;
        };
        if layouts.formats.get(&item.format).is_some_and(|format| format.kind == FormatKind::Kit) {
            let place = Place::new(&piece.file, name.range.clone());
            problems.push(Diagnostic::error(msg!("layout-kit-kit", name = name.value)).at(place));
            continue;
        }
        // What is wrong with a piece is told there, and a kit without it is none.
        if has_mistakes(content, layouts, &item) {
            return vec![];
        }
        let file = item.output.rsplit('/').next().unwrap_or_default();
        let within = Within { piece: whole.piece, format: whole.format.clone(), size: whole.size.clone() };
        let single = Job { output: format!("{folder}/{:02}-{file}", n + 1), within: Some(within), ..item.clone() };
        jobs.push(single);
        whole.kit.push(item);
    }
    if piece.meta.kit.is_empty() {
        let is_kit = |name: &&Spanned<String>| layouts.resolve(name).is_ok_and(|(format, _)| format.id == whole.format);
        let place = piece.meta.formats.iter().find(is_kit).map_or(0..0, |format| format.range.clone());
        let error = Diagnostic::error(msg!("layout-kit-empty", format = whole.format));
        problems.push(error.at(Place::new(&piece.file, place)).hint(msg!("layout-kit-empty-hint")));
    }
    diagnostics.extend(problems.into_iter().filter(|problem| !diagnostics.contains(problem)).collect::<Vec<_>>());
    jobs.push(whole);
    jobs
}

/// Whether an item of a kit is not made by itself either.
fn has_mistakes(content: &Content, layouts: &Layouts, item: &Job) -> bool {
    let Some(piece) = content.pieces.get(item.piece) else { return true };
    let mut found = Diagnostics::new();
    if layouts.takes_articles(&item.format) {
        check_articles(content, piece, &mut found);
    }
    words::check(content, piece, &mut found);
    check_details(piece, layouts, &mut found);
    for name in &piece.meta.formats {
        if let Ok((format, size)) = layouts.resolve(name)
            && (&format.id, &size.id) == (&item.format, &item.size)
        {
            check_format(piece, format, name, &mut found);
        }
    }
    !piece.is_faulty && found.iter().any(Diagnostic::is_error)
}

/// The outputs of a kit's audience and profile that a name means: `<directive>/<piece>.<format>[-<size>][-<part>]`.
fn outputs_named(content: &Content, layouts: &Layouts, name: &str, kit: &Job) -> Vec<Job> {
    let Some((directive, rest)) = name.split_once('/') else { return vec![] };
    let Some(profile) = content.campaign.profiles.get(&kit.profile) else { return vec![] };
    let mut found = Vec::new();
    for (index, piece) in content.pieces.iter().enumerate() {
        if piece.directive != directive || !rest.starts_with(&piece.id) {
            continue;
        }
        for (format, size) in piece.meta.formats.iter().filter_map(|name| layouts.resolve(name).ok()) {
            for job in jobs_of(content, piece, index, format, &size.id, &[profile]) {
                let part = if job.part == "main" { String::new() } else { format!("-{}", job.part) };
                let bare = format!("{}.{}", piece.id, format.id);
                let meant = rest == format!("{bare}-{}{part}", job.size)
                    || job.size == format.default_size && rest == format!("{bare}{part}");
                if meant && job.audience == kit.audience {
                    found.push(job);
                }
            }
        }
    }
    found
}

/// A text below the header that no format of the piece prints, and no issue: a banner takes its slogan alone.
fn check_body(content: &Content, piece: &Piece, layouts: &Layouts, diagnostics: &mut Diagnostics) {
    let text = &piece.file.text[piece.body.clone()];
    let shown = text.trim();
    // Comments are for those who write.
    if shown.is_empty() || shown.starts_with("<!--") || shown.starts_with("{!") || piece.meta.formats.is_empty() {
        return;
    }
    let names = |format: &str| layouts.takes_body(format) || layouts.takes_articles(format);
    let is_printed =
        piece.meta.formats.iter().any(|name| layouts.resolve(name).map_or(true, |(format, _)| names(&format.id)));
    let own = format!("{}/{}", piece.directive, piece.id);
    let is_article = || content.pieces.iter().flat_map(|issue| &issue.meta.articles).any(|name| name.value == own);
    if is_printed || is_article() {
        return;
    }
    let start = piece.body.start + text.len() - text.trim_start().len();
    let line = shown.lines().next().unwrap_or_default();
    let place = Place::new(&piece.file, start..start + line.len());
    let warning = Diagnostic::warning(msg!("layout-body-unused"));
    diagnostics.push(warning.at(place).hint(msg!("layout-body-unused-hint")));
}

/// What a piece gives beside its text is asked for by one of its formats, and of the kind that is meant.
fn check_details(piece: &Piece, layouts: &Layouts, diagnostics: &mut Diagnostics) {
    let formats: Vec<(&Format, &Spanned<String>)> =
        piece.meta.formats.iter().filter_map(|name| Some((layouts.resolve(name).ok()?.0, name))).collect();
    let known: Vec<&str> = formats.iter().flat_map(|(f, _)| &f.details).map(|key| key.id.as_str()).collect();
    for (name, detail) in &piece.meta.details {
        let place = Place::new(&piece.file, detail.key.clone());
        let Some(key) = formats.iter().flat_map(|(f, _)| &f.details).find(|key| key.id == *name) else {
            let hint = match did_you_mean(name, known.iter().copied()) {
                Some(meant) => msg!("content-did-you-mean", name = meant),
                None if known.is_empty() => msg!("layout-no-details"),
                None => msg!("layout-known-details", names = known.join(", ")),
            };
            diagnostics.push(Diagnostic::error(msg!("layout-unknown-detail", name = name)).at(place).hint(hint));
            continue;
        };
        if key.flag != detail.flag.is_some() && (key.flag || !detail.texts.is_empty() || detail.flag.is_some()) {
            let wanted = if key.flag {
                msg!("layout-detail-flag", name = name)
            } else {
                msg!("layout-detail-text", name = name)
            };
            diagnostics.push(Diagnostic::error(wanted).at(place));
            continue;
        }
        if !key.list && detail.texts.len() > 1 {
            let place = Place::new(&piece.file, detail.texts[1].range.clone());
            diagnostics.push(Diagnostic::error(msg!("layout-one-detail", name = name)).at(place));
        }
    }
    if let Some(path) = &piece.meta.people
        && !piece.meta.formats.is_empty()
        && !piece.meta.formats.iter().any(|name| layouts.resolve(name).is_ok_and(|(f, _)| !f.columns.is_empty()))
    {
        let place = Place::new(&piece.file, path.range.clone());
        diagnostics
            .push(Diagnostic::error(msg!("layout-people-unused")).at(place).hint(msg!("layout-people-unused-hint")));
    }
    let is_kit = |name: &Spanned<String>| layouts.resolve(name).is_ok_and(|(f, _)| f.kind == FormatKind::Kit);
    if let (Some(first), false) = (piece.meta.kit.first(), piece.meta.formats.iter().any(is_kit)) {
        let format = piece.meta.formats.first().map_or("", |name| name.value.as_str());
        let place = Place::new(&piece.file, first.range.clone());
        diagnostics.push(Diagnostic::error(msg!("layout-kit-format", format = format)).at(place));
    }
}

/// Reports the articles of an issue that are not there, once for all its audiences.
fn check_articles(content: &Content, issue: &Piece, diagnostics: &mut Diagnostics) {
    for name in &issue.meta.articles {
        let problem = audiences_of(issue).find_map(|audience| find_article(content, issue, audience, name).err());
        diagnostics.extend(problem.map(|problem| *problem));
    }
}

/// The audiences that get a piece: that of its folder, and those that its header adds.
fn audiences_of(piece: &Piece) -> impl Iterator<Item = &str> {
    [piece.audience.as_str()].into_iter().chain(piece.meta.audiences.iter().map(|audience| audience.as_str()))
}

/// Resolves `<directive>/<piece>` for an audience of an issue: the piece in the folder of that audience, else one that names it
/// among its `audiences`, else what the audience of the issue's own folder gets.
fn find_article(
    content: &Content,
    issue: &Piece,
    audience: &str,
    name: &Spanned<String>,
) -> Result<usize, Box<Diagnostic>> {
    let Some((directive, id)) = name.split_once('/') else {
        return Err(Box::new(unknown_article(content, issue, audience, name)));
    };
    let named = || content.pieces.iter().enumerate().filter(|(_, p)| p.directive == directive && p.id == id);
    if let Some((index, _)) = named().find(|(_, piece)| piece.audience == audience) {
        return Ok(index);
    }
    let mut shared = named().filter(|(_, piece)| audiences_of(piece).any(|known| known == audience));
    match (shared.next(), shared.next()) {
        (Some((index, _)), None) => Ok(index),
        (Some((_, one)), Some((_, other))) => {
            let message = msg!(
                "layout-article-twice",
                name = name.value,
                audience = audience,
                one = one.file.path,
                other = other.file.path
            );
            let problem = Diagnostic::error(message).at(Place::new(&issue.file, name.range.clone()));
            Err(Box::new(problem.hint(msg!("layout-article-twice-hint", audience = audience))))
        }
        _ if audience != issue.audience => find_article(content, issue, &issue.audience, name),
        _ => Err(Box::new(unknown_article(content, issue, audience, name))),
    }
}

fn unknown_article(content: &Content, issue: &Piece, audience: &str, name: &Spanned<String>) -> Diagnostic {
    let known: Vec<String> = content
        .pieces
        .iter()
        .filter(|piece| audiences_of(piece).any(|known| known == audience))
        .map(|piece| format!("{}/{}", piece.directive, piece.id))
        .collect();
    let error = Diagnostic::error(msg!("layout-unknown-article", name = name.value, audience = audience))
        .at(Place::new(&issue.file, name.range.clone()));
    // One that other readers get needs one word to be for these too.
    let elsewhere = content.pieces.iter().find(|piece| format!("{}/{}", piece.directive, piece.id) == name.value);
    match (elsewhere, did_you_mean(name, known.iter().map(String::as_str))) {
        (Some(piece), _) => {
            error.hint(msg!("layout-article-elsewhere-hint", path = piece.file.path, audience = audience))
        }
        (None, Some(meant)) => error.hint(msg!("content-did-you-mean", name = meant)),
        (None, None) => error.hint(msg!("layout-article-hint")),
    }
}

/// What a format needs is there.
fn check_format(piece: &Piece, format: &Format, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    check_fields(piece, format, name, diagnostics);
    let place = || Place::new(&piece.file, name.range.clone());
    for key in format.details.iter().filter(|key| key.required) {
        let given = piece.meta.details.get(&key.id).is_some_and(|d| d.texts.iter().any(|t| !t.trim().is_empty()));
        if !given {
            let said = |lang: &str| key.said.get(lang).cloned().unwrap_or_default();
            let error =
                msg!("layout-missing-detail", format = format.id, name = key.id, vi = said("vi"), en = said("en"));
            diagnostics
                .push(Diagnostic::error(error).at(place()).hint(msg!("layout-missing-detail-hint", name = key.id)));
        }
    }
    if !format.columns.is_empty() && piece.meta.people.is_none() {
        let hint = msg!("layout-people-needed-hint", columns = people::all_called(format));
        diagnostics.push(Diagnostic::error(msg!("layout-people-needed", format = format.id)).at(place()).hint(hint));
    }
}

fn check_fields(piece: &Piece, format: &Format, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    for field in &format.fields {
        let given = match field.as_str() {
            "articles" => !piece.meta.articles.is_empty(),
            "date" => piece.meta.date.is_some(),
            "minutes" => piece.meta.minutes.is_some(),
            field => piece.meta.text.get(field).is_some_and(|text| !text.trim().is_empty()),
        };
        if !given {
            diagnostics.push(
                Diagnostic::error(msg!("layout-missing-field", format = format.id, field = field))
                    .at(Place::new(&piece.file, name.range.clone()))
                    .hint(msg!("layout-missing-field-hint", field = field)),
            );
        }
    }
}

impl Filter {
    fn keeps(&self, job: &Job, content: &Content) -> bool {
        let any = |wanted: &[String], have: &str| wanted.is_empty() || wanted.iter().any(|w| w == have);
        let wants = |piece: usize, format: &str, size: &str| {
            let Some(piece) = content.pieces.get(piece) else { return false };
            let sized = format!("{format}-{size}");
            let is_meant = |f: &String| *f == format || *f == sized;
            any(&self.directives, &piece.directive)
                && any(&self.pieces, &piece.id)
                && (self.formats.is_empty() || self.formats.iter().any(is_meant))
        };
        any(&self.outputs, &job.output)
            && any(&self.audiences, &job.audience)
            // The single files of a kit come with it.
            && (wants(job.piece, &job.format, &job.size)
                || job.within.as_ref().is_some_and(|kit| wants(kit.piece, &kit.format, &kit.size)))
    }
}

/// Outputs that collide or that Windows cannot hold; returns their indices.
fn check_names(content: &Content, jobs: &[Job], diagnostics: &mut Diagnostics) -> Vec<usize> {
    let mut bad = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut reported: BTreeMap<(usize, String), ()> = BTreeMap::new();
    for (index, job) in jobs.iter().enumerate() {
        let Some(piece) = content.pieces.get(job.piece) else { continue };
        let place = || Place::new(&piece.file, 0..0);
        // Equal but for case or normal form is equal on Windows and macOS.
        let folded: String = job.output.nfc().collect::<String>().to_lowercase();
        if let Some(&other) = seen.get(&folded) {
            let first = content.pieces.get(jobs[other].piece).map_or("", |p| p.file.path.as_str());
            diagnostics.push(
                Diagnostic::error(msg!("layout-same-output", output = job.output, other = first))
                    .at(place())
                    .hint(msg!("layout-same-output-hint")),
            );
            bad.push(index);
            bad.push(other);
        }
        seen.entry(folded).or_insert(index);
        if job.output.chars().count() + "output/".len() > LONGEST_PATH {
            diagnostics.push(
                Diagnostic::error(msg!("layout-long-path", output = job.output, limit = LONGEST_PATH)).at(place()),
            );
            bad.push(index);
        }
        for name in job.output.split('/') {
            let stem = name.split('.').next().unwrap_or("").to_lowercase();
            let refused = DEVICES.contains(&stem.as_str())
                || name.ends_with(['.', ' '])
                || name.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
                || name.chars().any(char::is_control);
            if refused {
                bad.push(index);
                if reported.insert((job.piece, name.to_string()), ()).is_none() {
                    diagnostics.push(
                        Diagnostic::error(msg!("layout-windows-name", name = name))
                            .at(place())
                            .hint(msg!("layout-windows-name-hint")),
                    );
                }
            }
        }
    }
    bad
}
