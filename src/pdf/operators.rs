//! The operators of a content stream (ISO 32000-1, 7.8.2), as ranges of its bytes: what is not changed stays as it was.

use std::ops::Range;

/// An operator with its operands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Op {
    /// Where operands and operator stand.
    pub(super) range: Range<usize>,
    /// Where each operand stands. An array is its brackets and members apart.
    pub(super) operands: Vec<Range<usize>>,
    /// Where the operator stands.
    pub(super) name: Range<usize>,
}

impl Op {
    pub(super) fn name<'a>(&self, content: &'a [u8]) -> &'a [u8] {
        &content[self.name.clone()]
    }

    /// The operands as numbers; `NaN` for what is none.
    pub(super) fn numbers(&self, content: &[u8]) -> Vec<f64> {
        let number = |range: &Range<usize>| {
            std::str::from_utf8(&content[range.clone()]).ok().and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
        };
        self.operands.iter().map(number).collect()
    }
}

/// What each byte is (ISO 32000-1, 7.2.2): every byte of every page is asked for it.
const SPACE: u8 = 1;
const DELIMITER: u8 = 2;
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let (spaces, delimiters) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%");
    let mut n = 0;
    while n < spaces.len() {
        kinds[spaces[n] as usize] = SPACE;
        n += 1;
    }
    let mut n = 0;
    while n < delimiters.len() {
        kinds[delimiters[n] as usize] = DELIMITER;
        n += 1;
    }
    kinds
};

pub(super) fn is_space(byte: u8) -> bool {
    KINDS[usize::from(byte)] == SPACE
}

pub(super) fn is_delimiter(byte: u8) -> bool {
    KINDS[usize::from(byte)] == DELIMITER
}

/// All operators of a stream, in order. Inline pictures (`BI`) are not written by Typst; what follows one is left alone.
pub(super) fn operators(content: &[u8]) -> Vec<Op> {
    let mut out = Vec::new();
    let mut operands: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < content.len() {
        let byte = content[at];
        if is_space(byte) {
            at += 1;
            continue;
        }
        let start = at;
        at = match byte {
            b'%' => {
                at = line_end(content, at);
                continue;
            }
            b'(' => string_end(content, at),
            b'<' if content.get(at + 1) != Some(&b'<') => {
                content[at..].iter().position(|&b| b == b'>').map_or(content.len(), |n| at + n + 1)
            }
            b'<' | b'>' => (at + 2).min(content.len()),
            b'[' | b']' | b'{' | b'}' | b')' => at + 1,
            b'/' => word_end(content, at + 1),
            _ => word_end(content, at),
        };
        let is_operator = byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"');
        if is_operator && !matches!(&content[start..at], b"true" | b"false" | b"null") {
            let begin = operands.first().map_or(start, |first| first.start);
            out.push(Op { range: begin..at, operands: std::mem::take(&mut operands), name: start..at });
            if &content[start..at] == b"BI" {
                break;
            }
        } else {
            operands.push(start..at);
        }
    }
    out
}

fn line_end(content: &[u8], at: usize) -> usize {
    content[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(content.len(), |n| at + n)
}

fn word_end(content: &[u8], at: usize) -> usize {
    let mut end = at.min(content.len());
    while end < content.len() && KINDS[usize::from(content[end])] == 0 {
        end += 1;
    }
    end
}

/// The end of a literal string: parentheses nest, a backslash guards one byte.
fn string_end(content: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < content.len() {
        match content[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(content.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_keep_their_bytes() {
        let content = b"q 1 0 0 -1 0 9.5 cm % a (comment\n/f0 9 Tf[<00>-3(a\\)(b)c)]TJ 0 0 0 1 k\nBT T* ET Q";
        let ops = operators(content);
        let names: Vec<&str> = ops.iter().map(|op| std::str::from_utf8(op.name(content)).unwrap()).collect();
        assert_eq!(names, ["q", "cm", "Tf", "TJ", "k", "BT", "T*", "ET", "Q"]);
        assert_eq!(ops[1].numbers(content), [1.0, 0.0, 0.0, -1.0, 0.0, 9.5]);
        assert_eq!(&content[ops[4].range.clone()], b"0 0 0 1 k");
    }

    #[test]
    fn broken_streams_end() {
        for content in [&b"(never ends"[..], b"<00", b"/", b"[[[[", b"\\", b")", b"BI /W 1 ID \x00\xff EI q"] {
            let ops = operators(content);
            let in_order = ops.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
            assert!(in_order && ops.iter().all(|op| op.range.end <= content.len()), "{ops:?}");
        }
    }
}
