//! Pieces as Tera templates, with positions that survive.
//!
//! Tera keeps no positions, so every raw line of a piece and of its includes carries a mark (see [`crate::carry`])
//! through the template: an output line knows its own file and line, also after an `{% if %}`, in a loop, or in an
//! include. Values come out carried, so that Markdown cannot read them as anything but text.
//!
//! `typed` knows where a text stands and `survey` what its tags call; `marks` are put into it. `run` has the `engine` run it in its
//! `context` and reads the marks again; `problems` says what went wrong. What a text `asks` for is known before.

mod asks;
mod context;
mod engine;
mod marks;
mod problems;
mod run;
mod survey;
mod typed;

pub(crate) use asks::names;
pub use asks::{Asks, asks, calls, header_asks};
pub use context::{Template, context};

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::engine::ENGINE;
    use super::problems::hint_at_raw;
    use super::run::MOST_ROUNDS;
    use super::*;
    use crate::content::{
        Brand, Campaign, Content, Date, Fact, Facts, FrontMatter, HouseStyle, Issuer, Piece, Quotes, Rendered, Spanned,
    };
    use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourceFile};
    use crate::{carry, msg};

    const DATE: Date = Date { year: 2026, month: 11, day: 23 };

    fn content(includes: &[(&str, &str)]) -> Content {
        let campaign = Campaign {
            file: SourceFile::new("anpham.toml", ""),
            title: String::new(),
            issuer: Issuer::default(),
            translations: super::super::Translations::default(),
            lang: "vi".into(),
            date: DATE,
            brand: Brand { theme: String::new(), logos: vec![] },
            style: HouseStyle { quotes: Quotes::Curly },
            profiles: BTreeMap::new(),
            default_profiles: vec![],
            tables: BTreeMap::new(),
        };
        let includes = includes.iter().map(|(path, text)| (path.to_string(), SourceFile::new(*path, *text))).collect();
        Content { campaign, audiences: vec![], directives: BTreeMap::new(), pieces: vec![], includes }
    }

    fn piece(text: &str) -> Piece {
        let body = text.find("---\n").map_or(0, |i| i + 4)..text.len();
        Piece {
            id: "p".into(),
            directive: "d".into(),
            audience: "a".into(),
            file: SourceFile::new("content/d/a/p.md", text),
            meta: FrontMatter::default(),
            body,
            is_faulty: false,
        }
    }

    fn facts() -> BTreeMap<String, Fact> {
        let fact = |id: &str, horizon| Fact {
            id: id.into(),
            low: 60.0,
            high: 60.0,
            shown: "60".into(),
            qualifier: Some("trên".into()),
            unit: Some("%".into()),
            label: "nhiệm vụ".into(),
            horizon,
            year: None,
            section: "II".into(),
            source: "d".into(),
            is_elsewhere: false,
            is_typed: true,
            translations: super::super::Translations::default(),
            untranslated: vec![],
            place: Place::new(&SourceFile::new("d.toml", ""), 0..0),
        };
        ["new", "old"].into_iter().zip([Some(2030), Some(2025)]).map(|(id, h)| (id.to_string(), fact(id, h))).collect()
    }

    fn rendered(
        piece: &Piece,
        content: &Content,
        context: &tera::Context,
        found: &mut Diagnostics,
    ) -> Option<Rendered> {
        let facts = facts();
        let mut loose = vec![];
        let facts = Facts::from(&facts);
        let rendered = Template { piece, content, context, facts: &facts, year: 2026 }.body(found, &mut loose);
        found.append(&mut loose);
        rendered
    }

    #[test]
    fn calls_of_facts_are_told_with_what_to_type() {
        let told = |text: &str| {
            let mut found = Diagnostics::new();
            let mut context = tera::Context::new();
            context.insert("ids", &["new"]);
            rendered(&piece(text), &content(&[]), &context, &mut found);
            let hint = |d: &Diagnostic| d.hints.first().and_then(|hint| Some(hint.args.first()?.1.clone()));
            found.iter().map(|d| (d.message.id.to_string(), hint(d).unwrap_or_default())).collect::<Vec<_>>()
        };
        let wrong = |call: &str| ("content-fact-call".to_string(), call.to_string());
        let (new, old) = ("{{ fact(id=\"new\") }}", "{{ number(id=\"old\", past=true) }}");
        for text in [
            "a {{ fact(id=“new”) }} b",
            "a {{ fact(id=new) }} b",
            "a {{ fact(id=\"new\") } b",
            "a {{ new }} b",
            "a {{ fact(id=\"new) }} b",
        ] {
            assert_eq!(told(text), [wrong(new)], "{text}");
        }
        // Each, and nothing of what stands between.
        assert_eq!(told("{{ fact(id=‘new’) }} và {{ Number(id=old, past=True) }}"), [wrong(new), wrong(old)]);
        // Variables are what they were.
        for text in [
            "{% for id in ids %}{{ fact(id=id) }}{% endfor %}",
            "{% set x = \"new\" %}{{ fact(id=x) }}{{ fact( id = 'new' ) }}",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    /// Renders a piece with `on = true`, `list = ["x", "y"]`; lines as `path:line text`, messages by id and place.
    fn render(text: &str, includes: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["x", "*y*"]);
        let mut diagnostics = Diagnostics::new();
        let rendered = rendered(&piece(text), &content(includes), &context, &mut diagnostics);
        let lines = rendered.map_or(vec![], |rendered| {
            let plain = carry::plain(&rendered.text);
            assert_eq!(plain.split('\n').count(), rendered.lines.len(), "one origin a line");
            let lines = plain.split('\n').zip(&rendered.lines).filter(|(text, _)| !text.trim().is_empty());
            lines.map(|(text, o)| format!("{}:{} {text}", o.file.path, o.line + 1)).collect()
        });
        let said = diagnostics.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            format!("{} {}:{}", d.message.id, place.file.path, place.file.line_column(place.range.start).0)
        });
        (lines, said.collect())
    }

    #[test]
    fn a_line_knows_where_it_was_typed() {
        let text = "---\none\n{% if on %}\ntwo\n{% endif %}\n{% for x in list %}- {{ x }}\n{% endfor %}after\n{% if not on %}\nno\n{% endif %}last";
        let (lines, said) = render(text, &[]);
        let at = |line: usize, text: &str| format!("content/d/a/p.md:{line} {text}");
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines, [at(2, "one"), at(4, "two"), at(6, "- x"), at(6, "- *y*"), at(7, "after"), at(10, "last")]);
    }

    #[test]
    fn includes_keep_their_own_lines() {
        let includes = [
            ("content/_shared/a.md", "wrong"),
            ("content/d/_shared/a.md", "first\n{% include \"b.md\" %}\nthird"),
            ("content/_shared/b.md", "\ninner {{ fact(id=\"new\") }}"),
        ];
        let (lines, said) = render("---\n{% include \"a.md\" %}\nend", &includes);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(
            lines,
            [
                "content/d/_shared/a.md:1 first",
                "content/_shared/b.md:2 inner trên 60%",
                "content/d/_shared/a.md:3 third",
                "content/d/a/p.md:3 end",
            ]
        );
    }

    #[test]
    fn what_comes_out_of_holes_is_known() {
        let includes = [("content/_shared/b.md", "({{ number(id='old') }})")];
        let text = "---\n{% set goal = fact(id=\"new\") %}{{ goal }} a {{- fact(id=\"new\") -}} {% if on -%}\n\n {{ audience.name | upper }}{% endif %}\n\
            {% include 'b.md' %} {{ \"\" }}{{ \"x\" }}\n{% for x in list %}{{ x }}{% endfor %}";
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["một"]);
        context.insert("audience", &serde_json::json!({ "name": "Dân" }));
        let mut found = vec![];
        let rendered = rendered(&piece(text), &content(&includes), &context, &mut found).expect("output");
        let holes = rendered.holes.iter().map(|(range, hole)| (carry::plain(&rendered.text[range.clone()]), hole));
        let shown: Vec<String> = holes.map(|(text, hole)| format!("{text} {hole:?}")).collect();
        assert_eq!(
            shown,
            [
                "trên 60% Fact(\"new\")",
                "trên 60% Fact(\"new\")",
                "DÂN Value(\"audience.name\")",
                "60 Fact(\"old\")",
                "x Value(\"\")",
                "một Value(\"x\")",
            ]
        );
        assert_eq!(carry::plain(&rendered.text), "trên 60% atrên 60%DÂN\n(60) x\nmột");
    }

    #[test]
    fn trimming_raw_and_comments_work_as_in_tera() {
        let (lines, said) =
            render("---\na\n  {%- if on -%}\n  b\n{%- endif %}\n{! no !}{% raw %}{{ x }}{% endraw %}", &[]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(lines[0].split_once(' ').map(|(_, text)| text), Some("ab"));
        assert_eq!(lines[1], "content/d/a/p.md:6 {{ x }}");
    }

    /// What is said about a piece whose body is `text`, each as `id line:column "what is pointed at" hint`.
    fn said(text: &str, includes: &[(&str, &str)]) -> Vec<String> {
        let mut context = tera::Context::new();
        context.insert("on", &true);
        context.insert("list", &["x", "*y*"]);
        context.insert("audience", &serde_json::json!({ "name": "Nông dân", "plural": "bà con" }));
        let mut diagnostics = Diagnostics::new();
        let piece = piece(&format!("---\n{text}"));
        rendered(&piece, &content(includes), &context, &mut diagnostics);
        let said = diagnostics.iter().map(|d| {
            let place = d.place.as_ref().expect("a place");
            let (line, column) = place.file.line_column(place.range.start);
            let name = place.file.path.rsplit('/').next().unwrap_or_default();
            let hint = d.hints.first().and_then(|hint| hint.args.first()).map_or("", |(_, value)| value);
            let id = d.message.id.trim_start_matches("content-");
            format!("{id} {name}:{line}:{column} {:?} {hint}", &place.file.text[place.range.clone()])
        });
        said.collect()
    }

    #[test]
    fn values_that_are_not_there_are_all_told_in_one_run() {
        let found =
            said("# {{ one }}\n\n{{ audience.nam }} {{ fact(id=\"a\") }} {{ audience.name }}\n\n- {{ two }}\n", &[]);
        let told: Vec<&str> = found.iter().map(|said| said.split('"').nth(1).unwrap_or_default()).collect();
        assert_eq!(told, ["a", "one", "audience.nam", "two"], "{found:?}");
        // What is left is read on: every value once.
        let many: String = (0..60).map(|n| format!("{{{{ a{n} }}}}\n")).collect();
        assert_eq!(said(&many, &[]).len(), MOST_ROUNDS);
    }

    #[test]
    fn mistakes_are_shown_where_they_stand() {
        assert_eq!(said("a\nế {{ nope }}", &[]), ["undefined p.md:3:6 \"nope\" "]);
        assert_eq!(said("{{ audience.nam }}", &[]), ["undefined p.md:2:4 \"audience.nam\" audience.name"]);
        assert_eq!(said("{{ audince.name }}", &[]), ["undefined p.md:2:4 \"audince.name\" audience.name"]);
        assert_eq!(said("{% for x in list %}\n{{ x.y }}\n{% endfor %}", &[]), ["undefined p.md:3:4 \"x.y\" "]);
        assert_eq!(said("x\n\n{% if %}", &[]), ["template p.md:4:7 \"%}\" "]);
        assert_eq!(
            said("{% if on %}\n{{ on | uper }} {{ on | lowr }}", &[]).len(),
            1,
            "a template that is not closed is all that Tera sees"
        );
        let two = said("ế\n{% if on %}ế {{ on | uper }} {{ fac(id=1) }}{% endif %}", &[]);
        assert_eq!(two, ["unknown-filter p.md:3:22 \"uper\" upper", "unknown-function p.md:3:33 \"fac\" fact"]);
        let both = said("{{ fact(id=\"nw\") | uper }} {% include \"b.md\" %}", &[]);
        let ids: Vec<&str> = both.iter().filter_map(|said| said.split(' ').next()).collect();
        assert_eq!(ids, ["unknown-include", "unknown-fact", "unknown-filter"]);
        assert_eq!(said("{{ 1 is evn }}", &[]), ["unknown-test p.md:2:9 \"evn\" even"]);
    }

    #[test]
    fn every_unknown_fact_and_include_is_told_at_once() {
        let include = [("content/_shared/a.md", "x\n{{ number(id='old') }}{{ fact( id = \"nw\") }}")];
        let text = "{{ fact(id=\"newt\") }} {% include 'a.md' %}\n{% include \"b.md\" %}\n{{ number(id=\"oldd\") }}";
        assert_eq!(
            said(text, &include),
            [
                "unknown-include p.md:3:12 \"\\\"b.md\\\"\" a.md",
                "unknown-fact p.md:2:13 \"newt\" new",
                "unknown-fact p.md:4:15 \"oldd\" old",
                "unknown-fact a.md:2:38 \"nw\" new",
            ]
        );
        let computed = "{% for x in list %}\n{{ fact(id=x) }}{% endfor %}";
        assert_eq!(said(computed, &[]), ["unknown-fact p.md:3:4 \"f\" content/d/directive.toml"]);
        assert_eq!(said("{! {{ fact(id=\"no\") }} !}{% raw %}{{ fact(id=\"no\") }}{% endraw %}", &[]), [""; 0]);
    }

    #[test]
    fn past_facts_warn_where_they_are_used_as_goals() {
        assert_eq!(said("x\n\n{{ fact(id='old') }}", &[]), ["fact-past p.md:4:13 \"old\" old"]);
        assert_eq!(said("{{ fact(id='old', past=true) }}{{ fact(id='new') }}", &[]), [""; 0]);
        assert_eq!(said("{% if not on %}{{ fact(id='old') }}{% endif %}", &[]), [""; 0]);
        assert_eq!(said("{% set x = 'old' %}\n{{ fact(id=x) }}", &[]), ["fact-past p.md:3:4 \"f\" old"]);
    }

    #[test]
    fn mistakes_in_includes_are_shown_there() {
        let include = [
            ("content/_shared/a.md", "fine\n{% if on %}\n  {{ nope }}{% endif %}"),
            ("content/_shared/b.md", "{% include 'c.md' %}"),
            ("content/_shared/c.md", "{% include 'b.md' %}"),
        ];
        assert_eq!(said("{% include \"a.md\" %}", &include), ["undefined a.md:3:6 \"nope\" "]);
        assert_eq!(said("{% include 'b.md' %}", &include), ["include-circle p.md:2:1 \"{% include 'b.md' %}\" "]);
    }

    #[test]
    fn what_could_fill_the_memory_is_refused() {
        let text = "{% for a in range(end=999) %}{% for b in range(end=999) %}{{ list }}{% endfor %}{% endfor %}";
        assert_eq!(said(text, &[]).len(), 1);
        assert!(said(text, &[])[0].starts_with("template-large p.md:2:1"));
        assert!(said("{{ range(end=1001) | length }}", &[])[0].starts_with("template p.md:2:4"));
        let double = "{% for i in range(end=99) %}{% set_global a = a ~ a %}{% endfor %}";
        assert!(said(&format!("{{% set a = \"x\" %}}{double}"), &[])[0].starts_with("tag-grows"));
        let steps = "{% set a = a ~ a %}".repeat(40);
        assert!(said(&format!("{{% set a = \"x\" %}}{steps}"), &[])[0].starts_with("tag-grows"));
        let chain = "| replace(from=\"x\", to=\"xxxxxxxxxx\")".repeat(12);
        assert!(said(&format!("{{{{ \"x\" {chain} }}}}"), &[])[0].starts_with("template p.md:2:190"));
        assert!(said("{{ [y for y in list] | length }}", &[])[0].starts_with("tag-refused"));
        for tag in ["set x", "filter upper", "block x", "extends \"x\"", "component x()"] {
            assert!(said(&format!("{{% {tag} %}}"), &[])[0].starts_with("tag-refused"), "{tag}");
        }
        let (lines, wrong) =
            render("---\n{% set n = 1 %}{% for x in list %}{% set_global n = n + 1 %}{% endfor %}{{ n }}", &[]);
        assert_eq!((lines, wrong), (vec!["content/d/a/p.md:2 3".to_string()], vec![]));
    }

    #[test]
    fn filters_keep_their_meaning() {
        let (lines, _) = render(
            "---\n{{ list | join(sep=\", \") }} {{ \"a.b\" | replace(from=\".\", to=\"*\") }} {{ range(start=5, end=0, step_by=-2) }}{{ range(end=2) }}",
            &[],
        );
        assert_eq!(lines, ["content/d/a/p.md:2 x, *y* a*b [5, 3, 1][0, 1]"]);
    }

    #[test]
    fn figures_in_tags_are_told() {
        let told = |text: &str| {
            let mut found = vec![];
            rendered(&piece(&format!("---\n{text}")), &content(&[]), &tera::Context::new(), &mut found);
            let figures = found.iter().filter(|d| d.message.id == "content-tag-figure").map(|d| {
                let place = d.place.as_ref().expect("a place");
                place.file.text[place.range.clone()].to_string()
            });
            figures.collect::<Vec<_>>()
        };
        assert_eq!(told("{{ \"62 hộ\" }} {{ 62.5 }} {{ \"Hộ\" }}"), ["62 hộ", "62.5"]);
        assert_eq!(told("{% set n = 62 %}{% set m = [\"1 hộ\", \"2 hộ\"] %}{{ n }}"), ["62", "1 hộ", "2 hộ"]);
        assert_eq!(told("{% for a in [\"1 hộ\"] %}{{ a | default(value=\"5\") }}{% endfor %}"), ["1 hộ", "5"]);
        let fine = "{% set n = fact(id=\"new\") %}{% if \"2\" == \"2\" %}{{ \"a\" | replace(from=\"2\", to=\"b\") }}{% endif %}";
        assert_eq!(told(fine), [""; 0]);
        assert_eq!(told("{% for i in range(end=3) %}a{% endfor %}{% raw %}{{ \"62\" }}{% endraw %}"), [""; 0]);
    }

    #[test]
    fn fields_are_templates_with_exact_places() {
        let text = "---\ntitle: Mục tiêu {{ fact(id=\"nw\") }}\nslogan: |\n  Một\n  {{ nope }}\nkicker: \"\\u0061 {{ nope }}\"\n---\n";
        let piece = piece(text);
        let field = |value: &str, from: &str, to: &str| Spanned {
            value: value.to_string(),
            range: text.find(from).expect("its start")..text.find(to).expect("its end"),
        };
        let (content, context, facts) = (content(&[]), tera::Context::new(), facts());
        let facts = Facts::from(&facts);
        let template = Template { piece: &piece, content: &content, context: &context, facts: &facts, year: 2026 };
        let shown = |field: &Spanned<String>, found: &mut Diagnostics| template.text(field, found, &mut vec![]);
        let places = |field: &Spanned<String>| {
            let mut diagnostics = vec![];
            shown(field, &mut diagnostics);
            let place = diagnostics[0].place.clone().expect("a place");
            (place.file.line_column(place.range.start), place.file.text[place.range].to_string())
        };
        let title = field("Mục tiêu {{ fact(id=\"nw\") }}", "Mục", "\nslogan");
        assert_eq!(places(&title), ((2, 29), "nw".to_string()));
        assert_eq!(places(&field("Một\n{{ nope }}", "|\n", "\nkicker")), ((5, 6), "nope".to_string()));
        assert_eq!(places(&field("a {{ nope }}", "\"\\u", "\n---\n")).0, (6, 9));
        let mut diagnostics = vec![];
        let good = field("Mục tiêu {{ fact(id=\"new\") }}", "Mục", "\nslogan");
        assert_eq!(
            shown(&good, &mut diagnostics).map(|text| carry::plain(&text)),
            Some("Mục tiêu trên 60%".to_string())
        );
    }

    #[test]
    fn facts_are_printed_as_in_a_sentence() {
        let fact = |qualifier: Option<&str>, shown: &str, unit: Option<&str>| Fact {
            shown: shown.into(),
            qualifier: qualifier.map(String::from),
            unit: unit.map(String::from),
            ..facts().remove("new").expect("a fact")
        };
        assert_eq!(fact(Some("trên"), "60", Some("%")).printed(), "trên 60%");
        assert_eq!(fact(None, "05 – 10", Some("dự án/năm")).printed(), "05 – 10 dự án/năm");
        assert_eq!(fact(Some("ít nhất"), "01", None).printed(), "ít nhất 01");
    }

    use proptest::prelude::*;

    /// Bits of templates; `§` becomes a name that tells its own line.
    fn template() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("§"),
            Just("\n"),
            Just("\n"),
            Just("\n\n"),
            Just("  "),
            Just(" \n "),
            Just("{{ 1 }}"),
            Just("{{- 1 }}"),
            Just("{{ 1 -}}"),
            Just("{{\n1\n}}"),
            Just("{! c !}"),
            Just("{!- c\n -!}"),
            Just("{% include 'i.md' %}"),
            Just("{%- include 'i.md' -%}"),
            Just("{% raw %}§\n{{{% endraw %}"),
            Just("{% raw -%} \n § {%- endraw %}"),
            Just("\n```js\n§ {% raw %}{{{% endraw %}\n```\n"),
        ]
        .prop_map(String::from);
        leaf.prop_recursive(3, 24, 6, |inner| {
            let body = proptest::collection::vec(inner, 0..6).prop_map(|parts| parts.concat());
            let tag = |open: &'static str, close: &'static str| {
                (body.clone(), 0..4u8).prop_map(move |(body, trim)| {
                    let (a, b) = (if trim & 1 > 0 { "-" } else { "" }, if trim & 2 > 0 { "-" } else { "" });
                    format!("{{%{a} {open} {b}%}}{body}{{%{b} {close} {a}%}}")
                })
            };
            prop_oneof![
                body.clone(),
                tag("if true", "endif"),
                tag("if false", "endif"),
                tag("if false", "else %}§\n{% endif"),
                tag("for x in [1, 2]", "endfor"),
                tag("set y = 1", "if true %}{% endif"),
            ]
        })
    }

    #[test]
    fn tags_in_code_are_told_how_to_be_typed() {
        let file = SourceFile::new("a.md", "a `{{ x }}`\n\n```\n{{ y }}\n```\n\n{{ z }}\n");
        let hints = |word: &str| {
            let at = file.text.find(word).expect(word);
            let mut found = [Diagnostic::error(msg!(Code::Template)).at(Place::new(&file, at..at + 1))];
            hint_at_raw(&mut found);
            found[0].hints.len()
        };
        assert_eq!([hints("x"), hints("y"), hints("z")], [1, 1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn marks_change_nothing_and_lines_tell_the_truth(template in template()) {
            // Each § is given the line that it stands in.
            let named = |text: &str, name: &str, first: usize| {
                let lines = text.split('\n').enumerate();
                lines.map(|(i, line)| line.replace('§', &format!("{name}{}.", first + i))).collect::<Vec<_>>().join("\n")
            };
            let text = format!("---\n{}", named(&template, "p", 2));
            let include = named("\n§\n{% if false %}\n§{% endif %} §\n§", "i", 1);
            let mut plain = ENGINE.clone();
            plain.add_raw_templates([("main", &text[4..]), ("i.md", &include)]).expect("a sound template");
            let expected = plain.render("main", &tera::Context::new()).expect("output");
            let mut diagnostics = vec![];
            let content = content(&[("content/_shared/i.md", &include)]);
            let rendered = rendered(&piece(&text), &content, &tera::Context::new(), &mut diagnostics).expect("output");
            prop_assert_eq!(&rendered.text, &expected);
            prop_assert_eq!(rendered.lines.len(), expected.split('\n').count());
            for (line, origin) in carry::plain(&rendered.text).split('\n').zip(&rendered.lines) {
                // The first thing in a line says where it was typed.
                let first = line.trim_start();
                let end = first.find('.').unwrap_or(0);
                let told = format!("{}{}", if origin.file.path.ends_with("i.md") { "i" } else { "p" }, origin.line + 1);
                if first.starts_with(['p', 'i']) {
                    prop_assert_eq!(&first[..end], told.as_str());
                }
            }
        }
    }
}
