//! Who sells and who buys, as they stand on a document.

use perennial_core::Account;
use perennial_core::account::CountryCode;
use perennial_core::text::Name;

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seller {
    /// The name, as customers know it.
    pub name: String,
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// Identification number for value-added tax.
    pub vat: Option<String>,
    /// Number in the register of companies.
    pub register: Option<String>,
    /// Where customers are answered.
    pub email: Option<String>,
    /// Where customers manage their services.
    pub url: Option<String>,
}

/// Who buys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The account's name.
    pub nichandle: Name,
    /// Company or association.
    pub organisation: Option<Name>,
    /// First name and family name.
    pub person: Option<String>,
    /// Street and number.
    pub street: Option<Name>,
    /// Postal code.
    pub zip: Option<Name>,
    /// City.
    pub city: Option<Name>,
    /// Country.
    pub country: CountryCode,
    /// Identification number for value-added tax.
    pub vat: Option<Name>,
}

impl Party {
    /// The holder of an account.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        let profile = &account.profile;
        let names = [&profile.first_name, &profile.last_name];
        let names: Vec<&str> = names.into_iter().flatten().map(Name::as_str).collect();
        Self {
            nichandle: account.nichandle.clone(),
            organisation: profile.organisation.clone(),
            person: Some(names.join(" ")).filter(|person| !person.is_empty()),
            street: profile.address.clone(),
            zip: profile.zip.clone(),
            city: profile.city.clone(),
            country: profile.country,
            vat: profile.vat.clone(),
        }
    }
}
