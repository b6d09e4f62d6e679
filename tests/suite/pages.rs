//! Golden pages: one piece for each format, size and theme, at a low resolution.
//!
//! `ANPHAM_ACCEPT=1 cargo test --release --test suite pages` writes `tests/pages/` anew. Look at every picture that
//! changed before you commit it.

use std::path::PathBuf;

use anpham::plan::Job;
use tiny_skia::Pixmap;
use typst_render::RenderOptions;

use crate::real;
use crate::small::fixture;

/// Pixels of a page.
const PIXELS: f64 = 16_000.0;
/// A channel may differ by this much: other processors round another way.
const TOLERANCE: u8 = 2;
/// Largest golden page.
const MOST_BYTES: usize = 20 << 10;
/// Pages looked at in a document; the others are set by the same layout.
const MOST_PAGES: usize = 4;
/// And in a theme other than the campaign's own: only the colours are others.
const MOST_PAGES_OTHER: usize = 1;

#[test]
fn pages_look_as_accepted() {
    let accept = std::env::var_os("ANPHAM_ACCEPT").is_some();
    let mut known: Vec<PathBuf> = vec![];
    let mut problems = vec![];
    for theme in real::themes() {
        let is_own = real::shop(None).content.campaign.brand.theme == theme;
        let shop = real::shop(Some(&theme));
        let most = if is_own { MOST_PAGES } else { MOST_PAGES_OTHER };
        for job in jobs(&shop) {
            let compiled = real::pages(&shop, &job);
            for (number, page) in compiled.document.pages().iter().take(most).enumerate() {
                let name = format!("{}-{}{}-{theme}-{}.png", job.format, job.size, part(&job), number + 1);
                let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
                let options = RenderOptions {
                    pixel_per_pt: (PIXELS / (width * height)).sqrt().min(1.0).into(),
                    render_bleed: true,
                };
                let live = typst_render::render(page, &options);
                let golden = fixture("pages").join(&name);
                if let Err(problem) = compare(&live, &golden, &name, accept) {
                    problems.push(problem);
                }
                known.push(golden);
            }
        }
    }
    for entry in std::fs::read_dir(fixture("pages")).expect("tests/pages").flatten() {
        if !known.contains(&entry.path()) {
            if accept {
                std::fs::remove_file(entry.path()).expect("removed");
            } else {
                problems.push(format!("{}: no format makes this page any more", entry.path().display()));
            }
        }
    }
    assert!(problems.is_empty(), "{}\n\naccept with ANPHAM_ACCEPT=1", problems.join("\n"));
}

/// One job for each format, size and part: of the piece with the most to show.
fn jobs(shop: &anpham::job::Shop) -> Vec<Job> {
    real::one_a_format(shop, "print")
}

fn part(job: &Job) -> String {
    if job.part == "main" { String::new() } else { format!("-{}", job.part) }
}

fn compare(live: &Pixmap, golden: &PathBuf, name: &str, accept: bool) -> Result<(), String> {
    let expected = std::fs::read(golden).ok().and_then(|bytes| Pixmap::decode_png(&bytes).ok());
    let worst = expected.as_ref().map(|expected| difference(live, expected));
    if worst.is_some_and(|worst| worst <= TOLERANCE) {
        return Ok(());
    }
    let png = live.encode_png().expect("a PNG");
    if accept {
        std::fs::write(golden, &png).expect("written");
        return if png.len() > MOST_BYTES { Err(format!("{name}: {} bytes are too many", png.len())) } else { Ok(()) };
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).expect("a folder");
    let live_path = folder.join(name);
    std::fs::write(&live_path, png).expect("written");
    let mut problem = format!("{name}\n  live | {}\n  ref  | {}", live_path.display(), golden.display());
    match (expected, worst) {
        (Some(expected), Some(worst)) if expected.width() == live.width() && expected.height() == live.height() => {
            let diff_path = folder.join(format!("diff-{name}"));
            std::fs::write(&diff_path, diff(live, &expected).encode_png().expect("a PNG")).expect("written");
            problem += &format!("\n  diff | {} (a channel differs by {worst})", diff_path.display());
        }
        (Some(expected), _) => {
            problem += &format!(
                "\n  size | {}×{}, not {}×{}",
                live.width(),
                live.height(),
                expected.width(),
                expected.height()
            );
        }
        (None, _) => problem += "\n  there is no such golden page yet",
    }
    Err(problem)
}

/// The largest difference of a channel.
fn difference(live: &Pixmap, expected: &Pixmap) -> u8 {
    if (live.width(), live.height()) != (expected.width(), expected.height()) {
        return u8::MAX;
    }
    live.data().iter().zip(expected.data()).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

/// What differs, dark on white.
fn diff(live: &Pixmap, expected: &Pixmap) -> Pixmap {
    let mut out = live.clone();
    for ((pixel, a), b) in out.data_mut().chunks_mut(4).zip(live.data().chunks(4)).zip(expected.data().chunks(4)) {
        let worst = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
        let shade = 255 - worst.saturating_mul(4);
        pixel.copy_from_slice(&[shade, shade, shade, 255]);
    }
    out
}
