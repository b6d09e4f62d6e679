//! Any text as a piece: its header is read or complained about, and every complaint has a place inside the file.
#![no_main]

use anpham::content::front_matter;
use anpham::diag::{Diagnostics, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = SourceFile::new("content/d/a/p.md", text);
    let mut diagnostics = Diagnostics::new();
    if let Some((_, body)) = front_matter::parse(&file, &mut diagnostics) {
        assert!(text.get(body).is_some(), "the body is not a part of the file");
    }
    for place in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        assert!(place.file.text.get(place.range.clone()).is_some(), "a place outside the file");
    }
});
