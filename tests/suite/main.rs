//! Tests from outside, one file a subject.

mod commonmark;
mod evaluate;
