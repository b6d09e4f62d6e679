//! What is said of a text: taken down while it is read, told when it is known who gets it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::places::Places;
use crate::diag::{Code, Diagnostic, Diagnostics, Message, Severity};
use crate::msg;

/// How much something weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Warning,
    /// It may be seen on a screen and must not be printed.
    Loose,
    Error,
}

impl Weight {
    /// - print: what is loose is an error
    pub(super) fn severity(self, print: bool) -> Severity {
        match self {
            Weight::Error => Severity::Error,
            Weight::Loose if print => Severity::Error,
            Weight::Loose | Weight::Warning => Severity::Warning,
        }
    }
}

/// Something that is said.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) weight: Weight,
    pub(super) message: Message,
    pub(super) at: Range<usize>,
    pub(super) hint: Option<Message>,
    /// The part that it was found in: it concerns nobody who does not get that.
    pub(super) within: usize,
    /// Of what it is said: of the same thing only once.
    pub(super) of: Option<String>,
}

/// So many of a kind are told of one text one by one; the others are counted. A thousand like ones say no more, and each costs a look
/// at its line.
pub(super) const MOST_OF_A_KIND: usize = 50;

/// What was said while a text was read.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) all: Vec<Remark>,
    /// How many of a kind there were in a part, and where the first stands that was only counted.
    counts: BTreeMap<(usize, Weight, Cow<'static, str>), Count>,
}

#[derive(Debug, Clone, Default)]
struct Count {
    count: usize,
    rest: Option<Range<usize>>,
}

impl Remarks {
    pub(super) fn add(&mut self, remark: Remark) {
        let count = self.counts.entry((remark.within, remark.weight, remark.message.id.clone())).or_default();
        count.count += 1;
        if count.count > MOST_OF_A_KIND {
            count.rest.get_or_insert(remark.at);
        } else {
            self.all.push(remark);
        }
    }

    /// Whether those of a kind are only counted from now on.
    pub(super) fn is_counting(&self, within: usize, weight: Weight, code: Code) -> bool {
        let count = self.counts.get(&(within, weight, Cow::Borrowed(code.id())));
        count.is_some_and(|count| count.count >= MOST_OF_A_KIND)
    }
}

/// Tells what was said to somebody.
pub(super) struct Teller<'a> {
    places: &'a Places,
    print: bool,
    diagnostics: &'a mut Diagnostics,
    told: BTreeMap<(Severity, Cow<'static, str>), Count>,
    of: BTreeSet<(Cow<'static, str>, String)>,
    /// An error was told.
    pub(super) failed: bool,
}

impl<'a> Teller<'a> {
    /// - print: what is loose is an error
    pub(super) fn new(places: &'a Places, print: bool, diagnostics: &'a mut Diagnostics) -> Self {
        Self { places, print, diagnostics, told: BTreeMap::new(), of: BTreeSet::new(), failed: false }
    }

    pub(super) fn tell(&mut self, remark: Remark) {
        let Remark { weight, message, at, hint, of, .. } = remark;
        if of.is_some_and(|of| !self.of.insert((message.id.clone(), of))) {
            return;
        }
        let severity = weight.severity(self.print);
        self.failed |= severity == Severity::Error;
        let told = self.told.entry((severity, message.id.clone())).or_default();
        told.count += 1;
        if told.count > MOST_OF_A_KIND {
            told.rest.get_or_insert(at);
            return;
        }
        let mut diagnostic = Diagnostic { severity, ..Diagnostic::error(message).maybe_at(self.places.get(at)) };
        diagnostic.hints.extend(hint);
        self.diagnostics.push(diagnostic);
    }

    /// Says how many there were that were only counted, here and in what was read of the parts that are taken.
    pub(super) fn finish(mut self, remarks: &Remarks, is_taken: impl Fn(usize) -> bool) -> bool {
        for ((_, weight, id), count) in remarks.counts.iter().filter(|((within, ..), _)| is_taken(*within)) {
            if let Some(rest) = &count.rest {
                let told = self.told.entry((weight.severity(self.print), id.clone())).or_default();
                told.count += count.count - MOST_OF_A_KIND;
                told.rest.get_or_insert_with(|| rest.clone());
            }
        }
        for ((severity, _), told) in self.told {
            if let Some(range) = told.rest {
                let count = told.count.saturating_sub(MOST_OF_A_KIND).max(1);
                let message = msg!("markup-more", count = count, most = MOST_OF_A_KIND);
                let place = self.places.get(range);
                self.diagnostics.push(
                    Diagnostic { severity, ..Diagnostic::error(message).maybe_at(place) }
                        .hint(msg!("markup-more-hint")),
                );
            }
        }
        !self.failed
    }
}
