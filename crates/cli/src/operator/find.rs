//! Finding what an argument names, and telling why a command of the engine was not done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perennial_core::text::Name;
use perennial_core::{AccountId, ApplicationId};
use perennial_engine::{Actor, Class, Context, Engine, EngineError, StoreError};
use perennial_store::StoredApplication;

use crate::failure::{Exit, Failure};

/// The account with a name.
pub(super) async fn account(engine: &Engine, nichandle: &Name) -> Result<AccountId, Failure> {
    let found = engine.store().account_by_nichandle(nichandle).await.map_err(Failure::failed)?;
    found.ok_or_else(|| {
        Failure::new(Exit::Refused, format!("there is no account {nichandle}"))
            .with_hint("perennial account list shows all of them")
    })
}

/// The application with an id or a key.
pub(super) async fn application(engine: &Engine, name: &str) -> Result<StoredApplication, Failure> {
    let store = engine.store();
    let id = name.parse().ok().and_then(|id| ApplicationId::try_new(id).ok());
    let by_id = match id {
        Some(id) => store.application(id).await.map_err(Failure::failed)?,
        None => None,
    };
    let found = match by_id {
        Some(found) => Some(found),
        None => store.application_by_key(name).await.map_err(Failure::failed)?,
    };
    found.ok_or_else(|| {
        let name: String = name.chars().flat_map(char::escape_default).collect();
        Failure::new(Exit::Refused, format!("there is no application {name}"))
            .with_hint("perennial application list shows all of them, with id and key")
    })
}

/// What an operator does to an account.
pub(super) fn context(engine: &Arc<Engine>, account: AccountId) -> Context {
    Context { account, actor: Actor::Operator, query_id: engine.ids().query() }
}

/// Why a command was not done.
pub(super) fn failure(error: &EngineError) -> Failure {
    let exit = match error.class() {
        Class::Invalid
        | Class::NotFound
        | Class::Forbidden
        | Class::PaymentRequired
        | Class::Conflict
        | Class::Expired => Exit::Refused,
        Class::Unavailable | Class::Bug => Exit::Failed,
    };
    Failure::new(exit, error)
}

/// An instant, for people: to the minute, as the clocks of the contracts' zone show it.
pub(super) fn minute(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The names of accounts. One that cannot be read has none.
pub(super) async fn names(
    engine: &Engine,
    accounts: impl Iterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, String>, Failure> {
    let mut names = BTreeMap::new();
    for id in accounts.collect::<BTreeSet<_>>() {
        match engine.store().account(id).await {
            Ok(found) => {
                names.extend(found.map(|found| (id, found.account.nichandle.to_string())));
            }
            Err(StoreError::Corrupt { .. }) => {}
            Err(error) => return Err(Failure::failed(error)),
        }
    }
    Ok(names)
}

/// The name of an account, or its id.
pub(super) fn name_of(names: &BTreeMap<AccountId, String>, id: AccountId) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}
