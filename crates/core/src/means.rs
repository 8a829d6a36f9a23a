//! What an order can be paid with: registered payment methods, the prepaid account, fidelity points.
//!
//! A payment method has two ids, because the API has two generations of routes; they name the same thing and
//! are never interchangeable. Card numbers and the like are the gateway's, never ours.

use jiff::{Timestamp, civil::Date};

use crate::id::{PaymentMeanId, PaymentMethodId};
use crate::money::{Currency, Money};
use crate::text::Name;

/// A payment method that the customer registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethod {
    /// Its id in `/me/payment/method`.
    pub id: PaymentMethodId,
    /// Its id in `/me/paymentMean`.
    pub mean_id: PaymentMeanId,
    /// What it is.
    pub kind: MethodKind,
    /// Whether it can be used.
    pub status: MethodStatus,
    /// Whether it is the one that automatic renewal charges.
    pub is_default: bool,
    /// What people recognise it by: the last digits of a card, an e-mail address, an IBAN with its middle hidden.
    pub label: Option<Name>,
    /// The customer's own note.
    pub description: Option<Name>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// The last day it can be used, for cards.
    pub expires_on: Option<Date>,
    /// When the gateway last refused it for good. It is not debited by itself again before it changes.
    pub refused_at: Option<Timestamp>,
}

impl PaymentMethod {
    /// Whether it can be charged on a day.
    #[must_use]
    pub fn is_usable(&self, today: Date) -> bool {
        self.status == MethodStatus::Valid && self.expires_on.is_none_or(|last| today <= last)
    }
}

/// The kinds of payment method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MethodKind {
    /// SEPA direct debit.
    BankAccount,
    /// Card.
    CreditCard,
    /// Payment on account, later.
    DeferredPaymentAccount,
    /// PayPal agreement.
    Paypal,
}

impl MethodKind {
    /// All kinds.
    pub const ALL: [Self; 4] =
        [Self::BankAccount, Self::CreditCard, Self::DeferredPaymentAccount, Self::Paypal];

    /// The name in the older routes, such as `creditCard`.
    #[must_use]
    pub const fn mean(self) -> &'static str {
        match self {
            Self::BankAccount => "bankAccount",
            Self::CreditCard => "creditCard",
            Self::DeferredPaymentAccount => "deferredPaymentAccount",
            Self::Paypal => "paypal",
        }
    }

    /// The name in the newer routes, such as `CREDIT_CARD`.
    #[must_use]
    pub const fn payment_type(self) -> &'static str {
        match self {
            Self::BankAccount => "SEPA_DIRECT_DEBIT",
            Self::CreditCard => "CREDIT_CARD",
            Self::DeferredPaymentAccount => "DEFERRED_PAYMENT_ACCOUNT",
            Self::Paypal => "PAYPAL",
        }
    }

    /// The kind with a name of either generation.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.mean() == name || kind.payment_type() == name)
    }
}

/// Whether a payment method can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MethodStatus {
    /// It can.
    Valid,
    /// Its holder has still to confirm it.
    Validating,
    /// Its time is over.
    Expired,
    /// The gateway refuses it.
    Failed,
    /// Its holder gave it up.
    Canceled,
}

impl MethodStatus {
    /// All statuses.
    pub const ALL: [Self; 5] =
        [Self::Valid, Self::Validating, Self::Expired, Self::Failed, Self::Canceled];

    /// The API's name of the status.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "VALID",
            Self::Validating => "VALIDATING",
            Self::Expired => "EXPIRED",
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
        }
    }

    /// The status with a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// What an order is, or is to be, paid with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Means {
    /// A registered payment method, charged through the gateway.
    Method(PaymentMethodId, MethodKind),
    /// The prepaid account (`ovhAccount`).
    Prepaid,
    /// Fidelity points (`fidelityAccount`), and orders of nothing.
    Fidelity,
}

impl Means {
    /// The API's older name of the means, such as `ovhAccount`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Method(_, kind) => kind.mean(),
            Self::Prepaid => "ovhAccount",
            Self::Fidelity => "fidelityAccount",
        }
    }
}

/// What an account holds with us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balances {
    /// Money on the prepaid account, in the account's currency.
    pub prepaid: Money,
    /// Fidelity points.
    pub fidelity: Money,
}

impl Balances {
    /// Nothing held.
    #[must_use]
    pub const fn empty(currency: Currency) -> Self {
        Self { prepaid: Money::zero(currency), fidelity: Money::zero(Currency::Points) }
    }

    /// Whether the prepaid account covers an amount of its currency.
    #[must_use]
    pub fn prepaid_covers(&self, amount: Money) -> bool {
        self.prepaid.currency() == amount.currency() && self.prepaid.ucents() >= amount.ucents()
    }

    /// Whether the points cover an amount: one point pays one minor unit of any currency.
    #[must_use]
    pub fn fidelity_covers(&self, amount: Money) -> bool {
        points_for(amount).is_some_and(|needed| self.fidelity.ucents() >= needed.ucents())
    }
}

/// The points that pay an amount: one for each minor unit (cent) of its currency.
///
/// Nothing when the amount is not a whole number of minor units or is too large.
#[must_use]
pub fn points_for(amount: Money) -> Option<Money> {
    let minor_units = amount.ucents().checked_div(amount.currency().minor_unit_ucents())?;
    let ucents = minor_units.checked_mul(Currency::Points.minor_unit_ucents())?;
    amount.is_whole_minor_units().then(|| Money::from_ucents(ucents, Currency::Points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_name_the_same_kinds() {
        for kind in MethodKind::ALL {
            assert_eq!(MethodKind::from_name(kind.mean()), Some(kind));
            assert_eq!(MethodKind::from_name(kind.payment_type()), Some(kind));
        }
        for status in MethodStatus::ALL {
            assert_eq!(MethodStatus::from_code(status.code()), Some(status));
        }
        assert_eq!(MethodKind::from_name("ovhAccount"), None);
    }

    #[test]
    fn one_point_pays_one_cent() {
        let eur = |text| Money::parse(text, Currency::Eur).unwrap();
        let points = |text| Money::parse(text, Currency::Points).unwrap();
        assert_eq!(points_for(eur("45.44")), Some(points("4544")));
        assert_eq!(points_for(eur("0")), Some(points("0")));
        assert_eq!(points_for(eur("0.001")), None);
        let balances = Balances { prepaid: eur("10"), fidelity: points("100") };
        assert!(balances.prepaid_covers(eur("10")) && !balances.prepaid_covers(eur("10.01")));
        assert!(balances.fidelity_covers(eur("1")) && !balances.fidelity_covers(eur("1.01")));
        assert!(!balances.prepaid_covers(Money::zero(Currency::Usd)));
    }
}
