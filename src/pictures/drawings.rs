//! Drawings (SVG): what Typst would leave out of one without a word, known before it is set. What depends on fonts is looked at
//! after, in `compile::drawings`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Read;
use std::ops::Range;

use flate2::read::GzDecoder;
use memchr::memmem;
use roxmltree::{Document, Node, ParsingOptions};

use super::picture::{Fault, Images, path_from};
use super::profiles;
use super::told::told;
use crate::diag::Message;
use crate::fs::Files;
use crate::msg;

/// Nodes and bytes of the largest drawing that is looked at; Typst's own limits are of that order.
const MOST_NODES: u32 = 1_000_000;
const MOST_BYTES: u64 = 64 << 20;

/// Whether a file is a drawing.
pub(crate) fn is_drawing(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = &start[..start.len().min(8192)];
    is_packed(bytes) || (start.trim_ascii_start().starts_with(b"<") && memmem::find(start, b"<svg").is_some())
}

fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// The text of a drawing, unpacked.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if !is_packed(bytes) {
        return str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| error.to_string());
    }
    let mut text = String::new();
    GzDecoder::new(bytes).take(MOST_BYTES).read_to_string(&mut text).map_err(|error| error.to_string())?;
    Ok(Cow::Owned(text))
}

fn parsed(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| error.to_string())
}

/// The pictures of pixels that stand in a drawing itself, and where.
fn inner(text: &str) -> Vec<(Range<usize>, Vec<u8>)> {
    if memmem::find(text.as_bytes(), b"data:").is_none() {
        return vec![];
    }
    let Ok(document) = parsed(text) else { return vec![] };
    let images = document.descendants().filter(|node| matches!(node.tag_name().name(), "image" | "feImage"));
    let hrefs = images.flat_map(|image| image.attributes()).filter(|attribute| attribute.name() == "href");
    hrefs.filter_map(|href| Some((href.range_value(), pixels_in(href.value().trim())?))).collect()
}

/// The picture of a `data:` address; `None` for a drawing, and for any other address.
fn pixels_in(href: &str) -> Option<Vec<u8>> {
    let kind = href.strip_prefix("data:")?.get(..13)?;
    let is_drawing = kind.eq_ignore_ascii_case("image/svg+xml");
    let (bytes, _) = (!is_drawing).then(|| data_url::DataUrl::process(href).ok()?.decode_to_vec().ok())??;
    Some(bytes)
}

/// The profiles of the pictures in inks that stand in a drawing.
pub(super) fn of_inks(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(text) = text_of(bytes) else { return vec![] };
    inner(&text).iter().flat_map(|(_, picture)| profiles::of_inks(picture)).collect()
}

/// A drawing whose pictures are as the pages take them ([`profiles::carried`]). Else it is as it was.
pub(super) fn carried(bytes: Vec<u8>) -> Vec<u8> {
    let changed = text_of(&bytes).ok().and_then(|text| {
        let mut made = String::new();
        let mut at = 0;
        for (range, picture) in inner(&text) {
            let carried = profiles::carried(picture.clone());
            if carried == picture {
                continue;
            }
            made += text.get(at..range.start)?;
            let kind = if carried.starts_with(b"\x89PNG") { "png" } else { "jpeg" };
            made += &format!("data:image/{kind},");
            for byte in carried {
                // Writing to memory does not fail.
                let _ = write!(made, "%{byte:02X}");
            }
            at = range.end;
        }
        made += text.get(at..)?;
        (at > 0).then_some(made)
    });
    changed.map_or(bytes, String::into_bytes)
}

/// What of the drawing at `path` would be lost. `Err` if it cannot be read.
pub(crate) fn faults(files: &Files, path: &str, bytes: &[u8]) -> Result<Vec<Fault>, String> {
    let text = text_of(bytes)?;
    let document = parsed(&text)?;
    let mut faults: Vec<Fault> = Vec::new();
    for node in document.descendants() {
        let found = if node.is_pi() {
            let styled = node.pi().is_some_and(|pi| pi.target == "xml-stylesheet");
            styled.then(|| outside(path, "xml-stylesheet"))
        } else {
            lost(files, path, node)
        };
        if let Some(fault) = found
            && !faults.contains(&fault)
        {
            faults.push(fault);
        }
    }
    Ok(faults)
}

fn error(message: Message, hint: Message) -> Fault {
    Fault { message, hint, is_slight: false }
}

fn outside(path: &str, href: &str) -> Fault {
    let href: String = href.chars().take(80).collect();
    error(msg!("markup-drawing-outside", path = path, href = href), msg!("markup-drawing-outside-hint"))
}

/// What is lost of an element.
fn lost(files: &Files, path: &str, node: Node) -> Option<Fault> {
    let href = || {
        let href = node.attributes().find(|attribute| attribute.name() == "href")?.value().trim();
        (!href.is_empty() && !href.starts_with('#')).then_some(href)
    };
    match node.tag_name().name() {
        "foreignObject" => {
            let holds = node
                .descendants()
                .skip(1)
                .any(|inner| inner.is_element() || !inner.text().unwrap_or("").trim().is_empty());
            holds.then(|| error(msg!("markup-drawing-foreign", path = path), msg!("markup-drawing-foreign-hint")))
        }
        "script" => Some(error(msg!("markup-drawing-script", path = path), msg!("markup-drawing-script-hint"))),
        "animate" | "animateTransform" | "animateMotion" | "set" => {
            Some(Fault::slight(msg!("markup-image-moving", path = path), msg!("markup-drawing-moving-hint")))
        }
        // What an older Inkscape writes for text in a frame: no program but that one shows it.
        "flowRoot" => {
            let holds =
                node.descendants().any(|inner| inner.is_text() && !inner.text().unwrap_or("").trim().is_empty());
            holds.then(|| error(msg!("markup-drawing-flow", path = path), msg!("markup-drawing-flow-hint")))
        }
        "use" | "tref" | "textPath" => Some(outside(path, href()?)),
        "style" => node.text().filter(|rules| rules.contains("@import")).map(|_| outside(path, "@import")),
        "image" | "feImage" => placed(files, path, href()?),
        _ => None,
    }
}

/// What is lost of a picture in a drawing.
fn placed(files: &Files, path: &str, href: &str) -> Option<Fault> {
    let nested = || error(msg!("markup-drawing-nested", path = path), msg!("markup-drawing-nested-hint"));
    if let Some(data) = href.strip_prefix("data:") {
        let is_drawing = data.get(..13).is_some_and(|kind| kind.eq_ignore_ascii_case("image/svg+xml"));
        if !is_drawing {
            return told(path, &pixels_in(href)?).into_iter().next();
        }
        let (inner, _) = data_url::DataUrl::process(href).ok()?.decode_to_vec().ok()?;
        return memmem::find(&inner, b"<text").map(|_| nested());
    }
    // Typst resolves what it loads from the folder of the drawing.
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Ok(target) = path_from(folder, href.strip_prefix("file://").unwrap_or(href)) else {
        return Some(outside(path, href));
    };
    match files.find(&target) {
        Ok(found) if found.format == Some("svg") || target.ends_with(".svg") => Some(nested()),
        Ok(found) if found.format.is_none() && found.path == target && !href.starts_with('/') => {
            found.faults.into_iter().next()
        }
        _ => Some(outside(path, href)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(inner: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("content")).expect("a folder");
        let tiny: Vec<u8> = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"[..], b"IEND"].concat();
        std::fs::write(folder.path().join("content/a.png"), &tiny).expect("a file");
        std::fs::write(folder.path().join("content/a.jpg"), &tiny).expect("a file");
        std::fs::write(folder.path().join("content/b.svg"), "<svg/>").expect("a file");
        let files = Files::new(folder.path()).expect("a workspace");
        let text =
            format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{inner}</svg>");
        assert!(is_drawing(text.as_bytes()));
        let faults = faults(&files, "content/hinh.svg", text.as_bytes()).expect("XML");
        faults.iter().map(|fault| format!("{}{}", if fault.is_slight { "~" } else { "" }, fault.message.id)).collect()
    }

    #[test]
    fn what_typst_drops_is_found() {
        let nested = "<image href='data:image/svg+xml,%3Csvg%3E%3Ctext%3Ea%3C/text%3E%3C/svg%3E'/>";
        for (inner, ids) in [
            (
                "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
                &["markup-drawing-foreign"][..],
            ),
            ("<switch><foreignObject>a</foreignObject><text>a</text></switch>", &["markup-drawing-foreign"]),
            ("<script>a()</script><g><script/></g>", &["markup-drawing-script"]),
            (nested, &["markup-drawing-nested"]),
            ("<image href='b.svg'/>", &["markup-drawing-nested"]),
            ("<image xlink:href='https://a.vn/b.png'/>", &["markup-drawing-outside"]),
            ("<image xlink:href='none.png'/>", &["markup-drawing-outside"]),
            ("<image xlink:href='a.jpg'/>", &["markup-drawing-outside"]),
            ("<use href='dau.svg#a'/>", &["markup-drawing-outside"]),
            ("<flowRoot><flowPara>a</flowPara></flowRoot><flowRoot><flowPara/></flowRoot>", &["markup-drawing-flow"]),
            ("<style>@import url(a.css);</style>", &["markup-drawing-outside"]),
            ("<text><textPath href='a.svg#b'>a</textPath></text>", &["markup-drawing-outside"]),
            ("<rect><animate to='2'/></rect>", &["~markup-image-moving"]),
            ("<foreignObject/><use href='#a'/><image href='a.png'/><image href='data:image/png;base64,AAAA'/>", &[]),
            ("<image href='data:image/svg+xml,%3Csvg%3E%3Crect/%3E%3C/svg%3E'/><text>a</text>", &[]),
        ] {
            assert_eq!(told(inner), ids, "{inner}");
        }
    }
}
