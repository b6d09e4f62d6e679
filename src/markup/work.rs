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

/// So many characters are looked at: counted in tests, which hold the growth of it.
pub(super) fn step(characters: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + characters as u64));
    #[cfg(not(test))]
    let _ = characters;
}

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

#[cfg(test)]
pub(super) fn steps() -> u64 {
    STEPS.get()
}

/// A character at which the conversion fails on purpose: only so can a test see what becomes of a failure.
#[cfg(test)]
pub(crate) const MISHAP: char = '\u{10FFFE}';
