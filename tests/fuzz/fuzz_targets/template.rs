//! Any text as a template: it renders or is complained about, and every line knows where it was typed.
#![no_main]

use std::collections::BTreeMap;

use anpham::content::template::Template;
use anpham::content::{
    Brand, Campaign, Content, Date, Facts, FrontMatter, HouseStyle, Issuer, Piece, Quotes, Translations,
};
use anpham::diag::{Diagnostics, SourceFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if text.chars().any(anpham::carry::is_reserved) || text.len() > 4000 {
        return;
    }
    let piece = Piece {
        id: "p".into(),
        directive: "d".into(),
        audience: "a".into(),
        file: SourceFile::new("content/d/a/p.md", text),
        meta: FrontMatter::default(),
        body: 0..text.len(),
        is_faulty: false,
    };
    let campaign = Campaign {
        file: SourceFile::new("anpham.toml", ""),
        title: String::new(),
        translations: Translations::default(),
        issuer: Issuer::default(),
        lang: "vi".into(),
        date: Date { year: 2026, month: 11, day: 23 },
        brand: Brand { theme: String::new(), logos: vec![] },
        style: HouseStyle { quotes: Quotes::Curly },
        profiles: BTreeMap::new(),
        default_profiles: vec![],
        tables: BTreeMap::new(),
    };
    let include = SourceFile::new("content/_shared/x.md", "one\n{{ name }}\nthree");
    let includes = BTreeMap::from([(include.path.clone(), include)]);
    let content = Content { campaign, audiences: vec![], directives: BTreeMap::new(), pieces: vec![], includes };
    let mut context = tera::Context::new();
    context.insert("name", "*value*");
    let mut diagnostics = Diagnostics::new();
    let facts = BTreeMap::new();
    let facts = Facts::from(&facts);
    let template = Template { piece: &piece, content: &content, context: &context, facts: &facts, year: 2026 };
    if let Some(rendered) = template.body(&mut diagnostics, &mut Diagnostics::new()) {
        assert_eq!(rendered.text.split('\n').count(), rendered.lines.len(), "one origin a line");
    }
    for place in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        assert!(place.file.text.get(place.range.clone()).is_some(), "a place outside the file");
    }
});
