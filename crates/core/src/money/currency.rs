//! The currencies that accounts are billed in, with their minor units and their signs.
//!
//! The set is the API's `order.CurrencyCodeEnum`. Minor units are those of ISO 4217; `points` are the fidelity
//! points, which have none. Conversion between currencies does not exist.

use super::UCENTS_PER_UNIT;

/// A currency code that is not in the set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a known currency; known are {}", known_codes())]
pub struct UnknownCurrency {
    /// The code that was given.
    pub code: String,
}

/// A currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// Australian dollar.
    Aud,
    /// Canadian dollar.
    Cad,
    /// Czech koruna.
    Czk,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
    /// Indian rupee.
    Inr,
    /// Lithuanian litas, of old accounts only.
    Ltl,
    /// Moroccan dirham.
    Mad,
    /// Polish zloty.
    Pln,
    /// Singapore dollar.
    Sgd,
    /// Tunisian dinar, with three decimals.
    Tnd,
    /// United States dollar.
    Usd,
    /// West African CFA franc, without decimals.
    Xof,
    /// Fidelity points.
    Points,
}

impl Currency {
    /// All currencies, by code.
    pub const ALL: [Self; 14] = [
        Self::Aud,
        Self::Cad,
        Self::Czk,
        Self::Eur,
        Self::Gbp,
        Self::Inr,
        Self::Ltl,
        Self::Mad,
        Self::Pln,
        Self::Sgd,
        Self::Tnd,
        Self::Usd,
        Self::Xof,
        Self::Points,
    ];

    /// The code of ISO 4217, or `points`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Czk => "CZK",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Inr => "INR",
            Self::Ltl => "LTL",
            Self::Mad => "MAD",
            Self::Pln => "PLN",
            Self::Sgd => "SGD",
            Self::Tnd => "TND",
            Self::Usd => "USD",
            Self::Xof => "XOF",
            Self::Points => "points",
        }
    }

    /// What people write beside the amount.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Czk => "Kč",
            Self::Eur => "€",
            Self::Gbp => "£",
            Self::Inr => "₹",
            Self::Pln => "zł",
            Self::Usd => "$",
            other => other.code(),
        }
    }

    /// Decimals of the minor unit.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        match self {
            Self::Xof | Self::Points => 0,
            Self::Tnd => 3,
            _ => 2,
        }
    }

    /// Micro-cents in one minor unit: the smallest amount that can be charged.
    #[must_use]
    pub const fn minor_unit_ucents(self) -> i64 {
        match self.decimals() {
            0 => UCENTS_PER_UNIT,
            3 => UCENTS_PER_UNIT / 1_000,
            _ => UCENTS_PER_UNIT / 100,
        }
    }

    /// Reads a code. White space around it is ignored, since published schemas have had ` INR`.
    ///
    /// # Errors
    ///
    /// [`UnknownCurrency`] for any other text.
    pub fn parse(code: &str) -> Result<Self, UnknownCurrency> {
        let code = code.trim();
        Self::ALL
            .into_iter()
            .find(|currency| currency.code() == code)
            .ok_or_else(|| UnknownCurrency { code: code.to_owned() })
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

fn known_codes() -> String {
    Currency::ALL.map(Currency::code).join(", ")
}
