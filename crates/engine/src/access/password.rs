//! Passwords of people: which ones can be set, and how they are kept.
//!
//! What is kept is an Argon2id hash (RFC 9106) with 19 MiB, two passes and one lane, the least that OWASP's Password
//! Storage Cheat Sheet advises. There are no rules about kinds of characters and no end of validity, as NIST SP 800-63B
//! wants it; length counts. Passwords are not compared with lists of those that were stolen elsewhere.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use zeroize::Zeroizing;

/// The fewest characters of a password.
pub const CHARACTERS_MIN: usize = 12;
/// The most bytes of a password: what is longer costs us time and its holder nothing.
pub const BYTES_MAX: usize = 256;
/// The fewest different characters of a password.
const DIFFERENT_MIN: usize = 5;

/// A password that can be set.
pub struct Password(Zeroizing<String>);

/// Why a password cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// It is short.
    #[error(
        "the password has {characters} characters; it needs at least {CHARACTERS_MIN}: three or four words will do"
    )]
    TooShort {
        /// How many it has.
        characters: usize,
    },
    /// It is long.
    #[error("the password has {bytes} bytes; at most {BYTES_MAX} are allowed")]
    TooLong {
        /// How many it has.
        bytes: usize,
    },
    /// It is the same few characters again and again.
    #[error(
        "the password has fewer than {DIFFERENT_MIN} different characters; choose one that is harder to guess"
    )]
    Monotonous,
    /// The name of the account is in it.
    #[error("the name of the account is in the password; choose one that is harder to guess")]
    NamesAccount,
}

impl Password {
    /// A password for the account with a name.
    ///
    /// # Errors
    ///
    /// [`PasswordRefusal`] for the first thing that is wrong with it.
    pub fn parse(text: &str, nichandle: &str) -> Result<Self, PasswordRefusal> {
        let characters = text.chars().count();
        if text.len() > BYTES_MAX {
            return Err(PasswordRefusal::TooLong { bytes: text.len() });
        }
        if characters < CHARACTERS_MIN {
            return Err(PasswordRefusal::TooShort { characters });
        }
        let different: std::collections::BTreeSet<char> = text.chars().collect();
        if different.len() < DIFFERENT_MIN {
            return Err(PasswordRefusal::Monotonous);
        }
        if text.to_lowercase().contains(&nichandle.to_lowercase()) {
            return Err(PasswordRefusal::NamesAccount);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    /// What is kept of it. Takes tens of milliseconds, on purpose.
    pub(crate) fn hash(&self, salt: &[u8; 16]) -> Option<String> {
        let hash = Argon2::default().hash_password_with_salt(self.0.as_bytes(), salt);
        hash.ok().map(|hash: PasswordHash| hash.to_string())
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Whether a text is the password of which this was kept. Without anything that was kept it takes as long, and is not.
pub(crate) fn verify(text: &str, kept: Option<&str>) -> bool {
    let kept = kept.unwrap_or(NOBODYS);
    let Ok(kept) = PasswordHash::new(kept) else { return false };
    // What is longer was never set; it is not worth the time of a hash, which says nothing about any account.
    text.len() <= BYTES_MAX && Argon2::default().verify_password(text.as_bytes(), &kept).is_ok()
}

/// Whether a text is what is kept of a password.
pub(crate) fn is_hash(kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| hash.algorithm.as_str() == "argon2id")
}

/// The hash of a password that nobody has: the bytes of its hash are drawn, not computed.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$S5c0qkqYHkLFcW1jO3Gv4g$8u1tq9vGJm7m9Hk9C3Yb1mC3m2p0x1Zc3bq1j0Q7x2M";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_easily_guessed() {
        let refused = |text: &str| Password::parse(text, "ab123-ovh").map(|_| ()).unwrap_err();
        assert_eq!(refused("elevenchars"), PasswordRefusal::TooShort { characters: 11 });
        assert_eq!(refused("äöüäöüäöüäöå"), PasswordRefusal::Monotonous);
        assert_eq!(refused("my AB123-ovh, mine"), PasswordRefusal::NamesAccount);
        assert_eq!(refused(&"ab cd ef".repeat(40)), PasswordRefusal::TooLong { bytes: 320 });
        let good = Password::parse("correct horse battery", "ab123-ovh").unwrap();
        assert_eq!(format!("{good:?}"), "Password(…)");
    }

    #[test]
    fn what_is_kept_tells_the_password_from_others() {
        let password = Password::parse("correct horse battery", "ab123-ovh").unwrap();
        let kept = password.hash(&[7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("correct horse battery", Some(&kept)));
        assert!(!verify("correct horse batterz", Some(&kept)));
        assert!(!verify("correct horse battery", None));
        assert!(!verify("", Some("not a hash")));
        assert_ne!(password.hash(&[8; 16]).unwrap(), kept, "the salt counts");
        // Nobody's password must be one that takes as long to refuse.
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
