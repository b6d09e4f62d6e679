//! Colour spaces of any maker's PDF as amounts of ink.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::told::Unseparated;
use crate::pdf::OutputIntent;
use crate::preflight::PROCESS;

/// Spaces within spaces.
const MOST_DEPTH: usize = 4;
/// Bytes of a palette or a profile.
const MOST_TABLE: usize = 16 << 20;
/// Colours of one page that are converted and remembered.
const MOST_COLOURS: usize = 1 << 16;

/// A colour space as a press separates it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PlateSpace {
    /// Black ink.
    Gray,
    /// The four inks of the press.
    Cmyk,
    /// Converted to them by the output profile; its own profile if it has one.
    Rgb(Option<Rc<Vec<u8>>>),
    /// Converted to them too, with the ranges of a and b.
    Lab([f32; 4]),
    /// Inks by name.
    Named(Vec<String>),
    /// A palette.
    Indexed(Rc<Self>, Vec<u8>),
    /// A pattern, with the space of its colour.
    Pattern(Option<Rc<Self>>),
}

impl PlateSpace {
    /// Values of a colour.
    pub(super) fn channels(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) => 1,
            Self::Cmyk => 4,
            Self::Rgb(_) | Self::Lab(_) => 3,
            Self::Named(names) => names.len(),
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.channels()),
        }
    }

    /// The colour that a space begins with (ISO 32000-2, 8.6.5.6).
    pub(super) fn first(&self) -> Vec<f32> {
        match self {
            Self::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Named(names) => vec![1.0; names.len()],
            space => vec![0.0; space.channels()],
        }
    }

    /// Whether it stands for all inks of the press, those that it has none of too.
    pub(super) fn is_process(&self) -> bool {
        match self {
            Self::Named(_) => false,
            Self::Indexed(base, _) => base.is_process(),
            Self::Pattern(base) => base.as_ref().is_none_or(|base| base.is_process()),
            _ => true,
        }
    }

    /// Whether it prints nothing at all (`None`).
    pub(super) fn prints_nothing(&self) -> bool {
        matches!(self, Self::Named(names) if names.iter().all(|name| name == "None"))
    }

    /// Where an ink stands among the named ones; `All` is every ink.
    pub(super) fn place(&self, plate: &str) -> Option<usize> {
        match self {
            Self::Gray => (plate == PROCESS[3]).then_some(0),
            Self::Cmyk => PROCESS.iter().position(|name| *name == plate),
            Self::Named(names) => names.iter().position(|name| name == plate || name == "All"),
            _ => None,
        }
    }

    /// Reads a space: a name, or an array; `defaults` are the resources that give a device space a meaning.
    pub(super) fn of(
        document: &Document,
        object: &Object,
        resources: &Dictionary,
        told: &mut Vec<Unseparated>,
    ) -> Option<Self> {
        Self::nested(document, object, resources, told, 0)
    }

    fn nested(
        document: &Document,
        object: &Object,
        resources: &Dictionary,
        told: &mut Vec<Unseparated>,
        depth: usize,
    ) -> Option<Self> {
        if depth > MOST_DEPTH {
            return None;
        }
        let array = match document.dereference(object).ok()?.1 {
            Object::Name(name) => {
                return match name.as_slice() {
                    b"DeviceGray" | b"G" | b"CalGray" => Some(Self::Gray),
                    b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
                    b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Self::Rgb(None)),
                    b"Pattern" => Some(Self::Pattern(None)),
                    name => {
                        let spaces = document.dereference(resources.get(b"ColorSpace").ok()?).ok()?.1.as_dict().ok()?;
                        Self::nested(document, spaces.get(name).ok()?, resources, told, depth + 1)
                    }
                };
            }
            Object::Array(array) => array,
            _ => return None,
        };
        let member = |n: usize| array.get(n).and_then(|object| document.dereference(object).ok()).map(|(_, o)| o);
        match member(0)?.as_name().ok()? {
            b"DeviceGray" | b"G" => Some(Self::Gray),
            b"DeviceCMYK" | b"CMYK" => Some(Self::Cmyk),
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Self::Rgb(None)),
            b"CalGray" => {
                told.push(Unseparated::Gray);
                Some(Self::Gray)
            }
            b"Lab" => {
                let range = member(1).and_then(|dict| dict.as_dict().ok()?.get(b"Range").ok()?.as_array().ok());
                let range: Vec<f32> = range.into_iter().flatten().filter_map(|n| n.as_float().ok()).collect();
                Some(Self::Lab(range.try_into().unwrap_or([-100.0, 100.0, -100.0, 100.0])))
            }
            b"ICCBased" => {
                let stream = member(1)?.as_stream().ok()?;
                match stream.dict.get(b"N").and_then(|n| document.dereference(n)).ok()?.1.as_i64().ok()? {
                    1 => {
                        told.push(Unseparated::Gray);
                        Some(Self::Gray)
                    }
                    3 => Some(Self::Rgb(stream.get_plain_content_with_limit(MOST_TABLE).ok().map(Rc::new))),
                    4 => {
                        told.push(Unseparated::OtherPress);
                        Some(Self::Cmyk)
                    }
                    _ => None,
                }
            }
            b"Separation" => Some(Self::Named(vec![text(member(1)?.as_name().ok()?)])),
            b"DeviceN" => {
                let names = member(1)?.as_array().ok()?.iter();
                let names: Vec<String> =
                    names.filter_map(|name| document.dereference(name).ok()?.1.as_name().ok()).map(text).collect();
                (!names.is_empty()).then_some(Self::Named(names))
            }
            b"Indexed" | b"I" => {
                let base = Self::nested(document, array.get(1)?, resources, told, depth + 1)?;
                let table = match member(3)? {
                    Object::String(bytes, _) => bytes.clone(),
                    Object::Stream(stream) => stream.get_plain_content_with_limit(MOST_TABLE).ok()?,
                    _ => return None,
                };
                (base.channels() > 0).then(|| Self::Indexed(Rc::new(base), table))
            }
            b"Pattern" => {
                let base = array.get(1).and_then(|base| Self::nested(document, base, resources, told, depth + 1));
                Some(Self::Pattern(base.map(Rc::new)))
            }
            _ => None,
        }
    }
}

fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}

/// Colours that are none of inks, as inks of the press; each is converted once.
pub(super) struct Inks<'a> {
    pub(super) intent: &'a OutputIntent,
    known: HashMap<(usize, [u8; 3]), [u8; 4]>,
    profiles: Vec<Option<Rc<Vec<u8>>>>,
}

impl<'a> Inks<'a> {
    pub(super) fn new(intent: &'a OutputIntent) -> Self {
        Self { intent, known: HashMap::new(), profiles: Vec::new() }
    }

    /// How much of a plate's ink a colour takes, from 0 to 1.
    pub(super) fn share(&mut self, space: &PlateSpace, values: &[f32], plate: &str) -> f32 {
        let at = |n: usize| values.get(n).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match space {
            PlateSpace::Gray => space.place(plate).map_or(0.0, |_| 1.0 - at(0)),
            PlateSpace::Cmyk | PlateSpace::Named(_) => space.place(plate).map_or(0.0, at),
            PlateSpace::Indexed(base, table) => {
                let (n, channels) = (values.first().copied().unwrap_or(0.0).max(0.0) as usize, base.channels());
                let entry = table.chunks_exact(channels).nth(n).unwrap_or_default();
                let values: Vec<f32> = entry.iter().enumerate().map(|(n, &byte)| scaled(base, n, byte)).collect();
                self.share(base, &values, plate)
            }
            PlateSpace::Pattern(Some(base)) => self.share(base, values, plate),
            PlateSpace::Pattern(None) => 0.0,
            PlateSpace::Rgb(_) | PlateSpace::Lab(_) => {
                let Some(n) = PROCESS.iter().position(|name| *name == plate) else { return 0.0 };
                f32::from(self.converted(space, values)[n]) / 255.0
            }
        }
    }

    fn converted(&mut self, space: &PlateSpace, values: &[f32]) -> [u8; 4] {
        let (profile, rgb) = match space {
            PlateSpace::Lab(_) => (None, of_lab(values)),
            PlateSpace::Rgb(profile) => {
                let byte = |n: usize| (values.get(n).copied().unwrap_or(0.0).clamp(0.0, 1.0) * 255.0).round() as u8;
                (profile.clone(), [byte(0), byte(1), byte(2)])
            }
            _ => return [0; 4],
        };
        let number = self.profiles.iter().position(|known| *known == profile).unwrap_or_else(|| {
            self.profiles.push(profile.clone());
            self.profiles.len() - 1
        });
        if let Some(known) = self.known.get(&(number, rgb)) {
            return *known;
        }
        let inks = self.pixels(profile.as_ref().map(|icc| &icc[..]), &rgb);
        let inks: [u8; 4] = inks.try_into().unwrap_or_default();
        if self.known.len() < MOST_COLOURS {
            self.known.insert((number, rgb), inks);
        }
        inks
    }

    /// Pixels in RGB as inks, four bytes each; by sRGB where their own profile cannot be read.
    pub(super) fn pixels(&self, profile: Option<&[u8]>, rgb: &[u8]) -> Vec<u8> {
        let own = profile.and_then(|profile| self.intent.inks(Some(profile), rgb));
        own.or_else(|| self.intent.inks(None, rgb)).unwrap_or_else(|| vec![0; rgb.len() / 3 * 4])
    }

    /// A space of as many channels that shows how much of a plate's ink its colours take: full ink is black.
    pub(super) fn shown(&mut self, document: &mut Document, space: &PlateSpace, plate: &str) -> Option<Object> {
        let channels = space.channels();
        let function = match space {
            PlateSpace::Gray if space.place(plate).is_some() => return Some("DeviceGray".into()),
            PlateSpace::Gray | PlateSpace::Cmyk | PlateSpace::Named(_) => {
                let code = match space.place(plate) {
                    Some(n) => format!(
                        "{{ {} {} 1 roll {} 1 exch sub }}",
                        "pop ".repeat(channels - 1 - n),
                        n + 1,
                        "pop ".repeat(n)
                    ),
                    None => format!("{{ {} 1 }}", "pop ".repeat(channels)),
                };
                let dict = dictionary! { "FunctionType" => 4, "Domain" => domain(channels), "Range" => domain(1) };
                Stream::new(dict, code.into_bytes())
            }
            PlateSpace::Rgb(profile) => {
                const STEPS: usize = 17;
                let n = PROCESS.iter().position(|name| *name == plate);
                let value = |step: usize| (step * 255 / (STEPS - 1)) as u8;
                let grid = (0..STEPS.pow(3))
                    .flat_map(|at| [value(at % STEPS), value(at / STEPS % STEPS), value(at / STEPS / STEPS)]);
                let inks = self.pixels(profile.as_ref().map(|icc| &icc[..]), &grid.collect::<Vec<_>>());
                let data = inks.chunks_exact(4).map(|inks| n.map_or(255, |n| 255 - inks[n])).collect();
                let size: Vec<Object> = vec![(STEPS as i64).into(); 3];
                let dict = dictionary! {
                    "FunctionType" => 0, "Domain" => domain(3), "Range" => domain(1), "Size" => size, "BitsPerSample" => 8,
                };
                Stream::new(dict, data)
            }
            PlateSpace::Lab(_) | PlateSpace::Indexed(..) | PlateSpace::Pattern(_) => return None,
        };
        let function = document.add_object(function);
        let names: Vec<Object> = (0..channels).map(|n| Object::Name(format!("i{n}").into_bytes())).collect();
        Some(vec!["DeviceN".into(), names.into(), "DeviceGray".into(), function.into()].into())
    }
}

/// From 0 to 1, so many times.
fn domain(channels: usize) -> Vec<Object> {
    (0..channels).flat_map(|_| [0.into(), 1.into()]).collect()
}

/// A byte of a picture or a palette as a value of its space.
pub(super) fn scaled(space: &PlateSpace, channel: usize, byte: u8) -> f32 {
    let part = f32::from(byte) / 255.0;
    match (space, channel) {
        (PlateSpace::Lab(_), 0) => part * 100.0,
        (PlateSpace::Lab(range), n) => {
            let (low, high) = if n == 1 { (range[0], range[1]) } else { (range[2], range[3]) };
            low + part * (high - low)
        }
        _ => part,
    }
}

/// L*a*b* of D50 as sRGB in bytes, clipped (ICC.1:2022, annex A; IEC 61966-2-1 with the Bradford matrix).
pub(super) fn of_lab(lab: &[f32]) -> [u8; 3] {
    let at = |n: usize| lab.get(n).copied().unwrap_or(0.0);
    let y = (at(0) + 16.0) / 116.0;
    let cubed = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 108.0 / 841.0 };
    let [x, y, z] = [cubed(y + at(1) / 500.0) * 0.9642, cubed(y), cubed(y - at(2) / 200.0) * 0.8249];
    let linear = [
        3.133_856 * x - 1.616_867 * y - 0.490_615 * z,
        -0.978_768 * x + 1.916_142 * y + 0.033_454 * z,
        0.071_945 * x - 0.228_991 * y + 1.405_243 * z,
    ];
    linear.map(|c| {
        let c = if c <= 0.003_130_8 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
        (c.clamp(0.0, 1.0) * 255.0).round() as u8
    })
}
