//! What is told of the colours of a picture, whether it is a file or stands in a drawing.

use super::picture::Fault;
use super::{jpeg, profiles};
use crate::msg;

/// What is wrong with the colours of the picture of pixels at `path`, or in the drawing there.
pub(super) fn told(path: &str, bytes: &[u8]) -> Vec<Fault> {
    let doubtful = jpeg::is_of_doubtful_inks(bytes).then(|| Fault {
        message: msg!("markup-image-inks", path = path),
        hint: msg!("markup-image-inks-hint"),
        is_slight: false,
    });
    doubtful.into_iter().chain(profiles::told(path, bytes)).collect()
}
