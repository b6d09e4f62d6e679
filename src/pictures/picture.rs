//! What is known of a picture, or why there is none.

use crate::diag::Message;
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

impl Fault {
    /// Looks different, but nothing of it is lost.
    pub(super) fn slight(message: Message, hint: Message) -> Self {
        Self { message, hint, is_slight: true }
    }
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

/// The path from the root of the workspace of a picture named in a piece in folder `dir`.
pub(crate) fn path_from(dir: &str, url: &str) -> Result<String, (Message, Option<Message>)> {
    let url = &percent_decode(url);
    let is_of_drive = matches!(url.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    if is_of_drive || url.starts_with("\\\\") {
        // Copied from a window of this machine: no other one has that folder.
        let name = url.rsplit(['\\', '/']).next().unwrap_or_default();
        return Err((msg!("markup-image-drive", path = url), Some(msg!("markup-image-drive-hint", name = name))));
    }
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
pub(crate) fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_string(), Into::into)
}
