//! `perennial forecast --all`: sums over all accounts.

use std::collections::BTreeSet;

use jiff::civil::Date;
use perennial_core::AccountId;
use perennial_engine::{Engine, EngineError, StoreError};
use serde_json::json;

use super::super::find;
use super::sums::{Sum, Sums};
use crate::failure::Failure;
use crate::output::{Align, BOLD, Output};

/// Accounts read at once.
const BATCH: i64 = 1000;

/// What was looked at.
#[derive(Debug, Default)]
struct Seen {
    accounts: u64,
    /// Left alone by the calendar, and so by the forecast.
    parked: u64,
    /// Not to be read: a run parks them.
    unreadable: u64,
}

pub(super) async fn run(engine: &Engine, until: Date, output: &Output) -> Result<(), Failure> {
    let parked = engine.parked_accounts().await.map_err(Failure::failed)?;
    let parked: BTreeSet<AccountId> = parked.iter().map(|one| one.account).collect();
    let (mut sums, mut seen, mut last) = (Sums::default(), Seen::default(), None);
    let progress = output.progress();
    loop {
        let batch = engine.store().listed_accounts_after(last, BATCH).await;
        let batch = batch.map_err(Failure::failed)?;
        let Some(end) = batch.last() else { break };
        last = Some(end.account.id);
        for listed in &batch {
            let (id, currency) = (listed.account.id, listed.account.currency);
            if parked.contains(&id) {
                seen.parked = seen.parked.saturating_add(1);
                continue;
            }
            match engine.forecast(id, until).await {
                Ok(forecast) => {
                    seen.accounts = seen.accounts.saturating_add(1);
                    sums.add(&forecast, currency).map_err(Failure::failed)?;
                }
                Err(EngineError::Store(StoreError::Corrupt { .. })) => {
                    seen.unreadable = seen.unreadable.saturating_add(1);
                }
                Err(error) => return Err(find::failure(&error)),
            }
        }
        progress.show(format!("{} accounts", seen.accounts));
    }
    drop(progress);
    print(output, &sums, &seen, until)?;
    let (months, totals) = sums.to_json().map_err(Failure::failed)?;
    output.json(&json!({
        "until": until.to_string(),
        "accounts": seen.accounts,
        "parked": seen.parked,
        "unreadable": seen.unreadable,
        "months": months,
        "totals": totals,
    }));
    Ok(())
}

fn print(output: &Output, sums: &Sums, seen: &Seen, until: Date) -> Result<(), Failure> {
    let accounts = if seen.accounts == 1 { "account" } else { "accounts" };
    output.text(format!("{BOLD}{} {accounts} until {until}{BOLD:#}", seen.accounts));
    let columns = [
        ("month", Align::Left),
        ("debits", Align::Right),
        ("amount", Align::Right),
        ("not renewed", Align::Right),
        ("suspended", Align::Right),
        ("deleted", Align::Right),
    ];
    let row = |month: String, sum: &Sum| {
        let counts = [sum.not_renewed, sum.suspended, sum.deleted].map(|count| count.to_string());
        let [not_renewed, suspended, deleted] = counts;
        [month, sum.debits.to_string(), sum.amount.to_string(), not_renewed, suspended, deleted]
    };
    let months = sums.months().map(|(month, _, sum)| row(month, sum));
    let totals = sums.totals().map_err(Failure::failed)?;
    let totals = totals.values().map(|sum| row("total".to_owned(), sum));
    output.table(0, columns, months.chain(totals));
    if seen.parked > 0 {
        output.text(format!("{} parked and left out: perennial parked", seen.parked));
    }
    if seen.unreadable > 0 {
        output.text(format!("{} cannot be read and left out: perennial audit", seen.unreadable));
    }
    Ok(())
}
