//! Reading an amount as people write it in a file: `45.44`.
//!
//! Only digits and one dot: no signs of currency, no thousands, no exponents, since each of those means
//! different things in different places.

use super::{Currency, Money, UCENTS_PER_UNIT};

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not an amount: write digits with at most 8 decimals after a dot, such as 45.44"
)]
pub struct ParseMoneyError {
    /// The text that was given.
    pub text: String,
}

impl Money {
    /// Reads an amount such as `45.44` or `-3`.
    ///
    /// # Errors
    ///
    /// [`ParseMoneyError`] for anything but digits with at most eight decimals, and for amounts that do not fit.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseMoneyError> {
        parse_ucents(text)
            .map(|ucents| Self::from_ucents(ucents, currency))
            .ok_or_else(|| ParseMoneyError { text: text.to_owned() })
    }
}

fn parse_ucents(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, decimals)) if decimals.len() <= 8 => (whole, decimals),
        Some(_) => return None,
        None => (digits, ""),
    };
    let whole = parse_digits(whole)?.checked_mul(UCENTS_PER_UNIT)?;
    let decimals = if decimals.is_empty() { 0 } else { parse_digits(&format!("{decimals:0<8}"))? };
    let ucents = whole.checked_add(decimals)?;
    if negative { ucents.checked_neg() } else { Some(ucents) }
}

fn parse_digits(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
