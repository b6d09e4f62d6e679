//! Beginnings of what shapes pages: a format, a palette; and an order for a printer.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::draft::{Begun, Draft, Refusal, check_id};
use super::texts::{template, toml_text};
use super::there::{There, unknown};
use crate::args::{NewFormat, NewOrder, NewPalette};
use crate::diag::Diagnostic;
use crate::fs::{Files, PALETTES};
use crate::{msg, theme};

/// A format from one that is there.
pub(crate) fn format(root: PathBuf, args: &NewFormat) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let there = There::read(&root)?;
    if !there.layouts.formats.contains_key(&args.from) {
        return Err(Refusal::Usage(there.unknown_format(&args.from, &[])));
    }
    if there.layouts.formats.contains_key(&args.id) {
        let message = msg!("cli-new-format-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-format-exists-hint"))));
    }
    let (from, to) = (format!("layouts/{}", args.from), format!("layouts/{}", args.id));
    let mut draft = Draft::new(root);
    for (path, bytes) in there.files.folder(&from) {
        let path = path.replacen(&from, &to, 1);
        // Its own modules are named by path from the workspace root.
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => text.replace(&format!("/{from}/"), &format!("/{to}/")).into_bytes(),
            Err(error) => error.into_bytes(),
        };
        draft.file(path, bytes);
    }
    let has = |name: &&str| draft.files.iter().any(|(path, _)| *path == format!("{to}/{name}"));
    let design = ["page.typ", "layout.typ", "layout.txt"].into_iter().find(has).unwrap_or("layout.typ");
    draft.next.push(msg!("cli-new-format-next-edit", path = format!("{to}/format.toml")));
    draft.next.push(msg!("cli-new-format-next-layout", path = format!("{to}/{design}")));
    draft.next.push(msg!("cli-new-format-next-use", id = args.id));
    draft.write()
}

/// An order for a printer.
pub(crate) fn order(root: PathBuf, args: &NewOrder) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let mut draft = Draft::new(root);
    let title = args.title.clone().unwrap_or_else(|| format!("Đơn đặt in {}", args.id));
    let text = template("order.toml").replace("<<title>>", &toml_text(&title));
    draft.file(format!("orders/{}.toml", args.id), text);
    draft.next.push(msg!("cli-new-order-next-fill", path = format!("orders/{}.toml", args.id)));
    draft.next.push(msg!("cli-new-order-next-pack", id = args.id));
    draft.write()
}

/// Colours of one's own, begun from others.
pub(crate) fn palette(root: PathBuf, args: &NewPalette) -> Result<Begun, Refusal> {
    check_id(&args.id)?;
    let files = Files::new(&root).map_err(|error| Refusal::file(&root, error))?;
    let known = theme::palettes(&files);
    if !known.contains(&args.from) {
        return Err(Refusal::usage(unknown(msg!("cli-unknown-palette", id = args.from), &args.from, &known)));
    }
    if known.contains(&args.id) {
        let message = msg!("cli-new-palette-exists", id = args.id);
        return Err(Refusal::usage(Diagnostic::error(message).hint(msg!("cli-new-format-exists-hint"))));
    }
    let path = |id: &str| format!("{PALETTES}{id}.toml");
    let begun = files.read(&path(&args.from)).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let begun = begun.and_then(|text| toml::from_str::<toml::Table>(&text).ok()).unwrap_or_default();
    let mut text = template("palette.toml").replace("<<id>>", &args.id);
    let mut more = String::new();
    for (name, recipe) in begun.get("colors").and_then(toml::Value::as_table).into_iter().flatten() {
        let (hole, recipe) = (format!("<<{name}>>"), inline(recipe));
        if text.contains(&hole) {
            text = text.replace(&hole, &recipe);
        } else {
            let _ = writeln!(more, "{name} = {recipe}");
        }
    }
    let mut draft = Draft::new(root);
    draft.file(path(&args.id), text.replace("<<more>>\n", &format!("{more}\n")));
    draft.next.push(msg!("cli-new-palette-next-edit", path = path(&args.id)));
    draft.next.push(msg!("cli-new-palette-next-use", id = args.id));
    draft.next.push(msg!("cli-new-palette-next-check"));
    draft.write()
}

/// A recipe of a colour on one line, in the order in which people write it.
fn inline(recipe: &toml::Value) -> String {
    let key = |key: &str| Some(format!("{key} = {}", recipe.get(key)?));
    // An ink of the old colour would not be one of the new.
    let keys: Vec<String> = ["cmyk", "rgb"].into_iter().filter_map(key).collect();
    format!("{{ {} }}", keys.join(", "))
}
