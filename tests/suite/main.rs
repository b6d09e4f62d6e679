//! All integration tests in one program. `tests/README.md` says how to run one and how to accept a change.

mod harness;
mod real;
mod small;

mod audit;
mod browser;
mod build;
mod catalogues;
mod cli;
mod commonmark;
mod determinism;
mod evaluate;
mod formats;
mod forms;
mod imposition;
mod incremental;
mod ink;
mod invalid;
mod logo;
mod lost;
mod outside;
mod pack;
mod pages;
mod palettes;
mod pdf;
mod plan;
mod preflight;
mod print;
mod readme;
mod registry;
mod safety;
mod scaffolds;
mod serve;
mod slots;
mod sources;
mod texts;
