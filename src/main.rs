//! The `anpham` program.
fn main() {}
