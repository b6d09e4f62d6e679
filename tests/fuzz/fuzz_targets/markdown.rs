//! Any Markdown: what it becomes is valid Typst markup, and no code but the functions that the converter calls.
#![no_main]

use std::collections::BTreeMap;

use anpham::content::words::Named;
use anpham::content::{Facts, Quotes, Rendered};
use anpham::diag::{Diagnostics, SourceFile};
use anpham::markup::{Choice, ReadContext, read};
use anpham::pictures::{Found, Images, NoPicture};
use libfuzzer_sys::fuzz_target;

struct EveryPicture;

impl Images for EveryPicture {
    fn find(&self, path: &str) -> Result<Found, NoPicture> {
        Ok(Found { path: path.into(), ..Found::default() })
    }
}

fuzz_target!(|text: &str| {
    if text.chars().any(anpham::carry::is_reserved) {
        return;
    }
    let file = SourceFile::new("content/d/a/p.md", text);
    let rendered = Rendered::verbatim(&file, 0..text.len());
    let names = ["leaflet"];
    let blocks = ["points", "quote", "sidebar", "note"].map(String::from);
    let facts = BTreeMap::new();
    let context = ReadContext {
        formats: &names,
        audience: "leaflet",
        audiences: &names,
        facts: &Facts::from(&facts),
        year: 2026,
        lang: "vi",
        quotes: Quotes::Curly,
        dir: "content/d/a",
        images: &EveryPicture,
    };
    let choice = Choice { format: "leaflet", blocks: &blocks, issuer: &Named::new(), print: false };
    if let Some(doc) = read(&rendered, &context).choose(&choice, &mut Diagnostics::new()) {
        let markup = doc.markup("");
        let root = typst::syntax::parse(&markup.text);
        assert!(root.errors_and_warnings().0.is_empty(), "not valid Typst: {}", markup.text);
        for (range, _) in markup.map.entries() {
            assert!(markup.text.get(range.clone()).is_some(), "the map leaves the text");
        }
    }
});
