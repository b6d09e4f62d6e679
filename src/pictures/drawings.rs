//! Drawings (SVG): what Typst would leave out of one without a word, known before it is set. What depends on fonts is looked at
//! after, in `compile::drawings`.

use std::io::Read;

use flate2::read::GzDecoder;
use memchr::memmem;
use roxmltree::{Document, Node, ParsingOptions};

use super::picture::{Fault, Images, path_from};
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

/// Looks different, but nothing of it is lost.
pub(crate) fn slight(message: Message, hint: Message) -> Fault {
    Fault { message, hint, is_slight: true }
}

/// What of the drawing at `path` would be lost. `Err` if it cannot be read.
pub(crate) fn faults(files: &Files, path: &str, bytes: &[u8]) -> Result<Vec<Fault>, String> {
    let mut unpacked = String::new();
    let text = if is_packed(bytes) {
        GzDecoder::new(bytes).take(MOST_BYTES).read_to_string(&mut unpacked).map_err(|error| error.to_string())?;
        unpacked.as_str()
    } else {
        str::from_utf8(bytes).map_err(|error| error.to_string())?
    };
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
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
            Some(slight(msg!("markup-image-moving", path = path), msg!("markup-drawing-moving-hint")))
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
        let (inner, _) = is_drawing.then(|| data_url::DataUrl::process(href).ok()?.decode_to_vec().ok())??;
        return memmem::find(&inner, b"<text").map(|_| nested());
    }
    // Typst resolves what it loads from the folder of the drawing.
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Ok(target) = path_from(folder, href.strip_prefix("file://").unwrap_or(href)) else {
        return Some(outside(path, href));
    };
    match files.find(&target) {
        Ok(found) if found.format == Some("svg") || target.ends_with(".svg") => Some(nested()),
        Ok(found) if found.format.is_none() && found.path == target && !href.starts_with('/') => None,
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
