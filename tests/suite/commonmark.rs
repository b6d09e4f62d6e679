//! Every example of the `CommonMark` specification converts, is laid out, and keeps the text of the specification's HTML.

use std::collections::{BTreeMap, BTreeSet};

use anpham::content::words::Named;
use anpham::content::{Facts, Quotes, Rendered};
use anpham::diag::SourceFile;
use anpham::markup::{Choice, ReadContext, read};
use anpham::pictures::{Found, Images, NoPicture};

use crate::evaluate;

const SPEC: &str = include_str!("../spec/commonmark.txt");

/// Examples that are meant to come out differently. One that starts to pass fails the test.
const EXCEPTIONS: &[(&str, &[usize])] = &[
    ("what a script or a style sheet holds is no text of a publication", &[170, 172, 173, 176, 178]),
    ("a link to a heading that does not exist is refused", &[501]),
    ("five strokes and more are a line to fill in, which is drawn", &[451]),
    ("stars between digits are signs of a product: emphasis would make one number of several", &[356]),
    ("a picture without a description is refused: PDF/UA forbids it", &[581]),
];

struct AllPictures;

impl Images for AllPictures {
    fn find(&self, path: &str) -> Result<Found, NoPicture> {
        Ok(Found { path: path.into(), ..Found::default() })
    }
}

/// Markdown and HTML of every example, numbered from 1.
fn examples() -> Vec<(String, String)> {
    let mut examples = vec![];
    let mut lines = SPEC.lines();
    while let Some(line) = lines.next() {
        if !(line.starts_with("````") && line.ends_with(" example")) {
            continue;
        }
        let fence = line.trim_end_matches(" example");
        let mut part = |end: &str| {
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| *line != end) {
                text.push_str(&line.replace('→', "\t"));
                text.push('\n');
            }
            text
        };
        let markdown = part(".");
        examples.push((markdown, part(fence)));
    }
    examples
}

/// The text of HTML: tags and comments dropped, entities decoded, white space folded.
fn html_text(html: &str) -> String {
    const BLOCKS: &[&str] =
        &["p", "li", "ul", "ol", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"];
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = tag_end(rest);
        let name: String =
            rest[..end].trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        if end == 0 {
            text.push('<');
            rest = &rest[1..];
        } else if BLOCKS.contains(&name.as_str()) {
            text.push(' ');
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    evaluate::fold(&text)
}

/// Where the tag or comment at the start of a text ends; 0 if it does not.
fn tag_end(text: &str) -> usize {
    for (begin, end) in [("<!-->", "<!-->"), ("<!--->", "<!--->"), ("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")]
    {
        if text.starts_with(begin) {
            return text.find(end).map_or(text.len(), |i| i + end.len());
        }
    }
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match c {
            '>' if quote.is_none() => return i + 1,
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            _ => {}
        }
    }
    0
}

fn check(markdown: &str, html: &str) -> Result<(), String> {
    let file = SourceFile::new("content/a/b/c.md", markdown);
    let rendered = Rendered::verbatim(&file, 0..markdown.len());
    let facts = BTreeMap::new();
    let ctx = ReadContext {
        audience: "b",
        formats: &[],
        audiences: &[],
        facts: &Facts::from(&facts),
        year: 2026,
        lang: "vi",
        quotes: Quotes::Keep,
        dir: "content/a/b",
        images: &AllPictures,
    };
    let mut diags = vec![];
    let choice = Choice { format: "leaflet", blocks: &[], issuer: &Named::new(), print: false };
    let Some(doc) = read(&rendered, &ctx).choose(&choice, &mut diags) else {
        let errors: Vec<String> = diags.iter().filter(|d| d.is_error()).map(|d| d.message.id.to_string()).collect();
        return Err(format!("refused: {}", errors.join(", ")));
    };
    let markup = doc.markup("");
    let text = evaluate::text(&markup.text).map_err(|e| format!("Typst says: {e}\n{}", markup.text))?;
    evaluate::pages(&markup.text).map_err(|e| format!("Typst says: {e}\n{}", markup.text))?;
    let (got, wanted) = (evaluate::fold(&text), html_text(html));
    if got == wanted { Ok(()) } else { Err(format!("got    {got:?}\n  wanted {wanted:?}\n  markup {:?}", markup.text)) }
}

#[test]
fn every_example_keeps_its_text() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let excepted: BTreeSet<usize> = EXCEPTIONS.iter().flat_map(|(_, numbers)| numbers.iter().copied()).collect();
    let mut wrong = vec![];
    for (i, (markdown, html)) in examples.iter().enumerate() {
        let number = i + 1;
        match (check(markdown, html), excepted.contains(&number)) {
            (Ok(()), false) | (Err(_), true) => {}
            (Ok(()), true) => wrong.push(format!("{number} passes now: take it off the list of exceptions")),
            (Err(why), false) => wrong.push(format!("{number} {markdown:?}\n  {why}")),
        }
    }
    assert!(wrong.is_empty(), "{} of 652 examples:\n{}", wrong.len(), wrong.join("\n"));
}
