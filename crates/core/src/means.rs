//! What an order can be paid with: registered payment methods, the prepaid account, fidelity points.
//!
//! A payment method has two ids, because the API has two generations of routes; they name the same thing and
//! are never interchangeable. Of card numbers and the like only what people recognise them by is kept.

pub mod bank;
pub mod card;
mod refusal;
pub mod registration;
pub mod removal;

pub use bank::BankDetails;
pub use card::CardBrand;
pub use refusal::MethodRefusal;

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
    /// The brand, for cards.
    pub brand: Option<CardBrand>,
    /// Owner and bank, for bank accounts.
    pub bank: Option<BankDetails>,
    /// When its holder or its registration last changed it.
    pub updated_at: Timestamp,
}

impl PaymentMethod {
    /// Whether it can be charged on a day.
    #[must_use]
    pub fn is_usable(&self, today: Date) -> bool {
        self.status_on(today) == MethodStatus::Valid
    }

    /// Its status on a day: time alone ends a card.
    #[must_use]
    pub fn status_on(&self, today: Date) -> MethodStatus {
        match self.status {
            MethodStatus::Valid if self.expires_on.is_some_and(|last| last < today) => {
                MethodStatus::Expired
            }
            status => status,
        }
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
    /// It was not confirmed by its holder: the code was wrong too often.
    Rejected,
}

impl MethodStatus {
    /// All statuses.
    pub const ALL: [Self; 6] = [
        Self::Valid,
        Self::Validating,
        Self::Expired,
        Self::Failed,
        Self::Canceled,
        Self::Rejected,
    ];

    /// Whether it will never be used again, and is kept for what was paid with it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Canceled | Self::Rejected)
    }

    /// The API's name of the status.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "VALID",
            Self::Validating => "VALIDATING",
            Self::Expired => "EXPIRED",
            Self::Failed => "FAILED",
            Self::Canceled => "CANCELED",
            Self::Rejected => "REJECTED",
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
    fn a_card_ends_with_its_last_day_and_nothing_else_does() {
        let card = crate::samples::method(1, 1, MethodKind::CreditCard);
        let last = jiff::civil::date(2027, 5, 31);
        let card = PaymentMethod { expires_on: Some(last), ..card };
        assert_eq!(card.status_on(last), MethodStatus::Valid);
        let after = last.tomorrow().unwrap();
        assert_eq!(card.status_on(after), MethodStatus::Expired);
        assert!(!card.is_usable(after));
        let given_up = PaymentMethod { status: MethodStatus::Canceled, ..card };
        assert_eq!(given_up.status_on(after), MethodStatus::Canceled);
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
