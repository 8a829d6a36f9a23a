//! Payment means: what `--pay` and `--with` take, and which one is meant. What an order accepts is in `accepted`.
//!
//! A payment method has two ids, one in each generation of the API. The newer one is written as it is, the older one
//! behind its kind: `paypal:1234`.

mod accepted;

use std::fmt;
use std::str::FromStr;

use perennial_api::model::{PayWithRegisteredPaymentMean, PaymentMethod, ReusablePaymentMean};
use perennial_client::{Client, Error, IdempotencyKey, PaymentMethodFilter};

pub(super) use self::accepted::{Accepted, COLUMNS};
use super::find::each;
use super::words::{self, list};
use crate::failure::{Exit, Failure};
use crate::output::plain;

/// How a payment mean is named, for the help text of each command that takes one.
pub(super) const MEANS: &str = "\
A payment mean is the id of a payment method (5001), a kind with its id in the older numbering
(paypal:1234, creditCard:…, bankAccount:…, deferredPaymentAccount:…), a kind alone if there is only
one of it, `default` for the default payment method, `prepaid` for the prepaid account, or
`fidelity` for fidelity points.";

/// What was said about how to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mean {
    /// The account's default payment method.
    Default,
    /// A payment method by its id.
    Method(i64),
    /// A kind of payment mean, with its id in the older numbering or without.
    Kind(ReusablePaymentMean, Option<i64>),
}

/// The text names no payment mean.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the id of a payment method, a kind with its id such as paypal:1234, or one of default, prepaid, fidelity"
)]
pub(crate) struct UnknownMean;

impl FromStr for Mean {
    type Err = UnknownMean;

    fn from_str(text: &str) -> Result<Self, UnknownMean> {
        let id = |text: &str| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            if digits { text.parse::<i64>().map_err(|_| UnknownMean) } else { Err(UnknownMean) }
        };
        let kind = |text: &str| match ReusablePaymentMean::from(text) {
            ReusablePaymentMean::Other(_) => Err(UnknownMean),
            kind => Ok(kind),
        };
        match text {
            "default" => Ok(Self::Default),
            "prepaid" => Ok(Self::Kind(ReusablePaymentMean::OvhAccount, None)),
            "fidelity" => Ok(Self::Kind(ReusablePaymentMean::FidelityAccount, None)),
            _ => match text.split_once(':') {
                Some((name, number)) => Ok(Self::Kind(kind(name)?, Some(id(number)?))),
                None => id(text).map(Self::Method).or_else(|_| Ok(Self::Kind(kind(text)?, None))),
            },
        }
    }
}

/// The payment mean that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    call: Payment,
    label: String,
}

/// Which of the two calls pays.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Payment {
    Method(i64),
    Mean(PayWithRegisteredPaymentMean),
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

impl Chosen {
    /// Pays an order with it, once for this key.
    pub(super) async fn pay(
        &self,
        client: &Client,
        order: i64,
        key: &IdempotencyKey,
    ) -> Result<(), Error> {
        match &self.call {
            Payment::Method(id) => client.pay_with_key(order, *id, key).await,
            Payment::Mean(mean) => client.pay_with_registered_mean_with_key(order, mean, key).await,
        }
    }

    fn method(method: &PaymentMethod) -> Self {
        let id = method.payment_method_id;
        let label = plain(&format!("{} (payment method {id})", words::method(method)));
        Self { call: Payment::Method(id), label }
    }

    fn mean(payment_mean: ReusablePaymentMean, payment_mean_id: Option<i64>) -> Self {
        let label = match (&payment_mean, payment_mean_id) {
            (ReusablePaymentMean::OvhAccount, None) => "the prepaid account".to_owned(),
            (ReusablePaymentMean::FidelityAccount, None) => "fidelity points".to_owned(),
            (kind, Some(id)) => format!("{kind} {id}"),
            (kind, None) => kind.to_string(),
        };
        Self {
            call: Payment::Mean(PayWithRegisteredPaymentMean { payment_mean, payment_mean_id }),
            label,
        }
    }
}

/// Finds out which payment mean is meant. A mistake is told here, before anything is ordered; what the credential may
/// not look at is left to the server to judge.
pub(super) async fn choose(client: &Client, mean: &Mean) -> Result<Chosen, Failure> {
    match mean {
        Mean::Default => default_method(client).await,
        Mean::Method(id) => method(client, *id).await,
        // Balances are not registered, so there is nothing to look up.
        Mean::Kind(
            kind @ (ReusablePaymentMean::OvhAccount | ReusablePaymentMean::FidelityAccount),
            id,
        ) => Ok(Chosen::mean(kind.clone(), *id)),
        Mean::Kind(kind, id) => of_kind(client, kind, *id).await,
    }
}

async fn default_method(client: &Client) -> Result<Chosen, Failure> {
    let filter = PaymentMethodFilter { default: Some(true), ..PaymentMethodFilter::default() };
    match methods(client, &filter).await?.first() {
        Some(method) => Ok(Chosen::method(method)),
        None => Err(unknown(client, "the account has no default payment method").await),
    }
}

async fn method(client: &Client, id: i64) -> Result<Chosen, Failure> {
    match client.payment_method(id).await {
        Ok(method) => Ok(Chosen::method(&method)),
        Err(error) if error.is_not_found() => {
            Err(unknown(client, &format!("there is no payment method {id}")).await)
        }
        Err(error) if error.is_not_granted() => {
            Ok(Chosen { call: Payment::Method(id), label: format!("payment method {id}") })
        }
        Err(error) => Err(error.into()),
    }
}

async fn of_kind(
    client: &Client,
    kind: &ReusablePaymentMean,
    id: Option<i64>,
) -> Result<Chosen, Failure> {
    let payment_type = Some(kind.clone().modern().to_string());
    let filter = PaymentMethodFilter { payment_type, ..PaymentMethodFilter::default() };
    match methods(client, &filter).await {
        Ok(methods) => match among(&methods, kind, id) {
            Ok(chosen) => Ok(chosen),
            Err(problem) => Err(unknown(client, &problem).await),
        },
        Err(error) if error.is_not_granted() && id.is_some() => Ok(Chosen::mean(kind.clone(), id)),
        Err(error) => Err(error.into()),
    }
}

/// The one that is meant among the methods of its kind.
fn among(
    methods: &[PaymentMethod],
    kind: &ReusablePaymentMean,
    id: Option<i64>,
) -> Result<Chosen, String> {
    if let Some(id) = id {
        let mean = Chosen::mean(kind.clone(), Some(id));
        if let Some(method) = methods.iter().find(|method| method.payment_mean_id == Some(id)) {
            let label = plain(&format!("{} ({kind} {id})", words::method(method)));
            return Ok(Chosen { label, ..mean });
        }
        // Some servers do not tell the older ids. Then this one may be right.
        let all_are_told = methods.iter().all(|method| method.payment_mean_id.is_some());
        return if all_are_told { Err(format!("there is no {kind} {id}")) } else { Ok(mean) };
    }
    match methods {
        [] => Err(format!("no {kind} is registered")),
        [one] => Ok(Chosen::method(one)),
        several => {
            let ids = list(several.iter().map(|method| method.payment_method_id));
            Err(format!(
                "{} of the kind {kind} are registered; name one by its id: {ids}",
                several.len()
            ))
        }
    }
}

async fn methods(
    client: &Client,
    filter: &PaymentMethodFilter,
) -> Result<Vec<PaymentMethod>, Error> {
    each(client.payment_methods(filter).await?, |id| client.payment_method(id)).await
}

/// A refusal that names what is registered, where that can be looked at.
async fn unknown(client: &Client, problem: &str) -> Failure {
    let failure = Failure::new(Exit::Refused, format!("{problem}; nothing was done"));
    let hint = match methods(client, &PaymentMethodFilter::default()).await {
        Ok(methods) if methods.is_empty() => "no payment method is registered".to_owned(),
        Ok(methods) => format!("registered are {}", list(methods.iter().map(named))),
        Err(_) => return failure,
    };
    failure.with_hint(hint)
}

/// A method by the id that the program takes, and what it is.
fn named(method: &PaymentMethod) -> String {
    plain(&format!("{} ({})", method.payment_method_id, words::method(method)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    pub(super) fn method(
        id: i64,
        mean: Option<i64>,
        payment_type: &str,
        label: &str,
    ) -> PaymentMethod {
        let method = json!({
            "creationDate": "2020-01-15T00:00:00+00:00", "default": id == 5001, "icon": {},
            "label": label, "paymentMeanId": mean, "paymentMethodId": id,
            "paymentType": payment_type, "status": "VALID",
        });
        serde_json::from_value(method).unwrap()
    }

    #[test]
    fn a_mean_is_an_id_a_kind_or_a_word() {
        let cases = [
            ("5001", Mean::Method(5001)),
            ("default", Mean::Default),
            ("prepaid", Mean::Kind(ReusablePaymentMean::OvhAccount, None)),
            ("ovhAccount", Mean::Kind(ReusablePaymentMean::OvhAccount, None)),
            ("fidelity", Mean::Kind(ReusablePaymentMean::FidelityAccount, None)),
            ("paypal", Mean::Kind(ReusablePaymentMean::OldPaypal, None)),
            ("paypal:1234", Mean::Kind(ReusablePaymentMean::OldPaypal, Some(1234))),
            ("CREDIT_CARD:1", Mean::Kind(ReusablePaymentMean::CreditCard, Some(1))),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        for text in
            ["", "card", "paypal:", "paypal:x", ":1", "5001:1", "-1", "99999999999999999999"]
        {
            assert_eq!(text.parse::<Mean>(), Err(UnknownMean), "{text}");
        }
    }

    #[test]
    fn a_kind_means_the_method_with_its_id_or_the_only_one() {
        let kind = ReusablePaymentMean::OldPaypal;
        let one = method(5001, Some(1234), "PAYPAL", "a@example.com");
        let two = method(5002, Some(1235), "PAYPAL", "b@example.com");
        let among = |methods: &[PaymentMethod], id| {
            among(methods, &kind, id).map(|chosen| (chosen.call.clone(), chosen.to_string()))
        };
        let mean = |id| {
            let payment_mean = kind.clone();
            Payment::Mean(PayWithRegisteredPaymentMean { payment_mean, payment_mean_id: Some(id) })
        };
        let both = [one.clone(), two];
        let labelled = "PayPal b@example.com (paypal 1235)".to_owned();
        assert_eq!(among(&both, Some(1235)), Ok((mean(1235), labelled)));
        assert_eq!(among(&both, Some(9)).unwrap_err(), "there is no paypal 9");
        let labelled = "PayPal a@example.com (payment method 5001)".to_owned();
        assert_eq!(among(&[one], None), Ok((Payment::Method(5001), labelled)));
        let problem = "2 of the kind paypal are registered; name one by its id: 5001, 5002";
        assert_eq!(among(&both, None).unwrap_err(), problem);
        assert_eq!(among(&[], None).unwrap_err(), "no paypal is registered");
        let untold = [method(5003, None, "PAYPAL", "c@example.com")];
        assert_eq!(among(&untold, Some(9)), Ok((mean(9), "paypal 9".to_owned())));
    }
}
