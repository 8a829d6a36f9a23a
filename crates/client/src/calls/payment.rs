//! `/me/payment`: payment methods and what was charged to them, the newer of the two vocabularies.

use perennial_api::model::{
    AvailablePaymentMethod, Challenge, PaymentMethod, PaymentMethodCreation, PaymentMethodDetails,
    PaymentMethodFinalize, PaymentMethodStatus, PaymentMethodUpdate, PaymentMethodValidation,
    Transaction, TransactionStatus,
};

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

    /// The payment methods that can be registered.
    pub async fn available_payment_methods(&self) -> Result<Vec<AvailablePaymentMethod>, Error> {
        self.send(&Call::get("/me/payment/availableMethods")).await
    }

    /// Registers a payment method. Its holder confirms it at the address in the answer.
    pub async fn register_payment_method(
        &self,
        creation: &PaymentMethodCreation,
    ) -> Result<PaymentMethodValidation, Error> {
        self.send(&Call::post("/me/payment/method").json(creation)).await
    }

    /// Says what a payment method is, instead of its holder.
    pub async fn give_payment_method_details(
        &self,
        id: i64,
        details: &PaymentMethodDetails,
    ) -> Result<PaymentMethodValidation, Error> {
        let call = Call::post("/me/payment/method/{paymentMethodId}/details");
        self.send(&call.segment(id).json(details)).await
    }

    /// Confirms a payment method with the code that its holder was sent.
    pub async fn challenge_payment_method(&self, id: i64, code: &str) -> Result<(), Error> {
        let call = Call::post("/me/payment/method/{paymentMethodId}/challenge");
        let challenge = Challenge { challenge: code.to_owned() };
        self.send_void(&call.segment(id).json(&challenge)).await
    }

    /// Ends the registration of a payment method that its holder has confirmed.
    pub async fn finalize_payment_method(
        &self,
        id: i64,
        known: &PaymentMethodFinalize,
    ) -> Result<PaymentMethod, Error> {
        let call = Call::post("/me/payment/method/{paymentMethodId}/finalize");
        self.send(&call.segment(id).json(known)).await
    }

    /// Gives up a payment method; answers it as it is then.
    pub async fn remove_payment_method(&self, id: i64) -> Result<PaymentMethod, Error> {
        self.send(&Call::delete("/me/payment/method/{paymentMethodId}").segment(id)).await
    }

    /// The ids of the charges to payment methods: to all or to one, in any state or in one.
    pub async fn transactions(
        &self,
        method: Option<i64>,
        status: Option<&TransactionStatus>,
    ) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/payment/transaction")
            .optional_query("paymentMethodId", method)
            .optional_query("status", status);
        self.send(&call).await
    }

    /// A charge to a payment method.
    pub async fn transaction(&self, id: i64) -> Result<Transaction, Error> {
        self.send(&Call::get("/me/payment/transaction/{transactionId}").segment(id)).await
    }
}
