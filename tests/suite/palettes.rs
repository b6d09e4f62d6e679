//! A campaign's own colours beside the theme that it does not copy.

use crate::harness::Project;
use crate::small::Findings;

const PALETTE: &str = "layouts/theme/palettes/xanh-bien.toml";

/// A campaign with a palette begun by the program.
fn project() -> Project {
    let project = Project::campaign();
    project.run(["new", "palette", "xanh-bien", "--from", "xanh-cao-nguyen"]).succeeds();
    project.edit("anpham.toml", "theme = \"do-vang\"", "theme = \"xanh-bien\"");
    project
}

fn told(project: &Project) -> Vec<String> {
    Findings(project.run(["check", "--strict", "--json"]).json()).list()
}

/// The line of the palette that holds a text.
fn line(project: &Project, text: &str) -> usize {
    project.read(PALETTE).lines().position(|line| line.contains(text)).expect("a line") + 1
}

#[test]
fn a_palette_of_ones_own_is_one_file() {
    let project = project();
    assert_eq!(told(&project), [""; 0]);
    let shipped = Project::campaign();
    shipped.edit("anpham.toml", "theme = \"do-vang\"", "theme = \"xanh-cao-nguyen\"");
    shipped.build();
    project.build();
    // The copy has the same colours, so it makes the same pages.
    let without_campaign = |outputs: std::collections::BTreeMap<String, Vec<u8>>| {
        outputs.into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect::<Vec<_>>()
    };
    assert!(without_campaign(shipped.outputs()) == without_campaign(project.outputs()), "other pages");
    // Other colours make other pages, and only the palette has changed.
    let before = project.outputs();
    project.edit(PALETTE, "rgb = \"#17704C\"", "rgb = \"#0B5F8A\"");
    project.edit(PALETTE, "cmyk = [85, 30, 80, 20]", "cmyk = [95, 45, 15, 15]");
    assert_eq!(told(&project), [""; 0]);
    project.build();
    for (path, bytes) in project.outputs().into_iter().filter(|(path, _)| path.ends_with(".pdf")) {
        assert!(bytes != before[&path], "{path} has its old colours");
    }
}

#[test]
fn the_shipped_palettes_stay_in_reach() {
    let project = project();
    for theme in ["do-vang", "xanh-cao-nguyen", "xanh-bien"] {
        let campaign = project.read("anpham.toml");
        let now = campaign.lines().find(|line| line.starts_with("theme = ")).expect("a theme");
        project.edit("anpham.toml", now, &format!("theme = \"{theme}\""));
        assert_eq!(told(&project), [""; 0], "{theme}");
    }
    project.edit("anpham.toml", "theme = \"xanh-bien\"", "theme = \"xanh-bie\"");
    let run = project.run(["check", "--lang", "en"]).fails(1);
    run.stdout_contains("did you mean `xanh-bien`?").stdout_contains("do-vang, xanh-bien, xanh-cao-nguyen");
}

#[test]
fn every_slip_in_a_palette_is_told_at_its_line() {
    let slip = |from: &str, to: &str| {
        let project = project();
        let at = line(&project, from);
        project.edit(PALETTE, from, to);
        (told(&project), at)
    };
    let one = |kind: &str, code: &str, at: usize| vec![format!("{kind} {code} {PALETTE}:{at}")];
    // A misspelt name is one mistake and not two.
    let (found, _) = slip("accent = ", "acent = ");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("error layout-missing-color"), "{found:?}");
    let (found, at) = slip("rgb = \"#F7B026\"", "rgb = \"vàng\"");
    assert_eq!(found.iter().filter(|found| found.contains("layout-bad-color")).count(), 1, "{found:?} {at}");
    // Without quotes the rest of the line is a comment, and everything after it out of joint: one mistake all the same.
    let (found, at) = slip("rgb = \"#0B3D2E\"", "rgb = #0B3D2E");
    assert_eq!(found, one("error", "content-toml-syntax", at));
    let (found, at) = slip("soft = { cmyk", "soft = { cmky");
    assert!(found.contains(&format!("error content-unknown-key {PALETTE}:{at}")), "{found:?}");
    // Text that cannot be read: the pairs are the theme's.
    let (found, at) = slip(
        "soft = { cmyk = [0, 0, 0, 72], rgb = \"#5A5A5A\" }",
        "soft = { cmyk = [0, 0, 0, 40], rgb = \"#A0A0A0\" }",
    );
    assert_eq!(found, [one("error", "layout-contrast", at), one("error", "layout-contrast", at)].concat());
    // One recipe changed and the other forgotten.
    let (found, at) = slip("primary = { cmyk = [85, 30, 80, 20]", "primary = { cmyk = [0, 100, 95, 5]");
    assert_eq!(found, one("warning", "layout-two-colors", at));
    // A colour that nothing uses.
    let (found, at) = slip("rule = ", "them = { cmyk = [0, 0, 0, 0], rgb = \"#FFFFFF\" }\nrule = ");
    assert_eq!(found, one("warning", "layout-unused-color", at));
}

#[test]
fn pairs_of_ones_own_are_checked_too() {
    let project = project();
    project.file(PALETTE, project.read(PALETTE) + "\n[[pairs]]\ntext = \"accent\"\nground = \"white\"\n");
    let at = project.read(PALETTE).lines().count() - 2;
    let found = told(&project);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(&format!("error layout-contrast {PALETTE}:")), "{found:?} {at}");
    project.edit(PALETTE, "text = \"accent\"\nground = \"white\"", "text = \"ink\"\nground = \"whit\"");
    project.run(["check", "--lang", "en"]).fails(1).stdout_contains("did you mean `white`?");
}

/// Files of a theme without its `theme.toml` are no theme, and do not pass unused in silence.
#[test]
fn a_part_of_a_theme_is_told() {
    let project = project();
    project.file("layouts/theme/type.typ", "x");
    let run = project.run(["check", "--lang", "en"]).fails(1);
    run.stdout_contains("`layouts/theme` holds `layouts/theme/type.typ` and no `theme.toml`");
}

#[test]
fn palettes_are_begun_once() {
    let project = project();
    project.run(["new", "palette", "xanh-bien"]).fails(2);
    project.run(["new", "palette", "do-vang"]).fails(2);
    project
        .run(["new", "palette", "moi", "--from", "do-vagn", "--lang", "en"])
        .fails(2)
        .stdout_contains("did you mean `do-vang`?");
    project.run(["schema", "palette"]).succeeds().stdout_contains("\"colors\"");
}
