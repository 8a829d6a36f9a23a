//! Bank accounts that may be debited: what may be kept of one, and how an IBAN is checked.
//!
//! An IBAN is read here and nowhere else. What is left of it is the country, the check digits and the last four
//! characters; no message repeats more.

use crate::text::{Name, TextError};

/// How long IBANs are in the countries of the Single Euro Payments Area (ISO 13616 registry; EPC409-09).
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("VA", 22),
];

/// What is kept of a bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankAccount {
    /// Its IBAN with the middle hidden.
    pub masked_iban: String,
    /// Whose it is, and at which bank.
    pub details: BankDetails,
}

/// Whose a bank account is, and at which bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankDetails {
    /// BIC of the bank, if it is known.
    pub bic: Option<Name>,
    /// The owner.
    pub owner_name: Name,
    /// The owner's address, if it is known.
    pub owner_address: Option<Name>,
}

/// Why something is not taken for a bank account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BankRefusal {
    /// It begins with no country, or has something else than letters and digits in it.
    #[error("an IBAN begins with two letters and two digits, and has letters and digits only")]
    NoIban,
    /// The country is not one that SEPA direct debit reaches.
    #[error(
        "an IBAN of {country} cannot be debited: SEPA direct debit does not reach that country"
    )]
    Country {
        /// The country.
        country: String,
    },
    /// It is too short or too long for its country.
    #[error("the IBAN has {given} characters; those of {country} have {wanted}")]
    Length {
        /// The country.
        country: &'static str,
        /// How many it has.
        given: usize,
        /// How many it would have.
        wanted: usize,
    },
    /// The check digits do not fit.
    #[error("the IBAN is mistyped: its check digits do not fit the rest")]
    Checksum,
    /// The BIC is none.
    #[error(
        "a BIC has 8 or 11 characters: four letters for the bank, two for the country, then letters and digits"
    )]
    NoBic,
    /// The BIC is that of a bank in a country whose accounts have other IBANs.
    #[error("the BIC is of a bank in {bic_country}, the IBAN of an account in {iban_country}")]
    OtherCountry {
        /// The country of the BIC.
        bic_country: String,
        /// The country of the IBAN.
        iban_country: &'static str,
    },
    /// The owner's name or address is no text.
    #[error("the {what} of the owner: {error}")]
    Owner {
        /// `name` or `address`.
        what: &'static str,
        /// What is wrong with it.
        error: TextError,
    },
}

impl BankAccount {
    /// Reads an account as its owner gives it. BIC and address may be empty.
    ///
    /// # Errors
    ///
    /// [`BankRefusal`] for the first thing that is wrong.
    pub fn parse(
        iban: &str,
        bic: &str,
        owner_name: &str,
        owner_address: &str,
    ) -> Result<Self, BankRefusal> {
        let (country, masked_iban) = check_iban(iban)?;
        let bic = if bic.trim().is_empty() { None } else { Some(check_bic(bic, country)?) };
        let text = |what, text: &str| {
            Name::parse(text).map_err(|error| BankRefusal::Owner { what, error })
        };
        let address = owner_address.split_whitespace().collect::<Vec<_>>().join(" ");
        let owner_address =
            if address.is_empty() { None } else { Some(text("address", &address)?) };
        let owner_name = text("name", owner_name)?;
        let details = BankDetails { bic, owner_name, owner_address };
        Ok(Self { masked_iban, details })
    }
}

/// The country of an IBAN, and what may be shown of it.
fn check_iban(iban: &str) -> Result<(&'static str, String), BankRefusal> {
    let iban: String = iban.chars().filter(|c| !c.is_whitespace()).collect();
    let iban = iban.to_ascii_uppercase();
    let (country, rest) = iban.split_at_checked(2).ok_or(BankRefusal::NoIban)?;
    let (check, account) = rest.split_at_checked(2).ok_or(BankRefusal::NoIban)?;
    let is_plain = account.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    if !country.bytes().all(|b| b.is_ascii_uppercase())
        || !check.bytes().all(|b| b.is_ascii_digit())
        || !is_plain
    {
        return Err(BankRefusal::NoIban);
    }
    let known = LENGTHS.iter().find(|(code, _)| *code == country);
    let Some((code, wanted)) = known else {
        return Err(BankRefusal::Country { country: country.to_owned() });
    };
    if iban.len() != *wanted {
        return Err(BankRefusal::Length { country: code, given: iban.len(), wanted: *wanted });
    }
    if remainder(account.chars().chain(country.chars()).chain(check.chars())) != 1 {
        return Err(BankRefusal::Checksum);
    }
    let shown = account.len().saturating_sub(4);
    let last = account.get(shown..).unwrap_or_default();
    Ok((code, format!("{country}{check} **** {last}")))
}

/// The number that the characters stand for (A is 10), modulo 97 (ISO/IEC 7064).
fn remainder(characters: impl Iterator<Item = char>) -> u32 {
    characters.filter_map(|c| c.to_digit(36)).fold(0, |so_far, value| {
        let scale = if value > 9 { 100 } else { 10 };
        u32::saturating_mul(so_far, scale).saturating_add(value).wrapping_rem(97)
    })
}

fn check_bic(bic: &str, iban_country: &'static str) -> Result<Name, BankRefusal> {
    let bic: String = bic.chars().filter(|c| !c.is_whitespace()).collect();
    let bic = bic.to_ascii_uppercase();
    let letter = |b: u8| b.is_ascii_uppercase();
    let (bank, rest) = bic.as_bytes().split_at_checked(4).ok_or(BankRefusal::NoBic)?;
    let (country, place) = rest.split_at_checked(2).ok_or(BankRefusal::NoBic)?;
    let is_place = matches!(place.len(), 2 | 5);
    let plain = |b: &u8| letter(*b) || b.is_ascii_digit();
    if !bank.iter().chain(country).all(|b| letter(*b)) || !is_place || !place.iter().all(plain) {
        return Err(BankRefusal::NoBic);
    }
    let bic_country = bic.get(4..6).unwrap_or_default();
    if !shares_banks(bic_country, iban_country) {
        let bic_country = bic_country.to_owned();
        return Err(BankRefusal::OtherCountry { bic_country, iban_country });
    }
    Name::parse(&bic).map_err(|_| BankRefusal::NoBic)
}

/// Whether a bank of one country keeps accounts with IBANs of another: French ones in its territories and Monaco, British
/// ones in the Crown Dependencies.
fn shares_banks(bic: &str, iban: &str) -> bool {
    const FRENCH: &[&str] =
        &["GF", "GP", "MF", "BL", "MQ", "RE", "PM", "YT", "NC", "PF", "WF", "MC"];
    const BRITISH: &[&str] = &["JE", "GG", "IM"];
    bic == iban
        || iban == "FR" && FRENCH.contains(&bic)
        || iban == "MC" && bic == "FR"
        || iban == "GB" && BRITISH.contains(&bic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iban(text: &str) -> Result<String, BankRefusal> {
        BankAccount::parse(text, "", "Alice Martin", "").map(|account| account.masked_iban)
    }

    #[test]
    fn an_iban_leaves_its_ends() {
        for (text, shown) in [
            ("FR14 2004 1010 0505 0001 3M02 606", "FR14 **** 2606"),
            ("de89370400440532013000", "DE89 **** 3000"),
            ("GB82 WEST 1234 5698 7654 32", "GB82 **** 5432"),
            ("FI2112345600000785", "FI21 **** 0785"),
            ("NO9386011117947", "NO93 **** 7947"),
            ("MT84MALT011000012345MTLCAST001S", "MT84 **** 001S"),
        ] {
            assert_eq!(iban(text), Ok(shown.to_owned()));
        }
        let account = BankAccount::parse("DE89370400440532013000", "", "A", "").unwrap();
        assert!(!format!("{account:?}").contains("370400"), "nothing shows more");
    }

    #[test]
    fn what_is_no_iban_says_why() {
        use BankRefusal::{Checksum, Country, Length, NoIban};
        assert_eq!(iban(""), Err(NoIban));
        assert_eq!(iban("1234"), Err(NoIban));
        assert_eq!(iban("FRAB20041010050500013M02606"), Err(NoIban));
        assert_eq!(iban("DE89-3704-0044-0532-0130-00"), Err(NoIban));
        assert_eq!(iban("DÉ89370400440532013000"), Err(NoIban));
        assert_eq!(iban("US64SVBKUS6S3300958879"), Err(Country { country: "US".to_owned() }));
        let length = Length { country: "DE", given: 21, wanted: 22 };
        assert_eq!(iban("DE8937040044053201300"), Err(length));
        assert_eq!(iban("DE98370400440532013000"), Err(Checksum), "two digits are swapped");
        assert_eq!(iban("DE89370400440532013001"), Err(Checksum));
    }

    #[test]
    fn a_bic_is_of_the_country_of_the_account() {
        let read = |bic| BankAccount::parse("FR1420041010050500013M02606", bic, "Alice", " ");
        for bic in ["PSSTFRPP", "psst fr pp xxx", "BNPAMQMX"] {
            assert!(read(bic).unwrap().details.bic.is_some(), "{bic}");
        }
        assert_eq!(read("").unwrap().details.bic, None);
        for bic in ["PSSTFRP", "PSSTFRPPX", "12STFRPP", "PSSTFRPPXX-", "ÄÖÜÄFRPP"] {
            assert_eq!(read(bic), Err(BankRefusal::NoBic), "{bic}");
        }
        let other = BankRefusal::OtherCountry { bic_country: "DE".to_owned(), iban_country: "FR" };
        assert_eq!(read("COBADEFFXXX"), Err(other));
    }

    #[test]
    fn an_account_has_an_owner() {
        let read = |name, address| BankAccount::parse("FI2112345600000785", "", name, address);
        let owner = BankRefusal::Owner { what: "name", error: TextError::Empty };
        assert_eq!(read(" ", ""), Err(owner));
        let details = read("Alice", "1 rue des\n  Lilas").unwrap().details;
        assert_eq!(details.owner_address.unwrap().as_str(), "1 rue des Lilas");
    }
}
