//! Ink: capitals with two accents never touch the line above, in any format. Found by drawing each line alone and looking
//! at which rows of pixels it covers.

use std::collections::BTreeMap;

use anpham::plan::Job;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::text::TextItem;
use typst::visualize::Color;
use typst_layout::Page;
use typst_render::RenderOptions;

use crate::harness::Project;
use crate::real;

/// Lines whose letters rise and fall as far as Vietnamese goes.
const TALL: &str = "|\n  ẰẪ ỖẨ ẬỰ\n  ẲỄ ỘỤ ẶỢ";

/// Rows of pixels to a point.
const SCALE: f32 = 3.0;

/// A line of a page: its texts with their places.
type Line<'a> = Vec<(Point, &'a TextItem)>;

#[test]
fn lines_of_capitals_with_two_accents_stay_apart() {
    let project = Project::campaign();
    project.run(["new", "piece", "kh-116/nong-dan/bai", "--format", "article"]).succeeds();
    let formats: Vec<String> = real::shop(None).layouts.formats.keys().cloned().collect();
    // A handout and a kit show the pages of others, a bulletin wants articles, a notice sets a type of its own.
    let formats = formats.iter().filter(|id| !["handout", "kit", "bulletin"].contains(&id.as_str()));
    for format in formats.clone() {
        let path = format!("content/kh-116/nong-dan/mau-{format}.md");
        project.run(["new", "piece", &format!("kh-116/nong-dan/mau-{format}"), "--format", format]).succeeds();
        let text = project.read(&path);
        let mut lines = text.lines().peekable();
        let mut out = String::new();
        while let Some(line) = lines.next() {
            let tall = line.starts_with("title:") || line.starts_with("slogan:");
            if tall {
                let key = line.split(':').next().expect("a key");
                out += &format!("{key}: {TALL}\n");
                while lines.peek().is_some_and(|next| next.starts_with("  ")) {
                    lines.next();
                }
            } else {
                out += line;
                out.push('\n');
            }
        }
        project.file(&path, out);
    }
    let shop = real::shop_at(project.root(), None);
    let mut seen = BTreeMap::new();
    for job in real::jobs(&shop, "screen").iter().filter(|job| job.piece.id.starts_with("mau-")) {
        let lines = check(&shop, job);
        *seen.entry(job.format.clone()).or_insert(0) += lines;
    }
    for format in formats {
        assert!(seen.get(format).is_some_and(|lines| *lines >= 2), "{format}: {seen:?}");
    }
}

/// Looks at every pair of neighbouring lines; returns the number of lines with such capitals.
fn check(shop: &anpham::job::Shop, job: &Job) -> usize {
    let compiled = real::pages(shop, job);
    let mut tall = 0;
    for (n, page) in compiled.document.pages().iter().take(2).enumerate() {
        let mut texts = Vec::new();
        collect(&page.frame, Point::zero(), &mut texts);
        let mut lines: BTreeMap<i64, Line> = BTreeMap::new();
        for (at, text) in texts {
            lines.entry((at.y.to_pt() * 20.0).round() as i64).or_default().push((at, text));
        }
        let lines: Vec<(Line, bool)> = lines
            .into_values()
            .map(|line| {
                let is_tall = line
                    .iter()
                    .any(|(_, text)| text.text.chars().any(|c| TALL.contains(c) && c != ' ' && !c.is_ascii()));
                (line, is_tall)
            })
            .collect();
        tall += lines.iter().filter(|(_, tall)| *tall).count();
        for pair in lines.windows(2).filter(|pair| pair[0].1 && pair[1].1) {
            let scale = scale_of(page);
            let (above, below) = (rows(page, &pair[0].0, scale), rows(page, &pair[1].0, scale));
            let (Some((_, bottom)), Some((top, _))) = (above, below) else { continue };
            let said = |line: &Line| line.iter().map(|(_, text)| text.text.as_str()).collect::<String>();
            let (above, below) = (said(&pair[0].0), said(&pair[1].0));
            assert!(bottom < top, "{} page {}: {above} covers rows to {bottom}, {below} from {top}", job.output, n + 1);
        }
    }
    tall
}

/// Large pages are drawn smaller: their type is larger.
fn scale_of(page: &Page) -> f32 {
    SCALE * (600.0 / page.frame.height().to_pt() as f32).min(1.0)
}

fn collect<'a>(frame: &'a Frame, at: Point, out: &mut Vec<(Point, &'a TextItem)>) {
    for (place, item) in frame.items() {
        match item {
            FrameItem::Text(text) => out.push((at + *place, text)),
            // What is turned or made smaller is a picture of something else.
            FrameItem::Group(group) if group.transform.is_only_translate() => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, at + *place + moved, out);
            }
            _ => {}
        }
    }
}

/// The first and last row of pixels that a line covers when it is drawn alone, black on white.
fn rows(page: &Page, line: &Line, scale: f32) -> Option<(u32, u32)> {
    let mut frame = Frame::soft(page.frame.size());
    for (at, text) in line {
        let mut text = (*text).clone();
        text.fill = Color::BLACK.into();
        text.stroke = None;
        frame.push(Point::new(at.x, at.y.max(Abs::zero())), FrameItem::Text(text));
    }
    let mut alone = page.clone();
    alone.frame = frame;
    alone.fill = typst::foundations::Smart::Custom(Some(Color::WHITE.into()));
    let options = RenderOptions { pixel_per_pt: f64::from(scale).into(), render_bleed: false };
    let drawn = typst_render::render(&alone, &options);
    let dark = |y: u32| {
        let from = (y * drawn.width()) as usize;
        drawn.pixels()[from..from + drawn.width() as usize].iter().any(|pixel| pixel.green() < 128)
    };
    let covered: Vec<u32> = (0..drawn.height()).filter(|&y| dark(y)).collect();
    Some((*covered.first()?, *covered.last()?))
}
