//! The audit: after the pages are set, the program looks at each of them.
//!
//! - **Nothing leaves its place.** Ink of text stays on the page, clear of its edge, inside of the box that holds it and
//!   inside of what cuts it off. Typst sets a line that cannot be broken beyond its box without a word.
//! - **Nothing lies on something else.** No letter is printed over another one, under a picture or under a field of colour,
//!   and no rule runs through one.
//! - **Nothing stands twice or out of order.** (What is on no page at all is found in `frames`.)
//!
//! It looks at frames alone, so it holds for the layouts of users too. A layout says with a label what it means to do:
//! `<anpham-cell>`, `<anpham-column>`, `<anpham-panel>` on a block name a place, a picture in `<anpham-bleed>` goes over the trim,
//! and text in `<anpham-overlay>` may lie on anything and leave anything.

use std::collections::{BTreeSet, HashMap};

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Span;
use typst::text::{FontInstance, TextItem};
use typst::visualize::{FixedStroke, Geometry, Paint, Shape};
use typst_layout::PagedDocument;

use super::mapper::{Checks, Mapper};
use super::slots;
use crate::diag::{Diagnostic, Diagnostics, Message};
use crate::msg;

/// Left, top, right, bottom in points from the upper left corner of the trim.
type InkBox = [f64; 4];

/// What a run may stand out of its box, in parts of its size: italics lean, and large figures are set flush by eye.
const LEAN: f64 = 0.12;
/// Boxes narrower than this many times their text's size hold nothing: they only shift what is in them.
const NARROWEST: f64 = 0.5;
/// Part of the smaller of two letters that the other one covers when one is printed over the other.
const COVERED: f64 = 0.5;
/// The same where two or more pairs of letters collide.
const TOUCHED: f64 = 0.22;
/// Part of a run under a picture or a field.
const HIDDEN: f64 = 0.5;
/// How deep a rule runs into a letter, in parts of its size.
const CROSSED: f64 = 0.08;
/// Thickest rule in points at a scale of 1.
const RULE: f64 = 1.5;
/// Letters of a word that is likely to be to blame: the longest of Vietnamese has seven.
const LONG_WORD: usize = 20;
/// Points to mm.
const MM: f64 = 25.4 / 72.0;

/// What a label says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Place(&'static str),
    Bleed,
    Overlay,
}

fn meant(label: Label) -> Option<Purpose> {
    let name = label.resolve();
    Some(match name.as_str() {
        "anpham-cell" => Purpose::Place("cell"),
        "anpham-column" => Purpose::Place("column"),
        "anpham-panel" => Purpose::Place("panel"),
        "anpham-bleed" => Purpose::Bleed,
        "anpham-overlay" => Purpose::Overlay,
        _ => return None,
    })
}

/// Where an item stands among its boxes.
#[derive(Debug, Clone, Copy)]
struct Around {
    at: Transform,
    /// The innermost box, unless it is turned askew.
    inner: Option<InkBox>,
    /// The named place, and its name.
    place: Option<(InkBox, &'static str)>,
    /// What cuts it off.
    clip: Option<InkBox>,
    is_free: bool,
    bleeds: bool,
}

/// A run of text.
struct TextRun<'a> {
    text: &'a TextItem,
    around: Around,
    /// Its ink.
    ink: InkBox,
    /// Its type in points on the page.
    size: f64,
    /// When it is painted.
    order: usize,
    /// What somebody typed and it was made from, or what stands nearest to it: the text behind the mark of an item.
    typed: Span,
}

/// A picture or a filled field that hides what was painted before.
struct Cover {
    area: InkBox,
    is_picture: bool,
    order: usize,
}

/// A straight rule that a layout drew.
struct Rule {
    area: InkBox,
    is_level: bool,
}

#[derive(Default)]
struct PageLooks<'a> {
    runs: Vec<TextRun<'a>>,
    /// Pictures that are not meant to bleed, with what names them.
    pictures: Vec<(InkBox, Span)>,
    covers: Vec<Cover>,
    rules: Vec<Rule>,
}

/// Boxes of glyphs in parts of an em, by face.
#[derive(Default)]
struct Glyphs<'a> {
    faces: HashMap<*const (), (usize, &'a FontInstance)>,
    boxes: Vec<HashMap<u16, Option<InkBox>>>,
}

impl<'a> Glyphs<'a> {
    /// The box of a glyph in parts of an em, the origin at its left end on the baseline, y downwards. Blanks have none.
    fn of(&mut self, font: &'a FontInstance, glyph: u16) -> Option<InkBox> {
        let key = std::ptr::from_ref(font.ttf()).cast();
        let next = self.boxes.len();
        let (face, font) = *self.faces.entry(key).or_insert((next, font));
        if face == next {
            self.boxes.push(HashMap::new());
        }
        *self.boxes[face].entry(glyph).or_insert_with(|| {
            let given = font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph))?;
            let em = |units: i16| font.to_em(units).get();
            Some([em(given.x_min), -em(given.y_max), em(given.x_max), -em(given.y_min)])
        })
    }

    /// The ink of each letter of a run in its own coordinates in points, with the letters.
    fn letters(&mut self, text: &'a TextItem) -> Vec<(InkBox, &'a str)> {
        let size = text.size.to_pt();
        let mut x = 0.0;
        let mut letters = Vec::with_capacity(text.glyphs.len());
        for glyph in &text.glyphs {
            if let Some(own) = self.of(&text.font, glyph.id) {
                let (dx, dy) = (x + glyph.x_offset.get() * size, -glyph.y_offset.get() * size);
                let area = [own[0] * size + dx, own[1] * size + dy, own[2] * size + dx, own[3] * size + dy];
                letters.push((area, text.text.get(glyph.range()).unwrap_or("")));
            }
            x += glyph.x_advance.get() * size;
        }
        letters
    }

    /// The ink of a run in its own coordinates in points; none for blanks.
    fn ink(&mut self, text: &'a TextItem) -> Option<InkBox> {
        let size = text.size.to_pt();
        let mut x = 0.0;
        let mut ink: Option<InkBox> = None;
        for glyph in &text.glyphs {
            if let Some(own) = self.of(&text.font, glyph.id) {
                let (dx, dy) = (x + glyph.x_offset.get() * size, -glyph.y_offset.get() * size);
                let area = [own[0] * size + dx, own[1] * size + dy, own[2] * size + dx, own[3] * size + dy];
                ink = Some(ink.map_or(area, |ink| joined(ink, area)));
            }
            x += glyph.x_advance.get() * size;
        }
        ink
    }
}

fn joined(a: InkBox, b: InkBox) -> InkBox {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn cut(a: InkBox, b: InkBox) -> InkBox {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]
}

/// Width and height of what two areas share; not positive where they share nothing.
fn shared(a: InkBox, b: InkBox) -> (f64, f64) {
    let both = cut(a, b);
    (both[2] - both[0], both[3] - both[1])
}

fn size_of(area: InkBox) -> f64 {
    (area[2] - area[0]).max(0.0) * (area[3] - area[1]).max(0.0)
}

/// The box around an area that is moved, turned or scaled.
fn moved(area: InkBox, by: Transform) -> InkBox {
    let point = |x, y| Point::new(Abs::pt(x), Abs::pt(y)).transform(by);
    let corners = [point(area[0], area[1]), point(area[2], area[1]), point(area[0], area[3]), point(area[2], area[3])];
    let first = corners[0];
    let start = [first.x.to_pt(), first.y.to_pt(), first.x.to_pt(), first.y.to_pt()];
    corners.iter().fold(start, |area, p| joined(area, [p.x.to_pt(), p.y.to_pt(), p.x.to_pt(), p.y.to_pt()]))
}

/// Whether boxes stay boxes: nothing is turned but by quarters.
fn is_straight(by: Transform) -> bool {
    let small = |n: f64| n.abs() < 1e-6;
    (small(by.kx.get()) && small(by.ky.get())) || (small(by.sx.get()) && small(by.sy.get()))
}

impl<'a> PageLooks<'a> {
    /// Gathers what a page shows, in the order in which it is painted. Frames nest as deep as the document does.
    fn new(frame: &'a Frame, scale: f64, glyphs: &mut Glyphs<'a>) -> Self {
        let mut page = Self::default();
        let around =
            Around { at: Transform::identity(), inner: None, place: None, clip: None, is_free: false, bleeds: false };
        let mut open = vec![(frame.items(), around)];
        let mut order = 0;
        while let Some((items, around)) = open.last_mut() {
            let Some((position, item)) = items.next() else {
                open.pop();
                continue;
            };
            let mut around = *around;
            around.at = around.at.pre_concat(Transform::translate(position.x, position.y));
            order += 1;
            match item {
                FrameItem::Group(group) => {
                    around.at = around.at.pre_concat(group.transform);
                    let (width, height) = (group.frame.width().to_pt(), group.frame.height().to_pt());
                    let straight = is_straight(around.at);
                    let area = moved([0.0, 0.0, width, height], around.at);
                    if group.frame.kind().is_hard() {
                        around.inner = straight.then_some(area);
                    }
                    match group.label.and_then(meant) {
                        Some(Purpose::Place(name)) => around.place = straight.then_some((area, name)),
                        Some(Purpose::Bleed) => around.bleeds = true,
                        Some(Purpose::Overlay) => around.is_free = true,
                        None => {}
                    }
                    if let Some(clip) = &group.clip {
                        let given = clip.bbox(None);
                        let given = [given.min.x, given.min.y, given.max.x, given.max.y].map(Abs::to_pt);
                        let clip = moved(given, around.at);
                        around.clip = Some(around.clip.map_or(clip, |outer| cut(outer, clip)));
                    }
                    open.push((group.frame.items(), around));
                }
                FrameItem::Text(text) => {
                    if let Some(ink) = glyphs.ink(text) {
                        let ink = moved(ink, around.at);
                        let size = text.size.to_pt() * around.at.sy.get().hypot(around.at.kx.get());
                        let typed = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                        page.runs.push(TextRun { text, around, ink, size, order, typed });
                    }
                }
                FrameItem::Image(_, size, span) if !around.is_free => {
                    let area = moved([0.0, 0.0, size.x.to_pt(), size.y.to_pt()], around.at);
                    let area = around.clip.map_or(area, |clip| cut(area, clip));
                    page.covers.push(Cover { area, is_picture: true, order });
                    if !around.bleeds {
                        page.pictures.push((area, *span));
                    }
                }
                FrameItem::Shape(shape, span) if !around.is_free => page.shape(shape, *span, &around, scale, order),
                _ => {}
            }
        }
        page
    }

    /// Gives what the layout sets by itself, a number before an item, the place of the text that follows it on its line.
    fn find_typed(&mut self, mapper: &Mapper) {
        let main = mapper.main_source().id();
        let mut next: Option<(Span, f64)> = None;
        for run in self.runs.iter_mut().rev() {
            let baseline = run.around.at.ty.to_pt();
            if run.typed.id() == Some(main) {
                next = Some((run.typed, baseline));
            } else if let Some((typed, other)) = next
                && (other - baseline).abs() < run.size
            {
                run.typed = typed;
            }
        }
    }

    fn shape(&mut self, shape: &Shape, span: Span, around: &Around, scale: f64, order: usize) {
        if !is_straight(around.at) {
            return;
        }
        let thickness = |stroke: &Option<FixedStroke>| stroke.as_ref().map_or(0.0, |stroke| stroke.thickness.to_pt());
        match &shape.geometry {
            Geometry::Rect(size) => {
                let area = moved([0.0, 0.0, size.x.to_pt(), size.y.to_pt()], around.at);
                let area = around.clip.map_or(area, |clip| cut(area, clip));
                let thin = (area[2] - area[0]).min(area[3] - area[1]) < RULE * scale;
                if shape.fill.as_ref().is_some_and(is_opaque) {
                    if thin && !span.is_detached() {
                        self.rules.push(Rule { area, is_level: area[2] - area[0] > area[3] - area[1] });
                    } else if !thin {
                        self.covers.push(Cover { area, is_picture: false, order });
                    }
                }
            }
            // Lines that Typst draws itself (underlines, grids) have no place in any source.
            Geometry::Line(end) if !span.is_detached() => {
                let area = moved([0.0, 0.0, end.x.to_pt(), end.y.to_pt()], around.at);
                let (width, height) = (area[2] - area[0], area[3] - area[1]);
                let half = thickness(&shape.stroke) / 2.0;
                if width.min(height) < 0.01 && width.max(height) > 0.01 && half > 0.0 {
                    let area = match width > height {
                        true => [area[0], area[1] - half, area[2], area[3] + half],
                        false => [area[0] - half, area[1], area[2] + half, area[3]],
                    };
                    let area = around.clip.map_or(area, |clip| cut(area, clip));
                    self.rules.push(Rule { area, is_level: width > height });
                }
            }
            _ => {}
        }
    }
}

fn is_opaque(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(color) => color.alpha().is_none_or(|alpha| alpha >= 0.99),
        Paint::Gradient(_) => true,
        Paint::Tiling(_) => false,
    }
}

/// What was found, each line once for each rule and page.
struct Audit<'a> {
    mapper: &'a Mapper<'a>,
    checks: &'a Checks<'a>,
    /// Findings stop the job; else they are only told.
    is_error: bool,
    told: BTreeSet<(&'static str, String, usize, usize)>,
    problems: Diagnostics,
}

impl Audit<'_> {
    fn tell(&mut self, rule: &'static str, message: Message, hint: Message, run: &TextRun, page: usize) {
        self.tell_at(rule, message, hint, run.typed, &run.text.text, page);
    }

    fn tell_at(&mut self, rule: &'static str, message: Message, hint: Message, span: Span, words: &str, page: usize) {
        let place = self.mapper.markdown(span).or_else(|| self.mapper.fact_block(words));
        let place = place.unwrap_or_else(|| self.mapper.piece().clone());
        let line = place.file.line_column(place.range.start).0;
        // What the layout sets by itself has no line of its own: its words tell it apart.
        let words = if place == *self.mapper.piece() { words } else { "" };
        if !self.told.insert((rule, format!("{}{words}", place.file.path), line, page)) {
            return;
        }
        let problem = if self.is_error { Diagnostic::error(message) } else { Diagnostic::warning(message) };
        self.problems.push(problem.at(place).hint(hint));
    }

    fn mm(&self, pt: f64) -> String {
        format!("{:.1}", pt * MM / self.checks.size.scale)
    }
}

/// The words of a run, for a message.
fn said(text: &TextItem) -> String {
    let all: Vec<char> = text.text.trim().chars().collect();
    if all.len() <= 40 { all.into_iter().collect() } else { all[..39].iter().chain(&['…']).collect() }
}

/// Looks at every page. Findings are errors where `is_error`, else warnings.
pub(super) fn check(
    document: &PagedDocument,
    checks: &Checks,
    mapper: &Mapper,
    is_error: bool,
    problems: &mut Diagnostics,
) {
    let mut glyphs = Glyphs::default();
    let mut report = Audit { mapper, checks, is_error, told: BTreeSet::new(), problems: vec![] };
    // A slot that is too full is told with what to cut: that its text lies on what follows is no news.
    let full: BTreeSet<usize> =
        slots(document).into_iter().filter(|slot| !slot.fits).filter_map(|slot| slot.area).map(|area| area.0).collect();
    for (n, page) in document.pages().iter().enumerate().filter(|(n, _)| !full.contains(&(n + 1))) {
        let size = (page.frame.width().to_pt(), page.frame.height().to_pt());
        let mut page = PageLooks::new(&page.frame, checks.size.scale, &mut glyphs);
        page.find_typed(mapper);
        places(&page, size, n + 1, &mut report);
        collisions(&page, n + 1, &mut glyphs, &mut report);
        covered(&page, n + 1, &mut report);
    }
    problems.extend(report.problems);
}

/// Text that leaves the page, its place or its box, and pictures that reach into the margin without being meant to bleed.
fn places(page: &PageLooks, (width, height): (f64, f64), number: usize, report: &mut Audit) {
    let scale = report.checks.size.scale;
    // The items of a kit have sizes of their own, and are looked at as files of their own.
    let is_alone = report.checks.is_alone;
    let safe = if is_alone { report.checks.size.safe * scale / MM } else { 0.0 };
    let to_edge =
        |ink: InkBox| [ink[0], ink[1], width - ink[2], height - ink[3]].into_iter().fold(f64::INFINITY, f64::min);
    for (area, span) in page.pictures.iter().filter(|_| is_alone) {
        // A picture may go over the edge as far as the bleed does: then nothing shows however it is cut.
        let bleed = report.checks.size.bleed * scale / MM;
        let sides = [area[0], area[1], width - area[2], height - area[3]];
        let stray = sides.into_iter().filter(|&side| side < safe.max(0.1) - 0.15 && side > 0.3 - bleed);
        if let Some(near) = stray.reduce(f64::min) {
            let (has, least) = (report.mm(near), format!("{}", report.checks.size.safe));
            let message = msg!("compile-audit-picture", page = number, has = has, least = least);
            report.tell_at("picture", message, msg!("compile-audit-picture-hint"), *span, "", number);
        }
    }
    for run in page.runs.iter().filter(|run| !run.around.is_free) {
        let (ink, text) = (run.ink, said(run.text));
        let near = to_edge(ink);
        if near < -0.1 {
            let message = msg!("compile-audit-trim", text = text, page = number, over = report.mm(-near));
            report.tell("trim", message, leaves(run), run, number);
            continue;
        }
        if near < safe - 0.15 {
            let (has, least) = (report.mm(near.max(0.0)), format!("{}", report.checks.size.safe));
            let message = msg!("compile-audit-safe", text = text, page = number, has = has, least = least);
            report.tell("safe", message, leaves(run), run, number);
            continue;
        }
        if let Some(clip) = run.around.clip {
            let over = out_of(ink, clip);
            if over > 0.1 * run.size {
                let message = msg!("compile-audit-cut", text = text, page = number, over = report.mm(over));
                report.tell("cut", message, leaves(run), run, number);
                continue;
            }
        }
        let lean = LEAN * run.size;
        let box_of = run.around.inner.filter(|inner| inner[2] - inner[0] > NARROWEST * run.size);
        // Signs at the end of a line stand out of it on purpose.
        let ink = [ink[0], ink[1], ink[2] - hang(run), ink[3]];
        let named = run.around.place.map(|(area, name)| (sides(ink, area), name));
        let boxed = box_of.map(|area| (sides(ink, area), "box"));
        if let Some((over, place)) = named.into_iter().chain(boxed).find(|(over, _)| *over > lean) {
            let at = (report.mm(ink[0]), report.mm(ink[3]));
            let over = report.mm(over);
            let message =
                msg!("compile-audit-place", text = text, page = number, over = over, place = place, x = at.0, y = at.1);
            report.tell("place", message, leaves(run), run, number);
        }
    }
}

/// What Typst lets the last sign of a line hang into the margin where it sets lines flush, in points.
fn hang(run: &TextRun) -> f64 {
    let text = run.text.text.as_str();
    let last = run.text.glyphs.iter().rev().filter_map(|glyph| {
        let c = text.get(glyph.range())?.chars().next().filter(|c| !c.is_whitespace())?;
        Some((c, glyph.x_advance.get()))
    });
    last.take(1).fold(0.0, |_, (c, advance)| {
        let share = match c {
            '.' | ',' => 0.8,
            '-' | '\u{ad}' => 0.55,
            ':' | ';' => 0.3,
            '–' | '—' => 0.2,
            _ => 0.0,
        };
        share * advance * run.size
    })
}

/// How far ink stands out of an area on the worst side.
fn out_of(ink: InkBox, area: InkBox) -> f64 {
    (area[0] - ink[0]).max(area[1] - ink[1]).max(ink[2] - area[2]).max(ink[3] - area[3])
}

/// The same at its sides alone: lines may be higher than the box that is made for them.
fn sides(ink: InkBox, area: InkBox) -> f64 {
    (area[0] - ink[0]).max(ink[2] - area[2])
}

/// What to do about text that is wider than its place.
fn leaves(run: &TextRun) -> Message {
    let longest = run.text.text.split([' ', '\u{a0}']).map(|word| word.chars().count()).max().unwrap_or(0);
    if longest > LONG_WORD || !run.text.text.trim().contains([' ', '\u{a0}']) {
        msg!("compile-audit-break-hint")
    } else {
        msg!("compile-audit-cut-hint")
    }
}

/// Letters that are printed over others, and rules through letters.
fn collisions<'a>(page: &PageLooks<'a>, number: usize, glyphs: &mut Glyphs<'a>, report: &mut Audit) {
    let mut runs: Vec<&TextRun> = page.runs.iter().filter(|run| !run.around.is_free).collect();
    runs.sort_by(|a, b| a.ink[1].total_cmp(&b.ink[1]).then(a.order.cmp(&b.order)));
    let mut letters: HashMap<usize, Vec<(InkBox, &str)>> = HashMap::new();
    let mut open: Vec<&TextRun> = Vec::new();
    for run in runs {
        open.retain(|other| other.ink[3] > run.ink[1]);
        for other in &open {
            let (width, height) = shared(run.ink, other.ink);
            let least = 0.1 * run.size.min(other.size);
            if width < least || height < least {
                continue;
            }
            for one in [run, other] {
                letters.entry(one.order).or_insert_with(|| placed(one, glyphs));
            }
            let (later, earlier) = if run.order > other.order { (run, *other) } else { (*other, run) };
            if overprint(&letters[&later.order], &letters[&earlier.order]) {
                let message = msg!(
                    "compile-audit-overlap",
                    text = said(later.text),
                    other = said(earlier.text),
                    page = number,
                    x = report.mm(later.ink[0].max(earlier.ink[0])),
                    y = report.mm(later.ink[1].max(earlier.ink[1]))
                );
                report.tell("overlap", message, msg!("compile-audit-overlap-hint"), later, number);
            }
        }
        open.push(run);
    }
    for rule in &page.rules {
        for run in page.runs.iter().filter(|run| !run.around.is_free) {
            let (width, height) = shared(run.ink, rule.area);
            let deep = CROSSED * run.size;
            let inside = [run.ink[0] + deep, run.ink[1] + deep, run.ink[2] - deep, run.ink[3] - deep];
            let (in_width, in_height) = shared(inside, rule.area);
            if width <= 0.0 || height <= 0.0 || in_width <= 0.0 || in_height <= 0.0 {
                continue;
            }
            let own = letters.entry(run.order).or_insert_with(|| placed(run, glyphs));
            let hit = own.iter().any(|(area, letter)| {
                let (width, height) = shared(*area, rule.area);
                let through = match rule.is_level {
                    true => rule.area[1] - area[1] > deep && area[3] - rule.area[3] > deep,
                    false => rule.area[0] - area[0] > deep && area[2] - rule.area[2] > deep,
                };
                width > 0.0 && height > 0.0 && through && letter.chars().any(char::is_alphanumeric)
            });
            if hit {
                let message = msg!(
                    "compile-audit-rule",
                    text = said(run.text),
                    page = number,
                    x = report.mm(run.ink[0]),
                    y = report.mm(rule.area[1])
                );
                report.tell("rule", message, msg!("compile-audit-overlap-hint"), run, number);
            }
        }
    }
}

/// The ink of each letter on the page.
fn placed<'a>(run: &TextRun<'a>, glyphs: &mut Glyphs<'a>) -> Vec<(InkBox, &'a str)> {
    let mut letters = glyphs.letters(run.text);
    for (area, _) in &mut letters {
        *area = moved(*area, run.around.at);
    }
    letters
}

/// Whether letters of one run are printed over those of another: one by half, or several by less.
fn overprint(one: &[(InkBox, &str)], other: &[(InkBox, &str)]) -> bool {
    let is_letter = |(_, letter): &&(InkBox, &str)| letter.chars().any(char::is_alphanumeric);
    let mut touched = 0;
    for (a, _) in one.iter().filter(is_letter) {
        for (b, _) in other.iter().filter(is_letter) {
            let (width, height) = shared(*a, *b);
            if width <= 0.0 || height <= 0.0 {
                continue;
            }
            let part = width * height / size_of(*a).min(size_of(*b)).max(1e-6);
            if part >= COVERED {
                return true;
            }
            if part >= TOUCHED {
                touched += 1;
            }
        }
    }
    touched >= 2
}

/// Text below a picture or a field that was painted later.
fn covered(page: &PageLooks, number: usize, report: &mut Audit) {
    for run in page.runs.iter().filter(|run| !run.around.is_free) {
        let hides = |cover: &&Cover| {
            let (width, height) = shared(run.ink, cover.area);
            cover.order > run.order && width > 0.0 && height > 0.0 && width * height > HIDDEN * size_of(run.ink)
        };
        let Some(cover) = page.covers.iter().find(hides) else { continue };
        let message = msg!(
            "compile-audit-covered",
            text = said(run.text),
            page = number,
            what = if cover.is_picture { "picture" } else { "field" },
            x = report.mm(run.ink[0]),
            y = report.mm(run.ink[1])
        );
        report.tell("covered", message, msg!("compile-audit-overlap-hint"), run, number);
    }
}
