//! Pictures beside the pieces: whether one can be placed, known before it is decoded.

use crate::diag::Message;
use crate::fs::{Files, ReadError};
use crate::markup::Images;
use crate::msg;

/// Pixels of the largest picture that is decoded: more would take gigabytes of memory.
const MOST_PIXELS: usize = 100_000_000;

impl Images for Files {
    fn check(&self, path: &str) -> Result<(), Message> {
        let path = path.trim_start_matches('/');
        let extension = path.rsplit('.').next().unwrap_or("").to_lowercase();
        if !["png", "jpg", "jpeg", "webp", "svg"].contains(&extension.as_str()) {
            return Err(msg!("markup-image-kind", path = path));
        }
        let bytes = self.read(path).map_err(|error| match error {
            ReadError::NotFound => msg!("markup-image-missing", path = path),
            ReadError::Outside => msg!("markup-image-outside", path = path),
            ReadError::Io(reason) => msg!("markup-image-unreadable", path = path, reason = reason),
        })?;
        if extension == "svg" {
            return Ok(());
        }
        match imagesize::blob_size(&bytes) {
            Ok(size) if size.width.saturating_mul(size.height) > MOST_PIXELS => {
                Err(msg!("markup-image-large", path = path, width = size.width, height = size.height))
            }
            Ok(_) => Ok(()),
            Err(reason) => Err(msg!("markup-image-unreadable", path = path, reason = reason)),
        }
    }
}
