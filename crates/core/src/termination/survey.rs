//! What a customer says about leaving: why, what comes next, and in words.

use crate::limits::COMMENTARY_BYTES_MAX;

/// What a customer says about the end of a service. Nothing need be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// Why.
    pub reason: Option<Reason>,
    /// What comes next.
    pub future_use: Option<FutureUse>,
    /// In words.
    pub commentary: Option<Commentary>,
}

/// Defines an enum with the spellings of the API, under which it is stored, too.
macro_rules! spelt {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code under which it is stored: the spelling of the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The one with a code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

spelt! {
    /// Why a service is ended.
    Reason {
        /// It does not do what is wanted.
        Features = "FEATURES_DONT_SUIT_ME",
        /// It is too slow.
        Performance = "LACK_OF_PERFORMANCES",
        /// Another product of the seller has taken its place.
        OtherProduct = "MIGRATED_TO_ANOTHER_OVH_PRODUCT",
        /// A product of somebody else has taken its place.
        Competitor = "MIGRATED_TO_COMPETITOR",
        /// The customer does not feel valued.
        Recognition = "NOT_ENOUGH_RECOGNITION",
        /// It is not needed.
        NotNeeded = "NOT_NEEDED_ANYMORE",
        /// It fails too often.
        NotReliable = "NOT_RELIABLE",
        /// The customer does not say.
        NoAnswer = "NO_ANSWER",
        /// Something else.
        Other = "OTHER",
        /// It is too small or too large.
        Dimension = "PRODUCT_DIMENSION_DONT_SUIT_ME",
        /// Its tools are not those that are wanted.
        Tools = "PRODUCT_TOOLS_DONT_SUIT_ME",
        /// It costs too much.
        TooExpensive = "TOO_EXPENSIVE",
        /// It is too difficult.
        TooHard = "TOO_HARD_TO_USE",
        /// The support does not help.
        Support = "UNSATIFIED_BY_CUSTOMER_SUPPORT",
    }
}

spelt! {
    /// What comes after a service.
    FutureUse {
        /// Nothing takes its place.
        Nothing = "NOT_REPLACING_SERVICE",
        /// Something else.
        Other = "OTHER",
        /// Another service of the seller.
        OtherService = "SUBSCRIBE_AN_OTHER_SERVICE",
        /// Another kind of service, of somebody else.
        OtherKindElsewhere = "SUBSCRIBE_OTHER_KIND_OF_SERVICE_WITH_COMPETITOR",
        /// The same kind of service, of somebody else.
        SimilarElsewhere = "SUBSCRIBE_SIMILAR_SERVICE_WITH_COMPETITOR",
    }
}

/// Words of a customer: not empty, of bounded length, with line breaks and tabs but no other control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commentary(String);

/// A text that cannot be a commentary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommentaryError {
    /// More than [`COMMENTARY_BYTES_MAX`] bytes.
    #[error("the text has {bytes} bytes; at most {COMMENTARY_BYTES_MAX} are allowed")]
    TooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
    /// A control character.
    #[error("the text has a control character (U+{code:04X})")]
    Control {
        /// The character's code point.
        code: u32,
    },
}

impl Commentary {
    /// Trims and checks a text; nothing is left of an empty one.
    ///
    /// # Errors
    ///
    /// [`CommentaryError`] when it is too long or has control characters.
    pub fn parse(text: &str) -> Result<Option<Self>, CommentaryError> {
        let text = text.trim();
        if text.len() > COMMENTARY_BYTES_MAX {
            return Err(CommentaryError::TooLong { bytes: text.len() });
        }
        let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        if let Some(control) = text.chars().find(is_control) {
            return Err(CommentaryError::Control { code: control.into() });
        }
        Ok((!text.is_empty()).then(|| Self(text.to_owned())))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_inverse() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
        }
        for future_use in FutureUse::ALL {
            assert_eq!(FutureUse::from_code(future_use.code()), Some(*future_use));
        }
        assert_eq!(Reason::from_code("other"), None);
    }

    #[test]
    fn a_commentary_is_bounded_and_printable() {
        let kept = Commentary::parse(" too slow\nfor us ").unwrap().unwrap();
        assert_eq!(kept.as_str(), "too slow\nfor us");
        assert_eq!(Commentary::parse(" \n "), Ok(None));
        assert_eq!(Commentary::parse("a\0b"), Err(CommentaryError::Control { code: 0 }));
        let long = "é".repeat(COMMENTARY_BYTES_MAX);
        assert_eq!(Commentary::parse(&long), Err(CommentaryError::TooLong { bytes: long.len() }));
    }
}
