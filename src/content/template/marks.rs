//! Marks that go through the engine, and tell of each line of its output where it was typed and of each value where it came from.

use std::ops::Range;
use std::sync::Arc;

use super::survey::Survey;
use super::typed::Typed;
use crate::carry;
use crate::content::tags::{Part, PartKind};
use crate::content::{Hole, LineOrigin, Rendered};
use crate::diag::{Place, SourceFile};

/// The tables that marks point into.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) origins: Vec<LineOrigin>,
    pub(super) holes: Vec<Hole>,
}

/// A template with marks in it, and the way back to the text as typed.
#[derive(Debug)]
pub(super) struct Instrumented {
    pub(super) text: String,
    pub(super) typed: Typed,
    /// Where instrumented text goes on with typed text: (instrumented byte, typed byte).
    pub(super) steps: Vec<(usize, usize)>,
}

/// Whether Tera takes away the white space at the end of a text that these parts follow.
fn trims_before(parts: &[Part]) -> bool {
    match parts {
        [close, next, ..] if close.kind == PartKind::RawClose => {
            close.trims_before || next.kind != PartKind::Text && next.trims_before
        }
        [next, ..] => next.trims_before,
        [] => false,
    }
}

impl Marks {
    pub(super) fn add(&mut self, file: &Arc<SourceFile>, line: usize) -> String {
        self.origins.push(LineOrigin { file: file.clone(), line });
        carry::mark(self.origins.len() - 1)
    }

    fn add_hole(&mut self, hole: Hole) -> String {
        self.holes.push(hole);
        carry::filled(self.holes.len() - 1)
    }

    /// Takes the marks out of a rendered text; each line is given the origin of its first visible character.
    pub(super) fn read(&self, output: &str) -> Rendered {
        let mut text = String::with_capacity(output.len());
        let mut lines: Vec<usize> = Vec::new();
        let mut current = 0;
        let mut of_line: Option<usize> = None;
        let mut holes: Vec<(Range<usize>, Hole)> = Vec::new();
        let (head, parts) = carry::split(output, carry::MARK);
        for (mark, part) in [(0, head)].into_iter().chain(parts) {
            current = mark;
            let (head, filled) = carry::split(part, carry::FILLED);
            for (hole, part) in [(None, head)].into_iter().chain(filled.into_iter().map(|(n, part)| (Some(n), part))) {
                let (value, rest) = part.split_once(carry::SHUT).unwrap_or((part, ""));
                if let Some(hole) = hole.and_then(|n| self.holes.get(n)).filter(|_| !value.is_empty()) {
                    holes.push((text.len()..text.len() + value.len(), hole.clone()));
                }
                text.push_str(value);
                text.push_str(rest);
                for stretch in value.split_inclusive('\n').chain(rest.split_inclusive('\n')) {
                    if of_line.is_none() && !stretch.trim().is_empty() {
                        of_line = Some(current);
                    }
                    if stretch.ends_with('\n') {
                        lines.push(of_line.take().unwrap_or(current));
                    }
                }
            }
        }
        lines.push(of_line.unwrap_or(current));
        let lines = lines.into_iter().filter_map(|n| self.origins.get(n).cloned()).collect();
        Rendered { text, lines, holes }
    }
}

impl Instrumented {
    /// Puts a mark where each line begins, and after each tag that may have skipped some: never where white space is
    /// to be trimmed, since a mark would keep it.
    pub(super) fn new(typed: Typed, parts: &[Part], survey: &Survey, marks: Option<&mut Marks>) -> Self {
        let mut out = Self { text: String::new(), steps: vec![(0, 0)], typed };
        let Some(marks) = marks else {
            out.text.clone_from(&out.typed.text);
            return out;
        };
        let text = out.typed.text.clone();
        let file = out.typed.file.clone();
        let mut line = out.typed.first_line();
        // Whether the output that comes next stands on another line than the last mark says.
        let mut pending = true;
        // Whether Tera takes away the white space that comes next: like its own flag, it outlives comments and
        // `{% raw %}`, so nothing may be put before them while it is set.
        let mut trimming = false;
        for (i, part) in parts.iter().enumerate() {
            let inner = &text[part.range.clone()];
            let lines = inner.matches('\n').count();
            if matches!(part.kind, PartKind::Text | PartKind::Program) {
                let is_program = part.kind == PartKind::Program;
                if is_program {
                    out.insert("{% raw %}", part.range.start);
                }
                let leading = if trimming { inner.len() - inner.trim_start().len() } else { 0 };
                let trailing = if trims_before(&parts[i + 1..]) { inner.trim_end().len() } else { inner.len() };
                let mut at = 0;
                for piece in inner.split_inclusive('\n') {
                    let start = at;
                    at += piece.len();
                    let place = start.max(leading);
                    let mut from = start;
                    if pending && place < at && (place < trailing || place == leading) {
                        out.text.push_str(&inner[start..place]);
                        out.insert(&marks.add(&file, line), part.range.start + place);
                        pending = false;
                        from = place;
                    }
                    out.text.push_str(&inner[from..at]);
                    if piece.ends_with('\n') {
                        line += 1;
                        pending = true;
                    }
                }
                if pending && leading == inner.len() && i + 1 < parts.len() {
                    out.insert(&marks.add(&file, line), part.range.end);
                    pending = false;
                }
                if is_program {
                    out.insert("{% endraw %}", part.range.end);
                }
                trimming = false;
                continue;
            }
            let before = i.checked_sub(1).map(|i| parts[i].kind);
            let keeps_flag = matches!(part.kind, PartKind::Comment | PartKind::RawOpen);
            let hidden = part.trims_before && matches!(before, Some(PartKind::Text | PartKind::RawClose))
                || trimming && keeps_flag
                || part.kind == PartKind::RawClose;
            if pending && !hidden {
                out.insert(&marks.add(&file, line), part.range.start);
                pending = false;
            }
            if part.kind == PartKind::Variable {
                out.hole(inner, part, marks.add_hole(survey.hole(&text, part)));
            } else {
                out.text.push_str(inner);
            }
            line += lines;
            pending |= lines > 0 || matches!(part.kind, PartKind::Block | PartKind::Comment);
            trimming = part.trims_after || trimming && keeps_flag;
        }
        out
    }

    /// A hole between marks. Where white space is to be trimmed beside it, they come out of holes themselves, which trim it.
    fn hole(&mut self, inner: &str, part: &Part, mark: String) {
        let (mut start, mut end) = (0, inner.len());
        if part.trims_before {
            self.text.push_str("{{- \"");
            self.text.push_str(&mark);
            self.text.push_str("\" }}{{");
            start = "{{-".len();
        } else {
            self.text.push_str(&mark);
        }
        end -= if part.trims_after { "-}}".len() } else { 0 };
        self.insert("", part.range.start + start);
        self.text.push_str(&inner[start..end]);
        if part.trims_after {
            self.text.push_str("}}{{ \"");
            self.text.push(carry::SHUT);
            self.insert("\" -}}", part.range.end);
        } else {
            self.text.push(carry::SHUT);
            self.insert("", part.range.end);
        }
    }

    pub(super) fn insert(&mut self, mark: &str, typed: usize) {
        self.text.push_str(mark);
        self.steps.push((self.text.len(), typed));
    }

    /// The place of a range of the instrumented text.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        let typed = |byte: usize| {
            let next = self.steps.partition_point(|(start, _)| *start <= byte);
            let (start, origin) = self.steps[next.saturating_sub(1)];
            origin + (byte - start)
        };
        self.typed.place(typed(range.start)..typed(range.end))
    }
}
