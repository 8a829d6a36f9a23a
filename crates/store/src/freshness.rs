//! How new something cached still is.
//!
//! Every process on the database may change it: a server, another server, an administrator's command. So what a
//! process keeps in memory is kept together with the numbers it was read under, and is used only while they
//! stand. On SQLite asking for them is nearly free as long as nobody commits; on PostgreSQL it is one round trip.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use perennial_core::AccountId;
use perennial_core::journal::Head;

use crate::codec::first;
use crate::db::Query;
use crate::error::StoreError;
use crate::store::Store;
use crate::table;

/// Accounts whose numbers are remembered before all of them are forgotten: a hundred bytes each.
const REMEMBERED: usize = 16_384;

/// The numbers under which something was, or may still be, true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// Changes with every change of an existing application or credential.
    pub credential_epoch: i64,
    /// Changes with every change of plans and prices.
    pub price_list_epoch: i64,
    /// What the clock of a sandbox shows; none where time is real.
    pub sandbox_at: Option<Timestamp>,
    /// Where the account's journal stands; before its first entry when there is no such account.
    pub head: Head,
}

/// What was read under which generation of the database.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<HashMap<AccountId, (u64, Freshness)>>);

impl Store {
    /// The present numbers of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn freshness(&self, account: AccountId) -> Result<Freshness, StoreError> {
        let generation = self.db.generation()?;
        if let Some(remembered) = generation.and_then(|now| self.remembered.get(account, now)) {
            return Ok(remembered);
        }
        let fresh = self.ask_freshness(account).await?;
        if let Some(generation) = generation {
            self.remembered.put(account, generation, fresh);
        }
        Ok(fresh)
    }

    async fn ask_freshness(&self, account: AccountId) -> Result<Freshness, StoreError> {
        let query = Query::new(&table::epoch::FRESHNESS, [account.get().into()]);
        let read = |row| table::epoch::read(account, row);
        let fresh = first(self.read_one(query).await?, read)?;
        // An engine that opens a new database starts its epochs before anything else.
        fresh.ok_or_else(|| StoreError::Corrupt {
            table: "epoch",
            column: "epoch_id",
            reason: "its one row is missing".to_owned(),
        })
    }
}

impl Remembered {
    fn get(&self, account: AccountId, generation: u64) -> Option<Freshness> {
        let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.get(&account).filter(|(then, _)| *then == generation).map(|(_, fresh)| *fresh)
    }

    fn put(&self, account: AccountId, generation: u64, fresh: Freshness) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(account, (generation, fresh));
    }
}
