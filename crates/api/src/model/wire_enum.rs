//! How the enums of the wire are written: a table of variants and their exact spelling.
//!
//! A macro, because thirty enums with four trait implementations each would hide the spellings that matter.

/// Defines an enum of the wire from the name of its model and a table of spellings. After `|` stand other spellings
/// that are read as the same variant. A value that is not in the table is kept as `Other`.
macro_rules! wire_enum {
    (
        $(#[$meta:meta])*
        $name:ident = $id:literal { $($variant:ident = $text:literal $(| $also:literal)*),+ $(,)? }
    ) => {
        $(#[$meta])*
        ///
        #[doc = concat!("The wire's `", $id, "`. Made from text by `From`, which knows every spelling.")]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )+
            /// A value that this version does not know, as it was spelt.
            Other(String),
        }

        impl $name {
            /// The name of the model in the catalogue.
            pub const MODEL: &'static str = $id;
            /// Every value that this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The spelling on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text $(| $also)* => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(|text| Self::from(text.as_str()))
            }
        }
    };
}

pub(super) use wire_enum;
