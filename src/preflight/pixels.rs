//! The pixels of a picture as inks: how much lies on a spot, and which borders are white.

use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Resources;

use super::color::Space;
use super::finding::MOST_WORK;
use super::state::{Budget, MOST_STREAM};
use super::streams::{decoded, filters};

/// How the bytes of a picture say its ink.
pub(super) struct Pixels {
    pub(super) bytes: Bytes,
    /// Bits of a sample: 1, 2, 4, 8 or 16.
    bits: usize,
    /// Which channels print, where not all of them do.
    printing: Vec<bool>,
    /// Whether a limit of ink is told of it: not of light, and not of black alone, which no limit forbids.
    pub(super) limited: bool,
}

pub(super) enum Bytes {
    /// A byte an ink, or, inverted, a light.
    Direct { channels: usize, inverted: bool },
    /// A byte a pixel, into a list of sums.
    Indexed(Vec<u16>),
}

impl Pixels {
    pub(super) fn of(image: &Stream, space: &Space, resources: &Resources) -> Option<Self> {
        let dict = image.dict();
        let bits = dict.get::<i32>("BitsPerComponent").or_else(|| dict.get::<i32>("BPC"))?;
        let bits = usize::try_from(bits).ok().filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16))?;
        let colours = if let Space::Indexed(base) = space { base } else { space };
        // An ink `None` prints on no plate (ISO 32000-2, 8.6.6.5).
        let printing = match colours {
            Space::Spots(names, _) if names.iter().any(|name| name == "None") => {
                names.iter().map(|name| name != "None").collect()
            }
            _ => vec![],
        };
        let inverted = dict.get::<Array>("Decode").and_then(|d| d.iter::<f32>().next()) == Some(1.0);
        // How many channels, and whether they are inks.
        let direct = |space: &Space| match space {
            Space::Cmyk | Space::IccCmyk => Some((4, true)),
            Space::Spots(names, _) => Some((names.len(), true)).filter(|&(channels, _)| channels > 0),
            Space::Gray | Space::IccGray(_) => Some((1, false)),
            Space::Managed(name) if name == "Lab" => None,
            Space::Rgb | Space::Managed(_) => Some((3, false)),
            _ => None,
        };
        if let Space::Indexed(base) = space {
            let (channels, limited) = direct(base)?;
            let named = dict.get::<Object>("ColorSpace").or_else(|| dict.get::<Object>("CS"))?;
            let array = match &named {
                Object::Array(array) => array.clone(),
                Object::Name(name) => resources.get_color_space(name)?.into_array()?,
                _ => return None,
            };
            let table = match array.iter::<Object>().nth(3)? {
                Object::String(text) => text.as_bytes().to_vec(),
                Object::Stream(stream) => decoded(&stream, 1 << 16)?,
                _ => return None,
            };
            let sums = table.chunks_exact(channels).map(|colour| sum(colour, !limited, &printing)).collect();
            return Some(Self { bytes: Bytes::Indexed(sums), bits, printing, limited });
        }
        let (channels, limited) = direct(space)?;
        Some(Self { bytes: Bytes::Direct { channels, inverted: inverted == limited }, bits, printing, limited })
    }

    /// All inks of a pixel, a full one being 255.
    pub(super) fn ink(&self, pixel: &[u8]) -> u64 {
        match &self.bytes {
            Bytes::Direct { inverted, .. } => u64::from(sum(pixel, *inverted, &self.printing)),
            Bytes::Indexed(sums) => pixel.first().and_then(|&n| sums.get(usize::from(n))).map_or(0, |&sum| sum.into()),
        }
    }
}

/// All inks of a colour, a full one being 255.
fn sum(colour: &[u8], inverted: bool, printing: &[bool]) -> u16 {
    let prints = |n: usize| printing.get(n).is_none_or(|prints| *prints);
    let colour = colour.iter().enumerate().filter(|(n, _)| printing.is_empty() || prints(*n));
    colour.map(|(_, &ink)| u16::from(if inverted { 255 - ink } else { ink })).fold(0, u16::saturating_add)
}

/// What is to be known of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// The most ink in percent that it has in any window of 15 mm² (GWG 2015).
    pub(super) most: Option<f64>,
    /// How far it is white from each edge on, all along it, as a share of its width or height: left, bottom, right, top.
    pub(super) borders: [f64; 4],
    /// Whether what is within them begins all along that side, and is not the top of a tree against the sky.
    pub(super) plain: [bool; 4],
}

impl Look {
    /// Of a picture that cannot be read.
    pub(super) const UNKNOWN: Self = Self { most: None, borders: [0.0; 4], plain: [true; 4] };

    pub(super) fn at(
        image: &Stream,
        (width, height): (usize, usize),
        (across, down): (usize, usize),
        pixels: &Pixels,
        borders: bool,
        budget: &mut Budget,
    ) -> Option<Self> {
        let channels = match pixels.bytes {
            Bytes::Direct { channels, .. } => channels,
            Bytes::Indexed(_) => 1,
        };
        let data = if filters(image.dict()) == ["DCTDecode"] {
            use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
            let space = match channels {
                1 => ColorSpace::Luma,
                3 => ColorSpace::RGB,
                4 => ColorSpace::CMYK,
                _ => return None,
            };
            let options =
                DecoderOptions::default().set_max_width(20_000).set_max_height(20_000).jpeg_set_out_colorspace(space);
            let bytes = width.saturating_mul(height).saturating_mul(channels);
            budget.work.bytes = budget.work.bytes.saturating_add(bytes);
            if budget.work.bytes > MOST_WORK.bytes {
                return None;
            }
            let raw = image.raw_data();
            zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(&raw[..]), options).decode().ok()?
        } else {
            let scaled = matches!(pixels.bytes, Bytes::Direct { .. });
            let samples = width.checked_mul(channels)?;
            let most = MOST_WORK.bytes.saturating_sub(budget.work.bytes).min(MOST_STREAM);
            let data = budget.decoded(image)?;
            if pixels.bits != 8 && samples.checked_mul(height)? > most {
                return None;
            }
            budget.work.bytes += if pixels.bits == 8 { 0 } else { samples * height };
            unpacked(data, pixels.bits, samples, scaled)
        };
        if width == 0 || height == 0 || data.len() < width.checked_mul(height)?.checked_mul(channels)? {
            return None;
        }
        let ink = |x: usize, y: usize| pixels.ink(&data[(y * width + x) * channels..][..channels]);
        let (borders, plain) = if borders { white_borders(ink, (width, height)) } else { ([0.0; 4], [true; 4]) };
        Some(Self { most: pixels.limited.then(|| most_ink(ink, (width, height), (across, down))), borders, plain })
    }
}

/// A byte a sample, its eight highest bits; rows begin with a byte of their own (ISO 32000-2, 8.9.3). Places in a list stay as they are.
fn unpacked(data: Vec<u8>, bits: usize, samples: usize, scaled: bool) -> Vec<u8> {
    match bits {
        8 => data,
        16 => data.chunks_exact(2).map(|sample| sample[0]).collect(),
        _ => {
            let most = (1_usize << bits) - 1;
            let sample = |row: &[u8], n: usize| {
                let at = n * bits;
                let value = usize::from(row[at / 8]) >> (8 - bits - at % 8) & most;
                if scaled { (value * 255 / most) as u8 } else { value as u8 }
            };
            let rows = data.chunks_exact((samples * bits).div_ceil(8).max(1));
            rows.flat_map(|row| (0..samples).map(move |n| sample(row, n))).collect()
        }
    }
}

/// The window slides over every pixel, its columns kept as sums, so that no patch hides between two windows.
pub(super) fn most_ink(
    ink: impl Fn(usize, usize) -> u64,
    (width, height): (usize, usize),
    (across, down): (usize, usize),
) -> f64 {
    let mut columns = vec![0_u64; width];
    let mut most = 0_u64;
    for bottom in 0..height {
        for (x, column) in columns.iter_mut().enumerate() {
            *column += ink(x, bottom);
            if bottom >= down {
                *column -= ink(x, bottom - down);
            }
        }
        if bottom + 1 < down {
            continue;
        }
        let mut sum: u64 = columns[..across].iter().sum();
        most = most.max(sum);
        for right in across..width {
            sum = sum + columns[right] - columns[right - across];
            most = most.max(sum);
        }
    }
    most as f64 / 255.0 / (across * down) as f64 * 100.0
}

/// How many lines of pixels are white from each edge on, and whether they end plainly there; a mark or a speck may stand on them.
pub(super) fn white_borders(
    ink: impl Fn(usize, usize) -> u64,
    (width, height): (usize, usize),
) -> ([f64; 4], [bool; 4]) {
    /// In 255 parts of an ink: pictures that were packed with losses are never quite white.
    const WHITE: u64 = 15;
    let (mut columns, mut rows) = (vec![0_usize; width], vec![0_usize; height]);
    for (y, row) in rows.iter_mut().enumerate() {
        for (x, column) in columns.iter_mut().enumerate() {
            let inked = usize::from(ink(x, y) > WHITE);
            *column += inked;
            *row += inked;
        }
    }
    /// Lines in which an edge is washed out by packing.
    const SOFT: usize = 8;
    let border = |inked: &mut dyn Iterator<Item = &usize>, count: usize, length: usize| {
        let mut inked = inked.peekable();
        let mut border = 0;
        while inked.next_if(|&&inked| inked * 200 <= length).is_some() {
            border += 1;
        }
        let plain = border == 0 || border == count || inked.take(SOFT).any(|inked| inked * 2 > length);
        (border as f64 / count as f64, plain)
    };
    let sides = [
        border(&mut columns.iter(), width, height),
        border(&mut rows.iter().rev(), height, width),
        border(&mut columns.iter().rev(), width, height),
        border(&mut rows.iter(), height, width),
    ];
    let shares = sides.map(|(share, _)| share);
    // White all over.
    let shares = if shares.contains(&1.0) { [1.0, 1.0, 0.0, 0.0] } else { shares };
    (shares, sides.map(|(_, plain)| plain))
}
