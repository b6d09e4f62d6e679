//! What a job reads, gathered into its [`Key`]. Each value and each file is hashed once a run.
//!
//! Some of it is known before: the program, the profile, the texts, the words that a layout names. The rest a job is seen to read:
//! files, facts, includes, words that a text names, also what is not there and may come.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use ecow::{EcoString, eco_format};
use serde_json::json;

use super::key::{Key, List, Value};
use super::values::{self, Values};
use crate::content::words::LANGUAGES;
use crate::content::words::may_see;
use crate::content::{Piece, named};
use crate::diag::SourceFile;
use crate::job::Shop;
use crate::layout::Templates;
use crate::plan::{Job, Product, Variant};

type Rows = BTreeMap<EcoString, Value>;

/// Values of what jobs read, taken once a run.
#[derive(Debug)]
pub struct Inputs {
    /// Texts that were read from the disk or typed, by path.
    texts: HashMap<String, Arc<SourceFile>>,
    /// By name: values of registries, and files.
    known: Mutex<HashMap<String, Value>>,
    /// By what they are for, and by their id.
    lists: Mutex<HashMap<String, Arc<List>>>,
}

impl Inputs {
    /// Those of a shop.
    pub fn new(shop: &Shop) -> Self {
        Self::with(shop, HashMap::from([("fonts".to_string(), fonts(shop))]))
    }

    /// Those of a shop of which only what lies below `content/` has changed.
    pub fn renewed(&self, shop: &Shop) -> Self {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.iter().filter(|(name, _)| !name.starts_with("content/") && !name.contains(": "));
        Self::with(shop, kept.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    fn with(shop: &Shop, mut known: HashMap<String, Value>) -> Self {
        let content = &shop.content;
        let formats: Vec<&String> = shop.layouts.formats.keys().collect();
        let audiences: Vec<&String> = content.audiences.iter().map(|audience| &audience.id).collect();
        known.insert("program".into(), Value::said(env!("ANPHAM_FINGERPRINT")));
        known.insert("today".into(), Value::said(&shop.base.today()));
        known.insert(named::FORMATS.into(), Value::of(&json!(formats)));
        known.insert(named::AUDIENCES.into(), Value::of(&json!(audiences)));
        known.insert(named::ISSUER.into(), values::issuer(&content.campaign.issuer));
        let mut facts = Values::new();
        for directive in content.directives.values() {
            facts.extend(values::facts(content, directive));
        }
        let all: Vec<(&String, &str)> = facts.iter().map(|(name, value)| (name, value.as_str())).collect();
        known.insert(named::FACTS.into(), Value::of(&json!(all)));
        known.extend(facts);
        for lang in LANGUAGES.iter().copied().chain([content.campaign.lang.as_str()]) {
            let directives = content.directives.values().map(|directive| (Some(directive), None));
            let audiences = content.audiences.iter().map(|audience| (None, Some(audience)));
            for (directive, audience) in directives.chain(audiences) {
                known.extend(values::words(content, directive, audience, lang).into_values());
            }
        }
        let directives = content.directives.values().map(|directive| &directive.file);
        let pieces = content.pieces.iter().map(|piece| &piece.file);
        let files = pieces.chain(content.includes.values()).chain(directives).chain([&content.campaign.file]);
        let texts = files.map(|file| (file.path.clone(), file.clone())).collect();
        Self { texts, known: Mutex::new(known), lists: Mutex::default() }
    }

    /// All inputs of a job, given the names of what it was seen to read.
    pub fn key<'r>(&self, shop: &Shop, job: &Job, reads: impl IntoIterator<Item = &'r str>) -> Key {
        let mut key = Key::default();
        self.add_fixed(shop, job, &mut key);
        let (mut of_layouts, mut others) = (Rows::new(), Rows::new());
        for name in reads {
            let rows = if name.starts_with("layouts/") { &mut of_layouts } else { &mut others };
            rows.insert(name.into(), self.value(shop, name));
        }
        key.read = vec![self.list(of_layouts), self.list(others)];
        key
    }

    /// Names of all texts that a piece might read, where it has not been seen what it reads.
    pub fn might_read(&self, shop: &Shop, piece: &Piece) -> Vec<String> {
        let own = format!("content/{}/", piece.directive);
        let is_near = |path: &&String| {
            let is_of_all = !path.starts_with("content/") || path.starts_with("content/_shared/");
            is_of_all || path.starts_with(&own) && shop.content.pieces.iter().all(|piece| piece.file.path != **path)
        };
        let near = self.texts.keys().filter(is_near).cloned();
        near.chain([named::FACTS, named::FORMATS, named::AUDIENCES].map(String::from)).collect()
    }

    /// What is known of a job and of what lies in it before it runs.
    fn add_fixed(&self, shop: &Shop, job: &Job, key: &mut Key) {
        let Job { product, output: _, articles, kit, within: _ } = job;
        let Product { variant, format, size, part, profile } = product;
        let Variant { piece, audience, lang } = variant;
        let mut add = |list: Arc<List>| {
            if !key.fixed.iter().any(|known| known.id() == list.id()) {
                key.fixed.push(list);
            }
        };
        add(self.shared(format!("run {profile} {lang}"), || self.of_run(shop, profile, lang)));
        add(self.shared(format!("format {profile} {lang} {format}"), || self.of_format(shop, profile, lang, format)));
        add(self.shared(format!("job {profile} {lang} {format} {audience} {size} {part}"), || {
            Rows::from([("job".into(), Value::of(&json!([profile, lang, format, audience, size, part])))])
        }));
        let mut texts = Rows::new();
        let pieces: Vec<&Arc<Piece>> = articles.iter().chain([piece]).collect();
        for piece in &pieces {
            let (id, lang) = (&piece.directive, lang.as_str());
            add(self.shared(format!("words {lang} {format} {audience} {id}"), || self.of_words(shop, job, id)));
            let path = &piece.file.path;
            texts.insert(path.as_str().into(), self.value(shop, path));
        }
        if !articles.is_empty() {
            let paths: Vec<&str> = pieces.iter().map(|piece| piece.file.path.as_str()).collect();
            texts.insert("articles".into(), Value::of(&json!(paths)));
        }
        if !kit.is_empty() {
            let outputs: Vec<&str> = kit.iter().map(|item| item.output.as_str()).collect();
            texts.insert("kit".into(), Value::of(&json!(outputs)));
        }
        add(self.list(texts));
        for item in kit {
            self.add_fixed(shop, item, key);
        }
    }

    fn of_run(&self, shop: &Shop, profile: &str, lang: &str) -> Rows {
        let content = &shop.content;
        let mut rows = rows(values::campaign(content, lang));
        for name in ["program", "today", "fonts", "layouts/theme/theme.toml"] {
            rows.insert(name.into(), self.value(shop, name));
        }
        if let Some(profile) = content.campaign.profiles.get(profile) {
            rows.extend(self::rows(values::profile(profile)));
            if let Some(icc) = &profile.press.icc {
                rows.insert(icc.value.as_str().into(), self.value(shop, &icc.value));
            }
        }
        rows
    }

    fn of_format(&self, shop: &Shop, profile: &str, lang: &str, format: &str) -> Rows {
        let content = &shop.content;
        let mut rows = Rows::new();
        if let Some(profile) = content.campaign.profiles.get(profile) {
            rows.extend(self::rows(values::imposition(profile, format)));
        }
        for name in ["format.toml", "sample.md"] {
            let path = eco_format!("layouts/{format}/{name}");
            let value = self.value(shop, &path);
            rows.insert(path, value);
        }
        let templates = shop.layouts.templates(format);
        for path in templates.into_iter().flat_map(|templates| &templates.paths) {
            rows.insert(path.as_str().into(), self.value(shop, path));
        }
        let names = |templates: &Templates, seen: &str| may_see(&templates.names, seen);
        for (seen, (name, value)) in values::words(content, None, None, lang) {
            if templates.is_none_or(|templates| names(templates, seen)) {
                rows.insert(name.into(), value);
            }
        }
        rows
    }

    /// Words that the layout of a job names, of a directive and of the audience.
    fn of_words(&self, shop: &Shop, job: &Job, directive: &str) -> Rows {
        let content = &shop.content;
        let directive = content.directives.get(directive);
        let audience = content.audiences.iter().find(|audience| audience.id == job.audience);
        let templates = shop.layouts.templates(&job.format);
        // An article is named otherwise, by a name of the layout's own.
        let all = shop.layouts.takes_articles(&job.format);
        let is_seen = |seen: &str| {
            let is_named = || templates.is_none_or(|templates| may_see(&templates.names, seen));
            !seen.starts_with("campaign.") && (all || is_named())
        };
        let words = values::words(content, directive, audience, &job.lang).into_iter();
        words.filter(|(seen, _)| is_seen(seen)).map(|(_, (name, value))| (name.into(), value)).collect()
    }

    /// A value by its name: one of a registry, or a file.
    fn value(&self, shop: &Shop, name: &str) -> Value {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known().get(name) {
            return value.clone();
        }
        let value = match self.texts.get(name) {
            Some(file) => Value::bytes(file.text.as_bytes()),
            // What a registry does not hold is not there, like a file.
            None if name.contains(": ") => Value::none(),
            None => shop.files.read(name).map_or_else(|_| Value::none(), |bytes| Value::bytes(&bytes)),
        };
        known().insert(name.to_string(), value.clone());
        value
    }

    /// A list that is made once for all who need it.
    fn shared(&self, name: String, make: impl FnOnce() -> Rows) -> Arc<List> {
        let known = self.lists.lock().unwrap_or_else(PoisonError::into_inner).get(&name).cloned();
        known.unwrap_or_else(|| {
            let list = self.list(make());
            self.lists.lock().unwrap_or_else(PoisonError::into_inner).insert(name, list.clone());
            list
        })
    }

    /// One list for all that are the same.
    fn list(&self, rows: Rows) -> Arc<List> {
        let list = List::new(rows);
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.entry(list.id().to_string()).or_insert_with(|| Arc::new(list)).clone()
    }

    /// A file that a message points to: from memory where it was read as text.
    pub fn file(&self, shop: &Shop, path: &str) -> Option<Arc<SourceFile>> {
        self.texts.get(path).cloned().or_else(|| crate::fs::text_file(&shop.files, path))
    }
}

fn rows(values: Values) -> Rows {
    values.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn fonts(shop: &Shop) -> Value {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in shop.files.folder("fonts") {
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Value::bytes(hasher.finalize().as_bytes())
}
