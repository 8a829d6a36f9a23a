//! An account: the customer, and the unit within which everything is consistent.
//!
//! An account has one currency. Passwords and credentials are elsewhere.

use jiff::Timestamp;

use crate::calendar::{Calendar, RenewDay};
use crate::id::AccountId;
use crate::money::Currency;
use crate::tax::AccountTax;
use crate::text::Name;

/// A customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id, which no customer sees.
    pub id: AccountId,
    /// The name it is known by (nichandle), such as `ab12345-ovh`.
    pub nichandle: Name,
    /// The currency it is billed in.
    pub currency: Currency,
    /// The tax of its bills.
    pub tax: AccountTax,
    /// The seller's subsidiary that bills it, which is also the series of its bills: `FR`, `FI`, `WE`.
    pub subsidiary: Subsidiary,
    /// When it was made.
    pub created_at: Timestamp,
    /// What it has chosen about automatic renewal; none before it has chosen anything.
    pub autorenew: Option<AutoRenew>,
    /// Who the customer is.
    pub profile: Profile,
}

/// What an account has chosen about automatic renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AutoRenew {
    /// Whether its own renew day counts; the calendar's otherwise.
    pub active: bool,
    /// The day of the month on which it is debited.
    pub renew_day: RenewDay,
}

impl Account {
    /// The day of the month on which the account is debited.
    #[must_use]
    pub fn renew_day(&self, calendar: &Calendar) -> RenewDay {
        let chosen = self.autorenew.filter(|chosen| chosen.active);
        chosen.map_or(calendar.renew_day(), |chosen| chosen.renew_day)
    }
}

/// Who the customer is and how to write to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Where notices go.
    pub email: Name,
    /// The country, ISO 3166 alpha-2.
    pub country: CountryCode,
    /// The language of notices and documents, such as `fi_FI`.
    pub language: Name,
    /// `individual`, `corporation`, …: the API's `LegalFormEnum`.
    pub legal_form: Name,
    /// First name.
    pub first_name: Option<Name>,
    /// Family name.
    pub last_name: Option<Name>,
    /// Company or association.
    pub organisation: Option<Name>,
    /// Street and number.
    pub address: Option<Name>,
    /// Postal code.
    pub zip: Option<Name>,
    /// City.
    pub city: Option<Name>,
    /// Telephone number, as the customer wrote it.
    pub phone: Option<Name>,
    /// Identification number for value-added tax.
    pub vat: Option<Name>,
}

/// A text that is not two or more upper-case letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a code of {what}: write {allowed}, such as FR")]
pub struct CodeError {
    text: String,
    what: &'static str,
    allowed: &'static str,
}

/// A country, ISO 3166-1 alpha-2: two upper-case letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Reads a country code.
    ///
    /// # Errors
    ///
    /// [`CodeError`] unless it is two upper-case ASCII letters.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(CodeError {
                text: text.to_owned(),
                what: "a country",
                allowed: "two upper-case letters",
            }),
        }
    }
}

impl std::fmt::Display for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b] = self.0;
        write!(f, "{}{}", char::from(a), char::from(b))
    }
}

/// A subsidiary of the seller: two to four upper-case letters. Each numbers its bills in a series of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subsidiary(String);

impl Subsidiary {
    /// Reads a subsidiary's code.
    ///
    /// # Errors
    ///
    /// [`CodeError`] unless it is two to four upper-case ASCII letters.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let letters = text.bytes().all(|b| b.is_ascii_uppercase());
        if letters && (2..=4).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError {
                text: text.to_owned(),
                what: "a subsidiary",
                allowed: "two to four upper-case letters",
            })
        }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Subsidiary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_upper_case_letters() {
        assert_eq!(CountryCode::parse("FI").unwrap().to_string(), "FI");
        assert_eq!(Subsidiary::parse("ASIA").unwrap().as_str(), "ASIA");
        for text in ["", "F", "fi", "F1", "É", "ASIAN", "FR "] {
            assert!(Subsidiary::parse(text).is_err(), "{text:?}");
            assert!(CountryCode::parse(text).is_err(), "{text:?}");
        }
        let error = CountryCode::parse("fr").unwrap_err().to_string();
        assert_eq!(
            error,
            "`fr` is not a code of a country: write two upper-case letters, such as FR"
        );
    }
}
