//! Texts of front matter, each run and set once for all formats and profiles of a run that it says the same to.

use std::sync::Arc;

use super::readings::{Header, HeaderText, SaidText, TextKey};
use super::shop::Shop;
use crate::carry;
use crate::content::template::{self, Template};
use crate::content::{Facts, Piece, Spanned, vouched};
use crate::diag::{Diagnostics, Place};
use crate::markup::{self, InlineContext};
use crate::plan::{Product, Variant};

impl Shop {
    /// The front matter of a piece that goes into a product. `None` if the campaign does not know what it is for.
    pub(super) fn header(&self, product: &Product, piece: &Piece) -> Option<Arc<Header>> {
        let Product { variant, format, size, profile, .. } = product;
        let Variant { audience, lang, .. } = variant;
        let content = &self.content;
        let directive = content.directives.get(&piece.directive)?;
        let audience = content.audiences.iter().find(|known| known.id == *audience)?;
        let known = content.campaign.profiles.get(profile)?;
        let read = || {
            let context = template::context(content, directive, audience, piece, format, size, known);
            let all = Facts::new(content, directive, lang);
            let text = |given: &Spanned<String>| {
                // Which fact a figure came from is looked for among those that this very text asks for.
                let facts = all.unasked();
                let year = content.campaign.date.year;
                let template = Template { piece, content, context: &context, facts: &facts, year };
                let (mut found, mut loose) = (Diagnostics::new(), Diagnostics::new());
                let rendered = template.text(given, &mut found, &mut loose);
                let reads = facts.reads();
                let place = Place::new(&piece.file, given.range.clone());
                let ctx = InlineContext { quotes: content.campaign.style.quotes, lang, facts: Some(&facts) };
                let said = rendered.map(|rendered| {
                    let line = markup::inline(&rendered, &place, &ctx);
                    let plain = carry::plain(&vouched::plain(&rendered));
                    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
                    SaidText { line, plain, reads: facts.reads() }
                });
                HeaderText { said, found, loose, reads }
            };
            let details = piece.meta.details.iter();
            Header {
                texts: piece.meta.text.iter().map(|(key, given)| ((*key).to_string(), text(given))).collect(),
                details: details.map(|(key, detail)| (key.clone(), detail.texts.iter().map(text).collect())).collect(),
            }
        };
        Some(self.readings.headers.get(TextKey::new(piece, product, template::header_asks(content, piece)), read))
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli;
    use crate::diag::Exit;
    use crate::job::readings::Telling;

    #[test]
    fn a_header_is_run_once_for_all_formats_and_profiles_that_it_says_the_same_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let argv: Vec<OsString> = ["anpham", "-C", folder.path().to_str().expect("a path"), "new", "campaign", "."]
            .map(OsString::from)
            .into();
        assert_eq!(cli::run(&argv), Exit::Fine);
        let write = |name: &str, title: &str| {
            let text = format!("---\ntitle: '{title}'\nsummary: Có 30 hộ\nformats: [leaflet, bulletin]\n---\nChữ.\n");
            std::fs::write(folder.path().join(format!("content/kh-116/nong-dan/{name}.md")), text).expect("written");
        };
        write("mot", "Gửi {{ audience.plural }}: {{ fact(id=\"ocop-2030\") }}");
        write("hai", "{{ format.id }}");
        write("ba", "{% if profile.kind == \"print\" %}In{% else %}Xem{% endif %}");
        let shop = Shop::load(folder.path(), &mut Diagnostics::new()).expect("readable").expect("a campaign");
        let read = |name: &str| {
            let piece = shop.content.pieces.iter().find(|piece| piece.id == name).expect("the piece");
            let (mut known, mut titles) = (vec![], vec![]);
            for (format, profile) in
                [("leaflet", "screen"), ("leaflet", "print"), ("bulletin", "screen"), ("bulletin", "print")]
            {
                let variant = Variant::new(&shop.content, piece, "nong-dan");
                let (format, size, part) = (format.to_string(), "a4".to_string(), "main".to_string());
                let product = Product { variant, format, size, part, profile: profile.into() };
                let header = shop.header(&product, piece).expect("a header");
                let (mut diagnostics, mut loose, mut reads) = (vec![], vec![], vec![]);
                let print = profile == "print";
                let mut telling =
                    Telling { print, diagnostics: &mut diagnostics, loose: &mut loose, reads: &mut reads };
                let (_, title) = header.text("title").expect("a title").tell(false, &mut telling).expect("said");
                titles.push(title.to_string());
                header.text("summary").expect("a summary").tell(false, &mut telling);
                assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
                assert_eq!(diagnostics[0].is_error(), print);
                let names_fact = reads.iter().any(|name| name.contains("ocop-2030"));
                assert_eq!(names_fact, name == "mot", "{reads:?}");
                known.push(Arc::as_ptr(&header));
            }
            known.sort_unstable();
            known.dedup();
            titles.dedup();
            (known.len(), titles.len())
        };
        assert_eq!(read("mot"), (1, 1));
        assert_eq!(read("hai"), (2, 2));
        assert_eq!(read("ba"), (2, 4));
    }
}
