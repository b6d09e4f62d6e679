//! How deeply objects nest in one another, counted before a reader which recurses is let loose on them. Only what that reader may take for objects
//! counts: the bytes of a picture or a font may hold any number of brackets. Where a reader could begin is known (after `obj`, at a
//! dictionary, at an offset), so each such place is read as it would be read, and what is cut short by other bytes ends there.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::ops::Range;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use lopdf::Object;

/// Arrays and dictionaries within one another, in any object.
pub(super) const MOST_NESTING: usize = 2_000;

/// Bytes of object streams that are inflated to see how deeply they nest.
const MOST_OBJECTS: usize = 256 << 20;

/// A piece of syntax (ISO 32000-1, 7.2 and 7.3).
enum Token<'a> {
    /// `[` or `<<`, told by its first byte.
    Open(u8),
    /// `]` or `>>`, told by what opens it.
    Close(u8),
    /// A string or a comment, whose bytes are none of the object's own syntax.
    Text(Range<usize>),
    Name,
    /// A number, a keyword, an operator.
    Word(&'a [u8]),
    /// What no object can go on with.
    Broken,
}

/// Reads tokens one after the other.
struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Bytes that were looked at in vain: a string that nothing ends is sought to the end of the file.
    vain: usize,
}

impl<'a> Tokens<'a> {
    const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, vain: 0 }
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.bytes.get(self.at..)?;
        let start = self.at + rest.iter().position(|&byte| !is_blank(byte))?;
        let rest = &self.bytes[start..];
        let twice = rest.get(1) == Some(&rest[0]);
        let regular = |rest: &[u8]| rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        let (length, token) = match rest[0] {
            b'[' => (1, Token::Open(b'[')),
            b']' => (1, Token::Close(b'[')),
            b'<' if twice => (2, Token::Open(b'<')),
            b'>' if twice => (2, Token::Close(b'<')),
            b'<' => {
                let digits = rest[1..].iter().take_while(|byte| byte.is_ascii_hexdigit() || is_blank(**byte)).count();
                if rest.get(digits + 1) == Some(&b'>') { (digits + 2, Token::Name) } else { (1, Token::Broken) }
            }
            b'(' => match string(rest) {
                Some(length) => (length, Token::Text(start..start + length)),
                None => {
                    self.vain += rest.len();
                    (1, Token::Broken)
                }
            },
            b'%' => {
                let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                (length, Token::Text(start..start + length))
            }
            b'/' => (1 + regular(&rest[1..]), Token::Name),
            b'>' | b')' | b'{' | b'}' => (1, Token::Broken),
            _ => {
                let length = regular(rest);
                (length, Token::Word(&rest[..length]))
            }
        };
        self.at = start + length;
        Some(token)
    }
}

/// The length of a string in brackets, which may hold such.
fn string(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        at += memchr::memchr3(b'(', b')', b'\\', bytes.get(at..)?)?;
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            _ if depth == 1 => return Some(at + 1),
            _ => depth -= 1,
        }
        at += 1;
    }
}

/// Whether a word can stand in an object: a number, or one of few keywords.
fn is_value(word: &[u8]) -> bool {
    matches!(word[0], b'0'..=b'9' | b'+' | b'-' | b'.' | b'R')
        || ["true", "false", "null"].iter().any(|known| word.starts_with(known.as_bytes()))
}

/// What is counted while bytes are read.
struct NestingCount {
    deepest: usize,
    /// Bytes that may still be read: who makes a reader begin again and again in the same bytes is found out.
    left: usize,
}

impl NestingCount {
    fn of(bytes: &[u8]) -> Self {
        Self { deepest: 0, left: bytes.len().saturating_mul(16).saturating_add(64 << 20) }
    }

    /// Reads one object from a place on; returns where it ends or breaks off, and keeps what it holds of texts.
    fn object(&mut self, bytes: &[u8], begin: usize, texts: &mut Vec<Range<usize>>) -> Option<usize> {
        let mut tokens = Tokens::new(bytes, begin);
        let mut open: Vec<u8> = Vec::new();
        for token in tokens.by_ref() {
            match token {
                Token::Open(kind) => open.push(kind),
                Token::Close(kind) if open.pop() != Some(kind) => break,
                Token::Word(word) if !is_value(word) => break,
                Token::Broken => break,
                Token::Text(range) => texts.push(range),
                _ => {}
            }
            self.deepest = self.deepest.max(open.len());
            if open.is_empty() {
                break;
            }
        }
        self.left = self.left.checked_sub(tokens.at - begin + tokens.vain)?;
        Some(tokens.at.max(begin + 1))
    }

    /// Reads every object that begins where `next` says, also within texts, which a wrong offset may lead into.
    fn objects(&mut self, bytes: &[u8], mut next: impl FnMut(usize, usize) -> Option<usize>) -> Option<usize> {
        let mut unread = Vec::new();
        let mut now = Some(0..bytes.len());
        while let Some(Range { start: mut at, end }) = now {
            while let Some(begin) = next(at, end) {
                at = self.object(bytes, begin, &mut unread)?;
            }
            now = unread.pop();
        }
        Some(self.deepest)
    }

    /// Reads a content stream to its end, or to where a reader gives up.
    fn content(&mut self, bytes: &[u8], begin: usize, ends: &mut BTreeSet<usize>) -> Option<()> {
        let mut tokens = Tokens::new(bytes, begin);
        let mut open: Vec<u8> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Open(kind) => open.push(kind),
                Token::Close(kind) if open.pop() != Some(kind) => break,
                Token::Broken => break,
                // The data of an inline picture begin, and are over at `EI`.
                Token::Word(b"ID") => match next_end(bytes, tokens.at) {
                    Some(end) => {
                        tokens.at = end;
                        open.clear();
                        ends.insert(end);
                    }
                    None => break,
                },
                Token::Word(word) if !is_value(word) => open.clear(),
                _ => {}
            }
            self.deepest = self.deepest.max(open.len());
        }
        self.left = self.left.checked_sub(tokens.at - begin + tokens.vain)?;
        Some(())
    }
}

/// Where the next inline picture may be over: behind an `EI` that is a word's end.
fn next_end(bytes: &[u8], from: usize) -> Option<usize> {
    let is_end = |at: &usize| bytes.get(*at).is_none_or(|&byte| is_blank(byte));
    memchr::memmem::find_iter(bytes.get(from..)?, b"EI").map(|at| from + at + 2).find(is_end)
}

/// How deeply objects nest, also in object streams.
pub(super) fn deepest_nesting(bytes: &[u8]) -> usize {
    let begins = [(memchr::memmem::Finder::new(b"obj"), 3), (memchr::memmem::Finder::new(b"<<"), 0)];
    // What was found is kept until it is passed: each byte is looked at once.
    let mut known: [Option<(usize, usize, Option<usize>)>; 2] = [None; 2];
    let next = |at: usize, end: usize| {
        for (known, (finder, skip)) in known.iter_mut().zip(&begins) {
            let holds = |&(from, to, found): &(usize, usize, Option<usize>)| {
                from <= at && to == end && found.is_none_or(|found| found >= at)
            };
            if !known.as_ref().is_some_and(holds) {
                let from = at.saturating_sub(*skip);
                let found = bytes.get(from..end).and_then(|bytes| finder.find(bytes));
                *known = Some((at, end, found.map(|found| from + found + skip)));
            }
        }
        known.iter().filter_map(|known| known.and_then(|(.., found)| found)).min().filter(|&begin| begin < end)
    };
    let Some(mut deepest) = NestingCount::of(bytes).objects(bytes, next) else { return usize::MAX };
    let (mut left, mut last) = (MOST_OBJECTS, 0);
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
        let next = |at: usize, end: usize| memchr::memchr2(b'[', b'<', plain.get(at..end)?).map(|found| at + found);
        let Some(inside) = NestingCount::of(&plain).objects(&plain, next) else { return usize::MAX };
        deepest = deepest.max(inside);
        left -= plain.len();
        if left == 0 {
            return usize::MAX;
        }
    }
    deepest
}

/// The file without the data of its streams, as far as they are where a reader seeks them first.
fn without_data(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut count = NestingCount::of(bytes);
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(begin) = memchr::memmem::find(&bytes[at..], b"obj").map(|found| at + found + 3) {
        let end = count.object(bytes, begin, &mut Vec::new())?.min(bytes.len());
        out.extend_from_slice(&bytes[at..end]);
        at = end;
        if bytes[end..].trim_ascii_start().starts_with(b"stream") {
            at += memchr::memmem::find(&bytes[end..], b"endstream").unwrap_or(0);
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Some(out)
}

/// The file with its bare streams packed, so that their bytes cannot be taken for objects: a picture of one grey that is
/// not packed is a long row of brackets. `None` if its own objects nest too deeply.
pub(super) fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    if deepest_nesting(&without_data(bytes)?) > MOST_NESTING {
        return None;
    }
    let mut document = lopdf::Document::load_mem(bytes).ok()?;
    for object in document.objects.values_mut() {
        // Metadata are to be read by whoever knows no PDF.
        if let Object::Stream(stream) = object
            && !stream.dict.has_type(b"Metadata")
        {
            stream.allows_compression = true;
            stream.compress().ok()?;
            pack_letters(stream);
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).ok()?;
    (deepest_nesting(&out) <= MOST_NESTING).then_some(out)
}

/// Packs data that are written as letters (`ASCII85Decode`) once more: they hold any number of brackets too.
fn pack_letters(stream: &mut lopdf::Stream) {
    let names: Vec<Object> =
        stream.filters().unwrap_or_default().into_iter().map(|name| Object::Name(name.to_vec())).collect();
    let first = names.first().and_then(|name| name.as_name().ok());
    if !matches!(first, Some(b"ASCII85Decode" | b"A85" | b"ASCIIHexDecode" | b"AHx")) {
        return;
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    if packed.write_all(&stream.content).is_err() {
        return;
    }
    let Ok(packed) = packed.finish() else { return };
    let parameters = match stream.dict.remove(b"DecodeParms") {
        Some(Object::Array(all)) => all,
        Some(one) => vec![one],
        None => vec![],
    };
    if !parameters.is_empty() {
        let all: Vec<Object> = [Object::Null].into_iter().chain(parameters).collect();
        stream.dict.set("DecodeParms", all);
    }
    let names: Vec<Object> = [Object::from("FlateDecode")].into_iter().chain(names).collect();
    stream.dict.set("Filter", names);
    stream.set_content(packed);
}

/// How deeply the operands of a content stream nest: of one that opens few, no more than those.
pub(super) fn content_nesting(bytes: &[u8]) -> usize {
    let opened = memchr::memchr2_iter(b'[', b'<', bytes).count();
    if opened <= MOST_NESTING {
        return opened;
    }
    let mut count = NestingCount::of(bytes);
    let mut ends = BTreeSet::new();
    let mut next = Some(0);
    // Which `EI` ends a picture is for the reader to guess: it may go on behind each.
    while let Some(begin) = next {
        if count.content(bytes, begin, &mut ends).is_none() {
            return usize::MAX;
        }
        if ends.is_empty() {
            break;
        }
        let mut from = begin;
        next = loop {
            match next_end(bytes, from) {
                Some(end) if ends.contains(&end) => from = end,
                end => break end,
            }
        };
    }
    count.deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(object: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.6\n1 0 obj\n{object}\nstream\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>"].concat()
    }

    /// Bytes as a picture has them: no rule in them, and always the same.
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let byte = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        std::iter::repeat_with(byte).take(count).collect()
    }

    #[test]
    fn the_bytes_of_streams_are_no_syntax() {
        let dict = "<</Length 9 /Filter[/DCTDecode]>>";
        assert_eq!(deepest_nesting(&file(dict, b"")), 2);
        assert!(deepest_nesting(&file(dict, &noise(3 << 20))) < 20);
        assert_eq!(deepest_nesting(&file(dict, &vec![b'['; 1 << 20])), 2);
        assert_eq!(deepest_nesting(&file(dict, &b"[[[[ 0".repeat(100_000))), 2);
    }

    #[test]
    fn every_object_that_a_reader_may_meet_counts() {
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(500), close.repeat(500));
        for (open, close) in [("[", "]"), ("<</A", ">>"), ("[ % ]\n", "]"), ("[(])", "]"), ("[<5d>/A 1 0 R true ", "]")]
        {
            let nested = deep(open, close);
            assert_eq!(deepest_nesting(format!("1 0 obj {nested}").as_bytes()), 500, "{open}");
            // An offset may lead into a stream or a string, and a table is made anew of whatever looks like an object.
            assert_eq!(deepest_nesting(&file("<<>>", format!("2 0 obj {nested}").as_bytes())), 500, "{open}");
            assert_eq!(deepest_nesting(format!("1 0 obj [(2 0 obj {nested})]").as_bytes()), 500, "{open}");
            let content = format!("{} 0 0 m {nested}", "[]".repeat(3000));
            assert_eq!(content_nesting(content.as_bytes()), 500, "{open}");
        }
    }

    #[test]
    fn what_stands_side_by_side_or_in_texts_does_not_nest() {
        let rows = "1 0 obj [ [1 2] [3 4] ] endobj\n".repeat(10_000);
        assert_eq!(deepest_nesting(rows.as_bytes()), 2);
        let words = "1 0 obj ([) endobj\n".repeat(10_000);
        assert_eq!(deepest_nesting(words.as_bytes()), 0);
        let text = "([) Tj [(a [ b) -20 <5b5b>] TJ /P <</MCID 0>> BDC\n".repeat(10_000);
        assert_eq!(content_nesting(text.as_bytes()), 1);
    }

    #[test]
    fn an_inline_picture_may_have_any_bytes() {
        let picture = |data: &[u8]| [b"q BI /W 100 /H 100 /BPC 8 /CS /G ID ".as_slice(), data, b"\nEI Q\n"].concat();
        assert_eq!(content_nesting(&picture(&[b'['; 10_000])), 0);
        assert!(content_nesting(&picture(&noise(1 << 20))) < 20);
        // What looks like the end of it may be the end or not: both are looked at.
        let nested = "[".repeat(5_000);
        let hidden = [picture(b"(((( EI "), picture(b"("), nested.as_bytes().to_vec()].concat();
        assert_eq!(content_nesting(&hidden), 5_000);
    }

    #[test]
    fn who_makes_a_reader_begin_again_and_again_is_found_out() {
        for again in ["1 0 obj [(", "<</A("] {
            assert_eq!(deepest_nesting(again.repeat(200_000).as_bytes()), usize::MAX, "{again}");
        }
    }
}
