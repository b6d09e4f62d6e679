//! Any bytes as a PDF: told what is wrong with them, and back in time.
#![no_main]

use anpham::preflight::{Limits, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let verdict = check(bytes, &Limits::default());
    // The same bytes, the same verdict.
    assert_eq!(check(bytes, &Limits::default()), verdict);
});
