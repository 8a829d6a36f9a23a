//! `/me/paymentMean`: payment means, the older of the two vocabularies.

use perennial_api::catalogue::Method;
use perennial_api::model::{
    BankAccount, BankAccountCreation, BankAccountState, Challenge, CreditCard,
    DeferredPaymentAccount, PaymentMeanCreation, PaymentMeanUpdate, PaymentMeanValidation, Paypal,
};

use crate::{Call, Client, Error};

impl Client {
    /// The ids of the bank accounts, of all or of those in one state.
    pub async fn bank_accounts(&self, state: Option<&BankAccountState>) -> Result<Vec<i64>, Error> {
        let call = Call::get("/me/paymentMean/bankAccount");
        self.send(&call.optional_query("state", state)).await
    }

    /// A bank account.
    pub async fn bank_account(&self, id: i64) -> Result<BankAccount, Error> {
        self.send(&Call::get("/me/paymentMean/bankAccount/{id}").segment(id)).await
    }

    /// The ids of the cards.
    pub async fn credit_cards(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/paymentMean/creditCard")).await
    }

    /// A card.
    pub async fn credit_card(&self, id: i64) -> Result<CreditCard, Error> {
        self.send(&Call::get("/me/paymentMean/creditCard/{id}").segment(id)).await
    }

    /// The ids of the deferred payment accounts.
    pub async fn deferred_payment_accounts(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/paymentMean/deferredPaymentAccount")).await
    }

    /// A deferred payment account.
    pub async fn deferred_payment_account(&self, id: i64) -> Result<DeferredPaymentAccount, Error> {
        self.send(&Call::get("/me/paymentMean/deferredPaymentAccount/{id}").segment(id)).await
    }

    /// The ids of the PayPal agreements.
    pub async fn paypals(&self) -> Result<Vec<i64>, Error> {
        self.send(&Call::get("/me/paymentMean/paypal")).await
    }

    /// A PayPal agreement.
    pub async fn paypal(&self, id: i64) -> Result<Paypal, Error> {
        self.send(&Call::get("/me/paymentMean/paypal/{id}").segment(id)).await
    }

    /// Makes a bank account the default.
    pub async fn choose_default_bank_account(&self, id: i64) -> Result<(), Error> {
        self.send_void(&choice("bankAccount", id)).await
    }

    /// Makes a card the default.
    pub async fn choose_default_credit_card(&self, id: i64) -> Result<(), Error> {
        self.send_void(&choice("creditCard", id)).await
    }

    /// Makes a deferred payment account the default.
    pub async fn choose_default_deferred_payment_account(&self, id: i64) -> Result<(), Error> {
        self.send_void(&choice("deferredPaymentAccount", id)).await
    }

    /// Makes a PayPal agreement the default.
    pub async fn choose_default_paypal(&self, id: i64) -> Result<(), Error> {
        self.send_void(&choice("paypal", id)).await
    }

    /// Registers a bank account. Its holder confirms it at the address in the answer.
    pub async fn register_bank_account(
        &self,
        creation: &BankAccountCreation,
    ) -> Result<PaymentMeanValidation, Error> {
        self.send(&Call::post("/me/paymentMean/bankAccount").json(creation)).await
    }

    /// Registers a card. Its holder says which at the address in the answer.
    pub async fn register_credit_card(
        &self,
        creation: &PaymentMeanCreation,
    ) -> Result<PaymentMeanValidation, Error> {
        self.send(&Call::post("/me/paymentMean/creditCard").json(creation)).await
    }

    /// Registers a PayPal agreement. Its holder says which at the address in the answer.
    pub async fn register_paypal(
        &self,
        creation: &PaymentMeanCreation,
    ) -> Result<PaymentMeanValidation, Error> {
        self.send(&Call::post("/me/paymentMean/paypal").json(creation)).await
    }

    /// Changes the description of a deferred payment account.
    pub async fn describe_deferred_payment_account(
        &self,
        id: i64,
        update: &PaymentMeanUpdate,
    ) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Put, "deferredPaymentAccount", "", id).json(update)).await
    }

    /// Changes the description of a bank account.
    pub async fn describe_bank_account(
        &self,
        id: i64,
        update: &PaymentMeanUpdate,
    ) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Put, "bankAccount", "", id).json(update)).await
    }

    /// Confirms a bank account with the code that its holder was sent.
    pub async fn challenge_bank_account(&self, id: i64, code: &str) -> Result<(), Error> {
        let challenge = Challenge { challenge: code.to_owned() };
        let call = of_kind(Method::Post, "bankAccount", "/challenge", id);
        self.send_void(&call.json(&challenge)).await
    }

    /// Gives up a bank account.
    pub async fn remove_bank_account(&self, id: i64) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Delete, "bankAccount", "", id)).await
    }

    /// Changes the description of a card.
    pub async fn describe_credit_card(
        &self,
        id: i64,
        update: &PaymentMeanUpdate,
    ) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Put, "creditCard", "", id).json(update)).await
    }

    /// Confirms a card with the code that its holder was sent.
    pub async fn challenge_credit_card(&self, id: i64, code: &str) -> Result<(), Error> {
        let challenge = Challenge { challenge: code.to_owned() };
        let call = of_kind(Method::Post, "creditCard", "/challenge", id);
        self.send_void(&call.json(&challenge)).await
    }

    /// Gives up a card.
    pub async fn remove_credit_card(&self, id: i64) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Delete, "creditCard", "", id)).await
    }

    /// Changes the description of a PayPal agreement.
    pub async fn describe_paypal(&self, id: i64, update: &PaymentMeanUpdate) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Put, "paypal", "", id).json(update)).await
    }

    /// Confirms a PayPal agreement with the code that its holder was sent.
    pub async fn challenge_paypal(&self, id: i64, code: &str) -> Result<(), Error> {
        let challenge = Challenge { challenge: code.to_owned() };
        let call = of_kind(Method::Post, "paypal", "/challenge", id);
        self.send_void(&call.json(&challenge)).await
    }

    /// Gives up a PayPal agreement.
    pub async fn remove_paypal(&self, id: i64) -> Result<(), Error> {
        self.send_void(&of_kind(Method::Delete, "paypal", "", id)).await
    }
}

/// A call about one mean of a kind.
fn of_kind(method: Method, kind: &str, what: &str, id: i64) -> Call {
    Call::new(method, &format!("/me/paymentMean/{kind}/{{id}}{what}")).segment(id)
}

fn choice(kind: &str, id: i64) -> Call {
    Call::post(&format!("/me/paymentMean/{kind}/{{id}}/chooseAsDefaultPaymentMean")).segment(id)
}
