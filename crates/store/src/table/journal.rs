//! `journal`: what was done to an account, entry by entry.

use perennial_core::AccountId;
use perennial_core::journal::{Action, Entry, Sealed};

use crate::codec::{self, Reader, all};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static INSERT: Sql = Sql::new(
    "INSERT INTO journal (account_id, version, at, actor, query_id, action, subject, detail, previous_hash, hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
static LIST: Sql = Sql::new(
    "SELECT account_id, version, at, actor, query_id, action, subject, detail, previous_hash, hash \
     FROM journal WHERE account_id = $1 AND version > $2 ORDER BY version LIMIT $3",
);
static LATEST: Sql = Sql::new(
    "SELECT account_id, version, at, actor, query_id, action, subject, detail, previous_hash, hash \
     FROM journal WHERE account_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&INSERT, &LIST, &LATEST];

/// The key (account, version) of this row is what makes commands on one account serial.
pub(crate) fn insert(set: &mut WriteSet, sealed: &Sealed) {
    let entry = &sealed.entry;
    set.insert(
        &INSERT,
        [
            entry.account.get().into(),
            entry.version.into(),
            codec::instant(entry.at),
            entry.actor.as_str().into(),
            entry.query_id.as_str().into(),
            entry.action.code().into(),
            entry.subject.as_str().into(),
            entry.detail.as_str().into(),
            entry.previous.as_slice().into(),
            sealed.hash.as_slice().into(),
        ],
    );
}

pub(crate) fn read(row: Row) -> Result<Sealed, StoreError> {
    let mut row = Reader::new("journal", row);
    let entry = Entry {
        account: row.id("account_id")?,
        version: row.int("version")?,
        at: row.instant("at")?,
        actor: row.text("actor")?,
        query_id: row.text("query_id")?,
        action: row.code("action", Action::from_code)?,
        subject: row.text("subject")?,
        detail: row.text("detail")?,
        previous: row.hash("previous_hash")?,
    };
    Ok(Sealed { entry, hash: row.hash("hash")? })
}

/// Entries of an account after a version.
pub(crate) fn after(account: AccountId, version: i64, count: i64) -> Query {
    Query::new(&LIST, [account.get().into(), version.into(), count.into()])
}

impl Store {
    /// Entries of an account's journal after a version, oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn journal_after(
        &self,
        account: AccountId,
        version: i64,
        count: i64,
    ) -> Result<Vec<Sealed>, StoreError> {
        all(self.db.scan(after(account, version, count)).await?, read)
    }

    /// Entries of an account's journal before a version, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Store::journal_after`].
    pub async fn journal_before(
        &self,
        account: AccountId,
        version: i64,
        count: i64,
    ) -> Result<Vec<Sealed>, StoreError> {
        let args = [account.get().into(), version.into(), count.into()];
        all(self.db.scan(Query::new(&LATEST, args)).await?, read)
    }
}
