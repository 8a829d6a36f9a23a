//! `lease`: which process does which background work, for a while.
//!
//! A lease saves work, it does not protect data: whatever two holders would do twice is refused by the keys and
//! versions of the rows it touches.

use jiff::Timestamp;

use crate::codec::{self, Reader, first};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new("SELECT holder, held_until FROM lease WHERE name = $1");
static INSERT: Sql = Sql::new("INSERT INTO lease (name, holder, held_until) VALUES ($1, $2, $3)");
static TAKE: Sql = Sql::new(
    "UPDATE lease SET holder = $2, held_until = $3 \
     WHERE name = $1 AND (holder = $2 OR held_until <= $4)",
);

static RELEASE: Sql = Sql::new("UPDATE lease SET held_until = $3 WHERE name = $1 AND holder = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &INSERT, &TAKE, &RELEASE];

impl Store {
    /// Takes or keeps a lease until an instant. Answers whether it is held.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: i64,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let known = first(self.read_one(Query::new(&GET, [name.into()])).await?, |row| {
            let mut row = Reader::new("lease", row);
            Ok((row.int("holder")?, row.instant("held_until")?))
        })?;
        let mut set = WriteSet::without_account();
        let (held, end) = (holder.into(), codec::instant(until));
        match known {
            None => set.insert(&INSERT, [name.into(), held, end]),
            Some((other, held_until)) if other != holder && held_until > now => return Ok(false),
            Some(_) => set.update(&TAKE, [name.into(), held, end, codec::instant(now)]),
        }
        match self.commit(set).await {
            Ok(()) => Ok(true),
            Err(StoreError::Duplicate { .. } | StoreError::RowCount { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives a lease up, so that nobody need wait for its end. One that somebody else has is left alone.
    ///
    /// # Errors
    ///
    /// As [`Store::take_lease`].
    pub async fn release_lease(
        &self,
        name: &str,
        holder: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut set = WriteSet::without_account();
        set.any(&RELEASE, [name.into(), holder.into(), codec::instant(now)]);
        self.commit(set).await
    }
}
