//! The tables of what lies where in a file (ISO 32000-2, 7.5.4 and 7.5.8): readers mend a wrong one in silence, each in its own way, or
//! give up.

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, ObjectIdentifier, Stream};
use memchr::memmem::{find, rfind};

use super::streams::decoded;

/// Tables that are followed, and entries that are looked at.
const MOST_TABLES: usize = 256;
const MOST_ENTRIES: usize = 1_000_000;

/// How many places are wrong: of the tables themselves, and of objects by the newest entry for each.
pub(super) fn wrong_places(pdf: &Pdf, bytes: &[u8]) -> usize {
    // Some count from the header, before which other bytes stand.
    let head = find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let Some(last) = rfind(bytes, b"startxref").and_then(|at| number(&bytes[at + 9..])) else { return 1 };
    let (mut open, mut seen, mut known, mut wrong) = (vec![last.0], BTreeSet::new(), BTreeSet::new(), 0);
    while let Some(offset) = open.pop().filter(|_| seen.len() < MOST_TABLES && known.len() < MOST_ENTRIES) {
        if !seen.insert(offset) {
            continue;
        }
        let Some(data) = [offset, offset.saturating_add(head)].iter().find_map(|&at| table_at(bytes, at)) else {
            wrong += 1;
            continue;
        };
        let places = if data.starts_with(b"xref") { rows(data, &mut open) } else { packed(pdf, data, &mut open) };
        for (object, place) in places.unwrap_or_default() {
            if !known.insert(object) || place == Some(0) {
                continue;
            }
            let stands = |at: usize| begins(bytes, at).is_some_and(|(found, _)| found == object);
            // A free entry, or one within a stream of objects, names no place.
            wrong += usize::from(place.is_some_and(|at| !stands(at) && !stands(at.saturating_add(head))));
        }
    }
    wrong
}

fn table_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let data = bytes.get(at..)?.trim_ascii_start();
    (data.starts_with(b"xref") || begins(bytes, at).is_some()).then_some(data)
}

/// The number of the object that begins at a place, and where it goes on after `obj`.
fn begins(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let data = bytes.get(at..)?.trim_ascii_start();
    let (object, first) = number(data)?;
    let (_, second) = number(&data[first..])?;
    let rest = data[first + second..].trim_ascii_start();
    rest.starts_with(b"obj").then_some((object, bytes.len() - rest.len() + 3))
}

/// A number and how many bytes it takes, with blanks before it.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = bytes.trim_ascii_start();
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let value = std::str::from_utf8(&digits[..length]).ok()?.parse().ok()?;
    Some((value, bytes.len() - digits.len() + length))
}

/// The rows of a table as text, and the tables that its trailer leads to.
fn rows(data: &[u8], open: &mut Vec<usize>) -> Option<Vec<(usize, Option<usize>)>> {
    let end = find(data, b"trailer")?;
    let trailer = &data[end..data.len().min(end + 65_536)];
    let trailer = &trailer[..find(trailer, b"startxref").unwrap_or(trailer.len())];
    for key in [&b"/Prev"[..], b"/XRefStm"] {
        open.extend(find(trailer, key).and_then(|at| number(&trailer[at + key.len()..])).map(|(offset, _)| offset));
    }
    let (mut rest, mut places) = (&data[4..end], Vec::new());
    while let Some((first, read)) = number(rest) {
        rest = &rest[read..];
        let (count, read) = number(rest)?;
        rest = &rest[read..];
        for object in first..first.saturating_add(count.min(MOST_ENTRIES)) {
            let (offset, read) = number(rest)?;
            rest = &rest[read..];
            let (_, read) = number(rest)?;
            rest = rest[read..].trim_ascii_start();
            let (kind, after) = rest.split_first()?;
            rest = after;
            places.push((object, (*kind == b'n').then_some(offset)));
        }
    }
    Some(places)
}

/// The rows of a table that is a stream, if the reader of objects knows it.
fn packed(pdf: &Pdf, data: &[u8], open: &mut Vec<usize>) -> Option<Vec<(usize, Option<usize>)>> {
    let (object, _) = begins(data, 0)?;
    let stream = pdf.xref().get::<Stream>(ObjectIdentifier::new(i32::try_from(object).ok()?, 0))?;
    let dict = stream.dict();
    open.extend(dict.get::<i64>("Prev").and_then(|offset| usize::try_from(offset).ok()));
    let numbers = |key: &str| dict.get::<Array>(key).map(|array| array.iter::<u32>().map(|n| n as usize).collect());
    let widths: Vec<usize> = numbers("W")?;
    let ranges: Vec<usize> = numbers("Index").or_else(|| Some(vec![0, dict.get::<u32>("Size")? as usize]))?;
    let &[kind, place, more] = &widths[..] else { return None };
    let rows = decoded(&stream, 64 << 20)?;
    let width = kind.checked_add(place)?.checked_add(more).filter(|width| (1..64).contains(width))?;
    let value = |bytes: &[u8]| bytes.iter().fold(0_usize, |all, &byte| all.wrapping_shl(8) | usize::from(byte));
    let objects = ranges.chunks_exact(2).flat_map(|range| range[0]..range[0].saturating_add(range[1]));
    let of = |(object, row): (usize, &[u8])| {
        let is_place = kind == 0 || value(&row[..kind]) == 1;
        (object, is_place.then(|| value(&row[kind..kind + place])))
    };
    Some(objects.take(MOST_ENTRIES).zip(rows.chunks_exact(width)).map(of).collect())
}
