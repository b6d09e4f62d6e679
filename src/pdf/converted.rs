//! Pictures that were made inks before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::objects::FinishError;

/// Bytes of converted pictures that are kept.
const MOST_KEPT: usize = 128 << 20;

/// Pictures in the inks of one press, so that a logo on a hundred leaflets is converted once. Deflated bytes by what they
/// were made of; emptied when it grows too large.
#[derive(Default)]
pub(super) struct Converted {
    kept: Mutex<(HashMap<blake3::Hash, Arc<[u8]>>, usize)>,
}

impl Converted {
    /// What is kept under a key, or what `make` makes.
    pub(super) fn get(
        &self,
        key: blake3::Hash,
        make: impl FnOnce() -> Result<Vec<u8>, FinishError>,
    ) -> Result<Arc<[u8]>, FinishError> {
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).0.get(&key) {
            return Ok(known.clone());
        }
        // Not under the lock: two threads may convert the same picture, and get the same bytes.
        let made: Arc<[u8]> = make()?.into();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.1 + made.len() > MOST_KEPT {
            *kept = (HashMap::new(), 0);
        }
        kept.1 += made.len();
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
        let first = converted.get(key, || Ok(vec![1, 2, 3])).unwrap();
        let second = converted.get(key, || panic!("it is known")).unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(converted.get(blake3::hash(b"b"), || Ok(vec![4])).unwrap()[..], [4]);
        // What is too large to be kept beside the others takes their place.
        converted.get(blake3::hash(b"c"), || Ok(vec![0; MOST_KEPT])).unwrap();
        assert_eq!(converted.kept.lock().unwrap().0.len(), 1);
        let failed = converted.get(blake3::hash(b"d"), || Err(FinishError::Picture("x".into())));
        assert_eq!(failed.unwrap_err(), FinishError::Picture("x".into()));
    }
}
