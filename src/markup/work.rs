//! Where in a text the conversion is, for the case that it goes wrong there.

use std::cell::Cell;

thread_local! {
    static AT: Cell<usize> = const { Cell::new(0) };
}

/// The text at this offset comes next.
pub(super) fn begin(offset: usize) {
    AT.with(|at| at.set(offset));
}

/// The offset that was begun last on this thread.
pub(super) fn current() -> usize {
    AT.with(Cell::get)
}

/// A character at which the conversion fails on purpose: only so can a test see what becomes of a failure.
#[cfg(test)]
pub(crate) const MISHAP: char = '\u{10FFFE}';
