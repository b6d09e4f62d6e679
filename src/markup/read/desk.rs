//! What every part of the reading shares: the text, what was found.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::Message;
use crate::markup::ReadContext;
use crate::markup::places::Places;
use crate::markup::remarks::{Remark, Remarks, Weight};
use crate::pictures::{Found, NoPicture};

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
}
