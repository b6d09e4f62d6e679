//! What is painted, for the rules on it. A small interpreter of content streams that counts what
//! it does: after so many operators or bytes a file is given up, and that is a finding.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;
use smallvec::SmallVec;

use super::bleed::{self, Bounds, Edges, InkMark};
use super::color::{PROCESS, Space, Tint, covers};
use super::finding::{Collected, MOST_WORK};
use super::geometry::*;
use super::limits::Limits;
use super::nesting::{MOST_NESTING, content_nesting};
use super::pixels::Look;
use super::rule::told;
use super::state::*;
use super::streams::name_of;
use super::structure::{corners, media};

/// The numbers before an operator: six at most, but for inks of a press with more.
type Numbers = SmallVec<[f64; 6]>;

pub(super) struct Interpreter<'b> {
    pub(super) limits: &'b Limits,
    pub(super) found: &'b mut Collected,
    pub(super) budget: &'b mut Budget,
    pub(super) spots: &'b mut BTreeMap<String, Tint>,
    pub(super) page: Option<usize>,
    pub(super) trim: Bounds,
    /// What is painted along the cut.
    pub(super) edges: Edges,
    pub(super) painted: Vec<Painted>,
    pub(super) fonts: BTreeSet<String>,
    /// RGB was chosen.
    pub(super) rgb: bool,
    /// Channels of the press.
    pub(super) press: usize,
    /// Pictures that have been looked at, by object, size of the window, and whether their borders were wanted.
    pub(super) pictures: &'b mut BTreeMap<(i32, usize, usize, bool), Look>,
    /// In a glyph of its own: its size is not known where it is read.
    pub(super) in_glyph: bool,
    /// In a glyph of its own as large as it is shown.
    pub(super) sized: bool,
    /// In a tile or a mask: what is drawn shows in another place.
    pub(super) elsewhere: bool,
    /// In a mask: its colours say how much shows, and do not print.
    pub(super) in_mask: bool,
    /// A thin filled stretch that may be one of many side by side: its box and how thick it is.
    pub(super) thin: Option<(Bounds, f64)>,
}

/// Reads what every page paints.
pub(super) fn check(pdf: &Pdf, limits: &Limits, press: usize, found: &mut Collected) {
    let mut budget = Budget::default();
    let (mut spots, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for (n, page) in pdf.pages().iter().enumerate().take(10_000) {
        let raw = page.raw();
        let sheet = PageBoxes::of(page);
        let wanted = sheet.wanted(limits);
        let resources = page.resources();
        let mut reader = Interpreter {
            limits,
            found,
            budget: &mut budget,
            spots: &mut spots,
            page: Some(n + 1),
            trim: sheet.trim,
            edges: Edges::new(sheet.trim, sheet.reach, &wanted.iter().map(|(wanted, _)| *wanted).collect::<Vec<_>>()),
            painted: Vec::new(),
            fonts: BTreeSet::new(),
            rgb: false,
            press,
            pictures: &mut pictures,
            in_glyph: false,
            sized: false,
            elsewhere: false,
            in_mask: false,
            thin: None,
        };
        let black = Paint { space: Space::Gray, values: vec![0.0] };
        let state = GraphicsState {
            matrix: sheet.matrix,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            butt: true,
            overprint_fill: false,
            overprint_stroke: false,
            zero_leaves: false,
            alpha_fill: false,
            alpha_stroke: false,
            mixes: false,
            masked: false,
            clear_fill: false,
            clear_stroke: false,
            size: 0.0,
            invisible: false,
            clip: moved(media(page), &sheet.matrix),
            lines: None,
            drawn: None,
        };
        match contents(raw, reader.budget) {
            Some(data) => reader.run(&data, resources, state, 0),
            None => reader.too_much(),
        }
        if reader.rgb {
            // Chosen and not painted with, if nothing has been said of this page yet.
            reader.found.push(reader.page, None, told!(Rgb));
        }
        if std::mem::take(&mut reader.budget.broken) {
            reader.found.push(reader.page, None, told!(StreamBroken));
        }
        reader.thin_lines();
        reader.bleed(&wanted);
    }
    let page_plates = found.verdict.page_plates.clone();
    for (page, plates) in page_plates {
        let is_spot = |name: &&String| !PROCESS.contains(&name.as_str());
        if let Some(name) = plates.iter().find(is_spot) {
            found.push(Some(page), None, told!(SpotInk, name = name));
        }
    }
    // One ink that two programs spell in two ways comes on two plates.
    let plain =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let mut spelled: BTreeMap<String, &String> = BTreeMap::new();
    let mut alike = Vec::new();
    for name in &found.verdict.plates {
        if let Some(other) = spelled.insert(plain(name), name) {
            alike.push((other.clone(), name.clone()));
        }
    }
    for (other, name) in alike {
        found.push(None, None, told!(SpotAlike, name = name, other = other));
    }
    found.verdict.work = budget.work;
    found.verdict.spots = spots.into_iter().map(|(name, tint)| (name, tint.told())).collect();
}

/// The content of a page, its streams one after the other.
fn contents(page: &Dict, budget: &mut Budget) -> Option<Vec<u8>> {
    let streams: Vec<Stream> = match page.get::<Object>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream>().collect(),
        _ => vec![],
    };
    let mut all = Vec::new();
    for stream in streams {
        all.extend(budget.decoded(&stream)?);
        all.push(b'\n');
    }
    Some(all)
}

/// Whether a colour space may be named without any resource.
fn is_color_family(name: &str) -> bool {
    matches!(name, "DeviceGray" | "DeviceRGB" | "DeviceCMYK" | "Pattern")
}

/// Whether content streams know an operator, with so many numbers before it (ISO 32000-1, table A.1). A reader that meets
/// another one may skip it or stop.
fn is_known(operator: &[u8], numbers: usize) -> bool {
    match operator {
        b"cm" | b"c" | b"Tm" | b"d1" => numbers == 6,
        b"re" | b"k" | b"K" | b"v" | b"y" => numbers == 4,
        b"rg" | b"RG" => numbers == 3,
        b"m" | b"l" | b"Td" | b"TD" | b"d0" => numbers == 2,
        b"g" | b"G" | b"w" | b"i" | b"j" | b"J" | b"M" | b"Tc" | b"Tf" | b"TL" | b"Tr" | b"Ts" | b"Tw" | b"Tz" => {
            numbers == 1
        }
        b"b" | b"B" | b"b*" | b"B*" | b"BDC" | b"BI" | b"BMC" | b"BT" | b"CS" | b"cs" | b"d" | b"Do" | b"DP"
        | b"EI" | b"EMC" | b"ET" | b"f" | b"F" | b"f*" | b"gs" | b"h" | b"ID" | b"MP" | b"n" | b"PS" | b"q" | b"Q"
        | b"ri" | b"s" | b"S" | b"SC" | b"sc" | b"SCN" | b"scn" | b"sh" | b"T*" | b"Tj" | b"TJ" | b"W" | b"W*"
        | b"'" | b"\"" | b"BX" | b"EX" => true,
        _ => false,
    }
}

impl Interpreter<'_> {
    pub(super) fn too_much(&mut self) {
        self.budget.spent = true;
        self.found.push(None, None, told!(TooMuch));
    }

    /// Where on the page: mm from the left and top edge of the trim.
    pub(super) fn at(&self, area: &Bounds) -> Option<(i32, i32)> {
        let (x, y) = ((area[0] - self.trim[0]) / MM, (self.trim[3] - area[3]) / MM);
        (x.is_finite() && y.is_finite()).then_some((x.round() as i32, y.round() as i32))
    }

    pub(super) fn run(&mut self, data: &[u8], resources: &Resources, mut state: GraphicsState, depth: usize) {
        if self.budget.spent || depth > MOST_DEPTH || content_nesting(data) > MOST_NESTING {
            return self.too_much();
        }
        // What a pattern's matrix leads to.
        let base = state.matrix;
        let mut stack: Vec<GraphicsState> = Vec::new();
        // How many were not put on it: what ends first is the last of them.
        let mut dropped = 0usize;
        let (mut path, mut pending_clip, mut text_clips) = (Path::new(), None, false);
        let (mut at, mut line): (Matrix, f64) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0);
        let mut operators = UntypedIter::new(data);
        // Between `BX` and `EX` an operator may be of another time.
        let mut compatible = 0;
        while let Some(instruction) = operators.next() {
            self.budget.work.operators += 1;
            if self.budget.spent || self.budget.work.operators > MOST_WORK.operators {
                return self.too_much();
            }
            let mut n = Numbers::new();
            for operand in instruction.operands() {
                if let Object::Number(number) = operand {
                    n.push(number.as_f64());
                }
            }
            let name = || {
                instruction.operands().find_map(|o| if let Object::Name(name) = o { Some(name.clone()) } else { None })
            };
            match &**instruction.operator {
                b"BX" => compatible += 1,
                b"EX" => compatible -= 1,
                operator if compatible <= 0 && !is_known(operator, n.len()) => {
                    let words = String::from_utf8_lossy(&operator[..operator.len().min(20)]).into_owned();
                    self.found.push(self.page, None, told!(Operator, operator = words));
                }
                _ => {}
            }
            match &**instruction.operator {
                b"q" if stack.len() < 4096 => stack.push(state.clone()),
                b"q" => dropped += 1,
                b"Q" if dropped > 0 => dropped -= 1,
                b"Q" => state = stack.pop().unwrap_or(state),
                b"cm" => {
                    if let [a, b, c, d, e, f] = n[..] {
                        state.matrix = concat([a, b, c, d, e, f], state.matrix);
                    }
                }
                b"w" => state.width = n.first().copied().unwrap_or(1.0),
                b"J" => state.butt = n.first().is_none_or(|cap| *cap == 0.0),
                b"gs" => {
                    let Some(name) = name() else { continue };
                    match resources.get_ext_g_state(&name) {
                        Some(dict) => self.graphics_state(&dict, resources, &mut state, depth),
                        None => self.missing(&name),
                    }
                }
                b"g" => state.fill = Paint { space: Space::Gray, values: n.to_vec() },
                b"G" => state.stroke = Paint { space: Space::Gray, values: n.to_vec() },
                b"k" => state.fill = Paint { space: Space::Cmyk, values: n.to_vec() },
                b"K" => state.stroke = Paint { space: Space::Cmyk, values: n.to_vec() },
                b"rg" | b"RG" => {
                    let paint = Paint {
                        space: self.space(&Object::Name(Name::new_unescaped(b"DeviceRGB")), &path.area, resources),
                        values: n.to_vec(),
                    };
                    if &**instruction.operator == b"rg" { state.fill = paint } else { state.stroke = paint }
                }
                operator @ (b"cs" | b"CS") => {
                    let Some(name) = name() else { continue };
                    let given = resources.get_color_space(&name);
                    let space = match given {
                        None if !is_color_family(name.as_str()) => {
                            self.missing(&name);
                            Space::Unknown
                        }
                        given => self.space(&given.unwrap_or(Object::Name(name)), &path.area, resources),
                    };
                    let values = if space == Space::Cmyk {
                        vec![0.0, 0.0, 0.0, 1.0]
                    } else {
                        vec![if matches!(space, Space::Spots(..)) { 1.0 } else { 0.0 }; space.channels()]
                    };
                    let paint = Paint { space, values };
                    if operator == b"cs" { state.fill = paint } else { state.stroke = paint }
                }
                operator @ (b"sc" | b"scn" | b"SC" | b"SCN") => {
                    let fills = matches!(operator, b"sc" | b"scn");
                    if fills {
                        state.fill.values = n.to_vec();
                    } else {
                        state.stroke.values = n.to_vec();
                    }
                    let Some(name) = name() else { continue };
                    if let Some(pattern) = resources.get_pattern(&name) {
                        let outer = std::mem::replace(&mut self.elsewhere, true);
                        self.pattern(&pattern, resources, &GraphicsState { matrix: base, ..state.clone() }, depth);
                        self.elsewhere = outer;
                    } else {
                        self.missing(&name);
                    }
                }
                operator @ (b"m" | b"l") => {
                    if let [x, y] = n[..] {
                        let to = point(&state.matrix, x, y);
                        path.push(if operator == b"m" { PathPart::Move(to) } else { PathPart::Line(to) });
                    }
                }
                operator @ (b"c" | b"v" | b"y") => {
                    let to = |x, y| point(&state.matrix, x, y);
                    match (operator, &n[..]) {
                        (b"c", &[a, b, c, d, e, f]) => path.push(PathPart::Curve(to(a, b), to(c, d), to(e, f))),
                        (b"v", &[c, d, e, f]) => path.push(PathPart::Curve(path.at, to(c, d), to(e, f))),
                        (b"y", &[a, b, e, f]) => path.push(PathPart::Curve(to(a, b), to(e, f), to(e, f))),
                        _ => {}
                    }
                }
                b"h" => path.push(PathPart::Close),
                b"re" => {
                    if let [x, y, w, h] = n[..] {
                        path.rectangle(&state.matrix, x, y, w, h);
                    }
                }
                b"W" => pending_clip = Some(false),
                b"W*" => pending_clip = Some(true),
                operator @ (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n") => {
                    if matches!(operator, b"b" | b"b*" | b"s") {
                        path.push(PathPart::Close);
                    }
                    if !matches!(operator, b"S" | b"s" | b"n") {
                        self.fill_path(&state, &path, matches!(operator, b"f*" | b"B*" | b"b*"));
                    }
                    if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") {
                        self.stroke(&state, &path);
                    }
                    if let Some(even_odd) = pending_clip.take() {
                        self.clip(&mut state, &path, even_odd);
                    }
                    path.clear();
                }
                b"sh" => {
                    let Some(name) = name() else { continue };
                    if let Some(shading) = resources.get_shading(&name) {
                        self.shading(&shading, &state.clip, resources);
                        let area = state.clip;
                        self.paint(area, 1.0);
                        let mark = if state.masked || !covers(&shading) { InkMark::Maybe } else { InkMark::Ink };
                        if !state.clear_fill {
                            self.lines(&state, &bleed::closed(corners_of(&area)), false, (mark, None), &area);
                        }
                    } else {
                        self.missing(&name);
                    }
                }
                b"BT" => (at, line) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0),
                b"Tf" => {
                    state.size = n.first().copied().unwrap_or(0.0);
                    state.drawn = None;
                    let Some(name) = name() else { continue };
                    if let Some(font) = resources.get_font(&name) {
                        self.font(&font, resources, &state, depth);
                        if name_of(font.get::<Object>("Subtype").as_ref()) == "Type3" {
                            state.drawn = Some(name.as_str().to_string());
                        }
                    } else {
                        self.missing(&name);
                    }
                }
                b"Tr" => {
                    state.invisible = n.first() == Some(&3.0);
                    text_clips |= n.first().is_some_and(|mode| *mode >= 4.0);
                }
                // What text leaves of the page is not known here: too little rather than too much.
                b"ET" if std::mem::take(&mut text_clips) => state.lines = self.edges.closed(),
                b"Tm" => {
                    if let [a, b, c, d, e, f] = n[..] {
                        at = [a, b, c, d, e, f];
                    }
                }
                b"TL" => line = n.first().copied().unwrap_or(0.0),
                b"Td" | b"TD" => {
                    if let [x, y] = n[..] {
                        at = concat([1.0, 0.0, 0.0, 1.0, x, y], at);
                    }
                }
                b"T*" => at = concat([1.0, 0.0, 0.0, 1.0, 0.0, -line], at),
                b"Tj" | b"TJ" | b"'" | b"\"" if !state.invisible => {
                    self.text(&state, &at);
                    if let Some(name) = state.drawn.as_ref().and_then(|name| Name::new(name.as_bytes()))
                        && let Some(font) = resources.get_font(&name)
                    {
                        self.glyphs(&font, resources, &state, &at, depth);
                    }
                }
                b"BI" => {
                    for operand in instruction.operands() {
                        if let Object::Stream(image) = operand {
                            self.image(image, &state, resources, depth);
                        }
                    }
                }
                b"Do" => {
                    let Some(name) = name() else { continue };
                    match resources.get_x_object(&name) {
                        Some(object) => self.x_object(&object, resources, &state, depth),
                        None => self.missing(&name),
                    }
                }
                b"PS" => self.found.push(self.page, None, told!(Postscript)),
                _ => {}
            }
        }
    }

    pub(super) fn graphics_state(
        &mut self,
        dict: &Dict,
        resources: &Resources,
        state: &mut GraphicsState,
        depth: usize,
    ) {
        let flag = |key: &str| dict.get::<bool>(key);
        if let Some(both) = flag("OP") {
            state.overprint_stroke = both;
            state.overprint_fill = flag("op").unwrap_or(both);
        } else if let Some(fill) = flag("op") {
            state.overprint_fill = fill;
        }
        if let Some(mode) = dict.get::<Number>("OPM") {
            state.zero_leaves = mode.as_f64() == 1.0;
        }
        let opaque = |key: &str| dict.get::<Number>(key).map(|n| n.as_f64() >= 1.0);
        let normal =
            dict.get::<Object>("BM").map(|mode| matches!(name_of(Some(&mode)).as_str(), "Normal" | "Compatible"));
        let clear = |key: &str| dict.get::<Number>(key).map(|n| n.as_f64() <= 0.0);
        state.clear_fill = clear("ca").unwrap_or(state.clear_fill);
        state.clear_stroke = clear("CA").unwrap_or(state.clear_stroke);
        // Each stays as it was where it is not named.
        state.alpha_fill = opaque("ca").map_or(state.alpha_fill, |opaque| !opaque);
        state.alpha_stroke = opaque("CA").map_or(state.alpha_stroke, |opaque| !opaque);
        state.mixes = normal.map_or(state.mixes, |normal| !normal);
        state.masked = dict.get::<Object>("SMask").map_or(state.masked, |mask| name_of(Some(&mask)) != "None");
        let transfers = |key: &str, allowed: &str| {
            dict.get::<Object>(key).is_some_and(|function| name_of(Some(&function)) != allowed)
        };
        if transfers("TR", "") || transfers("TR2", "Default") {
            self.found.push(None, None, told!(TransferFunction));
        }
        self.halftone(dict);
        if let Some(font) = dict.get::<Array>("Font").and_then(|font| font.iter::<Dict>().next()) {
            self.font(&font, resources, state, depth);
        }
        if let Some(width) = dict.get::<Number>("LW") {
            state.width = width.as_f64();
        }
        if let Some(cap) = dict.get::<Number>("LC") {
            state.butt = cap.as_f64() == 0.0;
        }
        if let Some(form) = dict.get::<Dict>("SMask").and_then(|mask| mask.get::<Stream>("G")) {
            let outer = (std::mem::replace(&mut self.elsewhere, true), std::mem::replace(&mut self.in_mask, true));
            self.form(&form, resources, state, depth);
            (self.elsewhere, self.in_mask) = outer;
        }
    }

    /// A resource that the page names and the file does not have (ISO 32000-2, 7.8.3): readers leave out what it would paint.
    fn missing(&mut self, name: &Name) {
        self.found.push(self.page, None, told!(ResourceMissing, name = name.as_str()));
    }

    /// A clip from here on.
    pub(super) fn clip(&mut self, state: &mut GraphicsState, path: &Path, even_odd: bool) {
        let area = cut(path.area, state.clip);
        if !path.is_box() && self.edges.concern(&area) {
            let outlines = path.segments(true, |area| self.edges.cross(area));
            self.budget.work.operators += outlines.len();
            state.lines = self.edges.clip(&outlines, even_odd, &state.lines);
        }
        state.clip = area;
    }

    pub(super) fn pattern(&mut self, pattern: &Object, resources: &Resources, state: &GraphicsState, depth: usize) {
        match pattern {
            Object::Stream(tile) => {
                let own = tile.dict().get::<Dict>("Resources").unwrap_or_default();
                let resources = Resources::from_parent(own, resources.clone());
                // It begins as a page does, and shows wherever it is painted with.
                let everywhere = [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY];
                let mut inner =
                    GraphicsState { width: 1.0, butt: true, clip: everywhere, lines: None, ..state.clone() };
                if let Some(matrix) = matrix_of(tile.dict()) {
                    inner.matrix = concat(matrix, inner.matrix);
                }
                match self.budget.decoded(tile) {
                    Some(data) => self.run(&data, &resources, inner, depth + 1),
                    None => self.too_much(),
                }
            }
            Object::Dict(dict) => {
                if let Some(shading) = dict.get::<Object>("Shading") {
                    self.shading(&shading, &state.clip, resources);
                }
            }
            _ => {}
        }
    }

    pub(super) fn x_object(&mut self, object: &Stream, resources: &Resources, state: &GraphicsState, depth: usize) {
        match name_of(object.dict().get::<Object>("Subtype").as_ref()).as_str() {
            "Image" => self.image(object, state, resources, depth),
            "Form" => self.form(object, resources, state, depth),
            "PS" => self.found.push(self.page, None, told!(Postscript)),
            _ => {}
        }
    }

    pub(super) fn form(&mut self, form: &Stream, resources: &Resources, state: &GraphicsState, depth: usize) {
        let dict = form.dict();
        let mut inner = state.clone();
        if let Some(matrix) = matrix_of(dict) {
            inner.matrix = concat(matrix, inner.matrix);
        }
        if let Some(bbox) = corners(dict, "BBox") {
            let mut outline = Path::new();
            outline.rectangle(&inner.matrix, bbox[0], bbox[1], bbox[2] - bbox[0], bbox[3] - bbox[1]);
            self.clip(&mut inner, &outline, false);
        }
        let own = dict.get::<Dict>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        match self.budget.decoded(form) {
            Some(data) => self.run(&data, &resources, inner, depth + 1),
            None => self.too_much(),
        }
    }
}
