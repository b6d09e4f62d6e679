//! Addresses that lead somewhere: a QR code on ten thousand leaflets cannot be mended.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use url::{Host, Url};

/// The scheme of a URL, if it has one.
pub(crate) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if !valid {
        return None;
    }
    // Schemes are written in any case; ours are compared in lower case.
    ["http", "https", "mailto", "tel"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known)).or(Some(scheme))
}

/// Whether a program of every reader opens URLs of its scheme.
pub(crate) fn is_opened(url: &str) -> bool {
    matches!(scheme(url), Some("http" | "https" | "mailto" | "tel"))
}

/// Whether a URL of a known scheme can be opened by nobody: it has no server, a blank, a comma in the name of its server, no
/// number. Whether somebody answers there is not asked.
pub(crate) fn leads_nowhere(url: &str) -> bool {
    let Some((_, rest)) = url.split_once(':') else { return true };
    if url.chars().any(|c| c.is_whitespace() || c.is_control() || c == '…') || url.contains("...") {
        return true;
    }
    match scheme(url) {
        // A parser for browsers forgives what is wanting between scheme and server.
        Some("http" | "https") => {
            !rest.starts_with("//")
                || Url::parse(url).ok().is_none_or(|url| match url.host() {
                    Some(Host::Domain(name)) => !is_server(name),
                    host => host.is_none(),
                })
        }
        Some("mailto") => {
            let address = rest.split('?').next().unwrap_or_default();
            address.split_once('@').is_none_or(|(name, server)| name.is_empty() || !is_server(server))
        }
        Some("tel") => {
            rest.chars().filter(char::is_ascii_digit).count() < 3
                || !rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')'))
        }
        _ => false,
    }
}

/// An address as machines take it: a server's name in Punycode (RFC 3492), other letters by their bytes (RFC 3986, 2.1). Readers of QR codes take
/// bytes beyond ASCII for Japanese, and a PDF wants ASCII (ISO 32000-2, 12.6.4.8).
pub(crate) fn in_ascii(url: &str) -> Cow<'_, str> {
    const BLANKS: &AsciiSet = &CONTROLS.add(b' ');
    if url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return url.into();
    }
    match Url::parse(url) {
        Ok(url) => String::from(url).into(),
        Err(_) => utf8_percent_encode(url, BLANKS).to_string().into(),
    }
}

/// Whether a name is one that the net knows: labels of letters, digits and hyphens, of which the last is no number.
fn is_server(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() > 1
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.len() > 1 && last.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_machines_take_them() {
        for (typed, wanted) in [
            ("https://lamdong.gov.vn", "https://lamdong.gov.vn"),
            ("https://lamdong.gov.vn/tin?q=1#a", "https://lamdong.gov.vn/tin?q=1#a"),
            ("https://x.vn/đất-lành", "https://x.vn/%C4%91%E1%BA%A5t-l%C3%A0nh"),
            ("https://đấtlành.vn/a", "https://xn--tlnh-1na50av14p.vn/a"),
            ("mailto:a@x.vn?subject=Góp ý", "mailto:a@x.vn?subject=G%C3%B3p%20%C3%BD"),
            ("#mục-2", "#m%E1%BB%A5c-2"),
        ] {
            assert_eq!(in_ascii(typed), wanted);
        }
    }

    #[test]
    fn what_nobody_can_open_is_found() {
        for url in [
            "https://…",
            "https://www.lamdong.gov.vn/...",
            "https://",
            "https:/lamdong.gov.vn",
            "https://so-hoa,lamdong.gov.vn",
            "https://so-hoa.lamdong gov.vn",
            "https://lamdong",
            "https://lamdong.gov.vn/mot bai",
            "http://.vn",
            "https://lamdong..vn",
            "https:// lamdong.gov.vn",
            "mailto:a",
            "mailto:@lamdong.gov.vn",
            "mailto:a@lamdong",
            "tel:0263 3822",
            "tel:",
            "tel:gọi",
        ] {
            assert!(leads_nowhere(url), "{url}");
        }
        for url in [
            "https://lamdong.gov.vn",
            "HTTPS://Lamdong.gov.vn/a?b=c,d#e",
            "http://113.160.1.2:8080/x",
            "https://tiếngviệt.vn/trang",
            "https://xn--mnchen-3ya.de",
            "https://vi.wikipedia.org/wiki/Đà_Lạt_(thành_phố)",
            "mailto:sokhcn@lamdong.gov.vn?subject=x",
            "tel:02633822345",
            "tel:+84-263-382.2345",
            "tel:1022",
        ] {
            assert!(!leads_nowhere(url), "{url}");
        }
    }
}
