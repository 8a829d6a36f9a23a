//! Why a line is taxed at its rate.

use crate::account::CountryCode;

/// Why a tax rate applies. It stands on order, bill and ledger beside the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxGround {
    /// The operator agreed the rate with the account.
    Agreed,
    /// The standard rate of a country: that of the seller at home, that of the customer elsewhere in the Union (Directive
    /// 2006/112/EC, Articles 45 and 58).
    Country(CountryCode),
    /// No tax is charged: the customer, a business in another member state, owes it there (Article 196).
    ReverseCharge(CountryCode),
    /// No tax is charged: the customer is outside the Union (Articles 44 and 59).
    Outside(CountryCode),
}

impl TaxGround {
    /// The code under which it is stored, such as `country:FI`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Agreed => "agreed".to_owned(),
            Self::Country(country) => format!("country:{country}"),
            Self::ReverseCharge(country) => format!("reverseCharge:{country}"),
            Self::Outside(country) => format!("outside:{country}"),
        }
    }

    /// The ground with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let Some((kind, country)) = code.split_once(':') else {
            return (code == "agreed").then_some(Self::Agreed);
        };
        let country = CountryCode::parse(country).ok()?;
        match kind {
            "country" => Some(Self::Country(country)),
            "reverseCharge" => Some(Self::ReverseCharge(country)),
            "outside" => Some(Self::Outside(country)),
            _ => None,
        }
    }
}

impl std::fmt::Display for TaxGround {
    /// In words, behind a rate: `the standard rate of FI`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Agreed => f.write_str("agreed with the account"),
            Self::Country(country) => write!(f, "the standard rate of {country}"),
            Self::ReverseCharge(country) => {
                write!(f, "reverse charge: a business in {country} owes the tax there")
            }
            Self::Outside(country) => {
                write!(f, "the customer is in {country}, outside the European Union")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        let finland = CountryCode::parse("FI").unwrap();
        for ground in [
            TaxGround::Agreed,
            TaxGround::Country(finland),
            TaxGround::ReverseCharge(finland),
            TaxGround::Outside(finland),
        ] {
            assert_eq!(TaxGround::from_code(&ground.code()), Some(ground));
        }
        for code in ["", "agreed:FI", "country", "country:", "country:fi", "export:FI"] {
            assert_eq!(TaxGround::from_code(code), None, "{code:?}");
        }
    }
}
