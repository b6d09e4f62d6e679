//! What every part of the conversion shares: the text, the places, what was found.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::images;
use super::inlines::{Inlines, Picture, Role};
use super::out::Out;
use super::places::Places;
use super::{ConvertContext, escape};
use crate::content::{Fact, Facts};
use crate::diag::{Code, Diagnostic, Diagnostics, Message, Severity};
use crate::msg;
use crate::pictures::{Found, NoPicture, path_from};

pub(super) struct Desk<'a> {
    pub(super) ctx: &'a ConvertContext<'a>,
    /// The rendered text.
    pub(super) text: &'a str,
    pub(super) places: Places<'a>,
    pub(super) diags: &'a mut Diagnostics,
    /// An error was found.
    pub(super) failed: bool,
    /// Pictures used, as the disk has their names.
    pub(super) reads: BTreeSet<String>,
    /// Pictures looked for.
    pub(super) found: HashMap<String, Result<Found, NoPicture>>,
    /// Ranges of the text that are syntax, are told of or are left out on purpose.
    pub(super) known: Vec<Range<usize>>,
    /// Units of the facts, for figures with their unit.
    pub(super) units: Vec<String>,
    /// How many of each kind were told of.
    pub(super) told: BTreeMap<(Severity, Cow<'static, str>), Told>,
}

/// What was told of a kind: how many, and where the first stands that was only counted.
#[derive(Debug, Default)]
pub(super) struct Told {
    count: usize,
    rest: Option<Range<usize>>,
}

/// So many of a kind are told of one text one by one; the others are counted. A thousand like ones say no more, and each costs a look
/// at its line.
const MOST_OF_A_KIND: usize = 50;

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
        self.failed = true;
        self.report(Diagnostic::error(message), range, hint);
    }

    pub(super) fn warn(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        self.report(Diagnostic::warning(message), range, hint);
    }

    /// Something that must not be printed, but may be seen on a screen.
    pub(super) fn loose(&mut self, message: Message, range: Range<usize>, hint: Option<Message>) {
        if self.ctx.print {
            self.error(message, range, hint);
        } else {
            self.warn(message, range, hint);
        }
    }

    fn report(&mut self, mut diagnostic: Diagnostic, range: Range<usize>, hint: Option<Message>) {
        let told = self.told.entry((diagnostic.severity, diagnostic.message.id.clone())).or_default();
        told.count += 1;
        if told.count > MOST_OF_A_KIND {
            told.rest.get_or_insert(range);
            return;
        }
        diagnostic.place = self.places.get(range);
        diagnostic.hints.extend(hint);
        self.diags.push(diagnostic);
    }

    /// Whether errors of a kind are only counted from now on.
    pub(super) fn is_counting(&self, code: Code) -> bool {
        let told = self.told.get(&(Severity::Error, Cow::Borrowed(code.id())));
        told.is_some_and(|told| told.count >= MOST_OF_A_KIND)
    }

    /// Says how many there were that were only counted.
    pub(super) fn tell_rest(&mut self) {
        for ((severity, _), told) in std::mem::take(&mut self.told) {
            if let Some(range) = told.rest {
                let message = msg!("markup-more", count = told.count - MOST_OF_A_KIND, most = MOST_OF_A_KIND);
                let place = self.places.get(range);
                self.diags.push(
                    Diagnostic { severity, ..Diagnostic::error(message).maybe_at(place) }
                        .hint(msg!("markup-more-hint")),
                );
            }
        }
    }

    /// A bare figure at `range`.
    pub(super) fn bare_figure(&mut self, figure: &str, range: Range<usize>) {
        let counted = self.ctx.print && self.is_counting(Code::BareFigure);
        let (message, hint) = bare_figure((!counted).then_some(self.ctx.facts), figure, None);
        self.loose(message, range, Some(hint));
    }

    /// What is at the path of a picture.
    pub(super) fn find(&mut self, path: &str) -> Result<Found, NoPicture> {
        self.found.entry(path.to_string()).or_insert_with(|| self.ctx.images.find(path)).clone()
    }

    /// A picture as a call of the theme's function.
    pub(super) fn picture(&mut self, picture: Picture, alt: &str) -> Out {
        let mut out = Out::default();
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
                return out;
            }
        };
        let first = !self.found.contains_key(&path);
        let Found { path, format, faults } = match self.find(&path) {
            Ok(found) => found,
            Err(NoPicture { message, hint, near }) => {
                let near = near.map(|near| msg!("markup-did-you-mean", name = images::written(self.ctx.dir, &near)));
                if first {
                    self.error(message, range.clone(), near.or(hint));
                }
                Found { path, ..Found::default() }
            }
        };
        for fault in faults.into_iter().filter(|_| first) {
            if fault.is_slight {
                self.warn(fault.message, range.clone(), Some(fault.hint));
            } else {
                self.error(fault.message, range.clone(), Some(fault.hint));
            }
        }
        self.reads.insert(path.clone());
        let alt = alt.trim();
        if alt.is_empty() && !attributes.decorative {
            let hint = msg!("markup-image-alt-hint", path = picture.url);
            self.error(msg!("markup-image-alt"), range.clone(), Some(hint));
        }
        out.code("#picture(");
        out.literal(&path, range.clone());
        out.code(", alt: ");
        out.code(&escape::literal(alt));
        if let Some(format) = format {
            out.code(&format!(", format: \"{format}\""));
        }
        if let Some(width) = attributes.width {
            out.code(&format!(", width: {width}"));
        } else if picture.in_text && picture.title.is_empty() {
            // As high as the text: an icon.
            out.code(", width: 1em");
        }
        if !picture.title.is_empty() {
            let mut caption = Inlines::default();
            caption.plain(&picture.title, range.start);
            let caption = caption.finish(self, Role::default());
            out.wrap(", caption: [", caption, "]");
        }
        if attributes.decorative {
            out.code(", decorative: true");
        }
        out.code(")");
        out
    }
}
