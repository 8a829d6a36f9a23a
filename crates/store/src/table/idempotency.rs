//! `idempotency`: what was done under which key. Invariant I9.

use jiff::Timestamp;
use perennial_core::AccountId;

use crate::codec::{self, Reader, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new(
    "SELECT content_hash, subject_id FROM idempotency WHERE account_id = $1 AND key_hash = $2",
);
static INSERT: Sql = Sql::new(
    "INSERT INTO idempotency (account_id, key_hash, content_hash, subject_id, created_at) \
     VALUES ($1, $2, $3, $4, $5)",
);
static REPLACE: Sql = Sql::new(
    "UPDATE idempotency SET subject_id = $4, created_at = $5 \
     WHERE account_id = $1 AND key_hash = $2 AND subject_id = $3",
);
static RELEASE: Sql =
    Sql::new("UPDATE idempotency SET subject_id = $1 WHERE account_id = $1 AND subject_id = $2");
static FORGET: Sql = Sql::new("DELETE FROM idempotency WHERE created_at < $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &INSERT, &REPLACE, &RELEASE, &FORGET];

/// What was done under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The hash of the request's content.
    pub content_hash: [u8; 32],
    /// The id of what came of it: an order, a payment, a credential; or of what was changed: a payment method, the
    /// account.
    pub subject: i64,
}

/// A key as it is stored.
pub(crate) fn get(account: AccountId, key_hash: &[u8; 32]) -> Query {
    Query::new(&GET, [account.get().into(), key_hash.as_slice().into()])
}

pub(crate) fn read(row: Row) -> Result<Done, StoreError> {
    let mut row = Reader::new("idempotency", row);
    Ok(Done { content_hash: row.hash("content_hash")?, subject: row.int("subject_id")? })
}

impl Store {
    /// What was done under a key of an account.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn done_under_key(
        &self,
        account: AccountId,
        key_hash: &[u8; 32],
    ) -> Result<Option<Done>, StoreError> {
        first(self.read_one(get(account, key_hash)).await?, read)
    }
}

impl WriteSet {
    /// Records what was done under a key. Of two that try, one is refused.
    pub fn remember_key(
        &mut self,
        account: AccountId,
        key_hash: &[u8; 32],
        done: &Done,
        at: Timestamp,
    ) {
        let content = done.content_hash.as_slice();
        let key = key_hash.as_slice().into();
        let args =
            [account.get().into(), key, content.into(), done.subject.into(), codec::instant(at)];
        self.insert(&INSERT, args);
    }

    /// Records what is done under a key instead of what came to nothing before. Of two that try, one is refused.
    pub fn replace_under_key(
        &mut self,
        account: AccountId,
        key_hash: &[u8; 32],
        before: &Done,
        done: &Done,
        at: Timestamp,
    ) {
        let key = key_hash.as_slice().into();
        let (before, after) = (before.subject.into(), done.subject.into());
        self.update(&REPLACE, [account.get().into(), key, before, after, codec::instant(at)]);
    }

    /// Records that what came of a request is gone: its key remembers the account instead, so that it is not used again.
    pub fn release_subject(&mut self, account: AccountId, subject: i64) {
        self.any(&RELEASE, [account.get().into(), subject.into()]);
    }

    /// Forgets the keys that were used before an instant.
    pub fn forget_keys_before(&mut self, at: Timestamp) {
        self.any(&FORGET, [codec::instant(at)]);
    }
}
