//! Who sells and who buys, as they stand on a document.

use std::sync::Arc;

use perennial_core::Buyer;
use perennial_core::account::CountryCode;
use perennial_core::seller::Seller as Identity;
use perennial_core::text::Name;

use crate::look::Look;

/// Who sells: as the law wants it named, how to reach them, and how they look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seller {
    /// As the law wants it named. On a bill it is as it was when the bill was written.
    pub identity: Identity,
    /// Where customers manage their services.
    pub url: Option<String>,
    /// Where customers are answered.
    pub email: Option<String>,
    /// Where they can call.
    pub phone: Option<String>,
    /// The account that is paid into.
    pub iban: Option<String>,
    /// The bank of that account.
    pub bic: Option<String>,
    /// How their papers look.
    pub look: Arc<Look>,
}

impl Seller {
    /// The same seller as it was once.
    #[must_use]
    pub fn as_it_was(&self, identity: Identity) -> Self {
        Self { identity, ..self.clone() }
    }

    /// The postal address, line by line.
    pub(crate) fn address(&self) -> Vec<String> {
        let Identity { street, zip, city, country, .. } = &self.identity;
        let city: Vec<&str> = zip.iter().chain(city).map(Name::as_str).collect();
        let street = street.iter().map(ToString::to_string);
        let country = country.map(|country| country.to_string());
        street.chain([city.join(" ")]).chain(country).filter(|line| !line.is_empty()).collect()
    }
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
