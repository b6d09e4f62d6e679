//! Pictures of a PDF as planes of ink.

use lopdf::{Dictionary, Document, Object, Stream};
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::spaces::{Inks, PlateSpace, of_lab, scaled};
use super::told::Unseparated;
use crate::pictures::decode_jpeg;
use crate::preflight::PROCESS;

/// Bytes of one picture without its filters.
const MOST_PICTURE: usize = 512 << 20;

/// A picture, a byte an ink a pixel: 255 is full ink.
pub(super) struct Planes {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Each ink with its plane; `All` stands for every ink.
    planes: Vec<(String, Vec<u8>)>,
    /// Whether it stands for all inks of the press.
    pub(super) is_process: bool,
}

impl Planes {
    /// Paper.
    pub(super) fn white() -> Self {
        Self { width: 1, height: 1, planes: vec![(PROCESS[3].to_string(), vec![0])], is_process: true }
    }

    /// How much of a plate's ink lies on each pixel; `None` where it has none of that ink.
    pub(super) fn plane(&self, plate: &str) -> Option<&[u8]> {
        self.planes.iter().find(|(name, _)| name == plate || name == "All").map(|(_, plane)| &plane[..])
    }

    /// Reads a picture, made smaller by a whole factor: a pixel is the mean of those that it stands for.
    pub(super) fn of(
        document: &Document,
        image: &Stream,
        resources: &Dictionary,
        factor: usize,
        inks: &mut Inks,
        told: &mut Vec<Unseparated>,
    ) -> Option<Self> {
        let get = |long: &[u8], short: &[u8]| {
            let value = image.dict.get(long).or_else(|_| image.dict.get(short)).ok()?;
            document.dereference(value).ok().map(|(_, value)| value)
        };
        let number = |long, short| get(long, short).and_then(|n| usize::try_from(n.as_i64().ok()?).ok());
        let (width, height) = (number(b"Width", b"W")?, number(b"Height", b"H")?);
        let named = get(b"ColorSpace", b"CS");
        let filters = image.filters().unwrap_or_default();
        let jpx = (filters == [b"JPXDecode".as_slice()]).then(|| jpx(&image.content)).flatten();
        let space = match (named, &jpx) {
            (Some(space), _) => PlateSpace::of(document, space, resources, told)?,
            (None, Some(jpx)) => jpx.space.clone()?,
            _ => return None,
        };
        let channels = space.channels();
        let (data, bits, stride) = match &jpx {
            Some(jpx) if (jpx.width, jpx.height) == (width, height) => (jpx.data.clone(), 8, jpx.channels),
            Some(_) => return None,
            None => match filters[..] {
                [b"DCTDecode" | b"DCT"] => {
                    let way = match channels {
                        1 => ColorSpace::Luma,
                        3 => ColorSpace::RGB,
                        4 => ColorSpace::CMYK,
                        _ => return None,
                    };
                    (decode_jpeg(&image.content, way).ok()?, 8, channels)
                }
                _ if filters.iter().any(|f| {
                    matches!(*f, b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"JPXDecode" | b"DCTDecode")
                }) =>
                {
                    return None;
                }
                _ => (
                    image.get_plain_content_with_limit(MOST_PICTURE).ok()?,
                    number(b"BitsPerComponent", b"BPC")?,
                    channels,
                ),
            },
        };
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) || stride < channels || channels == 0 || width == 0 || height == 0 {
            return None;
        }
        let row = width.checked_mul(stride)?.checked_mul(bits)?.div_ceil(8);
        if row.checked_mul(height)? > data.len() {
            return None;
        }
        let indexed = matches!(space, PlateSpace::Indexed(..));
        let most = (1_usize << bits.min(8)) - 1;
        let sample = |x: usize, y: usize, channel: usize| {
            let n = x * stride + channel;
            let line = &data[y * row..];
            match bits {
                8 => line[n],
                16 => line[2 * n],
                _ => {
                    let value = usize::from(line[n * bits / 8]) >> (8 - bits - n * bits % 8) & most;
                    if indexed { value as u8 } else { (value * 255 / most) as u8 }
                }
            }
        };
        // Values run the other way, or over a part.
        let decode = get(b"Decode", b"D").and_then(|decode| decode.as_array().ok());
        let decode: Vec<f32> = decode.into_iter().flatten().filter_map(|n| n.as_float().ok()).collect();
        let is_usual = |n: usize| match (&space, n) {
            (PlateSpace::Lab(_), _) => true,
            _ => {
                decode.get(2 * n).is_none_or(|low| *low == 0.0 && decode.get(2 * n + 1).is_some_and(|high| *high > 0.0))
            }
        };
        let turned: Vec<bool> = (0..channels).map(|n| !is_usual(n)).collect();
        let (base, table) = match &space {
            PlateSpace::Indexed(base, table) => ((**base).clone(), Some(table)),
            _ => (space.clone(), None),
        };
        let inner = base.channels();
        let (small_width, small_height) = (width.div_ceil(factor), height.div_ceil(factor));
        let mut small = vec![0_u8; small_width * small_height * inner];
        let mut sums = vec![0_u64; inner];
        for (at, pixel) in small.chunks_exact_mut(inner).enumerate() {
            let (left, top) = (at % small_width * factor, at / small_width * factor);
            let (right, foot) = ((left + factor).min(width), (top + factor).min(height));
            sums.iter_mut().for_each(|sum| *sum = 0);
            for y in top..foot {
                for x in left..right {
                    match table {
                        Some(table) => {
                            let entry =
                                usize::from(if turned[0] { most as u8 - sample(x, y, 0) } else { sample(x, y, 0) });
                            for (n, sum) in sums.iter_mut().enumerate() {
                                *sum += u64::from(table.get(entry * inner + n).copied().unwrap_or(0));
                            }
                        }
                        None => {
                            for (n, sum) in sums.iter_mut().enumerate() {
                                let value = sample(x, y, n);
                                *sum += u64::from(if turned[n] { 255 - value } else { value });
                            }
                        }
                    }
                }
            }
            let count = ((right - left) * (foot - top)) as u64;
            for (value, sum) in pixel.iter_mut().zip(&sums) {
                *value = ((sum + count / 2) / count) as u8;
            }
        }
        let plane = |data: &[u8], of: usize, n: usize| data.chunks_exact(of).map(|pixel| pixel[n]).collect::<Vec<u8>>();
        let four = |data: &[u8]| (0..4).map(|n| (PROCESS[n].to_string(), plane(data, 4, n))).collect();
        let planes = match &base {
            PlateSpace::Gray => vec![(PROCESS[3].to_string(), small.iter().map(|gray| 255 - gray).collect())],
            PlateSpace::Cmyk => four(&small),
            PlateSpace::Named(names) => {
                names.iter().enumerate().map(|(n, name)| (name.clone(), plane(&small, inner, n))).collect()
            }
            PlateSpace::Rgb(profile) => four(&inks.pixels(profile.as_ref().map(|icc| &icc[..]), &small)),
            PlateSpace::Lab(_) => {
                let lab = small.chunks_exact(3);
                let rgb: Vec<u8> = lab.flat_map(|lab| of_lab(&[0, 1, 2].map(|n| scaled(&base, n, lab[n])))).collect();
                four(&inks.pixels(None, &rgb))
            }
            PlateSpace::Indexed(..) | PlateSpace::Pattern(_) => return None,
        };
        Some(Self { width: small_width, height: small_height, planes, is_process: base.is_process() })
    }
}

/// Pixels in JPEG 2000, a byte a channel.
struct Jpx {
    data: Vec<u8>,
    width: usize,
    height: usize,
    channels: usize,
    space: Option<PlateSpace>,
}

fn jpx(bytes: &[u8]) -> Option<Jpx> {
    use hayro_jpeg2000::{ColorSpace as JpxSpace, DecodeSettings, Image};
    // The indices of a palette are what the file's own space is made for.
    let image = Image::new(bytes, &DecodeSettings::default()).ok()?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    if width.checked_mul(height)? > MOST_PICTURE / 4 {
        return None;
    }
    let space = match image.color_space() {
        JpxSpace::Gray => Some(PlateSpace::Gray),
        JpxSpace::RGB => Some(PlateSpace::Rgb(None)),
        JpxSpace::CMYK => Some(PlateSpace::Cmyk),
        JpxSpace::Icc { num_channels: 1, .. } => Some(PlateSpace::Gray),
        JpxSpace::Icc { num_channels: 4, .. } => Some(PlateSpace::Cmyk),
        JpxSpace::Icc { profile, num_channels: 3 } => Some(PlateSpace::Rgb(Some(profile.clone().into()))),
        _ => None,
    };
    let channels = usize::from(image.color_space().num_channels()) + usize::from(image.has_alpha());
    let data = image.decode().ok()?;
    (data.len() >= width * height * channels).then_some(Jpx { data, width, height, channels, space })
}

/// The entries of a picture that say where it shows, kept beside its planes.
pub(super) fn masks(image: &Dictionary, told: &mut Vec<Unseparated>) -> Dictionary {
    let mut kept = Dictionary::new();
    for key in ["SMask", "Mask", "Interpolate", "OC"] {
        match image.get(key.as_bytes()) {
            // Colours that do not show (ISO 32000-2, 8.9.6.4).
            Ok(Object::Array(_)) if key == "Mask" => told.push(Unseparated::ColourMask),
            Ok(value) => kept.set(key, value.clone()),
            Err(_) => {}
        }
    }
    if image.has(b"SMaskInData") && !matches!(image.get(b"SMaskInData"), Ok(Object::Integer(0))) {
        told.push(Unseparated::ColourMask);
    }
    kept
}
