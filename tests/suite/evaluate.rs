//! Evaluates Typst markup without laying it out, and gives back the text that its content holds.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceResult};
use typst::ecow::EcoString;
use typst::engine::Engine;
use typst::foundations::{Bytes, Content, Datetime, Duration, Output, PlainText, StyleChain, Target};
use typst::introspection::{EmptyIntrospector, Introspector};
use typst::model::{EnumItem, ListItem, ParbreakElem, TableCell, TermItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, LinebreakElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// What a theme defines, as far as text goes.
const PRELUDE: &str = "#let part(kind, title: none, attrs: (:), facts: (), body) = [#title #body]
#let picture(path, alt: none, width: auto, caption: none, decorative: false) = []
#let task(done, body) = body
#let divider() = []
";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(LazyHash::default);
static MAIN: LazyLock<FileId> = LazyLock::new(|| {
    FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").expect("a valid path")))
});

struct Page(Source);

impl World for Page {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, _: FileId) -> FileResult<Source> {
        Ok(self.0.clone())
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, _: usize) -> Option<Font> {
        None
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The text of a content: an output that needs no layout.
struct Text(String);

impl Output for Text {
    fn target() -> Target {
        Target::Paged
    }

    fn create(_: &mut Engine, content: &Content, _: StyleChain) -> SourceResult<Self> {
        let mut text = String::new();
        let _ = content.traverse(&mut |it: Content| {
            if let Some(elem) = it.with::<dyn PlainText>() {
                let mut plain = EcoString::new();
                elem.plain_text(&mut plain);
                text.push_str(&plain);
            } else if it.is::<ParbreakElem>()
                || it.is::<LinebreakElem>()
                || it.is::<ListItem>()
                || it.is::<EnumItem>()
                || it.is::<TermItem>()
                || it.is::<TableCell>()
            {
                text.push(' ');
            }
            ControlFlow::<()>::Continue(())
        });
        Ok(Self(text))
    }

    fn introspector(&self) -> &dyn Introspector {
        &EmptyIntrospector
    }
}

/// The text of markup, or what Typst has against it.
pub(crate) fn text(markup: &str) -> Result<String, String> {
    let page = Page(Source::new(*MAIN, format!("{PRELUDE}{markup}")));
    match typst::compile::<Text>(&page).output {
        Ok(text) => Ok(text.0),
        Err(errors) => Err(errors.iter().map(|e| e.message.to_string()).collect::<Vec<_>>().join("; ")),
    }
}

/// A text with white space folded as Typst folds it.
pub(crate) fn fold(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0B' | '\x0C' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Lays markup out without fonts: what Typst has against it, such as nesting.
pub(crate) fn pages(markup: &str) -> Result<usize, String> {
    let page = Page(Source::new(*MAIN, format!("{PRELUDE}{markup}")));
    match typst::compile::<typst_layout::PagedDocument>(&page).output {
        Ok(document) => Ok(document.pages().len()),
        Err(errors) => Err(errors.iter().map(|e| e.message.to_string()).collect::<Vec<_>>().join("; ")),
    }
}
