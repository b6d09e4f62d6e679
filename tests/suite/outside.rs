//! What programs that are not ours see in our print files: Ghostscript's inks against our own figures, and pictures of the
//! finished pages against those of the screen. Where Ghostscript is missing its tests say so and pass.

use std::path::{Path, PathBuf};
use std::process::Command;

use anpham::preflight::{self, Limits};
use hayro::vello_cpu::color::palette::css::WHITE;
use lopdf::{Document, Object, Stream, dictionary};

use crate::harness::Project;
use crate::real;

/// Runs Ghostscript; `None`, said aloud, where there is none.
fn ghostscript(args: &[&str], file: &Path) -> Option<String> {
    let run = Command::new("gs").args(["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"]).args(args).arg(file).output();
    let Ok(run) = run else {
        eprintln!("SKIPPED: Ghostscript (gs) is not installed");
        return None;
    };
    assert!(run.status.success(), "gs {args:?}: {}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

/// Mean coverage of each page in percent: cyan, magenta, yellow, black.
fn coverage(file: &Path, more: &[&str]) -> Option<Vec<[f64; 4]>> {
    let text = ghostscript(&[&["-sDEVICE=ink_cov", "-o", "-"], more].concat(), file)?;
    let page = |line: &str| {
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        numbers.get(..4).map(|inks| [inks[0], inks[1], inks[2], inks[3]])
    };
    Some(text.lines().filter_map(page).collect())
}

/// A print file of one page with these operators, in the boxes of a leaflet.
fn painted(project: &Project, name: &str, operators: &str) -> PathBuf {
    let shop = real::shop(None);
    let jobs = real::one_a_format(&shop, "print");
    let leaflet = jobs.iter().find(|job| job.format == "leaflet").expect("a leaflet");
    let mut document = Document::load_mem(&real::pdf(&shop, leaflet).bytes).expect("a PDF");
    let pages: Vec<_> = document.page_iter().collect();
    document.delete_pages(&[2]);
    let content = document.add_object(Stream::new(dictionary! {}, operators.as_bytes().to_vec()));
    document.get_dictionary_mut(pages[0]).expect("a page").set("Contents", Object::Reference(content));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("written");
    project.file(name, &bytes);
    project.path(name)
}

#[test]
fn black_text_is_black_ink_alone() {
    let project = Project::campaign();
    project.folded("gap");
    // Headings of the theme are in colour.
    let text = "---\ntitle: Chữ đen\nsummary: Tóm tắt.\nformats: [gap]\n---\n\nMột câu và **chữ đậm**.\n";
    project.file("content/kh-116/nong-dan/to-roi.md", text);
    project.run(["build", "--profile", "print"]).succeeds();
    let Some(pages) = coverage(&project.path("output/print/kh-116/nong-dan/to-roi.gap.pdf"), &[]) else { return };
    assert_eq!(pages.len(), 2);
    for [cyan, magenta, yellow, black] in pages {
        assert!(cyan == 0.0 && magenta == 0.0 && yellow == 0.0, "{cyan} {magenta} {yellow}");
        assert!(black > 0.0);
    }
}

#[test]
fn the_sum_of_inks_is_the_one_that_ghostscript_counts() {
    let project = Project::new();
    for inks in [[1.0, 0.9, 0.6, 0.8], [0.5, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]] {
        let [c, m, y, k] = inks;
        let file = painted(&project, "muc.pdf", &format!("{c} {m} {y} {k} k -10 -10 2000 2000 re f"));
        let verdict = preflight::check(&std::fs::read(&file).expect("a file"), &Limits::default());
        let finding = verdict.findings.iter().find(|finding| finding.rule.name() == "ink").expect("too much ink");
        let told = finding.message.args.iter().find(|(key, _)| key == "sum").expect("a sum");
        let ours: f64 = told.1.parse().expect("a number");
        assert!((ours - (c + m + y + k) * 100.0).abs() < 0.51, "{ours}");
        let Some(pages) = coverage(&file, &[]) else { return };
        let theirs: f64 = pages[0].iter().sum();
        assert!((ours - theirs).abs() < 1.0, "we say {ours} %, Ghostscript says {theirs} %");
    }
}

#[test]
fn black_text_overprints_what_lies_below() {
    let project = Project::campaign();
    project.folded("gap");
    project.edit("content/kh-116/nong-dan/to-roi.md", "formats: [leaflet, banner]", "formats: [gap]");
    let layout = project.read("layouts/gap/layout.typ");
    let ground = "#place(dx: 5mm, dy: 5mm, rect(width: 138mm, height: 200mm, fill: cmyk(0%, 60%, 0%, 0%)))\n#place(dx: 8mm, dy: 8mm, ";
    let with_ground = layout.replacen("#place(dx: 8mm, dy: 8mm, ", ground, 1);
    let magenta = |layout: &str| {
        project.file("layouts/gap/layout.typ", layout);
        project.run(["build", "--profile", "print"]).succeeds();
        let file = project.path("output/print/kh-116/nong-dan/to-roi.gap.pdf");
        Some(coverage(&file, &["-dOverprint=/enable"])?[0])
    };
    let Some(with_text) = magenta(&with_ground) else { return };
    let bare = magenta(&with_ground.replace("[Mặt một]", "[]")).expect("Ghostscript is there");
    assert!(with_text[3] > bare[3], "the text prints: {with_text:?} {bare:?}");
    assert!((with_text[1] - bare[1]).abs() < 0.02, "and knocks nothing out: {with_text:?} {bare:?}");
}

/// The lightness of a PDF's pages within their trim, a byte a pixel, at 50 pixels per inch; with the width.
fn pictures(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    use hayro::hayro_syntax::object::Array;
    let pdf = hayro::hayro_syntax::Pdf::new(bytes.to_vec()).expect("a PDF");
    let cache = hayro::RenderCache::new();
    let mut all = Vec::new();
    for page in pdf.pages().iter() {
        let media = page.media_box();
        let trim =
            page.raw().get::<Array>("TrimBox").map(|array| array.iter::<f32>().map(f64::from).collect::<Vec<_>>());
        let trim = trim.unwrap_or_else(|| vec![media.x0, media.y0, media.x1, media.y1]);
        let scale = 700.0 / (trim[3] - trim[1]).max(trim[2] - trim[0]);
        let settings = hayro::RenderSettings {
            x_scale: scale as f32,
            y_scale: scale as f32,
            bg_color: WHITE,
            ..Default::default()
        };
        let drawn = hayro::render(page, &cache, &Default::default(), &settings);
        let at = |points: f64| (points * scale).round() as u16;
        let (left, top) = (at(trim[0] - media.x0), at(media.y1 - trim[3]));
        // A pixel less than there may be, so that rounding never reads beyond the edge.
        let (wide, high) = (at(trim[2] - trim[0]) - 2, at(trim[3] - trim[1]) - 2);
        let light = |x: u16, y: u16| {
            let p = drawn.sample(left + x, top + y);
            ((u32::from(p.r) * 3 + u32::from(p.g) * 6 + u32::from(p.b)) / 10) as u8
        };
        let bytes = (0..high).flat_map(|y| (0..wide).map(move |x| (x, y))).map(|(x, y)| light(x, y)).collect();
        all.push((usize::from(wide), bytes));
    }
    all
}

#[test]
fn finishing_moves_nothing_and_loses_nothing() {
    let shop = real::shop(None);
    let screen = real::one_a_format(&shop, "screen");
    for job in &real::one_a_format(&shop, "print") {
        let same = screen.iter().find(|s| (&s.format, &s.size, &s.part) == (&job.format, &job.size, &job.part));
        let (print, screen) = (real::pdf(&shop, job).bytes, real::pdf(&shop, same.expect("its twin")).bytes);
        let (print, screen) = (pictures(&print), pictures(&screen));
        assert_eq!(print.len(), screen.len(), "{}", job.output);
        for (n, ((width, ink), (_, light))) in print.iter().zip(&screen).enumerate() {
            assert_eq!(ink.len(), light.len(), "{} page {}", job.output, n + 1);
            // Inks are not light: a field may differ as a whole, and a faint line be fainter. A strong edge of one is at least a
            // weak one of the other, within a pixel, in every small field of the page.
            let edges = |pixels: &[u8], least: u8| -> Vec<bool> {
                let near = |i: usize, other: usize| pixels[i].abs_diff(pixels[other]) > least;
                (width + 1..pixels.len()).map(|i| near(i, i - 1) || near(i, i - width)).collect()
            };
            let lost = |from: &[u8], to: &[u8]| {
                let (strong, weak) = (edges(from, 80), edges(to, 25));
                let mut fields = std::collections::BTreeMap::<(usize, usize), (usize, usize)>::new();
                for i in (0..strong.len()).filter(|&i| strong[i]) {
                    let around = [0, 1, *width, width + 1, width - 1];
                    let found = around.iter().any(|d| {
                        weak.get(i + d).copied().unwrap_or(false) || i.checked_sub(*d).is_some_and(|i| weak[i])
                    });
                    let field = fields.entry((i % width / 16, i / width / 16)).or_default();
                    field.0 += 1;
                    field.1 += usize::from(!found);
                }
                assert!(!fields.is_empty(), "{} page {} is empty", job.output, n + 1);
                fields.into_iter().filter(|(_, (all, missing))| *all >= 12 && missing * 4 > *all).collect::<Vec<_>>()
            };
            let (gone, new) = (lost(light, ink), lost(ink, light));
            assert!(gone.is_empty() && new.is_empty(), "{} page {}: lost {gone:?}, new {new:?}", job.output, n + 1);
        }
    }
}
