//! Reading single values: texts, amounts, dates, words of a list.

use jiff::civil::Date;
use perennial_core::id::IdOutOfRange;
use perennial_core::text::Name;
use perennial_core::{Currency, Money};

use super::document::{Node, Value};

/// A text.
pub(in crate::operator) fn text<'n>(node: &'n Node<'_>) -> Result<&'n str, String> {
    match &node.value {
        Value::Text(text) => Ok(text),
        Value::Number(number) => {
            Err(format!("this must be a text; write it in quotes: \"{number}\""))
        }
        _ => Err(format!("this must be a text, not {}", node.described())),
    }
}

/// A text that something of the domain reads.
pub(in crate::operator) fn parsed<T, E: std::fmt::Display>(
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> impl FnOnce(&Node<'_>) -> Result<T, String> {
    move |node| parse(text(node)?).map_err(|error| error.to_string())
}

/// A name.
pub(in crate::operator) fn name(node: &Node<'_>) -> Result<Name, String> {
    parsed(Name::parse)(node)
}

/// A word of a list.
pub(in crate::operator) fn word<T: Copy>(
    what: &'static str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> impl FnOnce(&Node<'_>) -> Result<T, String> {
    move |node| {
        let text = text(node)?;
        all.iter().copied().find(|one| code(*one) == text).ok_or_else(|| {
            let known: Vec<&str> = all.iter().copied().map(&code).collect();
            format!("`{text}` is not {what}; there are {}", known.join(", "))
        })
    }
}

/// A whole number.
pub(in crate::operator) fn integer(node: &Node<'_>) -> Result<i64, String> {
    match &node.value {
        Value::Number(number) => {
            number.parse().map_err(|_| format!("{number} is not a whole number, or is too large"))
        }
        _ => Err(format!("this must be a whole number, not {}", node.described())),
    }
}

/// An id.
pub(in crate::operator) fn id<T: TryFrom<i64, Error = IdOutOfRange>>(
    node: &Node<'_>,
) -> Result<T, String> {
    T::try_from(integer(node)?).map_err(|error| error.to_string())
}

/// Yes or no.
pub(in crate::operator) fn boolean(node: &Node<'_>) -> Result<bool, String> {
    match node.value {
        Value::Boolean(value) => Ok(value),
        _ => Err(format!("this must be true or false, not {}", node.described())),
    }
}

/// A date: TOML's own, or a text.
pub(in crate::operator) fn date(node: &Node<'_>) -> Result<Date, String> {
    let text = match &node.value {
        Value::Time(text) => text,
        Value::Text(text) => text.as_ref(),
        _ => {
            return Err(format!(
                "this must be a date such as 2027-01-15, not {}",
                node.described()
            ));
        }
    };
    let wrong = || format!("`{text}` is not a date; write year, month and day: 2027-01-15");
    // Not everything that a date can be read from: a date alone, in the one form.
    let date: Date = text.parse().map_err(|_| wrong())?;
    if date.to_string() == *text { Ok(date) } else { Err(wrong()) }
}

/// An amount with its currency: `50.00 EUR`.
pub(in crate::operator) fn money(node: &Node<'_>) -> Result<Money, String> {
    let text = match &node.value {
        Value::Text(text) => text,
        Value::Number(number) => {
            return Err(format!("write an amount with its currency, as a text: \"{number} EUR\""));
        }
        _ => {
            return Err(format!(
                "this must be an amount such as \"50.00 EUR\", not {}",
                node.described()
            ));
        }
    };
    let (amount, currency) = text
        .split_once(' ')
        .ok_or_else(|| format!("`{text}` has no currency; write \"{text} EUR\""))?;
    amount_in(currency_code(currency)?, amount)
}

/// An amount in a currency.
pub(in crate::operator) fn amount_in(currency: Currency, text: &str) -> Result<Money, String> {
    Money::parse(text, currency).map_err(|error| error.to_string())
}

/// A currency that accounts can have.
pub(in crate::operator) fn currency_code(text: &str) -> Result<Currency, String> {
    crate::operator::profile::currency(text)
}
