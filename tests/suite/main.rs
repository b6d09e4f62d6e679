//! All integration tests in one program. `tests/README.md` says how to run one and how to accept a change.

mod harness;

mod catalogues;
mod cli;
mod commonmark;
mod evaluate;
