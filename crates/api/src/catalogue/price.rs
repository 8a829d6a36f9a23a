//! Prices. `/service` publishes them without micro-cents, `/me` and `/services` with them, under the same name.

use super::notation::{fields, ro, rw, values};
use super::shape::Model;

/// The models of prices in `/service`.
pub(super) const MODELS: &[Model] = &[
    CURRENCY,
    fields(
        "order.Price",
        "An amount of money",
        &[
            rw("currencyCode", "order.CurrencyCodeEnum", "Currency"),
            rw("text", "string", "The amount for people"),
            rw("value", "double", "The amount in units of the currency"),
        ],
    ),
];

/// The models of prices in `/me` and `/services`.
pub(super) const MODELS_WITH_UCENTS: &[Model] = &[
    CURRENCY,
    fields(
        "order.Price",
        "An amount of money",
        &[
            ro("currencyCode", "order.CurrencyCodeEnum", "Currency"),
            ro("priceInUcents", "long?", "The amount in micro-cents: 100,000,000 to the unit"),
            ro("text", "string", "The amount for people"),
            ro("value", "double", "The amount in units of the currency"),
        ],
    ),
];

/// The unit prices of bills, in `/me`.
pub(super) const LONG_MODELS: &[Model] = &[fields(
    "order.LongPrice",
    "An amount of money that may have more decimals than the currency",
    &[
        rw("currencyCode", "order.CurrencyCodeEnum", "Currency"),
        rw("text", "string", "The amount for people"),
        rw("value", "double", "The amount in units of the currency"),
    ],
)];

const CURRENCY: Model = values(
    "order.CurrencyCodeEnum",
    "A currency",
    &[
        "AUD", "CAD", "CZK", "EUR", "GBP", "INR", "LTL", "MAD", "N/A", "PLN", "SGD", "TND", "USD",
        "XOF", "points",
    ],
);
