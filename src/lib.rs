//! anpham

pub mod carry;
pub mod diag;
pub mod i18n;

pub mod content;
pub mod layout;
pub mod markup;
