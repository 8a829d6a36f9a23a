//! Amounts: micro-cents beside a number for programs and a text for people.

use perennial_api::model::{CurrencyCode, LongPrice, Price, PriceWithUcents};
use perennial_core::{Currency, Money};

/// The price of `/service`, without micro-cents.
pub(crate) fn price(amount: Money) -> Price {
    Price::new(currency(amount.currency()), amount.ucents(), amount.to_string())
}

/// The price of `/me`.
pub(crate) fn price_with_ucents(amount: Money) -> PriceWithUcents {
    PriceWithUcents::new(currency(amount.currency()), amount.ucents(), amount.to_string())
}

/// The unit price of a bill's line.
pub(crate) fn long_price(amount: Money) -> LongPrice {
    price(amount)
}

fn currency(currency: Currency) -> CurrencyCode {
    CurrencyCode::from(currency.code())
}
