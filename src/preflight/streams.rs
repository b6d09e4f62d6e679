//! Bytes of a file before anything is made of them: streams without their filters, names, how deeply objects nest.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::object::{Dict, Object, Stream};

/// Arrays and dictionaries within one another, in any object.
pub(super) const MOST_NESTING: usize = 2_000;

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

/// Bytes of object streams that are inflated to see how deeply they nest.
const MOST_OBJECTS: usize = 256 << 20;

/// How deeply objects nest, also in object streams: a reader which recurses might not come back.
pub(super) fn deepest_nesting(bytes: &[u8]) -> usize {
    let (mut deepest, mut left, mut last) = (nesting(bytes), MOST_OBJECTS, 0);
    for at in memchr::memmem::find_iter(bytes, b"/ObjStm") {
        // Names that stand before one and the same stream are one.
        if at < last {
            continue;
        }
        let Some(begin) = memchr::memmem::find(&bytes[at..], b"stream").map(|n| at + n + 6) else { break };
        last = begin;
        let mut plain = Vec::new();
        let data = bytes[begin..].trim_ascii_start();
        let mut reader = ZlibDecoder::new(data).take(left as u64);
        // What cannot be inflated is no object stream.
        let _ = reader.read_to_end(&mut plain);
        deepest = deepest.max(nesting(&plain));
        left -= plain.len();
        if left == 0 {
            return usize::MAX;
        }
    }
    deepest
}

/// The deepest nesting of arrays and the deepest of dictionaries, added. The bytes of pictures stay far below what is
/// asked for: opening and closing ones are as many.
pub(super) fn nesting(bytes: &[u8]) -> usize {
    let deepest = |(depth, most): (usize, usize), opens: bool| {
        let depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        (depth, most.max(depth))
    };
    let (_, arrays) =
        memchr::memchr2_iter(b'[', b']', bytes).fold((0, 0), |state, at| deepest(state, bytes[at] == b'['));
    let mut next = 0;
    let (_, dictionaries) = memchr::memchr2_iter(b'<', b'>', bytes).fold((0, 0), |state, at| {
        if at < next || bytes.get(at + 1) != Some(&bytes[at]) {
            return state;
        }
        next = at + 2;
        deepest(state, bytes[at] == b'<')
    });
    arrays + dictionaries
}
