//! `anpham schema`: JSON Schema of the files that people write, for their editors.

use serde_json::json;

use super::{Exit, Failure, Session};
use crate::args::{SchemaArgs, SchemaFile};
use crate::content::schema::json_schema;

pub(super) fn schema(session: &Session, args: &SchemaArgs) -> Result<Exit, Failure> {
    todo!()
}
