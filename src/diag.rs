//! What every stage says about its input: one type of message, with a place and a next step.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod code;

pub use code::{Code, Exit};

/// A text file as it was read: its path in the workspace and its text (NFC, `\n` line ends).
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Path relative to the workspace root, with `/` on every system.
    pub path: String,
    /// The text that all byte ranges into this file refer to.
    pub text: String,
}

impl SourceFile {
    /// Wraps a text that stands at `path` in the workspace.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }

    /// The byte range of line `line` (counted from 0) without its line end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let mut start = 0;
        for (i, text) in self.text.split('\n').enumerate() {
            if i == line {
                return start..start + text.len();
            }
            start += text.len() + 1;
        }
        self.text.len()..self.text.len()
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset.min(self.text.len()))];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// A byte range in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, with its text, so that the line can be shown.
    pub file: Arc<SourceFile>,
    /// The bytes meant.
    pub range: Range<usize>,
}

impl Place {
    /// A range in a file.
    pub fn new(file: &Arc<SourceFile>, range: Range<usize>) -> Self {
        Self { file: file.clone(), range }
    }
}

/// A sentence of the message catalogues (`src/locales`), by its id, with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    /// Key in the catalogues. Also the stable code of a diagnostic.
    pub id: Cow<'static, str>,
    /// Values put into the sentence.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Message {
    /// Which of those it is that code asks for.
    pub fn code(&self) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.id() == self.id)
    }

    /// Whether it is that one.
    pub fn is(&self, code: Code) -> bool {
        self.id == code.id()
    }
}

/// Builds a [`Message`]: `msg!("content-unknown-key", key = name)`, or `msg!(Code::Write, path = path)` for one that code asks for.
#[macro_export]
macro_rules! msg {
    ($id:literal $(, $key:ident = $value:expr)* $(,)?) => {
        $crate::diag::Message {
            id: ::std::borrow::Cow::Borrowed($id),
            args: vec![$((::std::borrow::Cow::Borrowed(stringify!($key)), ($value).to_string())),*],
        }
    };
    ($code:path $(, $key:ident = $value:expr)* $(,)?) => {
        $crate::diag::Message {
            id: ::std::borrow::Cow::Borrowed($code.id()),
            args: vec![$((::std::borrow::Cow::Borrowed(stringify!($key)), ($value).to_string())),*],
        }
    };
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth a look; the output is made.
    Warning,
    /// The output is not made.
    Error,
}

/// A problem: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where.
    pub place: Option<Place>,
    /// What to type.
    pub hints: Vec<Message>,
    /// The words of a library (Typst, Tera, a parser), quoted after ours.
    pub quoted: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(message: Message) -> Self {
        Self { severity: Severity::Error, message, place: None, hints: vec![], quoted: None }
    }

    /// A warning.
    pub fn warning(message: Message) -> Self {
        Self { severity: Severity::Warning, ..Self::error(message) }
    }

    /// Says where.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says where, if known.
    pub fn maybe_at(mut self, place: Option<Place>) -> Self {
        self.place = place.or(self.place);
        self
    }

    /// Adds a next step.
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Quotes a library's own words.
    pub fn quote(mut self, text: impl ToString) -> Self {
        self.quoted = Some(text.to_string());
        self
    }

    /// What tells it from others, without the text of its file.
    pub fn key(&self) -> (Message, Option<(String, Range<usize>)>) {
        let place = self.place.as_ref().map(|place| (place.file.path.clone(), place.range.clone()));
        (self.message.clone(), place)
    }

    /// How a run ends that found this.
    pub fn exit(&self) -> Exit {
        match self.message.code() {
            Some(Code::Write | Code::Panic) => Exit::System,
            _ if self.is_error() => Exit::Content,
            _ => Exit::Fine,
        }
    }

    /// Whether the output cannot be made.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

thread_local! {
    /// Where the work was that went wrong on this thread.
    static FAULT: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Does `work`. If the program itself fails at it, `place` is remembered for [`take_fault`], and the failure goes on.
pub fn within<T>(place: impl FnOnce() -> Option<Place>, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        FAULT.with(|fault| {
            // The innermost one knows best.
            let mut fault = fault.borrow_mut();
            if fault.is_none() {
                *fault = place();
            }
        });
        resume_unwind(panic)
    })
}

/// The place of the failure that this thread just caught.
pub fn take_fault() -> Option<Place> {
    FAULT.with(|fault| fault.borrow_mut().take())
}

/// Everything that a stage had to say. Stages push into it and go on as far as they can.
pub type Diagnostics = Vec<Diagnostic>;

/// An unknown name with the one that was probably meant, or all that there are.
pub(crate) fn unknown_name(message: Message, given: &str, known: &[&str]) -> Diagnostic {
    let mistake = Diagnostic::error(message);
    // A path that leads to it: `content/kh-116`, `nong-dan/to-roi.md`.
    let within = given.split(['/', '\\']).map(|part| part.strip_suffix(".md").unwrap_or(part));
    let within = within.rev().find_map(|part| known.iter().copied().find(|name| *name == part));
    match within.or_else(|| did_you_mean(given, known.iter().copied())) {
        Some(name) => mistake.hint(msg!("cli-did-you-mean", name = name)),
        None if known.is_empty() => mistake,
        None => mistake.hint(msg!("cli-valid-values", values = known.join(", "))),
    }
}

/// The name among `known` that was most likely meant by `given`.
pub fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|(distance, name)| *distance <= 2.max(name.chars().count() / 3))
        .min()
        .map(|(_, name)| name)
}
