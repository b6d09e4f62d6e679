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
        let [y, cb, cr] = [f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0];
        let seen = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
        for (ink, seen) in pixel.iter_mut().zip(seen) {
            *ink = 255 - seen.round().clamp(0.0, 255.0) as u8;
        }
    }
    Ok(inks)
}
