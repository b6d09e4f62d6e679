//! The rules on what is painted, each group in a file: the interpreter calls them where it paints.

mod bleed;
mod colour;
mod halftone;
mod ink;
mod letters;
mod picture;
