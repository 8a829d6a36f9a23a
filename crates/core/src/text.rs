//! Short texts with bounds: names, codes, descriptions.
//!
//! A text here is trimmed, not empty, of bounded length and without control characters. Nothing else is
//! promised: escaping belongs to whoever prints it.

use crate::limits::TEXT_BYTES_MAX;

/// Why a text is not usable as a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing is left after trimming.
    #[error("the text is empty")]
    Empty,
    /// More than [`TEXT_BYTES_MAX`] bytes.
    #[error("the text has {bytes} bytes; at most {TEXT_BYTES_MAX} are allowed")]
    TooLong {
        /// Length in bytes of UTF-8.
        bytes: usize,
    },
    /// A control character, such as a tab or a line break.
    #[error("the text has a control character (U+{code:04X})")]
    Control {
        /// The character's code point.
        code: u32,
    },
}

/// A trimmed, bounded, printable text.
///
/// # Examples
///
/// ```
/// use perennial_core::text::Name;
///
/// assert_eq!(Name::parse(" vps112233.ovh.net ").unwrap().as_str(), "vps112233.ovh.net");
/// assert!(Name::parse(" ").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Trims and checks a text.
    ///
    /// # Errors
    ///
    /// [`TextError`] when it is empty, too long, or has control characters.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > TEXT_BYTES_MAX {
            return Err(TextError::TooLong { bytes: text.len() });
        }
        if let Some(control) = text.chars().find(|c| c.is_control()) {
            return Err(TextError::Control { code: control.into() });
        }
        Ok(Self(text.to_owned()))
    }

    /// A text of the program's own, which keeps to the rules.
    pub(crate) fn built_in(text: &'static str) -> Self {
        debug_assert!(Self::parse(text).is_ok());
        Self(text.to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bounded_and_printable() {
        assert_eq!(Name::parse("\t"), Err(TextError::Empty));
        assert_eq!(Name::parse(&"x".repeat(256)), Err(TextError::TooLong { bytes: 256 }));
        assert_eq!(Name::parse("a\u{0}b"), Err(TextError::Control { code: 0 }));
        assert_eq!(Name::parse("Été 2026").unwrap().as_str(), "Été 2026");
    }
}
