//! What the lines of an order add up to.

use std::collections::BTreeMap;

use crate::money::{Currency, Money, MoneyError};
use crate::tax::Tax;

use super::Line;

/// The totals of an order or bill: exact sums, with one rounding for each tax rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The sum of the lines.
    pub net: Money,
    /// The sum of the taxes.
    pub tax: Money,
    /// Net and tax together.
    pub gross: Money,
    /// The tax of each ground and rate, in their order.
    pub parts: Vec<TaxPart>,
}

/// The tax of one rate, on one ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxPart {
    /// The rate, and why it applies.
    pub of: Tax,
    /// The net sum of the lines with this tax.
    pub base: Money,
    /// The tax on it, rounded half up to the minor unit.
    pub tax: Money,
}

impl Totals {
    /// Adds up lines: net amounts are summed, the tax of each rate is rounded once on the sum of its lines
    /// (EN 16931, BR-CO-10 and BR-CO-17), and gross is net and tax, exactly.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] when the lines are of several currencies or the sum does not fit.
    pub fn of(lines: &[Line], currency: Currency) -> Result<Self, MoneyError> {
        let net = Money::checked_sum(lines.iter().map(|line| line.amount), currency)?;
        let mut bases = BTreeMap::<Tax, Money>::new();
        for line in lines {
            let base = bases.entry(line.tax).or_insert(Money::zero(currency));
            *base = base.checked_add(line.amount)?;
        }
        let parts = bases
            .into_iter()
            .map(|(of, base)| Ok(TaxPart { of, base, tax: of.rate.tax_of(base)? }))
            .collect::<Result<Vec<_>, MoneyError>>()?;
        let tax = Money::checked_sum(parts.iter().map(|part| part.tax), currency)?;
        Ok(Self { net, tax, gross: net.checked_add(tax)?, parts })
    }
}
