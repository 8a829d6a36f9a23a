//! Tax rates and the tax of a net amount.
//!
//! Tax is rounded once per rate, on the net total of that rate (EN 16931, BR-CO-17); lines are never taxed one
//! by one. Which rate applies to whom is decided by [`TaxRules`].

mod ground;
mod rules;
mod vat_number;

pub use ground::TaxGround;
pub use rules::{AccountTax, Rates, Tax, TaxRules, TaxUndecided, is_member_state};
pub use vat_number::{is_vat_number, vat_number_forms};

use crate::money::{Money, MoneyError};

/// Hundredths of a percent in 100 %.
const WHOLE: u32 = 10_000;

/// A text that is not a rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a tax rate: write a percentage from 0 to 100 with at most 2 decimals, such as 20 or 25.5"
)]
pub struct TaxRateError {
    /// The text that was given.
    pub text: String,
}

/// A tax rate in hundredths of a percent, from 0 % to 100 %.
///
/// # Examples
///
/// ```
/// use perennial_core::{Currency, Money, TaxRate};
///
/// let net = Money::parse("37.87", Currency::Eur).unwrap();
/// let tax = TaxRate::parse("20").unwrap().tax_of(net).unwrap();
/// assert_eq!(tax.to_string(), "7.57 €");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxRate(u32);

impl TaxRate {
    /// No tax.
    pub const ZERO: Self = Self(0);

    /// A rate in hundredths of a percent: 2000 is 20 %.
    ///
    /// # Errors
    ///
    /// [`TaxRateError`] above 100 %.
    pub fn from_basis_points(basis_points: u32) -> Result<Self, TaxRateError> {
        if basis_points <= WHOLE {
            Ok(Self(basis_points))
        } else {
            Err(TaxRateError { text: format!("{basis_points} basis points") })
        }
    }

    /// The rate in hundredths of a percent.
    #[must_use]
    pub const fn basis_points(self) -> u32 {
        self.0
    }

    /// Reads a percentage such as `20` or `25.5`.
    ///
    /// # Errors
    ///
    /// [`TaxRateError`] for anything else, and above 100.
    pub fn parse(text: &str) -> Result<Self, TaxRateError> {
        parse_basis_points(text)
            .filter(|points| *points <= WHOLE)
            .map(Self)
            .ok_or_else(|| TaxRateError { text: text.to_owned() })
    }

    /// The tax on a net amount, rounded half up to the currency's minor unit.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] when the tax does not fit.
    pub fn tax_of(self, net: Money) -> Result<Money, MoneyError> {
        net.scaled_half_up(self.0, WHOLE)
    }
}

impl std::fmt::Display for TaxRate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0.wrapping_div(100), self.0.wrapping_rem(100));
        match part {
            0 => write!(f, "{whole} %"),
            part if part.wrapping_rem(10) == 0 => write!(f, "{whole}.{} %", part.wrapping_div(10)),
            part => write!(f, "{whole}.{part:02} %"),
        }
    }
}

fn parse_basis_points(text: &str) -> Option<u32> {
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    #[test]
    fn rates_are_read_and_printed() {
        for (text, points, shown) in [
            ("20", 2000, "20 %"),
            ("25.5", 2550, "25.5 %"),
            ("5.05", 505, "5.05 %"),
            ("0", 0, "0 %"),
        ] {
            let rate = TaxRate::parse(text).unwrap();
            assert_eq!((rate.basis_points(), rate.to_string().as_str()), (points, shown));
        }
        for text in ["", "-1", "100.01", "20%", "1.234", "a", "20."] {
            assert!(TaxRate::parse(text).is_err(), "{text:?} was taken for a rate");
        }
        assert!(TaxRate::from_basis_points(10_001).is_err());
    }

    #[test]
    fn tax_is_rounded_half_up_once() {
        let tax = |net, rate| {
            let net = Money::parse(net, Currency::Eur).unwrap();
            TaxRate::parse(rate).unwrap().tax_of(net).unwrap().to_decimal()
        };
        assert_eq!(tax("37.87", "20"), "7.57");
        assert_eq!(tax("0.50", "25"), "0.13", "0.125 is a tie");
        assert_eq!(
            tax("0.125", "20"),
            "0.03",
            "0.025 is a tie although the net is finer than a cent"
        );
        assert_eq!(tax("100", "0"), "0.00");
    }
}
