//! Stage 7: any PDF → what a press would stumble over.
//!
//! The reader is another one than the writer of [`pdf`](crate::pdf), and the two share no constants: a name that the
//! writer gets wrong is not read back as right. Hostile files end early: streams, operators and depth are counted.

mod color;
mod content;
mod structure;

use hayro_syntax::{LoadPdfError, Pdf};
use serde::Serialize;

use crate::diag::{Message, Severity};
use crate::msg;

/// What a press can take.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Most ink on any spot, in percent.
    pub ink: f64,
    /// Pictures with fewer pixels per inch are errors.
    pub ppi_error: f64,
    /// Pictures with fewer pixels per inch are warned of.
    pub ppi_warn: f64,
}

impl Default for Limits {
    /// Sheet-fed offset on coated paper: 300 % of ink (FOGRA39, basICColor), 150 and 225 pixels per inch (GWG 2015).
    fn default() -> Self {
        Self { ink: 300.0, ppi_error: 149.0, ppi_warn: 224.0 }
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
}

impl Verdict {
    /// Whether the file may go to the press.
    pub fn passes(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
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
    error("postscript"),
    error("alternate"),
    error("external-stream"),
    error("transfer-function"),
    error("lzw"),
    error("layer"),
    error("font"),
    error("rgb"),
    warning("icc-color"),
    error("spot-all"),
    error("spot-twice"),
    error("picture-coarse"),
    warning("picture-soft"),
    warning("hairline"),
    warning("small-text"),
    warning("tiny-text"),
    warning("rich-black"),
    error("white-overprint"),
    error("ink"),
    warning("ink-sum"),
    error("bleed"),
];

/// Stack of the thread that reads: the reader of objects recurses.
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
    if is_nested_deeply(bytes) {
        let mut found = Found::default();
        found.error(None, None, msg!("preflight-too-much"));
        return found.verdict;
    }
    // A thread of its own for the stack; a panic of the reading library is an unreadable file.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || read(bytes, limits));
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(unreadable)
    })
}

fn read(bytes: &[u8], limits: &Limits) -> Verdict {
    let mut found = Found::default();
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => {
            structure::check(&pdf, bytes, &mut found);
            content::check(&pdf, limits, &mut found);
            found.verdict.pages = pdf.pages().len();
        }
        Err(LoadPdfError::Decryption(_)) => found.error(None, None, msg!("preflight-x4-encrypted")),
        Err(LoadPdfError::Invalid) => found.error(None, None, msg!("preflight-unreadable")),
    }
    let mut verdict = found.verdict;
    verdict.findings.sort_by(|a, b| (a.page, &a.message.id, a.at).cmp(&(b.page, &b.message.id, b.at)));
    verdict
}

/// Whether objects nest so deeply that a reader which recurses might not come back, also in object streams.
fn is_nested_deeply(bytes: &[u8]) -> bool {
    let inner = memchr::memmem::find_iter(bytes, b"/ObjStm").take(100_000).any(|at| {
        let data = memchr::memmem::find(&bytes[at..], b"stream").map(|n| &bytes[at + n + 6..]);
        let data = data.map(|data| data.trim_ascii_start()).unwrap_or_default();
        let mut plain = Vec::new();
        let mut reader = std::io::Read::take(flate2::read::ZlibDecoder::new(data), 64 << 20);
        // What cannot be inflated is no object stream.
        let _ = std::io::Read::read_to_end(&mut reader, &mut plain);
        nesting(&plain) > MOST_NESTING
    });
    inner || nesting(bytes) > MOST_NESTING
}

/// The deepest nesting of brackets; the bytes of pictures stay far below what is asked for.
fn nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while at < bytes.len() {
        let double = bytes.get(at + 1) == Some(&bytes[at]);
        match bytes[at] {
            b'[' => depth += 1,
            b'<' if double => (depth, at) = (depth + 1, at + 1),
            b']' => depth = depth.saturating_sub(1),
            b'>' if double => (depth, at) = (depth.saturating_sub(1), at + 1),
            // A new object begins: nothing of the last one is open.
            b'o' if bytes[at..].starts_with(b"obj") => depth = 0,
            _ => {}
        }
        deepest = deepest.max(depth);
        at += 1;
    }
    deepest
}

/// Collects findings: each rule once a page, so that a thousand like ones do not hide the others.
#[derive(Debug, Default)]
struct Found {
    verdict: Verdict,
}

impl Found {
    fn error(&mut self, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        self.push(Severity::Error, page, at, message);
    }

    fn warning(&mut self, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        self.push(Severity::Warning, page, at, message);
    }

    fn push(&mut self, severity: Severity, page: Option<usize>, at: Option<(i32, i32)>, message: Message) {
        if !self.verdict.findings.iter().any(|known| known.page == page && known.message.id == message.id) {
            self.verdict.findings.push(Finding { severity, message, page, at });
        }
    }
}
