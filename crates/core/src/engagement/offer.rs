//! Offers: the engagements that a plan is sold with, each for one currency.
//!
//! An offer is what a price list says and what is copied from it: a service that is bound has its own, so a later price
//! list changes nothing that was agreed. When an engagement begins is not here.

use super::EndRule;
use crate::money::Money;
use crate::period::Period;
use crate::plan::{Plan, PriceOutOfRange};
use crate::text::Name;

/// The mode of the prices that bind nobody, on the wire.
pub const LIST_MODE: &str = "default";

/// How an engagement is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Period by period.
    Periodic,
    /// Once, for all of it.
    Upfront,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Periodic, Self::Upfront];

    /// The code under which the kind is known: the wire's name of it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Periodic => "periodic",
            Self::Upfront => "upfront",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An engagement that can be chosen, or was.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Offer {
    /// Its name, by which it is asked for: the `pricingMode` of the wire.
    pub mode: Name,
    /// How it is paid.
    pub kind: Kind,
    /// How long it binds.
    pub length: Period,
    /// For how long each of its renewals is: all of it, if it is paid at once.
    pub period: Period,
    /// The net price of one unit for a period.
    pub price: Money,
    /// What comes after it, unless its holder says otherwise.
    pub end_rule: EndRule,
}

/// Why an offer cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// The name is that of the prices that bind nobody.
    #[error(
        "`{LIST_MODE}` is the mode of the prices that bind nobody: name the engagement otherwise"
    )]
    ReservedMode,
    /// The length is not made of whole periods.
    #[error(
        "an engagement of {length} cannot be renewed for {period} at a time: the length is whole periods"
    )]
    UnevenPeriod {
        /// The length.
        length: Period,
        /// The period.
        period: Period,
    },
    /// What is paid at once is paid for all of it.
    #[error("an upfront engagement of {length} is paid for all of it at once, not for {period}")]
    UpfrontInParts {
        /// The length.
        length: Period,
        /// The period.
        period: Period,
    },
    /// The price cannot be.
    #[error(transparent)]
    Price(#[from] PriceOutOfRange),
}

impl Offer {
    /// The offer, if it can be.
    ///
    /// # Errors
    ///
    /// [`OfferError`] for the first thing that cannot be.
    pub fn checked(self) -> Result<Self, OfferError> {
        let Self { kind, length, period, price, .. } = self;
        if self.mode.as_str() == LIST_MODE {
            return Err(OfferError::ReservedMode);
        }
        if kind == Kind::Upfront && period != length {
            return Err(OfferError::UpfrontInParts { length, period });
        }
        if length.months().checked_rem(period.months()) != Some(0) {
            return Err(OfferError::UnevenPeriod { length, period });
        }
        Plan::check_price(price)?;
        Ok(self)
    }
}

/// The offer in words: what a journal tells of it.
impl std::fmt::Display for Offer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { mode, length, period, price, .. } = self;
        write!(f, "{mode}: {length} at {price} for {period}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{eur, name, offer, period};

    #[test]
    fn codes_are_inverse_of_kinds() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("weekly"), None);
    }

    #[test]
    fn what_cannot_be_offered_is_refused() {
        let good = offer();
        assert_eq!(good.clone().checked(), Ok(good.clone()));
        let text = |offer: Offer| offer.checked().unwrap_err().to_string();
        assert_eq!(
            text(Offer { mode: name("default"), ..good.clone() }),
            "`default` is the mode of the prices that bind nobody: name the engagement otherwise"
        );
        assert_eq!(
            text(Offer { period: period("P5M"), ..good.clone() }),
            "an engagement of P1Y cannot be renewed for P5M at a time: the length is whole periods"
        );
        assert_eq!(
            text(Offer { kind: Kind::Upfront, ..good.clone() }),
            "an upfront engagement of P1Y is paid for all of it at once, not for P1M"
        );
        let dear = Offer { price: eur("-1"), ..good };
        assert!(matches!(dear.checked(), Err(OfferError::Price(_))));
    }
}
