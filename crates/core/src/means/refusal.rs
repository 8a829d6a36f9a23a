//! Why a payment method is not registered, confirmed or removed.

use super::bank::BankRefusal;
use super::card::CardRefusal;
use super::{MethodKind, MethodStatus};
use crate::id::{PaymentId, PaymentMethodId, ServiceId};
use crate::limits::METHODS_MAX;

/// Why a payment method stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MethodRefusal {
    /// Customers cannot register this kind themselves, or not in their currency.
    #[error("{} cannot be registered here; what can be is {}", kind.payment_type(), types(allowed))]
    NotRegistrable {
        /// The kind that was asked for.
        kind: MethodKind,
        /// What can be registered.
        allowed: Vec<MethodKind>,
    },
    /// The account has as many methods as it may.
    #[error("{count} payment methods are registered, and {METHODS_MAX} may be; remove one first")]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// Something about a card is wrong.
    #[error(transparent)]
    Card(#[from] CardRefusal),
    /// Something about a bank account is wrong.
    #[error(transparent)]
    Bank(#[from] BankRefusal),
    /// An e-mail address is none.
    #[error("`{text}` is not an e-mail address: it is written name@example.com")]
    NoEmail {
        /// The text that was given.
        text: String,
    },
    /// What was told belongs to another kind of method.
    #[error("payment method {method} is a {}: give what belongs to one", kind.payment_type())]
    OtherKind {
        /// The method.
        method: PaymentMethodId,
        /// Its kind.
        kind: MethodKind,
    },
    /// The details were given before.
    #[error(
        "the details of payment method {method} were given already: it waits for the code that its holder was sent"
    )]
    DetailsGiven {
        /// The method.
        method: PaymentMethodId,
    },
    /// The details come first.
    #[error(
        "the details of payment method {method} are not known yet: open the address of its registration first"
    )]
    DetailsWanted {
        /// The method.
        method: PaymentMethodId,
    },
    /// There is nothing to confirm.
    #[error("payment method {method} is {}; there is no registration of it to go on with", status.code())]
    NotUnderWay {
        /// The method.
        method: PaymentMethodId,
        /// Its status.
        status: MethodStatus,
    },
    /// The registration was not finished in time.
    #[error(
        "the registration of payment method {method} was not finished within a day: register it again"
    )]
    Lapsed {
        /// The method.
        method: PaymentMethodId,
    },
    /// The code is wrong.
    #[error(
        "the code is not the one that the holder of payment method {method} was sent; {left} more may be tried"
    )]
    WrongCode {
        /// The method.
        method: PaymentMethodId,
        /// How many tries are left.
        left: u8,
    },
    /// The code was wrong once too often.
    #[error(
        "too many wrong codes were given for payment method {method}, it is rejected: register it again"
    )]
    Rejected {
        /// The method.
        method: PaymentMethodId,
    },
    /// The holder has not finished.
    #[error(
        "the holder of payment method {method} has not confirmed it yet: open the address of its registration"
    )]
    NotConfirmed {
        /// The method.
        method: PaymentMethodId,
    },
    /// It is another card.
    #[error(
        "payment method {method} does not end in the month that is given, which its holder has entered"
    )]
    OtherExpiry {
        /// The method.
        method: PaymentMethodId,
    },
    /// Something names a session or transaction that is not the method's.
    #[error("`{given}` is no {what} of payment method {method}; leave it out")]
    OtherSession {
        /// The method.
        method: PaymentMethodId,
        /// What it would be: `formSessionId`, `registrationId`, `transactionId`.
        what: &'static str,
        /// What was given.
        given: String,
    },
    /// A payment with it has no outcome yet.
    #[error(
        "payment method {method} cannot be removed while the outcome of payment {payment} is not known; try again when it is"
    )]
    InDoubt {
        /// The method.
        method: PaymentMethodId,
        /// The payment.
        payment: PaymentId,
    },
    /// Another one has to be the default first.
    #[error("payment method {method} is the default: make another one the default, then remove it")]
    IsDefault {
        /// The method.
        method: PaymentMethodId,
    },
    /// There would be nothing to debit for what renews itself.
    #[error(
        "payment method {method} is the last that can be debited, and {services} services renew automatically ({first} is one): register another method, or set them to manual renewal first"
    )]
    LastMethod {
        /// The method.
        method: PaymentMethodId,
        /// How many services renew automatically.
        services: usize,
        /// One of them.
        first: ServiceId,
    },
}

fn types(kinds: &[MethodKind]) -> String {
    kinds.iter().map(|kind| kind.payment_type()).collect::<Vec<_>>().join(", ")
}
