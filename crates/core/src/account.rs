//! An account: the customer, and the unit within which everything is consistent.
//!
//! An account has one currency. Passwords and credentials are elsewhere.

use jiff::Timestamp;

use crate::calendar::{Calendar, RenewDay};
use crate::id::AccountId;
use crate::limits::BALANCE_UNITS_MAX;
use crate::money::{Currency, Money, UCENTS_PER_UNIT};
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
    /// Below which balances it wants to be told.
    pub alerts: Alerts,
    /// Who the customer is.
    pub profile: Profile,
}

/// Below which balances a customer wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alerts {
    /// Of the prepaid account, in whole units of the account's currency.
    pub prepaid: Option<Threshold>,
    /// Of fidelity points.
    pub points: Option<Threshold>,
}

/// A balance in whole units, from nothing to [`BALANCE_UNITS_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(i64);

/// A number that is no threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "alertThreshold: {units} cannot be a threshold; give a whole number from 0 to {BALANCE_UNITS_MAX}, or null for no alert"
)]
pub struct ThresholdOutOfRange {
    units: i64,
}

impl Threshold {
    /// A threshold of whole units.
    ///
    /// # Errors
    ///
    /// [`ThresholdOutOfRange`] below nothing and above what a balance comes to.
    pub const fn try_new(units: i64) -> Result<Self, ThresholdOutOfRange> {
        if units >= 0 && units <= BALANCE_UNITS_MAX {
            Ok(Self(units))
        } else {
            Err(ThresholdOutOfRange { units })
        }
    }

    /// The whole units.
    #[must_use]
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The same in micro-cents.
    #[must_use]
    pub const fn ucents(self) -> i64 {
        self.0.saturating_mul(UCENTS_PER_UNIT)
    }

    /// Whether a balance that was not below the threshold is below it now.
    #[must_use]
    pub fn is_passed(self, before: Money, after: Money) -> bool {
        let ucents = self.ucents();
        before.ucents() >= ucents && after.ucents() < ucents
    }
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
    fn a_threshold_is_passed_once_on_the_way_down() {
        let threshold = Threshold::try_new(10).unwrap();
        let eur = |text| Money::parse(text, Currency::Eur).unwrap();
        assert!(threshold.is_passed(eur("10"), eur("9.99")));
        assert!(!threshold.is_passed(eur("9.99"), eur("5")), "it was told of before");
        assert!(!threshold.is_passed(eur("11"), eur("10")));
        assert!(!Threshold::try_new(0).unwrap().is_passed(eur("1"), eur("0")));
        assert!(Threshold::try_new(-1).is_err() && Threshold::try_new(i64::MAX).is_err());
    }

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
