//! Colours on the way to the press: black that overprints, and what is left of RGB made into inks.

use std::ops::Range;

use super::intent::OutputIntent;
use super::operators::{Op, is_delimiter, is_space, operators};
use super::space::SourceSpace;

/// Type above this size, and rules above this width, knock out: a gap beside them does not show. In points.
const OVERPRINT_LIMIT: f64 = 12.0;

/// Name of the graphics state in which black fills overprint.
pub(super) const FILL_ON: &str = "anphamFillOn";
/// And in which they do not.
pub(super) const FILL_OFF: &str = "anphamFillOff";
/// Black strokes overprint.
pub(super) const STROKE_ON: &str = "anphamStrokeOn";
/// And do not.
pub(super) const STROKE_OFF: &str = "anphamStrokeOff";

#[derive(Debug, Clone)]
struct InkState {
    /// Units to points.
    scale: f64,
    fill: Painting,
    stroke: Painting,
    width: f64,
    stroke_overprints: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Painting {
    black: bool,
    space: SourceSpace,
}

/// A stream as it goes to the press, or `None` where nothing had to be changed. The flag says whether a graphics state
/// for overprint is used.
///
/// - Text in 100 % black up to 12 pt overprints, and so do rules in it up to 12 pt: a plate that is a tenth of a
///   millimetre off would leave white slits around small letters. White never does.
/// - RGB colours become inks.
pub(super) fn press_content(
    content: &[u8],
    space: impl Fn(&[u8]) -> SourceSpace,
    intent: &OutputIntent,
) -> Option<(Vec<u8>, bool)> {
    let ops = operators(content);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut overprints = false;
    let black = Painting { black: false, space: SourceSpace::Gray };
    let mut state = InkState { scale: 1.0, fill: black.clone(), stroke: black, width: 1.0, stroke_overprints: false };
    let mut stack: Vec<InkState> = Vec::new();
    for (n, op) in ops.iter().enumerate() {
        match op.name(content) {
            b"q" => stack.push(state.clone()),
            b"Q" => state = stack.pop().unwrap_or(state),
            b"cm" => {
                if let [a, b, c, d, ..] = op.numbers(content)[..] {
                    state.scale *= (a * d - b * c).abs().sqrt();
                }
            }
            b"w" => state.width = op.numbers(content).first().copied().unwrap_or(1.0),
            b"k" | b"g" | b"rg" | b"cs" | b"sc" | b"scn" => {
                state.fill = paint(op, content, &state.fill, &space);
                edits.extend(to_inks(op, content, &state.fill.space, intent, false));
            }
            b"K" | b"G" | b"RG" | b"CS" | b"SC" | b"SCN" => {
                state.stroke = paint(op, content, &state.stroke, &space);
                edits.extend(to_inks(op, content, &state.stroke.space, intent, true));
            }
            b"BT" if state.fill.black => {
                let Some(end) = text_end(&ops[n..], content, state.scale) else { continue };
                let end = ops[n + end].range.end;
                edits.push((op.range.start..op.range.start, format!("/{FILL_ON} gs ")));
                edits.push((end..end, format!(" /{FILL_OFF} gs")));
                overprints = true;
            }
            // A path begins: no graphics state may be set once it has.
            b"m" | b"re" if begins_path(&ops, n, content) => {
                let wanted = state.stroke.black && state.width * state.scale <= OVERPRINT_LIMIT;
                if wanted != state.stroke_overprints && strokes(&ops[n..], content) {
                    let name = if wanted { STROKE_ON } else { STROKE_OFF };
                    edits.push((op.range.start..op.range.start, format!("/{name} gs ")));
                    state.stroke_overprints = wanted;
                    overprints = true;
                }
            }
            _ => {}
        }
    }
    edited(content, edits).map(|out| (out, overprints))
}

/// A stream with some ranges replaced; `None` where there are none.
pub(super) fn edited(content: &[u8], mut edits: Vec<(Range<usize>, String)>) -> Option<Vec<u8>> {
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = Vec::with_capacity(content.len() + edits.len() * 20);
    let mut at = 0;
    for (range, text) in edits {
        out.extend_from_slice(&content[at..range.start]);
        // A name begins by itself (`cm/c0 cs`), a number does not.
        if is_regular(out.last()) && is_regular(text.as_bytes().first()) {
            out.push(b' ');
        }
        out.extend_from_slice(text.as_bytes());
        at = range.end;
        if is_regular(out.last()) && is_regular(content.get(at)) {
            out.push(b' ');
        }
    }
    out.extend_from_slice(&content[at..]);
    Some(out)
}

/// Whether a byte would run into a word beside it.
fn is_regular(byte: Option<&u8>) -> bool {
    byte.is_some_and(|&byte| !is_space(byte) && !is_delimiter(byte))
}

/// What is painted with after a colour operator.
fn paint(op: &Op, content: &[u8], before: &Painting, space: impl Fn(&[u8]) -> SourceSpace) -> Painting {
    match op.name(content) {
        b"k" | b"K" => Painting { black: op.numbers(content) == [0.0, 0.0, 0.0, 1.0], space: SourceSpace::Other },
        // Black as grey is black ink, yet overprints only as DeviceCMYK (ISO 32000-1, 11.7.4.3): left to knock out.
        b"g" | b"G" => Painting { black: false, space: SourceSpace::Gray },
        b"rg" | b"RG" => Painting { black: false, space: SourceSpace::Rgb(None) },
        b"cs" | b"CS" => {
            let name = op.operands.first().map_or(&b""[..], |range| &content[range.clone()]);
            Painting { black: false, space: space(name.strip_prefix(b"/").unwrap_or(name)) }
        }
        _ => Painting { black: false, space: before.space.clone() },
    }
}

/// An RGB colour in inks, in the place of the operator that set it. The `cs` before it goes: `k` sets its own space.
fn to_inks(
    op: &Op,
    content: &[u8],
    space: &SourceSpace,
    intent: &OutputIntent,
    stroke: bool,
) -> Option<(Range<usize>, String)> {
    let SourceSpace::Rgb(profile) = space else { return None };
    let k = if stroke { "K" } else { "k" };
    if matches!(op.name(content), b"cs" | b"CS") {
        return Some((op.range.clone(), format!("0 0 0 1 {k}")));
    }
    let rgb: Vec<u8> = op.numbers(content).iter().map(|n| (n.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
    let [r, g, b] = rgb[..] else { return None };
    // Neutral greys of a drawing are meant as black ink, and not as a mixture of four.
    let inks = if r == g && g == b { vec![0, 0, 0, 255 - r] } else { intent.inks(profile.as_deref(), &[r, g, b])? };
    let inks: Vec<String> =
        inks.iter().map(|&ink| format!("{}", (f64::from(ink) / 255.0 * 1e4).round() / 1e4)).collect();
    Some((op.range.clone(), format!("{} {k}", inks.join(" "))))
}

/// The `ET` of a text object all of whose type is small and of one colour, counted from its `BT`.
fn text_end(ops: &[Op], content: &[u8], scale: f64) -> Option<usize> {
    // What is not known is large.
    let (mut size, mut matrix) = (f64::INFINITY, 1.0);
    for (n, op) in ops.iter().enumerate() {
        match op.name(content) {
            b"ET" => return Some(n),
            b"Tf" => size = op.numbers(content).get(1).copied().unwrap_or(f64::INFINITY),
            b"Tm" => {
                if let [a, b, c, d, ..] = op.numbers(content)[..] {
                    matrix = (a * d - b * c).abs().sqrt();
                }
            }
            b"Tj" | b"TJ" | b"'" | b"\"" if size.is_nan() || size * scale * matrix > OVERPRINT_LIMIT + 0.001 => {
                return None;
            }
            // Another colour, or an outline: not plain black text.
            b"k" | b"g" | b"rg" | b"cs" | b"sc" | b"scn" | b"gs" => return None,
            b"Tr" if op.numbers(content) != [0.0] => return None,
            _ => {}
        }
    }
    None
}

fn begins_path(ops: &[Op], n: usize, content: &[u8]) -> bool {
    !matches!(
        n.checked_sub(1).map(|before| ops[before].name(content)),
        Some(b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re")
    )
}

/// Whether the path that begins here is stroked alone.
fn strokes(ops: &[Op], content: &[u8]) -> bool {
    let painted = ops
        .iter()
        .map(|op| op.name(content))
        .find(|&name| !matches!(name, b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re"));
    matches!(painted, Some(b"S" | b"s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(content: &str) -> Option<String> {
        let space = |name: &[u8]| match name {
            b"c0" => SourceSpace::Rgb(None),
            b"DeviceGray" => SourceSpace::Gray,
            _ => SourceSpace::Other,
        };
        let (out, _) = press_content(content.as_bytes(), space, &OutputIntent::default_condition())?;
        Some(String::from_utf8(out).unwrap())
    }

    #[test]
    fn small_black_text_overprints() {
        let out = press("q 0 0 0 1 k BT /f0 9 Tf 1 0 0 -1 0 0 Tm <00> Tj ET Q").unwrap();
        assert_eq!(out, "q 0 0 0 1 k /anphamFillOn gs BT /f0 9 Tf 1 0 0 -1 0 0 Tm <00> Tj ET /anphamFillOff gs Q");
    }

    #[test]
    fn large_white_and_coloured_text_knocks_out() {
        assert_eq!(press("0 0 0 1 k BT /f0 12.5 Tf <00> Tj ET"), None);
        assert_eq!(press("2 0 0 2 0 0 cm 0 0 0 1 k BT /f0 9 Tf <00> Tj ET"), None, "18 pt on the page");
        assert_eq!(press("0 0 0 0 k BT /f0 9 Tf <00> Tj ET"), None, "white");
        assert_eq!(press("0 1 1 0.1 k BT /f0 9 Tf <00> Tj ET"), None);
        assert_eq!(press("q 0 0 0 1 k Q BT /f0 9 Tf <00> Tj ET"), None, "the colour went with its state");
        assert_eq!(press("0 0 0 1 k BT /f0 9 Tf <00> Tj 0 0 0 0 k <01> Tj ET"), None, "white follows");
    }

    #[test]
    fn black_rules_overprint_and_others_do_not() {
        let out = press("0 0 0 1 K 0.5 w 0 0 m 9 0 l S 0 1 0 0 K 0 9 m 9 9 l S").unwrap();
        assert_eq!(out, "0 0 0 1 K 0.5 w /anphamStrokeOn gs 0 0 m 9 0 l S 0 1 0 0 K /anphamStrokeOff gs 0 9 m 9 9 l S");
        assert_eq!(press("0 0 0 1 K 20 w 0 0 m 9 0 l S"), None);
    }

    #[test]
    fn rgb_of_a_drawing_becomes_inks() {
        let out = press("/c0 cs 1 0 0 scn 0 0 9 9 re f").unwrap();
        assert!(!out.contains("scn") && !out.contains("cs"), "{out}");
        assert!(out.starts_with("0 0 0 1 k 0") && out.contains(" k 0 0 9 9 re f"), "{out}");
        assert_eq!(press("0 0 0 rg 0 0 9 9 re f").unwrap(), "0 0 0 1 k 0 0 9 9 re f");
        // Nothing runs into its neighbours, where a name stood without a blank before it.
        let out = press("q 1 0 0 1 2 3 cm/c0 cs 1 0 0 scn/c0 CS 0 1 0 SCN[3]0 d 0 0 9 9 re f").unwrap();
        let names: Vec<Vec<u8>> = operators(out.as_bytes()).iter().map(|op| op.name(out.as_bytes()).to_vec()).collect();
        assert_eq!(
            names,
            ["q", "cm", "k", "k", "K", "K", "d", "re", "f"].map(|name| name.as_bytes().to_vec()),
            "{out}"
        );
        assert_eq!(press("/DeviceGray cs 0.5 scn 0 0 9 9 re f"), None);
    }
}
