//! The parts of a packed workbook, unpacked within a budget: what a few bytes can become is not for the file to say.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::grid::{GridError, MOST_BYTES};

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorkbookError {
    /// It is locked by a password, or of the kind from before (XLS).
    #[error("not a packed workbook")]
    Old,
    /// It is damaged, or none.
    #[error("{0}")]
    Damaged(String),
    /// Its parts grow larger than a table may be.
    #[error("too large")]
    Large,
    /// It has no sheet of that name.
    #[error("no such sheet")]
    Sheet(Vec<String>),
    /// The sheet cannot be a table.
    #[error("{0}")]
    Grid(#[from] GridError),
}

/// Bytes of a part, counted against the budget of the whole.
pub(super) struct Budgeted<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        let left = self.left.get().checked_sub(n as u64);
        self.left.set(left.unwrap_or(0));
        left.map(|_| n).ok_or_else(|| io::Error::other("too large"))
    }
}

/// A part as XML.
pub(super) type PartXml<'a> = Reader<BufReader<Budgeted<ZipFile<'a, Cursor<Vec<u8>>>>>>;

/// A packed workbook.
pub(super) struct Package {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    left: Rc<Cell<u64>>,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, WorkbookError> {
        if !bytes.starts_with(b"PK") {
            return Err(WorkbookError::Old);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| WorkbookError::Damaged(error.to_string()))?;
        Ok(Self { zip, left: Rc::new(Cell::new(MOST_BYTES)) })
    }

    /// A part by its name; small and capital letters do not count in packages of offices.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<PartXml<'_>>, WorkbookError> {
        let name = name.trim_start_matches('/');
        let small = name.to_lowercase();
        let found = self.zip.index_for_name(name).or_else(|| {
            let names: Vec<String> = self.zip.file_names().flatten().map(|name| name.replace('\\', "/")).collect();
            let found = names.iter().find(|name| name.to_lowercase() == small)?;
            self.zip.index_for_name(found)
        });
        let Some(index) = found else { return Ok(None) };
        let inner = self.zip.by_index(index).map_err(|error| WorkbookError::Damaged(error.to_string()))?;
        let mut xml = Reader::from_reader(BufReader::new(Budgeted { inner, left: self.left.clone() }));
        xml.config_mut().expand_empty_elements = true;
        Ok(Some(xml))
    }

    /// What an error of the reader of XML means.
    pub(super) fn damage(&self) -> impl Fn(quick_xml::Error) -> WorkbookError + use<> {
        let left = self.left.clone();
        move |error| if left.get() == 0 { WorkbookError::Large } else { WorkbookError::Damaged(error.to_string()) }
    }
}

/// An attribute by its name without a prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// What a reference in a text stands for: `&amp;`, `&#10;`; an entity that the file defines itself stands for nothing.
pub(super) fn referred(reference: &BytesRef) -> Option<char> {
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
