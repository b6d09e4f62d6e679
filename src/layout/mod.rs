//! Stage 4: markup and context → Typst source.
//!
//! A layout is a Tera template that emits Typst. Values are escaped by Tera's own autoescape; finished markup is not
//! passed through Tera at all: a placeholder is, and the markup is put in its place afterwards, which keeps its
//! source map exact.

mod escape;
mod format;
mod holes;
mod mentions;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use serde::Serialize;
use tera::{Context, Delimiters, Tera, Value};

use crate::carry;
use crate::content::schema::THEME_API;
use crate::content::template;
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::fs::Files;
use crate::i18n::slug;
use crate::markup::{Markup, SourceMap};
use crate::msg;

use mentions::Mentions;

pub use escape::escape_value;
pub use format::{DetailKey, Finishing, Format, Makes, Of, Pages, Placeholder, Size, Slot, load_format};

/// The template that layouts include for what they pass on of a piece.
const PIECE: &str = "layouts/theme/piece.typ";
const PIECE_TEXT: &str = include_str!("../../layouts/theme/piece.typ");

/// What the layout of a text can print.
const TEXT_VALUES: [&str; 7] = ["piece", "directive", "audience", "campaign", "format", "profile", "body"];

/// Typst source of one job, ready to compile as `/main.typ`.
#[derive(Debug, Clone, Default)]
pub struct TypstSource {
    /// The source.
    pub text: String,
    /// From its bytes to Markdown.
    pub map: SourceMap,
    /// Where finished markup stands in it.
    pub placed: Vec<Range<usize>>,
    /// Further files that it may read, by path from the root: pictures that were drawn for it.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The formats whose layouts it came from.
    pub formats: BTreeSet<String>,
}

impl TypstSource {
    /// Adds the pages of another document after these. Its names stay its own.
    pub fn append(&mut self, other: &Self) {
        self.text.push_str("\n#[\n");
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.text.push_str("\n]\n");
        self.map.append(&other.map, start);
        self.placed.extend(other.placed.iter().map(|range| range.start + start..range.end + start));
        self.files.extend(other.files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
        self.formats.extend(other.formats.iter().cloned());
    }
}

/// The layouts of a workspace, checked and ready to render.
#[derive(Debug)]
pub struct Layouts {
    /// Formats of pieces by id.
    pub formats: BTreeMap<String, Format>,
    /// The layout of job tickets.
    pub ticket: Option<Format>,
    /// The layout of specimens.
    pub specimen: Option<Format>,
    /// Formats of which nothing is made until their mistakes are mended.
    pub faulty: BTreeMap<String, Format>,
    tera: Tera,
    /// What each template names of a header, by its path.
    mentions: BTreeMap<String, Mentions>,
    /// The templates that each layout is made of, by its format.
    templates: BTreeMap<String, Templates>,
}

/// What a layout is made of before Typst sees it.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// Paths of its own file and of those that it includes.
    pub paths: BTreeSet<String>,
    /// The dotted names in their tags.
    pub names: BTreeSet<String>,
}

/// Finished markup and plain values for one job. Markup goes in through [`Slate::markup`], which gives back the
/// placeholder to put into the context.
#[derive(Debug, Default)]
pub struct Slate {
    texts: Vec<Markup>,
}

impl Slate {
    /// Keeps a finished markup and returns the value that stands for it in a Tera context.
    pub fn markup(&mut self, markup: Markup) -> Value {
        if markup.text.is_empty() {
            return Value::from("");
        }
        self.texts.push(markup);
        Value::safe_string(&carry::placeholder(self.texts.len() - 1))
    }
}

impl Layouts {
    /// Loads every folder of `layouts/` that holds a `format.toml`. A broken one is reported and left out.
    pub fn load(files: &Files, diagnostics: &mut Diagnostics) -> Self {
        let mut layouts = Self {
            formats: BTreeMap::new(),
            ticket: None,
            specimen: None,
            faulty: BTreeMap::new(),
            tera: Tera::default(),
            mentions: BTreeMap::new(),
            templates: BTreeMap::new(),
        };
        let delimiters = Delimiters { comment_start: "{!".into(), comment_end: "!}".into(), ..Delimiters::default() };
        if let Err(error) = layouts.tera.set_delimiters(delimiters) {
            diagnostics.push(Diagnostic::error(msg!("layout-template")).quote(error));
        }
        layouts.tera.set_escape_fn(escape::escape);
        layouts.tera.autoescape_on([".typ"]);
        // What layouts pass on of a piece, for them to include; a theme of the campaign's own need not bring it.
        let own = files.read(PIECE).is_ok() && layouts.add_template(files, PIECE, diagnostics);
        if !own && let Err(error) = layouts.tera.add_raw_template(PIECE, PIECE_TEXT) {
            diagnostics.push(Diagnostic::error(msg!("layout-template")).quote(error));
        }
        let shared = || Mentions::read(PIECE_TEXT);
        layouts.mentions.entry(PIECE.to_string()).or_insert_with(shared);
        for id in files.layout_folders() {
            let path = format!("layouts/{id}/format.toml");
            let Ok(bytes) = files.read(&path) else { continue };
            let file = SourceFile::new(path, String::from_utf8_lossy(&bytes).replace("\r\n", "\n"));
            let Some(mut format) = load_format(&file, &id, diagnostics) else { continue };
            if format.is_faulty {
                layouts.faulty.insert(id, format);
                continue;
            }
            if let Ok(sample) = files.read(&format!("layouts/{id}/sample.md")) {
                format.placeholders = Placeholder::of_sample(&String::from_utf8_lossy(&sample));
            }
            if !layouts.add_template(files, &format.makes.layout(&id), diagnostics)
                || !layouts.check_use(&mut format, diagnostics)
            {
                continue;
            }
            if let Some(names) = layouts.mentions.get_mut(&format.makes.layout(&id)) {
                let code =
                    files.folder(&format!("layouts/{id}")).into_iter().filter(|(path, _)| path.ends_with(".typ"));
                code.filter(|(path, _)| !path.ends_with("/layout.typ"))
                    .for_each(|(_, bytes)| names.read_code(&String::from_utf8_lossy(&bytes)));
            }
            match format.of {
                Of::Piece | Of::Issue | Of::Kit => {
                    layouts.formats.insert(id, format);
                }
                // The last one by name is that of the workspace, if it has given its own another name.
                Of::Order => layouts.ticket = Some(format),
                Of::Format => layouts.specimen = Some(format),
            }
        }
        layouts.templates = layouts.read_templates(files);
        layouts
    }

    /// What the layout of each format is made of.
    fn read_templates(&self, files: &Files) -> BTreeMap<String, Templates> {
        let text = |path: &str| {
            let bytes = files.read(path).ok();
            bytes.map_or(PIECE_TEXT.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let texts: BTreeMap<&str, String> = self.tera.get_template_names().map(|path| (path, text(path))).collect();
        let names: BTreeMap<&str, BTreeSet<String>> =
            texts.iter().map(|(path, text)| (*path, template::names(text))).collect();
        // A component is known by its name alone, wherever it stands.
        let has_components = names.values().any(|names| names.contains("component"));
        let templates = |(id, format): (&String, &Format)| {
            let mut made = Templates::default();
            let mut open = vec![format.makes.layout(id)];
            while let Some(path) = open.pop() {
                let Some(text) = texts.get(path.as_str()).filter(|_| !made.paths.contains(&path)) else { continue };
                made.names.extend(names.get(path.as_str()).into_iter().flatten().cloned());
                made.paths.insert(path);
                let included = texts.keys().filter(|other| has_components || text.contains(**other));
                open.extend(included.map(ToString::to_string));
            }
            (id.clone(), made)
        };
        self.formats.iter().map(templates).collect()
    }

    /// The templates of a format.
    pub fn templates(&self, format: &str) -> Option<&Templates> {
        self.templates.get(format)
    }

    fn add_template(&mut self, files: &Files, path: &str, diagnostics: &mut Diagnostics) -> bool {
        let text = match files.read(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).replace("\r\n", "\n"),
            Err(_) => {
                diagnostics.push(Diagnostic::error(msg!("layout-missing", path = path)));
                return false;
            }
        };
        let file = SourceFile::new(path, text);
        let before = diagnostics.len();
        // Whatever stands in a text, it is one.
        if path.ends_with(".typ") {
            holes::check(&file, diagnostics);
        }
        if diagnostics.len() > before {
            return false;
        }
        if let Err(error) = self.tera.add_raw_template(path, &file.text) {
            diagnostics.push(holes::template_error(&file, &error));
            return false;
        }
        self.mentions.insert(path.to_string(), Mentions::read(&file.text));
        true
    }

    /// Renders a layout: Tera with the context, then the finished markup in its places.
    pub fn render(
        &self,
        format: &str,
        context: &Context,
        slate: &Slate,
        diagnostics: &mut Diagnostics,
    ) -> Option<TypstSource> {
        let rendered = self.fill(Makes::Pages.layout(format), context, diagnostics)?;
        let (head, parts) = carry::split(&rendered, carry::HOLE);
        let formats = BTreeSet::from([format.to_string()]);
        let mut source = TypstSource { text: head.to_string(), formats, ..TypstSource::default() };
        for (n, rest) in parts {
            if let Some(markup) = slate.texts.get(n) {
                let start = source.text.len();
                source.map.append(&markup.map, start);
                source.text.push_str(&markup.text);
                source.placed.push(start..source.text.len());
            }
            source.text.push_str(rest);
        }
        Some(source)
    }

    /// Renders the layout of a text: values as they are, and a line's end at the end.
    pub fn text(&self, format: &str, context: &Context, diagnostics: &mut Diagnostics) -> Option<String> {
        let text = self.fill(Makes::Text.layout(format), context, diagnostics)?;
        Some(format!("{}\n", text.trim_end()))
    }

    fn fill(&self, layout: String, context: &Context, diagnostics: &mut Diagnostics) -> Option<String> {
        match self.tera.render(&layout, context) {
            Ok(filled) => Some(filled),
            Err(error) => {
                diagnostics.push(holes::template_error(&SourceFile::new(layout, ""), &error));
                None
            }
        }
    }

    /// Splits a name as written in front matter (`leaflet`, `leaflet-a4`) into format and size.
    pub fn resolve(&self, name: &str) -> Result<(&Format, &Size), Box<Diagnostic>> {
        let found = self.formats.values().find_map(|format| {
            let size = match name.strip_prefix(format.id.as_str())? {
                "" => &format.default_size,
                rest => rest.strip_prefix('-')?,
            };
            format.size(size).map(|size| (format, size))
        });
        found.ok_or_else(|| {
            let format = self.formats.values().find(|f| name.starts_with(&format!("{}-", f.id)));
            let known: HashSet<String> = self
                .formats
                .values()
                .flat_map(|f| f.sizes.iter().map(|s| format!("{}-{}", f.id, s.id)).chain([f.id.clone()]))
                .collect();
            let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
            names.sort_unstable();
            let error = match format {
                Some(format) => {
                    let sizes: Vec<_> = format.sizes.iter().map(|size| size.id.as_str()).collect();
                    Diagnostic::error(msg!("layout-unknown-size", name = name, format = format.id))
                        .hint(msg!("layout-known-sizes", sizes = sizes.join(", ")))
                }
                None => {
                    let meant = self.called(name);
                    let error = Diagnostic::error(msg!("layout-unknown-format", name = name));
                    if !meant.is_empty() {
                        return Box::new(error.hint(msg!("layout-format-called", names = meant.join(", "))));
                    }
                    let called = |format: &Format| {
                        let name = format.name.get("vi").map(|name| format!(" ({name})")).unwrap_or_default();
                        format!("{}{name}", format.id)
                    };
                    let vi = self.formats.values().map(called).collect::<Vec<_>>().join(", ");
                    error.hint(msg!("layout-known-formats", vi = vi, en = self.names().join(", ")))
                }
            };
            Box::new(match did_you_mean(name, names) {
                Some(meant) => error.hint(msg!("content-did-you-mean", name = meant)),
                None => error,
            })
        })
    }

    /// The formats that people call so: `to-gap` is what two begin with, `tờ gấp đôi` and `tờ gấp ba`.
    pub fn called(&self, name: &str) -> Vec<String> {
        let typed = slug(name);
        let is_meant = |format: &&Format| {
            let told = |name: &String| {
                let told = slug(name);
                told == typed || typed.len() > 3 && (told.starts_with(&typed) || typed.starts_with(&format!("{told}-")))
            };
            !typed.is_empty() && format.name.values().any(told)
        };
        let named = |format: &Format| format!("`{}` ({})", format.id, format.name.get("vi").unwrap_or(&format.id));
        let found: Vec<String> = self.formats.values().filter(is_meant).map(named).collect();
        if !found.is_empty() {
            return found;
        }
        // A kind of a format, chosen by one of its details: `cong-van` is a `type` of `notice`.
        let code = format!("`{typed}`");
        let kind = |format: &Format| {
            let is_said = |said: &String| !typed.is_empty() && said.contains(&code);
            let detail = format.details.iter().find(|detail| detail.said.values().any(is_said))?;
            Some(format!("`{}` (`details: {{ {}: {typed} }}`)", format.id, detail.id))
        };
        self.formats.values().filter_map(kind).collect()
    }

    /// Whether a format's layout sets the body; a banner, say, takes the texts of the front matter alone.
    pub fn takes_body(&self, format: &str) -> bool {
        self.formats.get(format).is_some_and(|format| self.named(&format.makes.layout(&format.id)).contains("body"))
    }

    /// Whether a format prints articles, as an issue does.
    pub fn takes_articles(&self, format: &str) -> bool {
        self.formats.get(format).is_some_and(|format| format.of == Of::Issue)
    }

    /// Whether a format's layout prints a text of a header, `text` `slogan` or `details` `venue`: its own, or that of what stands
    /// in it if `inner`.
    pub fn prints(&self, format: &str, list: &str, key: &str, inner: bool) -> bool {
        let layout = self.formats.get(format).map(|format| format.makes.layout(&format.id));
        let Some(own) = layout.and_then(|layout| self.mentions.get(&layout)) else { return false };
        let is_drawn = || self.mentions.get(PIECE).is_some_and(|shared| own.draws(shared, key));
        own.has(list, key, inner) || list == "text" && !inner && is_drawn()
    }

    /// The values that a layout names.
    fn named(&self, layout: &str) -> HashSet<&str> {
        self.tera.get_template_variables(layout).unwrap_or_default()
    }

    /// Whether a layout names what its format is made of. One of before `theme-api = 2` said nothing of articles.
    fn check_use(&self, format: &mut Format, diagnostics: &mut Diagnostics) -> bool {
        let before = diagnostics.len();
        let layout = format.makes.layout(&format.id);
        let named = self.named(&layout);
        let (given, place) = format.theme_api.clone();
        if given < THEME_API {
            if format.of == Of::Piece && named.contains("articles") {
                format.of = Of::Issue;
            }
            let hint = msg!("layout-old-format-hint", of = format.of.name(), known = THEME_API);
            let warning = msg!("layout-old-format", format = format.id, given = given);
            diagnostics.push(Diagnostic::warning(warning).at(place).hint(hint));
            return true;
        }
        let file = SourceFile::new(layout, "");
        if (format.of == Of::Issue) != named.contains("articles") && format.of != Of::Kit {
            let error = msg!("layout-of-articles", format = format.id, of = format.of.name());
            diagnostics.push(Diagnostic::error(error).at(place).hint(msg!("layout-of-articles-hint")));
        }
        if format.makes == Makes::Text {
            let mut unknown: Vec<&&str> = named.iter().filter(|name| !TEXT_VALUES.contains(name)).collect();
            unknown.sort_unstable();
            for name in unknown {
                let error = Diagnostic::error(msg!("layout-text-value", name = name)).at(Place::new(&file, 0..0));
                diagnostics.push(error.hint(msg!("layout-text-value-hint", names = TEXT_VALUES.join(", "))));
            }
        }
        diagnostics.len() == before
    }

    /// Ids of all formats.
    pub fn names(&self) -> Vec<&str> {
        self.formats.keys().map(String::as_str).collect()
    }
}

/// Plain values of a size as the layout gets them: millimetres on the PDF page, that is after scaling.
#[derive(Debug, Serialize)]
pub struct SizeContext {
    id: String,
    width: String,
    height: String,
    bleed: String,
    over: String,
    scale: String,
    clear: String,
}

impl SizeContext {
    /// What a layout sees of a size. Only what goes to the press has a bleed: on a screen it would show. How far beyond the trim
    /// is drawn (`over`) is the same everywhere, so that the drawing itself is.
    pub fn new(size: &Size, print: bool) -> Self {
        let shown = |mm: f64| format!("{}", (mm * size.scale * 1000.0).round() / 1000.0);
        Self {
            id: size.id.clone(),
            width: shown(size.width),
            height: shown(size.height),
            bleed: if print { shown(size.bleed) } else { shown(0.0) },
            over: shown(size.bleed),
            scale: format!("{}", size.scale),
            clear: shown(size.margin()),
        }
    }
}
