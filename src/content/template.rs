//! Pieces as Tera templates, with positions that survive.
//!
//! Tera keeps no positions, so every raw line of a piece and of its includes carries a mark (see [`crate::carry`])
//! through the template: an output line knows its own file and line, also after an `{% if %}`, in a loop, or in an
//! include. Values come out carried, so that Markdown cannot read them as anything but text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tera::{Delimiters, ErrorKind, Kwargs, State, Tera};

use super::{Audience, Content, Directive, Fact, LineOrigin, Piece, Profile, Rendered, Spanned};
use crate::carry;
use crate::diag::{Diagnostic, Diagnostics, Place, SourceFile, did_you_mean};
use crate::msg;

/// Most bytes that a template may make.
const MOST_OUTPUT: usize = 4 << 20;

/// The name under which a piece is known to Tera.
const MAIN: &str = "(piece).md";

/// What a piece sees: `directive`, `audience`, `campaign`, `piece`, `format`, `profile`.
pub fn context(
    content: &Content,
    directive: &Directive,
    audience: &Audience,
    piece: &Piece,
    format: &str,
    size: &str,
    profile: &Profile,
) -> tera::Context {
    let campaign = &content.campaign;
    let issuer = &campaign.issuer;
    let date = |d: super::Date| format!("{:02}/{:02}/{}", d.day, d.month, d.year);
    let text = |field: &str| piece.meta.text.get(field).map_or("", |text| text.as_str()).trim();
    let mut context = tera::Context::new();
    let mut insert = |key: &'static str, value: serde_json::Value| context.insert(key, &value);
    insert(
        "directive",
        json!({
            "id": directive.id, "number": directive.number, "kind": directive.kind, "date": date(directive.date),
            "issuer": directive.issuer, "title": directive.title, "short": directive.short,
        }),
    );
    insert(
        "audience",
        json!({ "id": audience.id, "name": audience.name, "plural": audience.plural, "cares": audience.cares }),
    );
    insert(
        "campaign",
        json!({
            "title": campaign.title, "date": date(campaign.date), "year": campaign.date.year, "lang": campaign.lang,
            "issuer": {
                "name": issuer.name, "short": issuer.short, "address": issuer.address, "phone": issuer.phone,
                "email": issuer.email, "url": issuer.url,
            },
        }),
    );
    let day = piece.meta.date.as_ref().map_or(campaign.date, |date| date.value);
    insert("piece", json!({ "id": piece.id, "title": text("title"), "date": date(day), "number": text("number") }));
    insert("format", json!({ "id": format, "size": size }));
    insert("profile", json!({ "name": profile.name }));
    context
}

/// Renders the body of a piece.
pub fn render_body(
    piece: &Piece,
    content: &Content,
    context: &tera::Context,
    facts: &BTreeMap<String, Fact>,
    year: i32,
    diagnostics: &mut Diagnostics,
) -> Option<Rendered> {
    if !is_template(&piece.file.text[piece.body.clone()]) {
        return Some(Rendered::verbatim(&piece.file, piece.body.clone()));
    }
    let mut marks = Marks::default();
    let main = Instrumented::new(&piece.file, piece.body.clone(), Some(&mut marks));
    let output = Run { piece, content, context, facts, year }.render(main, Some(&mut marks), diagnostics)?;
    Some(marks.read(&output))
}

/// Renders a text of the front matter. The result may hold carried values.
pub fn render_text(
    text: &Spanned<String>,
    piece: &Piece,
    content: &Content,
    context: &tera::Context,
    facts: &BTreeMap<String, Fact>,
    year: i32,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    if !is_template(text) {
        return Some(text.value.clone());
    }
    // A field is a value of YAML, not a part of the file: a mistake in it is shown at the field.
    let main = Instrumented { text: text.value.clone(), file: piece.file.clone(), whole: Some(text.range.clone()), steps: vec![] };
    Run { piece, content, context, facts, year }.render(main, None, diagnostics)
}

fn is_template(text: &str) -> bool {
    ["{{", "{%", "{!"].iter().any(|open| text.contains(open))
}

struct Run<'a> {
    piece: &'a Piece,
    content: &'a Content,
    context: &'a tera::Context,
    facts: &'a BTreeMap<String, Fact>,
    year: i32,
}

/// Facts that were asked for.
type Used = Arc<Mutex<Asked>>;

#[derive(Debug, Default)]
struct Asked {
    past: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl Run<'_> {
    fn render(
        &self,
        main: Instrumented,
        mut marks: Option<&mut Marks>,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let used = Used::default();
        let mut tera = self.engine(&used, diagnostics)?;
        let mut templates = BTreeMap::from([(MAIN.to_string(), main)]);
        self.add_includes(&mut templates, &mut marks);
        let raw = templates.iter().map(|(name, template)| (name.clone(), template.text.clone()));
        let mut bounded = Bounded::default();
        let result =
            tera.add_raw_templates(raw).and_then(|()| tera.render_to(MAIN, self.context, &mut bounded));
        let before = diagnostics.len();
        self.report_facts(&used, &templates, diagnostics);
        if let Err(error) = result {
            // The function's own complaint about a fact was already told with its place.
            if !diagnostics[before..].iter().any(Diagnostic::is_error) {
                diagnostics.push(self.problem(&error, &templates, bounded.full));
            }
            return None;
        }
        String::from_utf8(bounded.bytes).ok()
    }

    fn engine(&self, used: &Used, diagnostics: &mut Diagnostics) -> Option<Tera> {
        let mut tera = Tera::default();
        let delimiters = Delimiters { comment_start: "{!".into(), comment_end: "!}".into(), ..Delimiters::default() };
        if let Err(error) = tera.set_delimiters(delimiters) {
            diagnostics.push(Diagnostic::error(msg!("content-template")).quote(error));
            return None;
        }
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(|value, out| out.write_all(carry::value(value).as_bytes()));
        let facts: Arc<BTreeMap<String, Fact>> = Arc::new(self.facts.clone());
        for (name, print) in [("fact", Fact::printed as fn(&Fact) -> String), ("number", |fact| fact.shown.clone())] {
            let (facts, used, year) = (facts.clone(), used.clone(), self.year);
            tera.register_function(name, move |kwargs: Kwargs, _: &State| -> tera::TeraResult<String> {
                let id = kwargs.must_get::<String>("id")?;
                let mut asked = used.lock().unwrap_or_else(PoisonError::into_inner);
                match facts.get(&id) {
                    Some(fact) => {
                        if fact.horizon.is_some_and(|horizon| horizon < year) {
                            asked.past.insert(id);
                        }
                        Ok(print(fact))
                    }
                    None => {
                        let text = format!("unknown fact `{id}`");
                        asked.unknown.insert(id);
                        Err(tera::Error::message(text))
                    }
                }
            });
        }
        Some(tera)
    }

    /// Adds every include that a template names, and those that they name in turn.
    fn add_includes(&self, templates: &mut BTreeMap<String, Instrumented>, marks: &mut Option<&mut Marks>) {
        let mut open: Vec<String> = templates.values().map(|template| template.text.clone()).collect();
        while let Some(text) = open.pop() {
            for (name, file) in self.known_includes() {
                let named = text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"));
                if named && !templates.contains_key(name) {
                    let range = 0..file.text.len();
                    let template = Instrumented::new(file, range, marks.as_deref_mut());
                    open.push(template.text.clone());
                    templates.insert(name.to_string(), template);
                }
            }
        }
    }

    /// Includes by the name that a piece uses: those of its directive stand before those of all.
    fn known_includes(&self) -> BTreeMap<&str, &Arc<SourceFile>> {
        let mut known = BTreeMap::new();
        for folder in ["content/_shared/".to_string(), format!("content/{}/_shared/", self.piece.directive)] {
            for (path, file) in &self.content.includes {
                if let Some(name) = path.strip_prefix(&folder) {
                    known.insert(name, file);
                }
            }
        }
        known
    }

    fn report_facts(&self, used: &Used, templates: &BTreeMap<String, Instrumented>, diagnostics: &mut Diagnostics) {
        let asked = used.lock().unwrap_or_else(PoisonError::into_inner);
        for id in &asked.unknown {
            let mut error = Diagnostic::error(msg!("content-unknown-fact", id = id)).maybe_at(place_of(id, templates));
            if let Some(meant) = did_you_mean(id, self.facts.keys().map(String::as_str)) {
                error = error.hint(msg!("content-did-you-mean", name = meant));
            }
            diagnostics.push(error);
        }
        for id in &asked.past {
            let horizon = self.facts.get(id).and_then(|fact| fact.horizon).unwrap_or_default();
            diagnostics.push(
                Diagnostic::warning(msg!("content-fact-past", id = id, horizon = horizon))
                    .maybe_at(place_of(id, templates))
                    .hint(msg!("content-fact-past-hint")),
            );
        }
    }

    /// A complaint of Tera at its place in the text as typed.
    fn problem(&self, error: &tera::Error, templates: &BTreeMap<String, Instrumented>, full: bool) -> Diagnostic {
        if full {
            let place = Place::new(&self.piece.file, self.piece.body.start..self.piece.body.start);
            return Diagnostic::error(msg!("content-template-large", megabytes = MOST_OUTPUT >> 20)).at(place);
        }
        let report = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        };
        let place = report
            .and_then(|report| Some(templates.get(report.filename())?.place(report.span().range.clone())))
            .unwrap_or_else(|| Place::new(&self.piece.file, self.piece.body.start..self.piece.body.start));
        let words = report.map_or_else(|| strip(&error.to_string()), |report| strip(report.message()));
        let mut problem = Diagnostic::error(msg!("content-template")).at(place);
        if let ErrorKind::TemplateNotFound(name) = error.kind()
            && let Some(meant) = did_you_mean(name, self.known_includes().into_keys())
        {
            problem = problem.hint(msg!("content-did-you-mean", name = meant));
        }
        problem = problem.quote(words);
        problem
    }
}

/// A library's words without our marks.
fn strip(text: &str) -> String {
    text.chars().filter(|c| !carry::is_reserved(*c)).collect()
}

/// Where a text asks for a fact.
fn place_of(id: &str, templates: &BTreeMap<String, Instrumented>) -> Option<Place> {
    templates.values().find_map(|template| {
        let start = template.text.match_indices(id).find_map(|(at, _)| {
            let before = template.text[..at].chars().next_back()?;
            let after = template.text[at + id.len()..].chars().next()?;
            (matches!(before, '"' | '\'') && matches!(after, '"' | '\'')).then_some(at)
        })?;
        Some(template.place(start..start + id.len()))
    })
}

impl Fact {
    /// Qualifier, figure and unit as they stand in a sentence: `trên 60%`, `05 – 10 dự án/năm`.
    pub fn printed(&self) -> String {
        let mut text = String::new();
        if let Some(qualifier) = &self.qualifier {
            text.push_str(qualifier);
            text.push(' ');
        }
        text.push_str(&self.shown);
        if let Some(unit) = self.unit.as_ref().filter(|unit| !self.shown.ends_with(unit.as_str())) {
            // A sign follows its figure, a word stands apart.
            if unit.starts_with(char::is_alphabetic) {
                text.push(' ');
            }
            text.push_str(unit);
        }
        text
    }
}

/// A writer that refuses to grow past [`MOST_OUTPUT`].
#[derive(Debug, Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_OUTPUT {
            self.full = true;
            return Err(io::Error::other("the template makes too much text"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The table that marks point into.
#[derive(Debug, Default)]
struct Marks {
    origins: Vec<LineOrigin>,
}

impl Marks {
    fn add(&mut self, file: &Arc<SourceFile>, line: usize) -> String {
        self.origins.push(LineOrigin { file: file.clone(), line });
        carry::mark(self.origins.len() - 1)
    }

    /// Takes the marks out of a rendered text; each line is given the origin of its first visible character.
    fn read(&self, output: &str) -> Rendered {
        let mut text = String::with_capacity(output.len());
        let mut lines: Vec<usize> = Vec::new();
        let mut current = 0;
        let mut of_line: Option<usize> = None;
        let (head, parts) = carry::split(output, carry::MARK);
        for (mark, part) in [(0, head)].into_iter().chain(parts) {
            current = mark;
            for c in part.chars() {
                if c == '\n' {
                    lines.push(of_line.take().unwrap_or(current));
                } else if !c.is_whitespace() {
                    of_line.get_or_insert(current);
                }
                text.push(c);
            }
        }
        lines.push(of_line.unwrap_or(current));
        let lines = lines.into_iter().filter_map(|n| self.origins.get(n).cloned()).collect();
        Rendered { text, lines }
    }
}

/// A template with marks in it, and the way back to the bytes as typed.
#[derive(Debug)]
struct Instrumented {
    text: String,
    file: Arc<SourceFile>,
    /// For a field of the front matter: the field, since its bytes are not those of the file.
    whole: Option<Range<usize>>,
    /// Where instrumented text continues with typed text: (instrumented byte, typed byte).
    steps: Vec<(usize, usize)>,
}

impl Instrumented {
    /// Puts marks into `file.text[range]`.
    fn new(file: &Arc<SourceFile>, range: Range<usize>, marks: Option<&mut Marks>) -> Self {
        let typed = &file.text[range.clone()];
        let mut out = Self { text: String::new(), file: file.clone(), whole: None, steps: vec![(0, range.start)] };
        let Some(marks) = marks else {
            out.text = typed.to_string();
            return out;
        };
        let mut line = file.text[..range.start].matches('\n').count();
        let mut at = 0;
        let mut fresh_line = true;
        while at < typed.len() {
            let rest = &typed[at..];
            if fresh_line {
                fresh_line = false;
                let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                let content = &rest[indent..];
                // A tag that trims the white space before it must still find that white space.
                let trims = ["{%-", "{{-", "{!-"].iter().any(|open| content.starts_with(open));
                if !trims && !content.starts_with('\n') {
                    out.text.push_str(&rest[..indent]);
                    out.insert(&marks.add(file, line), range.start + at + indent);
                    at += indent;
                    continue;
                }
            }
            match tag_end(rest) {
                Some(end) => {
                    out.text.push_str(&rest[..end]);
                    line += rest[..end].matches('\n').count();
                    at += end;
                    let trims = rest[..end].ends_with("-%}") || rest[..end].ends_with("-!}");
                    if !trims && !rest[..end].ends_with("}}") {
                        out.insert(&marks.add(file, line), range.start + at);
                    }
                }
                None => {
                    let Some(c) = rest.chars().next() else { break };
                    out.text.push(c);
                    at += c.len_utf8();
                    if c == '\n' {
                        line += 1;
                        fresh_line = true;
                    }
                }
            }
        }
        out
    }

    fn insert(&mut self, mark: &str, typed: usize) {
        self.text.push_str(mark);
        self.steps.push((self.text.len(), typed));
    }

    /// The typed bytes of a range of the instrumented text.
    fn place(&self, range: Range<usize>) -> Place {
        if let Some(whole) = &self.whole {
            return Place::new(&self.file, whole.clone());
        }
        let typed = |byte: usize| {
            let next = self.steps.partition_point(|(start, _)| *start <= byte);
            let (start, origin) = self.steps[next.saturating_sub(1)];
            (origin + (byte - start)).min(self.file.text.len())
        };
        let (start, end) = (typed(range.start), typed(range.end));
        Place::new(&self.file, start..end.max(start))
    }
}

/// If a text begins with a tag, the byte after it. Quoted strings inside may hold the closing sign.
fn tag_end(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{!" => return Some(text.find("!}").map_or(text.len(), |i| i + 2)),
        _ => return None,
    };
    let mut quote = None;
    for (i, c) in text.char_indices().skip(2) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if text[i..].starts_with(close) => return Some(i + 2),
            None => {}
        }
    }
    Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Brand, Campaign, Date, FrontMatter, HouseStyle, Issuer, Quotes};

    const DATE: Date = Date { year: 2026, month: 11, day: 23 };

    fn content(includes: &[(&str, &str)]) -> Content {
        let campaign = Campaign {
            file: SourceFile::new("anpham.toml", ""),
            title: String::new(),
            issuer: Issuer::default(),
            lang: "vi".into(),
            date: DATE,
            brand: Brand { theme: String::new(), logo: None },
            style: HouseStyle { quotes: Quotes::Curly },
            profiles: BTreeMap::new(),
            default_profiles: vec![],
        };
        let includes = includes.iter().map(|(path, text)| (path.to_string(), SourceFile::new(*path, *text))).collect();
        Content { campaign, audiences: vec![], directives: BTreeMap::new(), pieces: vec![], includes }
    }

    fn piece(text: &str) -> Piece {
        let body = text.find("---\n").map_or(0, |i| i + 4)..text.len();
        Piece {
            id: "p".into(),
            directive: "d".into(),
            audience: "a".into(),
            file: SourceFile::new("content/d/a/p.md", text),
            meta: FrontMatter::default(),
            body,
        }
    }

    fn facts() -> BTreeMap<String, Fact> {
        let fact = |id: &str, horizon| Fact {
            id: id.into(),
            low: 60.0,
            high: 60.0,
            shown: "60".into(),
            qualifier: Some("trên".into()),
            unit: Some("%".into()),
            label: "nhiệm vụ".into(),
            horizon,
            section: "II".into(),
            place: Place::new(&SourceFile::new("d.toml", ""), 0..0),
        };
        ["new", "old"].into_iter().zip([Some(2030), Some(2025)]).map(|(id, h)| (id.to_string(), fact(id, h))).collect()
    }

    /// Renders a piece with `on = true`, `list = ["x", "y"]`; lines as `path:line text`, messages by id and place.
    fn render(text: &str, includes: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["x", "*y*"]);
        let mut diagnostics = Diagnostics::new();
        let rendered = render_body(&piece(text), &content(includes), &context, &facts(), 2026, &mut diagnostics);
        let lines = rendered.map_or(vec![], |rendered| {
            let plain = carry::plain(&rendered.text);
            assert_eq!(plain.split('\n').count(), rendered.lines.len(), "one origin a line");
            let lines = plain.split('\n').zip(&rendered.lines).filter(|(text, _)| !text.trim().is_empty());
            lines.map(|(text, o)| format!("{}:{} {text}", o.file.path, o.line + 1)).collect()
        });
        let said = diagnostics.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            format!("{} {}:{}", d.message.id, place.file.path, place.file.line_column(place.range.start).0)
        });
        (lines, said.collect())
    }

    #[test]
    fn a_line_knows_where_it_was_typed() {
        let text = "---\none\n{% if on %}\ntwo\n{% endif %}\n{% for x in list %}- {{ x }}\n{% endfor %}after\n{% if not on %}\nno\n{% endif %}last";
        let (lines, said) = render(text, &[]);
        let at = |line: usize, text: &str| format!("content/d/a/p.md:{line} {text}");
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines, [at(2, "one"), at(4, "two"), at(6, "- x"), at(6, "- *y*"), at(7, "after"), at(10, "last")]);
    }

    #[test]
    fn includes_keep_their_own_lines() {
        let includes = [
            ("content/_shared/a.md", "wrong"),
            ("content/d/_shared/a.md", "first\n{% include \"b.md\" %}\nthird"),
            ("content/_shared/b.md", "\ninner {{ fact(id=\"new\") }}"),
        ];
        let (lines, said) = render("---\n{% include \"a.md\" %}\nend", &includes);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(
            lines,
            [
                "content/d/_shared/a.md:1 first",
                "content/_shared/b.md:2 inner trên 60%",
                "content/d/_shared/a.md:3 third",
                "content/d/a/p.md:3 end",
            ]
        );
    }

    #[test]
    fn trimming_raw_and_comments_work_as_in_tera() {
        let (lines, said) = render("---\na\n  {%- if on -%}\n  b\n{%- endif %}\n{! no !}{% raw %}{{ x }}{% endraw %}", &[]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines[0].split_once(' ').map(|(_, text)| text), Some("ab"));
        assert_eq!(lines[1], "content/d/a/p.md:6 {{ x }}");
    }

    #[test]
    fn mistakes_are_shown_where_they_stand() {
        assert_eq!(render("---\na\nb {{ nope }}", &[]).1, ["content-template content/d/a/p.md:3"]);
        assert_eq!(render("---\n{% if %}", &[]).1, ["content-template content/d/a/p.md:2"]);
        assert_eq!(render("---\nx\n{{ fact(id=\"newt\") }}", &[]).1, ["content-unknown-fact content/d/a/p.md:3"]);
        assert_eq!(render("---\nx\n\n{{ fact(id='old') }}", &[]).1, ["content-fact-past content/d/a/p.md:4"]);
        let include = [("content/_shared/a.md", "fine\n{{ nope }}")];
        assert_eq!(render("---\n{% include \"a.md\" %}", &include).1, ["content-template content/_shared/a.md:2"]);
        assert_eq!(render("---\nx\n{% include \"b.md\" %}", &include).1.len(), 1);
    }

    #[test]
    fn output_is_bounded() {
        let text = "---\n{% for a in range(end=9999) %}{% for b in range(end=9999) %}{{ list }}{% endfor %}{% endfor %}";
        assert_eq!(render(text, &[]).1, ["content-template-large content/d/a/p.md:2"]);
    }
}
