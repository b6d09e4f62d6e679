//! Colour spaces as a press sees them.

use hayro::hayro_interpret::Function;
use hayro_syntax::object::{Array, Object, Stream};

use super::streams::{decoded, name_of};

/// The plates of a press with four inks, in the order of DeviceCMYK.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// A colour space.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    Gray,
    /// Gray with a meaning of its own, by its family: a press makes it of all its inks.
    IccGray(String),
    Cmyk,
    /// DeviceRGB: means nothing on a press.
    Rgb,
    /// A colour with a meaning of its own (Lab, RGB with a profile): allowed, to be converted by the printer.
    Managed(String),
    /// CMYK with a profile of its own.
    IccCmyk,
    /// Spots: names, and how they look on a screen, to compare spots of one name.
    Spots(Vec<String>, Tint),
    Indexed(Box<Space>),
    Pattern(Option<Box<Space>>),
    Unknown,
}

/// What a spot is shown with where it has no plate of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tint {
    /// The family of the space.
    alternate: String,
    /// Its values at some strengths of the spot.
    colours: Vec<f32>,
}

impl Tint {
    /// The family, and the values in thousandths.
    pub(super) fn told(&self) -> (String, Vec<i32>) {
        (self.alternate.clone(), self.colours.iter().map(|value| (value * 1000.0).round() as i32).collect())
    }

    /// Whether two tints are one, however each is written: to a step of eight bits.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let near = |(a, b): (&f32, &f32)| a == b || (a - b).abs() <= 0.004 * a.abs().max(1.0);
        self.alternate == other.alternate
            && self.colours.len() == other.colours.len()
            && self.colours.iter().zip(&other.colours).all(near)
    }
}

impl Space {
    /// Reads a colour space: a name or an array.
    pub(super) fn of(object: &Object, default: &dyn Fn(&str) -> bool) -> Self {
        match object {
            Object::Name(name) => match name.as_str() {
                "DeviceGray" | "G" if default("DefaultGray") => Self::IccGray("DefaultGray".into()),
                "DeviceGray" | "G" => Self::Gray,
                "DeviceCMYK" | "CMYK" => Self::Cmyk,
                // A default space on the page gives DeviceRGB a meaning.
                "DeviceRGB" | "RGB" if default("DefaultRGB") => Self::Managed("DefaultRGB".into()),
                "DeviceRGB" | "RGB" => Self::Rgb,
                "Pattern" => Self::Pattern(None),
                _ => Self::Unknown,
            },
            Object::Array(array) => match Self::of_array(array) {
                Self::Rgb if default("DefaultRGB") => Self::Managed("DefaultRGB".into()),
                space => space,
            },
            _ => Self::Unknown,
        }
    }

    pub(super) fn of_array(array: &Array) -> Self {
        Self::nested(array, 0)
    }

    fn nested(array: &Array, depth: usize) -> Self {
        let inner = |object: Option<Object>| match object {
            Some(Object::Array(array)) if depth < 4 => Self::nested(&array, depth + 1),
            // Never back to the beginning: spaces may be chained without an end.
            Some(Object::Array(_)) | None => Self::Unknown,
            Some(object) => Self::of(&object, &|_| false),
        };
        let mut members = array.iter::<Object>();
        let family = name_of(members.next().as_ref());
        match family.as_str() {
            "ICCBased" => match members.next() {
                Some(Object::Stream(stream)) => match stream.dict().get::<i32>("N") {
                    Some(1) => Self::IccGray("ICCBased-1".into()),
                    Some(4) => Self::IccCmyk,
                    _ => Self::Managed("ICCBased-3".into()),
                },
                _ => Self::Unknown,
            },
            "CalGray" => Self::IccGray(family),
            "CalRGB" | "Lab" => Self::Managed(family),
            "Separation" | "DeviceN" => {
                let names = match members.next() {
                    Some(Object::Name(name)) => vec![name.as_str().to_string()],
                    Some(Object::Array(names)) => names.iter::<Object>().map(|name| name_of(Some(&name))).collect(),
                    _ => vec![],
                };
                let alternate = members.next();
                let alternate = match &alternate {
                    Some(Object::Array(array)) if depth < 4 => Self::nested(array, depth + 1).family(),
                    other => name_of(other.as_ref()),
                };
                let colours = if names.len() == 1 { tint(members.next()) } else { vec![] };
                Self::Spots(names, Tint { alternate, colours })
            }
            "Indexed" | "I" => Self::Indexed(Box::new(inner(members.next()))),
            "Pattern" => Self::Pattern(members.next().map(|space| Box::new(inner(Some(space))))),
            "DeviceRGB" => Self::Rgb,
            "DeviceCMYK" => Self::Cmyk,
            "DeviceGray" => Self::Gray,
            _ => Self::Unknown,
        }
    }

    /// A name for messages.
    pub(super) fn family(&self) -> String {
        match self {
            Self::Gray => "DeviceGray".into(),
            Self::Cmyk => "DeviceCMYK".into(),
            Self::Rgb => "DeviceRGB".into(),
            Self::Managed(name) | Self::IccGray(name) => name.clone(),
            Self::IccCmyk => "ICCBased-4".into(),
            Self::Spots(names, _) => names.join(" + "),
            Self::Indexed(base) => base.family(),
            Self::Pattern(_) => "Pattern".into(),
            Self::Unknown => "?".into(),
        }
    }

    /// Channels of a pixel.
    pub(super) fn channels(&self) -> usize {
        match self {
            Self::Cmyk | Self::IccCmyk => 4,
            Self::Rgb | Self::Managed(_) => 3,
            Self::Spots(names, _) => names.len(),
            _ => 1,
        }
    }

    /// Whether colours in it may be more than one full ink.
    pub(super) fn may_exceed(&self) -> bool {
        match self {
            Self::Cmyk | Self::IccCmyk => true,
            Self::Spots(names, _) => names.iter().filter(|name| *name != "None").count() > 1,
            Self::Indexed(base) => base.may_exceed(),
            _ => false,
        }
    }

    /// Whether a colour that is not told in inks is that of the paper.
    pub(super) fn is_white(&self, values: &[f64]) -> bool {
        match self {
            Self::Managed(name) if name == "Lab" => values.first().is_some_and(|lightness| *lightness >= 99.0),
            Self::Rgb | Self::Managed(_) => values.len() == 3 && values.iter().all(|value| *value >= 0.99),
            // Prints on no plate.
            Self::Spots(names, _) => names.iter().all(|name| name == "None"),
            _ => false,
        }
    }

    /// Shares of ink (0 to 1 each) of a colour in this space; `None` where it is not known here.
    pub(super) fn inks(&self, values: &[f64]) -> Option<Vec<f64>> {
        match self {
            Self::Gray | Self::IccGray(_) => Some(vec![0.0, 0.0, 0.0, 1.0 - values.first()?.clamp(0.0, 1.0)]),
            Self::Cmyk | Self::IccCmyk => Some(values.get(..4)?.iter().map(|v| v.clamp(0.0, 1.0)).collect()),
            Self::Spots(names, _) if names.is_empty() || names.iter().any(|name| name != "None") => {
                let mut inks = vec![0.0; 4];
                for (name, value) in names.iter().zip(values) {
                    match name.as_str() {
                        "Cyan" => inks[0] = *value,
                        "Magenta" => inks[1] = *value,
                        "Yellow" => inks[2] = *value,
                        "Black" => inks[3] = *value,
                        // Prints on no plate.
                        "None" => {}
                        _ => inks.push(*value),
                    }
                }
                Some(inks)
            }
            _ => None,
        }
    }
}

/// The ink and the device colour that it is shown in where a press lacks it, if that is a colour which the press does not print:
/// ISO 15930-7 holds alternate spaces to what holds for colours.
pub(super) fn foreign_alternate(
    object: &Object,
    press: usize,
    default: &dyn Fn(&str) -> bool,
) -> Option<(String, String)> {
    let mut object = object.clone();
    // Palettes and patterns name the space that they take their colours from.
    for _ in 0..4 {
        let Object::Array(array) = &object else { return None };
        let mut members = array.iter::<Object>();
        match name_of(members.next().as_ref()).as_str() {
            "Separation" | "DeviceN" => {
                let names = match members.next()? {
                    Object::Array(names) => names.iter::<Object>().map(|name| name_of(Some(&name))).collect(),
                    name => vec![name_of(Some(&name))],
                };
                let is_shown = |name: &String| !matches!(name.as_str(), "All" | "None");
                let ink = names.iter().find(|name| is_shown(name))?;
                let alternate = members.next()?;
                let (family, channels, given) = match Space::of(&alternate, &|_| false) {
                    Space::Rgb => ("DeviceRGB", 3, "DefaultRGB"),
                    Space::Cmyk => ("DeviceCMYK", 4, "DefaultCMYK"),
                    _ => return None,
                };
                return (press != channels && !default(given)).then(|| (ink.clone(), family.to_string()));
            }
            "Indexed" | "I" | "Pattern" => object = members.next()?,
            _ => return None,
        }
    }
    None
}

/// The values of a tint at some strengths; of one that cannot be computed the numbers and bytes that it is written with.
fn tint(function: Option<Object>) -> Vec<f32> {
    const STRENGTHS: [f32; 9] = [0.0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0];
    let Some(function) = function else { return vec![] };
    // A panic of the computing library is a function that cannot be computed.
    let values = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let known = if is_shallow(&function, 0) { Function::new(&function) } else { None }?;
        let at = |strength: f32| known.eval([strength].into_iter().collect());
        STRENGTHS.into_iter().map(at).collect::<Option<Vec<_>>>()
    }));
    if let Ok(Some(values)) = values {
        return values.into_iter().flatten().collect();
    }
    let (dict, data) = match function {
        Object::Dict(dict) => (dict, vec![]),
        Object::Stream(stream) => (stream.dict().clone(), stream_bytes(&stream)),
        _ => return vec![],
    };
    let numbers = ["C0", "C1", "Domain", "Range"].iter().filter_map(|key| dict.get::<Array>(*key));
    let numbers = numbers.flat_map(|array| array.iter::<f32>().collect::<Vec<_>>());
    numbers.chain(data.into_iter().map(f32::from)).collect()
}

/// Whether a function is made of few others: who computes it recurses.
fn is_shallow(function: &Object, depth: usize) -> bool {
    let Object::Dict(dict) = function else { return true };
    let parts: Vec<Object> =
        dict.get::<Array>("Functions").map(|parts| parts.iter::<Object>().take(65).collect()).unwrap_or_default();
    parts.is_empty() || depth < 3 && parts.len() <= 64 && parts.iter().all(|part| is_shallow(part, depth + 1))
}

fn stream_bytes(stream: &Stream) -> Vec<u8> {
    decoded(stream, 1 << 16).unwrap_or_default()
}

/// Whether a spot is no ink but tells a machine where to cut or crease.
pub(super) fn is_die(space: &Space) -> bool {
    const TOOLS: [&str; 8] = ["cut", "crease", "die", "perf", "kiss", "fold", "score", "trim"];
    matches!(space, Space::Spots(names, _) if names.iter().any(|name| {
        let name = name.to_lowercase();
        TOOLS.iter().any(|tool| name.contains(tool))
    }))
}

/// Whether a shading paints everywhere, and not only between its ends.
pub(super) fn covers(shading: &Object) -> bool {
    let Object::Dict(dict) = shading else { return false };
    let extends = dict.get::<Array>("Extend").is_some_and(|both| both.iter::<bool>().all(|goes_on| goes_on));
    extends && !dict.contains_key("BBox") && matches!(dict.get::<i32>("ShadingType"), Some(2 | 3))
}
