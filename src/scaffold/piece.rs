//! A piece from the sample of its format.

use std::path::PathBuf;

use super::draft::{Begun, Draft, Refusal, check_id};
use super::texts::{fill, template, today, yaml_text};
use super::there::{There, unknown};
use crate::args::NewPiece;
use crate::content::{Piece, TEXT_FIELDS};
use crate::diag::Diagnostic;
use crate::layout::{Format, Layouts, Makes, Of, Placeholder};
use crate::msg;

/// The name that stands for "no format": a piece that is only printed in a bulletin.
const ARTICLE: &str = "article";

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
    let there = There::read(&root)?;
    let (directives, audiences) = (there.directives(), there.audiences()?);
    let format = there.format(&args.format);

    let mut mistakes = vec![];
    if !directives.iter().any(|id| id == directive) {
        mistakes.push(unknown(msg!("cli-unknown-directive", id = directive), directive, directives));
    }
    if !audiences.iter().any(|id| id == audience) {
        mistakes.push(unknown(msg!("cli-unknown-audience", id = audience), audience, &audiences));
    }
    if format.is_none() && args.format != ARTICLE {
        mistakes.extend(there.unknown_format(&args.format, &[ARTICLE]));
    }
    if !mistakes.is_empty() {
        return Err(Refusal::Usage(mistakes));
    }

    let layout = format.map_or(ARTICLE, |format| format.id.as_str());
    let articles = articles_for(&there, audience);
    let facts = there.goals(directive);
    let (mut figures, mut headed, mut figure) = (String::new(), String::new(), String::new());
    if !facts.is_empty() && format.is_some_and(|format| format.blocks.iter().any(|block| block == "figures")) {
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
        ("kit", kit_for(&there, audience).iter().map(|item| yaml_text(item)).collect::<Vec<_>>().join(", ")),
        ("articles", articles.iter().map(|article| yaml_text(article)).collect::<Vec<_>>().join(", ")),
    ];
    // A format brings its own sample, and a shorter one if it likes.
    let read = |name: &str| {
        there.files.read(&format!("layouts/{layout}/{name}.md")).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let is_small = format.is_some_and(|format| is_small(format, &args.format));
    let short = if is_small { read("sample-short") } else { None };
    let sample = short.or_else(|| read("sample"));
    let sample = sample.unwrap_or_else(|| {
        let own = if is_small { "pieces/other-short.md" } else { "pieces/other.md" };
        template(if layout == ARTICLE { "pieces/article.md" } else { own }).to_string()
    });
    let sample_text = fill(&Placeholder::plain(&sample), &values);
    let mut text = with_required_fields(without_unprinted(&sample_text, &there.layouts, layout), format);
    if let Some(title) = args.title.as_deref().filter(|_| !sample.contains("<<title>>")) {
        text = with_title(&text, title);
    }
    let path = format!("content/{directive}/{audience}/{name}.md");
    let mut draft = Draft::new(root);
    draft.file(path.clone(), text);
    if let (true, Ok(people)) =
        (sample.contains("<<people>>"), there.files.read(&format!("layouts/{layout}/people.csv")))
    {
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
fn is_small(format: &Format, name: &str) -> bool {
    const SMALL: f64 = 18_000.0;
    let id = name.strip_prefix(&format.id).and_then(|rest| rest.strip_prefix('-')).unwrap_or(&format.default_size);
    format.size(id).is_some_and(|size| size.width * size.height < SMALL)
}

/// A sample without the lines of its header that the format does not print: that of all formats has more than some of them.
fn without_unprinted(text: &str, layouts: &Layouts, format: &str) -> String {
    if !layouts.formats.contains_key(format) {
        return text.to_string();
    }
    let mut fences = 0;
    let is_kept = |line: &&str| {
        fences += usize::from(line.trim_end() == "---");
        let key = line.split_once(": ").map_or("", |(key, _)| key);
        fences != 1 || key == "title" || !TEXT_FIELDS.contains(&key) || layouts.prints(format, "text", key, false)
    };
    text.split('\n').filter(is_kept).collect::<Vec<_>>().join("\n")
}

/// Adds what the format requires of a header and the template does not have.
fn with_required_fields(text: String, format: Option<&Format>) -> String {
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
    let mut text = text;
    for field in format.into_iter().flat_map(|format| &format.fields) {
        if !text.lines().any(|line| line.starts_with(&format!("{field}:"))) {
            let value = usual(field);
            let value = if value.contains("{{") { yaml_text(&value) } else { value };
            text = text.replacen("\nformats:", &format!("\n{field}: {value}\nformats:"), 1);
        }
    }
    let details = format.into_iter().flat_map(|format| &format.details).filter(|detail| detail.required);
    let missing: Vec<String> = details
        .filter(|detail| !text.contains(&format!("\n  {}:", detail.id)))
        .filter_map(|detail| Some(format!("  {}: {}\n", detail.id, yaml_text(detail.said.get("vi")?))))
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
fn kit_for(there: &There, audience: &str) -> Vec<String> {
    // Neither kits nor texts lie in a kit.
    let lies_in_kits = |format: &&Format| format.of != Of::Kit && format.makes == Makes::Pages;
    let output = |piece: &Piece| {
        let formats = piece.meta.formats.iter().filter_map(|name| Some(there.layouts.resolve(name).ok()?.0));
        let format = formats.clone().find(lies_in_kits)?;
        Some(format!("{}/{}.{}", piece.directive, piece.id, format.id))
    };
    there.pieces(audience).filter_map(output).take(2).collect()
}

/// The articles that an issue for this audience can carry: pieces of no format of their own, its own or shared with it.
fn articles_for(there: &There, audience: &str) -> Vec<String> {
    let is_article = |piece: &&Piece| piece.meta.formats.is_empty() && !piece.is_faulty;
    let mut articles: Vec<String> =
        there.pieces(audience).filter(is_article).map(|piece| format!("{}/{}", piece.directive, piece.id)).collect();
    articles.sort();
    articles.dedup();
    articles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_takes_another_title() {
        let sample = "---\n# Trích yếu.\ntitle: |\n  Về việc\n  gì đó\nnumber: 1\n---\n\ntitle: không phải\n";
        let found = with_title(sample, "Mời \"họp\": gấp");
        assert_eq!(found, "---\n# Trích yếu.\ntitle: \"Mời \\\"họp\\\": gấp\"\nnumber: 1\n---\n\ntitle: không phải\n");
    }
}
