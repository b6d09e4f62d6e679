//! The pixels of a picture as inks: how much lies on a spot, and which borders are white.

use std::collections::VecDeque;
use std::io::{Cursor, Read};

use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::page::Resources;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::color::Space;
use super::finding::MOST_WORK;
use super::state::Budget;
use super::streams::{decoded, filters, inflated};
use crate::pictures::decode_jpeg;

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
        // JPEG 2000 says it itself, and is read in bytes.
        let bits = match filters(dict).last().map(String::as_str) {
            Some("JPXDecode") => 8,
            _ => dict.get::<i32>("BitsPerComponent").or_else(|| dict.get::<i32>("BPC"))?,
        };
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
        let samples = width.checked_mul(channels)?;
        let packed = filters(image.dict());
        let (is_jpeg, is_jpx) = (packed == ["DCTDecode"], packed == ["JPXDecode"]);
        let raw = image.raw_data();
        // A JPEG is as large as it says itself, whatever is said of it.
        let own = imagesize::blob_size(&raw).ok().filter(|_| is_jpeg);
        let (wide, high) = own.map_or((width, height), |own| (own.width.max(width), own.height.max(height)));
        let bytes = wide.checked_mul(channels)?.checked_mul(high)?;
        budget.work.bytes = budget.work.bytes.saturating_add(bytes);
        if width == 0 || height == 0 || across > width || down > height || budget.work.bytes > MOST_WORK.bytes {
            return None;
        }
        let mut source: Box<dyn Read> = if is_jpeg {
            let space = match channels {
                1 => ColorSpace::Luma,
                3 => ColorSpace::RGB,
                4 => ColorSpace::CMYK,
                _ => return None,
            };
            Box::new(Cursor::new(decode_jpeg(&raw, space).ok()?))
        } else if is_jpx {
            Box::new(Cursor::new(decode_jpx(&raw, (width, height), channels)?))
        } else if let Some(rows) = inflated(image, &raw) {
            rows
        } else {
            // It counts what it reads.
            budget.work.bytes = budget.work.bytes.saturating_sub(bytes);
            Box::new(Cursor::new(budget.decoded(image)?))
        };
        let bits = if is_jpeg || is_jpx { 8 } else { pixels.bits };
        let scaled = matches!(pixels.bytes, Bytes::Direct { .. });
        let mut row = vec![0; (samples * bits).div_ceil(8)];
        let mut seen = Seeing::new((width, height), (across, down), pixels.limited, borders);
        for _ in 0..height {
            if source.read_exact(&mut row).is_err() {
                drop(source);
                // Whether it is only short, or damaged; it is not counted twice.
                budget.work.bytes = budget.work.bytes.saturating_sub(bytes);
                budget.decoded(image);
                return None;
            }
            let unpacked;
            let bytes = if bits == 8 {
                &row
            } else {
                unpacked = unpack(&row, bits, samples, scaled);
                &unpacked
            };
            seen.add(bytes.chunks_exact(channels).map(|pixel| pixels.ink(pixel)));
        }
        Some(seen.look())
    }
}

/// JPEG 2000 as so many bytes a pixel; what says how much shows of it is left out.
fn decode_jpx(jpx: &[u8], size: (usize, usize), channels: usize) -> Option<Vec<u8>> {
    let picture = hayro_jpeg2000::Image::new(jpx, &hayro_jpeg2000::DecodeSettings::default()).ok()?;
    let stride = usize::from(picture.color_space().num_channels()) + usize::from(picture.has_alpha());
    if (picture.width() as usize, picture.height() as usize) != size || stride < channels {
        return None;
    }
    let data = picture.decode().ok()?;
    Some(if stride == channels {
        data
    } else {
        data.chunks_exact(stride).flat_map(|p| p[..channels].to_vec()).collect()
    })
}

/// The most ink in percent under any window of so many pixels, of rows of ink whose full one is 255.
pub(crate) fn most_ink(
    rows: impl Iterator<Item = Vec<u16>>,
    (width, height): (usize, usize),
    (across, down): (usize, usize),
) -> f64 {
    let mut seen = Seeing::new((width, height), (across.min(width), down.min(height)), true, false);
    for row in rows {
        seen.add(row.into_iter().map(u64::from));
    }
    seen.look().most.unwrap_or(0.0)
}

/// A byte a sample of a row, its eight highest bits (ISO 32000-2, 8.9.3). Places in a list stay as they are.
fn unpack(row: &[u8], bits: usize, samples: usize, scaled: bool) -> Vec<u8> {
    if bits == 16 {
        return row.chunks_exact(2).map(|sample| sample[0]).collect();
    }
    let most = (1_usize << bits) - 1;
    let sample = |n: usize| {
        let at = n * bits;
        let value = usize::from(row[at / 8]) >> (8 - bits - at % 8) & most;
        if scaled { (value * 255 / most) as u8 } else { value as u8 }
    };
    (0..samples).map(sample).collect()
}

/// What is seen of a picture, row by row.
struct Seeing {
    size: (usize, usize),
    /// The window that slides over every pixel, its columns kept as sums, so that no patch hides between two windows.
    window: Option<InkWindow>,
    /// Pixels with ink of each column, and of each row so far.
    inked: Option<(Vec<usize>, Vec<usize>)>,
}

/// Sums of ink under a window of so many pixels across and down.
struct InkWindow {
    across: usize,
    down: usize,
    columns: Vec<u64>,
    /// The rows under it, where some will leave it.
    rows: VecDeque<Vec<u16>>,
    leaves: bool,
    count: usize,
    most: u64,
}

impl InkWindow {
    fn add(&mut self, row: &[u16]) {
        if self.rows.len() == self.down
            && let Some(left) = self.rows.pop_front()
        {
            for (column, ink) in self.columns.iter_mut().zip(left) {
                *column -= u64::from(ink);
            }
        }
        for (column, &ink) in self.columns.iter_mut().zip(row) {
            *column += u64::from(ink);
        }
        if self.leaves {
            self.rows.push_back(row.to_vec());
        }
        self.count += 1;
        if self.count < self.down {
            return;
        }
        let across = self.across;
        let mut sum: u64 = self.columns[..across].iter().sum();
        self.most = self.most.max(sum);
        for right in across..self.columns.len() {
            sum = sum + self.columns[right] - self.columns[right - across];
            self.most = self.most.max(sum);
        }
    }
}

impl Seeing {
    fn new(size: (usize, usize), (across, down): (usize, usize), limited: bool, borders: bool) -> Self {
        let (width, height) = size;
        let window = || InkWindow {
            across,
            down,
            columns: vec![0; width],
            rows: VecDeque::new(),
            leaves: down < height,
            count: 0,
            most: 0,
        };
        let inked = || (vec![0; width], Vec::with_capacity(height));
        Self { size, window: limited.then(window), inked: borders.then(inked) }
    }

    fn add(&mut self, row: impl Iterator<Item = u64>) {
        /// In 255 parts of an ink: pictures that were packed with losses are never quite white.
        const WHITE: u16 = 15;
        let row: Vec<u16> = row.map(|ink| u16::try_from(ink).unwrap_or(u16::MAX)).collect();
        if let Some((columns, rows)) = &mut self.inked {
            let mut count = 0;
            for (column, &ink) in columns.iter_mut().zip(&row) {
                let inked = usize::from(ink > WHITE);
                *column += inked;
                count += inked;
            }
            rows.push(count);
        }
        if let Some(window) = &mut self.window {
            window.add(&row);
        }
    }

    fn look(self) -> Look {
        let percent = |window: InkWindow| window.most as f64 / 255.0 / (window.across * window.down) as f64 * 100.0;
        let (borders, plain) = match &self.inked {
            Some((columns, rows)) => white_borders(columns, rows, self.size),
            None => ([0.0; 4], [true; 4]),
        };
        Look { most: self.window.map(percent), borders, plain }
    }
}

/// How many lines of pixels are white from each edge on, and whether they end plainly there; a mark or a speck may stand on them. Given is
/// how many pixels of each column and row have ink.
fn white_borders(columns: &[usize], rows: &[usize], (width, height): (usize, usize)) -> ([f64; 4], [bool; 4]) {
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
