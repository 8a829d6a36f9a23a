//! Typed ids: a number that says what it identifies.
//!
//! Ids are made outside (this crate has no randomness) and are unique within their account. All of them are
//! JSON-safe integers from 1 to [`ID_MAX`]; zero never identifies anything.

use crate::limits::ID_MAX;

/// The number cannot be an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is not an id: ids are whole numbers from 1 to {ID_MAX}")]
pub struct IdOutOfRange {
    /// The number that was given.
    pub value: i64,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// The smallest id, for where any will do.
            pub const MIN: Self = Self(1);

            /// Takes a number as an id.
            ///
            /// # Errors
            ///
            /// [`IdOutOfRange`] below 1 and above [`ID_MAX`].
            pub const fn try_new(value: i64) -> Result<Self, IdOutOfRange> {
                if value >= 1 && value <= ID_MAX { Ok(Self(value)) } else { Err(IdOutOfRange { value }) }
            }

            /// The number itself.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl TryFrom<i64> for $name {
            type Error = IdOutOfRange;

            fn try_from(value: i64) -> Result<Self, IdOutOfRange> {
                Self::try_new(value)
            }
        }
    };
}

id!(
    /// A customer's account, the unit of consistency.
    AccountId
);
id!(
    /// A call of the API that may have changed something.
    ApiCallId
);
id!(
    /// A program that may ask for credentials; the holder of an application key and secret.
    ApplicationId
);
id!(
    /// An OAuth2 client: a program that calls with access tokens.
    ClientId
);
id!(
    /// A change of contacts that was asked for.
    ContactChangeId
);
id!(
    /// A credential: what a consumer key stands for.
    CredentialId
);
id!(
    /// A debt: a payment that was taken back.
    DebtId
);
id!(
    /// One balanced set of ledger entries.
    LedgerTransactionId
);
id!(
    /// An operator: somebody of the seller.
    OperatorId
);
id!(
    /// An order.
    OrderId
);
id!(
    /// An export of papers that was asked for.
    PaperExportId
);
id!(
    /// One attempt to pay an order; also the key under which the payment gateway knows the charge.
    PaymentId
);
id!(
    /// A registered payment method, in the numbering of `/me/payment/method`.
    PaymentMethodId
);
id!(
    /// The same payment method in the older numbering of `/me/paymentMean`.
    PaymentMeanId
);
id!(
    /// A notice to a customer.
    NoticeId
);
id!(
    /// A run of the calendar.
    RunId
);
id!(
    /// A service of a customer.
    ServiceId
);
id!(
    /// A termination of a service that was asked for.
    TerminationId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_json_safe_and_never_zero() {
        assert_eq!(ServiceId::try_new(12345).map(ServiceId::get), Ok(12345));
        assert_eq!(ServiceId::try_new(ID_MAX).map(ServiceId::get), Ok(ID_MAX));
        for value in [0, -1, ID_MAX + 1, i64::MIN, i64::MAX] {
            assert_eq!(ServiceId::try_new(value), Err(IdOutOfRange { value }));
        }
    }
}
