//! What an order accepts, in both vocabularies of the API, and in words that can be written back.

use perennial_api::model::{PaymentMethod, RegisteredPaymentMean, ReusablePaymentMean};
use perennial_client::{Client, Error};
use serde::Serialize;

use crate::customer::words::{self, list};
use crate::output::{Align, plain};

/// What an order accepts, in both vocabularies.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::customer) struct Accepted {
    payment_methods: Vec<PaymentMethod>,
    payment_means: Vec<RegisteredPaymentMean>,
}

/// The columns of [`Accepted::rows`].
pub(in crate::customer) const COLUMNS: [(&str, Align); 4] =
    [("with", Align::Left), ("or", Align::Left), ("what", Align::Left), ("", Align::Left)];

impl Accepted {
    /// Asks what an order accepts.
    pub(in crate::customer) async fn of(client: &Client, order: i64) -> Result<Self, Error> {
        Ok(Self {
            payment_methods: client.order_payment_methods(order).await?.payment_methods,
            payment_means: client.order_accepted_means(order).await?,
        })
    }

    /// Whether there is nothing.
    pub(in crate::customer) fn is_empty(&self) -> bool {
        self.payment_methods.is_empty() && self.payment_means.is_empty()
    }

    /// A row for each mean: what to write, what else would do, what it is, whether it is the default.
    pub(in crate::customer) fn rows(&self) -> Vec<[String; 4]> {
        let methods = self.payment_methods.iter().map(|method| {
            let older = |id| format!("{}:{id}", older_kind(&method.payment_type));
            [
                method.payment_method_id.to_string(),
                method.payment_mean_id.map(older).unwrap_or_default(),
                words::method(method),
                if method.default { "default".to_owned() } else { String::new() },
            ]
        });
        let others = self.others().map(|kind| {
            let (with, what) = match kind {
                ReusablePaymentMean::OvhAccount => ("prepaid".to_owned(), "the prepaid account"),
                ReusablePaymentMean::FidelityAccount => ("fidelity".to_owned(), "fidelity points"),
                other => (format!("{other}:ID"), "with its id in the older numbering"),
            };
            [with, String::new(), what.to_owned(), String::new()]
        });
        methods.chain(others).collect()
    }

    /// What to write for each mean, in one line.
    pub(in crate::customer) fn names(&self) -> String {
        let names = self.rows().into_iter().map(|[with, _, what, _]| format!("{with} ({what})"));
        plain(&list(names))
    }

    /// The kinds that no registered method is of.
    fn others(&self) -> impl Iterator<Item = &ReusablePaymentMean> {
        let is_registered = |kind: &ReusablePaymentMean| {
            let kind = kind.clone().modern();
            self.payment_methods.iter().any(|method| method.payment_type == kind.as_str())
        };
        let kinds = self.payment_means.iter().map(|mean| &mean.payment_mean);
        kinds.filter(move |kind| !is_registered(kind))
    }
}

/// The older name of a type of payment method, where it has one.
fn older_kind(payment_type: &str) -> ReusablePaymentMean {
    let older = [
        ReusablePaymentMean::OldBankAccount,
        ReusablePaymentMean::OldCreditCard,
        ReusablePaymentMean::OldDeferredPaymentAccount,
        ReusablePaymentMean::OldPaypal,
    ];
    let means_the_same =
        |kind: &ReusablePaymentMean| kind.clone().modern().as_str() == payment_type;
    older.into_iter().find(means_the_same).unwrap_or_else(|| payment_type.into())
}

#[cfg(test)]
mod tests {
    use super::super::Mean;
    use super::super::tests::method;
    use super::*;

    #[test]
    fn what_is_accepted_is_told_in_words_that_can_be_written_back() {
        let kinds = ["paypal", "ovhAccount", "creditCard", "fidelityAccount", "bankAccount"];
        let accepted = Accepted {
            payment_methods: vec![
                method(5001, Some(1234), "PAYPAL", "a@example.com"),
                method(5002, None, "CREDIT_CARD", "**** 1881"),
            ],
            payment_means: kinds
                .map(|kind| RegisteredPaymentMean { payment_mean: kind.into() })
                .to_vec(),
        };
        let rows = [
            ["5001", "paypal:1234", "PayPal a@example.com", "default"],
            ["5002", "", "card **** 1881", ""],
            ["prepaid", "", "the prepaid account", ""],
            ["fidelity", "", "fidelity points", ""],
            ["bankAccount:ID", "", "with its id in the older numbering", ""],
        ];
        assert_eq!(accepted.rows(), rows);
        let first =
            "5001 (PayPal a@example.com), 5002 (card **** 1881), prepaid (the prepaid account), ";
        assert!(accepted.names().starts_with(first), "{}", accepted.names());
        for [with, or, ..] in &accepted.rows()[..4] {
            assert!(with.parse::<Mean>().is_ok() && (or.is_empty() || or.parse::<Mean>().is_ok()));
        }
    }
}
