//! anpham: Markdown and layouts to printed matter, in parallel.
//!
//! # The flow
//! One stage, one module, one type. Each stage takes what the one before made and returns something new.
//!
//! - **Load** ([`content`]): files of a workspace become [`Piece`](content::Piece)s, directives with their facts, and a
//!   campaign; [`theme`] looks at its palette. All mistakes of all files are found in one run.
//! - **Plan** ([`plan`]): a piece for an audience is a [`Variant`](plan::Variant); in a format and for a profile it is a
//!   [`Product`](plan::Product), and a [`Job`](plan::Job) makes it. A plan is a stream of jobs, each with a name of its own.
//! - **Convert** ([`markup`]): a piece is a Tera template ([`content::template`]) and then Markdown; that becomes a tree, a
//!   [`Doc`](markup::Doc), which is judged as a whole; a format chooses of it, and it is written as Typst
//!   [`Markup`](markup::Markup) with a source map. Its figures and the campaign's words ([`content::facts`],
//!   [`content::words`]) are those of its language, its pictures are known before they are decoded, and no word of it is lost
//!   without a message.
//! - **Render** ([`layout`]): a layout puts markup and values into [`TypstSource`](layout::TypstSource).
//! - **Compile** ([`compile`]): Typst sets the pages. Then each of them is looked at: what does not fit, is lost, lies on something
//!   else or cannot be read from where it hangs.
//! - **Export** ([`pdf`]): pages become a [`Pdf`](pdf::Pdf) for a profile; for the press it is finished into PDF/X-4, a
//!   [`PrintPdf`](pdf::PrintPdf).
//! - **Check** ([`preflight`]): what a press would stumble over, in any PDF; a print file with an error is not written.
//!   [`plates`] separates a finished file: how much of each ink lies where.
//!
//! [`pipeline`] tells the whole story, and [`report`] what is asked of it and what became of it. A batch brings the jobs of a plan up to date:
//! [`job`] puts the stages of one output in a row, [`workers`] runs many at once, and what they hand back is written to the output folder by one.
//! [`cache`] knows what need not be done again, a journal what a killed run had finished, and [`manifest`] lists what was made; [`merge`]
//! joins what several machines did. Around them, [`tables`] reads data of a campaign, [`pack`] puts what a printer receives into one file,
//! [`specimen`] draws what each format promises, a scaffold begins whatever is begun from a sample, and [`serve`] shows pages in the browser
//! while one writes. [`args`] and [`cli`] are the command line.
//!
//! A format is a folder of `layouts/` and no Rust: what it asks of a piece (`details`, lists of people), the sizes of its type and
//! the rules that its layout checks are data of that folder. A kit is several jobs set as one document, in order.
//!
//! # Invariants
//! - What a campaign names by a path is read through [`fs::Files`], which never leaves the workspace; texts and values
//!   come to the stages from [`content::load`], tables of data from [`tables`], lists of people from [`people`]. What a build makes and remembers is kept by a
//!   [`Store`](store::Store); packs, specimens and saved texts are written by [`store`] too.
//! - Content is never code: values are escaped by [`carry`] for Markdown and by [`layout`] for Typst, and a layout with
//!   a hole where a value could become code does not load.
//! - No stage reads the clock, the system's fonts or the network, so the same input makes the same bytes.
//! - A stage pushes [`Diagnostic`](diag::Diagnostic)s and goes on; one bad piece never stops the others.

// Each of them knows those above it alone (`tests/suite/house`, `docs/architecture.md`).

// What all of them speak: values on their way, messages, catalogues, files and pictures.
pub mod carry;
pub mod diag;
pub mod i18n;

pub mod store;

pub mod fs;
pub mod pictures;

// The stages, in their order. A layout promises things of lists of people and of jobs, so it comes before both; the reader of PDFs
// knows nothing of their writer.
pub mod content;
pub mod theme;

pub mod tables;

pub mod markup;

pub mod layout;

pub mod people;
pub mod plan;

pub mod compile;

pub mod preflight;

pub mod pdf;

pub mod plates;

// What runs them: one job, the threads, what is remembered, the jobs of a run, the story.
pub mod job;

pub mod workers;

pub mod progress;

pub mod cache;
pub mod manifest;

mod journal;

pub mod report;

mod output;

mod batch;

pub mod pipeline;

pub mod merge;

// What is made beside the outputs.
pub mod pack;
pub mod specimen;

// The shell: what is typed, what is begun, what is told; browser and terminal.
pub mod args;
mod scaffold;

pub mod findings;
pub mod serve;

pub mod cli;
