//! A payment: one attempt to pay an order, of which at most one is captured.
//!
//! ```text
//! pending -> captured | declined | unknown | voided
//! unknown -> captured | declined | voided
//! ```
//!
//! `unknown` means that the gateway was asked and did not answer: the money may have moved. It blocks every
//! other payment of the order until the gateway says what happened. `voided` means that the charge never
//! happened and never will. What has an outcome keeps it: the same outcome again changes nothing, a different
//! one is a contradiction to be looked at by people.

mod start;

pub use start::{
    Accepted, Choice, PayRefusal, Payer, acceptable_kinds, accepted_means, check_startable, start,
};

use jiff::Timestamp;

use crate::id::{OrderId, PaymentId};
use crate::means::Means;
use crate::money::Money;
use crate::step::Step;
use crate::text::Name;

/// One attempt to pay an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id, which is also the key of the charge at the gateway.
    pub id: PaymentId,
    /// The order it pays.
    pub order: OrderId,
    /// What it is paid with.
    pub means: Means,
    /// How much is charged: the order's gross total.
    pub amount: Money,
    /// When it was started.
    pub created_at: Timestamp,
    /// What became of it.
    pub state: PaymentState,
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentState {
    /// Started; the gateway is about to be asked, or is being asked.
    Pending,
    /// The gateway was asked and did not answer.
    Unknown {
        /// Since when.
        since: Timestamp,
    },
    /// The money is ours.
    Captured {
        /// When we learned it.
        at: Timestamp,
        /// The gateway's reference; none for balances held by us.
        reference: Option<Name>,
    },
    /// The gateway refused.
    Declined {
        /// When we learned it.
        at: Timestamp,
        /// Whether another try makes sense.
        decline: Decline,
    },
    /// It never happened and never will.
    Voided {
        /// When that became certain.
        at: Timestamp,
    },
}

/// How a charge was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decline {
    /// It may work later: funds, limits, a busy issuer.
    Soft,
    /// It will not work with this method: closed, stolen, revoked.
    Hard,
}

/// What the gateway says of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The money was taken.
    Captured {
        /// The gateway's reference.
        reference: Option<Name>,
    },
    /// It was refused.
    Declined(Decline),
    /// Nothing is known.
    NoAnswer,
    /// The charge never happened and will not.
    Voided,
}

/// The gateway says something else than it said before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("payment {payment} was {before} and is now said to be {after}: ask the payment provider")]
pub struct Contradiction {
    /// The payment.
    pub payment: PaymentId,
    /// The outcome on record.
    pub before: &'static str,
    /// The outcome that is said now.
    pub after: &'static str,
}

impl PaymentState {
    /// The code under which the state is stored.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Unknown { .. } => "unknown",
            Self::Captured { .. } => "captured",
            Self::Declined { .. } => "declined",
            Self::Voided { .. } => "voided",
        }
    }

    /// Whether the outcome is still open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Pending | Self::Unknown { .. })
    }
}

impl Decline {
    /// The code under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Soft => "soft",
            Self::Hard => "hard",
        }
    }

    /// The kind with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Soft, Self::Hard].into_iter().find(|decline| decline.code() == code)
    }
}

impl Outcome {
    /// The code of the state this outcome leads to.
    const fn code(&self) -> &'static str {
        match self {
            Self::Captured { .. } => "captured",
            Self::Declined(_) => "declined",
            Self::NoAnswer => "unknown",
            Self::Voided => "voided",
        }
    }

    fn state(self, at: Timestamp) -> PaymentState {
        match self {
            Self::Captured { reference } => PaymentState::Captured { at, reference },
            Self::Declined(decline) => PaymentState::Declined { at, decline },
            Self::NoAnswer => PaymentState::Unknown { since: at },
            Self::Voided => PaymentState::Voided { at },
        }
    }
}

impl Payment {
    /// The payment after the gateway has said, or failed to say, what became of it.
    ///
    /// # Errors
    ///
    /// [`Contradiction`] when money moved after it was said not to have, or the other way round.
    pub fn resolved(
        mut self,
        outcome: Outcome,
        at: Timestamp,
    ) -> Result<Step<Self>, Contradiction> {
        use PaymentState::{Captured, Declined, Pending, Unknown, Voided};
        let contradiction =
            Contradiction { payment: self.id, before: self.state.code(), after: outcome.code() };
        match (&self.state, &outcome) {
            // Silence adds nothing to what is known.
            (
                Unknown { .. } | Captured { .. } | Declined { .. } | Voided { .. },
                Outcome::NoAnswer,
            )
            | (Captured { .. }, Outcome::Captured { .. })
            | (Declined { .. } | Voided { .. }, Outcome::Declined(_) | Outcome::Voided) => {
                Ok(Step::Unchanged)
            }
            (Pending | Unknown { .. }, _) => {
                self.state = outcome.state(at);
                Ok(Step::Changed(self))
            }
            (Captured { .. }, Outcome::Declined(_) | Outcome::Voided)
            | (Declined { .. } | Voided { .. }, Outcome::Captured { .. }) => Err(contradiction),
        }
    }
}

#[cfg(test)]
mod tests;
