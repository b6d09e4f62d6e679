//! Texts of any length, each of one kind: what a few kilobytes of might make dear. Also read by `src/markup/cost.rs`.

/// A kind of text.
pub(crate) struct Family {
    /// Its name.
    pub(crate) name: &'static str,
    /// What stands once at the beginning.
    head: &'static str,
    /// What is repeated; `№` stands for a number that counts up.
    unit: &'static str,
    /// What stands once at the end.
    foot: &'static str,
}

impl Family {
    /// A text of about so many bytes.
    pub(crate) fn text(&self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 100);
        text.push_str(self.head);
        let mut n = 0;
        while text.len() < bytes {
            n += 1;
            match self.unit.contains('№') {
                true => text.push_str(&self.unit.replace('№', &n.to_string())),
                false => text.push_str(self.unit),
            }
        }
        text.push_str(self.foot);
        text
    }
}

const fn family(name: &'static str, unit: &'static str) -> Family {
    Family { name, head: "", unit, foot: "\n" }
}

/// All kinds.
pub(crate) const FAMILIES: &[Family] = &[
    family("prose", "Bà con góp ý về đường làng, nhà văn hoá và lịch họp tổ. "),
    family("paragraphs", "Bà con góp ý về đường làng, nhà văn hoá và lịch họp tổ.\n\n"),
    family("one letter", "a"),
    family("combining marks", "\u{301}"),
    family("letters with two marks", "e\u{323}\u{302}"),
    family("letters not composed", "o\u{31b}\u{300} "),
    family("backslashes", "\\"),
    family("backslashes and blanks", "\\ "),
    family("slashes", "/"),
    family("dots", "."),
    family("dashes", "-"),
    family("stars", "*"),
    family("words in stars", "*a* "),
    family("words in two stars", "**a** "),
    family("open stars", "*a "),
    family("underscores", "_a_ "),
    family("backticks", "`"),
    family("code", "`a` "),
    family("brackets", "["),
    family("pairs of brackets", "[]"),
    family("nested brackets", "[a"),
    family("braces", "{"),
    family("excused figures", "[№]{.nofact} "),
    Family { name: "excused in excused", head: "", unit: "[", foot: "a]{.nofact}\n" },
    family("carets", "m^2^ "),
    family("tildes", "~a"),
    family("quotes", "\"a\" "),
    family("dollars", "$"),
    family("entities", "&amp;"),
    family("numbers in one line", "№ "),
    family("numbers with units", "№ % "),
    family("numbers with commas", "1,"),
    family("numbers with dashes", "1-"),
    family("ranges", "5 – 10 "),
    family("dates", "ngày 2 tháng 9 "),
    family("hours", "7h30–8h00 "),
    family("telephone numbers", "0909 123 456 "),
    family("zeros", "0"),
    family("documents", "số 69-KL/TW "),
    family("titles of people", "TS. "),
    family("numerals", "khóa XIV "),
    family("peoples", "Ê Đê "),
    family("units with strokes", "tấn/ha "),
    family("long addresses", "https://lamdong.gov.vn/a/№?x=1 "),
    family("tags", "<u>a</u> "),
    family("tags open", "<u>"),
    family("tags that do not end", "<a "),
    family("unknown tags", "<x>"),
    Family { name: "tags that do not end in a block", head: "<div>\n", unit: "<a ", foot: "\n" },
    Family { name: "tags with open quotes", head: "<div>\n", unit: "<a \"", foot: "\n" },
    family("comments", "<!-- a --> "),
    family("comments that do not end", "<!-- "),
    family("line breaks", "a<br>"),
    family("links", "[a](https://x.vn) "),
    family("links to nowhere", "[a](#k№) "),
    family("links by reference", "[a][k№] "),
    Family { name: "definitions", head: "[k1] [k2]\n\n", unit: "[k№]: https://x.vn\n", foot: "\n" },
    family("footnotes", "a[^k№]\n\n[^k№]: Chú thích.\n\n"),
    family("footnotes without a text", "a[^k№] "),
    family("one footnote often", "a[^k] "),
    family("headings", "## Mục №\n\n"),
    family("headings with ids", "## Mục {#k№}\n\n"),
    family("list items", "- Việc №\n"),
    family("numbered items", "№. Việc\n"),
    family("tasks", "- [ ] Việc\n"),
    family("nested lists", "- - - a\n"),
    family("quotes of others", "> a\n\n"),
    Family { name: "table cells in a row", head: "", unit: "| a ", foot: "|\n|-|\n" },
    Family { name: "table rows", head: "| a | b |\n|---|---|\n", unit: "| Việc | № |\n", foot: "\n" },
    family("tables", "| a | b |\n|---|---|\n| c | d |\n\n"),
    family("terms", "Từ №\n: Nghĩa.\n\n"),
    family("rows with tabs", "Việc\tNgười\n"),
    family("rows with more and fewer tabs", "Việc\tNgười\nViệc\tNgười\tNgày\n"),
    family("tabs in a line", "a\t"),
    family("rows with bars", "Việc|Người\n"),
    family("rows with more and fewer bars", "a|b\na|b|c\n"),
    family("signs of lists", "- a\n+ b\n§\tc\n"),
    family("signs that come back", "- a\n1. b\n"),
    family("lists set in by tabs", "- a\n\t\to\tb\n"),
    family("letters of points", "1. a\nh) b\ni) c\n"),
    family("texts set in", "\tViệc của xã ta.\n\n"),
    family("texts set in, lines", "\tViệc của xã ta.\n"),
    family("names and values", "Thời gian: sáng №\n"),
    family("headings without a mark", "I. MỤC TIÊU\nViệc của xã.\n"),
    family("numbers of notes", "[№] a[№]\n\n"),
    Family { name: "rows of a grid", head: "", unit: "+--+--+\n| a | b |\n", foot: "+--+--+\n" },
    family("rows with empty lines between", "| a | b |\n\n|---|---|\n\n"),
    family("notes without a colon", "a[^№]\n\n[^№] b\n\n"),
    family("lines of a contact", "::: contact\na\nB\n:::\n"),
    family("rules", "---\n\n"),
    family("pictures that are missing", "![a](anh-№.png) "),
    family("blocks", "::: sidebar\na\n:::\n\n"),
    family("blocks with notes", "::: sidebar\na[^k№]\n\n[^k№]: b\n:::\n\n"),
    family("blocks left open", "::: note\n"),
    Family { name: "attributes of a block", head: "::: sidebar ", unit: "k№=1 ", foot: "\na\n:::\n" },
    family("unknown blocks", "::: x№\na\n:::\n"),
    family("stray ends", ":::\n"),
    family("fences", "```\na\n```\n\n"),
    family("letters that look alike", "ƣ "),
    family("lines", "a\n"),
    family("empty lines", "\n"),
    family("blanks", " "),
    family("tabs", "\t"),
    family("holes", "{{ 1 }} "),
    family("conditions", "{% if true %}a{% endif %} "),
    family("loops", "{% for i in range(end=2) %}a{% endfor %} "),
    family("comments of templates", "{! a !} "),
    family("holes left open", "{{ "),
    family("facts that are not there", "{{ fact(id=\"k№\") }} "),
    family("anything", "a *b* \"c\" [d\n"),
];
