//! What every part of the reading shares: the text, what was found.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::content::{Fact, Facts};
use crate::diag::{Code, Message};
use crate::markup::ReadContext;
use crate::markup::places::Places;
use crate::markup::remarks::{Remark, Remarks, Weight};
use crate::msg;
use crate::pictures::{Found, NoPicture};

pub(in crate::markup) struct Desk<'a> {
    pub(in crate::markup) ctx: &'a ReadContext<'a>,
    /// The rendered text.
    pub(in crate::markup) text: &'a str,
    pub(in crate::markup) places: Arc<Places>,
    pub(in crate::markup) remarks: Remarks,
    /// The innermost part that is open.
    pub(in crate::markup) within: usize,
    /// Pictures looked for.
    pub(in crate::markup) found: HashMap<String, Result<Found, NoPicture>>,
    /// Ranges of the text that are syntax, are told of or are left out on purpose.
    pub(in crate::markup) known: Vec<Range<usize>>,
}

/// The fact that a figure may be.
fn same_figure<'a>(facts: &'a Facts, figure: &str) -> Option<&'a Fact> {
    let alike = |shown: &str| shown == figure || shown.split([' ', '–', '-']).any(|part| part == figure);
    facts.own().values().find(|fact| alike(&fact.shown))
}

/// What is said of a figure that comes from no fact: the fact that it may be among `facts`, else how to vouch for it, for which
/// `quoted` is the whole line where it has to be in quotes.
pub(in crate::markup) fn bare_figure(
    facts: Option<&Facts>,
    figure: &str,
    quoted: Option<String>,
) -> (Message, Message) {
    let hint = match (facts.and_then(|facts| same_figure(facts, figure)), quoted) {
        (Some(fact), _) => msg!("markup-bare-figure-fact", id = fact.id, printed = fact.printed()),
        (None, Some(line)) => msg!("markup-bare-figure-quoted", line = line),
        (None, None) => msg!("markup-bare-figure-hint", figure = figure),
    };
    (msg!(Code::BareFigure, figure = figure), hint)
}

impl Desk<'_> {
    pub(in crate::markup) fn error(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Error, message, range, hint);
    }

    pub(super) fn warn(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Warning, message, range, hint);
    }

    /// Something that must not be printed, but may be seen on a screen.
    pub(in crate::markup) fn loose(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.say(Weight::Loose, message, range, hint);
    }

    pub(in crate::markup) fn say(&mut self, weight: Weight, message: Message, at: Range<usize>, hint: Option<Message>) {
        self.remarks.add(Remark { weight, message, at, hint, within: self.within, of: None });
    }

    /// The same of a thing that may be met again, of which it is told once.
    pub(super) fn say_of(
        &mut self,
        of: String,
        weight: Weight,
        message: Message,
        at: Range<usize>,
        hint: Option<Message>,
    ) {
        self.remarks.add(Remark { weight, message, at, hint, within: self.within, of: Some(of) });
    }

    /// A bare figure at `range`.
    pub(in crate::markup) fn bare_figure(&mut self, figure: &str, range: Range<usize>) {
        let counted = self.remarks.is_counting(self.within, Weight::Loose, Code::BareFigure);
        let (message, hint) = bare_figure((!counted).then_some(self.ctx.facts), figure, None);
        self.loose(message, range, Some(hint));
    }
}
