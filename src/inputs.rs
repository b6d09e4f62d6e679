//! Every input of a job with its hash: what the cache compares and the manifest lists.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::cache::{Key, hash};
use crate::diag::SourceFile;
use crate::job::Shop;
use crate::plan::Job;

/// Hashes of what jobs share, taken once a run.
#[derive(Debug)]
pub struct Inputs {
    shared: BTreeMap<String, String>,
    folders: HashMap<String, String>,
    pictures: Mutex<HashMap<String, String>>,
}

impl Inputs {
    /// Hashes the campaign, the includes, the layouts and the fonts.
    pub fn new(shop: &Shop) -> Self {
        let content = &shop.content;
        let mut shared = BTreeMap::new();
        shared.insert("program".into(), env!("ANPHAM_FINGERPRINT").to_string());
        shared.insert("today".into(), hash(format!("{:?}", shop.base).as_bytes()));
        shared.insert("fonts".into(), folder_hash(shop, "fonts"));
        shared.insert("layouts/theme".into(), folder_hash(shop, "layouts/theme"));
        shared.insert(content.campaign.file.path.clone(), hash(content.campaign.file.text.as_bytes()));
        let folders =
            shop.layouts.formats.keys().map(|id| (id.clone(), folder_hash(shop, &format!("layouts/{id}")))).collect();
        Self { shared, folders, pictures: Mutex::default() }
    }

    /// All inputs of a job, given the pictures and other files that it read when it last ran.
    pub fn key(&self, shop: &Shop, job: &Job, pictures: &[String]) -> Key {
        let content = &shop.content;
        let mut key = self.shared.clone();
        if let Some(folder) = self.folders.get(&job.format) {
            key.insert(format!("layouts/{}", job.format), folder.clone());
        }
        if let Some(profile) = content.campaign.profiles.get(&job.profile) {
            key.insert("profile".into(), format!("{profile:?}"));
        }
        if let Some(audience) = content.audiences.iter().find(|audience| audience.id == job.audience) {
            key.insert("audience".into(), hash(format!("{audience:?}").as_bytes()));
        }
        for index in job.articles.iter().chain([&job.piece]) {
            let Some(piece) = content.pieces.get(*index) else { continue };
            key.insert(piece.file.path.clone(), hash(piece.file.text.as_bytes()));
            if let Some(directive) = content.directives.get(&piece.directive) {
                key.insert(directive.file.path.clone(), hash(directive.file.text.as_bytes()));
            }
            let own = format!("content/{}/", piece.directive);
            for (path, file) in &content.includes {
                if path.starts_with(&own) || path.starts_with("content/_shared/") {
                    key.insert(path.clone(), hash(file.text.as_bytes()));
                }
            }
        }
        for path in pictures {
            key.insert(path.clone(), self.picture(shop, path));
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

    fn picture(&self, shop: &Shop, path: &str) -> String {
        let mut known = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(path.to_string())
            .or_insert_with(|| shop.files.read(path).map_or_else(|error| format!("{error:?}"), |bytes| hash(&bytes)))
            .clone()
    }
}

fn folder_hash(shop: &Shop, folder: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in shop.files.folder(folder) {
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    hasher.finalize().to_hex().to_string()
}
