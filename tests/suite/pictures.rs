//! Pictures on pages: a width is a share of the room, in every format and whatever stands around the picture.

use std::collections::BTreeMap;

use anpham::compile;
use anpham::diag::Diagnostics;
use anpham::i18n::Lang;

use crate::harness::Project;
use crate::real;
use crate::small::fixture;

const FORMATS: [&str; 8] = ["outline", "leaflet", "board", "standee", "talking-points", "slides", "bifold", "agenda"];

/// The widths of the strip in mm, by format, in the order of the pages.
fn widths(written: &str) -> BTreeMap<String, Vec<f64>> {
    let project = Project::campaign();
    let strip = std::fs::read(fixture("fixtures/pictures/strip.png")).expect("a picture");
    project.file("content/kh-116/nong-dan/strip.png", &strip);
    let picture = format!("![Dải màu](strip.png){written}");
    let long = "mục có một câu dài hơn một dòng, để danh sách tự nó rộng hơn cột chữ";
    let body = format!(
        "{picture}\n\n- {long}\n\n  {picture}\n\n1. mục\n\n   - con\n\n     {picture}\n\n> trích\n>\n> {picture}\n"
    );
    for format in FORMATS {
        let (body, details) = match format {
            "agenda" => (body.clone(), "details:\n  when: Sáng\n  venue: Nhà văn hóa\n"),
            "bifold" => (format!("## Một\n\n{body}\n## Hai\n\nHai.\n\n## Ba\n\nBa.\n"), ""),
            _ => (format!("## Một\n\n{body}"), ""),
        };
        let header = format!("---\ntitle: Dải màu\nsummary: Tóm tắt.\nformats: [{format}]\n{details}---\n\n");
        project.file(&format!("content/kh-116/nong-dan/bai-{format}.md"), format!("{header}{body}"));
    }
    let shop = real::shop_at(project.root(), None);
    let mut all = BTreeMap::new();
    for job in real::jobs(&shop, "screen").iter().filter(|job| job.part == "main" && job.output.contains("/bai-")) {
        let mut found = Diagnostics::new();
        let compiled = real::compiled(&shop, job, &mut found);
        let told: Vec<String> = found.iter().map(|found| Lang::En.text(&found.message)).collect();
        let compiled = compiled.unwrap_or_else(|| panic!("{}: {}", job.format, told.join("; ")));
        let pictures = compile::pictures(&compiled.document).into_iter().filter(|picture| picture.bytes == strip);
        all.insert(job.format.clone(), pictures.map(|picture| picture.area[2] - picture.area[0]).collect());
    }
    all
}

#[test]
fn a_width_is_a_share_of_the_room_in_every_format() {
    let (whole, half) = (widths(""), widths("{width=50%}"));
    assert_eq!(whole.len(), FORMATS.len(), "{whole:?}");
    for (format, whole) in &whole {
        let half = &half[format];
        assert_eq!((whole.len(), half.len()), (4, 4), "{format}: {whole:.1?} {half:.1?}");
        for (whole, half) in whole.iter().zip(half) {
            assert!((half / whole - 0.5).abs() < 0.005, "{format}: {half:.1} of {whole:.1} mm");
        }
    }
}
