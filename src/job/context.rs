//! What layouts see, in one place: a piece's texts as markup and its plain values, its directive and audience, its body, its
//! articles, the items of a kit.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::readings::Telling;
use super::shop::Shop;
use crate::compile::kind_name;
use crate::content::words::Named;
use crate::content::{Directive, NAMING_FIELDS, Piece, Profile, ProfileKind, TEXT_FIELDS, Words, kinds};
use crate::diag::{Diagnostic, Diagnostics, Place, Severity};
use crate::layout::{Format, Makes, Size, SizeContext, Slate, TypstSource};
use crate::markup::{Choice, Markup};
use crate::plan::Job;
use crate::{msg, people};

/// What offices write behind a name that is only an example.
const SPECIMEN: &str = "(mẫu)";

/// A job before it is compiled.
#[derive(Debug)]
pub struct SourceSheet {
    /// The main source.
    pub source: TypstSource,
    /// Pictures that it places, by workspace path.
    pub pictures: Vec<String>,
    /// Title as plain text.
    pub title: String,
    /// Author as plain text; empty where the issuer speaks.
    pub author: String,
    /// Where each person of its list stands.
    pub people: Vec<Place>,
}

/// What the texts of a job lead to beside themselves.
#[derive(Default)]
struct UsedFiles {
    /// Pictures, lists and registries, by workspace path.
    reads: Vec<String>,
    people: Vec<Place>,
}

impl Shop {
    /// The Typst source of a job and what else is known before it is compiled.
    pub fn source(&self, job: &Job, diagnostics: &mut Diagnostics) -> Option<SourceSheet> {
        self.source_within(job, "", diagnostics)
    }

    /// The same as a part of another document, in which `anchors` goes before the ids of its headings.
    fn source_within(&self, job: &Job, anchors: &str, diagnostics: &mut Diagnostics) -> Option<SourceSheet> {
        let (piece, profile, format) = self.parts(job)?;
        let size = format.size(&job.size)?;
        let before = diagnostics.len();
        let mut slate = Slate::default();
        let mut used = UsedFiles::default();
        let (mut context, texts) = self.piece_context(job, piece, anchors, &mut slate, &mut used, diagnostics);
        let articles: Vec<BTreeMap<&str, tera::Value>> = job
            .articles
            .iter()
            .enumerate()
            .map(|(n, article)| {
                let anchors = format!("{anchors}article{}.", n + 1);
                self.piece_context(job, article, &anchors, &mut slate, &mut used, diagnostics).0
            })
            .collect();
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        context.insert("articles", tera::Value::from_serializable(&articles));
        context.insert(
            "size",
            tera::Value::from_serializable(&SizeContext::new(
                size,
                profile.kind == ProfileKind::Print || self.base.shares_pages_of(&format.id),
            )),
        );
        context.extend(self.job_values(job, format, profile));
        let mut sheets = Vec::new();
        for (n, item) in job.kit.iter().enumerate() {
            sheets.push(self.source_within(item, &format!("{anchors}item{}.", n + 1), diagnostics)?);
        }
        let items = job.kit.iter().zip(&sheets).map(|(item, sheet)| self.kit_item(item, &sheet.title, &job.lang));
        let items: Vec<Json> = items.collect();
        context.insert("kit", value(items.into()));
        let mut source = self.layouts.render(&format.id, &tera_context(context), &slate, diagnostics)?;
        for sheet in sheets {
            source.append(&sheet.source);
            used.reads.extend(sheet.pictures);
            used.people.extend(sheet.people);
        }
        let text = |field: &str| texts.get(field).cloned().unwrap_or_default();
        let UsedFiles { reads: pictures, people } = used;
        Some(SourceSheet { source, pictures, title: text("title"), author: text("author"), people })
    }

    /// What the layout of a text sees: the values that are plain; and what it was read from. The texts of the header are looked
    /// through as for pages.
    pub(super) fn plain_context(
        &self,
        job: &Job,
        diagnostics: &mut Diagnostics,
    ) -> Option<(tera::Context, Vec<String>)> {
        let (piece, profile, format) = self.parts(job)?;
        let mut used = UsedFiles::default();
        let (mut context, _) = self.piece_context(job, piece, "", &mut Slate::default(), &mut used, diagnostics);
        context.retain(|key, _| ["piece", "directive", "audience", "body"].contains(key));
        context.extend(self.job_values(job, format, profile));
        Some((tera_context(context), used.reads))
    }

    /// The source of a layout that is not of a piece: a job ticket, a specimen.
    pub(super) fn layout_source(
        &self,
        format: &Format,
        size: &Size,
        values: BTreeMap<&'static str, Json>,
        diagnostics: &mut Diagnostics,
    ) -> Option<TypstSource> {
        let campaign = &self.content.campaign;
        let mut context: BTreeMap<&str, tera::Value> =
            values.into_iter().map(|(key, json)| (key, value(json))).collect();
        context.insert("size", tera::Value::from_serializable(&SizeContext::new(size, false)));
        context.insert("campaign", value(json!({ "title": campaign.title, "issuer": campaign.issuer.name })));
        self.layouts.render(&format.id, &tera_context(context), &Slate::default(), diagnostics)
    }

    /// What all layouts of a job see.
    fn job_values(&self, job: &Job, format: &Format, profile: &Profile) -> [(&'static str, tera::Value); 3] {
        [
            ("format", value(json!({ "id": format.id, "part": job.part }))),
            ("profile", value(json!({ "name": profile.name, "kind": kind_name(profile.kind) }))),
            ("campaign", self.campaign_context(&job.lang)),
        ]
    }

    /// Says what is wrong with the texts of a piece of which nothing can be made.
    pub fn check_texts(&self, job: &Job, diagnostics: &mut Diagnostics) {
        if let Some((piece, ..)) = self.parts(job) {
            self.piece_context(job, piece, "", &mut Slate::default(), &mut UsedFiles::default(), diagnostics);
        }
    }

    /// What a layout sees of a piece: its texts as markup, its plain values, its directive and audience, its body.
    fn piece_context(
        &self,
        job: &Job,
        piece: &Piece,
        anchors: &str,
        slate: &mut Slate,
        used: &mut UsedFiles,
        diagnostics: &mut Diagnostics,
    ) -> (BTreeMap<&'static str, tera::Value>, BTreeMap<&'static str, String>) {
        let mut context = BTreeMap::new();
        let mut shown: BTreeMap<&str, String> = BTreeMap::new();
        let content = &self.content;
        let Some(directive) = content.directives.get(&piece.directive) else { return (context, shown) };
        let Some(audience) = content.audiences.iter().find(|a| a.id == job.audience) else { return (context, shown) };
        let (Some(profile), Some(format)) =
            (content.campaign.profiles.get(&job.profile), self.layouts.formats.get(&job.format))
        else {
            return (context, shown);
        };
        let print = profile.kind == ProfileKind::Print;
        let mut loose = Diagnostics::new();
        let words = Words::new(content, &job.lang);
        let header = self.header(job, piece);
        let mut telling = Telling { print, diagnostics, loose: &mut loose, reads: &mut used.reads };

        let mut texts: BTreeMap<&str, tera::Value> = BTreeMap::new();
        let mut plain: BTreeMap<&str, Json> = BTreeMap::new();
        for field in TEXT_FIELDS {
            let given = header.as_ref().and_then(|header| header.text(field));
            let said = given.and_then(|given| given.tell(NAMING_FIELDS.contains(field), &mut telling));
            let (markup, text) = said.map_or((Markup::default(), ""), |(markup, text)| (markup.clone(), text));
            texts.insert(field, slate.markup(markup));
            plain.insert(field, Json::from(text));
            shown.insert(field, text.to_string());
        }
        let date = self.date(piece);
        plain.insert("id", piece.id.as_str().into());
        plain.insert("lang", job.lang.as_str().into());
        plain.insert("date", words.date(date).into());
        plain.insert("month", date.month_in(&job.lang).into());
        plain.insert("minutes", piece.meta.minutes.as_ref().map_or(String::new(), |m| format!("{}", m.value)).into());
        plain.insert("credits", piece.meta.credits.iter().map(|c| c.value.as_str()).collect::<Vec<_>>().into());

        let choice = Choice {
            format: &format.id,
            blocks: &self.blocks(format, &job.part),
            // An article stands in an issue, which says so once.
            issuer: &if std::ptr::eq(piece, &*job.piece) { words.issuer() } else { Named::new() },
            print,
        };
        let mut body = Markup::default();
        let mut plain_body = None;
        if self.layouts.takes_body(&format.id) {
            let read = self.body(job, piece);
            if let Some(read) = &read {
                diagnostics.extend(read.found.iter().cloned());
                loose.extend(read.loose.iter().cloned());
                used.reads.extend(read.reads.iter().cloned());
            }
            let reading = read.as_ref().and_then(|read| read.reading.as_ref());
            let doc = reading.and_then(|reading| reading.choose(&choice, diagnostics));
            match format.makes {
                Makes::Pages => body = doc.map(|doc| doc.markup(anchors)).unwrap_or_default(),
                Makes::Text => plain_body = doc.map(|doc| doc.plain().trim_end().to_string()),
            }
        }
        used.reads.extend(body.reads.iter().map(|path| path.trim_start_matches('/').to_string()));

        self.placeholders(piece, format, profile, diagnostics);

        // Every detail that the format knows is there, so that a layout need not ask whether it is.
        let mut details: BTreeMap<&str, tera::Value> = BTreeMap::new();
        for key in &format.details {
            let given = header.as_ref().map(|header| header.details(&key.id)).unwrap_or_default();
            let mut telling = Telling { print, diagnostics, loose: &mut loose, reads: &mut used.reads };
            let said = given.iter().filter_map(|given| given.tell(key.names, &mut telling));
            let set: Vec<tera::Value> = said.map(|(markup, _)| slate.markup(markup.clone())).collect();
            let value = if key.flag {
                let is_set = piece.meta.details.get(&key.id).is_some_and(|detail| detail.flag == Some(true));
                tera::Value::from(if is_set { "true" } else { "" })
            } else if key.list {
                tera::Value::from_serializable(&set)
            } else {
                set.into_iter().next().unwrap_or_else(|| tera::Value::from(""))
            };
            details.insert(&key.id, value);
        }
        let people = match (&piece.meta.people, format.columns.as_slice()) {
            (Some(path), [_, ..]) => {
                let list =
                    people::read(&self.files, piece, path, format, profile.kind == ProfileKind::Print, diagnostics)
                        .unwrap_or_default();
                used.reads.push(list.path);
                used.people.extend(list.places);
                list.rows
            }
            _ => vec![],
        };

        // What must not be printed may be seen on a screen.
        let severity = if print { Severity::Error } else { Severity::Warning };
        diagnostics.extend(loose.into_iter().map(|found| Diagnostic { severity, ..found }));

        context.insert("text", tera::Value::from_serializable(&texts));
        context.insert("piece", tera::Value::from_serializable(&plain));
        context.insert("directive", directive_context(directive, words));
        let named = words.audience(audience);
        let own = [("id", &audience.id), ("name", &audience.name), ("plural", &audience.plural)];
        context.insert(
            "audience",
            value(json!(
                own.map(|(key, own)| (key, named.get(key).unwrap_or(own))).into_iter().collect::<BTreeMap<_, _>>()
            )),
        );
        context.insert("details", tera::Value::from_serializable(&details));
        context.insert("people", tera::Value::from_serializable(&people));
        context.insert("body", plain_body.map_or_else(|| slate.markup(body), tera::Value::from));
        (context, shown)
    }

    /// Texts of a sample that nobody has replaced. They must not be printed; on a screen they are what is still to do.
    fn placeholders(&self, piece: &Piece, format: &Format, profile: &Profile, diagnostics: &mut Diagnostics) {
        let is_print = profile.kind == ProfileKind::Print;
        let details = piece.meta.details.iter().flat_map(|(key, detail)| detail.texts.iter().map(move |t| (&**key, t)));
        let texts = piece.meta.text.iter().map(|(key, text)| (&**key, text));
        let mut all: Vec<_> = details.chain(texts).collect();
        all.sort_by_key(|(_, text)| text.range.start);
        for (key, text) in all {
            let is_left = format.placeholders.iter().any(|placeholder| placeholder.is_left_in(key, &text.value))
                || piece.meta.details.contains_key(key) && text.value.to_lowercase().contains(SPECIMEN);
            // What a format says of a detail is written where it has no sample of it.
            let said = format.details.iter().filter(|detail| detail.id == key).flat_map(|detail| detail.said.values());
            if !is_left && !said.into_iter().any(|said| *said == text.value) {
                continue;
            }
            let shown = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
            let message = msg!("layout-placeholder", text = shown, key = key);
            let place = Place::new(&piece.file, text.range.clone());
            let found = if is_print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
            diagnostics.push(found.at(place).hint(msg!("layout-placeholder-hint", key = key)));
        }
        let body = piece.file.text.get(piece.body.clone()).unwrap_or_default();
        let takes_body = self.layouts.takes_body(&format.id);
        for placeholder in format.placeholders.iter().filter(|_| takes_body) {
            let Some(range) = placeholder.left_in_body(body) else { continue };
            let message = msg!("layout-advice", text = placeholder.text);
            let found = if is_print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
            let place = Place::new(&piece.file, piece.body.start + range.start..piece.body.start + range.end);
            diagnostics.push(found.at(place).hint(msg!("layout-advice-hint")));
        }
        // What `new directive` could not know.
        let said = |message| if is_print { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        let Some(directive) = self.content.directives.get(&piece.directive) else { return };
        let text = &directive.file.text;
        let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line.trim_end()))
        });
        // A day is one, whoever wrote it; the note behind it says that nobody has.
        let left = lines.find(|(_, line)| line.starts_with("date") && line.contains("# …"));
        if let Some((at, line)) = left {
            let found = said(msg!("layout-directive-date", date = directive.date.shown()));
            let place = Place::new(&directive.file, at..at + line.len());
            diagnostics.push(found.at(place).hint(msg!("layout-directive-date-hint")));
        }
        for (key, text) in [("number", &directive.number), ("issuer", &directive.issuer), ("title", &directive.title)] {
            if !text.ends_with('…') {
                continue;
            }
            let found = said(msg!("layout-placeholder", text = text, key = key));
            let quoted = format!("\"{text}\"");
            let at = directive.file.text.find(&quoted).map_or(0..0, |at| at + 1..at + 1 + text.len());
            diagnostics.push(found.at(Place::new(&directive.file, at)).hint(msg!("layout-directive-hint", key = key)));
        }
    }

    /// The kinds of blocks that a part sets: speaker notes belong to the notes alone. A text says what all of them say.
    fn blocks(&self, format: &Format, part: &str) -> Vec<String> {
        let mut blocks = match format.makes {
            Makes::Pages => format.blocks.clone(),
            Makes::Text => kinds::NAMES.map(String::from).into(),
        };
        if part != "notes" {
            blocks.retain(|kind| kind != "notes");
        }
        blocks
    }

    /// What the first sheet of a kit says of an item.
    fn kit_item(&self, item: &Job, title: &str, lang: &str) -> Json {
        let name = self.layouts.formats.get(&item.format).map(|format| &format.name);
        json!({
            "title": title,
            "format": name.and_then(|name| name.get(lang).or_else(|| name.values().next())).map_or("", String::as_str),
            "file": item.output.rsplit('/').next().unwrap_or_default(),
        })
    }

    fn campaign_context(&self, lang: &str) -> tera::Value {
        let campaign = &self.content.campaign;
        let words = Words::new(&self.content, lang);
        let mut issuer = words.issuer();
        // What is wanting of them was told when the jobs were planned.
        for (key, own) in [("name", &campaign.issuer.name), ("short", &campaign.issuer.short)] {
            issuer.entry(key).or_insert_with(|| own.clone());
        }
        value(json!({
            "title": words.campaign().unwrap_or_else(|| campaign.title.clone()),
            "issuer": issuer,
            "logo": campaign.brand.logos.first().map_or("", |logo| logo.path.value.as_str()),
        }))
    }

    pub(super) fn issuer_name(&self, lang: &str) -> String {
        let named = Words::new(&self.content, lang).issuer().remove("name");
        named.unwrap_or_else(|| self.content.campaign.issuer.name.clone())
    }
}

fn directive_context(directive: &Directive, words: Words) -> tera::Value {
    let mut named = words.directive(directive);
    let own = [
        ("kind", &directive.kind),
        ("issuer", &directive.issuer),
        ("title", &directive.title),
        ("short", &directive.short),
    ];
    for (key, own) in own {
        named.entry(key).or_insert_with(|| own.clone());
    }
    named.insert("seed", directive.seed.to_string());
    value(json!(named))
}

fn tera_context(values: BTreeMap<&'static str, tera::Value>) -> tera::Context {
    let mut context = tera::Context::new();
    for (key, value) in values {
        context.insert_value(key, value);
    }
    context
}

fn value(json: Json) -> tera::Value {
    tera::Value::from_serializable(&json)
}
