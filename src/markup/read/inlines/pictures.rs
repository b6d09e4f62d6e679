//! Pictures in a line: those whose name has blanks, what stands behind one, and whether it is there.

use super::tokens::{Inlines, Kind, Mark, Origin, Picture, Token};
use crate::carry;
use crate::markup::doc;
use crate::markup::doc::Leaf;
use crate::markup::read::desk::Desk;
use crate::markup::read::images;
use crate::markup::remarks::Weight;
use crate::msg;
use crate::pictures::Found;
use crate::pictures::NoPicture;
use crate::pictures::path_from;

/// A picture that was typed; none where its name leads nowhere.
pub(super) fn placed(desk: &mut Desk, picture: Picture, alt: &str, mistyped: Vec<Leaf>) -> Option<doc::Picture> {
    let range = picture.range.clone();
    let mut mistakes = vec![];
    let attributes = images::attributes(&picture.attributes, &mut mistakes);
    for (message, hint) in mistakes {
        desk.error(message, range.clone(), hint);
    }
    let path = match path_from(desk.ctx.dir, &picture.url) {
        Ok(path) => path,
        Err((message, hint)) => {
            desk.error(message, range, hint);
            return None;
        }
    };
    // Under the name as it is typed another one may come.
    desk.ctx.facts.note(path.trim_start_matches('/').to_string());
    let found = desk.found.entry(path.clone()).or_insert_with(|| desk.ctx.images.find(&path)).clone();
    let found = found.unwrap_or_else(|NoPicture { message, hint, near }| {
        let near = near.map(|near| msg!("markup-did-you-mean", name = images::written(desk.ctx.dir, &near)));
        desk.say_of(path.clone(), Weight::Error, message, range.clone(), near.or(hint));
        Found { path: path.clone(), ..Found::default() }
    });
    for (n, fault) in found.faults.into_iter().enumerate() {
        let weight = if fault.is_slight { Weight::Warning } else { Weight::Error };
        desk.say_of(format!("{n} {path}"), weight, fault.message, range.clone(), Some(fault.hint));
    }
    let alt = alt.trim().to_string();
    if alt.is_empty() && !attributes.decorative {
        let hint = msg!("markup-image-alt-hint", path = picture.url);
        desk.error(msg!("markup-image-alt"), range.clone(), Some(hint));
    }
    let caption = (!picture.title.is_empty()).then(|| {
        let mut caption = Inlines::default();
        caption.plain(&picture.title, range.start);
        caption.finish(desk)
    });
    Some(doc::Picture {
        path: found.path,
        format: found.format,
        alt,
        mistyped,
        width: attributes.width,
        in_text: picture.in_text,
        caption,
        decorative: attributes.decorative,
        at: range,
    })
}

impl Inlines {
    /// `![alt](a file.png)`: a name with blanks is no target in Markdown, and the whole is left as text.
    pub(super) fn loose_pictures(&mut self, desk: &mut Desk) {
        for start in 0..self.tokens.len() {
            let typed = |at: usize, c: char| self.tokens.get(at).and_then(Token::typed) == Some(c);
            if !typed(start, '!') || !typed(start + 1, '[') {
                continue;
            }
            let Some(close) = self.bracket_end(start + 1, '[', ']') else { continue };
            let blanks = self.tokens[close + 1..].iter().take_while(|token| token.is_blank()).count();
            let open = close + 1 + blanks;
            let Some(end) = self.bracket_end(open, '(', ')').filter(|_| typed(open, '(')) else { continue };
            let char_of = |token: &Token| if let Kind::Char { c, .. } = token.kind { Some(c) } else { None };
            let alt: String = self.tokens[start + 2..close].iter().filter_map(char_of).collect();
            // As it was typed: `_` in a name is no mark.
            let inner = desk.text.get(self.tokens[open].at + 1..self.tokens[end].at).unwrap_or_default();
            let inner = carry::plain(inner);
            let (name, title) = images::target(&inner);
            if name.is_empty() {
                continue;
            }
            let range = self.tokens[start].at..self.tokens[end].at + 1;
            let known = path_from(desk.ctx.dir, name).is_ok_and(|path| desk.ctx.images.find(&path).is_ok());
            if !known && !images::is_picture_name(name) {
                if blanks > 0 {
                    continue;
                }
                let hint = msg!("markup-image-blank-hint", alt = alt, path = name);
                desk.warn(msg!("markup-image-blank", path = name), range, Some(hint));
                continue;
            }
            let picture =
                Picture { url: name.into(), title: title.into(), attributes: String::new(), range, in_text: false };
            self.marks.push(Mark::Picture(picture));
            let mark = self.marks.len() - 1;
            self.tokens[start + 1].kind = Kind::Gone;
            self.tokens[close..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
            self.tokens[start].kind = Kind::Open(mark);
            self.tokens[end].kind = Kind::Close(mark);
        }
    }

    /// `![alt](file){width=60%}`.
    pub(super) fn picture_attributes(&mut self) {
        for i in 0..self.tokens.len() {
            let Kind::Close(mark) = self.tokens[i].kind else { continue };
            if !matches!(self.marks[mark], Mark::Picture(_)) {
                continue;
            }
            // A blank or the end of a line before the brace is no other meaning.
            let blanks = self.tokens[i + 1..].iter().take_while(|token| token.is_blank()).count();
            let Some((text, end)) = self.braces(i + 1 + blanks) else { continue };
            if blanks > 0 && !images::is_attributes(&text) {
                continue;
            }
            if let Mark::Picture(picture) = &mut self.marks[mark] {
                picture.attributes = text;
                picture.range.end = self.tokens[end - 1].at + 1;
            }
            self.tokens[i + 1..end].iter_mut().for_each(|t| t.kind = Kind::Gone);
        }
    }

    /// Marks the pictures that stand in a sentence: with words before or behind them on the line that was typed.
    pub(super) fn pictures_in_text(&mut self) {
        let ends_line = |tokens: &mut dyn Iterator<Item = &Token>| {
            for token in tokens {
                match token.kind {
                    Kind::Gone | Kind::Place(_) => {}
                    Kind::Open(mark) | Kind::Close(mark) if !matches!(self.marks[mark], Mark::Picture(_)) => {}
                    Kind::Break | Kind::Char { c: ' ', origin: Origin::Literal, .. } => return true,
                    Kind::Char { c, .. } if c.is_whitespace() => {}
                    _ => return false,
                }
            }
            true
        };
        let mut opened = vec![];
        let mut found = vec![];
        for (i, token) in self.tokens.iter().enumerate() {
            match token.kind {
                Kind::Open(mark) if matches!(self.marks[mark], Mark::Picture(_)) => opened.push(i),
                Kind::Close(mark) if matches!(self.marks[mark], Mark::Picture(_)) => {
                    let Some(open) = opened.pop() else { continue };
                    let before = ends_line(&mut self.tokens[..open].iter().rev());
                    let after = ends_line(&mut self.tokens[i + 1..].iter());
                    if !(before && after) {
                        found.push(mark);
                    }
                }
                _ => {}
            }
        }
        for mark in found {
            if let Mark::Picture(picture) = &mut self.marks[mark] {
                picture.in_text = true;
            }
        }
    }
}
