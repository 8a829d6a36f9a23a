//! Who sells and who buys, as they stand on a document.

use perennial_core::Buyer;
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
    /// Whoever buys.
    #[must_use]
    pub fn of(buyer: &Buyer) -> Self {
        let names = [&buyer.first_name, &buyer.last_name];
        let names: Vec<&str> = names.into_iter().flatten().map(Name::as_str).collect();
        Self {
            nichandle: buyer.nichandle.clone(),
            organisation: buyer.organisation.clone(),
            person: Some(names.join(" ")).filter(|person| !person.is_empty()),
            street: buyer.address.clone(),
            zip: buyer.zip.clone(),
            city: buyer.city.clone(),
            country: buyer.country,
            vat: buyer.vat.clone(),
        }
    }
}
