//! Stage 7: any PDF → what a press would stumble over.
//!
//! The reader is another one than the writer of [`pdf`](crate::pdf), and the two share no constants: a name that the
//! writer gets wrong is not read back as right. Hostile files end early: streams, operators and depth are counted.

mod bleed;
mod color;
mod content;
mod report;
mod structure;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use hayro_syntax::{LoadPdfError, Pdf};
use serde::Serialize;

use crate::diag::{Diagnostic, Message, Severity};
use crate::msg;

/// What a press can take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Most ink on any spot, in percent.
    pub ink: f64,
    /// Pictures with fewer pixels per inch are errors.
    pub ppi_error: f64,
    /// Pictures with fewer pixels per inch are warned of.
    pub ppi_warn: f64,
    /// How far what touches the cut must go beyond it.
    pub bleed: Bleed,
    /// The scale of the drawing: 0.1 for one at 1:10, whose lines are ten times as thick in the end.
    pub scale: f64,
}

/// How far what touches the cut must go beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bleed {
    /// As far as the `BleedBox` of a page says, and 3 mm where it says nothing: for files of which no more is known.
    Usual,
    /// As far as the `BleedBox` of a page says, also if that is nothing.
    Declared,
    /// So many mm: top, right, bottom, left. Zero for an edge that is bound or not cut.
    Edges([f64; 4]),
}

impl Default for Limits {
    /// Sheet-fed offset on coated paper: 300 % of ink (FOGRA39, basICColor), 150 and 225 pixels per inch (GWG 2015), less
    /// one for rounding.
    fn default() -> Self {
        Self { ink: 300.0, ppi_error: 149.0, ppi_warn: 224.0, bleed: Bleed::Usual, scale: 1.0 }
    }
}

/// A thing found. Its rule is the id of its message after `preflight-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Error: not for the press. Warning: look at it.
    pub severity: Severity,
    /// What.
    pub message: Message,
    /// Page, counted from 1.
    pub page: Option<usize>,
    /// Where on the page: mm from the left and the top edge of its trim.
    pub at: Option<(i32, i32)>,
}

impl Finding {
    /// The rule's name: `x4-intent`.
    pub fn rule(&self) -> &str {
        self.message.id.strip_prefix("preflight-").unwrap_or(&self.message.id)
    }

    /// The finding as every other message of the program, with its place on the page and what to do.
    pub fn diagnostic(&self) -> Diagnostic {
        let mut diagnostic = Diagnostic { severity: self.severity, ..Diagnostic::error(self.message.clone()) };
        match (self.page, self.at) {
            (Some(page), Some((x, y))) => {
                diagnostic = diagnostic.hint(msg!("preflight-page-place", page = page, x = x, y = y));
            }
            (Some(page), None) => diagnostic = diagnostic.hint(msg!("preflight-page", page = page)),
            _ => {}
        }
        diagnostic.hint(self.step())
    }

    /// What to do about it.
    pub fn step(&self) -> Message {
        match self.rule() {
            "picture-coarse" | "picture-soft" => msg!("preflight-step-picture"),
            "rgb" | "cmyk" | "icc-color" | "spot-all" | "spot-twice" | "group-space" => msg!("preflight-step-colour"),
            "ink" | "ink-sum" => msg!("preflight-step-ink"),
            "small-text" | "tiny-text" | "white-text" | "rich-black" | "hairline" => msg!("preflight-step-text"),
            "bleed" | "bleed-doubt" | "bleed-colour" => msg!("preflight-step-bleed"),
            "bleed-little" => msg!("preflight-step-bleed-little"),
            "unreadable" | "too-much" => msg!("preflight-step-file"),
            _ => msg!("preflight-step-export"),
        }
    }

    /// Whether it only says that something is very small: no wonder where pages are shown reduced.
    pub fn is_of_smallness(&self) -> bool {
        matches!(self.rule(), "small-text" | "tiny-text" | "white-text" | "hairline")
    }

    /// Whether the file is not for the press.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What was found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Findings, page by page; each rule once a page.
    pub findings: Vec<Finding>,
    /// Pages of the file.
    pub pages: usize,
    /// The plates that the file needs, each by its ink: `Black`, `Cyan`, the names of spots.
    pub plates: BTreeSet<String>,
    /// What the reader had to do.
    pub work: Work,
}

/// What reading a file took: counted, so that a limit on it is the same on every machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Operators of pages and forms, and comparisons of painted areas in units of fifty.
    pub operators: usize,
    /// Bytes of streams without their filters, and of pictures.
    pub bytes: usize,
}

/// What is read of one file; beyond it the file is given up, and that is a finding.
pub const MOST_WORK: Work = Work { operators: 20_000_000, bytes: 1 << 30 };

impl Verdict {
    /// Whether the file may go to the press.
    pub fn passes(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }

    /// The errors by rules that another verdict has none of: what sheets have and their pages do not.
    pub fn beyond(&self, other: &Self) -> Vec<Diagnostic> {
        let is_new =
            |finding: &&Finding| finding.is_error() && !other.findings.iter().any(|f| f.rule() == finding.rule());
        self.findings.iter().filter(is_new).map(Finding::diagnostic).collect()
    }
}

/// A rule, as `docs/preflight.md` lists it.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Rule {
    /// Name.
    pub id: &'static str,
    /// Whether it keeps a file from the press.
    pub error: bool,
}

const fn error(id: &'static str) -> Rule {
    Rule { id, error: true }
}

const fn warning(id: &'static str) -> Rule {
    Rule { id, error: false }
}

/// Every rule there is.
pub const RULES: &[Rule] = &[
    error("unreadable"),
    error("too-much"),
    error("x4-version"),
    error("x4-id"),
    error("x4-encrypted"),
    error("x4-metadata"),
    error("x4-identification"),
    error("x4-dates"),
    error("x4-names"),
    error("x4-trapped"),
    error("x4-title"),
    error("x4-intent"),
    error("x4-intent-condition"),
    error("x4-intent-profile"),
    error("x4-intent-class"),
    error("x4-intent-channels"),
    error("box-trim"),
    error("box-nesting"),
    warning("box-crop"),
    error("page-too-large"),
    warning("page-size"),
    warning("page-rotate"),
    warning("page-unit"),
    error("group-space"),
    error("annotation"),
    error("action"),
    error("form"),
    error("embedded-file"),
    error("operator"),
    error("postscript"),
    error("alternate"),
    error("external-stream"),
    error("transfer-function"),
    error("lzw"),
    error("layer"),
    error("font"),
    error("rgb"),
    error("cmyk"),
    warning("icc-color"),
    error("spot-all"),
    error("spot-twice"),
    error("picture-coarse"),
    warning("picture-soft"),
    warning("hairline"),
    warning("small-text"),
    warning("tiny-text"),
    warning("white-text"),
    warning("rich-black"),
    error("white-overprint"),
    error("ink"),
    warning("ink-sum"),
    error("bleed"),
    warning("bleed-doubt"),
    warning("bleed-colour"),
    warning("bleed-little"),
];

/// What the stack of any thread holds; more of it is read on a stack of its own.
const USUAL_NESTING: usize = 300;
/// That stack: the reader of objects recurses.
const STACK: usize = 64 << 20;
/// Arrays and dictionaries within one another, in any object.
const MOST_NESTING: usize = 2_000;

/// Looks through a file. Never panics and never runs long, whatever the bytes.
pub fn check(bytes: &[u8], limits: &Limits) -> Verdict {
    let unreadable = || {
        let mut found = Found::default();
        found.error(None, None, msg!("preflight-unreadable"));
        found.verdict
    };
    let nesting = deepest_nesting(bytes);
    if nesting > MOST_NESTING {
        let mut found = Found::default();
        found.error(None, None, msg!("preflight-too-much"));
        return found.verdict;
    }
    // A panic of the reading library is an unreadable file.
    let read = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(bytes, limits))).ok();
    if nesting <= USUAL_NESTING {
        return read().unwrap_or_else(unreadable);
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        thread.ok().and_then(|thread| thread.join().ok().flatten()).unwrap_or_else(unreadable)
    })
}

fn read(bytes: &[u8], limits: &Limits) -> Verdict {
    let mut found = Found::default();
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => {
            let press = structure::check(&pdf, bytes, &mut found);
            content::check(&pdf, limits, press, &mut found);
            found.verdict.pages = pdf.pages().len();
        }
        Err(LoadPdfError::Decryption(_)) => found.error(None, None, msg!("preflight-x4-encrypted")),
        Err(LoadPdfError::Invalid) => found.error(None, None, msg!("preflight-unreadable")),
    }
    let mut verdict = found.verdict;
    verdict.findings.sort_by(|a, b| (a.page, &a.message.id, a.at).cmp(&(b.page, &b.message.id, b.at)));
    verdict
}

/// Bytes of object streams that are inflated to see how deeply they nest.
const MOST_OBJECTS: usize = 256 << 20;

/// How deeply objects nest, also in object streams: a reader which recurses might not come back.
fn deepest_nesting(bytes: &[u8]) -> usize {
    let (mut deepest, mut left, mut last) = (nesting(bytes), MOST_OBJECTS, 0);
    for at in memchr::memmem::find_iter(bytes, b"/ObjStm") {
        // Names that stand before one and the same stream are one.
        if at < last {
            continue;
        }
        let Some(begin) = memchr::memmem::find(&bytes[at..], b"stream").map(|n| at + n + 6) else { break };
        last = begin;
        let mut plain = Vec::new();
        let data = bytes[begin..].trim_ascii_start();
        let mut reader = std::io::Read::take(flate2::read::ZlibDecoder::new(data), left as u64);
        // What cannot be inflated is no object stream.
        let _ = std::io::Read::read_to_end(&mut reader, &mut plain);
        deepest = deepest.max(nesting(&plain));
        left -= plain.len();
        if left == 0 {
            return usize::MAX;
        }
    }
    deepest
}

/// The deepest nesting of arrays and the deepest of dictionaries, added. The bytes of pictures stay far below what is
/// asked for: opening and closing ones are as many.
fn nesting(bytes: &[u8]) -> usize {
    let deepest = |(depth, most): (usize, usize), opens: bool| {
        let depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        (depth, most.max(depth))
    };
    let (_, arrays) =
        memchr::memchr2_iter(b'[', b']', bytes).fold((0, 0), |state, at| deepest(state, bytes[at] == b'['));
    let mut next = 0;
    let (_, dictionaries) = memchr::memchr2_iter(b'<', b'>', bytes).fold((0, 0), |state, at| {
        if at < next || bytes.get(at + 1) != Some(&bytes[at]) {
            return state;
        }
        next = at + 2;
        deepest(state, bytes[at] == b'<')
    });
    arrays + dictionaries
}

/// Collects findings: each rule once a page, so that a thousand like ones do not hide the others.
#[derive(Debug, Default)]
struct Found {
    verdict: Verdict,
    known: HashSet<(Option<usize>, Cow<'static, str>)>,
}

impl Found {
    fn error(&mut self, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        self.push(Severity::Error, page, at, message);
    }

    fn warning(&mut self, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        self.push(Severity::Warning, page, at, message);
    }

    fn push(&mut self, severity: Severity, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        if self.known.insert((page, message.id.clone())) {
            self.verdict.findings.push(Finding { severity, message, page, at });
        }
    }
}
