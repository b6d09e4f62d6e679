//! Bodies of pieces, each read once for all formats and profiles of a run that it says the same to.

use std::sync::Arc;

use super::readings::{Body, TextKey};
use super::shop::Shop;
use crate::content::template::{self, Template};
use crate::content::{Facts, Piece};
use crate::diag::{Diagnostics, Place};
use crate::markup::{self, ReadContext};
use crate::plan::{Product, Variant, audiences_of};

impl Shop {
    /// The body of a piece that goes into a product. `None` if the campaign does not know what it is for.
    pub(super) fn body(&self, product: &Product, piece: &Piece) -> Option<Arc<Body>> {
        let Product { variant, format, size, profile, .. } = product;
        let Variant { audience: for_whom, lang, .. } = variant;
        let content = &self.content;
        let directive = content.directives.get(&piece.directive)?;
        let audience = content.audiences.iter().find(|audience| audience.id == *for_whom)?;
        let known = content.campaign.profiles.get(profile)?;
        let asked = TextKey::new(piece, product, template::asks(content, piece));
        let read = || {
            let facts = Facts::new(content, directive, lang);
            let context = template::context(content, directive, audience, piece, format, size, known);
            let year = content.campaign.date.year;
            let template = Template { piece, content, context: &context, facts: &facts, year };
            let (mut found, mut loose) = (Diagnostics::new(), Diagnostics::new());
            let rendered = template.body(&mut found, &mut loose);
            let context = ReadContext {
                audience: for_whom,
                formats: &self.layouts.formats.keys().map(String::as_str).collect::<Vec<_>>(),
                audiences: &content.audiences.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(),
                facts: &facts,
                year,
                lang,
                quotes: content.campaign.style.quotes,
                dir: piece.file.path.rsplit_once('/').map_or("", |(dir, _)| dir),
                images: &self.files,
            };
            let reading = rendered.map(|rendered| markup::read(&rendered, &context));
            Body { reading, found, loose, reads: facts.reads() }
        };
        Some(self.readings.bodies.get(asked, read))
    }

    /// The facts that the texts of the campaign show and the documents that they name: where each was given, and where it is used. In a text that says other things to
    /// other formats or profiles, what it says to any of its own.
    pub fn uses(&self) -> Vec<(Place, Place)> {
        let content = &self.content;
        let mut uses = vec![];
        for piece in &content.pieces {
            let Some(directive) = content.directives.get(&piece.directive) else { continue };
            let asks = template::asks(content, piece);
            let formats = piece.meta.formats.iter().filter_map(|name| self.layouts.resolve(name).ok());
            let formats = formats.map(|(format, size)| (format.id.clone(), size.id.clone()));
            let mut formats: Vec<(String, String)> = formats.collect();
            if !asks.format || formats.is_empty() {
                formats = vec![(String::new(), String::new())];
            }
            let profiles = content.campaign.profiles.keys().take(if asks.profile { usize::MAX } else { 1 });
            let profiles: Vec<&String> = profiles.collect();
            for audience in audiences_of(piece) {
                let variant = Variant::new(content, piece, audience);
                let facts = Facts::new(content, directive, &variant.lang);
                let details = piece.meta.details.values().flat_map(|detail| &detail.texts);
                let calls = piece.meta.text.values().chain(details).flat_map(|text| template::calls(piece, text));
                uses.extend(calls.filter_map(|(id, place)| Some((facts.get(&id)?.place.clone(), place))));
                let scopes = formats.iter().flat_map(|scope| profiles.iter().map(move |profile| (scope, *profile)));
                for ((format, size), profile) in scopes {
                    let (format, size, profile) = (format.clone(), size.clone(), profile.clone());
                    let product = Product { variant: variant.clone(), format, size, part: String::new(), profile };
                    let body = self.body(&product, piece);
                    let reading = body.as_ref().and_then(|body| body.reading.as_ref());
                    let Some(doc) = reading.map(|reading| &reading.doc) else { continue };
                    uses.extend(doc.facts(&facts).into_iter().chain(doc.citations(&facts)));
                }
            }
        }
        uses
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli;
    use crate::diag::Exit;

    #[test]
    fn a_body_is_read_once_for_all_formats_and_profiles_that_it_says_the_same_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let argv: Vec<OsString> = ["anpham", "-C", folder.path().to_str().expect("a path"), "new", "campaign", "."]
            .map(OsString::from)
            .into();
        assert_eq!(cli::run(&argv), Exit::Fine);
        let write = |name: &str, body: &str| {
            let text = format!("---\ntitle: Một\nformats: [leaflet, bulletin]\n---\n{body}\n");
            std::fs::write(folder.path().join(format!("content/kh-116/nong-dan/{name}.md")), text).expect("written");
        };
        write("mot", "Chào {{ audience.plural }}.");
        write("hai", "{% include \"dau.md\" %} {{ audience.name }}");
        write("ba", "{% if profile.kind == \"print\" %}In.{% endif %} Chữ.");
        let shared = folder.path().join("content/_shared");
        std::fs::create_dir_all(&shared).expect("a folder");
        std::fs::write(shared.join("dau.md"), "{{ format.id }}").expect("written");
        let shop = Shop::load(folder.path(), &mut Diagnostics::new()).expect("readable").expect("a campaign");
        let read = |name: &str| {
            let piece = shop.content.pieces.iter().find(|piece| piece.id == name).expect("the piece");
            let mut known = vec![];
            for (format, profile) in
                [("leaflet", "screen"), ("leaflet", "print"), ("bulletin", "screen"), ("bulletin", "print")]
            {
                let variant = Variant::new(&shop.content, piece, "nong-dan");
                let (format, size, part) = (format.to_string(), "a4".to_string(), "main".to_string());
                let product = Product { variant, format, size, part, profile: profile.into() };
                let body = shop.body(&product, piece).expect("a body");
                assert!(body.reading.is_some() && body.found.is_empty(), "{:?}", body.found);
                known.push(Arc::as_ptr(&body));
            }
            known.sort_unstable();
            known.dedup();
            known.len()
        };
        assert_eq!(read("mot"), 1);
        assert_eq!(read("hai"), 2);
        assert_eq!(read("ba"), 2);
    }
}
