//! A text that is looked at, and what is said of it.

use std::ops::Range;

use crate::diag::Message;
use crate::markup::ReadContext;
use crate::markup::remarks::{Remark, Remarks, Weight};

/// A text that is looked at.
pub(super) struct Review<'a> {
    pub(super) ctx: &'a ReadContext<'a>,
    pub(super) remarks: &'a mut Remarks,
    /// The innermost part that is looked at.
    pub(super) within: usize,
}

impl Review<'_> {
    pub(super) fn say(&mut self, weight: Weight, message: Message, at: Range<usize>, hint: Option<Message>) {
        self.remarks.add(Remark { weight, message, at, hint, within: self.within, of: None });
    }
}
