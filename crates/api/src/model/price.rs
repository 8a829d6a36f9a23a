//! Prices. The wire has two shapes of `order.Price`, without and with micro-cents, depending on the schema file.
//!
//! A price of the wire is for reading and for display: `value` is a floating-point number. Sums are made in integers,
//! before a price is written or after [`ucents`](Price::ucents) has read it.

use serde::{Deserialize, Serialize};

use super::wire_enum;

/// How many micro-cents one unit of a currency has: a cent has a million.
pub const UCENTS_PER_UNIT: i64 = 100_000_000;

wire_enum! {
    /// A currency.
    CurrencyCode = "order.CurrencyCodeEnum" {
        Aud = "AUD",
        Cad = "CAD",
        Czk = "CZK",
        Eur = "EUR",
        Gbp = "GBP",
        Inr = "INR" | " INR", // older schemas have the space
        Ltl = "LTL",
        Mad = "MAD",
        NotApplicable = "N/A",
        Pln = "PLN",
        Sgd = "SGD",
        Tnd = "TND",
        Usd = "USD",
        Xof = "XOF",
        Points = "points",
    }
}

/// `order.Price` of `/service`.
///
/// # Example
///
/// ```
/// use perennial_api::model::{CurrencyCode, Price};
///
/// let price = Price::new(CurrencyCode::Eur, 3_787_000_000, "37.87 €");
/// assert_eq!(price.value, 37.87);
/// assert_eq!(price.ucents(), Some(3_787_000_000));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// Currency.
    pub currency_code: CurrencyCode,
    /// The amount for people, such as `37.87 €`.
    pub text: String,
    /// The amount in units of the currency.
    pub value: f64,
}

/// `order.LongPrice` of `/me`: the unit price of a bill line. It looks like a [`Price`] without micro-cents.
pub type LongPrice = Price;

/// `order.Price` of `/me`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceWithUcents {
    /// Currency.
    pub currency_code: CurrencyCode,
    /// The amount in micro-cents, [`UCENTS_PER_UNIT`] to the unit. Older servers leave it null.
    pub price_in_ucents: Option<i64>,
    /// The amount for people.
    pub text: String,
    /// The amount in units of the currency.
    pub value: f64,
}

impl Price {
    /// The price of so many micro-cents. The value is the floating-point number nearest to the amount.
    pub fn new(currency_code: CurrencyCode, ucents: i64, text: impl Into<String>) -> Self {
        Self { currency_code, text: text.into(), value: value_of(ucents) }
    }

    /// The amount in micro-cents, to the nearest one.
    ///
    /// Exact for every price made by [`new`](Self::new) below 2²⁶ units, about 67 million: beyond that, floating-point
    /// numbers lie further apart than micro-cents. None if the value is not a number or does not fit.
    pub fn ucents(&self) -> Option<i64> {
        ucents_of(self.value)
    }
}

impl PriceWithUcents {
    /// The price of so many micro-cents, as [`Price::new`].
    pub fn new(currency_code: CurrencyCode, ucents: i64, text: impl Into<String>) -> Self {
        let value = value_of(ucents);
        Self { currency_code, price_in_ucents: Some(ucents), text: text.into(), value }
    }

    /// The amount in micro-cents as sent, or else read from the value as [`Price::ucents`].
    pub fn ucents(&self) -> Option<i64> {
        self.price_in_ucents.or_else(|| ucents_of(self.value))
    }
}

/// Both numbers are exact below 2⁵³, and division rounds once, so the quotient is the nearest there is.
fn value_of(ucents: i64) -> f64 {
    ucents as f64 / UCENTS_PER_UNIT as f64
}

fn ucents_of(value: f64) -> Option<i64> {
    // Eight decimals of the exact binary value are micro-cents; text is the rounding that cannot overflow silently.
    let text = format!("{value:.8}");
    let (units, decimals) = text.split_once('.')?;
    format!("{units}{decimals}").parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{from_value, json, to_value};

    use super::*;

    #[test]
    fn amounts_of_the_guide_are_written_as_in_the_guide() {
        let cases =
            [(199_000_000, json!(1.99)), (3_787_000_000, json!(37.87)), (757_000_000, json!(7.57))];
        for (ucents, value) in cases {
            let price = to_value(Price::new(CurrencyCode::Eur, ucents, "")).unwrap();
            assert_eq!(price, json!({"currencyCode": "EUR", "text": "", "value": value}));
        }
    }

    #[test]
    fn currencies_are_read_leniently() {
        let read = |text: &str| from_value::<CurrencyCode>(json!(text)).unwrap();
        assert_eq!(read(" INR"), CurrencyCode::Inr);
        assert_eq!(read("CHF"), CurrencyCode::Other("CHF".into()));
        assert_eq!(to_value(read(" INR")).unwrap(), json!("INR"));
    }

    #[test]
    fn values_that_are_no_amount_have_no_ucents() {
        let price = |value| Price { value, ..Price::new(CurrencyCode::Eur, 0, "") };
        for value in [f64::NAN, f64::INFINITY, 1e300, -1e11] {
            assert_eq!(price(value).ucents(), None, "{value}");
        }
        assert_eq!(price(-0.0).ucents(), Some(0));
        assert_eq!(price(-7.57).ucents(), Some(-757_000_000));
    }

    proptest! {
        #[test]
        fn ucents_round_trip_through_json(ucents in -(UCENTS_PER_UNIT << 26)..UCENTS_PER_UNIT << 26) {
            let price = Price::new(CurrencyCode::Eur, ucents, "");
            let text = serde_json::to_string(&price).unwrap();
            prop_assert_eq!(serde_json::from_str::<Price>(&text).unwrap().ucents(), Some(ucents));
        }
    }
}
