//! Names of values that a text can read, by where they stand: what the cache compares, and tells when it has changed. The words of the
//! registries have theirs from [`Words::place`](super::Words::place); a file has its path.

/// A fact of a directive.
pub fn fact(directive: &str, id: &str) -> String {
    format!("{} {id}", facts(directive))
}

/// All facts of a directive.
pub fn facts(directive: &str) -> String {
    format!("content/{directive}/directive.toml: [[facts]]")
}

/// The units of the facts of a directive.
pub fn units(directive: &str) -> String {
    format!("content/{directive}/directive.toml: [[facts]] *.unit")
}

/// What a directive is called, its day, who issued it and what it cites.
pub fn documents(directive: &str) -> String {
    format!("content/{directive}/directive.toml: kind number date issuer [[citations]]")
}

/// All facts of all directives.
pub const FACTS: &str = "content/*/directive.toml: [[facts]]";

/// Which formats there are.
pub const FORMATS: &str = "layouts/*/format.toml";

/// Which audiences there are.
pub const AUDIENCES: &str = "content/audiences.toml: [[audiences]] id";

/// How to reach the issuer, in every language.
pub const ISSUER: &str = "anpham.toml: [issuer]";
