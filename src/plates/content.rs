//! What a page paints, written again for one plate: every colour is the gray of that plate, full ink black, and what leaves the plate
//! alone (overprint, `None`) is not painted. Blending channel by channel, clips, masks and type stay what they were.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::pixels::{Planes, masks};
use super::spaces::{Inks, PlateSpace};
use super::told::{Unseparated, is_process};
use crate::pdf::resources;

/// Forms within forms.
const MOST_DEPTH: usize = 16;
/// Operators of a page for one plate, its forms as often as they are drawn.
const MOST_OPERATORS: usize = 4_000_000;
/// Bytes of one description.
const MOST_CONTENT: usize = 256 << 20;

/// What is painted with, as one plate sees it.
#[derive(Debug, Clone)]
struct PlatePaint {
    space: Rc<PlateSpace>,
    /// How much of the ink.
    share: f32,
    /// Whether its colours are given for that ink at all.
    concerns: bool,
    /// A device colour, whose zeros may leave a plate alone (`OPM` 1; ISO 32000-2, 11.7.4.3).
    is_device: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// Pixels of a unit, about.
    scale: f64,
    fill: PlatePaint,
    stroke: PlatePaint,
    overprint: (bool, bool),
    zero_leaves: bool,
    alpha: (f32, f32),
    /// How type is shown (`Tr`).
    render: i64,
    /// In a group that is not isolated.
    open_group: bool,
}

impl Drawing {
    fn leaves(&self, pen: &PlatePaint, overprints: bool) -> bool {
        pen.space.prints_nothing()
            || overprints && (!pen.concerns || pen.is_device && self.zero_leaves && pen.share == 0.0)
    }

    fn leaves_fill(&self) -> bool {
        self.leaves(&self.fill, self.overprint.0)
    }

    fn leaves_stroke(&self) -> bool {
        self.leaves(&self.stroke, self.overprint.1)
    }

    /// What a form that is drawn in it takes over.
    fn key(&self) -> String {
        let pen = |pen: &PlatePaint| format!("{} {} {}", pen.share, pen.concerns, pen.is_device);
        let (fill, stroke) = (pen(&self.fill), pen(&self.stroke));
        let steps = self.scale.max(1e-9).log2().round();
        format!("{fill} {stroke} {:?} {} {:?} {steps}", self.overprint, self.zero_leaves, self.alpha)
    }
}

/// Writes pages for one plate after the other. What is made for a plate lies in the document as new objects.
pub(super) struct Separator<'a, 'i> {
    pub(super) document: &'a mut Document,
    pub(super) inks: &'a mut Inks<'i>,
    pub(super) plate: &'a str,
    /// What could not be separated.
    pub(super) told: Vec<Unseparated>,
    /// Whether anything put the ink of this plate on paper.
    pub(super) touched: bool,
    /// Pictures by object and factor: the same for every plate.
    pub(super) pictures: &'a mut HashMap<(ObjectId, usize), Option<Rc<Planes>>>,
    made: HashMap<String, ObjectId>,
    operators: usize,
}

impl<'a, 'i> Separator<'a, 'i> {
    pub(super) fn new(
        document: &'a mut Document,
        inks: &'a mut Inks<'i>,
        plate: &'a str,
        pictures: &'a mut HashMap<(ObjectId, usize), Option<Rc<Planes>>>,
    ) -> Self {
        let told = Vec::new();
        Self { document, inks, plate, told, touched: false, pictures, made: HashMap::new(), operators: 0 }
    }

    /// How a page begins: in black, with so many pixels a unit.
    pub(super) fn start(&mut self, scale: f64) -> Drawing {
        let black = self.pen(Rc::new(PlateSpace::Gray), &[0.0], true);
        Drawing {
            scale,
            fill: black.clone(),
            stroke: black,
            overprint: (false, false),
            zero_leaves: false,
            alpha: (1.0, 1.0),
            render: 0,
            open_group: false,
        }
    }

    fn pen(&mut self, space: Rc<PlateSpace>, values: &[f32], is_device: bool) -> PlatePaint {
        let share = self.inks.share(&space, values, self.plate);
        let concerns = self.concerns(&space);
        PlatePaint { space, share, concerns, is_device }
    }

    fn concerns(&self, space: &PlateSpace) -> bool {
        match space {
            PlateSpace::Indexed(base, _) => self.concerns(base),
            PlateSpace::Pattern(Some(base)) => self.concerns(base),
            PlateSpace::Named(_) => space.place(self.plate).is_some(),
            _ => is_process(self.plate),
        }
    }

    /// A member of the resources, without the references that lead to it, and the last of them.
    fn member<'b>(
        &'b self,
        resources: &'b Dictionary,
        kind: &[u8],
        name: &[u8],
    ) -> Option<(Option<ObjectId>, &'b Object)> {
        let kind = self.document.dereference(resources.get(kind).ok()?).ok()?.1.as_dict().ok()?;
        self.document.dereference(kind.get(name).ok()?).ok()
    }

    /// Puts an object into the resources that are made, and says by which name.
    fn put(made: &mut Dictionary, kind: &str, name: String, object: impl Into<Object>) -> Object {
        if let Ok(Object::Dictionary(kind)) = made.get_mut(kind.as_bytes()) {
            kind.set(name.as_bytes(), object.into());
        } else {
            let mut members = Dictionary::new();
            members.set(name.as_bytes(), object.into());
            made.set(kind, members);
        }
        Object::Name(name.into_bytes())
    }

    /// A description for this plate, and the resources that it needs then.
    pub(super) fn content(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        mut state: Drawing,
        depth: usize,
    ) -> (Vec<u8>, Dictionary) {
        let mut made = Dictionary::new();
        for kind in [&b"Font"[..], b"ExtGState", b"Properties"] {
            if let Ok((_, Object::Dictionary(dict))) = resources.get(kind).and_then(|o| self.document.dereference(o)) {
                made.set(kind, dict.clone());
            }
        }
        let Ok(read) = Content::decode(content) else {
            self.told.push(Unseparated::Content);
            return (Vec::new(), made);
        };
        self.operators += read.operations.len();
        if depth > MOST_DEPTH || self.operators > MOST_OPERATORS {
            self.told.push(Unseparated::Content);
            return (Vec::new(), made);
        }
        let mut out: Vec<Operation> = Vec::with_capacity(read.operations.len());
        let mut stack: Vec<Drawing> = Vec::new();
        for op in read.operations {
            let Operation { operator, operands } = &op;
            let numbers = || operands.iter().filter_map(|n| n.as_float().ok()).collect::<Vec<f32>>();
            let name = operands.last().and_then(|name| name.as_name().ok());
            match operator.as_str() {
                "q" => {
                    stack.push(state.clone());
                    out.push(op);
                }
                "Q" => {
                    state = stack.pop().unwrap_or(state);
                    out.push(op);
                }
                "cm" => {
                    if let [a, b, c, d, ..] = numbers()[..] {
                        state.scale *= f64::from((a * d - b * c).abs()).sqrt();
                    }
                    out.push(op);
                }
                "g" | "rg" | "k" | "G" | "RG" | "K" => {
                    let space = match operator.to_ascii_lowercase().as_str() {
                        "g" => PlateSpace::Gray,
                        "k" => PlateSpace::Cmyk,
                        _ => PlateSpace::Rgb(None),
                    };
                    let pen = self.pen(Rc::new(space), &numbers(), !operator.eq_ignore_ascii_case("rg"));
                    Self::choose(pen, operator.starts_with(char::is_lowercase), &mut state, &mut out);
                }
                "cs" | "CS" => {
                    let space = name.and_then(|name| {
                        PlateSpace::of(self.document, &Object::Name(name.to_vec()), resources, &mut self.told)
                    });
                    let Some(space) = space else {
                        self.told.push(Unseparated::Space);
                        continue;
                    };
                    let (first, is_device) = (space.first(), matches!(space, PlateSpace::Gray | PlateSpace::Cmyk));
                    let pen = self.pen(Rc::new(space), &first, is_device);
                    Self::choose(pen, operator == "cs", &mut state, &mut out);
                }
                "sc" | "scn" | "SC" | "SCN" => {
                    let fills = matches!(operator.as_str(), "sc" | "scn");
                    let old = if fills { &state.fill } else { &state.stroke };
                    let (space, is_device) = (old.space.clone(), old.is_device);
                    let mut pen = self.pen(space.clone(), &numbers(), is_device);
                    let PlateSpace::Pattern(base) = &*space else {
                        Self::choose(pen, fills, &mut state, &mut out);
                        continue;
                    };
                    let Some(name) = name else { continue };
                    let Some((pattern, concerns)) = self.pattern(name, resources, &state, depth) else {
                        self.told.push(Unseparated::Pattern);
                        continue;
                    };
                    let is_coloured = base.is_none();
                    pen.concerns = if is_coloured { concerns } else { pen.concerns };
                    let family = match is_coloured {
                        true => Object::from("Pattern"),
                        false => vec!["Pattern".into(), "DeviceGray".into()].into(),
                    };
                    let label = if is_coloured { "anphamColoured" } else { "anphamPlain" };
                    let family = Self::put(&mut made, "ColorSpace", label.into(), family);
                    let pattern = Self::put(&mut made, "Pattern", format!("anpham{}", pattern.0), pattern);
                    let mut operands = if is_coloured { vec![] } else { vec![Object::Real(1.0 - pen.share)] };
                    operands.push(pattern);
                    let (cs, scn) = if fills { ("cs", "scn") } else { ("CS", "SCN") };
                    out.push(Operation::new(cs, vec![family]));
                    out.push(Operation::new(scn, operands));
                    *(if fills { &mut state.fill } else { &mut state.stroke }) = pen;
                }
                "gs" => {
                    if let Some(name) = name
                        && let Some((_, Object::Dictionary(dict))) = self.member(resources, b"ExtGState", name)
                    {
                        let dict = dict.clone();
                        self.graphics_state(&dict, &mut state);
                    }
                    out.push(op);
                }
                "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => {
                    let fills = !matches!(operator.as_str(), "S" | "s") && !state.leaves_fill();
                    let strokes = !matches!(operator.as_str(), "f" | "F" | "f*") && !state.leaves_stroke();
                    let even_odd = operator.ends_with('*');
                    if matches!(operator.as_str(), "s" | "b" | "b*") {
                        out.push(Operation::new("h", vec![]));
                    }
                    let how = match (fills, strokes) {
                        (true, true) => {
                            if even_odd {
                                "B*"
                            } else {
                                "B"
                            }
                        }
                        (true, false) => {
                            if even_odd {
                                "f*"
                            } else {
                                "f"
                            }
                        }
                        (false, true) => "S",
                        (false, false) => "n",
                    };
                    self.touched |= fills && state.fill.share > 0.0 || strokes && state.stroke.share > 0.0;
                    out.push(Operation::new(how, vec![]));
                }
                "Tr" => {
                    state.render = numbers().first().map_or(0, |mode| *mode as i64);
                    out.push(op);
                }
                "Tf" => {
                    if let Some(font) = operands.first().and_then(|name| name.as_name().ok()) {
                        self.font(font, resources, &mut made, &state, depth);
                    }
                    out.push(op);
                }
                "Tj" | "TJ" | "'" | "\"" => {
                    let (fills, strokes) = (matches!(state.render % 4, 0 | 2), matches!(state.render % 4, 1 | 2));
                    self.touched |= fills && state.fill.share > 0.0 || strokes && state.stroke.share > 0.0;
                    let leaves = (fills && state.leaves_fill(), strokes && state.leaves_stroke());
                    if leaves == (false, false) {
                        out.push(op);
                        continue;
                    }
                    let (fill, stroke) = state.alpha;
                    let clear = (if leaves.0 { 0.0 } else { fill }, if leaves.1 { 0.0 } else { stroke });
                    out.push(Self::alpha(&mut made, clear));
                    out.push(op);
                    out.push(Self::alpha(&mut made, state.alpha));
                }
                "sh" => {
                    let Some(name) = name else { continue };
                    let shading = self.member(resources, b"Shading", name).map(|(_, shading)| shading.clone());
                    let Some((id, concerns)) = shading.and_then(|shading| self.shading(&shading, resources)) else {
                        self.told.push(Unseparated::Shading);
                        continue;
                    };
                    if concerns || !state.overprint.0 {
                        self.touched |= concerns;
                        let name = Self::put(&mut made, "Shading", format!("anpham{}", id.0), id);
                        out.push(Operation::new("sh", vec![name]));
                    }
                }
                "BI" => match operands.first() {
                    Some(Object::Stream(image)) => {
                        let image = image.clone();
                        self.inline(&image, op, resources, &state, &mut made, &mut out);
                    }
                    _ => self.told.push(Unseparated::Picture),
                },
                "Do" => {
                    let Some(name) = name else { continue };
                    let Some((Some(id), Object::Stream(object))) = self.member(resources, b"XObject", name) else {
                        continue;
                    };
                    let kind = object.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
                    let replaced = match kind {
                        b"Form" => self.form(id, &state, resources, depth),
                        b"Image" => self.image(id, resources, &state),
                        _ => None,
                    };
                    if let Some(id) = replaced {
                        let name = Self::put(&mut made, "XObject", format!("anpham{}", id.0), id);
                        out.push(Operation::new("Do", vec![name]));
                    }
                }
                // Colours of the pictures of rendering: nothing of the plates.
                "ri" => {}
                _ => out.push(op),
            }
        }
        let written = Content { operations: out }.encode().unwrap_or_default();
        (written, made)
    }

    /// Takes up a colour and writes it as the gray of this plate.
    fn choose(pen: PlatePaint, fills: bool, state: &mut Drawing, out: &mut Vec<Operation>) {
        if !matches!(&*pen.space, PlateSpace::Pattern(_)) {
            out.push(Operation::new(if fills { "g" } else { "G" }, vec![Object::Real(1.0 - pen.share)]));
        }
        *(if fills { &mut state.fill } else { &mut state.stroke }) = pen;
    }

    /// Sets what shows of fills and of strokes.
    fn alpha(made: &mut Dictionary, (fill, stroke): (f32, f32)) -> Operation {
        let state = dictionary! { "ca" => fill, "CA" => stroke };
        let name = Self::put(made, "ExtGState", format!("anpham{}x{}", fill.to_bits(), stroke.to_bits()), state);
        Operation::new("gs", vec![name])
    }

    fn graphics_state(&mut self, dict: &Dictionary, state: &mut Drawing) {
        let flag = |key: &[u8]| dict.get(key).and_then(Object::as_bool).ok();
        if let Some(strokes) = flag(b"OP") {
            state.overprint = (flag(b"op").unwrap_or(strokes), strokes);
        } else if let Some(fills) = flag(b"op") {
            state.overprint.0 = fills;
        }
        let number = |key: &[u8]| dict.get(key).and_then(Object::as_float).ok();
        state.zero_leaves = number(b"OPM").map_or(state.zero_leaves, |mode| mode == 1.0);
        state.alpha = (number(b"ca").unwrap_or(state.alpha.0), number(b"CA").unwrap_or(state.alpha.1));
        let modes = match dict.get(b"BM") {
            Ok(Object::Array(modes)) => modes.first().and_then(|mode| mode.as_name().ok()),
            Ok(mode) => mode.as_name().ok(),
            Err(_) => None,
        };
        match modes {
            None | Some(b"Normal" | b"Compatible") => {}
            Some(b"Hue" | b"Saturation" | b"Color" | b"Luminosity") => self.told.push(Unseparated::BlendMode),
            // Spots blend by another mode where one does not keep white (ISO 32000-2, 11.7.4.2).
            Some(b"Difference" | b"Exclusion") if !is_process(self.plate) => {
                self.told.push(Unseparated::BlendMode);
            }
            Some(_) if state.open_group => self.told.push(Unseparated::Group),
            Some(_) => {}
        }
    }

    fn pattern(
        &mut self,
        name: &[u8],
        resources: &Dictionary,
        state: &Drawing,
        depth: usize,
    ) -> Option<(ObjectId, bool)> {
        let (id, pattern) = self.member(resources, b"Pattern", name)?;
        match pattern {
            Object::Stream(tile) => {
                let tile = tile.clone();
                let key = format!("tile {id:?} {}", state.scale.max(1e-9).log2().round());
                if let Some(known) = self.made.get(&key) {
                    self.touched = true;
                    return Some((*known, true));
                }
                let is_plain = matches!(tile.dict.get(b"PaintType"), Ok(Object::Integer(2)));
                self.touched |= is_plain;
                // It begins as a page does.
                let start = Drawing { render: 0, ..self.start(state.scale) };
                let made = if is_plain { tile } else { self.rewritten(&tile, id, resources, start, depth)? };
                let made = self.document.add_object(made);
                self.made.insert(key, made);
                Some((made, true))
            }
            Object::Dictionary(dict) => {
                let mut dict = dict.clone();
                let shading = self.document.dereference(dict.get(b"Shading").ok()?).ok()?.1.clone();
                let (shading, concerns) = self.shading(&shading, resources)?;
                self.touched |= concerns;
                dict.set("Shading", shading);
                dict.remove(b"ExtGState");
                Some((self.document.add_object(dict), concerns))
            }
            _ => None,
        }
    }

    /// A shading of the gray of this plate, and whether its colours are given for the ink of the plate.
    fn shading(&mut self, shading: &Object, resources: &Dictionary) -> Option<(ObjectId, bool)> {
        let mut shading = shading.clone();
        let dict = match &mut shading {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &mut stream.dict,
            _ => return None,
        };
        let space = PlateSpace::of(self.document, dict.get(b"ColorSpace").ok()?, resources, &mut self.told)?;
        let shown = self.inks.shown(self.document, &space, self.plate)?;
        dict.set("ColorSpace", shown);
        let concerns = self.concerns(&space);
        Some((self.document.add_object(shading), concerns))
    }

    /// A form, a tile or a glyph, its description written for this plate.
    fn rewritten(
        &mut self,
        form: &Stream,
        owner: Option<ObjectId>,
        outer: &Dictionary,
        state: Drawing,
        depth: usize,
    ) -> Option<Stream> {
        let own = form.dict.has(b"Resources").then_some(owner).flatten();
        let own = own.map_or_else(|| outer.clone(), |owner| resources(self.document, owner));
        let content = form.get_plain_content_with_limit(MOST_CONTENT).ok()?;
        let (content, resources) = self.content(&content, &own, state, depth + 1);
        let mut dict = form.dict.clone();
        for key in ["Filter", "DecodeParms", "Length"] {
            dict.remove(key.as_bytes());
        }
        dict.set("Resources", resources);
        Some(Stream::new(dict, content))
    }

    fn form(&mut self, id: ObjectId, state: &Drawing, outer: &Dictionary, depth: usize) -> Option<ObjectId> {
        let key = format!("form {id:?} {}", state.key());
        if let Some(known) = self.made.get(&key) {
            return Some(*known);
        }
        let form = self.document.get_object(id).and_then(Object::as_stream).ok()?.clone();
        let mut inner = state.clone();
        if let Ok(matrix) = form.dict.get(b"Matrix").and_then(Object::as_array) {
            let n: Vec<f32> = matrix.iter().filter_map(|n| n.as_float().ok()).collect();
            if let [a, b, c, d, ..] = n[..] {
                inner.scale *= f64::from((a * d - b * c).abs()).sqrt();
            }
        }
        if let Ok((_, Object::Dictionary(group))) = form.dict.get(b"Group").and_then(|g| self.document.dereference(g)) {
            let flag = |key: &[u8]| group.get(key).and_then(Object::as_bool).unwrap_or(false);
            inner.open_group = !flag(b"I");
            if flag(b"K") {
                self.told.push(Unseparated::Group);
            }
            // A group begins without transparency of its own (ISO 32000-2, 11.6.6).
            inner.alpha = (1.0, 1.0);
        }
        let made = self.rewritten(&form, Some(id), outer, inner, depth);
        let Some(made) = made else {
            self.told.push(Unseparated::Content);
            return None;
        };
        let made = self.document.add_object(made);
        self.made.insert(key, made);
        Some(made)
    }

    /// Glyphs that are drawings.
    fn font(&mut self, name: &[u8], resources: &Dictionary, made: &mut Dictionary, state: &Drawing, depth: usize) {
        let Some((id, Object::Dictionary(font))) = self.member(resources, b"Font", name) else { return };
        let mut font = font.clone();
        let subtype = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if subtype != b"Type3" && !self.is_drawn(&font) {
            self.told.push(Unseparated::Font);
        }
        if subtype != b"Type3" || depth > MOST_DEPTH {
            return;
        }
        let key = format!("font {id:?} {}", state.key());
        let known = id.and_then(|_| self.made.get(&key).copied());
        let replaced = known.unwrap_or_else(|| {
            let own = match font.get(b"Resources").and_then(|own| self.document.dereference(own)) {
                Ok((_, Object::Dictionary(own))) => own.clone(),
                _ => resources.clone(),
            };
            let glyphs = match font.get(b"CharProcs").and_then(|glyphs| self.document.dereference(glyphs)) {
                Ok((_, Object::Dictionary(glyphs))) => glyphs.clone(),
                _ => Dictionary::new(),
            };
            let (mut drawn, mut needed) = (Dictionary::new(), Dictionary::new());
            for (name, glyph) in &glyphs {
                let Ok((_, Object::Stream(glyph))) = self.document.dereference(glyph) else { continue };
                let Ok(content) = glyph.get_plain_content_with_limit(MOST_CONTENT) else { continue };
                let start = Drawing { alpha: (1.0, 1.0), overprint: (false, false), ..state.clone() };
                let (content, made) = self.content(&content, &own, start, depth + 1);
                for (kind, members) in made {
                    match (needed.get_mut(&kind), members) {
                        (Ok(Object::Dictionary(known)), Object::Dictionary(members)) => {
                            members.into_iter().for_each(|(name, member)| known.set(name, member));
                        }
                        (_, members) => needed.set(kind, members),
                    }
                }
                let glyph = self.document.add_object(Stream::new(Dictionary::new(), content));
                drawn.set(name.clone(), glyph);
            }
            font.set("CharProcs", drawn);
            font.set("Resources", needed);
            self.document.add_object(font)
        });
        self.made.insert(key, replaced);
        Self::put(made, "Font", String::from_utf8_lossy(name).into_owned(), replaced);
    }

    /// Whether the library that draws can read a font: its program is in the file, not wrapped as OpenType for a simple font, and its
    /// letters are not told by a table that lies elsewhere.
    fn is_drawn(&self, font: &Dictionary) -> bool {
        let follow = |dict: &Dictionary, key: &[u8]| {
            dict.get(key).and_then(|object| self.document.dereference(object)).ok().map(|(_, object)| object.clone())
        };
        let descendants =
            follow(font, b"DescendantFonts").and_then(|fonts| Some(fonts.as_array().ok()?.first()?.clone()));
        let own = match &descendants {
            Some(font) => self.document.dereference(font).ok().and_then(|(_, font)| font.as_dict().ok()),
            None => Some(font),
        };
        let Some(Object::Dictionary(descriptor)) = own.and_then(|own| follow(own, b"FontDescriptor")) else {
            return false;
        };
        // A table in the file is a stream.
        let encoding = font.get(b"Encoding").and_then(Object::as_name).unwrap_or(b"Identity-H");
        let is_wrapped = match follow(&descriptor, b"FontFile3") {
            Some(Object::Stream(program)) => {
                program.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"OpenType")
            }
            _ => false,
        };
        let has_program = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.has(key.as_bytes()));
        has_program && if descendants.is_some() { encoding.starts_with(b"Identity") } else { !is_wrapped }
    }

    /// How often a picture can be made smaller before it is drawn: it keeps two pixels for each of the page, at least.
    fn factor(image: &Stream, scale: f64) -> usize {
        let side = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).unwrap_or(1).max(1) as f64;
        // A picture is drawn on the unit square.
        let pixels = (side(b"Width") * side(b"Height")).sqrt();
        ((pixels / scale.max(1.0) / 2.0).floor() as usize).max(1)
    }

    fn image(&mut self, id: ObjectId, resources: &Dictionary, state: &Drawing) -> Option<ObjectId> {
        let image = self.document.get_object(id).and_then(Object::as_stream).ok()?;
        if image.dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false) {
            self.touched |= state.fill.share > 0.0;
            return (!state.leaves_fill()).then_some(id);
        }
        let factor = Self::factor(image, state.scale);
        let planes = match self.pictures.get(&(id, factor)) {
            Some(known) => known.clone(),
            None => {
                let made = Planes::of(self.document, image, resources, factor, self.inks, &mut self.told).map(Rc::new);
                self.pictures.insert((id, factor), made.clone());
                made
            }
        };
        let Some(planes) = planes else {
            return self.as_it_is(id, resources, state);
        };
        let kept = masks(&image.dict, &mut self.told);
        self.picture(&planes, kept, state)
    }

    /// A picture of one bit whose filter only the drawing library knows: gray is drawn as it is on the plate of black.
    fn as_it_is(&mut self, id: ObjectId, resources: &Dictionary, state: &Drawing) -> Option<ObjectId> {
        let image = self.document.get_object(id).and_then(Object::as_stream).ok()?;
        let space = image.dict.get(b"ColorSpace").ok();
        let space = space.and_then(|space| PlateSpace::of(self.document, space, resources, &mut self.told));
        if space != Some(PlateSpace::Gray) {
            self.told.push(Unseparated::Picture);
            return None;
        }
        if PlateSpace::Gray.place(self.plate).is_some() {
            self.touched = true;
            return Some(id);
        }
        let white = Planes::white();
        let kept = masks(&image.dict, &mut self.told);
        self.picture(&white, kept, state)
    }

    fn picture(&mut self, planes: &Planes, mut dict: Dictionary, state: &Drawing) -> Option<ObjectId> {
        let plane = planes.plane(self.plate);
        let concerns = plane.is_some() || planes.is_process && is_process(self.plate);
        if !concerns && state.overprint.0 {
            return None;
        }
        let (width, height, data) = match plane {
            Some(plane) => {
                self.touched = true;
                (planes.width, planes.height, plane.iter().map(|ink| 255 - ink).collect())
            }
            // Nothing of this ink: paper.
            None => (1, 1, vec![255]),
        };
        for (key, value) in dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width as i64, "Height" => height as i64,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        } {
            dict.set(key, value);
        }
        Some(self.document.add_object(Stream::new(dict, data)))
    }

    fn inline(
        &mut self,
        image: &Stream,
        op: Operation,
        resources: &Dictionary,
        state: &Drawing,
        made: &mut Dictionary,
        out: &mut Vec<Operation>,
    ) {
        let is_mask =
            [&b"ImageMask"[..], b"IM"].iter().any(|key| image.dict.get(key).and_then(Object::as_bool).unwrap_or(false));
        if is_mask {
            self.touched |= state.fill.share > 0.0;
            if !state.leaves_fill() {
                out.push(op);
            }
            return;
        }
        let Some(planes) = Planes::of(self.document, image, resources, 1, self.inks, &mut self.told) else {
            return self.told.push(Unseparated::Picture);
        };
        if let Some(id) = self.picture(&planes, Dictionary::new(), state) {
            let name = Self::put(made, "XObject", format!("anpham{}", id.0), id);
            out.push(Operation::new("Do", vec![name]));
        }
    }
}
