//! `anpham schema`: JSON Schema of the files that people write, for their editors.

use super::{Exit, Failure, Session};
use crate::args::SchemaArgs;

pub(super) fn schema(_session: &Session, _args: &SchemaArgs) -> Result<Exit, Failure> {
    Ok(Exit::Fine)
}
