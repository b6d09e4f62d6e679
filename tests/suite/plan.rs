//! What is found before a single page is set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anpham::diag::Diagnostics;
use anpham::job::Shop;
use anpham::plan::{Filter, Job, JobId, Plan};

use crate::harness::Project;
use crate::real;
use crate::small::Findings;

const PIECE: &str = "content/kh-1/thanh-nien/to-roi.md";

fn piece(formats: &str) -> String {
    format!("---\ntitle: Thử\nformats: {formats}\n---\n\nThử xem.\n")
}

#[test]
fn unknown_formats_and_sizes() {
    let project = Project::small();
    project.file(PIECE, piece("[sheet, shet, sheet-a7, sheet-, brochure]"));
    project.mistakes(&[]).are(&[
        &format!("error layout-unknown-format {PIECE}:3"),
        &format!("error layout-unknown-size {PIECE}:3"),
        &format!("error layout-unknown-size {PIECE}:3"),
        &format!("error layout-unknown-format {PIECE}:3"),
    ]);
    project.run(["check"]).fails(1).stdout_contains("did you mean `sheet`?").stdout_contains("its sizes: a6, a5");
}

/// A format whose name begins as another's does is not a size of it.
#[test]
fn a_format_with_a_hyphen_is_no_size() {
    let project = Project::small();
    for name in ["format.toml", "layout.typ"] {
        project.file(&format!("layouts/sheet-a5/{name}"), project.read(&format!("layouts/sheet/{name}")));
    }
    project.file(PIECE, piece("[sheet-a5-a6]"));
    let built = project.run(["build", "--json", "--audience", "thanh-nien"]).succeeds().json();
    assert_eq!(built["made"], 1, "{built:#}");
}

#[test]
fn missing_fields() {
    let project = Project::small();
    project.file(PIECE, "---\nformats: [sheet, issue]\n---\n\nx\n");
    let found = project.mistakes(&[]);
    found.hold(&format!("error layout-missing-field {PIECE}:2"));
    assert_eq!(found.list().len(), 3, "title twice and articles: {:?}", found.list());
    project.file(PIECE, "---\ntitle: \"  \"\nformats: [sheet]\n---\n\nx\n");
    project.run(["check"]).fails(1).stdout_contains(PIECE);
}

#[test]
fn unknown_articles() {
    let project = Project::small();
    let path = "content/kh-1/nong-dan/ban-tin.md";
    for (given, meant) in [
        ("kh-1/bai-vet", "did you mean `kh-1/bai-viet`?"),
        ("bai-viet", "directive/piece"),
        ("kh-9/x", "directive/piece"),
    ] {
        project.edit(path, "\"kh-1/bai-viet\"", &format!("\"{given}\""));
        project.mistakes(&[]).are(&[&format!("error layout-unknown-article {path}:4")]);
        project.run(["check"]).fails(1).stdout_contains(meant);
        project.edit(path, &format!("\"{given}\""), "\"kh-1/bai-viet\"");
    }
    // An article of the other audience is not this audience's.
    project.file("content/kh-1/thanh-nien/rieng.md", "---\ntitle: Riêng\nformats: []\n---\n\nx\n");
    project.edit(path, "\"kh-1/bai-viet\"", "\"kh-1/rieng\"");
    project.mistakes(&[]).are(&[&format!("error layout-unknown-article {path}:4")]);
}

#[test]
fn outputs_that_collide_are_all_named() {
    let project = Project::small();
    project.file(PIECE, piece("[sheet, sheet-a6]"));
    project.run(["check"]).fails(1).stdout_contains("two jobs would write `screen/kh-1/thanh-nien/to-roi.sheet.pdf`");
    // By way of `audiences`: two pieces of the same name for the same readers.
    let project = Project::small();
    project.edit("content/kh-1/nong-dan/to-roi.md", "formats: [sheet]", "formats: [sheet]\naudiences: [thanh-nien]");
    let run = project.run(["build"]).fails(1);
    run.stdout_contains("two jobs would write").stdout_contains("made 3");
    assert!(!project.has("output/screen/kh-1/thanh-nien/to-roi.sheet.pdf"), "neither of the two is written");
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_one_on_other_systems() {
    let project = Project::small();
    project.file("content/kh-1/thanh-nien/To-Roi.md", piece("[sheet]"));
    project.run(["check"]).fails(1).stdout_contains("two jobs would write");
    // The same letters stored in two ways.
    let project = Project::small();
    project.file("content/kh-1/thanh-nien/n\u{1ED9}i.md", piece("[sheet]"));
    project.file("content/kh-1/thanh-nien/no\u{323}\u{302}i.md", piece("[sheet]"));
    project.run(["check"]).fails(1).stdout_contains("nội");
}

#[test]
#[cfg(unix)]
fn names_that_windows_cannot_hold() {
    for name in ["con", "aux", "lpt1", "a:b", "a?", "a|b", "COM9"] {
        let project = Project::small();
        project.file(&format!("content/kh-1/thanh-nien/{name}.md"), piece("[sheet]"));
        let run = project.run(["build", "--json"]).fails(1).json();
        assert_eq!(run["made"], 4, "{name}: {run:#}");
        let code = run["diagnostics"][0]["code"].as_str().unwrap_or("");
        assert!(code == "layout-windows-name" || code == "content-bad-id", "{name}: {code}");
    }
    let project = Project::small();
    project.file(&format!("content/kh-1/thanh-nien/{}.md", "d".repeat(230)), piece("[sheet]"));
    project.mistakes(&[]).hold(&format!("error layout-long-path content/kh-1/thanh-nien/{}.md:1", "d".repeat(230)));
}

#[test]
fn languages_stand_in_the_name() {
    let project = Project::small();
    project.edit(PIECE, "formats: [sheet]", "formats: [sheet]\nlang: en");
    project.edit("anpham.toml", "[brand]", "[issuer.en]\nname = \"The Commission\"\n\n[brand]");
    project.edit("content/kh-1/directive.toml", "seed = 1\n", "seed = 1\nen = { kind = \"Plan\" }\n");
    project.run(["build"]).succeeds();
    assert!(project.has("output/screen/kh-1/thanh-nien/to-roi.en.sheet.pdf"));
}

/// All mistakes of all files in one run, each once, whatever the number of profiles.
#[test]
fn all_mistakes_are_reported_at_once() {
    let project = Project::small();
    project.edit(PIECE, "title: Ý tưởng", "titel: Ý tưởng");
    project.edit("content/kl-2/nong-dan/to-roi.md", "[sheet-a5]", "[sheet-a9]");
    let facts = "content/kh-1/directive.toml";
    project.edit(facts, "horizon = 2030\nsection = \"II.2\"", "horizon = \"2030\"\nsektion = \"II.2\"");
    let palette = "layouts/theme/palettes/giay.toml";
    project.edit(palette, "#101010", "#EEEEEE");
    project.edit("layouts/issue/layout.typ", "{{ body }}", "#{{ body }}");
    let args = ["--profile", "screen,print"];
    assert_eq!(
        files_with_mistakes(&project, &args),
        [facts, PIECE, "content/kl-2/nong-dan/to-roi.md", "layouts/issue/layout.typ", palette,]
    );
    // Without a campaign nothing can be planned; every file is looked at all the same.
    project.edit("content/audiences.toml", "plural = \"các bạn thanh niên\"", "plurl = \"x\"");
    project.edit("anpham.toml", "lang = \"vi\"", "lang = \"vi\"\nlagn = 1");
    assert_eq!(
        files_with_mistakes(&project, &args),
        ["anpham.toml", "content/audiences.toml", facts, PIECE, "layouts/issue/layout.typ",]
    );
}

/// The files that are at fault; each mistake must be told once.
fn files_with_mistakes(project: &Project, args: &[&str]) -> Vec<String> {
    let list = project.mistakes(args).list();
    let mut once = list.clone();
    once.dedup();
    assert_eq!(once, list);
    let file = |found: &String| Some(found.rsplit(' ').next()?.split(':').next()?.to_string());
    let mut files: Vec<String> = list.iter().filter_map(file).collect();
    files.sort();
    files.dedup();
    files
}

/// What one format of a piece lacks is told at its line and stops that format alone.
#[test]
fn a_format_that_lacks_something_does_not_stop_the_others() {
    let project = Project::campaign();
    let path = "content/kh-116/nong-dan/thu.md";
    let more = [
        ("booklet", "layout-missing-field"),
        ("agenda", "layout-missing-detail"),
        ("badge", "layout-people-needed"),
        ("brochure", "layout-unknown-format"),
        ("leaflet-a9", "layout-unknown-size"),
        ("kit", "layout-kit-empty"),
    ];
    for (format, code) in more {
        let header = format!("title: Thử\nsummary: Thử\nformats:\n  - leaflet\n  - {format}\n  - board\n");
        project.file(path, format!("---\n{header}---\n\nMột câu.\n\n## Hai\n\nMột câu.\n"));
        let run = project.run(["build", "--json", "--piece", "thu", "--profile", "screen"]).fails(1).json();
        assert_eq!(run["made"].as_u64().unwrap_or(0) + run["fresh"].as_u64().unwrap_or(0), 2, "{format}: {run:#}");
        let found = crate::small::Findings(run).list();
        assert!(!found.is_empty() && found.iter().all(|found| *found == format!("error {code} {path}:6")), "{found:?}");
    }
    // Articles that are not there stop what prints them.
    let header = "title: Thử\nsummary: Thử\nformats: [leaflet, booklet]\narticles: [kh-116/khong-co]\n";
    project.file(path, format!("---\n{header}---\n\nMột câu.\n\n## Hai\n\nMột câu.\n"));
    let run = project.run(["build", "--json", "--piece", "thu", "--profile", "print"]).fails(1).json();
    assert_eq!(run["made"], 1, "{run:#}");
    assert_eq!(crate::small::Findings(run).list(), [format!("error layout-unknown-article {path}:5")]);
}

/// A banner takes its slogan alone: what stands below is told, unless another format or an issue prints it.
#[test]
fn a_text_that_nothing_prints_is_told() {
    let told = |formats: &str, body: &str| {
        let project = Project::campaign();
        let text = format!(
            "---\ntitle: Mừng lúa mới\nsummary: Lễ.\nslogan: Mừng lúa mới\nformats: [{formats}]\n---\n\n{body}\n"
        );
        project.file("content/kh-116/nong-dan/bieu-ngu.md", text);
        let report = project.run(["check", "--profile", "screen", "--json"]).succeeds().json();
        let found = report["diagnostics"].as_array().expect("a list").clone();
        found
            .into_iter()
            .filter(|found| found["code"] == "layout-body-unused")
            .map(|found| found["line"].as_u64())
            .collect::<Vec<_>>()
    };
    let nothing: Vec<Option<u64>> = vec![];
    assert_eq!(told("banner", "Lễ mừng lúa mới của buôn."), [Some(8)]);
    assert_eq!(told("banner, leaflet", "Lễ mừng lúa mới của buôn."), nothing);
    assert_eq!(told("banner", ""), nothing);
    assert_eq!(told("banner", "<!-- Treo ở cổng. -->"), nothing);
}

/// The jobs of a workspace for its profiles, by name.
fn planned(shop: &Shop, filter: &Filter) -> BTreeMap<String, Job> {
    let profiles: Vec<String> = shop.content.campaign.profiles.keys().cloned().collect();
    let plan = Plan::new(&shop.content, &shop.layouts, &profiles, filter, &mut Diagnostics::new());
    let jobs: Vec<Job> = plan.jobs().collect();
    assert_eq!(jobs.len(), plan.count());
    let by_name: BTreeMap<String, Job> = jobs.iter().map(|job| (job.id().to_string(), job.clone())).collect();
    assert_eq!(by_name.len(), jobs.len(), "each has a name of its own");
    by_name
}

fn shop(project: &Project) -> Arc<Shop> {
    Shop::load(project.root(), &mut Diagnostics::new()).expect("readable").expect("a campaign")
}

#[test]
fn each_job_of_the_campaign_has_a_name_of_its_own() {
    let jobs = planned(&real::shop(None), &Filter::default());
    assert!(jobs.len() > 200);
    for (name, job) in &jobs {
        let id: JobId = name.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(id, job.id());
    }
    let outputs: BTreeSet<&str> = jobs.values().map(|job| job.output.as_str()).collect();
    assert_eq!(outputs.len(), jobs.len());
    let of = |output: &str| jobs.iter().find(|(_, job)| job.output == output).map(|(name, _)| name.as_str());
    assert_eq!(of("print/kh-116/nong-dan/to-roi.leaflet.pdf"), Some("kh-116/nong-dan/to-roi:leaflet-a5@print"));
    // The single files of a kit are named by their place in it; a part that is not the main one is told.
    assert!(jobs.iter().any(|(name, job)| name.ends_with("#1") && job.output.contains("/01-")));
    assert!(jobs.iter().any(|(name, job)| name.contains("+notes@") && job.output.contains("-notes")));
}

#[test]
fn names_of_jobs_stay_when_a_piece_comes() {
    let project = Project::small();
    let before = planned(&shop(&project), &Filter::default());
    project.file("content/kh-1/nong-dan/a-dau-tien.md", piece("[sheet-a5, sheet]"));
    let after = planned(&shop(&project), &Filter::default());
    assert_eq!(after.len(), before.len() + 2 * 3);
    for (name, job) in &before {
        assert_eq!(after.get(name).map(|job| &job.output), Some(&job.output), "{name}");
    }
}

/// A plan goes through its pieces as jobs are asked for, and keeps none of them.
#[test]
fn a_plan_is_a_stream() {
    let project = Project::small();
    for n in 0..30 {
        project.file(&format!("content/kh-1/nong-dan/bai-{n}.md"), piece("[sheet, sheet-a5]"));
    }
    let shop = shop(&project);
    // Who holds a job holds its piece.
    let held = || shop.content.pieces.iter().map(|piece| Arc::strong_count(piece) - 1).sum::<usize>();
    let everything = Filter::default();
    let profiles = ["screen".to_string(), "print".to_string()];
    let plan = Plan::new(&shop.content, &shop.layouts, &profiles, &everything, &mut Diagnostics::new());
    assert_eq!(held(), 0);
    let mut jobs = plan.jobs();
    let first = jobs.next().expect("a job");
    assert_eq!(held(), first.pieces().len());
    drop(first);
    for job in jobs {
        assert_eq!(held(), job.pieces().len(), "{}", job.id());
    }
    assert_eq!(held(), 0);
}

#[test]
fn a_filter_makes_no_jobs_of_others() {
    let shop = real::shop(None);
    let all = planned(&shop, &Filter::default());
    let named = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<String>>();
    let everything = Filter::default();
    let filters = [
        Filter { pieces: named(&["to-roi"]), ..everything.clone() },
        Filter { directives: named(&["kl-69"]), audiences: named(&["thanh-nien", "nong-dan"]), ..everything.clone() },
        Filter { formats: named(&["poster-a2", "leaflet"]), ..everything.clone() },
        Filter { formats: named(&["kit"]), ..everything.clone() },
        Filter { pieces: named(&["khong-co"]), ..everything },
    ];
    let has = |wanted: &[String], have: &str| wanted.is_empty() || wanted.iter().any(|name| name == have);
    for filter in filters {
        let is_meant = |job: &Job| {
            let is = |piece: &str, directive: &str, format: &str, size: &str| {
                has(&filter.pieces, piece)
                    && has(&filter.directives, directive)
                    && (has(&filter.formats, format) || has(&filter.formats, &format!("{format}-{size}")))
            };
            let kit = job.within.as_ref().map(|within| &within.kit);
            has(&filter.audiences, &job.audience)
                && (is(&job.piece.id, &job.piece.directive, &job.format, &job.size)
                    || kit.is_some_and(|kit| is(&kit.piece.id, &kit.piece.directive, &kit.format, &kit.size)))
        };
        let wanted: Vec<&String> = all.iter().filter(|(_, job)| is_meant(job)).map(|(name, _)| name).collect();
        assert_eq!(planned(&shop, &filter).keys().collect::<Vec<_>>(), wanted, "{filter:?}");
    }
}

/// The texts of a piece that is left out are looked at for each of its audiences, and as for the press.
#[test]
fn a_piece_that_is_left_out_tells_the_mistakes_of_all_its_audiences() {
    let project = Project::campaign();
    project.run(["new", "audience", "giao-vien", "--name", "Giáo viên"]).succeeds();
    let path = "content/kh-116/nong-dan/hai.md";
    let header = "title: Thử\nformats: [outline]\naudiences: [giao-vien]\ndetails: { lạ: x }\n";
    let body = "{% if audience.name == \"Giáo viên\" %}[a](javascript:b){% else %}Chữ.{% endif %}\n\nCó 57 hộ.";
    project.file(path, format!("---\n{header}---\n\n{body}\n"));
    for filter in [&[][..], &["--audience", "giao-vien"]] {
        let run = project.run([&["check", "--json", "--piece", "hai", "--profile", "screen,print"], filter].concat());
        let found = Findings(run.json());
        found.hold(&format!("error layout-unknown-detail {path}:5"));
        found.hold(&format!("warning markup-link-scheme {path}:8"));
        found.hold(&format!("error markup-bare-figure {path}:10"));
    }
}
