//! What it costs to make a print file of pages, beside setting and exporting them: on one thread, in this process.

use std::path::Path;
use std::time::{Duration, Instant};

use anpham::content::ProfileKind;
use anpham::diag::Diagnostics;
use anpham::job::Shop;
use anpham::plan::{Filter, Plan};
use anpham::{pdf, preflight};

/// Sets, exports and finishes `count` leaflets and prints the share of each.
pub(crate) fn run(root: &Path, count: usize) {
    let mut found = Diagnostics::new();
    let shop = Shop::load(root, &mut found).expect("readable").expect("a campaign");
    let everything = Filter::default();
    let plan = Plan::new(&shop.content, &shop.layouts, &["print".into()], &everything, &mut found);
    let jobs: Vec<_> = plan.jobs().collect();
    let press = &shop.presses["print"];
    let (mut set, mut exported, mut finished, mut checked) =
        (Duration::ZERO, Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for job in jobs.iter().take(count) {
        let start = Instant::now();
        let (sheet, mut compiled) = shop.set(job, &mut found).expect("a source").sound().expect("pages");
        set += start.elapsed();
        let info = pdf::Info {
            title: sheet.title,
            author: "Ban Tuyên giáo".into(),
            date: shop.content.campaign.date,
            ident: job.output.clone(),
        };
        let start = Instant::now();
        let plain = pdf::export(&mut compiled.document, ProfileKind::Print, &info).expect("a PDF");
        exported += start.elapsed();
        let start = Instant::now();
        let print = pdf::finish(&plain, &info, press, &pdf::Slug::default()).expect("a print file");
        finished += start.elapsed();
        let start = Instant::now();
        assert!(preflight::check(print.bytes(), &press.limits).passes(), "{}", job.output);
        checked += start.elapsed();
    }
    let each = |time: Duration| time.as_secs_f64() * 1e3 / count as f64;
    let share = (finished + checked).as_secs_f64() / (set + exported).as_secs_f64() * 100.0;
    println!(
        "  a document on one thread: set {:.2} ms, export {:.2} ms, finish {:.2} ms, check {:.2} ms ({share:.0} % of the former)",
        each(set),
        each(exported),
        each(finished),
        each(checked)
    );
}
