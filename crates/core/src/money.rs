//! Money: whole micro-cents of one currency, with checked arithmetic.
//!
//! One unit of a currency is 10⁸ micro-cents (the API's `ucents`), so that prices finer than a cent are exact.
//! Nothing is rounded unless a function says so in its name, and amounts of different currencies never meet.
//! There are no floating-point numbers here; a `double` of the wire is made at the edge.

mod currency;
mod parse;
mod print;

pub use currency::{Currency, UnknownCurrency};
pub use parse::ParseMoneyError;

/// Micro-cents in one unit of any currency.
pub const UCENTS_PER_UNIT: i64 = 100_000_000;

/// Why two amounts do not combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit in 64 bits of micro-cents.
    #[error("the amount is too large")]
    Overflow,
    /// The amounts are of two currencies.
    #[error("{left} and {right} cannot be added: convert one of them first")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
}

/// An amount of money, possibly negative.
///
/// # Examples
///
/// ```
/// use perennial_core::{Currency, Money};
///
/// let hosting = Money::parse("35.88", Currency::Eur).unwrap();
/// let domain = Money::parse("1.99", Currency::Eur).unwrap();
/// let net = hosting.checked_add(domain).unwrap();
/// assert_eq!(net.to_string(), "37.87 €");
/// assert_eq!(net.ucents(), 3_787_000_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    ucents: i64,
    currency: Currency,
}

impl Money {
    /// An amount in micro-cents.
    #[must_use]
    pub const fn from_ucents(ucents: i64, currency: Currency) -> Self {
        Self { ucents, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { ucents: 0, currency }
    }

    /// The amount in micro-cents.
    #[must_use]
    pub const fn ucents(self) -> i64 {
        self.ucents
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.ucents == 0
    }

    /// Whether it is below nothing.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.ucents < 0
    }

    /// Whether it is a whole number of the currency's minor units, as an amount that is charged must be.
    #[must_use]
    pub const fn is_whole_minor_units(self) -> bool {
        matches!(self.ucents.checked_rem(self.currency.minor_unit_ucents()), Some(0))
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let ucents = self.ucents.checked_add(other.ucents).ok_or(MoneyError::Overflow)?;
        Ok(Self { ucents, ..self })
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the currencies differ or the difference does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let ucents = self.ucents.checked_sub(other.ucents).ok_or(MoneyError::Overflow)?;
        Ok(Self { ucents, ..self })
    }

    /// The amount times a whole number.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] when the product does not fit.
    pub fn checked_mul(self, factor: u32) -> Result<Self, MoneyError> {
        let ucents = self.ucents.checked_mul(factor.into()).ok_or(MoneyError::Overflow)?;
        Ok(Self { ucents, ..self })
    }

    /// The same amount with the other sign.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] for the one amount that has no counterpart.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        let ucents = self.ucents.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self { ucents, ..self })
    }

    /// The sum of many amounts, all of one currency.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when a currency differs from `currency` or the sum does not fit.
    pub fn checked_sum(
        amounts: impl IntoIterator<Item = Self>,
        currency: Currency,
    ) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// The amount rounded to the currency's minor unit, a tie away from zero ("commercial", half up).
    ///
    /// Line amounts are rounded this way before they are added up (EN 16931, BR-CO-10), and so is the tax of a
    /// rate.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] when the rounded amount does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use perennial_core::{Currency, Money};
    ///
    /// let tie = Money::parse("0.125", Currency::Eur).unwrap();
    /// assert_eq!(tie.round_half_up().unwrap(), Money::parse("0.13", Currency::Eur).unwrap());
    /// ```
    pub fn round_half_up(self) -> Result<Self, MoneyError> {
        self.scaled_half_up(1, 1)
    }

    /// `numerator / denominator` of the amount, rounded once, half up, to the currency's minor unit.
    ///
    /// # Errors
    ///
    /// [`MoneyError::Overflow`] when the result does not fit or the denominator is zero.
    pub(crate) fn scaled_half_up(
        self,
        numerator: u32,
        denominator: u32,
    ) -> Result<Self, MoneyError> {
        let unit = i128::from(self.currency.minor_unit_ucents());
        let exact = i128::from(self.ucents).checked_mul(numerator.into());
        let divisor = unit.checked_mul(denominator.into()).filter(|d| *d != 0);
        let (exact, divisor) = exact.zip(divisor).ok_or(MoneyError::Overflow)?;
        let ucents = div_half_away_from_zero(exact, divisor)
            .and_then(|units| units.checked_mul(unit))
            .and_then(|ucents| i64::try_from(ucents).ok())
            .ok_or(MoneyError::Overflow)?;
        Ok(Self { ucents, ..self })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
        }
    }
}

/// `value / divisor` to the nearest whole number, a tie away from zero. The divisor is positive.
fn div_half_away_from_zero(value: i128, divisor: i128) -> Option<i128> {
    let half = divisor.checked_div(2)?;
    // An odd divisor has no tie: its floored half is already below the middle.
    let magnitude = value.checked_abs()?.checked_add(half)?.checked_div(divisor)?;
    magnitude.checked_mul(value.signum())
}

#[cfg(test)]
mod tests;
