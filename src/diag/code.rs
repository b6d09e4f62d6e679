//! What code asks of a message, and whose fault it is: enum variants, so that no code compares ids or words.

/// Writes the enum with the key of each variant in the catalogues, which stands nowhere else.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $id:literal,)*) => {
        /// The messages that some code asks for again. All others are only told: they need no variant.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $code,)* }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// Its key in the catalogues.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$code => $id),* }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8 and nothing else that is known.
    NotUtf8 = "content-not-utf8",
    /// A file is in the Vietnamese code page of old Windows.
    Windows1258 = "content-windows-1258",
    /// A file was read in a wrong encoding and saved so.
    Mojibake = "content-mojibake",
    /// Letters are gone from a file.
    LostLetter = "content-lost-letter",
    /// A text breaks the rules of templates.
    Template = "content-template",
    /// A text grows too large by its template.
    TemplateLarge = "content-template-large",
    /// A value has no words in the language of the piece.
    Untranslated = "content-untranslated",
    /// There is no picture at a path.
    ImageMissing = "markup-image-missing",
    /// A figure is no fact.
    BareFigure = "markup-bare-figure",
    /// A link leads to no place of the text.
    LinkAnchor = "markup-link-anchor",
    /// A text is too much for its slot.
    Overfull = "compile-slot",
    /// A layout asks for a font that there is not.
    FontFamily = "compile-font-family",
    /// No font has a character.
    NoGlyph = "compile-no-glyph",
    /// Another font than that of the text has a character.
    ForeignFont = "compile-foreign-font",
    /// A file cannot be written.
    Write = "compile-write",
    /// This program failed at a job.
    Panic = "compile-panic",
}

/// How the program ends; of several the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// The content is at fault.
    Content = 1,
    /// The command line is at fault.
    Usage = 2,
    /// A disk, a lock, or this program is at fault.
    System = 3,
}
