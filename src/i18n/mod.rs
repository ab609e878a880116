//! The words, in English and 中文. Every figure and reason becomes text here and nowhere else.
//!
//! Each room of the page has one file of words: a struct, and one constant per language. A missing translation does
//! not compile.

pub mod breaks;
pub mod canvas;
pub mod chart;
pub mod compare;
pub mod examples;
pub mod exchange;
pub mod figures;
pub mod flips;
pub mod formulas;
pub mod hint;
pub mod input;
pub mod lints;
pub mod outline;
pub mod panel;
pub mod reasons;
pub mod record;
pub mod share;
pub mod spreadsheet;
pub mod story;
pub mod strategies;
pub mod studies;
pub mod terms;
pub mod timers;
pub mod typical;
pub mod verdict;
pub mod weigh;
pub mod wishes;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English.
    En,
    /// 中文 (simplified).
    Zh,
}

impl Lang {
    /// The BCP 47 tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The language for a browser's preference such as "zh-HK" or "en-GB".
    pub fn from_preference(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The one of two values that is this language's.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}
