//! Pictures: their paths and the attributes behind them.

use crate::diag::{Message, did_you_mean};
use crate::msg;

/// Whether a name ends as those of pictures do.
pub(super) fn is_picture_name(name: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["png", "jpg", "jpeg", "webp", "svg", "gif", "tif", "tiff", "heic", "bmp", "avif", "jfif"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// Whether braces hold attributes of a picture.
pub(super) fn is_attributes(text: &str) -> bool {
    KEYS.iter().any(|key| text.trim_start_matches([' ', '.']).starts_with(key))
}

/// How a piece in folder `dir` writes the path of a picture.
pub(super) fn written(dir: &str, path: &str) -> String {
    let inner = path.trim_start_matches('/').strip_prefix(dir).and_then(|rest| rest.strip_prefix('/'));
    inner.unwrap_or(path).to_string()
}

/// The file name and the caption between the brackets of `![…](…)`.
pub(super) fn target(text: &str) -> (&str, &str) {
    let text = text.trim();
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some((name, title)) = inner.split_once(open)
            && name.ends_with(char::is_whitespace)
        {
            return (name.trim(), title);
        }
    }
    (text, "")
}

/// The attributes of a picture: `{width=60% decorative}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// `60%`.
    pub(super) width: Option<String>,
    pub(super) decorative: bool,
}

const KEYS: [&str; 2] = ["width", "decorative"];

/// Reads what stands between the braces.
pub(super) fn attributes(text: &str, mistakes: &mut Vec<(Message, Option<Message>)>) -> Attributes {
    let mut found = Attributes::default();
    // `width = 50 %` means the same.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(" =", "=").replace("= ", "=").replace(" %", "%");
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (key, value) = word.split_once('=').map_or((word, None), |(key, value)| (key, Some(value)));
        match (key.trim_start_matches('.'), value) {
            ("width", Some(value)) => {
                let value = value.trim_matches(['"', '\'']);
                let percent = value.strip_suffix('%').and_then(|n| n.parse::<f64>().ok());
                if percent.is_some_and(|n| n > 0.0 && n <= 100.0) {
                    found.width = Some(value.to_string());
                } else {
                    let hint = msg!("markup-image-width-hint");
                    mistakes.push((msg!("markup-image-width", value = value), Some(hint)));
                }
            }
            ("decorative", None) => found.decorative = true,
            _ => {
                let hint = did_you_mean(key, KEYS).map(|name| msg!("markup-did-you-mean", name = name));
                let hint = hint.unwrap_or_else(|| msg!("markup-image-key-hint"));
                mistakes.push((msg!("markup-image-key", key = word), Some(hint)));
            }
        }
    }
    found
}
