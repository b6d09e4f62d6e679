//! What a text costs grows no faster than the text: counted, not timed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::work;

#[path = "../../benches/cost/texts.rs"]
mod texts;

/// Counts what a thread asks for.
struct Counting;

thread_local! {
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: all is handed on to the system's allocator as it came.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends has no counter any more. Each call counts beside what it asks for.
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + layout.size() as u64 + 16));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let more = size.saturating_sub(layout.size());
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + more as u64 + 16));
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes asked for, and characters looked at, in a conversion of this text.
fn cost(text: &str) -> (u64, u64) {
    let before = (BYTES.get(), work::steps());
    super::tests::run(text, true);
    (BYTES.get() - before.0, work::steps() - before.1)
}

#[test]
fn texts_of_any_kind_cost_no_more_than_their_length() {
    let mut dear = vec![];
    for family in texts::FAMILIES {
        let (small, large) = (cost(&family.text(4 << 10)), cost(&family.text(64 << 10)));
        // Sixteen times the text; half as much again for what is sorted.
        let most = |small: u64| small * 24 + 100_000;
        if large.0 > most(small.0) || large.1 > most(small.1) {
            dear.push(format!("{}: {small:?} and {large:?}", family.name));
        }
    }
    assert!(dear.is_empty(), "bytes and steps of 4 KB and 64 KB:\n{}", dear.join("\n"));
}
