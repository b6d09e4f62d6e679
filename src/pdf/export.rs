//! Pages as Typst writes them.

use ecow::EcoVec;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::content::{Date, ProfileKind};

/// A PDF as Typst writes it.
#[derive(Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
}

/// What the PDF says of itself. [`Info::new`] keeps out what XML cannot say.
#[derive(Debug, Clone)]
pub struct Info {
    /// Title.
    pub title: String,
    /// Issuing body or author.
    pub author: String,
    /// Date of the piece.
    pub date: Date,
    /// Stable name of the document: its output path.
    pub ident: String,
}

impl Info {
    /// Title and author in one line each: controls, and what is no character, are in no XML, so not in the metadata.
    pub fn new(title: &str, author: &str, date: Date, ident: String) -> Self {
        let line = |text: &str| {
            let is_none = |c: char| c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
            let text: String = text.chars().map(|c| if is_none(c) { ' ' } else { c }).collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        Self { title: line(title), author: line(author), date, ident }
    }
}

/// Exports pages: `screen` as tagged PDF/UA-1, `print` as untagged PDF 1.6, `draft` untagged.
pub fn export(document: &mut PagedDocument, kind: ProfileKind, info: &Info) -> Result<Pdf, EcoVec<SourceDiagnostic>> {
    let date = Datetime::from_ymd_hms(info.date.year, info.date.month, info.date.day, 0, 0, 0);
    // Set here and not in the source: a per-document `set` rule would keep layout from being reused (docs/performance.md).
    let meta = document.info_mut();
    meta.title = Some(info.title.as_str().into());
    meta.author = vec![info.author.as_str().into()];
    meta.date = Smart::Custom(date);
    let standards = match kind {
        ProfileKind::Draft => vec![],
        ProfileKind::Screen => vec![PdfStandard::Ua_1],
        ProfileKind::Print => vec![PdfStandard::V_1_6],
    };
    let options = PdfOptions {
        ident: Smart::Custom(info.ident.clone()),
        creator: Smart::Custom(Some(concat!("anpham ", env!("CARGO_PKG_VERSION")).to_string())),
        timestamp: date.map(Timestamp::new_utc),
        page_ranges: None,
        standards: PdfStandards::new(&standards).unwrap_or_default(),
        tagged: kind == ProfileKind::Screen,
        pretty: false,
    };
    let pages = document.pages().len();
    typst_pdf::pdf(document, &options).map(|bytes| Pdf { bytes, pages })
}
