//! The logos of a campaign: one place in every format, and nothing without them.

use std::collections::BTreeMap;

use anpham::compile;
use anpham::content::{Logo, Spanned};
use anpham::diag::{Diagnostic, Diagnostics};
use anpham::i18n::Lang;

use crate::harness::Project;
use crate::real;
use crate::small::{Findings, fixture};

const LOGOS: [(&str, &str); 2] = [("logo.svg", "Ban Tuyên giáo"), ("logo-hai.svg", "Hội Nông dân")];

fn logo(name: &str, whose: &str) -> Logo {
    let path = Spanned { value: format!("tests/fixtures/pictures/{name}"), range: 0..0 };
    Logo { path, name: whose.into(), format: None }
}

/// Logos that stand on the first page of each format and size, as the press and the screen get it: all of them, inside of the
/// trim, in their shape, not too small, clear of each other and of every word.
fn look(theme: &str, profile: &str) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let logos = LOGOS.map(|(name, whose)| logo(name, whose)).to_vec();
    let shop = real::shop_with(root, |campaign| {
        campaign.brand.theme = theme.into();
        campaign.brand.logos.clone_from(&logos);
    });
    let bare = real::shop(Some(theme));
    let bytes = LOGOS.map(|(name, _)| std::fs::read(fixture("fixtures/pictures").join(name)).expect("a logo"));
    let mut mistakes = Vec::new();
    let mut formats = BTreeMap::new();
    for job in real::one_a_format(&shop, profile) {
        if job.part != "main" {
            continue;
        }
        let name = format!("{theme} {profile} {} {}", job.format, job.size);
        let mut found = Diagnostics::new();
        let Some(compiled) = real::compiled(&shop, &job, &mut found) else {
            mistakes.push(format!("{name}: not set: {}", told(&found)));
            continue;
        };
        shop.run(&job, &mut found);
        if !found.is_empty() {
            // What is said without logos, too, is none of theirs.
            let mut before = Diagnostics::new();
            real::compiled(&bare, &job, &mut before);
            bare.run(&job, &mut before);
            found.retain(|found| !before.contains(found));
            if !found.is_empty() {
                mistakes.push(format!("{name}: {}", told(&found)));
            }
        }
        *formats.entry(job.format.clone()).or_insert(0) += 1;
        let size = shop.layouts.formats[&job.format].size(&job.size).expect("a size");
        let (width, height) = (size.width * size.scale, size.height * size.scale);
        let words = compile::words(&compiled.document);
        let pictures = compile::pictures(&compiled.document);
        for bytes in &bytes {
            let Some(shown) = pictures.iter().find(|picture| picture.page == 1 && picture.bytes == *bytes) else {
                mistakes.push(format!("{name}: a logo is not on the first page"));
                continue;
            };
            let [left, top, right, bottom] = shown.area;
            let high = bottom - top;
            if left < 0.0 || top < 0.0 || right > width || bottom > height {
                mistakes.push(format!("{name}: {:.1?} is outside of the trim", shown.area));
            }
            // A handout shows the slides made smaller.
            if high < 5.99 && !shop.layouts.formats[&job.format].reduced {
                mistakes.push(format!("{name}: only {high:.1} mm high"));
            }
            // A little less than the quarter that is promised: a word's area may be a hair larger than its ink.
            let clear = high * 0.24;
            let touches = |area: &[f64; 4]| {
                area[0] < right + clear && area[2] > left - clear && area[1] < bottom + clear && area[3] > top - clear
            };
            let near = words.iter().find(|word| word.page == 1 && touches(&word.area));
            if let Some(word) = near {
                mistakes
                    .push(format!("{name}: “{}” at {:.1?} is too near to {:.1?}", word.text, word.area, shown.area));
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(formats.len() >= 22, "{formats:?}");
}

fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|found| Lang::En.text(&found.message)).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_format_has_a_place_for_logos_on_screen() {
    for theme in real::themes() {
        look(&theme, "screen");
    }
}

#[test]
fn every_format_has_a_place_for_logos_in_print() {
    for theme in real::themes() {
        look(&theme, "print");
    }
}

#[test]
fn a_logo_is_checked_as_other_pictures_are() {
    let project = Project::campaign();
    let campaign = project.read("anpham.toml");
    let with = |brand: &str| {
        project.file("anpham.toml", format!("{}\n", campaign.replace("[brand]\n", &format!("[brand]\n{brand}\n"))));
        Findings(project.run(["check", "--json"]).json())
    };
    let line = campaign.lines().position(|line| line == "[brand]").expect("a table") + 2;
    let coarse = std::fs::read(fixture("real/pictures/vuon-mau.png")).expect("a picture");
    project.file("Logo.png", &coarse);
    project.file("hai.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>a()</script></svg>");
    project.file("ba.jpg", std::fs::read(fixture("fixtures/pictures/logo.svg")).expect("a logo"));
    with("logo = \"logo.png\"").hold(&format!("error content-no-file anpham.toml:{line}"));
    with("logo = \"hai.svg\"").hold(&format!("error markup-drawing-script anpham.toml:{line}"));
    with("logo = [\"Logo.png\", \"ba.jpg\"]").hold(&format!("error content-logo-name anpham.toml:{line}"));
    // A good drawing under a wrong name is set; few pixels are told by the press.
    let all = with("logo = \"ba.jpg\"");
    assert_eq!(all.list(), Vec::<String>::new());
    let all = with("logo = [\"ba.jpg\", \"Logo.png\"]\nlogo-names = [\"Một\", \"Hai\"]");
    assert!(all.list().iter().all(|found| found.contains("preflight-picture-")), "{:#?}", all.list());
    assert!(!all.list().is_empty());
}
