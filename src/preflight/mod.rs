//! Stage 7: any PDF → what a press would stumble over.
//!
//! The reader is another one than the writer of [`pdf`](crate::pdf), and the two share no constants: a name that the
//! writer gets wrong is not read back as right. Hostile files end early: streams, operators and depth are counted.

mod bleed;
mod color;
mod content;
mod dates;
mod finding;
mod geometry;
mod jpx;
mod limits;
mod navigation;
mod nesting;
mod pixels;
mod programs;
mod report;
mod rule;
mod rules;
mod state;
mod streams;
mod structure;
mod tables;
mod trailer;
mod variants;

use hayro_syntax::{LoadPdfError, Pdf};

pub use color::PROCESS;
use finding::Collected;
pub use finding::{Finding, MOST_WORK, Verdict, Work};
pub use limits::{Bleed, Limits};
use nesting::{MOST_NESTING, deepest_nesting, packed};
pub(crate) use pixels::most_ink;
use rule::told;
pub use rule::{Rule, RuleSet};
pub use variants::{variant, variant_numbers, variants};

/// What the stack of any thread holds; more of it is read on a stack of its own.
const USUAL_NESTING: usize = 300;
/// That stack: the reader of objects recurses.
const STACK: usize = 64 << 20;

/// Looks through a file. Never panics and never runs long, whatever the bytes.
pub fn check(bytes: &[u8], limits: &Limits) -> Verdict {
    let unreadable = || {
        let mut found = Collected::default();
        found.push(None, None, told!(Unreadable));
        found.verdict
    };
    // A panic of the reading library is an unreadable file.
    let caught = |read: &dyn Fn() -> Option<Vec<u8>>| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok().flatten()
    };
    let mut nesting = deepest_nesting(bytes);
    let mut whole = std::borrow::Cow::Borrowed(bytes);
    if nesting > MOST_NESTING {
        let Some(packed) = caught(&|| packed(bytes)) else {
            let mut found = Collected::default();
            found.push(None, None, told!(TooMuch));
            return found.verdict;
        };
        nesting = deepest_nesting(&packed);
        whole = packed.into();
    }
    let read = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(bytes, &whole, limits))).ok();
    if nesting <= USUAL_NESTING {
        return read().unwrap_or_else(unreadable);
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        thread.ok().and_then(|thread| thread.join().ok().flatten()).unwrap_or_else(unreadable)
    })
}

/// Reads a file: its bytes as they are, and as objects are read from them.
fn read(bytes: &[u8], whole: &[u8], limits: &Limits) -> Verdict {
    let mut found = Collected::default();
    match Pdf::new(whole.to_vec()) {
        Ok(pdf) => {
            let press = structure::check(&pdf, bytes, &mut found);
            content::check(&pdf, limits, press, &mut found);
            found.verdict.pages = pdf.pages().len();
        }
        Err(LoadPdfError::Decryption(_)) => found.push(None, None, told!(X4Encrypted)),
        Err(LoadPdfError::Invalid) => found.push(None, None, told!(Unreadable)),
    }
    if is_cut_off(bytes) {
        // What else is wanting stood in the part that is gone.
        let pages = found.verdict.pages;
        found = Collected::default();
        found.verdict.pages = pages;
        found.push(None, None, told!(CutOff));
    }
    let mut verdict = found.verdict;
    verdict.findings.retain(|found| limits.rules.has(found.rule));
    verdict.findings.sort_by_key(|found| (found.page, found.rule.name(), found.at));
    verdict
}

/// Whether a file begins as a PDF and does not end as one (ISO 32000-2, 7.5.5): readers look for the end in the last kilobyte.
fn is_cut_off(bytes: &[u8]) -> bool {
    let has = |part: &[u8], words: &[u8]| memchr::memmem::find(part, words).is_some();
    let end = &bytes[bytes.len().saturating_sub(2048)..];
    has(&bytes[..bytes.len().min(1024)], b"%PDF-") && !has(end, b"%%EOF") && !has(end, b"startxref")
}
