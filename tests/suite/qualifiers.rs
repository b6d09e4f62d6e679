//! Qualifiers and figures with letters that hang below the line: none touches what stands below it.

use anpham::compile;
use anpham::diag::Diagnostics;

use crate::harness::Project;
use crate::real;

const FACTS: &str = r#"
[[facts]]
id = "q-1"
value = 60
unit = "%"
qualifier = "không quá"
label = "thử"
horizon = 2030
section = "II"

[[facts]]
id = "q-2"
value = 75
unit = "%"
qualifier = "vượt ngưỡng quy định"
label = "thử"
horizon = 2030
section = "II"

[[facts]]
id = "q-3"
value = 1500000
shown = "1,5 triệu"
qualifier = "gần"
unit = "lượt"
label = "thử"
horizon = 2030
section = "II"
"#;

const PIECE: &str = "---
title: Trang thử
summary: Thử.
kicker: Thử
call: Làm ngay
formats: [slides, board, leaflet]
---

::: number fact=\"q-3\"
:::

Một đoạn văn ngắn.

## Thẻ

::: figures facts=\"q-1 q-2\"
:::

## Vòng

::: rings facts=\"q-1\"
:::

## Lẫn

Một đoạn.

::: number fact=\"q-1\"
:::
";

#[test]
fn what_hangs_from_a_qualifier_keeps_clear_of_its_figure() {
    let project = Project::campaign();
    let directive = "content/kh-116/directive.toml";
    project.file(directive, project.read(directive) + FACTS);
    project.file("content/kh-116/nong-dan/thu-so.md", PIECE);
    let shop = real::shop_at(project.root(), None);
    let jobs = real::jobs(&shop, "screen");
    let mut seen = 0;
    for job in jobs.iter().filter(|job| job.piece.id == "thu-so" && job.part == "main") {
        let mut found = Diagnostics::new();
        let compiled = real::compiled(&shop, job, &mut found).unwrap_or_else(|| panic!("{}: {found:#?}", job.format));
        assert!(!found.iter().any(|found| found.message.id.starts_with("compile-audit")), "{found:#?}");
        let words = compile::words(&compiled.document);
        for over in words.iter().filter(|word| matches!(word.text.as_str(), "quá" | "định" | "triệu")) {
            seen += 1;
            for under in words.iter().filter(|word| word.page == over.page && !std::ptr::eq(*word, over)) {
                let apart = |low: usize, high: usize| {
                    over.area[high] <= under.area[low] + 0.01 || under.area[high] <= over.area[low] + 0.01
                };
                assert!(apart(0, 2) || apart(1, 3), "{}, page {}: {over:?} touches {under:?}", job.format, over.page);
            }
        }
    }
    assert!(seen >= 9, "{seen}");
}
