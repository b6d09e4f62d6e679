//! Hashes of what a job reads, gathered into its [`Key`]; what jobs share is hashed once a run.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ecow::{EcoString, eco_format};

use super::Key;
use crate::diag::SourceFile;
use crate::job::Shop;
use crate::plan::Job;

/// Hashes of what jobs share, taken once a run.
#[derive(Debug)]
pub struct Inputs {
    shared: Key,
    folders: HashMap<String, EcoString>,
    pictures: Mutex<HashMap<String, EcoString>>,
}

impl Inputs {
    /// Hashes the campaign, the includes, the layouts and the fonts.
    pub fn new(shop: &Shop) -> Self {
        let content = &shop.content;
        let mut shared = Key::default();
        shared.insert("program".into(), env!("ANPHAM_FINGERPRINT").into());
        shared.insert("today".into(), hash(format!("{:?}", shop.base).as_bytes()));
        shared.insert("fonts".into(), folder_hash(shop, "fonts"));
        shared.insert("layouts/theme".into(), folder_hash(shop, "layouts/theme"));
        shared.insert(content.campaign.file.path.as_str().into(), hash(content.campaign.file.text.as_bytes()));
        let folders =
            shop.layouts.formats.keys().map(|id| (id.clone(), folder_hash(shop, &format!("layouts/{id}")))).collect();
        Self { shared, folders, pictures: Mutex::default() }
    }

    /// The same for a shop of which only texts below `content/` have changed.
    pub fn renewed(&self) -> Self {
        Self { shared: self.shared.clone(), folders: self.folders.clone(), pictures: Mutex::default() }
    }

    /// All inputs of a job, given the pictures and other files that it read when it last ran.
    pub fn key(&self, shop: &Shop, job: &Job, pictures: &[String]) -> Key {
        let content = &shop.content;
        let mut key = self.shared.clone();
        if let Some(folder) = self.folders.get(&job.format) {
            key.insert(eco_format!("layouts/{}", job.format), folder.clone());
        }
        if let Some(profile) = content.campaign.profiles.get(&job.profile) {
            key.insert("profile".into(), eco_format!("{profile:?}"));
            if let Some(icc) = &profile.press.icc {
                key.insert(icc.value.as_str().into(), self.picture(shop, &icc.value));
            }
        }
        if let Some(audience) = content.audiences.iter().find(|audience| audience.id == job.audience) {
            key.insert("audience".into(), hash(format!("{audience:?}").as_bytes()));
        }
        for piece in job.articles.iter().chain([&job.piece]) {
            key.insert(piece.file.path.as_str().into(), hash(piece.file.text.as_bytes()));
            if let Some(directive) = content.directives.get(&piece.directive) {
                key.insert(directive.file.path.as_str().into(), hash(directive.file.text.as_bytes()));
            }
            let own = format!("content/{}/", piece.directive);
            for (path, file) in &content.includes {
                if path.starts_with(&own) || path.starts_with("content/_shared/") {
                    key.insert(path.as_str().into(), hash(file.text.as_bytes()));
                }
            }
        }
        for item in &job.kit {
            let inner = self.key(shop, item, &[]);
            for name in inner.names() {
                if let Some(hash) = inner.get(name) {
                    key.insert(name.clone(), hash.clone());
                }
            }
        }
        for path in pictures {
            // A directive whose figures were taken is known as it was read: what is typed and not saved counts.
            let directive = content.directives.values().find(|directive| directive.file.path == *path);
            let hashed = directive.map_or_else(|| self.picture(shop, path), |d| hash(d.file.text.as_bytes()));
            key.insert(path.as_str().into(), hashed);
        }
        key
    }

    /// A file that a message points to: from memory where it was read as text.
    pub fn file(&self, shop: &Shop, path: &str) -> Option<Arc<SourceFile>> {
        let content = &shop.content;
        let piece = content.pieces.iter().map(|piece| &piece.file).find(|file| file.path == path);
        let directive = || content.directives.values().map(|d| &d.file).find(|file| file.path == path);
        piece
            .or_else(|| content.includes.get(path))
            .or_else(directive)
            .cloned()
            .or_else(|| crate::fs::text_file(&shop.files, path))
    }

    fn picture(&self, shop: &Shop, path: &str) -> EcoString {
        let mut known = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(path.to_string())
            .or_insert_with(|| {
                shop.files.read(path).map_or_else(|error| eco_format!("{error:?}"), |bytes| hash(&bytes))
            })
            .clone()
    }
}

fn folder_hash(shop: &Shop, folder: &str) -> EcoString {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in shop.files.folder(folder) {
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    hasher.finalize().to_hex().as_str().into()
}

fn hash(bytes: &[u8]) -> EcoString {
    super::hash(bytes).into()
}
