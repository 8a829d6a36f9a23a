//! `/me/paymentMean`: payment means, the older of the two vocabularies.

use perennial_api::model::{
    BankAccount, BankAccountState, CreditCard, DeferredPaymentAccount, Paypal,
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
}

fn choice(kind: &str, id: i64) -> Call {
    Call::post(&format!("/me/paymentMean/{kind}/{{id}}/chooseAsDefaultPaymentMean")).segment(id)
}
