//! Calls of facts as people type them who have never written a program: `{{ fact(id=“ocop-2030”) }}`, `{{ fact(id=ocop-2030) }}`.

/// What was meant by a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TagCall {
    function: &'static str,
    /// The fact.
    pub(super) id: String,
    past: bool,
    /// Whether the template takes it as it is typed.
    pub(super) is_sound: bool,
    /// Whether the fact is named without quotes, as a variable is.
    pub(super) is_bare: bool,
}

/// Straight quotes and what word processors make of them.
const QUOTES: &[char] = &['"', '\'', '`', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '″', '′'];

impl TagCall {
    /// Reads what stands in a tag; `None` if it calls no fact, or does more.
    pub(super) fn read(inner: &str) -> Option<Self> {
        let inner = inner.trim();
        let letters = inner.find(|c: char| !c.is_ascii_alphabetic())?;
        let (name, rest) = inner.split_at(letters);
        let function = ["fact", "number"].into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
        let rest = rest.trim();
        let rest = rest.strip_prefix('(').unwrap_or(rest).trim_end_matches([')', ' ', '\t']);
        let (mut id, mut past) = (None, false);
        for (n, argument) in rest.split([',', ';']).map(str::trim).enumerate() {
            match argument.split_once(['=', ':']) {
                Some((key, value)) if key.trim().eq_ignore_ascii_case("id") => id = Some(value),
                Some((key, value)) if key.trim().eq_ignore_ascii_case("past") => {
                    past = value.trim().eq_ignore_ascii_case("true");
                }
                None if n == 0 => id = Some(argument),
                None if argument.is_empty() => {}
                _ => return None,
            }
        }
        let typed = id?.trim();
        let id = typed.trim_matches(QUOTES).trim();
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let mut call = Self { function, id: id.to_string(), past, is_sound: false, is_bare: !typed.contains(QUOTES) };
        call.is_sound = call.is_written(inner);
        is_id.then_some(call)
    }

    /// A fact that stands in a tag by its name alone.
    pub(super) fn of(id: &str) -> Self {
        Self { function: "fact", id: id.to_string(), past: false, is_sound: false, is_bare: false }
    }

    /// Whether it is typed as the template has it.
    fn is_written(&self, inner: &str) -> bool {
        let typed: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
        let typed = typed.replace("True", "true").replace("False", "false").replace(",)", ")");
        ['"', '\'', '`'].into_iter().any(|quote| {
            let id = format!("id={quote}{}{quote}", self.id);
            let past = format!("past={}", self.past);
            [id.clone(), format!("{id},{past}"), format!("{past},{id}")]
                .iter()
                .any(|arguments| typed == format!("{}({arguments})", self.function))
        })
    }

    /// As it is to be typed.
    pub(super) fn written(&self, quote: char) -> String {
        let past = if self.past { ", past=true" } else { "" };
        format!("{{{{ {}(id={quote}{}{quote}{past}) }}}}", self.function, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_read() {
        for typed in [
            " fact(id=“ocop-2030”) ",
            "fact(id=ocop-2030)",
            "fact(id=‘ocop-2030’)",
            "fact(“ocop-2030”)",
            "fact(\"ocop-2030\")",
            "fact ocop-2030",
            "fact id=\"ocop-2030\"",
            "fact(id=\"ocop-2030\"",
            "fact(id=\"ocop-2030)",
            "fact(id:\"ocop-2030\")",
            "Fact(ID = \"ocop-2030\")",
            "fact(id=\"ocop-2030”)",
        ] {
            let call = TagCall::read(typed).expect(typed);
            assert!(!call.is_sound, "{typed}");
            assert_eq!(call.written('"'), "{{ fact(id=\"ocop-2030\") }}", "{typed}");
        }
        assert_eq!(
            TagCall::read("number(id=kh-116.a; past=TRUE)").expect("a call").written('\''),
            "{{ number(id='kh-116.a', past=true) }}"
        );
        for typed in ["fact(id=\"a-1\")", "number( id = 'a-1', past=True )", "fact(past=false, id=`a-1`,)"] {
            assert!(TagCall::read(typed).expect(typed).is_sound, "{typed}");
        }
        for typed in ["directive.number", "fact", "fact(id=\"a\") | upper", "fact(id=a ~ b)", "facts", "fact(x=1)", ""]
        {
            assert_eq!(TagCall::read(typed), None, "{typed}");
        }
    }
}
