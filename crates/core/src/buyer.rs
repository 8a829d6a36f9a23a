//! Who buys, as it stood when a bill was written.
//!
//! A profile changes when its holder moves, marries or registers for tax. What stands on a bill does not: it is copied
//! when the bill is written.

use crate::account::{Account, CountryCode, Profile};
use crate::text::Name;

/// The holder of an account, as a bill names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    /// The name of the account.
    pub nichandle: Name,
    /// The language of the bill, such as `fi_FI`.
    pub language: Name,
    /// Company or association.
    pub organisation: Option<Name>,
    /// First name.
    pub first_name: Option<Name>,
    /// Family name.
    pub last_name: Option<Name>,
    /// Street and number.
    pub address: Option<Name>,
    /// Postal code.
    pub zip: Option<Name>,
    /// City.
    pub city: Option<Name>,
    /// Country.
    pub country: CountryCode,
    /// Identification number for value-added tax.
    pub vat: Option<Name>,
}

impl Buyer {
    /// The holder of an account as they are now.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        let Profile { language, organisation, first_name, last_name, .. } = &account.profile;
        let Profile { address, zip, city, country, vat, .. } = &account.profile;
        Self {
            nichandle: account.nichandle.clone(),
            language: language.clone(),
            organisation: organisation.clone(),
            first_name: first_name.clone(),
            last_name: last_name.clone(),
            address: address.clone(),
            zip: zip.clone(),
            city: city.clone(),
            country: *country,
            vat: vat.clone(),
        }
    }

    /// Its texts in a fixed order, an empty one for what is not given: a name is never empty.
    pub(crate) fn texts(&self) -> [String; 10] {
        let given =
            |name: &Option<Name>| name.as_ref().map(ToString::to_string).unwrap_or_default();
        [
            self.nichandle.to_string(),
            self.language.to_string(),
            given(&self.organisation),
            given(&self.first_name),
            given(&self.last_name),
            given(&self.address),
            given(&self.zip),
            given(&self.city),
            self.country.to_string(),
            given(&self.vat),
        ]
    }
}
