//! JPEG: its pixels, and what its inks mean.

use img_parts::{Bytes, jpeg};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Pixels of the longest side of a picture that is decoded.
const MOST_SIDE: usize = 20_000;

/// Whether a JPEG in four inks lacks the mark of Adobe: JPEG does not say whether such values are inks or what they leave, and programs
/// take it either way (ITU-T T.872, 6.5.3). What writes our PDFs takes all for the latter.
pub(super) fn is_of_doubtful_inks(bytes: &[u8]) -> bool {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    if !bytes.starts_with(&[0xFF, 0xD8]) || decoder.decode_headers().is_err() {
        return false;
    }
    let is_inks = matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK));
    is_inks
        && jpeg::Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).is_ok_and(|jpeg| {
            let is_mark = |segment: &jpeg::JpegSegment| {
                segment.marker() == jpeg::markers::APP14 && segment.contents().starts_with(b"Adobe")
            };
            !jpeg.segments().iter().any(is_mark)
        })
}

/// A JPEG in a colour space. Inks come as they stand there (Adobe writes full as none, which the `Decode` of a PDF turns).
pub(crate) fn decode_jpeg(jpeg: &[u8], space: ColorSpace) -> Result<Vec<u8>, DecodeErrors> {
    let options = DecoderOptions::default().set_max_width(MOST_SIDE).set_max_height(MOST_SIDE);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers()?;
    if decoder.input_colorspace() != Some(ColorSpace::YCCK) || space != ColorSpace::CMYK {
        decoder.set_options(decoder.options().jpeg_set_out_colorspace(space));
        return decoder.decode();
    }
    // The library knows no way from YCCK to inks (ITU-T T.872, 6.5.3): luminance and chroma are those of what the inks leave.
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(ColorSpace::YCCK));
    let mut inks = decoder.decode()?;
    for pixel in inks.chunks_exact_mut(4) {
        let made = inks_of([pixel[0], pixel[1], pixel[2]]);
        pixel[..3].copy_from_slice(&made);
    }
    Ok(inks)
}

/// Cyan, magenta and yellow of luminance and chroma: in whole numbers of 1/65536, since photographs have millions of them.
fn inks_of(ycc: [u8; 3]) -> [u8; 3] {
    let [y, cb, cr] = ycc.map(i32::from);
    let (y, cb, cr) = (y << 16 | 1 << 15, cb - 128, cr - 128);
    // 1.402, 0.344136, 0.714136 and 1.772 (ITU-T T.871, 7).
    let seen = [y + 91_881 * cr, y - 22_553 * cb - 46_802 * cr, y + 116_130 * cb];
    seen.map(|seen| 255 - (seen >> 16).clamp(0, 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_give_the_inks_of_the_standard() {
        for n in 0..17 * 17 * 17 {
            let ycc = [n / 289, n / 17 % 17, n % 17].map(|n| (n * 16).min(255) as u8);
            let [y, cb, cr] = ycc.map(f64::from);
            let (cb, cr) = (cb - 128.0, cr - 128.0);
            let seen = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
            for (ink, seen) in inks_of(ycc).into_iter().zip(seen) {
                let exact = 255.0 - seen.clamp(0.0, 255.0);
                assert!((f64::from(ink) - exact).abs() < 0.51, "{ycc:?}: {ink} {exact}");
            }
        }
    }
}
