//! The way of a picture's pixels to the press, to one of few inks too.

use super::inkset::InkSet;
use super::intent::InkWay;

/// The way of a picture's pixels to the press, a byte a channel.
pub(super) struct PictureWay<'a> {
    /// To grays or to the four inks; `None` for pixels that are such.
    pub(super) way: Option<InkWay<'a>>,
    /// On from there, from grays or from the four inks.
    pub(super) few: Option<&'a InkSet>,
    /// Whether the pixels are grays.
    pub(super) is_gray: bool,
}

impl PictureWay<'_> {
    /// Channels of what is made.
    pub(super) fn channels(&self) -> usize {
        self.few.map_or(self.of_press(), InkSet::channels)
    }

    /// Channels in between.
    fn of_press(&self) -> usize {
        if self.is_gray { 1 } else { 4 }
    }

    /// Converts some pixels; `to` has room for as many.
    pub(super) fn convert(&self, from: &[u8], to: &mut [u8]) -> Option<()> {
        let Some(inks) = self.few else {
            return match &self.way {
                Some(way) => way.convert(from, to),
                None => (from.len() == to.len()).then(|| to.copy_from_slice(from)),
            };
        };
        let mut made = Vec::new();
        let of_press = match &self.way {
            Some(way) => {
                made.resize(to.len() / inks.channels() * self.of_press(), 0);
                way.convert(from, &mut made)?;
                &made
            }
            None => from,
        };
        if self.is_gray {
            inks.grays(of_press, to);
            return Some(());
        }
        inks.pixels(of_press, to)
    }
}
