//! How a seller looks on paper: a logo, a colour, a font, and words of their own around the table.
//!
//! A look is read once, when the program starts, and what cannot be used is refused then. It is not kept with papers: an old
//! bill is shown as the seller looks today.

mod colour;
mod logo;
mod shapes;
mod style;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

pub use colour::{Colour, ColourError};
pub(crate) use logo::Art;
pub use logo::{LOGO_BYTES_MAX, Logo, LogoError};
pub use shapes::ShapesError;

use crate::language::Language;
use crate::paper::Fonts;
use style::PageStyle;

/// How a seller looks on paper; [`Look::default`] is that of the program.
#[derive(Debug, Default)]
pub struct Look {
    logo: Option<Logo>,
    colour: Option<Colour>,
    font: Option<FontFile>,
    texts: BTreeMap<&'static str, Texts>,
    page: OnceLock<PageStyle>,
}

/// Words of the seller around the table, in one language. A line break begins a new paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// Above it.
    pub before: Option<String>,
    /// Below the totals.
    pub after: Option<String>,
}

/// The most bytes that a font file may have: it is part of every page.
pub const FONT_BYTES_MAX: usize = 2 << 20;

/// Why a font is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// It is too large.
    #[error("the file has {bytes} bytes; at most {FONT_BYTES_MAX} are allowed")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// It is no font that can be put into a document.
    #[error(
        "this is no font in TrueType or OpenType format (.ttf, .otf) that can be put into a document"
    )]
    NoFont,
    /// It lacks characters that every bill has.
    #[error(
        "the font has no `{0}`, and bills need it: take one with the letters of western Europe, digits and `€`"
    )]
    Lacks(char),
}

/// A language that there are no words of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a language of papers; there are en, fi and fr")]
pub struct UnknownLanguage {
    /// What was given.
    pub code: String,
}

/// A font with its file.
#[derive(Clone)]
pub(crate) struct FontFile {
    bytes: &'static [u8],
    pub(crate) fonts: Fonts,
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FontFile({} bytes)", self.bytes.len())
    }
}

/// Two looks are one when the same was given for both.
impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        let font = |look: &Self| look.font.as_ref().map(|font| font.bytes);
        self.logo == other.logo
            && self.colour == other.colour
            && font(self) == font(other)
            && self.texts == other.texts
    }
}

impl Eq for Look {}

impl Look {
    /// The same with a logo.
    #[must_use]
    pub fn with_logo(mut self, logo: Logo) -> Self {
        self.logo = Some(logo);
        self
    }

    /// The same with a colour.
    #[must_use]
    pub const fn with_colour(mut self, colour: Colour) -> Self {
        self.colour = Some(colour);
        self
    }

    /// The same in a font, which is kept for the life of the program.
    ///
    /// # Errors
    ///
    /// [`FontError`] when it cannot be used.
    pub fn with_font(mut self, bytes: Vec<u8>) -> Result<Self, FontError> {
        if bytes.len() > FONT_BYTES_MAX {
            return Err(FontError::TooLarge { bytes: bytes.len() });
        }
        let bytes: &'static [u8] = bytes.leak();
        let fonts = Fonts::read(bytes).ok_or(FontError::NoFont)?;
        let needed = "AZaz09 .,:-()%€£$éèàçöäåÖÄÅ’";
        if let Some(missing) = needed.chars().find(|c| !fonts.has(*c)) {
            return Err(FontError::Lacks(missing));
        }
        self.font = Some(FontFile { bytes, fonts });
        Ok(self)
    }

    /// The same with words in a language, such as `fr`.
    ///
    /// # Errors
    ///
    /// [`UnknownLanguage`] when papers are not written in it.
    pub fn with_texts(mut self, code: &str, texts: Texts) -> Result<Self, UnknownLanguage> {
        let tag = Language::of(code).tag();
        if tag != code {
            return Err(UnknownLanguage { code: code.to_owned() });
        }
        self.texts.insert(tag, texts);
        Ok(self)
    }

    /// The logo.
    #[must_use]
    pub const fn logo(&self) -> Option<&Logo> {
        self.logo.as_ref()
    }

    /// The colour.
    #[must_use]
    pub const fn colour(&self) -> Option<Colour> {
        self.colour
    }

    /// Whether there is a font of its own.
    #[must_use]
    pub const fn has_font(&self) -> bool {
        self.font.is_some()
    }

    /// The languages that there are words in.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.texts.keys().copied()
    }

    /// The words in a language; none where none were given.
    pub(crate) fn texts(&self, language: Language) -> Option<&Texts> {
        self.texts.get(language.tag())
    }

    /// The fonts of its papers.
    pub(crate) fn fonts(&self) -> Option<Fonts> {
        self.font.as_ref().map(|font| font.fonts)
    }

    /// The style of its pages, and what their policy is.
    pub(crate) fn page(&self) -> &PageStyle {
        self.page.get_or_init(|| PageStyle::of(self))
    }
}

#[cfg(test)]
mod tests;
