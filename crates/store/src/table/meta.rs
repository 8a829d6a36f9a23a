//! `meta`: small facts about the database itself.

use crate::codec::{Reader, first};
use crate::db::Query;
use crate::error::StoreError;
use crate::sql::Sql;
use crate::store::Store;
use crate::write::WriteSet;

static GET: Sql = Sql::new("SELECT value FROM meta WHERE name = $1");
static INSERT: Sql = Sql::new("INSERT INTO meta (name, value) VALUES ($1, $2)");
static DELETE: Sql = Sql::new("DELETE FROM meta WHERE name = $1");

pub(crate) static STATEMENTS: &[&Sql] = &[&GET, &INSERT, &DELETE];

impl Store {
    /// A fact about the database.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be asked.
    pub async fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        first(self.read_one(Query::new(&GET, [name.into()])).await?, |row| {
            Reader::new("meta", row).bytes("value")
        })
    }
}

impl WriteSet {
    /// Records a fact, in place of what was recorded under its name.
    pub fn set_meta(&mut self, name: &str, value: &[u8]) {
        self.any(&DELETE, [name.into()]);
        self.insert(&INSERT, [name.into(), value.into()]);
    }

    /// Records a fact for the first time: of two that try, one is refused.
    pub fn add_meta(&mut self, name: &str, value: &[u8]) {
        self.insert(&INSERT, [name.into(), value.into()]);
    }
}
