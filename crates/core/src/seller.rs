//! Who sells, as it stands on a bill when that is written.
//!
//! What the law wants to see of a seller (Directive 2006/112/EC, article 226) is kept with each bill and credit note: a
//! seller who moves, or is called otherwise, does not change papers that are issued. How a seller looks and is reached is
//! not part of it. The hash function is not here: this module says which bytes are hashed.

use crate::account::CountryCode;
use crate::bill::put;
use crate::text::Name;

/// A seller, as the law wants one named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// The name.
    pub name: Name,
    /// The lines of the address before the city.
    pub street: Vec<Name>,
    /// Postal code.
    pub zip: Option<Name>,
    /// City.
    pub city: Option<Name>,
    /// Country.
    pub country: Option<CountryCode>,
    /// Identification number for value-added tax.
    pub vat: Option<Name>,
    /// Number in the register of companies.
    pub register: Option<Name>,
}

impl Default for Seller {
    /// The name of the program, where the seller has given none.
    fn default() -> Self {
        Self::named(Name::built_in("Perennial"))
    }
}

impl Seller {
    /// A seller of whom nothing but the name is known.
    #[must_use]
    pub const fn named(name: Name) -> Self {
        Self {
            name,
            street: Vec::new(),
            zip: None,
            city: None,
            country: None,
            vat: None,
            register: None,
        }
    }

    /// The bytes whose hash is the key of the seller: everything it is made of. Each text has its length before it, so that
    /// no two different sellers have the same bytes.
    #[must_use]
    pub fn hashed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(b"perennial seller 1");
        let given = |name: &Option<Name>| name.as_ref().map_or("", Name::as_str).to_owned();
        let country = self.country.map(|country| country.to_string()).unwrap_or_default();
        let texts =
            [given(&self.zip), given(&self.city), country, given(&self.vat), given(&self.register)];
        put(&mut bytes, self.name.as_str());
        texts.iter().for_each(|text| put(&mut bytes, text));
        self.street.iter().for_each(|line| put(&mut bytes, line.as_str()));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::name;

    #[test]
    fn sellers_that_differ_anywhere_have_other_bytes() {
        let seller = Seller {
            street: vec![name("Kalevankatu 12"), name("B 3")],
            zip: Some(name("00100")),
            city: Some(name("Helsinki")),
            country: CountryCode::parse("FI").ok(),
            vat: Some(name("FI12345671")),
            register: Some(name("1234567-1")),
            ..Seller::named(name("Hosting Oy"))
        };
        let others = [
            Seller { name: name("Hosting Ab"), ..seller.clone() },
            Seller { street: vec![name("Kalevankatu 12"), name("B3")], ..seller.clone() },
            Seller { street: vec![name("Kalevankatu 12B 3")], ..seller.clone() },
            Seller { zip: None, ..seller.clone() },
            Seller { zip: None, city: seller.zip.clone(), ..seller.clone() },
            Seller { country: None, ..seller.clone() },
            Seller { vat: seller.register.clone(), register: seller.vat.clone(), ..seller.clone() },
        ];
        for other in others {
            assert_ne!(other.hashed_bytes(), seller.hashed_bytes(), "{other:?}");
        }
        assert_eq!(seller.hashed_bytes(), seller.clone().hashed_bytes());
    }
}
