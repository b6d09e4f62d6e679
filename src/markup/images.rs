//! Pictures: their paths and the attributes behind them.

use crate::diag::{Message, did_you_mean};
use crate::msg;

/// What is known of the pictures of a workspace.
pub trait Images {
    /// Looks for the picture at `path`, which begins with `/`, the root of the workspace: it is there, inside of the
    /// workspace, of a kind that can be read, and not larger than a build can hold.
    fn find(&self, path: &str) -> Result<Found, NoPicture>;
}

/// A picture that can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its path as the disk has it, with `/` at the start.
    pub path: String,
    /// What Typst calls its kind, where its name tells another one.
    pub format: Option<&'static str>,
    /// What would be lost of it: message and next step.
    pub faults: Vec<Fault>,
}

/// Something in a picture that does not come out as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub message: Message,
    /// What to do.
    pub hint: Message,
    /// Nothing is lost, but it looks different.
    pub is_slight: bool,
}

/// Why there is no picture at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPicture {
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub hint: Option<Message>,
    /// A picture whose name is almost the same, with `/` at the start.
    pub near: Option<String>,
}

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

/// The path from the root of the workspace of a picture named in a piece in folder `dir`.
pub(crate) fn resolve(dir: &str, url: &str) -> Result<String, (Message, Option<Message>)> {
    let url = &percent_decode(url);
    if url.contains('\\') {
        let hint = msg!("markup-image-backslash-hint", path = url.replace('\\', "/"));
        return Err((msg!("markup-image-backslash", path = url), Some(hint)));
    }
    if url.contains(':') || url.starts_with("//") {
        return Err((msg!("markup-image-remote", path = url), Some(msg!("markup-image-remote-hint"))));
    }
    if url.trim().is_empty() {
        return Err((msg!("markup-image-empty"), None));
    }
    let mut parts: Vec<&str> =
        if url.starts_with('/') { vec![] } else { dir.split('/').filter(|p| !p.is_empty()).collect() };
    for part in url.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err((msg!("markup-image-outside", path = url), None));
                }
            }
            part => parts.push(part),
        }
    }
    Ok(format!("/{}", parts.join("/")))
}

/// `%20` → blank, where the result is text.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |b: u8| char::from(b).to_digit(16);
        let pair =
            (bytes[i] == b'%' && i + 2 < bytes.len()).then(|| Some(hex(bytes[i + 1])? * 16 + hex(bytes[i + 2])?));
        if let Some(Some(byte)) = pair {
            out.push(byte as u8);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}
