//! The account of the demo, and loading it.

use std::sync::Arc;

use perennial_core::AccountId;
use perennial_core::text::Name;
use perennial_engine::Engine;

use super::holding::{NICHANDLE, inventory};
use crate::failure::{Exit, Failure};

/// The account differs from day to day, and is the same for the register of imports.
const CONTENT_HASH: &[u8; 32] = b"perennial demo: the account, v01";

/// When the account was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loaded {
    /// Now.
    Now,
    /// The database had it.
    Before,
}

/// The account, which is loaded if it is not there.
pub(super) async fn load(engine: &Arc<Engine>) -> Result<(AccountId, Loaded), Failure> {
    let store = engine.store();
    let nichandle = Name::parse(NICHANDLE).map_err(Failure::failed)?;
    if let Some(id) = store.account_by_nichandle(&nichandle).await.map_err(Failure::failed)? {
        return Ok((id, Loaded::Before));
    }
    if !store.accounts_after(None, 1).await.map_err(Failure::failed)?.is_empty() {
        let text = "the database has accounts, and not that of the demo: nothing is added to it";
        return Err(Failure::new(Exit::Refused, text)
            .with_hint("name another database with --database, or none for a temporary one"));
    }
    let inventory = inventory(engine.clock().now().today).map_err(Failure::failed)?;
    engine.import("demo", CONTENT_HASH, &inventory).await.map_err(Failure::failed)?;
    let id = store.account_by_nichandle(&nichandle).await.map_err(Failure::failed)?;
    let id = id.ok_or_else(|| Failure::failed("the account of the demo was not loaded"))?;
    Ok((id, Loaded::Now))
}
