//! Printing an amount: the decimal number, and the text for people.
//!
//! `45.44 €` and `$13.30 USD` are the forms the API is known to answer; other currencies follow the first.
//! Translation and thousands separators belong to documents and pages, not here.

use std::fmt;

use super::{Currency, Money, UCENTS_PER_UNIT};

impl Money {
    /// The amount as a decimal number, with at least the decimals of the currency and no more than needed:
    /// `45.44`, `-0.50`, `0.00125`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        Decimal(self).to_string()
    }
}

/// The text of the API for people: `45.44 €`, `$13.30 USD`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.currency() {
            Currency::Usd => write!(f, "${} USD", Decimal(*self)),
            other => write!(f, "{} {}", Decimal(*self), other.symbol()),
        }
    }
}

const PER_UNIT: u64 = UCENTS_PER_UNIT.unsigned_abs();

struct Decimal(Money);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ucents = self.0.ucents();
        let sign = if ucents < 0 { "-" } else { "" };
        let whole = ucents.unsigned_abs().wrapping_div(PER_UNIT);
        let fraction = format!("{:08}", ucents.unsigned_abs().wrapping_rem(PER_UNIT));
        let needed = fraction.trim_end_matches('0').len();
        let decimals = usize::try_from(self.0.currency().decimals()).unwrap_or(2).max(needed);
        match fraction.get(..decimals) {
            Some(shown) if !shown.is_empty() => write!(f, "{sign}{whole}.{shown}"),
            _ => write!(f, "{sign}{whole}"),
        }
    }
}
