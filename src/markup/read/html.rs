//! Raw HTML: a few tags are understood, comments are dropped, the text of the rest is kept.

use pulldown_cmark::{Event, Parser};

use crate::markup::work;

/// A part of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Html {
    /// `<br>`.
    Break,
    /// `<u>`, `<sup>`, `<sub>` begin.
    Open(Known),
    /// They end.
    Close(Known),
    /// A comment, a processing instruction, a declaration.
    Comment,
    /// `<a id="x">`, `<a name="x">`: a place to link to.
    Anchor(String),
    /// Any other tag, by name.
    Other(String),
    /// Text between tags, entities decoded, each character with its offset.
    Text(Vec<(char, usize)>),
}

/// Tags with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Underline,
    Super,
    Sub,
}

/// Splits raw HTML, each part with its offset.
pub(super) fn split(html: &str) -> Vec<(Html, usize)> {
    let mut parts = vec![];
    let ends = Ends::of(html);
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let length = tag_length(rest, ends.tag(at));
        if length > 0 {
            parts.push((tag(&rest[..length]), at));
            at += length;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = first + rest[first..].find('<').unwrap_or(rest.len() - first);
        match parts.last_mut() {
            Some((Html::Text(text), _)) => text.extend(decoded(&rest[..length], at)),
            _ => parts.push((Html::Text(decoded(&rest[..length], at)), at)),
        }
        at += length;
    }
    parts
}

/// Where a tag ends that begins at each byte: looked up, since many may begin and none end.
struct Ends(Vec<[u32; 3]>);

impl Ends {
    /// For each byte the next `>` outside of quotes, if it stands outside, in double or in single quotes itself.
    fn of(html: &str) -> Self {
        work::step(html.len());
        let mut ends = vec![[u32::MAX; 3]; html.len() + 1];
        for (at, c) in html.bytes().enumerate().rev() {
            let [plain, double, single] = ends[at + 1];
            ends[at] = match c {
                b'>' => [u32::try_from(at).unwrap_or(u32::MAX), double, single],
                b'"' => [double, plain, single],
                b'\'' => [single, double, plain],
                _ => [plain, double, single],
            };
        }
        Self(ends)
    }

    /// The length of the tag that begins at byte `at`, if it ends.
    fn tag(&self, at: usize) -> Option<usize> {
        let [end, ..] = *self.0.get(at)?;
        (end != u32::MAX).then(|| end as usize + 1 - at)
    }
}

/// The length of the tag or comment at the start of `rest`, or 0. `tag` is where a tag would end.
fn tag_length(rest: &str, tag: Option<usize>) -> usize {
    let to = |end: &str| rest.find(end).map_or(rest.len(), |i| i + end.len());
    if rest.starts_with("<!--") {
        // `<!-->` and `<!--->` are whole comments.
        return if rest.starts_with("<!-->") {
            5
        } else if rest.starts_with("<!--->") {
            6
        } else {
            to("-->")
        };
    }
    if rest.starts_with("<![CDATA[") {
        return to("]]>");
    }
    if rest.starts_with("<?") {
        return to("?>");
    }
    let mut chars = rest.char_indices();
    if chars.next().is_none_or(|(_, c)| c != '<') {
        return 0;
    }
    if !chars.next().is_some_and(|(_, c)| c.is_ascii_alphabetic() || c == '/' || c == '!') {
        return 0;
    }
    tag.unwrap_or(0)
}

fn tag(tag: &str) -> Html {
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return Html::Comment;
    }
    let closes = tag.starts_with("</");
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("").to_ascii_lowercase();
    let known = match name.as_str() {
        "br" => return Html::Break,
        "u" | "ins" => Known::Underline,
        "sup" => Known::Super,
        "sub" => Known::Sub,
        "a" if !closes => return anchor(tag).map_or(Html::Other(name), Html::Anchor),
        _ => return Html::Other(name),
    };
    if closes { Html::Close(known) } else { Html::Open(known) }
}

/// The id of a tag `<a>` that is no link.
fn anchor(tag: &str) -> Option<String> {
    let mut rest = tag.strip_prefix("<a").or(tag.strip_prefix("<A"))?.trim_end_matches(['>', '/']);
    let mut id = None;
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => after[1..].split_once(quote)?,
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        match key.trim().to_ascii_lowercase().as_str() {
            "href" => return None,
            "id" | "name" => id = Some(decode(value)).filter(|value| !value.is_empty()),
            _ => {}
        }
        rest = next;
    }
    id
}

/// A text with its entities decoded.
fn decode(text: &str) -> String {
    decoded(text, 0).into_iter().map(|(c, _)| c).collect()
}

/// Decodes entities, by way of the Markdown parser, which knows them all. Each character comes with its offset, where the text begins at
/// `start`; what an entity stands for, with that of the entity.
fn decoded(text: &str, start: usize) -> Vec<(char, usize)> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = start;
    for (n, part) in text.split('&').enumerate() {
        let push = |out: &mut Vec<(char, usize)>, text: &str, at: usize| {
            out.extend(text.char_indices().map(|(i, c)| (c, at + i)));
        };
        if n == 0 {
            push(&mut out, part, at);
            at += part.len();
            continue;
        }
        let entity = part.split_once(';').filter(|(name, _)| {
            name.len() <= 32 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') && !name.is_empty()
        });
        let found = entity.and_then(|(name, rest)| {
            let source = format!("&{name};");
            let found = Parser::new(&source).find_map(|event| match event {
                Event::Text(text) if *text != *source => Some(text.into_string()),
                _ => None,
            })?;
            Some((found, rest))
        });
        match found {
            Some((found, rest)) => {
                out.extend(found.chars().map(|c| (c, at)));
                push(&mut out, rest, at + 1 + part.len() - rest.len());
            }
            None => {
                out.push(('&', at));
                push(&mut out, part, at + 1);
            }
        }
        at += 1 + part.len();
    }
    out
}
