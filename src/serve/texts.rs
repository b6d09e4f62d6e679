//! The texts that may be edited in a browser: which they are, and how they are read and written so that nothing is lost.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::fs::{Files, ReadError};
use crate::store::save;

/// Bytes of a text that is written: as many as are read (`content::load`).
pub const LARGEST: usize = 1024 * 1024;

/// A text as it is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextNow {
    /// With `\n` between lines and without a byte order mark.
    pub text: String,
    /// Of its bytes: what a writer must have seen.
    pub version: String,
}

/// Why a text could not be read or written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Not a text of the campaign: another folder, another kind of file, or a link out of the workspace.
    #[error("not a text of the campaign")]
    Forbidden,
    /// There is none.
    #[error("there is no such text")]
    NotFound,
    /// Larger than is read.
    #[error("larger than is read")]
    TooLarge,
    /// Somebody else has changed it since: as it is now.
    #[error("somebody else has changed it since")]
    Changed(TextNow),
    /// The system says no.
    #[error("{0}")]
    Io(String),
}

/// One writer at a time.
static WRITING: Mutex<()> = Mutex::new(());

/// Whether a path names a text that may be edited: Markdown and registries below `content/`, orders, the campaign.
pub fn is_text(path: &str) -> bool {
    let names: Vec<&str> = path.split('/').collect();
    let plain = names.iter().all(|name| {
        !name.is_empty() && !name.starts_with('.') && !name.contains(['\\', ':', '\0']) && !name.ends_with(['.', ' '])
    });
    let known = match names.as_slice() {
        ["anpham.toml"] => true,
        ["orders", file] => file.ends_with(".toml"),
        ["content", .., file] => file.ends_with(".md") || *file == "directive.toml" || *file == "audiences.toml",
        _ => false,
    };
    plain && known
}

fn resolve(files: &Files, path: &str) -> Result<PathBuf, TextError> {
    if !is_text(path) {
        return Err(TextError::Forbidden);
    }
    files.resolve(path).map_err(|error| match error {
        ReadError::NotFound => TextError::NotFound,
        ReadError::Outside => TextError::Forbidden,
        ReadError::Io(words) => TextError::Io(words),
    })
}

fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

fn io(error: std::io::Error) -> TextError {
    TextError::Io(error.to_string())
}

/// Reads a text.
pub fn read(files: &Files, path: &str) -> Result<TextNow, TextError> {
    let bytes = std::fs::read(resolve(files, path)?).map_err(io)?;
    if bytes.len() > LARGEST {
        return Err(TextError::TooLarge);
    }
    Ok(shown(&bytes))
}

fn shown(bytes: &[u8]) -> TextNow {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    TextNow { text: text.replace("\r\n", "\n").replace('\r', "\n"), version: version(bytes) }
}

/// Writes a text over the one whose version the writer has seen, whole or not at all, with the line ends and the byte order
/// mark that it had. Gives the new version.
pub fn write(files: &Files, path: &str, text: &str, base: &str) -> Result<String, TextError> {
    let real = resolve(files, path)?;
    if text.len() > LARGEST {
        return Err(TextError::TooLarge);
    }
    let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let old = std::fs::read(&real).map_err(io)?;
    if version(&old) != base {
        return Err(TextError::Changed(shown(&old)));
    }
    let mut bytes = Vec::with_capacity(text.len());
    if old.starts_with(b"\xEF\xBB\xBF") {
        bytes.extend(b"\xEF\xBB\xBF");
    }
    let plain = text.replace("\r\n", "\n");
    let crlf = old.windows(2).filter(|pair| pair == b"\r\n").count();
    let lf = old.iter().filter(|&&byte| byte == b'\n').count();
    // As most of its lines end.
    bytes.extend(if crlf * 2 > lf { plain.replace('\n', "\r\n") } else { plain }.as_bytes());
    // Through a link to the file itself: the link stays.
    save(&real, &bytes).map_err(io)?;
    Ok(version(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("content/a/b")).expect("folders");
        std::fs::write(folder.path().join("content/a/b/x.md"), "một\r\nhai\r\n").expect("written");
        let files = Files::new(folder.path()).expect("a workspace");
        (folder, files)
    }

    #[test]
    fn only_texts_of_the_campaign_are_edited() {
        for fine in
            ["anpham.toml", "content/audiences.toml", "content/a/directive.toml", "content/a/b/x.md", "orders/1.toml"]
        {
            assert!(is_text(fine), "{fine}");
        }
        for wrong in [
            "",
            "/",
            "anpham.toml/",
            "../anpham.toml",
            "content/../anpham.toml",
            "content/a/.git/x.md",
            "layouts/leaflet/page.typ",
            "content/a/x.png",
            "content\\a.md",
            "content//a.md",
            "/content/a.md",
            "content/a/b/x.md\0",
            "orders/a/b.toml",
            "content/other.toml",
            "C:/content/a.md",
            "content/a/x.md ",
            "content/a/x.md.",
        ] {
            assert!(!is_text(wrong), "{wrong}");
        }
    }

    #[test]
    fn line_ends_stay_and_nothing_newer_is_overwritten() {
        let (folder, files) = files();
        let path = "content/a/b/x.md";
        let seen = read(&files, path).expect("a text");
        assert_eq!(seen.text, "một\nhai\n");
        let next = write(&files, path, "một\nhai\nba\n", &seen.version).expect("written");
        let real = folder.path().join(path);
        assert_eq!(std::fs::read_to_string(&real).expect("read"), "một\r\nhai\r\nba\r\n");
        assert_eq!(read(&files, path).expect("a text").version, next);
        // Somebody else writes meanwhile.
        std::fs::write(&real, "\u{feff}khác\n").expect("written");
        let Err(TextError::Changed(now)) = write(&files, path, "mất", &next) else { panic!("it was overwritten") };
        assert_eq!(now.text, "khác\n");
        assert_eq!(std::fs::read_to_string(&real).expect("read"), "\u{feff}khác\n");
        write(&files, path, "mới\n", &now.version).expect("written");
        assert_eq!(std::fs::read_to_string(&real).expect("read"), "\u{feff}mới\n");
        assert_eq!(write(&files, "content/a/b/y.md", "", ""), Err(TextError::NotFound));
        let long = "x".repeat(LARGEST + 1);
        assert_eq!(write(&files, path, &long, ""), Err(TextError::TooLarge));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_workspace_are_not_followed() {
        let (folder, files) = files();
        let outside = tempfile::tempdir().expect("a folder");
        std::fs::write(outside.path().join("secret.md"), "bí mật").expect("written");
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("content/a/b/link.md"))
            .expect("a link");
        assert_eq!(read(&files, "content/a/b/link.md"), Err(TextError::Forbidden));
        assert_eq!(write(&files, "content/a/b/link.md", "x", ""), Err(TextError::Forbidden));
        std::os::unix::fs::symlink(outside.path(), folder.path().join("content/out")).expect("a link");
        assert_eq!(read(&files, "content/out/secret.md"), Err(TextError::Forbidden));
    }
}
