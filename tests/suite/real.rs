//! The campaign of this repository, built in the process and not to the disk.

use std::collections::BTreeSet;
use std::path::Path;

use anpham::compile::{Base, Compiled};
use anpham::content::{self, Campaign};
use anpham::diag::Diagnostics;
use anpham::fs::Files;
use anpham::job::{self, Readings, Shop};
use anpham::layout::Layouts;
use anpham::pdf::Pdf;
use anpham::plan::{Filter, Job, Plan};
use anpham::theme;

/// Themes that the repository ships: the palettes in `layouts/theme/palettes`.
pub(crate) fn themes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/theme/palettes");
    let entries = std::fs::read_dir(folder).expect("the palettes");
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".toml")?.to_string()))
        .collect();
    names.sort();
    names
}

/// The repository's campaign, in a theme.
#[track_caller]
pub(crate) fn shop(theme: Option<&str>) -> Shop {
    shop_at(Path::new(env!("CARGO_MANIFEST_DIR")), theme)
}

/// A workspace, in a theme.
#[track_caller]
pub(crate) fn shop_at(root: &Path, theme: Option<&str>) -> Shop {
    shop_with(root, |campaign| {
        if let Some(theme) = theme {
            campaign.brand.theme = theme.into();
        }
    })
}

/// A workspace with a changed campaign.
#[track_caller]
pub(crate) fn shop_with(root: &Path, change: impl FnOnce(&mut Campaign)) -> Shop {
    let mut found = Diagnostics::new();
    let files = Files::new(root).expect("a workspace");
    let mut content = content::load(root, &mut found).expect("the content");
    change(&mut content.campaign);
    let layouts = Layouts::load(&files, &mut found);
    let families = theme::check(&files, &content.campaign, &mut found).families;
    let base = Base::new(files.clone(), &content.campaign, content.campaign.date);
    assert_no_errors(&found);
    let presses = job::presses(&content.campaign, &files, &Default::default(), &mut Diagnostics::new());
    Shop {
        content,
        layouts: layouts.into(),
        files,
        base: base.into(),
        families,
        presses,
        readings: Readings::default(),
    }
}

/// All jobs of a profile.
#[track_caller]
pub(crate) fn jobs(shop: &Shop, profile: &str) -> Vec<Job> {
    let mut found = Diagnostics::new();
    let everything = Filter::default();
    let plan = Plan::new(&shop.content, &shop.layouts, &[profile.into()], &everything, &mut found);
    let mut jobs: Vec<Job> = plan.jobs().collect();
    jobs.sort_by(|a, b| a.output.cmp(&b.output));
    assert_no_errors(&found);
    jobs
}

/// The first job of each format, size and part.
pub(crate) fn one_a_format(shop: &Shop, profile: &str) -> Vec<Job> {
    let mut seen = BTreeSet::new();
    let mut jobs = jobs(shop, profile);
    jobs.retain(|job| seen.insert((job.format.clone(), job.size.clone(), job.part.clone())));
    jobs
}

/// The PDF of a job.
#[track_caller]
pub(crate) fn pdf(shop: &Shop, job: &Job) -> Pdf {
    let mut found = Diagnostics::new();
    let made = shop.run(job, &mut found);
    assert_no_errors(&found);
    let artifact = made.unwrap_or_else(|| panic!("{} was not made", job.output)).artifact;
    Pdf { pages: artifact.measured.pages(), bytes: artifact.bytes }
}

/// The pages of a job.
#[track_caller]
pub(crate) fn pages(shop: &Shop, job: &Job) -> Compiled {
    let mut found = Diagnostics::new();
    let compiled = compiled(shop, job, &mut found);
    assert_no_errors(&found);
    compiled.unwrap_or_else(|| panic!("{} was not set", job.output))
}

/// The pages of a job, with what was found on the way.
pub(crate) fn compiled(shop: &Shop, job: &Job, found: &mut Diagnostics) -> Option<Compiled> {
    Some(shop.set(job, found)?.sound()?.1)
}

#[track_caller]
fn assert_no_errors(found: &Diagnostics) {
    let terminal = anpham::cli::terminal::Terminal::plain(anpham::i18n::Lang::En);
    let errors: String = found.iter().filter(|found| found.is_error()).map(|found| terminal.render(found)).collect();
    assert!(errors.is_empty(), "{errors}");
}
