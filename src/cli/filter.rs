//! Names given on the command line: an unknown one is a mistake, never an empty run.

use std::path::Path;

use super::session::Failure;
use crate::args::FilterArgs;
use crate::diag::{Diagnostic, Exit, unknown_name};
use crate::msg;
use crate::pipeline::Workspace;
use crate::plan::Filter;

/// The filter that was typed.
pub(super) fn of(args: &FilterArgs) -> Filter {
    Filter {
        directives: args.directive.clone(),
        audiences: args.audience.clone(),
        formats: args.format.clone(),
        pieces: args.piece.clone(),
        ..Filter::default()
    }
}

/// Whether there are names to compare.
pub(super) fn is_given(args: &FilterArgs) -> bool {
    [&args.directive, &args.audience, &args.format, &args.piece].iter().any(|names| !names.is_empty())
}

/// Compares every name with those of the workspace. Where that cannot be read, the command itself will say so.
pub(super) fn check(workspace: &Workspace, args: &FilterArgs, profiles: &[String]) -> Result<(), Failure> {
    let Some(shop) = &workspace.shop else { return Ok(()) };
    let root = &workspace.root;
    let (content, layouts) = (&shop.content, &shop.layouts);
    let directives: Vec<&str> = content.directives.keys().map(String::as_str).collect();
    let audiences: Vec<&str> = content.audiences.iter().map(|audience| audience.id.as_str()).collect();
    let mut pieces: Vec<&str> = content.pieces.iter().map(|piece| piece.id.as_str()).collect();
    pieces.sort_unstable();
    pieces.dedup();
    let known_profiles: Vec<&str> = content.campaign.profiles.keys().map(String::as_str).collect();

    // A file with a mistake is known too: its own mistake is what the user needs to hear of.
    let is_directive = |id: &str| directives.contains(&id) || is_file(&root.join("content").join(id));
    let is_piece = |id: &str| pieces.contains(&id) || piece_files(root).any(|stem| stem == id);
    let is_broken_format = |id: &str| is_file(&root.join("layouts").join(id));
    let mut mistakes = vec![];
    for id in args.directive.iter().filter(|id| !is_directive(id)) {
        mistakes.push(unknown_name(msg!("cli-unknown-directive", id = id), id, &directives));
    }
    for id in args.audience.iter().filter(|id| !audiences.contains(&id.as_str())) {
        mistakes.push(unknown_name(msg!("cli-unknown-audience", id = id), id, &audiences));
    }
    for id in &args.format {
        let sized = |(format, size): (&String, &str)| *id == format!("{format}-{size}");
        let sizes = || layouts.formats.iter().flat_map(|(id, f)| f.sizes.iter().map(move |s| (id, s.id.as_str())));
        if !layouts.formats.contains_key(id) && !sizes().any(sized) && !is_broken_format(id) {
            let named = layouts.resolve(id).err().map(|error| error.hints);
            mistakes.push(Diagnostic {
                hints: named.unwrap_or_default(),
                ..Diagnostic::error(msg!("cli-unknown-format", id = id))
            });
        }
    }
    for id in args.piece.iter().filter(|id| !is_piece(id)) {
        mistakes.push(unknown_name(msg!("cli-unknown-piece", id = id), id, &pieces));
    }
    for id in profiles.iter().filter(|id| !known_profiles.contains(&id.as_str())) {
        mistakes.push(unknown_name(msg!("cli-unknown-profile", id = id), id, &known_profiles));
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Failure::all(Exit::Usage, mistakes)) }
}

/// Whether there is a file or folder of this very name: `..` and the like are no ids.
fn is_file(path: &Path) -> bool {
    path.file_name().is_some() && path.symlink_metadata().is_ok()
}

/// File stems of all Markdown files that stand where pieces stand.
fn piece_files(root: &Path) -> impl Iterator<Item = String> {
    walkdir::WalkDir::new(root.join("content"))
        .min_depth(3)
        .max_depth(3)
        .into_iter()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "md"))
        .filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned()))
}
