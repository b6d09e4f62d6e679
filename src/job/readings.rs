//! Bodies of pieces, each read once for all formats and profiles of a run that it says the same to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Shop;
use crate::content::template::{self, Template};
use crate::content::{Facts, Piece};
use crate::diag::{Diagnostics, Place};
use crate::markup::{self, ReadContext, Reading};
use crate::plan::{Product, Variant, audiences_of};

/// So many are kept: a plan goes through what is made of a text in a row.
const MOST: usize = 64;

/// The bodies that were read last.
#[derive(Debug, Default)]
pub struct Readings(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    bodies: BTreeMap<BodyKey, Arc<OnceLock<Arc<Body>>>>,
    /// In the order in which they were asked for first.
    order: VecDeque<BodyKey>,
}

/// What a body depends on. The format and the profile are among it where its template asks for them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct BodyKey {
    path: String,
    audience: String,
    lang: String,
    format: Option<(String, String)>,
    profile: Option<String>,
}

/// The body of a piece as it was read.
#[derive(Debug)]
pub(super) struct Body {
    /// None where its template cannot be run.
    pub(super) reading: Option<Reading>,
    /// What was found in its template.
    pub(super) found: Diagnostics,
    /// What must not be printed of that.
    pub(super) loose: Diagnostics,
    /// What was asked for on the way.
    pub(super) reads: BTreeSet<String>,
}

impl Readings {
    fn get(&self, asked: BodyKey, read: impl FnOnce() -> Body) -> Arc<Body> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let body = match kept.bodies.get(&asked) {
            Some(body) => body.clone(),
            None => {
                kept.order.push_back(asked.clone());
                if kept.order.len() > MOST
                    && let Some(oldest) = kept.order.pop_front()
                {
                    kept.bodies.remove(&oldest);
                }
                kept.bodies.entry(asked).or_default().clone()
            }
        };
        drop(kept);
        // Who comes meanwhile waits for it. A failure is one of each that asks.
        body.get_or_init(|| Arc::new(read())).clone()
    }
}

impl Shop {
    /// The body of a piece that goes into a product. `None` if the campaign does not know what it is for.
    pub(super) fn body(&self, product: &Product, piece: &Piece) -> Option<Arc<Body>> {
        let Product { variant, format, size, profile, .. } = product;
        let Variant { audience: for_whom, lang, .. } = variant;
        let content = &self.content;
        let directive = content.directives.get(&piece.directive)?;
        let audience = content.audiences.iter().find(|audience| audience.id == *for_whom)?;
        let known = content.campaign.profiles.get(profile)?;
        let asks = template::asks(content, piece);
        let asked = BodyKey {
            path: piece.file.path.clone(),
            audience: for_whom.clone(),
            lang: lang.clone(),
            format: asks.format.then(|| (format.clone(), size.clone())),
            profile: asks.profile.then(|| profile.clone()),
        };
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
        Some(self.readings.get(asked, read))
    }

    /// The facts that the texts of the campaign show: where each was given, and where it is used. In a text that says other things to
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
                    uses.extend(reading.map(|reading| reading.doc.facts(&facts)).unwrap_or_default());
                }
            }
        }
        uses
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
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

    #[test]
    fn the_bodies_that_were_asked_for_first_are_forgotten() {
        let readings = Readings::default();
        let count = Cell::new(0);
        let get = |n: usize| {
            let asked = BodyKey {
                path: n.to_string(),
                audience: String::new(),
                lang: String::new(),
                format: None,
                profile: None,
            };
            readings.get(asked, || {
                count.set(count.get() + 1);
                Body { reading: None, found: vec![], loose: vec![], reads: BTreeSet::new() }
            });
        };
        (0..=MOST).for_each(get);
        (1..=MOST).for_each(get);
        assert_eq!(count.get(), MOST + 1);
        get(0);
        assert_eq!(count.get(), MOST + 2);
    }
}
