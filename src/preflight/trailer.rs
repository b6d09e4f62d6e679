//! The trailers of a file, which no object holds: the reader of objects keeps them to itself.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, ObjRef, Object, ObjectIdentifier, String as PdfString};
use memchr::memmem::{find, rfind};

/// Trailers that are followed from one file: as many as the reader of objects follows.
const MOST_TRAILERS: usize = 256;

/// The trailers of a file, the newest first: what one lacks an earlier one says, as in a linearised file (ISO 32000-1,
/// 7.5.5 and annex F).
pub(super) struct Trailers<'a> {
    all: Vec<Dict<'a>>,
}

impl<'a> Trailers<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let mut all = Vec::new();
        let (mut seen, mut next) = (BTreeSet::new(), vec![]);
        next.extend(rfind(bytes, b"startxref").and_then(|at| number(&bytes[at + 9..])));
        while let Some(offset) = next.pop().filter(|_| all.len() < MOST_TRAILERS) {
            let Some(dict) = seen.insert(offset).then(|| at(bytes, offset)).flatten() else { continue };
            // The last is read first: what stands with a table, then what is older.
            for key in ["Prev", "XRefStm"] {
                next.extend(dict.get::<i64>(key).and_then(|offset| usize::try_from(offset).ok()));
            }
            all.push(dict);
        }
        if all.is_empty() {
            // Where the file leads nowhere, as one that was changed by who cannot count: whatever it has of them.
            let left = memchr::memmem::rfind_iter(bytes, b"trailer").take(MOST_TRAILERS);
            all.extend(left.filter_map(|at| Dict::from_bytes(bytes[at + 7..].trim_ascii_start())));
        }
        Self { all }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.all.iter().any(|dict| dict.contains_key(key))
    }

    /// The dictionary that an entry refers to.
    pub(super) fn dict(&self, pdf: &'a Pdf, key: &str) -> Option<Dict<'a>> {
        let of = |dict: &Dict<'a>| match dict.get_ref(key) {
            Some(to) => pdf.xref().get::<Dict>(id(to)),
            None => dict.get::<Dict>(key),
        };
        self.all.iter().find_map(of)
    }

    /// The two identifiers of the file, wherever they stand.
    pub(super) fn has_identifiers(&self, pdf: &'a Pdf) -> bool {
        let is_text = |member: MaybeRef<Object>| match member {
            MaybeRef::Ref(to) => pdf.xref().get::<PdfString>(id(to)).is_some_and(|text| !text.as_bytes().is_empty()),
            MaybeRef::NotRef(Object::String(text)) => !text.as_bytes().is_empty(),
            MaybeRef::NotRef(_) => false,
        };
        let of = |dict: &Dict<'a>| {
            let array = match dict.get_ref("ID") {
                Some(to) => pdf.xref().get::<Array>(id(to)),
                None => dict.get::<Array>("ID"),
            };
            array.is_some_and(|array| array.raw_iter().map(is_text).eq([true, true]))
        };
        self.all.iter().any(of)
    }
}

fn id(to: ObjRef) -> ObjectIdentifier {
    ObjectIdentifier::new(to.obj_number, to.gen_number)
}

/// The dictionary of the table, or of the stream in its stead, that begins at an offset.
fn at(bytes: &[u8], offset: usize) -> Option<Dict<'_>> {
    let data = bytes.get(offset..)?.trim_ascii_start();
    let begin = if data.starts_with(b"xref") {
        find(data, b"trailer")? + 7
    } else {
        // `12 0 obj`
        let digits = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
        let begin = data.iter().take(32).position(|byte| !digits(byte))?;
        if begin == 0 || !data[begin..].starts_with(b"obj") {
            return None;
        }
        begin + 3
    };
    // A comment may stand before it.
    let data = &data[begin..];
    Dict::from_bytes(&data[find(data, b"<<")?..])
}

fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.trim_ascii_start();
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&digits[..length]).ok()?.parse().ok()
}
