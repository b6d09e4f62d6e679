//! What is looked for, each by its name: `docs/preflight.md` lists them.

use crate::diag::{Message, Severity};
use crate::msg;

/// Writes the enum with the name and the severity of each rule, which stand nowhere else.
macro_rules! rules {
    ($($rule:ident = $name:literal $severity:ident,)*) => {
        /// A rule, as `docs/preflight.md` lists it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $(#[doc = concat!("`", $name, "`")] $rule,)* }

        impl Rule {
            /// Every rule there is.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// Its name: `x4-intent`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }

            /// The key of its sentence in the catalogues.
            pub(super) const fn id(self) -> &'static str {
                match self { $(Self::$rule => concat!("preflight-", $name)),* }
            }

            /// Error: it keeps a file from the press. Warning: look at it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity),* }
            }
        }
    };
}

rules! {
    Unreadable = "unreadable" Error,
    CutOff = "cut-off" Error,
    TooMuch = "too-much" Error,
    NoPages = "no-pages" Error,
    StreamBroken = "stream-broken" Error,
    Xref = "xref" Error,
    X4Version = "x4-version" Error,
    X4Id = "x4-id" Error,
    X4Encrypted = "x4-encrypted" Error,
    X4Metadata = "x4-metadata" Error,
    X4Identification = "x4-identification" Error,
    X4Dates = "x4-dates" Error,
    X4DatesDiffer = "x4-dates-differ" Error,
    X4Names = "x4-names" Error,
    X4Trapped = "x4-trapped" Error,
    X4Title = "x4-title" Error,
    X4Intent = "x4-intent" Error,
    X4IntentCondition = "x4-intent-condition" Error,
    Condition = "condition" Error,
    X4IntentProfile = "x4-intent-profile" Error,
    X4IntentReference = "x4-intent-reference" Error,
    X4IntentDamaged = "x4-intent-damaged" Error,
    X4IntentClass = "x4-intent-class" Error,
    X4IntentChannels = "x4-intent-channels" Error,
    BoxTrim = "box-trim" Error,
    BoxNesting = "box-nesting" Error,
    BoxCrop = "box-crop" Warning,
    PrintArea = "print-area" Error,
    PageTooLarge = "page-too-large" Error,
    PageSize = "page-size" Warning,
    PageRotate = "page-rotate" Warning,
    PageUnit = "page-unit" Warning,
    GroupSpace = "group-space" Error,
    Annotation = "annotation" Error,
    Action = "action" Error,
    Form = "form" Error,
    EmbeddedFile = "embedded-file" Error,
    Operator = "operator" Error,
    Postscript = "postscript" Error,
    Alternate = "alternate" Error,
    ExternalStream = "external-stream" Error,
    TransferFunction = "transfer-function" Error,
    Halftone = "halftone" Error,
    ResourceMissing = "resource-missing" Error,
    Lzw = "lzw" Error,
    Layer = "layer" Error,
    Font = "font" Error,
    FontBroken = "font-broken" Error,
    Rgb = "rgb" Error,
    Cmyk = "cmyk" Error,
    IccColor = "icc-color" Warning,
    IccGray = "icc-gray" Warning,
    PictureColor = "picture-color" Error,
    SpotAlternate = "spot-alternate" Error,
    SpotAll = "spot-all" Error,
    SpotTwice = "spot-twice" Error,
    SpotInk = "spot-ink" Error,
    SpotAlike = "spot-alike" Warning,
    InkOther = "ink-other" Error,
    SpaceUnknown = "space-unknown" Error,
    PictureUnread = "picture-unread" Warning,
    PictureCoarse = "picture-coarse" Error,
    PictureSoft = "picture-soft" Warning,
    Hairline = "hairline" Warning,
    SmallText = "small-text" Warning,
    TinyText = "tiny-text" Warning,
    WhiteText = "white-text" Warning,
    RichBlack = "rich-black" Warning,
    BlackText = "black-text" Warning,
    Courier = "courier" Warning,
    WhiteOverprint = "white-overprint" Error,
    Ink = "ink" Error,
    InkSum = "ink-sum" Warning,
    Bleed = "bleed" Error,
    BleedDoubt = "bleed-doubt" Warning,
    BleedColour = "bleed-colour" Warning,
    BleedLittle = "bleed-little" Warning,
}

/// Some of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSet(u128);

impl RuleSet {
    /// Whether a rule holds.
    pub fn has(self, rule: Rule) -> bool {
        self.0 >> rule as u32 & 1 == 1
    }

    /// These and others.
    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// These but for others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }
}

impl FromIterator<Rule> for RuleSet {
    fn from_iter<T: IntoIterator<Item = Rule>>(rules: T) -> Self {
        Self(rules.into_iter().fold(0, |all, rule| all | 1 << rule as u32))
    }
}

impl Default for RuleSet {
    /// All but those that only a variant asks for.
    fn default() -> Self {
        Rule::ALL.iter().copied().filter(|rule| !rule.is_of_variants()).collect()
    }
}

/// A rule with its sentence: `told!(Ink, sum = sum, limit = limit)`.
macro_rules! told {
    ($rule:ident $(, $key:ident = $value:expr)* $(,)?) => {
        ($crate::preflight::Rule::$rule, $crate::msg!($crate::preflight::Rule::$rule $(, $key = $value)*))
    };
}
pub(super) use told;

impl Rule {
    /// What to do about it.
    pub fn step(self) -> Message {
        match self {
            Self::PictureCoarse | Self::PictureSoft => msg!("preflight-step-picture"),
            Self::IccGray => msg!("preflight-step-gray"),
            Self::PictureColor => msg!("preflight-step-picture-color"),
            Self::FontBroken => msg!("preflight-step-font"),
            Self::CutOff => msg!("preflight-step-cut-off"),
            Self::SpotAlternate
            | Self::Rgb
            | Self::Cmyk
            | Self::IccColor
            | Self::SpotAll
            | Self::SpotTwice
            | Self::SpotInk
            | Self::SpotAlike
            | Self::GroupSpace => {
                msg!("preflight-step-colour")
            }
            Self::InkOther => msg!("preflight-step-inks"),
            Self::Ink | Self::InkSum => msg!("preflight-step-ink"),
            Self::BlackText => msg!("preflight-step-overprint"),
            Self::Courier => msg!("preflight-step-font"),
            Self::PictureUnread => msg!("preflight-step-picture-color"),
            Self::Condition => msg!("preflight-step-condition"),
            Self::SmallText | Self::TinyText | Self::WhiteText | Self::RichBlack | Self::Hairline => {
                msg!("preflight-step-text")
            }
            Self::Bleed | Self::BleedDoubt | Self::BleedColour => msg!("preflight-step-bleed"),
            Self::BleedLittle => msg!("preflight-step-bleed-little"),
            Self::Unreadable
            | Self::Xref
            | Self::TooMuch
            | Self::NoPages
            | Self::StreamBroken
            | Self::ResourceMissing => {
                msg!("preflight-step-file")
            }
            _ => msg!("preflight-step-export"),
        }
    }

    /// Whether only a variant asks for it.
    pub fn is_of_variants(self) -> bool {
        matches!(self, Self::SpotInk | Self::SpotAlike | Self::BlackText | Self::Courier)
    }

    /// Whether it keeps a file from the press.
    pub fn is_error(self) -> bool {
        self.severity() == Severity::Error
    }

    /// Whether it only says that something is very small: no wonder where pages are shown reduced.
    pub fn is_of_smallness(self) -> bool {
        matches!(self, Self::SmallText | Self::TinyText | Self::WhiteText | Self::Hairline)
    }

    /// Whether it speaks of a picture.
    pub fn is_of_pictures(self) -> bool {
        matches!(self, Self::PictureCoarse | Self::PictureSoft)
    }
}
