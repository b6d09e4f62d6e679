//! QR codes as text that a layout can draw.

use qrcode::{Color, EcLevel, QrCode};

/// The modules of a QR code: `1` is dark, rows joined by `/`. None if the text is too long for one.
pub(in crate::markup) fn modules(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let rows: Vec<String> = colors
        .chunks(width)
        .map(|row| row.iter().map(|c| if *c == Color::Dark { '1' } else { '0' }).collect())
        .collect();
    Some(rows.join("/"))
}
