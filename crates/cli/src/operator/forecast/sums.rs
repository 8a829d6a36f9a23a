//! Sums of forecasts, by month and currency. They take as much memory for one account as for all.

use std::collections::BTreeMap;

use jiff::civil::Date;
use perennial_core::automatic::{Doom, Forecast, Found};
use perennial_core::money::MoneyError;
use perennial_core::{Currency, Money};
use serde_json::{Value, json};

/// The sums of one month in one currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) debits: u64,
    pub(super) amount: Money,
    pub(super) not_renewed: u64,
    pub(super) suspended: u64,
    pub(super) deleted: u64,
}

/// Sums by the first day of a month and the currency.
#[derive(Debug, Default)]
pub(super) struct Sums(BTreeMap<(Date, Currency), Sum>);

impl Sum {
    const fn empty(currency: Currency) -> Self {
        let amount = Money::zero(currency);
        Self { debits: 0, amount, not_renewed: 0, suspended: 0, deleted: 0 }
    }

    fn add(&mut self, other: &Self) -> Result<(), MoneyError> {
        self.amount = self.amount.checked_add(other.amount)?;
        let counts = [
            (&mut self.debits, other.debits),
            (&mut self.not_renewed, other.not_renewed),
            (&mut self.suspended, other.suspended),
            (&mut self.deleted, other.deleted),
        ];
        for (sum, count) in counts {
            *sum = sum.saturating_add(count);
        }
        Ok(())
    }
}

impl Sums {
    /// Adds the forecast of an account that is billed in a currency.
    pub(super) fn add(
        &mut self,
        forecast: &Forecast,
        currency: Currency,
    ) -> Result<(), MoneyError> {
        for debit in &forecast.debits {
            let amount = debit.amount;
            let sum = Sum { debits: 1, amount, ..Sum::empty(amount.currency()) };
            self.month(debit.on, amount.currency()).add(&sum)?;
        }
        for doom in &forecast.dooms {
            self.month(doom.on, currency).add(&counted(doom, currency))?;
        }
        Ok(())
    }

    fn month(&mut self, on: Date, currency: Currency) -> &mut Sum {
        let key = (on.first_of_month(), currency);
        self.0.entry(key).or_insert_with(|| Sum::empty(currency))
    }

    /// The months in order, each written as `2027-01`.
    pub(super) fn months(&self) -> impl Iterator<Item = (String, Currency, &Sum)> {
        self.0.iter().map(|((first, currency), sum)| (month(*first), *currency, sum))
    }

    /// All months together, by currency.
    pub(super) fn totals(&self) -> Result<BTreeMap<Currency, Sum>, MoneyError> {
        let mut totals = BTreeMap::new();
        for ((_, currency), sum) in &self.0 {
            totals.entry(*currency).or_insert_with(|| Sum::empty(*currency)).add(sum)?;
        }
        Ok(totals)
    }

    pub(super) fn to_json(&self) -> Result<(Value, Value), MoneyError> {
        let months = self.months().map(|(month, currency, sum)| {
            let mut told = sum.to_json(currency);
            told.insert("month".to_owned(), json!(month));
            Value::Object(told)
        });
        let totals = self.totals()?;
        let totals = totals.iter().map(|(currency, sum)| Value::Object(sum.to_json(*currency)));
        Ok((months.collect(), totals.collect()))
    }
}

impl Sum {
    fn to_json(self, currency: Currency) -> serde_json::Map<String, Value> {
        let fields = [
            ("currency", json!(currency.code())),
            ("debits", json!(self.debits)),
            ("amount", json!(self.amount.to_decimal())),
            ("notRenewed", json!(self.not_renewed)),
            ("suspended", json!(self.suspended)),
            ("deleted", json!(self.deleted)),
        ];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn counted(doom: &Doom, currency: Currency) -> Sum {
    let mut sum = Sum::empty(currency);
    match doom.found {
        Found::Suspended { .. } => sum.suspended = 1,
        Found::Deleted { .. } => sum.deleted = 1,
        _ => sum.not_renewed = 1,
    }
    sum
}

fn month(first: Date) -> String {
    first.strftime("%Y-%m").to_string()
}
