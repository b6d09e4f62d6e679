//! Which texts of a header a layout names: what it does not name, it cannot print.

use std::collections::BTreeSet;

/// The texts and details that a layout names, each as `text.slogan` or `details.venue`. A text is also `piece.number`: what is plain.
#[derive(Debug, Clone, Default)]
pub(super) struct Mentions {
    /// Of the piece.
    own: BTreeSet<String>,
    /// Of what stands in it: `article.text.summary`.
    inner: BTreeSet<String>,
    /// Names behind a full stop in the code that draws: `p.number`.
    fields: BTreeSet<String>,
}

impl Mentions {
    /// Reads what stands between the marks of a template. A list that is named whole (`{% for key, text in text %}`, `text[key]`)
    /// may print everything in it.
    pub(super) fn read(template: &str) -> Self {
        let mut found = Self::default();
        let mut rest = template;
        while let Some(start) = [rest.find("{{"), rest.find("{%")].into_iter().flatten().min() {
            let end = if rest[start..].starts_with("{{") { "}}" } else { "%}" };
            let tag = &rest[start + 2..];
            let (tag, after) = tag.split_once(end).unwrap_or((tag, ""));
            found.read_tag(tag);
            rest = after;
        }
        found
    }

    fn read_tag(&mut self, tag: &str) {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        for name in tag.split(|c| !is_name(c)) {
            let parts: Vec<&str> = name.split('.').collect();
            let Some(at) = parts.iter().position(|part| matches!(*part, "text" | "details" | "piece")) else {
                continue;
            };
            let list = if at == 0 { &mut self.own } else { &mut self.inner };
            list.insert(format!("{}.{}", parts[at], parts.get(at + 1).unwrap_or(&"*")));
        }
    }

    /// Reads the code that draws.
    pub(super) fn read_code(&mut self, code: &str) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let names = code.split('.').skip(1).map(|rest| &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())]);
        self.fields.extend(names.filter(|name| !name.is_empty()).map(String::from));
    }

    /// Whether what `shared` passes on as a plain value is used in this layout's code.
    pub(super) fn draws(&self, shared: &Self, key: &str) -> bool {
        shared.own.contains(&format!("piece.{key}")) && self.fields.contains(key)
    }

    /// Whether a text (`text`, `slogan`) is named; of what stands in a piece if `inner`.
    pub(super) fn has(&self, list: &str, key: &str, inner: bool) -> bool {
        let names = if inner { &self.inner } else { &self.own };
        let has = |list: &str| [key, "*"].iter().any(|key| names.contains(&format!("{list}.{key}")));
        has(list) || list == "text" && has("piece")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_layout_names_is_what_it_may_print() {
        let names = Mentions::read(
            "text.kicker {{ text.title }} {% if details.venue %}[{{details.venue}}]{% endif %}{% for a in articles %}{{ a.text.summary }}",
        );
        assert!(names.has("text", "title", false) && names.has("details", "venue", false));
        assert!(names.has("text", "summary", true) && !names.has("text", "summary", false));
        assert!(!names.has("text", "kicker", false) && !names.has("text", "slogan", false));
        let mut drawn = Mentions::read("");
        drawn.read_code("#let page(p) = [#p.number …]");
        let shared = Mentions::read("(number: \"{{ piece.number }}\", slogan: \"{{ piece.slogan }}\")");
        assert!(drawn.draws(&shared, "number") && !drawn.draws(&shared, "slogan"));
        let all = Mentions::read("{% for key, it in text %}{{ details[key] }}{% endfor %} {{ open");
        assert!(all.has("text", "slogan", false) && all.has("details", "venue", false));
    }
}
