//! Pixels of a picture on their way to the press, some rows at a time: a photograph of 48 megapixels is 144 MB, and as many again of
//! everything that is held of it.

use std::cell::RefCell;
use std::io::{Cursor, Read, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType, SamplingFactor, rgb_to_ycbcr};
use lopdf::{Object, Stream};
use zune_jpeg::zune_core::colorspace::ColorSpace;

use super::objects::FinishError;
use super::ways::PictureWay;
use crate::pictures::decode_jpeg;

/// Pixels that are converted at once.
const BAND: usize = 1 << 16;
/// How well a photograph is kept as JPEG, of 100: no difference is seen, and the mean of any small square stays as it was.
const QUALITY: u8 = 95;
/// Of 262,144 colours, how many a photograph has at least, one of the night too; drawings have few, and those that go over into others
/// some dozens.
const MANY_COLOURS: usize = 512;
/// Grays that a gray photograph has at least.
const MANY_GRAYS: usize = 48;
/// Side in pixels of the squares whose ink is looked at before and after packing.
const SQUARE: usize = 16;
/// Percent of ink that packing may put on a square beyond the limit: what preflight rounds away (GWG 2022, rounding of values).
const ROUNDING: f64 = 0.5;

fn failure(words: impl std::fmt::Display) -> FinishError {
    FinishError::Picture(words.to_string())
}

/// The pixels of a picture, a byte a channel, or two of which the first counts.
pub(super) struct SourcePixels<'a> {
    held: PixelBytes<'a>,
    width: usize,
    height: usize,
    channels: usize,
    is_deep: bool,
    /// Whether full is none, as Adobe writes inks into JPEG.
    is_turned: bool,
}

enum PixelBytes<'a> {
    Whole(Vec<u8>),
    Deflated(&'a [u8]),
}

impl<'a> SourcePixels<'a> {
    /// Of a picture of a PDF.
    pub(super) fn of(stream: &'a Stream, space: ColorSpace) -> Result<Self, FinishError> {
        let filters = stream.filters().unwrap_or_default();
        let number =
            |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
        let (width, height) = (number(b"Width").unwrap_or(0), number(b"Height").unwrap_or(0));
        let channels = space.num_components();
        let mut is_deep = false;
        let held = if filters == [b"DCTDecode".as_slice()] {
            PixelBytes::Whole(decode_jpeg(&stream.content, space).map_err(failure)?)
        } else {
            match number(b"BitsPerComponent") {
                Some(8) => {}
                // The high byte of each channel: what a plate can show.
                Some(16) => is_deep = true,
                bits => return Err(failure(format!("{bits:?} bits a channel"))),
            }
            if filters == [b"FlateDecode".as_slice()] && !stream.dict.has(b"DecodeParms") {
                PixelBytes::Deflated(&stream.content)
            } else {
                PixelBytes::Whole(stream.get_plain_content().map_err(failure)?)
            }
        };
        let wanted = width.saturating_mul(height).saturating_mul(channels);
        if matches!(&held, PixelBytes::Whole(bytes) if bytes.len() < wanted << u8::from(is_deep)) {
            return Err(failure("it ends too early"));
        }
        let decode = stream.dict.get(b"Decode").and_then(Object::as_array).ok();
        let first = decode.and_then(|array| array.first()?.as_float().ok());
        let is_turned = channels == 4 && first.is_some_and(|first| first > 0.5);
        Ok(Self { held, width, height, channels, is_deep, is_turned })
    }

    fn bands<'b>(&'b self, way: &'b PictureWay<'b>) -> Bands<'b> {
        Bands {
            source: match &self.held {
                PixelBytes::Whole(bytes) => Box::new(Cursor::new(bytes)),
                PixelBytes::Deflated(bytes) => Box::new(ZlibDecoder::new(*bytes)),
            },
            pixels: self,
            left: self.height,
            way,
            raw: vec![],
            made: vec![],
        }
    }

    /// The picture in the inks of the press, deflated, each row as it is or as what changed from the one above it
    /// (ISO 32000-2, 7.4.4.4; W3C PNG, 9): photographs take a third less so, in less time.
    pub(super) fn deflated(&self, way: &PictureWay) -> Result<Vec<u8>, FinishError> {
        let channels = way.channels();
        let row = self.width * channels;
        let mut out = ZlibEncoder::new(Vec::new(), Compression::new(3));
        let (mut above, mut changed) = (vec![0; row], vec![0; row + 1]);
        let mut bands = self.bands(way);
        while let Some(band) = bands.next()? {
            for line in band.chunks_exact(row) {
                changed[0] = 2;
                for ((changed, &own), &above) in changed[1..].iter_mut().zip(line).zip(&above) {
                    *changed = own.wrapping_sub(above);
                }
                let much = |bytes: &[u8]| bytes.iter().map(|&b| u64::from(b.cast_signed().unsigned_abs())).sum::<u64>();
                // Writing to memory does not fail.
                if much(&changed[1..]) < much(line) {
                    out.write_all(&changed).map_err(failure)?;
                } else {
                    out.write_all(&[0]).and_then(|()| out.write_all(line)).map_err(failure)?;
                }
                above.copy_from_slice(line);
            }
        }
        out.finish().map_err(failure)
    }

    /// The picture as JPEG in inks, as Adobe writes them (full is none, YCCK), and the most ink of a square of it in percent; `None` if it
    /// is no photograph.
    pub(super) fn jpeg(&self, way: &PictureWay) -> Result<Option<(Vec<u8>, f64)>, FinishError> {
        let (Ok(width), Ok(height)) = (u16::try_from(self.width), u16::try_from(self.height)) else { return Ok(None) };
        if width == 0 || height == 0 {
            return Ok(None);
        }
        let rows = RefCell::new(JpegRows {
            bands: self.bands(way),
            band: vec![],
            at: 0,
            row: self.width * way.channels(),
            colours: vec![false; 1 << 18],
            squares: Squares::new(self.width, way.channels()),
            error: None,
        });
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.encode_image(EncodedRows { rows: &rows, width, height, channels: way.channels() }).map_err(failure)?;
        let rows = rows.into_inner();
        if let Some(error) = rows.error {
            return Err(error);
        }
        let count = rows.colours.iter().filter(|is_there| **is_there).count();
        let least = if way.channels() == 1 { MANY_GRAYS } else { MANY_COLOURS };
        Ok((count >= least).then_some((bytes, rows.squares.most())))
    }
}

/// Whether a JPEG that [`SourcePixels::jpeg`] made keeps to a limit of ink in percent, or to what was there before.
pub(super) fn keeps_limit(jpeg: &[u8], width: usize, limit: f64, before: f64) -> bool {
    let Ok(inks) = decode_jpeg(jpeg, ColorSpace::CMYK) else { return false };
    let mut squares = Squares::new(width, 4);
    for line in inks.chunks_exact(width * 4) {
        squares.add(line, true);
    }
    squares.most() <= limit.max(before) + ROUNDING
}

/// The mean ink of squares, row by row.
struct Squares {
    sums: Vec<u64>,
    rows: usize,
    /// Ink and pixels of the square that has most.
    most: f64,
    channels: usize,
    width: usize,
}

impl Squares {
    fn new(width: usize, channels: usize) -> Self {
        Self { sums: vec![0; width.div_ceil(SQUARE)], rows: 0, most: 0.0, channels, width }
    }

    fn add(&mut self, line: &[u8], is_turned: bool) {
        let ink = |pixel: &[u8]| {
            let sum = pixel.iter().map(|&ink| u64::from(ink)).sum::<u64>();
            if is_turned { 255 * pixel.len() as u64 - sum } else { sum }
        };
        for (sum, square) in self.sums.iter_mut().zip(line.chunks(SQUARE * self.channels)) {
            *sum += square.chunks_exact(self.channels).map(ink).sum::<u64>();
        }
        self.rows += 1;
        if self.rows == SQUARE {
            self.close();
        }
    }

    fn close(&mut self) {
        for (n, sum) in self.sums.iter_mut().enumerate() {
            let pixels = SQUARE.min(self.width - n * SQUARE) * self.rows.max(1);
            self.most = self.most.max(*sum as f64 / pixels as f64 / 2.55);
            *sum = 0;
        }
        self.rows = 0;
    }

    fn most(mut self) -> f64 {
        self.close();
        self.most
    }
}

/// Rows of a picture, from the first to the last, in the inks of the press.
struct Bands<'a> {
    source: Box<dyn Read + 'a>,
    pixels: &'a SourcePixels<'a>,
    left: usize,
    way: &'a PictureWay<'a>,
    raw: Vec<u8>,
    made: Vec<u8>,
}

impl Bands<'_> {
    /// Some rows more; `None` after the last.
    fn next(&mut self) -> Result<Option<&[u8]>, FinishError> {
        let SourcePixels { width, channels, is_deep, is_turned, .. } = *self.pixels;
        let rows = (BAND / width.max(1)).clamp(1, self.left.max(1));
        if self.left == 0 || width == 0 {
            return Ok(None);
        }
        self.left -= rows;
        self.raw.resize((rows * width * channels) << u8::from(is_deep), 0);
        self.source.read_exact(&mut self.raw).map_err(failure)?;
        if is_deep {
            for n in 0..rows * width * channels {
                self.raw[n] = self.raw[n * 2];
            }
            self.raw.truncate(rows * width * channels);
        }
        if is_turned {
            self.raw.iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        self.made.resize(rows * width * self.way.channels(), 0);
        self.way.convert(&self.raw, &mut self.made).ok_or_else(|| failure("its colour profile cannot be read"))?;
        Ok(Some(&self.made))
    }
}

/// What is known while the rows of a picture are packed.
struct JpegRows<'a> {
    bands: Bands<'a>,
    band: Vec<u8>,
    /// The first row of the band.
    at: usize,
    row: usize,
    /// Colours that were met, six bits a channel.
    colours: Vec<bool>,
    squares: Squares,
    error: Option<FinishError>,
}

impl JpegRows<'_> {
    /// A row that is not above the one that was asked for before. After an error all are empty.
    fn row(&mut self, n: usize) -> &[u8] {
        while self.error.is_none() && n >= self.at + self.band.len() / self.row {
            self.at += self.band.len() / self.row;
            match self.bands.next() {
                Ok(Some(band)) => {
                    self.band.clear();
                    self.band.extend_from_slice(band);
                }
                Ok(None) => self.error = Some(failure("it ends too early")),
                Err(error) => self.error = Some(error),
            }
            if self.error.is_some() {
                self.band = vec![0; self.row];
                break;
            }
            for line in self.band.chunks_exact(self.row) {
                self.squares.add(line, false);
            }
            let channels = self.bands.way.channels();
            for pixel in self.band.chunks_exact(channels).step_by(3) {
                // Black is what the others leave.
                let colour = pixel.iter().take(3).fold(0, |colour, ink| colour << 6 | usize::from(ink >> 2));
                self.colours[if channels == 1 { usize::from(pixel[0]) } else { colour }] = true;
            }
        }
        let from = n.saturating_sub(self.at).min(self.band.len() / self.row - 1) * self.row;
        &self.band[from..from + self.row]
    }
}

struct EncodedRows<'a, 'b> {
    rows: &'a RefCell<JpegRows<'b>>,
    width: u16,
    height: u16,
    channels: usize,
}

impl ImageBuffer for EncodedRows<'_, '_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        if self.channels == 1 { JpegColorType::Luma } else { JpegColorType::Ycck }
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let mut rows = self.rows.borrow_mut();
        let line = rows.row(usize::from(y));
        if self.channels == 1 {
            buffers[0].extend_from_slice(line);
            return;
        }
        for pixel in line.chunks_exact(4) {
            let (y, cb, cr) = rgb_to_ycbcr(pixel[0], pixel[1], pixel[2]);
            buffers[0].push(y);
            buffers[1].push(cb);
            buffers[2].push(cr);
            buffers[3].push(255 - pixel[3]);
        }
    }
}
