//! YAML and TOML as one kind of tree whose nodes know where they stand.
//!
//! A serde derive stops at its first mistake and forgets places. The tree is walked once against a table of keys
//! ([`schema`](super::schema)), so that every mistake of a file is reported, each in its place.

use std::ops::Range;
use std::sync::Arc;

use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Tag};
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Diagnostics, Message, Place, SourceFile};
use crate::msg;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// Bytes in the file.
    pub(crate) range: Range<usize>,
    /// The value.
    pub(crate) kind: Kind,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// Nothing (`title:` with no value).
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction, or one too large for [`Kind::Int`].
    Float(f64),
    /// Text.
    Str(String),
    /// A date or time that TOML knows as such, as it was typed.
    Date(String),
    /// A list.
    Seq(Vec<Node>),
    /// A table.
    Map(Vec<Entry>),
}

/// A key of a table with its value, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) key_range: Range<usize>,
    /// Its value.
    pub(crate) value: Node,
}

impl Node {
    /// The entry of a table by key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The value of a table by key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The number, whole or not.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self.kind {
            #[expect(clippy::cast_precision_loss, reason = "figures in campaigns are far below 2^53")]
            Kind::Int(n) => Some(n as f64),
            Kind::Float(x) => Some(x),
            _ => None,
        }
    }

    /// The whole number.
    pub(crate) fn as_int(&self) -> Option<i64> {
        match self.kind {
            Kind::Int(n) => Some(n),
            _ => None,
        }
    }

    /// The items of a list; of anything else none.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Seq(items) => items,
            _ => &[],
        }
    }
}

/// Reads a TOML file. Each syntax error is reported; what could be read is returned all the same.
pub(crate) fn parse_toml(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Node {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let mut errors: Vec<_> = errors.into_iter().map(|e| (clamp(&file.text, e.span().unwrap_or(0..0)), e)).collect();
    errors.sort_by_key(|(range, _)| range.start);
    // What follows on the same line is the parser finding its way back.
    errors.dedup_by_key(|(range, _)| file.line_column(range.start).0);
    // A colour without its quotes begins a comment, and all that follows is out of joint: it is the one mistake.
    if let Some((place, code)) = bare_color(&file.text).filter(|_| !errors.is_empty()) {
        errors.retain(|(range, _)| file.line_column(range.start).0 < file.line_column(place.start).0);
        let hint = msg!("content-toml-color-hint", code = code);
        let problem = Diagnostic::error(msg!("content-toml-syntax")).at(Place::new(file, place));
        diagnostics.push(problem.hint(hint));
    }
    // A list of tables whose entries have one bracket each: one mistake, however many keys it makes twice.
    let lists = single_brackets(&file.text);
    if let Some((name, place)) = lists.first() {
        let is_duplicate = |error: &toml::de::Error| error.message().starts_with("duplicate key");
        errors.retain(|(range, error)| range.start < place.start || !is_duplicate(error));
        let problem = Diagnostic::error(msg!("content-toml-list", name = name)).at(Place::new(file, place.clone()));
        diagnostics.push(problem.hint(msg!("content-toml-list-hint", name = name)));
    }
    for (range, error) in errors {
        let error_start = range.start;
        let place = Place::new(file, range);
        let duplicate = error.message().starts_with("duplicate key");
        let message = if duplicate { msg!("content-duplicate-key-toml") } else { msg!("content-toml-syntax") };
        let mut diagnostic = Diagnostic::error(message).at(place).quote(error.message());
        if !duplicate {
            diagnostic = diagnostic.hint(toml_hint(file, error_start));
        }
        diagnostics.push(diagnostic);
    }
    let range = clamp(&file.text, table.span());
    let mut kind = toml_table(table.get_ref(), &file.text);
    if let Kind::Map(entries) = &mut kind {
        for entry in entries.iter_mut().filter(|entry| lists.iter().any(|(name, _)| *name == entry.key)) {
            let first = std::mem::replace(&mut entry.value, Node { range: 0..0, kind: Kind::Null });
            entry.value = Node { range: first.range.clone(), kind: Kind::Seq(vec![first]) };
        }
    }
    Node { range, kind }
}

/// Names of tables that a text begins more than once, `[facts]` for `[[facts]]`, with the second place of each.
fn single_brackets(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut seen: Vec<&str> = vec![];
    let mut found: Vec<(&str, Range<usize>)> = vec![];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.split('#').next().unwrap_or_default().trim();
        let at = start + line.find('[').unwrap_or(0);
        start += line.len();
        let name = content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim);
        let is_plain = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let Some(name) = name.filter(is_plain) else { continue };
        if seen.contains(&name) && !found.iter().any(|(known, _)| *known == name) {
            found.push((name, at..at + content.len()));
        }
        seen.push(name);
    }
    found
}

/// The first `= #0B5F8A` of a text and its code.
fn bare_color(text: &str) -> Option<(Range<usize>, &str)> {
    text.match_indices('#').find_map(|(at, _)| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = text[line..at].trim_end();
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_bare = before.ends_with('=') && !before.contains('#') && matches!(digits, 3 | 6);
        is_bare.then(|| (at..at + 1 + digits, &text[at..at + 1 + digits]))
    })
}

/// What to type instead of a value that is none: what people who do not know TOML write first.
fn toml_hint(file: &SourceFile, at: usize) -> Message {
    let line = file.line_column(at).0.saturating_sub(1);
    let text = &file.text[file.line_range(line)];
    let Some((key, value)) = text.split_once('=') else {
        let line = without_sign(text.trim());
        return line.map_or(msg!("content-toml-syntax-hint"), |line| msg!("content-toml-fixed", line = line));
    };
    let (key, typed) = (key.trim(), value.trim());
    let value = value.split('#').next().unwrap_or_default().trim();
    // Between the first quote and the last one that only a comment follows.
    let inner = typed.strip_prefix('"').map(|inner| {
        let is_end = |at: &usize| matches!(inner[at + 1..].trim_start().chars().next(), None | Some('#'));
        let end = inner.match_indices('"').map(|(at, _)| at).find(is_end);
        end.map_or(inner, |end| &inner[..end])
    });
    let is = |parts: std::str::Split<char>, digits: std::ops::RangeInclusive<usize>| {
        parts.into_iter().all(|part| digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    // Word closes with another quote than it opened with, or nothing closes.
    let open = typed.strip_prefix('"').filter(|rest| !rest.is_empty() && !rest.contains('"'));
    if let Some(rest) = open {
        let inner = rest.trim_end_matches(['“', '”', '„', '‘', '’', '\'']).replace('\\', "/");
        msg!("content-toml-fixed", line = format!("{key} = \"{inner}\""))
    } else if value.starts_with(['“', '”', '„', '‘', '’']) {
        msg!("content-toml-quotes-hint")
    } else if let Some((whole, rest)) = value.split_once(',')
        && rest.len() == 3
        && is(value.split(','), 1..=3)
    {
        // `12,400` means either; the thousand is likelier.
        let decimal = format!("{whole}.{}", rest.trim_end_matches('0'));
        msg!("content-toml-comma-hint", number = format!("{whole}{rest}"), decimal = decimal.trim_end_matches('.'))
    } else if value.split(',').count() == 2 && is(value.split(','), 1..=9) {
        msg!("content-toml-decimal-hint", number = value.replace(',', "."))
    } else if value.split('.').count() > 2 && is(value.split('.'), 1..=3) {
        msg!("content-toml-thousands-hint", number = value.replace('.', ""))
    } else if value.split(['/', '-', '.']).count() == 3
        && value.bytes().all(|b| b.is_ascii_digit() || b"/-.".contains(&b))
    {
        msg!("content-bad-date-hint")
    } else if let Some(line) = begun_with_figures(key, value) {
        msg!("content-toml-fixed", line = line)
    } else if value.starts_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '<' | '>' | '(' | '~')) {
        msg!("content-toml-text-hint", key = key, value = value)
    } else if let Some(path) = inner.filter(|inner| inner.contains('\\') && !inner.contains('"')) {
        // Who begins with a drive copied it from a window, whose folders no other machine has.
        let slashes = path.replace('\\', "/");
        match slashes.rsplit_once('/').filter(|_| is_of_drive(path)) {
            Some((_, name)) => msg!("content-toml-drive-hint", line = format!("{key} = \"{name}\"")),
            None => msg!("content-toml-fixed", line = format!("{key} = \"{slashes}\"")),
        }
    } else if let Some(inner) = inner.filter(|inner| inner.contains('"')) {
        let inner = inner.replace('\\', "\\\\").replace('"', "\\\"");
        msg!("content-toml-fixed", line = format!("{key} = \"{inner}\""))
    } else {
        msg!("content-toml-syntax-hint")
    }
}

/// A line without its `=` as it is to be: `kind: "x"`, `[[facts]`.
fn without_sign(line: &str) -> Option<String> {
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    if line.starts_with('[') {
        let name = line.trim_matches(['[', ']', ' ']);
        let count = line.matches(['[', ']']).count();
        return (is_name(name) && count != 4)
            .then(|| if count > 2 { format!("[[{name}]]") } else { format!("[{name}]") });
    }
    let (key, value) = line.split_once(':').map(|(key, value)| (key.trim(), value.trim()))?;
    let is_plain = value.starts_with(['"', '[', '{']) || value.parse::<f64>().is_ok();
    let value = if is_plain { value.to_string() } else { format!("\"{value}\"") };
    (is_name(key) && value.len() > 2).then(|| format!("{key} = {value}"))
}

/// A value that begins with figures and is no number: text without its quotes (`116-KH/TU`), or a number with its unit (`60%`).
fn begun_with_figures(key: &str, value: &str) -> Option<String> {
    let number = value.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
    let (figures, rest) = value.split_at(number);
    let unit = rest.trim();
    let is_unit = unit == "%" || !unit.is_empty() && unit.chars().all(char::is_alphabetic);
    match rest.starts_with(['-', '/']) {
        true => Some(format!("{key} = \"{value}\"")),
        false if is_unit => Some(format!("{key} = {}", figures.trim_end_matches('.'))),
        false => None,
    }
}

/// Whether a path begins with the letter of a drive: `C:\\…`.
pub(super) fn is_of_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

// TOML nests only as deep as its parser allows (80 levels), so recursion is bounded.
fn toml_table(table: &DeTable, text: &str) -> Kind {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_range: clamp(text, key.span()),
            value: toml_value(value.get_ref(), clamp(text, value.span()), text),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_range.start);
    Kind::Map(entries)
}

fn toml_value(value: &DeValue, range: Range<usize>, text: &str) -> Node {
    let kind = match value {
        DeValue::String(s) => Kind::Str(s.to_string()),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(n) => Kind::Int(n),
            Err(_) => n.as_str().parse().map_or(Kind::Null, Kind::Float),
        },
        DeValue::Float(x) => x.as_str().parse().map_or(Kind::Null, Kind::Float),
        DeValue::Boolean(b) => Kind::Bool(*b),
        DeValue::Datetime(date) => Kind::Date(date.to_string()),
        DeValue::Array(items) => {
            Kind::Seq(items.iter().map(|item| toml_value(item.get_ref(), clamp(text, item.span()), text)).collect())
        }
        DeValue::Table(table) => toml_table(table, text),
    };
    Node { range, kind }
}

/// Reads the YAML in `range` of a file. Says whether it is sound; after an error, which is reported, the tree holds
/// what stands before it. An empty text is an empty table.
pub(crate) fn parse_yaml(file: &Arc<SourceFile>, range: Range<usize>, diagnostics: &mut Diagnostics) -> (Node, bool) {
    let text = &file.text[range.clone()];
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    let mut builder =
        Builder { file, whole: range.clone(), offset: range.start, open: Vec::new(), root: None, sound: true };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                if !builder.event(event, range, diagnostics) {
                    builder.sound = false;
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
                let start = range.start + at;
                diagnostics.push(
                    Diagnostic::error(msg!("content-yaml-syntax"))
                        .at(Place::new(file, clamp(&file.text, start..start + 1)))
                        .hint(yaml_hint(file, range.clone(), at).unwrap_or(msg!("content-yaml-syntax-hint")))
                        .quote(error.info()),
                );
                builder.sound = false;
                break;
            }
        }
    }
    while let Some(open) = builder.open.pop() {
        let node = builder.closed(open, range.end);
        builder.value(node, diagnostics);
    }
    let empty = Node { range: range.start..range.start, kind: Kind::Map(vec![]) };
    (builder.root.unwrap_or(empty), builder.sound)
}

/// The line that is at fault, as it is to be: its value in quotes, or with what it lacks. Tried before it is told, so that
/// whoever copies it is rid of this mistake.
fn yaml_hint(file: &SourceFile, range: Range<usize>, at: usize) -> Option<Message> {
    // An error may be told a line or two below what makes it.
    const ABOVE: usize = 3;
    let text = &file.text[range.clone()];
    let fault = text.get(..at).unwrap_or(text).matches('\n').count();
    let wrong = first_fault(text)?;
    let lines: Vec<&str> = text.split('\n').collect();
    // A line that begins with a tab goes on with the one above, where the mistake is then told.
    let last = fault + usize::from(lines.get(fault + 1).is_some_and(|line| line.starts_with('\t')));
    for number in (fault.saturating_sub(ABOVE)..=last.min(lines.len().saturating_sub(1))).rev() {
        let line = *lines.get(number)?;
        for fixed in yaml_lines(line) {
            let mut whole = lines.clone();
            whole[number] = &fixed;
            if first_fault(&whole.join("\n")).is_none_or(|left| left > wrong.max(number)) {
                let number = file.line_column(range.start).0 + number;
                if line.starts_with('\t') {
                    return Some(msg!("content-yaml-tab", line = number, fixed = fixed.trim_end()));
                }
                return Some(msg!("content-yaml-fixed", line = number, fixed = fixed.trim()));
            }
        }
    }
    None
}

/// The line of a value that begins with `{{`, which opens a table: the value in quotes.
fn tag_hint(file: &SourceFile, at: usize) -> Option<Message> {
    let number = file.line_column(at).0;
    let line = file.text.get(file.line_range(number - 1))?;
    let (key, value) = line.split_once("{{").filter(|(key, _)| key.trim_end().ends_with([':', '-']))?;
    // Quotes of a word processor would be the next mistake.
    let (tag, rest) = value.split_once("}}").unwrap_or((value, ""));
    let tag = tag.replace(['“', '”', '„'], "\"").replace('\'', "''");
    let fixed = format!("{key}'{{{{{tag}}}}}{}'", rest.trim_end().replace('\'', "''"));
    Some(msg!("content-yaml-fixed", line = number, fixed = fixed.trim()))
}

/// The line of the first mistake in a YAML text, from 0.
fn first_fault(text: &str) -> Option<usize> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    Parser::new_from_str_with_options(text, options).find_map(|event| match event {
        Ok((Event::Alias(_) | Event::UnresolvedAlias(_), span)) => Some(span.start.line().saturating_sub(1)),
        Ok((Event::Scalar(_, _, _, tag) | Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag), span)) => {
            is_foreign(tag.as_deref()).then(|| span.start.line().saturating_sub(1))
        }
        Ok(_) => None,
        Err(error) => {
            let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
            Some(text.get(..at).unwrap_or(text).matches('\n').count())
        }
    })
}

/// What may have been meant by a line of `key: value` or `- value`.
fn yaml_lines(line: &str) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
    let (mark, rest) = line.split_at(indent);
    let mark = mark.replace('\t', "  ");
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let (key, value) = match rest.split_once(':') {
        Some((key, value)) if is_key(key.trim_end()) => (format!("{}: ", key.trim_end()), value.trim()),
        _ => (String::new(), rest.trim()),
    };
    if value.is_empty() || key.is_empty() && !mark.contains('-') {
        return vec![];
    }
    let mut lines = vec![];
    if mark.len() != indent || !rest.starts_with(key.as_str()) {
        lines.push(format!("{mark}{key}{value}"));
    }
    if line.starts_with('\t') {
        // Of the header itself where it is of no table in it.
        lines.push(format!("{}{key}{value}", mark.trim_start()));
    }
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'') && value.matches(*c).count() == 1) {
        lines.push(format!("{mark}{key}{value}{quote}"));
    }
    if value.starts_with('[') && !value.contains(']') {
        lines.push(format!("{mark}{key}{value}]"));
    }
    // Quotes around the value that end at the first one in it.
    if let Some(inner) =
        value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| inner.contains('"'))
    {
        lines.push(format!("{mark}{key}'{}'", inner.replace('\'', "''")));
    }
    lines.push(format!("{mark}{key}'{}'", value.replace('\'', "''")));
    lines
}

/// A list or table that is not yet closed.
struct Open {
    start: usize,
    items: Vec<Node>,
    /// For tables: what is there so far, and the key that waits for its value.
    table: Option<(Vec<Entry>, Option<(String, Range<usize>)>)>,
}

/// Builds a tree from YAML events without recursion.
struct Builder<'a> {
    file: &'a Arc<SourceFile>,
    whole: Range<usize>,
    offset: usize,
    open: Vec<Open>,
    root: Option<Node>,
    sound: bool,
}

impl Builder<'_> {
    /// Takes one event; false when there is no going on.
    fn event(&mut self, event: Event, range: Range<usize>, diagnostics: &mut Diagnostics) -> bool {
        let range = self.offset + range.start..self.offset + range.end;
        let refuse = |this: &mut Self, message, diagnostics: &mut Diagnostics| {
            let place = Place::new(this.file, clamp(&this.file.text, range.clone()));
            let mut refused = Diagnostic::error(message).at(place);
            refused.hints.extend(yaml_hint(
                this.file,
                this.whole.clone(),
                range.start.saturating_sub(this.whole.start),
            ));
            diagnostics.push(refused);
            false
        };
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                // Refused as such: nobody needs them in a header, and nested ones grow without end.
                return refuse(self, msg!("content-yaml-alias"), diagnostics);
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                return refuse(self, msg!("content-yaml-documents"), diagnostics);
            }
            Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag) if is_foreign(tag.as_deref()) => {
                return refuse(self, msg!("content-yaml-tag"), diagnostics);
            }
            Event::SequenceStart(..) => {
                self.open.push(Open { start: range.start, items: vec![], table: None });
            }
            Event::MappingStart(..) => {
                self.open.push(Open { start: range.start, items: vec![], table: Some((vec![], None)) });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let node = self.closed(open, range.end);
                    return self.value(node, diagnostics);
                }
            }
            Event::Scalar(text, style, _, tag) => {
                let Some(kind) = scalar(&text, style, tag.as_deref()) else {
                    return refuse(self, msg!("content-yaml-tag"), diagnostics);
                };
                let range = if range.is_empty() { range } else { self.trimmed(range) };
                if style == ScalarStyle::Plain
                    && matches!(kind, Kind::Str(_) | Kind::Null | Kind::Int(_) | Kind::Float(_))
                {
                    self.cut_text(&range, &kind, diagnostics);
                }
                return self.value(Node { range, kind }, diagnostics);
            }
            _ => {}
        }
        true
    }

    fn closed(&self, open: Open, end: usize) -> Node {
        let kind = match open.table {
            Some((entries, _)) => Kind::Map(entries),
            None => Kind::Seq(open.items),
        };
        Node { range: self.trimmed(open.start..end.max(open.start)), kind }
    }

    /// Block values end with the white space before the next key: not part of what is shown.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let range = clamp(&self.file.text, range);
        let text = &self.file.text[range.clone()];
        range.start..range.start + text.trim_end().len()
    }

    /// Tells of text behind an unquoted value that YAML takes for a comment: `Chung tay #LamDong`. A comment is set off by a
    /// blank behind its `#` and, from a text, by two before it.
    fn cut_text(&self, range: &Range<usize>, kind: &Kind, diagnostics: &mut Diagnostics) {
        let text = &self.file.text;
        // A value that is not there has no place of its own: its key ends on the line that counts.
        let from = match (kind, self.open.last().and_then(|open| open.table.as_ref())) {
            (Kind::Null, Some((_, Some((_, key))))) => text[key.end..].find(':').map_or(key.end, |i| key.end + i + 1),
            (Kind::Null, _) => return,
            _ => range.end,
        };
        let line = &text[from..text[from..].find('\n').map_or(text.len(), |i| from + i)];
        let comment = line.trim_start_matches([' ', '\t']);
        let blanks = line.len() - comment.len();
        let Some(said) = comment.strip_prefix('#') else { return };
        // `#LamDong` is text wherever it stands, `# 1` only close behind text.
        let tag = said.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let loose = blanks == 1 && matches!(kind, Kind::Str(_)) && said.contains(char::is_alphanumeric);
        if blanks == 0 || !(tag || loose) {
            return;
        }
        let lost = from + blanks..from + line.trim_end().len();
        let whole = text[if *kind == Kind::Null { lost.start } else { range.start }..lost.end].trim();
        let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "\\\\").replace('"', "\\\"");
        let message = msg!("content-yaml-cut", lost = &text[lost.clone()]);
        let found = if tag { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        let hint = msg!("content-yaml-cut-hint", whole = format!("\"{whole}\""));
        diagnostics.push(found.at(Place::new(self.file, clamp(text, lost))).hint(hint));
    }

    /// Puts a finished node where it belongs.
    fn value(&mut self, node: Node, diagnostics: &mut Diagnostics) -> bool {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        let Some((entries, waiting)) = &mut open.table else {
            open.items.push(node);
            return true;
        };
        if let Some((key, key_range)) = waiting.take() {
            entries.push(Entry { key, key_range, value: node });
            return true;
        }
        let place = Place::new(self.file, node.range.clone());
        let key = match &node.kind {
            Kind::Str(key) => key.clone(),
            Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => self.file.text[node.range.clone()].to_string(),
            _ => {
                diagnostics.push(match tag_hint(self.file, node.range.start) {
                    Some(hint) => Diagnostic::error(msg!("content-yaml-braces")).at(place).hint(hint),
                    None => Diagnostic::error(msg!("content-yaml-key")).at(place),
                });
                return false;
            }
        };
        if let Some(first) = entries.iter().find(|entry| entry.key == key) {
            let (line, _) = self.file.line_column(first.key_range.start);
            let problem = Diagnostic::error(msg!("content-duplicate-key", key = key, line = line)).at(place);
            diagnostics.push(problem.hint(msg!("content-duplicate-key-hint", line = line)));
            self.sound = false;
        }
        *waiting = Some((key, node.range));
        true
    }
}

/// Whether a tag asks for a type that YAML itself does not define.
fn is_foreign(tag: Option<&Tag>) -> bool {
    tag.is_some_and(|tag| tag.core_suffix().is_none())
}

/// A scalar by the core schema of YAML 1.2: only a plain one can be something other than text.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Option<Kind> {
    if is_foreign(tag) {
        return None;
    }
    if style != ScalarStyle::Plain || tag.and_then(Tag::core_suffix) == Some("str") {
        return Some(Kind::Str(text.to_string()));
    }
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => number(text).unwrap_or_else(|| Kind::Str(text.to_string())),
    })
}

fn number(text: &str) -> Option<Kind> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.starts_with('.') {
        return None;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(Kind::Int).or_else(|_| text.parse().map(Kind::Float)).ok();
    }
    let radix = |prefix, radix| {
        let digits = digits.strip_prefix(prefix)?;
        i64::from_str_radix(digits, radix).ok().filter(|n| *n >= 0).map(Kind::Int)
    };
    if let Some(kind) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(kind);
    }
    // `1e3` and `1.5` are numbers, `1_000` and `inf` are text.
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain { text.parse().map(Kind::Float).ok() } else { None }
}

/// A range that is sure to lie in the text, on character boundaries.
pub(super) fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.ceil_char_boundary(range.end.min(text.len()));
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yaml(text: &str) -> (Node, Diagnostics) {
        let mut diagnostics = vec![];
        let file = SourceFile::new("a.md", text);
        let (node, sound) = parse_yaml(&file, 0..text.len(), &mut diagnostics);
        assert_eq!(sound, diagnostics.iter().all(|d| d.message.id == "content-yaml-cut"));
        (node, diagnostics)
    }

    fn toml(text: &str) -> (Node, Diagnostics) {
        let mut diagnostics = vec![];
        let file = SourceFile::new("a.toml", text);
        let node = parse_toml(&file, &mut diagnostics);
        (node, diagnostics)
    }

    #[test]
    fn yaml_values_know_their_bytes() {
        let text = "title: Đất và người\nn: 0x1F\nx: -1.5\nlist: [a, \"b c\"]\nblock: |\n  một\n  hai\nlast: ~\n";
        let (node, diagnostics) = yaml(text);
        assert_eq!(diagnostics, []);
        let get = |key: &str| node.get(key).expect("the key").clone();
        assert_eq!(get("title").kind, Kind::Str("Đất và người".into()));
        assert_eq!(&text[get("title").range], "Đất và người");
        assert_eq!(get("n").kind, Kind::Int(31));
        assert_eq!(get("x").kind, Kind::Float(-1.5));
        assert_eq!(&text[get("list").range], "[a, \"b c\"]");
        assert_eq!(&text[get("list").items()[1].range.clone()], "\"b c\"");
        assert_eq!(get("block").kind, Kind::Str("một\nhai\n".into()));
        assert!(text[get("block").range].ends_with("hai"), "{:?}", &text[get("block").range]);
        assert_eq!(get("last").kind, Kind::Null);
        assert_eq!(&text[node.entry("block").expect("the key").key_range.clone()], "block");
    }

    #[test]
    fn yaml_refuses_what_can_hide_or_grow() {
        let ids = |text| yaml(text).1.iter().map(|d| d.message.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids("a: 1\nb: 2\na: 3\nb: 4\n"), ["content-duplicate-key", "content-duplicate-key"]);
        assert_eq!(ids("a: &x [1]\nb: [*x, *x]\n"), ["content-yaml-alias"]);
        assert_eq!(ids("a: !run x\n"), ["content-yaml-tag"]);
        assert_eq!(ids("[1]: x\n"), ["content-yaml-key"]);
        assert_eq!(ids("a: {{ fact(id=\"x\") }} hộ\n"), ["content-yaml-braces"]);
        assert_eq!(ids("a: [1\n"), ["content-yaml-syntax"]);
        assert_eq!(ids("a: 1\n...\n---\nb: 1\n"), ["content-yaml-documents"]);
    }

    #[test]
    fn a_value_that_begins_with_a_tag_is_shown_in_quotes() {
        for (text, fixed) in [
            ("a: {{ fact(id=“x”) }} hộ “nghèo”\n", "a: '{{ fact(id=\"x\") }} hộ “nghèo”'"),
            ("a: {{ fact(id=\"x\") }}\n", "a: '{{ fact(id=\"x\") }}'"),
            ("- {{ fact(id='x') }} m'\n", "- '{{ fact(id=''x'') }} m'''"),
            ("a: \"{{ fact(id=\"x\") }} hộ\"\n", "a: '{{ fact(id=\"x\") }} hộ'"),
        ] {
            let (_, diagnostics) = yaml(text);
            let hint = &diagnostics[0].hints[0];
            assert_eq!(hint.id, "content-yaml-fixed", "{text}");
            let typed = hint.args.iter().find(|(key, _)| *key == "fixed").map(|(_, value)| value.as_str());
            assert_eq!(typed, Some(fixed), "{text}");
            assert_eq!(yaml(fixed).1, [], "{fixed}");
        }
    }

    #[test]
    fn text_that_yaml_takes_for_a_comment_is_told() {
        let told = |text: &str| -> Vec<String> {
            let file = SourceFile::new("a.md", text);
            let mut diagnostics = vec![];
            parse_yaml(&file, 0..text.len(), &mut diagnostics);
            let line = |d: &Diagnostic| file.line_column(d.place.as_ref().map_or(0, |p| p.range.start)).0;
            diagnostics
                .iter()
                .map(|d| format!("{} {}", if d.is_error() { "error" } else { "warning" }, line(d)))
                .collect()
        };
        assert_eq!(told("slogan: Chung tay #LamDong\n"), ["error 1"]);
        assert_eq!(told("a: 1\ntitle: Kế hoạch #1 và việc làm\n"), ["error 2"]);
        assert_eq!(told("title: #LamDong\n"), ["error 1"]);
        assert_eq!(told("title: Việc # một\n"), ["warning 1"]);
        assert_eq!(told("details:\n  venue: Hội trường #2\n"), ["error 2"]);
        assert_eq!(told("list:\n  - một #hai\n  - ba\n"), ["error 2"]);
        assert_eq!(told("title: Dòng một\n  dòng hai #ba\n"), ["error 2"]);
        assert_eq!(told("phone: 0263 #112\n"), ["error 1"]);
        let fine = "# ghi chú\ntitle: Một  # ghi chú\nlist: [a, b] # ghi chú\nkicker: \"a #b\" # c\nsummary: a#b\nminutes: 5 # phút\ndate:  # chưa có\nx: 'a' #b\n";
        assert_eq!(told(fine), [""; 0]);
    }

    #[test]
    fn a_line_that_is_no_yaml_is_given_ready_to_copy() {
        let fixed = |text: &str| {
            let hint = yaml(text).1.into_iter().flat_map(|d| d.hints).find(|hint| hint.id == "content-yaml-fixed")?;
            Some((hint.args[0].1.clone(), hint.args[1].1.clone()))
        };
        let cases = [
            ("\"Lớp học số\" cho mọi nhà", "'\"Lớp học số\" cho mọi nhà'"),
            ("'Lớp' của \"bà\" con", "'''Lớp'' của \"bà\" con'"),
            ("Học: thực hành", "'Học: thực hành'"),
            ("*Quan trọng* lắm", "'*Quan trọng* lắm'"),
            ("@lamdong", "'@lamdong'"),
            ("`mã`", "'`mã`'"),
            ("% hộ có mạng", "'% hộ có mạng'"),
            ("[Mời] dự họp", "'[Mời] dự họp'"),
            ("{a} b", "'{a} b'"),
            ("!gấp việc", "'!gấp việc'"),
            ("&a b", "'&a b'"),
            ("- một", "'- một'"),
            ("> 80 % số hộ", "'> 80 % số hộ'"),
            ("| kẻ", "'| kẻ'"),
            ("\"chưa đóng", "\"chưa đóng\""),
        ];
        let mut tried = 0;
        for (typed, meant) in cases {
            for (before, after) in [
                ("title: ", ""),
                ("kicker: ", "\nformats: [leaflet]"),
                ("a: 1\nb:\n  - ", "\nc: 2"),
                ("details:\n  venue: ", "\n  x: y"),
            ] {
                let text = format!("{before}{typed}{after}\n");
                if yaml(&text).1.is_empty() {
                    continue;
                }
                tried += 1;
                let line = before.matches('\n').count() + 1;
                let key = before.rsplit('\n').next().unwrap_or_default().trim_start();
                assert_eq!(fixed(&text), Some((line.to_string(), format!("{key}{meant}"))), "{text}");
                let mended = text.replace(typed, meant);
                assert_eq!(yaml(&mended).1, [], "{mended}");
            }
        }
        // Some of them are sound in some places.
        assert_eq!(tried, 54);
        assert_eq!(fixed("formats: [leaflet, poster\n"), Some(("1".into(), "formats: [leaflet, poster]".into())));
        assert_eq!(fixed("title:Lớp học\nformats: [leaflet]\n"), Some(("1".into(), "title: Lớp học".into())));
        // What stands there in place of a tab is shown with its blanks.
        let tab = |text: &str| {
            let hint = yaml(text).1.into_iter().flat_map(|d| d.hints).find(|hint| hint.id == "content-yaml-tab")?;
            Some((hint.args[0].1.clone(), hint.args[1].1.clone()))
        };
        assert_eq!(tab("details:\n\tvenue: nhà văn hóa\n"), Some(("2".into(), "  venue: nhà văn hóa".into())));
        assert_eq!(tab("\ttitle: Lớp\nformats: [leaflet]\n"), Some(("1".into(), "title: Lớp".into())));
        assert_eq!(tab("title: Lớp\nkicker: a\n\tcall: b\n"), Some(("3".into(), "call: b".into())));
        // What no line alone mends.
        assert_eq!(fixed("a: {\nb: [\n"), None);
    }

    #[test]
    fn a_toml_line_is_given_ready_to_copy() {
        let hint = |text: &str| {
            let (_, diagnostics) = toml(text);
            diagnostics
                .into_iter()
                .flat_map(|d| d.hints)
                .map(|hint| (hint.id.to_string(), hint.args.last().map(|a| a.1.clone()).unwrap_or_default()))
                .next()
        };
        let found = |id: &str, line: &str| Some((id.to_string(), line.to_string()));
        assert_eq!(
            hint("icc = \"C:\\Users\\An\\press.icc\"\n"),
            found("content-toml-drive-hint", "icc = \"press.icc\"")
        );
        let told = found("content-toml-drive-hint", "icc = \"press.icc\"");
        assert_eq!(hint("icc = \"C:\\Users\\An\\press.icc\"   # của nhà in\n"), told);
        assert_eq!(hint("logo = \"hinh\\logo.svg\"\n"), found("content-toml-fixed", "logo = \"hinh/logo.svg\""));
        for (typed, line) in [
            ("number = 116-KH/TU", "number = \"116-KH/TU\""),
            ("value = 60%", "value = 60"),
            ("weight = 150 g", "weight = 150"),
            ("kind: \"Kế hoạch\"", "kind = \"Kế hoạch\""),
            ("kind: Kế hoạch", "kind = \"Kế hoạch\""),
            ("[[facts]", "[[facts]]"),
            ("[facts", "[facts]"),
            ("kind = \"Kế hoạch”", "kind = \"Kế hoạch\""),
        ] {
            assert_eq!(hint(&format!("{typed}\n")), found("content-toml-fixed", line), "{typed}");
            let (_, left) = toml(&format!("{line}\n"));
            assert_eq!(left, [], "{line}");
        }
        assert_eq!(hint("title = \"Lớp \"số\" cho\"\n"), found("content-toml-fixed", "title = \"Lớp \\\"số\\\" cho\""));
    }

    #[test]
    fn yaml_errors_point_at_the_place() {
        let (_, diagnostics) = yaml("a: 1\nb: \"x\n");
        let place = diagnostics[0].place.as_ref().expect("a place");
        assert!(place.file.line_column(place.range.start).0 >= 2);
        let (_, diagnostics) = yaml("a: 1\na: 2\n");
        assert_eq!(diagnostics[0].place.as_ref().expect("a place").range, 5..6);
        let (node, diagnostics) = yaml("a: 1\nb: [x, {y: 2\n");
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(node.get("a").map(|node| &node.kind), Some(&Kind::Int(1)), "what stands before is kept");
    }

    #[test]
    fn toml_reports_several_errors_and_keeps_the_rest() {
        let (node, diagnostics) = toml("a = \nb = 2\nc = = 3\nd = \"Đà Lạt\"\n[t]\ndate = 2024-01-11\n");
        assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
        assert_eq!(node.get("b").map(|n| &n.kind), Some(&Kind::Int(2)));
        assert_eq!(node.get("d").and_then(Node::as_str), Some("Đà Lạt"));
        let date = node.get("t").and_then(|t| t.get("date")).map(|n| &n.kind);
        assert_eq!(date, Some(&Kind::Date("2024-01-11".into())));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parsers_panic(text in "\\PC{0,60}") {
            yaml(&text);
            toml(&text);
        }

        #[test]
        fn no_near_miss_makes_the_parsers_panic(
            text in r##"([a-c]|[:\-\[\]{},&*!|>'"#?%@= .~0-9\n\t]|ế|true|null|\[\[|\n  ){0,40}"##
        ) {
            yaml(&text);
            toml(&text);
        }
    }
}
