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
