//! `/me/payment/method`: payment methods, the newer of the two vocabularies.

use perennial_api::model::{PaymentMethod, PaymentMethodStatus, PaymentMethodUpdate};

use crate::{Call, Client, Error};

/// Which payment methods to list. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaymentMethodFilter {
    /// Only the default method, or only the others.
    pub default: Option<bool>,
    /// Only of this type, such as `CREDIT_CARD`.
    pub payment_type: Option<String>,
    /// Only in this state.
    pub status: Option<PaymentMethodStatus>,
}

impl Client {
    /// The ids of the payment methods.
    pub async fn payment_methods(&self, filter: &PaymentMethodFilter) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/payment/method")
            .optional_query("default", filter.default)
            .optional_query("paymentType", filter.payment_type.as_ref())
            .optional_query("status", filter.status.as_ref());
        self.send(&call).await
    }

    /// A payment method.
    pub async fn payment_method(&self, id: i64) -> Result<PaymentMethod, Error> {
        self.send(&Call::get("/me/payment/method/{paymentMethodId}").segment(id)).await
    }

    /// Changes the description of a payment method, or makes it the default; answers it as it is then.
    pub async fn update_payment_method(
        &self,
        id: i64,
        update: &PaymentMethodUpdate,
    ) -> Result<PaymentMethod, Error> {
        let call = Call::put("/me/payment/method/{paymentMethodId}");
        self.send(&call.segment(id).json(update)).await
    }
}
