//! `import`: which inventories were imported, so that one is imported once.

use jiff::Timestamp;

use crate::codec::{self, Reader, first};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new("SELECT imported_at, summary FROM import WHERE content_hash = $1");
static INSERT: Sql =
    Sql::new("INSERT INTO import (content_hash, imported_at, summary) VALUES ($1, $2, $3)");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &INSERT];

impl Store {
    /// When an inventory with this content was imported, and what was in it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked or holds something else.
    pub async fn imported(
        &self,
        content_hash: &[u8; 32],
    ) -> Result<Option<(Timestamp, String)>, StoreError> {
        let args = [content_hash.as_slice().into()];
        first(self.read_one(Query::new(&GET, args)).await?, |row| {
            let mut row = Reader::new("import", row);
            Ok((row.instant("imported_at")?, row.text("summary")?))
        })
    }
}

impl WriteSet {
    /// Records that an inventory was imported. Of two that try, one is refused.
    pub fn record_import(&mut self, content_hash: &[u8; 32], at: Timestamp, summary: &str) {
        self.insert(&INSERT, [content_hash.as_slice().into(), codec::instant(at), summary.into()]);
    }
}
