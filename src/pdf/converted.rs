//! Pictures that were made inks before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::objects::FinishError;

/// Bytes of converted pictures that are kept.
const MOST_KEPT: usize = 128 << 20;
/// Bytes of one that is.
const MOST_OF_ONE: usize = MOST_KEPT / 4;

/// A picture as a file holds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    /// It is a JPEG, and else deflated.
    pub(super) is_jpeg: bool,
    /// It is none because it would have too much ink.
    pub(super) is_over: bool,
}

/// Pictures in the inks of one press, so that a logo on a hundred leaflets is converted once. By what they were made of;
/// emptied when it grows too large.
#[derive(Default)]
pub(super) struct Converted {
    kept: Mutex<(HashMap<blake3::Hash, Arc<Packed>>, usize)>,
}

impl Converted {
    /// What is kept under a key, or what `make` makes.
    pub(super) fn get(
        &self,
        key: blake3::Hash,
        make: impl FnOnce() -> Result<Packed, FinishError>,
    ) -> Result<Arc<Packed>, FinishError> {
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).0.get(&key) {
            return Ok(known.clone());
        }
        // Not under the lock: two threads may convert the same picture, and get the same bytes.
        let made = Arc::new(make()?);
        let length = made.bytes.len();
        if length > MOST_OF_ONE {
            return Ok(made);
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.1 + length > MOST_KEPT {
            *kept = (HashMap::new(), 0);
        }
        kept.1 += length;
        kept.0.insert(key, made.clone());
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_converted_once() {
        let converted = Converted::default();
        let key = blake3::hash(b"a");
        let packed = |bytes| Ok(Packed { bytes, is_jpeg: false, is_over: false });
        let first = converted.get(key, || packed(vec![1, 2, 3])).unwrap();
        let second = converted.get(key, || panic!("it is known")).unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(converted.get(blake3::hash(b"b"), || packed(vec![4])).unwrap().bytes, [4]);
        // Where there is no room beside the others, they go.
        for n in 0..4_u8 {
            converted.get(blake3::hash(&[n]), || packed(vec![0; MOST_OF_ONE])).unwrap();
        }
        assert_eq!(converted.kept.lock().unwrap().0.len(), 1);
        // One that takes most of the room by itself is not kept.
        converted.get(blake3::hash(b"c"), || packed(vec![0; MOST_OF_ONE + 1])).unwrap();
        assert_eq!(converted.kept.lock().unwrap().0.len(), 1);
        let failed = converted.get(blake3::hash(b"d"), || Err(FinishError::Picture("x".into())));
        assert_eq!(failed.unwrap_err(), FinishError::Picture("x".into()));
    }
}
