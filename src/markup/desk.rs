//! What every part of the reading shares: the text, what was found.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::ReadContext;
use super::doc;
use super::images;
use super::inlines::{Inlines, Picture, Role};
use super::places::Places;
use super::remarks::{Remark, Remarks, Weight};
use crate::content::{Fact, Facts};
use crate::diag::{Code, Message};
use crate::msg;
use crate::pictures::{Found, NoPicture, path_from};

pub(super) struct Desk<'a> {
    pub(super) ctx: &'a ReadContext<'a>,
    /// The rendered text.
    pub(super) text: &'a str,
    pub(super) places: Arc<Places>,
    pub(super) remarks: Remarks,
    /// The innermost part that is open.
    pub(super) within: usize,
    /// Pictures looked for.
    pub(super) found: HashMap<String, Result<Found, NoPicture>>,
    /// Ranges of the text that are syntax, are told of or are left out on purpose.
    pub(super) known: Vec<Range<usize>>,
}

/// The fact that a figure may be.
fn same_figure<'a>(facts: &'a Facts, figure: &str) -> Option<&'a Fact> {
    let alike = |shown: &str| shown == figure || shown.split([' ', '–', '-']).any(|part| part == figure);
    facts.own().values().find(|fact| alike(&fact.shown))
}

/// What is said of a figure that comes from no fact: the fact that it may be among `facts`, else how to vouch for it, for which
/// `quoted` is the whole line where it has to be in quotes.
pub(super) fn bare_figure(facts: Option<&Facts>, figure: &str, quoted: Option<String>) -> (Message, Message) {
    let hint = match (facts.and_then(|facts| same_figure(facts, figure)), quoted) {
        (Some(fact), _) => msg!("markup-bare-figure-fact", id = fact.id),
        (None, Some(line)) => msg!("markup-bare-figure-quoted", line = line),
        (None, None) => msg!("markup-bare-figure-hint", figure = figure),
    };
    (msg!(Code::BareFigure, figure = figure), hint)
}

impl Desk<'_> {
    pub(super) fn error(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Error, message, range, hint);
    }

    pub(super) fn warn(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Warning, message, range, hint);
    }

    /// Something that must not be printed, but may be seen on a screen.
    pub(super) fn loose(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Loose, message, range, hint);
    }

    pub(super) fn say(&mut self, weight: Weight, message: Message, at: Range<usize>, hint: Option<Message>) {
        self.remarks.add(Remark { weight, message, at, hint, within: self.within, of: None });
    }

    /// The same of a thing that may be met again, of which it is told once.
    fn say_of(&mut self, of: String, weight: Weight, message: Message, at: Range<usize>, hint: Option<Message>) {
        self.remarks.add(Remark { weight, message, at, hint, within: self.within, of: Some(of) });
    }

    /// A bare figure at `range`.
    pub(super) fn bare_figure(&mut self, figure: &str, range: Range<usize>) {
        let counted = self.remarks.is_counting(self.within, Weight::Loose, Code::BareFigure);
        let (message, hint) = bare_figure((!counted).then_some(self.ctx.facts), figure, None);
        self.loose(message, range, Some(hint));
    }

    /// A picture that was typed; none where its name leads nowhere.
    pub(super) fn picture(&mut self, picture: Picture, alt: &str) -> Option<doc::Picture> {
        let range = picture.range.clone();
        let mut mistakes = vec![];
        let attributes = images::attributes(&picture.attributes, &mut mistakes);
        for (message, hint) in mistakes {
            self.error(message, range.clone(), hint);
        }
        let path = match path_from(self.ctx.dir, &picture.url) {
            Ok(path) => path,
            Err((message, hint)) => {
                self.error(message, range, hint);
                return None;
            }
        };
        // Under the name as it is typed another one may come.
        self.ctx.facts.note(path.trim_start_matches('/').to_string());
        let found = self.found.entry(path.clone()).or_insert_with(|| self.ctx.images.find(&path)).clone();
        let found = found.unwrap_or_else(|NoPicture { message, hint, near }| {
            let near = near.map(|near| msg!("markup-did-you-mean", name = images::written(self.ctx.dir, &near)));
            self.say_of(path.clone(), Weight::Error, message, range.clone(), near.or(hint));
            Found { path: path.clone(), ..Found::default() }
        });
        for (n, fault) in found.faults.into_iter().enumerate() {
            let weight = if fault.is_slight { Weight::Warning } else { Weight::Error };
            self.say_of(format!("{n} {path}"), weight, fault.message, range.clone(), Some(fault.hint));
        }
        let alt = alt.trim().to_string();
        if alt.is_empty() && !attributes.decorative {
            let hint = msg!("markup-image-alt-hint", path = picture.url);
            self.error(msg!("markup-image-alt"), range.clone(), Some(hint));
        }
        let caption = (!picture.title.is_empty()).then(|| {
            let mut caption = Inlines::default();
            caption.plain(&picture.title, range.start);
            caption.finish(self, Role::default())
        });
        Some(doc::Picture {
            path: found.path,
            format: found.format,
            alt,
            width: attributes.width,
            in_text: picture.in_text,
            caption,
            decorative: attributes.decorative,
            at: range,
        })
    }
}
