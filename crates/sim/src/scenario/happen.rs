//! What has happened between two looks at an account: told from its state, not from what the engine says it did.

use std::collections::HashMap;

use jiff::civil::Date;
use perennial_core::payment::{Payment, PaymentState};
use perennial_core::service::ServiceState;
use perennial_core::{PaymentId, Service};
use perennial_engine::Engine;

use super::present;
use super::records;
use super::stage::Stage;

/// Names up to this many are told one by one.
const NAMES: usize = 4;

/// All accounts at one moment.
#[derive(Debug, Default)]
pub(super) struct Picture {
    accounts: Vec<Account>,
}

#[derive(Debug, Clone)]
struct Account {
    version: i64,
    services: Vec<Service>,
    payments: HashMap<PaymentId, PaymentState>,
    parked: Option<String>,
}

/// Looks at all accounts. Whoever has done nothing since the look before is as before.
pub(super) async fn look(stage: &Stage, before: Option<&Picture>) -> anyhow::Result<Picture> {
    let engine = stage.engine()?;
    let parked = engine.parked_accounts().await?;
    let mut accounts = Vec::with_capacity(stage.people.len());
    for (index, person) in stage.people.iter().enumerate() {
        let stored = engine.store().account(person.account).await?;
        let version = stored.map_or(0, |stored| stored.head.version);
        let known = before.and_then(|before| before.accounts.get(index));
        if let Some(known) = known.filter(|known| known.version == version) {
            accounts.push(known.clone());
            continue;
        }
        let payments = engine.store().payments(person.account).await?;
        let parked = parked.iter().find(|parked| parked.account == person.account);
        accounts.push(Account {
            version,
            services: engine.store().services(person.account).await?,
            payments: payments.into_iter().map(|payment| (payment.id, payment.state)).collect(),
            parked: parked.map(|parked| parked.reason.clone()),
        });
    }
    Ok(Picture { accounts })
}

/// What is new in a later picture, customer by customer: payments, then services.
pub(super) async fn news(
    stage: &Stage,
    before: &Picture,
    after: &Picture,
) -> anyhow::Result<Vec<String>> {
    let mut told = Vec::new();
    for (owner, (before, after)) in before.accounts.iter().zip(&after.accounts).enumerate() {
        if before.version == after.version {
            continue;
        }
        told.extend(payments(stage, stage.engine()?, owner, before).await?);
        told.extend(services(stage, owner, before, after));
        if let Some(reason) = after.parked.as_ref().filter(|_| before.parked.is_none()) {
            told.push(format!("parked {}: {reason}", stage.person(owner)?.name));
        }
    }
    Ok(told)
}

async fn payments(
    stage: &Stage,
    engine: &Engine,
    owner: usize,
    before: &Account,
) -> anyhow::Result<Vec<String>> {
    let all = records::payments(engine, stage.person(owner)?.account).await?;
    let is_new = |payment: &&Payment| before.payments.get(&payment.id) != Some(&payment.state);
    Ok(all.iter().filter(is_new).map(|payment| present::payment(stage, owner, payment)).collect())
}

/// What became of services; those of which the same can be said are told together.
fn services(stage: &Stage, owner: usize, before: &Account, after: &Account) -> Vec<String> {
    let mut told = Vec::<(String, Vec<String>, String)>::new();
    for now in &after.services {
        let Some(then) = before.services.iter().find(|then| then.id == now.id) else { continue };
        let Some((what, when)) = changed(then, now) else { continue };
        let name = stage.service_name(owner, now.id);
        match told.iter_mut().find(|(known, _, at)| (known, at) == (&what, &when)) {
            Some((_, names, _)) => names.push(name),
            None => told.push((what, vec![name], when)),
        }
    }
    let line = |(what, names, when): (String, Vec<String>, String)| {
        let names = if names.len() > NAMES {
            format!("{} services", names.len())
        } else {
            names.join(", ")
        };
        format!("{what} {names}{when}")
    };
    told.into_iter().map(line).collect()
}

/// What became of a service: before its name, and after it.
fn changed(then: &Service, now: &Service) -> Option<(String, String)> {
    if then.expiry != now.expiry {
        let again = match (then.state, now.state) {
            (ServiceState::Suspended(_), ServiceState::Active) => ", in service again",
            (ServiceState::Suspended(_), ServiceState::Suspended(_)) => ", still suspended",
            _ => "",
        };
        return Some(("renewed".to_owned(), format!(" until {}{again}", now.expiry.on())));
    }
    if then.state.kind() == now.state.kind() {
        return None;
    }
    let what = now.state.kind().code().to_owned();
    let when = match now.state {
        ServiceState::Suspended(suspension) => {
            let fee = suspension.redemption_from;
            let fee = fee.map_or_else(String::new, |from: Date| format!(", for a fee from {from}"));
            format!(", deleted on {}{fee}", suspension.delete_on)
        }
        _ => String::new(),
    };
    Some((what, when))
}
