//! Bytes of a file before anything is made of them: streams without their filters, names.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::object::{Dict, Object, Stream};

/// The text of a name; empty for anything else.
pub(super) fn name_of(object: Option<&Object>) -> String {
    match object {
        Some(Object::Name(name)) => name.as_str().to_string(),
        _ => String::new(),
    }
}

/// A stream without its filters, if they are few and the result is no longer than `most`.
pub(super) fn decoded(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    decode(stream, most).0
}

/// The same, and whether it could be read to its end. What is left of a broken stream is what a press would see.
pub(super) fn decode(stream: &Stream, most: usize) -> (Option<Vec<u8>>, bool) {
    let filters = filters(stream.dict());
    let plain = stream.dict().get::<Object>("DecodeParms").is_none();
    let fits = |data: &Vec<u8>| data.len() <= most;
    if filters.iter().any(|name| !is_known(name)) {
        return (Some(vec![]), false);
    }
    match filters.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => (Some(stream.raw_data().into_owned()).filter(fits), true),
        ["FlateDecode" | "Fl"] if plain => {
            let raw = stream.raw_data();
            let mut data = Vec::new();
            let mut reader = ZlibDecoder::new(&raw[..]).take(most as u64 + 1);
            // Many programs write a wrong sum at the end, or none: only what is wanting before it counts.
            let whole = reader.read_to_end(&mut data).is_ok() || {
                let rest = DeflateDecoder::new(raw.get(2..).unwrap_or_default());
                std::io::copy(&mut rest.take(most as u64 + 1), &mut std::io::sink()).is_ok()
            };
            (Some(data).filter(fits), whole)
        }
        ["FlateDecode" | "Fl"] if let Some(rows) = PredictedRows::of(stream) => rows.read(&stream.raw_data(), most),
        // The other filters expand little, but for Flate with a predictor: a thousandfold at most.
        _ if stream.raw_data().len().saturating_mul(1032) <= most.max(64 << 20) => match stream.decoded() {
            Ok(data) => (Some(data.into_owned()).filter(fits), true),
            // A picture may be packed in a way that this reader does not know.
            Err(_) if filters.iter().any(|name| is_of_pictures(name)) => (None, true),
            Err(_) => (Some(vec![]), false),
        },
        _ => (None, true),
    }
}

/// Rows that say what changed from the pixels beside and above them (ISO 32000-2, 7.4.4.4; the filters of W3C PNG, 9.2).
struct PredictedRows {
    /// Bytes of a row, and of a pixel.
    row: usize,
    pixel: usize,
    /// Each row says how it was changed (PNG); else each value is what it differs by from the one of the pixel before (TIFF 6.0, 14).
    is_png: bool,
    /// Values of two bytes.
    is_deep: bool,
}

impl PredictedRows {
    /// As the parameters of a stream say; `None` for another predictor.
    fn of(stream: &Stream) -> Option<Self> {
        let parms = stream.dict().get::<Dict>("DecodeParms")?;
        Self::given(|key| parms.get::<i32>(key))
    }

    fn given(parameter: impl Fn(&str) -> Option<i32>) -> Option<Self> {
        // A row is held as a whole: one that no picture has (ISO 32000-2, table 8 and annex C.2) must not ask for all memory.
        let number = |key: &str, usual: usize, most: usize| {
            let given = parameter(key).map_or(Some(usual), |number| usize::try_from(number).ok());
            given.filter(|number| (1..=most).contains(number))
        };
        let depth = number("BitsPerComponent", 8, 16)?;
        let (bits, predictor) = (number("Colors", 1, 32)? * depth, number("Predictor", 1, 15)?);
        let (is_png, is_deep) = (predictor >= 10, depth == 16);
        let row = (bits * number("Columns", 1, 1 << 20)?).div_ceil(8);
        let is_known = is_png || predictor == 2 && (depth == 8 || is_deep);
        is_known.then_some(Self { row, pixel: bits.div_ceil(8), is_png, is_deep })
    }

    /// What is in a deflated stream, and whether it could be read to its end. More than `most` bytes are not read.
    fn read(self, raw: &[u8], most: usize) -> (Option<Vec<u8>>, bool) {
        let mut data = Vec::new();
        let whole = Unpredicted::new(self, raw).take(most as u64 + 1).read_to_end(&mut data).is_ok();
        (Some(data).filter(|data| data.len() <= most), whole)
    }

    /// Adds what each value differs by.
    fn add_up(&self, row: &mut [u8]) {
        if self.is_deep {
            for n in (self.pixel..row.len().saturating_sub(1)).step_by(2) {
                let deep = |at: usize| u16::from_be_bytes([row[at], row[at + 1]]);
                let value = deep(n).wrapping_add(deep(n - self.pixel));
                row[n..n + 2].copy_from_slice(&value.to_be_bytes());
            }
        } else {
            for n in self.pixel..row.len() {
                row[n] = row[n].wrapping_add(row[n - self.pixel]);
            }
        }
    }

    fn restore(&self, kind: u8, row: &mut [u8], above: &[u8]) {
        match kind {
            1 | 3 | 4 => {}
            2 => return row.iter_mut().zip(above).for_each(|(byte, above)| *byte = byte.wrapping_add(*above)),
            _ => return,
        }
        for n in 0..row.len() {
            let left = n.checked_sub(self.pixel);
            let of = |row: &[u8], n: Option<usize>| n.and_then(|n| row.get(n)).map_or(0, |&byte| i16::from(byte));
            let (a, b, c) = (of(row, left), of(above, Some(n)), of(above, left));
            let guess = match kind {
                1 => a,
                3 => (a + b) / 2,
                _ => {
                    let far = |value: i16| (a + b - c - value).abs();
                    if far(a) <= far(b) && far(a) <= far(c) {
                        a
                    } else if far(b) <= far(c) {
                        b
                    } else {
                        c
                    }
                }
            };
            row[n] = row[n].wrapping_add(guess as u8);
        }
    }
}

/// Rows as they were before a predictor, one at a time.
struct Unpredicted<'a> {
    rows: PredictedRows,
    packed: ZlibDecoder<&'a [u8]>,
    row: Vec<u8>,
    above: Vec<u8>,
    /// What of the row has been read.
    read: usize,
}

impl<'a> Unpredicted<'a> {
    fn new(rows: PredictedRows, raw: &'a [u8]) -> Self {
        let row = vec![0; rows.row];
        Self { read: row.len(), above: row.clone(), row, packed: ZlibDecoder::new(raw), rows }
    }
}

impl Read for Unpredicted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.row.len() {
            // The first byte of the row: how it was changed, or a value. Many programs write a wrong sum at the end, or none.
            let mut first = [0];
            if self.row.is_empty() || self.packed.read_exact(&mut first).is_err() {
                return Ok(0);
            }
            std::mem::swap(&mut self.row, &mut self.above);
            if self.rows.is_png {
                self.packed.read_exact(&mut self.row)?;
                self.rows.restore(first[0], &mut self.row, &self.above);
            } else {
                self.row[0] = first[0];
                self.packed.read_exact(&mut self.row[1..])?;
                self.rows.add_up(&mut self.row);
            }
            self.read = 0;
        }
        let count = buffer.len().min(self.row.len() - self.read);
        buffer[..count].copy_from_slice(&self.row[self.read..self.read + count]);
        self.read += count;
        Ok(count)
    }
}

/// What is in a deflated stream, to be read little by little; `None` where other filters are.
pub(super) fn inflated<'a>(stream: &Stream, raw: &'a [u8]) -> Option<Box<dyn Read + 'a>> {
    match filters(stream.dict()).iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["FlateDecode" | "Fl"] => match PredictedRows::of(stream) {
            Some(rows) => Some(Box::new(Unpredicted::new(rows, raw))),
            None => {
                let plain = stream.dict().get::<Object>("DecodeParms").is_none();
                plain.then(|| Box::new(ZlibDecoder::new(raw)) as Box<dyn Read>)
            }
        },
        _ => None,
    }
}

/// The filters that there are, also by their short names (ISO 32000-2, tables 6 and 92).
fn is_known(filter: &str) -> bool {
    matches!(
        filter,
        "ASCIIHexDecode"
            | "AHx"
            | "ASCII85Decode"
            | "A85"
            | "LZWDecode"
            | "LZW"
            | "FlateDecode"
            | "Fl"
            | "RunLengthDecode"
            | "RL"
            | "CCITTFaxDecode"
            | "CCF"
            | "JBIG2Decode"
            | "DCTDecode"
            | "DCT"
            | "JPXDecode"
            | "Crypt"
    )
}

/// Filters that pack pixels alone.
fn is_of_pictures(filter: &str) -> bool {
    matches!(filter, "CCITTFaxDecode" | "CCF" | "JBIG2Decode" | "DCTDecode" | "DCT" | "JPXDecode")
}

/// The first bytes of a stream, for what is told there: a long profile need not be inflated.
pub(super) fn head(stream: &Stream, count: usize) -> Vec<u8> {
    let raw = stream.raw_data();
    let mut data = Vec::new();
    match filters(stream.dict()).iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["FlateDecode" | "Fl"] => {
            let mut reader = ZlibDecoder::new(&raw[..]).take(count as u64);
            let _ = reader.read_to_end(&mut data);
        }
        [] => data.extend_from_slice(&raw[..raw.len().min(count)]),
        _ => data = decoded(stream, 32 << 20).unwrap_or_default(),
    }
    data
}

/// The names of a stream's filters, as they are written.
pub(super) fn filters(dict: &Dict) -> Vec<String> {
    match dict.get::<Object>("Filter").or_else(|| dict.get::<Object>("F")) {
        Some(Object::Array(array)) => array.iter::<Object>().map(|name| name_of(Some(&name))).collect(),
        Some(Object::Name(name)) => vec![name.as_str().to_string()],
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// Sizes that no picture has would ask for all memory before a byte is read.
    #[test]
    fn rows_are_no_longer_than_a_picture_may_be() {
        let row = |given: &[(&str, i32)]| {
            let of = |key: &str| given.iter().find(|(name, _)| *name == key).map(|(_, number)| *number);
            PredictedRows::given(of).map(|rows| rows.row)
        };
        assert_eq!(row(&[("Predictor", 15), ("Colors", 4), ("Columns", 20_000)]), Some(80_000));
        assert_eq!(row(&[("Predictor", 2), ("BitsPerComponent", 16), ("Colors", 3), ("Columns", 100)]), Some(600));
        for (key, number) in [
            ("Columns", 1 << 21),
            ("Columns", 0),
            ("Colors", 33),
            ("Colors", -1),
            ("BitsPerComponent", 32),
            ("Columns", i32::MAX),
        ] {
            assert_eq!(row(&[("Predictor", 15), (key, number)]), None, "{key} {number}");
        }
    }

    #[test]
    fn rows_of_every_filter_come_back() {
        let (row, pixel) = (12, 4);
        let plain: Vec<u8> = (0..row * 5).map(|n| (n * n * 7 % 251) as u8).collect();
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        let zero = vec![0; row];
        for (kind, line) in plain.chunks(row).enumerate() {
            let above = if kind == 0 { &zero } else { &plain[(kind - 1) * row..kind * row] };
            let mut bytes = vec![kind as u8];
            for n in 0..row {
                let left = |of: &[u8]| n.checked_sub(pixel).map_or(0, |n| i32::from(of[n]));
                let (a, b, c) = (left(line), i32::from(above[n]), left(above));
                // W3C PNG, 9.2 and 9.4.
                let guess = match kind {
                    0 => 0,
                    1 => a,
                    2 => b,
                    3 => (a + b) / 2,
                    _ => *[a, b, c].iter().min_by_key(|value| (a + b - c - **value).abs()).expect("one"),
                };
                bytes.push((i32::from(line[n]) - guess).rem_euclid(256) as u8);
            }
            packed.write_all(&bytes).expect("memory");
        }
        let packed = packed.finish().expect("memory");
        assert_eq!(
            PredictedRows { row, pixel, is_png: true, is_deep: false }.read(&packed, 1 << 20),
            (Some(plain.clone()), true)
        );
        assert_eq!(
            PredictedRows { row, pixel, is_png: true, is_deep: false }.read(&packed, plain.len() - 1),
            (None, true),
            "no more than is allowed"
        );
        let (cut, whole) =
            PredictedRows { row, pixel, is_png: true, is_deep: false }.read(&packed[..packed.len() / 2], 1 << 20);
        assert!(!whole || cut.is_some_and(|cut| cut.len() < plain.len()));
    }
}
