//! Links and bookmarks in the finished file.

use crate::harness::Project;
use crate::pdf;

fn built(formats: &[&str], body: &str) -> Vec<(String, String)> {
    let project = Project::campaign();
    project.file(
        "content/kh-116/nong-dan/lien-ket.md",
        format!("---\ntitle: Thu\nsummary: Tom tat.\nformats: [{}]\n---\n\n{body}\n", formats.join(", ")),
    );
    project.run(["build", "--profile", "screen", "--piece", "lien-ket"]).succeeds();
    let outputs = project.outputs();
    let of = |format: &&str| {
        let path = outputs.keys().find(|path| path.contains(&format!("lien-ket.{format}.pdf"))).expect("the file");
        ((*format).to_string(), pdf::dump(&outputs[path]))
    };
    formats.iter().map(of).collect()
}

#[test]
fn addresses_are_ascii_and_bare_ones_are_links() {
    let body = "[Wiki](https://vi.example.org/wiki/Lâm_Đồng) và https://example.com/mở, hết.";
    for (format, dump) in built(&["outline"], body) {
        assert!(dump.contains("https://vi.example.org/wiki/L%C3%A2m_%C4%90%E1%BB%93ng)"), "{format}");
        assert!(dump.contains("https://example.com/m%E1%BB%9F)"), "{format}");
    }
}

#[test]
fn links_within_a_text_lead_somewhere_in_every_format() {
    let body =
        "## Muc A {#a}\n\nXem [muc B](#b) va [chu cuoi](#cuoi).\n\n## Muc B {#b}\n\n<a id=\"cuoi\"></a>Chu cuoi.";
    for (format, dump) in built(&["outline", "leaflet", "talking-points", "slides"], body) {
        let links = dump.matches("/GoTo").count() + dump.matches("/Dest").count();
        assert!(links >= 2, "{format}: {links} links");
    }
}

#[test]
fn bookmarks_are_titles_without_their_notes() {
    for (format, dump) in built(&["outline", "talking-points"], "## Alpha[^1]\n\nChu.\n\n[^1]: Betagamma.") {
        let titles: Vec<&str> = dump.split("/Title").skip(1).map(str::trim_start).collect();
        assert!(titles.iter().any(|title| title.starts_with("(Alpha)")), "{format}");
        assert!(!titles.iter().any(|title| title.starts_with("(Alpha") && title.contains("Betagamma)")), "{format}");
    }
}
