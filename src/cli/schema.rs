//! `anpham schema`: JSON Schema of the files that people write, for their editors.

use serde_json::{Map, Value};

use super::session::{Failure, Session};
use crate::args::{SchemaArgs, SchemaFile};
use crate::content::schema::{FileKind, json_schema};
use crate::diag::Exit;

/// The kinds with the names that they have on the command line.
const KINDS: [(SchemaFile, &str, FileKind); 7] = [
    (SchemaFile::Campaign, "campaign", FileKind::Campaign),
    (SchemaFile::Audiences, "audiences", FileKind::Audiences),
    (SchemaFile::Directive, "directive", FileKind::Directive),
    (SchemaFile::Piece, "piece", FileKind::FrontMatter),
    (SchemaFile::Format, "format", FileKind::Format),
    (SchemaFile::Order, "order", FileKind::Order),
    (SchemaFile::Palette, "palette", FileKind::Palette),
];

pub(super) fn schema(session: &Session, args: &SchemaArgs) -> Result<Exit, Failure> {
    let lang = session.terminal.lang;
    match KINDS.into_iter().find(|(file, _, _)| Some(*file) == args.file) {
        Some((_, _, kind)) => session.say_json(&json_schema(kind, lang))?,
        None => {
            let all: Map<String, Value> =
                KINDS.into_iter().map(|(_, name, kind)| (name.to_string(), json_schema(kind, lang))).collect();
            session.say_json(&all)?;
        }
    }
    Ok(Exit::Fine)
}
