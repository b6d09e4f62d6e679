//! Beginnings: a campaign, a directive, an audience, a piece, a format, an order, a palette, each from a sample. The terminal
//! and the browser begin with the same.

mod designs;
mod draft;
mod piece;
mod registries;
mod texts;
mod there;

use std::path::PathBuf;

use include_dir::Dir;

use crate::args::NewCampaign;
use crate::fs::Files;
use crate::msg;
use draft::Draft;
use texts::{TEMPLATES, fill, quoted, today, toml_text};

pub(crate) use designs::{format, order, palette};
pub(crate) use draft::{Begun, Refusal};
pub(crate) use piece::piece;
pub(crate) use registries::{audience, directive};

/// A campaign of its own, in a folder that may be there.
pub(crate) fn campaign(root: PathBuf, args: &NewCampaign) -> Result<Begun, Refusal> {
    let here = std::env::current_dir().unwrap_or_default();
    let mut draft = Draft::new(root.clone());
    let shown = root.strip_prefix(&here).unwrap_or(&root).display().to_string();
    let title = args.title.clone().unwrap_or_else(|| "Đưa khoa học và công nghệ vào đời sống".into());
    let issuer = args.issuer.clone().unwrap_or_else(|| "Ban Tuyên giáo và Dân vận Tỉnh ủy".into());
    let date = today();
    let values =
        [("title", toml_text(&title)), ("issuer", toml_text(&issuer)), ("date", date), ("theme", "do-vang".into())];
    if let Some(folder) = TEMPLATES.get_dir("campaign") {
        add_templates(&mut draft, folder, &values);
    }
    if args.layouts {
        std::fs::create_dir_all(&root).map_err(|error| Refusal::file(&root, error))?;
        let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
        for name in files.layout_folders() {
            draft.files.extend(files.folder(&format!("layouts/{name}")));
        }
    }
    draft.next.push(msg!("cli-new-campaign-next-cd", dir = quoted(&shown)));
    draft.next.push(msg!("cli-new-campaign-next-build"));
    draft.next.push(msg!("cli-new-campaign-next-edit"));
    draft.next.push(msg!("cli-new-campaign-next-piece"));
    draft.write()
}

fn add_templates(draft: &mut Draft, folder: &Dir, values: &[(&str, String)]) {
    for file in folder.files() {
        let inner = file.path().strip_prefix("campaign").unwrap_or(file.path());
        // A real `.gitignore` among our own sources would hide files from our own repository.
        let path = crate::store::slashed(inner).replace("gitignore", ".gitignore");
        draft.file(path, fill(file.contents_utf8().unwrap_or(""), values));
    }
    for inner in folder.dirs() {
        add_templates(draft, inner, values);
    }
}
