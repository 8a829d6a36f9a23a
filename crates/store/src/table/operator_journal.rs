//! `operator_journal`: what operators did that belongs to no account, entry by entry; only ever added to.

use perennial_core::operator::{OperatorAction, OperatorEntry, OperatorHead, SealedOperatorEntry};

use crate::codec::{self, Reader, all, first};
use crate::db::{Query, Row};
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

macro_rules! columns {
    () => {
        "entry_no, at, actor, query_id, action, subject, detail, previous_hash, hash"
    };
}

static INSERT: Sql = Sql::new(concat!(
    "INSERT INTO operator_journal (",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
));
static AFTER: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM operator_journal WHERE entry_no > $1 ORDER BY entry_no LIMIT $2"
));
static BEFORE: Sql = Sql::new(concat!(
    "SELECT ",
    columns!(),
    " FROM operator_journal WHERE entry_no < $1 ORDER BY entry_no DESC LIMIT $2"
));
static HEAD: Sql =
    Sql::new("SELECT entry_no, hash FROM operator_journal ORDER BY entry_no DESC LIMIT 1");

pub(crate) static STATEMENTS: &[&Sql] = &[&INSERT, &AFTER, &BEFORE, &HEAD];

fn read(row: Row) -> Result<SealedOperatorEntry, StoreError> {
    let mut row = Reader::new("operator_journal", row);
    let entry = OperatorEntry {
        number: row.int("entry_no")?,
        at: row.instant("at")?,
        actor: row.text("actor")?,
        query_id: row.text("query_id")?,
        action: row.code("action", OperatorAction::from_code)?,
        subject: row.text("subject")?,
        detail: row.text("detail")?,
        previous: row.hash("previous_hash")?,
    };
    Ok(SealedOperatorEntry { entry, hash: row.hash("hash")? })
}

impl Store {
    /// Entries of the operators' journal after a number, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn operator_journal_after(
        &self,
        number: i64,
        count: i64,
    ) -> Result<Vec<SealedOperatorEntry>, StoreError> {
        all(self.db.scan(Query::new(&AFTER, [number.into(), count.into()])).await?, read)
    }

    /// Entries of the operators' journal before a number, the latest first.
    ///
    /// # Errors
    ///
    /// As [`Store::operator_journal_after`].
    pub async fn operator_journal_before(
        &self,
        number: i64,
        count: i64,
    ) -> Result<Vec<SealedOperatorEntry>, StoreError> {
        all(self.db.scan(Query::new(&BEFORE, [number.into(), count.into()])).await?, read)
    }

    /// Where the operators' journal stands.
    ///
    /// # Errors
    ///
    /// As [`Store::operator_journal_after`].
    pub async fn operator_head(&self) -> Result<OperatorHead, StoreError> {
        let found = first(self.read_one(Query::new(&HEAD, [])).await?, |row| {
            let mut row = Reader::new("operator_journal", row);
            Ok(OperatorHead { number: row.int("entry_no")?, hash: row.hash("hash")? })
        });
        Ok(found?.unwrap_or(OperatorHead::EMPTY))
    }
}

impl WriteSet {
    /// The write set of something that an operator does: its entry goes first, so that of two that started from the same one is refused.
    #[must_use]
    pub fn of_operators(sealed: &SealedOperatorEntry) -> Self {
        let mut set = Self::without_account();
        let entry = &sealed.entry;
        set.insert(
            &INSERT,
            [
                entry.number.into(),
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
        set
    }
}
