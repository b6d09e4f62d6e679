//! What a language asks of its writing: numbers as offices write them, words that stay with them, letters that only look right.

pub(super) mod english;
pub(super) mod numbers;
pub(super) mod vietnamese;
