//! Tests of the conversion: each feature, each message, and escaping as a property.

use std::collections::BTreeMap;

use super::*;
use crate::diag::{Message, SourceFile};
use crate::i18n::Lang;
use crate::msg;

/// Pictures of the tests: `a.png` and `b c.svg` are there.
struct Pictures;

impl Images for Pictures {
    fn check(&self, path: &str) -> Result<(), Message> {
        match path {
            "/content/kh/nd/a.png" | "/content/kh/nd/b c.svg" | "/content/logo.svg" => Ok(()),
            _ => Err(msg!("markup-image-empty")),
        }
    }
}

fn fact(id: &str, shown: &str, unit: Option<&str>, horizon: i32) -> (String, Fact) {
    let file = SourceFile::new("content/kh/directive.toml", "");
    let fact = Fact {
        id: id.into(),
        low: 5.0,
        high: 10.0,
        shown: shown.into(),
        qualifier: None,
        unit: unit.map(String::from),
        label: "dự án \"xanh\"".into(),
        horizon: Some(horizon),
        section: "II.2".into(),
        place: Place::new(&file, 0..0),
    };
    (id.into(), fact)
}

fn run(text: &str, print: bool) -> (Option<Markup>, Diagnostics) {
    let file = SourceFile::new("content/kh/nd/bai.md", text);
    let rendered = Rendered::verbatim(&file, 0..text.len());
    run_rendered(&rendered, print)
}

fn run_rendered(rendered: &Rendered, print: bool) -> (Option<Markup>, Diagnostics) {
    let blocks: Vec<String> =
        kinds::KINDS.iter().map(|k| k.name.to_string()).filter(|k| k != "notes" && k != "rings").collect();
    let facts: BTreeMap<String, Fact> =
        [fact("du-an", "05 – 10", Some("dự án/năm"), 2030), fact("cu", "60", Some("%"), 2020)].into();
    let ctx = ConvertContext {
        format: "leaflet",
        audience: "nong-dan",
        formats: &["leaflet", "slides"],
        audiences: &["nong-dan", "bao-chi"],
        blocks: &blocks,
        facts: &facts,
        source: "Kế hoạch 116-KH/TU",
        year: 2026,
        quotes: Quotes::Curly,
        print,
        dir: "content/kh/nd",
        images: &Pictures,
    };
    let mut diags = vec![];
    let markup = convert(rendered, &ctx, &mut diags);
    (markup, diags)
}

#[path = "../../tests/suite/evaluate.rs"]
#[allow(dead_code, reason = "the suite uses all of it")]
mod evaluate;

fn report(diags: &Diagnostics) -> String {
    let mut text = String::new();
    for d in diags {
        let (line, column) = d.place.as_ref().map_or((0, 0), |p| p.file.line_column(p.range.start));
        let shown = d.place.as_ref().map_or("", |p| &p.file.text[p.range.clone()]);
        let severity = if d.is_error() { "error" } else { "warning" };
        text.push_str(&format!("{severity} {line}:{column} [{shown}] {}\n", Lang::Vi.text(&d.message)));
        for hint in &d.hints {
            text.push_str(&format!("  = {}\n", Lang::Vi.text(hint)));
        }
    }
    text
}

#[test]
fn fixtures_come_out_as_before() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markup");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("the fixtures").flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let (markup, diags) = run(&std::fs::read_to_string(path).expect("a fixture"), false);
        let text = markup.map_or("refused".into(), |m| {
            evaluate::text(&m.text).unwrap_or_else(|e| panic!("{name}: {e}\n{}", m.text));
            m.text
        });
        insta::with_settings!({snapshot_path => "../../tests/snapshots/markup", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(name, format!("{text}\n\n==========\n{}", report(&diags)));
        });
    }
}
