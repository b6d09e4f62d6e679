//! `anpham list`: the matrix of directives, audiences and pieces, and its gaps.

use std::fmt::Write as _;
use std::path::Path;

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde::Serialize;
use serde_json::json;

use super::session::{Failure, Session};
use super::terminal::{Terminal, shorten};
use super::{build, filter};
use crate::args::{FilterArgs, ListArgs, Listed};
use crate::carry;
use crate::content::template::{self, Template};
use crate::content::{self, Content, Facts, Piece, vouched};
use crate::diag::{Diagnostic, Diagnostics, Exit};
use crate::findings::Findings;
use crate::msg;
use crate::pipeline::Workspace;

/// A piece for an audience.
#[derive(Debug, Serialize)]
struct PieceRow<'a> {
    directive: &'a str,
    audience: &'a str,
    piece: &'a str,
    title: String,
    formats: Vec<&'a str>,
    articles: Vec<&'a str>,
    lang: &'a str,
    file: &'a str,
}

/// A directive that an audience has nothing about.
#[derive(Debug, Serialize)]
struct Gap<'a> {
    directive: &'a str,
    audience: &'a str,
}

/// A figure of a directive.
#[derive(Debug, Serialize)]
struct Figure<'a> {
    directive: &'a str,
    id: &'a str,
    shown: String,
    label: &'a str,
    horizon: Option<i32>,
    year: Option<i32>,
    source: &'a str,
    section: &'a str,
    file: &'a str,
    line: usize,
}

pub(super) fn list(session: &Session, args: &ListArgs) -> Result<Exit, Failure> {
    let root = session.workspace()?;
    let what = args.what.unwrap_or(Listed::Pieces);
    let args = &args.filter;
    if filter::is_given(args) {
        filter::check(&Workspace::load(&root).map_err(build::failure)?, args, &[])?;
    }
    if what == Listed::Facts {
        return facts(session, &root, args);
    }
    let mut diagnostics = Diagnostics::new();
    let content = content::load(&root, &mut diagnostics);
    let (rows, gaps) =
        content.as_ref().map_or_else(Default::default, |content| (rows(content, args), gaps(content, args)));
    let mut findings = Findings::default();
    findings.add_all(&diagnostics);
    findings.sort();
    if session.json {
        let findings = findings.json(session.terminal.lang);
        session.say_json(&json!({ "pieces": rows, "gaps": gaps, "diagnostics": findings }))?;
    } else {
        let mut text = String::new();
        if content.is_some() {
            text += &table(&rows, &session.terminal);
        }
        for gap in &gaps {
            let gap = msg!("cli-list-gap", directive = gap.directive, audience = gap.audience);
            let _ = writeln!(text, "{}", session.terminal.text(&gap));
        }
        if !diagnostics.is_empty() {
            text.push('\n');
            text += &session.terminal.report(&findings);
        }
        session.say(&text)?;
    }
    let at_fault = content.is_none() || diagnostics.iter().any(Diagnostic::is_error);
    Ok(if at_fault { Exit::Content } else { Exit::Fine })
}

fn facts(session: &Session, root: &Path, args: &FilterArgs) -> Result<Exit, Failure> {
    let mut diagnostics = Diagnostics::new();
    let content = content::load(root, &mut diagnostics);
    let directives = content.iter().flat_map(|content| content.directives.values());
    let facts: Vec<Figure> = directives
        .filter(|directive| is_wanted(&args.directive, &directive.id))
        .flat_map(|directive| directive.facts.values().map(move |fact| (directive, fact)))
        .map(|(directive, fact)| Figure {
            directive: &directive.id,
            id: &fact.id,
            shown: fact.printed(),
            label: &fact.label,
            horizon: fact.horizon,
            year: fact.year,
            source: &fact.source,
            section: &fact.section,
            file: &fact.place.file.path,
            line: fact.place.file.line_column(fact.place.range.start).0,
        })
        .collect();
    let mut findings = Findings::default();
    findings.add_all(&diagnostics);
    findings.sort();
    let terminal = &session.terminal;
    if session.json {
        session.say_json(&json!({ "facts": facts, "diagnostics": findings.json(terminal.lang) }))?;
    } else {
        let mut table = new_table(terminal);
        table.set_header([
            terminal.text(&msg!("cli-column-fact")),
            terminal.text(&msg!("cli-column-figure")),
            terminal.text(&msg!("cli-column-label")),
            terminal.text(&msg!("cli-column-source")),
        ]);
        for fact in &facts {
            let year = match (fact.horizon, fact.year) {
                (Some(year), _) => terminal.text(&msg!("cli-list-goal", year = year)),
                (None, Some(year)) => terminal.text(&msg!("cli-list-statistic", year = year)),
                _ => String::new(),
            };
            let source = [fact.source, fact.section, &year].into_iter().filter(|part| !part.is_empty());
            table.add_row([
                format!("{}.{}", fact.directive, fact.id),
                fact.shown.clone(),
                shorten(fact.label, 60).into_owned(),
                source.collect::<Vec<_>>().join(", "),
            ]);
        }
        let mut text = if facts.is_empty() { String::new() } else { table.trim_fmt() + "\n" };
        if !diagnostics.is_empty() {
            text += &format!("\n{}", terminal.report(&findings));
        }
        session.say(&text)?;
    }
    let at_fault = content.is_none() || diagnostics.iter().any(Diagnostic::is_error);
    Ok(if at_fault { Exit::Content } else { Exit::Fine })
}

fn is_wanted(wanted: &[String], have: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|name| name == have)
}

fn audiences_of(piece: &Piece) -> impl Iterator<Item = &str> {
    [piece.audience.as_str()].into_iter().chain(piece.meta.audiences.iter().map(|audience| audience.as_str()))
}

fn rows<'a>(content: &'a Content, args: &FilterArgs) -> Vec<PieceRow<'a>> {
    let is_format = |name: &str| {
        args.format.is_empty() || args.format.iter().any(|f| name == f || name.starts_with(&format!("{f}-")))
    };
    let mut rows = vec![];
    for piece in &content.pieces {
        let formats: Vec<&str> = piece.meta.formats.iter().map(|name| name.as_str()).filter(|f| is_format(f)).collect();
        if formats.is_empty() && !args.format.is_empty()
            || !is_wanted(&args.directive, &piece.directive)
            || !is_wanted(&args.piece, &piece.id)
        {
            continue;
        }
        for audience in audiences_of(piece).filter(|audience| is_wanted(&args.audience, audience)) {
            rows.push(PieceRow {
                directive: &piece.directive,
                audience,
                piece: &piece.id,
                title: title_of(content, piece, audience),
                formats: formats.clone(),
                articles: piece.meta.articles.iter().map(|article| article.as_str()).collect(),
                lang: piece.meta.lang.as_ref().map_or(&content.campaign.lang, |lang| &lang.value),
                file: &piece.file.path,
            });
        }
    }
    let order = |id: &str| content.audiences.iter().position(|audience| audience.id == id);
    rows.sort_by_key(|row| (row.directive, order(row.audience), row.piece));
    rows
}

/// A title as it will be read, in one line; as it was typed where its tags cannot be.
fn title_of(content: &Content, piece: &Piece, audience: &str) -> String {
    let Some(typed) = piece.meta.text.get("title") else { return String::new() };
    let set = || {
        let directive = content.directives.get(&piece.directive)?;
        let audience = content.audiences.iter().find(|known| known.id == audience)?;
        let profile = content.campaign.profiles.values().next()?;
        let format = piece.meta.formats.first().map_or("", |name| name.as_str());
        let lang = piece.meta.lang.as_ref().map_or(&content.campaign.lang, |lang| &lang.value);
        let (facts, year) = (Facts::new(content, directive, lang), content.campaign.date.year);
        let context = template::context(content, directive, audience, piece, format, "", profile);
        let template = Template { piece, content, context: &context, facts: &facts, year };
        template
            .text(typed, &mut Diagnostics::new(), &mut Diagnostics::new())
            .map(|text| carry::plain(&vouched::plain(&text)))
    };
    let title = set().unwrap_or_else(|| typed.value.clone());
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gaps<'a>(content: &'a Content, args: &FilterArgs) -> Vec<Gap<'a>> {
    let mut gaps = vec![];
    for directive in content.directives.keys().filter(|id| is_wanted(&args.directive, id)) {
        for audience in content.audiences.iter().map(|a| a.id.as_str()).filter(|id| is_wanted(&args.audience, id)) {
            let covered = content
                .pieces
                .iter()
                .any(|piece| piece.directive == *directive && audiences_of(piece).any(|id| id == audience));
            if !covered {
                gaps.push(Gap { directive, audience });
            }
        }
    }
    gaps
}

fn table(rows: &[PieceRow], terminal: &Terminal) -> String {
    let mut table = new_table(terminal);
    table.set_header([
        terminal.text(&msg!("cli-column-directive")),
        terminal.text(&msg!("cli-column-audience")),
        terminal.text(&msg!("cli-column-piece")),
        terminal.text(&msg!("cli-column-formats")),
        terminal.text(&msg!("cli-column-title")),
    ]);
    let article = terminal.text(&msg!("cli-list-article"));
    for row in rows {
        let formats = if row.formats.is_empty() { article.clone() } else { row.formats.join(", ") };
        let title = shorten(&row.title, 60).into_owned();
        table.add_row([row.directive.into(), row.audience.into(), row.piece.into(), formats, title]);
    }
    table.trim_fmt() + "\n"
}

/// A table that fits the terminal.
pub(super) fn new_table(terminal: &Terminal) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal.width()).unwrap_or(u16::MAX));
    table
}
