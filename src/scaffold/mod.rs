//! Beginnings: a campaign, a directive, an audience, a piece, a format, an order, a palette, each from a sample. The terminal
//! and the browser begin with the same.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use crate::args::{NewAudience, NewCampaign, NewDirective, NewFormat, NewOrder, NewPalette, NewPiece};
use crate::content::{self, Piece};
use crate::diag::{self, Diagnostic, Message};
use crate::fs::{Files, PALETTES};
use crate::i18n::slug;
use crate::job::Shop;
use crate::layout::{FormatKind, Layouts, Placeholder};
use crate::{msg, theme};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/templates");

/// The name that stands for "no format": a piece that is only printed in a bulletin.
const ARTICLE: &str = "article";

/// Why nothing was begun.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// What was asked for cannot be meant.
    Usage(Vec<Diagnostic>),
    /// A file could not be read or written.
    File(PathBuf, io::Error),
}

impl Refusal {
    fn usage(mistake: Diagnostic) -> Self {
        Self::Usage(vec![mistake])
    }

    fn file(path: &Path, error: io::Error) -> Self {
        Self::File(path.to_path_buf(), error)
    }

    /// What is to be told.
    pub(crate) fn diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Self::Usage(mistakes) => mistakes,
            Self::File(path, error) => {
                vec![Diagnostic::error(msg!("cli-file", path = path.display())).quote(error)]
            }
        }
    }
}

/// What was begun.
pub(crate) struct Begun {
    /// The workspace.
    pub(crate) root: PathBuf,
    /// Files from there.
    pub(crate) written: Vec<String>,
    /// What to do after.
    pub(crate) next: Vec<Message>,
}

/// Files to write, and what to do after.
struct Draft {
    root: PathBuf,
    files: Vec<(String, Vec<u8>)>,
    next: Vec<Message>,
}

impl Draft {
    fn new(root: PathBuf) -> Self {
        Self { root, files: vec![], next: vec![] }
    }

    fn file(&mut self, path: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.files.push((path.into(), text.into()));
    }

    /// Writes all files, or none when one of them exists.
    fn write(self) -> Result<Begun, Refusal> {
        let exists = |path: &&String| self.root.join(path.as_str()).symlink_metadata().is_ok();
        let mistakes: Vec<Diagnostic> = self
            .files
            .iter()
            .map(|(path, _)| path)
            .filter(exists)
            .map(|path| Diagnostic::error(msg!("cli-new-exists", path = path)).hint(msg!("cli-new-exists-hint")))
            .collect();
        if !mistakes.is_empty() {
            return Err(Refusal::Usage(mistakes));
        }
        for (path, bytes) in &self.files {
            let path = self.root.join(path);
            create(&path, bytes).map_err(|error| Refusal::file(&path, error))?;
        }
        let written = self.files.into_iter().map(|(path, _)| path).collect();
        Ok(Begun { root: self.root, written, next: self.next })
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Not even a file that came into being just now is overwritten.
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// A campaign of its own, in a folder that may be there.
pub(crate) fn campaign(root: PathBuf, args: &NewCampaign) -> Result<Begun, Refusal> {
    let here = std::env::current_dir().unwrap_or_default();
    let mut draft = Draft::new(root.clone());
    let shown = root.strip_prefix(&here).unwrap_or(&root).display().to_string();
    let title = args.title.clone().unwrap_or_else(|| "Đưa khoa học và công nghệ vào đời sống".into());
    let issuer = args.issuer.clone().unwrap_or_else(|| "Ban Tuyên giáo và Dân vận Tỉnh ủy".into());
    let date = today();
    let values =
        [("title", toml_text(&title)), ("issuer", toml_text(&issuer)), ("date", date), ("theme", "do-vang".into())];
    if let Some(folder) = TEMPLATES.get_dir("campaign") {
        add_templates(&mut draft, folder, &values);
    }
    if args.layouts {
        std::fs::create_dir_all(&root).map_err(|error| Refusal::file(&root, error))?;
        let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
        for name in files.layout_folders() {
            draft.files.extend(files.folder(&format!("layouts/{name}")));
        }
    }
    draft.next.push(msg!("cli-new-campaign-next-cd", dir = quoted(&shown)));
    draft.next.push(msg!("cli-new-campaign-next-build"));
    draft.next.push(msg!("cli-new-campaign-next-edit"));
    draft.next.push(msg!("cli-new-campaign-next-piece"));
    draft.write()
}

fn add_templates(draft: &mut Draft, folder: &Dir, values: &[(&str, String)]) {
    for file in folder.files() {
        let inner = file.path().strip_prefix("campaign").unwrap_or(file.path());
        // A real `.gitignore` among our own sources would hide files from our own repository.
        let path = crate::fs::slashed(inner).replace("gitignore", ".gitignore");
        draft.file(path, fill(file.contents_utf8().unwrap_or(""), values));
    }
    for inner in folder.dirs() {
        add_templates(draft, inner, values);
    }
}

/// A directive with its facts to fill in.
pub(crate) fn directive(root: PathBuf, args: &NewDirective) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let (number, kind) = match &args.number {
        Some(number) => (number.clone(), kind_of(number)),
        None => number_of(&args.id),
    };
    let title = args.title.clone().unwrap_or_else(|| format!("{kind} thực hiện nhiệm vụ năm {}", &today()[..4]));
    let issuer = read_toml(&root.join("anpham.toml"))
        .and_then(|campaign| Some(campaign.get("issuer")?.get("name")?.as_str()?.to_string()))
        .unwrap_or_else(|| "Ban Thường vụ".into());
    let digits: String = number.chars().filter(char::is_ascii_digit).take(6).collect();
    let values = [
        ("number", toml_text(&number)),
        ("kind", toml_text(kind)),
        ("date", today()),
        ("issuer", toml_text(&issuer)),
        ("title", toml_text(&title)),
        ("seed", digits.trim_start_matches('0').parse().unwrap_or(1_u32).to_string()),
    ];
    let path = format!("content/{}/directive.toml", args.id);
    let audience = audience_ids(&root).into_iter().next().unwrap_or_else(|| "nong-dan".into());
    let mut draft = Draft::new(root);
    draft.file(path.clone(), fill(template("directive.toml"), &values));
    draft.next.push(msg!("cli-new-directive-next-edit", path = path));
    draft.next.push(msg!("cli-new-directive-next-piece", directive = args.id, audience = audience));
    draft.write()
}

/// An audience is an entry of a list, not a file of its own: it is added at the end, the rest stays as it was typed.
/// An audience more in the registry.
pub(crate) fn audience(root: PathBuf, args: &NewAudience) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let name = args.name.trim();
    let path = root.join("content/audiences.toml");
    let before = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Refusal::file(&path, error)),
    };
    if audience_ids(&root).contains(&args.id) {
        let message = msg!("cli-new-audience-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-audience-exists-hint"))));
    }
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
    let plural = first + letters.as_str();
    let values = [("id", args.id.clone()), ("name", toml_text(name)), ("plural", toml_text(&plural))];
    let entry = fill(template("audience.toml"), &values);
    let text = if before.trim().is_empty() {
        entry.trim_start().to_string()
    } else {
        format!("{}\n{entry}", before.trim_end())
    };
    crate::fs::write_atomic(&path, text.as_bytes()).map_err(|error| Refusal::file(&path, error))?;

    let directive = directive_ids(&root).into_iter().next();
    let piece = |directive: String| msg!("cli-new-audience-next-piece", directive = directive, audience = args.id);
    let mut next = vec![msg!("cli-new-audience-next-edit", id = args.id)];
    // A piece belongs to a directive: where there is none, that comes first.
    if directive.is_none() {
        next.push(msg!("cli-new-audience-next-directive"));
    }
    next.push(piece(directive.unwrap_or_else(|| "kh-116".into())));
    Ok(Begun { root, written: vec!["content/audiences.toml".to_string()], next })
}

/// A piece from the sample of its format.
pub(crate) fn piece(root: PathBuf, args: &NewPiece) -> Result<Begun, Refusal> {
    // As a file manager or a shell gives it, too.
    let path = args.path.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches(".md");
    let parts: Vec<&str> = path.strip_prefix("content/").unwrap_or(path).split('/').collect();
    let [directive, audience, name] = parts[..] else {
        let message = msg!("cli-new-piece-path", path = args.path);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-piece-path-hint"))));
    };
    check_id(name)?;
    let directives = directive_ids(&root);
    let audiences = audience_ids(&root);
    let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
    let formats = format_ids(&files);
    // `leaflet-a4` is a format with a size; the layout folder is the longest name that fits.
    let format = formats
        .iter()
        .filter(|id| args.format == **id || args.format.starts_with(&format!("{id}-")))
        .max_by_key(|id| id.len());

    let mut mistakes = vec![];
    if !directives.iter().any(|id| id == directive) {
        mistakes.push(unknown(msg!("cli-unknown-directive", id = directive), directive, &directives));
    }
    if !audiences.iter().any(|id| id == audience) {
        mistakes.push(unknown(msg!("cli-unknown-audience", id = audience), audience, &audiences));
    }
    if format.is_none() && args.format != ARTICLE {
        let mut known = formats.clone();
        known.push(ARTICLE.into());
        mistakes.push(unknown_format(&files, &args.format, &known));
    }
    if !mistakes.is_empty() {
        return Err(Refusal::Usage(mistakes));
    }

    let layout = format.map_or(ARTICLE, String::as_str);
    let articles = articles_for(&root, audience);
    let facts = goals_of(&root, directive);
    let (mut figures, mut headed, mut figure) = (String::new(), String::new(), String::new());
    if !facts.is_empty() && sets_figures(&files, layout) {
        figure = format!("::: number fact=\"{}\"\n:::\n\n", facts[0]);
        let facts = facts.join(" ");
        figures = format!("::: figures facts=\"{facts}\" title=\"Những con số cần nhớ\"\n:::\n\n");
        headed = format!("## Những con số cần nhớ\n\n::: figures facts=\"{facts}\"\n:::\n\n");
    }
    // Broken at sense, as a title is to be.
    let title = match &args.title {
        Some(title) => yaml_text(title),
        None => "|\n  Điều cần biết về\n  {{ directive.short }}".to_string(),
    };
    let values = [
        ("title", title),
        ("format", args.format.clone()),
        ("figures\n", figures),
        ("figure\n", figure),
        // A slide shows one thing, under a heading of its own.
        ("headed-figures\n", headed),
        ("people", format!("{name}.csv")),
        ("today", today()),
        ("kit", kit_for(&root, audience).iter().map(|item| yaml_text(item)).collect::<Vec<_>>().join(", ")),
        ("articles", articles.iter().map(|article| yaml_text(article)).collect::<Vec<_>>().join(", ")),
    ];
    // A format brings its own sample, and a shorter one if it likes.
    let read = |name: &str| {
        files.read(&format!("layouts/{layout}/{name}.md")).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let is_small = is_small(&files, layout, &args.format);
    let short = if is_small { read("sample-short") } else { None };
    let sample = short.or_else(|| read("sample"));
    let sample = sample.unwrap_or_else(|| {
        let own = if is_small { "pieces/other-short.md" } else { "pieces/other.md" };
        template(if layout == ARTICLE { "pieces/article.md" } else { own }).to_string()
    });
    let mut text = with_required_fields(fill(&Placeholder::plain(&sample), &values), &files, layout);
    if let Some(title) = args.title.as_deref().filter(|_| !sample.contains("<<title>>")) {
        text = with_title(&text, title);
    }
    let path = format!("content/{directive}/{audience}/{name}.md");
    let mut draft = Draft::new(root);
    draft.file(path.clone(), text);
    if let (true, Ok(people)) = (sample.contains("<<people>>"), files.read(&format!("layouts/{layout}/people.csv"))) {
        draft.file(format!("content/{directive}/{audience}/{name}.csv"), people);
    }
    draft.next.push(msg!("cli-new-piece-next-edit", path = path));
    if sample.contains("<<articles>>") {
        draft.next.push(msg!("cli-new-piece-next-articles", directive = directive, audience = audience));
    }
    draft.next.push(msg!("cli-new-piece-next-build", piece = name));
    draft.write()
}

/// A sample with another title than its own.
fn with_title(text: &str, title: &str) -> String {
    let mut lines = Vec::new();
    let (mut fences, mut is_old) = (0, false);
    for line in text.split('\n') {
        fences += usize::from(line.trim_end() == "---");
        // The old one goes on as long as lines are set in.
        is_old = fences == 1 && (line.starts_with("title:") || is_old && line.starts_with([' ', '\t']));
        if fences == 1 && line.starts_with("title:") {
            lines.push(format!("title: {}", yaml_text(title)));
        }
        if !is_old {
            lines.push(line.to_string());
        }
    }
    lines.join("\n")
}

/// Whether a size is so small that a text of the usual length would not fit: smaller than a third of A4, in mm².
fn is_small(files: &Files, layout: &str, name: &str) -> bool {
    const SMALL: f64 = 18_000.0;
    let Some(format) = format_toml(files, layout) else { return false };
    let default = format.get("default-size").and_then(toml::Value::as_str).unwrap_or_default();
    let id = name.strip_prefix(layout).and_then(|rest| rest.strip_prefix('-')).unwrap_or(default);
    let sizes = format.get("sizes").and_then(toml::Value::as_array).into_iter().flatten();
    let size = sizes.into_iter().find(|size| size.get("id").and_then(toml::Value::as_str) == Some(id));
    let side = |key: &str| {
        let length = size?.get(key)?;
        length.as_float().or_else(|| Some(length.as_integer()? as f64))
    };
    matches!((side("width"), side("height")), (Some(width), Some(height)) if width * height < SMALL)
}

/// Adds what the format requires of a header and the template does not have.
fn with_required_fields(text: String, files: &Files, layout: &str) -> String {
    let usual = |field: &str| match field {
        "slogan" | "call" => "Hiểu đúng văn bản, làm tốt việc mình".to_string(),
        "summary" => "Những điều cần nắm và việc cần làm.".to_string(),
        "kicker" | "strapline" => "Dành cho {{ audience.plural }}".to_string(),
        "author" | "issuer" | "imprint" => "{{ campaign.issuer.name }}".to_string(),
        "name" => "Bản tin".to_string(),
        "number" => "\"1\"".to_string(),
        "date" => today(),
        "minutes" => "15".to_string(),
        _ => "{{ directive.short }}".to_string(),
    };
    let fields = format_toml(files, layout)
        .and_then(|format| Some(format.get("fields")?.as_array()?.clone()))
        .unwrap_or_default();
    let mut text = text;
    for field in fields.iter().filter_map(|field| field.as_str()) {
        if !text.lines().any(|line| line.starts_with(&format!("{field}:"))) {
            let value = usual(field);
            let value = if value.contains("{{") { yaml_text(&value) } else { value };
            text = text.replacen("\nformats:", &format!("\n{field}: {value}\nformats:"), 1);
        }
    }
    let details = format_toml(files, layout)
        .and_then(|format| Some(format.get("details")?.as_array()?.clone()))
        .unwrap_or_default();
    let missing: Vec<String> = details
        .iter()
        .filter(|detail| detail.get("required").and_then(toml::Value::as_bool) == Some(true))
        .filter_map(|detail| Some((detail.get("id")?.as_str()?, detail.get("vi")?.as_str()?)))
        .filter(|(id, _)| !text.contains(&format!("\n  {id}:")))
        .map(|(id, said)| format!("  {id}: {}\n", yaml_text(said)))
        .collect();
    if !missing.is_empty() {
        let at = if text.contains("\ndetails:\n") { "\ndetails:\n" } else { "\n---\n" };
        let details = format!("\ndetails:\n{}", missing.concat());
        let rest = if at == "\n---\n" { "---\n" } else { "" };
        text = text.replacen(at, &format!("{details}{rest}"), 1);
    }
    text
}

/// What a kit of an audience can hold already: an output of each of two pieces.
fn kit_for(root: &Path, audience: &str) -> Vec<String> {
    let Ok(Some(shop)) = Shop::load(root, &mut vec![]) else { return vec![] };
    let pieces = shop.content.pieces.iter().filter(|piece| is_for(piece, audience));
    let is_kit = |id: &str| shop.layouts.formats.get(id).is_some_and(|format| format.kind == FormatKind::Kit);
    let output = |piece: &Arc<Piece>| {
        let format = piece.meta.formats.iter().find_map(|name| Some(shop.layouts.resolve(name).ok()?.0.id.clone()))?;
        (!is_kit(&format)).then(|| format!("{}/{}.{format}", piece.directive, piece.id))
    };
    pieces.filter_map(output).take(2).collect()
}

/// A format from one that is there.
pub(crate) fn format(root: PathBuf, args: &NewFormat) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
    let formats = format_ids(&files);
    if !formats.contains(&args.from) {
        return Err(Refusal::usage(unknown_format(&files, &args.from, &formats)));
    }
    if formats.contains(&args.id) {
        let message = msg!("cli-new-format-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-format-exists-hint"))));
    }
    let (from, to) = (format!("layouts/{}", args.from), format!("layouts/{}", args.id));
    let mut draft = Draft::new(root);
    for (path, bytes) in files.folder(&from) {
        let path = path.replacen(&from, &to, 1);
        // Its own modules are named by path from the workspace root.
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => text.replace(&format!("/{from}/"), &format!("/{to}/")).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        draft.file(path, bytes);
    }
    let design =
        if draft.files.iter().any(|(path, _)| *path == format!("{to}/page.typ")) { "page.typ" } else { "layout.typ" };
    draft.next.push(msg!("cli-new-format-next-edit", path = format!("{to}/format.toml")));
    draft.next.push(msg!("cli-new-format-next-layout", path = format!("{to}/{design}")));
    draft.next.push(msg!("cli-new-format-next-use", id = args.id));
    draft.write()
}

/// An order for a printer.
pub(crate) fn order(root: PathBuf, args: &NewOrder) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let mut draft = Draft::new(root);
    let title = args.title.clone().unwrap_or_else(|| format!("Đơn đặt in {}", args.id));
    let text = template("order.toml").replace("<<title>>", &toml_text(&title));
    draft.file(format!("orders/{}.toml", args.id), text);
    draft.next.push(msg!("cli-new-order-next-fill", path = format!("orders/{}.toml", args.id)));
    draft.next.push(msg!("cli-new-order-next-pack", id = args.id));
    draft.write()
}

/// Colours of one's own, begun from others.
pub(crate) fn palette(root: PathBuf, args: &NewPalette) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
    let known = theme::palettes(&files);
    if !known.contains(&args.from) {
        return Err(Refusal::usage(unknown(msg!("cli-unknown-palette", id = args.from), &args.from, &known)));
    }
    if known.contains(&args.id) {
        let message = msg!("cli-new-palette-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-format-exists-hint"))));
    }
    let path = |id: &str| format!("{PALETTES}{id}.toml");
    let begun = files.read(&path(&args.from)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let begun = begun.and_then(|text| toml::from_str::<toml::Table>(&text).ok()).unwrap_or_default();
    let mut text = template("palette.toml").replace("<<id>>", &args.id);
    let mut more = String::new();
    for (name, recipe) in begun.get("colors").and_then(toml::Value::as_table).into_iter().flatten() {
        let (hole, recipe) = (format!("<<{name}>>"), inline(recipe));
        if text.contains(&hole) {
            text = text.replace(&hole, &recipe);
        } else {
            let _ = writeln!(more, "{name} = {recipe}");
        }
    }
    let mut draft = Draft::new(root);
    draft.file(path(&args.id), text.replace("<<more>>\n", &format!("{more}\n")));
    draft.next.push(msg!("cli-new-palette-next-edit", path = path(&args.id)));
    draft.next.push(msg!("cli-new-palette-next-use", id = args.id));
    draft.next.push(msg!("cli-new-palette-next-check"));
    draft.write()
}

/// A recipe of a colour on one line, in the order in which people write it.
fn inline(recipe: &toml::Value) -> String {
    let key = |key: &str| Some(format!("{key} = {}", recipe.get(key)?));
    // An ink of the old colour would not be one of the new.
    let keys: Vec<String> = ["cmyk", "rgb"].into_iter().filter_map(key).collect();
    format!("{{ {} }}", keys.join(", "))
}

/// Ids are folder names on every system and words on a command line.
fn check_id(id: &str) -> Result<(), Refusal> {
    let good = !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(());
    }
    let mut mistake = Diagnostic::error(msg!("cli-bad-id", id = id)).hint(msg!("cli-bad-id-rule"));
    let better = slug(id);
    if !better.is_empty() {
        mistake = mistake.hint(msg!("cli-did-you-mean", name = better));
    }
    Err(Refusal::usage(mistake))
}

/// What kind of document a symbol stands for: `05-KH/TU` is a Kế hoạch.
fn kind_of(number: &str) -> &'static str {
    let symbol = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '/');
    let symbol: String = symbol.chars().take_while(|c| c.is_alphabetic()).collect();
    match symbol.to_uppercase().as_str() {
        "NQ" => "Nghị quyết",
        "KL" => "Kết luận",
        "CT" => "Chỉ thị",
        "QĐ" | "QD" => "Quyết định",
        "QC" => "Quy chế",
        "QYĐ" | "QYD" => "Quy định",
        "HD" => "Hướng dẫn",
        "CTR" | "CTRHĐ" | "CTHĐ" => "Chương trình hành động",
        "TT" => "Thông tư",
        "NĐ" | "ND" => "Nghị định",
        "TB" => "Thông báo",
        "CV" => "Công văn",
        "ĐA" | "DA" => "Đề án",
        _ => "Kế hoạch",
    }
}

/// Number and kind that an id speaks of: `kh-116` → `116-KH`.
fn number_of(id: &str) -> (String, &'static str) {
    let words: Vec<&str> = id.split('-').collect();
    let digits = words.iter().find(|word| word.chars().all(|c| c.is_ascii_digit()));
    let symbol = words.iter().find(|word| word.chars().all(|c| c.is_ascii_alphabetic()));
    let number = format!("{}-{}", digits.unwrap_or(&"01"), symbol.unwrap_or(&"kh").to_uppercase());
    let kind = kind_of(&number);
    (number, kind)
}

fn unknown(message: Message, given: &str, known: &[String]) -> Diagnostic {
    diag::unknown_name(message, given, &known.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Formats have ids in English; people know them by other names.
fn unknown_format(files: &Files, given: &str, known: &[String]) -> Diagnostic {
    let called = Layouts::load(files, &mut vec![]).called(given);
    if called.is_empty() {
        return unknown(msg!("cli-unknown-format", id = given), given, known);
    }
    let mistake = Diagnostic::error(msg!("cli-unknown-format", id = given));
    mistake.hint(msg!("layout-format-called", names = called.join(", ")))
}

/// Reads a registry as far as it can be read: `new` suggests, `check` judges.
fn read_toml(path: &Path) -> Option<toml::Table> {
    std::fs::read_to_string(path).ok()?.parse().ok()
}

fn format_toml(files: &Files, layout: &str) -> Option<toml::Table> {
    let bytes = files.read(&format!("layouts/{layout}/format.toml")).ok()?;
    String::from_utf8(bytes).ok()?.parse().ok()
}

fn format_ids(files: &Files) -> Vec<String> {
    // Job tickets and specimens are made of no piece.
    let kind = |format: &toml::Table| format.get("kind").and_then(toml::Value::as_str).map(String::from);
    let is_apart = |format: &toml::Table| matches!(kind(format).as_deref(), Some("ticket" | "specimen"));
    let is_format = |name: &String| {
        files.read(&format!("layouts/{name}/format.toml")).is_ok()
            && !format_toml(files, name).is_some_and(|format| is_apart(&format))
    };
    files.layout_folders().into_iter().filter(is_format).collect()
}

fn sets_figures(files: &Files, layout: &str) -> bool {
    let sets = |format: toml::Table| {
        Some(format.get("blocks")?.as_array()?.iter().any(|block| block.as_str() == Some("figures")))
    };
    format_toml(files, layout).and_then(sets).unwrap_or(false)
}

fn audience_ids(root: &Path) -> Vec<String> {
    let ids = |registry: toml::Table| {
        let audiences = registry.get("audiences")?.as_array()?;
        Some(audiences.iter().filter_map(|entry| Some(entry.get("id")?.as_str()?.to_string())).collect())
    };
    read_toml(&root.join("content/audiences.toml")).and_then(ids).unwrap_or_default()
}

fn directive_ids(root: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(root.join("content")) else { return vec![] };
    let mut ids: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().join("directive.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids
}

/// Up to three figures of a directive that are still to be reached.
fn goals_of(root: &Path, directive: &str) -> Vec<String> {
    let year = read_toml(&root.join("anpham.toml"))
        .and_then(|campaign| Some(i64::from(campaign.get("date")?.as_datetime()?.date?.year)))
        .unwrap_or(0);
    let goals = |registry: toml::Table| {
        let facts = registry.get("facts")?.as_array()?;
        let ahead = facts
            .iter()
            .filter(|fact| fact.get("horizon").and_then(toml::Value::as_integer).is_none_or(|horizon| horizon >= year));
        Some(ahead.filter_map(|fact| Some(fact.get("id")?.as_str()?.to_string())).take(3).collect())
    };
    read_toml(&root.join(format!("content/{directive}/directive.toml"))).and_then(goals).unwrap_or_default()
}

/// The articles that an issue for this audience can carry: pieces of no format of their own, its own or shared with it.
fn articles_for(root: &Path, audience: &str) -> Vec<String> {
    let Some(content) = content::load(root, &mut vec![]) else { return vec![] };
    let is_article = |piece: &&Arc<Piece>| piece.meta.formats.is_empty() && !piece.is_faulty && is_for(piece, audience);
    let mut articles: Vec<String> =
        content.pieces.iter().filter(is_article).map(|piece| format!("{}/{}", piece.directive, piece.id)).collect();
    articles.sort();
    articles.dedup();
    articles
}

fn is_for(piece: &Piece, audience: &str) -> bool {
    piece.audience == audience || piece.meta.audiences.iter().any(|id| id.value == audience)
}

fn template(path: &str) -> &'static str {
    TEMPLATES.get_file(path).and_then(include_dir::File::contents_utf8).unwrap_or("")
}

/// Puts values into a template: `<<name>>`, which neither TOML, YAML, Tera nor Markdown knows.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(template.to_string(), |text, (name, value)| {
        let hole = match name.strip_suffix('\n') {
            // A block takes its line with it.
            Some(name) => format!("<<{name}>>\n"),
            None => format!("<<{name}>>"),
        };
        text.replace(&hole, value)
    })
}

/// A text inside a TOML string.
fn toml_text(text: &str) -> String {
    let mut inside = String::new();
    for c in text.nfc() {
        match c {
            '"' | '\\' => inside.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(inside, "\\u{:04X}", c as u32);
            }
            c => inside.push(c),
        }
    }
    inside
}

/// A text as a YAML string: JSON's way of quoting is YAML's too.
fn yaml_text(text: &str) -> String {
    let text: String = text.nfc().collect();
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | ','))
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if plain { text } else { json!(text).to_string() }
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_string() }
}

/// Today, or the day of `SOURCE_DATE_EPOCH`.
fn today() -> String {
    let date = crate::job::epoch().unwrap_or_else(time::OffsetDateTime::now_utc).date();
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_vietnamese_words() {
        assert_eq!(slug("Nông dân"), "nong-dan");
        assert_eq!(slug("  Đoàn viên, thanh niên! "), "doan-vien-thanh-nien");
        assert_eq!(slug("kh_116"), "kh-116");
        assert!(check_id("kh-116").is_ok());
        for bad in ["", "-a", "a-", "Nông dân", "a/b", "A"] {
            assert!(check_id(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn kinds_and_numbers_are_read_from_symbols() {
        assert_eq!(kind_of("69-KL/TW"), "Kết luận");
        assert_eq!(kind_of("30/2020/NĐ-CP"), "Nghị định");
        assert_eq!(kind_of("77-CTr/TU"), "Chương trình hành động");
        assert_eq!(number_of("nq-57"), ("57-NQ".to_string(), "Nghị quyết"));
        assert_eq!(number_of("khac"), ("01-KHAC".to_string(), "Kế hoạch"));
    }

    #[test]
    fn a_sample_takes_another_title() {
        let sample = "---\n# Trích yếu.\ntitle: |\n  Về việc\n  gì đó\nnumber: 1\n---\n\ntitle: không phải\n";
        let found = with_title(sample, "Mời \"họp\": gấp");
        assert_eq!(found, "---\n# Trích yếu.\ntitle: \"Mời \\\"họp\\\": gấp\"\nnumber: 1\n---\n\ntitle: không phải\n");
    }

    #[test]
    fn values_stay_values() {
        let text = fill("title = \"<<title>>\"", &[("title", toml_text("a \"b\" \\ c\nd"))]);
        let table: toml::Table = text.parse().expect("valid TOML");
        assert_eq!(table["title"].as_str(), Some("a \"b\" \\ c\nd"));
        assert_eq!(yaml_text("Điều cần biết"), "Điều cần biết");
        assert_eq!(yaml_text("a: {{ b }}"), "\"a: {{ b }}\"");
        assert_eq!(yaml_text("no"), "\"no\"");
    }
}
